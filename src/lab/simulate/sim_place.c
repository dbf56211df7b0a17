/* SPDX-License-Identifier: Apache-2.0 */
/* sim_place.c - homes, their NATs, and addresses there. Homes are numbered as
 * they are drawn, then there is a place to visit in each domain. */
#include <string.h>

#include "lab/simulate/sim_private.h"

enum {
	SHARES = 16,		/* of hosts, by chance: */
	PUBLIC_SHARES = 2,	/* on the Internet without a NAT */
	SHARED_SHARES = 3,	/* in the home of the host before */
	DOUBLE_SHARES = 1,	/* behind a carrier's NAT as well */
	FLOW_MIN_MS = 30000,
	FLOW_SPAN_MS = 270000,
	UNUSED = 4		/* addresses of an inner network */
};

static struct sim_nat *
add_nat(struct sim *s, struct endpoint outer, int parent,
	const struct sim_nat_kind *kind)
{
	/* homes have the same few inner networks, as homes do */
	struct endpoint inner = ip4(192, 168, s->nat_count % 3, 1);
	struct sim_nat *n;

	if (s->nat_count == s->nat_room)
		s->nats = world_grow(s->nats, &s->nat_room, sizeof(*s->nats));
	n = &s->nats[s->nat_count];
	*n = (struct sim_nat){ .parent = parent, .touched_ms = s->w->now_ms };
	if (parent != SIM_INTERNET)
		inner.address[2] = (uint8_t)(100 + s->nat_count % 3);
	n->nat = world_add_nat(s->w, outer, inner, parent == SIM_INTERNET ?
			       NULL : s->nats[parent].nat);
	sim_nat_kind(s, s->nat_count++, kind);
	return n;
}

static struct endpoint
public_address(unsigned first, unsigned number)
{
	return ip4(first, number >> 16 & 0xff, number >> 8 & 0xff,
		   number & 0xff);
}

static void
draw_kind(struct sim *s, int host, struct sim_nat_kind *k)
{
	/* in 100: mapping and filtering that depend on the address, and on
	 * the port too; hairpinning; NAT-PMP */
	static const unsigned mapping[] = { 70, 85 }, filtering[] = { 20, 50 };
	unsigned m = sim_draw(s, "mapping", host) % 100;
	unsigned f = sim_draw(s, "filtering", host) % 100;

	k->mapping = m < mapping[0] ? SIM_ENDPOINT_INDEPENDENT :
		m < mapping[1] ? SIM_ADDRESS_DEPENDENT :
		SIM_ADDRESS_PORT_DEPENDENT;
	k->filtering = f < filtering[0] ? SIM_ENDPOINT_INDEPENDENT :
		f < filtering[1] ? SIM_ADDRESS_DEPENDENT :
		SIM_ADDRESS_PORT_DEPENDENT;
	k->hairpin = sim_draw(s, "hairpin", host) % 2;
	k->natpmp = sim_draw(s, "natpmp", host) % 4 != 0;
	k->udp_ms = FLOW_MIN_MS + (uint32_t)(sim_draw(s, "udp", host) %
					     FLOW_SPAN_MS);
}

static const struct sim_nat_kind plain = {
	.filtering = SIM_ADDRESS_PORT_DEPENDENT, .natpmp = true,
	.udp_ms = WORLD_FLOW_MS
};

static int
add_home(struct sim *s, unsigned host)
{
	struct sim_nat_kind kind = plain;
	unsigned draw = (unsigned)(sim_draw(s, "home", (int)host) % SHARES);
	unsigned count, first = sim_domain_first(s, host, &count);
	int parent = SIM_INTERNET;
	struct endpoint outer;

	if (!s->setup.plain) {
		if (draw < PUBLIC_SHARES)
			return SIM_INTERNET;
		draw -= PUBLIC_SHARES;
		if (draw < SHARED_SHARES && host > first &&
		    s->hosts[host - 1].home != SIM_INTERNET)
			return s->hosts[host - 1].home;
		draw_kind(s, (int)host, &kind);
	}
	outer = public_address(60, s->nat_count + 1);
	if (!s->setup.plain && draw < SHARED_SHARES + DOUBLE_SHARES &&
	    draw >= SHARED_SHARES) {
		struct sim_nat_kind carrier = kind;

		carrier.natpmp = carrier.hairpin = false;
		parent = (int)s->nat_count;
		add_nat(s, outer, SIM_INTERNET, &carrier);
		outer = public_address(100, (64u << 16) + s->nat_count + 1);
	}
	add_nat(s, outer, parent, &kind);
	return (int)s->nat_count - 1;
}

void
sim_places_begin(struct sim *s)
{
	unsigned host, count;

	s->hosts = world_zeroed(s->host_count * sizeof(*s->hosts));
	for (host = 0; host < s->host_count; host++)
		s->hosts[host].home = s->hosts[host].place = add_home(s, host);
	for (host = 0; host < s->host_count; host += count) {
		sim_domain_first(s, host, &count);
		add_nat(s, public_address(60, s->nat_count + 1), SIM_INTERNET,
			&plain);
	}
}

struct endpoint
sim_place(struct sim *s, int place, struct world_nat **nat)
{
	struct endpoint address;
	struct sim_nat *n;

	*nat = NULL;
	if (place == SIM_INTERNET)
		return public_address(61, ++s->public_count);
	n = &s->nats[place];
	*nat = n->nat;
	address = n->nat->inner;
	do {
		address.address[3] = (uint8_t)(2 + n->hosts++ %
					       (256 - UNUSED));
	} while (world_node_at(s->w, n->nat, &address));
	return address;
}

struct sim_nat *
sim_nat_of(const struct sim *s, int place)
{
	return place == SIM_INTERNET ? NULL : &s->nats[place];
}

/* Knobs ----------------------------------------------------------------------- */

unsigned
sim_nat_count(const struct sim *s)
{
	return s->nat_count;
}

static struct sim_nat *
touch(struct sim *s, unsigned nat)
{
	s->nats[nat].touched_ms = s->w->now_ms;
	return &s->nats[nat];
}

void
sim_nat_kind(struct sim *s, unsigned nat, const struct sim_nat_kind *kind)
{
	struct sim_nat *n = touch(s, nat);

	n->kind = *kind;
	n->nat->mapping = (enum world_dependence)kind->mapping;
	n->nat->filtering = (enum world_dependence)kind->filtering;
	n->nat->hairpin = kind->hairpin;
	n->nat->mute = !kind->natpmp;
	n->nat->flow_ms = kind->udp_ms;
	world_nat_doubt(n->nat);
}

const struct sim_nat_kind *
sim_nat_has(const struct sim *s, unsigned nat)
{
	return &s->nats[nat].kind;
}

int
sim_nat_parent(const struct sim *s, unsigned nat)
{
	return s->nats[nat].parent;
}

void
sim_nat_reboot(struct sim *s, unsigned nat, unsigned count)
{
	world_nat_reboot(touch(s, nat)->nat, count);
}

void
sim_nat_forget(struct sim *s, unsigned nat)
{
	world_nat_forget(touch(s, nat)->nat);
}

void
sim_nat_renumber(struct sim *s, unsigned nat, unsigned count)
{
	struct sim_nat *n = touch(s, nat);
	unsigned number = ++s->public_count;

	world_find_renumber(n->nat, n->parent == SIM_INTERNET ?
			    public_address(62, number) :
			    public_address(100, (96u << 16) + number));
	world_nat_doubt(n->nat);
	world_nat_announce(n->nat, count);
}

void
sim_nat_lie(struct sim *s, unsigned nat, int32_t seconds)
{
	touch(s, nat)->nat->epoch_lie_s += seconds;
}

void
sim_nat_mute(struct sim *s, unsigned nat, bool mute)
{
	struct sim_nat *n = touch(s, nat);

	n->muted = mute;
	n->nat->silent = mute;
}
