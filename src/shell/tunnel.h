/* SPDX-License-Identifier: Apache-2.0 */
/* tunnel.h - obeys the core's EFFECT_ADDRESS, EFFECT_TUNNEL and EFFECT_BIND of
 * CHANNEL_TUNNEL on this machine, and tells it what becomes of them.
 *
 * tunnel_open; tunnel_obey for each such effect (it fits driver_hooks.tunnel);
 * tunnel_close. What happens is told by the two calls of the setup, from the
 * loop or from within tunnel_obey.
 *
 *	EFFECT_BIND	the IKE daemon is started on that UDP port, 0 = any: a
 *			living daemon of a former run is taken over where its
 *			port suits; then `bound`. Another port restarts it.
 *	EFFECT_ADDRESS	the ULA on the device, and the guard of P19
 *	EFFECT_TUNNEL	as peer.h says. An ADD while the daemon is away, or before
 *			port and ULA are known, is kept and done later.
 *
 * The unreachable route of P19 stands from a peer's ADD on, also for the last
 * ULA that the peer had before (P13), and after tunnel_close too: only the
 * machine's next boot, or its owner, takes it away.
 *
 * What sets up associations is behind struct tunnel_ops, so that another back
 * end can come; charon_ops is the one there is. */
#ifndef SHELL_TUNNEL_H
#define SHELL_TUNNEL_H

#include "autotunnel/dns.h"
#include "autotunnel/turn.h"
#include "guard.h"
#include "loop.h"
#include "psk.h"

enum {
	TUNNEL_ROUTING_TABLE = 4500,	/* of the daemon's own routes */
	TUNNEL_ROUTING_PRIORITY = 4500,	/* after local, before main */
	TUNNEL_DEVICE_MAX = 16
};

struct tunnel;
struct tunnel_ops;

struct tunnel_setup {
	struct loop *loop;
	const struct tunnel_ops *ops;	/* NULL: charon_ops */
	const char *folder;		/* of this agent's run, made if missing */
	const char *device;		/* NULL: "autotunnel0" */
	const char *program;		/* the IKE daemon; NULL: Debian's */
	const struct dns_name *name;	/* this host's, copied */
	const struct tunnel_secrets *secrets;	/* copied, wiped by close */
	uint16_t peers_max;
	bool user_space;		/* do not ask for the kernel's ESP */
	bool verbose;			/* a log of the daemon in the folder */
	/* INPUT_TUNNEL. BACKEND_ON and _OFF are for every peer. */
	void (*heard)(void *owner, const struct tunnel_facts *facts);
	/* INPUT_BOUND of CHANNEL_TUNNEL, with the ticket of the EFFECT_BIND;
	 * ERROR 0 or -errno */
	void (*bound)(void *owner, struct ticket ticket, uint16_t port,
		      int error);
	void *owner;
};

enum tunnel_esp { TUNNEL_ESP_KERNEL, TUNNEL_ESP_USER_SPACE };

struct tunnel_status {
	const char *backend;		/* "charon" */
	bool on;
	bool adopted;			/* it was running before us */
	bool guarded;			/* the rules of P19 stand */
	struct guard_counts guard;	/* what they dropped */
	enum tunnel_esp esp;
	int esp_error;			/* why not the kernel's; 0: it is, or
					 * it was not asked */
	int process;
	uint16_t port;
	unsigned restarts;
	unsigned up;			/* peers with a tunnel */
	uint64_t retry_at_ms;		/* while it is off; or TIME_NEVER */
};

int tunnel_open(const struct tunnel_setup *s, struct tunnel **out);
/* KEEP leaves daemon, device and routes to an agent that comes back at once.
 * NULL is fine. */
void tunnel_close(struct tunnel *t, bool keep);
void tunnel_obey(void *tunnel, const struct effect *e, const uint8_t *octets);
void tunnel_status(const struct tunnel *t, struct tunnel_status *out);
/* Other secrets from now on, copied; the tunnels that are up stay up. */
void tunnel_rekey(struct tunnel *t, const struct tunnel_secrets *secrets);

/* For back ends ---------------------------------------------------------------- */

/* A peer as a back end has to know it. */
struct tunnel_peer {
	uint16_t slot;
	struct dns_name name;
	uint8_t ula[16];
	struct endpoint remote;		/* for the next call; family 0: none */
};

struct tunnel_backend_setup {
	struct loop *loop;
	struct tunnel *tunnel;
	const char *folder;
	const char *program;
	const struct dns_name *name;
	const struct tunnel_secrets *secrets;	/* may change: see `secrets` */
	uint16_t peers_max;
	bool user_space;		/* the kernel has no ESP */
	bool verbose;
};

/* All borrow their arguments for the call. Each verb means what peer.h says. */
struct tunnel_ops {
	const char *name;
	int (*open)(const struct tunnel_backend_setup *s, void **out);
	void (*close)(void *backend, bool keep);
	/* Run on PORT, 0 = any; tunnel_is_bound before it returns. */
	void (*bind)(void *backend, uint16_t port);
	/* Our own end of all selectors; NULL: none, so no tunnels. */
	void (*address)(void *backend, const uint8_t ula[16]);
	void (*add)(void *backend, const struct tunnel_peer *peer);
	void (*move)(void *backend, uint16_t slot,
		     const struct endpoint *remote);
	void (*remove)(void *backend, uint16_t slot);
	void (*dial)(void *backend, uint16_t slot,
		     const struct endpoint *remote);
	void (*hang_up)(void *backend, uint16_t slot);
	void (*rekey)(void *backend, uint16_t slot);
	void (*drop_older)(void *backend, uint16_t slot);
	void (*drop_spare)(void *backend, uint16_t slot);
	/* The setup's secrets are others now; they were OLD. */
	void (*secrets)(void *backend, const struct tunnel_secrets *old);
	/* Its device was taken away: start afresh. */
	void (*renew)(void *backend);
	/* Fills in what it knows: on, adopted, process, port, restarts,
	 * retry_at_ms. */
	void (*status)(const void *backend, struct tunnel_status *out);
};

extern const struct tunnel_ops charon_ops;

void tunnel_is_bound(struct tunnel *t, uint16_t port, int error);
void tunnel_heard(struct tunnel *t, const struct tunnel_facts *facts);
/* DEVICE is where the back end's own ESP hands packets in; NULL: none. */
void tunnel_is_on(struct tunnel *t, const char *device);

#endif
