/* SPDX-License-Identifier: Apache-2.0 */
/* monitors.c - the list of them. */
#include "lab/judge/llq.h"
#include "lab/judge/monitor.h"

extern const struct monitor lease_monitor;
extern const struct monitor tsig_monitor;
extern const struct monitor natpmp_client_monitor;
extern const struct monitor natpmp_gateway_monitor;

const struct monitor *const monitors[] = {
	&llq_monitor,
	&lease_monitor,
	&tsig_monitor,
	&natpmp_client_monitor,
	&natpmp_gateway_monitor,
	NULL
};
