/* SPDX-License-Identifier: Apache-2.0 */
/* nat_router.c - see nat_router.h. */
#include "nat_router.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

enum {
	PUBLIC_ADDRESS = (int)0xc6336407,	/* 198.51.100.7, RFC 5737 */
	BOOTED_S = 100000,	/* before we began, as far as clients know */
	STRANGER_EPOCH_S = 0,	/* as if it had lost everything */
	CUT_TO = 7
};

/* The epoch ------------------------------------------------------------------- */

uint32_t
router_epoch_s(const struct router *r)
{
	return r->epoch_more_s + (uint32_t)((conform_now_ms() -
					     r->epoch_began_ms) / 1000);
}

void
router_set_epoch(struct router *r, uint32_t epoch_s)
{
	r->epoch_began_ms = conform_now_ms();
	r->epoch_more_s = epoch_s;
}

/* Ports ------------------------------------------------------------------------- */

static struct router_port *
find_port(struct router *r, uint8_t opcode, uint16_t internal)
{
	unsigned i;

	for (i = 0; i < r->port_count; i++)
		if (r->ports[i].opcode == opcode &&
		    r->ports[i].internal == internal)
			return &r->ports[i];
	return NULL;
}

static void
forget_port(struct router *r, struct router_port *p)
{
	if (p)
		*p = r->ports[--r->port_count];
}

/* The external port of a mapping, as suggested but for r->aside. */
static uint16_t
grant(struct router *r, const struct natpmp_message *m)
{
	struct router_port *p = find_port(r, m->opcode, m->internal_port);

	if (p) {
		p->renewals++;
		return p->external;
	}
	if (r->port_count == ROUTER_PORTS_MAX)
		return 0;
	p = &r->ports[r->port_count++];
	*p = (struct router_port){
		.opcode = m->opcode, .internal = m->internal_port,
		.external = (uint16_t)((m->external_port ? m->external_port :
					m->internal_port) + r->aside)
	};
	return p->external ? p->external : 1024;
}

void
router_mark(struct router *r)
{
	unsigned i;

	for (i = 0; i < r->port_count; i++)
		r->ports[i].renewals = 0;
}

static void
forget_expired(struct router *r)
{
	unsigned i;

	for (i = r->port_count; i-- > 0;)
		if (r->ports[i].until_ms < conform_now_ms())
			forget_port(r, &r->ports[i]);
}

bool
router_holds(void *router)
{
	struct router *r = router;

	forget_expired(r);
	return r->port_count > 0;
}

bool
router_all_renewed(void *router)
{
	struct router *r = router;
	unsigned i;

	forget_expired(r);
	for (i = 0; i < r->port_count; i++)
		if (!r->ports[i].renewals)
			return false;
	return r->port_count > 0;
}

/* Answers ------------------------------------------------------------------------ */

static struct natpmp_message
reply_to(struct router *r, const struct natpmp_message *m)
{
	struct natpmp_message a = {
		.form = NATPMP_FORM_REPLY,
		.opcode = (uint8_t)(m->opcode | NATPMP_RESPONSE),
		.epoch_s = router_epoch_s(r), .internal_port = m->internal_port
	};
	struct router_port *p;

	if (m->opcode == NATPMP_OPCODE_ADDRESS) {
		a.address = r->address;
		return a;
	}
	if (r->result) {
		a.result = r->result;
		a.form = r->bare ? NATPMP_FORM_BARE : a.form;
		r->result = 0;
		r->bare = false;
		forget_port(r, find_port(r, m->opcode, m->internal_port));
		return a;
	}
	if (!m->lifetime_s) {
		if (m->internal_port)
			forget_port(r, find_port(r, m->opcode,
						 m->internal_port));
		else
			r->port_count = 0;
		return a;
	}
	a.external_port = grant(r, m);
	a.lifetime_s = m->lifetime_s < r->lifetime_s ? m->lifetime_s :
		r->lifetime_s;
	p = find_port(r, m->opcode, m->internal_port);
	if (p)
		p->until_ms = conform_now_ms() + a.lifetime_s * UINT64_C(1000);
	return a;
}

static void
tell(struct router *r, struct conform_socket *by, const struct endpoint *to,
     const struct natpmp_message *m, size_t most)
{
	uint8_t octets[NATPMP_MESSAGE_MAX];
	const ssize_t length = natpmp_encode(m, octets, sizeof(octets));

	if (length > 0)
		conform_send(r->conform, by, to, octets,
			     (size_t)length < most ? (size_t)length : most);
}

/* What the client must not take for an answer; whether it was told. */
static bool
lie(struct router *r, const struct natpmp_message *m,
    const struct endpoint *to)
{
	struct natpmp_message a = {
		.form = NATPMP_FORM_REPLY,
		.opcode = (uint8_t)(m->opcode | NATPMP_RESPONSE),
		.epoch_s = router_epoch_s(r), .address = r->address,
		.internal_port = m->internal_port, .external_port = 666,
		.lifetime_s = m->lifetime_s
	};

	if (!r->lies || (r->lie_of_mappings && !m->opcode))
		return false;
	r->lies--;
	switch (r->lie) {
	case ROUTER_HONEST:
		return false;
	case ROUTER_LOSES:
		return true;
	case ROUTER_STRANGER:
		a.epoch_s = STRANGER_EPOCH_S;
		tell(r, r->second, to, &a, sizeof(a));
		return true;
	case ROUTER_ODD_PORT:
		tell(r, r->odd, to, &a, sizeof(a));
		return true;
	case ROUTER_ODD_OPCODE:
		a.opcode = (uint8_t)(m->opcode == NATPMP_OPCODE_MAP_UDP ?
				     NATPMP_OPCODE_MAP_TCP :
				     NATPMP_OPCODE_MAP_UDP) | NATPMP_RESPONSE;
		tell(r, r->socket, to, &a, sizeof(a));
		return true;
	case ROUTER_ODD_INTERNAL:
		a.internal_port++;
		tell(r, r->socket, to, &a, sizeof(a));
		return true;
	case ROUTER_CUT:
		tell(r, r->socket, to, &a, CUT_TO);
		return true;
	}
	return false;
}

static void
heard(void *owner, const struct conform_message *got)
{
	struct router *r = owner;
	struct natpmp_message m, a;
	int error;

	if (got->kind != PACKET_UDP)
		return;
	error = natpmp_decode(got->octets, got->length, &m);
	if (error == -EPROTONOSUPPORT && got->length >= 2 && !r->mute) {
		/* PCP first, as 1.1 has it: so that NAT-PMP follows. */
		a = (struct natpmp_message){
			.form = NATPMP_FORM_BARE, .opcode = NATPMP_RESPONSE,
			.result = NATPMP_UNSUPPORTED_VERSION,
			.epoch_s = router_epoch_s(r)
		};
		tell(r, r->socket, &got->from, &a, sizeof(a));
		return;
	}
	if (error < 0 || m.form != NATPMP_FORM_REQUEST)
		return;
	r->requests++;
	if (r->mute || lie(r, &m, &got->from))
		return;
	a = reply_to(r, &m);
	r->answers++;
	tell(r, r->socket, &got->from, &a, sizeof(a));
}

int
router_announce(struct router *r, bool as_stranger, uint32_t epoch_s)
{
	const struct endpoint group = { 4, { 224, 0, 0, 1 },
					NATPMP_ANNOUNCE_PORT };
	struct natpmp_message a = {
		.form = NATPMP_FORM_REPLY, .opcode = NATPMP_RESPONSE,
		.epoch_s = epoch_s, .address = r->address
	};
	uint8_t octets[NATPMP_MESSAGE_MAX];
	const ssize_t length = natpmp_encode(&a, octets, sizeof(octets));

	return conform_send(r->conform, as_stranger ? r->second : r->socket,
			    &group, octets, (size_t)length);
}

/* Opening ------------------------------------------------------------------------ */

/* Announcements leave by the interface of that address. */
static bool
choose_interface(struct conform_socket *s)
{
	struct in_addr a;

	memcpy(&a, conform_socket_local(s)->address, sizeof(a));
	return setsockopt(conform_descriptor(s), IPPROTO_IP, IP_MULTICAST_IF,
			  &a, sizeof(a)) == 0;
}

static int
open_sockets(struct conform *c, struct router *r)
{
	const struct conform_setup *setup = conform_setup_of(c);
	struct endpoint at = setup->target;
	int error = conform_udp(c, &at, &r->socket);

	if (error < 0)
		return error;
	at.port = 0;
	error = conform_udp(c, &at, &r->odd);
	if (error < 0 || !setup->second.family)
		return error;
	at = setup->second;
	at.port = setup->target.port;
	error = conform_udp(c, &at, &r->second);
	if (error < 0)
		conform_refuse(c, "--second: %s", strerror(-error));
	return error;
}

int
router_open(struct conform *c, struct router **out)
{
	struct router *r = calloc(1, sizeof(*r));
	int error;

	if (!r)
		return -ENOMEM;
	r->conform = c;
	r->address = (uint32_t)PUBLIC_ADDRESS;
	router_set_epoch(r, BOOTED_S);
	error = conform_setup_of(c)->target.family == 4 ? open_sockets(c, r) :
		-EAFNOSUPPORT;
	if (error < 0) {
		free(r);
		return error;
	}
	r->can_announce = choose_interface(r->socket) &&
		(!r->second || choose_interface(r->second));
	conform_on_message(r->socket, heard, r);
	*out = r;
	return 0;
}

void
router_close(struct router *r)
{
	free(r);
}
