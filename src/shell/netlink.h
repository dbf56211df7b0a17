/* SPDX-License-Identifier: Apache-2.0 */
/* netlink.h - rtnetlink requests: addresses, routes, links, and dumps.
 *
 * netlink_open, then any of the others, then netlink_close. The kernel answers
 * a request before it returns from taking it, so none of these waits for
 * anything outside the machine. Arguments are borrowed for the call. All return
 * 0 or -errno as the kernel gives it; an object that is already there (or
 * already gone) is no error. Changing anything needs CAP_NET_ADMIN.
 *
 * Source: rtnetlink(7). What the network looks like: uplink.h. */
#ifndef SHELL_NETLINK_H
#define SHELL_NETLINK_H

#include "autotunnel/turn.h"

#include <stdbool.h>

struct netlink;
struct nlmsghdr;

int netlink_open(struct netlink **out);
void netlink_close(struct netlink *n);	/* NULL is fine */

/* ADDRESS on the link INTERFACE (its index), without duplicate address
 * detection for IPv6. */
int netlink_address_add(struct netlink *n, uint32_t interface,
			const struct endpoint *address, uint8_t prefix_length);
int netlink_address_del(struct netlink *n, uint32_t interface,
			const struct endpoint *address, uint8_t prefix_length);

struct netlink_route {
	struct endpoint to;		/* family must be 4 or 6; port unused */
	uint8_t prefix_length;
	bool unreachable;		/* an unreachable route; no interface */
	uint32_t interface;		/* 0: none */
	struct endpoint gateway;	/* family 0: on the link */
	struct endpoint source;		/* preferred source; family 0: none */
	uint32_t table;			/* 0: main */
	uint32_t metric;		/* 0: the kernel's own */
	uint32_t mtu;			/* 0: the link's */
};

/* Adds, or replaces the one with the same destination, table and metric. */
int netlink_route_add(struct netlink *n, const struct netlink_route *r);
/* Adds it where there is none with that destination, table and metric: 1; there
 * is one: 0, and it stays as it is. */
int netlink_route_keep(struct netlink *n, const struct netlink_route *r);
/* The same for a rule that asks TABLE for every IPv6 packet. */
int netlink_rule_keep(struct netlink *n, uint32_t table, uint32_t priority);
int netlink_route_del(struct netlink *n, const struct netlink_route *r);

/* Makes a link of KIND ("dummy", "xfrm"); IF_ID is xfrm's, 0 for others. */
int netlink_link_add(struct netlink *n, const char *name, const char *kind,
		     uint32_t if_id);
int netlink_link_del(struct netlink *n, uint32_t interface);
/* Up; MTU 0 leaves it as it is. */
int netlink_link_up(struct netlink *n, uint32_t interface, uint32_t mtu);
/* The index of link NAME, or 0. */
uint32_t netlink_link_index(const char *name);
/* There surely is none: not so where nobody can look, for want of descriptors. */
bool netlink_link_gone(const char *name);

/* Asks for all of TYPE (RTM_GETROUTE ...) of address family FAMILY (AF_INET
 * ...), and gives each message to EACH, which returns nothing. */
int netlink_dump(struct netlink *n, uint16_t type, uint8_t family,
		 void (*each)(void *owner, const struct nlmsghdr *m),
		 void *owner);

#endif
