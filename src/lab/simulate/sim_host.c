/* SPDX-License-Identifier: Apache-2.0 */
/* sim_host.c - hosts: their lives, their disks, and what happens to them. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lab/simulate/sim_private.h"
#include "shell/trace.h"

enum {
	WRITING_MS = 5000,	/* a save that nobody waits for takes so long */
	ORIGINS = 16,
	TUNNEL_PORT = 4500,
	PEERS_LEAST = 8,
	BOOT_MS = 20000		/* CLOCK_BOOTTIME when the agent starts */
};

static bool
turn(void *core, const struct input *in, struct effects *out)
{
	return agent_turn(core, in, out);
}

static bool
more(void *core, struct effects *out)
{
	return agent_more(core, out);
}

static uint64_t
deadline_ms(const void *core)
{
	return agent_deadline_ms(core);
}

/* Memory of agents ----------------------------------------------------------------- */

/* Nobody has more of them than hosts in the domain: agents of thousands of
 * small domains are small. */
static uint16_t
peers_max(const struct sim *s)
{
	return (uint16_t)(s->setup.domain > PEERS_LEAST ? s->setup.domain :
			  PEERS_LEAST);
}

/* All in one piece, each on pages of its own: an agent is large, and most of it
 * is never touched. What is touched of thousands lies on more pages than a
 * processor knows at once, unless they are large; those cost all of an agent's
 * memory, so much must be free. */
static int
agents_begin(struct sim *s)
{
	struct agent_config config = { .peers_max = peers_max(s) };
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t free = (size_t)sysconf(_SC_AVPHYS_PAGES) * page;
	void *memory;

	s->agent_size = (agent_size(&config) + page - 1) / page * page;
	memory = mmap(NULL, s->agent_size * s->host_count,
		      PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (memory == MAP_FAILED)
		return -ENOMEM;
	if (s->agent_size * s->host_count < free / 2)
		madvise(memory, s->agent_size * s->host_count, MADV_HUGEPAGE);
	s->agents = memory;
	return 0;
}

static struct agent *
agent_at(struct sim *s, unsigned host)
{
	return (struct agent *)(void *)(s->agents + host * s->agent_size);
}

void
sim_host_fetch(const struct world_node *n, unsigned turns)
{
	if (n->who >= 0 && n->core)
		agent_fetch(n->core, turns > 1 ? AGENT_NEAR_SELF : turns ?
			    AGENT_NEAR_POOLS : AGENT_NEAR_DUE);
}

/* Disks ------------------------------------------------------------------------------ */

static void
disk_put(struct sim_disk *d, const void *from, size_t size)
{
	if (d->size + size > d->room) {
		d->room = 2 * (d->size + size);
		d->octets = realloc(d->octets, d->room);
		if (!d->octets)
			abort();
	}
	memcpy(d->octets + d->size, from, size);
	d->size += size;
}

enum {
	HEAD = offsetof(struct agent_memory, llqs),
	TAIL = offsetof(struct agent_llq, type)		/* behind the name */
};

static size_t
name_size(const struct dns_name *n)
{
	return offsetof(struct dns_name, wire) + n->length;
}

void
sim_host_saved(struct sim *s, struct world_node *n)
{
	static struct agent_memory memory;
	struct sim_host *h = &s->hosts[n->who];
	const struct agent_llq *l;
	unsigned i;

	agent_remember(h->agent, &memory);
	h->disk.size = 0;
	disk_put(&h->disk, &memory, HEAD);
	for (i = 0; i < memory.llq_count; i++) {
		l = &memory.llqs[i];
		disk_put(&h->disk, &l->type, sizeof(*l) - TAIL);
		disk_put(&h->disk, &l->name, name_size(&l->name));
	}
	h->disk.saved = sim_moment(n);
	h->disk.written = true;
}

static void
disk_take(const struct sim_disk *d, struct agent_memory *memory)
{
	const uint8_t *at = d->octets;
	struct agent_llq *l;
	unsigned i;

	memcpy(memory, at, HEAD);
	at += HEAD;
	for (i = 0; i < memory->llq_count; i++) {
		l = &memory->llqs[i];
		memcpy(&l->type, at, sizeof(*l) - TAIL);
		at += sizeof(*l) - TAIL;
		dns_name_copy(&l->name, (const struct dns_name *)at);
		at += name_size(&l->name);
	}
}

/* What the agent finds, through the state file's own form. */
static void
read_disk(struct sim *s, struct sim_host *h, struct agent_memory *out)
{
	static struct agent_memory memory;
	struct moment now = sim_moment(h->node);
	struct hardware hardware = { .mac_count = 0 };
	size_t length, left;
	uint8_t *octets;
	int r;

	memset(out, 0, sizeof(*out));
	if (!h->disk.written)
		return;
	disk_take(&h->disk, &memory);
	octets = agent_memory_pack(&memory, &hardware, &h->disk.saved,
				   &length);
	left = sim_disk_left(length, h->disk.torn);
	world_must(octets != NULL, s->w, "no memory");
	r = agent_memory_unpack(octets, left, &now, out, &hardware);
	world_must(r == 0 || left < length, s->w,
		   "what an agent saved cannot be read");
	if (r < 0)
		memset(out, 0, sizeof(*out));
	free(octets);
}

void
sim_host_wipe(struct sim *s, unsigned host)
{
	s->hosts[host].disk.written = false;
}

/* Beginning and end -------------------------------------------------------------------- */

static void
add_host(struct sim *s, unsigned i)
{
	static const struct core_ops ops = { turn, more, deadline_ms };
	struct sim_host *h = &s->hosts[i];
	struct endpoint address;
	struct world_nat *nat;
	char text[DNS_NAME_MAX];

	h->domain = &s->domains[i / s->setup.domain];
	snprintf(h->name, sizeof(h->name), "h%u", i);
	snprintf(text, sizeof(text), "h%u.d%u.example.net", i,
		 i / s->setup.domain);
	world_must(dns_name_from_text(&h->fqdn, text) == 0, s->w, "no name");
	address = sim_place(s, h->place, &nat);
	h->node = world_add_node(s->w, h->name, NULL, &ops, address, nat);
	h->node->who = (int)i;
	h->touched_ms = h->way_ms = s->w->now_ms;
	world_origins(h->node, ORIGINS);
	world_key(h->node, 0, SIM_KEY_HOSTS);
	world_lookups(h->node, primary_look_up, s->primary);
}

int
sim_hosts_begin(struct sim *s)
{
	unsigned i, domains = (s->host_count - 1) / s->setup.domain + 1;
	char text[DNS_NAME_MAX];

	s->domains = world_zeroed(domains * sizeof(*s->domains));
	for (i = 0; i < domains; i++) {
		snprintf(text, sizeof(text), "d%u.example.net", i);
		world_must(dns_name_from_text(&s->domains[i], text) == 0,
			   s->w, "no name");
	}
	for (i = 0; i < s->host_count; i++)
		add_host(s, i);
	return agents_begin(s);
}

void
sim_hosts_end(struct sim *s)
{
	unsigned i;

	for (i = 0; s->hosts && i < s->host_count; i++)
		free(s->hosts[i].disk.octets);
	free(s->hosts);
	if (s->agents)
		munmap(s->agents, s->agent_size * s->host_count);
}

/* Lives ------------------------------------------------------------------------------- */

static void
configure(const struct sim *s, const struct sim_host *h, struct agent_config *c)
{
	*c = (struct agent_config){ .domain = *h->domain, .host = h->fqdn,
		.keys = { .count = 1 }, .tunnel_port = TUNNEL_PORT,
		.tunnels = true, .peers_max = peers_max(s) };
	snprintf(c->device, sizeof(c->device), "%.60s", h->name);
	memcpy(c->boot_id, h->boot_id, sizeof(c->boot_id));
}

static void
record(struct sim *s, struct sim_host *h, const struct agent_config *config,
       const struct agent_memory *memory)
{
	struct trace_header header = { .program = "agent",
		.software = "autotunnel-lab " AUTOTUNNEL_VERSION };
	uint8_t *c, *m;

	if (!sim_records(s, h->node))
		return;
	c = agent_config_pack(config, &header.config_size);
	m = agent_memory_pack_trace(memory, &header.memory_size);
	world_must(c && m, s->w, "no memory");
	header.config = c;
	header.memory = m;
	sim_record(s, h->node, h->lives, &header);
	free(c);
	free(m);
}

static struct sim_host *
touch(struct sim *s, unsigned host)
{
	s->hosts[host].touched_ms = s->w->now_ms;
	return &s->hosts[host];
}

void
sim_host_boot(struct sim *s, unsigned host, enum sim_power power)
{
	static struct agent_config config;
	static struct agent_memory memory;
	struct sim_host *h = touch(s, host);
	uint64_t id[2];

	if (h->agent)
		return;
	h->node->asleep = false;
	if (power == SIM_POWER_ON || !h->lives) {
		id[0] = sim_draw(s, "boot", (int)host);
		id[1] = sim_draw(s, "boot", (int)host);
		memcpy(h->boot_id, id, sizeof(h->boot_id));
		world_clock_boot(h->node, BOOT_MS);
	}
	read_disk(s, h, &memory);
	configure(s, h, &config);
	h->agent = agent_at(s, host);
	agent_init_zeroed(h->agent, &config, &memory);
	h->lives++;
	world_replace(h->node, h->agent);
	h->node->backend_off = false;
	record(s, h, &config, &memory);
	sim_life(s, (int)host, true);
	world_start(h->node);
	world_backend(h->node, true);
	world_facts(h->node, !h->unplugged, false);
}

static void
boot(void *owner, struct sim *s)
{
	const struct sim_host *h = owner;

	sim_host_boot(s, (unsigned)(h - s->hosts), SIM_POWER_ON);
}

void
sim_boot_all(struct sim *s, uint64_t over_ms)
{
	unsigned i;

	for (i = 0; i < s->host_count; i++)
		sim_at(s, s->w->now_ms + over_ms * i / s->host_count, boot,
		       &s->hosts[i]);
}

static void
die(struct sim *s, unsigned host)
{
	struct sim_host *h = touch(s, host);

	h->disk.torn = sim_moment(h->node).boot_ms - h->disk.saved.boot_ms <
		WRITING_MS;
	sim_record_end(s, h->node);
	world_vanish(h->node);
	world_replace(h->node, NULL);
	h->agent = NULL;
	/* zeros again for the next life */
	madvise(agent_at(s, host), s->agent_size, MADV_DONTNEED);
	sim_life(s, (int)host, false);
}

void
sim_host_crash(struct sim *s, unsigned host, unsigned effects)
{
	struct sim_host *h = &s->hosts[host];

	if (!h->agent)
		return;
	if (effects)
		h->node->doom = effects;
	else
		die(s, host);
}

void
sim_host_doomed(struct sim *s, struct world_node *n)
{
	die(s, (unsigned)n->who);
}

/* What happens to them ------------------------------------------------------------------ */

void
sim_host_sleep(struct sim *s, unsigned host)
{
	struct sim_host *h = touch(s, host);

	if (h->agent && !h->node->asleep)
		world_asleep(h->node, true);
}

void
sim_host_wake(struct sim *s, unsigned host)
{
	struct sim_host *h = touch(s, host);

	if (!h->agent || !h->node->asleep)
		return;
	world_asleep(h->node, false);
	world_facts(h->node, !h->unplugged, true);
}

static void
tell_network(struct sim_host *h)
{
	if (h->agent && !h->node->asleep)
		world_facts(h->node, !h->unplugged, false);
}

void
sim_host_move(struct sim *s, unsigned host, int place)
{
	struct sim_host *h = touch(s, host);
	struct endpoint address;
	struct world_nat *nat;

	address = sim_place(s, place, &nat);
	h->place = place;
	h->moves++;
	world_move(h->node, address, nat);
	tell_network(h);
}

void
sim_host_plug(struct sim *s, unsigned host, bool in)
{
	struct sim_host *h = touch(s, host);

	h->way_ms = s->w->now_ms;
	h->unplugged = !in;
	h->node->unplugged = !in;
	world_doubt(h->node);
	tell_network(h);
}

void
sim_host_command(struct sim *s, unsigned host, enum owner_command c)
{
	touch(s, host);
	world_command(s->hosts[host].node, c);
}

void
sim_host_backend(struct sim *s, unsigned host, bool on)
{
	struct sim_host *h = touch(s, host);

	if (h->agent)
		world_backend(h->node, on);
}

/* What is known of them ------------------------------------------------------------------- */

bool
sim_host_runs(const struct sim *s, unsigned host)
{
	const struct sim_host *h = &s->hosts[host];

	return h->agent && !h->node->stopped && !h->node->asleep;
}

bool
sim_host_sleeps(const struct sim *s, unsigned host)
{
	return s->hosts[host].agent && s->hosts[host].node->asleep;
}

int
sim_host_place(const struct sim *s, unsigned host)
{
	return s->hosts[host].place;
}

int
sim_host_home(const struct sim *s, unsigned host)
{
	return s->hosts[host].home;
}

const struct agent *
sim_host_agent(const struct sim *s, unsigned host)
{
	return s->hosts[host].agent;
}

const struct dns_name *
sim_host_domain(const struct sim *s, unsigned host)
{
	return s->hosts[host].domain;
}

const struct dns_name *
sim_host_fqdn(const struct sim *s, unsigned host)
{
	return &s->hosts[host].fqdn;
}
