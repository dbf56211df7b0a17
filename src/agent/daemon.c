/* SPDX-License-Identifier: Apache-2.0 */
/* daemon.c - `autotunnel agent`: the world round one struct agent. */
#include <errno.h>
#include <getopt.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "account.h"
#include "commands.h"
#include "confine.h"
#include "settings.h"
#include "shell/agent_state.h"
#include "shell/clock.h"
#include "shell/control.h"
#include "shell/driver.h"
#include "shell/edge.h"
#include "shell/lock.h"
#include "shell/log.h"
#include "shell/loop.h"
#include "shell/recorder.h"
#include "shell/steward.h"
#include "shell/store.h"
#include "shell/tunnel.h"
#include "shell/uplink.h"

enum {
	SOURCES_MAX = 256,
	ORIGINS_MAX = 512,
	STREAMS_OURS_MAX = 8,
	SECOND_ASKER_NONE = CONTROL_CLIENTS_MAX,
	COPY_PATH_MAX = SETTINGS_PATH_MAX + 8
};

/* One process, one agent: what it consists of. */
struct daemon {
	struct settings settings;
	struct sandbox sandbox;
	const char *path;	/* of the configuration */
	struct agent *agent;
	struct account account;
	struct agent_memory memory;
	struct hardware hardware, maker;	/* this machine, the memory's */
	struct loop *loop;
	struct edge *edge;
	uint64_t signed_s;	/* by the agent before this one */
	struct driver *driver;
	struct tunnel *tunnel;
	struct uplink *uplink;
	struct control *control;
	struct recorder recorder;
	unsigned farewell;	/* the client that waits for the end */
	bool stopping;
	bool stopped;
	bool copied;
	bool keep_tunnels;
	bool orphaned;		/* the steward died */
	uint64_t started_ms;
	int lock_fd, network_fd;
};

static struct daemon self = {
	.lock_fd = -1, .network_fd = -1, .farewell = SECOND_ASKER_NONE
};

struct arguments {
	const char *config;
	const char *state;
	const char *socket;
	const char *record;
	const char *user;
	bool verbose;
};

static int
failed(int r, const char *what)
{
	if (r < 0)
		log_line(TELL_ERROR, "%s: %s", what, strerror(-r));
	return r;
}

/* The core's side ------------------------------------------------------------ */

static bool
core_turn(void *core, const struct input *in, struct effects *out)
{
	return agent_turn(core, in, out);
}

static bool
core_more(void *core, struct effects *out)
{
	return agent_more(core, out);
}

static uint64_t
core_deadline(const void *core)
{
	return agent_deadline_ms(core);
}

static struct moment
now(const struct daemon *d)
{
	return (struct moment){
		.boot_ms = loop_now_ms(d->loop), .wall_ms = clock_wall_ms(),
		.signed_s = edge_signed_s(d->edge),
	};
}

/* A copy, once a run: who loses the state loses the label with it, and then is
 * a stranger under its own name until the old records' lease ends. */
static void
copy_path(const struct daemon *d, char path[COPY_PATH_MAX])
{
	snprintf(path, COPY_PATH_MAX, "%s.copy", d->settings.state);
}

static int
save(void *owner)
{
	struct daemon *d = owner;
	struct moment m = now(d);
	char path[COPY_PATH_MAX];
	uint8_t *octets;
	size_t size;
	int r;

	agent_remember(d->agent, &d->memory);
	/* a copy stays one until it has a name of its own, or has taken that of
	 * the machine that it was copied from */
	octets = agent_memory_pack(&d->memory, d->agent->config.copied &&
				   !d->agent->registered_at_ms ? &d->maker :
				   &d->hardware, &m, &size);
	if (!octets)
		return -ENOMEM;
	r = store_save(d->settings.state, octets, size);
	if (r == 0 && !d->copied && d->memory.known) {
		copy_path(d, path);
		d->copied = store_save(path, octets, size) == 0;
	}
	free(octets);
	return r;
}

/* Control -------------------------------------------------------------------- */

static void
reply(struct daemon *d, unsigned client)
{
	size_t size;
	const uint8_t *octets = account_pack(&d->account, &size);

	control_reply(d->control, client, octets, size);
}

static void
reply_sentence(struct daemon *d, unsigned client, const char *error,
	       const char *progress, bool last)
{
	account_begin(&d->account, last);
	account_say(&d->account, error, progress);
	reply(d, client);
}

static void
tell(void *owner, enum tell_level level, const uint8_t *text, size_t size)
{
	struct daemon *d = owner;
	char line[512];

	log_octets(level, text, size);
	if (d->farewell == SECOND_ASKER_NONE || level < TELL_INFO)
		return;
	snprintf(line, sizeof(line), "%.*s", (int)size, (const char *)text);
	reply_sentence(d, d->farewell, NULL, line, false);
}

static void
stopped(void *owner)
{
	struct daemon *d = owner;

	d->stopped = true;
	loop_stop(d->loop);
}

/* Once is enough: the core is on its way out. */
static void
stop(struct daemon *d, enum owner_command command)
{
	if (d->stopping)
		return;
	d->stopping = true;
	driver_command(d->driver, command);
}

static void
farewell(struct daemon *d, unsigned client, enum owner_command command)
{
	if (d->stopping) {
		reply_sentence(d, client, "the agent is stopping already", NULL,
			       true);
		return;
	}
	d->farewell = client;
	reply_sentence(d, client, NULL, command == COMMAND_LEAVE ?
		       "Deleting records and port mappings ..." :
		       "Stopping ...", false);
	stop(d, command);
}

/* Keys and tunnel secrets from their files as they are now: 0, or -errno with a
 * sentence, and those of before stay. */
static int
reload(struct daemon *d, char error[CONFIG_ERROR_MAX])
{
	static struct settings next;
	int r = settings_load(&next, d->path, error);

	if (r == 0 && !next.keys.count != !d->settings.keys.count) {
		snprintf(error, CONFIG_ERROR_MAX, "%s: to begin or to end "
			 "signing, stop the agent and start it again", d->path);
		r = -EINVAL;
	}
	if (r == 0) {
		r = edge_rekey(d->edge, &next.keys);
		if (r < 0)
			snprintf(error, CONFIG_ERROR_MAX, "%s: %s", d->path,
				 strerror(-r));
	}
	if (r == 0) {
		if (next.tunnels)
			tunnel_rekey(d->tunnel, &next.secrets);
		d->settings.keys = next.keys;
		d->settings.secrets = next.secrets;
		driver_command(d->driver, COMMAND_ASK_AGAIN);
		log_line(TELL_INFO, "Keys and tunnel secrets are read again.");
	} else {
		log_line(TELL_ERROR, "Nothing is changed: %s", error);
	}
	settings_wipe(&next);
	return r;
}

static void
answer(struct daemon *d, unsigned client, const Control__Request *q)
{
	struct account_sources s = {
		.agent = d->agent, .tunnel = d->tunnel, .driver = d->driver,
		.edge = d->edge, .now_ms = loop_now_ms(d->loop),
		.started_ms = d->started_ms,
		.sandbox = sandbox_text(&d->sandbox),
	};
	char error[CONFIG_ERROR_MAX];

	account_begin(&d->account, true);
	switch (q->command) {
	case CONTROL__COMMAND__STATUS:
		account_status(&d->account, &s);
		break;
	case CONTROL__COMMAND__PEERS:
		account_peers(&d->account, &s);
		break;
	case CONTROL__COMMAND__ASK_AGAIN:
		driver_command(d->driver, COMMAND_ASK_AGAIN);
		account_say(&d->account, NULL,
			    "Gateway, servers and peers are asked again.");
		break;
	case CONTROL__COMMAND__CLAIM:
		if (d->agent->clashed)
			driver_command(d->driver, COMMAND_CLAIM);
		account_say(&d->account, d->agent->clashed ? NULL :
			    "no other host has this host's name",
			    d->agent->clashed ? "The name is taken." : NULL);
		break;
	case CONTROL__COMMAND__RELOAD:
		if (reload(d, error) < 0)
			account_say(&d->account, error, NULL);
		else
			account_say(&d->account, NULL, "Keys and tunnel "
				    "secrets are read again; other settings "
				    "count from the next start.");
		break;
	case CONTROL__COMMAND__LEAVE:
		farewell(d, client, COMMAND_LEAVE);
		return;
	case CONTROL__COMMAND__STOP:
		d->keep_tunnels = q->keep_tunnels && !d->stopping;
		farewell(d, client, COMMAND_STOP);
		return;
	default:
		account_say(&d->account, "this agent does not know that "
			    "command; is it an older version?", NULL);
	}
	reply(d, client);
}

static void
request(void *owner, unsigned client, const uint8_t *octets, size_t size)
{
	static const Control__Request none = CONTROL__REQUEST__INIT;
	Control__Request *q = control__request__unpack(NULL, size, octets);

	answer(owner, client, q ? q : &none);
	if (q)
		control__request__free_unpacked(q, NULL);
}

static void
client_gone(void *owner, unsigned client)
{
	struct daemon *d = owner;

	if (d->farewell == client)
		d->farewell = SECOND_ASKER_NONE;
}

/* What the world says -------------------------------------------------------- */

static void
signalled(void *owner, int number)
{
	char error[CONFIG_ERROR_MAX];

	if (number == SIGHUP)
		reload(owner, error);
	else
		stop(owner, COMMAND_STOP);
}

static void
network_changed(void *owner, const struct network_facts *facts)
{
	driver_network(((struct daemon *)owner)->driver, facts);
}

/* Perhaps it is right now: who was refused for it tries again. */
static void
clock_set(void *owner)
{
	struct daemon *d = owner;

	if (edge_counters(d->edge)->badtime_theirs_s)
		driver_command(d->driver, COMMAND_ASK_AGAIN);
}

static void
tunnel_said(void *owner, const struct tunnel_facts *facts)
{
	struct input in = { .kind = INPUT_TUNNEL, .tunnel = *facts };

	driver_input(((struct daemon *)owner)->driver, &in);
}

static void
tunnel_bound(void *owner, struct ticket ticket, uint16_t port, int error)
{
	struct input in = { .kind = INPUT_BOUND, .channel = CHANNEL_TUNNEL,
		.ticket = ticket, .port = port, .error = error };

	driver_input(((struct daemon *)owner)->driver, &in);
}

static void
obey_tunnel(void *owner, const struct effect *e, const uint8_t *octets)
{
	struct daemon *d = owner;

	tunnel_obey(d->tunnel, e, octets);
}

/* Recording ------------------------------------------------------------------ */

static int
record_begin(struct daemon *d, const struct agent_config *config)
{
	struct trace_header h = { .program = "agent",
		.software = "autotunnel " AUTOTUNNEL_VERSION };
	uint8_t *c, *m;
	int r;

	if (!d->recorder.trace)
		return 0;
	c = agent_config_pack(config, &h.config_size);
	m = agent_memory_pack_trace(&d->memory, &h.memory_size);
	h.config = c;
	h.memory = m;
	r = c && m ? recorder_begin(&d->recorder, &h) :
		failed(-ENOMEM, "It cannot be recorded");
	free(c);
	free(m);
	return r;
}

/* Opening -------------------------------------------------------------------- */

static int
take_lock(struct daemon *d)
{
	char path[SETTINGS_PATH_MAX + 8];
	pid_t holder;
	int r;

	snprintf(path, sizeof(path), "%s.lock", d->settings.state);
	r = lock_take(path, &d->lock_fd, &holder);
	if (r == -EBUSY)
		log_line(TELL_ERROR, "An agent is running already (process "
			 "%ld). There can be one only for %s; see: autotunnel "
			 "status", (long)holder, d->settings.state);
	else if (r < 0)
		log_line(TELL_ERROR, "%s cannot be locked: %s", path,
			 strerror(-r));
	return r;
}

/* Into d->memory. MESSAGE says why not, where the result is not 0. */
static int
load_file(struct daemon *d, const char *path, char message[STORE_MESSAGE_MAX])
{
	struct moment m = {
		.boot_ms = clock_boot_ms(), .wall_ms = clock_wall_ms(),
	};
	uint8_t *octets = NULL;
	size_t size;
	int r = store_load(path, &octets, &size, message);

	if (r == 0) {
		r = agent_memory_unpack(octets, size, &m, &d->memory,
					&d->maker);
		if (r == -EBADMSG)
			r = store_set_aside(path, message);
		else if (r == 0)
			d->signed_s = agent_memory_signed_s(octets, size);
	}
	free(octets);
	return r;
}

static int
load_memory(struct daemon *d)
{
	static char message[STORE_MESSAGE_MAX];
	char path[COPY_PATH_MAX];
	int r = load_file(d, d->settings.state, message);

	if (r == -EBADMSG) {
		log_line(TELL_WARNING, "%s", message);
		copy_path(d, path);
		r = load_file(d, path, message);
		if (r == 0)
			log_line(TELL_WARNING, "This host goes on with the "
				 "label that %s remembers.", path);
	}
	if (r == -ENOENT)
		return 0;
	if (r < 0)
		log_line(r == -EBADMSG ? TELL_WARNING : TELL_ERROR, "%s",
			 message);
	return r == -EBADMSG ? 0 : r;
}

static int
open_driver(struct daemon *d)
{
	struct driver_setup s = {
		.loop = d->loop, .core = d->agent, .edge = d->edge,
		.core_ops = { core_turn, core_more, core_deadline },
		.owner = d, .recorder = &d->recorder, .tunnel = d,
		.hooks = { .save = save, .tell = tell, .stopped = stopped },
		.state = d->settings.state,
		.streams = { .ours = STREAMS_OURS_MAX },
		.origins = ORIGINS_MAX, .lookups = true,
	};

	if (d->settings.tunnels)
		s.hooks.tunnel = obey_tunnel;
	if (d->recorder.trace) {
		s.hooks.record_input = recorder_input;
		s.hooks.record_effects = recorder_effects;
	}
	return driver_open(&s, &d->driver);
}

static int
open_tunnel(struct daemon *d)
{
	char socket[SETTINGS_PATH_MAX];
	struct tunnel_setup s = {
		.loop = d->loop, .device = d->settings.link,
		.name = &d->settings.host, .secrets = &d->settings.secrets,
		.peers_max = AGENT_PEERS_MAX,
		.user_space = d->settings.esp == ESP_USER_SPACE,
		.verbose = d->settings.verbose, .heard = tunnel_said,
		.bound = tunnel_bound, .owner = d,
	};
	pid_t holder;
	int r;

	if (!d->settings.tunnels)
		return 0;
	r = lock_network("autotunnel tunnels", &d->network_fd, &holder);
	if (r == -EBUSY)
		log_line(TELL_ERROR, "Another agent keeps tunnels on this "
			 "machine (process %ld). A second one needs `enabled = "
			 "no` in [tunnel]", (long)holder);
	if (r < 0)
		return r;
	/* Our own folder, and not the one above: there stands what another IKE
	 * daemon of this machine would call its control socket, too. dirname
	 * writes to what it is given. */
	snprintf(socket, sizeof(socket), "%s", d->settings.socket);
	s.folder = dirname(socket);
	return tunnel_open(&s, &d->tunnel);
}

/* Without it no key can be read again and no IKE daemon started; with the next
 * agent they can, and it takes the tunnels over. */
static void
steward_gone(void *owner, short revents)
{
	struct daemon *d = owner;

	(void)revents;
	log_line(TELL_ERROR, "The agent's helper died, so the agent ends, to "
		 "be started again. Tunnels stay.");
	d->keep_tunnels = true;
	d->orphaned = true;
	loop_stop(d->loop);
}

static int
watch_steward(struct daemon *d)
{
	int r = steward_descriptor() < 0 ? 0 :
		loop_add(d->loop, steward_descriptor(), 0, steward_gone, d);

	return failed(r < 0 ? r : 0, "The helper cannot be watched");
}

static int
open_world(struct daemon *d)
{
	static const struct control_hooks control_hooks = {
		request, client_gone
	};
	struct agent_config config;
	char error[CONFIG_ERROR_MAX];
	int r = settings_config(&d->settings, &config, error);

	if (r < 0) {
		log_line(TELL_ERROR, "%s", error);
		return r;
	}
	config.copied = !hardware_same(&d->hardware, &d->maker);
	r = failed(loop_open(SOURCES_MAX, &d->loop), "The loop cannot start");
	if (r == 0)
		r = failed(edge_open(&d->settings.keys, ORIGINS_MAX, &d->edge),
			   "The keys cannot be used");
	if (r == 0) {
		edge_sign_after(d->edge, d->signed_s);
		r = record_begin(d, &config);
	}
	if (r == 0)
		r = watch_steward(d);
	if (r < 0)
		return r;
	d->agent = aligned_alloc(AGENT_ALIGNMENT, agent_size(&config));
	if (!d->agent)
		return failed(-ENOMEM, "The agent has no memory");
	agent_init(d->agent, &config, &d->memory);
	r = failed(open_driver(d), "The driver cannot start");
	if (r == 0)
		r = failed(open_tunnel(d), "The tunnels cannot be set up");
	if (r == 0)
		r = failed(uplink_open(d->loop, network_changed, clock_set, d,
				       &d->uplink),
			   "The network cannot be watched");
	if (r == 0)
		r = failed(control_open(d->loop, d->settings.socket,
					&control_hooks, d, &d->control),
			   d->settings.socket);
	loop_on_signal(d->loop, signalled, d);
	return r;
}

static void
close_world(struct daemon *d)
{
	control_stop_listening(d->control);
	uplink_close(d->uplink);
	driver_close(d->driver);
	tunnel_close(d->tunnel, d->keep_tunnels);
	recorder_close(&d->recorder);
	edge_close(d->edge);
	lock_drop(d->lock_fd);
	lock_drop(d->network_fd);
	steward_end();
	/* whoever waited for the end may start the next agent at once */
	if (d->farewell != SECOND_ASKER_NONE && d->control)
		reply_sentence(d, d->farewell, NULL, "Stopped.", true);
	control_close(d->control);
	loop_close(d->loop);
	settings_wipe(&d->settings);
	free(d->agent);
}

static int
run(struct daemon *d, const struct arguments *a)
{
	char error[CONFIG_ERROR_MAX];
	int r = settings_load(&d->settings, a->config, error);

	if (r < 0) {
		log_line(TELL_ERROR, "%s", error);
		return EXIT_FAILED;
	}
	d->path = a->config;
	if (a->state)
		snprintf(d->settings.state, SETTINGS_PATH_MAX, "%s", a->state);
	if (a->socket)
		snprintf(d->settings.socket, SETTINGS_PATH_MAX, "%s",
			 a->socket);
	if (a->user)
		snprintf(d->settings.user, SANDBOX_USER_MAX, "%s", a->user);
	if (a->verbose || d->settings.verbose)
		log_set_level(TELL_DEBUG);
	hardware_read(&d->hardware);
	r = confine_begin(&d->settings, d->path, &d->sandbox);
	if (r == 0)
		r = recorder_create(&d->recorder, a->record);
	if (r == 0)
		r = confine_prepare(&d->sandbox);
	if (r == 0)
		r = take_lock(d);
	if (r == 0)
		r = load_memory(d);
	if (r == 0)
		r = open_world(d);
	if (r == 0)
		r = sandbox_enter(&d->sandbox);
	if (r == 0) {
		d->started_ms = loop_now_ms(d->loop);
		driver_start(d->driver);
		r = failed(loop_run(d->loop), "The loop ended");
	}
	close_world(d);
	return r < 0 || d->orphaned ? EXIT_FAILED : EXIT_OK;
}

int
command_agent(int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "config", required_argument, NULL, 'c' },
		{ "state", required_argument, NULL, 't' },
		{ "socket", required_argument, NULL, 's' },
		{ "record", required_argument, NULL, 'r' },
		{ "user", required_argument, NULL, 'u' },
		{ "verbose", no_argument, NULL, 'v' },
		{ NULL, 0, NULL, 0 }
	};
	struct arguments a = { .config = SETTINGS_PATH };
	int o;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (o) {
		case 'h':
			fputs("Usage: autotunnel agent [options]\n"
			      "Runs the agent in the foreground, until SIGTERM, "
			      "`autotunnel stop` or `leave`.\n"
			      "SIGHUP is `autotunnel reload`.\n"
			      "  --config FILE  " SETTINGS_PATH "\n"
			      "  --state FILE   what it remembers ("
			      SETTINGS_STATE ")\n"
			      "  --socket PATH  where commands reach it ("
			      SETTINGS_SOCKET ")\n"
			      "  --record FILE  write a trace of all that "
			      "happens; it holds no secret\n"
			      "  --user NAME    whose process it becomes when "
			      "root starts it\n"
			      "                 (autotunnel)\n"
			      "  --verbose      say more\n"
			      "  --help         this\n"
			      "Exit code: 0 stopped as asked, 1 failed, 2 wrong "
			      "usage.\n", stdout);
			return EXIT_OK;
		case 'c':
			a.config = optarg;
			break;
		case 't':
			a.state = optarg;
			break;
		case 's':
			a.socket = optarg;
			break;
		case 'r':
			a.record = optarg;
			break;
		case 'u':
			a.user = optarg;
			break;
		case 'v':
			a.verbose = true;
			break;
		default:
			fputs("Try: autotunnel agent --help\n", stderr);
			return EXIT_USAGE;
		}
	}
	if (optind < argc) {
		fprintf(stderr, "autotunnel agent: unexpected argument `%s`\n",
			argv[optind]);
		return EXIT_USAGE;
	}
	return run(&self, &a);
}
