/* SPDX-License-Identifier: Apache-2.0 */
/* rows.c - rows and pairs of rows, counted. */
#include "fuzz/rows.h"
#include "lab/charts.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	PLACES = 1024,			/* machines of a run, a power of 2 */
	LEADS = 4, LEAD_MAX = 1024	/* of a state, and octets of one */
};

/* The row that a machine fired last, while RUN is the one that runs. */
struct place {
	const struct machine *machine;
	uint32_t run;
	uint16_t row;
	uint8_t chart;
};

/* What led to a state: the newest few. */
struct leads {
	unsigned count;
	uint16_t size[LEADS];
	uint8_t octets[LEADS][LEAD_MAX];
};

/* volatile: only libFuzzer reads them */
static volatile uint8_t counters[ROWS_PAIRS_MAX]
	__attribute__((section("__libfuzzer_extra_counters")));
static bool pair_seen[ROWS_PAIRS_MAX];
static uint16_t fresh[ROWS_PAIRS_MAX];	/* pairs first seen in this run */
static unsigned fresh_count;
static struct rows_chart known[ROWS_CHARTS_MAX];
static unsigned pair_count = 1;		/* 0 is not one: see rows_run */
static unsigned known_count, row_count, row_seen, pairs_seen;
static struct place places[PLACES];
static uint32_t run_number;
static uint16_t used[PLACES];		/* of this run */
static unsigned used_count;
static struct leads *leads[ROWS_CHARTS_MAX][CHART_STATES_MAX];
static bool telling;

static void
index_rests(struct rows_chart *k)
{
	const struct rows_rest *rest;
	int state;

	for (rest = rows_rests; rest->machine; rest++) {
		if (strcmp(rest->machine, k->chart->name))
			continue;
		state = chart_state(k->chart, rest->state);
		assert(state >= 0);
		k->rests |= UINT64_C(1) << state;
	}
}

static void
index_chart(struct rows_chart *k, const struct chart *c)
{
	unsigned i;

	assert(c->row_count <= ROWS_CHART_MAX);
	k->chart = c;
	for (i = 0; i < c->row_count; i++)
		if (!c->rows[i].ignored)
			k->rank[i] = k->acting[c->rows[i].from]++;
	for (i = 0; i < c->row_count; i++) {
		if (c->rows[i].ignored)
			continue;
		row_count++;
		k->base[i] = (uint16_t)pair_count;
		pair_count += k->acting[c->rows[i].to];
	}
	assert(pair_count <= ROWS_PAIRS_MAX);
	memcpy(k->unseen, k->acting, sizeof(k->unseen));
	index_rests(k);
}

static void
write_seen(void)
{
	const char *path = getenv("FUZZ_ROWS");
	FILE *f = fopen(path, "w");
	const struct chart *c;
	unsigned i, r, s;

	if (!f) {
		perror(path);
		_Exit(2);
	}
	for (i = 0; i < known_count; i++) {
		c = known[i].chart;
		for (r = 0; r < c->row_count; r++) {
			if (!known[i].seen[r])
				continue;
			fprintf(f, "%s %s/%s\n", c->name,
				c->states[c->rows[r].from],
				c->events[c->rows[r].event]);
			for (s = 0; s < c->row_count; s++)
				if (rows_pair_seen(i, r, s))
					fprintf(f, "%s %s/%s %s/%s\n", c->name,
						c->states[c->rows[r].from],
						c->events[c->rows[r].event],
						c->states[c->rows[s].from],
						c->events[c->rows[s].event]);
		}
	}
	if (fclose(f)) {
		perror(path);
		_Exit(2);
	}
}

void
rows_begin(void)
{
	if (known_count)
		return;
	assert(chart_count <= ROWS_CHARTS_MAX);
	for (; known_count < chart_count; known_count++)
		index_chart(&known[known_count], charts[known_count]);
	if (getenv("FUZZ_ROWS"))
		atexit(write_seen);
	telling = getenv("FUZZ_TELL");
}

void
rows_forget(void)
{
	unsigned i;

	for (i = 0; i < known_count; i++) {
		memset(known[i].seen, 0, sizeof(known[i].seen));
		memcpy(known[i].unseen, known[i].acting,
		       sizeof(known[i].unseen));
	}
	memset(pair_seen, 0, sizeof(pair_seen));
	row_seen = pairs_seen = 0;
}

void
rows_run_on(void)
{
	run_number++;
	used_count = 0;
}

unsigned
rows_fresh(void)
{
	return fresh_count;
}

void
rows_undo(void)
{
	pairs_seen -= fresh_count;
	while (fresh_count)
		pair_seen[fresh[--fresh_count]] = false;
}

void
rows_run(void)
{
	rows_run_on();
	fresh_count = 0;
	/* an input that fires no row is one to begin with */
	counters[0] = 1;
}

ROWS_PLAIN void
rows_pair(unsigned which, int before, unsigned row)
{
	struct rows_chart *k = &known[which];
	const struct chart_row *rows = k->chart->rows;
	unsigned pair;

	row_seen += !k->seen[row];
	k->unseen[rows[row].from] -= !k->seen[row];
	k->seen[row] = true;
	/* restored, or put to another use: not the chart's doing */
	if (before < 0 || rows[before].to != rows[row].from)
		return;
	pair = k->base[before] + k->rank[row];
	counters[pair] = 1;
	if (pair_seen[pair])
		return;
	pair_seen[pair] = true;
	fresh[fresh_count++] = (uint16_t)pair;
	pairs_seen++;
}

static unsigned
which_chart(const struct chart *c)
{
	static unsigned last;
	unsigned i;

	if (known[last].chart == c)
		return last;
	for (i = 0; known[i].chart != c; i++)
		assert(i + 1 < known_count);
	return last = i;
}

static struct place *
place_of(const struct machine *m)
{
	size_t at = (size_t)((uintptr_t)m >> 3) * 2654435761u >> 7;
	unsigned i;

	for (i = 0; i < PLACES; i++) {
		struct place *p = &places[(at + i) % PLACES];

		if (p->run == run_number && p->machine == m)
			return p;
		if (p->run != run_number) {
			p->machine = m;
			used[used_count++] = (uint16_t)((at + i) % PLACES);
			return p;
		}
	}
	assert(!"more machines than places");
	return NULL;
}

static void
tell(const struct row_fired *f)
{
	const struct chart_row *r = &f->chart->rows[f->row];

	if (!r->ignored)
		printf("%s %s/%s -> %s\n", f->chart->name,
		       f->chart->states[r->from], f->chart->events[r->event],
		       f->chart->states[r->to]);
}

void
rows_fired(const struct effects *out)
{
	const struct row_fired *f;
	struct place *p;
	unsigned i;

	for (i = 0; i < out->row_count; i++) {
		f = &out->rows[i];
		if (telling)
			tell(f);
		p = place_of(f->machine);
		rows_pair(which_chart(f->chart),
			  p->run == run_number ? p->row : -1, f->row);
		p->run = run_number;
		p->row = f->row;
		p->chart = (uint8_t)which_chart(f->chart);
	}
}

static void
keep_lead(struct leads **at, const uint8_t *data, size_t size)
{
	struct leads *l = *at;
	unsigned i, which;

	if (!l && !(l = *at = calloc(1, sizeof(*l))))
		return;
	for (i = 0; i < l->count && i < LEADS; i++)
		if (l->size[i] == size && !memcmp(l->octets[i], data, size))
			return;
	which = l->count++ % LEADS;
	l->size[which] = (uint16_t)size;
	memcpy(l->octets[which], data, size);
}

void
rows_led_here(const uint8_t *data, size_t size)
{
	const struct place *p;
	unsigned i, state;

	if (telling)
		printf("-- octet %zu\n", size);
	for (i = 0; i < used_count && size <= LEAD_MAX; i++) {
		p = &places[used[i]];
		state = known[p->chart].chart->rows[p->row].to;
		if (known[p->chart].unseen[state])
			keep_lead(&leads[p->chart][state], data, size);
	}
}

size_t
rows_lead(uint32_t dice, uint8_t *out, size_t max_size)
{
	unsigned tries, chart, state, which;
	const struct leads *l;

	for (tries = 0; tries < 256 && known_count; tries++) {
		dice = dice * 1664525u + 1013904223u;
		chart = (dice >> 8) % known_count;
		state = (dice >> 16) % known[chart].chart->state_count;
		l = leads[chart][state];
		if (!l || !known[chart].unseen[state])
			continue;
		which = (dice >> 4) % (l->count < LEADS ? l->count : LEADS);
		if (l->size[which] > max_size)
			continue;
		memcpy(out, l->octets[which], l->size[which]);
		return l->size[which];
	}
	return 0;
}

void
rows_check_rest(const struct machine *m)
{
	const struct rows_chart *k = &known[which_chart(m->chart)];

	assert(m->due_ms != TIME_NEVER || k->rests >> m->state & 1);
}

unsigned
rows_chart_count(void)
{
	return known_count;
}

const struct rows_chart *
rows_chart(unsigned which)
{
	assert(which < known_count);
	return &known[which];
}

bool
rows_pair_seen(unsigned which, unsigned before, unsigned row)
{
	const struct rows_chart *k = &known[which];
	const struct chart_row *rows = k->chart->rows;

	if (rows[before].ignored || rows[row].ignored ||
	    rows[before].to != rows[row].from)
		return false;
	return pair_seen[k->base[before] + k->rank[row]];
}

unsigned
rows_seen(void)
{
	return row_seen;
}

unsigned
rows_pairs_seen(void)
{
	return pairs_seen;
}

unsigned
rows_total(void)
{
	return row_count;
}
