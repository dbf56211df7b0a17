/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_gateway_talk.c - see natpmp_gateway_talk.h. */
#include "natpmp_gateway_talk.h"

#include <stdio.h>

/* The gateway booted 1000 s before, and again at REBOOT. */
static uint32_t
epoch(uint64_t ms)
{
	return (uint32_t)(ms < REBOOT ? 1000 + ms / 1000 :
			  (ms - REBOOT) / 1000);
}

/* 10.0.0.HOST asks for a port, and is given EXTERNAL for LASTS seconds. */
static void
map(unsigned host, const char *label, uint64_t ms, enum natpmp_opcode opcode,
    uint16_t port, uint16_t suggested, uint16_t external, uint32_t lasts_s)
{
	char answer[24];

	snprintf(answer, sizeof(answer), "%s.yes", label);
	talk_message(label, ms, talk_at(host, 40000), talk_at(1, NATPMP_PORT),
		     natpmp_map_request(opcode, port, suggested, LIFE));
	talk_message(answer, ms + 5, talk_at(1, NATPMP_PORT),
		     talk_at(host, 40000), talk_mapped(opcode, port, external,
						       lasts_s, epoch(ms + 5)));
}

static void
delete(const char *label, uint64_t ms, uint16_t port)
{
	char answer[24];

	snprintf(answer, sizeof(answer), "%s.yes", label);
	talk_ask(label, ms, natpmp_delete_request(UDP, port));
	talk_answer(answer, ms + 5, talk_mapped(UDP, port, 0, 0,
						epoch(ms + 5)));
}

void
talk_query(const char *label, uint64_t ms)
{
	char answer[24];

	snprintf(answer, sizeof(answer), "%s.yes", label);
	talk_ask(label, ms, natpmp_address_request());
	talk_answer(answer, ms + 5, talk_address(epoch(ms + 5)));
}

/* What the gateway does not speak. */
static void
strange_requests(void)
{
	uint8_t pcp[60] = { 2, 1 };
	uint8_t opcode[12] = { 0, 7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
	const uint8_t bare[8] = { 0, 128, 0, 1, 0, 0, 3, 234 };

	talk_say("pcp", 2000, talk_at(2, 40000), talk_at(1, NATPMP_PORT), pcp,
		 sizeof(pcp));
	talk_say("pcp.no", 2005, talk_at(1, NATPMP_PORT), talk_at(2, 40000),
		 bare, sizeof(bare));
	talk_say("seven", 3000, talk_at(2, 40000), talk_at(1, NATPMP_PORT),
		 opcode, sizeof(opcode));
	opcode[1] |= NATPMP_RESPONSE;
	opcode[2] = 0;
	opcode[3] = NATPMP_UNSUPPORTED_OPCODE;
	talk_say("seven.no", 3005, talk_at(1, NATPMP_PORT), talk_at(2, 40000),
		 opcode, sizeof(opcode));
	opcode[1] = NATPMP_RESPONSE + UDP;
	talk_say("response", 3500, talk_at(2, 40000), talk_at(1, NATPMP_PORT),
		 opcode, sizeof(opcode));
}

static void
mappings(void)
{
	map(2, "map", 10000, UDP, 4500, 4500, 4500, LIFE);
	map(2, "same", 10100, UDP, 4500, 9, 4500, LIFE);
	map(3, "companion", 10200, TCP, 4500, 4500, 4501, LIFE);
	map(3, "taken", 10300, UDP, 4500, 4500, 4502, LIFE);
	map(2, "reserved", 10400, UDP, 5000, 5000, 5000, LIFE / 2);
	talk_said("reserved")->octets[3] = 7;
	map(2, "brief", 10500, UDP, 7000, 7000, 7000, 10);
	map(2, "expired", 30000, UDP, 7000, 7777, 7777, LIFE);
	talk_message("outside", 31000, talk_at(2, 40000),
		     (struct endpoint){ 4, { 11, 1, 0, 2 }, NATPMP_PORT },
		     natpmp_map_request(UDP, 4600, 4600, LIFE));
}

static void
deletions(void)
{
	struct natpmp_message m = natpmp_delete_request(UDP, 5000);

	delete("gone", 40000, 4500);
	delete("gone.again", 40100, 4500);
	delete("never", 40200, 4999);
	talk_said("never")->octets[7] = 99;
	talk_ask("kept", 40300, m);
	talk_answer("kept.no", 40305, talk_failed(m, NATPMP_REFUSED, 1040));
	map(2, "more", 40400, UDP, 8000, 8000, 8000, LIFE);
	delete("all", 40500, 0);
	map(2, "after", 40600, UDP, 8000, 8888, 8888, LIFE);
}

static void
failures(void)
{
	struct natpmp_message m = natpmp_map_request(UDP, 6000, 6000, LIFE);

	talk_ask("full", 50000, m);
	talk_answer("full.no", 50005, talk_failed(m, NATPMP_OUT_OF_RESOURCES,
						  1050));
	m = natpmp_address_request();
	talk_ask("line.down", 50100, m);
	talk_answer("line.down.no", 50105,
		    talk_failed(m, NATPMP_NETWORK_FAILURE, 1050));
}

static void
reboots(void)
{
	char label[24];
	uint64_t ms = REBOOT, gap = 250;
	unsigned i;

	for (i = 1; i <= 10; i++) {
		snprintf(label, sizeof(label), "here.%u", i);
		talk_announce(label, ms, 1, epoch(ms));
		ms += gap;
		gap *= 2;
	}
	talk_query("then", REBOOT + 10000);
}

void
talk_good(void)
{
	talk_begin();
	talk_query("address", 0);
	strange_requests();
	mappings();
	deletions();
	failures();
	reboots();
	talk_keep(JUDGE_GATEWAY, END);
}

void
talk_unanswered(const char *label, const char *answer)
{
	struct talk t = *talk_said(label);

	talk_drop(answer);
	talk_say("again.1", t.ms + 250, t.packet.from, t.packet.to, t.octets,
		 t.packet.length);
	talk_say("again.2", t.ms + 750, t.packet.from, t.packet.to, t.octets,
		 t.packet.length);
}

void
talk_put(const char *label, unsigned at, unsigned value)
{
	talk_said(label)->octets[at - 1] = (uint8_t)(value >> 8);
	talk_said(label)->octets[at] = (uint8_t)value;
}
