/* SPDX-License-Identifier: Apache-2.0 */
/* conversations.c - see conversations.h. */
#include "lab/conversations.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/capture/looks.h"
#include "shell/address.h"

enum {
	PLACES = 2 * CONVERSATIONS_MAX,	/* a power of two */
	HOSTS = 65536,			/* a power of two */
	LINES_MAX = 40,
	PCP_VERSION = 2,
	COLUMN = 46
};

struct conversation {
	bool used;
	enum conversation_kind kind;
	struct endpoint client, server;
	uint32_t first, last;
	uint64_t messages;
};

struct conversations {
	struct conversation list[PLACES];
	uint32_t order[CONVERSATIONS_MAX];
	uint32_t count;
	uint64_t others;	/* messages that found no room */
	/* hosts that talk LLQ or UPDATE, as bits by their hash: who is taken
	 * for one is kept in vain, no more */
	uint8_t hosts[HOSTS / 8];
};

int
conversations_open(struct conversations **out)
{
	*out = calloc(1, sizeof(**out));
	return *out ? 0 : -ENOMEM;
}

void
conversations_close(struct conversations *c)
{
	free(c);
}

static uint32_t
hash_of(uint32_t hash, const struct endpoint *e)
{
	unsigned i, size = e->family == 6 ? 16 : 4;

	for (i = 0; i < size; i++)
		hash = (hash ^ e->address[i]) * 16777619u;
	hash = (hash ^ e->port) * 16777619u;
	return hash ^ hash >> 15;
}

static void
learn_host(struct conversations *c, struct endpoint e)
{
	uint32_t at;

	e.port = 0;
	at = hash_of(1, &e) % HOSTS;
	c->hosts[at / 8] |= (uint8_t)(1u << at % 8);
}

static bool
is_learnt(const struct conversations *c, struct endpoint e)
{
	uint32_t at;

	e.port = 0;
	at = hash_of(1, &e) % HOSTS;
	return c->hosts[at / 8] >> at % 8 & 1;
}

static void
count(struct conversations *c, enum conversation_kind kind,
      const struct endpoint *client, const struct endpoint *server,
      uint32_t number)
{
	uint32_t at = hash_of(hash_of(kind + 7, client), server) % PLACES;
	struct conversation *v = &c->list[at];

	while (v->used && (v->kind != kind ||
			   !endpoint_equal(&v->client, client) ||
			   !endpoint_equal(&v->server, server))) {
		at = (at + 1) % PLACES;
		v = &c->list[at];
	}
	if (!v->used) {
		if (c->count == CONVERSATIONS_MAX) {
			c->others++;
			return;
		}
		c->order[c->count++] = at;
		*v = (struct conversation){ true, kind, *client, *server,
					    number, number, 0 };
	}
	v->last = number;
	v->messages++;
}

/* Who has the gateway's port is the gateway; others are known by their
 * address, as they ask from many ports. */
static void
note_gateway(struct conversations *c, const struct packet *p)
{
	bool to = p->kind == PACKET_UNREACHABLE ? false :
		p->to.port == NATPMP_PORT;
	struct endpoint client = to ? p->from : p->to;
	struct endpoint server = to ? p->to : p->from;

	client.port = 0;
	server.port = NATPMP_PORT;
	count(c, p->length && p->octets[0] == PCP_VERSION ? CONVERSATION_PCP :
	      CONVERSATION_NATPMP, &client, &server, p->number);
}

/* Look-ups on the way to a server: the zone, and its services. */
static bool
is_discovery(const struct dns_message *m)
{
	static const char service[] = "_dns-";
	struct dns_question q;

	return dns_first_question(m, &q) &&
		(q.type == DNS_TYPE_SOA ||
		 (q.name.wire[0] >= sizeof(service) - 1 &&
		  !memcmp(q.name.wire + 1, service, sizeof(service) - 1)));
}

static bool
is_event_ack(const struct dns_message *m)
{
	return m->options.llq_count && m->flags & DNS_FLAG_QR &&
		m->options.llq[0].opcode == DNS_LLQ_EVENT &&
		!m->count[DNS_ANSWER];
}

static bool
note_dns(struct conversations *c, const struct packet *p)
{
	struct dns_message m;
	struct endpoint client, server;
	bool update, to_server;

	if (!looks_dns_header(p->octets, p->length) ||
	    dns_open(&m, p->octets, p->length) < 0)
		return is_learnt(c, p->from) && is_learnt(c, p->to);
	update = dns_opcode(&m) == DNS_OPCODE_UPDATE;
	if (!update && !m.options.llq_count && !m.options.llq_malformed)
		return (is_learnt(c, p->from) && is_learnt(c, p->to)) ||
			is_discovery(&m);
	to_server = !(m.flags & DNS_FLAG_QR) || is_event_ack(&m);
	client = to_server ? p->from : p->to;
	server = to_server ? p->to : p->from;
	if (update)
		client.port = 0;
	count(c, update ? CONVERSATION_UPDATE : CONVERSATION_LLQ, &client,
	      &server, p->number);
	learn_host(c, client);
	learn_host(c, server);
	return true;
}

bool
conversations_note(struct conversations *c, const struct packet *p)
{
	const struct endpoint *about = p->kind == PACKET_UNREACHABLE ?
		&p->about : &p->from;

	if (looks_natpmp_port(about->port) || looks_natpmp_port(p->to.port)) {
		note_gateway(c, p);
		return true;
	}
	if (p->kind == PACKET_UDP || p->kind == PACKET_TCP)
		return note_dns(c, p);
	return is_learnt(c, p->from) && is_learnt(c, p->to);
}

void
conversations_print(const struct conversations *c, FILE *f)
{
	static const char *const kinds[CONVERSATION_KIND_COUNT] = {
		"NAT-PMP", "PCP", "LLQ", "UPDATE",
	};
	char client[ENDPOINT_TEXT_MAX], server[ENDPOINT_TEXT_MAX];
	char ends[2 * ENDPOINT_TEXT_MAX + 4];
	uint32_t i;

	for (i = 0; i < c->count && i < LINES_MAX; i++) {
		const struct conversation *v = &c->list[c->order[i]];

		snprintf(ends, sizeof(ends), "%s - %s",
			 endpoint_text(&v->client, client),
			 endpoint_text(&v->server, server));
		fprintf(f, "%-8s %-*s %6llu message%s frame%s %u",
			kinds[v->kind], COLUMN, ends,
			(unsigned long long)v->messages,
			v->messages == 1 ? ", " : "s,",
			v->first == v->last ? "" : "s", v->first);
		if (v->first != v->last)
			fprintf(f, " to %u", v->last);
		putc('\n', f);
	}
	if (c->count > i)
		fprintf(f, "and %u more conversations\n", c->count - i);
	if (c->others)
		fprintf(f, "and %llu messages of conversations beyond %u\n",
			(unsigned long long)c->others, CONVERSATIONS_MAX);
}
