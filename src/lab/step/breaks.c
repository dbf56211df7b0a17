/* SPDX-License-Identifier: Apache-2.0 */
/* breaks.c - breakpoints: a row by its line, a requirement, a state. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lab/requirement.h"
#include "lab/step/session.h"

void
break_tell(FILE *f, const struct breakpoint *b)
{
	fprintf(f, "%u  ", b->number);
	if (b->kind == BREAK_LINE)
		fprintf(f, "line %u\n", b->line);
	else
		fprintf(f, "%s %s\n", b->kind == BREAK_STATE ? "state" :
			"requirement", b->word);
}

static bool
list(struct session *s)
{
	unsigned i, count = 0;

	for (i = 0; i < BREAKS_MAX; i++)
		if (s->breaks[i].number) {
			fputs("  ", s->out);
			break_tell(s->out, &s->breaks[i]);
			count++;
		}
	if (count == 0)
		fprintf(s->out, "  no breakpoint is set\n");
	return true;
}

static bool
cites(const char *list, const char *id)
{
	char word[CITE_MAX];

	while (cite_next(&list, word))
		if (!strcasecmp(word, id))
			return true;
	return false;
}

/* The row, or the timer whose end it is, cites ID. */
static bool
row_cites(const struct chart *c, unsigned row, const char *id)
{
	int timer = chart_timer_of_event(c, c->rows[row].event);

	return cites(c->rows[row].cites, id) ||
		(timer >= 0 && cites(c->timers[timer].cites, id));
}

static bool
chart_has(const struct chart *c, const struct breakpoint *b)
{
	unsigned i;

	if (b->kind == BREAK_STATE)
		return chart_state(c, b->word) >= 0;
	for (i = 0; i < c->row_count; i++)
		if (!c->rows[i].ignored && (b->kind == BREAK_LINE ?
		    c->rows[i].line == b->line : row_cites(c, i, b->word)))
			return true;
	return false;
}

/* A breakpoint that can never be met is a mistake. */
static bool
can_be_met(struct session *s, const struct breakpoint *b)
{
	const struct chart *c = s->stage.chart;
	unsigned i;

	for (i = 0; !c && i < chart_count; i++)
		if (chart_has(charts[i], b))
			return true;
	if (c && chart_has(c, b))
		return true;
	if (b->kind == BREAK_LINE)
		return session_wrong(s, "line %u of %s is no row", b->line,
				     c ? c->spec : "any spec");
	if (b->kind == BREAK_REQUIREMENT)
		return session_wrong(s, "no row of %s cites %s",
				     c ? c->name : "any machine", b->word);
	return session_wrong(s, "%s is no state, no requirement and no line "
			     "of %s", b->word, c ? c->name : "any machine");
}

static void
read_place(struct breakpoint *b, const char *word)
{
	char *end;
	unsigned long line = strtoul(word, &end, 10);

	snprintf(b->word, sizeof(b->word), "%s", word);
	if (*end == '\0' && end != word && line < 100000) {
		b->kind = BREAK_LINE;
		b->line = (unsigned)line;
	} else if (requirement_find(word) >= 0 || decision_find(word)) {
		b->kind = BREAK_REQUIREMENT;
	} else {
		b->kind = BREAK_STATE;
	}
}

bool
break_set(struct session *s, char *arguments)
{
	struct breakpoint b = { .number = 0 };
	char *word = session_word(&arguments);
	unsigned i;

	if (!word)
		return list(s);
	if (!strcmp(word, "line")) {
		word = session_word(&arguments);
		if (!word || strspn(word, "0123456789") != strlen(word))
			return session_wrong(s, "expected a line's number: "
					     "`break line 42`");
	}
	read_place(&b, word);
	if (!can_be_met(s, &b))
		return false;
	for (i = 0; i < BREAKS_MAX && s->breaks[i].number; i++)
		;
	if (i == BREAKS_MAX)
		return session_wrong(s, "%d breakpoints are the most that "
				     "there can be", BREAKS_MAX);
	b.number = ++s->break_number;
	s->breaks[i] = b;
	fputs("  ", s->out);
	break_tell(s->out, &b);
	return true;
}

bool
break_delete(struct session *s, char *arguments)
{
	char *word = session_word(&arguments);
	unsigned i;

	for (i = 0; word && i < BREAKS_MAX; i++)
		if (s->breaks[i].number &&
		    s->breaks[i].number == strtoul(word, NULL, 10)) {
			s->breaks[i].number = 0;
			return true;
		}
	return session_wrong(s, "expected the number of a breakpoint: `break` "
			     "lists them");
}

static bool
is_met(const struct breakpoint *b, const struct outcome_item *item)
{
	const struct chart_row *r = &item->chart->rows[item->row];

	switch (b->kind) {
	case BREAK_LINE:
		return r->line == b->line;
	case BREAK_REQUIREMENT:
		return row_cites(item->chart, item->row, b->word);
	default:
		return r->from != r->to &&
			!strcmp(item->chart->states[r->to], b->word);
	}
}

const struct breakpoint *
break_met(const struct session *s)
{
	const struct outcome *o = &s->engine.outcome;
	size_t k;
	unsigned i;

	for (k = 0; k < o->count; k++) {
		if (o->items[k].kind != OUTCOME_ROW ||
		    !stage_is_focus(&s->stage, o->items[k].chart,
				    (const char *)o->octets + o->items[k].at))
			continue;
		for (i = 0; i < BREAKS_MAX; i++)
			if (s->breaks[i].number &&
			    is_met(&s->breaks[i], &o->items[k]))
				return &s->breaks[i];
	}
	return NULL;
}
