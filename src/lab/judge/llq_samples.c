/* SPDX-License-Identifier: Apache-2.0 */
/* llq_samples.c - numbers that should be unpredictable (LLQ-IDs, the message
 * ids of events). That they are cannot be proven; that they are not shows in
 * a few: they count up, stay the same, or are too small for chance. */
#include "lab/judge/llq.h"

#include <string.h>

enum {
	SAMPLES_GOOD = 8,	/* so many without a pattern pass */
	STEP_MAX = 256,		/* a counter's step */
	SMALL_ID = 1 << 16
};

static bool
is_step(uint64_t from, uint64_t to, uint64_t *step)
{
	*step = to - from;
	return *step <= STEP_MAX || -*step <= STEP_MAX;
}

/* A pattern in the last three of 64 bits, or four of 16 bits. The first three
 * of a server suffice with 16 bits too: there are not many firsts. */
static bool
has_pattern(const struct samples *s, unsigned bits)
{
	const unsigned have = s->count < LLQ_SAMPLES ? s->count : LLQ_SAMPLES;
	const unsigned need = bits > 16 || s->count == 3 ? 3 : 4;
	uint64_t first, step;
	unsigned i;

	if (have < need)
		return false;
	if (!is_step(s->last[have - need], s->last[have - need + 1], &first))
		return false;
	for (i = have - need + 1; i + 1 < have; i++)
		if (!is_step(s->last[i], s->last[i + 1], &step) || step != first)
			return false;
	return true;
}

static void
keep(struct samples *s, uint64_t number, const struct packet *p)
{
	if (s->count >= LLQ_SAMPLES) {
		memmove(s->last, s->last + 1,
			(LLQ_SAMPLES - 1) * sizeof(s->last[0]));
		memmove(s->of, s->of + 1, (LLQ_SAMPLES - 1) * sizeof(s->of[0]));
	}
	s->last[s->count < LLQ_SAMPLES ? s->count : LLQ_SAMPLES - 1] = number;
	s->of[s->count < LLQ_SAMPLES ? s->count : LLQ_SAMPLES - 1] =
		evidence_of(p);
	s->count++;
}

void
llq_sample(struct llq_monitor *m, struct samples *s, uint64_t number,
	   unsigned bits, enum requirement_id r, const struct packet *p)
{
	unsigned have;

	keep(s, number, p);
	have = s->count < LLQ_SAMPLES ? s->count : LLQ_SAMPLES;
	if (bits == 64 && number < SMALL_ID)
		judge_fail_packet(m->judge, r, JUDGE_SERVER, p,
				  "a number of 64 bits is %llu: nothing "
				  "unpredictable is so small",
				  (unsigned long long)number);
	else if (has_pattern(s, bits))
		judge_fail(m->judge, r, JUDGE_SERVER, s->of, have,
			   "the numbers follow one another: %llx, %llx, %llx",
			   (unsigned long long)s->last[have - 3],
			   (unsigned long long)s->last[have - 2],
			   (unsigned long long)s->last[have - 1]);
	else if (s->count >= SAMPLES_GOOD)
		judge_pass(m->judge, r, JUDGE_SERVER, p);
	else
		judge_unclear(m->judge, r, "too few numbers to see whether "
			      "they can be predicted");
}
