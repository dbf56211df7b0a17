/* SPDX-License-Identifier: Apache-2.0 */
/* dialogue.h - conversations of DNS made up for the judges' tests: said well
 * first, then with one thing otherwise.
 *
 *	dialogue_begin("UL-");			verdicts of that family count
 *	dialogue_say("ask", 10, PACKET_UDP, from, to, octets, length);
 *	dialogue_keep(JUDGE_SERVER, END_MS);	nothing may fail; is kept
 *	...					the same, with one deviation
 *	dialogue_fails(JUDGE_SERVER, END_MS, "UL-S-01 UL-S-05", "UL-S-18");
 */
#ifndef DIALOGUE_H
#define DIALOGUE_H

#include "autotunnel/dns.h"
#include "lab/judge/judge.h"
#include "shell/tsig.h"

enum { DIALOGUE_MAX = 300, DIALOGUE_OCTETS = 1400 };

struct dialogue {
	char label[32];
	uint64_t ms;
	struct packet packet;
	uint8_t octets[DIALOGUE_OCTETS];
};

/* FAMILY: how the IDs begin that are looked at. */
void dialogue_begin(const char *family);
/* Forgets what was said; what was kept stays. */
void dialogue_again(void);
/* 10.0.0.NUMBER */
struct endpoint dialogue_at(unsigned number, uint16_t port);
struct dialogue *dialogue_say(const char *label, uint64_t ms,
			      enum packet_kind kind, struct endpoint from,
			      struct endpoint to, const uint8_t *octets,
			      size_t length);
/* What has that label, or NULL. */
struct dialogue *dialogue_said(const char *label);
/* KEYS of the judge; NULL: none. The clock of the capture begins at START_S. */
void dialogue_keys(const struct keys *keys);
uint64_t dialogue_clock_s(uint64_t ms);

/* What the conversation is about, for messages of failure. */
void dialogue_about(const char *what);

/* Judges what was said until now, and keeps what passed: nothing may fail. */
void dialogue_keep(unsigned sides, uint64_t end_ms);
/* Exactly the requirements FAILED (IDs apart by spaces) fail, and all others
 * that passed in what was kept pass still, except those in OPEN, which are not
 * put to the test any more. */
void dialogue_fails(unsigned sides, uint64_t end_ms, const char *failed,
		const char *open);
/* Of the last: */
const struct judgement *dialogue_judgement(const char *id);
void dialogue_end(void);

#endif
