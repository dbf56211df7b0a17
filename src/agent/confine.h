/* SPDX-License-Identifier: Apache-2.0 */
/* confine.h - the agent on its way into its sandbox (shell/sandbox.h): whose
 * process it becomes, where it writes, and what its steward does for it.
 *
 *	confine_begin(settings, path, box);	as whoever started it
 *	confine_prepare(box);			becomes the user
 *	... everything is opened ...
 *	sandbox_enter(box);
 *
 * Both return 0, or -errno after a line in the log. SETTINGS and PATH, of the
 * configuration, are borrowed for the sandbox's life. */
#ifndef AGENT_CONFINE_H
#define AGENT_CONFINE_H

#include "settings.h"

int confine_begin(const struct settings *s, const char *path,
		  struct sandbox *box);
int confine_prepare(struct sandbox *box);

#endif
