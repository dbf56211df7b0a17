/* SPDX-License-Identifier: Apache-2.0 */
/* agent_reach.c - how this host is reached: what its own address, its gateway
 * and the rendezvous say, put together, and a sentence of it for the owner (P7). */
#include "agent_parts.h"

#include "autotunnel/address.h"

/* 100.64/10: between a carrier's NAT and its customers (RFC 6598, 7). */
static bool
is_carriers(uint32_t number)
{
	return (number & 0xffc00000) == 0x64400000;
}

/* The rendezvous sees us under a public address that is not the one we would
 * publish. A private one tells nothing: then it sees us from within, being on
 * our LAN or in the same private network. */
static bool
is_masked(const struct agent *a, const struct endpoint *outer)
{
	return is_public_unicast_ipv4(a->reflex_address) &&
		a->reflex_address != ipv4_number(outer);
}

static enum agent_reach
judge_silence(const struct agent *a)
{
	uint32_t own = ipv4_number(&nat_link(&a->nat)->address);

	if (is_public_unicast_ipv4(own))
		return REACH_BEHIND;
	if (is_carriers(own))
		return REACH_CARRIER_NAT;
	return own && a->reflex_address == own ? REACH_ROUTED :
		REACH_NO_PROTOCOL;
}

/* No port of ours is open, and WHY is what the gateway gave as the reason. */
static enum agent_reach
judge_unmapped(const struct agent *a, enum agent_reach why)
{
	switch (why) {
	case REACH_UNKNOWN:
		return a->nat.gateway.masked ? REACH_BEHIND : REACH_UNKNOWN;
	case REACH_NO_PROTOCOL:
		return judge_silence(a);
	case REACH_NO_ADDRESS:
		/* its line works, since the rendezvous answered us by it */
		return is_public_unicast_ipv4(a->reflex_address) ?
			REACH_DOUBLE_NAT : REACH_NO_ADDRESS;
	case REACH_DOUBLE_NAT:
		return is_carriers(a->public_address) ? REACH_CARRIER_NAT :
			REACH_DOUBLE_NAT;
	default:
		return why;
	}
}

enum agent_reach
agent_judge_reach(const struct agent *a, struct endpoint *outer)
{
	const struct network_facts *link = nat_link(&a->nat);
	bool direct = endpoint_is_public_unicast_ipv4(&link->address) &&
		!a->nat.gateway.masked;

	*outer = (struct endpoint){ .family = 0 };
	if (!link->up || a->unmapped == REACH_DOWN)
		return a->unmapped;
	if (!nat_endpoint(&a->nat, NAT_SLOT_TUNNEL, outer))
		return judge_unmapped(a, a->unmapped);
	if (!is_masked(a, outer))
		return direct ? REACH_DIRECT : REACH_MAPPED;
	*outer = (struct endpoint){ .family = 0 };
	return direct ? REACH_BEHIND : REACH_DOUBLE_NAT;
}

bool
agent_is_known(enum agent_reach reach)
{
	return reach != REACH_UNKNOWN && reach != REACH_DOWN;
}

/* Sentences ---------------------------------------------------------------------- */

#define DIALS "; this host dials the others, and those that are reachable " \
	"are connected all the same"

static const struct {
	const char *word, *text, *remedy;
} reaches[REACH_COUNT] = {
	[REACH_UNKNOWN] = {
		"unknown", "finding out how this host is reached", "" },
	[REACH_DOWN] = { "down", "no network", "" },
	[REACH_DIRECT] = {
		"direct", "reachable: this host's own address is public", "" },
	[REACH_MAPPED] = {
		"mapped", "reachable: the router leads a port to this host",
		"" },
	[REACH_NO_PROTOCOL] = {
		"no-protocol",
		"not reachable from outside: the router does not answer "
		"NAT-PMP, as in most cafes, hotels and companies" DIALS,
		"switch on NAT-PMP in the router (often called \"UPnP\"), where "
		"it is yours; otherwise see that the other hosts are "
		"reachable" },
	[REACH_REFUSED] = {
		"refused",
		"not reachable from outside: the router refuses to open a port"
		DIALS,
		"allow port mappings (NAT-PMP) for this host in the router" },
	[REACH_NO_ADDRESS] = {
		"no-address",
		"not reachable from outside: the router has no public address "
		"itself, because another NAT stands before it or its line is "
		"down" DIALS,
		"if another router stands before it, let one of the two bridge; "
		"else ask the provider for a public address" },
	[REACH_DOUBLE_NAT] = {
		"double-nat",
		"not reachable from outside: two NATs stand one behind the "
		"other, for the router's own outer address is not the one that "
		"the Internet sees" DIALS,
		"if the outer NAT is a router of yours, let one of the two "
		"bridge; if it is the provider's (carrier NAT), ask the "
		"provider for a public address" },
	[REACH_BEHIND] = {
		"behind",
		"not reachable from outside: this host's address looks public, "
		"but a NAT stands before it, for the Internet sees another one"
		DIALS,
		"let the router in between pass the address on unchanged, or "
		"switch on NAT-PMP in it" },
	[REACH_CARRIER_NAT] = {
		"carrier-nat",
		"not reachable from outside: the provider shares one public "
		"address among many customers (carrier NAT, 100.64.0.0/10)"
		DIALS,
		"ask the provider for a public address; otherwise see that the "
		"other hosts are reachable" },
	[REACH_ROUTED] = {
		"routed",
		"not reachable from outside: this is a private network that is "
		"routed without NAT, and the rendezvous stands in it" DIALS,
		"for hosts elsewhere, give this one a public address or a NAT "
		"that answers NAT-PMP" },
};

const char *
agent_reach_word(enum agent_reach reach)
{
	return reaches[reach].word;
}

const char *
agent_reach_text(enum agent_reach reach)
{
	return reaches[reach].text;
}

const char *
agent_reach_remedy(enum agent_reach reach)
{
	return reaches[reach].remedy;
}
