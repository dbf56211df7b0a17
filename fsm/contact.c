/* SPDX-License-Identifier: Apache-2.0 */
/* contact.c - whether the rendezvous is there. */
#include "autotunnel/contact.h"

#include "autotunnel/client.h"

void
contact_describe(const struct machine *m, char *text, size_t size)
{
	(void)m;
	client_describe(text, size, "contact", NULL, 0);
}

enum contact_event
contact_classify(const struct contact *c, uint32_t serial)
{
	return c->has_serial && serial != c->serial ? CONTACT_EV_MOVED :
		CONTACT_EV_SETTLED;
}

void
contact_learn(struct contact *c, uint32_t serial, bool authoritative)
{
	if (c->has_serial && !authoritative &&
	    !dns_serial_after(serial, c->serial))
		return;
	c->has_serial = true;
	c->serial = serial;
}

bool
contact_is_silent(const struct contact *c)
{
	return c->machine.base.state == CONTACT_SEEKING ||
		c->machine.base.state == CONTACT_SEEKING_KEPT;
}

bool
contact_is_off(const struct contact *c)
{
	return c->machine.base.state == CONTACT_OFF;
}

void
contact_report_probe(struct contact *c, struct turn *t)
{
	turn_report(t, &c->machine.base, CONTACT_REPORT_PROBE, 0);
}

void
contact_report_glance(struct contact *c, struct turn *t)
{
	turn_report(t, &c->machine.base, CONTACT_REPORT_GLANCE, 0);
}

void
contact_report_silent(struct contact *c, struct turn *t)
{
	turn_report(t, &c->machine.base, CONTACT_REPORT_SILENT, 0);
}

void
contact_report_heard(struct contact *c, struct turn *t)
{
	turn_report(t, &c->machine.base, CONTACT_REPORT_HEARD, 0);
}

void
contact_report_stale(struct contact *c, struct turn *t)
{
	turn_report(t, &c->machine.base, CONTACT_REPORT_STALE, 0);
}
