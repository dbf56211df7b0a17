/* SPDX-License-Identifier: Apache-2.0 */
/* judge.h - holds a conversation against the RFCs, requirement by requirement.
 *
 * judge_open; judge_packet for each packet in the order of time; judge_end
 * once; then judge_judgement for each requirement; judge_close. Memory grows
 * with the number of ends and open exchanges, each bounded, never with the
 * number of packets.
 *
 * A requirement is passed if it was put to the test and held every time,
 * failed if it was violated once, and inconclusive otherwise. What a fact
 * violates fails, all of it; who deviates in one rule is not failed in others
 * for the consequences. */
#ifndef LAB_JUDGE_H
#define LAB_JUDGE_H

#include "lab/capture/packet.h"
#include "lab/requirement.h"
#include "shell/keys.h"

#include <stdarg.h>

/* Whose conduct is judged; bits, so that several can be asked for. */
enum judge_side {
	JUDGE_CLIENT = 1,
	JUDGE_SERVER = 2,
	JUDGE_GATEWAY = 4,
	JUDGE_ALL = 7
};

enum judgement_result {
	JUDGEMENT_INCONCLUSIVE,
	JUDGEMENT_PASS,
	JUDGEMENT_FAIL
};

enum {
	JUDGE_EVIDENCE_MAX = 8,		/* packets that prove one failure */
	JUDGE_PACKETS_MAX = 32,		/* of all failures together */
	JUDGE_WHY_MAX = 300
};

/* A packet that proves something. */
struct evidence {
	uint32_t number;
	uint64_t time_ns;
};

struct judgement {
	enum judgement_result result;
	uint64_t passes;		/* times that it held */
	uint64_t fails;			/* times that it was violated */
	/* Of the first violation, then of the others as far as there is room,
	 * in ascending order; or of the first time that it held. */
	unsigned evidence_count;
	struct evidence evidence[JUDGE_PACKETS_MAX];
	/* A sentence, of the first violation; of a pass it may be empty. */
	char why[JUDGE_WHY_MAX];
};

/* Who recorded stood still from then to then: a machine without time. Times of
 * the wall clock, as packets have them. */
struct judge_stall {
	uint64_t from_ns, until_ns;
};

struct judge_setup {
	unsigned sides;			/* enum judge_side: whose conduct counts */
	const struct keys *keys;	/* NULL: TSIG cannot be checked */
	/* How much earlier than an RFC's wait a message may be seen, and how
	 * much later it may come than it must: the greater of a fixed time and
	 * a share of the wait. 0: the defaults below. */
	unsigned early_ms, early_percent;
	unsigned late_ms, late_percent;
	bool live;	/* who falls silent has failed, and not left: see conform */
	bool btmm;	/* profile of RFC 6281: where its hosts do otherwise than
			 * the RFC of the protocol recommends, they do right */
	bool exact;			/* 0 is 0, not the default */
	/* Nothing that these ends sent or got can be missing: who recorded was
	 * one of them (conform). So silence is silence, even of an end of which
	 * no packet was ever seen. */
	bool complete;
	/* What comes late or early by no more than the recorder itself stood
	 * still meanwhile is in time. In order, without overlaps; borrowed. */
	const struct judge_stall *stalls;
	size_t stall_count;
};

enum {	/* stated in the manual, and in each report */
	JUDGE_EARLY_MS = 20, JUDGE_EARLY_PERCENT = 2,
	JUDGE_LATE_MS = 500, JUDGE_LATE_PERCENT = 10
};

struct judge;

/* 0 or -ENOMEM. SETUP is copied, its keys are borrowed. */
int judge_open(const struct judge_setup *setup, struct judge **out);
void judge_packet(struct judge *j, const struct packet *p);
/* Nothing was recorded after TIME_NS (0: after the last packet). */
void judge_end(struct judge *j, uint64_t time_ns);
const struct judgement *judge_judgement(const struct judge *j,
					enum requirement_id r);
/* R is judged at all: some monitor looks for it. */
bool judge_knows(enum requirement_id r);
/* There was a message of a protocol that these RFCs are about. */
bool judge_concerned(const struct judge *j);
/* The tolerance as a sentence. */
void judge_tolerance_text(const struct judge *j, char *text, size_t size);
void judge_close(struct judge *j);	/* NULL is fine */

#endif
