/* SPDX-License-Identifier: Apache-2.0 */
/* complete.c - see complete.h. */
#include <string.h>
#include <strings.h>

#include "lab/step/session.h"

#include "lab/step/complete.h"

enum { COLUMNS = 78 };

/* Words that begin like what is typed, one by one. */
struct offer {
	struct session *session;
	const char *typed;
	size_t typed_length;
	void (*take)(struct offer *o, const char *word);
	/* how many so far, and what is common to them */
	unsigned count;
	char common[COMPLETE_MAX];
	unsigned column;
};

static void
offer(struct offer *o, const char *word)
{
	if (!strncasecmp(word, o->typed, o->typed_length))
		o->take(o, word);
}

static void
offer_list(struct offer *o, const char *const *words, unsigned count)
{
	unsigned i;

	for (i = 0; i < count; i++)
		offer(o, words[i]);
}

/* Timers' events come by themselves. */
static void
offer_events(struct offer *o, const struct chart *c)
{
	unsigned i;

	for (i = 0; i < c->event_count; i++)
		if (chart_timer_of_event(c, i) < 0)
			offer(o, c->events[i]);
}

static bool
seen_before(const struct chart *c, unsigned row, const char *id)
{
	char word[CITE_MAX];
	const char *at;
	unsigned i;

	for (i = 0; i < row; i++)
		for (at = c->rows[i].cites; cite_next(&at, word);)
			if (!strcmp(word, id))
				return true;
	return false;
}

static void
offer_cites(struct offer *o, const struct chart *c)
{
	char word[CITE_MAX];
	const char *at;
	unsigned i;

	for (i = 0; i < c->row_count; i++)
		for (at = c->rows[i].cites; cite_next(&at, word);)
			if (strcmp(word, "local") && !c->rows[i].ignored &&
			    !seen_before(c, i, word))
				offer(o, word);
}

static void
offer_commands(struct offer *o)
{
	unsigned i;

	for (i = 0; i < session_command_count; i++)
		if (session_commands[i].run)
			offer(o, session_commands[i].name);
	if (o->session->stage.chart)
		offer_events(o, o->session->stage.chart);
}

static void
offer_all(struct offer *o, const char *line, size_t length,
	  void (*take)(struct offer *o, const char *word))
{
	const struct chart *c = o->session->stage.chart;
	size_t at = length, first;

	while (at && line[at - 1] != ' ' && line[at - 1] != '\t')
		at--;
	o->typed = line + at;
	o->typed_length = length - at;
	o->take = take;
	first = strspn(line, " \t");
	if (first >= at) {
		offer_commands(o);
		return;
	}
	if (!c)
		return;
	line += first;
	if (!strncmp(line, "event ", 6))
		offer_events(o, c);
	else if (!strncmp(line, "until ", 6))
		offer_list(o, c->states, c->state_count);
	else if (!strncmp(line, "break ", 6)) {
		offer_list(o, c->states, c->state_count);
		offer_cites(o, c);
	} else if (!strncmp(line, "span ", 5)) {
		unsigned i;

		for (i = 0; i < c->span_count; i++)
			offer(o, c->spans[i].name);
	}
}

static void
narrow(struct offer *o, const char *word)
{
	size_t i = 0;

	if (o->count++ == 0) {
		snprintf(o->common, sizeof(o->common), "%s", word);
		return;
	}
	while (o->common[i] && o->common[i] == word[i])
		i++;
	o->common[i] = '\0';
}

bool
complete_line(struct session *s, const char *line, size_t length,
	      char insert[COMPLETE_MAX])
{
	struct offer o = { .session = s };
	size_t more;

	*insert = '\0';
	offer_all(&o, line, length, narrow);
	if (o.count == 0)
		return true;
	more = strlen(o.common) > o.typed_length ?
		strlen(o.common) - o.typed_length : 0;
	if (o.count > 1 && more == 0)
		return false;
	memcpy(insert, o.common + o.typed_length, more);
	insert[more] = '\0';
	if (o.count == 1 && more + 1 < COMPLETE_MAX) {
		insert[more] = ' ';
		insert[more + 1] = '\0';
	}
	return true;
}

static void
print(struct offer *o, const char *word)
{
	unsigned width = (unsigned)strlen(word) + 2;

	if (o->column + width > COLUMNS) {
		putc('\n', o->session->out);
		o->column = 0;
	}
	fprintf(o->session->out, "%s  ", word);
	o->column += width;
}

void
complete_list(struct session *s, const char *line, size_t length)
{
	struct offer o = { .session = s };

	putc('\n', s->out);
	offer_all(&o, line, length, print);
	putc('\n', s->out);
	fflush(s->out);
}
