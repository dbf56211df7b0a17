/* SPDX-License-Identifier: Apache-2.0 */
/* sim_private.h - what the files of the simulator share. */
#ifndef LAB_SIMULATE_SIM_PRIVATE_H
#define LAB_SIMULATE_SIM_PRIVATE_H

#include "lab/simulate/primary.h"
#include "lab/simulate/sim.h"
#include "lab/simulate/world_private.h"
#include "shell/agent_state.h"

enum {
	SIM_KEY_HOSTS = 1,		/* keys of the world */
	SIM_KEY_OWN = 100,
	SIM_SERVICE_PORT = 5352
};

/* What a host's disk holds. */
struct sim_disk {
	bool written;
	bool torn;			/* its host died soon after a save */
	struct moment saved;
	size_t room, size;
	uint8_t *octets;		/* of an agent_memory, names without
					 * what is beyond their ends */
};

/* Of SIZE octets that were saved, how many are there: all, since the store never
 * writes in place (store.h). sim_disk.c; tests/weak.c knows worse. */
size_t sim_disk_left(size_t size, bool torn);

struct sim_host {
	struct world_node *node;
	struct agent *agent;		/* NULL: dead */
	char name[SIM_NAME_MAX];
	const struct dns_name *domain;
	struct dns_name fqdn;
	int home, place;
	bool unplugged;
	unsigned lives;
	unsigned moves;
	uint8_t boot_id[16];
	uint64_t touched_ms;		/* a knob was turned */
	uint64_t way_ms;		/* one of its link or cable */
	struct sim_disk disk;
};

struct sim_nat {
	struct world_nat *nat;
	struct sim_nat_kind kind;
	bool muted;
	int parent;
	unsigned hosts;			/* addresses given out */
	uint64_t touched_ms;
};

struct sim_server {
	struct rendezvous_config config;
	struct rendezvous_key keys[2];
	struct world_node *node;
	struct rendezvous *core;	/* NULL: dead */
	void *memory;
	size_t memory_size;
	unsigned lives;
	bool started;
	bool snapshots;			/* it is doomed: each save is kept */
	uint8_t *disk;
	size_t disk_size;
	struct moment saved;
	uint64_t touched_ms;
	uint64_t way_ms;		/* its link was */
};

/* The streams of sim_draw. */
struct sim_stream {
	uint64_t name;
	uint64_t state;
};

struct sim {
	struct sim_setup setup;
	struct world *w;
	struct dns_name zone;
	struct primary *primary;
	uint64_t primary_touched_ms, primary_way_ms;
	struct sim_server server;
	struct dns_name *domains;
	unsigned host_count;
	struct sim_host *hosts;
	uint8_t *agents;		/* of all hosts */
	size_t agent_size;
	unsigned nat_count, nat_room;
	struct sim_nat *nats;
	unsigned public_count;		/* addresses given out */
	unsigned watch_count;
	const struct sim_watch *watches[SIM_WATCHES_MAX];
	struct sim_saboteur saboteur;
	unsigned stream_count, stream_room;
	struct sim_stream *streams;
	int record_error;
};

/* sim.c */
struct world_node *sim_node(const struct sim *s, int who);
/* Its clocks, now. */
struct moment sim_moment(const struct world_node *n);
void sim_life(struct sim *s, int who, bool begins);
/* The recording of a life that begins; its header is the caller's. */
void sim_record(struct sim *s, struct world_node *n, unsigned life,
		const struct trace_header *h);
void sim_record_end(struct sim *s, struct world_node *n);
bool sim_records(const struct sim *s, const struct world_node *n);
uint64_t sim_hash(const char *label, int who, uint64_t seed);

/* sim_host.c */
int sim_hosts_begin(struct sim *s);
void sim_hosts_end(struct sim *s);
void sim_host_saved(struct sim *s, struct world_node *n);
void sim_host_doomed(struct sim *s, struct world_node *n);
void sim_host_fetch(const struct world_node *n, unsigned turns);

/* sim_server.c */
int sim_server_begin(struct sim *s);
void sim_server_end(struct sim *s);
void sim_server_saved(struct sim *s);
void sim_server_doomed(struct sim *s);

/* sim_place.c */
void sim_places_begin(struct sim *s);
/* A fresh address there, and the world's NAT; NULL: the Internet. */
struct endpoint sim_place(struct sim *s, int place, struct world_nat **nat);
/* NATs that a host of that place is behind, in order; false: no more. */
struct sim_nat *sim_nat_of(const struct sim *s, int place);

#endif
