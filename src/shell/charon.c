/* SPDX-License-Identifier: Apache-2.0 */
/* charon.c - the life of our IKE daemon: started for a port, found again after
 * we were restarted, started anew when it dies. */
#include "charon.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "log.h"

enum {
	CONNECT_RETRY_MS = 20,
	START_MAX_MS = 10000,		/* its socket must be there by then */
	END_MAX_MS = 3000,
	BACK_OFF_MS = 1000,		/* doubled at each death ... */
	BACK_OFF_MAX_MS = 60000,	/* ... up to here, and begun afresh ... */
	HEALTHY_MS = 60000		/* ... once it lived that long */
};

/* What is wanted of the daemon before it counts as on. */
static const char *const events[] = {
	"log", "list-sa", "ike-updown", "ike-rekey", "ike-update",
	"child-updown", "child-rekey",
};
enum { EVENT_COUNT = sizeof(events) / sizeof(*events) };

static void
enter(struct charon *c, enum charon_phase phase, uint64_t act_after_ms)
{
	c->phase = phase;
	c->since_ms = loop_now_ms(c->loop);
	c->act_at_ms = act_after_ms == TIME_NEVER ? TIME_NEVER :
		c->since_ms + act_after_ms;
}

/* Preparing ---------------------------------------------------------------------- */

static void
switched_on(struct charon *c)
{
	char device[CHARON_DEVICE_MAX];
	bool has_device = charon_process_device(c->process, device);

	enter(c, CHARON_ON, TIME_NEVER);
	log_line(TELL_INFO, "charon is %s: process %d, UDP port %u%s%s",
		 c->adopted ? "taken over" : "up",
		 (int)charon_process_pid(c->process), c->port,
		 has_device ? ", device " : "", has_device ? device : "");
	tunnel_is_on(c->tunnel, has_device ? device : NULL);
	charon_jobs_work(c);
}

static void
prepare(struct charon *c)
{
	if (c->prepared < EVENT_COUNT)
		vici_client_begin(c->client, VICI_REGISTER,
				  events[c->prepared]);
	else if (c->prepared == EVENT_COUNT)
		/* a former agent's keys, perhaps of a secret that is no more */
		vici_client_begin(c->client, VICI_REQUEST, "clear-creds");
	else
		vici_client_begin(c->client, VICI_REQUEST, "get-conns");
	vici_client_send(c->client);
}

static void
prepared(struct charon *c, const struct vici_packet *packet)
{
	struct vici_text name;
	unsigned at = 0;

	if (c->prepared++ <= EVENT_COUNT) {
		prepare(c);
		return;
	}
	while (charon_next_name(packet, &at, &name))
		charon_peers_stranger(c, name);
	switched_on(c);
}

static void
connected(struct charon *c)
{
	c->prepared = 0;
	enter(c, CHARON_PREPARING, START_MAX_MS);
	prepare(c);
}

/* Dying ---------------------------------------------------------------------------- */

static void
wait_and_start(struct charon *c)
{
	uint64_t wait = BACK_OFF_MS;
	unsigned i;

	for (i = 1; i < c->failures && wait < BACK_OFF_MAX_MS; i++)
		wait *= 2;
	enter(c, CHARON_WAITING, wait < BACK_OFF_MAX_MS ? wait :
	      BACK_OFF_MAX_MS);
}

static void start(struct charon *c);

static void
process_died(void *owner)
{
	struct charon *c = owner;
	struct tunnel_facts off = { .news = TUNNEL_BACKEND_OFF };
	bool was_on = c->phase == CHARON_ON;
	bool wanted = c->phase == CHARON_ENDING;

	vici_client_disconnect(c->client);
	charon_peers_lost(c);
	c->adopted = false;
	if (wanted) {
		start(c);
	} else {
		if (was_on && loop_now_ms(c->loop) - c->since_ms > HEALTHY_MS)
			c->failures = 0;
		c->failures++;
		c->restarts++;
		log_line(TELL_WARNING, was_on ?
			 "charon died; it is started again (%s/charon.log)" :
			 "charon does not start: see %s/charon.log; Debian has "
			 "its parts in libcharon-extra-plugins and "
			 "libstrongswan-standard-plugins",
			 charon_process_folder(c->process));
		wait_and_start(c);
	}
	if (was_on)
		tunnel_heard(c->tunnel, &off);
}

/* Its socket is closed, or what comes from it makes no sense: either it is about
 * to be reaped, or it must be. */
static void
client_lost(void *owner, int error)
{
	struct charon *c = owner;

	if (error < 0)
		log_line(TELL_ERROR, "charon's control socket: %s",
			 strerror(-error));
	charon_process_end(c->process, true);
	if (!charon_process_running(c->process))
		process_died(c);
}

/* Starting ------------------------------------------------------------------------ */

static void
start(struct charon *c)
{
	int r = charon_process_configure(c->process, c->port);

	if (r >= 0)
		r = charon_process_start(c->process);
	if (r < 0) {
		log_line(TELL_ERROR, "charon cannot be started: %s",
			 strerror(-r));
		c->failures++;
		wait_and_start(c);
		return;
	}
	enter(c, CHARON_STARTING, CONNECT_RETRY_MS);
}

static void
try_connect(struct charon *c)
{
	int r = vici_client_connect(c->client,
				    charon_process_socket(c->process));

	if (r == 0) {
		connected(c);
	} else if (loop_now_ms(c->loop) - c->since_ms > START_MAX_MS) {
		log_line(TELL_ERROR, "charon does not open its control socket: "
			 "%s", strerror(-r));
		charon_process_end(c->process, true);
		c->act_at_ms = TIME_NEVER;
	} else {
		c->act_at_ms = loop_now_ms(c->loop) + CONNECT_RETRY_MS;
	}
}

static uint64_t
deadline_ms(void *owner)
{
	const struct charon *c = owner;
	uint64_t peers = charon_peers_deadline_ms(c);

	return peers < c->act_at_ms ? peers : c->act_at_ms;
}

static void
due(void *owner)
{
	struct charon *c = owner;
	uint64_t now_ms = loop_now_ms(c->loop);

	if (c->act_at_ms <= now_ms) {
		c->act_at_ms = TIME_NEVER;
		if (c->phase == CHARON_STARTING)
			try_connect(c);
		else if (c->phase == CHARON_WAITING)
			start(c);
		else		/* ENDING, PREPARING: it takes too long */
			charon_process_end(c->process, true);
	}
	charon_peers_due(c, now_ms);
}

static void
answered(void *owner, const struct vici_packet *packet)
{
	struct charon *c = owner;

	if (c->phase == CHARON_PREPARING)
		prepared(c, packet);
	else
		charon_peers_answered(c, packet);
}

static void
happened(void *owner, const struct vici_packet *event)
{
	charon_peers_happened(owner, event);
}

/* The port -------------------------------------------------------------------------- */

/* A port that nobody has; *PORT 0 becomes a free one. charon binds it itself,
 * a moment later. 0 or -errno. */
static int
find_port(uint16_t *port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_port = htons(*port),
	};
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int r = 0;

	if (fd < 0)
		return -errno;
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &size) < 0)
		r = -errno;
	else
		*port = ntohs(address.sin_port);
	close(fd);
	return r;
}

/* A daemon of a former run listens there: with the port and all else that we
 * would give it, its tunnels live on; otherwise it has to go. */
static void
take_over(struct charon *c, uint16_t port)
{
	uint16_t there = charon_process_configured(c->process);
	pid_t pid = vici_client_process(c->client);
	int r = charon_process_adopt(c->process, pid);

	if (r < 0) {
		/* its last breath: a new one can have the socket */
		vici_client_disconnect(c->client);
		return;
	}
	if (there && (port == 0 || port == there) &&
	    charon_process_configure(c->process, there) == 1) {
		c->adopted = true;
		c->port = there;
		connected(c);
		return;
	}
	vici_client_disconnect(c->client);
	charon_process_end(c->process, false);
	enter(c, CHARON_ENDING, END_MAX_MS);
}

static void
charon_bind(void *backend, uint16_t port)
{
	struct charon *c = backend;
	uint16_t found = port;
	int r;

	if (c->phase == CHARON_IDLE &&
	    vici_client_connect(c->client,
				charon_process_socket(c->process)) == 0)
		take_over(c, port);
	if (c->phase != CHARON_IDLE && c->phase != CHARON_ENDING &&
	    (port == 0 || port == c->port)) {
		tunnel_is_bound(c->tunnel, c->port, 0);
		return;
	}
	/* one that is about to end may hold the very port */
	r = c->phase == CHARON_ENDING && port ? 0 : find_port(&found);
	if (r < 0) {
		tunnel_is_bound(c->tunnel, 0, r);
		return;
	}
	c->port = found;
	if (c->phase == CHARON_IDLE || c->phase == CHARON_WAITING) {
		start(c);
	} else if (c->phase != CHARON_ENDING) {
		struct tunnel_facts off = { .news = TUNNEL_BACKEND_OFF };
		bool was_on = c->phase == CHARON_ON;

		vici_client_disconnect(c->client);
		charon_process_end(c->process, false);
		charon_peers_lost(c);
		enter(c, CHARON_ENDING, END_MAX_MS);
		if (was_on)
			tunnel_heard(c->tunnel, &off);
	}
	tunnel_is_bound(c->tunnel, found, 0);
}

/* The interface ----------------------------------------------------------------------- */

static void
charon_close(void *backend, bool keep)
{
	struct charon *c = backend;

	if (!c)
		return;
	loop_unwatch(c->loop, c);
	vici_client_close(c->client);
	charon_process_close(c->process, keep);
	free(c);
}

static int
charon_open(const struct tunnel_backend_setup *s, void **out)
{
	static const struct vici_client_calls calls = {
		.answered = answered, .happened = happened,
		.lost = client_lost,
	};
	struct charon_settings settings = {
		.folder = s->folder, .program = s->program,
		.routing_table = TUNNEL_ROUTING_TABLE,
		.routing_priority = TUNNEL_ROUTING_PRIORITY,
		.user_space = s->user_space, .verbose = s->verbose,
	};
	/* one that leaves and one that comes under the same slot, and strangers */
	unsigned count = 2u * s->peers_max + CHARON_STRANGERS_MAX;
	char text[DNS_NAME_TEXT_MAX];
	struct charon *c;
	int r = -ENAMETOOLONG;

	dns_name_to_text(s->name, text, sizeof(text));
	if (strlen(text) > CHARON_NAME_MAX)
		return r;
	c = calloc(1, sizeof(*c) + count * sizeof(c->peers[0]));
	if (!c)
		return -ENOMEM;
	c->loop = s->loop;
	c->tunnel = s->tunnel;
	c->name = *s->name;
	dns_name_lower(&c->name);
	dns_name_to_text(&c->name, c->name_text, sizeof(c->name_text));
	c->secrets = s->secrets;
	c->peer_count = count;
	c->act_at_ms = TIME_NEVER;
	r = vici_client_open(s->loop, &calls, c, &c->client);
	if (r == 0)
		r = charon_process_open(s->loop, &settings, process_died, c,
					&c->process);
	if (r == 0)
		r = loop_watch(s->loop, deadline_ms, due, c);
	if (r < 0) {
		charon_close(c, false);
		return r;
	}
	*out = c;
	return 0;
}

static void
charon_address(void *backend, const uint8_t ula[16])
{
	struct charon *c = backend;
	bool same = c->has_ula && ula && !memcmp(c->ula, ula, 16);

	c->has_ula = ula != NULL;
	if (ula)
		memcpy(c->ula, ula, 16);
	if (ula && !same)
		charon_peers_reload(c);
}

static void
charon_secrets(void *backend, const struct tunnel_secrets *old)
{
	charon_peers_secrets(backend, old);
}

static void
charon_add(void *backend, const struct tunnel_peer *peer)
{
	charon_peers_add(backend, peer);
}

static void
charon_move(void *backend, uint16_t slot, const struct endpoint *remote)
{
	charon_peers_move(backend, slot, remote);
}

static void
charon_remove(void *backend, uint16_t slot)
{
	charon_peers_remove(backend, slot);
}

static void
charon_dial(void *backend, uint16_t slot, const struct endpoint *remote)
{
	charon_peers_dial(backend, slot, remote);
}

static void
charon_hang_up(void *backend, uint16_t slot)
{
	charon_peers_hang_up(backend, slot);
}

static void
charon_rekey(void *backend, uint16_t slot)
{
	charon_peers_rekey(backend, slot);
}

static void
charon_drop_older(void *backend, uint16_t slot)
{
	charon_peers_drop_older(backend, slot);
}

static void
charon_drop_spare(void *backend, uint16_t slot)
{
	charon_peers_drop_spare(backend, slot);
}

static void
charon_renew(void *backend)
{
	struct charon *c = backend;

	charon_process_end(c->process, true);
}

static void
charon_status(const void *backend, struct tunnel_status *out)
{
	const struct charon *c = backend;

	out->on = c->phase == CHARON_ON;
	out->adopted = c->adopted;
	out->process = (int)charon_process_pid(c->process);
	out->port = c->port;
	out->restarts = c->restarts;
	if (c->phase == CHARON_WAITING)
		out->retry_at_ms = c->act_at_ms;
}

const struct tunnel_ops charon_ops = {
	.name = "charon",
	.open = charon_open,
	.close = charon_close,
	.bind = charon_bind,
	.address = charon_address,
	.add = charon_add,
	.move = charon_move,
	.remove = charon_remove,
	.dial = charon_dial,
	.hang_up = charon_hang_up,
	.rekey = charon_rekey,
	.drop_older = charon_drop_older,
	.drop_spare = charon_drop_spare,
	.secrets = charon_secrets,
	.renew = charon_renew,
	.status = charon_status,
};
