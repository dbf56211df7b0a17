/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_query.c - who may ask what, and plain questions, answered from
 * the copy of the zone (P2, P3, P7). */
#include "rendezvous_private.h"
#include "rendezvous_text.h"

#include <assert.h>
#include <string.h>

/* Who may ------------------------------------------------------------------- */

static bool
within_any(const struct dns_name *name, const struct dns_name *list,
	   unsigned count)
{
	while (count--)
		if (dns_name_within(name, list++))
			return true;
	return false;
}

static const struct rendezvous_key *
key_of(const struct rendezvous *r, const struct input *in)
{
	if (in->verdict != VERDICT_VERIFIED || in->key >= r->config.key_count)
		return NULL;
	return &r->config.keys[in->key];
}

bool
rendezvous_may_ask(const struct rendezvous *r, const struct input *in,
		   const struct dns_name *name)
{
	const struct rendezvous_key *k = key_of(r, in);

	if (!dns_name_within(name, &r->config.zone))
		return false;
	if (r->config.public)
		return true;
	return k && (within_any(name, k->covers, k->cover_count) ||
		     within_any(name, k->asks, k->ask_count));
}

/* `_autotunnel._udp.D`, with a D. */
static bool
names_service(const struct dns_name *name)
{
	struct dns_name domain, same;

	return dns_name_parent(name, &domain) &&
		dns_name_parent(&domain, &domain) && domain.length > 1 &&
		dns_name_join(&same, "_autotunnel._udp", &domain) == 0 &&
		dns_name_equal(&same, name);
}

/* One's own PTR hangs on a name that is everybody's (P11): it is one's own if
 * it points to what one may change, and only it is added or deleted. Nowhere
 * else, or one key could write below every other's names. */
bool
rendezvous_may_change(const struct rendezvous *r, const struct input *in,
		      const struct dns_record *rr)
{
	const struct rendezvous_key *k = key_of(r, in);
	struct dns_name target;

	if (!k)
		return false;
	if (within_any(&rr->name, k->covers, k->cover_count))
		return true;
	return rr->type == DNS_TYPE_PTR && rr->class != DNS_CLASS_ANY &&
		names_service(&rr->name) && dns_read_name(rr, &target) &&
		within_any(&target, k->covers, k->cover_count);
}

/* What stands beside answers --------------------------------------------------- */

void
rendezvous_add_soa(struct rendezvous *r, struct dns_writer *w,
		   enum dns_section section, bool negative)
{
	struct zone_store *s = live_zone(r);
	struct zone_set *set = zone_store_set(s, &s->origin, DNS_TYPE_SOA);
	uint32_t ttl;
	struct dns_soa soa;

	if (!set)
		return;
	ttl = set->first->ttl;
	/* how long "there is none" holds: RFC 2308, 3 */
	if (negative && zone_store_soa(s, &soa) && soa.minimum_s < ttl)
		ttl = soa.minimum_s;
	dns_add_record(w, section, &s->origin, DNS_TYPE_SOA, DNS_CLASS_IN,
		       ttl, set->first->rdata, set->first->rdata_length);
}

static void
add_set(struct dns_writer *w, enum dns_section section,
	const struct dns_name *name, const struct zone_set *set)
{
	const struct zone_record *rr;

	for (rr = set->first; rr; rr = rr->next)
		dns_add_record(w, section, name, set->type, DNS_CLASS_IN,
			       rr->ttl, rr->rdata, rr->rdata_length);
}

/* How new an answer is: a client that has no event yet, as after a restart,
 * tells an older one by it (P5). */
static void
add_serial(struct rendezvous *r, struct dns_writer *w, uint16_t type)
{
	struct dns_writer before = *w;

	if (w->overflow || type == DNS_TYPE_SOA)
		return;
	rendezvous_add_soa(r, w, DNS_ADDITIONAL, false);
	if (w->overflow)
		*w = before;
}

static void
add_if_fits(struct rendezvous *r, struct dns_writer *w,
	    const struct dns_name *name, uint16_t type)
{
	struct zone_set *set = zone_store_set(live_zone(r), name, type);
	struct dns_writer before = *w;

	if (!set)
		return;
	add_set(w, DNS_ADDITIONAL, name, set);
	if (w->overflow)
		*w = before;
}

void
rendezvous_add_targets(struct rendezvous *r, struct dns_writer *w,
		       const struct zone_set *set)
{
	const struct zone_record *rr;
	struct dns_name target;

	if (set->type != DNS_TYPE_SRV)
		return;
	for (rr = set->first; rr; rr = rr->next) {
		/* RFC 2782: priority, weight and port stand before it */
		if (rr->rdata_length <= 6 ||
		    dns_name_from_wire(&target, rr->rdata + 6,
				       rr->rdata_length - 6u) < 0)
			continue;
		add_if_fits(r, w, &target, DNS_TYPE_A);
		add_if_fits(r, w, &target, DNS_TYPE_AAAA);
	}
}

/* Plain questions ----------------------------------------------------------------- */

/* How long a plain answer may be, TSIG apart. */
static size_t
answer_most(const struct rendezvous *r, const struct dns_message *msg)
{
	const struct input *in = r->turn.input;
	size_t most, wanted = msg->options.udp_size;

	if (in->stream)
		return DNS_MESSAGE_MAX - TSIG_ROOM;
	most = rendezvous_datagram_most(r, in->verdict == VERDICT_VERIFIED ?
					in->key : KEY_NONE);
	/* without OPT 512 (RFC 1035, 4.2.1); below that means 512 (RFC 6891,
	 * 6.2.3), and 0 says nothing (RFC 8764, 3.2) */
	if (!msg->options.present || (wanted && wanted < 512))
		wanted = 512;
	if (wanted == 0)
		wanted = DNS_UDP_MAX;
	if (wanted < DNS_UDP_MAX)
		most = most > DNS_UDP_MAX - wanted ?
			most - (DNS_UDP_MAX - wanted) : 0;
	return most < 512 - TSIG_ROOM ? 512 - TSIG_ROOM : most;
}

static void
send_answer(struct rendezvous *r, const struct dns_message *msg,
	    struct dns_writer *w)
{
	struct dns_options o;
	struct dns_question q;
	int length;

	dns_options_begin(&o);
	if (msg->options.present)
		dns_add_options(w, &o);
	length = dns_end(w);
	if (length < 0) {
		dns_first_question(msg, &q);
		dns_begin(w, r->scratch, sizeof(r->scratch), msg->id,
			  (uint16_t)(DNS_FLAG_QR | DNS_FLAG_AA | DNS_FLAG_TC |
				     (msg->flags & DNS_FLAG_RD)));
		dns_add_question(w, &q.name, q.type, q.class);
		length = dns_end(w);
	}
	assert(length > 0);
	rendezvous_reply(r, r->scratch, (size_t)length);
}

/* P7: whom we see. An address asked for by its type, both as text by TXT. */
static void
add_reflex(struct rendezvous *r, struct dns_writer *w,
	   const struct dns_question *q)
{
	const struct endpoint *e = &r->turn.input->source;
	uint8_t rdata[128];
	struct name_text n;
	char text[96];

	if (q->type == DNS_TYPE_A && e->family == 4)
		dns_add_record(w, DNS_ANSWER, &q->name, q->type, q->class, 0,
			       e->address, 4);
	if (q->type == DNS_TYPE_AAAA && e->family == 6)
		dns_add_record(w, DNS_ANSWER, &q->name, q->type, q->class, 0,
			       e->address, 16);
	if (q->type != DNS_TYPE_TXT)
		return;
	name_begin(&n, text, sizeof(text), "");
	name_add_endpoint(&n, e);
	/* without the slash that the names of machines have there */
	dns_add_record(w, DNS_ANSWER, &q->name, q->type, q->class, 0, rdata,
		       dns_make_txt(rdata, text + 1, n.length - 1));
}

static bool
is_reflex(const struct rendezvous *r, const struct dns_name *name)
{
	static const uint8_t label[] = "\7_reflex";
	size_t size = sizeof(label) - 1;
	const struct dns_name *zone = &r->config.zone;

	return name->length == size + zone->length &&
		dns_wire_equal(name->wire, label, size) &&
		dns_wire_equal(name->wire + size, zone->wire, zone->length);
}

/* RFC 1034, 4.3.2, as far as a zone without delegations and wildcards needs
 * it: an exact name, its alias, or what is said of there being none. */
static unsigned
add_answers(struct rendezvous *r, struct dns_writer *w,
	    const struct dns_question *q)
{
	struct zone_store *s = live_zone(r);
	struct zone_node *node = zone_store_node(s, &q->name);
	struct zone_set *set;

	if (!node) {
		rendezvous_add_soa(r, w, DNS_AUTHORITY, true);
		return DNS_RCODE_NXDOMAIN;
	}
	set = zone_node_set(node, q->type);
	if (!set)
		set = zone_node_set(node, DNS_TYPE_CNAME);
	if (!set) {
		rendezvous_add_soa(r, w, DNS_AUTHORITY, true);
		return DNS_RCODE_NOERROR;
	}
	add_set(w, DNS_ANSWER, &q->name, set);
	add_serial(r, w, q->type);
	if (!w->overflow)
		rendezvous_add_targets(r, w, set);
	return DNS_RCODE_NOERROR;
}

static void
set_rcode(struct dns_writer *w, unsigned rcode)
{
	w->octets[3] = (uint8_t)((w->octets[3] & ~DNS_RCODE_MASK) | rcode);
}

/* Anybody with a key of ours may learn how we see him. */
static bool
may_ask_plain(const struct rendezvous *r, const struct dns_question *q)
{
	return rendezvous_may_ask(r, r->turn.input, &q->name) ||
		(is_reflex(r, &q->name) && key_of(r, r->turn.input));
}

void
rendezvous_query(struct rendezvous *r, const struct dns_message *msg)
{
	struct dns_question q;
	struct dns_writer w;

	r->counters.queries++;
	if (msg->count[DNS_QUESTION] != 1 || !dns_first_question(msg, &q)) {
		rendezvous_reply_rcode(r, msg, DNS_RCODE_FORMERR);
		return;
	}
	/* transfers are the primary's to give; ANY gets nothing (RFC 8482) */
	if (q.class != DNS_CLASS_IN || q.type == DNS_TYPE_AXFR ||
	    q.type == DNS_TYPE_IXFR || q.type == DNS_TYPE_ANY ||
	    !may_ask_plain(r, &q)) {
		r->counters.refused++;
		rendezvous_reply_rcode(r, msg, DNS_RCODE_REFUSED);
		return;
	}
	dns_begin(&w, r->scratch, answer_most(r, msg), msg->id,
		  (uint16_t)(DNS_FLAG_QR | DNS_FLAG_AA |
			     (msg->flags & DNS_FLAG_RD)));
	dns_add_question(&w, &q.name, q.type, q.class);
	if (is_reflex(r, &q.name)) {
		add_reflex(r, &w, &q);
	} else if (!zone_usable(&r->zone)) {
		rendezvous_reply_rcode(r, msg, DNS_RCODE_SERVFAIL);
		return;
	} else {
		set_rcode(&w, add_answers(r, &w, &q));
	}
	send_answer(r, msg, &w);
}
