/* SPDX-License-Identifier: Apache-2.0 */
/* world_node.c - what a test does to a node, and asks of it. */
#include "lab/simulate/world_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "shell/trace.h"

struct world_node *
world_add_node(struct world *w, const char *name, void *core,
	       const struct core_ops *ops, struct endpoint address,
	       struct world_nat *nat)
{
	struct world_node *n = world_zeroed(sizeof(*n));
	uint16_t i;

	n->world = w;
	n->name = name;
	n->index = w->node_count;
	n->core = core;
	n->ops = *ops;
	n->doom = WORLD_NOT_DOOMED;
	n->due_ms = TIME_NEVER;
	n->clock_at_ms = n->clock_base_ms = w->now_ms;
	n->random = world_mix(w->seed ^ world_mix(2u * n->index + 1));
	n->link.random = world_mix(w->seed ^ world_mix(2u * n->index + 2));
	n->link.delay_ms = WORLD_DELAY_MS;
	n->origin_count = WORLD_ORIGINS;
	if (!w->lean)
		n->account = world_zeroed(sizeof(*n->account));
	for (i = 0; i < WORLD_KEYS_MAX; i++)
		n->keys[i] = KEY_NONE;
	if (w->node_count == w->node_room) {
		w->nodes = world_grow(w->nodes, &w->node_room,
				      sizeof(*w->nodes));
		w->due = realloc(w->due, w->node_room * sizeof(*w->due));
		w->due_slots = realloc(w->due_slots, w->node_room *
				       sizeof(*w->due_slots));
		world_must(w->due && w->due_slots, w, "no memory");
	}
	w->due_slots[n->index] = 0;
	w->nodes[w->node_count++] = n;
	world_find_add_node(n);
	world_find_move(n, address, nat);
	world_origins(n, WORLD_ORIGINS);
	return n;
}

void
world_origins(struct world_node *n, uint32_t count)
{
	free(n->origins);
	n->origin_count = count;
	n->origins = world_zeroed(count * sizeof(*n->origins));
}

void
world_start(struct world_node *n)
{
	struct input in = { .kind = INPUT_START, .key = KEY_NONE };

	world_turn(n, &in);
}

void
world_replace(struct world_node *n, void *core)
{
	world_drop_streams(n);
	world_drop_tunnels(n);
	n->core = core;
	n->life++;
	n->stopped = false;
	n->doom = WORLD_NOT_DOOMED;
	world_find_ula(n, NULL);
	memset(n->ports, 0, sizeof(n->ports));
	memset(n->listens, 0, sizeof(n->listens));
	memset(n->origins, 0, n->origin_count * sizeof(*n->origins));
	world_due_update(n);
}

void
world_move(struct world_node *n, struct endpoint address,
	   struct world_nat *nat)
{
	world_nat_leave(n);
	world_find_move(n, address, nat);
	world_doubt(n);
}

static void
network(struct world_node *n, bool up, bool resumed)
{
	struct input in = { .kind = INPUT_NETWORK, .key = KEY_NONE };
	struct network_facts *f = &in.network;
	uint8_t nat = n->nat ? (uint8_t)n->nat->index : 0;

	f->up = up;
	f->resumed = resumed;
	f->interface = 2;
	if (up) {
		f->address = n->address;
		f->prefix_length = 24;
		f->gateway = n->nat ? n->nat->inner : n->address;
		if (!n->nat)
			f->gateway.address[3] ^= 1;
		f->gateway_mac[0] = 2;	/* locally administered */
		f->gateway_mac[1] = nat;
		memcpy(f->gateway_mac + 2, f->gateway.address, 4);
	}
	f->prefix_count = n->prefix_count;
	memcpy(f->prefixes, n->prefixes, sizeof(f->prefixes));
	world_turn(n, &in);
}

void
world_prefix(struct world_node *n, const struct network_prefix *p)
{
	assert(n->prefix_count < NETWORK_PREFIXES_MAX);
	n->prefixes[n->prefix_count++] = *p;
	network(n, true, false);
}

void
world_network(struct world_node *n, bool up)
{
	network(n, up, false);
}

void
world_facts(struct world_node *n, bool up, bool resumed)
{
	network(n, up, resumed);
}

/* No turn, no deadline and no datagram while it sleeps. */
void
world_asleep(struct world_node *n, bool asleep)
{
	n->asleep = asleep;
	if (asleep)
		world_nat_leave(n);
	else if (n->world->lean)
		world_write_over(n);
	world_doubt(n);
	world_due_update(n);
}

void
world_sleep(struct world_node *n, uint64_t ms)
{
	world_asleep(n, true);
	world_run_for(n->world, ms);
	world_asleep(n, false);
	network(n, true, true);
}

void
world_input(struct world_node *n, struct input *in)
{
	world_turn(n, in);
}

void
world_command(struct world_node *n, enum owner_command command)
{
	struct input in = { .kind = INPUT_COMMAND, .key = KEY_NONE,
		.command = command };

	world_turn(n, &in);
}

void
world_open(struct world_node *n, enum channel channel, uint16_t port)
{
	n->ports[channel] = port;
	n->listens[channel] = true;
}

void
world_key(struct world_node *n, uint16_t index, uint16_t key)
{
	world_must(index < WORLD_KEYS_MAX, n->world, "too many keys");
	n->keys[index] = key;
}

void
world_watch(struct world_node *n,
	    void (*watch)(void *owner, const struct effects *e), void *owner)
{
	n->watch = watch;
	n->watch_owner = owner;
}

void
world_lookups(struct world_node *n,
	      ssize_t (*look_up)(void *owner, const uint8_t *name,
				 size_t length, uint16_t type,
				 uint8_t *answer, size_t size),
	      void *owner)
{
	n->look_up = look_up;
	n->look_up_owner = owner;
}

int
world_record(struct world_node *n, const char *path,
	     const struct trace_header *h)
{
	int r = trace_create(path, &n->trace);

	return r < 0 ? r : trace_write_header(n->trace, h);
}

bool
world_stopped(const struct world_node *n)
{
	return n->stopped;
}

unsigned
world_saves(const struct world_node *n)
{
	return n->saves;
}

unsigned
world_told(const struct world_node *n, const char *part)
{
	unsigned i, count = 0;

	for (i = 0; i < WORLD_TELLS_MAX; i++)
		if (n->account->tells[i] && strstr(n->account->tells[i], part))
			count++;
	return count;
}

unsigned
world_fired(const struct world_node *n, const char *chart, const char *event)
{
	const struct world_fired *f = n->account->fired;
	unsigned i, count = 0;

	for (i = 0; i < n->account->fired_count; i++)
		if (!strcmp(f[i].chart->name, chart) &&
		    !strcmp(f[i].chart->events[f[i].event], event))
			count += f[i].count;
	return count;
}

const uint8_t *
world_ula(const struct world_node *n)
{
	return n->has_ula ? n->ula : NULL;
}

uint16_t
world_port(const struct world_node *n, enum channel channel)
{
	return n->ports[channel];
}

void
world_link(struct world_node *n, uint64_t delay_ms, unsigned loss)
{
	n->link.delay_ms = (uint32_t)delay_ms;
	n->link.loss = (uint16_t)(loss * WORLD_SHARE / 1000);
}

void
world_filter(struct world *w,
	     bool (*drop)(void *owner, const struct world_message *m),
	     void *owner)
{
	w->drop = drop;
	w->drop_owner = owner;
}
