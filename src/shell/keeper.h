/* SPDX-License-Identifier: Apache-2.0 */
/* keeper.h - hears when somebody takes links, IPv6 addresses, routes, rules or
 * tables of the packet filter away: another program's "flush" means ours too.
 *
 * keeper_open; then LOST is called from the loop, a moment after such news and
 * once for all of the moment, whoever caused it, we ourselves included. What of
 * it was ours is the owner's to find out. keeper_close. 0 or -errno. */
#ifndef SHELL_KEEPER_H
#define SHELL_KEEPER_H

#include "loop.h"

struct keeper;

int keeper_open(struct loop *l, void (*lost)(void *owner), void *owner,
		struct keeper **out);
/* It could not be restored now: LOST is called again in a moment. */
void keeper_again(struct keeper *k);
void keeper_close(struct keeper *k);	/* NULL is fine */

#endif
