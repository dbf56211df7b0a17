/* SPDX-License-Identifier: Apache-2.0 */
/* charon_peers.c - the peers in charon: what is wanted of each, and what its
 * associations mean. The associations are never counted from events, which
 * can be missed or overtake one another: an event only makes us look. */
#include "charon.h"

#include <string.h>

#include "log.h"

static uint32_t
share_jobs(const struct charon *c)
{
	return job_bit(JOB_SHARE_0) |
		(c->secrets->count > 1 ? job_bit(JOB_SHARE_1) : 0);
}

static uint32_t
leave_jobs(const struct charon *c)
{
	return job_bit(JOB_END) | job_bit(JOB_UNLOAD) |
		job_bit(JOB_UNSHARE_0) |
		(c->secrets->count > 1 ? job_bit(JOB_UNSHARE_1) : 0);
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
	p->lower = dns_name_compare(&c->name, &peer->name) < 0;
	memcpy(p->ula, peer->ula, 16);
	p->remote = peer->remote;
	p->fresh = true;
	p->jobs &= job_bit(JOB_END);
	p->jobs |= share_jobs(c) | job_bit(JOB_CONNECTION) |
		job_bit(JOB_LIST);
	charon_jobs_work(c);
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
	charon_jobs_work(c);
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
		p->jobs |= job_bit(JOB_LIST) | job_bit(JOB_HANG_UP);
	p->calling = false;
	p->remote = *remote;
	p->calls++;
	p->settle = false;
	p->jobs |= job_bit(JOB_CONNECTION) | job_bit(JOB_CALL);
	charon_jobs_work(c);
}

void
charon_peers_hang_up(struct charon *c, uint16_t slot)
{
	struct charon_peer *p = by_slot(c, slot);

	if (!p)
		return;
	p->jobs &= ~job_bit(JOB_CALL);
	if (!p->calling)
		return;
	p->calling = false;
	p->check_at_ms = TIME_NEVER;
	p->jobs |= job_bit(JOB_LIST) | job_bit(JOB_HANG_UP);
	charon_jobs_work(c);
}

static void
want(struct charon *c, uint16_t slot, enum charon_job job)
{
	struct charon_peer *p = by_slot(c, slot);

	if (!p)
		return;
	p->jobs |= job_bit(JOB_LIST) | job_bit(job);
	charon_jobs_work(c);
}

void
charon_peers_rekey(struct charon *c, uint16_t slot)
{
	want(c, slot, JOB_REKEY);
}

void
charon_peers_drop_older(struct charon *c, uint16_t slot)
{
	struct charon_peer *p = by_slot(c, slot);

	if (p)
		p->keep_id = p->up_id;
	want(c, slot, JOB_DROP);
}

/* The other one may come through later: it is looked for at each later look,
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
		p->up_id = p->gone_id = p->keep_id = 0;
		p->sa_count = 0;
		p->jobs = share_jobs(c) | job_bit(JOB_CONNECTION) |
			job_bit(JOB_LIST);
	}
}

void
charon_peers_reload(struct charon *c)
{
	unsigned i;

	for (i = 0; i < c->peer_count; i++)
		if (c->peers[i].used && !c->peers[i].leaving)
			c->peers[i].jobs |= job_bit(JOB_CONNECTION);
	charon_jobs_work(c);
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
			jobs |= job_bit(JOB_FORGET_0 + i);
		}
	for (i = 0; i < c->peer_count; i++) {
		struct charon_peer *p = &c->peers[i];

		if (!p->used || p->leaving || p->slot == CHARON_NO_SLOT)
			continue;
		p->jobs &= ~(job_bit(JOB_SHARE_0) | job_bit(JOB_SHARE_1));
		p->jobs |= jobs;
	}
	charon_jobs_work(c);
}

/* What the associations mean ----------------------------------------------------- */

const struct charon_sa *
charon_peer_newest(const struct charon_peer *p)
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
	const struct charon_sa *best = charon_peer_newest(p);
	struct tunnel_facts facts, failure;
	bool news = compare(p, best, &facts) > 0;
	bool failed = call_failed(p, best, &failure);

	if (p->settle)
		p->jobs |= job_bit(JOB_DROP_SPARE);

	/* a former agent's tunnel that leads there already needs no call */
	if (p->fresh && best && endpoint_equal(&best->remote, &p->remote))
		p->jobs &= ~job_bit(JOB_CALL);
	p->fresh = p->rekeyed = p->succeeded = false;
	p->check_at_ms = p->calling ?
		loop_now_ms(c->loop) + CHARON_CHECK_MS : TIME_NEVER;
	if (news)
		tunnel_heard(c->tunnel, &facts);
	if (failed)
		tunnel_heard(c->tunnel, &failure);
}

void
charon_peer_failed(struct charon *c, struct charon_peer *p)
{
	struct tunnel_facts facts = {
		.news = TUNNEL_FAILED, .peer = p->slot, .remote = p->remote,
		.reason = TUNNEL_REASON_OTHER,
	};

	tunnel_heard(c->tunnel, &facts);
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
			charon_peer_failed(c, p);
		} else if (!success && c->job == JOB_REKEY) {
			charon_peer_failed(c, p);
		} else if (!success && (c->job == JOB_CONNECTION ||
					c->job == JOB_SHARE_0 ||
					c->job == JOB_SHARE_1)) {
			log_line(TELL_ERROR, "charon does not take what "
				 "belongs to %s: %s", p->name, why);
		}
	}
	charon_jobs_work(c);
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
	p->jobs |= job_bit(JOB_LIST);
	charon_jobs_work(c);
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
	p->jobs |= job_bit(JOB_LIST);
	charon_jobs_work(c);
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
			p->jobs |= job_bit(JOB_LIST);
		}
	}
	charon_jobs_work(c);
}
