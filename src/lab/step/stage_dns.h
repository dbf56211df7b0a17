/* SPDX-License-Identifier: Apache-2.0 */
/* stage_dns.h - a DNS client on its stage: what its two files share. The
 * container and its turns are in stage_dns.c; what the resolver and the server
 * say, in octets, is in dns_answers.c. */
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
	struct deadlines deadlines;
	struct machine *heap[DNSCLIENT_MACHINES_MAX];
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
size_t dns_answer(struct dns_stage *d, const struct dns_asked *asked,
		  const struct dns_answer *how, uint8_t *octets);
size_t dns_answer_lookup(struct dns_stage *d, const struct dns_answer *how,
			 uint8_t *octets);
/* An event for M: a host more, or, where there are several, one less. */
size_t dns_event(struct dns_stage *d, const struct llq_client *m,
		 uint8_t *octets);

#endif
