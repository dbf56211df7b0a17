/* SPDX-License-Identifier: Apache-2.0 */
/* local_prefix.c - the IPv6 networks that this host is part of. */
#include "local_prefix.h"

#include <ifaddrs.h>
#include <netinet/in.h>
#include <stddef.h>

bool
prefix_covers(const uint8_t address[16], const uint8_t network[16],
	      const uint8_t mask[16])
{
	bool some = false, all = true;
	int i;

	for (i = 0; i < 16; i++) {
		if ((address[i] ^ network[i]) & mask[i])
			return false;
		some |= mask[i] != 0;
		all &= mask[i] == 0xff;
	}
	return some && !all;
}

static const uint8_t *
octets_of(const struct sockaddr *a)
{
	return ((const struct sockaddr_in6 *)(const void *)a)->sin6_addr.s6_addr;
}

bool
is_on_local_prefix(const uint8_t address[16])
{
	struct ifaddrs *list, *i;
	bool found = false;

	if (getifaddrs(&list) < 0)
		return false;
	for (i = list; i && !found; i = i->ifa_next)
		found = i->ifa_addr && i->ifa_netmask &&
			i->ifa_addr->sa_family == AF_INET6 &&
			prefix_covers(address, octets_of(i->ifa_addr),
				      octets_of(i->ifa_netmask));
	freeifaddrs(list);
	return found;
}
