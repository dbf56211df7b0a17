/* SPDX-License-Identifier: Apache-2.0 */
/* llq_changes.c - acts of `conform llq-server` that change the zone, by UPDATE
 * (RFC 2136) to --update, and see what is told of it (RFC 8764, section 6). */
#include "llq_acts.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

#include "autotunnel/llq_server.h"
#include "lab/limits.h"
#include "lab/judge/monitor.h"

enum {
	SHORT_LEASE_S = 2,		/* asked; what is granted counts */
	BIG_RECORDS = 72,		/* AAAA: more than 1,500 octets */
	BIG_AT_ONCE = 18,		/* in one UPDATE */
	BATCH = 3,
	POLL_MS = 500,
	LATE_MS = 2000			/* until what is wrong has come */
};

/* Changes ------------------------------------------------------------------------ */

struct change {
	bool add;
	struct dns_name name;
	uint16_t type;
	uint8_t rdata[16];
};

static void
remember(struct llq_acts *a, const struct change *x)
{
	unsigned i;

	for (i = 0; i < a->made_count; i++)
		if (a->made[i].type == x->type &&
		    dns_name_equal(&a->made[i].name, &x->name))
			return;
	if (a->made_count == LLQ_MADE_MAX)
		return;
	a->made[a->made_count].name = x->name;
	a->made[a->made_count++].type = x->type;
}

static bool
send_update(struct llq_acts *a, struct dns_writer *w)
{
	int length = dns_end(w), r = 0;

	if (!a->updates)
		r = conform_dns_open(a->c, &conform_setup_of(a->c)->update,
				     false, &a->updates);
	if (r < 0 || length < 0) {
		conform_act_unclear(a->c, "the UPDATE could not be sent: %s",
				    strerror(r < 0 ? -r : -length));
		return false;
	}
	if (!conform_dns_ask(a->updates, w->octets, (size_t)length)) {
		conform_act_unclear(a->c, "the UPDATE was not answered");
		return false;
	}
	if (dns_rcode(&a->updates->answer.msg)) {
		conform_act_unclear(a->c, "the UPDATE was refused, RCODE %u",
				    dns_rcode(&a->updates->answer.msg));
		return false;
	}
	return true;
}

static void
begin_update(struct llq_acts *a, struct dns_writer *w, uint8_t *octets)
{
	dns_begin(w, octets, DNS_UDP_MAX, conform_random_16(),
		  DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
	dns_add_question(w, &a->zone, DNS_TYPE_SOA, DNS_CLASS_IN);
}

/* LEASE_S 0: for good. False: it did not take place, and why is said. */
static bool
change(struct llq_acts *a, const struct change *x, unsigned count,
       uint32_t lease_s)
{
	struct dns_options o = {
		.present = true, .udp_size = DNS_UDP_MAX, .has_lease = true,
		.lease_s = lease_s,
	};
	uint8_t octets[DNS_UDP_MAX];
	struct dns_writer w;
	unsigned i;

	begin_update(a, &w, octets);
	for (i = 0; i < count; i++) {
		dns_add_record(&w, DNS_UPDATE, &x[i].name, x[i].type,
			       x[i].add ? DNS_CLASS_IN : DNS_CLASS_NONE,
			       x[i].add ? LLQ_TTL_S : 0, x[i].rdata,
			       x[i].type == DNS_TYPE_A ? 4 : 16);
		if (x[i].add)
			remember(a, &x[i]);
	}
	if (lease_s)
		dns_add_options(&w, &o);
	return send_update(a, &w);
}

/* An address for documentation (RFC 5737). */
static struct change
address(const struct dns_name *name, uint8_t last)
{
	struct change x = { .add = true, .type = DNS_TYPE_A };

	x.name = *name;
	memcpy(x.rdata, (const uint8_t[]){ 192, 0, 2, last }, 4);
	return x;
}

void
llq_changes_undo(struct llq_acts *a)
{
	uint8_t octets[DNS_UDP_MAX];
	struct dns_writer w;
	unsigned i;

	if (!a->made_count)
		return;
	begin_update(a, &w, octets);
	for (i = 0; i < a->made_count; i++)
		dns_add_record(&w, DNS_UPDATE, &a->made[i].name,
			       a->made[i].type, DNS_CLASS_ANY, 0, NULL, 0);
	send_update(a, &w);
}

/* How long a change may take until it is told, batching and all. */
static uint64_t
push_ms(void)
{
	return LIMIT_LLQ_BATCHING + LATE_MS;
}

/* A change that was confirmed as packet NUMBER was never told. */
static void
untold(struct llq_acts *a, uint32_t number, const char *what)
{
	if (!conform_stopped(a->c))
		conform_fail(a->c, REQ_LLQ_S_34, number, "%s was confirmed, "
			     "and no event came within %u s", what,
			     (unsigned)(push_ms() / 1000));
}

static uint32_t
confirmed(const struct llq_acts *a)
{
	return a->updates->answer.number;
}

static struct subscriber *
established(struct llq_acts *a, const struct dns_name *name, uint16_t type,
	    uint32_t lease_s)
{
	struct subscriber *s = llq_subscriber(a);

	if (!s)
		return NULL;
	subscriber_ask(s, name, type);
	if (subscriber_set_up(s, lease_s))
		return s;
	conform_act_unclear(a->c, "no query could be set up for it");
	return NULL;
}

/* Events ---------------------------------------------------------------------------- */

int
llq_act_change(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct dns_name name = llq_name(a);
	struct subscriber *s = established(a, &name, DNS_TYPE_A,
					   SUBSCRIBER_LEASE_S);
	struct change x = address(&name, 1);

	if (!s || !change(a, &x, 1, 0))
		return 0;
	if (!subscriber_told(s, 1, push_ms())) {
		untold(a, confirmed(a), "a new record");
		return 0;
	}
	x.add = false;
	if (!change(a, &x, 1, 0))
		return 0;
	if (!subscriber_told(s, 2, push_ms()))
		untold(a, confirmed(a), "the end of a record");
	else if (!s->removes)
		conform_fail(c, REQ_LLQ_S_46, s->last_event, "the UPDATE took "
			     "that record away; expected: it with TTL -1");
	return 0;
}

int
llq_act_batch(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct dns_name name = llq_name(a);
	struct subscriber *s = established(a, &name, DNS_TYPE_A,
					   SUBSCRIBER_LEASE_S);
	struct change x[BATCH];
	unsigned i;

	for (i = 0; i < BATCH; i++)
		x[i] = address(&name, (uint8_t)(10 + i));
	if (s && change(a, x, BATCH, 0) &&
	    !subscriber_has(s, BATCH, push_ms()))
		untold(a, confirmed(a), "an update of three records");
	(void)c;
	return 0;
}

/* As many records as no datagram holds, then the question. */
int
llq_act_big(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct dns_name name = llq_name(a);
	struct change x[BIG_AT_ONCE];
	struct subscriber *s;
	unsigned i, in_answer;

	for (i = 0; i < BIG_RECORDS; i++) {
		memset(&x[i % BIG_AT_ONCE], 0, sizeof(x[0]));
		x[i % BIG_AT_ONCE].add = true;
		x[i % BIG_AT_ONCE].name = name;
		x[i % BIG_AT_ONCE].type = DNS_TYPE_AAAA;
		inet_pton(AF_INET6, "2001:db8::", x[i % BIG_AT_ONCE].rdata);
		x[i % BIG_AT_ONCE].rdata[15] = (uint8_t)i;
		if (i % BIG_AT_ONCE == BIG_AT_ONCE - 1 &&
		    !change(a, x, BIG_AT_ONCE, 0))
			return 0;
	}
	s = established(a, &name, DNS_TYPE_AAAA, SUBSCRIBER_LEASE_S);
	if (!s)
		return 0;
	in_answer = s->dns->answer.msg.count[DNS_ANSWER];
	if (in_answer < BIG_RECORDS &&
	    !subscriber_has(s, BIG_RECORDS - in_answer, push_ms()) &&
	    !conform_stopped(c))
		conform_fail(c, REQ_LLQ_S_32, s->dns->answer.number,
			     "%u of %u answers fitted, and only %u followed in "
			     "events", in_answer, (unsigned)BIG_RECORDS,
			     s->adds);
	return 0;
}

/* Two have the same query; one ends it, or lets it run out, and then there is a
 * change, which the other hears of. */
static void
change_without(struct llq_acts *a, const struct dns_name *name,
	       const struct subscriber *gone, struct subscriber *witness,
	       enum requirement_id r)
{
	unsigned before = gone->events;
	struct change x = address(name, 20);

	if (!change(a, &x, 1, 0))
		return;
	if (!subscriber_told(witness, 1, push_ms())) {
		untold(a, confirmed(a), "a new record");
		return;
	}
	conform_wait(a->c, LATE_MS, NULL, NULL);
	if (gone->events == before)
		conform_pass(a->c, r, witness->last_event);
}

int
llq_act_end(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct dns_name name = llq_name(a);
	struct subscriber *ended, *witness;

	witness = established(a, &name, DNS_TYPE_A, SUBSCRIBER_LEASE_S);
	ended = established(a, &name, DNS_TYPE_A, SUBSCRIBER_LEASE_S);
	if (!witness || !ended)
		return 0;
	if (!subscriber_refresh(ended, 0)) {
		llq_unanswered(a, ended->dns, REQ_LLQ_S_47);
		return 0;
	}
	change_without(a, &name, ended, witness, REQ_LLQ_S_49);
	(void)c;
	return 0;
}

int
llq_act_expiry_begin(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct subscriber *s;

	a->asked = llq_name(a);
	s = established(a, &a->asked, DNS_TYPE_A, SHORT_LEASE_S);
	if (!s || !conform_hold(c, (uint64_t)s->llq[0].lease_s * 1000))
		return 0;
	a->expiring = s;
	a->expires_at_ms = conform_now_ms() +
		(uint64_t)s->llq[0].lease_s * 1000;
	if (conform_setup_of(c)->update.family)
		a->witness = established(a, &a->asked, DNS_TYPE_A,
					 s->llq[0].lease_s +
					 SUBSCRIBER_LEASE_S);
	return 0;
}

/* Waits until AT_MS. */
static bool
wait_until(struct conform *c, uint64_t at_ms)
{
	uint64_t now = conform_now_ms();

	if (at_ms > now)
		conform_wait(c, at_ms - now, NULL, NULL);
	return !conform_stopped(c);
}

int
llq_act_expiry_end(struct conform *c, void *state)
{
	struct llq_acts *a = state;

	if (!a->expiring || !wait_until(c, a->expires_at_ms + LATE_MS))
		return 0;
	a->expiring->established = false;
	if (!conform_setup_of(c)->update.family)
		conform_unclear(c, REQ_LLQ_S_26, "a change of the zone would "
				"show it, and there is no --update");
	else if (a->witness)
		change_without(a, &a->asked, a->expiring, a->witness,
			       REQ_LLQ_S_26);
	if (!subscriber_refresh(a->expiring, SUBSCRIBER_LEASE_S))
		llq_unanswered(a, a->expiring->dns, REQ_LLQ_S_48);
	return 0;
}

/* Silence ---------------------------------------------------------------------------- */

/* From a first event until its client is given up (RFC 8764, 6.3). */
static uint64_t
patience_ms(void)
{
	uint64_t ms = 0;
	unsigned i;

	for (i = 0; i < judge_wait_count(&llq_events_chart, "resend"); i++)
		ms += judge_wait_ms(&llq_events_chart, "resend", i, 0);
	return ms + ms * JUDGE_LATE_PERCENT / 100 + JUDGE_LATE_MS;
}

int
llq_act_silence_begin(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct dns_name name = llq_name(a);
	struct subscriber *s = established(a, &name, DNS_TYPE_A,
					   SUBSCRIBER_LEASE_S);
	struct change x = address(&name, 30);

	if (!s)
		return 0;
	s->silent = true;
	if (!change(a, &x, 1, 0))
		return 0;
	if (!subscriber_told(s, 1, push_ms())) {
		untold(a, confirmed(a), "a new record");
		return 0;
	}
	a->silent = s;
	a->silent_at_ms = conform_now_ms();
	conform_hold(c, patience_ms());
	return 0;
}

/* Its query is gone: a refresh says so. */
int
llq_act_silence_end(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct subscriber *s = a->silent;

	if (!s || !wait_until(c, a->silent_at_ms + patience_ms()))
		return 0;
	if (!subscriber_refresh(s, SUBSCRIBER_LEASE_S)) {
		llq_unanswered(a, s->dns, REQ_LLQ_S_48);
		conform_unclear(c, REQ_LLQ_S_42, "the refresh that would tell "
				"it was not answered");
		return 0;
	}
	if (subscriber_granted(s)) {
		conform_fail(c, REQ_LLQ_S_42, s->dns->answer.number,
			     "the query of a client that acknowledged nothing "
			     "since message %u is still there", s->last_event);
		return 0;
	}
	conform_pass(c, REQ_LLQ_S_42, s->dns->answer.number);
	s->established = false;
	return 0;
}

/* Leases of records -------------------------------------------------------------------- */

int
llq_act_lapse_begin(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct dns_name name = llq_name(a);
	struct subscriber *s = established(a, &name, DNS_TYPE_A,
					   SUBSCRIBER_LEASE_S);
	struct change x = address(&name, 40);
	const struct dns_options *o;

	if (!s || !change(a, &x, 1, SHORT_LEASE_S))
		return 0;
	o = &a->updates->answer.msg.options;
	if (!o->has_lease || !o->lease_s) {
		conform_act_unclear(c, "who takes the UPDATE grants no leases");
		return 0;
	}
	if (!subscriber_told(s, 1, push_ms())) {
		untold(a, confirmed(a), "a new record");
		return 0;
	}
	if (!conform_hold(c, (uint64_t)o->lease_s * 1000))
		return 0;
	a->watcher = s;
	a->lapsing = name;
	a->lapses_at_ms = conform_now_ms() + (uint64_t)o->lease_s * 1000;
	return 0;
}

/* The record is gone from ordinary answers; is that told? */
int
llq_act_lapse_end(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct subscriber *s = a->watcher;
	uint64_t end;

	if (!s || !wait_until(c, a->lapses_at_ms))
		return 0;
	end = conform_now_ms() + push_ms();
	while (!subscriber_told(s, 2, POLL_MS)) {
		if (conform_stopped(c))
			return 0;
		if (conform_now_ms() < end)
			continue;
		if (llq_query(a, &a->lapsing, DNS_TYPE_A) &&
		    a->plain->answer.msg.count[DNS_ANSWER])
			conform_unclear(c, REQ_LLQ_S_34, "the record is still "
					"answered after its lease (UL-S-10)");
		else
			untold(a, a->plain->answer.number,
			       "the end of a record's lease");
		return 0;
	}
	return 0;
}
