/* SPDX-License-Identifier: Apache-2.0 */
/* llq_sends.c - how often and when a request is sent, and silence: of the
 * client that does not try again, and of the server that does not answer
 * (RFC 8764, 5.1). The waits are the chart's of our own client. */
#include "lab/judge/llq.h"

#include "core/llq_client_chart.h"

enum {
	PATIENCE_S = 30	/* nobody waits longer before he sends again */
};

static uint64_t
wait_ms(unsigned n)
{
	return judge_wait_ms(&llq_client_chart, "resend", n, 0);
}

static unsigned
attempts_max(void)
{
	return judge_wait_count(&llq_client_chart, "resend");
}

static bool
goes_over_stream(const struct exchange *x)
{
	return x->stream;
}

/* C-14: there is a retransmission. C-16: it comes 2 s after the first, or 4 s
 * after the second transmission, at least. C-15: fails with a fourth. */
void
llq_judge_again(struct llq_monitor *m, struct exchange *x, const struct packet *p)
{
	const struct evidence *last = llq_last(&x->sends);
	const uint64_t gap = p->time_ns - last->time_ns;
	const unsigned n = x->sends.count;

	if (goes_over_stream(x))
		return;
	judge_pass(m->judge, REQ_LLQ_C_14, JUDGE_CLIENT, p);
	if (n < attempts_max()) {
		if (judge_too_early(m->judge, gap, wait_ms(n - 1)))
			llq_fail(m, REQ_LLQ_C_16, JUDGE_CLIENT, last, p,
				 "transmission %u came %.3f s after the one "
				 "before; expected: %u s at least", n + 1,
				 llq_seconds(last->time_ns, p->time_ns),
				 (unsigned)(wait_ms(n - 1) / 1000));
		else
			judge_pass(m->judge, REQ_LLQ_C_16, JUDGE_CLIENT, p);
		return;
	}
	llq_fail(m, REQ_LLQ_C_15, JUDGE_CLIENT, &x->sends.of[0], p,
		 "transmission %u of one request; expected: three in all",
		 n + 1);
}

/* Silence of the server -------------------------------------------------- */

static void
see_silence(void *state, uint64_t what)
{
	struct llq_monitor *m = state;
	struct exchange *x = entries_at(m->exchanges, what);

	if (x)
		llq_judge_silence(m, x, judge_now_ns(m->judge), false);
}

static void
see_patience(void *state, uint64_t what)
{
	struct llq_monitor *m = state;
	struct exchange *x = entries_at(m->exchanges, what);

	if (x)
		llq_judge_patience(m, x, judge_now_ns(m->judge), false);
}

/* How long an answer may be missing. A refresh is tried again only at 90% and
 * 95% of its lease, so one that was lost is answered late. */
static uint64_t
silence_ns(const struct exchange *x)
{
	const uint64_t least = wait_ms(2) * (SECOND / 1000);
	uint64_t share;

	if (x->kind != EXCHANGE_REFRESH || !x->asked[0].lease_s)
		return least;
	share = (x->lease_s ? x->lease_s : x->asked[0].lease_s) * SECOND / 5;
	return share > least ? share : least;
}

void
llq_await(struct llq_monitor *m, struct exchange *x)
{
	const uint64_t last_ns = llq_last(&x->sends)->time_ns;
	const uint64_t handle = entries_handle(m->exchanges, x);

	if (goes_over_stream(x))
		return;
	judge_call_at(m->judge, judge_missing_at_ns(m->judge, last_ns,
			silence_ns(x) / (SECOND / 1000)), see_silence, m,
		      handle);
	if (x->kind != EXCHANGE_REFRESH)
		judge_call_at(m->judge, last_ns + PATIENCE_S * SECOND,
			      see_patience, m, handle);
}

/* The pair's other exchanges show that this one was answered after all: with
 * one message id for all, replies can be taken for each other's. */
static bool
was_answered_unseen(struct llq_monitor *m, const struct exchange *x)
{
	const struct pair *p = entries_at(m->pairs, x->pair);
	const struct query *q;
	unsigned i;

	if (!p || x->kind != EXCHANGE_SETUP)
		return false;
	for (i = 0; i < x->count; i++) {
		q = llq_find_query(m, p, x->asked[i].question);
		if (q && q->phase >= QUERY_ANSWERED)
			return true;
	}
	return false;
}

/* S-12, S-28, S-47 fail where a request is not answered at all, S-48 too where
 * its id is surely unknown. Silence is proven where the server was heard in
 * this recording, and nothing came for 8 s after the last transmission, or for
 * 2 s if the recording ends then and there was more than one. */
static void
judge_no_answer(struct llq_monitor *m, struct exchange *x, uint64_t now_ns)
{
	static const enum requirement_id rules[EXCHANGE_KINDS] = {
		REQ_LLQ_S_12, REQ_LLQ_S_28, REQ_LLQ_S_47 };
	static const char *const names[EXCHANGE_KINDS] = {
		"Setup Request", "Challenge Response", "Refresh Request" };
	struct evidence e[LLQ_SENDS_MAX];
	const unsigned n = llq_evidence(&x->sends, e, LLQ_SENDS_MAX);
	const double waited = llq_seconds(llq_last(&x->sends)->time_ns, now_ns);
	unsigned i;

	judge_fail(m->judge, rules[x->kind], JUDGE_SERVER, e, n, "a %s, sent "
		   "%u times, is not answered within %.1f s", names[x->kind],
		   x->sends.count, waited);
	for (i = 0; x->kind == EXCHANGE_REFRESH && i < x->count; i++)
		if (x->asked[i].unknown || x->asked[i].stranger)
			judge_fail(m->judge, REQ_LLQ_S_48, JUDGE_SERVER, e, n,
				   "a refresh of the unknown LLQ-ID %016llx is "
				   "not answered; expected: NO-SUCH-LLQ",
				   (unsigned long long)x->asked[i].id);
}

/* S-09: the client sent the same once more after a reply, and nothing came. */
static void
judge_no_repeat(struct llq_monitor *m, struct exchange *x)
{
	struct evidence e[3] = { x->sends.of[0], x->replies.of[0],
		*llq_last(&x->sends) };

	judge_fail(m->judge, REQ_LLQ_S_09, JUDGE_SERVER, e, 3, "the request "
		   "came again, and the reply to it was not sent again");
}

void
llq_judge_silence(struct llq_monitor *m, struct exchange *x, uint64_t now_ns,
		  bool end)
{
	const uint64_t last_ns = llq_last(&x->sends)->time_ns;
	const bool several = x->sends.count > 1 + (x->replies.count > 0);
	const struct pair *p = entries_at(m->pairs, x->pair);
	const struct server *s;

	if (x->silence_judged || goes_over_stream(x) || !p || !x->sends.count)
		return;
	if (now_ns - last_ns < (end ? wait_ms(2) * (SECOND / 1000) :
				silence_ns(x)) &&
	    !(end && several && judge_too_late(m->judge, now_ns - last_ns,
					       wait_ms(0))))
		return;
	s = llq_server(m, &p->server);
	if (x->replies.count &&
	    llq_last(&x->replies)->time_ns >= last_ns)
		return;
	x->silence_judged = true;
	if (x->odd || x->perhaps || was_answered_unseen(m, x) ||
	    s->unreachable_ns >= x->sends.of[0].time_ns)
		return;
	if (!s->heard_ns && !judge_is_complete(m->judge)) {
		judge_unclear(m->judge, x->kind == EXCHANGE_SETUP ?
			      REQ_LLQ_S_12 : REQ_LLQ_S_47, "no packet of the "
			      "server was recorded: it may be down, or its "
			      "direction is missing");
		return;
	}
	if (!x->replies.count)
		judge_no_answer(m, x, now_ns);
	else if (s->heard_ns > last_ns || several)
		judge_no_repeat(m, x);
}

/* The client's patience -------------------------------------------------- */

/* After three requests without an answer its client takes the server for
 * down. */
static void
note_down(struct llq_monitor *m, const struct exchange *x)
{
	const struct pair *p = entries_at(m->pairs, x->pair);
	struct query *q;
	unsigned i;

	for (i = 0; p && i < x->count; i++) {
		q = llq_find_query(m, p, x->asked[i].question);
		if (!q)
			continue;
		q->down = *llq_last(&x->sends);
		q->attempt = x->sends.of[0];
	}
}

/* C-14 fails where an unanswered request was sent once, C-15 where it was sent
 * once or twice; with three transmissions C-15 and C-17 hold (that something
 * else was begun within the last 8 s is seen by llq_polls.c). Not judged where
 * nothing of the server was recorded and nothing was sent again: its answer may
 * only not be seen. */
void
llq_judge_patience(struct llq_monitor *m, struct exchange *x, uint64_t now_ns,
		   bool end)
{
	const struct evidence *last = llq_last(&x->sends);
	const uint64_t waited = now_ns - last->time_ns;
	const struct pair *p = entries_at(m->pairs, x->pair);
	const struct server *s;
	struct evidence e[LLQ_SENDS_MAX];
	unsigned n;

	if (x->patience_judged || x->kind == EXCHANGE_REFRESH || !p ||
	    (x->kind == EXCHANGE_RESPONSE && x->odd) ||
	    goes_over_stream(x) || x->replies.count || !x->sends.count ||
	    waited < (end ? wait_ms(2) * (SECOND / 1000) :
		      PATIENCE_S * SECOND) ||
	    was_answered_unseen(m, x))
		return;
	s = llq_server(m, &p->server);
	x->patience_judged = true;
	if (x->sends.count >= attempts_max()) {
		note_down(m, x);
		if (x->sends.count == attempts_max()) {
			const struct packet third = { .number = last->number,
				.time_ns = last->time_ns };

			judge_pass(m->judge, REQ_LLQ_C_15, JUDGE_CLIENT, &third);
			judge_pass(m->judge, REQ_LLQ_C_17, JUDGE_CLIENT, &third);
		}
		return;
	}
	if (s->unreachable_ns >= x->sends.of[0].time_ns ||
	    (x->sends.count == 1 && !s->heard_ns) ||
	    (end && waited < (wait_ms(0) + wait_ms(1) + wait_ms(2)) *
	     (SECOND / 1000)))
		return;
	n = llq_evidence(&x->sends, e, LLQ_SENDS_MAX);
	if (x->sends.count == 1)
		judge_fail(m->judge, REQ_LLQ_C_14, JUDGE_CLIENT, e, n,
			   "an unanswered request is not sent again within "
			   "%.1f s", llq_seconds(last->time_ns, now_ns));
	judge_fail(m->judge, REQ_LLQ_C_15, JUDGE_CLIENT, e, n, "an unanswered "
		   "request is sent %u times; expected: three times",
		   x->sends.count);
}
