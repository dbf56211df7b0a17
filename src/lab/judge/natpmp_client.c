/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_client.c - judges NAT-PMP clients (RFC 6886): the schedule of their
 * requests, and that they are sent one at a time. */
#include "lab/judge/natpmp_client.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/gateway_chart.h"
#include "core/natpmp_request_chart.h"

/* Hosts and who asks ----------------------------------------------------- */

struct nat_host *
nat_host_of(struct natpmp_client *c, const struct endpoint *e)
{
	struct nat_host *h, *oldest = c->hosts;
	unsigned i;

	for (i = 0; i < NAT_HOSTS_MAX; i++) {
		h = &c->hosts[i];
		if (h->me.family && endpoint_same_address(&h->me, e)) {
			h->used = ++c->serial;
			return h;
		}
		if (h->used < oldest->used)
			oldest = h;
	}
	memset(oldest, 0, sizeof(*oldest));
	oldest->me = *e;
	oldest->me.port = 0;
	oldest->used = ++c->serial;
	return oldest;
}

/* NULL: nobody has asked from there. */
static struct nat_asker *
find_asker(struct natpmp_client *c, const struct endpoint *e)
{
	unsigned i;

	for (i = 0; i < NAT_ASKERS_MAX; i++)
		if (c->askers[i].me.family &&
		    endpoint_equal(&c->askers[i].me, e))
			return &c->askers[i];
	return NULL;
}

static struct nat_asker *
asker_of(struct natpmp_client *c, const struct endpoint *e)
{
	struct nat_asker *a = find_asker(c, e);
	unsigned i;

	if (!a) {
		a = c->askers;
		for (i = 1; i < NAT_ASKERS_MAX; i++)
			if (c->askers[i].used < a->used)
				a = &c->askers[i];
		memset(a, 0, sizeof(*a));
		a->me = *e;
	}
	a->used = ++c->serial;
	return a;
}

/* Waits ------------------------------------------------------------------ */

/* After the send NUMBER, from 1. */
static uint64_t
wait_ms(unsigned number)
{
	return judge_wait_ms(&natpmp_request_chart, "retry", number - 1, 0);
}

static unsigned
sends_max(void)
{
	return judge_wait_count(&natpmp_request_chart, "retry");
}

uint64_t
nat_hold_ms(void)
{
	return gateway_chart.timers[GATEWAY_TIMER_HOLD].waits[0].to;
}

/* What is missing ------------------------------------------------------------ */

void
nat_owe(struct nat_host *h, const enum requirement_id *rules, unsigned count,
	const struct evidence *e, unsigned evidence_count, const char *format,
	...)
{
	struct nat_overdue *o = &h->overdue[h->overdue_count];
	va_list args;

	if (h->overdue_count == NAT_OVERDUE_MAX)
		return;
	h->overdue_count++;
	o->rule_count = count;
	memcpy(o->rules, rules, count * sizeof(*rules));
	o->evidence_count = evidence_count;
	memcpy(o->evidence, e, evidence_count * sizeof(*e));
	va_start(args, format);
	vsnprintf(o->why, sizeof(o->why), format, args);
	va_end(args);
}

/* H is seen again. From the same port and at the same gateway: it failed what
 * is overdue. Else it has moved, or another program of it asks. */
static void
settle(struct natpmp_client *c, struct nat_host *h, bool same)
{
	unsigned i, k;

	for (i = 0; i < h->overdue_count; i++)
		for (k = 0; same && k < h->overdue[i].rule_count; k++)
			judge_fail(c->judge, h->overdue[i].rules[k],
				   JUDGE_CLIENT, h->overdue[i].evidence,
				   h->overdue[i].evidence_count, "%s",
				   h->overdue[i].why);
	h->overdue_count = 0;
}

static void
leave_open(struct natpmp_client *c, const struct nat_host *h)
{
	unsigned i, k;

	for (i = 0; i < h->overdue_count; i++)
		for (k = 0; k < h->overdue[i].rule_count; k++)
			judge_unclear(c->judge, h->overdue[i].rules[k],
				      "the client owed a request, and was not "
				      "seen again");
}

static void
client_end(void *state)
{
	struct natpmp_client *c = state;
	unsigned i;

	for (i = 0; i < NAT_HOSTS_MAX; i++) {
		leave_open(c, &c->hosts[i]);
		/* A live client that falls silent is there all the same. */
		if (judge_is_live(c->judge))
			settle(c, &c->hosts[i], true);
	}
}

static void
pass_at(struct natpmp_client *c, enum requirement_id r,
	const struct evidence *e)
{
	const struct packet p = { .number = e->number, .time_ns = e->time_ns };

	judge_pass(c->judge, r, JUDGE_CLIENT, &p);
}

/* The schedule ----------------------------------------------------------- */

/* The first two waits are PMP-C-09's as well, all of them PMP-C-10's; those of
 * a mapping PMP-C-28's. */
static unsigned
schedule_rules(const struct nat_exchange *x, bool first_two,
	       enum requirement_id out[3])
{
	unsigned n = 0;

	out[n++] = REQ_PMP_C_10;
	if (first_two)
		out[n++] = REQ_PMP_C_09;
	if (nat_is_mapping(x->request.opcode) && x->request.nat.lifetime_s)
		out[n++] = REQ_PMP_C_28;
	return n;
}

static bool
is_deletion(const struct nat_exchange *x)
{
	return nat_is_deletion(&x->request);
}

/* The client of H did not send X again in time, or gave it up for another. */
static void
gave_up(struct natpmp_client *c, struct nat_host *h, struct nat_exchange *x)
{
	const struct evidence last = x->sent[x->sent_count - 1];
	const struct evidence forged[2] = { last, x->forgery };
	const struct evidence late[2] = { x->ninth, last };
	const enum requirement_id concluded = REQ_PMP_C_11;
	const enum requirement_id source = x->request.opcode ? REQ_PMP_C_29 :
		REQ_PMP_C_20;
	enum requirement_id rules[3];
	unsigned n = schedule_rules(x, x->sends == 1, rules);

	x->open = false;
	if (x->excused)
		return;
	if (x->forged)
		/* It believed whoever answered. */
		nat_owe(h, &source, 1, forged, 2, "an answer from an address "
			"that was not asked ended the request");
	else if (is_deletion(x))
		/* Passed by a deletion that is given up; it may be. */
		pass_at(c, REQ_PMP_C_16, &last);
	else if (x->tenth && x->sends == 1)
		/* It went on at the pace of the doubling. */
		judge_fail(c->judge, concluded, JUDGE_CLIENT, late, 2,
			   "a tenth send %llu ms after the ninth",
			   (unsigned long long)(last.time_ns -
						x->ninth.time_ns) / 1000000);
	else
		nat_owe(h, rules, n, &last, 1, "send %u was not answered and "
			"not repeated: none came within %llu ms", x->sends,
			(unsigned long long)wait_ms(x->sends));
}

static struct nat_asker *
asker_by_serial(struct natpmp_client *c, uint64_t serial)
{
	unsigned i;

	for (i = 0; i < NAT_ASKERS_MAX; i++)
		if (c->askers[i].me.family && c->askers[i].x.serial == serial)
			return &c->askers[i];
	return NULL;
}

/* The wait after the send SERIAL is over, and then some. */
static void
send_is_missing(void *state, uint64_t serial)
{
	struct natpmp_client *c = state;
	struct nat_asker *a = asker_by_serial(c, serial);
	const struct evidence *last;

	if (!a)
		return;
	last = &a->x.sent[a->x.sent_count - 1];
	if (!a->x.open) {
		/* Passed by a client that stops at an ICMP; it need not. */
		if (a->stopped == serial)
			pass_at(c, REQ_PMP_C_13, last);
		return;
	}
	if (a->x.sends >= sends_max()) {
		/* Passed by silence for the ninth wait, failed by a tenth
		 * send before its end. */
		pass_at(c, REQ_PMP_C_11, last);
		a->x.open = false;
		nat_host_of(c, &a->me)->silent = true;
		return;
	}
	gave_up(c, nat_host_of(c, &a->me), &a->x);
	nat_held_progress(c, nat_host_of(c, &a->me));
}

static void
note_send(struct natpmp_client *c, struct nat_exchange *x,
	  const struct packet *p)
{
	if (x->sent_count == NAT_SENDS_KEPT) {
		memmove(x->sent, x->sent + 1,
			(NAT_SENDS_KEPT - 1) * sizeof(x->sent[0]));
		x->sent_count--;
	}
	x->sent[x->sent_count++] = evidence_of(p);
	x->sends++;
	x->last_ns = p->time_ns;
	x->serial = ++c->serial;
	judge_call_at(c->judge, judge_missing_at_ns(c->judge, p->time_ns,
						    wait_ms(x->sends)),
		      send_is_missing, c, x->serial);
}

static bool
is_same_request(const struct nat_exchange *x, const struct packet *p)
{
	return x->length == p->length && !memcmp(x->octets, p->octets,
						 p->length);
}

/* Passed by a gap as long as the schedule has it, failed by a shorter one. */
static void
sent_again(struct natpmp_client *c, struct nat_exchange *x,
	   const struct nat_seen *s)
{
	const uint64_t gap_ns = s->packet->time_ns - x->last_ns;
	const uint64_t wanted = wait_ms(x->sends);
	const struct evidence e[2] = { x->sent[x->sent_count - 1],
				       evidence_of(s->packet) };
	enum requirement_id rules[3];
	unsigned i, n = schedule_rules(x, x->sends <= 2, rules);

	if (judge_too_early(c->judge, gap_ns, wanted)) {
		for (i = 0; i < n; i++)
			judge_fail(c->judge, rules[i], JUDGE_CLIENT, e, 2,
				   "send %u was repeated after %llu ms, not "
				   "%llu", x->sends,
				   (unsigned long long)gap_ns / 1000000,
				   (unsigned long long)wanted);
		if (x->sends == sends_max())
			judge_fail(c->judge, REQ_PMP_C_11, JUDGE_CLIENT, e, 2,
				   "a tenth send after %llu ms of silence, not "
				   "%llu", (unsigned long long)gap_ns / 1000000,
				   (unsigned long long)wanted);
	} else if (x->sends < sends_max()) {
		if (x->sends <= 2)
			judge_pass(c->judge, REQ_PMP_C_09, JUDGE_CLIENT,
				   s->packet);
		if (x->sends >= 2)
			judge_pass(c->judge, REQ_PMP_C_10, JUDGE_CLIENT,
				   s->packet);
		if (nat_is_mapping(s->opcode) && s->nat.lifetime_s)
			judge_pass(c->judge, REQ_PMP_C_28, JUDGE_CLIENT,
				   s->packet);
	}
	if (x->forged) {
		/* Passed by who goes on after an answer of a stranger. */
		judge_pass(c->judge, s->opcode ? REQ_PMP_C_29 : REQ_PMP_C_20,
			   JUDGE_CLIENT, s->packet);
		x->forged = false;
	}
}

/* A request while another one is under way from the same port. */
static void
judge_concurrent(struct natpmp_client *c, struct nat_asker *a,
		 const struct nat_seen *s)
{
	static const enum requirement_id rules[] = {
		REQ_PMP_C_06, REQ_PMP_C_07, REQ_PMP_C_08,
		REQ_PMP_C_44, REQ_PMP_C_45
	};
	struct nat_exchange *x = &a->x;
	const struct evidence e[2] = { x->sent[x->sent_count - 1],
				       evidence_of(s->packet) };
	const uint64_t gap_ns = s->packet->time_ns - x->last_ns;
	const bool recovers = x->in_recovery && nat_host_of(c, &a->me)->loss.open;
	unsigned i;

	/* What is asked now takes the other's place, or its time was over. */
	if (x->excused || !endpoint_same_address(&x->gateway, &s->gateway) ||
	    (nat_is_mapping(s->opcode) &&
			   x->request.opcode == s->opcode &&
			   x->request.nat.internal_port == s->nat.internal_port))
		return;
	if (!judge_too_early(c->judge, gap_ns, wait_ms(x->sends))) {
		gave_up(c, nat_host_of(c, &a->me), x);
		return;
	}
	for (i = 0; i < (recovers ? 5 : 3); i++)
		judge_fail(c->judge, rules[i], JUDGE_CLIENT, e, 2,
			   "a request %llu ms after another one that was not "
			   "answered yet", (unsigned long long)gap_ns / 1000000);
}

/* Passed by another request, or by silence where this one would have been sent
 * again; failed by its sending as if no answer had come. */
static void
judge_fatal(struct natpmp_client *c, struct nat_asker *a,
	    const struct nat_seen *s)
{
	struct nat_fatal *f = &a->fatal;
	const struct evidence e[2] = { f->answer, evidence_of(s->packet) };
	const uint64_t at = s->packet->time_ns;

	if (!f->open)
		return;
	f->open = false;
	if (f->length == s->packet->length &&
	    !memcmp(f->octets, s->packet->octets, f->length) &&
	    at + 20000000 > f->next_ns &&
	    at < judge_missing_at_ns(c->judge, f->next_ns, 0)) {
		judge_fail(c->judge, REQ_PMP_C_38, JUDGE_CLIENT, e, 2,
			   "result %u did not end the request: it was sent "
			   "again %llu ms after the answer", f->result,
			   (unsigned long long)(at - f->answer.time_ns) /
			   1000000);
		return;
	}
	judge_pass(c->judge, REQ_PMP_C_38, JUDGE_CLIENT, s->packet);
	judge_pass(c->judge, REQ_PMP_C_37, JUDGE_CLIENT, s->packet);
}

/* A host that has another address now keeps its socket's port: what was asked
 * from the former one is not asked again. */
static void
moved(struct natpmp_client *c, const struct nat_asker *a,
      const struct nat_seen *s)
{
	unsigned i;

	for (i = 0; i < NAT_ASKERS_MAX; i++)
		if (&c->askers[i] != a && c->askers[i].x.open &&
		    c->askers[i].me.port == s->client.port)
			c->askers[i].x.excused = true;
}

static void
asked(struct natpmp_client *c, const struct nat_seen *s)
{
	struct nat_host *h = nat_host_of(c, &s->client);
	struct nat_asker *a = asker_of(c, &s->client);
	struct nat_exchange *x = &a->x;
	struct evidence ninth = { 0, 0 };

	settle(c, h, endpoint_same_address(&h->gateway, &s->gateway) &&
	       endpoint_equal(&h->asker, &s->client));
	moved(c, a, s);
	judge_fatal(c, a, s);
	h->gateway = s->gateway;
	h->gateway.port = 0;
	if (!endpoint_equal(&h->asker, &s->client))
		h->epoch_known = false;	/* what this one has seen is not known */
	h->asker = s->client;
	if (x->open && is_same_request(x, s->packet) && !x->prompted &&
	    !(x->excused && x->in_recovery)) {
		sent_again(c, x, s);
		if (x->sends < sends_max()) {
			note_send(c, x, s->packet);
			return;
		}
	} else if (x->open && !is_same_request(x, s->packet)) {
		judge_concurrent(c, a, s);
	} else if (a->answered) {
		/* Passed by who waits for the answer before. */
		judge_pass(c->judge, REQ_PMP_C_06, JUDGE_CLIENT, s->packet);
		judge_pass(c->judge, REQ_PMP_C_07, JUDGE_CLIENT, s->packet);
		judge_pass(c->judge, REQ_PMP_C_08, JUDGE_CLIENT, s->packet);
	}
	if (is_same_request(x, s->packet) && x->sends >= sends_max() &&
	    s->packet->time_ns < judge_missing_at_ns(
		    c->judge, x->last_ns, 2 * wait_ms(sends_max())))
		ninth = x->sent[x->sent_count - 1];
	a->answered = false;
	a->stopped = 0;
	memset(x, 0, sizeof(*x));
	x->tenth = ninth.number;
	x->ninth = ninth;
	x->open = true;
	x->length = s->packet->length;
	memcpy(x->octets, s->packet->octets, x->length);
	x->request = *s;
	x->request.packet = NULL;
	x->gateway = s->gateway;
	note_send(c, x, s->packet);
	if (nat_is_mapping(s->opcode) && s->nat.lifetime_s)
		nat_judge_lifetime(c->judge, s);
	/* Passed by whoever asks again once the gateway was heard; it need
	 * not, if it wants nothing. */
	if (h->silent && h->spoken_ns &&
	    s->packet->time_ns < judge_missing_at_ns(c->judge, h->spoken_ns,
						     nat_hold_ms()))
		judge_pass(c->judge, REQ_PMP_C_15, JUDGE_CLIENT, s->packet);
	h->silent = false;
	nat_held_asked(c, h, a, s);
}

/* Answers ---------------------------------------------------------------- */

static bool
answers(const struct nat_exchange *x, const struct nat_seen *s)
{
	if (!x->open)
		return false;
	if (s->result == NATPMP_UNSUPPORTED_VERSION && nat_asked(s) == 0)
		return true;	/* erratum 3618 */
	return nat_asked(s) == x->request.opcode &&
		(!nat_is_mapping(x->request.opcode) ||
		 s->nat.form == NATPMP_FORM_BARE ||
		 s->nat.internal_port == x->request.nat.internal_port);
}

/* The request was not sent again when it would have been. */
static void
fatal_is_over(void *state, uint64_t serial)
{
	struct natpmp_client *c = state;
	unsigned i;

	for (i = 0; i < NAT_ASKERS_MAX; i++) {
		const struct nat_fatal *f = &c->askers[i].fatal;

		if (f->open && f->serial == serial)
			pass_at(c, REQ_PMP_C_38, &f->answer);
	}
}

static void
ended_fatally(struct natpmp_client *c, struct nat_asker *a,
	      const struct nat_seen *s)
{
	struct nat_fatal *f = &a->fatal;
	const uint64_t wait = wait_ms(a->x.sends);

	/* Later than this a new attempt of a patient client looks the same. */
	if (wait > wait_ms(3))
		return;
	f->open = true;
	f->length = a->x.length;
	memcpy(f->octets, a->x.octets, f->length);
	f->next_ns = a->x.last_ns + wait * 1000000;
	f->answer = evidence_of(s->packet);
	f->result = s->result;
	f->serial = ++c->serial;
	judge_call_at(c->judge, judge_missing_at_ns(c->judge, f->next_ns, 0),
		      fatal_is_over, c, f->serial);
}

static void
answered(struct natpmp_client *c, const struct nat_seen *s)
{
	struct nat_asker *a = find_asker(c, &s->client);
	struct nat_host *h;
	struct nat_seen request;

	if (!a)
		return;
	h = nat_host_of(c, &s->client);
	if (!endpoint_same_address(&h->gateway, &s->gateway)) {
		if (!s->readable)
			return;
		if (answers(&a->x, s)) {
			a->x.forged = true;
			a->x.forgery = evidence_of(s->packet);
		}
		nat_held_forged(c, h, s, nat_asked(s) ? REQ_PMP_C_29 :
				REQ_PMP_C_20);
		return;
	}
	/* Whether a client takes what the gateway should not have sent is its
	 * own affair: nothing is asked of it then. */
	if (s->elsewhere || !s->readable ||
	    s->nat.form == NATPMP_FORM_REQUEST) {
		a->x.excused = true;
		return;
	}
	nat_held_heard(c, h, s);
	if (!answers(&a->x, s))
		return;
	judge_pass(c->judge, REQ_PMP_C_05, JUDGE_CLIENT, s->packet);
	request = a->x.request;
	a->x.open = false;
	a->answered = true;
	if (s->result > NATPMP_UNSUPPORTED_OPCODE)
		ended_fatally(c, a, s);
	nat_held_answered(c, h, a, &request, s);
	nat_held_progress(c, h);
}

static void
unreachable(struct natpmp_client *c, const struct nat_seen *s)
{
	struct nat_host *h = nat_host_of(c, &s->client);
	unsigned i;

	for (i = 0; i < NAT_ASKERS_MAX; i++) {
		struct nat_asker *a = &c->askers[i];

		if (!a->me.family || !a->x.open ||
		    !endpoint_same_address(&a->me, &s->client) ||
		    !endpoint_same_address(&a->x.gateway, &s->gateway))
			continue;
		a->stopped = a->x.serial;
		a->x.open = false;
		h->silent = true;
		h->spoken_ns = 0;
	}
}

/* The gateway says by itself where it is. */
static void
announced(struct natpmp_client *c, const struct nat_seen *s)
{
	struct nat_host *h;
	unsigned i;

	if (!s->readable || nat_asked(s) != NATPMP_OPCODE_ADDRESS)
		return;
	for (i = 0; i < NAT_HOSTS_MAX; i++) {
		h = &c->hosts[i];
		if (!h->me.family || !h->gateway.family)
			continue;
		if (!endpoint_same_address(&h->gateway, &s->gateway)) {
			nat_held_forged(c, h, s, REQ_PMP_C_21);
			continue;
		}
		h->spoken_ns = s->packet->time_ns;
		nat_held_heard(c, h, s);
	}
	for (i = 0; i < NAT_ASKERS_MAX; i++)
		if (c->askers[i].me.family && c->askers[i].x.open &&
		    endpoint_same_address(&c->askers[i].x.gateway, &s->gateway))
			c->askers[i].x.prompted = c->askers[i].x.excused = true;
}

/* The monitor ------------------------------------------------------------ */

static void
client_message(void *state, const struct message *m)
{
	struct natpmp_client *c = state;
	struct nat_seen s;

	nat_see(m->packet, &s);
	switch (s.kind) {
	case NAT_NOTHING:
		break;
	case NAT_REQUEST:
		if (nat_judge_form(c->judge, &s))
			asked(c, &s);
		break;
	case NAT_RESPONSE:
		answered(c, &s);
		break;
	case NAT_ANNOUNCEMENT:
		announced(c, &s);
		break;
	case NAT_UNREACHABLE:
		unreachable(c, &s);
		break;
	}
}

static int
client_open(struct judge *j, void **state)
{
	static const char pcp[] = "PCP is recognised, and not judged";
	struct natpmp_client *c = calloc(1, sizeof(*c));

	if (!c)
		return -ENOMEM;
	c->judge = j;
	judge_unclear(j, REQ_PMP_C_01, pcp);
	judge_unclear(j, REQ_PMP_C_02, pcp);
	judge_unclear(j, REQ_PMP_C_03, pcp);
	*state = c;
	return 0;
}

static const enum requirement_id client_rules[] = {
	REQ_PMP_B_01, REQ_PMP_B_02, REQ_PMP_B_03, REQ_PMP_B_05, REQ_PMP_B_06,
	REQ_PMP_B_08, REQ_PMP_C_04, REQ_PMP_C_05, REQ_PMP_C_06, REQ_PMP_C_07,
	REQ_PMP_C_08, REQ_PMP_C_09, REQ_PMP_C_10, REQ_PMP_C_11, REQ_PMP_C_13,
	REQ_PMP_C_15, REQ_PMP_C_16, REQ_PMP_C_17, REQ_PMP_C_20, REQ_PMP_C_21,
	REQ_PMP_C_22, REQ_PMP_C_25, REQ_PMP_C_26, REQ_PMP_C_27, REQ_PMP_C_28,
	REQ_PMP_C_29, REQ_PMP_C_30, REQ_PMP_C_31, REQ_PMP_C_32, REQ_PMP_C_33,
	REQ_PMP_C_34, REQ_PMP_C_36, REQ_PMP_C_37, REQ_PMP_C_38, REQ_PMP_C_39,
	REQ_PMP_C_40, REQ_PMP_C_41, REQ_PMP_C_42, REQ_PMP_C_43, REQ_PMP_C_44,
	REQ_PMP_C_45, REQ_BTMM_C_22, REQUIREMENT_COUNT
};

const struct monitor natpmp_client_monitor = {
	.name = "natpmp_client", .rules = client_rules, .open = client_open,
	.message = client_message, .end = client_end, .close = free
};
