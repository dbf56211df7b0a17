/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_waits.c - see invariant_waits.h. */
#include "lab/simulate/invariant_waits.h"

#include <assert.h>
#include <string.h>

#include "autotunnel/rendezvous.h"
#include "core/contact_chart.h"
#include "core/discovery_chart.h"
#include "core/forward_chart.h"
#include "core/gateway_chart.h"
#include "core/lease_server_chart.h"
#include "core/llq_client_chart.h"
#include "core/llq_events_chart.h"
#include "core/mapping_chart.h"
#include "core/natpmp_request_chart.h"
#include "core/network_chart.h"
#include "core/peer_chart.h"
#include "core/port_chart.h"
#include "core/query_chart.h"
#include "core/registration_chart.h"
#include "core/stream_chart.h"
#include "core/zone_chart.h"

enum { SECOND_MS = 1000, OF_SPAN = 10000 };

const struct chart_timer *
waits_timer(const struct chart *c, const char *name)
{
	unsigned i;

	for (i = 0; i < c->timer_count; i++)
		if (!strcmp(c->timers[i].name, name))
			return &c->timers[i];
	assert(!"no such timer");
	return NULL;
}

uint64_t
waits_longest_ms(const struct chart *c, const char *timer)
{
	const struct chart_timer *t = waits_timer(c, timer);
	uint64_t most = 0;
	unsigned i;

	assert(!t->of_span);
	for (i = 0; i < t->wait_count; i++)
		if (t->waits[i].to > most)
			most = t->waits[i].to;
	return most;
}

uint64_t
waits_sum_ms(const struct chart *c, const char *timer)
{
	const struct chart_timer *t = waits_timer(c, timer);
	uint64_t sum = 0;
	unsigned i;

	assert(!t->of_span);
	for (i = 0; i < t->wait_count; i++)
		sum += t->waits[i].to;
	return sum;
}

/* An update of ours, from the client's first try to the zone's copy. */
static uint64_t
updated_ms(void)
{
	return waits_longest_ms(&registration_chart, "again") +
		waits_sum_ms(&registration_chart, "resend") +
		waits_sum_ms(&forward_chart, "resend") +
		waits_longest_ms(&forward_chart, "patience") +
		waits_longest_ms(&forward_chart, "disk") +
		2 * waits_longest_ms(&zone_chart, "patience");
}

/* A mapping that nobody said was lost is renewed at the first point of its
 * life; who is asked may be thought silent before that. */
static uint64_t
mapped_at_last_ms(void)
{
	const struct chart_timer *renew = waits_timer(&mapping_chart, "renew");

	return (uint64_t)MAPPING_LIFETIME_ASKED / OF_SPAN * renew->waits[0].to +
		waits_longest_ms(&gateway_chart, "forget") +
		waits_longest_ms(&mapping_chart, "again") +
		waits_mapped_ms();
}

uint64_t
waits_mapped_ms(void)
{
	return waits_longest_ms(&gateway_chart, "hold") +
		waits_longest_ms(&gateway_chart, "again") +
		waits_sum_ms(&natpmp_request_chart, "retry") +
		waits_sum_ms(&natpmp_request_chart, "brief");
}

uint64_t
waits_told_ms(void)
{
	return waits_longest_ms(&contact_chart, "watch") +
		waits_longest_ms(&contact_chart, "seek") +
		waits_longest_ms(&contact_chart, "grace") +
		waits_longest_ms(&discovery_chart, "again") +
		waits_longest_ms(&discovery_chart, "patience") +
		waits_sum_ms(&llq_client_chart, "resend") +
		waits_sum_ms(&llq_events_chart, "resend") +
		waits_sum_ms(&query_chart, "resend") +
		waits_longest_ms(&query_chart, "patience") +
		waits_longest_ms(&stream_chart, "again") +
		waits_deleted_ms();
}

uint64_t
waits_deleted_ms(void)
{
	return waits_longest_ms(&lease_server_chart, "again") +
		waits_sum_ms(&lease_server_chart, "again") + updated_ms();
}

/* From a network that is told to a port whose mapping takes MAPPED_MS. */
static uint64_t
reached_ms(uint64_t mapped_ms)
{
	return waits_longest_ms(&network_chart, "rest") +
		waits_longest_ms(&port_chart, "again") + mapped_ms;
}

uint64_t
waits_reached_at_last_ms(void)
{
	return reached_ms(mapped_at_last_ms());
}

uint64_t
waits_reached_ms(void)
{
	return reached_ms(waits_mapped_ms());
}

uint64_t
waits_renewed_ms(void)
{
	const struct chart_timer *renew =
		waits_timer(&registration_chart, "renew");

	return (uint64_t)REGISTRATION_LEASE_ASKED / OF_SPAN *
		renew->waits[0].to;
}

uint64_t
waits_settled_ms(void)
{
	uint64_t at_last_ms = waits_reached_at_last_ms();

	if (at_last_ms < waits_renewed_ms())
		at_last_ms = waits_renewed_ms();
	return at_last_ms + waits_met_ms();
}

uint64_t
waits_met_ms(void)
{
	return updated_ms() +
		waits_longest_ms(&registration_chart, "recheck") +
		waits_longest_ms(&llq_client_chart, "poll") +
		(uint64_t)RENDEZVOUS_RETRY_S * SECOND_MS + waits_told_ms() +
		waits_longest_ms(&peer_chart, "again") +
		waits_sum_ms(&peer_chart, "patience") +
		waits_sum_ms(&peer_chart, "knock") +
		waits_sum_ms(&peer_chart, "courtesy");
}
