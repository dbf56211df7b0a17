/* SPDX-License-Identifier: Apache-2.0 */
/* observer.c - see observe.h: the table of machines, their deadlines, and what
 * comes out. */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/capture/looks.h"
#include "lab/message_text.h"
#include "lab/observe/private.h"
#include "shell/address.h"

#include "core/forward_chart.h"
#include "core/gateway_chart.h"
#include "core/lease_server_chart.h"
#include "core/llq_client_chart.h"
#include "core/llq_events_chart.h"
#include "core/llq_server_chart.h"
#include "core/mapping_chart.h"
#include "core/natpmp_request_chart.h"
#include "core/registration_chart.h"

enum {
	NAME_MAX = EFFECT_NAME_MAX,
	TEXT_MAX = OBSERVED_MAX * EFFECT_NAME_MAX
};

static const struct {
	const struct chart *chart;
	uint64_t silent;
} roles[ROLE_COUNT] = {
	[ROLE_LLQ_CLIENT] = { &llq_client_chart, UINT64_MAX },
	[ROLE_LLQ_SERVER] = { &llq_server_chart, UINT64_MAX },
	[ROLE_LLQ_EVENTS] = { &llq_events_chart, UINT64_MAX },
	[ROLE_REGISTRATION] = { &registration_chart, UINT64_MAX },
	[ROLE_LEASE_SERVER] = { &lease_server_chart, UINT64_MAX },
	[ROLE_FORWARD] = { &forward_chart, UINT64_MAX },
	[ROLE_NATPMP_REQUEST] = { &natpmp_request_chart, UINT64_MAX },
	[ROLE_GATEWAY] = { &gateway_chart,
			   UINT64_C(1) << GATEWAY_TIMER_HOLD },
	[ROLE_MAPPING] = { &mapping_chart, UINT64_MAX },
};

/* Opening and closing ----------------------------------------------------- */

int
observer_open(struct observer **out)
{
	struct observer *o = calloc(1, sizeof(*o));
	unsigned i;
	int r;

	if (!o)
		return -ENOMEM;
	o->text = malloc(TEXT_MAX);
	o->heap = malloc(OBSERVER_MACHINES_MAX * sizeof(*o->heap));
	r = o->text && o->heap ? observer_table_open(o) : -ENOMEM;
	for (i = 0; i < ROLE_COUNT && r == 0; i++)
		r = plan_make(&o->plans[i], roles[i].chart, roles[i].silent);
	if (r < 0) {
		observer_close(o);
		return r;
	}
	*out = o;
	return 0;
}

void
observer_close(struct observer *o)
{
	unsigned i;

	if (!o)
		return;
	for (i = 0; i < ROLE_COUNT; i++)
		plan_drop(&o->plans[i]);
	observer_table_close(o);
	free(o->text);
	free(o->heap);
	free(o);
}

uint32_t
observer_machines(const struct observer *o)
{
	return o->seen;
}

uint32_t
observer_forgotten(const struct observer *o)
{
	return o->forgotten;
}

/* Deadlines: a heap with the earliest first ------------------------------- */

static void
heap_put(struct observer *o, uint32_t at, uint32_t machine)
{
	o->heap[at] = machine;
	observer_at(o, machine)->heap = at;
}

static void
heap_up(struct observer *o, uint32_t at)
{
	uint32_t machine = o->heap[at], parent;

	for (; at; at = parent) {
		parent = (at - 1) / 2;
		if (observer_at(o, o->heap[parent])->due_ns <= observer_at(o, machine)->due_ns)
			break;
		heap_put(o, at, o->heap[parent]);
	}
	heap_put(o, at, machine);
}

static void
heap_down(struct observer *o, uint32_t at)
{
	uint32_t machine = o->heap[at], child;

	while ((child = 2 * at + 1) < o->heap_count) {
		if (child + 1 < o->heap_count &&
		    observer_at(o, o->heap[child + 1])->due_ns <
		    observer_at(o, o->heap[child])->due_ns)
			child++;
		if (observer_at(o, machine)->due_ns <= observer_at(o, o->heap[child])->due_ns)
			break;
		heap_put(o, at, o->heap[child]);
		at = child;
	}
	heap_put(o, at, machine);
}

void
observer_undue(struct observer *o, struct watched *w)
{
	uint32_t at = w->heap, last;

	if (at == NOBODY)
		return;
	w->heap = NOBODY;
	last = o->heap[--o->heap_count];
	if (last == w->number)
		return;
	heap_put(o, at, last);
	heap_up(o, at);
	heap_down(o, observer_at(o, last)->heap);
}

static void
set_due(struct observer *o, struct watched *w)
{
	uint64_t due = shadow_due_ns(&o->plans[w->is.role], &w->shadow);

	if (due == w->due_ns && (due == TIME_NEVER || w->heap != NOBODY))
		return;
	w->due_ns = due;
	if (due == TIME_NEVER) {
		observer_undue(o, w);
		return;
	}
	if (w->heap == NOBODY)
		heap_put(o, o->heap_count++, w->number);
	heap_up(o, w->heap);
	heap_down(o, w->heap);
}

/* What comes out ---------------------------------------------------------- */

static void
describe_ports(const struct identity *is, char *text, size_t size)
{
	static const char *const what[] = { "address", "UDP", "TCP" };

	if (is->type >= sizeof(what) / sizeof(what[0]))
		snprintf(text, size, "/opcode %u", is->type);
	else if (is->type == NATPMP_OPCODE_ADDRESS)
		snprintf(text, size, "/%s", what[0]);
	else
		snprintf(text, size, "/%s/%u", what[is->type],
			 (unsigned)is->name);
}

/* "llq_client/198.51.100.2:38254/_ssh._tcp.pub.test/PTR" */
static void
describe(const struct watched *w, char text[NAME_MAX])
{
	char end[ENDPOINT_TEXT_MAX], peer[ENDPOINT_TEXT_MAX];
	char type[MESSAGE_TYPE_MAX], name[NAME_MAX] = "";
	const struct identity *is = &w->is;
	size_t used;

	used = (size_t)snprintf(text, NAME_MAX, "%s/%s",
				roles[is->role].chart->name,
				endpoint_text(&is->end, end));
	if (is->peer.family && is->role != ROLE_LLQ_CLIENT &&
	    is->role != ROLE_REGISTRATION)
		used += (size_t)snprintf(text + used, NAME_MAX - used, "/%s",
					 endpoint_text(&is->peer, peer));
	if (is->role == ROLE_NATPMP_REQUEST || is->role == ROLE_MAPPING) {
		describe_ports(is, text + used, NAME_MAX - used);
		return;
	}
	if (!w->name.length || used >= NAME_MAX - 24)
		return;
	dns_name_to_text(&w->name, name, NAME_MAX - used - 20);
	used += (size_t)snprintf(text + used, NAME_MAX - used, "/%s", name);
	if (!is->type || used >= NAME_MAX)
		return;
	used += (size_t)snprintf(text + used, NAME_MAX - used, "/%s",
				 message_type(is->type, type));
	if (!w->target.length || used >= NAME_MAX - 3)
		return;
	text[used++] = '/';
	dns_name_to_text(&w->target, text + used, NAME_MAX - used);
}

static struct observed *
next_row(struct observer *o, const struct watched *w)
{
	struct observed *row;

	if (o->count == OBSERVED_MAX)
		return NULL;
	row = &o->rows[o->count];
	memset(row, 0, sizeof(*row));
	row->machine = o->text + (size_t)o->count * NAME_MAX;
	describe(w, o->text + (size_t)o->count * NAME_MAX);
	row->chart = roles[w->is.role].chart;
	row->end = w->is.end;
	row->row = -1;
	o->count++;
	return row;
}

static bool
tell_row(struct observer *o, struct watched *w, int row)
{
	const struct chart *c = roles[w->is.role].chart;
	struct observed *out;

	set_due(o, w);
	if (row < 0)
		return false;
	w->fresh = false;
	out = next_row(o, w);
	if (!out)
		return true;
	out->row = row;
	out->from = c->rows[row].from;
	out->event = c->rows[row].event;
	out->to = c->rows[row].to;
	return true;
}

bool
observer_step(struct observer *o, struct watched *w, unsigned event)
{
	return tell_row(o, w, shadow_step(&o->plans[w->is.role], &w->shadow,
					  event, o->now_ns));
}

bool
observer_timer(struct observer *o, struct watched *w, unsigned timer)
{
	if (w->shadow.due_ns[timer] == TIME_NEVER)
		return false;
	return tell_row(o, w, shadow_timer_ends(&o->plans[w->is.role],
						&w->shadow, timer, o->now_ns));
}

void
observer_enter(struct observer *o, struct watched *w, unsigned state,
	       const char *remark)
{
	struct observed *out;
	unsigned from = w->shadow.state;

	shadow_enter(&o->plans[w->is.role], &w->shadow, state, o->now_ns);
	set_due(o, w);
	if (w->fresh) {
		w->fresh = false;
		return;
	}
	out = next_row(o, w);
	if (!out)
		return;
	out->from = (uint16_t)from;
	out->to = (uint16_t)state;
	out->remark = remark;
}

void
observer_remark(struct observer *o, struct watched *w, const char *remark)
{
	w->fresh = false;
	observer_enter(o, w, w->shadow.state, remark);
}

void
observer_start(struct observer *o, struct watched *w, unsigned timer)
{
	shadow_start(&o->plans[w->is.role], &w->shadow, timer, o->now_ns);
	set_due(o, w);
}

void
observer_span(struct observer *o, struct watched *w, unsigned span,
	      uint64_t seconds)
{
	shadow_set_span(&o->plans[w->is.role], &w->shadow, span,
			seconds * 1000);
}

/* Packets and time -------------------------------------------------------- */

static void
begin_call(struct observer *o, struct observed *rows, uint64_t now_ns)
{
	o->rows = rows;
	o->count = 0;
	if (now_ns > o->now_ns)
		o->now_ns = now_ns;
}

unsigned
observer_packet(struct observer *o, const struct packet *p,
		struct observed rows[OBSERVED_MAX])
{
	struct dns_message m;

	begin_call(o, rows, p->time_ns);
	if (p->kind == PACKET_UNREACHABLE)
		observe_unreachable(o, p);
	if ((p->kind != PACKET_UDP && p->kind != PACKET_TCP) || p->cut)
		return o->count;
	if (looks_natpmp_port(p->from.port) || looks_natpmp_port(p->to.port)) {
		observe_natpmp(o, p);
		return o->count;
	}
	if (!looks_dns_header(p->octets, p->length) ||
	    dns_open(&m, p->octets, p->length) < 0)
		return 0;
	if (dns_opcode(&m) == DNS_OPCODE_UPDATE)
		observe_update(o, p, &m);
	else if (dns_opcode(&m) == DNS_OPCODE_QUERY)
		observe_llq(o, p, &m);
	return o->count;
}

unsigned
observer_time(struct observer *o, uint64_t time_ns, uint64_t *at_ns,
	      struct observed rows[OBSERVED_MAX])
{
	struct watched *w;
	unsigned event;

	while (o->heap_count) {
		w = observer_at(o, o->heap[0]);
		if (w->due_ns >= time_ns)
			break;
		begin_call(o, rows, w->due_ns);
		*at_ns = o->now_ns;
		tell_row(o, w, shadow_fire(&o->plans[w->is.role], &w->shadow,
					   o->now_ns));
		if (!o->count)
			continue;
		event = rows[0].event;
		if (w->is.role == ROLE_LLQ_EVENTS)
			observe_llq_spent(o, w);
		if (w->is.role == ROLE_NATPMP_REQUEST)
			observe_natpmp_spent(o, w, event);
		return o->count;
	}
	return 0;
}
