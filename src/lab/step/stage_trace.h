/* SPDX-License-Identifier: Apache-2.0 */
/* stage_trace.h - a recording as a stage: its container again, fed with the
 * recorded inputs one by one. */
#ifndef LAB_STEP_STAGE_TRACE_H
#define LAB_STEP_STAGE_TRACE_H

#include <stdio.h>

#include "lab/step/stage.h"

/* S is a stage of the recording PATH. MACHINE: a chart's name, the beginning
 * of an instance's name, or NULL for all. */
void stage_trace_choose(struct stage *s, const char *path,
			const char *machine);
/* What is recorded there. */
void stage_trace_tell(const struct stage *s, FILE *f);

#endif
