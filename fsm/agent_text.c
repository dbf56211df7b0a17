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

/* "192.168.1.7"; what is behind it, or NULL: it is none. */
static const char *
read_address(const char *p, struct endpoint *e)
{
	unsigned i, value;

	memset(e, 0, sizeof(*e));
	e->family = 4;
	for (i = 0; i < 4 && p; i++) {
		p = read_number(p, 255, &value);
		e->address[i] = (uint8_t)value;
		if (p && i < 3 && *p++ != '.')
			return NULL;
	}
	return p;
}

bool
agent_read_address(const char *txt, const char *key, struct endpoint *e)
{
	return read_address(find_value(txt, key), e) != NULL;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
agent_read_ula(const char *txt, uint8_t ula[16])
{
	const char *p = find_value(txt, "ula=");
	unsigned i;

	for (i = 0; i < 32; i++) {
		int value = p ? hex_value(p[i]) : -1;

		if (value < 0)
			return false;
		ula[i / 2] = (uint8_t)(ula[i / 2] << 4 | value);
	}
	return true;
}

void
agent_read_lan(const char *txt, struct endpoint *lan)
{
	struct endpoint e;
	const char *p = read_address(find_value(txt, "lan="), &e);
	unsigned value;

	memset(lan, 0, sizeof(*lan));
	if (!p || *p++ != ':' || !(p = read_number(p, 65535, &value)) ||
	    value == 0 ||
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
			("authentication failed: does it have the same tunnel "
			"secret?"),
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

const char *
agent_clash_text(const struct agent *a)
{
	if (a->config.copied)
		return "this machine is a copy of another (other hardware), "
			"whose name it has: nothing was written; give it "
			"another with 'name =', or, if that one is gone for "
			"good: autotunnel claim";
	return "another host has this name: nothing was written; choose another "
		"with 'name =', or, if that one is gone for good: autotunnel "
		"claim";
}
