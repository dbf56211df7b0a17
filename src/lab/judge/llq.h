/* SPDX-License-Identifier: Apache-2.0 */
/* llq.h - what the monitor of Long-Lived Queries (RFC 8764) knows of a
 * conversation; the files llq_*.c share it, nobody else includes it.
 *
 * A pair is a client's end and a server's end. A query (struct query) is one
 * question that a pair negotiates; an exchange is one request of the client
 * with all its transmissions and replies; a telling is one event message with
 * its transmissions and its acknowledgement. All stand in bounded tables and
 * name each other by handles: what was forgotten is not found, and what is not
 * found is not judged.
 *
 * What nobody can know from a recording fails nobody: a query whose set-up was
 * not seen, an end of which nothing was heard, an answer that might still
 * come after the last packet. */
#ifndef LAB_JUDGE_LLQ_H
#define LAB_JUDGE_LLQ_H

#include "lab/judge/hash.h"
#include "lab/judge/monitor.h"
#include "lab/judge/entries.h"

enum {
	LLQ_SENDS_MAX = 5,	/* transmissions that are told apart */
	LLQ_TOLD_MAX = 48,	/* records of a question that are followed */
	LLQ_TOLD_FEW = 4,	/* of these as many as most questions have */
	LLQ_OWED_MAX = 16,	/* changes of a question that are waited for */
	LLQ_PER_TELLING = 8,	/* queries of one event message, followed */
	LLQ_PER_PAIR = 1024,	/* queries of one pair that are looked through */
	LLQ_SAMPLES = 4		/* numbers that should be unpredictable */
};

#define SECOND UINT64_C(1000000000)

/* The transmissions of one message. */
struct sends {
	unsigned count;
	struct evidence of[LLQ_SENDS_MAX];	/* the first, and the last */
};

struct pair {
	uint64_t key;			/* hash_pair */
	uint64_t queries;		/* handle of the first, newest first */
	struct endpoint client;
	struct endpoint server;
	uint64_t since_ns;		/* its first packet */
	uint64_t client_ns, server_ns;	/* last heard; 0: never */
	bool began;			/* that packet began a set-up */
	uint64_t telling;		/* handle of the newest */
};

enum query_phase {
	QUERY_ASKED,		/* Setup Request */
	QUERY_CHALLENGED,	/* and Setup Challenge */
	QUERY_ANSWERED,		/* and Challenge Response */
	QUERY_HELD,		/* and ACK + Answers; or seen in use */
	QUERY_ENDED,		/* refreshed with lease 0, acknowledged */
	QUERY_REFUSED		/* an error, or no LLQ here */
};

struct query {
	uint64_t pair, next;		/* handles */
	uint64_t question;		/* hash_question */
	enum query_phase phase;
	bool whole;			/* its set-up was seen */
	uint64_t id, old_id;
	uint32_t asked_s;
	uint32_t granted_s;		/* by the challenge */
	uint32_t acked_s;		/* by ACK + Answers */
	/* The lease that runs: 0 s is not known. */
	uint32_t lease_s;
	struct evidence lease;		/* the message that gave it */
	struct evidence setup, challenge, ended;
	/* Refreshes since then, not acknowledged. */
	struct sends refreshes;
	bool acked;			/* the last refresh was */
	struct evidence down;		/* the last of three requests that
					 * nobody answered; number 0: none */
	struct evidence attempt;	/* the first of these */
	struct evidence unreachable;	/* the last of three events that the
					 * client did not acknowledge */
	uint16_t error;
	/* Its answers as the client was told. */
	bool complete;			/* these are all of them */
	unsigned told_count;
	uint64_t told[LLQ_TOLD_FEW];
	uint64_t more;			/* handle of struct more; 0: none yet */
	uint64_t telling;		/* handle of its newest */
	uint64_t exchange;		/* handle of its newest */
	bool odd;			/* its challenge is against the rules */
	/* Changes that the client has not been told. */
	unsigned owed_count;
	uint64_t told_ns;		/* when told changed last */
	struct evidence cut;		/* ACK + Answers that was truncated */
	bool watching;			/* in the list of those who watch it */
	uint64_t watcher;		/* handle: the next of these */
	struct evidence changed_after;	/* a change after the end */
};

/* What few queries need. */
struct more {
	uint64_t told[LLQ_TOLD_MAX - LLQ_TOLD_FEW];
	struct owed {
		uint64_t record;
		bool removal;
		uint64_t since_ns;
		struct evidence change;	/* the packet that shows it */
	} owed[LLQ_OWED_MAX];
};

enum exchange_kind { EXCHANGE_SETUP, EXCHANGE_RESPONSE, EXCHANGE_REFRESH,
	EXCHANGE_KINDS };

struct asked {
	uint64_t question;
	uint64_t id;
	uint32_t lease_s;
	bool correct;		/* all as it should be; of a live query */
	bool matches;		/* a response: id and lease are those issued */
	bool wrong;		/* a response: they are others */
	bool unknown;		/* a refresh: surely nobody has this id (any more) */
	bool stranger;		/* a refresh: nobody was seen to be given it, by a
				 * client whose first set-up was seen */
};

struct exchange {
	enum exchange_kind kind;
	uint64_t pair;
	uint64_t content;	/* hash of questions and options */
	bool stream;
	bool odd;		/* against the rules of its format: whatever the
				 * server makes of it */
	bool malformed;		/* its LLQ options are */
	uint16_t id;		/* of the last transmission */
	struct sends sends;
	struct sends replies;
	uint64_t reply_octets;	/* hash of the first */
	uint64_t reply_ids;	/* hash of the LLQ-IDs in it */
	unsigned early;		/* replies to copies */
	bool silence_judged, patience_judged;
	bool perhaps;		/* a reply to another may have been for it */
	/* the lease that a refresh is measured by */
	struct evidence lease;
	uint32_t lease_s;
	unsigned count;
	struct asked asked[DNS_QUESTIONS_MAX];
};

/* Message ids under way between a pair. */
struct waiting {
	uint64_t exchanges[EXCHANGE_KINDS];	/* handles */
};

struct telling {
	uint64_t pair;
	uint64_t content;	/* hash of questions and answers */
	uint16_t id;
	bool followed;		/* its first transmission was seen */
	bool done;		/* judged */
	bool silent;		/* nobody has to answer it */
	struct endpoint source;
	uint64_t options;	/* hash of what has to be echoed */
	struct sends sends;
	struct evidence ack;	/* number 0: none */
	unsigned count;
	uint64_t queries[LLQ_PER_TELLING];	/* handles */
};

/* Numbers that a server gave out one after the other. */
struct samples {
	unsigned count;
	uint64_t last[LLQ_SAMPLES];
	struct evidence of[LLQ_SAMPLES];
};

struct server {
	struct endpoint endpoint;
	uint64_t heard_ns;		/* 0: never */
	uint64_t unreachable_ns;	/* ICMP said so; 0: never */
	bool speaks;			/* LLQ */
	struct samples ids, message_ids;
	/* RCODE FORMERR to a malformed LLQ option: a fault if it speaks */
	unsigned formerr_count;
	struct evidence formerr[2];
};

struct llq_monitor {
	struct judge *judge;
	uint64_t first_ns;		/* the recording's beginning */
	uint64_t gateway_ns;		/* a NAT gateway last said something */
	bool begun;
	struct entries *pairs, *queries, *more, *ids, *exchanges, *waiting, *strays,
		*neighbours,
		*tellings, *acks, *servers;
	struct llq_discovery *discovery;
	struct llq_polls *polls;
	struct llq_zones *zones;
};

/* llq.c ------------------------------------------------------------------ */

extern const struct monitor llq_monitor;

struct pair *llq_pair(struct llq_monitor *m, const struct endpoint *client,
		      const struct endpoint *server);
struct server *llq_server(struct llq_monitor *m, const struct endpoint *e);
/* The query of P for QUESTION, or NULL; llq_get_query makes it. */
struct query *llq_find_query(struct llq_monitor *m, const struct pair *p,
			uint64_t question);
struct query *llq_get_query(struct llq_monitor *m, struct pair *p,
			    uint64_t question);
/* The query of P with that LLQ-ID, or NULL. */
struct query *llq_query_by_id(struct llq_monitor *m, const struct pair *p,
			      uint64_t id);
/* Notes that SERVER granted ID to Q; *BEFORE is who had it (NULL: nobody). */
void llq_note_id(struct llq_monitor *m, const struct endpoint *server,
		 uint64_t id, struct query *q, struct query **before);
/* Whoever was granted ID by SERVER's address, or NULL. */
struct query *llq_holder(struct llq_monitor *m, const struct endpoint *server,
			 uint64_t id);

/* CLIENT looked for its server again since SINCE_NS, or a NAT gateway spoke:
 * its address as the server sees it may be another, or it was restarted. */
bool llq_is_renewed(struct llq_monitor *m, const struct endpoint *client,
		    uint64_t since_ns);

/* When Q's lease ends; UINT64_MAX if that is not known. */
uint64_t llq_ends_ns(const struct query *q);
/* Granted, and neither ended nor run out at NOW_NS (a tolerance later). */
bool llq_is_live(const struct llq_monitor *m, const struct query *q,
		 uint64_t now_ns);

void llq_sent(struct sends *s, const struct packet *p);
const struct evidence *llq_last(const struct sends *s);
double llq_seconds(uint64_t from_ns, uint64_t to_ns);
/* Puts number and time of the sends into E, at most ROOM of them. */
unsigned llq_evidence(const struct sends *s, struct evidence *e, unsigned room);

/* HELD or violated by WHO, as P shows. */
void llq_check(struct llq_monitor *m, bool held, enum requirement_id r,
	       enum judge_side who, const struct packet *p, const char *format,
	       ...) __attribute__((format(printf, 6, 7)));
/* As judge_fail, with a violation that P completes after EARLIER (NULL or
 * number 0: nothing earlier). */
void llq_fail(struct llq_monitor *m, enum requirement_id r,
	      enum judge_side who, const struct evidence *earlier,
	      const struct packet *p, const char *format, ...)
	__attribute__((format(printf, 6, 7)));

/* llq_format.c: what holds for each LLQ message, whatever it is for. */
void llq_judge_format(struct llq_monitor *m, const struct message *msg);

/* llq_request.c: from the client, QR=0. */
void llq_request(struct llq_monitor *m, const struct message *msg);
/* llq_refresh.c */
void llq_judge_refresh(struct llq_monitor *m, const struct message *msg,
		       struct pair *p, struct exchange *x, bool again);
/* llq_sends.c: transmissions of a request, and silence on either side. */
void llq_judge_again(struct llq_monitor *m, struct exchange *x,
		     const struct packet *p);
void llq_await(struct llq_monitor *m, struct exchange *x);
void llq_judge_patience(struct llq_monitor *m, struct exchange *x,
			uint64_t now_ns, bool end);
void llq_judge_silence(struct llq_monitor *m, struct exchange *x,
		       uint64_t now_ns, bool end);

/* llq_reply.c: from the server, QR=1; with or without LLQ options. True: it
 * answers a request. */
bool llq_reply(struct llq_monitor *m, const struct message *msg);
/* llq_grant.c: what a Setup Challenge says of question N; ODD: the message is
 * against the rules. */
void llq_judge_grant(struct llq_monitor *m, const struct message *msg,
		     struct exchange *x, unsigned n, bool odd);
void llq_judge_challenged(struct llq_monitor *m, const struct query *q,
			  uint64_t now_ns);
/* llq_ack.c: ACK + Answers, and the acknowledgement of a refresh. */
void llq_judge_ack(struct llq_monitor *m, const struct message *msg,
		   struct exchange *x);
void llq_judge_refresh_ack(struct llq_monitor *m, const struct message *msg,
			   struct exchange *x);
/* R answers one of MSG's questions, or is what leads there (CNAME). */
bool llq_answers_question(const struct message *msg, const struct dns_record *r);

/* llq_event.c */
void llq_event(struct llq_monitor *m, const struct message *msg);
/* llq_telling.c */
uint64_t llq_ack_key(const struct endpoint *client, uint16_t id);
void llq_tell(struct llq_monitor *m, const struct message *msg,
	      struct pair *p, struct query *const *queries, unsigned count);
/* Brings near what llq_is_retold will look for. */
void llq_expect_telling(const struct llq_monitor *m, const struct message *msg,
			const struct pair *p);
bool llq_is_retold(struct llq_monitor *m, const struct message *msg,
		   struct pair *p);
void llq_acknowledge(struct llq_monitor *m, const struct message *msg);
void llq_judge_telling(struct llq_monitor *m, struct telling *t,
		       uint64_t now_ns, bool end);

/* llq_samples.c: numbers that should be unpredictable. */
void llq_sample(struct llq_monitor *m, struct samples *s, uint64_t number,
		unsigned bits, enum requirement_id r, const struct packet *p);

/* llq_answers.c: what clients were told, and what they are owed. */
void llq_keep_answers(struct llq_monitor *m, const struct message *msg,
		      struct query *q);
void llq_keep_changes(struct llq_monitor *m, const struct message *msg,
		      struct query *q);
/* RECORD is there, or gone, at the server since SINCE_NS, as CHANGE shows. */
void llq_change(struct llq_monitor *m, struct query *q, uint64_t record,
		bool removal, uint64_t since_ns, const struct evidence *change);
/* All of Q's records but those in KEEP (COUNT, may be 0) are gone. */
void llq_change_rest(struct llq_monitor *m, struct query *q,
		     const uint64_t *keep, unsigned count, uint64_t since_ns,
		     const struct evidence *change);
void llq_judge_owed(struct llq_monitor *m, struct query *q, uint64_t now_ns,
		    bool end);
/* llq_zones.c: changes that the recording itself shows. */
int llq_zones_open(struct llq_monitor *m);
void llq_zones_close(struct llq_monitor *m);
void llq_zones_message(struct llq_monitor *m, const struct message *msg);
/* Q, of a pair with SERVER, is to hear of changes. */
void llq_zones_watch(struct llq_monitor *m, const struct endpoint *server,
		     struct query *q);
/* MSG, ACK + Answers for Q, has all records that are known to be there. */
void llq_zones_compare(struct llq_monitor *m, const struct message *msg,
		       const struct query *q);

/* llq_polls.c: what a client does where it was refused. */
int llq_polls_open(struct llq_monitor *m);
void llq_polls_close(struct llq_monitor *m);
void llq_polls_refused(struct llq_monitor *m, const struct message *msg,
		       const struct pair *p, struct query *q);
void llq_polls_message(struct llq_monitor *m, const struct message *msg);
void llq_polls_setup(struct llq_monitor *m, const struct message *msg,
		     const struct pair *p, uint64_t question);
void llq_polls_granted(struct llq_monitor *m, const struct pair *p,
		       uint64_t question);
/* The third transmission of a Setup Request for QUESTION. */
void llq_polls_third(struct llq_monitor *m, const struct packet *p,
		     const struct pair *pair, uint64_t question);
void llq_polls_end(struct llq_monitor *m, uint64_t now_ns);

/* llq_discovery.c: SOA, SRV and address look-ups, and where requests go. */
int llq_discovery_open(struct llq_monitor *m);
void llq_discovery_close(struct llq_monitor *m);
void llq_discovery_message(struct llq_monitor *m, const struct message *msg);
void llq_discovery_request(struct llq_monitor *m, const struct message *msg,
			   const struct pair *p);
/* The client looked for its server again after SINCE_NS. */
bool llq_discovery_since(struct llq_monitor *m, const struct endpoint *client,
			 uint64_t since_ns);
void llq_discovery_end(struct llq_monitor *m, uint64_t now_ns);

#endif
