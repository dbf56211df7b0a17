/* SPDX-License-Identifier: Apache-2.0 */
/* tunnel_host.c - one host with the peer machine and the tunnel back end, but
 * without DNS: what records would say comes as lines from CONTROL, a named pipe.
 *
 *   tunnel_host FOLDER NAME ULA SECRET-FILE CONTROL [kernel]
 *
 *   bind PORT                      start the IKE daemon there; 0 = any
 *   self ADDRESS PORT INNER        we are reachable there
 *   hidden INNER                   we are not reachable
 *   peer NAME ULA ADDRESS PORT [LAN-ADDRESS LAN-PORT]
 *   silent NAME ULA                the peer is unreachable
 *   gone NAME
 *   status
 *   quit, keep                     end; `keep` leaves daemon and device there
 *
 * Prints a line for whatever happens, the moment (ms) first. User-space ESP
 * unless "kernel" stands at the end: then as the machine can. */
#include "autotunnel/peer.h"
#include "shell/clock.h"
#include "shell/log.h"
#include "shell/loop.h"
#include "shell/tunnel.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PEERS_MAX = 4, FACTS_MAX = 64 };

struct host {
	struct loop *loop;
	struct tunnel *tunnel;
	struct dns_name name;
	struct peer peers[PEERS_MAX];
	unsigned peer_count;
	struct peer_self self;
	struct deadline heap[PEERS_MAX];
	struct deadlines deadlines;
	struct reports reports;
	struct effects effects;
	struct tunnel_facts facts[FACTS_MAX];
	unsigned fact_count;
	bool busy, keep;
	int control;
	char line[512];
	size_t line_length;
};

static struct host h;

static void
say(const char *what, const struct peer *p)
{
	char name[DNS_NAME_TEXT_MAX] = "";

	if (p)
		dns_name_to_text(&p->name, name, sizeof(name));
	printf("%" PRIu64 " %s %s\n", clock_boot_ms(), what, name);
	fflush(stdout);
}

/* The core's part -------------------------------------------------------------- */

static const char *const reports[PEER_REPORT_COUNT] = {
	[PEER_REPORT_UP] = "up", [PEER_REPORT_MOVED] = "moved",
	[PEER_REPORT_DOWN] = "down", [PEER_REPORT_FAILED] = "failed",
	[PEER_REPORT_REFUSED] = "refused", [PEER_REPORT_ASK] = "ask",
	[PEER_REPORT_REBORN] = "reborn", [PEER_REPORT_APART] = "apart",
	[PEER_REPORT_GONE] = "gone",
};

static void
turn_begin(struct turn *t)
{
	effects_clear(&h.effects);
	memset(t, 0, sizeof(*t));
	t->now_ms = clock_boot_ms();
	t->out = &h.effects;
	t->deadlines = &h.deadlines;
	t->reports = &h.reports;
}

static void
turn_end(struct turn *t)
{
	struct report r;
	unsigned i;

	while (reports_take(&h.reports, &r)) {
		struct peer *p = (struct peer *)r.from;

		if (r.what == PEER_REPORT_LOOK_AGAIN)
			peer_decide(p, t);
		else
			say(reports[r.what], p);
	}
	h.busy = true;
	for (i = 0; i < h.effects.count; i++) {
		const struct effect *e = &h.effects.list[i];

		tunnel_obey(h.tunnel, e, h.effects.octets + e->offset);
	}
	h.busy = false;
}

static void
hear_peer(struct peer *p, const struct tunnel_facts *facts)
{
	struct turn t;

	turn_begin(&t);
	peer_hear(p, facts, &t);
	turn_end(&t);
}

static void
drain(void)
{
	while (h.fact_count && !h.busy) {
		struct tunnel_facts facts = h.facts[0];
		unsigned i;

		memmove(h.facts, h.facts + 1,
			--h.fact_count * sizeof(h.facts[0]));
		if (facts.news != TUNNEL_BACKEND_ON &&
		    facts.news != TUNNEL_BACKEND_OFF) {
			hear_peer(&h.peers[facts.peer], &facts);
			continue;
		}
		say(facts.news == TUNNEL_BACKEND_ON ? "on" : "off", NULL);
		for (i = 0; i < h.peer_count; i++)
			hear_peer(&h.peers[i], &facts);
	}
}

static void
heard(void *owner, const struct tunnel_facts *facts)
{
	static const char *const names[] = { "UP", "FAILED", "FELL", "REKEYED",
					     "ON", "OFF" };

	(void)owner;
	printf("%" PRIu64 " fact %s slot %u ours %d reason %d port %u\n",
	       clock_boot_ms(), names[facts->news], facts->peer, facts->ours,
	       facts->reason, facts->remote.port);
	fflush(stdout);
	if (h.fact_count < FACTS_MAX)
		h.facts[h.fact_count++] = *facts;
	drain();
}

static void
bound(void *owner, struct ticket ticket, uint16_t port, int error)
{
	(void)owner;
	(void)ticket;
	printf("%" PRIu64 " bound %u %d\n", clock_boot_ms(), port, error);
	fflush(stdout);
}

/* The owner's part ---------------------------------------------------------------- */

static bool
parse_endpoint(const char *address, const char *port, struct endpoint *out)
{
	memset(out, 0, sizeof(*out));
	if (!address || inet_pton(AF_INET, address, out->address) != 1)
		return false;
	out->family = 4;
	out->port = (uint16_t)(port ? atoi(port) : 0);
	return true;
}

static struct peer *
peer_named(const char *text)
{
	struct dns_name name;
	unsigned i;

	if (dns_name_from_text(&name, text) < 0)
		return NULL;
	for (i = 0; i < h.peer_count; i++)
		if (dns_name_equal(&h.peers[i].name, &name))
			return &h.peers[i];
	if (h.peer_count == PEERS_MAX)
		return NULL;
	peer_init(&h.peers[i], &name, &h.name, (uint16_t)i);
	h.peers[i].self = h.self;
	h.peer_count++;
	return &h.peers[i];
}

static void
do_peer(char **word, bool complete, bool reachable)
{
	struct peer_location there = { .complete = complete,
				       .reachable = reachable };
	struct peer *p = word[1] ? peer_named(word[1]) : NULL;
	struct turn t;

	if (!p)
		return;
	if (complete && inet_pton(AF_INET6, word[2], there.ula) != 1)
		return;
	if (reachable)
		parse_endpoint(word[3], word[4], &there.public_endpoint);
	if (reachable && word[5])
		parse_endpoint(word[5], word[6], &there.lan);
	turn_begin(&t);
	peer_locate(p, &there, &t);
	turn_end(&t);
}

static void
do_self(char **word, bool reachable)
{
	struct turn t;
	unsigned i;

	memset(&h.self, 0, sizeof(h.self));
	h.self.reachable = reachable;
	if (reachable)
		parse_endpoint(word[1], word[2], &h.self.public_endpoint);
	parse_endpoint(word[reachable ? 3 : 1], NULL, &h.self.inner);
	for (i = 0; i < h.peer_count; i++) {
		turn_begin(&t);
		peer_place_us(&h.peers[i], &h.self, &t);
		turn_end(&t);
	}
}

static void
do_status(void)
{
	struct tunnel_status s;
	unsigned i;

	tunnel_status(h.tunnel, &s);
	printf("%" PRIu64 " status %s %s esp %s%s process %d port %u "
	       "restarts %u up %u%s\n", clock_boot_ms(), s.backend,
	       s.on ? "on" : "off", s.esp == TUNNEL_ESP_KERNEL ? "kernel" :
	       "user-space", s.adopted ? " adopted" : "", s.process, s.port,
	       s.restarts, s.up, s.guarded ? " guarded" : "");
	for (i = 0; i < h.peer_count; i++)
		say(machine_state_name(&h.peers[i].machine.base), &h.peers[i]);
	fflush(stdout);
}

static void
do_bind(char **word)
{
	struct effect e = { .kind = EFFECT_BIND, .channel = CHANNEL_TUNNEL };

	e.port = (uint16_t)(word[1] ? atoi(word[1]) : 0);
	tunnel_obey(h.tunnel, &e, NULL);
}

static void
obey_line(char *line)
{
	char *word[8] = { NULL }, *place = line;
	unsigned n = 0;

	while (n < 7 && (word[n] = strsep(&place, " ")))
		n++;
	if (!strcmp(word[0], "bind"))
		do_bind(word);
	else if (!strcmp(word[0], "self"))
		do_self(word, true);
	else if (!strcmp(word[0], "hidden"))
		do_self(word, false);
	else if (!strcmp(word[0], "peer"))
		do_peer(word, true, true);
	else if (!strcmp(word[0], "silent"))
		do_peer(word, true, false);
	else if (!strcmp(word[0], "gone"))
		do_peer(word, false, false);
	else if (!strcmp(word[0], "status"))
		do_status();
	h.keep = !strcmp(word[0], "keep");
	if (h.keep || !strcmp(word[0], "quit"))
		loop_stop(h.loop);
	drain();
}

static void
control_ready(void *owner, short revents)
{
	ssize_t n = read(h.control, h.line + h.line_length,
			 sizeof(h.line) - h.line_length);
	char *end;

	(void)owner;
	(void)revents;
	if (n <= 0)
		return;
	h.line_length += (size_t)n;
	while ((end = memchr(h.line, '\n', h.line_length))) {
		size_t used = (size_t)(end - h.line) + 1;

		*end = '\0';
		obey_line(h.line);
		h.line_length -= used;
		memmove(h.line, end + 1, h.line_length);
	}
}

static uint64_t
deadline_ms(void *owner)
{
	(void)owner;
	return deadlines_first_ms(&h.deadlines);
}

static void
due(void *owner)
{
	struct turn t;

	(void)owner;
	turn_begin(&t);
	if (deadlines_first_ms(&h.deadlines) <= t.now_ms) {
		machine_fire(deadlines_first(&h.deadlines), &t);
		turn_end(&t);
	}
	drain();
}

int
main(int argc, char **argv)
{
	struct tunnel_secrets secrets;
	struct tunnel_setup setup = {
		.name = &h.name, .secrets = &secrets, .peers_max = PEERS_MAX,
		.user_space = argc < 7, .verbose = true, .heard = heard,
		.bound = bound,
	};
	struct effect address = { .kind = EFFECT_ADDRESS };
	int r;

	if (argc < 6 || dns_name_from_text(&h.name, argv[2]) < 0 ||
	    inet_pton(AF_INET6, argv[3], address.address) != 1 ||
	    tunnel_secrets_load(argv[4], &secrets) < 0)
		return 2;
	deadlines_init(&h.deadlines, h.heap, PEERS_MAX);
	h.control = open(argv[5], O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (h.control < 0 || loop_open(16, &h.loop) < 0)
		return 2;
	setup.loop = h.loop;
	setup.folder = argv[1];
	r = tunnel_open(&setup, &h.tunnel);
	tunnel_secrets_wipe(&secrets);
	if (r < 0) {
		fprintf(stderr, "tunnel_host: %s\n", strerror(-r));
		return 1;
	}
	loop_add(h.loop, h.control, POLLIN, control_ready, NULL);
	loop_watch(h.loop, deadline_ms, due, &h);
	tunnel_obey(h.tunnel, &address, NULL);
	say("ready", NULL);
	loop_run(h.loop);
	tunnel_close(h.tunnel, h.keep);
	loop_close(h.loop);
	return 0;
}
