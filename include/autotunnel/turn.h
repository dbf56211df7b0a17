/* SPDX-License-Identifier: Apache-2.0 */
/* turn.h - what goes into the core and what comes out: inputs, effects,
 * reports, tickets and random octets. Plain data; the caller's memory.
 *
 * A container (agent.h, rendezvous.h) handles one input to completion:
 *
 *	more = agent_turn(a, &input, &effects);		obey the effects
 *	while (more)
 *		more = agent_more(a, &effects);		obey these too
 *
 * Each call empties EFFECTS first. Octets of an effect stand in
 * effects.octets at [offset, offset + length) and live until the next call. */
#ifndef AUTOTUNNEL_TURN_H
#define AUTOTUNNEL_TURN_H

#include <string.h>

#include "autotunnel/chart.h"

/* Endpoints ---------------------------------------------------------------- */

/* An address with a port; family 0 is none. IPv4 in address[0..3]. */
struct endpoint {
	uint8_t family;		/* 0, 4 or 6 */
	uint8_t address[16];
	uint16_t port;		/* host order; 0 where only the address counts */
};

static inline bool
endpoint_same_address(const struct endpoint *a, const struct endpoint *b)
{
	if (a->family != b->family)
		return false;
	if (a->family == 4)
		return !memcmp(a->address, b->address, 4);
	return a->family == 0 ||
		!memcmp(a->address, b->address, sizeof(a->address));
}

static inline bool
endpoint_equal(const struct endpoint *a, const struct endpoint *b)
{
	return a->port == b->port && endpoint_same_address(a, b);
}

/* A socket that the shell keeps for a role. */
enum channel {
	CHANNEL_NONE,
	CHANNEL_GATEWAY,	/* agent: UDP to the gateway, port 5351 */
	CHANNEL_ANNOUNCE,	/* agent: UDP 224.0.0.1:5350 */
	CHANNEL_LLQ,		/* agent: UDP, LLQ messages and events; mapped */
	CHANNEL_QUERY,		/* agent: UDP, updates and signed queries */
	CHANNEL_TUNNEL,		/* agent: the back end's UDP port; bind only */
	CHANNEL_SERVICE,	/* rendezvous: UDP and TCP, clients */
	CHANNEL_PRIMARY,	/* rendezvous: UDP towards the primary */
	CHANNEL_COUNT
};

/* Names an asynchronous effect; its answer brings it back. A stale one is
 * counted and goes nowhere. Generation 0: no ticket. */
struct ticket {
	uint16_t slot;
	uint16_t generation;
};

/* Names a request that the shell holds for an answer (source, stream, key,
 * message id, request MAC; at most 30 s). 0: none. */
typedef uint32_t origin_id;	/* the one typedef: a name, not a struct */

enum { KEY_NONE = 0xffff };	/* keys are indices into the configuration */

/* Inputs -------------------------------------------------------------------- */

enum input_kind {
	INPUT_START,		/* first input: the container starts its machines */
	INPUT_DEADLINE,		/* now_ms reached the container's deadline */
	INPUT_DATAGRAM,		/* octets from source on channel */
	INPUT_UNREACHABLE,	/* ICMP port unreachable: channel, source = who */
	INPUT_BOUND,		/* answers EFFECT_BIND: port, or error */
	INPUT_STREAM_UP,	/* answers EFFECT_STREAM_OPEN: ticket */
	INPUT_STREAM_DOWN,	/* ticket; error */
	INPUT_STREAM_MESSAGE,	/* one DNS message; ticket, or origin if accepted */
	INPUT_LOOKUP,		/* answers EFFECT_LOOKUP: raw DNS answer, or error */
	INPUT_NETWORK,		/* network: what netlink says now */
	INPUT_TUNNEL,		/* tunnel: what the back end says */
	INPUT_SAVED,		/* answers EFFECT_SAVE: ticket, error */
	INPUT_COMMAND,		/* command: what the owner wants */
	INPUT_KIND_COUNT
};

/* What the shell found of a message's authenticity (RFC 8945). */
enum verdict {
	VERDICT_UNSIGNED,
	VERDICT_VERIFIED,	/* by input.key */
	VERDICT_BADKEY,
	VERDICT_BADSIG,
	VERDICT_BADTIME,
	VERDICT_BADTRUNC,
	VERDICT_FORMERR,	/* TSIG misplaced, twice, or unreadable */
	VERDICT_PENDING,	/* stream: no MAC covers it yet (8945 5.3.1) */
	VERDICT_COUNT
};

/* An IPv6 network that this host is part of; the bits behind it are zero. */
struct network_prefix {
	uint8_t network[16];
	uint8_t length;		/* 1 to 127 */
};

enum { NETWORK_PREFIXES_MAX = 8 };

/* The IPv4 default route and what stands behind it. */
struct network_facts {
	bool up;		/* there is a default route */
	bool resumed;		/* the machine slept since the last facts */
	uint32_t interface;	/* index */
	struct endpoint address;	/* our primary IPv4 address, port 0 */
	uint8_t prefix_length;
	struct endpoint gateway;	/* port 0 */
	uint8_t gateway_mac[6];	/* zero where not known yet */
	/* of IPv6, those in fd00::/8: a peer's ULA is on none of them (P12);
	 * told also where there is no route */
	uint8_t prefix_count;
	struct network_prefix prefixes[NETWORK_PREFIXES_MAX];
};

enum tunnel_news {
	TUNNEL_UP,		/* an SA carries traffic; ours says who dialled */
	TUNNEL_FAILED,		/* set-up or rekey failed; reason */
	TUNNEL_FELL,		/* no SA with this peer any more */
	TUNNEL_REKEYED,
	TUNNEL_BACKEND_ON,	/* there, and empty but for adopted SAs */
	TUNNEL_BACKEND_OFF,
	TUNNEL_NEWS_COUNT
};

enum tunnel_reason {
	TUNNEL_REASON_NONE,
	TUNNEL_REASON_AUTHENTICATION,
	TUNNEL_REASON_TRAFFIC_SELECTOR,
	TUNNEL_REASON_SILENCE,
	TUNNEL_REASON_OTHER,
	TUNNEL_REASON_STRANGER,		/* it knows nobody who could be us */
	TUNNEL_REASON_COUNT
};

struct tunnel_facts {
	enum tunnel_news news;
	enum tunnel_reason reason;
	uint16_t peer;		/* slot that EFFECT_TUNNEL named */
	bool ours;		/* we dialled the SA that is up */
	struct endpoint remote;	/* the peer's outer endpoint as the SA has it */
};

enum owner_command {
	COMMAND_NONE,
	COMMAND_LEAVE,		/* delete records and mappings, end LLQs, stop */
	COMMAND_STOP,		/* stop, keep what a restart can use */
	COMMAND_ASK_AGAIN,	/* every doubt at once: gateway, server, peers */
	COMMAND_CLAIM		/* a name that another host has is this host's */
};

struct input {
	enum input_kind kind;
	uint64_t now_ms;	/* CLOCK_BOOTTIME */
	uint8_t random[16];	/* fresh */
	struct ticket ticket;
	enum channel channel;
	struct endpoint source;
	origin_id origin;
	enum verdict verdict;
	uint16_t key;		/* of the verdict; KEY_NONE */
	bool stream;		/* it came over TCP or TLS */
	int error;		/* 0 or -errno */
	uint16_t port;		/* INPUT_BOUND */
	const uint8_t *octets;	/* a DNS message stands here without its TSIG */
	size_t length;
	struct network_facts network;
	struct tunnel_facts tunnel;
	enum owner_command command;
};

/* Effects ------------------------------------------------------------------- */

enum effect_kind {
	EFFECT_SEND,		/* datagram on channel to `to`, or to origin */
	EFFECT_BIND,		/* channel: a fresh socket on port, 0 = any */
	EFFECT_STREAM_OPEN,	/* ticket, to, tls */
	EFFECT_STREAM_SEND,	/* ticket (ours) or origin (accepted) */
	EFFECT_STREAM_CLOSE,	/* ticket */
	EFFECT_LOOKUP,		/* ticket, name = octets (wire form), type */
	EFFECT_ADDRESS,		/* the ULA on autotunnel0: address, add or take */
	EFFECT_TUNNEL,		/* tunnel: one verb on one peer */
	EFFECT_SAVE,		/* the state on disk, then INPUT_SAVED if ticket */
	EFFECT_TELL,		/* owner: tell.what and text in octets (UTF-8) */
	EFFECT_STOPPED,		/* all done after COMMAND_LEAVE or _STOP */
	EFFECT_KIND_COUNT
};

enum tunnel_verb {
	TUNNEL_ADD,		/* peer, name (octets), ula, remote, dial/accept */
	TUNNEL_MOVE,		/* peer, remote: endpoint for the next dial */
	TUNNEL_REMOVE,		/* peer: SAs, connection, route */
	TUNNEL_DIAL,
	TUNNEL_HANG_UP,		/* what is being set up */
	TUNNEL_REKEY,		/* so that the peer learns our endpoint */
	TUNNEL_DROP_OLDER,	/* all SAs with this peer but the newest */
	TUNNEL_DROP_SPARE,	/* of two that both ends dialled, one */
	TUNNEL_VERB_COUNT
};

struct effect_tunnel {
	enum tunnel_verb verb;
	uint16_t peer;
	struct endpoint remote;	/* family 0: unknown, accept only */
	uint8_t ula[16];
};

enum tell_level { TELL_DEBUG, TELL_INFO, TELL_WARNING, TELL_ERROR };

struct effect {
	enum effect_kind kind;
	struct ticket ticket;
	enum channel channel;
	struct endpoint to;
	struct endpoint source;	/* EFFECT_SEND: our address to send from; not
				 * sent if that is gone. Family 0: any */
	origin_id origin;	/* answers this; signed as it asks */
	uint16_t key;		/* sign with; KEY_NONE */
	bool tls;
	bool take;		/* EFFECT_ADDRESS: take it away */
	uint16_t port;
	uint16_t type;		/* EFFECT_LOOKUP: DNS TYPE */
	uint8_t address[16];
	struct effect_tunnel tunnel;
	enum tell_level level;
	uint32_t offset;
	uint32_t length;
};

/* A row that fired, in the order of firing. */
struct row_fired {
	const struct machine *machine;	/* for the core alone: it may be gone */
	const struct chart *chart;
	uint16_t row;		/* index into chart->rows */
	uint16_t from;
	uint16_t to;
	uint32_t name_offset;	/* the instance's name, in effects.names */
};

enum {
	EFFECTS_MAX = 64,
	EFFECT_ROWS_MAX = 128,
	EFFECT_OCTETS_MAX = 128 * 1024,
	EFFECT_NAMES_MAX = 40 * 1024,
	/* what must be free before a step may be taken; a container's handling
	 * of one report may take a few steps in a row */
	EFFECT_ROOM_EFFECTS = CHART_ACTIONS_MAX,
	EFFECT_ROOM_ROWS = 8,
	EFFECT_ROOM_OCTETS = 72 * 1024,
	EFFECT_NAME_MAX = 320
};

struct effects {
	unsigned count;
	unsigned row_count;
	uint32_t octets_used;
	uint32_t names_used;
	/* the turn is over, all of its effects were fetched, and it has drawn
	 * no random octets: it would have done the same with any */
	bool random_unused;
	/* the owner's, kept by effects_clear: it looks at no rows, so they need
	 * not be recorded, nor machines named */
	bool rows_unwanted;
	struct effect list[EFFECTS_MAX];
	struct row_fired rows[EFFECT_ROWS_MAX];
	uint8_t octets[EFFECT_OCTETS_MAX];
	char names[EFFECT_NAMES_MAX];
};

void effects_clear(struct effects *e);
/* Another step may be taken: it cannot overflow E. */
static inline bool
effects_have_room(const struct effects *e)
{
	return e->count + EFFECT_ROOM_EFFECTS <= EFFECTS_MAX &&
		e->row_count + EFFECT_ROOM_ROWS <= EFFECT_ROWS_MAX &&
		e->octets_used + EFFECT_ROOM_OCTETS <= EFFECT_OCTETS_MAX &&
		e->names_used + EFFECT_ROOM_ROWS * EFFECT_NAME_MAX <=
			EFFECT_NAMES_MAX;
}

/* Random -------------------------------------------------------------------- */

/* ChaCha20 (RFC 8439, 2.3) over the input's 16 octets as the first half of the
 * key: as many numbers as a turn wants, none of them known before its input. */
struct random {
	uint8_t seed[16];
	uint32_t block;
	uint8_t octets[64];
	uint8_t used;		/* of octets; 64: none left */
};

void random_seed(struct random *r, const uint8_t seed[16]);
/* Octets were drawn since it was seeded. */
bool random_drawn(const struct random *r);
void random_octets(struct random *r, void *out, size_t size);
uint32_t random_u32(struct random *r);
uint64_t random_u64(struct random *r);
/* Uniform in [FROM, TO]. */
uint64_t random_between(struct random *r, uint64_t from, uint64_t to);

/* Reports ------------------------------------------------------------------- */

/* From a machine to its container, which turns it into another's event. */
struct report {
	struct machine *from;
	uint16_t what;		/* enum NAME_report of from's handwritten header */
	uint64_t value;
};

enum { REPORTS_MAX = 256 };

struct reports {
	struct report list[REPORTS_MAX];
	unsigned first, count;
};

static inline bool
reports_take(struct reports *r, struct report *out)
{
	if (r->count == 0)
		return false;
	*out = r->list[r->first];
	/* an empty one begins anew where memory is near */
	r->first = --r->count ? (r->first + 1) % REPORTS_MAX : 0;
	return true;
}

/* The turn ------------------------------------------------------------------ */

struct turn {
	uint64_t now_ms;
	const struct input *input;	/* NULL only where no input is handled */
	struct random random;
	struct effects *out;
	struct deadlines *deadlines;
	struct reports *reports;
};

/* Puts a report at the FIFO's end. Overflow is our bug and asserts. */
void turn_report(struct turn *t, struct machine *from, unsigned what,
		 uint64_t value);
/* A fresh effect of KIND, zeroed, key KEY_NONE; fill it in. */
struct effect *turn_effect(struct turn *t, enum effect_kind kind);
/* SIZE octets for the newest effect, at its offset; set its length after. */
uint8_t *turn_octets(struct turn *t, struct effect *e, size_t size);
/* EFFECT_TELL with a printf-like text; only %s, %.Ns (the first N octets), %u,
 * %d, %x and %% are known. */
void turn_tell(struct turn *t, enum tell_level level, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Called by generated code only ---------------------------------------------- */

void turn_record_row(struct turn *t, struct machine *m, unsigned row);
void machine_stop_timers(struct machine *m, struct turn *t);

/* Records in T that row ROW of M's chart fires, unless nobody wants to know. */
static inline void
machine_row(struct machine *m, unsigned row, struct turn *t)
{
	if (!t->out->rows_unwanted)
		turn_record_row(t, m, row);
}

/* M is now in STATE, which is another: timers not bound to it stop, keeping
 * their place. */
static inline void
machine_move(struct machine *m, unsigned state, struct turn *t)
{
	m->state = (uint16_t)state;
	if (m->running)
		machine_stop_timers(m, t);
}

/* The same where STATE may be the one that M is in. Staying stops nothing: fsmc
 * lets no row start a timer that may not run where the row leads. */
static inline void
machine_enter(struct machine *m, unsigned state, struct turn *t)
{
	if (m->state != state)
		machine_move(m, state, t);
}

#endif
