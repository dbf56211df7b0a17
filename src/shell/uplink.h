/* SPDX-License-Identifier: Apache-2.0 */
/* uplink.h - the IPv4 default route and what stands behind it, as netlink
 * tells it, the IPv6 networks of our own ULAs, and whether the machine slept.
 *
 * uplink_open calls CHANGED in the loop's next turn with the facts as they
 * are, then whenever they became others or the machine has slept
 * (facts.resumed). Nothing is held back: what is to settle is the core's
 * business. Of several default routes the one with the least metric counts; of
 * several addresses the route's own source, else the one that shares the
 * gateway's network. A gateway's MAC is remembered while its entry in the
 * neighbour table is being renewed. CLOCK_SET (or NULL) is called when somebody
 * has set the wall clock, and perhaps after a sleep. uplink_close. */
#ifndef SHELL_UPLINK_H
#define SHELL_UPLINK_H

#include "autotunnel/turn.h"
#include "loop.h"

struct uplink;

int uplink_open(struct loop *l,
		 void (*changed)(void *owner, const struct network_facts *f),
		 void (*clock_set)(void *owner), void *owner, struct uplink **out);
void uplink_close(struct uplink *n);	/* NULL is fine */
const struct network_facts *uplink_facts(const struct uplink *n);

#endif
