/* SPDX-License-Identifier: Apache-2.0 */
/* command.c - `autotunnel-lab simulate`. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab/duration.h"
#include "lab/lab.h"
#include "lab/progress.h"
#include "lab/simulate/invariant_waits.h"
#include "lab/simulate/shrink.h"
#include "lab/simulate/swarm.h"

enum { SECOND_MS = 1000, DAY_MS = 86400000, BASE_MAX = 500, SHRINK_S = 300 };

struct command {
	struct fault_plan plan;
	struct mix mix;
	const char *faults;		/* as given */
	uint64_t first, last;		/* seeds */
	const char *plan_file;
	const char *record, *host;
	bool record_file;
	const char *out, *resume;
	unsigned stop_s, shrink_s;
	bool unwatched, list_plan;
	struct progress progress;
};

static void
usage(FILE *f)
{
	fprintf(f, "usage: autotunnel-lab simulate [--hosts N] [--for SPAN] [--seed S | --seed A..B]\n"
		"           [--faults LIST] [--record FILE [--host NAME]] [--domain N] [--plain]\n"
		"           [--plan FILE] [--show-plan] [--out FOLDER] [--shrink SPAN]\n"
		"           [--resume FILE] [--stop-after SPAN] [--unwatched]\n\n"
		"Runs a whole zone on virtual time in one thread: a primary, a rendezvous, N\n"
		"hosts with agents behind NATs of all kinds, and faults. What must always hold is\n"
		"looked at in each turn that touches it, and what must hold by a moment in that\n"
		"moment. The same build and seed give the same run.\n\n"
		"  --hosts N        how many; 8 without it\n"
		"  --for SPAN       virtual time: 90s, 3h, 365d; 1d without it\n"
		"  --seed S         what chance is drawn from; 1 without it. A..B: one world after\n"
		"                   the other, a line each\n"
		"  --faults LIST    none (without it), all, swarm (each seed draws its own mix), or\n"
		"                   some of those below, with commas between\n"
		"  --record FILE    a trace of h0, or of NAME with --host: h0, h1 ... or rendezvous\n"
		"  --record FOLDER  NAME.trace of every node, or of NAME alone. FOLDER is there, or\n"
		"                   ends in a slash and is made. A second life has -2 in its name\n"
		"  --domain N       hosts of one user domain, at most %u; %u without it\n"
		"  --plain          all homes have the same good NAT\n"
		"  --plan FILE      the world and the faults that FILE lists, as a failure leaves it\n"
		"  --show-plan      writes that list for the other options, and runs nothing\n"
		"  --out FOLDER     where a failure's files go: seed-S.plan, .html and traces; `.`\n"
		"                   without it\n"
		"  --shrink SPAN    time to make a failure smaller, 0s: not; %us without it\n"
		"  --resume FILE    with A..B: notes each seed there, and skips those noted\n"
		"  --stop-after SPAN  with A..B: no new seed after that\n"
		"  --unwatched      nobody looks on: for benches\n\n",
		SIM_DOMAIN_HOSTS_MAX, SIM_DOMAIN_HOSTS, SHRINK_S);
	fprintf(f, "Faults:\n");
	mix_list(f);
	fprintf(f, "\nWhat must hold:\n");
	invariants_list(f);
	fprintf(f, "\nAn event: a message arrives or is lost, a node has a deadline or is given\n"
		"something else, a fault begins or ends.\n");
	fprintf(f, "The last two lines: `ratio N times real time`, `digest` and 16 hex digits.\n"
		"Exit: 0 all holds, 1 something did not, 2 it cannot be done.\n");
}

static int
wrong(const char *format, const char *text)
{
	fprintf(stderr, "autotunnel-lab simulate: ");
	fprintf(stderr, format, text);
	fprintf(stderr, "; see --help\n");
	return LAB_UNUSABLE;
}

/* Options --------------------------------------------------------------------- */

static bool
take_count(const char *text, unsigned most, unsigned *out)
{
	char *end;
	unsigned long n;

	errno = 0;
	n = strtoul(text, &end, 10);
	if (errno || *end || text[0] < '0' || text[0] > '9' || n < 1 ||
	    n > most)
		return false;
	*out = (unsigned)n;
	return true;
}

static bool
take_span(const char *text, unsigned *seconds)
{
	uint64_t ms;

	if (!duration_parse(text, &ms) || ms / SECOND_MS > UINT32_MAX)
		return false;
	*seconds = (unsigned)((ms + SECOND_MS - 1) / SECOND_MS);
	return true;
}

static int
take(struct command *c, int option)
{
	char error[FAULT_ERROR_MAX];

	switch (option) {
	case 'n':
		if (!take_count(optarg, SIM_HOSTS_MAX, &c->plan.hosts))
			return wrong("--hosts is a number from 1 to 100000, not '%s'", optarg);
		break;
	case 'd':
		if (!take_count(optarg, SIM_DOMAIN_HOSTS_MAX, &c->plan.domain))
			return wrong("--domain is a number from 1 to 64, not '%s'", optarg);
		break;
	case 'f':
		if (!duration_parse(optarg, &c->plan.span_ms) ||
		    !c->plan.span_ms)
			return wrong("--for is a time like 90s, 3h or 365d, not '%s'", optarg);
		break;
	case 's':
		if (!swarm_parse_seeds(optarg, &c->first, &c->last))
			return wrong("--seed is a number, or two like 1..500, not '%s'", optarg);
		break;
	case 'F':
		c->faults = optarg;
		if (mix_parse(optarg, &c->mix, error) < 0)
			return wrong("--faults: %s", error);
		break;
	case 't':
		if (!take_span(optarg, &c->stop_s))
			return wrong("--stop-after is a time like 8h, not '%s'", optarg);
		break;
	case 'k':
		if (!take_span(optarg, &c->shrink_s))
			return wrong("--shrink is a time like 60s, not '%s'", optarg);
		break;
	case 'r':
		c->record = optarg;
		break;
	case 'H':
		c->host = optarg;
		break;
	case 'P':
		c->plan_file = optarg;
		break;
	case 'o':
		c->out = optarg;
		break;
	case 'R':
		c->resume = optarg;
		break;
	case 'p':
		c->plan.plain = true;
		break;
	case 'l':
		c->list_plan = true;
		break;
	case 'u':
		c->unwatched = true;
		break;
	default:
		return LAB_UNUSABLE;
	}
	return LAB_SAME;
}

/* LAB_SAME: go on; else the exit status, negated if nothing is wrong. */
static int
parse(struct command *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "hosts", required_argument, NULL, 'n' },
		{ "for", required_argument, NULL, 'f' },
		{ "seed", required_argument, NULL, 's' },
		{ "faults", required_argument, NULL, 'F' },
		{ "record", required_argument, NULL, 'r' },
		{ "host", required_argument, NULL, 'H' },
		{ "domain", required_argument, NULL, 'd' },
		{ "plain", no_argument, NULL, 'p' },
		{ "plan", required_argument, NULL, 'P' },
		{ "show-plan", no_argument, NULL, 'l' },
		{ "out", required_argument, NULL, 'o' },
		{ "shrink", required_argument, NULL, 'k' },
		{ "resume", required_argument, NULL, 'R' },
		{ "stop-after", required_argument, NULL, 't' },
		{ "unwatched", no_argument, NULL, 'u' },
		{ NULL, 0, NULL, 0 }
	};
	int o, r;

	optind = 0;
	while ((o = getopt_long(argc, argv, "h", options, NULL)) >= 0) {
		if (o == 'h') {
			usage(stdout);
			return -1;
		}
		r = take(c, o);
		if (r != LAB_SAME)
			return r;
	}
	if (optind < argc)
		return wrong("'%s' is no option", argv[optind]);
	if (c->host && !c->record)
		return wrong("%s", "--host is for --record");
	if ((c->resume || c->stop_s) && c->first == c->last)
		return wrong("%s", "--resume and --stop-after are for several seeds");
	if ((c->record || c->plan_file || c->list_plan) && c->first != c->last)
		return wrong("%s", "--record, --plan and --show-plan are for one world");
	return LAB_SAME;
}

/* One world ------------------------------------------------------------------- */

static void
progress(void *owner, uint64_t done_ms, uint64_t all_ms)
{
	struct command *c = owner;

	c->progress.calls = 0;
	progress_at(&c->progress, done_ms / SECOND_MS, all_ms / SECOND_MS,
		    "virtual seconds");
}

static void
say_world(const struct command *c, const struct trial_result *r)
{
	char span[DURATION_MAX];
	uint64_t took_us = r->took_us ? r->took_us : 1;

	printf("%u hosts, seed %" PRIu64 ": %s, %" PRIu32 " faults, %" PRIu64
	       " events in %" PRIu64 ".%03u s (%" PRIu64
	       ".%03u s of a processor), %" PRIu64 " a second\n",
	       c->plan.hosts, c->plan.seed, duration_long(r->ended_ms, span),
	       c->plan.count, r->events, took_us / 1000000,
	       (unsigned)(took_us / 1000 % 1000), r->cpu_us / 1000000,
	       (unsigned)(r->cpu_us / 1000 % 1000),
	       r->events * 1000000 / took_us);
	if (!r->failed && !c->unwatched)
		printf("clean: %" PRIu64 " turns looked at, %" PRIu64
		       " times a tunnel after a calm\n", r->turns, r->owed);
}

static void
say_end(const struct trial_result *r)
{
	uint64_t took_us = r->took_us ? r->took_us : 1;

	printf("ratio %" PRIu64 " times real time\n",
	       r->ended_ms * SECOND_MS / took_us);
	printf("digest %016" PRIx64 "\n", r->digest);
}

/* What failed, made small, with its files. */
static int
say_failure(struct command *c, const struct trial_result *result)
{
	struct shrink s = { .plan = &c->plan, .result = *result,
		.limit_s = c->shrink_s, .before = c->plan.count };
	char base[BASE_MAX];
	int r = 0;

	if (snprintf(base, sizeof(base), "%s/seed-%" PRIu64, c->out,
		     c->plan.seed) >= (int)sizeof(base))
		return -ENAMETOOLONG;
	fflush(stdout);
	if (c->shrink_s)
		r = shrink_plan(&s);
	return r < 0 ? r : shrink_tell(&s, base, stdout);
}

static int
run_one(struct command *c)
{
	struct trial_setup t = { .plan = &c->plan, .record = c->record,
		.record_only = c->host, .record_file = c->record_file,
		.unwatched = c->unwatched, .progress = progress, .owner = c };
	struct trial_result result;
	int r;

	progress_begin(&c->progress, "simulate");
	r = trial_fork(&t, 0, &result);
	c->progress.shown = c->progress.on;
	progress_end(&c->progress);
	if (r == 0) {
		say_world(c, &result);
		if (result.failed)
			r = say_failure(c, &result);
		say_end(&result);
	}
	if (r < 0)
		return wrong("%s", strerror(-r));
	return result.failed ? LAB_DIFFERS : LAB_SAME;
}

/* All ---------------------------------------------------------------------------- */

static int
draw(struct command *c)
{
	char error[FAULT_ERROR_MAX];

	if (c->plan_file) {
		if (fault_plan_load(c->plan_file, &c->plan, error) < 0)
			return wrong("%s", error);
		return LAB_SAME;
	}
	c->plan.seed = c->first;
	if (mix_draw(&c->mix, waits_settled_ms(), &c->plan) < 0)
		return wrong("%s", "out of memory");
	return LAB_SAME;
}

static int
run_swarm(struct command *c)
{
	struct swarm s = { .first = c->first, .last = c->last,
		.world = c->plan, .mix = c->mix, .resume = c->resume,
		.out = c->out, .stop_s = c->stop_s, .shrink_s = c->shrink_s,
		.f = stdout };

	return swarm_run(&s);
}

static bool
make_folder(const char *path)
{
	if (mkdir(path, 0777) == 0 || errno == EEXIST)
		return true;
	fprintf(stderr, "autotunnel-lab simulate: %s: %s\n", path,
		strerror(errno));
	return false;
}

static bool
ends_in(const char *text, const char *end)
{
	size_t length = strlen(text), most = strlen(end);

	return length > most && !strcmp(text + length - most, end);
}

/* Where recordings go: a folder, or one file. What is there and looks like
 * neither is not overwritten. */
static int
place_record(struct command *c)
{
	struct stat st;
	int fd;

	if (!c->record)
		return LAB_SAME;
	if (ends_in(c->record, "/"))
		return make_folder(c->record) ? LAB_SAME : LAB_UNUSABLE;
	if (stat(c->record, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return LAB_SAME;
		if (!ends_in(c->record, ".trace"))
			return wrong("--record: '%s' is there, and neither a "
				     "folder nor a file that ends in .trace",
				     c->record);
	}
	fd = open(c->record, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0) {
		fprintf(stderr, "autotunnel-lab simulate: %s: %s\n", c->record,
			strerror(errno));
		return LAB_UNUSABLE;
	}
	close(fd);
	c->record_file = true;
	if (!c->host)
		c->host = "h0";
	return LAB_SAME;
}

static bool
is_node(const struct command *c)
{
	char name[SIM_NAME_MAX];
	unsigned i;

	if (!c->host || !strcmp(c->host, "rendezvous"))
		return true;
	for (i = 0; i < c->plan.hosts; i++) {
		snprintf(name, sizeof(name), "h%u", i);
		if (!strcmp(c->host, name))
			return true;
	}
	return false;
}

int
lab_simulate(int argc, char **argv)
{
	struct command c = {
		.plan = { .hosts = 8, .domain = SIM_DOMAIN_HOSTS,
			  .span_ms = DAY_MS },
		.first = 1, .last = 1, .out = ".", .shrink_s = SHRINK_S,
	};
	char error[FAULT_ERROR_MAX];
	int status;

	mix_parse("none", &c.mix, error);
	status = parse(&c, argc, argv);
	if (status != LAB_SAME)
		return status < 0 ? LAB_SAME : status;
	if (c.first != c.last)
		return make_folder(c.out) ? run_swarm(&c) : LAB_UNUSABLE;
	status = draw(&c);
	if (status == LAB_SAME && !is_node(&c))
		status = wrong("there is no node '%s'", c.host);
	if (status == LAB_SAME && !make_folder(c.out))
		status = LAB_UNUSABLE;
	if (status == LAB_SAME && !c.list_plan)	/* last: it leaves a file */
		status = place_record(&c);
	if (status == LAB_SAME && c.list_plan)
		fault_plan_write(&c.plan, stdout);
	else if (status == LAB_SAME)
		status = run_one(&c);
	fault_plan_free(&c.plan);
	return status;
}
