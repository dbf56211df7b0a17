/* SPDX-License-Identifier: Apache-2.0 */
/* invariant.c - see invariant.h: the table, and who looks on. */
#include "lab/simulate/invariant.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lab/charts.h"
#include "lab/simulate/invariant_private.h"

const struct invariant_about invariant_about[INVARIANT_COUNT] = {
	[INVARIANT_PACE] = { "pace",
		"nothing is sent again sooner or more often than its RFC allows",
		"PMP-C-09 PMP-C-10 LLQ-C-15 LLQ-C-16 LLQ-S-40 LLQ-S-41 UL-B-11" },
	[INVARIANT_STORM] = { "storm",
		"no host floods the network with datagrams", "P2 P4 P8" },
	[INVARIANT_ACK] = { "ack",
		"every event that its agent can believe is acknowledged at once",
		"LLQ-C-41" },
	[INVARIANT_REST] = { "rest",
		"no machine waits for ever: one that does not rest has a timer",
		"P21" },
	[INVARIANT_LEASE] = { "lease",
		"no long-lived query is held beyond what was granted",
		"LLQ-C-38 LLQ-C-45" },
	[INVARIANT_MAPPING] = { "mapping",
		"no mapping is held beyond what was granted", "PMP-C-30" },
	[INVARIANT_REGISTRATION] = { "registration",
		"no registration is held beyond what was granted",
		"UL-C-07 UL-C-18" },
	[INVARIANT_ONCE] = { "once",
		"no client holds two long-lived queries for one question",
		"LLQ-C-24 P16" },
	[INVARIANT_TOLD] = { "told",
		"a subscriber that is reachable learns every change, or its query ends",
		"LLQ-S-33 LLQ-S-34 LLQ-C-43 P4 P6" },
	[INVARIANT_GIVEN_UP] = { "given-up",
		"no event is given up before it was sent three times, nor in a calm",
		"LLQ-S-40 LLQ-S-42" },
	[INVARIANT_RUN_OUT] = { "run-out",
		"in a calm nothing that was granted runs out unrenewed",
		"LLQ-C-45 UL-C-13 PMP-C-30" },
	[INVARIANT_RECORDS] = { "records",
		"no record of a host is left when its lease and a while are over",
		"UL-S-10 UL-S-11 P15" },
	[INVARIANT_PAIR] = { "pair",
		"after a calm every pair has a tunnel of which one can be reached",
		"BTMM-C-48 P8 P9" },
	[INVARIANT_STATE] = { "state",
		"after a crash the state is the old or the new one, whole", "P15" },
	[INVARIANT_GATEWAY] = { "gateway",
		"a mapping is asked for again when its gateway lost its state",
		"PMP-C-40 PMP-C-41 PMP-C-43" },
	[INVARIANT_TIE] = { "tie",
		"of two that can be reached the lower name dials first", "P9" },
	[INVARIANT_MEMORY] = { "memory",
		"nothing is kept longer than somebody may need it",
		"LLQ-S-25 UL-S-11" },
	[INVARIANT_ALIVE] = { "alive",
		"whatever happens, no program ends by itself, and time goes on",
		"P21" },
};

void
invariants_list(FILE *f)
{
	unsigned i;

	for (i = 0; i < INVARIANT_COUNT; i++)
		fprintf(f, "  %-13s %s [%s]\n", invariant_about[i].name,
			invariant_about[i].sentence, invariant_about[i].ids);
}

/* A failure ---------------------------------------------------------------- */

void
invariant_fails(struct invariants *i, enum invariant what, int who, int other,
		const char *format, ...)
{
	struct violation *v = &i->violation;
	va_list args;

	if (i->failed)
		return;
	i->failed = true;
	v->what = what;
	v->who = who;
	v->other = other;
	v->at_ms = sim_now_ms(i->sim) - SIM_BEGIN_MS;
	va_start(args, format);
	vsnprintf(v->text, sizeof(v->text), format, args);
	va_end(args);
	sim_stop(i->sim);
}

void
invariant_keep(struct invariants *i, const char *format, ...)
{
	va_list args;

	if (i->violation.keep[0])
		return;
	va_start(args, format);
	vsnprintf(i->violation.keep, sizeof(i->violation.keep), format, args);
	va_end(args);
}

void
invariant_keep_machine(struct invariants *i, const struct machine *m)
{
	char name[EFFECT_NAME_MAX];

	m->chart->describe(m, name, sizeof(name));
	invariant_keep(i, "\"%.200s:%s\"", name, machine_state_name(m));
}

/* What all ask ------------------------------------------------------------- */

struct watched *
invariant_of(struct invariants *i, int who)
{
	return who >= 0 ? &i->hosts[who] : &i->server;
}

uint64_t
invariant_calm_since_ms(const struct invariants *i, int who)
{
	static const int servers[] = { SIM_RENDEZVOUS, SIM_PRIMARY };
	uint64_t since = sim_healthy_since(i->sim, who), at;
	unsigned n;

	for (n = 0; n < 2; n++) {
		at = sim_healthy_since(i->sim, servers[n]);
		if (at > since)
			since = at;
	}
	return since;
}

uint64_t
invariant_still_since_ms(const struct invariants *i, unsigned *running)
{
	uint64_t since = invariant_calm_since_ms(i, SIM_RENDEZVOUS), at;
	unsigned n, count = sim_host_count(i->sim);

	*running = 0;
	for (n = 0; n < count; n++) {
		/* who is off disturbs nobody, but what it held is there still */
		*running += sim_host_runs(i->sim, n);
		at = i->hosts[n].dead ? i->hosts[n].died_ms :
			sim_healthy_since(i->sim, (int)n);
		if (at > since)
			since = at;
	}
	return since == TIME_NEVER ? since : since + i->settled_ms +
		RENDEZVOUS_LEASE_MAX_S * UINT64_C(1000);
}

/* Clocks of the simulator are a hundredth wrong at most; and then some. */
uint64_t
invariant_end_ms(const struct invariants *i, uint64_t span_ms)
{
	return sim_now_ms(i->sim) + span_ms + span_ms / 40 + 1000;
}

bool
invariant_rests(struct invariants *i, int who, const struct machine *m)
{
	unsigned n;

	if (m->running || !m->chart)
		return true;
	for (n = 0; n < chart_count && charts[n] != m->chart; n++)
		;
	if (n == chart_count || chart_resting[n] >> m->state & 1)
		return true;
	invariant_fails(i, INVARIANT_REST, who, SIM_NOBODY,
			"its machine %s is %s, which does not rest, and has no "
			"timer", m->chart->name, machine_state_name(m));
	invariant_keep_machine(i, m);
	return false;
}

/* Who looks on ------------------------------------------------------------- */

static void
on_input(void *owner, int who, const struct input *in)
{
	struct invariants *i = owner;
	struct watched *h = invariant_of(i, who);

	h->now_ms = in->now_ms;
	h->event = 0;
	if (who < 0) {
		invariant_server_begins(i, in);
		invariant_server_hears(i, in);
		return;
	}
	if (in->kind == INPUT_DATAGRAM || in->kind == INPUT_STREAM_MESSAGE)
		invariant_hear(i, who, in);
	else if (in->kind == INPUT_TUNNEL)
		invariant_dialled(i, who, in);
	if (in->kind == INPUT_NETWORK)
		invariant_moves(i, who);
	if (in->kind == INPUT_NETWORK || in->kind == INPUT_UNREACHABLE ||
	    in->kind == INPUT_COMMAND || in->kind == INPUT_BOUND)
		h->heard++;
}

static void
on_effects(void *owner, int who, const struct effects *e)
{
	struct invariants *i = owner;
	unsigned n;

	if (who < 0)
		invariant_server_steps(i, e);
	if (!e->count || i->failed)
		return;
	invariant_pace(i, who, e);
	if (who < 0)
		return;
	if (i->hosts[who].event)
		invariant_acknowledges(i, who, e);
	for (n = 0; n < e->count; n++)
		if (e->list[n].kind == EFFECT_SAVE) {
			invariant_host_saves(i, (unsigned)who);
			break;
		}
	invariant_dials(i, who, e);
}

static void
on_turned(void *owner, int who)
{
	struct invariants *i = owner;

	i->turns++;
	if (who < 0) {
		invariant_server_turned(i);
		invariant_server_stepped(i);
		return;
	}
	if (i->hosts[who].event)
		invariant_turned(i, who);
	if (i->hosts[who].odd_state)
		invariant_host_began(i, (unsigned)who);
	invariant_host_turned(i, (unsigned)who);
	if (i->hosts[who].fell)
		invariant_fell(i, (unsigned)who);
}

static void
on_zone(void *owner, const struct sim_record *record, bool removal)
{
	struct invariants *i = owner;

	if (!removal)
		invariant_zone_change(i, record);
	invariant_told_change(i, record);
}

static void
on_life(void *owner, int who, bool begins)
{
	struct invariants *i = owner;
	struct watched *h = invariant_of(i, who);

	h->dead = !begins;
	if (!begins)
		h->died_ms = sim_now_ms(i->sim);
	memset(h->sent, 0, h->places * sizeof(*h->sent));
	if (!begins)
		return;
	h->registered_end_ms = 0;
	h->epoch_known = false;
	h->loss_ms = h->lapse_ms = 0;
	h->fell = false;
	if (h->followed)
		memset(h->followed, 0, h->followed_room * sizeof(*h->followed));
	h->window_ms = h->early_ms = 0;
	h->heard++;
	if (who < 0) {
		invariant_server_boots(i);
		return;
	}
	invariant_host_boots(i, (unsigned)who);
	invariant_due(i, DUE_PAIRS, (unsigned)who,
		      sim_now_ms(i->sim) + ROUND_MS);
}

/* A net below what is looked at step by step. */
static void
look_around(void *owner, struct sim *s)
{
	struct invariants *i = owner;

	sim_look(s);
	i->rounds++;
	invariant_server(i);
	if (!i->failed)
		sim_at(s, sim_now_ms(s) + ROUND_MS, look_around, i);
}

/* Begin and end ------------------------------------------------------------ */

static bool
make_room(struct invariants *i)
{
	unsigned n, count = sim_host_count(i->sim);

	i->hosts = calloc(count, sizeof(*i->hosts));
	i->server.places = SERVER_PLACES;
	i->server.sent = calloc(SERVER_PLACES, sizeof(*i->server.sent));
	i->events = calloc(EVENT_PLACES, sizeof(*i->events));
	i->domains = calloc(count, sizeof(*i->domains));
	if (!i->hosts || !i->server.sent || !i->events || !i->domains ||
	    invariant_due_begin(i) < 0 || invariant_memory_begin(i) < 0)
		return false;
	for (n = 0; n < count; n++) {
		struct watched *h = &i->hosts[n];

		h->dead = true;
		h->places = SENT_PLACES;
		h->sent = calloc(SENT_PLACES, sizeof(*h->sent));
		h->added_ms = calloc(AGENT_PEERS_MAX, sizeof(*h->added_ms));
		if (!h->sent || !h->added_ms)
			return false;
	}
	return true;
}

int
invariants_begin(struct sim *s, struct invariants **out)
{
	struct invariants *i = calloc(1, sizeof(*i));

	if (!i)
		return -ENOMEM;
	i->sim = s;
	i->settled_ms = waits_settled_ms();
	i->reached_ms = waits_reached_ms();
	i->reached_at_last_ms = waits_reached_at_last_ms();
	i->renewed_ms = waits_renewed_ms();
	i->met_ms = waits_met_ms();
	i->told_ms = waits_told_ms();
	i->deleted_ms = waits_deleted_ms();
	i->mapped_ms = waits_mapped_ms();
	i->still_ms = TIME_NEVER;
	i->watch = (struct sim_watch){ .owner = i, .input = on_input,
		.effects = on_effects, .rows = true, .turned = on_turned,
		.life = on_life, .zone = on_zone };
	if (!make_room(i)) {
		invariants_end(i);
		return -ENOMEM;
	}
	sim_watch(s, &i->watch);
	sim_at(s, sim_now_ms(s) + ROUND_MS, look_around, i);
	*out = i;
	return 0;
}

void
invariants_end(struct invariants *i)
{
	unsigned n;

	if (!i)
		return;
	for (n = 0; i->hosts && n < sim_host_count(i->sim); n++) {
		free(i->hosts[n].sent);
		free(i->hosts[n].llqs);
		free(i->hosts[n].added_ms);
		free(i->hosts[n].followed);
	}
	for (n = 0; i->domains && n < sim_host_count(i->sim); n++)
		free(i->domains[n].list);
	invariant_due_end(i);
	invariant_memory_end(i);
	free(i->domains);
	free(i->hosts);
	free(i->server.sent);
	free(i->events);
	free(i);
}

const struct violation *
invariants_failed(const struct invariants *i)
{
	return i->failed ? &i->violation : NULL;
}

void
invariants_effort(const struct invariants *i, uint64_t *turns, uint64_t *owed)
{
	*turns = i->turns;
	*owed = i->owed;
}
