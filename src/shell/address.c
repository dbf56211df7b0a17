/* SPDX-License-Identifier: Apache-2.0 */
#include "address.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

socklen_t
endpoint_to_sockaddr(const struct endpoint *e, struct sockaddr_storage *out)
{
	memset(out, 0, sizeof(*out));
	if (e->family == 4) {
		struct sockaddr_in *in = (struct sockaddr_in *)out;

		in->sin_family = AF_INET;
		in->sin_port = htons(e->port);
		memcpy(&in->sin_addr, e->address, 4);
		return sizeof(*in);
	}
	assert(e->family == 6);
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)out;

	in6->sin6_family = AF_INET6;
	in6->sin6_port = htons(e->port);
	memcpy(&in6->sin6_addr, e->address, 16);
	return sizeof(*in6);
}

struct endpoint
endpoint_from_sockaddr(const struct sockaddr_storage *a)
{
	struct endpoint e = { 0 };

	if (a->ss_family == AF_INET) {
		const struct sockaddr_in *in = (const struct sockaddr_in *)a;

		e.family = 4;
		e.port = ntohs(in->sin_port);
		memcpy(e.address, &in->sin_addr, 4);
	} else if (a->ss_family == AF_INET6) {
		const struct sockaddr_in6 *in6 =
			(const struct sockaddr_in6 *)a;

		e.port = ntohs(in6->sin6_port);
		if (IN6_IS_ADDR_V4MAPPED(&in6->sin6_addr)) {
			e.family = 4;
			memcpy(e.address, in6->sin6_addr.s6_addr + 12, 4);
		} else {
			e.family = 6;
			memcpy(e.address, &in6->sin6_addr, 16);
		}
	}
	return e;
}

const char *
endpoint_text(const struct endpoint *e, char text[ENDPOINT_TEXT_MAX])
{
	char a[INET6_ADDRSTRLEN] = "";

	if (e->family == 0) {
		snprintf(text, ENDPOINT_TEXT_MAX, "none");
		return text;
	}
	inet_ntop(e->family == 6 ? AF_INET6 : AF_INET, e->address, a,
		  sizeof(a));
	if (e->port == 0)
		snprintf(text, ENDPOINT_TEXT_MAX, "%s", a);
	else
		snprintf(text, ENDPOINT_TEXT_MAX,
			 e->family == 6 ? "[%s]:%u" : "%s:%u", a,
			 (unsigned)e->port);
	return text;
}

int
endpoint_parse(const char *text, uint16_t port, struct endpoint *out)
{
	char host[INET6_ADDRSTRLEN + 2], *end;
	const char *colon = strrchr(text, ':'), *bracket = strchr(text, ']');
	struct endpoint e = { .port = port };
	size_t length = strlen(text);
	unsigned long number;

	/* a colon is a port's after IPv4 or after the bracket */
	if (colon && (strchr(text, ':') == colon || (bracket && bracket < colon))) {
		number = strtoul(colon + 1, &end, 10);
		if (colon[1] < '0' || colon[1] > '9' || *end || number > 65535)
			return -EINVAL;
		e.port = (uint16_t)number;
		length = (size_t)(colon - text);
	}
	if (length >= sizeof(host))
		return -EINVAL;
	memcpy(host, text, length);
	host[length] = '\0';
	if (host[0] == '[') {
		if (length < 2 || host[length - 1] != ']')
			return -EINVAL;
		memmove(host, host + 1, length);
		host[length - 2] = '\0';
	}
	if (inet_pton(AF_INET, host, e.address) == 1)
		e.family = 4;
	else if (inet_pton(AF_INET6, host, e.address) == 1)
		e.family = 6;
	else
		return -EINVAL;
	*out = e;
	return 0;
}
