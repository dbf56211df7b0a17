/* SPDX-License-Identifier: Apache-2.0 */
/* names.c - that names are distinct, and what was meant by those that are
 * not there. */
#include "names.h"

#include <string.h>
#include <strings.h>

/* Names that were meant --------------------------------------------------------- */

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Edits (one letter put in, taken away or replaced) from A to B. */
static unsigned
distance(const char *a, const char *b)
{
	unsigned row[SPEC_NAME_MAX + 2], i, j, diagonal, above;
	size_t length = strlen(b);

	if (length > SPEC_NAME_MAX)
		return SPEC_NAME_MAX;
	for (j = 0; j <= length; j++)
		row[j] = j;
	for (i = 1; *a; i++, a++) {
		diagonal = row[0];
		row[0] = i;
		for (j = 1; j <= length; j++) {
			above = row[j];
			row[j] = least(least(above, row[j - 1]) + 1,
				       diagonal + (*a != b[j - 1]));
			diagonal = above;
		}
	}
	return row[length];
}

void
guess_try(struct guess *g, const char *candidate)
{
	unsigned edits = distance(g->name, candidate);

	if (edits < g->edits) {
		g->edits = edits;
		g->best = candidate;
	}
}

struct guess
guess_begin(const char *name)
{
	size_t third = strlen(name) / 3;

	return (struct guess){ name, NULL, third < 2 ? 3 : (unsigned)third + 1 };
}

static const char *
mend(struct spec *s, const struct guess *g, const char *declare)
{
	return g->best ? spec_format(s, "did you mean '%s'?", g->best) :
		spec_format(s, "declare it with '%s'", declare);
}

void
refuse_state(struct spec *s, const struct word *w)
{
	struct guess g = guess_begin(w->text);
	unsigned i;

	if (spec_find_event(s, w->text) >= 0) {
		spec_refuse(s, w->line, "'%s' is an event, not a state: name a state here",
			    w->text);
		return;
	}
	for (i = 0; i < s->state_count; i++)
		guess_try(&g, s->states[i].name.text);
	spec_refuse(s, w->line, "'%s' is no state: %s", w->text,
		    mend(s, &g, "state NAME"));
}

/* Whose event retry.spent would be, or -1. */
static int
timer_of_spent(const struct spec *s, const char *name)
{
	unsigned i;
	size_t length;

	for (i = 0; i < s->timer_count; i++) {
		length = strlen(s->timers[i].name.text);
		if (!strncmp(s->timers[i].name.text, name, length) &&
		    !strcmp(name + length, ".spent"))
			return (int)i;
	}
	return -1;
}

void
refuse_event(struct spec *s, const struct word *w)
{
	struct guess g = guess_begin(w->text);
	unsigned i;

	if (spec_find_state(s, w->text) >= 0) {
		spec_refuse(s, w->line, "'%s' is a state, not an event: name an event here",
			    w->text);
		return;
	}
	if (spec_find_timer(s, w->text) >= 0) {
		spec_refuse(s, w->line, "timer '%s' has one wait, so its only event is its last: write '%s.spent'",
			    w->text, w->text);
		return;
	}
	if (timer_of_spent(s, w->text) >= 0) {
		spec_refuse(s, w->line, "'%s' cannot come, as the timer repeats its last wait: remove it, or 'repeat'",
			    w->text);
		return;
	}
	for (i = 0; i < s->event_count; i++)
		guess_try(&g, s->events[i].name.text);
	for (i = 0; i < s->group_count; i++)
		guess_try(&g, s->groups[i].name.text);
	spec_refuse(s, w->line, "'%s' is no event: %s", w->text,
		    mend(s, &g, "event NAME"));
}

void
refuse_timer(struct spec *s, const struct word *w)
{
	struct guess g = guess_begin(w->text);
	unsigned i;

	for (i = 0; i < s->timer_count; i++)
		guess_try(&g, s->timers[i].name.text);
	spec_refuse(s, w->line, "'%s' is no timer: %s", w->text,
		    mend(s, &g, "timer NAME waits ..."));
}

void
refuse_span(struct spec *s, const struct word *w)
{
	struct guess g = guess_begin(w->text);
	unsigned i;

	for (i = 0; i < s->span_count; i++)
		guess_try(&g, s->spans[i].name.text);
	spec_refuse(s, w->line, "'%s' is no span: %s", w->text,
		    mend(s, &g, "span NAME LEAST..MOST"));
}

/* Distinct names ------------------------------------------------------------------ */

struct declared {
	const struct word *name;
	const char *kind;
};

struct declared_list {
	struct declared list[CHART_STATES_MAX + CHART_EVENTS_MAX +
			     CHART_TIMERS_MAX + SPEC_GROUPS_MAX +
			     SPEC_CONSTANTS_MAX];
	unsigned count;
};

static void
declare(struct spec *s, struct declared_list *d, const struct word *name,
	const char *kind)
{
	struct declared first, second = { name, kind };
	unsigned i;

	for (i = 0; i < d->count; i++) {
		first = d->list[i];
		if (strcasecmp(first.name->text, name->text))
			continue;
		if (first.name->line > name->line) {
			second = first;
			first = (struct declared){ name, kind };
		}
		spec_refuse(s, second.name->line, "%s '%s' is declared already, as %s at line %u: choose another name",
			    second.kind, second.name->text, first.kind,
			    first.name->line);
		return;
	}
	d->list[d->count++] = (struct declared){ name, kind };
}

/* A state or constant stands in C right behind the machine's name, where it
 * must not meet what fsmc puts there itself. */
static void
check_enumerator(struct spec *s, const struct word *name, const char *kind)
{
	static const char *const prefixes[] = { "ev_", "timer_", "span_" };
	size_t i;
	bool taken = !strcasecmp(name->text, "state_count") ||
		!strcasecmp(name->text, "event_count");

	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		taken |= !strncasecmp(name->text, prefixes[i],
				      strlen(prefixes[i]));
	if (taken)
		spec_refuse(s, name->line, "%s '%s' would be a name that fsmc makes itself in C: choose another",
			    kind, name->text);
}

void
check_distinct(struct spec *s)
{
	struct declared_list names = { .count = 0 };
	struct declared_list spans = { .count = 0 };
	unsigned i;

	for (i = 0; i < s->state_count; i++) {
		check_enumerator(s, &s->states[i].name, "state");
		declare(s, &names, &s->states[i].name, "state");
	}
	for (i = 0; i < s->event_count; i++)
		declare(s, &names, &s->events[i].name, "event");
	for (i = 0; i < s->timer_count; i++)
		declare(s, &names, &s->timers[i].name, "timer");
	for (i = 0; i < s->group_count; i++)
		declare(s, &names, &s->groups[i].name, "group");
	for (i = 0; i < s->constant_count; i++) {
		check_enumerator(s, &s->constants[i].name, "constant");
		declare(s, &names, &s->constants[i].name, "constant");
	}
	for (i = 0; i < s->span_count; i++)
		declare(s, &spans, &s->spans[i].name, "span");
	for (i = 0; i < s->timer_count; i++)
		if (!strcmp(s->timers[i].name.text, "count"))
			check_enumerator(s, &(struct word){ "timer_count",
					 s->timers[i].name.line }, "timer");
	for (i = 0; i < s->span_count; i++)
		if (!strcmp(s->spans[i].name.text, "count"))
			check_enumerator(s, &(struct word){ "span_count",
					 s->spans[i].name.line }, "span");
}
