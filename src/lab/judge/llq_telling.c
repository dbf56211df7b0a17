/* SPDX-License-Identifier: Apache-2.0 */
/* llq_telling.c - events sent until they are acknowledged: the server's
 * retransmissions and the client's acknowledgements (RFC 8764, 6 and 6.3). The
 * waits are those of our own server's chart. */
#include "lab/judge/llq.h"

#include <stdlib.h>

#include "core/llq_events_chart.h"

static uint64_t
wait_ms(unsigned n)
{
	return judge_wait_ms(&llq_events_chart, "resend", n, 0);
}

/* Transmissions of an event in all. */
static unsigned
sends_max(void)
{
	return judge_wait_count(&llq_events_chart, "resend");
}

static uint64_t
whole_ms(void)
{
	unsigned i;
	uint64_t sum = 0;

	for (i = 0; i < sends_max(); i++)
		sum += wait_ms(i);
	return sum;
}

/* Which event ------------------------------------------------------------ */

/* Questions and answers: a TSIG is another with each transmission, and some
 * servers let the lease run in their events. */
static uint64_t
content_of(const struct message *msg)
{
	const struct dns_message *d = &msg->dns;

	return hash_octets(HASH_SEED, d->octets + d->section[DNS_QUESTION],
			   d->section[DNS_AUTHORITY] -
			   d->section[DNS_QUESTION]);
}

static uint64_t
options_of(const struct message *msg)
{
	const struct dns_options *o = &msg->dns.options;
	uint64_t h = HASH_SEED;
	unsigned i;

	for (i = 0; i < o->llq_count; i++) {
		h = hash_mix(h, (uint64_t)o->llq[i].version << 32 |
			     (uint64_t)o->llq[i].opcode << 16 |
			     o->llq[i].error);
		h = hash_mix(hash_mix(h, o->llq[i].id), o->llq[i].lease_s);
	}
	return h;
}

static uint64_t
telling_key(const struct llq_monitor *m, const struct pair *p, uint64_t content)
{
	return hash_mix(entries_handle(m->pairs, p), content);
}

uint64_t
llq_ack_key(const struct endpoint *client, uint16_t id)
{
	return hash_mix(hash_endpoint(HASH_SEED, client), id);
}

/* The event that MSG sends again, or NULL: the same changes, not acknowledged,
 * or acknowledged, but of the same message id (the acknowledgement was lost). */
static struct telling *
find(struct llq_monitor *m, const struct message *msg, const struct pair *p)
{
	struct telling *t = entries_find(m->tellings,
				       telling_key(m, p, content_of(msg)));
	const uint64_t gap = t ? msg->packet->time_ns -
		llq_last(&t->sends)->time_ns : 0;

	if (!t || gap > 4 * whole_ms() * (SECOND / 1000) ||
	    (t->ack.number && t->id != msg->dns.id))
		return NULL;
	return t;
}

void
llq_expect_telling(const struct llq_monitor *m, const struct message *msg,
		   const struct pair *p)
{
	entries_expect(m->tellings, telling_key(m, p, content_of(msg)));
}

bool
llq_is_retold(struct llq_monitor *m, const struct message *msg, struct pair *p)
{
	return find(m, msg, p) != NULL;
}

/* Sent again ------------------------------------------------------------- */

/* S-41: 2 s after the first and 4 s after the second transmission; sooner or at
 * twice the wait fails. S-40: a fourth transmission fails, S-42 with it where
 * the query had to be deleted by then. */
static void
judge_again(struct llq_monitor *m, struct telling *t, const struct packet *p)
{
	const struct evidence *last = llq_last(&t->sends);
	const uint64_t gap = p->time_ns - last->time_ns;
	const unsigned n = t->sends.count;
	struct evidence e[LLQ_SENDS_MAX + 1];
	unsigned count;

	if (n < sends_max()) {
		const uint64_t wait = wait_ms(n - 1);
		const bool early = judge_too_early(m->judge, gap, wait);
		const bool late = t->followed && !t->ack.number &&
			!judge_too_early(m->judge, gap, 2 * wait);

		if (early || late)
			llq_fail(m, REQ_LLQ_S_41, JUDGE_SERVER, last, p,
				 "transmission %u of an event came %.3f s after "
				 "the one before; expected: after %u s", n + 1,
				 (double)gap / 1e9, (unsigned)(wait / 1000));
		else if (t->followed)
			judge_pass(m->judge, REQ_LLQ_S_41, JUDGE_SERVER, p);
		if (n + 1 == sends_max())
			judge_pass(m->judge, REQ_LLQ_S_40, JUDGE_SERVER, p);
		return;
	}
	count = llq_evidence(&t->sends, e, LLQ_SENDS_MAX);
	e[count++] = evidence_of(p);
	judge_fail(m->judge, REQ_LLQ_S_40, JUDGE_SERVER, e, count,
		   "transmission %u of an event; expected: three in all", n + 1);
	if (n == sends_max() &&
	    !judge_too_early(m->judge, gap, wait_ms(n - 1)) && !t->ack.number)
		llq_fail(m, REQ_LLQ_S_42, JUDGE_SERVER, last, p,
			 "an event is sent %.1f s after its third transmission; "
			 "its query had to be deleted after 8 s",
			 (double)gap / 1e9);
}

static void
see_telling(void *state, uint64_t what)
{
	struct llq_monitor *m = state;
	struct telling *t = entries_at(m->tellings, what);

	if (t)
		llq_judge_telling(m, t, judge_now_ns(m->judge), false);
}

static void
watch(struct llq_monitor *m, struct telling *t)
{
	const unsigned n = t->sends.count;
	const uint64_t last_ns = llq_last(&t->sends)->time_ns;

	if (n > sends_max())
		return;
	judge_call_at(m->judge, n < sends_max() ?
		      last_ns + whole_ms() * (SECOND / 1000) :
		      judge_missing_at_ns(m->judge, last_ns, wait_ms(n - 1)) + 1,
		      see_telling, m, entries_handle(m->tellings, t));
}

static struct telling *
begin(struct llq_monitor *m, const struct message *msg, struct pair *p,
      struct query *const *queries, unsigned count)
{
	const uint64_t key = telling_key(m, p, content_of(msg));
	struct telling *t = entries_find(m->tellings, key);
	unsigned i;

	if (t) {
		llq_judge_telling(m, t, msg->packet->time_ns, true);
		entries_remove(m->tellings, t);
	}
	t = entries_add(m->tellings, key);
	if (!t)
		abort();
	t->pair = entries_handle(m->pairs, p);
	t->source = msg->packet->from;
	t->silent = !count;
	for (i = 0; i < count && i < LLQ_PER_TELLING; i++) {
		t->queries[t->count++] = entries_handle(m->queries, queries[i]);
		t->followed = t->followed || queries[i]->whole;
	}
	/* else what is seen may be the second or third transmission */
	t->followed = t->followed || msg->packet->time_ns - m->first_ns >
		whole_ms() * (SECOND / 1000);
	return t;
}

void
llq_tell(struct llq_monitor *m, const struct message *msg, struct pair *p,
	 struct query *const *queries, unsigned count)
{
	struct telling *t = find(m, msg, p);
	uint64_t *ack;
	unsigned i;

	if (msg->packet->kind == PACKET_TCP)
		return;
	if (!t) {
		t = begin(m, msg, p, queries, count);
		llq_sample(m, &llq_server(m, &msg->packet->from)->message_ids,
			   msg->dns.id, 16, REQ_LLQ_S_43, msg->packet);
	} else
		judge_again(m, t, msg->packet);
	t->id = msg->dns.id;
	t->options = options_of(msg);
	llq_sent(&t->sends, msg->packet);
	p->telling = entries_handle(m->tellings, t);
	for (i = 0; i < count; i++)
		queries[i]->telling = p->telling;
	ack = entries_get(m->acks, llq_ack_key(&p->client, msg->dns.id));
	if (!ack)
		abort();
	*ack = p->telling;
	watch(m, t);
}

/* Acknowledgements ------------------------------------------------------- */

/* C-41: a response with the event's message ID, its LLQ options echoed. */
static void
judge_echo(struct llq_monitor *m, const struct message *msg,
	   const struct telling *t)
{
	const struct packet *p = msg->packet;
	const struct evidence *event = llq_last(&t->sends);
	const char *why = NULL;

	if (!(msg->dns.flags & DNS_FLAG_QR))
		why = "is a query (QR=0)";
	else if (!msg->opt.count)
		why = "has no OPT record";
	else if (options_of(msg) != t->options)
		why = "does not echo the event's LLQ options";
	if (why)
		llq_fail(m, REQ_LLQ_C_41, JUDGE_CLIENT, event, p,
			 "the acknowledgement %s", why);
	else
		judge_pass(m->judge, REQ_LLQ_C_41, JUDGE_CLIENT, p);
}

/* C-42: it goes to where the event came from. C-10: at the server's address. */
static void
judge_destination(struct llq_monitor *m, const struct packet *p,
		  const struct telling *t)
{
	const struct evidence *event = llq_last(&t->sends);

	if (endpoint_equal(&p->to, &t->source)) {
		judge_pass(m->judge, REQ_LLQ_C_42, JUDGE_CLIENT, p);
		return;
	}
	llq_fail(m, REQ_LLQ_C_42, JUDGE_CLIENT, event, p, "the acknowledgement "
		 "goes to %s, port %u; the event came from port %u",
		 endpoint_same_address(&p->to, &t->source) ? "that address" :
		 "another address", p->to.port, t->source.port);
	if (!endpoint_same_address(&p->to, &t->source))
		llq_fail(m, REQ_LLQ_C_10, JUDGE_CLIENT, event, p, "the "
			 "acknowledgement goes to another address than the "
			 "server's");
}

/* An event of that query that waits, where the message ID is of none. */
static struct telling *
find_by_query(struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	const struct pair *pair;
	const struct dns_options *o = &msg->dns.options;
	struct query *q;
	unsigned i;

	if (!o->llq_count)
		return NULL;
	pair = llq_pair(m, &p->from, &p->to);
	for (i = 0; i < o->llq_count; i++) {
		q = llq_query_by_id(m, pair, o->llq[i].id);
		if (q && entries_at(m->tellings, q->telling))
			return entries_at(m->tellings, q->telling);
	}
	return NULL;
}

void
llq_acknowledge(struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	uint64_t *ack = entries_find(m->acks, llq_ack_key(&p->from, msg->dns.id));
	struct telling *t = ack ? entries_at(m->tellings, *ack) : NULL;

	if (msg->copy)
		return;
	if (msg->use == MESSAGE_LLQ &&
	    (!t || (t->options != options_of(msg) && msg->opt.count)))
		llq_judge_format(m, msg);
	if (t) {
		judge_echo(m, msg, t);
		judge_destination(m, p, t);
	} else {
		t = find_by_query(m, msg);
		if (!t || t->ack.number)
			return;
		llq_fail(m, REQ_LLQ_C_41, JUDGE_CLIENT, llq_last(&t->sends), p,
			 "the acknowledgement has message ID 0x%04x; the event "
			 "has 0x%04x", msg->dns.id, t->id);
	}
	if (!t->ack.number)
		t->ack = evidence_of(p);
}

/* Silence ---------------------------------------------------------------- */

/* One of its queries may still have events at NOW_NS. */
static bool
is_wanted(const struct llq_monitor *m, const struct telling *t, uint64_t now_ns)
{
	const struct query *q;
	unsigned i;

	for (i = 0; i < t->count; i++) {
		q = entries_at(m->queries, t->queries[i]);
		if (q && llq_is_live(m, q, now_ns))
			return true;
	}
	return false;
}

/* S-40 fails where an unacknowledged event was sent once or twice only. */
static void
judge_missing_resend(struct llq_monitor *m, const struct telling *t,
		     uint64_t now_ns)
{
	struct evidence e[LLQ_SENDS_MAX];
	const unsigned n = llq_evidence(&t->sends, e, LLQ_SENDS_MAX);

	judge_fail(m->judge, REQ_LLQ_S_40, JUDGE_SERVER, e, n, "an event that "
		   "nobody acknowledged is sent %u times, and not again within "
		   "%.1f s; expected: three times", t->sends.count,
		   llq_seconds(e[n - 1].time_ns, now_ns));
}

/* C-41 fails where no transmission of an event was acknowledged: of all three,
 * or of two if the client was heard since. One may have been lost. */
static void
judge_missing_ack(struct llq_monitor *m, const struct telling *t,
		  const struct pair *p)
{
	struct evidence e[LLQ_SENDS_MAX];
	const unsigned n = llq_evidence(&t->sends, e, LLQ_SENDS_MAX);

	if (t->sends.count >= sends_max() ||
	    (t->sends.count > 1 && p->client_ns > e[n - 1].time_ns))
		judge_fail(m->judge, REQ_LLQ_C_41, JUDGE_CLIENT, e, n, "an "
			   "event, sent %u times, is not acknowledged",
			   t->sends.count);
	else
		judge_unclear(m->judge, REQ_LLQ_C_41, "an event that was not "
			      "acknowledged was sent too seldom to tell: it may "
			      "have been lost");
}

static void
forget_client(struct llq_monitor *m, const struct telling *t)
{
	struct query *q;
	unsigned i;

	for (i = 0; i < t->count; i++) {
		q = entries_at(m->queries, t->queries[i]);
		if (q)
			q->unreachable = *llq_last(&t->sends);
	}
}

/* S-40 holds with three transmissions. END: nothing more will be seen of T, by
 * the end of the recording, or since the next event took its place. */
void
llq_judge_telling(struct llq_monitor *m, struct telling *t, uint64_t now_ns,
		  bool end)
{
	const struct evidence *last = llq_last(&t->sends);
	const struct pair *p = entries_at(m->pairs, t->pair);
	const unsigned n = t->sends.count;
	const uint64_t waited = now_ns - last->time_ns;
	const uint64_t wait = n <= sends_max() ? wait_ms(n - 1) : 0;
	const bool over = judge_too_late(m->judge, waited, wait);
	const struct packet sent = { .number = last->number,
		.time_ns = last->time_ns };

	if (t->done || !p || t->ack.number || t->silent)
		return;
	if (!p->client_ns && !judge_is_complete(m->judge)) {
		judge_unclear(m->judge, REQ_LLQ_S_40, "no packet of the client "
			      "was recorded: its acknowledgements may be "
			      "missing");
		return;
	}
	if (n < sends_max() && !end && waited < whole_ms() * (SECOND / 1000))
		return;
	if (n < sends_max() && !over)
		return;		/* the recording ends too soon */
	if (n >= sends_max() && !over && !end)
		return;
	t->done = true;
	if (n == sends_max()) {
		judge_pass(m->judge, REQ_LLQ_S_40, JUDGE_SERVER, &sent);
		if (over)
			forget_client(m, t);
	} else if (n < sends_max() && t->followed && is_wanted(m, t, now_ns))
		judge_missing_resend(m, t, now_ns);
	if (t->followed)
		judge_missing_ack(m, t, p);
}
