/* SPDX-License-Identifier: Apache-2.0 */
/* nat_client.c - `conform nat-client`: the gateway of a live NAT-PMP client (RFC
 * 6886), which loses answers, refuses, forgets, and lies on purpose. */
#include "nat_router.h"

#include <errno.h>
#include <string.h>

#include "core/gateway_chart.h"
#include "core/natpmp_request_chart.h"
#include "lab/judge/monitor.h"

enum {
	SHORT_S = 4,		/* granted: renewals are due each 2 s */
	LASTING_S = 12,		/* so that a loss is over before half of it */
	TWICE = 2,		/* so many sends are lied to */
	THRICE = 3,
	SOON_MS = 15000,	/* a client asks again after a failure */
	SETTLE_MS = 1000,
	EXTRA_MS = 700,		/* behind the judge's own patience */
	NOBODY_KNOWS = 77,	/* a result that is not defined */
	PLAUSIBLE_S = 2,	/* so much behind is no loss (3.6) */
	RESULTS_MS = 120000,
	ASIDE = 1000,
	YOUNGER_S = 20000
};

static uint64_t
hold_ms(void)
{
	return gateway_chart.timers[GATEWAY_TIMER_HOLD].waits[0].to;
}

/* All nine waits, and what a judge waits more. */
static uint64_t
silence_ms(void)
{
	uint64_t sum = 0;
	unsigned i;

	for (i = 0; i < judge_wait_count(&natpmp_request_chart, "retry"); i++)
		sum += judge_wait_ms(&natpmp_request_chart, "retry", i, 0);
	return sum * 11 / 10 + EXTRA_MS;
}

/* A mapping's half, and what is tolerated behind it. */
static uint64_t
half_ms(void)
{
	return SHORT_S * 1000 / 2 + EXTRA_MS;
}

/* Until the client surely has asked for something it holds. */
static uint64_t
next_ms(void)
{
	return LASTING_S * 1000 / 2 + EXTRA_MS;
}

/* Until the longest wait after a loss is surely over. */
static uint64_t
recovery_ms(void)
{
	return hold_ms() * 11 / 10 + EXTRA_MS;
}

static int
open_role(struct conform *c, void **state)
{
	struct router *r;
	int error = router_open(c, &r);

	if (error < 0)
		return error;
	r->lifetime_s = SHORT_S;
	/* for its very first request */
	r->lie = r->second ? ROUTER_STRANGER : ROUTER_LOSES;
	r->lies = THRICE;
	*state = r;
	return 0;
}

static void
close_role(struct conform *c, void *state)
{
	(void)c;
	router_close(state);
}

/* Waiting ---------------------------------------------------------------------- */

static bool
has_asked(void *what)
{
	const struct router *r = what;

	return r->requests > 0;
}

static bool
is_answered(void *what)
{
	const struct router *r = what;

	return r->answers > 0;
}

static bool
lies_are_told(void *what)
{
	const struct router *r = what;

	return !r->lies;
}

static bool
result_is_told(void *what)
{
	const struct router *r = what;

	return !r->result;
}

/* The client holds a mapping, so that it will ask again. Who asks nothing for
 * long has given up, or is dead. */
static bool
is_ready(struct conform *c, struct router *r)
{
	const unsigned before = r->requests;

	if (conform_wait(c, SOON_MS, router_holds, r))
		return true;
	if (r->requests == before && !conform_stopped(c))
		conform_hangs(c, "the client has asked for nothing since packet "
			      "%u, and holds no mapping", conform_last(c));
	return false;
}

/* Its first requests ----------------------------------------------------------- */

/* The first request is lied to or lost three times, the first for a mapping as
 * well. */
static int
act_first(struct conform *c, void *state)
{
	struct router *r = state;
	const unsigned ms = conform_setup_of(c)->timeout_ms;

	if (!conform_wait(c, ms, has_asked, r)) {
		if (conform_stopped(c))
			return 0;
		conform_refuse(c, "no client has asked at port %d within %u s",
			       NATPMP_PORT, (ms + 999) / 1000);
		return -ENOTSUP;
	}
	conform_wait(c, SOON_MS, is_answered, r);
	r->lie = ROUTER_LOSES;
	r->lies = THRICE;
	r->lie_of_mappings = true;
	if (conform_wait(c, SOON_MS, lies_are_told, r))
		is_ready(c, r);
	r->lies = 0;
	return 0;
}

static int
act_renewal(struct conform *c, void *state)
{
	struct router *r = state;

	if (!is_ready(c, r))
		return 0;
	conform_wait(c, SETTLE_MS, NULL, NULL);		/* all that it wants */
	router_mark(r);
	conform_wait(c, 2 * half_ms(), router_all_renewed, r);
	return 0;
}

/* Whoever asks for a port of its own may be given another one. */
static int
act_aside(struct conform *c, void *state)
{
	struct router *r = state;

	if (!is_ready(c, r))
		return 0;
	/* Refused once, it asks anew, and is granted another port. */
	r->aside = ASIDE;
	r->result = NATPMP_OUT_OF_RESOURCES;
	if (conform_wait(c, next_ms(), result_is_told, r))
		conform_wait(c, half_ms(), NULL, NULL);
	r->result = 0;
	router_mark(r);
	conform_wait(c, half_ms(), router_all_renewed, r);
	r->aside = 0;
	return 0;
}

/* Lies ------------------------------------------------------------------------- */

/* An answer was sent since the mark. */
static bool
has_answered(void *what)
{
	const struct router *r = what;

	return r->answers > r->answers_before;
}

static void
lie(struct conform *c, struct router *r, enum router_lie what)
{
	if (!is_ready(c, r))
		return;
	r->lie = what;
	r->lies = TWICE;
	r->lie_of_mappings = true;
	conform_wait(c, next_ms(), lies_are_told, r);
	r->lies = 0;
	r->answers_before = r->answers;
	conform_wait(c, SETTLE_MS, has_answered, r);
}

static int
act_stranger(struct conform *c, void *state)
{
	lie(c, state, ROUTER_STRANGER);
	return 0;
}

static int
act_odd(struct conform *c, void *state)
{
	static const enum router_lie lies[] = {
		ROUTER_ODD_PORT, ROUTER_ODD_OPCODE, ROUTER_ODD_INTERNAL,
		ROUTER_CUT
	};
	unsigned i;

	for (i = 0; i < sizeof(lies) / sizeof(lies[0]); i++)
		lie(c, state, lies[i]);
	return 0;
}

/* A refusal of the next request for a mapping, and what is asked then. */
static void
refuse(struct conform *c, struct router *r, uint16_t result, bool bare)
{
	unsigned before;

	if (!is_ready(c, r))
		return;
	r->result = result;
	r->bare = bare;
	if (!conform_wait(c, next_ms(), result_is_told, r)) {
		r->result = 0;
		return;
	}
	before = r->requests;
	conform_wait(c, SOON_MS, router_holds, r);
	if (r->requests == before)
		conform_wait(c, half_ms(), NULL, NULL);
}

static int
act_undefined(struct conform *c, void *state)
{
	refuse(c, state, NOBODY_KNOWS, false);
	return 0;
}

static int
act_results(struct conform *c, void *state)
{
	uint16_t result;

	refuse(c, state, UINT16_MAX, false);
	for (result = NATPMP_UNSUPPORTED_VERSION;
	     result <= NATPMP_UNSUPPORTED_OPCODE; result++)
		refuse(c, state, result,
		       result == NATPMP_UNSUPPORTED_VERSION);
	return 0;
}

/* The epoch --------------------------------------------------------------------- */

static void
wait_for_recovery(struct conform *c, struct router *r)
{
	router_mark(r);
	conform_wait(c, recovery_ms(), router_all_renewed, r);
	conform_wait(c, SETTLE_MS, NULL, NULL);
}

/* All that is held lasts for longer than a loss takes. */
static bool
is_lasting(struct conform *c, struct router *r)
{
	if (!is_ready(c, r) || r->lifetime_s == LASTING_S)
		return router_holds(r);
	r->lifetime_s = LASTING_S;
	router_mark(r);
	return conform_wait(c, half_ms(), router_all_renewed, r);
}

/* It lost its state, and says so in its next answer only. */
static int
act_loss(struct conform *c, void *state)
{
	struct router *r = state;

	if (is_lasting(c, r)) {
		router_set_epoch(r, 0);
		r->answers_before = r->answers;
		if (conform_wait(c, next_ms(), has_answered, r))
			wait_for_recovery(c, r);
	}
	r->lifetime_s = SHORT_S;
	return 0;
}

static int
announce(struct conform *c, struct router *r, bool as_stranger,
	 uint32_t epoch_s)
{
	int error = r->can_announce ?
		router_announce(r, as_stranger, epoch_s) : -ENODEV;

	if (error < 0) {
		conform_unclear(c, as_stranger ? REQ_PMP_C_21 : REQ_PMP_C_42,
				"no announcement could be sent: %s",
				strerror(-error));
		conform_unclear(c, REQ_PMP_C_22, "no announcement could be "
				"sent: %s", strerror(-error));
	}
	return error;
}

static int
act_announced(struct conform *c, void *state)
{
	struct router *r = state;

	if (!is_lasting(c, r))
		return 0;
	/* Younger than it was; not 0, so that the next lie is a loss too. */
	router_set_epoch(r, YOUNGER_S);
	if (announce(c, r, false, YOUNGER_S) == 0)
		wait_for_recovery(c, r);
	return 0;
}

static int
act_forged(struct conform *c, void *state)
{
	struct router *r = state;

	if (is_ready(c, r) && announce(c, r, true, 0) == 0)
		conform_wait(c, recovery_ms(), NULL, NULL);
	return 0;
}

/* A clock that is set back by what is no loss yet. */
static int
act_slow(struct conform *c, void *state)
{
	struct router *r = state;

	if (!is_ready(c, r))
		return 0;
	conform_wait(c, half_ms(), NULL, NULL);
	r->epoch_more_s -= PLAUSIBLE_S;
	conform_hold(c, half_ms() + recovery_ms());
	return 0;
}

/* Silence ------------------------------------------------------------------------- */

static int
act_silence(struct conform *c, void *state)
{
	struct router *r = state;

	if (!is_ready(c, r))
		return 0;
	r->mute = true;
	conform_wait(c, half_ms() + silence_ms(), NULL, NULL);
	r->mute = false;
	if (announce(c, r, false, router_epoch_s(r)) == 0)
		conform_wait(c, recovery_ms(), NULL, NULL);
	return 0;
}

static const struct conform_act acts[] = {
	{ "first", "its first requests are not answered three times, or by a "
	  "stranger", 0, 0, act_first,
	  CONFORM_TESTS(REQ_PMP_B_01, REQ_PMP_B_03, REQ_PMP_B_05, REQ_PMP_B_06,
			REQ_PMP_B_08, REQ_PMP_C_04, REQ_PMP_C_05, REQ_PMP_C_06,
			REQ_PMP_C_07, REQ_PMP_C_08, REQ_PMP_C_09, REQ_PMP_C_10,
			REQ_PMP_C_20, REQ_PMP_C_25, REQ_PMP_C_26, REQ_PMP_C_27,
			REQ_PMP_C_28) },
	{ "renewal", "mappings are granted for 4 s only", 0, 0, act_renewal,
	  CONFORM_TESTS(REQ_PMP_C_30, REQ_PMP_C_31, REQ_PMP_C_32) },
	{ "stranger", "another address answers in the gateway's place", 0,
	  CONFORM_SECOND, act_stranger,
	  CONFORM_TESTS(REQ_PMP_C_20, REQ_PMP_C_29) },
	{ "announced", "it is announced that the gateway lost its state", 0, 0,
	  act_announced,
	  CONFORM_TESTS(REQ_PMP_C_22, REQ_PMP_C_41, REQ_PMP_C_42, REQ_PMP_C_43,
			REQ_PMP_C_44, REQ_PMP_C_45) },
	{ "forged", "a stranger announces that", 0, CONFORM_SECOND, act_forged,
	  CONFORM_TESTS(REQ_PMP_C_21) },
	{ "loss", "the epoch goes back in an answer", 0, 0, act_loss,
	  CONFORM_TESTS(REQ_PMP_C_39, REQ_PMP_C_40, REQ_PMP_C_41, REQ_PMP_C_43,
			REQ_PMP_C_44, REQ_PMP_C_45) },
	{ "undefined", "a result is told that is not defined", 0, 0,
	  act_undefined, CONFORM_TESTS(REQ_PMP_C_37, REQ_PMP_C_38) },
	{ "aside", "another port is granted than was suggested", 0, 0, act_aside,
	  CONFORM_TESTS(REQ_PMP_C_32, REQ_PMP_C_33, REQ_PMP_C_34) },
	{ "slow", "the epoch is 2 s behind, which is no loss", 0, 0, act_slow,
	  CONFORM_TESTS(REQ_PMP_C_39, REQ_PMP_C_40) },
	{ "odd", "answers from another port, for others, and cut ones", 0, 0,
	  act_odd, CONFORM_TESTS(REQ_PMP_C_10, REQ_PMP_C_28) },
	{ "results", "each result but success is told", RESULTS_MS, 0,
	  act_results, CONFORM_TESTS(REQ_PMP_C_30) },
	{ "silence", "nothing is answered any more", 160000, 0, act_silence,
	  CONFORM_TESTS(REQ_PMP_C_10, REQ_PMP_C_11, REQ_PMP_C_15) },
	{ .name = NULL }
};

static const char *const families[] = {
	"PMP-C-", "PMP-B-", "BTMM-C-22", NULL
};

const struct conform_role conform_nat_client = {
	.name = "nat-client",
	.arguments = "--listen ADDR [--second ADDR] [--profile btmm]",
	.what = "a NAT-PMP client (RFC 6886); we are its gateway, which "
		"maps nothing",
	.peer = JUDGE_CLIENT,
	.takes = CONFORM_SECOND | CONFORM_PROFILE,
	.port = NATPMP_PORT,
	.families = families,
	.acts = acts,
	.open = open_role,
	.close = close_role,
};
