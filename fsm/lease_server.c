/* SPDX-License-Identifier: Apache-2.0 */
/* lease_server.c - one registered record: actions and what the store asks. */
#include "autotunnel/lease_server.h"
#include "rendezvous_text.h"

#include <assert.h>
#include <string.h>

void
lease_server_name(const struct lease_server *m, struct dns_name *name)
{
	name->length = m->name_length;
	memcpy(name->wire, m->octets, m->name_length);
}

bool
lease_server_shown(const struct lease_server *m)
{
	switch (m->machine.base.state) {
	case LEASE_SERVER_LAPSING:
	case LEASE_SERVER_EXPIRED:
	case LEASE_SERVER_DELETING:
		return false;
	default:
		return true;
	}
}

/* What is promised must be on disk with the later of its ends: the one that
 * the client may have been told of is never cut short by a crash. */
uint64_t
lease_server_end_ms(const struct lease_server *m)
{
	uint64_t promised = m->asked_at_ms + (uint64_t)m->granted_s * 1000;
	uint64_t due = machine_timer_due_ms(&m->machine.base,
					    LEASE_SERVER_TIMER_EXPIRY);

	switch (m->machine.base.state) {
	case LEASE_SERVER_HELD:
		return due;
	case LEASE_SERVER_RENEWING:
		return due > promised ? due : promised;
	case LEASE_SERVER_PROMISED:
	case LEASE_SERVER_LAPSING:
		return promised;
	default:
		return 0;
	}
}

void
lease_server_put_back(struct lease_server *m, uint64_t now_ms, uint64_t end_ms,
		      struct deadlines *deadlines)
{
	struct machine *base = &m->machine.base;
	uint64_t span = (uint64_t)m->granted_s * 1000;

	if (end_ms <= now_ms) {
		lease_server_restore(m, LEASE_SERVER_EXPIRED);
		machine_restore_timer(base, LEASE_SERVER_TIMER_AGAIN, now_ms,
				      now_ms, 0);
	} else {
		lease_server_restore(m, LEASE_SERVER_HELD);
		span = machine_set_span(base, LEASE_SERVER_SPAN_LEASE, span);
		machine_restore_timer(base, LEASE_SERVER_TIMER_EXPIRY,
				      end_ms > span ? end_ms - span : 0,
				      end_ms, 0);
	}
	deadlines_update(deadlines, base);
}

void
lease_server_keep_grant(struct lease_server *m, struct turn *t)
{
	(void)t;
	machine_set_span(&m->machine.base, LEASE_SERVER_SPAN_LEASE,
			 (uint64_t)m->granted_s * 1000);
}

void
lease_server_report_gone(struct lease_server *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LEASE_SERVER_REPORT_GONE, 0);
}

void
lease_server_report_expired(struct lease_server *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LEASE_SERVER_REPORT_EXPIRED, 0);
}

void
lease_server_report_overdue(struct lease_server *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LEASE_SERVER_REPORT_OVERDUE, 0);
}

void
lease_server_report_shown(struct lease_server *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LEASE_SERVER_REPORT_SHOWN, 0);
}

void
lease_server_describe(const struct machine *m, char *text, size_t size)
{
	const struct lease_server *l =
		(const struct lease_server *)(const void *)m;
	struct name_text n;

	name_begin(&n, text, size, "lease_server");
	name_add_domain(&n, l->octets, l->name_length);
	name_add_type(&n, l->type);
	/* many hosts share the name of a PTR */
	if (l->type == DNS_TYPE_PTR && l->rdata_length <= DNS_NAME_MAX)
		name_add_domain(&n, lease_server_rdata(l), l->rdata_length);
}
