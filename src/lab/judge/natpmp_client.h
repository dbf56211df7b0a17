/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_client.h - what the monitor of NAT-PMP clients knows; its files only:
 * natpmp_form.c judges each request, natpmp_client.c the schedule of requests,
 * natpmp_held.c what comes of answers (renewals, the epoch, lost state,
 * forgeries). */
#ifndef LAB_NATPMP_CLIENT_H
#define LAB_NATPMP_CLIENT_H

#include "lab/judge/natpmp_seen.h"

enum {
	NAT_ASKERS_MAX = 128,
	NAT_HOSTS_MAX = 64,
	NAT_HELD_MAX = 32,
	NAT_OVERDUE_MAX = 4,
	NAT_SENDS_KEPT = JUDGE_EVIDENCE_MAX
};

/* A request and its retransmissions: the same octets from one port. */
struct nat_exchange {
	bool open;		/* neither answered nor given up */
	bool excused;		/* it need not be sent again */
	bool prompted;		/* the gateway announced itself meanwhile */
	bool in_recovery;	/* of a mapping, after the gateway's loss */
	uint8_t octets[NATPMP_REQUEST_MAX];
	size_t length;
	struct nat_seen request;	/* its packet is gone */
	struct endpoint gateway;
	unsigned sends;
	uint64_t last_ns;
	struct evidence sent[NAT_SENDS_KEPT];	/* the newest last */
	unsigned sent_count;
	uint64_t serial;	/* of the last send: calls name it */
	bool forged;		/* another address answered, at: */
	struct evidence forgery;
	bool tenth;		/* it is the first send after nine in vain, at: */
	struct evidence ninth;
};

/* A request that ended by a result code that the RFC does not define. */
struct nat_fatal {
	bool open;
	uint8_t octets[NATPMP_REQUEST_MAX];
	size_t length;
	uint64_t next_ns;	/* when it would have been sent again */
	struct evidence answer;
	uint16_t result;
	uint64_t serial;
};

/* Who asks: one port of a host. Several programs of one host may ask, each at
 * its own pace (3.2.1 reckons with several). */
struct nat_asker {
	struct endpoint me;	/* family 0: free */
	uint64_t used;
	struct nat_exchange x;
	struct nat_fatal fatal;
	bool answered;		/* the exchange before was answered */
	uint64_t stopped;	/* serial of what ended by unreachable, or 0 */
};

struct nat_held {
	bool active;
	bool lost;		/* the gateway lost it, as it said */
	uint8_t opcode;
	uint16_t internal_port, external_port;
	struct endpoint asker;
	uint32_t lifetime_s;
	uint64_t since_ns;
	struct evidence grant;
	uint64_t due_ns;	/* half its life; 0: it need not be renewed */
	uint64_t called_ns;	/* a call is asked for at; 0: none */
	unsigned early;		/* renewals before half, one like the other */
	uint64_t early_ns;	/* ... so long after the grant */
};

/* Something after which a client may, must or must not renew all. */
struct nat_watch {
	bool open;
	uint64_t at_ns;
	uint64_t serial;
	struct evidence evidence;
	enum requirement_id rule;	/* of forgeries and of false alarms */
	bool failed;
};

/* What is missing of a client, unless it is gone: it failed only if it is seen
 * again, from the same port, at the same gateway. */
struct nat_overdue {
	enum requirement_id rules[4];
	unsigned rule_count;
	struct evidence evidence[2];
	unsigned evidence_count;
	char why[JUDGE_WHY_MAX];
};

struct nat_host {
	struct endpoint me;	/* family 0: free; port 0 */
	uint64_t used;
	struct endpoint gateway;	/* asked last; port 0 */
	struct endpoint asker;		/* who did; mappings of another port
					 * of this host may be of a program that
					 * has ended, and are not asked about */
	struct nat_held held[NAT_HELD_MAX];
	bool epoch_known;
	uint32_t epoch_s;
	uint64_t epoch_ns;
	uint32_t address;	/* as the gateway told it; 0: not yet */
	struct nat_watch loss;
	bool loss_announced, loss_missed;
	unsigned loss_renewed;
	struct nat_watch forgery, alarm;
	uint64_t excused_until_ns;	/* renewals before half: a reason */
	unsigned losses, at_once;	/* first renewals without a wait */
	struct evidence at_once_evidence[2];
	bool silent;		/* concluded that there is no NAT-PMP */
	uint64_t spoken_ns;	/* an announcement after that; 0: none */
	struct nat_overdue overdue[NAT_OVERDUE_MAX];
	unsigned overdue_count;
};

struct natpmp_client {
	struct judge *judge;
	struct nat_asker askers[NAT_ASKERS_MAX];
	struct nat_host hosts[NAT_HOSTS_MAX];
	uint64_t serial;	/* the last one given */
};

struct nat_host *nat_host_of(struct natpmp_client *c, const struct endpoint *e);
/* H is to fail RULES, COUNT of them, if it is seen again. */
void nat_owe(struct nat_host *h, const enum requirement_id *rules,
	     unsigned count, const struct evidence *e, unsigned evidence_count,
	     const char *format, ...) __attribute__((format(printf, 6, 7)));
/* The longest wait after a loss of state (3.7). */
uint64_t nat_hold_ms(void);

/* natpmp_form.c ---------------------------------------------------------- */

/* False: this is no request that can be followed. */
bool nat_judge_form(struct judge *j, const struct nat_seen *s);
/* Of a request for a mapping, once however often it is sent. */
void nat_judge_lifetime(struct judge *j, const struct nat_seen *s);

/* natpmp_held.c ---------------------------------------------------------- */

/* A first send of the request of A: a renewal, perhaps. */
void nat_held_asked(struct natpmp_client *c, struct nat_host *h,
		    struct nat_asker *a, const struct nat_seen *s);
/* The answer S of the gateway to REQUEST. */
void nat_held_answered(struct natpmp_client *c, struct nat_host *h,
		       struct nat_asker *a, const struct nat_seen *request,
		       const struct nat_seen *s);
/* Any message of the gateway: its epoch, its address. */
void nat_held_heard(struct natpmp_client *c, struct nat_host *h,
		    const struct nat_seen *s);
/* A message of another one that pretends to be the gateway: RULE forbids to
 * believe it. */
void nat_held_forged(struct natpmp_client *c, struct nat_host *h,
		     const struct nat_seen *s, enum requirement_id rule);
/* The recovery after a loss went on, or can go on. */
void nat_held_progress(struct natpmp_client *c, struct nat_host *h);

#endif
