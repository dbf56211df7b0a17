/* SPDX-License-Identifier: Apache-2.0 */
/* log.h - lines for the owner on standard error. Under systemd each line begins
 * with its priority. Control characters are shown as `?`, so nothing that came
 * from the network can move a terminal's cursor. Never give a secret to it. */
#ifndef SHELL_LOG_H
#define SHELL_LOG_H

#include <stddef.h>

#include "autotunnel/turn.h"

/* Lines below LEVEL are not written. The default is TELL_INFO. */
void log_set_level(enum tell_level level);
void log_line(enum tell_level level, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* TEXT of SIZE octets, as a core's EFFECT_TELL has it. */
void log_octets(enum tell_level level, const uint8_t *text, size_t size);

#endif
