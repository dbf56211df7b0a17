/* SPDX-License-Identifier: Apache-2.0 */
/* init.c - `autotunnel init`: asks what must be decided, writes a configuration
 * that explains itself, makes the tunnel secret or takes the one of another
 * host. Nothing that exists is overwritten without --force. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <jansson.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "settings.h"

enum { ANSWER_MAX = SETTINGS_PATH_MAX, FIRST_GENERATION = 1 };

struct wishes {
	char domain[ANSWER_MAX];
	char host[ANSWER_MAX];
	char key_file[ANSWER_MAX];
	char secret[ANSWER_MAX];
	char label[ANSWER_MAX];
	char device[ANSWER_MAX];
	char config[ANSWER_MAX];
	bool new_secret, no_tunnels, force, json, ask;
};

static const char usage[] =
"Usage: autotunnel init [options]\n"
"Writes this host's configuration. On a terminal it asks for what is not "
"given.\n"
"  --domain NAME         the domain of your hosts, home.example.net say\n"
"  --host NAME           this host's name in it (the machine's own)\n"
"  --key-file FILE       the TSIG key for that domain, as tsig-keygen "
"writes it\n"
"  --new-secret          make the tunnel secret: on the first of your hosts\n"
"  --tunnel-secret FILE  take the one copied from another of your hosts\n"
"  --no-tunnels          only publish this host, set up no tunnels\n"
"  --label random|eui64  how others see this host's label (random)\n"
"  --device TEXT         what this host is, for your other hosts to see\n"
"  --config FILE         where to write (" SETTINGS_PATH ")\n"
"  --force               overwrite a configuration, and with --new-secret "
"a secret\n"
"  --json                tell programs what was written\n"
"  --help                this\n"
"Exit code: 0 done, 1 failed, 2 wrong usage.\n";

/* Asking --------------------------------------------------------------------- */

/* Puts a question unless OUT is filled; an empty answer takes what is usual. */
static bool
ask(const struct wishes *w, const char *question, const char *usual, char *out)
{
	char line[ANSWER_MAX];

	if (out[0])
		return true;
	if (!w->ask) {
		if (usual)
			snprintf(out, ANSWER_MAX, "%s", usual);
		return usual != NULL;
	}
	fprintf(stderr, "%s%s%s%s: ", question, usual && usual[0] ? " [" : "",
		usual ? usual : "", usual && usual[0] ? "]" : "");
	if (!fgets(line, sizeof(line), stdin))
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	snprintf(out, ANSWER_MAX, "%s", line[0] || !usual ? line : usual);
	return out[0] || (usual && !usual[0]);
}

static void
usual_host(char out[ANSWER_MAX])
{
	if (gethostname(out, ANSWER_MAX) < 0)
		out[0] = '\0';
	out[ANSWER_MAX - 1] = '\0';
	out[strcspn(out, ".")] = '\0';
}

static int
missing(const char *option, const char *what)
{
	fprintf(stderr, "autotunnel init: %s is missing: %s\n", option, what);
	return EXIT_USAGE;
}

static int
ask_secret(struct wishes *w)
{
	char answer[ANSWER_MAX] = "";

	if (w->secret[0] || w->new_secret || w->no_tunnels)
		return EXIT_OK;
	if (!w->ask)
		return missing("--new-secret or --tunnel-secret FILE",
			       "the first of your hosts makes the secret, the "
			       "others take a copy of its file");
	if (!ask(w, "File with the tunnel secret copied from another host "
		 "(empty: this is the first, make one)", "", answer))
		return EXIT_USAGE;
	w->new_secret = !answer[0];
	memcpy(w->secret, answer, sizeof(answer));
	return EXIT_OK;
}

static int
ask_all(struct wishes *w)
{
	char host[ANSWER_MAX];

	usual_host(host);
	if (!ask(w, "Domain of your hosts (home.example.net, say)", NULL,
		 w->domain))
		return missing("--domain", "the domain of your hosts");
	if (!ask(w, "This host's name in it", host[0] ? host : NULL, w->host))
		return missing("--host", "this host's name in the domain");
	if (!ask(w, "TSIG key file for that domain, as tsig-keygen writes it",
		 NULL, w->key_file))
		return missing("--key-file", "who may change the zone holds a "
			       "TSIG key; make one with: tsig-keygen NAME");
	if (!w->label[0])
		strcpy(w->label, "random");
	return ask_secret(w);
}

/* Checking ------------------------------------------------------------------- */

static int
full_path(char *path)
{
	char *full;
	int r = 0;

	full = realpath(path, NULL);
	if (!full)
		r = -errno;
	else if (strlen(full) >= ANSWER_MAX)
		r = -ENAMETOOLONG;
	else
		strcpy(path, full);
	free(full);
	if (r < 0)
		fprintf(stderr, "autotunnel init: %s: %s\n", path,
			strerror(-r));
	return r;
}

static bool
is_clean(const char *text)
{
	/* what ends a line or begins a comment cannot stand in the file */
	return !strpbrk(text, "\r\n;") && text[0] != '#';
}

static int
check(struct wishes *w)
{
	struct dns_name domain, host;

	if (dns_name_from_text(&domain, w->domain) < 0 || domain.length < 2) {
		fprintf(stderr, "autotunnel init: `%s` is no domain name\n",
			w->domain);
		return EXIT_USAGE;
	}
	if (strchr(w->host, '.') || dns_name_join(&host, w->host, &domain) < 0) {
		fprintf(stderr, "autotunnel init: `%s` is no host name of one "
			"word\n", w->host);
		return EXIT_USAGE;
	}
	if (strcmp(w->label, "random") && strcmp(w->label, "eui64")) {
		fprintf(stderr, "autotunnel init: --label takes random or "
			"eui64\n");
		return EXIT_USAGE;
	}
	if (!is_clean(w->device) || strlen(w->device) > AGENT_DEVICE_MAX ||
	    !is_clean(w->domain) || !is_clean(w->host)) {
		fprintf(stderr, "autotunnel init: names and --device take no "
			"`;` and no line ends; --device at most %d "
			"characters\n", AGENT_DEVICE_MAX);
		return EXIT_USAGE;
	}
	if (!w->force && access(w->config, F_OK) == 0) {
		fprintf(stderr, "autotunnel init: %s exists; --force "
			"overwrites it\n", w->config);
		return EXIT_FAILED;
	}
	if (full_path(w->key_file) < 0 ||
	    (w->secret[0] && full_path(w->secret) < 0))
		return EXIT_FAILED;
	return EXIT_OK;
}

/* Writing -------------------------------------------------------------------- */

static void
write_text(FILE *f, const struct wishes *w)
{
	fprintf(f,
"# autotunnel: this host's configuration. See autotunnel.conf(5).\n"
"\n"
"[host]\n"
"# The domain of your hosts, and this one's name in it.\n"
"domain = %s\n"
"name = %s\n"
"# random: others learn nothing of this machine from its label.\n"
"# eui64: the label of RFC 6281, made of a hardware address.\n"
"label = %s\n", w->domain, w->host, w->label);
	if (w->device[0])
		fprintf(f,
"# What this host is, for your other hosts to see.\n"
"device = %s\n", w->device);
	fprintf(f,
"\n"
"[keys]\n"
"# The TSIG key with which this host may change the zone. Several keys may\n"
"# stand in the file: the first signs, all are believed.\n"
"key-file = %s\n", w->key_file);
	if (!w->no_tunnels)
		fprintf(f,
"# What your hosts know of one another, and the DNS server does not. The same\n"
"# file on each of them; copy it by hand, and to nobody else.\n"
"tunnel-secret-file = %s\n", w->secret);
	fprintf(f,
"\n"
"[agent]\n"
"# lease = 90m             how long records stand without this host\n"
"# mapping-lifetime = 1h   how long the gateway keeps a port open\n"
"# state = " SETTINGS_STATE "\n"
"# socket = " SETTINGS_SOCKET "\n"
"# log = info              or debug\n"
"\n"
"[tunnel]\n"
"%senabled = %s\n"
"# port = 4500             where it is free, else another\n"
"# device = autotunnel0\n"
"# esp = auto              the kernel's IPsec, or user-space\n",
		w->no_tunnels ? "" : "# ", w->no_tunnels ? "no" : "yes");
}

static int
write_config(const struct wishes *w)
{
	char fresh[ANSWER_MAX + 8];
	FILE *f;
	int fd, r = 0;

	snprintf(fresh, sizeof(fresh), "%s.new", w->config);
	unlink(fresh);
	fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	f = fd < 0 ? NULL : fdopen(fd, "w");
	if (!f) {
		r = -errno;
		if (fd >= 0)
			close(fd);
		return r;
	}
	write_text(f, w);
	if (fflush(f) || fsync(fd))
		r = -errno;
	if (fclose(f) && r == 0)
		r = -errno;
	/* link refuses where somebody was faster, rename would not */
	if (r == 0 && (w->force ? rename(fresh, w->config) :
		       link(fresh, w->config)) < 0)
		r = -errno;
	unlink(fresh);
	return r;
}

/* In place of the one that is there, which stays until the new one is whole. */
static int
replace_secret(const char *path)
{
	char fresh[ANSWER_MAX + 8];
	int r;

	snprintf(fresh, sizeof(fresh), "%s.new", path);
	if (unlink(fresh) < 0 && errno != ENOENT)
		return -errno;
	r = tunnel_secrets_create(fresh, FIRST_GENERATION);
	if (r == 0 && rename(fresh, path) < 0) {
		r = -errno;
		unlink(fresh);
	}
	return r;
}

static int
make_secret(struct wishes *w)
{
	char folder[ANSWER_MAX];
	int r;

	if (!w->new_secret)
		return 0;
	memcpy(folder, w->config, sizeof(folder));
	if (snprintf(w->secret, ANSWER_MAX, "%s/autotunnel.secret",
		     dirname(folder)) >= ANSWER_MAX)
		return -ENAMETOOLONG;
	r = w->force ? replace_secret(w->secret) :
		tunnel_secrets_create(w->secret, FIRST_GENERATION);
	if (r == -EEXIST)
		fprintf(stderr, "autotunnel init: %s exists. Take it with "
			"--tunnel-secret %s; --force makes a new one, which "
			"your other hosts then need too\n", w->secret,
			w->secret);
	else if (r < 0)
		fprintf(stderr, "autotunnel init: %s: %s\n", w->secret,
			strerror(-r));
	return r;
}

static void
tell(const struct wishes *w)
{
	if (w->json) {
		json_t *j = json_pack("{s:s, s:s+++, s:s, s:s, s:b}",
				      "config", w->config, "host", w->host,
				      ".", w->domain, "", "key_file",
				      w->key_file, "tunnel_secret_file",
				      w->secret, "made_secret", w->new_secret);

		json_dumpf(j, stdout, JSON_INDENT(2) | JSON_ENSURE_ASCII);
		putchar('\n');
		json_decref(j);
		return;
	}
	printf("Wrote %s for %s.%s.\n", w->config, w->host, w->domain);
	if (w->new_secret)
		printf("Made %s. Copy it to your other hosts (scp, a USB "
		       "stick), and there:\n  autotunnel init --tunnel-secret "
		       "FILE\n", w->secret);
	printf("Next: systemctl enable --now autotunnel\n");
}

static int
init(struct wishes *w)
{
	static struct settings s;
	char error[CONFIG_ERROR_MAX];
	int r = ask_all(w);

	if (r == EXIT_OK)
		r = check(w);
	if (r != EXIT_OK)
		return r;
	if (make_secret(w) < 0)
		return EXIT_FAILED;
	r = write_config(w);
	if (r < 0) {
		fprintf(stderr, "autotunnel init: %s: %s\n", w->config,
			strerror(-r));
		if (w->new_secret)
			unlink(w->secret);
		return EXIT_FAILED;
	}
	/* what the agent would say of it, said now */
	if (settings_load(&s, w->config, error) < 0) {
		fprintf(stderr, "autotunnel init: %s was written, but: %s\n",
			w->config, error);
		return EXIT_FAILED;
	}
	settings_wipe(&s);
	tell(w);
	return EXIT_OK;
}

static bool
take(char *out)
{
	return config_text(optarg, out, ANSWER_MAX);
}

static int
parse(struct wishes *w, int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "domain", required_argument, NULL, 'd' },
		{ "host", required_argument, NULL, 'n' },
		{ "key-file", required_argument, NULL, 'k' },
		{ "tunnel-secret", required_argument, NULL, 't' },
		{ "new-secret", no_argument, NULL, 's' },
		{ "no-tunnels", no_argument, NULL, 'N' },
		{ "label", required_argument, NULL, 'l' },
		{ "device", required_argument, NULL, 'D' },
		{ "config", required_argument, NULL, 'c' },
		{ "force", no_argument, NULL, 'f' },
		{ "json", no_argument, NULL, 'j' },
		{ NULL, 0, NULL, 0 }
	};
	bool good = true;
	int o;

	while (good && (o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (o) {
		case 'h': fputs(usage, stdout); exit(EXIT_OK);
		case 'd': good = take(w->domain); break;
		case 'n': good = take(w->host); break;
		case 'k': good = take(w->key_file); break;
		case 't': good = take(w->secret); break;
		case 's': w->new_secret = true; break;
		case 'N': w->no_tunnels = true; break;
		case 'l': good = take(w->label); break;
		case 'D': good = take(w->device); break;
		case 'c': good = take(w->config); break;
		case 'f': w->force = true; break;
		case 'j': w->json = true; break;
		default: good = false;
		}
	}
	if (good && optind == argc &&
	    w->new_secret + w->no_tunnels + !!w->secret[0] <= 1)
		return EXIT_OK;
	fputs("autotunnel init: wrong usage; of --new-secret, --tunnel-secret "
	      "and --no-tunnels one.\nTry: autotunnel init --help\n", stderr);
	return EXIT_USAGE;
}

int
command_init(int argc, char **argv)
{
	static struct wishes w = { .config = SETTINGS_PATH };
	int r = parse(&w, argc, argv);

	if (r != EXIT_OK)
		return r;
	w.ask = isatty(STDIN_FILENO) && !w.json;
	return init(&w);
}
