/* SPDX-License-Identifier: Apache-2.0 */
/* duration.c - see duration.h. */
#include "lab/duration.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE,
	DAY = 24 * HOUR };

static const uint64_t most_ms = 3660ull * DAY;

static const struct {
	const char *name;
	uint64_t ms;
} units[] = {
	{ "ms", 1 }, { "s", SECOND }, { "min", MINUTE }, { "h", HOUR },
	{ "d", DAY }, { "", SECOND },
};

const char *
duration_text(uint64_t ms, char text[DURATION_MAX])
{
	size_t length;

	if (ms && ms % HOUR == 0)
		snprintf(text, DURATION_MAX, "%" PRIu64 "h", ms / HOUR);
	else if (ms && ms % MINUTE == 0)
		snprintf(text, DURATION_MAX, "%" PRIu64 "min", ms / MINUTE);
	else if (ms && ms < SECOND)
		snprintf(text, DURATION_MAX, "%" PRIu64 "ms", ms);
	else {
		snprintf(text, DURATION_MAX, "%" PRIu64 ".%03u", ms / SECOND,
			 (unsigned)(ms % SECOND));
		length = strlen(text);
		while (text[length - 1] == '0')
			text[--length] = '\0';
		if (text[length - 1] == '.')
			length--;
		snprintf(text + length, DURATION_MAX - length, "s");
	}
	return text;
}

bool
duration_parse(const char *text, uint64_t *ms)
{
	uint64_t whole = 0, part = 0, scale = 1;
	bool digits = false;
	unsigned i;

	for (; *text >= '0' && *text <= '9'; text++, digits = true) {
		if (whole > most_ms)
			return false;
		whole = whole * 10 + (uint64_t)(*text - '0');
	}
	if (*text == '.')
		for (text++; *text >= '0' && *text <= '9' && scale < SECOND;
		     text++, digits = true) {
			part = part * 10 + (uint64_t)(*text - '0');
			scale *= 10;
		}
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (!strcmp(text, units[i].name))
			break;
	if (!digits || i == sizeof(units) / sizeof(units[0]) ||
	    whole > most_ms / units[i].ms)
		return false;
	*ms = whole * units[i].ms + part * units[i].ms / scale;
	return *ms <= most_ms;
}
