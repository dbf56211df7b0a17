/* SPDX-License-Identifier: Apache-2.0 */
/* lanes.c - see lanes.h. */
#include "lab/report/lanes.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/dns.h"
#include "autotunnel/natpmp.h"

enum { KEY_MAX = 128, DNS_PORT = 53 };

static char *
copy_of(const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		abort();
	return copy;
}

/* The lane KEY, made if there is none. */
static uint32_t
lane(struct lanes *l, const char *key, const char *name, const char *what,
     int file)
{
	uint32_t before = l->keys.count, number = intern(&l->keys, key);

	if (number < before)
		return number;
	if (number == l->room) {
		l->room = l->room ? 2 * l->room : 16;
		l->list = realloc(l->list, l->room * sizeof(*l->list));
		if (!l->list)
			abort();
	}
	l->list[number] = (struct sheet_lane){
		copy_of(name), copy_of(what), file
	};
	return number;
}

void
lanes_open(struct lanes *l, const struct match *m)
{
	char key[KEY_MAX];
	unsigned i;

	memset(l, 0, sizeof(*l));
	for (i = 0; m && i < m->count; i++) {
		if (!m->files[i].program)
			continue;
		snprintf(key, sizeof(key), "recorder %u", i);
		lane(l, key, m->files[i].name, m->files[i].program, (int)i);
		l->traces++;
	}
}

void
lanes_close(struct lanes *l)
{
	uint32_t i;

	for (i = 0; i < l->keys.count; i++) {
		free((char *)l->list[i].name);
		free((char *)l->list[i].what);
	}
	free(l->list);
	free(l->end_lanes);
	intern_free(&l->keys);
	intern_free(&l->ends);
}

uint32_t
lanes_count(const struct lanes *l)
{
	return l->keys.count;
}

uint32_t
lanes_recorder(const struct lanes *l, unsigned file)
{
	uint32_t i;

	for (i = 0; i < l->keys.count; i++)
		if (l->list[i].file == (int)file)
			return i;
	return 0;
}

/* Ends --------------------------------------------------------------------------- */

static void
print_address(const struct endpoint *e, char text[KEY_MAX])
{
	if (!inet_ntop(e->family == 6 ? AF_INET6 : AF_INET, e->address, text,
		       KEY_MAX))
		text[0] = '\0';
}

/* RFC 1918, RFC 3927, RFC 4193, link-local and loopback. */
static bool
is_private(const struct endpoint *e)
{
	const uint8_t *a = e->address;

	if (e->family == 6)
		return (a[0] & 0xfe) == 0xfc ||
			(a[0] == 0xfe && (a[1] & 0xc0) == 0x80);
	return a[0] == 10 || a[0] == 127 || (a[0] == 172 && a[1] >> 4 == 1) ||
		(a[0] == 192 && a[1] == 168) || (a[0] == 169 && a[1] == 254);
}

static const char *
role_of(const struct endpoint *e)
{
	if (e->family == 4 && e->address[0] >> 4 == 14)
		return "multicast";
	switch (e->port) {
	case NATPMP_PORT:
		return "NAT gateway";
	case DNS_PORT:
	case DNS_LLQ_PORT:
		return "DNS server";
	default:
		return "";
	}
}

/* A lane for the address E as FILE has it; of an end that talks to itself by
 * its port too. */
static uint32_t
address_lane(struct lanes *l, const struct match *m, unsigned file,
	     const struct endpoint *e, bool by_port)
{
	char address[KEY_MAX], key[2 * KEY_MAX];
	bool own = m && l->traces > 1 && m->files[file].program &&
		is_private(e);
	uint32_t number;

	print_address(e, address);
	if (by_port)
		snprintf(address + strlen(address),
			 KEY_MAX - strlen(address), " port %u", e->port);
	if (own)
		snprintf(key, sizeof(key), "%u %s", file, address);
	else
		snprintf(key, sizeof(key), "%s", address);
	number = lane(l, key, address, "", -1);
	if (!l->list[number].what[0] && *role_of(e)) {
		free((char *)l->list[number].what);
		l->list[number].what = copy_of(role_of(e));
	}
	return number;
}

void
lanes_name(struct lanes *l, const struct endpoint *address, const char *name)
{
	char key[KEY_MAX], what[KEY_MAX];

	print_address(address, key);
	snprintf(what, sizeof(what), "%s", key);
	if (address->port)
		snprintf(key + strlen(key), KEY_MAX - strlen(key), " port %u",
			 address->port);
	lane(l, key, name, what, -1);
}

static uint32_t
find_lane(struct lanes *l, const struct match *m, unsigned file,
	  const struct sight *s, const struct endpoint *e)
{
	bool itself = s->way == SIGHT_PASSING &&
		endpoint_same_address(&s->packet.from, &s->packet.to);
	int recorder;

	if (s->lookup)
		return lane(l, "resolver", "resolver", "of the system", -1);
	if (!e->family)
		return lane(l, "unknown", "elsewhere", "address not recorded",
			    -1);
	recorder = m && m->files[file].program ? match_end(m, file, e) : -1;
	if (recorder >= 0)
		return lanes_recorder(l, (unsigned)recorder);
	return address_lane(l, m, file, e, itself);
}

/* find_lane, remembered by file and end. */
static uint32_t
end_lane(struct lanes *l, const struct match *m, unsigned file,
	 const struct sight *s, const struct endpoint *e)
{
	char end[TRACE_ENDPOINT_MAX], key[KEY_MAX];
	uint32_t before = l->ends.count, number;

	snprintf(key, sizeof(key), "%u %s%s%s", file,
		 trace_endpoint_text(e, end), s->lookup ? " resolver" : "",
		 s->way == SIGHT_PASSING &&
		 endpoint_same_address(&s->packet.from, &s->packet.to) ?
		 " itself" : "");
	number = intern(&l->ends, key);
	if (number < before)
		return l->end_lanes[number];
	if (number >= l->end_room) {
		l->end_room = l->end_room ? 2 * l->end_room : 64;
		l->end_lanes = realloc(l->end_lanes, l->end_room *
				       sizeof(*l->end_lanes));
		if (!l->end_lanes)
			abort();
	}
	l->end_lanes[number] = find_lane(l, m, file, s, e);
	return l->end_lanes[number];
}

void
lanes_place(struct lanes *l, const struct match *m, unsigned file,
	    const struct sight *s, struct sheet_item *item)
{
	const struct endpoint *from = &s->packet.from, *to = &s->packet.to;

	if (s->kind == SIGHT_NOTE && s->way == SIGHT_PASSING) {
		item->from = item->to = end_lane(l, m, file, s, from);
		return;
	}
	if (s->kind == SIGHT_NOTE) {
		item->from = item->to = lanes_recorder(l, file);
		return;
	}
	item->from = s->way == SIGHT_SENT ? lanes_recorder(l, file) :
		end_lane(l, m, file, s, from);
	item->to = s->way == SIGHT_RECEIVED ? lanes_recorder(l, file) :
		end_lane(l, m, file, s, to);
}
