/* SPDX-License-Identifier: Apache-2.0 */
/* stage_rendezvous.h - a rendezvous on its stage: what its two files share. The
 * container and its client are in stage_rendezvous.c; the primary behind it,
 * and the disk, in stage_primary.c. */
#ifndef LAB_STEP_STAGE_RENDEZVOUS_H
#define LAB_STEP_STAGE_RENDEZVOUS_H

#include "autotunnel/rendezvous.h"
#include "lab/step/stage.h"

enum {
	PRIMARY_RECORDS_MAX = 48,
	PRIMARY_RDATA_MAX = 128,
	PRIMARY_CHORES_MAX = 16,
	PRIMARY_MESSAGE_MAX = 4096,
	/* that the rendezvous shares with its primary, and with the client */
	PRIMARY_KEY = 0, CLIENT_KEY = 1
};

struct primary_record {
	bool used;
	struct dns_name name;
	uint16_t type;
	uint32_t ttl;
	uint16_t length;
	uint8_t rdata[PRIMARY_RDATA_MAX];
};

/* Something that primary or disk have yet to do. */
enum chore_kind {
	CHORE_NONE,
	CHORE_OPEN,		/* a stream is wanted */
	CHORE_TRANSFER,		/* AXFR or IXFR was asked for on it */
	CHORE_UPDATE,
	CHORE_SAVE
};

struct chore {
	enum chore_kind kind;
	bool stream;
	bool zone;		/* the zone's stream, not a forward's */
	uint16_t id;
	uint16_t length;	/* UPDATE */
	struct ticket ticket;
	uint32_t serial;	/* IXFR: the newest that is known there */
	uint8_t octets[PRIMARY_MESSAGE_MAX];
};

struct rendezvous_stage {
	struct rendezvous *r;
	uint32_t turns;			/* of the step */
	struct dns_name zone;
	/* the primary and the disk */
	struct endpoint primary;
	uint32_t serial;
	struct primary_record records[PRIMARY_RECORDS_MAX];
	struct chore chores[PRIMARY_CHORES_MAX];	/* oldest first */
	unsigned chore_count;
	/* the client */
	struct endpoint client;
	origin_id origin;
	uint16_t id;			/* of its last message */
	uint64_t llq_id;
	uint32_t llq_lease_s;
	unsigned hosts;			/* it has registered */
	uint16_t event_length;		/* the last event that it was told */
	uint8_t event[DNS_UDP_MAX];
};

/* How a chore is done. */
struct primary_how {
	uint16_t rcode;			/* of transfer or update */
	bool part;			/* a transfer's first message only */
	bool unchanged;			/* nothing is newer */
	bool fails;			/* stream or disk */
};

void stage_primary_begin(struct rendezvous_stage *p);
/* E is one of the primary's or the disk's. */
bool stage_primary_take(struct rendezvous_stage *p, const struct effect *e,
		  const uint8_t *octets);
/* Takes chore N off the list and makes of it what comes next: IN, and its
 * octets in OCTETS (PRIMARY_MESSAGE_MAX). */
void stage_primary_do(struct rendezvous_stage *p, unsigned n,
		const struct primary_how *how, struct input *in,
		uint8_t *octets);
/* One record comes or goes at the primary, by itself. */
void stage_primary_change(struct rendezvous_stage *p);
/* NOTIFY; its length. */
size_t stage_primary_notify(struct rendezvous_stage *p, uint8_t *octets);

#endif
