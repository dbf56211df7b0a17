/* SPDX-License-Identifier: Apache-2.0 */
/* out.c - text that grows. */
#include "print.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
out_room(struct out *o, size_t more)
{
	if (o->length + more <= o->size)
		return;
	o->size = 2 * (o->length + more);
	o->text = realloc(o->text, o->size);
	if (!o->text) {
		fputs("fsmc: out of memory\n", stderr);
		exit(2);
	}
}

void
out_put(struct out *o, const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		abort();
	out_room(o, (size_t)length + 1);
	va_start(args, format);
	vsnprintf(o->text + o->length, (size_t)length + 1, format, args);
	va_end(args);
	o->length += (size_t)length;
}

void
out_octets(struct out *o, const char *octets, size_t size)
{
	out_room(o, size + 1);
	memcpy(o->text + o->length, octets, size);
	o->length += size;
	o->text[o->length] = '\0';
}

void
out_upper(struct out *o, const char *text)
{
	for (; *text; text++)
		out_put(o, "%c", *text == '.' ? '_' :
			toupper((unsigned char)*text));
}

void
out_quoted(struct out *o, const char *text)
{
	out_put(o, "\"");
	for (; *text; text++)
		out_put(o, *text == '\\' || *text == '"' ? "\\%c" : "%c",
			*text);
	out_put(o, "\"");
}

void
out_comment(struct out *o, const char *text)
{
	for (; *text; text++)
		out_put(o, text[0] == '*' && text[1] == '/' ? "* " : "%c",
			*text);
}

void
out_free(struct out *o)
{
	free(o->text);
	memset(o, 0, sizeof(*o));
}
