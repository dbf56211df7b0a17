/* SPDX-License-Identifier: Apache-2.0 */
/* conform.h - is the other side of a live peer, and judges the peer's half of
 * what comes of it.
 *
 * A role (struct conform_role) is a list of acts: stimuli, one after another.
 * An act sends, waits, and returns; what the peer did is judged by the same
 * monitors that judge a capture, since every message goes through the recorder
 * here, both ways, with its time. So an act need not look whether an answer
 * was right; it does that only to know how to go on.
 *
 *	int r = conform_udp(c, &local, &s);
 *	conform_on_message(s, heard, state);
 *	conform_send(c, s, &peer, octets, length);
 *	conform_wait(c, 2000, is_answered, state);
 *	conform_hold(c, 14000);
 *
 * Nobody sleeps: conform_wait is the only place where time passes, and whatever
 * arrives on any socket meanwhile goes to its socket's `heard`. What only needs
 * the recording to go on (an event that must be sent again twice) asks for that
 * by conform_hold, and the other acts run meanwhile; the frame stays for the
 * longest of these before it judges.
 *
 * A peer that is silent, dies or hangs is judged like any other: a missing
 * answer by the monitors; what no packet can prove by conform_fail. Signals: on
 * SIGINT or SIGTERM every wait ends at once, conform_stopped is true, the role
 * is closed (and ends what it made), and what was found is printed. */
#ifndef LAB_CONFORM_H
#define LAB_CONFORM_H

#include "lab/judge/judge.h"
#include "shell/edge.h"

enum {
	CONFORM_QUICK_MS = 60000,	/* --quick leaves out what takes longer */
	CONFORM_PACKETS_MAX = 200000	/* a peer that floods is cut off */
};

struct conform;
struct conform_socket;

/* What the command line said. */
struct conform_setup {
	struct endpoint target;		/* of the peer, or --listen's own */
	bool has_zone;
	struct dns_name zone;
	struct endpoint update;		/* --update; family 0: none */
	struct keys keys;		/* --key; count 0: none */
	struct edge *edge;		/* these keys at work; always there */
	struct endpoint second;		/* --second; family 0: none; port 0 */
	const char *reboot;		/* --reboot; NULL: none */
	uint16_t port;			/* --port; 0: none */
	bool btmm;			/* --profile btmm: see judge.h */
	unsigned timeout_ms;		/* --timeout: for one answer, and for the
					 * first message of a client */
	bool quick, verbose;
};

/* Roles ------------------------------------------------------------------------ */

enum conform_takes {	/* arguments; what a role does not take is refused */
	CONFORM_TARGET = 1,	/* ADDR[:PORT] is required; else --listen is */
	CONFORM_ZONE = 2,	/* --zone is required */
	CONFORM_KEY = 4,	/* --key is possible */
	CONFORM_UPDATE = 8,	/* --update is possible */
	CONFORM_SECOND = 16,	/* --second: another address of ours */
	CONFORM_REBOOT = 32,	/* --reboot: a command that restarts the peer */
	CONFORM_PORT = 64,	/* --port: a port that may be refused */
	CONFORM_PROFILE = 128	/* --profile btmm is possible */
};

/* One stimulus. */
struct conform_act {
	const char *name;		/* "unacknowledged": NULL ends the list */
	const char *what;		/* a sentence */
	/* Longest time that it takes, unless its waits depend on the peer; what
	 * is over CONFORM_QUICK_MS is told in advance, or left out. */
	unsigned longest_ms;
	unsigned needs;			/* what of CONFORM_KEY to CONFORM_PORT it
					 * is left out without */
	/* 0; -ENOTSUP: the peer does not play that role at all, which ends the
	 * run; any other -errno: our own failure, which ends it too. */
	int (*run)(struct conform *c, void *state);
	/* what it puts to the test, by CONFORM_TESTS */
	const enum requirement_id *tests;
};

#define CONFORM_TESTS(...) \
	((const enum requirement_id[]){ __VA_ARGS__, REQUIREMENT_COUNT })

struct conform_role {
	const char *name;		/* "llq-server" */
	const char *arguments;		/* as --help has them */
	const char *what;
	enum judge_side peer;		/* whose conduct is judged */
	unsigned takes;			/* enum conform_takes */
	uint16_t port;			/* where none is given */
	/* Verdicts are given on requirements whose ID begins with one of these,
	 * ended by NULL: "LLQ-S-", "LLQ-B-". */
	const char *const *families;
	const struct conform_act *acts;
	/* 0 or -errno; conform_refuse says why. */
	int (*open)(struct conform *c, void **state);
	/* Ends what it made at the peer; sends may wait shortly. */
	void (*close)(struct conform *c, void *state);
};

extern const struct conform_role
	conform_llq_server, conform_llq_client, conform_update_server,
	conform_nat_gateway, conform_nat_client;

/* For acts ---------------------------------------------------------------------- */

const struct conform_setup *conform_setup_of(const struct conform *c);
/* CLOCK_BOOTTIME. */
uint64_t conform_now_ms(void);
/* 16 bits, 64 bits that nobody can guess. */
uint16_t conform_random_16(void);
uint64_t conform_random_64(void);

/* A message, or what else happened on a socket. Lives during the call. */
struct conform_message {
	struct conform_socket *socket;
	enum packet_kind kind;		/* PACKET_UNREACHABLE: see packet.h */
	struct endpoint from;
	const uint8_t *octets;
	size_t length;
	uint32_t number;		/* in the recording, from 1 */
	uint64_t time_ns;
};

/* Our address towards TO, port 0. 0 or -errno. */
int conform_local(const struct endpoint *to, struct endpoint *local);
/* A datagram socket at LOCAL (port 0: any), which takes from everybody.
 * 0, or -errno. All sockets are closed at the end. */
int conform_udp(struct conform *c, const struct endpoint *local,
		struct conform_socket **out);
/* The same with the option SO_REUSEADDR, and a member of GROUP (an IPv4
 * multicast address) on the interface of LOCAL, bound to the group's port. */
int conform_multicast(struct conform *c, const struct endpoint *local,
		      const struct endpoint *group,
		      struct conform_socket **out);
/* A DNS connection to TO, made within the time-out. -ETIMEDOUT,
 * -ECONNREFUSED and the like tell of the peer. */
int conform_tcp(struct conform *c, const struct endpoint *to,
		struct conform_socket **out);
/* Takes DNS connections at LOCAL: each has a socket of its own with the same
 * `heard`. */
int conform_listen(struct conform *c, const struct endpoint *local,
		   struct conform_socket **out);
void conform_close_socket(struct conform *c, struct conform_socket *s);
/* For setsockopt only. */
int conform_descriptor(const struct conform_socket *s);
const struct endpoint *conform_socket_local(const struct conform_socket *s);
/* HEARD is called for each message on S; never from within conform_send. */
void conform_on_message(struct conform_socket *s,
			void (*heard)(void *owner,
				      const struct conform_message *m),
			void *owner);

/* Sends and records. TO is ignored on a connection. What the kernel refuses is
 * ours: -errno. The number of the packet goes to conform_last. */
int conform_send(struct conform *c, struct conform_socket *s,
		 const struct endpoint *to, const uint8_t *octets,
		 size_t length);
uint32_t conform_last(const struct conform *c);

/* Lets time pass until DONE(WHAT) (NULL: not sooner), at most WAIT_MS. True
 * if DONE was true; false where time ran out, or conform_stopped. */
bool conform_wait(struct conform *c, uint64_t wait_ms,
		  bool (*done)(void *what), void *what);
bool conform_stopped(const struct conform *c);
/* A wait of MS is to come, for the act that runs. True: it may begin, and is
 * told to the owner if it is long. False: --quick leaves it out, and the act's
 * requirements stay inconclusive for that. */
bool conform_may_wait(struct conform *c, uint64_t ms);
/* The recording goes on for MS from now at least: as conform_may_wait. */
bool conform_hold(struct conform *c, uint64_t ms);

/* Rulings of acts, beside the monitors'. The evidence is the packet NUMBER of
 * the recording (0: the last). A failure stands whatever else was seen. */
void conform_pass(struct conform *c, enum requirement_id r, uint32_t number);
void conform_fail(struct conform *c, enum requirement_id r, uint32_t number,
		  const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Why R stays inconclusive unless it is ruled on. */
void conform_unclear(struct conform *c, enum requirement_id r,
		     const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same of all that the act that plays puts to the test. */
void conform_act_unclear(struct conform *c, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* The peer answers nothing any more, not even what it answered before: what is
 * left of the acts is not played, and the report says so. */
void conform_hangs(struct conform *c, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Why -ENOTSUP or another error is returned: a sentence. */
void conform_refuse(struct conform *c, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* A line for the owner, with --verbose only. */
void conform_note(struct conform *c, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
