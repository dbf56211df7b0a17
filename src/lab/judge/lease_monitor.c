/* SPDX-License-Identifier: Apache-2.0 */
/* lease_monitor.c - updates, their answers, and what is asked about their
 * records, as the book and the rules of lease_book.h want them. */
#include "lab/judge/lease_book.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/limits.h"

enum {	/* the most that is remembered of each */
	EXCHANGES_MAX = 4096, SETS_MAX = 32768, NAMES_MAX = 32768,
	ZONES_MAX = 1024, TRIES_MAX = 8192,
	TURNS_MAX = 4096
};

#define MS_NS UINT64_C(1000000)

/* Reading an update ----------------------------------------------------- */

static struct kept_key
exchange_key(const struct endpoint *client, const struct endpoint *server,
	     enum packet_kind kind, uint16_t id)
{
	struct kept_key key;

	key.high = hash_endpoint(hash_endpoint(HASH_SEED, client), server);
	key.low = hash_mix(key.high, (uint64_t)kind << 16 | id);
	return key;
}

static void
read_changes(const struct dns_message *d, struct lease_exchange *x)
{
	struct lease_change *c;
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(d, DNS_UPDATE, &it); dns_next(&it, &rr);) {
		if (x->change_count == LEASE_CHANGES_MAX) {
			x->more = true;
			return;
		}
		c = &x->list[x->change_count++];
		c->kind = rr.class == DNS_CLASS_NONE ? CHANGE_DELETE :
			rr.class != DNS_CLASS_ANY ? CHANGE_ADD :
			rr.type == DNS_TYPE_ANY ? CHANGE_CLEAR_NAME :
			CHANGE_CLEAR;
		c->type = rr.type;
		c->ttl = rr.ttl;
		c->name = lease_name_hash(x->server, &rr.name);
		c->rdata = lease_rdata_hash(&rr);
	}
}

/* TSIG, or SIG(0) (RFC 2931); in a trace what the shell says. */
static bool
has_signature(const struct message *m)
{
	struct dns_iterator it;
	struct dns_record rr;
	enum { TYPE_SIG = 24 };

	if (m->packet->judged)
		return m->packet->verdict != VERDICT_UNSIGNED;
	if (m->dns.tsig_count)
		return true;
	for (dns_records(&m->dns, DNS_ADDITIONAL, &it); dns_next(&it, &rr);)
		if (rr.type == TYPE_SIG)
			return true;
	return false;
}

/* Clearing a set changes nothing if all of it comes again in the same update,
 * and it was cleared before that was granted. */
static bool
is_put_back(struct lease_book *b, const struct lease_exchange *x,
	    uint64_t name, uint16_t type)
{
	const struct lease_set *set = lease_find_set(b, name, type);
	const struct lease_record *r;
	unsigned i, k;

	if (!set || set->more)
		return false;
	for (i = 0; i < set->count; i++) {
		r = &set->records[i];
		if (r->state == LEASE_REMOVED)
			continue;
		for (k = 0; k < x->change_count; k++)
			if (x->list[k].kind == CHANGE_ADD &&
			    x->list[k].name == name &&
			    x->list[k].type == type &&
			    x->list[k].rdata == r->rdata)
				break;
		if (k == x->change_count || !lease_stands(b, r) || !r->cleared)
			return false;
	}
	return true;
}

static bool
name_is_put_back(struct lease_book *b, const struct lease_exchange *x,
		 uint64_t name)
{
	const struct lease_name *n = kept_find(b->names, (struct kept_key){
		name, name });
	unsigned i;

	if (!n || n->more)
		return false;
	for (i = 0; i < n->count; i++)
		if (!is_put_back(b, x, name, n->types[i]))
			return false;
	return true;
}

static bool
changes_nothing(struct lease_book *b, const struct lease_exchange *x,
		const struct lease_change *c)
{
	const struct lease_record *r = lease_find(b, c);

	switch (c->kind) {
	case CHANGE_ADD:
		return r && lease_stands(b, r) && !r->gone && !r->open &&
			r->ttl == c->ttl;
	case CHANGE_DELETE:
		return r && r->state == LEASE_REMOVED;
	case CHANGE_CLEAR:
		return is_put_back(b, x, c->name, c->type);
	case CHANGE_CLEAR_NAME:
		break;
	}
	return name_is_put_back(b, x, c->name);
}

static struct kept_key
turn_key(const struct lease_exchange *x)
{
	return (struct kept_key){ x->client, hash_mix(x->client, x->zone) };
}

/* Another update of the same client is on its way: what stands once that has
 * arrived is not known. */
static bool
overtakes(struct lease_book *b, const struct lease_exchange *x)
{
	const struct lease_turn *t = kept_find(b->turns, turn_key(x));

	return t && !t->answered && t->digest != x->digest &&
		judge_now_ns(b->judge) < t->time_ns +
		LIMIT_UPDATE_RESEND * MS_NS;
}

static void
note_turn(struct lease_book *b, const struct lease_exchange *x, bool answered)
{
	struct lease_turn *t;
	bool fresh;

	t = kept_put(b->turns, turn_key(x), &fresh);
	if (answered && t->digest != x->digest)
		return;
	t->digest = x->digest;
	t->time_ns = x->last.time_ns;
	t->answered = answered;
}

/* Something of SET that stands goes by X. */
static bool
takes_from(struct lease_book *b, const struct lease_exchange *x,
	   const struct lease_change *c, const struct lease_set *set)
{
	const struct lease_record *r;
	unsigned i;

	for (i = 0; set && i < set->count; i++) {
		r = &set->records[i];
		if (lease_stands(b, r) && !lease_adds(x, set, r) &&
		    (c->kind != CHANGE_DELETE || c->rdata == r->rdata))
			return true;
	}
	return false;
}

static bool
takes_away(struct lease_book *b, const struct lease_exchange *x,
	   const struct lease_change *c)
{
	const struct lease_name *n;
	unsigned i;

	if (c->kind == CHANGE_ADD)
		return false;
	if (c->kind != CHANGE_CLEAR_NAME)
		return takes_from(b, x, c, lease_find_set(b, c->name,
							  c->type));
	n = kept_find(b->names, (struct kept_key){ c->name, c->name });
	for (i = 0; n && i < n->count; i++)
		if (takes_from(b, x, c, lease_find_set(b, c->name,
						       n->types[i])))
			return true;
	return false;
}

/* What X is, by what stands before it. */
static void
classify(struct lease_book *b, struct lease_exchange *x)
{
	const struct lease_change *c;
	const struct lease_record *r;
	unsigned adds = 0, standing = 0, stood = 0, i;
	uint64_t grant = 0;
	bool same = !x->more, less = x->more || overtakes(b, x);

	x->expiry_ns = UINT64_MAX;
	for (i = 0; i < x->change_count; i++) {
		c = &x->list[i];
		same = same && changes_nothing(b, x, c);
		less = less || takes_away(b, x, c);
		if (c->kind != CHANGE_ADD)
			continue;
		adds++;
		r = lease_find(b, c);
		if (!r || r->state != LEASE_GRANTED || r->client != x->client)
			continue;
		stood++;
		if (lease_stands(b, r))
			standing++;
		if (lease_expiry_ns(r) < x->expiry_ns) {
			x->expiry_ns = lease_expiry_ns(r);
			x->lease_ms = r->lease_ms;
		}
		x->coalesced = x->coalesced || (grant && grant != r->grant);
		grant = r->grant;
		x->changes = x->changes || r->gone;
		if (r->attempts > x->attempts)
			x->attempts = r->attempts;
	}
	x->refresh = adds && standing == adds && !less;
	x->renewal = adds && stood == adds && !less;
	x->changes_nothing = adds && same && !less;
	/* a 'Refresh' that changes something (5.3) */
	x->changes = x->changes && x->renewal;
}

static void
fill(struct lease_book *b, const struct message *m, struct lease_exchange *x)
{
	const struct dns_message *d = &m->dns;
	struct dns_question zone;

	x->serial_number = ++b->updates;
	x->server = lease_server_hash(&m->packet->to);
	x->client = lease_server_hash(&m->packet->from);
	x->tcp = m->packet->kind == PACKET_TCP;
	x->first = x->last = evidence_of(m->packet);
	x->sends = 1;
	x->has_signature = has_signature(m);
	x->has_lease = d->options.has_lease;
	x->malformed = d->options.lease_malformed;
	x->eight = d->options.has_key_lease;
	x->lease_s = d->options.lease_s;
	x->key_lease_s = x->eight ? d->options.key_lease_s : x->lease_s;
	x->prerequisites = d->count[DNS_PREREQUISITE] != 0;
	if (dns_first_question(d, &zone))
		x->zone = lease_name_hash(x->server, &zone.name);
	read_changes(d, x);
	classify(b, x);
}

static struct kept_key
try_key(const struct lease_exchange *x)
{
	uint64_t name = x->change_count ? x->list[0].name : x->zone;

	return (struct kept_key){ x->client, hash_mix(x->client, name) };
}

static void
note_try(struct lease_book *b, const struct lease_exchange *x)
{
	struct lease_try *t;
	bool fresh;

	t = kept_put(b->tries, try_key(x), &fresh);
	t->last = x->last;
}

bool
lease_was_tried_again(struct lease_book *b, const struct lease_exchange *x)
{
	const struct lease_try *t = kept_find(b->tries, try_key(x));

	return t && t->last.number > x->last.number;
}

/* WHAT names an exchange. */
static void
look_for_resend(void *state, uint64_t what)
{
	struct lease_book *b = state;
	struct lease_exchange *x = kept_named(b->exchanges, what);

	if (x && !x->answered)
		lease_client_silence(b, x);
}

static void
look_for_answer(void *state, uint64_t what)
{
	struct lease_book *b = state;
	struct lease_exchange *x = kept_named(b->exchanges, what);

	/* sent again meanwhile: that has its own call */
	if (x && !x->answered && judge_now_ns(b->judge) >= x->last.time_ns +
	    LIMIT_UPDATE_ANSWER * MS_NS)
		lease_server_silence(b, x);
}

static void
await_answer(struct lease_book *b, const struct lease_exchange *x)
{
	uint64_t name = kept_name(b->exchanges, x), at;

	judge_call_at(b->judge, judge_missing_at_ns(
		b->judge, x->last.time_ns, LIMIT_UPDATE_ANSWER),
		look_for_answer, b, name);
	if (x->tcp || x->sends > 1)
		return;
	/* retries of a refresh are spread over what is left of the lease */
	at = x->first.time_ns + LIMIT_UPDATE_RESEND * MS_NS;
	if (x->refresh && x->expiry_ns > at)
		at = x->expiry_ns;
	judge_call_at(b->judge, at, look_for_resend, b, name);
}

static void
note_zone(struct lease_book *b, const struct lease_exchange *x)
{
	struct lease_zone *z;
	bool fresh;

	z = kept_put(b->zones, (struct kept_key){ x->zone, x->zone }, &fresh);
	if (!z->renewed && !z->changed)
		z->update = x->first;
	if (x->changes_nothing)
		z->renewed = true;
	else if (x->changes)
		z->changed = true;
	else
		z->unsure = true;
	z->signed_seen = z->signed_seen || x->has_signature;
}

static void
note_open(struct lease_book *b, const struct lease_exchange *x, bool open)
{
	struct lease_record *r;
	unsigned i;

	for (i = 0; i < x->change_count; i++) {
		r = lease_find(b, &x->list[i]);
		if (!r || x->list[i].kind != CHANGE_ADD)
			continue;
		r->open = open;
		if (open && (x->refresh || x->renewal) && !r->attempts++)
			r->attempt = x->first;
	}
}

/* The same octets after an answer are the same request if that got lost; long
 * after it they are the next one of somebody whose ids do not change. */
static bool
is_resend(const struct lease_exchange *x, const struct message *m)
{
	return !x->answered || m->packet->time_ns <
		x->answered_by.time_ns + LIMIT_UPDATE_REPEATED * MS_NS;
}

static void
take_request(struct lease_book *b, const struct message *m)
{
	struct kept_key key = exchange_key(&m->packet->from, &m->packet->to,
					    m->packet->kind, m->dns.id);
	size_t length = m->dns.tsig_count ? m->dns.tsig : m->dns.length;
	uint64_t digest;
	struct lease_exchange *x;
	bool fresh;

	/* ARCOUNT tells of TSIG too, so the header's counts are left out */
	digest = hash_octets(HASH_SEED, m->dns.octets + DNS_HEADER_SIZE,
			     length - DNS_HEADER_SIZE);
	x = kept_put(b->exchanges, key, &fresh);
	if (!fresh && x->digest == digest && is_resend(x, m)) {
		x->sends++;
		lease_client_resend(b, m, x);
		x->last = evidence_of(m->packet);
		x->answered = false;
		note_try(b, x);
		note_open(b, x, true);
		await_answer(b, x);
		return;
	}
	if (!fresh)
		memset((char *)x + sizeof(x->key), 0,
		       sizeof(*x) - sizeof(x->key));
	x->digest = digest;
	fill(b, m, x);
	lease_client_request(b, m, x);
	note_zone(b, x);
	note_try(b, x);
	note_turn(b, x, false);
	note_open(b, x, true);
	await_answer(b, x);
}

/* Its answer ------------------------------------------------------------ */

static void
take_answer(struct lease_book *b, const struct message *m)
{
	struct lease_exchange *x = kept_find(b->exchanges, exchange_key(
		&m->packet->to, &m->packet->from, m->packet->kind, m->dns.id));
	struct lease_zone *z;

	if (!x || x->answered)
		return;
	x->answered = true;
	x->answered_by = evidence_of(m->packet);
	note_open(b, x, false);
	note_turn(b, x, true);
	lease_server_answer(b, m, x);
	if (dns_rcode(&m->dns) == DNS_RCODE_NOERROR)
		lease_apply(b, &m->dns.options, x);
	z = lease_find_zone(b, x->zone);
	if (z && !x->changes_nothing && !x->changes)
		z->unsure = true;
}

/* Other messages -------------------------------------------------------- */

static void
take_soa(struct lease_book *b, const struct message *m,
	 enum dns_section section)
{
	uint64_t server = lease_server_hash(&m->packet->from);
	struct dns_iterator it;
	struct dns_record rr;
	struct lease_zone *z;
	struct dns_soa soa;

	for (dns_records(&m->dns, section, &it); dns_next(&it, &rr);) {
		if (rr.type != DNS_TYPE_SOA || !dns_read_soa(&rr, &soa))
			continue;
		z = lease_find_zone(b, lease_name_hash(server, &rr.name));
		if (z)
			lease_server_serial(b, m, z, soa.serial);
	}
}

static bool
is_event(const struct dns_message *d)
{
	return d->options.llq_count &&
		d->options.llq[0].opcode == DNS_LLQ_EVENT;
}

/* Serials are wanted of a zone from before its first update too. */
static void
note_soa_zone(struct lease_book *b, const struct message *m)
{
	struct dns_iterator it;
	struct dns_record rr;
	enum dns_section s;
	uint64_t zone;
	bool fresh;

	for (s = DNS_ANSWER; s <= DNS_AUTHORITY; s++)
		for (dns_records(&m->dns, s, &it); dns_next(&it, &rr);) {
			if (rr.type != DNS_TYPE_SOA)
				continue;
			zone = lease_name_hash(
				lease_server_hash(&m->packet->from), &rr.name);
			kept_put(b->zones, (struct kept_key){ zone, zone },
				  &fresh);
		}
}

static void
take_response(struct lease_book *b, const struct message *m)
{
	note_soa_zone(b, m);
	take_soa(b, m, DNS_ANSWER);
	take_soa(b, m, DNS_AUTHORITY);
	if (is_event(&m->dns))
		take_soa(b, m, DNS_ADDITIONAL);	/* local P5 */
	else if (kept_count(b->sets))
		lease_server_query(b, m);
}

/* RFC 9664 4: the option belongs to updates. */
static void
refuse_option(struct lease_book *b, const struct message *m)
{
	judge_fail_packet(b->judge, REQ_UL_B_01, m->sender, m->packet,
			  "an Update Lease option came in a message that is "
			  "no DNS UPDATE (opcode %u)", dns_opcode(&m->dns));
}

static void
take(void *state, const struct message *m)
{
	struct lease_book *b = state;
	bool response;

	if (m->protocol != MESSAGE_DNS || m->copy)
		return;
	response = m->dns.flags & DNS_FLAG_QR;
	if (m->use == MESSAGE_UPDATE) {
		if (response)
			take_answer(b, m);
		else
			take_request(b, m);
		return;
	}
	if (m->dns.options.has_lease || m->dns.options.lease_malformed)
		refuse_option(b, m);
	if (m->use != MESSAGE_QUERY && m->use != MESSAGE_LLQ)
		return;
	if (response)
		take_response(b, m);
}

/* The monitor ----------------------------------------------------------- */

static void
close_book(void *state)
{
	struct lease_book *b = state;

	kept_close(b->exchanges);
	kept_close(b->sets);
	kept_close(b->names);
	kept_close(b->zones);
	kept_close(b->tries);
	kept_close(b->turns);
	free(b);
}

static int
open_book(struct judge *j, void **state)
{
	struct lease_book *b = calloc(1, sizeof(*b));

	if (!b)
		return -ENOMEM;
	b->judge = j;
	if (kept_open(EXCHANGES_MAX, sizeof(struct lease_exchange),
		       &b->exchanges) < 0 ||
	    kept_open(SETS_MAX, sizeof(struct lease_set), &b->sets) < 0 ||
	    kept_open(NAMES_MAX, sizeof(struct lease_name), &b->names) < 0 ||
	    kept_open(ZONES_MAX, sizeof(struct lease_zone), &b->zones) < 0 ||
	    kept_open(TRIES_MAX, sizeof(struct lease_try), &b->tries) < 0 ||
	    kept_open(TURNS_MAX, sizeof(struct lease_turn), &b->turns) < 0) {
		close_book(b);
		return -ENOMEM;
	}
	*state = b;
	return 0;
}

static void
end_book(void *state)
{
	lease_client_end(state);
	lease_server_end(state);
}

static const enum requirement_id rules[] = {
	REQ_UL_B_01, REQ_UL_B_02, REQ_UL_B_03, REQ_UL_B_04, REQ_UL_B_05,
	REQ_UL_B_06, REQ_UL_B_07, REQ_UL_B_08, REQ_UL_B_09, REQ_UL_B_10,
	REQ_UL_B_11,
	REQ_UL_C_01, REQ_UL_C_02, REQ_UL_C_03, REQ_UL_C_04, REQ_UL_C_05,
	REQ_UL_C_06, REQ_UL_C_07, REQ_UL_C_08, REQ_UL_C_09, REQ_UL_C_10,
	REQ_UL_C_11, REQ_UL_C_12, REQ_UL_C_13, REQ_UL_C_14, REQ_UL_C_15,
	REQ_UL_C_16, REQ_UL_C_17, REQ_UL_C_18, REQ_UL_C_19, REQ_UL_C_20,
	REQ_UL_C_21, REQ_UL_C_22, REQ_UL_C_23, REQ_UL_C_24,
	REQ_UL_S_01, REQ_UL_S_02, REQ_UL_S_03, REQ_UL_S_04, REQ_UL_S_05,
	REQ_UL_S_06, REQ_UL_S_07, REQ_UL_S_08, REQ_UL_S_09, REQ_UL_S_10,
	REQ_UL_S_11, REQ_UL_S_12, REQ_UL_S_13, REQ_UL_S_14, REQ_UL_S_15,
	REQ_UL_S_16, REQ_UL_S_17, REQ_UL_S_18, REQ_UL_S_19, REQ_UL_S_20,
	REQ_UL_S_21, REQ_UL_S_22, REQ_UL_S_23,
	REQUIREMENT_COUNT
};

const struct monitor lease_monitor = {
	.name = "lease", .rules = rules, .open = open_book, .message = take,
	.end = end_book, .close = close_book
};
