/* SPDX-License-Identifier: Apache-2.0 */
/* trace.c - writes a trace, format 2; trace_read.c reads it. */
#include "shell/trace.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shell/trace.pb-c.h"
#include "shell/files.h"
#include "shell/trace_table.h"

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

enum {
	WORDS_MAX = 4 * EFFECT_ROWS_MAX,	/* chart, from, event, to */
	ENDPOINTS_MAX = 4 * EFFECTS_MAX,	/* to, source, remote, address */
	ROW_NUMBERS = 5,
	ENDPOINT_SIZE = 19		/* family, address, port */
};

/* What a record defines. */
struct definitions {
	size_t machine_count, word_count, chart_count, row_count;
	size_t endpoint_count;
	char *machines[EFFECT_ROWS_MAX];
	char *words[WORDS_MAX];
	Trace__Chart charts[EFFECT_ROWS_MAX];
	Trace__Chart *chart_list[EFFECT_ROWS_MAX];
	uint32_t rows[ROW_NUMBERS * EFFECT_ROWS_MAX];
	uint8_t addresses[ENDPOINTS_MAX][16];
	Trace__Endpoint endpoints[ENDPOINTS_MAX];
	Trace__Endpoint *endpoint_list[ENDPOINTS_MAX];
};

struct trace_writer {
	int fd;
	int error;
	bool rewinds;		/* a file: what was written can be cut off */
	off_t random_at;	/* where the last input's octets stand; 0: no */
	off_t end;
	bool collects;
	size_t collected;	/* octets in buffer that are not written yet */
	uint64_t now_ms;	/* of the last input */
	origin_id origin;	/* of the last input that had one */
	struct definitions new;
	uint32_t fired[2 * EFFECT_ROWS_MAX];
	Trace__ShortEffect effects[EFFECTS_MAX];
	Trace__ShortEffect *effect_list[EFFECTS_MAX];
	struct trace_tables tables;
	uint8_t buffer[2 * (VARINT_MAX + TRACE_RECORD_MAX)];
};

/* A row as the writer's table has it. */
struct row_key {
	const struct chart *chart;
	uint16_t row, from, to, zero;
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

/* Definitions ------------------------------------------------------------------ */

/* There is room for what a record defines; memory may yet be out. */
static uint32_t
known(struct trace_writer *w, int number)
{
	if (number >= 0)
		return (uint32_t)number;
	w->error = -ENOMEM;
	return 0;
}

static uint32_t
number_of_word(struct trace_writer *w, const char *word)
{
	int n = trace_table_find(&w->tables.words, word, strlen(word));

	if (n < 0) {
		n = trace_table_add(&w->tables.words, word, strlen(word));
		w->new.words[w->new.word_count++] = text(word);
	}
	return known(w, n);
}

static uint32_t
number_of_machine(struct trace_writer *w, const char *name)
{
	int n = trace_table_find(&w->tables.machines, name, strlen(name));

	if (n < 0) {
		n = trace_table_add(&w->tables.machines, name, strlen(name));
		w->new.machines[w->new.machine_count++] = text(name);
	}
	return known(w, n);
}

static uint32_t
number_of_chart(struct trace_writer *w, const struct chart *c)
{
	int n = trace_table_find(&w->tables.charts, &c, sizeof(c));
	Trace__Chart *m;

	if (n < 0) {
		n = trace_table_add(&w->tables.charts, &c, sizeof(c));
		m = &w->new.charts[w->new.chart_count];
		w->new.chart_list[w->new.chart_count++] = m;
		trace__chart__init(m);
		m->name = number_of_word(w, c->name);
		m->digest = trace_chart_digest(c);
	}
	return known(w, n);
}

static uint32_t
number_of_row(struct trace_writer *w, const struct row_fired *r)
{
	const struct chart *c = r->chart;
	const struct chart_row *row = &c->rows[r->row];
	struct row_key key = { c, r->row, r->from, r->to, 0 };
	int n = trace_table_find(&w->tables.rows, &key, sizeof(key));
	uint32_t *numbers;

	if (n < 0) {
		n = trace_table_add(&w->tables.rows, &key, sizeof(key));
		numbers = w->new.rows + ROW_NUMBERS * w->new.row_count++;
		numbers[0] = number_of_chart(w, c);
		numbers[1] = number_of_word(w, c->states[r->from]);
		numbers[2] = number_of_word(w, c->events[row->event]);
		numbers[3] = number_of_word(w, c->states[r->to]);
		numbers[4] = row->line;
	}
	return known(w, n);
}

/* 1 more than its place; 0 for an endpoint that says nothing. */
static uint32_t
number_of_endpoint(struct trace_writer *w, const struct endpoint *e)
{
	size_t size = e->family == 6 ? 16 : e->family == 4 ? 4 : 0;
	uint8_t key[ENDPOINT_SIZE] = { e->family };
	Trace__Endpoint *m;
	uint8_t *address;
	int n;

	if (size == 0 && e->port == 0)
		return 0;
	memcpy(key + 1, e->address, size);
	key[17] = (uint8_t)(e->port >> 8);
	key[18] = (uint8_t)e->port;
	n = trace_table_find(&w->tables.endpoints, key, sizeof(key));
	if (n < 0) {
		n = trace_table_add(&w->tables.endpoints, key, sizeof(key));
		address = w->new.addresses[w->new.endpoint_count];
		memcpy(address, e->address, size);
		m = &w->new.endpoints[w->new.endpoint_count];
		w->new.endpoint_list[w->new.endpoint_count++] = m;
		trace__endpoint__init(m);
		m->address = bytes(address, size);
		m->port = e->port;
	}
	return known(w, n) + 1;
}

/* An IPv6 address alone; zeros say nothing. */
static uint32_t
number_of_address(struct trace_writer *w, const uint8_t address[16])
{
	static const uint8_t zeros[16];
	struct endpoint e = { .family = 6 };

	if (!memcmp(address, zeros, sizeof(zeros)))
		return 0;
	memcpy(e.address, address, sizeof(e.address));
	return number_of_endpoint(w, &e);
}

/* Whatever the next record may define must find room: else all is forgotten.
 * True: it was. */
static bool
make_room(struct trace_writer *w)
{
	struct trace_tables *t = &w->tables;

	memset(&w->new, 0, offsetof(struct definitions, machines));
	if (trace_table_has_room(&t->machines, EFFECT_ROWS_MAX,
				 EFFECT_NAME_MAX) &&
	    trace_table_has_room(&t->words, WORDS_MAX, EFFECT_NAME_MAX) &&
	    trace_table_has_room(&t->charts, EFFECT_ROWS_MAX,
				 sizeof(struct chart *)) &&
	    trace_table_has_room(&t->rows, EFFECT_ROWS_MAX,
				 sizeof(struct row_key)) &&
	    trace_table_has_room(&t->endpoints, ENDPOINTS_MAX, ENDPOINT_SIZE))
		return false;
	trace_tables_clear(t);
	return true;
}

static uint64_t
origin_number(const struct trace_writer *w, origin_id origin)
{
	int64_t difference = (int64_t)origin - (int64_t)w->origin;

	if (origin == 0)
		return 0;
	return 1 + (difference < 0 ? (uint64_t)(-difference - 1) * 2 + 1 :
		    (uint64_t)difference * 2);
}

/* Records -------------------------------------------------------------------- */

static int
write_collected(struct trace_writer *w)
{
	if (w->error == 0)
		w->error = files_write(w->fd, w->buffer, w->collected);
	w->collected = 0;
	return w->error;
}

static int
write_record(struct trace_writer *w, const Trace__Record *m)
{
	size_t size, rest, n = w->collected, first = n;

	if (w->error)
		return w->error;
	size = trace__record__get_packed_size(m);
	rest = size;
	if (size > TRACE_RECORD_MAX)
		return w->error = -EMSGSIZE;
	do {
		w->buffer[n++] = (uint8_t)((rest & 0x7f) |
					   (rest > 0x7f ? 0x80 : 0));
		rest >>= 7;
	} while (rest);
	n += trace__record__pack(m, w->buffer + n);
	w->collected = n;
	w->end += (off_t)(n - first);
	if (w->collects && n < VARINT_MAX + TRACE_RECORD_MAX)
		return 0;
	return write_collected(w);
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

static void
put_input(struct trace_writer *w, Trace__ShortInput *m, const struct input *in)
{
	m->kind = in->kind;
	m->later_ms = (int64_t)(in->now_ms - w->now_ms);
	w->now_ms = in->now_ms;
	m->slot = in->ticket.slot;
	m->generation = in->ticket.generation;
	m->channel = in->channel;
	m->source = number_of_endpoint(w, &in->source);
	m->origin = origin_number(w, in->origin);
	if (in->origin)
		w->origin = in->origin;
	m->verdict = in->verdict;
	m->key = key_number(in->key);
	m->stream = in->stream;
	m->error = in->error;
	m->port = in->port;
	m->octets = bytes(in->octets, in->length);
	m->command = in->command;
	m->n_endpoints = w->new.endpoint_count;
	m->endpoints = w->new.endpoint_list;
}

static void
put_sight(struct trace_writer *w, Trace__ShortInput *m,
	  const struct trace_sight *sight)
{
	m->destination = number_of_endpoint(w, &sight->destination);
	m->about = number_of_endpoint(w, &sight->about);
	m->frame = sight->frame;
	m->nanoseconds = sight->nanoseconds;
	m->cut = sight->cut;
	m->n_endpoints = w->new.endpoint_count;
}

/* The input goes to the kernel before its turn, and its random octets behind
 * it, so that a turn that crashes can be had again. trace_write_effects takes
 * them off if they were of no use. */
static int
write_random(struct trace_writer *w, const struct input *in)
{
	static const uint8_t zeros[sizeof(in->random)];
	Trace__Record record = TRACE__RECORD__INIT;

	w->random_at = 0;
	if (w->error || !memcmp(in->random, zeros, sizeof(zeros)))
		return w->error;
	w->random_at = w->end;
	record.kind_case = TRACE__RECORD__KIND_RANDOM;
	record.random = bytes(in->random, sizeof(in->random));
	return write_record(w, &record);
}

/* A crash in between leaves a whole turn without its answer. */
static int
drop_random(struct trace_writer *w)
{
	if (ftruncate(w->fd, w->random_at) < 0 ||
	    lseek(w->fd, w->random_at, SEEK_SET) < 0)
		return w->error = -errno;
	w->end = w->random_at;
	w->random_at = 0;
	return 0;
}

/* SIGHT may be NULL. */
static int
write_input(struct trace_writer *w, const struct input *in,
	    const struct trace_sight *sight)
{
	Trace__Record record = TRACE__RECORD__INIT;
	Trace__ShortInput m = TRACE__SHORT_INPUT__INIT;
	Trace__Endpoint address, gateway, remote;
	Trace__Network network = TRACE__NETWORK__INIT;
	Trace__Prefix prefixes[NETWORK_PREFIXES_MAX];
	Trace__Prefix *prefix_list[NETWORK_PREFIXES_MAX];
	Trace__TunnelNews tunnel = TRACE__TUNNEL_NEWS__INIT;

	if (w->error)
		return w->error;
	m.forget = make_room(w);
	put_input(w, &m, in);
	if (sight)
		put_sight(w, &m, sight);
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
	record.kind_case = TRACE__RECORD__KIND_SHORT_INPUT;
	record.short_input = &m;
	if (write_record(w, &record) < 0)
		return w->error;
	return write_random(w, in);
}

int
trace_write_input(struct trace_writer *w, const struct input *in)
{
	return write_input(w, in, NULL);
}

int
trace_write_sight(struct trace_writer *w, const struct input *in,
		  const struct trace_sight *sight)
{
	return write_input(w, in, sight);
}

static void
put_effect(struct trace_writer *w, Trace__ShortEffect *m,
	   const struct effects *all, const struct effect *e)
{
	trace__short_effect__init(m);
	m->kind = e->kind;
	m->slot = e->ticket.slot;
	m->generation = e->ticket.generation;
	m->channel = e->channel;
	m->to = number_of_endpoint(w, &e->to);
	m->source = number_of_endpoint(w, &e->source);
	m->origin = origin_number(w, e->origin);
	m->key = key_number(e->key);
	m->tls = e->tls;
	m->take = e->take;
	m->port = e->port;
	m->type = e->type;
	m->address = number_of_address(w, e->address);
	m->level = e->level;
	m->octets = bytes(all->octets + e->offset, e->length);
	if (e->kind != EFFECT_TUNNEL)
		return;
	m->verb = e->tunnel.verb;
	m->peer = e->tunnel.peer;
	m->remote = number_of_endpoint(w, &e->tunnel.remote);
	m->ula = number_of_address(w, e->tunnel.ula);
}

static void
put_definitions(struct trace_writer *w, Trace__ShortAnswer *m)
{
	struct definitions *d = &w->new;

	m->n_machines = d->machine_count;
	m->machines = d->machines;
	m->n_words = d->word_count;
	m->words = d->words;
	m->n_charts = d->chart_count;
	m->charts = d->chart_list;
	m->n_rows = ROW_NUMBERS * d->row_count;
	m->rows = d->rows;
	m->n_endpoints = d->endpoint_count;
	m->endpoints = d->endpoint_list;
}

int
trace_write_effects(struct trace_writer *w, const struct effects *e)
{
	Trace__Record record = TRACE__RECORD__INIT;
	Trace__ShortAnswer m = TRACE__SHORT_ANSWER__INIT;
	unsigned i;

	assert(e->row_count <= EFFECT_ROWS_MAX && e->count <= EFFECTS_MAX);
	if (!w->error && e->random_unused && w->random_at && w->rewinds)
		drop_random(w);
	w->random_at = 0;
	if (w->error)
		return w->error;
	m.forget = make_room(w);
	for (i = 0; i < e->row_count; i++) {
		w->fired[2 * i] = number_of_machine(w, e->names +
						    e->rows[i].name_offset);
		w->fired[2 * i + 1] = number_of_row(w, &e->rows[i]);
	}
	for (i = 0; i < e->count; i++) {
		put_effect(w, &w->effects[i], e, &e->list[i]);
		w->effect_list[i] = &w->effects[i];
	}
	put_definitions(w, &m);
	m.n_fired = 2 * e->row_count;
	m.fired = w->fired;
	m.n_effects = e->count;
	m.effects = w->effect_list;
	record.kind_case = TRACE__RECORD__KIND_SHORT_ANSWER;
	record.short_answer = &m;
	return write_record(w, &record);
}

/* The file ------------------------------------------------------------------- */

int
trace_create(const char *path, struct trace_writer **out)
{
	struct trace_writer *w = malloc(sizeof(*w));
	struct stat file;
	int error;

	if (!w)
		return -ENOMEM;
	memset(w, 0, offsetof(struct trace_writer, new));
	memset(&w->tables, 0, sizeof(w->tables));
	w->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
		     S_IRUSR | S_IWUSR);
	if (w->fd < 0) {
		error = -errno;
		free(w);
		return error;
	}
	w->rewinds = fstat(w->fd, &file) == 0 && S_ISREG(file.st_mode);
	*out = w;
	return 0;
}

void
trace_collect(struct trace_writer *w)
{
	w->collects = true;
	w->rewinds = false;
}

int
trace_close(struct trace_writer *w)
{
	int error;

	if (!w)
		return 0;
	error = write_collected(w);
	if (close(w->fd) < 0 && !error)
		error = -errno;
	trace_tables_free(&w->tables);
	free(w);
	return error;
}
