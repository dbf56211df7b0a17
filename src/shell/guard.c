/* SPDX-License-Identifier: Apache-2.0 */
/* guard.c - one nftables table, written as text. */
#include "guard.h"

#include <arpa/inet.h>
#include <errno.h>
#include <nftables/libnftables.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { SCRIPT_MAX = 1024 };

static int
run(const char *script)
{
	struct nft_ctx *nft = nft_ctx_new(NFT_CTX_DEFAULT);
	int r;

	if (!nft)
		return -ENOMEM;
	nft_ctx_buffer_output(nft);
	nft_ctx_buffer_error(nft);
	r = nft_run_cmd_from_buffer(nft, script) ? -ENOSYS : 0;
	nft_ctx_free(nft);
	return r;
}

/* A device's name goes into the script, so it may hold nothing that ends a
 * word there; the kernel itself allows nearly every octet. */
static bool
is_plain(const char *device)
{
	return *device && strspn(device, "abcdefghijklmnopqrstuvwxyz0123456789"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-.") ==
		strlen(device);
}

int
guard_set(const uint8_t ula[16], const char *device)
{
	char address[INET6_ADDRSTRLEN], accept[128] = "meta secpath exists";
	char script[SCRIPT_MAX];

	inet_ntop(AF_INET6, ula, address, sizeof(address));
	if (device) {
		if (!is_plain(device))
			return -EINVAL;
		snprintf(accept, sizeof(accept), "iifname \"%s\"", device);
	}
	/* adding first makes deleting sure to succeed */
	snprintf(script, sizeof(script),
		 "add table ip6 autotunnel\n"
		 "delete table ip6 autotunnel\n"
		 "table ip6 autotunnel {\n"
		 "	chain guard {\n"
		 "		type filter hook input priority -150; policy accept;\n"
		 "		ip6 daddr != %s accept\n"
		 "		iif \"lo\" accept\n"
		 "		%s accept\n"
		 "		counter drop\n"
		 "	}\n"
		 "}\n", address, accept);
	return run(script);
}

int
guard_clear(void)
{
	return run("add table ip6 autotunnel\ndelete table ip6 autotunnel\n");
}
