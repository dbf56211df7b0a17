/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_transfer.c - AXFR and IXFR from any messages: a transfer is whole only
 * when its last message is verified, a whole zone ends with the SOA that was
 * promised, and nothing in it is from elsewhere.
 *
 * The first octet: 1, changes are asked for. Then messages: an octet for the
 * verdict, one for the number of records, and two for each of these. */
#include "autotunnel/zone_transfer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS = 64, OCTETS = 16384, ID = 7, SERIAL = 100 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* WHAT: the name and type; VALUE: its RDATA, or a SOA's serial near ours. */
static void
put(struct dns_writer *w, unsigned what, unsigned value)
{
	static const char *const names[] = {
		"home.example.net", "a.home.example.net",
		"b.a.home.example.net", "example.net",
	};
	static const uint16_t types[] = {
		DNS_TYPE_SOA, DNS_TYPE_A, DNS_TYPE_TXT, DNS_TYPE_PTR,
	};
	uint16_t type = types[what >> 2 & 3];
	uint8_t rdata[300] = { 0 };
	struct dns_name name;
	size_t length = 4;

	dns_name_from_text(&name, names[what & 3]);
	memset(rdata, (int)value, sizeof(rdata));
	if (type == DNS_TYPE_SOA) {
		memset(rdata, 0, 22);
		rdata[5] = (uint8_t)(SERIAL - 4 + value % 8);
		length = 22;
	} else if (type == DNS_TYPE_PTR) {
		memcpy(rdata, name.wire, name.length);
		length = name.length;
	} else if (type == DNS_TYPE_TXT) {
		length = 1 + value;
	}
	dns_add_record(w, DNS_ANSWER, &name, type, what & 64 ? DNS_CLASS_ANY :
		       DNS_CLASS_IN, what, rdata, length);
}

static void
check_whole(const struct zone_transfer *t, const struct zone_store *store,
	    enum verdict verdict)
{
	const struct zone_change *c;
	struct dns_name name;
	struct dns_soa soa, held;

	assert(verdict == VERDICT_VERIFIED);
	assert(zone_transfer_soa(t, &soa));
	for (c = t->first; c; c = c->next) {
		zone_change_name(c, &name);
		assert(dns_name_within(&name, &store->origin));
	}
	if (t->incremental)
		return;
	assert(zone_store_soa(store, &held) && held.serial == soa.serial);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint32_t serial = SERIAL;
	enum zone_transfer_result result = ZONE_TRANSFER_MORE;
	uint8_t octets[32768];
	struct zone_transfer t;
	struct zone_store store;
	struct dns_name origin;
	struct dns_message msg;
	struct dns_writer w;
	enum verdict verdict;
	unsigned count;
	size_t at = 1;
	void *memory;

	if (size < 1)
		return 0;
	dns_name_from_text(&origin, "home.example.net");
	memory = aligned_alloc(16, (zone_store_memory(RECORDS, OCTETS) + 15) /
			       16 * 16);
	assert(memory);
	zone_store_init(&store, &origin, memory, RECORDS, OCTETS);
	zone_transfer_begin(&t, &store, ID, data[0] & 1 ? &serial : NULL);
	while (result == ZONE_TRANSFER_MORE && at + 2 <= size) {
		verdict = data[at] & 1 ? VERDICT_VERIFIED :
			(enum verdict)((data[at] >> 1) % VERDICT_COUNT);
		dns_begin(&w, octets, sizeof(octets), ID,
			  (uint16_t)(DNS_FLAG_QR | (data[at] >> 4 == 15)));
		count = data[at + 1] % 32;
		for (at += 2; count-- > 0 && at + 2 <= size; at += 2)
			put(&w, data[at], data[at + 1]);
		if (dns_end(&w) < 0 || dns_open(&msg, octets, w.at) < 0)
			break;
		result = zone_transfer_feed(&t, &msg, verdict);
		assert(store.record_count <= RECORDS);
		if (result == ZONE_TRANSFER_WHOLE)
			check_whole(&t, &store, verdict);
		if (result == ZONE_TRANSFER_UNCHANGED)
			assert(verdict == VERDICT_VERIFIED && data[0] & 1);
	}
	free(memory);
	return 0;
}
