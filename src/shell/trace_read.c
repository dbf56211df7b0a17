/* SPDX-License-Identifier: Apache-2.0 */
/* trace_read.c - reads a trace that anybody may have made: every number is
 * checked against its enum and every length against its bound. */
#include "shell/trace_reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

uint32_t
trace_below(struct check *c, uint32_t value, uint32_t limit)
{
	if (value < limit)
		return value;
	c->bad = true;
	return 0;
}

uint16_t
trace_u16(struct check *c, uint32_t value)
{
	return (uint16_t)trace_below(c, value, 0x10000);
}

uint16_t
trace_key(struct check *c, uint32_t number)
{
	return number == 0 ? KEY_NONE : (uint16_t)(trace_u16(c, number) - 1);
}

/* Exactly SIZE octets, or none: zeros. */
static void
get_octets(struct check *c, uint8_t *to, size_t size,
	   const ProtobufCBinaryData *from)
{
	memset(to, 0, size);
	if (from->len == 0)
		return;
	if (from->len != size) {
		c->bad = true;
		return;
	}
	memcpy(to, from->data, size);
}

void
trace_get_endpoint(struct check *c, struct endpoint *e, const Trace__Endpoint *m)
{
	memset(e, 0, sizeof(*e));
	if (!m)
		return;
	e->port = trace_u16(c, m->port);
	if (m->address.len == 0)
		return;
	e->family = m->address.len == 16 ? 6 : 4;
	get_octets(c, e->address, e->family == 6 ? 16 : 4, &m->address);
}

static void
get_ticket(struct check *c, struct ticket *t, const Trace__Ticket *m)
{
	memset(t, 0, sizeof(*t));
	if (!m)
		return;
	t->slot = trace_u16(c, m->slot);
	t->generation = trace_u16(c, m->generation);
}

static void
get_header(struct check *c, struct trace_header *h, const Trace__Header *m)
{
	unsigned i;

	memset(h, 0, sizeof(*h));
	h->format = m->format;
	if (m->format < 1)
		c->bad = true;
	h->program = m->program;
	h->config = m->config.data;
	h->config_size = m->config.len;
	h->memory = m->memory.data;
	h->memory_size = m->memory.len;
	h->software = m->software;
	h->note_count = trace_below(c, (uint32_t)m->n_notes, TRACE_NOTES_MAX + 1);
	for (i = 0; i < h->note_count; i++)
		h->notes[i] = m->notes[i];
}

void
trace_get_network(struct check *c, struct network_facts *n, const Trace__Network *m)
{
	unsigned i;

	n->up = m->up;
	n->resumed = m->resumed;
	n->interface = m->interface;
	trace_get_endpoint(c, &n->address, m->address);
	n->prefix_length = (uint8_t)trace_below(c, m->prefix_length, 129);
	trace_get_endpoint(c, &n->gateway, m->gateway);
	get_octets(c, n->gateway_mac, 6, &m->gateway_mac);
	n->prefix_count = (uint8_t)trace_below(c, (uint32_t)m->n_prefixes,
					 NETWORK_PREFIXES_MAX + 1);
	for (i = 0; i < n->prefix_count; i++) {
		get_octets(c, n->prefixes[i].network, 16,
			   &m->prefixes[i]->network);
		n->prefixes[i].length = (uint8_t)
			trace_below(c, m->prefixes[i]->length, 128);
	}
}

void
trace_get_tunnel(struct check *c, struct tunnel_facts *t, const Trace__TunnelNews *m)
{
	t->news = trace_below(c, m->news, TUNNEL_NEWS_COUNT);
	t->reason = trace_below(c, m->reason, TUNNEL_REASON_COUNT);
	t->peer = trace_u16(c, m->peer);
	t->ours = m->ours;
	trace_get_endpoint(c, &t->remote, m->remote);
}

static void
get_input(struct check *c, struct input *in, const Trace__Input *m)
{
	memset(in, 0, sizeof(*in));
	in->kind = trace_below(c, m->kind, INPUT_KIND_COUNT);
	in->now_ms = m->now_ms;
	get_octets(c, in->random, sizeof(in->random), &m->random);
	get_ticket(c, &in->ticket, m->ticket);
	in->channel = trace_below(c, m->channel, CHANNEL_COUNT);
	trace_get_endpoint(c, &in->source, m->source);
	in->origin = m->origin;
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
}

static void
get_row(struct trace_row *r, const Trace__Row *m)
{
	r->machine = m->machine;
	r->chart = m->chart;
	r->from = m->from;
	r->event = m->event;
	r->to = m->to;
	r->line = m->line;
	r->digest = 0;
}

static void
get_effect(struct check *c, struct effect *e, const Trace__Effect *m)
{
	memset(e, 0, sizeof(*e));
	e->kind = trace_below(c, m->kind, EFFECT_KIND_COUNT);
	get_ticket(c, &e->ticket, m->ticket);
	e->channel = trace_below(c, m->channel, CHANNEL_COUNT);
	trace_get_endpoint(c, &e->to, m->to);
	trace_get_endpoint(c, &e->source, m->source);
	e->origin = m->origin;
	e->key = trace_key(c, m->key);
	e->tls = m->tls;
	e->take = m->take;
	e->port = trace_u16(c, m->port);
	e->type = trace_u16(c, m->type);
	get_octets(c, e->address, sizeof(e->address), &m->address);
	e->level = trace_below(c, m->level, TELL_ERROR + 1);
	if (!m->tunnel)
		return;
	e->tunnel.verb = trace_below(c, m->tunnel->verb, TUNNEL_VERB_COUNT);
	e->tunnel.peer = trace_u16(c, m->tunnel->peer);
	trace_get_endpoint(c, &e->tunnel.remote, m->tunnel->remote);
	get_octets(c, e->tunnel.ula, sizeof(e->tunnel.ula), &m->tunnel->ula);
}

void
trace_add_octets(struct check *c, struct trace_answer *a, struct effect *e,
	   const ProtobufCBinaryData *octets, uint32_t *used)
{
	if (octets->len > EFFECT_OCTETS_MAX - *used) {
		c->bad = true;
		return;
	}
	e->offset = *used;
	e->length = (uint32_t)octets->len;
	if (octets->len)
		memcpy(a->octets + *used, octets->data, octets->len);
	*used += e->length;
}

static void
get_answer(struct check *c, struct trace_answer *a, const Trace__Answer *m)
{
	uint32_t used = 0;
	unsigned i;

	a->row_count = 0;
	a->count = 0;
	if (m->n_rows > EFFECT_ROWS_MAX || m->n_effects > EFFECTS_MAX) {
		c->bad = true;
		return;
	}
	for (i = 0; i < m->n_rows; i++)
		get_row(&a->rows[a->row_count++], m->rows[i]);
	for (i = 0; i < m->n_effects && !c->bad; i++) {
		struct effect *e = &a->list[a->count++];

		get_effect(c, e, m->effects[i]);
		trace_add_octets(c, a, e, &m->effects[i]->octets, &used);
	}
}

/* Memory --------------------------------------------------------------------- */

struct trace_block {
	_Alignas(16) struct trace_block *next;
};

static void *
arena_take(void *arena, size_t size)
{
	struct trace_arena *a = arena;
	struct trace_block *block;
	uint8_t *p = a->octets + a->used;

	size = (size + 15) & ~(size_t)15;
	if (size <= sizeof(a->octets) - a->used) {
		a->used += size;
		return p;
	}
	block = malloc(sizeof(*block) + size);
	if (!block)
		return NULL;
	block->next = a->blocks;
	a->blocks = block;
	return block + 1;
}

/* All of it goes with arena_empty. */
static void
arena_leave(void *arena, void *p)
{
	(void)arena;
	(void)p;
}

static void
arena_empty(struct trace_arena *a)
{
	struct trace_block *block;

	while ((block = a->blocks)) {
		a->blocks = block->next;
		free(block);
	}
	a->used = 0;
}

/* The file ------------------------------------------------------------------- */

/* 1 and a length, 0 at the end of the file, or -EBADMSG. */
static int
read_length(struct trace_reader *r, size_t *out)
{
	size_t length = 0;
	unsigned shift;
	int octet;

	for (shift = 0; shift < 28; shift += 7) {
		octet = getc_unlocked(r->file);
		if (octet == EOF) {
			r->cut = shift > 0;
			return 0;
		}
		length |= (size_t)(octet & 0x7f) << shift;
		if (octet & 0x80)
			continue;
		*out = length;
		return length <= TRACE_RECORD_MAX ? 1 : -EBADMSG;
	}
	return -EBADMSG;
}

/* 1 and a message in A, 0 at the end, or -errno. */
static int
read_message(struct trace_reader *r, struct trace_arena *a,
	     Trace__Record **out)
{
	size_t length;
	int n;

	n = read_length(r, &length);
	if (n <= 0)
		return n;
	if (fread(r->buffer, 1, length, r->file) != length) {
		r->cut = true;
		return ferror(r->file) ? -EIO : 0;
	}
	arena_empty(a);
	*out = trace__record__unpack(&a->allocator, length, r->buffer);
	return *out ? 1 : -EBADMSG;
}

/* The random octets behind an input, if they are there. */
static void
get_random(struct check *c, struct trace_reader *r, struct trace_record *to)
{
	to->has_random = false;
	r->ahead = true;
	r->ahead_result = read_message(r, &r->arenas[!r->arena], &r->next);
	if (r->ahead_result <= 0 ||
	    r->next->kind_case != TRACE__RECORD__KIND_RANDOM)
		return;
	if (r->next->random.len != sizeof(to->input.random))
		c->bad = true;
	get_octets(c, to->input.random, sizeof(to->input.random),
		   &r->next->random);
	to->has_random = true;
	r->ahead = false;
}

static int
take_message(struct trace_reader *r)
{
	struct check c = { .bad = false };
	struct trace_record *to = &r->record;
	const Trace__Record *m = r->message;

	to->number = r->records++;
	if ((m->kind_case == TRACE__RECORD__KIND_HEADER) != (to->number == 0))
		return -EBADMSG;
	switch (m->kind_case) {
	case TRACE__RECORD__KIND_HEADER:
		to->kind = TRACE_HEADER;
		get_header(&c, &to->header, m->header);
		break;
	case TRACE__RECORD__KIND_INPUT:
		to->kind = TRACE_INPUT;
		to->has_random = true;
		memset(&to->sight, 0, sizeof(to->sight));
		r->inputs++;
		get_input(&c, &to->input, m->input);
		break;
	case TRACE__RECORD__KIND_ANSWER:
		to->kind = TRACE_ANSWER;
		get_answer(&c, &to->answer, m->answer);
		break;
	case TRACE__RECORD__KIND_SHORT_INPUT:
		to->kind = TRACE_INPUT;
		r->inputs++;
		trace_get_short_input(&c, r, m->short_input);
		get_random(&c, r, to);
		break;
	case TRACE__RECORD__KIND_SHORT_ANSWER:
		to->kind = TRACE_ANSWER;
		trace_get_short_answer(&c, r, m->short_answer);
		break;
	default:
		return -EBADMSG;
	}
	to->input_number = r->inputs;
	if (!c.bad && to->number == 0 && to->header.format > TRACE_FORMAT)
		return -EPROTONOSUPPORT;
	return c.bad ? -EBADMSG : 1;
}

int
trace_next(struct trace_reader *r, const struct trace_record **out)
{
	int n;

	if (r->ahead) {
		n = r->ahead_result;
		r->message = r->next;
		r->arena = !r->arena;
		r->ahead = n <= 0;	/* the end, or damage, stays */
	} else {
		n = read_message(r, &r->arenas[r->arena], &r->message);
	}
	if (n <= 0)
		return n;
	*out = &r->record;
	return take_message(r);
}

bool
trace_was_cut(const struct trace_reader *r)
{
	return r->cut;
}

int
trace_open_file(FILE *file, struct trace_reader **out)
{
	struct trace_reader *r;
	unsigned i;

	if (!file)
		return -errno;
	r = malloc(sizeof(*r));
	if (!r) {
		fclose(file);
		return -ENOMEM;
	}
	memset(r, 0, offsetof(struct trace_reader, buffer));
	for (i = 0; i < 2; i++)
		r->arenas[i].allocator = (ProtobufCAllocator){
			arena_take, arena_leave, &r->arenas[i],
		};
	r->file = file;
	*out = r;
	return 0;
}

int
trace_open(const char *path, struct trace_reader **out)
{
	return trace_open_file(fopen(path, "rbe"), out);
}

int
trace_open_octets(const void *octets, size_t size, struct trace_reader **out)
{
	if (size == 0)
		return -EBADMSG;	/* fmemopen takes no empty buffer */
	return trace_open_file(fmemopen((void *)(uintptr_t)octets, size, "rb"), out);
}

void
trace_close_reader(struct trace_reader *r)
{
	unsigned i;

	if (!r)
		return;
	for (i = 0; i < 2; i++)
		arena_empty(&r->arenas[i]);
	fclose(r->file);
	trace_tables_free(&r->tables);
	free(r);
}
