/* SPDX-License-Identifier: Apache-2.0 */
/* llq_client.h - one long-lived query, as its client has it (RFC 8764).
 *
 * Belongs to an llq_session, which sends for it: an action only notes a wish,
 * and the session's flush packs the wishes of a turn into messages. What a
 * reply or an event says of this query reaches it as an llq_reading.
 *
 * Source: RFC 8764 5 to 7; P5, P6, P8, P16. Times: CLOCK_BOOTTIME, ms. */
#ifndef AUTOTUNNEL_LLQ_CLIENT_H
#define AUTOTUNNEL_LLQ_CLIENT_H

#include "autotunnel/answers.h"
#include "autotunnel/client.h"
#include "autotunnel/query.h"
#include "core/llq_client_chart.h"

enum llq_client_report {
	LLQ_CLIENT_REPORT_ANSWERS,	/* the set is another, or known now */
	LLQ_CLIENT_REPORT_LAPSED,	/* the set is not known any more */
	LLQ_CLIENT_REPORT_HELD,		/* id or lease are new */
	LLQ_CLIENT_REPORT_SILENT,	/* the server is down, as we see it */
	LLQ_CLIENT_REPORT_REFUSED,	/* value: RCODE << 16 | LLQ error */
	LLQ_CLIENT_REPORT_ENDED		/* after an acknowledged end, or not */
};

enum llq_wish {
	LLQ_WISH_NONE,
	LLQ_WISH_SETUP,
	LLQ_WISH_RESPONSE,
	LLQ_WISH_REFRESH,
	LLQ_WISH_END,			/* a refresh with lease 0 */
	LLQ_WISH_AGAIN			/* the message sent last, as it was */
};

/* What all queries of a session share. */
struct llq_commons {
	struct answer_pool pool;
	unsigned wishes;		/* queries with a wish */
	unsigned questions;		/* queries that want a signed query */
};

/* One option of a reply, or of an event, with its message. */
struct llq_reading {
	const struct dns_message *message;
	const struct dns_llq *option;	/* NULL: there is none for us */
	enum llq_wish request;		/* what is answered; NONE: an event */
	bool has_serial;		/* the message brought the zone's SOA */
	uint32_t serial;
};

struct llq_client {
	struct llq_client_machine machine;
	/* identity */
	struct llq_commons *commons;
	bool used;
	uint16_t type;
	uint64_t user;
	/* data from the wire */
	uint64_t llq_id;		/* 0: none */
	uint32_t granted_s;		/* by the challenge: echoed, asked */
	uint64_t lease_start_ms;
	/* the session's: what is to be sent, and which message was */
	enum llq_wish wish;
	bool question;			/* a signed query is wanted */
	uint16_t message;		/* 1 + place in session.messages */
	/* data from the wire */
	bool has_serial;
	uint32_t serial;		/* of what was applied last (P5) */
	uint64_t event_ms;		/* when */
	uint16_t rcode, error;		/* of the last refusal */
	struct answers answers;
	/* while a step reads them */
	const struct llq_reading *reading;
	struct query *polled;
	/* statistics */
	uint32_t events, stale_events;
	struct dns_name name;		/* identity; most turns do not read it */
};

/* LLQ_CLIENT_EVENT_COUNT: it does not concern this query (a stray). */
enum llq_client_event llq_client_classify(const struct llq_client *m,
					  const struct llq_reading *r);
/* Steps M with what R says; false: a stray. */
bool llq_client_receive(struct llq_client *m, const struct llq_reading *r,
			struct turn *t);
/* FROM, a signed query, is answered; its answers are taken out of it. */
void llq_client_polled(struct llq_client *m, struct query *from,
		       struct turn *t);
/* When the lease ends, or TIME_NEVER without one. */
uint64_t llq_client_ends_ms(const struct llq_client *m);
/* Its lease runs, acknowledged: a refresh may take it along (8764 7.1). */
bool llq_client_is_held(const struct llq_client *m);

#endif
