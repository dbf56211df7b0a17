/* SPDX-License-Identifier: Apache-2.0 */
/* test_peer.c - who dials whom, what a move does to a tunnel, and what is never
 * done. Two hosts, "ant" the lower name and "bee" the higher one. */
#include "autotunnel/peer.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { SLOT = 3, SEEN_MAX = 64 };

/* What one container would keep, and what came out of it. */
struct world {
	struct peer peer;
	struct deadline heap[1];
	struct deadlines deadlines;
	struct reports reports;
	struct effects effects;
	uint64_t now_ms;
	struct effect seen[SEEN_MAX];	/* EFFECT_TUNNEL since last asked */
	unsigned seen_count, seen_at;
	unsigned told[PEER_REPORT_COUNT];
	struct peer_location there;
	struct peer_self here;
};

static struct world w;
static struct dns_name ant, bee;

static void
turn_begin(struct turn *t)
{
	static const uint8_t seed[16] = { 7 };

	effects_clear(&w.effects);
	memset(t, 0, sizeof(*t));
	t->now_ms = w.now_ms;
	t->out = &w.effects;
	t->deadlines = &w.deadlines;
	t->reports = &w.reports;
	random_seed(&t->random, seed);
}

static void
turn_end(struct turn *t)
{
	struct report r;
	unsigned i;

	while (reports_take(&w.reports, &r)) {
		ck_assert_ptr_eq(r.from, &w.peer.machine.base);
		ck_assert_uint_lt(r.what, PEER_REPORT_COUNT);
		w.told[r.what]++;
		if (r.what == PEER_REPORT_LOOK_AGAIN)
			peer_decide(&w.peer, t);
	}
	for (i = 0; i < w.effects.count; i++) {
		ck_assert_int_eq(w.effects.list[i].kind, EFFECT_TUNNEL);
		ck_assert_uint_eq(w.effects.list[i].tunnel.peer, SLOT);
		ck_assert_uint_lt(w.seen_count, SEEN_MAX);
		w.seen[w.seen_count++] = w.effects.list[i];
	}
}

static void
world_begin(const struct dns_name *ours, const struct dns_name *theirs)
{
	memset(&w, 0, sizeof(w));
	w.now_ms = 1000000;
	deadlines_init(&w.deadlines, w.heap, 1);
	peer_init(&w.peer, theirs, ours, SLOT);
}

static struct endpoint
v4(uint8_t a, uint8_t b, uint8_t c, uint8_t d, uint16_t port)
{
	return (struct endpoint){ .family = 4, .address = { a, b, c, d },
				  .port = port };
}

static void
locate(void)
{
	struct turn t;

	turn_begin(&t);
	peer_locate(&w.peer, &w.there, &t);
	turn_end(&t);
}

static void
place_us(void)
{
	struct turn t;

	turn_begin(&t);
	peer_place_us(&w.peer, &w.here, &t);
	turn_end(&t);
}

static void
hear(enum tunnel_news news, bool ours, struct endpoint remote,
     enum tunnel_reason reason)
{
	struct tunnel_facts facts = { .news = news, .peer = SLOT, .ours = ours,
				      .remote = remote, .reason = reason };
	struct turn t;

	turn_begin(&t);
	peer_hear(&w.peer, &facts, &t);
	turn_end(&t);
}

static void
news(enum tunnel_news n)
{
	hear(n, false, w.peer.remote, TUNNEL_REASON_NONE);
}

/* An SA with the peer at its present place. */
static void
up(bool ours)
{
	hear(TUNNEL_UP, ours, peer_nearest(&w.peer), TUNNEL_REASON_NONE);
}

static void
run_for(uint64_t ms)
{
	uint64_t end = w.now_ms + ms, due;
	struct turn t;

	while ((due = deadlines_first_ms(&w.deadlines)) <= end) {
		w.now_ms = due;
		turn_begin(&t);
		machine_fire(deadlines_first(&w.deadlines), &t);
		turn_end(&t);
	}
	w.now_ms = end;
}

/* The next tunnel effect, which must be VERB. */
static const struct effect *
next(enum tunnel_verb verb)
{
	ck_assert_msg(w.seen_at < w.seen_count, "no effect, verb %d expected",
		      (int)verb);
	ck_assert_int_eq(w.seen[w.seen_at].tunnel.verb, verb);
	return &w.seen[w.seen_at++];
}

static void
nothing_more(void)
{
	ck_assert_msg(w.seen_at == w.seen_count, "unexpected verb %d",
		      w.seen_at < w.seen_count ?
		      (int)w.seen[w.seen_at].tunnel.verb : -1);
}

static void
forget_effects(void)
{
	w.seen_at = w.seen_count = 0;
}

static void
remote_is(const struct effect *e, struct endpoint expected)
{
	ck_assert(endpoint_equal(&e->tunnel.remote, &expected));
}

static bool
in_state(const char *name)
{
	return !strcmp(machine_state_name(&w.peer.machine.base), name);
}

#define PEER_PUBLIC v4(198, 51, 100, 7, 4500)
#define PEER_LAN v4(192, 168, 1, 7, 4500)
#define OTHER_PUBLIC v4(203, 0, 113, 9, 4501)

static void
peer_is_at(struct endpoint public_endpoint)
{
	w.there.complete = true;
	w.there.reachable = true;
	w.there.public_endpoint = public_endpoint;
	w.there.lan = PEER_LAN;
	if (w.there.ula[0] == 0)
		memcpy(w.there.ula, "\xfd\1\2\3\4\5\6\7\0\0\0\0\0\0\0\x9", 16);
}

static void
peer_is_unreachable(void)
{
	peer_is_at(PEER_PUBLIC);
	w.there.reachable = false;
	w.there.public_endpoint = (struct endpoint){ .family = 0 };
}

static void
we_are_at(struct endpoint public_endpoint)
{
	w.here.reachable = true;
	w.here.public_endpoint = public_endpoint;
	w.here.inner = v4(10, 1, 0, 2, 0);
}

#define OUR_PUBLIC v4(192, 0, 2, 1, 4500)

/* Both reachable and located; what came of it is still to be asked. */
static void
both_reachable(const struct dns_name *ours, const struct dns_name *theirs)
{
	world_begin(ours, theirs);
	we_are_at(OUR_PUBLIC);
	place_us();
	peer_is_at(PEER_PUBLIC);
	locate();
}

/* We are the lower name and the tunnel that we dialled carries traffic. */
static void
tunnel_is_up(void)
{
	both_reachable(&ant, &bee);
	up(true);
	ck_assert(in_state("open"));
	forget_effects();
}

static void
names_begin(void)
{
	ck_assert_int_eq(dns_name_from_text(&ant, "Ant.home.example.net"), 0);
	ck_assert_int_eq(dns_name_from_text(&bee, "bee.home.example.net"), 0);
}

/* First contact --------------------------------------------------------------- */

/* covers: BTMM-C-48 BTMM-C-50 BTMM-C-67 */
START_TEST(the_lower_name_adds_the_peer_with_its_records_and_dials_at_once)
{
	const struct effect *e;

	both_reachable(&ant, &bee);
	e = next(TUNNEL_ADD);
	remote_is(e, PEER_PUBLIC);
	ck_assert_mem_eq(e->tunnel.ula, w.there.ula, 16);
	ck_assert_uint_eq(e->length, bee.length);
	ck_assert_mem_eq(w.effects.octets + e->offset, bee.wire, bee.length);
	remote_is(next(TUNNEL_DIAL), PEER_PUBLIC);
	nothing_more();
	up(true);
	ck_assert_uint_eq(w.told[PEER_REPORT_UP], 1);
} END_TEST

START_TEST(the_higher_name_waits_three_seconds_and_then_dials_too)
{
	both_reachable(&bee, &ant);
	next(TUNNEL_ADD);
	next(TUNNEL_HANG_UP);
	run_for(2999);
	nothing_more();
	run_for(1);
	remote_is(next(TUNNEL_DIAL), PEER_PUBLIC);
} END_TEST

START_TEST(the_higher_name_does_not_dial_when_the_lower_one_came_in_time)
{
	both_reachable(&bee, &ant);
	run_for(500);
	up(false);
	ck_assert(in_state("open"));
	forget_effects();
	run_for(60000);
	nothing_more();
} END_TEST

START_TEST(names_are_compared_without_regard_to_case)
{
	struct dns_name upper;

	/* "Zoo" is lower than "bee" as octets, higher in canonical order */
	ck_assert_int_eq(dns_name_from_text(&upper, "Zoo.home.example.net"), 0);
	both_reachable(&upper, &bee);
	next(TUNNEL_ADD);
	next(TUNNEL_HANG_UP);
	nothing_more();
} END_TEST

START_TEST(the_nats_address_is_no_place_of_an_unreachable_host)
{
	world_begin(&ant, &bee);
	w.here.inner = v4(10, 1, 0, 2, 0);
	place_us();
	peer_is_at(PEER_PUBLIC);
	locate();
	up(true);
	forget_effects();
	/* learnt from the rendezvous, a moment later */
	w.here.public_endpoint = v4(192, 0, 2, 1, 0);
	place_us();
	ck_assert(in_state("open"));
	nothing_more();
	/* another one: what we sent by before is gone */
	w.here.public_endpoint = v4(192, 0, 2, 2, 0);
	place_us();
	next(TUNNEL_REKEY);
} END_TEST

START_TEST(another_network_with_the_same_addresses_is_a_move)
{
	both_reachable(&ant, &bee);
	up(true);
	forget_effects();
	w.here.network++;
	place_us();
	ck_assert(in_state("nudging"));
	next(TUNNEL_REKEY);
} END_TEST

START_TEST(an_unreachable_host_dials_whatever_its_name)
{
	world_begin(&bee, &ant);
	w.here.inner = v4(10, 1, 0, 2, 0);
	place_us();
	peer_is_at(PEER_PUBLIC);
	locate();
	next(TUNNEL_ADD);
	remote_is(next(TUNNEL_DIAL), PEER_PUBLIC);
} END_TEST

START_TEST(an_unreachable_peer_is_awaited_for_ever)
{
	world_begin(&ant, &bee);
	we_are_at(OUR_PUBLIC);
	place_us();
	peer_is_unreachable();
	locate();
	ck_assert_int_eq(next(TUNNEL_ADD)->tunnel.remote.family, 0);
	next(TUNNEL_HANG_UP);
	run_for(24 * 3600 * 1000);
	nothing_more();
	ck_assert(in_state("awaiting"));
	hear(TUNNEL_UP, false, OTHER_PUBLIC, TUNNEL_REASON_NONE);
	ck_assert(in_state("open"));
} END_TEST

START_TEST(nobody_dials_when_neither_is_reachable_and_the_owner_is_told)
{
	world_begin(&ant, &bee);
	w.here.inner = v4(10, 1, 0, 2, 0);
	place_us();
	peer_is_unreachable();
	locate();
	next(TUNNEL_ADD);
	next(TUNNEL_HANG_UP);
	run_for(3600 * 1000);
	nothing_more();
	ck_assert_uint_eq(w.told[PEER_REPORT_APART], 1);
	/* our mapping came late: now the peer dials */
	we_are_at(OUR_PUBLIC);
	place_us();
	ck_assert(in_state("awaiting"));
} END_TEST

/* Same NAT -------------------------------------------------------------------- */

static void
behind_one_nat(void)
{
	world_begin(&ant, &bee);
	we_are_at(v4(198, 51, 100, 7, 4501));
	place_us();
	peer_is_at(PEER_PUBLIC);
	locate();
	remote_is(next(TUNNEL_ADD), PEER_LAN);
	remote_is(next(TUNNEL_DIAL), PEER_LAN);
	nothing_more();
}

START_TEST(behind_one_nat_the_lan_address_is_tried_before_the_public_one)
{
	behind_one_nat();
	run_for(1999);
	nothing_more();
	run_for(1);
	remote_is(next(TUNNEL_DIAL), PEER_PUBLIC);
	nothing_more();
} END_TEST

START_TEST(a_stranger_at_the_lan_address_costs_no_wait)
{
	behind_one_nat();
	run_for(30);
	hear(TUNNEL_FAILED, true, PEER_LAN, TUNNEL_REASON_AUTHENTICATION);
	remote_is(next(TUNNEL_DIAL), PEER_PUBLIC);
	ck_assert_uint_eq(w.told[PEER_REPORT_REFUSED], 0);
} END_TEST

START_TEST(who_refuses_at_the_lan_address_may_be_the_peer_a_moment_later)
{
	static const uint64_t waits[] = { 500, 1000, 2000, 1000 };
	unsigned i;

	behind_one_nat();
	hear(TUNNEL_FAILED, true, PEER_LAN, TUNNEL_REASON_STRANGER);
	remote_is(next(TUNNEL_DIAL), PEER_PUBLIC);
	/* by turns, and the public endpoint has the time in between */
	for (i = 0; i < 4; i++) {
		run_for(waits[i]);
		remote_is(next(TUNNEL_DIAL), PEER_LAN);
		hear(TUNNEL_FAILED, true, PEER_LAN, TUNNEL_REASON_STRANGER);
		remote_is(next(TUNNEL_DIAL), PEER_PUBLIC);
		nothing_more();
	}
} END_TEST

START_TEST(who_refuses_selectors_at_the_lan_address_is_the_peer)
{
	behind_one_nat();
	run_for(30);
	hear(TUNNEL_FAILED, true, PEER_LAN, TUNNEL_REASON_TRAFFIC_SELECTOR);
	ck_assert_uint_eq(w.told[PEER_REPORT_ASK], 1);
	run_for(500);
	remote_is(next(TUNNEL_DIAL), PEER_LAN);
	nothing_more();
} END_TEST

START_TEST(why_the_lan_address_failed_is_not_forgotten_over_silence_elsewhere)
{
	behind_one_nat();
	hear(TUNNEL_FAILED, true, PEER_LAN, TUNNEL_REASON_AUTHENTICATION);
	run_for(3500);
	ck_assert_uint_eq(w.told[PEER_REPORT_REFUSED], 1);
	hear(TUNNEL_FAILED, true, PEER_LAN, TUNNEL_REASON_AUTHENTICATION);
	run_for(900);
	ck_assert_int_eq(w.peer.reason, TUNNEL_REASON_AUTHENTICATION);
} END_TEST

START_TEST(another_address_means_no_lan_candidate)
{
	both_reachable(&ant, &bee);
	next(TUNNEL_ADD);
	remote_is(next(TUNNEL_DIAL), PEER_PUBLIC);
	run_for(9999);
	nothing_more();		/* the same call goes on after two seconds */
} END_TEST

START_TEST(coming_home_behind_the_peers_nat_dials_its_lan_address_at_once)
{
	tunnel_is_up();
	we_are_at(v4(198, 51, 100, 7, 4501));
	place_us();
	remote_is(next(TUNNEL_DIAL), PEER_LAN);
	up(true);
	next(TUNNEL_HANG_UP);
	next(TUNNEL_DROP_OLDER);
	/* and leaving again dials the public one */
	we_are_at(OUR_PUBLIC);
	place_us();
	remote_is(next(TUNNEL_DIAL), PEER_PUBLIC);
} END_TEST

/* Moves ------------------------------------------------------------------------ */

/* covers: BTMM-C-30 BTMM-C-34 BTMM-C-48 */
START_TEST(a_peer_that_moved_is_dialled_beside_the_old_tunnel)
{
	tunnel_is_up();
	peer_is_at(OTHER_PUBLIC);
	locate();
	remote_is(next(TUNNEL_MOVE), OTHER_PUBLIC);
	remote_is(next(TUNNEL_DIAL), OTHER_PUBLIC);
	nothing_more();		/* no verb that ends the old tunnel */
	up(true);
	next(TUNNEL_HANG_UP);
	next(TUNNEL_DROP_OLDER);
	nothing_more();
	ck_assert_uint_eq(w.told[PEER_REPORT_DOWN], 0);
	ck_assert_uint_eq(w.told[PEER_REPORT_MOVED], 1);
} END_TEST

/* covers: BTMM-C-34 */
START_TEST(our_own_move_rekeys_and_dials_when_that_does_not_get_through)
{
	tunnel_is_up();
	we_are_at(OTHER_PUBLIC);
	place_us();
	next(TUNNEL_REKEY);
	run_for(1999);
	nothing_more();
	run_for(1);
	remote_is(next(TUNNEL_DIAL), PEER_PUBLIC);
} END_TEST

START_TEST(a_rekey_that_gets_through_ends_our_move)
{
	tunnel_is_up();
	we_are_at(OTHER_PUBLIC);
	place_us();
	next(TUNNEL_REKEY);
	news(TUNNEL_REKEYED);
	ck_assert_uint_eq(w.told[PEER_REPORT_MOVED], 1);
	run_for(60000);
	nothing_more();
} END_TEST

/* covers: BTMM-C-34 */
START_TEST(a_new_inner_address_dials_at_once_for_no_rekey_can_leave_the_old_one)
{
	tunnel_is_up();
	w.here.inner = v4(10, 1, 0, 99, 0);
	place_us();
	remote_is(next(TUNNEL_DIAL), PEER_PUBLIC);
	place_us();		/* said again: no change */
	nothing_more();
} END_TEST

/* Nobody else sees it, so nobody else dials. */
START_TEST(the_higher_name_dials_when_only_its_inner_address_is_new)
{
	both_reachable(&bee, &ant);
	up(false);
	forget_effects();
	w.here.inner = v4(10, 1, 0, 99, 0);
	place_us();
	remote_is(next(TUNNEL_DIAL), PEER_PUBLIC);
	up(true);
	next(TUNNEL_HANG_UP);
	next(TUNNEL_DROP_OLDER);
	run_for(60000);
	nothing_more();
} END_TEST

/* A NAT leads our flow to where it was: only it can open a way. */
START_TEST(a_peer_with_another_inner_address_only_is_not_dialled)
{
	tunnel_is_up();
	hear(TUNNEL_UP, false, OTHER_PUBLIC, TUNNEL_REASON_NONE);
	forget_effects();
	w.there.lan = v4(10, 1, 0, 99, 4500);
	locate();
	next(TUNNEL_MOVE);
	run_for(60000);
	nothing_more();
} END_TEST

START_TEST(a_push_that_its_own_first_packet_outran_dials_nobody)
{
	tunnel_is_up();
	hear(TUNNEL_REKEYED, false, OTHER_PUBLIC, TUNNEL_REASON_NONE);
	peer_is_at(OTHER_PUBLIC);
	locate();
	remote_is(next(TUNNEL_MOVE), OTHER_PUBLIC);
	run_for(60000);
	nothing_more();
	ck_assert_uint_eq(w.told[PEER_REPORT_MOVED], 1);
} END_TEST

START_TEST(the_higher_name_lets_the_mover_dial_first)
{
	both_reachable(&bee, &ant);
	up(false);
	forget_effects();
	peer_is_at(OTHER_PUBLIC);
	locate();
	next(TUNNEL_MOVE);
	next(TUNNEL_HANG_UP);
	run_for(2999);
	nothing_more();
	run_for(1);
	remote_is(next(TUNNEL_DIAL), OTHER_PUBLIC);
} END_TEST

START_TEST(a_dial_that_fails_beside_a_tunnel_leaves_the_tunnel_alone)
{
	tunnel_is_up();
	peer_is_at(OTHER_PUBLIC);
	locate();
	forget_effects();
	run_for(10000);
	next(TUNNEL_HANG_UP);
	nothing_more();
	ck_assert_uint_eq(w.told[PEER_REPORT_DOWN], 0);
	run_for(1000);		/* and is tried again */
	remote_is(next(TUNNEL_DIAL), OTHER_PUBLIC);
} END_TEST

/* covers: BTMM-C-48 */
START_TEST(an_unchanged_answer_changes_nothing)
{
	tunnel_is_up();
	locate();
	locate();
	nothing_more();
} END_TEST

/* Two dial at once -------------------------------------------------------------- */

START_TEST(of_two_tunnels_both_ends_keep_the_one_the_lower_name_dialled)
{
	/* the lower end: its own is up, then the other's, which goes */
	tunnel_is_up();
	up(false);
	next(TUNNEL_DROP_SPARE);
	nothing_more();
	/* the higher end: its own is up, then the lower one's: ours goes */
	both_reachable(&bee, &ant);
	run_for(3000);
	up(true);
	forget_effects();
	up(false);
	next(TUNNEL_DROP_OLDER);
	nothing_more();
} END_TEST

START_TEST(our_call_that_came_through_after_the_lower_names_goes)
{
	both_reachable(&bee, &ant);
	run_for(3000);
	up(false);
	forget_effects();
	up(true);
	next(TUNNEL_DROP_SPARE);
	nothing_more();
} END_TEST

START_TEST(two_that_came_through_at_once_leave_the_lower_names)
{
	/* the newest is told, and the other one may stand, too */
	both_reachable(&ant, &bee);
	forget_effects();
	up(true);
	next(TUNNEL_HANG_UP);
	next(TUNNEL_DROP_OLDER);
	both_reachable(&ant, &bee);
	forget_effects();
	up(false);
	next(TUNNEL_DROP_SPARE);
	nothing_more();		/* ours goes on, or may be the older */
	both_reachable(&bee, &ant);
	run_for(3000);
	forget_effects();
	up(true);
	next(TUNNEL_HANG_UP);
	next(TUNNEL_DROP_SPARE);
	nothing_more();
} END_TEST

START_TEST(our_call_is_given_up_when_the_peers_came_through)
{
	both_reachable(&bee, &ant);
	run_for(3000);
	forget_effects();
	up(false);
	next(TUNNEL_HANG_UP);
	next(TUNNEL_DROP_OLDER);
	nothing_more();
	ck_assert(in_state("open"));
} END_TEST

/* Failure ------------------------------------------------------------------------ */

START_TEST(failed_dials_wait_one_second_then_twice_as_long_each)
{
	uint64_t wait;

	both_reachable(&ant, &bee);
	forget_effects();
	for (wait = 1000; wait <= 256000; wait *= 2) {
		hear(TUNNEL_FAILED, true, PEER_PUBLIC, TUNNEL_REASON_OTHER);
		run_for(wait - 1);
		nothing_more();
		run_for(1);
		next(TUNNEL_DIAL);
	}
	hear(TUNNEL_FAILED, true, PEER_PUBLIC, TUNNEL_REASON_OTHER);
	run_for(255999);
	nothing_more();
	run_for(1);
	next(TUNNEL_DIAL);
} END_TEST

START_TEST(a_tunnel_that_came_up_begins_the_waits_afresh)
{
	both_reachable(&ant, &bee);
	hear(TUNNEL_FAILED, true, PEER_PUBLIC, TUNNEL_REASON_OTHER);
	run_for(1000);
	hear(TUNNEL_FAILED, true, PEER_PUBLIC, TUNNEL_REASON_OTHER);
	run_for(2000);
	up(true);
	news(TUNNEL_FELL);
	ck_assert_uint_eq(w.told[PEER_REPORT_DOWN], 1);
	forget_effects();
	hear(TUNNEL_FAILED, true, PEER_PUBLIC, TUNNEL_REASON_OTHER);
	run_for(1000);
	next(TUNNEL_DIAL);
} END_TEST

START_TEST(silence_is_given_ten_seconds)
{
	both_reachable(&ant, &bee);
	forget_effects();
	run_for(9999);
	nothing_more();
	run_for(1);
	next(TUNNEL_HANG_UP);
	ck_assert_uint_eq(w.told[PEER_REPORT_FAILED], 1);
	ck_assert_int_eq(w.peer.reason, TUNNEL_REASON_SILENCE);
} END_TEST

START_TEST(refusal_asks_the_ula_at_once_and_asks_and_dials_three_times_more)
{
	both_reachable(&ant, &bee);
	forget_effects();
	hear(TUNNEL_FAILED, true, PEER_PUBLIC, TUNNEL_REASON_TRAFFIC_SELECTOR);
	ck_assert_uint_eq(w.told[PEER_REPORT_ASK], 1);
	nothing_more();
	run_for(500);
	next(TUNNEL_DIAL);
	ck_assert_uint_eq(w.told[PEER_REPORT_ASK], 2);
	run_for(1000);
	next(TUNNEL_DIAL);
	ck_assert_uint_eq(w.told[PEER_REPORT_ASK], 3);
	ck_assert_uint_eq(w.told[PEER_REPORT_REFUSED], 0);
	run_for(2000);
	next(TUNNEL_DIAL);
	ck_assert_uint_eq(w.told[PEER_REPORT_ASK], 4);
	ck_assert_uint_eq(w.told[PEER_REPORT_REFUSED], 1);
	run_for(999);
	nothing_more();
	run_for(1);
	next(TUNNEL_DIAL);
} END_TEST

START_TEST(a_refusal_that_was_one_of_a_moment_is_over_at_the_next_call)
{
	both_reachable(&ant, &bee);
	hear(TUNNEL_FAILED, true, PEER_PUBLIC, TUNNEL_REASON_AUTHENTICATION);
	run_for(500);
	forget_effects();
	up(true);
	next(TUNNEL_HANG_UP);
	next(TUNNEL_DROP_OLDER);
	run_for(60000);
	nothing_more();
	ck_assert_uint_eq(w.told[PEER_REPORT_REFUSED], 0);
} END_TEST

START_TEST(a_fallen_tunnel_is_dialled_again_by_whose_turn_it_is)
{
	tunnel_is_up();
	news(TUNNEL_FELL);
	remote_is(next(TUNNEL_DIAL), PEER_PUBLIC);
	both_reachable(&bee, &ant);
	up(false);
	forget_effects();
	news(TUNNEL_FELL);
	next(TUNNEL_HANG_UP);
	run_for(2999);
	nothing_more();
	run_for(1);
	next(TUNNEL_DIAL);
} END_TEST

/* Birth and death ------------------------------------------------------------------ */

START_TEST(a_new_ula_ends_the_old_tunnel_and_dials_with_the_new_one)
{
	tunnel_is_up();
	w.there.ula[1] = 0x77;
	locate();
	next(TUNNEL_REMOVE);
	ck_assert_uint_eq(next(TUNNEL_ADD)->tunnel.ula[1], 0x77);
	next(TUNNEL_DIAL);
	nothing_more();
	ck_assert_uint_eq(w.told[PEER_REPORT_REBORN], 1);
} END_TEST

START_TEST(records_gone_for_a_moment_drop_no_tunnel)
{
	tunnel_is_up();
	w.there.complete = false;
	locate();
	next(TUNNEL_HANG_UP);
	run_for(29999);
	nothing_more();
	w.there.complete = true;
	locate();
	run_for(3600 * 1000);
	nothing_more();
	ck_assert(in_state("open"));
} END_TEST

START_TEST(records_back_at_another_place_are_dialled)
{
	tunnel_is_up();
	w.there.complete = false;
	locate();
	forget_effects();
	peer_is_at(OTHER_PUBLIC);
	locate();
	remote_is(next(TUNNEL_MOVE), OTHER_PUBLIC);
	remote_is(next(TUNNEL_DIAL), OTHER_PUBLIC);
} END_TEST

START_TEST(records_gone_for_thirty_seconds_remove_the_peer)
{
	tunnel_is_up();
	w.there.complete = false;
	locate();
	forget_effects();
	run_for(30000);
	next(TUNNEL_REMOVE);
	ck_assert_uint_eq(w.told[PEER_REPORT_GONE], 1);
	w.there.complete = true;
	locate();
	next(TUNNEL_ADD);
	next(TUNNEL_DIAL);
} END_TEST

START_TEST(a_back_end_that_dies_is_filled_again_when_it_is_back)
{
	tunnel_is_up();
	news(TUNNEL_BACKEND_OFF);
	ck_assert_uint_eq(w.told[PEER_REPORT_DOWN], 1);
	run_for(60000);
	nothing_more();		/* nothing is asked of what is not there */
	peer_is_at(OTHER_PUBLIC);
	locate();
	forget_effects();
	news(TUNNEL_BACKEND_ON);
	remote_is(next(TUNNEL_ADD), OTHER_PUBLIC);
	remote_is(next(TUNNEL_DIAL), OTHER_PUBLIC);
} END_TEST

START_TEST(a_peer_that_is_struck_off_is_removed_and_stays_away)
{
	struct turn t;

	tunnel_is_up();
	turn_begin(&t);
	peer_withdraw(&w.peer, &t);
	turn_end(&t);
	next(TUNNEL_REMOVE);
	news(TUNNEL_UP);
	run_for(3600 * 1000);
	nothing_more();
	ck_assert(in_state("unknown"));
} END_TEST

/* Every event in every state: nothing is ever emitted for a peer that was not
 * added, and a tunnel is removed exactly when the machine forgets the peer. */
START_TEST(whatever_comes_the_back_end_knows_just_the_peers_that_were_added)
{
	unsigned seed, i;

	for (seed = 0; seed < 200; seed++) {
		bool added = false;

		both_reachable(seed & 1 ? &ant : &bee, seed & 1 ? &bee : &ant);
		srand(seed);
		for (i = 0; i < 300; i++) {
			struct endpoint at = rand() & 1 ? PEER_PUBLIC :
				OTHER_PUBLIC;

			switch (rand() % 8) {
			case 0: run_for((uint64_t)rand() % 12000); break;
			case 1: peer_is_at(at); locate(); break;
			case 2: w.there.complete = rand() & 1; locate(); break;
			case 3: w.there.ula[1] = rand() & 1; locate(); break;
			case 4: we_are_at(at); place_us(); break;
			case 5: w.here.reachable = rand() & 1; place_us(); break;
			default:
				hear((enum tunnel_news)(rand() %
							TUNNEL_NEWS_COUNT),
				     rand() & 1, at,
				     (enum tunnel_reason)(rand() % 5));
			}
			for (; w.seen_at < w.seen_count; w.seen_at++) {
				enum tunnel_verb v =
					w.seen[w.seen_at].tunnel.verb;

				if (v == TUNNEL_ADD)
					added = true;
				ck_assert_msg(added, "verb %d unasked", (int)v);
				if (v == TUNNEL_REMOVE)
					added = false;
			}
			forget_effects();
			ck_assert(added == !in_state("unknown"));
			ck_assert(!in_state("adrift") && !in_state("astray"));
		}
	}
} END_TEST

#define ADD(t) tcase_add_test(c, t)

int
main(void)
{
	Suite *suite = suite_create("peer");
	TCase *c = tcase_create("peer");
	SRunner *sr;
	int failed;

	tcase_add_checked_fixture(c, names_begin, NULL);
	ADD(the_lower_name_adds_the_peer_with_its_records_and_dials_at_once);
	ADD(the_higher_name_waits_three_seconds_and_then_dials_too);
	ADD(the_higher_name_does_not_dial_when_the_lower_one_came_in_time);
	ADD(names_are_compared_without_regard_to_case);
	ADD(the_nats_address_is_no_place_of_an_unreachable_host);
	ADD(another_network_with_the_same_addresses_is_a_move);
	ADD(an_unreachable_host_dials_whatever_its_name);
	ADD(an_unreachable_peer_is_awaited_for_ever);
	ADD(nobody_dials_when_neither_is_reachable_and_the_owner_is_told);
	ADD(behind_one_nat_the_lan_address_is_tried_before_the_public_one);
	ADD(a_stranger_at_the_lan_address_costs_no_wait);
	ADD(who_refuses_at_the_lan_address_may_be_the_peer_a_moment_later);
	ADD(who_refuses_selectors_at_the_lan_address_is_the_peer);
	ADD(why_the_lan_address_failed_is_not_forgotten_over_silence_elsewhere);
	ADD(another_address_means_no_lan_candidate);
	ADD(coming_home_behind_the_peers_nat_dials_its_lan_address_at_once);
	ADD(a_peer_that_moved_is_dialled_beside_the_old_tunnel);
	ADD(our_own_move_rekeys_and_dials_when_that_does_not_get_through);
	ADD(a_rekey_that_gets_through_ends_our_move);
	ADD(a_new_inner_address_dials_at_once_for_no_rekey_can_leave_the_old_one);
	ADD(the_higher_name_dials_when_only_its_inner_address_is_new);
	ADD(a_peer_with_another_inner_address_only_is_not_dialled);
	ADD(a_push_that_its_own_first_packet_outran_dials_nobody);
	ADD(the_higher_name_lets_the_mover_dial_first);
	ADD(a_dial_that_fails_beside_a_tunnel_leaves_the_tunnel_alone);
	ADD(an_unchanged_answer_changes_nothing);
	ADD(of_two_tunnels_both_ends_keep_the_one_the_lower_name_dialled);
	ADD(our_call_that_came_through_after_the_lower_names_goes);
	ADD(two_that_came_through_at_once_leave_the_lower_names);
	ADD(our_call_is_given_up_when_the_peers_came_through);
	ADD(failed_dials_wait_one_second_then_twice_as_long_each);
	ADD(a_tunnel_that_came_up_begins_the_waits_afresh);
	ADD(silence_is_given_ten_seconds);
	ADD(refusal_asks_the_ula_at_once_and_asks_and_dials_three_times_more);
	ADD(a_refusal_that_was_one_of_a_moment_is_over_at_the_next_call);
	ADD(a_fallen_tunnel_is_dialled_again_by_whose_turn_it_is);
	ADD(a_new_ula_ends_the_old_tunnel_and_dials_with_the_new_one);
	ADD(records_gone_for_a_moment_drop_no_tunnel);
	ADD(records_back_at_another_place_are_dialled);
	ADD(records_gone_for_thirty_seconds_remove_the_peer);
	ADD(a_back_end_that_dies_is_filled_again_when_it_is_back);
	ADD(a_peer_that_is_struck_off_is_removed_and_stays_away);
	ADD(whatever_comes_the_back_end_knows_just_the_peers_that_were_added);
	suite_add_tcase(suite, c);
	sr = srunner_create(suite);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? 1 : 0;
}
