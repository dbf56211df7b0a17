/* SPDX-License-Identifier: Apache-2.0 */
/* tsig_monitor.c - the form of each TSIG, whoever sends it (RFC 8945 4.2, 5.1,
 * 5.2.2.1); what is said by whom goes to tsig_client.c and tsig_server.c.
 *
 * A trace has verdicts instead of TSIGs, so it leaves all of this open. */
#include "lab/judge/tsig_rules.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	NAMES_MAX = 4096, LATEST_MAX = 8192, AWAITED_MAX = 4096,
	TRUNCATED_MAX = 1024
};

/* Helpers --------------------------------------------------------------- */

bool
tsig_is_well_placed(const struct tsig_look *l)
{
	return l->count == 1 && l->last;
}

bool
tsig_is_legal_size(const struct tsig_look *l)
{
	return !l->known || tsig_mac_size_legal(l->mac_size, l->output);
}

bool
tsig_is_forged(const struct tsig_look *l)
{
	return l->finding != TSIG_NOT_CHECKED && l->finding != TSIG_HOLDS;
}

bool
tsig_is_unknown(const struct tsig_look *l)
{
	static const uint8_t invalid[] = "\7invalid";
	const struct dns_name *key = &l->tsig.key;

	if (l->foreign)
		return true;
	return key->length >= sizeof(invalid) &&
		!memcmp(key->wire + key->length - sizeof(invalid), invalid,
			sizeof(invalid));
}

struct kept_key
tsig_latest_key(const struct message *m, bool is_request)
{
	const struct packet *p = m->packet;
	const struct endpoint *client = is_request ? &p->from : &p->to;
	const struct endpoint *server = is_request ? &p->to : &p->from;
	struct kept_key key;

	key.high = hash_address(hash_address(HASH_SEED, client), server);
	key.low = hash_name(key.high, &m->tsig_look.tsig.key);
	return key;
}

/* The form -------------------------------------------------------------- */

static void
pass(struct tsig_rules *t, enum requirement_id r, const struct message *m)
{
	judge_pass(t->judge, r, m->sender, m->packet);
}

/* B-17: one TSIG, the last record, passes. B-03: class ANY and TTL 0 pass.
 * B-04: RDATA of that layout passes. B-05: an algorithm's name without pointers
 * passes. Whatever else fails. */
static void
rule_record(struct tsig_rules *t, const struct message *m,
	    const struct tsig_look *l)
{
	if (!tsig_is_well_placed(l))
		judge_fail_packet(t->judge, REQ_TSIG_B_17, m->sender, m->packet,
				  l->count > 1 ? "there are %u TSIG records" :
				  "the TSIG (%u of it) is not the last record "
				  "of the Additional section", l->count);
	else
		pass(t, REQ_TSIG_B_17, m);
	if (l->class != DNS_CLASS_ANY || l->ttl != 0)
		judge_fail_packet(t->judge, REQ_TSIG_B_03, m->sender, m->packet,
				  "the TSIG has class %u and TTL %u; these are "
				  "255 and 0", l->class, l->ttl);
	else
		pass(t, REQ_TSIG_B_03, m);
	if (!l->readable) {
		judge_fail_packet(t->judge, REQ_TSIG_B_04, m->sender, m->packet,
				  "the RDATA is not laid out as a TSIG's");
		return;
	}
	pass(t, REQ_TSIG_B_04, m);
	if (l->compressed)
		judge_fail_packet(t->judge, REQ_TSIG_B_05, m->sender, m->packet,
				  "the algorithm's name is compressed");
	else
		pass(t, REQ_TSIG_B_05, m);
}

/* B-18: a MAC no longer than the hash passes. B-19: one of at least 10 octets
 * and half the hash passes, and none where an error is told; none else, or a
 * shorter one, fails. Of an unknown algorithm nothing is known. */
static void
rule_mac_size(struct tsig_rules *t, const struct message *m,
	      const struct tsig_look *l)
{
	if (l->mac_size == 0 && l->tsig.error)
		return;
	if (!l->known && l->mac_size)
		return;
	if (l->known && l->mac_size > l->output) {
		judge_fail_packet(t->judge, REQ_TSIG_B_18, m->sender, m->packet,
				  "the MAC has %u octets, and the hash %zu",
				  l->mac_size, l->output);
		return;
	}
	if (l->known)
		pass(t, REQ_TSIG_B_18, m);
	if (!l->known || !tsig_mac_size_legal(l->mac_size, l->output))
		judge_fail_packet(t->judge, REQ_TSIG_B_19, m->sender, m->packet,
				  "the MAC has %u octets only", l->mac_size);
	else
		pass(t, REQ_TSIG_B_19, m);
}

/* B-06: a time within fudge of the capture's passes; one in other units, or
 * counted from 1900, fails. Another is a clock that differs, or a capture whose
 * times are not real. */
static void
rule_time(struct tsig_rules *t, const struct message *m,
	  const struct tsig_look *l)
{
	const uint64_t since_1900 = UINT64_C(2208988800), day = 86400;
	const uint64_t now = m->packet->time_ns / UINT64_C(1000000000);
	const uint64_t time = l->tsig.time_s;

	if (l->tsig.error == TSIG_BADTIME)
		return;
	if (time + l->tsig.fudge_s >= now && time <= now + l->tsig.fudge_s) {
		pass(t, REQ_TSIG_B_06, m);
		t->real_clock |= m->sender == JUDGE_SERVER;
	} else if ((time > now + since_1900 - day &&
		  time < now + since_1900 + day) ||
		 (now && (time / 1000 == now || time / 1000000 == now))) {
		judge_fail_packet(t->judge, REQ_TSIG_B_06, m->sender, m->packet,
				  "the time signed, %llu, is not in seconds "
				  "since 1970", (unsigned long long)time);
	}
}

/* Is the MAC over what it should be over? B-11, B-13, B-14, B-15, B-20 pass
 * with any MAC that holds; the one that explains a wrong MAC fails. */
static void
rule_mac(struct tsig_rules *t, const struct message *m,
	 const struct tsig_look *l)
{
	static const struct {
		enum requirement_id id;
		const char *why;
	} wrong[] = {
		[TSIG_WITHOUT_LENGTH] = { REQ_TSIG_B_11, "the MAC is made with "
			"the request's MAC, but without its length" },
		[TSIG_COUNTED] = { REQ_TSIG_B_13, "the MAC is made over an "
			"ARCOUNT that counts the TSIG" },
		[TSIG_HEADER_ID] = { REQ_TSIG_B_14, "the MAC is made over the "
			"header's id instead of the original one" },
		[TSIG_AS_SENT] = { REQ_TSIG_B_15, "the MAC is made over names "
			"that are not in lower case" },
		[TSIG_TIMERS] = { REQ_TSIG_B_15, "the MAC is not made over the "
			"TSIG variables that belong there" },
		[TSIG_TAIL] = { REQ_TSIG_B_20, "the last octets of the MAC "
			"were kept, not the first" },
	};

	if (l->finding == TSIG_HOLDS) {
		pass(t, REQ_TSIG_B_11, m);
		pass(t, REQ_TSIG_B_13, m);
		pass(t, REQ_TSIG_B_14, m);
		pass(t, REQ_TSIG_B_15, m);
		if (l->truncated)
			pass(t, REQ_TSIG_B_20, m);
	} else if (l->finding < sizeof(wrong) / sizeof(wrong[0]) &&
		   wrong[l->finding].why) {
		judge_fail_packet(t->judge, wrong[l->finding].id, m->sender,
				  m->packet, "%s", wrong[l->finding].why);
	}
}

static void
rule_form(struct tsig_rules *t, const struct message *m)
{
	const struct tsig_look *l = &m->tsig_look;

	rule_record(t, m, l);
	if (!l->readable)
		return;
	rule_mac_size(t, m, l);
	rule_time(t, m, l);
	rule_mac(t, m, l);
	if (l->mac_size && !l->keyed)
		t->keyless = true;
}

/* The monitor ----------------------------------------------------------- */

static bool
is_request(const struct message *m)
{
	const struct tsig_request *q = m->tsig_request;

	return q && q->last_number == m->packet->number &&
		!(m->dns.flags & DNS_FLAG_QR);
}

/* RFC 8945 knows no messages but requests and answers: of an LLQ event and its
 * acknowledgement only the MAC is ruled on (local P5). B-11: another than over
 * the message, after the event's MAC in the acknowledgement, fails. */
static void
rule_event(struct tsig_rules *t, const struct message *m)
{
	if (tsig_is_forged(&m->tsig_look))
		judge_fail_packet(t->judge, REQ_TSIG_B_11, m->sender, m->packet,
				  m->sender == JUDGE_SERVER ?
				  "the MAC of an LLQ event is not that of the "
				  "event" : "the MAC of an LLQ event's "
				  "acknowledgement is not made after the "
				  "event's");
}

static void
take(void *state, const struct message *m)
{
	struct tsig_rules *t = state;

	if (m->protocol != MESSAGE_DNS || m->copy || m->packet->judged)
		return;
	if (m->tsig_look.count)
		rule_form(t, m);
	if (!m->tsig_request || m->tsig_request->judged)
		return;
	if (m->tsig_request->event) {
		rule_event(t, m);
	} else if (is_request(m)) {
		tsig_client_request(t, m);
		tsig_server_request(t, m);
	} else {
		tsig_server_answer(t, m);
		tsig_client_answer(t, m);
	}
}

static void
close_rules(void *state)
{
	struct tsig_rules *t = state;

	kept_close(t->names);
	kept_close(t->latest);
	kept_close(t->awaited);
	kept_close(t->truncated);
	free(t);
}

static int
open_rules(struct judge *j, void **state)
{
	struct tsig_rules *t = calloc(1, sizeof(*t));

	if (!t)
		return -ENOMEM;
	t->judge = j;
	if (kept_open(NAMES_MAX, sizeof(struct tsig_algorithm_of),
		      &t->names) < 0 ||
	    kept_open(LATEST_MAX, sizeof(struct tsig_latest),
		      &t->latest) < 0 ||
	    kept_open(AWAITED_MAX, sizeof(struct tsig_awaited),
		      &t->awaited) < 0 ||
	    kept_open(TRUNCATED_MAX, sizeof(struct tsig_truncated),
		      &t->truncated) < 0) {
		close_rules(t);
		return -ENOMEM;
	}
	*state = t;
	return 0;
}

static void
end_rules(void *state)
{
	tsig_client_end(state);
	tsig_server_end(state);
}

static const enum requirement_id rules[] = {
	REQ_TSIG_B_01, REQ_TSIG_B_02, REQ_TSIG_B_03, REQ_TSIG_B_04,
	REQ_TSIG_B_05, REQ_TSIG_B_06, REQ_TSIG_B_07, REQ_TSIG_B_08,
	REQ_TSIG_B_09, REQ_TSIG_B_10, REQ_TSIG_B_11, REQ_TSIG_B_12,
	REQ_TSIG_B_13, REQ_TSIG_B_14, REQ_TSIG_B_15, REQ_TSIG_B_16,
	REQ_TSIG_B_17, REQ_TSIG_B_18, REQ_TSIG_B_19, REQ_TSIG_B_20,
	REQ_TSIG_B_21, REQ_TSIG_B_22, REQ_TSIG_B_23, REQ_TSIG_B_24,
	REQ_TSIG_B_25, REQ_TSIG_B_26, REQ_TSIG_B_27, REQ_TSIG_B_28,
	REQ_TSIG_B_29, REQ_TSIG_B_30, REQ_TSIG_B_31, REQ_TSIG_B_32,
	REQ_TSIG_B_33, REQ_TSIG_B_34, REQ_TSIG_B_35, REQ_TSIG_C_01,
	REQ_TSIG_C_02, REQ_TSIG_C_03, REQ_TSIG_C_04, REQ_TSIG_C_05,
	REQ_TSIG_C_06, REQ_TSIG_C_07, REQ_TSIG_C_08, REQ_TSIG_C_09,
	REQ_TSIG_C_10, REQ_TSIG_C_11, REQ_TSIG_C_12, REQ_TSIG_C_13,
	REQ_TSIG_C_14, REQ_TSIG_C_15, REQ_TSIG_C_16, REQ_TSIG_C_17,
	REQ_TSIG_C_18, REQ_TSIG_C_19, REQ_TSIG_C_20, REQ_TSIG_C_21,
	REQ_TSIG_S_01, REQ_TSIG_S_02, REQ_TSIG_S_03, REQ_TSIG_S_04,
	REQ_TSIG_S_05, REQ_TSIG_S_06, REQ_TSIG_S_07, REQ_TSIG_S_08,
	REQ_TSIG_S_09, REQ_TSIG_S_10, REQ_TSIG_S_11, REQ_TSIG_S_12,
	REQ_TSIG_S_13, REQ_TSIG_S_14, REQ_TSIG_S_15, REQ_TSIG_S_16,
	REQ_TSIG_S_17, REQ_TSIG_S_18, REQ_TSIG_S_19, REQ_TSIG_S_20,
	REQ_TSIG_S_21, REQ_TSIG_S_22, REQ_TSIG_S_23, REQ_TSIG_S_24,
	REQ_TSIG_S_25, REQ_TSIG_S_26, REQ_TSIG_S_27, REQ_TSIG_S_28,
	REQ_TSIG_S_29, REQ_TSIG_S_30, REQ_TSIG_S_31, REQ_TSIG_S_32,
	REQ_TSIG_S_33, REQ_TSIG_S_34, REQ_TSIG_S_35, REQ_TSIG_S_36,
	REQ_TSIG_S_37, REQ_TSIG_F_01, REQ_TSIG_F_02, REQ_TSIG_F_03,
	REQ_TSIG_F_04, REQ_TSIG_F_05,
	REQUIREMENT_COUNT
};

const struct monitor tsig_monitor = {
	.name = "tsig", .rules = rules, .open = open_rules, .message = take,
	.end = end_rules, .close = close_rules
};
