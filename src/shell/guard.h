/* SPDX-License-Identifier: Apache-2.0 */
/* guard.h - the packet filter's part of P19, in one table of our own, "ip6
 * autotunnel"; it touches no other. What it drops it counts:
 *
 *	in	packets to our ULA, or from a peer's, that came neither through
 *		IPsec nor from ourselves
 *	out	packets from our ULA, or to a peer's, that would leave in clear:
 *		routes see to that already, until somebody else flushes them
 *
 * guard_set replaces what stands there, in one transaction, and keeps counting
 * where a former table stopped; guard_add tells of one more peer; guard_stands
 * asks whether somebody else took it away; guard_clear does. A struct guard of
 * zeros is none yet. Those that return int: 0 or -errno; -ENOSYS where the kernel
 * has no nftables. */
#ifndef SHELL_GUARD_H
#define SHELL_GUARD_H

#include <stdbool.h>
#include <stdint.h>

struct guard_counts {
	uint64_t to_us;
	uint64_t from_peer;
	uint64_t in_clear;
};

struct guard {
	char *listing;			/* as nft had it once it was set */
	struct guard_counts before;	/* of tables that are gone */
};

struct guard_rules {
	const uint8_t *ula;		/* ours, 16 octets */
	const char *device;		/* the IKE daemon's own (user-space
					 * ESP), or NULL */
	const uint8_t (*peers)[16];
	unsigned peer_count;
};

int guard_set(struct guard *g, const struct guard_rules *rules);
int guard_add(struct guard *g, const uint8_t peer[16]);
bool guard_stands(const struct guard *g);
void guard_count(const struct guard *g, struct guard_counts *out);
int guard_clear(struct guard *g);

#endif
