/* SPDX-License-Identifier: Apache-2.0 */
/* conform_dns.c - see conform_dns.h. */
#include "conform_dns.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/llq_client.h"
#include "lab/judge/monitor.h"
#include "shell/clock.h"


static struct edge *
edge_of(const struct conform_dns *d)
{
	return conform_setup_of(d->c)->edge;
}

static bool
signs(const struct conform_dns *d)
{
	return conform_setup_of(d->c)->keys.count > 0;
}

static struct edge_peer
peer_of(const struct conform_dns *d, const struct endpoint *who)
{
	return (struct edge_peer){
		.channel = CHANNEL_QUERY, .endpoint = *who, .stream = d->name,
	};
}

bool
conform_dns_believed(const struct conform_dns *d,
		     const struct conform_dns_message *m)
{
	return m->readable && m->verdict ==
		(signs(d) && !d->plain ? VERDICT_VERIFIED : VERDICT_UNSIGNED);
}

/* What arrives ------------------------------------------------------------------ */

static void
read_message(struct conform_dns *d, const struct conform_message *m)
{
	struct edge_peer from = peer_of(d, &m->from);
	struct edge_judgement j;

	d->came.from = m->from;
	d->came.number = m->number;
	d->came.time_ns = m->time_ns;
	memcpy(d->came.octets, m->octets, m->length);
	edge_judge(edge_of(d), &from, d->came.octets, m->length,
		   clock_boot_ms(), clock_wall_s(), &j);
	d->came.verdict = j.verdict;
	d->came.origin = j.origin;
	if (j.answer_length && d->serves)
		conform_send(d->c, d->socket, &m->from, j.answer,
			     j.answer_length);
	d->came.readable = dns_open(&d->came.msg, d->came.octets,
				    j.length) == 0;
}

static bool
is_event(const struct dns_message *msg)
{
	return msg->options.llq_count &&
		msg->options.llq[0].opcode == DNS_LLQ_EVENT;
}

static void
keep_answer(struct conform_dns *d)
{
	d->answer = d->came;
	d->answer.msg.octets = d->answer.octets;
	d->answered = true;
}

static void
heard(void *owner, const struct conform_message *m)
{
	struct conform_dns *d = owner;

	if (m->kind == PACKET_UNREACHABLE) {
		d->unreachable = true;
		return;
	}
	if (m->kind == PACKET_TCP_CLOSE)
		d->closed = true;
	if (m->kind != PACKET_UDP && m->kind != PACKET_TCP)
		return;
	read_message(d, m);
	if (d->asking && d->came.readable && d->came.msg.flags & DNS_FLAG_QR &&
	    d->came.msg.id == d->asked_id && !is_event(&d->came.msg)) {
		if (!d->answered)
			keep_answer(d);
	} else if (d->other) {
		d->other(d->owner, d, &d->came);
	}
}

/* Opening and closing --------------------------------------------------------- */

static struct conform_dns *
new_dns(struct conform *c)
{
	struct conform_dns *d = calloc(1, sizeof(*d));

	if (!d)
		abort();
	d->c = c;
	return d;
}

static int
finish(struct conform_dns *d, int r, struct conform_dns **out)
{
	if (r < 0) {
		free(d);
		return r;
	}
	conform_on_message(d->socket, heard, d);
	*out = d;
	return 0;
}

int
conform_dns_open(struct conform *c, const struct endpoint *server, bool stream,
		 struct conform_dns **out)
{
	static uint32_t streams;
	struct conform_dns *d = new_dns(c);
	struct endpoint local;
	int r = conform_local(server, &local);

	d->server = *server;
	d->stream = stream;
	if (stream)
		d->name = ++streams;
	if (r == 0)
		r = stream ? conform_tcp(c, server, &d->socket) :
			conform_udp(c, &local, &d->socket);
	return finish(d, r, out);
}

int
conform_dns_serve(struct conform *c, const struct endpoint *local,
		  struct conform_dns **out)
{
	struct conform_dns *d = new_dns(c);

	d->serves = true;
	return finish(d, conform_udp(c, local, &d->socket), out);
}

void
conform_dns_close(struct conform_dns *d)
{
	if (!d)
		return;
	if (d->stream)
		edge_stream_closed(edge_of(d), d->name);
	conform_close_socket(d->c, d->socket);
	free(d);
}

/* Questions -------------------------------------------------------------------- */

int
conform_dns_tell(struct conform_dns *d, const struct endpoint *to,
		 const uint8_t *octets, size_t length)
{
	static uint8_t out[CONFORM_DNS_ROOM];
	struct edge_peer peer = peer_of(d, to);
	int signed_length;

	memcpy(out, octets, length);
	signed_length = edge_request(edge_of(d), &peer,
				     signs(d) && !d->plain ? 0 : KEY_NONE, out,
				     length, sizeof(out), clock_boot_ms(),
				     clock_wall_s());
	if (signed_length < 0)
		return signed_length;
	return conform_send(d->c, d->socket, to, out, (size_t)signed_length);
}

int
conform_dns_send(struct conform_dns *d, const uint8_t *octets, size_t length)
{
	int r;

	d->asking = true;
	d->answered = false;
	d->unreachable = false;
	d->asked_id = (uint16_t)(octets[0] << 8 | octets[1]);
	r = conform_dns_tell(d, &d->server, octets, length);
	d->asked_number = conform_last(d->c);
	return r;
}

static bool
is_settled(void *what)
{
	const struct conform_dns *d = what;

	return d->answered || d->unreachable || d->closed;
}

bool
conform_dns_await(struct conform_dns *d, uint64_t ms)
{
	conform_wait(d->c, ms, is_settled, d);
	return d->answered;
}

bool
conform_dns_ask(struct conform_dns *d, const uint8_t *octets, size_t length)
{
	uint64_t left = conform_setup_of(d->c)->timeout_ms, wait;
	unsigned waits = judge_wait_count(&llq_client_chart, "resend"), tries;

	if (conform_dns_send(d, octets, length) < 0)
		return false;
	for (tries = 1; ; tries++) {
		/* as LLQ's clients do it (RFC 8764, 5.1) */
		wait = judge_wait_ms(&llq_client_chart, "resend", tries - 1, 0);
		if (tries == waits || d->stream || wait > left)
			wait = left;
		if (conform_dns_await(d, wait))
			return true;
		left -= wait;
		if (!left || d->unreachable || d->closed ||
		    conform_stopped(d->c))
			return false;
		if (conform_dns_tell(d, &d->server, octets, length) < 0)
			return false;
	}
}

/* Answers --------------------------------------------------------------------------- */

int
conform_dns_reply(struct conform_dns *d, const struct conform_dns_message *m,
		  struct conform_socket *from, const uint8_t *octets,
		  size_t length)
{
	static uint8_t out[CONFORM_DNS_ROOM];
	struct edge_peer to = { .endpoint = m->from };
	int n = (int)length;

	memcpy(out, octets, length);
	if (m->origin)
		n = edge_answer(edge_of(d), m->origin, out, length,
				sizeof(out), sizeof(out), clock_boot_ms(),
				clock_wall_s(), &to);
	if (n < 0)
		return n;
	return conform_send(d->c, from ? from : d->socket, &to.endpoint, out,
			    (size_t)n);
}
