/* SPDX-License-Identifier: Apache-2.0 */
/* print_md.c - the chart as a page to read. */
#include "print.h"

#include <inttypes.h>
#include <string.h>

static void
print_cell(struct out *o, const char *text)
{
	for (; *text; text++)
		out_put(o, *text == '|' || *text == '<' || *text == '*' ||
			*text == '_' ? "\\%c" : "%c", *text);
}

/* 250 ms, 2 s, 15 min, 1 h: the largest unit that is exact. */
static void
print_time(struct out *o, uint64_t ms)
{
	static const struct {
		uint64_t ms;
		const char *name;
	} units[] = {
		{ 86400000, "d" }, { 3600000, "h" }, { 60000, "min" },
		{ 1000, "s" }, { 1, "ms" },
	};
	unsigned i;

	for (i = 0; ms == 0 || ms % units[i].ms; i++)
		if (ms == 0 && i == 3)
			break;
	out_put(o, "%" PRIu64 " %s", ms / units[i].ms, units[i].name);
}

static void
print_point(struct out *o, uint64_t hundredths)
{
	out_put(o, "%" PRIu64, hundredths / 100);
	if (hundredths % 100)
		out_put(o, ".%02" PRIu64, hundredths % 100);
	out_put(o, " %%");
}

static void
print_wait(struct out *o, const struct spec_timer *t,
	   const struct spec_wait *w)
{
	void (*print)(struct out *, uint64_t) =
		t->of_span ? print_point : print_time;

	print(o, w->from);
	if (w->from != w->to) {
		out_put(o, " to ");
		print(o, w->to);
	}
}

static void
print_bound(const struct spec *s, struct out *o, const struct spec_timer *t)
{
	unsigned i;
	const char *comma = "";

	if (!t->bound) {
		out_put(o, "any state");
		return;
	}
	for (i = 0; i < s->state_count; i++)
		if (t->states >> i & 1) {
			out_put(o, "%s`%s`", comma, s->states[i].name.text);
			comma = ", ";
		}
}

static void
print_md_timers(const struct spec *s, struct out *o)
{
	const struct spec_timer *t;
	unsigned i, j;

	if (!s->timer_count)
		return;
	out_put(o, "\n## Timers\n\n");
	out_put(o, "| timer | runs in | fires | source |\n|---|---|---|---|\n");
	for (i = 0; i < s->timer_count; i++) {
		t = &s->timers[i];
		out_put(o, "| `%s` | ", t->name.text);
		print_bound(s, o, t);
		out_put(o, t->of_span ? " | at " : " | after ");
		for (j = 0; j < t->wait_count; j++) {
			out_put(o, j ? ", " : "");
			print_wait(o, t, &t->waits[j]);
		}
		if (t->of_span)
			out_put(o, " of `%s`", t->span.text);
		if (t->repeats)
			out_put(o, "%s again and again",
				t->wait_count > 1 ? ", the last" : "");
		if (*t->title) {
			out_put(o, " (");
			print_cell(o, t->title);
			out_put(o, ")");
		}
		out_put(o, " | %s |\n", t->cites.text);
	}
}

static void
print_md_values(const struct spec *s, struct out *o)
{
	unsigned i;

	if (!s->span_count && !s->constant_count)
		return;
	out_put(o, "\n## Spans and constants\n\n");
	out_put(o, "| name | value | meaning | source |\n|---|---|---|---|\n");
	for (i = 0; i < s->span_count; i++) {
		out_put(o, "| `%s` | ", s->spans[i].name.text);
		print_time(o, s->spans[i].least_ms);
		out_put(o, " to ");
		print_time(o, s->spans[i].most_ms);
		out_put(o, " | ");
		print_cell(o, s->spans[i].title);
		out_put(o, " | %s |\n", s->spans[i].cites.text);
	}
	for (i = 0; i < s->constant_count; i++) {
		out_put(o, "| `%s` | ", s->constants[i].name.text);
		if (s->constants[i].is_time)
			print_time(o, s->constants[i].value);
		else
			out_put(o, "%" PRIu64, s->constants[i].value);
		out_put(o, " | ");
		print_cell(o, s->constants[i].title);
		out_put(o, " | %s |\n", s->constants[i].cites.text);
	}
}

static void
print_md_names(const struct spec *s, struct out *o)
{
	unsigned i;

	out_put(o, "\n## States\n\n| state | | meaning |\n|---|---|---|\n");
	for (i = 0; i < s->state_count; i++) {
		out_put(o, "| [`%s`](#in-%s) | %s | ", s->states[i].name.text,
			s->states[i].name.text,
			s->states[i].rests ? "rests" : "");
		print_cell(o, s->states[i].title);
		out_put(o, " |\n");
	}
	out_put(o, "\n## Events\n\n| event | what happened |\n|---|---|\n");
	for (i = 0; i < s->event_count; i++) {
		if (s->events[i].timer >= 0)
			continue;
		out_put(o, "| `%s` | ", s->events[i].name.text);
		print_cell(o, s->events[i].title);
		out_put(o, " |\n");
	}
}

static void
print_md_row(const struct spec *s, struct out *o, const struct spec_row *row)
{
	out_put(o, "| `%s` | ", s->events[row->event].name.text);
	print_cell(o, row->rule->actions_text);
	if (row->to == row->from)
		out_put(o, " | stays");
	else
		out_put(o, " | `%s`", s->states[row->to].name.text);
	out_put(o, " | %s |\n", row->rule->cites.text);
}

static void
print_md_ignored(const struct spec *s, struct out *o, unsigned state)
{
	const struct spec_row *row;
	unsigned i, count = 0;

	for (i = 0; i < s->row_count; i++) {
		row = &s->rows[i];
		if (row->from != state || !row->rule->ignored)
			continue;
		out_put(o, "%s`%s`", count++ ? ", " : "\nIgnored: ",
			s->events[row->event].name.text);
		if (row->rule->cites.ids.count)
			out_put(o, " (%s)", row->rule->cites.text);
	}
	if (count)
		out_put(o, ".\n");
}

static void
print_md_state(const struct spec *s, struct out *o, unsigned state)
{
	unsigned i, count = 0;

	out_put(o, "\n### In `%s`\n", s->states[state].name.text);
	if (*s->states[state].title) {
		out_put(o, "\n");
		print_cell(o, s->states[state].title);
		out_put(o, "\n");
	}
	for (i = 0; i < s->row_count; i++) {
		if (s->rows[i].from != state || s->rows[i].rule->ignored)
			continue;
		if (!count++)
			out_put(o, "\n| event | actions | to | source |\n|---|---|---|---|\n");
		print_md_row(s, o, &s->rows[i]);
	}
	print_md_ignored(s, o, state);
}

void
print_md(const struct spec *s, struct out *o)
{
	const char *n = s->name.text;
	unsigned i;

	out_put(o, "<!-- SPDX-License-Identifier: Apache-2.0 -->\n");
	out_put(o, "<!-- Written by fsmc from %s: change that and run make gen. -->\n",
		s->path);
	out_put(o, "# %s\n", n);
	if (*s->title) {
		out_put(o, "\n");
		print_cell(o, s->title);
		out_put(o, "\n");
	}
	out_put(o, "\nIt begins in `%s`%s. A state that rests may last; each other one has a timer\nrunning, so it always ends. The chart is declared in `%s`; sources are\nrequirements in `specs/*.req`, or `local` with a decision of ours.\n",
		s->states[0].name.text,
		s->persists ? ", and its state survives a restart" : "",
		s->path);
	out_put(o, "\n![The states of %s, and what leads from one to another](%s.svg)\n",
		n, n);
	print_md_names(s, o);
	print_md_timers(s, o);
	print_md_values(s, o);
	out_put(o, "\n## Rows\n");
	for (i = 0; i < s->state_count; i++)
		print_md_state(s, o, i);
}
