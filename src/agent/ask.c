/* SPDX-License-Identifier: Apache-2.0 */
/* ask.c - the commands that ask a running agent: status, peers, leave, stop,
 * again, claim, reload. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "settings.h"
#include "shell/control.h"
#include "shell/control.pb-c.h"
#include "show.h"

enum {
	ANSWER_WAIT_MS = 5000,
	LEAVE_WAIT_MS = 30000,	/* deletions are sent again a few times */
	REQUEST_VERSION = 1
};

struct asking {
	const char *usage;
	Control__Command command;
	int wait_ms;
	bool json, all, keep;
	char socket[SETTINGS_PATH_MAX];
	bool socket_given;
	const char *config;
};

static int
parse(struct asking *a, int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "json", no_argument, NULL, 'j' },
		{ "all", no_argument, NULL, 'a' },
		{ "keep-tunnels", no_argument, NULL, 'k' },
		{ "config", required_argument, NULL, 'c' },
		{ "socket", required_argument, NULL, 's' },
		{ NULL, 0, NULL, 0 }
	};
	int o;

	a->config = SETTINGS_PATH;
	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (o) {
		case 'h':
			fputs(a->usage, stdout);
			exit(EXIT_OK);
		case 'j':
			a->json = true;
			break;
		case 'a':
			a->all = true;
			break;
		case 'k':
			a->keep = true;
			break;
		case 'c':
			a->config = optarg;
			break;
		case 's':
			a->socket_given = config_text(optarg, a->socket,
						      sizeof(a->socket));
			break;
		default:
			return EXIT_USAGE;
		}
	}
	if (optind == argc)
		return EXIT_OK;
	fprintf(stderr, "autotunnel %s: unexpected argument `%s`\n", argv[0],
		argv[optind]);
	return EXIT_USAGE;
}

/* Where the agent listens: as told, as configured, or the usual place. */
static void
find_socket(struct asking *a)
{
	static struct settings s;
	char error[CONFIG_ERROR_MAX];

	if (a->socket_given)
		return;
	strcpy(a->socket, SETTINGS_SOCKET);
	if (settings_read(&s, a->config, error) == 0)
		strcpy(a->socket, s.socket);
}

static int
put_request(int fd, const struct asking *a)
{
	Control__Request q = CONTROL__REQUEST__INIT;
	uint8_t octets[64];

	q.version = REQUEST_VERSION;
	q.command = a->command;
	q.keep_tunnels = a->keep;
	return control_put(fd, octets, control__request__pack(&q, octets));
}

/* The next reply, or NULL with *R -errno. */
static Control__Reply *
get_reply(int fd, int wait_ms, int *r)
{
	Control__Reply *reply;
	uint8_t *octets;
	size_t size;

	*r = control_get(fd, wait_ms, &octets, &size);
	if (*r < 0)
		return NULL;
	reply = control__reply__unpack(NULL, size, octets);
	free(octets);
	if (!reply)
		*r = -EBADMSG;
	return reply;
}

static void
show(const struct asking *a, const Control__Reply *reply)
{
	if (reply->progress[0] && a->json)
		show_progress_json(reply->progress);
	else if (reply->progress[0])
		printf("%s\n", reply->progress);
	fflush(stdout);
	if (a->command == CONTROL__COMMAND__PEERS)
		(a->json ? show_peers_json : show_peers)(reply);
	else if (reply->status && a->json)
		show_status_json(reply->status);
	else if (reply->status)
		show_status(reply->status, a->all);
}

static int
converse(const struct asking *a, int fd)
{
	bool last = false, failed = false;
	Control__Reply *reply;
	int r = put_request(fd, a);

	while (r == 0 && !last) {
		reply = get_reply(fd, a->wait_ms, &r);
		if (!reply)
			break;
		if (reply->error[0])
			fprintf(stderr, "autotunnel: %s\n", reply->error);
		else
			show(a, reply);
		failed = failed || reply->error[0];
		last = reply->last;
		control__reply__free_unpacked(reply, NULL);
	}
	if (r < 0)
		fprintf(stderr, "autotunnel: the agent did not finish its "
			"answer: %s\n", strerror(-r));
	return r < 0 || failed ? EXIT_FAILED : EXIT_OK;
}

static int
ask(struct asking *a, int argc, char **argv)
{
	int fd, r = parse(a, argc, argv);

	if (r != EXIT_OK) {
		fprintf(stderr, "Try: autotunnel %s --help\n", argv[0]);
		return r;
	}
	find_socket(a);
	fd = control_connect(a->socket);
	if (fd == -EACCES || fd == -EPERM) {
		fprintf(stderr, "autotunnel: only root may ask the agent at "
			"%s: use sudo\n", a->socket);
		return EXIT_FAILED;
	}
	if (fd < 0) {
		fprintf(stderr, "autotunnel: no agent is running (%s: %s). "
			"Start it with: systemctl start autotunnel\n",
			a->socket, strerror(-fd));
		return EXIT_NOT_RUNNING;
	}
	r = converse(a, fd);
	close(fd);
	return r;
}

#define COMMON_OPTIONS \
	"  --config FILE  read the socket's place from FILE (" SETTINGS_PATH ")\n" \
	"  --socket PATH  ask the agent that listens at PATH\n" \
	"  --json         for programs\n" \
	"  --help         this\n" \
	"Exit code: 0 done, 1 failed, 2 wrong usage, 3 no agent is running.\n"

int
command_status(int argc, char **argv)
{
	struct asking a = { .command = CONTROL__COMMAND__STATUS,
		.wait_ms = ANSWER_WAIT_MS, .usage =
		"Usage: autotunnel status [--all] [--json]\n"
		"Shows this host: how it is reached, its registration, what it "
		"listens to.\n"
		"  --all          every live query, not only those in trouble\n"
		COMMON_OPTIONS };

	return ask(&a, argc, argv);
}

int
command_peers(int argc, char **argv)
{
	struct asking a = { .command = CONTROL__COMMAND__PEERS,
		.wait_ms = ANSWER_WAIT_MS, .usage =
		"Usage: autotunnel peers [--json]\n"
		"Shows the other hosts of the domain and the tunnels to them.\n"
		COMMON_OPTIONS };

	return ask(&a, argc, argv);
}

int
command_leave(int argc, char **argv)
{
	struct asking a = { .command = CONTROL__COMMAND__LEAVE,
		.wait_ms = LEAVE_WAIT_MS, .usage =
		"Usage: autotunnel leave [--json]\n"
		"Deletes this host's records and port mappings, ends its live "
		"queries and\nstops the agent.\n"
		COMMON_OPTIONS };

	return ask(&a, argc, argv);
}

int
command_stop(int argc, char **argv)
{
	struct asking a = { .command = CONTROL__COMMAND__STOP,
		.wait_ms = LEAVE_WAIT_MS, .usage =
		"Usage: autotunnel stop [--keep-tunnels] [--json]\n"
		"Stops the agent and keeps what a restart can use: records, "
		"mappings, leases.\n"
		"  --keep-tunnels leave the IKE daemon to an agent that is "
		"started at once,\n"
		"                 after an upgrade say\n"
		COMMON_OPTIONS };

	return ask(&a, argc, argv);
}

int
command_again(int argc, char **argv)
{
	struct asking a = { .command = CONTROL__COMMAND__ASK_AGAIN,
		.wait_ms = ANSWER_WAIT_MS, .usage =
		"Usage: autotunnel again\n"
		"Asks gateway, servers and peers again, at once.\n"
		COMMON_OPTIONS };

	return ask(&a, argc, argv);
}

int
command_reload(int argc, char **argv)
{
	struct asking a = { .command = CONTROL__COMMAND__RELOAD,
		.wait_ms = ANSWER_WAIT_MS, .usage =
		"Usage: autotunnel reload\n"
		"Makes the agent read keys and tunnel secrets from their files "
		"again, as after\na change of either; tunnels stay up. If a "
		"file is not right, nothing changes.\n"
		COMMON_OPTIONS };

	return ask(&a, argc, argv);
}

int
command_claim(int argc, char **argv)
{
	struct asking a = { .command = CONTROL__COMMAND__CLAIM,
		.wait_ms = ANSWER_WAIT_MS, .usage =
		"Usage: autotunnel claim\n"
		"Where status says that another host has this host's name: takes "
		"it, since that\nother host is gone for good. If it is not, the "
		"two write over one another.\n"
		COMMON_OPTIONS };

	return ask(&a, argc, argv);
}
