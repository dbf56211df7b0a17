/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_private.h - the container's insides, shared by its files only:
 * rendezvous.c (memory, turn, work), _query.c (who may ask; plain questions),
 * _llq.c (LLQ messages), _event.c (changes and who is told), _update.c (what
 * an update says), _lease.c (leases and updates under way), _zone.c (the copy). */
#ifndef FSM_RENDEZVOUS_PRIVATE_H
#define FSM_RENDEZVOUS_PRIVATE_H

#include "autotunnel/forward.h"
#include "autotunnel/lease_server.h"
#include "autotunnel/llq_server.h"
#include "autotunnel/rendezvous.h"
#include "autotunnel/zone.h"

enum {
	DELETIONS_EACH = 24,		/* records in one update of ours */
	TSIG_ROOM = DNS_NAME_MAX + 10 + 26 + 16 + 64,	/* any key's record */
	HEAD_ROWS = 4			/* rows that one piece of work fires */
};

/* One reply to an LLQ message, while its questions are gone through. */
struct llq_reply {
	unsigned count;
	unsigned at;			/* the question in hand */
	struct dns_question questions[DNS_LLQ_OPTIONS_MAX];
	struct dns_llq options[DNS_LLQ_OPTIONS_MAX];
	struct llq_server *accepted[DNS_LLQ_OPTIONS_MAX];
	struct llq_events *client;	/* who asks, if found already */
	bool first[DNS_LLQ_OPTIONS_MAX];	/* its first ACK + Answers */
};

struct rendezvous {
	struct rendezvous_config config;
	struct turn turn;
	struct reports reports;
	struct deadlines deadlines;
	struct rendezvous_counters counters;
	struct zone zone;
	struct zone_store stores[2];
	unsigned live;			/* which of them is served */
	struct arena arena;

	struct llq_server *query_free;	/* through client_next */
	struct llq_events *client_free;	/* through chain */
	struct lease_server *leases, *lease_free;	/* through name_chain */
	struct forward *forwards;
	struct llq_question **questions;
	struct llq_server **queries_by_id;	/* question_mask too */
	struct llq_events **clients;
	struct lease_server **leases_by_name, **leases_by_record;
	uint32_t question_mask, client_mask, lease_mask;

	struct llq_reply reply;
	/* work */
	struct forward *settling, *settling_last;
	struct llq_question *drafted;
	struct llq_question *changed, *changed_last;
	struct llq_server *changed_at;
	struct llq_events *due, *due_last;
	struct llq_events *lost;
	struct lease_server *overdue;
	bool overdue_stuck;		/* until an update is settled */
	bool unblock;			/* look at updates that wait */
	bool starved;			/* a piece of work needs empty effects */
	bool adopting;
	bool publish;
	uint32_t adopt_bucket;
	struct zone_node *adopt_node;	/* nothing else may change the zone */
	uint64_t arrivals;

	uint8_t scratch[DNS_MESSAGE_MAX];
};

static inline struct zone_store *
live_zone(struct rendezvous *r)
{
	return &r->stores[r->live];
}

/* rendezvous.c */
/* Hands on what machines report, until nobody does. */
void rendezvous_drain(struct rendezvous *r);
/* Another ROWS rows and their effects fit. */
bool rendezvous_room(const struct rendezvous *r, unsigned rows);
/* There is no such room now, so a piece of work puts itself off until the next
 * call; it then returns true, having done nothing. */
bool rendezvous_starves(struct rendezvous *r, unsigned rows);
/* Sends OCTETS as the answer to the input in hand. */
void rendezvous_reply(struct rendezvous *r, const uint8_t *octets,
		      size_t length);
/* An answer with nothing but RCODE and the question. */
void rendezvous_reply_rcode(struct rendezvous *r, const struct dns_message *msg,
			    unsigned rcode);
/* What a message to KEY's owner may be long in one packet, TSIG apart. */
size_t rendezvous_datagram_most(const struct rendezvous *r, uint16_t key);

/* rendezvous_query.c */
bool rendezvous_may_ask(const struct rendezvous *r, const struct input *in,
			const struct dns_name *name);
bool rendezvous_may_change(const struct rendezvous *r, const struct input *in,
			   const struct dns_record *rr);
void rendezvous_query(struct rendezvous *r, const struct dns_message *msg);
/* Addresses of what SET's records point to, as far as they fit. */
void rendezvous_add_targets(struct rendezvous *r, struct dns_writer *w,
			    const struct zone_set *set);
void rendezvous_add_soa(struct rendezvous *r, struct dns_writer *w,
			enum dns_section section, bool negative);

/* rendezvous_llq.c */
void rendezvous_llq(struct rendezvous *r, const struct dns_message *msg);
void rendezvous_llq_report(struct rendezvous *r, const struct report *report);

/* Whose key signed the message in hand, or KEY_NONE. */
static inline uint16_t
rendezvous_key_in_hand(const struct rendezvous *r)
{
	const struct input *in = r->turn.input;

	return in->verdict == VERDICT_VERIFIED ? in->key : KEY_NONE;
}

/* rendezvous_queries.c */
/* Whose message is in hand, or NULL: we hold nothing of its. */
struct llq_events *rendezvous_client(struct rendezvous *r);
/* Its query for Q whose set-up is not complete, or NULL. */
struct llq_server *rendezvous_begun_query(struct rendezvous *r,
					  const struct dns_question *q);
/* Its query for Q that has the LLQ-ID, or NULL. */
struct llq_server *rendezvous_query_with_id(struct rendezvous *r,
					    const struct dns_question *q,
					    uint64_t id);
/* Those with the ids of COUNT OPTIONS, and what they lead to, are looked at
 * before long: fetched together (near.h) they are waited for once. */
void rendezvous_fetch_queries(const struct rendezvous *r,
			      const struct dns_llq *options, unsigned count);
/* NULL: no room, and everything is as it was. */
struct llq_server *rendezvous_make_query(struct rendezvous *r,
					 const struct dns_question *q);
void rendezvous_release_query(struct rendezvous *r, struct llq_server *m);
/* Gives back what no query needs, unless work still has it in a list. */
void rendezvous_release_client(struct rendezvous *r, struct llq_events *c);
void rendezvous_release_question(struct rendezvous *r, struct llq_question *q);

/* rendezvous_event.c */
/* A change of the zone that is served; count only where somebody asked. */
void rendezvous_note(struct rendezvous *r, const struct dns_name *name,
		     uint16_t type, uint32_t ttl, const uint8_t *rdata,
		     uint16_t rdata_length, bool removal);
/* What was noted since the last call is news from now on. */
void rendezvous_publish_notes(struct rendezvous *r);
bool rendezvous_work_changed(struct rendezvous *r);
bool rendezvous_work_due(struct rendezvous *r);
bool rendezvous_work_lost(struct rendezvous *r);
void rendezvous_events_report(struct rendezvous *r,
			      const struct report *report);
void rendezvous_events_acknowledged(struct rendezvous *r,
				    const struct dns_message *msg);
/* CLIENT has something that it was not told. */
void rendezvous_make_due(struct rendezvous *r, struct llq_events *client);
/* M's client is owed a change that only M has; FIRST: nothing was before it.
 * false: no memory. */
bool rendezvous_owe(struct rendezvous *r, struct llq_server *m,
		    const struct zone_record *record, bool first);
void rendezvous_query_changed(struct rendezvous *r, struct llq_server *m);
void rendezvous_forget_owed(struct rendezvous *r, struct llq_server *m);
struct llq_question *rendezvous_question(const struct rendezvous *r,
					 const struct dns_name *name,
					 uint16_t type);

/* rendezvous_update.c */
void rendezvous_update(struct rendezvous *r, const struct dns_message *msg);
/* Begins the forward M, or lets it wait for others. */
void rendezvous_launch(struct rendezvous *r, struct forward *m);
struct forward *rendezvous_take_forward(struct rendezvous *r);
void rendezvous_give_forward(struct rendezvous *r, struct forward *m);
bool rendezvous_work_queued(struct rendezvous *r);
/* Another update under way touches what M does. */
bool rendezvous_conflicts(const struct rendezvous *r, const struct forward *m,
			  bool queued_too);
void rendezvous_touch(struct forward *m, const struct dns_record *rr);

/* rendezvous_lease.c */
struct lease_server *rendezvous_lease(const struct rendezvous *r,
				      const struct dns_name *name,
				      uint16_t type, const uint8_t *rdata,
				      uint16_t rdata_length);
/* Makes one that is free of events; NULL: full. */
struct lease_server *rendezvous_make_lease(struct rendezvous *r,
					   const struct dns_record *rr);
void rendezvous_give_lease(struct rendezvous *r, struct lease_server *m);
void rendezvous_lease_report(struct rendezvous *r,
			     const struct report *report);
void rendezvous_forward_report(struct rendezvous *r,
			       const struct report *report);
bool rendezvous_work_settling(struct rendezvous *r);
bool rendezvous_work_overdue(struct rendezvous *r);
bool rendezvous_work_adopting(struct rendezvous *r);
bool rendezvous_work_publishing(struct rendezvous *r);

/* rendezvous_zone.c */
void rendezvous_zone_report(struct rendezvous *r, const struct report *report);
void rendezvous_notify(struct rendezvous *r, const struct dns_message *msg);
/* Puts a record of a lease into the zone that is served, or takes it away. */
void rendezvous_show(struct rendezvous *r, const struct lease_server *m,
		     bool shown);

#endif
