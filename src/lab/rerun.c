/* SPDX-License-Identifier: Apache-2.0 */
/* rerun.c - see rerun.h. */
#include "lab/rerun.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/lab.h"

enum { SLOTS = 65536, NO_CAUSE = -1, ASKED_MAX = 8192 };

/* An effect that its shell answers by ticket. */
struct cause {
	uint64_t what;		/* a digest of all that it asks for */
	struct ticket ticket;
};

struct recorded {
	struct input in;
	int32_t cause;		/* index, or NO_CAUSE */
};

struct rerun {
	struct trace_header header;
	const struct replay_program *program;
	uint32_t count, room;
	struct recorded *inputs;
	uint32_t cause_count, cause_room;
	struct cause *causes;
	int32_t latest[SLOTS];	/* the last cause with that slot */
};

static void *
need(void *p)
{
	if (!p)
		abort();
	return p;
}

static void *
copy_of(const void *octets, size_t size)
{
	void *copy = need(malloc(size + 1));

	if (size)
		memcpy(copy, octets, size);
	((uint8_t *)copy)[size] = 0;
	return copy;
}

/* Causes ------------------------------------------------------------------------- */

static bool
is_cause(const struct effect *e)
{
	return e->ticket.generation &&
		(e->kind == EFFECT_BIND || e->kind == EFFECT_STREAM_OPEN ||
		 e->kind == EFFECT_LOOKUP || e->kind == EFFECT_SAVE);
}

static uint64_t
mix(uint64_t h, const void *octets, size_t size)
{
	const uint8_t *p = octets;

	while (size--)
		h = (h ^ *p++) * 1099511628211u;	/* FNV-1a */
	return h;
}

static uint64_t
what_of(const struct effect *e, const uint8_t *octets)
{
	const uint32_t numbers[] = { e->kind, e->channel, e->port, e->type,
		e->tls, e->to.family, e->to.port };
	uint64_t h = mix(14695981039346656037u, numbers, sizeof(numbers));

	h = mix(h, e->to.address, sizeof(e->to.address));
	return mix(h, octets + e->offset, e->length);
}

/* Loading ------------------------------------------------------------------------ */

static void
load_header(struct rerun *r, const struct trace_header *h)
{
	unsigned i;

	r->header = *h;
	r->header.program = copy_of(h->program, strlen(h->program));
	r->header.software = copy_of(h->software, strlen(h->software));
	r->header.config = copy_of(h->config, h->config_size);
	r->header.memory = copy_of(h->memory, h->memory_size);
	for (i = 0; i < h->note_count; i++)
		r->header.notes[i] = copy_of(h->notes[i], strlen(h->notes[i]));
}

static void
load_input(struct rerun *r, const struct trace_record *record)
{
	const struct input *in = &record->input;
	struct recorded *to;
	int32_t cause = r->latest[in->ticket.slot];

	if (r->count == r->room) {
		r->room = r->room ? 2 * r->room : 256;
		r->inputs = need(realloc(r->inputs, r->room *
					 sizeof(*r->inputs)));
	}
	to = &r->inputs[r->count++];
	to->in = *in;
	to->in.octets = copy_of(in->octets, in->length);
	to->cause = NO_CAUSE;
	if (in->ticket.generation && cause != NO_CAUSE &&
	    r->causes[cause].ticket.generation == in->ticket.generation)
		to->cause = cause;
	/* Its turn drew nothing then, but may now: from something that is as
	 * good as any other, and the same each time. */
	if (!record->has_random)
		memset(to->in.random, 0xa5, sizeof(to->in.random));
}

static void
load_answer(struct rerun *r, const struct trace_answer *a)
{
	unsigned i;

	for (i = 0; i < a->count; i++) {
		const struct effect *e = &a->list[i];

		if (!is_cause(e))
			continue;
		if (r->cause_count == r->cause_room) {
			r->cause_room = r->cause_room ? 2 * r->cause_room : 64;
			r->causes = need(realloc(r->causes, r->cause_room *
						 sizeof(*r->causes)));
		}
		r->causes[r->cause_count] = (struct cause){
			what_of(e, a->octets), e->ticket };
		r->latest[e->ticket.slot] = (int32_t)r->cause_count++;
	}
}

static int
load(struct rerun *r, struct trace_reader *reader)
{
	const struct trace_record *record;
	int n;

	while ((n = trace_next(reader, &record)) > 0) {
		if (record->kind == TRACE_HEADER)
			load_header(r, &record->header);
		else if (record->kind == TRACE_INPUT)
			load_input(r, record);
		else
			load_answer(r, &record->answer);
	}
	return n;
}

int
rerun_load(const char *path, struct rerun **out, char error[RERUN_ERROR_MAX])
{
	struct trace_reader *reader;
	struct rerun *r;
	unsigned i;
	int n = lab_open(path, &reader);

	if (n < 0) {
		snprintf(error, RERUN_ERROR_MAX, "%s: %s", path, strerror(-n));
		return n;
	}
	r = need(calloc(1, sizeof(*r)));
	memset(r->latest, 0xff, sizeof(r->latest));
	n = load(r, reader);
	trace_close_reader(reader);
	for (i = 0; r->header.program && i < lab_program_count; i++)
		if (!strcmp(lab_programs[i]->name, r->header.program))
			r->program = lab_programs[i];
	if (n < 0 || !r->header.program || !r->count)
		snprintf(error, RERUN_ERROR_MAX,
			 "%s: it is not a trace, or damaged after input %u",
			 path, r->count);
	else if (!r->program)
		snprintf(error, RERUN_ERROR_MAX,
			 "%s: there is no program to run its inputs", path);
	else
		*out = r;
	if (n == 0 && r->count && r->program)
		return 0;
	rerun_free(r);
	return -EBADMSG;
}

void
rerun_free(struct rerun *r)
{
	uint32_t i;

	if (!r)
		return;
	for (i = 0; i < r->count; i++)
		free((void *)(uintptr_t)r->inputs[i].in.octets);
	for (i = 0; i < r->header.note_count; i++)
		free((void *)(uintptr_t)r->header.notes[i]);
	free((void *)(uintptr_t)r->header.program);
	free((void *)(uintptr_t)r->header.software);
	free((void *)(uintptr_t)r->header.config);
	free((void *)(uintptr_t)r->header.memory);
	free(r->inputs);
	free(r->causes);
	free(r);
}

uint32_t
rerun_count(const struct rerun *r)
{
	return r->count;
}

const struct input *
rerun_input(const struct rerun *r, uint32_t index)
{
	return &r->inputs[index].in;
}

const struct trace_header *
rerun_header(const struct rerun *r)
{
	return &r->header;
}

/* A run --------------------------------------------------------------------------- */

struct run {
	const struct rerun *r;
	void *core;
	struct ticket *now;	/* of each cause, in this run; 0: not asked */
	uint32_t asked_count;
	struct cause asked[ASKED_MAX];	/* and not answered yet */
	struct effects effects;
};

static void
note_asked(struct run *run)
{
	unsigned i;

	for (i = 0; i < run->effects.count; i++) {
		const struct effect *e = &run->effects.list[i];

		if (!is_cause(e))
			continue;
		if (run->asked_count == ASKED_MAX)
			memmove(run->asked, run->asked + 1,
				--run->asked_count * sizeof(*run->asked));
		run->asked[run->asked_count++] = (struct cause){
			what_of(e, run->effects.octets), e->ticket };
	}
}

/* The ticket that the effect has in this run to which CAUSE was the answer. */
static bool
ticket_now(struct run *run, int32_t cause, struct ticket *out)
{
	struct ticket *now = &run->now[cause];
	uint32_t i;

	for (i = 0; !now->generation && i < run->asked_count; i++)
		if (run->asked[i].what == run->r->causes[cause].what) {
			*now = run->asked[i].ticket;
			memmove(run->asked + i, run->asked + i + 1,
				(--run->asked_count - i) *
				sizeof(*run->asked));
		}
	*out = *now;
	return now->generation != 0;
}

static bool
feed(struct run *run, const struct rerun_step *step, uint32_t at,
     bool (*each)(void *owner, uint32_t step, const struct effects *e),
     void *owner, struct trace_writer *w)
{
	const struct replay_program *program = run->r->program;
	struct input in = run->r->inputs[step->input].in;
	int32_t cause = run->r->inputs[step->input].cause;
	bool more, on = true;

	if (cause != NO_CAUSE)
		ticket_now(run, cause, &in.ticket);
	in.now_ms = step->now_ms;
	if (w)
		trace_write_input(w, &in);
	more = program->ops.turn(run->core, &in, &run->effects);
	for (;;) {
		note_asked(run);
		if (w)
			trace_write_effects(w, &run->effects);
		on = each(owner, at, &run->effects) && on;
		if (!more)
			return on;
		more = program->ops.more(run->core, &run->effects);
	}
}

int
rerun_run(const struct rerun *r, const struct rerun_step *steps,
	  uint32_t count, uint8_t *fed,
	  bool (*each)(void *owner, uint32_t step, const struct effects *e),
	  void *owner, struct trace_writer *w)
{
	struct run *run = calloc(1, sizeof(*run));
	struct ticket ticket;
	uint32_t i;
	int n = -ENOMEM;

	memset(fed, 0, count);
	if (!run)
		return n;
	run->r = r;
	run->now = calloc(r->cause_count + 1, sizeof(*run->now));
	if (run->now)
		n = r->program->open(&r->header, &run->core);
	for (i = 0; n == 0 && i < count; i++) {
		int32_t cause = r->inputs[steps[i].input].cause;

		if (cause != NO_CAUSE && !ticket_now(run, cause, &ticket))
			continue;
		fed[i] = 1;
		if (!feed(run, &steps[i], i, each, owner, w))
			break;
	}
	if (n == 0)
		r->program->close(run->core);
	free(run->now);
	free(run);
	return n;
}
