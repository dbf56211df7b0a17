/* SPDX-License-Identifier: Apache-2.0 */
#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_OCTETS = 1024 };

static enum tell_level least = TELL_INFO;

void
log_set_level(enum tell_level level)
{
	least = level;
}

static const char *
prefix(enum tell_level level)
{
	static const char *const journal[] = { "<7>", "<6>", "<4>", "<3>" };
	static const char *const plain[] =
		{ "debug: ", "", "warning: ", "error: " };

	return getenv("JOURNAL_STREAM") ? journal[level] : plain[level];
}

void
log_octets(enum tell_level level, const uint8_t *text, size_t size)
{
	char line[LINE_MAX_OCTETS];
	size_t i;

	if (level < least)
		return;
	if (size >= sizeof(line))
		size = sizeof(line) - 1;
	for (i = 0; i < size; i++)
		line[i] = text[i] < ' ' || text[i] == 0x7f ? '?' :
			(char)text[i];
	line[size] = '\0';
	fprintf(stderr, "%s%s\n", prefix(level), line);
}

void
log_line(enum tell_level level, const char *format, ...)
{
	char line[LINE_MAX_OCTETS];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	log_octets(level, (const uint8_t *)line, strlen(line));
}
