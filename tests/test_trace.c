/* SPDX-License-Identifier: Apache-2.0 */
/* test_trace.c - a conversation is written, read and replayed; whatever is
 * changed in between is found, and told where. */
#include "shell/trace.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "echo.h"
#include "old_trace.h"
#include "shell/trace.pb-c.h"
#include "shell/trace_text.h"
#include "lab/simulate/world.h"

enum { COPIES = 3, QUESTIONS = 3, FILE_MAX = 64 * 1024 };

static char path[] = "/tmp/test_trace.XXXXXX";
static uint8_t file[FILE_MAX], changed[FILE_MAX];
static size_t file_size;

static void
keep_quiet(void *owner, struct world *w, const struct world_message *m)
{
	(void)w;
	(void)m;
	++*(unsigned *)owner;
}

/* Three questions, each echoed thrice, recorded into FILE. */
static void
record(void)
{
	static const uint8_t copies = COPIES;
	const struct trace_header h = { .program = "echo", .config = &copies,
		.config_size = 1, .software = "test_trace", .note_count = 1,
		.notes = { "three questions" } };
	static struct echo e;
	struct world *w = world_begin("trace", 1);
	struct endpoint asker = ip4_port(192, 0, 2, 1, 1000);
	struct world_node *n;
	unsigned i, heard = 0;
	uint8_t question[3] = { 'a', 'b', 'c' };
	FILE *f;
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	close(fd);
	echo_init(&e, COPIES);
	n = world_add_node(w, "echo", &e, &echo_ops, ip4(192, 0, 2, 9), NULL);
	world_add_script(w, ip4(192, 0, 2, 1), NULL, keep_quiet, &heard);
	ck_assert_int_eq(world_record(n, path, &h), 0);
	world_start(n);
	world_run_for(w, 100);
	ck_assert_uint_eq(world_port(n, CHANNEL_QUERY), ECHO_PORT);
	for (i = 0; i < QUESTIONS; i++) {
		question[0] = (uint8_t)('a' + i);
		world_send(w, NULL, asker, ip4_port(192, 0, 2, 9, ECHO_PORT),
			   question, sizeof(question), KEY_NONE);
		world_run_for(w, 1000);
	}
	ck_assert_uint_eq(heard, COPIES * QUESTIONS);
	ck_assert_uint_eq(world_fired(n, "echo", "asked"), QUESTIONS);
	world_end(w);
	f = fopen(path, "rb");
	ck_assert_ptr_nonnull(f);
	file_size = fread(file, 1, sizeof(file), f);
	fclose(f);
	unlink(path);
	memcpy(path + strlen(path) - 6, "XXXXXX", 6);
	ck_assert_uint_gt(file_size, 100);
	ck_assert_uint_lt(file_size, FILE_MAX);
}

static int
replay(const uint8_t *octets, size_t size, struct replay_result *out)
{
	static const struct replay_program *const programs[] = {
		&echo_program,
	};
	struct trace_reader *r;
	int n;

	ck_assert_int_eq(trace_open_octets(octets, size, &r), 0);
	n = replay_run(r, programs, 1, out);
	trace_close_reader(r);
	return n;
}

/* Where record NUMBER begins in FILE, its length prefix included. */
static size_t
record_at(unsigned number)
{
	size_t at = 0, length;
	unsigned shift;

	for (; number; number--) {
		for (length = 0, shift = 0;; shift += 7) {
			length |= (size_t)(file[at] & 0x7f) << shift;
			if (!(file[at++] & 0x80))
				break;
		}
		at += length;
	}
	return at;
}

/* The record that is the NUMBERth input, from 1. */
static unsigned
input_record(unsigned number)
{
	const struct trace_record *record;
	struct trace_reader *r;
	unsigned found = 0;

	ck_assert_int_eq(trace_open_octets(file, file_size, &r), 0);
	while (!found && trace_next(r, &record) > 0)
		if (record->kind == TRACE_INPUT &&
		    record->input_number == number)
			found = record->number;
	trace_close_reader(r);
	ck_assert_uint_gt(found, 0);
	return found;
}

/* Copies records FROM to TO (not itself) of FILE behind SIZE octets. */
static size_t
append(size_t size, unsigned from, unsigned to)
{
	size_t begin = record_at(from), end = record_at(to);

	memcpy(changed + size, file + begin, end - begin);
	return size + end - begin;
}

static unsigned
records(void)
{
	const struct trace_record *record;
	struct trace_reader *r;
	unsigned count = 0;

	ck_assert_int_eq(trace_open_octets(file, file_size, &r), 0);
	while (trace_next(r, &record) > 0)
		count++;
	trace_close_reader(r);
	return count;
}

/* FILE in format 1, in which no record needs another. */
static void
make_old(void)
{
	static uint8_t old[FILE_MAX];

	file_size = old_trace(file, file_size, old, sizeof(old));
	memcpy(file, old, file_size);
}

START_TEST(a_recording_replays_without_a_difference)
{
	struct replay_result out;

	record();
	ck_assert_int_eq(replay(file, file_size, &out), 0);
	ck_assert_msg(!out.differs, "%s", out.text);
	ck_assert(!out.cut);
	/* start, bound, and for each question it and the deadline */
	ck_assert_uint_eq(out.inputs, 2 + 2 * QUESTIONS);
	ck_assert_uint_eq(out.rows, 2 * QUESTIONS);
	ck_assert_uint_eq(out.effects, 1 + 2 * COPIES * QUESTIONS);
}
END_TEST

START_TEST(a_recording_of_format_1_replays_too)
{
	struct replay_result now, old;
	size_t size;

	record();
	ck_assert_int_eq(replay(file, file_size, &now), 0);
	size = file_size;
	make_old();
	ck_assert_uint_gt(file_size, size);
	ck_assert_int_eq(replay(file, file_size, &old), 0);
	ck_assert_msg(!old.differs, "%s", old.text);
	ck_assert_uint_eq(old.inputs, now.inputs);
	ck_assert_uint_eq(old.rows, now.rows);
	ck_assert_uint_eq(old.effects, now.effects);
}
END_TEST

START_TEST(equal_seeds_record_equal_octets)
{
	static uint8_t first[FILE_MAX];
	size_t size;

	record();
	size = file_size;
	memcpy(first, file, size);
	record();
	ck_assert_uint_eq(file_size, size);
	ck_assert_mem_eq(first, file, size);
}
END_TEST

START_TEST(a_changed_octet_of_an_effect_is_told_with_its_place)
{
	static const uint8_t reversed[] = { 'c', 'b', 'b' };
	struct replay_result out;
	uint8_t *at;

	record();
	memcpy(changed, file, file_size);
	/* the second question is "bbc", sent back as "cbb" and two more */
	at = memmem(changed, file_size, reversed, sizeof(reversed));
	ck_assert_ptr_nonnull(at);
	at[1] ^= 1;
	ck_assert_int_eq(replay(changed, file_size, &out), 0);
	ck_assert(out.differs);
	ck_assert_uint_eq(out.input, 6);
	ck_assert_str_eq(out.text,
			 "effect 1 (send): octets: octet 1: expected 0x63, got 0x62");
}
END_TEST

START_TEST(a_removed_input_is_told_with_its_record)
{
	unsigned removed = 0, all, i;
	struct replay_result out;
	size_t size;

	record();
	make_old();
	all = records();
	for (i = 2; i <= 2 + 2 * QUESTIONS; i++) {
		/* what the second input, the answer to bind, changes shows in
		 * no row and no effect but in the count of answers */
		removed = input_record(i);
		size = append(0, 0, removed);
		size = append(size, removed + 1, all);
		ck_assert_int_eq(replay(changed, size, &out), 0);
		ck_assert_msg(out.differs, "input %u", i);
		ck_assert_uint_eq(out.record, removed);
		ck_assert_uint_eq(out.input, i - 1);
	}
}
END_TEST

START_TEST(two_swapped_inputs_are_told_with_their_number)
{
	unsigned a, b, all;
	struct replay_result out;
	size_t size;

	record();
	make_old();
	all = records();
	a = input_record(3);
	b = input_record(5);
	size = append(0, 0, a);
	size = append(size, b, b + 1);
	size = append(size, a + 1, b);
	size = append(size, a, a + 1);
	size = append(size, b + 1, all);
	ck_assert_uint_eq(size, file_size);
	ck_assert_int_eq(replay(changed, size, &out), 0);
	ck_assert(out.differs);
	/* a question came in both places; the clock tells them apart */
	ck_assert_uint_eq(out.input, 4);
	ck_assert_ptr_nonnull(strstr(out.text, "time goes back"));
}
END_TEST

START_TEST(another_configuration_is_another_conversation)
{
	struct replay_result out;
	uint8_t *at;

	record();
	memcpy(changed, file, file_size);
	/* field 3 of the header, one octet long */
	at = memmem(changed, 32, "\x1a\x01\x03", 3);
	ck_assert_ptr_nonnull(at);
	at[2] = COPIES - 1;
	ck_assert_int_eq(replay(changed, file_size, &out), 0);
	ck_assert(out.differs);
	ck_assert_uint_eq(out.input, 4);
	ck_assert_ptr_nonnull(strstr(out.text, "got none"));
}
END_TEST

START_TEST(a_recording_cut_anywhere_is_a_prefix_not_an_error)
{
	struct replay_result out, whole;
	size_t size, header;

	record();
	ck_assert_int_eq(replay(file, file_size, &whole), 0);
	header = record_at(1);
	for (size = header; size < file_size; size++) {
		ck_assert_int_eq(replay(file, size, &out), 0);
		ck_assert_msg(!out.differs, "cut at %zu: %s", size, out.text);
		ck_assert_uint_le(out.inputs, whole.inputs);
	}
	ck_assert(out.cut);
	ck_assert_int_eq(replay(file, header, &out), 0);
	ck_assert_uint_eq(out.inputs, 0);
}
END_TEST

START_TEST(what_is_no_trace_is_refused_not_believed)
{
	static const uint8_t text[] = "this is a text, not a trace\n";
	struct replay_result out;
	size_t size;

	record();
	ck_assert_int_eq(replay(text, sizeof(text), &out), -EBADMSG);
	/* no header first */
	size = append(0, 1, records());
	ck_assert_int_eq(replay(changed, size, &out), -EBADMSG);
	/* a second one later */
	size = append(0, 0, 2);
	size = append(size, 0, 1);
	ck_assert_int_eq(replay(changed, size, &out), -EBADMSG);
	ck_assert_str_eq(out.text, "a record is damaged: Bad message");
}
END_TEST

START_TEST(a_program_that_is_not_known_is_named)
{
	struct replay_result out;
	struct trace_reader *r;

	record();
	ck_assert_int_eq(trace_open_octets(file, file_size, &r), 0);
	ck_assert_int_eq(replay_run(r, NULL, 0, &out), -ENOENT);
	ck_assert_ptr_nonnull(strstr(out.text, "echo"));
	trace_close_reader(r);
}
END_TEST

/* Members ---------------------------------------------------------------------- */

static struct input
full_input(void)
{
	static const uint8_t octets[] = { 1, 2, 3 };
	struct input in = { .kind = INPUT_STREAM_MESSAGE, .now_ms = 1ull << 40,
		.ticket = { 7, 65535 }, .channel = CHANNEL_SERVICE,
		.source = ip4_port(192, 0, 2, 1, 53), .origin = UINT32_MAX,
		.verdict = VERDICT_BADTRUNC, .key = 3, .stream = true,
		.error = -ECONNRESET, .port = 65535, .octets = octets,
		.length = sizeof(octets), .command = COMMAND_ASK_AGAIN };
	unsigned i;

	for (i = 0; i < sizeof(in.random); i++)
		in.random[i] = (uint8_t)(200 + i);
	return in;
}

static void
write_inputs(const struct input *list, unsigned count)
{
	const struct trace_header h = { .program = "echo" };
	struct trace_writer *w;
	unsigned i;
	int fd = mkstemp(path);
	FILE *f;

	close(fd);
	ck_assert_int_eq(trace_create(path, &w), 0);
	ck_assert_int_eq(trace_write_header(w, &h), 0);
	for (i = 0; i < count; i++)
		ck_assert_int_eq(trace_write_input(w, &list[i]), 0);
	ck_assert_int_eq(trace_close(w), 0);
	f = fopen(path, "rb");
	file_size = fread(file, 1, sizeof(file), f);
	fclose(f);
	unlink(path);
	memcpy(path + strlen(path) - 6, "XXXXXX", 6);
}

static const struct input *
next_input(struct trace_reader *r)
{
	const struct trace_record *record;

	ck_assert_int_eq(trace_next(r, &record), 1);
	ck_assert_int_eq(record->kind, TRACE_INPUT);
	return &record->input;
}

START_TEST(every_member_of_an_input_comes_back)
{
	struct input list[3] = { full_input() };
	struct input *net = &list[1], *tunnel = &list[2];
	const struct trace_record *record;
	const struct input *in;
	struct trace_reader *r;

	net->kind = INPUT_NETWORK;
	net->network = (struct network_facts){ .up = true, .resumed = true,
		.interface = 9, .address = ip4(10, 0, 0, 2),
		.prefix_length = 24, .gateway = ip4(10, 0, 0, 1),
		.gateway_mac = { 2, 0, 0, 0, 0, 1 }, .prefix_count = 2,
		.prefixes = { { { 0xfd, 1 }, 64 }, { { 0xfd, 2 }, 127 } } };
	tunnel->kind = INPUT_TUNNEL;
	tunnel->key = KEY_NONE;
	tunnel->tunnel = (struct tunnel_facts){ .news = TUNNEL_REKEYED,
		.reason = TUNNEL_REASON_SILENCE, .peer = 63, .ours = true,
		.remote = { .family = 6, .address = { 0xfd, 1 }, .port = 1 } };
	write_inputs(list, 3);
	ck_assert_int_eq(trace_open_octets(file, file_size, &r), 0);
	ck_assert_int_eq(trace_next(r, &record), 1);
	in = next_input(r);
	ck_assert_int_eq(in->kind, list[0].kind);
	ck_assert_uint_eq(in->now_ms, list[0].now_ms);
	ck_assert_mem_eq(in->random, list[0].random, 16);
	ck_assert_uint_eq(in->ticket.slot, 7);
	ck_assert_uint_eq(in->ticket.generation, 65535);
	ck_assert_int_eq(in->channel, CHANNEL_SERVICE);
	ck_assert(endpoint_equal(&in->source, &list[0].source));
	ck_assert_uint_eq(in->origin, UINT32_MAX);
	ck_assert_int_eq(in->verdict, VERDICT_BADTRUNC);
	ck_assert_uint_eq(in->key, 3);
	ck_assert(in->stream);
	ck_assert_int_eq(in->error, -ECONNRESET);
	ck_assert_uint_eq(in->port, 65535);
	ck_assert_uint_eq(in->length, 3);
	ck_assert_mem_eq(in->octets, list[0].octets, 3);
	ck_assert_int_eq(in->command, COMMAND_ASK_AGAIN);
	in = next_input(r);
	ck_assert(in->network.up && in->network.resumed);
	ck_assert_uint_eq(in->network.interface, 9);
	ck_assert(endpoint_equal(&in->network.address, &net->network.address));
	ck_assert(endpoint_equal(&in->network.gateway, &net->network.gateway));
	ck_assert_uint_eq(in->network.prefix_length, 24);
	ck_assert_mem_eq(in->network.gateway_mac, net->network.gateway_mac, 6);
	ck_assert_uint_eq(in->network.prefix_count, 2);
	ck_assert_mem_eq(in->network.prefixes, net->network.prefixes,
			 2 * sizeof(struct network_prefix));
	in = next_input(r);
	ck_assert_uint_eq(in->key, KEY_NONE);
	ck_assert_int_eq(in->tunnel.news, TUNNEL_REKEYED);
	ck_assert_int_eq(in->tunnel.reason, TUNNEL_REASON_SILENCE);
	ck_assert_uint_eq(in->tunnel.peer, 63);
	ck_assert(in->tunnel.ours);
	ck_assert(endpoint_equal(&in->tunnel.remote, &tunnel->tunnel.remote));
	trace_close_reader(r);
}
END_TEST

START_TEST(a_number_outside_its_enum_is_refused)
{
	Trace__Record record = TRACE__RECORD__INIT;
	Trace__Input m = TRACE__INPUT__INIT;
	const struct trace_record *read;
	struct trace_reader *r;
	struct input in = full_input();
	uint32_t *const members[] = { &m.kind, &m.channel, &m.verdict, &m.key,
		&m.port, &m.command };
	size_t header, length;
	unsigned i;

	write_inputs(&in, 1);
	header = record_at(1);
	record.kind_case = TRACE__RECORD__KIND_INPUT;
	record.input = &m;
	for (i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		trace__input__init(&m);
		*members[i] = 70000;
		memcpy(changed, file, header);
		length = trace__record__get_packed_size(&record);
		ck_assert_uint_lt(length, 0x80);
		changed[header] = (uint8_t)length;
		trace__record__pack(&record, changed + header + 1);
		ck_assert_int_eq(trace_open_octets(changed, header + 1 + length,
						   &r), 0);
		ck_assert_int_eq(trace_next(r, &read), 1);
		ck_assert_msg(trace_next(r, &read) == -EBADMSG, "member %u", i);
		trace_close_reader(r);
	}
}
END_TEST

START_TEST(a_full_disk_sticks_and_is_told)
{
	const struct trace_header h = { .program = "echo" };
	struct input in = full_input();
	struct trace_writer *w;

	ck_assert_int_eq(trace_create("/dev/full", &w), 0);
	ck_assert_int_eq(trace_write_header(w, &h), -ENOSPC);
	ck_assert_int_eq(trace_write_input(w, &in), -ENOSPC);
	ck_assert_int_eq(trace_close(w), -ENOSPC);
}
END_TEST

START_TEST(a_conversation_is_shown_in_words)
{
	const struct trace_decoders none = { NULL, NULL };
	const struct trace_record *record_read;
	struct trace_reader *r;
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);

	record();
	ck_assert_int_eq(trace_open_octets(file, file_size, &r), 0);
	while (trace_next(r, &record_read) > 0)
		trace_print(f, record_read, 1000000, &none);
	trace_close_reader(r);
	fclose(f);
	ck_assert_ptr_nonnull(strstr(text, "note: three questions\n"));
	ck_assert_ptr_nonnull(strstr(text,
		"datagram on query from 192.0.2.1:1000 origin 1, unsigned\n"));
	ck_assert_ptr_nonnull(strstr(text,
		"\techo/1: idle + asked -> waiting  (specs/echo.fsm:2)\n"));
	ck_assert_ptr_nonnull(strstr(text,
		"\t=> send on query to 192.0.2.1:1000 key 0\n"));
	ck_assert_ptr_nonnull(strstr(text, "\t=> tell: echoed 5 octets\n"));
	free(text);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("trace");
	TCase *c = tcase_create("trace");
	SRunner *sr;
	int failed;

	tcase_add_test(c, a_recording_replays_without_a_difference);
	tcase_add_test(c, a_recording_of_format_1_replays_too);
	tcase_add_test(c, equal_seeds_record_equal_octets);
	tcase_add_test(c, a_changed_octet_of_an_effect_is_told_with_its_place);
	tcase_add_test(c, a_removed_input_is_told_with_its_record);
	tcase_add_test(c, two_swapped_inputs_are_told_with_their_number);
	tcase_add_test(c, another_configuration_is_another_conversation);
	tcase_add_test(c, a_recording_cut_anywhere_is_a_prefix_not_an_error);
	tcase_add_test(c, what_is_no_trace_is_refused_not_believed);
	tcase_add_test(c, a_program_that_is_not_known_is_named);
	tcase_add_test(c, every_member_of_an_input_comes_back);
	tcase_add_test(c, a_number_outside_its_enum_is_refused);
	tcase_add_test(c, a_full_disk_sticks_and_is_told);
	tcase_add_test(c, a_conversation_is_shown_in_words);
	suite_add_tcase(s, c);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
