/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - autotunnel-dns: Long-Lived Queries and Update Leases in front of an
 * RFC 2136 primary. */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "settings.h"
#include "shell/address.h"
#include "shell/clock.h"
#include "shell/driver.h"
#include "shell/edge.h"
#include "shell/lock.h"
#include "shell/log.h"
#include "shell/recorder.h"
#include "shell/rendezvous_state.h"
#include "shell/sandbox.h"
#include "shell/steward.h"
#include "shell/store.h"

enum {
	EXIT_CONFIG = 2,	/* the owner has something to mend */
	SOURCES_MAX = 64
};

struct server {
	struct settings settings;
	struct settings *reloaded;	/* whose keys count; NULL: those above */
	const char *path;
	struct rendezvous *core;
	void *memory;
	struct loop *loop;
	struct driver *driver;
	struct edge *edge;
	struct recorder recorder;
	bool orphaned;		/* the steward died */
	struct sandbox sandbox;
	int lock;
	bool boot_known;
	uint8_t boot_id[CLOCK_BOOT_ID];
};

static const char usage[] =
	"usage: autotunnel-dns [--config FILE] [--check-config] [--record FILE]\n"
	"Serves Long-Lived Queries (RFC 8764) and Update Leases (RFC 9664) for the\n"
	"zone of an RFC 2136 primary.\n"
	"  --config FILE    instead of " SETTINGS_PATH "\n"
	"  --check-config   says whether the configuration holds, and exits\n"
	"  --record FILE    records what goes in and out; no secret is in it\n"
	"  --user NAME      whose process it becomes when root starts it\n"
	"                   (autotunnel-dns)\n"
	"  --help, --version\n"
	"SIGTERM ends it; SIGHUP reads the keys again. Exit: 0, 1 (it could not go on), 2 (configuration).\n";

/* The state file ----------------------------------------------------------------- */

static int
save(void *owner)
{
	struct server *s = owner;
	uint8_t *octets;
	size_t size;
	int r;

	octets = rendezvous_leases_pack(s->core, &s->settings.config.zone,
					clock_boot_ms(), clock_wall_ms(),
					s->boot_known ? s->boot_id : NULL,
					&size);
	if (!octets)
		return -ENOMEM;
	r = store_save(s->settings.state, octets, size);
	free(octets);
	return r;
}

/* The container, from what the store has. */
static int
open_core(struct server *s)
{
	struct rendezvous_config *c = &s->settings.config;
	char message[STORE_MESSAGE_MAX];
	uint8_t *octets = NULL;
	size_t size = 0, memory;
	unsigned count = 0;
	int r;

	s->boot_known = clock_boot_id(s->boot_id) == 0;
	r = store_load(s->settings.state, &octets, &size, message);
	if (r < 0 && r != -ENOENT && r != -EBADMSG) {
		log_line(TELL_ERROR, "%s", message);
		return r;
	}
	if (r == -EBADMSG)
		log_line(TELL_WARNING, "%s", message);
	c->adopt = r < 0;
	memory = (rendezvous_memory(c) + 15) / 16 * 16;
	s->memory = aligned_alloc(16, memory);
	r = s->memory ? rendezvous_init(&s->core, c, s->memory, memory) :
		-ENOMEM;
	if (r == 0 && octets) {
		r = rendezvous_leases_unpack(octets, size, clock_boot_ms(),
					     clock_wall_ms(),
					     s->boot_known ? s->boot_id : NULL,
					     &c->zone, s->core, &count);
		if (r == -EBADMSG)
			log_line(TELL_ERROR, "%s is not of this zone; move it "
				 "away or name another in [server] state",
				 s->settings.state);
		if (r == -ENOSPC)
			log_line(TELL_ERROR, "%s holds more leases than [limits] "
				 "leases and [limits] records allow",
				 s->settings.state);
	}
	free(octets);
	return r;
}

/* The trace -------------------------------------------------------------------------- */

static int
begin_trace(struct server *s)
{
	struct trace_header h = {
		.program = "rendezvous",
		.software = "autotunnel-dns " AUTOTUNNEL_VERSION,
	};
	uint64_t now = clock_boot_ms();
	uint8_t *config, *memory;
	int r;

	if (!s->recorder.trace)
		return 0;
	config = rendezvous_config_pack(&s->settings.config, &h.config_size);
	memory = rendezvous_leases_pack(s->core, &s->settings.config.zone, now,
					now, NULL, &h.memory_size);
	h.config = config;
	h.memory = memory;
	r = config && memory ? recorder_begin(&s->recorder, &h) : -ENOMEM;
	free(config);
	free(memory);
	return r;
}

/* The driver --------------------------------------------------------------------------- */

static bool
core_turn(void *core, const struct input *in, struct effects *out)
{
	return rendezvous_turn(core, in, out);
}

static bool
core_more(void *core, struct effects *out)
{
	return rendezvous_more(core, out);
}

static uint64_t
core_deadline_ms(const void *core)
{
	return rendezvous_deadline_ms(core);
}

static int
open_driver(struct server *s)
{
	const struct rendezvous_limits *l = &s->settings.config.limits;
	struct driver_setup setup = {
		.loop = s->loop, .core = s->core, .owner = s,
		.core_ops = { core_turn, core_more, core_deadline_ms },
		.edge = s->edge, .origins = s->settings.origins,
		.hooks = { .save = save }, .state = s->settings.state,
		.streams = { .accepted = s->settings.streams,
			     .accepted_each = s->settings.streams / 4 + 1,
			     .ours = (l->forwards ? l->forwards : 64) + 1,
			     .idle_ms = 30000 },
	};

	if (s->recorder.trace) {
		setup.recorder = &s->recorder;
		setup.hooks.record_input = recorder_input;
		setup.hooks.record_effects = recorder_effects;
	}
	return driver_open(&setup, &s->driver);
}

static int
listen_all(struct server *s)
{
	char text[ENDPOINT_TEXT_MAX];
	struct endpoint e;
	uint16_t bound;
	unsigned i;
	int r;

	for (i = 0; i < s->settings.listen_count; i++) {
		e = s->settings.listen[i];
		e.port = s->settings.port;
		r = sockets_listen(driver_sockets(s->driver), CHANNEL_SERVICE,
				   &e, &bound);
		if (r == 0)
			r = streams_listen(driver_streams(s->driver), &e,
					   &bound);
		endpoint_text(&e, text);
		if (r < 0) {
			log_line(TELL_ERROR, "cannot listen on %s: %s", text,
				 strerror(-r));
			return r;
		}
		log_line(TELL_INFO, "listening on %s", text);
	}
	return 0;
}

/* The keys and what they cover, from the files as they are now. What is wrong
 * with them is told, and those of before stay. */
static void
reload(struct server *s)
{
	struct settings *next = calloc(1, sizeof(*next));
	char error[CONFIG_ERROR_MAX] = "no memory";
	const struct settings *now = s->reloaded ? s->reloaded : &s->settings;
	int r = next ? settings_load(next, s->path, &now->keys, error) :
		-ENOMEM;

	if (r == 0) {
		r = edge_rekey(s->edge, &next->keys);
		snprintf(error, sizeof(error), "%s", strerror(-r));
	}
	if (r < 0) {
		log_line(TELL_ERROR, "nothing is changed: %s", error);
		if (next)
			settings_wipe(next);
		free(next);
		return;
	}
	if (s->recorder.trace) {
		log_line(TELL_WARNING, "the recording ends here: with other "
			 "keys it would not replay");
		driver_record(s->driver, NULL, NULL, NULL);
		recorder_close(&s->recorder);
	}
	rendezvous_rekey(s->core, &next->config);
	if (s->reloaded)
		settings_wipe(s->reloaded);
	free(s->reloaded);
	s->reloaded = next;
	log_line(TELL_INFO, "the keys are read again; other settings count "
		 "from the next start");
}

static void
signalled(void *owner, int number)
{
	if (number == SIGHUP) {
		reload(owner);
		return;
	}
	driver_command(((struct server *)owner)->driver, COMMAND_STOP);
}

/* One process a state file: two would grant each other's leases away. */
static int
lock_state(struct server *s)
{
	char path[SETTINGS_PATH_MAX + 8];
	pid_t holder = 0;
	int r;

	snprintf(path, sizeof(path), "%s.lock", s->settings.state);
	r = lock_take(path, &s->lock, &holder);
	if (r == -EBUSY)
		log_line(TELL_ERROR, "another autotunnel-dns (process %d) uses "
			 "%s", (int)holder, s->settings.state);
	else if (r < 0)
		log_line(TELL_ERROR, "%s: %s", path, strerror(-r));
	return r;
}

static void
tell_counters(const struct rendezvous_counters *c)
{
	log_line(TELL_INFO, "queries %llu, set-ups %llu, events %llu "
		 "(unanswered %llu), updates %llu (refused %llu), "
		 "transfers %llu",
		 (unsigned long long)c->queries,
		 (unsigned long long)c->setups,
		 (unsigned long long)c->events,
		 (unsigned long long)c->events_lost,
		 (unsigned long long)c->updates,
		 (unsigned long long)c->updates_refused,
		 (unsigned long long)c->transfers);
}

/* The sandbox ----------------------------------------------------------------------------- */

static bool
may_read(void *owner, const char *path)
{
	return !strcmp(path, owner) || settings_names(owner, path);
}

/* As whoever started us, and then as the user. */
static int
begin_sandbox(struct server *s, const char *record)
{
	struct sandbox_setup setup = {
		.profile = SANDBOX_RENDEZVOUS, .user = s->settings.user,
		.off = s->settings.unconfined,
		.port = s->settings.port,
	};
	struct steward_setup steward = {
		.box = &s->sandbox, .may_read = may_read,
		.owner = (void *)(size_t)s->path,
	};
	const char *state = s->settings.state;
	char error[SANDBOX_ERROR_MAX];
	int r = sandbox_plan(&setup, &s->sandbox, error);

	if (r == 0)
		r = sandbox_folder(&s->sandbox, state,
				   !strcmp(state, SETTINGS_STATE), error);
	if (r == 0) {
		snprintf(error, sizeof(error), "its helper cannot start");
		r = steward_begin(&steward);
	}
	if (r == 0 && (r = recorder_create(&s->recorder, record)) < 0)
		return r;
	if (r == 0)
		r = sandbox_prepare(&s->sandbox, error);
	if (r < 0)
		log_line(TELL_ERROR, "%s", error);
	return r;
}

static void
steward_gone(void *owner, short revents)
{
	struct server *s = owner;

	(void)revents;
	log_line(TELL_ERROR, "its helper died, and with it the way to read "
		 "keys again: to be started again");
	s->orphaned = true;
	loop_stop(s->loop);
}

static int
watch_steward(struct server *s)
{
	int r = steward_descriptor() < 0 ? 0 :
		loop_add(s->loop, steward_descriptor(), 0, steward_gone, s);

	return r < 0 ? r : 0;
}

static int
open_all(struct server *s)
{
	int r = lock_state(s);

	if (r == 0)
		r = open_core(s);
	if (r == 0)
		r = begin_trace(s);
	if (r == 0)
		r = edge_open(&s->settings.keys, s->settings.origins, &s->edge);
	if (r == 0)
		r = loop_open(SOURCES_MAX + s->settings.streams, &s->loop);
	if (r == 0)
		r = watch_steward(s);
	if (r == 0)
		r = open_driver(s);
	return r < 0 ? r : listen_all(s);
}

static int
run(struct server *s, const char *record)
{
	int r = begin_sandbox(s, record);

	if (r == 0)
		r = open_all(s);
	if (r == 0)
		r = sandbox_enter(&s->sandbox);
	if (r < 0)
		return r;
	loop_on_signal(s->loop, signalled, s);
	driver_start(s->driver);
	r = loop_run(s->loop);
	tell_counters(rendezvous_counters(s->core));
	return s->orphaned ? -EPIPE : r;
}

static void
close_all(struct server *s)
{
	driver_close(s->driver);
	loop_close(s->loop);
	edge_close(s->edge);
	steward_end();
	recorder_close(&s->recorder);
	free(s->memory);
	if (s->lock >= 0)
		lock_drop(s->lock);
	settings_wipe(&s->settings);
	if (s->reloaded)
		settings_wipe(s->reloaded);
	free(s->reloaded);
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "check-config", no_argument, NULL, 'k' },
		{ "record", required_argument, NULL, 'r' },
		{ "user", required_argument, NULL, 'u' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' },
		{ NULL, 0, NULL, 0 },
	};
	const char *path = SETTINGS_PATH, *record = NULL, *user = NULL;
	char error[CONFIG_ERROR_MAX];
	static struct server server = { .lock = -1 };
	bool check = false;
	int option, r;

	while ((option = getopt_long(argc, argv, "", options, NULL)) >= 0)
		switch (option) {
		case 'c':
			path = optarg;
			break;
		case 'k':
			check = true;
			break;
		case 'r':
			record = optarg;
			break;
		case 'u':
			user = optarg;
			break;
		case 'h':
			fputs(usage, stdout);
			return EXIT_SUCCESS;
		case 'v':
			puts("autotunnel-dns " AUTOTUNNEL_VERSION);
			return EXIT_SUCCESS;
		default:
			fputs(usage, stderr);
			return EXIT_CONFIG;
		}
	if (optind != argc) {
		fputs(usage, stderr);
		return EXIT_CONFIG;
	}
	r = settings_load(&server.settings, path, NULL, error);
	if (r < 0) {
		log_line(TELL_ERROR, "%s", error);
		return EXIT_CONFIG;
	}
	if (user)
		snprintf(server.settings.user, SANDBOX_USER_MAX, "%s", user);
	if (server.settings.verbose)
		log_set_level(TELL_DEBUG);
	if (check) {
		printf("%s holds: %u keys, %zu octets of memory\n", path,
		       server.settings.keys.count,
		       rendezvous_memory(&server.settings.config));
		settings_wipe(&server.settings);
		return EXIT_SUCCESS;
	}
	server.path = path;
	r = run(&server, record);
	close_all(&server);
	return r < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
