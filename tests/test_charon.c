/* SPDX-License-Identifier: Apache-2.0 */
/* test_charon.c - what is said to charon about a peer, and what its
 * associations and its log mean. */
#include "shell/charon_message.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static uint8_t buffer[8192];
static struct vici_writer w;
static struct vici_packet packet;

static void
event_begin(const char *name)
{
	vici_begin(&w, buffer, sizeof(buffer), VICI_EVENT, name);
}

static void
finish(void)
{
	ssize_t size = vici_finish(&w);

	ck_assert_int_gt(size, 0);
	ck_assert_int_eq(vici_decode(buffer, (size_t)size, &packet), 0);
}

static void
write_child(const char *name, const char *id, const char *state)
{
	vici_section(&w, name);
	vici_key(&w, "name", "ula");
	vici_key(&w, "uniqueid", id);
	vici_key(&w, "state", state);
	vici_list(&w, "local-ts");
	vici_item(&w, "fd01::1/128");
	vici_end(&w);
	vici_end(&w);
}

/* An event as charon 5.9.8 sends it, with the members that matter. */
static void
write_sa(const char *event, const char *state, bool initiator)
{
	event_begin(event);
	vici_key(&w, "up", "yes");
	vici_section(&w, "bee.home.example.net");
	vici_key(&w, "uniqueid", "17");
	vici_key(&w, "version", "2");
	vici_key(&w, "state", state);
	vici_key(&w, "local-host", "10.1.0.2");
	vici_key(&w, "local-port", "4500");
	vici_key(&w, "remote-host", "198.51.100.7");
	vici_key(&w, "remote-port", "4501");
	if (initiator)
		vici_key(&w, "initiator", "yes");
	vici_section(&w, "child-sas");
}

static void
end_sa(void)
{
	vici_end(&w);
	vici_end(&w);
	finish();
}

START_TEST(an_established_association_is_read_with_its_newest_child)
{
	struct charon_sa sa;

	write_sa("list-sa", "ESTABLISHED", true);
	write_child("ula-5", "5", "INSTALLED");
	write_child("ula-6", "6", "INSTALLED");
	write_child("ula-7", "7", "CREATED");
	end_sa();
	ck_assert_int_eq(charon_read_sa(&packet, &sa), 0);
	ck_assert(vici_is(sa.connection, "bee.home.example.net"));
	ck_assert_uint_eq(sa.id, 17);
	ck_assert(sa.established && !sa.connecting && sa.ours);
	ck_assert_uint_eq(sa.child, 6);
	ck_assert_uint_eq(sa.remote.family, 4);
	ck_assert_uint_eq(sa.remote.port, 4501);
	ck_assert_mem_eq(sa.remote.address, "\xc6\x33\x64\x07", 4);
} END_TEST

START_TEST(an_association_on_its_way_has_no_child_and_is_not_established)
{
	struct charon_sa sa;

	write_sa("list-sa", "CONNECTING", false);
	end_sa();
	ck_assert_int_eq(charon_read_sa(&packet, &sa), 0);
	ck_assert(sa.connecting && !sa.established && !sa.ours);
	ck_assert_uint_eq(sa.child, 0);
} END_TEST

START_TEST(one_that_is_being_deleted_counts_as_neither)
{
	struct charon_sa sa;

	write_sa("child-updown", "DELETING", true);
	write_child("ula-5", "5", "DELETING");
	end_sa();
	ck_assert_int_eq(charon_read_sa(&packet, &sa), 0);
	ck_assert(!sa.connecting && !sa.established);
	ck_assert_uint_eq(sa.child, 0);
} END_TEST

START_TEST(an_event_without_a_number_still_names_its_connection)
{
	struct charon_sa sa;

	event_begin("ike-rekey");
	vici_section(&w, "bee.home.example.net");
	vici_section(&w, "old");
	vici_key(&w, "uniqueid", "17");
	vici_end(&w);
	vici_end(&w);
	finish();
	ck_assert_int_lt(charon_read_sa(&packet, &sa), 0);
	ck_assert(vici_is(sa.connection, "bee.home.example.net"));
	event_begin("list-sa");
	finish();
	ck_assert_int_lt(charon_read_sa(&packet, &sa), 0);
	ck_assert_uint_eq(sa.connection.length, 0);
} END_TEST

static void
write_line(const char *text)
{
	event_begin("log");
	vici_key(&w, "group", "IKE");
	vici_key(&w, "level", "1");
	vici_key(&w, "ikesa-name", "bee.home.example.net");
	vici_key(&w, "ikesa-uniqueid", "17");
	vici_key(&w, "msg", text);
	finish();
}

START_TEST(the_log_tells_why_a_call_failed)
{
	static const struct {
		const char *text;
		bool failure;
		enum tunnel_reason reason;
	} lines[] = {
		{ "received AUTHENTICATION_FAILED notify error", true,
		  TUNNEL_REASON_AUTHENTICATION },
		{ "tried 1 shared key for 'a' - 'b', but MAC mismatched", true,
		  TUNNEL_REASON_AUTHENTICATION },
		{ "received TS_UNACCEPTABLE notify, no CHILD_SA built", true,
		  TUNNEL_REASON_TRAFFIC_SELECTOR },
		{ "giving up after 5 retransmits", true,
		  TUNNEL_REASON_SILENCE },
		{ "received NO_PROPOSAL_CHOSEN notify error", true,
		  TUNNEL_REASON_STRANGER },
		{ "sending DELETE for ESP CHILD_SA", false,
		  TUNNEL_REASON_NONE },
		{ "", false, TUNNEL_REASON_NONE },
	};
	struct charon_line line;
	unsigned i;

	for (i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		write_line(lines[i].text);
		charon_read_line(&packet, &line);
		ck_assert(line.failure == lines[i].failure);
		ck_assert_int_eq(line.reason, lines[i].reason);
		ck_assert_uint_eq(line.id, 17);
		ck_assert(vici_is(line.connection, "bee.home.example.net"));
	}
} END_TEST

START_TEST(a_refusal_is_read_with_its_reason)
{
	char why[8];

	vici_begin(&w, buffer, sizeof(buffer), VICI_RESPONSE, NULL);
	vici_key(&w, "success", "no");
	vici_key(&w, "errmsg", "CONFIG x");
	finish();
	ck_assert(!charon_read_success(&packet, why, sizeof(why)));
	ck_assert_str_eq(why, "CONFIG ");
	vici_begin(&w, buffer, sizeof(buffer), VICI_RESPONSE, NULL);
	vici_key(&w, "success", "yes");
	finish();
	ck_assert(charon_read_success(&packet, why, sizeof(why)));
	vici_begin(&w, buffer, sizeof(buffer), VICI_UNKNOWN_COMMAND, NULL);
	finish();
	ck_assert(!charon_read_success(&packet, why, sizeof(why)));
} END_TEST

/* The value of the first key NAME, or the first item of the list NAME. */
static struct vici_text
value_of(const char *name)
{
	struct vici_reader r;
	struct vici_part part;
	bool in_list = false;

	vici_read(&r, &packet);
	while (vici_next(&r, &part) > 0) {
		if (part.element == VICI_KEY && vici_is(part.name, name))
			return part.value;
		if (part.element == VICI_ITEM && in_list)
			return part.value;
		in_list = part.element == VICI_LIST_START &&
			vici_is(part.name, name);
	}
	return (struct vici_text){ .length = 0 };
}

static struct charon_connection
connection(uint32_t call)
{
	struct charon_connection c = {
		.name = "bee.home.example.net",
		.our_name = "ant.home.example.net",
		.our_ula = { 0xfd, 1, [15] = 0xa },
		.ula = { 0xfd, 2, [15] = 0xb },
		.remote = { .family = 4, .address = { 198, 51, 100, 7 },
			    .port = 4501 },
		.port = 4502, .call = call,
	};

	return c;
}

static void
write_connection(const struct charon_connection *c)
{
	vici_begin(&w, buffer, sizeof(buffer), VICI_REQUEST, "load-conn");
	charon_write_connection(&w, c);
	finish();
}

/* covers: BTMM-C-70 BTMM-C-71 BTMM-C-73 BTMM-C-74 */
START_TEST(a_connection_protects_from_ula_to_ula_with_names_and_a_shared_key)
{
	struct charon_connection c = connection(1);

	write_connection(&c);
	ck_assert(vici_is(value_of("local_ts"), "fd01::a/128"));
	ck_assert(vici_is(value_of("remote_ts"), "fd02::b/128"));
	ck_assert(vici_is(value_of("id"), "fqdn:ant.home.example.net"));
	ck_assert(vici_is(value_of("auth"), "psk"));
	ck_assert(vici_is(value_of("version"), "2"));
	ck_assert(vici_is(value_of("remote_addrs"), "198.51.100.7"));
	ck_assert(vici_is(value_of("remote_port"), "4501"));
	ck_assert(vici_is(value_of("local_port"), "4502"));
} END_TEST

/* covers: BTMM-C-09 */
START_TEST(esp_is_wrapped_in_udp_even_between_public_addresses)
{
	struct charon_connection c = connection(1);

	write_connection(&c);
	ck_assert(vici_is(value_of("encap"), "yes"));
	ck_assert(vici_is(value_of("mobike"), "no"));
} END_TEST

START_TEST(outer_packets_may_be_fragmented_on_the_way)
{
	struct charon_connection c = connection(1);

	write_connection(&c);
	ck_assert(vici_is(value_of("copy_df"), "no"));
} END_TEST

START_TEST(a_peer_without_an_endpoint_is_only_accepted)
{
	struct charon_connection c = connection(1);

	c.remote = (struct endpoint){ .family = 0 };
	write_connection(&c);
	ck_assert(vici_is(value_of("remote_addrs"), "%any"));
	ck_assert_uint_eq(value_of("remote_port").length, 0);
} END_TEST

START_TEST(each_call_is_another_configuration)
{
	struct charon_connection c = connection(1);
	char first[16], second[16];

	write_connection(&c);
	vici_copy(value_of("rekey_time"), first, sizeof(first));
	c = connection(2);
	write_connection(&c);
	vici_copy(value_of("rekey_time"), second, sizeof(second));
	ck_assert_str_ne(first, second);
} END_TEST

START_TEST(the_names_of_a_former_agents_connections_are_read_in_order)
{
	struct vici_text name;
	unsigned at = 0;

	vici_begin(&w, buffer, sizeof(buffer), VICI_RESPONSE, NULL);
	vici_list(&w, "conns");
	vici_item(&w, "ant.home.example.net");
	vici_item(&w, "bee.home.example.net");
	vici_end(&w);
	finish();
	ck_assert(charon_next_name(&packet, &at, &name));
	ck_assert(vici_is(name, "ant.home.example.net"));
	ck_assert(charon_next_name(&packet, &at, &name));
	ck_assert(vici_is(name, "bee.home.example.net"));
	ck_assert(!charon_next_name(&packet, &at, &name));
} END_TEST

int
main(void)
{
	Suite *suite = suite_create("charon");
	TCase *c = tcase_create("charon");
	SRunner *sr;
	int failed;

	tcase_add_test(c, an_established_association_is_read_with_its_newest_child);
	tcase_add_test(c, an_association_on_its_way_has_no_child_and_is_not_established);
	tcase_add_test(c, one_that_is_being_deleted_counts_as_neither);
	tcase_add_test(c, an_event_without_a_number_still_names_its_connection);
	tcase_add_test(c, the_log_tells_why_a_call_failed);
	tcase_add_test(c, a_refusal_is_read_with_its_reason);
	tcase_add_test(c, a_connection_protects_from_ula_to_ula_with_names_and_a_shared_key);
	tcase_add_test(c, esp_is_wrapped_in_udp_even_between_public_addresses);
	tcase_add_test(c, outer_packets_may_be_fragmented_on_the_way);
	tcase_add_test(c, a_peer_without_an_endpoint_is_only_accepted);
	tcase_add_test(c, each_call_is_another_configuration);
	tcase_add_test(c, the_names_of_a_former_agents_connections_are_read_in_order);
	suite_add_tcase(suite, c);
	sr = srunner_create(suite);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? 1 : 0;
}
