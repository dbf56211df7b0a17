/* SPDX-License-Identifier: Apache-2.0 */
/* port.c - a local UDP port, moved until inner and outer number are equal. */
#include "autotunnel/port.h"

#include "autotunnel/text.h"

#include <string.h>

void
port_init(struct port *m, const char *name, enum channel channel,
	  uint16_t first, bool pinned)
{
	memset(m, 0, sizeof(*m));
	port_begin(m);
	m->name = name;
	m->channel = channel;
	m->next = first;
	m->pinned = pinned;
}

void
port_describe(const struct machine *machine, char *text, size_t size)
{
	const struct port *m = (const struct port *)(const void *)machine;

	text_copy(text, size, "port/");
	text_append(text, size, m->name);
}

void
port_bound(struct port *m, const struct input *in, struct turn *t)
{
	port_step(m, in->error ? PORT_EV_REFUSED : PORT_EV_BOUND, t);
}

void
port_mapping(struct port *m, uint16_t internal, uint16_t external,
	     struct turn *t)
{
	enum port_event ev = PORT_EV_NONE;

	if (internal != 0 && internal != m->local)
		return;
	m->heard = external;
	if (external != 0 && external != m->local)
		ev = PORT_EV_OTHER;
	else if (external != 0)
		ev = m->pinned ? PORT_EV_SAME_PINNED : PORT_EV_SAME;
	port_step(m, ev, t);
}

bool
port_mapped(const struct port *m)
{
	return m->local != 0 && m->external != 0;
}

bool
port_ready(const struct port *m)
{
	return m->machine.base.state == PORT_MAPPED ||
		m->machine.base.state == PORT_BARE;
}

/* Actions ---------------------------------------------------------------------- */

void
port_bind(struct port *m, struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_BIND);

	e->channel = m->channel;
	e->port = m->next;
}

void
port_bind_mapped(struct port *m, struct turn *t)
{
	m->next = m->heard;
	port_bind(m, t);
}

void
port_bind_any_next(struct port *m, struct turn *t)
{
	(void)t;
	m->next = 0;
}

void
port_keep_port(struct port *m, struct turn *t)
{
	m->local = t->input->port;
	m->external = 0;
}

void
port_report_want(struct port *m, struct turn *t)
{
	turn_report(t, &m->machine.base, PORT_REPORT_WANT, m->local);
}

void
port_report_ready(struct port *m, struct turn *t)
{
	m->external = m->heard;
	turn_report(t, &m->machine.base, PORT_REPORT_READY, m->external);
}

void
port_report_unwant(struct port *m, struct turn *t)
{
	m->local = 0;
	turn_report(t, &m->machine.base, PORT_REPORT_UNWANT, 0);
}
