/* SPDX-License-Identifier: Apache-2.0 */
#include "agent_state.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "shell/state.pb-c.h"

enum { STATE_VERSION = 1 };

/* Writing -------------------------------------------------------------------- */

static ProtobufCBinaryData
octets_of(const void *octets, size_t size)
{
	/* protobuf-c only reads what it packs */
	return (ProtobufCBinaryData){ size, (uint8_t *)(uintptr_t)octets };
}

static ProtobufCBinaryData
name_of(const struct dns_name *n)
{
	return octets_of(n->wire, n->length);
}

/* What a message under construction points at. */
struct packing {
	State__State state;
	State__Agent agent;
	State__Endpoint gateway;
	State__AgentQuery queries[AGENT_LLQS_MAX];
	State__AgentQuery *pointers[AGENT_LLQS_MAX];
};

static void
put_queries(struct packing *p, const struct agent_memory *m,
	    const struct moment *now)
{
	unsigned i;

	for (i = 0; i < m->llq_count; i++) {
		const struct agent_llq *q = &m->llqs[i];
		State__AgentQuery *out = &p->queries[i];

		state__agent_query__init(out);
		out->name = name_of(&q->name);
		out->type = q->type;
		out->id = q->id;
		out->lease_s = q->lease_s;
		out->ends_wall_ms = q->ends_ms;
		if (now)
			out->ends_wall_ms += now->wall_ms - now->boot_ms;
		p->pointers[i] = out;
	}
	p->agent.n_queries = m->llq_count;
	p->agent.queries = p->pointers;
}

static uint8_t *
pack(const struct agent_memory *m, const struct hardware *hardware,
     const struct moment *now, size_t *size)
{
	struct packing *p = calloc(1, sizeof(*p));
	uint8_t *octets = NULL;

	if (!p)
		return NULL;
	state__state__init(&p->state);
	state__agent__init(&p->agent);
	state__endpoint__init(&p->gateway);
	p->state.version = STATE_VERSION;
	p->state.saved_wall_ms = now ? now->wall_ms : 0;
	p->state.signed_s = now ? now->signed_s : 0;
	p->agent.boot_time = !now;
	if (m->known) {
		p->state.agent = &p->agent;
		p->agent.interface_id = octets_of(m->interface_id, 8);
		p->agent.boot_id = octets_of(m->boot_id, 16);
		p->agent.ula = octets_of(m->ula, 16);
		p->agent.tunnel_port = m->tunnel_port;
		p->agent.tunnel_external_port = m->tunnel_external_port;
		p->agent.llq_port = m->llq_port;
		p->agent.llq_external_port = m->llq_external_port;
		p->agent.registered = m->registered;
		p->agent.host = name_of(&m->host);
		p->agent.ula_tried = octets_of(m->ula_tried, 16);
		p->agent.ula_registered = octets_of(m->ula_registered, 16);
		if (hardware) {
			p->agent.hardware_id = (char *)(uintptr_t)hardware->id;
			p->agent.hardware_macs = octets_of(hardware->macs,
				hardware->mac_count * 6u);
		}
		put_queries(p, m, now);
	}
	if (m->known && m->gateway.family) {
		p->gateway.address = octets_of(m->gateway.address,
					       m->gateway.family == 6 ? 16 : 4);
		p->gateway.port = m->gateway.port;
		p->agent.gateway = &p->gateway;
	}
	*size = state__state__get_packed_size(&p->state);
	octets = malloc(*size ? *size : 1);
	if (octets)
		state__state__pack(&p->state, octets);
	free(p);
	return octets;
}

uint8_t *
agent_memory_pack(const struct agent_memory *m, const struct hardware *hardware,
		  const struct moment *now, size_t *size)
{
	return pack(m, hardware, now, size);
}

uint8_t *
agent_memory_pack_trace(const struct agent_memory *m, size_t *size)
{
	return pack(m, NULL, NULL, size);
}

uint8_t *
agent_config_pack(const struct agent_config *c, size_t *size)
{
	State__AgentConfig out = STATE__AGENT_CONFIG__INIT;
	uint32_t keys[CLIENT_KEYS_MAX];
	uint8_t *octets;
	unsigned i;

	for (i = 0; i < c->keys.count; i++)
		keys[i] = c->keys.list[i];
	out.domain = name_of(&c->domain);
	out.host = name_of(&c->host);
	out.device = (char *)(uintptr_t)c->device;
	out.eui64 = c->eui64;
	out.interface_id = octets_of(c->interface_id, 8);
	out.n_keys = c->keys.count;
	out.keys = keys;
	out.tunnel_port = c->tunnel_port;
	out.mapping_lifetime_s = c->mapping_lifetime_s;
	out.lease_s = c->lease_s;
	out.boot_id = octets_of(c->boot_id, 16);
	out.tunnels = c->tunnels;
	out.copied = c->copied;
	out.peers_max = c->peers_max;
	*size = state__agent_config__get_packed_size(&out);
	octets = malloc(*size ? *size : 1);
	if (octets)
		state__agent_config__pack(&out, octets);
	return octets;
}

/* Reading -------------------------------------------------------------------- */

static bool
copy(void *out, const ProtobufCBinaryData *in, size_t size)
{
	if (in->len != size)
		return false;
	memcpy(out, in->data, size);
	return true;
}

static bool
get_port(uint16_t *out, uint32_t in)
{
	*out = (uint16_t)in;
	return in <= 65535;
}

static bool
get_name(struct dns_name *out, const ProtobufCBinaryData *in)
{
	return in->len && dns_name_from_wire(out, in->data, in->len) == 0;
}

static bool
get_endpoint(struct endpoint *out, const State__Endpoint *in)
{
	if (!in)
		return true;
	out->family = in->address.len == 16 ? 6 : 4;
	return (in->address.len == 16 || in->address.len == 4) &&
		copy(out->address, &in->address, in->address.len) &&
		get_port(&out->port, in->port);
}

/* Returns false where IN cannot be; *KEEP where it is worth keeping. */
static bool
get_query(struct agent_llq *out, const State__AgentQuery *in,
	  const struct moment *now, bool *keep)
{
	uint64_t left, lease_ms = (uint64_t)in->lease_s * 1000;

	*keep = true;
	out->id = in->id;
	out->lease_s = in->lease_s;
	out->ends_ms = in->ends_wall_ms;
	if (now) {
		*keep = in->ends_wall_ms > now->wall_ms;
		left = in->ends_wall_ms - now->wall_ms;
		out->ends_ms = now->boot_ms + (left < lease_ms ? left :
					       lease_ms);
	}
	return get_name(&out->name, &in->name) && get_port(&out->type, in->type);
}

static bool
get_memory(struct agent_memory *out, const State__Agent *in,
	   const struct moment *now)
{
	bool keep;
	size_t i;

	if (!in)
		return true;
	out->known = true;
	out->registered = in->registered;
	if (!copy(out->interface_id, &in->interface_id, 8) ||
	    !copy(out->boot_id, &in->boot_id, 16) ||
	    !copy(out->ula, &in->ula, 16) ||
	    !get_port(&out->tunnel_port, in->tunnel_port) ||
	    !get_port(&out->tunnel_external_port, in->tunnel_external_port) ||
	    !get_port(&out->llq_port, in->llq_port) ||
	    !get_port(&out->llq_external_port, in->llq_external_port) ||
	    !get_endpoint(&out->gateway, in->gateway) ||
	    in->n_queries > AGENT_LLQS_MAX || in->boot_time != !now)
		return false;
	if ((in->host.len && !get_name(&out->host, &in->host)) ||
	    (in->ula_tried.len && !copy(out->ula_tried, &in->ula_tried, 16)) ||
	    (in->ula_registered.len &&
	     !copy(out->ula_registered, &in->ula_registered, 16)))
		return false;
	for (i = 0; i < in->n_queries; i++) {
		if (!get_query(&out->llqs[out->llq_count], in->queries[i], now,
			       &keep))
			return false;
		out->llq_count += keep;
	}
	return true;
}

static bool
get_hardware(struct hardware *out, const State__Agent *in)
{
	memset(out, 0, sizeof(*out));
	if (!in)
		return true;
	if (strlen(in->hardware_id) >= HARDWARE_ID_MAX ||
	    in->hardware_macs.len % 6 ||
	    in->hardware_macs.len > sizeof(out->macs))
		return false;
	strcpy(out->id, in->hardware_id);
	out->mac_count = (unsigned)in->hardware_macs.len / 6;
	if (out->mac_count)
		memcpy(out->macs, in->hardware_macs.data,
		       in->hardware_macs.len);
	return true;
}

static int
unpack(const uint8_t *octets, size_t size, const struct moment *now,
       struct agent_memory *out, struct hardware *hardware)
{
	State__State *s = state__state__unpack(NULL, size, octets);
	struct agent_memory *m;
	struct hardware h;
	int r = -EBADMSG;

	if (!s)
		return r;
	m = calloc(1, sizeof(*m));
	if (!m)
		r = -ENOMEM;
	else if (s->version == STATE_VERSION &&
		 get_memory(m, s->agent, now) &&
		 get_hardware(&h, s->agent)) {
		*out = *m;
		if (hardware)
			*hardware = h;
		r = 0;
	}
	free(m);
	state__state__free_unpacked(s, NULL);
	return r;
}

int
agent_memory_unpack(const uint8_t *octets, size_t size,
		    const struct moment *now, struct agent_memory *out,
		    struct hardware *hardware)
{
	return unpack(octets, size, now, out, hardware);
}

uint64_t
agent_memory_signed_s(const uint8_t *octets, size_t size)
{
	State__State *s = state__state__unpack(NULL, size, octets);
	uint64_t signed_s = s ? s->signed_s : 0;

	if (s)
		state__state__free_unpacked(s, NULL);
	return signed_s;
}

int
agent_memory_unpack_trace(const uint8_t *octets, size_t size,
			  struct agent_memory *out)
{
	return unpack(octets, size, NULL, out, NULL);
}

static bool
get_config(struct agent_config *out, const State__AgentConfig *in)
{
	size_t i;

	if (!get_name(&out->domain, &in->domain) ||
	    !get_name(&out->host, &in->host) ||
	    strlen(in->device) > AGENT_DEVICE_MAX ||
	    !copy(out->interface_id, &in->interface_id, 8) ||
	    !copy(out->boot_id, &in->boot_id, 16) ||
	    !get_port(&out->tunnel_port, in->tunnel_port) ||
	    in->n_keys > CLIENT_KEYS_MAX || in->peers_max > AGENT_PEERS_MAX)
		return false;
	strcpy(out->device, in->device);
	for (i = 0; i < in->n_keys; i++)
		if (!get_port(&out->keys.list[i], in->keys[i]))
			return false;
	out->keys.count = (unsigned)in->n_keys;
	out->eui64 = in->eui64;
	out->mapping_lifetime_s = in->mapping_lifetime_s;
	out->lease_s = in->lease_s;
	out->tunnels = in->tunnels;
	out->copied = in->copied;
	out->peers_max = (uint16_t)in->peers_max;
	return true;
}

int
agent_config_unpack(const uint8_t *octets, size_t size,
		    struct agent_config *out)
{
	State__AgentConfig *in = state__agent_config__unpack(NULL, size, octets);
	struct agent_config c = { .eui64 = false };
	int r = -EBADMSG;

	if (!in)
		return r;
	if (get_config(&c, in)) {
		*out = c;
		r = 0;
	}
	state__agent_config__free_unpacked(in, NULL);
	return r;
}
