/* SPDX-License-Identifier: Apache-2.0 */
/* llq_talk.h - conversations of Long-Lived Queries made up for the judge's
 * tests: said well first, then with one thing otherwise.
 *
 *	llq_begin();
 *	llq_say("setup", 0, CLIENT, 0x1001)->...
 *	llq_keep();			nothing may fail; what passed is kept
 *	llq_said("setup")->questions[0].llq.version = 2;
 *	llq_only_fails(REQ_LLQ_B_14, REQ_LLQ_C_19, REQUIREMENT_COUNT);
 *
 * A message is kept in its parts and written when it is judged. */
#ifndef LLQ_TALK_H
#define LLQ_TALK_H

#include "autotunnel/dns.h"
#include "lab/judge/judge.h"

enum {
	SAYINGS_MAX = 64, SAYING_QUESTIONS = 4, SAYING_RECORDS = 40,
	TALK_CLIENT = 2, TALK_SERVER = 1	/* 192.0.2.N */
};

struct saying_question {
	const char *name;
	uint16_t type;
	uint16_t class;
	struct dns_llq llq;
	bool no_option;
};

struct saying_record {
	enum dns_section section;
	const char *name;
	uint16_t type;
	uint16_t class;
	uint32_t ttl;
	const char *target;	/* a name, an IPv4 address, or text */
	uint16_t port;		/* SRV */
};

struct saying {
	char label[24];
	uint64_t ms;
	struct endpoint from, to;
	uint16_t id;
	uint16_t flags;
	unsigned question_count;
	struct saying_question questions[SAYING_QUESTIONS];
	unsigned record_count;
	struct saying_record records[SAYING_RECORDS];
	bool no_opt;		/* no OPT record */
	bool more_opt;		/* and another one, with the last option again */
	bool opt_named;		/* its owner is not the root */
	bool opt_first;		/* it stands in the answer section */
	uint16_t opt_class;
	uint32_t opt_ttl;
	bool odd_length;	/* LLQ options are two octets longer */
	bool extra_option;	/* another LLQ option at the end */
	uint32_t lease_s;	/* Update Lease, 0: none */
	bool fragmented, dropped, stream, unreachable;
};

/* Forgets all. */
void llq_begin(void);
struct endpoint llq_end(unsigned host, uint16_t port);
/* An empty message between these ends. */
struct saying *llq_say(const char *label, uint64_t ms, struct endpoint from,
		       struct endpoint to, uint16_t id, uint16_t flags);
/* The client is 192.0.2.2, port 40000, the server 192.0.2.1, port 5352. */
struct saying *llq_ask(const char *label, uint64_t ms, uint16_t id);
struct saying *llq_answer(const char *label, uint64_t ms, uint16_t id);
void llq_question(struct saying *s, const char *name, uint16_t type,
		  uint16_t opcode, uint64_t id, uint32_t lease_s);
void llq_plain_question(struct saying *s, const char *name, uint16_t type);
void llq_record(struct saying *s, enum dns_section section, const char *name,
		uint16_t type, uint32_t ttl, const char *target);
/* The same once more, at another time. */
struct saying *llq_again(const char *label, const char *of, uint64_t ms);
struct saying *llq_said(const char *label);
void llq_drop(const char *label);
/* All ends are of one host, or of IPv6. */
void llq_on_one_host(void);
void llq_over_ipv6(void);
/* Nothing from MS on was recorded; the recording ends there. */
void llq_cut(uint64_t ms);
/* Only what SERVER sends is recorded, or only what it does not. */
void llq_only_from(struct endpoint server, bool its_own);
/* When the recording ends; 0: with the last message. */
void llq_ends(uint64_t ms);

/* Nothing may fail; what passes is kept. */
void llq_keep(void);
/* These, ended by REQUIREMENT_COUNT, fail and no others of RFC 8764, and what
 * passed when it was kept still passes if it does not fail. */
void llq_only_fails_list(const char *title, const enum requirement_id *rules,
			 bool all_else_passes);
/* What R is judged now. */
struct judgement llq_judgement(enum requirement_id r);

#endif
