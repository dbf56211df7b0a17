/* SPDX-License-Identifier: Apache-2.0 */
/* test_forward_rows.c - one UPDATE on its way to the primary, by itself: what
 * each event makes of each state (RFC 2136 6, RFC 8945 5.5; P14, P15). */
#include "autotunnel/forward.h"
#include "rows.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
	LEASED = FORWARD_EV_LEASED, READY = FORWARD_EV_READY,
	READY_LONG = FORWARD_EV_READY_LONG,
	CONFLICTING = FORWARD_EV_CONFLICTING, NO_ROOM = FORWARD_EV_NO_ROOM,
	UNSAVED = FORWARD_EV_UNSAVED, CONNECTED = FORWARD_EV_CONNECTED,
	BROKEN = FORWARD_EV_BROKEN, ACCEPTED = FORWARD_EV_ACCEPTED,
	REJECTED = FORWARD_EV_REJECTED, RESEND_SPENT = FORWARD_EV_RESEND_SPENT,
	LATER_MS = 100, ORIGIN = 77, OWN_KEY = 3
};

static struct forward m;
static struct dns_name zone;
static uint8_t update[] = "what goes to the primary";

static void
be_free(void)
{
	alone_begin();
	dns_name_from_text(&zone, "home.example.net");
	memset(&m, 0, sizeof(m));
	forward_begin(&m);
	m.zone = &zone;
	m.primary = (struct endpoint){ 4, { 192, 0, 2, 53 }, 53 };
	m.own_key = OWN_KEY;
	m.ticket = (struct ticket){ 2, 5 };
	m.octets = update;
	m.length = sizeof(update);
	m.client.origin = ORIGIN;
	m.client.id = 4242;
	m.client.source = (struct endpoint){ 4, { 203, 0, 113, 4 }, 4000 };
}

static void
now(int event)
{
	if (event == ACCEPTED || event == REJECTED)
		m.rcode = event == ACCEPTED ? DNS_RCODE_NOERROR :
			DNS_RCODE_NXRRSET;
	forward_step(&m, (enum forward_event)event, alone_turn());
}

static void
later(int event)
{
	alone_run_for(LATER_MS);
	now(event);
}

static void
add_answer(const uint8_t *octets, const struct effect *e)
{
	struct dns_message msg;

	ck_assert_int_eq(dns_open(&msg, octets, e->length), 0);
	ck_assert_uint_eq(e->origin, ORIGIN);
	ck_assert_uint_eq(msg.id, 4242);
	ck_assert_uint_eq(dns_opcode(&msg), DNS_OPCODE_UPDATE);
	rows_add(", answer %u", dns_rcode(&msg));
}

static void
add_effect(const struct effects *all, const struct effect *e)
{
	const uint8_t *octets = all->octets + e->offset;

	if (e->kind == EFFECT_SEND && e->channel == CHANNEL_SERVICE) {
		add_answer(octets, e);
		return;
	}
	if (e->kind != EFFECT_SEND)
		ck_assert_uint_eq(e->ticket.generation, 5);
	switch (e->kind) {
	case EFFECT_SAVE:
		rows_add(", save");
		return;
	case EFFECT_STREAM_OPEN:
		rows_add(", open");
		return;
	case EFFECT_STREAM_CLOSE:
		rows_add(", close");
		return;
	default:
		break;
	}
	ck_assert(endpoint_equal(&e->to, &m.primary));
	ck_assert_uint_eq(e->key, OWN_KEY);
	ck_assert_uint_eq(e->length, sizeof(update));
	ck_assert_mem_eq(octets, update, sizeof(update));
	if (e->kind == EFFECT_STREAM_SEND) {
		rows_add(", stream");
		return;
	}
	ck_assert_int_eq(e->kind, EFFECT_SEND);
	ck_assert_int_eq(e->channel, CHANNEL_PRIMARY);
	rows_add(", datagram");
}

static const char *const reports[] = {
	[FORWARD_REPORT_ACCEPTED] = "accepted",
	[FORWARD_REPORT_REFUSED] = "refused",
	[FORWARD_REPORT_LOST] = "lost",
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

static void
be_queued(void)
{
	be_free();
	now(CONFLICTING);
}

static void
be_saving(void)
{
	be_free();
	now(LEASED);
}

static void
be_sent(void)
{
	be_free();
	now(READY);
}

static void
be_resent(void)
{
	be_sent();
	alone_run_for(1000);
}

static void
be_connecting(void)
{
	be_free();
	now(READY_LONG);
}

static void
be_streaming(void)
{
	be_connecting();
	now(CONNECTED);
}

/* Events, 100 ms after what came before ------------------------------------- */

/* RCODE 2 is SERVFAIL, 5 REFUSED, 8 NXRRSET. */
static const struct row list[] = {
	/* P15: a lease is on disk before anybody hears of it */
	{ BE(be_free, be_queued), ON(LEASED), "saving, disk 10000, save" },
	{ BE(be_free), ON(CONFLICTING), "queued" },
	{ BE(be_free, be_queued), ON(NO_ROOM), "free, refused, answer 5" },
	{ BE(be_free), ON(UNSAVED, CONNECTED, BROKEN, ACCEPTED, REJECTED),
	  "free" },
	{ BE(be_queued), ON(CONFLICTING, UNSAVED, CONNECTED, BROKEN, ACCEPTED),
	  "queued" },
	{ BE(be_free, be_queued, be_saving), ON(READY),
	  "sent, resend 1000, datagram" },
	{ BE(be_free, be_queued, be_saving), ON(READY_LONG),
	  "connecting, patience 15000, open" },
	{ BE(be_saving), ON(UNSAVED), "free, refused, answer 2" },
	{ BE(be_saving), ON(LEASED, CONFLICTING, NO_ROOM, CONNECTED, ACCEPTED),
	  "saving, disk 9900" },
	/* RFC 2136 6: the primary's answer is the client's */
	{ BE(be_sent, be_resent), ON(ACCEPTED),
	  "free, accepted, answer 0" },
	{ BE(be_sent), ON(REJECTED), "free, refused, answer 8" },
	/* what came before may have been taken */
	{ BE(be_resent), ON(REJECTED), "free, lost, answer 8" },
	{ BE(be_sent), ON(LEASED, READY, CONFLICTING, CONNECTED, BROKEN),
	  "sent, resend 900" },
	{ BE(be_resent), ON(LEASED, READY_LONG, UNSAVED, BROKEN, NO_ROOM),
	  "resent, resend#1 1900" },
	/* no deadline comes to this in `sent`; it is as in `resent` */
	{ BE(be_sent, be_resent), ON(RESEND_SPENT),
	  "free, lost, answer 2" },
	{ BE(be_connecting), ON(CONNECTED),
	  "streaming, patience 14900, stream" },
	{ BE(be_connecting), ON(BROKEN), "free, refused, answer 2" },
	{ BE(be_connecting), ON(LEASED, READY, UNSAVED, ACCEPTED, REJECTED),
	  "connecting, patience 14900" },
	{ BE(be_streaming), ON(ACCEPTED),
	  "free, accepted, close, answer 0" },
	{ BE(be_streaming), ON(REJECTED),
	  "free, refused, close, answer 8" },
	/* it was sent, so it may have been taken */
	{ BE(be_streaming), ON(BROKEN), "free, lost, answer 2" },
	{ BE(be_streaming), ON(LEASED, READY, UNSAVED, CONNECTED, NO_ROOM),
	  "streaming, patience 14900" },
};

static const struct rows rows = {
	.machine = &m.machine.base, .reports = reports, .look = look,
	.give = later, .list = list, .count = sizeof(list) / sizeof(list[0]),
};

START_TEST(each_event_makes_of_each_state_what_it_should)
{
	rows_check_rest(&rows);
} END_TEST

/* UL-B-11: 1, 2, 4 and 8 s, or one stream of 15 s. */
static const struct rows_life lives[] = {
	{ be_sent, "sent, resend 1000, datagram", {
		{ 1000, "resent, resend#1 2000, datagram" },
		{ 2000, "resent, resend#2 4000, datagram" },
		{ 4000, "resent, resend#3 8000, datagram" },
		{ 8000, "free, lost, answer 2" } } },
	{ be_connecting, "connecting, patience 15000, open", {
		{ 15000, "free, refused, close, answer 2" } } },
	{ be_streaming, "streaming, patience 15000, stream", {
		{ 15000, "free, lost, close, answer 2" } } },
	{ be_saving, "saving, disk 10000, save", {
		{ 10000, "free, refused, answer 2" } } },
};

START_TEST(time_makes_of_each_state_what_it_should)
{
	rows_check_lives(&rows, lives, sizeof(lives) / sizeof(lives[0]));
} END_TEST

/* Slept over all of its waits: it was not sent twice. */
START_TEST(what_was_slept_through_is_sent_again_first)
{
	be_sent();
	alone_sleep_for(60000);
	rows_is(&rows, "resent, resend#1 2000, datagram");
} END_TEST

START_TEST(our_own_update_is_answered_to_nobody)
{
	be_free();
	m.client.origin = 0;
	now(READY);
	now(REJECTED);
	rows_is(&rows, "free, refused");
} END_TEST

int
main(void)
{
	Suite *s = suite_create("forward_rows");
	TCase *c = tcase_create("rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_test(c, each_event_makes_of_each_state_what_it_should);
	tcase_add_test(c, time_makes_of_each_state_what_it_should);
	tcase_add_test(c, what_was_slept_through_is_sent_again_first);
	tcase_add_test(c, our_own_update_is_answered_to_nobody);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
