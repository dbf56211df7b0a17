/* SPDX-License-Identifier: Apache-2.0 */
/* settings.h - /etc/autotunnel.conf: what the owner of a host decides.
 *
 * settings_load reads the file, the keys and the tunnel secret, and refuses
 * with a sentence that says what to mend. settings_read reads the file alone
 * (for commands that need no secret). settings_wipe when done. */
#ifndef AGENT_SETTINGS_H
#define AGENT_SETTINGS_H

#include "autotunnel/agent.h"
#include "shell/config.h"
#include "shell/keys.h"
#include "shell/psk.h"
#include "shell/sandbox.h"

#define SETTINGS_PATH "/etc/autotunnel.conf"
#define SETTINGS_STATE "/var/lib/autotunnel/state"
#define SETTINGS_SOCKET "/run/autotunnel/control"

enum { SETTINGS_PATH_MAX = 256 };

enum settings_esp { ESP_AUTO, ESP_USER_SPACE };

struct settings {
	struct dns_name domain;
	struct dns_name host;
	bool eui64;
	char device[AGENT_DEVICE_MAX + 1];
	char key_file[SETTINGS_PATH_MAX];	/* "": the zone is public */
	char secret_file[SETTINGS_PATH_MAX];	/* "": no tunnels */
	char state[SETTINGS_PATH_MAX];
	char socket[SETTINGS_PATH_MAX];
	char link[16];			/* the tunnel device's name */
	bool tunnels;
	enum settings_esp esp;
	uint16_t tunnel_port;
	uint32_t mapping_lifetime_s;	/* 0: as the spec has it */
	uint32_t lease_s;		/* 0: as the spec has it */
	bool verbose;
	bool unconfined;		/* `sandbox = off` */
	char user[SANDBOX_USER_MAX];	/* "": the agent's own */
	char name[DNS_LABEL_MAX + 1];	/* as written */

	struct keys keys;
	struct tunnel_secrets secrets;
};

int settings_read(struct settings *s, const char *path,
		  char error[CONFIG_ERROR_MAX]);
int settings_load(struct settings *s, const char *path,
		  char error[CONFIG_ERROR_MAX]);
void settings_wipe(struct settings *s);
/* What the core needs of it; the boot's id and, with eui64, the interface's
 * are read from the kernel. 0 or -errno with a sentence. */
int settings_config(const struct settings *s, struct agent_config *out,
		    char error[CONFIG_ERROR_MAX]);

#endif
