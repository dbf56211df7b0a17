/* SPDX-License-Identifier: Apache-2.0 */
/* domain.c - see domain.h. */
#include "domain.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rendezvous_primary.h"
#include "shell/agent_state.h"
#include "shell/rendezvous_state.h"

enum {
	OWN = 100,		/* keys of the world */
	HOME = 1,
	SERVICE_PORT = 5352
};

/* The primary ------------------------------------------------------------------- */

static struct world *hearing;
static const struct world_message *heard;

static void
give(struct bench *b, struct input *in)
{
	(void)b;
	world_reply(hearing, heard, in->octets, in->length,
		    in->key == KEY_OWN ? OWN : KEY_NONE);
}

static void
primary_hears(void *owner, struct world *w, const struct world_message *m)
{
	struct bench *b = owner;
	struct effect e = { .to = b->config.primary, .length =
		(uint32_t)m->length, .key = m->key == OWN ? KEY_OWN : KEY_NONE };

	hearing = w;
	heard = m;
	if (m->stream)
		primary_stream(b, &e, m->octets);
	else
		primary_datagram(b, &e, m->octets);
	primary_deliver(b, give);
}

/* The system's resolver: the zone as the primary has it. */
static ssize_t
look_up(void *owner, const uint8_t *wire, size_t length, uint16_t type,
	uint8_t *answer, size_t size)
{
	static const uint8_t numbers[20];
	struct bench *b = owner;
	struct dns_name name, soa = bench_name("ns.home.example.net");
	uint8_t rdata[2 * DNS_NAME_MAX + 20];
	struct dns_writer w;
	unsigned i, found = 0;

	ck_assert_int_eq(dns_name_from_wire(&name, wire, length), 0);
	memcpy(rdata, soa.wire, soa.length);
	memcpy(rdata + soa.length, soa.wire, soa.length);
	memcpy(rdata + 2 * soa.length, numbers, sizeof(numbers));
	dns_begin(&w, answer, size, 0, DNS_FLAG_QR | DNS_FLAG_RA);
	dns_add_question(&w, &name, type, DNS_CLASS_IN);
	for (i = 0; i < b->record_count; i++) {
		const struct bench_record *r = &b->records[i];

		if (r->type != type || !dns_name_equal(&r->name, &name))
			continue;
		found++;
		dns_add_record(&w, DNS_ANSWER, &name, type, DNS_CLASS_IN,
			       r->ttl, r->rdata, r->length);
	}
	if (type == DNS_TYPE_SOA && dns_name_equal(&name, &b->config.zone))
		dns_add_record(&w, DNS_ANSWER, &name, type, DNS_CLASS_IN, 30,
			       rdata, 2u * soa.length + sizeof(numbers));
	else if (!found)
		dns_add_record(&w, DNS_AUTHORITY, &b->config.zone,
			       DNS_TYPE_SOA, DNS_CLASS_IN, 30, rdata,
			       2u * soa.length + sizeof(numbers));
	return dns_end(&w);
}

/* The rendezvous ------------------------------------------------------------------ */

static void
add_server(struct domain *d)
{
	struct rendezvous_config *c = &d->zone->config;
	struct trace_header h = { .program = "rendezvous",
		.software = "test_domain" };
	uint8_t *config;

	c->publish = true;
	c->publish_target = bench_name("ns.home.example.net");
	c->publish_port = SERVICE_PORT;
	config = rendezvous_config_pack(c, &h.config_size);
	ck_assert_ptr_nonnull(config);
	h.config = config;
	ck_assert_int_eq(rendezvous_replay.open(&h, &d->server), 0);
	d->server_node = world_add_node(d->w, "rendezvous", d->server,
					&rendezvous_replay.ops,
					ip4(192, 0, 2, 7), NULL);
	world_open(d->server_node, CHANNEL_SERVICE, SERVICE_PORT);
	world_key(d->server_node, KEY_OWN, OWN);
	world_key(d->server_node, KEY_HOME, HOME);
	snprintf(d->server_trace, sizeof(d->server_trace), "%s/rendezvous",
		 d->folder);
	ck_assert_int_eq(world_record(d->server_node, d->server_trace, &h), 0);
	free(config);
}

struct domain *
domain_begin(uint64_t seed)
{
	struct dns_name service =
		bench_name("_autotunnel._udp.mymac.home.example.net");
	struct domain *d = calloc(1, sizeof(*d));
	struct bench *b = bench_new();
	const char *tmp = getenv("TMPDIR");

	d->w = world_begin("domain", seed);
	d->zone = b;
	snprintf(d->folder, sizeof(d->folder), "%.40s/test_domain.XXXXXX",
		 tmp && *tmp ? tmp : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(d->folder));
	/* one message a transfer: the world has no TSIG over several */
	b->part = 100000;
	bench_remove(b, "_autotunnel._udp.home.example.net", DNS_TYPE_PTR,
		     service.wire, service.length);
	bench_add_a(b, "ns.home.example.net", 0xc0000207);
	world_add_script(d->w, b->config.primary, NULL, primary_hears, b);
	add_server(d);
	world_start(d->server_node);
	world_run_for(d->w, 1000);
	return d;
}

static void
keep_or_drop(const struct domain *d, const char *path)
{
	const char *folder = getenv("DOMAIN_TRACES");
	char to[300];

	if (!folder || !d->keep) {
		unlink(path);
		return;
	}
	snprintf(to, sizeof(to), "%s/%s-%s.trace", folder, d->keep,
		 strrchr(path, '/') + 1);
	ck_assert_int_eq(rename(path, to), 0);
}

static void
check_replay(const struct domain *d, const char *path)
{
	extern const struct replay_program domain_agent;
	const struct replay_program *programs[] = {
		&domain_agent, &rendezvous_replay,
	};
	struct replay_result out;
	struct trace_reader *r;

	ck_assert_int_eq(trace_open(path, &r), 0);
	ck_assert_msg(replay_run(r, programs, 2, &out) == 0, "%s: %s", path,
		      out.text);
	ck_assert_msg(!out.differs, "%s: record %u, input %u: %s", path,
		      out.record, out.input, out.text);
	ck_assert(!out.cut);
	ck_assert_uint_gt(out.inputs, 10);
	ck_assert_uint_gt(out.rows, 10);
	trace_close_reader(r);
	keep_or_drop(d, path);
}

void
domain_end(struct domain *d)
{
	unsigned i;

	world_end(d->w);
	check_replay(d, d->server_trace);
	rendezvous_replay.close(d->server);
	for (i = 0; i < d->host_count; i++) {
		if (d->hosts[i].joined)
			check_replay(d, d->hosts[i].trace);
		else
			unlink(d->hosts[i].trace);
		free(d->hosts[i].agent);
	}
	rmdir(d->folder);
	bench_free(d->zone);
	free(d);
}

/* Hosts ----------------------------------------------------------------------------- */

static bool
agent_node_turn(void *core, const struct input *in, struct effects *out)
{
	return agent_turn(core, in, out);
}

static bool
agent_node_more(void *core, struct effects *out)
{
	return agent_more(core, out);
}

static uint64_t
agent_node_deadline_ms(const void *core)
{
	return agent_deadline_ms(core);
}

static int
open_agent(const struct trace_header *h, void **core)
{
	static struct agent_config config;
	static const struct agent_memory nothing;
	struct agent *a;

	ck_assert_int_eq(agent_config_unpack(h->config, h->config_size,
					     &config), 0);
	a = aligned_alloc(AGENT_ALIGNMENT, agent_size(&config));
	ck_assert_ptr_nonnull(a);
	agent_init(a, &config, &nothing);
	*core = a;
	return 0;
}

extern const struct replay_program domain_agent;
const struct replay_program domain_agent = {
	.name = "agent", .open = open_agent, .close = free,
	.ops = { agent_node_turn, agent_node_more, agent_node_deadline_ms },
};

static void
host_config(const struct domain_host *h, struct agent_config *c)
{
	char text[100];

	memset(c, 0, sizeof(*c));
	c->domain = bench_name("home.example.net");
	snprintf(text, sizeof(text), "%s.home.example.net", h->name);
	c->host = bench_name(text);
	snprintf(c->device, sizeof(c->device), "%s", h->name);
	c->keys.count = 1;
	c->tunnel_port = 4500;
	memset(c->boot_id, h->name[0], sizeof(c->boot_id));
	c->tunnels = true;
}

struct domain_host *
domain_add_host(struct domain *d, const char *name, struct endpoint address,
		struct world_nat *nat)
{
	struct domain_host *h = &d->hosts[d->host_count++];
	struct trace_header header = { .program = "agent",
		.software = "test_domain" };
	static struct agent_config config;
	uint8_t *octets;
	void *core;

	ck_assert_uint_le(d->host_count, DOMAIN_HOSTS_MAX);
	h->domain = d;
	h->name = name;
	host_config(h, &config);
	octets = agent_config_pack(&config, &header.config_size);
	ck_assert_ptr_nonnull(octets);
	header.config = octets;
	ck_assert_int_eq(open_agent(&header, &core), 0);
	h->agent = core;
	h->node = world_add_node(d->w, name, core, &domain_agent.ops, address,
				 nat);
	world_key(h->node, 0, HOME);
	world_lookups(h->node, look_up, d->zone);
	snprintf(h->trace, sizeof(h->trace), "%s/%s", d->folder, name);
	ck_assert_int_eq(world_record(h->node, h->trace, &header), 0);
	free(octets);
	return h;
}

void
domain_join(struct domain_host *h)
{
	h->joined = true;
	world_start(h->node);
	world_backend(h->node, true);
	world_network(h->node, true);
}

/* What can be asked ------------------------------------------------------------------- */

const struct agent_peer *
domain_peer(const struct domain_host *a, const struct domain_host *b)
{
	static struct agent_config config;
	unsigned i;

	host_config(b, &config);
	for (i = 0; i < a->agent->peer_reach; i++)
		if (a->agent->peers[i].used &&
		    dns_name_equal(&a->agent->peers[i].host, &config.host))
			return &a->agent->peers[i];
	return NULL;
}

bool
domain_connected(const struct domain_host *a, const struct domain_host *b)
{
	const uint8_t *a_ula = world_ula(a->node), *b_ula = world_ula(b->node);

	return a_ula && b_ula && world_tunnel_up(a->node, b_ula) &&
		world_tunnel_up(b->node, a_ula);
}

static bool
all_connected(void *owner)
{
	const struct domain *d = owner;
	unsigned i, j;

	for (i = 0; i < d->host_count; i++)
		for (j = 0; j < i; j++)
			if (d->hosts[i].joined && d->hosts[j].joined &&
			    !domain_connected(&d->hosts[i], &d->hosts[j]))
				return false;
	return true;
}

bool
domain_settles(struct domain *d, uint64_t limit_ms)
{
	return world_run_until(d->w, all_connected, d, limit_ms);
}

unsigned
domain_records(const struct domain *d, uint16_t type)
{
	unsigned i, count = 0;

	for (i = 0; i < d->zone->record_count; i++)
		if (d->zone->records[i].type == type)
			count++;
	return count;
}
