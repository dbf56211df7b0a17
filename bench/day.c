/* SPDX-License-Identifier: Apache-2.0 */
/* day.c - a day of two hosts and their rendezvous in the simulated world, as
 * recordings: FOLDER/day-ant.trace, day-bee.trace, day-rendezvous.trace. Each is
 * replayed on the way (tests/domain.h).
 *
 *	day FOLDER HOURS */
#include "tests/domain.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

enum { SETTLING_MS = 60000, HOUR_MS = 3600000, MOVES = 4 };

static unsigned hours;

/* They find each other; one goes to the office and back and once to a café; one
 * NAT is switched off and on; one link loses a packet in fifty. */
START_TEST(a_day)
{
	struct domain *d = domain_begin(1);
	struct world_nat *home = world_add_nat(d->w, ip4(203, 0, 114, 1),
					       ip4(10, 1, 0, 1), NULL);
	struct world_nat *other = world_add_nat(d->w, ip4(203, 0, 114, 2),
						ip4(10, 2, 0, 1), NULL);
	struct world_nat *away = world_add_nat(d->w, ip4(203, 0, 114, 3),
					       ip4(10, 3, 0, 1), NULL);
	struct domain_host *ant = domain_add_host(d, "ant", ip4(10, 1, 0, 2),
						  home);
	struct domain_host *bee = domain_add_host(d, "bee", ip4(10, 2, 0, 2),
						  other);
	uint64_t part_ms = (uint64_t)hours * HOUR_MS / (MOVES + 1);
	unsigned i;

	d->keep = "day";
	world_link(bee->node, 20, 20);
	domain_join(ant);
	domain_join(bee);
	ck_assert(domain_settles(d, SETTLING_MS));
	for (i = 0; i < MOVES; i++) {
		world_run_for(d->w, part_ms);
		if (i == 2)
			world_nat_reboot(other, 5);
		world_move(ant->node, i % 2 ? ip4(10, 1, 0, 2) :
			   ip4(10, 3, 0, 9), i % 2 ? home : away);
		world_network(ant->node, true);
	}
	world_run_for(d->w, part_ms);
	domain_end(d);
}
END_TEST

int
main(int argc, char **argv)
{
	Suite *s = suite_create("day");
	TCase *c = tcase_create("day");
	SRunner *r = srunner_create(s);
	int failed;

	hours = argc == 3 ? (unsigned)atoi(argv[2]) : 0;
	if (hours < 1 || hours > 24 * 7 ||
	    setenv("DOMAIN_TRACES", argv[1], 1) < 0) {
		fprintf(stderr, "usage: day FOLDER HOURS\n");
		return 2;
	}
	tcase_set_timeout(c, 0);
	tcase_add_test(c, a_day);
	suite_add_tcase(s, c);
	srunner_set_fork_status(r, CK_NOFORK);
	srunner_run_all(r, CK_SILENT);
	failed = srunner_ntests_failed(r);
	if (failed)
		srunner_print(r, CK_VERBOSE);
	srunner_free(r);
	return failed ? 1 : 0;
}
