/* SPDX-License-Identifier: Apache-2.0 */
/* check.c - `autotunnel check`: what the agent would say of its configuration,
 * and whether one is running, without changing anything. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "commands.h"
#include "settings.h"
#include "shell/control.h"

static const char usage[] =
"Usage: autotunnel check [--config FILE]\n"
"Reads configuration, keys and secret as the agent does, and changes nothing.\n"
"  --config FILE  " SETTINGS_PATH "\n"
"  --help         this\n"
"Exit code: 0 all is good, 1 something is not, 2 wrong usage.\n";

static int
check(const char *path)
{
	static struct settings s;
	struct agent_config config;
	char error[CONFIG_ERROR_MAX], host[DNS_NAME_TEXT_MAX];
	int fd;

	if (settings_load(&s, path, error) < 0 ||
	    settings_config(&s, &config, error) < 0) {
		fprintf(stderr, "autotunnel: %s\n", error);
		return EXIT_FAILED;
	}
	dns_name_to_text(&s.host, host, sizeof(host));
	printf("%s is good: %s, %u key%s, %s\n", path, host, s.keys.count,
	       s.keys.count == 1 ? "" : "s",
	       !s.tunnels ? "no tunnels" : s.secrets.count == 1 ?
	       "one tunnel secret" : "two tunnel secrets");
	if (!s.keys.count)
		printf("No key: nothing will be signed, and only a server that "
		       "lets anybody change the zone will take it.\n");
	fd = control_connect(s.socket);
	printf("%s\n", fd >= 0 ? "An agent is running." :
	       "No agent is running.");
	if (fd >= 0)
		close(fd);
	settings_wipe(&s);
	return EXIT_OK;
}

int
command_check(int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "config", required_argument, NULL, 'c' },
		{ NULL, 0, NULL, 0 }
	};
	const char *path = SETTINGS_PATH;
	int o;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (o == 'h') {
			fputs(usage, stdout);
			return EXIT_OK;
		}
		if (o != 'c') {
			fputs("Try: autotunnel check --help\n", stderr);
			return EXIT_USAGE;
		}
		path = optarg;
	}
	if (optind < argc) {
		fprintf(stderr, "autotunnel check: unexpected argument `%s`\n",
			argv[optind]);
		return EXIT_USAGE;
	}
	return check(path);
}
