/* SPDX-License-Identifier: Apache-2.0 */
/* llq_server.h - one long-lived query at the rendezvous, and what its client
 * is told (RFC 8764, sections 5 to 7).
 *
 * Two machines: struct llq_server, one a query; struct llq_events, one a
 * client, which is a source address and port with a key. Questions are stored
 * once and shared by their queries. A question keeps the log of its changes;
 * each query knows how far it has been told.
 *
 * The container (rendezvous.h) finds or makes the instance that a question of
 * a message is about, classifies the LLQ option, steps, and builds the reply
 * from the reports. It fills in everything that is marked "container's". */
#ifndef AUTOTUNNEL_LLQ_SERVER_H
#define AUTOTUNNEL_LLQ_SERVER_H

#include "autotunnel/dns.h"
#include "autotunnel/turn.h"
#include "core/llq_events_chart.h"
#include "core/llq_server_chart.h"

/* One record that was added to a question's answers or removed. */
struct llq_change {
	struct llq_change *next;	/* in the log, or among the drafts */
	uint64_t sequence;
	uint32_t waiting;		/* queries that have not read it */
	uint32_t references;		/* the log's and those of owed ones */
	uint32_t hash;
	uint32_t ttl;
	bool removal;
	uint16_t rdata_length;
	uint8_t rdata[];
};

/* A change that one query has read and its client was not yet sent. */
struct llq_owed {
	struct llq_owed *next;
	struct llq_change *change;
};

struct llq_question {
	struct llq_question *chain;	/* same bucket */
	struct llq_server *queries;
	uint32_t query_count, held_count;
	struct llq_change *log, *log_last;
	struct llq_change *drafts, *drafts_last;
	struct llq_question *next_drafted, *next_changed;
	bool drafted, changed, spoiled;
	uint64_t sequence;		/* of the newest change */
	uint32_t hash;
	uint16_t type;
	uint8_t name_length;
	uint8_t name[];
};

enum llq_server_report {
	LLQ_SERVER_REPORT_OFFER,	/* challenge; value: lease in s */
	LLQ_SERVER_REPORT_ACCEPTED,	/* send the answers; value: life left, s */
	LLQ_SERVER_REPORT_REFRESHED,	/* value: lease in s */
	LLQ_SERVER_REPORT_ENDED,
	LLQ_SERVER_REPORT_CHANGED,
	LLQ_SERVER_REPORT_GONE		/* may be given away */
};

struct llq_server {
	struct llq_server_machine machine;
	/* identity */
	uint64_t id;
	struct llq_question *question;
	struct llq_events *client;
	/* container's */
	struct llq_server *id_chain;
	struct llq_server *client_next, *client_prev;
	/* data from the wire */
	uint32_t grant_s;		/* asked for, within the bounds */
	uint32_t issued_s;		/* what the challenge said */
	/* container's */
	struct llq_server *question_next, *question_prev;
	struct llq_server *owing_next;
	struct llq_owed *owed, *owed_last;
	uint64_t told;			/* read the question's log so far */
	bool reading;			/* counted by its question as held */
	bool owing;			/* in its client's list */
};

/* What OPTION means to M; *PROVES says whether a Challenge Response echoes
 * what was issued (8764 5.2.4); where it does not, the event means nothing. */
enum llq_server_event llq_server_classify(const struct llq_server *m,
					  const struct dns_llq *option,
					  bool *proves);
/* Its handshake is complete. */
bool llq_server_established(const struct llq_server *m);

enum llq_events_report {
	LLQ_EVENTS_REPORT_TOLD,		/* acknowledged: the next may go */
	LLQ_EVENTS_REPORT_UNREACHABLE	/* three sends, no answer */
};

struct llq_events {
	struct llq_events_machine machine;
	/* identity */
	struct endpoint endpoint;
	uint16_t key;
	/* the message under way */
	uint16_t message_id;
	uint16_t message_length;
	uint8_t *message;		/* container's memory */
	/* container's */
	struct llq_events *chain;
	struct llq_events *next_due, *next_lost;
	struct llq_server *queries;
	struct llq_server *owing, *owing_last;
	uint32_t query_count;
	bool due, lost;
};

/* MSG, a response from this client, acknowledges the message under way. */
bool llq_events_acknowledges(const struct llq_events *m,
			     const struct dns_message *msg);

#endif
