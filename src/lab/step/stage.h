/* SPDX-License-Identifier: Apache-2.0 */
/* stage.h - where a machine is stepped: its container on simulated time, with
 * whoever it talks to played by the stage, or a recording, or nothing but the
 * chart.
 *
 * A stage's memory is one block at one place, without heap, so that a copy of
 * it put back is the stage as it was; the engine (engine.h) does that. What a
 * stage does follows from its memory and the act alone. */
#ifndef LAB_STEP_STAGE_H
#define LAB_STEP_STAGE_H

#include "lab/step/outcome.h"
#include "shell/trace.h"

enum { STAGE_REFUSAL_MAX = 240 };

enum act_kind {
	ACT_WAIT,	/* time passes; nothing is due before */
	ACT_FIRE,	/* what is due at now_ms happens */
	ACT_EVENT,	/* the machine in focus gets `event` */
	ACT_RECEIVE,	/* octets came from `source` (family 0: from whom the
			 * machine talks to) */
	ACT_REPLY,	/* whom the machine talks to answers what it was asked */
	ACT_SPAN	/* bare charts: span `event` is now `value` ms */
};

struct act {
	enum act_kind kind;
	uint32_t number;	/* of the step; random octets follow from it */
	uint64_t now_ms;
	unsigned event;
	uint64_t value;
	struct endpoint source;
	uint8_t *octets;
	size_t length;
};

struct stage;

struct stage_kind {
	/* Of what the machine is part: "a DNS client (fsm/dnsclient.c)" */
	const char *what;
	/* What is around it, and what `reply` and messages are here. */
	const char *around;
	bool real;		/* the machine's own actions and classifier */
	const char *const *charts;	/* names, NULL behind the last; or NULL */
	/* Makes s->memory; s->start_ms is when. 0 or -errno. */
	int (*begin)(struct stage *s);
	/* The machine in focus. Its state counts even where its instance is
	 * not in use. NULL: there is none (yet). */
	struct machine *(*machine)(const struct stage *s);
	/* Where several may be in focus: the Ith of those that have a timer
	 * running, NULL behind the last. NULL: `machine` is the only one. */
	struct machine *(*running)(const struct stage *s, unsigned i);
	uint64_t (*deadline_ms)(const struct stage *s);
	/* Does A and tells s->out. False: nothing was done, and s->refusal
	 * says why. */
	bool (*act)(struct stage *s, const struct act *a);
	/* A recording goes on with its next input at ACT_FIRE and knows
	 * nothing else. */
	bool recorded;
	/* Writes the header of a trace, and lays memory as `begin` did while
	 * W hears what led there; `act` tells s->writer from then on. NULL:
	 * such a container cannot be replayed. 0 or -errno. */
	int (*record)(struct stage *s, struct trace_writer *w);
	void (*end)(struct stage *s);	/* optional */
};

struct stage {
	const struct stage_kind *kind;
	const struct chart *chart;	/* in focus; NULL: all machines */
	const char *instance;		/* in focus: a name's beginning, or "" */
	uint64_t start_ms;
	uint32_t at;			/* steps done, as the engine counts */
	void *memory;
	size_t size;
	void *owned;			/* the stage's own, not in snapshots */
	struct outcome *out;
	struct trace_writer *writer;	/* set while a trace is saved */
	char refusal[STAGE_REFUSAL_MAX];
};

extern const struct stage_kind stage_chart;
extern const struct stage_kind stage_dns;
extern const struct stage_kind stage_nat;
extern const struct stage_kind stage_peer;
extern const struct stage_kind stage_rendezvous;

/* Writes s->refusal; returns false. */
bool stage_refuse(struct stage *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* A zeroed block for s->memory. 0 or -ENOMEM. */
int stage_memory(struct stage *s, size_t size);
/* Random octets of step NUMBER; SUB: of which input in it. */
void stage_random(uint8_t random[16], uint32_t number, uint32_t sub);
/* The stage where C is stepped with its own code, or NULL. */
const struct stage_kind *stage_of(const struct chart *c);
/* ROW of chart C is one of the machine in focus. NAME: the instance. */
bool stage_is_focus(const struct stage *s, const struct chart *c,
		    const char *name);

#endif
