/* SPDX-License-Identifier: Apache-2.0 */
/* decode.c - see decode.h. */
#include "lab/judge/decode.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct decoder {
	const struct keys *keys;
};

int
decoder_open(const struct keys *keys, struct decoder **out)
{
	struct decoder *d = calloc(1, sizeof(*d));

	if (!d)
		return -ENOMEM;
	d->keys = keys;
	*out = d;
	return 0;
}

void
decoder_close(struct decoder *d)
{
	free(d);
}

static bool
is_nat_port(const struct endpoint *e)
{
	return e->port == NATPMP_PORT || e->port == NATPMP_ANNOUNCE_PORT;
}

static void
read_nat(const struct packet *p, struct message *m)
{
	int r = natpmp_decode(p->octets, p->length, &m->nat);

	if (r == 0)
		m->protocol = MESSAGE_NATPMP;
	else if (r == -EPROTONOSUPPORT && p->length >= 2 && p->octets[0] == 2)
		m->protocol = MESSAGE_PCP;
	else
		return;
	m->sender = p->length >= 2 && p->octets[1] & NATPMP_RESPONSE ?
		JUDGE_GATEWAY : JUDGE_CLIENT;
}

static enum message_use
use_of(const struct dns_message *d)
{
	struct dns_question q;

	if (dns_opcode(d) == DNS_OPCODE_UPDATE)
		return MESSAGE_UPDATE;
	if (dns_opcode(d) == DNS_OPCODE_NOTIFY)
		return MESSAGE_NOTIFY;
	if (d->options.llq_count || d->options.llq_malformed)
		return MESSAGE_LLQ;
	if (dns_first_question(d, &q) &&
	    (q.type == DNS_TYPE_IXFR || q.type == DNS_TYPE_AXFR))
		return MESSAGE_TRANSFER;
	return MESSAGE_QUERY;
}

static void
read_dns(struct decoder *d, const struct packet *p, struct message *m)
{
	if (dns_open(&m->dns, p->octets, p->length) < 0)
		return;
	(void)d;
	m->protocol = MESSAGE_DNS;
	m->use = use_of(&m->dns);
	m->sender = m->dns.flags & DNS_FLAG_QR ? JUDGE_SERVER : JUDGE_CLIENT;
	if (m->dns.tsig_count) {
		m->tsig_state = MESSAGE_SIGNED;
		m->tsig_readable = tsig_read(&m->dns, &m->tsig) == 0;
	}
}

void
decoder_read(struct decoder *d, const struct packet *p, struct message *m)
{
	m->packet = p;
	m->protocol = MESSAGE_OTHER;
	m->sender = 0;
	m->use = MESSAGE_USE_NONE;
	m->tsig_state = MESSAGE_UNSIGNED;
	m->tsig_readable = false;
	if (p->kind == PACKET_UNREACHABLE)
		m->protocol = MESSAGE_UNREACHABLE;
	else if (p->kind != PACKET_UDP && p->kind != PACKET_TCP)
		m->protocol = MESSAGE_STREAM;
	else if (is_nat_port(&p->from) || is_nat_port(&p->to))
		read_nat(p, m);
	else
		read_dns(d, p, m);
}
