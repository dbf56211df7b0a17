/* SPDX-License-Identifier: Apache-2.0 */
/* llq_polls.c - what a client does where it has no long-lived query: after an
 * error, a reply without LLQ option, or no reply at all (RFC 8764, 5.1, 5.2.2,
 * 5.2.3). A poll is an ordinary query for the same question, from the client's
 * address to the server's: clients take a new port for each. */
#include "lab/judge/llq.h"

#include <errno.h>
#include <stdlib.h>

#include "core/llq_client_chart.h"

enum { WATCHES_MAX = 1 << 14 };

enum watch_kind {
	WATCH_NONE,
	WATCH_SILENCE,		/* three requests, no reply yet */
	WATCH_STATIC,
	WATCH_FULL,
	WATCH_REFUSED		/* any other error, or no LLQ here */
};

struct watch {
	enum watch_kind kind;
	struct evidence reply;	/* or the third request */
	uint32_t wait_s;	/* SERV-FULL: retry after; STATIC: least TTL */
	bool has_ttl;
	unsigned polls;
	uint16_t id;		/* of the last poll */
	bool answered;
	struct evidence poll;
};

struct llq_polls {
	struct entries *watches;
};

int
llq_polls_open(struct llq_monitor *m)
{
	m->polls = calloc(1, sizeof(*m->polls));
	if (!m->polls)
		return -ENOMEM;
	return entries_open(sizeof(struct watch), WATCHES_MAX, NULL, NULL,
			    &m->polls->watches);
}

void
llq_polls_close(struct llq_monitor *m)
{
	if (m->polls)
		entries_close(m->polls->watches);
	free(m->polls);
}

static uint64_t
watch_key(const struct endpoint *client, const struct endpoint *server,
	  uint64_t question)
{
	return hash_mix(hash_address(hash_address(HASH_SEED, client), server),
			question);
}

static struct watch *
watch_for(struct llq_monitor *m, const struct pair *p, uint64_t question)
{
	struct watch *w = entries_get(m->polls->watches,
		watch_key(&p->client, &p->server, question));

	if (!w)
		abort();
	return w;
}

/* Refusals --------------------------------------------------------------- */

static bool
least_ttl(const struct message *msg, uint32_t *ttl)
{
	struct dns_iterator it;
	struct dns_record rr;
	bool found = false;

	for (dns_records(&msg->dns, DNS_ANSWER, &it); dns_next(&it, &rr);) {
		if (!found || rr.ttl < *ttl)
			*ttl = rr.ttl;
		found = true;
	}
	return found;
}

void
llq_polls_refused(struct llq_monitor *m, const struct message *msg,
		  const struct pair *p, struct query *q)
{
	struct watch *w = watch_for(m, p, q->question);
	unsigned i;

	*w = (struct watch){ .kind = WATCH_REFUSED,
		.reply = evidence_of(msg->packet) };
	if (q->error == DNS_LLQ_STATIC) {
		w->kind = WATCH_STATIC;
		w->has_ttl = least_ttl(msg, &w->wait_s);
	}
	if (q->error != DNS_LLQ_SERV_FULL)
		return;
	w->kind = WATCH_FULL;
	for (i = 0; i < msg->dns.options.llq_count; i++)
		if (msg->dns.options.llq[i].error == DNS_LLQ_SERV_FULL)
			w->wait_s = msg->dns.options.llq[i].lease_s;
}

void
llq_polls_third(struct llq_monitor *m, const struct packet *p,
		const struct pair *pair, uint64_t question)
{
	struct watch *w = watch_for(m, pair, question);

	*w = (struct watch){ .kind = WATCH_SILENCE, .reply = evidence_of(p) };
}

void
llq_polls_granted(struct llq_monitor *m, const struct pair *p,
		  uint64_t question)
{
	struct watch *w = entries_find(m->polls->watches,
		watch_key(&p->client, &p->server, question));

	if (w)
		w->kind = WATCH_NONE;
}

/* Set-ups after that ----------------------------------------------------- */

/* C-31: after STATIC there is none. C-33: after SERV-FULL, once the time has
 * come; sooner is against no rule that could be violated. */
void
llq_polls_setup(struct llq_monitor *m, const struct message *msg,
		const struct pair *pair, uint64_t question)
{
	const struct packet *p = msg->packet;
	struct watch *w = entries_find(m->polls->watches,
		watch_key(&pair->client, &pair->server, question));

	if (!w)
		return;
	if (w->kind == WATCH_STATIC)
		llq_fail(m, REQ_LLQ_C_31, JUDGE_CLIENT, &w->reply, p,
			 "a question that was refused as STATIC is set up "
			 "again");
	if (w->kind == WATCH_FULL && !judge_too_early(m->judge, p->time_ns -
			w->reply.time_ns, (uint64_t)w->wait_s * 1000))
		judge_pass(m->judge, REQ_LLQ_C_33, JUDGE_CLIENT, p);
	if (w->kind != WATCH_STATIC)
		w->kind = WATCH_NONE;
}

/* Polls ------------------------------------------------------------------ */

/* C-30, C-31, C-32: not before the records that came with STATIC have run out;
 * and without records, not again and again. */
static void
judge_static(struct llq_monitor *m, const struct packet *p,
	     const struct watch *w)
{
	const uint64_t gap = p->time_ns - w->reply.time_ns;

	if (w->has_ttl && judge_too_early(m->judge, gap,
					  (uint64_t)w->wait_s * 1000)) {
		llq_fail(m, REQ_LLQ_C_30, JUDGE_CLIENT, &w->reply, p,
			 "asked again after %.1f s; the records that came with "
			 "STATIC have a TTL of %u s", (double)gap / 1e9,
			 w->wait_s);
		llq_fail(m, REQ_LLQ_C_31, JUDGE_CLIENT, &w->reply, p,
			 "polled after %.1f s; the records that came with "
			 "STATIC have a TTL of %u s", (double)gap / 1e9,
			 w->wait_s);
		llq_fail(m, REQ_LLQ_C_32, JUDGE_CLIENT, &w->reply, p,
			 "polled after STATIC");
		return;
	}
	if (w->has_ttl)
		judge_pass(m->judge, REQ_LLQ_C_30, JUDGE_CLIENT, p);
	else if (w->polls > 1)
		llq_fail(m, REQ_LLQ_C_32, JUDGE_CLIENT, &w->reply, p,
			 "polled after STATIC");
}

/* C-34: polls at all. C-35: not more than once per 15 minutes. */
static void
judge_interval(struct llq_monitor *m, const struct packet *p,
	       const struct watch *w)
{
	const uint64_t wait_ms = judge_wait_ms(&llq_client_chart, "poll", 0, 0);

	judge_pass(m->judge, REQ_LLQ_C_34, JUDGE_CLIENT, p);
	judge_pass(m->judge, REQ_LLQ_C_04, JUDGE_CLIENT, p);
	if (w->polls < 2)
		return;
	if (judge_too_early(m->judge, p->time_ns - w->poll.time_ns, wait_ms))
		llq_fail(m, REQ_LLQ_C_35, JUDGE_CLIENT, &w->poll, p,
			 "polled again after %.1f s; expected: not more than "
			 "once per 15 minutes",
			 llq_seconds(w->poll.time_ns, p->time_ns));
	else
		judge_pass(m->judge, REQ_LLQ_C_35, JUDGE_CLIENT, p);
}

/* C-17: the client listens for 8 s after its third request; it does not fall
 * back to polling sooner. */
static void
judge_listening(struct llq_monitor *m, const struct packet *p,
		const struct watch *w)
{
	const uint64_t gap = p->time_ns - w->reply.time_ns;

	if (judge_too_early(m->judge, gap,
			    judge_wait_ms(&llq_client_chart, "resend", 2, 0)))
		llq_fail(m, REQ_LLQ_C_17, JUDGE_CLIENT, &w->reply, p,
			 "polled %.3f s after the third request; expected: to "
			 "listen for 8 s at least", (double)gap / 1e9);
}

static void
take_poll(struct llq_monitor *m, const struct message *msg, struct watch *w)
{
	const struct packet *p = msg->packet;

	if (w->polls && (w->id == msg->dns.id || !w->answered) &&
	    p->time_ns - w->poll.time_ns < 60 * SECOND) {
		w->id = msg->dns.id;
		return;		/* the same once more: it was not answered */
	}
	w->polls++;
	switch (w->kind) {
	case WATCH_STATIC:
		judge_static(m, p, w);
		break;
	case WATCH_REFUSED:
		judge_interval(m, p, w);
		break;
	case WATCH_SILENCE:
		judge_listening(m, p, w);
		break;
	case WATCH_FULL:
	case WATCH_NONE:
		break;
	}
	w->poll = evidence_of(p);
	w->id = msg->dns.id;
	w->answered = false;
}

void
llq_polls_message(struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	const bool client = msg->sender == JUDGE_CLIENT;
	struct dns_question question;
	struct watch *w;

	if (msg->use != MESSAGE_QUERY || !entries_count(m->polls->watches) ||
	    !dns_first_question(&msg->dns, &question))
		return;
	w = entries_find(m->polls->watches,
			 watch_key(client ? &p->from : &p->to,
				   client ? &p->to : &p->from,
				   hash_question(&question)));
	if (!w || w->kind == WATCH_NONE)
		return;
	if (client)
		take_poll(m, msg, w);
	else if (w->polls && w->id == msg->dns.id)
		w->answered = true;
}

/* C-31, C-32 hold where STATIC was heeded for as long as was recorded. */
void
llq_polls_end(struct llq_monitor *m, uint64_t now_ns)
{
	const struct watch *w;

	for (w = NULL; (w = entries_next(m->polls->watches, w)) != NULL;) {
		const struct packet p = { .number = w->reply.number,
			.time_ns = w->reply.time_ns };

		if (w->kind != WATCH_STATIC ||
		    now_ns - w->reply.time_ns < 2 * SECOND)
			continue;
		judge_pass(m->judge, REQ_LLQ_C_31, JUDGE_CLIENT, &p);
		judge_pass(m->judge, REQ_LLQ_C_32, JUDGE_CLIENT, &p);
	}
}
