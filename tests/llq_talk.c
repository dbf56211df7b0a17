/* SPDX-License-Identifier: Apache-2.0 */
/* llq_talk.c - see llq_talk.h. */
#include "llq_talk.h"

#include <arpa/inet.h>
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGE_MAX = 4096, LLQ_PART = 22 };

static struct saying sayings[SAYINGS_MAX];
static unsigned count;
static uint64_t end_ms;
static bool kept[REQUIREMENT_COUNT];
static struct judgement judgements[REQUIREMENT_COUNT];

void
llq_begin(void)
{
	memset(sayings, 0, sizeof(sayings));
	memset(kept, 0, sizeof(kept));
	count = 0;
	end_ms = 0;
}

struct endpoint
llq_end(unsigned host, uint16_t port)
{
	return (struct endpoint){ 4, { 192, 0, 2, (uint8_t)host }, port };
}

struct saying *
llq_say(const char *label, uint64_t ms, struct endpoint from,
	struct endpoint to, uint16_t id, uint16_t flags)
{
	struct saying *s = &sayings[count++];

	ck_assert_uint_le(count, SAYINGS_MAX);
	snprintf(s->label, sizeof(s->label), "%s", label);
	s->ms = ms;
	s->from = from;
	s->to = to;
	s->id = id;
	s->flags = flags;
	s->opt_class = 1440;
	return s;
}

struct saying *
llq_ask(const char *label, uint64_t ms, uint16_t id)
{
	return llq_say(label, ms, llq_end(TALK_CLIENT, 40000),
		       llq_end(TALK_SERVER, DNS_LLQ_PORT), id, DNS_FLAG_RD);
}

struct saying *
llq_answer(const char *label, uint64_t ms, uint16_t id)
{
	return llq_say(label, ms, llq_end(TALK_SERVER, DNS_LLQ_PORT),
		       llq_end(TALK_CLIENT, 40000), id,
		       DNS_FLAG_QR | DNS_FLAG_AA);
}

void
llq_plain_question(struct saying *s, const char *name, uint16_t type)
{
	struct saying_question *q = &s->questions[s->question_count++];

	ck_assert_uint_le(s->question_count, SAYING_QUESTIONS);
	*q = (struct saying_question){ .name = name, .type = type,
		.class = DNS_CLASS_IN, .no_option = true };
}

void
llq_question(struct saying *s, const char *name, uint16_t type, uint16_t opcode,
	     uint64_t id, uint32_t lease_s)
{
	struct saying_question *q;

	llq_plain_question(s, name, type);
	q = &s->questions[s->question_count - 1];
	q->no_option = false;
	q->llq = (struct dns_llq){ .version = 1, .opcode = opcode, .id = id,
		.lease_s = lease_s };
}

void
llq_record(struct saying *s, enum dns_section section, const char *name,
	   uint16_t type, uint32_t ttl, const char *target)
{
	ck_assert_uint_lt(s->record_count, SAYING_RECORDS);
	s->records[s->record_count++] = (struct saying_record){ section, name,
		type, DNS_CLASS_IN, ttl, target, DNS_LLQ_PORT };
}

struct saying *
llq_said(const char *label)
{
	unsigned i;

	for (i = 0; i < count; i++)
		if (!strcmp(sayings[i].label, label))
			return &sayings[i];
	ck_abort_msg("nothing is called %s", label);
	return NULL;
}

struct saying *
llq_again(const char *label, const char *of, uint64_t ms)
{
	struct saying *s = &sayings[count++];

	ck_assert_uint_le(count, SAYINGS_MAX);
	*s = *llq_said(of);
	snprintf(s->label, sizeof(s->label), "%s", label);
	s->ms = ms;
	return s;
}

void
llq_drop(const char *label)
{
	llq_said(label)->dropped = true;
}

void
llq_ends(uint64_t ms)
{
	end_ms = ms;
}

void
llq_on_one_host(void)
{
	unsigned i;

	for (i = 0; i < count; i++) {
		sayings[i].from.address[3] = TALK_SERVER;
		sayings[i].to.address[3] = TALK_SERVER;
	}
}

void
llq_over_ipv6(void)
{
	unsigned i;

	for (i = 0; i < count; i++)
		sayings[i].from.family = sayings[i].to.family = 6;
}

void
llq_cut(uint64_t ms)
{
	unsigned i;

	for (i = 0; i < count; i++)
		sayings[i].dropped = sayings[i].dropped || sayings[i].ms >= ms;
	end_ms = ms;
}

void
llq_only_from(struct endpoint server, bool its_own)
{
	unsigned i;

	for (i = 0; i < count; i++)
		if (endpoint_equal(&sayings[i].from, &server) != its_own)
			sayings[i].dropped = true;
}

/* Writing ---------------------------------------------------------------- */

static size_t
write_rdata(const struct saying_record *r, uint8_t *rdata)
{
	struct dns_name name;

	if (!r->target)
		return 0;
	if (r->type == DNS_TYPE_A)
		return inet_pton(AF_INET, r->target, rdata) == 1 ? 4 : 0;
	ck_assert_int_eq(dns_name_from_text(&name, r->target), 0);
	if (r->type == DNS_TYPE_SRV)
		return dns_make_srv(rdata, 0, 0, r->port, &name);
	memcpy(rdata, name.wire, name.length);
	if (r->type != DNS_TYPE_SOA)
		return name.length;
	memcpy(rdata + name.length, name.wire, name.length);
	memset(rdata + 2 * name.length, 0, 20);
	return 2u * name.length + 20;
}

static void
put(uint8_t *at, uint64_t value, unsigned octets)
{
	while (octets--) {
		at[octets] = (uint8_t)value;
		value >>= 8;
	}
}

static size_t
write_option(const struct dns_llq *llq, uint8_t *at, bool odd_length)
{
	put(at, DNS_OPTION_LLQ, 2);
	put(at + 2, DNS_LLQ_OPTION_SIZE + (odd_length ? 2 : 0), 2);
	put(at + 4, llq->version, 2);
	put(at + 6, llq->opcode, 2);
	put(at + 8, llq->error, 2);
	put(at + 10, llq->id, 8);
	put(at + 18, llq->lease_s, 4);
	if (odd_length)
		put(at + 22, 0, 2);
	return LLQ_PART + (odd_length ? 2 : 0);
}

/* The options of S as an OPT's RDATA. */
static size_t
write_options(const struct saying *s, uint8_t *rdata)
{
	const struct dns_llq *last = NULL;
	size_t at = 0;
	unsigned i;

	for (i = 0; i < s->question_count; i++) {
		if (s->questions[i].no_option)
			continue;
		last = &s->questions[i].llq;
		at += write_option(last, rdata + at, s->odd_length);
	}
	if (s->extra_option && last)
		at += write_option(last, rdata + at, false);
	if (s->lease_s) {
		put(rdata + at, DNS_OPTION_UPDATE_LEASE, 2);
		put(rdata + at + 2, 4, 2);
		put(rdata + at + 4, s->lease_s, 4);
		at += 8;
	}
	return at;
}

static void
write_section(struct dns_writer *w, const struct saying *s,
	      enum dns_section section)
{
	uint8_t rdata[600];
	struct dns_name name;
	unsigned i;

	for (i = 0; i < s->record_count; i++) {
		const struct saying_record *r = &s->records[i];

		if (r->section != section)
			continue;
		ck_assert_int_eq(dns_name_from_text(&name, r->name), 0);
		dns_add_record(w, section, &name, r->type, r->class, r->ttl,
			       rdata, write_rdata(r, rdata));
	}
}

static void
write_opt(struct dns_writer *w, const struct saying *s,
	  enum dns_section section)
{
	uint8_t rdata[600];
	const size_t size = write_options(s, rdata);
	struct dns_name name;

	if (!size || s->no_opt)
		return;
	dns_name_from_text(&name, s->opt_named ? "opt.example.net" : ".");
	dns_add_record(w, section, &name, DNS_TYPE_OPT, s->opt_class,
		       s->opt_ttl, rdata, size);
	if (s->more_opt)
		dns_add_record(w, section, &name, DNS_TYPE_OPT, s->opt_class,
			       s->opt_ttl, rdata + size - LLQ_PART, LLQ_PART);
}

static size_t
write_saying(const struct saying *s, uint8_t octets[MESSAGE_MAX])
{
	struct dns_writer w;
	struct dns_name name;
	unsigned i;
	int n;

	dns_begin(&w, octets, MESSAGE_MAX, s->id, s->flags);
	for (i = 0; i < s->question_count; i++) {
		if (!s->questions[i].name)
			continue;	/* the option alone */
		ck_assert_int_eq(dns_name_from_text(&name,
						    s->questions[i].name), 0);
		dns_add_question(&w, &name, s->questions[i].type,
				 s->questions[i].class);
	}
	if (s->opt_first)
		write_opt(&w, s, DNS_ANSWER);
	write_section(&w, s, DNS_ANSWER);
	write_section(&w, s, DNS_AUTHORITY);
	write_section(&w, s, DNS_ADDITIONAL);
	if (!s->opt_first)
		write_opt(&w, s, DNS_ADDITIONAL);
	n = dns_end(&w);
	ck_assert_int_gt(n, 0);
	return (size_t)n;
}

/* Judging ---------------------------------------------------------------- */

static int
by_time(const void *a, const void *b)
{
	const struct saying *const *x = a, *const *y = b;

	if ((*x)->ms != (*y)->ms)
		return (*x)->ms < (*y)->ms ? -1 : 1;
	return *x < *y ? -1 : *x > *y;
}

static void
give(struct judge *j, const struct saying *s, uint32_t number)
{
	static uint8_t octets[MESSAGE_MAX];
	struct packet p = {
		.number = number, .time_ns = (s->ms + 1000000) * 1000000,
		.kind = s->stream ? PACKET_TCP : PACKET_UDP, .from = s->from,
		.to = s->to, .key = KEY_NONE, .fragmented = s->fragmented,
	};

	if (s->unreachable) {
		p.kind = PACKET_UNREACHABLE;
		p.about = s->from;
	} else {
		p.octets = octets;
		p.length = write_saying(s, octets);
	}
	judge_packet(j, &p);
}

static void
judge_all(void)
{
	const struct judge_setup setup = { .sides = JUDGE_ALL };
	const struct saying *order[SAYINGS_MAX];
	struct judge *j;
	unsigned i, n = 0;

	for (i = 0; i < count; i++)
		if (!sayings[i].dropped)
			order[n++] = &sayings[i];
	qsort(order, n, sizeof(order[0]), by_time);
	ck_assert_int_eq(judge_open(&setup, &j), 0);
	for (i = 0; i < n; i++)
		give(j, order[i], i + 1);
	judge_end(j, end_ms ? (end_ms + 1000000) * 1000000 : 0);
	for (i = 0; i < REQUIREMENT_COUNT; i++)
		judgements[i] = *judge_judgement(j, i);
	judge_close(j);
}

struct judgement
llq_judgement(enum requirement_id r)
{
	judge_all();
	return judgements[r];
}

void
llq_keep(void)
{
	unsigned i;

	judge_all();
	for (i = 0; i < REQUIREMENT_COUNT; i++) {
		ck_assert_msg(requirements[i].rfc != 8764 ||
			      judgements[i].result != JUDGEMENT_FAIL,
			      "%s fails in what should be well: %s",
			      requirements[i].id, judgements[i].why);
		kept[i] = judgements[i].result == JUDGEMENT_PASS;
	}
}

static bool
is_among(const enum requirement_id *rules, unsigned r)
{
	for (; *rules != REQUIREMENT_COUNT; rules++)
		if (*rules == r)
			return true;
	return false;
}

void
llq_only_fails_list(const char *title, const enum requirement_id *rules,
		    bool all_else_passes)
{
	char wrong[2000] = "";
	unsigned i;
	size_t n = 0;

	judge_all();
	for (i = 0; i < REQUIREMENT_COUNT; i++) {
		const bool fails = judgements[i].result == JUDGEMENT_FAIL;

		if (requirements[i].rfc != 8764 || n > sizeof(wrong) - 400)
			continue;
		if (fails != is_among(rules, i))
			n += (size_t)snprintf(wrong + n, sizeof(wrong) - n,
				"\n  %s %s: %s", requirements[i].id, fails ?
				"fails" : "does not fail", judgements[i].why);
		else if (!fails && all_else_passes && kept[i] &&
			 judgements[i].result != JUDGEMENT_PASS)
			n += (size_t)snprintf(wrong + n, sizeof(wrong) - n,
				"\n  %s passed before, and does not now: %s",
				requirements[i].id, judgements[i].why);
	}
	ck_assert_msg(!n, "%s:%s", title, wrong);
}
