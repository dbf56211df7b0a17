/* SPDX-License-Identifier: Apache-2.0 */
/* parse.c - tokens to a spec. After an error the parser goes on with the next
 * line, so one run names every line that cannot be read. */
#include "ast.h"
#include "lexer.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct parser {
	struct spec *s;
	const struct token *at;
	struct words states;	/* names of all states, read ahead */
	bool failed;		/* this line is given up */
};

/* Words that begin a line or end a list; others may also be names. */
static const char *const keywords[] = {
	"machine", "timer", "span", "constant", "event", "group", "state",
	"ignore", "any", "except", "local", "start", "resume", "stop", "reset",
};

/* These follow a state, or stand in the place of one. */
static const char *const state_keywords[] = { "same", "in", "waits", "at" };

/* Tokens ---------------------------------------------------------------------- */

static bool
is(const struct parser *p, enum token_kind kind)
{
	return p->at->kind == kind;
}

static bool
token_is(const struct token *t, const char *word)
{
	return t->kind == TOKEN_NAME && t->length == strlen(word) &&
		!memcmp(t->start, word, t->length);
}

static bool
is_word(const struct parser *p, const char *word)
{
	return token_is(p->at, word);
}

static bool
is_keyword(const struct token *t)
{
	size_t i;

	for (i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
		if (token_is(t, keywords[i]))
			return true;
	return false;
}

static bool
is_state_keyword(const struct token *t)
{
	size_t i;

	for (i = 0; i < sizeof(state_keywords) / sizeof(state_keywords[0]);
	     i++)
		if (token_is(t, state_keywords[i]))
			return true;
	return is_keyword(t);
}

static void
expected(struct parser *p, const char *what)
{
	const struct token *t = p->at;

	if (p->failed)
		return;
	p->failed = true;
	if (t->kind == TOKEN_END || t->kind == TOKEN_FILE_END)
		spec_refuse(p->s, t->line, "expected %s before the line ends",
			    what);
	else if (t->kind == TOKEN_BAD && *t->start == '"')
		spec_refuse(p->s, t->line,
			    "this text has no end: close it with '\"' on the same line");
	else
		spec_refuse(p->s, t->line, "expected %s, found '%.*s'", what,
			    (int)t->length, t->start);
}

static bool
accept_word(struct parser *p, const char *word)
{
	if (p->failed || !is_word(p, word))
		return false;
	p->at++;
	return true;
}

static bool
accept(struct parser *p, enum token_kind kind)
{
	if (p->failed || !is(p, kind))
		return false;
	p->at++;
	return true;
}

static struct word
take_word(struct parser *p)
{
	struct word w = { spec_text(p->s, p->at->start, p->at->length),
			  p->at->line };

	p->at++;
	return w;
}

static void
refuse_word(struct parser *p)
{
	p->failed = true;
	spec_refuse(p->s, p->at->line,
		    "'%.*s' is a word of the language: choose another name",
		    (int)p->at->length, p->at->start);
}

static struct word
declared_name(struct parser *p, const char *what)
{
	const struct token *t = p->at;

	if (p->failed || !is(p, TOKEN_NAME)) {
		expected(p, what);
		return (struct word){ "", t->line };
	}
	if (is_keyword(t)) {
		refuse_word(p);
	} else if (t->length > SPEC_NAME_MAX) {
		p->failed = true;
		spec_refuse(p->s, t->line, "this name has %zu letters: %d is the limit, shorten it",
			    t->length, SPEC_NAME_MAX);
	}
	return take_word(p);
}

/* Lower case, since its upper case goes into C. */
static struct word
lower_name(struct parser *p, const char *what)
{
	const struct token *t = p->at;
	struct word w = declared_name(p, what);
	size_t i;

	for (i = 0; i < t->length && !p->failed; i++)
		if (isupper((unsigned char)t->start[i])) {
			p->failed = true;
			spec_refuse(p->s, t->line,
				    "name '%.*s' has a capital letter: write it in lower case",
				    (int)t->length, t->start);
		}
	return w;
}

static const char *
optional_title(struct parser *p)
{
	const char *title = "";

	if (!p->failed && is(p, TOKEN_STRING)) {
		title = spec_text(p->s, p->at->start, p->at->length);
		p->at++;
	}
	return title;
}

static void
end_of_line(struct parser *p)
{
	if (!p->failed && !is(p, TOKEN_END))
		expected(p, "the end of the line (a line that begins with a blank goes on with the one above)");
}

static bool
room_in(struct parser *p, unsigned count, unsigned most, const char *what,
	const char *mend)
{
	if (count < most)
		return true;
	if (!p->failed)
		spec_refuse(p->s, p->at->line, "more than %u %s: %s", most,
			    what, mend);
	p->failed = true;
	return false;
}

/* True if another of a kind may be declared. */
static bool
room(struct parser *p, unsigned count, unsigned most, const char *what)
{
	return room_in(p, count, most, what, "split the machine in two");
}

/* Lists ------------------------------------------------------------------------ */

static void
list_add(struct parser *p, struct words *list, struct word w)
{
	if (!list->list)
		list->list = spec_alloc(p->s, SPEC_LIST_MAX *
					sizeof(*list->list));
	if (room_in(p, list->count, SPEC_LIST_MAX, "names in one list",
		    "write two"))
		list->list[list->count++] = w;
}

static bool
names_a_state(const struct parser *p, const struct token *t)
{
	unsigned i;

	for (i = 0; i < p->states.count; i++)
		if (token_is(t, p->states.list[i].text))
			return true;
	return false;
}

/* One state name, then more of them; commas between are free. What follows
 * without a comma and is no state begins the next part of the line. */
static void
state_list(struct parser *p, struct words *list)
{
	if (p->failed || !is(p, TOKEN_NAME) || is_state_keyword(p->at)) {
		expected(p, "the name of a state");
		return;
	}
	list_add(p, list, take_word(p));
	while (!p->failed) {
		if (accept(p, TOKEN_COMMA)) {
			if (!is(p, TOKEN_NAME) || is_state_keyword(p->at)) {
				expected(p, "the name of a state");
				return;
			}
		} else if (!names_a_state(p, p->at)) {
			return;
		}
		list_add(p, list, take_word(p));
	}
}

/* `a, b`, `any`, `any except a b`. */
static void
sources(struct parser *p, bool *any, struct words *list)
{
	*any = accept_word(p, "any");
	if (!*any || accept_word(p, "except"))
		state_list(p, list);
}

static bool
is_event_name(const struct parser *p)
{
	return is(p, TOKEN_SPENT) || (is(p, TOKEN_NAME) && !is_keyword(p->at));
}

static void
event_list(struct parser *p, struct words *list)
{
	if (p->failed || !is_event_name(p)) {
		expected(p, "the name of an event");
		return;
	}
	while (!p->failed && is_event_name(p)) {
		list_add(p, list, take_word(p));
		if (!p->failed && accept(p, TOKEN_COMMA) && !is_event_name(p))
			expected(p, "the name of an event");
	}
}

/* Citations --------------------------------------------------------------------- */

static void
cites_add(struct parser *p, struct spec_cites *c, const char *text)
{
	c->text = *c->text ? spec_format(p->s, "%s %s", c->text, text) : text;
}

/* `[ID ID]` and `local P8 P9`, both or either, in this or the other order. */
static void
citations(struct parser *p, struct spec_cites *c)
{
	struct word w;

	c->text = "";
	while (!p->failed) {
		if (accept(p, TOKEN_OPEN)) {
			while (!p->failed && is(p, TOKEN_ID)) {
				w = take_word(p);
				list_add(p, &c->ids, w);
				cites_add(p, c, w.text);
			}
			if (!accept(p, TOKEN_CLOSE))
				expected(p, "a requirement like PMP-C-09, or ']'");
		} else if (accept_word(p, "local")) {
			c->local = true;
			cites_add(p, c, "local");
			while (is(p, TOKEN_ID) || (is(p, TOKEN_NAME) &&
			       isupper((unsigned char)*p->at->start))) {
				w = take_word(p);
				list_add(p, &c->decisions, w);
				cites_add(p, c, w.text);
			}
		} else {
			return;
		}
	}
}

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

	if (!room(p, s->state_count, CHART_STATES_MAX, "states"))
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

	if (!room(p, s->event_count, CHART_EVENTS_MAX, "events"))
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

	if (!room(p, s->group_count, SPEC_GROUPS_MAX, "groups"))
		return;
	group = &s->groups[s->group_count];
	group->name = lower_name(p, "the group's name");
	event_list(p, &group->events);
	end_of_line(p);
	if (!p->failed)
		s->group_count++;
}

static void
parse_constant(struct parser *p)
{
	struct spec *s = p->s;
	struct spec_constant *c;

	if (!room(p, s->constant_count, SPEC_CONSTANTS_MAX, "constants"))
		return;
	c = &s->constants[s->constant_count];
	c->name = declared_name(p, "the constant's name");
	if (!is(p, TOKEN_NUMBER) && !is(p, TOKEN_TIME)) {
		expected(p, "a number, or a time like 250ms");
		return;
	}
	c->is_time = is(p, TOKEN_TIME);
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
	citations(p, &c->cites);
	end_of_line(p);
	if (!p->failed)
		s->constant_count++;
}

static void
parse_span(struct parser *p)
{
	struct spec *s = p->s;
	struct spec_span *span;

	if (!room(p, s->span_count, CHART_SPANS_MAX, "spans"))
		return;
	span = &s->spans[s->span_count];
	span->name = lower_name(p, "the span's name");
	span->least_ms = p->at->value;
	if (!accept(p, TOKEN_TIME))
		expected(p, "the least time, like 15min");
	if (!accept(p, TOKEN_RANGE))
		expected(p, "'..' and the longest time");
	span->most_ms = p->at->value;
	if (!accept(p, TOKEN_TIME))
		expected(p, "the longest time, like 2h");
	span->title = optional_title(p);
	citations(p, &span->cites);
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

	if (!is(p, kind))
		expected(p, what);
	while (!p->failed && is(p, kind)) {
		if (!room_in(p, timer->wait_count, SPEC_WAITS_MAX,
			     "waits in one timer", "let the last one repeat"))
			return;
		w = &timer->waits[timer->wait_count++];
		w->from = w->to = p->at++->value;
		if (accept(p, TOKEN_RANGE)) {
			w->to = p->at->value;
			if (!accept(p, kind))
				expected(p, what);
		}
	}
}

static void
parse_timer(struct parser *p)
{
	struct spec *s = p->s;
	struct spec_timer *timer;

	if (!room(p, s->timer_count, CHART_TIMERS_MAX, "timers"))
		return;
	timer = &s->timers[s->timer_count];
	timer->name = lower_name(p, "the timer's name");
	timer->title = optional_title(p);
	timer->bound = accept_word(p, "in");
	if (timer->bound)
		sources(p, &timer->bound_any, &timer->in);
	if (accept_word(p, "waits")) {
		parse_waits(p, timer, TOKEN_TIME);
	} else if (accept_word(p, "at")) {
		timer->of_span = true;
		parse_waits(p, timer, TOKEN_PERCENT);
		if (!accept_word(p, "of"))
			expected(p, "'of' and the name of a span");
		if (!is(p, TOKEN_NAME))
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
	citations(p, &timer->cites);
	end_of_line(p);
	if (!p->failed)
		s->timer_count++;
}

/* Rows --------------------------------------------------------------------------- */

static struct spec_rule *
new_rule(struct parser *p)
{
	struct spec *s = p->s;

	if (!room(p, s->rule_count, SPEC_RULES_MAX, "rows"))
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
	sources(p, &rule->any, &rule->from);
	event_list(p, &rule->events);
	citations(p, &rule->cites);
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
	if (p->failed || !is(p, TOKEN_NAME) || is_keyword(p->at)) {
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
	if (is(p, TOKEN_END) || is(p, TOKEN_OPEN) || is_word(p, "local"))
		return;
	do {
		parse_action(p, rule);
	} while (accept(p, TOKEN_COMMA));
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
	if (!is(p, TOKEN_NAME) || (is_keyword(p->at) && !is_word(p, "any")))
		expected(p, "a declaration or a row");
	sources(p, &rule->any, &rule->from);
	event_list(p, &rule->events);
	if (!accept(p, TOKEN_ARROW))
		expected(p, "'->', or another event");
	rule->same = accept_word(p, "same");
	if (!rule->same) {
		if (p->failed || !is(p, TOKEN_NAME) || is_keyword(p->at))
			expected(p, "'same' or the name of a state");
		else
			rule->to = take_word(p);
	}
	if (!p->failed)
		parse_actions(p, rule);
	citations(p, &rule->cites);
	if (!p->failed && !is(p, TOKEN_END))
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
	while (!is(&p, TOKEN_FILE_END)) {
		p.failed = false;
		parse_line(&p);
		while (!is(&p, TOKEN_END))
			p.at++;
		p.at++;
	}
	if (!p.s->name.text && !p.s->refusal_count)
		spec_refuse(p.s, 1, "no machine is declared: begin with 'machine NAME \"what it is\"'");
	free(tokens.list);
	return p.s;
}
