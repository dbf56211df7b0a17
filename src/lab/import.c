/* SPDX-License-Identifier: Apache-2.0 */
/* import.c - `autotunnel-lab import`: a capture as a trace of the machines that
 * were observed at both ends. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lab.h"
#include "lab/capture/looks.h"
#include "lab/conversations.h"
#include "lab/observe/observe.h"
#include "lab/output.h"
#include "lab/progress.h"

struct import {
	const char *path;
	const char *out_path;
	char *made_path;	/* out_path, if the input's name gave it */
	struct packet_source *source;
	struct observer *observer;
	struct conversations *found;
	struct output *output;
	struct trace_writer *writer;
	struct observed rows[OBSERVED_MAX];
	struct effects effects;
	/* what it came to */
	uint64_t messages, queries, rows_fired, off_chart;
};

static const char usage[] =
	"usage: autotunnel-lab import FILE [-o OUT]\n"
	"Reads a capture (pcap, pcapng; - is standard input) and finds conversations of\n"
	"NAT-PMP, PCP, LLQ and UPDATE with leases; infers which machines both ends run and\n"
	"which rows they take; and writes that as a trace, which show, machines, diff,\n"
	"report and judge read. OUT: the capture's name with .trace in the end.\n";

/* Rows -------------------------------------------------------------------- */

static uint32_t
put_name(struct effects *e, const char *name)
{
	uint32_t at = e->names_used;
	size_t size = strlen(name) + 1;

	memcpy(e->names + at, name, size);
	e->names_used += (uint32_t)size;
	return at;
}

static void
put_remark(struct effects *e, const struct observed *r)
{
	char text[EFFECT_NAME_MAX + 160];
	struct effect *tell;
	int length;

	if (e->count == EFFECTS_MAX)
		return;
	length = snprintf(text, sizeof(text), "%s: %s; it was %s and is taken "
			  "to be %s", r->machine, r->remark,
			  r->chart->states[r->from], r->chart->states[r->to]);
	tell = &e->list[e->count++];
	memset(tell, 0, sizeof(*tell));
	tell->kind = EFFECT_TELL;
	tell->key = KEY_NONE;
	tell->level = TELL_WARNING;
	tell->offset = e->octets_used;
	tell->length = (uint32_t)length;
	memcpy(e->octets + tell->offset, text, tell->length);
	e->octets_used += tell->length;
}

static void
write_rows(struct import *im, unsigned count)
{
	struct effects *e = &im->effects;
	const struct observed *r;
	unsigned i;

	if (!count)
		return;
	effects_clear(e);
	for (i = 0; i < count; i++) {
		r = &im->rows[i];
		if (r->row < 0) {
			put_remark(e, r);
			im->off_chart++;
			continue;
		}
		e->rows[e->row_count++] = (struct row_fired){
			.chart = r->chart, .row = (uint16_t)r->row,
			.from = r->from, .to = r->to,
			.name_offset = put_name(e, r->machine) };
		im->rows_fired++;
	}
	trace_write_effects(im->writer, e);
}

static void
write_time(struct import *im, uint64_t time_ns)
{
	struct input in = { .kind = INPUT_DEADLINE, .key = KEY_NONE };
	uint64_t at_ns;
	unsigned count;

	while ((count = observer_time(im->observer, time_ns, &at_ns,
				      im->rows))) {
		in.now_ms = at_ns / 1000000;
		trace_write_input(im->writer, &in);
		write_rows(im, count);
	}
}

/* That the recording went from here, or to here. */
static void
write_moment(struct import *im, enum input_kind kind, uint64_t time_ns)
{
	struct input in = { .kind = kind, .key = KEY_NONE,
			    .now_ms = time_ns / 1000000 };
	struct trace_sight sight = {
		.nanoseconds = (uint32_t)(time_ns % 1000000) };

	trace_write_sight(im->writer, &in, &sight);
}

/* Packets ----------------------------------------------------------------- */

static void
write_packet(struct import *im, const struct packet *p)
{
	static const enum input_kind kinds[] = {
		[PACKET_UDP] = INPUT_DATAGRAM,
		[PACKET_TCP] = INPUT_STREAM_MESSAGE,
		[PACKET_UNREACHABLE] = INPUT_UNREACHABLE,
		[PACKET_TCP_OPEN] = INPUT_STREAM_UP,
		[PACKET_TCP_CLOSE] = INPUT_STREAM_DOWN,
	};
	bool nat = looks_natpmp_port(p->from.port) ||
		looks_natpmp_port(p->to.port) ||
		looks_natpmp_port(p->about.port);
	struct input in = { .kind = kinds[p->kind], .key = KEY_NONE,
		.now_ms = p->time_ns / 1000000, .source = p->from,
		.channel = nat ? CHANNEL_GATEWAY : CHANNEL_SERVICE,
		.stream = p->kind != PACKET_UDP &&
			p->kind != PACKET_UNREACHABLE,
		.octets = p->octets, .length = p->length };
	struct trace_sight sight = { .destination = p->to, .about = p->about,
		.frame = p->number, .cut = p->cut,
		.nanoseconds = (uint32_t)(p->time_ns % 1000000) };

	write_time(im, p->time_ns);
	trace_write_sight(im->writer, &in, &sight);
	write_rows(im, observer_packet(im->observer, p, im->rows));
	im->messages++;
}

static int
read_all(struct import *im)
{
	struct progress bar;
	struct packet p;
	int r;

	progress_begin(&bar, im->path);
	while ((r = packets_next(im->source, &p)) > 0) {
		if (!im->messages && !im->queries)
			write_moment(im, INPUT_START,
				     packets_first_ns(im->source));
		progress_at(&bar, packets_read(im->source),
			    packets_size(im->source), "octets");
		if (conversations_note(im->found, &p))
			write_packet(im, &p);
		else
			im->queries++;
	}
	progress_end(&bar);
	if (im->messages || im->queries) {
		write_time(im, packets_last_ns(im->source));
		write_moment(im, INPUT_DEADLINE, packets_last_ns(im->source));
	}
	if (r < 0) {
		fprintf(stderr, "%s\n", packets_error(im->source));
	} else if (packets_were_cut(im->source)) {
		fprintf(stderr, "%s: the file ends within a frame, after %"
			PRIu32 " whole ones: nothing is written (editcap copies "
			"the whole ones)\n", im->path,
			packets_frames(im->source));
		r = -EBADMSG;
	}
	return r;
}

/* Files ------------------------------------------------------------------- */

/* "a/b.pcapng" gives "a/b.trace". */
static char *
name_of_trace(const char *path)
{
	static const char *const endings[] = { ".pcap", ".pcapng", ".cap" };
	size_t length = strlen(path), n;
	char *name;
	unsigned i;

	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		n = strlen(endings[i]);
		if (length > n && !strcmp(path + length - n, endings[i])) {
			length -= n;
			break;
		}
	}
	return asprintf(&name, "%.*s.trace", (int)length, path) < 0 ? NULL :
		name;
}

static int
open_trace(struct import *im)
{
	const char *name = strrchr(im->path, '/');
	struct trace_header h = { .program = "observed",
		.software = "autotunnel-lab " AUTOTUNNEL_VERSION,
		.note_count = 1 };
	char note[256];
	int r = output_open(im->out_path, &im->output);

	if (r == 0)
		r = trace_create(output_name(im->output), &im->writer);
	if (r < 0) {
		fprintf(stderr, "%s: %s\n", im->out_path, strerror(-r));
		return r;
	}
	snprintf(note, sizeof(note), "imported from %s", name ? name + 1 :
		 im->path);
	h.notes[0] = note;
	trace_collect(im->writer);
	return trace_write_header(im->writer, &h);
}

static int
open_all(struct import *im)
{
	char error[PACKET_ERROR_MAX];
	int r = packets_open(im->path, &im->source, error);

	if (r < 0) {
		fprintf(stderr, "%s\n", error);
		return r;
	}
	if (packets_program(im->source)) {
		fprintf(stderr, "%s: it is a trace already\n", im->path);
		return -EBADMSG;
	}
	r = observer_open(&im->observer);
	if (r == 0)
		r = conversations_open(&im->found);
	if (r < 0)
		fprintf(stderr, "%s: %s\n", im->path, strerror(-r));
	return r < 0 ? r : open_trace(im);
}

static void
print_summary(const struct import *im)
{
	conversations_print(im->found, stdout);
	printf("%u frames; %" PRIu64 " messages kept, %" PRIu64
	       " other DNS messages and %u frames left out\n",
	       packets_frames(im->source), im->messages, im->queries,
	       packets_skipped(im->source));
	printf("%u machines observed, %" PRIu64 " rows, %" PRIu64
	       " times off chart", observer_machines(im->observer),
	       im->rows_fired, im->off_chart);
	if (observer_forgotten(im->observer))
		printf("; %u were forgotten for want of room",
		       observer_forgotten(im->observer));
	printf("\n%s\n", im->out_path);
}

/* What is written is put in its place, or nothing is. */
static int
finish(struct import *im, int result)
{
	int r = trace_close(im->writer);

	if (result >= 0 && r < 0) {
		fprintf(stderr, "%s: %s\n", im->out_path, strerror(-r));
		result = r;
	}
	if (im->output && result < 0) {
		output_drop(im->output);
	} else if (im->output) {
		result = output_keep(im->output);
		if (result < 0)
			fprintf(stderr, "%s: %s\n", im->out_path,
				strerror(-result));
	}
	if (result >= 0)
		print_summary(im);
	observer_close(im->observer);
	conversations_close(im->found);
	packets_close(im->source);
	free(im->made_path);
	free(im);
	return result < 0 ? LAB_UNUSABLE : LAB_SAME;
}

static bool
read_arguments(struct import *im, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-o") && i + 1 < argc) {
			im->out_path = argv[++i];
		} else if (argv[i][0] == '-' && argv[i][1]) {
			fprintf(stderr, "autotunnel-lab import: there is no "
				"option %s, or it wants a value\n", argv[i]);
			return false;
		} else if (im->path) {
			fprintf(stderr, "autotunnel-lab import: one file at a "
				"time\n");
			return false;
		} else {
			im->path = argv[i];
		}
	}
	if (!im->path) {
		fputs(usage, stderr);
		return false;
	}
	if (!strcmp(im->path, "-") && !im->out_path) {
		fprintf(stderr, "autotunnel-lab import: what comes from "
			"standard input needs -o\n");
		return false;
	}
	if (im->out_path && !strcmp(im->out_path, "-")) {
		fprintf(stderr, "autotunnel-lab import: -o wants a file\n");
		return false;
	}
	return true;
}

int
lab_import(int argc, char **argv)
{
	struct import *im;
	int r;

	if (argc == 2 && (!strcmp(argv[1], "--help") ||
			  !strcmp(argv[1], "-h"))) {
		fputs(usage, stdout);
		return LAB_SAME;
	}
	im = calloc(1, sizeof(*im));
	if (!im)
		return LAB_UNUSABLE;
	if (!read_arguments(im, argc, argv)) {
		free(im);
		return LAB_UNUSABLE;
	}
	if (!im->out_path)
		im->out_path = im->made_path = name_of_trace(im->path);
	r = im->out_path ? open_all(im) : -ENOMEM;
	if (r == 0)
		r = read_all(im);
	return finish(im, r);
}
