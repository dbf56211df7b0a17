/* SPDX-License-Identifier: Apache-2.0 */
/* trace_read.c - reads a trace that anybody may have made: every number is
 * checked against its enum and every length against its bound. */
#include "shell/trace.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shell/trace.pb-c.h"

struct trace_reader {
	FILE *file;
	bool cut;
	unsigned records;	/* read so far */
	unsigned inputs;
	Trace__Record *message;	/* what the present record points into */
	struct trace_record record;
	uint8_t buffer[TRACE_RECORD_MAX];
};

/* Reading down with an error that sticks, as the codecs do. */
struct check {
	bool bad;
};

static uint32_t
below(struct check *c, uint32_t value, uint32_t limit)
{
	if (value < limit)
		return value;
	c->bad = true;
	return 0;
}

static uint16_t
u16(struct check *c, uint32_t value)
{
	return (uint16_t)below(c, value, 0x10000);
}

static uint16_t
key_of(struct check *c, uint32_t number)
{
	return number == 0 ? KEY_NONE : (uint16_t)(u16(c, number) - 1);
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

static void
get_endpoint(struct check *c, struct endpoint *e, const Trace__Endpoint *m)
{
	memset(e, 0, sizeof(*e));
	if (!m)
		return;
	e->port = u16(c, m->port);
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
	t->slot = u16(c, m->slot);
	t->generation = u16(c, m->generation);
}

static void
get_header(struct check *c, struct trace_header *h, const Trace__Header *m)
{
	unsigned i;

	memset(h, 0, sizeof(*h));
	h->format = m->format;
	if (m->format != TRACE_FORMAT)
		c->bad = true;
	h->program = m->program;
	h->config = m->config.data;
	h->config_size = m->config.len;
	h->memory = m->memory.data;
	h->memory_size = m->memory.len;
	h->software = m->software;
	h->note_count = below(c, (uint32_t)m->n_notes, TRACE_NOTES_MAX + 1);
	for (i = 0; i < h->note_count; i++)
		h->notes[i] = m->notes[i];
}

static void
get_network(struct check *c, struct network_facts *n, const Trace__Network *m)
{
	unsigned i;

	n->up = m->up;
	n->resumed = m->resumed;
	n->interface = m->interface;
	get_endpoint(c, &n->address, m->address);
	n->prefix_length = (uint8_t)below(c, m->prefix_length, 129);
	get_endpoint(c, &n->gateway, m->gateway);
	get_octets(c, n->gateway_mac, 6, &m->gateway_mac);
	n->prefix_count = (uint8_t)below(c, (uint32_t)m->n_prefixes,
					 NETWORK_PREFIXES_MAX + 1);
	for (i = 0; i < n->prefix_count; i++) {
		get_octets(c, n->prefixes[i].network, 16,
			   &m->prefixes[i]->network);
		n->prefixes[i].length = (uint8_t)
			below(c, m->prefixes[i]->length, 128);
	}
}

static void
get_tunnel(struct check *c, struct tunnel_facts *t, const Trace__TunnelNews *m)
{
	t->news = below(c, m->news, TUNNEL_NEWS_COUNT);
	t->reason = below(c, m->reason, TUNNEL_REASON_COUNT);
	t->peer = u16(c, m->peer);
	t->ours = m->ours;
	get_endpoint(c, &t->remote, m->remote);
}

static void
get_input(struct check *c, struct input *in, const Trace__Input *m)
{
	memset(in, 0, sizeof(*in));
	in->kind = below(c, m->kind, INPUT_KIND_COUNT);
	in->now_ms = m->now_ms;
	get_octets(c, in->random, sizeof(in->random), &m->random);
	get_ticket(c, &in->ticket, m->ticket);
	in->channel = below(c, m->channel, CHANNEL_COUNT);
	get_endpoint(c, &in->source, m->source);
	in->origin = m->origin;
	in->verdict = below(c, m->verdict, VERDICT_COUNT);
	in->key = key_of(c, m->key);
	in->stream = m->stream;
	in->error = m->error;
	in->port = u16(c, m->port);
	in->octets = m->octets.data;
	in->length = m->octets.len;
	in->command = below(c, m->command, COMMAND_CLAIM + 1);
	if (m->network)
		get_network(c, &in->network, m->network);
	if (m->tunnel)
		get_tunnel(c, &in->tunnel, m->tunnel);
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
}

static void
get_effect(struct check *c, struct effect *e, const Trace__Effect *m)
{
	memset(e, 0, sizeof(*e));
	e->kind = below(c, m->kind, EFFECT_KIND_COUNT);
	get_ticket(c, &e->ticket, m->ticket);
	e->channel = below(c, m->channel, CHANNEL_COUNT);
	get_endpoint(c, &e->to, m->to);
	get_endpoint(c, &e->source, m->source);
	e->origin = m->origin;
	e->key = key_of(c, m->key);
	e->tls = m->tls;
	e->take = m->take;
	e->port = u16(c, m->port);
	e->type = u16(c, m->type);
	get_octets(c, e->address, sizeof(e->address), &m->address);
	e->level = below(c, m->level, TELL_ERROR + 1);
	if (!m->tunnel)
		return;
	e->tunnel.verb = below(c, m->tunnel->verb, TUNNEL_VERB_COUNT);
	e->tunnel.peer = u16(c, m->tunnel->peer);
	get_endpoint(c, &e->tunnel.remote, m->tunnel->remote);
	get_octets(c, e->tunnel.ula, sizeof(e->tunnel.ula), &m->tunnel->ula);
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
	for (i = 0; i < m->n_effects; i++) {
		const ProtobufCBinaryData *o = &m->effects[i]->octets;
		struct effect *e = &a->list[a->count++];

		get_effect(c, e, m->effects[i]);
		if (o->len > EFFECT_OCTETS_MAX - used) {
			c->bad = true;
			return;
		}
		e->offset = used;
		e->length = (uint32_t)o->len;
		if (o->len)
			memcpy(a->octets + used, o->data, o->len);
		used += e->length;
	}
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
		octet = getc(r->file);
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
		r->inputs++;
		get_input(&c, &to->input, m->input);
		break;
	case TRACE__RECORD__KIND_ANSWER:
		to->kind = TRACE_ANSWER;
		get_answer(&c, &to->answer, m->answer);
		break;
	default:
		return -EBADMSG;
	}
	to->input_number = r->inputs;
	return c.bad ? -EBADMSG : 1;
}

static void
drop_message(struct trace_reader *r)
{
	if (r->message)
		trace__record__free_unpacked(r->message, NULL);
	r->message = NULL;
}

int
trace_next(struct trace_reader *r, const struct trace_record **out)
{
	size_t length;
	int n;

	drop_message(r);
	n = read_length(r, &length);
	if (n <= 0)
		return n;
	if (fread(r->buffer, 1, length, r->file) != length) {
		r->cut = true;
		return ferror(r->file) ? -EIO : 0;
	}
	r->message = trace__record__unpack(NULL, length, r->buffer);
	if (!r->message)
		return -EBADMSG;
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

	if (!file)
		return -errno;
	r = calloc(1, sizeof(*r));
	if (!r) {
		fclose(file);
		return -ENOMEM;
	}
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
	if (!r)
		return;
	drop_message(r);
	fclose(r->file);
	free(r);
}
