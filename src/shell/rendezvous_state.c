/* SPDX-License-Identifier: Apache-2.0 */
#include "rendezvous_state.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "shell/clock.h"
#include "shell/state.pb-c.h"

enum { STATE_VERSION = 1 };

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

static bool
take_name(struct dns_name *out, const ProtobufCBinaryData *from)
{
	return from->len <= DNS_NAME_MAX &&
		dns_name_from_wire(out, from->data, from->len) == 0;
}

static uint8_t *
pack(const ProtobufCMessage *message, size_t *size)
{
	uint8_t *octets;

	*size = protobuf_c_message_get_packed_size(message);
	octets = malloc(*size ? *size : 1);
	if (octets)
		protobuf_c_message_pack(message, octets);
	return octets;
}

/* Leases --------------------------------------------------------------------- */

static unsigned
count_leases(const struct rendezvous *r)
{
	struct rendezvous_lease lease;
	uint32_t cursor = 0;
	unsigned n = 0;

	while (rendezvous_next_lease(r, &cursor, &lease))
		n++;
	return n;
}

/* A lease under construction, with its name. */
struct packed_lease {
	State__Lease lease;
	struct dns_name name;
};

static void
put_lease(struct packed_lease *p, const struct rendezvous_lease *lease,
	  uint64_t ahead_ms)
{
	state__lease__init(&p->lease);
	p->name = lease->name;
	p->lease.name = name_of(&p->name);
	p->lease.type = lease->type;
	p->lease.ttl = lease->ttl;
	p->lease.rdata = octets_of(lease->rdata, lease->rdata_length);
	p->lease.granted_s = lease->granted_s;
	p->lease.ends_wall_ms = lease->end_ms ? lease->end_ms + ahead_ms : 0;
}

uint8_t *
rendezvous_leases_pack(const struct rendezvous *r, const struct dns_name *zone,
		       uint64_t boot_ms, uint64_t wall_ms,
		       const uint8_t *boot_id, size_t *size)
{
	State__State state = STATE__STATE__INIT;
	State__Rendezvous message = STATE__RENDEZVOUS__INIT;
	unsigned count = count_leases(r), i;
	struct packed_lease *leases = calloc(count + 1, sizeof(*leases));
	State__Lease **pointers = calloc(count + 1, sizeof(State__Lease *));
	struct rendezvous_lease lease;
	uint8_t *octets = NULL;
	uint32_t cursor = 0;

	if (!leases || !pointers)
		goto out;
	for (i = 0; rendezvous_next_lease(r, &cursor, &lease); i++) {
		put_lease(&leases[i], &lease, wall_ms - boot_ms);
		pointers[i] = &leases[i].lease;
	}
	message.zone = name_of(zone);
	message.n_leases = count;
	message.leases = pointers;
	if (boot_id) {
		message.boot_id = octets_of(boot_id, CLOCK_BOOT_ID);
		message.saved_boot_ms = boot_ms;
	}
	state.version = STATE_VERSION;
	state.saved_wall_ms = wall_ms;
	state.rendezvous = &message;
	octets = pack(&state.base, size);
out:
	free(leases);
	free(pointers);
	return octets;
}

static int
put_back(const State__Lease *from, uint64_t boot_ms, uint64_t wall_ms,
	 struct rendezvous *r)
{
	struct rendezvous_lease lease = {
		.type = (uint16_t)from->type, .ttl = from->ttl,
		.granted_s = from->granted_s, .rdata = from->rdata.data,
		.rdata_length = (uint16_t)from->rdata.len,
	};
	uint64_t most = (uint64_t)from->granted_s * 1000;
	uint64_t left = from->ends_wall_ms > wall_ms ?
		from->ends_wall_ms - wall_ms : 0;

	if (!take_name(&lease.name, &from->name) || from->type > 0xffff ||
	    from->rdata.len > 0xffff)
		return -EBADMSG;
	if (left)
		lease.end_ms = boot_ms + (left < most ? left : most);
	return rendezvous_put_back(r, boot_ms, &lease);
}

/* WALL_MS; within the boot that saved STATE what it would be had nobody set it. */
static uint64_t
wall_unset_ms(const State__State *state, uint64_t boot_ms, uint64_t wall_ms,
	      const uint8_t *boot_id)
{
	const State__Rendezvous *m = state->rendezvous;

	if (!boot_id || m->boot_id.len != CLOCK_BOOT_ID ||
	    memcmp(m->boot_id.data, boot_id, CLOCK_BOOT_ID) != 0 ||
	    boot_ms < m->saved_boot_ms)
		return wall_ms;
	return state->saved_wall_ms + (boot_ms - m->saved_boot_ms);
}

int
rendezvous_leases_unpack(const uint8_t *octets, size_t size, uint64_t boot_ms,
			 uint64_t wall_ms, const uint8_t *boot_id,
			 const struct dns_name *zone, struct rendezvous *r,
			 unsigned *count)
{
	State__State *state = state__state__unpack(NULL, size, octets);
	struct dns_name its_zone;
	int result = -EBADMSG;
	size_t i;

	*count = 0;
	if (!state || state->version != STATE_VERSION || !state->rendezvous ||
	    !take_name(&its_zone, &state->rendezvous->zone) ||
	    !dns_name_equal(&its_zone, zone))
		goto out;
	if (wall_ms == 0)
		boot_ms = wall_ms = state->saved_wall_ms;
	else
		wall_ms = wall_unset_ms(state, boot_ms, wall_ms, boot_id);
	result = 0;
	for (i = 0; i < state->rendezvous->n_leases && result == 0; i++) {
		result = put_back(state->rendezvous->leases[i], boot_ms,
				  wall_ms, r);
		*count += result == 0;
	}
out:
	if (state)
		state__state__free_unpacked(state, NULL);
	return result;
}

/* Configuration --------------------------------------------------------------- */

static void
put_endpoint(State__Endpoint *out, const struct endpoint *e)
{
	state__endpoint__init(out);
	out->address = octets_of(e->address, e->family == 6 ? 16 :
				 e->family == 4 ? 4 : 0);
	out->port = e->port;
}

static struct endpoint
take_endpoint(const State__Endpoint *from)
{
	struct endpoint e = { .family = 0 };

	if (!from || (from->address.len != 4 && from->address.len != 16))
		return e;
	e.family = from->address.len == 4 ? 4 : 6;
	memcpy(e.address, from->address.data, from->address.len);
	e.port = (uint16_t)from->port;
	return e;
}

static ProtobufCBinaryData *
put_names(ProtobufCBinaryData **room, const struct dns_name *names,
	  unsigned count)
{
	ProtobufCBinaryData *at = *room;
	unsigned i;

	for (i = 0; i < count; i++)
		at[i] = name_of(&names[i]);
	*room += count;
	return at;
}

/* What a configuration under construction points at. */
struct packing {
	State__Endpoint primary;
	State__Endpoint notifiers[RENDEZVOUS_NOTIFIERS_MAX];
	State__Endpoint *notifier_pointers[RENDEZVOUS_NOTIFIERS_MAX];
	State__RendezvousKey *keys;
	State__RendezvousKey **key_pointers;
	ProtobufCBinaryData *names;
};

static void
put_keys(struct packing *p, State__RendezvousConfig *out,
	 const struct rendezvous_config *c)
{
	ProtobufCBinaryData *room = p->names;
	unsigned i;

	for (i = 0; i < c->key_count; i++) {
		const struct rendezvous_key *k = &c->keys[i];
		State__RendezvousKey *key = &p->keys[i];

		state__rendezvous_key__init(key);
		key->name = name_of(&k->name);
		key->tsig_octets = k->tsig_octets;
		key->n_covers = k->cover_count;
		key->covers = put_names(&room, k->covers, k->cover_count);
		key->n_asks = k->ask_count;
		key->asks = put_names(&room, k->asks, k->ask_count);
		p->key_pointers[i] = key;
	}
	out->n_keys = c->key_count;
	out->keys = p->key_pointers;
}

static void
put_numbers(State__RendezvousConfig *out, const struct rendezvous_config *c)
{
	out->own_key = c->own_key == KEY_NONE ? 0 : c->own_key + 1u;
	out->public_ = c->public;
	out->adopt = c->adopt;
	out->lease_min_s = c->lease_min_s;
	out->lease_max_s = c->lease_max_s;
	out->key_lease_max_s = c->key_lease_max_s;
	out->llq_lease_min_s = c->llq_lease_min_s;
	out->llq_lease_max_s = c->llq_lease_max_s;
	out->queries = c->limits.queries;
	out->queries_each = c->limits.queries_each;
	out->clients = c->limits.clients;
	out->leases = c->limits.leases;
	out->forwards = c->limits.forwards;
	out->records = c->limits.records;
	out->zone_octets = c->limits.zone_octets;
	out->work_octets = c->limits.work_octets;
}

uint8_t *
rendezvous_config_pack(const struct rendezvous_config *c, size_t *size)
{
	State__RendezvousConfig out = STATE__RENDEZVOUS_CONFIG__INIT;
	struct packing p = { .names = NULL };
	uint8_t *octets = NULL;
	unsigned i, names = 0;

	for (i = 0; i < c->key_count; i++)
		names += c->keys[i].cover_count + c->keys[i].ask_count;
	p.keys = calloc(c->key_count + 1, sizeof(*p.keys));
	p.key_pointers = calloc(c->key_count + 1, sizeof(*p.key_pointers));
	p.names = calloc(names + 1, sizeof(*p.names));
	if (!p.keys || !p.key_pointers || !p.names)
		goto free_all;
	out.zone = name_of(&c->zone);
	put_endpoint(&p.primary, &c->primary);
	out.primary = &p.primary;
	for (i = 0; i < c->notifier_count; i++) {
		put_endpoint(&p.notifiers[i], &c->notifiers[i]);
		p.notifier_pointers[i] = &p.notifiers[i];
	}
	out.n_notifiers = c->notifier_count;
	out.notifiers = p.notifier_pointers;
	put_keys(&p, &out, c);
	put_numbers(&out, c);
	if (c->publish) {
		out.publish_target = name_of(&c->publish_target);
		out.publish_port = c->publish_port;
	}
	octets = pack(&out.base, size);
free_all:
	free(p.keys);
	free(p.key_pointers);
	free(p.names);
	return octets;
}

static bool
take_names(struct dns_name **room, const struct dns_name **out,
	   unsigned *count, const ProtobufCBinaryData *from, size_t n)
{
	size_t i;

	*out = *room;
	*count = (unsigned)n;
	for (i = 0; i < n; i++)
		if (!take_name((*room)++, &from[i]))
			return false;
	return true;
}

static bool
take_key(struct rendezvous_key *k, struct dns_name **room,
	 const State__RendezvousKey *from)
{
	k->tsig_octets = (uint16_t)from->tsig_octets;
	return from->tsig_octets < 1024 && take_name(&k->name, &from->name) &&
		take_names(room, &k->covers, &k->cover_count, from->covers,
			   from->n_covers) &&
		take_names(room, &k->asks, &k->ask_count, from->asks,
			   from->n_asks);
}

static int
take_keys(struct rendezvous_config *out, const State__RendezvousConfig *from,
	  void **kept)
{
	size_t names = 0, i, keys = from->n_keys;
	struct rendezvous_key *list;
	struct dns_name *room;

	for (i = 0; i < keys; i++)
		names += from->keys[i]->n_covers + from->keys[i]->n_asks;
	list = calloc(1, keys * sizeof(*list) + names * sizeof(*room) + 1);
	if (!list)
		return -ENOMEM;
	room = (struct dns_name *)(void *)(list + keys);
	for (i = 0; i < keys; i++)
		if (!take_key(&list[i], &room, from->keys[i])) {
			free(list);
			return -EBADMSG;
		}
	out->keys = list;
	out->key_count = (unsigned)keys;
	*kept = list;
	return 0;
}

static void
take_numbers(struct rendezvous_config *out,
	     const State__RendezvousConfig *from)
{
	out->own_key = from->own_key ? (uint16_t)(from->own_key - 1) :
		KEY_NONE;
	out->public = from->public_;
	out->adopt = from->adopt;
	out->lease_min_s = from->lease_min_s;
	out->lease_max_s = from->lease_max_s;
	out->key_lease_max_s = from->key_lease_max_s;
	out->llq_lease_min_s = from->llq_lease_min_s;
	out->llq_lease_max_s = from->llq_lease_max_s;
	out->limits = (struct rendezvous_limits){
		.queries = from->queries, .queries_each = from->queries_each,
		.clients = from->clients, .leases = from->leases,
		.forwards = from->forwards, .records = from->records,
		.zone_octets = from->zone_octets,
		.work_octets = from->work_octets,
	};
}

static int
take_config(struct rendezvous_config *out, const State__RendezvousConfig *from,
	    void **kept)
{
	size_t i;

	memset(out, 0, sizeof(*out));
	if (!take_name(&out->zone, &from->zone) || from->own_key > 0xffff ||
	    from->n_notifiers > RENDEZVOUS_NOTIFIERS_MAX)
		return -EBADMSG;
	out->primary = take_endpoint(from->primary);
	for (i = 0; i < from->n_notifiers; i++)
		out->notifiers[i] = take_endpoint(from->notifiers[i]);
	out->notifier_count = (unsigned)from->n_notifiers;
	take_numbers(out, from);
	if (from->publish_target.len) {
		if (!take_name(&out->publish_target, &from->publish_target))
			return -EBADMSG;
		out->publish = true;
		out->publish_port = (uint16_t)from->publish_port;
	}
	return take_keys(out, from, kept);
}

int
rendezvous_config_unpack(const uint8_t *octets, size_t size,
			 struct rendezvous_config *out, void **kept)
{
	State__RendezvousConfig *from =
		state__rendezvous_config__unpack(NULL, size, octets);
	int r;

	if (!from)
		return -EBADMSG;
	r = take_config(out, from, kept);
	state__rendezvous_config__free_unpacked(from, NULL);
	return r;
}

/* Replay ------------------------------------------------------------------------ */

enum { REPLAY_MEMORY_MAX = 1 << 30 };

struct replayed {
	struct rendezvous *r;
	void *memory;
	size_t size;
	void *keys;
};

static void
replay_close(void *core)
{
	struct replayed *p = core;

	free(p->memory);
	free(p->keys);
	free(p);
}

static int
replay_open(const struct trace_header *h, void **core)
{
	struct replayed *p = calloc(1, sizeof(*p));
	struct rendezvous_config c;
	unsigned count;
	size_t size;
	int r;

	if (!p)
		return -ENOMEM;
	r = rendezvous_config_unpack(h->config, h->config_size, &c, &p->keys);
	if (r < 0)
		goto fail;
	size = (rendezvous_memory(&c) + 15) / 16 * 16;
	r = size > REPLAY_MEMORY_MAX ? -EBADMSG : -ENOMEM;
	p->size = size;
	p->memory = size > REPLAY_MEMORY_MAX ? NULL : aligned_alloc(16, size);
	if (!p->memory)
		goto fail;
	r = rendezvous_init(&p->r, &c, p->memory, size);
	if (r == 0 && h->memory_size)
		r = rendezvous_leases_unpack(h->memory, h->memory_size, 0, 0, NULL,
					     &c.zone, p->r, &count);
	if (r < 0)
		goto fail;
	*core = p;
	return 0;
fail:
	replay_close(p);
	return r;
}

static bool
replay_turn(void *core, const struct input *in, struct effects *out)
{
	return rendezvous_turn(((struct replayed *)core)->r, in, out);
}

static bool
replay_more(void *core, struct effects *out)
{
	return rendezvous_more(((struct replayed *)core)->r, out);
}

static uint64_t
replay_deadline_ms(const void *core)
{
	return rendezvous_deadline_ms(((const struct replayed *)core)->r);
}

static void
replay_memory(void *core, void **at, size_t *size)
{
	*at = ((struct replayed *)core)->memory;
	*size = ((struct replayed *)core)->size;
}

static const struct deadlines *
replay_deadlines(const void *core)
{
	return rendezvous_deadlines(((const struct replayed *)core)->r);
}

const struct replay_program rendezvous_replay = {
	.name = "rendezvous", .open = replay_open, .close = replay_close,
	.ops = { replay_turn, replay_more, replay_deadline_ms },
	.memory = replay_memory, .deadlines = replay_deadlines,
};
