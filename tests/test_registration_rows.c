/* SPDX-License-Identifier: Apache-2.0 */
/* test_registration_rows.c - the host's records at their server, by itself:
 * what each event makes of each state (RFC 2136, RFC 9664, RFC 6281 5.2; P11). */
#include "autotunnel/registration.h"
#include "rows.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The lease that the first answer grants, and those to refreshes. */
enum { LEASE_S = 3600, REFRESHED_S = 7200, LATER_MS = 100 };
/* UL-C-08: the first update waits up to 3 s; UL-C-13: at 80 to 85% */
enum { DELAY_MOST_MS = 3000, RENEW_LEAST = 80, RENEW_MOST = 85, SEEDS = 200 };

enum {
	AWAKE = REGISTRATION_EV_AWAKE, PUBLISHED = REGISTRATION_EV_PUBLISHED,
	SERVER_NEW = REGISTRATION_EV_SERVER_NEW,
	NAME_OURS = REGISTRATION_EV_NAME_OURS,
	NAME_TAKEN = REGISTRATION_EV_NAME_TAKEN,
	NAME_ALIKE = REGISTRATION_EV_NAME_ALIKE,
	NAME_DARK = REGISTRATION_EV_NAME_DARK,
	GRANTED = REGISTRATION_EV_GRANTED, REFUSED = REGISTRATION_EV_REFUSED,
	OVERTAKEN = REGISTRATION_EV_OVERTAKEN,
	DOUBTFUL = REGISTRATION_EV_DOUBTFUL,
	AGAIN_NOW = REGISTRATION_EV_AGAIN_NOW, CLAIM = REGISTRATION_EV_CLAIM,
	LEAVE = REGISTRATION_EV_LEAVE, LEAVE_KNOWN = REGISTRATION_EV_LEAVE_KNOWN,
	/* no event: time for the delay passes, or for the first wait after a
	 * failure */
	DELAY, WAIT
};

static struct registration m;
static uint8_t last[1232];	/* the message sent last */
static size_t last_length;
static uint32_t granted_s;	/* by the last answer */

static void
begin_with(uint8_t seed)
{
	const uint8_t octets[16] = { seed, 2 };
	struct dns_name domain, host, label;

	alone_begin();
	random_seed(&alone_turn()->random, octets);
	dns_name_from_text(&domain, "home.example.net");
	dns_name_from_text(&host, "mymac.home.example.net");
	dns_name_from_text(&label, "label.home.example.net");
	ck_assert_int_eq(registration_init(&m, &domain, &host, &label, 3, 0), 0);
	m.zone = domain;
	m.server = (struct endpoint){ 4, { 192, 0, 2, 1 }, 5352 };
	m.has_facts = true;
	m.facts.ula[0] = 0xfd;
	m.facts.outer = (struct endpoint){ 4, { 198, 51, 100, 9 }, 4500 };
	last_length = 0;
	granted_s = 0;
}

static void
begin(void)
{
	begin_with(1);
}

/* An answer that grants LEASE_S, or has RCODE, steps M. */
static void
answered(int event, uint32_t lease_s, uint16_t rcode)
{
	struct dns_options options = {
		.present = true, .has_lease = true, .lease_s = lease_s,
	};
	struct dns_message msg;
	struct dns_writer w;
	uint8_t octets[256];
	int length;

	dns_begin(&w, octets, sizeof(octets), m.id, DNS_FLAG_QR | rcode);
	dns_add_options(&w, &options);
	length = dns_end(&w);
	ck_assert_int_eq(dns_open(&msg, octets, (size_t)length), 0);
	m.rcode = rcode;
	m.reading = &msg;
	registration_step(&m, (enum registration_event)event, alone_turn());
	m.reading = NULL;
}

static void
now(int event)
{
	switch (event) {
	case GRANTED:
		granted_s = granted_s ? REFRESHED_S : LEASE_S;
		answered(event, granted_s, DNS_RCODE_NOERROR);
		break;
	case REFUSED:
		answered(event, 0, DNS_RCODE_REFUSED);
		break;
	case DELAY:
		alone_run_for(DELAY_MOST_MS);
		break;
	case WAIT:
		alone_run_for(5000);
		break;
	default:
		registration_step(&m, (enum registration_event)event,
				  alone_turn());
	}
}

static const char *
kind_of(const struct dns_message *msg)
{
	struct dns_question q;

	ck_assert(dns_first_question(msg, &q));
	if (q.type == DNS_TYPE_SRV)
		return "check";
	if (q.type == DNS_TYPE_AAAA)
		return "compare";
	if (!msg->options.has_lease)
		return "removal";
	return msg->options.lease_s == 1200 ? "note" : "update";
}

static void
add_effect(const struct effects *all, const struct effect *e)
{
	const uint8_t *octets = all->octets + e->offset;
	struct dns_message msg;

	if (e->kind == EFFECT_TELL) {
		rows_add(", warns");
		return;
	}
	ck_assert_int_eq(e->kind, EFFECT_SEND);
	ck_assert_int_eq(e->channel, CHANNEL_QUERY);
	ck_assert(endpoint_equal(&e->to, &m.server));
	ck_assert_uint_eq(e->key, 3);
	ck_assert_int_eq(dns_open(&msg, octets, e->length), 0);
	rows_add(", %s%s", kind_of(&msg), e->length == last_length &&
		  !memcmp(last, octets, last_length) ? " again" : "");
	memcpy(last, octets, e->length);
	last_length = e->length;
}

static void
keep_sent(void)
{
	const struct effects *all = alone_effects();
	const struct effect *e;

	for (e = all->list; e < all->list + all->count; e++)
		if (e->kind == EFFECT_SEND) {
			memcpy(last, all->octets + e->offset, e->length);
			last_length = e->length;
		}
}

/* How far in its lease the next refresh is. */
static void
add_renewal(void)
{
	uint64_t due = machine_timer_due_ms(&m.machine.base,
					    REGISTRATION_TIMER_RENEW);
	uint64_t per_cent = granted_s * 10ull, in;

	if (due == TIME_NEVER)
		return;
	in = due - alone_now_ms();
	if (in >= RENEW_LEAST * per_cent && in <= RENEW_MOST * per_cent)
		rows_add(" at 80-85%% of %u", (unsigned)granted_s);
}

static const char *const reports[] = {
	[REGISTRATION_REPORT_REGISTERED] = "registered",
	[REGISTRATION_REPORT_FAILED] = "failed",
	[REGISTRATION_REPORT_CLASH] = "clash",
	[REGISTRATION_REPORT_LEFT] = "left",
	[REGISTRATION_REPORT_UNLEFT] = "unleft",
};

static const struct rows rows;

static void
look(void)
{
	const struct effects *all = alone_effects();
	unsigned i;

	rows_add_timers(&rows);
	add_renewal();
	rows_add_reports(&rows);
	for (i = 0; i < all->count; i++)
		add_effect(all, &all->list[i]);
}

static void
later(int event)
{
	keep_sent();
	alone_run_for(LATER_MS);
	now(event);
}

/* Ways into the states ----------------------------------------------------- */

static void
be_idle(void)
{
	begin();
}

/* With a delay that is not over soon. */
static void
be_delayed(int event)
{
	uint8_t seed = 0;

	do {
		begin_with(seed++);
		now(event);
	} while (alone_next_ms() <= 2 * LATER_MS);
}

static void
be_waiting(void)
{
	be_delayed(AWAKE);
}

static void
be_armed(void)
{
	be_waiting();
	alone_run_for(DELAY_MOST_MS);
}

static void
be_starting(void)
{
	be_delayed(PUBLISHED);
}

static void
be_checking(void)
{
	be_armed();
	now(PUBLISHED);
}

static void
be_comparing(void)
{
	be_checking();
	now(NAME_DARK);
}

static void
be_unchecked(void)
{
	be_checking();
	now(REFUSED);
}

static void
be_noting(void)
{
	be_checking();
	now(NAME_TAKEN);
}

static void
be_clashed(void)
{
	be_noting();
	now(GRANTED);
	granted_s = 0;
}

static void
be_registering(void)
{
	be_checking();
	now(NAME_OURS);
}

static void
be_registered(void)
{
	be_registering();
	now(GRANTED);
}

static void
be_refreshing(void)
{
	be_registered();
	alone_run_for(alone_next_ms());
}

static void
be_resting(void)
{
	be_registering();
	now(REFUSED);
}

static void
be_leaving(void)
{
	be_registering();
	now(LEAVE);
}

#define CHECKING "checking, resend 250, check"
#define COMPARING "comparing, resend 250, compare"
#define REGISTERING "registering, resend 250, update"
#define LEAVING "leaving, farewell 500, removal"

/* Events, 100 ms after what came before ------------------------------------ */

static const struct row list[] = {
	/* UL-C-08: the delay runs from the first network on */
	{ BE(be_idle), ON(AWAKE), "waiting, delay" },
	{ BE(be_idle), ON(PUBLISHED), "starting, delay" },
	{ BE(be_idle), ON(SERVER_NEW, AGAIN_NOW, CLAIM, GRANTED), "idle" },
	{ BE(be_waiting), ON(PUBLISHED), "starting, delay" },
	{ BE(be_waiting), ON(AWAKE, SERVER_NEW, AGAIN_NOW, CLAIM),
	  "waiting, delay" },
	{ BE(be_starting), ON(AWAKE, PUBLISHED, SERVER_NEW, AGAIN_NOW),
	  "starting, delay" },
	{ BE(be_armed), ON(AWAKE, SERVER_NEW, AGAIN_NOW, CLAIM), "armed" },
	/* P11: whose is the name? */
	{ BE(be_armed), ON(PUBLISHED), CHECKING },
	{ BE(be_checking, be_comparing, be_unchecked, be_noting, be_clashed),
	  ON(SERVER_NEW, AGAIN_NOW), CHECKING },
	{ BE(be_checking), ON(NAME_DARK, NAME_ALIKE), COMPARING },
	{ BE(be_checking, be_comparing), ON(NAME_OURS), REGISTERING },
	{ BE(be_checking, be_comparing), ON(NAME_TAKEN),
	  "noting, resend 250, clash, note" },
	{ BE(be_checking, be_comparing), ON(REFUSED),
	  "unchecked, again 5000, failed" },
	{ BE(be_checking), ON(AWAKE, PUBLISHED, GRANTED, OVERTAKEN, CLAIM),
	  "checking, resend 150" },
	{ BE(be_comparing),
	  ON(AWAKE, PUBLISHED, NAME_DARK, NAME_ALIKE, GRANTED),
	  "comparing, resend 150" },
	{ BE(be_unchecked), ON(AWAKE, PUBLISHED, REFUSED, CLAIM),
	  "unchecked, again 4900" },
	/* P11: it is told, once, whatever comes of it */
	{ BE(be_noting), ON(GRANTED, REFUSED), "clashed, recheck 900000" },
	{ BE(be_noting), ON(PUBLISHED, NAME_OURS, OVERTAKEN),
	  "noting, resend 150" },
	{ BE(be_noting, be_clashed), ON(CLAIM), REGISTERING },
	{ BE(be_clashed), ON(PUBLISHED, NAME_OURS, GRANTED, REFUSED, DOUBTFUL),
	  "clashed, recheck 899900" },

	/* BTMM-C-37: what is others is registered at once */
	{ BE(be_registering, be_registered, be_refreshing, be_resting),
	  ON(PUBLISHED, SERVER_NEW, AGAIN_NOW), REGISTERING },
	/* the older one may have come last */
	{ BE(be_registered), ON(OVERTAKEN), REGISTERING },
	/* UL-C-05 to UL-C-07: the lease is what is granted */
	{ BE(be_registering), ON(GRANTED),
	  "registered, renew at 80-85% of 3600, registered" },
	{ BE(be_refreshing), ON(GRANTED),
	  "registered, renew at 80-85% of 7200, registered" },
	{ BE(be_registering, be_refreshing), ON(REFUSED),
	  "resting, again 5000, failed" },
	{ BE(be_registering), ON(AWAKE, NAME_OURS, OVERTAKEN, CLAIM),
	  "registering, resend 150" },
	{ BE(be_registered), ON(AWAKE, REFUSED, DOUBTFUL, CLAIM),
	  "registered, renew at 80-85% of 3600" },
	{ BE(be_refreshing), ON(AWAKE, OVERTAKEN, NAME_OURS, CLAIM),
	  "refreshing, renew" },
	{ BE(be_resting), ON(AWAKE, GRANTED, REFUSED, DOUBTFUL, CLAIM),
	  "resting, again 4900" },

	/* TSIG-C-12, TSIG-C-13: told, and waited on for the true answer */
	{ BE(be_checking), ON(DOUBTFUL), "checking, resend 150, warns" },
	{ BE(be_comparing), ON(DOUBTFUL), "comparing, resend 150, warns" },
	{ BE(be_noting), ON(DOUBTFUL), "noting, resend 150, warns" },
	{ BE(be_registering), ON(DOUBTFUL), "registering, resend 150, warns" },
	{ BE(be_refreshing), ON(DOUBTFUL), "refreshing, renew, warns" },
	{ BE(be_leaving), ON(DOUBTFUL), "leaving, farewell 400, warns" },

	/* P11: who leaves takes away what may stand of it, and no more */
	{ BE(be_idle, be_waiting, be_armed, be_starting, be_checking, be_comparing,
	     be_unchecked, be_noting, be_clashed), ON(LEAVE), "idle, left" },
	{ BE(be_idle, be_noting, be_clashed), ON(LEAVE_KNOWN),
	  "idle, left" },
	{ BE(be_waiting, be_armed, be_starting, be_checking, be_comparing,
	     be_unchecked), ON(LEAVE_KNOWN), LEAVING },
	{ BE(be_registering, be_registered, be_refreshing, be_resting),
	  ON(LEAVE, LEAVE_KNOWN), LEAVING },
	{ BE(be_leaving), ON(GRANTED), "idle, left" },
	{ BE(be_leaving), ON(REFUSED), "idle, unleft" },
	{ BE(be_leaving),
	  ON(PUBLISHED, SERVER_NEW, AGAIN_NOW, LEAVE, LEAVE_KNOWN),
	  "leaving, farewell 400" },
};

static const struct rows rows = {
	.machine = &m.machine.base, .reports = reports, .look = look,
	.give = later, .list = list, .count = sizeof(list) / sizeof(list[0]),
	.vague = 1u << REGISTRATION_TIMER_DELAY |
		1u << REGISTRATION_TIMER_RENEW,
};

START_TEST(each_event_makes_of_each_state_what_it_should)
{
	rows_check_rest(&rows);
} END_TEST

/* Time --------------------------------------------------------------------- */

static void
comes_to_wait(const char *state, const char *timer, unsigned number,
	      uint64_t ms, const char *rest)
{
	char nth[16] = "", expected[100];

	if (number > 0)
		snprintf(nth, sizeof(nth), "#%u", number);
	snprintf(expected, sizeof(expected), "%s, %s%s %u%s", state, timer, nth,
		 (unsigned)ms, rest);
	rows_is(&rows, expected);
}

/* UL-B-11: a UDP request is sent again; six times, each wait twice as long. */
START_TEST(a_request_is_sent_six_times)
{
	static const struct {
		rows_be *be;
		const char *state, *sent, *again, *end;
		uint64_t after_ms;
		const char *then;
	} all[] = {
		{ be_checking, "checking", ", check", ", check again",
		  "unchecked, again 5000, failed", 5000, CHECKING },
		{ be_comparing, "comparing", ", compare", ", compare again",
		  "unchecked, again 5000, failed", 5000, CHECKING },
		{ be_noting, "noting", ", clash, note", ", note again",
		  "clashed, recheck 900000", 900000, CHECKING },
		{ be_registering, "registering", ", update", ", update again",
		  "resting, again 5000, failed", 5000, REGISTERING },
	};
	unsigned sent;

	all[_i].be();
	comes_to_wait(all[_i].state, "resend", 0, 250, all[_i].sent);
	for (sent = 1; sent < 6; sent++) {
		alone_run_for(alone_next_ms());
		comes_to_wait(all[_i].state, "resend", sent, 250 << sent,
			      all[_i].again);
	}
	alone_run_for(8000);
	rows_is(&rows, all[_i].end);
	alone_run_for(all[_i].after_ms);
	rows_is(&rows, all[_i].then);
} END_TEST

/* Nobody waits long for us to leave. */
START_TEST(a_removal_is_sent_four_times)
{
	static const struct rows_life life = { be_leaving, LEAVING, {
		{ 500, "leaving, farewell#1 1000, removal again" },
		{ 1000, "leaving, farewell#2 2000, removal again" },
		{ 2000, "leaving, farewell#3 2000, removal again" },
		{ 2000, "idle, unleft" } } };

	rows_check_lives(&rows, &life, 1);
} END_TEST

/* UL-C-08. EVENT begins it, and so long after it comes to EXPECTED. */
static void
delay_is_anything_up_to_3_s(int event, const char *expected)
{
	uint64_t least = DELAY_MOST_MS, most = 0, in;
	unsigned seed;

	for (seed = 0; seed < SEEDS; seed++) {
		begin_with((uint8_t)seed);
		now(event);
		in = alone_next_ms();
		least = in < least ? in : least;
		most = in > most ? in : most;
		alone_run_for(in);
		rows_is(&rows, expected);
	}
	ck_assert_uint_le(most, DELAY_MOST_MS);
	ck_assert_uint_gt(most, DELAY_MOST_MS * 95 / 100);
	ck_assert_uint_lt(least, DELAY_MOST_MS * 5 / 100);
}

START_TEST(the_first_one_is_delayed_by_anything_up_to_3_s)
{
	delay_is_anything_up_to_3_s(PUBLISHED, CHECKING);
	delay_is_anything_up_to_3_s(AWAKE, "armed");
} END_TEST

START_TEST(facts_that_come_during_the_delay_do_not_begin_it_anew)
{
	uint64_t in;

	be_waiting();
	in = alone_next_ms();
	alone_run_for(LATER_MS);
	now(PUBLISHED);
	ck_assert_uint_eq(alone_next_ms(), in - LATER_MS);
} END_TEST

/* UL-C-13: at anything between 80 and 85%. */
START_TEST(the_first_refresh_comes_at_80_to_85_per_cent_of_the_lease)
{
	uint64_t least = LEASE_S * 1000ull, most = 0, in;
	uint8_t octets[16] = { 0 };
	unsigned seed;

	for (seed = 0; seed < SEEDS; seed++) {
		be_registering();
		octets[0] = (uint8_t)seed;
		random_seed(&alone_turn()->random, octets);
		now(GRANTED);
		in = alone_next_ms();
		least = in < least ? in : least;
		most = in > most ? in : most;
	}
	ck_assert_uint_ge(least, LEASE_S * 800ull);
	ck_assert_uint_lt(least, LEASE_S * 802ull);
	ck_assert_uint_gt(most, LEASE_S * 848ull);
	ck_assert_uint_le(most, LEASE_S * 850ull);
} END_TEST

/* UL-C-14, UL-C-17, UL-C-18: refreshes go on every 1.5% of the lease, and at
 * its end the records are registered as if there were none. */
START_TEST(refreshes_go_on_until_the_lease_is_over)
{
	static const uint64_t per_mille[] = { 865, 880, 895, 910, 925, 940, 955,
		970, 985 };
	uint64_t start_ms;
	unsigned i;

	be_registered();
	start_ms = alone_now_ms();
	alone_run_for(alone_next_ms());
	rows_is(&rows, "refreshing, renew, update");
	for (i = 0; i < sizeof(per_mille) / sizeof(per_mille[0]); i++) {
		ck_assert_uint_eq(alone_now_ms() + alone_next_ms(),
				  start_ms + LEASE_S * per_mille[i]);
		alone_run_for(alone_next_ms());
		rows_is(&rows, "refreshing, renew, update");
	}
	ck_assert_uint_eq(alone_now_ms() + alone_next_ms(),
			  start_ms + LEASE_S * 1000ull);
	alone_run_for(alone_next_ms());
	rows_is(&rows, REGISTERING);
} END_TEST

START_TEST(a_lease_slept_through_is_registered_anew)
{
	be_registered();
	alone_sleep_for(LEASE_S * 1000ull);
	rows_is(&rows, REGISTERING);
} END_TEST

/* Failures ----------------------------------------------------------------- */

/* 5 s, twice as long each time, a minute at the most. */
START_TEST(who_fails_again_waits_longer)
{
	static const uint64_t waits_ms[] = { 5000, 10000, 20000, 40000, 60000,
		60000 };
	unsigned i;

	if (_i)
		be_registering();
	else
		be_checking();
	for (i = 0; i < sizeof(waits_ms) / sizeof(waits_ms[0]); i++) {
		now(REFUSED);
		comes_to_wait(_i ? "resting" : "unchecked", "again",
			      i < 4 ? i : 4, waits_ms[i], ", failed");
		alone_run_for(waits_ms[i]);
		rows_is(&rows, _i ? REGISTERING : CHECKING);
	}
} END_TEST

/* Each begins in the second try. Who has left may come again. */
#define IN_CHECK REFUSED, WAIT
#define IN_UPDATE NAME_OURS, REFUSED, WAIT
#define AT_NEXT GRANTED, AWAKE, DELAY, PUBLISHED, REFUSED, -1

static const struct {
	int events[14];		/* from the first check on */
	const char *state;
} firsts[] = {
	{ { IN_CHECK, NAME_OURS, REFUSED, -1 }, "resting" },
	{ { IN_CHECK, NAME_DARK, NAME_OURS, REFUSED, -1 }, "resting" },
	{ { IN_CHECK, NAME_TAKEN, CLAIM, REFUSED, -1 }, "resting" },
	{ { IN_CHECK, NAME_TAKEN, GRANTED, CLAIM, REFUSED, -1 }, "resting" },
	{ { IN_UPDATE, GRANTED, PUBLISHED, REFUSED, -1 }, "resting" },
	{ { IN_UPDATE, LEAVE, AT_NEXT }, "unchecked" },
	{ { IN_UPDATE, LEAVE_KNOWN, AT_NEXT }, "unchecked" },
	{ { IN_UPDATE, REFUSED, LEAVE, AT_NEXT }, "unchecked" },
	{ { IN_UPDATE, REFUSED, LEAVE_KNOWN, AT_NEXT }, "unchecked" },
	{ { IN_CHECK, LEAVE_KNOWN, AT_NEXT }, "unchecked" },
	{ { IN_CHECK, NAME_DARK, LEAVE_KNOWN, AT_NEXT }, "unchecked" },
	{ { IN_CHECK, REFUSED, LEAVE_KNOWN, AT_NEXT }, "unchecked" },
	{ { IN_CHECK, LEAVE, AWAKE, LEAVE_KNOWN, AT_NEXT }, "unchecked" },
	{ { IN_CHECK, LEAVE, PUBLISHED, LEAVE_KNOWN, AT_NEXT }, "unchecked" },
	{ { IN_CHECK, LEAVE, AWAKE, DELAY, LEAVE_KNOWN, AT_NEXT }, "unchecked" },
};

START_TEST(what_went_well_makes_the_next_failure_the_first)
{
	const int *event;

	be_checking();
	for (event = firsts[_i].events; *event >= 0; event++)
		now(*event);
	comes_to_wait(firsts[_i].state, "again", 0, 5000, ", failed");
} END_TEST

int
main(void)
{
	Suite *s = suite_create("registration_rows");
	TCase *c = tcase_create("rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_test(c, each_event_makes_of_each_state_what_it_should);
	tcase_add_loop_test(c, a_request_is_sent_six_times, 0, 4);
	tcase_add_test(c, a_removal_is_sent_four_times);
	tcase_add_test(c, the_first_one_is_delayed_by_anything_up_to_3_s);
	tcase_add_test(c, facts_that_come_during_the_delay_do_not_begin_it_anew);
	tcase_add_test(c,
		       the_first_refresh_comes_at_80_to_85_per_cent_of_the_lease);
	tcase_add_test(c, refreshes_go_on_until_the_lease_is_over);
	tcase_add_test(c, a_lease_slept_through_is_registered_anew);
	tcase_add_loop_test(c, who_fails_again_waits_longer, 0, 2);
	tcase_add_loop_test(c, what_went_well_makes_the_next_failure_the_first,
			    0, sizeof(firsts) / sizeof(firsts[0]));
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
