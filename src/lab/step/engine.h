/* SPDX-License-Identifier: Apache-2.0 */
/* engine.h - the steps taken on a stage, and going back to any of them.
 *
 * engine_open; engine_do for each act; engine_go to where it was after step N
 * (0: the beginning), any N up to `count`; an act done there forgets what came
 * after. engine_close. The stage is the caller's.
 *
 * Going back puts a copy of the stage's memory back and does again what came
 * since. ENGINE_SNAPSHOTS_MAX copies are kept at most, for large stages fewer,
 * and when they are all taken every other one goes: so of N steps at most
 * 2 N / copies are done again, whichever step is wanted. */
#ifndef LAB_STEP_ENGINE_H
#define LAB_STEP_ENGINE_H

#include "lab/step/stage.h"

enum {
	ENGINE_SNAPSHOTS_MAX = 256,
	ENGINE_SNAPSHOTS_LEAST = 16,
	ENGINE_SNAPSHOT_OCTETS = 128 << 20,	/* of all of them together */
	ENGINE_STEPS_MAX = 1 << 24
};

struct step {
	struct act act;
	/* of the machine in focus */
	uint16_t state;		/* after the step */
	int32_t row;		/* its first one, as an index; -1: none fired */
	const struct chart *chart;	/* whose row, with row >= 0 */
};

struct snapshot {
	uint32_t at;		/* after this step */
	uint16_t state;
	void *memory;
};

struct engine {
	struct stage *stage;
	struct outcome outcome;	/* of step `at` */
	struct step *steps;	/* 1 to count */
	uint32_t count, at, room;
	uint16_t first_state;
	struct snapshot snapshots[ENGINE_SNAPSHOTS_MAX];
	unsigned snapshot_count, snapshots_most;
	uint32_t distance;	/* between snapshots */
	uint64_t repeated;	/* steps done again so far */
};

/* Begins the stage. 0 or -errno. */
int engine_open(struct engine *e, struct stage *s);
void engine_close(struct engine *e);
/* A's octets are copied; number is filled in. False: refused, see
 * stage->refusal; the steps are as before. */
bool engine_do(struct engine *e, const struct act *a);
void engine_go(struct engine *e, uint32_t n);

uint64_t engine_now_ms(const struct engine *e);
/* Of the machine in focus, as an index into its chart's states. */
unsigned engine_state(const struct engine *e);
/* The state after step N. */
unsigned engine_state_at(const struct engine *e, uint32_t n);

#endif
