/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_text.c - what the rendezvous' machines are called. */
#include "rendezvous_text.h"

#include <string.h>

void
name_begin(struct name_text *n, char *text, size_t size, const char *kind)
{
	n->text = text;
	n->size = size;
	n->length = 0;
	text[0] = '\0';
	name_add(n, kind);
}

void
name_add(struct name_text *n, const char *part)
{
	while (*part && n->length + 1 < n->size)
		n->text[n->length++] = *part++;
	n->text[n->length] = '\0';
}

void
name_add_number(struct name_text *n, unsigned long value, unsigned base)
{
	char digits[24];
	unsigned at = sizeof(digits) - 1;

	digits[at] = '\0';
	do {
		digits[--at] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	name_add(n, digits + at);
}

void
name_add_domain(struct name_text *n, const uint8_t *wire, size_t length)
{
	char text[DNS_NAME_TEXT_MAX];
	struct dns_name name;

	name.length = (uint8_t)length;
	memcpy(name.wire, wire, length);
	dns_name_to_text(&name, text, sizeof(text));
	name_add(n, "/");
	name_add(n, text);
}

void
name_add_type(struct name_text *n, uint16_t type)
{
	static const struct {
		uint16_t type;
		const char *text;
	} types[] = {
		{ DNS_TYPE_A, "A" }, { DNS_TYPE_NS, "NS" },
		{ DNS_TYPE_CNAME, "CNAME" }, { DNS_TYPE_SOA, "SOA" },
		{ DNS_TYPE_PTR, "PTR" }, { DNS_TYPE_TXT, "TXT" },
		{ DNS_TYPE_KEY, "KEY" }, { DNS_TYPE_AAAA, "AAAA" },
		{ DNS_TYPE_SRV, "SRV" },
	};
	unsigned i;

	name_add(n, "/");
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (types[i].type == type) {
			name_add(n, types[i].text);
			return;
		}
	name_add(n, "TYPE");	/* RFC 3597, 5 */
	name_add_number(n, type, 10);
}

void
name_add_endpoint(struct name_text *n, const struct endpoint *e)
{
	unsigned i;

	name_add(n, "/");
	if (e->family == 4)
		for (i = 0; i < 4; i++) {
			name_add(n, i ? "." : "");
			name_add_number(n, e->address[i], 10);
		}
	if (e->family == 6) {
		name_add(n, "[");
		for (i = 0; i < 16; i += 2) {
			name_add(n, i ? ":" : "");
			name_add_number(n, (unsigned)e->address[i] << 8 |
					e->address[i + 1], 16);
		}
		name_add(n, "]");
	}
	name_add(n, ":");
	name_add_number(n, e->port, 10);
}
