/* SPDX-License-Identifier: Apache-2.0 */
/* nft.c - one context a script. */
#include "nft.h"

#include <errno.h>
#include <nftables/libnftables.h>
#include <string.h>

int
nft_run(const char *script, unsigned flags, char **output)
{
	struct nft_ctx *nft = nft_ctx_new(NFT_CTX_DEFAULT);
	int r;

	if (!nft)
		return -ENOMEM;
	nft_ctx_buffer_output(nft);
	nft_ctx_buffer_error(nft);
	nft_ctx_output_set_flags(nft, flags);
	r = nft_run_cmd_from_buffer(nft, script) ? -ENOSYS : 0;
	if (r == 0 && output) {
		*output = strdup(nft_ctx_get_output_buffer(nft));
		r = *output ? 0 : -ENOMEM;
	}
	nft_ctx_free(nft);
	return r;
}
