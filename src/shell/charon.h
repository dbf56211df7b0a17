/* SPDX-License-Identifier: Apache-2.0 */
/* charon.h - what charon.c (the daemon's life), charon_peers.c (the peers in it)
 * and charon_jobs.c (what is asked for them) share; for nobody else. */
#ifndef SHELL_CHARON_H
#define SHELL_CHARON_H

#include "charon_message.h"
#include "charon_process.h"
#include "tunnel.h"
#include "vici_client.h"

enum {
	CHARON_SAS_MAX = 8,		/* of one peer, that we keep in mind */
	CHARON_STRANGERS_MAX = 64,	/* connections of a former agent */
	CHARON_NO_SLOT = 0xffff,
	CHARON_CHECK_MS = 1000,		/* a call in progress is looked at */
	CHARON_GRACE_MS = 60000		/* a former agent's peer may come back */
};

/* What is to be asked of the daemon for one peer; asked in this order, and each
 * but once however often it was wanted meanwhile. */
enum charon_job {
	JOB_END,			/* all its associations */
	JOB_UNLOAD,
	JOB_UNSHARE_0,
	JOB_UNSHARE_1,
	JOB_FORGET_0,			/* a generation that is no more */
	JOB_FORGET_1,
	JOB_SHARE_1,			/* the older key first: charon signs */
	JOB_SHARE_0,			/* with the one it was given last */
	JOB_CONNECTION,
	JOB_LIST,
	JOB_HANG_UP,
	JOB_CALL,
	JOB_REKEY,
	JOB_DROP,
	JOB_DROP_SPARE,
	JOB_COUNT
};

struct charon_peer {
	bool used;
	bool leaving;			/* its last jobs, then it is free */
	bool fresh;			/* added, not yet looked at */
	bool lower;			/* of the two names, ours is */
	uint16_t slot;			/* CHARON_NO_SLOT: leaving, stranger */
	uint64_t leave_at_ms;		/* stranger: TIME_NEVER for others */
	char name[CHARON_NAME_MAX + 1];
	struct dns_name wire;
	uint8_t ula[16];
	struct endpoint remote;
	uint32_t jobs;
	uint32_t gone_id;		/* associations up to this are ended */
	/* the call */
	uint32_t calls;
	bool calling;
	bool suspect;			/* it may have failed: look */
	uint32_t before_call_id;
	enum tunnel_reason reason;
	uint64_t check_at_ms;
	/* what is up, as the core was told */
	uint32_t up_id;
	struct endpoint up_remote;
	uint32_t keep_id;		/* DROP: those before it go */
	bool settle;			/* of two that both dialled, end one */
	bool rekeyed;			/* a child was; tell with the next look */
	bool succeeded;			/* the IKE_SA has another number now */
	unsigned sa_count;
	struct charon_sa sas[CHARON_SAS_MAX];
};

enum charon_phase {
	CHARON_IDLE,			/* no port yet */
	CHARON_ENDING,			/* one with another port is going */
	CHARON_STARTING,		/* its socket is not there yet */
	CHARON_PREPARING,		/* events, a former agent's connections */
	CHARON_ON,
	CHARON_WAITING			/* to be started again */
};

struct charon {
	struct loop *loop;
	struct tunnel *tunnel;
	struct charon_process *process;
	struct vici_client *client;
	struct dns_name name;
	char name_text[CHARON_NAME_MAX + 1];
	const struct tunnel_secrets *secrets;
	uint32_t forgotten[TUNNEL_SECRETS_MAX];	/* of JOB_FORGET_0, _1 */
	enum charon_phase phase;
	uint16_t port;
	bool adopted;
	unsigned prepared;		/* steps of CHARON_PREPARING done */
	unsigned failures, restarts;
	uint64_t since_ms;		/* the phase */
	uint64_t act_at_ms;		/* the phase's deadline, or TIME_NEVER */
	bool has_ula;
	uint8_t ula[16];
	uint32_t top_id;		/* the highest IKE_SA seen */
	/* the request in flight */
	struct charon_peer *asked;	/* NULL: the life's own */
	enum charon_job job;
	unsigned cursor;
	unsigned peer_count;
	struct charon_peer peers[];
};

/* charon_peers.c ----------------------------------------------------------------- */

void charon_peers_add(struct charon *c, const struct tunnel_peer *peer);
void charon_peers_move(struct charon *c, uint16_t slot,
		       const struct endpoint *remote);
void charon_peers_remove(struct charon *c, uint16_t slot);
void charon_peers_dial(struct charon *c, uint16_t slot,
		       const struct endpoint *remote);
void charon_peers_hang_up(struct charon *c, uint16_t slot);
void charon_peers_rekey(struct charon *c, uint16_t slot);
void charon_peers_drop_older(struct charon *c, uint16_t slot);
void charon_peers_drop_spare(struct charon *c, uint16_t slot);
/* A connection that a former agent left. */
void charon_peers_stranger(struct charon *c, struct vici_text name);
/* The daemon is gone, and all associations with it. */
void charon_peers_lost(struct charon *c);
/* Our ULA is another: load everything again. */
void charon_peers_reload(struct charon *c);
/* The secrets are others; they were OLD. */
void charon_peers_secrets(struct charon *c, const struct tunnel_secrets *old);
void charon_peers_answered(struct charon *c, const struct vici_packet *packet);
void charon_peers_happened(struct charon *c, const struct vici_packet *event);
uint64_t charon_peers_deadline_ms(const struct charon *c);
void charon_peers_due(struct charon *c, uint64_t now_ms);
/* The last that was set up and carries a child; NULL: none. */
const struct charon_sa *charon_peer_newest(const struct charon_peer *p);
/* Its call, or its rekeying, came to nothing. */
void charon_peer_failed(struct charon *c, struct charon_peer *p);

/* charon_jobs.c ------------------------------------------------------------------ */

static inline uint32_t
job_bit(enum charon_job job)
{
	return 1u << job;
}

/* Sends the next request if the daemon is on and idle. */
void charon_jobs_work(struct charon *c);

#endif
