/* SPDX-License-Identifier: Apache-2.0 */
/* driver.h - feeds a pure core from the world and obeys what it answers.
 *
 * driver_open; driver_start (INPUT_START); then loop_run. Sockets, streams and
 * look-ups are fed by the driver itself; whoever else knows something new
 * (netlink, tunnel back end, owner) calls driver_input. driver_close.
 *
 * What happens to one input:
 *	its time (the turn's) and 16 fresh random octets are filled in
 *	edge_judge, for channels and streams that carry DNS
 *	hooks.record_input
 *	core turn, then as long as there is more: record_effects, obey
 * Inputs that arise while effects are obeyed wait in a FIFO until all of them
 * are obeyed. EFFECT_SAVE is done once at the end of the loop's turn however
 * often it was asked for; each ticket has its INPUT_SAVED.
 *
 * An input's `origin` is the edge's; the driver keeps the way back (socket and
 * address, or connection) under the same number. */
#ifndef SHELL_DRIVER_H
#define SHELL_DRIVER_H

#include "autotunnel/turn.h"
#include "edge.h"
#include "loop.h"
#include "sockets.h"
#include "streams.h"

/* A container of machines: agent.h, rendezvous.h. */
struct core_ops {
	bool (*turn)(void *core, const struct input *in, struct effects *out);
	bool (*more)(void *core, struct effects *out);
	uint64_t (*deadline_ms)(const void *core);
};

/* All are optional. OWNER is driver_setup.owner. */
struct driver_hooks {
	void (*record_input)(void *recorder, const struct input *in);
	void (*record_effects)(void *recorder, const struct effects *out);
	/* EFFECT_ADDRESS, EFFECT_TUNNEL, EFFECT_BIND of CHANNEL_TUNNEL (whose
	 * answer is INPUT_BOUND through driver_input). Without it that port
	 * is bound and what comes there dropped. */
	void (*tunnel)(void *tunnel, const struct effect *e,
		       const uint8_t *octets);
	/* 0 or -errno, which is told, and later it is called again. */
	int (*save)(void *owner);
	/* Without it log_octets. */
	void (*tell)(void *owner, enum tell_level level, const uint8_t *text,
		     size_t size);
	/* Without it loop_stop. */
	void (*stopped)(void *owner);
	/* IN was handled and its effects obeyed; only its plain members are
	 * good, not its octets */
	void (*turned)(void *owner, const struct input *in);
};

struct driver_setup {
	struct loop *loop;
	void *core;
	struct core_ops core_ops;
	struct edge *edge;		/* NULL: nothing is judged or signed */
	void *recorder;
	void *tunnel;
	void *owner;
	struct driver_hooks hooks;
	const char *state;		/* the file, for sentences; may be NULL */
	struct streams_limits streams;
	/* Requests held for an answer at once, the oldest makes room: the
	 * edge's capacity. */
	unsigned origins;
	bool lookups;			/* EFFECT_LOOKUP may come: open c-ares */
};

struct driver_counters {
	uint64_t inputs[INPUT_KIND_COUNT];
	uint64_t answered_by_edge;
	uint64_t unsignable;		/* could not be signed: not sent */
	uint64_t origins_lost;		/* answered too late */
	uint64_t saves, saves_failed;
};

struct driver;

/* SETUP is copied; what it points to is borrowed for the driver's life. */
int driver_open(const struct driver_setup *setup, struct driver **out);
void driver_close(struct driver *d);	/* NULL is fine */
void driver_start(struct driver *d);
/* Handles IN, whose now_ms and random are filled in here; its octets are
 * borrowed for the call. From within a hook it waits in the FIFO, and may then
 * have no octets. */
void driver_input(struct driver *d, struct input *in);
void driver_command(struct driver *d, enum owner_command command);
/* What netlink says: on another link the resolver reads its servers again,
 * announcements are heard on FACTS' interface, then INPUT_NETWORK. */
void driver_network(struct driver *d, const struct network_facts *facts);
/* The recorder may be switched on and off; NULL functions: off. */
void driver_record(struct driver *d, void *recorder,
		   void (*record_input)(void *, const struct input *),
		   void (*record_effects)(void *, const struct effects *));

struct sockets *driver_sockets(struct driver *d);	/* for listening */
struct streams *driver_streams(struct driver *d);
const struct driver_counters *driver_counters(const struct driver *d);

#endif
