/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_files.c - what is read from disk: the first octet says which of them the
 * rest is. What is refused says so in a sentence and changes nothing; what is
 * taken can be written, and is then the same. */
#include "shell/agent_state.h"
#include "shell/config.h"
#include "shell/keys.h"
#include "shell/rendezvous_state.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 8192, BOOT_MS = 5000000, LEASES = 32 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
	}
	keys_wipe(&keys);
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
	const struct moment now = { BOOT_MS, 1800000000000 };
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
	assert(memory.llq_count == again.llq_count);
	free(octets);
}

static void
try_leases(const uint8_t *data, size_t size)
{
	struct rendezvous_config config = {
		.primary = { .family = 4, .port = 53 }, .own_key = KEY_NONE,
		.limits = { .queries = 16, .clients = 16, .leases = LEASES,
			    .forwards = 2, .records = 64 },
	};
	struct rendezvous_lease lease;
	struct rendezvous *r;
	uint32_t cursor = 0;
	unsigned count = 0;
	size_t room, packed;
	uint8_t *octets;
	void *memory;

	dns_name_from_text(&config.zone, "home.example.net");
	room = (rendezvous_memory(&config) + 15) / 16 * 16;
	memory = aligned_alloc(16, room);
	assert(memory && !rendezvous_init(&r, &config, memory, room));
	if (rendezvous_leases_unpack(data, size, BOOT_MS, 1800000000000,
				     &config.zone, r, &count) == 0) {
		assert(count <= LEASES);
		while (rendezvous_next_lease(r, &cursor, &lease))
			assert(dns_name_within(&lease.name, &config.zone));
		octets = rendezvous_leases_pack(r, &config.zone, BOOT_MS,
						1800000000000, &packed);
		assert(octets);
		free(octets);
	}
	free(memory);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char text[TEXT_MAX];

	if (size < 1 || size > TEXT_MAX)
		return 0;
	memcpy(text, data + 1, size - 1);
	text[size - 1] = '\0';
	switch (data[0] % 4) {
	case 0:
		try_keys(text);
		break;
	case 1:
		try_config(text);
		break;
	case 2:
		try_memory(data + 1, size - 1);
		break;
	default:
		try_leases(data + 1, size - 1);
	}
	return 0;
}
