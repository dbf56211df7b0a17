/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_dns_others.c - property: ldns, libknot and we take the same DNS messages,
 * and read the same in them. Where a message has a feature (survey.h) that one
 * of them is known to treat otherwise, `rules` says so, and why; any other
 * difference is a failure, in either direction. */
#include "autotunnel/dns.h"
#include "classes.h"
#include "survey.h"

#include <assert.h>
#include <ldns/ldns.h>
#include <libknot/libknot.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum who { US, LDNS, KNOT, WHO };
enum rule { TAKES, MAY_REFUSE, REFUSES };

static const char *const who_names[WHO] = { "we", "ldns", "libknot" };

/* What a feature alone makes of a message. */
static const struct {
	enum rule rule[WHO];
	const char *reason;
} rules[FEATURES] = {
	[CUT] = { { REFUSES, REFUSES, REFUSES }, "" },
	[TRAILING] = { { REFUSES, TAKES, REFUSES },
		"ldns does not look behind the last record" },
	[LABEL_TYPE] = { { REFUSES, REFUSES, REFUSES }, "" },
	[NAME_LONG] = { { REFUSES, REFUSES, REFUSES }, "" },
	[POINTER_FORWARD] = { { REFUSES, MAY_REFUSE, REFUSES },
		"ldns follows pointers both ways, up to 65535 of them" },
	[POINTER_WITHIN] = { { REFUSES, MAY_REFUSE, MAY_REFUSE },
		"it is no earlier name, but may end all the same where it "
		"points into the midst of a label" },
	[POINTER_HEADER] = { { REFUSES, MAY_REFUSE, MAY_REFUSE },
		"octets of a header are no earlier name (RFC 1035 4.1.4)" },
	[POINTER_MANY] = { { REFUSES, MAY_REFUSE, MAY_REFUSE },
		"a name has at most 127 labels; following thousands of "
		"pointers for each name takes long" },
	[POINTER_QUESTION] = { { TAKES, TAKES, REFUSES },
		"before a single question there is no earlier name" },
	[QUESTIONS] = { { TAKES, TAKES, REFUSES },
		"LLQ has several (RFC 8764 3.1)" },
	[RDATA_NAMES] = { { REFUSES, MAY_REFUSE, REFUSES },
		"ldns goes on behind the last name, wherever RDATA ends" },
	[RDATA_LEFT] = { { REFUSES, MAY_REFUSE, MAY_REFUSE },
		"libknot counts the octets after the names are uncompressed" },
	[RDATA_SHRINKS] = { { TAKES, TAKES, REFUSES },
		"libknot takes it for octets that are left" },
	[RDATA_EMPTY] = { { REFUSES, TAKES, REFUSES },
		"RFC 2136 has it for the classes ANY and NONE" },
	[RDATA_CLASS] = { { TAKES, TAKES, TAKES }, "" },
	[RDATA_SIZE] = { { TAKES, MAY_REFUSE, MAY_REFUSE },
		"dns_read_a and the others refuse it, where it is read" },
	[RDATA_OTHER] = { { TAKES, MAY_REFUSE, MAY_REFUSE },
		"they know more types, whose RDATA we hand on as it is" },
	[OPT_PLACE] = { { REFUSES, TAKES, REFUSES },
		"RFC 6891 6.1.1 has it in the additional section" },
	[OPT_TWICE] = { { REFUSES, TAKES, REFUSES },
		"RFC 6891 6.1.1: FORMERR" },
	[OPT_OWNER] = { { REFUSES, TAKES, TAKES },
		"RFC 6891 6.1.2: MUST be 0 (root domain)" },
	[OPT_OPTIONS] = { { REFUSES, TAKES, REFUSES },
		"ldns hands the options on as they are" },
	[TSIG_HERE] = { { TAKES, TAKES, MAY_REFUSE },
		"libknot wants it last, and once; tsig_read does, later" },
	[TSIG_TWICE] = { { TAKES, MAY_REFUSE, REFUSES },
		"tsig_read refuses it; ldns never frees the first" },
	[TSIG_PLACE] = { { TAKES, MAY_REFUSE, REFUSES },
		"tsig_read refuses it; ldns counts one record less, and does "
		"not read the last" },
	[TSIG_RDATA] = { { TAKES, MAY_REFUSE, MAY_REFUSE },
		"tsig_read refuses it, and the edge answers FORMERR" },
};

static const char *const feature_names[FEATURES] = {
	[CUT] = "cut", [TRAILING] = "octets behind the last record",
	[LABEL_TYPE] = "label type", [NAME_LONG] = "long name",
	[POINTER_FORWARD] = "pointer forwards",
	[POINTER_WITHIN] = "pointer into its own name",
	[POINTER_HEADER] = "pointer into the header",
	[POINTER_MANY] = "many pointers",
	[POINTER_QUESTION] = "pointer in a question",
	[QUESTIONS] = "several questions", [RDATA_NAMES] = "names in RDATA",
	[RDATA_LEFT] = "RDATA behind the names", 
	[RDATA_SHRINKS] = "a pointer to the root", [RDATA_EMPTY] = "no RDATA", [RDATA_CLASS] = "another class",
	[RDATA_SIZE] = "RDATA of A, AAAA, TXT", [RDATA_OTHER] = "other RDATA",
	[OPT_PLACE] = "OPT's section", [OPT_TWICE] = "two OPT",
	[OPT_OWNER] = "OPT's owner", [OPT_OPTIONS] = "OPT's options",
	[TSIG_HERE] = "TSIG", [TSIG_TWICE] = "two TSIG", [TSIG_PLACE] = "TSIG's place",
	[TSIG_RDATA] = "TSIG's RDATA",
};

static struct difference differences[WHO][FEATURES];

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	int who, f;

	(void)argc;
	(void)argv;
	for (who = LDNS; who < WHO; who++) {
		for (f = 0; f < FEATURES; f++) {
			differences[who][f].name = feature_names[f];
			differences[who][f].reason = rules[f].reason;
		}
		class_tell(who_names[who], differences[who], FEATURES);
	}
	return 0;
}

/* Verdicts -------------------------------------------------------------------- */

/* The verdict of WHO on a message with the features FOUND is as the rules
 * have it. */
static void
check_verdict(enum who who, uint32_t found, bool taken)
{
	bool must = false, may = who == LDNS && survey_astray(found);
	int f;

	for (f = 0; f < FEATURES; f++) {
		if (!(found >> f & 1))
			continue;
		must |= rules[f].rule[who] == REFUSES;
		may |= rules[f].rule[who] == MAY_REFUSE;
	}
	if (taken ? !must || (who == LDNS && survey_astray(found)) : must || may)
		return;
	fprintf(stderr, "%s %s a message with:", who_names[who],
		taken ? "took" : "refused");
	for (f = 0; f < FEATURES; f++)
		if (found >> f & 1)
			fprintf(stderr, " [%s]", feature_names[f]);
	fputs("\n", stderr);
	abort();
}

static void
count(enum who who, uint32_t found)
{
	int f;

	for (f = 0; f < FEATURES; f++)
		if (found >> f & 1 && rules[f].rule[who] != rules[f].rule[US])
			class_count(&differences[who][f]);
}

/* Values ---------------------------------------------------------------------- */

static bool
is_read_by_all(uint16_t type)
{
	switch (type) {
	case DNS_TYPE_A: case DNS_TYPE_NS: case DNS_TYPE_CNAME:
	case DNS_TYPE_SOA: case DNS_TYPE_PTR: case DNS_TYPE_TXT:
	case DNS_TYPE_AAAA: case DNS_TYPE_SRV:
		return true;
	default:
		return type >= 0xff00;	/* for private use (RFC 6895 3.1) */
	}
}

static void
compare_name(const struct dns_name *name, const uint8_t *wire, size_t size)
{
	struct dns_name other;

	assert(dns_name_from_wire(&other, wire, size) == 0);
	assert(dns_name_equal(name, &other));
}

static void
compare_record(const struct dns_record *rr, uint16_t type, uint16_t class,
	       uint32_t ttl, const uint8_t *rdata, size_t size)
{
	assert(rr->type == type && rr->class == class && rr->ttl == ttl);
	if (is_read_by_all(type))
		assert(dns_rdata_equal(type, rr->rdata, rr->rdata_length,
				       rdata, size));
}

static void
compare_ldns_record(const struct dns_record *rr, const ldns_rr *theirs)
{
	ldns_buffer *b = ldns_buffer_new(512);
	const ldns_rdf *owner = ldns_rr_owner(theirs);
	size_t at = ldns_rdf_size(owner) + 10;

	assert(b && ldns_rr2buffer_wire(b, theirs, LDNS_SECTION_ANSWER) ==
	       LDNS_STATUS_OK);
	compare_name(&rr->name, ldns_rdf_data(owner), ldns_rdf_size(owner));
	compare_record(rr, (uint16_t)ldns_rr_get_type(theirs),
		       (uint16_t)ldns_rr_get_class(theirs), ldns_rr_ttl(theirs),
		       ldns_buffer_at(b, at), ldns_buffer_position(b) - at);
	ldns_buffer_free(b);
}

static void
compare_ldns_questions(const struct dns_message *msg, const ldns_pkt *pkt)
{
	const ldns_rr_list *list = ldns_pkt_question(pkt);
	struct dns_question q;
	struct dns_iterator it;
	const ldns_rr *rr;
	size_t i = 0;

	for (dns_questions(msg, &it); dns_next_question(&it, &q); i++) {
		rr = ldns_rr_list_rr(list, i);
		assert(rr && ldns_rr_get_type(rr) == q.type &&
		       ldns_rr_get_class(rr) == q.class);
		compare_name(&q.name, ldns_rdf_data(ldns_rr_owner(rr)),
			     ldns_rdf_size(ldns_rr_owner(rr)));
	}
	assert(!ldns_rr_list_rr(list, i));
}

/* ldns keeps OPT and TSIG apart. */
static void
compare_ldns(const struct dns_message *msg, const ldns_pkt *pkt)
{
	const ldns_rr_list *lists[] = { NULL, ldns_pkt_answer(pkt),
		ldns_pkt_authority(pkt), ldns_pkt_additional(pkt) };
	struct dns_iterator it;
	struct dns_record rr;
	unsigned section;
	size_t i;

	assert(ldns_pkt_id(pkt) == msg->id);
	assert((unsigned)ldns_pkt_get_opcode(pkt) == dns_opcode(msg));
	assert((unsigned)ldns_pkt_get_rcode(pkt) == dns_rcode(msg));
	assert(ldns_pkt_qr(pkt) == !!(msg->flags & DNS_FLAG_QR));
	assert(ldns_pkt_tc(pkt) == !!(msg->flags & DNS_FLAG_TC));
	compare_ldns_questions(msg, pkt);
	for (section = DNS_ANSWER; section <= DNS_ADDITIONAL; section++) {
		dns_records(msg, section, &it);
		for (i = 0; dns_next(&it, &rr);) {
			if (section == DNS_ADDITIONAL &&
			    (rr.type == DNS_TYPE_OPT ||
			     rr.type == DNS_TYPE_TSIG))
				continue;
			assert(ldns_rr_list_rr(lists[section], i));
			compare_ldns_record(&rr, ldns_rr_list_rr(
				lists[section], i++));
		}
		assert(!ldns_rr_list_rr(lists[section], i));
	}
	if (msg->options.present)
		assert(ldns_pkt_edns_udp_size(pkt) == msg->options.udp_size);
}

static void
compare_knot(const struct dns_message *msg, const knot_pkt_t *pkt)
{
	struct dns_iterator it;
	struct dns_record rr;
	unsigned section, i;

	for (section = DNS_ANSWER; section <= DNS_ADDITIONAL; section++) {
		const knot_pktsection_t *s = knot_pkt_section(pkt,
			(knot_section_t)(section - DNS_ANSWER));

		dns_records(msg, section, &it);
		for (i = 0; dns_next(&it, &rr); i++) {
			const knot_rrset_t *k = knot_pkt_rr(s, (uint16_t)i);

			assert(i < s->count && k->rrs.count == 1);
			compare_name(&rr.name, k->owner,
				     knot_dname_size(k->owner));
			compare_record(&rr, k->type, k->rclass, k->ttl,
				       k->rrs.rdata->data, k->rrs.rdata->len);
		}
		assert(i == s->count);
	}
	assert(msg->options.present == knot_pkt_has_edns(pkt));
}

/* ------------------------------------------------------------------------------ */

/* Of LeakSanitizer, where it is linked (its header says the same). */
void __lsan_disable(void) __attribute__((weak));
void __lsan_enable(void) __attribute__((weak));

/* ldns never frees the first of two TSIG records, also where it alone takes for
 * records what others do not (docs/findings/ldns.md). */
static bool
read_by_ldns(const uint8_t *data, size_t size, ldns_pkt **pkt)
{
	bool taken;

	if (__lsan_disable)
		__lsan_disable();
	taken = ldns_wire2pkt(pkt, data, size) == LDNS_STATUS_OK;
	if (__lsan_enable)
		__lsan_enable();
	return taken;
}

static void
try_ldns(const uint8_t *data, size_t size, uint32_t found,
	 const struct dns_message *ours)
{
	ldns_pkt *pkt = NULL;
	bool taken;

	if (found >> TSIG_TWICE & 1) {
		count(LDNS, found);
		return;		/* it would lose memory each time */
	}
	taken = read_by_ldns(data, size, &pkt);
	check_verdict(LDNS, found, taken);
	if (taken != !!ours)
		count(LDNS, found);
	else if (taken && !survey_astray(found))
		compare_ldns(ours, pkt);
	if (taken)
		ldns_pkt_free(pkt);
}

static void
try_knot(const uint8_t *data, size_t size, uint32_t found,
	 const struct dns_message *ours)
{
	static uint8_t wire[DNS_MESSAGE_MAX];
	knot_pkt_t *pkt;
	bool taken;

	memcpy(wire, data, size);
	pkt = knot_pkt_new(wire, (uint16_t)size, NULL);
	assert(pkt);
	taken = knot_pkt_parse(pkt, KNOT_PF_KEEPWIRE | KNOT_PF_NOCANON) ==
		KNOT_EOK;
	check_verdict(KNOT, found, taken);
	if (taken != !!ours)
		count(KNOT, found);
	else if (taken)
		compare_knot(ours, pkt);
	knot_pkt_free(pkt);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dns_message msg;
	uint32_t found;
	bool taken;

	if (size == 0 || size > DNS_MESSAGE_MAX)
		return 0;
	taken = dns_open(&msg, data, size) == 0;
	found = survey(data, size);
	check_verdict(US, found, taken);
	try_ldns(data, size, found, taken ? &msg : NULL);
	try_knot(data, size, found, taken ? &msg : NULL);
	return 0;
}
