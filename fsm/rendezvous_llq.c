/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_llq.c - LLQ messages: set-up, refresh, and their replies
 * (RFC 8764, sections 5 and 7). */
#include "rendezvous_private.h"

#include <string.h>

/* One question of a message ---------------------------------------------------------- */

static uint32_t
clamp_lease(const struct rendezvous *r, uint32_t asked)
{
	if (asked < r->config.llq_lease_min_s)
		return r->config.llq_lease_min_s;
	if (asked > r->config.llq_lease_max_s)
		return r->config.llq_lease_max_s;
	return asked;
}

static void
say(struct dns_llq *option, enum dns_llq_error error, uint64_t id,
    uint32_t lease_s)
{
	option->error = error;
	option->id = id;
	option->lease_s = lease_s;
}

/* 8764 G-05, G-06: what nobody may ask for. 128 to 255 are no data types
 * (RFC 6895, 3.1). */
static bool
askable(const struct dns_question *q)
{
	return q->class == DNS_CLASS_IN && q->type != 0 &&
		q->type != DNS_TYPE_OPT && !(q->type >= 128 && q->type <= 255);
}

static void
set_up(struct rendezvous *r, const struct dns_question *q,
       struct dns_llq *option)
{
	struct llq_server *m = rendezvous_begun_query(r, q);
	bool proves;

	r->counters.setups++;
	if (!m) {
		m = rendezvous_make_query(r, q);
		if (!m) {
			r->counters.full++;
			say(option, DNS_LLQ_SERV_FULL, 0, RENDEZVOUS_RETRY_S);
			return;
		}
		m->grant_s = clamp_lease(r, option->lease_s);
	}
	llq_server_step(m, llq_server_classify(m, option, &proves), &r->turn);
}

static void
go_on(struct rendezvous *r, const struct dns_question *q,
      struct dns_llq *option)
{
	struct llq_server *m = rendezvous_query_with_id(r, q, option->id);
	struct dns_llq asked = *option;
	enum llq_server_event ev = LLQ_SERVER_EVENT_COUNT;
	bool proves = false;

	/* stands, unless the machine reports otherwise */
	say(option, DNS_LLQ_NO_SUCH_LLQ,
	    option->opcode == DNS_LLQ_REFRESH ? option->id : 0, 0);
	if (m) {
		ev = llq_server_classify(m, &asked, &proves);
		if (ev == LLQ_SERVER_EV_REFRESHED)
			m->grant_s = clamp_lease(r, asked.lease_s);
	}
	r->reply.first[r->reply.at] = proves && !llq_server_established(m);
	if (proves)
		llq_server_step(m, ev, &r->turn);
	rendezvous_drain(r);
	if (option->error == DNS_LLQ_NO_SUCH_LLQ)
		r->counters.no_such++;
}

static void
take_question(struct rendezvous *r, const struct dns_question *q,
	      struct dns_llq *option)
{
	if (option->version != DNS_LLQ_VERSION) {
		option->version = DNS_LLQ_VERSION;
		say(option, DNS_LLQ_BAD_VERS, 0, 0);
		return;
	}
	if (!askable(q) || (option->opcode != DNS_LLQ_SETUP &&
			    option->opcode != DNS_LLQ_REFRESH)) {
		say(option, DNS_LLQ_FORMAT_ERR, 0, 0);
		return;
	}
	if (option->opcode == DNS_LLQ_SETUP && option->id == 0)
		set_up(r, q, option);
	else
		go_on(r, q, option);
	rendezvous_drain(r);
}

/* A restarted client does not know its older query: its newer one takes the
 * place (P16). */
static void
replace_older(struct rendezvous *r, struct llq_server *m)
{
	struct llq_server *other;

	for (other = m->client->queries; other; other = other->client_next)
		if (other != m && other->question == m->question &&
		    llq_server_established(other)) {
			r->counters.replacements++;
			llq_server_step(other, LLQ_SERVER_EV_REPLACED,
					&r->turn);
			return;
		}
}

static void
accepted(struct rendezvous *r, struct llq_server *m, uint32_t left_s)
{
	struct llq_reply *reply = &r->reply;

	say(&reply->options[reply->at], DNS_LLQ_NO_ERROR, m->id, left_s);
	reply->accepted[reply->at] = m;
	if (!reply->first[reply->at])
		return;
	r->counters.handshakes++;
	m->reading = true;
	m->question->held_count++;
	m->told = m->question->sequence;
	replace_older(r, m);
}

static void
gone(struct rendezvous *r, struct llq_server *m)
{
	unsigned i;

	for (i = 0; i < r->reply.count; i++)
		if (r->reply.accepted[i] == m)
			r->reply.accepted[i] = NULL;
	rendezvous_release_query(r, m);
}

void
rendezvous_llq_report(struct rendezvous *r, const struct report *report)
{
	struct llq_server *m = (struct llq_server *)(void *)report->from;
	struct dns_llq *option = &r->reply.options[r->reply.at];

	switch ((enum llq_server_report)report->what) {
	case LLQ_SERVER_REPORT_OFFER:
		say(option, DNS_LLQ_NO_ERROR, m->id, (uint32_t)report->value);
		break;
	case LLQ_SERVER_REPORT_ACCEPTED:
		accepted(r, m, (uint32_t)report->value);
		break;
	case LLQ_SERVER_REPORT_REFRESHED:
		r->counters.refreshes++;
		say(option, DNS_LLQ_NO_ERROR, m->id, (uint32_t)report->value);
		break;
	case LLQ_SERVER_REPORT_ENDED:
		r->counters.ends++;
		say(option, DNS_LLQ_NO_ERROR, m->id, 0);
		break;
	case LLQ_SERVER_REPORT_CHANGED:
		rendezvous_query_changed(r, m);
		break;
	case LLQ_SERVER_REPORT_GONE:
		gone(r, m);
		break;
	}
}

/* The reply ---------------------------------------------------------------------------- */

/* There is no memory to remember what M's client must still be told. */
static void
give_up(struct rendezvous *r, struct llq_server *m, struct dns_llq *option)
{
	r->counters.full++;
	say(option, DNS_LLQ_SERV_FULL, 0, RENDEZVOUS_RETRY_S);
	llq_server_step(m, LLQ_SERVER_EV_DROPPED, &r->turn);
	rendezvous_drain(r);
}

/* All answers as far as they fit; what does not follows in events at once
 * (RFC 8764, 5.2.4), after an acknowledgement that is sent again too: its client
 * takes it for all that there is. Returns whether all were put. */
static bool
put_answers(struct rendezvous *r, struct dns_writer *w, unsigned i)
{
	struct llq_reply *reply = &r->reply;
	const struct dns_question *q = &reply->questions[i];
	struct zone_set *set = zone_store_set(live_zone(r), &q->name, q->type);
	struct zone_record *rr;
	struct dns_writer before;
	bool all = true;

	for (rr = set ? set->first : NULL; rr; rr = rr->next) {
		before = *w;
		if (all)
			dns_add_record(w, DNS_ANSWER, &q->name, q->type,
				       DNS_CLASS_IN, rr->ttl, rr->rdata,
				       rr->rdata_length);
		if (all && !w->overflow)
			continue;
		*w = before;
		all = false;
		if (!rendezvous_owe(r, reply->accepted[i], rr,
				    reply->first[i])) {
			give_up(r, reply->accepted[i], &reply->options[i]);
			break;
		}
	}
	return all;
}

static void
put_additional(struct rendezvous *r, struct dns_writer *w)
{
	struct llq_reply *reply = &r->reply;
	struct dns_writer before = *w;
	struct zone_set *set;
	unsigned i;

	rendezvous_add_soa(r, w, DNS_ADDITIONAL, false);
	if (w->overflow)
		*w = before;
	for (i = 0; i < reply->count; i++) {
		if (!reply->accepted[i])
			continue;
		set = zone_store_set(live_zone(r), &reply->questions[i].name,
				     reply->questions[i].type);
		if (set)
			rendezvous_add_targets(r, w, set);
	}
}

/* Without answers no name follows, so the questions go back as they came. */
static void
put_questions(struct llq_reply *reply, struct dns_writer *w,
	      const struct dns_message *msg)
{
	unsigned i;

	for (i = 0; i < reply->count && !reply->accepted[i]; i++)
		;
	if (i == reply->count && dns_copy_questions(w, msg))
		return;
	for (i = 0; i < reply->count; i++)
		dns_add_question(w, &reply->questions[i].name,
				 reply->questions[i].type,
				 reply->questions[i].class);
}

static void
send_llq_reply(struct rendezvous *r, const struct dns_message *msg)
{
	struct llq_reply *reply = &r->reply;
	size_t most = rendezvous_datagram_most(r, rendezvous_key_in_hand(r));
	/* OPT is never dropped: its place is kept */
	size_t opt = 11u + reply->count * (4u + DNS_LLQ_OPTION_SIZE);
	bool all = true, some = false;
	struct dns_options o;
	struct dns_writer w;
	int length;
	unsigned i;

	dns_begin(&w, r->scratch, most - opt, msg->id,
		  (uint16_t)(DNS_FLAG_QR | DNS_FLAG_AA |
			     (msg->flags & DNS_FLAG_RD)));
	put_questions(reply, &w, msg);
	for (i = 0; i < reply->count && !w.overflow; i++)
		if (reply->accepted[i]) {
			some = true;
			all &= put_answers(r, &w, i);
		}
	if (some && all)
		put_additional(r, &w);
	w.size += opt;
	dns_options_begin(&o);
	o.llq_count = reply->count;
	memcpy(o.llq, reply->options, reply->count * sizeof(o.llq[0]));
	dns_add_options(&w, &o);
	length = dns_end(&w);
	if (length > 0)
		rendezvous_reply(r, r->scratch, (size_t)length);
	else
		rendezvous_reply_rcode(r, msg, DNS_RCODE_FORMERR);
}

/* Nothing is remembered of a message before this is passed (P3). */
static bool
admitted(struct rendezvous *r, const struct llq_reply *reply)
{
	unsigned i;

	if (!r->config.public && r->turn.input->verdict != VERDICT_VERIFIED)
		return false;
	for (i = 0; i < reply->count; i++)
		if (!rendezvous_may_ask(r, r->turn.input,
					&reply->questions[i].name))
			return false;
	return true;
}

static void
read_questions(struct llq_reply *reply, const struct dns_message *msg)
{
	struct dns_iterator it;

	reply->count = reply->at = 0;
	reply->client = NULL;
	memset(reply->accepted, 0, sizeof(reply->accepted));
	memset(reply->first, 0, sizeof(reply->first));
	dns_questions(msg, &it);
	while (reply->count < DNS_LLQ_OPTIONS_MAX &&
	       dns_next_question(&it, &reply->questions[reply->count]))
		reply->count++;
}

/* The questions, if all may be asked here; else it is answered with why not. */
static bool
take_questions(struct rendezvous *r, const struct dns_message *msg)
{
	read_questions(&r->reply, msg);
	if (!admitted(r, &r->reply)) {
		r->counters.refused++;
		rendezvous_reply_rcode(r, msg, DNS_RCODE_REFUSED);
		return false;
	}
	if (!zone_usable(&r->zone)) {
		rendezvous_reply_rcode(r, msg, DNS_RCODE_SERVFAIL);
		return false;
	}
	return true;
}

/* A malformed LLQ option is no FORMERR (RFC 8764, 5.2.2). */
static void
refuse_options(struct rendezvous *r)
{
	struct llq_reply *reply = &r->reply;
	unsigned i;

	r->counters.malformed++;
	for (i = 0; i < reply->count; i++) {
		reply->options[i].version = DNS_LLQ_VERSION;
		if (reply->options[i].opcode == 0)
			reply->options[i].opcode = DNS_LLQ_SETUP;
		say(&reply->options[i], DNS_LLQ_FORMAT_ERR, 0, 0);
	}
}

void
rendezvous_llq(struct rendezvous *r, const struct dns_message *msg)
{
	struct llq_reply *reply = &r->reply;

	if (msg->count[DNS_QUESTION] == 0 ||
	    msg->count[DNS_QUESTION] > DNS_LLQ_OPTIONS_MAX) {
		r->counters.malformed++;
		rendezvous_reply_rcode(r, msg, DNS_RCODE_FORMERR);
		return;
	}
	if (!take_questions(r, msg)) {
		reply->count = 0;
		return;
	}
	memcpy(reply->options, msg->options.llq,
	       reply->count * sizeof(reply->options[0]));
	if (msg->options.llq_malformed ||
	    msg->options.llq_count != reply->count) {
		refuse_options(r);
	} else {
		rendezvous_fetch_queries(r, reply->options, reply->count);
		for (reply->at = 0; reply->at < reply->count; reply->at++)
			take_question(r, &reply->questions[reply->at],
				      &reply->options[reply->at]);
	}
	send_llq_reply(r, msg);
	reply->count = 0;
}

void
rendezvous_events_acknowledged(struct rendezvous *r,
			       const struct dns_message *msg)
{
	struct llq_events *c = rendezvous_client(r);

	if (!c || !llq_events_acknowledges(c, msg)) {
		r->counters.events_stray++;
		return;
	}
	llq_events_step(c, LLQ_EVENTS_EV_ACKNOWLEDGED, &r->turn);
}
