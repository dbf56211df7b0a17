/* SPDX-License-Identifier: Apache-2.0 */
/* domain.h - a whole domain in the simulated world: a primary with the zone
 * home.example.net, the rendezvous in front of it, and hosts with agents,
 * behind NATs or not. Everything that a container does is recorded.
 *
 *	d = domain_begin(SEED);
 *	nat = world_add_nat(d->w, ...);
 *	a = domain_add_host(d, "ant", ip4(10, 1, 0, 2), nat);
 *	domain_join(a);
 *	ck_assert(domain_settles(d, 30000));	all tunnels are up
 *	domain_end(d);		replays every recording: no difference */
#ifndef TESTS_DOMAIN_H
#define TESTS_DOMAIN_H

#include "autotunnel/agent.h"
#include "rendezvous_bench.h"
#include "lab/simulate/world.h"

enum { DOMAIN_HOSTS_MAX = 4 };

struct domain;

struct domain_host {
	struct domain *domain;
	const char *name;
	struct agent *agent;
	struct world_node *node;
	bool joined;
	unsigned starts;
	char trace[96];
};

struct domain {
	struct world *w;
	struct bench *zone;		/* the primary, and the configuration */
	void *server;			/* the rendezvous */
	struct world_node *server_node;
	char folder[64];
	/* With $DOMAIN_TRACES set, the recordings are kept in that folder as
	 * KEEP-NODE.trace: make traces. */
	const char *keep;
	char server_trace[96];
	unsigned host_count;
	struct domain_host hosts[DOMAIN_HOSTS_MAX];
};

struct domain *domain_begin(uint64_t seed);
void domain_end(struct domain *d);
struct domain_host *domain_add_host(struct domain *d, const char *name,
				    struct endpoint address,
				    struct world_nat *nat);
/* The machine boots and its agent starts. */
void domain_join(struct domain_host *h);
/* Every pair of joined hosts has a tunnel that carries traffic, both agents
 * know it. False: not within LIMIT_MS. */
bool domain_settles(struct domain *d, uint64_t limit_ms);
bool domain_connected(const struct domain_host *a, const struct domain_host *b);
/* The peer B as A's agent knows it, or NULL. */
const struct agent_peer *domain_peer(const struct domain_host *a,
				     const struct domain_host *b);
/* Records of TYPE at the primary, anywhere in the zone. */
unsigned domain_records(const struct domain *d, uint16_t type);

#endif
