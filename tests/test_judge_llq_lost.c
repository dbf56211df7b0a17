/* SPDX-License-Identifier: Apache-2.0 */
/* test_judge_llq_lost.c - the judge of Long-Lived Queries: what is lost, sent
 * again, refused, and what cannot be known. */
#include "llq_life.h"

#include <check.h>
#include <stdlib.h>

/* Requests that are lost ------------------------------------------------- */

/* The first request and the first response get lost, or the replies to them;
 * the server answers what is sent again. */
static void
say_losses(void)
{
	llq_begin();
	life_set_up();
	llq_said("challenge")->ms = 2110;
	llq_again("setup2", "setup", 2100);
	llq_said("response")->ms = 2120;
	llq_again("response2", "response", 4120);
	llq_again("response3", "response", 8120);
	llq_said("ack")->ms = 8130;
	life_event("event", 20000, 0xc623, 10, "two." SSH);
	llq_again("event.2", "event", 22000);
	llq_again("event.3", "event", 26000);
	life_acknowledge("event.ack", 26010, 0xc623);
	life_refresh("refresh", NULL, 809000, 0x1003, LEASE);
	llq_again("refresh2", "refresh", 909000);
	life_refresh("refresh3", "refresh.ack", 959000, 0x1003, LEASE);
	life_refresh("end", "end.ack", 1800000, 0x1004, 0);
	llq_ends(1830000);
}

static void setup_after_1s(void) { llq_said("setup2")->ms = 1100;
	llq_said("challenge")->ms = 1110; }
static void response_after_2s_again(void)
{
	llq_said("response3")->ms = 6120;
	llq_said("ack")->ms = 6130;
}
static void response_four_times(void)
{
	llq_again("response4", "response", 16120);
	llq_said("ack")->ms = 16130;
}
static void event_after_1s(void)
{
	llq_said("event.2")->ms = 21000;
	llq_said("event.3")->ms = 25000;
	llq_said("event.ack")->ms = 25010;
}
static void event_after_2s_again(void)
{
	llq_said("event.3")->ms = 24000;
	llq_said("event.ack")->ms = 24010;
}
static void event_after_5s(void)
{
	llq_said("event.2")->ms = 25000;
	llq_said("event.3")->ms = 29000;
	llq_said("event.ack")->ms = 29010;
}
static void event_four_times(void)
{
	llq_again("event.4", "event", 30000);
	llq_said("event.ack")->ms = 30010;
}
static void event_twice(void)
{
	llq_drop("event.3");
	llq_drop("event.ack");
}
static void event_once(void)
{
	event_twice();
	llq_drop("event.2");
}
static void event_not_acknowledged(void)
{
	llq_drop("event.ack");
	llq_drop("refresh2");
	llq_drop("refresh3");
	life_option("refresh")->lease_s = LEASE;
	llq_said("refresh.ack")->ms = 809010;
	life_option("refresh.ack")->error = DNS_LLQ_NO_SUCH_LLQ;
	llq_drop("end");
	llq_drop("end.ack");
}
static void unreachable_kept(void)
{
	event_not_acknowledged();
	life_option("refresh.ack")->error = 0;
}
static void unreachable_told(void)
{
	event_not_acknowledged();
	life_event("event.more", 50000, 0x2323, 10, "nine." SSH);
	llq_drop("refresh");
	llq_drop("refresh.ack");
}
static void retry_at_85(void) { llq_said("refresh2")->ms = 859000; }
static void second_retry_at_92(void)
{
	llq_said("refresh3")->ms = 929000;
	llq_said("refresh.ack")->ms = 929010;
}
/* Not violations: */
static void doubled_by_the_network(void)
{
	llq_again("setup.copy", "setup2", 2100);
	llq_again("challenge.copy", "challenge", 2110);
	llq_again("ack.copy", "ack", 8130);
	llq_again("event.copy", "event", 20001);
	llq_again("event.ack.copy", "event.ack", 26015);
	llq_again("refresh.copy", "refresh", 809005);
	llq_again("refresh.ack.copy", "refresh.ack", 959012);
}
static void acknowledgement_lost(void)
{
	life_acknowledge("event.ack0", 20010, 0xc623);
	life_acknowledge("event.ack1", 22010, 0xc623);
}
static void refresh_reply_lost(void)
{
	struct saying *s = llq_again("refresh.ack0", "refresh.ack", 809010);

	(void)s;
	llq_again("refresh.ack1", "refresh.ack", 909010);
}

static const struct deviation of_losses[] = {
	{ "sent again after 1 s", setup_after_1s, ONLY(REQ_LLQ_C_16), true },
	{ "sent again after 2 s and 2 s", response_after_2s_again,
	  ONLY(REQ_LLQ_C_16), false },
	{ "sent four times", response_four_times, ONLY(REQ_LLQ_C_15), false },
	{ "an event is sent again after 1 s", event_after_1s,
	  ONLY(REQ_LLQ_S_41), false },
	{ "an event is sent again after 2 s and 2 s", event_after_2s_again,
	  ONLY(REQ_LLQ_S_41), false },
	{ "an event is sent again after 5 s", event_after_5s,
	  ONLY(REQ_LLQ_S_41), false },
	{ "an event is sent four times", event_four_times,
	  ONLY(REQ_LLQ_S_40), false },
	{ "an event is sent twice", event_twice, ONLY(REQ_LLQ_S_40), true },
	{ "an event is sent once", event_once, ONLY(REQ_LLQ_S_40), true },
	{ "an event is never acknowledged", event_not_acknowledged,
	  ONLY(REQ_LLQ_C_41), true },
	{ "an unreachable client's query is refreshed", unreachable_kept,
	  ONLY(REQ_LLQ_C_41, REQ_LLQ_S_42), true },
	{ "an unreachable client is told more", unreachable_told,
	  ONLY(REQ_LLQ_C_41, REQ_LLQ_S_42), true },
	{ "a retry at 85%", retry_at_85, ONLY(REQ_LLQ_C_58), false },
	{ "a second retry at 92%", second_retry_at_92, ONLY(REQ_LLQ_C_58),
	  true },
	{ "copies", doubled_by_the_network, ONLY(REQUIREMENT_COUNT), false },
	{ "acknowledgements that the server did not get",
	  acknowledgement_lost, ONLY(REQUIREMENT_COUNT), false },
	{ "acknowledgements that the client did not get", refresh_reply_lost,
	  ONLY(REQUIREMENT_COUNT), true },
};

START_TEST(losses_fail_where_they_deviate)
{
	const struct deviation *d = &of_losses[_i];

	say_losses();
	llq_keep();
	d->deviate();
	llq_only_fails_list(d->title, d->fails, !d->loses);
} END_TEST

/* A server that is down -------------------------------------------------- */

static void
say_down(void)
{
	llq_begin();
	life_set_up();
	llq_drop("challenge");
	llq_drop("response");
	llq_drop("ack");
	llq_again("setup2", "setup", 2100);
	llq_again("setup3", "setup", 6100);
	llq_again("later", "setup", 3700000)->id = 0x2001;
	llq_again("later2", "later", 3702000);
	llq_again("later3", "later", 3706000);
	llq_ends(3730000);
}

static void once_only(void) { llq_drop("later2"); llq_drop("later3"); }
static void twice_only(void) { llq_drop("later3"); }
static void after_half_an_hour(void)
{
	llq_said("later")->ms = 1900000;
	llq_said("later2")->ms = 1902000;
	llq_said("later3")->ms = 1906000;
}
static void polled_after_6s(void)
{
	llq_plain_question(llq_say("poll", 12100, llq_end(TALK_CLIENT, 41000),
		llq_end(TALK_SERVER, DNS_LLQ_PORT), 0x99, 0), SSH,
		DNS_TYPE_PTR);
}
static void in_one_direction(void)
{
	llq_drop("setup2");
	llq_drop("setup3");
	llq_drop("later2");
	llq_drop("later3");
}

static const struct deviation of_down[] = {
	{ "sent twice only", twice_only, ONLY(REQ_LLQ_C_15), true },
	{ "set up again after half an hour", after_half_an_hour,
	  ONLY(REQ_LLQ_C_60), false },
	{ "polled after 6 s", polled_after_6s, ONLY(REQ_LLQ_C_17), false },
	/* nothing of the server was recorded: perhaps it answered */
	{ "sent once only", once_only, ONLY(REQUIREMENT_COUNT), true },
	{ "in one direction", in_one_direction, ONLY(REQUIREMENT_COUNT), true },
};

START_TEST(a_server_that_is_down_is_asked_as_it_should_be)
{
	const struct deviation *d = &of_down[_i];

	say_down();
	llq_keep();
	ck_assert_int_eq(llq_judgement(REQ_LLQ_S_12).result,
			 JUDGEMENT_INCONCLUSIVE);
	d->deviate();
	llq_only_fails_list(d->title, d->fails, !d->loses);
} END_TEST

/* Several questions ------------------------------------------------------ */

static void
two(struct saying *s, uint16_t opcode, uint64_t first, uint64_t second,
    uint32_t lease_s)
{
	llq_question(s, SSH, DNS_TYPE_PTR, opcode, first, lease_s);
	llq_question(s, IPP, DNS_TYPE_PTR, opcode, second, lease_s);
}

static void
say_two(void)
{
	struct saying *s;

	llq_begin();
	two(llq_ask("setup", 0, 1), DNS_LLQ_SETUP, 0, 0, 7200);
	two(llq_answer("challenge", 10, 1), DNS_LLQ_SETUP, ID_SSH, ID_IPP,
	    LEASE);
	two(llq_ask("response", 20, 2), DNS_LLQ_SETUP, ID_SSH, ID_IPP, LEASE);
	s = llq_answer("ack", 1000, 2);
	two(s, DNS_LLQ_SETUP, ID_SSH, ID_IPP, LEASE);
	llq_record(s, DNS_ANSWER, SSH, DNS_TYPE_PTR, 10, "one." SSH);
	llq_record(s, DNS_ANSWER, IPP, DNS_TYPE_PTR, 10, "one." IPP);
	s = llq_answer("event", 50000, 0x8877);
	two(s, DNS_LLQ_EVENT, ID_SSH, ID_IPP, 0);
	llq_record(s, DNS_ANSWER, SSH, DNS_TYPE_PTR, GONE, "one." SSH);
	llq_record(s, DNS_ANSWER, IPP, DNS_TYPE_PTR, 10, "two." IPP);
	s = llq_ask("event.ack", 50010, 0x8877);
	s->flags = DNS_FLAG_QR;
	two(s, DNS_LLQ_EVENT, ID_SSH, ID_IPP, 0);
	two(llq_ask("refresh", 802000, 3), DNS_LLQ_REFRESH, ID_SSH, ID_IPP,
	    LEASE);
	two(llq_answer("refresh.ack", 802010, 3), DNS_LLQ_REFRESH, ID_SSH,
	    ID_IPP, LEASE);
	llq_ends(803000);
}

static struct saying_question *
question(const char *label, unsigned n)
{
	return &llq_said(label)->questions[n];
}

static void one_option(void) { question("setup", 1)->no_option = true; }
static void other_lease(void) { question("setup", 1)->llq.lease_s = 60; }
static void setup_too_long(void) { llq_said("setup")->fragmented = true; }
static void same_twice(void)
{
	const char *const all[] = { "setup", "challenge" };
	unsigned i;

	for (i = 0; i < 2; i++)
		question(all[i], 1)->name = SSH;
	question("challenge", 1)->llq.error = DNS_LLQ_UNKNOWN_ERR;
	question("challenge", 1)->llq.id = 0;
	question("challenge", 1)->llq.lease_s = 0;
	llq_drop("response");
	llq_drop("ack");
	llq_drop("event");
	llq_drop("event.ack");
	llq_drop("refresh");
	llq_drop("refresh.ack");
	llq_ends(1000);
}
static void ids_swapped(void)
{
	question("response", 0)->llq.id = ID_IPP;
	question("response", 1)->llq.id = ID_SSH;
}
static void refresh_swapped(void)
{
	question("refresh", 0)->llq.id = ID_IPP;
	question("refresh", 1)->llq.id = ID_SSH;
	question("refresh.ack", 0)->llq.id = ID_IPP;
	question("refresh.ack", 1)->llq.id = ID_SSH;
}
static void refresh_of_one(void)
{
	llq_said("refresh")->question_count = 1;
	llq_said("refresh.ack")->question_count = 1;
}
static void refresh_other_leases(void)
{
	question("refresh", 1)->llq.lease_s = 500;
	question("refresh.ack", 1)->llq.lease_s = 500;
}
static void refresh_one_option(void)
{
	question("refresh", 1)->no_option = true;
}
static void refresh_too_long(void) { llq_said("refresh")->fragmented = true; }
static void challenge_one_option(void)
{
	question("challenge", 1)->no_option = true;
}
static void same_id(void)
{
	const char *const all[] = { "challenge", "response", "ack", "event",
		"event.ack", "refresh", "refresh.ack" };
	unsigned i;

	for (i = 0; i < 7; i++)
		question(all[i], 1)->llq.id = ID_SSH;
}
static void event_truncated(void) { llq_said("event")->flags |= DNS_FLAG_TC; }
static void event_fragmented(void) { llq_said("event")->fragmented = true; }
static void one_ends(void)
{
	question("refresh", 1)->llq.lease_s = 0;
	question("refresh.ack", 1)->llq.lease_s = 0;
}
static void one_is_refused(void)
{
	question("challenge", 1)->llq.error = DNS_LLQ_SERV_FULL;
	question("challenge", 1)->llq.id = 0;
	question("challenge", 1)->llq.lease_s = 600;
	llq_said("response")->question_count = 1;
	llq_said("ack")->question_count = 1;
	llq_said("ack")->record_count = 1;
	llq_said("event")->question_count = 1;
	llq_said("event")->record_count = 1;
	llq_said("event.ack")->question_count = 1;
	refresh_of_one();
}

static const struct deviation of_two[] = {
	{ "one option for two questions", one_option, ONLY(REQ_LLQ_C_21),
	  false },
	{ "different leases", other_lease, ONLY(REQ_LLQ_C_22), false },
	{ "a set-up of two packets", setup_too_long, ONLY(REQ_LLQ_C_23),
	  false },
	{ "a question twice", same_twice, ONLY(REQ_LLQ_C_24), true },
	{ "the ids are swapped", ids_swapped, ONLY(REQ_LLQ_C_29), true },
	{ "the refresh's ids are swapped", refresh_swapped, ONLY(REQ_LLQ_C_52),
	  true },
	{ "one is left out", refresh_of_one, ONLY(REQ_LLQ_C_48), true },
	{ "a refresh asks for different leases", refresh_other_leases,
	  ONLY(REQ_LLQ_C_53, REQ_LLQ_C_54), false },
	{ "a refresh with one option", refresh_one_option, ONLY(REQ_LLQ_C_52),
	  true },
	{ "a refresh of two packets", refresh_too_long, ONLY(REQ_LLQ_C_50),
	  false },
	{ "a challenge with one option", challenge_one_option,
	  ONLY(REQ_LLQ_S_13), true },
	{ "one id for both", same_id, ONLY(REQ_LLQ_S_20, REQ_LLQ_S_21), true },
	{ "an event is truncated", event_truncated, ONLY(REQ_LLQ_S_38), false },
	{ "an event takes two packets", event_fragmented, ONLY(REQ_LLQ_S_38),
	  false },
	{ "one of two ends", one_ends, ONLY(REQUIREMENT_COUNT), true },
	{ "one of two is refused", one_is_refused, ONLY(REQUIREMENT_COUNT),
	  true },
};

START_TEST(two_questions_fail_where_they_deviate)
{
	const struct deviation *d = &of_two[_i];

	say_two();
	llq_keep();
	d->deviate();
	llq_only_fails_list(d->title, d->fails, !d->loses);
} END_TEST

/* Refusals --------------------------------------------------------------- */

static void
poll(const char *label, const char *reply, uint64_t ms, uint16_t id)
{
	struct saying *s = llq_say(label, ms, llq_end(TALK_CLIENT, id),
		llq_end(TALK_SERVER, DNS_LLQ_PORT), id, DNS_FLAG_RD);

	llq_plain_question(s, SSH, DNS_TYPE_PTR);
	s = llq_say(reply, ms + 5, llq_end(TALK_SERVER, DNS_LLQ_PORT),
		    llq_end(TALK_CLIENT, id), id, DNS_FLAG_QR | DNS_FLAG_AA);
	llq_plain_question(s, SSH, DNS_TYPE_PTR);
}

static void
say_refusal(uint16_t error, uint32_t lease_s)
{
	llq_begin();
	life_set_up();
	llq_drop("response");
	llq_drop("ack");
	life_option("challenge")->error = error;
	life_option("challenge")->id = 0;
	life_option("challenge")->lease_s = lease_s;
}

static void
say_refused(void)
{
	say_refusal(DNS_LLQ_UNKNOWN_ERR, 0);
	poll("poll", "poll.reply", 5000, 3001);
	poll("poll2", "poll2.reply", 905000, 3002);
	llq_ends(910000);
}

static void
say_static(void)
{
	say_refusal(DNS_LLQ_STATIC, 0);
	llq_record(llq_said("challenge"), DNS_ANSWER, SSH, DNS_TYPE_PTR, 600,
		   "one." SSH);
	poll("poll", "poll.reply", 700000, 3001);
	llq_ends(1000000);
}

static void
say_full(void)
{
	say_refusal(DNS_LLQ_SERV_FULL, 300);
	llq_again("setup2", "setup", 301000)->id = 0x1009;
	llq_again("challenge2", "challenge", 301010)->id = 0x1009;
	llq_ends(310000);
}

static void refused_id(void) { life_option("challenge")->id = 5; }
static void refused_lease(void) { life_option("challenge")->lease_s = 5; }
static void full_lease_0(void)
{
	life_option("challenge")->lease_s = 0;
	life_option("challenge2")->lease_s = 0;
}
static void poll_after_minute(void)
{
	llq_said("poll2")->ms = 65000;
	llq_said("poll2.reply")->ms = 65005;
}
static void poll_before_ttl(void)
{
	llq_said("poll")->ms = 60000;
	llq_said("poll.reply")->ms = 60005;
}
static void static_setup_again(void)
{
	llq_again("setup2", "setup", 100000)->id = 9;
	llq_again("challenge2", "challenge", 100010)->id = 9;
}
static void bad_vers(void)
{
	life_option("challenge")->error = DNS_LLQ_BAD_VERS;
}
static void error_9(void) { life_option("challenge")->error = 9; }
static void formerr(void)
{
	llq_said("setup")->odd_length = true;
	life_option("challenge")->error = DNS_LLQ_FORMAT_ERR;
	llq_said("challenge")->flags |= DNS_RCODE_FORMERR;
}
static void format_err(void)
{
	llq_said("setup")->odd_length = true;
	life_option("challenge")->error = DNS_LLQ_FORMAT_ERR;
}
static void no_llq_here(void) { llq_said("challenge")->no_opt = true; }
static void no_llq_response(void)
{
	llq_said("challenge")->no_opt = true;
	llq_said("response")->dropped = false;
}

static const struct {
	void (*say)(void);
	struct deviation d;
} of_refusals[] = {
	{ say_refused, { "an error with an id", refused_id,
	  ONLY(REQ_LLQ_S_22), false } },
	{ say_refused, { "an error with a lease", refused_lease,
	  ONLY(REQ_LLQ_S_24), false } },
	{ say_refused, { "polled after a minute", poll_after_minute,
	  ONLY(REQ_LLQ_C_35), false } },
	{ say_refused, { "BAD-VERS for version 1", bad_vers,
	  ONLY(REQ_LLQ_S_19), false } },
	{ say_refused, { "an error that there is not", error_9,
	  ONLY(REQ_LLQ_B_07), false } },
	{ say_refused, { "FORMERR for a malformed option", formerr,
	  ONLY(REQ_LLQ_B_11, REQ_LLQ_S_15), true } },
	{ say_refused, { "FORMAT-ERR for a malformed option", format_err,
	  ONLY(REQ_LLQ_B_11), true } },
	{ say_refused, { "no LLQ option", no_llq_here,
	  ONLY(REQUIREMENT_COUNT), true } },
	{ say_refused, { "a response where there is no LLQ", no_llq_response,
	  ONLY(REQ_LLQ_C_04), true } },
	{ say_static, { "polled before the TTL", poll_before_ttl,
	  ONLY(REQ_LLQ_C_30, REQ_LLQ_C_31, REQ_LLQ_C_32), false } },
	{ say_static, { "STATIC, and set up again", static_setup_again,
	  ONLY(REQ_LLQ_C_31), false } },
	{ say_full, { "SERV-FULL without a time", full_lease_0,
	  ONLY(REQ_LLQ_S_17), false } },
};

START_TEST(refusals_fail_where_they_deviate)
{
	const struct deviation *d = &of_refusals[_i].d;

	of_refusals[_i].say();
	llq_keep();
	d->deviate();
	llq_only_fails_list(d->title, d->fails, !d->loses);
} END_TEST

/* What cannot be known --------------------------------------------------- */

START_TEST(a_recording_that_begins_later_fails_nobody)
{
	static const char *const order[] = { "setup", "challenge", "response",
		"ack", "event", "event.ack", "event2", "event2.ack", "refresh",
		"refresh.ack", "end" };
	static const enum requirement_id nothing[] = { REQUIREMENT_COUNT };
	int i;

	life_say();
	for (i = 0; i <= _i; i++)
		llq_drop(order[i]);
	llq_only_fails_list(order[_i], nothing, false);
} END_TEST

START_TEST(a_recording_that_ends_sooner_fails_nobody)
{
	static const char *const order[] = { "end.ack", "refresh.ack", "refresh",
		"event2.ack", "event2", "event.ack", "event", "ack", "response",
		"challenge" };
	static const enum requirement_id nothing[] = { REQUIREMENT_COUNT };
	const uint64_t end = (life_say(), llq_said(order[_i])->ms);

	llq_cut(end);
	llq_only_fails_list(order[_i], nothing, false);
} END_TEST

/* The SRV target's address is of IPv4, and another host's: nothing of that. */
START_TEST(where_the_ends_are_does_not_matter)
{
	static const enum requirement_id nothing[] = { REQUIREMENT_COUNT };

	if (_i < 2)
		life_say();
	else
		say_losses();
	if (_i < 2)
		llq_said("srv.reply")->record_count = 1;
	if (_i < 2)
		llq_said("srv.reply")->flags &= (uint16_t)~DNS_FLAG_AA;
	llq_keep();
	if (_i % 2)
		llq_over_ipv6();
	else
		llq_on_one_host();
	llq_only_fails_list(_i % 2 ? "IPv6" : "one host", nothing, true);
} END_TEST

START_TEST(one_direction_fails_nobody)
{
	static const enum requirement_id nothing[] = { REQUIREMENT_COUNT };
	const struct endpoint server = llq_end(TALK_SERVER, DNS_LLQ_PORT);

	say_losses();
	llq_only_from(server, _i);
	llq_only_fails_list(_i ? "the server's" : "the client's", nothing,
			    false);
} END_TEST

START_TEST(an_endless_silence_is_the_servers)
{
	static const enum requirement_id silence[] = { REQ_LLQ_S_12,
		REQUIREMENT_COUNT };
	struct saying *s;

	say_down();
	s = llq_answer("other", 50, 7);
	llq_question(s, IPP, DNS_TYPE_PTR, DNS_LLQ_EVENT, ID_IPP, 0);
	llq_record(s, DNS_ANSWER, IPP, DNS_TYPE_PTR, 10, "one." IPP);
	llq_drop("later");
	llq_drop("later2");
	llq_drop("later3");
	llq_ends(40000);
	llq_only_fails_list("silence", silence, false);
} END_TEST

START_TEST(a_restarted_client_may_ask_again)
{
	static const enum requirement_id nothing[] = { REQUIREMENT_COUNT };
	struct saying *s;

	life_say();
	life_look_up("soa.again", 40000, 2021, SSH, DNS_TYPE_SOA);
	life_look_up("push.again", 40001, 2022, "_dns-push-tls._tcp." ZONE,
		DNS_TYPE_SRV);
	life_look_up("srv.again", 40002, 2024, "_dns-llq._udp." ZONE, DNS_TYPE_SRV);
	llq_again("setup2", "setup", 40010)->id = 0x3001;
	s = llq_again("challenge2", "challenge", 40020);
	s->id = 0x3001;
	s->questions[0].llq.id = ID_SSH ^ 0x5555;
	llq_drop("refresh");
	llq_drop("refresh.ack");
	llq_drop("end");
	llq_drop("end.ack");
	llq_drop("update3");
	llq_drop("update3.reply");
	llq_ends(41000);
	llq_only_fails_list("restarted", nothing, false);
} END_TEST

START_TEST(each_failure_names_its_packets)
{
	struct judgement g;

	life_say();
	life_option("event")->lease_s = 990;
	life_option("event.ack")->lease_s = 990;
	g = llq_judgement(REQ_LLQ_S_36);
	ck_assert_uint_eq(g.evidence_count, 1);
	ck_assert_uint_eq(g.evidence[0].number, 15);
	life_option("event2")->lease_s = 5;
	life_option("event2.ack")->lease_s = 5;
	g = llq_judgement(REQ_LLQ_S_36);
	ck_assert_uint_eq(g.fails, 2);
	ck_assert_uint_eq(g.evidence_count, 2);
	ck_assert_uint_eq(g.evidence[1].number, 19);
} END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("judge_llq_lost");
	TCase *c = tcase_create("deviations");

	tcase_add_loop_test(c, losses_fail_where_they_deviate, 0,
			    sizeof(of_losses) / sizeof(of_losses[0]));
	tcase_add_loop_test(c, a_server_that_is_down_is_asked_as_it_should_be,
			    0, sizeof(of_down) / sizeof(of_down[0]));
	tcase_add_loop_test(c, two_questions_fail_where_they_deviate, 0,
			    sizeof(of_two) / sizeof(of_two[0]));
	tcase_add_loop_test(c, refusals_fail_where_they_deviate, 0,
			    sizeof(of_refusals) / sizeof(of_refusals[0]));
	suite_add_tcase(s, c);
	c = tcase_create("doubt");
	tcase_add_loop_test(c, a_recording_that_begins_later_fails_nobody, 0,
			    11);
	tcase_add_loop_test(c, a_recording_that_ends_sooner_fails_nobody, 0,
			    10);
	tcase_add_loop_test(c, where_the_ends_are_does_not_matter, 0, 4);
	tcase_add_loop_test(c, one_direction_fails_nobody, 0, 2);
	tcase_add_test(c, an_endless_silence_is_the_servers);
	tcase_add_test(c, a_restarted_client_may_ask_again);
	tcase_add_test(c, each_failure_names_its_packets);
	suite_add_tcase(s, c);
	return s;
}

int
main(void)
{
	SRunner *r = srunner_create(suite());
	int failed;

	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
