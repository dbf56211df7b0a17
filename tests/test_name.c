/* SPDX-License-Identifier: Apache-2.0 */
/* test_name.c - whose a host's name is: another host's, a copy's of this machine,
 * or ours (P11), on simulated time. */
#include "dns_world.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define SERVICE "_autotunnel._udp.mymac.home.example.net"
#define NOTE "_clash._autotunnel._udp.mymac.home.example.net"
#define LABEL "AutoTunnel-00-22-69-FF-FE-8E-34-2A.home.example.net"
#define ANOTHER "AutoTunnel-1.home.example.net"

static struct dns_world w;
/* as dns_world_publish has it */
static const uint8_t ours[16] = { 0xfd, 1, 2, 3, 4, 5, 6, 7, 0, 0x22, 0x69,
	0xff, 0xfe, 0x8e, 0x34, 0x2a };

static enum registration_state
state(void)
{
	return w.dns.registration.machine.base.state;
}

static void
begin(void)
{
	dns_world_begin(&w);
	dns_world_start(&w);
	dns_world_run_for(&w, 100);
}

/* How many of the updates touch anything but the note's name. */
static unsigned
updates_of_more_than_a_note(void)
{
	struct dns_name note = dns_world_name(NOTE);
	const struct dns_world_sent *s;
	struct dns_iterator it;
	struct dns_record rr;
	unsigned i, n = 0;
	bool more;

	for (i = 0; (s = dns_world_sent(&w, 0, SENT_UPDATE, i)); i++) {
		more = false;
		for (dns_records(&s->msg, DNS_UPDATE, &it); dns_next(&it, &rr);)
			more = more || !dns_name_equal(&rr.name, &note);
		n += more;
	}
	return n;
}

static void
clashed(void)
{
	dns_world_run_for(&w, 4000);
	ck_assert_int_eq(state(), REGISTRATION_CLASHED);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_CLASH), 1);
	ck_assert_uint_eq(updates_of_more_than_a_note(), 0);
}

START_TEST(a_name_of_another_host_is_told_and_left_alone)
{
	begin();
	dns_world_add_srv(&w, SERVICE, 4500, ANOTHER);
	dns_world_publish(&w, 9, 4500);
	clashed();
	/* the other one goes, and a quarter of an hour later the name is ours */
	dns_world_remove(&w, SERVICE, DNS_TYPE_SRV);
	dns_world_run_for(&w, 15 * 60000);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
} END_TEST

START_TEST(its_owner_is_left_a_note_that_ends_by_itself)
{
	static const char text[] = "v=1 ula=fd01020304050607002269fffe8e342a "
		"at=198.51.100.9 lan=10.0.0.7:4500 dev=Debian 12";
	const struct dns_world_sent *s;
	struct dns_iterator it;
	struct dns_record rr;
	bool found = false;

	begin();
	dns_world_add_srv(&w, SERVICE, 4500, ANOTHER);
	dns_world_publish(&w, 9, 4500);
	clashed();
	s = dns_world_sent(&w, 0, SENT_UPDATE, 0);
	ck_assert_ptr_nonnull(s);
	ck_assert(s->msg.options.has_lease);
	ck_assert_uint_eq(s->msg.options.lease_s, 20 * 60);
	for (dns_records(&s->msg, DNS_UPDATE, &it); dns_next(&it, &rr);)
		if (rr.class == DNS_CLASS_IN && rr.type == DNS_TYPE_TXT) {
			found = true;
			ck_assert_uint_eq(rr.rdata[0], sizeof(text) - 1);
			ck_assert_mem_eq(rr.rdata + 1, text, sizeof(text) - 1);
		}
	ck_assert(found);
	/* a quarter of an hour later it is left again, before it ends */
	dns_world_run_for(&w, 15 * 60000 + 1000);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_UPDATE), 2);
} END_TEST

START_TEST(a_note_that_is_not_answered_is_sent_again_and_given_up)
{
	begin();
	dns_world_add_srv(&w, SERVICE, 4500, ANOTHER);
	dns_world_publish(&w, 9, 4500);
	while (state() != REGISTRATION_CHECKING)
		dns_world_run_for(&w, 1);
	w.server.on = false;
	dns_world_run_for(&w, 16000);
	ck_assert_int_eq(state(), REGISTRATION_CLASHED);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_UPDATE), 6);
} END_TEST

/* Nothing stands at our label: a rest of our own. */
START_TEST(a_name_with_our_own_label_is_ours)
{
	begin();
	dns_world_add_srv(&w, SERVICE, 4500, LABEL);
	dns_world_publish(&w, 9, 4500);
	dns_world_run_for(&w, 3200);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
} END_TEST

/* What stands at our label: nothing, our ULA, one of an earlier run, one that
 * this machine never had. */
static const struct alike {
	const char *target;
	unsigned ula;		/* 0 none, 1 ours, 2 former, 3 another */
	bool copied;		/* this machine did not make the state */
	bool ours;
} alikes[] = {
	{ LABEL, 1, false, true },
	{ LABEL, 2, false, true },
	{ LABEL, 3, false, false },
	{ LABEL, 1, true, true },
	{ LABEL, 2, true, false },
	{ LABEL, 3, true, false },
	/* unreachable hosts (P9) */
	{ ".", 0, false, false },
	{ ".", 1, false, true },
	{ ".", 2, false, true },
	{ ".", 3, false, false },
	{ ".", 2, true, false },
};

START_TEST(our_label_is_ours_with_an_address_that_we_had)
{
	const struct alike *a = &alikes[_i];

	begin();
	memcpy(w.dns.registration.former_ulas[1], dns_world_aaaa(2), 16);
	w.dns.registration.copied = a->copied;
	dns_world_add_srv(&w, SERVICE, 4500, a->target);
	if (a->ula)
		dns_world_add(&w, LABEL, DNS_TYPE_AAAA, a->ula == 1 ? ours :
			      dns_world_aaaa((uint8_t)a->ula), 16);
	dns_world_publish(&w, 9, 4500);
	if (!a->ours) {
		clashed();
		return;
	}
	dns_world_run_for(&w, 3300);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
} END_TEST

START_TEST(an_owner_may_claim_a_name_whose_host_is_gone)
{
	begin();
	dns_world_add_srv(&w, SERVICE, 4500, ANOTHER);
	dns_world_publish(&w, 9, 4500);
	clashed();
	dns_world_claim(&w);
	dns_world_run_for(&w, 200);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
	ck_assert_uint_eq(updates_of_more_than_a_note(), 1);
} END_TEST

START_TEST(the_name_is_checked_once_only)
{
	begin();
	dns_world_publish(&w, 9, 4500);
	dns_world_run_for(&w, 3100);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
	dns_world_add_srv(&w, SERVICE, 4500, ANOTHER);
	dns_world_publish(&w, 10, 4500);
	dns_world_run_for(&w, 50);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_CLASH), 0);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_QUERY), 1);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("name");
	TCase *c = tcase_create("name");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_test(c, a_name_of_another_host_is_told_and_left_alone);
	tcase_add_test(c, its_owner_is_left_a_note_that_ends_by_itself);
	tcase_add_test(c, a_note_that_is_not_answered_is_sent_again_and_given_up);
	tcase_add_test(c, a_name_with_our_own_label_is_ours);
	tcase_add_loop_test(c, our_label_is_ours_with_an_address_that_we_had, 0,
			    sizeof(alikes) / sizeof(*alikes));
	tcase_add_test(c, an_owner_may_claim_a_name_whose_host_is_gone);
	tcase_add_test(c, the_name_is_checked_once_only);
	suite_add_tcase(s, c);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
