/* SPDX-License-Identifier: Apache-2.0 */
/* replay.c - see replay.h. */
#include "shell/replay.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shell/trace_text.h"

enum { CHARTS_MAX = 64 };	/* whose digest is remembered */

struct replay {
	const struct replay_program *program;
	const struct replay_watch *watch;
	void *core;
	struct replay_result *out;
	uint64_t now_ms;
	bool more;		/* the core has more effects to give */
	bool awaited;		/* the trace has to give this turn's answer */
	bool has_random;	/* the trace has the turn's random octets */
	unsigned chart_count;
	struct {
		const struct chart *chart;
		uint32_t digest;
	} charts[CHARTS_MAX];
	struct effects effects;	/* what the core gave, to be compared */
};

__attribute__((format(printf, 2, 3)))
static bool
differ(struct replay *p, const char *format, ...)
{
	va_list args;

	p->out->differs = true;
	va_start(args, format);
	vsnprintf(p->out->text, sizeof(p->out->text), format, args);
	va_end(args);
	return false;
}

/* Charts ----------------------------------------------------------------------- */

static uint32_t
digest_of(struct replay *p, const struct chart *c)
{
	unsigned i;

	for (i = 0; i < p->chart_count; i++)
		if (p->charts[i].chart == c)
			return p->charts[i].digest;
	if (i == CHARTS_MAX)
		return trace_chart_digest(c);
	p->charts[i].chart = c;
	p->charts[i].digest = trace_chart_digest(c);
	p->chart_count++;
	return p->charts[i].digest;
}

/* C is as it was when its digest was recorded; 0: it was not. */
static bool
same_chart(struct replay *p, const struct chart *c, uint32_t recorded)
{
	if (recorded == 0 || recorded == digest_of(p, c) ||
	    (p->watch && p->watch->any_spec))
		return true;
	p->out->other = c;
	return false;
}

/* Rows ------------------------------------------------------------------------ */

static bool
same_row(struct replay *p, unsigned at, const struct trace_row *want)
{
	const struct row_fired *r = &p->effects.rows[at];
	const struct chart *c = r->chart;
	const char *machine = p->effects.names + r->name_offset;
	const char *event = c->events[c->rows[r->row].event];

	if (!strcmp(machine, want->machine) && !strcmp(c->name, want->chart) &&
	    !strcmp(c->states[r->from], want->from) &&
	    !strcmp(event, want->event) && !strcmp(c->states[r->to], want->to))
		return same_chart(p, c, want->digest);
	return differ(p, "row %u: expected %.150s: %.50s %.50s -> %.50s, got %.150s: %s %s -> %s",
		      at + 1, want->machine, want->from, want->event, want->to,
		      machine, c->states[r->from], event, c->states[r->to]);
}

static bool
same_rows(struct replay *p, const struct trace_answer *want)
{
	unsigned i, both = p->effects.row_count;

	if (want->row_count < both)
		both = want->row_count;
	for (i = 0; i < both; i++, p->out->rows++)
		if (!same_row(p, i, &want->rows[i]))
			return false;
	if (want->row_count > both)
		return differ(p, "row %u: expected %.150s: %.50s %.50s, got none",
			      both + 1, want->rows[both].machine,
			      want->rows[both].from, want->rows[both].event);
	if (p->effects.row_count > both) {
		const struct row_fired *r = &p->effects.rows[both];

		return differ(p, "row %u: expected none, got %.150s: %s %s",
			      both + 1, p->effects.names + r->name_offset,
			      r->chart->states[r->from],
			      r->chart->events[r->chart->rows[r->row].event]);
	}
	return true;
}

/* Effects ------------------------------------------------------------------------ */

static bool
same_number(struct replay *p, unsigned at, const char *member, uint64_t want,
	    uint64_t got)
{
	return want == got ||
		differ(p, "effect %u (%s): %s: expected %" PRIu64
		       ", got %" PRIu64, at + 1,
		       trace_effect_name(p->effects.list[at].kind), member,
		       want, got);
}

static bool
same_endpoint(struct replay *p, unsigned at, const char *member,
	      const struct endpoint *want, const struct endpoint *got)
{
	char a[TRACE_ENDPOINT_MAX], b[TRACE_ENDPOINT_MAX];

	return endpoint_equal(want, got) ||
		differ(p, "effect %u (%s): %s: expected %s, got %s", at + 1,
		       trace_effect_name(p->effects.list[at].kind), member,
		       trace_endpoint_text(want, a),
		       trace_endpoint_text(got, b));
}

static bool
same_octets(struct replay *p, unsigned at, const char *member,
	    const uint8_t *want, size_t want_size, const uint8_t *got,
	    size_t got_size)
{
	const char *kind = trace_effect_name(p->effects.list[at].kind);
	size_t i;

	for (i = 0; i < want_size && i < got_size; i++)
		if (want[i] != got[i])
			return differ(p, "effect %u (%s): %s: octet %zu: expected 0x%02x, got 0x%02x",
				      at + 1, kind, member, i, want[i], got[i]);
	return want_size == got_size ||
		differ(p, "effect %u (%s): %s: expected %zu octets, got %zu",
		       at + 1, kind, member, want_size, got_size);
}

static bool
same_effect(struct replay *p, unsigned at, const struct trace_answer *a)
{
	const struct effect *w = &a->list[at], *g = &p->effects.list[at];

	if (w->kind != g->kind)
		return differ(p, "effect %u: expected %s, got %s", at + 1,
			      trace_effect_name(w->kind),
			      trace_effect_name(g->kind));
	return same_number(p, at, "ticket.slot", w->ticket.slot,
			   g->ticket.slot) &&
		same_number(p, at, "ticket.generation", w->ticket.generation,
			    g->ticket.generation) &&
		same_number(p, at, "channel", w->channel, g->channel) &&
		same_endpoint(p, at, "to", &w->to, &g->to) &&
		same_endpoint(p, at, "source", &w->source, &g->source) &&
		same_number(p, at, "origin", w->origin, g->origin) &&
		same_number(p, at, "key", w->key, g->key) &&
		same_number(p, at, "tls", w->tls, g->tls) &&
		same_number(p, at, "take", w->take, g->take) &&
		same_number(p, at, "port", w->port, g->port) &&
		same_number(p, at, "type", w->type, g->type) &&
		same_octets(p, at, "address", w->address, 16, g->address, 16) &&
		same_number(p, at, "verb", w->tunnel.verb, g->tunnel.verb) &&
		same_number(p, at, "peer", w->tunnel.peer, g->tunnel.peer) &&
		same_endpoint(p, at, "remote", &w->tunnel.remote,
			      &g->tunnel.remote) &&
		same_octets(p, at, "ula", w->tunnel.ula, 16, g->tunnel.ula,
			    16) &&
		same_number(p, at, "level", w->level, g->level) &&
		same_octets(p, at, "octets", a->octets + w->offset, w->length,
			    p->effects.octets + g->offset, g->length);
}

static bool
same_effects(struct replay *p, const struct trace_answer *want)
{
	unsigned i, both = p->effects.count;

	if (want->count < both)
		both = want->count;
	for (i = 0; i < both; i++, p->out->effects++)
		if (!same_effect(p, i, want))
			return false;
	if (want->count > both)
		return differ(p, "effect %u: expected %s, got none", both + 1,
			      trace_effect_name(want->list[both].kind));
	if (p->effects.count > both)
		return differ(p, "effect %u: expected none, got %s", both + 1,
			      trace_effect_name(p->effects.list[both].kind));
	return true;
}

/* Records ----------------------------------------------------------------------- */

static bool
take_input(struct replay *p, const struct trace_record *r)
{
	const struct replay_watch *w = p->watch;

	if (p->awaited)
		return differ(p, "expected the next input, got an answer with %u rows and %u effects",
			      p->effects.row_count, p->effects.count);
	if (r->input.now_ms < p->now_ms)
		return differ(p, "time goes back by %" PRIu64 " ms",
			      p->now_ms - r->input.now_ms);
	if (w && w->input && !w->input(w->owner, r)) {
		p->out->stopped = true;
		return false;
	}
	p->now_ms = r->input.now_ms;
	p->more = p->program->ops.turn(p->core, &r->input, &p->effects);
	p->awaited = true;
	p->has_random = r->has_random;
	p->out->inputs++;
	return true;
}

static bool
take_answer(struct replay *p, const struct trace_record *r)
{
	const struct replay_watch *w = p->watch;

	if (!p->awaited)
		return differ(p, "expected an answer with %u rows and %u effects, got none",
			      r->answer.row_count, r->answer.count);
	if (!same_rows(p, &r->answer) || !same_effects(p, &r->answer))
		return false;
	/* they were left out of the file because no turn needed them */
	if (!p->has_random && !p->effects.random_unused)
		return differ(p, "expected a turn that draws no random octets, got one that does");
	if (w && w->answer && !w->answer(w->owner, r, &p->effects)) {
		p->out->stopped = true;
		return false;
	}
	p->awaited = p->more;
	if (p->more)
		p->more = p->program->ops.more(p->core, &p->effects);
	return true;
}

static int
say(struct replay_result *out, int error, const char *what, const char *which)
{
	snprintf(out->text, sizeof(out->text), "%s%.200s", what, which);
	return error;
}

static int
run(struct replay *p, struct trace_reader *r)
{
	const struct trace_record *record;
	bool same;
	int n;

	while ((n = trace_next(r, &record)) > 0) {
		p->out->record = record->number;
		p->out->input = record->input_number;
		same = record->kind == TRACE_INPUT ? take_input(p, record) :
			take_answer(p, record);
		if (!same)
			return !p->out->other ? 0 :
				say(p->out, -ESTALE, "recorded with another ",
				    p->out->other->spec);
	}
	p->out->cut = trace_was_cut(r) || p->awaited;
	if (n < 0)
		return say(p->out, n, "a record is damaged: ", strerror(-n));
	return 0;
}

int
replay_run(struct trace_reader *r,
	   const struct replay_program *const *programs, unsigned count,
	   struct replay_result *out)
{
	return replay_watched(r, programs, count, NULL, out);
}

int
replay_watched(struct trace_reader *r,
	       const struct replay_program *const *programs, unsigned count,
	       const struct replay_watch *watch, struct replay_result *out)
{
	const struct trace_record *record;
	struct replay *p;
	unsigned i;
	int n;

	memset(out, 0, sizeof(*out));
	n = trace_next(r, &record);
	if (n == -EPROTONOSUPPORT)
		return say(out, n, "this is a trace of a later format than this program knows", "");
	if (n <= 0)
		return say(out, -EBADMSG, "this is not a trace", "");
	for (i = 0; i < count; i++)
		if (!strcmp(programs[i]->name, record->header.program))
			break;
	if (!strcmp(record->header.program, "observed"))
		return say(out, -ENOTSUP, "it is imported from a capture, and "
			   "machines that were only observed cannot be "
			   "replayed", "");
	if (i == count)
		return say(out, -ENOENT, "there is no program to replay: ",
			   record->header.program);
	p = calloc(1, sizeof(*p));
	if (!p)
		return say(out, -ENOMEM, "out of memory", "");
	p->program = programs[i];
	p->watch = watch;
	p->out = out;
	n = programs[i]->open(&record->header, &p->core);
	if (n < 0) {
		free(p);
		return say(out, n, "its configuration or memory is damaged: ",
			   strerror(-n));
	}
	n = run(p, r);
	programs[i]->close(p->core);
	free(p);
	return n;
}
