/* SPDX-License-Identifier: Apache-2.0 */
/* edge.h - where DNS messages become believed or not (RFC 8945).
 *
 * The core never sees a secret. What arrives is judged here: the TSIG is
 * taken off, its verdict goes into the input. What leaves is signed here:
 * an effect that names an origin is signed as the answer to it, one that
 * names a key as a request. BADKEY, BADSIG, BADTIME, BADTRUNC and FORMERR are
 * answered here, and reported as inputs, so they are counted and traced.
 *
 * Remembered, bounded by CAPACITY entries and 30 s: requests that arrived
 * (origins), requests that were sent (for their answers' MACs, and so that
 * the same octets to the same place within that time leave as the same signed
 * octets), and the latest time signed of each key and source (8945 5.2.3).
 *
 * Long-lived queries are outside TSIG's requests and answers: an event is
 * signed like a request and accepted without a prior MAC, its acknowledgement
 * is signed like an answer to it. QR=1 without a prior MAC is accepted for
 * LLQ events only. */
#ifndef SHELL_EDGE_H
#define SHELL_EDGE_H

#include "autotunnel/turn.h"
#include "keys.h"

enum {
	EDGE_KEPT_MS = 30000,
	EDGE_ANSWER_MAX = 1232,
	/* Requests of one source may overtake one another, and leave again
	 * as the same octets up to 14 s later (RFC 8764 5.1); what is older
	 * than the latest by more is a replay (8945 5.2.3). */
	EDGE_REORDER_S = 15,
	EDGE_UNSIGNED_MAX = 99		/* in a row on a stream; 8945 5.3.1 */
};

struct edge;

/* Where a message came from, or goes. stream: 0 for a datagram, else the
 * shell's name of the connection. */
struct edge_peer {
	enum channel channel;
	struct endpoint endpoint;
	uint32_t stream;
};

struct edge_judgement {
	enum verdict verdict;
	uint16_t key;
	origin_id origin;	/* requests and LLQ events; else 0 */
	size_t length;		/* of the message, its TSIG taken off */
	bool close;		/* the stream is not to be trusted further */
	uint64_t their_time_s;	/* where BADTIME means that two clocks differ:
				 * the other side's; else 0 */
	size_t answer_length;	/* not 0: send answer back to where it came from */
	uint8_t answer[EDGE_ANSWER_MAX];
};

struct edge_counters {
	uint64_t verdicts[VERDICT_COUNT];
	uint64_t origins_lost;	/* answers to what was forgotten */
	/* the clocks as they were, if nothing was verified since; else 0 */
	uint64_t badtime_theirs_s, badtime_ours_s;
	uint64_t key_errors[KEYS_MAX];	/* MAC errors per key (8945 5.4.2) */
};

/* KEYS is copied. 0, or -errno. */
int edge_open(const struct keys *keys, unsigned capacity, struct edge **out);
void edge_close(struct edge *e);	/* NULL is fine */

/* The keys are others from now on; KEYS is copied. What is remembered of a key
 * goes with its name, to wherever that stands in KEYS. A key without a name (length 0) is a
 * place that is not in use. 0, or -errno and nothing is changed. */
int edge_rekey(struct edge *e, const struct keys *keys);

/* The latest time that a key has signed, and no key signs an earlier one than
 * that, within the fudge: for who is started anew on a clock that was set back. */
uint64_t edge_signed_s(const struct edge *e);
void edge_sign_after(struct edge *e, uint64_t signed_s);

/* Judges the LENGTH octets of a message, in place. NOW_MS: CLOCK_BOOTTIME,
 * NOW_S: seconds since 1970 (for TSIG only). */
void edge_judge(struct edge *e, const struct edge_peer *from, uint8_t *octets,
		size_t length, uint64_t now_ms, uint64_t now_s,
		struct edge_judgement *out);

/* Makes the answer to ORIGIN ready to leave: LENGTH octets in a buffer of
 * SIZE, signed as its request was, and where it goes. If the signed answer
 * would be longer than LIMIT, only the question is left, with TC (8945 5.3).
 * The new length; -ENOENT: the origin is forgotten. */
int edge_answer(struct edge *e, origin_id origin, uint8_t *octets,
		size_t length, size_t size, size_t limit, uint64_t now_ms,
		uint64_t now_s, struct edge_peer *to);

/* Makes a request, or an LLQ event, ready to leave, signed by KEY (KEY_NONE:
 * as it is). The new length, -EMSGSIZE, or -ENOKEY: that key is gone. */
int edge_request(struct edge *e, const struct edge_peer *to, uint16_t key,
		 uint8_t *octets, size_t length, size_t size, uint64_t now_ms,
		 uint64_t now_s);

/* Where an origin's answer goes; false if forgotten. */
bool edge_origin(const struct edge *e, origin_id origin, uint64_t now_ms,
		 struct edge_peer *to);
/* Nothing of that connection is remembered any longer. */
void edge_stream_closed(struct edge *e, uint32_t stream);
const struct edge_counters *edge_counters(const struct edge *e);

#endif
