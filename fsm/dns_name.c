/* SPDX-License-Identifier: Apache-2.0 */
/* dns_name.c - domain names in uncompressed wire form. */
#include "autotunnel/dns.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One octet of a label as text has it; *TEXT moves behind it. */
static int
text_octet(const char **text, uint8_t *octet)
{
	const char *p = *text;
	int value;

	if (*p != '\\') {
		*octet = (uint8_t)*p;
		*text = p + 1;
		return 0;
	}
	p++;
	if (*p == '\0')
		return -1;
	if (!is_digit(*p)) {
		*octet = (uint8_t)*p;
		*text = p + 1;
		return 0;
	}
	if (!is_digit(p[1]) || !is_digit(p[2]))
		return -1;
	value = (p[0] - '0') * 100 + (p[1] - '0') * 10 + (p[2] - '0');
	if (value > 255)
		return -1;
	*octet = (uint8_t)value;
	*text = p + 3;
	return 0;
}

/* Appends the labels of TEXT at *LENGTH; the root's octet is not written. */
static int
append_text(uint8_t *wire, size_t *length, const char *text)
{
	size_t label = *length, at = label + 1;
	uint8_t octet;

	if (text[0] == '.' && text[1] == '\0')
		return 0;
	while (*text) {
		if (*text == '.') {
			if (at == label + 1)
				return -1;
			wire[label] = (uint8_t)(at - label - 1);
			label = at++;
			text++;
			continue;
		}
		if (text_octet(&text, &octet) < 0)
			return -1;
		if (at - label > DNS_LABEL_MAX || at >= DNS_NAME_MAX - 1)
			return -1;
		wire[at++] = octet;
	}
	if (at > label + 1)
		wire[label] = (uint8_t)(at - label - 1);
	*length = at > label + 1 ? at : label;
	return 0;
}

int
dns_name_from_text(struct dns_name *name, const char *text)
{
	size_t length = 0;

	if (*text == '\0' || append_text(name->wire, &length, text) < 0)
		return -EINVAL;
	name->wire[length++] = 0;
	name->length = (uint8_t)length;
	return 0;
}

int
dns_name_join(struct dns_name *out, const char *prefix,
	      const struct dns_name *base)
{
	struct dns_name joined;
	size_t length = 0;

	if (append_text(joined.wire, &length, prefix) < 0 ||
	    length + base->length > DNS_NAME_MAX)
		return -EINVAL;
	memcpy(joined.wire + length, base->wire, base->length);
	joined.length = (uint8_t)(length + base->length);
	*out = joined;
	return 0;
}

int
dns_name_from_wire(struct dns_name *name, const uint8_t *wire, size_t length)
{
	size_t at = 0;

	if (length == 0 || length > DNS_NAME_MAX)
		return -EBADMSG;
	while (wire[at] != 0) {
		if (wire[at] > DNS_LABEL_MAX)
			return -EBADMSG;
		at += 1u + wire[at];
		if (at >= length)
			return -EBADMSG;
	}
	if (at + 1 != length)
		return -EBADMSG;
	memcpy(name->wire, wire, length);
	name->length = (uint8_t)length;
	return 0;
}

static size_t
put_octet_text(char *out, uint8_t c)
{
	size_t n = 0;

	if (c > ' ' && c < 127) {
		if (c == '.' || c == '\\' || c == '"' || c == ';' || c == '(' ||
		    c == ')' || c == '@' || c == '$')
			out[n++] = '\\';
		out[n++] = (char)c;
		return n;
	}
	out[n++] = '\\';
	out[n++] = (char)('0' + c / 100);
	out[n++] = (char)('0' + c / 10 % 10);
	out[n++] = (char)('0' + c % 10);
	return n;
}

/* What nearly all names consist of, and stands for itself. */
static const bool plain[256] = {
	['a' ... 'z'] = true, ['A' ... 'Z'] = true, ['0' ... '9'] = true,
	['-'] = true, ['_'] = true,
};

/* A label of plain octets, which is as long in text as it is. */
static bool
copy_plain(char *out, const uint8_t *label, size_t length)
{
	bool good = true;
	size_t i;

	/* without a branch: nearly every label goes through to its end */
	for (i = 0; i < length; i++) {
		good &= plain[label[i]];
		out[i] = (char)label[i];
	}
	return good;
}

size_t
dns_name_to_text(const struct dns_name *name, char *text, size_t size)
{
	size_t at = 0, end, used = 0, n;
	char octet[4];

	assert(size > 1);
	if (name->length <= 1)
		text[used++] = '.';
	while (at < name->length && name->wire[at] != 0) {
		end = at + 1 + name->wire[at];
		if (used > 0 && used + 1 < size)
			text[used++] = '.';
		n = name->wire[at];
		if (used + n < size &&
		    copy_plain(text + used, name->wire + at + 1, n)) {
			used += n;
			at = end;
			continue;
		}
		for (at++; at < end; at++) {
			n = put_octet_text(octet, name->wire[at]);
			if (used + n >= size)
				break;
			memcpy(text + used, octet, n);
			used += n;
		}
		at = end;
	}
	text[used] = '\0';
	return used;
}

/* Eight octets of a wire form at P. */
static uint64_t
eight(const uint8_t *p)
{
	uint64_t octets;

	memcpy(&octets, p, sizeof(octets));
	return octets;
}

/* As they stand, nearly always, if at all: a name is too short for the call
 * of a function that compares. */
static bool
same_octets(const uint8_t *a, const uint8_t *b, size_t length)
{
	size_t i;

	if (length < 8)
		return memcmp(a, b, length) == 0;
	for (i = 0; i + 8 < length; i += 8)
		if (eight(a + i) != eight(b + i))
			return false;
	return eight(a + length - 8) == eight(b + length - 8);
}

bool
dns_wire_equal(const uint8_t *a, const uint8_t *b, size_t length)
{
	size_t i;

	if (same_octets(a, b, length))
		return true;
	for (i = 0; i < length; i++)
		if (lower(a[i]) != lower(b[i]))
			return false;
	return true;
}

bool
dns_name_equal(const struct dns_name *a, const struct dns_name *b)
{
	return a->length == b->length &&
		dns_wire_equal(a->wire, b->wire, a->length);
}

/* Offsets of NAME's labels, the root's not counted. */
static unsigned
label_offsets(const struct dns_name *name, uint8_t at[128])
{
	unsigned count = 0, i = 0;

	while (i < name->length && name->wire[i] != 0) {
		at[count++] = (uint8_t)i;
		i += 1u + name->wire[i];
	}
	return count;
}

static int
compare_labels(const uint8_t *a, const uint8_t *b)
{
	unsigned size = a[0] < b[0] ? a[0] : b[0], i;

	for (i = 1; i <= size; i++)
		if (lower(a[i]) != lower(b[i]))
			return lower(a[i]) < lower(b[i]) ? -1 : 1;
	return (int)a[0] - (int)b[0];
}

int
dns_name_compare(const struct dns_name *a, const struct dns_name *b)
{
	uint8_t at_a[128], at_b[128];
	unsigned na = label_offsets(a, at_a), nb = label_offsets(b, at_b);
	int r;

	while (na > 0 && nb > 0) {
		r = compare_labels(a->wire + at_a[--na], b->wire + at_b[--nb]);
		if (r != 0)
			return r;
	}
	return (int)na - (int)nb;
}

bool
dns_name_within(const struct dns_name *name, const struct dns_name *domain)
{
	unsigned at = 0;

	while (name->length > at + domain->length)
		at += 1u + name->wire[at];
	return name->length == at + domain->length &&
		dns_wire_equal(name->wire + at, domain->wire, domain->length);
}

bool
dns_name_parent(const struct dns_name *name, struct dns_name *parent)
{
	unsigned skip;

	if (name->length <= 1)
		return false;
	skip = 1u + name->wire[0];
	memmove(parent->wire, name->wire + skip, name->length - skip);
	parent->length = (uint8_t)(name->length - skip);
	return true;
}

unsigned
dns_name_labels(const struct dns_name *name)
{
	uint8_t at[128];

	return label_offsets(name, at);
}

/* Lengths of labels are below 'A', so lowering every octet is harmless. */
void
dns_name_lower(struct dns_name *name)
{
	unsigned i;

	for (i = 0; i < name->length; i++)
		name->wire[i] = lower(name->wire[i]);
}

/* By eight octets, the last eight whatever was before; with bit 5 set, letters
 * of both cases are one. */
uint32_t
dns_name_hash(const struct dns_name *name)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;
	const uint64_t both = 0x2020202020202020u;
	uint64_t h = name->length, last = 0;
	unsigned i;

	for (i = 0; i + 8 < name->length; i += 8) {
		h = (h ^ (eight(name->wire + i) | both)) * odd;
		h ^= h >> 32;
	}
	if (i)
		last = eight(name->wire + name->length - 8);
	else
		memcpy(&last, name->wire, name->length);
	return (uint32_t)((h ^ (last | both)) * odd >> 32);
}
