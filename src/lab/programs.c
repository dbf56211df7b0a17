/* SPDX-License-Identifier: Apache-2.0 */
/* programs.c - the containers that can be replayed. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/agent.h"
#include "lab.h"
#include "shell/agent_state.h"
#include "shell/rendezvous_state.h"

static bool
turn(void *core, const struct input *in, struct effects *out)
{
	return agent_turn(core, in, out);
}

static bool
more(void *core, struct effects *out)
{
	return agent_more(core, out);
}

static uint64_t
deadline_ms(const void *core)
{
	return agent_deadline_ms(core);
}

static int
open_agent(const struct trace_header *h, void **core)
{
	static struct agent_config config;
	static struct agent_memory memory;
	struct agent *a;
	int r;

	memset(&memory, 0, sizeof(memory));	/* nothing is remembered */
	r = agent_config_unpack(h->config, h->config_size, &config);
	if (r == 0 && h->memory_size)
		r = agent_memory_unpack_trace(h->memory, h->memory_size,
					      &memory);
	if (r < 0)
		return r;
	a = aligned_alloc(AGENT_ALIGNMENT, agent_size(&config));
	if (!a)
		return -ENOMEM;
	agent_init(a, &config, &memory);
	*core = a;
	return 0;
}

static void
memory(void *core, void **at, size_t *size)
{
	*at = core;
	*size = agent_size(&((const struct agent *)core)->config);
}

static const struct deadlines *
deadlines(const void *core)
{
	return &((const struct agent *)core)->deadlines;
}

static const struct replay_program agent_replay = {
	.name = "agent", .open = open_agent, .close = free,
	.ops = { turn, more, deadline_ms },
	.memory = memory, .deadlines = deadlines,
};

const struct replay_program *const lab_programs[] = {
	&agent_replay,
	&rendezvous_replay,
};
const unsigned lab_program_count =
	sizeof(lab_programs) / sizeof(lab_programs[0]);
