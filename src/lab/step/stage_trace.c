/* SPDX-License-Identifier: Apache-2.0 */
/* stage_trace.c - see stage_trace.h. */
#include "lab/step/stage_trace.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lab/charts.h"
#include "lab/lab.h"
#include "lab/progress.h"
#include "lab/spec_change.h"
#include "lab/step/engine.h"

#define RECORDED_OCTETS_MAX ((size_t)1 << 30)	/* of all messages */

struct recorded {
	const char *path;
	const struct replay_program *program;
	void *core;
	struct input *inputs;
	size_t count, room;
	uint8_t *octets;	/* of the inputs' messages; their offsets
				 * stand in inputs[].octets until all are read */
	size_t used, size;
	size_t rows;		/* of the machine in focus */
	bool cut;
};

static struct effects effects;

static struct recorded *
recorded_of(const struct stage *s)
{
	return s->owned;
}

/* Reading ----------------------------------------------------------------- */

static void *
grown(void *list, size_t *room, size_t wanted, size_t each)
{
	size_t size = *room ? *room : 256;
	void *more;

	if (wanted <= *room)
		return list;
	while (size < wanted)
		size *= 2;
	more = realloc(list, size * each);
	if (more)
		*room = size;
	return more;
}

static int
take_input(struct recorded *d, const struct input *in)
{
	void *more;

	if (d->count + 1 >= ENGINE_STEPS_MAX ||
	    d->used + in->length > RECORDED_OCTETS_MAX)
		return -EFBIG;
	more = grown(d->inputs, &d->room, d->count + 1, sizeof(*d->inputs));
	if (!more)
		return -ENOMEM;
	d->inputs = more;
	more = grown(d->octets, &d->size, d->used + in->length + 1, 1);
	if (!more)
		return -ENOMEM;
	d->octets = more;
	if (d->count && in->now_ms < d->inputs[d->count - 1].now_ms)
		return -EBADMSG;
	d->inputs[d->count] = *in;
	d->inputs[d->count].octets = (const uint8_t *)(uintptr_t)d->used;
	if (in->length)
		memcpy(d->octets + d->used, in->octets, in->length);
	d->used += in->length;
	d->count++;
	return 0;
}

static void
take_rows(struct stage *s, const struct trace_answer *a)
{
	const struct chart *c;
	unsigned i;

	for (i = 0; i < a->row_count; i++) {
		c = chart_find(a->rows[i].chart);
		if (c && stage_is_focus(s, c, a->rows[i].machine))
			recorded_of(s)->rows++;
	}
}

static int
read_records(struct stage *s, struct trace_reader *r)
{
	struct recorded *d = recorded_of(s);
	const struct trace_record *record;
	struct progress p;
	size_t i;
	int n;

	progress_begin(&p, "reading the recording");
	while ((n = trace_next(r, &record)) > 0) {
		progress_at(&p, d->count, 0, "inputs");
		if (record->kind == TRACE_ANSWER)
			take_rows(s, &record->answer);
		else if (record->kind == TRACE_INPUT)
			n = take_input(d, &record->input);
		if (n < 0)
			break;
	}
	progress_end(&p);
	if (n < 0)
		return n;
	d->cut = trace_was_cut(r);
	for (i = 0; i < d->count; i++)
		d->inputs[i].octets = d->octets +
			(uintptr_t)d->inputs[i].octets;
	return n;
}

static int
open_core(struct stage *s, struct trace_reader *r)
{
	struct recorded *d = recorded_of(s);
	const struct trace_record *record;
	unsigned i;
	int n = trace_next(r, &record);

	if (n <= 0) {
		stage_refuse(s, "%.120s is not a trace", d->path);
		return -EBADMSG;
	}
	for (i = 0; i < lab_program_count; i++)
		if (!strcmp(lab_programs[i]->name, record->header.program))
			d->program = lab_programs[i];
	if (!d->program || !d->program->memory) {
		stage_refuse(s, "%.120s: there is no program %.40s here to "
			     "feed it to", d->path, record->header.program);
		return -ENOENT;
	}
	n = d->program->open(&record->header, &d->core);
	if (n < 0)
		stage_refuse(s, "%.120s: its configuration cannot be used: %s",
			     d->path, strerror(-n));
	return n;
}

static int
begin(struct stage *s)
{
	struct recorded *d = recorded_of(s);
	struct trace_reader *r;
	int n = lab_open(d->path, &r);

	if (n < 0) {
		stage_refuse(s, "%.150s: %s", d->path, n == -EBADMSG ?
			     "is not a trace" : strerror(-n));
		return n;
	}
	n = open_core(s, r);
	if (n == 0) {
		n = read_records(s, r);
		if (n < 0)
			stage_refuse(s, "%.120s: input %zu: %s", d->path,
				     d->count + 1, n == -EBADMSG ?
				     "the record is damaged" : strerror(-n));
	}
	trace_close_reader(r);
	if (n == 0 && d->rows == 0 && (s->chart || *s->instance)) {
		stage_refuse(s, "%.80s: no row of %.60s is in it: "
			     "`autotunnel-lab machines` lists what is", d->path,
			     *s->instance ? s->instance : s->chart->name);
		return -ENOENT;
	}
	if (n < 0)
		return n;
	d->program->memory(d->core, &s->memory, &s->size);
	s->start_ms = d->count ? d->inputs[0].now_ms : 0;
	return 0;
}

static void
end(struct stage *s)
{
	struct recorded *d = recorded_of(s);

	if (d->core)
		d->program->close(d->core);
	free(d->inputs);
	free(d->octets);
	memset(d, 0, sizeof(*d));
	s->memory = NULL;
}

/* Stepping ---------------------------------------------------------------- */

static uint64_t
deadline_ms(const struct stage *s)
{
	const struct recorded *d = recorded_of(s);

	return s->at < d->count ? d->inputs[s->at].now_ms : TIME_NEVER;
}

static void
tell_input(struct stage *s, const struct input *in, uint32_t number)
{
	outcome_note(s->out, "input %u: %s", number,
		     trace_input_name(in->kind));
	if (in->length)
		outcome_heard(s->out, in->channel, &in->source, in->octets,
			      in->length);
}

static bool
act(struct stage *s, const struct act *a)
{
	struct recorded *d = recorded_of(s);
	const struct core_ops *ops = &d->program->ops;
	bool more;

	if (a->kind != ACT_FIRE || a->number > d->count)
		return stage_refuse(s, "a recording stays as it is");
	tell_input(s, &d->inputs[a->number - 1], a->number);
	more = ops->turn(d->core, &d->inputs[a->number - 1], &effects);
	outcome_take(s->out, &effects);
	while (more) {
		more = ops->more(d->core, &effects);
		outcome_take(s->out, &effects);
	}
	return true;
}

static struct machine *
running(const struct stage *s, unsigned wanted)
{
	const struct recorded *d = recorded_of(s);
	const struct deadlines *list = d->program->deadlines(d->core);
	char name[EFFECT_NAME_MAX];
	uint32_t i;

	for (i = 0; i < list->count; i++) {
		struct machine *m = list->heap[i].machine;

		m->chart->describe(m, name, sizeof(name));
		if (stage_is_focus(s, m->chart, name) && wanted-- == 0)
			return m;
	}
	return NULL;
}

static struct machine *
machine(const struct stage *s)
{
	return s->chart ? running(s, 0) : NULL;
}

static const struct stage_kind stage_trace = {
	.what = "a recording", .recorded = true, .real = true,
	.around = "`next` goes to the next input at which it takes a row.",
	.begin = begin, .machine = machine, .running = running,
	.deadline_ms = deadline_ms, .act = act, .end = end,
};

void
stage_trace_tell(const struct stage *s, FILE *f)
{
	const struct recorded *d = recorded_of(s);

	fprintf(f, "A recording of %s, its container again: %zu inputs, %zu "
		"rows of %s%s.\n", d->program->name, d->count, d->rows,
		*s->instance ? s->instance : s->chart ? s->chart->name :
		"all machines", d->cut ? "; it was cut short" : "");
	if (spec_change_tell(f, d->path))
		fprintf(f, "Its container may go another way here than it "
			"went then: `autotunnel-lab replay` tells.\n");
}

void
stage_trace_choose(struct stage *s, const char *path, const char *machine)
{
	static struct recorded recorded;
	char chart[64];

	memset(&recorded, 0, sizeof(recorded));
	recorded.path = path;
	s->owned = &recorded;
	s->kind = &stage_trace;
	s->instance = "";
	if (!machine || s->chart)
		return;
	s->instance = machine;
	snprintf(chart, sizeof(chart), "%.*s",
		 (int)strcspn(machine, "/"), machine);
	s->chart = chart_find(chart);
}
