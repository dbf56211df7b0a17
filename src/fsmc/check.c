/* SPDX-License-Identifier: Apache-2.0 */
/* check.c - names, pairs and citations of a spec; explore.c runs it. */
#include "names.h"

#include <stdlib.h>
#include <string.h>

/* Citations ------------------------------------------------------------------------ */

static bool
is_known(char *const *list, size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!strcmp(list[i], name))
			return true;
	return false;
}

static void
check_cites(struct spec *s, const struct spec_cites *c, unsigned line,
	    const char *what, const struct known *known)
{
	unsigned i;
	size_t n;

	if (!c->local && !c->ids.count)
		spec_refuse(s, line, "%s has no source: cite a requirement as [ID], or say 'local'",
			    what);
	for (i = 0; known->ids && i < c->ids.count; i++) {
		struct guess g = guess_begin(c->ids.list[i].text);

		if (is_known(known->ids, known->id_count,
			     c->ids.list[i].text))
			continue;
		g.edits = 2;
		for (n = 0; n < known->id_count; n++)
			guess_try(&g, known->ids[n]);
		spec_refuse(s, c->ids.list[i].line, "requirement '%s' is in no .req file: %s",
			    c->ids.list[i].text, g.best ?
			    spec_format(s, "did you mean '%s'?", g.best) :
			    "correct it, or add it to specs/rfcNNNN.req");
	}
	for (i = 0; known->decisions && i < c->decisions.count; i++)
		if (!is_known(known->decisions, known->decision_count,
			      c->decisions.list[i].text))
			spec_refuse(s, c->decisions.list[i].line, "decision '%s' is not in specs/decisions: correct it, or write it down there",
				    c->decisions.list[i].text);
}

static void
check_all_cites(struct spec *s, const struct known *known)
{
	unsigned i;

	for (i = 0; i < s->rule_count; i++)
		check_cites(s, &s->rules[i].cites, s->rules[i].line,
			    s->rules[i].ignored ? "this ignore line" :
			    "this row", known);
	for (i = 0; i < s->timer_count; i++)
		check_cites(s, &s->timers[i].cites, s->timers[i].name.line,
			    "this timer", known);
	for (i = 0; i < s->span_count; i++)
		check_cites(s, &s->spans[i].cites, s->spans[i].name.line,
			    "this span", known);
	for (i = 0; i < s->constant_count; i++)
		check_cites(s, &s->constants[i].cites,
			    s->constants[i].name.line, "this constant", known);
}

/* Timers ---------------------------------------------------------------------------- */

static unsigned
add_timer_event(struct spec *s, unsigned timer, bool spent)
{
	const struct spec_timer *t = &s->timers[timer];
	struct spec_event *e;

	if (s->event_count == CHART_EVENTS_MAX) {
		spec_refuse(s, t->name.line, "more than %d events, those of timers included: split the machine in two",
			    CHART_EVENTS_MAX);
		return 0;
	}
	e = &s->events[s->event_count];
	e->name.text = spent ? spec_format(s, "%s.spent", t->name.text) :
		t->name.text;
	e->name.line = t->name.line;
	e->title = spent ? "the last wait of the timer ended" :
		"a wait of the timer ended";
	e->timer = (int)timer;
	e->spent = spent;
	return s->event_count++;
}

/* A timer of one wait has one event: its last. One that repeats has no last. */
static void
add_timer_events(struct spec *s)
{
	struct spec_timer *t;
	unsigned i;

	for (i = 0; i < s->timer_count; i++) {
		t = &s->timers[i];
		if (t->wait_count > 1 || t->repeats)
			t->fired = t->spent = add_timer_event(s, i, false);
		if (!t->repeats)
			t->spent = add_timer_event(s, i, true);
		if (t->wait_count == 1 && !t->repeats)
			t->fired = t->spent;
	}
}

static uint64_t
state_set(struct spec *s, const struct words *list, bool any)
{
	uint64_t set = 0, all = s->state_count == 64 ? UINT64_MAX :
		((uint64_t)1 << s->state_count) - 1;
	unsigned i;
	int state;

	for (i = 0; i < list->count; i++) {
		state = spec_find_state(s, list->list[i].text);
		if (state < 0)
			refuse_state(s, &list->list[i]);
		else if (set >> state & 1)
			spec_refuse(s, list->list[i].line, "state '%s' is named twice in one list: remove one",
				    list->list[i].text);
		else
			set |= (uint64_t)1 << state;
	}
	return any ? all & ~set : set;
}

static void
check_points(struct spec *s, const struct spec_timer *t)
{
	unsigned i;

	for (i = 0; i < t->wait_count; i++) {
		if (t->waits[i].from > t->waits[i].to)
			spec_refuse(s, t->name.line, "timer '%s' has a range that ends before it begins: write least..most",
				    t->name.text);
		if (t->waits[i].to > UINT32_MAX)
			spec_refuse(s, t->name.line, "timer '%s' waits too long: 49 days are the limit",
				    t->name.text);
		if (t->of_span && t->waits[i].to > 10000)
			spec_refuse(s, t->name.line, "timer '%s' has a point beyond 100%% of its span: keep within the span",
				    t->name.text);
		if (t->of_span && i &&
		    t->waits[i].from < t->waits[i - 1].to)
			spec_refuse(s, t->name.line, "timer '%s' has a point that lies before the one in front of it: write points in order",
				    t->name.text);
	}
}

static void
check_timer(struct spec *s, struct spec_timer *t)
{
	int span;

	t->states = t->bound ? state_set(s, &t->in, t->bound_any) :
		UINT64_MAX;
	check_points(s, t);
	if (t->repeats && t->of_span)
		spec_refuse(s, t->name.line, "timer '%s' repeats a point of a span, which passes only once: use waits, or drop 'repeat'",
			    t->name.text);
	else if (t->repeats && !t->waits[t->wait_count - 1].from)
		spec_refuse(s, t->name.line, "timer '%s' repeats a wait of 0: it would never let go, give it a least wait",
			    t->name.text);
	if (!t->of_span)
		return;
	span = spec_find_span(s, t->span.text);
	if (span < 0)
		refuse_span(s, &t->span);
	else
		t->span_index = (unsigned)span;
}

static void
check_spans_used(struct spec *s)
{
	unsigned i, j;
	bool used;

	for (i = 0; i < s->span_count; i++) {
		used = false;
		for (j = 0; j < s->timer_count; j++)
			used |= s->timers[j].of_span &&
				!strcmp(s->timers[j].span.text,
					s->spans[i].name.text);
		if (!used)
			spec_refuse(s, s->spans[i].name.line, "no timer runs by span '%s': remove it, or write 'at ... of %s'",
				    s->spans[i].name.text,
				    s->spans[i].name.text);
	}
}

/* Rows ------------------------------------------------------------------------------ */

static bool
is_made(const char *action)
{
	static const char *const made[] = { "begin", "restore", "step",
		"describe", "chart", "machine" };
	size_t i;

	for (i = 0; i < sizeof(made) / sizeof(made[0]); i++)
		if (!strcmp(action, made[i]))
			return true;
	return false;
}

static void
check_actions(struct spec *s, struct spec_rule *rule)
{
	struct spec_action *a;
	unsigned i;
	int timer;

	for (i = 0; i < rule->action_count; i++) {
		a = &rule->actions[i];
		if (a->kind == ACTION_CALL) {
			if (is_made(a->name.text))
				spec_refuse(s, a->name.line, "action '%s' would be a name that fsmc makes itself in C: choose another",
					    a->name.text);
			continue;
		}
		timer = spec_find_timer(s, a->name.text);
		if (timer < 0)
			refuse_timer(s, &a->name);
		else
			a->timer = (unsigned)timer;
	}
}

static void
add_pair(struct spec *s, struct spec_rule *rule, unsigned from,
	 unsigned event, unsigned to, unsigned line)
{
	const struct spec_row *first;

	if (s->pairs[from][event]) {
		first = &s->rows[s->pairs[from][event] - 1];
		spec_refuse(s, line, "state '%s' has a row for event '%s' already, at line %u: remove one of the two",
			    s->states[from].name.text,
			    s->events[event].name.text, first->line);
		return;
	}
	s->rows[s->row_count] = (struct spec_row){
		.from = from, .event = event, .to = to, .line = line,
		.rule = rule };
	s->pairs[from][event] = (uint16_t)++s->row_count;
}

static void
add_event_pairs(struct spec *s, struct spec_rule *rule, uint64_t from,
		unsigned event, int to, unsigned line)
{
	unsigned i;

	for (i = 0; i < s->state_count; i++)
		if (from >> i & 1)
			add_pair(s, rule, i, event, to < 0 ? i : (unsigned)to,
				 line);
}

static void
expand_rule(struct spec *s, struct spec_rule *rule)
{
	uint64_t from = state_set(s, &rule->from, rule->any);
	const struct words *list;
	unsigned i, j;
	int to = -1, event, group;

	if (!rule->same) {
		to = spec_find_state(s, rule->to.text);
		if (to < 0) {
			refuse_state(s, &rule->to);
			return;
		}
	}
	for (i = 0; i < rule->events.count; i++) {
		const struct word *w = &rule->events.list[i];

		group = spec_find_group(s, w->text);
		event = spec_find_event(s, w->text);
		if (group < 0 && event < 0)
			refuse_event(s, w);
		if (event >= 0)
			add_event_pairs(s, rule, from, (unsigned)event, to,
					w->line);
		if (group < 0 || event >= 0)
			continue;
		s->groups[group].used = true;
		list = &s->groups[group].events;
		for (j = 0; j < list->count; j++) {
			event = spec_find_event(s, list->list[j].text);
			if (event >= 0)
				add_event_pairs(s, rule, from,
						(unsigned)event, to, w->line);
		}
	}
}

static int
row_order(const void *a, const void *b)
{
	const struct spec_row *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->event < y->event ? -1 : x->event > y->event;
}

static void
expand_rules(struct spec *s)
{
	unsigned i;

	s->rows = spec_alloc(s, SPEC_ROWS_MAX * sizeof(*s->rows));
	for (i = 0; i < s->rule_count; i++) {
		check_actions(s, &s->rules[i]);
		expand_rule(s, &s->rules[i]);
	}
	qsort(s->rows, s->row_count, sizeof(*s->rows), row_order);
	for (i = 0; i < s->row_count; i++)
		s->pairs[s->rows[i].from][s->rows[i].event] =
			(uint16_t)(i + 1);
}

static void
check_groups(struct spec *s)
{
	unsigned i, j;

	for (i = 0; i < s->group_count; i++)
		for (j = 0; j < s->groups[i].events.count; j++)
			if (spec_find_event(s, s->groups[i].events.list[j].
					    text) < 0)
				refuse_event(s, &s->groups[i].events.list[j]);
}

static void
check_groups_used(struct spec *s)
{
	unsigned i;

	for (i = 0; i < s->group_count; i++)
		if (!s->groups[i].used)
			spec_refuse(s, s->groups[i].name.line, "group '%s' is used nowhere: remove it",
				    s->groups[i].name.text);
}

static void
check_total(struct spec *s)
{
	unsigned i, j;

	for (i = 0; i < s->state_count; i++)
		for (j = 0; j < s->event_count; j++)
			if (s->events[j].timer < 0 && !s->pairs[i][j])
				spec_refuse(s, s->states[i].name.line, "state '%s' has no row for event '%s' (declared at line %u): add a row or name it in an ignore line",
					    s->states[i].name.text,
					    s->events[j].name.text,
					    s->events[j].name.line);
}

static void
check_events_used(struct spec *s)
{
	unsigned i, j;
	bool used[CHART_EVENTS_MAX] = { false };

	for (i = 0; i < s->row_count; i++)
		if (!s->rows[i].rule->ignored)
			used[s->rows[i].event] = true;
	for (j = 0; j < s->event_count; j++) {
		const struct spec_event *e = &s->events[j];

		if (!used[j] && e->timer < 0)
			spec_refuse(s, e->name.line, "event '%s' does nothing in any state: remove it, or give it a row",
				    e->name.text);
	}
	for (i = 0; i < s->timer_count; i++)
		if (!used[s->timers[i].fired] && !used[s->timers[i].spent])
			spec_refuse(s, s->timers[i].name.line, "timer '%s' does nothing when it fires: remove it, or give its event a row",
				    s->timers[i].name.text);
}

/* The file's name is where its machine is looked for. */
static void
check_file_name(struct spec *s)
{
	const char *slash = strrchr(s->path, '/');
	const char *base = slash ? slash + 1 : s->path;
	size_t length = strlen(s->name.text);

	if (strncmp(base, s->name.text, length) ||
	    strcmp(base + length, ".fsm"))
		spec_refuse(s, s->name.line, "machine '%s' stands in the file '%s': call the file %s.fsm",
			    s->name.text, base, s->name.text);
}

void
spec_check(struct spec *s, const struct known *known)
{
	unsigned i;

	check_file_name(s);
	if (!s->state_count)
		spec_refuse(s, s->name.line, "no state is declared: the first one is where the machine begins");
	check_distinct(s);
	add_timer_events(s);
	for (i = 0; i < s->timer_count; i++)
		check_timer(s, &s->timers[i]);
	expand_rules(s);
	check_groups(s);
	/* What is misspelt above would be reported again as missing. */
	if (!s->refusal_count) {
		check_total(s);
		check_events_used(s);
		spec_explore(s);
	}
	check_groups_used(s);
	check_spans_used(s);
	check_all_cites(s, known);
}
