/* SPDX-License-Identifier: Apache-2.0 */
/* test_crossed.c - two hosts whose calls cross: the peer's machine and the jobs
 * for charon of each, over daemons that are made up here, in every order in which
 * messages may come (P9). ant has the lower name: its call's tunnel stays.
 *
 * The linker puts what is below in the place of the control socket and of what
 * hears of tunnels (LIBS_test_crossed in check.mk). */
#include "autotunnel/peer.h"
#include "shell/charon.h"
#include "alone.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ANT, BEE, HOSTS, CALLS = 8, WORLDS = 1000 };

/* What is under way of a call, and what it is at either end. */
enum way { NOTHING, REQUEST, RESPONSE, DELETE };
enum end { NONE, CALLING, THERE };

struct call {
	unsigned by;
	enum way way;
	bool deleted;		/* after its response */
	enum end is[HOSTS];
	uint32_t id[HOSTS];
};

struct host {
	struct peer peer;
	struct charon *charon;
	uint32_t last_id;
	bool asked;		/* a request that its daemon has not answered */
	uint8_t request[4096];
	struct vici_writer writer;
	unsigned fell;
};

static struct host hosts[HOSTS];
static struct call calls[CALLS];
static unsigned call_count;
static struct loop *loop;
static struct tunnel_secrets secrets = { .count = 1 };

static const char *const names[HOSTS] = {
	"ant.home.example.net", "bee.home.example.net",
};

static struct host *
host_of(const void *pointer)
{
	return pointer == (const void *)&hosts[ANT] ? &hosts[ANT] : &hosts[BEE];
}

static unsigned
index_of(const struct host *h)
{
	return (unsigned)(h - hosts);
}

/* In the place of the control socket ------------------------------------------- */

bool __wrap_vici_client_idle(const struct vici_client *c);
struct vici_writer *__wrap_vici_client_begin(struct vici_client *c,
					     enum vici_type type,
					     const char *name);
int __wrap_vici_client_send(struct vici_client *c);
void __wrap_tunnel_heard(struct tunnel *t, const struct tunnel_facts *facts);

bool
__wrap_vici_client_idle(const struct vici_client *c)
{
	return !host_of(c)->asked;
}

struct vici_writer *
__wrap_vici_client_begin(struct vici_client *c, enum vici_type type,
			 const char *name)
{
	struct host *h = host_of(c);

	vici_begin(&h->writer, h->request, sizeof(h->request), type, name);
	return &h->writer;
}

int
__wrap_vici_client_send(struct vici_client *c)
{
	struct host *h = host_of(c);

	ck_assert_int_gt(vici_finish(&h->writer), 0);
	h->asked = true;
	return 0;
}

/* The peer's machine ------------------------------------------------------------- */

static void
obey(const struct effect *e)
{
	struct host *h = &hosts[e->tunnel.peer];

	switch (e->tunnel.verb) {
	case TUNNEL_DIAL:
		charon_peers_dial(h->charon, e->tunnel.peer, &e->tunnel.remote);
		break;
	case TUNNEL_HANG_UP:
		charon_peers_hang_up(h->charon, e->tunnel.peer);
		break;
	case TUNNEL_DROP_OLDER:
		charon_peers_drop_older(h->charon, e->tunnel.peer);
		break;
	case TUNNEL_DROP_SPARE:
		charon_peers_drop_spare(h->charon, e->tunnel.peer);
		break;
	default:
		break;
	}
}

static void
obey_all(void)
{
	struct effects effects = *alone_effects();
	unsigned i;

	for (i = 0; i < effects.count; i++)
		if (effects.list[i].kind == EFFECT_TUNNEL)
			obey(&effects.list[i]);
}

/* All that came of a step. */
static void
end_turn(struct turn *t)
{
	unsigned i;

	for (i = 0; i < t->reports->count; i++) {
		const struct report *r = &t->reports->list
			[(t->reports->first + i) % REPORTS_MAX];

		if (r->what == PEER_REPORT_LOOK_AGAIN)
			peer_decide(r->from == &hosts[ANT].peer.machine.base ?
				    &hosts[ANT].peer : &hosts[BEE].peer, t);
	}
	obey_all();
}

void
__wrap_tunnel_heard(struct tunnel *tunnel, const struct tunnel_facts *facts)
{
	struct host *h = host_of(tunnel);
	struct turn *t = alone_turn();

	h->fell += facts->news == TUNNEL_FELL;
	peer_hear(&h->peer, facts, t);
	end_turn(t);
}

/* A daemon ------------------------------------------------------------------------ */

static void
tell(struct host *h, const char *event, const struct call *c)
{
	unsigned me = index_of(h);
	uint8_t octets[1024];
	struct vici_writer w;
	struct vici_packet packet;
	ssize_t size;

	vici_begin(&w, octets, sizeof(octets), VICI_EVENT, event);
	vici_section(&w, names[1 - me]);
	vici_key_number(&w, "uniqueid", c->id[me]);
	vici_key(&w, "state", c->is[me] == THERE ? "ESTABLISHED" :
		 c->is[me] == CALLING ? "CONNECTING" : "DELETING");
	vici_key(&w, "remote-host", me == ANT ? "198.51.100.2" :
		 "198.51.100.1");
	vici_key(&w, "remote-port", "4500");
	if (c->by == me)
		vici_key(&w, "initiator", "yes");
	vici_section(&w, "child-sas");
	if (c->is[me] == THERE) {
		vici_section(&w, "ula-1");
		vici_key_number(&w, "uniqueid", c->id[me]);
		vici_key(&w, "state", "INSTALLED");
		vici_end(&w);
	}
	vici_end(&w);
	vici_end(&w);
	size = vici_finish(&w);
	ck_assert_int_gt(size, 0);
	ck_assert_int_eq(vici_decode(octets, (size_t)size, &packet), 0);
	charon_peers_happened(h->charon, &packet);
}

static void
begin_call(struct host *h)
{
	unsigned me = index_of(h);
	struct call *c = &calls[call_count++];

	ck_assert_uint_le(call_count, CALLS);
	*c = (struct call){ .by = me, .way = REQUEST };
	c->is[me] = CALLING;
	c->id[me] = ++h->last_id;
}

static void
end_call(struct host *h, uint32_t id)
{
	unsigned me = index_of(h);
	struct call *c;

	for (c = calls; c < calls + call_count; c++) {
		if (c->is[me] == NONE || c->id[me] != id)
			continue;
		if (c->is[me] == THERE && c->way == RESPONSE)
			c->deleted = true;
		else if (c->is[me] == THERE && c->is[1 - me] == THERE)
			c->way = DELETE;
		c->is[me] = NONE;
		tell(h, "ike-updown", c);
	}
}

static uint32_t
number_in(const struct vici_packet *packet, const char *name)
{
	struct vici_reader r;
	struct vici_part part;

	vici_read(&r, packet);
	while (vici_next(&r, &part) > 0)
		if (part.element == VICI_KEY && vici_is(part.name, name))
			return vici_number(part.value, 0);
	return 0;
}

/* H's daemon obeys the request that it has, and answers. */
static void
answer(struct host *h)
{
	static uint8_t octets[256];
	struct vici_writer w;
	struct vici_packet packet;
	struct call *c;

	ck_assert_int_eq(vici_decode(h->request, h->writer.length, &packet), 0);
	if (vici_is(packet.name, "initiate"))
		begin_call(h);
	else if (vici_is(packet.name, "terminate"))
		end_call(h, number_in(&packet, "ike-id"));
	else if (vici_is(packet.name, "list-sas"))
		for (c = calls; c < calls + call_count; c++)
			if (c->is[index_of(h)] != NONE)
				tell(h, "list-sa", c);
	vici_begin(&w, octets, sizeof(octets), VICI_RESPONSE, NULL);
	vici_key(&w, "success", "yes");
	ck_assert_int_eq(vici_decode(octets, (size_t)vici_finish(&w), &packet),
			 0);
	h->asked = false;
	charon_peers_answered(h->charon, &packet);
}

static void
answer_all(struct host *h)
{
	while (h->asked)
		answer(h);
}

/* What is under way of C comes. */
static void
come(struct call *c)
{
	unsigned by = c->by, other = 1 - by, end;
	enum way way = c->way;

	c->way = NOTHING;
	switch (way) {
	case REQUEST:
		c->is[other] = THERE;
		c->id[other] = ++hosts[other].last_id;
		c->way = RESPONSE;
		tell(&hosts[other], "child-updown", c);
		break;
	case RESPONSE:
		if (c->deleted)
			c->way = DELETE;
		if (c->is[by] != CALLING)
			break;
		c->is[by] = THERE;
		tell(&hosts[by], "child-updown", c);
		break;
	case DELETE:
		end = c->is[by] == NONE ? other : by;
		if (c->is[end] == NONE)
			break;
		c->is[end] = NONE;
		tell(&hosts[end], "ike-updown", c);
		break;
	default:
		break;
	}
}

/* Worlds ------------------------------------------------------------------------- */

static void
begin_host(unsigned me)
{
	struct host *h = &hosts[me];
	struct dns_name ours, theirs;
	struct peer_location there = { .complete = true, .reachable = true,
		.public_endpoint = { 4, { 198, 51, 100, (uint8_t)(2 - me) },
				     4500 },
		.ula = { 0xfd, [15] = (uint8_t)(2 - me) } };
	struct peer_self here = { .reachable = true, .network = 1,
		.public_endpoint = { 4, { 198, 51, 100, (uint8_t)(1 + me) },
				     4500 } };
	struct tunnel_peer added = { .slot = (uint16_t)me };
	struct charon *c = h->charon;
	struct turn *t;

	memset(h, 0, sizeof(*h));
	free(c);
	c = h->charon = calloc(1, sizeof(*c) + sizeof(c->peers[0]));
	ck_assert_ptr_nonnull(c);
	dns_name_from_text(&ours, names[me]);
	dns_name_from_text(&theirs, names[1 - me]);
	c->loop = loop;
	c->tunnel = (struct tunnel *)h;
	c->client = (struct vici_client *)h;
	c->name = ours;
	strcpy(c->name_text, names[me]);
	c->secrets = &secrets;
	c->phase = CHARON_ON;
	c->has_ula = true;
	c->peer_count = 1;
	added.name = theirs;
	added.remote = there.public_endpoint;
	charon_peers_add(c, &added);
	answer_all(h);
	peer_init(&h->peer, &theirs, &ours, (uint16_t)me);
	peer_place_us(&h->peer, &here, alone_turn());
	t = alone_turn();
	peer_locate(&h->peer, &there, t);
	end_turn(t);
}

/* ant's call is under way; and for BOTH bee's too, a courtesy later. */
static void
begin(bool both)
{
	alone_begin();
	call_count = 0;
	begin_host(ANT);
	begin_host(BEE);
	answer_all(&hosts[ANT]);
	ck_assert_uint_eq(call_count, 1);
	if (!both)
		return;
	while (hosts[BEE].peer.machine.base.state != PEER_DIALING) {
		alone_run_for(alone_next_ms());
		obey_all();
	}
	answer_all(&hosts[BEE]);
	ck_assert_uint_eq(call_count, 2);
}

static void
setup(void)
{
	ck_assert_int_eq(loop_open(1, &loop), 0);
}

static void
teardown(void)
{
	free(hosts[ANT].charon);
	free(hosts[BEE].charon);
	memset(hosts, 0, sizeof(hosts));
	loop_close(loop);
}

/* Both ends have just one association, the same, and know it. */
static void
one_is_left(const char *how)
{
	unsigned i, left = 0;

	for (i = 0; i < call_count; i++) {
		ck_assert_msg(calls[i].way == NOTHING, "%s: under way", how);
		ck_assert_msg(calls[i].is[ANT] == calls[i].is[BEE],
			      "%s: half of call %u, of %s, is left", how, i,
			      names[calls[i].by]);
		if (calls[i].is[ANT] == NONE)
			continue;
		left++;
		ck_assert_msg(calls[i].by == ANT, "%s: bee's is left", how);
		ck_assert_uint_eq(hosts[ANT].charon->peers[0].up_id,
				  calls[i].id[ANT]);
		ck_assert_uint_eq(hosts[BEE].charon->peers[0].up_id,
				  calls[i].id[BEE]);
	}
	ck_assert_msg(left == 1, "%s: %u are left", how, left);
	ck_assert_msg(hosts[ANT].peer.machine.base.state == PEER_OPEN &&
		      hosts[BEE].peer.machine.base.state == PEER_OPEN,
		      "%s: not open", how);
}

static void
finish(void)
{
	bool more;
	unsigned i;

	do {
		more = false;
		answer_all(&hosts[ANT]);
		answer_all(&hosts[BEE]);
		for (i = 0; i < call_count; i++)
			if (calls[i].way != NOTHING) {
				more = true;
				come(&calls[i]);
			}
	} while (more || hosts[ANT].asked || hosts[BEE].asked);
}

static void
come_and_answer(unsigned call)
{
	unsigned i;

	come(&calls[call]);
	for (i = 0; i < HOSTS; i++)
		answer_all(&hosts[i]);
}

static void
nothing_fell(void)
{
	ck_assert_uint_eq(hosts[ANT].fell, 0);
	ck_assert_uint_eq(hosts[BEE].fell, 0);
}

START_TEST(one_call_makes_one_tunnel)
{
	begin(false);
	finish();
	one_is_left("one call");
	nothing_fell();
} END_TEST

/* ant hears that its call is through, and means to drop what is older: before
 * it can, bee's call comes. That is the newer one, and ant's is not older. */
START_TEST(what_comes_before_the_older_ones_are_dropped_makes_none_older)
{
	begin(true);
	come_and_answer(0);	/* bee has ant's, and hangs up */
	come(&calls[0]);
	while (hosts[ANT].peer.machine.base.state != PEER_OPEN)
		answer(&hosts[ANT]);
	ck_assert(hosts[ANT].asked);
	come(&calls[1]);	/* bee's, all the same */
	finish();
	one_is_left("late");
	nothing_fell();
} END_TEST

/* ant's tunnel stands: bee's call, hung up for it, arrives at ant and is no way. */
START_TEST(a_late_call_of_the_higher_name_leaves_what_stands)
{
	begin(true);
	come_and_answer(0);
	come_and_answer(0);
	come_and_answer(1);
	finish();
	one_is_left("higher");
	nothing_fell();
} END_TEST

/* bee's tunnel stands at ant, when ant's own call arrives at bee, for which it is
 * the better one. */
START_TEST(a_late_call_of_the_lower_name_takes_over)
{
	begin(true);
	come_and_answer(1);	/* ant has bee's */
	come_and_answer(1);
	finish();
	one_is_left("lower");
	nothing_fell();
} END_TEST

/* That C ends would come before an answer that was sent before. */
static bool
overtakes(const struct call *c)
{
	unsigned i;

	for (i = 0; i < call_count; i++)
		if (c->way == DELETE && calls[i].way == RESPONSE)
			return true;
	return false;
}

/* In what order messages come, and how slow daemons answer, is drawn. */
static void
cross(unsigned world, bool in_order)
{
	struct random r;
	uint8_t seed[16] = { 0 };
	unsigned i, what;

	memcpy(seed, &world, sizeof(world));
	random_seed(&r, seed);
	begin(true);
	for (i = 0; i < 40; i++) {
		what = (unsigned)random_between(&r, 0, 3);
		if (what < HOSTS && hosts[what].asked)
			answer(&hosts[what]);
		what = (unsigned)random_between(&r, 0, call_count - 1);
		if (!in_order || !overtakes(&calls[what]))
			come(&calls[what]);
	}
	finish();
}

START_TEST(however_calls_cross_one_tunnel_stays_and_none_falls)
{
	char how[32];
	unsigned world;

	for (world = 0; world < WORLDS; world++) {
		cross(world, true);
		snprintf(how, sizeof(how), "world %u", world);
		one_is_left(how);
		ck_assert_msg(!hosts[ANT].fell && !hosts[BEE].fell,
			      "%s: fell", how);
	}
} END_TEST

/* The end of bee's tunnel may reach ant before the answer to its call does, for
 * one; it dials anew then. */
START_TEST(where_messages_overtake_one_another_too_one_is_left)
{
	char how[32];
	unsigned world, fell = 0;

	for (world = 0; world < WORLDS; world++) {
		cross(world, false);
		snprintf(how, sizeof(how), "world %u", world);
		one_is_left(how);
		fell += hosts[ANT].fell;
	}
	ck_assert_uint_gt(fell, 0);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("crossed");
	TCase *c = tcase_create("crossed");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_set_timeout(c, 60);
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, one_call_makes_one_tunnel);
	tcase_add_test(c, what_comes_before_the_older_ones_are_dropped_makes_none_older);
	tcase_add_test(c, a_late_call_of_the_higher_name_leaves_what_stands);
	tcase_add_test(c, a_late_call_of_the_lower_name_takes_over);
	tcase_add_test(c, however_calls_cross_one_tunnel_stays_and_none_falls);
	tcase_add_test(c, where_messages_overtake_one_another_too_one_is_left);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
