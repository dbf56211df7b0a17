/* SPDX-License-Identifier: Apache-2.0 */
/* test_peer_rows.c - the tunnel to a peer by itself: what every event does in
 * every state, and until when it waits then (P4, P9, P10, P13). Peer and host
 * share a NAT, so that a call to the LAN and one past it ("far") differ. */
#include "autotunnel/peer.h"
#include "alone.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
	KNOCK_MS = 2000, PATIENCE_MS = 8000, COURTESY_MS = 3000,
	DOUBT_MS = 500, NUDGE_MS = 2000, LINGER_MS = 30000,
	CROSSING_MS = 500,
	SLOT = 3,
	BEFORE_MS = 100		/* in the state, when the event comes */
};

/* A deadline that stays where it was; none is TIME_NEVER. */
#define KEPT ((uint64_t)0)
#define NONE TIME_NEVER

/* Everyone here has failed twice, so the next failure waits this long: */
enum {
	ON_MS = 4000,
	AFRESH_MS = 1000,	/* what was before is forgotten */
	MORE_MS = 8000		/* this failure's wait is over */
};

#define S(name) (1u << PEER_##name)
#define E(name) (1u << PEER_EV_##name)

enum {
	EARLY = S(ADRIFT) | S(APART) | S(AWAITING) | S(DEFERRING),
	CALLING = S(DIALING) | S(PRESSING) | S(DOUBTING) | S(RESTING),
	DOWN = EARLY | CALLING,
	BESIDE = S(SHIFTING) | S(FORCING),
	MOVING = S(YIELDING) | BESIDE | S(STRAINED),
	SETTLED = S(OPEN) | S(NUDGING),
	TUNNEL = SETTLED | S(ASTRAY) | MOVING,
	LIVING = TUNNEL | S(FADING),
	SHIFT = E(WE_MOVED) | E(WE_CROSSED) | E(WE_SLID),
	ARRIVAL = E(UP) | E(UP_SECOND) | E(UP_SPARE),
	SAME = -1
};

static struct peer p;

/* Ways into the states -------------------------------------------------------- */

/* The next deadline, as an event on the way. */
enum { WAIT = PEER_EVENT_COUNT, END };

#define EV(name) PEER_EV_##name
#define FAILED_TWICE EV(LOCATED), EV(WE_DIAL), EV(FAILED), WAIT, \
	EV(WE_DIAL), EV(FAILED), WAIT
/* The same beside a tunnel: which leaves it where it asks who dials. */
#define MOVED_TWICE EV(LOCATED), EV(WE_DIAL), EV(UP), FAILED_TWICE

static const int ways[PEER_STATE_COUNT][16] = {
	[PEER_UNKNOWN] = { END },
	[PEER_ADRIFT] = { FAILED_TWICE, END },
	[PEER_APART] = { FAILED_TWICE, EV(NOBODY), END },
	[PEER_AWAITING] = { FAILED_TWICE, EV(THEY_DIAL), END },
	[PEER_DEFERRING] = { FAILED_TWICE, EV(THEY_FIRST), END },
	[PEER_DIALING] = { FAILED_TWICE, EV(WE_DIAL), END },
	[PEER_PRESSING] = { FAILED_TWICE, EV(WE_DIAL), WAIT, END },
	[PEER_DOUBTING] = { FAILED_TWICE, EV(WE_DIAL), EV(REFUSED), END },
	[PEER_RESTING] = { FAILED_TWICE, EV(WE_DIAL), EV(FAILED), END },
	[PEER_ASTRAY] = { MOVED_TWICE, END },
	[PEER_OPEN] = { MOVED_TWICE, EV(THEY_DIAL), END },
	[PEER_NUDGING] = { MOVED_TWICE, EV(THEY_DIAL), EV(WE_MOVED), END },
	[PEER_YIELDING] = { MOVED_TWICE, EV(THEY_FIRST), END },
	[PEER_SHIFTING] = { MOVED_TWICE, EV(WE_DIAL), END },
	[PEER_FORCING] = { MOVED_TWICE, EV(WE_DIAL), WAIT, END },
	[PEER_STRAINED] = { MOVED_TWICE, EV(WE_DIAL), EV(FAILED), END },
	[PEER_FADING] = { MOVED_TWICE, EV(VANISHED), END },
	[PEER_ORPHANED] = { FAILED_TWICE, EV(BACKEND_OFF), END },
};

static void
begin(void)
{
	struct dns_name ant, bee;

	alone_begin();
	ck_assert_int_eq(dns_name_from_text(&ant, "ant.home.example.net"), 0);
	ck_assert_int_eq(dns_name_from_text(&bee, "bee.home.example.net"), 0);
	peer_init(&p, &bee, &ant, SLOT);
	p.self.reachable = p.location.reachable = true;
	p.self.public_endpoint =
		(struct endpoint){ 4, { 198, 51, 100, 7 }, 4501 };
	p.location.public_endpoint =
		(struct endpoint){ 4, { 198, 51, 100, 7 }, 4500 };
	p.location.lan = (struct endpoint){ 4, { 192, 168, 1, 7 }, 4500 };
}

static void
walk(const int *way)
{
	for (; *way != END; way++)
		if (*way == WAIT)
			alone_run_for(alone_next_ms());
		else
			peer_step(&p, (enum peer_event)*way, alone_turn());
}

static void
be_in(unsigned state)
{
	begin();
	walk(ways[state]);
	ck_assert_uint_eq(p.machine.base.state, state);
}

/* What every event does ------------------------------------------------------- */

struct row {
	uint32_t states, events;	/* the event in the state, of each */
	int to;			/* the state then; SAME */
	const char *told;	/* reports in their order */
	const char *sent;	/* verbs in their order */
	uint64_t next_ms;	/* until the next deadline, KEPT or NONE */
	uint64_t failure_ms;	/* the next failure's wait; 0: ON_MS */
};

static const struct row rows[] = {
	/* located, or not */
	{ S(UNKNOWN), E(LOCATED) | E(FOLLOWED) | E(BACK) | E(REBORN),
	  PEER_ADRIFT, "look", "add", NONE, AFRESH_MS },
	{ DOWN, E(LOCATED) | E(FOLLOWED), PEER_ADRIFT, "look", "move", NONE,
	  0 },
	{ DOWN | LIVING, E(REBORN), PEER_ADRIFT, "reborn look", "remove add",
	  NONE, 0 },
	{ DOWN, E(VANISHED), PEER_UNKNOWN, "", "remove", NONE, AFRESH_MS },
	{ DOWN | LIVING | S(ORPHANED), E(UNWANTED), PEER_UNKNOWN, "", "remove",
	  NONE, AFRESH_MS },
	/* who dials */
	{ S(ADRIFT), E(WE_DIAL), PEER_DIALING, "", "dial", KNOCK_MS, 0 },
	{ S(ADRIFT), E(THEY_FIRST), PEER_DEFERRING, "", "hang-up", COURTESY_MS,
	  0 },
	{ S(ADRIFT), E(THEY_DIAL), PEER_AWAITING, "", "hang-up", NONE, 0 },
	{ S(ADRIFT), E(NOBODY), PEER_APART, "apart", "hang-up", NONE, 0 },
	{ S(ASTRAY), E(WE_DIAL), PEER_SHIFTING, "", "dial", KNOCK_MS, 0 },
	{ S(ASTRAY), E(THEY_FIRST), PEER_YIELDING, "", "hang-up", COURTESY_MS,
	  0 },
	{ S(ASTRAY), E(THEY_DIAL) | E(NOBODY), PEER_OPEN, "", "hang-up", NONE,
	  0 },
	/* no tunnel */
	{ DOWN, SHIFT, PEER_ADRIFT, "look", "", NONE, 0 },
	{ EARLY, ARRIVAL, PEER_OPEN, "up", "", NONE, AFRESH_MS },
	{ CALLING, E(UP), PEER_OPEN, "up", "hang-up drop-older", CROSSING_MS,
	  AFRESH_MS },
	{ CALLING, E(UP_SECOND), PEER_OPEN, "up", "drop-spare", NONE,
	  AFRESH_MS },
	{ CALLING, E(UP_SPARE), PEER_OPEN, "up", "hang-up drop-spare", NONE,
	  AFRESH_MS },
	{ S(DEFERRING), E(COURTESY_SPENT), PEER_DIALING, "", "dial", KNOCK_MS,
	  0 },
	{ S(DIALING), E(KNOCK_SPENT), PEER_PRESSING, "", "dial-far",
	  PATIENCE_MS, 0 },
	{ S(DIALING), E(MISSED), PEER_DOUBTING, "ask", "dial-far", DOUBT_MS,
	  0 },
	{ S(DOUBTING) | S(RESTING), E(MISSED), SAME, "", "dial-far", KEPT, 0 },
	{ S(DIALING) | S(PRESSING), E(FAILED), PEER_RESTING, "failed", "",
	  ON_MS, 0 },
	{ S(PRESSING), E(PATIENCE_SPENT), PEER_RESTING, "failed", "hang-up",
	  ON_MS, 0 },
	{ S(DIALING) | S(PRESSING), E(REFUSED), PEER_DOUBTING, "ask", "",
	  DOUBT_MS, 0 },
	{ S(DOUBTING), E(DOUBT), SAME, "ask", "dial", 2 * DOUBT_MS, 0 },
	{ S(RESTING), E(AGAIN), PEER_ADRIFT, "look", "", NONE, MORE_MS },
	/* a tunnel */
	{ SETTLED, E(WE_MOVED), PEER_NUDGING, "", "rekey", NUDGE_MS, 0 },
	{ S(ASTRAY) | MOVING, E(WE_MOVED), PEER_ASTRAY, "look", "", NONE, 0 },
	{ TUNNEL, E(WE_CROSSED), PEER_ASTRAY, "look", "", NONE, 0 },
	{ S(ASTRAY), E(WE_SLID), SAME, "look", "", NONE, 0 },
	{ SETTLED | MOVING, E(WE_SLID), PEER_SHIFTING, "", "dial", KNOCK_MS,
	  0 },
	{ S(NUDGING), E(REKEYED), PEER_OPEN, "moved", "", NONE, 0 },
	{ S(NUDGING), E(NUDGE_SPENT) | E(FAILED) | E(MISSED) | E(REFUSED),
	  PEER_ASTRAY, "look", "", NONE, 0 },
	{ TUNNEL, E(LOCATED), PEER_ASTRAY, "look", "move", NONE, 0 },
	{ S(ASTRAY), E(FOLLOWED), SAME, "look", "move", NONE, 0 },
	{ SETTLED, E(FOLLOWED), SAME, "moved", "move", KEPT, 0 },
	{ BESIDE, E(FOLLOWED), SAME, "", "move", KEPT, 0 },
	{ S(YIELDING) | S(STRAINED), E(FOLLOWED), PEER_OPEN, "moved", "move",
	  NONE, 0 },
	{ S(OPEN), E(UP), SAME, "moved", "drop-older", CROSSING_MS, AFRESH_MS },
	{ TUNNEL & ~BESIDE & ~S(OPEN), ARRIVAL, PEER_OPEN, "moved",
	  "drop-older", NONE, AFRESH_MS },
	{ S(OPEN), E(UP_SECOND) | E(UP_SPARE), SAME, "", "drop-spare", NONE,
	  0 },
	{ BESIDE, E(UP) | E(UP_SPARE), PEER_OPEN, "moved",
	  "hang-up drop-older", CROSSING_MS, AFRESH_MS },
	{ BESIDE, E(UP_SECOND), PEER_OPEN, "moved", "drop-older", NONE,
	  AFRESH_MS },
	{ S(YIELDING) | S(STRAINED), E(REKEYED), PEER_OPEN, "moved", "", NONE,
	  0 },
	{ S(YIELDING), E(COURTESY_SPENT), PEER_SHIFTING, "", "dial", KNOCK_MS,
	  0 },
	{ S(SHIFTING), E(KNOCK_SPENT) | E(MISSED), PEER_FORCING, "", "dial-far",
	  PATIENCE_MS, 0 },
	{ BESIDE, E(FAILED), PEER_STRAINED, "", "", ON_MS, 0 },
	{ S(FORCING), E(PATIENCE_SPENT), PEER_STRAINED, "", "hang-up", ON_MS,
	  0 },
	{ BESIDE, E(REFUSED), PEER_DOUBTING, "down ask", "", DOUBT_MS, 0 },
	{ S(STRAINED), E(AGAIN), PEER_ASTRAY, "look", "", NONE, MORE_MS },
	{ SETTLED | S(ASTRAY) | S(YIELDING), E(FELL), PEER_ADRIFT, "down look",
	  "", NONE, 0 },
	/* the call beside it goes on, or its wait */
	{ S(SHIFTING), E(FELL), PEER_DIALING, "down", "", KEPT, 0 },
	{ S(FORCING), E(FELL), PEER_PRESSING, "down", "", KEPT, 0 },
	{ S(STRAINED), E(FELL), PEER_RESTING, "down", "", KEPT, 0 },
	/* records gone, tunnel alive (P4) */
	{ TUNNEL, E(VANISHED), PEER_FADING, "", "hang-up", LINGER_MS, 0 },
	{ S(FADING), E(BACK), PEER_OPEN, "", "", NONE, 0 },
	{ S(FADING), E(FOLLOWED), PEER_OPEN, "", "move", NONE, 0 },
	{ S(FADING), E(LOCATED), PEER_ASTRAY, "look", "move", NONE, 0 },
	{ S(FADING), SHIFT, SAME, "", "rekey", KEPT, 0 },
	{ S(FADING), E(UP), SAME, "", "drop-older", KEPT, 0 },
	{ S(FADING), E(FELL) | E(LINGER_SPENT) | E(BACKEND_OFF), PEER_UNKNOWN,
	  "down gone", "remove", NONE, AFRESH_MS },
	/* the back end's own life */
	{ DOWN, E(BACKEND_OFF), PEER_ORPHANED, "", "", NONE, AFRESH_MS },
	{ TUNNEL, E(BACKEND_OFF), PEER_ORPHANED, "down", "", NONE, AFRESH_MS },
	{ S(ORPHANED), E(BACKEND_ON), PEER_ADRIFT, "look", "add", NONE,
	  AFRESH_MS },
	{ S(ORPHANED), E(LOCATED) | E(FOLLOWED) | E(REBORN), SAME, "", "move",
	  NONE, AFRESH_MS },
	{ S(ORPHANED), E(VANISHED), PEER_UNKNOWN, "", "remove", NONE,
	  AFRESH_MS },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]), TEXT_MAX = 80 };

static void
add_word(char *text, const char *word)
{
	ck_assert_uint_lt(strlen(text) + strlen(word) + 1, TEXT_MAX);
	if (*text)
		strcat(text, " ");
	strcat(text, word);
}

static void
text_of_reports(char text[TEXT_MAX])
{
	static const char *const words[] = {
		[PEER_REPORT_LOOK_AGAIN] = "look", [PEER_REPORT_UP] = "up",
		[PEER_REPORT_MOVED] = "moved", [PEER_REPORT_DOWN] = "down",
		[PEER_REPORT_FAILED] = "failed",
		[PEER_REPORT_REFUSED] = "refused", [PEER_REPORT_ASK] = "ask",
		[PEER_REPORT_REBORN] = "reborn", [PEER_REPORT_APART] = "apart",
		[PEER_REPORT_GONE] = "gone"
	};
	struct reports told = *alone_reports();
	struct report r;

	text[0] = '\0';
	while (reports_take(&told, &r))
		add_word(text, words[r.what]);
}

static void
text_of_effects(char text[TEXT_MAX])
{
	static const char *const words[] = {
		[TUNNEL_ADD] = "add", [TUNNEL_MOVE] = "move",
		[TUNNEL_REMOVE] = "remove", [TUNNEL_DIAL] = "dial",
		[TUNNEL_HANG_UP] = "hang-up", [TUNNEL_REKEY] = "rekey",
		[TUNNEL_DROP_OLDER] = "drop-older",
		[TUNNEL_DROP_SPARE] = "drop-spare"
	};
	const struct effects *e = alone_effects();
	const struct effect_tunnel *tunnel;
	unsigned i;

	text[0] = '\0';
	for (i = 0; i < e->count; i++) {
		ck_assert_int_eq(e->list[i].kind, EFFECT_TUNNEL);
		tunnel = &e->list[i].tunnel;
		ck_assert_uint_eq(tunnel->peer, SLOT);
		add_word(text, words[tunnel->verb]);
		if (endpoint_equal(&tunnel->remote,
				   &p.location.public_endpoint))
			strcat(text, "-far");
		else if (tunnel->remote.family)
			ck_assert(endpoint_equal(&tunnel->remote,
						 &p.location.lan));
	}
}

static const struct row *
row_of(unsigned state, unsigned event)
{
	const struct row *found = NULL;
	unsigned i;

	for (i = 0; i < ROWS; i++)
		if (rows[i].states >> state & 1 &&
		    rows[i].events >> event & 1) {
			ck_assert_ptr_null(found);
			found = &rows[i];
		}
	return found;
}

/* What is ignored: rows[] has nothing of it. */
static struct row
ignored(unsigned state)
{
	return (struct row){ .to = SAME, .told = "", .sent = "",
		.next_ms = KEPT, .failure_ms =
		state == PEER_UNKNOWN || state == PEER_ORPHANED ? AFRESH_MS :
		ON_MS };
}

static uint64_t
due_ms(void)
{
	uint64_t next = alone_next_ms();

	return next == NONE ? NONE : alone_now_ms() + next;
}

/* EVENT comes: by a step, or because its timer ends now and not before. */
static void
happen(unsigned event)
{
	if (event < PEER_EV_KNOCK_SPENT) {
		peer_step(&p, (enum peer_event)event, alone_turn());
		return;
	}
	alone_run_for(alone_next_ms() - 1);
	told_nothing();
	ck_assert_uint_eq(alone_effects()->count, 0);
	alone_run_for(1);
}

/* How long the next failure makes us wait, wherever we are. */
static uint64_t
next_failure_ms(void)
{
	static const int way[] = { EV(LOCATED), EV(BACKEND_ON), EV(WE_DIAL),
		EV(FAILED), END };

	walk(way);
	ck_assert(p.machine.base.state == PEER_RESTING ||
		  p.machine.base.state == PEER_STRAINED);
	return alone_next_ms();
}

static void
check(unsigned state, unsigned event, const struct row *row)
{
	const char *where = peer_chart.states[state];
	const char *what = peer_chart.events[event];
	char told[TEXT_MAX], sent[TEXT_MAX];
	uint64_t due, expected, failure = row->failure_ms;

	be_in(state);
	alone_run_for(BEFORE_MS);
	due = due_ms();
	happen(event);
	text_of_reports(told);
	text_of_effects(sent);
	ck_assert_msg(p.machine.base.state ==
		      (row->to == SAME ? state : (unsigned)row->to),
		      "%s %s: leads to %s", where, what,
		      machine_state_name(&p.machine.base));
	ck_assert_msg(!strcmp(told, row->told), "%s %s: told \"%s\"", where,
		      what, told);
	ck_assert_msg(!strcmp(sent, row->sent), "%s %s: sent \"%s\"", where,
		      what, sent);
	if (row->next_ms == KEPT)
		expected = due;
	else
		expected = row->next_ms == NONE ? NONE :
			alone_now_ms() + row->next_ms;
	ck_assert_msg(due_ms() == expected, "%s %s: another deadline", where,
		      what);
	ck_assert_msg(next_failure_ms() == (failure ? failure : ON_MS),
		      "%s %s: the failures before", where, what);
}

START_TEST(each_event_does_in_each_state_what_the_rows_say)
{
	struct row nothing = ignored((unsigned)_i);
	const struct row *row;
	unsigned event;

	for (event = 0; event < PEER_EVENT_COUNT; event++) {
		row = row_of((unsigned)_i, event);
		if (row)
			check((unsigned)_i, event, row);
		else if (event < PEER_EV_KNOCK_SPENT)
			check((unsigned)_i, event, &nothing);
	}
} END_TEST

/* The third time it is the owner's business (P9). */
START_TEST(a_refusal_is_doubted_for_half_a_second_then_one_then_two)
{
	char text[TEXT_MAX];

	be_in(PEER_DOUBTING);
	ck_assert_uint_eq(alone_next_ms(), DOUBT_MS);
	alone_run_for(DOUBT_MS);
	ck_assert_uint_eq(alone_next_ms(), 2 * DOUBT_MS);
	alone_run_for(2 * DOUBT_MS);
	text_of_reports(text);
	ck_assert_str_eq(text, "ask");
	ck_assert_uint_eq(alone_next_ms(), 4 * DOUBT_MS);
	alone_run_for(4 * DOUBT_MS);
	text_of_reports(text);
	ck_assert_str_eq(text, "ask refused");
	text_of_effects(text);
	ck_assert_str_eq(text, "dial");
	ck_assert_uint_eq(p.machine.base.state, PEER_RESTING);
	ck_assert_uint_eq(alone_next_ms(), ON_MS);
} END_TEST

START_TEST(failures_wait_twice_as_long_each_up_to_256_seconds)
{
	uint64_t wait;
	unsigned i;

	begin();
	peer_step(&p, PEER_EV_LOCATED, alone_turn());
	for (i = 0, wait = 1000; i < 12; i++) {
		peer_step(&p, PEER_EV_WE_DIAL, alone_turn());
		peer_step(&p, PEER_EV_FAILED, alone_turn());
		ck_assert_uint_eq(alone_next_ms(), wait);
		alone_run_for(wait);
		ck_assert_uint_eq(p.machine.base.state, PEER_ADRIFT);
		wait = wait < 256000 ? 2 * wait : wait;
	}
} END_TEST

static void
peer_calls(void)
{
	const struct tunnel_facts up = { .news = TUNNEL_UP, .peer = SLOT,
		.remote = { 4, { 203, 0, 113, 7 }, 4500 } };

	peer_hear(&p, &up, alone_turn());
}

static void
sent_was(const char *expected)
{
	char text[TEXT_MAX];

	text_of_effects(text);
	ck_assert_str_eq(text, expected);
	ck_assert_uint_eq(p.machine.base.state, PEER_OPEN);
}

/* We are the lower name and called; the peer, which has moved, does so for as long
 * as what it has is ended here. */
START_TEST(a_call_crosses_ours_once_and_within_half_a_second)
{
	static const int way[] = { EV(LOCATED), EV(WE_DIAL), EV(UP), END };

	begin();
	walk(way);
	ck_assert_uint_eq(alone_next_ms(), CROSSING_MS);
	alone_run_for(CROSSING_MS - 1);
	peer_calls();
	sent_was("drop-spare");
	peer_calls();
	sent_was("drop-older");

	begin();
	walk(way);
	alone_run_for(CROSSING_MS);
	sent_was("");
	peer_calls();
	sent_was("drop-older");
} END_TEST

int
main(void)
{
	Suite *s = suite_create("peer_rows");
	TCase *c = tcase_create("peer_rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_loop_test(c, each_event_does_in_each_state_what_the_rows_say,
			    0, PEER_STATE_COUNT);
	tcase_add_test(c,
		       a_refusal_is_doubted_for_half_a_second_then_one_then_two);
	tcase_add_test(c, failures_wait_twice_as_long_each_up_to_256_seconds);
	tcase_add_test(c, a_call_crosses_ours_once_and_within_half_a_second);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
