/* SPDX-License-Identifier: Apache-2.0 */
/* test_rekey.c - keys that are changed while they are in use. */
#include "../src/shell/edge.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { NOW_MS = 1000000, NOW_S = 1800000000, ID = 0x4242 };

#define KEY_OLD "key old { algorithm hmac-sha256; secret MDEyMzQ1Njc4OTAx; };\n"
#define KEY_NEW "key new { algorithm hmac-sha256; secret bmV3bmV3bmV3bmV3; };\n"
#define KEY_THIRD "key third { algorithm hmac-sha1; secret dGhpcmR0aGlyZA==; };\n"

static struct edge *client, *server;
static const struct edge_peer to_server = {
	.channel = CHANNEL_QUERY,
	.endpoint = { .family = 4, .address = { 11, 9, 0, 2 }, .port = 5352 },
};
static const struct edge_peer to_client = {
	.channel = CHANNEL_SERVICE,
	.endpoint = { .family = 4, .address = { 11, 1, 0, 2 }, .port = 40000 },
};
static struct edge_judgement j;

static struct keys
keys(const char *text)
{
	struct keys k = { .count = 0 };
	char error[KEY_ERROR_MAX];

	ck_assert_int_eq(keys_parse(&k, "test", text, false, error), 0);
	return k;
}

static void
rekey(struct edge *e, const char *text)
{
	struct keys k = keys(text);

	ck_assert_int_eq(edge_rekey(e, &k), 0);
}

static void
setup(void)
{
	struct keys k = keys(KEY_OLD);

	ck_assert_int_eq(edge_open(&k, 64, &client), 0);
	ck_assert_int_eq(edge_open(&k, 64, &server), 0);
}

/* One that remembers nothing, or the same octets would leave as they did. */
static void
client_anew(void)
{
	struct keys k = keys(KEY_OLD);

	edge_close(client);
	ck_assert_int_eq(edge_open(&k, 64, &client), 0);
}

static void
teardown(void)
{
	edge_close(client);
	edge_close(server);
}

static size_t
message(uint8_t *octets, uint16_t flags)
{
	struct dns_name name;
	struct dns_writer w;

	dns_name_from_text(&name, "mymac.home.example.net");
	dns_begin(&w, octets, DNS_UDP_MAX, ID, flags);
	dns_add_question(&w, &name, DNS_TYPE_AAAA, DNS_CLASS_IN);
	return (size_t)dns_end(&w);
}

/* The client's request by its key KEY, as it leaves; its length. */
static size_t
request(uint8_t *octets, uint16_t key, uint64_t now_s)
{
	size_t length = message(octets, 0);
	int r = edge_request(client, &to_server, key, octets, length,
			     DNS_UDP_MAX, NOW_MS, now_s);

	ck_assert_int_gt(r, (int)length);
	return (size_t)r;
}

static enum verdict
at_server(uint8_t *octets, size_t length, uint64_t now_s)
{
	edge_judge(server, &to_client, octets, length, NOW_MS, now_s, &j);
	return j.verdict;
}

static enum verdict
asked(uint16_t key)
{
	uint8_t octets[DNS_UDP_MAX];

	return at_server(octets, request(octets, key, NOW_S), NOW_S);
}

/* The whole change as an owner makes it: nobody is refused in between.
 * covers: P17 */
START_TEST(a_key_is_changed_without_a_message_lost)
{
	ck_assert_int_eq(asked(0), VERDICT_VERIFIED);
	rekey(server, KEY_OLD KEY_NEW);
	ck_assert_int_eq(asked(0), VERDICT_VERIFIED);
	rekey(client, KEY_NEW KEY_OLD);
	ck_assert_int_eq(asked(0), VERDICT_VERIFIED);
	ck_assert_uint_eq(j.key, 1);
	rekey(client, KEY_NEW);
	rekey(server, KEY_NEW);
	ck_assert_int_eq(asked(0), VERDICT_VERIFIED);
	ck_assert_uint_eq(j.key, 0);
} END_TEST

START_TEST(an_answer_on_its_way_is_believed_after_the_change)
{
	uint8_t octets[DNS_UDP_MAX];
	struct edge_peer to;
	size_t length;
	int r;

	rekey(server, KEY_OLD KEY_NEW);
	ck_assert_int_eq(asked(0), VERDICT_VERIFIED);
	rekey(server, KEY_NEW KEY_OLD);
	rekey(client, KEY_NEW KEY_OLD);
	length = message(octets, DNS_FLAG_QR);
	r = edge_answer(server, j.origin, octets, length, DNS_UDP_MAX,
			DNS_UDP_MAX, NOW_MS, NOW_S, &to);
	ck_assert_int_gt(r, (int)length);
	edge_judge(client, &to_server, octets, (size_t)r, NOW_MS, NOW_S, &j);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	ck_assert_uint_eq(j.key, 1);
} END_TEST

START_TEST(a_key_that_is_gone_neither_signs_nor_verifies)
{
	uint8_t octets[DNS_UDP_MAX];
	struct edge_peer to;
	size_t length;

	ck_assert_int_eq(asked(0), VERDICT_VERIFIED);
	rekey(server, KEY_NEW);
	length = message(octets, DNS_FLAG_QR);
	ck_assert_int_eq(edge_answer(server, j.origin, octets, length,
				     DNS_UDP_MAX, DNS_UDP_MAX, NOW_MS, NOW_S,
				     &to), -ENOENT);
	ck_assert_int_eq(asked(0), VERDICT_BADKEY);
	length = message(octets, 0);
	ck_assert_int_eq(edge_request(server, &to_client, 1, octets, length,
				      DNS_UDP_MAX, NOW_MS, NOW_S), -ENOKEY);
} END_TEST

/* covers: TSIG-S-18 P18 */
START_TEST(a_replay_is_one_after_the_change_too)
{
	uint8_t old[DNS_UDP_MAX], octets[DNS_UDP_MAX];
	size_t old_length = request(old, 0, NOW_S - 100);

	client_anew();
	ck_assert_int_eq(at_server(octets, request(octets, 0, NOW_S), NOW_S),
			 VERDICT_VERIFIED);
	rekey(server, KEY_NEW KEY_OLD);
	ck_assert_int_eq(at_server(old, old_length, NOW_S), VERDICT_BADTIME);
} END_TEST

/* Both clocks were an hour ahead; then they are set right.
 * covers: P18 */
START_TEST(a_clock_that_is_set_back_silences_nobody)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = request(octets, 0, NOW_S + 3600);

	ck_assert_int_eq(at_server(octets, length, NOW_S + 3600),
			 VERDICT_VERIFIED);
	client_anew();
	length = request(octets, 0, NOW_S);
	ck_assert_int_eq(at_server(octets, length, NOW_S), VERDICT_VERIFIED);
} END_TEST

/* What is sent again after the clock was set is not the octets of before, whose
 * time would be refused again. */
START_TEST(a_clock_that_is_set_right_makes_other_octets)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = request(octets, 0, NOW_S - 3600);

	ck_assert_int_eq(at_server(octets, length, NOW_S), VERDICT_BADTIME);
	length = request(octets, 0, NOW_S);
	ck_assert_int_eq(at_server(octets, length, NOW_S), VERDICT_VERIFIED);
	length = request(octets, 0, NOW_S - 3600);
	ck_assert_int_eq(at_server(octets, length, NOW_S - 3600),
			 VERDICT_VERIFIED);
} END_TEST

START_TEST(keys_keep_their_places)
{
	struct keys before = keys(KEY_OLD KEY_NEW);
	struct keys after = keys(KEY_THIRD KEY_NEW);
	struct keys again = keys(KEY_THIRD KEY_OLD KEY_NEW);
	const struct dns_name old = before.list[0].name;
	const struct dns_name new = before.list[1].name;
	unsigned i;

	keys_keep_places(&after, &before);
	ck_assert_int_eq(keys_find(&after, &new), 1);
	ck_assert_int_eq(keys_find(&after, &old), -1);
	ck_assert_uint_eq(after.count, 2);
	keys_keep_places(&again, &after);
	ck_assert_int_eq(keys_find(&again, &new), 1);
	ck_assert_int_eq(keys_find(&again, &old), 2);
	ck_assert_uint_eq(again.count, 3);
	/* as many as there can be, and all of them others */
	before.count = after.count = KEYS_MAX;
	for (i = 0; i < KEYS_MAX; i++) {
		before.list[i] = after.list[i] = again.list[0];
		before.list[i].name.wire[1] = (uint8_t)(128 + i);
		after.list[i].name.wire[1] = (uint8_t)(192 + i);
	}
	keys_keep_places(&after, &before);
	ck_assert_uint_eq(after.count, KEYS_MAX);
	ck_assert_uint_eq(after.list[5].name.wire[1], 197);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("rekey");
	TCase *c = tcase_create("rekey");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, a_key_is_changed_without_a_message_lost);
	tcase_add_test(c, an_answer_on_its_way_is_believed_after_the_change);
	tcase_add_test(c, a_key_that_is_gone_neither_signs_nor_verifies);
	tcase_add_test(c, a_replay_is_one_after_the_change_too);
	tcase_add_test(c, a_clock_that_is_set_back_silences_nobody);
	tcase_add_test(c, a_clock_that_is_set_right_makes_other_octets);
	tcase_add_test(c, keys_keep_their_places);
	suite_add_tcase(s, c);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
