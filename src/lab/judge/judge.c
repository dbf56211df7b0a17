/* SPDX-License-Identifier: Apache-2.0 */
/* judge.c - gives messages to the monitors and keeps what they say. */
#include "lab/judge/judge.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/judge/decode.h"
#include "lab/judge/monitor.h"

struct call {
	uint64_t at_ns;
	uint64_t order;		/* of two at the same time the first asked */
	void (*call)(void *state, uint64_t what);
	void *state;
	uint64_t what;
};

enum { MONITORS_MAX = 16 };

struct judge {
	struct judge_setup setup;
	struct decoder *decoder;
	void *states[MONITORS_MAX];
	struct judgement judgements[REQUIREMENT_COUNT];
	uint64_t now_ns;
	bool concerned;
	/* calls to come, a heap with the earliest first */
	struct call *calls;
	size_t call_count, call_room;
	uint64_t calls_made;
};

/* Opening and closing ---------------------------------------------------- */

static void
take_default(unsigned *value, unsigned otherwise)
{
	if (!*value)
		*value = otherwise;
}

static void
take_defaults(struct judge_setup *s)
{
	if (s->exact)
		return;
	take_default(&s->early_ms, JUDGE_EARLY_MS);
	take_default(&s->early_percent, JUDGE_EARLY_PERCENT);
	take_default(&s->late_ms, JUDGE_LATE_MS);
	take_default(&s->late_percent, JUDGE_LATE_PERCENT);
}

int
judge_open(const struct judge_setup *setup, struct judge **out)
{
	struct judge *j = calloc(1, sizeof(*j));
	unsigned i;
	int r;

	if (!j)
		return -ENOMEM;
	j->setup = *setup;
	take_defaults(&j->setup);
	r = decoder_open(setup->keys, &j->decoder);
	for (i = 0; r == 0 && monitors[i]; i++) {
		assert(i < MONITORS_MAX);
		r = monitors[i]->open(j, &j->states[i]);
	}
	if (r < 0) {
		judge_close(j);
		return r;
	}
	*out = j;
	return 0;
}

void
judge_close(struct judge *j)
{
	unsigned i;

	if (!j)
		return;
	for (i = 0; monitors[i]; i++)
		if (j->states[i])
			monitors[i]->close(j->states[i]);
	decoder_close(j->decoder);
	free(j->calls);
	free(j);
}

bool
judge_knows(enum requirement_id r)
{
	const enum requirement_id *rule;
	unsigned i;

	for (i = 0; monitors[i]; i++)
		for (rule = monitors[i]->rules; *rule != REQUIREMENT_COUNT;
		     rule++)
			if (*rule == r)
				return true;
	return false;
}

const struct keys *
judge_keys(const struct judge *j)
{
	return j->setup.keys;
}

bool
judge_is_live(const struct judge *j)
{
	return j->setup.live;
}

bool
judge_is_btmm(const struct judge *j)
{
	return j->setup.btmm;
}

bool
judge_is_complete(const struct judge *j)
{
	return j->setup.complete;
}

bool
judge_concerned(const struct judge *j)
{
	return j->concerned;
}

void
judge_tolerance_text(const struct judge *j, char *text, size_t size)
{
	const struct judge_setup *s = &j->setup;

	snprintf(text, size, "Tolerance: %u ms or %u%% of a wait, whichever is "
		 "more, where something comes early; %u ms or %u%% where it "
		 "comes late.", s->early_ms, s->early_percent, s->late_ms,
		 s->late_percent);
}

/* Calls to come ---------------------------------------------------------- */

static bool
is_before(const struct call *a, const struct call *b)
{
	return a->at_ns != b->at_ns ? a->at_ns < b->at_ns :
		a->order < b->order;
}

void
judge_call_at(struct judge *j, uint64_t at_ns,
	      void (*call)(void *state, uint64_t what), void *state,
	      uint64_t what)
{
	const struct call c = { at_ns, j->calls_made++, call, state, what };
	size_t at, parent;

	if (j->call_count == j->call_room) {
		j->call_room = j->call_room ? 2 * j->call_room : 64;
		j->calls = realloc(j->calls, j->call_room * sizeof(c));
		if (!j->calls)
			abort();
	}
	for (at = j->call_count++; at; at = parent) {
		parent = (at - 1) / 2;
		if (is_before(&j->calls[parent], &c))
			break;
		j->calls[at] = j->calls[parent];
	}
	j->calls[at] = c;
}

static struct call
take_call(struct judge *j)
{
	struct call first = j->calls[0], last = j->calls[--j->call_count];
	size_t at = 0, child;

	while ((child = 2 * at + 1) < j->call_count) {
		if (child + 1 < j->call_count &&
		    is_before(&j->calls[child + 1], &j->calls[child]))
			child++;
		if (is_before(&last, &j->calls[child]))
			break;
		j->calls[at] = j->calls[child];
		at = child;
	}
	j->calls[at] = last;
	return first;
}

static void
go_to(struct judge *j, uint64_t time_ns)
{
	struct call c;

	while (j->call_count && j->calls[0].at_ns < time_ns) {
		c = take_call(j);
		if (c.at_ns > j->now_ns)
			j->now_ns = c.at_ns;
		c.call(c.state, c.what);
	}
	if (time_ns > j->now_ns)
		j->now_ns = time_ns;
}

uint64_t
judge_now_ns(const struct judge *j)
{
	return j->now_ns;
}

/* The conversation ------------------------------------------------------- */

static bool
is_of_concern(const struct message *m)
{
	return m->protocol == MESSAGE_NATPMP || m->protocol == MESSAGE_PCP ||
		(m->protocol == MESSAGE_DNS &&
		 (m->use == MESSAGE_LLQ || m->use == MESSAGE_UPDATE ||
		  m->dns.tsig_count));
}

void
judge_packet(struct judge *j, const struct packet *p)
{
	struct message m;
	unsigned i;

	for (i = 0; monitors[i]; i++)
		if (monitors[i]->expect)
			monitors[i]->expect(j->states[i], p);
	go_to(j, p->time_ns);
	decoder_read(j->decoder, p, &m);
	j->concerned = j->concerned || is_of_concern(&m);
	for (i = 0; monitors[i]; i++)
		monitors[i]->message(j->states[i], &m);
}

void
judge_end(struct judge *j, uint64_t time_ns)
{
	unsigned i;

	go_to(j, time_ns ? time_ns : j->now_ns);
	for (i = 0; monitors[i]; i++)
		if (monitors[i]->end)
			monitors[i]->end(j->states[i]);
}

/* Judgements ------------------------------------------------------------- */

static bool
counts(const struct judge *j, enum requirement_id r, enum judge_side who)
{
	switch (requirement_role(r)) {
	case REQUIREMENT_CLIENT:
		return j->setup.sides & JUDGE_CLIENT;
	case REQUIREMENT_SERVER:
		return j->setup.sides & JUDGE_SERVER;
	case REQUIREMENT_GATEWAY:
		return j->setup.sides & JUDGE_GATEWAY;
	case REQUIREMENT_BOTH:
		break;
	}
	return j->setup.sides & who;
}

struct evidence
evidence_of(const struct packet *p)
{
	return (struct evidence){ p->number, p->time_ns };
}

void
judge_pass(struct judge *j, enum requirement_id r, enum judge_side who,
	   const struct packet *p)
{
	struct judgement *g = &j->judgements[r];

	if (!counts(j, r, who))
		return;
	if (!g->passes++ && g->result == JUDGEMENT_INCONCLUSIVE) {
		g->result = JUDGEMENT_PASS;
		g->evidence_count = 1;
		g->evidence[0] = evidence_of(p);
		g->why[0] = '\0';
	}
}

/* Puts E among the packets of G, in their order, once. */
static void
add_evidence(struct judgement *g, const struct evidence *e)
{
	unsigned at = g->evidence_count;

	while (at && g->evidence[at - 1].number > e->number)
		at--;
	if (g->evidence_count == JUDGE_PACKETS_MAX ||
	    (at && g->evidence[at - 1].number == e->number))
		return;
	memmove(g->evidence + at + 1, g->evidence + at,
		(g->evidence_count++ - at) * sizeof(*e));
	g->evidence[at] = *e;
}

static void
fail(struct judge *j, enum requirement_id r, enum judge_side who,
     const struct evidence *e, unsigned count, const char *format, va_list args)
{
	struct judgement *g = &j->judgements[r];
	unsigned i;

	assert(count <= JUDGE_EVIDENCE_MAX);
	if (!counts(j, r, who) ||
	    requirement_strength(r) == REQUIREMENT_MAY ||
	    requirement_strength(r) == REQUIREMENT_NOTE)
		return;
	if (!g->fails++) {
		g->result = JUDGEMENT_FAIL;
		g->evidence_count = 0;
		vsnprintf(g->why, sizeof(g->why), format, args);
	}
	for (i = 0; i < count; i++)
		add_evidence(g, &e[i]);
}

void
judge_fail(struct judge *j, enum requirement_id r, enum judge_side who,
	   const struct evidence *e, unsigned count, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fail(j, r, who, e, count, format, args);
	va_end(args);
}

void
judge_fail_packet(struct judge *j, enum requirement_id r, enum judge_side who,
		  const struct packet *p, const char *format, ...)
{
	const struct evidence e = evidence_of(p);
	va_list args;

	va_start(args, format);
	fail(j, r, who, &e, 1, format, args);
	va_end(args);
}

bool
judge_has_failed(const struct judge *j, enum requirement_id r)
{
	return j->judgements[r].fails > 0;
}

void
judge_unclear(struct judge *j, enum requirement_id r, const char *why)
{
	struct judgement *g = &j->judgements[r];

	if (g->result == JUDGEMENT_INCONCLUSIVE && !g->why[0])
		snprintf(g->why, sizeof(g->why), "%s", why);
}

const struct judgement *
judge_judgement(const struct judge *j, enum requirement_id r)
{
	return &j->judgements[r];
}

/* Waits ------------------------------------------------------------------ */

static const struct chart_timer *
find_timer(const struct chart *c, const char *timer)
{
	unsigned i;

	for (i = 0; i < c->timer_count; i++)
		if (!strcmp(c->timers[i].name, timer))
			return &c->timers[i];
	assert(!"the spec has no such timer");
	abort();
}

uint64_t
judge_wait_ms(const struct chart *c, const char *timer, unsigned number,
	      uint64_t span_ms)
{
	const struct chart_timer *t = find_timer(c, timer);

	assert(number < t->wait_count);
	if (!t->of_span)
		return t->waits[number].from;
	return span_ms * t->waits[number].from / 10000;
}

unsigned
judge_wait_count(const struct chart *c, const char *timer)
{
	return find_timer(c, timer)->wait_count;
}

static uint64_t
tolerance_ns(unsigned ms, unsigned percent, uint64_t wait_ms)
{
	uint64_t fixed = ms * UINT64_C(1000000);
	uint64_t share = wait_ms * percent * UINT64_C(10000);

	return fixed > share ? fixed : share;
}

/* How long the recorder stood still between two moments. */
static uint64_t
still_ns(const struct judge *j, uint64_t from_ns, uint64_t until_ns)
{
	const struct judge_stall *s;
	uint64_t sum = 0, from, until;
	size_t i;

	for (i = 0; i < j->setup.stall_count; i++) {
		s = &j->setup.stalls[i];
		from = s->from_ns > from_ns ? s->from_ns : from_ns;
		until = s->until_ns < until_ns ? s->until_ns : until_ns;
		if (from < until)
			sum += until - from;
	}
	return sum;
}

/* Who stood still before what it did first, did that late, and the next one in
 * time: so that counts too. */
bool
judge_too_early(const struct judge *j, uint64_t gap_ns, uint64_t wait_ms)
{
	const uint64_t wait_ns = wait_ms * UINT64_C(1000000);
	const uint64_t tolerance = tolerance_ns(
		j->setup.early_ms, j->setup.early_percent, wait_ms);
	const uint64_t before_ns = gap_ns + wait_ns < j->now_ns ?
		j->now_ns - gap_ns - wait_ns : 0;

	return gap_ns + tolerance < wait_ns &&
		gap_ns + tolerance + still_ns(j, before_ns, j->now_ns) < wait_ns;
}

/* What stood still in the time that is added counts as well. */
uint64_t
judge_missing_at_ns(const struct judge *j, uint64_t from_ns, uint64_t wait_ms)
{
	const uint64_t at_ns = from_ns + wait_ms * UINT64_C(1000000) +
		tolerance_ns(j->setup.late_ms, j->setup.late_percent, wait_ms);
	uint64_t more_ns = 0, still;

	while ((still = still_ns(j, from_ns, at_ns + more_ns)) > more_ns)
		more_ns = still;
	return at_ns + more_ns;
}

bool
judge_too_late(const struct judge *j, uint64_t gap_ns, uint64_t wait_ms)
{
	const uint64_t from_ns = gap_ns < j->now_ns ? j->now_ns - gap_ns : 0;

	return gap_ns > judge_missing_at_ns(j, from_ns, wait_ms) - from_ns;
}
