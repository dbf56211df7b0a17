/* SPDX-License-Identifier: Apache-2.0 */
#include "confine.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>

#include "shell/log.h"
#include "shell/steward.h"
#include "shell/tunnel.h"

/* What the configuration names now, which may not be what it named when the
 * agent started. */
static bool
may_read(void *owner, const char *path)
{
	static struct settings now;
	const char *configuration = owner;
	char error[CONFIG_ERROR_MAX];

	if (!strcmp(path, configuration))
		return true;
	return settings_read(&now, configuration, error) == 0 &&
		(!strcmp(path, now.key_file) || !strcmp(path, now.secret_file));
}

static int
begin_steward(const struct settings *s, const char *path,
	      const struct sandbox *box)
{
	char socket[SETTINGS_PATH_MAX];
	struct charon_settings charon = {
		.routing_table = TUNNEL_ROUTING_TABLE,
		.routing_priority = TUNNEL_ROUTING_PRIORITY,
		.verbose = s->verbose,
	};
	struct steward_setup setup = {
		.box = box, .may_read = may_read, .owner = (void *)(size_t)path,
	};
	int r;

	snprintf(socket, sizeof(socket), "%s", s->socket);
	charon.folder = dirname(socket);
	if (s->tunnels)
		setup.charon = &charon;
	r = steward_begin(&setup);
	if (r < 0)
		log_line(TELL_ERROR, "The agent's helper cannot start: %s",
			 strerror(-r));
	return r;
}

int
confine_begin(const struct settings *s, const char *path, struct sandbox *box)
{
	struct sandbox_setup setup = {
		.profile = SANDBOX_AGENT, .user = s->user,
		.off = s->unconfined,
		.port = s->tunnels ? s->tunnel_port : 0,
	};
	char error[SANDBOX_ERROR_MAX];
	int r = sandbox_plan(&setup, box, error);

	if (r == 0)
		r = sandbox_folder(box, s->state,
				   !strcmp(s->state, SETTINGS_STATE), error);
	if (r == 0)
		r = sandbox_folder(box, s->socket,
				   !strcmp(s->socket, SETTINGS_SOCKET), error);
	if (r < 0) {
		log_line(TELL_ERROR, "%s", error);
		return r;
	}
	return begin_steward(s, path, box);
}

int
confine_prepare(struct sandbox *box)
{
	char error[SANDBOX_ERROR_MAX];
	int r = sandbox_prepare(box, error);

	if (r < 0)
		log_line(TELL_ERROR, "%s", error);
	return r;
}
