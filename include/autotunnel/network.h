/* SPDX-License-Identifier: Apache-2.0 */
/* network.h - the default route, settled after changes.
 *
 * network_init, then for each INPUT_NETWORK: NETWORK_EV_RESUMED first where the
 * facts say that the machine slept, then network_classify and, if it finds
 * news, network_step. nat.h does this; the container only fires its timers.
 *
 * Reports go to the container: NETWORK_REPORT_UP once a route stayed for a
 * moment, its value telling what is other than when it was last reported up;
 * NETWORK_REPORT_DOWN; NETWORK_REPORT_RESUMED, the machine slept and the route
 * looks as before, or its loss is not told yet.
 *
 * Source: RFC 6281 5.1. */
#ifndef AUTOTUNNEL_NETWORK_H
#define AUTOTUNNEL_NETWORK_H

#include "autotunnel/turn.h"
#include "core/network_chart.h"

enum network_report {
	NETWORK_REPORT_UP,	/* value: enum network_other, or-ed; 0: all as
				 * it was when last reported */
	NETWORK_REPORT_DOWN,
	NETWORK_REPORT_RESUMED
};

enum network_other {
	NETWORK_OTHER_ADDRESS = 1,	/* our primary IPv4 address */
	/* The gateway's address or MAC address, or it cannot be told: a
	 * gateway is surely the same by its MAC address only, since half of
	 * all homes call theirs 192.168.1.1. */
	NETWORK_OTHER_GATEWAY = 2,
	NETWORK_OTHER_INTERFACE = 4
};

struct network {
	struct network_machine machine;
	/* wire */
	struct network_facts facts;	/* newest */
	struct network_facts told;	/* when last reported up */
	bool parted;		/* our address of then has been left since */
};

void network_init(struct network *m);
/* Names what FACTS mean; false: nothing new. The caller puts them where
 * actions find them: t->input->network. */
bool network_classify(const struct network *m, const struct network_facts *facts,
		      enum network_event *ev);
/* True at the first sight of another address than the one last reported: what
 * was made with the old one is to be undone at once. Then the next report says
 * NETWORK_OTHER_ADDRESS, even if the old one is back. */
bool network_part(struct network *m, const struct network_facts *facts);

#endif
