/* SPDX-License-Identifier: Apache-2.0 */
/* commands.h - the commands of autotunnel. Each takes its own arguments (its
 * name first) and returns an exit code. Strings that it prints are for people;
 * with --json they are JSON on standard output. */
#ifndef AGENT_COMMANDS_H
#define AGENT_COMMANDS_H

enum exit_code {
	EXIT_OK = 0,
	EXIT_FAILED = 1,
	EXIT_USAGE = 2,
	EXIT_NOT_RUNNING = 3
};

int command_init(int argc, char **argv);
int command_agent(int argc, char **argv);
int command_status(int argc, char **argv);
int command_peers(int argc, char **argv);
int command_leave(int argc, char **argv);
int command_stop(int argc, char **argv);
int command_again(int argc, char **argv);
int command_claim(int argc, char **argv);
int command_reload(int argc, char **argv);
int command_check(int argc, char **argv);

#endif
