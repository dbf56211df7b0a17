/* SPDX-License-Identifier: Apache-2.0 */
/* hex.c - see hex.h. */
#include "lab/step/hex.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
hex_read(const char *text, uint8_t *octets, size_t *length, size_t *bad)
{
	size_t i = 0, n = 0;

	for (;;) {
		i += strspn(text + i, " \t\r\n:,");
		*bad = i;
		*length = n;
		if (text[i] == '\0')
			return true;
		if (text[i] == '0' && (text[i + 1] == 'x' ||
				       text[i + 1] == 'X')) {
			i += 2;
			*bad = i;
		}
		if (digit(text[i]) < 0)
			return false;
		*bad = i + 1;
		if (digit(text[i + 1]) < 0)
			return false;
		octets[n++] = (uint8_t)(digit(text[i]) << 4 |
					digit(text[i + 1]));
		i += 2;
	}
}

bool
hex_read_endpoint(const char *text, struct endpoint *out)
{
	char address[INET6_ADDRSTRLEN];
	const char *port = strrchr(text, ':');
	size_t length = port ? (size_t)(port - text) : 0;
	unsigned long number;
	char *end;

	if (length == 0)
		return false;
	number = strtoul(port + 1, &end, 10);
	if (end == port + 1 || *end || number > 65535)
		return false;
	memset(out, 0, sizeof(*out));
	out->port = (uint16_t)number;
	out->family = text[0] == '[' ? 6 : 4;
	if (text[0] == '[') {
		if (port[-1] != ']')
			return false;
		text++;
		length -= 2;
	}
	if (length >= sizeof(address))
		return false;
	memcpy(address, text, length);
	address[length] = '\0';
	return inet_pton(out->family == 6 ? AF_INET6 : AF_INET, address,
			 out->address) == 1;
}
