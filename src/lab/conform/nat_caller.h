/* SPDX-License-Identifier: Apache-2.0 */
/* nat_caller.h - a NAT-PMP client that asks a live gateway what no client would:
 * the hands of `conform nat-gateway` (nat_gateway.c has its acts).
 *
 * Each request is sent up to three times on the client's schedule (RFC 6886,
 * 3.1), so that silence is the gateway's and not a lost packet's. What follows a
 * silence is a request that it answered before: does it live? */
#ifndef LAB_NAT_CALLER_H
#define LAB_NAT_CALLER_H

#include "autotunnel/natpmp.h"
#include "conform.h"

enum {
	CALLER_MADE_MAX = 64,
	CALLER_REPLY_MAX = 64,
	CALLER_PORTS = 2000	/* that acts may use from base on */
};

enum caller_result {
	CALLER_ANSWERED,
	CALLER_SILENT,
	CALLER_CLOSED		/* ICMP: port unreachable */
};

struct caller {
	struct conform *conform;
	struct endpoint gateway;
	struct conform_socket *first;
	struct conform_socket *second;	/* NULL without --second */
	struct conform_socket *group;	/* NULL where it cannot be joined */
	uint16_t base;			/* a port of our own choice */
	/* the answer to what was asked last */
	struct conform_socket *asking;
	bool answered, closed;
	unsigned owed;			/* requests that may be answered yet */
	uint8_t reply[CALLER_REPLY_MAX];
	size_t reply_length;
	struct natpmp_message message;	/* if it can be read */
	bool readable;
	bool ever_answered;
	bool spoke_natpmp;		/* with version 0, once */
	uint32_t address;		/* external; 0: not told */
	unsigned announcements;
	uint64_t began_ms;
	/* mappings to be deleted at the end */
	struct {
		struct conform_socket *by;
		enum natpmp_opcode opcode;
		uint16_t port;
	} made[CALLER_MADE_MAX];
	unsigned made_count;
};

int caller_open(struct conform *c, struct caller **out);
/* Deletes what it made. */
void caller_close(struct caller *a);

/* Asks from BY, and once more for something known if there is no answer;
 * conform_hangs if that is silent too. */
enum caller_result caller_ask(struct caller *a, struct conform_socket *by,
			      const uint8_t *octets, size_t length);
enum caller_result caller_say(struct caller *a, struct conform_socket *by,
			      struct natpmp_message m);
/* A mapping; its message is in a->message. True: granted. */
bool caller_map(struct caller *a, struct conform_socket *by,
		enum natpmp_opcode opcode, uint16_t port, uint16_t suggested,
		uint32_t lifetime_s);
/* Sent once, and nothing is expected. */
int caller_throw(struct caller *a, const uint8_t *octets, size_t length);
/* Until nothing comes any more: answers to what was thrown. */
void caller_settle(struct caller *a);
/* The wait after which silence is what it is. */
uint64_t caller_patience_ms(void);
/* It answers a request for its address; else conform_hangs. */
bool caller_lives(struct caller *a);

#endif
