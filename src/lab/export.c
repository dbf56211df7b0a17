/* SPDX-License-Identifier: Apache-2.0 */
/* export.c - `autotunnel-lab export`: a trace or a capture in a format that
 * others read. A trace is read twice at once: its records, and the packets that
 * they are (capture/trace_source.c); of a capture the rows are observed. */
#include "lab/export.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab.h"
#include "lab/charts.h"
#include "lab/observe/observe.h"
#include "lab/progress.h"

static const char usage[] =
	"usage: autotunnel-lab export FILE [--format qlog|pcapng] [-o OUT]\n"
	"Writes a trace or a capture as qlog (JSON-SEQ, RFC 7464; events of our own, see\n"
	"docs/qlog.md) or as pcapng, a frame for each packet with the rows that it made\n"
	"fire as comment. OUT: the file's name with .qlog or .pcapng behind it; - is\n"
	"standard output. Without --format OUT's ending says it, or it is qlog.\n";

static const struct export_format *const formats[] = {
	&export_qlog, &export_pcapng,
};

enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };

struct exporting {
	const char *path, *out_path;
	char *made_path;
	const struct export_format *format;
	void *state;
	bool opened;
	struct packet_source *packets;
	struct packet packet;
	int has_packet;			/* 1: packet is to be given; 0: the end */
	struct observer *observer;
	struct observed observed[OBSERVED_MAX];
	struct export_row rows[EFFECT_ROWS_MAX];
	struct progress progress;
};

/* Rows -------------------------------------------------------------------- */

/* What the chart of today cites for a row of that name. */
static const char *
cites_of(const char *chart, const char *from, const char *event)
{
	const struct chart *c = chart_find(chart);
	unsigned i;

	for (i = 0; c && i < c->row_count; i++)
		if (!strcmp(c->states[c->rows[i].from], from) &&
		    !strcmp(c->events[c->rows[i].event], event))
			return c->rows[i].cites;
	return NULL;
}

static void
give_answer(struct exporting *x, const struct trace_answer *a, uint64_t time_ns)
{
	unsigned i;

	for (i = 0; i < a->row_count; i++) {
		const struct trace_row *r = &a->rows[i];

		x->rows[i] = (struct export_row){ r->machine, r->chart, r->from,
			r->event, r->to, r->line,
			cites_of(r->chart, r->from, r->event) };
	}
	if (i)
		x->format->rows(x->state, time_ns, x->rows, i);
	for (i = 0; i < a->count; i++)
		x->format->effect(x->state, time_ns, &a->list[i], a->octets);
}

static void
give_observed(struct exporting *x, unsigned count, uint64_t time_ns)
{
	const struct observed *o;
	unsigned i, n = 0;

	for (i = 0; i < count; i++) {
		o = &x->observed[i];
		if (o->row < 0)
			continue;
		x->rows[n++] = (struct export_row){ o->machine, o->chart->name,
			o->chart->states[o->from], o->chart->events[o->event],
			o->chart->states[o->to], o->chart->rows[o->row].line,
			o->chart->rows[o->row].cites };
	}
	if (n)
		x->format->rows(x->state, time_ns, x->rows, n);
}

/* Reading ----------------------------------------------------------------- */

static int
next_packet(struct exporting *x)
{
	x->has_packet = packets_next(x->packets, &x->packet);
	progress_at(&x->progress, packets_read(x->packets),
		    packets_size(x->packets), "octets");
	if (x->has_packet < 0)
		fprintf(stderr, "%s\n", packets_error(x->packets));
	return x->has_packet;
}

static int
export_capture(struct exporting *x)
{
	static const struct input deadline = { .kind = INPUT_DEADLINE };
	uint64_t at_ns;
	unsigned n;
	int r = observer_open(&x->observer);

	if (r < 0)
		return r;
	while (next_packet(x) > 0) {
		while ((n = observer_time(x->observer, x->packet.time_ns,
					  &at_ns, x->observed))) {
			x->format->input(x->state, at_ns, &deadline);
			give_observed(x, n, at_ns);
		}
		x->format->packet(x->state, &x->packet, EXPORT_OBSERVED);
		n = observer_packet(x->observer, &x->packet, x->observed);
		give_observed(x, n, x->packet.time_ns);
	}
	return x->has_packet;
}

/* The packets that R is, or that wait from records before it. */
static void
give_packets(struct exporting *x, const struct trace_record *r)
{
	bool seen = r->kind == TRACE_INPUT && r->sight.destination.family;

	if (!strcmp(packets_program(x->packets), "observed")) {
		/* numbers are those of the capture */
		if (!seen || x->has_packet <= 0)
			return;
		x->format->packet(x->state, &x->packet, EXPORT_OBSERVED);
		next_packet(x);
		return;
	}
	while (x->has_packet > 0 && x->packet.number <= r->number) {
		x->format->packet(x->state, &x->packet,
				  x->packet.number == r->number &&
				  r->kind == TRACE_INPUT ? EXPORT_RECEIVED :
				  EXPORT_SENT);
		next_packet(x);
	}
}

static int
export_trace(struct exporting *x)
{
	const struct trace_record *record;
	struct trace_reader *reader;
	uint64_t time_ns = 0;
	int r = trace_open(x->path, &reader);

	if (r < 0)
		return r;
	next_packet(x);
	while (x->has_packet >= 0 && (r = trace_next(reader, &record)) > 0) {
		if (record->kind == TRACE_INPUT) {
			time_ns = record->input.now_ms * UINT64_C(1000000) +
				record->sight.nanoseconds;
			x->format->input(x->state, time_ns, &record->input);
		} else if (record->kind == TRACE_ANSWER) {
			give_answer(x, &record->answer, time_ns);
		}
		if (record->kind != TRACE_HEADER)
			give_packets(x, record);
	}
	while (x->has_packet > 0) {
		x->format->packet(x->state, &x->packet, EXPORT_SENT);
		next_packet(x);
	}
	trace_close_reader(reader);
	return x->has_packet < 0 ? x->has_packet : r;
}

/* Arguments --------------------------------------------------------------- */

static bool
refuse(const char *sentence, const char *word)
{
	fprintf(stderr, "autotunnel-lab export: %s%s\n", sentence, word);
	return false;
}

static bool
set_format(struct exporting *x, const char *name)
{
	unsigned i;

	for (i = 0; i < FORMATS; i++)
		if (!strcmp(formats[i]->name, name)) {
			x->format = formats[i];
			return true;
		}
	return refuse("qlog and pcapng are the formats, not ", name);
}

static bool
read_arguments(struct exporting *x, int argc, char **argv)
{
	size_t length;
	int i;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-o") && i + 1 < argc) {
			x->out_path = argv[++i];
		} else if (!strcmp(argv[i], "--format") && i + 1 < argc) {
			if (!set_format(x, argv[++i]))
				return false;
		} else if (argv[i][0] == '-' && argv[i][1]) {
			return refuse("there is no such option, or it wants a "
				      "value: ", argv[i]);
		} else if (x->path) {
			return refuse("one file at a time", "");
		} else {
			x->path = argv[i];
		}
	}
	if (!x->path) {
		fputs(usage, stderr);
		return false;
	}
	if (!strcmp(x->path, "-") && !x->out_path)
		return refuse("what comes from standard input needs -o", "");
	length = x->out_path ? strlen(x->out_path) : 0;
	if (!x->format)
		x->format = length > 7 && !strcmp(x->out_path + length - 7,
						  ".pcapng") ?
			&export_pcapng : &export_qlog;
	return true;
}

static int
open_all(struct exporting *x)
{
	char error[PACKET_ERROR_MAX];
	const char *source = strrchr(x->path, '/');
	int r = packets_open(x->path, &x->packets, error);

	if (r < 0) {
		fprintf(stderr, "%s\n", error);
		return r;
	}
	if (packets_program(x->packets) && !strcmp(x->path, "-")) {
		refuse("a trace is read twice, so it must be a file", "");
		return -ESPIPE;
	}
	if (!x->out_path) {
		if (asprintf(&x->made_path, "%s.%s", x->path,
			     x->format->name) < 0)
			return -ENOMEM;
		x->out_path = x->made_path;
	}
	r = x->format->open(&x->state, x->out_path, source ? source + 1 :
			    x->path, packets_program(x->packets));
	x->opened = r == 0;
	if (r < 0)
		fprintf(stderr, "%s: %s\n", x->out_path, strerror(-r));
	return r;
}

static int
finish(struct exporting *x, int result)
{
	int r;

	progress_end(&x->progress);
	if (result >= 0 && packets_were_cut(x->packets)) {
		/* a recording ends so where its program was killed */
		const bool recording = packets_program(x->packets);

		fprintf(stderr, "%s: the file ends within a record; %s\n",
			x->path, recording ? "what came before it was used" :
			"nothing is written");
		if (!recording)
			result = -EBADMSG;
	}
	if (x->opened) {
		r = x->format->close(x->state, result >= 0);
		if (result >= 0 && r < 0) {
			fprintf(stderr, "%s: %s\n", x->out_path, strerror(-r));
			result = r;
		}
	}
	observer_close(x->observer);
	packets_close(x->packets);
	free(x->made_path);
	free(x);
	return result < 0 ? LAB_UNUSABLE : LAB_SAME;
}

int
lab_export(int argc, char **argv)
{
	struct exporting *x;
	int r;

	if (argc == 2 && (!strcmp(argv[1], "--help") ||
			  !strcmp(argv[1], "-h"))) {
		fputs(usage, stdout);
		return LAB_SAME;
	}
	x = calloc(1, sizeof(*x));
	if (!x)
		return LAB_UNUSABLE;
	if (!read_arguments(x, argc, argv)) {
		free(x);
		return LAB_UNUSABLE;
	}
	progress_begin(&x->progress, x->path);
	r = open_all(x);
	if (r == 0)
		r = packets_program(x->packets) ? export_trace(x) :
			export_capture(x);
	return finish(x, r);
}
