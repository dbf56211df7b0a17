/* SPDX-License-Identifier: Apache-2.0 */
/* dialogue.c - see dialogue.h. */
#include "dialogue.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { START_S = 1700000000 };

static struct dialogue messages[DIALOGUE_MAX];
static unsigned dialogue_count;
static bool passed[REQUIREMENT_COUNT];
static struct judge *judge;
static const struct keys *judge_with;
static const char *family, *about = "";

void
dialogue_begin(const char *beginning)
{
	family = beginning;
	judge_with = NULL;
	about = "";
	memset(passed, 0, sizeof(passed));
	dialogue_again();
}

void
dialogue_again(void)
{
	dialogue_count = 0;
	memset(messages, 0, sizeof(messages));
}

void
dialogue_keys(const struct keys *keys)
{
	judge_with = keys;
}

uint64_t
dialogue_clock_s(uint64_t ms)
{
	return START_S + ms / 1000;
}

struct endpoint
dialogue_at(unsigned number, uint16_t port)
{
	return (struct endpoint){ 4, { 10, 0, 0, (uint8_t)number }, port };
}

struct dialogue *
dialogue_say(const char *label, uint64_t ms, enum packet_kind kind,
	 struct endpoint from, struct endpoint to, const uint8_t *octets,
	 size_t length)
{
	struct dialogue *t = &messages[dialogue_count++];

	ck_assert_uint_lt(dialogue_count, DIALOGUE_MAX);
	ck_assert_uint_le(length, DIALOGUE_OCTETS);
	snprintf(t->label, sizeof(t->label), "%s", label);
	t->ms = ms;
	t->packet.kind = kind;
	t->packet.from = from;
	t->packet.to = to;
	t->packet.length = length;
	memcpy(t->octets, octets, length);
	return t;
}

struct dialogue *
dialogue_said(const char *label)
{
	unsigned i;

	for (i = 0; i < dialogue_count; i++)
		if (!strcmp(messages[i].label, label))
			return &messages[i];
	return NULL;
}

void
dialogue_about(const char *what)
{
	about = what;
}

/* Verdicts -------------------------------------------------------------- */

static int
by_time(const void *a, const void *b)
{
	const struct dialogue *const *x = a, *const *y = b;

	if ((*x)->ms != (*y)->ms)
		return (*x)->ms < (*y)->ms ? -1 : 1;
	return *x < *y ? -1 : *x > *y;
}

static void
judge_dialogue(unsigned sides, uint64_t end_ms)
{
	const struct judge_setup setup = { .sides = sides, .keys = judge_with };
	struct dialogue *order[DIALOGUE_MAX];
	unsigned i;

	dialogue_end();
	for (i = 0; i < dialogue_count; i++)
		order[i] = &messages[i];
	qsort(order, dialogue_count, sizeof(order[0]), by_time);
	ck_assert_int_eq(judge_open(&setup, &judge), 0);
	for (i = 0; i < dialogue_count; i++) {
		order[i]->packet.number = i + 1;
		order[i]->packet.time_ns = START_S * UINT64_C(1000000000) +
			order[i]->ms * UINT64_C(1000000);
		order[i]->packet.octets = order[i]->octets;
		judge_packet(judge, &order[i]->packet);
	}
	judge_end(judge, START_S * UINT64_C(1000000000) +
		  end_ms * UINT64_C(1000000));
}

static bool
is_looked_at(enum requirement_id r)
{
	return !strncmp(requirements[r].id, family, strlen(family));
}

static bool
is_in(const char *list, const char *id)
{
	const char *at = list;
	const size_t length = strlen(id);

	while ((at = strstr(at, id))) {
		if ((at == list || at[-1] == ' ') &&
		    (at[length] == ' ' || at[length] == '\0'))
			return true;
		at += length;
	}
	return false;
}

/* Each word of LIST is the ID of a requirement. */
static void
check_list(const char *list)
{
	char word[32];
	int used;

	for (; sscanf(list, "%31s%n", word, &used) == 1; list += used)
		ck_assert_msg(requirement_find(word) >= 0,
			      "there is no requirement %s", word);
}

void
dialogue_keep(unsigned sides, uint64_t end_ms)
{
	const struct judgement *g;
	unsigned i;

	judge_dialogue(sides, end_ms);
	for (i = 0; i < REQUIREMENT_COUNT; i++) {
		if (!is_looked_at(i))
			continue;
		g = judge_judgement(judge, i);
		ck_assert_msg(g->result != JUDGEMENT_FAIL, "%s: %s",
			      requirements[i].id, g->why);
		passed[i] = g->result == JUDGEMENT_PASS;
	}
}

void
dialogue_fails(unsigned sides, uint64_t end_ms, const char *failed,
	   const char *open)
{
	const struct judgement *g;
	const char *id;
	unsigned i;

	check_list(failed);
	check_list(open);
	judge_dialogue(sides, end_ms);
	for (i = 0; i < REQUIREMENT_COUNT; i++) {
		if (!is_looked_at(i))
			continue;
		g = judge_judgement(judge, i);
		id = requirements[i].id;
		if (is_in(failed, id)) {
			ck_assert_msg(g->result == JUDGEMENT_FAIL,
				      "who %s: %s does not fail: %s", about,
				      id, g->why);
			ck_assert_uint_gt(g->evidence_count, 0);
			continue;
		}
		ck_assert_msg(g->result != JUDGEMENT_FAIL,
			      "who %s: %s fails: %s", about, id, g->why);
		if (passed[i] && !is_in(open, id))
			ck_assert_msg(g->result == JUDGEMENT_PASS,
				      "who %s: %s passes no longer: %s", about,
				      id, g->why);
	}
}

const struct judgement *
dialogue_judgement(const char *id)
{
	return judge_judgement(judge, (enum requirement_id)
			       requirement_find(id));
}

void
dialogue_end(void)
{
	judge_close(judge);
	judge = NULL;
}
