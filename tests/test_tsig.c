/* SPDX-License-Identifier: Apache-2.0 */
/* test_tsig.c - TSIG on the wire: its record, what its MACs cover, and
 * messages of a stream (RFC 8945). The MACs here are computed apart from
 * tsig.c, over octets put together by hand as section 4.3 says. */
#include "../src/shell/edge.h"
#include "../src/shell/tsig.h"

#include <check.h>
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOW_MS = 1000000, ID = 0x4242, HOME = 0, SHORT = 1 };

/* A time whose six octets are told apart. */
static const uint64_t now_s = 0x010203040506;
static const uint8_t now_octets[6] = { 1, 2, 3, 4, 5, 6 };
static const uint8_t home_secret[] = "01234567890123456789012345678901";
static const uint8_t short_secret[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
	12, 13, 14, 15 };
static const char key_file[] =
	"key \"Home\" {\n"
	"\talgorithm hmac-sha256;\n"
	"\tsecret \"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\";\n"
	"};\n"
	"key short. { algorithm hmac-sha1-96; secret AAECAwQFBgcICQoLDA0ODw==; };\n";

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
static const struct edge_peer stream = { .stream = 5 };
static struct edge_judgement j;

static void
setup(void)
{
	char error[KEY_ERROR_MAX];

	memset(&keys, 0, sizeof(keys));
	ck_assert_int_eq(keys_parse(&keys, "test", key_file, false, error), 0);
	ck_assert_int_eq(edge_open(&keys, 256, &client), 0);
	ck_assert_int_eq(edge_open(&keys, 256, &server), 0);
}

static void
teardown(void)
{
	edge_close(client);
	edge_close(server);
	client = server = NULL;
}

/* Stands in for the library's, to see what is compared by it. */
static struct { unsigned calls; size_t size; } compared;

int
CRYPTO_memcmp(const void *a, const void *b, size_t size)
{
	const uint8_t *x = a, *y = b;
	uint8_t differ = 0;

	compared.calls++;
	compared.size = size;
	while (size--)
		differ |= *x++ ^ *y++;
	return differ;
}

/* Octets put together --------------------------------------------------------------- */

struct pile {
	size_t size;
	uint8_t octets[EDGE_UNSIGNED_MAX * 64 + 2048];
};

static void
pile(struct pile *p, const void *octets, size_t size)
{
	ck_assert_uint_le(p->size + size, sizeof(p->octets));
	memcpy(p->octets + p->size, octets, size);
	p->size += size;
}

static void
pile_u16(struct pile *p, unsigned value)
{
	uint8_t two[2] = { (uint8_t)(value >> 8), (uint8_t)value };

	pile(p, two, 2);
}

/* RFC 8945 4.3.3, by hand: TIME is the six octets of time signed. */
static void
pile_variables(struct pile *p, int key, const uint8_t *time)
{
	static const uint8_t class_and_ttl[6] = { 0, 255, 0, 0, 0, 0 };

	if (key == HOME)
		pile(p, "\4home", 6);
	else
		pile(p, "\5short", 7);
	pile(p, class_and_ttl, 6);
	if (key == HOME)
		pile(p, "\13hmac-sha256", 13);
	else
		pile(p, "\11hmac-sha1", 11);
	pile(p, time, 6);
	pile_u16(p, 300);
	pile_u16(p, 0);			/* error */
	pile_u16(p, 0);			/* other len */
}

static void
pile_mac(struct pile *p, const struct mac *mac)
{
	pile_u16(p, mac->size);
	pile(p, mac->octets, mac->size);
}

/* The MAC of what is piled, whole. */
static struct mac
mac_of(const struct pile *p, int key)
{
	struct mac mac;
	unsigned size;

	ck_assert_ptr_nonnull(key == HOME ?
		HMAC(EVP_sha256(), home_secret, sizeof(home_secret) - 1,
		     p->octets, p->size, mac.octets, &size) :
		HMAC(EVP_sha1(), short_secret, sizeof(short_secret),
		     p->octets, p->size, mac.octets, &size));
	mac.size = (uint16_t)size;
	return mac;
}

static size_t
message_about(uint8_t *octets, const char *about, uint16_t flags)
{
	struct dns_name name;
	struct dns_writer w;

	dns_name_from_text(&name, about);
	dns_begin(&w, octets, DNS_UDP_MAX, ID, flags);
	dns_add_question(&w, &name, DNS_TYPE_AAAA, DNS_CLASS_IN);
	return (size_t)dns_end(&w);
}

static size_t
message(uint8_t *octets, uint16_t flags)
{
	return message_about(octets, "mymac.home.example.net", flags);
}

static size_t
request(uint8_t *octets, int key)
{
	int r = edge_request(client, &to_server, (uint16_t)key, octets,
			     message(octets, 0), DNS_UDP_MAX, NOW_MS, now_s);

	ck_assert_int_gt(r, 0);
	return (size_t)r;
}

static void
read_tsig(const uint8_t *octets, size_t length, struct tsig *tsig)
{
	struct dns_message msg;

	ck_assert_int_eq(dns_open(&msg, octets, length), 0);
	ck_assert_int_eq(tsig_read(&msg, tsig), 0);
}

static void
at_server(uint8_t *octets, size_t length)
{
	edge_judge(server, &to_client, octets, length, NOW_MS, now_s, &j);
}

/* The record ------------------------------------------------------------------------ */

/* covers: TSIG-B-01 TSIG-B-03 TSIG-B-04 TSIG-B-06 TSIG-B-07 TSIG-B-08 TSIG-B-09
 * TSIG-B-11 TSIG-B-13 TSIG-B-15 TSIG-B-17 TSIG-B-21 TSIG-B-34 TSIG-C-02 */
START_TEST(a_requests_record_and_mac_are_octet_for_octet_the_rfcs)
{
	uint8_t octets[DNS_UDP_MAX], plain[DNS_UDP_MAX];
	size_t size = message(plain, 0), length = request(octets, HOME);
	struct pile p = { 0 }, record = { 0 };
	struct mac mac;

	pile(&p, plain, size);
	pile_variables(&p, HOME, now_octets);
	mac = mac_of(&p, HOME);
	pile(&record, "\4home", 6);
	pile_u16(&record, 250);
	pile_u16(&record, 255);			/* class ANY */
	pile(&record, "\0\0\0\0", 4);		/* TTL */
	pile_u16(&record, 13 + 6 + 2 + 2 + 32 + 2 + 2 + 2);
	pile(&record, "\13hmac-sha256", 13);
	pile(&record, now_octets, 6);
	pile_u16(&record, 300);
	pile_mac(&record, &mac);
	pile_u16(&record, ID);
	pile_u16(&record, 0);			/* no error in a request */
	pile_u16(&record, 0);			/* no other data */
	ck_assert_uint_eq(length, size + record.size);
	ck_assert_mem_eq(octets + size, record.octets, record.size);
	/* the rest as it was, but that ARCOUNT counts the record */
	ck_assert_uint_eq(octets[11], plain[11] + 1);
	octets[11]--;
	ck_assert_mem_eq(octets, plain, size);
} END_TEST

/* covers: TSIG-B-20 TSIG-B-22 TSIG-B-21 */
START_TEST(a_truncated_mac_is_the_first_octets_of_the_whole_one)
{
	uint8_t octets[DNS_UDP_MAX], plain[DNS_UDP_MAX];
	size_t size = message(plain, 0), length = request(octets, SHORT);
	struct pile p = { 0 };
	struct tsig tsig;
	struct mac mac;

	pile(&p, plain, size);
	pile_variables(&p, SHORT, now_octets);
	mac = mac_of(&p, SHORT);
	read_tsig(octets, length, &tsig);
	ck_assert_uint_eq(tsig.mac.size, 12);
	ck_assert_mem_eq(tsig.mac.octets, mac.octets, 12);
} END_TEST

/* covers: TSIG-B-05 */
START_TEST(the_algorithms_name_is_not_compressed)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = message_about(octets, "hmac-sha256", 0);
	int r = edge_request(client, &to_server, HOME, octets, length,
			     DNS_UDP_MAX, NOW_MS, now_s);
	uint8_t pointed[DNS_UDP_MAX];
	size_t rdata;

	/* the same name stands in the question, and could be pointed to */
	ck_assert_int_gt(r, 0);
	rdata = length + 6 + 10;
	ck_assert_mem_eq(octets + rdata, "\13hmac-sha256", 13);
	/* who points to it makes a record that cannot be parsed */
	memcpy(pointed, octets, rdata);
	pointed[rdata] = 0xc0;
	pointed[rdata + 1] = DNS_HEADER_SIZE;
	memcpy(pointed + rdata + 2, octets + rdata + 13, (size_t)r - rdata - 13);
	pointed[rdata - 1] = (uint8_t)(pointed[rdata - 1] - 11);
	at_server(pointed, (size_t)r - 11);
	ck_assert_int_eq(j.verdict, VERDICT_FORMERR);
	at_server(octets, (size_t)r);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
} END_TEST

/* covers: TSIG-B-15 TSIG-B-32 */
START_TEST(names_of_key_and_algorithm_are_the_same_in_any_case)
{
	uint8_t octets[DNS_UDP_MAX], plain[DNS_UDP_MAX];
	size_t size = message(plain, 0), length = request(octets, HOME);

	ck_assert_mem_eq(octets + size, "\4home", 6);
	memcpy(octets + size, "\4HoMe", 6);
	memcpy(octets + size + 16, "\13HMAC-SHA256", 13);
	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
} END_TEST

/* covers: TSIG-B-14 TSIG-B-07 TSIG-S-02 */
START_TEST(what_was_forwarded_with_another_id_is_verified_with_the_first)
{
	uint8_t octets[DNS_UDP_MAX], plain[DNS_UDP_MAX];
	size_t length = request(octets, HOME);

	octets[0] ^= 0xff;
	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	ck_assert_uint_eq(j.length, message(plain, 0));
	plain[0] ^= 0xff;
	ck_assert_mem_eq(octets, plain, j.length);
} END_TEST

/* What is behind the edge never sees a TSIG, so it keeps and passes on none.
 * covers: TSIG-B-02 TSIG-S-02 */
START_TEST(nothing_of_a_tsig_is_left_for_the_core)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = request(octets, HOME);
	struct dns_message msg;

	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	ck_assert_int_eq(dns_open(&msg, octets, j.length), 0);
	ck_assert_uint_eq(msg.tsig_count, 0);
	ck_assert_uint_eq(msg.count[DNS_ADDITIONAL], 0);
} END_TEST

/* What cannot be believed ------------------------------------------------------------ */

/* covers: TSIG-B-17 9664-G-05 */
START_TEST(options_stand_before_the_tsig)
{
	struct dns_options o = { .present = true, .udp_size = DNS_UDP_MAX,
		.has_lease = true, .lease_s = 5400 };
	uint8_t octets[DNS_UDP_MAX];
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_message msg;
	struct dns_name zone;
	struct dns_writer w;
	int r;

	dns_name_from_text(&zone, "home.example.net");
	dns_begin(&w, octets, sizeof(octets), ID,
		  DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
	dns_add_question(&w, &zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	dns_add_options(&w, &o);
	r = edge_request(client, &to_server, HOME, octets, (size_t)dns_end(&w),
			 DNS_UDP_MAX, NOW_MS, now_s);
	ck_assert_int_gt(r, 0);
	ck_assert_int_eq(dns_open(&msg, octets, (size_t)r), 0);
	dns_records(&msg, DNS_ADDITIONAL, &it);
	ck_assert(dns_next(&it, &rr));
	ck_assert_uint_eq(rr.type, DNS_TYPE_OPT);
	ck_assert(dns_next(&it, &rr));
	ck_assert_uint_eq(rr.type, DNS_TYPE_TSIG);
	ck_assert(!dns_next(&it, &rr));
	at_server(octets, (size_t)r);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
} END_TEST

/* Puts a record TYPE with no data into SECTION's end, whose last one this is. */
static size_t
put_record(uint8_t *octets, size_t length, enum dns_section section,
	   uint16_t type)
{
	struct pile p = { 0 };

	pile(&p, "", 1);
	pile_u16(&p, type);
	pile_u16(&p, 1);
	pile(&p, "\0\0\0\0\0\0", 6);
	memcpy(octets + length, p.octets, p.size);
	octets[4 + 2 * section + 1]++;
	return length + p.size;
}

static void
formerr_without_tsig(void)
{
	struct dns_message msg;

	ck_assert_int_eq(j.verdict, VERDICT_FORMERR);
	ck_assert_int_eq(dns_open(&msg, j.answer, j.answer_length), 0);
	ck_assert_uint_eq(msg.id, ID);
	ck_assert(msg.flags & DNS_FLAG_QR);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_FORMERR);
	ck_assert_uint_eq(msg.tsig_count, 0);
}

/* covers: TSIG-S-01 TSIG-B-17 9664-G-05 */
START_TEST(a_tsig_that_is_not_the_last_record_is_a_format_error)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = request(octets, HOME);

	if (_i < 2) {
		/* one more record behind it: any, or the options */
		length = put_record(octets, length, DNS_ADDITIONAL,
				    _i ? DNS_TYPE_OPT : DNS_TYPE_A);
	} else {
		/* it stands in the answer section */
		octets[7] = 1;
		octets[11] = 0;
	}
	at_server(octets, length);
	formerr_without_tsig();
} END_TEST

/* covers: TSIG-S-03 */
START_TEST(a_tsig_that_cannot_be_parsed_is_a_format_error)
{
	/* where behind the message, what there, and what it is */
	static const struct { unsigned at; uint8_t octet; } cases[] = {
		{ 9, 1 },		/* class 1, not ANY */
		{ 13, 1 },		/* TTL 1 */
		{ 15, 5 },		/* shorter than its fields */
		{ 15, 200 },		/* longer than the message */
		{ 16, 0xc0 },		/* a pointer in the algorithm */
		{ 16, 60 },		/* a label beyond the record */
		{ 38, 31 },		/* MAC one too short for the record */
		{ 38, 33 },		/* ... and too long */
		{ 37, 1 },		/* 288 octets of MAC */
		{ 76, 6 },		/* other data that is not there */
	};
	uint8_t octets[DNS_UDP_MAX], plain[DNS_UDP_MAX];
	size_t size = message(plain, 0), length = request(octets, HOME);

	octets[size + cases[_i].at] = cases[_i].octet;
	at_server(octets, length);
	formerr_without_tsig();
} END_TEST

/* A request of KEY at TIME_S with MAC_SIZE octets of its MAC, wrong if BAD. */
static size_t
forge(uint8_t *octets, const char *key, uint64_t time_s, uint16_t mac_size,
      bool bad)
{
	size_t length = request(octets, HOME);
	struct dns_message msg;
	struct pile p = { 0 };
	uint8_t time[6];
	struct tsig tsig;
	int i;

	ck_assert_int_eq(dns_open(&msg, octets, length), 0);
	ck_assert_int_eq(tsig_read(&msg, &tsig), 0);
	length = tsig_strip(octets, &msg);
	for (i = 0; i < 6; i++)
		time[i] = (uint8_t)(time_s >> (40 - 8 * i));
	pile(&p, octets, length);
	pile_variables(&p, HOME, time);
	tsig.mac = mac_of(&p, HOME);
	tsig.time_s = time_s;
	tsig.mac.size = mac_size;
	tsig.mac.octets[0] ^= bad;
	dns_name_from_text(&tsig.key, key);
	return (size_t)tsig_append(octets, length, DNS_UDP_MAX, &tsig);
}

/* Of several faults the first in the order key, MAC, time, truncation is
 * answered; each answer has a TSIG, and is signed only once key and MAC held.
 * covers: TSIG-S-04 TSIG-S-05 TSIG-S-32 TSIG-S-33 TSIG-S-34 TSIG-S-36 TSIG-S-25
 * TSIG-B-01 TSIG-B-09 8945-G-07 */
START_TEST(faults_are_found_in_the_order_of_the_rfc)
{
	static const struct {
		const char *key;
		bool bad;
		int late_s;
		uint16_t mac_size;
		enum verdict verdict;
		uint16_t error;
	} cases[] = {
		{ "else", true, 3600, 16, VERDICT_BADKEY, 17 },
		{ "home", true, 3600, 16, VERDICT_BADSIG, 16 },
		{ "home", false, 3600, 16, VERDICT_BADTIME, 18 },
		{ "home", false, 301, 32, VERDICT_BADTIME, 18 },
		{ "home", false, 300, 16, VERDICT_BADTRUNC, 22 },
	};
	uint8_t octets[DNS_UDP_MAX];
	size_t length = forge(octets, cases[_i].key,
			      now_s - (unsigned)cases[_i].late_s,
			      cases[_i].mac_size, cases[_i].bad);
	bool badtime = cases[_i].error == 18;
	struct dns_message msg;
	struct tsig tsig;

	at_server(octets, length);
	ck_assert_int_eq(j.verdict, cases[_i].verdict);
	ck_assert_int_eq(dns_open(&msg, j.answer, j.answer_length), 0);
	ck_assert_uint_eq(dns_rcode(&msg), 9);	/* NOTAUTH */
	ck_assert_int_eq(tsig_read(&msg, &tsig), 0);
	ck_assert_uint_eq(tsig.error, cases[_i].error);
	ck_assert_uint_eq(tsig.mac.size, _i < 2 ? 0 : 32);
	ck_assert_uint_eq(tsig.other_size, badtime ? 6 : 0);
	if (badtime)
		ck_assert_mem_eq(tsig.other, now_octets, 6);
} END_TEST

/* Wherever a MAC is wrong, the whole of it goes through the comparison whose
 * time tells nothing. covers: 8945-G-05 */
START_TEST(a_mac_is_compared_whole_in_constant_time)
{
	static const int wrong[] = { 0, 31, -1 };
	uint8_t octets[DNS_UDP_MAX], plain[DNS_UDP_MAX];
	size_t size = message(plain, 0), length = request(octets, HOME);

	if (wrong[_i] >= 0)
		octets[size + 39 + (unsigned)wrong[_i]] ^= 1;
	compared.calls = 0;
	at_server(octets, length);
	ck_assert_int_eq(j.verdict, wrong[_i] < 0 ? VERDICT_VERIFIED :
			 VERDICT_BADSIG);
	ck_assert_uint_eq(compared.calls, 1);
	ck_assert_uint_eq(compared.size, 32);
} END_TEST

/* covers: TSIG-S-06 */
START_TEST(another_algorithm_than_the_keys_is_badkey)
{
	static const char *const names[] = { "\13hmac-sha512", "\13hmac-sha999" };
	uint8_t octets[DNS_UDP_MAX], plain[DNS_UDP_MAX];
	size_t size = message(plain, 0), length = request(octets, HOME);
	struct tsig tsig;

	memcpy(octets + size + 16, names[_i], 13);
	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_BADKEY);
	read_tsig(j.answer, j.answer_length, &tsig);
	ck_assert_uint_eq(tsig.error, TSIG_BADKEY);
	ck_assert_uint_eq(tsig.mac.size, 0);
} END_TEST

/* Answers ---------------------------------------------------------------------------- */

/* The answer of RCODE to a request with KEY. */
static size_t
answer(uint8_t *octets, int key, unsigned rcode, struct mac *request_mac)
{
	size_t length = request(octets, key);
	struct edge_peer to;
	struct tsig tsig;
	int r;

	read_tsig(octets, length, &tsig);
	*request_mac = tsig.mac;
	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	r = edge_answer(server, j.origin, octets,
			message(octets, (uint16_t)(DNS_FLAG_QR | rcode)),
			DNS_UDP_MAX, DNS_UDP_MAX, NOW_MS, now_s, &to);
	ck_assert_int_gt(r, 0);
	return (size_t)r;
}

/* _i: key and, from 2 on, an error that is none of TSIG's.
 * covers: TSIG-B-12 TSIG-S-04 TSIG-S-23 TSIG-S-24 TSIG-S-28 TSIG-S-35 TSIG-B-20
 * TSIG-B-29 */
START_TEST(an_answers_mac_begins_with_the_requests)
{
	uint8_t octets[DNS_UDP_MAX], plain[DNS_UDP_MAX];
	int key = _i % 2;
	unsigned rcode = _i < 2 ? DNS_RCODE_NOERROR : DNS_RCODE_REFUSED;
	size_t size = message(plain, (uint16_t)(DNS_FLAG_QR | rcode)), length;
	struct pile p = { 0 };
	struct mac mac, prior;
	struct dns_name name;
	struct tsig tsig;

	length = answer(octets, key, rcode, &prior);
	pile_mac(&p, &prior);	/* as transmitted: cut where it was */
	pile(&p, plain, size);
	pile_variables(&p, key, now_octets);
	mac = mac_of(&p, key);
	read_tsig(octets, length, &tsig);
	dns_name_from_text(&name, key == HOME ? "home" : "short");
	ck_assert(dns_name_equal(&tsig.key, &name));
	ck_assert_uint_eq(tsig.mac.size, prior.size);
	ck_assert_mem_eq(tsig.mac.octets, mac.octets, tsig.mac.size);
} END_TEST

/* covers: TSIG-S-26 */
START_TEST(an_unsigned_request_gets_an_unsigned_answer)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = message(octets, 0);
	struct edge_peer to;
	int r;

	at_server(octets, length);
	ck_assert_int_eq(j.verdict, VERDICT_UNSIGNED);
	r = edge_answer(server, j.origin, octets, message(octets, DNS_FLAG_QR),
			DNS_UDP_MAX, DNS_UDP_MAX, NOW_MS, now_s, &to);
	ck_assert_int_eq(r, (int)length);
} END_TEST

/* covers: TSIG-C-09 TSIG-C-10 TSIG-C-12 */
START_TEST(any_changed_octet_of_an_answer_makes_it_no_answer)
{
	uint8_t octets[DNS_UDP_MAX], changed[DNS_UDP_MAX];
	struct mac prior;
	size_t length = answer(octets, HOME, DNS_RCODE_NOERROR, &prior), i;

	for (i = 0; i < length; i++) {
		memcpy(changed, octets, length);
		changed[i] ^= 0x01;
		edge_judge(client, &to_server, changed, length, NOW_MS, now_s,
			   &j);
		ck_assert_msg(j.verdict != VERDICT_VERIFIED, "octet %zu", i);
	}
	edge_judge(client, &to_server, octets, length, NOW_MS, now_s, &j);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
} END_TEST

/* A MAC of 0 octets is a TSIG error told by the server, or nothing to believe.
 * covers: TSIG-C-11 TSIG-C-12 8945-G-06 */
START_TEST(an_error_without_a_mac_is_told_and_not_believed)
{
	static const struct { uint16_t error; enum verdict verdict; } cases[] = {
		{ TSIG_BADKEY, VERDICT_BADKEY }, { TSIG_BADSIG, VERDICT_BADSIG },
		{ TSIG_BADTIME, VERDICT_FORMERR }, { 0, VERDICT_FORMERR },
	};
	uint8_t octets[DNS_UDP_MAX];
	size_t length = request(octets, HOME);
	struct tsig tsig;
	int r;

	read_tsig(octets, length, &tsig);
	tsig.mac.size = 0;
	tsig.error = cases[_i].error;
	length = message(octets, DNS_FLAG_QR | DNS_RCODE_NOTAUTH);
	r = tsig_append(octets, length, DNS_UDP_MAX, &tsig);
	edge_judge(client, &to_server, octets, (size_t)r, NOW_MS, now_s, &j);
	ck_assert_int_eq(j.verdict, cases[_i].verdict);
	ck_assert_uint_eq(j.answer_length, 0);
	ck_assert_uint_eq(j.their_time_s, 0);
	/* the question is still open: a signed answer is believed */
	length = answer(octets, HOME, DNS_RCODE_NOERROR, &tsig.mac);
	edge_judge(client, &to_server, octets, length, NOW_MS, now_s, &j);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
} END_TEST

/* Streams ---------------------------------------------------------------------------- */

/* A question on the stream; its MAC. */
static struct mac
ask_on_stream(void)
{
	uint8_t octets[DNS_UDP_MAX];
	struct tsig tsig;
	int r = edge_request(client, &stream, HOME, octets,
			     message(octets, 0), DNS_UDP_MAX, NOW_MS, now_s);

	ck_assert_int_gt(r, 0);
	read_tsig(octets, (size_t)r, &tsig);
	return tsig.mac;
}

static void
from_stream(const uint8_t *octets, size_t length)
{
	uint8_t copy[DNS_UDP_MAX];

	memcpy(copy, octets, length);
	edge_judge(client, &stream, copy, length, NOW_MS, now_s, &j);
}

/* A message signed by MAC comes on the stream. */
static void
signed_from_stream(const uint8_t *plain, size_t size, const struct mac *mac)
{
	struct tsig tsig = { .time_s = now_s, .fudge_s = 300,
		.original_id = ID, .mac = *mac };
	uint8_t octets[DNS_UDP_MAX];
	int r;

	dns_name_from_text(&tsig.key, "home");
	dns_name_from_text(&tsig.algorithm, "hmac-sha256");
	memcpy(octets, plain, size);
	r = tsig_append(octets, size, DNS_UDP_MAX, &tsig);
	ck_assert_int_gt(r, 0);
	from_stream(octets, (size_t)r);
}

/* The first answer on the stream, believed; its MAC. */
static struct mac
first_from_stream(void)
{
	struct mac prior = ask_on_stream(), mac;
	uint8_t plain[DNS_UDP_MAX];
	size_t size = message(plain, DNS_FLAG_QR);
	struct pile p = { 0 };

	pile_mac(&p, &prior);
	pile(&p, plain, size);
	pile_variables(&p, HOME, now_octets);
	mac = mac_of(&p, HOME);
	signed_from_stream(plain, size, &mac);
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	return mac;
}

/* What the MAC after UNSIGNED_COUNT messages without one covers. */
static void
pile_run(struct pile *p, const struct mac *prior, unsigned unsigned_count)
{
	uint8_t plain[DNS_UDP_MAX];
	size_t size = message(plain, DNS_FLAG_QR);

	pile_mac(p, prior);
	while (unsigned_count--)
		pile(p, plain, size);
	pile(p, plain, size);
	pile(p, now_octets, 6);
	pile_u16(p, 300);
}

/* covers: TSIG-C-04 TSIG-S-31 TSIG-B-16 8945-G-04 */
START_TEST(up_to_99_messages_in_a_row_need_no_tsig_of_their_own)
{
	static const unsigned runs[] = { 99, 0, 1, 99 };
	struct mac mac = first_from_stream();
	uint8_t plain[DNS_UDP_MAX];
	size_t size = message(plain, DNS_FLAG_QR), run, i;

	for (run = 0; run < 4; run++) {
		struct pile p = { 0 };

		for (i = 0; i < runs[run]; i++) {
			from_stream(plain, size);
			ck_assert_int_eq(j.verdict, VERDICT_PENDING);
			ck_assert(!j.close);
		}
		pile_run(&p, &mac, runs[run]);
		mac = mac_of(&p, HOME);
		signed_from_stream(plain, size, &mac);
		ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
		ck_assert(!j.close);
	}
} END_TEST

/* covers: TSIG-C-04 TSIG-C-07 */
START_TEST(the_hundredth_without_a_tsig_closes_the_stream)
{
	uint8_t plain[DNS_UDP_MAX];
	size_t size = message(plain, DNS_FLAG_QR);
	int i;

	first_from_stream();
	for (i = 0; i < 99; i++)
		from_stream(plain, size);
	ck_assert_int_eq(j.verdict, VERDICT_PENDING);
	from_stream(plain, size);
	ck_assert_int_eq(j.verdict, VERDICT_UNSIGNED);
	ck_assert(j.close);
} END_TEST

/* What the MAC of a later message must not be made of: an octet changed, one
 * message left out, the prior MAC without its length, all the variables
 * instead of the timers, no prior MAC.
 * covers: TSIG-C-06 TSIG-S-31 8945-G-04 */
START_TEST(a_stream_whose_macs_do_not_go_on_is_closed)
{
	struct mac prior = first_from_stream(), mac;
	uint8_t plain[DNS_UDP_MAX];
	size_t size = message(plain, DNS_FLAG_QR);
	struct pile p = { 0 };

	from_stream(plain, size);
	ck_assert_int_eq(j.verdict, VERDICT_PENDING);
	if (_i == 3) {
		pile_mac(&p, &prior);
		pile(&p, plain, size);
		pile(&p, plain, size);
		pile_variables(&p, HOME, now_octets);
	} else {
		pile_run(&p, &prior, _i == 1 ? 0 : 1);
	}
	if (_i == 2 || _i == 4) {
		p.size -= _i == 2 ? 2 : 2 + 32;
		memmove(p.octets, p.octets + (_i == 2 ? 2 : 2 + 32), p.size);
	}
	mac = mac_of(&p, HOME);
	mac.octets[31] ^= _i == 0;
	signed_from_stream(plain, size, &mac);
	ck_assert_int_eq(j.verdict, VERDICT_BADSIG);
	ck_assert(j.close);
} END_TEST

/* Algorithms -------------------------------------------------------------------------- */

/* covers: TSIG-B-28 TSIG-B-29 TSIG-B-30 */
START_TEST(who_takes_a_truncated_mac_takes_a_longer_one)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = request(octets, SHORT);
	struct pile p = { 0 };
	struct dns_message msg;
	struct edge_peer to;
	struct tsig tsig;
	int r;

	ck_assert_int_eq(dns_open(&msg, octets, length), 0);
	ck_assert_int_eq(tsig_read(&msg, &tsig), 0);
	length = tsig_strip(octets, &msg);
	pile(&p, octets, length);
	pile_variables(&p, SHORT, now_octets);
	tsig.mac = mac_of(&p, SHORT);
	tsig.mac.size = (uint16_t)_i;
	r = tsig_append(octets, length, DNS_UDP_MAX, &tsig);
	at_server(octets, (size_t)r);
	if (_i < 12) {
		ck_assert_int_eq(j.verdict, VERDICT_BADTRUNC);
		return;
	}
	ck_assert_int_eq(j.verdict, VERDICT_VERIFIED);
	r = edge_answer(server, j.origin, octets, message(octets, DNS_FLAG_QR),
			DNS_UDP_MAX, DNS_UDP_MAX, NOW_MS, now_s, &to);
	read_tsig(octets, (size_t)r, &tsig);
	ck_assert_uint_eq(tsig.mac.size, _i);
} END_TEST

/* covers: TSIG-B-23 TSIG-B-20 */
START_TEST(the_other_algorithms_of_sha_2_are_spoken)
{
	static const struct { const char *text, *name; unsigned size; } cases[] = {
		{ "hmac-sha224", "hmac-sha224", 28 },
		{ "hmac-sha256-128", "hmac-sha256", 16 },
		{ "hmac-sha384", "hmac-sha384", 48 },
		{ "hmac-sha384-192", "hmac-sha384", 24 },
		{ "hmac-sha512", "hmac-sha512", 64 },
		{ "hmac-sha512-256", "hmac-sha512", 32 },
	};
	const EVP_MD *digests[] = { EVP_sha224(), EVP_sha256(), EVP_sha384(),
		EVP_sha384(), EVP_sha512(), EVP_sha512() };
	uint8_t octets[DNS_UDP_MAX], mac[64];
	char text[200], error[KEY_ERROR_MAX];
	struct dns_name algorithm;
	struct pile p = { 0 };
	struct tsig tsig;
	unsigned size;
	size_t length;

	teardown();
	memset(&keys, 0, sizeof(keys));
	snprintf(text, sizeof(text), "key home { algorithm %s; secret "
		 "\"AAECAwQFBgcICQoLDA0ODw==\"; };", cases[_i].text);
	ck_assert_int_eq(keys_parse(&keys, "test", text, false, error), 0);
	ck_assert_int_eq(edge_open(&keys, 64, &client), 0);
	length = request(octets, HOME);
	read_tsig(octets, length, &tsig);
	dns_name_from_text(&algorithm, cases[_i].name);
	ck_assert(dns_name_equal(&tsig.algorithm, &algorithm));
	pile(&p, octets, message(octets, 0));
	pile(&p, "\4home\0\0\377\0\0\0\0", 12);
	pile(&p, algorithm.wire, algorithm.length);
	pile(&p, now_octets, 6);
	pile(&p, "\1\54\0\0\0\0", 6);
	HMAC(digests[_i], short_secret, sizeof(short_secret), p.octets, p.size,
	     mac, &size);
	ck_assert_uint_eq(tsig.mac.size, cases[_i].size);
	ck_assert_mem_eq(tsig.mac.octets, mac, cases[_i].size);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("tsig");
	TCase *c = tcase_create("tsig");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, a_requests_record_and_mac_are_octet_for_octet_the_rfcs);
	tcase_add_test(c, a_truncated_mac_is_the_first_octets_of_the_whole_one);
	tcase_add_test(c, the_algorithms_name_is_not_compressed);
	tcase_add_test(c, names_of_key_and_algorithm_are_the_same_in_any_case);
	tcase_add_test(c, what_was_forwarded_with_another_id_is_verified_with_the_first);
	tcase_add_test(c, nothing_of_a_tsig_is_left_for_the_core);
	tcase_add_test(c, options_stand_before_the_tsig);
	tcase_add_loop_test(c, a_tsig_that_is_not_the_last_record_is_a_format_error, 0, 3);
	tcase_add_loop_test(c, a_tsig_that_cannot_be_parsed_is_a_format_error, 0, 10);
	tcase_add_loop_test(c, faults_are_found_in_the_order_of_the_rfc, 0, 5);
	tcase_add_loop_test(c, a_mac_is_compared_whole_in_constant_time, 0, 3);
	tcase_add_loop_test(c, another_algorithm_than_the_keys_is_badkey, 0, 2);
	tcase_add_loop_test(c, an_answers_mac_begins_with_the_requests, 0, 4);
	tcase_add_test(c, an_unsigned_request_gets_an_unsigned_answer);
	tcase_add_test(c, any_changed_octet_of_an_answer_makes_it_no_answer);
	tcase_add_loop_test(c, an_error_without_a_mac_is_told_and_not_believed, 0, 4);
	tcase_add_test(c, up_to_99_messages_in_a_row_need_no_tsig_of_their_own);
	tcase_add_test(c, the_hundredth_without_a_tsig_closes_the_stream);
	tcase_add_loop_test(c, a_stream_whose_macs_do_not_go_on_is_closed, 0, 5);
	tcase_add_loop_test(c, who_takes_a_truncated_mac_takes_a_longer_one, 10, 21);
	tcase_add_loop_test(c, the_other_algorithms_of_sha_2_are_spoken, 0, 6);
	suite_add_tcase(s, c);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
