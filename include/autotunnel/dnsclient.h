/* SPDX-License-Identifier: Apache-2.0 */
/* dnsclient.h - everything that an agent does with DNS, in one sub-container:
 * it finds the servers, registers the host, keeps long-lived queries and asks
 * signed questions of the rendezvous.
 *
 * Inside: discovery, registration, contact, stream, llq_session with its pool
 * of llq_client, and a pool of query. The session's pools are the container's
 * memory, as large as it needs them: config.pools. The struct itself is large
 * (about 20 KiB), too. All octets and names are copied in.
 *
 * Order of calls, by the container that owns the turn and its FIFO:
 *
 *	dnsclient_init(c, &config);
 *	dnsclient_start(c, t);			at INPUT_START
 *	dnsclient_input(c, t);			LOOKUP, DATAGRAM, STREAM_*
 *	while (reports_take(reports, &r))	every report, also after a
 *		dnsclient_report(c, &r, t, &news);	machine_fire
 *	more = dnsclient_flush(c, t);		once the FIFO is empty and no
 *						deadline is due any more
 *
 * dnsclient_flush sends what the questions wished for, packed; it returns
 * true while work is left: drain the FIFO (and, when effects_have_room says
 * no, hand the effects over first), then call it again. Without it no LLQ
 * message leaves.
 *
 * The deadlines need room for DNSCLIENT_MACHINES_BESIDE_LLQS machines and one
 * for each client of the pools. A machine of ours that is due is fired like any
 * other: machine_fire, then the FIFO.
 *
 * Source: RFC 8764, 9664, 2136, 6281 5.2 and 5.3, 8945 5.4. */
#ifndef AUTOTUNNEL_DNSCLIENT_H
#define AUTOTUNNEL_DNSCLIENT_H

#include "autotunnel/contact.h"
#include "autotunnel/discovery.h"
#include "autotunnel/llq_session.h"
#include "autotunnel/query.h"
#include "autotunnel/registration.h"
#include "autotunnel/stream.h"

enum {
	DNSCLIENT_QUERIES_MAX = 32,
	DNSCLIENT_MACHINES_BESIDE_LLQS = DNSCLIENT_QUERIES_MAX + 4,
	DNSCLIENT_MACHINES_MAX = LLQ_CLIENTS_MAX +
		DNSCLIENT_MACHINES_BESIDE_LLQS
};

struct dnsclient_config {
	struct dns_name domain;		/* user domain: home.example.net */
	struct dns_name host;		/* mymac.home.example.net */
	struct dns_name label;		/* AutoTunnel-....home.example.net */
	struct client_keys keys;	/* first signs, all verify; none: the
					 * zone is public, nothing is signed */
	uint32_t lease_s;		/* of records, asked; 0: 90 minutes */
	bool registered;		/* records of an earlier run may stand */
	/* as registration.h has them */
	uint8_t former_ulas[REGISTRATION_FORMER_MAX][16];
	bool copied;
	struct llq_pools pools;
};

/* What a report meant for the container. */
enum dnsclient_what {
	DNSCLIENT_NOTHING,	/* ours, handled */
	DNSCLIENT_SERVERS,	/* zone, update or LLQ server is another now:
				 * see discovery; value 0: there is no server */
	DNSCLIENT_LOST,		/* discovery failed and goes on trying */
	DNSCLIENT_REGISTERED,	/* our records stand; value: lease, seconds */
	DNSCLIENT_UNREGISTERED,	/* an attempt failed: reason, and value = RCODE
				 * if REFUSED; goes on trying */
	DNSCLIENT_CLASH,	/* the name is another's: nothing written */
	DNSCLIENT_LEFT,		/* after dnsclient_leave: records deleted, or
				 * reason says why that is not known */
	DNSCLIENT_ANSWERS,	/* LLQ slot: its set is another, or is known
				 * now; once a message */
	DNSCLIENT_LAPSED,	/* LLQ slot: its set is not known any more. That
				 * is no removal: nothing was said */
	DNSCLIENT_HELD,		/* LLQ slot: established or refreshed: id and
				 * lease are worth saving */
	DNSCLIENT_FREED,	/* LLQ slot: dropped one has ended */
	DNSCLIENT_ASKED,	/* query slot: answer to dnsclient_ask; value =
				 * RCODE, or reason SILENT */
	DNSCLIENT_REFUSED,	/* LLQ slot: no LLQ for it, so it is polled;
				 * value = RCODE << 16 | enum dns_llq_error */
	DNSCLIENT_DEAF,		/* the zone moved, and no event told us */
	DNSCLIENT_SILENT,	/* the LLQ server does not answer */
	DNSCLIENT_HEARD,	/* it answers again */
	DNSCLIENT_WHAT_COUNT
};

struct dnsclient_news {
	enum dnsclient_what what;
	uint16_t slot;		/* LLQ slot or query slot */
	uint64_t user;		/* as given with the question */
	enum client_reason reason;
	uint64_t value;
};

/* Who asked a query. */
enum dnsclient_asker {
	DNSCLIENT_ASKER_NONE,		/* the slot is free */
	DNSCLIENT_ASKER_CONTAINER,	/* dnsclient_ask */
	DNSCLIENT_ASKER_LLQ,		/* a question without its LLQ */
	DNSCLIENT_ASKER_CONTACT		/* a sign of life */
};

struct dnsclient_query {
	struct query query;
	uint64_t user;
};

/* Beside the queries, which are large and looked through for these. */
struct dnsclient_asking {
	enum dnsclient_asker asker;
	uint16_t slot;			/* of the LLQ */
};

struct dnsclient {
	struct dnsclient_config config;
	struct discovery discovery;
	struct registration registration;
	struct contact contact;
	struct stream stream;
	struct llq_session session;
	struct dnsclient_query queries[DNSCLIENT_QUERIES_MAX];
	struct dnsclient_asking asking[DNSCLIENT_QUERIES_MAX];
	unsigned query_reach;	/* 1 + the highest one ever used */
	bool path, mapped;		/* as dnsclient_path_new said */
	/* of the turn */
	uint16_t done;			/* 1 + query to free at the next call */
	/* events on their way to all LLQs: 1 + next slot, 0: none */
	uint16_t fanout[LLQ_CLIENT_EVENT_COUNT];
	bool fans_out;			/* one of them may be */
	uint16_t stream_event, stream_next;	/* the same to the queries */
};

/* Copies CONFIG, and clears its pools; nothing runs yet. 0, or -EINVAL or
 * -EMSGSIZE where the names are too long. */
int dnsclient_init(struct dnsclient *c, const struct dnsclient_config *config);
/* The same where C and the pools are all zeros: most of it is then not touched
 * at all. */
int dnsclient_init_zeroed(struct dnsclient *c,
			  const struct dnsclient_config *config);
/* Discovery begins. Registration follows the first dnsclient_publish, and LLQs
 * the first dnsclient_path_new; each waits for its server to be found. */
void dnsclient_start(struct dnsclient *c, struct turn *t);
/* For t->input of kind LOOKUP, DATAGRAM or UNREACHABLE on CHANNEL_LLQ and
 * CHANNEL_QUERY, STREAM_UP, STREAM_DOWN, STREAM_MESSAGE. False: not ours. */
bool dnsclient_input(struct dnsclient *c, struct turn *t);
/* True if R came from a machine of ours; NEWS says what it means. */
bool dnsclient_report(struct dnsclient *c, const struct report *r,
		      struct turn *t, struct dnsclient_news *news);
bool dnsclient_flush(struct dnsclient *c, struct turn *t);

/* What the host is now; the newest facts win. May come at any time. */
void dnsclient_publish(struct dnsclient *c, const struct registration_facts *f,
		       struct turn *t);
/* After DNSCLIENT_CLASH: the name is this host's all the same. */
void dnsclient_claim(struct dnsclient *c, struct turn *t);
/* Deletes the host's records and ends all LLQs; DNSCLIENT_LEFT follows. */
void dnsclient_leave(struct dnsclient *c, struct turn *t);

/* CHANNEL_LLQ has its socket, and MAPPED says whether the gateway maps it. Call
 * it for the first one and whenever our outer address, the socket or the
 * mapping is another: all LLQs are set up anew (P8). */
void dnsclient_path_new(struct dnsclient *c, bool mapped, struct turn *t);
/* The same path, but events find it by themselves, or no longer do. */
void dnsclient_remapped(struct dnsclient *c, bool mapped, struct turn *t);
/* Network changed: servers may have other addresses (split horizon). The known
 * ones are used until others are found. */
void dnsclient_network_new(struct dnsclient *c, struct turn *t);
/* COMMAND_ASK_AGAIN: discovery, registration and all LLQs afresh. */
void dnsclient_ask_again(struct dnsclient *c, struct turn *t);

/* A long-lived query, kept until dropped. USER comes back with its news.
 * Returns its slot, -EEXIST if that question is kept already, -ENOSPC. */
int dnsclient_ask_llq(struct dnsclient *c, const struct dns_name *name,
		      uint16_t type, uint64_t user, struct turn *t);
/* The same after a restart (P16): an LLQ that the state file remembers, granted
 * LEASE_S seconds that end at ENDS_MS. Refreshed first, set up anew if the
 * server does not know it. Before the first dnsclient_path_new. */
int dnsclient_restore_llq(struct dnsclient *c, const struct dns_name *name,
			  uint16_t type, uint64_t user, uint64_t llq_id,
			  uint32_t lease_s, uint64_t ends_ms);
/* Asks SLOT's question once by signed query, beside its LLQ; an answer that no
 * later event outdates is the slot's (P13). */
void dnsclient_poll(struct dnsclient *c, unsigned slot);
/* No news of SLOT comes after this but DNSCLIENT_FREED (not always). */
void dnsclient_drop(struct dnsclient *c, unsigned slot, struct turn *t);
/* For status, the store and the answers' order: NULL if SLOT is not in use.
 * llq_id, granted_s and llq_client_ends_ms() are what the store keeps. */
const struct llq_client *dnsclient_llq(const struct dnsclient *c,
				       unsigned slot);
/* The slot's answers; known: false where nothing true is known (yet). */
bool dnsclient_answers(const struct dnsclient *c, unsigned slot,
		       struct answer_iterator *it);

/* One signed query to the rendezvous (P2), over TCP when truncated. Returns a
 * slot; -ENOTCONN while no server is known; -ENOSPC. */
int dnsclient_ask(struct dnsclient *c, const struct dns_name *name,
		  uint16_t type, uint64_t user, struct turn *t);
/* Its answers, right when DNSCLIENT_ASKED comes and until the next call. */
void dnsclient_asked(const struct dnsclient *c, unsigned slot,
		     struct answer_iterator *it);

/* Servers as discovery knows them; family 0: none. */
const struct dns_name *dnsclient_zone(const struct dnsclient *c);
struct endpoint dnsclient_llq_server(const struct dnsclient *c);
struct endpoint dnsclient_update_server(const struct dnsclient *c);
/* Messages not acted on, by reason (enum llq_drop_reason). */
uint32_t dnsclient_dropped(const struct dnsclient *c, unsigned reason);
/* Records that had no room in a question's answers. */
uint32_t dnsclient_left_out(const struct dnsclient *c);

#endif
