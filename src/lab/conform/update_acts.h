/* SPDX-License-Identifier: Apache-2.0 */
/* update_acts.h - what the acts of `conform update-server` share: leases in
 * update_server.c and update_leases.c, signatures in update_tsig.c.
 *
 * Everything happens at names that begin with a random label, below --zone;
 * update_undo takes them all away again. */
#ifndef LAB_UPDATE_ACTS_H
#define LAB_UPDATE_ACTS_H

#include "conform_dns.h"

enum {
	UPDATE_NAMES_MAX = 64,
	UPDATE_TTL_S = 30,
	UPDATE_LEASE_S = 3600,		/* asked for what is to stay */
	UPDATE_KEY_LEASE_S = 7200,
	UPDATE_RECORDS = 2		/* of one registration */
};

/* What one registration holds: an address (RFC 5737) and a text or a KEY. */
struct update_set {
	struct dns_name name;
	uint8_t address;		/* 192.0.2.ADDRESS */
	bool key;
};

struct update_acts {
	struct conform *c;
	struct endpoint server;
	struct dns_name zone;
	char label[32];
	struct conform_dns *dns;	/* datagrams, signed */
	struct conform_dns *plain;	/* the same, unsigned */
	unsigned count;			/* names made */
	struct dns_name names[UPDATE_NAMES_MAX];
	struct update_set first, second;	/* what stands meanwhile */
	bool has_first, has_second;
	unsigned without_option;	/* successes */
};

/* What an update asks for; size 0: no option. */
struct update_lease {
	unsigned size;			/* octets: 4, 8, or a wrong one */
	uint32_t lease_s, key_lease_s;
};

/* A name of our own that nobody has, to be removed in the end. */
struct update_set update_new_set(struct update_acts *a, bool key);
/* Writes an UPDATE of ZONE that adds COUNT SETS; its length. REMOVES: takes
 * them away instead. */
size_t update_write(const struct dns_name *zone, const struct update_set *sets,
		    unsigned count, bool removes, struct update_lease lease,
		    uint8_t octets[DNS_UDP_MAX]);
/* Sends it by D, again if need be; true: it was answered by RCODE 0. Otherwise
 * why is said, and if it was silence, whether the server lives. */
bool update_send(struct update_acts *a, struct conform_dns *d,
		 const struct update_set *sets, unsigned count, bool removes,
		 struct update_lease lease);
/* The granted lease in the answer, in s; 0: none. */
uint32_t update_granted(const struct conform_dns *d);
/* Asks for NAME's records of TYPE; true: there are some. */
bool update_query(struct update_acts *a, const struct dns_name *name,
		  uint16_t type);
/* Waits until an answer has NAME's records (or has not), 5 s at most. */
bool update_shown(struct update_acts *a, const struct dns_name *name,
		  uint16_t type, bool there);
void update_ask_serial(struct update_acts *a);
/* The serial was asked for twice and stays, so that nobody else changes the
 * zone; false: somebody does, and that is said. */
bool update_is_quiet(struct update_acts *a);
/* The server was silent to what D sent last. R fails, if it is not
 * REQUIREMENT_COUNT; and whether the server lives is looked at. */
void update_unanswered(struct update_acts *a, const struct conform_dns *d,
		       enum requirement_id r);

int update_act_expiry(struct conform *c, void *state);
int update_act_key_expiry(struct conform *c, void *state);
int update_act_coalesced(struct conform *c, void *state);
int update_act_removal(struct conform *c, void *state);
int update_act_bounds(struct conform *c, void *state);
int update_act_doubled(struct conform *c, void *state);
int update_act_stream(struct conform *c, void *state);
int update_act_malformed(struct conform *c, void *state);
int update_act_zone(struct conform *c, void *state);

int update_act_unsigned(struct conform *c, void *state);
int update_act_badkey(struct conform *c, void *state);
int update_act_algorithm(struct conform *c, void *state);
int update_act_badsig(struct conform *c, void *state);
int update_act_badtime(struct conform *c, void *state);
int update_act_both(struct conform *c, void *state);
int update_act_older(struct conform *c, void *state);
int update_act_sizes(struct conform *c, void *state);
int update_act_truncated(struct conform *c, void *state);
int update_act_place(struct conform *c, void *state);
int update_act_unreadable(struct conform *c, void *state);
int update_act_capitals(struct conform *c, void *state);

#endif
