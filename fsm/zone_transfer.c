/* SPDX-License-Identifier: Apache-2.0 */
/* zone_transfer.c - AXFR and IXFR answers, message by message. */
#include "autotunnel/zone_transfer.h"

#include <string.h>

/* RFC 1995, 4: new SOA; then either the whole zone and the new SOA again, or
 * { old SOA, what is removed, newer SOA, what is added } ... and the new SOA. */
enum {
	STEP_TARGET,		/* the first record: the newest SOA */
	STEP_SECOND,		/* says which of the two it is */
	STEP_REMOVING,
	STEP_ADDING,
	STEP_ZONE,
	STEP_DONE
};

void
zone_transfer_begin(struct zone_transfer *t, struct zone_store *spare,
		    uint16_t id, const uint32_t *serial)
{
	memset(t, 0, sizeof(*t));
	t->spare = spare;
	t->id = id;
	t->asked_changes = serial != NULL;
	t->serial = serial ? *serial : 0;
	t->step = STEP_TARGET;
	zone_store_clear(spare);
}

void
zone_change_name(const struct zone_change *change, struct dns_name *name)
{
	name->length = change->name_length;
	memcpy(name->wire, change->octets, change->name_length);
}

bool
zone_transfer_soa(const struct zone_transfer *t, struct dns_soa *soa)
{
	struct dns_record rr;

	if (t->step == STEP_TARGET)
		return false;
	rr.name = t->spare->origin;
	rr.type = DNS_TYPE_SOA;
	rr.class = DNS_CLASS_IN;
	rr.ttl = t->target_ttl;
	rr.rdata = t->target_rdata;
	rr.rdata_length = t->target_length;
	return dns_read_soa(&rr, soa);
}

static enum zone_transfer_result
put_change(struct zone_transfer *t, const struct dns_record *rr, bool removal)
{
	struct zone_change *c;

	c = arena_take(&t->spare->arena,
		       sizeof(*c) + rr->name.length + rr->rdata_length);
	/* so many changes in a row: the whole zone is shorter */
	if (!c)
		return ZONE_TRANSFER_INAPPLICABLE;
	c->next = NULL;
	c->removal = removal;
	c->type = rr->type;
	c->ttl = rr->ttl;
	c->rdata_length = rr->rdata_length;
	c->name_length = rr->name.length;
	memcpy(c->octets, rr->name.wire, rr->name.length);
	memcpy(c->octets + c->name_length, rr->rdata, rr->rdata_length);
	if (t->last)
		t->last->next = c;
	else
		t->first = c;
	t->last = c;
	return ZONE_TRANSFER_MORE;
}

static enum zone_transfer_result
put_record(struct zone_transfer *t, const struct dns_record *rr)
{
	if (zone_store_add(t->spare, &rr->name, rr->type, rr->ttl,
			   rr->rdata, rr->rdata_length) >= 0)
		return ZONE_TRANSFER_MORE;
	t->limit = t->spare->record_count >= t->spare->records_max ?
		"records" : "octets";
	return ZONE_TRANSFER_TOO_LARGE;
}

static enum zone_transfer_result
take_target(struct zone_transfer *t, const struct dns_record *rr,
	    const struct dns_soa *soa)
{
	if (!soa)
		return ZONE_TRANSFER_REFUSED;
	t->target = soa->serial;
	t->target_ttl = rr->ttl;
	t->target_length = rr->rdata_length;
	memcpy(t->target_rdata, rr->rdata, rr->rdata_length);
	t->step = STEP_SECOND;
	return ZONE_TRANSFER_MORE;
}

/* The zone's SOA ends a whole zone; it is put last, so that it is there. */
static enum zone_transfer_result
take_in_zone(struct zone_transfer *t, const struct dns_record *rr,
	     const struct dns_soa *soa)
{
	t->step = STEP_ZONE;
	if (!soa)
		return put_record(t, rr);
	if (soa->serial != t->target)
		return ZONE_TRANSFER_REFUSED;
	t->step = STEP_DONE;
	return put_record(t, rr);
}

static enum zone_transfer_result
take_second(struct zone_transfer *t, const struct dns_record *rr,
	    const struct dns_soa *soa)
{
	if (!t->asked_changes || !soa || soa->serial == t->target)
		return take_in_zone(t, rr, soa);
	if (soa->serial != t->serial)
		return ZONE_TRANSFER_INAPPLICABLE;
	t->incremental = true;
	t->current = soa->serial;
	t->step = STEP_REMOVING;
	return put_change(t, rr, true);
}

static enum zone_transfer_result
take_change(struct zone_transfer *t, const struct dns_record *rr,
	    const struct dns_soa *soa)
{
	if (!soa)
		return put_change(t, rr, t->step == STEP_REMOVING);
	if (t->step == STEP_REMOVING) {
		if (!dns_serial_after(soa->serial, t->current))
			return ZONE_TRANSFER_INAPPLICABLE;
		t->current = soa->serial;
		t->step = STEP_ADDING;
		return put_change(t, rr, false);
	}
	if (soa->serial != t->current)
		return ZONE_TRANSFER_INAPPLICABLE;
	if (t->current == t->target) {
		t->step = STEP_DONE;
		return ZONE_TRANSFER_MORE;
	}
	t->step = STEP_REMOVING;
	return put_change(t, rr, true);
}

static enum zone_transfer_result
take(struct zone_transfer *t, const struct dns_record *rr)
{
	struct dns_soa soa, *is_soa = NULL;

	if (rr->class != DNS_CLASS_IN ||
	    !dns_name_within(&rr->name, &t->spare->origin))
		return ZONE_TRANSFER_REFUSED;
	if (rr->type == DNS_TYPE_SOA) {
		if (!dns_name_equal(&rr->name, &t->spare->origin) ||
		    !dns_read_soa(rr, &soa))
			return ZONE_TRANSFER_REFUSED;
		is_soa = &soa;
	}
	switch (t->step) {
	case STEP_TARGET:
		return take_target(t, rr, is_soa);
	case STEP_SECOND:
		return take_second(t, rr, is_soa);
	case STEP_REMOVING:
	case STEP_ADDING:
		return take_change(t, rr, is_soa);
	case STEP_ZONE:
		return take_in_zone(t, rr, is_soa);
	default:
		return ZONE_TRANSFER_REFUSED;	/* records after the end */
	}
}

/* What a message that could be taken means for the whole. */
static enum zone_transfer_result
conclude(struct zone_transfer *t, enum verdict verdict)
{
	/* a lone SOA that is not newer: RFC 1995, 2 */
	if (t->step == STEP_SECOND && t->asked_changes &&
	    !dns_serial_after(t->target, t->serial))
		return verdict == VERDICT_VERIFIED ? ZONE_TRANSFER_UNCHANGED :
			ZONE_TRANSFER_REFUSED;
	if (t->step != STEP_DONE)
		return ZONE_TRANSFER_MORE;
	/* the last message must carry a MAC (RFC 8945, 5.3.1) */
	return verdict == VERDICT_VERIFIED ? ZONE_TRANSFER_WHOLE :
		ZONE_TRANSFER_REFUSED;
}

enum zone_transfer_result
zone_transfer_feed(struct zone_transfer *t, const struct dns_message *msg,
		   enum verdict verdict)
{
	enum zone_transfer_result result;
	struct dns_iterator it;
	struct dns_record rr;

	if (verdict != VERDICT_VERIFIED && verdict != VERDICT_PENDING)
		return ZONE_TRANSFER_REFUSED;
	if (!(msg->flags & DNS_FLAG_QR) || msg->id != t->id ||
	    dns_opcode(msg) != DNS_OPCODE_QUERY)
		return ZONE_TRANSFER_REFUSED;
	if (dns_rcode(msg) == DNS_RCODE_NOTIMP ||
	    dns_rcode(msg) == DNS_RCODE_FORMERR)
		return t->asked_changes ? ZONE_TRANSFER_INAPPLICABLE :
			ZONE_TRANSFER_REFUSED;
	if (dns_rcode(msg) != DNS_RCODE_NOERROR)
		return ZONE_TRANSFER_REFUSED;
	for (dns_records(msg, DNS_ANSWER, &it); dns_next(&it, &rr);) {
		result = take(t, &rr);
		if (result != ZONE_TRANSFER_MORE)
			return result;
	}
	return conclude(t, verdict);
}
