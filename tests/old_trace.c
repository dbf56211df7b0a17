/* SPDX-License-Identifier: Apache-2.0 */
/* old_trace.c - see old_trace.h. Only what echo uses is written. */
#include "old_trace.h"

#include <check.h>

#include "shell/trace.h"
#include "shell/trace.pb-c.h"

static size_t
put_record(uint8_t *to, Trace__Record *m)
{
	size_t rest = trace__record__get_packed_size(m), n = 0;

	do {
		to[n++] = (uint8_t)((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
		rest >>= 7;
	} while (rest);
	return n + trace__record__pack(m, to + n);
}

static Trace__Endpoint *
old_endpoint(Trace__Endpoint *m, const struct endpoint *e)
{
	trace__endpoint__init(m);
	m->port = e->port;
	m->address.len = e->family == 6 ? 16 : e->family == 4 ? 4 : 0;
	m->address.data = (uint8_t *)(uintptr_t)e->address;
	return m;
}

static size_t
put_old_input(uint8_t *to, const struct input *in)
{
	Trace__Record record = TRACE__RECORD__INIT;
	Trace__Input m = TRACE__INPUT__INIT;
	Trace__Endpoint source;

	m.kind = in->kind;
	m.now_ms = in->now_ms;
	m.random.len = sizeof(in->random);
	m.random.data = (uint8_t *)(uintptr_t)in->random;
	m.channel = in->channel;
	m.source = old_endpoint(&source, &in->source);
	m.origin = in->origin;
	m.key = in->key == KEY_NONE ? 0 : in->key + 1u;
	m.port = in->port;
	m.octets.len = in->length;
	m.octets.data = (uint8_t *)(uintptr_t)in->octets;
	record.kind_case = TRACE__RECORD__KIND_INPUT;
	record.input = &m;
	return put_record(to, &record);
}

static size_t
put_old_answer(uint8_t *to, const struct trace_answer *a)
{
	Trace__Record record = TRACE__RECORD__INIT;
	Trace__Answer m = TRACE__ANSWER__INIT;
	Trace__Row rows[4], *row_list[4] = { rows, rows + 1, rows + 2, rows + 3 };
	Trace__Effect effects[4], *effect_list[4];
	Trace__Endpoint ends[4];
	unsigned i;

	for (i = 0; i < a->row_count; i++) {
		trace__row__init(&rows[i]);
		rows[i].machine = (char *)(uintptr_t)a->rows[i].machine;
		rows[i].chart = (char *)(uintptr_t)a->rows[i].chart;
		rows[i].from = (char *)(uintptr_t)a->rows[i].from;
		rows[i].event = (char *)(uintptr_t)a->rows[i].event;
		rows[i].to = (char *)(uintptr_t)a->rows[i].to;
		rows[i].line = a->rows[i].line;
	}
	for (i = 0; i < a->count; i++) {
		const struct effect *e = &a->list[i];

		effect_list[i] = &effects[i];
		trace__effect__init(&effects[i]);
		effects[i].kind = e->kind;
		effects[i].channel = e->channel;
		effects[i].to = old_endpoint(&ends[i], &e->to);
		effects[i].key = e->key == KEY_NONE ? 0 : e->key + 1u;
		effects[i].port = e->port;
		effects[i].level = e->level;
		effects[i].octets.len = e->length;
		effects[i].octets.data =
			(uint8_t *)(uintptr_t)a->octets + e->offset;
	}
	m.n_rows = a->row_count;
	m.rows = row_list;
	m.n_effects = a->count;
	m.effects = effect_list;
	record.kind_case = TRACE__RECORD__KIND_ANSWER;
	record.answer = &m;
	return put_record(to, &record);
}

static size_t
put_old_header(uint8_t *to, const struct trace_header *h)
{
	Trace__Record record = TRACE__RECORD__INIT;
	Trace__Header m = TRACE__HEADER__INIT;

	m.format = 1;
	m.program = (char *)(uintptr_t)h->program;
	m.config.data = (uint8_t *)(uintptr_t)h->config;
	m.config.len = h->config_size;
	record.kind_case = TRACE__RECORD__KIND_HEADER;
	record.header = &m;
	return put_record(to, &record);
}

size_t
old_trace(const uint8_t *octets, size_t size, uint8_t *out, size_t capacity)
{
	const struct trace_record *r;
	struct trace_reader *reader;
	size_t used = 0;

	ck_assert_int_eq(trace_open_octets(octets, size, &reader), 0);
	while (trace_next(reader, &r) > 0) {
		/* a record of echo's is never longer */
		ck_assert_uint_lt(used + 4096, capacity);
		if (r->kind == TRACE_INPUT)
			used += put_old_input(out + used, &r->input);
		else if (r->kind == TRACE_ANSWER)
			used += put_old_answer(out + used, &r->answer);
		else
			used += put_old_header(out + used, &r->header);
	}
	trace_close_reader(reader);
	return used;
}
