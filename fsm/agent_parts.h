/* SPDX-License-Identifier: Apache-2.0 */
/* agent_parts.h - between the files of the agent's container. */
#ifndef FSM_AGENT_PARTS_H
#define FSM_AGENT_PARTS_H

#include "autotunnel/agent.h"

/* Whose an answer is: the upper half of dnsclient's user value. */
enum agent_question {
	QUESTION_PTR,		/* LLQ: the domain's hosts */
	QUESTION_AAAA,		/* LLQs: lower half is the peer's slot */
	QUESTION_SRV,
	QUESTION_A,
	QUESTION_TXT,
	QUESTION_NOTE,		/* LLQ: who else wants our name (P11) */
	QUESTION_REFLEX		/* query: how the rendezvous sees us (P7) */
};

uint64_t agent_user(enum agent_question q, unsigned slot);

/* agent_self.c */
void agent_identify(struct agent *a, struct turn *t);
void agent_self(const struct agent *a, struct peer_self *self);
bool agent_self_report(struct agent *a, const struct report *r, struct turn *t);
void agent_dns_news(struct agent *a, const struct dnsclient_news *news,
		    struct turn *t);
/* One thing that this turn still has to do; false: nothing is left. */
bool agent_self_work(struct agent *a, struct turn *t);

/* agent_reach.c */
/* How we are reached, and at OUTER where we are; else its family is 0. */
enum agent_reach agent_judge_reach(const struct agent *a,
				   struct endpoint *outer);
/* Enough is known to say so in DNS. */
bool agent_is_known(enum agent_reach reach);

/* agent_peers.c */
void agent_hosts_start(struct agent *a, struct turn *t);
bool agent_remember_host(struct agent *a, struct turn *t);
void agent_answers_changed(struct agent *a, const struct dnsclient_news *news,
			   struct turn *t);
bool agent_look_for_hosts(struct agent *a, struct turn *t);
bool agent_look_at_peer(struct agent *a, struct turn *t);
void agent_prefixes_changed(struct agent *a, const struct network_facts *now);
bool agent_peer_report(struct agent *a, const struct report *r, struct turn *t);
bool agent_decide(struct agent *a, struct turn *t);
void agent_hear_tunnel(struct agent *a, const struct tunnel_facts *facts,
		       struct turn *t);

/* agent_rival.c */
void agent_rival_start(struct agent *a, struct turn *t);
void agent_rival_held(struct agent *a, const struct dnsclient_news *news,
		      struct turn *t);
void agent_rival_changed(struct agent *a, struct turn *t);

/* agent_text.c */
/* The address behind KEY, its port 0; false: there is none. */
bool agent_read_address(const char *txt, const char *key, struct endpoint *e);
bool agent_read_ula(const char *txt, uint8_t ula[16]);
void agent_read_lan(const char *txt, struct endpoint *lan);
void agent_read_device(const char *txt, char *device, size_t size);

#endif
