/* SPDX-License-Identifier: Apache-2.0 */
/* sim_server.c - the rendezvous of the simulator, and the primary's knobs. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "lab/simulate/sim_private.h"
#include "shell/clock.h"
#include "shell/rendezvous_state.h"
#include "shell/trace.h"

enum {
	ORIGINS_MIN = 1024,
	LIVES_OF_A_HOST = 4,	/* clients that are gone but not expired */
	RECORDS_OF_A_HOST = 8,
	TSIG_OCTETS = 90,
	LARGE_PAGE = 2 << 20
};

/* Its machine boots once; what crashes is the process. */
static const uint8_t boot_id[CLOCK_BOOT_ID] = { 1 };

static bool
turn(void *core, const struct input *in, struct effects *out)
{
	return rendezvous_turn(core, in, out);
}

static bool
more(void *core, struct effects *out)
{
	return rendezvous_more(core, out);
}

static uint64_t
deadline_ms(const void *core)
{
	return rendezvous_deadline_ms(core);
}

/* Configuration -------------------------------------------------------------------- */

static void
configure(struct sim *s)
{
	struct rendezvous_config *c = &s->server.config;
	struct rendezvous_limits *l = &c->limits;
	uint32_t hosts = s->host_count;
	unsigned i;

	*c = (struct rendezvous_config){ .zone = s->zone,
		.primary = ip4_port(192, 0, 2, 53, 53), .own_key = 0,
		.keys = s->server.keys, .key_count = 2, .publish = true,
		.publish_port = SIM_SERVICE_PORT };
	dns_name_from_text(&c->publish_target, "ns.example.net");
	for (i = 0; i < 2; i++) {
		s->server.keys[i] = (struct rendezvous_key){
			.tsig_octets = TSIG_OCTETS };
		dns_name_from_text(&s->server.keys[i].name,
				   i ? "hosts" : "own");
	}
	s->server.keys[1].covers = &s->zone;
	s->server.keys[1].cover_count = 1;
	l->queries_each = AGENT_LLQS_MAX;
	l->clients = LIVES_OF_A_HOST * hosts + 64;
	l->queries = LIVES_OF_A_HOST * hosts *
		(4 * (s->setup.domain - 1) + 2) + 256;
	l->leases = 2 * RECORDS_OF_A_HOST * hosts + 64;
	l->records = 2 * RECORDS_OF_A_HOST * hosts + 256;
	l->forwards = hosts < 1000 ? 64 : hosts / 16;
	if (l->forwards > 4096)
		l->forwards = 4096;
}

int
sim_server_begin(struct sim *s)
{
	static const struct core_ops ops = { turn, more, deadline_ms };
	struct sim_server *v = &s->server;
	uint32_t origins = ORIGINS_MIN;

	configure(s);
	v->memory_size = (rendezvous_memory(&v->config) + LARGE_PAGE - 1) /
		LARGE_PAGE * LARGE_PAGE;
	v->memory = aligned_alloc(LARGE_PAGE, v->memory_size);
	if (!v->memory)
		return -ENOMEM;
	/* it is looked at everywhere, without an order */
	madvise(v->memory, v->memory_size, MADV_HUGEPAGE);
	while (origins < 4 * s->host_count)
		origins *= 2;
	v->node = world_add_node(s->w, "rendezvous", NULL, &ops,
				 ip4(192, 0, 2, 7), NULL);
	v->node->who = SIM_RENDEZVOUS;
	world_origins(v->node, origins);
	world_key(v->node, 0, SIM_KEY_OWN);
	world_key(v->node, 1, SIM_KEY_HOSTS);
	sim_rendezvous_boot(s, true);
	return s->record_error;
}

void
sim_server_end(struct sim *s)
{
	free(s->server.memory);
	free(s->server.disk);
}

/* Life -------------------------------------------------------------------------------- */

static void
snapshot(struct sim_server *v)
{
	free(v->disk);
	v->saved = sim_moment(v->node);
	v->disk = rendezvous_leases_pack(v->core, &v->config.zone,
					 v->saved.boot_ms, v->saved.wall_ms,
					 boot_id, &v->disk_size);
	world_must(v->disk != NULL, v->node->world, "no memory");
}

static void
record(struct sim *s)
{
	struct trace_header h = { .program = "rendezvous",
		.software = "autotunnel-lab " AUTOTUNNEL_VERSION };
	struct moment now = sim_moment(s->server.node);
	uint8_t *config, *leases;

	if (!sim_records(s, s->server.node))
		return;
	config = rendezvous_config_pack(&s->server.config, &h.config_size);
	leases = rendezvous_leases_pack(s->server.core, &s->zone, now.boot_ms,
					now.boot_ms, NULL,
					&h.memory_size);
	world_must(config && leases, s->w, "no memory");
	h.config = config;
	h.memory = leases;
	sim_record(s, s->server.node, s->server.lives, &h);
	free(config);
	free(leases);
}

/* Its first turn: never from within another's. */
static void
start(void *owner, struct sim *s)
{
	struct sim_server *v = owner;

	if (!v->core || v->started)
		return;
	v->started = true;
	sim_life(s, SIM_RENDEZVOUS, true);
	world_start(v->node);
}

void
sim_rendezvous_boot(struct sim *s, bool keep)
{
	struct sim_server *v = &s->server;
	struct moment now = sim_moment(v->node);
	unsigned count;

	if (v->core)
		return;
	v->config.adopt = !keep || !v->disk;
	world_must(rendezvous_init(&v->core, &v->config, v->memory,
				   v->memory_size) == 0, s->w,
		   "the rendezvous' configuration does not hold");
	if (keep && v->disk)
		world_must(rendezvous_leases_unpack(v->disk, v->disk_size,
						    now.boot_ms, now.wall_ms,
						    boot_id, &s->zone, v->core,
						    &count) == 0, s->w,
			   "the rendezvous' leases cannot be put back");
	v->lives++;
	v->started = false;
	v->touched_ms = s->w->now_ms;
	world_replace(v->node, v->core);
	world_open(v->node, CHANNEL_SERVICE, SIM_SERVICE_PORT);
	record(s);
	world_call(s->w, 0, start, v);
}

static void
die(struct sim *s)
{
	struct sim_server *v = &s->server;

	if (!v->snapshots)
		snapshot(v);
	v->snapshots = false;
	v->core = NULL;
	v->touched_ms = s->w->now_ms;
	sim_record_end(s, v->node);
	world_replace(v->node, NULL);
	sim_life(s, SIM_RENDEZVOUS, false);
}

void
sim_rendezvous_crash(struct sim *s, unsigned effects)
{
	struct sim_server *v = &s->server;

	if (!v->core)
		return;
	if (!effects) {
		die(s);
		return;
	}
	if (!v->snapshots)
		snapshot(v);
	v->snapshots = true;
	v->node->doom = effects;
}

void
sim_server_saved(struct sim *s)
{
	if (s->server.snapshots)
		snapshot(&s->server);
}

void
sim_server_doomed(struct sim *s)
{
	die(s);
}

const struct rendezvous *
sim_rendezvous(const struct sim *s)
{
	return s->server.core;
}

/* The primary ---------------------------------------------------------------------------- */

void
sim_primary_mood(struct sim *s, const struct sim_primary_mood *mood)
{
	*primary_mood(s->primary) = *mood;
	primary_mood_is(s->primary);
	s->primary_touched_ms = s->w->now_ms;
}

const struct sim_primary_mood *
sim_primary_has(const struct sim *s)
{
	return primary_mood(s->primary);
}

void
sim_primary_restart(struct sim *s)
{
	primary_restart(s->primary);
	s->primary_touched_ms = s->w->now_ms;
}

bool
sim_primary_next(const struct sim *s, size_t *cursor, struct sim_record *out)
{
	while (primary_next(s->primary, cursor, out))
		if (out->type != DNS_TYPE_NS)
			return true;
	return false;
}

bool
sim_primary_next_of(const struct sim *s, const struct dns_name *name,
		    size_t *cursor, struct sim_record *out)
{
	return primary_next_of(s->primary, name, cursor, out);
}

uint32_t
sim_primary_serial(const struct sim *s)
{
	return primary_serial(s->primary);
}

size_t
sim_primary_count(const struct sim *s)
{
	return primary_count(s->primary);
}
