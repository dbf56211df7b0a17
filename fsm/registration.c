/* SPDX-License-Identifier: Apache-2.0 */
/* registration.c - the host's records at the update server. */
#include "autotunnel/registration.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

static int put_message(const struct registration *r, uint8_t *octets);

enum { TXT_MAX = REGISTRATION_DEVICE_MAX + 160, ULA_DIGITS = 32 };

void
registration_describe(const struct machine *m, char *text, size_t size)
{
	const struct registration *r = (const struct registration *)m;

	client_describe(text, size, "registration", &r->host, 0);
}

/* The longest message that these names can need. */
static bool
names_fit(const struct registration *r)
{
	struct registration try = *r;
	uint8_t octets[CLIENT_MESSAGE_MAX];

	try.zone = r->domain;
	try.sent = REGISTRATION_UPDATE;
	/* a note is shorter */
	try.facts.outer.family = 4;
	try.facts.lan = (struct endpoint){
		4, { 255, 255, 255, 255 }, 65535,
	};
	memset(try.facts.device, 'x', REGISTRATION_DEVICE_MAX);
	try.facts.device[REGISTRATION_DEVICE_MAX] = '\0';
	return put_message(&try, octets) > 0;
}

int
registration_init(struct registration *r, const struct dns_name *domain,
		  const struct dns_name *host, const struct dns_name *label,
		  uint16_t key, uint32_t lease_s)
{
	memset(r, 0, sizeof(*r));
	registration_begin(r);
	r->domain = *domain;
	r->host = *host;
	r->label = *label;
	r->key = key;
	r->lease_asked_s = lease_s ? lease_s : REGISTRATION_LEASE_ASKED / 1000;
	if (dns_name_join(&r->service, "_autotunnel._udp", host) < 0 ||
	    dns_name_join(&r->browse, "_autotunnel._udp", domain) < 0 ||
	    dns_name_join(&r->note, "_clash", &r->service) < 0)
		return -EINVAL;
	return names_fit(r) ? 0 : -EMSGSIZE;
}

void
registration_server(struct registration *r, const struct dns_name *zone,
		    const struct endpoint *server, struct turn *t)
{
	bool first = r->server.family == 0;

	if (endpoint_equal(&r->server, server) &&
	    dns_name_equal(&r->zone, zone))
		return;
	r->server = *server;
	r->zone = *zone;
	if (server->family == 0 || !r->has_facts)
		return;
	registration_step(r, first ? REGISTRATION_EV_PUBLISHED :
			  REGISTRATION_EV_SERVER_NEW, t);
}

void
registration_claim(struct registration *r, struct turn *t)
{
	registration_step(r, REGISTRATION_EV_CLAIM, t);
}

void
registration_leave(struct registration *r, struct turn *t)
{
	/* who has found no server yet cannot ask for anything: the lease of an
	 * earlier run's records ends them */
	bool known = r->before && r->server.family != 0;

	registration_step(r, known ? REGISTRATION_EV_LEAVE_KNOWN :
			  REGISTRATION_EV_LEAVE, t);
}

static bool
facts_equal(const struct registration_facts *a,
	    const struct registration_facts *b)
{
	unsigned i;

	for (i = 0; i < sizeof(a->device); i++) {
		if (a->device[i] != b->device[i])
			return false;
		if (!a->device[i])
			break;
	}
	return !memcmp(a->ula, b->ula, sizeof(a->ula)) &&
		endpoint_equal(&a->outer, &b->outer) &&
		endpoint_equal(&a->lan, &b->lan);
}

void
registration_publish(struct registration *r,
		     const struct registration_facts *facts, struct turn *t)
{
	if (r->has_facts && facts_equal(&r->facts, facts))
		return;
	r->facts = *facts;
	r->facts.device[REGISTRATION_DEVICE_MAX] = '\0';
	r->has_facts = true;
	if (r->server.family == 0)
		return;
	registration_step(r, REGISTRATION_EV_PUBLISHED, t);
}

/* What a message means --------------------------------------------------------- */

static bool
is_query(enum registration_message m)
{
	return m == REGISTRATION_CHECK || m == REGISTRATION_COMPARE;
}

bool
registration_expects(const struct registration *r,
		     const struct dns_message *msg, const struct input *in)
{
	struct dns_question q;

	if (in->channel != CHANNEL_QUERY || in->stream ||
	    !endpoint_equal(&in->source, &r->server) ||
	    !(msg->flags & DNS_FLAG_QR))
		return false;
	if (dns_opcode(msg) == DNS_OPCODE_UPDATE)
		return !is_query(r->sent) &&
			(msg->id == r->id || msg->id == r->overtaken_id);
	return dns_opcode(msg) == DNS_OPCODE_QUERY && is_query(r->sent) &&
		msg->id == r->id && dns_first_question(msg, &q) &&
		dns_name_equal(&q.name, r->sent == REGISTRATION_CHECK ?
			       &r->service : &r->label);
}

/* Whose the SRV records of our name are (P11). An unreachable host's target
 * is the root (RFC 2782), which says nothing of whose it is, and ours may be
 * that of a copy of this machine. */
static enum registration_event
classify_check(const struct registration *r, const struct dns_message *msg)
{
	enum registration_event ev = REGISTRATION_EV_NAME_OURS;
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_srv srv;

	for (dns_records(msg, DNS_ANSWER, &it); dns_next(&it, &rr);) {
		if (rr.type != DNS_TYPE_SRV || !dns_read_srv(&rr, &srv) ||
		    !dns_name_equal(&rr.name, &r->service))
			continue;
		if (dns_name_equal(&srv.target, &r->label))
			ev = REGISTRATION_EV_NAME_ALIKE;
		else if (srv.target.length > 1)
			return REGISTRATION_EV_NAME_TAKEN;
		else
			ev = REGISTRATION_EV_NAME_DARK;
	}
	return ev;
}

static bool
is_ours(const struct registration *r, const uint8_t ula[16])
{
	unsigned i;

	for (i = 0; i < REGISTRATION_FORMER_MAX && !r->copied; i++)
		if (!memcmp(r->former_ulas[i], ula, 16))
			return true;
	return !memcmp(r->facts.ula, ula, 16);
}

static enum registration_event
classify_compare(const struct registration *r, const struct dns_message *msg)
{
	struct dns_iterator it;
	struct dns_record rr;
	uint8_t ula[16];
	bool any = false;

	for (dns_records(msg, DNS_ANSWER, &it); dns_next(&it, &rr);) {
		if (!dns_name_equal(&rr.name, &r->label) ||
		    !dns_read_aaaa(&rr, ula))
			continue;
		if (is_ours(r, ula))
			return REGISTRATION_EV_NAME_OURS;
		any = true;
	}
	return any || !r->alike ? REGISTRATION_EV_NAME_TAKEN :
		REGISTRATION_EV_NAME_OURS;
}

enum registration_event
registration_classify(const struct registration *r,
		      const struct dns_message *msg)
{
	unsigned rcode = dns_rcode(msg);

	if (!is_query(r->sent)) {
		if (msg->id != r->id)
			return REGISTRATION_EV_OVERTAKEN;
		return rcode == DNS_RCODE_NOERROR ? REGISTRATION_EV_GRANTED :
			REGISTRATION_EV_REFUSED;
	}
	if (rcode != DNS_RCODE_NOERROR && rcode != DNS_RCODE_NXDOMAIN)
		return REGISTRATION_EV_REFUSED;
	return r->sent == REGISTRATION_CHECK ? classify_check(r, msg) :
		classify_compare(r, msg);
}

void
registration_receive(struct registration *r, const struct dns_message *msg,
		     struct turn *t)
{
	enum registration_event ev = registration_classify(r, msg);

	r->rcode = (uint16_t)dns_rcode(msg);
	r->reading = msg;
	r->alike = ev == REGISTRATION_EV_NAME_ALIKE;
	registration_step(r, ev, t);
	r->reading = NULL;
}

void
registration_doubt(struct registration *r, enum client_reason why,
		   struct turn *t)
{
	enum client_reason before = r->doubt;

	/* The same forgery again is no news (8945 5.4). */
	if (why == before)
		return;
	r->doubt = why;
	registration_step(r, REGISTRATION_EV_DOUBTFUL, t);
}

/* Messages ------------------------------------------------------------------------ */

static void
delete_rrset(struct dns_writer *w, const struct dns_name *name, uint16_t type)
{
	dns_add_record(w, DNS_UPDATE, name, type, DNS_CLASS_ANY, 0, NULL, 0);
}

/* RFC 2136 2.5.2 and 2.5.1: what stands there goes, then RDATA comes. */
static void
replace(struct dns_writer *w, const struct dns_name *name, uint16_t type,
	uint32_t ttl_ms, const uint8_t *rdata, size_t length)
{
	delete_rrset(w, name, type);
	dns_add_record(w, DNS_UPDATE, name, type, DNS_CLASS_IN, ttl_ms / 1000,
		       rdata, length);
}

static size_t
put_text(char *text, size_t at, const char *s)
{
	while (*s && at < TXT_MAX)
		text[at++] = *s++;
	return at;
}

static size_t
put_number(char *text, size_t at, unsigned value)
{
	char digits[6] = "";
	unsigned n = 5;

	do {
		digits[--n] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	return put_text(text, at, digits + n);
}

static size_t
put_address(char *text, size_t at, const struct endpoint *e)
{
	unsigned i;

	for (i = 0; i < 4; i++) {
		at = put_number(text, at, e->address[i]);
		if (i < 3)
			at = put_text(text, at, ".");
	}
	return at;
}

/* " lan=<address>:<port> dev=<what it is>" (P10). */
static size_t
put_place(char *text, size_t at, const struct registration_facts *f)
{
	if (f->lan.family == 4) {
		at = put_text(text, at, " lan=");
		at = put_address(text, at, &f->lan);
		at = put_text(text, at, ":");
		at = put_number(text, at, f->lan.port);
	}
	if (f->device[0]) {
		at = put_text(text, at, " dev=");
		at = put_text(text, at, f->device);
	}
	return at;
}

/* "v=1 lan=<address>:<port> dev=<what it is>" (P10). */
static size_t
make_txt(const struct registration_facts *f, uint8_t *rdata)
{
	char text[TXT_MAX];
	size_t at = put_place(text, put_text(text, 0, "v=1"), f);

	return dns_make_txt(rdata, text, at);
}

/* "v=1 ula=<32 hex digits> at=<address> lan=<address>:<port> dev=<what it is>":
 * who else wants the name, for its owner (P11). */
static size_t
make_note(const struct registration_facts *f, uint8_t *rdata)
{
	char text[TXT_MAX];
	size_t at = put_text(text, 0, "v=1 ula=");
	unsigned i;

	for (i = 0; i < ULA_DIGITS; i++)
		text[at++] = "0123456789abcdef"
			[f->ula[i / 2] >> (i % 2 ? 0 : 4) & 15];
	if (f->outer.family == 4) {
		at = put_text(text, at, " at=");
		at = put_address(text, at, &f->outer);
	}
	at = put_place(text, at, f);
	return dns_make_txt(rdata, text, at);
}

static void
put_note(const struct registration *r, struct dns_writer *w)
{
	uint8_t rdata[TXT_MAX + TXT_MAX / 255 + 1];

	replace(w, &r->note, DNS_TYPE_TXT, REGISTRATION_TTL_ENDPOINT, rdata,
		make_note(&r->facts, rdata));
}

static void
put_update(const struct registration *r, struct dns_writer *w)
{
	static const struct dns_name root = { .length = 1 };
	const struct registration_facts *f = &r->facts;
	bool reachable = f->outer.family == 4;
	uint8_t rdata[TXT_MAX + TXT_MAX / 255 + 1 + 6 + DNS_NAME_MAX];

	replace(w, &r->service, DNS_TYPE_SRV, REGISTRATION_TTL_ENDPOINT, rdata,
		dns_make_srv(rdata, 0, 0, reachable ? f->outer.port : 0,
			     reachable ? &r->label : &root));
	delete_rrset(w, &r->label, DNS_TYPE_A);
	if (reachable)
		dns_add_record(w, DNS_UPDATE, &r->label, DNS_TYPE_A,
			       DNS_CLASS_IN, REGISTRATION_TTL_ENDPOINT / 1000,
			       f->outer.address, 4);
	replace(w, &r->label, DNS_TYPE_AAAA, REGISTRATION_TTL_ENDPOINT, f->ula,
		16);
	replace(w, &r->label, DNS_TYPE_TXT, REGISTRATION_TTL_OTHER, rdata,
		make_txt(f, rdata));
	replace(w, &r->host, DNS_TYPE_AAAA, REGISTRATION_TTL_ENDPOINT, f->ula,
		16);
	/* The PTR set is everybody's: only ours is touched (P11). */
	dns_add_record(w, DNS_UPDATE, &r->browse, DNS_TYPE_PTR, DNS_CLASS_IN,
		       REGISTRATION_TTL_OTHER / 1000, r->service.wire,
		       r->service.length);
}

static void
put_removal(const struct registration *r, struct dns_writer *w)
{
	delete_rrset(w, &r->service, DNS_TYPE_SRV);
	delete_rrset(w, &r->label, DNS_TYPE_ANY);
	delete_rrset(w, &r->host, DNS_TYPE_AAAA);
	/* RFC 2136 2.5.4: one record out of an RRset */
	dns_add_record(w, DNS_UPDATE, &r->browse, DNS_TYPE_PTR, DNS_CLASS_NONE,
		       0, r->service.wire, r->service.length);
}

/* Writes what was sent last, the same octets for the same facts and id: 8945
 * wants a repeated request to be the one whose MAC is remembered. */
static int
put_message(const struct registration *r, uint8_t *octets)
{
	struct dns_options options;
	struct dns_writer w;

	dns_options_begin(&options);
	options.has_lease = r->sent == REGISTRATION_UPDATE ||
		r->sent == REGISTRATION_NOTE;
	options.lease_s = r->sent == REGISTRATION_NOTE ?
		REGISTRATION_LEASE_NOTE / 1000 : r->lease_asked_s;
	dns_begin(&w, octets, CLIENT_MESSAGE_MAX, r->id, is_query(r->sent) ?
		  0 : DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
	if (r->sent == REGISTRATION_CHECK)
		dns_add_question(&w, &r->service, DNS_TYPE_SRV, DNS_CLASS_IN);
	else if (r->sent == REGISTRATION_COMPARE)
		dns_add_question(&w, &r->label, DNS_TYPE_AAAA, DNS_CLASS_IN);
	else
		dns_add_question(&w, &r->zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	if (r->sent == REGISTRATION_UPDATE)
		put_update(r, &w);
	else if (r->sent == REGISTRATION_NOTE)
		put_note(r, &w);
	else if (r->sent == REGISTRATION_REMOVAL)
		put_removal(r, &w);
	dns_add_options(&w, &options);
	return dns_end(&w);
}

static void
send_message(const struct registration *r, struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_SEND);
	int length = put_message(r, turn_octets(t, e, CLIENT_MESSAGE_MAX));

	assert(length > 0);	/* registration_init has tried it */
	e->length = (uint32_t)length;
	t->out->octets_used = e->offset + e->length;
	e->channel = CHANNEL_QUERY;
	e->to = r->server;
	e->key = r->key;
}

static void
send_new(struct registration *r, enum registration_message m, struct turn *t)
{
	uint16_t before = r->id;

	r->sent = m;
	r->doubt = CLIENT_REASON_NONE;
	do
		r->id = (uint16_t)random_u32(&t->random);
	while (r->id == before);
	r->overtaken_id = before;
	send_message(r, t);
}

/* Actions --------------------------------------------------------------------------- */

void
registration_check(struct registration *r, struct turn *t)
{
	send_new(r, REGISTRATION_CHECK, t);
}

void
registration_compare(struct registration *r, struct turn *t)
{
	send_new(r, REGISTRATION_COMPARE, t);
}

void
registration_send_update(struct registration *r, struct turn *t)
{
	send_new(r, REGISTRATION_UPDATE, t);
}

void
registration_send_note(struct registration *r, struct turn *t)
{
	send_new(r, REGISTRATION_NOTE, t);
}

void
registration_send_removal(struct registration *r, struct turn *t)
{
	send_new(r, REGISTRATION_REMOVAL, t);
}

void
registration_send_again(struct registration *r, struct turn *t)
{
	send_message(r, t);
}

/* RFC 9664 4.2: without the option, as if what was asked were granted; 4.3:
 * the short form is for all records, and we have no KEY anyway. */
void
registration_keep_lease(struct registration *r, struct turn *t)
{
	const struct dns_options *o = &r->reading->options;

	(void)t;
	r->lease_s = o->has_lease ? o->lease_s : r->lease_asked_s;
	machine_set_span(&r->machine.base, REGISTRATION_SPAN_LEASE,
			 (uint64_t)r->lease_s * 1000);
}

void
registration_keep_doubt(struct registration *r, struct turn *t)
{
	turn_tell(t, TELL_WARNING,
		  "registration: an answer is not believed: %s",
		  client_reason_text(r->doubt));
}

static uint64_t
failure(const struct registration *r, enum client_reason why)
{
	return (uint64_t)why << 16 |
		(why == CLIENT_REASON_REFUSED ? r->rcode : 0u);
}

void
registration_report_registered(struct registration *r, struct turn *t)
{
	turn_report(t, &r->machine.base, REGISTRATION_REPORT_REGISTERED,
		    r->lease_s);
}

void
registration_report_silent(struct registration *r, struct turn *t)
{
	turn_report(t, &r->machine.base, REGISTRATION_REPORT_FAILED,
		    failure(r, r->doubt ? r->doubt : CLIENT_REASON_SILENT));
}

void
registration_report_refused(struct registration *r, struct turn *t)
{
	turn_report(t, &r->machine.base, REGISTRATION_REPORT_FAILED,
		    failure(r, CLIENT_REASON_REFUSED));
}

void
registration_report_clash(struct registration *r, struct turn *t)
{
	turn_report(t, &r->machine.base, REGISTRATION_REPORT_CLASH, 0);
}

void
registration_report_left(struct registration *r, struct turn *t)
{
	turn_report(t, &r->machine.base, REGISTRATION_REPORT_LEFT, 0);
}

void
registration_report_unleft(struct registration *r, struct turn *t)
{
	turn_report(t, &r->machine.base, REGISTRATION_REPORT_UNLEFT,
		    failure(r, r->reading ? CLIENT_REASON_REFUSED :
			    r->doubt ? r->doubt : CLIENT_REASON_SILENT));
}
