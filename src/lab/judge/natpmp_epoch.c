/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_epoch.c - a NAT-PMP gateway's epoch against the capture's clock, and
 * its announcements (RFC 6886, 3.2.1, 3.6, 3.7).
 *
 * The epoch may run as a client's own rule allows (3.6): 7/8 of our time, less
 * two seconds; and as much too fast. */
#include "lab/judge/natpmp_gateway.h"

#include "core/gateway_chart.h"
#include "lab/limits.h"

enum {
	SAME_MS = 5,	/* the same announcement, captured twice */
	DUE_MS = 1000	/* what follows an event at once comes within that */
};

/* The epoch -------------------------------------------------------------- */

/* An announcement has to follow, of the event that S tells of. */
static void
announcement_is_missing(void *state, uint64_t serial)
{
	struct natpmp_gateway *g = state;
	struct nat_gate *t = NULL;
	bool reset, moved;
	unsigned i;

	for (i = 0; i < NAT_GATES_MAX; i++)
		if (g->gates[i].me.family && g->gates[i].due_serial == serial)
			t = &g->gates[i];
	if (!t)
		return;
	t->due_serial = 0;
	reset = t->reset_ns && t->announced_ns + DUE_MS * UINT64_C(1000000) <
		t->reset_ns;
	moved = t->announced_address != t->address;
	t->reset_ns = 0;
	if (reset)
		judge_fail(g->judge, REQ_PMP_G_46, JUDGE_GATEWAY, &t->due, 1,
			   "the epoch began anew, and no announcement was "
			   "seen at 224.0.0.1, port %d", NATPMP_ANNOUNCE_PORT);
	if (reset || moved)
		judge_fail(g->judge, REQ_PMP_G_07, JUDGE_GATEWAY, &t->due, 1,
			   "%s, and no announcement was seen at 224.0.0.1, "
			   "port %d", reset ? "the epoch began anew" :
			   "the external address is another",
			   NATPMP_ANNOUNCE_PORT);
}

static void
expect_announcement(struct natpmp_gateway *g, struct nat_gate *t,
		    const struct nat_seen *s)
{
	t->due_serial = ++g->serial;
	t->due = evidence_of(s->packet);
	judge_call_at(g->judge, judge_missing_at_ns(
			      g->judge, s->packet->time_ns, DUE_MS),
		      announcement_is_missing, g, t->due_serial);
}

/* The table is new: what was granted is not held against the gateway. */
static void
was_reset(struct natpmp_gateway *g, struct nat_gate *t,
	  const struct nat_seen *s)
{
	const uint64_t since = s->nat.epoch_s * UINT64_C(1000000000);
	unsigned i;

	nat_gate_pass(g, REQ_PMP_G_44, s);
	for (i = 0; i < NAT_LEASES_MAX; i++)
		t->leases[i].state = NAT_LEASE_NONE;
	t->series.open = false;
	t->reset_ns = s->packet->time_ns > since ? s->packet->time_ns - since :
		1;
	if (s->kind != NAT_ANNOUNCEMENT)
		expect_announcement(g, t, s);
}

static void
fail_epoch(struct natpmp_gateway *g, const struct nat_gate *t,
	   const struct nat_seen *s, bool failed, int64_t seen_ms,
	   uint64_t elapsed_ms)
{
	const struct evidence e[2] = { t->epoch_packet,
				       evidence_of(s->packet) };
	const enum requirement_id rules[] = {
		REQ_PMP_G_06, failed ? REQ_PMP_G_40 : REQ_PMP_G_06,
		s->kind == NAT_ANNOUNCEMENT && t->series.open ? REQ_PMP_G_10 :
			REQ_PMP_G_06
	};
	unsigned i;

	for (i = 0; i < 3; i++)
		if (i == 0 || rules[i] != REQ_PMP_G_06)
			judge_fail(g->judge, rules[i], JUDGE_GATEWAY, e, 2,
				   "the epoch went on by %lld ms in %llu ms",
				   (long long)seen_ms,
				   (unsigned long long)elapsed_ms);
}

static void
pass_epoch(struct natpmp_gateway *g, const struct nat_gate *t,
	   const struct nat_seen *s, bool failed, uint64_t elapsed_ms)
{
	/* Sooner than that a clock that stands would pass as well. */
	if (elapsed_ms > GATEWAY_EPOCH_SLACK + 1000) {
		nat_gate_pass(g, REQ_PMP_G_06, s);
		if (s->kind == NAT_ANNOUNCEMENT && t->series.open)
			nat_gate_pass(g, REQ_PMP_G_10, s);
	}
	if (failed)
		nat_gate_pass(g, REQ_PMP_G_40, s);
}

static void
judge_epoch(struct natpmp_gateway *g, struct nat_gate *t,
	    const struct nat_seen *s, bool failed)
{
	const uint64_t elapsed = (s->packet->time_ns - t->epoch_ns) / 1000000;
	const int64_t went = ((int64_t)s->nat.epoch_s - t->epoch_s) * 1000;
	const int64_t slack = GATEWAY_EPOCH_SLACK;
	const int64_t least = (int64_t)(elapsed * GATEWAY_EPOCH_PARTS /
					GATEWAY_EPOCH_OF_PARTS) - slack;
	const int64_t most = (int64_t)(elapsed + elapsed /
				       GATEWAY_EPOCH_OF_PARTS) + slack;

	if (went != 0)
		t->epoch_stood = 0;
	if (went >= least && went <= most) {
		pass_epoch(g, t, s, failed, elapsed);
		return;
	}
	/* It may have begun anew since, and happen to be where it was; not
	 * twice. */
	if (went == 0 && t->epoch_stood++ == 0 && s->nat.epoch_s <=
	    elapsed / 1000 && !t->series.open)
		return;
	if (went < least && went != 0 &&
	    s->nat.epoch_s * UINT64_C(1000) <= elapsed + (uint64_t)slack)
		was_reset(g, t, s);
	else
		fail_epoch(g, t, s, failed, went, elapsed);
}

void
nat_gate_heard(struct natpmp_gateway *g, struct nat_gate *t,
	       const struct nat_seen *s, bool failed)
{
	if (!s->readable || s->nat.form == NATPMP_FORM_REQUEST)
		return;
	if (natpmp_has_epoch(&s->nat)) {
		if (t->epoch_known)
			judge_epoch(g, t, s, failed);
		t->epoch_known = true;
		t->epoch_s = s->nat.epoch_s;
		t->epoch_ns = s->packet->time_ns;
		t->epoch_packet = evidence_of(s->packet);
	}
	if (s->nat.form != NATPMP_FORM_REPLY || nat_asked(s) || s->result)
		return;
	if (t->address && t->address != s->nat.address &&
	    s->kind != NAT_ANNOUNCEMENT &&
	    t->announced_address != s->nat.address)
		expect_announcement(g, t, s);
	else if (!t->announced_address)
		t->announced_address = s->nat.address;
	t->address = s->nat.address;
}

/* Announcements ---------------------------------------------------------- */

static uint64_t
gap_ms(unsigned number)
{
	return (uint64_t)LIMIT_NATPMP_ANNOUNCE_FIRST << (number - 1);
}

static struct nat_gate *
gate_by_series(struct natpmp_gateway *g, uint64_t serial)
{
	unsigned i;

	for (i = 0; i < NAT_GATES_MAX; i++) {
		const struct nat_series *n = &g->gates[i].series;

		if (g->gates[i].me.family && n->open &&
		    n->serial == serial)
			return &g->gates[i];
	}
	return NULL;
}

static void
series_is_over(void *state, uint64_t serial)
{
	struct natpmp_gateway *g = state;
	struct nat_gate *t = gate_by_series(g, serial);
	struct evidence e[2];

	if (!t)
		return;
	t->series.open = false;
	e[0] = t->series.first;
	e[1] = t->series.last;
	judge_fail(g->judge, REQ_PMP_G_08, JUDGE_GATEWAY, e,
		   t->series.count > 1 ? 2 : 1, "%u announcement%s of one "
		   "event, not %d", t->series.count, t->series.count > 1 ?
		   "s" : "", LIMIT_NATPMP_ANNOUNCEMENTS);
}

static void
begin_series(struct natpmp_gateway *g, struct nat_gate *t,
	     const struct nat_seen *s)
{
	struct nat_series *n = &t->series;
	uint64_t all = 0;
	unsigned i;

	for (i = 1; i < LIMIT_NATPMP_ANNOUNCEMENTS; i++)
		all += gap_ms(i);
	*n = (struct nat_series){
		.open = true, .first_ns = s->packet->time_ns,
		.first = evidence_of(s->packet), .serial = ++g->serial
	};
	judge_call_at(g->judge, judge_missing_at_ns(g->judge, n->first_ns, all),
		      series_is_over, g, n->serial);
}

/* Passed by each gap as it should be, failed by any other; what does not come
 * at all is PMP-G-08's. */
static void
judge_gap(struct natpmp_gateway *g, struct nat_gate *t,
	  const struct nat_seen *s)
{
	struct nat_series *n = &t->series;
	const uint64_t gap = s->packet->time_ns - n->last_ns;
	const struct evidence e[2] = { n->last, evidence_of(s->packet) };

	if (judge_too_early(g->judge, gap, gap_ms(n->count)) ||
	    judge_too_late(g->judge, gap, gap_ms(n->count)))
		judge_fail(g->judge, REQ_PMP_G_09, JUDGE_GATEWAY, e, 2,
			   "announcement %u came %llu ms after the one before, "
			   "not %llu", n->count + 1,
			   (unsigned long long)gap / 1000000,
			   (unsigned long long)gap_ms(n->count));
	else
		nat_gate_pass(g, REQ_PMP_G_09, s);
}

static void
in_series(struct natpmp_gateway *g, struct nat_gate *t,
	  const struct nat_seen *s)
{
	struct nat_series *n = &t->series;

	if (!n->open)
		begin_series(g, t, s);
	else
		judge_gap(g, t, s);
	n->count++;
	n->last_ns = s->packet->time_ns;
	n->last = evidence_of(s->packet);
	if (n->count == LIMIT_NATPMP_ANNOUNCEMENTS) {
		nat_gate_pass(g, REQ_PMP_G_08, s);
		n->open = false;
	}
}

/* Nothing went to port 5350 beside what went to the old port. */
static void
new_port_is_missing(void *state, uint64_t which)
{
	struct natpmp_gateway *g = state;
	struct nat_gate *t = &g->gates[which];
	const struct evidence e = t->old;
	unsigned i;
	static const enum requirement_id rules[] = {
		REQ_PMP_B_05, REQ_PMP_G_07
	};

	if (t->announced_ns + DUE_MS * UINT64_C(1000000) >= t->old_ns)
		return;
	for (i = 0; i < 2; i++)
		judge_fail(g->judge, rules[i], JUDGE_GATEWAY, &e, 1,
			   "an announcement went to port %d, and none to %d",
			   NATPMP_PORT, NATPMP_ANNOUNCE_PORT);
}

/* To the right group and port? */
static bool
judge_place(struct natpmp_gateway *g, struct nat_gate *t,
	    const struct nat_seen *s)
{
	static const uint8_t group[4] = { 224, 0, 0, 1 };
	const uint8_t *to = s->client.address;
	char text[NAT_TEXT_MAX];
	unsigned i;

	for (i = 0; i < 4 && to[i] == group[i]; i++)
		;
	if (i < 4) {
		nat_gate_fail(g, REQ_PMP_B_05, NULL, s, "an announcement is "
			      "sent to %s, not to 224.0.0.1",
			      nat_text(&s->client, text));
		nat_gate_fail(g, REQ_PMP_G_07, NULL, s, "an announcement is "
			      "sent to %s, not to 224.0.0.1", text);
		return false;
	}
	if (s->client.port == NATPMP_ANNOUNCE_PORT) {
		nat_gate_pass(g, REQ_PMP_B_05, s);
		return true;
	}
	/* Very old clients listen there; it may go there as well. */
	t->old_ns = s->packet->time_ns;
	t->old = evidence_of(s->packet);
	judge_call_at(g->judge, judge_missing_at_ns(
			      g->judge, s->packet->time_ns, DUE_MS),
		      new_port_is_missing, g, (uint64_t)(t - g->gates));
	return false;
}

void
nat_gate_announced(struct natpmp_gateway *g, struct nat_gate *t,
		   const struct nat_seen *s)
{
	const uint64_t now = s->packet->time_ns;
	const uint32_t before = t->announced_address;
	bool again;

	if (s->version == 2) {
		t->pcp = true;
		return;
	}
	if (nat_asked(s) != NATPMP_OPCODE_ADDRESS || s->version)
		return;
	if (!s->readable || s->nat.form != NATPMP_FORM_REPLY) {
		nat_gate_fail(g, REQ_PMP_B_07, NULL, s, "an announcement of %zu "
			      "octets, not 12", s->packet->length);
		nat_gate_fail(g, REQ_PMP_G_07, NULL, s, "an announcement of %zu "
			      "octets, not 12", s->packet->length);
		return;
	}
	if (!judge_place(g, t, s))
		return;
	again = t->announced_ns && now - t->announced_ns < SAME_MS *
		UINT64_C(1000000) && t->epoch_s == s->nat.epoch_s &&
		before == s->nat.address;
	if (again)
		return;
	nat_gate_pass(g, REQ_PMP_B_07, s);
	nat_gate_pass(g, REQ_PMP_G_07, s);
	if (s->result && s->nat.address)
		nat_gate_fail(g, REQ_PMP_G_05, NULL, s, "an announcement with "
			      "result %u and an address, not 0", s->result);
	nat_gate_heard(g, t, s, false);
	if (t->reset_ns) {
		nat_gate_pass(g, REQ_PMP_G_46, s);
		t->reset_ns = 0;
	}
	t->announced_ns = now;
	t->announced_address = s->nat.address;
	if (before && before != s->nat.address)
		t->series.open = false;		/* of another event */
	in_series(g, t, s);
}
