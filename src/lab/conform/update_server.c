/* SPDX-License-Identifier: Apache-2.0 */
/* update_server.c - `conform update-server`: a client of a live server of
 * UPDATE with leases (RFC 2136, 9664). */
#include "update_acts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SHOW_MS = 5000,			/* a change is to be seen by then */
	POLL_MS = 200,
	QUIET_TRIES = 8,
	/* a KEY RR for zones and hosts, ECDSA (RFC 4034 2.1, 6605) */
	KEY_SIZE = 4 + 64
};

/* Our own names --------------------------------------------------------- */

struct update_set
update_new_set(struct update_acts *a, bool key)
{
	struct update_set set = { .address = 1, .key = key };
	char text[sizeof(a->label) + 12];

	if (a->count == UPDATE_NAMES_MAX)
		a->count--;		/* more than all acts need */
	snprintf(text, sizeof(text), "%s-%u", a->label, a->count + 1);
	if (dns_name_join(&set.name, text, &a->zone) < 0)
		set.name = a->zone;	/* the longest zone there can be */
	a->names[a->count++] = set.name;
	return set;
}

static size_t
second_rdata(const struct update_set *set, uint8_t rdata[KEY_SIZE])
{
	static const uint8_t head[] = { 2, 0, 3, 13 };
	unsigned i;

	if (!set->key)
		return dns_make_txt(rdata, "conform", 7);
	memcpy(rdata, head, sizeof(head));
	for (i = sizeof(head); i < KEY_SIZE; i++)
		rdata[i] = (uint8_t)(i * 37);
	return KEY_SIZE;
}

static void
add_set(struct dns_writer *w, const struct update_set *set, bool removes)
{
	const uint16_t type = set->key ? DNS_TYPE_KEY : DNS_TYPE_TXT;
	const uint16_t class = removes ? DNS_CLASS_NONE : DNS_CLASS_IN;
	const uint32_t ttl = removes ? 0 : UPDATE_TTL_S;
	const uint8_t address[] = { 192, 0, 2, set->address };
	uint8_t rdata[KEY_SIZE];
	size_t size = second_rdata(set, rdata);

	dns_add_record(w, DNS_UPDATE, &set->name, DNS_TYPE_A, class, ttl,
		       address, sizeof(address));
	dns_add_record(w, DNS_UPDATE, &set->name, type, class, ttl, rdata,
		       size);
}

/* By hand, so that the option can have any length. */
static void
add_lease(struct dns_writer *w, struct update_lease lease)
{
	const uint32_t values[] = { lease.lease_s, lease.key_lease_s };
	uint8_t rdata[4 + 64] = { 0, DNS_OPTION_UPDATE_LEASE, 0,
		(uint8_t)lease.size };
	struct dns_name root;
	unsigned i;

	if (dns_name_from_text(&root, ".") < 0)
		return;
	for (i = 0; i < 8; i++)
		rdata[4 + i] = (uint8_t)(values[i / 4] >> 8 * (3 - i % 4));
	dns_add_record(w, DNS_ADDITIONAL, &root, DNS_TYPE_OPT, DNS_UDP_MAX, 0,
		       rdata, 4 + lease.size);
}

size_t
update_write(const struct dns_name *zone, const struct update_set *sets,
	     unsigned count, bool removes, struct update_lease lease,
	     uint8_t octets[DNS_UDP_MAX])
{
	struct dns_writer w;
	unsigned i;
	int length;

	dns_begin(&w, octets, DNS_UDP_MAX, conform_random_16(),
		  DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
	dns_add_question(&w, zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	for (i = 0; i < count; i++)
		add_set(&w, &sets[i], removes);
	if (lease.size)
		add_lease(&w, lease);
	length = dns_end(&w);
	return length < 0 ? 0 : (size_t)length;
}

/* Talking --------------------------------------------------------------- */

static bool
ask(struct update_acts *a, struct conform_dns *d, const struct dns_name *name,
    uint16_t type)
{
	uint8_t octets[DNS_UDP_MAX];
	struct dns_writer w;
	int length;

	(void)a;
	dns_begin(&w, octets, sizeof(octets), conform_random_16(), 0);
	dns_add_question(&w, name, type, DNS_CLASS_IN);
	length = dns_end(&w);
	return length > 0 && conform_dns_ask(d, octets, (size_t)length);
}

void
update_unanswered(struct update_acts *a, const struct conform_dns *d,
		  enum requirement_id r)
{
	const uint32_t number = d->asked_number;

	if (conform_stopped(a->c))
		return;
	if (r != REQUIREMENT_COUNT)
		conform_fail(a->c, r, number, "no answer within %u s",
			     conform_setup_of(a->c)->timeout_ms / 1000);
	conform_act_unclear(a->c, "the server did not answer message %u",
			    number);
	if (!ask(a, a->dns, &a->zone, DNS_TYPE_SOA) && !conform_stopped(a->c))
		conform_hangs(a->c, a->dns->unreachable ?
			      "the server ended at message %u: its port is "
			      "closed" : "the server answers nothing any more "
			      "since message %u", number);
}

bool
update_send(struct update_acts *a, struct conform_dns *d,
	    const struct update_set *sets, unsigned count, bool removes,
	    struct update_lease lease)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = update_write(&a->zone, sets, count, removes, lease,
				     octets);

	if (!length) {
		conform_act_unclear(a->c, "the zone's name is too long for it");
		return false;
	}
	if (!conform_dns_ask(d, octets, length)) {
		update_unanswered(a, d, REQUIREMENT_COUNT);
		return false;
	}
	if (dns_rcode(&d->answer.msg)) {
		conform_act_unclear(a->c, "an update was refused, RCODE %u",
				    dns_rcode(&d->answer.msg));
		return false;
	}
	return true;
}

uint32_t
update_granted(const struct conform_dns *d)
{
	return d->answer.msg.options.has_lease ?
		d->answer.msg.options.lease_s : 0;
}

bool
update_query(struct update_acts *a, const struct dns_name *name, uint16_t type)
{
	return ask(a, a->dns, name, type) &&
		a->dns->answer.msg.count[DNS_ANSWER] != 0;
}

bool
update_shown(struct update_acts *a, const struct dns_name *name, uint16_t type,
	     bool there)
{
	const uint64_t until = conform_now_ms() + SHOW_MS;

	while (update_query(a, name, type) != there) {
		if (conform_stopped(a->c) || conform_now_ms() >= until)
			return false;
		conform_wait(a->c, POLL_MS, NULL, NULL);
	}
	return true;
}

/* The serial in the answer that came last; false: there is none. */
static bool
serial_of(const struct update_acts *a, uint32_t *serial)
{
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_soa soa;

	dns_records(&a->dns->answer.msg, DNS_ANSWER, &it);
	while (a->dns->answered && dns_next(&it, &rr))
		if (rr.type == DNS_TYPE_SOA && dns_read_soa(&rr, &soa)) {
			*serial = soa.serial;
			return true;
		}
	return false;
}

void
update_ask_serial(struct update_acts *a)
{
	ask(a, a->dns, &a->zone, DNS_TYPE_SOA);
}

bool
update_is_quiet(struct update_acts *a)
{
	uint32_t before = 0, after = 0;
	unsigned i;

	for (i = 0; i < QUIET_TRIES && !conform_stopped(a->c); i++) {
		update_ask_serial(a);
		if (!serial_of(a, &before))
			return true;	/* there is nothing to compare */
		conform_wait(a->c, JUDGE_LATE_MS, NULL, NULL);
		update_ask_serial(a);
		if (serial_of(a, &after) && before == after)
			return true;
	}
	conform_unclear(a->c, REQ_UL_S_08, "others change the zone all the "
			"time: what a Refresh does to its serial is not seen");
	return false;
}

/* Opening and closing --------------------------------------------------- */

static int
open_role(struct conform *c, void **state)
{
	struct update_acts *a = calloc(1, sizeof(*a));
	int r;

	if (!a)
		abort();
	a->c = c;
	a->server = conform_setup_of(c)->target;
	a->zone = conform_setup_of(c)->zone;
	snprintf(a->label, sizeof(a->label), "conform-%08x",
		 (unsigned)conform_random_64());
	r = conform_dns_open(c, &a->server, false, &a->dns);
	if (r == 0)
		r = conform_dns_open(c, &a->server, false, &a->plain);
	if (r < 0) {
		conform_dns_close(a->dns);
		free(a);
		return r;
	}
	a->plain->plain = true;
	*state = a;
	return 0;
}

/* Takes away whatever stands at our names. */
static void
undo(struct update_acts *a)
{
	uint8_t octets[DNS_UDP_MAX];
	struct dns_writer w;
	unsigned i = 0, n;
	int length;

	while (i < a->count) {
		dns_begin(&w, octets, sizeof(octets), conform_random_16(),
			  DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
		dns_add_question(&w, &a->zone, DNS_TYPE_SOA, DNS_CLASS_IN);
		for (n = 0; n < 16 && i < a->count; n++, i++)
			dns_add_record(&w, DNS_UPDATE, &a->names[i],
				       DNS_TYPE_ANY, DNS_CLASS_ANY, 0, NULL,
				       0);
		length = dns_end(&w);
		if (length > 0)
			conform_dns_ask(a->dns, octets, (size_t)length);
	}
}

static void
close_role(struct conform *c, void *state)
{
	struct update_acts *a = state;

	undo(a);
	conform_dns_close(a->dns);
	conform_dns_close(a->plain);
	free(a);
	(void)c;
}

/* The first acts -------------------------------------------------------- */

static int
act_serial(struct conform *c, void *state)
{
	struct update_acts *a = state;

	update_ask_serial(a);
	if (a->dns->answered || conform_stopped(c))
		return 0;
	if (a->dns->unreachable) {
		conform_refuse(c, "nothing listens there: ICMP port "
			       "unreachable");
		return -ENOTSUP;
	}
	conform_hangs(c, "the server does not answer the zone's SOA");
	return 0;
}

/* The first updates tell whether the peer grants leases: an answer without the
 * option says that it does not (RFC 9664 4.2), unless the other variant has
 * it. */
static int
is_supported(struct update_acts *a)
{
	const struct conform_dns *d = a->dns;
	const struct dns_message *msg = &d->answer.msg;
	const unsigned rcode = d->answered ? dns_rcode(msg) :
		DNS_RCODE_SERVFAIL;

	if (rcode == DNS_RCODE_REFUSED || rcode == DNS_RCODE_NOTAUTH) {
		conform_refuse(a->c, "the server refuses us (RCODE %u): it may "
			       "want a --key that it knows, or another --zone",
			       rcode);
		return -EACCES;
	}
	if (rcode == DNS_RCODE_NOERROR && !msg->options.has_lease &&
	    !msg->options.lease_malformed)
		a->without_option++;
	if (rcode != DNS_RCODE_NOTIMP && a->without_option < 2)
		return 0;
	conform_refuse(a->c, "the peer grants no leases: it answers updates "
		       "with an Update Lease option %s", rcode ? "by NOTIMP" :
		       "without that option");
	return -ENOTSUP;
}

static int
act_register(struct conform *c, void *state)
{
	const struct update_lease lease = { 4, UPDATE_LEASE_S, 0 };
	struct update_acts *a = state;
	int r;

	a->first = update_new_set(a, false);
	a->has_first = update_send(a, a->dns, &a->first, 1, false, lease);
	r = is_supported(a);
	if (r == 0 && a->has_first)
		update_shown(a, &a->first.name, DNS_TYPE_A, true);
	(void)c;
	return r;
}

static int
act_register_key(struct conform *c, void *state)
{
	const struct update_lease lease = { 8, UPDATE_LEASE_S,
		UPDATE_KEY_LEASE_S };
	struct update_acts *a = state;
	int r = 0;

	a->second = update_new_set(a, true);
	a->has_second = update_send(a, a->dns, &a->second, 1, false, lease);
	if (a->has_second)
		r = is_supported(a);
	if (r == 0 && a->has_second)
		update_shown(a, &a->second.name, DNS_TYPE_KEY, true);
	(void)c;
	return r;
}

static int
act_refresh(struct conform *c, void *state)
{
	const struct update_lease lease = { 4, UPDATE_LEASE_S, 0 };
	struct update_acts *a = state;

	if (!a->has_first)
		return 0;
	if (!update_is_quiet(a)) {
		update_send(a, a->dns, &a->first, 1, false, lease);
		return 0;
	}
	if (!update_send(a, a->dns, &a->first, 1, false, lease))
		return 0;
	/* a serial that is counted up would have come by then */
	conform_wait(c, JUDGE_LATE_MS, NULL, NULL);
	update_ask_serial(a);
	return 0;
}

/* The role -------------------------------------------------------------- */

static const char *const families[] = {
	"UL-S-", "UL-B-", "TSIG-S-", "TSIG-B-", NULL
};

#define EXPIRY_TESTS CONFORM_TESTS(REQ_UL_S_06, REQ_UL_S_09, REQ_UL_S_10, \
	REQ_UL_S_11, REQ_UL_S_12)
#define ERROR_TESTS(own) CONFORM_TESTS(own, REQ_TSIG_S_25, REQ_TSIG_S_32, \
	REQ_TSIG_S_33, REQ_TSIG_B_01)

static const struct conform_act acts[] = {
	{ "serial", "the zone's SOA", 0, 0, act_serial,
	  CONFORM_TESTS(REQ_UL_S_08) },
	{ "register", "an address and a text, with a lease of 4 octets", 0, 0,
	  act_register,
	  CONFORM_TESTS(REQ_UL_S_01, REQ_UL_S_05, REQ_UL_B_01, REQ_UL_B_02,
			REQ_UL_B_03, REQ_UL_B_04, REQ_TSIG_S_04, REQ_TSIG_S_23,
			REQ_TSIG_S_24) },
	{ "register a key", "a KEY RR, with a lease of 8 octets", 0, 0,
	  act_register_key,
	  CONFORM_TESTS(REQ_UL_S_03, REQ_UL_B_10) },
	{ "refresh", "the same again, which changes nothing", 0, 0,
	  act_refresh, CONFORM_TESTS(REQ_UL_S_07, REQ_UL_S_08) },
	{ "coalesced", "both in one update", 0, 0, update_act_coalesced,
	  CONFORM_TESTS(REQ_UL_S_07) },
	{ "doubled", "the same update twice within a moment", 0, 0,
	  update_act_doubled, CONFORM_TESTS(REQ_UL_S_01) },
	{ "stream", "an update and its refresh over TCP", 0, 0,
	  update_act_stream, CONFORM_TESTS(REQ_UL_S_01, REQ_UL_S_07) },
	{ "removal", "an update that takes records away", 0, 0,
	  update_act_removal, CONFORM_TESTS(REQ_UL_B_07) },
	{ "bounds", "a lease of a hundred days", 0, 0, update_act_bounds,
	  CONFORM_TESTS(REQ_UL_S_13, REQ_UL_S_14) },
	{ "malformed", "options of 1, 6 and 12 octets", 0, 0,
	  update_act_malformed, CONFORM_TESTS(REQ_TSIG_S_35) },
	{ "zone", "an update of a zone that there is not", 0, 0,
	  update_act_zone, CONFORM_TESTS(REQ_TSIG_S_35) },
	{ "expiry", "a lease that runs out, and a late refresh", 0, 0,
	  update_act_expiry, EXPIRY_TESTS },
	{ "expiry of a key", "two leases that run out one after another", 0, 0,
	  update_act_key_expiry,
	  CONFORM_TESTS(REQ_UL_B_06, REQ_UL_S_04, REQ_UL_B_05) },
	{ "unsigned", "an update without TSIG", 0, CONFORM_KEY,
	  update_act_unsigned, CONFORM_TESTS(REQ_UL_S_21, REQ_TSIG_S_26) },
	{ "unknown key", "a key that nobody has", 0, CONFORM_KEY,
	  update_act_badkey,
	  CONFORM_TESTS(REQ_TSIG_S_06, REQ_TSIG_S_07, REQ_TSIG_S_25) },
	{ "unknown algorithm", "an algorithm that there is not", 0,
	  CONFORM_KEY, update_act_algorithm,
	  CONFORM_TESTS(REQ_TSIG_S_06, REQ_TSIG_S_07, REQ_TSIG_S_25) },
	{ "wrong MAC", "a MAC with one bit turned", 0, CONFORM_KEY,
	  update_act_badsig, CONFORM_TESTS(REQ_TSIG_S_09, REQ_TSIG_S_10,
					   REQ_TSIG_S_33, REQ_TSIG_S_36) },
	{ "wrong time", "a clock that is an hour late, or early", 0,
	  CONFORM_KEY, update_act_badtime,
	  CONFORM_TESTS(REQ_TSIG_S_14, REQ_TSIG_S_15, REQ_TSIG_S_16,
			REQ_TSIG_S_17, REQ_TSIG_S_34) },
	{ "both wrong", "a wrong MAC and a wrong time", 0, CONFORM_KEY,
	  update_act_both, CONFORM_TESTS(REQ_TSIG_S_05) },
	{ "older", "a request signed before others", 0, CONFORM_KEY,
	  update_act_older, CONFORM_TESTS(REQ_TSIG_S_18) },
	{ "sizes", "a MAC too short, and one too long", 0, CONFORM_KEY,
	  update_act_sizes, CONFORM_TESTS(REQ_TSIG_S_12, REQ_TSIG_S_13) },
	{ "truncated", "half a MAC, which is legal", 0, CONFORM_KEY,
	  update_act_truncated,
	  CONFORM_TESTS(REQ_TSIG_B_20, REQ_TSIG_B_29, REQ_TSIG_S_21) },
	{ "place", "two TSIGs, and one that is not last", 0, CONFORM_KEY,
	  update_act_place, CONFORM_TESTS(REQ_TSIG_S_01) },
	{ "unreadable", "a TSIG that breaks off", 0, CONFORM_KEY,
	  update_act_unreadable, CONFORM_TESTS(REQ_TSIG_S_03) },
	{ "capitals", "names of key and algorithm in capitals", 0,
	  CONFORM_KEY, update_act_capitals,
	  CONFORM_TESTS(REQ_TSIG_B_15, REQ_TSIG_B_32) },
	{ .name = NULL }
};

const struct conform_role conform_update_server = {
	.name = "update-server",
	.arguments = "ADDR[:PORT] --zone Z [--key FILE]",
	.what = "a server of UPDATE with leases (RFC 2136, 9664, 8945)",
	.peer = JUDGE_SERVER,
	.takes = CONFORM_TARGET | CONFORM_ZONE | CONFORM_KEY,
	.port = 53,
	.families = families,
	.acts = acts,
	.open = open_role,
	.close = close_role,
};
