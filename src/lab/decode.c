/* SPDX-License-Identifier: Apache-2.0 */
/* decode.c - DNS and NAT-PMP messages in words. Names are shown escaped as in
 * RFC 1035 5.1, other octets in hexadecimal. */
#include <arpa/inet.h>
#include <inttypes.h>

#include "autotunnel/dns.h"
#include "autotunnel/natpmp.h"
#include "lab.h"
#include "lab/message_text.h"

static void
print_name(FILE *f, const struct dns_name *name)
{
	char text[DNS_NAME_TEXT_MAX];

	dns_name_to_text(name, text, sizeof(text));
	fputs(text, f);
}

static void
print_rdata(FILE *f, const struct dns_record *rr)
{
	static char text[MESSAGE_RDATA_MAX];

	if (message_rdata(text, sizeof(text), rr))
		fprintf(f, " %s", text);
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
	unsigned i;

	for (i = 0; i < o->llq_count; i++) {
		const struct dns_llq *l = &o->llq[i];

		fprintf(f, "%sLLQ %s, %s, id %016" PRIx64 ", lease %u s\n",
			indent, message_llq_opcode(l->opcode),
			message_llq_error(l->error), l->id, l->lease_s);
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
	char type[MESSAGE_TYPE_MAX];

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
		fprintf(f, " %s", message_type(rr.type, type));
		print_rdata(f, &rr);
		putc('\n', f);
	}
}

static void
print_dns(FILE *f, const char *indent, const uint8_t *octets, size_t length)
{
	bool update;
	struct dns_iterator it;
	struct dns_question q;
	struct dns_message m;
	char type[MESSAGE_TYPE_MAX];

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
		fprintf(f, " %s", message_rcode(dns_rcode(&m)));
	fprintf(f, "%s%s\n", m.flags & DNS_FLAG_AA ? " AA" : "",
		m.flags & DNS_FLAG_TC ? " TC" : "");
	for (dns_questions(&m, &it); dns_next_question(&it, &q);) {
		fprintf(f, "%s%s ", indent, update ? "zone" : "question");
		print_name(f, &q.name);
		print_class(f, q.class);
		fprintf(f, " %s\n", message_type(q.type, type));
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
