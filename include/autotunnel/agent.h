/* SPDX-License-Identifier: Apache-2.0 */
/* agent.h - one host of the domain: the machines that it consists of, and the
 * ways of their reports.
 *
 *	a = aligned_alloc(AGENT_ALIGNMENT, agent_size(&config));
 *	agent_init(a, &config, &memory);
 *	more = agent_turn(a, &input, &effects);		first input: INPUT_START
 *	while (more) more = agent_more(a, &effects);
 *	... again at agent_deadline_ms with INPUT_DEADLINE
 *
 * Whoever drives it obeys each buffer of effects before the next call. After
 * EFFECT_SAVE the driver takes agent_remember's struct to disk.
 *
 * How a move travels: nat says that address or mapping is another; facts are
 * published by dnsclient and every peer's machine hears that we moved; an
 * answer of a long-lived query changes; what P12 lets us believe of it becomes
 * a peer_location; the peer's machine says what the tunnel back end does.
 *
 * Behind the struct, in the same piece of memory, are its pools: as large as
 * config.peers_max asks for. No pointer in it leaves that piece, so a copy of
 * all of it, put back at the same place, is the agent as it was.
 * Source: RFC 6281. */
#ifndef AUTOTUNNEL_AGENT_H
#define AUTOTUNNEL_AGENT_H

#include "autotunnel/dnsclient.h"
#include "autotunnel/nat.h"
#include "autotunnel/peer.h"
#include "autotunnel/port.h"

enum {
	AGENT_PEERS_MAX = 64,
	AGENT_LLQS_MAX = LLQ_CLIENTS_MAX,
	AGENT_ALIGNMENT = 64,		/* a cache line */
	AGENT_DEVICE_MAX = 120,		/* TXT dev=, octets */
	AGENT_RIVAL_MAX = 200
};

/* What the owner configured; nothing of it is secret. */
struct agent_config {
	struct dns_name domain;		/* home.example.net */
	struct dns_name host;		/* mymac.home.example.net */
	char device[AGENT_DEVICE_MAX + 1];	/* "" : none */
	bool eui64;			/* label and ULA from interface_id */
	uint8_t interface_id[8];	/* with eui64 (RFC 6281 3, 6.3) */
	struct client_keys keys;	/* none: the zone is public */
	uint16_t tunnel_port;		/* wanted local port, 4500 */
	uint32_t mapping_lifetime_s;	/* asked; 0: as RFC 6281 has it, 3600 */
	uint32_t lease_s;		/* record lease asked; 0: 5400 */
	uint8_t boot_id[16];		/* the kernel's */
	bool tunnels;			/* there is a back end */
	bool copied;			/* another machine made the memory */
	uint16_t peers_max;		/* AGENT_PEERS_MAX at most; 0: those */
};

/* One long-lived query, as the state file has it. */
struct agent_llq {
	struct dns_name name;
	uint16_t type;
	uint64_t id;
	uint32_t lease_s;
	uint64_t ends_ms;		/* CLOCK_BOOTTIME of this boot */
};

/* What survives a restart. All zeros: nothing is remembered. */
struct agent_memory {
	bool known;			/* there was a state at all */
	uint8_t interface_id[8];	/* of label and ULA, chosen once */
	uint8_t boot_id[16];		/* of the boot that the ULA belongs to */
	uint8_t ula[16];
	struct dns_name host;		/* whose label it is; length 0: unknown */
	uint8_t ula_tried[16];		/* that went into an update last, zeros: */
	uint8_t ula_registered[16];	/* none; and the last one that stood */
	uint16_t tunnel_port;		/* local */
	uint16_t tunnel_external_port;	/* as last mapped */
	uint16_t llq_port;
	uint16_t llq_external_port;
	struct endpoint gateway;	/* that mapped them */
	bool registered;		/* records may stand in the zone */
	unsigned llq_count;
	struct agent_llq llqs[AGENT_LLQS_MAX];
};

/* A peer as the agent knows it. */
enum agent_disbelief {			/* P12: why a record is not used */
	DISBELIEF_NONE,
	DISBELIEF_ULA_PREFIX,		/* AAAA outside fd00::/8 */
	DISBELIEF_ULA_OURS,
	DISBELIEF_ULA_TAKEN,		/* another peer's */
	DISBELIEF_ULA_LOCAL,		/* on a network that we are part of */
	DISBELIEF_ADDRESS,		/* A not unicast and public */
	DISBELIEF_PORT,			/* SRV port 0 */
	DISBELIEF_TARGET,		/* SRV target outside the domain */
	DISBELIEF_AMBIGUOUS,		/* several AAAA, SRV or A */
	/* only lan= is not used, the rest is */
	DISBELIEF_LAN,			/* lan= not private and unicast */
	DISBELIEF_LAN_OURS,		/* behind our NAT, with our own address */
	DISBELIEF_LAN_GATEWAY,		/* or with the gateway's */
	DISBELIEF_COUNT
};
const char *agent_disbelief_text(enum agent_disbelief d);

struct agent_peer {
	bool used;
	bool leaving;			/* its PTR is gone: freed once unknown */
	bool listed;			/* its PTR is there: of the last look */
	bool dirty;			/* its answers changed: look at them */
	bool shift;			/* we moved: tell its machine */
	bool undecided;			/* who dials is to be said */
	uint8_t backend;		/* 1 + news of the back end to tell it */
	struct peer peer;
	struct dns_name host;
	struct dns_name service;	/* _autotunnel._udp.<host> */
	struct dns_name target;		/* its SRV's; length 0: none */
	int16_t llq_aaaa, llq_srv, llq_a, llq_txt;	/* slots, -1: none */
	enum agent_disbelief disbelief;
	enum agent_disbelief lan_disbelief;
	struct peer_location location;	/* as last told to the machine */
	char device[AGENT_DEVICE_MAX + 1];
	uint64_t pushes;		/* statistics: messages that changed it */
	uint64_t learnt_at_ms;		/* when its location last changed */
};

/* Why the host is as reachable as it is, for a sentence to the owner. */
enum agent_reach {
	REACH_UNKNOWN,			/* still asking */
	REACH_DOWN,			/* no network */
	REACH_DIRECT,			/* our own address is public */
	REACH_MAPPED,			/* the gateway maps our port */
	REACH_NO_PROTOCOL,		/* the gateway does not answer */
	REACH_REFUSED,			/* it refuses */
	REACH_NO_ADDRESS,		/* it has no public address itself */
	REACH_DOUBLE_NAT,		/* its public address is private */
	REACH_BEHIND,			/* the rendezvous sees another address */
	REACH_CARRIER_NAT,		/* behind a carrier's 100.64/10 */
	REACH_ROUTED,			/* private, and no NAT to the rendezvous */
	REACH_COUNT
};

struct agent {
	struct agent_config config;
	/* what there was at the start, kept up to date but for its queries, of
	 * which there is room for as many as we can have */
	struct agent_memory *memory;
	struct nat nat;
	struct dnsclient dns;
	struct llq_pools pools;		/* dnsclient's */
	struct agent_peer *peers;	/* config.peers_max */
	unsigned peer_reach;		/* 1 + the highest one ever used */

	struct port ports[NAT_SLOTS];	/* by nat's slots */

	/* ours, as it is now */
	struct dns_name label;
	uint8_t ula[16];
	enum agent_reach reach;		/* all together, as last judged */
	enum agent_reach unmapped;	/* why the gateway maps nothing, as it
					 * or its silence says */
	struct registration_facts facts;	/* as last published */
	bool published;
	bool known;			/* it stands in DNS, with this ULA */
	uint32_t public_address;	/* last known, 0: never */
	uint32_t reflex_address;	/* as the rendezvous sees us; 0: not
					 * asked since our address changed */
	uint32_t reflex_round;		/* of the question whose answer counts */
	uint32_t networks;		/* how many we have been in, and ... */
	uint32_t networks_told;		/* ... as the peers' machines know */
	bool llq_path;			/* dnsclient_path_new was called ... */
	bool llq_mapped;		/* ... and told that events find us */
	bool placeless;			/* elsewhere, and the gateway is slow */
	bool leaving, left_zone, left_gateway, stopped;
	/* networks that no peer's ULA may be on, as INPUT_NETWORK has them */
	uint8_t prefix_count;
	struct network_prefix prefixes[NETWORK_PREFIXES_MAX];
	int16_t ptr_llq, note_llq;
	uint16_t remembered;		/* of memory->llqs, taken up again */
	bool remembers;			/* there may be more of them */

	/* what this turn still has to do, once its reports are worked off */
	bool self_due;			/* where we are may be another place */
	bool path_due;			/* tell dnsclient of CHANNEL_LLQ's path */
	bool reflex_due;
	bool save_due;
	bool hosts_due;			/* not all hosts had room in a call */
	bool peers_due;			/* a peer may be dirty, undecided, to be
					 * shifted or told of the back end */

	/* of the turn */
	struct deadlines deadlines;
	struct reports reports;
	struct turn turn;

	/* statistics */
	uint64_t inputs;
	uint64_t stale_tickets;
	uint64_t disbelieved[DISBELIEF_COUNT];
	uint64_t moves;			/* of ours */
	uint64_t registered_at_ms;	/* 0: not yet */
	uint32_t registered_lease_s;
	bool clashed;			/* our name is another host's */
	char rival[AGENT_RIVAL_MAX];	/* who else wants it; "": nobody */
	bool server_silent;
	unsigned left_out;		/* hosts beyond config.peers_max */
	unsigned misnamed;		/* with names that no host can have */
};

/* How the host is reached: a word for programs, and a sentence with what would
 * help ("" : all is well). */
const char *agent_reach_word(enum agent_reach reach);
const char *agent_reach_text(enum agent_reach reach);
const char *agent_reach_remedy(enum agent_reach reach);

/* That our name is another host's, and what helps. */
const char *agent_clash_text(const struct agent *a);
/* Why a call to a peer failed, and why nobody calls. */
const char *agent_reason_text(enum tunnel_reason reason);
const char *agent_apart_text(void);

/* The octets of an agent, a multiple of AGENT_ALIGNMENT. */
size_t agent_size(const struct agent_config *config);
/* A is so much memory, aligned to AGENT_ALIGNMENT. */
void agent_init(struct agent *a, const struct agent_config *config,
		const struct agent_memory *memory);
/* The same where all of it is zeros: most is then not touched at all. */
void agent_init_zeroed(struct agent *a, const struct agent_config *config,
		       const struct agent_memory *memory);
bool agent_turn(struct agent *a, const struct input *in, struct effects *out);
bool agent_more(struct agent *a, struct effects *out);
uint64_t agent_deadline_ms(const struct agent *a);
/* A's turn is near: the processor fetches what most turns look at into its
 * cache, each when what leads there has come: A itself, then what is near in its
 * pools, then the machine that is due. For whoever drives so many agents that
 * they are not there. */
enum agent_near { AGENT_NEAR_SELF, AGENT_NEAR_POOLS, AGENT_NEAR_DUE };
void agent_fetch(const struct agent *a, enum agent_near what);
/* What is worth remembering now. */
void agent_remember(const struct agent *a, struct agent_memory *memory);

#endif
