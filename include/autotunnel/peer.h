/* SPDX-License-Identifier: Apache-2.0 */
/* peer.h - the tunnel to one peer: what DNS says of it, what the back end says
 * of the tunnel, and who dials (P9).
 *
 * The container keeps one struct peer for each peer, at a slot of its own:
 *
 *	peer_init			once
 *	peer_place_us			our endpoint, before anything else, and
 *					whenever it changes
 *	peer_locate			the peer's records, whenever they change;
 *					complete = false when one is missing or
 *					not believed (P12)
 *	peer_hear			each INPUT_TUNNEL that names the slot, and
 *					TUNNEL_BACKEND_ON and _OFF for every peer
 *	peer_decide			for each PEER_REPORT_LOOK_AGAIN, before the
 *					turn ends
 *	peer_withdraw			the owner leaves or strikes it off
 *
 * Each classifies, keeps what was told and takes at most one step.
 *
 * What it emits is EFFECT_TUNNEL with verb, slot and:
 *	ADD		name (octets, canonical wire form), ula, remote: the
 *			nearest endpoint, family 0 where it has none. The peer's
 *			own calls are accepted from any address. Idempotent.
 *	MOVE		remote, as in ADD
 *	DIAL		remote: dial this one now, beside what is there; an older
 *			call to this peer that is not through is given up
 *	HANG_UP		give up what is being set up
 *	DROP_SPARE	where associations stand that either end dialled, those of
 *			the higher name go; also of those that come later, until
 *			the next DIAL
 *	REKEY, DROP_OLDER, REMOVE	nothing more
 *
 * Source: RFC 6281 5 and 7.3; P4, P9, P10, P12, P13. */
#ifndef AUTOTUNNEL_PEER_H
#define AUTOTUNNEL_PEER_H

#include "autotunnel/dns.h"
#include "autotunnel/turn.h"

#include "core/peer_chart.h"

/* Where a peer is, as its AAAA, SRV, A and TXT say. An unreachable host (SRV
 * target ".") is complete with its AAAA alone. */
struct peer_location {
	bool complete;
	bool reachable;
	struct endpoint public_endpoint;	/* A and the SRV's port */
	struct endpoint lan;		/* the TXT's lan=; family 0: none */
	uint8_t ula[16];
};

/* Where we are, as we publish it. */
struct peer_self {
	bool reachable;
	struct endpoint public_endpoint;	/* unreachable: our NAT's address
						 * if known, port 0 */
	uint32_t network;		/* another number: another network, even
					 * if all addresses are the same */
	struct endpoint inner;		/* our own on our link; port 0 */
};

enum peer_report {
	PEER_REPORT_LOOK_AGAIN,	/* call peer_decide in this turn */
	PEER_REPORT_UP,		/* a tunnel where there was none */
	PEER_REPORT_MOVED,	/* the tunnel lives at other endpoints */
	PEER_REPORT_DOWN,
	PEER_REPORT_FAILED,	/* set-up failed; it is tried again by itself */
	PEER_REPORT_REFUSED,	/* authentication or selectors refused, and not
				 * only for a moment */
	PEER_REPORT_ASK,	/* ask its AAAA by signed query (P13) */
	PEER_REPORT_REBORN,	/* it has another ULA */
	PEER_REPORT_APART,	/* neither end is reachable: nobody dials */
	PEER_REPORT_GONE,	/* records and tunnel are gone */
	PEER_REPORT_COUNT
};

struct peer {
	struct peer_machine machine;
	/* identity */
	struct dns_name name;		/* the host's, canonical */
	struct dns_name ours;
	uint16_t slot;
	/* data from the wire */
	struct peer_location location;	/* its last complete one, but for
					 * .complete, which is today's */
	struct peer_self self;
	struct endpoint remote;		/* where the tunnel leads; family 0 */
	enum tunnel_reason reason;	/* why the last call failed */
	/* statistics */
	uint32_t moves;			/* a living tunnel's */
	uint32_t failures;
	uint64_t up_since_ms;		/* 0: never */
};

/* NAME is the peer's, OURS this host's; both are made canonical here. */
void peer_init(struct peer *p, const struct dns_name *name,
	       const struct dns_name *ours, uint16_t slot);

void peer_place_us(struct peer *p, const struct peer_self *now, struct turn *t);
void peer_locate(struct peer *p, const struct peer_location *now,
		 struct turn *t);
void peer_hear(struct peer *p, const struct tunnel_facts *facts,
	       struct turn *t);
void peer_decide(struct peer *p, struct turn *t);
void peer_withdraw(struct peer *p, struct turn *t);

/* What these events would be, PEER_EVENT_COUNT for none. */
enum peer_event peer_placed_us(const struct peer *p,
			       const struct peer_self *now);
enum peer_event peer_located(const struct peer *p,
			     const struct peer_location *now);
enum peer_event peer_heard(const struct peer *p,
			   const struct tunnel_facts *facts);
enum peer_event peer_who_dials(const struct peer *p);

/* Behind one NAT with us, and its LAN address is known (P10). */
bool peer_is_near(const struct peer *p);
/* Where we dial first: its LAN address if it is near, else its public one. */
struct endpoint peer_nearest(const struct peer *p);

#endif
