/* SPDX-License-Identifier: Apache-2.0 */
/* charts.c - which machines there are.
 * Written by src/lab/charts.awk from specs/NAME.fsm: change those and run
 * make gen. */
#include "lab/charts.h"

#include "core/contact_chart.h"
#include "core/discovery_chart.h"
#include "core/forward_chart.h"
#include "core/gateway_chart.h"
#include "core/lease_server_chart.h"
#include "core/llq_client_chart.h"
#include "core/llq_events_chart.h"
#include "core/llq_server_chart.h"
#include "core/mapping_chart.h"
#include "core/natpmp_request_chart.h"
#include "core/network_chart.h"
#include "core/peer_chart.h"
#include "core/port_chart.h"
#include "core/query_chart.h"
#include "core/registration_chart.h"
#include "core/stream_chart.h"
#include "core/zone_chart.h"

const struct chart *const charts[] = {
	&contact_chart,
	&discovery_chart,
	&forward_chart,
	&gateway_chart,
	&lease_server_chart,
	&llq_client_chart,
	&llq_events_chart,
	&llq_server_chart,
	&mapping_chart,
	&natpmp_request_chart,
	&network_chart,
	&peer_chart,
	&port_chart,
	&query_chart,
	&registration_chart,
	&stream_chart,
	&zone_chart,
	NULL
};

const uint64_t chart_resting[] = {
	1ull << 0,
	1ull << 0,
	1ull << 0 | 1ull << 1,
	1ull << 0 | 1ull << 1 | 1ull << 2 | 1ull << 3 | 1ull << 4,
	1ull << 0 | 1ull << 1 | 1ull << 4 | 1ull << 6,
	1ull << 0 | 1ull << 8 | 1ull << 12,
	1ull << 0,
	1ull << 0,
	1ull << 0 | 1ull << 1 | 1ull << 5 | 1ull << 7 | 1ull << 8 | 1ull << 9 | 1ull << 10,
	1ull << 0,
	1ull << 0 | 1ull << 6,
	1ull << 0 | 1ull << 1 | 1ull << 2 | 1ull << 3 | 1ull << 9 | 1ull << 11 | 1ull << 17,
	1ull << 0 | 1ull << 1 | 1ull << 2 | 1ull << 4 | 1ull << 5 | 1ull << 6 | 1ull << 7 | 1ull << 8 | 1ull << 9 | 1ull << 10 | 1ull << 11 | 1ull << 12,
	1ull << 0,
	1ull << 0 | 1ull << 2,
	1ull << 0,
	1ull << 0,
};

const unsigned chart_count = 17;
