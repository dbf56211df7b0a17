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

const char *
duration_long(uint64_t ms, char text[DURATION_MAX])
{
	char seconds[DURATION_MAX];
	uint64_t rest = ms % MINUTE;
	size_t length = 0;

	if (ms < MINUTE)
		return duration_text(ms, text);
	if (ms >= HOUR)
		length = (size_t)snprintf(text, DURATION_MAX, "%" PRIu64 "h",
					  ms / HOUR);
	if (ms % HOUR >= MINUTE)
		length += (size_t)snprintf(text + length, DURATION_MAX -
					   length, "%umin",
					   (unsigned)(ms % HOUR / MINUTE));
	if (rest)
		snprintf(text + length, DURATION_MAX - length, "%s",
			 duration_text(rest, seconds));
	return text;
}

/* One number with its unit, "1.5s"; *TEXT is behind it afterwards. */
static bool
parse_part(const char **text, uint64_t *ms)
{
	uint64_t whole = 0, part = 0, scale = 1;
	const char *at = *text;
	bool digits = false;
	size_t length;
	unsigned i;

	for (; *at >= '0' && *at <= '9'; at++, digits = true) {
		if (whole > most_ms)
			return false;
		whole = whole * 10 + (uint64_t)(*at - '0');
	}
	if (digits && *at == '.') {
		digits = false;
		for (at++; *at >= '0' && *at <= '9' && scale < SECOND;
		     at++, digits = true) {
			part = part * 10 + (uint64_t)(*at - '0');
			scale *= 10;
		}
	}
	length = strspn(at, "abcdefghijklmnopqrstuvwxyz");
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strlen(units[i].name) == length &&
		    !strncmp(at, units[i].name, length))
			break;
	if (!digits || i == sizeof(units) / sizeof(units[0]) ||
	    whole > most_ms / units[i].ms || (length == 0 && *at))
		return false;
	*text = at + length;
	*ms = whole * units[i].ms + part * units[i].ms / scale;
	return true;
}

bool
duration_parse(const char *text, uint64_t *ms)
{
	uint64_t part;

	*ms = 0;
	do {
		if (!parse_part(&text, &part))
			return false;
		*ms += part;
	} while (*text && *ms <= most_ms);
	return *text == '\0' && *ms <= most_ms;
}
