/* SPDX-License-Identifier: Apache-2.0 */
/* address.c - kinds of addresses. */
#include "autotunnel/address.h"

struct prefix {
	uint32_t number;
	unsigned bits;
};

static const struct prefix private_prefixes[] = {
	{ 0x0a000000, 8 },	/* RFC 1918, 3 */
	{ 0xac100000, 12 },
	{ 0xc0a80000, 16 },
	{ 0x64400000, 10 },	/* RFC 6598, 7: shared, of carriers' NATs */
	{ 0xa9fe0000, 16 },	/* RFC 3927, 2.1: link-local */
};

/* RFC 6890, 2.2.2, where not private: no host is reached there. */
static const struct prefix special_prefixes[] = {
	{ 0x00000000, 8 },	/* "this network" */
	{ 0x7f000000, 8 },	/* loopback */
	{ 0xc0000000, 24 },	/* IETF protocol assignments */
	{ 0xc6120000, 15 },	/* benchmarking */
	{ 0xe0000000, 4 },	/* multicast, RFC 5771 */
	{ 0xf0000000, 4 },	/* reserved, and 255.255.255.255 */
};

static bool
in_prefixes(uint32_t number, const struct prefix *p, size_t count)
{
	for (; count; p++, count--)
		if ((number ^ p->number) >> (32 - p->bits) == 0)
			return true;
	return false;
}

uint32_t
ipv4_number(const struct endpoint *e)
{
	if (e->family != 4)
		return 0;
	return (uint32_t)e->address[0] << 24 | (uint32_t)e->address[1] << 16 |
		(uint32_t)e->address[2] << 8 | e->address[3];
}

struct endpoint
ipv4_endpoint(uint32_t number)
{
	return (struct endpoint){ .family = 4, .address = {
		(uint8_t)(number >> 24), (uint8_t)(number >> 16),
		(uint8_t)(number >> 8), (uint8_t)number,
	} };
}

void
ipv4_text(uint32_t number, char text[ADDRESS_TEXT_MAX])
{
	unsigned i, octet;

	for (i = 0; i < 4; i++) {
		octet = number >> (24 - 8 * i) & 0xff;
		if (i)
			*text++ = '.';
		if (octet >= 100)
			*text++ = (char)('0' + octet / 100);
		if (octet >= 10)
			*text++ = (char)('0' + octet / 10 % 10);
		*text++ = (char)('0' + octet % 10);
	}
	*text = '\0';
}

bool
is_private_ipv4(uint32_t number)
{
	return in_prefixes(number, private_prefixes,
			   sizeof(private_prefixes) / sizeof(struct prefix));
}

bool
is_public_unicast_ipv4(uint32_t number)
{
	return !is_private_ipv4(number) &&
		!in_prefixes(number, special_prefixes,
			     sizeof(special_prefixes) / sizeof(struct prefix));
}

bool
endpoint_is_private_ipv4(const struct endpoint *e)
{
	return e->family == 4 && is_private_ipv4(ipv4_number(e));
}

bool
endpoint_is_public_unicast_ipv4(const struct endpoint *e)
{
	return e->family == 4 && is_public_unicast_ipv4(ipv4_number(e));
}

bool
is_ula(const uint8_t address[16])
{
	return address[0] == 0xfd;
}

bool
is_on_prefix(const uint8_t address[16], const struct network_prefix *p)
{
	unsigned i;

	for (i = 0; i < p->length && i < 128; i++)
		if ((address[i / 8] ^ p->network[i / 8]) & 0x80 >> i % 8)
			return false;
	return true;
}
