/* SPDX-License-Identifier: Apache-2.0 */
/* client.c - what the machines of a DNS client share. */
#include "autotunnel/client.h"

#include <assert.h>

const char *
client_reason_text(enum client_reason r)
{
	static const char *const texts[CLIENT_REASON_COUNT] = {
		[CLIENT_REASON_NONE] = "nothing is wrong",
		[CLIENT_REASON_SILENT] = "the server does not answer",
		[CLIENT_REASON_REFUSED] = "the server refuses",
		[CLIENT_REASON_UNSIGNED] = "the server signs no answers",
		[CLIENT_REASON_BADKEY] = "the server does not know our key",
		[CLIENT_REASON_BADSIG] = "the key's secret differs there",
		[CLIENT_REASON_BADTIME] = "our clock and the server's differ",
		[CLIENT_REASON_BADTRUNC] = "the server wants longer signatures",
		[CLIENT_REASON_FORMERR] = "the server's signatures are broken",
	};

	assert(r < CLIENT_REASON_COUNT);
	return texts[r];
}

enum client_reason
client_reason_of(enum verdict v)
{
	switch (v) {
	case VERDICT_BADKEY:
		return CLIENT_REASON_BADKEY;
	case VERDICT_BADSIG:
		return CLIENT_REASON_BADSIG;
	case VERDICT_BADTIME:
		return CLIENT_REASON_BADTIME;
	case VERDICT_BADTRUNC:
		return CLIENT_REASON_BADTRUNC;
	case VERDICT_FORMERR:
		return CLIENT_REASON_FORMERR;
	default:
		return CLIENT_REASON_UNSIGNED;
	}
}

uint16_t
client_signing_key(const struct client_keys *k)
{
	return k->count ? k->list[0] : (uint16_t)KEY_NONE;
}

bool
client_believes(const struct client_keys *k, const struct input *in)
{
	unsigned i;

	if (k->count == 0)
		return in->verdict == VERDICT_UNSIGNED ||
			in->verdict == VERDICT_VERIFIED;
	if (in->verdict != VERDICT_VERIFIED)
		return false;
	for (i = 0; i < k->count; i++)
		if (k->list[i] == in->key)
			return true;
	return false;
}

/* Names of instances ---------------------------------------------------------- */

static size_t
put_text(char *text, size_t size, size_t at, const char *s)
{
	while (*s && at + 1 < size)
		text[at++] = *s++;
	return at;
}

/* In place where it fits as a whole: each row that is recorded has a name. */
static size_t
put_name(char *text, size_t size, size_t at, const struct dns_name *name)
{
	char dotted[DNS_NAME_TEXT_MAX];

	if (at + name->length + 8 < size) {
		size_t n = dns_name_to_text(name, text + at, size - at);

		if (at + n + 8 < size)
			return at + n;
	}
	dns_name_to_text(name, dotted, sizeof(dotted));
	return put_text(text, size, at, dotted);
}

static const char *
type_name(uint16_t type)
{
	switch (type) {
	case DNS_TYPE_A:
		return "A";
	case DNS_TYPE_AAAA:
		return "AAAA";
	case DNS_TYPE_PTR:
		return "PTR";
	case DNS_TYPE_SOA:
		return "SOA";
	case DNS_TYPE_SRV:
		return "SRV";
	case DNS_TYPE_TXT:
		return "TXT";
	default:
		return NULL;
	}
}

void
client_describe(char *text, size_t size, const char *kind,
		const struct dns_name *name, uint16_t type)
{
	char number[6] = "";
	size_t at = put_text(text, size, 0, kind);
	unsigned digits = 5;

	if (name && name->length) {
		at = put_text(text, size, at, "/");
		at = put_name(text, size, at, name);
	}
	if (name && type_name(type)) {
		at = put_text(text, size, at, "/");
		at = put_text(text, size, at, type_name(type));
	} else if (name && type) {
		do {
			number[--digits] = (char)('0' + type % 10);
			type /= 10;
		} while (type);
		at = put_text(text, size, at, "/TYPE");
		at = put_text(text, size, at, number + digits);
	}
	text[at] = '\0';
}
