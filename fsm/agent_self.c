/* SPDX-License-Identifier: Apache-2.0 */
/* agent_self.c - who and where this host is: its label and ULA, its ports, its
 * public endpoint, and what of it is published. */
#include "agent_parts.h"

#include "autotunnel/address.h"

#include <string.h>

/* Who ---------------------------------------------------------------------------- */

static void
hex_octet(char *out, uint8_t octet)
{
	out[0] = "0123456789ABCDEF"[octet >> 4];
	out[1] = "0123456789ABCDEF"[octet & 15];
}

/* "AutoTunnel-00-22-69-FF-FE-8E-34-2A" (RFC 6281 3). */
static void
make_label(struct agent *a)
{
	char text[sizeof("AutoTunnel-00-22-69-FF-FE-8E-34-2A")] = "AutoTunnel";
	unsigned i;

	for (i = 0; i < 8; i++) {
		text[10 + 3 * i] = '-';
		hex_octet(text + 11 + 3 * i, a->memory->interface_id[i]);
	}
	if (dns_name_join(&a->label, text, &a->config.domain) < 0)
		a->label = a->config.host;	/* init refused such domains */
}

/* The identifier is chosen once; the ULA's 56 random bits are new each boot
 * (RFC 6281 6.3; P11). */
void
agent_identify(struct agent *a, struct turn *t)
{
	struct agent_memory *m = a->memory;
	bool same_boot, same_ula;

	/* A copy that has a name of its own is a host of its own: the label is
	 * that of the machine that it was copied from. */
	if (a->config.copied && m->host.length &&
	    !dns_name_equal(&m->host, &a->config.host))
		memset(m, 0, offsetof(struct agent_memory, llqs));
	if (a->config.copied) {
		memset(m->ula_tried, 0, sizeof(m->ula_tried));
		memset(m->ula_registered, 0, sizeof(m->ula_registered));
		memset(m->ula, 0, sizeof(m->ula));
	}
	m->host = a->config.host;
	if (a->config.eui64)
		memcpy(m->interface_id, a->config.interface_id, 8);
	else if (!m->known)
		random_octets(&t->random, m->interface_id, 8);
	same_boot = m->known &&
		!memcmp(m->boot_id, a->config.boot_id, sizeof(m->boot_id));
	same_ula = same_boot && is_ula(m->ula) &&
		!memcmp(m->ula + 8, m->interface_id, 8);
	if (!same_ula) {
		m->ula[0] = 0xfd;
		random_octets(&t->random, m->ula + 1, 7);
		memcpy(m->ula + 8, m->interface_id, 8);
		memcpy(m->boot_id, a->config.boot_id, sizeof(m->boot_id));
	}
	/* records of an earlier run lead peers to this very ULA */
	a->known = m->registered && same_ula;
	m->known = true;
	memcpy(a->ula, m->ula, sizeof(a->ula));
	make_label(a);
	a->save_due = true;
}

/* Where ---------------------------------------------------------------------------- */

void
agent_self(const struct agent *a, struct peer_self *self)
{
	const struct network_facts *link = nat_link(&a->nat);

	memset(self, 0, sizeof(*self));
	/* Elsewhere, and the gateway takes its time: nobody can dial us yet. */
	if (!a->placeless)
		self->public_endpoint = a->facts.outer;
	self->reachable = self->public_endpoint.family != 0;
	/* whose A this is has our NAT, whether it maps us or not (P10) */
	if (!self->reachable)
		self->public_endpoint = ipv4_endpoint(a->reflex_address);
	if (!endpoint_is_public_unicast_ipv4(&self->public_endpoint))
		self->public_endpoint = (struct endpoint){ .family = 0 };
	self->network = a->networks;
	self->inner = link->address;
	self->inner.port = a->ports[NAT_SLOT_TUNNEL].local;
}

static void
describe_device(const struct agent *a, struct registration_facts *f)
{
	size_t i;

	for (i = 0; i + 1 < sizeof(f->device) && a->config.device[i]; i++)
		f->device[i] = a->config.device[i];
	f->device[i] = '\0';
}

/* The tunnel's port is on its way to another number: what is mapped now holds
 * for a moment only (P8). */
static bool
is_moving(const struct agent *a, const struct endpoint *outer)
{
	const struct port *p = &a->ports[NAT_SLOT_TUNNEL];

	return outer->family && !port_ready(p) && outer->port != p->local;
}

/* Facts as they are now. False: not known yet, nothing is to be published. */
static bool
gather(struct agent *a)
{
	const struct network_facts *link = nat_link(&a->nat);
	struct registration_facts *f = &a->facts;

	memset(f, 0, sizeof(*f));
	a->reach = agent_judge_reach(a, &f->outer);
	if (!link->up || a->ports[NAT_SLOT_TUNNEL].local == 0)
		return false;
	memcpy(f->ula, a->ula, sizeof(f->ula));
	describe_device(a, f);
	f->lan = link->address;
	f->lan.port = a->ports[NAT_SLOT_TUNNEL].local;
	if (!endpoint_is_private_ipv4(&f->lan))
		memset(&f->lan, 0, sizeof(f->lan));
	return agent_is_known(a->reach) && !is_moving(a, &f->outer);
}

static void
tell_place(const struct agent *a, struct turn *t)
{
	char text[ADDRESS_TEXT_MAX];

	if (!a->facts.outer.family) {
		turn_tell(t, TELL_WARNING, "%s", agent_reach_text(a->reach));
		if (agent_reach_remedy(a->reach)[0])
			turn_tell(t, TELL_INFO, "what would help: %s",
				  agent_reach_remedy(a->reach));
		return;
	}
	ipv4_text(ipv4_number(&a->facts.outer), text);
	turn_tell(t, TELL_INFO, "reachable at %s port %u", text,
		  (unsigned)a->facts.outer.port);
}

/* Has each peer's machine look where we are now. */
static void
shift_peers(struct agent *a)
{
	unsigned i;

	for (i = 0; i < a->peer_reach; i++)
		a->peers[i].shift = a->peers[i].dirty = a->peers[i].used;
	a->peers_due = true;
}

/* What nat says of SLOT's mapping, to its port. */
static void
tell_port(struct agent *a, unsigned slot, struct turn *t)
{
	struct endpoint e;
	uint16_t external = 0;

	if (nat_endpoint(&a->nat, slot, &e))
		external = e.port;
	port_mapping(&a->ports[slot], 0, external, t);
}

/* Events find the LLQ socket by themselves. */
static bool
llq_is_mapped(const struct agent *a)
{
	return port_mapped(&a->ports[NAT_SLOT_LLQ]) &&
		a->reach != REACH_BEHIND && a->reach != REACH_DOUBLE_NAT;
}

/* Behind a NAT after all (P7): its gateway is asked, and what looked open is
 * not. A mapping is no use to the LLQ socket either where a further NAT hides
 * it: then its own packets must keep the binding (P8). */
static void
unmask(struct agent *a, struct turn *t)
{
	bool mapped;

	if (a->reach == REACH_BEHIND && nat_masked(&a->nat, t)) {
		a->unmapped = REACH_UNKNOWN;
		tell_port(a, NAT_SLOT_TUNNEL, t);
		tell_port(a, NAT_SLOT_LLQ, t);
	}
	mapped = llq_is_mapped(a);
	if (!a->llq_path || a->path_due || mapped == a->llq_mapped)
		return;
	a->llq_mapped = mapped;
	dnsclient_remapped(&a->dns, mapped, t);
}

/* Publishes what changed, and tells every peer's machine. */
static void
reconsider(struct agent *a, struct turn *t)
{
	struct registration_facts before = a->facts;
	enum agent_reach reach = a->reach;
	bool known = gather(a);

	unmask(a, t);
	if (!known) {
		a->facts = before;
		return;
	}
	if (a->placeless || a->networks_told != a->networks)
		shift_peers(a);
	a->placeless = false;
	a->networks_told = a->networks;
	if (a->published && !memcmp(&before, &a->facts, sizeof(before))) {
		/* the reflex came later, and gives the case its name */
		if (!a->facts.outer.family && reach != a->reach &&
		    agent_is_known(reach))
			tell_place(a, t);
		return;
	}
	if (a->published)
		a->moves++;
	a->published = true;
	tell_place(a, t);
	memcpy(a->memory->ula_tried, a->ula, 16);
	dnsclient_publish(&a->dns, &a->facts, t);
	shift_peers(a);
	a->save_due = true;
}

/* The gateway -------------------------------------------------------------------- */

static void
not_mapped(struct agent *a, enum agent_reach why, struct turn *t)
{
	a->unmapped = why;
	tell_port(a, NAT_SLOT_TUNNEL, t);
	tell_port(a, NAT_SLOT_LLQ, t);
	a->self_due = true;
}

/* What we asked before may be pinned to an outer address of before, and its
 * answers lost with it: what is asked from now on leaves by a fresh socket. */
static void
ask_afresh(struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_BIND);

	e->channel = CHANNEL_QUERY;
}

/* A gateway behind another NAT has no address to give, and refuses ports for
 * that reason: miniupnpd answers both with a network failure. */
static void
refused(struct agent *a, struct turn *t)
{
	bool bare = a->unmapped == REACH_NO_ADDRESS && a->public_address == 0;

	not_mapped(a, bare ? REACH_NO_ADDRESS : REACH_REFUSED, t);
}

/* An answer to what was asked before counts no more. */
static void
forget_reflex(struct agent *a)
{
	a->reflex_address = 0;
	a->reflex_round++;
}

/* The gateway lets us wait. Whoever can be dialled need not wait with us, for
 * that takes no mapping; only to say that nobody can dial us is too early. */
static void
slow(struct agent *a)
{
	unsigned i;

	if (a->reach != REACH_UNKNOWN || a->placeless)
		return;
	a->placeless = true;
	for (i = 0; i < a->peer_reach; i++)
		if (a->peers[i].used && a->peers[i].location.complete &&
		    a->peers[i].location.reachable)
			a->peers[i].shift = true;
	a->peers_due = true;
}

/* Flows of before may be pinned to an outer port of before (P8). */
static void
network_up(struct agent *a, uint64_t other, struct turn *t)
{
	struct port *llq = &a->ports[NAT_SLOT_LLQ];

	a->unmapped = REACH_UNKNOWN;
	a->placeless = false;
	/* A link that is as it was may lead elsewhere all the same. */
	a->reflex_due = true;
	if (other) {
		a->networks++;
		forget_reflex(a);
		/* the same gateway tells no address that it told before */
		if (other & NETWORK_OTHER_GATEWAY)
			a->public_address = 0;
		ask_afresh(t);
		port_step(llq, PORT_EV_PATH_NEW, t);
		dnsclient_network_new(&a->dns, t);
	}
	port_step(llq, PORT_EV_WANTED, t);
	a->self_due = true;
}

/* The gateway has another address: its mappings live on, and what we sent
 * before is forgotten with the old one. */
static void
public_address(struct agent *a, uint32_t number, struct turn *t)
{
	char text[ADDRESS_TEXT_MAX];
	struct endpoint e;
	unsigned slot;

	if (number == a->public_address)
		return;
	ipv4_text(number, text);
	turn_tell(t, TELL_INFO, "the gateway's public address is %s", text);
	forget_reflex(a);
	a->path_due = a->llq_path && port_ready(&a->ports[NAT_SLOT_LLQ]);
	if (a->public_address)
		ask_afresh(t);
	a->public_address = number;
	/* A mapping that is still asked for speaks for itself once it is
	 * answered; to call it missing now would open the port too early. */
	for (slot = 0; slot < NAT_SLOTS; slot++)
		if (nat_endpoint(&a->nat, slot, &e))
			tell_port(a, slot, t);
	a->self_due = true;
}

static void
mapping_held(struct agent *a, uint64_t value, struct turn *t)
{
	static const char *const names[NAT_SLOTS] = { "tunnel", "LLQ" };
	unsigned slot = nat_report_slot(value);
	struct endpoint outer;

	turn_tell(t, TELL_INFO, "%s port %u is mapped to port %u outside",
		  names[slot], (unsigned)nat_report_internal(value),
		  (unsigned)nat_report_external(value));
	if (slot == NAT_SLOT_TUNNEL)
		a->memory->tunnel_external_port = nat_report_external(value);
	else
		a->memory->llq_external_port = nat_report_external(value);
	/* between this port's mapping and the next it still opens ports */
	if (nat_endpoint(&a->nat, slot, &outer))
		a->unmapped = REACH_UNKNOWN;
	if (nat_link(&a->nat)->up)
		a->memory->gateway = nat_link(&a->nat)->gateway;
	tell_port(a, slot, t);
	a->self_due = true;
	a->save_due = true;
}

static bool
nat_news(struct agent *a, const struct report *r, struct turn *t)
{
	switch (r->what) {
	case NAT_REPORT_NETWORK_UP:
		network_up(a, r->value, t);
		break;
	case NAT_REPORT_NETWORK_DOWN:
		a->unmapped = REACH_DOWN;
		a->self_due = true;
		turn_tell(t, TELL_WARNING, "no network");
		break;
	case NAT_REPORT_RESUMED:
		network_up(a, NETWORK_OTHER_INTERFACE, t);
		break;
	case NAT_REPORT_PUBLIC:
		public_address(a, (uint32_t)r->value, t);
		break;
	case NAT_REPORT_PRIVATE:
		a->public_address = (uint32_t)r->value;
		not_mapped(a, REACH_DOUBLE_NAT, t);
		break;
	case NAT_REPORT_NO_ADDRESS:
		a->public_address = 0;
		not_mapped(a, REACH_NO_ADDRESS, t);
		break;
	case NAT_REPORT_SLOW:
		slow(a);
		break;
	case NAT_REPORT_UNANSWERED:
	case NAT_REPORT_SILENT:
		not_mapped(a, REACH_NO_PROTOCOL, t);
		break;
	case NAT_REPORT_REFUSED:
		refused(a, t);
		break;
	case NAT_REPORT_HELD:
		mapping_held(a, r->value, t);
		break;
	case NAT_REPORT_LOST:
		tell_port(a, (unsigned)r->value, t);
		a->self_due = true;
		break;
	case NAT_REPORT_CLEAR:
		a->left_gateway = true;
		break;
	default:
		break;
	}
	return true;
}

/* Ports --------------------------------------------------------------------------- */

static bool
port_news(struct agent *a, unsigned slot, const struct report *r,
	  struct turn *t)
{
	bool tunnel = slot == NAT_SLOT_TUNNEL;
	uint16_t local = a->ports[slot].local;

	switch (r->what) {
	case PORT_REPORT_WANT:
		*(tunnel ? &a->memory->tunnel_port :
		  &a->memory->llq_port) = local;
		nat_want(&a->nat, slot, local, local, t);
		a->save_due = true;
		break;
	case PORT_REPORT_READY:
		if (!tunnel)
			a->path_due = true;
		a->self_due = true;
		break;
	case PORT_REPORT_UNWANT:
		nat_unwant(&a->nat, slot, t);
		break;
	default:
		break;
	}
	return true;
}

bool
agent_self_report(struct agent *a, const struct report *r, struct turn *t)
{
	unsigned slot;

	for (slot = 0; slot < NAT_SLOTS; slot++)
		if (r->from == &a->ports[slot].machine.base)
			return port_news(a, slot, r, t);
	if (nat_owns(&a->nat, r->from))
		return nat_news(a, r, t);
	return false;
}

/* DNS ----------------------------------------------------------------------------- */

static void
registered(struct agent *a, uint64_t lease_s, struct turn *t)
{
	if (!a->memory->registered || !a->registered_at_ms)
		turn_tell(t, TELL_INFO, "records published, lease %u s",
			  (unsigned)lease_s);
	else
		turn_tell(t, TELL_DEBUG, "records published again, lease %u s",
			  (unsigned)lease_s);
	a->known = true;
	a->registered_at_ms = t->now_ms;
	a->registered_lease_s = (uint32_t)lease_s;
	a->memory->registered = true;
	memcpy(a->memory->ula_registered, a->ula, 16);
	a->clashed = false;
	agent_rival_changed(a, t);
	a->save_due = true;
}

static void
reflex_answered(struct agent *a, const struct dnsclient_news *news)
{
	struct answer_iterator it;
	const struct answer *answer;
	struct dns_record rr;
	struct endpoint e = { .family = 4 };

	dnsclient_asked(&a->dns, news->slot, &it);
	answer = answers_next(&it);
	if (news->reason != CLIENT_REASON_NONE || !answer ||
	    (uint32_t)news->user != a->reflex_round)
		return;
	answer_record(answer, DNS_TYPE_A, &rr);
	if (!dns_read_a(&rr, e.address))
		return;
	a->reflex_address = ipv4_number(&e);
	a->self_due = true;
	/* it may show that a peer is behind our NAT */
	if (agent_is_known(a->reach))
		shift_peers(a);
}

void
agent_dns_news(struct agent *a, const struct dnsclient_news *news,
	       struct turn *t)
{
	switch (news->what) {
	case DNSCLIENT_SERVERS:
		a->reflex_due = true;
		break;
	case DNSCLIENT_LOST:
		turn_tell(t, TELL_WARNING, "the domain's servers are not found: "
			  "is _dns-llq._udp there, and the resolver right?");
		break;
	case DNSCLIENT_REGISTERED:
		registered(a, news->value, t);
		break;
	case DNSCLIENT_UNREGISTERED:
		turn_tell(t, TELL_WARNING, "records not published (%s, RCODE "
			  "%u); trying again", client_reason_text(news->reason),
			  (unsigned)news->value);
		break;
	case DNSCLIENT_CLASH:
		a->clashed = true;
		turn_tell(t, TELL_ERROR, "%s", agent_clash_text(a));
		break;
	case DNSCLIENT_LEFT:
		a->left_zone = true;
		a->memory->registered = news->reason != CLIENT_REASON_NONE;
		break;
	case DNSCLIENT_ANSWERS:
	case DNSCLIENT_LAPSED:
		agent_answers_changed(a, news, t);
		break;
	case DNSCLIENT_HELD:
		if (news->user >> 32 == QUESTION_PTR)
			turn_tell(t, TELL_DEBUG, "long-lived query held");
		agent_rival_held(a, news, t);
		a->save_due = true;
		break;
	case DNSCLIENT_ASKED:
		if (news->user >> 32 == QUESTION_REFLEX)
			reflex_answered(a, news);
		break;
	case DNSCLIENT_DEAF:
		/* the gateway may have forgotten the port that they come by */
		nat_doubt(&a->nat, t);
		break;
	case DNSCLIENT_SILENT:
		a->server_silent = true;
		turn_tell(t, TELL_WARNING, "the rendezvous does not answer: "
			  "asking again by itself");
		break;
	case DNSCLIENT_HEARD:
		a->server_silent = false;
		a->reflex_due = a->reflex_address == 0;
		turn_tell(t, TELL_INFO, "the rendezvous answers again");
		break;
	default:
		break;
	}
}

/* Work ---------------------------------------------------------------------------- */

/* A for the address; RFC 8764's servers know nothing of it, ours does (P7). */
static void
ask_reflex(struct agent *a, struct turn *t)
{
	struct dns_name name;

	if (dns_name_join(&name, "_reflex", dnsclient_zone(&a->dns)) == 0)
		dnsclient_ask(&a->dns, &name, DNS_TYPE_A,
			      agent_user(QUESTION_REFLEX, a->reflex_round), t);
}

static bool
shift_peer(struct agent *a, struct turn *t)
{
	struct peer_self self;
	unsigned i;

	if (!a->peers_due)
		return false;
	for (i = 0; i < a->peer_reach; i++)
		if (a->peers[i].used && a->peers[i].shift)
			break;
	if (i == a->peer_reach) {
		/* the last of those who look: who is undecided now has to wait
		 * until we are known */
		a->peers_due = !a->known;
		return false;
	}
	a->peers[i].shift = false;
	agent_self(a, &self);
	peer_place_us(&a->peers[i].peer, &self, t);
	return true;
}

bool
agent_self_work(struct agent *a, struct turn *t)
{
	if (a->self_due) {
		a->self_due = false;
		reconsider(a, t);
		return true;
	}
	if (a->path_due) {
		a->path_due = false;
		a->llq_path = true;
		a->llq_mapped = llq_is_mapped(a);
		a->reflex_due = true;
		dnsclient_path_new(&a->dns, a->llq_mapped, t);
		return true;
	}
	if (a->reflex_due) {
		a->reflex_due = false;
		if (a->llq_path && dnsclient_llq_server(&a->dns).family)
			ask_reflex(a, t);
		return true;
	}
	return shift_peer(a, t);
}
