/* SPDX-License-Identifier: Apache-2.0 */
/* test_registration.c - the host's records and their lease on simulated time
 * (RFC 2136, 9664; RFC 6281 5.2; P11). */
#include "dns_world.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SERVICE "_autotunnel._udp.mymac.home.example.net"
#define BROWSE "_autotunnel._udp.home.example.net"
#define HOST "mymac.home.example.net"
#define LABEL "AutoTunnel-00-22-69-FF-FE-8E-34-2A.home.example.net"

static struct dns_world w;

static uint64_t
sent_at(unsigned from, unsigned n)
{
	const struct dns_world_sent *s = dns_world_sent(&w, from, SENT_UPDATE, n);

	ck_assert_ptr_nonnull(s);
	return s->at_ms;
}

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

static void
register_host(void)
{
	begin();
	dns_world_publish(&w, 9, 4500);
	dns_world_run_for(&w, 3100);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
}

/* The first record of the update section with NAME, TYPE and CLASS. */
static bool
find(const struct dns_world_sent *s, const char *name, uint16_t type,
     uint16_t class, struct dns_record *rr)
{
	struct dns_name n = dns_world_name(name);
	struct dns_iterator it;

	for (dns_records(&s->msg, DNS_UPDATE, &it); dns_next(&it, rr);)
		if (rr->type == type && rr->class == class &&
		    dns_name_equal(&rr->name, &n))
			return true;
	return false;
}

static void
has(const struct dns_world_sent *s, const char *name, uint16_t type,
    uint32_t ttl, struct dns_record *rr)
{
	ck_assert_msg(find(s, name, type, DNS_CLASS_IN, rr), "no %s", name);
	ck_assert_uint_eq(rr->ttl, ttl);
}

static void
deletes(const struct dns_world_sent *s, const char *name, uint16_t type)
{
	struct dns_record rr;

	ck_assert_msg(find(s, name, type, DNS_CLASS_ANY, &rr), "no %s", name);
	ck_assert_uint_eq(rr.ttl, 0);
	ck_assert_uint_eq(rr.rdata_length, 0);
}

/* The records ------------------------------------------------------------------------ */

/* covers: UL-B-01 UL-B-02 UL-C-01 UL-C-02 UL-C-04 UL-C-10 UL-C-11 UL-S-18
 * covers: BTMM-B-02 BTMM-B-03 BTMM-B-04 BTMM-B-05 BTMM-B-06 BTMM-B-07 BTMM-B-08
 * covers: BTMM-B-09 BTMM-B-10 BTMM-B-12 BTMM-B-13 BTMM-C-01 BTMM-C-02
 * covers: BTMM-C-10 BTMM-C-15 BTMM-C-36 BTMM-C-38 BTMM-C-40 BTMM-C-42
 * covers: BTMM-B-19 */
START_TEST(one_signed_update_has_the_whole_record_set)
{
	static const char txt[] = "\x25v=1 lan=10.0.0.7:4500 dev=Debian 12";
	const struct dns_world_sent *s;
	struct dns_record rr;
	struct dns_srv srv;
	struct dns_name name;

	register_host();
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_UPDATE), 1);
	s = dns_world_sent(&w, 0, SENT_UPDATE, 0);
	ck_assert_int_eq(s->effect.channel, CHANNEL_QUERY);
	ck_assert_uint_eq(s->effect.key, DNS_WORLD_KEY);
	ck_assert_uint_eq(s->effect.to.port, 5352);
	ck_assert_uint_eq(s->msg.count[DNS_ZONE], 1);
	ck_assert_uint_eq(s->msg.count[DNS_PREREQUISITE], 0);
	ck_assert(s->msg.options.has_lease);
	ck_assert_uint_eq(s->msg.options.lease_s, 5400);

	deletes(s, SERVICE, DNS_TYPE_SRV);
	has(s, SERVICE, DNS_TYPE_SRV, 30, &rr);
	ck_assert(dns_read_srv(&rr, &srv));
	ck_assert_uint_eq(srv.priority, 0);
	ck_assert_uint_eq(srv.weight, 0);
	ck_assert_uint_eq(srv.port, 4500);
	name = dns_world_name(LABEL);
	ck_assert(dns_name_equal(&srv.target, &name));

	deletes(s, LABEL, DNS_TYPE_A);
	has(s, LABEL, DNS_TYPE_A, 30, &rr);
	ck_assert_mem_eq(rr.rdata, "\xc6\x33\x64\x09", 4);
	deletes(s, LABEL, DNS_TYPE_AAAA);
	has(s, LABEL, DNS_TYPE_AAAA, 30, &rr);
	ck_assert_uint_eq(rr.rdata[0], 0xfd);
	deletes(s, LABEL, DNS_TYPE_TXT);
	has(s, LABEL, DNS_TYPE_TXT, 120, &rr);
	ck_assert_uint_eq(rr.rdata[0], rr.rdata_length - 1u);
	ck_assert_mem_eq(rr.rdata + 1, txt + 1, rr.rdata_length - 1u);
	ck_assert_uint_eq(rr.rdata_length, sizeof(txt) - 1);
	deletes(s, HOST, DNS_TYPE_AAAA);
	has(s, HOST, DNS_TYPE_AAAA, 30, &rr);

	/* others' PTRs are left alone: added, never deleted as a set */
	has(s, BROWSE, DNS_TYPE_PTR, 120, &rr);
	ck_assert(dns_read_name(&rr, &name));
	ck_assert(dns_name_equal(&name, &w.dns.registration.service));
	ck_assert(!find(s, BROWSE, DNS_TYPE_PTR, DNS_CLASS_ANY, &rr));
} END_TEST

START_TEST(an_unreachable_host_has_no_endpoint)
{
	const struct dns_world_sent *s;
	struct dns_record rr;
	struct dns_srv srv;

	begin();
	dns_world_unreachable(&w);
	dns_world_run_for(&w, 3100);
	s = dns_world_sent(&w, 0, SENT_UPDATE, 0);
	ck_assert_ptr_nonnull(s);
	has(s, SERVICE, DNS_TYPE_SRV, 30, &rr);
	ck_assert(dns_read_srv(&rr, &srv));
	ck_assert_uint_eq(srv.target.length, 1);	/* RFC 2782: "." */
	ck_assert_uint_eq(srv.port, 0);
	deletes(s, LABEL, DNS_TYPE_A);
	ck_assert(!find(s, LABEL, DNS_TYPE_A, DNS_CLASS_IN, &rr));
	has(s, LABEL, DNS_TYPE_AAAA, 30, &rr);
	has(s, LABEL, DNS_TYPE_TXT, 120, &rr);
} END_TEST

/* covers: UL-C-21 */
START_TEST(names_too_long_for_one_message_are_refused_at_once)
{
	struct dnsclient_config config;
	char text[260];
	unsigned i;

	dns_world_begin(&w);
	config = w.dns.config;
	for (i = 0; i < 237; i++)
		text[i] = i % 2 ? '.' : 'x';
	text[237] = '\0';
	config.domain = dns_world_name(text);
	config.host = config.label = config.domain;
	ck_assert_int_lt(dnsclient_init(&w.dns, &config), 0);
	/* each is a name, and together they are longer than a message */
	text[201] = '\0';
	config.domain = dns_world_name(text);
	text[0] = 'y';
	config.host = dns_world_name(text);
	memset(text, 'z', 63);
	config.label = dns_world_name(text);
	ck_assert_int_eq(dnsclient_init(&w.dns, &config), -EMSGSIZE);
} END_TEST

/* Beginning ---------------------------------------------------------------------------- */

/* covers: UL-C-08 */
START_TEST(the_first_registration_waits_up_to_three_seconds_at_random)
{
	uint64_t seen[20], least = UINT64_MAX, most = 0;
	unsigned i, j;

	for (i = 0; i < 20; i++) {
		dns_world_begin(&w);
		for (j = 0; j < i; j++)
			w.turns += 1000;	/* other random octets */
		dns_world_start(&w);
		dns_world_run_for(&w, 100);
		dns_world_publish(&w, 9, 4500);
		seen[i] = w.now_ms;
		dns_world_run_for(&w, 3010);
		ck_assert_uint_ge(dns_world_count(&w, 0, SENT_QUERY), 1);
		seen[i] = dns_world_sent(&w, 0, SENT_QUERY, 0)->at_ms - seen[i];
		ck_assert_uint_le(seen[i], 3000);
		least = seen[i] < least ? seen[i] : least;
		most = seen[i] > most ? seen[i] : most;
	}
	ck_assert_uint_lt(least, 1000);
	ck_assert_uint_gt(most, 2000);
} END_TEST

/* The delay runs while the gateway is asked; who knows its place only after it
 * has waited enough.
 * covers: UL-C-08 */
START_TEST(the_first_delay_begins_with_the_network)
{
	begin();
	dns_world_network(&w);
	ck_assert_int_eq(state(), REGISTRATION_WAITING);
	dns_world_run_for(&w, 3100);
	ck_assert_int_eq(state(), REGISTRATION_ARMED);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_UPDATE), 0);
	dns_world_publish(&w, 9, 4500);
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
	/* another network is no other start */
	dns_world_network(&w);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
} END_TEST

/* covers: BTMM-C-37 BTMM-C-27 UL-B-09 */
START_TEST(a_later_move_is_published_without_delay)
{
	const struct dns_world_sent *s;
	struct dns_record rr;
	unsigned from;

	register_host();
	from = w.sent_count;
	dns_world_publish(&w, 77, 4501);
	ck_assert_uint_eq(sent_at(from, 0), w.now_ms);
	s = dns_world_sent(&w, from, SENT_UPDATE, 0);
	has(s, LABEL, DNS_TYPE_A, 30, &rr);
	ck_assert_uint_eq(rr.rdata[3], 77);
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
	/* the same facts are no news */
	from = w.sent_count;
	dns_world_publish(&w, 77, 4501);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_UPDATE), 0);
} END_TEST

START_TEST(the_newest_facts_win_over_what_is_in_flight)
{
	const struct dns_world_sent *a, *b;
	struct dns_record rr;
	unsigned from;

	register_host();
	from = w.sent_count;
	w.server.on = false;
	dns_world_publish(&w, 10, 1);
	w.server.on = true;
	dns_world_publish(&w, 11, 2);
	a = dns_world_sent(&w, from, SENT_UPDATE, 0);
	b = dns_world_sent(&w, from, SENT_UPDATE, 1);
	ck_assert_uint_ne(a->msg.id, b->msg.id);
	has(b, LABEL, DNS_TYPE_A, 30, &rr);
	ck_assert_uint_eq(rr.rdata[3], 11);
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_UPDATE), 2);
} END_TEST

/* If the older of two updates reached the server last, its records stand: its
 * late answer says so, and the newest facts go out once more. */
START_TEST(a_late_answer_to_an_overtaken_update_publishes_again)
{
	unsigned from;
	struct dns_record rr;

	register_host();
	from = w.sent_count;
	w.server.delay_ms = 400;
	dns_world_publish(&w, 10, 1);
	w.server.delay_ms = 0;
	dns_world_publish(&w, 11, 2);
	dns_world_run_for(&w, 1000);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_UPDATE), 3);
	has(dns_world_sent(&w, from, SENT_UPDATE, 2), LABEL, DNS_TYPE_A, 30,
	    &rr);
	ck_assert_uint_eq(rr.rdata[3], 11);
} END_TEST

/* covers: UL-B-11 */
START_TEST(an_unanswered_update_is_sent_again_as_the_same_octets)
{
	static const uint64_t waits[] = { 250, 750, 1750, 3750, 7750 };
	unsigned from, i;
	uint64_t first;

	register_host();
	from = w.sent_count;
	w.server.on = false;
	dns_world_publish(&w, 10, 1);
	first = w.now_ms;
	dns_world_run_for(&w, 15749);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_UPDATE), 6);
	for (i = 0; i < 5; i++) {
		ck_assert_uint_eq(sent_at(from, i + 1), first + waits[i]);
		ck_assert_mem_eq(
			dns_world_sent(&w, from, SENT_UPDATE, 0)->octets,
			dns_world_sent(&w, from, SENT_UPDATE, i + 1)->octets,
			dns_world_sent(&w, from, SENT_UPDATE, 0)->length);
	}
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_UNREGISTERED), 0);
	dns_world_run_for(&w, 1);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_UNREGISTERED), 1);
	ck_assert_int_eq(dns_world_last(&w, DNSCLIENT_UNREGISTERED)->reason,
			 CLIENT_REASON_SILENT);
	/* and it goes on trying, with another id */
	w.server.on = true;
	dns_world_run_for(&w, 5050);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
} END_TEST

/* The lease --------------------------------------------------------------------------------- */

/* covers: UL-C-07 UL-C-13 UL-C-14 UL-C-15 UL-C-16 UL-C-19 UL-C-20 UL-B-08 BTMM-C-41
 * covers: BTMM-C-43 */
START_TEST(records_are_refreshed_at_80_to_85_percent_of_the_lease)
{
	const struct dns_world_sent *first, *refresh;
	unsigned from;
	uint64_t granted;

	dns_world_begin(&w);
	w.server.update_lease_s = 2000;		/* shorter than asked */
	dns_world_start(&w);
	dns_world_publish(&w, 9, 4500);
	dns_world_run_for(&w, 3200);
	ck_assert_uint_eq(dns_world_last(&w, DNSCLIENT_REGISTERED)->value,
			  2000);
	granted = sent_at(0, 0) + DNS_WORLD_DELAY_MS;
	from = w.sent_count;
	dns_world_run_for(&w, 2000000);
	refresh = dns_world_sent(&w, from, SENT_UPDATE, 0);
	ck_assert_ptr_nonnull(refresh);
	ck_assert_uint_ge(refresh->at_ms, granted + 1600000);
	ck_assert_uint_le(refresh->at_ms, granted + 1700000);
	ck_assert(refresh->msg.options.has_lease);
	ck_assert_uint_eq(refresh->msg.options.lease_s, 5400);
	/* the same records, under another id, so it works as registration too */
	first = dns_world_sent(&w, 0, SENT_UPDATE, 0);
	ck_assert_uint_eq(first->length, refresh->length);
	ck_assert_mem_eq(first->octets + 2, refresh->octets + 2,
			 first->length - 2);
} END_TEST

/* covers: UL-C-07 */
START_TEST(a_longer_lease_than_asked_is_followed_too)
{
	unsigned from;

	dns_world_begin(&w);
	w.server.update_lease_s = 20000;
	dns_world_start(&w);
	dns_world_publish(&w, 9, 4500);
	dns_world_run_for(&w, 3200);
	from = w.sent_count;
	dns_world_run_for(&w, 15900000);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_UPDATE), 0);
	dns_world_run_for(&w, 1100000);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_UPDATE), 1);
} END_TEST

START_TEST(a_lease_of_three_seconds_is_kept)
{
	unsigned from;

	dns_world_begin(&w);
	w.server.update_lease_s = 3;
	dns_world_start(&w);
	dns_world_publish(&w, 9, 4500);
	dns_world_run_for(&w, 3200);
	from = w.sent_count;
	dns_world_run_for(&w, 30000);
	ck_assert_uint_ge(dns_world_count(&w, from, SENT_UPDATE), 11);
	ck_assert_uint_le(dns_world_count(&w, from, SENT_UPDATE), 13);
} END_TEST

/* covers: UL-C-05 UL-C-06 */
START_TEST(a_server_without_leases_is_refreshed_as_if_it_granted_what_we_asked)
{
	unsigned from;

	dns_world_begin(&w);
	w.server.no_lease = true;
	dns_world_start(&w);
	dns_world_publish(&w, 9, 4500);
	dns_world_run_for(&w, 3200);
	ck_assert_uint_eq(dns_world_last(&w, DNSCLIENT_REGISTERED)->value,
			  5400);
	from = w.sent_count;
	dns_world_run_for(&w, 5400000);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_UPDATE), 1);
} END_TEST

/* covers: UL-C-09 UL-B-03 UL-B-05 UL-B-06 UL-B-10 */
START_TEST(either_form_of_the_lease_option_gives_the_lease)
{
	dns_world_begin(&w);
	w.server.key_lease = _i;
	w.server.update_lease_s = 3000;
	dns_world_start(&w);
	dns_world_publish(&w, 9, 4500);
	dns_world_run_for(&w, 3200);
	ck_assert_uint_eq(dns_world_last(&w, DNSCLIENT_REGISTERED)->value,
			  3000);
} END_TEST

/* covers: UL-C-17 UL-C-18 */
START_TEST(an_unanswered_refresh_is_tried_nine_more_times_till_the_expiry)
{
	unsigned from, i;
	uint64_t granted, expiry;

	register_host();
	granted = sent_at(0, 0) + DNS_WORLD_DELAY_MS;
	expiry = granted + 5400000;
	from = w.sent_count;
	w.server.on = false;
	dns_world_run_for(&w, expiry - 1 - w.now_ms);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_UPDATE), 10);
	for (i = 1; i < 10; i++)
		ck_assert_uint_eq(sent_at(from, i),
				  granted + 5400 * (850 + 15 * i));
	/* expired: now it is a registration, and keeps its pace */
	from = w.sent_count;
	dns_world_run_for(&w, 4000);
	ck_assert_uint_eq(sent_at(from, 0), expiry);
	ck_assert_uint_eq(sent_at(from, 1), expiry + 250);
	ck_assert_uint_eq(sent_at(from, 2), expiry + 750);
} END_TEST

/* covers: UL-C-22 UL-C-24 */
START_TEST(nothing_is_refreshed_before_half_of_its_lease)
{
	unsigned from;

	dns_world_begin(&w);
	w.server.update_lease_s = 1800;	/* not what was asked: no haggling */
	dns_world_start(&w);
	dns_world_publish(&w, 9, 4500);
	dns_world_run_for(&w, 3200);
	from = w.sent_count;
	dns_world_run_for(&w, 1400000);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_UPDATE), 0);
} END_TEST

/* Refusals -------------------------------------------------------------------------------------- */

START_TEST(a_refusal_is_told_with_its_rcode_and_tried_again_with_back_off)
{
	unsigned from;
	uint64_t at;

	dns_world_begin(&w);
	w.server.update_rcode = DNS_RCODE_REFUSED;
	dns_world_start(&w);
	dns_world_publish(&w, 9, 4500);
	dns_world_run_for(&w, 3200);
	ck_assert_int_eq(dns_world_last(&w, DNSCLIENT_UNREGISTERED)->reason,
			 CLIENT_REASON_REFUSED);
	ck_assert_uint_eq(dns_world_last(&w, DNSCLIENT_UNREGISTERED)->value,
			  DNS_RCODE_REFUSED);
	at = sent_at(0, 0) + DNS_WORLD_DELAY_MS;
	from = w.sent_count;
	dns_world_run_for(&w, 36000);
	ck_assert_uint_eq(sent_at(from, 0), at + 5000);
	ck_assert_uint_eq(sent_at(from, 1),
			  at + 5000 + DNS_WORLD_DELAY_MS + 10000);
	w.server.update_rcode = 0;
	dns_world_again(&w);
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
} END_TEST

/* covers: TSIG-C-08 TSIG-C-10 TSIG-C-11 TSIG-C-12 TSIG-C-13 TSIG-C-17
 * covers: TSIG-C-20 TSIG-C-21 */
START_TEST(an_answer_that_is_not_believed_is_no_answer_and_names_the_reason)
{
	static const struct {
		enum verdict verdict;
		enum client_reason reason;
	} cases[] = {
		{ VERDICT_UNSIGNED, CLIENT_REASON_UNSIGNED },
		{ VERDICT_BADKEY, CLIENT_REASON_BADKEY },
		{ VERDICT_BADSIG, CLIENT_REASON_BADSIG },
		{ VERDICT_BADTIME, CLIENT_REASON_BADTIME },
		{ VERDICT_BADTRUNC, CLIENT_REASON_BADTRUNC },
	};
	unsigned from;

	register_host();
	from = w.sent_count;
	w.server.verdict = cases[_i].verdict;
	w.server.update_rcode = DNS_RCODE_NOTAUTH;
	dns_world_publish(&w, 10, 1);
	dns_world_run_for(&w, 15000);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERING);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_UPDATE), 6);
	dns_world_run_for(&w, 800);
	ck_assert_int_eq(dns_world_last(&w, DNSCLIENT_UNREGISTERED)->reason,
			 cases[_i].reason);
} END_TEST

/* covers: TSIG-C-13 */
START_TEST(a_believed_answer_after_a_forged_one_is_taken)
{
	struct input forged = { .kind = INPUT_DATAGRAM };
	struct dns_world_coming *real;

	register_host();
	dns_world_publish(&w, 10, 1);
	ck_assert_uint_eq(w.coming_count, 1);
	real = &w.coming[0];
	forged = real->input;
	forged.verdict = VERDICT_BADSIG;
	dns_world_input(&w, &forged, real->octets, real->input.length);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERING);
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(state(), REGISTRATION_REGISTERED);
} END_TEST

/* Leaving ------------------------------------------------------------------------------------------ */

START_TEST(leaving_deletes_our_records_and_only_our_ptr)
{
	const struct dns_world_sent *s;
	struct dns_record rr;
	struct dns_name name;
	unsigned from;

	register_host();
	from = w.sent_count;
	dns_world_leave(&w);
	s = dns_world_sent(&w, from, SENT_UPDATE, 0);
	ck_assert_ptr_nonnull(s);
	deletes(s, SERVICE, DNS_TYPE_SRV);
	deletes(s, LABEL, DNS_TYPE_ANY);
	deletes(s, HOST, DNS_TYPE_AAAA);
	ck_assert(find(s, BROWSE, DNS_TYPE_PTR, DNS_CLASS_NONE, &rr));
	ck_assert(dns_read_name(&rr, &name));
	ck_assert(dns_name_equal(&name, &w.dns.registration.service));
	ck_assert_uint_eq(s->msg.count[DNS_UPDATE], 4);
	ck_assert(!s->msg.options.has_lease);
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(dns_world_last(&w, DNSCLIENT_LEFT)->reason,
			 CLIENT_REASON_NONE);
} END_TEST

START_TEST(leaving_ends_even_if_nobody_answers)
{
	unsigned from;

	register_host();
	w.server.on = false;
	from = w.sent_count;
	dns_world_leave(&w);
	dns_world_run_for(&w, 5500);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_UPDATE), 4);
	ck_assert_int_eq(dns_world_last(&w, DNSCLIENT_LEFT)->reason,
			 CLIENT_REASON_SILENT);
} END_TEST

START_TEST(a_host_that_never_registered_leaves_at_once)
{
	begin();
	dns_world_leave(&w);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_LEFT), 1);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_UPDATE), 0);
} END_TEST

START_TEST(a_host_that_left_right_after_a_restart_leaves_nothing_behind)
{
	const struct dns_world_sent *s;

	begin();
	w.dns.registration.before = true;
	dns_world_publish(&w, 9, 4500);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_UPDATE), 0);
	dns_world_leave(&w);
	s = dns_world_sent(&w, 0, SENT_UPDATE, 0);
	ck_assert_ptr_nonnull(s);
	deletes(s, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(dns_world_last(&w, DNSCLIENT_LEFT)->reason,
			 CLIENT_REASON_NONE);
} END_TEST

START_TEST(a_host_that_leaves_before_it_found_a_server_just_leaves)
{
	dns_world_begin(&w);
	w.resolver.fails = true;
	dns_world_start(&w);
	w.dns.registration.before = true;
	dns_world_network(&w);
	ck_assert_int_eq(state(), REGISTRATION_WAITING);
	dns_world_leave(&w);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_LEFT), 1);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_UPDATE), 0);
} END_TEST

START_TEST(another_update_server_gets_the_records_at_once)
{
	unsigned from;

	register_host();
	from = w.sent_count;
	w.resolver.address.address[3] = 54;
	dns_world_network(&w);
	dns_world_run_for(&w, 100);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_UPDATE), 1);
	ck_assert_uint_eq(dns_world_sent(&w, from, SENT_UPDATE, 0)->
			  effect.to.address[3], 54);
} END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("registration");
	TCase *c = tcase_create("registration");

	tcase_add_test(c, one_signed_update_has_the_whole_record_set);
	tcase_add_test(c, an_unreachable_host_has_no_endpoint);
	tcase_add_test(c, names_too_long_for_one_message_are_refused_at_once);
	tcase_add_test(c, the_first_registration_waits_up_to_three_seconds_at_random);
	tcase_add_test(c, the_first_delay_begins_with_the_network);
	tcase_add_test(c, a_later_move_is_published_without_delay);
	tcase_add_test(c, the_newest_facts_win_over_what_is_in_flight);
	tcase_add_test(c, a_late_answer_to_an_overtaken_update_publishes_again);
	tcase_add_test(c, an_unanswered_update_is_sent_again_as_the_same_octets);
	tcase_add_test(c, records_are_refreshed_at_80_to_85_percent_of_the_lease);
	tcase_add_test(c, a_longer_lease_than_asked_is_followed_too);
	tcase_add_test(c, a_lease_of_three_seconds_is_kept);
	tcase_add_test(c, a_server_without_leases_is_refreshed_as_if_it_granted_what_we_asked);
	tcase_add_loop_test(c, either_form_of_the_lease_option_gives_the_lease, 0, 2);
	tcase_add_test(c, an_unanswered_refresh_is_tried_nine_more_times_till_the_expiry);
	tcase_add_test(c, nothing_is_refreshed_before_half_of_its_lease);
	tcase_add_test(c, a_refusal_is_told_with_its_rcode_and_tried_again_with_back_off);
	tcase_add_loop_test(c, an_answer_that_is_not_believed_is_no_answer_and_names_the_reason, 0, 5);
	tcase_add_test(c, a_believed_answer_after_a_forged_one_is_taken);
	tcase_add_test(c, leaving_deletes_our_records_and_only_our_ptr);
	tcase_add_test(c, leaving_ends_even_if_nobody_answers);
	tcase_add_test(c, a_host_that_never_registered_leaves_at_once);
	tcase_add_test(c, a_host_that_left_right_after_a_restart_leaves_nothing_behind);
	tcase_add_test(c, a_host_that_leaves_before_it_found_a_server_just_leaves);
	tcase_add_test(c, another_update_server_gets_the_records_at_once);
	suite_add_tcase(s, c);
	return s;
}

int
main(void)
{
	SRunner *sr = srunner_create(suite());
	int failed;

	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
