/* SPDX-License-Identifier: Apache-2.0 */
/* show.h - an agent's replies for people (text) and programs (JSON), on
 * standard output. Arguments are borrowed for the call. */
#ifndef AGENT_SHOW_H
#define AGENT_SHOW_H

#include <stdbool.h>

#include "shell/control.pb-c.h"

void show_status(const Control__Status *s, bool all);
void show_peers(const Control__Reply *r);
void show_status_json(const Control__Status *s);
void show_peers_json(const Control__Reply *r);
/* One line: {"progress": "..."}. */
void show_progress_json(const char *sentence);

#endif
