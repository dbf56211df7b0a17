/* SPDX-License-Identifier: Apache-2.0 */
/* llq_client.c - `conform llq-client`: the server of a live client of long-lived
 * queries (RFC 8764), which loses messages, fails, and lies on purpose. */
#include "llq_scene.h"

#include <errno.h>
#include <string.h>

#include "autotunnel/llq_client.h"
#include "lab/judge/monitor.h"

enum {
	SOON_MS = 3000,			/* until a client follows up */
	SETTLE_MS = 1000,		/* until what is wrong has come */
	QUIET_MS = 200,			/* a client has said all */
	FULL_S = 2,			/* SERV-FULL: come again after that */
	LOST_SETUPS = 2,		/* of three */
	LOST_REFRESHES = 2
};

static uint64_t
resend_ms(unsigned number)
{
	return judge_wait_ms(&llq_client_chart, "resend", number, 0);
}

/* The refresh that is sent as NUMBER (0: the first) of a lease, from its grant. */
static uint64_t
refresh_ms(unsigned number)
{
	return judge_wait_ms(&llq_client_chart, "renew", number,
			     SCENE_SHORT_S * 1000);
}

static int
open_role(struct conform *c, void **state)
{
	struct scene *s;
	int r = scene_open(c, &s);

	if (r < 0)
		return r;
	/* for its very first messages */
	s->faults.lose_setups = LOST_SETUPS;
	s->faults.hold_setup = true;
	s->lease_s = SCENE_SHORT_S;
	*state = s;
	return 0;
}

static void
close_role(struct conform *c, void *state)
{
	scene_close(state);
	(void)c;
}

/* Waiting ------------------------------------------------------------------------- */

static bool
has_asked(void *what)
{
	const struct scene *s = what;

	return s->seen.setups > 0;
}

static bool
is_held(void *what)
{
	const struct scene *s = what;

	return s->held;
}

static bool
has_query(void *what)
{
	const struct scene *s = what;
	unsigned i;

	for (i = 0; i < s->query_count; i++)
		if (s->queries[i].established)
			return true;
	return false;
}

/* More of something than there was. */
struct more {
	const unsigned *count;
	unsigned than;
};

static bool
is_more(void *what)
{
	const struct more *m = what;

	return *m->count > m->than;
}

static bool
wait_for_more(struct conform *c, const unsigned *count, unsigned than,
	      uint64_t ms)
{
	struct more m = { count, than };

	return conform_wait(c, ms, is_more, &m);
}

/* Set-up ------------------------------------------------------------------------------ */

static int
nobody(struct conform *c, const struct scene *s)
{
	unsigned ms = conform_setup_of(c)->timeout_ms;

	if (conform_stopped(c))
		return 0;
	if (s->seen.unsigned_or_wrong) {
		conform_refuse(c, "the client's messages are not signed by the "
			       "--key, or by none");
		return -EACCES;
	}
	conform_refuse(c, "no client asked for a long-lived query within %u s"
		       "%s", ms / 1000, s->seen.queries ?
		       ", though there were ordinary queries" : "");
	return -ENOTSUP;
}

/* Two Setup Requests get lost; the third is answered late. */
static int
act_lost_setup(struct conform *c, void *state)
{
	struct scene *s = state;

	if (!conform_wait(c, conform_setup_of(c)->timeout_ms, has_asked, s))
		return nobody(c, s);
	if (!conform_wait(c, resend_ms(0) + resend_ms(1) + SOON_MS, is_held,
			  s)) {
		conform_act_unclear(c, "the client did not ask three times");
		s->faults.lose_setups = 0;
		s->faults.hold_setup = false;
		return 0;
	}
	/* the client listens for eight seconds yet */
	conform_wait(c, resend_ms(2) * 3 / 4, NULL, NULL);
	s->faults.lose_responses = 1;
	scene_answer_held(s);
	return 0;
}

static int
act_lost_response(struct conform *c, void *state)
{
	struct scene *s = state;

	s->faults.lose_responses = s->seen.responses ?
		s->faults.lose_responses : 1;
	if (!conform_wait(c, resend_ms(0) + resend_ms(1) + SOON_MS, has_query,
			  s) && !conform_stopped(c))
		conform_act_unclear(c, "no query was established");
	s->faults.lose_responses = 0;
	/* what comes next of refreshes is looked at later */
	s->faults.lose_refreshes = LOST_REFRESHES;
	return 0;
}

/* Events ------------------------------------------------------------------------------- */

static bool
acknowledged(struct conform *c, struct scene *s)
{
	return wait_for_more(c, &s->seen.acknowledgements,
			     s->seen.acknowledgements, SOON_MS) &&
		s->seen.acknowledged == s->event_id;
}

static int
act_event(struct conform *c, void *state)
{
	struct scene *s = state;

	if (!scene_show(s)) {
		conform_act_unclear(c, "the client has no query of type PTR, "
				    "of which events could tell");
		return 0;
	}
	if (!acknowledged(c, s)) {
		if (!conform_stopped(c))
			conform_fail(c, REQ_LLQ_C_41, 0, "an event was not "
				     "acknowledged within %u s",
				     SOON_MS / 1000);
		return 0;
	}
	/* the acknowledgement got lost, as it were */
	scene_repeat(s);
	if (!acknowledged(c, s) && !conform_stopped(c))
		conform_fail(c, REQ_LLQ_C_41, 0, "an event that was sent again "
			     "was not acknowledged again within %u s",
			     SOON_MS / 1000);
	return 0;
}

/* An event with an LLQ-ID that the client does not have. */
static int
act_wrong_event(struct conform *c, void *state)
{
	struct scene *s = state;
	struct scene_query *q = scene_service(s);
	unsigned before = s->seen.acknowledgements;

	if (!q) {
		conform_act_unclear(c, "the client has no query of type PTR, "
				    "of which events could tell");
		return 0;
	}
	scene_wrong_event(s, q);
	wait_for_more(c, &s->seen.acknowledgements, before, SETTLE_MS);
	if (s->seen.acknowledgements == before)
		conform_pass(c, REQ_LLQ_C_44, 0);
	return 0;
}

/* Errors --------------------------------------------------------------------------------- */

static bool
is_quiet(void *what)
{
	const struct scene *s = what;

	return conform_now_ms() >= s->seen.last_ms + QUIET_MS;
}

static void
wait_until_quiet(struct conform *c, struct scene *s)
{
	while (!is_quiet(s) && !conform_stopped(c))
		conform_wait(c, QUIET_MS, is_quiet, s);
}

/* One host more is shown; whether its questions were asked. */
static bool
next_questions(struct conform *c, struct scene *s)
{
	struct scene_faults faults = s->faults;
	unsigned before;

	/* what the last one led to is over, and meets no fault */
	s->faults = (struct scene_faults){
		.lose_refreshes = faults.lose_refreshes,
	};
	wait_until_quiet(c, s);
	faults.lose_refreshes = s->faults.lose_refreshes;
	s->faults = faults;
	before = s->seen.setups;
	if (scene_show(s) && wait_for_more(c, &s->seen.setups, before, SOON_MS))
		return true;
	if (!conform_stopped(c))
		conform_act_unclear(c, "the client asked no further question");
	return false;
}

static int
fail_setup(struct conform *c, struct scene *s, enum dns_llq_error error)
{
	unsigned met = s->seen.faults_met;

	s->faults.setup_error = error;
	s->faults.error_lease_s = FULL_S;
	next_questions(c, s);
	if (s->seen.faults_met > met)
		conform_wait(c, SETTLE_MS, NULL, NULL);
	s->faults.setup_error = DNS_LLQ_NO_ERROR;
	return 0;
}

static int
act_full(struct conform *c, void *state)
{
	struct scene *s = state;
	unsigned before;

	fail_setup(c, s, DNS_LLQ_SERV_FULL);
	before = s->seen.setups;
	wait_for_more(c, &s->seen.setups, before, FULL_S * 1000 + SOON_MS);
	return 0;
}

static int
act_static(struct conform *c, void *state)
{
	return fail_setup(c, state, DNS_LLQ_STATIC);
}

static int
act_errors(struct conform *c, void *state)
{
	static const enum dns_llq_error errors[] = {
		DNS_LLQ_FORMAT_ERR, DNS_LLQ_BAD_VERS, DNS_LLQ_UNKNOWN_ERR,
		DNS_LLQ_NO_SUCH_LLQ,
	};
	unsigned i;

	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		fail_setup(c, state, errors[i]);
	return 0;
}

static int
act_rcode(struct conform *c, void *state)
{
	struct scene *s = state;

	s->faults.rcode = DNS_RCODE_SERVFAIL;
	next_questions(c, s);
	s->faults.rcode = 0;
	return 0;
}

static int
act_no_option(struct conform *c, void *state)
{
	struct scene *s = state;

	s->faults.no_option = true;
	next_questions(c, s);
	s->faults.no_option = false;
	return 0;
}

/* Forgeries ---------------------------------------------------------------------------- */

static int
forged(struct conform *c, struct scene *s, bool source)
{
	unsigned before = s->seen.responses;

	s->faults.forge_source = source;
	s->faults.forge_id = !source;
	s->seen.took_forged = false;
	if (next_questions(c, s))
		wait_for_more(c, &s->seen.responses, before, SOON_MS);
	s->faults.forge_source = s->faults.forge_id = false;
	if (s->seen.took_forged)
		conform_fail(c, REQ_LLQ_C_28, s->seen.last_response,
			     "the Challenge Response echoes the id of a forged "
			     "challenge, which came %s", source ?
			     "from another port than the server's" :
			     "with another message id than the request's");
	else if (s->seen.responses > before)
		conform_pass(c, REQ_LLQ_C_28, s->seen.last_response);
	s->seen.forged_id = 0;
	return 0;
}

static int
act_forged_id(struct conform *c, void *state)
{
	return forged(c, state, false);
}

static int
act_forged_source(struct conform *c, void *state)
{
	return forged(c, state, true);
}

/* Refreshes -------------------------------------------------------------------------------- */

/* Two are lost, the third is answered. */
static int
act_lost_refresh(struct conform *c, void *state)
{
	struct scene *s = state;

	if (!wait_for_more(c, &s->seen.refreshes, LOST_REFRESHES,
			   SCENE_SHORT_S * 1000 + SETTLE_MS))
		conform_act_unclear(c, "the client did not refresh three "
				    "times");
	s->faults.lose_refreshes = 0;
	return 0;
}

static int
act_unknown(struct conform *c, void *state)
{
	struct scene *s = state;
	unsigned met, before;

	wait_until_quiet(c, s);
	met = s->seen.faults_met;
	s->faults.refresh_error = DNS_LLQ_NO_SUCH_LLQ;
	if (!wait_for_more(c, &s->seen.faults_met, met,
			   refresh_ms(0) + SOON_MS)) {
		conform_act_unclear(c, "the client refreshed nothing");
		s->faults.refresh_error = DNS_LLQ_NO_ERROR;
		return 0;
	}
	before = s->seen.setups;
	wait_for_more(c, &s->seen.setups, before, SOON_MS);
	wait_until_quiet(c, s);
	return 0;
}

/* Nobody answers any refresh; then the client may ask anew once an hour. */
static int
act_dead(struct conform *c, void *state)
{
	struct scene *s = state;

	s->faults.mute = true;
	conform_wait(c, SCENE_SHORT_S * 1000 + SETTLE_MS, NULL, NULL);
	return 0;
}

static int
act_hour(struct conform *c, void *state)
{
	uint64_t hour_ms = judge_wait_ms(&llq_client_chart, "hour", 0, 0);

	conform_hold(c, hour_ms + hour_ms * JUDGE_LATE_PERCENT / 100);
	(void)state;
	return 0;
}

/* The role ------------------------------------------------------------------------------ */

static const char *const families[] = { "LLQ-C-", "LLQ-B-", NULL };

static const struct conform_act acts[] = {
	{ "lost set-up", "two Setup Requests get lost, the third is answered "
	  "late", 20000, 0, act_lost_setup,
	  CONFORM_TESTS(REQ_LLQ_C_14, REQ_LLQ_C_15, REQ_LLQ_C_16,
			REQ_LLQ_C_17, REQ_LLQ_C_05, REQ_LLQ_C_07,
			REQ_LLQ_C_09, REQ_LLQ_C_10, REQ_LLQ_C_19,
			REQ_LLQ_C_21, REQ_LLQ_C_22, REQ_LLQ_C_23,
			REQ_LLQ_C_24, REQ_LLQ_C_25, REQ_LLQ_C_26,
			REQ_LLQ_B_03, REQ_LLQ_B_04, REQ_LLQ_B_06,
			REQ_LLQ_B_08, REQ_LLQ_B_11, REQ_LLQ_B_14) },
	{ "lost response", "a Challenge Response gets lost", 8000, 0,
	  act_lost_response,
	  CONFORM_TESTS(REQ_LLQ_C_14, REQ_LLQ_C_15, REQ_LLQ_C_16, REQ_LLQ_C_27,
			REQ_LLQ_C_28, REQ_LLQ_C_29) },
	{ "event", "an event, and the same again", 0, 0, act_event,
	  CONFORM_TESTS(REQ_LLQ_C_41, REQ_LLQ_C_42) },
	{ "wrong event", "an event with an id that the client does not have",
	  0, 0, act_wrong_event, CONFORM_TESTS(REQ_LLQ_C_44) },
	{ "forged id", "a challenge with another message id comes first", 0, 0,
	  act_forged_id, CONFORM_TESTS(REQ_LLQ_C_28) },
	{ "forged source", "a challenge from another port comes first", 0, 0,
	  act_forged_source, CONFORM_TESTS(REQ_LLQ_C_28) },
	{ "full", "the server is full, and says when to come again", 0, 0,
	  act_full, CONFORM_TESTS(REQ_LLQ_C_33) },
	{ "static", "the data does not change", 0, 0, act_static,
	  CONFORM_TESTS(REQ_LLQ_C_30, REQ_LLQ_C_31, REQ_LLQ_C_32) },
	{ "errors", "every other error of a set-up", 0, 0, act_errors,
	  CONFORM_TESTS(REQ_LLQ_C_34, REQ_LLQ_C_35) },
	{ "rcode", "a set-up is answered SERVFAIL", 0, 0, act_rcode,
	  CONFORM_TESTS(REQ_LLQ_C_04, REQ_LLQ_C_34, REQ_LLQ_C_35) },
	{ "no option", "a set-up is answered without LLQ option", 0, 0,
	  act_no_option,
	  CONFORM_TESTS(REQ_LLQ_C_04, REQ_LLQ_C_34, REQ_LLQ_C_35) },
	{ "lost refresh", "two refreshes get lost", SCENE_SHORT_S * 1000, 0,
	  act_lost_refresh,
	  CONFORM_TESTS(REQ_LLQ_C_45, REQ_LLQ_C_46, REQ_LLQ_C_47,
			REQ_LLQ_C_48, REQ_LLQ_C_49, REQ_LLQ_C_50,
			REQ_LLQ_C_52, REQ_LLQ_C_53, REQ_LLQ_C_54,
			REQ_LLQ_C_57, REQ_LLQ_C_58) },
	{ "unknown", "a refresh is answered NO-SUCH-LLQ",
	  SCENE_SHORT_S * 1000, 0, act_unknown,
	  CONFORM_TESTS(REQ_LLQ_C_56) },
	{ "dead", "the server is silent", SCENE_SHORT_S * 1000, 0, act_dead,
	  CONFORM_TESTS(REQ_LLQ_C_57, REQ_LLQ_C_58, REQ_LLQ_C_60) },
	{ "hour", "an hour in which a client may ask once", 3960000, 0,
	  act_hour, CONFORM_TESTS(REQ_LLQ_C_18, REQ_LLQ_C_35, REQ_LLQ_C_60) },
	{ .name = NULL }
};

const struct conform_role conform_llq_client = {
	.name = "llq-client",
	.arguments = "--listen ADDR[:PORT] --zone Z [--key FILE] "
		"[--profile btmm]",
	.what = "a client of DNS Long-Lived Queries (RFC 8764), which finds "
		"us by DNS",
	.peer = JUDGE_CLIENT,
	.takes = CONFORM_ZONE | CONFORM_KEY | CONFORM_PROFILE,
	.port = DNS_LLQ_PORT,
	.families = families,
	.acts = acts,
	.open = open_role,
	.close = close_role,
};
