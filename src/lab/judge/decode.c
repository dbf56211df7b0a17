/* SPDX-License-Identifier: Apache-2.0 */
/* decode.c - see decode.h. */
#include "lab/judge/decode.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/judge/hash.h"

enum {
	PAIRS = 1 << 16,	/* ends remembered; a newer pair takes its place */
	RECENT = 1 << 16,	/* messages remembered */
	/* A network doubles at once, and a capture of two interfaces has both
	 * within a moment; nobody sends again so soon: the shortest wait of
	 * any of the RFCs is NAT-PMP's 250 ms. */
	COPY_NS = 30 * 1000 * 1000,
	PORT_DNS = 53,
	PORT_MDNS = 5353,
	/* An OPT that must not stand where it does is read as this: a type
	 * for private use (RFC 6895, 3.1). */
	TYPE_PRIVATE = 65280
};

struct recent {
	uint64_t hash;
	uint64_t time_ns;
};

struct decoder {
	struct tsig_seen *tsig;
	uint64_t pairs[PAIRS];		/* hashes: client, then server */
	struct recent recent[RECENT];
	struct recent directions[RECENT];	/* the last message of each */
	uint8_t patched[DNS_MESSAGE_MAX];
};

int
decoder_open(const struct keys *keys, struct decoder **out)
{
	struct decoder *d = calloc(1, sizeof(*d));
	int r;

	if (!d)
		return -ENOMEM;
	r = tsig_seen_open(keys, &d->tsig);
	if (r < 0) {
		free(d);
		return r;
	}
	*out = d;
	return 0;
}

void
decoder_close(struct decoder *d)
{
	if (!d)
		return;
	tsig_seen_close(d->tsig);
	free(d);
}

/* Who is who ------------------------------------------------------------- */

static uint64_t
hosts_of(const struct endpoint *client, const struct endpoint *server)
{
	return hash_address(hash_address(HASH_SEED + 1, client), server);
}

static void
keep(struct decoder *d, uint64_t pair)
{
	d->pairs[pair % PAIRS] = pair;
}

static bool
keeps(const struct decoder *d, uint64_t pair)
{
	return d->pairs[pair % PAIRS] == pair;
}

static void
keep_client(struct decoder *d, uint64_t pair, const struct endpoint *client,
	    const struct endpoint *server)
{
	keep(d, pair);
	keep(d, hosts_of(client, server));
}

static bool
is_service_port(uint16_t port)
{
	return port == PORT_DNS || port == DNS_LLQ_PORT;
}

/* An event, or its acknowledgement: they look alike. */
static enum judge_side
sender_of_event(struct decoder *d, const struct message *m)
{
	const struct packet *p = m->packet;
	const bool from_server = keeps(d, m->back);
	const bool from_client = keeps(d, m->way);
	bool server;

	if (from_server != from_client)
		server = from_server;
	else if (keeps(d, hosts_of(&p->to, &p->from)) !=
		 keeps(d, hosts_of(&p->from, &p->to)))
		server = keeps(d, hosts_of(&p->to, &p->from));
	else if (is_service_port(p->from.port) != is_service_port(p->to.port))
		server = is_service_port(p->from.port);
	else
		server = m->dns.count[DNS_ANSWER] > 0;
	if (server && !from_client)
		keep_client(d, m->back, &p->to, &p->from);
	return server ? JUDGE_SERVER : JUDGE_CLIENT;
}

static bool
has_event(const struct dns_message *m)
{
	unsigned i;

	for (i = 0; i < m->options.llq_count; i++)
		if (m->options.llq[i].opcode == DNS_LLQ_EVENT)
			return true;
	return false;
}

static enum judge_side
sender_of(struct decoder *d, const struct message *m)
{
	if (has_event(&m->dns))
		return sender_of_event(d, m);
	if (m->dns.flags & DNS_FLAG_QR)	/* or a bare acknowledgement */
		return keeps(d, m->way) && !keeps(d, m->back) ?
			JUDGE_CLIENT : JUDGE_SERVER;
	if (dns_opcode(&m->dns) == DNS_OPCODE_QUERY)
		keep_client(d, m->way, &m->packet->from, &m->packet->to);
	return JUDGE_CLIENT;
}

/* OPT -------------------------------------------------------------------- */

static uint16_t
get_u16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static uint32_t
get_u32(const uint8_t *p)
{
	return (uint32_t)get_u16(p) << 16 | get_u16(p + 2);
}

/* Steps over a name without following it; 0: it ends outside. */
static size_t
skip_name(const uint8_t *octets, size_t length, size_t at)
{
	while (at < length && octets[at] && octets[at] < 0xc0)
		at += 1u + octets[at];
	if (at >= length)
		return 0;
	return octets[at] ? at + 2 : at + 1;
}

/* Notes what the OPT at AT says besides LLQ, where dns_open did not read it. */
static void
merge_options(struct dns_options *o, const uint8_t *p, size_t length)
{
	size_t at, size;

	for (at = 0; at + 4 <= length; at += 4 + size) {
		size = get_u16(p + at + 2);
		if (at + 4 + size > length || get_u16(p + at) != DNS_OPTION_LLQ)
			continue;
		if (size != DNS_LLQ_OPTION_SIZE ||
		    o->llq_count == DNS_LLQ_OPTIONS_MAX) {
			o->llq_malformed = true;
			continue;
		}
		p += at + 4;
		o->llq[o->llq_count++] = (struct dns_llq){
			.version = get_u16(p), .opcode = get_u16(p + 2),
			.error = get_u16(p + 4),
			.id = (uint64_t)get_u32(p + 6) << 32 | get_u32(p + 10),
			.lease_s = get_u32(p + 14),
		};
		p -= at + 4;
	}
}

static bool
has_other_options(const uint8_t *p, size_t length)
{
	size_t at;

	for (at = 0; at + 4 <= length; at += 4u + get_u16(p + at + 2))
		if (get_u16(p + at) != DNS_OPTION_LLQ &&
		    get_u16(p + at) != DNS_OPTION_UPDATE_LEASE)
			return true;
	return false;
}

struct opt_place {
	size_t type;		/* where its TYPE stands */
	size_t rdata;
	size_t rdata_length;
};

enum { OPT_PLACES_MAX = 8 };

/* Finds the OPT records, wherever they stand. PLACES: those that dns_open
 * refuses. False: the message does not hold together. */
static bool
find_opts(const uint8_t *octets, size_t length, struct message_opt *opt,
	  struct opt_place places[OPT_PLACES_MAX], unsigned *bad)
{
	size_t at = DNS_HEADER_SIZE, name;
	unsigned section, n, i;
	bool named, misplaced;

	*bad = 0;
	for (section = 0; section < 4; section++) {
		n = get_u16(octets + 4 + 2 * section);
		for (i = 0; i < n; i++) {
			name = at;
			at = skip_name(octets, length, at);
			if (!at || at + (section ? 10 : 4) > length)
				return false;
			if (!section) {
				at += 4;
				continue;
			}
			if (at + 10 + get_u16(octets + at + 8) > length)
				return false;
			if (get_u16(octets + at) == DNS_TYPE_OPT) {
				named = octets[name] != 0;
				misplaced = section != DNS_ADDITIONAL;
				if (!opt->count++) {
					opt->class = get_u16(octets + at + 2);
					opt->ttl = get_u32(octets + at + 4);
				}
				opt->named = opt->named || named;
				opt->misplaced = opt->misplaced || misplaced;
				opt->other_options = opt->other_options ||
					has_other_options(octets + at + 10,
						get_u16(octets + at + 8));
				if ((named || misplaced || opt->count > 1) &&
				    *bad < OPT_PLACES_MAX)
					places[(*bad)++] = (struct opt_place){
						at, at + 10,
						get_u16(octets + at + 8) };
			}
			at += 10u + get_u16(octets + at + 8);
		}
	}
	return true;
}

/* Opens P's octets; a message that would be good, were it not for its OPT
 * records, is opened too. */
static bool
open_message(struct decoder *d, const struct packet *p, struct message *m)
{
	struct opt_place places[OPT_PLACES_MAX];
	unsigned bad, i;
	bool good = dns_open(&m->dns, p->octets, p->length) == 0;

	memset(&m->opt, 0, sizeof(m->opt));
	if (good && !m->dns.options.present)
		return true;
	if (p->length < DNS_HEADER_SIZE || p->length > DNS_MESSAGE_MAX ||
	    !find_opts(p->octets, p->length, &m->opt, places, &bad))
		return good;
	if (good || !bad)
		return good;
	memcpy(d->patched, p->octets, p->length);
	for (i = 0; i < bad; i++) {
		d->patched[places[i].type] = TYPE_PRIVATE >> 8;
		d->patched[places[i].type + 1] = TYPE_PRIVATE & 0xff;
	}
	if (dns_open(&m->dns, d->patched, p->length) < 0)
		return false;
	m->dns.options.present = true;
	for (i = 0; i < bad; i++)
		merge_options(&m->dns.options, p->octets + places[i].rdata,
			      places[i].rdata_length);
	return true;
}

/* Kinds of message ------------------------------------------------------- */

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

static bool
is_multicast_dns(const struct packet *p)
{
	return p->to.port == PORT_MDNS &&
		(p->from.port == PORT_MDNS ||
		 (p->to.family == 4 ? p->to.address[0] >= 224 :
		  p->to.address[0] == 0xff));
}

static void
read_dns(struct decoder *d, const struct packet *p, struct message *m)
{
	if (p->cut || is_multicast_dns(p) || !open_message(d, p, m))
		return;
	m->protocol = MESSAGE_DNS;
	m->use = use_of(&m->dns);
	m->sender = sender_of(d, m);
}

static enum message_tsig
tsig_state_of(const struct packet *p, const struct tsig_look *l)
{
	if (p->judged)
		return p->verdict == VERDICT_UNSIGNED ? MESSAGE_UNSIGNED :
			p->verdict == VERDICT_VERIFIED ? MESSAGE_VERIFIED :
			p->verdict == VERDICT_BADSIG ? MESSAGE_FORGED :
			MESSAGE_SIGNED;
	if (!l->count)
		return MESSAGE_UNSIGNED;
	if (l->finding == TSIG_NOT_CHECKED)
		return MESSAGE_SIGNED;
	return l->finding == TSIG_HOLDS ? MESSAGE_VERIFIED : MESSAGE_FORGED;
}

static void
look_at_tsig(struct decoder *d, const struct packet *p, struct message *m)
{
	const bool event = has_event(&m->dns);
	const bool request = event ? m->sender == JUDGE_SERVER :
		!(m->dns.flags & DNS_FLAG_QR);

	m->tsig_request = tsig_seen_look(d->tsig, p, &m->dns, request, event,
					 &m->tsig_look);
	m->tsig_state = tsig_state_of(p, &m->tsig_look);
	m->tsig_readable = m->dns.tsig_count &&
		tsig_read(&m->dns, &m->tsig) == 0;
}

/* When TO last sent something to FROM. Not remembered: it may have been now. */
static uint64_t
answered_ns(const struct decoder *d, const struct message *m)
{
	const struct recent *r = &d->directions[m->back % RECENT];

	return r->hash == m->back ? r->time_ns : UINT64_MAX;
}

/* A response with the same octets may be the answer to another request (a
 * challenge and an acknowledgement without answers), so nothing may have been
 * asked since. */
static bool
is_copy(struct decoder *d, const struct message *m, uint64_t hash)
{
	const struct packet *p = m->packet;
	const bool ambiguous = m->sender == JUDGE_GATEWAY ||
		(m->sender == JUDGE_SERVER && !has_event(&m->dns));
	struct recent *r = &d->recent[hash % RECENT];
	const bool copy = r->hash == hash && p->time_ns - r->time_ns < COPY_NS &&
		(!ambiguous || answered_ns(d, m) <= r->time_ns);

	d->directions[m->way % RECENT] = (struct recent){ m->way, p->time_ns };
	if (!copy)
		*r = (struct recent){ hash, p->time_ns };
	return copy;
}

/* What will be looked at, brought near while the message is read. */
static void
expect(const struct decoder *d, const struct message *m, uint64_t hash)
{
	__builtin_prefetch(&d->pairs[m->way % PAIRS], 1);
	__builtin_prefetch(&d->pairs[m->back % PAIRS], 1);
	__builtin_prefetch(&d->directions[m->way % RECENT], 1);
	__builtin_prefetch(&d->directions[m->back % RECENT]);
	__builtin_prefetch(&d->recent[hash % RECENT], 1);
}

void
decoder_read(struct decoder *d, const struct packet *p, struct message *m)
{
	uint64_t hash = 0;

	m->packet = p;
	m->way = hash_pair(&p->from, &p->to);
	m->back = hash_pair(&p->to, &p->from);
	m->protocol = MESSAGE_OTHER;
	m->sender = 0;
	m->use = MESSAGE_USE_NONE;
	m->tsig_state = MESSAGE_UNSIGNED;
	m->tsig_readable = false;
	m->tsig_look.count = 0;
	m->tsig_request = NULL;
	m->copy = false;
	if (p->kind == PACKET_UDP) {
		hash = hash_octets(m->way, p->octets, p->length);
		expect(d, m, hash);
	}
	if (p->kind == PACKET_UNREACHABLE)
		m->protocol = MESSAGE_UNREACHABLE;
	else if (p->kind != PACKET_UDP && p->kind != PACKET_TCP)
		m->protocol = MESSAGE_STREAM;
	else if (is_nat_port(&p->from) || is_nat_port(&p->to))
		read_nat(p, m);
	else
		read_dns(d, p, m);
	if (m->protocol == MESSAGE_OTHER || m->protocol == MESSAGE_UNREACHABLE ||
	    m->protocol == MESSAGE_STREAM)
		return;
	m->copy = p->kind == PACKET_UDP && is_copy(d, m, hash);
	if (m->protocol == MESSAGE_DNS && !m->copy)
		look_at_tsig(d, p, m);
}
