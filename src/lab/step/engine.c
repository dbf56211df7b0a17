/* SPDX-License-Identifier: Apache-2.0 */
/* engine.c - see engine.h. */
#include "lab/step/engine.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 4096 };		/* a page, for copy_touched */

uint64_t
engine_now_ms(const struct engine *e)
{
	return e->at ? e->steps[e->at].act.now_ms : e->stage->start_ms;
}

unsigned
engine_state_at(const struct engine *e, uint32_t n)
{
	return n ? e->steps[n].state : e->first_state;
}

unsigned
engine_state(const struct engine *e)
{
	return engine_state_at(e, e->at);
}

/* Snapshots --------------------------------------------------------------- */

static void
drop_snapshot(struct engine *e, unsigned i)
{
	free(e->snapshots[i].memory);
	e->snapshot_count--;
	memmove(&e->snapshots[i], &e->snapshots[i + 1],
		(e->snapshot_count - i) * sizeof(e->snapshots[0]));
}

static void
thin_out(struct engine *e)
{
	unsigned i;

	e->distance *= 2;
	for (i = e->snapshot_count; i-- > 0;)
		if (e->snapshots[i].at % e->distance)
			drop_snapshot(e, i);
}

/* Most of a large container's memory is zeros that nobody has touched, and
 * stays so here, so that it takes no memory. */
static void
copy_touched(uint8_t *to, const uint8_t *from, size_t size)
{
	static const uint8_t zeros[BLOCK];
	size_t at, length;

	for (at = 0; at < size; at += length) {
		length = size - at < BLOCK ? size - at : BLOCK;
		if (memcmp(from + at, zeros, length))
			memcpy(to + at, from + at, length);
		else if (memcmp(to + at, zeros, length))
			memset(to + at, 0, length);
	}
}

/* Of steps that are done again there is one already. Without memory for
 * another one, more steps are done again. */
static void
take_snapshot(struct engine *e)
{
	struct snapshot *s;
	void *memory;

	if (e->at % e->distance || (e->snapshot_count &&
	    e->snapshots[e->snapshot_count - 1].at >= e->at))
		return;
	if (e->snapshot_count == e->snapshots_most)
		thin_out(e);
	if (e->at % e->distance)
		return;
	memory = calloc(1, e->stage->size);
	if (!memory)
		return;
	copy_touched(memory, e->stage->memory, e->stage->size);
	s = &e->snapshots[e->snapshot_count++];
	s->at = e->at;
	s->memory = memory;
}

static const struct snapshot *
latest_snapshot(const struct engine *e, uint32_t most)
{
	unsigned i = e->snapshot_count;

	while (i > 1 && e->snapshots[i - 1].at > most)
		i--;
	return &e->snapshots[i - 1];
}

/* Steps ------------------------------------------------------------------- */

static void
note_row(struct engine *e, struct step *s)
{
	const struct stage *stage = e->stage;
	const struct outcome_item *item;
	size_t i;

	s->row = -1;
	for (i = 0; i < e->outcome.count; i++) {
		item = &e->outcome.items[i];
		if (item->kind != OUTCOME_ROW ||
		    !stage_is_focus(stage, item->chart, (const char *)
				    e->outcome.octets + item->at))
			continue;
		if (s->row < 0) {
			s->row = item->row;
			s->chart = item->chart;
		}
		s->state = item->to;
	}
}

/* Does step AT + 1, which stands in steps. */
static bool
execute(struct engine *e)
{
	struct step *s = &e->steps[e->at + 1];
	struct machine *m;

	outcome_clear(&e->outcome);
	if (!e->stage->kind->act(e->stage, &s->act))
		return false;
	s->state = (uint16_t)engine_state(e);
	note_row(e, s);
	m = e->stage->kind->machine(e->stage);
	if (m && !e->stage->kind->recorded)
		s->state = m->state;
	e->stage->at = ++e->at;
	return true;
}

int
engine_open(struct engine *e, struct stage *s)
{
	size_t most;
	int r;

	memset(e, 0, sizeof(*e));
	e->stage = s;
	s->out = &e->outcome;
	r = s->kind->begin(s);
	if (r < 0)
		return r;
	outcome_clear(&e->outcome);
	if (s->kind->machine(s))
		e->first_state = s->kind->machine(s)->state;
	most = ENGINE_SNAPSHOT_OCTETS / s->size;
	e->snapshots_most = most > ENGINE_SNAPSHOTS_MAX ?
		ENGINE_SNAPSHOTS_MAX : most < ENGINE_SNAPSHOTS_LEAST ?
		ENGINE_SNAPSHOTS_LEAST : (unsigned)most;
	e->distance = 1;
	take_snapshot(e);
	return e->snapshot_count ? 0 : -ENOMEM;
}

static void
forget_after(struct engine *e, uint32_t n)
{
	for (; e->count > n; e->count--)
		free(e->steps[e->count].act.octets);
	while (e->snapshot_count > 1 &&
	       e->snapshots[e->snapshot_count - 1].at > n)
		drop_snapshot(e, e->snapshot_count - 1);
}

void
engine_close(struct engine *e)
{
	forget_after(e, 0);
	while (e->snapshot_count)
		drop_snapshot(e, e->snapshot_count - 1);
	free(e->steps);
	outcome_free(&e->outcome);
	if (e->stage->kind->end)
		e->stage->kind->end(e->stage);
	free(e->stage->memory);
	e->stage->memory = NULL;
}

static bool
room_for_one(struct engine *e)
{
	uint32_t room = e->room ? 2 * e->room : 64;
	struct step *more;

	if (e->at + 2 <= e->room)
		return true;
	if (e->at + 2 > ENGINE_STEPS_MAX)
		return stage_refuse(e->stage, "there were %u steps, and that "
				    "is all there is room for", e->at);
	more = realloc(e->steps, room * sizeof(*more));
	if (!more)
		return stage_refuse(e->stage, "there is no memory for another "
				    "step");
	e->steps = more;
	e->room = room;
	return true;
}

/* A refused act must leave what came after the present step, so it is tried
 * beside it. */
bool
engine_do(struct engine *e, const struct act *a)
{
	struct step kept = { .row = -1 }, *s;

	if (!room_for_one(e))
		return false;
	s = &e->steps[e->at + 1];
	if (e->at < e->count)
		kept = *s;
	memset(s, 0, sizeof(*s));
	s->act = *a;
	s->act.number = e->at + 1;
	s->act.octets = NULL;
	if (a->length) {
		s->act.octets = malloc(a->length);
		if (!s->act.octets) {
			*s = kept;
			return stage_refuse(e->stage, "there is no memory for "
					    "this message");
		}
		memcpy(s->act.octets, a->octets, a->length);
	}
	if (!execute(e)) {
		free(s->act.octets);
		*s = kept;
		return false;
	}
	if (e->at <= e->count) {
		struct step now = *s;

		*s = kept;
		forget_after(e, e->at - 1);
		*s = now;
	}
	e->count = e->at;
	take_snapshot(e);
	return true;
}

void
engine_go(struct engine *e, uint32_t n)
{
	const struct snapshot *s = latest_snapshot(e, n ? n - 1 : 0);
	bool done;

	assert(n <= e->count);
	outcome_clear(&e->outcome);
	if (n <= e->at || s->at > e->at) {
		copy_touched(e->stage->memory, s->memory, e->stage->size);
		e->stage->at = e->at = s->at;
	}
	while (e->at < n) {
		done = execute(e);
		assert(done);	/* it was, with the same memory and act */
		(void)done;
		e->repeated++;
	}
}
