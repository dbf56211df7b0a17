/* SPDX-License-Identifier: Apache-2.0 */
/* peer.c - what an input means to the tunnel with a peer, and what it does. */
#include "autotunnel/peer.h"

#include <assert.h>
#include <string.h>

void
peer_init(struct peer *p, const struct dns_name *name,
	  const struct dns_name *ours, uint16_t slot)
{
	memset(p, 0, sizeof(*p));
	peer_begin(p);
	p->name = *name;
	p->ours = *ours;
	dns_name_lower(&p->name);
	dns_name_lower(&p->ours);
	p->slot = slot;
}

/* Where everybody is ---------------------------------------------------------- */

/* One public address is one NAT: who shares it reaches the other over the LAN,
 * and hardly over the NAT's outer side (P10). */
static bool
is_near(const struct peer_location *peer, const struct peer_self *self)
{
	return peer->reachable && peer->lan.family != 0 &&
		self->public_endpoint.family != 0 &&
		endpoint_same_address(&peer->public_endpoint,
				      &self->public_endpoint);
}

static struct endpoint
nearest(const struct peer_location *peer, const struct peer_self *self)
{
	return is_near(peer, self) ? peer->lan : peer->public_endpoint;
}

bool
peer_is_near(const struct peer *p)
{
	return is_near(&p->location, &p->self);
}

struct endpoint
peer_nearest(const struct peer *p)
{
	return nearest(&p->location, &p->self);
}

static bool
ula_is_known(const uint8_t ula[16])
{
	static const uint8_t none[16];

	return memcmp(ula, none, 16) != 0;
}

static bool
same_place(const struct peer_location *a, const struct peer_location *b)
{
	return a->reachable == b->reachable &&
		endpoint_equal(&a->public_endpoint, &b->public_endpoint) &&
		endpoint_equal(&a->lan, &b->lan);
}

/* Classifiers ----------------------------------------------------------------- */

enum peer_event
peer_located(const struct peer *p, const struct peer_location *now)
{
	const struct peer_location *old = &p->location;
	struct endpoint there = nearest(now, &p->self);

	if (!now->complete)
		return old->complete ? PEER_EV_VANISHED : PEER_EVENT_COUNT;
	if (ula_is_known(old->ula) && memcmp(old->ula, now->ula, 16))
		return PEER_EV_REBORN;
	if (ula_is_known(old->ula) && same_place(old, now))
		return old->complete ? PEER_EVENT_COUNT : PEER_EV_BACK;
	/* It moved behind its own NAT, which leads our flow to where it was:
	 * only what it sends opens a way, so it dials by itself. */
	if (old->complete && p->self.reachable && now->reachable &&
	    endpoint_equal(&old->public_endpoint, &now->public_endpoint) &&
	    !is_near(now, &p->self))
		return PEER_EV_FOLLOWED;
	/* its first packets from there can outrun the push */
	if (p->remote.family != 0 && endpoint_equal(&p->remote, &there))
		return PEER_EV_FOLLOWED;
	return PEER_EV_LOCATED;
}

enum peer_event
peer_placed_us(const struct peer *p, const struct peer_self *now)
{
	const struct peer_self *old = &p->self;
	bool slid = !endpoint_same_address(&old->inner, &now->inner);

	/* An association cannot leave an address that we no longer have. */
	if (slid && now->reachable && p->location.reachable &&
	    endpoint_equal(&old->public_endpoint, &now->public_endpoint) &&
	    !is_near(&p->location, now))
		return PEER_EV_WE_SLID;
	if (slid ||
	    is_near(&p->location, old) != is_near(&p->location, now))
		return PEER_EV_WE_CROSSED;
	if (old->network != now->network || old->reachable != now->reachable)
		return PEER_EV_WE_MOVED;
	/* to learn the NAT's address is no move where nobody dials us */
	if (!now->reachable && (!old->public_endpoint.family ||
				!now->public_endpoint.family))
		return PEER_EVENT_COUNT;
	return endpoint_equal(&old->public_endpoint, &now->public_endpoint) ?
		PEER_EVENT_COUNT : PEER_EV_WE_MOVED;
}

static bool
we_are_lower(const struct peer *p)
{
	return dns_name_compare(&p->ours, &p->name) < 0;
}

enum peer_event
peer_who_dials(const struct peer *p)
{
	bool we = p->self.reachable, peer = p->location.reachable;

	if (we && peer)
		return we_are_lower(p) ? PEER_EV_WE_DIAL : PEER_EV_THEY_FIRST;
	if (peer)
		return PEER_EV_WE_DIAL;
	return we ? PEER_EV_THEY_DIAL : PEER_EV_NOBODY;
}

/* Our tunnel is up for so long that the peer, who calls now, knows it. */
static bool
is_known_there(const struct peer *p)
{
	return p->machine.base.state == PEER_OPEN &&
		machine_timer_due_ms(&p->machine.base, PEER_TIMER_CROSSING) ==
		TIME_NEVER;
}

/* Of two tunnels that both ends dialled at once, both ends must keep the same
 * one: the one that the lower name dialled (P9). */
static enum peer_event
arrival(const struct peer *p, bool ours)
{
	bool both = p->self.reachable && p->location.reachable;

	if (!both || ours == we_are_lower(p))
		return PEER_EV_UP;
	if (ours)
		return PEER_EV_UP_SPARE;
	return is_known_there(p) ? PEER_EV_UP : PEER_EV_UP_SECOND;
}

static enum peer_event
failure(const struct peer *p, const struct tunnel_facts *facts)
{
	/* who refuses selectors has proven before that it is the peer */
	if (facts->reason == TUNNEL_REASON_TRAFFIC_SELECTOR)
		return PEER_EV_REFUSED;
	/* whoever has that LAN address here, it was hardly the peer */
	if (peer_is_near(p) && endpoint_equal(&facts->remote, &p->location.lan))
		return PEER_EV_MISSED;
	return facts->reason == TUNNEL_REASON_AUTHENTICATION ||
		facts->reason == TUNNEL_REASON_STRANGER ?
		PEER_EV_REFUSED : PEER_EV_FAILED;
}

enum peer_event
peer_heard(const struct peer *p, const struct tunnel_facts *facts)
{
	switch (facts->news) {
	case TUNNEL_UP:
		return arrival(p, facts->ours);
	case TUNNEL_FAILED:
		return failure(p, facts);
	case TUNNEL_FELL:
		return PEER_EV_FELL;
	case TUNNEL_REKEYED:
		return PEER_EV_REKEYED;
	case TUNNEL_BACKEND_ON:
		return PEER_EV_BACKEND_ON;
	case TUNNEL_BACKEND_OFF:
		return PEER_EV_BACKEND_OFF;
	default:
		return PEER_EVENT_COUNT;
	}
}

/* Inputs ---------------------------------------------------------------------- */

static void
step(struct peer *p, enum peer_event ev, struct turn *t)
{
	if (ev != PEER_EVENT_COUNT)
		peer_step(p, ev, t);
}

void
peer_locate(struct peer *p, const struct peer_location *now, struct turn *t)
{
	enum peer_event ev = peer_located(p, now);

	if (now->complete)
		p->location = *now;
	p->location.complete = now->complete;
	step(p, ev, t);
}

void
peer_place_us(struct peer *p, const struct peer_self *now, struct turn *t)
{
	enum peer_event ev = peer_placed_us(p, now);

	p->self = *now;
	step(p, ev, t);
}

void
peer_hear(struct peer *p, const struct tunnel_facts *facts, struct turn *t)
{
	enum peer_event ev = peer_heard(p, facts);

	switch (facts->news) {
	case TUNNEL_UP:
	case TUNNEL_REKEYED:
		p->remote = facts->remote;
		break;
	case TUNNEL_FELL:
	case TUNNEL_BACKEND_OFF:
		p->remote = (struct endpoint){ .family = 0 };
		break;
	case TUNNEL_FAILED:
		p->reason = facts->reason;
		p->failures++;
		break;
	default:
		break;
	}
	step(p, ev, t);
}

void
peer_decide(struct peer *p, struct turn *t)
{
	peer_step(p, peer_who_dials(p), t);
}

void
peer_withdraw(struct peer *p, struct turn *t)
{
	peer_step(p, PEER_EV_UNWANTED, t);
}

/* Actions --------------------------------------------------------------------- */

static struct effect *
tunnel(struct peer *p, enum tunnel_verb verb, struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_TUNNEL);

	e->tunnel.verb = verb;
	e->tunnel.peer = p->slot;
	return e;
}

void
peer_add_peer(struct peer *p, struct turn *t)
{
	struct effect *e = tunnel(p, TUNNEL_ADD, t);

	e->tunnel.remote = peer_nearest(p);
	memcpy(e->tunnel.ula, p->location.ula, 16);
	memcpy(turn_octets(t, e, p->name.length), p->name.wire, p->name.length);
}

void
peer_move_peer(struct peer *p, struct turn *t)
{
	tunnel(p, TUNNEL_MOVE, t)->tunnel.remote = peer_nearest(p);
}

void
peer_remove_peer(struct peer *p, struct turn *t)
{
	tunnel(p, TUNNEL_REMOVE, t);
	p->remote = (struct endpoint){ .family = 0 };
}

void
peer_dial(struct peer *p, struct turn *t)
{
	p->reason = TUNNEL_REASON_NONE;
	tunnel(p, TUNNEL_DIAL, t)->tunnel.remote = peer_nearest(p);
}

/* The call to the public endpoint goes on where that was the nearest. */
void
peer_dial_far(struct peer *p, struct turn *t)
{
	if (peer_is_near(p))
		tunnel(p, TUNNEL_DIAL, t)->tunnel.remote =
			p->location.public_endpoint;
}

void
peer_hang_up(struct peer *p, struct turn *t)
{
	tunnel(p, TUNNEL_HANG_UP, t);
}

void
peer_rekey(struct peer *p, struct turn *t)
{
	tunnel(p, TUNNEL_REKEY, t);
}

void
peer_drop_older(struct peer *p, struct turn *t)
{
	tunnel(p, TUNNEL_DROP_OLDER, t);
}

void
peer_drop_spare(struct peer *p, struct turn *t)
{
	tunnel(p, TUNNEL_DROP_SPARE, t);
}

static void
report(struct peer *p, enum peer_report what, struct turn *t)
{
	turn_report(t, &p->machine.base, what, p->slot);
}

void
peer_look_again(struct peer *p, struct turn *t)
{
	report(p, PEER_REPORT_LOOK_AGAIN, t);
}

void
peer_report_up(struct peer *p, struct turn *t)
{
	p->up_since_ms = t->now_ms;
	report(p, PEER_REPORT_UP, t);
}

void
peer_report_moved(struct peer *p, struct turn *t)
{
	p->moves++;
	report(p, PEER_REPORT_MOVED, t);
}

void
peer_report_down(struct peer *p, struct turn *t)
{
	report(p, PEER_REPORT_DOWN, t);
}

void
peer_report_failed(struct peer *p, struct turn *t)
{
	if (p->reason == TUNNEL_REASON_NONE)
		p->reason = TUNNEL_REASON_SILENCE;
	report(p, PEER_REPORT_FAILED, t);
}

void
peer_report_refused(struct peer *p, struct turn *t)
{
	report(p, PEER_REPORT_REFUSED, t);
}

void
peer_ask(struct peer *p, struct turn *t)
{
	report(p, PEER_REPORT_ASK, t);
}

void
peer_report_reborn(struct peer *p, struct turn *t)
{
	report(p, PEER_REPORT_REBORN, t);
}

void
peer_report_apart(struct peer *p, struct turn *t)
{
	report(p, PEER_REPORT_APART, t);
}

void
peer_report_gone(struct peer *p, struct turn *t)
{
	report(p, PEER_REPORT_GONE, t);
}

/* "peer/mymac.home.example.net" */
void
peer_describe(const struct machine *m, char *text, size_t size)
{
	static const char kind[] = "peer/";
	const struct peer *p = (const struct peer *)m;

	assert(size > sizeof(kind));
	memcpy(text, kind, sizeof(kind) - 1);
	dns_name_to_text(&p->name, text + sizeof(kind) - 1,
			 size - sizeof(kind) + 1);
}
