/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_files.c - what is read from disk: the first octet says which of them the
 * rest is. What is refused says so in a sentence and changes nothing; what is
 * taken can be written, and is then the same. */
#include "file.h"
#include "shell/agent_state.h"
#include "shell/config.h"
#include "shell/keys.h"
#include "shell/psk.h"
#include "shell/rendezvous_state.h"

#include <assert.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 8192, BOOT_MS = 5000000, LEASES = 32 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The same keys as a file that tsig-keygen could have written. */
static void
write_keys(FILE *f, const struct keys *keys)
{
	char name[DNS_NAME_TEXT_MAX], secret[2 * KEY_SECRET_MAX];
	unsigned i;

	for (i = 0; i < keys->count; i++) {
		const struct key *k = &keys->list[i];

		dns_name_to_text(&k->name, name, sizeof(name));
		EVP_EncodeBlock((uint8_t *)secret, k->secret,
				(int)k->secret_size);
		fprintf(f, "key \"%s\" {\n\talgorithm %s", name,
			tsig_algorithm_text(k->algorithm));
		if (k->mac_size < tsig_algorithm_output(k->algorithm))
			fprintf(f, "-%d", k->mac_size * 8);
		fprintf(f, ";\n\tsecret \"%s\";\n};\n", secret);
	}
}

static void
compare_keys(const struct keys *a)
{
	static struct keys b;
	char error[KEY_ERROR_MAX], *text = NULL;
	size_t size;
	unsigned i;
	FILE *f = open_memstream(&text, &size);

	assert(f);
	write_keys(f, a);
	fclose(f);
	memset(&b, 0, sizeof(b));
	assert(keys_parse(&b, "again", text, false, error) == 0);
	assert(a->count == b.count);
	for (i = 0; i < b.count; i++) {
		assert(dns_name_equal(&a->list[i].name, &b.list[i].name));
		assert(a->list[i].algorithm == b.list[i].algorithm);
		assert(a->list[i].mac_size == b.list[i].mac_size);
		assert(a->list[i].secret_size == b.list[i].secret_size);
		assert(!memcmp(a->list[i].secret, b.list[i].secret,
			       b.list[i].secret_size));
	}
	free(text);
}

static void
try_keys(const char *text)
{
	static struct keys keys;
	char error[KEY_ERROR_MAX] = "";
	unsigned i;

	memset(&keys, 0, sizeof(keys));
	if (keys_parse(&keys, "file", text, false, error) < 0) {
		assert(error[0]);
	} else {
		assert(keys.count <= KEYS_MAX);
		for (i = 0; i < keys.count; i++) {
			assert(keys.list[i].secret_size <= KEY_SECRET_MAX);
			assert(keys_find(&keys, &keys.list[i].name) >= 0);
		}
		compare_keys(&keys);
	}
	keys_wipe(&keys);
}

/* A tunnel secret's file, told by its own words. */
static void
try_secrets(const uint8_t *data, size_t size)
{
	struct tunnel_secrets secrets, again;
	char text[TUNNEL_SECRETS_MAX * 96], *p = text;
	unsigned i, j;

	if (tunnel_secrets_load(file_of(data, size), &secrets) < 0) {
		assert(secrets.count == 0);
		return;
	}
	assert(secrets.count >= 1 && secrets.count <= TUNNEL_SECRETS_MAX);
	for (i = 0; i < secrets.count; i++) {
		p += sprintf(p, "%u ", secrets.list[i].generation);
		for (j = 0; j < TUNNEL_SECRET_SIZE; j++)
			p += sprintf(p, "%02x", secrets.list[i].octets[j]);
		*p++ = '\n';
	}
	assert(tunnel_secrets_load(file_of(text, (size_t)(p - text)),
				   &again) == 0);
	assert(!memcmp(&secrets, &again, sizeof(secrets)));
}

static bool
keep(void *owner, const char *value)
{
	char text[20];
	uint64_t n;
	uint32_t s;
	bool yes;

	++*(unsigned *)owner;
	if (config_number(value, 3, 7, &n))
		assert(n >= 3 && n <= 7);
	if (config_seconds(value, 1, 3600, &s))
		assert(s >= 1 && s <= 3600);
	config_yes(value, &yes);
	return config_text(value, text, sizeof(text)) &&
		strlen(text) < sizeof(text);
}

static void
try_config(const char *text)
{
	static const struct config_entry entries[] = {
		{ "host", "name", "a word", true, keep, false },
		{ "host", "port", "a number", false, keep, false },
		{ "key", NULL, "a name", false, keep, true },
		{ "key", "covers", "names", true, keep, true },
	};
	char error[CONFIG_ERROR_MAX] = "";
	unsigned set = 0;

	if (config_read_text("file", text, entries, 4, &set, error) < 0)
		assert(error[0]);
	else
		assert(set > 0);
}

static void
try_memory(const uint8_t *data, size_t size)
{
	static struct agent_memory memory, again;
	struct hardware machine;
	const struct moment now = { BOOT_MS, 1800000000000, 1800000000 };
	size_t packed;
	uint8_t *octets;

	memset(&memory, 0, sizeof(memory));
	memset(&again, 0, sizeof(again));
	if (agent_memory_unpack(data, size, &now, &memory, &machine) < 0) {
		assert(!memcmp(&memory, &again, sizeof(memory)));
		return;
	}
	assert(memory.llq_count <= AGENT_LLQS_MAX);
	octets = agent_memory_pack(&memory, &machine, &now, &packed);
	assert(octets &&
	       agent_memory_unpack(octets, packed, &now, &again, NULL) == 0);
	assert(agent_memory_signed_s(octets, packed) == now.signed_s);
	assert(memory.llq_count == again.llq_count);
	free(octets);
}

static struct rendezvous *
new_rendezvous(struct rendezvous_config *config)
{
	struct rendezvous *r;
	size_t room;
	void *memory;

	*config = (struct rendezvous_config){
		.primary = { .family = 4, .port = 53 }, .own_key = KEY_NONE,
		.limits = { .queries = 16, .clients = 16, .leases = LEASES,
			    .forwards = 2, .records = 64 },
	};
	dns_name_from_text(&config->zone, "home.example.net");
	room = (rendezvous_memory(config) + 15) / 16 * 16;
	memory = aligned_alloc(16, room);
	assert(memory && !rendezvous_init(&r, config, memory, room));
	assert((void *)r == memory);
	return r;
}

static void
compare_leases(const struct rendezvous *a, const struct rendezvous *b)
{
	struct rendezvous_lease one, two;
	uint32_t at_a = 0, at_b = 0;

	while (rendezvous_next_lease(a, &at_a, &one)) {
		assert(rendezvous_next_lease(b, &at_b, &two));
		assert(dns_name_equal(&one.name, &two.name));
		assert(one.type == two.type && one.ttl == two.ttl);
		assert(one.granted_s == two.granted_s);
		assert(one.end_ms == two.end_ms);
		assert(one.rdata_length == two.rdata_length);
		assert(!memcmp(one.rdata, two.rdata, two.rdata_length));
	}
	assert(!rendezvous_next_lease(b, &at_b, &two));
}

static void
try_leases(const uint8_t *data, size_t size)
{
	const uint64_t wall_ms = 1800000000000;
	struct rendezvous_config config;
	struct rendezvous *r = new_rendezvous(&config), *again;
	struct rendezvous_lease lease;
	uint32_t cursor = 0;
	unsigned count = 0, back = 0;
	size_t packed;
	uint8_t *octets;

	if (rendezvous_leases_unpack(data, size, BOOT_MS, wall_ms, NULL,
				     &config.zone, r, &count) == 0) {
		assert(count <= LEASES);
		while (rendezvous_next_lease(r, &cursor, &lease))
			assert(dns_name_within(&lease.name, &config.zone));
		octets = rendezvous_leases_pack(r, &config.zone, BOOT_MS,
						wall_ms, NULL, &packed);
		again = new_rendezvous(&config);
		assert(octets && rendezvous_leases_unpack(octets, packed,
			BOOT_MS, wall_ms, NULL, &config.zone, again, &back) == 0);
		compare_leases(r, again);
		free(octets);
		free(again);
	}
	free(r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char text[TEXT_MAX];

	if (size < 1 || size > TEXT_MAX)
		return 0;
	memcpy(text, data + 1, size - 1);
	text[size - 1] = '\0';
	switch (data[0] % 5) {
	case 0:
		try_keys(text);
		break;
	case 1:
		try_config(text);
		break;
	case 2:
		try_memory(data + 1, size - 1);
		break;
	case 3:
		try_secrets(data + 1, size - 1);
		break;
	default:
		try_leases(data + 1, size - 1);
	}
	return 0;
}
