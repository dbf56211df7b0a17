/* SPDX-License-Identifier: Apache-2.0 */
/* test_trace_short.c - format 2: what is said once is a number afterwards,
 * random octets stand only where a turn drew from them, and no file can make
 * the reader look outside its tables. */
#include "shell/trace.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "echo.h"
#include "shell/trace.pb-c.h"
#include "lab/simulate/world.h"

static char path[64];
static const struct trace_header header = { .program = "echo" };
static struct effects effects;
static struct echo echo;

static void
begin(struct trace_writer **w)
{
	snprintf(path, sizeof(path), "/tmp/test_trace_short.%d", (int)getpid());
	ck_assert_int_eq(trace_create(path, w), 0);
	ck_assert_int_eq(trace_write_header(*w, &header), 0);
}

static size_t
size_of_file(void)
{
	struct stat s;

	ck_assert_int_eq(stat(path, &s), 0);
	return (size_t)s.st_size;
}

static struct input
input_at(uint64_t now_ms, enum input_kind kind)
{
	struct input in = { .kind = kind, .now_ms = now_ms, .key = KEY_NONE };
	unsigned i;

	for (i = 0; i < sizeof(in.random); i++)
		in.random[i] = (uint8_t)(now_ms + i + 1);
	return in;
}

/* One row of ECHO, as the machine NAME, and nothing else. */
static void
row_of(const char *name, unsigned row)
{
	effects_clear(&effects);
	effects.row_count = 1;
	effects.rows[0] = (struct row_fired){ .chart = echo.base.chart,
		.row = (uint16_t)row, .from = (uint16_t)(row / 2),
		.to = (uint16_t)(1 - row / 2) };
	snprintf(effects.names, EFFECT_NAME_MAX, "%s", name);
}

static const struct trace_record *
next(struct trace_reader *r)
{
	const struct trace_record *record;

	ck_assert_int_eq(trace_next(r, &record), 1);
	return record;
}

static struct trace_reader *
open_again(void)
{
	struct trace_reader *r;

	ck_assert_int_eq(trace_open(path, &r), 0);
	ck_assert_int_eq(next(r)->kind, TRACE_HEADER);
	return r;
}

START_TEST(a_row_is_named_once_and_two_numbers_afterwards)
{
	const struct trace_record *record;
	struct trace_writer *w;
	struct trace_reader *r;
	size_t first, later;
	unsigned i;

	echo_init(&echo, 1);
	begin(&w);
	first = size_of_file();
	row_of("echo/a_machine_with_a_long_name", 0);
	ck_assert_int_eq(trace_write_effects(w, &effects), 0);
	first = size_of_file() - first;
	ck_assert_uint_gt(first, strlen(effects.names));
	later = size_of_file();
	ck_assert_int_eq(trace_write_effects(w, &effects), 0);
	later = size_of_file() - later;
	/* length, kind, its length; field, its length, two numbers */
	ck_assert_uint_eq(later, 3 + 2 + 2);
	ck_assert_int_eq(trace_close(w), 0);
	r = open_again();
	for (i = 0; i < 2; i++) {
		record = next(r);
		ck_assert_int_eq(record->kind, TRACE_ANSWER);
		ck_assert_uint_eq(record->answer.row_count, 1);
		ck_assert_str_eq(record->answer.rows[0].machine,
				 "echo/a_machine_with_a_long_name");
		ck_assert_str_eq(record->answer.rows[0].chart, "echo");
		ck_assert_str_eq(record->answer.rows[0].from, "idle");
		ck_assert_str_eq(record->answer.rows[0].event, "asked");
		ck_assert_str_eq(record->answer.rows[0].to, "waiting");
		ck_assert_uint_eq(record->answer.rows[0].line, 2);
		ck_assert_uint_eq(record->answer.rows[0].digest,
				  trace_chart_digest(echo.base.chart));
	}
	trace_close_reader(r);
	unlink(path);
}
END_TEST

/* covers: P21 */
START_TEST(random_octets_stand_behind_an_input_until_its_turn_needed_none)
{
	struct input in = input_at(1000, INPUT_DEADLINE);
	const struct trace_record *record;
	struct trace_writer *w;
	struct trace_reader *r;

	begin(&w);
	ck_assert_int_eq(trace_write_input(w, &in), 0);
	/* the turn runs now: were this process to die, they would be there */
	r = open_again();
	record = next(r);
	ck_assert(record->has_random);
	ck_assert_mem_eq(record->input.random, in.random, 16);
	trace_close_reader(r);
	effects_clear(&effects);
	effects.random_unused = true;
	ck_assert_int_eq(trace_write_effects(w, &effects), 0);
	/* this one draws */
	in = input_at(2000, INPUT_DEADLINE);
	ck_assert_int_eq(trace_write_input(w, &in), 0);
	effects_clear(&effects);
	ck_assert_int_eq(trace_write_effects(w, &effects), 0);
	/* and of this one's calls the second does: too late to take them out */
	in = input_at(3000, INPUT_DEADLINE);
	ck_assert_int_eq(trace_write_input(w, &in), 0);
	ck_assert_int_eq(trace_write_effects(w, &effects), 0);
	effects.random_unused = true;
	ck_assert_int_eq(trace_write_effects(w, &effects), 0);
	ck_assert_int_eq(trace_close(w), 0);
	r = open_again();
	record = next(r);
	ck_assert(!record->has_random);
	ck_assert_uint_eq(record->input.now_ms, 1000);
	ck_assert_int_eq(next(r)->kind, TRACE_ANSWER);
	record = next(r);
	ck_assert(record->has_random);
	ck_assert_uint_eq(record->number, 3);
	ck_assert_uint_eq(record->input.now_ms, 2000);
	ck_assert_mem_eq(record->input.random,
			 input_at(2000, INPUT_DEADLINE).random, 16);
	ck_assert_int_eq(next(r)->kind, TRACE_ANSWER);
	record = next(r);
	ck_assert(record->has_random);
	ck_assert_mem_eq(record->input.random, in.random, 16);
	ck_assert_int_eq(next(r)->kind, TRACE_ANSWER);
	ck_assert_int_eq(next(r)->kind, TRACE_ANSWER);
	ck_assert_int_eq(trace_next(r, &record), 0);
	ck_assert(!trace_was_cut(r));
	trace_close_reader(r);
	unlink(path);
}
END_TEST

/* What cannot be cut off keeps its random octets, and is read all the same. */
START_TEST(a_pipe_can_be_recorded_to)
{
	struct input in = input_at(7, INPUT_DEADLINE);
	const struct trace_record *record;
	struct trace_writer *w;
	struct trace_reader *r;
	static uint8_t octets[4096];
	ssize_t n;
	int end;

	snprintf(path, sizeof(path), "/tmp/test_trace_pipe.%d", (int)getpid());
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	end = open(path, O_RDONLY | O_NONBLOCK);
	ck_assert_int_ge(end, 0);
	ck_assert_int_eq(trace_create(path, &w), 0);
	unlink(path);
	ck_assert_int_eq(trace_write_header(w, &header), 0);
	ck_assert_int_eq(trace_write_input(w, &in), 0);
	effects_clear(&effects);
	effects.random_unused = true;
	ck_assert_int_eq(trace_write_effects(w, &effects), 0);
	ck_assert_int_eq(trace_close(w), 0);
	n = read(end, octets, sizeof(octets));
	ck_assert_int_gt((int)n, 0);
	ck_assert_int_eq(trace_open_octets(octets, (size_t)n, &r), 0);
	ck_assert_int_eq(next(r)->kind, TRACE_HEADER);
	record = next(r);
	ck_assert(record->has_random);
	ck_assert_int_eq(next(r)->kind, TRACE_ANSWER);
	ck_assert_int_eq(trace_next(r, &record), 0);
	trace_close_reader(r);
	close(end);
}
END_TEST

START_TEST(more_names_than_a_table_holds_begin_it_anew)
{
	enum { MACHINES = 20000 };
	const struct trace_record *record;
	struct trace_writer *w;
	struct trace_reader *r;
	char name[32];
	unsigned i;

	echo_init(&echo, 1);
	begin(&w);
	for (i = 0; i < MACHINES; i++) {
		struct input in = input_at(i, INPUT_DATAGRAM);

		in.source = ip4_port(10, (uint8_t)(i >> 16), (uint8_t)(i >> 8),
				     (uint8_t)i, 53);
		ck_assert_int_eq(trace_write_input(w, &in), 0);
		snprintf(name, sizeof(name), "echo/%u", i);
		row_of(name, i % 2 * 2);
		effects.random_unused = true;
		ck_assert_int_eq(trace_write_effects(w, &effects), 0);
	}
	ck_assert_int_eq(trace_close(w), 0);
	r = open_again();
	for (i = 0; i < MACHINES; i++) {
		record = next(r);
		ck_assert_uint_eq(record->input.now_ms, i);
		ck_assert_uint_eq(record->input.source.address[3], i & 0xff);
		ck_assert_uint_eq(record->input.source.address[2],
				  i >> 8 & 0xff);
		record = next(r);
		snprintf(name, sizeof(name), "echo/%u", i);
		ck_assert_str_eq(record->answer.rows[0].machine, name);
		ck_assert_str_eq(record->answer.rows[0].event,
				 i % 2 ? "wait.spent" : "asked");
	}
	ck_assert_int_eq(trace_next(r, &record), 0);
	trace_close_reader(r);
	unlink(path);
}
END_TEST

START_TEST(origins_and_times_come_back_whatever_their_order)
{
	static const origin_id origins[] = { 1, 0, 4000000000u, 2, UINT32_MAX,
		0, 3 };
	static const uint64_t times[] = { 1ull << 60, 5, 6, UINT64_MAX, 0, 1,
		1 };
	enum { COUNT = sizeof(times) / sizeof(times[0]) };
	const struct trace_record *record;
	struct trace_writer *w;
	struct trace_reader *r;
	unsigned i;

	begin(&w);
	for (i = 0; i < COUNT; i++) {
		struct input in = input_at(times[i], INPUT_DATAGRAM);

		in.origin = origins[i];
		ck_assert_int_eq(trace_write_input(w, &in), 0);
		effects_clear(&effects);
		effects.count = 1;
		memset(&effects.list[0], 0, sizeof(effects.list[0]));
		effects.list[0].origin = origins[COUNT - 1 - i];
		ck_assert_int_eq(trace_write_effects(w, &effects), 0);
	}
	ck_assert_int_eq(trace_close(w), 0);
	r = open_again();
	for (i = 0; i < COUNT; i++) {
		record = next(r);
		ck_assert_uint_eq(record->input.now_ms, times[i]);
		ck_assert_uint_eq(record->input.origin, origins[i]);
		record = next(r);
		ck_assert_uint_eq(record->answer.list[0].origin,
				  origins[COUNT - 1 - i]);
	}
	trace_close_reader(r);
	unlink(path);
}
END_TEST

/* A chart that starts no timer where the recorded one did. */
START_TEST(a_recording_of_another_chart_is_told)
{
	static const struct replay_program *const programs[] = {
		&echo_program,
	};
	const uint8_t copies = 1;
	const struct trace_header h = { .program = "echo", .config = &copies,
		.config_size = 1 };
	struct replay_watch watch = { .any_spec = false };
	struct chart_row rows[3];
	struct replay_result out;
	struct trace_writer *w;
	struct trace_reader *r;
	struct input in = input_at(1, INPUT_DATAGRAM);
	struct chart other;
	unsigned i;

	echo_init(&echo, 1);
	other = *echo.base.chart;
	memcpy(rows, other.rows, sizeof(rows));
	other.rows = rows;
	/* its line and what it cites are no other behaviour */
	rows[0].line++;
	rows[0].cites = "local P8";
	ck_assert_uint_eq(trace_chart_digest(&other),
			  trace_chart_digest(echo.base.chart));
	rows[0].actions = "keep";
	begin(&w);
	trace_close(w);
	ck_assert_int_eq(trace_create(path, &w), 0);
	ck_assert_int_eq(trace_write_header(w, &h), 0);
	ck_assert_int_eq(trace_write_input(w, &in), 0);
	row_of("echo/1", 0);
	effects.rows[0].chart = &other;
	ck_assert_int_eq(trace_write_effects(w, &effects), 0);
	ck_assert_int_eq(trace_close(w), 0);
	for (i = 0; i < 2; i++) {
		watch.any_spec = i == 1;
		ck_assert_int_eq(trace_open(path, &r), 0);
		ck_assert_int_eq(replay_watched(r, programs, 1, &watch, &out),
				 i == 0 ? -ESTALE : 0);
		trace_close_reader(r);
		ck_assert_ptr_eq(out.other, i == 0 ? echo.base.chart : NULL);
		ck_assert(!out.differs);
	}
	unlink(path);
}
END_TEST

/* Hostile files ------------------------------------------------------------------- */

/* What reading a header and then M comes to. */
static int
read_answer(Trace__ShortAnswer *m)
{
	static uint8_t octets[TRACE_RECORD_MAX + 4096];
	Trace__Record head = TRACE__RECORD__INIT, record = TRACE__RECORD__INIT;
	Trace__Header h = TRACE__HEADER__INIT;
	const struct trace_record *read;
	struct trace_reader *r;
	size_t length, rest, n = 1;
	int result;

	h.format = 2;
	head.kind_case = TRACE__RECORD__KIND_HEADER;
	head.header = &h;
	octets[0] = (uint8_t)trace__record__get_packed_size(&head);
	n += trace__record__pack(&head, octets + 1);
	record.kind_case = TRACE__RECORD__KIND_SHORT_ANSWER;
	record.short_answer = m;
	length = trace__record__get_packed_size(&record);
	ck_assert_uint_lt(length, TRACE_RECORD_MAX);
	for (rest = length; rest > 0x7f; rest >>= 7)
		octets[n++] = (uint8_t)(rest | 0x80);
	octets[n++] = (uint8_t)rest;
	n += trace__record__pack(&record, octets + n);
	ck_assert_int_eq(trace_open_octets(octets, n, &r), 0);
	ck_assert_int_eq(trace_next(r, &read), 1);
	result = trace_next(r, &read);
	trace_close_reader(r);
	return result;
}

START_TEST(a_later_format_is_told_from_what_is_no_trace)
{
	static const struct {
		uint32_t format;
		int result;
	} cases[] = { { 0, -EBADMSG }, { 1, 1 }, { 2, 1 },
		{ 3, -EPROTONOSUPPORT } };
	Trace__Record head = TRACE__RECORD__INIT;
	Trace__Header h = TRACE__HEADER__INIT;
	const struct trace_record *read;
	struct trace_reader *r;
	uint8_t octets[64];
	unsigned i;

	head.kind_case = TRACE__RECORD__KIND_HEADER;
	head.header = &h;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		h.format = cases[i].format;
		octets[0] = (uint8_t)trace__record__get_packed_size(&head);
		trace__record__pack(&head, octets + 1);
		ck_assert_int_eq(trace_open_octets(octets, octets[0] + 1u, &r),
				 0);
		ck_assert_int_eq(trace_next(r, &read), cases[i].result);
		trace_close_reader(r);
	}
}
END_TEST

START_TEST(a_number_that_nothing_has_is_refused)
{
	char machine[] = "m", word[] = "w";
	char *machines[] = { machine }, *words[] = { word };
	Trace__Chart chart = TRACE__CHART__INIT, *charts[] = { &chart };
	Trace__ShortEffect e = TRACE__SHORT_EFFECT__INIT, *list[] = { &e };
	uint32_t row[] = { 0, 0, 0, 0, 7 }, fired[] = { 0, 0 };
	uint32_t *const numbers[] = { &row[0], &row[1], &row[2], &row[3],
		&fired[0], &fired[1], &chart.name, &e.to, &e.source, &e.remote,
		&e.ula, &e.address };
	Trace__ShortAnswer m = TRACE__SHORT_ANSWER__INIT;
	unsigned i;

	m.n_machines = m.n_words = m.n_charts = m.n_effects = 1;
	m.machines = machines;
	m.words = words;
	m.charts = charts;
	m.effects = list;
	m.n_rows = 5;
	m.rows = row;
	m.n_fired = 2;
	m.fired = fired;
	ck_assert_int_eq(read_answer(&m), 1);
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		*numbers[i] = 1;
		ck_assert_msg(read_answer(&m) == -EBADMSG, "number %u", i);
		*numbers[i] = UINT32_MAX;
		ck_assert_msg(read_answer(&m) == -EBADMSG, "number %u", i);
		*numbers[i] = 0;
	}
	m.n_rows = 4;
	ck_assert_int_eq(read_answer(&m), -EBADMSG);
	m.n_rows = 5;
	m.n_fired = 1;
	ck_assert_int_eq(read_answer(&m), -EBADMSG);
}
END_TEST

START_TEST(names_without_end_are_refused)
{
	static char name[EFFECT_NAME_MAX + 1];
	static char *many[20000];
	Trace__ShortAnswer m = TRACE__SHORT_ANSWER__INIT;
	unsigned i;

	memset(name, 'x', EFFECT_NAME_MAX - 1);
	for (i = 0; i < 20000; i++)
		many[i] = name;
	m.machines = many;
	m.n_machines = 1;
	ck_assert_int_eq(read_answer(&m), 1);
	name[EFFECT_NAME_MAX - 1] = 'x';
	ck_assert_int_eq(read_answer(&m), -EBADMSG);
	name[1] = '\0';
	m.n_machines = 8192;
	ck_assert_int_eq(read_answer(&m), 1);
	m.n_machines = 8193;
	ck_assert_int_eq(read_answer(&m), -EBADMSG);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("trace_short");
	TCase *c = tcase_create("trace_short");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_test(c, a_row_is_named_once_and_two_numbers_afterwards);
	tcase_add_test(c, random_octets_stand_behind_an_input_until_its_turn_needed_none);
	tcase_add_test(c, a_pipe_can_be_recorded_to);
	tcase_add_test(c, more_names_than_a_table_holds_begin_it_anew);
	tcase_add_test(c, origins_and_times_come_back_whatever_their_order);
	tcase_add_test(c, a_recording_of_another_chart_is_told);
	tcase_add_test(c, a_later_format_is_told_from_what_is_no_trace);
	tcase_add_test(c, a_number_that_nothing_has_is_refused);
	tcase_add_test(c, names_without_end_are_refused);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
