/* SPDX-License-Identifier: Apache-2.0 */
/* agent_zone.c - what the world of agent_world.h answers: a domain with two
 * other hosts, a server's options, a gateway's replies. */
#include "fuzz/agent_world.h"

#include <assert.h>
#include <string.h>

/* The gateway says something else each time. */
enum { ADDRESS_WAVERS = 64, PORT_WAVERS = 255 };

static struct dns_name
name_of(const char *text)
{
	struct dns_name name;

	assert(!dns_name_from_text(&name, text));
	return name;
}

static void
add(struct dns_writer *out, const struct dns_question *q, bool removed,
    const uint8_t *rdata, size_t length)
{
	dns_add_record(out, DNS_ANSWER, &q->name, q->type, DNS_CLASS_IN,
		       removed ? DNS_TTL_REMOVED : 30, rdata, length);
}

/* Whose name it is, by its length: every host has its own. */
static uint8_t
host_number(const struct dns_name *name)
{
	return (uint8_t)(name->length % 7 + 2);
}

static void
add_hosts(const struct agent_knobs *k, const struct dns_question *q,
	  bool removed, struct dns_writer *out)
{
	static const struct {
		uint8_t bit;
		const char *service;
	} hosts[] = {
		{ ZONE_ALICE, "_autotunnel._udp.alice.home.example.net" },
		{ ZONE_ZOE, "_autotunnel._udp.zoe.home.example.net" },
	};
	struct dns_name target;
	unsigned i;

	for (i = 0; i < 2; i++) {
		if (!(k->zone & hosts[i].bit))
			continue;
		target = name_of(hosts[i].service);
		add(out, q, removed, target.wire, target.length);
	}
}

static void
add_ula(const struct agent_knobs *k, const struct dns_question *q,
	bool removed, struct dns_writer *out)
{
	uint8_t rdata[16] = { 0xfd, 1, 2, 3, 4, 5, 6, 7, 8 };
	unsigned i;

	if (k->zone & ZONE_BAD_ULA)
		rdata[0] = 0x20;
	rdata[15] = host_number(&q->name);
	rdata[1] = (uint8_t)(rdata[1] + k->birth);
	for (i = 0; i <= (k->zone & ZONE_TWICE ? 1u : 0u); i++) {
		add(out, q, removed, rdata, 16);
		rdata[14]++;
	}
}

static void
add_service(const struct agent_knobs *k, const struct dns_question *q,
	    bool removed, struct dns_writer *out)
{
	uint8_t rdata[6 + DNS_NAME_MAX];
	struct dns_name target = name_of(host_number(&q->name) % 2 ?
		"one.home.example.net" : "other.home.example.net");
	uint16_t port = k->zone & ZONE_MOVED ? 4501 : 4500;

	if (k->place & PLACE_AHEAD)
		port = k->elsewhere.port;
	if (k->zone & ZONE_TWICE)
		port = 0;
	if (k->place & PLACE_NOWHERE)
		target = name_of(".");
	add(out, q, removed, rdata, dns_make_srv(rdata, 0, 0, port, &target));
}

static void
add_address(const struct agent_knobs *k, const struct dns_question *q,
	    bool removed, struct dns_writer *out)
{
	uint8_t rdata[4] = { 11, 9, 0, host_number(&q->name) };

	if (k->zone & ZONE_MOVED)
		rdata[1] = 8;
	if (k->zone & ZONE_RIVAL)
		memcpy(rdata, (uint8_t[]){ 10, 0, 0, 1 }, 4);
	if (k->place & PLACE_AHEAD)
		memcpy(rdata, k->elsewhere.address, 4);
	if (k->place & PLACE_NEAR)
		memcpy(rdata, (uint8_t[]){ 11, 1, 2, k->address }, 4);
	add(out, q, removed, rdata, 4);
}

static void
add_text(const struct agent_knobs *k, const struct dns_question *q,
	 bool removed, struct dns_writer *out)
{
	const char *text = k->zone & ZONE_LAN ?
		"v=1 lan=192.168.1.77:4500 dev=laptop" : "v=1 dev=phone";
	uint8_t rdata[100];

	if (k->zone & ZONE_LAN && k->place & PLACE_OTHER_LAN)
		text = "v=1 lan=192.168.1.78:4500 dev=laptop";
	add(out, q, removed, rdata, dns_make_txt(rdata, text, strlen(text)));
}

static void
add_soa(const struct agent_knobs *k, const struct dns_question *q,
	enum dns_section section, struct dns_writer *out)
{
	struct dns_name zone = name_of("home.example.net");
	uint8_t rdata[22] = { 0 };

	rdata[5] = k->serial;
	dns_add_record(out, section,
		       section == DNS_ANSWER ? &q->name : &zone, DNS_TYPE_SOA,
		       DNS_CLASS_IN, 30, rdata, sizeof(rdata));
}

/* Where the rendezvous sees the agent. */
static void
add_reflex(const struct agent_world *w, const struct dns_question *q,
	   struct dns_writer *out)
{
	uint8_t rdata[4] = { 11, 9, 0, 7 };
	uint32_t seen;

	if (w->knobs.ours & OURS_ROUTED ||
	    (!(w->knobs.ours & OURS_BEHIND) &&
	     !nat_public_address(&w->a->nat, &seen))) {
		memcpy(rdata, nat_link(&w->a->nat)->address.address, 4);
	} else if (!(w->knobs.ours & OURS_BEHIND)) {
		rdata[0] = (uint8_t)(seen >> 24);
		rdata[1] = (uint8_t)(seen >> 16);
		rdata[2] = (uint8_t)(seen >> 8);
		rdata[3] = (uint8_t)seen;
	}
	add(out, q, false, rdata, sizeof(rdata));
}

/* What the agent finds where it would write; false: it is not asked about. */
static bool
add_ours(const struct agent_world *w, const struct dns_question *q,
	 struct dns_writer *out)
{
	const struct registration *r = &w->a->dns.registration;
	const struct agent_knobs *k = &w->knobs;
	uint8_t rdata[6 + DNS_NAME_MAX], ula[16] = { 0xfd, 9, 9 };
	struct dns_name target = name_of(".");

	if (q->type == DNS_TYPE_A && q->name.wire[1] == '_') {
		add_reflex(w, q, out);
		return true;
	}
	if (q->type == DNS_TYPE_AAAA && dns_name_equal(&q->name, &r->label)) {
		if (k->ours & OURS_MACHINE)
			memcpy(ula, r->facts.ula, sizeof(ula));
		if (k->ours & (OURS_MACHINE | OURS_STRANGER))
			add(out, q, false, ula, sizeof(ula));
		return true;
	}
	if (q->type != DNS_TYPE_SRV || !dns_name_equal(&q->name, &r->service))
		return false;
	if (k->ours % OURS_COUNT == OURS_NOTHING)
		return true;
	if (k->ours % OURS_COUNT == OURS_ALIKE)
		target = r->label;
	if (k->ours % OURS_COUNT == OURS_TAKEN)
		target = name_of("rival.home.example.net");
	add(out, q, false, rdata, dns_make_srv(rdata, 0, 0, 4500, &target));
	return true;
}

static void
answer_question(const struct agent_world *w, const struct agent_knobs *k,
		const struct dns_question *q, bool removed,
		struct dns_writer *out)
{
	if (add_ours(w, q, out))
		return;
	switch (q->type) {
	case DNS_TYPE_PTR:
		add_hosts(k, q, removed, out);
		break;
	case DNS_TYPE_AAAA:
		add_ula(k, q, removed, out);
		break;
	case DNS_TYPE_SRV:
		if (!(k->zone & ZONE_NO_PLACE))
			add_service(k, q, removed, out);
		break;
	case DNS_TYPE_A:
		if (!(k->zone & ZONE_NO_PLACE))
			add_address(k, q, removed, out);
		break;
	case DNS_TYPE_TXT:
		add_text(k, q, removed, out);
		break;
	case DNS_TYPE_SOA:
		add_soa(k, q, DNS_ANSWER, out);
		break;
	default:
		break;
	}
}

/* What the system's resolver says: where the servers are. */
enum agent_lookup
agent_world_lookup(const struct agent_world *w, const struct dns_name *name,
		   uint16_t type)
{
	const struct agent_knobs *k = &w->knobs;
	static const char llq[] = "_dns-llq";
	struct dns_name base, parent = name_of("example.net");
	unsigned whom = LOOKUP_A;

	if (w->a->dns.discovery.machine.base.state == DISCOVERY_LLQ_ADDRESS)
		whom = LOOKUP_LLQ_A;
	if (type == DNS_TYPE_SOA)
		whom = LOOKUP_SOA;
	if (type == DNS_TYPE_SRV)
		whom = memcmp(name->wire + 1, llq, sizeof(llq) - 1) ?
			LOOKUP_UPDATE : LOOKUP_LLQ;
	if (k->asked_for & LOOKUP_ALL && !(k->asked_for & whom))
		return LOOKUP_WELL;
	if (k->asked_for & LOOKUP_NOT_APEX && type == DNS_TYPE_SRV &&
	    dns_name_parent(name, &base) && dns_name_parent(&base, &base) &&
	    dns_name_equal(&base, &parent))
		return LOOKUP_NOTHING;
	return (enum agent_lookup)(k->lookup % LOOKUP_COUNT);
}

static void
look_up_service(enum agent_lookup how, const struct dns_question *q,
		struct dns_writer *out)
{
	struct dns_name server = name_of(how == LOOKUP_OTHER ?
					 "second.example.net" :
					 "ns.example.net");
	uint8_t rdata[6 + DNS_NAME_MAX];

	if (how == LOOKUP_NOT)
		server = name_of(".");
	add(out, q, false, rdata, dns_make_srv(rdata, 0, 0, 5352, &server));
	if (how == LOOKUP_WITH_ADDRESS)
		dns_add_record(out, DNS_ADDITIONAL, &server, DNS_TYPE_A,
			       DNS_CLASS_IN, 30,
			       (uint8_t[]){ 11, 9, 0, 2 }, 4);
}

static void
look_up(const struct agent_world *w, const struct dns_question *q,
	struct dns_writer *out)
{
	const struct agent_knobs *k = &w->knobs;
	enum agent_lookup how = agent_world_lookup(w, &q->name, q->type);
	struct dns_name parent = name_of("example.net");
	uint8_t address[4] = { 11, 9, 0, how == LOOKUP_OTHER ? 3 : 2 };

	if (how == LOOKUP_NOTHING)
		return;
	if (q->type == DNS_TYPE_SRV)
		look_up_service(how, q, out);
	else if (q->type == DNS_TYPE_A)
		add(out, q, false, address, 4);
	else if (q->type == DNS_TYPE_SOA &&
		 (!(k->asked_for & LOOKUP_PARENT) ||
		  dns_name_equal(&q->name, &parent)))
		add_soa(k, q, DNS_ANSWER, out);
}

/* Long-lived queries ---------------------------------------------------------------- */

static struct dns_llq
answer_option(const struct agent_knobs *k, const struct dns_llq *asked,
	      unsigned place)
{
	struct dns_llq o = *asked;

	o.error = k->llq_error;
	if (o.error >= LLQ_LATER)
		o.error = asked->id ? o.error - LLQ_LATER : 0;
	if (o.opcode == DNS_LLQ_REFRESH)
		o.error = k->refresh_error;
	if (o.error == DNS_LLQ_SERV_FULL)
		o.lease_s = k->lease ? k->lease * 900u : 300;
	if (o.error)
		return o;
	if (k->lease && o.lease_s)
		o.lease_s = k->lease * 900u;
	if (o.id == 0)
		o.id = 77 + place;
	return o;
}

static bool
serve_llq(const struct agent_knobs *k, const struct dns_message *msg,
	  struct dns_options *o)
{
	bool answers = false;
	unsigned i;

	for (i = 0; i < msg->options.llq_count; i++) {
		const struct dns_llq *asked = &msg->options.llq[i];

		o->llq[i] = answer_option(k, asked, i + msg->id % 1000u * 8u);
		answers |= asked->opcode == DNS_LLQ_SETUP && asked->id &&
			!o->llq[i].error;
	}
	o->llq_count = i;
	if (k->strange & STRANGE_NO_OPTION)
		o->llq_count = 0;
	return answers;
}

size_t
agent_world_answer(struct agent_world *w, const struct agent_message *m,
		   uint8_t *octets)
{
	const struct agent_knobs *k = &w->knobs;
	struct dns_options o = { .present = true, .udp_size = DNS_UDP_MAX };
	struct dns_message msg;
	struct dns_iterator it;
	struct dns_question q;
	struct dns_writer out;
	bool update, answers = true;
	unsigned flags;
	int n;

	if (dns_open(&msg, m->octets, m->length) < 0 ||
	    (msg.flags & DNS_FLAG_QR))
		return 0;
	update = dns_opcode(&msg) == DNS_OPCODE_UPDATE;
	flags = DNS_FLAG_QR | DNS_FLAG_AA | (msg.flags & 0x7800u);
	flags |= update ? k->update_rcode % 16u : k->rcode % 16u;
	if (k->strange & STRANGE_TRUNCATED && !m->stream && !update &&
	    !msg.options.llq_count)
		flags |= DNS_FLAG_TC;
	dns_begin(&out, octets, AGENT_WORLD_MESSAGE_MAX, msg.id,
		  (uint16_t)flags);
	for (dns_questions(&msg, &it); dns_next_question(&it, &q);)
		dns_add_question(&out, &q.name, q.type, q.class);
	o.has_lease = update && msg.options.has_lease &&
		!(k->strange & STRANGE_NO_LEASE);
	o.lease_s = k->lease ? k->lease * 900u : msg.options.lease_s;
	if (msg.options.llq_count)
		answers = serve_llq(k, &msg, &o);
	for (dns_questions(&msg, &it); !update && answers &&
	     dns_next_question(&it, &q);)
		if (m->channel == CHANNEL_NONE && !m->stream)
			look_up(w, &q, &out);
		else
			answer_question(w, k, &q, false, &out);
	if (k->serial && !update && answers && dns_first_question(&msg, &q) &&
	    m->channel != CHANNEL_NONE)
		add_soa(k, &q, DNS_ADDITIONAL, &out);
	dns_add_options(&out, &o);
	n = dns_end(&out);
	return n > 0 ? (size_t)n : 0;
}

/* Answers of BEFORE are removed, those of now added. */
static size_t
event(struct agent_world *w, unsigned slot, const struct agent_knobs *before,
      const struct agent_knobs *now, uint8_t *octets)
{
	const struct llq_client *c =
		dnsclient_llq(&w->a->dns, slot % LLQ_CLIENTS_MAX);
	struct dns_options o = {
		.present = true, .udp_size = DNS_UDP_MAX, .llq_count = 1,
	};
	struct dns_question q;
	struct dns_writer out;
	int n;

	if (!c)
		return 0;
	o.llq[0] = (struct dns_llq){ DNS_LLQ_VERSION, DNS_LLQ_EVENT, 0,
				     c->llq_id, 0 };
	q = (struct dns_question){ c->name, c->type, DNS_CLASS_IN };
	dns_begin(&out, octets, AGENT_WORLD_MESSAGE_MAX,
		  (uint16_t)w->inputs, DNS_FLAG_QR | DNS_FLAG_AA);
	dns_add_question(&out, &q.name, q.type, q.class);
	if (before)
		answer_question(w, before, &q, true, &out);
	if (now)
		answer_question(w, now, &q, false, &out);
	if (w->knobs.serial)
		add_soa(&w->knobs, &q, DNS_ADDITIONAL, &out);
	dns_add_options(&out, &o);
	n = dns_end(&out);
	return n > 0 ? (size_t)n : 0;
}

size_t
agent_world_event(struct agent_world *w, unsigned slot, bool removed,
		  uint8_t *octets)
{
	return event(w, slot, removed ? &w->knobs : NULL,
		     removed ? NULL : &w->knobs, octets);
}

size_t
agent_world_change(struct agent_world *w, unsigned slot,
		   const struct agent_knobs *before, uint8_t *octets)
{
	uint8_t old[AGENT_WORLD_MESSAGE_MAX];
	size_t length = event(w, slot, NULL, before, old);

	if (length == event(w, slot, NULL, &w->knobs, octets) &&
	    !memcmp(old, octets, length))
		return 0;
	return event(w, slot, before, &w->knobs, octets);
}

/* The gateway ------------------------------------------------------------------------- */

size_t
agent_world_reply(struct agent_world *w, uint8_t *octets)
{
	const struct agent_knobs *k = &w->knobs;
	struct natpmp_message m;
	ssize_t n;

	if (natpmp_decode(w->asked, w->asked_length, &m) < 0)
		return 0;
	if (k->epoch && w->now_ms > k->epoch * 1000u)
		w->booted_ms = w->now_ms - k->epoch * 1000u;
	m.form = NATPMP_FORM_REPLY;
	m.opcode |= NATPMP_RESPONSE;
	m.result = k->result;
	m.epoch_s = (uint32_t)((w->now_ms - w->booted_ms) / 1000);
	if (k->result && k->strange & STRANGE_BODY)
		m.form = NATPMP_FORM_BARE;
	m.address = 0x0b010200u + k->address;
	if (k->address / ADDRESS_WAVERS == 1)
		m.address += (uint32_t)(w->inputs % 100);
	if (k->address >= 128)		/* behind another NAT */
		m.address = 0x0a000000u + k->address;
	if (k->address == 255)
		m.address = 0;
	if (k->port && m.lifetime_s)
		m.external_port = (uint16_t)(k->port * 257u);
	if (k->port == PORT_WAVERS && m.lifetime_s)
		m.external_port = (uint16_t)(1024 + w->inputs);
	n = natpmp_encode(&m, octets, AGENT_WORLD_MESSAGE_MAX);
	return n > 0 ? (size_t)n : 0;
}
