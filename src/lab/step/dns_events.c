/* SPDX-License-Identifier: Apache-2.0 */
/* dns_events.c - the events of a DNS client's machines, each brought about as
 * it comes: by an answer, by a look-up's result, or by its container. */
#include <errno.h>
#include <string.h>

#include "lab/step/stage_dns.h"

struct llq_client *
on_dns_client(struct dns_stage *d)
{
	return &d->dns.session.clients[0];
}

struct query *
on_dns_query(struct dns_stage *d)
{
	return &d->dns.queries[0].query;
}

bool
on_dns_no_request(struct stage *s, const char *what)
{
	return stage_refuse(s, "%s was sent that waits for an answer", what);
}

/* The answers that are events of the machine in focus. */
static const struct {
	const char *chart, *event;
	enum dns_wanted wanted;
	struct dns_answer how;
	enum verdict verdict;
} answers[] = {
	{ "llq_client", "accepted", DNS_LLQ_REQUEST, { .rcode = 0 }, 0 },
	{ "llq_client", "accepted_old", DNS_LLQ_REQUEST, { .older = true }, 0 },
	{ "llq_client", "refreshed", DNS_LLQ_REQUEST, { .rcode = 0 }, 0 },
	{ "llq_client", "serv_full", DNS_LLQ_REQUEST,
	  { .llq_error = DNS_LLQ_SERV_FULL, .retry_s = 300 }, 0 },
	{ "llq_client", "told_static", DNS_LLQ_REQUEST,
	  { .llq_error = DNS_LLQ_STATIC }, 0 },
	{ "llq_client", "no_such", DNS_LLQ_REQUEST,
	  { .llq_error = DNS_LLQ_NO_SUCH_LLQ }, 0 },
	{ "llq_client", "refused", DNS_LLQ_REQUEST,
	  { .llq_error = DNS_LLQ_FORMAT_ERR }, 0 },
	{ "llq_client", "polled", DNS_QUERY_REQUEST, { .rcode = 0 }, 0 },
	{ "llq_client", "polled_early", DNS_QUERY_REQUEST, { .rcode = 0 }, 0 },
	{ "registration", "name_ours", DNS_QUERY_REQUEST, { .rcode = 0 }, 0 },
	{ "registration", "name_taken", DNS_QUERY_REQUEST,
	  { .name = DNS_NAME_TAKEN }, 0 },
	{ "registration", "name_alike", DNS_QUERY_REQUEST,
	  { .name = DNS_NAME_ALIKE }, 0 },
	{ "registration", "name_dark", DNS_QUERY_REQUEST,
	  { .name = DNS_NAME_DARK }, 0 },
	{ "registration", "granted", DNS_UPDATE_REQUEST, { .rcode = 0 }, 0 },
	{ "registration", "refused", DNS_ANY_REQUEST,
	  { .rcode = DNS_RCODE_REFUSED }, 0 },
	{ "registration", "overtaken", DNS_UPDATE_REQUEST,
	  { .overtaken = true }, 0 },
	{ "registration", "doubtful", DNS_ANY_REQUEST, { .rcode = 0 },
	  VERDICT_BADSIG },
	{ "contact", "settled", DNS_PROBE_REQUEST, { .rcode = 0 }, 0 },
	{ "contact", "moved", DNS_PROBE_REQUEST, { .moved = true }, 0 },
	{ "query", "answered", DNS_QUERY_REQUEST, { .rcode = 0 }, 0 },
	{ "query", "truncated", DNS_QUERY_REQUEST, { .truncated = true }, 0 },
};

static const struct {
	const char *event;
	uint16_t type;
	struct dns_answer how;
} lookups[] = {
	{ "zone_here", DNS_TYPE_SOA, { .rcode = 0 } },
	{ "zone_above", DNS_TYPE_SOA, { .nothing = true } },
	{ "zone_nowhere", DNS_TYPE_SOA, { .nothing = true } },
	{ "service_here", DNS_TYPE_SRV, { .rcode = 0 } },
	{ "service_bare", DNS_TYPE_SRV, { .bare = true } },
	{ "service_not", DNS_TYPE_SRV, { .nothing = true } },
	{ "service_none", DNS_TYPE_SRV, { .nothing = true } },
	{ "address_here", DNS_TYPE_A, { .rcode = 0 } },
	{ "address_none", DNS_TYPE_A, { .nothing = true } },
	{ "failed", 0, { .failed = true } },
};

/* True: EVENT is such an answer; *DONE says whether it could be given. */
static bool
by_answer(struct dns_doing *g, const char *event, bool *done)
{
	static const char *const none[] = {
		[DNS_ANY_REQUEST] = "nothing",
		[DNS_LLQ_REQUEST] = "no LLQ message",
		[DNS_UPDATE_REQUEST] = "no update",
		[DNS_QUERY_REQUEST] = "no query",
		[DNS_PROBE_REQUEST] = "no query",
	};
	struct dns_asked *asked;
	unsigned i;

	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		if (!on_dns_is_about(g->stage, answers[i].chart) ||
		    strcmp(answers[i].event, event))
			continue;
		asked = on_dns_latest(g->d, answers[i].wanted);
		*done = asked != NULL;
		if (!asked)
			on_dns_no_request(g->stage, none[answers[i].wanted]);
		else
			on_dns_give_answer(g, asked, &answers[i].how,
					   answers[i].verdict);
		return true;
	}
	return false;
}

static bool
by_lookup(struct dns_doing *g, const char *event, bool *done)
{
	unsigned i;

	if (!on_dns_is_about(g->stage, "discovery"))
		return false;
	for (i = 0; i < sizeof(lookups) / sizeof(lookups[0]); i++) {
		if (strcmp(lookups[i].event, event))
			continue;
		*done = g->d->lookup.used && (!lookups[i].type ||
			lookups[i].type == g->d->lookup.type);
		if (*done)
			on_dns_give_lookup(g, &lookups[i].how);
		else
			stage_refuse(g->stage, "no such look-up waits for an "
				     "answer");
		return true;
	}
	return false;
}

static bool
changed(struct dns_doing *g)
{
	struct dns_asked to = {
		.channel = CHANNEL_LLQ, .to = g->d->server,
	};
	uint8_t octets[DNS_UDP_MAX];
	size_t length;

	if (on_dns_client(g->d)->llq_id == 0)
		return stage_refuse(g->stage, "the server gave no LLQ-ID yet, "
				    "so no event is for this query");
	length = on_dns_event(g->d, on_dns_client(g->d), octets);
	on_dns_deliver(g, &to, VERDICT_UNSIGNED, octets, length);
	return true;
}

static void
remember(struct dns_doing *g)
{
	struct llq_client *m = on_dns_client(g->d);

	m->llq_id = ++g->d->llq_id;
	m->granted_s = LLQ_CLIENT_LEASE_ASKED / 1000;
	m->lease_start_ms = g->act->now_ms;
	machine_set_span(&m->machine.base, LLQ_CLIENT_SPAN_LEASE,
			 LLQ_CLIENT_LEASE_ASKED);
}

void
on_dns_ask(struct dns_doing *g, bool llq)
{
	struct dns_name name;

	dns_name_join(&name, "_autotunnel._udp", &g->d->domain);
	if (llq)
		dnsclient_ask_llq(&g->d->dns, &name, DNS_TYPE_PTR, 0, &g->turn);
	else
		dnsclient_ask(&g->d->dns, &name, DNS_TYPE_PTR, 0, &g->turn);
}

static bool
llq_event(struct dns_doing *g, unsigned event)
{
	struct llq_client *m = on_dns_client(g->d);

	if (event == LLQ_CLIENT_EV_CHANGED)
		return changed(g);
	on_dns_begin_turn(g, INPUT_COMMAND);
	if (!m->used)		/* it had ended: the same question anew */
		on_dns_ask(g, true);
	if (event == LLQ_CLIENT_EV_REMEMBERED)
		remember(g);
	if (event == LLQ_CLIENT_EV_UNWANTED)
		dnsclient_drop(&g->d->dns, 0, &g->turn);
	else if (event != LLQ_CLIENT_EV_WANTED ||
		 m->machine.base.state != LLQ_CLIENT_ASKING)
		llq_client_step(m, event, &g->turn);
	on_dns_end_turn(g);
	return true;
}

static void
publish(struct dns_doing *g)
{
	struct registration_facts f = {
		.ula = { 0xfd, 1, 2, 3, 4, 5, 6, 7, 0, 0x22, 0x69, 0xff, 0xfe,
			 0x8e, 0x34, 0x2a },
		.outer = { 4, { 198, 51, 100, 7 }, 4500 },
		.lan = { 4, { 10, 0, 0, 7 }, 4500 },
		.device = "Debian 12",
	};

	f.outer.address[3] = (uint8_t)(f.outer.address[3] + g->d->facts++);
	registration_publish(&g->d->dns.registration, &f, &g->turn);
}

static bool
registration_event(struct dns_doing *g, unsigned event)
{
	struct registration *r = &g->d->dns.registration;
	struct endpoint server = r->server;

	on_dns_begin_turn(g, INPUT_COMMAND);
	switch (event) {
	case REGISTRATION_EV_PUBLISHED:
		publish(g);
		break;
	case REGISTRATION_EV_SERVER_NEW:
		if (!r->has_facts)
			return stage_refuse(g->stage, "the host has no facts "
					    "yet: `published` first");
		server.address[3]++;
		registration_server(r, &g->d->zone, &server, &g->turn);
		break;
	case REGISTRATION_EV_LEAVE:
	case REGISTRATION_EV_LEAVE_KNOWN:
		r->before = event == REGISTRATION_EV_LEAVE_KNOWN;
		registration_leave(r, &g->turn);
		break;
	default:
		registration_step(r, event, &g->turn);
	}
	on_dns_end_turn(g);
	return true;
}

bool
on_dns_stream_event(struct dns_doing *g, bool up)
{
	const struct stream *stream = &g->d->dns.stream;

	if (up && !g->d->opening.generation)
		return stage_refuse(g->stage, "no connection is being opened");
	on_dns_begin_turn(g, up ? INPUT_STREAM_UP : INPUT_STREAM_DOWN);
	g->input.ticket = stream->ticket;
	g->input.error = up ? 0 : -ECONNRESET;
	g->d->opening.generation = 0;
	dnsclient_input(&g->d->dns, &g->turn);
	on_dns_end_turn(g);
	return true;
}

static bool
query_event(struct dns_doing *g, unsigned event)
{
	struct dns_stage *d = g->d;

	if (event == QUERY_EV_STREAM_UP || event == QUERY_EV_STREAM_DOWN)
		return on_dns_stream_event(g, event == QUERY_EV_STREAM_UP);
	on_dns_begin_turn(g, INPUT_COMMAND);
	if (event == QUERY_EV_ASKED) {
		on_dns_ask(g, false);
	} else {
		query_step(on_dns_query(d), event, &g->turn);
		query_forget(on_dns_query(d));
		d->dns.asking[0].asker = DNSCLIENT_ASKER_NONE;
		deadlines_forget(&d->deadlines, &on_dns_query(d)->machine.base);
	}
	on_dns_end_turn(g);
	return true;
}

static bool
contact_event(struct dns_doing *g, unsigned event)
{
	on_dns_begin_turn(g, INPUT_COMMAND);
	if (event == CONTACT_EV_MAPPED || event == CONTACT_EV_UNMAPPED)
		dnsclient_path_new(&g->d->dns, event == CONTACT_EV_MAPPED,
				   &g->turn);
	else
		contact_step(&g->d->dns.contact, event, &g->turn);
	on_dns_end_turn(g);
	return true;
}

bool
on_dns_do_event(struct dns_doing *g)
{
	unsigned event = g->act->event;
	const char *name = g->stage->chart->events[event];
	bool done;

	if (by_answer(g, name, &done) || by_lookup(g, name, &done))
		return done;
	if (on_dns_is_about(g->stage, "llq_client"))
		return llq_event(g, event);
	if (on_dns_is_about(g->stage, "registration"))
		return registration_event(g, event);
	if (on_dns_is_about(g->stage, "query"))
		return query_event(g, event);
	if (on_dns_is_about(g->stage, "contact"))
		return contact_event(g, event);
	if (on_dns_is_about(g->stage, "stream") &&
	    (event == STREAM_EV_UP || event == STREAM_EV_DOWN))
		return on_dns_stream_event(g, event == STREAM_EV_UP);
	on_dns_begin_turn(g, INPUT_COMMAND);
	if (on_dns_is_about(g->stage, "stream"))
		stream_step(&g->d->dns.stream, event, &g->turn);
	else
		discovery_step(&g->d->dns.discovery, event, &g->turn);
	on_dns_end_turn(g);
	return true;
}

