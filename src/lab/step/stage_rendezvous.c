/* SPDX-License-Identifier: Apache-2.0 */
/* stage_rendezvous.c - a rendezvous, one client of it at 198.51.100.7:5352, and
 * a primary behind it. All that comes is an input of the container, so what
 * was done here can be kept as a trace. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/step/stage_rendezvous.h"
#include "shell/rendezvous_state.h"

/* LONG_HOSTS: so many do not fit a datagram together. */
enum { BEGIN_MS = 1000000, LEASE_S = 3600, LONG_HOSTS = 32, ALIGNMENT = 64 };

static struct effects effects;

static struct rendezvous_stage *
memory_of(const struct stage *s)
{
	return s->memory;
}

static bool
is_about(const struct stage *s, const char *chart)
{
	return !strcmp(s->chart->name, chart);
}

/* Turns ------------------------------------------------------------------- */

struct doing {
	struct stage *stage;
	struct rendezvous_stage *p;
	const struct act *act;
};

/* Answers that tell the client its LLQ-ID, and events. */
static void
note_sent(struct rendezvous_stage *p, const struct effect *e,
	  const uint8_t *octets)
{
	const struct dns_llq *o;
	struct dns_message msg;

	if (dns_open(&msg, octets, e->length) < 0 ||
	    !msg.options.llq_count || e->length > sizeof(p->event))
		return;
	o = &msg.options.llq[0];
	if (o->opcode == DNS_LLQ_EVENT) {
		p->event_length = (uint16_t)e->length;
		memcpy(p->event, octets, e->length);
	} else if (o->opcode == DNS_LLQ_SETUP && !o->error) {
		p->llq_id = o->id;
		p->llq_lease_s = o->lease_s;
	}
}

static void
take_effects(struct doing *g)
{
	const uint8_t *octets;
	unsigned i;

	if (g->stage->writer)
		trace_write_effects(g->stage->writer, &effects);
	outcome_take(g->stage->out, &effects);
	for (i = 0; i < effects.count; i++) {
		octets = effects.octets + effects.list[i].offset;
		if (!stage_primary_take(g->p, &effects.list[i], octets))
			note_sent(g->p, &effects.list[i], octets);
	}
}

static void
give(struct doing *g, struct input *in)
{
	bool more;

	in->now_ms = g->act->now_ms;
	stage_random(in->random, g->act->number, g->p->turns++);
	if (in->length)
		outcome_heard(g->stage->out, in->channel, &in->source,
			      in->octets, in->length);
	if (g->stage->writer)
		trace_write_input(g->stage->writer, in);
	more = rendezvous_turn(g->p->r, in, &effects);
	take_effects(g);
	while (more) {
		more = rendezvous_more(g->p->r, &effects);
		take_effects(g);
	}
}

/* The primary ------------------------------------------------------------- */

static void
do_chore(struct doing *g, unsigned n, const struct primary_how *how)
{
	uint8_t octets[PRIMARY_MESSAGE_MAX];
	struct input in = { .kind = INPUT_START };

	stage_primary_do(g->p, n, how, &in, octets);
	give(g, &in);
}

/* The machine in focus is about this chore: it waits for a command. */
static bool
is_by_hand(const struct doing *g, const struct chore *c)
{
	if (is_about(g->stage, "zone"))
		return c->zone;
	if (is_about(g->stage, "forward"))
		return !c->zone;
	return is_about(g->stage, "lease_server") && c->kind == CHORE_UPDATE;
}

static void
do_others(struct doing *g)
{
	static const struct primary_how natural = { .rcode = 0 };
	unsigned i;

	for (i = 0; i < g->p->chore_count;)
		if (is_by_hand(g, &g->p->chores[i])) {
			i++;
		} else {
			do_chore(g, i, &natural);
			i = 0;
		}
}

static bool
do_first(struct doing *g, enum chore_kind kind, const struct primary_how *how)
{
	static const char *const texts[] = {
		[CHORE_NONE] = "nothing", [CHORE_OPEN] = "no stream",
		[CHORE_TRANSFER] = "no transfer",
		[CHORE_UPDATE] = "no update", [CHORE_SAVE] = "nothing to save",
	};
	unsigned i;

	for (i = 0; i < g->p->chore_count; i++)
		if (is_by_hand(g, &g->p->chores[i]) &&
		    (kind == CHORE_NONE || g->p->chores[i].kind == kind)) {
			do_chore(g, i, how);
			return true;
		}
	return stage_refuse(g->stage, "%s waits for an answer of primary or "
			    "disk", texts[kind]);
}

/* The client -------------------------------------------------------------- */

static void
say(struct doing *g, const struct endpoint *from, const uint8_t *octets,
    size_t length)
{
	struct input in = {
		.kind = INPUT_DATAGRAM, .channel = CHANNEL_SERVICE,
		.source = *from, .origin = ++g->p->origin,
		.verdict = VERDICT_VERIFIED, .key = CLIENT_KEY,
		.octets = octets, .length = length,
	};

	give(g, &in);
}

static void
name_below(const struct rendezvous_stage *p, const char *prefix,
	   struct dns_name *out)
{
	dns_name_join(out, prefix, &p->zone);
}

static void
say_llq(struct doing *g, uint16_t opcode, uint64_t id, uint32_t lease_s)
{
	struct dns_options o = {
		.present = true, .udp_size = DNS_UDP_MAX, .llq_count = 1,
		.llq = { { DNS_LLQ_VERSION, opcode, 0, id, lease_s } },
	};
	uint8_t octets[DNS_UDP_MAX];
	struct dns_name name;
	struct dns_writer w;

	name_below(g->p, "_autotunnel._udp", &name);
	dns_begin(&w, octets, sizeof(octets), ++g->p->id, 0);
	dns_add_question(&w, &name, DNS_TYPE_PTR, DNS_CLASS_IN);
	dns_add_options(&w, &o);
	say(g, &g->p->client, octets, (size_t)dns_end(&w));
}

static bool
acknowledge(struct doing *g)
{
	struct dns_message msg;
	struct dns_question q;
	uint8_t octets[DNS_UDP_MAX];
	struct dns_writer w;

	if (!g->p->event_length || dns_open(&msg, g->p->event,
					    g->p->event_length) < 0)
		return stage_refuse(g->stage, "no event was sent");
	dns_begin(&w, octets, sizeof(octets), msg.id,
		  DNS_FLAG_QR | DNS_FLAG_AA);
	if (dns_first_question(&msg, &q))
		dns_add_question(&w, &q.name, q.type, q.class);
	dns_add_options(&w, &msg.options);
	g->p->event_length = 0;
	say(g, &g->p->client, octets, (size_t)dns_end(&w));
	return true;
}

/* An update of COUNT hosts; DELETES: of the newest one. */
static void
say_update(struct doing *g, unsigned count, bool deletes, uint32_t lease_s)
{
	struct dns_options o = {
		.present = true, .udp_size = DNS_UDP_MAX,
		.has_lease = lease_s != 0, .lease_s = lease_s,
	};
	uint8_t octets[PRIMARY_MESSAGE_MAX];
	uint8_t address[16] = { 0xfd, 7 };
	struct dns_name name;
	struct dns_writer w;
	char prefix[32];
	unsigned i;

	dns_begin(&w, octets, sizeof(octets), ++g->p->id,
		  DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
	dns_add_question(&w, &g->p->zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	for (i = 0; i < count; i++) {
		snprintf(prefix, sizeof(prefix), "studio-%02u", i + 1);
		name_below(g->p, prefix, &name);
		address[15] = (uint8_t)(i + 1);
		dns_add_record(&w, DNS_UPDATE, &name, DNS_TYPE_AAAA, deletes ?
			       DNS_CLASS_ANY : DNS_CLASS_IN, deletes ? 0 : 30,
			       address, deletes ? 0 : 16);
	}
	dns_add_options(&w, &o);
	say(g, &g->p->client, octets, (size_t)dns_end(&w));
}

static void
change_zone(struct doing *g)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length;

	stage_primary_change(g->p);
	length = stage_primary_notify(g->p, octets);
	say(g, &g->p->primary, octets, length);
}

/* Events ------------------------------------------------------------------ */

static bool
llq_event(struct doing *g, const char *event)
{
	if (!strcmp(event, "asked")) {
		say_llq(g, DNS_LLQ_SETUP, 0, LEASE_S);
	} else if (!strcmp(event, "proved")) {
		say_llq(g, DNS_LLQ_SETUP, g->p->llq_id, g->p->llq_lease_s);
	} else if (!strcmp(event, "refreshed")) {
		say_llq(g, DNS_LLQ_REFRESH, g->p->llq_id, LEASE_S);
	} else if (!strcmp(event, "ended") || !strcmp(event, "emptied")) {
		say_llq(g, DNS_LLQ_REFRESH, g->p->llq_id, 0);
	} else if (!strcmp(event, "changed") || !strcmp(event, "owed")) {
		change_zone(g);
	} else if (!strcmp(event, "acknowledged")) {
		return acknowledge(g);
	} else if (!strcmp(event, "replaced")) {
		say_llq(g, DNS_LLQ_SETUP, 0, LEASE_S);
		say_llq(g, DNS_LLQ_SETUP, g->p->llq_id, g->p->llq_lease_s);
	} else {
		return stage_refuse(g->stage, "its client must be silent for "
				    "that: `changed`, and `next` until three "
				    "events are lost");
	}
	return true;
}

static bool
lease_event(struct doing *g, const char *event)
{
	static const struct primary_how yes = { .rcode = 0 };
	static const struct primary_how no = { .rcode = DNS_RCODE_REFUSED };

	if (!strcmp(event, "confirmed") || !strcmp(event, "deleted"))
		return do_first(g, CHORE_UPDATE, &yes);
	if (!strcmp(event, "refused") || !strcmp(event, "undeleted"))
		return do_first(g, CHORE_UPDATE, &no);
	if (!strcmp(event, "asked")) {
		say_update(g, 1, false, LEASE_S);
		return true;
	}
	if (!strcmp(event, "removed")) {
		say_update(g, 1, true, 0);
		return do_first(g, CHORE_UPDATE, &yes);
	}
	return stage_refuse(g->stage, "nothing here brings that by itself: "
			    "`next` goes to what is due");
}

static bool
forward_event(struct doing *g, const char *event)
{
	static const struct {
		const char *event;
		enum chore_kind chore;
		struct primary_how how;
	} chores[] = {
		{ "unsaved", CHORE_SAVE, { .fails = true } },
		{ "connected", CHORE_OPEN, { .rcode = 0 } },
		{ "broken", CHORE_OPEN, { .fails = true } },
		{ "accepted", CHORE_UPDATE, { .rcode = 0 } },
		{ "rejected", CHORE_UPDATE, { .rcode = DNS_RCODE_REFUSED } },
	};
	static const struct primary_how natural = { .rcode = 0 };
	unsigned i;

	for (i = 0; i < sizeof(chores) / sizeof(chores[0]); i++)
		if (!strcmp(event, chores[i].event))
			return do_first(g, chores[i].chore, &chores[i].how);
	for (i = 0; i < g->p->chore_count; i++)
		if (g->p->chores[i].kind == CHORE_SAVE &&
		    !strncmp(event, "ready", 5))
			return do_first(g, CHORE_SAVE, &natural);
	if (!strcmp(event, "leased")) {
		/* of a record that has no lease yet, or a longer one */
		say_update(g, 1, false, LEASE_S + 60 * g->p->hosts++);
	} else if (!strcmp(event, "ready"))
		say_update(g, 1, false, 0);
	else if (!strcmp(event, "conflicting")) {
		say_update(g, 1, false, 0);
		say_update(g, 1, false, 0);
	}
	else if (!strcmp(event, "ready_long"))
		say_update(g, LONG_HOSTS, false, 0);
	else
		return stage_refuse(g->stage, "this rendezvous has room enough "
				    "for its leases");
	return true;
}

static bool
zone_event(struct doing *g, const char *event)
{
	static const struct {
		const char *event;
		enum chore_kind chore;
		struct primary_how how;
	} chores[] = {
		{ "connected", CHORE_OPEN, { .rcode = 0 } },
		{ "broken", CHORE_OPEN, { .fails = true } },
		{ "more", CHORE_TRANSFER, { .part = true } },
		{ "whole", CHORE_TRANSFER, { .rcode = 0 } },
		{ "unchanged", CHORE_TRANSFER, { .unchanged = true } },
		{ "inapplicable", CHORE_TRANSFER,
		  { .rcode = DNS_RCODE_NOTIMP } },
		{ "refused", CHORE_TRANSFER, { .rcode = DNS_RCODE_REFUSED } },
	};
	struct input start = { .kind = INPUT_START, .key = KEY_NONE };
	unsigned i;

	for (i = 0; i < sizeof(chores) / sizeof(chores[0]); i++)
		if (!strcmp(event, chores[i].event))
			return do_first(g, chores[i].chore, &chores[i].how);
	if (!strcmp(event, "begun"))
		give(g, &start);
	else if (!strcmp(event, "notified"))
		change_zone(g);
	else if (!strcmp(event, "updated"))
		say_update(g, 1, false, 0);
	else
		return stage_refuse(g->stage, "nothing here brings that by "
				    "itself");
	return true;
}

static bool
do_event(struct doing *g)
{
	const char *event = g->stage->chart->events[g->act->event];

	if (is_about(g->stage, "zone"))
		return zone_event(g, event);
	if (is_about(g->stage, "forward"))
		return forward_event(g, event);
	if (is_about(g->stage, "lease_server"))
		return lease_event(g, event);
	return llq_event(g, event);
}

/* The stage --------------------------------------------------------------- */

/* All is signed: without, no update and no transfer would be believed. */
static void
configure(const struct rendezvous_stage *p, struct rendezvous_config *c)
{
	static const struct dns_name covered = {
		18, "\004home\007example\003net",
	};
	static const struct rendezvous_key keys[] = {
		{ .name = { 9, "\007primary" }, .tsig_octets = 90 },
		{ .name = { 8, "\006client" }, .tsig_octets = 90,
		  .covers = &covered, .cover_count = 1 },
	};

	*c = (struct rendezvous_config){
		.zone = p->zone, .primary = p->primary,
		.own_key = PRIMARY_KEY, .keys = keys, .key_count = 2,
		.limits = {
			.queries = 16, .queries_each = 16, .clients = 8,
			.leases = 32, .forwards = 4, .records = 128,
		},
	};
}

/* As it is before all inputs: S has its memory, of zeros. */
static int
lay(struct stage *s)
{
	struct rendezvous_stage *p = memory_of(s);
	size_t head = (sizeof(*p) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	struct rendezvous_config config;
	int r;

	p->primary = (struct endpoint){ 4, { 192, 0, 2, 53 }, 53 };
	p->client = (struct endpoint){ 4, { 198, 51, 100, 7 }, DNS_LLQ_PORT };
	r = dns_name_from_text(&p->zone, "home.example.net");
	if (r < 0)
		return r;
	stage_primary_begin(p);
	configure(p, &config);
	return rendezvous_init(&p->r, &config, (uint8_t *)s->memory + head,
			       s->size - head);
}

static void
set_scene(struct stage *s)
{
	struct act start = { .kind = ACT_WAIT, .now_ms = BEGIN_MS };
	struct doing g = { .stage = s, .act = &start, .p = memory_of(s) };
	struct input in = { .kind = INPUT_START, .key = KEY_NONE };

	if (is_about(s, "zone"))
		return;
	give(&g, &in);
	do_others(&g);
	if (!is_about(s, "llq_events"))
		return;
	llq_event(&g, "asked");
	llq_event(&g, "proved");
}

static int
begin(struct stage *s)
{
	struct rendezvous_stage *head;
	struct rendezvous_config config;
	int r;

	head = calloc(1, sizeof(*head));
	if (!head)
		return -ENOMEM;
	dns_name_from_text(&head->zone, "home.example.net");
	configure(head, &config);
	free(head);
	r = stage_memory(s, sizeof(*head) + ALIGNMENT +
			 rendezvous_memory(&config));
	if (r == 0)
		r = lay(s);
	if (r < 0)
		return r;
	s->start_ms = BEGIN_MS;
	set_scene(s);
	return 0;
}

static int
record(struct stage *s, struct trace_writer *w)
{
	struct trace_header header = {
		.format = TRACE_FORMAT, .program = "rendezvous",
		.software = "autotunnel-lab step",
	};
	struct rendezvous_config config;
	uint8_t *packed;
	int r;

	configure(memory_of(s), &config);
	packed = rendezvous_config_pack(&config, &header.config_size);
	if (!packed)
		return -ENOMEM;
	header.config = packed;
	r = trace_write_header(w, &header);
	free(packed);
	if (r < 0)
		return r;
	memset(s->memory, 0, s->size);
	r = lay(s);
	if (r == 0)
		set_scene(s);
	return r;
}

static struct machine *
running(const struct stage *s, unsigned wanted)
{
	const struct deadlines *list = rendezvous_deadlines(memory_of(s)->r);
	uint32_t i;

	for (i = 0; i < list->count; i++)
		if (list->heap[i].machine->chart == s->chart && wanted-- == 0)
			return list->heap[i].machine;
	return NULL;
}

static struct machine *
machine(const struct stage *s)
{
	return running(s, 0);
}

static uint64_t
deadline_ms(const struct stage *s)
{
	return rendezvous_deadline_ms(memory_of(s)->r);
}

static bool
act(struct stage *s, const struct act *a)
{
	struct doing g = { .stage = s, .act = a, .p = memory_of(s) };
	static const struct primary_how natural = { .rcode = 0 };
	struct input due = { .kind = INPUT_DEADLINE, .key = KEY_NONE };
	bool done = true;

	g.p->turns = 0;
	switch (a->kind) {
	case ACT_WAIT:
		return true;
	case ACT_FIRE:
		give(&g, &due);
		break;
	case ACT_EVENT:
		done = do_event(&g);
		break;
	case ACT_RECEIVE:
		say(&g, a->source.family ? &a->source : &g.p->client,
		    a->octets, a->length);
		break;
	case ACT_REPLY:
		done = is_about(s, "llq_server") || is_about(s, "llq_events") ?
			acknowledge(&g) : do_first(&g, CHORE_NONE, &natural);
		break;
	default:
		return stage_refuse(s, "spans follow from what is received");
	}
	if (done)
		do_others(&g);
	return done;
}

static const char *const names[] = {
	"llq_server", "llq_events", "lease_server", "forward", "zone", NULL
};

const struct stage_kind stage_rendezvous = {
	.what = "a rendezvous (fsm/rendezvous.c) of the zone home.example.net",
	.around = "Its client is 198.51.100.7:5352, its primary 192.0.2.53:53; "
		"an event's name makes the\nmessage that it is (`asked`, "
		"`proved`, `accepted`), `reply` acknowledges an event or\nis "
		"the primary's natural answer, `recv HEX` takes any octets of "
		"the client, as\nif signed. `save` writes a trace.",
	.real = true, .charts = names,
	.begin = begin, .machine = machine, .running = running,
	.deadline_ms = deadline_ms, .act = act, .record = record,
};
