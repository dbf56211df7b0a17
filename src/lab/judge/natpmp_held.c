/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_held.c - what a NAT-PMP client does with what it holds: renewals at
 * half the lifetime (RFC 6886, 3.3), all of them after the gateway lost its
 * state (3.6, 3.7), and none because of a forgery (3.2, 3.2.1). */
#include "lab/judge/natpmp_client.h"

#include <string.h>

#include "core/gateway_chart.h"
#include "core/mapping_chart.h"

enum {
	/* Between the 2 s of 3.6 and so much more a client may see a loss or
	 * not: its own clock and rounding are not known. ms */
	EPOCH_DOUBT = 1000,
	AT_ONCE_MS = 20,	/* that soon is without a wait */
	EARLY_MAX = 3,		/* renewals before half make a habit */
	EARLY_PERCENT = 10	/* ... which are alike by so much */
};

static struct packet
packet_of(const struct evidence *e)
{
	return (struct packet){ .number = e->number, .time_ns = e->time_ns };
}

static void
pass(struct natpmp_client *c, enum requirement_id r, const struct evidence *e)
{
	const struct packet p = packet_of(e);

	judge_pass(c->judge, r, JUDGE_CLIENT, &p);
}

/* What is held ----------------------------------------------------------- */

static bool
has_ended(const struct nat_held *m, uint64_t now_ns)
{
	return now_ns - m->since_ns > m->lifetime_s * UINT64_C(1000000000);
}

/* The mapping of that port, while it lives. */
static struct nat_held *
find_held(struct nat_host *h, uint8_t opcode, uint16_t internal_port,
	  uint64_t now_ns)
{
	unsigned i;

	for (i = 0; i < NAT_HELD_MAX; i++) {
		struct nat_held *m = &h->held[i];

		if (m->active && has_ended(m, now_ns))
			m->active = m->lost = false;
		if (m->active && m->opcode == opcode &&
		    m->internal_port == internal_port)
			return m;
	}
	return NULL;
}

static bool
holds_any(const struct nat_host *h, uint64_t now_ns)
{
	unsigned i;

	for (i = 0; i < NAT_HELD_MAX; i++)
		if (h->held[i].active && !has_ended(&h->held[i], now_ns) &&
		    endpoint_equal(&h->held[i].asker, &h->asker))
			return true;
	return false;
}

static bool
any_lost(const struct nat_host *h)
{
	unsigned i;

	for (i = 0; i < NAT_HELD_MAX; i++)
		if (h->held[i].active && h->held[i].lost)
			return true;
	return false;
}

/* A request of that host is under way: the next one has to wait for it. */
static bool
is_busy(const struct natpmp_client *c, const struct nat_host *h)
{
	unsigned i;

	for (i = 0; i < NAT_ASKERS_MAX; i++)
		if (c->askers[i].me.family && c->askers[i].x.open &&
		    endpoint_same_address(&c->askers[i].me, &h->me))
			return true;
	return false;
}

static uint64_t
half_ms(const struct nat_held *m)
{
	return judge_wait_ms(&mapping_chart, "renew", 0,
			     m->lifetime_s * UINT64_C(1000));
}

/* Half the lifetime ------------------------------------------------------ */

/* WHAT is the place of a mapping. Failed by a mapping that is neither renewed
 * nor deleted by half its life; a client that ended without a word looks the
 * same, and should have deleted it (PMP-C-17). */
static void
half_is_over(void *state, uint64_t what)
{
	struct natpmp_client *c = state;
	struct nat_host *h = &c->hosts[what / NAT_HELD_MAX];
	struct nat_held *m = &h->held[what % NAT_HELD_MAX];
	const enum requirement_id renewal = REQ_PMP_C_30;
	const enum requirement_id conclusion = REQ_PMP_C_40;

	if (m->called_ns > judge_now_ns(c->judge))
		return;		/* of an earlier grant: another call is to come */
	m->called_ns = 0;
	if (!m->active || !m->due_ns)
		return;
	if (m->due_ns > judge_now_ns(c->judge)) {
		m->called_ns = m->due_ns;
		judge_call_at(c->judge, m->due_ns, half_is_over, c, what);
		return;
	}
	/* It may have seen a loss, and then waits at random. */
	if (h->excused_until_ns > judge_now_ns(c->judge)) {
		m->due_ns = m->called_ns = h->excused_until_ns;
		judge_call_at(c->judge, m->due_ns, half_is_over, c, what);
		return;
	}
	m->due_ns = 0;
	if (is_busy(c, h) || h->silent || h->loss.open ||
	    !endpoint_equal(&m->asker, &h->asker))
		return;
	nat_owe(h, &renewal, 1, &m->grant, 1, "the mapping of port %u, granted "
		"for %u s, was neither renewed nor deleted by half of that",
		m->internal_port, m->lifetime_s);
	if (m->lost && h->loss_missed)
		nat_owe(h, &conclusion, 1, &h->loss.evidence, 1, "the epoch "
			"went back by more than 2 s, and nothing was renewed");
}

static void
call_at_half(struct natpmp_client *c, struct nat_host *h, struct nat_held *m)
{
	m->due_ns = judge_missing_at_ns(c->judge, m->since_ns, half_ms(m));
	if (m->called_ns && m->called_ns <= m->due_ns)
		return;
	m->called_ns = m->due_ns;
	judge_call_at(c->judge, m->due_ns, half_is_over, c,
		      (uint64_t)(h - c->hosts) * NAT_HELD_MAX +
		      (uint64_t)(m - h->held));
}

static void
keep_grant(struct natpmp_client *c, struct nat_host *h,
	   const struct nat_asker *a, const struct nat_seen *s)
{
	const uint64_t now = s->packet->time_ns;
	struct nat_held *m = find_held(h, nat_asked(s), s->nat.internal_port,
				       now);
	const bool known = m;
	unsigned i;

	for (i = 0; !m && i < NAT_HELD_MAX; i++)
		if (!h->held[i].active)
			m = &h->held[i];
	if (!m)
		return;		/* more than we look after */
	*m = (struct nat_held){
		.active = true, .opcode = nat_asked(s),
		.internal_port = s->nat.internal_port,
		.external_port = s->nat.external_port, .asker = a->me,
		.lifetime_s = s->nat.lifetime_s, .since_ns = now,
		.grant = evidence_of(s->packet), .called_ns = m->called_ns,
		.early = known ? m->early : 0, .early_ns = m->early_ns
	};
	call_at_half(c, h, m);
}

void
nat_held_answered(struct natpmp_client *c, struct nat_host *h,
		  struct nat_asker *a, const struct nat_seen *request,
		  const struct nat_seen *s)
{
	struct nat_held *m;

	if (!nat_is_mapping(request->opcode) || !request->nat.lifetime_s)
		return;
	if (s->nat.form == NATPMP_FORM_REPLY && !s->result &&
	    s->nat.lifetime_s) {
		keep_grant(c, h, a, s);
		return;
	}
	m = find_held(h, request->opcode, request->nat.internal_port,
		      s->packet->time_ns);
	if (m)
		m->active = m->lost = false;	/* refused: nothing to renew */
}

/* Renewals --------------------------------------------------------------- */

/* Passed by a renewal that names the port that was granted, failed by any
 * other; a request of another port of the host may be of a program that does
 * not know. */
static void
judge_suggestion(struct natpmp_client *c, const struct nat_held *m,
		 const struct nat_seen *s)
{
	const struct evidence e[2] = { m->grant, evidence_of(s->packet) };

	judge_pass(c->judge, REQ_PMP_C_31, JUDGE_CLIENT, s->packet);
	if (s->nat.external_port == m->external_port)
		judge_pass(c->judge, REQ_PMP_C_32, JUDGE_CLIENT, s->packet);
	else
		judge_fail(c->judge, REQ_PMP_C_32, JUDGE_CLIENT, e, 2,
			   "the renewal of port %u suggests port %u; %u was "
			   "granted", m->internal_port, s->nat.external_port,
			   m->external_port);
}

/* The first renewal after a loss. Passed by a wait of up to 5 s; failed by a
 * longer one, and by none at all twice in a row: drawn from 0 to 5 s that
 * happens once in 60,000 times. */
static void
judge_wait(struct natpmp_client *c, struct nat_host *h,
	   const struct nat_held *m, const struct nat_seen *s)
{
	const uint64_t delay = s->packet->time_ns - h->loss.at_ns;
	const struct evidence e[2] = { h->loss.evidence,
				       evidence_of(s->packet) };
	const struct evidence twice[4] = { h->at_once_evidence[0],
		h->at_once_evidence[1], e[0], e[1] };

	if (h->loss_missed) {
		/* Late, but for that reason; or as it was due anyway. */
		if (judge_too_early(c->judge, s->packet->time_ns - m->since_ns,
				    half_ms(m)))
			judge_fail(c->judge, REQ_PMP_C_43, JUDGE_CLIENT, e, 2,
				   "the first renewal came %llu ms after the "
				   "loss; %llu are the most", (unsigned long
				   long)delay / 1000000,
				   (unsigned long long)nat_hold_ms());
		else
			judge_fail(c->judge, REQ_PMP_C_40, JUDGE_CLIENT, e, 2,
				   "the epoch went back by more than 2 s, and "
				   "all was renewed when it was due anyway");
		return;
	}
	if (delay > AT_ONCE_MS * UINT64_C(1000000)) {
		h->at_once = 0;
		judge_pass(c->judge, REQ_PMP_C_43, JUDGE_CLIENT, s->packet);
		return;
	}
	if (++h->at_once >= 2)
		judge_fail(c->judge, REQ_PMP_C_43, JUDGE_CLIENT, twice, 4,
			   "twice the first renewal came within %d ms of the "
			   "loss: no random wait of 0 to 5 s", AT_ONCE_MS);
	else
		judge_unclear(c->judge, REQ_PMP_C_43, "the first renewal came "
			      "at once, which once can be by chance");
	memcpy(h->at_once_evidence, e, sizeof(e));
}

static void
recovered(struct natpmp_client *c, struct nat_host *h, const struct packet *p)
{
	const enum requirement_id rules[] = {
		REQ_PMP_C_41, REQ_PMP_C_40, REQ_PMP_C_39, REQ_PMP_C_22,
		REQ_PMP_C_42
	};
	unsigned i;

	if (!h->loss_missed)
		for (i = 0; i < (h->loss_announced ? 5 : 3); i++)
			judge_pass(c->judge, rules[i], JUDGE_CLIENT, p);
	h->loss.open = h->loss_missed = false;
}

static void
renewed_lost(struct natpmp_client *c, struct nat_host *h, struct nat_held *m,
	     const struct nat_seen *s)
{
	if (h->loss_renewed++ == 0) {
		judge_wait(c, h, m, s);
	} else {
		/* Passed by the next one after the answer; what is too early
		 * natpmp_client.c finds. */
		judge_pass(c->judge, REQ_PMP_C_44, JUDGE_CLIENT, s->packet);
		judge_pass(c->judge, REQ_PMP_C_45, JUDGE_CLIENT, s->packet);
	}
	m->lost = false;
	if (!any_lost(h))
		recovered(c, h, s->packet);
}

/* A mapping may be asked for at any time, to see whether it stands, say; who
 * does so again and again at the same point of its life renews it too early. */
static bool
is_habit(struct nat_held *m, uint64_t age_ns)
{
	const uint64_t off = age_ns > m->early_ns ? age_ns - m->early_ns :
		m->early_ns - age_ns;

	m->early = m->early && off * 100 <= age_ns * EARLY_PERCENT ?
		m->early + 1 : 1;
	m->early_ns = age_ns;
	return m->early >= EARLY_MAX;
}

/* A renewal before half the lifetime: because of what should not be believed,
 * for a good reason, or for none. */
static void
judge_early(struct natpmp_client *c, struct nat_host *h, struct nat_held *m,
	    const struct nat_seen *s)
{
	struct nat_watch *w = h->forgery.open ? &h->forgery :
		h->alarm.open ? &h->alarm : NULL;
	struct evidence e[2] = { m->grant, evidence_of(s->packet) };
	const uint64_t age_ns = s->packet->time_ns - m->since_ns;

	if (w) {
		e[0] = w->evidence;
		if (!w->failed)
			judge_fail(c->judge, w->rule, JUDGE_CLIENT, e, 2, "%s",
				   w == &h->forgery ? "mappings were renewed "
				   "because of a packet whose source is not the "
				   "gateway" : "mappings were renewed although "
				   "the epoch was in the plausible range");
		w->failed = true;
	} else if (s->packet->time_ns > h->excused_until_ns &&
		   is_habit(m, age_ns)) {
		judge_fail(c->judge, REQ_PMP_C_30, JUDGE_CLIENT, e, 2,
			   "the mapping of port %u, granted for %u s, is "
			   "renewed after %llu ms for the third time, before "
			   "half of that", m->internal_port, m->lifetime_s,
			   (unsigned long long)age_ns / 1000000);
	}
}

void
nat_held_asked(struct natpmp_client *c, struct nat_host *h,
	       struct nat_asker *a, const struct nat_seen *s)
{
	const uint64_t now = s->packet->time_ns;
	struct nat_held *m;
	unsigned i;

	if (!nat_is_mapping(s->opcode))
		return;
	if (!s->nat.lifetime_s) {
		for (i = 0; i < NAT_HELD_MAX; i++)
			if (h->held[i].opcode == s->opcode &&
			    (!s->nat.internal_port || h->held[i].internal_port
			     == s->nat.internal_port))
				h->held[i].active = h->held[i].lost = false;
		return;
	}
	a->x.in_recovery = h->loss.open;
	m = find_held(h, s->opcode, s->nat.internal_port, now);
	if (!m)
		return;
	if (endpoint_equal(&m->asker, &s->client))
		judge_suggestion(c, m, s);
	m->due_ns = 0;
	if (m->lost) {
		renewed_lost(c, h, m, s);
		return;
	}
	if (!judge_too_early(c->judge, now - m->since_ns, half_ms(m))) {
		/* Passed by a request for it at half its life. */
		judge_pass(c->judge, REQ_PMP_C_30, JUDGE_CLIENT, s->packet);
		m->early = 0;
	} else if (endpoint_equal(&m->asker, &s->client))
		judge_early(c, h, m, s);
}

/* The epoch -------------------------------------------------------------- */

/* How much less than the client's own estimate S's epoch is, in ms (3.6). */
static int64_t
epoch_deficit_ms(const struct nat_host *h, const struct nat_seen *s)
{
	const uint64_t elapsed = (s->packet->time_ns - h->epoch_ns) / 1000000;

	return (int64_t)(h->epoch_s * UINT64_C(1000) + elapsed *
			 GATEWAY_EPOCH_PARTS / GATEWAY_EPOCH_OF_PARTS) -
		(int64_t)(s->nat.epoch_s * UINT64_C(1000));
}

/* Nothing was renewed, or not all of it, and 5 s are over. */
static void
recovery_is_missing(void *state, uint64_t serial)
{
	static const enum requirement_id rules[] = {
		REQ_PMP_C_41, REQ_PMP_C_22, REQ_PMP_C_42
	};
	struct natpmp_client *c = state;
	struct nat_host *h = NULL;
	unsigned i;

	for (i = 0; i < NAT_HOSTS_MAX; i++)
		if (c->hosts[i].loss.open && c->hosts[i].loss.serial == serial)
			h = &c->hosts[i];
	if (!h || is_busy(c, h))
		return;
	h->loss.open = false;
	if (!any_lost(h))
		return;
	nat_owe(h, rules, h->loss_announced ? 3 : 1, &h->loss.evidence, 1,
		"the epoch went back, and %s renewed within 5 s",
		h->loss_renewed ? "not every mapping was" : "nothing was");
	h->loss_missed = !h->loss_renewed;
	for (i = 0; i < NAT_HELD_MAX; i++)
		h->held[i].lost = h->held[i].lost && h->loss_missed;
}

void
nat_held_progress(struct natpmp_client *c, struct nat_host *h)
{
	if (!h->loss.open)
		return;
	h->loss.serial = ++c->serial;
	judge_call_at(c->judge, judge_missing_at_ns(
			      c->judge, judge_now_ns(c->judge), nat_hold_ms()),
		      recovery_is_missing, c, h->loss.serial);
}

static void
lost(struct natpmp_client *c, struct nat_host *h, const struct nat_seen *s)
{
	const uint64_t now = s->packet->time_ns;
	struct nat_asker *a;
	unsigned i;

	h->alarm.open = h->forgery.open = false;
	for (i = 0; i < NAT_HELD_MAX; i++)
		h->held[i].lost = h->held[i].active &&
			!has_ended(&h->held[i], now) &&
			endpoint_equal(&h->held[i].asker, &h->asker);
	for (i = 0; i < NAT_ASKERS_MAX; i++) {
		a = &c->askers[i];
		if (a->me.family && a->x.open &&
		    endpoint_same_address(&a->me, &h->me))
			a->x.excused = a->x.in_recovery = true;
	}
	if (!any_lost(h))
		return;
	h->loss.open = true;
	h->loss.at_ns = now;
	h->loss.evidence = evidence_of(s->packet);
	h->loss_announced = s->kind == NAT_ANNOUNCEMENT;
	h->loss_missed = false;
	h->loss_renewed = 0;
	nat_held_progress(c, h);
}

static struct nat_watch *
watch_by_serial(struct natpmp_client *c, uint64_t serial)
{
	struct nat_host *h;
	unsigned i;

	for (i = 0; i < NAT_HOSTS_MAX; i++) {
		h = &c->hosts[i];
		if (h->forgery.open && h->forgery.serial == serial)
			return &h->forgery;
		if (h->alarm.open && h->alarm.serial == serial)
			return &h->alarm;
	}
	return NULL;
}

static void
watch_is_over(void *state, uint64_t serial)
{
	struct natpmp_client *c = state;
	struct nat_watch *w = watch_by_serial(c, serial);

	if (!w)
		return;
	w->open = false;
	if (!w->failed)
		pass(c, w->rule, &w->evidence);
}

/* Until the longest wait is over, an early renewal is because of S. */
static void
watch(struct natpmp_client *c, struct nat_watch *w, const struct nat_seen *s,
      enum requirement_id rule)
{
	const uint64_t now = s->packet->time_ns;

	*w = (struct nat_watch){
		.open = true, .at_ns = now, .serial = ++c->serial,
		.evidence = evidence_of(s->packet), .rule = rule
	};
	judge_call_at(c->judge, judge_missing_at_ns(c->judge, now,
						    nat_hold_ms()),
		      watch_is_over, c, w->serial);
}

static void
excuse(struct natpmp_client *c, struct nat_host *h, uint64_t now_ns)
{
	h->excused_until_ns = judge_missing_at_ns(c->judge, now_ns,
						  nat_hold_ms());
}

/* Slower than our clock, and yet within 7/8 and 2 s: no loss. */
static void
epoch_heard(struct natpmp_client *c, struct nat_host *h,
	    const struct nat_seen *s)
{
	const uint64_t now = s->packet->time_ns;
	const int64_t deficit = epoch_deficit_ms(h, s);
	const uint64_t full_ms = h->epoch_s * UINT64_C(1000) +
		(now - h->epoch_ns) / 1000000;

	if (deficit > GATEWAY_EPOCH_SLACK + EPOCH_DOUBT)
		lost(c, h, s);
	else if (deficit > GATEWAY_EPOCH_SLACK - EPOCH_DOUBT / 10)
		excuse(c, h, now);
	else if (s->nat.epoch_s * UINT64_C(1000) + 1000 < full_ms &&
		 !h->alarm.open && !h->loss.open && holds_any(h, now))
		watch(c, &h->alarm, s, deficit > 0 ? REQ_PMP_C_40 :
		      REQ_PMP_C_39);
}

void
nat_held_heard(struct natpmp_client *c, struct nat_host *h,
	       const struct nat_seen *s)
{
	const uint64_t now = s->packet->time_ns;

	if (natpmp_has_epoch(&s->nat)) {
		if (h->epoch_known)
			epoch_heard(c, h, s);
		h->epoch_known = true;
		h->epoch_s = s->nat.epoch_s;
		h->epoch_ns = now;
	}
	if (s->nat.form != NATPMP_FORM_REPLY || nat_asked(s) || s->result)
		return;
	/* Another address is a reason to renew, though 3.7 asks for none. */
	if (h->address && h->address != s->nat.address)
		excuse(c, h, now);
	h->address = s->nat.address;
}

void
nat_held_forged(struct natpmp_client *c, struct nat_host *h,
		const struct nat_seen *s, enum requirement_id rule)
{
	/* Only what would be a loss, were it believed, is a temptation. */
	if (h->loss.open || h->forgery.open || !h->epoch_known ||
	    !natpmp_has_epoch(&s->nat) ||
	    epoch_deficit_ms(h, s) <= GATEWAY_EPOCH_SLACK + EPOCH_DOUBT ||
	    !holds_any(h, s->packet->time_ns))
		return;
	watch(c, &h->forgery, s, rule);
}
