/* SPDX-License-Identifier: Apache-2.0 */
/* llq_acts.h - what the acts against an LLQ server share: llq_server.c (the
 * role, discovery, set-up, refresh) and llq_changes.c (what changes of the zone
 * bring). */
#ifndef LAB_LLQ_ACTS_H
#define LAB_LLQ_ACTS_H

#include "llq_subscriber.h"

enum { LLQ_MADE_MAX = 32, LLQ_TTL_S = 30 };

struct llq_acts {
	struct conform *c;
	struct endpoint server;
	struct dns_name zone;
	struct conform_dns *plain;	/* ordinary queries */
	struct conform_dns *updates;	/* NULL: none so far */
	struct subscriber *all;		/* to be ended and closed */
	char label[24];			/* of this run, unguessable */
	unsigned names;
	/* what was added and is to be taken away at the end */
	unsigned made_count;
	struct dns_question made[LLQ_MADE_MAX];
	/* what goes on while other acts play */
	struct subscriber *unfinished;	/* challenged, not proved */
	struct subscriber *silent;	/* acknowledges nothing */
	uint64_t silent_at_ms;		/* since its first event */
	struct subscriber *watcher;	/* of a record with a lease */
	struct dns_name lapsing;
	uint64_t lapses_at_ms;
	struct subscriber *expiring, *witness;	/* the same question */
	struct dns_name asked;
	uint64_t expires_at_ms;
};

/* A subscriber at the server, closed at the end. */
struct subscriber *llq_subscriber(struct llq_acts *a);
/* A name below the zone that nobody had before, "conform-4f12-3.<zone>". */
struct dns_name llq_name(struct llq_acts *a);
/* ACT's stimulus S was not answered: what that means is ruled, for R first. */
void llq_unanswered(struct llq_acts *a, const struct conform_dns *d,
		    enum requirement_id r);

/* An ordinary query. True: a->plain->answer. */
bool llq_query(struct llq_acts *a, const struct dns_name *name, uint16_t type);

/* Acts of llq_changes.c */
int llq_act_lapse_begin(struct conform *c, void *state);
int llq_act_lapse_end(struct conform *c, void *state);
int llq_act_silence_begin(struct conform *c, void *state);
int llq_act_silence_end(struct conform *c, void *state);
int llq_act_expiry_begin(struct conform *c, void *state);
int llq_act_expiry_end(struct conform *c, void *state);
int llq_act_change(struct conform *c, void *state);
int llq_act_batch(struct conform *c, void *state);
int llq_act_big(struct conform *c, void *state);
int llq_act_end(struct conform *c, void *state);
/* Takes away what was added. */
void llq_changes_undo(struct llq_acts *a);

#endif
