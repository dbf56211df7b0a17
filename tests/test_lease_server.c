/* SPDX-License-Identifier: Apache-2.0 */
/* test_lease_server.c - Update Leases as the server of RFC 9664 has them. */
#include "rendezvous_bench.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NEW "new.home.example.net"
#define BROWSE "_autotunnel._udp.home.example.net"

enum { ONE = 0x01020304, TWO = 0x01020305 };

static struct bench *b;
static struct endpoint client, peer;
static struct bench_update u;

static void
setup(void)
{
	b = bench_new();
	bench_start(b);
	client = bench_client(1, 4000);
	peer = bench_client(2, 5353);
}

static void
teardown(void)
{
	bench_free(b);
}

/* Sends U, whose answer must be NOERROR, and opens that. */
static void
send_update(struct dns_message *msg)
{
	bench_forget(b);
	bench_send(b, &client, KEY_HOME, u.octets, bench_update_end(&u));
	bench_open(b, 0, msg);
	ck_assert_uint_eq(dns_rcode(msg), DNS_RCODE_NOERROR);
}

/* NEW with ADDRESS for LEASE_S; the lease granted. */
static uint32_t
registered(uint32_t address, uint32_t lease_s)
{
	struct dns_message msg;

	bench_update_begin(&u, 1);
	bench_update_add_a(&u, NEW, address);
	bench_update_lease(&u, lease_s);
	send_update(&msg);
	ck_assert(msg.options.has_lease);
	return msg.options.lease_s;
}

static unsigned
answers_of(const char *name, uint16_t type)
{
	struct dns_message msg;
	uint8_t octets[1232];

	bench_forget(b);
	bench_send(b, &peer, KEY_HOME, octets,
		   bench_query(octets, 1, name, type));
	bench_open(b, 0, &msg);
	return msg.count[DNS_ANSWER];
}

static uint32_t
leases(void)
{
	return rendezvous_counters(b->r)->lease_count;
}

/* The answer ------------------------------------------------------------------- */

/* covers: UL-S-01 UL-S-05 UL-B-04 */
START_TEST(a_lease_asked_in_four_octets_is_granted_in_four)
{
	struct dns_message msg;

	bench_update_begin(&u, 55);
	bench_update_add_a(&u, NEW, ONE);
	bench_update_lease(&u, 3600);
	send_update(&msg);
	ck_assert_uint_eq(msg.id, 55);
	ck_assert(msg.options.has_lease);
	ck_assert(!msg.options.has_key_lease);
	ck_assert_uint_eq(msg.options.lease_s, 3600);
} END_TEST

/* covers: UL-S-03 UL-B-10 */
START_TEST(a_lease_asked_in_eight_octets_is_granted_in_eight)
{
	struct dns_message msg;

	bench_update_begin(&u, 55);
	bench_update_add_a(&u, NEW, ONE);
	bench_update_lease(&u, 3600);
	u.options.has_key_lease = true;
	u.options.key_lease_s = 0xffffffff;
	send_update(&msg);
	ck_assert(msg.options.has_key_lease);
	ck_assert_uint_eq(msg.options.lease_s, 3600);
	ck_assert_uint_eq(msg.options.key_lease_s, 7 * 86400);
} END_TEST

/* covers: UL-B-06 UL-S-12 */
START_TEST(the_key_lease_is_for_key_records)
{
	uint8_t key[] = { 1, 0, 3, 13, 1, 2, 3, 4 };
	struct dns_message msg;

	bench_update_begin(&u, 1);
	bench_update_add_a(&u, NEW, ONE);
	bench_update_add(&u, NEW, DNS_TYPE_KEY, key, sizeof(key));
	bench_update_lease(&u, 1800);
	u.options.has_key_lease = true;
	u.options.key_lease_s = 86400;
	send_update(&msg);
	bench_run_for(b, 1800 * 1000);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_A));
	ck_assert(bench_has(b, NEW, DNS_TYPE_KEY));
	bench_run_for(b, (86400 - 1800) * 1000);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_KEY));
} END_TEST

/* covers: UL-S-04 UL-B-05 */
START_TEST(four_octets_count_for_key_records_too)
{
	uint8_t key[] = { 1, 0, 3, 13, 1, 2, 3, 4 };
	struct dns_message msg;

	bench_update_begin(&u, 1);
	bench_update_add(&u, NEW, DNS_TYPE_KEY, key, sizeof(key));
	bench_update_lease(&u, 5400);	/* 1800 is the least */
	send_update(&msg);
	bench_run_for(b, 5399 * 1000);
	ck_assert(bench_has(b, NEW, DNS_TYPE_KEY));
	bench_run_for(b, 1000);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_KEY));
} END_TEST

/* covers: UL-S-02 UL-S-13 UL-S-16 9664-G-03 UL-S-18 BTMM-B-12 BTMM-B-13 */
START_TEST(leases_are_brought_within_bounds)
{
	ck_assert_uint_eq(registered(ONE, 0), 1800);
	ck_assert_uint_eq(registered(ONE, 7201), 7200);
	ck_assert_uint_eq(registered(ONE, 0xffffffff), 7200);
} END_TEST

/* covers: UL-S-15 UL-S-19 */
START_TEST(the_owner_may_set_the_bounds_down_to_a_second)
{
	bench_free(b);
	b = bench_new();
	b->config.lease_min_s = 1;
	b->config.lease_max_s = 10000;
	bench_start(b);
	ck_assert_uint_eq(registered(ONE, 10001), 10000);
	ck_assert_uint_eq(registered(ONE, 3), 3);
	bench_run_for(b, 2999);
	ck_assert(bench_has(b, NEW, DNS_TYPE_A));
	bench_run_for(b, 1);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_A));
} END_TEST

/* covers: 9664-G-02 */
START_TEST(a_malformed_lease_option_is_formerr)
{
	struct dns_message msg;
	size_t length;

	bench_update_begin(&u, 1);
	bench_update_add_a(&u, NEW, ONE);
	bench_update_lease(&u, 3600);
	u.options.has_key_lease = true;
	length = bench_update_end(&u);
	/* 8 octets become 5, and an option of 3 octets less 4 cannot be: the
	 * OPT is cut with it */
	u.octets[length - 9] = 5;
	u.octets[length - 13] = 9;
	length -= 3;
	bench_send(b, &client, KEY_HOME, u.octets, length);
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_FORMERR);
	ck_assert_uint_eq(b->updates, 0);
} END_TEST

/* covers: 9664-G-06 */
START_TEST(without_the_option_records_are_for_good)
{
	struct dns_message msg;

	registered(ONE, 1800);
	bench_update_begin(&u, 2);
	bench_update_add_a(&u, NEW, ONE);
	send_update(&msg);
	ck_assert(!msg.options.has_lease);
	ck_assert_uint_eq(leases(), 0);
	bench_run_for(b, 2 * 86400 * 1000ull);
	ck_assert(bench_has(b, NEW, DNS_TYPE_A));
} END_TEST

/* Life --------------------------------------------------------------------------- */

/* covers: UL-S-10 UL-S-11 UL-S-12 P16 */
START_TEST(what_is_not_refreshed_is_deleted_and_pushed)
{
	struct dns_message msg;
	struct dns_iterator it;
	struct dns_record rr;
	uint64_t then = b->now_ms;

	registered(ONE, 1800);
	bench_subscribe(b, &peer, KEY_HOME, NEW, DNS_TYPE_A);
	bench_run_for(b, 1799999);
	ck_assert_uint_eq(b->sent_count, 0);
	ck_assert(bench_has(b, NEW, DNS_TYPE_A));
	bench_run_for(b, 1);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_A));
	ck_assert_uint_eq(b->update_key, KEY_OWN);
	ck_assert_uint_eq(bench_sent(b, 0)->at_ms, then + 1800000);
	bench_open(b, 0, &msg);
	dns_records(&msg, DNS_ANSWER, &it);
	ck_assert(dns_next(&it, &rr));
	ck_assert_uint_eq(rr.ttl, DNS_TTL_REMOVED);
	ck_assert_uint_eq(leases(), 0);
	/* the same is not pushed again when its transfer comes */
	ck_assert_uint_eq(b->sent_count, 1);
} END_TEST

/* covers: UL-S-10 */
START_TEST(a_record_that_ran_out_is_not_shown_though_the_primary_has_it)
{
	uint8_t mark[4] = { 9, 9, 9, 9 };

	registered(ONE, 1800);
	ck_assert_uint_eq(answers_of(NEW, DNS_TYPE_A), 1);
	b->mute = true;
	b->force_rcode = DNS_RCODE_SERVFAIL;	/* it does not even take them */
	bench_run_for(b, 1800000);
	ck_assert(bench_has(b, NEW, DNS_TYPE_A));
	ck_assert_uint_eq(answers_of(NEW, DNS_TYPE_A), 0);
	bench_run_for(b, 15000);
	ck_assert_str_eq(b->tell, "the primary did not take our own update: "
			 "records whose lease ran out stay");
	/* nor after a transfer, whole or not */
	bench_add(b, "z.home.example.net", DNS_TYPE_A, 30, mark, 4);
	bench_notify(b);
	ck_assert_uint_eq(answers_of("z.home.example.net", DNS_TYPE_A), 1);
	ck_assert_uint_eq(answers_of(NEW, DNS_TYPE_A), 0);
	b->no_ixfr = true;
	bench_remove(b, "z.home.example.net", DNS_TYPE_A, mark, 4);
	bench_notify(b);
	ck_assert_uint_eq(answers_of("z.home.example.net", DNS_TYPE_A), 0);
	ck_assert_uint_eq(answers_of(NEW, DNS_TYPE_A), 0);
	/* and it is deleted once the primary can be talked to */
	b->mute = false;
	b->force_rcode = DNS_RCODE_NOERROR;
	bench_run_for(b, 60000);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_A));
	ck_assert_uint_eq(leases(), 0);
} END_TEST

/* covers: UL-S-07 UL-S-12 */
START_TEST(a_refresh_gives_a_new_lease)
{
	registered(ONE, 1800);
	bench_run_for(b, 1500000);
	ck_assert_uint_eq(registered(ONE, 1800), 1800);
	bench_run_for(b, 1799999);
	ck_assert(bench_has(b, NEW, DNS_TYPE_A));
	bench_run_for(b, 1);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_A));
} END_TEST

/* covers: UL-S-08 P14 */
START_TEST(a_refresh_that_changes_nothing_moves_no_serial_but_goes_on)
{
	uint32_t serial;
	unsigned updates;

	registered(ONE, 1800);
	serial = b->serial;
	updates = b->updates;
	bench_subscribe(b, &peer, KEY_HOME, NEW, DNS_TYPE_A);
	registered(ONE, 1800);
	ck_assert_uint_eq(b->serial, serial);
	ck_assert_uint_eq(b->updates, updates + 1);
	ck_assert_uint_eq(b->sent_count, 1);	/* no event */
} END_TEST

/* covers: UL-S-06 UL-S-09 */
START_TEST(a_refresh_puts_back_what_was_lost)
{
	uint8_t one[4] = { 1, 2, 3, 4 };
	uint32_t serial;

	registered(ONE, 1800);
	bench_remove(b, NEW, DNS_TYPE_A, one, 4);
	bench_notify(b);
	ck_assert_uint_eq(answers_of(NEW, DNS_TYPE_A), 0);
	serial = b->serial;
	registered(ONE, 1800);
	ck_assert_uint_eq(answers_of(NEW, DNS_TYPE_A), 1);
	ck_assert_uint_eq(b->serial, serial + 1);
} END_TEST

/* covers: UL-S-06 */
START_TEST(a_refresh_after_the_end_is_a_registration_again)
{
	registered(ONE, 1800);
	bench_subscribe(b, &peer, KEY_HOME, NEW, DNS_TYPE_A);
	b->force_rcode = DNS_RCODE_SERVFAIL;	/* the deletion fails */
	bench_run_for(b, 1800000);
	ck_assert_uint_eq(answers_of(NEW, DNS_TYPE_A), 0);
	b->force_rcode = DNS_RCODE_NOERROR;
	ck_assert_uint_eq(registered(ONE, 1800), 1800);
	/* the zone at the primary did not change: shown none the less */
	ck_assert_uint_eq(answers_of(NEW, DNS_TYPE_A), 1);
	bench_run_for(b, 1799000);
	ck_assert(bench_has(b, NEW, DNS_TYPE_A));
} END_TEST

/* covers: UL-B-07 UL-B-09 */
START_TEST(a_move_ends_the_lease_of_what_it_deletes)
{
	struct dns_message msg;

	registered(ONE, 1800);
	bench_update_begin(&u, 2);
	bench_update_delete_set(&u, NEW, DNS_TYPE_A);
	bench_update_add_a(&u, NEW, TWO);
	bench_update_lease(&u, 7200);
	send_update(&msg);
	ck_assert_uint_eq(leases(), 1);
	bench_run_for(b, 1800000);
	ck_assert(bench_has(b, NEW, DNS_TYPE_A));
	bench_run_for(b, 5400000);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_A));
} END_TEST

START_TEST(an_update_that_deletes_what_it_adds_leaves_no_lease)
{
	uint8_t one[4] = { 1, 2, 3, 4 };
	struct dns_message msg;

	bench_update_begin(&u, 2);
	bench_update_add_a(&u, NEW, ONE);
	bench_update_delete(&u, NEW, DNS_TYPE_A, one, 4);
	bench_update_lease(&u, 7200);
	send_update(&msg);
	ck_assert_uint_eq(leases(), 0);
} END_TEST

/* covers: 9664-G-04 */
START_TEST(a_record_that_was_there_without_a_lease_never_gets_one)
{
	struct dns_message msg;

	bench_update_begin(&u, 2);
	bench_update_add_a(&u, "label.home.example.net", 0xcb007105);
	bench_update_lease(&u, 1800);
	send_update(&msg);
	ck_assert_uint_eq(msg.options.lease_s, 1800);
	bench_run_for(b, 3600000);
	ck_assert(bench_has(b, "label.home.example.net", DNS_TYPE_A));
} END_TEST

/* Disk ------------------------------------------------------------------------------ */

/* covers: P15 9664-G-08 */
START_TEST(a_lease_is_on_disk_before_its_update_goes_on)
{
	struct rendezvous_lease lease;
	uint32_t cursor = 0;

	b->save_held = true;
	bench_update_begin(&u, 1);
	bench_update_add_a(&u, NEW, ONE);
	bench_update_lease(&u, 3600);
	bench_send(b, &client, KEY_HOME, u.octets, bench_update_end(&u));
	ck_assert_uint_eq(b->saves, 1);
	ck_assert_uint_eq(b->updates, 0);
	ck_assert_uint_eq(b->sent_count, 0);
	ck_assert(rendezvous_next_lease(b->r, &cursor, &lease));
	ck_assert_uint_eq(lease.end_ms, b->now_ms + 3600000);
	ck_assert_uint_eq(lease.type, DNS_TYPE_A);
	ck_assert(!rendezvous_next_lease(b->r, &cursor, &lease));
	bench_saved(b);
	ck_assert_uint_eq(b->updates, 1);
	ck_assert_uint_eq(b->sent_count, 1);
	/* and confirmed after */
	ck_assert_uint_eq(b->saves, 2);
} END_TEST

/* covers: P15 */
START_TEST(without_the_disk_nothing_is_granted)
{
	struct dns_message msg;

	b->save_error = -ENOSPC;
	bench_update_begin(&u, 1);
	bench_update_add_a(&u, NEW, ONE);
	bench_update_lease(&u, 3600);
	bench_send(b, &client, KEY_HOME, u.octets, bench_update_end(&u));
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_SERVFAIL);
	ck_assert_uint_eq(b->updates, 0);
	ck_assert_uint_eq(leases(), 0);
} END_TEST

/* covers: P15 9664-G-08 UL-S-12 */
START_TEST(leases_outlive_a_restart)
{
	struct rendezvous_lease kept;
	uint8_t rdata[16];
	uint32_t cursor = 0;

	registered(ONE, 1800);
	ck_assert(rendezvous_next_lease(b->r, &cursor, &kept));
	memcpy(rdata, kept.rdata, kept.rdata_length);
	kept.rdata = rdata;
	b->now_ms += 600000;
	bench_lay(b);
	ck_assert_int_eq(rendezvous_put_back(b->r, b->now_ms, &kept), 0);
	bench_begin(b);
	bench_run_for(b, 1199999);
	ck_assert(bench_has(b, NEW, DNS_TYPE_A));
	bench_run_for(b, 1);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_A));
} END_TEST

/* covers: P15 UL-S-10 */
START_TEST(what_ran_out_while_we_were_down_is_never_shown_and_deleted)
{
	struct rendezvous_lease kept;
	uint8_t rdata[16];
	uint32_t cursor = 0;

	registered(ONE, 1800);
	ck_assert(rendezvous_next_lease(b->r, &cursor, &kept));
	memcpy(rdata, kept.rdata, kept.rdata_length);
	kept.rdata = rdata;
	b->now_ms += 1800000;
	bench_lay(b);
	ck_assert_int_eq(rendezvous_put_back(b->r, b->now_ms, &kept), 0);
	bench_begin(b);
	ck_assert_uint_eq(answers_of(NEW, DNS_TYPE_A), 0);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_A));
} END_TEST

/* covers: P15 */
START_TEST(a_start_without_state_adopts_what_looks_like_ours)
{
	bench_free(b);
	b = bench_new();
	b->config.adopt = true;
	bench_add_a(b, "printer.home.example.net", 5);
	bench_start(b);
	/* AAAA of mymac, SRV, A of its target, PTR */
	ck_assert_uint_eq(rendezvous_counters(b->r)->leases_adopted, 4);
	ck_assert_uint_eq(b->saves, 1);
	bench_run_for(b, 7199000);
	ck_assert(bench_has(b, "mymac.home.example.net", DNS_TYPE_AAAA));
	bench_run_for(b, 1000);
	ck_assert(!bench_has(b, "mymac.home.example.net", DNS_TYPE_AAAA));
	ck_assert(!bench_has(b, "label.home.example.net", DNS_TYPE_A));
	ck_assert(!bench_has(b, "_autotunnel._udp.home.example.net",
			     DNS_TYPE_PTR));
	ck_assert(bench_has(b, "printer.home.example.net", DNS_TYPE_A));
	/* all of it in one update */
	ck_assert_uint_eq(b->updates, 1);
} END_TEST

/* The SRV of a host that cannot be reached has the target `.`: nothing leads to
 * its label but the label's own form.
 * covers: P15 */
START_TEST(the_label_of_who_cannot_be_reached_is_adopted_too)
{
	static const char label[] =
		"AutoTunnel-00-22-69-FF-FE-8E-34-2A.home.example.net";

	bench_free(b);
	b = bench_new();
	b->config.adopt = true;
	bench_add(b, label, DNS_TYPE_TXT, 120, (const uint8_t *)"\003v=1", 4);
	bench_add_a(b, "AutoTunnel.home.example.net", 5);
	bench_start(b);
	ck_assert_uint_eq(rendezvous_counters(b->r)->leases_adopted, 5);
	bench_run_for(b, 7201000);
	ck_assert(!bench_has(b, label, DNS_TYPE_TXT));
	ck_assert(bench_has(b, "AutoTunnel.home.example.net", DNS_TYPE_A));
} END_TEST

/* Nobody else takes away what a host that wanted a name left there.
 * covers: P15 */
START_TEST(the_note_of_who_wanted_a_name_is_adopted_too)
{
	static const char note[] =
		"_clash._autotunnel._udp.mymac.home.example.net";
	static const char other[] = "_clash.home.example.net";

	bench_free(b);
	b = bench_new();
	b->config.adopt = true;
	bench_add(b, note, DNS_TYPE_TXT, 30, (const uint8_t *)"\003v=1", 4);
	bench_add(b, other, DNS_TYPE_TXT, 30, (const uint8_t *)"\003v=1", 4);
	bench_start(b);
	ck_assert_uint_eq(rendezvous_counters(b->r)->leases_adopted, 5);
	bench_run_for(b, 7201000);
	ck_assert(!bench_has(b, note, DNS_TYPE_TXT));
	ck_assert(bench_has(b, other, DNS_TYPE_TXT));
} END_TEST

/* covers: UL-S-12 P15 */
START_TEST(an_update_that_was_never_answered_keeps_its_lease)
{
	bench_update_begin(&u, 1);
	bench_update_add_a(&u, NEW, ONE);
	bench_update_lease(&u, 1800);
	b->mute = true;
	bench_send(b, &client, KEY_HOME, u.octets, bench_update_end(&u));
	bench_run_for(b, 15000);
	ck_assert_uint_eq(leases(), 1);
	b->mute = false;
	bench_run_for(b, 1800000);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_A));
	ck_assert_uint_eq(leases(), 0);
} END_TEST

START_TEST(a_renewal_that_the_primary_refuses_leaves_the_old_lease)
{
	struct dns_message msg;

	registered(ONE, 1800);
	bench_run_for(b, 900000);
	b->force_rcode = DNS_RCODE_REFUSED;
	bench_forget(b);
	bench_update_begin(&u, 2);
	bench_update_add_a(&u, NEW, ONE);
	bench_update_lease(&u, 7200);
	bench_send(b, &client, KEY_HOME, u.octets, bench_update_end(&u));
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_REFUSED);
	b->force_rcode = DNS_RCODE_NOERROR;
	bench_run_for(b, 899999);
	ck_assert(bench_has(b, NEW, DNS_TYPE_A));
	bench_run_for(b, 1);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_A));
} END_TEST

/* covers: UL-S-10 */
START_TEST(a_lease_that_ends_while_its_renewal_is_under_way_is_hidden_till_then)
{
	registered(ONE, 1800);
	bench_run_for(b, 1799000);
	b->mute = true;
	b->force_rcode = DNS_RCODE_SERVFAIL;
	bench_forget(b);
	bench_update_begin(&u, 2);
	bench_update_add_a(&u, NEW, ONE);
	bench_update_lease(&u, 1800);
	bench_send(b, &client, KEY_HOME, u.octets, bench_update_end(&u));
	bench_run_for(b, 1500);
	ck_assert_uint_eq(answers_of(NEW, DNS_TYPE_A), 0);
	b->mute = false;
	b->force_rcode = DNS_RCODE_NOERROR;
	bench_run_for(b, 3000);
	ck_assert_uint_eq(answers_of(NEW, DNS_TYPE_A), 1);
	ck_assert(bench_has(b, NEW, DNS_TYPE_A));
} END_TEST

START_TEST(a_full_table_of_leases_is_refused_and_counted)
{
	struct dns_message msg;
	char name[64];
	unsigned i;

	bench_free(b);
	b = bench_new();
	b->config.limits.leases = 4;
	bench_start(b);
	bench_update_begin(&u, 1);
	for (i = 0; i < 5; i++) {
		snprintf(name, sizeof(name), "h%u.home.example.net", i);
		bench_update_add_a(&u, name, i);
	}
	bench_update_lease(&u, 3600);
	bench_send(b, &client, KEY_HOME, u.octets, bench_update_end(&u));
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_REFUSED);
	ck_assert_uint_eq(b->updates, 0);
	ck_assert_uint_eq(leases(), 0);
	ck_assert_uint_eq(rendezvous_counters(b->r)->updates_full, 1);
	bench_forget(b);
	ck_assert_uint_eq(registered(ONE, 3600), 3600);
} END_TEST

/* A lease that two updates hold could be gone, and its place another's, by the
 * time the second is settled. */
START_TEST(what_deletes_all_ptrs_waits_for_what_deletes_one)
{
	struct dns_name service =
		bench_name("_autotunnel._udp.new.home.example.net");
	struct dns_message msg;
	unsigned before;

	bench_update_begin(&u, 1);
	bench_update_add(&u, BROWSE, DNS_TYPE_PTR, service.wire,
			 service.length);
	bench_update_lease(&u, 3600);
	send_update(&msg);
	b->mute = true;
	before = b->updates;
	bench_update_begin(&u, 2);
	bench_update_delete(&u, BROWSE, DNS_TYPE_PTR, service.wire,
			    service.length);
	bench_send(b, &client, KEY_HOME, u.octets, bench_update_end(&u));
	ck_assert_uint_eq(b->updates, before + 1);
	bench_update_begin(&u, 3);
	bench_update_delete_set(&u, BROWSE, DNS_TYPE_PTR);
	bench_send(b, &client, KEY_HOME, u.octets, bench_update_end(&u));
	ck_assert_uint_eq(b->updates, before + 1);
	b->mute = false;
	bench_run_for(b, 1000);
	ck_assert_uint_eq(b->updates, before + 3);
	ck_assert_uint_eq(leases(), 0);
} END_TEST

/* covers: UL-S-11 */
START_TEST(a_record_too_long_for_a_datagram_is_deleted_on_a_stream)
{
	struct dns_message msg;
	uint8_t txt[250];

	bench_free(b);
	b = bench_new();
	b->keys[KEY_OWN].tsig_octets = 1050;
	bench_start(b);
	memset(txt, 'x', sizeof(txt));
	txt[0] = sizeof(txt) - 1;
	bench_update_begin(&u, 1);
	bench_update_add(&u, NEW, DNS_TYPE_TXT, txt, sizeof(txt));
	bench_update_add_a(&u, NEW, ONE);
	bench_update_lease(&u, 1800);
	send_update(&msg);
	bench_run_for(b, 1800 * 1000);
	ck_assert(!bench_has(b, NEW, DNS_TYPE_TXT));
	ck_assert(!bench_has(b, NEW, DNS_TYPE_A));
	ck_assert_uint_eq(leases(), 0);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("lease_server");
	SRunner *sr = srunner_create(s);
	TCase *t = tcase_create("leases");
	int failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_lease_asked_in_four_octets_is_granted_in_four);
	tcase_add_test(t, a_lease_asked_in_eight_octets_is_granted_in_eight);
	tcase_add_test(t, the_key_lease_is_for_key_records);
	tcase_add_test(t, four_octets_count_for_key_records_too);
	tcase_add_test(t, leases_are_brought_within_bounds);
	tcase_add_test(t, the_owner_may_set_the_bounds_down_to_a_second);
	tcase_add_test(t, a_malformed_lease_option_is_formerr);
	tcase_add_test(t, without_the_option_records_are_for_good);
	tcase_add_test(t, what_is_not_refreshed_is_deleted_and_pushed);
	tcase_add_test(t, a_record_that_ran_out_is_not_shown_though_the_primary_has_it);
	tcase_add_test(t, a_refresh_gives_a_new_lease);
	tcase_add_test(t, a_refresh_that_changes_nothing_moves_no_serial_but_goes_on);
	tcase_add_test(t, a_refresh_puts_back_what_was_lost);
	tcase_add_test(t, a_refresh_after_the_end_is_a_registration_again);
	tcase_add_test(t, a_move_ends_the_lease_of_what_it_deletes);
	tcase_add_test(t, an_update_that_deletes_what_it_adds_leaves_no_lease);
	tcase_add_test(t, a_record_that_was_there_without_a_lease_never_gets_one);
	tcase_add_test(t, a_lease_is_on_disk_before_its_update_goes_on);
	tcase_add_test(t, without_the_disk_nothing_is_granted);
	tcase_add_test(t, leases_outlive_a_restart);
	tcase_add_test(t, what_ran_out_while_we_were_down_is_never_shown_and_deleted);
	tcase_add_test(t, a_start_without_state_adopts_what_looks_like_ours);
	tcase_add_test(t, the_label_of_who_cannot_be_reached_is_adopted_too);
	tcase_add_test(t, the_note_of_who_wanted_a_name_is_adopted_too);
	tcase_add_test(t, an_update_that_was_never_answered_keeps_its_lease);
	tcase_add_test(t, a_renewal_that_the_primary_refuses_leaves_the_old_lease);
	tcase_add_test(t, a_lease_that_ends_while_its_renewal_is_under_way_is_hidden_till_then);
	tcase_add_test(t, a_full_table_of_leases_is_refused_and_counted);
	tcase_add_test(t, what_deletes_all_ptrs_waits_for_what_deletes_one);
	tcase_add_test(t, a_record_too_long_for_a_datagram_is_deleted_on_a_stream);
	suite_add_tcase(s, t);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
