/* SPDX-License-Identifier: Apache-2.0 */
/* judge_command.c - `autotunnel-lab judge`. */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab.h"
#include "lab/judge/verdicts.h"
#include "lab/judge_options.h"

enum { PROGRESS_PACKETS = 1 << 16 };	/* between two looks */

struct command {
	struct judge_setup setup;
	struct keys keys;
	bool json, verbose, musts_only;
	const char *path;
};

static void
usage(FILE *f)
{
	fprintf(f, "usage: autotunnel-lab judge FILE [--json] [--role client|server|gateway|both]\n"
		"           [--key FILE] [--musts-only] [--verbose] [--profile btmm]\n"
		"           [--tolerance SPEC]\n\n"
		"Holds a capture (pcap, pcapng) or a trace against RFC 6886, 8764, 8945 and 9664,\n"
		"and gives a verdict for each requirement: pass, fail, or inconclusive. FILE - is\n"
		"standard input.\n\n"
		"  --json           {\"verdicts\":[{\"requirement\",\"level\",\"verdict\",\"packets\",\"why\",...}]}\n"
		"  --role ROLE      whose conduct is judged; both: everybody's (the default)\n"
		"  --key FILE       TSIG keys as tsig-keygen writes them; may be given again\n"
		"  --musts-only     leaves out SHOULD and RECOMMENDED\n"
		"  --verbose        says why what is inconclusive is so\n"
		"  --profile btmm   where RFC 6281 has its hosts do otherwise than the protocol's\n"
		"                   RFC recommends, that is right\n"
		"  --tolerance EARLY_MS,EARLY%%,LATE_MS,LATE%%\n"
		"                   how much earlier than an RFC's wait, and how much later than\n"
		"                   it must, a message may be seen: the greater of a time and a\n"
		"                   share of the wait; the default is %u,%u,%u,%u\n\n"
		"packets are frame numbers as Wireshark has them. A violated SHOULD is a failure\n"
		"too. Exit: 0 no failure, 1 failures, 2 unusable input, or a capture cut short.\n",
		JUDGE_EARLY_MS, JUDGE_EARLY_PERCENT, JUDGE_LATE_MS,
		JUDGE_LATE_PERCENT);
}

/* Options ---------------------------------------------------------------- */

static bool
load_keys(struct command *c, const char *path)
{
	char error[KEY_ERROR_MAX];

	if (keys_load(&c->keys, path, true, error) < 0) {
		fprintf(stderr, "autotunnel-lab judge: %s\n", error);
		return false;
	}
	c->setup.keys = &c->keys;
	return true;
}

/* LAB_SAME: go on; else the exit status, negated if nothing is wrong. */
static int
parse(struct command *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "json", no_argument, NULL, 'j' },
		{ "key", required_argument, NULL, 'k' },
		{ "musts-only", no_argument, NULL, 'm' },
		{ "profile", required_argument, NULL, 'p' },
		{ "role", required_argument, NULL, 'r' },
		{ "tolerance", required_argument, NULL, 't' },
		{ "verbose", no_argument, NULL, 'v' },
		{ NULL, 0, NULL, 0 }
	};
	bool good = true;
	int o;

	optind = 0;
	while (good && (o = getopt_long(argc, argv, "hv", options, NULL)) != -1)
		switch (o) {
		case 'h':
			usage(stdout);
			return -1;
		case 'j':
			c->json = true;
			break;
		case 'k':
			if (!load_keys(c, optarg))
				return LAB_UNUSABLE;
			break;
		case 'm':
			c->musts_only = true;
			break;
		case 'p':
			good = judge_take_profile("judge", optarg, &c->setup);
			break;
		case 'r':
			good = judge_take_role("judge", optarg, &c->setup);
			break;
		case 't':
			good = judge_take_tolerance("judge", optarg,
						    &c->setup);
			break;
		case 'v':
			c->verbose = true;
			break;
		default:
			good = false;
		}
	if (good && optind + 1 == argc) {
		c->path = argv[optind];
		return LAB_SAME;
	}
	if (good)
		fprintf(stderr, "autotunnel-lab judge: one FILE is expected, "
			"not %d\n", argc - optind);
	fprintf(stderr, "Try: autotunnel-lab judge --help\n");
	return LAB_UNUSABLE;
}

/* Reading ---------------------------------------------------------------- */

static void
show_progress(const struct packet_source *s)
{
	const uint64_t size = packets_size(s);

	if (size)
		fprintf(stderr, "\rjudging: %3u%%",
			(unsigned)(packets_read(s) * 100 / size));
	else
		fprintf(stderr, "\rjudging: %" PRIu64 " MB",
			packets_read(s) / 1000000);
}

static int
read_all(const struct command *c, struct packet_source *s, struct judge *j)
{
	const bool progress = isatty(STDERR_FILENO);
	struct packet p;
	uint64_t count;
	int r;

	for (count = 0; (r = packets_next(s, &p)) > 0; count++) {
		judge_packet(j, &p);
		if (progress && count % PROGRESS_PACKETS == PROGRESS_PACKETS - 1)
			show_progress(s);
	}
	if (progress && count >= PROGRESS_PACKETS)
		fputs("\r\033[K", stderr);
	if (r < 0) {
		fprintf(stderr, "autotunnel-lab judge: %s\n", packets_error(s));
		return LAB_UNUSABLE;
	}
	judge_end(j, packets_last_ns(s));
	if (judge_concerned(j))
		return LAB_SAME;
	fprintf(stderr, "autotunnel-lab judge: %s: no packet of NAT-PMP, "
		"Long-Lived Queries, Update Leases or TSIG among %" PRIu32
		" frames\n", c->path, packets_frames(s));
	return LAB_UNUSABLE;
}

static int
print(const struct command *c, const struct packet_source *s,
      const struct judge *j)
{
	static struct verdicts v;

	v.musts_only = c->musts_only;
	v.first_ns = packets_first_ns(s);
	verdicts_take(&v, j, &c->setup);
	if (c->json)
		verdicts_print_json(&v, stdout);
	else
		verdicts_print_text(&v, stdout, c->verbose);
	fflush(stdout);
	if (packets_were_cut(s)) {
		fprintf(stderr, "autotunnel-lab judge: %s: the last record is "
			"cut short; what came before is judged\n", c->path);
		/* a recording ends so where its program was killed */
		if (!packets_program(s))
			return LAB_UNUSABLE;
	}
	return verdicts_count(&v, JUDGEMENT_FAIL) ? LAB_DIFFERS : LAB_SAME;
}

static int
judge_file(const struct command *c)
{
	char error[PACKET_ERROR_MAX];
	struct packet_source *s;
	struct judge *j = NULL;
	int r = packets_open(c->path, &s, error);

	if (r < 0) {
		fprintf(stderr, "autotunnel-lab judge: %s\n", error);
		return LAB_UNUSABLE;
	}
	r = judge_open(&c->setup, &j);
	if (r < 0) {
		fprintf(stderr, "autotunnel-lab judge: %s\n", strerror(-r));
		r = LAB_UNUSABLE;
		goto out;
	}
	r = read_all(c, s, j);
	if (r == LAB_SAME)
		r = print(c, s, j);
	judge_close(j);
out:
	packets_close(s);
	return r;
}

int
lab_judge(int argc, char **argv)
{
	static struct command c;
	int r;

	memset(&c, 0, sizeof(c));
	c.setup.sides = JUDGE_ALL;
	r = parse(&c, argc, argv);
	if (r == LAB_SAME)
		r = judge_file(&c);
	keys_wipe(&c.keys);
	return r < 0 ? LAB_SAME : r;
}
