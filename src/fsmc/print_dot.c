/* SPDX-License-Identifier: Apache-2.0 */
/* print_dot.c - the chart as a picture: Graphviz's language. What is ignored is
 * not drawn, and all that leads from one state to another is one arrow. */
#include "print.h"

#include <string.h>

/* For a label: quotes and backslashes told apart, lines of about 24 letters,
 * with NEWLINE between. */
static void
print_label(struct out *o, const char *text, const char *newline)
{
	unsigned column = 0;

	for (; *text; text++, column++) {
		if (*text == ' ' && column > 20) {
			out_put(o, "%s", newline);
			column = 0;
		} else {
			out_put(o, *text == '"' || *text == '\\' ? "\\%c" :
				"%c", *text);
		}
	}
}

static void
print_node(const struct spec *s, struct out *o, unsigned state)
{
	const struct spec_state *x = &s->states[state];

	out_put(o, "\t\"%s\" [label=\"%s", x->name.text, x->name.text);
	if (*x->title) {
		out_put(o, "\\n\\n");
		print_label(o, x->title, "\\n");
	}
	out_put(o, "\"%s];\n", x->rests ? ", peripheries=2" : "");
}

/* A rule that leads from so many states to another is one arrow, from a note
 * that names them; else no chart of some size could be read. */
enum { NOTE_FROM = 4 };

static unsigned
sources_of(const struct spec *s, const struct spec_rule *rule, uint64_t *set)
{
	unsigned i, count = 0;

	*set = 0;
	for (i = 0; i < s->row_count; i++)
		if (s->rows[i].rule == rule && s->rows[i].from != s->rows[i].to)
			*set |= (uint64_t)1 << s->rows[i].from;
	for (i = 0; i < s->state_count; i++)
		count += *set >> i & 1;
	return count;
}

static bool
is_noted(const struct spec *s, const struct spec_rule *rule)
{
	uint64_t set;

	return sources_of(s, rule, &set) >= NOTE_FROM;
}

static bool
is_drawn(const struct spec_row *row, unsigned from, unsigned to)
{
	return row->from == from && row->to == to && !row->rule->ignored;
}

/* The rows of one rule share a line: "events" or "events: actions". */
static void
print_rule_line(const struct spec *s, struct out *o, unsigned first)
{
	const struct spec_row *head = &s->rows[first], *row;
	unsigned i;

	for (i = first; i < s->row_count; i++) {
		row = &s->rows[i];
		if (row->rule == head->rule &&
		    is_drawn(row, head->from, head->to))
			out_put(o, "%s%s", i == first ? "" : ", ",
				s->events[row->event].name.text);
	}
	if (*head->rule->actions_text) {
		out_put(o, ":\\l  ");
		print_label(o, head->rule->actions_text, "\\l  ");
	}
	out_put(o, "\\l");
}

static bool
is_first_of_rule(const struct spec *s, unsigned at)
{
	const struct spec_row *row = &s->rows[at];
	unsigned i;

	for (i = 0; i < at; i++)
		if (s->rows[i].rule == row->rule &&
		    is_drawn(&s->rows[i], row->from, row->to))
			return false;
	return true;
}

static void
print_arrow(const struct spec *s, struct out *o, unsigned from, unsigned to)
{
	unsigned i;
	bool any = false;

	for (i = 0; i < s->row_count; i++) {
		if (!is_drawn(&s->rows[i], from, to) ||
		    !is_first_of_rule(s, i) ||
		    (from != to && is_noted(s, s->rows[i].rule)))
			continue;
		if (!any)
			out_put(o, "\t\"%s\" -> \"%s\" [label=\"",
				s->states[from].name.text,
				s->states[to].name.text);
		any = true;
		print_rule_line(s, o, i);
	}
	if (any)
		out_put(o, "\"];\n");
}

/* The names of the states in SET, or of those that are not, if these are few. */
static void
print_set(const struct spec *s, struct out *o, uint64_t set, unsigned count)
{
	struct out text = { NULL, 0, 0 };
	bool except = 2 * count > s->state_count;
	unsigned i;
	const char *comma = "";

	out_put(&text, except ? "any" : "");
	if (except && count < s->state_count)
		comma = " but ";
	for (i = 0; i < s->state_count; i++)
		if ((set >> i & 1) != except) {
			out_put(&text, "%s%s", comma, s->states[i].name.text);
			comma = ", ";
		}
	print_label(o, text.text, "\\n");
	out_free(&text);
}

static void
print_note(const struct spec *s, struct out *o, unsigned rule)
{
	uint64_t set;
	unsigned i, count = sources_of(s, &s->rules[rule], &set);

	if (count < NOTE_FROM || s->rules[rule].ignored)
		return;
	for (i = 0; s->rows[i].rule != &s->rules[rule] ||
	     s->rows[i].from == s->rows[i].to; i++)
		;
	out_put(o, "\t\"line %u\" [shape=plaintext, fontsize=9, label=\"",
		s->rules[rule].line);
	print_set(s, o, set, count);
	out_put(o, "\"];\n\t\"line %u\" -> \"%s\" [style=dashed, label=\"",
		s->rules[rule].line, s->states[s->rows[i].to].name.text);
	print_rule_line(s, o, i);
	out_put(o, "\"];\n");
}

void
print_dot(const struct spec *s, struct out *o)
{
	unsigned i, j;

	out_put(o, "// SPDX-License-Identifier: Apache-2.0\n");
	out_put(o, "// %s.dot - written by fsmc from %s.\n", s->name.text,
		s->path);
	out_put(o, "digraph \"%s\" {\n", s->name.text);
	out_put(o, "\tgraph [fontname=\"sans-serif\", nodesep=0.4, ranksep=0.6];\n");
	out_put(o, "\tnode [fontname=\"sans-serif\", fontsize=11, shape=box, style=rounded];\n");
	out_put(o, "\tedge [fontname=\"sans-serif\", fontsize=9];\n");
	out_put(o, "\t\"\" [shape=point];\n");
	for (i = 0; i < s->state_count; i++)
		print_node(s, o, i);
	out_put(o, "\t\"\" -> \"%s\";\n", s->states[0].name.text);
	for (i = 0; i < s->state_count; i++)
		for (j = 0; j < s->state_count; j++)
			print_arrow(s, o, i, j);
	for (i = 0; i < s->rule_count; i++)
		print_note(s, o, i);
	out_put(o, "}\n");
}
