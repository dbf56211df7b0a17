/* SPDX-License-Identifier: Apache-2.0 */
/* nat_router.h - the NAT-PMP gateway of a live client: it maps nothing, answers
 * as if it did, and lies when it is told to. The hands of `conform nat-client`
 * (nat_client.c has its acts). */
#ifndef LAB_NAT_ROUTER_H
#define LAB_NAT_ROUTER_H

#include "autotunnel/natpmp.h"
#include "conform.h"

enum { ROUTER_PORTS_MAX = 32 };

/* How a request is answered before it is answered well. */
enum router_lie {
	ROUTER_HONEST,
	ROUTER_LOSES,		/* not at all */
	ROUTER_STRANGER,	/* from the second address */
	ROUTER_ODD_PORT,	/* from another port */
	ROUTER_ODD_OPCODE,
	ROUTER_ODD_INTERNAL,	/* for another internal port */
	ROUTER_CUT
};

/* A port that the client holds. */
struct router_port {
	uint8_t opcode;
	uint16_t internal, external;
	unsigned renewals;	/* since it was granted, or marked */
	uint64_t until_ms;
};

struct router {
	struct conform *conform;
	struct conform_socket *socket;	/* port 5351 */
	struct conform_socket *second;	/* the same of --second; or NULL */
	struct conform_socket *odd;	/* another port of the first */
	bool can_announce;
	uint32_t address;
	uint64_t epoch_began_ms;	/* may be before the clock began */
	uint32_t epoch_more_s;
	uint32_t lifetime_s;
	/* to come: */
	enum router_lie lie;
	unsigned lies;			/* so many sends of requests */
	bool lie_of_mappings;		/* not of requests for the address */
	uint16_t result;		/* of the next request for a mapping */
	bool bare;			/* ... in the 8 octets of 3.5 */
	uint16_t aside;			/* external ports are so much higher */
	bool mute;			/* for good */
	/* seen: */
	unsigned requests;
	unsigned answers;
	unsigned answers_before;	/* an act's mark */
	struct router_port ports[ROUTER_PORTS_MAX];
	unsigned port_count;
};

int router_open(struct conform *c, struct router **out);
void router_close(struct router *r);
uint32_t router_epoch_s(const struct router *r);
/* Its clock starts at EPOCH_S now. */
void router_set_epoch(struct router *r, uint32_t epoch_s);
/* From the first address, or from the second: to 224.0.0.1, port 5350. 0 or
 * -errno. */
int router_announce(struct router *r, bool as_stranger, uint32_t epoch_s);
/* From now on renewals are counted anew. */
void router_mark(struct router *r);
/* The client holds a port that has not expired. */
bool router_holds(void *router);
/* Each port that is held has been asked for since then. */
bool router_all_renewed(void *router);

#endif
