/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_dns.c - property: whatever dns_open accepts can be walked, and written
 * anew from what was read it is accepted again with the same records. */
#include "autotunnel/dns.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_name(const struct dns_name *name)
{
	char text[DNS_NAME_TEXT_MAX];
	struct dns_name again;

	dns_name_to_text(name, text, sizeof(text));
	assert(dns_name_from_text(&again, text) == 0);
	assert(again.length == name->length);
	assert(!memcmp(again.wire, name->wire, name->length));
	assert(dns_name_compare(&again, name) == 0);
}

static void
copy_record(struct dns_writer *w, enum dns_section section,
	    const struct dns_record *rr)
{
	check_name(&rr->name);
	dns_add_record(w, section, &rr->name, rr->type, rr->class, rr->ttl,
		       rr->rdata, rr->rdata_length);
}

static int
copy_message(const struct dns_message *msg, uint8_t *out, size_t size)
{
	struct dns_iterator it;
	struct dns_question q;
	struct dns_record rr;
	struct dns_writer w;
	unsigned section;

	dns_begin(&w, out, size, msg->id, msg->flags);
	dns_questions(msg, &it);
	while (dns_next_question(&it, &q)) {
		check_name(&q.name);
		dns_add_question(&w, &q.name, q.type, q.class);
	}
	for (section = DNS_ANSWER; section <= DNS_ADDITIONAL; section++) {
		dns_records(msg, section, &it);
		while (dns_next(&it, &rr))
			copy_record(&w, section, &rr);
	}
	return dns_end(&w);
}

static void
compare(const struct dns_message *a, const struct dns_message *b)
{
	struct dns_iterator ia, ib;
	struct dns_record ra, rb;
	unsigned section;

	for (section = DNS_ANSWER; section <= DNS_ADDITIONAL; section++) {
		dns_records(a, section, &ia);
		dns_records(b, section, &ib);
		while (dns_next(&ia, &ra)) {
			assert(dns_next(&ib, &rb));
			assert(dns_name_equal(&ra.name, &rb.name));
			assert(ra.type == rb.type && ra.ttl == rb.ttl);
			assert(dns_rdata_equal(ra.type, ra.rdata,
					       ra.rdata_length, rb.rdata,
					       rb.rdata_length));
		}
		assert(!dns_next(&ib, &rb));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t out[DNS_MESSAGE_MAX];
	struct dns_message msg, again;
	int r;

	if (dns_open(&msg, data, size) < 0)
		return 0;
	r = copy_message(&msg, out, sizeof(out));
	if (r < 0)
		return 0;	/* uncompressed it may be too long */
	assert(dns_open(&again, out, (size_t)r) == 0);
	assert(!memcmp(msg.count, again.count, sizeof(msg.count)));
	assert(msg.options.llq_count == again.options.llq_count);
	compare(&msg, &again);
	return 0;
}
