/* SPDX-License-Identifier: Apache-2.0 */
#include "show.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { SPAN_MAX = 32 };

/* "42 s", "14 min", "3 h 5 min", "2 d 4 h". */
static const char *
span_text(uint64_t ms, char text[SPAN_MAX])
{
	uint64_t s = (ms + 500) / 1000;

	if (s < 120)
		snprintf(text, SPAN_MAX, "%" PRIu64 " s", s);
	else if (s < 7200)
		snprintf(text, SPAN_MAX, "%" PRIu64 " min", s / 60);
	else if (s < 2 * 86400)
		snprintf(text, SPAN_MAX, "%" PRIu64 " h %" PRIu64 " min",
			 s / 3600, s / 60 % 60);
	else
		snprintf(text, SPAN_MAX, "%" PRIu64 " d %" PRIu64 " h",
			 s / 86400, s / 3600 % 24);
	return text;
}

static void
line(const char *what, const char *value)
{
	if (value[0])
		printf("%-14s %s\n", what, value);
}

/* Status --------------------------------------------------------------------- */

static void
show_mapping(const Control__Mapping *m)
{
	char span[SPAN_MAX];

	printf("  %-12s %s", m->purpose, m->state);
	if (m->local_port)
		printf("; port %" PRIu32, m->local_port);
	if (m->external_port && m->external_port != m->local_port)
		printf(", outside %" PRIu32, m->external_port);
	if (m->renewed_in_ms)
		printf("; renewed in %s", span_text(m->renewed_in_ms, span));
	putchar('\n');
}

static void
show_gateway(const Control__Status *s)
{
	size_t i;

	line("Network", s->network);
	if (s->gateway[0])
		printf("%-14s %s (%s)%s%s\n", "Gateway", s->gateway,
		       s->gateway_state,
		       s->public_address[0] ? "; its outer address " : "",
		       s->public_address);
	else
		line("Gateway", s->gateway_state);
	if (s->seen_address[0])
		printf("%-14s %s\n", "Seen as", s->seen_address);
	printf("Mappings\n");
	for (i = 0; i < s->n_mappings; i++)
		show_mapping(s->mappings[i]);
}

static void
show_queries(const Control__Status *s, bool all)
{
	size_t i, known = 0;
	char span[SPAN_MAX];

	for (i = 0; i < s->n_queries; i++)
		known += s->queries[i]->known;
	printf("%-14s %zu, of which %zu are answered\n", "Live queries",
	       s->n_queries, known);
	for (i = 0; i < s->n_queries; i++) {
		const Control__Query *q = s->queries[i];

		if (!all && q->known)
			continue;
		printf("  %s %s: %s", q->name, q->type, q->state[0] ?
		       q->state : "?");
		if (q->ends_in_ms)
			printf("; lease ends in %s",
			       span_text(q->ends_in_ms, span));
		if (q->known)
			printf("; %" PRIu32 " answer%s", q->answers,
			       q->answers == 1 ? "" : "s");
		putchar('\n');
	}
}

static void
show_registration(const Control__Status *s)
{
	char lease[SPAN_MAX], since[SPAN_MAX];

	printf("%-14s %s", "Registration", s->registration);
	if (s->registered_ms)
		printf("; lease %s, since %s",
		       span_text((uint64_t)s->lease_s * 1000, lease),
		       span_text(s->registered_ms, since));
	putchar('\n');
	line("", s->clash);
	if (s->rival[0])
		printf("%-14s %s wants this host's name; it was told, and "
		       "wrote nothing\n", "", s->rival);
	line("Discovery", s->discovery);
	line("Zone", s->zone);
	line("Update server", s->update_server);
	line("LLQ server", s->llq_server);
	line("Clocks", s->clocks);
}

void
show_status(const Control__Status *s, bool all)
{
	char span[SPAN_MAX];
	size_t i;

	line("Host", s->host);
	line("Label", s->label);
	line("Address", s->ula);
	printf("%-14s %s\n", "Reached at", s->public_endpoint[0] ?
	       s->public_endpoint : "nowhere from outside");
	line("", s->reach_text);
	line("On this LAN", s->lan_endpoint);
	show_gateway(s);
	show_registration(s);
	show_queries(s, all);
	printf("%-14s %s%s\n", "Tunnels", s->backend,
	       !strcmp(s->backend, "none") ? "" :
	       s->backend_on ? "; running" : "; not running");
	printf("%-14s %" PRIu32 ", %" PRIu32 " with a tunnel\n", "Peers",
	       s->peers, s->peers_up);
	printf("%-14s %s; moved %" PRIu64 " time%s\n", "Running for",
	       span_text(s->running_ms, span), s->moves,
	       s->moves == 1 ? "" : "s");
	if (all)
		line("Sandbox", s->sandbox);
	if (s->n_counters)
		printf("Counters\n");
	for (i = 0; i < s->n_counters; i++)
		printf("  %8" PRIu64 "  %s\n", s->counters[i]->value,
		       s->counters[i]->name);
}

/* Peers ---------------------------------------------------------------------- */

static void
show_peer(const Control__Peer *p)
{
	char span[SPAN_MAX];

	printf("%s%s%s%s\n", p->host, p->device[0] ? " (" : "", p->device,
	       p->device[0] ? ")" : "");
	printf("  %-12s %s", "State", p->state);
	if (p->up)
		printf("; tunnel %s for %s", p->way,
		       span_text(p->up_ms, span));
	putchar('\n');
	if (p->ula[0])
		printf("  %-12s %s\n", "Address", p->ula);
	printf("  %-12s %s%s%s\n", "Reached at", p->public_endpoint[0] ?
	       p->public_endpoint : p->reachable ? "?" : "nowhere from outside",
	       p->lan_endpoint[0] ? ", on its LAN " : "", p->lan_endpoint);
	printf("  %-12s %s", "Dialled by", !strcmp(p->dials, "we") ?
	       "this host" : !strcmp(p->dials, "they") ? "that host" :
	       "nobody");
	if (p->moves || p->failures)
		printf("; %" PRIu32 " moves, %" PRIu32 " failures", p->moves,
		       p->failures);
	putchar('\n');
	if (p->disbelief[0])
		printf("  %-12s its records are not used: %s\n", "Caution",
		       p->disbelief);
	if (p->lan_disbelief[0])
		printf("  %-12s its LAN address is not used: %s\n", "Caution",
		       p->lan_disbelief);
	if (p->reason[0] && !p->up)
		printf("  %-12s %s\n", "Because", p->reason);
	if (p->learnt_ms)
		printf("  %-12s %s ago; %" PRIu64 " messages\n", "Changed",
		       span_text(p->learnt_ms, span), p->pushes);
}

void
show_peers(const Control__Reply *r)
{
	size_t i;

	if (r->n_peers == 0)
		printf("No other host of the domain is known.\n");
	for (i = 0; i < r->n_peers; i++)
		show_peer(r->peers[i]);
}

/* JSON ----------------------------------------------------------------------- */

/* Every member of a message under its own name: what the .proto says is what
 * programs read. */
static json_t *
value_of(const ProtobufCFieldDescriptor *f, const void *at);

static json_t *
object_of(const ProtobufCMessage *m)
{
	const ProtobufCMessageDescriptor *d = m->descriptor;
	json_t *o = json_object();
	unsigned i;

	for (i = 0; i < d->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &d->fields[i];
		const char *at = (const char *)m + f->offset;
		json_t *v;

		if (f->label == PROTOBUF_C_LABEL_REPEATED) {
			size_t n = *(const size_t *)(const void *)
				((const char *)m + f->quantifier_offset), k;
			const void *const *list =
				*(const void *const *const *)(const void *)at;

			v = json_array();
			for (k = 0; k < n; k++)
				json_array_append_new(v, value_of(f, &list[k]));
		} else {
			v = value_of(f, at);
		}
		json_object_set_new(o, f->name, v);
	}
	return o;
}

static json_t *
value_of(const ProtobufCFieldDescriptor *f, const void *at)
{
	const char *text;

	switch (f->type) {
	case PROTOBUF_C_TYPE_STRING:
		text = *(const char *const *)at;
		return json_string(text ? text : "");
	case PROTOBUF_C_TYPE_BOOL:
		return json_boolean(*(const protobuf_c_boolean *)at);
	case PROTOBUF_C_TYPE_UINT32:
		return json_integer(*(const uint32_t *)at);
	case PROTOBUF_C_TYPE_UINT64:
		return json_integer((json_int_t)*(const uint64_t *)at);
	case PROTOBUF_C_TYPE_MESSAGE:
		return object_of(*(const ProtobufCMessage *const *)at);
	default:
		return json_null();	/* no such field in control.proto */
	}
}

static void
print_json(json_t *j)
{
	json_dumpf(j, stdout, JSON_INDENT(2) | JSON_ENSURE_ASCII);
	putchar('\n');
	json_decref(j);
}

void
show_status_json(const Control__Status *s)
{
	print_json(object_of(&s->base));
}

void
show_peers_json(const Control__Reply *r)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < r->n_peers; i++)
		json_array_append_new(list, object_of(&r->peers[i]->base));
	print_json(json_pack("{s:o}", "peers", list));
}

void
show_progress_json(const char *sentence)
{
	json_t *j = json_pack("{s:s}", "progress", sentence);

	json_dumpf(j, stdout, JSON_ENSURE_ASCII);
	putchar('\n');
	json_decref(j);
}
