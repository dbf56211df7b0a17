/* SPDX-License-Identifier: Apache-2.0 */
/* llq_life.c - see llq_life.h. */
#include "llq_life.h"

/* A query's life --------------------------------------------------------- */

struct saying *
life_look_up(const char *label, uint64_t ms, uint16_t id, const char *name,
	uint16_t type)
{
	struct saying *s = llq_say(label, ms, llq_end(TALK_CLIENT, id),
				   llq_end(TALK_SERVER, 53), id, DNS_FLAG_RD);

	llq_plain_question(s, name, type);
	return s;
}

struct saying *
life_look_up_reply(const char *label, uint64_t ms, uint16_t id, const char *name,
	      uint16_t type)
{
	struct saying *s = llq_say(label, ms, llq_end(TALK_SERVER, 53),
				   llq_end(TALK_CLIENT, id), id,
				   DNS_FLAG_QR | DNS_FLAG_AA);

	llq_plain_question(s, name, type);
	return s;
}

void
life_discover(void)
{
	struct saying *s;

	life_look_up("soa", 0, 2001, SSH, DNS_TYPE_SOA);
	s = life_look_up_reply("soa.reply", 1, 2001, SSH, DNS_TYPE_SOA);
	s->flags |= DNS_RCODE_NXDOMAIN;
	llq_record(s, DNS_AUTHORITY, ZONE, DNS_TYPE_SOA, 0, SERVER_NAME);
	life_look_up("apex", 2, 2002, ZONE, DNS_TYPE_SOA);
	s = life_look_up_reply("apex.reply", 3, 2002, ZONE, DNS_TYPE_SOA);
	llq_record(s, DNS_ANSWER, ZONE, DNS_TYPE_SOA, 10, SERVER_NAME);
	life_look_up("push", 4, 2003, "_dns-push-tls._tcp." ZONE, DNS_TYPE_SRV);
	s = life_look_up_reply("push.reply", 5, 2003, "_dns-push-tls._tcp." ZONE,
			  DNS_TYPE_SRV);
	s->flags |= DNS_RCODE_NXDOMAIN;
	llq_record(s, DNS_AUTHORITY, ZONE, DNS_TYPE_SOA, 0, SERVER_NAME);
	life_look_up("srv", 6, 2004, "_dns-llq._udp." ZONE, DNS_TYPE_SRV);
	s = life_look_up_reply("srv.reply", 7, 2004, "_dns-llq._udp." ZONE,
			  DNS_TYPE_SRV);
	llq_record(s, DNS_ANSWER, "_dns-llq._udp." ZONE, DNS_TYPE_SRV, 60,
		   SERVER_NAME);
	llq_record(s, DNS_ADDITIONAL, SERVER_NAME, DNS_TYPE_A, 60, "192.0.2.1");
}

void
life_set_up(void)
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

struct saying *
life_update(const char *label, uint64_t ms, uint16_t id, uint32_t ttl,
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

struct saying *
life_update_reply(const char *label, uint64_t ms, uint16_t id)
{
	struct saying *s = llq_say(label, ms, llq_end(TALK_SERVER, DNS_LLQ_PORT),
				   llq_end(9, 50000), id, DNS_FLAG_QR |
				   DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);

	llq_plain_question(s, ZONE, DNS_TYPE_SOA);
	return s;
}

struct saying *
life_event(const char *label, uint64_t ms, uint16_t id, uint32_t ttl,
      const char *target)
{
	struct saying *s = llq_answer(label, ms, id);

	llq_question(s, SSH, DNS_TYPE_PTR, DNS_LLQ_EVENT, ID_SSH, 0);
	llq_record(s, DNS_ANSWER, SSH, DNS_TYPE_PTR, ttl, target);
	return s;
}

struct saying *
life_acknowledge(const char *label, uint64_t ms, uint16_t id)
{
	struct saying *s = llq_ask(label, ms, id);

	s->flags = DNS_FLAG_QR;
	llq_question(s, SSH, DNS_TYPE_PTR, DNS_LLQ_EVENT, ID_SSH, 0);
	return s;
}

void
life_refresh(const char *label, const char *reply, uint64_t ms, uint16_t id,
	uint32_t lease_s)
{
	struct saying *s = llq_ask(label, ms, id);

	llq_question(s, SSH, DNS_TYPE_PTR, DNS_LLQ_REFRESH, ID_SSH, lease_s);
	if (!reply)
		return;
	s = llq_answer(reply, ms + 10, id);
	llq_question(s, SSH, DNS_TYPE_PTR, DNS_LLQ_REFRESH, ID_SSH, lease_s);
}

void
life_say(void)
{
	llq_begin();
	life_discover();
	life_set_up();
	life_update("update", 10000, 0x7001, 10, "two." SSH);
	life_update_reply("update.reply", 10010, 0x7001);
	life_event("event", 10500, 0xc623, 10, "two." SSH);
	life_acknowledge("event.ack", 10510, 0xc623);
	life_update("update2", 20000, 0x7002, 0, "one." SSH);
	life_update_reply("update2.reply", 20010, 0x7002);
	life_event("event2", 20500, 0x1998, GONE, "one." SSH);
	life_acknowledge("event2.ack", 20510, 0x1998);
	life_refresh("refresh", "refresh.ack", 802000, 0x1003, LEASE);
	life_refresh("end", "end.ack", 900000, 0x1004, 0);
	life_update("update3", 905000, 0x7003, 10, "three." SSH);
	life_update_reply("update3.reply", 905010, 0x7003);
	llq_ends(960000);
}

struct dns_llq *
life_option(const char *label)
{
	return &llq_said(label)->questions[0].llq;
}
