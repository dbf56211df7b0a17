/* SPDX-License-Identifier: Apache-2.0 */
/* fault_apply.c - see fault_apply.h. */
#include "lab/simulate/fault_apply.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	SHARE = 10,		/* of 1000 to of 10,000 */
	SHARE_MOST = 10000,
	REORDER_MS = 400,
	DRIFT_ZERO = 10000,	/* millionths: what is no drift */
	JUMP_ZERO = 100000,	/* s */
	SECOND_MS = 1000
};

/* What stands against one victim: how often, and its values' sum. */
struct standing {
	uint16_t count[FAULT_KIND_COUNT];
	uint32_t sum[FAULT_KIND_COUNT];
	bool tunnels_fell, tunnels_told;	/* off since, and told so */
};

/* A fault begins, or ends. */
struct edge {
	uint64_t at_ms;
	uint32_t fault;
	bool ends;
};

struct fault_apply {
	struct sim *sim;
	const struct fault_plan *plan;
	struct edge *edges;
	uint32_t count, next;
	struct standing *hosts;
	struct standing *nats;
	struct standing server;
};

/* Hosts -------------------------------------------------------------------- */

static uint16_t
share(uint32_t of_1000)
{
	uint32_t n = of_1000 * SHARE;

	return (uint16_t)(n < SHARE_MOST ? n : SHARE_MOST);
}

static void
set_link(struct fault_apply *a, unsigned host)
{
	const struct standing *h = &a->hosts[host];
	struct sim_link link = *sim_link_of(a->sim, (int)host);
	uint32_t oneway = h->count[FAULT_ONEWAY];

	link.delay_ms = 5 + h->sum[FAULT_DELAY];
	link.jitter_ms = h->sum[FAULT_JITTER];
	link.loss = share(h->sum[FAULT_LOSS]);
	link.duplicate = share(h->sum[FAULT_DUPLICATE]);
	link.reorder = share(h->sum[FAULT_REORDER]);
	link.reorder_ms = link.reorder || link.duplicate ? REORDER_MS : 0;
	link.dumb = h->sum[FAULT_ONEWAY] > 0;
	link.deaf = oneway > h->sum[FAULT_ONEWAY];
	sim_link(a->sim, (int)host, &link);
}

static void
set_server_link(struct fault_apply *a, int who, enum fault_kind rough,
		enum fault_kind oneway)
{
	const struct standing *v = &a->server;
	struct sim_link link = *sim_link_of(a->sim, who);

	link.loss = link.duplicate = link.reorder = share(v->sum[rough]);
	link.reorder_ms = link.reorder ? REORDER_MS : 0;
	link.dumb = v->sum[oneway] > 0;
	link.deaf = v->count[oneway] > v->sum[oneway];
	sim_link(a->sim, who, &link);
}

/* Somebody sets the clock when all that was done to it is over: one that stays
 * wrong keeps its host from ever being well again. */
static void
jump(struct fault_apply *a, int who, const struct fault *f, bool ends)
{
	if (!ends)
		sim_clock_step(a->sim, who, ((int64_t)f->value - JUMP_ZERO) *
			       SECOND_MS);
}

static void
set_right(struct fault_apply *a, int who, const struct standing *v)
{
	if (v->count[FAULT_CLOCK_DRIFT] + v->count[FAULT_CLOCK_JUMP] +
	    v->count[FAULT_RENDEZVOUS_JUMP] == 0)
		sim_clock_step(a->sim, who, -sim_clock_error_ms(a->sim, who));
}

/* Who sleeps hears of its back end when it wakes. */
static void
set_tunnels(struct fault_apply *a, unsigned host)
{
	struct standing *h = &a->hosts[host];

	if (h->count[FAULT_TUNNELS_OFF])
		h->tunnels_fell = true;
	if (!sim_host_runs(a->sim, host))
		return;
	if (h->tunnels_fell && !h->tunnels_told)
		sim_host_backend(a->sim, host, false);
	h->tunnels_told = h->tunnels_fell;
	if (!h->tunnels_told || h->count[FAULT_TUNNELS_OFF])
		return;
	sim_host_backend(a->sim, host, true);
	h->tunnels_fell = h->tunnels_told = false;
}

static void
crash(struct fault_apply *a, unsigned host, const struct fault *f, bool ends)
{
	const struct standing *h = &a->hosts[host];

	if (!ends) {
		sim_host_crash(a->sim, host, f->value);
		return;
	}
	if (h->count[FAULT_CRASH] + h->count[FAULT_RESTART] +
	    h->count[FAULT_LEAVE])
		return;
	/* whoever had too little to do to die of it, or to say good-bye */
	sim_host_crash(a->sim, host, 0);
	sim_host_boot(a->sim, host, f->kind == FAULT_CRASH ? SIM_POWER_ON :
		      SIM_PROCESS_START);
	/* its back end begins with it */
	a->hosts[host].tunnels_fell = a->hosts[host].tunnels_told = false;
	set_tunnels(a, host);
}

/* No one leaves whose agent was told to before, or is dead. */
static void
leave(struct fault_apply *a, unsigned host, const struct fault *f, bool ends)
{
	if (ends) {
		crash(a, host, f, true);
	} else if (sim_host_runs(a->sim, host)) {
		sim_host_command(a->sim, host, COMMAND_LEAVE);
	}
}

static void
roam(struct fault_apply *a, unsigned host, const struct fault *f)
{
	unsigned places = sim_nat_count(a->sim) + 1;

	sim_host_move(a->sim, host, (int)(f->value % places) - 1);
}

static void
befall_host(struct fault_apply *a, const struct fault *f, bool ends)
{
	unsigned host = f->whom;
	const struct standing *h = &a->hosts[host];
	bool stands = h->count[f->kind] > 0;

	switch (f->kind) {
	case FAULT_PARTITION:
		sim_group(a->sim, (int)host, stands ? host + 1 : 0);
		break;
	case FAULT_UNPLUG:
		sim_host_plug(a->sim, host, !stands);
		break;
	case FAULT_ROAM:
		roam(a, host, f);
		break;
	case FAULT_SLEEP:
		if (stands && sim_host_runs(a->sim, host))
			sim_host_sleep(a->sim, host);
		else if (!stands && sim_host_sleeps(a->sim, host))
			sim_host_wake(a->sim, host);
		set_tunnels(a, host);
		break;
	case FAULT_CRASH:
	case FAULT_RESTART:
		crash(a, host, f, ends);
		break;
	case FAULT_LEAVE:
		leave(a, host, f, ends);
		break;
	case FAULT_CLOCK_DRIFT:
		sim_clock_drift(a->sim, (int)host, stands ?
				(int32_t)f->value - DRIFT_ZERO : 0);
		set_right(a, (int)host, h);
		break;
	case FAULT_CLOCK_JUMP:
		jump(a, (int)host, f, ends);
		set_right(a, (int)host, h);
		break;
	case FAULT_TUNNELS_OFF:
		set_tunnels(a, host);
		break;
	default:
		set_link(a, host);
	}
}

/* NATs --------------------------------------------------------------------- */

static void
befall_nat(struct fault_apply *a, const struct fault *f)
{
	unsigned nats = sim_nat_count(a->sim), nat;

	if (!nats)
		return;
	nat = f->whom % nats;
	switch (f->kind) {
	case FAULT_NAT_REBOOT:
		sim_nat_reboot(a->sim, nat, f->value);
		break;
	case FAULT_NAT_FORGET:
		sim_nat_forget(a->sim, nat);
		break;
	case FAULT_NAT_RENUMBER:
		sim_nat_renumber(a->sim, nat, f->value);
		break;
	case FAULT_NAT_SILENT:
		if (f->value)
			sim_nat_renumber(a->sim, nat, 0);
		else
			sim_nat_reboot(a->sim, nat, 0);
		break;
	case FAULT_NAT_EPOCH:
		sim_nat_lie(a->sim, nat, (int32_t)f->value - JUMP_ZERO);
		break;
	case FAULT_NAT_MUTE:
		sim_nat_mute(a->sim, nat, a->nats[nat].count[f->kind] > 0);
		break;
	default:
		break;
	}
}

/* Servers ------------------------------------------------------------------ */

static void
set_mood(struct fault_apply *a)
{
	const struct standing *v = &a->server;
	struct sim_primary_mood mood = *sim_primary_has(a->sim);

	mood.slow_ms = v->sum[FAULT_PRIMARY_SLOW];
	mood.refuse = v->count[FAULT_PRIMARY_REFUSE] ? 1000 : 0;
	mood.mute = v->count[FAULT_PRIMARY_MUTE] > 0;
	mood.no_ixfr = v->count[FAULT_PRIMARY_WHOLE] > 0;
	mood.notify = !mood.no_ixfr;
	mood.down = v->count[FAULT_PRIMARY_RESTART] > 0;
	sim_primary_mood(a->sim, &mood);
}

static void
befall_server(struct fault_apply *a, const struct fault *f, bool ends)
{
	const struct standing *v = &a->server;

	if (f->kind == FAULT_RENDEZVOUS_CRASH ||
	    f->kind == FAULT_RENDEZVOUS_AMNESIA) {
		if (!ends) {
			sim_rendezvous_crash(a->sim, f->value);
		} else if (v->count[FAULT_RENDEZVOUS_CRASH] +
			   v->count[FAULT_RENDEZVOUS_AMNESIA] == 0) {
			sim_rendezvous_crash(a->sim, 0);
			sim_rendezvous_boot(a->sim, f->kind ==
					    FAULT_RENDEZVOUS_CRASH);
		}
		return;
	}
	if (f->kind == FAULT_RENDEZVOUS_JUMP) {
		jump(a, SIM_RENDEZVOUS, f, ends);
		set_right(a, SIM_RENDEZVOUS, v);
		return;
	}
	set_server_link(a, SIM_RENDEZVOUS, FAULT_RENDEZVOUS_ROUGH,
			FAULT_RENDEZVOUS_ONEWAY);
	set_server_link(a, SIM_PRIMARY, FAULT_PRIMARY_ROUGH,
			FAULT_PRIMARY_ONEWAY);
	set_mood(a);
	if (f->kind == FAULT_PRIMARY_RESTART && ends &&
	    !v->count[FAULT_PRIMARY_RESTART])
		sim_primary_restart(a->sim);
}

/* Time --------------------------------------------------------------------- */

static struct standing *
victim(struct fault_apply *a, const struct fault *f)
{
	unsigned nats = sim_nat_count(a->sim);

	if (fault_about[f->kind].whom == FAULT_OF_HOST)
		return &a->hosts[f->whom];
	if (fault_about[f->kind].whom == FAULT_OF_NAT)
		return nats ? &a->nats[f->whom % nats] : NULL;
	return &a->server;
}

static void
befall(struct fault_apply *a, const struct edge *e)
{
	const struct fault *f = &a->plan->list[e->fault];
	struct standing *v = victim(a, f);

	if (!v)
		return;
	if (e->ends) {
		v->count[f->kind]--;
		v->sum[f->kind] -= f->value;
	} else if (fault_about[f->kind].lasts) {
		v->count[f->kind]++;
		v->sum[f->kind] += f->value;
	}
	if (fault_about[f->kind].whom == FAULT_OF_HOST)
		befall_host(a, f, e->ends);
	else if (fault_about[f->kind].whom == FAULT_OF_NAT)
		befall_nat(a, f);
	else
		befall_server(a, f, e->ends);
}

/* What is due now; and comes back for the next. */
static void
go_on(void *owner, struct sim *s)
{
	struct fault_apply *a = owner;
	uint64_t now_ms = sim_now_ms(s);

	while (a->next < a->count &&
	       SIM_BEGIN_MS + a->edges[a->next].at_ms <= now_ms)
		befall(a, &a->edges[a->next++]);
	if (a->next < a->count)
		sim_at(s, SIM_BEGIN_MS + a->edges[a->next].at_ms, go_on, a);
}

/* An end before a beginning, so that nothing stands twice that need not. */
static int
compare(const void *first, const void *second)
{
	const struct edge *a = first, *b = second;

	if (a->at_ms != b->at_ms)
		return a->at_ms < b->at_ms ? -1 : 1;
	if (a->ends != b->ends)
		return a->ends ? -1 : 1;
	return a->fault < b->fault ? -1 : a->fault > b->fault;
}

static void
make_edges(struct fault_apply *a)
{
	const struct fault_plan *p = a->plan;
	uint32_t i;

	for (i = 0; i < p->count; i++) {
		const struct fault *f = &p->list[i];
		/* what lasts no time lasts a moment */
		uint64_t for_ms = f->for_ms ? f->for_ms : 1;

		a->edges[a->count++] = (struct edge){ f->at_ms, i, false };
		if (fault_about[f->kind].lasts)
			a->edges[a->count++] = (struct edge){
				f->at_ms + for_ms, i, true };
	}
	if (a->count)
		qsort(a->edges, a->count, sizeof(*a->edges), compare);
}

int
fault_apply_begin(struct sim *s, const struct fault_plan *plan,
		  struct fault_apply **out)
{
	struct fault_apply *a = calloc(1, sizeof(*a));

	if (!a)
		return -ENOMEM;
	a->sim = s;
	a->plan = plan;
	a->edges = calloc(2u * plan->count + 1, sizeof(*a->edges));
	a->hosts = calloc(plan->hosts, sizeof(*a->hosts));
	a->nats = calloc(sim_nat_count(s) + 1u, sizeof(*a->nats));
	if (!a->edges || !a->hosts || !a->nats) {
		fault_apply_end(a);
		return -ENOMEM;
	}
	make_edges(a);
	go_on(a, s);
	*out = a;
	return 0;
}

void
fault_apply_end(struct fault_apply *a)
{
	if (!a)
		return;
	free(a->edges);
	free(a->hosts);
	free(a->nats);
	free(a);
}
