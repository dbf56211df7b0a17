/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_trace.c - any octets as a trace: reading, telling and replaying them
 * ends, and an input that was read is the same when written and read again. */
#include "../tests/echo.h"
#include "shell/trace_text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const unsigned fuzz_prefixes;
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each run writes each input into a file of its own. */
const unsigned fuzz_prefixes = 64;

static const struct trace_decoders none;

static char *text;
static size_t text_size;

static char *
told(const struct trace_record *record)
{
	FILE *f = open_memstream(&text, &text_size);

	if (!f)
		abort();
	trace_print(f, record, 0, &none);
	fclose(f);
	return text;
}

static void
write_again(const struct input *in, const char *path)
{
	const struct trace_header h = { .program = "echo" };
	struct trace_writer *w;

	if (trace_create(path, &w) < 0)
		abort();
	assert(trace_write_header(w, &h) == 0);
	assert(trace_write_input(w, in) == 0);
	assert(trace_close(w) == 0);
}

static void
compare(const struct trace_record *first)
{
	const struct trace_record *again;
	struct trace_reader *r;
	char path[32], *a, *b;

	snprintf(path, sizeof(path), "/tmp/fuzz_trace.%d", (int)getpid());
	write_again(&first->input, path);
	if (trace_open(path, &r) < 0)
		abort();
	assert(trace_next(r, &again) == 1);
	assert(trace_next(r, &again) == 1);
	a = told(first);
	b = told(again);
	/* the number of the input is another */
	assert(!strcmp(strstr(a, " ms  "), strstr(b, " ms  ")));
	assert(first->input.key == again->input.key);
	assert(!memcmp(first->input.random, again->input.random, 16));
	free(a);
	free(b);
	trace_close_reader(r);
	unlink(path);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct replay_program *const programs[] = {
		&echo_program,
	};
	const struct trace_record *record;
	struct replay_result out;
	struct trace_reader *r;

	if (size == 0 || trace_open_octets(data, size, &r) < 0)
		return 0;
	while (trace_next(r, &record) > 0) {
		free(told(record));
		if (record->kind == TRACE_INPUT)
			compare(record);
	}
	trace_close_reader(r);
	if (trace_open_octets(data, size, &r) < 0)
		abort();
	replay_run(r, programs, 1, &out);
	trace_close_reader(r);
	return 0;
}
