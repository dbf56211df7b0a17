/* SPDX-License-Identifier: Apache-2.0 */
/* decode.c - DNS and NAT-PMP messages in words. Names are shown escaped as in
 * RFC 1035 5.1, other octets in hexadecimal. */
#include <arpa/inet.h>
#include <inttypes.h>

#include "autotunnel/dns.h"
#include "autotunnel/natpmp.h"
#include "lab.h"

static const char *
type_name(uint16_t type, char text[16])
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
	snprintf(text, 16, "TYPE%u", type);
	return text;
}

static void
print_name(FILE *f, const struct dns_name *name)
{
	char text[DNS_NAME_TEXT_MAX];

	dns_name_to_text(name, text, sizeof(text));
	fputs(text, f);
}

static void
print_text(FILE *f, const uint8_t *at, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (at[i] >= 0x20 && at[i] < 0x7f && at[i] != '"')
			putc(at[i], f);
		else
			fprintf(f, "\\%03u", at[i]);
}

/* Character-strings (RFC 1035 3.3); what does not hold ends them. */
static void
print_txt(FILE *f, const uint8_t *at, size_t length)
{
	size_t one;

	while (length) {
		one = at[0] < length ? at[0] : length - 1;
		fprintf(f, " \"");
		print_text(f, at + 1, one);
		putc('"', f);
		at += one + 1;
		length -= one + 1;
	}
}

static void
print_hex(FILE *f, const uint8_t *at, size_t length)
{
	size_t i;

	putc(' ', f);
	for (i = 0; i < length; i++)
		fprintf(f, "%02x", at[i]);
}

static void
print_rdata(FILE *f, const struct dns_record *rr)
{
	char address[INET6_ADDRSTRLEN];
	uint8_t octets[16];
	struct dns_name name;
	struct dns_srv srv;
	struct dns_soa soa;

	if (rr->type == DNS_TYPE_A && dns_read_a(rr, octets)) {
		inet_ntop(AF_INET, octets, address, sizeof(address));
		fprintf(f, " %s", address);
	} else if (rr->type == DNS_TYPE_AAAA && dns_read_aaaa(rr, octets)) {
		inet_ntop(AF_INET6, octets, address, sizeof(address));
		fprintf(f, " %s", address);
	} else if (rr->type == DNS_TYPE_SRV && dns_read_srv(rr, &srv)) {
		fprintf(f, " %u %u %u ", srv.priority, srv.weight, srv.port);
		print_name(f, &srv.target);
	} else if (rr->type == DNS_TYPE_SOA && dns_read_soa(rr, &soa)) {
		putc(' ', f);
		print_name(f, &soa.mname);
		putc(' ', f);
		print_name(f, &soa.rname);
		fprintf(f, " %u %u %u %u %u", soa.serial, soa.refresh_s,
			soa.retry_s, soa.expire_s, soa.minimum_s);
	} else if (dns_read_name(rr, &name)) {
		putc(' ', f);
		print_name(f, &name);
	} else if (rr->type == DNS_TYPE_TXT) {
		print_txt(f, rr->rdata, rr->rdata_length);
	} else if (rr->rdata_length) {
		print_hex(f, rr->rdata, rr->rdata_length);
	}
}

static void
print_class(FILE *f, uint16_t class)
{
	if (class == DNS_CLASS_NONE)
		fprintf(f, " NONE");
	else if (class == DNS_CLASS_ANY)
		fprintf(f, " ANY");
	else if (class != DNS_CLASS_IN)
		fprintf(f, " CLASS%u", class);
}

static void
print_options(FILE *f, const char *indent, const struct dns_options *o)
{
	static const char *const opcodes[] = {
		"0", "setup", "refresh", "event",
	};
	static const char *const errors[] = {
		"no error", "SERV-FULL", "STATIC", "FORMAT-ERR",
		"NO-SUCH-LLQ", "BAD-VERS", "UNKNOWN-ERR",
	};
	unsigned i;

	for (i = 0; i < o->llq_count; i++) {
		const struct dns_llq *l = &o->llq[i];

		fprintf(f, "%sLLQ %s, %s, id %016" PRIx64 ", lease %u s\n",
			indent, l->opcode <= DNS_LLQ_EVENT ?
			opcodes[l->opcode] : "?",
			l->error <= DNS_LLQ_UNKNOWN_ERR ? errors[l->error] :
			"?", l->id, l->lease_s);
	}
	if (o->has_key_lease)
		fprintf(f, "%slease %u s, of keys %u s\n", indent, o->lease_s,
			o->key_lease_s);
	else if (o->has_lease)
		fprintf(f, "%slease %u s\n", indent, o->lease_s);
	if (o->llq_malformed || o->lease_malformed)
		fprintf(f, "%smalformed option\n", indent);
}

static void
print_records(FILE *f, const char *indent, const struct dns_message *m,
	      enum dns_section section, const char *what)
{
	struct dns_iterator it;
	struct dns_record rr;
	char type[16];

	for (dns_records(m, section, &it); dns_next(&it, &rr);) {
		if (rr.type == DNS_TYPE_OPT || rr.type == DNS_TYPE_TSIG)
			continue;
		fprintf(f, "%s%s ", indent, what);
		print_name(f, &rr.name);
		if (rr.ttl == DNS_TTL_REMOVED)
			fprintf(f, " removed");
		else
			fprintf(f, " %u", rr.ttl);
		print_class(f, rr.class);
		fprintf(f, " %s", type_name(rr.type, type));
		print_rdata(f, &rr);
		putc('\n', f);
	}
}

static void
print_dns(FILE *f, const char *indent, const uint8_t *octets, size_t length)
{
	static const char *const rcodes[] = {
		"NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP",
		"REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH",
		"NOTZONE", "11", "12", "13", "14", "15",
	};
	bool update;
	struct dns_iterator it;
	struct dns_question q;
	struct dns_message m;
	char type[16];

	if (dns_open(&m, octets, length) < 0) {
		fprintf(f, "%sno DNS message\n", indent);
		trace_print_octets(f, indent, octets, length);
		return;
	}
	update = dns_opcode(&m) == DNS_OPCODE_UPDATE;
	fprintf(f, "%sDNS %s%s id %u", indent, update ? "update" :
		dns_opcode(&m) == DNS_OPCODE_NOTIFY ? "notify" : "query",
		m.flags & DNS_FLAG_QR ? " response" : "", m.id);
	if (m.flags & DNS_FLAG_QR)
		fprintf(f, " %s", rcodes[dns_rcode(&m)]);
	fprintf(f, "%s%s\n", m.flags & DNS_FLAG_AA ? " AA" : "",
		m.flags & DNS_FLAG_TC ? " TC" : "");
	for (dns_questions(&m, &it); dns_next_question(&it, &q);) {
		fprintf(f, "%s%s ", indent, update ? "zone" : "question");
		print_name(f, &q.name);
		print_class(f, q.class);
		fprintf(f, " %s\n", type_name(q.type, type));
	}
	print_records(f, indent, &m, DNS_ANSWER,
		      update ? "prerequisite" : "answer");
	print_records(f, indent, &m, DNS_AUTHORITY,
		      update ? "change" : "authority");
	print_records(f, indent, &m, DNS_ADDITIONAL, "additional");
	print_options(f, indent, &m.options);
}

static void
print_natpmp(FILE *f, const char *indent, const uint8_t *octets, size_t length)
{
	struct natpmp_message m;
	char address[INET_ADDRSTRLEN];
	uint32_t network;
	uint8_t opcode;

	if (natpmp_decode(octets, length, &m) < 0) {
		fprintf(f, "%sno NAT-PMP message\n", indent);
		trace_print_octets(f, indent, octets, length);
		return;
	}
	opcode = natpmp_request_opcode(&m);
	fprintf(f, "%sNAT-PMP %s %s", indent,
		opcode == NATPMP_OPCODE_ADDRESS ? "address" :
		opcode == NATPMP_OPCODE_MAP_UDP ? "UDP mapping" :
		opcode == NATPMP_OPCODE_MAP_TCP ? "TCP mapping" : "opcode ?",
		m.form == NATPMP_FORM_REQUEST ? "request" : "reply");
	if (m.form != NATPMP_FORM_REQUEST)
		fprintf(f, ", %s", natpmp_result_text(m.result));
	if (natpmp_has_epoch(&m))
		fprintf(f, ", epoch %u s", m.epoch_s);
	if (m.form == NATPMP_FORM_REPLY && opcode == NATPMP_OPCODE_ADDRESS) {
		network = htonl(m.address);
		inet_ntop(AF_INET, &network, address, sizeof(address));
		fprintf(f, ", %s", address);
	}
	if (opcode != NATPMP_OPCODE_ADDRESS && m.form != NATPMP_FORM_BARE)
		fprintf(f, ", inner port %u, outer port %u, %u s",
			m.internal_port, m.external_port, m.lifetime_s);
	putc('\n', f);
}

const struct trace_decoders lab_decoders = { print_dns, print_natpmp };
