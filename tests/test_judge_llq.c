/* SPDX-License-Identifier: Apache-2.0 */
/* test_judge_llq.c - the judge of Long-Lived Queries: conversations as RFC 8764
 * has them, and each with one thing otherwise, which fails exactly what it
 * violates. */
#include "llq_talk.h"

#include <check.h>
#include <stdlib.h>

#define ZONE "example.net"
#define SSH "_ssh._tcp.example.net"
#define IPP "_ipp._tcp.example.net"
#define SERVER_NAME "ns.example.net"
#define ID_SSH UINT64_C(0x5f3a9c01b2d4e677)
#define ID_IPP UINT64_C(0x5f3a9c0191e02c5d)
#define GONE DNS_TTL_REMOVED
#define RULES_MAX 8

enum { LEASE = 1000 };

struct deviation {
	const char *title;
	void (*deviate)(void);
	enum requirement_id fails[RULES_MAX];
	bool loses;		/* what passed need not be seen any more */
};

#define ONLY(...) { __VA_ARGS__, REQUIREMENT_COUNT }

/* A query's life ------------------------------------------------------------------- */

static struct saying *
look_up(const char *label, uint64_t ms, uint16_t id, const char *name,
	uint16_t type)
{
	struct saying *s = llq_say(label, ms, llq_end(TALK_CLIENT, id),
				   llq_end(TALK_SERVER, 53), id, DNS_FLAG_RD);

	llq_plain_question(s, name, type);
	return s;
}

static struct saying *
look_up_reply(const char *label, uint64_t ms, uint16_t id, const char *name,
	      uint16_t type)
{
	struct saying *s = llq_say(label, ms, llq_end(TALK_SERVER, 53),
				   llq_end(TALK_CLIENT, id), id,
				   DNS_FLAG_QR | DNS_FLAG_AA);

	llq_plain_question(s, name, type);
	return s;
}

static void
discover(void)
{
	struct saying *s;

	look_up("soa", 0, 2001, SSH, DNS_TYPE_SOA);
	s = look_up_reply("soa.reply", 1, 2001, SSH, DNS_TYPE_SOA);
	s->flags |= DNS_RCODE_NXDOMAIN;
	llq_record(s, DNS_AUTHORITY, ZONE, DNS_TYPE_SOA, 0, SERVER_NAME);
	look_up("apex", 2, 2002, ZONE, DNS_TYPE_SOA);
	s = look_up_reply("apex.reply", 3, 2002, ZONE, DNS_TYPE_SOA);
	llq_record(s, DNS_ANSWER, ZONE, DNS_TYPE_SOA, 10, SERVER_NAME);
	look_up("push", 4, 2003, "_dns-push-tls._tcp." ZONE, DNS_TYPE_SRV);
	s = look_up_reply("push.reply", 5, 2003, "_dns-push-tls._tcp." ZONE,
			  DNS_TYPE_SRV);
	s->flags |= DNS_RCODE_NXDOMAIN;
	llq_record(s, DNS_AUTHORITY, ZONE, DNS_TYPE_SOA, 0, SERVER_NAME);
	look_up("srv", 6, 2004, "_dns-llq._udp." ZONE, DNS_TYPE_SRV);
	s = look_up_reply("srv.reply", 7, 2004, "_dns-llq._udp." ZONE,
			  DNS_TYPE_SRV);
	llq_record(s, DNS_ANSWER, "_dns-llq._udp." ZONE, DNS_TYPE_SRV, 60,
		   SERVER_NAME);
	llq_record(s, DNS_ADDITIONAL, SERVER_NAME, DNS_TYPE_A, 60, "192.0.2.1");
}

static void
set_up(void)
{
	struct saying *s;

	s = llq_ask("setup", 100, 0x1001);
	llq_question(s, SSH, DNS_TYPE_PTR, DNS_LLQ_SETUP, 0, 7200);
	s = llq_answer("challenge", 110, 0x1001);
	llq_question(s, SSH, DNS_TYPE_PTR, DNS_LLQ_SETUP, ID_SSH, LEASE);
	s = llq_ask("response", 120, 0x1002);
	llq_question(s, SSH, DNS_TYPE_PTR, DNS_LLQ_SETUP, ID_SSH, LEASE);
	s = llq_answer("ack", 1000, 0x1002);
	llq_question(s, SSH, DNS_TYPE_PTR, DNS_LLQ_SETUP, ID_SSH, LEASE);
	llq_record(s, DNS_ANSWER, SSH, DNS_TYPE_PTR, 10, "one." SSH);
}

static struct saying *
update(const char *label, uint64_t ms, uint16_t id, uint32_t ttl,
       const char *target)
{
	struct saying *s = llq_say(label, ms, llq_end(9, 50000),
				   llq_end(TALK_SERVER, DNS_LLQ_PORT), id,
				   DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);

	llq_plain_question(s, ZONE, DNS_TYPE_SOA);
	llq_record(s, DNS_UPDATE, SSH, DNS_TYPE_PTR, ttl, target);
	if (!ttl)
		s->records[0].class = DNS_CLASS_NONE;
	return s;
}

static struct saying *
update_reply(const char *label, uint64_t ms, uint16_t id)
{
	struct saying *s = llq_say(label, ms, llq_end(TALK_SERVER, DNS_LLQ_PORT),
				   llq_end(9, 50000), id, DNS_FLAG_QR |
				   DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);

	llq_plain_question(s, ZONE, DNS_TYPE_SOA);
	return s;
}

static struct saying *
event(const char *label, uint64_t ms, uint16_t id, uint32_t ttl,
      const char *target)
{
	struct saying *s = llq_answer(label, ms, id);

	llq_question(s, SSH, DNS_TYPE_PTR, DNS_LLQ_EVENT, ID_SSH, 0);
	llq_record(s, DNS_ANSWER, SSH, DNS_TYPE_PTR, ttl, target);
	return s;
}

static struct saying *
acknowledge(const char *label, uint64_t ms, uint16_t id)
{
	struct saying *s = llq_ask(label, ms, id);

	s->flags = DNS_FLAG_QR;
	llq_question(s, SSH, DNS_TYPE_PTR, DNS_LLQ_EVENT, ID_SSH, 0);
	return s;
}

static void
refresh(const char *label, const char *reply, uint64_t ms, uint16_t id,
	uint32_t lease_s)
{
	struct saying *s = llq_ask(label, ms, id);

	llq_question(s, SSH, DNS_TYPE_PTR, DNS_LLQ_REFRESH, ID_SSH, lease_s);
	if (!reply)
		return;
	s = llq_answer(reply, ms + 10, id);
	llq_question(s, SSH, DNS_TYPE_PTR, DNS_LLQ_REFRESH, ID_SSH, lease_s);
}

static void
say_life(void)
{
	llq_begin();
	discover();
	set_up();
	update("update", 10000, 0x7001, 10, "two." SSH);
	update_reply("update.reply", 10010, 0x7001);
	event("event", 10500, 0xc623, 10, "two." SSH);
	acknowledge("event.ack", 10510, 0xc623);
	update("update2", 20000, 0x7002, 0, "one." SSH);
	update_reply("update2.reply", 20010, 0x7002);
	event("event2", 20500, 0x1998, GONE, "one." SSH);
	acknowledge("event2.ack", 20510, 0x1998);
	refresh("refresh", "refresh.ack", 802000, 0x1003, LEASE);
	refresh("end", "end.ack", 900000, 0x1004, 0);
	update("update3", 905000, 0x7003, 10, "three." SSH);
	update_reply("update3.reply", 905010, 0x7003);
	llq_ends(960000);
}

static struct dns_llq *
option(const char *label)
{
	return &llq_said(label)->questions[0].llq;
}

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
static void setup_version_2(void) { option("setup")->version = 2; }
static void setup_error(void) { option("setup")->error = 6; }
static void setup_id(void) { option("setup")->id = 7; }
static void setup_swapped(void)
{
	option("setup")->version = 0x100;
	option("setup")->opcode = 0x100;
}
static void setup_type_any(void)
{
	llq_said("setup")->questions[0].type = DNS_TYPE_ANY;
	llq_said("challenge")->questions[0].type = DNS_TYPE_ANY;
	llq_said("challenge")->questions[0].llq.error = DNS_LLQ_UNKNOWN_ERR;
	option("challenge")->id = 0;
	option("challenge")->lease_s = 0;
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
	option("response")->id ^= 1;
	option("ack")->error = DNS_LLQ_NO_SUCH_LLQ;
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
	option("response")->id ^= 1;
	option("response")->lease_s = 7200;
}
static void response_error(void) { option("response")->error = 1; }
static void no_response(void)
{
	response_id();
	llq_drop("response");
	llq_drop("ack");
}
static void ack_id(void) { llq_said("event.ack")->id ^= 1; }
static void ack_query(void) { llq_said("event.ack")->flags = 0; }
static void ack_without_opt(void) { llq_said("event.ack")->no_opt = true; }
static void ack_other_lease(void) { option("event.ack")->lease_s = 5; }
static void ack_other_llq(void) { option("event.ack")->id ^= 4; }
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
	option("refresh")->lease_s = 500;
	option("refresh.ack")->lease_s = 500;
}
static void refresh_version(void) { option("refresh")->version = 3; }
static void refresh_error(void) { option("refresh")->error = 2; }
static void refresh_other_id(void)
{
	option("refresh")->id ^= 0x10;
	option("refresh.ack")->id ^= 0x10;
	option("refresh.ack")->error = DNS_LLQ_NO_SUCH_LLQ;
}
static void refresh_option_short(void) { llq_said("refresh")->odd_length = true; }
static void refresh_opcode(void) { option("refresh")->opcode = 7; }

/* The server */
static void soa_not_in_answer(void)
{
	llq_said("apex.reply")->records[0].section = DNS_AUTHORITY;
}
static void soa_not_in_authority(void)
{
	llq_said("soa.reply")->record_count = 0;
	look_up("tcp", 1, 2010, "_tcp." ZONE, DNS_TYPE_SOA);
	llq_record(look_up_reply("tcp.reply", 1, 2010, "_tcp." ZONE,
				 DNS_TYPE_SOA), DNS_AUTHORITY, ZONE,
		   DNS_TYPE_SOA, 0, SERVER_NAME);
}
static void srv_without_address(void)
{
	struct saying *s;

	llq_said("srv.reply")->record_count = 1;
	look_up("a", 8, 2005, SERVER_NAME, DNS_TYPE_A);
	s = look_up_reply("a.reply", 9, 2005, SERVER_NAME, DNS_TYPE_A);
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
static void challenge_version(void) { option("challenge")->version = 0; }
static void challenge_opcode(void)
{
	option("challenge")->opcode = DNS_LLQ_REFRESH;
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
		option(all[i])->id = 1;
}
static void ack_error(void)
{
	response_id();
	option("response")->id ^= 1;
	option("ack")->error = DNS_LLQ_UNKNOWN_ERR;
}
static void ack_no_such(void)
{
	ack_error();
	option("ack")->error = DNS_LLQ_NO_SUCH_LLQ;
}
static void ack_other_id(void) { option("ack")->id ^= 2; }
static void ack_lease_more(void) { option("ack")->lease_s = 7200; }
static void ack_lease_less(void) { option("ack")->lease_s = 200; }
static void ack_opcode(void) { option("ack")->opcode = DNS_LLQ_EVENT + 1; }
static void ack_foreign_answer(void)
{
	llq_record(llq_said("ack"), DNS_ANSWER, IPP, DNS_TYPE_PTR, 10,
		   "one." IPP);
}
static void ack_fragmented(void) { llq_said("ack")->fragmented = true; }
static void wrong_response_accepted(void)
{
	option("response")->lease_s = LEASE + 1;
}
static void event_lease(void) { option("event")->lease_s = 990;
	option("event.ack")->lease_s = 990; }
static void event_error(void) { option("event")->error = 1;
	option("event.ack")->error = 1; }
static void event_version(void) { option("event")->version = 2;
	option("event.ack")->version = 2; }
static void event_opcode(void) { option("event")->opcode = DNS_LLQ_SETUP;
	llq_drop("event.ack"); }
static void event_id(void) { option("event")->id ^= 1;
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
	event("event3", 905500, 0x4242, 10, "three." SSH);
	acknowledge("event3.ack", 905510, 0x4242);
}
static void event_after_expiry(void)
{
	llq_drop("refresh");
	llq_drop("refresh.ack");
	llq_drop("end");
	llq_drop("end.ack");
	llq_said("update3")->ms = 1100000;
	llq_said("update3.reply")->ms = 1100010;
	event("event3", 1100500, 0x4242, 10, "three." SSH);
	acknowledge("event3.ack", 1100510, 0x4242);
	llq_ends(1110000);
}
static void removal_ttl(void) { llq_said("event2")->records[0].ttl = 0; }
static void removal_never_told(void)
{
	event("event3", 30500, 0x4242, GONE, "nine." SSH);
	acknowledge("event3.ack", 30510, 0x4242);
}
static void refresh_unanswered(void) { llq_drop("refresh.ack"); }
static void refresh_ack_opcode(void)
{
	option("refresh.ack")->opcode = DNS_LLQ_SETUP;
}
static void refresh_ack_id(void) { option("refresh.ack")->id = 0; }
static void refresh_ack_answers(void)
{
	llq_record(llq_said("refresh.ack"), DNS_ANSWER, SSH, DNS_TYPE_PTR, 10,
		   "two." SSH);
}
static void refresh_ack_error(void)
{
	option("refresh.ack")->error = DNS_LLQ_UNKNOWN_ERR;
}
static void refresh_ack_lease_0(void) { option("refresh.ack")->lease_s = 0; }
static void refresh_ack_version(void) { option("refresh.ack")->version = 9; }
static void refresh_unknown_accepted(void)
{
	refresh_other_id();
	option("refresh.ack")->error = 0;
}
static void refresh_unknown_silent(void)
{
	refresh_other_id();
	llq_drop("refresh.ack");
}
static void refresh_after_end(void)
{
	refresh("refresh2", "refresh2.ack", 950000, 0x1009, LEASE);
	option("refresh2.ack")->error = DNS_LLQ_UNKNOWN_ERR;
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

	say_life();
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
