/* SPDX-License-Identifier: Apache-2.0 */
/* primary_zone.h - the records of the simulated primary, by name, and the
 * journal of what changed.
 *
 * zone_change_begin; then zone_put and zone_take; zone_change_end, which gives
 * the zone its new serial if anything is another now. Pointers to names and
 * records hold until the next change. */
#ifndef LAB_SIMULATE_PRIMARY_ZONE_H
#define LAB_SIMULATE_PRIMARY_ZONE_H

#include "autotunnel/dns.h"

struct primary_record {
	uint16_t type;
	uint16_t length;
	uint32_t ttl;
	uint64_t since_ms;
	uint8_t *rdata;		/* its own */
};

struct primary_name {
	struct primary_name *chain;
	struct dns_name name;
	unsigned place;		/* among all names */
	unsigned record_count, record_room;
	struct primary_record *records;
};

struct primary_change {
	uint32_t serial;	/* the change led to it */
	bool removal;
	struct dns_name *name;	/* its own */
	struct primary_record record;
};

struct primary_zone {
	struct dns_name origin;
	uint32_t serial;
	uint64_t now_ms;	/* of what is put there */
	struct primary_name **buckets;
	size_t bucket_count;
	struct primary_name **names;
	unsigned name_count, name_room;
	size_t record_count;
	struct primary_change *journal;
	unsigned change_count, change_room;
	uint32_t journal_from;	/* the oldest serial that it can go from */
	unsigned change_from;	/* of the change in hand */
};

enum { PRIMARY_JOURNAL_MAX = 1 << 16 };

void primary_zone_begin(struct primary_zone *z, const struct dns_name *origin);
void primary_zone_end(struct primary_zone *z);
const struct primary_name *primary_zone_find(const struct primary_zone *z,
					     const struct dns_name *name);
/* Has names below NAME, or NAME itself: only what stands there with records. */
const struct primary_record *
primary_zone_record(const struct primary_zone *z, const struct dns_name *name,
		    uint16_t type, const uint8_t *rdata, size_t length);
unsigned primary_zone_count(const struct primary_zone *z,
			    const struct dns_name *name, uint16_t type);
void primary_change_begin(struct primary_zone *z);
void primary_change_end(struct primary_zone *z);
void primary_put(struct primary_zone *z, const struct dns_name *name,
		 uint16_t type, uint32_t ttl, const uint8_t *rdata,
		 uint16_t length);
void primary_take(struct primary_zone *z, const struct dns_name *name,
		  uint16_t type, const uint8_t *rdata, uint16_t length);
/* TYPE ANY: all of NAME. */
void primary_take_set(struct primary_zone *z, const struct dns_name *name,
		      uint16_t type);
/* Forgets the journal: who is behind gets the whole zone. */
void primary_journal_empty(struct primary_zone *z);

#endif
