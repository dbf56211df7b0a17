/* SPDX-License-Identifier: Apache-2.0 */
/* show_machine.c - a machine's chart as text, and as fsmc's pages; its JSON is
 * in show_json.c. */
#include "lab/show_machine.h"

#include <string.h>

#include "lab/duration.h"
#include "lab/lab.h"
#include "lab/pages.h"
#include "lab/requirement.h"
#include "lab/show_json.h"

const char *
page_find(const char *machine, const char *format)
{
	const struct page *p;

	for (p = pages; p->machine; p++)
		if (!strcmp(p->machine, machine) && !strcmp(p->format, format))
			return p->text;
	return NULL;
}

/* Citations --------------------------------------------------------------- */

static void
show_cite(FILE *f, const char *indent, const char *word, unsigned words)
{
	const struct decision *d = decision_find(word);
	int r = requirement_find(word);

	if (r >= 0)
		fprintf(f, "%s[%s] %s, RFC %u %s: %s\n", indent, word,
			requirements[r].level, requirements[r].rfc,
			requirements[r].section, requirements[r].text);
	else if (d)
		fprintf(f, "%s[%s] our decision: %s\n", indent, word, d->text);
	else if (words == 1)
		fprintf(f, "%s[local] ours: no RFC speaks of it\n", indent);
	else
		fprintf(f, "%s[%s]\n", indent, word);
}

void
show_cites(FILE *f, const char *indent, const char *cites)
{
	const char *at = cites, *rest;
	char word[CITE_MAX], next[CITE_MAX];
	bool local;

	while (cite_next(&at, word)) {
		rest = at;
		local = !strcmp(word, "local");
		/* "local P8" is P8's; "local" alone is nobody's */
		if (local && cite_next(&rest, next) && decision_find(next))
			continue;
		show_cite(f, indent, word, local);
	}
}

/* Text -------------------------------------------------------------------- */

static void
show_wait(FILE *f, const struct chart_timer *t, const struct chart_wait *w)
{
	char from[DURATION_MAX], to[DURATION_MAX];

	if (t->of_span) {
		fprintf(f, " %g%%", w->from / 100.0);
		if (w->from != w->to)
			fprintf(f, "..%g%%", w->to / 100.0);
		return;
	}
	fprintf(f, " %s", duration_text(w->from, from));
	if (w->from != w->to)
		fprintf(f, "..%s", duration_text(w->to, to));
}

void
show_waits(FILE *f, const struct chart *c, unsigned timer)
{
	const struct chart_timer *t = &c->timers[timer];
	unsigned i;

	fputs(t->of_span ? "at" : "waits", f);
	for (i = 0; i < t->wait_count; i++)
		show_wait(f, t, &t->waits[i]);
	if (t->repeats)
		fputs(" repeat", f);
	if (t->of_span)
		fprintf(f, " of %s", c->spans[t->span].name);
}

static void
show_set(FILE *f, const char *const *names, unsigned count, const bool *set)
{
	const char *before = "";
	unsigned i;

	for (i = 0; i < count; i++)
		if (set[i]) {
			fprintf(f, "%s%s", before, names[i]);
			before = ", ";
		}
}

static void
show_states(FILE *f, const struct chart *c)
{
	unsigned i;

	fprintf(f, "\nStates\n");
	for (i = 0; i < c->state_count; i++)
		fprintf(f, "  %-14s %s%s\n", c->states[i], c->state_titles[i],
			i ? "" : *c->state_titles[i] ? " (the first)" :
			"(the first)");
	fprintf(f, "\nEvents\n");
	for (i = 0; i < c->event_count; i++)
		fprintf(f, "  %-16s %s\n", c->events[i], c->event_titles[i]);
}

static void
show_timers(FILE *f, const struct chart *c)
{
	char least[DURATION_MAX], most[DURATION_MAX];
	bool set[CHART_STATES_MAX];
	unsigned i, k;

	for (i = 0; i < c->span_count; i++)
		fprintf(f, "%s  %-14s %s to %s\n", i ? "" : "\nSpans\n",
			c->spans[i].name,
			duration_text(c->spans[i].least_ms, least),
			duration_text(c->spans[i].most_ms, most));
	for (i = 0; i < c->timer_count; i++) {
		const struct chart_timer *t = &c->timers[i];

		fprintf(f, "%s  %-14s ", i ? "" : "\nTimers\n", t->name);
		show_waits(f, c, i);
		if (t->states != UINT64_MAX) {
			for (k = 0; k < c->state_count; k++)
				set[k] = t->states >> k & 1;
			fputs(", in ", f);
			show_set(f, c->states, c->state_count, set);
		}
		fprintf(f, "  (line %u)\n", t->line);
		show_cites(f, "      ", t->cites);
	}
}

/* The rows of one line of the spec: all its states with all its events. */
struct bundle {
	const struct chart *chart;
	const struct chart_row *first;
	bool from[CHART_STATES_MAX];
	bool events[CHART_EVENTS_MAX];
	bool stays;
};

static void
collect(struct bundle *b, const struct chart *c, unsigned row)
{
	const struct chart_row *r = &c->rows[row];
	unsigned i;

	memset(b, 0, sizeof(*b));
	b->chart = c;
	b->first = r;
	b->stays = true;
	for (i = 0; i < c->row_count; i++)
		if (c->rows[i].line == r->line) {
			b->from[c->rows[i].from] = true;
			b->events[c->rows[i].event] = true;
			if (c->rows[i].to != c->rows[i].from)
				b->stays = false;
		}
}

static void
show_bundle(FILE *f, const struct bundle *b)
{
	const struct chart *c = b->chart;

	fprintf(f, "  %4u  ", b->first->line);
	show_set(f, c->states, c->state_count, b->from);
	fputs(": ", f);
	show_set(f, c->events, c->event_count, b->events);
	if (!b->first->ignored)
		fprintf(f, " -> %s", b->stays ? "same" :
			c->states[b->first->to]);
	if (*b->first->actions)
		fprintf(f, "  %s", b->first->actions);
	putc('\n', f);
	show_cites(f, "          ", b->first->cites);
}

/* In the order of the spec's lines, each once. */
static void
show_rows(FILE *f, const struct chart *c, bool ignored)
{
	unsigned i, line = 0, next;
	struct bundle b;

	for (;;) {
		next = c->row_count;
		for (i = 0; i < c->row_count; i++)
			if (c->rows[i].ignored == ignored &&
			    c->rows[i].line > line &&
			    (next == c->row_count ||
			     c->rows[i].line < c->rows[next].line))
				next = i;
		if (next == c->row_count)
			return;
		if (line == 0)
			fputs(ignored ? "\nIgnored, by the spec's lines\n" :
			      "\nRows, by the spec's lines\n", f);
		line = c->rows[next].line;
		collect(&b, c, next);
		show_bundle(f, &b);
	}
}

static int
show_text(const struct chart *c)
{
	printf("%s: %s\n%s%s\n", c->name, c->title, c->spec, c->persists ?
	       "; what it knows outlives a restart" : "");
	show_states(stdout, c);
	show_timers(stdout, c);
	show_rows(stdout, c, false);
	show_rows(stdout, c, true);
	return LAB_SAME;
}

int
show_machine(const struct chart *c, const char *format)
{
	const char *text;

	if (!strcmp(format, "text"))
		return show_text(c);
	if (!strcmp(format, "json"))
		return show_json(c);
	text = page_find(c->name, !strcmp(format, "promela") ? "pml" : format);
	if (!text) {
		fprintf(stderr, "autotunnel-lab show: there is no format %s: "
			"text, md, dot, svg, promela or json\n", format);
		return LAB_UNUSABLE;
	}
	fputs(text, stdout);
	return LAB_SAME;
}
