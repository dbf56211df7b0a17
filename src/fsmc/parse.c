/* SPDX-License-Identifier: Apache-2.0 */
/* parse.c - tokens to a spec: declarations, rows, the file. After an error the
 * parser goes on with the next line, so one run names every line that cannot
 * be read. */
#include "parse.h"

#include <stdlib.h>
#include <string.h>

/* Declarations ------------------------------------------------------------------- */

static void
parse_machine(struct parser *p)
{
	struct spec *s = p->s;
	unsigned line = p->at[-1].line;

	if (s->name.text) {
		spec_refuse(s, line, "a second machine (the first is at line %u): one file, one machine",
			    s->name.line);
		p->failed = true;
		return;
	}
	s->name = lower_name(p, "the machine's name");
	s->title = optional_title(p);
	s->persists = accept_word(p, "persists");
	if (!*s->title)
		s->title = optional_title(p);
	end_of_line(p);
}

static void
parse_state(struct parser *p)
{
	struct spec *s = p->s;
	struct spec_state *state;

	if (!has_room(p, s->state_count, CHART_STATES_MAX, "states"))
		return;
	state = &s->states[s->state_count];
	if (is_state_keyword(p->at))
		refuse_word(p);
	state->name = lower_name(p, "the state's name");
	state->rests = accept_word(p, "rests");
	state->title = optional_title(p);
	end_of_line(p);
	if (!p->failed)
		s->state_count++;
}

static void
parse_event(struct parser *p)
{
	struct spec *s = p->s;
	struct spec_event *event;

	if (!has_room(p, s->event_count, CHART_EVENTS_MAX, "events"))
		return;
	event = &s->events[s->event_count];
	event->timer = -1;
	event->name = lower_name(p, "the event's name");
	event->title = optional_title(p);
	end_of_line(p);
	if (!p->failed)
		s->event_count++;
}

static void
parse_group(struct parser *p)
{
	struct spec *s = p->s;
	struct spec_group *group;

	if (!has_room(p, s->group_count, SPEC_GROUPS_MAX, "groups"))
		return;
	group = &s->groups[s->group_count];
	group->name = lower_name(p, "the group's name");
	take_events(p, &group->events);
	end_of_line(p);
	if (!p->failed)
		s->group_count++;
}

static void
parse_constant(struct parser *p)
{
	struct spec *s = p->s;
	struct spec_constant *c;

	if (!has_room(p, s->constant_count, SPEC_CONSTANTS_MAX, "constants"))
		return;
	c = &s->constants[s->constant_count];
	c->name = declared_name(p, "the constant's name");
	if (!at_kind(p, TOKEN_NUMBER) && !at_kind(p, TOKEN_TIME)) {
		expected(p, "a number, or a time like 250ms");
		return;
	}
	c->is_time = at_kind(p, TOKEN_TIME);
	c->value = p->at->value;
	if (c->value > INT32_MAX) {
		spec_refuse(s, p->at->line, "'%.*s' is too large for an int: %d%s is the limit",
			    (int)p->at->length, p->at->start, INT32_MAX,
			    c->is_time ? " ms" : "");
		p->failed = true;
		return;
	}
	p->at++;
	c->title = optional_title(p);
	take_cites(p, &c->cites);
	end_of_line(p);
	if (!p->failed)
		s->constant_count++;
}

static void
parse_span(struct parser *p)
{
	struct spec *s = p->s;
	struct spec_span *span;

	if (!has_room(p, s->span_count, CHART_SPANS_MAX, "spans"))
		return;
	span = &s->spans[s->span_count];
	span->name = lower_name(p, "the span's name");
	span->least_ms = p->at->value;
	if (!accept_kind(p, TOKEN_TIME))
		expected(p, "the least time, like 15min");
	if (!accept_kind(p, TOKEN_RANGE))
		expected(p, "'..' and the longest time");
	span->most_ms = p->at->value;
	if (!accept_kind(p, TOKEN_TIME))
		expected(p, "the longest time, like 2h");
	span->title = optional_title(p);
	take_cites(p, &span->cites);
	end_of_line(p);
	if (p->failed)
		return;
	if (span->least_ms > span->most_ms || span->most_ms > INT64_MAX)
		spec_refuse(s, span->name.line, "span '%s' ends before it begins: write least..most",
			    span->name.text);
	s->span_count++;
}

/* `2s 4s 8s`, `0s..5s`, `80%..85% 90%`. */
static void
parse_waits(struct parser *p, struct spec_timer *timer, enum token_kind kind)
{
	const char *what = kind == TOKEN_TIME ? "a wait like 250ms or 0s..5s" :
		"a point like 80% or 80%..85%";
	struct spec_wait *w;

	if (!at_kind(p, kind))
		expected(p, what);
	while (!p->failed && at_kind(p, kind)) {
		if (!has_room_or(p, timer->wait_count, SPEC_WAITS_MAX,
			     "waits in one timer", "let the last one repeat"))
			return;
		w = &timer->waits[timer->wait_count++];
		w->from = w->to = p->at++->value;
		if (accept_kind(p, TOKEN_RANGE)) {
			w->to = p->at->value;
			if (!accept_kind(p, kind))
				expected(p, what);
		}
	}
}

static void
parse_timer(struct parser *p)
{
	struct spec *s = p->s;
	struct spec_timer *timer;

	if (!has_room(p, s->timer_count, CHART_TIMERS_MAX, "timers"))
		return;
	timer = &s->timers[s->timer_count];
	timer->name = lower_name(p, "the timer's name");
	timer->title = optional_title(p);
	timer->bound = accept_word(p, "in");
	if (timer->bound)
		take_sources(p, &timer->bound_any, &timer->in);
	if (accept_word(p, "waits")) {
		parse_waits(p, timer, TOKEN_TIME);
	} else if (accept_word(p, "at")) {
		timer->of_span = true;
		parse_waits(p, timer, TOKEN_PERCENT);
		if (!accept_word(p, "of"))
			expected(p, "'of' and the name of a span");
		if (!at_kind(p, TOKEN_NAME))
			expected(p, "the name of a span");
		else if (!p->failed)
			timer->span = take_word(p);
	} else {
		expected(p, timer->bound ? "'waits' or 'at' (or another state of the timer)" :
			 "'in', 'waits' or 'at'");
	}
	timer->repeats = accept_word(p, "repeat");
	if (!*timer->title)
		timer->title = optional_title(p);
	take_cites(p, &timer->cites);
	end_of_line(p);
	if (!p->failed)
		s->timer_count++;
}

/* Rows --------------------------------------------------------------------------- */

static struct spec_rule *
new_rule(struct parser *p)
{
	struct spec *s = p->s;

	if (!has_room(p, s->rule_count, SPEC_RULES_MAX, "rows"))
		return NULL;
	memset(&s->rules[s->rule_count], 0, sizeof(s->rules[0]));
	return &s->rules[s->rule_count];
}

static void
parse_ignore(struct parser *p)
{
	struct spec_rule *rule = new_rule(p);

	if (!rule)
		return;
	rule->line = p->at[-1].line;
	rule->ignored = true;
	rule->same = true;
	rule->actions_text = "";
	if (!accept_word(p, "in"))
		expected(p, "'in' and the states that ignore the events");
	take_sources(p, &rule->any, &rule->from);
	take_events(p, &rule->events);
	take_cites(p, &rule->cites);
	end_of_line(p);
	if (!p->failed)
		p->s->rule_count++;
}

static enum action_kind
accept_verb(struct parser *p)
{
	if (accept_word(p, "start"))
		return ACTION_START;
	if (accept_word(p, "resume"))
		return ACTION_RESUME;
	if (accept_word(p, "stop"))
		return ACTION_STOP;
	if (accept_word(p, "reset"))
		return ACTION_RESET;
	return ACTION_CALL;
}

static void
parse_action(struct parser *p, struct spec_rule *rule)
{
	static const char *const verbs[] = {
		"", "start ", "resume ", "stop ", "reset " };
	struct spec_action *action, none;

	action = rule->action_count < CHART_ACTIONS_MAX ?
		&rule->actions[rule->action_count] : &none;
	rule->action_count++;
	memset(action, 0, sizeof(*action));
	action->kind = accept_verb(p);
	if (p->failed || !at_kind(p, TOKEN_NAME) || is_keyword(p->at)) {
		expected(p, action->kind == ACTION_CALL ?
			 "an action" : "the name of a timer");
		return;
	}
	action->name = take_word(p);
	rule->actions_text = spec_format(p->s, "%s%s%s%s", rule->actions_text,
					 *rule->actions_text ? ", " : "",
					 verbs[action->kind],
					 action->name.text);
}

static void
parse_actions(struct parser *p, struct spec_rule *rule)
{
	rule->actions_text = "";
	if (at_kind(p, TOKEN_END) || at_kind(p, TOKEN_OPEN) || at_word(p, "local"))
		return;
	do {
		parse_action(p, rule);
	} while (accept_kind(p, TOKEN_COMMA));
	if (!p->failed && rule->action_count > CHART_ACTIONS_MAX) {
		spec_refuse(p->s, rule->line, "%u actions in one row: %d is the limit, let one action do more or add a state",
			    rule->action_count, CHART_ACTIONS_MAX);
		rule->action_count = CHART_ACTIONS_MAX;
	}
}

static void
parse_row(struct parser *p)
{
	struct spec_rule *rule = new_rule(p);

	if (!rule)
		return;
	rule->line = p->at->line;
	if (!at_kind(p, TOKEN_NAME) || (is_keyword(p->at) && !at_word(p, "any")))
		expected(p, "a declaration or a row");
	take_sources(p, &rule->any, &rule->from);
	take_events(p, &rule->events);
	if (!accept_kind(p, TOKEN_ARROW))
		expected(p, "'->', or another event");
	rule->same = accept_word(p, "same");
	if (!rule->same) {
		if (p->failed || !at_kind(p, TOKEN_NAME) || is_keyword(p->at))
			expected(p, "'same' or the name of a state");
		else
			rule->to = take_word(p);
	}
	if (!p->failed)
		parse_actions(p, rule);
	take_cites(p, &rule->cites);
	if (!p->failed && !at_kind(p, TOKEN_END))
		expected(p, *rule->cites.text ? "the end of the line" :
			 "',' and another action, '[' and citations, or 'local'");
	if (!p->failed)
		p->s->rule_count++;
}

/* The file ------------------------------------------------------------------------ */

static void
parse_line(struct parser *p)
{
	if (accept_word(p, "machine"))
		parse_machine(p);
	else if (accept_word(p, "state"))
		parse_state(p);
	else if (accept_word(p, "event"))
		parse_event(p);
	else if (accept_word(p, "timer"))
		parse_timer(p);
	else if (accept_word(p, "span"))
		parse_span(p);
	else if (accept_word(p, "constant"))
		parse_constant(p);
	else if (accept_word(p, "group"))
		parse_group(p);
	else if (accept_word(p, "ignore"))
		parse_ignore(p);
	else
		parse_row(p);
}

static bool
declares(const struct tokens *tokens, size_t i, const char *kind)
{
	const struct token *t = &tokens->list[i];

	return (i == 0 || t[-1].kind == TOKEN_END) && token_is(t, kind) &&
		t[1].kind == TOKEN_NAME;
}

/* Names of states end lists, and may be declared below their first use. A name
 * that is an event's too is refused later, and read as the event till then. */
static void
read_state_names(struct parser *p, const struct tokens *tokens)
{
	const struct token *t;
	size_t i, j, states = 0;
	struct word w;

	for (i = 0; i + 1 < tokens->count; i++)
		states += declares(tokens, i, "state");
	p->states.list = spec_alloc(p->s, (states + 1) * sizeof(struct word));
	for (i = 0; i + 1 < tokens->count; i++) {
		if (!declares(tokens, i, "state"))
			continue;
		t = &tokens->list[i + 1];
		w = (struct word){ spec_text(p->s, t->start, t->length),
				   t->line };
		for (j = 0; j + 1 < tokens->count; j++)
			if (declares(tokens, j, "event") &&
			    token_is(&tokens->list[j + 1], w.text))
				break;
		if (j + 1 == tokens->count)
			p->states.list[p->states.count++] = w;
	}
}

struct spec *
spec_parse(const char *path, const char *text, size_t size)
{
	struct parser p = { .s = calloc(1, sizeof(struct spec)) };
	struct tokens tokens;

	if (!p.s)
		abort();
	p.s->path = spec_text(p.s, path, strlen(path));
	p.s->title = "";
	p.s->rules = spec_alloc(p.s, SPEC_RULES_MAX * sizeof(*p.s->rules));
	lex_spec(text, size, &tokens);
	p.at = tokens.list;
	read_state_names(&p, &tokens);
	while (!at_kind(&p, TOKEN_FILE_END)) {
		p.failed = false;
		parse_line(&p);
		while (!at_kind(&p, TOKEN_END))
			p.at++;
		p.at++;
	}
	if (!p.s->name.text && !p.s->refusal_count)
		spec_refuse(p.s, 1, "no machine is declared: begin with 'machine NAME \"what it is\"'");
	free(tokens.list);
	return p.s;
}
