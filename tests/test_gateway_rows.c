/* SPDX-License-Identifier: Apache-2.0 */
/* test_gateway_rows.c - the gateway's machine by itself: what every event brings
 * in every state (RFC 6886, 3.1, 3.2, 3.6, 3.7; P7, P8, P9). */
#include "autotunnel/gateway.h"
#include "autotunnel/address.h"
#include "rows.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* Items in the queue, and addresses: ours, our next, the gateway's public one
 * and the next it tells. */
enum { FIRST = GATEWAY_ITEM_MAP, SECOND = GATEWAY_ITEM_DELETE + 1 };
enum { OURS = 8, OURS_NEXT = 9, PUBLIC = 6, PUBLIC_NEXT = 7 };
enum { EPOCH_S = 500, EPOCH_NEXT_S = 700, RESULT = 3 };

static struct gateway m;
static struct gateway before;

static const char *const reports[] = {
	[GATEWAY_REPORT_READY] = "ready",
	[GATEWAY_REPORT_ASK] = "ask ",
	[GATEWAY_REPORT_WITHDRAW] = "withdraw",
	[GATEWAY_REPORT_AGAIN] = "prompt",
	[GATEWAY_REPORT_FINISHED] = "finished ",
	[GATEWAY_REPORT_GIVEN_UP] = "given up ",
	[GATEWAY_REPORT_DOUBT] = "doubt",
	[GATEWAY_REPORT_SLOW] = "slow",
	[GATEWAY_REPORT_PATIENCE] = "unanswered",
	[GATEWAY_REPORT_SILENT] = "silent",
	[GATEWAY_REPORT_ADDRESS] = "address ",
	[GATEWAY_REPORT_NO_ADDRESS] = "no address ",
	[GATEWAY_REPORT_MAPPING_NEW] = "new ",
	[GATEWAY_REPORT_MAPPING_CHANGED] = "changed ",
	[GATEWAY_REPORT_MAPPING_BACK] = "back ",
	[GATEWAY_REPORT_MAPPING_LOST] = "lost ",
	[GATEWAY_REPORT_MAPPING_DOUBTED] = "doubted ",
	[GATEWAY_REPORT_MAPPING_DIRECT] = "no NAT ",
	[GATEWAY_REPORT_MAPPING_SILENT] = "nobody ",
	[GATEWAY_REPORT_MAPPING_ABSENT] = "away ",
	[GATEWAY_REPORT_MAPPING_UNWANTED] = "unwanted ",
};

/* What the step has changed in what the machine keeps. */
static void
more(void)
{
	if (!memcmp(&m.link, &m.offered, sizeof(m.link)))
		rows_add(", link kept");
	if (!m.epoch_known && !m.address_known && !m.answered &&
	    !m.moves.count && !m.hearsay.count && !m.lapses.count && !m.masked)
		rows_add(", gateway forgotten");
	else if (!m.epoch_known || !m.answered || !m.moves.count ||
		 !m.hearsay.count || m.lapses.count < before.lapses.count)
		rows_add(", half forgotten");
	else if (!m.address_known)
		rows_add(", address forgotten");
	if (m.masked && !before.masked)
		rows_add(", mask taken");
	if (m.epoch_s == EPOCH_NEXT_S && m.epoch_ms == alone_now_ms())
		rows_add(", epoch kept");
	if (m.address == PUBLIC_NEXT)
		rows_add(", address kept");
	if (m.losses > before.losses && m.lapses.count > before.lapses.count)
		rows_add(", loss counted");
	if (!m.queued)
		rows_add(", queue empty");
	else if (m.queued < before.queued)
		rows_add(gateway_is_first(&m, SECOND) ?
			 ", first gone" : ", another gone");
}

/* Ways into the states --------------------------------------------------------- */

static void
give(enum gateway_event ev)
{
	gateway_step(&m, ev, alone_turn());
}

/* A tenth of a second later: all is known that can be known of a gateway, two
 * requests stand in the queue, another link is offered, and something was heard. */
static void
settle(void)
{
	const struct gateway_news once = { .since_ms = alone_now_ms(),
					   .count = 1 };

	alone_run_for(100);
	m.link = (struct network_facts){ .up = true, .interface = 1,
		.address = ipv4_endpoint(OURS), .gateway = ipv4_endpoint(1) };
	m.offered = m.link;
	m.offered.address = ipv4_endpoint(OURS_NEXT);
	m.heard = (struct natpmp_message){ .form = NATPMP_FORM_REPLY,
		.opcode = 128, .epoch_s = EPOCH_NEXT_S, .result = RESULT,
		.address = PUBLIC_NEXT };
	m.epoch_known = m.address_known = m.masked = true;
	m.epoch_s = EPOCH_S;
	m.epoch_ms = alone_now_ms() - 1;
	m.address = m.answered = PUBLIC;
	m.moves = m.hearsay = m.lapses = once;
	m.queued = 0;
	gateway_put(&m, FIRST);
	gateway_put(&m, SECOND);
	before = m;
}

static void
be_absent(void)
{
	alone_begin();
	gateway_init(&m);
	settle();
}

static void
be_direct(void)
{
	be_absent();
	give(GATEWAY_EV_LINK_DIRECT);
	settle();
	m.masked = false;
	before = m;
}

static void
be_bare(void)
{
	be_absent();
	give(GATEWAY_EV_LINK_BARE);
	settle();
}

static void
be_idle(void)
{
	be_absent();
	give(GATEWAY_EV_LINK_NEW);
	settle();
}

static void
be_asking(void)
{
	be_idle();
	give(GATEWAY_EV_PENDING);
	settle();
}

static void
be_holding(void)
{
	be_idle();
	give(GATEWAY_EV_HEARD_LOST);
	settle();
}

static void
be_silent(void)
{
	be_asking();
	give(GATEWAY_EV_SILENCE);
	settle();
}

static rows_be *const states[] = {
	be_absent, be_direct, be_bare, be_idle, be_asking, be_holding, be_silent,
};

enum { STATES = sizeof(states) / sizeof(states[0]) };

/* Other ways ------------------------------------------------------------------- */

/* No answer for half a second. */
static void
be_slow(void)
{
	be_asking();
	alone_run_for(400);
	settle();
}

/* It was silent once before. */
static void
be_asking_once_silent(void)
{
	be_silent();
	alone_run_for(60000);
	give(GATEWAY_EV_PENDING);
	settle();
}

static void
be_silent_again(void)
{
	be_asking_once_silent();
	give(GATEWAY_EV_SILENCE);
	settle();
}

/* It has no public address to tell. */
static void
be_idle_nameless(void)
{
	be_idle();
	give(GATEWAY_EV_ADDRESS_GONE);
	settle();
}

/* And was asked for it N more times. */
static void
be_nameless_for(unsigned n)
{
	be_idle_nameless();
	while (n--)
		alone_run_for(alone_next_ms());
	settle();
}

static void
be_idle_nameless_long(void)
{
	be_nameless_for(1);
}

static void
be_idle_nameless_longer(void)
{
	be_nameless_for(3);
}

/* It is about to be asked for it once more. */
static void
be_asking_nameless(void)
{
	be_idle_nameless_long();
	alone_run_for(59700);
	give(GATEWAY_EV_PENDING);
	settle();
}

static void
be_holding_nameless(void)
{
	be_idle_nameless_long();
	alone_run_for(59799);
	give(GATEWAY_EV_HEARD_LOST);
	settle();
}

/* Rows ------------------------------------------------------------------------- */

#define ANY be_absent, be_direct, be_bare, be_idle, be_asking, be_holding, \
	be_silent
#define EACH " 0 1 2 3"

static const struct row rows[] = {
	{ BE(be_absent), ON(ROWS_HERE), "absent" },
	{ BE(be_direct), ON(ROWS_HERE), "direct" },
	{ BE(be_bare), ON(ROWS_HERE), "bare" },
	{ BE(be_idle), ON(ROWS_HERE), "idle" },
	{ BE(be_asking), ON(ROWS_HERE), "asking, patience 400" },
	{ BE(be_holding), ON(ROWS_HERE), "holding, hold" },
	{ BE(be_silent), ON(ROWS_HERE), "silent, forget 59900" },

	/* the link: a request in flight ends (PMP-C-05), the queue is of the
	 * old one, and another gateway knows nothing of what this one told */
	{ BE(ANY), ON(GATEWAY_EV_LINK_NEW), "idle, withdraw, doubt, new" EACH
	  ", link kept, gateway forgotten, queue empty" },
	{ BE(ANY), ON(GATEWAY_EV_LINK_CHANGED),
	  "idle, withdraw, doubt, changed" EACH
	  ", link kept, queue empty" },
	{ BE(be_absent, be_silent), ON(GATEWAY_EV_LINK_SAME),
	  "idle, doubt, back" EACH ", link kept, queue empty" },
	{ BE(ANY), ON(GATEWAY_EV_LINK_DIRECT),
	  "direct, withdraw, address 9, no NAT"
	  EACH ", link kept, gateway forgotten, queue empty" },
	{ BE(ANY), ON(GATEWAY_EV_LINK_BARE),
	  "bare, withdraw, silent, nobody" EACH
	  ", link kept, gateway forgotten, queue empty" },
	{ BE(be_direct, be_bare, be_idle, be_asking, be_holding, be_silent),
	  ON(GATEWAY_EV_LINK_DOWN),
	  "absent, withdraw, away" EACH ", queue empty" },
	{ BE(be_direct), ON(GATEWAY_EV_MASKED), "idle, doubt, new" EACH
	  ", mask taken" },

	/* one at a time */
	{ BE(be_idle), ON(GATEWAY_EV_PENDING), "asking, ask 1, patience 500" },
	{ BE(be_asking), ON(GATEWAY_EV_ANSWERED),
	  "idle, finished 1, ready, epoch kept, first gone" },
	{ BE(be_asking), ON(GATEWAY_EV_UNANSWERED),
	  "idle, given up 1, ready, first gone" },
	{ BE(be_asking), ON(GATEWAY_EV_WITHDRAWN),
	  "idle, withdraw, ready, first gone" },
	{ BE(be_absent), ON(GATEWAY_EV_WITHDRAWN), "absent, first gone" },
	{ BE(be_idle), ON(GATEWAY_EV_WITHDRAWN), "idle, first gone" },
	{ BE(be_holding), ON(GATEWAY_EV_WITHDRAWN),
	  "holding, first gone, hold" },
	{ BE(be_asking), ON(ROWS_NEXT), "asking, slow, patience#1 1500" },
	{ BE(be_slow), ON(ROWS_NEXT), "asking, unanswered" },
	{ BE(be_slow), ON(GATEWAY_EV_ANSWERED),
	  "idle, finished 1, ready, epoch kept, first gone" },
	{ BE(be_absent), ON(GATEWAY_EV_PENDING), "absent, away" EACH
	  ", queue empty" },
	{ BE(be_direct), ON(GATEWAY_EV_PENDING),
	  "direct, address 8, no NAT" EACH
	  ", queue empty" },
	{ BE(be_bare), ON(GATEWAY_EV_PENDING), "bare, silent, nobody" EACH
	  ", queue empty" },

	/* silence */
	{ BE(be_asking), ON(GATEWAY_EV_SILENCE), "silent, silent, nobody" EACH
	  ", tell, queue empty, forget 60000" },
	{ BE(be_asking_once_silent), ON(ROWS_HERE),
	  "asking, patience 400, forget#1" },
	{ BE(be_asking_once_silent), ON(GATEWAY_EV_SILENCE),
	  "silent, silent, nobody"
	  EACH ", tell, queue empty, forget#1 120000" },
	{ BE(be_silent), ON(GATEWAY_EV_PENDING), "silent, silent, nobody" EACH
	  ", queue empty, forget 59900" },
	{ BE(be_silent), ON(ROWS_NEXT), "idle, doubt, back" EACH ", forget#1" },
	{ BE(be_silent), ON(GATEWAY_EV_DOUBTED), "idle, doubt, back" EACH },
	{ BE(be_silent_again), ON(GATEWAY_EV_DOUBTED), "idle, doubt, back" EACH
	  ", forget#1" },
	{ BE(be_silent_again), ON(ROWS_NEXT),
	  "idle, doubt, back" EACH ", forget#2" },
	/* any word of it ends what was remembered of its silence */
	{ BE(be_silent, be_silent_again), ON(GATEWAY_EV_ANNOUNCED),
	  "idle, doubt, back" EACH ", epoch kept" },
	{ BE(be_silent, be_silent_again), ON(GATEWAY_EV_HEARD),
	  "idle, doubt, back" EACH ", epoch kept" },
	{ BE(be_silent, be_silent_again), ON(GATEWAY_EV_ANNOUNCED_LOST),
	  "holding, lost" EACH ", doubt, back" EACH
	  ", epoch kept, loss counted, hold" },
	{ BE(be_silent, be_silent_again), ON(GATEWAY_EV_HEARD_LOST),
	  "holding, lost" EACH ", doubt, back" EACH
	  ", epoch kept, loss counted, hold" },
	{ BE(be_asking_once_silent), ON(GATEWAY_EV_ANSWERED),
	  "idle, finished 1, ready, epoch kept, first gone" },
	{ BE(be_asking_once_silent), ON(GATEWAY_EV_ANSWERED_LOST),
	  "holding, lost" EACH
	  ", finished 1, epoch kept, loss counted, first gone, hold" },

	/* lost state: requests wait, one of five seconds at random (3.7) */
	{ BE(be_idle), ON(GATEWAY_EV_ANNOUNCED), "idle, epoch kept" },
	{ BE(be_idle), ON(GATEWAY_EV_HEARD), "idle, epoch kept" },
	{ BE(be_holding), ON(GATEWAY_EV_ANNOUNCED),
	  "holding, epoch kept, hold" },
	{ BE(be_holding), ON(GATEWAY_EV_HEARD), "holding, epoch kept, hold" },
	{ BE(be_asking), ON(GATEWAY_EV_ANNOUNCED),
	  "asking, prompt, epoch kept, patience 400" },
	{ BE(be_asking), ON(GATEWAY_EV_HEARD),
	  "asking, epoch kept, patience 400" },
	{ BE(be_idle, be_holding), ON(GATEWAY_EV_ANNOUNCED_LOST),
	  "holding, lost"
	  EACH ", epoch kept, loss counted, hold" },
	{ BE(be_idle, be_holding), ON(GATEWAY_EV_HEARD_LOST),
	  "holding, lost" EACH
	  ", epoch kept, loss counted, hold" },
	{ BE(be_asking), ON(GATEWAY_EV_ANNOUNCED_LOST),
	  "holding, withdraw, lost"
	  EACH ", epoch kept, loss counted, hold" },
	{ BE(be_asking), ON(GATEWAY_EV_HEARD_LOST),
	  "holding, withdraw, lost" EACH
	  ", epoch kept, loss counted, hold" },
	{ BE(be_asking), ON(GATEWAY_EV_ANSWERED_LOST), "holding, lost" EACH
	  ", finished 1, epoch kept, loss counted, first gone, hold" },
	{ BE(be_holding), ON(ROWS_NEXT), "idle, ready" },

	/* the public address */
	{ BE(be_idle), ON(GATEWAY_EV_ADDRESS_LEARNT),
	  "idle, address 7, address kept" },
	{ BE(be_asking), ON(GATEWAY_EV_ADDRESS_LEARNT),
	  "asking, address 7, address kept, patience 400" },
	{ BE(be_holding), ON(GATEWAY_EV_ADDRESS_LEARNT),
	  "holding, address 7, address kept, hold" },
	{ BE(be_idle), ON(GATEWAY_EV_ADDRESS_MOVED),
	  "holding, address 7, doubt, lost" EACH
	  ", address kept, loss counted, hold" },
	{ BE(be_asking), ON(GATEWAY_EV_ADDRESS_MOVED),
	  "holding, address 7, withdraw, doubt, lost" EACH
	  ", address kept, loss counted, hold" },
	{ BE(be_holding), ON(GATEWAY_EV_ADDRESS_MOVED),
	  "holding, address 7, doubt, address kept, hold" },
	{ BE(be_idle), ON(GATEWAY_EV_ADDRESS_GONE),
	  "idle, no address 3, address forgotten, again 15000" },
	{ BE(be_asking), ON(GATEWAY_EV_ADDRESS_GONE), "asking, no address 3, "
	  "address forgotten, patience 400, again 15000" },
	{ BE(be_holding), ON(GATEWAY_EV_ADDRESS_GONE), "holding, no address 3, "
	  "address forgotten, hold, again 15000" },
	{ BE(be_idle), ON(GATEWAY_EV_ADDRESS_WAVERS),
	  "idle, no address 3, tell, address forgotten, again 15000" },
	{ BE(be_asking), ON(GATEWAY_EV_ADDRESS_WAVERS), "asking, no address 3, "
	  "tell, address forgotten, patience 400, again 15000" },
	{ BE(be_holding), ON(GATEWAY_EV_ADDRESS_WAVERS),
	  "holding, no address 3, "
	  "tell, address forgotten, hold, again 15000" },

	/* and it is asked for one, less and less often, until there is one */
	{ BE(be_idle_nameless), ON(ROWS_HERE), "idle, again 14900" },
	{ BE(be_idle_nameless), ON(ROWS_NEXT), "idle, doubt, again#1 60000" },
	{ BE(be_idle_nameless_long), ON(ROWS_NEXT),
	  "idle, doubt, again#2 300000" },
	{ BE(be_idle_nameless_longer), ON(ROWS_NEXT),
	  "idle, doubt, again#2 300000" },
	{ BE(be_idle_nameless_long), ON(GATEWAY_EV_ADDRESS_GONE),
	  "idle, no address 3, address forgotten, again#1 60000" },
	{ BE(be_idle_nameless_long), ON(GATEWAY_EV_ADDRESS_WAVERS),
	  "idle, no address 3, tell, address forgotten, again#1 60000" },
	{ BE(be_idle_nameless_long), ON(GATEWAY_EV_ADDRESS_LEARNT),
	  "idle, address 7, address kept" },
	{ BE(be_asking_nameless), ON(ROWS_HERE),
	  "asking, patience 400, again#1 100" },
	{ BE(be_asking_nameless), ON(ROWS_NEXT),
	  "asking, doubt, patience 300, again#2 300000" },
	{ BE(be_asking_nameless), ON(GATEWAY_EV_ADDRESS_LEARNT),
	  "asking, address 7, address kept, patience 400" },
	{ BE(be_holding_nameless), ON(ROWS_HERE), "holding, hold, again#1 1" },
	{ BE(be_holding_nameless), ON(ROWS_NEXT),
	  "holding, doubt, hold, again#2 300000" },
	{ BE(be_holding_nameless), ON(GATEWAY_EV_ADDRESS_LEARNT),
	  "holding, address 7, address kept, hold" },

	{ BE(be_idle), ON(GATEWAY_EV_DOUBTED), "idle, doubt, doubted" EACH },
	{ BE(be_asking), ON(GATEWAY_EV_DOUBTED),
	  "asking, doubt, doubted" EACH ", patience 400" },
	{ BE(be_holding), ON(GATEWAY_EV_DOUBTED),
	  "holding, doubt, doubted" EACH ", hold" },
};

static const struct rows table = {
	.machine = &m.machine.base, .reports = reports, .more = more,
	.kept = 1u << GATEWAY_TIMER_FORGET | 1u << GATEWAY_TIMER_AGAIN,
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

/* covers: PMP-C-15 */
START_TEST(silence_is_remembered_for_at_most_a_quarter_of_an_hour)
{
	static const unsigned minutes[] = { 1, 2, 4, 8, 15, 15, 15 };
	unsigned i;

	be_idle();
	for (i = 0; i < sizeof(minutes) / sizeof(minutes[0]); i++) {
		give(GATEWAY_EV_PENDING);
		give(GATEWAY_EV_SILENCE);
		ck_assert_uint_eq(alone_next_ms(), minutes[i] * 60000u);
		alone_run_for(alone_next_ms());
		ck_assert_int_eq(m.machine.base.state, GATEWAY_IDLE);
		settle();
	}
} END_TEST

int
main(void)
{
	Suite *s = suite_create("gateway rows");
	TCase *c = tcase_create("gateway rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_loop_test(c, every_event_in_every_state, 0, STATES);
	tcase_add_test(c, and_what_came_before_counts);
	tcase_add_test(c,
		       silence_is_remembered_for_at_most_a_quarter_of_an_hour);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
