/* SPDX-License-Identifier: Apache-2.0 */
/* dns.h - DNS messages, both ways, without heap (RFC 1035, 2136, 6891; the
 * LLQ option of RFC 8764, the Update Lease option of RFC 9664).
 *
 * Reading: dns_open walks the whole message once and refuses whatever does not
 * hold (lengths that lie, compression that loops or points forwards, counts
 * that do not match). After that the iterators cannot fail:
 *
 *	r = dns_open(&msg, octets, length);		0 or -EBADMSG
 *	for (dns_records(&msg, DNS_ANSWER, &it); dns_next(&it, &rr);)
 *		...
 *
 * The message borrows OCTETS. A record's rdata is uncompressed for the types
 * whose RDATA holds names (NS, CNAME, SOA, PTR, SRV) and stands in the record
 * itself; otherwise it points into OCTETS.
 *
 * Writing: dns_begin, then questions and records in section order, then
 * dns_end, which gives the length or -EMSGSIZE if anything did not fit. Names
 * are compressed where RFC 1035 and 3597 allow: owners, and RDATA of the
 * types of RFC 1035; never in SRV (RFC 2782). */
#ifndef AUTOTUNNEL_DNS_H
#define AUTOTUNNEL_DNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	DNS_NAME_MAX = 255,	/* wire form with the root's octet; RFC 1035 2.3.4 */
	DNS_LABEL_MAX = 63,
	DNS_NAME_TEXT_MAX = 1024,	/* every octet as \DDD, dots, NUL */
	DNS_HEADER_SIZE = 12,
	DNS_MESSAGE_MAX = 65535,
	DNS_UDP_MAX = 1232,	/* what we send in one datagram, TSIG included */
	DNS_RDATA_NAMES_MAX = 2 * DNS_NAME_MAX + 20,	/* SOA, uncompressed */
	DNS_LLQ_OPTIONS_MAX = 32,
	DNS_QUESTIONS_MAX = 32
};

enum dns_type {
	DNS_TYPE_A = 1, DNS_TYPE_NS = 2, DNS_TYPE_CNAME = 5, DNS_TYPE_SOA = 6,
	DNS_TYPE_PTR = 12, DNS_TYPE_TXT = 16, DNS_TYPE_KEY = 25,
	DNS_TYPE_AAAA = 28, DNS_TYPE_SRV = 33, DNS_TYPE_OPT = 41,
	DNS_TYPE_TSIG = 250, DNS_TYPE_IXFR = 251, DNS_TYPE_AXFR = 252,
	DNS_TYPE_ANY = 255
};

enum dns_class { DNS_CLASS_IN = 1, DNS_CLASS_NONE = 254, DNS_CLASS_ANY = 255 };

enum dns_opcode {
	DNS_OPCODE_QUERY = 0, DNS_OPCODE_NOTIFY = 4, DNS_OPCODE_UPDATE = 5
};

enum dns_rcode {
	DNS_RCODE_NOERROR = 0, DNS_RCODE_FORMERR = 1, DNS_RCODE_SERVFAIL = 2,
	DNS_RCODE_NXDOMAIN = 3, DNS_RCODE_NOTIMP = 4, DNS_RCODE_REFUSED = 5,
	DNS_RCODE_YXDOMAIN = 6, DNS_RCODE_YXRRSET = 7, DNS_RCODE_NXRRSET = 8,
	DNS_RCODE_NOTAUTH = 9, DNS_RCODE_NOTZONE = 10
};

/* Header flags as they stand in octets 2 and 3. */
enum {
	DNS_FLAG_QR = 0x8000, DNS_FLAG_AA = 0x0400, DNS_FLAG_TC = 0x0200,
	DNS_FLAG_RD = 0x0100, DNS_FLAG_RA = 0x0080, DNS_FLAG_AD = 0x0020,
	DNS_OPCODE_SHIFT = 11, DNS_OPCODE_MASK = 0xf, DNS_RCODE_MASK = 0xf
};

/* Sections; UPDATE calls them zone, prerequisite, update, additional. */
enum dns_section {
	DNS_QUESTION, DNS_ANSWER, DNS_AUTHORITY, DNS_ADDITIONAL,
	DNS_ZONE = DNS_QUESTION, DNS_PREREQUISITE = DNS_ANSWER,
	DNS_UPDATE = DNS_AUTHORITY
};

/* Names --------------------------------------------------------------------- */

/* Uncompressed wire form, case as it came. length counts the root's octet and
 * is never 0 in a name that a function here has made. */
struct dns_name {
	uint8_t length;
	uint8_t wire[DNS_NAME_MAX];
};

/* What stands beyond a name's end stays as it is. */
static inline void
dns_name_copy(struct dns_name *to, const struct dns_name *from)
{
	memcpy(to, from, offsetof(struct dns_name, wire) + from->length);
}

/* From "mymac.home.example.net" with or without the last dot, \. and \DDD as
 * in RFC 1035 5.1. 0, or -EINVAL. */
int dns_name_from_text(struct dns_name *name, const char *text);
/* Without the last dot ("." for the root). SIZE: DNS_NAME_TEXT_MAX suffices;
 * a shorter buffer cuts. Always terminated. */
size_t dns_name_to_text(const struct dns_name *name, char *text, size_t size);
/* From LENGTH octets of uncompressed wire form, all of them. 0 or -EBADMSG. */
int dns_name_from_wire(struct dns_name *name, const uint8_t *wire, size_t length);
/* Case does not count (RFC 4343). */
bool dns_name_equal(const struct dns_name *a, const struct dns_name *b);
/* The same of LENGTH octets in wire form. */
bool dns_wire_equal(const uint8_t *a, const uint8_t *b, size_t length);
/* Canonical order (RFC 4034 6.1): < 0, 0, > 0. */
int dns_name_compare(const struct dns_name *a, const struct dns_name *b);
/* NAME is DOMAIN or below it. */
bool dns_name_within(const struct dns_name *name, const struct dns_name *domain);
/* Without its first label; false if NAME is the root. */
bool dns_name_parent(const struct dns_name *name, struct dns_name *parent);
/* PREFIX (text of one or more labels, "_autotunnel._udp.mymac") above BASE.
 * 0, or -EINVAL if too long. */
int dns_name_join(struct dns_name *out, const char *prefix,
		  const struct dns_name *base);
unsigned dns_name_labels(const struct dns_name *name);
/* Lower case, in place (canonical form for TSIG and hashing). */
void dns_name_lower(struct dns_name *name);
uint32_t dns_name_hash(const struct dns_name *name);	/* case-insensitive */

/* Options -------------------------------------------------------------------- */

enum dns_llq_opcode { DNS_LLQ_SETUP = 1, DNS_LLQ_REFRESH = 2, DNS_LLQ_EVENT = 3 };
enum dns_llq_error {
	DNS_LLQ_NO_ERROR, DNS_LLQ_SERV_FULL, DNS_LLQ_STATIC, DNS_LLQ_FORMAT_ERR,
	DNS_LLQ_NO_SUCH_LLQ, DNS_LLQ_BAD_VERS, DNS_LLQ_UNKNOWN_ERR
};
enum {
	DNS_OPTION_LLQ = 1, DNS_OPTION_UPDATE_LEASE = 2,	/* 8764 3.1, 9664 9 */
	DNS_LLQ_VERSION = 1, DNS_LLQ_OPTION_SIZE = 18, DNS_LLQ_PORT = 5352
};
#define DNS_TTL_REMOVED 0xffffffffu	/* RFC 8764 6.2: this record is gone */

struct dns_llq {		/* RFC 8764 3.2 */
	uint16_t version;
	uint16_t opcode;
	uint16_t error;
	uint64_t id;
	uint32_t lease_s;
};

/* What of an OPT we read and write. */
struct dns_options {
	bool present;		/* there is an OPT */
	uint16_t udp_size;	/* its CLASS as sent; 0 says nothing (8764 3.2) */
	bool llq_malformed;	/* an LLQ option of another length than 18, or
				 * more of them than DNS_LLQ_OPTIONS_MAX */
	bool has_lease;		/* Update Lease option, 4 or 8 octets */
	bool has_key_lease;	/* 8 octets */
	bool lease_malformed;	/* another length, or two of them */
	uint32_t lease_s;
	uint32_t key_lease_s;
	unsigned llq_count;
	struct dns_llq llq[DNS_LLQ_OPTIONS_MAX];	/* zero from there on */
};

/* An OPT without options that says what datagrams we take. */
void dns_options_begin(struct dns_options *o);

/* Reading -------------------------------------------------------------------- */

struct dns_message {
	const uint8_t *octets;
	size_t length;
	uint16_t id;
	uint16_t flags;
	uint16_t count[4];	/* QDCOUNT, ANCOUNT, NSCOUNT, ARCOUNT */
	size_t section[4];	/* where each begins */
	size_t tsig;		/* where a TSIG record begins, 0: none */
	unsigned tsig_count;
	bool tsig_last;		/* it is the message's last record */
	bool has_serial;	/* there is an SOA record; the first one's */
	uint32_t serial;
	struct dns_options options;
};

struct dns_question {
	struct dns_name name;
	uint16_t type;
	uint16_t class;
};

struct dns_record {
	struct dns_name name;
	uint16_t type;
	uint16_t class;
	uint32_t ttl;		/* as on the wire: see DNS_TTL_REMOVED */
	uint16_t rdata_length;
	const uint8_t *rdata;
	uint8_t expanded[DNS_RDATA_NAMES_MAX];	/* where rdata points, if names */
};

struct dns_iterator {
	const struct dns_message *message;
	unsigned left;
	size_t at;
};

/* LENGTH up to 65,535. 0, or -EBADMSG. Octets after the last record refuse. */
int dns_open(struct dns_message *msg, const uint8_t *octets, size_t length);
static inline unsigned
dns_opcode(const struct dns_message *msg)
{
	return msg->flags >> DNS_OPCODE_SHIFT & DNS_OPCODE_MASK;
}
static inline unsigned
dns_rcode(const struct dns_message *msg)
{
	return msg->flags & DNS_RCODE_MASK;
}
void dns_questions(const struct dns_message *msg, struct dns_iterator *it);
bool dns_next_question(struct dns_iterator *it, struct dns_question *q);
/* SECTION: not DNS_QUESTION. OPT and TSIG records come too. */
void dns_records(const struct dns_message *msg, enum dns_section section,
		 struct dns_iterator *it);
bool dns_next(struct dns_iterator *it, struct dns_record *rr);
/* The first question, or false. */
bool dns_first_question(const struct dns_message *msg, struct dns_question *q);

/* RDATA; all give false where the length does not fit the type. */
struct dns_srv {
	uint16_t priority, weight, port;
	struct dns_name target;
};
struct dns_soa {
	struct dns_name mname, rname;
	uint32_t serial, refresh_s, retry_s, expire_s, minimum_s;
};
bool dns_read_srv(const struct dns_record *rr, struct dns_srv *srv);
bool dns_read_soa(const struct dns_record *rr, struct dns_soa *soa);
bool dns_read_name(const struct dns_record *rr, struct dns_name *name);	/* NS CNAME PTR */
bool dns_read_a(const struct dns_record *rr, uint8_t address[4]);
bool dns_read_aaaa(const struct dns_record *rr, uint8_t address[16]);
/* Same RDATA; names in it compare without case. */
bool dns_rdata_equal(uint16_t type, const uint8_t *a, size_t a_length,
		     const uint8_t *b, size_t b_length);
/* RFC 1982: A is later than B. */
bool dns_serial_after(uint32_t a, uint32_t b);

/* Writing --------------------------------------------------------------------- */

enum { DNS_COMPRESS_MAX = 32 };

struct dns_writer {
	uint8_t *octets;
	size_t size;
	size_t at;
	bool overflow;
	uint16_t count[4];
	unsigned name_count;
	uint8_t tags[DNS_COMPRESS_MAX];		/* tell most names apart */
	uint16_t names[DNS_COMPRESS_MAX];	/* offsets of names written */
};

/* Writes into OCTETS, at most SIZE octets. FLAGS: DNS_FLAG_*, opcode, rcode. */
void dns_begin(struct dns_writer *w, uint8_t *octets, size_t size,
	       uint16_t id, uint16_t flags);
void dns_add_question(struct dns_writer *w, const struct dns_name *name,
		      uint16_t type, uint16_t class);
/* All questions of MSG as they stand there, which W has none of yet; no name of
 * theirs is pointed to by what follows. False: they do not fit. */
bool dns_copy_questions(struct dns_writer *w, const struct dns_message *msg);
/* RDATA in uncompressed wire form. */
void dns_add_record(struct dns_writer *w, enum dns_section section,
		    const struct dns_name *name, uint16_t type, uint16_t class,
		    uint32_t ttl, const uint8_t *rdata, size_t rdata_length);
/* One OPT with the options set in O; udp_size as O has it. */
void dns_add_options(struct dns_writer *w, const struct dns_options *o);
/* The message's length, or -EMSGSIZE. */
int dns_end(struct dns_writer *w);
/* Where the writer stands, to go back to if the next record does not fit:
 * save the struct, write, and put it back on overflow. */
static inline size_t
dns_written(const struct dns_writer *w)
{
	return w->at;
}

/* RDATA builders; they return the length. */
size_t dns_make_srv(uint8_t rdata[6 + DNS_NAME_MAX], uint16_t priority,
		    uint16_t weight, uint16_t port,
		    const struct dns_name *target);
/* One character-string per 255 octets. RDATA holds size + size / 255 + 1. */
size_t dns_make_txt(uint8_t *rdata, const char *text, size_t size);

#endif
