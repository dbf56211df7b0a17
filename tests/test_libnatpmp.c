/* SPDX-License-Identifier: Apache-2.0 */
/* test_libnatpmp.c - libnatpmp, the reference client, writes the same requests
 * and reads the same out of responses. It is given sockets of ours in place of
 * its own, so that no gateway and no clock take part. */
#include "autotunnel/natpmp.h"
#include "autotunnel/turn.h"

#include <arpa/inet.h>
#include <check.h>
#include <natpmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* natpmp.h of libnatpmp has the port as a macro of the same value. */
static const unsigned reference_port = NATPMP_PORT;

enum { ROUNDS = 2000 };

static struct random dice;
static natpmp_t reference;
static int far_end;	/* what the reference sends arrives here */

static uint16_t
some_u16(void)
{
	return (uint16_t)random_u32(&dice);
}

static void
begin(void)
{
	static const uint8_t seed[16] = { 6, 8, 86 };

	random_seed(&dice, seed);
	memset(&reference, 0, sizeof(reference));
}

static void
begin_requests(void)
{
	int pair[2];

	begin();
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair), 0);
	reference.s = pair[0];
	far_end = pair[1];
}

/* The reference hears what FAR_END sends it over the loopback. */
static void
begin_responses(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof(a);

	begin();
	reference.s = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	far_end = socket(AF_INET, SOCK_DGRAM, 0);
	ck_assert_int_ge(reference.s, 0);
	ck_assert_int_ge(far_end, 0);
	ck_assert_int_eq(bind(reference.s, (struct sockaddr *)&a, size), 0);
	ck_assert_int_eq(bind(far_end, (struct sockaddr *)&a, size), 0);
	ck_assert_int_eq(getsockname(reference.s, (struct sockaddr *)&a,
				     &size), 0);
	ck_assert_int_eq(connect(far_end, (struct sockaddr *)&a, size), 0);
	reference.gateway = htonl(INADDR_LOOPBACK);
}

static void
end(void)
{
	close(reference.s);
	close(far_end);
}

static void
check_same(const struct natpmp_message *m)
{
	uint8_t ours[NATPMP_MESSAGE_MAX], theirs[64];
	ssize_t length = natpmp_encode(m, ours, sizeof(ours));

	ck_assert_int_eq(recv(far_end, theirs, sizeof(theirs), MSG_DONTWAIT),
			 length);
	ck_assert_mem_eq(ours, theirs, length);
}

/* covers: PMP-B-06 */
START_TEST(the_address_request_is_the_references)
{
	struct natpmp_message m = natpmp_address_request();

	ck_assert_int_eq(sendpublicaddressrequest(&reference), 2);
	check_same(&m);
	ck_assert_uint_eq(reference_port, 5351);
}
END_TEST

/* covers: PMP-B-08 PMP-C-25 PMP-C-26 PMP-C-33 */
START_TEST(mapping_requests_are_the_references)
{
	struct natpmp_message m;
	uint16_t ours, wanted;
	uint32_t lifetime_s;
	unsigned i;

	for (i = 0; i < ROUNDS; i++) {
		ours = some_u16();
		wanted = some_u16();
		lifetime_s = random_u32(&dice);
		m = natpmp_map_request(i % 2 ? NATPMP_OPCODE_MAP_TCP :
				       NATPMP_OPCODE_MAP_UDP, ours, wanted,
				       lifetime_s);
		if (i % 5 == 0) {
			m = natpmp_delete_request((enum natpmp_opcode)m.opcode,
						  ours);
			wanted = 0;
			lifetime_s = 0;
		}
		ck_assert_int_eq(sendnewportmappingrequest(&reference,
			i % 2 ? NATPMP_PROTOCOL_TCP : NATPMP_PROTOCOL_UDP,
			ours, wanted, lifetime_s), 12);
		check_same(&m);
	}
}
END_TEST

/* What the reference makes of OCTETS; it always waits for some answer. */
static int
reference_reads(const uint8_t *octets, size_t length, natpmpresp_t *out)
{
	memset(out, 0, sizeof(*out));
	reference.has_pending_request = 1;
	reference.try_number = 1;
	reference.retry_time.tv_sec = 0x7fffffff;
	ck_assert_int_eq(send(far_end, octets, length, 0), length);
	return readnatpmpresponseorretry(&reference, out);
}

static struct natpmp_message
some_response(void)
{
	struct natpmp_message m = { .form = NATPMP_FORM_REPLY,
		.opcode = (uint8_t)(NATPMP_RESPONSE +
				    random_between(&dice, 0, 2)),
		.epoch_s = random_u32(&dice) };

	if (m.opcode == NATPMP_RESPONSE) {
		m.address = random_u32(&dice);
		return m;
	}
	m.internal_port = some_u16();
	m.external_port = some_u16();
	m.lifetime_s = random_u32(&dice);
	return m;
}

/* covers: PMP-B-02 PMP-B-04 PMP-B-07 PMP-B-09 */
START_TEST(responses_say_the_same_to_the_reference)
{
	uint8_t octets[NATPMP_MESSAGE_MAX];
	struct natpmp_message m, back;
	natpmpresp_t r;
	ssize_t length;
	unsigned i;

	for (i = 0; i < ROUNDS; i++) {
		m = some_response();
		length = natpmp_encode(&m, octets, sizeof(octets));
		ck_assert_int_eq(natpmp_decode(octets, (size_t)length, &back),
				 0);
		ck_assert_int_eq(reference_reads(octets, (size_t)length, &r),
				 0);
		ck_assert_uint_eq(r.type, natpmp_request_opcode(&back));
		ck_assert_uint_eq(r.resultcode, back.result);
		ck_assert_uint_eq(r.epoch, back.epoch_s);
		if (r.type == NATPMP_RESPTYPE_PUBLICADDRESS) {
			ck_assert_uint_eq(ntohl(r.pnu.publicaddress.addr.s_addr),
					  back.address);
			continue;
		}
		ck_assert_uint_eq(r.pnu.newportmapping.privateport,
				  back.internal_port);
		ck_assert_uint_eq(r.pnu.newportmapping.mappedpublicport,
				  back.external_port);
		ck_assert_uint_eq(r.pnu.newportmapping.lifetime,
				  back.lifetime_s);
	}
}
END_TEST

/* covers: PMP-B-10 */
START_TEST(result_codes_fail_at_the_reference_as_they_do_here)
{
	static const int theirs[] = { 0, NATPMP_ERR_UNSUPPORTEDVERSION,
		NATPMP_ERR_NOTAUTHORIZED, NATPMP_ERR_NETWORKFAILURE,
		NATPMP_ERR_OUTOFRESOURCES, NATPMP_ERR_UNSUPPORTEDOPCODE,
		NATPMP_ERR_UNDEFINEDERROR };
	uint8_t octets[NATPMP_MESSAGE_MAX];
	struct natpmp_message m, back;
	natpmpresp_t r;
	ssize_t length;
	uint16_t i;

	for (i = 0; i < sizeof(theirs) / sizeof(theirs[0]); i++) {
		m = some_response();
		m.result = i;
		length = natpmp_encode(&m, octets, sizeof(octets));
		ck_assert_int_eq(natpmp_decode(octets, (size_t)length, &back),
				 0);
		ck_assert_uint_eq(back.result, i);
		ck_assert_int_eq(reference_reads(octets, (size_t)length, &r),
				 theirs[i]);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("libnatpmp");
	TCase *requests = tcase_create("requests");
	TCase *responses = tcase_create("responses");
	SRunner *sr;
	int failed;

	tcase_add_checked_fixture(requests, begin_requests, end);
	tcase_add_test(requests, the_address_request_is_the_references);
	tcase_add_test(requests, mapping_requests_are_the_references);
	tcase_add_checked_fixture(responses, begin_responses, end);
	tcase_add_test(responses, responses_say_the_same_to_the_reference);
	tcase_add_test(responses, result_codes_fail_at_the_reference_as_they_do_here);
	suite_add_tcase(s, requests);
	suite_add_tcase(s, responses);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
