/* SPDX-License-Identifier: Apache-2.0 */
/* test_discovery_rows.c - discovery's machine by itself: what every event brings
 * in every state (RFC 8764 4; RFC 6281 5.2, 5.3). */
#include "autotunnel/discovery.h"
#include "rows.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* Of the services that are found next, and found before. */
enum { TTL_S = 120, PORT = 5352, PORT_BEFORE = 53 };

static struct discovery d;
static struct discovery before;

static const char *const reports[] = {
	[DISCOVERY_REPORT_UPDATE] = "update",
	[DISCOVERY_REPORT_LLQ] = "llq",
	[DISCOVERY_REPORT_LOST] = "lost",
};

static struct dns_name
named(const char *text)
{
	struct dns_name name;

	ck_assert_int_eq(dns_name_from_text(&name, text), 0);
	return name;
}

/* Each look-up with its name, its type, and a ticket of its own. */
static void
add_lookup(const struct effect *e)
{
	struct dns_name name;
	char words[DNS_NAME_TEXT_MAX];

	ck_assert_int_eq(e->kind, EFFECT_LOOKUP);
	ck_assert_uint_eq(e->ticket.slot, d.ticket.slot);
	ck_assert_uint_eq(e->ticket.generation, d.ticket.generation);
	ck_assert_uint_ne(d.ticket.generation, before.ticket.generation);
	name.length = (uint8_t)e->length;
	memcpy(name.wire, alone_effects()->octets + e->offset, e->length);
	ck_assert(dns_name_equal(&name, &d.asked) && e->type == d.asked_type);
	dns_name_to_text(&name, words, sizeof(words));
	rows_add(" %s %s", e->type == DNS_TYPE_SOA ? "SOA" :
		 e->type == DNS_TYPE_SRV ? "SRV" :
		 e->type == DNS_TYPE_A ? "A" : "?", words);
}

static void
add_server(const char *of, const struct endpoint *now,
	   const struct dns_name *name, bool told)
{
	if (now->port == PORT_BEFORE)
		return;
	rows_add(", %s%s", !told || (now->family &&
		 !(endpoint_equal(now, &d.found) &&
		   dns_name_equal(name, &d.target))) ? "half a " :
		 now->family ? "" : "no ", of);
}

/* What the step has changed in what the machine keeps. */
static void
more(void)
{
	unsigned i;

	for (i = 0; i < alone_effects()->count; i++)
		add_lookup(&alone_effects()->list[i]);
	if (dns_name_equal(&d.candidate, &d.domain) && d.ttl_s == UINT32_MAX)
		rows_add(", all anew");
	if (dns_name_equal(&d.zone, &before.candidate))
		rows_add(", its zone");
	add_server("update server", &d.update, &d.update_name, d.update_told);
	add_server("llq server", &d.llq, &d.llq_name, d.llq_told);
}

/* Ways into the states --------------------------------------------------------- */

static void
give(enum discovery_event ev)
{
	discovery_step(&d, ev, alone_turn());
}

/* A tenth of a second later: other servers were known before, one was found
 * just now, and another name is at hand. */
static void
settle(void)
{
	const struct endpoint known = { 4, { 192, 0, 2, 1 }, PORT_BEFORE };

	alone_run_for(100);
	d.candidate = named("below.the.apex");
	d.zone = named("example.net");
	d.target = named("server.example.net");
	d.found = (struct endpoint){ 4, { 192, 0, 2, 2 }, PORT };
	d.ttl_s = TTL_S;
	d.update = d.llq = known;
	d.update_told = d.llq_told = false;
	d.update_name = d.llq_name = named("before.example.net");
	before = d;
}

static void
be_idle(void)
{
	const struct dns_name domain = named("home.example.net");

	alone_begin();
	discovery_init(&d, &domain);
	settle();
}

static void
be_zone(void)
{
	be_idle();
	give(DISCOVERY_EV_WANTED);
	settle();
}

static void
be_lost(void)
{
	be_zone();
	give(DISCOVERY_EV_FAILED);
	settle();
}

/* Whence all others begin: at first, or after it was lost once. */
static void
after(void (*begin)(void), const enum discovery_event *events)
{
	begin();
	for (; *events != DISCOVERY_EV_WANTED; events++) {
		give(*events);
		settle();
	}
}

#define AFTER(begin, ...) after(begin, (const enum discovery_event[]){ \
	__VA_ARGS__, DISCOVERY_EV_WANTED })

static void
be_update_apex(void)
{
	AFTER(be_zone, DISCOVERY_EV_ZONE_HERE);
}

static void
be_update_domain(void)
{
	AFTER(be_update_apex, DISCOVERY_EV_SERVICE_NOT);
}

static void
be_update_address(void)
{
	AFTER(be_update_apex, DISCOVERY_EV_SERVICE_BARE);
}

static void
be_llq_apex(void)
{
	AFTER(be_update_apex, DISCOVERY_EV_SERVICE_HERE);
}

static void
be_llq_domain(void)
{
	AFTER(be_llq_apex, DISCOVERY_EV_SERVICE_NOT);
}

static void
be_llq_address(void)
{
	AFTER(be_llq_apex, DISCOVERY_EV_SERVICE_BARE);
}

static void
be_known(void)
{
	AFTER(be_llq_apex, DISCOVERY_EV_SERVICE_HERE);
}

static rows_be *const states[] = {
	be_idle, be_zone, be_update_apex, be_update_domain, be_update_address,
	be_llq_apex, be_llq_domain, be_llq_address, be_known, be_lost,
};

enum { STATES = sizeof(states) / sizeof(states[0]) };

/* Other ways: it was lost once before ------------------------------------------ */

static void
be_zone_anew(void)
{
	be_lost();
	alone_run_for(alone_next_ms());
	settle();
}

static void
be_lost_again(void)
{
	AFTER(be_zone_anew, DISCOVERY_EV_FAILED);
}

static void
be_llq_apex_anew(void)
{
	AFTER(be_zone_anew, DISCOVERY_EV_ZONE_HERE, DISCOVERY_EV_SERVICE_HERE);
}

static void
be_llq_domain_anew(void)
{
	AFTER(be_llq_apex_anew, DISCOVERY_EV_SERVICE_NOT);
}

static void
be_llq_address_anew(void)
{
	AFTER(be_llq_apex_anew, DISCOVERY_EV_SERVICE_BARE);
}

/* Rows ------------------------------------------------------------------------- */

#define ASKING be_zone, be_update_apex, be_update_domain, be_update_address, \
	be_llq_apex, be_llq_domain, be_llq_address
#define LLQ_ANEW be_llq_apex_anew, be_llq_domain_anew, be_llq_address_anew
/* What is asked for, each time for 20 s. */
#define ALL "zone, look up SOA home.example.net, all anew, patience 20000"
#define UPDATE_HERE "llq_apex, update, look up SRV _dns-llq._udp.example.net, " \
	"update server, patience 20000"
#define UPDATE_NONE "llq_apex, update, look up SRV _dns-llq._udp.example.net, " \
	"no update server, patience 20000"
#define ADDRESS "look up A server.example.net, patience 20000"
#define LEFT ", patience 19900"

static const struct row rows[] = {
	{ BE(be_idle), ON(ROWS_HERE), "idle" },
	{ BE(be_zone), ON(ROWS_HERE), "zone" LEFT },
	{ BE(be_update_apex), ON(ROWS_HERE), "update_apex" LEFT },
	{ BE(be_update_domain), ON(ROWS_HERE), "update_domain" LEFT },
	{ BE(be_update_address), ON(ROWS_HERE), "update_address" LEFT },
	{ BE(be_llq_apex), ON(ROWS_HERE), "llq_apex" LEFT },
	{ BE(be_llq_domain), ON(ROWS_HERE), "llq_domain" LEFT },
	{ BE(be_llq_address), ON(ROWS_HERE), "llq_address" LEFT },
	{ BE(be_known), ON(ROWS_HERE), "known, stale 119900" },
	{ BE(be_lost), ON(ROWS_HERE), "lost, again 4900" },

	/* the zone: the domain, then what is left without its first label */
	{ BE(be_idle, be_known, be_lost), ON(DISCOVERY_EV_WANTED), ALL },
	{ BE(be_zone), ON(DISCOVERY_EV_ZONE_ABOVE),
	  "zone, look up SOA the.apex, patience 20000" },
	{ BE(be_zone), ON(DISCOVERY_EV_ZONE_HERE), "update_apex, look up SRV "
	  "_dns-update._udp.below.the.apex, its zone, patience 20000" },
	{ BE(be_zone), ON(DISCOVERY_EV_ZONE_NOWHERE),
	  "lost, lost, again 5000" },

	/* who takes updates: asked for at the apex and then at the domain */
	{ BE(be_update_apex, be_update_domain), ON(DISCOVERY_EV_SERVICE_HERE),
	  UPDATE_HERE },
	{ BE(be_update_apex, be_update_domain), ON(DISCOVERY_EV_SERVICE_NONE),
	  UPDATE_NONE },
	{ BE(be_update_apex, be_update_domain), ON(DISCOVERY_EV_SERVICE_BARE),
	  "update_address, " ADDRESS },
	{ BE(be_update_apex), ON(DISCOVERY_EV_SERVICE_NOT),
	  "update_domain, look up "
	  "SRV _dns-update._udp.home.example.net, patience 20000" },
	{ BE(be_update_address), ON(DISCOVERY_EV_ADDRESS_HERE), UPDATE_HERE },
	{ BE(be_update_address), ON(DISCOVERY_EV_ADDRESS_NONE), UPDATE_NONE },

	/* who takes long-lived queries; then all is known for as long as the
	 * records live */
	{ BE(be_llq_apex, be_llq_domain), ON(DISCOVERY_EV_SERVICE_HERE),
	  "known, llq, llq server, stale 120000" },
	{ BE(be_llq_apex, be_llq_domain), ON(DISCOVERY_EV_SERVICE_NONE),
	  "known, llq, no llq server, stale 120000" },
	{ BE(be_llq_apex, be_llq_domain), ON(DISCOVERY_EV_SERVICE_BARE),
	  "llq_address, " ADDRESS },
	{ BE(be_llq_apex), ON(DISCOVERY_EV_SERVICE_NOT),
	  "llq_domain, look up SRV "
	  "_dns-llq._udp.home.example.net, patience 20000" },
	{ BE(be_llq_address), ON(DISCOVERY_EV_ADDRESS_HERE),
	  "known, llq, llq server, stale 120000" },
	{ BE(be_llq_address), ON(DISCOVERY_EV_ADDRESS_NONE),
	  "known, llq, no llq server, stale 120000" },

	/* no answer, for 20 s or at all */
	{ BE(ASKING), ON(DISCOVERY_EV_FAILED), "lost, lost, again 5000" },
	{ BE(ASKING), ON(ROWS_NEXT), "lost, lost, again 5000" },
	{ BE(be_lost), ON(ROWS_NEXT),
	  "zone, look up SOA home.example.net, all anew, patience 20000, "
	  "again#1" },
	{ BE(be_lost_again), ON(ROWS_HERE), "lost, again#1 9900" },
	{ BE(be_lost_again), ON(ROWS_NEXT),
	  "zone, look up SOA home.example.net, all anew, patience 20000, "
	  "again#2" },
	/* the waits begin anew once all was found */
	{ BE(be_llq_apex_anew), ON(ROWS_HERE), "llq_apex" LEFT ", again#1" },
	{ BE(be_llq_apex_anew, be_llq_domain_anew),
	  ON(DISCOVERY_EV_SERVICE_HERE),
	  "known, llq, llq server, stale 120000" },
	{ BE(be_llq_apex_anew, be_llq_domain_anew),
	  ON(DISCOVERY_EV_SERVICE_NONE),
	  "known, llq, no llq server, stale 120000" },
	{ BE(be_llq_address_anew), ON(DISCOVERY_EV_ADDRESS_HERE),
	  "known, llq, llq server, stale 120000" },
	{ BE(be_llq_address_anew), ON(DISCOVERY_EV_ADDRESS_NONE),
	  "known, llq, no llq server, stale 120000" },
	{ BE(LLQ_ANEW), ON(DISCOVERY_EV_FAILED), "lost, lost, again#1 10000" },

	/* what is known is in doubt */
	{ BE(ASKING), ON(DISCOVERY_EV_NETWORK_NEW), ALL },
	{ BE(be_known, be_lost), ON(DISCOVERY_EV_NETWORK_NEW), ALL },
	{ BE(be_known), ON(DISCOVERY_EV_DOUBTED), ALL },
	{ BE(be_known), ON(ROWS_NEXT), ALL },
};

static const struct rows table = {
	.machine = &d.machine.base, .reports = reports, .more = more,
	.kept = 1u << DISCOVERY_TIMER_AGAIN,
	.list = rows, .count = sizeof(rows) / sizeof(rows[0]),
	.states = states, .state_count = STATES,
};

START_TEST(every_event_in_every_state)
{
	rows_check(&table, (unsigned)_i);
} END_TEST

START_TEST(and_what_came_before_counts)
{
	rows_check_rest(&table);
} END_TEST

START_TEST(what_did_not_work_is_tried_again_every_minute_at_last)
{
	static const unsigned seconds[] = { 5, 10, 20, 40, 60, 60, 60 };
	unsigned i;

	be_zone();
	for (i = 0; i < sizeof(seconds) / sizeof(seconds[0]); i++) {
		give(DISCOVERY_EV_FAILED);
		ck_assert_uint_eq(alone_next_ms(), seconds[i] * 1000u);
		alone_run_for(alone_next_ms());
		ck_assert_int_eq(d.machine.base.state, DISCOVERY_ZONE);
	}
} END_TEST

int
main(void)
{
	Suite *s = suite_create("discovery rows");
	TCase *c = tcase_create("discovery rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_loop_test(c, every_event_in_every_state, 0, STATES);
	tcase_add_test(c, and_what_came_before_counts);
	tcase_add_test(c,
		       what_did_not_work_is_tried_again_every_minute_at_last);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
