/* SPDX-License-Identifier: Apache-2.0 */
/* sim.c - the simulator's beginning and end, its time, and who looks on. */
#include "lab/simulate/sim_private.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shell/trace.h"

#define WALL_BEGIN_MS UINT64_C(1700000000000)	/* since 1970 */

enum { SERVER_TTL = 3600 };

static const char zone_text[] = "example.net";

/* Who ------------------------------------------------------------------------- */

struct world_node *
sim_node(const struct sim *s, int who)
{
	if (who == SIM_RENDEZVOUS)
		return s->server.node;
	return who >= 0 ? s->hosts[who].node : NULL;
}

const char *
sim_name(const struct sim *s, int who)
{
	if (who == SIM_RENDEZVOUS)
		return "rendezvous";
	if (who == SIM_PRIMARY)
		return "primary";
	return who >= 0 ? s->hosts[who].name : "nobody";
}

unsigned
sim_host_count(const struct sim *s)
{
	return s->host_count;
}

/* Labels before the zone's: one is a domain's, ours are numbered. */
int
sim_domain_of(const struct sim *s, const struct dns_name *name)
{
	unsigned at, label = 0, domain = 0, digit;

	if (name->length <= s->zone.length)
		return SIM_NOBODY;
	for (at = 0; at + s->zone.length < name->length;
	     at += 1u + name->wire[at])
		label = at;
	if (at + s->zone.length != name->length ||
	    name->wire[label + 1] != 'd')
		return SIM_NOBODY;
	for (digit = 2; digit <= name->wire[label]; digit++)
		domain = 10 * domain + (name->wire[label + digit] - '0');
	domain *= s->setup.domain;
	return domain < s->host_count ? (int)domain : SIM_NOBODY;
}

unsigned
sim_domain_first(const struct sim *s, unsigned host, unsigned *count)
{
	unsigned first = host - host % s->setup.domain;
	unsigned left = s->host_count - first;

	*count = left < s->setup.domain ? left : s->setup.domain;
	return first;
}

/* Chance -------------------------------------------------------------------------- */

uint64_t
sim_hash(const char *label, int who, uint64_t seed)
{
	uint64_t h = world_mix(seed + 0x9e3779b97f4a7c15u);

	for (; *label; label++)
		h = world_mix(h ^ (uint8_t)*label);
	return world_mix(h ^ (uint64_t)(int64_t)who);
}

uint64_t
sim_draw(struct sim *s, const char *label, int who)
{
	uint64_t name = sim_hash(label, who, s->setup.seed) | 1;
	struct sim_stream *old = s->streams, *at;
	unsigned i, room = s->stream_room;

	if (2 * s->stream_count >= s->stream_room) {
		s->stream_room = room ? 2 * room : 64;
		s->streams = world_zeroed(s->stream_room * sizeof(*old));
		for (i = 0; i < room; i++) {
			if (!old[i].name)
				continue;
			at = &s->streams[old[i].name & (s->stream_room - 1)];
			while (at->name)
				if (++at == s->streams + s->stream_room)
					at = s->streams;
			*at = old[i];
		}
		free(old);
	}
	at = &s->streams[name & (s->stream_room - 1)];
	while (at->name && at->name != name)
		if (++at == s->streams + s->stream_room)
			at = s->streams;
	if (!at->name) {
		*at = (struct sim_stream){ .name = name, .state = name };
		s->stream_count++;
	}
	return world_draw(&at->state);
}

/* Who looks on --------------------------------------------------------------------- */

static int
who_is(const struct world_node *n)
{
	return n ? n->who : SIM_NOBODY;
}

static int
side(const struct sim *s, const struct world_node *n, const struct endpoint *e)
{
	static const struct endpoint primary = { .family = 4,
		.address = { 192, 0, 2, 53 } };

	(void)s;
	return !n && endpoint_same_address(e, &primary) ? SIM_PRIMARY :
		who_is(n);
}

static void
see_packet(void *owner, const struct world_node *from,
	   const struct world_node *to, const struct world_message *m,
	   bool lost)
{
	struct sim *s = owner;
	struct sim_packet p = {
		.from = side(s, from, &m->from), .to = side(s, to, &m->to),
		.source = m->from, .destination = m->to, .octets = m->octets,
		.length = m->length, .stream = m->stream != 0,
		.is_signed = m->key != KEY_NONE, .lost = lost,
	};
	unsigned i;

	for (i = 0; i < s->watch_count; i++)
		if (s->watches[i]->packet)
			s->watches[i]->packet(s->watches[i]->owner, &p);
}

static bool
see_input(void *owner, struct world_node *n, struct input *in)
{
	struct sim *s = owner;
	unsigned i;

	if (s->saboteur.input && in->kind != INPUT_DEADLINE &&
	    !s->saboteur.input(s->saboteur.owner, n->who, in))
		return false;
	for (i = 0; i < s->watch_count; i++)
		if (s->watches[i]->input)
			s->watches[i]->input(s->watches[i]->owner, n->who, in);
	return true;
}

static void
see_effects(void *owner, struct world_node *n, const struct effects *e)
{
	struct sim *s = owner;
	unsigned i;

	for (i = 0; i < s->watch_count; i++)
		if (s->watches[i]->effects)
			s->watches[i]->effects(s->watches[i]->owner, n->who, e);
}

static bool
see_effect(void *owner, struct world_node *n, struct effect *e,
	   uint8_t *octets)
{
	struct sim *s = owner;

	return s->saboteur.effect(s->saboteur.owner, n->who, e, octets);
}

static void
see_turned(void *owner, struct world_node *n)
{
	struct sim *s = owner;
	unsigned i;

	for (i = 0; i < s->watch_count; i++)
		if (s->watches[i]->turned)
			s->watches[i]->turned(s->watches[i]->owner, n->who);
}

static void
see_zone(void *owner, const struct sim_record *record, bool removal)
{
	struct sim *s = owner;
	unsigned i;

	for (i = 0; i < s->watch_count; i++)
		if (s->watches[i]->zone)
			s->watches[i]->zone(s->watches[i]->owner, record,
					    removal);
}

static void
saved(void *owner, struct world_node *n)
{
	struct sim *s = owner;

	if (n == s->server.node)
		sim_server_saved(s);
	else
		sim_host_saved(s, n);
}

static void
doomed(void *owner, struct world_node *n)
{
	struct sim *s = owner;

	if (n == s->server.node)
		sim_server_doomed(s);
	else
		sim_host_doomed(s, n);
}

void
sim_watch(struct sim *s, const struct sim_watch *watch)
{
	struct world_hooks *h = &s->w->hooks;

	world_must(s->watch_count < SIM_WATCHES_MAX, s->w, "too many watches");
	s->watches[s->watch_count++] = watch;
	s->server.node->rows = s->server.node->rows || watch->rows;
	if (watch->packet)
		h->packet = see_packet;
	if (watch->input)
		h->input = see_input;
	if (watch->effects)
		h->effects = see_effects;
	if (watch->turned)
		h->turned = see_turned;
	if (watch->zone)
		h->zone = see_zone;
}

void
sim_sabotage(struct sim *s, const struct sim_saboteur *saboteur)
{
	s->saboteur = *saboteur;
	if (saboteur->input)
		s->w->hooks.input = see_input;
	if (saboteur->effect)
		s->w->hooks.effect = see_effect;
}

void
sim_life(struct sim *s, int who, bool begins)
{
	unsigned i;

	for (i = 0; i < s->watch_count; i++)
		if (s->watches[i]->life)
			s->watches[i]->life(s->watches[i]->owner, who, begins);
}

/* Recordings ------------------------------------------------------------------------ */

bool
sim_records(const struct sim *s, const struct world_node *n)
{
	return s->setup.record && (!s->setup.record_only ||
				   !strcmp(s->setup.record_only, n->name));
}

/* A later life's number stands before the file's `.trace`, if it has that. */
static bool
record_path(const struct sim *s, const struct world_node *n, unsigned life,
	    char *path, size_t size)
{
	const char *base = s->setup.record, *end = ".trace";
	char number[16] = "";
	size_t length = strlen(base);
	int used;

	if (life > 1)
		snprintf(number, sizeof(number), "-%u", life);
	if (!s->setup.record_file)
		used = snprintf(path, size, "%s/%s%s%s", base, n->name, number,
				end);
	else if (length > strlen(end) &&
		 !strcmp(base + length - strlen(end), end))
		used = snprintf(path, size, "%.*s%s%s",
				(int)(length - strlen(end)), base, number, end);
	else
		used = snprintf(path, size, "%s%s", base, number);
	return used >= 0 && (size_t)used < size;
}

void
sim_record(struct sim *s, struct world_node *n, unsigned life,
	   const struct trace_header *h)
{
	char path[4096];
	int r = -ENAMETOOLONG;

	if (record_path(s, n, life, path, sizeof(path)))
		r = world_record(n, path, h);
	if (r == 0)
		trace_collect(n->trace);
	else if (!s->record_error)
		s->record_error = r;
}

void
sim_record_end(struct sim *s, struct world_node *n)
{
	int r = trace_close(n->trace);

	n->trace = NULL;
	if (r < 0 && !s->record_error)
		s->record_error = r;
}

int
sim_record_error(const struct sim *s)
{
	return s->record_error ? s->record_error : s->w->trace_error;
}

/* Time ------------------------------------------------------------------------------ */

uint64_t
sim_now_ms(const struct sim *s)
{
	return s->w->now_ms;
}

bool
sim_run_until(struct sim *s, uint64_t at_ms)
{
	if (at_ms > s->w->now_ms)
		world_run_until(s->w, NULL, NULL, at_ms - s->w->now_ms);
	return !s->w->halted;
}

void
sim_stop(struct sim *s)
{
	s->w->halted = true;
}

void
sim_at(struct sim *s, uint64_t at_ms,
       void (*what)(void *owner, struct sim *s), void *owner)
{
	world_call(s->w, at_ms > s->w->now_ms ? at_ms - s->w->now_ms : 0, what,
		   owner);
}

void
sim_look(struct sim *s)
{
	s->w->events_done--;
}

uint64_t
sim_events(const struct sim *s)
{
	return s->w->events_done;
}

uint64_t
sim_digest(const struct sim *s)
{
	return world_mix(s->w->digest);
}

struct moment
sim_moment(const struct world_node *n)
{
	struct moment m = {
		.boot_ms = world_clock_ms(n, n->world->now_ms),
		.wall_ms = WALL_BEGIN_MS + n->world->now_ms,
	};

	m.wall_ms += (uint64_t)world_clock_error_ms(n);
	return m;
}

/* Beginning and end ------------------------------------------------------------------- */

void
sim_setup_default(struct sim_setup *setup)
{
	*setup = (struct sim_setup){ .seed = 1, .hosts = 8,
		.domain = SIM_DOMAIN_HOSTS };
}

static void
begin_primary(struct sim *s)
{
	static const uint8_t server[] = { 192, 0, 2, 7 };
	struct dns_name ns;

	dns_name_from_text(&ns, "ns.example.net");
	s->primary = primary_begin(s->w, &s->zone,
				   ip4_port(192, 0, 2, 53, 53), SIM_KEY_OWN);
	primary_add(s->primary, &ns, DNS_TYPE_A, SERVER_TTL, server, sizeof(server));
	primary_notifies(s->primary,
			 ip4_port(192, 0, 2, 7, SIM_SERVICE_PORT));
}

int
sim_begin(const struct sim_setup *setup, struct sim **out)
{
	struct sim *s;
	int r;

	if (setup->hosts < 1 || setup->hosts > SIM_HOSTS_MAX ||
	    setup->domain < 1 || setup->domain > SIM_DOMAIN_HOSTS_MAX)
		return -EINVAL;
	s = world_zeroed(sizeof(*s));
	s->setup = *setup;
	s->host_count = setup->hosts;
	dns_name_from_text(&s->zone, zone_text);
	s->w = world_begin("simulate", setup->seed);
	s->w->lean = true;
	s->w->sim = s;
	s->w->hooks = (struct world_hooks){ .owner = s, .saved = saved,
		.doomed = doomed, .fetch = sim_host_fetch };
	begin_primary(s);
	r = sim_server_begin(s);
	if (r == 0) {
		sim_places_begin(s);
		r = sim_hosts_begin(s);
	}
	if (r < 0) {
		sim_end(s);
		return r;
	}
	*out = s;
	return 0;
}

void
sim_end(struct sim *s)
{
	if (!s)
		return;
	sim_hosts_end(s);
	sim_server_end(s);
	world_end(s->w);
	primary_end(s->primary);
	free(s->domains);
	free(s->nats);
	free(s->streams);
	free(s);
}
