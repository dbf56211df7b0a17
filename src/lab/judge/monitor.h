/* SPDX-License-Identifier: Apache-2.0 */
/* monitor.h - what looks for violations: one monitor for each protocol and
 * side, and what it calls. Only monitors and judge.c include this.
 *
 * A monitor is given every message in the order of time, decoded once. What
 * takes time (a resend that has to come, an answer that is missing) it asks
 * for by judge_call_at: it is called before the first packet after that
 * moment, or never, if the recording ends sooner; so what was not recorded is
 * no violation. Waits stand in the specs: judge_wait_ms reads them from the
 * charts. */
#ifndef LAB_MONITOR_H
#define LAB_MONITOR_H

#include "autotunnel/dns.h"
#include "autotunnel/natpmp.h"
#include "lab/judge/judge.h"
#include "lab/judge/tsig_seen.h"
#include "shell/tsig.h"

enum message_protocol {
	MESSAGE_OTHER,		/* neither of these, or not readable */
	MESSAGE_DNS,
	MESSAGE_NATPMP,
	MESSAGE_PCP,		/* by its version; RFC 6887 */
	MESSAGE_UNREACHABLE,	/* packet->kind says so */
	MESSAGE_STREAM		/* a TCP connection opens or ends */
};

/* What a DNS message is for, by its contents. */
enum message_use {
	MESSAGE_USE_NONE,
	MESSAGE_QUERY,		/* ordinary, and its response */
	MESSAGE_LLQ,		/* holds LLQ options, well formed or not */
	MESSAGE_UPDATE,
	MESSAGE_NOTIFY,
	MESSAGE_TRANSFER	/* IXFR, AXFR */
};

enum message_tsig {
	MESSAGE_UNSIGNED,
	MESSAGE_SIGNED,		/* a TSIG is there; nothing is known of its key */
	MESSAGE_VERIFIED,
	MESSAGE_FORGED		/* its MAC does not hold */
};

/* The OPT records of a DNS message as they stand there, also where RFC 6891
 * does not allow it; options are merged into dns.options. */
struct message_opt {
	unsigned count;
	bool named;		/* one has an owner name that is not the root */
	bool misplaced;		/* one is not in the additional section */
	bool other_options;	/* beside LLQ and Update Lease */
	uint16_t class;		/* of the first */
	uint32_t ttl;		/* of the first: extended RCODE, version, flags */
};

struct message {
	const struct packet *packet;
	enum message_protocol protocol;
	/* Who sent it; 0: cannot be told. Of DNS: who asks is the client; an
	 * LLQ event (a response) is the server's, its echo the client's. */
	enum judge_side sender;
	/* Hashes of both ends: as the client of a pair and the server, its
	 * sender first, and the reverse. */
	uint64_t way, back;
	/* MESSAGE_DNS */
	struct dns_message dns;
	enum message_use use;
	enum message_tsig tsig_state;
	bool tsig_readable;	/* tsig is set */
	struct tsig tsig;
	struct tsig_look tsig_look;	/* the same, whatever is wrong with it */
	/* The request that this is, or answers; NULL: not seen, or a copy. */
	struct tsig_request *tsig_request;
	/* The same octets between the same ends as a moment before: the network
	 * or the recording has doubled it, nobody sent it again. */
	bool copy;
	struct message_opt opt;
	/* MESSAGE_NATPMP */
	struct natpmp_message nat;
};

struct monitor {
	const char *name;	/* "llq_server" */
	/* what it rules on, ended by REQUIREMENT_COUNT */
	const enum requirement_id *rules;
	int (*open)(struct judge *j, void **state);
	/* P will come, and is not decoded yet: what is remembered of its ends
	 * can be brought near. May be NULL. */
	void (*expect)(void *state, const struct packet *p);
	void (*message)(void *state, const struct message *m);
	void (*end)(void *state);	/* may be NULL */
	void (*close)(void *state);
};

/* All of them (monitors.c), ended by NULL. */
extern const struct monitor *const monitors[];

/* R was put to the test by P, and WHO kept it. WHO counts where R binds both. */
void judge_pass(struct judge *j, enum requirement_id r, enum judge_side who,
		const struct packet *p);
/* WHO violated R, as COUNT packets E prove, the last being the one that did
 * it. The sentence says what was expected and what was seen. */
void judge_fail(struct judge *j, enum requirement_id r, enum judge_side who,
		const struct evidence *e, unsigned count, const char *format,
		...) __attribute__((format(printf, 6, 7)));
/* The same with P alone. */
void judge_fail_packet(struct judge *j, enum requirement_id r,
		       enum judge_side who, const struct packet *p,
		       const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* R has failed already: its sentence is there, and no other will be kept. */
bool judge_has_failed(const struct judge *j, enum requirement_id r);
/* Why R stays inconclusive unless it is ruled on after all; the first reason
 * is kept. */
void judge_unclear(struct judge *j, enum requirement_id r, const char *why);
struct evidence evidence_of(const struct packet *p);

/* Calls CALL(state, what) once time has come to AT_NS: see above. */
void judge_call_at(struct judge *j, uint64_t at_ns,
		   void (*call)(void *state, uint64_t what), void *state,
		   uint64_t what);
/* The time of the packet that is looked at, or of the call. */
uint64_t judge_now_ns(const struct judge *j);

/* Wait NUMBER of TIMER in CHART, ms: `waits 2s 4s 8s` has 2000 as number 0. Of
 * a timer `at ... of SPAN` the part of SPAN_MS. What the spec does not have
 * asserts. */
uint64_t judge_wait_ms(const struct chart *c, const char *timer,
		       unsigned number, uint64_t span_ms);
unsigned judge_wait_count(const struct chart *c, const char *timer);
/* A gap of GAP_NS is shorter than WAIT_MS, tolerance taken off; or longer,
 * tolerance added. */
bool judge_too_early(const struct judge *j, uint64_t gap_ns, uint64_t wait_ms);
bool judge_too_late(const struct judge *j, uint64_t gap_ns, uint64_t wait_ms);
/* The moment when something that has to follow FROM_NS by WAIT_MS is missing. */
uint64_t judge_missing_at_ns(const struct judge *j, uint64_t from_ns,
			     uint64_t wait_ms);
const struct keys *judge_keys(const struct judge *j);
bool judge_is_btmm(const struct judge *j);
bool judge_is_live(const struct judge *j);
/* See judge_setup. */
bool judge_is_complete(const struct judge *j);

#endif
