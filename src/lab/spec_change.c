/* SPDX-License-Identifier: Apache-2.0 */
/* spec_change.c - see spec_change.h. */
#include "lab/spec_change.h"

#include <string.h>

#include "lab/charts.h"
#include "lab/lab.h"

enum { CHARTS_MAX = 64, TOLD_MAX = 3 };

struct change {
	const struct chart *chart;
	char name[64];		/* the chart's, as recorded */
	bool digest_differs;
	unsigned rows;		/* that are none now, or lead elsewhere */
	struct {
		char from[64], event[64], to[64], now[64];
		uint32_t line;
	} told[TOLD_MAX];
};

struct changes {
	unsigned count;
	struct change list[CHARTS_MAX];
};

static struct change *
change_of(struct changes *s, const struct trace_row *r)
{
	struct change *c;
	unsigned i;

	for (i = 0; i < s->count; i++)
		if (!strncmp(s->list[i].name, r->chart,
			     sizeof(s->list[i].name) - 1))
			return &s->list[i];
	if (s->count == CHARTS_MAX)
		return NULL;
	c = &s->list[s->count++];
	memset(c, 0, sizeof(*c));
	c->chart = chart_find(r->chart);
	snprintf(c->name, sizeof(c->name), "%s", r->chart);
	c->digest_differs = c->chart && r->digest &&
		r->digest != trace_chart_digest(c->chart);
	return c;
}

/* Where R's state and event lead now, or NULL: nowhere. */
static const char *
leads_to(const struct chart *c, const struct trace_row *r)
{
	int from = chart_state(c, r->from), event = chart_event(c, r->event);
	unsigned i;

	for (i = 0; i < c->row_count; i++)
		if (c->rows[i].from == from && c->rows[i].event == event)
			return c->rows[i].ignored ? "" :
				c->states[c->rows[i].to];
	return NULL;
}

static void
note_row(struct changes *s, const struct trace_row *r)
{
	struct change *c = change_of(s, r);
	const char *now;
	unsigned i;

	if (!c || !c->chart)
		return;
	now = leads_to(c->chart, r);
	if (now && !strcmp(now, r->to))
		return;
	for (i = 0; i < TOLD_MAX && i < c->rows; i++)
		if (!strncmp(c->told[i].from, r->from, 63) &&
		    !strncmp(c->told[i].event, r->event, 63))
			return;
	if (c->rows < TOLD_MAX) {
		snprintf(c->told[i].from, 64, "%s", r->from);
		snprintf(c->told[i].event, 64, "%s", r->event);
		snprintf(c->told[i].to, 64, "%s", r->to);
		snprintf(c->told[i].now, 64, "%s", !now ? "is not in it now" :
			 !*now ? "is ignored now" : now);
		c->told[i].line = r->line;
		if (now && *now)
			snprintf(c->told[i].now, 64, "leads to %.50s now", now);
	}
	c->rows++;
}

static void
tell_change(FILE *f, const char *path, const struct change *c)
{
	unsigned i;

	fprintf(f, "%s: ", path);
	lab_print_text(f, c->name);
	if (!c->chart) {
		fprintf(f, ": there is no such machine now\n");
		return;
	}
	fprintf(f, ": recorded with another %s: ", c->chart->spec);
	for (i = 0; i < c->rows && i < TOLD_MAX; i++) {
		fprintf(f, "%sits row ", i ? "; " : "");
		lab_print_text(f, c->told[i].from);
		fprintf(f, " + ");
		lab_print_text(f, c->told[i].event);
		fprintf(f, " -> ");
		lab_print_text(f, c->told[i].to);
		fprintf(f, " (line %u then) %s", c->told[i].line,
			c->told[i].now);
	}
	if (c->rows > TOLD_MAX)
		fprintf(f, "; and more");
	if (c->rows == 0)
		fprintf(f, "each row that fired is still there, so others, their actions or its waits changed");
	putc('\n', f);
}

unsigned
spec_change_tell(FILE *f, const char *path)
{
	static struct changes s;
	const struct trace_record *record;
	struct trace_reader *r;
	unsigned i, told = 0;

	s.count = 0;
	if (!strcmp(path, "-") || lab_open(path, &r) < 0)
		return 0;
	while (trace_next(r, &record) > 0)
		for (i = 0; record->kind == TRACE_ANSWER &&
		     i < record->answer.row_count; i++)
			note_row(&s, &record->answer.rows[i]);
	trace_close_reader(r);
	for (i = 0; i < s.count; i++) {
		const struct change *c = &s.list[i];

		if (c->chart && !c->digest_differs && c->rows == 0)
			continue;
		tell_change(f, path, c);
		told++;
	}
	return told;
}
