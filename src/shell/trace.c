/* SPDX-License-Identifier: Apache-2.0 */
/* trace.c - writes a trace; trace_read.c reads it. */
#include "shell/trace.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shell/trace.pb-c.h"

enum { VARINT_MAX = 5 };	/* octets of a length below 2^35 */

/* The numbers that a file holds are those of turn.h's enums: whoever changes
 * them raises TRACE_FORMAT. */
static_assert(INPUT_START == 0 && INPUT_NETWORK == 9 && INPUT_COMMAND == 12,
	      "the file format has these numbers");
static_assert(EFFECT_SEND == 0 && EFFECT_TUNNEL == 7 && EFFECT_STOPPED == 10,
	      "the file format has these numbers");
static_assert(VERDICT_VERIFIED == 1 && VERDICT_PENDING == 7,
	      "the file format has these numbers");
static_assert(CHANNEL_LLQ == 3 && CHANNEL_PRIMARY == 7,
	      "the file format has these numbers");

/* The message of one effect and what it points at. */
struct effect_parts {
	Trace__Effect effect;
	Trace__Ticket ticket;
	Trace__Endpoint to;
	Trace__Endpoint source;
	Trace__Endpoint remote;
	Trace__TunnelOrder tunnel;
};

struct trace_writer {
	int fd;
	int error;
	Trace__Row rows[EFFECT_ROWS_MAX];
	Trace__Row *row_list[EFFECT_ROWS_MAX];
	struct effect_parts effects[EFFECTS_MAX];
	Trace__Effect *effect_list[EFFECTS_MAX];
	uint8_t buffer[VARINT_MAX + TRACE_RECORD_MAX];
};

static ProtobufCBinaryData
bytes(const void *octets, size_t size)
{
	/* The library only reads what it packs. */
	return (ProtobufCBinaryData){
		.len = size, .data = (uint8_t *)(uintptr_t)octets,
	};
}

static ProtobufCBinaryData
bytes_unless_zero(const uint8_t *octets, size_t size)
{
	static const uint8_t zeros[16];

	assert(size <= sizeof(zeros));
	return bytes(octets, memcmp(octets, zeros, size) ? size : 0);
}

static char *
text(const char *s)
{
	return (char *)(uintptr_t)(s ? s : "");
}

static uint32_t
key_number(uint16_t key)
{
	return key == KEY_NONE ? 0 : (uint32_t)key + 1;
}

/* NULL for an endpoint that says nothing. */
static Trace__Endpoint *
put_endpoint(Trace__Endpoint *m, const struct endpoint *e)
{
	size_t size = e->family == 6 ? 16 : e->family == 4 ? 4 : 0;

	if (size == 0 && e->port == 0)
		return NULL;
	trace__endpoint__init(m);
	m->address = bytes(e->address, size);
	m->port = e->port;
	return m;
}

static Trace__Ticket *
put_ticket(Trace__Ticket *m, struct ticket t)
{
	if (t.slot == 0 && t.generation == 0)
		return NULL;
	trace__ticket__init(m);
	m->slot = t.slot;
	m->generation = t.generation;
	return m;
}

/* Records -------------------------------------------------------------------- */

static int
write_all(int fd, const uint8_t *octets, size_t size)
{
	ssize_t n;

	while (size) {
		n = write(fd, octets, size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		octets += n;
		size -= (size_t)n;
	}
	return 0;
}

static int
write_record(struct trace_writer *w, const Trace__Record *m)
{
	size_t size = trace__record__get_packed_size(m), rest = size, n = 0;

	if (size > TRACE_RECORD_MAX)
		return w->error = -EMSGSIZE;
	do {
		w->buffer[n++] = (uint8_t)((rest & 0x7f) |
					   (rest > 0x7f ? 0x80 : 0));
		rest >>= 7;
	} while (rest);
	n += trace__record__pack(m, w->buffer + n);
	return w->error = write_all(w->fd, w->buffer, n);
}

int
trace_write_header(struct trace_writer *w, const struct trace_header *h)
{
	Trace__Record record = TRACE__RECORD__INIT;
	Trace__Header m = TRACE__HEADER__INIT;
	char *notes[TRACE_NOTES_MAX];
	unsigned i;

	if (w->error)
		return w->error;
	assert(h->note_count <= TRACE_NOTES_MAX);
	for (i = 0; i < h->note_count; i++)
		notes[i] = text(h->notes[i]);
	m.format = TRACE_FORMAT;
	m.program = text(h->program);
	m.config = bytes(h->config, h->config_size);
	m.memory = bytes(h->memory, h->memory_size);
	m.software = text(h->software);
	m.n_notes = h->note_count;
	m.notes = notes;
	record.kind_case = TRACE__RECORD__KIND_HEADER;
	record.header = &m;
	return write_record(w, &record);
}

static size_t
put_prefixes(Trace__Prefix m[NETWORK_PREFIXES_MAX],
	     Trace__Prefix *list[NETWORK_PREFIXES_MAX],
	     const struct network_facts *f)
{
	unsigned i;

	for (i = 0; i < f->prefix_count; i++) {
		trace__prefix__init(&m[i]);
		m[i].network = bytes(f->prefixes[i].network, 16);
		m[i].length = f->prefixes[i].length;
		list[i] = &m[i];
	}
	return i;
}

int
trace_write_input(struct trace_writer *w, const struct input *in)
{
	Trace__Record record = TRACE__RECORD__INIT;
	Trace__Input m = TRACE__INPUT__INIT;
	Trace__Ticket ticket;
	Trace__Endpoint source, address, gateway, remote;
	Trace__Network network = TRACE__NETWORK__INIT;
	Trace__Prefix prefixes[NETWORK_PREFIXES_MAX];
	Trace__Prefix *prefix_list[NETWORK_PREFIXES_MAX];
	Trace__TunnelNews tunnel = TRACE__TUNNEL_NEWS__INIT;

	if (w->error)
		return w->error;
	m.kind = in->kind;
	m.now_ms = in->now_ms;
	m.random = bytes(in->random, sizeof(in->random));
	m.ticket = put_ticket(&ticket, in->ticket);
	m.channel = in->channel;
	m.source = put_endpoint(&source, &in->source);
	m.origin = in->origin;
	m.verdict = in->verdict;
	m.key = key_number(in->key);
	m.stream = in->stream;
	m.error = in->error;
	m.port = in->port;
	m.octets = bytes(in->octets, in->length);
	m.command = in->command;
	if (in->kind == INPUT_NETWORK) {
		network.up = in->network.up;
		network.resumed = in->network.resumed;
		network.interface = in->network.interface;
		network.address = put_endpoint(&address, &in->network.address);
		network.prefix_length = in->network.prefix_length;
		network.gateway = put_endpoint(&gateway, &in->network.gateway);
		network.gateway_mac =
			bytes_unless_zero(in->network.gateway_mac, 6);
		network.prefixes = prefix_list;
		network.n_prefixes = put_prefixes(prefixes, prefix_list,
						  &in->network);
		m.network = &network;
	}
	if (in->kind == INPUT_TUNNEL) {
		tunnel.news = in->tunnel.news;
		tunnel.reason = in->tunnel.reason;
		tunnel.peer = in->tunnel.peer;
		tunnel.ours = in->tunnel.ours;
		tunnel.remote = put_endpoint(&remote, &in->tunnel.remote);
		m.tunnel = &tunnel;
	}
	record.kind_case = TRACE__RECORD__KIND_INPUT;
	record.input = &m;
	return write_record(w, &record);
}

static void
put_row(Trace__Row *m, const struct effects *e, const struct row_fired *r)
{
	const struct chart_row *row = &r->chart->rows[r->row];

	trace__row__init(m);
	m->machine = text(e->names + r->name_offset);
	m->chart = text(r->chart->name);
	m->from = text(r->chart->states[r->from]);
	m->event = text(r->chart->events[row->event]);
	m->to = text(r->chart->states[r->to]);
	m->line = row->line;
}

static void
put_effect(struct effect_parts *p, const struct effects *all,
	   const struct effect *e)
{
	Trace__Effect *m = &p->effect;

	trace__effect__init(m);
	m->kind = e->kind;
	m->ticket = put_ticket(&p->ticket, e->ticket);
	m->channel = e->channel;
	m->to = put_endpoint(&p->to, &e->to);
	m->source = put_endpoint(&p->source, &e->source);
	m->origin = e->origin;
	m->key = key_number(e->key);
	m->tls = e->tls;
	m->take = e->take;
	m->port = e->port;
	m->type = e->type;
	m->address = bytes_unless_zero(e->address, sizeof(e->address));
	m->level = e->level;
	m->octets = bytes(all->octets + e->offset, e->length);
	if (e->kind != EFFECT_TUNNEL)
		return;
	trace__tunnel_order__init(&p->tunnel);
	p->tunnel.verb = e->tunnel.verb;
	p->tunnel.peer = e->tunnel.peer;
	p->tunnel.remote = put_endpoint(&p->remote, &e->tunnel.remote);
	p->tunnel.ula = bytes_unless_zero(e->tunnel.ula, sizeof(e->tunnel.ula));
	m->tunnel = &p->tunnel;
}

int
trace_write_effects(struct trace_writer *w, const struct effects *e)
{
	Trace__Record record = TRACE__RECORD__INIT;
	Trace__Answer m = TRACE__ANSWER__INIT;
	unsigned i;

	if (w->error)
		return w->error;
	assert(e->row_count <= EFFECT_ROWS_MAX && e->count <= EFFECTS_MAX);
	for (i = 0; i < e->row_count; i++) {
		put_row(&w->rows[i], e, &e->rows[i]);
		w->row_list[i] = &w->rows[i];
	}
	for (i = 0; i < e->count; i++) {
		put_effect(&w->effects[i], e, &e->list[i]);
		w->effect_list[i] = &w->effects[i].effect;
	}
	m.n_rows = e->row_count;
	m.rows = w->row_list;
	m.n_effects = e->count;
	m.effects = w->effect_list;
	record.kind_case = TRACE__RECORD__KIND_ANSWER;
	record.answer = &m;
	return write_record(w, &record);
}

/* The file ------------------------------------------------------------------- */

int
trace_create(const char *path, struct trace_writer **out)
{
	struct trace_writer *w = malloc(sizeof(*w));
	int error;

	if (!w)
		return -ENOMEM;
	w->error = 0;
	w->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
		     S_IRUSR | S_IWUSR);
	if (w->fd < 0) {
		error = -errno;
		free(w);
		return error;
	}
	*out = w;
	return 0;
}

int
trace_close(struct trace_writer *w)
{
	int error;

	if (!w)
		return 0;
	error = w->error;
	if (close(w->fd) < 0 && !error)
		error = -errno;
	free(w);
	return error;
}
