/* SPDX-License-Identifier: Apache-2.0 */
/* outer.c - one nftables rule. */
#include "outer.h"

#include <stdio.h>

#include "nft.h"

/* Adding first makes deleting sure to succeed. */
#define FRESH "add table ip autotunnel\ndelete table ip autotunnel\n"

/* A packet that leaves its socket is no fragment yet, so nothing but the bit
 * itself is lost by setting the whole field to 0. */
int
outer_allow_fragments(uint16_t port)
{
	char script[512];

	snprintf(script, sizeof(script), FRESH
		 "table ip autotunnel {\n"
		 "	chain outer {\n"
		 "		type filter hook output priority -150; policy accept;\n"
		 "		udp sport %u ip frag-off 0x4000 ip frag-off set 0\n"
		 "	}\n"
		 "}\n", port);
	return nft_run(script, 0, NULL);
}

int
outer_clear(void)
{
	return nft_run(FRESH, 0, NULL);
}
