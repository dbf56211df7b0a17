/* SPDX-License-Identifier: Apache-2.0 */
/* world.h - a simulated world: virtual time, hosts that each drive
 * a container, scripted counterparts, NATs, links with delay and loss.
 *
 *	w = world_begin("natpmp", SEED);
 *	n = world_add_node(w, "mymac", core, &agent_ops, ip4(10, 0, 0, 2), nat);
 *	world_add_script(w, ip4(192, 0, 2, 53), answer, owner);
 *	world_start(n);
 *	ck_assert(world_run_until(w, has_happened, &it, 30000));
 *	world_end(w);
 *
 * Equal seeds give equal runs. Nothing sleeps: time jumps to the next thing
 * that is due. The world borrows cores and owners; nodes, NATs and messages
 * are its own and go with world_end.
 *
 * TSIG is simulated: a message carries the number of the key that signed it
 * beside its octets. A node that has the key (world_key) gets it as verified
 * by its own index of that key, any other as VERDICT_BADKEY.
 *
 * Streams, look-ups, tunnels and NAT-PMP gateways are simulated too; see
 * there. A tunnel comes up when a node dials an endpoint that leads, through
 * whatever NATs are between, to the tunnel port of a node that added the
 * dialler, both with the other's ULA. */
#ifndef LAB_SIMULATE_WORLD_H
#define LAB_SIMULATE_WORLD_H

#include <sys/types.h>

#include "autotunnel/turn.h"
#include "shell/driver.h"

struct world;
struct world_node;
struct world_nat;

enum { WORLD_DELAY_MS = 5 };	/* of a link, unless told otherwise */

struct world *world_begin(const char *name, uint64_t seed);
void world_end(struct world *w);

/* Time ---------------------------------------------------------------------- */

uint64_t world_now_ms(const struct world *w);
/* Handles whatever is due within MS from now, then stands there. */
void world_run_for(struct world *w, uint64_t ms);
/* Until HAPPENED is true, at most LIMIT_MS; false: it never was. */
bool world_run_until(struct world *w, bool (*happened)(void *owner),
		     void *owner, uint64_t limit_ms);
/* From now to what is due next; TIME_NEVER: nothing is. */
uint64_t world_next_in_ms(const struct world *w);

/* Nodes --------------------------------------------------------------------- */

/* 10.0.0.2 with PORT 0. */
struct endpoint ip4(unsigned a, unsigned b, unsigned c, unsigned d);
struct endpoint ip4_port(unsigned a, unsigned b, unsigned c, unsigned d,
			 uint16_t port);

/* NAT is what the node is behind; NULL: the Internet. */
struct world_node *world_add_node(struct world *w, const char *name,
				  void *core, const struct core_ops *ops,
				  struct endpoint address,
				  struct world_nat *nat);
/* INPUT_START. */
void world_start(struct world_node *n);
/* The process was started anew: another CORE, no sockets, streams, tunnels.
 * NULL: it is off, and silent. */
void world_replace(struct world_node *n, void *core);
/* The node is elsewhere; NAT as above. Tells it nothing: world_network does. */
void world_move(struct world_node *n, struct endpoint address,
		struct world_nat *nat);
/* INPUT_NETWORK as netlink would have it now: address, prefix of 24, gateway
 * and its MAC. UP false: no default route. */
void world_network(struct world_node *n, bool up);
/* From now on the node is on this IPv6 network too, and is told. */
void world_prefix(struct world_node *n, const struct network_prefix *p);
/* INPUT_NETWORK with RESUMED set, after MS of which the node saw nothing. */
void world_sleep(struct world_node *n, uint64_t ms);
/* Any other input, now; time and random octets are filled in. */
void world_input(struct world_node *n, struct input *in);
void world_command(struct world_node *n, enum owner_command command);
/* A port that the node has open without EFFECT_BIND, CHANNEL_SERVICE say;
 * streams to that port are accepted. */
void world_open(struct world_node *n, enum channel channel, uint16_t port);
/* Key number INDEX of the node's configuration is KEY of the world. */
void world_key(struct world_node *n, uint16_t index, uint16_t key);
/* Called with each answer of the node's core, after it was recorded. */
void world_watch(struct world_node *n,
		 void (*watch)(void *owner, const struct effects *e),
		 void *owner);
/* Answers of EFFECT_LOOKUP: the raw DNS answer in ANSWER (SIZE octets);
 * returns its length or -errno. Without it: -ENOENT. */
void world_lookups(struct world_node *n,
		   ssize_t (*look_up)(void *owner, const uint8_t *name,
				      size_t length, uint16_t type,
				      uint8_t *answer, size_t size),
		   void *owner);
/* Records the node's conversation. H as trace.h has it. 0 or -errno. */
struct trace_header;
int world_record(struct world_node *n, const char *path,
		 const struct trace_header *h);

bool world_stopped(const struct world_node *n);		/* EFFECT_STOPPED */
unsigned world_saves(const struct world_node *n);	/* EFFECT_SAVE */
/* How often the owner was told a line that has PART in it. */
unsigned world_told(const struct world_node *n, const char *part);
/* How often a row of CHART with EVENT fired. */
unsigned world_fired(const struct world_node *n, const char *chart,
		     const char *event);
const uint8_t *world_ula(const struct world_node *n);	/* NULL: none */
uint16_t world_port(const struct world_node *n, enum channel channel);

/* Links --------------------------------------------------------------------- */

/* What the node sends and gets takes DELAY_MS and is lost LOSS times in 1000. */
void world_link(struct world_node *n, uint64_t delay_ms, unsigned loss);
/* Messages that DROP says are lost, whoever sent them. NULL: none. */
struct world_message;
void world_filter(struct world *w,
		  bool (*drop)(void *owner, const struct world_message *m),
		  void *owner);

/* Scripted counterparts -------------------------------------------------------- */

struct world_message {
	struct endpoint from;	/* as the receiver sees it */
	struct endpoint to;
	const uint8_t *octets;	/* without TSIG */
	size_t length;
	uint16_t key;		/* of the world; KEY_NONE: unsigned */
	uint32_t stream;	/* 0: a datagram */
	int64_t clock_error_ms;	/* of who signed it */
	bool late;		/* it says that what it answers was signed by
				 * a wrong clock (BADTIME) */
};

/* ADDRESS with port 0 takes every port. Streams to it are accepted. NAT: the
 * inside of it; NULL: the Internet. */
void world_add_script(struct world *w, struct endpoint address,
		      struct world_nat *nat,
		      void (*heard)(void *owner, struct world *w,
				    const struct world_message *m),
		      void *owner);
void world_remove_script(struct world *w, struct endpoint address);
/* An answer to M, from where M went; on its stream, if it came on one. */
void world_reply(struct world *w, const struct world_message *m,
		 const uint8_t *octets, size_t length, uint16_t key);
/* A datagram from a script's address, on the Internet or inside NAT. */
void world_send(struct world *w, struct world_nat *nat, struct endpoint from,
		struct endpoint to, const uint8_t *octets, size_t length,
		uint16_t key);
void world_hang_up(struct world *w, uint32_t stream);

/* NATs ------------------------------------------------------------------------- */

/* A NAT with its outer address on the Internet, or inside PARENT, and its
 * inner one, which speaks NAT-PMP. At first mappings do not depend on the
 * destination, and one that was not asked for lets in only who was written to. */
struct world_nat *world_add_nat(struct world *w, struct endpoint outer,
				struct endpoint inner,
				struct world_nat *parent);
void world_nat_mute(struct world_nat *n, bool mute);	/* no NAT-PMP */
void world_nat_hairpin(struct world_nat *n, bool on);	/* off at first */
/* Its power fails: mappings gone, epoch 0; COUNT announcements are sent. */
void world_nat_reboot(struct world_nat *n, unsigned announcements);
/* Another outer address, announced. Mappings stay. */
void world_nat_renumber(struct world_nat *n, struct endpoint outer);
/* The port is taken: who asks for it is given another. */
void world_nat_take_port(struct world_nat *n, uint16_t port);
/* The outer port of the inner one of NODE, or 0. */
uint16_t world_nat_mapped(const struct world_nat *n,
			  const struct world_node *node, uint16_t port);

/* Tunnels ----------------------------------------------------------------------- */

/* The back end of N goes or comes back (TUNNEL_BACKEND_OFF, _ON). */
void world_backend(struct world_node *n, bool on);
/* N's tunnel to the peer with ULA carries traffic both ways right now. */
bool world_tunnel_up(const struct world_node *n, const uint8_t ula[16]);

#endif
