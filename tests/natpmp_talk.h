/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_talk.h - conversations of NAT-PMP made up for the judges' tests: said
 * well first, then with one thing otherwise.
 *
 *	talk_begin();
 *	talk_ask("map", 10, natpmp_map_request(...));
 *	talk_answer("mapped", 15, reply);
 *	talk_keep(JUDGE_CLIENT);		all is well: kept to compare
 *	talk_said("map")->octets[2] = 1;
 *	talk_only_fail(JUDGE_CLIENT, REQ_PMP_C_25, REQUIREMENT_COUNT);
 */
#ifndef NATPMP_TALK_H
#define NATPMP_TALK_H

#include "autotunnel/natpmp.h"
#include "lab/judge/judge.h"

enum { TALK_MAX = 400, TALK_OCTETS = 128, TALK_STALLS_MAX = 8 };

struct talk {
	char label[24];
	uint64_t ms;
	struct packet packet;
	uint8_t octets[TALK_OCTETS];
	bool dropped;
};

void talk_begin(void);
/* 10.0.0.NUMBER */
struct endpoint talk_at(unsigned number, uint16_t port);
struct talk *talk_say(const char *label, uint64_t ms, struct endpoint from,
		      struct endpoint to, const uint8_t *octets, size_t length);
struct talk *talk_message(const char *label, uint64_t ms, struct endpoint from,
			  struct endpoint to, struct natpmp_message m);
/* The client is 10.0.0.2, port 40000, the gateway 10.0.0.1. */
struct talk *talk_ask(const char *label, uint64_t ms, struct natpmp_message m);
struct talk *talk_answer(const char *label, uint64_t ms,
			 struct natpmp_message m);
struct talk *talk_announce(const char *label, uint64_t ms, unsigned gateway,
			   uint32_t epoch_s);
/* ICMP: port 5351 of the gateway is closed. */
struct talk *talk_closed(const char *label, uint64_t ms);
/* What has that label; it is there. */
struct talk *talk_said(const char *label);
void talk_drop(const char *label);

/* Replies. */
struct natpmp_message talk_address(uint32_t epoch_s);
struct natpmp_message talk_mapped(enum natpmp_opcode opcode, uint16_t internal,
				  uint16_t external, uint32_t lifetime_s,
				  uint32_t epoch_s);
struct natpmp_message talk_failed(struct natpmp_message request,
				  uint16_t result, uint32_t epoch_s);

/* Judges what was said until now, and keeps what passed; nothing may fail.
 * END_MS is when the recording ends. */
void talk_keep(unsigned sides, uint64_t end_ms);
/* What was kept counts no longer: where a deviation leaves things unsaid. */
void talk_keep_nothing(void);
/* The recording ends then instead. */
void talk_until(uint64_t end_ms);
/* The ends speak RFC 6281 too. */
void talk_as_btmm(void);
/* Who recorded stood still then. In order, once for each time. */
void talk_stood_still(uint64_t from_ms, uint64_t until_ms);
/* Exactly these fail, ended by REQUIREMENT_COUNT, and all others that passed in
 * what was kept pass still. */
void talk_only_fail(unsigned sides, ...);
/* After either: */
enum judgement_result talk_result(enum requirement_id r);
const struct judgement *talk_judgement(enum requirement_id r);
void talk_end(void);

#endif
