/* SPDX-License-Identifier: Apache-2.0 */
/* world_private.h - what world.c, world_net.c and world_nat.c share. */
#ifndef LAB_SIMULATE_WORLD_PRIVATE_H
#define LAB_SIMULATE_WORLD_PRIVATE_H

#include "lab/simulate/world.h"

enum {
	WORLD_NODES_MAX = 16,
	WORLD_SCRIPTS_MAX = 16,
	WORLD_NATS_MAX = 8,
	WORLD_EVENTS_MAX = 4096,
	WORLD_STREAMS_MAX = 64,
	WORLD_ORIGINS = 1024,
	WORLD_KEYS_MAX = 32,
	WORLD_PEERS_MAX = 64,
	WORLD_TELLS_MAX = 256,
	WORLD_FIRED_MAX = 512,
	WORLD_MAPPINGS_MAX = 64
};

struct world_origin {
	origin_id id;
	enum channel channel;
	struct endpoint from;
	uint16_t key;		/* of the world */
	uint32_t stream;
};

/* One connection of a node's simulated tunnel back end. */
struct world_peer {
	bool added;
	bool up;
	bool ours;
	uint32_t dial;		/* counts dials: an older one's end is stale */
	struct endpoint remote;
	uint8_t ula[16];
	struct endpoint seen;	/* the other's outer endpoint while up */
};

struct world_fired {
	const struct chart *chart;
	uint16_t event;
	unsigned count;
};

struct world_node {
	struct world *world;
	const char *name;
	void *core;
	struct core_ops ops;
	uint32_t life;		/* counts cores: what was for an older is stale */
	struct endpoint address;
	struct network_prefix prefixes[NETWORK_PREFIXES_MAX];
	uint8_t prefix_count;
	struct world_nat *nat;
	uint64_t delay_ms;
	unsigned loss;
	uint16_t ports[CHANNEL_COUNT];
	bool listens[CHANNEL_COUNT];
	uint16_t keys[WORLD_KEYS_MAX];
	struct world_origin origins[WORLD_ORIGINS];
	origin_id last_origin;
	bool has_ula;
	uint8_t ula[16];
	bool backend_off;
	struct world_peer peers[WORLD_PEERS_MAX];
	bool stopped;
	unsigned saves;
	unsigned tell_count;
	char *tells[WORLD_TELLS_MAX];
	unsigned fired_count;
	struct world_fired fired[WORLD_FIRED_MAX];
	struct trace_writer *trace;
	void (*watch)(void *owner, const struct effects *e);
	void *watch_owner;
	ssize_t (*look_up)(void *owner, const uint8_t *name, size_t length,
			   uint16_t type, uint8_t *answer, size_t size);
	void *look_up_owner;
};

struct world_script {
	struct endpoint address;
	struct world_nat *nat;
	void (*heard)(void *owner, struct world *w,
		      const struct world_message *m);
	void *owner;
};

struct world_mapping {
	bool used;
	bool asked_for;		/* by NAT-PMP: open to everybody */
	struct endpoint inner;
	uint16_t outer_port;
	uint64_t until_ms;
	struct endpoint written_to[8];	/* who may answer, the last eight */
	unsigned written;
};

struct world_nat {
	struct world *world;
	struct world_nat *parent;
	struct endpoint outer, inner;
	bool mute, hairpin;
	uint64_t epoch_from_ms;
	uint16_t taken[16];
	unsigned taken_count;
	struct world_mapping mappings[WORLD_MAPPINGS_MAX];
};

enum event_kind {
	EVENT_DATAGRAM,		/* message from scope */
	EVENT_INPUT,		/* input for node */
	EVENT_SCRIPT,		/* message for the script at message.to */
	EVENT_ANNOUNCE,		/* of nat: its address, as octets in message */
	EVENT_DIAL		/* node dialled: peer slot, dial count */
};

struct world_event {
	uint64_t at_ms;
	uint64_t order;
	enum event_kind kind;
	struct world_node *node;	/* receiver; of EVENT_DATAGRAM sender */
	enum channel channel;		/* the sender's */
	uint32_t life;
	struct world_nat *scope;
	struct world_message message;
	struct input input;
	uint16_t slot;
	uint32_t dial;
	uint8_t octets[];
};

/* Node to node, or node to script. The opener is always a node. */
struct world_stream {
	uint32_t id;		/* 0: free */
	struct world_node *opener;
	uint32_t opener_life;
	struct ticket ticket;
	struct endpoint from, to;
	struct world_node *acceptor;	/* or NULL: a script at `to` */
	uint32_t acceptor_life;
};

struct world {
	const char *name;
	uint64_t now_ms;
	uint64_t random;
	uint64_t order;
	unsigned node_count, script_count, nat_count, event_count;
	struct world_node *nodes[WORLD_NODES_MAX];
	struct world_script scripts[WORLD_SCRIPTS_MAX];
	struct world_nat *nats[WORLD_NATS_MAX];
	struct world_event *events[WORLD_EVENTS_MAX];
	struct world_stream streams[WORLD_STREAMS_MAX];
	uint32_t last_stream;
	uint16_t last_port;
	bool (*drop)(void *owner, const struct world_message *m);
	void *drop_owner;
	struct effects effects;
};

/* world.c */
/* Ends the run, saying what is wrong with the test's world. */
void world_must(bool holds, const struct world *w, const char *what);
void *world_zeroed(size_t size);
/* N handles IN; its effects are obeyed. Never from within a turn. */
void world_turn(struct world_node *n, struct input *in);
uint64_t world_random(struct world *w);
bool world_loses(struct world *w, const struct world_node *n);
/* Queues an event IN_MS from now with a copy of OCTETS; fill in the rest. */
struct world_event *world_event(struct world *w, enum event_kind kind,
				uint64_t in_ms, const void *octets,
				size_t length);
/* Queues IN, whose octets are copied, for N. */
struct world_event *world_later(struct world_node *n, uint64_t in_ms,
				const struct input *in);
/* Hands a datagram to N now. */
void world_hand(struct world_node *n, enum channel channel,
		const struct world_message *m);
/* Fills in key, verdict and origin of IN, a DNS message by KEY. */
void world_judge(struct world_node *n, struct input *in, uint16_t key,
		 uint32_t stream);
const struct world_origin *world_origin(const struct world_node *n,
					origin_id id);
uint16_t world_fresh_port(struct world *w);

/* world_net.c */
void world_datagram(struct world *w, struct world_event *e);
void world_script_hears(struct world *w, struct world_event *e);
void world_effect_send(struct world_node *n, const struct effect *e);
void world_effect_stream(struct world_node *n, const struct effect *e);
/* The streams of N's present life fall. */
void world_drop_streams(struct world_node *n);
struct world_script *world_script_at(struct world *w,
				     const struct world_nat *scope,
				     const struct endpoint *to);
struct world_node *world_node_at(struct world *w,
				 const struct world_nat *scope,
				 const struct endpoint *to);

/* world_nat.c */
/* What M is outside N, whose inside it comes from; false: it stays inside. */
bool world_nat_out(struct world_nat *n, struct world_message *m);
/* The inner endpoint for what came to N's outer address; false: dropped. */
bool world_nat_in(struct world_nat *n, struct world_message *m);
/* A request to N's inner address, port 5351. */
void world_nat_hears(struct world_nat *n, struct world_node *from,
		     const struct world_message *m);
void world_announce(struct world *w, struct world_event *e);

/* world_tunnel.c */
void world_effect_tunnel(struct world_node *n, const struct effect *e);
void world_dialled(struct world *w, struct world_event *e);
void world_drop_tunnels(struct world_node *n);

#endif
