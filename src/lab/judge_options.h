/* SPDX-License-Identifier: Apache-2.0 */
/* judge_options.h - what the commands that judge (judge, report) are told on
 * the command line. Each takes TEXT into S, or says on standard error, as
 * COMMAND, what was expected, and gives false. */
#ifndef LAB_JUDGE_OPTIONS_H
#define LAB_JUDGE_OPTIONS_H

#include "lab/judge/judge.h"

/* client, server, gateway, both */
bool judge_take_role(const char *command, const char *text,
		     struct judge_setup *s);
/* btmm */
bool judge_take_profile(const char *command, const char *text,
			struct judge_setup *s);
/* EARLY_MS,EARLY%,LATE_MS,LATE% */
bool judge_take_tolerance(const char *command, const char *text,
			  struct judge_setup *s);

#endif
