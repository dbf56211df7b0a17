/* SPDX-License-Identifier: Apache-2.0 */
/* guard.c - one nftables table, written as text. */
#include "guard.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "nft.h"

enum { SCRIPT_MAX = 1024 };

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
	return nft_run(script, 0, NULL);
}

int
guard_clear(void)
{
	return nft_run("add table ip6 autotunnel\ndelete table ip6 autotunnel\n",
		       0, NULL);
}
