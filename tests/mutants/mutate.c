/* SPDX-License-Identifier: Apache-2.0 */
/* mutate.c - the step of every machine, with one fault in one place. */
#include "mutants.h"

#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* weak_charts.h names every machine: CHART(peer) and so on. */
#define CHART(name) extern const struct chart name##_chart;
#include "weak_charts.h"
#undef CHART

static const struct chart *const charts[] = {
#define CHART(name) &name##_chart,
#include "weak_charts.h"
};

enum { CHART_COUNT = sizeof(charts) / sizeof(*charts) };

struct point *points;
unsigned point_count;
struct mutant *mutants;
unsigned mutant_count;

/* Where a chart's rows and waits begin among the points; a row that is ignored
 * has a place too, and no mutants. */
static struct {
	unsigned rows;
	unsigned waits[CHART_TIMERS_MAX];
} first[CHART_COUNT];

static uint8_t *recorded;		/* by points_record */
static const struct mutant *active;	/* by mutant_become, of a row */
static const struct point *active_point;

static void *
more(void *list, unsigned count, size_t size)
{
	void *p = list;

	/* a power of two: it is full */
	if ((count & (count - 1)) == 0)
		p = realloc(list, (count ? 2 * count : 1) * size);
	if (!p) {
		fputs("mutants: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

static void
add_point(struct point p)
{
	points = more(points, point_count, sizeof(p));
	points[point_count++] = p;
}

void
points_count(void)
{
	unsigned c, i, w;

	for (c = 0; c < CHART_COUNT; c++) {
		const struct chart *chart = charts[c];

		first[c].rows = point_count;
		for (i = 0; i < chart->row_count; i++)
			add_point((struct point){ .chart = chart,
						  .row = (uint16_t)i });
		for (i = 0; i < chart->timer_count; i++) {
			first[c].waits[i] = point_count;
			for (w = 0; w < chart->timers[i].wait_count; w++)
				add_point((struct point){
					.chart = chart, .is_wait = true,
					.timer = (uint8_t)i,
					.wait = (uint8_t)w });
		}
	}
}

/* Names ---------------------------------------------------------------------- */

/* The Nth of A, B, C in "A, B, C": returns its length, 0 where there is none. */
static unsigned
action_text(const char *actions, unsigned n, const char **at)
{
	const char *end;

	for (*at = actions; n > 0; n--) {
		*at = strstr(*at, ", ");
		if (!*at)
			return 0;
		*at += 2;
	}
	end = strstr(*at, ", ");
	return end ? (unsigned)(end - *at) : (unsigned)strlen(*at);
}

void
point_text(const struct point *p, char text[MUTANT_TEXT_MAX])
{
	const struct chart *c = p->chart;

	if (p->is_wait)
		snprintf(text, MUTANT_TEXT_MAX, "%s/%u",
			 c->timers[p->timer].name, p->wait + 1u);
	else
		snprintf(text, MUTANT_TEXT_MAX, "%s:%s",
			 c->states[c->rows[p->row].from],
			 c->events[c->rows[p->row].event]);
}

static void
without_text(const char *actions, unsigned n, char text[MUTANT_TEXT_MAX])
{
	const char *name, *other;
	unsigned i, length = action_text(actions, n, &name), before = 0;
	char *p;

	for (i = 0; i < n; i++)
		before += action_text(actions, i, &other) == length &&
			!memcmp(name, other, length);
	snprintf(text, MUTANT_TEXT_MAX, "without=%.*s", (int)length, name);
	for (p = text; *p; p++)
		if (*p == ' ')
			*p = '-';
	if (before)
		snprintf(p, (size_t)(MUTANT_TEXT_MAX - (p - text)), "/%u",
			 before + 1);
}

void
mutant_kind_text(const struct mutant *m, char text[MUTANT_TEXT_MAX])
{
	const struct point *p = &points[m->point];
	const struct chart *c = p->chart;

	switch (m->kind) {
	case MUTANT_TARGET:
		snprintf(text, MUTANT_TEXT_MAX, "to=%s", c->states[m->detail]);
		return;
	case MUTANT_WITHOUT:
		without_text(c->rows[p->row].actions, m->detail, text);
		return;
	case MUTANT_DROP:
		strcpy(text, "drop");
		return;
	case MUTANT_LATER:
		strcpy(text, "later");
		return;
	case MUTANT_EARLIER:
		strcpy(text, "earlier");
		return;
	case MUTANT_GONE:
		strcpy(text, "gone");
		return;
	}
}

unsigned
point_line(const struct point *p)
{
	return p->is_wait ? p->chart->timers[p->timer].line :
		p->chart->rows[p->row].line;
}

const char *
point_cites(const struct point *p)
{
	return p->is_wait ? p->chart->timers[p->timer].cites :
		p->chart->rows[p->row].cites;
}

/* The list ------------------------------------------------------------------- */

static void
add_mutant(unsigned point, enum mutant_kind kind, unsigned detail)
{
	mutants = more(mutants, mutant_count, sizeof(*mutants));
	mutants[mutant_count++] = (struct mutant){
		.point = point, .kind = kind, .detail = (uint16_t)detail };
}

/* The next state in the spec that the row neither comes from nor leads to; or
 * none, STATE_COUNT. */
static unsigned
other_state(const struct chart *c, const struct chart_row *row)
{
	unsigned i, s;

	for (i = 1; i < c->state_count; i++) {
		s = (row->to + i) % c->state_count;
		if (s != row->from)
			return s;
	}
	return c->state_count;
}

static void
add_row_mutants(unsigned point)
{
	const struct chart *c = points[point].chart;
	const struct chart_row *row = &c->rows[points[point].row];
	const char *at;
	unsigned i, other;

	/* a row that stays and does nothing is as good as none */
	if (row->from != row->to || row->actions[0])
		add_mutant(point, MUTANT_DROP, 0);
	if (row->from != row->to)
		add_mutant(point, MUTANT_TARGET, row->from);
	other = other_state(c, row);
	if (other < c->state_count)
		add_mutant(point, MUTANT_TARGET, other);
	for (i = 0; action_text(row->actions, i, &at); i++)
		add_mutant(point, MUTANT_WITHOUT, i);
}

static void
add_wait_mutants(unsigned point)
{
	const struct point *p = &points[point];

	add_mutant(point, MUTANT_LATER, 0);
	add_mutant(point, MUTANT_EARLIER, 0);
	if (p->chart->timers[p->timer].wait_count > 1)
		add_mutant(point, MUTANT_GONE, 0);
}

bool
machine_named(const char *machines, const char *name)
{
	size_t length = strlen(name);
	const char *p = machines;

	while (p && (p = strstr(p, name)) != NULL) {
		if ((p == machines || p[-1] == ' ') &&
		    (p[length] == ' ' || !p[length]))
			return true;
		p += length;
	}
	return !machines;
}

bool
machines_exist(const char *machines)
{
	char *copy = strdup(machines ? machines : ""), *rest = copy, *word;
	bool all = true;
	unsigned i;

	while ((word = strsep(&rest, " ")) != NULL) {
		for (i = 0; i < CHART_COUNT; i++)
			if (!*word || !strcmp(charts[i]->name, word))
				break;
		if (i < CHART_COUNT)
			continue;
		fprintf(stderr, "mutants: there is no machine `%s`: "
			"specs/*.fsm are the machines\n", word);
		all = false;
	}
	free(copy);
	return all;
}

void
mutants_list(void)
{
	unsigned i;

	for (i = 0; i < point_count; i++) {
		const struct point *p = &points[i];

		if (p->is_wait)
			add_wait_mutants(i);
		else if (!p->chart->rows[p->row].ignored)
			add_row_mutants(i);
	}
}

/* Waits ---------------------------------------------------------------------- */

/* Charts are constant: for everyone but this. */
static void *
unlock(const void *data, size_t size)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t from = (uintptr_t)data & ~(page - 1);
	uintptr_t end = (uintptr_t)data + size;

	if (mprotect((void *)from, end - from, PROT_READ | PROT_WRITE) < 0) {
		perror("mutants: mprotect");
		_exit(2);
	}
	return (void *)(uintptr_t)data;
}

/* A tenth more or less, and at the least 1. */
static uint32_t
shifted(uint32_t value, bool later)
{
	uint32_t part = value / 10 ? value / 10 : 1;

	if (later)
		return value + part;
	return value > part ? value - part : 0;
}

static void
change_wait(const struct point *p, enum mutant_kind kind)
{
	const struct chart_timer *timer = &p->chart->timers[p->timer];
	unsigned count = timer->wait_count;
	struct chart_wait *waits =
		unlock(timer->waits, count * sizeof(*waits));
	struct chart_wait *w = &waits[p->wait];
	struct chart_timer *shorter;

	if (kind != MUTANT_GONE) {
		w->from = shifted(w->from, kind == MUTANT_LATER);
		w->to = shifted(w->to, kind == MUTANT_LATER);
		return;
	}
	memmove(w, w + 1, (count - p->wait - 1u) * sizeof(*w));
	shorter = unlock(timer, sizeof(*timer));
	shorter->wait_count--;
}

void
mutant_become(const struct mutant *m)
{
	const struct point *p = &points[m->point];

	if (p->is_wait) {
		change_wait(p, m->kind);
		return;
	}
	active = m;
	active_point = p;
}

/* What machines come to ------------------------------------------------------ */

void
points_record(uint8_t *hit)
{
	recorded = hit;
}

static unsigned
chart_index(const struct chart *c)
{
	unsigned i;

	for (i = 0; i < CHART_COUNT && charts[i] != c; i++)
		;
	return i;
}

/* The waits of M's timers that run; of points in a span one may be passed over
 * for any other, so all of them count. */
static void
record_waits(const struct machine *m, unsigned c)
{
	const struct timer *timers = (const struct timer *)
		((const char *)m + m->chart->timers_offset);
	unsigned i, w;

	for (i = 0; i < m->chart->timer_count; i++) {
		const struct chart_timer *timer = &m->chart->timers[i];

		if (!(m->running >> i & 1))
			continue;
		for (w = 0; w < timer->wait_count; w++)
			if (timer->of_span || w == timers[i].next)
				recorded[first[c].waits[i] + w] = 1;
	}
}

bool
mutant_reached(const struct mutant *m, const uint8_t *hit)
{
	const struct point *p = &points[m->point];

	if (hit[m->point])
		return true;
	/* without its last wait a timer is spent at the end of the one before */
	return m->kind == MUTANT_GONE && p->wait > 0 && hit[m->point - 1];
}

/* The step ------------------------------------------------------------------- */

extern __typeof__(table_step) __real_table_step, __wrap_table_step;
extern __typeof__(machine_fire) __real_machine_fire, __wrap_machine_fire;

/* As table_step does it, but for the fault. */
static void
step_wrong(struct machine *m, const struct table_row *row,
	   const struct table_action *actions, struct turn *t)
{
	const struct chart_row *r = &m->chart->rows[active_point->row];
	unsigned i;

	if (active->kind == MUTANT_DROP)
		return;
	machine_row(m, active_point->row, t);
	for (i = 0; i < row->count; i++)
		if (active->kind != MUTANT_WITHOUT || i != active->detail)
			table_act(m, &actions[row->first + i], t);
	machine_enter(m, active->kind == MUTANT_TARGET ? active->detail : r->to,
		      t);
}

void
__wrap_table_step(struct machine *m, const struct table_row *rows,
		  const struct table_action *actions, unsigned event,
		  struct turn *t)
{
	unsigned c;
	int row;

	if (active && m->chart == active_point->chart &&
	    table_find(m->chart, m->state, event) == active_point->row) {
		step_wrong(m, &rows[active_point->row], actions, t);
		return;
	}
	if (!recorded || (c = chart_index(m->chart)) == CHART_COUNT) {
		__real_table_step(m, rows, actions, event, t);
		return;
	}
	row = table_find(m->chart, m->state, event);
	if (row >= 0)
		recorded[first[c].rows + (unsigned)row] = 1;
	__real_table_step(m, rows, actions, event, t);
	if (m->chart == charts[c])
		record_waits(m, c);
}

void
__wrap_machine_fire(struct machine *m, struct turn *t)
{
	const struct chart *chart = m->chart;
	unsigned c = recorded ? chart_index(chart) : CHART_COUNT;

	if (c < CHART_COUNT)
		record_waits(m, c);
	__real_machine_fire(m, t);
	if (c < CHART_COUNT && m->chart == chart)
		record_waits(m, c);
}
