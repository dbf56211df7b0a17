/* SPDX-License-Identifier: Apache-2.0 */
/* tsig_seen.c - see tsig_seen.h. */
#include "lab/judge/tsig_seen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/judge/hash.h"
#include "lab/judge/kept.h"

enum {
	REQUESTS_MAX = 8192,
	EARLIER_MAX = 1 << 20,		/* unsigned messages of one stream */
	POINTER = 0xc0,
	TYPE_TKEY = 249
};

/* What of a request is cleared for a new one. */
#define REQUEST_CLEARS \
	(offsetof(struct tsig_request, look) + offsetof(struct tsig_look, tsig))

struct tsig_seen {
	const struct keys *keys;
	struct signer *signers[KEYS_MAX];
	struct kept *requests;
	/* messages without TSIG since the last with one, of one stream */
	uint64_t earlier_of;
	size_t earlier_size;
	uint8_t *earlier;
	uint8_t message[DNS_MESSAGE_MAX];
};

int
tsig_seen_open(const struct keys *keys, struct tsig_seen **out)
{
	struct tsig_seen *s = calloc(1, sizeof(*s));
	unsigned i;
	int r;

	if (!s)
		return -ENOMEM;
	s->keys = keys;
	s->earlier = malloc(EARLIER_MAX);
	r = s->earlier ? 0 : -ENOMEM;
	if (r == 0)
		r = kept_open(REQUESTS_MAX, sizeof(struct tsig_request),
			      &s->requests);
	for (i = 0; r == 0 && keys && i < keys->count; i++)
		if (keys->list[i].name.length)
			r = signer_open(&keys->list[i], &s->signers[i]);
	if (r < 0) {
		tsig_seen_close(s);
		return r;
	}
	kept_clears(s->requests, REQUEST_CLEARS);
	*out = s;
	return 0;
}

void
tsig_seen_close(struct tsig_seen *s)
{
	unsigned i;

	if (!s)
		return;
	for (i = 0; i < KEYS_MAX; i++)
		signer_close(s->signers[i]);
	kept_close(s->requests);
	free(s->earlier);
	free(s);
}

/* Reading, whatever is wrong with it ------------------------------------ */

static uint16_t
u16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

/* The name at AT in D's octets, following what pointers there are; 0: none. */
static size_t
read_name(const struct dns_message *d, size_t at, size_t end,
	  struct dns_name *name, bool *compressed)
{
	size_t used = 0, after = 0, size;
	unsigned jumps = 0;

	*compressed = false;
	for (;;) {
		if (at >= (jumps ? d->length : end))
			return 0;
		size = d->octets[at];
		if ((size & POINTER) == POINTER) {
			if (at + 2 > d->length || ++jumps > 16)
				return 0;
			*compressed = true;
			after = after ? after : at + 2;
			at = u16(d->octets + at) & 0x3fff;
			continue;
		}
		if (size > DNS_LABEL_MAX || at + 1 + size > d->length ||
		    used + 1 + size > DNS_NAME_MAX)
			return 0;
		memcpy(name->wire + used, d->octets + at, 1 + size);
		used += 1 + size;
		at += 1 + size;
		if (size == 0)
			break;
	}
	name->length = (uint8_t)used;
	return after ? after : at;
}

/* RDATA from AT to END. */
static bool
read_fields(const struct dns_message *d, size_t at, size_t end,
	    struct tsig_look *l)
{
	struct tsig *t = &l->tsig;
	struct dns_name sent;
	const uint8_t *p;
	size_t mac, other;

	at = read_name(d, at, end, &t->algorithm, &l->compressed);
	if (!at || at + 10 > end)
		return false;
	sent = t->algorithm;
	dns_name_lower(&t->algorithm);
	l->upper = memcmp(sent.wire, t->algorithm.wire, sent.length) != 0;
	p = d->octets + at;
	t->time_s = (uint64_t)u16(p) << 32 | (uint64_t)u16(p + 2) << 16 |
		u16(p + 4);
	t->fudge_s = u16(p + 6);
	l->mac_size = u16(p + 8);
	if (at + 10 + l->mac_size + 6 > end)
		return false;
	mac = l->mac_size < TSIG_MAC_MAX ? l->mac_size : TSIG_MAC_MAX;
	t->mac.size = (uint16_t)mac;
	memcpy(t->mac.octets, p + 10, mac);
	p += 10 + l->mac_size;
	t->original_id = u16(p);
	t->error = u16(p + 2);
	l->other_size = u16(p + 4);
	if (at + 10 + l->mac_size + 6 + l->other_size != end)
		return false;
	other = l->other_size < sizeof(t->other) ? l->other_size :
		sizeof(t->other);
	t->other_size = (uint16_t)other;
	memcpy(t->other, p + 6, other);
	return true;
}

static bool
is_named_by_rfc(const struct dns_name *name)
{
	static const char *const names[] = {
		"gss-tsig", "hmac-sha256-128", "hmac-sha384-192",
		"hmac-sha512-256",
	};
	char text[DNS_NAME_TEXT_MAX];
	unsigned i;

	dns_name_to_text(name, text, sizeof(text));
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(text, names[i]))
			return true;
	return false;
}

static void
read_look(const struct dns_message *d, struct tsig_look *l)
{
	struct dns_iterator it;
	struct dns_record rr;
	enum dns_section section;
	size_t at;

	memset(l, 0, sizeof(*l));
	l->count = d->tsig_count;
	l->last = d->tsig_last;
	for (section = DNS_ANSWER; section <= DNS_ADDITIONAL; section++)
		for (dns_records(d, section, &it); dns_next(&it, &rr);) {
			if (rr.type != DNS_TYPE_TSIG)
				continue;
			l->class = rr.class;
			l->ttl = rr.ttl;
			l->tsig.key = rr.name;
			at = (size_t)(rr.rdata - d->octets);
			l->readable = rr.rdata_length &&
				read_fields(d, at, at + rr.rdata_length, l);
		}
	dns_name_lower(&l->tsig.key);
	if (!l->readable)
		return;
	l->known = tsig_algorithm_from_name(&l->tsig.algorithm,
					    &l->algorithm) == 0;
	l->foreign = !l->known && !is_named_by_rfc(&l->tsig.algorithm);
	if (l->known)
		l->output = tsig_algorithm_output(l->algorithm);
	l->truncated = l->known && l->mac_size < l->output &&
		tsig_mac_size_legal(l->mac_size, l->output);
}

/* Checking MACs --------------------------------------------------------- */

/* The signer of L's key and algorithm, or NULL. */
static struct signer *
signer_of(const struct tsig_seen *s, const struct tsig_look *l)
{
	int i = s->keys ? keys_find(s->keys, &l->tsig.key) : -1;

	if (i < 0 || !l->known || s->keys->list[i].algorithm != l->algorithm)
		return NULL;
	return s->signers[i];
}

static bool
is_whole(const struct tsig_look *l)
{
	return l->count == 1 && l->last && l->readable && l->known &&
		l->mac_size && l->mac_size <= l->output &&
		l->other_size <= sizeof(l->tsig.other);
}

static bool
makes(struct signer *s, const struct tsig_input *in, const struct tsig *t,
      bool tail)
{
	struct mac full;
	size_t from;

	if (tsig_compute(s, in, t, &full) < 0 || t->mac.size > full.size)
		return false;
	from = tail ? (size_t)(full.size - t->mac.size) : 0;
	return !memcmp(full.octets + from, t->mac.octets, t->mac.size);
}

/* Names as they were sent, for who forgot to make them canonical. */
static struct tsig
as_sent(const struct dns_message *d, const struct tsig_look *l)
{
	struct tsig t = l->tsig;
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_name name;
	bool compressed;
	size_t at;

	for (dns_records(d, DNS_ADDITIONAL, &it); dns_next(&it, &rr);) {
		if (rr.type != DNS_TYPE_TSIG)
			continue;
		t.key = rr.name;
		at = (size_t)(rr.rdata - d->octets);
		if (read_name(d, at, at + rr.rdata_length, &name, &compressed))
			t.algorithm = name;
	}
	return t;
}

/* IN is as it should be, and its MAC does not hold. */
static enum tsig_finding
what_is_wrong(struct tsig_seen *s, struct signer *signer,
	      struct tsig_input in, const struct dns_message *d,
	      const struct tsig_look *l)
{
	const struct tsig_input good = in;
	struct tsig sent = as_sent(d, l);

	/* made over the record's own class and TTL, perhaps: these are wrong */
	if (l->class != DNS_CLASS_ANY || l->ttl != 0)
		return TSIG_NOT_CHECKED;
	if (makes(signer, &in, &l->tsig, true))
		return TSIG_TAIL;
	if (makes(signer, &in, &sent, false))
		return TSIG_AS_SENT;
	in.timers_only = !in.timers_only;
	if (makes(signer, &in, &l->tsig, false))
		return TSIG_TIMERS;
	in = good;
	in.id = d->id;
	if (makes(signer, &in, &l->tsig, false))
		return TSIG_HEADER_ID;
	in = good;
	if (in.prior) {
		in.prior = NULL;
		if (makes(signer, &in, &l->tsig, false))
			return TSIG_WITHOUT_REQUEST;
		if (!in.earlier_size) {
			in.earlier = good.prior->octets;
			in.earlier_size = good.prior->size;
			if (makes(signer, &in, &l->tsig, false))
				return TSIG_WITHOUT_LENGTH;
		}
		in = good;
	}
	s->message[11]++;		/* ARCOUNT as it is with the TSIG */
	return makes(signer, &in, &l->tsig, false) ? TSIG_COUNTED : TSIG_WRONG;
}

static void
prepare(struct tsig_seen *s, const struct dns_message *d,
	const struct tsig_look *l, struct tsig_input *in)
{
	unsigned count = d->count[DNS_ADDITIONAL] - 1u;

	memcpy(s->message, d->octets, d->tsig);
	s->message[10] = (uint8_t)(count >> 8);
	s->message[11] = (uint8_t)count;
	memset(in, 0, sizeof(*in));
	in->message = s->message;
	in->length = d->tsig;
	in->id = l->tsig.original_id;
}

static enum tsig_finding
check_request(struct tsig_seen *s, const struct dns_message *d,
	      const struct tsig_look *l)
{
	struct signer *signer = signer_of(s, l);
	struct tsig_input in;

	if (!signer || !is_whole(l))
		return TSIG_NOT_CHECKED;
	prepare(s, d, l, &in);
	if (makes(signer, &in, &l->tsig, false))
		return TSIG_HOLDS;
	return what_is_wrong(s, signer, in, d, l);
}

static enum tsig_finding
check_first(struct tsig_seen *s, const struct dns_message *d,
	    const struct tsig_look *l, const struct tsig_request *q)
{
	struct signer *signer = signer_of(s, l);
	struct tsig_input in;
	unsigned i;

	if (!signer || !is_whole(l) || !q->tries)
		return TSIG_NOT_CHECKED;
	prepare(s, d, l, &in);
	for (i = 0; i < q->tries; i++) {
		in.prior = &q->list[i].mac;
		if (makes(signer, &in, &l->tsig, false))
			return TSIG_HOLDS;
	}
	in.prior = &q->list[0].mac;
	return what_is_wrong(s, signer, in, d, l);
}

/* RFC 8945 5.3.1: the last MAC, what came since, and the timers. */
static enum tsig_finding
check_later(struct tsig_seen *s, const struct dns_message *d,
	    const struct tsig_look *l, const struct tsig_request *q)
{
	struct signer *signer = signer_of(s, l);
	struct tsig_input in;

	if (!signer || !is_whole(l) || !q->prior.size || q->lost)
		return TSIG_NOT_CHECKED;
	prepare(s, d, l, &in);
	in.prior = &q->prior;
	in.timers_only = true;
	if (s->earlier_of == q->key_low) {
		in.earlier = s->earlier;
		in.earlier_size = s->earlier_size;
	}
	if (makes(signer, &in, &l->tsig, false))
		return TSIG_HOLDS;
	return what_is_wrong(s, signer, in, d, l);
}

/* Requests and answers -------------------------------------------------- */

static struct kept_key
request_key(const struct endpoint *client, const struct endpoint *server,
	    enum packet_kind kind, uint16_t id, bool event)
{
	struct kept_key key;

	key.high = hash_endpoint(hash_endpoint(HASH_SEED, client), server);
	key.low = hash_mix(key.high, (uint64_t)event << 32 |
			   (uint64_t)kind << 16 | id);
	return key;
}

static void
note_try(struct tsig_request *q, const struct tsig_look *l)
{
	if (l->count != 1 || !l->readable)
		return;
	if (q->tries)
		q->list[1] = q->list[0];
	q->list[0].time_s = l->tsig.time_s;
	q->list[0].mac = l->tsig.mac;
	if (q->tries < TSIG_TRIES)
		q->tries++;
}

static struct tsig_request *
take_request(struct tsig_seen *s, const struct packet *p,
	     const struct dns_message *d, bool event, struct tsig_look *l)
{
	const uint64_t hash = hash_octets(HASH_SEED, p->octets, p->length);
	struct dns_question question;
	struct tsig_request *q;
	bool fresh, again;

	q = kept_put(s->requests, request_key(&p->from, &p->to, p->kind, d->id,
					      event), &fresh);
	/* the same question, signed anew: answers to either may come */
	again = !fresh && !q->answers && q->look.count == 1 && l->count == 1 &&
		dns_name_equal(&q->look.tsig.key, &l->tsig.key);
	q->is_resend = !fresh && q->hash == hash;
	l->finding = q->is_resend ? q->look.finding : check_request(s, d, l);
	q->last_number = p->number;
	q->last_ns = p->time_ns;
	if (q->is_resend) {
		q->sends++;
		return q;
	}
	if (!again)
		memset((char *)q + sizeof(struct kept_key), 0,
		       REQUEST_CLEARS - sizeof(struct kept_key));
	q->last_number = q->number = p->number;
	q->last_ns = q->time_ns = p->time_ns;
	q->hash = hash;
	q->sends = 1;
	q->tcp = p->kind == PACKET_TCP;
	q->event = event;
	q->judged = p->judged;
	if (dns_first_question(d, &question)) {
		q->tkey = question.type == TYPE_TKEY;
		q->transfer = dns_opcode(d) == DNS_OPCODE_QUERY &&
			(question.type == DNS_TYPE_AXFR ||
			 question.type == DNS_TYPE_IXFR);
	}
	if (!again)
		q->prior.size = 0;
	if (l->count) {
		q->look = *l;
		note_try(q, l);
	} else {
		memset(&q->look, 0, offsetof(struct tsig_look, tsig));
	}
	return q;
}

/* Keeps a message without TSIG for the next MAC that covers it. */
static void
keep_earlier(struct tsig_seen *s, const struct packet *p,
	     struct tsig_request *q)
{
	if (s->earlier_of != q->key_low) {
		s->earlier_of = q->key_low;
		s->earlier_size = 0;
	}
	if (s->earlier_size + p->length > EARLIER_MAX) {
		q->lost = true;
		return;
	}
	memcpy(s->earlier + s->earlier_size, p->octets, p->length);
	s->earlier_size += p->length;
}

static void
take_answer(struct tsig_seen *s, const struct packet *p,
	    const struct dns_message *d, struct tsig_request *q,
	    struct tsig_look *l)
{
	bool later = q->tcp && q->transfer && q->answers;

	if (q->tcp && q->transfer && !l->count && q->prior.size)
		keep_earlier(s, p, q);
	if (l->count)
		l->finding = later ? check_later(s, d, l, q) :
			check_first(s, d, l, q);
	if (l->count && q->tcp) {
		q->prior = l->tsig.mac;
		if (s->earlier_of == q->key_low)
			s->earlier_of = s->earlier_size = 0;
		else
			q->lost = false;
	}
	q->answers++;
}

struct tsig_request *
tsig_seen_look(struct tsig_seen *s, const struct packet *p,
	       const struct dns_message *d, bool is_request, bool is_event,
	       struct tsig_look *look)
{
	struct tsig_request *q;

	if (d->tsig_count)
		read_look(d, look);
	else
		memset(look, 0, offsetof(struct tsig_look, tsig));
	look->keyed = look->count && signer_of(s, look);
	if (is_request)
		return take_request(s, p, d, is_event, look);
	q = kept_find(s->requests, request_key(&p->to, &p->from, p->kind,
					       d->id, is_event));
	if (q)
		take_answer(s, p, d, q, look);
	return q;
}
