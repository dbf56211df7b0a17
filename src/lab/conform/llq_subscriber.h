/* SPDX-License-Identifier: Apache-2.0 */
/* llq_subscriber.h - a client of long-lived queries that does as it is told: each
 * step of RFC 8764 by itself, right or wrong on purpose, from a port of its own.
 *
 *	subscriber_open(c, &server, &s);
 *	subscriber_ask(s, &name, DNS_TYPE_PTR);
 *	if (subscriber_set_up(s, 3600)) ...
 *
 * Events are acknowledged by themselves unless `silent`. */
#ifndef LAB_LLQ_SUBSCRIBER_H
#define LAB_LLQ_SUBSCRIBER_H

#include "conform_dns.h"

enum {
	SUBSCRIBER_QUESTIONS_MAX = 8,
	SUBSCRIBER_LEASE_S = 3600	/* asked, unless an act is about leases */
};

struct subscriber {
	struct conform *c;
	struct conform_dns *dns;
	unsigned count;
	struct dns_question questions[SUBSCRIBER_QUESTIONS_MAX];
	/* of the newest challenge or reply, one a question */
	struct dns_llq llq[SUBSCRIBER_QUESTIONS_MAX];
	bool established;		/* and not ended by us */
	uint64_t established_ms;
	bool silent;			/* does not acknowledge */
	unsigned events;		/* that came, resends not counted */
	uint16_t event_id;		/* of the last */
	unsigned adds, removes;		/* records in them */
	uint32_t last_event;		/* its packet */
	struct subscriber *next;	/* whoever keeps them */
};

/* 0 or -errno. */
int subscriber_open(struct conform *c, const struct endpoint *server,
		    struct subscriber **out);
void subscriber_close(struct subscriber *s);	/* NULL is fine */
void subscriber_ask(struct subscriber *s, const struct dns_name *name,
		    uint16_t type);

/* The message of all questions with OPTIONS, one each. The length. */
size_t subscriber_write(const struct subscriber *s, uint16_t id,
			const struct dns_llq *options, uint8_t *out);
/* All of it with the same values; then s->dns->answer. True: answered. */
bool subscriber_send(struct subscriber *s, const struct dns_llq *options);
/* The answer has one LLQ option without error for each question; they go to
 * s->llq. */
bool subscriber_granted(struct subscriber *s);

/* Setup Request for LEASE_S. True: challenged, all questions granted. */
bool subscriber_challenge(struct subscriber *s, uint32_t lease_s);
/* The Challenge Response, right. True: established. */
bool subscriber_prove(struct subscriber *s);
bool subscriber_set_up(struct subscriber *s, uint32_t lease_s);
/* Refresh Request; 0 ends the queries. True: answered. */
bool subscriber_refresh(struct subscriber *s, uint32_t lease_s);

/* Waits at most MS until EVENTS messages have come in all, or RECORDS records in
 * them. */
bool subscriber_told(struct subscriber *s, unsigned events, uint64_t ms);
bool subscriber_has(struct subscriber *s, unsigned records, uint64_t ms);

#endif
