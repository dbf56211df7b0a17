/* SPDX-License-Identifier: Apache-2.0 */
/* dns_world.h - a struct dnsclient, a simulated clock, a resolver and a
 * rendezvous with a script.
 *
 * dns_world_begin, then knobs in `server` and `resolver`, then dns_world_start
 * or dns_world_ready, and dns_world_run_for. What was sent stands in `sent`,
 * what the client told in `news`. */
#ifndef TESTS_DNS_WORLD_H
#define TESTS_DNS_WORLD_H

#include "autotunnel/dnsclient.h"

enum {
	DNS_WORLD_SENT_MAX = 600,
	DNS_WORLD_NEWS_MAX = 2000,
	DNS_WORLD_COMING_MAX = 128,
	DNS_WORLD_RECORDS_MAX = 128,
	DNS_WORLD_LLQS_MAX = 300,
	DNS_WORLD_LOOKUPS_MAX = 600,
	DNS_WORLD_DELAY_MS = 5,	/* each way of a server's answer, together */
	DNS_WORLD_KEY = 3,	/* our only one */
	DNS_WORLD_ORIGIN = 77	/* of what the world delivers unasked */
};

struct dns_world_sent {
	uint64_t at_ms;
	struct effect effect;
	size_t length;
	uint8_t octets[DNS_UDP_MAX];
	struct dns_message msg;	/* where it is one */
};

struct dns_world_news {
	uint64_t at_ms;
	struct dnsclient_news news;
};

struct dns_world_coming {
	uint64_t at_ms;
	struct input input;
	uint8_t octets[2 * DNS_UDP_MAX];
};

struct dns_world_record {
	struct dns_name name;
	uint16_t type;
	uint32_t ttl;
	uint8_t rdata[ANSWER_RDATA_MAX];
	size_t length;
};

/* An LLQ that the server has granted. */
struct dns_world_llq {
	struct dns_name name;
	uint16_t type;
	uint64_t id;
	uint32_t lease_s;
};

/* The rendezvous; all zeros: switched off. */
struct dns_world_server {
	bool on;
	unsigned lose;		/* so many of the next messages vanish */
	unsigned lose_replies;	/* they are acted on, and nobody hears */
	uint64_t delay_ms;	/* on top of DNS_WORLD_DELAY_MS */
	enum verdict verdict;	/* of all its answers */
	uint16_t key;
	uint16_t rcode;		/* of all its answers but those to updates */
	/* long-lived queries */
	uint32_t lease_s;	/* granted; 0: as asked */
	uint32_t ack_lease_s;	/* told by ACK + Answers; 0: as granted */
	uint16_t error;		/* LLQ error of everything */
	uint32_t retry_s;	/* LEASE of SERV-FULL */
	unsigned fail_at;	/* 1 + option that gets `error`, 0: all */
	uint16_t refresh_error;	/* of refreshes only */
	bool no_option;		/* does not know LLQ */
	bool class_zero;	/* OPT's CLASS is 0 (8764 3.2) */
	bool has_serial;	/* puts the SOA into what it answers */
	uint32_t serial;
	/* updates */
	uint16_t update_rcode;
	bool no_lease;		/* does not know leases */
	bool key_lease;		/* answers with the 8 octets */
	uint32_t update_lease_s;	/* granted; 0: as asked */
	/* queries */
	bool truncate;		/* by UDP */
	/* what it knows */
	unsigned record_count;
	struct dns_world_record records[DNS_WORLD_RECORDS_MAX];
	unsigned llq_count;
	struct dns_world_llq llqs[DNS_WORLD_LLQS_MAX];
};

/* The system's resolver: the zone is `zone`, below it nothing is delegated. */
struct dns_world_resolver {
	bool fails;
	uint16_t rcode;		/* SERVFAIL, say */
	bool strips;		/* no authority section */
	bool no_update, no_llq;	/* no SRV */
	bool at_domain;		/* SRVs at the user domain, not at the apex */
	bool bare;		/* no Additional section */
	bool no_address;
	uint32_t ttl;		/* of everything; 0: 600 */
	struct endpoint address;	/* of the server */
	uint16_t port;
};

struct dns_world {
	struct dnsclient dns;
	struct llq_room room;
	uint64_t now_ms;
	struct effects out;
	struct reports reports;
	struct deadlines deadlines;
	struct deadline heap[DNSCLIENT_MACHINES_MAX];
	uint32_t turns;
	struct input input;
	struct dns_name zone, domain, host, label;
	struct dns_world_server server;
	struct dns_world_resolver resolver;
	unsigned sent_count, news_count, coming_count, lookup_count;
	unsigned asked_count;		/* answers of the last DNSCLIENT_ASKED */
	struct dns_world_sent sent[DNS_WORLD_SENT_MAX];
	struct dns_world_news news[DNS_WORLD_NEWS_MAX];
	struct dns_world_coming coming[DNS_WORLD_COMING_MAX];
	struct {
		struct dns_name name;
		uint16_t type;
		uint64_t at_ms;
	} lookups[DNS_WORLD_LOOKUPS_MAX];
};

struct dns_name dns_world_name(const char *text);
/* Clock at 1,000,000 ms; zone example.net, domain home.example.net, host
 * mymac there; the rendezvous is 192.0.2.53:5352, on and empty; one key. */
void dns_world_begin(struct dns_world *w);
/* Discovery begins. */
void dns_world_start(struct dns_world *w);
/* Start, servers found, and the LLQ socket there, mapped. */
void dns_world_ready(struct dns_world *w);
void dns_world_run_for(struct dns_world *w, uint64_t ms);
/* From now to what is due next, TIME_NEVER if nothing is. */
uint64_t dns_world_next_in_ms(const struct dns_world *w);

/* dnsclient's calls, in a turn of their own. */
void dns_world_path(struct dns_world *w, bool mapped);
int dns_world_llq(struct dns_world *w, const char *name, uint16_t type);
void dns_world_drop(struct dns_world *w, unsigned slot);
int dns_world_ask(struct dns_world *w, const char *name, uint16_t type);
void dns_world_publish(struct dns_world *w, uint8_t last_octet, uint16_t port);
void dns_world_unreachable(struct dns_world *w);
void dns_world_leave(struct dns_world *w);
void dns_world_claim(struct dns_world *w);
void dns_world_network(struct dns_world *w);
void dns_world_again(struct dns_world *w);

/* Records at the rendezvous; nobody is told. */
void dns_world_add(struct dns_world *w, const char *name, uint16_t type,
		   const void *rdata, size_t length);
void dns_world_remove(struct dns_world *w, const char *name, uint16_t type);
void dns_world_add_srv(struct dns_world *w, const char *name, uint16_t port,
		       const char *target);

/* A datagram to CHANNEL_LLQ, now, verified by our key, from the server. */
void dns_world_deliver(struct dns_world *w, const uint8_t *octets,
		       size_t length);
/* The same with every circumstance in IN but its octets. */
void dns_world_input(struct dns_world *w, const struct input *in,
		     const uint8_t *octets, size_t length);
/* An event of message id ID for the query in SLOT: AAAA LAST added or removed;
 * SERIAL 0: without an SOA. Gives its length; OCTETS has DNS_UDP_MAX. */
size_t dns_world_event(struct dns_world *w, uint8_t *octets, uint16_t id,
		       unsigned slot, uint8_t last, bool removed,
		       uint32_t serial);

/* Of what was sent since FROM, the Nth (0 first) of a kind, or NULL. */
enum dns_world_kind {
	SENT_SETUP, SENT_RESPONSE, SENT_REFRESH, SENT_ACK, SENT_UPDATE,
	SENT_QUERY,		/* any */
	SENT_POLL,		/* any but for an SOA: no probe of contact */
	SENT_STREAM
};
struct dns_world_sent *dns_world_sent(struct dns_world *w, unsigned from,
				      enum dns_world_kind kind, unsigned n);
unsigned dns_world_count(struct dns_world *w, unsigned from,
			 enum dns_world_kind kind);
unsigned dns_world_told(const struct dns_world *w, unsigned from,
			enum dnsclient_what what);
const struct dnsclient_news *dns_world_last(const struct dns_world *w,
					    enum dnsclient_what what);
/* How many answers SLOT has; -1: not known. */
int dns_world_answers(const struct dns_world *w, unsigned slot);
/* SLOT has the AAAA that ends in LAST. */
bool dns_world_has(const struct dns_world *w, unsigned slot, uint8_t last);
/* An AAAA fd00::LAST. */
const uint8_t *dns_world_aaaa(uint8_t last);
enum llq_client_state dns_world_state(const struct dns_world *w,
				      unsigned slot);

#endif
