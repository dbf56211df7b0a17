/* SPDX-License-Identifier: Apache-2.0 */
/* fault.h - what goes wrong in a simulated world, as a plan: a list of faults,
 * each with its moment, kind, victim, length and value. A plan is all that
 * distinguishes a run from the healthy one with the same seed, so a failure is
 * made smaller by leaving faults out (shrink.h).
 *
 *	plan = (struct fault_plan){ .seed = 1, .hosts = 8, ... };
 *	mix_draw(&mix, &plan);			mix.h, or fault_plan_load
 *	fault_plan_save(&plan, f);
 *	fault_plan_free(&plan);
 *
 * A fault with a length ends by itself. Nothing here knows the engine: what a
 * kind does is fault_apply.c's.
 *
 * The file is text, a line each, `#` begins a comment, times in ms since the
 * world began:
 *
 *	seed 1
 *	hosts 8
 *	domain 8
 *	for 86400000
 *	plain 0
 *	fault 3600000 loss host 3 for 60000 value 250
 *	fault 3700000 nat-reboot nat 2 for 0 value 10 */
#ifndef LAB_SIMULATE_FAULT_H
#define LAB_SIMULATE_FAULT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum fault_kind {
	FAULT_LOSS,
	FAULT_DELAY,
	FAULT_JITTER,
	FAULT_DUPLICATE,
	FAULT_REORDER,
	FAULT_PARTITION,
	FAULT_ONEWAY,
	FAULT_NAT_REBOOT,
	FAULT_NAT_FORGET,
	FAULT_NAT_RENUMBER,
	FAULT_NAT_SILENT,
	FAULT_NAT_EPOCH,
	FAULT_NAT_MUTE,
	FAULT_UNPLUG,
	FAULT_ROAM,
	FAULT_SLEEP,
	FAULT_CRASH,
	FAULT_RESTART,
	FAULT_LEAVE,
	FAULT_CLOCK_DRIFT,
	FAULT_CLOCK_JUMP,
	FAULT_TUNNELS_OFF,
	FAULT_RENDEZVOUS_CRASH,
	FAULT_RENDEZVOUS_AMNESIA,
	FAULT_RENDEZVOUS_ROUGH,
	FAULT_RENDEZVOUS_ONEWAY,
	FAULT_RENDEZVOUS_JUMP,
	FAULT_PRIMARY_SLOW,
	FAULT_PRIMARY_REFUSE,
	FAULT_PRIMARY_MUTE,
	FAULT_PRIMARY_WHOLE,
	FAULT_PRIMARY_RESTART,
	FAULT_PRIMARY_ROUGH,
	FAULT_PRIMARY_ONEWAY,
	FAULT_KIND_COUNT
};

/* Whom a kind can befall. */
enum fault_whom { FAULT_OF_HOST, FAULT_OF_NAT, FAULT_OF_SERVER };

/* The least and most that VALUE can be. */
struct fault_about {
	const char *name;	/* "nat-reboot" */
	const char *what;	/* a sentence for --help */
	enum fault_whom whom;
	bool lasts;		/* it has a length */
	uint32_t value_least, value_most;
};
extern const struct fault_about fault_about[FAULT_KIND_COUNT];

struct fault {
	uint64_t at_ms;		/* since the world began */
	uint64_t for_ms;	/* 0: it is over at once */
	uint32_t value;
	uint16_t whom;		/* index of the host or NAT; 0 of the server */
	uint16_t kind;		/* enum fault_kind */
};

struct fault_plan {
	uint64_t seed;
	uint64_t span_ms;
	unsigned hosts, domain;
	bool plain;		/* as sim_setup has it */
	struct fault *list;	/* by at_ms */
	uint32_t count, room;
};

enum { FAULT_ERROR_MAX = 200 };

/* The kind called NAME, or -1. */
int fault_kind_find(const char *name);
/* One more than the greatest number that a victim can have in a world of HOSTS;
 * of NATs, of which there may be fewer, the remainder counts. */
unsigned fault_victims(enum fault_whom whom, unsigned hosts);
/* 0 or -ENOMEM. Keeps no order: fault_plan_sort does. */
int fault_plan_add(struct fault_plan *p, const struct fault *f);
void fault_plan_sort(struct fault_plan *p);
/* When the last of it is over; 0: there is none. */
uint64_t fault_plan_ends_ms(const struct fault_plan *p);
void fault_plan_free(struct fault_plan *p);
void fault_plan_write(const struct fault_plan *p, FILE *f);
/* 0, or -errno with a sentence in ERROR that names file and line. */
int fault_plan_load(const char *path, struct fault_plan *out,
		    char error[FAULT_ERROR_MAX]);
/* "host 3: loses 250 of 1000 datagrams, for 1min". Returns TEXT. */
enum { FAULT_TEXT_MAX = 200 };
const char *fault_text(const struct fault *f, char text[FAULT_TEXT_MAX]);

#endif
