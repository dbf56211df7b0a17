/* SPDX-License-Identifier: Apache-2.0 */
/* test_llq_client_rows.c - one long-lived query by itself: what each event
 * makes of each state (RFC 8764 5 to 7; P5, P6, P8, P16). */
#include "autotunnel/llq_client.h"
#include "rows.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* The leases of the challenge, of the answers and of a refresh. */
enum { CHALLENGE_S = 900, LEASE_S = 1000, REFRESHED_S = 2000 };
enum { RETRY_S = 3600, TTL_S = 600, ID = 7, SERIAL = 40, LATER_MS = 700 };

enum {
	WANTED = LLQ_CLIENT_EV_WANTED, UNWANTED = LLQ_CLIENT_EV_UNWANTED,
	ACCEPTED = LLQ_CLIENT_EV_ACCEPTED,
	ACCEPTED_OLD = LLQ_CLIENT_EV_ACCEPTED_OLD,
	REFRESHED = LLQ_CLIENT_EV_REFRESHED,
	SERV_FULL = LLQ_CLIENT_EV_SERV_FULL,
	TOLD_STATIC = LLQ_CLIENT_EV_TOLD_STATIC, NO_SUCH = LLQ_CLIENT_EV_NO_SUCH,
	REFUSED = LLQ_CLIENT_EV_REFUSED, CHANGED = LLQ_CLIENT_EV_CHANGED,
	POLLED = LLQ_CLIENT_EV_POLLED, POLLED_EARLY = LLQ_CLIENT_EV_POLLED_EARLY,
	SWEEP = LLQ_CLIENT_EV_SWEEP, PATH_NEW = LLQ_CLIENT_EV_PATH_NEW,
	SERVER_NEW = LLQ_CLIENT_EV_SERVER_NEW, NO_LLQ = LLQ_CLIENT_EV_NO_LLQ,
	REMEMBERED = LLQ_CLIENT_EV_REMEMBERED, HEARD = LLQ_CLIENT_EV_HEARD
};

static struct llq_client m;
static struct llq_commons commons;
static struct answer places[ANSWERS_POOL_SIZE];

static void
begin(void)
{
	alone_begin();
	memset(&m, 0, sizeof(m));
	memset(&commons, 0, sizeof(commons));
	answer_pool_init(&commons.pool, places, ANSWERS_POOL_SIZE);
	llq_client_begin(&m);
	m.commons = &commons;
	m.type = DNS_TYPE_AAAA;
	dns_name_from_text(&m.name, "mymac.home.example.net");
}

/* What is wished for was sent. */
static void
flush(void)
{
	m.wish = LLQ_WISH_NONE;
	m.question = false;
	commons.wishes = commons.questions = 0;
}

/* Messages ----------------------------------------------------------------- */

/* The address that ends with LAST. */
static const uint8_t *
address(uint8_t last)
{
	static uint8_t rdata[16] = { 0xfd };

	rdata[15] = last;
	return rdata;
}

/* An LLQ message with the record LAST and this option steps M. */
static void
read_message(int event, enum llq_wish request, uint32_t lease_s, uint8_t last)
{
	struct dns_options options = {
		.present = true, .llq_count = 1,
		.llq[0] = { .version = DNS_LLQ_VERSION, .id = ID,
			    .lease_s = lease_s },
	};
	struct llq_reading r = { .request = request };
	struct dns_message msg;
	struct dns_writer w;
	uint8_t octets[256];
	int length;

	dns_begin(&w, octets, sizeof(octets), 1, DNS_FLAG_QR);
	dns_add_question(&w, &m.name, m.type, DNS_CLASS_IN);
	dns_add_record(&w, DNS_ANSWER, &m.name, m.type, DNS_CLASS_IN, TTL_S,
		       address(last), 16);
	dns_add_options(&w, &options);
	length = dns_end(&w);
	ck_assert_int_eq(dns_open(&msg, octets, (size_t)length), 0);
	r.message = &msg;
	r.option = &msg.options.llq[0];
	m.reading = &r;
	llq_client_step(&m, (enum llq_client_event)event, alone_turn());
	m.reading = NULL;
}

/* The answer to a signed query: three records. */
static void
poll_brings(int event)
{
	struct query asked = { .key = KEY_NONE };
	uint8_t i;

	for (i = 1; i <= 3; i++)
		answers_add(&commons.pool, &asked.answers, m.type, address(i),
			    16);
	m.polled = &asked;
	llq_client_step(&m, (enum llq_client_event)event, alone_turn());
	m.polled = NULL;
}

static void
at_once(int event)
{
	switch (event) {
	case ACCEPTED:
	case ACCEPTED_OLD:
		read_message(event, LLQ_WISH_RESPONSE, m.llq_id ? LEASE_S :
			     CHALLENGE_S, 1);
		break;
	case REFRESHED:
		read_message(event, LLQ_WISH_REFRESH, REFRESHED_S, 1);
		break;
	case CHANGED:
		read_message(event, LLQ_WISH_NONE, 0, 2);
		break;
	case SERV_FULL:
	case TOLD_STATIC:
		read_message(event, LLQ_WISH_SETUP, RETRY_S, 1);
		break;
	case POLLED:
	case POLLED_EARLY:
		poll_brings(event);
		break;
	default:
		llq_client_step(&m, (enum llq_client_event)event, alone_turn());
	}
}

/* What came before was sent. */
static void
now(int event)
{
	flush();
	at_once(event);
}

static void
later(int event)
{
	alone_run_for(LATER_MS);
	now(event);
}

static const char *const reports[] = {
	[LLQ_CLIENT_REPORT_ANSWERS] = "answers",
	[LLQ_CLIENT_REPORT_LAPSED] = "lapsed",
	[LLQ_CLIENT_REPORT_HELD] = "held",
	[LLQ_CLIENT_REPORT_SILENT] = "silent",
	[LLQ_CLIENT_REPORT_REFUSED] = "refused",
	[LLQ_CLIENT_REPORT_ENDED] = "ended",
};

static const struct rows rows;

static void
look(void)
{
	static const char *const sent[] = {
		"", ", setup", ", response", ", refresh", ", end", ", again",
	};

	rows_add_timers(&rows);
	rows_add_reports(&rows);
	rows_add("%s%s", sent[m.wish], m.question ? ", query" : "");
	ck_assert_uint_eq(commons.wishes, m.wish ? 1 : 0);
	ck_assert_uint_eq(commons.questions, m.question ? 1 : 0);
	if (llq_client_ends_ms(&m) != TIME_NEVER)
		rows_add(", id");
	if (m.events)
		rows_add(", events %u", (unsigned)m.events);
	if (m.answers.known)
		rows_add(", knows %u", (unsigned)m.answers.count);
	flush();
}

/* Ways into the states ----------------------------------------------------- */

static void
be_idle(void)
{
	begin();
}

static void
be_asking(void)
{
	begin();
	now(WANTED);
}

static void
be_answering(void)
{
	be_asking();
	now(ACCEPTED);
}

static void
be_held(void)
{
	be_answering();
	now(ACCEPTED);
}

/* With the id and the answers of before. */
static void
be_asking_anew(void)
{
	be_held();
	now(PATH_NEW);
}

static void
be_answering_anew(void)
{
	be_asking_anew();
	now(ACCEPTED);
}

static void
be_swept(void)
{
	be_held();
	now(SWEEP);
}

static void
be_renewing(void)
{
	be_held();
	alone_run_for(LEASE_S * 800);
}

static void
be_ending(void)
{
	be_held();
	now(UNWANTED);
}

static void
be_full(void)
{
	be_held();
	now(SERV_FULL);
}

static void
be_static(void)
{
	be_asking();
	now(TOLD_STATIC);
}

static void
be_polling(void)
{
	be_held();
	now(REFUSED);
}

static void
be_unserved(void)
{
	be_asking_anew();
	now(NO_LLQ);
}

static void
be_down(void)
{
	be_asking_anew();
	alone_run_for(14000);
}

/* As dnsclient_restore_llq does it. */
static void
be_restored(void)
{
	begin();
	llq_client_restore(&m, LLQ_CLIENT_RESTORED);
	m.llq_id = ID;
	m.lease_start_ms = alone_now_ms();
	machine_set_span(&m.machine.base, LLQ_CLIENT_SPAN_LEASE, LEASE_S * 1000);
}

static void
be_resuming(void)
{
	be_restored();
	now(HEARD);
}

#define ASKING "asking, resend 2000, setup"

/* Events, 700 ms after what came before ------------------------------------ */

static const struct row list[] = {
	/* 8764 5: where nothing is held, a Setup Request begins it */
	{ BE(be_idle), ON(WANTED, HEARD, PATH_NEW, SERVER_NEW), ASKING },
	{ BE(be_idle), ON(UNWANTED, REFUSED, SERV_FULL, SWEEP), "idle" },
	{ BE(be_idle), ON(REMEMBERED), "restored" },
	{ BE(be_idle), ON(NO_LLQ),
	  "unserved, poll 900000, stale 920000, query" },

	/* 5.2.2, 5.2.3: the challenge is answered with its id */
	{ BE(be_asking), ON(ACCEPTED, ACCEPTED_OLD),
	  "answering, resend 2000, response, id" },
	{ BE(be_asking_anew), ON(ACCEPTED, ACCEPTED_OLD),
	  "answering, resend 2000, response, id, knows 1" },
	/* 5.2.5: 80% of the lease that the answers bring */
	{ BE(be_answering), ON(ACCEPTED),
	  "held, renew 800000, answers, held, id, knows 1" },
	/* P5: what is older than an event is asked for anew */
	{ BE(be_answering), ON(ACCEPTED_OLD),
	  "held, renew 800000, held, query, id" },
	/* 5.2.2: SERV-FULL says when to come again */
	{ BE(be_asking, be_answering), ON(SERV_FULL),
	  "full, comeback 3600000, stale 920000" },
	{ BE(be_asking_anew, be_answering_anew), ON(SERV_FULL),
	  "full, comeback 3600000, stale 920000, knows 1" },
	/* 5.2.2: STATIC's answers stand for their TTL */
	{ BE(be_asking, be_answering), ON(TOLD_STATIC),
	  "static, shelf 600000, answers, knows 1" },
	{ BE(be_asking_anew, be_answering_anew), ON(TOLD_STATIC),
	  "static, shelf 600000, knows 1" },
	/* 5.2.2: any other error: polling, 15 minutes, and a set-up an hour */
	{ BE(be_asking, be_answering), ON(REFUSED, NO_SUCH),
	  "polling, hour 3600000, poll 900000, stale 920000, refused, query" },
	{ BE(be_asking_anew, be_answering_anew), ON(REFUSED, NO_SUCH),
	  "polling, hour 3600000, poll 900000, stale 920000, refused, query"
	  ", knows 1" },
	/* P8: begin again; the old id still names what the server holds */
	{ BE(be_asking), ON(PATH_NEW, SERVER_NEW), ASKING },
	{ BE(be_asking_anew, be_answering_anew, be_held, be_swept, be_renewing),
	  ON(PATH_NEW, SERVER_NEW), ASKING ", id, knows 1" },
	{ BE(be_answering), ON(PATH_NEW, SERVER_NEW), ASKING ", id" },
	{ BE(be_asking, be_answering), ON(UNWANTED), "idle" },
	{ BE(be_asking_anew, be_answering_anew), ON(UNWANTED),
	  "idle, knows 1" },
	{ BE(be_asking, be_answering), ON(NO_LLQ),
	  "unserved, poll 900000, stale 920000, query" },
	{ BE(be_asking_anew, be_answering_anew), ON(NO_LLQ),
	  "unserved, poll 900000, stale 920000, query, knows 1" },
	{ BE(be_asking), ON(WANTED, REFRESHED, HEARD, SWEEP, POLLED),
	  "asking, resend 1300" },

	/* 6.2: events are applied in whatever state they come */
	{ BE(be_asking), ON(CHANGED), "asking, resend 1300, events 1" },
	{ BE(be_asking_anew), ON(CHANGED),
	  "asking, resend 1300, answers, id, events 1, knows 2" },
	{ BE(be_answering), ON(CHANGED),
	  "answering, resend 1300, id, events 1" },
	{ BE(be_answering_anew), ON(CHANGED),
	  "answering, resend 1300, answers, id, events 1, knows 2" },
	{ BE(be_held), ON(CHANGED),
	  "held, renew 799300, answers, id, events 1, knows 2" },
	{ BE(be_swept), ON(CHANGED),
	  "swept, renew 799300, answers, id, events 1, knows 2" },
	{ BE(be_renewing), ON(CHANGED),
	  "renewing, renew#1 99300, answers, id, events 1, knows 2" },
	{ BE(be_down), ON(CHANGED),
	  "down, hour 3599300, stale 919300, answers, events 1, knows 2" },
	{ BE(be_resuming), ON(CHANGED), "resuming, resend 1300, id, events 1" },

	/* 7.1: other queries' refreshes are taken along */
	{ BE(be_held), ON(SWEEP), "swept, renew 799300, refresh, id, knows 1" },
	/* 7.3: the acknowledgement says what is granted */
	{ BE(be_held, be_swept, be_renewing), ON(REFRESHED),
	  "held, renew 1600000, held, id, knows 1" },
	{ BE(be_held, be_swept, be_renewing), ON(NO_SUCH), ASKING ", knows 1" },
	{ BE(be_held, be_swept, be_renewing), ON(SERV_FULL),
	  "full, comeback 3600000, stale 920000, knows 1" },
	{ BE(be_held, be_swept, be_renewing), ON(REFUSED, TOLD_STATIC),
	  "polling, hour 3600000, poll 900000, stale 920000, refused, query"
	  ", knows 1" },
	/* 7.2: a lease of 0 ends it */
	{ BE(be_held, be_swept, be_renewing), ON(UNWANTED),
	  "ending, farewell 2000, end, id, knows 1" },
	/* P5: a query shows all there is, if no event was faster */
	{ BE(be_held), ON(POLLED),
	  "held, renew 799300, answers, id, knows 3" },
	{ BE(be_swept), ON(POLLED),
	  "swept, renew 799300, answers, id, knows 3" },
	{ BE(be_renewing), ON(POLLED),
	  "renewing, renew#1 99300, answers, id, knows 3" },
	{ BE(be_held), ON(POLLED_EARLY),
	  "held, renew 799300, query, id, knows 1" },
	{ BE(be_swept), ON(POLLED_EARLY),
	  "swept, renew 799300, query, id, knows 1" },
	{ BE(be_renewing), ON(POLLED_EARLY),
	  "renewing, renew#1 99300, query, id, knows 1" },
	{ BE(be_held), ON(WANTED, HEARD, NO_LLQ, ACCEPTED),
	  "held, renew 799300, id, knows 1" },

	{ BE(be_ending), ON(REFRESHED, REFUSED, NO_SUCH, SERV_FULL, TOLD_STATIC,
			    PATH_NEW, SERVER_NEW), "idle, ended, knows 1" },
	{ BE(be_ending), ON(WANTED), ASKING ", id, knows 1" },
	{ BE(be_ending), ON(UNWANTED, HEARD, NO_LLQ, CHANGED),
	  "ending, farewell 1300, id, knows 1" },

	/* a full server's word is about that server, not about our path */
	{ BE(be_full), ON(SERVER_NEW), ASKING ", knows 1" },
	{ BE(be_full), ON(PATH_NEW, HEARD, WANTED),
	  "full, comeback 3599300, stale 919300, knows 1" },
	{ BE(be_full, be_static, be_polling, be_unserved, be_down),
	  ON(UNWANTED),
	  "idle, knows 1" },
	{ BE(be_full, be_static, be_polling, be_down), ON(NO_LLQ),
	  "unserved, poll 900000, stale 920000, query, knows 1" },
	/* 5.2.2: neither set up nor polled while the TTL runs */
	{ BE(be_static), ON(SERVER_NEW), ASKING ", knows 1" },
	{ BE(be_static), ON(PATH_NEW, HEARD, WANTED, POLLED),
	  "static, shelf 599300, knows 1" },
	{ BE(be_polling), ON(PATH_NEW, SERVER_NEW), ASKING ", knows 1" },
	{ BE(be_polling), ON(POLLED, POLLED_EARLY),
	  "polling, hour 3599300, poll 899300, stale 920000, answers"
	  ", knows 3" },
	{ BE(be_polling), ON(HEARD, WANTED, CHANGED),
	  "polling, hour 3599300, poll 899300, stale 919300, knows 1" },
	{ BE(be_unserved), ON(WANTED, HEARD, SERVER_NEW), ASKING ", knows 1" },
	{ BE(be_unserved), ON(POLLED, POLLED_EARLY),
	  "unserved, poll 899300, stale 920000, answers, knows 3" },
	{ BE(be_unserved), ON(PATH_NEW, NO_LLQ, CHANGED),
	  "unserved, poll 899300, stale 919300, knows 1" },
	/* 5.1, 7.3: who is heard again is asked again */
	{ BE(be_down), ON(HEARD, PATH_NEW, SERVER_NEW), ASKING ", knows 1" },
	{ BE(be_down), ON(WANTED, REFUSED, POLLED),
	  "down, hour 3599300, stale 919300, knows 1" },

	/* P16: what was held before a restart is refreshed, not set up */
	{ BE(be_restored), ON(HEARD, PATH_NEW, SERVER_NEW),
	  "resuming, resend 2000, refresh, id" },
	{ BE(be_restored), ON(WANTED, CHANGED), "restored, id" },
	{ BE(be_restored), ON(UNWANTED), "idle" },
	{ BE(be_restored), ON(NO_LLQ),
	  "unserved, poll 900000, stale 920000, query" },
	{ BE(be_resuming), ON(REFRESHED),
	  "held, renew 1600000, held, query, id" },
	{ BE(be_resuming),
	  ON(REFUSED, NO_SUCH, TOLD_STATIC, PATH_NEW, SERVER_NEW),
	  ASKING },
	{ BE(be_resuming), ON(SERV_FULL),
	  "full, comeback 3600000, stale 920000" },
	{ BE(be_resuming), ON(UNWANTED), "ending, farewell 2000, end, id" },
	{ BE(be_resuming), ON(WANTED, HEARD, NO_LLQ, ACCEPTED),
	  "resuming, resend 1300, id" },
};

static const struct rows rows = {
	.machine = &m.machine.base, .reports = reports, .look = look,
	.give = later, .list = list, .count = sizeof(list) / sizeof(list[0]),
};

START_TEST(each_event_makes_of_each_state_what_the_rfc_says)
{
	rows_check_rest(&rows);
} END_TEST

/* Time --------------------------------------------------------------------- */

static const struct rows_life lives[] = {
	/* 5.1: three times, the waits twice as long, then down; 5.1 and 7.3:
	 * a set-up an hour */
	{ be_asking, ASKING, {
		{ 2000, "asking, resend#1 4000, again" },
		{ 4000, "asking, resend#2 8000, again" },
		{ 8000, "down, hour 3600000, stale 920000, silent" },
		{ 920000, "down, hour 2680000" },
		{ 2680000, ASKING } } },
	{ be_answering_anew, "answering, resend 2000, response, id, knows 1", {
		{ 2000, "answering, resend#1 4000, again, id, knows 1" },
		{ 4000, "answering, resend#2 8000, again, id, knows 1" },
		{ 8000, "down, hour 3600000, stale 920000, silent, knows 1" },
		{ 920000, "down, hour 2680000, lapsed" },
		{ 2680000, ASKING } } },
	{ be_resuming, "resuming, resend 2000, refresh, id", {
		{ 2000, "resuming, resend#1 4000, again, id" },
		{ 4000, "resuming, resend#2 8000, again, id" },
		{ 8000, "down, hour 3600000, stale 920000, silent" } } },
	{ be_asking_anew, ASKING ", id, knows 1", {
		{ 2000, "asking, resend#1 4000, again, id, knows 1" },
		{ 4000, "asking, resend#2 8000, again, id, knows 1" },
		{ 8000, "down, hour 3600000, stale 920000, silent, knows 1" },
		} },
	/* 7.1, 7.3: at 80, 90 and 95% of the lease; at its end the server is
	 * down, and what it told is not known any more (6.1) */
	{ be_held, "held, renew 800000, answers, held, id, knows 1", {
		{ 800000, "renewing, renew#1 100000, refresh, id, knows 1" },
		{ 100000, "renewing, renew#2 50000, refresh, id, knows 1" },
		{ 50000, "renewing, renew#3 50000, refresh, id, knows 1" },
		{ 50000, "down, hour 3600000, stale 920000, lapsed"
			 ", silent" },
		{ 920000, "down, hour 2680000" } } },
	/* one refresh was sent ahead of time: the next one at 90% */
	{ be_swept, "swept, renew 800000, refresh, id, knows 1", {
		{ 800000, "renewing, renew#1 100000, id, knows 1" },
		{ 100000, "renewing, renew#2 50000, refresh, id, knows 1" } } },
	{ be_ending, "ending, farewell 2000, end, id, knows 1", {
		{ 2000, "idle, ended, knows 1" } } },
	/* 920 s are one polling interval and a poll's own time */
	{ be_full, "full, comeback 3600000, stale 920000, knows 1", {
		{ 920000, "full, comeback 2680000, lapsed" },
		{ 2680000, ASKING } } },
	{ be_static, "static, shelf 600000, answers, knows 1", {
		{ 600000, "static, lapsed" } } },
	{ be_polling, "polling, hour 3600000, poll 900000, stale 920000"
		", refused, query, knows 1", {
		{ 900000, "polling, hour 2700000, poll 900000, stale 20000, query"
			  ", knows 1" },
		{ 20000, "polling, hour 2680000, poll 880000, lapsed" },
		{ 880000, "polling, hour 1800000, poll 900000, query" },
		{ 900000, "polling, hour 900000, poll 900000, query" },
		{ 900000, ASKING } } },
	{ be_unserved, "unserved, poll 900000, stale 920000, query, knows 1", {
		{ 900000, "unserved, poll 900000, stale 20000, query, knows 1" },
		{ 20000, "unserved, poll 880000, lapsed" },
		{ 880000, "unserved, poll 900000, query" } } },
};

START_TEST(time_makes_of_each_state_what_the_rfc_says)
{
	rows_check_lives(&rows, lives, sizeof(lives) / sizeof(lives[0]));
} END_TEST

/* 6.1: the lease ran out while we slept. Nobody was silent. */
START_TEST(a_lease_slept_through_is_set_up_anew)
{
	void (*const ways[])(void) = { be_held, be_swept };

	ways[_i]();
	flush();
	alone_sleep_for(LEASE_S * 1000);
	rows_is(&rows, "asking, resend 2000, lapsed, setup");
} END_TEST

/* Within one turn: what is not sent yet is not sent any more. */
START_TEST(who_is_unwanted_at_once_sends_nothing)
{
	be_asking();
	at_once(UNWANTED);
	rows_is(&rows, "idle");
	be_answering();
	at_once(UNWANTED);
	rows_is(&rows, "idle");
} END_TEST

int
main(void)
{
	Suite *s = suite_create("llq_client_rows");
	TCase *c = tcase_create("rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_test(c, each_event_makes_of_each_state_what_the_rfc_says);
	tcase_add_test(c, time_makes_of_each_state_what_the_rfc_says);
	tcase_add_loop_test(c, a_lease_slept_through_is_set_up_anew, 0, 2);
	tcase_add_test(c, who_is_unwanted_at_once_sends_nothing);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
