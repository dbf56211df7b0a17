/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - autotunnel: an agent, and the commands that speak with it. */
#include <stdio.h>
#include <string.h>

#include "commands.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *what;
} commands[] = {
	{ "init", command_init, "write this host's configuration" },
	{ "check", command_check, "say whether the configuration is good" },
	{ "agent", command_agent, "run the agent in the foreground" },
	{ "status", command_status, "show this host" },
	{ "peers", command_peers, "show your other hosts and the tunnels" },
	{ "again", command_again, "ask gateway, servers and peers again" },
	{ "claim", command_claim, "take a name that a host had which is gone" },
	{ "reload", command_reload, "read keys and tunnel secrets again" },
	{ "stop", command_stop, "stop the agent, to be started again" },
	{ "leave", command_leave, "delete this host's records and stop" },
};

enum { COMMANDS = sizeof(commands) / sizeof(*commands) };

static void
help(FILE *out)
{
	unsigned i;

	fputs("Usage: autotunnel COMMAND [options]\n"
	      "Reach your own hosts by name from anywhere.\n\n", out);
	for (i = 0; i < COMMANDS; i++)
		fprintf(out, "  %-8s %s\n", commands[i].name, commands[i].what);
	fputs("\nautotunnel COMMAND --help tells more; --version tells which "
	      "this is.\nExit code: 0 done, 1 failed, 2 wrong usage, 3 no "
	      "agent is running.\n", out);
}

int
main(int argc, char **argv)
{
	unsigned i;

	if (argc < 2) {
		help(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) {
		help(stdout);
		return EXIT_OK;
	}
	if (!strcmp(argv[1], "--version")) {
		printf("autotunnel %s\n", AUTOTUNNEL_VERSION);
		return EXIT_OK;
	}
	for (i = 0; i < COMMANDS; i++)
		if (!strcmp(argv[1], commands[i].name))
			return commands[i].run(argc - 1, argv + 1);
	fprintf(stderr, "autotunnel: there is no command `%s`\n", argv[1]);
	help(stderr);
	return EXIT_USAGE;
}
