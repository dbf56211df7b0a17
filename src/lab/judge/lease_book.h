/* SPDX-License-Identifier: Apache-2.0 */
/* lease_book.h - what the monitors of RFC 9664 know of a server: updates on
 * their way, records with their leases, serials of zones.
 *
 * lease_monitor.c reads the messages, lease_book.c keeps the records;
 * lease_client.c rules on who asks, lease_server.c on who grants. Each
 * requirement says there what passes it, what fails it, and when it stays
 * inconclusive. */
#ifndef LAB_JUDGE_LEASE_BOOK_H
#define LAB_JUDGE_LEASE_BOOK_H

#include "lab/judge/hash.h"
#include "lab/judge/monitor.h"
#include "lab/judge/kept.h"

enum {
	LEASE_CHANGES_MAX = 64,		/* of one update; more are not known */
	LEASE_SET_MAX = 16,		/* records of one name and type */
	LEASE_TYPES_MAX = 16		/* types of one name */
};

/* One line of an update's Update section. */
struct lease_change {
	enum {
		CHANGE_ADD, CHANGE_DELETE, CHANGE_CLEAR, CHANGE_CLEAR_NAME
	} kind;
	uint16_t type;
	uint32_t ttl;
	uint64_t name;			/* hash of server and name */
	uint64_t rdata;			/* hash */
};

enum lease_state {
	LEASE_UNKNOWN,			/* never granted, or for ever */
	LEASE_GRANTED,
	LEASE_REMOVED			/* by an update with a lease */
};

/* A record that an update added. */
struct lease_record {
	enum lease_state state;
	uint64_t rdata;
	uint64_t client;		/* hash of who asked, address only */
	uint64_t zone;
	uint32_t ttl;
	bool by_key_lease;		/* a KEY RR under an 8-octet grant */
	bool shortened;			/* asked by 8 octets, granted by 4 */
	bool assumed;			/* no option came: as if granted */
	bool eight;			/* asked by 8 octets */
	bool cleared;			/* its set was cleared before */
	bool open;			/* an update of it is not answered */
	bool seen;			/* answered since the grant */
	bool late;			/* answered beyond its lease */
	bool gone;			/* a query was answered without it */
	bool called;			/* a call for its expiry is to come */
	uint64_t grant;			/* which update's answer it was */
	struct evidence granted;	/* that answer; or the removal's */
	uint64_t lease_ms;		/* granted */
	uint64_t other_ms;		/* the other lease of 8 octets; or 0 */
	uint32_t asked_first_s, asked_s, denied_s;
	unsigned attempts;		/* refreshes sent since the grant */
	struct evidence attempt;	/* the first of them */
};

struct lease_set {			/* of one server, name and type */
	struct kept_key key;
	uint16_t type;
	unsigned count;
	bool more;			/* some are not known */
	struct lease_record records[LEASE_SET_MAX];
};

struct lease_name {			/* of one server and name */
	struct kept_key key;
	unsigned count;
	bool more;
	uint16_t types[LEASE_TYPES_MAX];
};

struct lease_zone {			/* of one server */
	struct kept_key key;
	bool known;			/* serial and base are set */
	uint32_t serial;
	struct evidence base;		/* where it was seen */
	bool renewed;			/* since: by what changes nothing */
	bool changed;			/* since: by one that changes */
	bool unsure;			/* since: who knows */
	struct evidence update;		/* the first of these */
	uint64_t lapsed_ns;		/* when a record last ran out */
	/* an update of this server was signed; one was not, and accepted */
	bool signed_seen;
	bool four_taken;		/* 4 octets of lease were granted */
};

/* An update on its way. */
struct lease_exchange {
	struct kept_key key;
	uint64_t server, client;	/* hashes of addresses */
	uint64_t digest;		/* of the message without TSIG */
	uint64_t serial_number;		/* which one of all */
	struct evidence first, last;
	unsigned sends;
	struct evidence answered_by;
	bool answered, tcp, has_signature;
	bool has_lease, malformed, eight;
	uint32_t lease_s, key_lease_s;
	uint64_t zone;
	bool refresh;			/* all of it stands already */
	bool coalesced;
	bool renewal;			/* all of it stood once */
	bool changes_nothing, changes;	/* for certain */
	bool more;			/* changes that are not known */
	bool prerequisites;
	unsigned attempts;		/* refreshes sent before this one */
	uint64_t expiry_ns;		/* of what it refreshes, the first */
	uint64_t lease_ms;		/* ... which was granted so much */
	unsigned change_count;
	struct lease_change list[LEASE_CHANGES_MAX];
};

struct lease_try {			/* of one client, about one name */
	struct kept_key key;
	struct evidence last;		/* update that began with that name */
};

struct lease_turn {			/* of one client and zone */
	struct kept_key key;
	uint64_t digest;		/* the update sent last */
	uint64_t time_ns;
	bool answered;
};

struct lease_book {
	struct judge *judge;
	struct kept *exchanges, *sets, *names, *zones, *tries, *turns;
	uint64_t updates;		/* seen so far */
};

/* Keeping (lease_book.c) -------------------------------------------------- */

/* The record that CHANGE concerns, or NULL. */
struct lease_record *lease_find(struct lease_book *b,
				const struct lease_change *change);
struct lease_set *lease_find_set(struct lease_book *b, uint64_t name,
				 uint16_t type);
struct lease_zone *lease_find_zone(struct lease_book *b, uint64_t zone);
/* X adds R of SET: what is cleared and added again was never gone. */
bool lease_adds(const struct lease_exchange *x, const struct lease_set *set,
		const struct lease_record *r);
/* When R runs out. */
uint64_t lease_expiry_ns(const struct lease_record *r);
/* R is granted and has not run out. */
bool lease_stands(const struct lease_book *b, const struct lease_record *r);
/* The lease granted is the one asked for with its octets turned round: meant is
 * the latter (B-04 has failed). */
bool lease_is_turned(uint32_t asked_s, uint32_t granted_s);
/* A success with the options O answered X. */
void lease_apply(struct lease_book *b, const struct dns_options *o,
		 const struct lease_exchange *x);
/* X's client has sent another update since that begins as X does. */
bool lease_was_tried_again(struct lease_book *b,
			   const struct lease_exchange *x);
/* Hash of the server that E is, and of a name there. */
uint64_t lease_server_hash(const struct endpoint *e);
uint64_t lease_name_hash(uint64_t server, const struct dns_name *name);
uint64_t lease_rdata_hash(const struct dns_record *rr);

/* Ruling ------------------------------------------------------------------ */

/* An update is sent for the first time; X is filled, and what the book says is
 * as it was before. */
void lease_client_request(struct lease_book *b, const struct message *m,
			  struct lease_exchange *x);
/* The same octets again. */
void lease_client_resend(struct lease_book *b, const struct message *m,
			 struct lease_exchange *x);
/* A refresh was granted for GRANTED_S, after R had asked for ASKED_S. */
void lease_client_granted(struct lease_book *b, struct lease_record *r,
			  uint32_t asked_s, uint32_t granted_s);
/* X has not been sent again, or not been answered, for its time. */
void lease_client_silence(struct lease_book *b, struct lease_exchange *x);
void lease_server_silence(struct lease_book *b, struct lease_exchange *x);

void lease_server_answer(struct lease_book *b, const struct message *m,
			 const struct lease_exchange *x);
/* A query of the server was answered. */
void lease_server_query(struct lease_book *b, const struct message *m);
/* ZONE's serial was seen in M. */
void lease_server_serial(struct lease_book *b, const struct message *m,
			 struct lease_zone *zone, uint32_t serial);
void lease_server_end(struct lease_book *b);
void lease_client_end(struct lease_book *b);

#endif
