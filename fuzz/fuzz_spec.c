/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_spec.c - any octets as a spec: fsmc refuses with lines and reasons, or
 * takes it; then all its views can be printed, and the spec that is written
 * anew from what was read is taken as well and has the same views, but for the
 * numbers of its lines. */
#include "fsmc/ast.h"
#include "fsmc/print.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

extern const unsigned fuzz_prefixes;
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Most are but another line that is not whole. */
const unsigned fuzz_prefixes = 64;

enum { TEXT_MAX = 4096 };

static struct spec *
compile(const char *text, size_t size)
{
	struct spec *s = spec_parse("fuzz.fsm", text, size);

	if (!s->refusal_count)
		spec_check(s, &(struct known){ NULL, 0, NULL, 0 });
	return s;
}

static void
check_refusals(const struct spec *s, const char *text, size_t size)
{
	unsigned i, lines = 1;
	size_t j;

	for (j = 0; j < size; j++)
		lines += text[j] == '\n';
	for (i = 0; i < s->refusal_count; i++) {
		assert(s->refusals[i].line >= 1);
		assert(s->refusals[i].line <= lines);
		assert(s->refusals[i].text[0]);
	}
}

/* The spec from what was read --------------------------------------------------- */

static void
put_title(struct out *o, const char *title)
{
	if (*title)
		out_put(o, " \"%s\"", title);
}

static void
put_cites(struct out *o, const struct spec_cites *c)
{
	unsigned i;

	for (i = 0; i < c->ids.count; i++)
		out_put(o, "%s%s%s", i ? " " : " [", c->ids.list[i].text,
			i + 1 == c->ids.count ? "]" : "");
	if (c->local)
		out_put(o, " local");
	for (i = 0; i < c->decisions.count; i++)
		out_put(o, " %s", c->decisions.list[i].text);
}

static void
put_words(struct out *o, const struct words *w, const char *between)
{
	unsigned i;

	for (i = 0; i < w->count; i++)
		out_put(o, "%s%s", i ? between : " ", w->list[i].text);
}

static void
put_sources(struct out *o, bool any, const struct words *from)
{
	if (any)
		out_put(o, from->count ? " any except" : " any");
	put_words(o, from, ", ");
}

static void
put_value(struct out *o, uint64_t value, bool of_span)
{
	if (of_span)
		out_put(o, "%llu.%02llu%%", (unsigned long long)value / 100,
			(unsigned long long)value % 100);
	else
		out_put(o, "%llums", (unsigned long long)value);
}

static void
put_timer(struct out *o, const struct spec_timer *t)
{
	unsigned i;

	out_put(o, "timer %s", t->name.text);
	put_title(o, t->title);
	if (t->bound) {
		out_put(o, " in");
		put_sources(o, t->bound_any, &t->in);
	}
	out_put(o, t->of_span ? " at" : " waits");
	for (i = 0; i < t->wait_count; i++) {
		out_put(o, " ");
		put_value(o, t->waits[i].from, t->of_span);
		out_put(o, "..");
		put_value(o, t->waits[i].to, t->of_span);
	}
	if (t->of_span)
		out_put(o, " of %s", t->span.text);
	if (t->repeats)
		out_put(o, " repeat");
	put_cites(o, &t->cites);
	out_put(o, "\n");
}

static void
put_declarations(struct out *o, const struct spec *s)
{
	unsigned i;

	out_put(o, "machine %s", s->name.text);
	put_title(o, s->title);
	out_put(o, s->persists ? " persists\n" : "\n");
	for (i = 0; i < s->constant_count; i++) {
		const struct spec_constant *c = &s->constants[i];

		out_put(o, "constant %s %llu%s", c->name.text,
			(unsigned long long)c->value, c->is_time ? "ms" : "");
		put_title(o, c->title);
		put_cites(o, &c->cites);
		out_put(o, "\n");
	}
	for (i = 0; i < s->span_count; i++) {
		const struct spec_span *p = &s->spans[i];

		out_put(o, "span %s ", p->name.text);
		put_value(o, p->least_ms, false);
		out_put(o, "..");
		put_value(o, p->most_ms, false);
		put_title(o, p->title);
		put_cites(o, &p->cites);
		out_put(o, "\n");
	}
	for (i = 0; i < s->timer_count; i++)
		put_timer(o, &s->timers[i]);
	for (i = 0; i < s->event_count; i++) {
		if (s->events[i].timer >= 0)
			continue;
		out_put(o, "event %s", s->events[i].name.text);
		put_title(o, s->events[i].title);
		out_put(o, "\n");
	}
	for (i = 0; i < s->group_count; i++) {
		out_put(o, "group %s", s->groups[i].name.text);
		put_words(o, &s->groups[i].events, ", ");
		out_put(o, "\n");
	}
	for (i = 0; i < s->state_count; i++) {
		out_put(o, "state %s%s", s->states[i].name.text,
			s->states[i].rests ? " rests" : "");
		put_title(o, s->states[i].title);
		out_put(o, "\n");
	}
}

static void
put_rule(struct out *o, const struct spec_rule *r)
{
	struct out sources = { NULL, 0, 0 };

	put_sources(&sources, r->any, &r->from);
	if (r->ignored)
		out_put(o, "ignore in%s", sources.text);
	else
		out_put(o, "%s", sources.text + 1);
	put_words(o, &r->events, ", ");
	if (!r->ignored)
		out_put(o, " -> %s %s", r->same ? "same" : r->to.text,
			r->actions_text);
	put_cites(o, &r->cites);
	out_put(o, "\n");
	out_free(&sources);
}

/* The views ---------------------------------------------------------------------- */

/* A number that is a line's becomes 0: those of the table and the pages. */
static void
forget_lines(struct out *o)
{
	size_t i, j = 0;

	for (i = 0; i < o->length; i++) {
		if (o->text[i] >= '0' && o->text[i] <= '9') {
			while (i + 1 < o->length && o->text[i + 1] >= '0' &&
			       o->text[i + 1] <= '9')
				i++;
			continue;
		}
		o->text[j++] = o->text[i];
	}
	o->length = j;
}

static void
compare(const struct spec *a, const struct spec *b,
	void (*print)(const struct spec *s, struct out *o), bool lines)
{
	struct out one = { NULL, 0, 0 }, two = { NULL, 0, 0 };

	print(a, &one);
	print(b, &two);
	assert(one.length);
	if (lines) {
		forget_lines(&one);
		forget_lines(&two);
	}
	assert(one.length == two.length);
	assert(!memcmp(one.text, two.text, one.length));
	out_free(&one);
	out_free(&two);
}

static void
write_again(const struct spec *s)
{
	struct out text = { NULL, 0, 0 };
	struct spec *again;
	unsigned i;

	put_declarations(&text, s);
	for (i = 0; i < s->rule_count; i++)
		put_rule(&text, &s->rules[i]);
	again = compile(text.text, text.length);
	assert(!again->refusal_count);
	assert(again->row_count == s->row_count);
	compare(s, again, print_chart_h, false);
	compare(s, again, print_chart_c, false);
	compare(s, again, print_table_c, true);
	compare(s, again, print_ragel, true);
	compare(s, again, print_dot, true);
	compare(s, again, print_md, true);
	compare(s, again, print_promela, true);
	spec_free(again);
	out_free(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct spec *s;

	if (size > TEXT_MAX)
		return 0;
	s = compile((const char *)data, size);
	check_refusals(s, (const char *)data, size);
	if (!s->refusal_count)
		write_again(s);
	spec_free(s);
	return 0;
}
