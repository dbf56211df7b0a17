/* SPDX-License-Identifier: Apache-2.0 */
/* programs.c - the containers that can be replayed. */
#include "lab.h"
#include "shell/rendezvous_state.h"

const struct replay_program *const lab_programs[] = {
	&rendezvous_replay,
};
const unsigned lab_program_count =
	sizeof(lab_programs) / sizeof(lab_programs[0]);
