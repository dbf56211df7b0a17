/* SPDX-License-Identifier: Apache-2.0 */
/* lease_client.c - what RFC 9664 asks of who registers.
 *
 * A Refresh is an update whose additions all stand already, by the same
 * client's address; it is held against the record that has used up most of its
 * lease. What is too early or too late by no more than the greater of 20 ms and
 * 2 % (late: 500 ms) is in time.
 *
 * Not to be seen on a wire, so always inconclusive: C-04 (whether records are
 * static), C-08 (when the client started), C-12 (what it decides by),
 * B-08, B-09 (what words mean). */
#include "lab/judge/lease_book.h"

#include <stdio.h>

#include "autotunnel/registration.h"
#include "lab/limits.h"

#define MS_NS UINT64_C(1000000)

enum { FLOOD_MAX = 10, FLOOD_MS = 1000 };	/* sends of one update */

/* Helpers --------------------------------------------------------------- */

static void
pass(struct lease_book *b, enum requirement_id r, const struct message *m)
{
	judge_pass(b->judge, r, JUDGE_CLIENT, m->packet);
}

static uint32_t
swapped(uint32_t n)
{
	return n >> 24 | (n >> 8 & 0xff00) | (n << 8 & 0xff0000) | n << 24;
}

/* Where a refresh falls in a lease. */
enum moment { MOMENT_EARLY, MOMENT_RIGHT, MOMENT_LATE, MOMENT_AFTER };

static bool
is_after(const struct lease_book *b, uint64_t gap_ns, uint64_t wait_ms)
{
	return gap_ns / MS_NS > wait_ms &&
		judge_too_early(b->judge, wait_ms * MS_NS, gap_ns / MS_NS);
}

/* `at 80%..85%` is the first point of the chart's timer. */
static enum moment
moment_of(const struct lease_book *b, uint64_t gap_ns, uint64_t lease_ms)
{
	const struct chart_timer *t =
		&registration_chart.timers[REGISTRATION_TIMER_RENEW];
	uint64_t late_ms = lease_ms * t->waits[0].to / 10000;

	if (judge_too_early(b->judge, gap_ns,
			    judge_wait_ms(&registration_chart, "renew", 0,
					  lease_ms)))
		return MOMENT_EARLY;
	if (is_after(b, gap_ns, lease_ms))
		return MOMENT_AFTER;
	if (is_after(b, gap_ns, late_ms) &&
	    judge_too_late(b->judge, gap_ns - late_ms * MS_NS, 0))
		return MOMENT_LATE;
	return MOMENT_RIGHT;
}

static double
used_percent(const struct lease_book *b, const struct lease_record *r)
{
	return (double)(judge_now_ns(b->judge) - r->granted.time_ns) /
		(double)(r->lease_ms * MS_NS) * 100;
}

/* Of what X adds, the record that has used up most of its lease. */
static struct lease_record *
oldest(struct lease_book *b, const struct lease_exchange *x)
{
	struct lease_record *r, *found = NULL;
	unsigned i;

	for (i = 0; i < x->change_count; i++) {
		if (x->list[i].kind != CHANGE_ADD)
			continue;
		r = lease_find(b, &x->list[i]);
		if (r && r->state == LEASE_GRANTED &&
		    (!found || used_percent(b, r) > used_percent(b, found)))
			found = r;
	}
	return found;
}

/* Failed by the grant of R and by M. */
static void
fail_since(struct lease_book *b, enum requirement_id id,
	   const struct lease_record *r, const struct message *m,
	   const char *what)
{
	const struct evidence e[] = { r->granted, evidence_of(m->packet) };

	judge_fail(b->judge, id, JUDGE_CLIENT, e, 2,
		   "%s: %.3f s (%.1f %%) of a lease of %.0f s had passed", what,
		   (double)(judge_now_ns(b->judge) - e[0].time_ns) / 1e9,
		   used_percent(b, r), (double)r->lease_ms / 1000);
}

/* The option ------------------------------------------------------------ */

/* B-01, B-02: an option in an UPDATE passes; in another message it fails
 * (lease_book.c). B-03: a length of 4 or 8 passes, another fails. B-04: seconds
 * that make sense pass; what is over a year, but a week at most if its octets
 * are turned round, was written in the wrong order. */
static void
rule_option(struct lease_book *b, const struct message *m,
	    const struct lease_exchange *x)
{
	enum { WEEK_S = 7 * 86400, YEAR_S = 366 * 86400 };
	const struct dns_options *o = &m->dns.options;

	if (!o->has_lease && !o->lease_malformed)
		return;
	pass(b, REQ_UL_B_01, m);
	pass(b, REQ_UL_B_02, m);
	if (!o->has_lease) {
		judge_fail_packet(b->judge, REQ_UL_B_03, JUDGE_CLIENT,
				  m->packet, "an Update Lease option whose "
				  "length is neither 4 nor 8");
		return;
	}
	if (!o->lease_malformed)
		pass(b, REQ_UL_B_03, m);
	if (x->lease_s > YEAR_S && swapped(x->lease_s) <= WEEK_S)
		judge_fail_packet(b->judge, REQ_UL_B_04, JUDGE_CLIENT,
				  m->packet, "a lease of %u s; in big-endian "
				  "order %u s were meant", x->lease_s,
				  swapped(x->lease_s));
	else
		pass(b, REQ_UL_B_04, m);
}

/* C-02: additions with a lease of 1800 s or more pass, with less they fail; 0
 * takes records away (RFC 9665). C-03: less is a choice that a client has, so
 * it passes. */
static void
rule_asked(struct lease_book *b, const struct message *m,
	   const struct lease_exchange *x)
{
	const uint32_t least_s = LIMIT_LEASE_ASKED_LEAST / 1000;
	uint32_t asked = x->lease_s;

	if (!asked || (x->key_lease_s && x->key_lease_s < asked))
		asked = x->key_lease_s;
	if (!x->has_lease || !asked)
		return;
	if (asked >= least_s) {
		pass(b, REQ_UL_C_02, m);
		return;
	}
	judge_fail_packet(b->judge, REQ_UL_C_02, JUDGE_CLIENT, m->packet,
			  "a lease of %u s is asked for; %u s is the least "
			  "that should be", asked, least_s);
	pass(b, REQ_UL_C_03, m);
}

/* Additions ------------------------------------------------------------- */

static bool
adds_something(const struct lease_exchange *x)
{
	unsigned i;

	for (i = 0; i < x->change_count; i++)
		if (x->list[i].kind == CHANGE_ADD)
			return true;
	return false;
}

/* One of the additions has been granted a lease to this client before. */
static struct lease_record *
leased_before(struct lease_book *b, const struct lease_exchange *x)
{
	struct lease_record *r;
	unsigned i;

	for (i = 0; i < x->change_count; i++) {
		r = lease_find(b, &x->list[i]);
		if (x->list[i].kind == CHANGE_ADD && r &&
		    r->state == LEASE_GRANTED && r->client == x->client)
			return r;
	}
	return NULL;
}

/* C-01: additions with the option pass; without it those fail that had a lease
 * before, since they are not meant for ever. C-15: the same of a Refresh. */
static void
rule_presence(struct lease_book *b, const struct message *m,
	      const struct lease_exchange *x)
{
	const struct lease_record *r;

	if (x->has_lease || x->malformed) {
		pass(b, REQ_UL_C_01, m);
		if (x->refresh)
			pass(b, REQ_UL_C_15, m);
		return;
	}
	r = leased_before(b, x);
	if (r)
		fail_since(b, REQ_UL_C_01, r, m, "records with a lease are "
			   "added again without an Update Lease option");
	if (x->refresh)
		fail_since(b, REQ_UL_C_15, r, m,
			   "a Refresh without an Update Lease option");
}

/* Prerequisites --------------------------------------------------------- */

static bool
is_added(const struct lease_exchange *x, uint64_t name, uint16_t type)
{
	unsigned i;

	for (i = 0; i < x->change_count; i++)
		if (x->list[i].kind == CHANGE_ADD && x->list[i].name == name &&
		    (type == DNS_TYPE_ANY || x->list[i].type == type))
			return true;
	return false;
}

/* C-10: a Refresh without prerequisites passes; one that its own records must
 * not be there fails. C-11: the same; one that they must be there fails. What
 * other prerequisites would do cannot be known. RFC 2136 2.4: class NONE is
 * "is not there", ANY and the zone's class "is there". */
static void
rule_prerequisites(struct lease_book *b, const struct message *m,
		   const struct lease_exchange *x)
{
	struct dns_iterator it;
	struct dns_record rr;
	bool absent = false, present = false;
	uint64_t name;

	dns_records(&m->dns, DNS_PREREQUISITE, &it);
	while (dns_next(&it, &rr)) {
		name = lease_name_hash(x->server, &rr.name);
		if (!is_added(x, name, rr.type))
			continue;
		if (rr.class == DNS_CLASS_NONE)
			absent = true;
		else
			present = true;
	}
	if (absent)
		judge_fail_packet(b->judge, REQ_UL_C_10, JUDGE_CLIENT,
				  m->packet, "the Refresh has a prerequisite "
				  "that its own records are not there");
	if (present)
		judge_fail_packet(b->judge, REQ_UL_C_11, JUDGE_CLIENT,
				  m->packet, "the Refresh has a prerequisite "
				  "that its own records are still there");
	if (x->prerequisites && (absent || present))
		return;
	if (!x->prerequisites) {
		pass(b, REQ_UL_C_10, m);
		pass(b, REQ_UL_C_11, m);
	}
}

/* When it is refreshed -------------------------------------------------- */

/* C-07: what is scheduled by the granted lease passes; where that differs from
 * the one asked for, and the moment fits the latter, it fails. */
static void
rule_by_granted(struct lease_book *b, const struct message *m,
		const struct lease_record *r, enum moment moment)
{
	uint64_t gap = judge_now_ns(b->judge) - r->granted.time_ns;
	uint64_t asked_ms = r->asked_s * UINT64_C(1000);

	if (moment == MOMENT_RIGHT) {
		pass(b, r->assumed ? REQ_UL_C_06 : REQ_UL_C_07, m);
		if (r->assumed)
			pass(b, REQ_UL_C_05, m);
		if (r->shortened && r->asked_s * UINT64_C(1000) != r->lease_ms)
			pass(b, REQ_UL_C_09, m);
		return;
	}
	if (r->assumed) {
		fail_since(b, REQ_UL_C_06, r, m, "the answer had no Update "
			   "Lease option, so the lease asked for counts; the "
			   "Refresh comes at another time than that says");
		return;
	}
	if (asked_ms == r->lease_ms ||
	    moment_of(b, gap, asked_ms) != MOMENT_RIGHT)
		return;
	fail_since(b, REQ_UL_C_07, r, m,
		   "the Refresh is scheduled by the lease asked for");
	if (r->shortened)
		fail_since(b, REQ_UL_C_09, r, m, "the answer's 4 octets count "
			   "for KEY RRs too; the Refresh is scheduled by the "
			   "lease asked for");
}

/* C-23: an early Refresh that wishes for another duration passes. C-24: one
 * such passes if the next Refresh comes at its proper time; a second early one
 * for the same duration fails. */
static bool
rule_negotiation(struct lease_book *b, const struct message *m,
		 const struct lease_exchange *x, const struct lease_record *r,
		 enum moment moment)
{
	if (!x->has_lease)
		return false;
	if (r->denied_s && x->lease_s == r->denied_s &&
	    moment == MOMENT_EARLY) {
		fail_since(b, REQ_UL_C_24, r, m, "a duration that was not "
			   "granted is asked for again in an early Refresh");
		return true;
	}
	if (r->denied_s)
		pass(b, REQ_UL_C_24, m);
	if (moment != MOMENT_EARLY || x->lease_s == r->asked_s ||
	    x->lease_s == r->asked_first_s ||
	    x->lease_s * UINT64_C(1000) == r->lease_ms)
		return false;
	pass(b, REQ_UL_C_23, m);
	return true;
}

/* C-19: one Refresh for several Registrations passes. C-20: passes where one
 * of its records has used up 75 % of its lease, else fails. C-21: passes over
 * UDP if it was not truncated, fails if it was. */
static void
rule_coalesced(struct lease_book *b, const struct message *m,
	       const struct lease_exchange *x, const struct lease_record *r)
{
	if (!x->coalesced)
		return;
	pass(b, REQ_UL_C_19, m);
	if (judge_too_early(b->judge,
			    judge_now_ns(b->judge) - r->granted.time_ns,
			    r->lease_ms * LIMIT_LEASE_COALESCE_PERCENT / 100))
		fail_since(b, REQ_UL_C_20, r, m, "Refreshes are coalesced "
			   "before a record has used up 75 % of its lease");
	else
		pass(b, REQ_UL_C_20, m);
	if (x->tcp)
		return;
	if (m->dns.flags & DNS_FLAG_TC)
		judge_fail_packet(b->judge, REQ_UL_C_21, JUDGE_CLIENT,
				  m->packet,
				  "the coalesced Refresh is truncated");
	else
		pass(b, REQ_UL_C_21, m);
}

/* C-14: a Refresh at 80..85 % passes, another fails, unless it is coalesced
 * with 75 % used up. C-22: one with half of the lease used up passes, an
 * earlier one fails. */
static void
rule_moment(struct lease_book *b, const struct message *m,
	    const struct lease_exchange *x, const struct lease_record *r,
	    enum moment moment)
{
	uint64_t gap = judge_now_ns(b->judge) - r->granted.time_ns;
	uint64_t half_ms = r->lease_ms * LIMIT_LEASE_EARLY_PERCENT / 100;
	uint64_t some_ms = r->lease_ms * LIMIT_LEASE_COALESCE_PERCENT / 100;

	if (judge_too_early(b->judge, gap, half_ms))
		fail_since(b, REQ_UL_C_22, r, m, "a Refresh while all its "
			   "records have more than half of their lease left");
	else
		pass(b, REQ_UL_C_22, m);
	if (moment == MOMENT_RIGHT)
		pass(b, REQ_UL_C_14, m);
	else if (r->assumed)
		return;		/* C-06 says it */
	else if (moment == MOMENT_EARLY &&
		 !(x->coalesced && !judge_too_early(b->judge, gap, some_ms)))
		fail_since(b, REQ_UL_C_14, r, m,
			   "a Refresh before 80 % of the lease");
	else if (moment != MOMENT_EARLY)
		fail_since(b, REQ_UL_C_14, r, m,
			   "a Refresh after 85 % of the lease");
}

/* C-13: a Refresh before the lease runs out passes; records that are added
 * again soon after it fail, since they were to stay. C-16: to ask for the first
 * duration or the granted one passes. C-17: a second try before the lease runs
 * out passes. C-18: one after it passes. */
static void
rule_refresh(struct lease_book *b, const struct message *m,
	     const struct lease_exchange *x, const struct lease_record *r)
{
	uint64_t gap = judge_now_ns(b->judge) - r->granted.time_ns;
	enum moment moment = moment_of(b, gap, r->lease_ms);

	if (r->attempts) {
		pass(b, moment == MOMENT_AFTER ? REQ_UL_C_18 : REQ_UL_C_17, m);
		if (moment != MOMENT_AFTER && !x->tcp)
			pass(b, REQ_UL_B_11, m);
		return;
	}
	if (moment == MOMENT_AFTER && gap > 2 * r->lease_ms * MS_NS &&
	    moment_of(b, gap, r->asked_s * UINT64_C(1000)) != MOMENT_RIGHT)
		return;		/* so late that it may have started anew */
	if (x->has_lease && (x->lease_s == r->asked_first_s ||
			     x->lease_s * UINT64_C(1000) == r->lease_ms))
		pass(b, REQ_UL_C_16, m);
	if (moment == MOMENT_AFTER)
		fail_since(b, REQ_UL_C_13, r, m, "records that were to stay "
			   "are refreshed after their lease has run out");
	else
		pass(b, REQ_UL_C_13, m);
	if (rule_negotiation(b, m, x, r, moment))
		return;
	rule_moment(b, m, x, r, moment);
	rule_by_granted(b, m, r, moment);
	rule_coalesced(b, m, x, r);
}

void
lease_client_request(struct lease_book *b, const struct message *m,
		     struct lease_exchange *x)
{
	rule_option(b, m, x);
	if (!adds_something(x))
		return;
	rule_asked(b, m, x);
	rule_presence(b, m, x);
	if (!x->renewal)
		return;
	rule_prerequisites(b, m, x);
	rule_refresh(b, m, x, oldest(b, x));
}

/* Sending again --------------------------------------------------------- */

/* B-11: an update that is sent again for want of an answer passes; one that is
 * not, within 30 s (a Refresh: until its lease runs out), fails; one that is
 * sent more than ten times in a second fails. */
void
lease_client_resend(struct lease_book *b, const struct message *m,
		    struct lease_exchange *x)
{
	const struct evidence e[] = { x->first, evidence_of(m->packet) };

	if (x->tcp || x->answered)
		return;
	if (x->sends > FLOOD_MAX &&
	    e[1].time_ns - e[0].time_ns < FLOOD_MS * MS_NS)
		judge_fail(b->judge, REQ_UL_B_11, JUDGE_CLIENT, e, 2,
			   "an update is sent %u times within a second",
			   x->sends);
	else
		pass(b, REQ_UL_B_11, m);
	if (x->refresh)
		pass(b, REQ_UL_C_17, m);
	else if (x->renewal && x->attempts)
		pass(b, REQ_UL_C_18, m);
}

/* C-17: a Refresh without an answer that is not tried again before its lease
 * runs out fails. */
void
lease_client_silence(struct lease_book *b, struct lease_exchange *x)
{
	if (x->sends > 1 || lease_was_tried_again(b, x))
		return;
	judge_fail(b->judge, REQ_UL_B_11, JUDGE_CLIENT, &x->first, 1,
		   "an update got no answer and was not sent again");
	if (x->refresh && judge_now_ns(b->judge) >= x->expiry_ns)
		judge_fail(b->judge, REQ_UL_C_17, JUDGE_CLIENT, &x->first, 1,
			   "a Refresh got no answer and was not tried again "
			   "before its lease ran out");
}

/* What a Refresh asked for differs from what stood, and was not given. */
void
lease_client_granted(struct lease_book *b, struct lease_record *r,
		     uint32_t asked_s, uint32_t granted_s)
{
	(void)b;
	if (asked_s == granted_s)
		r->denied_s = 0;
	else if (asked_s != r->asked_first_s)
		r->denied_s = asked_s;
}

/* Why what nobody ruled on stays open ----------------------------------- */

void
lease_client_end(struct lease_book *b)
{
	static const struct {
		enum requirement_id id;
		const char *why;
	} reasons[] = {
		{ REQ_UL_B_08, "what the words mean, not a conduct" },
		{ REQ_UL_B_09, "what the words mean, not a conduct" },
		{ REQ_UL_C_04, "whether records are static is not seen on the "
			"wire" },
		{ REQ_UL_C_08, "when the client started is not seen on the "
			"wire" },
		{ REQ_UL_C_12, "what a client decides by is not seen on the "
			"wire" },
		{ REQ_UL_C_01, "no update added records with a lease" },
		{ REQ_UL_C_05, "no update was answered without an Update Lease "
			"option and refreshed later" },
		{ REQ_UL_C_06, "no update was answered without an Update Lease "
			"option and refreshed later" },
		{ REQ_UL_C_07, "no Refresh of a granted lease was seen" },
		{ REQ_UL_C_13, "no Refresh was seen; whether the records were "
			"to stay is not seen on the wire" },
		{ REQ_UL_C_14, "no Refresh was seen; whether the records were "
			"to stay is not seen on the wire" },
		{ REQ_UL_C_15, "no Refresh was seen" },
		{ REQ_UL_C_17, "every Refresh was answered" },
		{ REQ_UL_C_18, "no Refresh was tried beyond its lease" },
		{ REQ_UL_B_11, "every update was answered" },
	};
	unsigned i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		judge_unclear(b->judge, reasons[i].id, reasons[i].why);
}
