/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_talk.c - see natpmp_talk.h. */
#include "natpmp_talk.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct talk talks[TALK_MAX];
static unsigned talk_count;
static uint64_t end_ms;
static bool passed[REQUIREMENT_COUNT];
static struct judge *judge;
static bool btmm;
static struct judge_stall stalls[TALK_STALLS_MAX];
static unsigned stall_count;

void
talk_begin(void)
{
	talk_count = 0;
	btmm = false;
	stall_count = 0;
	memset(talks, 0, sizeof(talks));
	memset(passed, 0, sizeof(passed));
}

struct endpoint
talk_at(unsigned number, uint16_t port)
{
	return (struct endpoint){ 4, { 10, 0, 0, (uint8_t)number }, port };
}

struct talk *
talk_say(const char *label, uint64_t ms, struct endpoint from,
	 struct endpoint to, const uint8_t *octets, size_t length)
{
	struct talk *t = &talks[talk_count++];

	ck_assert_uint_lt(talk_count, TALK_MAX);
	ck_assert_uint_le(length, TALK_OCTETS);
	snprintf(t->label, sizeof(t->label), "%s", label);
	t->ms = ms;
	t->packet.from = from;
	t->packet.to = to;
	t->packet.length = length;
	if (length)
		memcpy(t->octets, octets, length);
	return t;
}

struct talk *
talk_message(const char *label, uint64_t ms, struct endpoint from,
	     struct endpoint to, struct natpmp_message m)
{
	uint8_t octets[NATPMP_MESSAGE_MAX];
	const ssize_t length = natpmp_encode(&m, octets, sizeof(octets));

	ck_assert_int_gt(length, 0);
	return talk_say(label, ms, from, to, octets, (size_t)length);
}

struct talk *
talk_ask(const char *label, uint64_t ms, struct natpmp_message m)
{
	return talk_message(label, ms, talk_at(2, 40000),
			    talk_at(1, NATPMP_PORT), m);
}

struct talk *
talk_answer(const char *label, uint64_t ms, struct natpmp_message m)
{
	return talk_message(label, ms, talk_at(1, NATPMP_PORT),
			    talk_at(2, 40000), m);
}

struct talk *
talk_announce(const char *label, uint64_t ms, unsigned gateway,
	      uint32_t epoch_s)
{
	const struct endpoint group = { 4, { 224, 0, 0, 1 },
					NATPMP_ANNOUNCE_PORT };

	return talk_message(label, ms, talk_at(gateway, NATPMP_PORT), group,
			    talk_address(epoch_s));
}

struct talk *
talk_closed(const char *label, uint64_t ms)
{
	struct talk *t = talk_say(label, ms, talk_at(1, 0), talk_at(2, 40000),
				  NULL, 0);

	t->packet.kind = PACKET_UNREACHABLE;
	t->packet.about = talk_at(1, NATPMP_PORT);
	return t;
}

struct talk *
talk_said(const char *label)
{
	unsigned i;

	for (i = 0; i < talk_count; i++)
		if (!strcmp(talks[i].label, label))
			return &talks[i];
	ck_abort_msg("nobody said %s", label);
	return NULL;
}

void
talk_drop(const char *label)
{
	talk_said(label)->dropped = true;
}

/* Replies ---------------------------------------------------------------- */

struct natpmp_message
talk_address(uint32_t epoch_s)
{
	return (struct natpmp_message){
		.form = NATPMP_FORM_REPLY, .opcode = NATPMP_RESPONSE,
		.epoch_s = epoch_s, .address = 0x0b010002
	};
}

struct natpmp_message
talk_mapped(enum natpmp_opcode opcode, uint16_t internal, uint16_t external,
	    uint32_t lifetime_s, uint32_t epoch_s)
{
	return (struct natpmp_message){
		.form = NATPMP_FORM_REPLY,
		.opcode = (uint8_t)(NATPMP_RESPONSE + opcode),
		.epoch_s = epoch_s, .internal_port = internal,
		.external_port = external, .lifetime_s = lifetime_s
	};
}

struct natpmp_message
talk_failed(struct natpmp_message request, uint16_t result, uint32_t epoch_s)
{
	struct natpmp_message m = {
		.form = NATPMP_FORM_REPLY,
		.opcode = (uint8_t)(NATPMP_RESPONSE + request.opcode),
		.result = result, .epoch_s = epoch_s,
		.internal_port = request.internal_port
	};

	return m;
}

static uint64_t
wall_ns(uint64_t ms)
{
	return UINT64_C(1000000000000) + ms * UINT64_C(1000000);
}

/* Verdicts --------------------------------------------------------------- */

static int
by_time(const void *a, const void *b)
{
	const struct talk *const *x = a, *const *y = b;

	if ((*x)->ms != (*y)->ms)
		return (*x)->ms < (*y)->ms ? -1 : 1;
	return *x < *y ? -1 : *x > *y;
}

static void
judge_talk(unsigned sides)
{
	const struct judge_setup setup = { .sides = sides, .btmm = btmm,
		.stalls = stalls, .stall_count = stall_count };
	struct talk *order[TALK_MAX];
	unsigned i, n = 0;

	talk_end();
	for (i = 0; i < talk_count; i++)
		if (!talks[i].dropped)
			order[n++] = &talks[i];
	qsort(order, n, sizeof(order[0]), by_time);
	ck_assert_int_eq(judge_open(&setup, &judge), 0);
	for (i = 0; i < n; i++) {
		order[i]->packet.number = i + 1;
		order[i]->packet.time_ns = wall_ns(order[i]->ms);
		order[i]->packet.octets = order[i]->octets;
		judge_packet(judge, &order[i]->packet);
	}
	judge_end(judge, wall_ns(end_ms));
}

const struct judgement *
talk_judgement(enum requirement_id r)
{
	return judge_judgement(judge, r);
}

enum judgement_result
talk_result(enum requirement_id r)
{
	return talk_judgement(r)->result;
}

static bool
is_natpmp(enum requirement_id r)
{
	return requirements[r].rfc == 6886;
}

void
talk_keep(unsigned sides, uint64_t at_ms)
{
	enum requirement_id r;

	end_ms = at_ms;
	judge_talk(sides);
	for (r = 0; r < REQUIREMENT_COUNT; r++) {
		ck_assert_msg(talk_result(r) != JUDGEMENT_FAIL || !is_natpmp(r),
			      "%s fails: %s (packet %u)", requirements[r].id,
			      talk_judgement(r)->why,
			      talk_judgement(r)->evidence[0].number);
		passed[r] = talk_result(r) == JUDGEMENT_PASS && is_natpmp(r);
	}
}

void
talk_keep_nothing(void)
{
	memset(passed, 0, sizeof(passed));
}

void
talk_until(uint64_t at_ms)
{
	end_ms = at_ms;
}

void
talk_as_btmm(void)
{
	btmm = true;
}

void
talk_stood_still(uint64_t from_ms, uint64_t until_ms)
{
	ck_assert_uint_lt(stall_count, TALK_STALLS_MAX);
	stalls[stall_count++] = (struct judge_stall){ wall_ns(from_ms),
						      wall_ns(until_ms) };
}

void
talk_only_fail(unsigned sides, ...)
{
	bool wanted[REQUIREMENT_COUNT] = { 0 };
	enum requirement_id r;
	va_list args;

	va_start(args, sides);
	while ((r = va_arg(args, enum requirement_id)) != REQUIREMENT_COUNT)
		wanted[r] = true;
	va_end(args);
	judge_talk(sides);
	for (r = 0; r < REQUIREMENT_COUNT; r++) {
		ck_assert_msg(!wanted[r] || talk_result(r) == JUDGEMENT_FAIL,
			      "%s does not fail", requirements[r].id);
		ck_assert_msg(wanted[r] || talk_result(r) != JUDGEMENT_FAIL ||
			      !is_natpmp(r), "%s fails too: %s",
			      requirements[r].id, talk_judgement(r)->why);
		ck_assert_msg(wanted[r] || !passed[r] ||
			      talk_result(r) == JUDGEMENT_PASS,
			      "%s does not pass any more", requirements[r].id);
	}
}

void
talk_end(void)
{
	judge_close(judge);
	judge = NULL;
}
