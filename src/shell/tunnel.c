/* SPDX-License-Identifier: Apache-2.0 */
/* tunnel.c - device, routes and guard of this machine, around a back end. */
#include "tunnel.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "esp.h"
#include "guard.h"
#include "keeper.h"
#include "log.h"
#include "outer.h"
#include "sever.h"
#include "tun.h"

struct peer_route {
	bool known;
	bool up;
	bool has_former;		/* the ULA before a rebirth */
	uint8_t ula[16];
	uint8_t former[16];
};

struct tunnel {
	struct tunnel_setup setup;
	const struct tunnel_ops *ops;
	void *backend;
	struct dns_name name;
	struct tunnel_secrets secrets;
	struct tun *tun;
	struct keeper *keeper;
	struct ticket bind_ticket;
	uint16_t port;
	bool user_space;
	int esp_error;
	int guard_error, restore_error;	/* of the last time; told once */
	bool has_ula;
	bool guarded;
	struct guard guard;
	uint8_t (*guarded_peers)[16];	/* two of each peer, for guard_set */
	uint8_t ula[16];
	char device[TUNNEL_DEVICE_MAX];	/* the back end's; empty: none */
	struct peer_route peers[];
};

static void
complain(const char *what, int error)
{
	if (error < 0)
		log_line(TELL_ERROR, "%s: %s", what, strerror(-error));
}

/* What the machine can do ---------------------------------------------------------- */

static void
choose_esp(struct tunnel *t)
{
	if (t->setup.user_space) {
		t->user_space = true;
		return;
	}
	t->esp_error = esp_probe();
	t->user_space = t->esp_error < 0;
}

static void restore(void *owner);

int
tunnel_open(const struct tunnel_setup *s, struct tunnel **out)
{
	struct tunnel_backend_setup b;
	struct tunnel *t;
	int r;

	t = calloc(1, sizeof(*t) + s->peers_max * sizeof(t->peers[0]));
	if (!t)
		return -ENOMEM;
	t->setup = *s;
	t->ops = s->ops ? s->ops : &charon_ops;
	t->name = *s->name;
	t->secrets = *s->secrets;
	choose_esp(t);
	r = -ENOMEM;
	t->guarded_peers = calloc(2 * s->peers_max, sizeof(*t->guarded_peers));
	if (!t->guarded_peers)
		goto out;
	r = tun_open(s->device ? s->device : "autotunnel0", &t->tun);
	if (r < 0)
		goto out;
	b = (struct tunnel_backend_setup){
		.loop = s->loop, .tunnel = t, .folder = s->folder,
		.program = s->program, .name = &t->name,
		.secrets = &t->secrets, .peers_max = s->peers_max,
		.user_space = t->user_space, .verbose = s->verbose,
	};
	r = t->ops->open(&b, &t->backend);
	if (r == 0)
		r = keeper_open(s->loop, restore, t, &t->keeper);
	if (r < 0)
		goto out;
	*out = t;
	return 0;
out:
	tunnel_close(t, false);
	return r;
}

void
tunnel_close(struct tunnel *t, bool keep)
{
	if (!t)
		return;
	keeper_close(t->keeper);
	if (t->backend)
		t->ops->close(t->backend, keep);
	if (t->port && !keep)
		outer_clear();
	/* The peers stay unreachable: a connection that outlives the tunnel
	 * would go on in clear by any other route. The guard goes after the
	 * address that it guards. */
	tun_close(t->tun, keep);
	if (t->guarded && !keep)
		guard_clear(&t->guard);
	free(t->guard.listing);
	free(t->guarded_peers);
	tunnel_secrets_wipe(&t->secrets);
	free(t);
}

void
tunnel_rekey(struct tunnel *t, const struct tunnel_secrets *secrets)
{
	struct tunnel_secrets old;

	if (!t)
		return;
	old = t->secrets;
	t->secrets = *secrets;
	t->ops->secrets(t->backend, &old);
	tunnel_secrets_wipe(&old);
}

/* What others take away --------------------------------------------------------------- */

static bool set_guard(struct tunnel *t);

static bool
is_on(const struct tunnel *t)
{
	struct tunnel_status status = { .on = false };

	t->ops->status(t->backend, &status);
	return status.on;
}

/* How many of the routes were missing. */
static unsigned
keep_routes(struct tunnel *t)
{
	const char *device = t->user_space ? t->device : NULL;
	uint32_t table = t->user_space ? TUNNEL_ROUTING_TABLE : 0;
	unsigned i, missing = 0;

	for (i = 0; i < t->setup.peers_max; i++) {
		const struct peer_route *p = &t->peers[i];

		if (p->known)
			missing += tun_keep_unreachable(t->tun, p->ula) == 1;
		if (p->has_former)
			missing += tun_keep_unreachable(t->tun, p->former) == 1;
		if (p->up)
			missing += tun_keep_route(t->tun, p->ula, device,
						  table) == 1;
	}
	if (t->user_space && is_on(t))
		missing += tun_keep_rule(t->tun, TUNNEL_ROUTING_TABLE,
					 TUNNEL_ROUTING_PRIORITY) == 1;
	return missing;
}

static void
warn_of(const char *what)
{
	log_line(TELL_WARNING, "another program took %s away: restored", what);
}

/* Somebody took something of the machine's network away. */
static void
restore(void *owner)
{
	struct tunnel *t = owner;
	int r = tun_restore(t->tun);

	if (r != t->restore_error)
		complain("restoring the tunnel device", r);
	t->restore_error = r;
	if (r < 0)
		keeper_again(t->keeper);
	if (r > 0)
		warn_of("the tunnel device");
	if (keep_routes(t))
		warn_of("routes to peers");
	if (t->guarded && !guard_stands(&t->guard) && set_guard(t)) {
		if (t->port)
			outer_allow_fragments(t->port);
		warn_of("the packet filter's rules");
	}
	if (t->device[0] && is_on(t) && !tun_exists(t->device)) {
		t->device[0] = '\0';
		t->ops->renew(t->backend);
		warn_of("the IKE daemon's device");
	}
}

/* Our own address ------------------------------------------------------------------ */

static bool
set_guard(struct tunnel *t)
{
	/* the device's name is known with the daemon; before that nothing can
	 * come through a tunnel, so no device is accepted */
	struct guard_rules rules = {
		.ula = t->ula, .peers = (const uint8_t (*)[16])t->guarded_peers,
		.device = !t->user_space ? NULL :
			t->device[0] ? t->device : "none",
	};
	unsigned i;
	int r;

	for (i = 0; i < t->setup.peers_max; i++) {
		const struct peer_route *p = &t->peers[i];

		if (p->known)
			memcpy(t->guarded_peers[rules.peer_count++], p->ula, 16);
		if (p->has_former)
			memcpy(t->guarded_peers[rules.peer_count++], p->former,
			       16);
	}
	r = guard_set(&t->guard, &rules);
	/* where it is only for want of something now, it is tried again */
	t->guarded = r != -ENOSYS;
	if (r < 0 && r != -ENOSYS && t->keeper)
		keeper_again(t->keeper);
	if (r < 0 && r != t->guard_error)
		log_line(TELL_WARNING, "packets to our own tunnel address that "
			 "come outside of a tunnel are not dropped: nftables: "
			 "%s", strerror(-r));
	t->guard_error = r;
	return r == 0;
}

static void
obey_address(struct tunnel *t, const struct effect *e)
{
	int r;

	if (e->take) {
		t->ops->address(t->backend, NULL);
		complain("taking the tunnel address away",
			 tun_address(t->tun, NULL));
		if (t->guarded)
			guard_clear(&t->guard);
		t->has_ula = t->guarded = false;
		return;
	}
	memcpy(t->ula, e->address, 16);
	t->has_ula = true;
	set_guard(t);
	r = tun_address(t->tun, t->ula);
	complain("setting the tunnel address", r);
	if (r == 0)
		t->ops->address(t->backend, t->ula);
}

/* Peers ----------------------------------------------------------------------------- */

/* The peer was started anew, and knows nothing of its connections of before. */
static void
end_connections(const uint8_t former[16])
{
	int n = sever_connections(former);

	if (n > 0)
		log_line(TELL_INFO, "a peer has another address: %d "
			 "connection%s to the old one ended", n,
			 n == 1 ? " is" : "s are");
	else if (n < 0)
		log_line(TELL_DEBUG, "connections to a peer's old address are "
			 "not ended: %s", strerror(-n));
}

static void
keep_unreachable(struct tunnel *t, struct peer_route *p, const uint8_t ula[16])
{
	if (p->known && !memcmp(p->ula, ula, 16))
		return;
	if (p->known) {
		if (p->has_former)
			tun_unreachable(t->tun, p->former, false);
		memcpy(p->former, p->ula, 16);
		p->has_former = true;
		end_connections(p->former);
	}
	memcpy(p->ula, ula, 16);
	p->known = true;
	complain("keeping a peer's address unreachable",
		 tun_unreachable(t->tun, ula, true));
	if (t->guarded)
		complain("guarding a peer's address",
			 guard_add(&t->guard, ula));
}

static void
add_peer(struct tunnel *t, const struct effect_tunnel *e, const uint8_t *name,
	 size_t length)
{
	struct tunnel_peer peer = { .slot = e->peer, .remote = e->remote };

	if (dns_name_from_wire(&peer.name, name, length) < 0)
		return;
	memcpy(peer.ula, e->ula, 16);
	keep_unreachable(t, &t->peers[e->peer], e->ula);
	t->ops->add(t->backend, &peer);
}

/* The kernel's own ESP has no device: the peer's packets go to ours, where the
 * policies take them. A user-space daemon has its own, and routes to it itself;
 * a route of its that we restored (keep_routes) it may not know. */
static void
set_up(struct tunnel *t, struct peer_route *p, bool up)
{
	if (p->up != up && !t->user_space)
		complain("routing to a peer", tun_route(t->tun, p->ula, up));
	else if (p->up != up && up)
		tun_keep_route(t->tun, p->ula, t->device, TUNNEL_ROUTING_TABLE);
	else if (p->up != up)
		tun_drop_route(t->tun, p->ula, t->device, TUNNEL_ROUTING_TABLE);
	p->up = up;
}

static void
obey_tunnel(struct tunnel *t, const struct effect_tunnel *e,
	    const uint8_t *octets, size_t length)
{
	void *b = t->backend;

	if (e->peer >= t->setup.peers_max)
		return;
	switch (e->verb) {
	case TUNNEL_ADD:
		add_peer(t, e, octets, length);
		break;
	case TUNNEL_MOVE:
		t->ops->move(b, e->peer, &e->remote);
		break;
	case TUNNEL_REMOVE:
		set_up(t, &t->peers[e->peer], false);
		t->ops->remove(b, e->peer);
		break;
	case TUNNEL_DIAL:
		t->ops->dial(b, e->peer, &e->remote);
		break;
	case TUNNEL_HANG_UP:
		t->ops->hang_up(b, e->peer);
		break;
	case TUNNEL_REKEY:
		t->ops->rekey(b, e->peer);
		break;
	case TUNNEL_DROP_OLDER:
		t->ops->drop_older(b, e->peer);
		break;
	case TUNNEL_DROP_SPARE:
		t->ops->drop_spare(b, e->peer);
		break;
	default:
		break;
	}
}

void
tunnel_obey(void *tunnel, const struct effect *e, const uint8_t *octets)
{
	struct tunnel *t = tunnel;

	if (e->kind == EFFECT_TUNNEL) {
		obey_tunnel(t, &e->tunnel, octets, e->length);
	} else if (e->kind == EFFECT_ADDRESS) {
		obey_address(t, e);
	} else if (e->kind == EFFECT_BIND && e->channel == CHANNEL_TUNNEL) {
		t->bind_ticket = e->ticket;
		t->ops->bind(t->backend, e->port);
	}
}

/* What the back end says ---------------------------------------------------------------- */

void
tunnel_is_bound(struct tunnel *t, uint16_t port, int error)
{
	int r;

	if (error == 0) {
		t->port = port;
		r = outer_allow_fragments(port);
		if (r < 0)
			log_line(TELL_WARNING, "large packets may get lost on "
				 "paths with an MTU under 1,344: nftables: %s",
				 strerror(-r));
	}
	t->setup.bound(t->setup.owner, t->bind_ticket, port, error);
}

/* A daemon that was killed took nothing out of the kernel, and nobody has the
 * keys' other ends any more. */
static void
sweep(struct tunnel *t)
{
	if (!t->user_space && t->has_ula && t->port)
		esp_sweep(t->port, t->ula);
}

static void
all_down(struct tunnel *t)
{
	unsigned i;

	for (i = 0; i < t->setup.peers_max; i++)
		set_up(t, &t->peers[i], false);
	sweep(t);
}

void
tunnel_heard(struct tunnel *t, const struct tunnel_facts *facts)
{
	if (facts->news == TUNNEL_BACKEND_OFF)
		all_down(t);
	if (facts->news == TUNNEL_UP || facts->news == TUNNEL_FELL)
		set_up(t, &t->peers[facts->peer], facts->news == TUNNEL_UP);
	t->setup.heard(t->setup.owner, facts);
}

void
tunnel_is_on(struct tunnel *t, const char *device)
{
	struct tunnel_facts on = { .news = TUNNEL_BACKEND_ON };

	struct tunnel_status status = { .on = false };

	t->ops->status(t->backend, &status);
	if (!status.adopted)
		sweep(t);
	memset(t->device, 0, sizeof(t->device));
	if (device)
		strncpy(t->device, device, sizeof(t->device) - 1);
	if (t->has_ula)
		set_guard(t);
	tunnel_heard(t, &on);
}

void
tunnel_status(const struct tunnel *t, struct tunnel_status *out)
{
	unsigned i;

	memset(out, 0, sizeof(*out));
	out->backend = t->ops->name;
	out->retry_at_ms = TIME_NEVER;
	out->esp = t->user_space ? TUNNEL_ESP_USER_SPACE : TUNNEL_ESP_KERNEL;
	out->esp_error = t->esp_error;
	out->guarded = t->guarded;
	if (t->guarded)
		guard_count(&t->guard, &out->guard);
	for (i = 0; i < t->setup.peers_max; i++)
		out->up += t->peers[i].up;
	t->ops->status(t->backend, out);
}
