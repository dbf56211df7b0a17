/* SPDX-License-Identifier: Apache-2.0 */
/* tsig_server.c - what RFC 8945 asks of who answers signed requests.
 *
 * An answer is held against its request: what was wrong with that says which
 * answer is right. Whether a MAC holds is known with the key only; without it,
 * what the server says of the request is believed. Logs, policies and secrets
 * are not seen on the wire. */
#include "lab/judge/tsig_rules.h"

#include "lab/limits.h"

#define MS_NS UINT64_C(1000000)

static void
pass(struct tsig_rules *t, enum requirement_id r, const struct message *m)
{
	judge_pass(t->judge, r, JUDGE_SERVER, m->packet);
}

static struct evidence
asked(const struct tsig_request *q)
{
	return (struct evidence){ q->last_number, q->last_ns };
}

/* By the request and its answer M. */
static void
fail(struct tsig_rules *t, enum requirement_id r, const struct message *m,
     const char *why)
{
	const struct evidence e[] = { asked(m->tsig_request),
		evidence_of(m->packet) };

	judge_fail(t->judge, r, JUDGE_SERVER, e, 2, "%s", why);
}

static void
check(struct tsig_rules *t, enum requirement_id r, const struct message *m,
      bool good, const char *why)
{
	if (good)
		pass(t, r, m);
	else
		fail(t, r, m, why);
}

static bool
is_signed(const struct tsig_look *l)
{
	return l->count && l->readable && l->mac_size;
}

static bool
is_same_key(const struct message *m)
{
	return dns_name_equal(&m->tsig_look.tsig.key,
			      &m->tsig_request->look.tsig.key);
}

static bool
is_same_algorithm(const struct message *m)
{
	return dns_name_equal(&m->tsig_look.tsig.algorithm,
			      &m->tsig_request->look.tsig.algorithm);
}

/* Silence --------------------------------------------------------------- */

/* Which error such a request has to be answered by; REQUIREMENT_COUNT: none.
 * S-01, S-03, S-12, S-13, S-06, S-10: an answer that is due and does not come
 * fails, once the request was sent twice, or over TCP. */
static enum requirement_id
error_due(const struct tsig_look *l, const char **what)
{
	if (!l->count)
		return REQUIREMENT_COUNT;
	if (!tsig_is_well_placed(l)) {
		*what = "a request with a TSIG out of place got no answer";
		return REQ_TSIG_S_01;
	}
	if (!l->readable) {
		*what = "a request with an unreadable TSIG got no answer";
		return REQ_TSIG_S_03;
	}
	if (l->known && !tsig_is_legal_size(l)) {
		*what = "a request whose MAC has no legal size got no answer";
		return l->mac_size > l->output ? REQ_TSIG_S_12 : REQ_TSIG_S_13;
	}
	if (tsig_is_unknown(l)) {
		*what = "a request with an unknown key got no answer";
		return REQ_TSIG_S_06;
	}
	if (tsig_is_forged(l)) {
		*what = "a request with a wrong MAC got no answer";
		return REQ_TSIG_S_10;
	}
	return REQUIREMENT_COUNT;
}

static void
look_for_error(void *state, uint64_t what)
{
	struct tsig_rules *t = state;
	struct tsig_awaited *a = kept_named(t->awaited, what);
	struct evidence e[2];

	if (!a || judge_now_ns(t->judge) <
	    a->last.time_ns + LIMIT_UPDATE_ANSWER * MS_NS)
		return;
	e[0] = a->first;
	e[1] = a->last;
	if (a->tcp || a->sends > 1)
		judge_fail(t->judge, a->rule, JUDGE_SERVER, e,
			   a->sends > 1 ? 2 : 1, "%s", a->what);
	kept_remove(t->awaited, a);
}

/* S-18: a request that was signed before the latest of its key and client that
 * was taken is to be answered by BADTIME. The same octets again are no such
 * request. */
static void
note_order(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_latest *l;
	struct tsig_request *q = m->tsig_request;

	if (q->is_resend || !q->look.readable)
		return;
	l = kept_find(t->latest, tsig_latest_key(m, true));
	q->older = l && q->look.tsig.time_s < l->time_s;
}

void
tsig_server_request(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_request *q = m->tsig_request;
	const struct kept_key key = { q->key_high, q->key_low };
	enum requirement_id rule;
	struct tsig_awaited *a;
	const char *what = NULL;
	bool fresh;

	note_order(t, m);
	rule = error_due(&q->look, &what);
	if (rule == REQUIREMENT_COUNT)
		return;
	a = kept_put(t->awaited, key, &fresh);
	if (fresh)
		a->first = evidence_of(m->packet);
	a->last = evidence_of(m->packet);
	a->sends++;
	a->tcp = q->tcp;
	a->rule = rule;
	a->what = what;
	judge_call_at(t->judge, judge_missing_at_ns(t->judge, a->last.time_ns,
						    LIMIT_UPDATE_ANSWER),
		      look_for_error, t, kept_name(t->awaited, a));
}

/* Answers to broken requests -------------------------------------------- */

/* S-01: FORMERR to two TSIGs, or one out of place, passes. S-03: to one that
 * cannot be read. S-12, S-13: to a MAC too long, too short. Any other answer
 * fails; but BADKEY, which is checked first, says nothing of sizes. True: M is
 * ruled on. */
static bool
rule_broken(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_look *q = &m->tsig_request->look;
	const bool formerr = dns_rcode(&m->dns) == DNS_RCODE_FORMERR;

	if (!tsig_is_well_placed(q)) {
		check(t, REQ_TSIG_S_01, m, formerr, "a request with two TSIGs, "
		      "or one that is not its last record, is not answered by "
		      "FORMERR");
		return true;
	}
	if (!q->readable) {
		check(t, REQ_TSIG_S_03, m, formerr, "a request whose TSIG "
		      "cannot be read is not answered by FORMERR");
		return true;
	}
	if (q->known && !tsig_is_legal_size(q)) {
		if (m->tsig_look.readable &&
		    m->tsig_look.tsig.error == TSIG_BADKEY)
			return true;
		check(t, q->mac_size > q->output ? REQ_TSIG_S_12 :
		      REQ_TSIG_S_13, m, formerr, q->mac_size > q->output ?
		      "a MAC longer than the hash is not answered by FORMERR" :
		      "a MAC of fewer than 10 octets, or than half the hash, "
		      "is not answered by FORMERR");
		return true;
	}
	/* whether such a record can be interpreted is a matter of opinion */
	return q->class != DNS_CLASS_ANY || q->ttl || q->compressed;
}

/* Errors of TSIG -------------------------------------------------------- */

/* B-01: an error of TSIG with RCODE 9 passes, with another fails; so does an
 * error that is none. */
static void
rule_codes(struct tsig_rules *t, const struct message *m)
{
	const unsigned error = m->tsig_look.tsig.error;
	const bool is_one = error == TSIG_BADSIG || error == TSIG_BADKEY ||
		error == TSIG_BADTIME || error == TSIG_BADTRUNC;

	if (!error)
		return;
	if (!is_one)
		fail(t, REQ_TSIG_B_01, m,
		     "the TSIG error is none of 16, 17, 18 and 22");
	else
		check(t, REQ_TSIG_B_01, m, dns_rcode(&m->dns) ==
		      DNS_RCODE_NOTAUTH, "there is a TSIG error, and the RCODE "
		      "is not NOTAUTH");
}

/* S-25, S-32, S-33, S-36, and OWN, the rule for that error: told without a
 * MAC passes, with one fails. */
static void
rule_unsigned(struct tsig_rules *t, const struct message *m,
	      enum requirement_id own)
{
	static const char why[] =
		"an error of the key or the MAC is told in a signed answer";
	const bool bare = !m->tsig_look.mac_size;

	check(t, own, m, bare, why);
	check(t, REQ_TSIG_S_25, m, bare, why);
	check(t, REQ_TSIG_S_32, m, bare, why);
	check(t, REQ_TSIG_S_33, m, bare, why);
	check(t, REQ_TSIG_S_36, m, bare, why);
}

/* S-06: BADKEY with NOTAUTH passes. S-07: it is unsigned. */
static void
rule_badkey(struct tsig_rules *t, const struct message *m)
{
	check(t, REQ_TSIG_S_06, m, dns_rcode(&m->dns) == DNS_RCODE_NOTAUTH,
	      "BADKEY is told with another RCODE than NOTAUTH");
	rule_unsigned(t, m, REQ_TSIG_S_07);
}

/* S-10: BADSIG with NOTAUTH and without a MAC passes. S-09: told of a MAC that
 * does not hold it passes. S-05: of one whose time is out of range too, it
 * passes, since the MAC is checked first. */
static void
rule_badsig(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_look *q = &m->tsig_request->look;

	check(t, REQ_TSIG_S_10, m, dns_rcode(&m->dns) == DNS_RCODE_NOTAUTH,
	      "BADSIG is told with another RCODE than NOTAUTH");
	rule_unsigned(t, m, REQ_TSIG_S_10);
	if (tsig_is_forged(q)) {
		pass(t, REQ_TSIG_S_09, m);
		pass(t, REQ_TSIG_S_05, m);
	}
}

/* S-14: BADTIME with NOTAUTH passes. S-15: signed by the request's key passes.
 * S-16: the client's time, and 6 octets of the server's, pass. S-17: the
 * client's fudge passes. S-34: signed passes. S-05: told of a MAC that does not
 * hold, or of an unknown key, it fails. */
static void
rule_badtime(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_look *l = &m->tsig_look;
	const struct tsig_request *q = m->tsig_request;
	bool time = false;
	unsigned i;

	for (i = 0; i < q->tries; i++)
		time = time || q->list[i].time_s == l->tsig.time_s;
	check(t, REQ_TSIG_S_14, m, dns_rcode(&m->dns) == DNS_RCODE_NOTAUTH,
	      "BADTIME is told with another RCODE than NOTAUTH");
	check(t, REQ_TSIG_S_16, m, time && l->other_size == 6,
	      !time ? "BADTIME is not told with the client's time signed" :
	      "BADTIME is told without 6 octets of the server's time");
	check(t, REQ_TSIG_S_17, m, l->tsig.fudge_s == q->look.tsig.fudge_s,
	      "BADTIME is not told with the client's fudge");
	if (tsig_is_forged(&q->look) || tsig_is_unknown(&q->look)) {
		fail(t, REQ_TSIG_S_05, m, "the time was checked before the key "
		     "and the MAC, which do not hold");
		if (l->mac_size)
			fail(t, REQ_TSIG_S_25, m, "an answer is signed whose "
			     "request was not valid");
		return;
	}
	check(t, REQ_TSIG_S_15, m, l->mac_size && is_same_key(m) &&
	      !tsig_is_forged(l), "BADTIME is not told in an answer signed by "
	      "the request's key");
	check(t, REQ_TSIG_S_34, m, l->mac_size,
	      "BADTIME is told in an unsigned answer");
	if (q->older)
		pass(t, REQ_TSIG_S_18, m);
}

/* S-21: BADTRUNC with NOTAUTH passes. S-34 as for BADTIME. */
static void
rule_badtrunc(struct tsig_rules *t, const struct message *m)
{
	check(t, REQ_TSIG_S_21, m, dns_rcode(&m->dns) == DNS_RCODE_NOTAUTH,
	      "BADTRUNC is told with another RCODE than NOTAUTH");
	check(t, REQ_TSIG_S_34, m, m->tsig_look.mac_size,
	      "BADTRUNC is told in an unsigned answer");
}

static void
rule_error(struct tsig_rules *t, const struct message *m)
{
	rule_codes(t, m);
	switch (m->tsig_look.tsig.error) {
	case TSIG_BADKEY:
		rule_badkey(t, m);
		break;
	case TSIG_BADSIG:
		rule_badsig(t, m);
		break;
	case TSIG_BADTIME:
		rule_badtime(t, m);
		break;
	case TSIG_BADTRUNC:
		rule_badtrunc(t, m);
		break;
	default:
		break;
	}
}

/* Answers without an error of TSIG -------------------------------------- */

/* S-23: signed with the request's key and algorithm passes. S-28: with its key
 * passes. S-35: an error that is none of TSIG's, signed, passes. */
static void
rule_signature(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_look *l = &m->tsig_look;
	const bool bare = !l->mac_size;

	if (bare) {
		fail(t, REQ_TSIG_S_23, m,
		     "the request was signed, the answer's MAC is empty");
	} else {
		check(t, REQ_TSIG_S_28, m, is_same_key(m),
		      "the answer is signed with another key");
		check(t, REQ_TSIG_S_23, m, is_same_key(m) &&
		      is_same_algorithm(m), "the answer is not signed with the "
		      "key and algorithm of the request");
	}
	if (dns_rcode(&m->dns) != DNS_RCODE_NOERROR)
		check(t, REQ_TSIG_S_35, m, !bare,
		      "an error that is none of TSIG's is told unsigned");
}

/* S-24: a MAC that holds passes, another fails. B-12: so does one that is made
 * with the request's; the one without it fails. B-29: one as long as the
 * request's passes. */
static void
rule_mac(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_look *l = &m->tsig_look;
	const struct tsig_request *q = m->tsig_request;

	if (!l->mac_size)
		return;
	check(t, REQ_TSIG_B_29, m, l->mac_size >= q->look.mac_size,
	      "the answer's MAC is shorter than the request's");
	if (l->finding == TSIG_HOLDS) {
		pass(t, REQ_TSIG_S_24, m);
		pass(t, REQ_TSIG_B_12, m);
	} else if (tsig_is_forged(l)) {
		fail(t, REQ_TSIG_S_24, m, "the answer's MAC is not that of the "
		     "request's MAC, the message and the TSIG variables");
		if (l->finding == TSIG_WITHOUT_REQUEST ||
		    l->finding == TSIG_WITHOUT_LENGTH)
			fail(t, REQ_TSIG_B_12, m,
			     "the answer's MAC is made without the request's");
	}
}

/* The request's key or MAC was wrong, and the answer does not say so. S-06: of
 * a key that nobody can know; S-09, S-10: of a wrong MAC. S-25, S-36: if it is
 * signed. True: it was so. */
static bool
rule_taken_wrongly(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_look *q = &m->tsig_request->look;

	if (tsig_is_unknown(q)) {
		fail(t, REQ_TSIG_S_06, m, "a request whose key nobody knows is "
		     "not answered by BADKEY");
	} else if (tsig_is_forged(q)) {
		fail(t, REQ_TSIG_S_09, m,
		     "a request whose MAC is wrong is taken");
		fail(t, REQ_TSIG_S_10, m, "a request whose MAC is wrong is not "
		     "answered by BADSIG");
	} else {
		return false;
	}
	if (m->tsig_look.mac_size) {
		fail(t, REQ_TSIG_S_25, m,
		     "an answer is signed whose request was not valid");
		fail(t, REQ_TSIG_S_36, m,
		     "an answer is signed whose request was not valid");
	}
	return true;
}

/* How far the request's time is from the server's own, as its answer has it, or
 * as the capture has it, if that is known to be real. */
static uint64_t
time_off(const struct tsig_rules *t, const struct message *m)
{
	const uint64_t time = m->tsig_request->look.tsig.time_s;
	const uint64_t theirs = m->tsig_look.tsig.time_s;
	const uint64_t now = m->packet->time_ns / UINT64_C(1000000000);
	const uint64_t by_answer = theirs > time ? theirs - time :
		time - theirs;
	const uint64_t by_clock = now > time ? now - time : time - now;

	return t->real_clock && by_clock > by_answer ? by_clock : by_answer;
}

/* S-14: a request whose time is further from the server's own than its fudge,
 * and that is answered, fails. S-18: so does one that was signed before the
 * latest. */
static void
rule_time(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_request *q = m->tsig_request;
	const uint64_t time = q->look.tsig.time_s;
	struct tsig_latest *l;
	bool fresh;

	if (!m->tsig_look.mac_size)
		return;
	if (time_off(t, m) > q->look.tsig.fudge_s && q->tries < 2)
		fail(t, REQ_TSIG_S_14, m, "a request is answered whose time is "
		     "further from the server's own than its fudge");
	if (q->older)
		fail(t, REQ_TSIG_S_18, m, "a request is answered that was "
		     "signed before an earlier one");
	l = kept_put(t->latest, tsig_latest_key(m, false), &fresh);
	if (fresh || time > l->time_s) {
		l->time_s = time;
		l->evidence = asked(q);
	}
}

/* B-21: who answers both hmac-sha1 and hmac-sha256 passes. B-22: who answers
 * 96 bits of hmac-sha1. B-23: who answers another. B-32: who answers a name
 * with capitals. */
static void
rule_implements(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_look *q = &m->tsig_request->look;
	enum { SHA1_96 = 12 };

	if (!q->known || !m->tsig_look.mac_size)
		return;
	t->sha1_taken |= q->algorithm == TSIG_HMAC_SHA1;
	t->sha256_taken |= q->algorithm == TSIG_HMAC_SHA256;
	if (t->sha1_taken && t->sha256_taken)
		pass(t, REQ_TSIG_B_21, m);
	if (q->algorithm == TSIG_HMAC_SHA1 && q->mac_size == SHA1_96)
		pass(t, REQ_TSIG_B_22, m);
	if (q->algorithm != TSIG_HMAC_SHA1 && q->algorithm != TSIG_HMAC_SHA256)
		pass(t, REQ_TSIG_B_23, m);
	if (q->upper)
		pass(t, REQ_TSIG_B_32, m);
}

/* Every answer ---------------------------------------------------------- */

/* B-07: the original id that the request had passes. B-09: other data as the
 * error wants it passes. B-34: 300 s, or the request's own, pass. */
static void
rule_fields(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_look *l = &m->tsig_look;
	const struct tsig_request *q = m->tsig_request;
	const unsigned other = l->tsig.error == TSIG_BADTIME ? 6 : 0;

	check(t, REQ_TSIG_B_07, m,
	      l->tsig.original_id == q->look.tsig.original_id ||
	      l->tsig.original_id == m->dns.id,
	      "the original id is not the request's");
	check(t, REQ_TSIG_B_09, m, l->other_size == other, other ?
	      "BADTIME is told without 6 octets of other data" :
	      "there is other data in an answer without BADTIME");
	if (l->tsig.error == TSIG_BADTIME)
		return;
	if (l->tsig.fudge_s == TSIG_FUDGE_S)
		pass(t, REQ_TSIG_B_34, m);
	else if (l->tsig.fudge_s != q->look.tsig.fudge_s && l->mac_size)
		fail(t, REQ_TSIG_B_34, m, "the fudge is not 300 s");
}

/* S-29: a signed answer with TC that has nothing but question and TSIG, and
 * RCODE 0, passes. An OPT beside these does no harm. */
static void
rule_truncated(struct tsig_rules *t, const struct message *m)
{
	const struct dns_message *d = &m->dns;

	if (!(d->flags & DNS_FLAG_TC) || !is_signed(&m->tsig_look))
		return;
	check(t, REQ_TSIG_S_29, m, !d->count[DNS_ANSWER] &&
	      !d->count[DNS_AUTHORITY] && d->count[DNS_ADDITIONAL] <=
	      1u + d->options.present && dns_rcode(d) == DNS_RCODE_NOERROR,
	      "a truncated signed answer has more than question and TSIG, or "
	      "an RCODE other than 0");
}

/* S-30: each message of a transfer with a TSIG passes. S-31, B-16: one whose
 * MAC holds over the prior MAC, the messages since and the timers passes. */
static void
rule_later(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_look *l = &m->tsig_look;

	check(t, REQ_TSIG_S_30, m, l->count,
	      "a message of a signed transfer has no TSIG");
	if (l->finding == TSIG_HOLDS) {
		pass(t, REQ_TSIG_S_31, m);
		pass(t, REQ_TSIG_B_16, m);
	} else if (tsig_is_forged(l)) {
		fail(t, REQ_TSIG_S_31, m, "the MAC is not that of the prior "
		     "MAC, the messages since and the timers");
	}
}

/* S-04: an answer with a TSIG passes. Without one it fails, and S-23 with it,
 * and S-35 if it tells an error. */
static void
rule_missing(struct tsig_rules *t, const struct message *m)
{
	static const char why[] =
		"the request was signed, the answer has no TSIG";

	if (rule_taken_wrongly(t, m)) {
		fail(t, REQ_TSIG_S_04, m, why);
		return;
	}
	fail(t, REQ_TSIG_S_04, m, why);
	fail(t, REQ_TSIG_S_23, m, why);
	if (dns_rcode(&m->dns) != DNS_RCODE_NOERROR)
		fail(t, REQ_TSIG_S_35, m, why);
}

/* S-26: an unsigned answer to an unsigned request passes, a signed one fails,
 * but for TKEY's. */
static void
rule_to_unsigned(struct tsig_rules *t, const struct message *m)
{
	if (!m->tsig_look.count)
		pass(t, REQ_TSIG_S_26, m);
	else if (!m->tsig_request->tkey)
		fail(t, REQ_TSIG_S_26, m,
		     "the request was not signed, the answer is");
}

void
tsig_server_answer(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_request *q = m->tsig_request;
	const struct tsig_look *l = &m->tsig_look;
	struct tsig_awaited *a = kept_find(t->awaited, (struct kept_key){
		q->key_high, q->key_low });

	if (a)
		kept_remove(t->awaited, a);
	if (!q->look.count) {
		rule_to_unsigned(t, m);
		return;
	}
	if (rule_broken(t, m))
		return;
	if (q->tcp && q->transfer && q->answers > 1) {
		rule_later(t, m);
		return;
	}
	if (!l->count) {
		rule_missing(t, m);
		return;
	}
	pass(t, REQ_TSIG_S_04, m);
	if (!l->readable || !tsig_is_well_placed(l))
		return;		/* the form's rules have it */
	rule_fields(t, m);
	rule_truncated(t, m);
	if (l->tsig.error) {
		rule_error(t, m);
		return;
	}
	if (rule_taken_wrongly(t, m))
		return;
	rule_signature(t, m);
	rule_mac(t, m);
	rule_time(t, m);
	rule_implements(t, m);
}

/* Why what nobody ruled on stays open ----------------------------------- */

void
tsig_server_end(struct tsig_rules *t)
{
	static const char logs[] = "logs are not seen on the wire";
	static const char policy[] = "what a policy allows is not seen on the "
		"wire";
	static const char secret[] = "secrets are not seen on the wire";
	static const char forward[] = "whether a server forwards is not seen "
		"from one side of it";
	static const char inside[] = "what a host does with a TSIG after it is "
		"checked is not seen on the wire";
	static const struct {
		enum requirement_id id;
		const char *why;
	} reasons[] = {
		{ REQ_TSIG_S_08, logs }, { REQ_TSIG_S_11, logs },
		{ REQ_TSIG_S_20, logs }, { REQ_TSIG_S_22, logs },
		{ REQ_TSIG_B_27, policy }, { REQ_TSIG_B_28, policy },
		{ REQ_TSIG_B_30, policy }, { REQ_TSIG_B_31, secret },
		{ REQ_TSIG_B_33, secret }, { REQ_TSIG_S_37, secret },
		{ REQ_TSIG_F_01, forward }, { REQ_TSIG_F_02, forward },
		{ REQ_TSIG_F_03, forward }, { REQ_TSIG_F_04, forward },
		{ REQ_TSIG_F_05, forward }, { REQ_TSIG_B_02, inside },
		{ REQ_TSIG_S_02, inside }, { REQ_TSIG_S_19, inside },
		{ REQ_TSIG_B_10, "what a key is called after is not seen on "
			"the wire" },
		{ REQ_TSIG_S_27, "asked of other RFCs" },
	};
	static const enum requirement_id with_key[] = {
		REQ_TSIG_B_11, REQ_TSIG_B_12, REQ_TSIG_B_13, REQ_TSIG_B_14,
		REQ_TSIG_B_15, REQ_TSIG_B_16, REQ_TSIG_B_20, REQ_TSIG_S_05,
		REQ_TSIG_S_09, REQ_TSIG_S_24, REQ_TSIG_S_31,
	};
	unsigned i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		judge_unclear(t->judge, reasons[i].id, reasons[i].why);
	for (i = 0; t->keyless && i < sizeof(with_key) / sizeof(with_key[0]);
	     i++)
		judge_unclear(t->judge, with_key[i], "TSIG without the key");
}
