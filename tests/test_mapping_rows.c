/* SPDX-License-Identifier: Apache-2.0 */
/* test_mapping_rows.c - one mapping's machine by itself: what every event brings
 * in every state (RFC 6886, 3.3 to 3.5; P8). */
#include "autotunnel/mapping.h"
#include "autotunnel/address.h"
#include "rows.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* Ports: ours and what it was mapped to; those that are wanted next; and what
 * the gateway answers next. */
enum { SLOT = 2, INTERNAL = 4500, EXTERNAL = 4700 };
enum { WANTED = 4600, SUGGESTED = 4601, ANSWERED = 4800 };
/* Lifetimes: of what is held, and of what is granted next. */
enum { HELD_S = 3600, NEXT_S = 7200 };
/* Addresses: the gateway that granted and ours of then, and those of now. */
enum { HOLDER = 1, GRANTED_TO = 2, SERVER = 3, OURS = 4 };

static struct mapping m;
static struct mapping before;

static const char *const reports[] = {
	[MAPPING_REPORT_ASK] = "ask ",
	[MAPPING_REPORT_RENEW] = "renew ",
	[MAPPING_REPORT_DELETE] = "delete ",
	[MAPPING_REPORT_HELD] = "held ",
	[MAPPING_REPORT_LAPSED] = "lapsed ",
	[MAPPING_REPORT_REFUSED] = "refused ",
	[MAPPING_REPORT_DELETED] = "deleted ",
};

static struct endpoint
at_gateway(uint32_t number)
{
	struct endpoint e = ipv4_endpoint(number);

	e.port = NATPMP_PORT;
	return e;
}

/* The deletion of what was held, to whom granted it and from where it was
 * granted to (3.3, 3.4). */
static void
is_goodbye(const struct effect *e)
{
	static const uint8_t deletion[] = { 0, 1, 0, 0, INTERNAL >> 8,
		INTERNAL & 0xff, 0, 0, 0, 0, 0, 0 };
	struct endpoint to = at_gateway(HOLDER), from = ipv4_endpoint(GRANTED_TO);

	ck_assert_int_eq(e->channel, CHANNEL_GATEWAY);
	ck_assert(endpoint_equal(&e->to, &to));
	ck_assert(endpoint_equal(&e->source, &from));
	ck_assert_uint_eq(e->length, sizeof(deletion));
	ck_assert_mem_eq(alone_effects()->octets + e->offset, deletion,
			 sizeof(deletion));
}

/* What the step has changed in what the machine keeps. */
static void
more(void)
{
	unsigned i;

	for (i = 0; i < alone_effects()->count; i++)
		is_goodbye(&alone_effects()->list[i]);
	if (m.internal_port == WANTED)
		rows_add(m.external_port == WANTED ? ", port kept and open" :
			 m.external_port == SUGGESTED ? ", port kept" :
			 ", half a port kept");
	else if (m.external_port == INTERNAL)
		rows_add(", port open");
	else if (m.external_port == ANSWERED)
		rows_add(endpoint_equal(&m.holder, &m.server) &&
			 endpoint_equal(&m.granted_to, &m.ours) ?
			 ", grant kept" : ", half a grant kept");
}

/* Ways into the states --------------------------------------------------------- */

static void
give(enum mapping_event ev)
{
	mapping_step(&m, ev, alone_turn());
}

/* A tenth of a second later: another port is wanted, and the gateway grants one
 * for other addresses, and for two hours. */
static void
settle(void)
{
	alone_run_for(100);
	m.wanted_port = WANTED;
	m.suggested_port = SUGGESTED;
	m.internal_port = INTERNAL;
	m.external_port = EXTERNAL;
	m.answer = (struct natpmp_message){ .external_port = ANSWERED,
					    .lifetime_s = NEXT_S };
	m.server = at_gateway(SERVER);
	m.ours = ipv4_endpoint(OURS);
	m.holder = at_gateway(HOLDER);
	m.granted_to = ipv4_endpoint(GRANTED_TO);
	before = m;
}

static void
be_idle(void)
{
	alone_begin();
	mapping_init(&m, SLOT, "third", NATPMP_OPCODE_MAP_UDP, 0);
	settle();
}

static void
be_asking(void)
{
	be_idle();
	give(MAPPING_EV_WANTED);
	settle();
}

static void
be_held(void)
{
	be_asking();
	m.answer.lifetime_s = HELD_S;
	give(MAPPING_EV_GRANTED);
	settle();
}

static void
be_renewing(void)
{
	be_held();
	alone_run_for(alone_next_ms());
	settle();
}

static void
be_lost(void)
{
	be_held();
	give(MAPPING_EV_GATEWAY_LOST);
	settle();
}

static void
be_vacating(void)
{
	be_held();
	give(MAPPING_EV_REWANTED);
	settle();
}

static void
be_refused(void)
{
	be_asking();
	give(MAPPING_EV_REFUSAL);
	settle();
}

static void
be_unserved(void)
{
	be_asking();
	give(MAPPING_EV_GATEWAY_SILENT);
	settle();
}

static void
be_open(void)
{
	be_asking();
	give(MAPPING_EV_NO_NAT);
	settle();
}

static void
be_offline(void)
{
	be_asking();
	give(MAPPING_EV_NO_NETWORK);
	settle();
}

static void
be_deleting(void)
{
	be_held();
	give(MAPPING_EV_UNWANTED);
	settle();
}

static rows_be *const states[] = {
	be_idle, be_asking, be_held, be_renewing, be_lost, be_vacating,
	be_refused, be_unserved, be_open, be_offline, be_deleting,
};

enum { STATES = sizeof(states) / sizeof(states[0]) };

/* Other ways ------------------------------------------------------------------- */

/* Refused once, and asked for again. */
static void
be_asking_once_refused(void)
{
	be_refused();
	alone_run_for(alone_next_ms());
	settle();
}

static void
be_refused_again(void)
{
	be_asking_once_refused();
	give(MAPPING_EV_REFUSAL);
	settle();
}

/* Asked for again before half its life. */
static void
be_renewing_early(void)
{
	be_held();
	give(MAPPING_EV_DOUBTED);
	settle();
}

/* Lost, past half its life. */
static void
be_lost_late(void)
{
	be_renewing();
	give(MAPPING_EV_GATEWAY_LOST);
	settle();
}

/* It was deleted already where it was held. */
static void
be_held_parted(void)
{
	be_held();
	give(MAPPING_EV_ADDRESS_LEFT);
	ck_assert_uint_eq(m.holder.family, 0);
}

static void
be_vacating_parted(void)
{
	be_vacating();
	give(MAPPING_EV_ADDRESS_LEFT);
}

/* The queue had its turn for the deletion. */
static void
be_deleting_sent(void)
{
	be_deleting();
	mapping_deletion(&m);
}

/* Rows ------------------------------------------------------------------------- */

#define HAVING be_held, be_renewing, be_lost
#define WITHOUT be_asking, be_refused, be_unserved, be_offline
/* Half an hour, and half of the rest of the hour's (PMP-C-30). */
#define LEFT ", renew 1799900"
#define LEFT_LATE ", renew#1 1799900"
#define LEFT_LOST ", renew 1799800"

static const struct row rows[] = {
	{ BE(be_idle), ON(ROWS_HERE), "idle" },
	{ BE(be_asking), ON(ROWS_HERE), "asking" },
	{ BE(be_held), ON(ROWS_HERE), "held" LEFT },
	{ BE(be_renewing), ON(ROWS_HERE), "renewing" LEFT_LATE },
	{ BE(be_lost), ON(ROWS_HERE), "lost" LEFT_LOST },
	{ BE(be_vacating), ON(ROWS_HERE), "vacating" },
	{ BE(be_refused), ON(ROWS_HERE), "refused, again 1900" },
	{ BE(be_unserved), ON(ROWS_HERE), "unserved" },
	{ BE(be_open), ON(ROWS_HERE), "open" },
	{ BE(be_offline), ON(ROWS_HERE), "offline" },
	{ BE(be_deleting), ON(ROWS_HERE), "deleting" },

	/* wanted, held, renewed */
	{ BE(be_idle), ON(MAPPING_EV_WANTED), "asking, ask 2, port kept" },
	{ BE(be_idle), ON(MAPPING_EV_REWANTED), "asking, ask 2, port kept" },
	{ BE(be_asking, be_asking_once_refused), ON(MAPPING_EV_GRANTED),
	  "held, held 2, grant kept, renew 3600000" },
	{ BE(be_asking, be_asking_once_refused), ON(MAPPING_EV_GRANTED_OTHER),
	  "held, held 2, grant kept, renew 3600000" },
	{ BE(be_held), ON(ROWS_NEXT), "renewing, renew 2, renew#1 1800000" },
	{ BE(be_renewing, be_lost, be_lost_late), ON(MAPPING_EV_GRANTED),
	  "held, grant kept, renew 3600000" },
	{ BE(be_renewing, be_lost, be_lost_late), ON(MAPPING_EV_GRANTED_OTHER),
	  "held, held 2, grant kept, renew 3600000" },
	{ BE(be_held), ON(MAPPING_EV_DOUBTED), "renewing, renew 2" LEFT },
	{ BE(be_renewing_early), ON(ROWS_NEXT), "renewing, renew#1 1800000" },
	{ BE(be_held), ON(MAPPING_EV_GATEWAY_LOST), "lost, renew 2" LEFT },
	{ BE(be_renewing), ON(MAPPING_EV_GATEWAY_LOST),
	  "lost, renew 2" LEFT_LATE },
	{ BE(be_lost), ON(ROWS_NEXT), "lost, renew#1 1800000" },
	{ BE(be_renewing, be_lost_late), ON(ROWS_NEXT),
	  "asking, lapsed 2, renew 2" },
	{ BE(HAVING), ON(ROWS_DAY), "asking, lapsed 2, renew 2" },
	{ BE(be_asking), ON(MAPPING_EV_REFUSAL),
	  "refused, refused 2, again 2000" },
	{ BE(be_asking_once_refused), ON(MAPPING_EV_REFUSAL),
	  "refused, refused 2, again#1 5000" },
	{ BE(be_renewing, be_lost), ON(MAPPING_EV_REFUSAL),
	  "refused, lapsed 2, refused 2, again 2000" },
	{ BE(be_refused), ON(ROWS_NEXT), "asking, ask 2, again#1" },
	{ BE(be_refused_again), ON(ROWS_NEXT), "asking, ask 2, again#2" },

	/* what the network does to it */
	{ BE(be_lost), ON(MAPPING_EV_GATEWAY_SILENT), "unserved, lapsed 2" },
	{ BE(be_asking, be_refused, be_offline), ON(MAPPING_EV_GATEWAY_SILENT),
	  "unserved" },
	{ BE(be_renewing), ON(MAPPING_EV_GATEWAY_BACK),
	  "renewing, renew 2" LEFT_LATE },
	{ BE(be_unserved, be_offline), ON(MAPPING_EV_GATEWAY_BACK),
	  "asking, ask 2" },
	{ BE(HAVING), ON(MAPPING_EV_GATEWAY_NEW), "asking, ask 2, send" },
	{ BE(WITHOUT, be_open), ON(MAPPING_EV_GATEWAY_NEW),
	  "asking, ask 2, port kept" },
	{ BE(HAVING), ON(MAPPING_EV_GATEWAY_CHANGED),
	  "asking, ask 2, send, port kept" },
	{ BE(be_vacating), ON(MAPPING_EV_GATEWAY_NEW),
	  "asking, ask 2, send, port kept" },
	{ BE(be_vacating), ON(MAPPING_EV_GATEWAY_CHANGED),
	  "asking, ask 2, send, port kept" },
	{ BE(WITHOUT, be_open), ON(MAPPING_EV_GATEWAY_CHANGED),
	  "asking, ask 2, port kept" },
	{ BE(HAVING), ON(MAPPING_EV_NO_NAT), "open, held 2, send, port open" },
	{ BE(WITHOUT), ON(MAPPING_EV_NO_NAT),
	  "open, held 2, port kept and open" },
	{ BE(be_vacating), ON(MAPPING_EV_NO_NAT),
	  "open, held 2, send, port kept and open" },
	{ BE(be_held), ON(MAPPING_EV_ADDRESS_LEFT), "held, send" LEFT },
	{ BE(be_renewing), ON(MAPPING_EV_ADDRESS_LEFT),
	  "renewing, send" LEFT_LATE },
	{ BE(be_lost), ON(MAPPING_EV_ADDRESS_LEFT), "lost, send" LEFT_LOST },
	{ BE(be_vacating), ON(MAPPING_EV_ADDRESS_LEFT), "vacating, send" },
	{ BE(be_deleting), ON(MAPPING_EV_ADDRESS_LEFT), "deleting, send" },
	{ BE(be_asking, HAVING, be_vacating, be_open),
	  ON(MAPPING_EV_NO_NETWORK),
	  "offline, port kept" },
	{ BE(be_refused, be_unserved), ON(MAPPING_EV_NO_NETWORK),
	  "offline, port kept" },
	/* who granted it is told once */
	{ BE(be_held_parted), ON(MAPPING_EV_GATEWAY_NEW), "asking, ask 2" },
	{ BE(be_held_parted), ON(MAPPING_EV_GATEWAY_CHANGED),
	  "asking, ask 2, port kept" },
	{ BE(be_held_parted), ON(MAPPING_EV_NO_NAT),
	  "open, held 2, port open" },
	{ BE(be_vacating_parted), ON(MAPPING_EV_GATEWAY_CHANGED),
	  "asking, ask 2, port kept" },
	{ BE(be_deleting_sent), ON(MAPPING_EV_ADDRESS_LEFT), "deleting" },
	{ BE(be_deleting_sent), ON(MAPPING_EV_GATEWAY_NEW), "idle, deleted 2" },

	/* another local port */
	{ BE(be_asking, HAVING), ON(MAPPING_EV_REWANTED),
	  "vacating, delete 2" },
	{ BE(be_refused), ON(MAPPING_EV_REWANTED), "asking, ask 2, port kept" },
	{ BE(be_unserved), ON(MAPPING_EV_REWANTED), "unserved, port kept" },
	{ BE(be_offline), ON(MAPPING_EV_REWANTED), "offline, port kept" },
	{ BE(be_open), ON(MAPPING_EV_REWANTED),
	  "open, held 2, port kept and open" },
	{ BE(be_vacating), ON(MAPPING_EV_DELETED), "asking, ask 2, port kept" },
	{ BE(be_vacating), ON(MAPPING_EV_GATEWAY_SILENT),
	  "unserved, port kept" },

	/* no longer wanted */
	{ BE(be_asking, HAVING), ON(MAPPING_EV_UNWANTED),
	  "deleting, delete 2" },
	{ BE(be_vacating), ON(MAPPING_EV_UNWANTED), "deleting" },
	{ BE(be_refused, be_unserved, be_open, be_offline),
	  ON(MAPPING_EV_UNWANTED), "idle, deleted 2" },
	{ BE(be_deleting), ON(MAPPING_EV_DELETED), "idle, deleted 2" },
	{ BE(be_deleting), ON(MAPPING_EV_WANTED), "vacating" },
	{ BE(be_deleting), ON(MAPPING_EV_REWANTED), "vacating" },
	{ BE(be_deleting), ON(MAPPING_EV_GATEWAY_SILENT), "idle, deleted 2" },
	{ BE(be_deleting), ON(MAPPING_EV_GATEWAY_NEW),
	  "idle, deleted 2, send" },
	{ BE(be_deleting), ON(MAPPING_EV_GATEWAY_CHANGED),
	  "idle, deleted 2, send" },
	{ BE(be_deleting), ON(MAPPING_EV_NO_NAT), "idle, deleted 2, send" },
	{ BE(be_deleting), ON(MAPPING_EV_NO_NETWORK), "idle, deleted 2" },
};

static const struct rows table = {
	.machine = &m.machine.base, .reports = reports, .more = more,
	.kept = 1u << MAPPING_TIMER_AGAIN,
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

START_TEST(what_is_refused_is_asked_for_again_every_five_minutes_at_last)
{
	static const unsigned seconds[] = { 2, 5, 15, 60, 300, 300, 300 };
	unsigned i;

	be_asking();
	for (i = 0; i < sizeof(seconds) / sizeof(seconds[0]); i++) {
		give(MAPPING_EV_REFUSAL);
		ck_assert_uint_eq(alone_next_ms(), seconds[i] * 1000u);
		alone_run_for(alone_next_ms());
		told(MAPPING_REPORT_ASK);
		ck_assert_int_eq(m.machine.base.state, MAPPING_ASKING);
	}
} END_TEST

int
main(void)
{
	Suite *s = suite_create("mapping rows");
	TCase *c = tcase_create("mapping rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_loop_test(c, every_event_in_every_state, 0, STATES);
	tcase_add_test(c, and_what_came_before_counts);
	tcase_add_test(c,
		       what_is_refused_is_asked_for_again_every_five_minutes_at_last);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
