/* SPDX-License-Identifier: Apache-2.0 */
/* test_judge_llq.c - the judge of Long-Lived Queries: a query's life as RFC
 * 8764 has it, and with one thing otherwise, which fails exactly what it
 * violates. */
#include "llq_life.h"

#include <check.h>
#include <stdlib.h>

/* One thing otherwise: the client */
static void no_soa_first(void) { llq_drop("soa"); llq_drop("soa.reply"); }
static void no_push(void) { llq_drop("push"); llq_drop("push.reply"); }
static void srv_elsewhere(void)
{
	llq_said("srv")->questions[0].name = "_dns-llq._udp._tcp.example.net";
	llq_drop("srv.reply");
}
static void setup_to_other_port(void)
{
	const char *const all[] = { "setup", "response", "event.ack",
		"event2.ack", "refresh", "end" };
	const char *const back[] = { "challenge", "ack", "event", "event2",
		"refresh.ack", "end.ack" };
	unsigned i;

	for (i = 0; i < 6; i++) {
		llq_said(all[i])->to.port = 53;
		llq_said(back[i])->from.port = 53;
	}
}
static void setup_version_2(void) { life_option("setup")->version = 2; }
static void setup_error(void) { life_option("setup")->error = 6; }
static void setup_id(void) { life_option("setup")->id = 7; }
static void setup_swapped(void)
{
	life_option("setup")->version = 0x100;
	life_option("setup")->opcode = 0x100;
}
static void setup_type_any(void)
{
	llq_said("setup")->questions[0].type = DNS_TYPE_ANY;
	llq_said("challenge")->questions[0].type = DNS_TYPE_ANY;
	llq_said("challenge")->questions[0].llq.error = DNS_LLQ_UNKNOWN_ERR;
	life_option("challenge")->id = 0;
	life_option("challenge")->lease_s = 0;
	llq_drop("response");
	llq_drop("ack");
	llq_drop("event");
	llq_drop("event.ack");
	llq_drop("event2");
	llq_drop("event2.ack");
	llq_drop("refresh");
	llq_drop("refresh.ack");
	llq_drop("end");
	llq_drop("end.ack");
}
static void setup_class_none(void)
{
	setup_type_any();
	llq_said("setup")->questions[0].type = DNS_TYPE_PTR;
	llq_said("challenge")->questions[0].type = DNS_TYPE_PTR;
	llq_said("setup")->questions[0].class = DNS_CLASS_NONE;
	llq_said("challenge")->questions[0].class = DNS_CLASS_NONE;
}
static void setup_two_opts(void) { llq_said("setup")->more_opt = true; }
static void setup_two_options(void) { llq_said("setup")->extra_option = true; }
static void setup_opt_named(void) { llq_said("setup")->opt_named = true; }
static void setup_opt_ttl(void) { llq_said("setup")->opt_ttl = 60; }
static void setup_opt_answer(void) { llq_said("setup")->opt_first = true; }
static void setup_twice(void)
{
	struct saying *s = llq_again("setup.more", "setup", 30000);

	s->id = 0x1010;
	s = llq_again("challenge.more", "challenge", 30010);
	s->id = 0x1010;
	s->questions[0].llq.error = DNS_LLQ_UNKNOWN_ERR;
	s->questions[0].llq.id = 0;
	s->questions[0].llq.lease_s = 0;
}
static void response_id(void)
{
	life_option("response")->id ^= 1;
	life_option("ack")->error = DNS_LLQ_NO_SUCH_LLQ;
	llq_said("ack")->record_count = 0;
	llq_drop("event");
	llq_drop("event.ack");
	llq_drop("event2");
	llq_drop("event2.ack");
	llq_drop("refresh");
	llq_drop("refresh.ack");
	llq_drop("end");
	llq_drop("end.ack");
}
static void response_lease(void)
{
	response_id();
	life_option("response")->id ^= 1;
	life_option("response")->lease_s = 7200;
}
static void response_error(void) { life_option("response")->error = 1; }
static void no_response(void)
{
	response_id();
	llq_drop("response");
	llq_drop("ack");
}
static void ack_id(void) { llq_said("event.ack")->id ^= 1; }
static void ack_query(void) { llq_said("event.ack")->flags = 0; }
static void ack_without_opt(void) { llq_said("event.ack")->no_opt = true; }
static void ack_other_lease(void) { life_option("event.ack")->lease_s = 5; }
static void ack_other_llq(void) { life_option("event.ack")->id ^= 4; }
static void ack_other_port(void) { llq_said("event.ack")->to.port = 53; }
static void ack_other_host(void) { llq_said("event.ack")->to.address[3] = 7; }
static void refresh_early(void)
{
	llq_said("refresh")->ms = 702000;
	llq_said("refresh.ack")->ms = 702010;
}
static void refresh_late(void)
{
	llq_said("refresh")->ms = 952000;
	llq_said("refresh.ack")->ms = 952010;
	llq_said("end")->ms = 954000;
	llq_said("end.ack")->ms = 954010;
	llq_said("update3")->ms = 955000;
	llq_said("update3.reply")->ms = 955010;
}
static void refresh_lease(void)
{
	life_option("refresh")->lease_s = 500;
	life_option("refresh.ack")->lease_s = 500;
}
static void refresh_version(void) { life_option("refresh")->version = 3; }
static void refresh_error(void) { life_option("refresh")->error = 2; }
static void refresh_other_id(void)
{
	life_option("refresh")->id ^= 0x10;
	life_option("refresh.ack")->id ^= 0x10;
	life_option("refresh.ack")->error = DNS_LLQ_NO_SUCH_LLQ;
}
static void refresh_option_short(void) { llq_said("refresh")->odd_length = true; }
static void refresh_opcode(void) { life_option("refresh")->opcode = 7; }

/* The server */
static void soa_not_in_answer(void)
{
	llq_said("apex.reply")->records[0].section = DNS_AUTHORITY;
}
static void soa_not_in_authority(void)
{
	llq_said("soa.reply")->record_count = 0;
	life_look_up("tcp", 1, 2010, "_tcp." ZONE, DNS_TYPE_SOA);
	llq_record(life_look_up_reply("tcp.reply", 1, 2010, "_tcp." ZONE,
				 DNS_TYPE_SOA), DNS_AUTHORITY, ZONE,
		   DNS_TYPE_SOA, 0, SERVER_NAME);
}
static void srv_without_address(void)
{
	struct saying *s;

	llq_said("srv.reply")->record_count = 1;
	life_look_up("a", 8, 2005, SERVER_NAME, DNS_TYPE_A);
	s = life_look_up_reply("a.reply", 9, 2005, SERVER_NAME, DNS_TYPE_A);
	llq_record(s, DNS_ANSWER, SERVER_NAME, DNS_TYPE_A, 60, "192.0.2.1");
}
static void challenge_id(void)
{
	struct saying *s = llq_again("setup2", "setup", 2100);

	llq_said("challenge")->id ^= 1;
	s->ms = 2100;
	llq_again("challenge2", "challenge", 2110)->id ^= 1;
	llq_said("response")->ms = 2120;
	llq_said("ack")->ms = 2130;
}
static void challenge_without_question(void)
{
	llq_said("challenge")->questions[0].name = NULL;
}
static void challenge_other_question(void)
{
	llq_said("challenge")->questions[0].name = IPP;
}
static void challenge_two_options(void)
{
	llq_said("challenge")->extra_option = true;
}
static void challenge_two_opts(void) { llq_said("challenge")->more_opt = true; }
static void challenge_version(void) { life_option("challenge")->version = 0; }
static void challenge_opcode(void)
{
	life_option("challenge")->opcode = DNS_LLQ_REFRESH;
}
static void challenge_again(void)
{
	llq_again("challenge2", "challenge", 2110);
}
static void ack_again(void) { llq_again("ack2", "ack", 3000); }
static void ids_from_one(void)
{
	const char *const all[] = { "challenge", "response", "ack", "event",
		"event.ack", "event2", "event2.ack", "refresh", "refresh.ack",
		"end", "end.ack" };
	unsigned i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		life_option(all[i])->id = 1;
}
static void ack_error(void)
{
	response_id();
	life_option("response")->id ^= 1;
	life_option("ack")->error = DNS_LLQ_UNKNOWN_ERR;
}
static void ack_no_such(void)
{
	ack_error();
	life_option("ack")->error = DNS_LLQ_NO_SUCH_LLQ;
}
static void ack_other_id(void) { life_option("ack")->id ^= 2; }
static void ack_lease_more(void) { life_option("ack")->lease_s = 7200; }
static void ack_lease_less(void) { life_option("ack")->lease_s = 200; }
static void ack_opcode(void) { life_option("ack")->opcode = DNS_LLQ_EVENT + 1; }
static void ack_foreign_answer(void)
{
	llq_record(llq_said("ack"), DNS_ANSWER, IPP, DNS_TYPE_PTR, 10,
		   "one." IPP);
}
static void ack_fragmented(void) { llq_said("ack")->fragmented = true; }
static void wrong_response_accepted(void)
{
	life_option("response")->lease_s = LEASE + 1;
}
static void event_lease(void) { life_option("event")->lease_s = 990;
	life_option("event.ack")->lease_s = 990; }
static void event_error(void) { life_option("event")->error = 1;
	life_option("event.ack")->error = 1; }
static void event_version(void) { life_option("event")->version = 2;
	life_option("event.ack")->version = 2; }
static void event_opcode(void) { life_option("event")->opcode = DNS_LLQ_SETUP;
	llq_drop("event.ack"); }
static void event_id(void) { life_option("event")->id ^= 1;
	llq_drop("event.ack"); }
static void event_to_other_port(void) { llq_said("event")->to.port = 5353;
	llq_drop("event.ack"); }
static void event_without_question(void)
{
	llq_said("event")->questions[0].name = NULL;
}
static void event_empty(void) { llq_said("event")->record_count = 0; }
static void event_is_query(void) { llq_said("event")->flags = 0; }
static void event_other_record(void)
{
	llq_record(llq_said("event"), DNS_ANSWER, IPP, DNS_TYPE_PTR, 10,
		   "one." IPP);
}
static void event_in_additional(void)
{
	llq_said("event")->records[0].section = DNS_ADDITIONAL;
}
static void event_missing(void) { llq_drop("event"); llq_drop("event.ack"); }
static void event_late(void)
{
	llq_said("event")->ms = 50000;
	llq_said("event.ack")->ms = 50010;
	llq_drop("update2");
	llq_drop("update2.reply");
	llq_drop("event2");
	llq_drop("event2.ack");
}
static void event_after_end(void)
{
	life_event("event3", 905500, 0x4242, 10, "three." SSH);
	life_acknowledge("event3.ack", 905510, 0x4242);
}
static void event_after_expiry(void)
{
	llq_drop("refresh");
	llq_drop("refresh.ack");
	llq_drop("end");
	llq_drop("end.ack");
	llq_said("update3")->ms = 1100000;
	llq_said("update3.reply")->ms = 1100010;
	life_event("event3", 1100500, 0x4242, 10, "three." SSH);
	life_acknowledge("event3.ack", 1100510, 0x4242);
	llq_ends(1110000);
}
static void removal_ttl(void) { llq_said("event2")->records[0].ttl = 0; }
static void removal_never_told(void)
{
	life_event("event3", 30500, 0x4242, GONE, "nine." SSH);
	life_acknowledge("event3.ack", 30510, 0x4242);
}
static void refresh_unanswered(void) { llq_drop("refresh.ack"); }
static void refresh_ack_opcode(void)
{
	life_option("refresh.ack")->opcode = DNS_LLQ_SETUP;
}
static void refresh_ack_id(void) { life_option("refresh.ack")->id = 0; }
static void refresh_ack_answers(void)
{
	llq_record(llq_said("refresh.ack"), DNS_ANSWER, SSH, DNS_TYPE_PTR, 10,
		   "two." SSH);
}
static void refresh_ack_error(void)
{
	life_option("refresh.ack")->error = DNS_LLQ_UNKNOWN_ERR;
}
static void refresh_ack_lease_0(void) { life_option("refresh.ack")->lease_s = 0; }
static void refresh_ack_version(void) { life_option("refresh.ack")->version = 9; }
static void refresh_unknown_accepted(void)
{
	refresh_other_id();
	life_option("refresh.ack")->error = 0;
}
static void refresh_unknown_silent(void)
{
	refresh_other_id();
	llq_drop("refresh.ack");
}
static void refresh_after_end(void)
{
	life_refresh("refresh2", "refresh2.ack", 950000, 0x1009, LEASE);
	life_option("refresh2.ack")->error = DNS_LLQ_UNKNOWN_ERR;
}

static const struct deviation of_life[] = {
	{ "DNS Push is not looked for", no_push,
	  ONLY(REQ_LLQ_C_01, REQ_LLQ_C_02), false },
	{ "the SRV query is not at the apex", srv_elsewhere,
	  ONLY(REQ_LLQ_C_07), true },
	{ "requests go to another port than the SRV record's",
	  setup_to_other_port, ONLY(REQ_LLQ_C_10), true },
	{ "a set-up of version 2", setup_version_2,
	  ONLY(REQ_LLQ_B_14, REQ_LLQ_C_19), false },
	{ "a set-up with an error", setup_error, ONLY(REQ_LLQ_C_19), false },
	{ "a set-up with an id", setup_id, ONLY(REQ_LLQ_C_19), true },
	{ "a set-up in little endian", setup_swapped,
	  ONLY(REQ_LLQ_B_06, REQ_LLQ_B_12, REQ_LLQ_B_14, REQ_LLQ_C_19), false },
	{ "type ANY", setup_type_any, ONLY(REQ_LLQ_C_25), true },
	{ "class NONE", setup_class_none, ONLY(REQ_LLQ_C_25), true },
	{ "two OPT records", setup_two_opts, ONLY(REQ_LLQ_C_21), false },
	{ "two options for one question", setup_two_options,
	  ONLY(REQ_LLQ_C_21), false },
	{ "an OPT record with a name", setup_opt_named, ONLY(REQ_LLQ_B_08),
	  false },
	{ "an OPT record with a TTL", setup_opt_ttl, ONLY(REQ_LLQ_B_08), false },
	{ "an OPT record among the answers", setup_opt_answer,
	  ONLY(REQ_LLQ_B_03), false },
	{ "the same question set up again", setup_twice, ONLY(REQ_LLQ_C_24),
	  false },
	{ "the response has another id", response_id, ONLY(REQ_LLQ_C_28), true },
	{ "the response has another lease", response_lease, ONLY(REQ_LLQ_C_28),
	  true },
	{ "the response has an error", response_error, ONLY(REQ_LLQ_C_28),
	  true },
	{ "no response to a challenge", no_response, ONLY(REQ_LLQ_C_27), true },
	{ "the acknowledgement has another message id", ack_id,
	  ONLY(REQ_LLQ_C_41), false },
	{ "the acknowledgement is a query", ack_query, ONLY(REQ_LLQ_C_41),
	  false },
	{ "the acknowledgement has no OPT", ack_without_opt,
	  ONLY(REQ_LLQ_C_41), false },
	{ "the acknowledgement has another lease", ack_other_lease,
	  ONLY(REQ_LLQ_C_41), false },
	{ "the acknowledgement has another LLQ-ID", ack_other_llq,
	  ONLY(REQ_LLQ_C_41), false },
	{ "the acknowledgement goes to another port", ack_other_port,
	  ONLY(REQ_LLQ_C_42), false },
	{ "the acknowledgement goes to another host", ack_other_host,
	  ONLY(REQ_LLQ_C_10, REQ_LLQ_C_42), false },
	{ "refreshed at 70%", refresh_early, ONLY(REQ_LLQ_C_47, REQ_LLQ_C_49),
	  true },
	{ "refreshed at 95%", refresh_late, ONLY(REQ_LLQ_C_47), true },
	{ "another lease is asked for", refresh_lease, ONLY(REQ_LLQ_C_53),
	  false },
	{ "a refresh of version 3", refresh_version,
	  ONLY(REQ_LLQ_B_14, REQ_LLQ_C_46), false },
	{ "a refresh with an error", refresh_error, ONLY(REQ_LLQ_C_46), false },
	{ "a refresh of another id", refresh_other_id, ONLY(REQ_LLQ_C_46),
	  true },
	{ "an option of 20 octets", refresh_option_short,
	  ONLY(REQ_LLQ_B_11), true },
	{ "a refresh of opcode 7", refresh_opcode,
	  ONLY(REQ_LLQ_B_06, REQ_LLQ_C_46), true },

	{ "the SOA is not in the answer section", soa_not_in_answer,
	  ONLY(REQ_LLQ_S_03), false },
	{ "the SOA is not in the authority section", soa_not_in_authority,
	  ONLY(REQ_LLQ_S_04), true },
	{ "the SRV target has no address beside it", srv_without_address,
	  ONLY(REQ_LLQ_S_06), false },
	{ "the challenge has another message id", challenge_id,
	  ONLY(REQ_LLQ_S_12), true },
	{ "the challenge has no question", challenge_without_question,
	  ONLY(REQ_LLQ_S_12), false },
	{ "the challenge has another question", challenge_other_question,
	  ONLY(REQ_LLQ_S_12), false },
	{ "the challenge has two options", challenge_two_options,
	  ONLY(REQ_LLQ_S_13), false },
	{ "the challenge has two OPT records", challenge_two_opts,
	  ONLY(REQ_LLQ_S_13), false },
	{ "the challenge has version 0", challenge_version,
	  ONLY(REQ_LLQ_B_14, REQ_LLQ_S_14), false },
	{ "the challenge has another opcode", challenge_opcode,
	  ONLY(REQ_LLQ_S_14), false },
	{ "the challenge is sent again by itself", challenge_again,
	  ONLY(REQ_LLQ_S_08), false },
	{ "the acknowledgement is sent again by itself", ack_again,
	  ONLY(REQ_LLQ_S_08), false },
	{ "ids count from one", ids_from_one, ONLY(REQ_LLQ_S_21), false },
	{ "a right response is refused", ack_error, ONLY(REQ_LLQ_S_28), true },
	{ "a half-open query is forgotten", ack_no_such,
	  ONLY(REQ_LLQ_S_10, REQ_LLQ_S_28), true },
	{ "the acknowledgement has another id", ack_other_id,
	  ONLY(REQ_LLQ_S_29), false },
	{ "the acknowledgement has more lease than was granted", ack_lease_more,
	  ONLY(REQ_LLQ_S_29), true },
	{ "the acknowledgement has far less lease", ack_lease_less,
	  ONLY(REQ_LLQ_S_29), true },
	{ "the acknowledgement has opcode 4", ack_opcode,
	  ONLY(REQ_LLQ_B_06, REQ_LLQ_S_29), false },
	{ "an answer to something else", ack_foreign_answer,
	  ONLY(REQ_LLQ_S_28), false },
	{ "the answers take two IP packets", ack_fragmented,
	  ONLY(REQ_LLQ_S_31), false },
	{ "a wrong response is accepted", wrong_response_accepted,
	  ONLY(REQ_LLQ_C_28, REQ_LLQ_S_27), true },
	{ "an event has a lease", event_lease, ONLY(REQ_LLQ_S_36), false },
	{ "an event has an error", event_error, ONLY(REQ_LLQ_S_36), false },
	{ "an event has version 2", event_version,
	  ONLY(REQ_LLQ_B_14, REQ_LLQ_S_36), false },
	{ "an event has another id", event_id, ONLY(REQ_LLQ_S_35), true },
	{ "an event goes to another port", event_to_other_port,
	  ONLY(REQ_LLQ_S_07), true },
	{ "an event has no question", event_without_question,
	  ONLY(REQ_LLQ_S_34), false },
	{ "an event is a query", event_is_query, ONLY(REQ_LLQ_S_34), false },
	{ "an event answers something else too", event_other_record,
	  ONLY(REQ_LLQ_S_34), false },
	{ "an added record is not among the answers", event_in_additional,
	  ONLY(REQ_LLQ_S_34, REQ_LLQ_S_44), true },
	{ "an event is empty", event_empty, ONLY(REQ_LLQ_S_34), true },
	{ "a change brings no event", event_missing,
	  ONLY(REQ_LLQ_S_33, REQ_LLQ_S_34), true },
	{ "an event comes after 40 s", event_late, ONLY(REQ_LLQ_S_39), true },
	{ "an event after the end", event_after_end, ONLY(REQ_LLQ_S_49),
	  false },
	{ "an event after the lease", event_after_expiry, ONLY(REQ_LLQ_S_26),
	  true },
	{ "a removal has TTL 0", removal_ttl, ONLY(REQ_LLQ_S_46), false },
	{ "a removal of what was not told", removal_never_told,
	  ONLY(REQ_LLQ_S_46), false },
	{ "a refresh is not answered", refresh_unanswered, ONLY(REQ_LLQ_S_47),
	  true },
	{ "a refresh is acknowledged as a set-up", refresh_ack_opcode,
	  ONLY(REQ_LLQ_S_47), false },
	{ "a refresh is acknowledged with id 0", refresh_ack_id,
	  ONLY(REQ_LLQ_S_47), false },
	{ "a refresh brings answers", refresh_ack_answers, ONLY(REQ_LLQ_S_47),
	  false },
	{ "a refresh is refused", refresh_ack_error, ONLY(REQ_LLQ_S_47), true },
	{ "a refresh is granted for 0 s", refresh_ack_lease_0,
	  ONLY(REQ_LLQ_S_47), true },
	{ "the acknowledgement of a refresh has version 9", refresh_ack_version,
	  ONLY(REQ_LLQ_B_14, REQ_LLQ_S_47), false },
	{ "an unknown id is refreshed", refresh_unknown_accepted,
	  ONLY(REQ_LLQ_C_46, REQ_LLQ_S_48), true },
	{ "silence on an unknown id", refresh_unknown_silent,
	  ONLY(REQ_LLQ_C_46, REQ_LLQ_S_47, REQ_LLQ_S_48), true },
	{ "an ended query is refused with another error", refresh_after_end,
	  ONLY(REQ_LLQ_S_48), false },
	/* not failures */
	{ "the look-up began before the recording", no_soa_first,
	  ONLY(REQUIREMENT_COUNT), true },
	{ "an event with a wrong opcode", event_opcode,
	  ONLY(REQ_LLQ_S_36), true },
};

START_TEST(a_life_fails_where_it_deviates)
{
	const struct deviation *d = &of_life[_i];

	life_say();
	llq_keep();
	d->deviate();
	llq_only_fails_list(d->title, d->fails, !d->loses);
} END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("judge_llq");
	TCase *c = tcase_create("deviations");

	tcase_add_loop_test(c, a_life_fails_where_it_deviates, 0,
			    sizeof(of_life) / sizeof(of_life[0]));
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
