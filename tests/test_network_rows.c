/* SPDX-License-Identifier: Apache-2.0 */
/* test_network_rows.c - the network's machine by itself: what every event brings
 * in every state (RFC 6281, 5.1). */
#include "autotunnel/network.h"
#include "autotunnel/address.h"
#include "rows.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* Interfaces: of the route told last, and of all later ones; and our addresses
 * on it, known and next. */
enum { INTERFACE_TOLD = 2, INTERFACE = 1, OURS = 8, OURS_NEXT = 9 };

static struct network m;
static struct input input;

static const char *const reports[] = {
	[NETWORK_REPORT_UP] = "up ",
	[NETWORK_REPORT_DOWN] = "down",
	[NETWORK_REPORT_RESUMED] = "resumed",
};

/* What the step has changed in what the machine keeps. */
static void
more(void)
{
	if (endpoint_same_address(&m.facts.address, &input.network.address))
		rows_add(", facts kept");
	else if (m.facts.gateway_mac[5])
		rows_add(", MAC learnt");
	if (m.told.interface == m.facts.interface)
		rows_add(", as told");
}

/* Ways into the states --------------------------------------------------------- */

static void
give(enum network_event ev)
{
	network_step(&m, ev, alone_turn());
}

/* A hundredth of a second later: a route is known without its gateway's MAC
 * address, and netlink tells of another one, and of that. */
static void
settle(void)
{
	alone_run_for(10);
	alone_turn()->input = &input;
	m.facts = (struct network_facts){ .up = true, .interface = INTERFACE,
		.address = ipv4_endpoint(OURS), .gateway = ipv4_endpoint(1) };
	m.told = input.network = m.facts;
	m.told.interface = INTERFACE_TOLD;
	input.network.address = ipv4_endpoint(OURS_NEXT);
	input.network.gateway_mac[5] = 1;
}

static void
be_down(void)
{
	alone_begin();
	network_init(&m);
	settle();
}

static void
be_settling(void)
{
	be_down();
	give(NETWORK_EV_ROUTE);
	settle();
}

static void
be_fresh(void)
{
	be_settling();
	alone_run_for(alone_next_ms());
	settle();
}

static void
be_restless(void)
{
	be_fresh();
	give(NETWORK_EV_ROUTE);
	settle();
}

static void
be_absent(void)
{
	be_fresh();
	give(NETWORK_EV_LOST);
	settle();
}

static void
be_up(void)
{
	be_fresh();
	alone_run_for(alone_next_ms());
	settle();
}

static void
be_losing(void)
{
	be_up();
	give(NETWORK_EV_LOST);
	settle();
}

static rows_be *const states[] = {
	be_down, be_settling, be_losing, be_fresh, be_restless, be_absent,
	be_up,
};

enum { STATES = sizeof(states) / sizeof(states[0]) };

/* Rows ------------------------------------------------------------------------- */

/* A change of a calm link is told after 50 ms, one within 2 s of the last after
 * 1 s. Told last: another interface, and a gateway that none knows by its MAC
 * address. */
#define UP "fresh, up 6, as told, calm 2000"

static const struct row rows[] = {
	{ BE(be_down), ON(ROWS_HERE), "down" },
	{ BE(be_settling), ON(ROWS_HERE), "settling, settle 40" },
	{ BE(be_losing), ON(ROWS_HERE), "losing, settle 40" },
	{ BE(be_fresh), ON(ROWS_HERE), "fresh, calm 1990" },
	{ BE(be_restless), ON(ROWS_HERE), "restless, rest 990" },
	{ BE(be_absent), ON(ROWS_HERE), "absent, rest 990" },
	{ BE(be_up), ON(ROWS_HERE), "up" },

	{ BE(be_down, be_up), ON(NETWORK_EV_ROUTE),
	  "settling, facts kept, settle 50" },
	{ BE(be_up), ON(NETWORK_EV_LOST), "losing, facts kept, settle 50" },
	{ BE(be_settling, be_losing), ON(NETWORK_EV_ROUTE),
	  "settling, facts kept, settle 40" },
	{ BE(be_settling), ON(NETWORK_EV_LOST),
	  "losing, facts kept, settle 40" },
	{ BE(be_settling), ON(ROWS_NEXT), UP },
	{ BE(be_losing), ON(ROWS_NEXT), "down, down" },

	{ BE(be_fresh), ON(ROWS_NEXT), "up" },
	{ BE(be_fresh), ON(NETWORK_EV_ROUTE),
	  "restless, facts kept, rest 1000" },
	{ BE(be_fresh), ON(NETWORK_EV_LOST), "absent, facts kept, rest 1000" },
	{ BE(be_restless, be_absent), ON(NETWORK_EV_ROUTE),
	  "restless, facts kept, rest 990" },
	{ BE(be_restless), ON(NETWORK_EV_LOST),
	  "absent, facts kept, rest 990" },
	{ BE(be_restless), ON(ROWS_NEXT), UP },
	{ BE(be_absent), ON(ROWS_NEXT), "down, down" },

	{ BE(be_settling), ON(NETWORK_EV_LEARNT),
	  "settling, MAC learnt, settle 40" },
	{ BE(be_restless), ON(NETWORK_EV_LEARNT),
	  "restless, MAC learnt, rest 990" },
	{ BE(be_fresh), ON(NETWORK_EV_LEARNT), "fresh, MAC learnt, calm 1990" },
	{ BE(be_up), ON(NETWORK_EV_LEARNT), "up, MAC learnt" },
	{ BE(be_settling), ON(NETWORK_EV_RESUMED),
	  "settling, resumed, settle 40" },
	{ BE(be_losing), ON(NETWORK_EV_RESUMED), "losing, resumed, settle 40" },
	{ BE(be_absent), ON(NETWORK_EV_RESUMED), "absent, resumed, rest 990" },
	{ BE(be_restless), ON(NETWORK_EV_RESUMED),
	  "restless, resumed, rest 990" },
	{ BE(be_fresh), ON(NETWORK_EV_RESUMED), "fresh, resumed, calm 1990" },
	{ BE(be_up), ON(NETWORK_EV_RESUMED), "up, resumed" },
};

static const struct rows table = {
	.machine = &m.machine.base, .reports = reports, .more = more,
	.list = rows, .count = sizeof(rows) / sizeof(rows[0]),
	.states = states, .state_count = STATES,
};

START_TEST(every_event_in_every_state)
{
	rows_check(&table, (unsigned)_i);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("network rows");
	TCase *c = tcase_create("network rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_loop_test(c, every_event_in_every_state, 0, STATES);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
