/* SPDX-License-Identifier: Apache-2.0 */
/* tell.c - steps in words. */
#include <string.h>

#include "autotunnel/natpmp.h"
#include "lab/duration.h"
#include "lab/lab.h"
#include "lab/message_text.h"
#include "lab/step/session.h"

void
tell_text(FILE *f, const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if ((unsigned char)text[i] >= 0x20 &&
		    (unsigned char)text[i] != 0x7f)
			putc(text[i], f);
		else
			fprintf(f, "\\x%02x", (unsigned char)text[i]);
}

void
tell_time(FILE *f, const struct session *s, uint64_t now_ms)
{
	char text[DURATION_MAX];

	fprintf(f, "+%s", duration_long(now_ms - s->stage.start_ms, text));
}

void
tell_prompt(const struct session *s, char *text, size_t size)
{
	const struct engine *e = &s->engine;
	char time[DURATION_MAX];

	if (s->pasting) {
		snprintf(text, size, "...> ");
		return;
	}
	duration_long(engine_now_ms(e) - s->stage.start_ms, time);
	snprintf(text, size, "#%u +%s %s> ", e->at, time, s->stage.chart ?
		 s->stage.chart->states[engine_state(e)] : "all");
}

void
tell_row(FILE *f, const struct chart *c, unsigned row)
{
	const struct chart_row *r = &c->rows[row];

	fprintf(f, "%s: %s -> %s", c->states[r->from], c->events[r->event],
		r->to == r->from ? "same" : c->states[r->to]);
	if (*r->actions)
		fprintf(f, "  %s", r->actions);
	fprintf(f, "  (%s:%u)", c->spec, r->line);
	if (*r->cites)
		fprintf(f, "  [%s]", r->cites);
}

/* Messages ---------------------------------------------------------------- */

static bool
is_gateways(const struct packet *p)
{
	return p->from.port == NATPMP_PORT || p->to.port == NATPMP_PORT ||
		p->to.port == NATPMP_ANNOUNCE_PORT;
}

/* WHOLE: all that stands in it, on lines of its own. */
static void
tell_message(FILE *f, const struct packet *p, bool whole)
{
	char line[MESSAGE_LINE_MAX / 2];

	message_line(line, sizeof(line), p);
	fprintf(f, "%s\n", line);
	if (whole && is_gateways(p))
		lab_decoders.natpmp(f, "       ", p->octets, p->length);
	else if (whole)
		lab_decoders.dns(f, "       ", p->octets, p->length);
}

static void
tell_heard(struct session *s, const struct outcome_item *item, bool whole)
{
	struct packet p = {
		.kind = PACKET_UDP, .from = item->effect.to,
		.octets = s->engine.outcome.octets + item->at,
		.length = item->length,
	};
	char from[TRACE_ENDPOINT_MAX];

	if (item->effect.channel == CHANNEL_ANNOUNCE)
		p.to.port = NATPMP_ANNOUNCE_PORT;
	fprintf(s->out, "  <= from %s: ", item->effect.to.family ?
		trace_endpoint_text(&item->effect.to, from) :
		item->effect.channel ? "nobody" : "the resolver");
	tell_message(s->out, &p, whole);
}

/* Effects ----------------------------------------------------------------- */

static void
tell_lookup(FILE *f, const struct effect *e, const uint8_t *octets)
{
	char text[DNS_NAME_TEXT_MAX] = "?", type[MESSAGE_TYPE_MAX];
	struct dns_name name;

	if (dns_name_from_wire(&name, octets, e->length) == 0)
		dns_name_to_text(&name, text, sizeof(text));
	fprintf(f, " %s %s", text, message_type(e->type, type));
}

static void
tell_tunnel(FILE *f, const struct effect *e)
{
	char to[TRACE_ENDPOINT_MAX];

	fprintf(f, " %s", trace_tunnel_verb_name(e->tunnel.verb));
	if (e->tunnel.remote.family)
		fprintf(f, " %s", trace_endpoint_text(&e->tunnel.remote, to));
}

static bool
is_message(const struct effect *e)
{
	return e->length && (e->kind == EFFECT_SEND ||
			     e->kind == EFFECT_STREAM_SEND);
}

static void
tell_effect(struct session *s, const struct outcome_item *item, bool whole)
{
	const uint8_t *octets = s->engine.outcome.octets + item->at;
	const struct effect *e = &item->effect;
	char to[TRACE_ENDPOINT_MAX];

	fprintf(s->out, "  => %s", trace_effect_name(e->kind));
	if (e->to.family)
		fprintf(s->out, " to %s", trace_endpoint_text(&e->to, to));
	else if (e->origin)
		fprintf(s->out, " as the answer");
	if (e->port)
		fprintf(s->out, " port %u", e->port);
	if (e->kind == EFFECT_LOOKUP)
		tell_lookup(s->out, e, octets);
	else if (e->kind == EFFECT_TUNNEL)
		tell_tunnel(s->out, e);
	else if (e->kind == EFFECT_TELL) {
		fputs(": ", s->out);
		tell_text(s->out, (const char *)octets, e->length);
	}
	if (is_message(e)) {
		struct packet p = {
			.kind = PACKET_UDP, .from = e->source, .to = e->to,
			.octets = octets, .length = e->length,
		};

		fputs(": ", s->out);
		tell_message(s->out, &p, whole);
		return;
	}
	putc('\n', s->out);
}

/* Steps ------------------------------------------------------------------- */

static bool
tell_fired(struct session *s, const struct outcome_item *item, bool all)
{
	const char *name = (const char *)s->engine.outcome.octets + item->at;
	bool focus = stage_is_focus(&s->stage, item->chart, name);

	if (!focus && !all)
		return false;
	fputs("  ", s->out);
	if (!focus || (s->stage.kind->recorded && !*s->stage.instance)) {
		tell_text(s->out, name, strlen(name));
		fputs("  ", s->out);
	}
	tell_row(s->out, item->chart, item->row);
	putc('\n', s->out);
	return true;
}

void
tell_step(struct session *s, bool all)
{
	const struct outcome *o = &s->engine.outcome;
	const struct outcome_item *item;
	unsigned others = 0;
	size_t i;

	for (i = 0; i < o->count; i++) {
		item = &o->items[i];
		if (item->kind == OUTCOME_ROW)
			others += !tell_fired(s, item, all);
		else if (item->kind == OUTCOME_HEARD)
			tell_heard(s, item, all);
		else if (item->kind == OUTCOME_EFFECT)
			tell_effect(s, item, all);
		else
			fprintf(s->out, "  -- %s\n",
				(const char *)o->octets + item->at);
	}
	if (others)
		fprintf(s->out, "  (and %u row%s of other machines: `effects` "
			"has them)\n", others, others == 1 ? "" : "s");
	if (o->left_out)
		fprintf(s->out, "  (and %u more)\n", o->left_out);
}
