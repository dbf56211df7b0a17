/* SPDX-License-Identifier: Apache-2.0 */
/* rerun.h - a recording's inputs, or some of them, into the core again: what it
 * does then is not compared, but recorded anew.
 *
 * An input that answers an effect by ticket (a look-up, a stream, a save) goes
 * with the effect that asks the same: its ticket becomes that effect's. Where
 * nothing asks for it any more, it is left out. */
#ifndef LAB_RERUN_H
#define LAB_RERUN_H

#include "shell/replay.h"
#include "shell/trace.h"

/* One input of a run: which of the recording's, and when. */
struct rerun_step {
	uint32_t input;		/* index, from 0 */
	uint64_t now_ms;
};

struct rerun;

/* 0, or -errno with a sentence in ERROR. */
enum { RERUN_ERROR_MAX = 400 };
int rerun_load(const char *path, struct rerun **out,
	       char error[RERUN_ERROR_MAX]);
void rerun_free(struct rerun *r);	/* NULL is fine */
uint32_t rerun_count(const struct rerun *r);	/* of inputs */
/* Input INDEX as it was recorded. */
const struct input *rerun_input(const struct rerun *r, uint32_t index);
const struct trace_header *rerun_header(const struct rerun *r);

/* Runs COUNT of STEPS. FED[i] becomes 1 where step i was handled, 0 where it was
 * left out. EACH sees what the core gives; false ends the run. W may be NULL.
 * 0 or -errno: the core cannot be opened. A list of inputs that no shell would
 * give may end the process: run it in a child. */
int rerun_run(const struct rerun *r, const struct rerun_step *steps,
	      uint32_t count, uint8_t *fed,
	      bool (*each)(void *owner, uint32_t step,
			   const struct effects *e), void *owner,
	      struct trace_writer *w);

#endif
