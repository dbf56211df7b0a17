/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous.c - memory, the turn, and the order of work. */
#include "carve.h"
#include "rendezvous_private.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

/* Memory ---------------------------------------------------------------------- */

static uint32_t
buckets(uint32_t entries)
{
	uint32_t n = 16;

	while (n < entries && n < 1u << 30)
		n *= 2;
	return n;
}

static void
default_u32(uint32_t *value, uint32_t usual)
{
	if (*value == 0)
		*value = usual;
}

static void
fill_defaults(struct rendezvous_config *c)
{
	struct rendezvous_limits *l = &c->limits;

	default_u32(&c->lease_min_s, RENDEZVOUS_LEASE_MIN_S);
	default_u32(&c->lease_max_s, RENDEZVOUS_LEASE_MAX_S);
	default_u32(&c->key_lease_max_s, RENDEZVOUS_KEY_LEASE_MAX_S);
	default_u32(&c->llq_lease_min_s, RENDEZVOUS_LLQ_LEASE_MIN_S);
	default_u32(&c->llq_lease_max_s, RENDEZVOUS_LLQ_LEASE_MAX_S);
	default_u32(&l->queries, 4096);
	default_u32(&l->queries_each, 256);
	default_u32(&l->clients, 1024);
	default_u32(&l->leases, 4096);
	default_u32(&l->forwards, 64);
	default_u32(&l->records, 16384);
	if (l->zone_octets == 0)
		l->zone_octets = (size_t)l->records * 256;
	if (l->work_octets == 0)
		l->work_octets = (size_t)l->queries * 384 +
			(size_t)l->clients * 512 + (size_t)l->leases * 256 +
			(256u << 10);
}

static uint32_t
machine_count(const struct rendezvous_limits *l)
{
	return 1 + l->queries + l->clients + l->leases + l->forwards;
}

static void
lay_pools(struct carver *c, struct rendezvous *r,
	  const struct rendezvous_limits *l)
{
	struct llq_server *queries = carve(c, l->queries, sizeof(*queries));
	struct llq_events *clients = carve(c, l->clients, sizeof(*clients));
	struct lease_server *leases = carve(c, l->leases, sizeof(*leases));
	struct forward *forwards = carve(c, l->forwards, sizeof(*forwards));
	uint32_t i;

	if (!r)
		return;
	for (i = l->queries; i-- > 0;) {
		queries[i].client_next = r->query_free;
		r->query_free = &queries[i];
	}
	for (i = l->clients; i-- > 0;) {
		clients[i].chain = r->client_free;
		r->client_free = &clients[i];
	}
	for (i = l->leases; i-- > 0;) {
		leases[i].octets = NULL;
		leases[i].name_chain = r->lease_free;
		r->lease_free = &leases[i];
	}
	r->leases = leases;
	r->forwards = forwards;
	for (i = 0; i < l->forwards; i++)
		memset(&forwards[i], 0, sizeof(forwards[i]));
}

static void
lay_indices(struct carver *c, struct rendezvous *r,
	    const struct rendezvous_limits *l)
{
	uint32_t questions = buckets(l->queries), clients = buckets(l->clients);
	uint32_t leases = buckets(l->leases);
	size_t pointer = sizeof(void *);
	void *q = carve(c, questions, pointer), *k = carve(c, clients, pointer);
	void *i = carve(c, questions, pointer);
	void *n = carve(c, leases, pointer), *d = carve(c, leases, pointer);
	struct deadline *heap = carve(c, machine_count(l), sizeof(*heap));

	if (!r)
		return;
	memset(q, 0, questions * pointer);
	memset(i, 0, questions * pointer);
	memset(k, 0, clients * pointer);
	memset(n, 0, leases * pointer);
	memset(d, 0, leases * pointer);
	r->questions = q;
	r->queries_by_id = i;
	r->clients = k;
	r->leases_by_name = n;
	r->leases_by_record = d;
	r->question_mask = questions - 1;
	r->client_mask = clients - 1;
	r->lease_mask = leases - 1;
	deadlines_init(&r->deadlines, heap, machine_count(l));
}

static void
lay_stores(struct carver *c, struct rendezvous *r,
	   const struct rendezvous_config *config)
{
	const struct rendezvous_limits *l = &config->limits;
	size_t each = zone_store_memory(l->records, l->zone_octets);
	unsigned i;

	for (i = 0; i < 2; i++) {
		void *memory = carve(c, each, 1);

		if (r)
			zone_store_init(&r->stores[i], &config->zone, memory,
					l->records, l->zone_octets);
	}
	if (r)
		arena_init(&r->arena, c->base + c->at, l->work_octets);
	carve(c, arena_memory(l->work_octets), 1);
}

size_t
rendezvous_memory(const struct rendezvous_config *config)
{
	struct rendezvous_config c = *config;
	struct carver count = { 0 };

	fill_defaults(&c);
	carve(&count, 1, sizeof(struct rendezvous));
	lay_pools(&count, NULL, &c.limits);
	lay_indices(&count, NULL, &c.limits);
	lay_stores(&count, NULL, &c);
	return count.at;
}

static bool
config_holds(const struct rendezvous_config *c)
{
	if (c->zone.length == 0 || c->primary.family == 0 ||
	    (c->own_key != KEY_NONE && c->own_key >= c->key_count))
		return false;
	if (c->lease_min_s > c->lease_max_s ||
	    c->llq_lease_min_s > c->llq_lease_max_s)
		return false;
	return c->limits.forwards < 0xffff &&
		c->notifier_count <= RENDEZVOUS_NOTIFIERS_MAX;
}

int
rendezvous_init(struct rendezvous **out, const struct rendezvous_config *config,
		void *memory, size_t size)
{
	struct carver c = { .base = memory };
	struct rendezvous *r;

	if (((uintptr_t)memory & 15) != 0)
		return -EINVAL;
	if (size < rendezvous_memory(config))
		return -ENOSPC;
	r = carve(&c, 1, sizeof(*r));
	memset(r, 0, sizeof(*r));
	r->config = *config;
	fill_defaults(&r->config);
	if (!config_holds(&r->config))
		return -EINVAL;
	lay_pools(&c, r, &r->config.limits);
	lay_indices(&c, r, &r->config.limits);
	lay_stores(&c, r, &r->config);
	r->turn.deadlines = &r->deadlines;
	r->turn.reports = &r->reports;
	zone_init(&r->zone, &r->config.zone, &r->config.primary,
		  r->config.own_key);
	r->zone.spare = &r->stores[1];
	*out = r;
	return 0;
}

void
rendezvous_rekey(struct rendezvous *r, const struct rendezvous_config *config)
{
	assert(config->key_count >= r->config.key_count);
	r->config.keys = config->keys;
	r->config.key_count = config->key_count;
	r->config.own_key = config->own_key;
	r->zone.key = config->own_key;
}

/* What is there ------------------------------------------------------------- */

const struct deadlines *
rendezvous_deadlines(const struct rendezvous *r)
{
	return &r->deadlines;
}

uint64_t
rendezvous_deadline_ms(const struct rendezvous *r)
{
	return deadlines_first_ms(&r->deadlines);
}

const struct rendezvous_counters *
rendezvous_counters(const struct rendezvous *r)
{
	return &r->counters;
}

bool
rendezvous_serial(const struct rendezvous *r, uint32_t *serial)
{
	struct dns_soa soa;

	if (!zone_usable(&r->zone) ||
	    !zone_store_soa(&r->stores[r->live], &soa))
		return false;
	*serial = soa.serial;
	return true;
}

bool
rendezvous_room(const struct rendezvous *r, unsigned rows)
{
	const struct effects *e = r->turn.out;

	return effects_have_room(e) && e->row_count + rows <= EFFECT_ROWS_MAX &&
		e->names_used + rows * EFFECT_NAME_MAX <= EFFECT_NAMES_MAX;
}

bool
rendezvous_starves(struct rendezvous *r, unsigned rows)
{
	r->starved = !rendezvous_room(r, rows);
	return r->starved;
}

size_t
rendezvous_datagram_most(const struct rendezvous *r, uint16_t key)
{
	size_t tsig = 0;

	if (key != KEY_NONE) {
		assert(key < r->config.key_count);
		tsig = r->config.keys[key].tsig_octets;
		if (tsig == 0)
			tsig = TSIG_ROOM;
	}
	return DNS_UDP_MAX - tsig;
}

/* Answers --------------------------------------------------------------------- */

void
rendezvous_reply(struct rendezvous *r, const uint8_t *octets, size_t length)
{
	const struct input *in = r->turn.input;
	struct effect *e = turn_effect(&r->turn, in->stream ?
				       EFFECT_STREAM_SEND : EFFECT_SEND);

	e->channel = CHANNEL_SERVICE;
	e->to = in->source;
	e->origin = in->origin;
	memcpy(turn_octets(&r->turn, e, length), octets, length);
}

void
rendezvous_reply_rcode(struct rendezvous *r, const struct dns_message *msg,
		       unsigned rcode)
{
	uint8_t octets[DNS_HEADER_SIZE + DNS_NAME_MAX + 4];
	struct dns_question q;
	struct dns_writer w;
	int length;

	dns_begin(&w, octets, sizeof(octets), msg->id,
		  (uint16_t)(DNS_FLAG_QR |
			     (msg->flags & (DNS_OPCODE_MASK <<
					    DNS_OPCODE_SHIFT | DNS_FLAG_RD)) |
			     rcode));
	if (dns_first_question(msg, &q))
		dns_add_question(&w, &q.name, q.type, q.class);
	length = dns_end(&w);
	assert(length > 0);
	rendezvous_reply(r, octets, (size_t)length);
}

/* Inputs ---------------------------------------------------------------------- */

static void
hear_client(struct rendezvous *r, const struct input *in)
{
	struct dns_message msg;

	/* the edge has answered these; they are here to be counted */
	if (in->verdict != VERDICT_VERIFIED &&
	    in->verdict != VERDICT_UNSIGNED) {
		r->counters.unverified++;
		return;
	}
	if (dns_open(&msg, in->octets, in->length) < 0) {
		r->counters.malformed++;
		return;
	}
	if (msg.flags & DNS_FLAG_QR) {
		rendezvous_events_acknowledged(r, &msg);
		return;
	}
	switch (dns_opcode(&msg)) {
	case DNS_OPCODE_QUERY:
		/* LLQ is spoken over UDP only (8764 G-08) */
		if (!in->stream &&
		    (msg.options.llq_count || msg.options.llq_malformed))
			rendezvous_llq(r, &msg);
		else
			rendezvous_query(r, &msg);
		break;
	case DNS_OPCODE_NOTIFY:
		rendezvous_notify(r, &msg);
		break;
	case DNS_OPCODE_UPDATE:
		rendezvous_update(r, &msg);
		break;
	default:
		rendezvous_reply_rcode(r, &msg, DNS_RCODE_NOTIMP);
	}
}

static bool
same_ticket(struct ticket a, struct ticket b)
{
	return a.generation != 0 && a.slot == b.slot &&
		a.generation == b.generation;
}

/* The forward that TICKET names, or NULL: it is over, and that is counted. */
static struct forward *
forward_by_ticket(struct rendezvous *r, struct ticket ticket)
{
	struct forward *m;

	if (ticket.slot >= 1 && ticket.slot <= r->config.limits.forwards) {
		m = &r->forwards[ticket.slot - 1];
		if (m->busy && same_ticket(m->ticket, ticket))
			return m;
	}
	r->counters.stale++;
	return NULL;
}

static void
hear_primary_about(struct rendezvous *r, struct forward *m,
		   const struct dns_message *msg)
{
	enum forward_event ev;

	ev = forward_classify_answer(m, msg, r->turn.input);
	if (ev == FORWARD_EVENT_COUNT) {
		r->counters.unverified++;
		return;
	}
	forward_step(m, ev, &r->turn);
}

static void
hear_primary(struct rendezvous *r, const struct input *in)
{
	struct dns_message msg;
	uint32_t i;

	if (dns_open(&msg, in->octets, in->length) < 0 ||
	    !endpoint_equal(&in->source, &r->config.primary)) {
		r->counters.malformed++;
		return;
	}
	for (i = 0; i < r->config.limits.forwards; i++)
		if (r->forwards[i].busy && r->forwards[i].id == msg.id) {
			hear_primary_about(r, &r->forwards[i], &msg);
			return;
		}
	r->counters.stale++;
}

static void
hear_stream(struct rendezvous *r, const struct input *in)
{
	struct forward *m = NULL;
	struct dns_message msg;
	bool zone = same_ticket(in->ticket, r->zone.ticket);
	bool whole = true;

	if (!zone) {
		m = forward_by_ticket(r, in->ticket);
		if (!m)
			return;
	}
	if (in->kind == INPUT_STREAM_MESSAGE)
		whole = dns_open(&msg, in->octets, in->length) == 0;
	if (in->kind == INPUT_STREAM_UP) {
		if (zone)
			zone_step(&r->zone, ZONE_EV_CONNECTED, &r->turn);
		else
			forward_step(m, FORWARD_EV_CONNECTED, &r->turn);
		return;
	}
	if (in->kind == INPUT_STREAM_DOWN) {
		if (zone)
			zone_step(&r->zone, ZONE_EV_BROKEN, &r->turn);
		else
			forward_step(m, FORWARD_EV_BROKEN, &r->turn);
		return;
	}
	if (zone)
		zone_step(&r->zone, !whole ? ZONE_EV_REFUSED :
			  zone_classify_message(&r->zone, &msg, in->verdict),
			  &r->turn);
	else if (whole)
		hear_primary_about(r, m, &msg);
	else
		r->counters.malformed++;
}

static void
hear_saved(struct rendezvous *r, const struct input *in)
{
	struct forward *m = forward_by_ticket(r, in->ticket);

	if (m)
		forward_step(m, in->error ? FORWARD_EV_UNSAVED :
			     forward_classify_ready(m), &r->turn);
}

static void
obey(struct rendezvous *r, const struct input *in)
{
	if (in->command != COMMAND_STOP && in->command != COMMAND_LEAVE)
		return;
	turn_effect(&r->turn, EFFECT_SAVE);
	turn_effect(&r->turn, EFFECT_STOPPED);
}

static void
handle(struct rendezvous *r, const struct input *in)
{
	switch (in->kind) {
	case INPUT_START:
		r->publish = r->config.publish;
		zone_step(&r->zone, ZONE_EV_BEGUN, &r->turn);
		break;
	case INPUT_DATAGRAM:
		if (in->channel == CHANNEL_SERVICE)
			hear_client(r, in);
		else if (in->channel == CHANNEL_PRIMARY)
			hear_primary(r, in);
		break;
	case INPUT_STREAM_MESSAGE:
		if (in->ticket.generation == 0) {
			hear_client(r, in);
			break;
		}
		/* fall through */
	case INPUT_STREAM_UP:
	case INPUT_STREAM_DOWN:
		hear_stream(r, in);
		break;
	case INPUT_SAVED:
		if (in->ticket.generation)
			hear_saved(r, in);
		break;
	case INPUT_COMMAND:
		obey(r, in);
		break;
	default:
		break;		/* deadlines are work; the rest is not for us */
	}
}

/* Reports and work -------------------------------------------------------------- */

void
rendezvous_drain(struct rendezvous *r)
{
	struct report report;

	while (reports_take(&r->reports, &report)) {
		const struct chart *chart = report.from->chart;

		if (chart == &llq_server_chart)
			rendezvous_llq_report(r, &report);
		else if (chart == &llq_events_chart)
			rendezvous_events_report(r, &report);
		else if (chart == &lease_server_chart)
			rendezvous_lease_report(r, &report);
		else if (chart == &forward_chart)
			rendezvous_forward_report(r, &report);
		else
			rendezvous_zone_report(r, &report);
	}
}

static bool
work_deadlines(struct rendezvous *r)
{
	struct machine *m = deadlines_first(&r->deadlines);

	if (!m || deadlines_first_ms(&r->deadlines) > r->turn.now_ms)
		return false;
	if (m->chart == &llq_server_chart)	/* it has no other timer */
		r->counters.expiries++;
	machine_fire(m, &r->turn);
	return true;
}

/* Events go before everything that could end a query that is owed one. */
static bool
work_once(struct rendezvous *r)
{
	return rendezvous_work_settling(r) ||
		rendezvous_work_changed(r) ||
		rendezvous_work_due(r) ||
		rendezvous_work_lost(r) ||
		rendezvous_work_adopting(r) ||
		work_deadlines(r) ||
		rendezvous_work_overdue(r) ||
		rendezvous_work_publishing(r) ||
		rendezvous_work_queued(r);
}

static bool
work(struct rendezvous *r)
{
	r->starved = false;
	rendezvous_drain(r);
	while (rendezvous_room(r, HEAD_ROWS)) {
		if (!work_once(r)) {
			r->turn.out->random_unused =
				!random_drawn(&r->turn.random);
			return false;
		}
		rendezvous_drain(r);
		if (r->starved)
			break;
	}
	return true;
}

bool
rendezvous_turn(struct rendezvous *r, const struct input *in,
		struct effects *out)
{
	bool more;

	effects_clear(out);
	r->turn.now_ms = in->now_ms;
	r->turn.input = in;
	r->turn.out = out;
	random_seed(&r->turn.random, in->random);
	handle(r, in);
	more = work(r);
	r->turn.input = NULL;
	return more;
}

bool
rendezvous_more(struct rendezvous *r, struct effects *out)
{
	effects_clear(out);
	r->turn.out = out;
	return work(r);
}
