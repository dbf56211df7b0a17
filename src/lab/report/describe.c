/* SPDX-License-Identifier: Apache-2.0 */
/* describe.c - see describe.h. */
#include "lab/report/describe.h"

#include <stdlib.h>
#include <string.h>

#include "lab/judge/decode.h"
#include "lab/lab.h"
#include "lab/message_text.h"

enum { ROWS_NAMED = 2, OCTETS_SHOWN = 64 * 1024 };

/* Text that is written anew each time. */
struct words {
	FILE *f;
	char *text;
	size_t size;
};

struct describer {
	struct decoder *decoder;
	struct words line, facts, text;
	char from[TRACE_ENDPOINT_MAX + 20];
	char to[TRACE_ENDPOINT_MAX + 20];
	struct trace_record record;	/* one input or effect, to be printed */
};

static void
open_words(struct words *w)
{
	w->f = open_memstream(&w->text, &w->size);
	if (!w->f)
		abort();
}

static void
close_words(struct words *w)
{
	if (w->f)
		fclose(w->f);
	free(w->text);
}

static FILE *
begin_words(struct words *w)
{
	rewind(w->f);
	return w->f;
}

static char *
end_words(struct words *w)
{
	long end = ftell(w->f);

	putc('\0', w->f);
	fflush(w->f);
	w->text[end] = '\0';
	return w->text;
}

struct describer *
describe_open(void)
{
	struct describer *d = calloc(1, sizeof(*d));

	if (!d || decoder_open(NULL, &d->decoder) < 0)
		abort();
	open_words(&d->line);
	open_words(&d->facts);
	open_words(&d->text);
	return d;
}

void
describe_close(struct describer *d)
{
	if (!d)
		return;
	decoder_close(d->decoder);
	close_words(&d->line);
	close_words(&d->facts);
	close_words(&d->text);
	free(d);
}

/* Notes --------------------------------------------------------------------- */

/* What trace_print says of D's record, without its number, time and arrow. */
static void
print_record(struct describer *d, FILE *f)
{
	struct words w = { NULL, NULL, 0 };
	char *at, *end;

	open_words(&w);
	trace_print(w.f, &d->record, d->record.input.now_ms, &lab_decoders);
	end_words(&w);
	at = strstr(w.text, d->record.kind == TRACE_INPUT ? "ms  " : "=> ");
	at = at ? at + (d->record.kind == TRACE_INPUT ? 4 : 3) : w.text;
	if (!strncmp(at, "tell: ", 6))
		at += 6;
	end = strchr(at, '\n');
	if (end)
		*end = '\0';
	fputs(at, f);
	close_words(&w);
}

static void
print_rows(FILE *f, const struct sight *s)
{
	unsigned i;

	for (i = 0; i < s->row_count && i < ROWS_NAMED; i++) {
		fprintf(f, "%s%s ", i ? ", " : "", s->rows[i].machine);
		if (strcmp(s->rows[i].from, s->rows[i].to))
			fprintf(f, "%s", s->rows[i].to);
		else
			fprintf(f, "%s", s->rows[i].event);
	}
	if (s->row_count > ROWS_NAMED)
		fprintf(f, " and %u more", s->row_count - ROWS_NAMED);
}

static enum sheet_class
class_of_input(const struct input *in)
{
	switch (in->kind) {
	case INPUT_DEADLINE:
		return CLASS_TIMER;
	case INPUT_START:
	case INPUT_NETWORK:
	case INPUT_TUNNEL:
	case INPUT_COMMAND:
		return CLASS_WORLD;
	default:
		return CLASS_OWN;
	}
}

static void
describe_note(struct describer *d, const struct sight *s,
	      struct sheet_item *item)
{
	FILE *f = begin_words(&d->line);

	if (!s->input) {
		item->class = CLASS_TIMER;
		print_rows(f, s);
	} else if (s->effect) {
		d->record.kind = TRACE_ANSWER;
		d->record.answer.row_count = 0;
		d->record.answer.count = 1;
		d->record.answer.list[0] = *s->effect;
		d->record.answer.list[0].offset = 0;
		memcpy(d->record.answer.octets, s->effect_octets,
		       s->effect->length);
		item->class = s->effect->kind == EFFECT_TELL ? CLASS_TOLD :
			s->effect->kind == EFFECT_TUNNEL ? CLASS_WORLD :
			CLASS_OWN;
		if (s->effect->kind == EFFECT_TELL &&
		    s->effect->level >= TELL_WARNING)
			item->flags |= SHEET_ERROR;
		print_record(d, f);
	} else {
		d->record.kind = TRACE_INPUT;
		d->record.input = *s->input;
		d->record.input.length = 0;
		item->class = class_of_input(s->input);
		if (s->input->kind != INPUT_DEADLINE)
			print_record(d, f);
		if (s->input->kind != INPUT_DEADLINE && s->row_count)
			fputs(": ", f);
		print_rows(f, s);
	}
	item->line = end_words(&d->line);
	item->from_text = item->to_text = item->facts = item->text = "";
	item->octets = NULL;
	item->length = 0;
}

/* Messages ---------------------------------------------------------------------- */

static enum sheet_class
class_of_message(const struct message *m)
{
	static const enum sheet_class uses[] = {
		[MESSAGE_USE_NONE] = CLASS_OTHER,
		[MESSAGE_QUERY] = CLASS_QUERY, [MESSAGE_LLQ] = CLASS_LLQ,
		[MESSAGE_UPDATE] = CLASS_UPDATE,
		[MESSAGE_NOTIFY] = CLASS_NOTIFY,
		[MESSAGE_TRANSFER] = CLASS_TRANSFER,
	};

	switch (m->protocol) {
	case MESSAGE_DNS:
		return uses[m->use];
	case MESSAGE_NATPMP:
		return CLASS_NATPMP;
	case MESSAGE_PCP:
		return CLASS_PCP;
	case MESSAGE_UNREACHABLE:
		return CLASS_UNREACHABLE;
	case MESSAGE_STREAM:
		return CLASS_STREAM;
	case MESSAGE_OTHER:
		break;
	}
	return CLASS_OTHER;
}

static unsigned
flags_of_message(const struct message *m)
{
	const struct dns_options *o = &m->dns.options;
	unsigned flags = 0, i;

	if (m->packet->kind == PACKET_TCP)
		flags |= SHEET_TCP;
	if (m->packet->cut)
		flags |= SHEET_CUT;
	if (m->protocol == MESSAGE_UNREACHABLE)
		flags |= SHEET_ERROR;
	if (m->protocol == MESSAGE_NATPMP && m->nat.form != NATPMP_FORM_REQUEST)
		flags |= SHEET_REPLY | (m->nat.result ? SHEET_ERROR : 0);
	if (m->protocol != MESSAGE_DNS)
		return flags;
	if (m->dns.flags & DNS_FLAG_QR)
		flags |= SHEET_REPLY;
	if (m->dns.flags & DNS_FLAG_QR && dns_rcode(&m->dns))
		flags |= SHEET_ERROR;
	for (i = 0; i < o->llq_count; i++)
		if (o->llq[i].error)
			flags |= SHEET_ERROR;
	return flags;
}

static void
print_decoded(FILE *f, const struct message *m)
{
	const struct packet *p = m->packet;

	if (m->protocol == MESSAGE_NATPMP)
		lab_decoders.natpmp(f, "", p->octets, p->length);
	else if (m->protocol == MESSAGE_DNS)
		lab_decoders.dns(f, "", p->octets, p->length);
	else if (m->protocol == MESSAGE_PCP)
		fprintf(f, "PCP (RFC 6887), %zu octets\n", p->length);
	else if (p->length)
		fprintf(f, "no message that is known, %zu octets\n",
			p->length);
}

static void
print_stream(FILE *f, const struct sight *s)
{
	bool opens = s->packet.kind == PACKET_TCP_OPEN;

	if (s->way == SIGHT_RECEIVED)
		fputs(opens ? "TCP connected" : "TCP ended by the other side",
		      f);
	else
		fputs(opens ? "TCP connects" : "TCP ends", f);
	if (s->way == SIGHT_RECEIVED && s->input->error)
		fprintf(f, ": %s", strerror(-s->input->error));
}

static void
print_line(FILE *f, const struct sight *s, const struct message *m)
{
	char line[MESSAGE_LINE_MAX];

	if (m->protocol == MESSAGE_STREAM && s->way != SIGHT_PASSING) {
		print_stream(f, s);
		return;
	}
	message_line(line, sizeof(line), &s->packet);
	fputs(line, f);
}

static void
print_facts(FILE *f, const struct sight *s, const struct message *m)
{
	static const char *const tsig[] = {
		"", "TSIG: there", "TSIG: holds", "TSIG: does not hold",
	};
	const struct packet *p = &s->packet;

	if (p->kind == PACKET_UDP && !s->lookup)
		fprintf(f, "UDP, %zu octets\n", p->length);
	if (p->kind == PACKET_TCP)
		fprintf(f, "TCP, %zu octets\n", p->length);
	if (p->cut)
		fputs("the capture has less of it than was sent\n", f);
	if (s->way == SIGHT_RECEIVED && p->judged) {
		fprintf(f, "TSIG: %s", trace_verdict_name(p->verdict));
		if (p->verdict == VERDICT_VERIFIED)
			fprintf(f, " by key %u", p->key);
		putc('\n', f);
	} else if (s->way == SIGHT_SENT && p->key != KEY_NONE) {
		fprintf(f, "TSIG: signed with key %u\n", p->key);
	} else if (s->way == SIGHT_SENT && s->effect && s->effect->origin) {
		fputs("TSIG: signed if the request was\n", f);
	} else if (m->tsig_state) {
		fprintf(f, "%s\n", tsig[m->tsig_state]);
	}
	if (s->effect && s->effect->tls)
		fputs("TLS\n", f);
}

static void
print_lookup(FILE *f, const struct sight *s)
{
	char name[DNS_NAME_TEXT_MAX], type[MESSAGE_TYPE_MAX];
	struct dns_name n;

	if (s->way == SIGHT_RECEIVED) {
		fputs("no answer", f);
		if (s->input->error)
			fprintf(f, ": %s", strerror(-s->input->error));
		return;
	}
	fputs("look up ", f);
	if (dns_name_from_wire(&n, s->packet.octets, s->packet.length) == 0) {
		dns_name_to_text(&n, name, sizeof(name));
		fputs(name, f);
	}
	fprintf(f, " %s", message_type(s->effect->type, type));
}

static void
print_end(char text[], const struct sight *s, const struct endpoint *e)
{
	if (e->family)
		trace_endpoint_text(e, text);
	else
		strcpy(text, s->lookup ? "the system's resolver" : "");
}

void
describe(struct describer *d, const struct sight *s, struct sheet_item *item)
{
	struct message m;
	FILE *f;

	item->flags = 0;
	if (s->kind == SIGHT_NOTE) {
		describe_note(d, s, item);
		return;
	}
	decoder_read(d->decoder, &s->packet, &m);
	item->class = s->lookup ? CLASS_LOOKUP : class_of_message(&m);
	item->flags = flags_of_message(&m);
	f = begin_words(&d->text);
	if (!s->lookup || s->way == SIGHT_RECEIVED)
		print_decoded(f, &m);
	item->text = end_words(&d->text);
	f = begin_words(&d->line);
	if (s->lookup && (s->way == SIGHT_SENT || !s->packet.length))
		print_lookup(f, s);
	else
		print_line(f, s, &m);
	item->line = end_words(&d->line);
	f = begin_words(&d->facts);
	print_facts(f, s, &m);
	item->facts = end_words(&d->facts);
	print_end(d->from, s, &s->packet.from);
	print_end(d->to, s, &s->packet.to);
	item->from_text = d->from;
	item->to_text = d->to;
	item->octets = s->packet.octets;
	item->length = s->packet.length < OCTETS_SHOWN ? s->packet.length :
		OCTETS_SHOWN;
}
