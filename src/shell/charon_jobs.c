/* SPDX-License-Identifier: Apache-2.0 */
/* charon_jobs.c - what is wanted of charon, asked for: one request at a time, and
 * a peer's after another's. */
#include "charon.h"

#include <errno.h>
#include <string.h>

#include <openssl/crypto.h>

static void
write_connection(struct charon *c, const struct charon_peer *p,
		 struct vici_writer *w)
{
	struct charon_connection connection = {
		.name = p->name, .our_name = c->name_text,
		.remote = p->remote, .port = c->port, .call = p->calls,
	};

	memcpy(connection.our_ula, c->ula, 16);
	memcpy(connection.ula, p->ula, 16);
	charon_write_connection(w, &connection);
}

static int
ask_share(struct charon *c, struct charon_peer *p, unsigned which)
{
	const struct tunnel_secret *secret = &c->secrets->list[which];
	struct psk_name ours = { c->name.wire, c->name.length };
	struct psk_name theirs = { p->wire.wire, p->wire.length };
	uint8_t key[PSK_SIZE];
	int r = psk_derive(secret, ours, theirs, key);

	if (r < 0)
		return r;
	charon_write_shared(vici_client_begin(c->client, VICI_REQUEST,
					      "load-shared"),
			    p->name, c->name_text, secret->generation, key);
	r = vici_client_send(c->client);
	OPENSSL_cleanse(key, sizeof(key));
	return r;
}

static int
ask_unshare(struct charon *c, struct charon_peer *p, uint32_t generation)
{
	charon_write_unshared(vici_client_begin(c->client, VICI_REQUEST,
						"unload-shared"),
			      p->name, generation);
	return vici_client_send(c->client);
}

/* `terminate` of association ID, or of all with P where ID is 0; without
 * waiting for the other end, which may be where nobody answers. */
static int
ask_terminate(struct charon *c, const struct charon_peer *p, uint32_t id)
{
	struct vici_writer *w = vici_client_begin(c->client, VICI_REQUEST,
						  "terminate");

	if (id)
		vici_key_number(w, "ike-id", id);
	else
		vici_key(w, "ike", p->name);
	vici_key(w, "force", "yes");
	vici_key(w, "timeout", "-1");
	return vici_client_send(c->client);
}

static int
ask_named(struct charon *c, const char *command, const char *key,
	  const char *name)
{
	vici_key(vici_client_begin(c->client, VICI_REQUEST, command), key,
		 name);
	return vici_client_send(c->client);
}

static int
ask_call(struct charon *c, struct charon_peer *p)
{
	struct vici_writer *w = vici_client_begin(c->client, VICI_REQUEST,
						  "initiate");

	p->before_call_id = c->top_id;
	p->calling = true;
	p->suspect = false;
	p->reason = TUNNEL_REASON_NONE;
	p->check_at_ms = loop_now_ms(c->loop) + CHARON_CHECK_MS;
	vici_key(w, "ike", p->name);
	vici_key(w, "child", "ula");
	vici_key(w, "timeout", "-1");
	vici_key(w, "init-limits", "no");
	return vici_client_send(c->client);
}

static int
ask_rekey(struct charon *c, struct charon_peer *p)
{
	const struct charon_sa *best = charon_peer_newest(p);

	if (!best)
		return -ENOENT;
	vici_key_number(vici_client_begin(c->client, VICI_REQUEST, "rekey"),
			"child-id", best->child);
	return vici_client_send(c->client);
}

/* One of those that WANTED says; -ENOENT once there is none left. */
static int
ask_end_one(struct charon *c, struct charon_peer *p,
	    bool (*wanted)(const struct charon_peer *p,
			   const struct charon_sa *sa))
{
	unsigned i;

	for (i = 0; i < p->sa_count; i++)
		if (wanted(p, &p->sas[i])) {
			uint32_t id = p->sas[i].id;

			p->sas[i] = p->sas[--p->sa_count];
			return ask_terminate(c, p, id);
		}
	return -ENOENT;
}

static bool
is_set_up(const struct charon_peer *p, const struct charon_sa *sa)
{
	(void)p;
	return sa->ours && !sa->child;
}

/* Older than the one of which the core was told when it asked: one that has come
 * since is not, and makes none older. */
static bool
is_older(const struct charon_peer *p, const struct charon_sa *sa)
{
	return sa->established && sa->child && sa->id < p->keep_id;
}

/* Both ends dialled and both came through: the higher name's is the one to go. */
static bool
is_spare(const struct charon_peer *p, const struct charon_sa *sa)
{
	unsigned i;

	if (!sa->established || !sa->child || sa->ours == p->lower)
		return false;
	for (i = 0; i < p->sa_count; i++)
		if (p->sas[i].established && p->sas[i].child &&
		    p->sas[i].ours == p->lower)
			return true;
	return false;
}

static int
ask(struct charon *c, struct charon_peer *p, enum charon_job job)
{
	switch (job) {
	case JOB_END:
		return ask_terminate(c, p, 0);
	case JOB_UNLOAD:
		return ask_named(c, "unload-conn", "name", p->name);
	case JOB_UNSHARE_0:
	case JOB_UNSHARE_1:
		return ask_unshare(c, p, c->secrets->list
				   [job - JOB_UNSHARE_0].generation);
	case JOB_FORGET_0:
	case JOB_FORGET_1:
		return ask_unshare(c, p, c->forgotten[job - JOB_FORGET_0]);
	case JOB_SHARE_0:
		return ask_share(c, p, 0);
	case JOB_SHARE_1:
		return ask_share(c, p, 1);
	case JOB_CONNECTION:
		write_connection(c, p, vici_client_begin(c->client,
							 VICI_REQUEST,
							 "load-conn"));
		return vici_client_send(c->client);
	case JOB_LIST:
		p->sa_count = 0;
		return ask_named(c, "list-sas", "ike", p->name);
	case JOB_HANG_UP:
		return ask_end_one(c, p, is_set_up);
	case JOB_CALL:
		return ask_call(c, p);
	case JOB_REKEY:
		return ask_rekey(c, p);
	case JOB_DROP_SPARE:
		return ask_end_one(c, p, is_spare);
	default:
		return ask_end_one(c, p, is_older);
	}
}

/* Selectors need our ULA; leaving needs none. */
static bool
may_work(const struct charon *c, const struct charon_peer *p)
{
	return p->used && p->jobs && (p->leaving || c->has_ula);
}

static enum charon_job
first_job(const struct charon_peer *p)
{
	return (enum charon_job)__builtin_ctz(p->jobs);
}

/* 0: asked. Else the job is over, for this reason. */
static int
work_on(struct charon *c, struct charon_peer *p)
{
	enum charon_job job = first_job(p);
	bool one_of_many = job == JOB_HANG_UP || job == JOB_DROP ||
		job == JOB_DROP_SPARE;
	int r = ask(c, p, job);

	if (r < 0 || !one_of_many)
		p->jobs &= ~job_bit(job);
	if (r == 0) {
		c->asked = p;
		c->job = job;
		return 0;
	}
	if (job == JOB_REKEY)
		charon_peer_failed(c, p);
	return r;
}

void
charon_jobs_work(struct charon *c)
{
	unsigned turns = c->peer_count;

	if (c->phase != CHARON_ON)
		return;
	while (turns-- && vici_client_idle(c->client)) {
		struct charon_peer *p = &c->peers[c->cursor];

		/* a peer's jobs belong together: stay with it until they are
		 * done, so that a call waits for nobody's list */
		while (vici_client_idle(c->client) && may_work(c, p))
			if (work_on(c, p) == 0)
				return;
		if (p->used && p->leaving && !p->jobs)
			p->used = false;
		c->cursor = (c->cursor + 1) % c->peer_count;
	}
}
