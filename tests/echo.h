/* SPDX-License-Identifier: Apache-2.0 */
/* echo.h - the smallest container that does everything a container does: one
 * machine with a timer, sends, random octets, and effects that need more than
 * one call. For suites about traces, replay and the simulated world.
 *
 * It binds CHANNEL_QUERY at the start; a datagram starts a timer; when that is
 * spent it sends the datagram's octets back reversed, with two random ones
 * behind, COPIES times, one a call, and says so. */
#ifndef TESTS_ECHO_H
#define TESTS_ECHO_H

#include "autotunnel/turn.h"
#include "shell/driver.h"
#include "shell/replay.h"

enum { ECHO_MAX = 64, ECHO_PORT = 7, ECHO_WAIT_MS = 250 };

struct echo {
	struct machine base;
	struct timer timers[1];
	struct deadline heap[1];
	struct deadlines deadlines;
	struct reports reports;
	struct turn turn;
	struct endpoint asker;
	uint16_t port;
	uint8_t copies, left;
	uint8_t length;
	uint8_t octets[ECHO_MAX];
};

extern const struct core_ops echo_ops;
extern const struct replay_program echo_program;	/* config: COPIES */

void echo_init(struct echo *e, unsigned copies);

#endif
