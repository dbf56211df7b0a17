/* SPDX-License-Identifier: Apache-2.0 */
/* tsig_seen.h - the TSIG records of a conversation as they stand there, broken
 * ones included, each with the request that it belongs to; and whether their
 * MACs hold, where the keys are known (RFC 8945).
 *
 * An LLQ event is signed like a request and its acknowledgement like the answer
 * to it (local P5). Bounded: who waits longest for an answer is forgotten. */
#ifndef LAB_JUDGE_TSIG_SEEN_H
#define LAB_JUDGE_TSIG_SEEN_H

#include "lab/capture/packet.h"
#include "shell/tsig.h"

/* What a MAC turned out to be. */
enum tsig_finding {
	TSIG_NOT_CHECKED,	/* no key, no request, or no MAC */
	TSIG_HOLDS,
	TSIG_WRONG,		/* for a reason that was not found */
	TSIG_WITHOUT_REQUEST,	/* the request's MAC is not in it */
	TSIG_WITHOUT_LENGTH,	/* ... is in it without its length */
	TSIG_HEADER_ID,		/* made over the header's id, not its own */
	TSIG_COUNTED,		/* made with ARCOUNT counting the TSIG */
	TSIG_AS_SENT,		/* made over names as they were sent */
	TSIG_TIMERS,		/* made over the timers where all belong in it,
				 * or the reverse */
	TSIG_TAIL		/* the last octets of the MAC were kept */
};

/* One message's TSIG. */
struct tsig_look {
	unsigned count;			/* 0: none, and nothing else is set */
	bool last;			/* the last record of all */
	uint16_t class;
	uint32_t ttl;
	bool readable;			/* the RDATA is one: tsig is set */
	bool compressed;		/* the algorithm's name is */
	bool upper;			/* ... has capitals */
	uint16_t mac_size;
	uint16_t other_size;
	bool known;			/* algorithm and output are set */
	enum tsig_algorithm algorithm;
	size_t output;			/* octets of a full MAC */
	bool foreign;			/* no algorithm of RFC 8945 6 */
	bool keyed;			/* its key is known */
	bool truncated;			/* shorter than that, but legal */
	enum tsig_finding finding;
	/* Its MAC and other data are cut where they are longer than there is
	 * room; without a TSIG this is anything. */
	struct tsig tsig;
};

enum { TSIG_TRIES = 2 };

/* A request that is to be answered. */
struct tsig_request {
	uint64_t key_high, key_low;	/* what it is found by */
	uint32_t number;		/* packet; the first sending */
	uint64_t time_ns;
	uint32_t last_number;		/* the last sending */
	uint64_t last_ns;
	uint64_t hash;			/* of its octets, TSIG included */
	unsigned sends, answers;
	bool tcp, transfer, tkey, event, judged;
	bool is_resend;			/* this sending is the same octets */
	bool rejected;			/* an answer was none to accept */
	bool older;			/* signed before the key's latest */
	unsigned tries;			/* signings in the list */
	bool lost;			/* what came since prior is not known */
	struct tsig_look look;		/* up to here an entry begins as zero */
	struct mac prior;		/* of the last signed answer */
	/* the last two signings, the newest first */
	struct tsig_try {
		uint64_t time_s;
		struct mac mac;
	} list[TSIG_TRIES];
};

struct tsig_seen;

/* KEYS may be NULL; borrowed. 0 or -errno. */
int tsig_seen_open(const struct keys *keys, struct tsig_seen **out);
void tsig_seen_close(struct tsig_seen *s);	/* NULL is fine */
/* D is P's message. IS_REQUEST: a query, an update, or an LLQ event. LOOK is
 * filled. The request: of a request its own, of an answer the one that it
 * answers, or NULL. */
struct tsig_request *tsig_seen_look(struct tsig_seen *s, const struct packet *p,
				    const struct dns_message *d,
				    bool is_request, bool is_event,
				    struct tsig_look *look);

#endif
