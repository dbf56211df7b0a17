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

/* Requests that are lost --------------------------------------------------------------- */

/* The first request and the first response get lost, or the replies to them;
 * the server answers what is sent again. */
static void
say_losses(void)
{
	llq_begin();
	set_up();
	llq_said("challenge")->ms = 2110;
	llq_again("setup2", "setup", 2100);
	llq_said("response")->ms = 2120;
	llq_again("response2", "response", 4120);
	llq_again("response3", "response", 8120);
	llq_said("ack")->ms = 8130;
	event("event", 20000, 0xc623, 10, "two." SSH);
	llq_again("event.2", "event", 22000);
	llq_again("event.3", "event", 26000);
	acknowledge("event.ack", 26010, 0xc623);
	refresh("refresh", NULL, 809000, 0x1003, LEASE);
	llq_again("refresh2", "refresh", 909000);
	refresh("refresh3", "refresh.ack", 959000, 0x1003, LEASE);
	refresh("end", "end.ack", 1800000, 0x1004, 0);
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
	option("refresh")->lease_s = LEASE;
	llq_said("refresh.ack")->ms = 809010;
	option("refresh.ack")->error = DNS_LLQ_NO_SUCH_LLQ;
	llq_drop("end");
	llq_drop("end.ack");
}
static void unreachable_kept(void)
{
	event_not_acknowledged();
	option("refresh.ack")->error = 0;
}
static void unreachable_told(void)
{
	event_not_acknowledged();
	event("event.more", 50000, 0x2323, 10, "nine." SSH);
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
	acknowledge("event.ack0", 20010, 0xc623);
	acknowledge("event.ack1", 22010, 0xc623);
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

/* A server that is down ------------------------------------------------------------------ */

static void
say_down(void)
{
	llq_begin();
	set_up();
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

/* Several questions ---------------------------------------------------------------------- */

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

/* Refusals ------------------------------------------------------------------------------- */

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
	set_up();
	llq_drop("response");
	llq_drop("ack");
	option("challenge")->error = error;
	option("challenge")->id = 0;
	option("challenge")->lease_s = lease_s;
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

static void refused_id(void) { option("challenge")->id = 5; }
static void refused_lease(void) { option("challenge")->lease_s = 5; }
static void full_lease_0(void)
{
	option("challenge")->lease_s = 0;
	option("challenge2")->lease_s = 0;
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
	option("challenge")->error = DNS_LLQ_BAD_VERS;
}
static void error_9(void) { option("challenge")->error = 9; }
static void formerr(void)
{
	llq_said("setup")->odd_length = true;
	option("challenge")->error = DNS_LLQ_FORMAT_ERR;
	llq_said("challenge")->flags |= DNS_RCODE_FORMERR;
}
static void format_err(void)
{
	llq_said("setup")->odd_length = true;
	option("challenge")->error = DNS_LLQ_FORMAT_ERR;
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

/* What cannot be known ------------------------------------------------------------------------ */

START_TEST(a_recording_that_begins_later_fails_nobody)
{
	static const char *const order[] = { "setup", "challenge", "response",
		"ack", "event", "event.ack", "event2", "event2.ack", "refresh",
		"refresh.ack", "end" };
	static const enum requirement_id nothing[] = { REQUIREMENT_COUNT };
	int i;

	say_life();
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
	const uint64_t end = (say_life(), llq_said(order[_i])->ms);

	llq_cut(end);
	llq_only_fails_list(order[_i], nothing, false);
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

	say_life();
	look_up("soa.again", 40000, 2021, SSH, DNS_TYPE_SOA);
	look_up("push.again", 40001, 2022, "_dns-push-tls._tcp." ZONE,
		DNS_TYPE_SRV);
	look_up("srv.again", 40002, 2024, "_dns-llq._udp." ZONE, DNS_TYPE_SRV);
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

	say_life();
	event_lease();
	g = llq_judgement(REQ_LLQ_S_36);
	ck_assert_uint_eq(g.evidence_count, 1);
	ck_assert_uint_eq(g.evidence[0].number, 15);
	option("event2")->lease_s = 5;
	option("event2.ack")->lease_s = 5;
	g = llq_judgement(REQ_LLQ_S_36);
	ck_assert_uint_eq(g.fails, 2);
	ck_assert_uint_eq(g.evidence_count, 2);
	ck_assert_uint_eq(g.evidence[1].number, 19);
} END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("judge_llq");
	TCase *c = tcase_create("deviations");

	tcase_add_loop_test(c, a_life_fails_where_it_deviates, 0,
			    sizeof(of_life) / sizeof(of_life[0]));
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
