/* SPDX-License-Identifier: Apache-2.0 */
/* tsig_rules.h - what the monitors of RFC 8945 share: tsig_monitor.c reads the
 * messages and rules on the form of each TSIG, tsig_client.c on requests,
 * tsig_server.c on answers. Each requirement says there what passes it, what
 * fails it, and when it stays inconclusive. */
#ifndef LAB_JUDGE_TSIG_RULES_H
#define LAB_JUDGE_TSIG_RULES_H

#include "lab/judge/hash.h"
#include "lab/judge/kept.h"
#include "lab/judge/monitor.h"

struct tsig_rules {
	struct judge *judge;
	struct kept *names;		/* algorithm of each key name */
	struct kept *latest;		/* signed, of each key and client */
	struct kept *awaited;		/* errors that have to come */
	bool sha1_taken, sha256_taken;	/* a server has answered it */
	struct kept *truncated;		/* answers to be asked for over TCP */
	bool keyless;			/* a TSIG could not be checked */
	/* A server's time signed was that of the capture, whose times are
	 * therefore real. */
	bool real_clock;
};

/* The latest time signed that a server took (S-18). */
struct tsig_latest {
	struct kept_key key;
	uint64_t time_s;
	struct evidence evidence;
};

/* The algorithm that a key name was first seen with (B-35). */
struct tsig_algorithm_of {
	struct kept_key key;
	uint64_t algorithm;
	struct evidence evidence;
};

/* A signed answer with TC (C-03). */
struct tsig_truncated {
	struct kept_key key;
	struct evidence evidence;
};

/* A request that is to be answered by an error, and why. */
struct tsig_awaited {
	struct kept_key key;
	struct evidence first, last;
	unsigned sends;
	bool tcp;
	enum requirement_id rule;
	const char *what;
};

/* The key that requests of M's client and server are found by in `latest`. */
struct kept_key tsig_latest_key(const struct message *m, bool is_request);
/* The request of M is broken on purpose, or by mistake: its answer is not what
 * answers to good ones are. */
bool tsig_is_well_placed(const struct tsig_look *l);
bool tsig_is_legal_size(const struct tsig_look *l);
/* MACs of L's key could be checked, and this one did not hold. */
bool tsig_is_forged(const struct tsig_look *l);
/* No server can know that key: it ends in `.invalid` (RFC 6761, 6.4), or its
 * algorithm is none of RFC 8945. */
bool tsig_is_unknown(const struct tsig_look *l);

void tsig_client_request(struct tsig_rules *t, const struct message *m);
void tsig_client_answer(struct tsig_rules *t, const struct message *m);
void tsig_server_request(struct tsig_rules *t, const struct message *m);
void tsig_server_answer(struct tsig_rules *t, const struct message *m);
void tsig_client_end(struct tsig_rules *t);
void tsig_server_end(struct tsig_rules *t);

#endif
