/* SPDX-License-Identifier: Apache-2.0 */
/* world_node.c - what a test does to a node, and asks of it. */
#include "lab/simulate/world_private.h"

#include <assert.h>
#include <string.h>

#include "shell/trace.h"

struct world_node *
world_add_node(struct world *w, const char *name, void *core,
	       const struct core_ops *ops, struct endpoint address,
	       struct world_nat *nat)
{
	struct world_node *n = world_zeroed(sizeof(*n));
	uint16_t i;

	world_must(w->node_count < WORLD_NODES_MAX, w, "too many nodes");
	n->world = w;
	n->name = name;
	n->core = core;
	n->ops = *ops;
	n->address = address;
	n->nat = nat;
	n->delay_ms = WORLD_DELAY_MS;
	for (i = 0; i < WORLD_KEYS_MAX; i++)
		n->keys[i] = KEY_NONE;
	w->nodes[w->node_count++] = n;
	return n;
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
	n->has_ula = false;
	memset(n->ports, 0, sizeof(n->ports));
	memset(n->listens, 0, sizeof(n->listens));
	memset(n->origins, 0, sizeof(n->origins));
}

void
world_move(struct world_node *n, struct endpoint address,
	   struct world_nat *nat)
{
	n->address = address;
	n->nat = nat;
}

static void
network(struct world_node *n, bool up, bool resumed)
{
	struct input in = { .kind = INPUT_NETWORK, .key = KEY_NONE };
	struct network_facts *f = &in.network;
	struct world *w = n->world;
	uint8_t nat = 0;

	while (n->nat && w->nats[nat] != n->nat)
		nat++;
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
world_sleep(struct world_node *n, uint64_t ms)
{
	struct world *w = n->world;
	void *core = n->core;

	/* no turn, no deadline and no datagram while it sleeps */
	n->core = NULL;
	world_run_for(w, ms);
	n->core = core;
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
		if (n->tells[i] && strstr(n->tells[i], part))
			count++;
	return count;
}

unsigned
world_fired(const struct world_node *n, const char *chart, const char *event)
{
	unsigned i, count = 0;

	for (i = 0; i < n->fired_count; i++)
		if (!strcmp(n->fired[i].chart->name, chart) &&
		    !strcmp(n->fired[i].chart->events[n->fired[i].event],
			    event))
			count += n->fired[i].count;
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
	n->delay_ms = delay_ms;
	n->loss = loss;
}

void
world_filter(struct world *w,
	     bool (*drop)(void *owner, const struct world_message *m),
	     void *owner)
{
	w->drop = drop;
	w->drop_owner = owner;
}
