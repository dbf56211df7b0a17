/* SPDX-License-Identifier: Apache-2.0 */
/* pack.c - see pack.h. */
#include "lab/report/pack.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <zlib.h>

enum { LEVEL = 4, LINE = 3 * 4096 };

void
pack_free(struct pack *p)
{
	free(p->octets);
	*p = (struct pack){ NULL, 0, 0 };
}

void
pack_octets(struct pack *p, const void *octets, size_t length)
{
	if (length > p->room - p->length) {
		while (length > p->room - p->length)
			p->room = p->room ? 2 * p->room : 4096;
		p->octets = realloc(p->octets, p->room);
		if (!p->octets)
			abort();
	}
	if (length)
		memcpy(p->octets + p->length, octets, length);
	p->length += length;
}

void
pack_number(struct pack *p, uint64_t n)
{
	uint8_t octets[10];
	size_t length = 0;

	do {
		octets[length++] = (n & 0x7f) | (n > 0x7f ? 0x80 : 0);
		n >>= 7;
	} while (n);
	pack_octets(p, octets, length);
}

void
pack_signed(struct pack *p, int64_t n)
{
	pack_number(p, n < 0 ? 2 * (uint64_t)-(n + 1) + 1 : 2 * (uint64_t)n);
}

void
pack_blob(struct pack *p, const void *octets, size_t length)
{
	pack_number(p, length);
	pack_octets(p, octets, length);
}

void
pack_text(struct pack *p, const char *text)
{
	pack_blob(p, text, strlen(text));
}

static void
print_base64(FILE *f, const uint8_t *octets, size_t length)
{
	static unsigned char line[LINE / 3 * 4 + 1];
	size_t part;
	int n;

	for (; length; octets += part, length -= part) {
		part = length < LINE ? length : LINE;
		n = EVP_EncodeBlock(line, octets, (int)part);
		fwrite(line, 1, (size_t)n, f);
	}
}

void
pack_print(struct pack *p, FILE *f)
{
	uLongf size = compressBound(p->length);
	uint8_t *small = malloc(size);

	if (!small || compress2(small, &size, p->octets ? p->octets :
				(const uint8_t *)"", p->length, LEVEL) != Z_OK)
		abort();
	print_base64(f, small, size);
	free(small);
	p->length = 0;
}

void
pack_print_plain(struct pack *p, FILE *f)
{
	print_base64(f, p->octets, p->length);
	p->length = 0;
}

/* Text --------------------------------------------------------------------- */

/* The character at *S, which moves on; an octet that begins none is its own. */
static uint32_t
next_character(const char **s)
{
	const unsigned char *at = (const unsigned char *)*s;
	static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
	uint32_t c = at[0];
	int more, i;

	more = c < 0xc0 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : c < 0xf8 ? 3 : 0;
	if (more) {
		c &= 0x3fu >> more;
		for (i = 1; i <= more; i++) {
			if ((at[i] & 0xc0) != 0x80)
				break;
			c = c << 6 | (at[i] & 0x3f);
		}
		if (i <= more || c < least[more] || c > 0x10ffff ||
		    (c >= 0xd800 && c < 0xe000)) {
			c = at[0];
			more = 0;
		}
	}
	*s += more + 1;
	return c;
}

void
print_json(FILE *f, const char *text)
{
	uint32_t c;

	putc('"', f);
	while (*text) {
		c = next_character(&text);
		if (c >= 0x10000)
			fprintf(f, "\\u%04x\\u%04x",
				0xd800 + ((c - 0x10000) >> 10),
				0xdc00 + ((c - 0x10000) & 0x3ff));
		else if (c < 0x20 || c > 0x7e || strchr("\"\\<>&'/", (int)c))
			fprintf(f, "\\u%04x", c);
		else
			putc((int)c, f);
	}
	putc('"', f);
}

void
print_html(FILE *f, const char *text)
{
	uint32_t c;

	while (*text) {
		c = next_character(&text);
		if (c < 0x20 || c > 0x7e || strchr("\"'<>&", (int)c))
			fprintf(f, "&#%u;", c < 0x20 || c == 0x7f ? 0xfffd :
				c);
		else
			putc((int)c, f);
	}
}
