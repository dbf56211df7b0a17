/* SPDX-License-Identifier: Apache-2.0 */
/* test_rendezvous_state.c - what survives a restart of the rendezvous, and
 * whether a recorded one can be replayed. */
#include "rendezvous_bench.h"
#include "shell/clock.h"
#include "shell/rendezvous_state.h"
#include "shell/trace.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NEW "new.home.example.net"
#define WALL_MS 1795370000000ull

static struct bench *b;
static struct endpoint client;
static struct bench_update u;

/* Which boots a restart is from and to; NULL: not known. */
static const uint8_t *boot_id, *next_boot_id;

static void
setup(void)
{
	boot_id = next_boot_id = NULL;
	b = bench_new();
	client = bench_client(1, 4000);
}

static void
teardown(void)
{
	bench_free(b);
}

static void
hold_lease(uint32_t lease_s)
{
	bench_update_begin(&u, 1);
	bench_update_add_a(&u, NEW, 0x01020304);
	bench_update_lease(&u, lease_s);
	bench_send(b, &client, KEY_HOME, u.octets, bench_update_end(&u));
	ck_assert_uint_eq(rendezvous_counters(b->r)->lease_count, 1);
	bench_forget(b);
}

/* Leases ------------------------------------------------------------------------- */

/* Packs b's leases, lays it anew BOOT_LATER by one clock and WALL_LATER by the
 * other, and unpacks. */
static int
restart(uint64_t boot_later_ms, uint64_t wall_later_ms, unsigned *count)
{
	size_t size;
	uint8_t *octets;
	int r;

	octets = rendezvous_leases_pack(b->r, &b->config.zone, b->now_ms,
					WALL_MS, boot_id, &size);
	b->now_ms += boot_later_ms;
	bench_lay(b);
	r = rendezvous_leases_unpack(octets, size, b->now_ms,
				     WALL_MS + wall_later_ms, next_boot_id,
				     &b->config.zone, b->r, count);
	free(octets);
	return r;
}

/* covers: P15 */
START_TEST(a_lease_comes_back_with_what_is_left_of_it)
{
	unsigned count;

	bench_start(b);
	hold_lease(3600);
	ck_assert_int_eq(restart(600000, 600000, &count), 0);
	ck_assert_uint_eq(count, 1);
	bench_begin(b);
	bench_run_for(b, 2999999);
	ck_assert(bench_has(b, NEW, DNS_TYPE_A));
	bench_run_for(b, 1);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_A));
} END_TEST

/* covers: P15 */
START_TEST(a_reboot_of_the_machine_does_not_lengthen_it)
{
	struct rendezvous_lease lease;
	unsigned count;
	uint32_t cursor = 0;

	bench_start(b);
	hold_lease(3600);
	/* CLOCK_BOOTTIME begins anew */
	ck_assert_int_eq(restart(-b->now_ms + 5000, 600000, &count), 0);
	ck_assert(rendezvous_next_lease(b->r, &cursor, &lease));
	ck_assert_uint_eq(lease.end_ms, 5000 + 3000000);
} END_TEST

/* covers: P15 */
START_TEST(a_wall_clock_that_was_set_back_does_not_lengthen_it)
{
	struct rendezvous_lease lease;
	unsigned count;
	uint32_t cursor = 0;

	bench_start(b);
	hold_lease(3600);
	ck_assert_int_eq(restart(1000, -86400000ull, &count), 0);
	ck_assert(rendezvous_next_lease(b->r, &cursor, &lease));
	ck_assert_uint_eq(lease.end_ms, b->now_ms + 3600000);
} END_TEST

/* covers: P15 */
START_TEST(a_wall_clock_that_was_set_within_one_boot_moves_no_end)
{
	static const uint8_t one[CLOCK_BOOT_ID] = { 1 };
	static const uint64_t later_ms[] = { 86400000, -86400000ull };
	struct rendezvous_lease lease;
	unsigned count, i;
	uint32_t cursor;
	uint64_t end_ms;

	boot_id = next_boot_id = one;
	bench_start(b);
	hold_lease(3600);
	end_ms = b->now_ms + 3600000;
	for (i = 0; i < 2; i++) {
		cursor = 0;
		ck_assert_int_eq(restart(600000, later_ms[i], &count), 0);
		ck_assert(rendezvous_next_lease(b->r, &cursor, &lease));
		ck_assert_uint_eq(lease.end_ms, end_ms);
	}
} END_TEST

/* covers: P15 */
START_TEST(another_boot_has_the_wall_clock_alone)
{
	static const uint8_t one[CLOCK_BOOT_ID] = { 1 };
	static const uint8_t other[CLOCK_BOOT_ID] = { 2 };
	struct rendezvous_lease lease;
	unsigned count;
	uint32_t cursor = 0;

	boot_id = one;
	next_boot_id = other;
	bench_start(b);
	hold_lease(3600);
	ck_assert_int_eq(restart(1000, 600000, &count), 0);
	ck_assert(rendezvous_next_lease(b->r, &cursor, &lease));
	ck_assert_uint_eq(lease.end_ms, b->now_ms + 3000000);
} END_TEST

START_TEST(what_is_not_ours_is_said_and_not_taken)
{
	struct dns_name other = bench_name("other.example.net");
	unsigned count;
	size_t size;
	uint8_t *octets;

	bench_start(b);
	hold_lease(3600);
	octets = rendezvous_leases_pack(b->r, &b->config.zone, b->now_ms,
					WALL_MS, NULL, &size);
	bench_lay(b);
	ck_assert_int_eq(rendezvous_leases_unpack(octets, size, 1, WALL_MS, NULL,
						  &other, b->r, &count),
			 -EBADMSG);
	ck_assert_int_eq(rendezvous_leases_unpack(octets, size - 3, 1, WALL_MS, NULL,
						  &b->config.zone, b->r,
						  &count), -EBADMSG);
	ck_assert_int_eq(rendezvous_leases_unpack(octets, 0, 1, WALL_MS, NULL,
						  &b->config.zone, b->r,
						  &count), -EBADMSG);
	ck_assert_uint_eq(rendezvous_counters(b->r)->lease_count, 0);
	free(octets);
} END_TEST

START_TEST(more_leases_than_there_is_room_for_are_said)
{
	unsigned count, i;
	char name[64];

	bench_start(b);
	bench_update_begin(&u, 1);
	for (i = 0; i < 8; i++) {
		snprintf(name, sizeof(name), "h%u.home.example.net", i);
		bench_update_add_a(&u, name, i);
	}
	bench_update_lease(&u, 3600);
	bench_send(b, &client, KEY_HOME, u.octets, bench_update_end(&u));
	b->config.limits.leases = 4;
	ck_assert_int_eq(restart(0, 0, &count), -ENOSPC);
} END_TEST

/* Configuration ---------------------------------------------------------------------- */

START_TEST(a_configuration_is_the_same_again)
{
	struct rendezvous_config out;
	struct rendezvous_config *c = &b->config;
	size_t size, again;
	uint8_t *octets, *twice;
	void *kept;

	c->public = true;
	c->adopt = true;
	c->notifiers[0] = client;
	c->notifier_count = 1;
	c->publish = true;
	c->publish_target = bench_name("rendezvous.home.example.net");
	c->publish_port = 5352;
	c->lease_min_s = 3;
	octets = rendezvous_config_pack(c, &size);
	ck_assert_int_eq(rendezvous_config_unpack(octets, size, &out, &kept),
			 0);
	ck_assert_uint_eq(out.key_count, KEY_COUNT);
	ck_assert_uint_eq(out.keys[KEY_MYMAC].cover_count, 3);
	ck_assert(dns_name_equal(&out.keys[KEY_MYMAC].covers[1],
				 &b->names[2]));
	ck_assert_uint_eq(out.own_key, KEY_OWN);
	ck_assert(endpoint_equal(&out.primary, &c->primary));
	twice = rendezvous_config_pack(&out, &again);
	ck_assert_uint_eq(again, size);
	ck_assert(!memcmp(octets, twice, size));
	free(octets);
	free(twice);
	free(kept);
	ck_assert_int_eq(rendezvous_config_unpack((const uint8_t *)"\x0a\x01",
						  2, &out, &kept), -EBADMSG);
} END_TEST

/* Replay -------------------------------------------------------------------------------- */

static struct trace_writer *writer;

static void
record_input(void *recorder, const struct input *in)
{
	(void)recorder;
	ck_assert_int_eq(trace_write_input(writer, in), 0);
}

static void
record_effects(void *recorder, const struct effects *out)
{
	(void)recorder;
	ck_assert_int_eq(trace_write_effects(writer, out), 0);
}

static void
begin_recording(const char *path)
{
	struct trace_header h = { .program = "rendezvous", .software = "test" };
	uint8_t *config, *memory;

	config = rendezvous_config_pack(&b->config, &h.config_size);
	memory = rendezvous_leases_pack(b->r, &b->config.zone, b->now_ms,
					b->now_ms, NULL, &h.memory_size);
	h.config = config;
	h.memory = memory;
	ck_assert_int_eq(trace_create(path, &writer), 0);
	ck_assert_int_eq(trace_write_header(writer, &h), 0);
	free(config);
	free(memory);
	b->record_input = record_input;
	b->record_effects = record_effects;
}

/* covers: P21 */
START_TEST(a_recorded_rendezvous_does_the_same_again)
{
	static const struct replay_program *const programs[] = {
		&rendezvous_replay,
	};
	char path[] = "/tmp/rendezvous-trace-XXXXXX";
	struct endpoint peer = bench_client(2, 5353);
	struct trace_reader *reader;
	struct replay_result result;
	unsigned count;
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	close(fd);
	/* a lease from before, then the whole of a life */
	bench_start(b);
	hold_lease(3600);
	ck_assert_int_eq(restart(1000, 1000, &count), 0);
	begin_recording(path);
	bench_begin(b);
	bench_subscribe(b, &peer, KEY_HOME, "label.home.example.net",
			DNS_TYPE_A);
	bench_update_begin(&u, 2);
	bench_update_delete_set(&u, "label.home.example.net", DNS_TYPE_A);
	bench_update_add_a(&u, "label.home.example.net", 7);
	bench_update_lease(&u, 3600);
	bench_send(b, &client, KEY_HOME, u.octets, bench_update_end(&u));
	bench_acknowledge(b, 1);
	bench_add_a(b, "label.home.example.net", 8);
	bench_notify(b);
	bench_run_for(b, 4000000);
	ck_assert_uint_eq(rendezvous_counters(b->r)->lease_count, 0);
	ck_assert_int_eq(trace_close(writer), 0);
	ck_assert_int_eq(trace_open(path, &reader), 0);
	ck_assert_int_eq(replay_run(reader, programs, 1, &result), 0);
	ck_assert_msg(!result.differs, "%s", result.text);
	ck_assert_uint_gt(result.inputs, 20);
	ck_assert_uint_gt(result.effects, 10);
	trace_close_reader(reader);
	unlink(path);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("rendezvous_state");
	SRunner *sr = srunner_create(s);
	TCase *t = tcase_create("state");
	int failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_lease_comes_back_with_what_is_left_of_it);
	tcase_add_test(t, a_reboot_of_the_machine_does_not_lengthen_it);
	tcase_add_test(t, a_wall_clock_that_was_set_back_does_not_lengthen_it);
	tcase_add_test(t, a_wall_clock_that_was_set_within_one_boot_moves_no_end);
	tcase_add_test(t, another_boot_has_the_wall_clock_alone);
	tcase_add_test(t, what_is_not_ours_is_said_and_not_taken);
	tcase_add_test(t, more_leases_than_there_is_room_for_are_said);
	tcase_add_test(t, a_configuration_is_the_same_again);
	tcase_add_test(t, a_recorded_rendezvous_does_the_same_again);
	suite_add_tcase(s, t);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
