/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware.h"

#include <ctype.h>
#include <ifaddrs.h>
#include <net/if_arp.h>
#include <netpacket/packet.h>
#include <stdio.h>
#include <string.h>

/* The first word of PATH; "": there is none. */
static void
read_word(const char *path, char *out, size_t size)
{
	FILE *f = fopen(path, "re");
	size_t n = 0;
	int c;

	while (f && n + 1 < size && (c = fgetc(f)) != EOF && isgraph(c))
		out[n++] = (char)c;
	out[n] = '\0';
	if (f)
		fclose(f);
}

/* Those that their maker gave, or all: privacy and virtual machines make up
 * their own, which have the "local" bit. */
static void
read_macs(struct hardware *out, bool made_up)
{
	struct ifaddrs *all, *i;

	if (getifaddrs(&all) < 0)
		return;
	for (i = all; i && out->mac_count < HARDWARE_MACS_MAX; i = i->ifa_next) {
		const struct sockaddr_ll *l =
			(const struct sockaddr_ll *)(const void *)i->ifa_addr;

		if (!l || l->sll_family != AF_PACKET ||
		    l->sll_hatype != ARPHRD_ETHER || l->sll_halen != 6 ||
		    (!made_up && l->sll_addr[0] & 2))
			continue;
		memcpy(out->macs[out->mac_count++], l->sll_addr, 6);
	}
	freeifaddrs(all);
}

void
hardware_read(struct hardware *out)
{
	memset(out, 0, sizeof(*out));
	read_word("/sys/class/dmi/id/product_uuid", out->id, sizeof(out->id));
	if (!out->id[0])
		read_word("/proc/device-tree/serial-number", out->id,
			  sizeof(out->id));
	read_macs(out, false);
	if (!out->mac_count)
		read_macs(out, true);
}

bool
hardware_same(const struct hardware *a, const struct hardware *b)
{
	unsigned i, k;

	if (a->id[0] && b->id[0])
		return !strcmp(a->id, b->id);
	for (i = 0; i < a->mac_count; i++)
		for (k = 0; k < b->mac_count; k++)
			if (!memcmp(a->macs[i], b->macs[k], 6))
				return true;
	return !a->mac_count || !b->mac_count;
}
