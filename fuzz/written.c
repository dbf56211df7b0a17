/* SPDX-License-Identifier: Apache-2.0 */
/* written.c - inputs of a target of records (records.h) that people wrote,
 * linked with it: WRITTEN OUT FILE... makes OUT/NAME of each file. A line is
 *
 *	wait 90s		or ms, min, h: time passes
 *	KIND VALUE...		a record of that kind: its payload's octets,
 *				each a number, a word of the target, or several
 *				of these joined by `|`
 *
 * and `#` begins a comment. Exit: 0, 2 a file cannot be read or written, or a
 * line says something else. */
#include "fuzz/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_OCTETS = 256, INPUT_MAX = RECORDS_MAX * 64,
       SHORT_MS = 0xffff };

static const char blanks[] = " \t\n";

/* Of the file that is read. */
static const char *path;
static unsigned line_number, record_count;
static uint8_t input[INPUT_MAX];
static size_t size;

static void
refuse(const char *expected, const char *found)
{
	fprintf(stderr, "%s:%u: expected %s, not `%s`\n", path, line_number,
		expected, found);
	exit(2);
}

static unsigned
kind_named(const char *name)
{
	unsigned i;

	for (i = 0; i < records_kind_count; i++)
		if (!strcmp(records_kinds[i].name, name))
			return i;
	refuse("a kind of record of this target", name);
	return 0;
}

static unsigned
word_value(const char *word)
{
	const struct record_word *w;
	unsigned long value;
	char *end;

	for (w = records_words; w->name; w++)
		if (!strcmp(w->name, word))
			return w->value;
	value = strtoul(word, &end, 0);
	if (end == word || *end || value > 255)
		refuse("a number up to 255 or a word of this target", word);
	return (unsigned)value;
}

static uint8_t
read_value(char *text)
{
	unsigned value = 0;
	char *bar;

	for (; (bar = strchr(text, '|')); text = bar + 1) {
		*bar = '\0';
		value |= word_value(text);
	}
	return (uint8_t)(value | word_value(text));
}

static void
put_record(unsigned kind, unsigned time, const uint8_t *payload,
	   unsigned length)
{
	if (++record_count > RECORDS_MAX ||
	    size + RECORD_HEAD + length > INPUT_MAX)
		refuse("fewer records: that many are not run", "one more");
	input[size++] = (uint8_t)kind;
	input[size++] = (uint8_t)time;
	input[size++] = (uint8_t)length;
	memcpy(input + size, payload, length);
	size += length;
}

/* The longest time that a record knows and that is no longer than MS. */
static unsigned
time_within(uint64_t ms)
{
	unsigned best = 0, t;

	for (t = 0; t < 256; t++)
		if (record_time_ms(t) <= ms &&
		    record_time_ms(t) > record_time_ms(best))
			best = t;
	return best;
}

static uint64_t
read_span(const char *text)
{
	static const struct {
		const char *unit;
		uint64_t ms;
	} units[] = { { "ms", 1 }, { "s", 1000 }, { "min", 60000 },
		      { "h", 3600000 } };
	uint64_t number;
	char *end;
	unsigned i;

	number = strtoul(text, &end, 10);
	for (i = 0; i < sizeof(units) / sizeof(*units) && end != text; i++)
		if (!strcmp(end, units[i].unit))
			return number * units[i].ms;
	refuse("a span as 500ms, 2s, 15min or 1h", text);
	return 0;
}

static void
put_wait(unsigned kind, uint64_t ms)
{
	uint8_t rest[2];
	unsigned time;

	while (ms > SHORT_MS) {
		time = time_within(ms);
		put_record(kind, time, rest, 0);
		ms -= record_time_ms(time);
	}
	rest[0] = (uint8_t)(ms >> 8);
	rest[1] = (uint8_t)ms;
	put_record(kind, 0, rest, sizeof(rest));
}

static void
read_line(char *line)
{
	uint8_t payload[LINE_MAX_OCTETS];
	char *word = strtok(line, blanks);
	unsigned kind, length = 0;

	if (!word)
		return;
	kind = kind_named(word);
	word = strtok(NULL, blanks);
	if (!strcmp(records_kinds[kind].name, "wait")) {
		put_wait(kind, read_span(word ? word : ""));
		return;
	}
	for (; word; word = strtok(NULL, blanks))
		payload[length++] = read_value(word);
	put_record(kind, 0, payload, length);
}

static void
read_file(void)
{
	char line[LINE_MAX_OCTETS];
	FILE *f = fopen(path, "r");

	if (!f) {
		perror(path);
		exit(2);
	}
	line_number = record_count = 0;
	size = 0;
	while (fgets(line, sizeof(line), f)) {
		line_number++;
		if (!strchr(line, '\n'))
			refuse("a line that ends, of 250 characters at most",
			       line);
		line[strcspn(line, "#")] = '\0';
		read_line(line);
	}
	fclose(f);
}

static void
write_input(const char *folder)
{
	const char *slash = strrchr(path, '/');
	char out[4096];
	FILE *f;

	snprintf(out, sizeof(out), "%s/%s", folder, slash ? slash + 1 : path);
	f = fopen(out, "wb");
	if (!f || fwrite(input, 1, size, f) != size || fclose(f)) {
		perror(out);
		exit(2);
	}
}

int
main(int argc, char **argv)
{
	int i;

	if (argc < 3) {
		fprintf(stderr, "usage: %s OUT FILE...\n", argv[0]);
		return 2;
	}
	for (i = 2; i < argc; i++) {
		path = argv[i];
		read_file();
		write_input(argv[1]);
	}
	return 0;
}
