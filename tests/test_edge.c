/* SPDX-License-Identifier: Apache-2.0 */
/* test_edge.c - keys, TSIG records, and who is believed (RFC 8945). */
#include "../src/shell/edge.h"
#include "../src/shell/refusals.h"
#include "../src/shell/tsig.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

enum { NOW_MS = 1000000, NOW_S = 1800000000 };

static const char key_file[] =
	"# two\n"
	"key \"home\" {\n"
	"\talgorithm hmac-sha256;\n"
	"\tsecret \"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\";\n"
	"};\n"
	"key other. { algorithm hmac-sha1-96; secret AAECAwQFBgcICQoLDA0ODw==; };\n";

static struct keys keys;
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
static struct edge_peer to;

static void
setup(void)
{
	char error[KEY_ERROR_MAX];

	memset(&keys, 0, sizeof(keys));
	ck_assert_int_eq(keys_parse(&keys, "test", key_file, false, error), 0);
	ck_assert_int_eq(edge_open(&keys, 64, &client), 0);
	ck_assert_int_eq(edge_open(&keys, 64, &server), 0);
}

static void
teardown(void)
{
	edge_close(client);
	edge_close(server);
	client = server = NULL;
}

static size_t
message(uint8_t *octets, uint16_t id, uint16_t flags, unsigned llq_opcode)
{
	struct dns_options o = { .udp_size = 1232, .llq_count = 1,
		.llq = { { 1, (uint16_t)llq_opcode, 0, 77, 900 } } };
	struct dns_name name;
	struct dns_writer w;

	dns_name_from_text(&name, "mymac.home.example.net");
	dns_begin(&w, octets, DNS_UDP_MAX, id, flags);
	dns_add_question(&w, &name, DNS_TYPE_AAAA, DNS_CLASS_IN);
	if (llq_opcode)
		dns_add_options(&w, &o);
	return (size_t)dns_end(&w);
}

static size_t
request(uint8_t *octets, uint16_t key, uint64_t now_s)
{
	size_t length = message(octets, 0x4242, 0, 0);
	int r = edge_request(client, &to_server, key, octets, length,
			     DNS_UDP_MAX, NOW_MS, now_s);

	ck_assert_int_gt(r, (int)length);
	return (size_t)r;
}

static void
at_server(uint8_t *octets, size_t length)
{
	edge_judge(server, &to_client, octets, length, NOW_MS, NOW_S, &j);
}

static void
at_client(uint8_t *octets, size_t length)
{
	edge_judge(client, &to_server, octets, length, NOW_MS, NOW_S, &j);
}

/* Request and answer through both edges; the answer's length. */
static size_t
answered(uint8_t *octets, uint16_t key)
{
	size_t length = request(octets, key, NOW_S);
	int r;

	edge_judge(server, &to_client, octets, length, NOW_MS, NOW_S, &j);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	length = message(octets, 0x4242, DNS_FLAG_QR, 0);
	r = edge_answer(server, j.origin, octets, length, DNS_UDP_MAX,
			DNS_UDP_MAX, NOW_MS, NOW_S, &to);
	ck_assert(endpoint_equal(&to.endpoint, &to_client.endpoint));
	ck_assert_int_gt(r, (int)length);
	return (size_t)r;
}

/* covers: TSIG-B-03 TSIG-B-21 TSIG-B-22 TSIG-B-10 TSIG-B-26 TSIG-S-02 TSIG-C-02
 * BTMM-B-22 BTMM-B-24 BTMM-B-25 BTMM-B-26 */
START_TEST(a_signed_request_is_believed)
{
	uint8_t octets[DNS_UDP_MAX], plain[DNS_UDP_MAX];
	size_t length = request(octets, (uint16_t)_i, NOW_S);

	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	ck_assert_uint_eq(j.key, _i);
	ck_assert_uint_eq(j.length, message(plain, 0x4242, 0, 0));
	ck_assert_mem_eq(octets, plain, j.length);
} END_TEST

/* covers: TSIG-S-09 TSIG-S-10 TSIG-S-33 TSIG-S-25 TSIG-C-16 */
START_TEST(any_changed_octet_is_refused)
{
	uint8_t octets[DNS_UDP_MAX], changed[DNS_UDP_MAX];
	size_t length = request(octets, 0, NOW_S), i;
	unsigned wrong = 0;
	struct dns_message msg;
	struct tsig tsig;

	/* but the header's id, for which the Original ID stands (4.3.2) */
	for (i = 2; i < length; i++) {
		memcpy(changed, octets, length);
		changed[i] ^= 0x01;
		at_server(changed, length);
		ck_assert_msg(j.verdict != VERDICT_VERIFIED,
			      "octet %zu changed", i);
		wrong += j.verdict == VERDICT_BADSIG;
	}
	ck_assert_uint_gt(wrong, 0);
	ck_assert_uint_eq(edge_counters(server)->key_errors[0], wrong);
	memcpy(changed, octets, length);
	changed[13] ^= 1;
	at_server(changed, length);
	ck_assert_int_eq(j.verdict, VERDICT_BADSIG);
	ck_assert_int_eq(dns_open(&msg, j.answer, j.answer_length), 0);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_NOTAUTH);
	ck_assert_int_eq(tsig_read(&msg, &tsig), 0);
	ck_assert_uint_eq(tsig.error, TSIG_BADSIG);
	ck_assert_uint_eq(tsig.mac.size, 0);
} END_TEST

/* covers: TSIG-S-06 TSIG-S-07 */
START_TEST(an_unknown_key_is_answered_unsigned)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = request(octets, 0, NOW_S);
	struct dns_message msg;
	struct tsig tsig;

	dns_name_from_text(&keys.list[0].name, "another");
	ck_assert_int_eq(edge_rekey(server, &keys), 0);
	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_BADKEY);
	ck_assert_int_eq(dns_open(&msg, j.answer, j.answer_length), 0);
	ck_assert_int_eq(tsig_read(&msg, &tsig), 0);
	ck_assert_uint_eq(tsig.error, TSIG_BADKEY);
	ck_assert_uint_eq(tsig.mac.size, 0);
} END_TEST

/* They stand in for the library's: nobody here sets a clock. */
static unsigned clocks_set;

int
clock_settime(clockid_t clock, const struct timespec *time)
{
	(void)clock;
	(void)time;
	clocks_set++;
	return 0;
}

int
settimeofday(const struct timeval *time, const struct timezone *zone)
{
	(void)time;
	(void)zone;
	clocks_set++;
	return 0;
}

/* covers: TSIG-S-14 TSIG-S-15 TSIG-S-16 TSIG-S-17 TSIG-C-17 TSIG-C-18 */
START_TEST(an_hour_off_is_badtime_with_both_times)
{
	uint8_t octets[DNS_UDP_MAX], answer[EDGE_ANSWER_MAX];
	size_t length = request(octets, 0, NOW_S - 3600), size;
	struct dns_message msg;
	struct tsig tsig;

	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_BADTIME);
	size = j.answer_length;
	memcpy(answer, j.answer, size);
	ck_assert_int_eq(dns_open(&msg, answer, size), 0);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_NOTAUTH);
	ck_assert_int_eq(tsig_read(&msg, &tsig), 0);
	ck_assert_uint_eq(tsig.time_s, NOW_S - 3600);
	ck_assert_uint_eq(tsig.fudge_s, TSIG_FUDGE_S);
	ck_assert_uint_eq(tsig.other_size, 6);
	at_client(answer, size);
	ck_assert_int_eq(j.verdict, VERDICT_BADTIME);
	ck_assert_uint_eq(j.their_time_s, NOW_S);
	ck_assert_uint_eq(edge_counters(client)->badtime_theirs_s, NOW_S);
	ck_assert_uint_eq(clocks_set, 0);
} END_TEST

/* covers: TSIG-S-18 TSIG-S-19 P18 */
START_TEST(an_old_request_of_the_same_source_is_a_replay)
{
	uint8_t old[DNS_UDP_MAX], octets[DNS_UDP_MAX], copy[DNS_UDP_MAX];
	struct edge_peer elsewhere = to_client;
	size_t old_length = request(old, 0, NOW_S - 100), length;

	edge_close(client);	/* or the same octets leave as they did */
	ck_assert_int_eq(edge_open(&keys, 64, &client), 0);
	length = request(octets, 0, NOW_S);
	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	memcpy(copy, old, old_length);
	at_server(copy, old_length);
	ck_assert_int_eq(j.verdict, VERDICT_BADTIME);
	/* two hosts may share a key, and their clocks differ */
	elsewhere.endpoint.port++;
	edge_judge(server, &elsewhere, old, old_length, NOW_MS, NOW_S, &j);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	/* nor is one that was merely overtaken on its way */
	edge_close(client);
	ck_assert_int_eq(edge_open(&keys, 64, &client), 0);
	length = request(octets, 0, NOW_S - 2);
	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
} END_TEST

/* And its keys are read again; the rendezvous remembers (RFC 8945, 5.2.3). */
START_TEST(a_clock_set_back_by_less_than_the_fudge_costs_no_request)
{
	static const unsigned back_s[] = { 1, 16, 60, TSIG_FUDGE_S - 1 };
	uint64_t now_s = NOW_S, off_s = 0;
	uint8_t octets[DNS_UDP_MAX];
	uint16_t id;
	int r;

	for (id = 1; id < 150; id++, now_s += 7) {
		if (id == 10)
			off_s = back_s[_i];
		if (id == 10 || id == 20)
			ck_assert_int_eq(edge_rekey(client, &keys), 0);
		r = edge_request(client, &to_server, 0, octets,
				 message(octets, id, 0, 0), DNS_UDP_MAX,
				 NOW_MS, now_s - off_s);
		ck_assert_int_gt(r, 0);
		edge_judge(server, &to_client, octets, (size_t)r, NOW_MS,
			   now_s, &j);
		ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	}
} END_TEST

/* Started anew, from the same port, with what its state knows of the time that it
 * signed last (agent_state.h); or without. */
static enum verdict
started_anew(uint64_t signed_s, uint64_t now_s)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length;

	edge_close(client);
	ck_assert_int_eq(edge_open(&keys, 64, &client), 0);
	edge_sign_after(client, signed_s);
	length = request(octets, 0, now_s);
	at_server(octets, length);
	return j.verdict;
}

/* covers: P18 */
START_TEST(nor_does_a_start_on_a_clock_that_was_set_back)
{
	static const unsigned back_s[] = { 16, 60, TSIG_FUDGE_S - 1 };
	uint8_t octets[DNS_UDP_MAX];
	size_t length = request(octets, 0, NOW_S);
	uint64_t signed_s = edge_signed_s(client);

	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	ck_assert_uint_eq(signed_s, NOW_S);
	ck_assert_int_eq(started_anew(0, NOW_S - back_s[_i]), VERDICT_BADTIME);
	ck_assert_int_eq(started_anew(signed_s, NOW_S - back_s[_i]),
			 VERDICT_VERIFIED);
	/* and saved again it is no earlier time */
	ck_assert_uint_eq(edge_signed_s(client), NOW_S);
	/* what was beyond the fudge nobody believed */
	ck_assert_int_eq(started_anew(NOW_S + 3600, NOW_S), VERDICT_VERIFIED);
	ck_assert_uint_eq(started_anew(signed_s, NOW_S), VERDICT_VERIFIED);
} END_TEST

/* What nobody can have believed is not kept to when the clock is right again. */
START_TEST(a_clock_that_was_an_hour_ahead_signs_as_it_goes_when_set_right)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = request(octets, 0, NOW_S + 3600);

	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_BADTIME);
	length = request(octets, 0, NOW_S);
	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
} END_TEST

static size_t
update(uint8_t *octets, uint16_t id)
{
	size_t length = message(octets, id, DNS_OPCODE_UPDATE <<
				DNS_OPCODE_SHIFT, 0);
	int r = edge_request(client, &to_server, 0, octets, length,
			     DNS_UDP_MAX, NOW_MS, NOW_S);

	ck_assert_int_gt(r, 0);
	return (size_t)r;
}

static enum verdict
judged(struct edge *e, const struct edge_peer *from, const uint8_t *octets,
       size_t length, uint64_t now_ms)
{
	uint8_t copy[DNS_UDP_MAX];

	memcpy(copy, octets, length);
	edge_judge(e, from, copy, length, now_ms, NOW_S, &j);
	return j.verdict;
}

/* covers: TSIG-S-18 */
START_TEST(an_update_that_somebody_else_sends_again_is_a_replay)
{
	struct edge_peer elsewhere = to_client;
	uint8_t o[DNS_UDP_MAX];
	size_t n = update(o, 1);

	elsewhere.endpoint.port++;
	ck_assert_int_eq(judged(server, &to_client, o, n, NOW_MS),
			 VERDICT_VERIFIED);
	/* a repetition, since the answer was lost */
	ck_assert_int_eq(judged(server, &to_client, o, n, NOW_MS + 14000),
			 VERDICT_VERIFIED);
	ck_assert_int_eq(judged(server, &elsewhere, o, n, NOW_MS + 14000),
			 VERDICT_BADTIME);
	ck_assert_int_eq(judged(server, &to_client, o, n, NOW_MS + 60000),
			 VERDICT_BADTIME);
	n = update(o, 2);
	ck_assert_int_eq(judged(server, &elsewhere, o, n, NOW_MS + 60000),
			 VERDICT_VERIFIED);
} END_TEST

/* What the rendezvous signs for its primary is no order to the rendezvous. */
START_TEST(an_update_of_ours_that_comes_back_is_a_replay)
{
	uint8_t o[DNS_UDP_MAX];
	size_t n = update(o, 1);

	ck_assert_int_eq(judged(client, &to_client, o, n, NOW_MS),
			 VERDICT_BADTIME);
} END_TEST

START_TEST(strangers_push_no_request_out)
{
	uint8_t o[DNS_UDP_MAX];
	size_t n = request(o, 0, NOW_S);
	origin_id kept;
	unsigned i;

	at_server(o, n);
	kept = j.origin;
	for (i = 0; i < 1000; i++) {
		n = message(o, (uint16_t)i, 0, 0);
		at_server(o, n);
		ck_assert_uint_ne(j.origin, 0);
		ck_assert(edge_origin(server, j.origin, NOW_MS, &to));
	}
	ck_assert(edge_origin(server, kept, NOW_MS, &to));
} END_TEST

/* RFC 8945's error answers carry the names of key and algorithm in full. */
START_TEST(who_is_not_known_gets_no_more_octets_than_he_sent)
{
	uint8_t o[DNS_UDP_MAX];
	struct dns_name name;
	struct dns_writer w;
	size_t n;

	ck_assert_int_eq(dns_name_from_text(&name,
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."
		"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb."
		"example.net"), 0);
	dns_begin(&w, o, sizeof(o), 7, 0);
	dns_add_question(&w, &name, DNS_TYPE_A, DNS_CLASS_IN);
	n = (size_t)dns_end(&w);
	o[11] = 1;
	/* the key's name is the question's, by a pointer */
	memcpy(o + n, (uint8_t[]){ 0xc0, 12, 0, 250, 0, 255, 0, 0, 0, 0,
		0, 29, 11, 'h', 'm', 'a', 'c', '-', 's', 'h', 'a', '2', '5',
		'6', 0, 0, 0, 0, 0, 0, 0, 1, 44, 0, 0, 0, 7, 0, 0, 0, 0 }, 41);
	n += 41;
	at_server(o, n);
	ck_assert_int_eq(j.verdict, VERDICT_BADKEY);
	ck_assert_uint_le(j.answer_length, n);
} END_TEST

/* covers: TSIG-C-01 TSIG-B-12 TSIG-S-23 TSIG-S-24 TSIG-B-20 TSIG-B-29
 * BTMM-B-22 */
START_TEST(an_answer_is_believed_by_its_request)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = answered(octets, (uint16_t)_i);

	at_client(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	ck_assert_uint_eq(j.key, _i);
} END_TEST

/* covers: TSIG-C-08 TSIG-C-10 */
START_TEST(an_answer_to_nothing_is_not_believed)
{
	uint8_t octets[DNS_UDP_MAX], plain[DNS_UDP_MAX];
	size_t length = answered(octets, 0);

	octets[0] ^= 1;
	at_client(octets, length);
	ck_assert_int_ne(j.verdict, VERDICT_VERIFIED);
	length = message(plain, 0x4242, DNS_FLAG_QR, 0);
	at_client(plain, length);
	ck_assert_int_eq(j.verdict, VERDICT_UNSIGNED);
} END_TEST

/* covers: 8945-G-02 */
START_TEST(the_same_octets_leave_as_the_same_octets)
{
	uint8_t first[DNS_UDP_MAX], again[DNS_UDP_MAX];
	size_t length = request(first, 0, NOW_S);

	ck_assert_uint_eq(request(again, 0, NOW_S + 6), length);
	ck_assert_mem_eq(first, again, length);
} END_TEST

START_TEST(other_octets_with_the_same_id_are_signed_anew)
{
	uint8_t first[DNS_UDP_MAX], other[DNS_UDP_MAX];
	size_t length = request(first, 0, NOW_S);
	int r;

	message(other, 0x4242, DNS_FLAG_RD, 0);
	r = edge_request(client, &to_server, 0, other,
			 message(other, 0x4242, DNS_FLAG_RD, 0), DNS_UDP_MAX,
			 NOW_MS, NOW_S);
	ck_assert_int_eq(r, (int)length);
	at_server(other, length);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
} END_TEST

/* covers: P5 8945-G-01 8764-G-09 */
START_TEST(an_event_and_its_acknowledgement_are_believed)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = message(octets, 0x1111, DNS_FLAG_QR, DNS_LLQ_EVENT);
	int r = edge_request(server, &to_client, 0, octets, length,
			     DNS_UDP_MAX, NOW_MS, NOW_S);

	ck_assert_int_gt(r, 0);
	edge_judge(client, &to_server, octets, (size_t)r, NOW_MS, NOW_S, &j);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	length = message(octets, 0x1111, DNS_FLAG_QR, DNS_LLQ_EVENT);
	r = edge_answer(client, j.origin, octets, length, DNS_UDP_MAX,
			DNS_UDP_MAX, NOW_MS, NOW_S, &to);
	ck_assert_int_gt(r, 0);
	at_server(octets, (size_t)r);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
} END_TEST

/* covers: P5 TSIG-C-10 */
START_TEST(only_an_event_is_believed_without_a_request)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = message(octets, 0x1111, DNS_FLAG_QR, DNS_LLQ_SETUP);
	int r = edge_request(server, &to_client, 0, octets, length,
			     DNS_UDP_MAX, NOW_MS, NOW_S);

	ck_assert_int_gt(r, 0);
	at_client(octets, (size_t)r);
	ck_assert_int_ne(j.verdict, VERDICT_VERIFIED);
	ck_assert_uint_eq(j.answer_length, 0);
} END_TEST

/* covers: TSIG-S-29 */
START_TEST(an_answer_too_long_leaves_as_question_and_tc)
{
	uint8_t octets[4096];
	struct dns_name name;
	struct dns_writer w;
	struct dns_message msg;
	size_t length = request(octets, 0, NOW_S);
	int r, i;

	edge_judge(server, &to_client, octets, length, NOW_MS, NOW_S, &j);
	dns_name_from_text(&name, "mymac.home.example.net");
	dns_begin(&w, octets, sizeof(octets), 0x4242, DNS_FLAG_QR);
	dns_add_question(&w, &name, DNS_TYPE_AAAA, DNS_CLASS_IN);
	for (i = 0; i < 60; i++)
		dns_add_record(&w, DNS_ANSWER, &name, DNS_TYPE_AAAA,
			       DNS_CLASS_IN, 30, octets, 16);
	r = edge_answer(server, j.origin, octets, (size_t)dns_end(&w),
			sizeof(octets), DNS_UDP_MAX, NOW_MS, NOW_S, &to);
	ck_assert_int_gt(r, 0);
	ck_assert_int_eq(dns_open(&msg, octets, (size_t)r), 0);
	ck_assert(msg.flags & DNS_FLAG_TC);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 0);
	at_client(octets, (size_t)r);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
} END_TEST

/* covers: TSIG-S-01 TSIG-B-17 */
START_TEST(two_tsigs_are_a_format_error)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = request(octets, 0, NOW_S);
	struct dns_message msg;
	struct tsig tsig;
	int r;

	ck_assert_int_eq(dns_open(&msg, octets, length), 0);
	ck_assert_int_eq(tsig_read(&msg, &tsig), 0);
	r = tsig_append(octets, length, sizeof(octets), &tsig);
	ck_assert_int_gt(r, 0);
	at_server(octets, (size_t)r);
	ck_assert_int_eq(j.verdict, VERDICT_FORMERR);
	ck_assert_int_eq(dns_open(&msg, j.answer, j.answer_length), 0);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_FORMERR);
} END_TEST

/* covers: TSIG-S-12 TSIG-S-13 TSIG-S-21 */
START_TEST(short_macs_are_format_errors_or_badtrunc)
{
	static const struct { uint16_t size; enum verdict verdict; } cases[] = {
		{ 9, VERDICT_FORMERR }, { 15, VERDICT_FORMERR },
		{ 16, VERDICT_BADTRUNC }, { 31, VERDICT_BADTRUNC },
		{ 32, VERDICT_VERIFIED }, { 33, VERDICT_FORMERR },
	};
	uint8_t octets[DNS_UDP_MAX];
	size_t length = request(octets, 0, NOW_S);
	struct dns_message msg;
	struct tsig tsig;
	int r;

	ck_assert_int_eq(dns_open(&msg, octets, length), 0);
	ck_assert_int_eq(tsig_read(&msg, &tsig), 0);
	length = tsig_strip(octets, &msg);
	tsig.mac.size = cases[_i].size;
	r = tsig_append(octets, length, sizeof(octets), &tsig);
	at_server(octets, (size_t)r);
	ck_assert_int_eq(j.verdict, cases[_i].verdict);
} END_TEST

/* covers: TSIG-C-05 TSIG-C-06 */
START_TEST(a_stream_wants_its_first_message_signed)
{
	struct edge_peer stream = { .stream = 5 };
	uint8_t octets[DNS_UDP_MAX];
	size_t length = message(octets, 3, 0, 0);

	ck_assert_int_gt(edge_request(client, &stream, 0, octets, length,
				      DNS_UDP_MAX, NOW_MS, NOW_S), 0);
	length = message(octets, 3, DNS_FLAG_QR, 0);
	edge_judge(client, &stream, octets, length, NOW_MS, NOW_S, &j);
	ck_assert_int_eq(j.verdict, VERDICT_UNSIGNED);
	ck_assert(j.close);
} END_TEST

/* Lines for the owner -------------------------------------------------------------- */

static bool
noted(struct refusals *r, enum verdict verdict, uint64_t now_ms, char *text)
{
	struct edge_judgement refused = { .verdict = verdict,
		.answer_length = 12 };

	return refusals_note(r, &refused, &to_client.endpoint, now_ms, NOW_S,
			     text);
}

/* covers: TSIG-S-08 TSIG-S-11 TSIG-S-20 TSIG-S-22 */
START_TEST(each_kind_of_refusal_is_logged_once_a_minute)
{
	static const struct { enum verdict verdict; const char *word; } kinds[] = {
		{ VERDICT_BADKEY, "BADKEY" }, { VERDICT_BADSIG, "BADSIG" },
		{ VERDICT_BADTIME, "BADTIME" }, { VERDICT_BADTRUNC, "BADTRUNC" },
		{ VERDICT_FORMERR, "FORMERR" },
	};
	struct refusals r = { .kinds = { { .told = false } } };
	char text[REFUSALS_TEXT_MAX];
	unsigned i;

	for (i = 0; i < 5; i++) {
		ck_assert(noted(&r, kinds[i].verdict, 5, text));
		ck_assert_ptr_nonnull(strstr(text, kinds[i].word));
		ck_assert_ptr_nonnull(strstr(text, "11.1.0.2:40000"));
		ck_assert_uint_lt(strlen(text), REFUSALS_TEXT_MAX - 40);
	}
	ck_assert(!noted(&r, VERDICT_BADKEY, 6, text));
	ck_assert(!noted(&r, VERDICT_BADKEY, 60004, text));
	ck_assert(noted(&r, VERDICT_BADKEY, 60005, text));
	ck_assert_ptr_nonnull(strstr(text, "2 more"));
	ck_assert(!noted(&r, VERDICT_VERIFIED, 200000, text));
	ck_assert(!noted(&r, VERDICT_UNSIGNED, 200000, text));
} END_TEST

/* covers: TSIG-C-17 TSIG-S-20 */
START_TEST(both_times_are_told_where_clocks_differ)
{
	struct refusals r = { .kinds = { { .told = false } } };
	uint8_t octets[DNS_UDP_MAX], answer[EDGE_ANSWER_MAX];
	size_t length = request(octets, 0, NOW_S - 3600);
	char text[REFUSALS_TEXT_MAX];

	at_server(octets, length);
	ck_assert(refusals_note(&r, &j, &to_client.endpoint, NOW_MS, NOW_S,
				text));
	ck_assert_ptr_nonnull(strstr(text, "its clock says 2027-01-15 07:00:00 "
				     "UTC, ours 2027-01-15 08:00:00 UTC"));
	ck_assert_ptr_nonnull(strstr(text, "A request"));
	ck_assert(!refusals_note(&r, &j, &to_client.endpoint, NOW_MS + 1, NOW_S,
				 text));
	ck_assert(refusals_note(&r, &j, &to_server.endpoint, NOW_MS + 1, NOW_S,
				text));
	length = j.answer_length;
	memcpy(answer, j.answer, length);
	edge_judge(client, &to_server, answer, length, NOW_MS, NOW_S - 3600, &j);
	memset(&r, 0, sizeof(r));
	ck_assert(refusals_note(&r, &j, &to_server.endpoint, NOW_MS,
				NOW_S - 3600, text));
	ck_assert_ptr_nonnull(strstr(text, "its clock says 2027-01-15 08:00:00 "
				     "UTC, ours 2027-01-15 07:00:00 UTC"));
	ck_assert_ptr_nonnull(strstr(text, "timedatectl"));
	ck_assert_uint_lt(strlen(text), REFUSALS_TEXT_MAX - 40);
	/* the next answer that is right ends the doubt */
	ck_assert_uint_ne(edge_counters(client)->badtime_theirs_s, 0);
	at_client(octets, answered(octets, 1));
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	ck_assert_uint_eq(edge_counters(client)->badtime_theirs_s, 0);
} END_TEST

/* Key files ---------------------------------------------------------------------- */

/* HMAC-MD5, MACs longer than their hash or too short, two algorithms to a key.
 * covers: TSIG-B-18 TSIG-B-19 TSIG-B-24 TSIG-B-27 TSIG-B-35 8945-G-03 */
START_TEST(a_bad_key_file_is_refused_with_its_line)
{
	static const struct { const char *text, *error; } cases[] = {
		{ "kay \"x\" {};", "f:1: expected 'key'" },
		{ "key \"x\" {\n algorithm hmac-sha9;\n};", "f:2: unknown algo" },
		{ "key \"x\" {\n\n secret \"!!!!\";\n};", "f:3: expected the secret" },
		{ "key \"x\" { algorithm hmac-md5; };", "f:1: hmac-md5" },
		{ "key \"x\" { algorithm hmac-sha256; };", "f:1: a key without" },
		{ "key \"x {", "f:1: a quoted text" },
		{ "", "f:1: no key" },
		{ "key x { algorithm hmac-sha1-72; };", "f:1: 'hmac-sha1-72'" },
		{ "key x { algorithm hmac-sha256-120; };", "f:1: 'hmac-sha256-1" },
		{ "key x { algorithm hmac-sha1-168; };", "f:1: 'hmac-sha1-168'" },
		{ "key x { algorithm hmac-sha256; secret \"AAAA\"; };\n"
		  "key X { algorithm hmac-sha512; secret \"AAAA\"; };",
		  "f:2: the key 'X' is there already" },
	};
	struct keys k = { .count = 0 };
	char error[KEY_ERROR_MAX];

	ck_assert_int_eq(keys_parse(&k, "f", cases[_i].text, false, error),
			 -EINVAL);
	ck_assert_msg(strstr(error, cases[_i].error) == error, "%s", error);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("edge");
	TCase *c = tcase_create("edge");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, a_signed_request_is_believed, 0, 2);
	tcase_add_test(c, any_changed_octet_is_refused);
	tcase_add_test(c, an_unknown_key_is_answered_unsigned);
	tcase_add_test(c, an_hour_off_is_badtime_with_both_times);
	tcase_add_test(c, an_old_request_of_the_same_source_is_a_replay);
	tcase_add_loop_test(c, a_clock_set_back_by_less_than_the_fudge_costs_no_request, 0, 4);
	tcase_add_loop_test(c, nor_does_a_start_on_a_clock_that_was_set_back,
			    0, 3);
	tcase_add_test(c, a_clock_that_was_an_hour_ahead_signs_as_it_goes_when_set_right);
	tcase_add_test(c, an_update_that_somebody_else_sends_again_is_a_replay);
	tcase_add_test(c, an_update_of_ours_that_comes_back_is_a_replay);
	tcase_add_test(c, strangers_push_no_request_out);
	tcase_add_test(c, who_is_not_known_gets_no_more_octets_than_he_sent);
	tcase_add_loop_test(c, an_answer_is_believed_by_its_request, 0, 2);
	tcase_add_test(c, an_answer_to_nothing_is_not_believed);
	tcase_add_test(c, the_same_octets_leave_as_the_same_octets);
	tcase_add_test(c, other_octets_with_the_same_id_are_signed_anew);
	tcase_add_test(c, an_event_and_its_acknowledgement_are_believed);
	tcase_add_test(c, only_an_event_is_believed_without_a_request);
	tcase_add_test(c, an_answer_too_long_leaves_as_question_and_tc);
	tcase_add_test(c, two_tsigs_are_a_format_error);
	tcase_add_loop_test(c, short_macs_are_format_errors_or_badtrunc, 0, 6);
	tcase_add_test(c, a_stream_wants_its_first_message_signed);
	tcase_add_test(c, both_times_are_told_where_clocks_differ);
	tcase_add_test(c, each_kind_of_refusal_is_logged_once_a_minute);
	tcase_add_loop_test(c, a_bad_key_file_is_refused_with_its_line, 0, 11);
	suite_add_tcase(s, c);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
