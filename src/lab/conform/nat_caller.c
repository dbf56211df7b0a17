/* SPDX-License-Identifier: Apache-2.0 */
/* nat_caller.c - see nat_caller.h. */
#include "nat_caller.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/natpmp_request_chart.h"
#include "lab/judge/monitor.h"

enum {
	AGAIN_MS = 4000,	/* a daemon that hangs may come back */
	AGAIN_MAX = 1,
	SLOW_MS = 2000,		/* until a slow one has answered twice */
	QUIET_MS = 400,
	LATE_MS = JUDGE_LATE_MS + 100	/* behind the judge's own patience */
};

static void
heard(void *owner, const struct conform_message *m)
{
	struct caller *a = owner;

	if (m->socket == a->group) {
		a->announcements += m->length >= 2 && m->octets[0] == 0;
		return;
	}
	if (m->socket != a->asking)
		return;
	if (m->kind == PACKET_UNREACHABLE) {
		a->closed = true;
		return;
	}
	if (m->kind != PACKET_UDP ||
	    !endpoint_same_address(&m->from, &a->gateway))
		return;
	a->answered = a->ever_answered = true;
	a->owed -= a->owed > 0;
	a->reply_length = m->length < CALLER_REPLY_MAX ? m->length :
		CALLER_REPLY_MAX;
	memcpy(a->reply, m->octets, a->reply_length);
	a->readable = natpmp_decode(m->octets, m->length, &a->message) == 0;
	a->spoke_natpmp = a->spoke_natpmp || a->readable;
	if (a->readable && a->message.form == NATPMP_FORM_REPLY &&
	    a->message.opcode == NATPMP_RESPONSE && !a->message.result)
		a->address = a->message.address;
}

int
caller_open(struct conform *c, struct caller **out)
{
	const struct conform_setup *setup = conform_setup_of(c);
	struct caller *a = calloc(1, sizeof(*a));
	struct endpoint local, group = { 4, { 224, 0, 0, 1 },
					 NATPMP_ANNOUNCE_PORT };
	int r;

	if (!a)
		return -ENOMEM;
	*out = a;
	a->conform = c;
	a->gateway = setup->target;
	a->began_ms = conform_now_ms();
	/* Above 1024, and unlike what a former run has asked for. */
	a->base = (uint16_t)(10000 + conform_random_16() % 40000);
	r = a->gateway.family == 4 ? conform_local(&a->gateway, &local) :
		-EAFNOSUPPORT;
	if (r == 0)
		r = conform_udp(c, &local, &a->first);
	if (r == 0 && setup->second.family) {
		r = conform_udp(c, &setup->second, &a->second);
		if (r < 0)
			conform_refuse(c, "--second: %s", strerror(-r));
	}
	if (r < 0) {
		free(a);
		return r;
	}
	if (conform_multicast(c, &local, &group, &a->group) < 0)
		a->group = NULL;
	conform_on_message(a->first, heard, a);
	if (a->second)
		conform_on_message(a->second, heard, a);
	if (a->group)
		conform_on_message(a->group, heard, a);
	return 0;
}

/* Asking ---------------------------------------------------------------------- */

static bool
is_over(void *what)
{
	const struct caller *a = what;

	return a->answered || a->closed;
}

static uint64_t
wait_ms(unsigned number)
{
	return judge_wait_ms(&natpmp_request_chart, "brief", number, 0);
}

uint64_t
caller_patience_ms(void)
{
	uint64_t sum = LATE_MS;
	unsigned i;

	for (i = 0; i < judge_wait_count(&natpmp_request_chart, "brief"); i++)
		sum += wait_ms(i);
	return sum;
}

static bool
is_nothing_owed(void *what)
{
	const struct caller *a = what;

	return !a->owed;
}

/* Up to three times; a->answered, a->closed tell. A slow gateway answers what
 * was sent twice twice, and that is no answer to what comes next. */
static void
ask(struct caller *a, struct conform_socket *by, const uint8_t *octets,
    size_t length)
{
	const unsigned sends = judge_wait_count(&natpmp_request_chart, "brief");
	unsigned i;

	if (a->owed)
		conform_wait(a->conform, SLOW_MS, is_nothing_owed, a);
	a->owed = 0;
	a->asking = by;
	a->answered = a->closed = a->readable = false;
	for (i = 0; i < sends && !is_over(a) && !conform_stopped(a->conform);
	     i++) {
		if (conform_send(a->conform, by, &a->gateway, octets,
				 length) < 0)
			return;
		a->owed++;
		conform_wait(a->conform, wait_ms(i) +
			     (i + 1 == sends ? LATE_MS : 0), is_over, a);
	}
	if (!a->answered)
		a->owed = 0;
}

bool
caller_lives(struct caller *a)
{
	static const uint8_t address[2] = { 0, 0 };
	const uint32_t last = conform_last(a->conform);
	unsigned i;

	for (i = 0; i <= AGAIN_MAX && !conform_stopped(a->conform); i++) {
		if (i)
			conform_wait(a->conform, AGAIN_MS, NULL, NULL);
		ask(a, a->first, address, sizeof(address));
		if (a->answered)
			return true;
	}
	if (!conform_stopped(a->conform))
		conform_hangs(a->conform, a->closed ?
			      "the gateway's port is closed since packet %u: "
			      "it has ended" : "the gateway answers nothing "
			      "since packet %u, though it did before: it hangs",
			      last);
	return false;
}

enum caller_result
caller_ask(struct caller *a, struct conform_socket *by, const uint8_t *octets,
	   size_t length)
{
	const bool before = a->ever_answered;

	ask(a, by, octets, length);
	if (a->answered)
		return CALLER_ANSWERED;
	if (a->closed) {
		if (before)
			caller_lives(a);
		return CALLER_CLOSED;
	}
	if (before)
		caller_lives(a);
	a->answered = a->readable = false;
	return CALLER_SILENT;
}

enum caller_result
caller_say(struct caller *a, struct conform_socket *by,
	   struct natpmp_message m)
{
	uint8_t octets[NATPMP_MESSAGE_MAX];
	const ssize_t length = natpmp_encode(&m, octets, sizeof(octets));

	return caller_ask(a, by, octets, length > 0 ? (size_t)length : 0);
}

static void
note_made(struct caller *a, struct conform_socket *by,
	  enum natpmp_opcode opcode, uint16_t port)
{
	unsigned i;

	for (i = 0; i < a->made_count; i++)
		if (a->made[i].by == by && a->made[i].opcode == opcode &&
		    a->made[i].port == port)
			return;
	if (a->made_count == CALLER_MADE_MAX)
		return;
	a->made[a->made_count].by = by;
	a->made[a->made_count].opcode = opcode;
	a->made[a->made_count++].port = port;
}

bool
caller_map(struct caller *a, struct conform_socket *by,
	   enum natpmp_opcode opcode, uint16_t port, uint16_t suggested,
	   uint32_t lifetime_s)
{
	note_made(a, by, opcode, port);
	return caller_say(a, by, natpmp_map_request(
				  opcode, port, suggested, lifetime_s)) ==
		CALLER_ANSWERED && a->readable && !a->message.result &&
		a->message.lifetime_s;
}

int
caller_throw(struct caller *a, const uint8_t *octets, size_t length)
{
	a->asking = NULL;
	return conform_send(a->conform, a->first, &a->gateway, octets, length);
}

void
caller_settle(struct caller *a)
{
	unsigned i;

	a->asking = a->first;
	for (i = 0; i < SLOW_MS / QUIET_MS; i++) {
		a->answered = false;
		conform_wait(a->conform, QUIET_MS, NULL, NULL);
		if (!a->answered)
			return;
	}
}

void
caller_close(struct caller *a)
{
	uint8_t octets[NATPMP_MESSAGE_MAX];
	struct natpmp_message m;
	unsigned i;
	bool silent = !a->ever_answered;

	/* A gateway that has fallen silent keeps them until they expire. */
	for (i = 0; i < a->made_count && !silent; i++) {
		m = natpmp_delete_request(a->made[i].opcode, a->made[i].port);
		ask(a, a->made[i].by, octets, (size_t)natpmp_encode(
			    &m, octets, sizeof(octets)));
		silent = !a->answered;
	}
	free(a);
}
