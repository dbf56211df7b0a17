/* SPDX-License-Identifier: Apache-2.0 */
/* parse_words.c - what declarations and rows are put together from: names,
 * lists, citations. */
#include "parse.h"

#include <ctype.h>
#include <string.h>

/* Words that begin a line or end a list; others may also be names. */
static const char *const keywords[] = {
	"machine", "timer", "span", "constant", "event", "group", "state",
	"ignore", "any", "except", "local", "start", "resume", "stop", "reset",
};

/* These follow a state, or stand in the place of one. */
static const char *const state_keywords[] = { "same", "in", "waits", "at" };

/* Tokens ---------------------------------------------------------------------- */

bool
at_kind(const struct parser *p, enum token_kind kind)
{
	return p->at->kind == kind;
}

bool
token_is(const struct token *t, const char *word)
{
	return t->kind == TOKEN_NAME && t->length == strlen(word) &&
		!memcmp(t->start, word, t->length);
}

bool
at_word(const struct parser *p, const char *word)
{
	return token_is(p->at, word);
}

bool
is_keyword(const struct token *t)
{
	size_t i;

	for (i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
		if (token_is(t, keywords[i]))
			return true;
	return false;
}

bool
is_state_keyword(const struct token *t)
{
	size_t i;

	for (i = 0; i < sizeof(state_keywords) / sizeof(state_keywords[0]);
	     i++)
		if (token_is(t, state_keywords[i]))
			return true;
	return is_keyword(t);
}

void
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

bool
accept_word(struct parser *p, const char *word)
{
	if (p->failed || !at_word(p, word))
		return false;
	p->at++;
	return true;
}

bool
accept_kind(struct parser *p, enum token_kind kind)
{
	if (p->failed || !at_kind(p, kind))
		return false;
	p->at++;
	return true;
}

struct word
take_word(struct parser *p)
{
	struct word w = { spec_text(p->s, p->at->start, p->at->length),
			  p->at->line };

	p->at++;
	return w;
}

void
refuse_word(struct parser *p)
{
	p->failed = true;
	spec_refuse(p->s, p->at->line,
		    "'%.*s' is a word of the language: choose another name",
		    (int)p->at->length, p->at->start);
}

struct word
declared_name(struct parser *p, const char *what)
{
	const struct token *t = p->at;

	if (p->failed || !at_kind(p, TOKEN_NAME)) {
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
struct word
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

const char *
optional_title(struct parser *p)
{
	const char *title = "";

	if (!p->failed && at_kind(p, TOKEN_STRING)) {
		title = spec_text(p->s, p->at->start, p->at->length);
		p->at++;
	}
	return title;
}

void
end_of_line(struct parser *p)
{
	if (!p->failed && !at_kind(p, TOKEN_END))
		expected(p, "the end of the line (a line that begins with a blank goes on with the one above)");
}

bool
has_room_or(struct parser *p, unsigned count, unsigned most, const char *what,
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
bool
has_room(struct parser *p, unsigned count, unsigned most, const char *what)
{
	return has_room_or(p, count, most, what, "split the machine in two");
}

/* Lists ------------------------------------------------------------------------ */

static void
list_add(struct parser *p, struct words *list, struct word w)
{
	if (!list->list)
		list->list = spec_alloc(p->s, SPEC_LIST_MAX *
					sizeof(*list->list));
	if (has_room_or(p, list->count, SPEC_LIST_MAX, "names in one list",
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
	if (p->failed || !at_kind(p, TOKEN_NAME) || is_state_keyword(p->at)) {
		expected(p, "the name of a state");
		return;
	}
	list_add(p, list, take_word(p));
	while (!p->failed) {
		if (accept_kind(p, TOKEN_COMMA)) {
			if (!at_kind(p, TOKEN_NAME) || is_state_keyword(p->at)) {
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
void
take_sources(struct parser *p, bool *any, struct words *list)
{
	*any = accept_word(p, "any");
	if (!*any || accept_word(p, "except"))
		state_list(p, list);
}

static bool
is_event_name(const struct parser *p)
{
	return at_kind(p, TOKEN_SPENT) || (at_kind(p, TOKEN_NAME) && !is_keyword(p->at));
}

void
take_events(struct parser *p, struct words *list)
{
	if (p->failed || !is_event_name(p)) {
		expected(p, "the name of an event");
		return;
	}
	while (!p->failed && is_event_name(p)) {
		list_add(p, list, take_word(p));
		if (!p->failed && accept_kind(p, TOKEN_COMMA) && !is_event_name(p))
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
void
take_cites(struct parser *p, struct spec_cites *c)
{
	struct word w;

	c->text = "";
	while (!p->failed) {
		if (accept_kind(p, TOKEN_OPEN)) {
			while (!p->failed && at_kind(p, TOKEN_ID)) {
				w = take_word(p);
				list_add(p, &c->ids, w);
				cites_add(p, c, w.text);
			}
			if (!accept_kind(p, TOKEN_CLOSE))
				expected(p, "a requirement like PMP-C-09, or ']'");
		} else if (accept_word(p, "local")) {
			c->local = true;
			cites_add(p, c, "local");
			while (at_kind(p, TOKEN_ID) || (at_kind(p, TOKEN_NAME) &&
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
