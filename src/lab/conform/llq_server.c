/* SPDX-License-Identifier: Apache-2.0 */
/* llq_server.c - `conform llq-server`: a client of a live server of long-lived
 * queries (RFC 8764). What needs changes of the zone is llq_changes.c. */
#include "llq_acts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/llq_client.h"
#include "lab/judge/monitor.h"

enum { QUESTIONS = 8 };

static int
open_role(struct conform *c, void **state)
{
	struct llq_acts *a = calloc(1, sizeof(*a));
	int r;

	if (!a)
		abort();
	*state = a;
	a->c = c;
	a->server = conform_setup_of(c)->target;
	a->zone = conform_setup_of(c)->zone;
	snprintf(a->label, sizeof(a->label), "conform-%08x",
		 (unsigned)conform_random_64());
	r = conform_dns_open(c, &a->server, false, &a->plain);
	if (r < 0)
		free(a);
	return r;
}

static void
close_role(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct subscriber *s;

	while ((s = a->all)) {
		a->all = s->next;
		if (s->established)
			subscriber_refresh(s, 0);
		subscriber_close(s);
	}
	llq_changes_undo(a);
	conform_dns_close(a->updates);
	conform_dns_close(a->plain);
	free(a);
	(void)c;
}

struct subscriber *
llq_subscriber(struct llq_acts *a)
{
	struct subscriber *s;
	int r = subscriber_open(a->c, &a->server, &s);

	if (r < 0) {
		conform_hangs(a->c, "no socket of ours: %s", strerror(-r));
		return NULL;
	}
	s->next = a->all;
	a->all = s;
	return s;
}

struct dns_name
llq_name(struct llq_acts *a)
{
	struct dns_name name;
	char text[sizeof(a->label) + 12];

	snprintf(text, sizeof(text), "%s-%u", a->label, ++a->names);
	if (dns_name_join(&name, text, &a->zone) < 0)
		name = a->zone;		/* the longest zone there can be */
	return name;
}

/* Silence ------------------------------------------------------------------------ */

static size_t
write_query(const struct dns_name *name, uint16_t type, uint8_t *octets)
{
	struct dns_writer w;

	dns_begin(&w, octets, DNS_UDP_MAX, conform_random_16(), 0);
	dns_add_question(&w, name, type, DNS_CLASS_IN);
	return (size_t)dns_end(&w);
}

bool
llq_query(struct llq_acts *a, const struct dns_name *name, uint16_t type)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = write_query(name, type, octets);

	return conform_dns_ask(a->plain, octets, length);
}

void
llq_unanswered(struct llq_acts *a, const struct conform_dns *d,
	       enum requirement_id r)
{
	if (conform_stopped(a->c))
		return;
	if (d->unreachable || (!llq_query(a, &a->zone, DNS_TYPE_SOA) &&
			       a->plain->unreachable)) {
		conform_fail(a->c, r, d->asked_number, "no answer: the port "
			     "was closed after that message");
		conform_hangs(a->c, "the server ended at message %u: its port "
			      "is closed", d->asked_number);
		return;
	}
	conform_fail(a->c, r, d->asked_number, "no answer within %u ms",
		     conform_setup_of(a->c)->timeout_ms);
	if (!a->plain->answered && !conform_stopped(a->c))
		conform_hangs(a->c, "the server answers nothing any more since "
			      "message %u", d->asked_number);
}

/* Discovery ------------------------------------------------------------------------ */

static int
act_soa(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct dns_name below = llq_name(a);

	if (!llq_query(a, &a->zone, DNS_TYPE_SOA)) {
		if (a->plain->unreachable) {
			conform_refuse(c, "nothing listens there: ICMP port "
				       "unreachable");
			return -ENOTSUP;
		}
		if (!conform_stopped(c))
			conform_fail(c, REQ_LLQ_S_03, a->plain->asked_number,
				     "the SOA query was not answered");
		return 0;
	}
	llq_query(a, &below, DNS_TYPE_SOA);
	return 0;
}

static int
act_service(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct dns_name service;

	if (dns_name_join(&service, "_dns-llq._udp", &a->zone) < 0)
		return 0;
	if (!llq_query(a, &service, DNS_TYPE_SRV) && !conform_stopped(c))
		conform_fail(c, REQ_LLQ_S_05, a->plain->asked_number,
			     "the SRV query was not answered");
	return 0;
}

/* Set-up ------------------------------------------------------------------------------ */

/* The first LLQ message of all tells whether the peer is an LLQ server. */
static int
is_supported(struct conform *c, const struct conform_dns *d)
{
	const struct dns_message *msg = &d->answer.msg;

	if (!d->answered || msg->options.llq_count ||
	    msg->options.llq_malformed)
		return 0;
	if (dns_rcode(msg) == DNS_RCODE_REFUSED ||
	    dns_rcode(msg) == DNS_RCODE_NOTAUTH) {
		conform_refuse(c, "the server refuses us (RCODE %u): it may "
			       "want a --key that it knows",
			       dns_rcode(msg));
		return -EACCES;
	}
	conform_refuse(c, "the peer is no LLQ server: it answers a Setup "
		       "Request without LLQ option%s",
		       msg->options.present ? "" : " and without EDNS");
	return -ENOTSUP;
}

/* A set-up whose messages are each sent twice. */
static int
act_set_up(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct subscriber *s = llq_subscriber(a);
	struct dns_name service;
	struct dns_llq option = {
		.version = DNS_LLQ_VERSION, .opcode = DNS_LLQ_SETUP,
		.lease_s = SUBSCRIBER_LEASE_S,
	};
	uint8_t octets[DNS_UDP_MAX];
	size_t length;
	int r;

	if (!s || dns_name_join(&service, "_dns-llq._udp", &a->zone) < 0)
		return 0;
	subscriber_ask(s, &service, DNS_TYPE_SRV);
	length = subscriber_write(s, conform_random_16(), &option, octets);
	if (!conform_dns_ask(s->dns, octets, length))
		llq_unanswered(a, s->dns, REQ_LLQ_S_12);
	r = is_supported(c, s->dns);
	if (r < 0 || !subscriber_granted(s))
		return r;
	if (!conform_dns_ask(s->dns, octets, length) || !subscriber_granted(s))
		return 0;
	option.id = s->llq[0].id;
	option.lease_s = s->llq[0].lease_s;
	length = subscriber_write(s, conform_random_16(), &option, octets);
	if (!conform_dns_ask(s->dns, octets, length))
		llq_unanswered(a, s->dns, REQ_LLQ_S_28);
	else if (subscriber_granted(s)) {
		s->established = true;
		if (!conform_dns_ask(s->dns, octets, length))
			llq_unanswered(a, s->dns, REQ_LLQ_S_09);
	}
	return 0;
}

/* A challenge that is not answered for a while; a server has no timer for it. */
static int
act_unfinished(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct dns_name name = llq_name(a);

	a->unfinished = llq_subscriber(a);
	if (!a->unfinished)
		return 0;
	subscriber_ask(a->unfinished, &name, DNS_TYPE_PTR);
	if (!subscriber_challenge(a->unfinished, SUBSCRIBER_LEASE_S)) {
		a->unfinished = NULL;
		return 0;
	}
	/* clients would have resent by then (RFC 8764, 5.1) */
	conform_hold(c, judge_wait_ms(&llq_client_chart, "resend", 0, 0) +
		     judge_wait_ms(&llq_client_chart, "resend", 1, 0));
	return 0;
}

/* ... and is proved at last, while its lease lasts. */
static int
act_finished(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct subscriber *s = a->unfinished;

	if (s && !subscriber_prove(s) && !s->dns->answered)
		llq_unanswered(a, s->dns, REQ_LLQ_S_10);
	(void)c;
	return 0;
}

static int
act_several(struct conform *c, void *state)
{
	static const uint16_t types[] = {
		DNS_TYPE_PTR, DNS_TYPE_SRV, DNS_TYPE_AAAA, DNS_TYPE_TXT,
	};
	struct llq_acts *a = state;
	struct subscriber *s = llq_subscriber(a);
	struct dns_name name;
	unsigned i;

	for (i = 0; s && i < QUESTIONS; i++) {
		name = llq_name(a);
		subscriber_ask(s, &name, types[i % 4]);
	}
	if (s && !subscriber_set_up(s, SUBSCRIBER_LEASE_S) &&
	    !s->dns->answered)
		llq_unanswered(a, s->dns, REQ_LLQ_S_13);
	(void)c;
	return 0;
}

/* A Challenge Response with another id, then with another lease. */
static int
act_wrong_echo(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct subscriber *s;
	struct dns_name name;
	struct dns_llq wrong;
	unsigned i;

	for (i = 0; i < 2; i++) {
		s = llq_subscriber(a);
		if (!s)
			return 0;
		name = llq_name(a);
		subscriber_ask(s, &name, DNS_TYPE_PTR);
		if (!subscriber_challenge(s, SUBSCRIBER_LEASE_S))
			continue;
		wrong = s->llq[0];
		if (i == 0)
			wrong.id++;
		else
			wrong.lease_s++;
		if (subscriber_send(s, &wrong) && subscriber_granted(s))
			s->established = true;	/* to be ended at least */
	}
	(void)c;
	return 0;
}

/* The same question from two ports. */
static int
act_two_ports(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct subscriber *one = llq_subscriber(a), *two = llq_subscriber(a);
	struct dns_name name = llq_name(a);

	if (!one || !two)
		return 0;
	subscriber_ask(one, &name, DNS_TYPE_PTR);
	subscriber_ask(two, &name, DNS_TYPE_PTR);
	if (!subscriber_set_up(one, SUBSCRIBER_LEASE_S))
		return 0;
	if (!subscriber_set_up(two, SUBSCRIBER_LEASE_S) &&
	    !two->dns->answered)
		llq_unanswered(a, two->dns, REQ_LLQ_S_11);
	/* the first is still there */
	if (two->established && subscriber_refresh(one, SUBSCRIBER_LEASE_S) &&
	    !subscriber_granted(one)) {
		one->established = false;
		conform_fail(c, REQ_LLQ_S_11, one->dns->answer.number,
			     "the same question from another port ended the "
			     "first client's query");
	}
	return 0;
}

/* Messages that are wrong ----------------------------------------------------------------- */

/* The LLQ option with a length that is not 18; the DNS message holds. */
static int
act_malformed(struct conform *c, void *state)
{
	static const uint8_t option[] = {
		0, 0, DNS_TYPE_OPT, DNS_UDP_MAX >> 8, DNS_UDP_MAX & 0xff,
		0, 0, 0, 0, 0, 4 + DNS_LLQ_OPTION_SIZE - 1,
		0, DNS_OPTION_LLQ, 0, DNS_LLQ_OPTION_SIZE - 1,
		0, DNS_LLQ_VERSION, 0, DNS_LLQ_SETUP,
	};
	struct llq_acts *a = state;
	struct subscriber *s = llq_subscriber(a);
	struct dns_name name = llq_name(a);
	uint8_t octets[DNS_UDP_MAX];
	size_t length, size = sizeof(option) + DNS_LLQ_OPTION_SIZE - 1 - 4;

	if (!s)
		return 0;
	length = write_query(&name, DNS_TYPE_PTR, octets);
	memset(octets + length, 0, size);
	memcpy(octets + length, option, sizeof(option));
	octets[11] = 1;			/* ARCOUNT */
	if (!conform_dns_ask(s->dns, octets, length + size))
		llq_unanswered(a, s->dns, REQ_LLQ_S_15);
	(void)c;
	return 0;
}

static int
act_version(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct subscriber *s = llq_subscriber(a);
	struct dns_name name = llq_name(a);
	const struct dns_llq option = {
		.version = DNS_LLQ_VERSION + 1, .opcode = DNS_LLQ_SETUP,
		.lease_s = SUBSCRIBER_LEASE_S,
	};

	if (!s)
		return 0;
	subscriber_ask(s, &name, DNS_TYPE_PTR);
	if (!subscriber_send(s, &option))
		llq_unanswered(a, s->dns, REQ_LLQ_S_19);
	(void)c;
	return 0;
}

/* Types and classes that no client may ask for: whatever the server says, it
 * says it in the form of an error, or grants. */
static int
act_any(struct conform *c, void *state)
{
	static const uint16_t asked[][2] = {
		{ DNS_TYPE_ANY, DNS_CLASS_IN }, { DNS_TYPE_PTR, DNS_CLASS_ANY },
	};
	const struct dns_llq option = {
		.version = DNS_LLQ_VERSION, .opcode = DNS_LLQ_SETUP,
		.lease_s = SUBSCRIBER_LEASE_S,
	};
	struct llq_acts *a = state;
	struct subscriber *s;
	struct dns_name name;
	unsigned i;

	for (i = 0; i < 2 && !conform_stopped(c); i++) {
		s = llq_subscriber(a);
		if (!s)
			return 0;
		name = llq_name(a);
		subscriber_ask(s, &name, asked[i][0]);
		s->questions[0].class = asked[i][1];
		if (!subscriber_send(s, &option))
			llq_unanswered(a, s->dns, REQ_LLQ_S_24);
	}
	return 0;
}

/* Refreshes ---------------------------------------------------------------------------------- */

static int
act_refresh(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct subscriber *s = llq_subscriber(a);
	struct dns_name name = llq_name(a);

	if (!s)
		return 0;
	subscriber_ask(s, &name, DNS_TYPE_PTR);
	if (!subscriber_set_up(s, SUBSCRIBER_LEASE_S))
		return 0;
	if (!subscriber_refresh(s, s->llq[0].lease_s))
		llq_unanswered(a, s->dns, REQ_LLQ_S_47);
	(void)c;
	return 0;
}

static int
act_unknown(struct conform *c, void *state)
{
	struct llq_acts *a = state;
	struct subscriber *s = llq_subscriber(a);
	struct dns_name name = llq_name(a);

	if (!s)
		return 0;
	subscriber_ask(s, &name, DNS_TYPE_PTR);
	s->llq[0].id = conform_random_64() | 1;
	if (!subscriber_refresh(s, SUBSCRIBER_LEASE_S))
		llq_unanswered(a, s->dns, REQ_LLQ_S_48);
	(void)c;
	return 0;
}

/* The role ---------------------------------------------------------------------------------- */

static const char *const families[] = { "LLQ-S-", "LLQ-B-", NULL };

static const struct conform_act acts[] = {
	{ "soa", "the zone's SOA, at its apex and below", 0, 0, act_soa,
	  CONFORM_TESTS(REQ_LLQ_S_03, REQ_LLQ_S_04) },
	{ "service", "the zone's SRV for long-lived queries", 0, 0,
	  act_service, CONFORM_TESTS(REQ_LLQ_S_05, REQ_LLQ_S_06) },
	{ "set-up", "one question, each message sent twice", 0, 0, act_set_up,
	  CONFORM_TESTS(REQ_LLQ_S_12, REQ_LLQ_S_13, REQ_LLQ_S_14,
			REQ_LLQ_S_09, REQ_LLQ_S_20, REQ_LLQ_S_23,
			REQ_LLQ_S_28, REQ_LLQ_S_29, REQ_LLQ_S_07,
			REQ_LLQ_B_03, REQ_LLQ_B_04, REQ_LLQ_B_06,
			REQ_LLQ_B_07, REQ_LLQ_B_08, REQ_LLQ_B_11,
			REQ_LLQ_B_12, REQ_LLQ_B_14) },
	/* what takes time begins early */
	{ "unfinished", "a challenge that waits for its response", 0, 0,
	  act_unfinished, CONFORM_TESTS(REQ_LLQ_S_08, REQ_LLQ_S_10) },
	{ "expiry", "a query whose lease will run out", 0, 0,
	  llq_act_expiry_begin, CONFORM_TESTS(REQ_LLQ_S_26, REQ_LLQ_S_48) },
	{ "lapse", "a record whose lease will run out", 0, CONFORM_UPDATE,
	  llq_act_lapse_begin, CONFORM_TESTS(REQ_LLQ_S_33, REQ_LLQ_S_34) },
	{ "silence", "a client that acknowledges no event", 0, CONFORM_UPDATE,
	  llq_act_silence_begin,
	  CONFORM_TESTS(REQ_LLQ_S_40, REQ_LLQ_S_41, REQ_LLQ_S_42) },
	{ "several", "eight questions in one message", 0, 0, act_several,
	  CONFORM_TESTS(REQ_LLQ_S_13, REQ_LLQ_S_20, REQ_LLQ_S_21) },
	{ "echo", "a Challenge Response with another id, or another lease",
	  0, 0, act_wrong_echo, CONFORM_TESTS(REQ_LLQ_S_27) },
	{ "ports", "the same question from two ports", 0, 0, act_two_ports,
	  CONFORM_TESTS(REQ_LLQ_S_11) },
	{ "malformed", "an LLQ option of another length", 0, 0, act_malformed,
	  CONFORM_TESTS(REQ_LLQ_S_15, REQ_LLQ_S_22, REQ_LLQ_S_24) },
	{ "version", "a version of LLQ that there is not", 0, 0, act_version,
	  CONFORM_TESTS(REQ_LLQ_S_19, REQ_LLQ_S_22, REQ_LLQ_S_24) },
	{ "any", "type ANY, and class ANY", 0, 0, act_any,
	  CONFORM_TESTS(REQ_LLQ_S_22, REQ_LLQ_S_24) },
	{ "refresh", "a query is refreshed", 0, 0, act_refresh,
	  CONFORM_TESTS(REQ_LLQ_S_47) },
	{ "unknown", "a refresh of an id that there is not", 0, 0, act_unknown,
	  CONFORM_TESTS(REQ_LLQ_S_48) },
	{ "change", "a record comes, and goes", 0, CONFORM_UPDATE,
	  llq_act_change,
	  CONFORM_TESTS(REQ_LLQ_S_33, REQ_LLQ_S_34, REQ_LLQ_S_35, REQ_LLQ_S_36,
			REQ_LLQ_S_39, REQ_LLQ_S_43, REQ_LLQ_S_44,
			REQ_LLQ_S_46) },
	{ "batch", "several records in one update", 0, CONFORM_UPDATE,
	  llq_act_batch,
	  CONFORM_TESTS(REQ_LLQ_S_33, REQ_LLQ_S_38, REQ_LLQ_S_39) },
	{ "big", "more answers than fit into a datagram", 0, CONFORM_UPDATE,
	  llq_act_big, CONFORM_TESTS(REQ_LLQ_S_31, REQ_LLQ_S_32) },
	{ "end", "a change after the query was ended", 0, CONFORM_UPDATE,
	  llq_act_end, CONFORM_TESTS(REQ_LLQ_S_49, REQ_LLQ_S_47) },
	/* and is looked at late */
	{ "expired", "the query's lease has run out", 0, 0,
	  llq_act_expiry_end, CONFORM_TESTS(REQ_LLQ_S_26, REQ_LLQ_S_48) },
	{ "lapsed", "the record's lease has run out", 0, CONFORM_UPDATE,
	  llq_act_lapse_end, CONFORM_TESTS(REQ_LLQ_S_33, REQ_LLQ_S_34) },
	{ "given up", "what became of the silent client", 0, CONFORM_UPDATE,
	  llq_act_silence_end,
	  CONFORM_TESTS(REQ_LLQ_S_40, REQ_LLQ_S_41, REQ_LLQ_S_42) },
	{ "finished", "the waiting challenge gets its response", 0, 0,
	  act_finished, CONFORM_TESTS(REQ_LLQ_S_10) },
	{ .name = NULL }
};

const struct conform_role conform_llq_server = {
	.name = "llq-server",
	.arguments = "ADDR[:PORT] --zone Z [--update ADDR[:PORT]] [--key FILE]",
	.what = "a server of DNS Long-Lived Queries (RFC 8764)",
	.peer = JUDGE_SERVER,
	.takes = CONFORM_TARGET | CONFORM_ZONE | CONFORM_KEY | CONFORM_UPDATE,
	.port = DNS_LLQ_PORT,
	.families = families,
	.acts = acts,
	.open = open_role,
	.close = close_role,
};
