/* SPDX-License-Identifier: Apache-2.0 */
/* agent_text.c - the target's TXT, "v=1 lan=192.168.1.7:4500 dev=laptop". dev=
 * is the last and may hold blanks (P10). */
#include "agent_parts.h"

#include <string.h>

/* Behind KEY, which begins a word of TXT; NULL: it is not there. */
static const char *
find_value(const char *txt, const char *key)
{
	const char *p, *k;

	for (p = txt; *p; p++) {
		if (p != txt && p[-1] != ' ')
			continue;
		for (k = key; *k && p[k - key] == *k; k++)
			;
		if (!*k)
			return p + (k - key);
	}
	return NULL;
}

/* A number up to MOST; NULL: there is none. */
static const char *
read_number(const char *p, unsigned most, unsigned *value)
{
	const char *start = p;

	for (*value = 0; *p >= '0' && *p <= '9'; p++) {
		*value = *value * 10 + (unsigned)(*p - '0');
		if (*value > most)
			return NULL;
	}
	return p == start ? NULL : p;
}

void
agent_read_lan(const char *txt, struct endpoint *lan)
{
	const char *p = find_value(txt, "lan=");
	struct endpoint e = { .family = 4 };
	unsigned i, value;

	memset(lan, 0, sizeof(*lan));
	for (i = 0; i < 4 && p; i++) {
		p = read_number(p, 255, &value);
		e.address[i] = (uint8_t)value;
		if (p && *p++ != (i == 3 ? ':' : '.'))
			return;
	}
	if (!p || !(p = read_number(p, 65535, &value)) || value == 0 ||
	    (*p && *p != ' '))
		return;
	e.port = (uint16_t)value;
	*lan = e;
}

/* What others wrote is shown to the owner: printable ASCII only. */
void
agent_read_device(const char *txt, char *device, size_t size)
{
	const char *p = find_value(txt, "dev=");
	size_t n = 0;

	for (; p && *p && n + 1 < size; p++)
		device[n++] = *p >= ' ' && *p < 127 ? *p : '?';
	device[n] = '\0';
}

const char *
agent_reason_text(enum tunnel_reason reason)
{
	static const char *const texts[] = {
		[TUNNEL_REASON_NONE] = "",
		[TUNNEL_REASON_AUTHENTICATION] =
			"authentication failed: does it have the same tunnel "
			"secret?",
		[TUNNEL_REASON_TRAFFIC_SELECTOR] =
			"it has another address than we think, or we have",
		[TUNNEL_REASON_SILENCE] = "it does not answer",
		[TUNNEL_REASON_OTHER] = "the IKE daemon gave up",
		[TUNNEL_REASON_STRANGER] =
			"it does not know us: does it see our records?",
	};

	return texts[reason];
}

const char *
agent_apart_text(void)
{
	return "neither of us is reachable from outside, so nobody can dial. "
		"What would help: for either of the two a router that opens "
		"ports by NAT-PMP, or a public address";
}
