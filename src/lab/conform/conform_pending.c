/* SPDX-License-Identifier: Apache-2.0 */
/* conform_pending.c - roles that are not there yet; whoever builds one takes its
 * line out. */
#include "conform.h"

#include <errno.h>
#include <stddef.h>

static int
open_none(struct conform *c, void **state)
{
	*state = NULL;
	conform_refuse(c, "this role is not there yet");
	return -ENOSYS;
}

static void
close_none(struct conform *c, void *state)
{
	(void)c;
	(void)state;
}

static const char *const no_families[] = { NULL };
static const struct conform_act no_acts[] = { { .name = NULL } };

#define PENDING(symbol, text, side, sorts) \
	const struct conform_role symbol = { \
		.name = text, .arguments = "", .what = "not there yet", \
		.peer = side, .takes = sorts, .port = 1, \
		.families = no_families, .acts = no_acts, \
		.open = open_none, .close = close_none, \
	};

PENDING(conform_nat_client, "nat-client", JUDGE_CLIENT, 0)
