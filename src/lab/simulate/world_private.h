/* SPDX-License-Identifier: Apache-2.0 */
/* world_private.h - what the files of the simulated world share, and the
 * simulator uses beyond world.h. */
#ifndef LAB_SIMULATE_WORLD_PRIVATE_H
#define LAB_SIMULATE_WORLD_PRIVATE_H

#include "lab/simulate/world.h"

enum {
	WORLD_BEGIN_MS = 1000000,	/* the clock is never near 0 */
	WORLD_ORIGINS = 1024,		/* a power of 2; unless told */
	WORLD_KEYS_MAX = 32,
	WORLD_PEERS_MAX = 64,
	WORLD_TELLS_MAX = 256,
	WORLD_FIRED_MAX = 512,
	WORLD_WRITTEN_MAX = 64,		/* of a mapping, who may answer: all peers */
	WORLD_MAPPINGS_MAX = 4096,
	WORLD_SHARE = 10000,		/* a link's shares are of so many */
	WORLD_FLOW_MS = 120000		/* a mapping that nobody asked for */
};

#define WORLD_NOT_DOOMED UINT32_MAX

/* One node's or script's place in the network. */
struct world_link {
	uint32_t delay_ms;
	uint32_t jitter_ms;
	uint32_t reorder_ms;
	uint16_t loss, duplicate, reorder;
	bool deaf, dumb;
	unsigned group;		/* others do not hear it */
	uint64_t random;
	uint64_t last_out_ms, last_in_ms;	/* jitter keeps the order */
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

/* What suites ask of a node; the simulator does without. */
struct world_account {
	unsigned tell_count;
	char *tells[WORLD_TELLS_MAX];
	unsigned fired_count;
	struct world_fired fired[WORLD_FIRED_MAX];
};

struct world_stream;
struct sim;

struct world_node {
	struct world *world;
	const char *name;
	unsigned index;
	int who;		/* the simulator's number */
	void *core;
	struct core_ops ops;
	uint32_t life;		/* counts cores: what was for an older is stale */
	bool stopped, asleep, unplugged;
	bool has_ula;
	bool backend_off;
	bool probed;		/* EVENT_PROBE is under way */
	bool rows;		/* somebody looks at its effects.rows */
	uint32_t doom;		/* effects until it dies */
	uint64_t due_ms;	/* of the world's clock */
	uint64_t random;
	/* CLOCK_BOOTTIME was CLOCK_BASE_MS at CLOCK_AT_MS of the world */
	uint64_t clock_at_ms, clock_base_ms;
	int32_t drift;		/* millionths */
	int64_t wall_error_ms;	/* at CLOCK_AT_MS */
	struct endpoint address;
	struct world_nat *nat;
	struct world_link link;
	struct world_node *next_at;	/* same bucket of addresses */
	struct world_node *next_ula;	/* same bucket of ULAs */
	struct world_node *next_inside;	/* of its NAT */
	uint16_t ports[CHANNEL_COUNT];
	bool listens[CHANNEL_COUNT];
	uint16_t keys[WORLD_KEYS_MAX];
	struct world_origin *origins;
	uint32_t origin_count;
	origin_id last_origin;
	struct world_stream *opened;	/* its streams, newest first */
	struct network_prefix prefixes[NETWORK_PREFIXES_MAX];
	uint8_t prefix_count;
	uint8_t ula[16];
	unsigned up_count;
	unsigned peer_top;	/* 1 + the highest slot in use */
	unsigned saves;
	struct world_account *account;
	struct trace_writer *trace;
	void (*watch)(void *owner, const struct effects *e);
	void *watch_owner;
	ssize_t (*look_up)(void *owner, const uint8_t *name, size_t length,
			   uint16_t type, uint8_t *answer, size_t size);
	void *look_up_owner;
	/* last: what a turn seldom looks at */
	struct world_peer peers[WORLD_PEERS_MAX];
};

struct world_script {
	struct endpoint address;
	struct world_nat *nat;
	struct world_link link;
	bool down;		/* nobody listens */
	void (*heard)(void *owner, struct world *w,
		      const struct world_message *m);
	void *owner;
};

enum world_dependence {		/* RFC 4787 4.1 and 5 */
	ENDPOINT_INDEPENDENT,
	ADDRESS_DEPENDENT,
	ADDRESS_PORT_DEPENDENT
};

struct world_mapping {
	struct endpoint inner;
	uint16_t outer_port;
	uint64_t asked_until_ms;	/* by NAT-PMP: open to everybody */
	uint64_t flow_until_ms;
	struct world_node *keeper;	/* its tunnels keep the flow alive */
	unsigned written;
	struct endpoint outside;	/* whom it is for, where that counts */
	struct endpoint written_to[WORLD_WRITTEN_MAX];	/* the last ones */
};

struct world_nat {
	struct world *world;
	unsigned index;
	struct world_nat *parent;
	struct world_nat *next_at;	/* same bucket of addresses */
	struct endpoint outer, inner;
	bool mute;		/* no NAT-PMP: port unreachable */
	bool silent;		/* no NAT-PMP: no answer */
	bool hairpin;
	enum world_dependence mapping, filtering;
	uint32_t flow_ms;
	uint64_t epoch_from_ms;
	int64_t epoch_lie_s;
	uint16_t taken[16];
	unsigned taken_count;
	struct world_node *inside;
	struct world_mapping *mappings;
	unsigned mapping_count, mapping_room;
};

enum event_kind {
	EVENT_DATAGRAM,		/* message from scope */
	EVENT_ARRIVE,		/* the same at `at`, whose link held it up */
	EVENT_INPUT,		/* input for node */
	EVENT_SCRIPT,		/* message for the script at message.to */
	EVENT_ANNOUNCE,		/* of nat: its address, as octets in message */
	EVENT_DIAL,		/* node dialled: peer slot, dial count */
	EVENT_PROBE,		/* node looks whether its tunnels still carry */
	EVENT_CALL		/* call(call_owner) */
};

struct world_event {
	enum event_kind kind;
	struct world_node *node;	/* receiver; of EVENT_DATAGRAM sender */
	struct world_node *at;
	enum channel channel;		/* the sender's */
	uint32_t life;
	uint32_t size_class;
	unsigned group;			/* the sender's */
	bool local;			/* of a gateway: nothing is between */
	struct world_nat *scope;
	struct world_message message;
	uint16_t slot;
	uint32_t dial;
	void (*call)(void *owner, struct sim *s);
	void *call_owner;
	struct input input;		/* of EVENT_INPUT alone */
	uint8_t octets[];
};

struct world_due {
	uint64_t at_ms;
	uint64_t order;
	struct world_event *event;
};

/* A node's, told here: nodes are far from one another in memory. */
struct world_deadline {
	uint64_t due_ms;
	struct world_node *node;
	unsigned index;
};

/* Node to node, or node to script. The opener is always a node. */
struct world_stream {
	uint32_t id;		/* 0: free */
	uint16_t index, generation;
	struct world_node *opener;
	uint32_t opener_life;
	struct ticket ticket;
	struct endpoint from, to;
	struct world_node *acceptor;	/* or NULL: a script at `to` */
	uint32_t acceptor_life;
	uint64_t last_ms[2];		/* what was sent comes in order */
	struct world_stream *next;	/* of the opener, or free */
};

struct sim_record;

/* The simulator looks on, and takes part. */
struct world_hooks {
	void *owner;
	/* TO or FROM NULL: a script, a gateway, nobody. */
	void (*packet)(void *owner, const struct world_node *from,
		       const struct world_node *to,
		       const struct world_message *m, bool lost);
	/* false: not handled, not obeyed */
	bool (*input)(void *owner, struct world_node *n, struct input *in);
	void (*effects)(void *owner, struct world_node *n,
			const struct effects *e);
	bool (*effect)(void *owner, struct world_node *n, struct effect *e,
		       uint8_t *octets);
	void (*turned)(void *owner, struct world_node *n);
	void (*zone)(void *owner, const struct sim_record *record,
		     bool removal);
	void (*saved)(void *owner, struct world_node *n);
	void (*doomed)(void *owner, struct world_node *n);
	/* N's core has its turn after some others, TURNS is 2 at first, then 1
	 * and 0: where what it looks at is fetched into the processor's cache
	 * now, it need not be waited for. May be NULL. */
	void (*fetch)(const struct world_node *n, unsigned turns);
};

enum { WORLD_CLASSES = 2, WORLD_SILENCE_MS = 20000, WORLD_PROBE_MS = 30000 };

struct world {
	const char *name;
	uint64_t seed;
	uint64_t now_ms;
	uint64_t random;
	uint64_t order;
	uint64_t events_done;
	uint64_t digest;
	bool lean;		/* no accounts are kept */
	bool halted;
	int trace_error;	/* the first one */
	struct sim *sim;	/* who is called with it */
	struct world_hooks hooks;
	unsigned node_count, node_room;
	struct world_node **nodes;
	unsigned script_count, script_room;
	struct world_script *scripts;
	unsigned nat_count, nat_room;
	struct world_nat **nats;
	struct world_due *heap;
	size_t heap_count, heap_room;
	void *free_events[WORLD_CLASSES];
	struct world_deadline *due;	/* a heap of those with a deadline */
	unsigned due_count;
	uint32_t *due_slots;		/* of each node: 1 + its place there */
	struct world_node **at_buckets, **ula_buckets;
	struct world_nat **nat_buckets;
	size_t node_buckets, outer_buckets;	/* powers of 2 */
	struct world_stream **streams;
	unsigned stream_count, stream_room;
	struct world_stream *free_streams;
	uint16_t last_port;
	bool (*drop)(void *owner, const struct world_message *m);
	void *drop_owner;
	struct effects effects;
};

/* world.c */
/* Ends the run, saying what is wrong with the world. */
void world_must(bool holds, const struct world *w, const char *what);
void *world_zeroed(size_t size);
/* A bigger array; *ROOM grows. */
void *world_grow(void *array, unsigned *room, size_t size);
/* N handles IN; its effects are obeyed. Never from within a turn. */
void world_turn(struct world_node *n, struct input *in);
/* A number of the stream that STATE is. */
uint64_t world_draw(uint64_t *state);
static inline uint64_t
world_mix(uint64_t x)
{
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}
/* Hands a datagram to N now. */
void world_hand(struct world_node *n, enum channel channel,
		const struct world_message *m);
/* Fills in key, verdict and origin of IN, a DNS message M. */
void world_judge(struct world_node *n, struct input *in,
		 const struct world_message *m);
const struct world_origin *world_origin(const struct world_node *n,
					origin_id id);
uint16_t world_fresh_port(struct world *w);
void world_digest(struct world *w, unsigned who, unsigned what,
		  const void *octets, size_t length);

/* world_queue.c */
/* Queues an event IN_MS from now with a copy of OCTETS; fill in the rest. Its
 * members input, and what is not of its kind, are not cleared. */
struct world_event *world_event(struct world *w, enum event_kind kind,
				uint64_t in_ms, const void *octets,
				size_t length);
/* Queues IN, whose octets are copied, for N. */
struct world_event *world_later(struct world_node *n, uint64_t in_ms,
				const struct input *in);
void world_call(struct world *w, uint64_t in_ms,
		void (*call)(void *owner, struct sim *s), void *owner);
/* The event due first, out of the queue; its time: TIME_NEVER, none. */
uint64_t world_queue_ms(const struct world *w);
struct world_event *world_queue_take(struct world *w);
void world_event_free(struct world *w, struct world_event *e);
void world_queue_end(struct world *w);
/* N's deadline may be another. */
void world_due_update(struct world_node *n);

/* world_find.c */
void world_find_begin(struct world *w);
void world_find_end(struct world *w);
void world_find_add_node(struct world_node *n);
void world_find_add_nat(struct world_nat *n);
/* N is at ADDRESS inside NAT from now on. */
void world_find_move(struct world_node *n, struct endpoint address,
		     struct world_nat *nat);
void world_find_renumber(struct world_nat *n, struct endpoint outer);
void world_find_ula(struct world_node *n, const uint8_t *ula);
/* Who is there is asked before long: fetches where it is told (near.h). */
void world_find_fetch(const struct world *w, const struct world_nat *scope,
		      const struct endpoint *to);
struct world_node *world_node_at(const struct world *w,
				 const struct world_nat *scope,
				 const struct endpoint *to);
struct world_nat *world_nat_at(const struct world *w,
			       const struct world_nat *scope,
			       const struct endpoint *to);
/* Those with ULA: NULL, or the first; then the one after N. */
struct world_node *world_node_of(const struct world *w, const uint8_t ula[16],
				 const struct world_node *n);

/* world_link.c */
/* LINK gives up one message now: lost, or *DELAY_MS later, and *COPIES more of
 * it, each so much later than the first. */
struct world_fate {
	bool lost;
	uint64_t delay_ms;
	uint32_t copy_ms;	/* 0: comes once */
};
struct world_fate world_link_out(struct world_link *link, uint64_t now_ms);
struct world_fate world_link_in(struct world_link *link, uint64_t now_ms);
/* Has nothing to add to a message: its fate need not be asked. */
bool world_link_smooth(const struct world_link *link);

/* world_node.c */
/* A ring of so many origins, a power of 2: what came before is forgotten. */
void world_origins(struct world_node *n, uint32_t count);
void world_asleep(struct world_node *n, bool asleep);
/* INPUT_NETWORK, as world_network and world_sleep give it. */
void world_facts(struct world_node *n, bool up, bool resumed);

/* world_net.c */
void world_datagram(struct world *w, struct world_event *e);
void world_arrive(struct world *w, struct world_event *e);
void world_effect_send(struct world_node *n, const struct effect *e);
struct world_script *world_script_at(struct world *w,
				     const struct world_nat *scope,
				     const struct endpoint *to);
/* A datagram from S's address to TO, IN_MS from now. */
void world_script_sends(struct world *w, struct world_script *s,
			struct endpoint from, struct endpoint to,
			const uint8_t *octets, size_t length, uint16_t key,
			uint64_t in_ms);

/* world_stream.c */
void world_script_hears(struct world *w, struct world_event *e);
void world_effect_stream(struct world_node *n, const struct effect *e);
/* The streams of N's present life fall. */
void world_drop_streams(struct world_node *n);
void world_streams_end(struct world *w);
/* Those that lead to a script at ADDRESS break. */
void world_break_streams(struct world *w, const struct endpoint *address);
/* A message on STREAM to its opener, IN_MS beyond the link's delay. */
void world_stream_reply(struct world *w, uint32_t stream,
			const uint8_t *octets, size_t length, uint16_t key,
			uint64_t in_ms);

/* world_nat.c */
/* What M is outside N, whose inside it comes from. TOUCH: it really is sent,
 * by KEEPER's tunnel port if that is no NULL; else it is a look. */
void world_nat_out(struct world_nat *n, struct world_message *m, bool touch,
		   struct world_node *keeper);
/* The inner endpoint for what came to N's outer address; false: dropped. */
bool world_nat_in(struct world_nat *n, struct world_message *m);
/* The mapping that somebody asked for, or NULL; a fresh one. */
struct world_mapping *world_mapping_asked(struct world_nat *n,
					  const struct endpoint *inner);
struct world_mapping *world_mapping_new(struct world_nat *n,
					const struct endpoint *inner,
					uint16_t wanted);
/* N's flows are not kept alive by its tunnels any more. */
void world_nat_leave(struct world_node *n);
/* Those of them that have run out already are gone for good. */
void world_nat_bury(struct world_node *n);
void world_nat_forget(struct world_nat *n);
/* Whoever is inside, also of NATs inside, looks at its tunnels. */
void world_nat_doubt(struct world_nat *n);

/* world_natpmp.c */
/* A request to N's inner address, port 5351. */
void world_nat_hears(struct world_nat *n, struct world_node *from,
		     const struct world_message *m);
void world_announce(struct world *w, struct world_event *e);
void world_nat_announce(struct world_nat *n, unsigned count);

/* world_tunnel.c */
void world_effect_tunnel(struct world_node *n, const struct effect *e);
void world_dialled(struct world *w, struct world_event *e);
void world_probed(struct world *w, struct world_event *e);
/* N writes over each of its tunnels. */
void world_write_over(struct world_node *n);
/* IN tells N of a tunnel that was taken away before it was told, or of the end of
 * one that is there again. */
bool world_tunnel_stale(const struct world_node *n, const struct input *in);
/* IN is of a tunnel and N sleeps: it comes later. */
bool world_tunnel_waits(struct world_node *n, const struct input *in);
void world_drop_tunnels(struct world_node *n);
/* N's back end is gone, and nobody is told. */
void world_vanish(struct world_node *n);
/* Something between N and others is not what it was: in a while N's tunnels,
 * and those of its peers, fall where nothing comes through. */
void world_doubt(struct world_node *n);

/* world_clock.c */
uint64_t world_clock_ms(const struct world_node *n, uint64_t at_ms);
uint64_t world_clock_when(const struct world_node *n, uint64_t clock_ms);
int64_t world_clock_error_ms(const struct world_node *n);
/* From now on. */
void world_clock_drift(struct world_node *n, int32_t millionths);
void world_clock_step(struct world_node *n, int64_t ms);
/* It boots: its CLOCK_BOOTTIME is BASE_MS now. */
void world_clock_boot(struct world_node *n, uint64_t base_ms);

#endif
