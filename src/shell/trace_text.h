/* SPDX-License-Identifier: Apache-2.0 */
/* trace_text.h - a trace in words. Everything that came from outside is shown
 * with what is not printable as \xNN, so no trace can move a cursor. */
#ifndef SHELL_TRACE_TEXT_H
#define SHELL_TRACE_TEXT_H

#include <stdio.h>

#include "shell/trace.h"

enum { TRACE_ENDPOINT_MAX = 64 };

/* "send", "bind", ...; "?" outside the enum. */
const char *trace_effect_name(unsigned kind);
const char *trace_input_name(unsigned kind);
const char *trace_channel_name(unsigned channel);
const char *trace_verdict_name(unsigned verdict);
const char *trace_tunnel_news_name(unsigned news);
const char *trace_tunnel_verb_name(unsigned verb);

/* "192.0.2.1:4500", "[fd00::1]:53", "none"; returns TEXT. */
const char *trace_endpoint_text(const struct endpoint *e,
				char text[TRACE_ENDPOINT_MAX]);

/* How a message's octets are shown; set where codecs are at hand. Writes one
 * line or more, each begun with INDENT. */
struct trace_decoders {
	void (*dns)(FILE *f, const char *indent, const uint8_t *octets,
		    size_t length);
	void (*natpmp)(FILE *f, const char *indent, const uint8_t *octets,
		       size_t length);
};

/* Octets as a hexadecimal dump, sixteen a line. */
void trace_print_octets(FILE *f, const char *indent, const uint8_t *octets,
			size_t length);
/* One record. START_MS is the first input's time: times are shown from it. */
void trace_print(FILE *f, const struct trace_record *r, uint64_t start_ms,
		 const struct trace_decoders *d);

#endif
