/* SPDX-License-Identifier: Apache-2.0 */
/* lease_server.c - what RFC 9664 asks of who grants leases.
 *
 * Not to be seen on a wire, so always inconclusive: S-15, S-19 (what the
 * operator may change), S-20 (guards against floods), S-22, S-23 (keys, other
 * advice). The defaults of S-13, S-14, S-16 and S-17 are seen only where they
 * bind: what is granted beyond them may be the operator's choice. */
#include "lab/judge/lease_book.h"

#include <stdio.h>

#include "lab/limits.h"

#define MS_NS UINT64_C(1000000)

enum { SETTLED_MS = 30000 };	/* after a lapse the server has deleted */

static void
pass(struct lease_book *b, enum requirement_id r, const struct message *m)
{
	judge_pass(b->judge, r, JUDGE_SERVER, m->packet);
}

/* Failed by the request X and its answer M. */
static void
fail_answer(struct lease_book *b, enum requirement_id r,
	    const struct lease_exchange *x, const struct message *m,
	    const char *why)
{
	const struct evidence e[] = { x->last, evidence_of(m->packet) };

	judge_fail(b->judge, r, JUDGE_SERVER, e, 2, "%s", why);
}

/* The option of an answer ----------------------------------------------- */

/* B-01, B-02, B-03 as of requests. B-04: a grant that is the lease asked for
 * with its octets turned round fails, any other passes. */
static void
rule_form(struct lease_book *b, const struct message *m,
	  const struct lease_exchange *x)
{
	const struct dns_options *o = &m->dns.options;

	if (!o->has_lease && !o->lease_malformed)
		return;
	pass(b, REQ_UL_B_01, m);
	pass(b, REQ_UL_B_02, m);
	if (!o->has_lease) {
		fail_answer(b, REQ_UL_B_03, x, m, "an Update Lease option "
			    "whose length is neither 4 nor 8");
		return;
	}
	if (!o->lease_malformed)
		pass(b, REQ_UL_B_03, m);
	if (lease_is_turned(x->lease_s, o->lease_s))
		fail_answer(b, REQ_UL_B_04, x, m, "the lease granted is the "
			    "one asked for, in the wrong order of octets");
	else
		pass(b, REQ_UL_B_04, m);
}

/* S-01: a success with the option passes, without it fails. S-03, S-05: an
 * answer of the request's own variant passes, another answer to a success
 * fails, none at all included. B-10: an 8-octet answer to 8 octets passes. */
static void
rule_variant(struct lease_book *b, const struct message *m,
	     const struct lease_exchange *x)
{
	const struct dns_options *o = &m->dns.options;
	enum requirement_id kind = x->eight ? REQ_UL_S_03 : REQ_UL_S_05;

	if (!o->has_lease && !o->lease_malformed) {
		fail_answer(b, REQ_UL_S_01, x, m, "the update had an Update "
			    "Lease option and succeeded; the answer has none");
		fail_answer(b, kind, x, m, x->eight ?
			    "8 octets of lease were not answered by 8" :
			    "4 octets of lease were not answered by 4");
		return;
	}
	pass(b, REQ_UL_S_01, m);
	if (o->has_lease && o->has_key_lease == x->eight) {
		pass(b, kind, m);
		if (x->eight)
			pass(b, REQ_UL_B_10, m);
		return;
	}
	fail_answer(b, kind, x, m, x->eight ?
		    "8 octets of lease were answered by another length" :
		    "4 octets of lease were answered by another length");
}

/* S-02: another lease than asked for passes. S-13, S-14: one over the bounds
 * that was cut passes; S-13: one of as good as for ever that was granted
 * fails. S-16, S-17: one under 30 s that was raised to it passes. S-18: an hour
 * passes. */
static void
rule_bounds(struct lease_book *b, const struct message *m,
	    uint32_t asked_s, uint32_t granted_s, uint32_t bound_s)
{
	enum { FOR_EVER_S = 0x7fffffff };
	const uint32_t least_s = LIMIT_LEASE_LEAST / 1000;

	if (asked_s != granted_s)
		pass(b, REQ_UL_S_02, m);
	if (asked_s > bound_s && granted_s < asked_s)
		pass(b, REQ_UL_S_13, m);
	if (asked_s > bound_s && granted_s <= bound_s)
		pass(b, REQ_UL_S_14, m);
	if (asked_s >= FOR_EVER_S && granted_s >= asked_s)
		judge_fail_packet(b->judge, REQ_UL_S_13, JUDGE_SERVER,
				  m->packet, "a lease of %u s is granted: "
				  "there is no upper bound", granted_s);
	if (asked_s < least_s && granted_s > asked_s)
		pass(b, REQ_UL_S_16, m);
	if (asked_s < least_s && granted_s >= least_s)
		pass(b, REQ_UL_S_17, m);
	if (granted_s >= LIMIT_LEASE_AMPLE / 1000)
		pass(b, REQ_UL_S_18, m);
}

/* S-21: an unsigned update that is refused passes; one that is taken fails
 * where other updates of the same zone are signed. */
static void
rule_signature(struct lease_book *b, const struct message *m,
	       const struct lease_exchange *x)
{
	const struct lease_zone *z = lease_find_zone(b, x->zone);
	unsigned rcode = dns_rcode(&m->dns);

	if (x->has_signature)
		return;
	if (rcode == DNS_RCODE_REFUSED || rcode == DNS_RCODE_NOTAUTH)
		pass(b, REQ_UL_S_21, m);
	else if (rcode == DNS_RCODE_NOERROR && z && z->signed_seen)
		fail_answer(b, REQ_UL_S_21, x, m, "an update without TSIG or "
			    "SIG(0) was taken");
}

/* What is granted is what is left of the lease that was to be renewed. */
static bool
is_rest(const struct lease_book *b, const struct lease_exchange *x,
	uint32_t granted_s)
{
	const uint64_t now = judge_now_ns(b->judge);
	const uint64_t left_s = x->expiry_ns > now ?
		(x->expiry_ns - now) / (1000 * MS_NS) : 0;

	return granted_s < x->lease_s &&
		(granted_s + 2) * UINT64_C(1000) < x->lease_ms &&
		granted_s + UINT64_C(1) >= left_s && granted_s <= left_s + 1;
}

/* S-07: a Refresh answered by a success with a new lease passes; by one
 * without, or with what is left of the old one, or by an error that is none of
 * its prerequisites' or of its TSIG's, fails. */
static void
rule_acknowledged(struct lease_book *b, const struct message *m,
		  const struct lease_exchange *x)
{
	const struct dns_options *o = &m->dns.options;
	unsigned rcode = dns_rcode(&m->dns);

	if (!x->refresh || !x->has_lease || x->malformed)
		return;
	if (rcode == DNS_RCODE_NOERROR && o->has_lease && o->lease_s &&
	    is_rest(b, x, o->lease_s))
		fail_answer(b, REQ_UL_S_07, x, m, "a Refresh is answered with "
			    "what is left of the lease, not with a new one");
	else if (rcode == DNS_RCODE_NOERROR && o->has_lease && o->lease_s)
		pass(b, REQ_UL_S_07, m);
	else if (rcode == DNS_RCODE_NOERROR && !o->lease_malformed)
		fail_answer(b, REQ_UL_S_07, x, m,
			    "a Refresh is answered without a new lease");
	else if (rcode == DNS_RCODE_FORMERR || rcode == DNS_RCODE_SERVFAIL ||
		 rcode == DNS_RCODE_NOTIMP || rcode == DNS_RCODE_REFUSED)
		fail_answer(b, REQ_UL_S_07, x, m,
			    "a Refresh of what stands is answered by an error");
}

/* B-10: 8 octets that are refused as malformed, or as not known, by who grants
 * 4, fail. */
static void
rule_both_variants(struct lease_book *b, const struct message *m,
		   const struct lease_exchange *x)
{
	struct lease_zone *z = lease_find_zone(b, x->zone);
	const unsigned rcode = dns_rcode(&m->dns);

	if (!z || !x->has_lease || x->malformed)
		return;
	if (rcode == DNS_RCODE_NOERROR && !x->eight &&
	    m->dns.options.has_lease)
		z->four_taken = true;
	else if ((rcode == DNS_RCODE_FORMERR || rcode == DNS_RCODE_NOTIMP) &&
		 x->eight && z->four_taken)
		fail_answer(b, REQ_UL_B_10, x, m, "8 octets of lease are "
			    "refused by a server that takes 4");
}

void
lease_server_answer(struct lease_book *b, const struct message *m,
		    const struct lease_exchange *x)
{
	const struct dns_options *o = &m->dns.options;

	rule_form(b, m, x);
	rule_signature(b, m, x);
	rule_acknowledged(b, m, x);
	rule_both_variants(b, m, x);
	if (dns_rcode(&m->dns) != DNS_RCODE_NOERROR || !x->has_lease ||
	    x->malformed)
		return;
	rule_variant(b, m, x);
	if (!o->has_lease)
		return;
	rule_bounds(b, m, x->lease_s, o->lease_s, LIMIT_LEASE_BOUND / 1000);
	if (x->eight && o->has_key_lease)
		rule_bounds(b, m, x->key_lease_s, o->key_lease_s,
			    LIMIT_LEASE_KEY_BOUND / 1000);
}

/* S-07: a Refresh that was sent twice (or once over TCP) and has had no answer
 * 5 s later fails; once over UDP may have been lost. */
void
lease_server_silence(struct lease_book *b, struct lease_exchange *x)
{
	const struct evidence e[] = { x->first, x->last };

	if (!x->refresh || !x->has_lease || x->malformed ||
	    (!x->tcp && x->attempts + x->sends < 2))
		return;
	judge_fail(b->judge, REQ_UL_S_07, JUDGE_SERVER, e,
		   x->sends > 1 ? 2 : 1, "a Refresh got no answer");
}

/* What is answered to queries ------------------------------------------- */

enum { QUERY_LATE_MS = 0 };	/* the fixed tolerance alone */

static void
fail_record(struct lease_book *b, enum requirement_id id,
	    const struct lease_record *r, const struct message *m,
	    const char *what)
{
	const struct evidence e[] = { r->granted, evidence_of(m->packet) };

	judge_fail(b->judge, id, JUDGE_SERVER, e, 2,
		   "%s: %.3f s after a lease of %.0f s was granted", what,
		   (double)(judge_now_ns(b->judge) - e[0].time_ns) / 1e9,
		   (double)r->lease_ms / 1000);
}

/* S-10: a record in an answer more than the fixed tolerance after its lease
 * fails. S-12: so it does if that fits the lease asked for. B-05, S-04: a KEY
 * RR of a 4-octet grant that outlives it fails. */
static void
rule_late(struct lease_book *b, const struct message *m,
	  const struct lease_record *r, uint16_t type)
{
	uint64_t age_ms = (judge_now_ns(b->judge) - r->granted.time_ns) / MS_NS;

	fail_record(b, REQ_UL_S_10, r, m,
		    "a record is answered whose lease has run out");
	if (age_ms <= r->asked_s * UINT64_C(1000))
		fail_record(b, REQ_UL_S_12, r, m, "a record stays for the "
			    "lease asked for, not the one granted");
	if (type == DNS_TYPE_KEY && !r->eight) {
		fail_record(b, REQ_UL_S_04, r, m,
			    "a KEY RR outlives its 4-octet lease");
		fail_record(b, REQ_UL_B_05, r, m,
			    "a KEY RR outlives its 4-octet lease");
	}
}

/* S-06: a lost record that is answered after its Refresh passes. B-07: one
 * that a Lease Update removed, and that is answered later, fails. */
static void
rule_present(struct lease_book *b, const struct message *m,
	     struct lease_record *r, uint16_t type)
{
	uint64_t gap;

	if (r->state == LEASE_UNKNOWN || r->open)
		return;
	gap = judge_now_ns(b->judge) - r->granted.time_ns;
	if (r->state == LEASE_REMOVED) {
		if (judge_too_late(b->judge, gap, QUERY_LATE_MS))
			fail_record(b, REQ_UL_B_07, r, m, "a record is "
				    "answered that a Lease Update removed");
		return;
	}
	if (gap > r->lease_ms * MS_NS) {
		r->late = judge_too_late(b->judge, gap - r->lease_ms * MS_NS,
					 QUERY_LATE_MS);
		if (r->late)
			rule_late(b, m, r, type);
		return;
	}
	if (r->gone)
		pass(b, REQ_UL_S_06, m);
	if (type == DNS_TYPE_KEY && r->by_key_lease &&
	    r->other_ms < r->lease_ms && gap > r->other_ms * MS_NS)
		pass(b, REQ_UL_B_06, m);
	r->seen = true;
	r->gone = false;
}

/* S-10, S-11, S-12: a record that is answered no more passes after its lease.
 * S-12: one that was answered, and is not before the end of its lease, without
 * an update that removed it, fails; B-06: and so it does if it is a KEY RR and
 * goes with the lease of the others. S-06: one that was lost, was refreshed,
 * and still is not answered fails. B-07: a removed one passes. */
static void
rule_absent(struct lease_book *b, const struct message *m,
	    struct lease_record *r, uint16_t type)
{
	uint64_t gap;

	if (r->state == LEASE_UNKNOWN || r->open)
		return;
	gap = judge_now_ns(b->judge) - r->granted.time_ns;
	if (r->state == LEASE_REMOVED) {
		pass(b, REQ_UL_B_07, m);
		return;
	}
	if (!judge_too_early(b->judge, gap, r->lease_ms)) {
		pass(b, REQ_UL_S_10, m);
		pass(b, REQ_UL_S_11, m);
		if (r->seen && !r->late)
			pass(b, REQ_UL_S_12, m);
		if (type == DNS_TYPE_KEY && !r->eight) {
			pass(b, REQ_UL_S_04, m);
			pass(b, REQ_UL_B_05, m);
		}
		r->gone = true;
		return;
	}
	if (r->seen) {
		fail_record(b, REQ_UL_S_12, r, m,
			    "a record is gone before its lease has run out");
		if (r->by_key_lease && r->other_ms < r->lease_ms &&
		    !judge_too_early(b->judge, gap, r->other_ms))
			fail_record(b, REQ_UL_B_06, r, m, "a KEY RR goes "
				    "with the lease of other records");
	} else if (r->gone && judge_too_late(b->judge, gap, QUERY_LATE_MS)) {
		fail_record(b, REQ_UL_S_06, r, m, "a lost record was "
			    "refreshed and is not answered");
	}
	r->seen = false;
}

static void
rule_set(struct lease_book *b, const struct message *m,
	 struct lease_set *set, const uint64_t *answers, unsigned count)
{
	unsigned i, k;

	for (i = 0; i < set->count; i++) {
		for (k = 0; k < count; k++)
			if (answers[k] == set->records[i].rdata)
				break;
		if (k < count)
			rule_present(b, m, &set->records[i], set->type);
		else if (m->use == MESSAGE_QUERY &&
			 !(m->dns.flags & DNS_FLAG_TC))
			rule_absent(b, m, &set->records[i], set->type);
	}
}

/* Answers to the first question; a recursive one may come from a cache. */
void
lease_server_query(struct lease_book *b, const struct message *m)
{
	enum { ANSWERS_MAX = 64 };
	uint64_t server = lease_server_hash(&m->packet->from);
	uint64_t answers[ANSWERS_MAX], name;
	unsigned rcode = dns_rcode(&m->dns), count = 0;
	struct dns_question q;
	struct dns_iterator it;
	struct lease_set *set;
	struct dns_record rr;

	if ((rcode != DNS_RCODE_NOERROR && rcode != DNS_RCODE_NXDOMAIN) ||
	    !dns_first_question(&m->dns, &q))
		return;
	name = lease_name_hash(server, &q.name);
	set = lease_find_set(b, name, q.type);
	if (!set)
		return;
	for (dns_records(&m->dns, DNS_ANSWER, &it); dns_next(&it, &rr);) {
		if (rr.type == DNS_TYPE_CNAME || count == ANSWERS_MAX)
			return;
		if (rr.type == q.type && dns_name_equal(&rr.name, &q.name))
			answers[count++] = lease_rdata_hash(&rr);
	}
	rule_set(b, m, set, answers, count);
}

/* Serials --------------------------------------------------------------- */

/* S-08: the serial before and after a Refresh that changes nothing, without
 * another update or a lapse between: the same passes, another fails. */
static bool
rule_same(struct lease_book *b, const struct message *m,
	  const struct lease_zone *z, uint32_t serial)
{
	const struct evidence e[] = { z->base, z->update,
		evidence_of(m->packet) };

	if (serial == z->serial) {
		pass(b, REQ_UL_S_08, m);
		return judge_now_ns(b->judge) - z->update.time_ns <
			LIMIT_UPDATE_ANSWER * MS_NS;
	}
	judge_fail(b->judge, REQ_UL_S_08, JUDGE_SERVER, e, 3, "a Refresh "
		   "changed nothing, and the serial went from %u to %u",
		   z->serial, serial);
	return false;
}

/* S-09: the same around one that adds what was gone: a later serial passes, the
 * same fails. */
static bool
rule_other(struct lease_book *b, const struct message *m,
	   const struct lease_zone *z, uint32_t serial)
{
	const struct evidence e[] = { z->base, z->update,
		evidence_of(m->packet) };

	if (dns_serial_after(serial, z->serial)) {
		pass(b, REQ_UL_S_09, m);
		return false;
	}
	if (!judge_too_late(b->judge, judge_now_ns(b->judge) - e[1].time_ns, 0))
		return true;
	judge_fail(b->judge, REQ_UL_S_09, JUDGE_SERVER, e, 3, "a Refresh "
		   "added what was gone, and the serial stayed %u", serial);
	return false;
}

void
lease_server_serial(struct lease_book *b, const struct message *m,
		    struct lease_zone *z, uint32_t serial)
{
	bool more = false;

	if (z->known && !z->unsure && (z->renewed || z->changed) &&
	    (!z->lapsed_ns || z->changed ||
	     z->base.time_ns > z->lapsed_ns + SETTLED_MS * MS_NS))
		more = z->changed ? rule_other(b, m, z, serial) :
			rule_same(b, m, z, serial);
	if (more)
		return;
	z->known = true;
	z->serial = serial;
	z->base = evidence_of(m->packet);
	z->renewed = z->changed = z->unsure = false;
}

/* Why what nobody ruled on stays open ----------------------------------- */

void
lease_server_end(struct lease_book *b)
{
	static const struct {
		enum requirement_id id;
		const char *why;
	} reasons[] = {
		{ REQ_UL_S_01, "no update with an Update Lease option "
			"succeeded" },
		{ REQ_UL_S_03, "no update with 8 octets of lease succeeded" },
		{ REQ_UL_S_04, "no KEY RR of a 4-octet lease was asked for "
			"after it" },
		{ REQ_UL_S_05, "no update with 4 octets of lease succeeded" },
		{ REQ_UL_S_06, "no lost record was refreshed" },
		{ REQ_UL_S_07, "no Refresh was seen" },
		{ REQ_UL_S_08, "the serial was not seen before and after a "
			"Refresh that changes nothing" },
		{ REQ_UL_S_09, "the serial was not seen before and after a "
			"Refresh that changes something" },
		{ REQ_UL_S_10, "no record was asked for after its lease" },
		{ REQ_UL_S_11, "no record was asked for after its lease" },
		{ REQ_UL_S_12, "no record was asked for before and after the "
			"end of its lease" },
		{ REQ_UL_S_13, "no lease beyond the bound was asked for and "
			"cut" },
		{ REQ_UL_S_14, "what is granted beyond may be the operator's "
			"choice" },
		{ REQ_UL_S_15, "what an operator can change is not seen on the "
			"wire" },
		{ REQ_UL_S_16, "no lease under 30 s was asked for and raised; "
			"what is granted may be the operator's choice" },
		{ REQ_UL_S_17, "no lease under 30 s was asked for and raised; "
			"what is granted may be the operator's choice" },
		{ REQ_UL_S_18, "what most cases are is not seen on the wire" },
		{ REQ_UL_S_19, "what an operator can change is not seen on the "
			"wire" },
		{ REQ_UL_S_20, "guards against floods are not seen on the "
			"wire" },
		{ REQ_UL_S_21, "no unsigned update was sent where others are "
			"signed: what the server asks for is not seen" },
		{ REQ_UL_S_22, "what a key may do is not seen on the wire" },
		{ REQ_UL_S_23, "advice to whoever builds and runs it" },
		{ REQ_UL_B_05, "no KEY RR of a 4-octet lease was asked for "
			"after it" },
		{ REQ_UL_B_06, "no KEY RR was asked for between the two "
			"leases" },
		{ REQ_UL_B_07, "no removed record was asked for" },
		{ REQ_UL_B_10, "no update with 8 octets of lease succeeded" },
	};
	unsigned i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		judge_unclear(b->judge, reasons[i].id, reasons[i].why);
}
