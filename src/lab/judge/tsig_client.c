/* SPDX-License-Identifier: Apache-2.0 */
/* tsig_client.c - what RFC 8945 asks of who signs requests.
 *
 * What a client remembers, discards, counts or logs is not seen on the wire
 * (C-01, C-04, C-05, C-07, C-09, C-11, C-12, C-14 to C-20); that it went on
 * asking is. */
#include "lab/judge/tsig_rules.h"

#include "lab/limits.h"

#define MS_NS UINT64_C(1000000)

static void
pass(struct tsig_rules *t, enum requirement_id r, const struct message *m)
{
	judge_pass(t->judge, r, m->sender, m->packet);
}

/* Algorithms ------------------------------------------------------------ */

/* B-24: HMAC-MD5 fails, another passes. B-25: hmac-sha1 fails, another but MD5
 * passes. B-26: hmac-sha256 passes; those two, which are weaker, fail; other
 * algorithms of SHA-2 are a choice that RFC 8945 leaves (MAY). */
static void
rule_algorithm(struct tsig_rules *t, const struct message *m,
	       const struct tsig_look *l)
{
	const bool md5 = l->known && l->algorithm == TSIG_HMAC_MD5;
	const bool sha1 = l->known && l->algorithm == TSIG_HMAC_SHA1;

	if (!l->known)
		return;
	if (md5)
		judge_fail_packet(t->judge, REQ_TSIG_B_24, m->sender, m->packet,
				  "a request is signed with HMAC-MD5");
	else
		pass(t, REQ_TSIG_B_24, m);
	if (sha1)
		judge_fail_packet(t->judge, REQ_TSIG_B_25, m->sender, m->packet,
				  "a request is signed with hmac-sha1");
	else if (!md5)
		pass(t, REQ_TSIG_B_25, m);
	if (md5 || sha1)
		judge_fail_packet(t->judge, REQ_TSIG_B_26, m->sender, m->packet,
				  "a request is signed with %s instead of "
				  "hmac-sha256",
				  tsig_algorithm_text(l->algorithm));
	else if (l->algorithm == TSIG_HMAC_SHA256)
		pass(t, REQ_TSIG_B_26, m);
}

/* B-35: a key name that comes again with the same algorithm passes, with
 * another fails. */
static void
rule_one_algorithm(struct tsig_rules *t, const struct message *m,
		   const struct tsig_look *l)
{
	const uint64_t algorithm = hash_name(HASH_SEED, &l->tsig.algorithm);
	struct tsig_algorithm_of *a;
	struct kept_key key;
	struct evidence e[2];
	bool fresh;

	key.high = key.low = hash_name(HASH_SEED, &l->tsig.key);
	a = kept_put(t->names, key, &fresh);
	if (fresh) {
		a->algorithm = algorithm;
		a->evidence = evidence_of(m->packet);
		return;
	}
	if (a->algorithm == algorithm) {
		pass(t, REQ_TSIG_B_35, m);
		return;
	}
	e[0] = a->evidence;
	e[1] = evidence_of(m->packet);
	judge_fail(t->judge, REQ_TSIG_B_35, m->sender, e, 2,
		   "one key name is used with two algorithms");
}

/* Requests -------------------------------------------------------------- */

/* B-07: the original id of a request that is its own passes. B-08: error 0
 * passes. B-34: a fudge of 300 s passes. C-02: a MAC that holds passes. The
 * contrary fails; B-34 asks for 300 in most situations. */
static void
rule_fields(struct tsig_rules *t, const struct message *m,
	    const struct tsig_look *l)
{
	if (l->tsig.original_id != m->dns.id)
		judge_fail_packet(t->judge, REQ_TSIG_B_07, m->sender, m->packet,
				  "the original id of a request is %u, and its "
				  "own %u", l->tsig.original_id, m->dns.id);
	else
		pass(t, REQ_TSIG_B_07, m);
	if (l->tsig.error)
		judge_fail_packet(t->judge, REQ_TSIG_B_08, m->sender, m->packet,
				  "a request has the TSIG error %u",
				  l->tsig.error);
	else
		pass(t, REQ_TSIG_B_08, m);
	if (l->tsig.fudge_s != TSIG_FUDGE_S)
		judge_fail_packet(t->judge, REQ_TSIG_B_34, m->sender, m->packet,
				  "the fudge is %u s", l->tsig.fudge_s);
	else
		pass(t, REQ_TSIG_B_34, m);
	if (l->finding == TSIG_HOLDS)
		judge_pass(t->judge, REQ_TSIG_C_02, m->sender, m->packet);
	else if (tsig_is_forged(l))
		judge_fail_packet(t->judge, REQ_TSIG_C_02, m->sender, m->packet,
				  "the MAC of the request is not that of the "
				  "key over the message and the TSIG "
				  "variables");
}

/* C-08, C-10: who sends again after an answer that is none to accept passes.
 * C-13: so does it. What a client does in silence is not seen. */
static void
rule_goes_on(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_request *q = m->tsig_request;

	if (!q->is_resend || !q->rejected)
		return;
	pass(t, REQ_TSIG_C_08, m);
	pass(t, REQ_TSIG_C_10, m);
	pass(t, REQ_TSIG_C_13, m);
}

/* Truncation ------------------------------------------------------------ */

static struct kept_key
truncated_key(const struct endpoint *client, const struct endpoint *server,
	      const struct dns_message *d)
{
	struct dns_question q;
	struct kept_key key;

	key.high = hash_address(hash_address(HASH_SEED, client), server);
	key.low = key.high;
	if (dns_first_question(d, &q))
		key.low = hash_mix(key.high, hash_question(&q));
	return key;
}

static void
look_for_stream(void *state, uint64_t what)
{
	struct tsig_rules *t = state;
	struct tsig_truncated *x = kept_named(t->truncated, what);

	if (!x)
		return;
	judge_fail(t->judge, REQ_TSIG_C_03, JUDGE_CLIENT, &x->evidence, 1,
		   "a signed answer was truncated, and the question did not "
		   "come again over TCP");
	kept_remove(t->truncated, x);
}

/* C-03: the same question over TCP after a signed answer with TC passes; if it
 * does not come within 30 s, that fails. */
static void
note_truncated(struct tsig_rules *t, const struct message *m)
{
	struct tsig_truncated *x;
	bool fresh;

	if (m->packet->kind != PACKET_UDP || !(m->dns.flags & DNS_FLAG_TC) ||
	    !m->tsig_look.mac_size || dns_rcode(&m->dns) ||
	    tsig_is_forged(&m->tsig_look))
		return;
	x = kept_put(t->truncated, truncated_key(&m->packet->to,
						 &m->packet->from, &m->dns),
		     &fresh);
	if (!fresh)
		return;
	x->evidence = evidence_of(m->packet);
	judge_call_at(t->judge, judge_now_ns(t->judge) +
		      LIMIT_UPDATE_RESEND * MS_NS, look_for_stream, t,
		      kept_name(t->truncated, x));
}

static void
rule_stream(struct tsig_rules *t, const struct message *m)
{
	struct tsig_truncated *x;

	if (m->packet->kind != PACKET_TCP || !kept_count(t->truncated))
		return;
	x = kept_find(t->truncated, truncated_key(&m->packet->from,
						  &m->packet->to, &m->dns));
	if (!x)
		return;
	pass(t, REQ_TSIG_C_03, m);
	kept_remove(t->truncated, x);
}

void
tsig_client_request(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_look *l = &m->tsig_look;

	rule_goes_on(t, m);
	rule_stream(t, m);
	if (!l->readable || !tsig_is_well_placed(l))
		return;
	rule_fields(t, m, l);
	rule_algorithm(t, m, l);
	rule_one_algorithm(t, m, l);
}

/* An answer that no client may accept, unless it is NOTAUTH. */
void
tsig_client_answer(struct tsig_rules *t, const struct message *m)
{
	struct tsig_request *q = m->tsig_request;
	const struct tsig_look *l = &m->tsig_look;

	note_truncated(t, m);
	if (q->look.count && (!l->count || tsig_is_forged(l) ||
			      (l->readable && !l->mac_size)))
		q->rejected = true;
}

void
tsig_client_end(struct tsig_rules *t)
{
	static const char unseen[] = "what a client remembers, discards or "
		"logs is not seen on the wire";
	static const char choice[] = "what a client may do; it was not seen";
	static const char size[] = "no signed answer was truncated";
	static const struct {
		enum requirement_id id;
		const char *why;
	} reasons[] = {
		{ REQ_TSIG_C_01, unseen }, { REQ_TSIG_C_04, unseen },
		{ REQ_TSIG_C_05, unseen }, { REQ_TSIG_C_06, unseen },
		{ REQ_TSIG_C_07, unseen }, { REQ_TSIG_C_08, unseen },
		{ REQ_TSIG_C_09, unseen }, { REQ_TSIG_C_10, unseen },
		{ REQ_TSIG_C_11, unseen }, { REQ_TSIG_C_12, unseen },
		{ REQ_TSIG_C_13, unseen }, { REQ_TSIG_C_16, unseen },
		{ REQ_TSIG_C_17, unseen }, { REQ_TSIG_C_18, unseen },
		{ REQ_TSIG_C_20, unseen }, { REQ_TSIG_C_21, unseen },
		{ REQ_TSIG_C_14, choice }, { REQ_TSIG_C_15, choice },
		{ REQ_TSIG_C_19, choice }, { REQ_TSIG_C_03, size },
	};
	unsigned i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		judge_unclear(t->judge, reasons[i].id, reasons[i].why);
	if (t->keyless)
		judge_unclear(t->judge, REQ_TSIG_C_02, "TSIG without the key");
}
