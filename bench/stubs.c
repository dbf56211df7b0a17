/* SPDX-License-Identifier: Apache-2.0 */
/* stubs.c - the chart's actions, and timers, that do nothing. Apart from who
 * calls them, so that the compiler cannot leave them out. The machine's name is
 * made as fsm/llq_client.c makes it. */
#include "autotunnel/llq_client.h"
#include "bench/step.h"

#define STUB(name) \
	void llq_client_##name(struct llq_client *m, struct turn *t) \
	{ \
		(void)m; \
		(void)t; \
	}

LLQ_CLIENT_ACTIONS(STUB)

void
llq_client_describe(const struct machine *m, char *text, size_t size)
{
	const struct llq_client *c = (const struct llq_client *)m;

	client_describe(text, size, "llq_client", &c->name, c->type);
}

#define TIMER(name) \
	void no_##name(struct machine *m, unsigned timer, struct turn *t); \
	void no_##name(struct machine *m, unsigned timer, struct turn *t) \
	{ \
		(void)m; \
		(void)timer; \
		(void)t; \
	}

TIMER(timer_start)
TIMER(timer_resume)
TIMER(timer_stop)
TIMER(timer_reset)
