/* SPDX-License-Identifier: Apache-2.0 */
/* llq_scene.c - the LLQ messages of the server under command; its zone is in
 * llq_scene_zone.c. */
#include "llq_scene_zone.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { RESOLVER_PORT = 53 };

/* Requests --------------------------------------------------------------------- */

enum kind { KIND_SETUP, KIND_RESPONSE, KIND_REFRESH, KIND_END };

static enum kind
kind_of(const struct dns_llq *o)
{
	if (o->opcode == DNS_LLQ_REFRESH)
		return o->lease_s ? KIND_REFRESH : KIND_END;
	return o->id ? KIND_RESPONSE : KIND_SETUP;
}

static struct scene_query *
find_query(struct scene *s, const struct dns_question *q,
	   const struct endpoint *client)
{
	unsigned i;

	for (i = 0; i < s->query_count; i++)
		if (s->queries[i].question.type == q->type &&
		    endpoint_equal(&s->queries[i].client, client) &&
		    dns_name_equal(&s->queries[i].question.name, &q->name))
			return &s->queries[i];
	return NULL;
}

/* The one of Q and CLIENT, or a new one, or NULL if there are too many. */
static struct scene_query *
take_query(struct scene *s, const struct dns_question *q,
	   const struct endpoint *client)
{
	struct scene_query *x = find_query(s, q, client);

	if (x)
		return x;
	if (s->query_count == SCENE_QUERIES_MAX)
		return NULL;
	x = &s->queries[s->query_count++];
	memset(x, 0, sizeof(*x));
	x->question = *q;
	x->client = *client;
	if (q->type == DNS_TYPE_PTR && !s->has_service) {
		s->has_service = true;
		s->service = *q;
	}
	return x;
}

/* Replies -------------------------------------------------------------------------- */

static void
fail_option(struct dns_llq *o, enum dns_llq_error error, uint32_t lease_s)
{
	o->error = error;
	o->id = 0;
	o->lease_s = error == DNS_LLQ_SERV_FULL ? lease_s : 0;
}

/* What question Q with option O is told. */
static void
answer_option(struct scene *s, const struct conform_dns_message *m,
	      const struct dns_question *q, struct dns_llq *o)
{
	enum kind kind = kind_of(o);
	struct scene_query *x = take_query(s, q, &m->from);
	uint64_t id = o->id;

	o->version = DNS_LLQ_VERSION;
	if (!x) {
		fail_option(o, DNS_LLQ_SERV_FULL, SCENE_LONG_S);
		return;
	}
	if (kind == KIND_SETUP) {
		/* sent again it is answered as before (LLQ-S-09) */
		if (!x->id || x->setup_id != m->msg.id) {
			x->id = conform_random_64() | 1;
			x->setup_id = m->msg.id;
			x->lease_s = s->lease_s;
			x->established = false;
			x->granted_ms = conform_now_ms();
		}
		o->id = x->id;
		o->lease_s = x->lease_s;
		return;
	}
	if (x->id != id || (kind != KIND_RESPONSE && !x->established) ||
	    (kind == KIND_RESPONSE && o->lease_s != x->lease_s)) {
		fail_option(o, DNS_LLQ_NO_SUCH_LLQ, 0);
		o->id = kind == KIND_RESPONSE ? 0 : id;
		return;
	}
	if (kind == KIND_RESPONSE)
		x->established = true;
	if (kind == KIND_REFRESH) {
		o->lease_s = x->lease_s = s->lease_s;
		x->granted_ms = conform_now_ms();
	}
	if (kind == KIND_END)
		x->established = false;
}

/* The error that the act wants for this kind; false: none. */
static bool
take_error(struct scene *s, enum kind kind, struct dns_options *o)
{
	struct scene_faults *f = &s->faults;
	enum dns_llq_error error = kind == KIND_SETUP ? f->setup_error :
		kind == KIND_REFRESH ? f->refresh_error : DNS_LLQ_NO_ERROR;
	uint64_t id;
	unsigned i;

	if (!error)
		return false;
	for (i = 0; i < o->llq_count; i++) {
		id = o->llq[i].id;
		o->llq[i].version = DNS_LLQ_VERSION;
		fail_option(&o->llq[i], error, f->error_lease_s);
		if (kind == KIND_REFRESH)
			o->llq[i].id = id;
	}
	if (kind == KIND_SETUP)
		f->setup_error = DNS_LLQ_NO_ERROR;
	else
		f->refresh_error = DNS_LLQ_NO_ERROR;
	s->seen.faults_met++;
	return true;
}

/* The reply to M in OCTETS; its length. */
static int
write_reply(struct scene *s, const struct conform_dns_message *m,
	    uint8_t *octets)
{
	struct dns_options o = m->msg.options;
	enum kind kind = kind_of(&o.llq[0]);
	bool error = take_error(s, kind, &o);
	struct dns_question q[DNS_LLQ_OPTIONS_MAX];
	struct dns_iterator it;
	struct dns_writer w, before;
	unsigned i, count = 0;

	dns_begin(&w, octets, DNS_UDP_MAX, m->msg.id,
		  DNS_FLAG_QR | DNS_FLAG_AA | (m->msg.flags & DNS_FLAG_RD));
	dns_questions(&m->msg, &it);
	while (count < o.llq_count && dns_next_question(&it, &q[count]))
		dns_add_question(&w, &q[count].name, q[count].type,
				 q[count].class), count++;
	for (i = 0; !error && i < count; i++)
		answer_option(s, m, &q[i], &o.llq[i]);
	for (i = 0; i < count; i++) {
		before = w;
		if ((kind == KIND_RESPONSE && !o.llq[i].error) ||
		    (error && o.llq[i].error == DNS_LLQ_STATIC))
			scene_zone_answers(s, &w, &q[i]);
		if (w.overflow)
			w = before;
	}
	o.udp_size = DNS_UDP_MAX;
	o.has_lease = o.has_key_lease = false;
	dns_add_options(&w, &o);
	return dns_end(&w);
}

/* A reply that is not the server's: another message id, or from elsewhere, with
 * an LLQ-ID that was never granted. */
static void
forge(struct scene *s, const struct conform_dns_message *m,
      const uint8_t *octets, size_t length, bool source)
{
	uint8_t forged[DNS_UDP_MAX];
	struct dns_message msg;
	size_t at;

	memcpy(forged, octets, length);
	if (dns_open(&msg, forged, length) < 0 || !msg.options.llq_count)
		return;
	/* The first option of the OPT, which is the last record: an id that
	 * differs. */
	at = length - msg.options.llq_count * (4u + DNS_LLQ_OPTION_SIZE) + 4;
	forged[at + 6] ^= 0x80;
	s->seen.forged_id = msg.options.llq[0].id ^ UINT64_C(1) << 63;
	if (!source)
		forged[0] ^= 0x55;
	conform_dns_reply(s->dns, m, source ? s->elsewhere : NULL, forged,
			  length);
	s->seen.faults_met++;
}

static void
reply(struct scene *s, const struct conform_dns_message *m)
{
	uint8_t octets[DNS_UDP_MAX];
	int length = write_reply(s, m, octets);

	if (length <= 0)
		return;
	if (s->faults.forge_id)
		forge(s, m, octets, (size_t)length, false);
	if (s->faults.forge_source)
		forge(s, m, octets, (size_t)length, true);
	s->faults.forge_id = s->faults.forge_source = false;
	conform_dns_reply(s->dns, m, NULL, octets, (size_t)length);
}

/* The header and the questions alone. */
static void
reply_bare(struct scene *s, const struct conform_dns_message *m,
	   unsigned rcode)
{
	uint8_t octets[DNS_UDP_MAX];
	struct dns_iterator it;
	struct dns_question q;
	struct dns_writer w;
	int length;

	dns_begin(&w, octets, sizeof(octets), m->msg.id,
		  (uint16_t)(DNS_FLAG_QR | (m->msg.flags & DNS_FLAG_RD) |
			     rcode));
	dns_questions(&m->msg, &it);
	while (dns_next_question(&it, &q))
		dns_add_question(&w, &q.name, q.type, q.class);
	length = dns_end(&w);
	if (length > 0)
		conform_dns_reply(s->dns, m, NULL, octets, (size_t)length);
	s->seen.faults_met++;
}

static bool
lose(struct scene *s, unsigned *left)
{
	if (!*left)
		return false;
	(*left)--;
	s->seen.faults_met++;
	return true;
}

static void
count_request(struct scene *s, const struct conform_dns_message *m,
	      enum kind kind)
{
	const struct dns_llq *o = &m->msg.options.llq[0];

	s->seen.last_ms = conform_now_ms();
	switch (kind) {
	case KIND_SETUP:
		s->seen.setups++;
		s->seen.last_setup = m->number;
		break;
	case KIND_RESPONSE:
		s->seen.responses++;
		s->seen.last_response = m->number;
		if (s->seen.forged_id && o->id == s->seen.forged_id)
			s->seen.took_forged = true;
		break;
	case KIND_REFRESH:
		s->seen.refreshes++;
		s->seen.last_refresh = m->number;
		break;
	case KIND_END:
		s->seen.ends++;
		break;
	}
}

static void
take_llq(struct scene *s, const struct conform_dns_message *m)
{
	struct scene_faults *f = &s->faults;
	enum kind kind = kind_of(&m->msg.options.llq[0]);

	count_request(s, m, kind);
	if ((kind == KIND_SETUP && lose(s, &f->lose_setups)) ||
	    (kind == KIND_RESPONSE && lose(s, &f->lose_responses)) ||
	    (kind == KIND_REFRESH && lose(s, &f->lose_refreshes)))
		return;
	if (kind == KIND_SETUP && f->hold_setup) {
		f->hold_setup = false;
		s->held = true;
		s->held_request = *m;
		s->held_request.msg.octets = s->held_request.octets;
		return;
	}
	if (kind == KIND_SETUP && (f->rcode || f->no_option)) {
		reply_bare(s, m, f->rcode);
		f->rcode = 0;
		f->no_option = false;
		return;
	}
	reply(s, m);
}

void
scene_answer_held(struct scene *s)
{
	if (!s->held)
		return;
	s->held = false;
	reply(s, &s->held_request);
}

static void
heard(void *owner, struct conform_dns *d, const struct conform_dns_message *m)
{
	struct scene *s = owner;

	if (!conform_dns_believed(d, m) && d == s->dns) {
		s->seen.unsigned_or_wrong++;
		if (!m->readable || m->verdict != VERDICT_UNSIGNED ||
		    m->msg.options.llq_count)
			return;
	}
	if (!m->readable || (d == s->dns && s->faults.mute))
		return;
	if (m->msg.flags & DNS_FLAG_QR) {
		if (m->msg.options.llq_count &&
		    m->msg.options.llq[0].opcode == DNS_LLQ_EVENT) {
			s->seen.acknowledgements++;
			s->seen.acknowledged = m->msg.id;
		}
		return;
	}
	if (m->msg.options.llq_count && m->msg.count[DNS_QUESTION] &&
	    d == s->dns)
		take_llq(s, m);
	else
		scene_zone_reply(s, d, m);
}

/* Events ---------------------------------------------------------------------------- */

struct scene_query *
scene_service(struct scene *s)
{
	unsigned i;

	for (i = s->query_count; s->has_service && i--;)
		if (s->queries[i].established &&
		    s->queries[i].question.type == DNS_TYPE_PTR &&
		    dns_name_equal(&s->queries[i].question.name,
				   &s->service.name))
			return &s->queries[i];
	return NULL;
}

/* An event for Q about host N, kept for scene_repeat. */
static void
tell(struct scene *s, const struct scene_query *q, uint64_t id, unsigned host)
{
	struct dns_options o = {
		.present = true, .udp_size = DNS_UDP_MAX, .llq_count = 1,
		.llq[0] = { .version = DNS_LLQ_VERSION,
			    .opcode = DNS_LLQ_EVENT, .id = id },
	};
	struct dns_writer w;
	int length;

	s->event_id = conform_random_16();
	dns_begin(&w, s->event, sizeof(s->event), s->event_id,
		  DNS_FLAG_QR | DNS_FLAG_AA);
	dns_add_question(&w, &q->question.name, q->question.type,
			 q->question.class);
	scene_zone_host(s, &w, host);
	dns_add_options(&w, &o);
	length = dns_end(&w);
	if (length <= 0)
		return;
	s->event_length = (size_t)length;
	s->event_to = q->client;
	conform_dns_tell(s->dns, &q->client, s->event, s->event_length);
}

bool
scene_show(struct scene *s)
{
	struct scene_query *q = scene_service(s);

	if (!q || s->hosts == SCENE_HOSTS_MAX)
		return false;
	tell(s, q, q->id, ++s->hosts);
	return true;
}

void
scene_repeat(struct scene *s)
{
	if (s->event_length)
		conform_dns_tell(s->dns, &s->event_to, s->event,
				 s->event_length);
}

void
scene_wrong_event(struct scene *s, const struct scene_query *q)
{
	tell(s, q, q->id ^ UINT64_C(1) << 62, SCENE_HOSTS_MAX + 1);
}

/* Opening and closing ------------------------------------------------------------------ */

int
scene_open(struct conform *c, struct scene **out)
{
	const struct conform_setup *setup = conform_setup_of(c);
	struct scene *s = calloc(1, sizeof(*s));
	struct endpoint at = setup->target;
	int r;

	if (!s)
		abort();
	s->c = c;
	s->zone = setup->zone;
	s->address = setup->target;
	s->lease_s = SCENE_LONG_S;
	r = conform_dns_serve(c, &at, &s->dns);
	if (r < 0) {
		conform_refuse(c, "cannot listen there: %s", strerror(-r));
		free(s);
		return r;
	}
	s->dns->other = heard;
	s->dns->owner = s;
	if (at.port != RESOLVER_PORT) {
		at.port = RESOLVER_PORT;
		if (conform_dns_serve(c, &at, &s->resolver) == 0) {
			s->resolver->other = heard;
			s->resolver->owner = s;
			s->resolver->plain = true;
		} else {
			conform_note(c, "port 53 is not ours: the client has "
				     "to find %u by itself",
				     setup->target.port);
		}
	}
	at.port = 0;
	r = conform_udp(c, &at, &s->elsewhere);
	if (r < 0) {
		scene_close(s);
		return r;
	}
	*out = s;
	return 0;
}

void
scene_close(struct scene *s)
{
	conform_dns_close(s->dns);
	conform_dns_close(s->resolver);
	free(s);
}
