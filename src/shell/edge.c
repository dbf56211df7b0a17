/* SPDX-License-Identifier: Apache-2.0 */
/* edge.c - judging and signing DNS messages (RFC 8945). */
#include "edge.h"
#include "seen.h"
#include "tsig.h"

#include <assert.h>
#include <errno.h>
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

enum {
	LATEST_MAX = 4096,
	EARLIER_MAX = EDGE_UNSIGNED_MAX * DNS_MESSAGE_MAX,
	NO_ENTRY = -1
};

/* A request that arrived. Its id is its sequence number. */
struct origin {
	origin_id id;
	uint64_t at_ms;
	struct edge_peer from;
	uint16_t key;
	struct mac mac;		/* as transmitted */
	uint16_t message_id;
};

/* A request that was sent, waiting for its answers. */
struct sent {
	bool used;
	bool event;		/* it was an LLQ event: QR=1 */
	bool many;		/* a first signed answer came (8945 5.3.1) */
	uint8_t unsigned_run;
	uint16_t id;
	uint16_t key;
	uint64_t at_ms;
	uint64_t time_s;
	struct edge_peer to;
	struct mac mac;		/* of the request; later the prior MAC */
	uint8_t *earlier;	/* messages since the last signed one */
	size_t earlier_size;
	int32_t next;		/* in its bucket */
};

struct latest {
	uint16_t key;
	struct endpoint source;
	uint64_t time_s;
};

struct edge {
	struct keys keys;
	struct signer *signers[KEYS_MAX];
	unsigned capacity;
	/* Those of who is not known stand apart, at odd ids: however many they
	 * are, an answer that others wait for is not forgotten. */
	struct origin *origins[2];
	origin_id last_origin[2];
	struct sent *sent;
	int32_t *buckets;
	unsigned next_sent;
	struct latest latest[LATEST_MAX];
	uint64_t signed_s[KEYS_MAX];	/* the latest time that a key signed */
	struct seen seen;
	struct edge_counters counters;
};

/* Open and close ------------------------------------------------------------------ */

static void
close_signers(struct signer *signers[KEYS_MAX])
{
	unsigned i;

	for (i = 0; i < KEYS_MAX; i++)
		signer_close(signers[i]);
}

/* All of them, or none. */
static int
open_signers(const struct keys *keys, struct signer *signers[KEYS_MAX])
{
	unsigned i;
	int r;

	for (i = 0; i < keys->count; i++) {
		if (keys->list[i].name.length == 0)
			continue;
		r = signer_open(&keys->list[i], &signers[i]);
		if (r < 0) {
			close_signers(signers);
			return r;
		}
	}
	return 0;
}

int
edge_open(const struct keys *keys, unsigned capacity, struct edge **out)
{
	struct edge *e = calloc(1, sizeof(*e));
	unsigned i;
	int r = -ENOMEM;

	assert(capacity > 0);
	if (!e)
		return r;
	e->keys = *keys;
	e->capacity = capacity;
	e->last_origin[1] = 1;
	e->origins[0] = calloc(capacity, sizeof(struct origin));
	e->origins[1] = calloc(capacity, sizeof(struct origin));
	e->sent = calloc(capacity, sizeof(*e->sent));
	e->buckets = calloc(capacity, sizeof(*e->buckets));
	if (!e->origins[0] || !e->origins[1] || !e->sent || !e->buckets)
		goto fail;
	for (i = 0; i < capacity; i++)
		e->buckets[i] = NO_ENTRY;
	r = open_signers(keys, e->signers);
	if (r < 0)
		goto fail;
	*out = e;
	return 0;
fail:
	edge_close(e);
	return r;
}

void
edge_close(struct edge *e)
{
	unsigned i;

	if (!e)
		return;
	close_signers(e->signers);
	for (i = 0; e->sent && i < e->capacity; i++)
		free(e->sent[i].earlier);
	free(e->origins[0]);
	free(e->origins[1]);
	free(e->sent);
	free(e->buckets);
	keys_wipe(&e->keys);
	free(e);
}

const struct edge_counters *
edge_counters(const struct edge *e)
{
	return &e->counters;
}

/* What was sent -------------------------------------------------------------------- */

static uint32_t
hash_octets(uint32_t hash, const void *octets, size_t size)
{
	const uint8_t *p = octets;

	while (size--)
		hash = (hash ^ *p++) * 16777619u;
	return hash;
}

static uint32_t
hash_endpoint(const struct endpoint *p)
{
	uint32_t hash = hash_octets(2166136261u, p->address,
				    p->family == 6 ? 16 : 4);

	return hash_octets(hash, &p->port, sizeof(p->port));
}

static uint32_t
bucket_of(const struct edge *e, const struct edge_peer *to, uint16_t id)
{
	uint32_t hash = hash_endpoint(&to->endpoint);

	hash = hash_octets(hash, &to->stream, sizeof(to->stream));
	return hash_octets(hash, &id, sizeof(id)) % e->capacity;
}

static void
unlink_sent(struct edge *e, int32_t at)
{
	struct sent *s = &e->sent[at];
	int32_t *link = &e->buckets[bucket_of(e, &s->to, s->id)];

	while (*link != at)
		link = &e->sent[*link].next;
	*link = s->next;
	free(s->earlier);
	memset(s, 0, sizeof(*s));
}

static struct sent *
find_sent(struct edge *e, const struct edge_peer *to, uint16_t id,
	  uint64_t now_ms)
{
	int32_t at = e->buckets[bucket_of(e, to, id)];
	struct sent *s;

	for (; at != NO_ENTRY; at = s->next) {
		s = &e->sent[at];
		if (s->id == id && s->to.stream == to->stream &&
		    s->to.channel == to->channel &&
		    endpoint_equal(&s->to.endpoint, &to->endpoint) &&
		    (s->to.stream || now_ms - s->at_ms <= EDGE_KEPT_MS))
			return s;
	}
	return NULL;
}

static struct sent *
remember_sent(struct edge *e, const struct edge_peer *to, uint16_t id)
{
	int32_t at = (int32_t)(e->next_sent++ % e->capacity);
	struct sent *s = &e->sent[at];
	int32_t *bucket;

	if (s->used)
		unlink_sent(e, at);
	s->used = true;
	s->to = *to;
	s->id = id;
	bucket = &e->buckets[bucket_of(e, to, id)];
	s->next = *bucket;
	*bucket = at;
	return s;
}

void
edge_stream_closed(struct edge *e, uint32_t stream)
{
	unsigned i;

	for (i = 0; i < e->capacity; i++)
		if (e->sent[i].used && e->sent[i].to.stream == stream)
			unlink_sent(e, (int32_t)i);
}

static bool
is_update(const uint8_t *octets)
{
	return (octets[2] >> 3 & 0xf) == DNS_OPCODE_UPDATE;
}

/* Signing ---------------------------------------------------------------------------- */

static uint16_t
message_id(const uint8_t *octets)
{
	return (uint16_t)(octets[0] << 8 | octets[1]);
}

static bool
is_answer(const uint8_t *octets)
{
	return octets[2] & 0x80;
}

static void
tsig_of_key(const struct key *key, uint64_t time_s, uint16_t id,
	    struct tsig *tsig)
{
	memset(tsig, 0, sizeof(*tsig));
	tsig->key = key->name;
	dns_name_from_text(&tsig->algorithm,
			   tsig_algorithm_text(key->algorithm));
	tsig->time_s = time_s;
	tsig->fudge_s = TSIG_FUDGE_S;
	tsig->original_id = id;
}

/* Signs with KEY over PRIOR (or NULL); the MAC is cut to SIZE_OF_MAC. */
static int
sign(struct edge *e, uint16_t key, const struct mac *prior, size_t mac_size,
     uint8_t *octets, size_t length, size_t size, struct tsig *tsig)
{
	struct tsig_input in = {
		.prior = prior, .message = octets, .length = length,
		.id = message_id(octets),
	};
	int r = tsig_compute(e->signers[key], &in, tsig, &tsig->mac);

	if (r < 0)
		return r;
	if (mac_size < tsig->mac.size)
		tsig->mac.size = (uint16_t)mac_size;
	return tsig_append(octets, length, size, tsig);
}

/* The wall clock was set since: more is between than S is kept. */
static bool
was_set(const struct sent *s, uint64_t now_s)
{
	return now_s + 1 < s->time_s ||
		now_s > s->time_s + EDGE_KEPT_MS / 1000 + 1;
}

/* Never earlier than KEY signed before: who remembers that (RFC 8945, 5.2.3)
 * would believe nothing until a clock that was set back is there again. What is
 * further ahead than the fudge nobody has believed, so nobody remembers it. */
static uint64_t
time_to_sign(struct edge *e, uint16_t key, uint64_t now_s)
{
	uint64_t *latest = &e->signed_s[key];

	if (now_s > *latest || *latest - now_s > TSIG_FUDGE_S)
		*latest = now_s;
	return *latest;
}

uint64_t
edge_signed_s(const struct edge *e)
{
	uint64_t latest = 0;
	unsigned i;

	for (i = 0; i < KEYS_MAX; i++)
		if (e->signed_s[i] > latest)
			latest = e->signed_s[i];
	return latest;
}

void
edge_sign_after(struct edge *e, uint64_t signed_s)
{
	unsigned i;

	for (i = 0; i < KEYS_MAX; i++)
		if (e->signed_s[i] < signed_s)
			e->signed_s[i] = signed_s;
}

int
edge_request(struct edge *e, const struct edge_peer *to, uint16_t key,
	     uint8_t *octets, size_t length, size_t size, uint64_t now_ms,
	     uint64_t now_s)
{
	uint16_t id = message_id(octets);
	struct sent *s = find_sent(e, to, id, now_ms);
	const struct key *k;
	struct tsig tsig;
	uint16_t count;
	int r;

	if (key == KEY_NONE)
		return length > size ? -EMSGSIZE : (int)length;
	if (key >= e->keys.count || !e->signers[key])
		return -ENOKEY;
	k = &e->keys.list[key];
	now_s = time_to_sign(e, key, now_s);
	if (s && s->key == key && !s->many && !was_set(s, now_s)) {
		/* The same octets again? Then the same time signed makes
		 * the same MAC, and what leaves is the same. */
		tsig_of_key(k, s->time_s, id, &tsig);
		r = sign(e, key, NULL, k->mac_size, octets, length, size, &tsig);
		if (r < 0 || !CRYPTO_memcmp(tsig.mac.octets, s->mac.octets,
					    k->mac_size))
			return r;
		count = (uint16_t)(message_id(octets + 10) - 1);
		octets[10] = (uint8_t)(count >> 8);
		octets[11] = (uint8_t)count;
	}
	tsig_of_key(k, now_s, id, &tsig);
	r = sign(e, key, NULL, k->mac_size, octets, length, size, &tsig);
	if (r < 0)
		return r;
	if (s)
		unlink_sent(e, (int32_t)(s - e->sent));
	s = remember_sent(e, to, id);
	s->key = key;
	s->at_ms = now_ms;
	s->time_s = now_s;
	s->event = is_answer(octets);
	s->mac = tsig.mac;
	if (is_update(octets))
		seen_ours(&e->seen, &tsig.mac, now_ms);
	return r;
}

/* Origins ----------------------------------------------------------------------------- */

static struct origin *
origin_place(const struct edge *e, origin_id id)
{
	return &e->origins[id % 2][id / 2 % e->capacity];
}

static origin_id
remember_origin(struct edge *e, const struct edge_peer *from, uint16_t key,
		const struct mac *mac, uint16_t id, uint64_t now_ms)
{
	unsigned which = key == KEY_NONE;
	struct origin *o;

	e->last_origin[which] += 2;
	if (e->last_origin[which] < 2)
		e->last_origin[which] = 2 + which;
	o = origin_place(e, e->last_origin[which]);
	o->id = e->last_origin[which];
	o->at_ms = now_ms;
	o->from = *from;
	o->key = key;
	o->message_id = id;
	if (mac)
		o->mac = *mac;
	else
		o->mac.size = 0;
	return o->id;
}

static const struct origin *
find_origin(const struct edge *e, origin_id id, uint64_t now_ms)
{
	const struct origin *o = origin_place(e, id);

	if (id == 0 || o->id != id || now_ms - o->at_ms > EDGE_KEPT_MS)
		return NULL;
	return o;
}

bool
edge_origin(const struct edge *e, origin_id origin, uint64_t now_ms,
	    struct edge_peer *to)
{
	const struct origin *o = find_origin(e, origin, now_ms);

	if (o)
		*to = o->from;
	return o != NULL;
}

/* RFC 8945 5.3: only question and TSIG, TC set, RCODE 0. */
static size_t
truncate_answer(uint8_t *octets, size_t length)
{
	struct dns_message msg;
	size_t end;

	if (dns_open(&msg, octets, length) < 0)
		return DNS_HEADER_SIZE;
	end = msg.section[DNS_ANSWER];
	octets[2] |= 0x02;
	octets[3] &= 0xf0;
	memset(octets + 6, 0, 6);
	return end;
}

int
edge_answer(struct edge *e, origin_id origin, uint8_t *octets, size_t length,
	    size_t size, size_t limit, uint64_t now_ms, uint64_t now_s,
	    struct edge_peer *to)
{
	const struct origin *o = find_origin(e, origin, now_ms);
	const struct key *k;
	struct tsig tsig;
	size_t mac_size;
	int r;

	if (!o) {
		e->counters.origins_lost++;
		return -ENOENT;
	}
	*to = o->from;
	if (limit > size)
		limit = size;
	if (o->key == KEY_NONE) {
		if (length > limit)
			length = truncate_answer(octets, length);
		return (int)length;
	}
	k = &e->keys.list[o->key];
	/* at least as long as the request's (RFC 8945 7) */
	mac_size = o->mac.size > k->mac_size ? o->mac.size : k->mac_size;
	tsig_of_key(k, now_s, message_id(octets), &tsig);
	r = sign(e, o->key, &o->mac, mac_size, octets, length, limit, &tsig);
	if (r != -EMSGSIZE)
		return r;
	length = truncate_answer(octets, length);
	return sign(e, o->key, &o->mac, mac_size, octets, length, limit, &tsig);
}

/* Judging ----------------------------------------------------------------------------- */

/* An error answer at the edge: header and question, and a TSIG unless the
 * request's was unreadable (RFC 8945 5.2, 5.3.2). */
static void
answer_error(struct edge *e, const struct dns_message *msg, unsigned rcode,
	     struct tsig *tsig, uint16_t key, const struct mac *prior,
	     struct edge_judgement *out)
{
	size_t length = msg->section[DNS_ANSWER];
	uint8_t *o = out->answer;
	int r;

	if (length > EDGE_ANSWER_MAX - TSIG_RECORD_MAX)
		length = DNS_HEADER_SIZE;
	memcpy(o, msg->octets, length);
	o[2] = (uint8_t)(0x80 | (o[2] & 0x79));	/* QR; OPCODE and RD stay */
	o[3] = (uint8_t)rcode;
	memset(o + 6, 0, 6);
	if (length == DNS_HEADER_SIZE)
		memset(o + 4, 0, 2);
	out->answer_length = length;
	if (!tsig)
		return;
	tsig->original_id = msg->id;
	if (prior) {
		r = sign(e, key, prior, e->keys.list[key].mac_size, o, length,
			 EDGE_ANSWER_MAX, tsig);
	} else {
		tsig->mac.size = 0;
		r = tsig_append(o, length, EDGE_ANSWER_MAX, tsig);
	}
	out->answer_length = r < 0 ? 0 : (size_t)r;
	/* names that came compressed make it longer: who is not known gets no
	 * more than he sent */
	if (!prior && out->answer_length > msg->length)
		out->answer_length = 0;
}

/* RFC 8945 5.2.3: older than the latest of this key and source? A latest that
 * lies in the future, beyond LAST_S, was right by a clock that has been set back
 * since; held against its sender it would silence him for as long. */
static bool
is_replay(struct edge *e, uint16_t key, const struct endpoint *source,
	  uint64_t time_s, uint64_t last_s)
{
	uint32_t hash = (hash_endpoint(source) ^ key) * 16777619u;
	struct latest *l = &e->latest[hash % LATEST_MAX];

	if (l->key != key || !endpoint_equal(&l->source, source) ||
	    l->time_s > last_s) {
		l->key = key;
		l->source = *source;
		l->time_s = time_s;
		return false;
	}
	if (time_s + EDGE_REORDER_S < l->time_s)
		return true;
	if (time_s > l->time_s)
		l->time_s = time_s;
	return false;
}

/* Other keys ---------------------------------------------------------------------------- */

static void
move_latest(struct edge *e, const uint16_t place[KEYS_MAX])
{
	struct latest *before = malloc(sizeof(e->latest));
	unsigned i;

	/* without memory nothing is remembered: a replay has to be as young
	 * as TSIG's fudge, and is caught by its octets for an update */
	if (before)
		memcpy(before, e->latest, sizeof(e->latest));
	memset(e->latest, 0, sizeof(e->latest));
	for (i = 0; before && i < LATEST_MAX; i++)
		if (before[i].time_s && place[before[i].key] != KEY_NONE)
			is_replay(e, place[before[i].key], &before[i].source,
				  before[i].time_s, UINT64_MAX);
	free(before);
}

static void
move_remembered(struct edge *e, const uint16_t place[KEYS_MAX])
{
	unsigned i, which;

	for (i = 0; i < e->capacity; i++) {
		struct sent *s = &e->sent[i];

		if (!s->used)
			continue;
		s->key = place[s->key];
		if (s->key == KEY_NONE)
			unlink_sent(e, (int32_t)i);
	}
	for (which = 0; which < 2; which++)
		for (i = 0; i < e->capacity; i++) {
			struct origin *o = &e->origins[which][i];

			if (!o->id || o->key == KEY_NONE)
				continue;
			o->key = place[o->key];
			if (o->key == KEY_NONE)
				o->id = 0;
		}
}

int
edge_rekey(struct edge *e, const struct keys *keys)
{
	struct signer *signers[KEYS_MAX] = { NULL };
	uint64_t errors[KEYS_MAX] = { 0 }, signed_s[KEYS_MAX] = { 0 };
	uint16_t place[KEYS_MAX];
	unsigned i;
	int r = open_signers(keys, signers);

	if (r < 0)
		return r;
	for (i = 0; i < KEYS_MAX; i++) {
		const struct dns_name *name = &e->keys.list[i].name;
		int at = i < e->keys.count && name->length ?
			keys_find(keys, name) : -1;

		place[i] = at < 0 ? KEY_NONE : (uint16_t)at;
		if (at < 0)
			continue;
		errors[at] = e->counters.key_errors[i];
		signed_s[at] = e->signed_s[i];
	}
	move_remembered(e, place);
	move_latest(e, place);
	memcpy(e->counters.key_errors, errors, sizeof(errors));
	memcpy(e->signed_s, signed_s, sizeof(signed_s));
	close_signers(e->signers);
	memcpy(e->signers, signers, sizeof(signers));
	e->keys = *keys;
	return 0;
}

static bool
time_fits(const struct tsig *tsig, uint64_t now_s)
{
	uint64_t off = now_s > tsig->time_s ? now_s - tsig->time_s :
		tsig->time_s - now_s;

	return off <= tsig->fudge_s;
}

/* Key and MAC (RFC 8945 5.2.1, 5.2.2). KEY is set as soon as it is known. */
static enum verdict
check_mac(struct edge *e, const struct tsig *tsig, const struct tsig_input *in,
	  uint16_t *key)
{
	int index = keys_find(&e->keys, &tsig->key);
	enum tsig_algorithm algorithm;
	struct mac full;

	*key = KEY_NONE;
	if (index < 0 ||
	    tsig_algorithm_from_name(&tsig->algorithm, &algorithm) < 0 ||
	    algorithm != e->keys.list[index].algorithm)
		return VERDICT_BADKEY;
	*key = (uint16_t)index;
	if (!tsig_mac_size_legal(tsig->mac.size,
				 tsig_algorithm_output(algorithm)))
		return VERDICT_FORMERR;
	if (tsig_compute(e->signers[index], in, tsig, &full) < 0 ||
	    CRYPTO_memcmp(full.octets, tsig->mac.octets, tsig->mac.size)) {
		e->counters.key_errors[index]++;
		return VERDICT_BADSIG;
	}
	return VERDICT_VERIFIED;
}

static void
answer_badtime(struct edge *e, const struct dns_message *msg,
	       struct tsig *tsig, uint16_t key, uint64_t now_s,
	       struct edge_judgement *out)
{
	struct mac prior = tsig->mac;
	int i;

	tsig->error = TSIG_BADTIME;	/* the client's time and fudge stay */
	tsig->other_size = 6;
	for (i = 0; i < 6; i++)
		tsig->other[i] = (uint8_t)(now_s >> (40 - 8 * i));
	answer_error(e, msg, DNS_RCODE_NOTAUTH, tsig, key, &prior, out);
}

/* A request, or an LLQ event: no prior MAC (RFC 8945 5.2). */
static void
judge_request(struct edge *e, const struct edge_peer *from,
	      const struct dns_message *msg, struct tsig *tsig,
	      uint64_t now_ms, uint64_t now_s, bool event,
	      struct edge_judgement *out)
{
	struct tsig_input in = { .message = msg->octets, .length = msg->tsig,
				 .id = tsig->original_id };
	struct mac prior = tsig->mac;

	out->verdict = check_mac(e, tsig, &in, &out->key);
	if (out->verdict == VERDICT_VERIFIED) {
		if (!time_fits(tsig, now_s)) {
			out->verdict = VERDICT_BADTIME;
			out->their_time_s = tsig->time_s;
		} else if (is_replay(e, out->key, &from->endpoint,
				     tsig->time_s, now_s + tsig->fudge_s))
			out->verdict = VERDICT_BADTIME;
		else if (tsig->mac.size < e->keys.list[out->key].mac_size)
			out->verdict = VERDICT_BADTRUNC;
		else if (!event && is_update(msg->octets) &&
			 seen_before(&e->seen, &tsig->mac, &from->endpoint,
				     now_ms))
			out->verdict = VERDICT_BADTIME;
	}
	if (out->verdict == VERDICT_VERIFIED) {
		out->origin = remember_origin(e, from, out->key, &tsig->mac,
					      msg->id, now_ms);
		return;
	}
	if (event)
		return;		/* an answer is never answered by an error */
	switch (out->verdict) {
	case VERDICT_BADKEY:
	case VERDICT_BADSIG:
		tsig->error = out->verdict == VERDICT_BADKEY ? TSIG_BADKEY :
			TSIG_BADSIG;
		tsig->other_size = 0;
		answer_error(e, msg, DNS_RCODE_NOTAUTH, tsig, KEY_NONE, NULL,
			     out);
		break;
	case VERDICT_BADTIME:
		answer_badtime(e, msg, tsig, out->key, now_s, out);
		break;
	case VERDICT_BADTRUNC:
		tsig->error = TSIG_BADTRUNC;
		tsig->other_size = 0;
		answer_error(e, msg, DNS_RCODE_NOTAUTH, tsig, out->key, &prior,
			     out);
		break;
	default:
		answer_error(e, msg, DNS_RCODE_FORMERR, NULL, KEY_NONE, NULL,
			     out);
	}
}

/* A stream's message without TSIG among signed ones: held for the next MAC. */
static void
hold_unsigned(struct sent *s, const struct dns_message *msg,
	      struct edge_judgement *out)
{
	uint8_t *grown;

	out->verdict = VERDICT_UNSIGNED;
	out->close = true;
	if (!s->many || s->unsigned_run == EDGE_UNSIGNED_MAX ||
	    s->earlier_size + msg->length > EARLIER_MAX)
		return;		/* 8945 5.3.1: the first must have one */
	grown = realloc(s->earlier, s->earlier_size + msg->length);
	if (!grown)
		return;
	memcpy(grown + s->earlier_size, msg->octets, msg->length);
	s->earlier = grown;
	s->earlier_size += msg->length;
	s->unsigned_run++;
	out->verdict = VERDICT_PENDING;
	out->key = s->key;
	out->close = false;
}

/* What the other side's TSIG error tells us (RFC 8945 5.4). */
static void
judge_error(const struct tsig *tsig, bool verified,
	    struct edge_judgement *out)
{
	int i;

	switch (tsig->error) {
	case TSIG_BADTIME:
		if (!verified || tsig->other_size != 6)
			break;
		for (i = 0; i < 6; i++)
			out->their_time_s = out->their_time_s << 8 |
				tsig->other[i];
		out->verdict = VERDICT_BADTIME;
		break;
	case TSIG_BADTRUNC:
		if (verified)
			out->verdict = VERDICT_BADTRUNC;
		break;
	case TSIG_BADKEY:
		out->verdict = VERDICT_BADKEY;
		break;
	case TSIG_BADSIG:
		out->verdict = VERDICT_BADSIG;
		break;
	default:
		break;
	}
}

/* An answer to S (RFC 8945 5.4). */
static void
judge_answer(struct edge *e, struct sent *s, const struct dns_message *msg,
	     const struct tsig *tsig, uint64_t now_s,
	     struct edge_judgement *out)
{
	struct tsig_input in = {
		.prior = &s->mac, .earlier = s->earlier,
		.earlier_size = s->earlier_size, .message = msg->octets,
		.length = msg->tsig, .id = tsig->original_id,
		.timers_only = s->many,
	};
	bool verified;

	out->verdict = check_mac(e, tsig, &in, &out->key);
	if (out->verdict == VERDICT_VERIFIED && out->key != s->key)
		out->verdict = VERDICT_BADKEY;
	verified = out->verdict == VERDICT_VERIFIED;
	if (tsig->error) {
		/* a BADTIME answer carries our own time: nothing to check */
		if (verified)
			out->verdict = VERDICT_BADSIG;
		judge_error(tsig, verified, out);
	} else if (verified && !time_fits(tsig, now_s)) {
		out->verdict = VERDICT_BADTIME;
		out->their_time_s = tsig->time_s;
	} else if (verified &&
		   tsig->mac.size < e->keys.list[s->key].mac_size) {
		out->verdict = VERDICT_BADTRUNC;
	}
	out->close = s->to.stream && out->verdict != VERDICT_VERIFIED;
	if (out->verdict != VERDICT_VERIFIED || !s->to.stream)
		return;
	s->mac = tsig->mac;
	s->many = true;
	s->unsigned_run = 0;
	s->earlier_size = 0;
}

static bool
is_event(const struct dns_message *msg)
{
	return msg->options.llq_count > 0 &&
		msg->options.llq[0].opcode == DNS_LLQ_EVENT;
}

static void
judge(struct edge *e, const struct edge_peer *from,
      const struct dns_message *msg, uint64_t now_ms, uint64_t now_s,
      struct edge_judgement *out)
{
	bool answer = msg->flags & DNS_FLAG_QR;
	struct sent *s = answer ? find_sent(e, from, msg->id, now_ms) : NULL;
	struct tsig tsig;

	/* An event's acknowledgement answers an event of ours; any other
	 * LLQ-EVENT is one that is told to us. */
	if (s && s->event != is_event(msg))
		s = NULL;
	if (msg->tsig_count == 0) {
		if (s && from->stream)
			hold_unsigned(s, msg, out);
		else if (!answer)
			out->origin = remember_origin(e, from, KEY_NONE, NULL,
						      msg->id, now_ms);
		return;
	}
	if (tsig_read(msg, &tsig) < 0) {
		out->verdict = VERDICT_FORMERR;
		if (!answer)
			answer_error(e, msg, DNS_RCODE_FORMERR, NULL, KEY_NONE,
				     NULL, out);
		return;
	}
	if (s)
		judge_answer(e, s, msg, &tsig, now_s, out);
	else if (!answer || is_event(msg))
		judge_request(e, from, msg, &tsig, now_ms, now_s, answer, out);
	else
		out->verdict = VERDICT_BADSIG;	/* answers nothing of ours */
}

/* A request that is no message, its TSIG perhaps: corrupt (RFC 8945 5.2). Of
 * its header only the id, the opcode and RD can be given back. */
static void
answer_unreadable(const uint8_t *octets, struct edge_judgement *out)
{
	memset(out->answer, 0, DNS_HEADER_SIZE);
	memcpy(out->answer, octets, 3);
	out->answer[2] = (uint8_t)(0x80 | (octets[2] & 0x79));
	out->answer[3] = DNS_RCODE_FORMERR;
	out->answer_length = DNS_HEADER_SIZE;
	out->verdict = VERDICT_FORMERR;
}

void
edge_judge(struct edge *e, const struct edge_peer *from, uint8_t *octets,
	   size_t length, uint64_t now_ms, uint64_t now_s,
	   struct edge_judgement *out)
{
	struct dns_message msg;

	memset(out, 0, offsetof(struct edge_judgement, answer));
	out->key = KEY_NONE;
	out->length = length;
	if (dns_open(&msg, octets, length) == 0) {
		/* The MAC covers the message as it was before its TSIG was
		 * counted (8945 4.3.2); MSG still knows where that stands. */
		if (msg.tsig_count == 1 && msg.tsig_last)
			out->length = tsig_strip(octets, &msg);
		judge(e, from, &msg, now_ms, now_s, out);
	} else if (length >= DNS_HEADER_SIZE && !is_answer(octets)) {
		answer_unreadable(octets, out);
	}
	/* else it goes on as it is: the core counts it */
	if (out->their_time_s) {
		e->counters.badtime_theirs_s = out->their_time_s;
		e->counters.badtime_ours_s = now_s;
	} else if (out->verdict == VERDICT_VERIFIED) {
		e->counters.badtime_theirs_s = e->counters.badtime_ours_s = 0;
	}
	e->counters.verdicts[out->verdict]++;
}
