/* SPDX-License-Identifier: Apache-2.0 */
/* llq_scene.h - a server of long-lived queries that does as it is told, for
 * clients under test: right by default, and wrong where the next message of a
 * kind meets a fault that an act has set.
 *
 * It also is the zone: it answers the discovery (SOA, SRV, address) and
 * ordinary queries, on its own port and on port 53, and takes any UPDATE. The
 * records of the first PTR question are made up: hosts that are shown one by
 * one by events (scene_show), each a PTR to SERVICE.conform-N.ZONE with SRV,
 * AAAA, A and TXT; so a client that follows up asks for more. */
#ifndef LAB_LLQ_SCENE_H
#define LAB_LLQ_SCENE_H

#include "conform_dns.h"

enum {
	SCENE_QUERIES_MAX = 64,
	SCENE_HOSTS_MAX = 32,
	SCENE_SHORT_S = 10,		/* leases that are to be refreshed soon */
	SCENE_LONG_S = 3600
};

/* What the next messages of a client meet. Each is used up. */
struct scene_faults {
	bool mute;			/* nothing leaves the LLQ port */
	unsigned lose_setups;		/* not answered: so many */
	unsigned lose_responses;
	unsigned lose_refreshes;
	bool hold_setup;		/* kept for scene_answer_held */
	enum dns_llq_error setup_error;	/* in the LLQ options */
	uint32_t error_lease_s;
	unsigned rcode;			/* of the header, without options */
	bool no_option;			/* a reply as of a server without LLQ */
	bool forge_id;			/* first a reply with another message id */
	bool forge_source;		/* first a reply from another port */
	enum dns_llq_error refresh_error;
};

/* A query that a client has here. */
struct scene_query {
	struct dns_question question;
	struct endpoint client;
	uint64_t id;
	uint32_t lease_s;
	uint16_t setup_id;		/* message that it was granted to */
	bool established;
	uint64_t granted_ms;		/* the lease counts from here */
};

/* What was seen of the client. */
struct scene_seen {
	unsigned setups, responses, refreshes, ends;	/* messages */
	uint64_t last_ms;		/* the newest of these */
	unsigned queries;		/* ordinary ones */
	unsigned acknowledgements;
	uint16_t acknowledged;		/* message id */
	unsigned unsigned_or_wrong;	/* not believed */
	uint32_t last_setup, last_response, last_refresh;	/* packets */
	uint64_t forged_id;		/* LLQ-ID in the forged reply */
	bool took_forged;		/* and the client went on with it */
	unsigned faults_met;
};

struct scene {
	struct conform *c;
	struct conform_dns *dns;	/* the LLQ port */
	struct conform_dns *resolver;	/* port 53; NULL: not ours */
	struct conform_socket *elsewhere;	/* another port */
	struct dns_name zone;
	struct endpoint address;
	uint32_t lease_s;		/* granted */
	struct scene_faults faults;
	struct scene_seen seen;
	unsigned query_count;
	struct scene_query queries[SCENE_QUERIES_MAX];
	bool has_service;
	struct dns_question service;	/* the first PTR question */
	unsigned hosts;			/* shown so far */
	/* a reply that waits */
	bool held;
	struct conform_dns_message held_request;
	uint16_t event_id;		/* of the last event */
	size_t event_length;		/* its octets, to be sent again */
	uint8_t event[DNS_UDP_MAX];
	struct endpoint event_to;
};

/* 0 or -errno; conform_refuse says why. */
int scene_open(struct conform *c, struct scene **out);
void scene_close(struct scene *s);

/* The first established query of the service, or NULL. */
struct scene_query *scene_service(struct scene *s);
/* One host more, told by an event. False: nobody has such a query. */
bool scene_show(struct scene *s);
/* The last event again, the same octets. */
void scene_repeat(struct scene *s);
/* An event for Q with another LLQ-ID. */
void scene_wrong_event(struct scene *s, const struct scene_query *q);
/* Answers what hold_setup kept. */
void scene_answer_held(struct scene *s);

#endif
