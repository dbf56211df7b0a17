/* SPDX-License-Identifier: Apache-2.0 */
/* conversations.h - who talks with whom about what: of each pair of ends how
 * many messages, and in which frames. Bounded; what finds no room is counted
 * together. */
#ifndef LAB_CONVERSATIONS_H
#define LAB_CONVERSATIONS_H

#include <stdio.h>

#include "lab/capture/packet.h"

enum conversation_kind {
	CONVERSATION_NATPMP, CONVERSATION_PCP, CONVERSATION_LLQ,
	CONVERSATION_UPDATE, CONVERSATION_KIND_COUNT
};

enum { CONVERSATIONS_MAX = 32768 };

struct conversations;

int conversations_open(struct conversations **out);	/* 0 or -ENOMEM */
void conversations_close(struct conversations *c);	/* NULL is fine */
/* P belongs to one, or to the way to one (a look-up of servers, or between ends
 * that are known). False: it is plain DNS. */
bool conversations_note(struct conversations *c, const struct packet *p);
/* A line each, the first of them. */
void conversations_print(const struct conversations *c, FILE *f);

#endif
