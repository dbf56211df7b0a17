/* SPDX-License-Identifier: Apache-2.0 */
/* stage_dns.h - a DNS client on its stage: what its files share. The container
 * and its turns are in stage_dns.c; how each event is brought about, in
 * dns_events.c; what the resolver and the server say, in octets, in
 * dns_answers.c. */
#ifndef LAB_STEP_STAGE_DNS_H
#define LAB_STEP_STAGE_DNS_H

#include "autotunnel/dnsclient.h"
#include "lab/step/stage.h"

enum {
	DNS_STAGE_ASKED_MAX = 8,	/* requests that may be answered */
	DNS_STAGE_HOSTS_MAX = 16	/* records that come and go */
};

/* A request that left. */
struct dns_asked {
	bool used;
	bool stream;
	enum channel channel;
	struct endpoint to;
	struct ticket ticket;		/* of the stream */
	uint32_t order;			/* the latest has the highest */
	uint16_t length;
	uint8_t octets[DNS_UDP_MAX];
};

struct dns_lookup {
	bool used;
	struct ticket ticket;
	struct dns_name name;
	uint16_t type;
};

struct dns_stage {
	struct dnsclient dns;
	struct llq_room room;
	struct deadlines deadlines;
	struct deadline heap[DNSCLIENT_MACHINES_MAX];
	struct reports reports;
	struct dns_asked asked[DNS_STAGE_ASKED_MAX];
	struct dns_lookup lookup;
	struct ticket opening;		/* of a stream; generation 0: none */
	uint32_t order;
	uint32_t turns;			/* of the step */
	struct dns_name zone, domain;
	/* whom it talks to */
	struct endpoint server;
	uint64_t llq_id;		/* granted last */
	uint32_t serial;
	uint32_t hosts;			/* bit N: host N is in the zone */
	uint16_t event_id;
	unsigned facts;			/* how often they changed */
};

/* What an answer is to be, beside natural. */
struct dns_answer {
	uint16_t rcode;
	uint16_t llq_error;
	uint32_t retry_s;		/* the lease that comes with it */
	bool older;			/* SOA of before the last event */
	bool moved;			/* SOA of a change that nobody told */
	bool truncated;
	bool overtaken;			/* to the request before the last */
	enum {
		DNS_NAME_FREE, DNS_NAME_TAKEN, DNS_NAME_ALIKE, DNS_NAME_DARK
	} name;
	/* look-ups */
	bool nothing;			/* NXDOMAIN, without an SOA */
	bool bare;			/* without the target's address */
	bool failed;
};

/* Both write a message into OCTETS (DNS_UDP_MAX) and return its length. */
size_t on_dns_answer(struct dns_stage *d, const struct dns_asked *asked,
		  const struct dns_answer *how, uint8_t *octets);
size_t on_dns_answer_lookup(struct dns_stage *d, const struct dns_answer *how,
			 uint8_t *octets);
/* An event for M: a host more, or, where there are several, one less. */
size_t on_dns_event(struct dns_stage *d, const struct llq_client *m,
		 uint8_t *octets);

/* stage_dns.c ------------------------------------------------------------- */

/* One act, while it is done. */
struct dns_doing {
	struct stage *stage;
	struct dns_stage *d;
	const struct act *act;
	struct input input;
	struct turn turn;
};

/* What kind of request. */
enum dns_wanted {
	DNS_ANY_REQUEST,
	DNS_LLQ_REQUEST,
	DNS_UPDATE_REQUEST,
	DNS_QUERY_REQUEST,		/* but for an SOA */
	DNS_PROBE_REQUEST		/* an SOA query, of contact's */
};

bool on_dns_is_about(const struct stage *s, const char *chart);
void on_dns_begin_turn(struct dns_doing *g, enum input_kind kind);
void on_dns_end_turn(struct dns_doing *g);
/* A message comes on the way that TO went. */
void on_dns_deliver(struct dns_doing *g, const struct dns_asked *to,
		 enum verdict verdict, const uint8_t *octets, size_t length);
/* The latest request of that kind that waits for an answer, or NULL. */
struct dns_asked *on_dns_latest(struct dns_stage *d, enum dns_wanted w);
void on_dns_give_answer(struct dns_doing *g, struct dns_asked *asked,
		     const struct dns_answer *how, enum verdict verdict);
void on_dns_give_lookup(struct dns_doing *g, const struct dns_answer *how);

/* dns_events.c ------------------------------------------------------------ */

/* The event of the act. False: refused. */
bool on_dns_do_event(struct dns_doing *g);
bool on_dns_stream_event(struct dns_doing *g, bool up);
/* The stage's question: as a long-lived one, or as a query. */
void on_dns_ask(struct dns_doing *g, bool llq);
struct llq_client *on_dns_client(struct dns_stage *d);
struct query *on_dns_query(struct dns_stage *d);
/* Refuses: WHAT ("no update") was sent. Returns false. */
bool on_dns_no_request(struct stage *s, const char *what);

#endif
