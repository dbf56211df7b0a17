/* SPDX-License-Identifier: Apache-2.0 */
/* zone.c - the copy of one zone: what its primary says, and what we ask. */
#include "autotunnel/zone.h"
#include "rendezvous_text.h"

#include <assert.h>
#include <string.h>

void
zone_init(struct zone *z, const struct dns_name *name,
	  const struct endpoint *primary, uint16_t key)
{
	memset(z, 0, sizeof(*z));
	zone_begin(z);
	z->name = *name;
	z->primary = *primary;
	z->key = key;
}

bool
zone_usable(const struct zone *z)
{
	return machine_timer_due_ms(&z->machine.base, ZONE_TIMER_EXPIRE) !=
		TIME_NEVER;
}

enum zone_event
zone_classify_message(struct zone *z, const struct dns_message *msg,
		      enum verdict verdict)
{
	static const enum zone_event events[] = {
		[ZONE_TRANSFER_MORE] = ZONE_EV_MORE,
		[ZONE_TRANSFER_WHOLE] = ZONE_EV_WHOLE,
		[ZONE_TRANSFER_UNCHANGED] = ZONE_EV_UNCHANGED,
		[ZONE_TRANSFER_INAPPLICABLE] = ZONE_EV_INAPPLICABLE,
		[ZONE_TRANSFER_REFUSED] = ZONE_EV_REFUSED,
		[ZONE_TRANSFER_TOO_LARGE] = ZONE_EV_TOO_LARGE,
	};

	return events[zone_transfer_feed(&z->transfer, msg, verdict)];
}

/* RFC 1996, 3.7: the SOA in the answer section is a hint. A newer one, or none,
 * is looked after; the serial that we have is no news. */
enum zone_event
zone_classify_notify(const struct zone *z, const struct dns_message *msg)
{
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_soa soa;

	for (dns_records(msg, DNS_ANSWER, &it); dns_next(&it, &rr);)
		if (rr.type == DNS_TYPE_SOA && dns_read_soa(&rr, &soa) &&
		    z->has_serial && soa.serial == z->serial)
			return ZONE_EVENT_COUNT;
	return ZONE_EV_NOTIFIED;
}

void
zone_open_stream(struct zone *z, struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_STREAM_OPEN);

	z->ticket.generation++;
	if (z->ticket.generation == 0)
		z->ticket.generation = 1;
	e->ticket = z->ticket;
	e->to = z->primary;
}

void
zone_close_stream(struct zone *z, struct turn *t)
{
	turn_effect(t, EFFECT_STREAM_CLOSE)->ticket = z->ticket;
}

/* RFC 1995, 3: our SOA stands in the authority section; only its serial is
 * looked at. */
void
zone_send_request(struct zone *z, struct turn *t)
{
	uint8_t octets[DNS_HEADER_SIZE + 2 * DNS_NAME_MAX + 64];
	uint8_t soa[22] = { 0 };
	struct dns_writer w;
	struct effect *e;
	uint16_t id = (uint16_t)random_u32(&t->random);
	int length;

	zone_transfer_begin(&z->transfer, z->spare, id,
			    z->has_serial ? &z->serial : NULL);
	dns_begin(&w, octets, sizeof(octets), id, 0);
	dns_add_question(&w, &z->name,
			 z->has_serial ? DNS_TYPE_IXFR : DNS_TYPE_AXFR,
			 DNS_CLASS_IN);
	if (z->has_serial) {
		soa[2] = (uint8_t)(z->serial >> 24);
		soa[3] = (uint8_t)(z->serial >> 16);
		soa[4] = (uint8_t)(z->serial >> 8);
		soa[5] = (uint8_t)z->serial;
		dns_add_record(&w, DNS_AUTHORITY, &z->name, DNS_TYPE_SOA,
			       DNS_CLASS_IN, 0, soa, sizeof(soa));
	}
	length = dns_end(&w);
	assert(length > 0);
	e = turn_effect(t, EFFECT_STREAM_SEND);
	e->ticket = z->ticket;
	e->to = z->primary;
	e->key = z->key;
	memcpy(turn_octets(t, e, (size_t)length), octets, (size_t)length);
}

void
zone_keep_timing(struct zone *z, struct turn *t)
{
	struct machine *m = &z->machine.base;
	struct dns_soa soa;

	(void)t;
	if (!zone_transfer_soa(&z->transfer, &soa))
		return;
	z->serial = soa.serial;
	z->has_serial = true;
	machine_set_span(m, ZONE_SPAN_REFRESH_AFTER, soa.refresh_s * 1000ull);
	machine_set_span(m, ZONE_SPAN_RETRY_AFTER, soa.retry_s * 1000ull);
	machine_set_span(m, ZONE_SPAN_EXPIRE_AFTER, soa.expire_s * 1000ull);
}

void
zone_keep_retry(struct zone *z, struct turn *t)
{
	struct dns_soa soa;

	(void)t;
	if (zone_transfer_soa(&z->transfer, &soa))
		machine_set_span(&z->machine.base, ZONE_SPAN_RETRY_AFTER,
				 soa.retry_s * 1000ull);
}

void
zone_forget_serial(struct zone *z, struct turn *t)
{
	(void)t;
	z->has_serial = false;
}

void
zone_report_whole(struct zone *z, struct turn *t)
{
	turn_report(t, &z->machine.base, ZONE_REPORT_WHOLE, 0);
}

void
zone_report_unchanged(struct zone *z, struct turn *t)
{
	turn_report(t, &z->machine.base, ZONE_REPORT_UNCHANGED, 0);
}

void
zone_report_failed(struct zone *z, struct turn *t)
{
	turn_report(t, &z->machine.base, ZONE_REPORT_FAILED, 0);
}

void
zone_report_too_large(struct zone *z, struct turn *t)
{
	turn_report(t, &z->machine.base, ZONE_REPORT_TOO_LARGE, 0);
}

void
zone_report_expired(struct zone *z, struct turn *t)
{
	turn_report(t, &z->machine.base, ZONE_REPORT_EXPIRED, 0);
}

void
zone_describe(const struct machine *m, char *text, size_t size)
{
	const struct zone *z = (const struct zone *)(const void *)m;
	struct name_text n;

	name_begin(&n, text, size, "zone");
	name_add_domain(&n, z->name.wire, z->name.length);
}
