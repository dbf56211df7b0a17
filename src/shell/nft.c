/* SPDX-License-Identifier: Apache-2.0 */
/* nft.c - one context a script. */
#include "nft.h"

#include <errno.h>
#include <linux/netlink.h>
#include <nftables/libnftables.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SOCKETS = 3 };	/* what libnftables opens at once, at most */

/* libnftables ends the process that has no descriptor for it. */
static bool
has_descriptors(void)
{
	int fds[SOCKETS], i, n;

	for (n = 0; n < SOCKETS; n++) {
		fds[n] = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC,
				NETLINK_NETFILTER);
		if (fds[n] < 0)
			break;
	}
	for (i = 0; i < n; i++)
		close(fds[i]);
	return n == SOCKETS;
}

int
nft_run(const char *script, unsigned flags, char **output)
{
	struct nft_ctx *nft;
	int r;

	if (!has_descriptors())
		return -EMFILE;
	nft = nft_ctx_new(NFT_CTX_DEFAULT);
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
