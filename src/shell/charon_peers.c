/* SPDX-License-Identifier: Apache-2.0 */
/* charon_peers.c - the peers in charon: what is to be asked for each, and what
 * its associations mean. The associations are never counted from events, which
 * can be missed or overtake one another: an event only makes us look. */
#include "charon.h"

#include <errno.h>
#include <string.h>

#include <openssl/crypto.h>

#include "log.h"

static uint32_t
bit(enum charon_job job)
{
	return 1u << job;
}

static uint32_t
share_jobs(const struct charon *c)
{
	return bit(JOB_SHARE_0) |
		(c->secrets->count > 1 ? bit(JOB_SHARE_1) : 0);
}

static uint32_t
leave_jobs(const struct charon *c)
{
	return bit(JOB_END) | bit(JOB_UNLOAD) | bit(JOB_UNSHARE_0) |
		(c->secrets->count > 1 ? bit(JOB_UNSHARE_1) : 0);
}

/* Peers ------------------------------------------------------------------------ */

static struct charon_peer *
by_slot(struct charon *c, uint16_t slot)
{
	unsigned i;

	for (i = 0; i < c->peer_count; i++)
		if (c->peers[i].used && c->peers[i].slot == slot)
			return &c->peers[i];
	return NULL;
}

static struct charon_peer *
by_name(struct charon *c, struct vici_text name)
{
	unsigned i;

	for (i = 0; i < c->peer_count; i++)
		if (c->peers[i].used && vici_is(name, c->peers[i].name))
			return &c->peers[i];
	return NULL;
}

static struct charon_peer *
make_peer(struct charon *c, const char *name)
{
	unsigned i;

	for (i = 0; i < c->peer_count; i++)
		if (!c->peers[i].used) {
			struct charon_peer *p = &c->peers[i];

			memset(p, 0, sizeof(*p));
			p->used = true;
			p->slot = CHARON_NO_SLOT;
			p->leave_at_ms = p->check_at_ms = TIME_NEVER;
			strcpy(p->name, name);
			return p;
		}
	return NULL;
}

void
charon_peers_add(struct charon *c, const struct tunnel_peer *peer)
{
	char name[DNS_NAME_TEXT_MAX];
	struct charon_peer *p;

	dns_name_to_text(&peer->name, name, sizeof(name));
	if (strlen(name) > CHARON_NAME_MAX) {
		log_line(TELL_ERROR, "%s: too long a name for a tunnel", name);
		return;
	}
	p = by_name(c, (struct vici_text){ name, strlen(name) });
	if (!p)
		p = make_peer(c, name);
	if (!p) {
		log_line(TELL_ERROR, "no room for a tunnel to %s", name);
		return;
	}
	p->slot = peer->slot;
	p->leaving = false;
	p->leave_at_ms = TIME_NEVER;
	p->wire = peer->name;
	memcpy(p->ula, peer->ula, 16);
	p->remote = peer->remote;
	p->fresh = true;
	p->jobs &= bit(JOB_END);
	p->jobs |= share_jobs(c) | bit(JOB_CONNECTION) | bit(JOB_LIST);
	charon_peers_work(c);
}

void
charon_peers_stranger(struct charon *c, struct vici_text name)
{
	char text[CHARON_NAME_MAX + 1];
	struct charon_peer *p;

	if (name.length > CHARON_NAME_MAX || by_name(c, name))
		return;
	vici_copy(name, text, sizeof(text));
	p = make_peer(c, text);
	if (p)
		p->leave_at_ms = loop_now_ms(c->loop) + CHARON_GRACE_MS;
}

static void
leave(struct charon *c, struct charon_peer *p)
{
	p->slot = CHARON_NO_SLOT;
	p->leaving = true;
	p->leave_at_ms = p->check_at_ms = TIME_NEVER;
	p->calling = false;
	p->up_id = 0;
	p->gone_id = c->top_id;
	p->jobs = leave_jobs(c);
	if (c->phase != CHARON_ON && c->phase != CHARON_PREPARING)
		p->used = false;
}

void
charon_peers_remove(struct charon *c, uint16_t slot)
{
	struct charon_peer *p = by_slot(c, slot);

	if (!p)
		return;
	leave(c, p);
	charon_peers_work(c);
}

void
charon_peers_move(struct charon *c, uint16_t slot,
		  const struct endpoint *remote)
{
	struct charon_peer *p = by_slot(c, slot);

	if (p && !p->calling)
		p->remote = *remote;
}

void
charon_peers_dial(struct charon *c, uint16_t slot,
		  const struct endpoint *remote)
{
	struct charon_peer *p = by_slot(c, slot);

	if (!p || remote->family == 0)
		return;
	if (p->calling)
		p->jobs |= bit(JOB_LIST) | bit(JOB_HANG_UP);
	p->calling = false;
	p->remote = *remote;
	p->calls++;
	p->settle = false;
	p->jobs |= bit(JOB_CONNECTION) | bit(JOB_CALL);
	charon_peers_work(c);
}

void
charon_peers_hang_up(struct charon *c, uint16_t slot)
{
	struct charon_peer *p = by_slot(c, slot);

	if (!p)
		return;
	p->jobs &= ~bit(JOB_CALL);
	if (!p->calling)
		return;
	p->calling = false;
	p->check_at_ms = TIME_NEVER;
	p->jobs |= bit(JOB_LIST) | bit(JOB_HANG_UP);
	charon_peers_work(c);
}

static void
want(struct charon *c, uint16_t slot, enum charon_job job)
{
	struct charon_peer *p = by_slot(c, slot);

	if (!p)
		return;
	p->jobs |= bit(JOB_LIST) | bit(job);
	charon_peers_work(c);
}

void
charon_peers_rekey(struct charon *c, uint16_t slot)
{
	want(c, slot, JOB_REKEY);
}

void
charon_peers_drop_older(struct charon *c, uint16_t slot)
{
	want(c, slot, JOB_DROP);
}

/* The peer's may come through after ours: it is looked for at each later look,
 * until we dial again. */
void
charon_peers_drop_spare(struct charon *c, uint16_t slot)
{
	struct charon_peer *p = by_slot(c, slot);

	if (p)
		p->settle = true;
	want(c, slot, JOB_DROP_SPARE);
}

void
charon_peers_lost(struct charon *c)
{
	unsigned i;

	c->asked = NULL;
	c->top_id = 0;
	for (i = 0; i < c->peer_count; i++) {
		struct charon_peer *p = &c->peers[i];

		if (p->slot == CHARON_NO_SLOT)
			p->used = false;
		p->calling = p->suspect = p->rekeyed = p->succeeded = false;
		p->settle = false;
		p->check_at_ms = TIME_NEVER;
		p->up_id = p->gone_id = 0;
		p->sa_count = 0;
		p->jobs = share_jobs(c) | bit(JOB_CONNECTION) | bit(JOB_LIST);
	}
}

void
charon_peers_reload(struct charon *c)
{
	unsigned i;

	for (i = 0; i < c->peer_count; i++)
		if (c->peers[i].used && !c->peers[i].leaving)
			c->peers[i].jobs |= bit(JOB_CONNECTION);
	charon_peers_work(c);
}

static bool
has_generation(const struct tunnel_secrets *s, uint32_t generation)
{
	unsigned i;

	for (i = 0; i < s->count; i++)
		if (s->list[i].generation == generation)
			return true;
	return false;
}

/* Keys serve to begin an association: those that are up stay as they are. */
void
charon_peers_secrets(struct charon *c, const struct tunnel_secrets *old)
{
	uint32_t jobs = share_jobs(c);
	unsigned i;

	for (i = 0; i < old->count; i++)
		if (!has_generation(c->secrets, old->list[i].generation)) {
			c->forgotten[i] = old->list[i].generation;
			jobs |= bit(JOB_FORGET_0 + i);
		}
	for (i = 0; i < c->peer_count; i++) {
		struct charon_peer *p = &c->peers[i];

		if (!p->used || p->leaving || p->slot == CHARON_NO_SLOT)
			continue;
		p->jobs &= ~(bit(JOB_SHARE_0) | bit(JOB_SHARE_1));
		p->jobs |= jobs;
	}
	charon_peers_work(c);
}

/* What the associations mean ----------------------------------------------------- */

static const struct charon_sa *
newest(const struct charon_peer *p)
{
	const struct charon_sa *best = NULL;
	unsigned i;

	for (i = 0; i < p->sa_count; i++)
		if (p->sas[i].established && p->sas[i].child &&
		    (!best || p->sas[i].id > best->id))
			best = &p->sas[i];
	return best;
}

/* The call's own association is still on its way. */
static bool
call_lives(const struct charon_peer *p)
{
	unsigned i;

	for (i = 0; i < p->sa_count; i++)
		if (p->sas[i].ours && p->sas[i].id > p->before_call_id)
			return true;
	return false;
}

/* 1 where FACTS are news. */
static int
compare(struct charon_peer *p, const struct charon_sa *best,
	struct tunnel_facts *facts)
{
	uint32_t before = p->up_id;
	bool moved;

	*facts = (struct tunnel_facts){ .peer = p->slot };
	if (!best) {
		p->up_id = 0;
		facts->news = TUNNEL_FELL;
		return before != 0;
	}
	moved = !endpoint_equal(&best->remote, &p->up_remote);
	p->up_id = best->id;
	p->up_remote = best->remote;
	facts->ours = best->ours;
	facts->remote = best->remote;
	facts->news = TUNNEL_REKEYED;
	if (best->id > before && !(before && p->succeeded))
		facts->news = TUNNEL_UP;
	return facts->news == TUNNEL_UP || moved || p->rekeyed;
}

static bool
call_failed(struct charon_peer *p, const struct charon_sa *best,
	    struct tunnel_facts *facts)
{
	if (!p->calling)
		return false;
	if (best && best->ours && best->id > p->before_call_id) {
		p->calling = false;
		return false;
	}
	if (!p->suspect)
		return false;
	p->suspect = false;
	if (call_lives(p))
		return false;
	p->calling = false;
	*facts = (struct tunnel_facts){
		.news = TUNNEL_FAILED, .peer = p->slot, .remote = p->remote,
		.reason = p->reason ? p->reason : TUNNEL_REASON_OTHER,
	};
	return true;
}

/* After a look. What is told may come back as a verb at once, even one that
 * removes the peer, so P is not touched after the first word. */
static void
evaluate(struct charon *c, struct charon_peer *p)
{
	const struct charon_sa *best = newest(p);
	struct tunnel_facts facts, failure;
	bool news = compare(p, best, &facts) > 0;
	bool failed = call_failed(p, best, &failure);

	if (p->settle)
		p->jobs |= bit(JOB_DROP_SPARE);

	/* a former agent's tunnel that leads there already needs no call */
	if (p->fresh && best && endpoint_equal(&best->remote, &p->remote))
		p->jobs &= ~bit(JOB_CALL);
	p->fresh = p->rekeyed = p->succeeded = false;
	p->check_at_ms = p->calling ?
		loop_now_ms(c->loop) + CHARON_CHECK_MS : TIME_NEVER;
	if (news)
		tunnel_heard(c->tunnel, &facts);
	if (failed)
		tunnel_heard(c->tunnel, &failure);
}

static void
fail(struct charon *c, struct charon_peer *p)
{
	struct tunnel_facts facts = {
		.news = TUNNEL_FAILED, .peer = p->slot, .remote = p->remote,
		.reason = TUNNEL_REASON_OTHER,
	};

	tunnel_heard(c->tunnel, &facts);
}

/* Asking ------------------------------------------------------------------------- */

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
	const struct charon_sa *best = newest(p);

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

static bool
is_older(const struct charon_peer *p, const struct charon_sa *sa)
{
	return sa->established && sa->child && sa->id != p->up_id;
}

/* Both ends dialled and both came through; ours is the one to go. */
static bool
is_spare(const struct charon_peer *p, const struct charon_sa *sa)
{
	unsigned i;

	if (!sa->established || !sa->child || !sa->ours)
		return false;
	for (i = 0; i < p->sa_count; i++)
		if (p->sas[i].established && p->sas[i].child && !p->sas[i].ours)
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
		p->jobs &= ~bit(job);
	if (r == 0) {
		c->asked = p;
		c->job = job;
		return 0;
	}
	if (job == JOB_REKEY)
		fail(c, p);
	return r;
}

void
charon_peers_work(struct charon *c)
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

/* Hearing ------------------------------------------------------------------------- */

void
charon_peers_answered(struct charon *c, const struct vici_packet *packet)
{
	struct charon_peer *p = c->asked;
	char why[160];
	bool success = charon_read_success(packet, why, sizeof(why));

	c->asked = NULL;
	if (p && p->used && !p->leaving) {
		if (c->job == JOB_LIST) {
			evaluate(c, p);
		} else if (!success && c->job == JOB_CALL) {
			p->calling = false;
			fail(c, p);
		} else if (!success && c->job == JOB_REKEY) {
			fail(c, p);
		} else if (!success && (c->job == JOB_CONNECTION ||
					c->job == JOB_SHARE_0 ||
					c->job == JOB_SHARE_1)) {
			log_line(TELL_ERROR, "charon does not take what "
				 "belongs to %s: %s", p->name, why);
		}
	}
	charon_peers_work(c);
}

static void
keep_sa(struct charon *c, const struct charon_sa *sa)
{
	struct charon_peer *p = c->asked;

	if (!p || c->job != JOB_LIST || !vici_is(sa->connection, p->name) ||
	    sa->id <= p->gone_id || p->sa_count == CHARON_SAS_MAX)
		return;
	p->sas[p->sa_count] = *sa;
	/* the packet's octets end with the call */
	p->sas[p->sa_count++].connection = (struct vici_text){ .length = 0 };
}

static void
happened_line(struct charon *c, const struct vici_packet *event)
{
	struct charon_line line;
	struct charon_peer *p;

	charon_read_line(event, &line);
	if (!line.failure || !line.connection.length)
		return;
	p = by_name(c, line.connection);
	if (!p || !p->calling || (line.id && line.id <= p->before_call_id))
		return;
	if (line.reason != TUNNEL_REASON_OTHER || !p->reason)
		p->reason = line.reason;
	p->suspect = true;
	p->jobs |= bit(JOB_LIST);
	charon_peers_work(c);
}

/* `ike-rekey` and `child-rekey` name the connection in their first section as
 * the others do; all say `look`. */
void
charon_peers_happened(struct charon *c, const struct vici_packet *event)
{
	struct charon_sa sa;
	struct charon_peer *p;
	int r;

	if (vici_is(event->name, "log")) {
		happened_line(c, event);
		return;
	}
	r = charon_read_sa(event, &sa);
	if (r == 0 && sa.id > c->top_id)
		c->top_id = sa.id;
	if (vici_is(event->name, "list-sa")) {
		if (r == 0)
			keep_sa(c, &sa);
		return;
	}
	p = by_name(c, sa.connection);
	if (!p || p->leaving || p->slot == CHARON_NO_SLOT)
		return;
	if (vici_is(event->name, "child-rekey"))
		p->rekeyed = true;
	if (vici_is(event->name, "ike-rekey"))
		p->succeeded = true;
	p->jobs |= bit(JOB_LIST);
	charon_peers_work(c);
}

/* Time ------------------------------------------------------------------------------ */

static uint64_t
earlier(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

uint64_t
charon_peers_deadline_ms(const struct charon *c)
{
	uint64_t first = TIME_NEVER;
	unsigned i;

	for (i = 0; i < c->peer_count; i++)
		if (c->peers[i].used)
			first = earlier(first,
					earlier(c->peers[i].check_at_ms,
						c->peers[i].leave_at_ms));
	return first;
}

void
charon_peers_due(struct charon *c, uint64_t now_ms)
{
	unsigned i;

	for (i = 0; i < c->peer_count; i++) {
		struct charon_peer *p = &c->peers[i];

		if (p->used && p->leave_at_ms <= now_ms)
			leave(c, p);
		if (p->used && p->check_at_ms <= now_ms) {
			p->check_at_ms = TIME_NEVER;
			p->suspect = true;
			p->jobs |= bit(JOB_LIST);
		}
	}
	charon_peers_work(c);
}
