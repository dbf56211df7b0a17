/* SPDX-License-Identifier: Apache-2.0 */
/* llq.c - the monitor of Long-Lived Queries: what is known, and who looks at
 * which message. */
#include "lab/judge/llq.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	PAIRS_MAX = 1 << 18, QUERIES_MAX = 1 << 18, IDS_MAX = 1 << 18,
	EXCHANGES_MAX = 1 << 14, TELLINGS_MAX = 1 << 16, SERVERS_MAX = 1 << 12,
	LIVE_PERMILLE = 1002	/* of a lease: clocks run differently */
};

/* Pairs and servers ------------------------------------------------------ */

struct pair *
llq_pair(struct llq_monitor *m, const struct endpoint *client,
	 const struct endpoint *server)
{
	const uint64_t key = hash_pair(client, server);
	struct pair *p = entries_find(m->pairs, key);

	if (p)
		return p;
	p = entries_add(m->pairs, key);
	if (!p)
		abort();
	p->key = key;
	p->client = *client;
	p->server = *server;
	p->since_ns = judge_now_ns(m->judge);
	return p;
}

struct server *
llq_server(struct llq_monitor *m, const struct endpoint *e)
{
	struct server *s = entries_get(m->servers, hash_endpoint(HASH_SEED, e));

	if (!s)
		abort();
	s->endpoint = *e;
	return s;
}

/* Queries ---------------------------------------------------------------- */

static uint64_t
query_key(const struct pair *p, uint64_t question)
{
	return hash_mix(p->key, question);
}

struct query *
llq_find_query(struct llq_monitor *m, const struct pair *p, uint64_t question)
{
	struct query *q = entries_find(m->queries, query_key(p, question));

	return q && q->pair == entries_handle(m->pairs, p) ? q : NULL;
}

static void
forget_more(void *owner, void *entry)
{
	struct llq_monitor *m = owner;
	const struct query *q = entry;
	struct more *more = entries_at(m->more, q->more);

	if (more)
		entries_remove(m->more, more);
}

struct query *
llq_get_query(struct llq_monitor *m, struct pair *p, uint64_t question)
{
	struct query *q = llq_find_query(m, p, question);

	if (q)
		return q;
	q = entries_find(m->queries, query_key(p, question));
	if (q) {		/* of a pair that was forgotten */
		forget_more(m, q);
		entries_remove(m->queries, q);
	}
	q = entries_add(m->queries, query_key(p, question));
	if (!q)
		abort();
	q->pair = entries_handle(m->pairs, p);
	q->question = question;
	q->next = p->queries;
	p->queries = entries_handle(m->queries, q);
	return q;
}

struct id_holder {
	uint64_t query;		/* handle */
};

static uint64_t
id_key(const struct endpoint *server, uint64_t id)
{
	return hash_mix(hash_address(HASH_SEED, server), id);
}

struct query *
llq_holder(struct llq_monitor *m, const struct endpoint *server, uint64_t id)
{
	struct id_holder *h = entries_find(m->ids, id_key(server, id));

	return h ? entries_at(m->queries, h->query) : NULL;
}

void
llq_note_id(struct llq_monitor *m, const struct endpoint *server, uint64_t id,
	    struct query *q, struct query **before)
{
	struct id_holder *h = entries_get(m->ids, id_key(server, id));

	if (!h)
		abort();
	*before = entries_at(m->queries, h->query);
	if (*before == q)
		*before = NULL;
	h->query = entries_handle(m->queries, q);
}

struct query *
llq_query_by_id(struct llq_monitor *m, const struct pair *p, uint64_t id)
{
	const uint64_t pair = entries_handle(m->pairs, p);
	struct query *q = llq_holder(m, &p->server, id);
	unsigned i;

	if (!id || (q && q->pair == pair))
		return id ? q : NULL;
	q = entries_at(m->queries, p->queries);
	for (i = 0; q && i < LLQ_PER_PAIR; i++) {
		if (q->pair == pair && (q->id == id || q->old_id == id))
			return q;
		q = entries_at(m->queries, q->next);
	}
	return NULL;
}

uint64_t
llq_ends_ns(const struct query *q)
{
	if (!q->lease.number || !q->lease_s)
		return UINT64_MAX;
	return q->lease.time_ns + q->lease_s * SECOND;
}

bool
llq_is_live(const struct llq_monitor *m, const struct query *q, uint64_t now_ns)
{
	if (q->phase == QUERY_ENDED || q->phase == QUERY_REFUSED ||
	    q->phase == QUERY_ASKED || q->unreachable.number)
		return false;
	return !q->lease.number || !q->lease_s ||
		now_ns <= judge_missing_at_ns(m->judge, q->lease.time_ns +
			q->lease_s * (SECOND / 1000 * LIVE_PERMILLE), 0);
}

bool
llq_is_renewed(struct llq_monitor *m, const struct endpoint *client,
	       uint64_t since_ns)
{
	return m->gateway_ns >= since_ns ||
		llq_discovery_since(m, client, since_ns);
}

/* Evidence --------------------------------------------------------------- */

void
llq_sent(struct sends *s, const struct packet *p)
{
	const unsigned at = s->count < LLQ_SENDS_MAX ? s->count :
		LLQ_SENDS_MAX - 1;

	s->of[at] = evidence_of(p);
	s->count++;
}

const struct evidence *
llq_last(const struct sends *s)
{
	static const struct evidence none;

	if (!s->count)
		return &none;
	return &s->of[s->count < LLQ_SENDS_MAX ? s->count - 1 :
		      LLQ_SENDS_MAX - 1];
}

unsigned
llq_evidence(const struct sends *s, struct evidence *e, unsigned room)
{
	unsigned i, n = s->count < LLQ_SENDS_MAX ? s->count : LLQ_SENDS_MAX;

	if (n > room)
		n = room;
	for (i = 0; i < n; i++)
		e[i] = s->of[i];
	return n;
}

double
llq_seconds(uint64_t from_ns, uint64_t to_ns)
{
	return (double)(int64_t)(to_ns - from_ns) / 1e9;
}

void
llq_check(struct llq_monitor *m, bool held, enum requirement_id r,
	  enum judge_side who, const struct packet *p, const char *format, ...)
{
	char why[JUDGE_WHY_MAX];
	va_list args;

	if (held) {
		judge_pass(m->judge, r, who, p);
		return;
	}
	why[0] = '\0';
	va_start(args, format);
	if (!judge_has_failed(m->judge, r))
		vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	judge_fail_packet(m->judge, r, who, p, "%s", why);
}

void
llq_fail(struct llq_monitor *m, enum requirement_id r, enum judge_side who,
	 const struct evidence *earlier, const struct packet *p,
	 const char *format, ...)
{
	struct evidence e[2];
	char why[JUDGE_WHY_MAX];
	unsigned n = 0;
	va_list args;

	why[0] = '\0';
	va_start(args, format);
	if (!judge_has_failed(m->judge, r))
		vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	if (earlier && earlier->number)
		e[n++] = *earlier;
	e[n++] = evidence_of(p);
	judge_fail(m->judge, r, who, e, n, "%s", why);
}

/* Messages --------------------------------------------------------------- */

static void
note_unreachable(struct llq_monitor *m, const struct packet *p)
{
	struct server *s = entries_find(m->servers,
				      hash_endpoint(HASH_SEED, &p->about));
	struct pair *pair = entries_find(m->pairs, hash_pair(&p->about,
							       &p->to));
	struct telling *t;

	if (s)
		s->unreachable_ns = p->time_ns;
	t = pair ? entries_at(m->tellings, pair->telling) : NULL;
	if (t)
		t->silent = true;	/* nobody listens there any more */
}

static void
note_heard(struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	struct server *s;
	struct pair *pair;

	if (msg->sender == JUDGE_SERVER) {
		s = entries_find(m->servers, hash_endpoint(HASH_SEED, &p->from));
		if (s)
			s->heard_ns = p->time_ns;
		pair = entries_find(m->pairs, msg->back);
		if (pair)
			pair->server_ns = p->time_ns;
		return;
	}
	pair = entries_find(m->pairs, msg->way);
	if (pair)
		pair->client_ns = p->time_ns;
}

static bool
is_event(const struct dns_message *d)
{
	unsigned i;

	for (i = 0; i < d->options.llq_count; i++)
		if (d->options.llq[i].opcode == DNS_LLQ_EVENT)
			return true;
	return false;
}

static void
take_llq(struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	const bool server = msg->sender == JUDGE_SERVER;
	const bool event = is_event(&msg->dns);
	struct server *s = llq_server(m, server ? &p->from : &p->to);

	const struct pair *pair = llq_pair(m, server ? &p->to : &p->from,
					   server ? &p->from : &p->to);

	if (event && server)
		llq_expect_telling(m, msg, pair);
	note_heard(m, msg);
	if (server)
		s->speaks = true;
	if (!msg->copy && !(event && !server))
		llq_judge_format(m, msg);
	if (event && server)
		llq_event(m, msg);
	else if (event || (!server && msg->dns.flags & DNS_FLAG_QR))
		llq_acknowledge(m, msg);
	else if (server)
		llq_reply(m, msg);
	else
		llq_request(m, msg);
}

/* Its two ends, whichever is the client; and by the message's id whom it may
 * answer. */
static void
expect(void *state, const struct packet *p)
{
	const struct llq_monitor *m = state;
	const uint64_t way = hash_pair(&p->from, &p->to);
	const uint64_t back = hash_pair(&p->to, &p->from);
	uint16_t id;

	if (p->length < DNS_HEADER_SIZE)
		return;
	id = (uint16_t)(p->octets[0] << 8 | p->octets[1]);
	entries_expect(m->pairs, way);
	entries_expect(m->pairs, back);
	entries_expect(m->acks, llq_ack_key(&p->from, id));
	entries_expect(m->acks, llq_ack_key(&p->to, id));
	entries_expect(m->waiting, hash_mix(way, id));
	entries_expect(m->waiting, hash_mix(back, id));
}

/* And what was found of them. */
static void
fetch(const struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	const bool server = msg->sender == JUDGE_SERVER;
	const uint64_t pair = server ? msg->back : msg->way;
	const struct dns_options *o = &msg->dns.options;
	struct dns_question question;

	entries_fetch(m->pairs, pair);
	if (!o->llq_count)
		return;
	if (server && dns_first_question(&msg->dns, &question))
		entries_expect(m->queries, hash_mix(pair,
						    hash_question(&question)));
	entries_expect(m->ids, id_key(server ? &p->from : &p->to, o->llq[0].id));
	if (o->llq[0].opcode == DNS_LLQ_EVENT && !server)
		entries_fetch(m->acks, llq_ack_key(&p->from, msg->dns.id));
	else if (server)
		entries_fetch(m->waiting, hash_mix(pair, msg->dns.id));
}

static void
see_message(void *state, const struct message *msg)
{
	struct llq_monitor *m = state;

	if (!m->begun) {
		m->begun = true;
		m->first_ns = msg->packet->time_ns;
	}
	if (msg->protocol == MESSAGE_UNREACHABLE)
		note_unreachable(m, msg->packet);
	if (msg->sender == JUDGE_GATEWAY)
		m->gateway_ns = msg->packet->time_ns;
	if (msg->protocol != MESSAGE_DNS)
		return;
	fetch(m, msg);
	if (!msg->copy) {
		llq_discovery_message(m, msg);
		llq_zones_message(m, msg);
		llq_polls_message(m, msg);
	}
	if (msg->use == MESSAGE_LLQ) {
		take_llq(m, msg);
		return;
	}
	note_heard(m, msg);
	if (msg->sender == JUDGE_SERVER && entries_count(m->waiting))
		llq_reply(m, msg);
	else if (msg->sender == JUDGE_CLIENT && msg->dns.flags & DNS_FLAG_QR &&
		 msg->use == MESSAGE_QUERY && entries_count(m->acks))
		llq_acknowledge(m, msg);
}

/* The end ---------------------------------------------------------------- */

/* A server that takes part in LLQ and says FORMERR in the header. */
static void
judge_formerr(struct llq_monitor *m, const struct server *s)
{
	if (s->formerr_count && s->speaks)
		judge_fail(m->judge, REQ_LLQ_S_15, JUDGE_SERVER, s->formerr,
			   s->formerr_count, "RCODE FORMERR for a malformed "
			   "LLQ option, in place of LLQ-ERROR FORMAT-ERR");
}

static void
end(void *state)
{
	struct llq_monitor *m = state;
	const uint64_t now_ns = judge_now_ns(m->judge);
	void *e;

	for (e = NULL; (e = entries_next(m->exchanges, e)) != NULL;) {
		llq_judge_patience(m, e, now_ns, true);
		llq_judge_silence(m, e, now_ns, true);
	}
	for (e = NULL; (e = entries_next(m->tellings, e)) != NULL;)
		llq_judge_telling(m, e, now_ns, true);
	for (e = NULL; (e = entries_next(m->queries, e)) != NULL;) {
		llq_judge_owed(m, e, now_ns, true);
		llq_judge_challenged(m, e, now_ns);
	}
	for (e = NULL; (e = entries_next(m->servers, e)) != NULL;)
		judge_formerr(m, e);
	llq_polls_end(m, now_ns);
	llq_discovery_end(m, now_ns);
}

/* Opening and closing ---------------------------------------------------- */

static void
close_monitor(void *state)
{
	struct llq_monitor *m = state;

	llq_discovery_close(m);
	llq_polls_close(m);
	llq_zones_close(m);
	entries_close(m->pairs);
	entries_close(m->queries);
	entries_close(m->more);
	entries_close(m->ids);
	entries_close(m->exchanges);
	entries_close(m->waiting);
	entries_close(m->strays);
	entries_close(m->neighbours);
	entries_close(m->tellings);
	entries_close(m->acks);
	entries_close(m->servers);
	free(m);
}

static int
open_tables(struct llq_monitor *m)
{
	const struct {
		struct entries **table;
		size_t size;
		uint32_t limit;
		void (*forget)(void *owner, void *entry);
	} all[] = {
		{ &m->pairs, sizeof(struct pair), PAIRS_MAX, NULL },
		{ &m->queries, sizeof(struct query), QUERIES_MAX, forget_more },
		{ &m->more, sizeof(struct more), QUERIES_MAX, NULL },
		{ &m->ids, sizeof(struct id_holder), IDS_MAX, NULL },
		{ &m->exchanges, sizeof(struct exchange), EXCHANGES_MAX, NULL },
		{ &m->waiting, sizeof(struct waiting), EXCHANGES_MAX, NULL },
		{ &m->strays, sizeof(uint64_t), EXCHANGES_MAX, NULL },
		{ &m->neighbours, sizeof(uint64_t), QUERIES_MAX, NULL },
		{ &m->tellings, sizeof(struct telling), TELLINGS_MAX, NULL },
		{ &m->acks, sizeof(uint64_t), TELLINGS_MAX, NULL },
		{ &m->servers, sizeof(struct server), SERVERS_MAX, NULL },
	};
	unsigned i;
	int r = 0;

	for (i = 0; r == 0 && i < sizeof(all) / sizeof(all[0]); i++)
		r = entries_open(all[i].size, all[i].limit,
				 all[i].forget, m, all[i].table);
	return r;
}

static int
open_monitor(struct judge *j, void **state)
{
	struct llq_monitor *m = calloc(1, sizeof(*m));
	int r;

	if (!m)
		return -ENOMEM;
	m->judge = j;
	r = open_tables(m);
	if (r == 0)
		r = llq_discovery_open(m);
	if (r == 0)
		r = llq_polls_open(m);
	if (r == 0)
		r = llq_zones_open(m);
	if (r < 0) {
		close_monitor(m);
		return r;
	}
	*state = m;
	return 0;
}

/* All that can be seen. Not there: advice on design (B-01, B-02, S-01), what
 * a client keeps or ignores (C-03, C-36 to C-40, C-43, C-56's listening beyond
 * the refresh it answers), and definitions that hold by themselves. */
static const enum requirement_id rules[] = {
	REQ_LLQ_B_03, REQ_LLQ_B_04, REQ_LLQ_B_05, REQ_LLQ_B_06, REQ_LLQ_B_07,
	REQ_LLQ_B_08, REQ_LLQ_B_09, REQ_LLQ_B_10, REQ_LLQ_B_11, REQ_LLQ_B_12,
	REQ_LLQ_B_13, REQ_LLQ_B_14,
	REQ_LLQ_C_01, REQ_LLQ_C_02, REQ_LLQ_C_04, REQ_LLQ_C_05, REQ_LLQ_C_06,
	REQ_LLQ_C_07, REQ_LLQ_C_08, REQ_LLQ_C_09, REQ_LLQ_C_10, REQ_LLQ_C_11,
	REQ_LLQ_C_12, REQ_LLQ_C_13, REQ_LLQ_C_14, REQ_LLQ_C_15, REQ_LLQ_C_16,
	REQ_LLQ_C_17, REQ_LLQ_C_18, REQ_LLQ_C_19, REQ_LLQ_C_20, REQ_LLQ_C_21,
	REQ_LLQ_C_22, REQ_LLQ_C_23, REQ_LLQ_C_24, REQ_LLQ_C_25, REQ_LLQ_C_26,
	REQ_LLQ_C_27, REQ_LLQ_C_28, REQ_LLQ_C_29, REQ_LLQ_C_30, REQ_LLQ_C_31,
	REQ_LLQ_C_32, REQ_LLQ_C_33, REQ_LLQ_C_34, REQ_LLQ_C_35, REQ_LLQ_C_41,
	REQ_LLQ_C_42, REQ_LLQ_C_44, REQ_LLQ_C_45, REQ_LLQ_C_46, REQ_LLQ_C_47,
	REQ_LLQ_C_48, REQ_LLQ_C_49, REQ_LLQ_C_50, REQ_LLQ_C_51, REQ_LLQ_C_52,
	REQ_LLQ_C_53, REQ_LLQ_C_54, REQ_LLQ_C_55, REQ_LLQ_C_56, REQ_LLQ_C_57,
	REQ_LLQ_C_58, REQ_LLQ_C_59, REQ_LLQ_C_60,
	REQ_LLQ_S_02, REQ_LLQ_S_03, REQ_LLQ_S_04, REQ_LLQ_S_05, REQ_LLQ_S_06,
	REQ_LLQ_S_07, REQ_LLQ_S_08, REQ_LLQ_S_09, REQ_LLQ_S_10, REQ_LLQ_S_11,
	REQ_LLQ_S_12, REQ_LLQ_S_13, REQ_LLQ_S_14, REQ_LLQ_S_15, REQ_LLQ_S_16,
	REQ_LLQ_S_17, REQ_LLQ_S_18, REQ_LLQ_S_19, REQ_LLQ_S_20, REQ_LLQ_S_21,
	REQ_LLQ_S_22, REQ_LLQ_S_23, REQ_LLQ_S_24, REQ_LLQ_S_25, REQ_LLQ_S_26,
	REQ_LLQ_S_27, REQ_LLQ_S_28, REQ_LLQ_S_29, REQ_LLQ_S_30, REQ_LLQ_S_31,
	REQ_LLQ_S_32, REQ_LLQ_S_33, REQ_LLQ_S_34, REQ_LLQ_S_35, REQ_LLQ_S_36,
	REQ_LLQ_S_37, REQ_LLQ_S_38, REQ_LLQ_S_39, REQ_LLQ_S_40, REQ_LLQ_S_41,
	REQ_LLQ_S_42, REQ_LLQ_S_43, REQ_LLQ_S_44, REQ_LLQ_S_45, REQ_LLQ_S_46,
	REQ_LLQ_S_47, REQ_LLQ_S_48, REQ_LLQ_S_49, REQ_LLQ_S_50,
	REQUIREMENT_COUNT
};

const struct monitor llq_monitor = {
	.name = "llq", .rules = rules, .open = open_monitor,
	.expect = expect, .message = see_message, .end = end, .close = close_monitor,
};
