/* SPDX-License-Identifier: Apache-2.0 */
/* agent_state.h - an agent's memory and configuration as octets, for the state
 * file and for a trace's header (specs/state.proto), and back.
 *
 * The pack functions give octets that the caller frees; NULL: no memory. The
 * unpack functions return 0, -ENOMEM, or -EBADMSG for what no agent can have
 * written; then *OUT is as it was. */
#ifndef SHELL_AGENT_STATE_H
#define SHELL_AGENT_STATE_H

#include "autotunnel/agent.h"
#include "hardware.h"

/* One moment on three clocks. */
struct moment {
	uint64_t boot_ms;	/* CLOCK_BOOTTIME */
	uint64_t wall_ms;	/* since 1970 */
	uint64_t signed_s;	/* the edge's, for what is packed; 0: none */
};

/* Moments are written by the wall clock, read back by it, and never later than
 * their lease allows, whatever became of the wall clock; what has run out is
 * left out. HARDWARE is the machine that wrote them. */
uint8_t *agent_memory_pack(const struct agent_memory *m,
			   const struct hardware *hardware,
			   const struct moment *now, size_t *size);
int agent_memory_unpack(const uint8_t *octets, size_t size,
			const struct moment *now, struct agent_memory *out,
			struct hardware *hardware);
/* The latest time that a key had signed when OCTETS were packed (edge.h), or 0. */
uint64_t agent_memory_signed_s(const uint8_t *octets, size_t size);

/* For a trace, where moments stay as the agent got them. */
uint8_t *agent_memory_pack_trace(const struct agent_memory *m, size_t *size);
int agent_memory_unpack_trace(const uint8_t *octets, size_t size,
			      struct agent_memory *out);
uint8_t *agent_config_pack(const struct agent_config *c, size_t *size);
int agent_config_unpack(const uint8_t *octets, size_t size,
			struct agent_config *out);

#endif
