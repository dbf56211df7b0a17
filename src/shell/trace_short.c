/* SPDX-License-Identifier: Apache-2.0 */
/* trace_short.c - reads the records of format 2: what they define, and what
 * they say by its numbers. */
#include "shell/trace_reader.h"

#include <string.h>

enum { ROW_NUMBERS = 5 };

/* Entries of the tables that are no names. */
struct chart_entry {
	uint32_t name, digest;
};

struct row_entry {
	uint32_t numbers[ROW_NUMBERS];
};

static void
define_name(struct check *c, struct trace_table *t, const char *name)
{
	size_t size = strlen(name);

	if (size >= EFFECT_NAME_MAX || trace_table_add(t, name, size) < 0)
		c->bad = true;
}

static void
define_endpoints(struct check *c, struct trace_reader *r,
		 Trace__Endpoint *const *list, size_t count)
{
	struct endpoint e;
	size_t i;

	for (i = 0; i < count; i++) {
		trace_get_endpoint(c, &e, list[i]);
		if (trace_table_add(&r->tables.endpoints, &e, sizeof(e)) < 0)
			c->bad = true;
	}
}

static void
define_row(struct check *c, struct trace_tables *t, const uint32_t *numbers)
{
	struct row_entry row;

	memcpy(row.numbers, numbers, sizeof(row.numbers));
	trace_below(c, numbers[0], t->charts.count);
	trace_below(c, numbers[1], t->words.count);
	trace_below(c, numbers[2], t->words.count);
	trace_below(c, numbers[3], t->words.count);
	if (trace_table_add(&t->rows, &row, sizeof(row)) < 0)
		c->bad = true;
}

/* Each table's entries refer to those before. */
static void
define(struct check *c, struct trace_reader *r, const Trace__ShortAnswer *m)
{
	struct trace_tables *t = &r->tables;
	struct chart_entry chart;
	size_t i;

	for (i = 0; i < m->n_machines; i++)
		define_name(c, &t->machines, m->machines[i]);
	for (i = 0; i < m->n_words; i++)
		define_name(c, &t->words, m->words[i]);
	for (i = 0; i < m->n_charts; i++) {
		chart.name = trace_below(c, m->charts[i]->name, t->words.count);
		chart.digest = m->charts[i]->digest;
		if (trace_table_add(&t->charts, &chart, sizeof(chart)) < 0)
			c->bad = true;
	}
	if (m->n_rows % ROW_NUMBERS)
		c->bad = true;
	for (i = 0; i + ROW_NUMBERS <= m->n_rows && !c->bad; i += ROW_NUMBERS)
		define_row(c, t, m->rows + i);
	define_endpoints(c, r, m->endpoints, m->n_endpoints);
}

static void
endpoint_of(struct check *c, const struct trace_reader *r, struct endpoint *e,
	    uint32_t number)
{
	const void *entry;

	memset(e, 0, sizeof(*e));
	if (number == 0)
		return;
	entry = trace_table_get(&r->tables.endpoints, number - 1);
	if (entry)
		memcpy(e, entry, sizeof(*e));
	else
		c->bad = true;
}

static void
address_of(struct check *c, const struct trace_reader *r, uint8_t address[16],
	   uint32_t number)
{
	struct endpoint e;

	endpoint_of(c, r, &e, number);
	if (number && e.family != 6)
		c->bad = true;
	memcpy(address, e.address, 16);
}

static origin_id
origin_of(struct check *c, const struct trace_reader *r, uint64_t number)
{
	int64_t difference, origin;

	if (number == 0)
		return 0;
	if (number > 2 * (uint64_t)UINT32_MAX + 1) {
		c->bad = true;
		return 0;
	}
	number--;
	difference = number % 2 ? -(int64_t)(number / 2) - 1 :
		(int64_t)(number / 2);
	origin = (int64_t)r->origin + difference;
	if (origin <= 0 || origin > UINT32_MAX) {
		c->bad = true;
		return 0;
	}
	return (origin_id)origin;
}

void
trace_get_short_input(struct check *c, struct trace_reader *r,
		      const Trace__ShortInput *m)
{
	struct input *in = &r->record.input;

	memset(in, 0, sizeof(*in));
	if (m->forget)
		trace_tables_clear(&r->tables);
	define_endpoints(c, r, m->endpoints, m->n_endpoints);
	in->kind = trace_below(c, m->kind, INPUT_KIND_COUNT);
	in->now_ms = r->now_ms + (uint64_t)m->later_ms;
	r->now_ms = in->now_ms;
	in->ticket.slot = trace_u16(c, m->slot);
	in->ticket.generation = trace_u16(c, m->generation);
	in->channel = trace_below(c, m->channel, CHANNEL_COUNT);
	endpoint_of(c, r, &in->source, m->source);
	in->origin = origin_of(c, r, m->origin);
	if (in->origin)
		r->origin = in->origin;
	in->verdict = trace_below(c, m->verdict, VERDICT_COUNT);
	in->key = trace_key(c, m->key);
	in->stream = m->stream;
	in->error = m->error;
	in->port = trace_u16(c, m->port);
	in->octets = m->octets.data;
	in->length = m->octets.len;
	in->command = trace_below(c, m->command, COMMAND_CLAIM + 1);
	if (m->network)
		trace_get_network(c, &in->network, m->network);
	if (m->tunnel)
		trace_get_tunnel(c, &in->tunnel, m->tunnel);
	endpoint_of(c, r, &r->record.sight.destination, m->destination);
	endpoint_of(c, r, &r->record.sight.about, m->about);
	r->record.sight.frame = m->frame;
	r->record.sight.nanoseconds = trace_below(c, m->nanoseconds, 1000000);
	r->record.sight.cut = m->cut;
}

static void
get_short_row(struct check *c, const struct trace_tables *t,
	      struct trace_row *row, uint32_t machine, uint32_t number)
{
	const struct row_entry *e = trace_table_get(&t->rows, number);
	const struct chart_entry *chart;

	memset(row, 0, sizeof(*row));
	row->machine = trace_table_get(&t->machines, machine);
	if (!e || !row->machine) {
		c->bad = true;
		return;
	}
	/* checked when it was defined */
	chart = trace_table_get(&t->charts, e->numbers[0]);
	row->chart = trace_table_get(&t->words, chart->name);
	row->digest = chart->digest;
	row->from = trace_table_get(&t->words, e->numbers[1]);
	row->event = trace_table_get(&t->words, e->numbers[2]);
	row->to = trace_table_get(&t->words, e->numbers[3]);
	row->line = e->numbers[4];
}

static void
get_short_effect(struct check *c, const struct trace_reader *r,
		 struct effect *e, const Trace__ShortEffect *m)
{
	memset(e, 0, sizeof(*e));
	e->kind = trace_below(c, m->kind, EFFECT_KIND_COUNT);
	e->ticket.slot = trace_u16(c, m->slot);
	e->ticket.generation = trace_u16(c, m->generation);
	e->channel = trace_below(c, m->channel, CHANNEL_COUNT);
	endpoint_of(c, r, &e->to, m->to);
	endpoint_of(c, r, &e->source, m->source);
	e->origin = origin_of(c, r, m->origin);
	e->key = trace_key(c, m->key);
	e->tls = m->tls;
	e->take = m->take;
	e->port = trace_u16(c, m->port);
	e->type = trace_u16(c, m->type);
	address_of(c, r, e->address, m->address);
	e->level = trace_below(c, m->level, TELL_ERROR + 1);
	e->tunnel.verb = trace_below(c, m->verb, TUNNEL_VERB_COUNT);
	e->tunnel.peer = trace_u16(c, m->peer);
	endpoint_of(c, r, &e->tunnel.remote, m->remote);
	address_of(c, r, e->tunnel.ula, m->ula);
}

void
trace_get_short_answer(struct check *c, struct trace_reader *r,
		 const Trace__ShortAnswer *m)
{
	struct trace_answer *a = &r->record.answer;
	uint32_t used = 0;
	size_t i;

	a->row_count = 0;
	a->count = 0;
	if (m->n_fired > 2 * EFFECT_ROWS_MAX || m->n_fired % 2 ||
	    m->n_effects > EFFECTS_MAX) {
		c->bad = true;
		return;
	}
	if (m->forget)
		trace_tables_clear(&r->tables);
	define(c, r, m);
	for (i = 0; i < m->n_fired && !c->bad; i += 2)
		get_short_row(c, &r->tables, &a->rows[a->row_count++],
			      m->fired[i], m->fired[i + 1]);
	for (i = 0; i < m->n_effects && !c->bad; i++) {
		struct effect *e = &a->list[a->count++];

		get_short_effect(c, r, e, m->effects[i]);
		trace_add_octets(c, a, e, &m->effects[i]->octets, &used);
	}
}
