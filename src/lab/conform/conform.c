/* SPDX-License-Identifier: Apache-2.0 */
/* conform.c - `autotunnel-lab conform`: the command line, and the acts one after
 * another. */
#include "conform_private.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/duration.h"
#include "lab/lab.h"
#include "shell/address.h"

enum {
	UNSUPPORTED = 127,		/* as quic-interop-runner has it */
	TIMEOUT_MS = 5000,		/* for an answer */
	FIRST_WORD_MS = 60000,		/* of a client */
	TIMEOUT_MIN_MS = 100,
	TIMEOUT_MAX_MS = 3600000,
	EDGE_ENTRIES = 1024
};

static const struct conform_role *const roles[] = {
	&conform_llq_server, &conform_update_server, &conform_nat_gateway,
	&conform_llq_client, &conform_nat_client,
};

enum { ROLES = sizeof(roles) / sizeof(roles[0]) };

static void
usage(FILE *f)
{
	unsigned i;

	fprintf(f, "usage: autotunnel-lab conform ROLE TARGET [OPTION...]\n\n"
		"Acts as the other side against a live peer that plays ROLE, and gives a\n"
		"verdict on each requirement of the RFCs that binds it.\n\n");
	for (i = 0; i < ROLES; i++)
		fprintf(f, "  %-14s%s\n                %s\n", roles[i]->name,
			roles[i]->arguments, roles[i]->what);
	fprintf(f,
		"\n  --zone Z      the zone that is asked about\n"
		"  --key FILE    TSIG key, as tsig-keygen writes it\n"
		"  --update A    changes the zone there by UPDATE, signed by the key\n"
		"  --listen A    our address, where the client under test asks\n"
		"  --second A    another address of ours: a second client, a stranger\n"
		"  --reboot CMD  a shell command that restarts the gateway\n"
		"  --port N      an internal port that the gateway may refuse: asked for last\n"
		"  --profile P   btmm: what RFC 6281 has its hosts do otherwise is right\n"
		"  --quick       nothing that takes more than a minute\n"
		"  --timeout T   for one answer (%d s), or a client's first word (%d s)\n"
		"  --verbose     each message, and what is done, on stderr\n"
		"  --pcap FILE   the messages as pcapng\n"
		"  --junit FILE  the verdicts as JUnit has them\n"
		"  --html FILE   a page with the conversation and the verdicts\n"
		"  --tap, --json the verdicts on standard output in that form\n\n"
		"Exit: 0 no failure; 1 failures, or the peer hangs; 2 cannot be done; 127 it\n"
		"does not play that role, or there is no such role.\n", TIMEOUT_MS / 1000,
		FIRST_WORD_MS / 1000);
}

/* What acts ask of the frame ------------------------------------------------------ */

const struct conform_setup *
conform_setup_of(const struct conform *c)
{
	return &c->setup;
}

static void
say(struct conform *c, const char *format, va_list args)
{
	conform_wipe_bar(c);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
}

static void __attribute__((format(printf, 2, 3)))
tell(struct conform *c, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(c, format, args);
	va_end(args);
}

void
conform_note(struct conform *c, const char *format, ...)
{
	va_list args;

	if (!c->setup.verbose)
		return;
	va_start(args, format);
	say(c, format, args);
	va_end(args);
}

void
conform_hangs(struct conform *c, const char *format, ...)
{
	va_list args;

	if (c->hung)
		return;
	c->hung = true;
	va_start(args, format);
	vsnprintf(c->sentence, sizeof(c->sentence), format, args);
	va_end(args);
}

void
conform_refuse(struct conform *c, const char *format, ...)
{
	va_list args;

	if (c->refused)
		return;
	c->refused = true;
	va_start(args, format);
	vsnprintf(c->sentence, sizeof(c->sentence), format, args);
	va_end(args);
}

/* Acts -------------------------------------------------------------------------------- */

/* The requirements of ACT stay inconclusive, unless another tests them. */
static void __attribute__((format(printf, 3, 4)))
leave_out(struct conform *c, const struct conform_act *act,
	  const char *format, ...)
{
	const enum requirement_id *r;
	char why[CONFORM_TEXT_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	for (r = act->tests; *r != REQUIREMENT_COUNT; r++)
		conform_unclear(c, *r, "%s", why);
}

void
conform_act_unclear(struct conform *c, const char *format, ...)
{
	char why[CONFORM_TEXT_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	leave_out(c, c->act, "%s", why);
}

static unsigned
seconds(uint64_t ms)
{
	return (unsigned)((ms + 999) / 1000);
}

bool
conform_may_wait(struct conform *c, uint64_t ms)
{
	if (ms <= CONFORM_QUICK_MS)
		return true;
	if (c->setup.quick) {
		leave_out(c, c->act, "--quick left out %s, which takes %u s",
			  c->act->name, seconds(ms));
		return false;
	}
	tell(c, "conform: %s takes %u s: %s", c->act->name, seconds(ms),
	     c->act->what);
	return true;
}

bool
conform_hold(struct conform *c, uint64_t ms)
{
	uint64_t until = conform_now_ms() + ms;

	if (!conform_may_wait(c, ms))
		return false;
	if (until > c->hold_until_ms)
		c->hold_until_ms = until;
	return true;
}

static bool
is_possible(struct conform *c, const struct conform_act *act)
{
	if (act->needs & CONFORM_UPDATE && !c->setup.update.family) {
		leave_out(c, act, "%s changes the zone, and there is no "
			  "--update", act->name);
		return false;
	}
	if (act->needs & CONFORM_KEY && !c->setup.keys.count) {
		leave_out(c, act, "%s needs a --key", act->name);
		return false;
	}
	if (act->needs & CONFORM_SECOND && !c->setup.second.family) {
		leave_out(c, act, "%s needs another address: --second",
			  act->name);
		return false;
	}
	if (act->needs & CONFORM_REBOOT && !c->setup.reboot) {
		leave_out(c, act, "%s needs a command: --reboot", act->name);
		return false;
	}
	if (act->needs & CONFORM_PORT && !c->setup.port) {
		leave_out(c, act, "%s needs a --port that is refused",
			  act->name);
		return false;
	}
	if (conform_stopped(c)) {
		leave_out(c, act, c->flooded ? "the peer sent too much" :
			  "interrupted before it could be seen");
		return false;
	}
	if (c->hung) {
		leave_out(c, act, "%s", c->sentence);
		return false;
	}
	if (c->setup.quick && act->longest_ms > CONFORM_QUICK_MS) {
		leave_out(c, act, "--quick left out %s, which takes %u s",
			  act->name, seconds(act->longest_ms));
		return false;
	}
	return true;
}

/* One after another; 0, or what ended them. */
static int
play(struct conform *c)
{
	const struct conform_act *act;
	const enum requirement_id *t;
	int r = 0;

	for (act = c->role->acts; r == 0 && act->name; act++) {
		if (!is_possible(c, act))
			continue;
		c->act = act;
		for (t = act->tests; *t != REQUIREMENT_COUNT; t++)
			c->rulings[*t].tested = true;
		conform_note(c, "-- %s: %s", act->name, act->what);
		if (act->longest_ms > CONFORM_QUICK_MS)
			conform_may_wait(c, act->longest_ms);
		conform_bar(c, act->what, act->longest_ms);
		r = act->run(c, c->state);
		conform_bar(c, NULL, 0);
	}
	return r;
}

/* What must come, and what must not, is waited for. */
static void
stay(struct conform *c)
{
	uint64_t now = conform_now_ms();

	if (now >= c->hold_until_ms || conform_stopped(c) || c->hung)
		return;
	conform_bar(c, "what must still come, and what must not",
		    c->hold_until_ms - now);
	conform_wait(c, c->hold_until_ms - now, NULL, NULL);
	conform_bar(c, NULL, 0);
}

static int
run(struct conform *c)
{
	int r = c->role->open(c, &c->state);

	if (r < 0)
		return r;
	r = play(c);
	if (r == 0)
		stay(c);
	c->closing = true;
	if (c->signalled > 1)
		c->signalled = 1;
	c->role->close(c, c->state);
	return r;
}

/* Results ------------------------------------------------------------------------------ */

static int
report(struct conform *c)
{
	static struct verdicts v;
	int r = conform_judge(c, &v), status;

	if (r < 0) {
		fprintf(stderr, "conform: %s\n", strerror(-r));
		return LAB_UNUSABLE;
	}
	if (c->hung)
		fprintf(stderr, "conform: %s\n", c->sentence);
	conform_tell_stalls(c);
	if (c->flooded)
		fprintf(stderr, "conform: the peer sent so much that nothing "
			"was recorded after %d messages\n",
			CONFORM_PACKETS_MAX);
	/* a hang violates, whatever sentence of an RFC it is */
	status = verdicts_count(&v, JUDGEMENT_FAIL) || c->hung ? LAB_DIFFERS :
		LAB_SAME;
	if (c->json)
		verdicts_print_json(&v, stdout);
	else if (c->tap)
		conform_print_tap(&v);
	else
		verdicts_print_text(&v, stdout, true);
	fflush(stdout);
	r = conform_write_files(c, &v);
	return r ? r : status;
}

/* The command line ------------------------------------------------------------------------- */

static int __attribute__((format(printf, 1, 2)))
unusable(const char *format, ...)
{
	va_list args;

	fputs("autotunnel-lab conform: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	return LAB_UNUSABLE;
}

enum option_id {
	OPTION_ZONE = 256, OPTION_KEY, OPTION_UPDATE, OPTION_LISTEN,
	OPTION_SECOND, OPTION_REBOOT, OPTION_PORT, OPTION_PROFILE,
	OPTION_QUICK, OPTION_TIMEOUT, OPTION_VERBOSE, OPTION_PCAP,
	OPTION_JUNIT, OPTION_HTML, OPTION_TAP, OPTION_JSON, OPTION_HELP
};

static const struct option options[] = {
	{ "zone", required_argument, NULL, OPTION_ZONE },
	{ "key", required_argument, NULL, OPTION_KEY },
	{ "update", required_argument, NULL, OPTION_UPDATE },
	{ "listen", required_argument, NULL, OPTION_LISTEN },
	{ "second", required_argument, NULL, OPTION_SECOND },
	{ "reboot", required_argument, NULL, OPTION_REBOOT },
	{ "port", required_argument, NULL, OPTION_PORT },
	{ "profile", required_argument, NULL, OPTION_PROFILE },
	{ "quick", no_argument, NULL, OPTION_QUICK },
	{ "timeout", required_argument, NULL, OPTION_TIMEOUT },
	{ "verbose", no_argument, NULL, OPTION_VERBOSE },
	{ "pcap", required_argument, NULL, OPTION_PCAP },
	{ "junit", required_argument, NULL, OPTION_JUNIT },
	{ "html", required_argument, NULL, OPTION_HTML },
	{ "tap", no_argument, NULL, OPTION_TAP },
	{ "json", no_argument, NULL, OPTION_JSON },
	{ "help", no_argument, NULL, OPTION_HELP },
	{ NULL, 0, NULL, 0 }
};

static int
read_endpoint(const char *option, const char *text, uint16_t port,
	      struct endpoint *out)
{
	if (endpoint_parse(text, port, out) == 0 && out->port)
		return 0;
	return unusable("%s %s: wanted an address, 192.0.2.1:53 or "
			"[2001:db8::1]:53", option, text);
}

static int
read_keys(struct conform *c, const char *path)
{
	char error[KEY_ERROR_MAX];

	if (keys_load(&c->setup.keys, path, true, error) < 0)
		return unusable("%s", error);
	return 0;
}

static int
read_second(struct conform *c, const char *text)
{
	if (endpoint_parse(text, 1, &c->setup.second) < 0)
		return unusable("--second %s: wanted an address of ours, "
				"192.0.2.2", text);
	c->setup.second.port = 0;
	return 0;
}

static int
read_port(struct conform *c, const char *text)
{
	char *end;
	unsigned long port = strtoul(text, &end, 10);

	if (*text < '0' || *text > '9' || *end || port < 1 || port > 65535)
		return unusable("--port %s: wanted a number from 1 to 65535",
				text);
	c->setup.port = (uint16_t)port;
	return 0;
}

/* What the role does not take; 0, or the exit status. */
static int
check_extras(const struct conform *c)
{
	const struct {
		unsigned takes;
		bool given;
		const char *option;
	} extras[] = {
		{ CONFORM_SECOND, c->setup.second.family, "--second" },
		{ CONFORM_REBOOT, c->setup.reboot, "--reboot" },
		{ CONFORM_PORT, c->setup.port, "--port" },
		{ CONFORM_PROFILE, c->setup.btmm, "--profile" },
	};
	unsigned i;

	for (i = 0; i < sizeof(extras) / sizeof(extras[0]); i++)
		if (extras[i].given && !(c->role->takes & extras[i].takes))
			return unusable("%s takes no %s", c->role->name,
					extras[i].option);
	return 0;
}

/* One option; 0, or the exit status. */
static int
take_option(struct conform *c, int id, const char *name)
{
	uint64_t ms;

	switch (id) {
	case OPTION_ZONE:
		if (dns_name_from_text(&c->setup.zone, optarg) < 0)
			return unusable("--zone %s: it is no domain name",
					optarg);
		c->setup.has_zone = true;
		return 0;
	case OPTION_KEY:
		return read_keys(c, optarg);
	case OPTION_UPDATE:
		return read_endpoint("--update", optarg, 53, &c->setup.update);
	case OPTION_LISTEN:
		return read_endpoint("--listen", optarg, c->role->port,
				     &c->setup.target);
	case OPTION_SECOND:
		return read_second(c, optarg);
	case OPTION_REBOOT: c->setup.reboot = optarg; return 0;
	case OPTION_PORT:
		return read_port(c, optarg);
	case OPTION_PROFILE:
		if (strcmp(optarg, "btmm"))
			return unusable("--profile %s: the only one is btmm",
					optarg);
		c->setup.btmm = true;
		return 0;
	case OPTION_TIMEOUT:
		if (!duration_parse(optarg, &ms) || ms < TIMEOUT_MIN_MS ||
		    ms > TIMEOUT_MAX_MS)
			return unusable("--timeout %s: wanted a time from "
					"100ms to 1h", optarg);
		c->setup.timeout_ms = (unsigned)ms;
		return 0;
	case OPTION_QUICK: c->setup.quick = true; return 0;
	case OPTION_VERBOSE: c->setup.verbose = true; return 0;
	case OPTION_PCAP: c->pcap = optarg; return 0;
	case OPTION_JUNIT: c->junit = optarg; return 0;
	case OPTION_HTML: c->html = optarg; return 0;
	case OPTION_TAP: c->tap = true; return 0;
	case OPTION_JSON: c->json = true; return 0;
	}
	return unusable("%s is no option, or wants a value", name);
}

static int
check_arguments(struct conform *c)
{
	const struct conform_role *role = c->role;

	if (!c->setup.timeout_ms)
		c->setup.timeout_ms = role->takes & CONFORM_TARGET ?
			TIMEOUT_MS : FIRST_WORD_MS;
	if (!c->setup.target.family)
		return unusable("%s wants %s", role->name, role->arguments);
	if (role->takes & CONFORM_ZONE && !c->setup.has_zone)
		return unusable("%s wants --zone: the zone that is asked about",
				role->name);
	if (!(role->takes & CONFORM_ZONE) && c->setup.has_zone)
		return unusable("%s takes no --zone", role->name);
	if (!(role->takes & CONFORM_KEY) && c->setup.keys.count)
		return unusable("%s takes no --key", role->name);
	if (!(role->takes & CONFORM_UPDATE) && c->setup.update.family)
		return unusable("%s takes no --update", role->name);
	return check_extras(c);
}

static int
read_arguments(struct conform *c, int argc, char **argv)
{
	int id, status, at;

	optind = 0;
	opterr = 0;
	while ((at = optind ? optind : 1,
		id = getopt_long(argc, argv, "-:", options, NULL)) != -1) {
		if (id == OPTION_HELP) {
			usage(stdout);
			exit(LAB_SAME);
		}
		if (id == 1) {		/* no option: the target */
			if (!(c->role->takes & CONFORM_TARGET) ||
			    c->setup.target.family)
				return unusable("what is %s? %s wants %s",
						optarg, c->role->name,
						c->role->arguments);
			status = read_endpoint(c->role->name, optarg,
					       c->role->port, &c->setup.target);
		} else if (id == OPTION_LISTEN &&
			   c->role->takes & CONFORM_TARGET) {
			status = unusable("%s takes no --listen",
					  c->role->name);
		} else {
			status = take_option(c, id, argv[at]);
		}
		if (status)
			return status;
	}
	return check_arguments(c);
}

static const struct conform_role *
find_role(const char *name)
{
	unsigned i;

	for (i = 0; i < ROLES; i++)
		if (!strcmp(roles[i]->name, name))
			return roles[i];
	return NULL;
}

static int
conform(struct conform *c)
{
	int r = edge_open(&c->setup.keys, EDGE_ENTRIES, &c->setup.edge);

	if (r == 0)
		r = conform_open_sockets(c);
	if (r == 0)		/* its threads leave signals to us */
		r = heartbeat_open(&c->heartbeat);
	if (r == 0)
		r = run(c);
	if (r == 0)
		return report(c);
	if (!c->refused)
		conform_refuse(c, "%s", strerror(-r));
	fprintf(stderr, "conform: %s\n", c->sentence);
	return r == -ENOTSUP ? UNSUPPORTED : LAB_UNUSABLE;
}

int
lab_conform(int argc, char **argv)
{
	struct conform *c;
	unsigned i;
	int status;

	if (argc < 2) {
		usage(stderr);
		return LAB_UNUSABLE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		usage(stdout);
		return LAB_SAME;
	}
	c = calloc(1, sizeof(*c));
	if (!c)
		abort();
	c->signals = -1;
	c->bar = isatty(STDERR_FILENO);
	c->role = find_role(argv[1]);
	if (!c->role) {
		fprintf(stderr, "autotunnel-lab conform: there is no role %s; "
			"the roles are", argv[1]);
		for (i = 0; i < ROLES; i++)
			fprintf(stderr, "%s %s", i ? "," : "", roles[i]->name);
		fputc('\n', stderr);
		status = UNSUPPORTED;
	} else {
		status = read_arguments(c, argc - 1, argv + 1);
		if (!status)
			status = conform_begin_files(c);
		if (!status)
			status = conform(c);
		conform_drop_files(c);
	}
	conform_close_sockets(c);
	heartbeat_close(c->heartbeat);
	edge_close(c->setup.edge);
	keys_wipe(&c->setup.keys);
	free(c);
	return status;
}
