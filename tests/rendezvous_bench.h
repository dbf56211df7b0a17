/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_bench.h - a rendezvous on simulated time, with a primary that
 * obeys RFC 2136, 1995 and 5936 as far as tests need it, and clients that are
 * what a test sends.
 *
 *	struct bench *b = bench_new();		keys, limits, zone: as below
 *	b->config.public = true;		whatever the test wants else
 *	bench_start(b);				the zone is transferred
 *	bench_send(b, &client, KEY_HOME, octets, length);
 *	answer = bench_sent(b, 0);		what left, oldest first
 *
 * Messages from and to the primary are exchanged at once, unless it is mute or
 * its lines are held. */
#ifndef TESTS_RENDEZVOUS_BENCH_H
#define TESTS_RENDEZVOUS_BENCH_H

#include "autotunnel/rendezvous.h"

enum {
	KEY_OWN,		/* the rendezvous' */
	KEY_HOME,		/* covers the zone */
	KEY_MYMAC,		/* covers mymac's names, asks the zone */
	KEY_OTHER,		/* covers other.example.net */
	KEY_COUNT
};

enum { BENCH_SENT_MAX = 40000, BENCH_JOURNAL_MAX = 4096 };

/* A message that left for a client. */
struct bench_sent {
	uint64_t at_ms;
	struct endpoint to;
	uint16_t key;		/* KEY_NONE: an answer, see origin */
	origin_id origin;
	bool stream;
	uint32_t length;
	uint8_t *octets;
};

struct bench_record {
	struct dns_name name;
	uint16_t type;
	uint32_t ttl;
	uint16_t length;
	uint8_t rdata[300];
};

struct bench_journal {
	uint32_t serial;	/* the change led to it */
	bool removal;
	struct bench_record record;
};

struct bench {
	struct rendezvous_config config;
	struct rendezvous_key keys[KEY_COUNT];
	struct dns_name names[8];
	void *memory;
	struct rendezvous *r;
	struct effects out;
	uint64_t now_ms;
	uint64_t inputs;

	/* each input, and the effects of each call, if set */
	void (*record_input)(void *recorder, const struct input *in);
	void (*record_effects)(void *recorder, const struct effects *out);

	/* the primary */
	uint32_t serial;
	struct bench_record *records;
	unsigned record_count, record_room;
	struct bench_journal *journal;
	unsigned journal_count;
	uint32_t journal_from;		/* the oldest serial it can go from */
	bool mute;			/* it takes updates and says nothing */
	bool down;			/* no stream can be opened to it */
	bool no_ixfr;
	bool unsigned_answers;
	unsigned force_rcode;
	unsigned hold;			/* 1 and so many answers still, then none
					 * until bench_release; 0: all */
	unsigned part;			/* records in a message of a transfer */
	const uint32_t *timing;		/* of the SOA: refresh, retry, expire,
					 * minimum; NULL: as most have it */
	enum verdict last_verdict;	/* of a transfer's last message */
	unsigned updates, axfrs, ixfrs, ixfr_changes;
	uint8_t update[65535];		/* the newest one that came */
	size_t update_length;
	bool update_by_stream;
	uint16_t update_key;

	/* the disk */
	unsigned saves;
	int save_error;
	bool save_held;			/* INPUT_SAVED comes by bench_saved */
	struct ticket saving;
	/* what clients got */
	struct bench_sent *sent;
	unsigned sent_count;
	unsigned tells;
	char tell[500];
	bool stopped;
	unsigned calls;			/* of rendezvous_turn and _more */
	origin_id origin;
};

struct bench *bench_new(void);
void bench_free(struct bench *b);
/* As bench_new, in the same memory: cheaper where it is done often. */
void bench_again(struct bench *b);
/* INPUT_START, and the first transfer. */
void bench_start(struct bench *b);
/* Again from the same configuration with nothing kept but what the caller
 * puts back: for restarts. */
void bench_lay(struct bench *b);
void bench_begin(struct bench *b);

/* The zone at the primary: home.example.net with SOA, NS and the records of
 * mymac. These count one serial each. */
void bench_add(struct bench *b, const char *name, uint16_t type, uint32_t ttl,
	       const uint8_t *rdata, size_t length);
void bench_remove(struct bench *b, const char *name, uint16_t type,
		  const uint8_t *rdata, size_t length);
void bench_add_a(struct bench *b, const char *name, uint32_t address);
void bench_remove_a(struct bench *b, const char *name, uint32_t address);
bool bench_has(const struct bench *b, const char *name, uint16_t type);
/* Several changes with one serial: bench_together(b), changes, then this with
 * false. */
void bench_together(struct bench *b, bool on);
/* NOTIFY to the rendezvous, from the primary. */
void bench_notify(struct bench *b);

/* Inputs. */
void bench_input(struct bench *b, struct input *in);
void bench_send(struct bench *b, const struct endpoint *from, uint16_t key,
		const uint8_t *octets, size_t length);
void bench_send_stream(struct bench *b, const struct endpoint *from,
		       uint16_t key, const uint8_t *octets, size_t length);
void bench_saved(struct bench *b);
/* What bench.hold held back, and all after it. */
void bench_release(struct bench *b);
/* Lets MS pass; deadlines are kept in their order. */
void bench_run_for(struct bench *b, uint64_t ms);

/* What left since the last bench_forget, oldest first; fails the test if
 * there is none. */
struct bench_sent *bench_sent(struct bench *b, unsigned n);
void bench_forget(struct bench *b);
/* Opens what left; fails the test if it does not hold. */
void bench_open(struct bench *b, unsigned n, struct dns_message *msg);

struct endpoint bench_client(unsigned host, uint16_t port);
struct dns_name bench_name(const char *text);

/* Messages of clients; each returns the length. */
struct bench_question {
	const char *name;
	uint16_t type;
	struct dns_llq llq;
};
size_t bench_llq(uint8_t *octets, uint16_t id, unsigned count,
		 const struct bench_question *questions);
size_t bench_query(uint8_t *octets, uint16_t id, const char *name,
		   uint16_t type);
/* The response that acknowledges event N of those that left. */
void bench_acknowledge(struct bench *b, unsigned n);
/* Both messages of a set-up; the LLQ-ID. Forgets what left. */
uint64_t bench_subscribe(struct bench *b, const struct endpoint *from,
			 uint16_t key, const char *name, uint16_t type);

/* An UPDATE in the making. */
struct bench_update {
	struct dns_writer w;
	struct dns_options options;
	uint8_t octets[65535];
};
void bench_update_begin(struct bench_update *u, uint16_t id);
void bench_update_add(struct bench_update *u, const char *name, uint16_t type,
		      const uint8_t *rdata, size_t length);
void bench_update_add_a(struct bench_update *u, const char *name,
			uint32_t address);
void bench_update_delete_set(struct bench_update *u, const char *name,
			     uint16_t type);
void bench_update_delete(struct bench_update *u, const char *name,
			 uint16_t type, const uint8_t *rdata, size_t length);
void bench_update_lease(struct bench_update *u, uint32_t lease_s);
size_t bench_update_end(struct bench_update *u);

#endif
