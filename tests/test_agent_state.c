/* SPDX-License-Identifier: Apache-2.0 */
/* An agent's memory as octets: what is written is read, by two clocks. */
#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "shell/agent_state.h"

enum { MINUTE = 60000 };

static struct agent_memory memory, read_back;
static const struct hardware machine = {
	"a", 2, { { 2, 0, 0, 0, 0, 1 }, { 2, 0, 0, 0, 0, 2 } }
};
static struct hardware machine_back;
static const struct moment saved = {
	10 * MINUTE, UINT64_C(1000000) * MINUTE, UINT64_C(60000001)
};

static void
begin(void)
{
	unsigned i;

	memset(&memory, 0, sizeof(memory));
	memset(&read_back, 0, sizeof(read_back));
	memory.known = true;
	memory.registered = true;
	for (i = 0; i < 16; i++) {
		memory.ula[i] = (uint8_t)(0xfd + i);
		memory.boot_id[i] = (uint8_t)i;
	}
	memcpy(memory.interface_id, memory.ula + 8, 8);
	memory.tunnel_port = 4500;
	memory.tunnel_external_port = 4501;
	memory.llq_port = 65535;
	memory.gateway = (struct endpoint){ .family = 4,
		.address = { 192, 168, 1, 1 }, .port = 5351 };
	dns_name_from_text(&memory.host, "mymac.example");
	memset(memory.ula_tried, 3, 16);
	memset(memory.ula_registered, 4, 16);
	memory.llq_count = 2;
	dns_name_from_text(&memory.llqs[0].name, "_autotunnel._udp.example");
	memory.llqs[0].type = DNS_TYPE_PTR;
	memory.llqs[0].id = UINT64_MAX;
	memory.llqs[0].lease_s = 900;
	memory.llqs[0].ends_ms = saved.boot_ms + 15 * MINUTE;
	dns_name_from_text(&memory.llqs[1].name, "mymac.example");
	memory.llqs[1].type = DNS_TYPE_AAAA;
	memory.llqs[1].id = 1;
	memory.llqs[1].lease_s = 900;
	memory.llqs[1].ends_ms = saved.boot_ms + 5 * MINUTE;
}

static int
read_at(struct moment when)
{
	size_t size;
	uint8_t *octets = agent_memory_pack(&memory, &machine, &saved, &size);
	int r;

	ck_assert_ptr_nonnull(octets);
	r = agent_memory_unpack(octets, size, &when, &read_back,
				&machine_back);
	free(octets);
	return r;
}

START_TEST(what_an_agent_remembers_comes_back)
{
	ck_assert_int_eq(read_at(saved), 0);
	ck_assert(read_back.known && read_back.registered);
	ck_assert_mem_eq(read_back.ula, memory.ula, 16);
	ck_assert_mem_eq(read_back.boot_id, memory.boot_id, 16);
	ck_assert_mem_eq(read_back.interface_id, memory.interface_id, 8);
	ck_assert_uint_eq(read_back.tunnel_port, 4500);
	ck_assert_uint_eq(read_back.tunnel_external_port, 4501);
	ck_assert_uint_eq(read_back.llq_port, 65535);
	ck_assert_uint_eq(read_back.llq_external_port, 0);
	ck_assert(endpoint_equal(&read_back.gateway, &memory.gateway));
	ck_assert(dns_name_equal(&read_back.host, &memory.host));
	ck_assert_mem_eq(read_back.ula_tried, memory.ula_tried, 16);
	ck_assert_mem_eq(read_back.ula_registered, memory.ula_registered, 16);
	ck_assert_str_eq(machine_back.id, machine.id);
	ck_assert_uint_eq(machine_back.mac_count, 2);
	ck_assert_mem_eq(machine_back.macs[1], machine.macs[1], 6);
	ck_assert_uint_eq(read_back.llq_count, 2);
	ck_assert(dns_name_equal(&read_back.llqs[0].name,
				 &memory.llqs[0].name));
	ck_assert_uint_eq(read_back.llqs[0].id, UINT64_MAX);
	ck_assert_uint_eq(read_back.llqs[0].ends_ms, memory.llqs[0].ends_ms);
}
END_TEST

START_TEST(the_time_that_was_signed_last_comes_back)
{
	size_t size;
	uint8_t *octets = agent_memory_pack(&memory, &machine, &saved, &size);

	ck_assert_ptr_nonnull(octets);
	ck_assert_uint_eq(agent_memory_signed_s(octets, size), saved.signed_s);
	ck_assert_uint_eq(agent_memory_signed_s(octets, size - 1), 0);
	free(octets);
}
END_TEST

START_TEST(a_lease_goes_on_through_a_restart_of_the_machine)
{
	/* switched on anew 7 minutes later: the boot clock began again */
	struct moment later = { 2 * MINUTE, saved.wall_ms + 7 * MINUTE, 0 };

	ck_assert_int_eq(read_at(later), 0);
	/* one of five minutes has run out, the other has eight left */
	ck_assert_uint_eq(read_back.llq_count, 1);
	ck_assert_uint_eq(read_back.llqs[0].id, UINT64_MAX);
	ck_assert_uint_eq(read_back.llqs[0].ends_ms, 10 * MINUTE);
}
END_TEST

START_TEST(a_wall_clock_set_back_makes_no_lease_longer_than_granted)
{
	struct moment earlier = { 2 * MINUTE, saved.wall_ms - 900 * MINUTE, 0 };

	ck_assert_int_eq(read_at(earlier), 0);
	ck_assert_uint_eq(read_back.llq_count, 2);
	ck_assert_uint_eq(read_back.llqs[0].ends_ms, 17 * MINUTE);
	ck_assert_uint_eq(read_back.llqs[1].ends_ms, 17 * MINUTE);
}
END_TEST

START_TEST(nothing_remembered_comes_back_as_nothing)
{
	memset(&memory, 0, sizeof(memory));
	ck_assert_int_eq(read_at(saved), 0);
	ck_assert(!read_back.known);
	ck_assert_uint_eq(read_back.llq_count, 0);
}
END_TEST

/* covers: P11 */
START_TEST(another_machine_is_told_by_its_hardware)
{
	struct hardware same = machine, other = machine, none = { .id = "" };

	same.macs[0][5]++;
	ck_assert(hardware_same(&machine, &same));
	strcpy(other.id, "b");
	ck_assert(!hardware_same(&machine, &other));
	other.id[0] = '\0';
	ck_assert(hardware_same(&machine, &other));
	other.macs[0][0] ^= 2;
	other.macs[1][0] ^= 2;
	ck_assert(!hardware_same(&machine, &other));
	ck_assert(hardware_same(&none, &machine));
	hardware_read(&none);
	same = none;
	ck_assert(hardware_same(&none, &same));
}
END_TEST

START_TEST(a_traces_moments_stay_as_they_were)
{
	size_t size;
	uint8_t *octets = agent_memory_pack_trace(&memory, &size);

	ck_assert_int_eq(agent_memory_unpack_trace(octets, size, &read_back),
			 0);
	ck_assert_uint_eq(read_back.llqs[1].ends_ms, memory.llqs[1].ends_ms);
	/* a trace's memory is no state file's */
	ck_assert_int_eq(agent_memory_unpack(octets, size, &saved, &read_back,
					     NULL), -EBADMSG);
	free(octets);
}
END_TEST

/* Cut anywhere: refused or less, never believed to be more, never a crash. */
START_TEST(what_no_agent_wrote_is_refused_and_changes_nothing)
{
	struct agent_memory before;
	uint8_t *octets;
	size_t size, cut;
	unsigned refused = 0;

	octets = agent_memory_pack(&memory, &machine, &saved, &size);
	memset(&before, 0x5a, sizeof(before));
	for (cut = 0; cut < size; cut++) {
		read_back = before;
		if (agent_memory_unpack(octets, cut, &saved, &read_back,
					NULL) == 0)
			continue;
		refused++;
		ck_assert_mem_eq(&read_back, &before, sizeof(before));
	}
	ck_assert_uint_gt(refused, size / 2);
	free(octets);
	/* a name of 300 octets, an interface id of 7 */
	memory.llqs[0].name.wire[0] = 200;
	ck_assert_int_eq(read_at(saved), -EBADMSG);
}
END_TEST

START_TEST(a_configuration_comes_back)
{
	struct agent_config c = { .eui64 = true, .tunnel_port = 4500,
		.lease_s = 5400, .mapping_lifetime_s = 60, .tunnels = true,
		.peers_max = 8, .device = "laptop", .keys = { 2, { 0, 7 } } },
		d;
	uint8_t *octets;
	size_t size;

	dns_name_from_text(&c.domain, "home.example.net");
	dns_name_from_text(&c.host, "mymac.home.example.net");
	memset(c.boot_id, 9, 16);
	octets = agent_config_pack(&c, &size);
	ck_assert_int_eq(agent_config_unpack(octets, size, &d), 0);
	ck_assert(dns_name_equal(&d.host, &c.host));
	ck_assert_str_eq(d.device, "laptop");
	ck_assert_uint_eq(d.keys.count, 2);
	ck_assert_uint_eq(d.keys.list[1], 7);
	ck_assert(d.eui64 && d.tunnels);
	ck_assert_uint_eq(d.lease_s, 5400);
	ck_assert_uint_eq(d.mapping_lifetime_s, 60);
	ck_assert_uint_eq(d.peers_max, 8);
	ck_assert_int_eq(agent_config_unpack(octets, size - 1, &d), -EBADMSG);
	free(octets);
	c.peers_max = AGENT_PEERS_MAX + 1;	/* no agent has so many */
	octets = agent_config_pack(&c, &size);
	ck_assert_int_eq(agent_config_unpack(octets, size, &d), -EBADMSG);
	free(octets);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("agent_state");
	TCase *t = tcase_create("agent_state");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_add_test(t, what_an_agent_remembers_comes_back);
	tcase_add_test(t, the_time_that_was_signed_last_comes_back);
	tcase_add_test(t, a_lease_goes_on_through_a_restart_of_the_machine);
	tcase_add_test(t, a_wall_clock_set_back_makes_no_lease_longer_than_granted);
	tcase_add_test(t, nothing_remembered_comes_back_as_nothing);
	tcase_add_test(t, another_machine_is_told_by_its_hardware);
	tcase_add_test(t, a_traces_moments_stay_as_they_were);
	tcase_add_test(t, what_no_agent_wrote_is_refused_and_changes_nothing);
	tcase_add_test(t, a_configuration_comes_back);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	SRunner *r = srunner_create(suite());
	int failed;

	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
