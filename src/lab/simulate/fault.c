/* SPDX-License-Identifier: Apache-2.0 */
/* fault.c - see fault.h. */
#include "lab/simulate/fault.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lab/duration.h"

enum { LINE_MAX_OCTETS = 200, HOSTS_MOST = 1000000, NUMBERS = 5,
	ALL_SEEN = (1 << NUMBERS) - 1,
	/* so that a turn of many effects can end after any of them */
	HOST_EFFECTS_MOST = 63, SERVER_EFFECTS_MOST = 255,
	/* a home may have two NATs, and there are places to visit */
	NATS_OF_HOST = 3 };

const struct fault_about fault_about[FAULT_KIND_COUNT] = {
	[FAULT_LOSS] = { "loss", "loses so many of 1000 datagrams, either way",
		FAULT_OF_HOST, true, 10, 900 },
	[FAULT_DELAY] = { "delay", "its datagrams take so many ms more",
		FAULT_OF_HOST, true, 20, 3000 },
	[FAULT_JITTER] = { "jitter", "each datagram takes up to so many ms more",
		FAULT_OF_HOST, true, 5, 1500 },
	[FAULT_DUPLICATE] = { "duplicate", "so many of 1000 datagrams come twice",
		FAULT_OF_HOST, true, 10, 1000 },
	[FAULT_REORDER] = { "reorder", "so many of 1000 datagrams are overtaken",
		FAULT_OF_HOST, true, 10, 800 },
	[FAULT_PARTITION] = { "partition", "is cut off beyond its own network",
		FAULT_OF_HOST, true, 0, 0 },
	[FAULT_ONEWAY] = { "oneway", "hears nothing (0) or is not heard (1)",
		FAULT_OF_HOST, true, 0, 1 },
	[FAULT_NAT_REBOOT] = { "nat-reboot",
		"starts anew, and announces itself so many times",
		FAULT_OF_NAT, false, 1, 10 },
	[FAULT_NAT_FORGET] = { "nat-forget",
		"forgets its mappings, while its epoch goes on",
		FAULT_OF_NAT, false, 0, 0 },
	[FAULT_NAT_RENUMBER] = { "nat-renumber",
		"has another outer address, and says so so many times",
		FAULT_OF_NAT, false, 1, 10 },
	[FAULT_NAT_SILENT] = { "nat-silent",
		"starts anew (0) or is renumbered (1), and nobody hears of it",
		FAULT_OF_NAT, false, 0, 1 },
	[FAULT_NAT_EPOCH] = { "nat-epoch",
		"its epoch jumps by so many s minus 100000, and means nothing",
		FAULT_OF_NAT, false, 0, 200000 },
	[FAULT_NAT_MUTE] = { "nat-mute", "does not answer NAT-PMP",
		FAULT_OF_NAT, true, 0, 0 },
	[FAULT_UNPLUG] = { "unplug", "has no network",
		FAULT_OF_HOST, true, 0, 0 },
	[FAULT_ROAM] = { "roam", "moves into network so-and-so",
		FAULT_OF_HOST, false, 0, 1000 },
	[FAULT_SLEEP] = { "sleep", "sleeps", FAULT_OF_HOST, true, 0, 0 },
	[FAULT_CRASH] = { "crash",
		"dies after so many effects, boots with what is on disk",
		FAULT_OF_HOST, true, 0, HOST_EFFECTS_MOST },
	[FAULT_RESTART] = { "restart",
		"its agent alone dies after so many effects, and starts again",
		FAULT_OF_HOST, true, 0, HOST_EFFECTS_MOST },
	[FAULT_LEAVE] = { "leave", "its owner leaves, and comes back",
		FAULT_OF_HOST, true, 0, 0 },
	[FAULT_CLOCK_DRIFT] = { "clock-drift",
		"its clock runs at 0.99 plus so many millionths of the right pace",
		FAULT_OF_HOST, true, 0, 20000 },
	[FAULT_CLOCK_JUMP] = { "clock-jump",
		"its wall clock jumps by so many s minus 100000, and is set right",
		FAULT_OF_HOST, true, 0, 200000 },
	[FAULT_TUNNELS_OFF] = { "tunnels-off", "its IKE daemon is gone",
		FAULT_OF_HOST, true, 0, 0 },
	[FAULT_RENDEZVOUS_CRASH] = { "rendezvous-crash",
		"the rendezvous dies after so many effects, and starts again",
		FAULT_OF_SERVER, true, 0, SERVER_EFFECTS_MOST },
	[FAULT_RENDEZVOUS_AMNESIA] = { "rendezvous-amnesia",
		"the same, and its state file is gone",
		FAULT_OF_SERVER, true, 0, SERVER_EFFECTS_MOST },
	[FAULT_RENDEZVOUS_ROUGH] = { "rendezvous-rough",
		"the rendezvous' link loses, repeats and reorders so many of 1000",
		FAULT_OF_SERVER, true, 10, 600 },
	[FAULT_RENDEZVOUS_ONEWAY] = { "rendezvous-oneway",
		"the rendezvous hears nothing (0) or is not heard (1)",
		FAULT_OF_SERVER, true, 0, 1 },
	[FAULT_RENDEZVOUS_JUMP] = { "rendezvous-jump",
		"its wall clock jumps by so many s minus 100000, and is set right",
		FAULT_OF_SERVER, true, 0, 200000 },
	[FAULT_PRIMARY_SLOW] = { "primary-slow",
		"the primary takes so many ms for each answer",
		FAULT_OF_SERVER, true, 100, 20000 },
	[FAULT_PRIMARY_REFUSE] = { "primary-refuse",
		"the primary refuses every update", FAULT_OF_SERVER, true, 0, 0 },
	[FAULT_PRIMARY_MUTE] = { "primary-mute",
		"the primary does what updates say, and does not answer them",
		FAULT_OF_SERVER, true, 0, 0 },
	[FAULT_PRIMARY_WHOLE] = { "primary-whole",
		"the primary sends its whole zone, and no NOTIFY",
		FAULT_OF_SERVER, true, 0, 0 },
	[FAULT_PRIMARY_RESTART] = { "primary-restart",
		"the primary is away, and comes back with its zone",
		FAULT_OF_SERVER, true, 0, 0 },
	[FAULT_PRIMARY_ROUGH] = { "primary-rough",
		"the primary's link loses, repeats and reorders so many of 1000",
		FAULT_OF_SERVER, true, 10, 600 },
	[FAULT_PRIMARY_ONEWAY] = { "primary-oneway",
		"the primary hears nothing (0) or is not heard (1)",
		FAULT_OF_SERVER, true, 0, 1 },
};

static const char *const whom_words[] = { "host", "nat", "server" };

int
fault_kind_find(const char *name)
{
	int i;

	for (i = 0; i < FAULT_KIND_COUNT; i++)
		if (!strcmp(fault_about[i].name, name))
			return i;
	return -1;
}

unsigned
fault_victims(enum fault_whom whom, unsigned hosts)
{
	static const unsigned of_host[] = {
		[FAULT_OF_HOST] = 1, [FAULT_OF_NAT] = NATS_OF_HOST
	};
	unsigned most = whom == FAULT_OF_SERVER ? 1 : of_host[whom] * hosts;

	return most < UINT16_MAX ? most : UINT16_MAX;
}

/* The list ----------------------------------------------------------------- */

int
fault_plan_add(struct fault_plan *p, const struct fault *f)
{
	uint32_t room = p->room ? 2 * p->room : 64;
	struct fault *list;

	if (p->count == p->room) {
		list = realloc(p->list, room * sizeof(*list));
		if (!list)
			return -ENOMEM;
		p->list = list;
		p->room = room;
	}
	p->list[p->count++] = *f;
	return 0;
}

/* Total, so that equal plans have one order. */
static int
compare(const void *first, const void *second)
{
	const struct fault *a = first, *b = second;

	if (a->at_ms != b->at_ms)
		return a->at_ms < b->at_ms ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->whom != b->whom)
		return a->whom < b->whom ? -1 : 1;
	if (a->for_ms != b->for_ms)
		return a->for_ms < b->for_ms ? -1 : 1;
	return a->value < b->value ? -1 : a->value > b->value;
}

void
fault_plan_sort(struct fault_plan *p)
{
	if (p->count)
		qsort(p->list, p->count, sizeof(*p->list), compare);
}

uint64_t
fault_plan_ends_ms(const struct fault_plan *p)
{
	uint64_t end = 0;
	uint32_t i;

	for (i = 0; i < p->count; i++)
		if (p->list[i].at_ms + p->list[i].for_ms > end)
			end = p->list[i].at_ms + p->list[i].for_ms;
	return end;
}

void
fault_plan_free(struct fault_plan *p)
{
	free(p->list);
	p->list = NULL;
	p->count = p->room = 0;
}

/* Text --------------------------------------------------------------------- */

void
fault_plan_write(const struct fault_plan *p, FILE *f)
{
	uint32_t i;

	fputs("# What goes wrong in a simulated world, and when (ms since it began):\n"
	      "#   autotunnel-lab simulate --plan THIS-FILE\n", f);
	fprintf(f, "seed %" PRIu64 "\nhosts %u\ndomain %u\nfor %" PRIu64
		"\nplain %d\n", p->seed, p->hosts, p->domain, p->span_ms,
		p->plain);
	for (i = 0; i < p->count; i++) {
		const struct fault *e = &p->list[i];
		const struct fault_about *about = &fault_about[e->kind];

		fprintf(f, "fault %" PRIu64 " %s %s %u for %" PRIu64
			" value %" PRIu32 "\n", e->at_ms, about->name,
			whom_words[about->whom], e->whom, e->for_ms, e->value);
	}
}

struct reader {
	const char *path;
	unsigned line;
	char *error;
	unsigned seen;		/* bit N: line N of `numbers` was there */
};

__attribute__((format(printf, 2, 3)))
static int
refuse(struct reader *r, const char *format, ...)
{
	char what[120];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	snprintf(r->error, FAULT_ERROR_MAX, "%.60s:%u: %s", r->path, r->line,
		 what);
	return -EINVAL;
}

static int
read_fault(struct reader *r, const char *text, struct fault_plan *p)
{
	char kind[40], whom[20];
	struct fault f = { .at_ms = 0 };
	const struct fault_about *about;
	int k, end = 0;

	if (sscanf(text, "fault %" SCNu64 " %39s %19s %" SCNu16 " for %" SCNu64
		   " value %" SCNu32 " %n", &f.at_ms, kind, whom, &f.whom,
		   &f.for_ms, &f.value, &end) != 6 || text[end])
		return refuse(r, "expected: fault MS KIND host|nat|server "
			      "NUMBER for MS value NUMBER");
	k = fault_kind_find(kind);
	if (k < 0)
		return refuse(r, "there is no fault \"%s\"", kind);
	about = &fault_about[k];
	if (strcmp(whom, whom_words[about->whom]) != 0)
		return refuse(r, "%s befalls a %s, not a %s", kind,
			      whom_words[about->whom], whom);
	if (f.value < about->value_least || f.value > about->value_most)
		return refuse(r, "the value of %s is from %" PRIu32 " to %"
			      PRIu32, kind, about->value_least,
			      about->value_most);
	if (!about->lasts && f.for_ms)
		return refuse(r, "%s is over at once: for 0", kind);
	if (f.whom >= fault_victims(about->whom, p->hosts))
		return refuse(r, "there is no %s %u", whom, f.whom);
	if (f.at_ms > UINT64_MAX / 4 || f.for_ms > UINT64_MAX / 4)
		return refuse(r, "a time is too long");
	f.kind = (uint16_t)k;
	return fault_plan_add(p, &f);
}

static int
read_line(struct reader *r, char *text, struct fault_plan *p)
{
	static const char *const numbers[] = { "seed", "hosts", "domain", "for",
		"plain" };
	char word[20];
	uint64_t value;
	unsigned i;
	int end = 0;

	text[strcspn(text, "#\r\n")] = '\0';
	text += strspn(text, " \t");
	if (!*text)
		return 0;
	if (!strncmp(text, "fault ", 6))
		return r->seen == ALL_SEEN ? read_fault(r, text, p) :
			refuse(r, "seed, hosts, domain, for and plain come first");
	if (sscanf(text, "%19s %" SCNu64 " %n", word, &value, &end) != 2 ||
	    text[end])
		return refuse(r, "expected: seed, hosts, domain, for, plain or fault");
	for (i = 0; i < NUMBERS && strcmp(numbers[i], word) != 0; i++)
		;
	if (i == NUMBERS)
		return refuse(r, "expected: seed, hosts, domain, for, plain or fault");
	if ((i == 1 || i == 2) && (value == 0 || value > HOSTS_MOST))
		return refuse(r, "%s is from 1 to %u", word, HOSTS_MOST);
	if (i == 3 && (value == 0 || value > UINT64_MAX / 4))
		return refuse(r, "the span is no span");
	r->seen |= 1u << i;
	if (i == 0)
		p->seed = value;
	else if (i == 1)
		p->hosts = (unsigned)value;
	else if (i == 2)
		p->domain = (unsigned)value;
	else if (i == 3)
		p->span_ms = value;
	else
		p->plain = value != 0;
	return 0;
}

int
fault_plan_load(const char *path, struct fault_plan *out,
		char error[FAULT_ERROR_MAX])
{
	struct reader r = { .path = path, .error = error };
	char line[LINE_MAX_OCTETS];
	FILE *f = fopen(path, "r");
	int n = 0;

	memset(out, 0, sizeof(*out));
	if (!f) {
		n = -errno;
		snprintf(error, FAULT_ERROR_MAX, "%.100s: %s", path,
			 strerror(-n));
		return n;
	}
	while (n == 0 && fgets(line, sizeof(line), f)) {
		r.line++;
		n = strchr(line, '\n') || feof(f) ? read_line(&r, line, out) :
			refuse(&r, "the line is too long");
	}
	if (n == 0 && r.seen != ALL_SEEN)
		n = refuse(&r, "seed, hosts, domain, for and plain are expected");
	if (n == -ENOMEM)
		snprintf(error, FAULT_ERROR_MAX, "%.100s: out of memory", path);
	fclose(f);
	if (n < 0)
		fault_plan_free(out);
	fault_plan_sort(out);
	return n;
}

const char *
fault_text(const struct fault *f, char text[FAULT_TEXT_MAX])
{
	const struct fault_about *about = &fault_about[f->kind];
	char when[DURATION_MAX], length[DURATION_MAX], value[24] = "";

	if (about->value_most)
		snprintf(value, sizeof(value), " %" PRIu32, f->value);
	snprintf(text, FAULT_TEXT_MAX, "%s %s %u: %s%s%s%s",
		 duration_long(f->at_ms, when), whom_words[about->whom],
		 f->whom, about->name, value, f->for_ms ? " for " : "",
		 f->for_ms ? duration_long(f->for_ms, length) : "");
	return text;
}
