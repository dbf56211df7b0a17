/* SPDX-License-Identifier: Apache-2.0 */
/* message_text.c - see message_text.h. */
#include "lab/message_text.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "autotunnel/natpmp.h"
#include "shell/address.h"
#include "shell/tsig.h"

/* A line under construction: it stops growing where it is full, and then ends
 * in "...". */
struct line {
	char *text;
	size_t size;
	size_t used;
	bool full;
};

enum {
	DOTS = 3,			/* "..." */
	PCP_VERSION = 2,		/* RFC 6887 7.1 */
	PCP_OPCODE_MASK = 0x7f
};

static void
begin(struct line *l, char *text, size_t size)
{
	assert(size > DOTS + 1);
	*l = (struct line){ .text = text, .size = size };
	text[0] = '\0';
}

static void
add_text(struct line *l, const char *text)
{
	size_t length = strlen(text), room = l->size - 1 - l->used;

	if (l->full)
		return;
	if (length > room) {
		memcpy(l->text + l->used, text, room);
		memset(l->text + l->size - 1 - DOTS, '.', DOTS);
		l->used = l->size - 1;
		l->full = true;
	} else {
		memcpy(l->text + l->used, text, length);
		l->used += length;
	}
	l->text[l->used] = '\0';
}

static void add(struct line *l, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void
add(struct line *l, const char *format, ...)
{
	char text[160];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	add_text(l, text);
}

static void
add_name(struct line *l, const struct dns_name *name)
{
	char text[DNS_NAME_TEXT_MAX];

	dns_name_to_text(name, text, sizeof(text));
	add_text(l, text);
}

/* Words ------------------------------------------------------------------- */

const char *
message_type(uint16_t type, char text[MESSAGE_TYPE_MAX])
{
	static const struct {
		uint16_t type;
		const char *name;
	} names[] = {
		{ DNS_TYPE_A, "A" }, { DNS_TYPE_NS, "NS" },
		{ DNS_TYPE_CNAME, "CNAME" }, { DNS_TYPE_SOA, "SOA" },
		{ DNS_TYPE_PTR, "PTR" }, { DNS_TYPE_TXT, "TXT" },
		{ DNS_TYPE_KEY, "KEY" }, { DNS_TYPE_AAAA, "AAAA" },
		{ DNS_TYPE_SRV, "SRV" }, { DNS_TYPE_OPT, "OPT" },
		{ DNS_TYPE_TSIG, "TSIG" }, { DNS_TYPE_IXFR, "IXFR" },
		{ DNS_TYPE_AXFR, "AXFR" }, { DNS_TYPE_ANY, "ANY" },
	};
	unsigned i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].type == type)
			return names[i].name;
	snprintf(text, MESSAGE_TYPE_MAX, "TYPE%u", type);
	return text;
}

const char *
message_rcode(unsigned rcode)
{
	static const char *const names[] = {
		"NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP",
		"REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH",
		"NOTZONE", "11", "12", "13", "14", "15",
	};

	return rcode < sizeof(names) / sizeof(names[0]) ? names[rcode] : "?";
}

const char *
message_llq_opcode(unsigned opcode)
{
	static const char *const names[] = { "0", "setup", "refresh", "event" };

	return opcode <= DNS_LLQ_EVENT ? names[opcode] : "?";
}

const char *
message_llq_error(unsigned error)
{
	static const char *const names[] = {
		"no error", "SERV-FULL", "STATIC", "FORMAT-ERR",
		"NO-SUCH-LLQ", "BAD-VERS", "UNKNOWN-ERR",
	};

	return error <= DNS_LLQ_UNKNOWN_ERR ? names[error] : "?";
}

/* RDATA ------------------------------------------------------------------- */

/* Character-strings (RFC 1035 3.3); what does not hold ends them. */
static void
add_txt(struct line *l, const uint8_t *at, size_t length)
{
	size_t one, i;

	while (length && !l->full) {
		one = at[0] < length ? at[0] : length - 1;
		add_text(l, l->used ? " \"" : "\"");
		for (i = 1; i <= one; i++)
			if (at[i] >= 0x20 && at[i] < 0x7f && at[i] != '"' &&
			    at[i] != '\\')
				add(l, "%c", at[i]);
			else
				add(l, "\\%03u", at[i]);
		add_text(l, "\"");
		at += one + 1;
		length -= one + 1;
	}
}

static void
add_hex(struct line *l, const uint8_t *at, size_t length)
{
	size_t i;

	for (i = 0; i < length && !l->full; i++)
		add(l, "%02x", at[i]);
}

static void
add_soa(struct line *l, const struct dns_soa *soa)
{
	add_name(l, &soa->mname);
	add_text(l, " ");
	add_name(l, &soa->rname);
	add(l, " %u %u %u %u %u", soa->serial, soa->refresh_s, soa->retry_s,
	    soa->expire_s, soa->minimum_s);
}

size_t
message_rdata(char *text, size_t size, const struct dns_record *rr)
{
	char address[INET6_ADDRSTRLEN];
	uint8_t octets[16];
	struct dns_name name;
	struct dns_srv srv;
	struct dns_soa soa;
	struct line l;

	begin(&l, text, size);
	if (rr->type == DNS_TYPE_A && dns_read_a(rr, octets)) {
		add_text(&l, inet_ntop(AF_INET, octets, address,
				       sizeof(address)));
	} else if (rr->type == DNS_TYPE_AAAA && dns_read_aaaa(rr, octets)) {
		add_text(&l, inet_ntop(AF_INET6, octets, address,
				       sizeof(address)));
	} else if (rr->type == DNS_TYPE_SRV && dns_read_srv(rr, &srv)) {
		add(&l, "%u %u %u ", srv.priority, srv.weight, srv.port);
		add_name(&l, &srv.target);
	} else if (rr->type == DNS_TYPE_SOA && dns_read_soa(rr, &soa)) {
		add_soa(&l, &soa);
	} else if (dns_read_name(rr, &name)) {
		add_name(&l, &name);
	} else if (rr->type == DNS_TYPE_TXT) {
		add_txt(&l, rr->rdata, rr->rdata_length);
	} else {
		add_hex(&l, rr->rdata, rr->rdata_length);
	}
	return l.used;
}

static void
add_rdata(struct line *l, const struct dns_record *rr)
{
	char text[MESSAGE_LINE_MAX];

	if (message_rdata(text, sizeof(text), rr)) {
		add_text(l, " ");
		add_text(l, text);
	}
}

static void
add_type(struct line *l, uint16_t type)
{
	char text[MESSAGE_TYPE_MAX];

	add(l, " %s", message_type(type, text));
}

/* LLQ --------------------------------------------------------------------- */

static void
add_changes(struct line *l, const struct dns_message *m)
{
	const char *comma = " ";
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(m, DNS_ANSWER, &it); dns_next(&it, &rr);) {
		add(l, "%s%s ", comma, rr.ttl == DNS_TTL_REMOVED ? "remove" :
		    "add");
		add_name(l, &rr.name);
		add_type(l, rr.type);
		add_rdata(l, &rr);
		comma = ", ";
	}
}

/* The N-th option, and the question that it belongs to. */
static void
add_llq(struct line *l, const struct dns_llq *q, bool reply, bool event,
	const struct dns_question *question)
{
	if (q->id)
		add(l, " id=%016" PRIx64, q->id);
	else
		add_text(l, " id=0");
	if (!event)
		add(l, " lease=%u", q->lease_s);
	if (q->version != DNS_LLQ_VERSION)
		add(l, " version=%u", q->version);
	if (q->error || (reply && !event))
		add(l, " %s", message_llq_error(q->error));
	if (question && !reply) {
		add_text(l, " ");
		add_name(l, &question->name);
		add_type(l, question->type);
	}
}

static void
add_llqs(struct line *l, const struct dns_message *m)
{
	bool reply = m->flags & DNS_FLAG_QR, asked;
	struct dns_iterator it;
	struct dns_question q;
	unsigned i;

	dns_questions(m, &it);
	for (i = 0; i < m->options.llq_count; i++) {
		const struct dns_llq *llq = &m->options.llq[i];
		bool event = llq->opcode == DNS_LLQ_EVENT;

		asked = dns_next_question(&it, &q);
		if (i == 0)
			add(l, "LLQ %s%s", message_llq_opcode(llq->opcode),
			    event ? m->count[DNS_ANSWER] ? "" : " ack" :
			    reply ? " reply" : "");
		else if (llq->opcode != llq[-1].opcode)
			add(l, "; %s", message_llq_opcode(llq->opcode));
		else
			add_text(l, ";");
		add_llq(l, llq, reply, event, asked ? &q : NULL);
	}
	if (m->options.llq_malformed)
		add_text(l, m->options.llq_count ? "; malformed option" :
			 "LLQ malformed option");
	if (reply && dns_rcode(m))
		add(l, ", %s", message_rcode(dns_rcode(m)));
	if (m->options.llq_count && m->options.llq[0].opcode == DNS_LLQ_EVENT)
		add_changes(l, m);
	else if (m->count[DNS_ANSWER])
		add(l, ", %u answer%s", m->count[DNS_ANSWER],
		    m->count[DNS_ANSWER] == 1 ? "" : "s");
}

/* UPDATE ------------------------------------------------------------------ */

/* NAME as it is within ZONE; the zone itself is "@". */
static void
add_within(struct line *l, const struct dns_name *name,
	   const struct dns_name *zone)
{
	struct dns_name part;

	if (!zone || zone->length <= 1 || !dns_name_within(name, zone)) {
		add_name(l, name);
	} else if (dns_name_equal(name, zone)) {
		add_text(l, "@");
	} else {
		part = *name;
		part.length = (uint8_t)(name->length - zone->length + 1);
		part.wire[part.length - 1] = 0;
		add_name(l, &part);
	}
}

static void
add_change(struct line *l, const struct dns_record *rr,
	   const struct dns_name *zone)
{
	bool removes = rr->class == DNS_CLASS_ANY || rr->class == DNS_CLASS_NONE;

	add_text(l, removes ? " delete " : " add ");
	add_within(l, &rr->name, zone);
	if (removes && rr->type == DNS_TYPE_ANY)
		add_text(l, " all");
	else
		add_type(l, rr->type);
	if (rr->class != DNS_CLASS_ANY)
		add_rdata(l, rr);
}

/* RFC 2136, 2.4 */
static void
add_prerequisite(struct line *l, const struct dns_record *rr,
		 const struct dns_name *zone)
{
	add_text(l, rr->class == DNS_CLASS_NONE ? " if no " : " if ");
	add_within(l, &rr->name, zone);
	if (rr->type != DNS_TYPE_ANY)
		add_type(l, rr->type);
	if (rr->class != DNS_CLASS_ANY && rr->class != DNS_CLASS_NONE)
		add_rdata(l, rr);
}

static void
add_update(struct line *l, const struct dns_message *m)
{
	const struct dns_options *o = &m->options;
	const char *comma = ":";
	struct dns_iterator it;
	struct dns_question q;
	struct dns_record rr;
	bool zone = dns_first_question(m, &q);

	add_text(l, m->flags & DNS_FLAG_QR ? "update reply " : "update ");
	if (m->flags & DNS_FLAG_QR)
		add_text(l, message_rcode(dns_rcode(m)));
	else if (zone)
		add_name(l, &q.name);
	else
		add_text(l, "without a zone");
	for (dns_records(m, DNS_PREREQUISITE, &it); dns_next(&it, &rr);) {
		add_text(l, comma);
		add_prerequisite(l, &rr, zone ? &q.name : NULL);
		comma = ",";
	}
	for (dns_records(m, DNS_UPDATE, &it); dns_next(&it, &rr);) {
		add_text(l, comma);
		add_change(l, &rr, zone ? &q.name : NULL);
		comma = ",";
	}
	if (o->has_lease || o->has_key_lease)
		add(l, "%s lease=%u", m->flags & DNS_FLAG_QR ? "" : ";",
		    o->lease_s);
	if (o->has_key_lease)
		add(l, " key-lease=%u", o->key_lease_s);
	if (o->lease_malformed)
		add_text(l, "; malformed lease");
}

/* DNS --------------------------------------------------------------------- */

static void
add_query(struct line *l, const struct dns_message *m)
{
	bool reply = m->flags & DNS_FLAG_QR;
	struct dns_question q;

	add_text(l, dns_opcode(m) == DNS_OPCODE_NOTIFY ? "notify" :
		 dns_opcode(m) == DNS_OPCODE_QUERY ? "query" : "");
	if (!l->used)
		add(l, "DNS opcode %u", dns_opcode(m));
	if (reply)
		add(l, " reply %s", message_rcode(dns_rcode(m)));
	if (dns_first_question(m, &q)) {
		add_text(l, " ");
		add_name(l, &q.name);
		add_type(l, q.type);
	}
	if (m->count[DNS_QUESTION] > 1)
		add(l, " and %u more", m->count[DNS_QUESTION] - 1u);
	if (reply)
		add(l, ", %u answer%s", m->count[DNS_ANSWER],
		    m->count[DNS_ANSWER] == 1 ? "" : "s");
	if (m->flags & DNS_FLAG_TC)
		add_text(l, ", truncated");
}

static void
add_dns(struct line *l, const struct packet *p)
{
	static const char *const verdicts[VERDICT_COUNT] = {
		[VERDICT_BADKEY] = ", BADKEY", [VERDICT_BADSIG] = ", BADSIG",
		[VERDICT_BADTIME] = ", BADTIME",
		[VERDICT_BADTRUNC] = ", BADTRUNC",
		[VERDICT_FORMERR] = ", TSIG misplaced",
	};
	struct dns_message m;
	struct tsig t;

	if (dns_open(&m, p->octets, p->length) < 0) {
		add(l, "%zu octets that are no DNS message", p->length);
		return;
	}
	if (dns_opcode(&m) == DNS_OPCODE_UPDATE)
		add_update(l, &m);
	else if (m.options.llq_count || m.options.llq_malformed)
		add_llqs(l, &m);
	else
		add_query(l, &m);
	if (p->judged && p->verdict < VERDICT_COUNT && verdicts[p->verdict]) {
		add_text(l, verdicts[p->verdict]);
	} else if (m.tsig_count && tsig_read(&m, &t) == 0) {
		add_text(l, "; signed by ");
		add_name(l, &t.key);
	}
}

/* NAT-PMP and PCP --------------------------------------------------------- */

static void
add_mapping(struct line *l, const struct natpmp_message *m)
{
	add(l, "%s", natpmp_request_opcode(m) == NATPMP_OPCODE_MAP_UDP ?
	    " UDP" : " TCP");
	if (m->form == NATPMP_FORM_BARE)
		return;
	if (m->lifetime_s == 0 && m->internal_port == 0)
		add_text(l, " all");
	else
		add(l, " %u", m->internal_port);
	if (m->lifetime_s)
		add(l, " -> %u for %u s", m->external_port, m->lifetime_s);
	else if (m->form == NATPMP_FORM_REPLY)
		add_text(l, " deleted");
}

static void
add_natpmp_request(struct line *l, const struct natpmp_message *m)
{
	switch (natpmp_request_opcode(m)) {
	case NATPMP_OPCODE_ADDRESS:
		add_text(l, "NAT-PMP address request");
		break;
	case NATPMP_OPCODE_MAP_UDP:
	case NATPMP_OPCODE_MAP_TCP:
		add_text(l, m->lifetime_s ? "NAT-PMP map" : "NAT-PMP delete");
		add_mapping(l, m);
		break;
	default:
		add(l, "NAT-PMP request, opcode %u", m->opcode);
	}
}

static void
add_natpmp_reply(struct line *l, const struct natpmp_message *m,
		 const struct packet *p)
{
	char address[INET_ADDRSTRLEN];
	uint8_t opcode = natpmp_request_opcode(m);
	uint32_t network = htonl(m->address);

	add_text(l, p->to.port == NATPMP_ANNOUNCE_PORT ?
		 "NAT-PMP announcement" : "NAT-PMP reply");
	if (opcode == NATPMP_OPCODE_ADDRESS && m->form == NATPMP_FORM_REPLY &&
	    m->result == NATPMP_SUCCESS)
		add(l, " address %s", inet_ntop(AF_INET, &network, address,
						sizeof(address)));
	else if (opcode == NATPMP_OPCODE_ADDRESS)
		add_text(l, " address");
	else if (opcode <= NATPMP_OPCODE_MAP_TCP)
		add_mapping(l, m);
	else
		add(l, " to opcode %u", opcode);
	if (m->result != NATPMP_SUCCESS)
		add(l, ": %s (%u)", natpmp_result_text(m->result), m->result);
	if (natpmp_has_epoch(m))
		add(l, ", epoch %u", m->epoch_s);
}

static void
add_pcp(struct line *l, const struct packet *p)
{
	static const char *const names[] = { "ANNOUNCE", "MAP", "PEER" };
	unsigned opcode = p->octets[1] & PCP_OPCODE_MASK;

	if (opcode < sizeof(names) / sizeof(names[0]))
		add(l, "PCP %s", names[opcode]);
	else
		add(l, "PCP opcode %u", opcode);
	add_text(l, p->octets[1] & NATPMP_RESPONSE ? " reply" : " request");
	if (p->octets[1] & NATPMP_RESPONSE && p->length >= 4)
		add(l, ", result %u", p->octets[3]);
}

static void
add_gateway_message(struct line *l, const struct packet *p)
{
	struct natpmp_message m;
	int r = natpmp_decode(p->octets, p->length, &m);

	if (r == -EPROTONOSUPPORT && p->length >= 2 &&
	    p->octets[0] == PCP_VERSION)
		add_pcp(l, p);
	else if (r < 0)
		add(l, "%zu octets that are no NAT-PMP message", p->length);
	else if (m.form == NATPMP_FORM_REQUEST)
		add_natpmp_request(l, &m);
	else
		add_natpmp_reply(l, &m, p);
}

static bool
is_gateway_port(uint16_t port)
{
	return port == NATPMP_PORT || port == NATPMP_ANNOUNCE_PORT;
}

size_t
message_line(char *text, size_t size, const struct packet *p)
{
	char about[ENDPOINT_TEXT_MAX];
	struct line l;

	begin(&l, text, size);
	switch (p->kind) {
	case PACKET_UNREACHABLE:
		add(&l, "port unreachable: %s", endpoint_text(&p->about, about));
		return l.used;
	case PACKET_TCP_OPEN:
		add_text(&l, "TCP connection opened");
		return l.used;
	case PACKET_TCP_CLOSE:
		add_text(&l, "TCP connection closed");
		return l.used;
	case PACKET_UDP:
	case PACKET_TCP:
		break;
	}
	if (is_gateway_port(p->from.port) || is_gateway_port(p->to.port))
		add_gateway_message(&l, p);
	else
		add_dns(&l, p);
	if (p->cut)
		add_text(&l, ", cut by the capture");
	return l.used;
}
