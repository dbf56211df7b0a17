/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_state.h - the rendezvous' leases as octets for the state file, its
 * leases and configuration for a trace's header (specs/state.proto), and back.
 *
 * The pack functions give octets that the caller frees; NULL: no memory.
 * Moments are written by the wall clock and read back by it, or by CLOCK_BOOTTIME
 * where that is still the same boot's; a lease never ends later than what was
 * granted allows, whatever became of those clocks. */
#ifndef SHELL_RENDEZVOUS_STATE_H
#define SHELL_RENDEZVOUS_STATE_H

#include "autotunnel/rendezvous.h"
#include "shell/replay.h"

/* BOOT_MS (CLOCK_BOOTTIME) and WALL_MS (since 1970) are the same moment. BOOT_ID:
 * CLOCK_BOOT_ID octets, or NULL: not known. For a trace both moments are BOOT_MS,
 * and there is no id. */
uint8_t *rendezvous_leases_pack(const struct rendezvous *r,
				const struct dns_name *zone, uint64_t boot_ms,
				uint64_t wall_ms, const uint8_t *boot_id,
				size_t *size);
/* Puts all back into R, before its start. COUNT: how many. 0; -EBADMSG: not
 * ours, or of another zone; -ENOSPC: R has no room for them. WALL_MS 0: it is a
 * trace, whose moments stay. */
int rendezvous_leases_unpack(const uint8_t *octets, size_t size,
			     uint64_t boot_ms, uint64_t wall_ms,
			     const uint8_t *boot_id,
			     const struct dns_name *zone, struct rendezvous *r,
			     unsigned *count);

uint8_t *rendezvous_config_pack(const struct rendezvous_config *c,
				size_t *size);
/* OUT's keys and their names are one block at *KEPT, which the caller frees.
 * 0, -ENOMEM or -EBADMSG. */
int rendezvous_config_unpack(const uint8_t *octets, size_t size,
			     struct rendezvous_config *out, void **kept);

/* "rendezvous", for replay_run. */
extern const struct replay_program rendezvous_replay;

#endif
