/* SPDX-License-Identifier: Apache-2.0 */
/* export_qlog.c - qlog as JSON text sequences (RFC 7464), the main schema being
 * draft-ietf-quic-qlog-main-schema; the events are ours: docs/qlog.md. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lab/charts.h"
#include "lab/export.h"
#include "lab/message_text.h"
#include "lab/output.h"
#include "shell/address.h"
#include "shell/trace_text.h"

enum {
	RECORD_SEPARATOR = 0x1e,	/* RFC 7464 2.2 */
	NS_PER_US = 1000
};

struct qlog {
	struct output *output;
	FILE *file;
	bool started;
	uint64_t start_ns;
};

/* JSON -------------------------------------------------------------------- */

/* Whatever stands in TEXT, what comes out is ASCII. */
static void
put_octets(FILE *f, const char *text, size_t length)
{
	size_t i;

	putc('"', f);
	for (i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == '"' || c == '\\')
			fprintf(f, "\\%c", c);
		else if (c >= 0x20 && c < 0x7f)
			putc(c, f);
		else
			fprintf(f, "\\u%04x", c);
	}
	putc('"', f);
}

static void
put_string(FILE *f, const char *name, const char *text)
{
	fprintf(f, "\"%s\":", name);
	put_octets(f, text, strlen(text));
}

static void
put_endpoint(FILE *f, const char *name, const struct endpoint *e)
{
	char text[ENDPOINT_TEXT_MAX];

	if (!e->family)
		return;
	putc(',', f);
	put_string(f, name, endpoint_text(e, text));
}

/* Events ------------------------------------------------------------------ */

/* Times are milliseconds with three decimals, since the first event. */
static void
begin_event(struct qlog *q, uint64_t time_ns, const char *name)
{
	uint64_t passed_us;

	if (!q->started) {
		q->started = true;
		q->start_ns = time_ns;
	}
	passed_us = (time_ns > q->start_ns ? time_ns - q->start_ns : 0) /
		NS_PER_US;
	putc(RECORD_SEPARATOR, q->file);
	fprintf(q->file, "{\"time\":%" PRIu64 ".%03u,\"name\":"
		"\"autotunnel:%s\",\"data\":{", passed_us / 1000,
		(unsigned)(passed_us % 1000), name);
}

static void
end_event(struct qlog *q)
{
	fputs("}}\n", q->file);
}

static void
qlog_input(void *state, uint64_t time_ns, const struct input *in)
{
	struct qlog *q = state;

	begin_event(q, time_ns, "input");
	put_string(q->file, "kind", trace_input_name(in->kind));
	/* what each event is relative to, for whoever joins several files */
	fprintf(q->file, ",\"clock_ns\":\"%" PRIu64 "\"", time_ns);
	if (in->channel) {
		putc(',', q->file);
		put_string(q->file, "channel", trace_channel_name(in->channel));
	}
	put_endpoint(q->file, "source", &in->source);
	if (in->origin) {
		putc(',', q->file);
		put_string(q->file, "authenticity",
			   trace_verdict_name(in->verdict));
	}
	if (in->error)
		fprintf(q->file, ",\"error\":%d", in->error);
	if (in->port)
		fprintf(q->file, ",\"port\":%u", in->port);
	end_event(q);
}

static void
put_cites(FILE *f, const char *cites)
{
	const char *comma = "";
	char word[CITE_MAX];

	fputs(",\"requirements\":[", f);
	while (cites && cite_next(&cites, word)) {
		fputs(comma, f);
		put_octets(f, word, strlen(word));
		comma = ",";
	}
	putc(']', f);
}

static void
qlog_rows(void *state, uint64_t time_ns, const struct export_row *rows,
	  unsigned count)
{
	struct qlog *q = state;
	unsigned i;

	for (i = 0; i < count; i++) {
		begin_event(q, time_ns, "row");
		put_string(q->file, "machine", rows[i].machine);
		putc(',', q->file);
		put_string(q->file, "chart", rows[i].chart);
		putc(',', q->file);
		put_string(q->file, "from", rows[i].from);
		putc(',', q->file);
		put_string(q->file, "event", rows[i].event);
		putc(',', q->file);
		put_string(q->file, "to", rows[i].to);
		fprintf(q->file, ",\"line\":%u", rows[i].line);
		put_cites(q->file, rows[i].cites);
		end_event(q);
	}
}

static void
qlog_effect(void *state, uint64_t time_ns, const struct effect *e,
	    const uint8_t *octets)
{
	struct qlog *q = state;

	begin_event(q, time_ns, "effect");
	put_string(q->file, "kind", trace_effect_name(e->kind));
	if (e->channel) {
		putc(',', q->file);
		put_string(q->file, "channel", trace_channel_name(e->channel));
	}
	put_endpoint(q->file, "to", &e->to);
	if (e->port)
		fprintf(q->file, ",\"port\":%u", e->port);
	if (e->kind == EFFECT_TELL) {
		fputs(",\"text\":", q->file);
		put_octets(q->file, (const char *)octets + e->offset,
			   e->length);
	}
	if (e->kind == EFFECT_TUNNEL) {
		putc(',', q->file);
		put_string(q->file, "verb",
			   trace_tunnel_verb_name(e->tunnel.verb));
		fprintf(q->file, ",\"peer\":%u", e->tunnel.peer);
		put_endpoint(q->file, "remote", &e->tunnel.remote);
	}
	end_event(q);
}

static void
put_raw(FILE *f, const struct packet *p)
{
	size_t i;

	fprintf(f, ",\"raw\":{\"length\":%zu,\"data\":\"", p->length);
	for (i = 0; i < p->length; i++)
		fprintf(f, "%02x", p->octets[i]);
	fprintf(f, "\"}%s", p->cut ? ",\"cut\":true" : "");
}

static void
qlog_packet(void *state, const struct packet *p,
	    enum export_direction direction)
{
	static const char *const names[] = {
		[EXPORT_SENT] = "packet_sent",
		[EXPORT_RECEIVED] = "packet_received",
		[EXPORT_OBSERVED] = "packet_observed",
	};
	static const char *const transports[] = {
		[PACKET_UDP] = "udp", [PACKET_TCP] = "tcp",
		[PACKET_UNREACHABLE] = "icmp", [PACKET_TCP_OPEN] = "tcp",
		[PACKET_TCP_CLOSE] = "tcp",
	};
	char line[MESSAGE_LINE_MAX];
	struct qlog *q = state;

	message_line(line, sizeof(line), p);
	begin_event(q, p->time_ns, names[direction]);
	put_string(q->file, "transport", transports[p->kind]);
	put_endpoint(q->file, "from", &p->from);
	put_endpoint(q->file, "to", &p->to);
	fprintf(q->file, ",\"number\":%u,", p->number);
	put_string(q->file, "message", line);
	if (p->kind == PACKET_UDP || p->kind == PACKET_TCP)
		put_raw(q->file, p);
	end_event(q);
}

/* The file ---------------------------------------------------------------- */

static void
put_header(struct qlog *q, const char *source, const char *program)
{
	bool observed = !program || !strcmp(program, "observed");
	FILE *f = q->file;

	putc(RECORD_SEPARATOR, f);
	fputs("{\"file_schema\":\"urn:ietf:params:qlog:file:sequential\","
	      "\"serialization_format\":\"application/qlog+json-seq\","
	      "\"qlog_version\":\"0.4\",", f);
	put_string(f, "title", source);
	fputs(",\"event_schemas\":[\"urn:autotunnel:events\"],"
	      "\"trace\":{\"vantage_point\":{", f);
	put_string(f, "name", program ? program : "capture");
	putc(',', f);
	put_string(f, "type", observed ? "network" :
		   !strcmp(program, "rendezvous") ? "server" : "client");
	fputs("},\"event_schemas\":[\"urn:autotunnel:events\"],"
	      "\"common_fields\":{\"time_format\":\"relative_to_epoch\","
	      "\"reference_time\":{\"clock_type\":\"monotonic\","
	      "\"epoch\":\"unknown\"}}}}\n", f);
}

static int
qlog_open(void **state, const char *path, const char *source,
	  const char *program)
{
	struct qlog *q = calloc(1, sizeof(*q));
	int r;

	if (!q)
		return -ENOMEM;
	r = output_open(path, &q->output);
	if (r < 0) {
		free(q);
		return r;
	}
	q->file = output_file(q->output);
	put_header(q, source, program);
	*state = q;
	return 0;
}

static int
qlog_close(void *state, bool keep)
{
	struct qlog *q = state;
	int r = 0;

	if (keep)
		r = output_keep(q->output);
	else
		output_drop(q->output);
	free(q);
	return r;
}

const struct export_format export_qlog = {
	"qlog", qlog_open, qlog_input, qlog_rows, qlog_effect, qlog_packet,
	qlog_close,
};
