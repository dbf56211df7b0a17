/* SPDX-License-Identifier: Apache-2.0 */
/* charts.c - see charts.h. */
#include "lab/charts.h"

#include <string.h>

const struct chart *
chart_find(const char *name)
{
	unsigned i;

	for (i = 0; i < chart_count; i++)
		if (!strcmp(charts[i]->name, name))
			return charts[i];
	return NULL;
}

static int
find_name(const char *const *names, unsigned count, const char *name)
{
	unsigned i;

	for (i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return (int)i;
	return -1;
}

int
chart_state(const struct chart *c, const char *name)
{
	return find_name(c->states, c->state_count, name);
}

int
chart_event(const struct chart *c, const char *name)
{
	return find_name(c->events, c->event_count, name);
}

/* A timer's events carry its name, so a timer that never ends in one of the
 * two has no event there. */
int
chart_timer_of_event(const struct chart *c, unsigned event)
{
	size_t length;
	unsigned i;

	for (i = 0; i < c->timer_count; i++) {
		length = strlen(c->timers[i].name);
		if (!strncmp(c->events[event], c->timers[i].name, length) &&
		    (c->events[event][length] == '\0' ||
		     !strcmp(c->events[event] + length, ".spent")))
			return (int)i;
	}
	return -1;
}

const struct decision *
decision_find(const char *id)
{
	unsigned i;

	for (i = 0; i < decision_count; i++)
		if (!strcmp(decisions[i].id, id))
			return &decisions[i];
	return NULL;
}

bool
cite_next(const char **at, char word[CITE_MAX])
{
	size_t length;

	*at += strspn(*at, " ,[]");
	length = strcspn(*at, " ,[]");
	if (length == 0)
		return false;
	if (length >= CITE_MAX)
		length = CITE_MAX - 1;
	memcpy(word, *at, length);
	word[length] = '\0';
	*at += length;
	return true;
}
