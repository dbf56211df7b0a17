/* SPDX-License-Identifier: Apache-2.0 */
/* mix.c - see mix.h. */
#include "lab/simulate/mix.h"

#include <errno.h>
#include <string.h>

enum {
	SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS, HOUR_MS = 60 * MINUTE_MS,
	LENGTH_LEAST_MS = 500,
	LENGTH_MOST_MS = 30 * MINUTE_MS,
	/* one of so many faults outlasts any lease */
	LASTING_ONE_OF = 24, LASTING_MOST_MS = 5 * HOUR_MS,
	CALM_SHORT_MS = 10 * MINUTE_MS,
	FIRST_MS = 5 * MINUTE_MS,
	WEIGHT = 4
};

/* SplitMix64 (Steele and others, 2014): any seed is good, 0 too. */
static uint64_t
draw(uint64_t *random)
{
	uint64_t z = *random += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static uint64_t
between(uint64_t *random, uint64_t least, uint64_t most)
{
	return least + draw(random) % (most - least + 1);
}

/* Small ones as often as large ones, by their order of magnitude. */
static uint64_t
magnitude(uint64_t *random, uint64_t least, uint64_t most)
{
	uint64_t top = least ? least : 1;

	while (top < most && between(random, 0, 3) != 0)
		top *= 2;
	return between(random, least, top < most ? top : most);
}

/* Text --------------------------------------------------------------------- */

void
mix_list(FILE *f)
{
	static const char *const whom[] = { "host", "NAT", "" };
	unsigned i;

	for (i = 0; i < FAULT_KIND_COUNT; i++)
		fprintf(f, "  %-19s %s%s%s\n", fault_about[i].name,
			whom[fault_about[i].whom],
			*whom[fault_about[i].whom] ? " " : "",
			fault_about[i].what);
}

static int
parse_list(const char *text, struct mix *m, char error[FAULT_ERROR_MAX])
{
	char name[40];
	size_t n;
	int kind;

	memset(m->weight, 0, sizeof(m->weight));
	for (;; text += n + 1) {
		n = strcspn(text, ",");
		snprintf(name, sizeof(name), "%.*s",
			 n < sizeof(name) ? (int)n : (int)sizeof(name), text);
		kind = fault_kind_find(name);
		if (kind < 0) {
			snprintf(error, FAULT_ERROR_MAX,
				 "there is no fault \"%s\": none, all, swarm, "
				 "or names from --help with commas between",
				 name);
			return -EINVAL;
		}
		m->weight[kind] = WEIGHT;
		if (!text[n])
			return 0;
	}
}

int
mix_parse(const char *text, struct mix *out, char error[FAULT_ERROR_MAX])
{
	*out = (struct mix){
		.faults_most = 6, .length_most_ms = 10 * MINUTE_MS,
		.long_calms = 75, .calm_more_ms = 2ull * HOUR_MS,
	};
	memset(out->weight, WEIGHT, sizeof(out->weight));
	if (!strcmp(text, "none")) {
		memset(out->weight, 0, sizeof(out->weight));
		return 0;
	}
	out->swarm = !strcmp(text, "swarm");
	if (out->swarm || !strcmp(text, "all"))
		return 0;
	return parse_list(text, out, error);
}

/* Drawing ------------------------------------------------------------------ */

static void
draw_mix(struct mix *m, uint64_t *random)
{
	unsigned i;

	for (i = 0; i < FAULT_KIND_COUNT; i++)
		m->weight[i] = draw(random) & 1 << 20 ?
			(uint8_t)magnitude(random, 1, 64) : 0;
	m->faults_most = (unsigned)magnitude(random, 1, 24);
	m->length_most_ms = magnitude(random, SECOND_MS, HOUR_MS);
	m->long_calms = (unsigned)between(random, 30, 100);
	m->calm_more_ms = magnitude(random, MINUTE_MS, 4ull * HOUR_MS);
}

static unsigned
draw_kind(const struct mix *m, unsigned sum, uint64_t *random)
{
	uint64_t at = between(random, 1, sum);
	unsigned kind = 0;

	while (at > m->weight[kind])
		at -= m->weight[kind++];
	return kind;
}

static struct fault
draw_fault(const struct mix *m, unsigned sum, const struct fault_plan *p,
	   uint64_t *random)
{
	struct fault f = { .kind = (uint16_t)draw_kind(m, sum, random) };
	const struct fault_about *about = &fault_about[f.kind];

	if (about->whom != FAULT_OF_SERVER)
		f.whom = (uint16_t)between(random, 0, fault_victims(
					   about->whom, p->hosts) - 1);
	f.value = (uint32_t)magnitude(random, about->value_least,
				      about->value_most);
	if (f.kind == FAULT_CLOCK_DRIFT || f.kind == FAULT_CLOCK_JUMP ||
	    f.kind == FAULT_NAT_EPOCH || f.kind == FAULT_RENDEZVOUS_JUMP)
		f.value = (uint32_t)between(random, 0, about->value_most);
	if (about->lasts)
		f.for_ms = between(random, 1, LASTING_ONE_OF) == 1 ?
			between(random, LENGTH_MOST_MS, LASTING_MOST_MS) :
			magnitude(random, LENGTH_LEAST_MS, LENGTH_MOST_MS);
	return f;
}

static int
draw_burst(const struct mix *m, unsigned sum, struct fault_plan *p,
	   uint64_t at_ms, uint64_t *end_ms, uint64_t *random)
{
	unsigned n = (unsigned)between(random, 1, m->faults_most);
	uint64_t length_ms = magnitude(random, 1, m->length_most_ms);
	struct fault f;
	int r = 0;

	*end_ms = at_ms;
	for (; n && r == 0; n--) {
		f = draw_fault(m, sum, p, random);
		f.at_ms = at_ms + between(random, 0, length_ms);
		if (f.at_ms + f.for_ms > *end_ms)
			*end_ms = f.at_ms + f.for_ms;
		if (f.at_ms < p->span_ms)
			r = fault_plan_add(p, &f);
	}
	return r;
}

int
mix_draw(const struct mix *m, uint64_t settled_ms, struct fault_plan *plan)
{
	uint64_t random = plan->seed ^ 0x6661756c74u, at_ms;	/* "fault" */
	struct mix own = *m;
	unsigned i, sum = 0;
	int r = 0;

	if (own.swarm)
		draw_mix(&own, &random);
	for (i = 0; i < FAULT_KIND_COUNT; i++)
		sum += own.weight[i];
	plan->count = 0;
	at_ms = between(&random, 1, FIRST_MS);
	while (sum && r == 0 && at_ms < plan->span_ms) {
		r = draw_burst(&own, sum, plan, at_ms, &at_ms, &random);
		at_ms += between(&random, 1, 100) <= own.long_calms ?
			settled_ms + between(&random, 0, own.calm_more_ms) :
			magnitude(&random, SECOND_MS, CALM_SHORT_MS);
	}
	fault_plan_sort(plan);
	return r;
}
