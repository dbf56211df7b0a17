/* SPDX-License-Identifier: Apache-2.0 */
/* sim.h - a whole zone on virtual time in one thread: its primary, the rendezvous
 * in front of it, N hosts with agents in user domains of a few hosts each, the
 * NATs and the links between them. The cores are the product's own.
 *
 *	sim_setup_default(&setup);
 *	setup.hosts = 8; setup.seed = 1;
 *	r = sim_begin(&setup, &s);		0 or -errno; no host has started
 *	sim_watch(s, &watch);			who looks on
 *	sim_at(s, at_ms, cut_the_link, owner);	what is to happen then
 *	sim_host_boot(s, i, SIM_POWER_ON);	or sim_boot_all(s, over_ms)
 *	sim_run_until(s, SIM_BEGIN_MS + span);
 *	digest = sim_digest(s);
 *	sim_end(s);
 *
 * Equal setups and equal calls at equal times give equal runs, and an equal
 * digest. Every node draws from random streams of its own, so one fault more or
 * less does not shift what chance brings to others.
 *
 * WHO is a host's number, from 0, or SIM_RENDEZVOUS or SIM_PRIMARY. Times are
 * milliseconds of the world's own clock; a host's core is told its own clock,
 * see "Clocks". Knobs may be turned before the run, from sim_at and between
 * runs; not from a watch. The one exception is sim_stop.
 *
 * Nothing here is an assertion about the product: that is what invariants are
 * for, which look on. */
#ifndef LAB_SIMULATE_SIM_H
#define LAB_SIMULATE_SIM_H

#include "autotunnel/agent.h"
#include "autotunnel/rendezvous.h"
#include "autotunnel/turn.h"

struct sim;

enum {
	SIM_BEGIN_MS = 1000000,		/* the clock is never near 0 */
	SIM_DOMAIN_HOSTS = 8,		/* of one user domain, unless told */
	SIM_DOMAIN_HOSTS_MAX = AGENT_PEERS_MAX,
	SIM_HOSTS_MAX = 100000,
	SIM_NAME_MAX = 64,

	SIM_RENDEZVOUS = -1,
	SIM_PRIMARY = -2,
	SIM_NOBODY = -3,		/* a gateway, or nobody at all */
	SIM_INTERNET = -1		/* a place without a NAT */
};

struct sim_setup {
	uint64_t seed;
	unsigned hosts;			/* 1 to SIM_HOSTS_MAX */
	unsigned domain;		/* hosts of one user domain */
	bool plain;			/* every home has the simplest NAT with
					 * NAT-PMP, no host is public: else NATs
					 * of all kinds are drawn */
	/* Recordings: NAME.trace in this folder, which must be there, of every
	 * node or of RECORD_ONLY ("h3", "rendezvous"); a second life of a node
	 * is NAME-2.trace. NULL: none. With RECORD_FILE it is no folder but the
	 * file of RECORD_ONLY's first life. */
	const char *record;
	const char *record_only;
	bool record_file;
};

void sim_setup_default(struct sim_setup *setup);
/* 0; -EINVAL: the setup does not hold; or why the first recording failed. */
int sim_begin(const struct sim_setup *setup, struct sim **out);
void sim_end(struct sim *s);				/* NULL is fine */
/* The first recording that failed later: -errno; 0: none. */
int sim_record_error(const struct sim *s);

/* Time ---------------------------------------------------------------------- */

uint64_t sim_now_ms(const struct sim *s);
/* Until then, or until sim_stop: false. */
bool sim_run_until(struct sim *s, uint64_t at_ms);
/* The run ends after the event in hand; sim_run_until may go on later. */
void sim_stop(struct sim *s);
/* WHAT at that time; those of one time in the order of the calls. */
void sim_at(struct sim *s, uint64_t at_ms,
	    void (*what)(void *owner, struct sim *s), void *owner);
/* What sim_at calls right now only looks on: that counts as no event. */
void sim_look(struct sim *s);
/* Events so far, and a number over the time, receiver and octets of each. */
uint64_t sim_events(const struct sim *s);
uint64_t sim_digest(const struct sim *s);
/* Draws from the stream that is named by LABEL and WHO alone: for faults. */
uint64_t sim_draw(struct sim *s, const char *label, int who);

/* Who is who ------------------------------------------------------------------ */

unsigned sim_host_count(const struct sim *s);
const char *sim_name(const struct sim *s, int who);	/* "h3", "rendezvous" */
/* Hosts of one domain have adjacent numbers: the first one's, and how many. */
unsigned sim_domain_first(const struct sim *s, unsigned host, unsigned *count);
/* The number of the first host of the domain that NAME is in; SIM_NOBODY: in
 * none. */
int sim_domain_of(const struct sim *s, const struct dns_name *name);

/* Hosts ----------------------------------------------------------------------- */

enum sim_power {
	SIM_POWER_ON,		/* the machine boots: another boot id, and its
				 * CLOCK_BOOTTIME begins anew */
	SIM_PROCESS_START	/* the agent alone is started again */
};

/* All hosts boot, evenly over OVER_MS from now. */
void sim_boot_all(struct sim *s, uint64_t over_ms);
/* Starts an agent on what the host's disk holds; nothing if it runs. */
void sim_host_boot(struct sim *s, unsigned host, enum sim_power power);
/* The agent dies once EFFECTS more effects are obeyed; 0: at once. A save that
 * was obeyed is on disk, a later one is not: the file is the old or the new. */
void sim_host_crash(struct sim *s, unsigned host, unsigned effects);
/* The disk is lost too: nothing is remembered. The agent must be dead. */
void sim_host_wipe(struct sim *s, unsigned host);
/* Suspend to RAM: no turn, nothing is heard; then INPUT_NETWORK with resumed. */
void sim_host_sleep(struct sim *s, unsigned host);
void sim_host_wake(struct sim *s, unsigned host);
/* The host is in PLACE, a NAT's number or SIM_INTERNET, with a fresh address
 * there; it is told. Also when it is dead or sleeps. */
void sim_host_move(struct sim *s, unsigned host, int place);
/* Its cable: false is no default route. It is told. */
void sim_host_plug(struct sim *s, unsigned host, bool in);
void sim_host_command(struct sim *s, unsigned host, enum owner_command c);
/* Its back end for tunnels goes or comes back (TUNNEL_BACKEND_OFF, _ON). */
void sim_host_backend(struct sim *s, unsigned host, bool on);

bool sim_host_runs(const struct sim *s, unsigned host);	/* agent lives, awake */
bool sim_host_sleeps(const struct sim *s, unsigned host);
int sim_host_place(const struct sim *s, unsigned host);
int sim_host_home(const struct sim *s, unsigned host);	/* place at first */
/* NULL: it is dead. */
const struct agent *sim_host_agent(const struct sim *s, unsigned host);
const struct dns_name *sim_host_domain(const struct sim *s, unsigned host);
const struct dns_name *sim_host_fqdn(const struct sim *s, unsigned host);

/* Clocks ---------------------------------------------------------------------- */

/* The wall clock jumps. */
void sim_clock_step(struct sim *s, int who, int64_t ms);
/* Its clocks run so many millionths too fast; at most 100,000 either way. */
void sim_clock_drift(struct sim *s, int who, int32_t millionths);
/* What its CLOCK_BOOTTIME says at world time AT_MS, and the other way round.
 * TIME_NEVER stays. */
uint64_t sim_clock_ms(const struct sim *s, int who, uint64_t at_ms);
uint64_t sim_world_ms(const struct sim *s, int who, uint64_t clock_ms);
/* How far its wall clock is ahead of the truth. */
int64_t sim_clock_error_ms(const struct sim *s, int who);

/* Rendezvous -------------------------------------------------------------------- */

/* As with hosts. */
void sim_rendezvous_crash(struct sim *s, unsigned effects);
/* KEEP: with its state file; else it has none (P15). */
void sim_rendezvous_boot(struct sim *s, bool keep);
const struct rendezvous *sim_rendezvous(const struct sim *s);	/* NULL: dead */

/* Primary ----------------------------------------------------------------------- */

struct sim_primary_mood {
	uint32_t slow_ms;	/* each answer takes so much longer */
	uint16_t refuse;	/* updates in 1000 that are REFUSED (SERVFAIL
				 * where SERVFAIL is set), and change nothing */
	bool servfail;
	bool mute;		/* does as it is told, answers no UPDATE */
	bool no_ixfr;		/* answers IXFR with the whole zone */
	bool down;		/* nobody listens: streams are refused */
	bool notify;		/* NOTIFY after each change */
};

/* At first: all 0, but notify. */
void sim_primary_mood(struct sim *s, const struct sim_primary_mood *mood);
const struct sim_primary_mood *sim_primary_has(const struct sim *s);
/* Connections break; its journal is empty, so who is behind gets it all. */
void sim_primary_restart(struct sim *s);

struct sim_record {
	const struct dns_name *name;
	uint16_t type;
	uint32_t ttl;
	const uint8_t *rdata;
	uint16_t length;
	uint64_t since_ms;	/* when an update last put it there */
};

/* The zone's records but SOA and NS: begin with *CURSOR 0; false at the end. */
bool sim_primary_next(const struct sim *s, size_t *cursor,
		      struct sim_record *out);
/* The same of one name, without a look at others. */
bool sim_primary_next_of(const struct sim *s, const struct dns_name *name,
			 size_t *cursor, struct sim_record *out);
uint32_t sim_primary_serial(const struct sim *s);
size_t sim_primary_count(const struct sim *s);		/* of its records */

/* Links ------------------------------------------------------------------------- */

/* Of one node, for what it sends and what it gets. Shares are in 10,000. */
struct sim_link {
	uint32_t delay_ms;	/* 5 at first; all else 0 */
	uint32_t jitter_ms;	/* 0 to so much more, and order is kept */
	uint16_t loss;
	uint16_t duplicate;	/* comes once more, within reorder_ms */
	uint16_t reorder;	/* is later by up to reorder_ms, overtaken */
	uint32_t reorder_ms;
	bool deaf;		/* nothing comes in: one-way failure */
	bool dumb;		/* nothing gets out */
};

void sim_link(struct sim *s, int who, const struct sim_link *link);
/* Until the next call. */
const struct sim_link *sim_link_of(const struct sim *s, int who);
/* Nodes of different groups do not hear each other. All are in group 0. */
void sim_group(struct sim *s, int who, unsigned group);

/* NATs ---------------------------------------------------------------------------- */

enum sim_dependence {		/* RFC 4787 4.1 and 5 */
	SIM_ENDPOINT_INDEPENDENT,
	SIM_ADDRESS_DEPENDENT,
	SIM_ADDRESS_PORT_DEPENDENT
};

struct sim_nat_kind {
	enum sim_dependence mapping;
	enum sim_dependence filtering;
	bool hairpin;
	bool natpmp;		/* its gateway speaks NAT-PMP */
	uint32_t udp_ms;	/* a mapping that nobody asked for lives so long
				 * after the last packet from inside */
};

unsigned sim_nat_count(const struct sim *s);
void sim_nat_kind(struct sim *s, unsigned nat, const struct sim_nat_kind *kind);
const struct sim_nat_kind *sim_nat_has(const struct sim *s, unsigned nat);
/* The NAT that it is behind (double NAT), or SIM_INTERNET. */
int sim_nat_parent(const struct sim *s, unsigned nat);
/* Mappings gone, epoch 0, and COUNT announcements of up to 10 (the others are
 * lost). */
void sim_nat_reboot(struct sim *s, unsigned nat, unsigned count);
/* Mappings gone, and nothing else happens: it forgot. */
void sim_nat_forget(struct sim *s, unsigned nat);
/* Another outer address, COUNT announcements. Mappings stay. */
void sim_nat_renumber(struct sim *s, unsigned nat, unsigned count);
/* Its epoch jumps by so many seconds, without anything that it would mean. */
void sim_nat_lie(struct sim *s, unsigned nat, int32_t seconds);
/* For a while its gateway does not speak NAT-PMP, whatever its kind. */
void sim_nat_mute(struct sim *s, unsigned nat, bool mute);

/* The truth --------------------------------------------------------------------- */

/* The host runs and is plugged in, and whoever is elsewhere can send to it, or
 * could as soon as it asked its gateway: public, or behind one NAT that speaks
 * NAT-PMP. */
bool sim_host_reachable(const struct sim *s, unsigned host);
/* Both run, and one of them can be reached by the other: through the Internet,
 * or, if the Internet could reach it, because both are in one place. */
bool sim_pair_reachable(const struct sim *s, unsigned a, unsigned b);
/* A tunnel carries traffic both ways right now. */
bool sim_pair_up(const struct sim *s, unsigned a, unsigned b);
/* Since when nothing was done to WHO, and nothing done to it stands: no faulty
 * link, no group of its own, not dead nor asleep, its clock steady, its NATs
 * in peace. TIME_NEVER: something stands. A pair's health is the latest of both
 * its hosts', SIM_RENDEZVOUS' and SIM_PRIMARY's. */
uint64_t sim_healthy_since(const struct sim *s, int who);
/* The same of WHO's link and cable, and of a host's gateways, alone: when they are
 * healthy, nothing that it sent or was told got lost or late since. */
uint64_t sim_way_since(const struct sim *s, int who);

/* Who looks on -------------------------------------------------------------------- */

struct sim_packet {
	int from, to;		/* SIM_NOBODY: a gateway; not known */
	struct endpoint source;	/* as the receiver sees it */
	struct endpoint destination;
	const uint8_t *octets;	/* without TSIG */
	size_t length;
	bool stream;
	bool is_signed;
	bool lost;		/* by chance, link, group, NAT; else delivered */
};

/* Any may be NULL. They see, in this order, each packet that arrives or is
 * lost; each input before its turn; each buffer of effects after it, before it
 * is obeyed. WHO is a host or SIM_RENDEZVOUS; input.now_ms is its clock. */
struct sim_watch {
	void *owner;
	void (*packet)(void *owner, const struct sim_packet *p);
	void (*input)(void *owner, int who, const struct input *in);
	void (*effects)(void *owner, int who, const struct effects *e);
	bool rows;		/* EFFECTS looks at the rendezvous' e->rows, which
				 * cost time */
	/* After the last buffer of a turn was obeyed. */
	void (*turned)(void *owner, int who);
	/* A life begins (before INPUT_START) or has ended. */
	void (*life)(void *owner, int who, bool begins);
	/* An update has changed the zone, and this record came or went; as it
	 * was, if it went. */
	void (*zone)(void *owner, const struct sim_record *record,
		     bool removal);
};

enum { SIM_WATCHES_MAX = 8 };
/* OWNER and the struct must outlive the run. */
void sim_watch(struct sim *s, const struct sim_watch *watch);

/* For builds that are broken on purpose. Each may change what it is shown, or
 * say false: then the input is not handled, the effect not obeyed. It is not
 * asked about INPUT_DEADLINE. */
struct sim_saboteur {
	void *owner;
	bool (*input)(void *owner, int who, struct input *in);
	bool (*effect)(void *owner, int who, struct effect *e,
		       uint8_t *octets);
};
void sim_sabotage(struct sim *s, const struct sim_saboteur *saboteur);

#endif
