/* SPDX-License-Identifier: Apache-2.0 */
/* show_json.c - see show_json.h. Times are in milliseconds, points of a span in
 * percent. */
#include "lab/show_json.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "lab/lab.h"
#include "lab/requirement.h"

/* The identifiers in CITES as an array; what they mean goes into SENTENCES. */
static json_t *
cites_json(const char *cites, json_t *sentences)
{
	json_t *list = json_array();
	const struct decision *d;
	char word[CITE_MAX];
	int r;

	while (cite_next(&cites, word)) {
		json_array_append_new(list, json_string(word));
		r = requirement_find(word);
		d = decision_find(word);
		if (r >= 0)
			json_object_set_new(sentences, word, json_pack(
				"{s:s, s:i, s:s, s:s}",
				"level", requirements[r].level,
				"rfc", (int)requirements[r].rfc,
				"section", requirements[r].section,
				"text", requirements[r].text));
		else if (d)
			json_object_set_new(sentences, word, json_pack(
				"{s:s, s:s}", "level", "decision",
				"text", d->text));
	}
	return list;
}

static json_t *
names_json(const char *const *names, const char *const *titles, unsigned count)
{
	json_t *list = json_array();
	unsigned i;

	for (i = 0; i < count; i++)
		json_array_append_new(list, json_pack("{s:s, s:s}",
			"name", names[i], "title", titles[i]));
	return list;
}

static json_t *
events_json(const struct chart *c)
{
	json_t *list = names_json(c->events, c->event_titles, c->event_count);
	unsigned i;
	int timer;

	for (i = 0; i < c->event_count; i++) {
		timer = chart_timer_of_event(c, i);
		if (timer >= 0)
			json_object_set_new(json_array_get(list, i), "timer",
				json_string(c->timers[timer].name));
	}
	return list;
}

static json_t *
waits_json(const struct chart_timer *t)
{
	json_t *list = json_array();
	unsigned i;

	for (i = 0; i < t->wait_count; i++)
		json_array_append_new(list, t->of_span ?
			json_pack("{s:f, s:f}",
				  "from_percent", t->waits[i].from / 100.0,
				  "to_percent", t->waits[i].to / 100.0) :
			json_pack("{s:I, s:I}",
				  "from_ms", (json_int_t)t->waits[i].from,
				  "to_ms", (json_int_t)t->waits[i].to));
	return list;
}

static json_t *
timers_json(const struct chart *c, json_t *sentences)
{
	json_t *list = json_array(), *states, *one;
	const struct chart_timer *t;
	unsigned i, k;

	for (i = 0; i < c->timer_count; i++) {
		t = &c->timers[i];
		states = json_array();
		for (k = 0; k < c->state_count; k++)
			if (t->states >> k & 1)
				json_array_append_new(states,
					json_string(c->states[k]));
		one = json_pack("{s:s, s:o, s:b, s:o, s:i, s:o}",
				"name", t->name, "states", states,
				"repeats", (int)t->repeats,
				"waits", waits_json(t), "line", (int)t->line,
				"cites", cites_json(t->cites, sentences));
		if (t->of_span)
			json_object_set_new(one, "span",
				json_string(c->spans[t->span].name));
		json_array_append_new(list, one);
	}
	return list;
}

static json_t *
spans_json(const struct chart *c)
{
	json_t *list = json_array();
	unsigned i;

	for (i = 0; i < c->span_count; i++)
		json_array_append_new(list, json_pack("{s:s, s:I, s:I}",
			"name", c->spans[i].name,
			"least_ms", (json_int_t)c->spans[i].least_ms,
			"most_ms", (json_int_t)c->spans[i].most_ms));
	return list;
}

static json_t *
actions_json(const char *actions)
{
	json_t *list = json_array();
	size_t length;

	for (;;) {
		actions += strspn(actions, ", ");
		length = strcspn(actions, ",");
		if (length == 0)
			return list;
		json_array_append_new(list, json_stringn(actions, length));
		actions += length;
	}
}

static json_t *
rows_json(const struct chart *c, bool ignored, json_t *sentences)
{
	json_t *list = json_array(), *one;
	const struct chart_row *r;
	unsigned i;

	for (i = 0; i < c->row_count; i++) {
		r = &c->rows[i];
		if (r->ignored != ignored)
			continue;
		one = json_pack("{s:s, s:s, s:i, s:o}",
				"from", c->states[r->from],
				"event", c->events[r->event],
				"line", (int)r->line,
				"cites", cites_json(r->cites, sentences));
		if (!ignored) {
			json_object_set_new(one, "to",
					    json_string(c->states[r->to]));
			json_object_set_new(one, "actions",
					    actions_json(r->actions));
		}
		json_array_append_new(list, one);
	}
	return list;
}

int
show_json(const struct chart *c)
{
	json_t *sentences = json_object(), *chart;
	int r;

	chart = json_pack("{s:s, s:s, s:s, s:b, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
			  "name", c->name, "title", c->title, "spec", c->spec,
			  "persists", (int)c->persists,
			  "first_state", c->states[0],
			  "states", names_json(c->states, c->state_titles,
					       c->state_count),
			  "events", events_json(c), "spans", spans_json(c),
			  "timers", timers_json(c, sentences),
			  "rows", rows_json(c, false, sentences),
			  "ignored", rows_json(c, true, sentences),
			  "cited", sentences);
	r = chart ? json_dumpf(chart, stdout, JSON_INDENT(2)) : -1;
	putchar('\n');
	json_decref(chart);
	return r < 0 ? LAB_UNUSABLE : LAB_SAME;
}
