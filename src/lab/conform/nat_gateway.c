/* SPDX-License-Identifier: Apache-2.0 */
/* nat_gateway.c - `conform nat-gateway`: asks a live NAT-PMP gateway (RFC 6886)
 * for everything that it should do, and for what it should refuse or ignore. */
#include "nat_caller.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/judge/monitor.h"
#include "lab/limits.h"

#define UDP NATPMP_OPCODE_MAP_UDP
#define TCP NATPMP_OPCODE_MAP_TCP

enum {
	LIFETIME_S = LIMIT_NATPMP_LIFETIME / 1000,
	SHORT_S = 3,
	ENDLESS_S = 0x7fffffff,
	EXPIRY_LATE_MS = 1500,	/* until what has expired is gone */
	CLOCK_MS = 12000,	/* long enough to see an epoch run */
	LONG_CLOCK_MS = 90000,
	COMMAND_MS = 30000,	/* a reboot's command */
	RETURN_MS = 30000	/* and until the gateway is back */
};

/* Ports of an act: far from those of others. */
static uint16_t
port(const struct caller *a, unsigned act, unsigned number)
{
	return (uint16_t)(a->base + 20 * act + number);
}

static int
open_role(struct conform *c, void **state)
{
	return caller_open(c, (struct caller **)state);
}

static void
close_role(struct conform *c, void *state)
{
	(void)c;
	caller_close(state);
}

/* What every gateway does ------------------------------------------------------ */

static int
act_address(struct conform *c, void *state)
{
	struct caller *a = state;

	if (caller_say(a, a->first, natpmp_address_request()) ==
	    CALLER_ANSWERED)
		return 0;
	if (conform_stopped(c))
		return 0;
	if (a->closed) {
		conform_refuse(c, "port %u of it is closed: there is no "
			       "NAT-PMP", a->gateway.port);
		return -ENOTSUP;
	}
	/* It may speak all but this. */
	if (!caller_map(a, a->first, UDP, port(a, 0, 0), 0, LIFETIME_S) &&
	    !a->answered && !conform_stopped(c)) {
		conform_refuse(c, "it answers nothing at port %u: there is no "
			       "NAT-PMP, as far as can be seen",
			       a->gateway.port);
		return -ENOTSUP;
	}
	return 0;
}

static int
act_map(struct conform *c, void *state)
{
	struct caller *a = state;

	caller_map(a, a->first, UDP, port(a, 0, 1), port(a, 0, 1), LIFETIME_S);
	caller_map(a, a->first, TCP, port(a, 0, 2), port(a, 0, 2), LIFETIME_S);
	caller_map(a, a->first, UDP, port(a, 0, 3), 0, LIFETIME_S);
	caller_map(a, a->first, UDP, port(a, 0, 4), port(a, 0, 4), ENDLESS_S);
	/* The port of another mapping: another one, or a refusal. */
	caller_map(a, a->first, UDP, port(a, 0, 5), port(a, 0, 1), LIFETIME_S);
	(void)c;
	return 0;
}

/* As after a lost answer; and as a client that asks for another port. */
static int
act_same(struct conform *c, void *state)
{
	struct caller *a = state;
	uint16_t own = port(a, 1, 0);

	if (caller_map(a, a->first, UDP, own, own, LIFETIME_S)) {
		caller_map(a, a->first, UDP, own, own, LIFETIME_S);
		caller_map(a, a->first, UDP, own, port(a, 1, 1), LIFETIME_S);
		caller_map(a, a->first, UDP, own, 0, LIFETIME_S);
	}
	(void)c;
	return 0;
}

static int
act_reserved(struct conform *c, void *state)
{
	struct caller *a = state;
	struct natpmp_message m = natpmp_map_request(UDP, port(a, 2, 0),
						     port(a, 2, 0), LIFETIME_S);

	m.reserved = 0xa5a5;
	/* So that it is deleted in the end. */
	caller_map(a, a->first, UDP, port(a, 2, 0), port(a, 2, 0), LIFETIME_S);
	caller_say(a, a->first, m);
	(void)c;
	return 0;
}

static int
act_second(struct conform *c, void *state)
{
	struct caller *a = state;
	uint16_t own = port(a, 3, 0);

	if (!caller_map(a, a->first, UDP, own, own, LIFETIME_S))
		return 0;
	own = a->message.external_port;
	caller_map(a, a->second, UDP, own, own, LIFETIME_S);
	caller_map(a, a->second, TCP, own, own, LIFETIME_S);
	(void)c;
	return 0;
}

/* Mappings that end --------------------------------------------------------------- */

static int
act_expiry(struct conform *c, void *state)
{
	struct caller *a = state;
	uint16_t own = port(a, 4, 0), had;
	uint64_t ms;

	if (!caller_map(a, a->first, UDP, own, own, SHORT_S))
		return 0;
	had = a->message.external_port;
	ms = a->message.lifetime_s * UINT64_C(1000) + EXPIRY_LATE_MS;
	if (!conform_may_wait(c, ms))
		return 0;
	conform_wait(c, ms, NULL, NULL);
	if (a->second)
		caller_map(a, a->second, UDP, own, had, LIFETIME_S);
	caller_map(a, a->first, UDP, own, port(a, 4, 1), LIFETIME_S);
	return 0;
}

static int
act_deletion(struct conform *c, void *state)
{
	struct caller *a = state;
	uint16_t own = port(a, 5, 0);
	struct natpmp_message m = natpmp_delete_request(UDP, own);

	if (caller_map(a, a->first, UDP, own, own, LIFETIME_S)) {
		caller_say(a, a->first, m);
		caller_say(a, a->first, m);
		/* It is gone: another port can be had, and by others. */
		caller_map(a, a->first, UDP, own, port(a, 5, 1), LIFETIME_S);
	}
	caller_say(a, a->first, natpmp_delete_request(TCP, port(a, 5, 2)));
	if (caller_map(a, a->first, TCP, port(a, 5, 3), 0, LIFETIME_S)) {
		m = natpmp_delete_request(TCP, port(a, 5, 3));
		m.external_port = port(a, 5, 4);
		caller_say(a, a->first, m);
	}
	(void)c;
	return 0;
}

static int
act_all(struct conform *c, void *state)
{
	struct caller *a = state;
	uint16_t own = port(a, 6, 0), other = port(a, 6, 1), had = 0;

	if (caller_map(a, a->first, UDP, own, own, LIFETIME_S))
		had = a->message.external_port;
	caller_map(a, a->first, TCP, own, own, LIFETIME_S);
	caller_say(a, a->first, natpmp_delete_request(UDP, 0));
	if (a->second && had)
		caller_map(a, a->second, UDP, own, had, LIFETIME_S);
	caller_map(a, a->first, UDP, own, other, LIFETIME_S);
	/* Of the other protocol nothing was deleted. */
	caller_map(a, a->first, TCP, own, other, LIFETIME_S);
	(void)c;
	return 0;
}

/* What it does not speak --------------------------------------------------------------- */

enum { PCP_REQUEST = 24 };	/* RFC 6887, 7.1 */

static int
act_versions(struct conform *c, void *state)
{
	static const uint8_t versions[] = { 1, 3, 255 };
	struct caller *a = state;
	uint8_t octets[PCP_REQUEST] = { 2, 0 };
	unsigned i;

	/* PCP's ANNOUNCE with our address, as IPv6 has IPv4 (RFC 6887, 14.1). */
	octets[18] = octets[19] = 0xff;
	memcpy(octets + 20, conform_socket_local(a->first)->address, 4);
	caller_ask(a, a->first, octets, sizeof(octets));
	for (i = 0; i < sizeof(versions); i++) {
		octets[0] = versions[i];
		octets[1] = (uint8_t)(i % 3);
		caller_ask(a, a->first, octets, sizeof(octets));
	}
	(void)c;
	return 0;
}

static int
act_opcodes(struct conform *c, void *state)
{
	static const uint8_t opcodes[] = { 3, 64, 127 };
	struct caller *a = state;
	uint8_t octets[12] = { 0, 0, 0, 0, 0x12, 0x34, 0x56, 0x78, 1, 2, 3, 4 };
	unsigned i;

	for (i = 0; i < sizeof(opcodes); i++) {
		octets[1] = opcodes[i];
		caller_ask(a, a->first, octets, sizeof(octets));
	}
	(void)c;
	return 0;
}

/* A gateway that answered them could be set upon another. */
static int
act_responses(struct conform *c, void *state)
{
	static const uint8_t opcodes[] = { 128, 129, 255 };
	struct caller *a = state;
	uint8_t octets[16] = { 0 };
	unsigned i;

	for (i = 0; i < sizeof(opcodes); i++) {
		octets[1] = opcodes[i];
		if (caller_throw(a, octets, sizeof(octets)) < 0)
			return 0;
	}
	conform_wait(c, caller_patience_ms(), NULL, NULL);
	caller_lives(a);
	return 0;
}

/* The RFC says nothing of these; but who hangs or dies of them answers nothing
 * that it does say something of. */
static int
act_malformed(struct conform *c, void *state)
{
	static const uint8_t heads[][2] = {
		{ 0, 0 }, { 0, 1 }, { 0, 2 }, { 2, 1 }, { 0, 200 }
	};
	static const size_t lengths[] = { 1, 3, 11, 13, 1200 };
	struct caller *a = state;
	uint8_t octets[1200];
	struct natpmp_message m = natpmp_map_request(UDP, port(a, 8, 0),
						     port(a, 8, 0), SHORT_S);
	unsigned i, k;

	/* Who takes it for a request after all maps a port for a moment. */
	memset(octets, 0xff, sizeof(octets));
	natpmp_encode(&m, octets, sizeof(octets));
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		for (k = 0; k < sizeof(lengths) / sizeof(lengths[0]); k++) {
			memcpy(octets, heads[i], 2);
			if (caller_throw(a, octets, lengths[k]) < 0)
				return 0;
			conform_wait(c, 20, NULL, NULL);
		}
	caller_settle(a);
	caller_lives(a);
	return 0;
}

static int
act_outside(struct conform *c, void *state)
{
	struct caller *a = state;
	struct natpmp_message m = natpmp_map_request(UDP, port(a, 7, 0),
						     port(a, 7, 0), SHORT_S);
	uint8_t octets[NATPMP_MESSAGE_MAX];
	struct endpoint outer = { 4, { 0 }, NATPMP_PORT };
	const ssize_t length = natpmp_encode(&m, octets, sizeof(octets));
	unsigned i;

	for (i = 0; i < 4; i++)
		outer.address[i] = (uint8_t)(a->address >> (24 - 8 * i));
	if (!a->address || endpoint_same_address(&outer, &a->gateway)) {
		conform_unclear(c, REQ_PMP_G_22, "the gateway did not tell an "
				"external address of its own");
		return 0;
	}
	a->asking = NULL;
	if (length < 0 || conform_send(c, a->first, &outer, octets,
				       (size_t)length) < 0)
		return 0;
	conform_wait(c, caller_patience_ms(), NULL, NULL);
	return 0;
}

/* The epoch ---------------------------------------------------------------------------- */

static int
watch_clock(struct conform *c, struct caller *a, uint64_t ms)
{
	const uint64_t ran = conform_now_ms() - a->began_ms;

	caller_lives(a);
	conform_wait(c, ms > ran ? ms - ran : ms / 2, NULL, NULL);
	caller_lives(a);
	return 0;
}

static int
act_clock(struct conform *c, void *state)
{
	return watch_clock(c, state, CLOCK_MS);
}

static int
act_long_clock(struct conform *c, void *state)
{
	return watch_clock(c, state, LONG_CLOCK_MS);
}

/* Runs COMMAND while the recording goes on. */
struct child {
	pid_t pid;
	bool ended;
	int status;
};

static bool
has_ended(void *what)
{
	struct child *d = what;

	if (!d->ended && waitpid(d->pid, &d->status, WNOHANG) == d->pid)
		d->ended = true;
	return d->ended;
}

static bool
run_command(struct conform *c, const char *command)
{
	struct child d = { .pid = fork() };
	unsigned i;

	if (d.pid == 0) {
		sigset_t none;

		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	for (i = 0; d.pid > 0 && i < COMMAND_MS / 50 && !conform_stopped(c) &&
	     !has_ended(&d); i++)
		conform_wait(c, 50, has_ended, &d);
	if (d.pid > 0 && d.ended && WIFEXITED(d.status) &&
	    WEXITSTATUS(d.status) == 0)
		return true;
	if (!d.ended && d.pid > 0)
		kill(d.pid, SIGTERM);
	return false;
}

static bool
is_back(struct caller *a)
{
	static const uint8_t address[2] = { 0, 0 };
	const uint64_t end = conform_now_ms() + RETURN_MS;

	while (conform_now_ms() < end && !conform_stopped(a->conform)) {
		a->asking = a->first;
		a->answered = a->closed = false;
		if (conform_send(a->conform, a->first, &a->gateway, address,
				 sizeof(address)) < 0)
			return false;
		conform_wait(a->conform, 1000, NULL, NULL);
		if (a->answered)
			return true;
	}
	return false;
}

static uint64_t
announcing_ms(void)
{
	return ((uint64_t)LIMIT_NATPMP_ANNOUNCE_FIRST <<
		(LIMIT_NATPMP_ANNOUNCEMENTS - 1)) - LIMIT_NATPMP_ANNOUNCE_FIRST;
}

static int
act_reboot(struct conform *c, void *state)
{
	struct caller *a = state;

	if (!a->group)
		conform_unclear(c, REQ_PMP_G_07, "224.0.0.1, port %d could not "
				"be listened at", NATPMP_ANNOUNCE_PORT);
	if (!run_command(c, conform_setup_of(c)->reboot)) {
		conform_refuse(c, "--reboot: the command failed");
		return -ECANCELED;
	}
	if (!is_back(a)) {
		if (!conform_stopped(c))
			conform_hangs(c, "the gateway did not come back within "
				      "%d s", RETURN_MS / 1000);
		return 0;
	}
	/* An announcement that is missing, and one second one. */
	conform_wait(c, 2500, NULL, NULL);
	if (a->announcements)
		conform_hold(c, announcing_ms() * 11 / 10 + 1000);
	caller_lives(a);
	return 0;
}

/* What it may refuse ------------------------------------------------------------------ */

static int
act_refusal(struct conform *c, void *state)
{
	struct caller *a = state;

	caller_map(a, a->first, UDP, conform_setup_of(c)->port,
		   conform_setup_of(c)->port, LIFETIME_S);
	return 0;
}

static const struct conform_act acts[] = {
	{ "address", "its external address is asked for", 20000, 0, act_address,
	  CONFORM_TESTS(REQ_PMP_B_01, REQ_PMP_B_03, REQ_PMP_B_04, REQ_PMP_B_05,
			REQ_PMP_B_07, REQ_PMP_B_10, REQ_PMP_G_04,
			REQ_PMP_G_48) },
	{ "mappings", "ports are mapped: suggested, any, taken, for ever", 0, 0,
	  act_map,
	  CONFORM_TESTS(REQ_PMP_B_02, REQ_PMP_B_09, REQ_PMP_G_12, REQ_PMP_G_18,
			REQ_PMP_G_19, REQ_PMP_G_23, REQ_PMP_G_24) },
	{ "same", "the same mapping is asked for again, with other suggestions",
	  0, 0, act_same, CONFORM_TESTS(REQ_PMP_G_21) },
	{ "reserved", "the reserved field of a request is set", 0, 0,
	  act_reserved, CONFORM_TESTS(REQ_PMP_G_11) },
	{ "second", "another client asks for the same port and its companion",
	  0, CONFORM_SECOND, act_second,
	  CONFORM_TESTS(REQ_PMP_G_16, REQ_PMP_G_17, REQ_PMP_G_18,
			REQ_PMP_G_19) },
	{ "expiry", "a mapping of 3 s is let expire", 0, 0, act_expiry,
	  CONFORM_TESTS(REQ_PMP_G_25) },
	{ "deletion", "what exists is deleted, what is gone, what never was", 0,
	  0, act_deletion,
	  CONFORM_TESTS(REQ_PMP_G_27, REQ_PMP_G_28, REQ_PMP_G_29, REQ_PMP_G_30,
			REQ_PMP_G_31) },
	{ "all", "all UDP mappings of this host are deleted", 0, 0, act_all,
	  CONFORM_TESTS(REQ_PMP_G_34, REQ_PMP_G_35, REQ_PMP_G_36) },
	{ "versions", "requests of versions 1, 2 (PCP), 3 and 255", 0, 0,
	  act_versions, CONFORM_TESTS(REQ_PMP_G_01, REQ_PMP_G_02,
				      REQ_PMP_G_03) },
	{ "opcodes", "requests of opcodes 3, 64 and 127", 0, 0, act_opcodes,
	  CONFORM_TESTS(REQ_PMP_G_38) },
	{ "responses", "responses, which have to be ignored", 3000, 0,
	  act_responses, CONFORM_TESTS(REQ_PMP_G_37) },
	{ "outside", "a request to the external address", 3000, 0, act_outside,
	  CONFORM_TESTS(REQ_PMP_G_22) },
	{ "malformed", "requests that are too short or too long", 0, 0,
	  act_malformed, CONFORM_TESTS(REQ_PMP_G_04) },
	{ "clock", "its epoch is compared with our clock", CLOCK_MS, 0,
	  act_clock, CONFORM_TESTS(REQ_PMP_G_06) },
	{ "long-clock", "its epoch is compared with our clock for longer",
	  LONG_CLOCK_MS, 0, act_long_clock, CONFORM_TESTS(REQ_PMP_G_06) },
	{ "reboot", "it is rebooted, and listened to", 0, CONFORM_REBOOT,
	  act_reboot,
	  CONFORM_TESTS(REQ_PMP_G_07, REQ_PMP_G_08, REQ_PMP_G_09, REQ_PMP_G_10,
			REQ_PMP_G_44, REQ_PMP_G_46) },
	{ "refusal", "a port is asked for that it may refuse", 0, CONFORM_PORT,
	  act_refusal,
	  CONFORM_TESTS(REQ_PMP_G_39, REQ_PMP_G_40, REQ_PMP_G_42,
			REQ_PMP_G_43) },
	{ .name = NULL }
};

static const char *const families[] = { "PMP-G-", "PMP-B-", NULL };

const struct conform_role conform_nat_gateway = {
	.name = "nat-gateway",
	.arguments = "ADDR [--second ADDR] [--reboot COMMAND] [--port N]",
	.what = "a NAT-PMP gateway (RFC 6886); we are its clients, and delete "
		"all our mappings",
	.peer = JUDGE_GATEWAY,
	.takes = CONFORM_TARGET | CONFORM_SECOND | CONFORM_REBOOT | CONFORM_PORT,
	.port = NATPMP_PORT,
	.families = families,
	.acts = acts,
	.open = open_role,
	.close = close_role,
};
