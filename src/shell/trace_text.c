/* SPDX-License-Identifier: Apache-2.0 */
/* trace_text.c - see trace_text.h. */
#include "shell/trace_text.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <string.h>

#include "autotunnel/dns.h"

static const char *
name_in(const char *const *names, unsigned count, unsigned at)
{
	return at < count ? names[at] : "?";
}

const char *
trace_effect_name(unsigned kind)
{
	static const char *const names[EFFECT_KIND_COUNT] = {
		"send", "bind", "stream_open", "stream_send", "stream_close",
		"lookup", "address", "tunnel", "save", "tell", "stopped",
	};

	return name_in(names, EFFECT_KIND_COUNT, kind);
}

const char *
trace_input_name(unsigned kind)
{
	static const char *const names[INPUT_KIND_COUNT] = {
		"start", "deadline", "datagram", "unreachable", "bound",
		"stream_up", "stream_down", "stream_message", "lookup",
		"network", "tunnel", "saved", "command",
	};

	return name_in(names, INPUT_KIND_COUNT, kind);
}

const char *
trace_channel_name(unsigned channel)
{
	static const char *const names[CHANNEL_COUNT] = {
		"none", "gateway", "announce", "llq", "query", "tunnel",
		"service", "primary",
	};

	return name_in(names, CHANNEL_COUNT, channel);
}

const char *
trace_verdict_name(unsigned verdict)
{
	static const char *const names[VERDICT_COUNT] = {
		"unsigned", "verified", "badkey", "badsig", "badtime",
		"badtrunc", "formerr", "pending",
	};

	return name_in(names, VERDICT_COUNT, verdict);
}

const char *
trace_tunnel_news_name(unsigned news)
{
	static const char *const names[TUNNEL_NEWS_COUNT] = {
		"up", "failed", "fell", "rekeyed", "backend_on", "backend_off",
	};

	return name_in(names, TUNNEL_NEWS_COUNT, news);
}

const char *
trace_tunnel_verb_name(unsigned verb)
{
	static const char *const names[TUNNEL_VERB_COUNT] = {
		"add", "move", "remove", "dial", "hang_up", "rekey",
		"drop_older", "drop_spare",
	};

	return name_in(names, TUNNEL_VERB_COUNT, verb);
}

const char *
trace_endpoint_text(const struct endpoint *e, char text[TRACE_ENDPOINT_MAX])
{
	char address[INET6_ADDRSTRLEN];

	if (e->family != 4 && e->family != 6) {
		snprintf(text, TRACE_ENDPOINT_MAX, "none");
		return text;
	}
	inet_ntop(e->family == 6 ? AF_INET6 : AF_INET, e->address, address,
		  sizeof(address));
	snprintf(text, TRACE_ENDPOINT_MAX,
		 e->family == 6 ? "[%s]:%u" : "%s:%u", address, e->port);
	return text;
}

/* Octets ---------------------------------------------------------------------- */

static void
print_text(FILE *f, const char *s, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x20 && c < 0x7f)
			putc(c, f);
		else
			fprintf(f, "\\x%02x", c);
	}
}

static void
print_string(FILE *f, const char *s)
{
	print_text(f, s, strlen(s));
}

void
trace_print_octets(FILE *f, const char *indent, const uint8_t *octets,
		   size_t length)
{
	size_t i, j;

	for (i = 0; i < length; i += 16) {
		fprintf(f, "%s%04zx ", indent, i);
		for (j = i; j < i + 16 && j < length; j++)
			fprintf(f, " %02x", octets[j]);
		putc('\n', f);
	}
}

static void
print_message(FILE *f, enum channel c, bool stream, const uint8_t *octets,
	      size_t length, const struct trace_decoders *d)
{
	bool dns = stream || c == CHANNEL_LLQ || c == CHANNEL_QUERY ||
		c == CHANNEL_SERVICE || c == CHANNEL_PRIMARY;
	bool natpmp = c == CHANNEL_GATEWAY || c == CHANNEL_ANNOUNCE;

	if (dns && d->dns)
		d->dns(f, "\t\t", octets, length);
	else if (natpmp && d->natpmp)
		d->natpmp(f, "\t\t", octets, length);
	else
		trace_print_octets(f, "\t\t", octets, length);
}

/* Inputs ----------------------------------------------------------------------- */

static void
print_ticket(FILE *f, struct ticket t)
{
	if (t.generation)
		fprintf(f, " ticket %u/%u", t.slot, t.generation);
}

static void
print_network(FILE *f, const struct network_facts *n)
{
	char a[TRACE_ENDPOINT_MAX], g[TRACE_ENDPOINT_MAX];
	struct endpoint e = { .family = 6 };
	unsigned i;

	if (n->up)
		fprintf(f, " up, address %s/%u, gateway %s%s",
			trace_endpoint_text(&n->address, a), n->prefix_length,
			trace_endpoint_text(&n->gateway, g),
			n->resumed ? ", resumed" : "");
	else
		fprintf(f, " down");
	for (i = 0; i < n->prefix_count; i++) {
		memcpy(e.address, n->prefixes[i].network, 16);
		fprintf(f, ", on %s/%u", trace_endpoint_text(&e, a),
			n->prefixes[i].length);
	}
}

static void
print_input(FILE *f, const struct trace_record *r, uint64_t start_ms,
	    const struct trace_decoders *d)
{
	static const char *const commands[] = {
		"none", "leave", "stop", "ask again",
	};
	const struct input *in = &r->input;
	char a[TRACE_ENDPOINT_MAX];

	fprintf(f, "%6u  +%" PRIu64 " ms  %s", r->input_number,
		in->now_ms - start_ms, trace_input_name(in->kind));
	if (in->channel)
		fprintf(f, " on %s", trace_channel_name(in->channel));
	if (in->source.family)
		fprintf(f, " from %s", trace_endpoint_text(&in->source, a));
	if (r->sight.destination.family)
		fprintf(f, " to %s, frame %u%s",
			trace_endpoint_text(&r->sight.destination, a),
			r->sight.frame, r->sight.cut ? ", cut" : "");
	print_ticket(f, in->ticket);
	if (in->origin)
		fprintf(f, " origin %u, %s", in->origin,
			trace_verdict_name(in->verdict));
	if (in->origin && in->verdict == VERDICT_VERIFIED)
		fprintf(f, " by key %u", in->key);
	if (in->kind == INPUT_BOUND)
		fprintf(f, " port %u", in->port);
	if (in->error)
		fprintf(f, " error %d", in->error);
	if (in->kind == INPUT_NETWORK)
		print_network(f, &in->network);
	if (in->kind == INPUT_TUNNEL)
		fprintf(f, " %s, peer %u, remote %s%s",
			trace_tunnel_news_name(in->tunnel.news),
			in->tunnel.peer,
			trace_endpoint_text(&in->tunnel.remote, a),
			in->tunnel.ours ? ", dialled by us" : "");
	if (in->kind == INPUT_COMMAND)
		fprintf(f, " %s", commands[in->command]);
	putc('\n', f);
	if (in->length)
		print_message(f, in->channel,
			      in->stream || in->kind == INPUT_LOOKUP,
			      in->octets, in->length, d);
}

/* Answers ----------------------------------------------------------------------- */

static void
print_row(FILE *f, const struct trace_row *r)
{
	fprintf(f, "\t");
	print_string(f, r->machine);
	fprintf(f, ": ");
	print_string(f, r->from);
	fprintf(f, " + ");
	print_string(f, r->event);
	fprintf(f, " -> ");
	print_string(f, r->to);
	fprintf(f, "  (specs/");
	print_string(f, r->chart);
	fprintf(f, ".fsm:%u)\n", r->line);
}

/* Octets that are a name in wire form; false: they are none. */
static bool
print_name(FILE *f, const uint8_t *wire, size_t length)
{
	char name_text[DNS_NAME_TEXT_MAX];
	struct dns_name name;

	if (dns_name_from_wire(&name, wire, length) < 0)
		return false;
	dns_name_to_text(&name, name_text, sizeof(name_text));
	fprintf(f, " %s", name_text);
	return true;
}

static void
print_effect(FILE *f, const struct effect *e, const uint8_t *octets,
	     const struct trace_decoders *d)
{
	bool told = e->kind == EFFECT_TELL;
	char a[TRACE_ENDPOINT_MAX];

	fprintf(f, "\t=> %s", trace_effect_name(e->kind));
	if (e->channel)
		fprintf(f, " on %s", trace_channel_name(e->channel));
	if (e->to.family)
		fprintf(f, " to %s", trace_endpoint_text(&e->to, a));
	if (e->source.family)
		fprintf(f, " from %s", trace_endpoint_text(&e->source, a));
	print_ticket(f, e->ticket);
	if (e->origin)
		fprintf(f, " answering origin %u", e->origin);
	if (e->key != KEY_NONE)
		fprintf(f, " key %u", e->key);
	if (e->port)
		fprintf(f, " port %u", e->port);
	if (e->type)
		fprintf(f, " type %u", e->type);
	if (e->tls)
		fprintf(f, " by TLS");
	if (e->kind == EFFECT_ADDRESS) {
		inet_ntop(AF_INET6, e->address, a, sizeof(a));
		fprintf(f, " %s %s", e->take ? "take" : "add", a);
	}
	if (e->kind == EFFECT_TUNNEL) {
		fprintf(f, " %s, peer %u, remote %s",
			trace_tunnel_verb_name(e->tunnel.verb), e->tunnel.peer,
			trace_endpoint_text(&e->tunnel.remote, a));
	}
	if (e->kind == EFFECT_TELL) {
		fprintf(f, ": ");
		print_text(f, (const char *)octets + e->offset, e->length);
	}
	if (e->length && (e->kind == EFFECT_LOOKUP ||
			  e->kind == EFFECT_TUNNEL))
		told = print_name(f, octets + e->offset, e->length);
	putc('\n', f);
	if (e->length && !told)
		print_message(f, e->channel, e->kind == EFFECT_STREAM_SEND ||
			      e->origin, octets + e->offset, e->length, d);
}

static void
print_header(FILE *f, const struct trace_header *h)
{
	unsigned i;

	fprintf(f, "trace of ");
	print_string(f, h->program);
	fprintf(f, ", recorded by ");
	print_string(f, h->software);
	fprintf(f, "; configuration %zu octets, memory %zu octets\n",
		h->config_size, h->memory_size);
	for (i = 0; i < h->note_count; i++) {
		fprintf(f, "note: ");
		print_string(f, h->notes[i]);
		putc('\n', f);
	}
}

void
trace_print(FILE *f, const struct trace_record *r, uint64_t start_ms,
	    const struct trace_decoders *d)
{
	unsigned i;

	switch (r->kind) {
	case TRACE_HEADER:
		print_header(f, &r->header);
		break;
	case TRACE_INPUT:
		print_input(f, r, start_ms, d);
		break;
	case TRACE_ANSWER:
		for (i = 0; i < r->answer.row_count; i++)
			print_row(f, &r->answer.rows[i]);
		for (i = 0; i < r->answer.count; i++)
			print_effect(f, &r->answer.list[i], r->answer.octets,
				     d);
		break;
	}
}
