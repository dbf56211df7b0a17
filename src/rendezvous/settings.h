/* SPDX-License-Identifier: Apache-2.0 */
/* settings.h - /etc/autotunnel-dns.conf: what the owner of a zone decides.
 *
 * settings_load reads the file and the keys that it names, and refuses with a
 * sentence that says what to mend; keys that are in BEFORE (NULL: none) keep
 * their places. settings_config gives what the core needs;
 * it points into the settings. settings_wipe when done. */
#ifndef RENDEZVOUS_SETTINGS_H
#define RENDEZVOUS_SETTINGS_H

#include "autotunnel/rendezvous.h"
#include "shell/config.h"
#include "shell/keys.h"
#include "shell/sandbox.h"

#define SETTINGS_PATH "/etc/autotunnel-dns.conf"
#define SETTINGS_STATE "/var/lib/autotunnel-dns/state"

enum {
	SETTINGS_PATH_MAX = 256,
	SETTINGS_NAMES_MAX = 256,	/* of all keys together */
	SETTINGS_LISTEN_MAX = 4
};

/* `[key NAME]` */
struct settings_key {
	struct dns_name name;
	struct dns_name covers[8], asks[8];
	unsigned cover_count, ask_count;
};

struct settings {
	struct rendezvous_config config;
	char key_file[SETTINGS_PATH_MAX];
	char state[SETTINGS_PATH_MAX];
	struct endpoint listen[SETTINGS_LISTEN_MAX];
	unsigned listen_count;
	uint16_t port;
	uint32_t origins;		/* requests remembered for answers */
	uint32_t streams;		/* TCP connections */
	bool verbose;
	bool unconfined;		/* `sandbox = off` */
	char user[SANDBOX_USER_MAX];	/* "": the program's own */
	struct dns_name own_key;	/* length 0: none */
	struct settings_key key_rules[KEYS_MAX];
	unsigned key_rule_count;

	struct keys keys;
	struct rendezvous_key core_keys[KEYS_MAX];
};

/* Whether the file at PATH names FILE as its key file. */
bool settings_names(const char *path, const char *file);
int settings_load(struct settings *s, const char *path,
		  const struct keys *before, char error[CONFIG_ERROR_MAX]);
void settings_wipe(struct settings *s);

#endif
