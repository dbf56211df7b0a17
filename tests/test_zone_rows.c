/* SPDX-License-Identifier: Apache-2.0 */
/* test_zone_rows.c - the copy of a zone by itself: what each event makes of
 * each state (RFC 1034 4.3.5, 1995, 1996, 5936; P4, P14). */
#include "autotunnel/zone.h"
#include "rows.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
	BEGUN = ZONE_EV_BEGUN, NOTIFIED = ZONE_EV_NOTIFIED,
	UPDATED = ZONE_EV_UPDATED, CONNECTED = ZONE_EV_CONNECTED,
	BROKEN = ZONE_EV_BROKEN, MORE = ZONE_EV_MORE, WHOLE = ZONE_EV_WHOLE,
	UNCHANGED = ZONE_EV_UNCHANGED, INAPPLICABLE = ZONE_EV_INAPPLICABLE,
	REFUSED = ZONE_EV_REFUSED, TOO_LARGE = ZONE_EV_TOO_LARGE,
	APPLIED = ZONE_EV_APPLIED, EXPIRE_SPENT = ZONE_EV_EXPIRE_SPENT,
	LATER_MS = 100, RECORDS = 8, OCTETS = 8000
};

struct timing {
	uint8_t serial;
	uint32_t refresh_s, retry_s, expire_s;
};

static const struct timing first = { 5, 3600, 600, 86400 };
static const struct timing second = { 6, 7200, 900, 172800 };
/* expires before anyone looks whether there is a newer one */
static const struct timing brief = { 5, 3600, 90, 60 };

static struct zone m;
static struct zone_store spare;
static _Alignas(16) uint8_t memory[64 * 1024];
static const struct timing *next;	/* what the next transfer brings */

static void
begin_with(const struct timing *t)
{
	static const struct endpoint primary = { 4, { 192, 0, 2, 53 }, 53 };
	struct dns_name name;

	alone_begin();
	dns_name_from_text(&name, "home.example.net");
	ck_assert_uint_le(zone_store_memory(RECORDS, OCTETS), sizeof(memory));
	zone_store_init(&spare, &name, memory, RECORDS, OCTETS);
	zone_init(&m, &name, &primary, 3);
	m.spare = &spare;
	next = t;
}

static void
put_u32(uint8_t *at, uint32_t value)
{
	at[0] = (uint8_t)(value >> 24);
	at[1] = (uint8_t)(value >> 16);
	at[2] = (uint8_t)(value >> 8);
	at[3] = (uint8_t)value;
}

/* The SOA of NEXT comes, with which a transfer begins. */
static void
feed_soa(void)
{
	struct dns_message msg;
	struct dns_writer w;
	uint8_t octets[256], soa[22] = { 0 };

	soa[5] = next->serial;
	put_u32(soa + 6, next->refresh_s);
	put_u32(soa + 10, next->retry_s);
	put_u32(soa + 14, next->expire_s);
	dns_begin(&w, octets, sizeof(octets), m.transfer.id,
		  DNS_FLAG_QR | DNS_FLAG_AA);
	dns_add_record(&w, DNS_ANSWER, &m.name, DNS_TYPE_SOA, DNS_CLASS_IN, 30,
		       soa, sizeof(soa));
	ck_assert_int_eq(dns_open(&msg, octets, (size_t)dns_end(&w)), 0);
	zone_classify_message(&m, &msg, VERDICT_VERIFIED);
	next = &second;
}

static void
now(int event)
{
	if (event == WHOLE && m.transfer.spare)
		feed_soa();
	zone_step(&m, (enum zone_event)event, alone_turn());
}

static void
later(int event)
{
	alone_run_for(LATER_MS);
	now(event);
}

static void
add_effect(const struct effects *all, const struct effect *e)
{
	struct dns_message msg;
	struct dns_question q;

	ck_assert_uint_eq(e->ticket.generation, m.ticket.generation -
			  (e->kind == EFFECT_STREAM_CLOSE &&
			   e + 1 < all->list + all->count));
	if (e->kind == EFFECT_STREAM_OPEN) {
		ck_assert(endpoint_equal(&e->to, &m.primary));
		rows_add(", open");
		return;
	}
	if (e->kind == EFFECT_STREAM_CLOSE) {
		rows_add(", close");
		return;
	}
	ck_assert_int_eq(e->kind, EFFECT_STREAM_SEND);
	ck_assert_uint_eq(e->key, 3);
	ck_assert_int_eq(dns_open(&msg, all->octets + e->offset, e->length), 0);
	ck_assert(dns_first_question(&msg, &q));
	ck_assert(dns_name_equal(&q.name, &m.name));
	ck_assert_uint_eq(msg.id, m.transfer.id);
	rows_add(", ask %s", q.type == DNS_TYPE_IXFR ? "changes" : "all");
}

static const char *const reports[] = {
	[ZONE_REPORT_WHOLE] = "whole",
	[ZONE_REPORT_UNCHANGED] = "unchanged",
	[ZONE_REPORT_FAILED] = "failed",
	[ZONE_REPORT_TOO_LARGE] = "too large",
	[ZONE_REPORT_EXPIRED] = "expired",
};

static const struct rows rows;

static void
look(void)
{
	const struct effects *all = alone_effects();
	unsigned i;

	rows_add_timers(&rows);
	rows_add_reports(&rows);
	for (i = 0; i < all->count; i++)
		add_effect(all, &all->list[i]);
}

/* Ways into the states ----------------------------------------------------- */

/* Of a zone that is here already, but for those called first. */

static void
be_empty(void)
{
	begin_with(&first);
}

static void
be_first_connecting(void)
{
	be_empty();
	now(BEGUN);
}

static void
be_first_transferring(void)
{
	be_first_connecting();
	now(CONNECTED);
}

static void
be_current(void)
{
	be_first_transferring();
	now(WHOLE);
}

static void
be_connecting(void)
{
	be_current();
	now(UPDATED);
}

static void
be_transferring(void)
{
	be_connecting();
	now(CONNECTED);
}

static void
be_transferring_old(void)
{
	be_transferring();
	now(NOTIFIED);
}

static void
be_applying(void)
{
	be_transferring_old();
	now(WHOLE);
}

static void
be_failed(void)
{
	be_transferring();
	now(REFUSED);
}

/* The same where the copy expires in 60 s. */
static void
be_brief(void)
{
	begin_with(&brief);
	now(BEGUN);
	now(CONNECTED);
	now(WHOLE);
}

static void
be_brief_failed(void)
{
	be_brief();
	now(NOTIFIED);
	now(BROKEN);
}

/* ... in 10 s */
static void
be_brief_connecting(void)
{
	be_brief();
	alone_run_for(50000);
	now(NOTIFIED);
}

static void
be_brief_transferring(void)
{
	be_brief_connecting();
	now(CONNECTED);
}

static void
be_brief_transferring_old(void)
{
	be_brief_transferring();
	now(NOTIFIED);
}

/* Events, 100 ms after what came before ------------------------------------ */

#define USABLE ", expire 86399900"

static const struct row list[] = {
	{ BE(be_empty), ON(BEGUN), "connecting, patience 20000, open" },
	{ BE(be_empty), ON(NOTIFIED, UPDATED, CONNECTED, BROKEN, APPLIED),
	  "empty" },
	/* RFC 1996: whoever says that there is something newer is believed */
	{ BE(be_current, be_failed), ON(NOTIFIED, UPDATED),
	  "connecting" USABLE ", patience 20000, open" },
	{ BE(be_current), ON(BEGUN, CONNECTED, BROKEN, MORE, WHOLE, REFUSED),
	  "current, refresh 3599900" USABLE },
	{ BE(be_failed), ON(BEGUN, CONNECTED, BROKEN, MORE, WHOLE),
	  "failed, retry 599900" USABLE },
	/* RFC 1995: changes, if we have what they are to */
	{ BE(be_first_connecting), ON(CONNECTED),
	  "transferring, patience 20000, ask all" },
	{ BE(be_connecting), ON(CONNECTED),
	  "transferring" USABLE ", patience 20000, ask changes" },
	{ BE(be_first_connecting), ON(BROKEN),
	  "failed, retry 1000, failed" },
	{ BE(be_connecting), ON(BROKEN),
	  "failed, retry 600000" USABLE ", failed" },
	{ BE(be_connecting), ON(BEGUN, NOTIFIED, UPDATED, MORE, REFUSED),
	  "connecting" USABLE ", patience 19900" },

	/* each message gives the next one its time */
	{ BE(be_transferring), ON(MORE), "transferring" USABLE
	  ", patience 20000" },
	{ BE(be_transferring_old), ON(MORE), "transferring_old" USABLE
	  ", patience 20000" },
	{ BE(be_first_transferring), ON(WHOLE),
	  "current, refresh 3600000, expire 86400000, whole, close" },
	{ BE(be_transferring), ON(WHOLE),
	  "current, refresh 7200000, expire 172800000, whole, close" },
	/* RFC 1034 4.3.5: a look that shows nothing newer is as good */
	{ BE(be_transferring), ON(UNCHANGED),
	  "current, refresh 3600000, expire 86400000, unchanged, close" },
	/* what moved meanwhile is asked for on the same stream */
	{ BE(be_transferring), ON(NOTIFIED, UPDATED),
	  "transferring_old" USABLE ", patience 19900" },
	{ BE(be_transferring_old),
	  ON(BEGUN, NOTIFIED, UPDATED, CONNECTED, APPLIED),
	  "transferring_old" USABLE ", patience 19900" },
	{ BE(be_transferring_old), ON(WHOLE),
	  "applying, expire 172800000, patience 20000, whole" },
	{ BE(be_transferring_old), ON(UNCHANGED),
	  "transferring, expire 86400000, patience 20000, ask changes" },
	{ BE(be_applying), ON(APPLIED),
	  "transferring, expire 172799900, patience 20000, ask changes" },
	{ BE(be_applying), ON(BEGUN, NOTIFIED, UPDATED, MORE, WHOLE),
	  "applying, expire 172799900, patience 19900" },

	{ BE(be_transferring, be_transferring_old), ON(INAPPLICABLE),
	  "connecting" USABLE ", patience 20000, close, open" },
	{ BE(be_transferring, be_transferring_old), ON(REFUSED),
	  "failed, retry 600000" USABLE ", failed, close" },
	{ BE(be_transferring, be_transferring_old), ON(TOO_LARGE),
	  "failed, retry 600000" USABLE ", too large, close" },
	{ BE(be_transferring, be_transferring_old), ON(BROKEN),
	  "failed, retry 600000" USABLE ", failed" },
	{ BE(be_applying), ON(BROKEN),
	  "failed, retry 900000, expire 172799900, failed" },

	/* No deadline comes to this: patience ends before the least EXPIRE. */
	{ BE(be_applying), ON(EXPIRE_SPENT),
	  "applying, expire 172799900, patience 19900, expired" },
};

static const struct rows rows = {
	.machine = &m.machine.base, .reports = reports, .look = look,
	.give = later, .list = list, .count = sizeof(list) / sizeof(list[0]),
};

START_TEST(each_event_makes_of_each_state_what_it_should)
{
	rows_check_rest(&rows);
} END_TEST

/* RFC 1995 4: no changes from there to be had: all of it, on a new stream. */
START_TEST(where_no_changes_are_to_be_had_all_is_asked_for)
{
	rows_be *const ways[] = { be_transferring, be_transferring_old };

	ways[_i]();
	now(INAPPLICABLE);
	now(CONNECTED);
	rows_is(&rows, "transferring, expire 86400000, patience 20000, ask all");
} END_TEST

/* Time --------------------------------------------------------------------- */

static const struct rows_life lives[] = {
	/* REFRESH, then RETRY, and none of it ends the copy before EXPIRE */
	{ be_current, "current, refresh 3600000, expire 86400000, whole, close",
	  { { 3600000, "connecting, expire 82800000, patience 20000, open" },
	    { 20000, "failed, retry 600000, expire 82780000, failed, close" },
	    { 600000, "connecting, expire 82180000, patience 20000, open" } } },
	{ be_first_connecting, "connecting, patience 20000, open", {
		{ 20000, "failed, retry 1000, failed, close" },
		{ 1000, "connecting, patience 20000, open" } } },
	{ be_transferring, "transferring, expire 86400000, patience 20000"
		", ask changes", {
		{ 20000, "failed, retry 600000, expire 86380000, failed"
			 ", close" } } },
	{ be_transferring_old, "transferring_old, expire 86400000"
		", patience 20000", {
		{ 20000, "failed, retry 600000, expire 86380000, failed"
			 ", close" } } },
	{ be_applying, "applying, expire 172800000, patience 20000, whole", {
		{ 20000, "failed, retry 900000, expire 172780000, failed"
			 ", close" } } },
	/* EXPIRE, whatever is under way */
	{ be_brief, "current, refresh 3600000, expire 60000, whole, close", {
		{ 60000, "current, refresh 3540000, expired" } } },
	{ be_brief_connecting, "connecting, expire 10000, patience 20000, open", {
		{ 10000, "connecting, patience 10000, expired" } } },
	{ be_brief_transferring, "transferring, expire 10000, patience 20000"
		", ask changes", {
		{ 10000, "transferring, patience 10000, expired" } } },
	{ be_brief_transferring_old, "transferring_old, expire 10000"
		", patience 20000", {
		{ 10000, "transferring_old, patience 10000, expired" } } },
	{ be_brief_failed, "failed, retry 90000, expire 60000, failed", {
		{ 60000, "failed, retry 30000, expired" },
		{ 30000, "connecting, patience 20000, open" } } },
};

START_TEST(time_makes_of_each_state_what_it_should)
{
	rows_check_lives(&rows, lives, sizeof(lives) / sizeof(lives[0]));
} END_TEST

START_TEST(the_copy_is_usable_from_its_transfer_to_its_expiry)
{
	be_first_transferring();
	ck_assert(!zone_usable(&m));
	be_brief();
	ck_assert(zone_usable(&m));
	alone_run_for(59999);
	ck_assert(zone_usable(&m));
	alone_run_for(1);
	ck_assert(!zone_usable(&m));
} END_TEST

int
main(void)
{
	Suite *s = suite_create("zone_rows");
	TCase *c = tcase_create("rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_test(c, each_event_makes_of_each_state_what_it_should);
	tcase_add_loop_test(c, where_no_changes_are_to_be_had_all_is_asked_for, 0,
			    2);
	tcase_add_test(c, time_makes_of_each_state_what_it_should);
	tcase_add_test(c, the_copy_is_usable_from_its_transfer_to_its_expiry);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
