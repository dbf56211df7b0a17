/* SPDX-License-Identifier: Apache-2.0 */
#include "settings.h"

#include <dirent.h>
#include <errno.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shell/clock.h"

enum {
	IKE_NATT_PORT = 4500,	/* RFC 3948, 2.1 */
	IKE_PORT = 500		/* never mapped (P8) */
};

/* Keys ----------------------------------------------------------------------- */

static bool
set_domain(void *owner, const char *value)
{
	struct settings *s = owner;

	return dns_name_from_text(&s->domain, value) == 0 &&
		s->domain.length > 1;
}

static bool
set_name(void *owner, const char *value)
{
	struct settings *s = owner;
	struct dns_name n;

	/* other hosts take nothing else for a host's name */
	return value[strspn(value, "abcdefghijklmnopqrstuvwxyz"
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			    "0123456789-_")] == '\0' && value[0] != '_' &&
		dns_name_from_text(&n, value) == 0 && dns_name_labels(&n) == 1 &&
		config_text(value, s->name, sizeof(s->name));
}

static bool
set_label(void *owner, const char *value)
{
	((struct settings *)owner)->eui64 = !strcmp(value, "eui64");
	return !strcmp(value, "eui64") || !strcmp(value, "random");
}

static bool
set_device(void *owner, const char *value)
{
	struct settings *s = owner;

	return config_text(value, s->device, sizeof(s->device));
}

static bool
set_path(char *out, const char *value)
{
	return value[0] == '/' && config_text(value, out, SETTINGS_PATH_MAX);
}

static bool
set_key_file(void *owner, const char *value)
{
	return set_path(((struct settings *)owner)->key_file, value);
}

static bool
set_secret_file(void *owner, const char *value)
{
	return set_path(((struct settings *)owner)->secret_file, value);
}

static bool
set_state(void *owner, const char *value)
{
	return set_path(((struct settings *)owner)->state, value);
}

static bool
set_socket(void *owner, const char *value)
{
	return set_path(((struct settings *)owner)->socket, value);
}

static bool
set_link(void *owner, const char *value)
{
	struct settings *s = owner;

	return !strchr(value, '/') && config_text(value, s->link,
						  sizeof(s->link));
}

static bool
set_tunnels(void *owner, const char *value)
{
	return config_yes(value, &((struct settings *)owner)->tunnels);
}

static bool
set_esp(void *owner, const char *value)
{
	bool user = !strcmp(value, "user-space");

	((struct settings *)owner)->esp = user ? ESP_USER_SPACE : ESP_AUTO;
	return user || !strcmp(value, "auto");
}

static bool
set_port(void *owner, const char *value)
{
	uint64_t port;

	if (!config_number(value, 1, 65535, &port) || port == IKE_PORT)
		return false;
	((struct settings *)owner)->tunnel_port = (uint16_t)port;
	return true;
}

static bool
set_lifetime(void *owner, const char *value)
{
	return config_seconds(value, 1, 7 * 86400,
			      &((struct settings *)owner)->mapping_lifetime_s);
}

static bool
set_lease(void *owner, const char *value)
{
	return config_seconds(value, 1, 2 * 86400,
			      &((struct settings *)owner)->lease_s);
}

static bool
set_log(void *owner, const char *value)
{
	((struct settings *)owner)->verbose = !strcmp(value, "debug");
	return !strcmp(value, "debug") || !strcmp(value, "info");
}

static bool
set_user(void *owner, const char *value)
{
	struct settings *s = owner;

	return config_text(value, s->user, sizeof(s->user));
}

static bool
set_sandbox(void *owner, const char *value)
{
	((struct settings *)owner)->unconfined = !strcmp(value, "off");
	return !strcmp(value, "off") || !strcmp(value, "on");
}

static const struct config_entry entries[] = {
	{ "host", "domain", "the domain of your hosts, home.example.net say",
		true, set_domain, false },
	{ "host", "name", "this host's name within the domain, one word",
		true, set_name, false },
	{ "host", "label", "random or eui64", false, set_label, false },
	{ "host", "device", "a few words, at most 120 characters",
		false, set_device, false },
	{ "keys", "key-file", "the full path of a TSIG key file",
		false, set_key_file, false },
	{ "keys", "tunnel-secret-file",
		"the full path of the file that `autotunnel init` made",
		false, set_secret_file, false },
	{ "agent", "state", "a full path", false, set_state, false },
	{ "agent", "socket", "a full path", false, set_socket, false },
	{ "agent", "lease", "a time, 30m to 2h usually", false, set_lease,
		false },
	{ "agent", "mapping-lifetime", "a time, 1h usually", false,
		set_lifetime, false },
	{ "agent", "log", "info or debug", false, set_log, false },
	{ "agent", "user", "the name of a user", false, set_user, false },
	{ "agent", "sandbox", "on or off", false, set_sandbox, false },
	{ "tunnel", "enabled", "yes or no", false, set_tunnels, false },
	{ "tunnel", "port", "a UDP port other than 500", false, set_port,
		false },
	{ "tunnel", "device", "a name, at most 15 characters", false, set_link,
		false },
	{ "tunnel", "esp", "auto or user-space", false, set_esp, false },
};

/* Reading -------------------------------------------------------------------- */

int
settings_read(struct settings *s, const char *path,
	      char error[CONFIG_ERROR_MAX])
{
	int r;

	memset(s, 0, sizeof(*s));
	strcpy(s->state, SETTINGS_STATE);
	strcpy(s->socket, SETTINGS_SOCKET);
	strcpy(s->link, "autotunnel0");
	s->tunnels = true;
	s->tunnel_port = IKE_NATT_PORT;
	r = config_read(path, entries, sizeof(entries) / sizeof(*entries), s,
			error);
	if (r == -ENOENT)
		snprintf(error, CONFIG_ERROR_MAX, "There is no %s. Make one "
			 "with: autotunnel init", path);
	if (r < 0)
		return r;
	if (dns_name_join(&s->host, s->name, &s->domain) < 0) {
		snprintf(error, CONFIG_ERROR_MAX, "%s: `name` and `domain` "
			 "together are longer than a domain name may be", path);
		return -EINVAL;
	}
	if (s->tunnels && !s->secret_file[0]) {
		snprintf(error, CONFIG_ERROR_MAX, "%s: `tunnel-secret-file` is "
			 "missing in [keys]. Hosts share one; `autotunnel init` "
			 "makes it on the first of them. Without tunnels, write "
			 "`enabled = no` in [tunnel]", path);
		return -EINVAL;
	}
	return 0;
}

static int
load_keys(struct settings *s, char error[CONFIG_ERROR_MAX])
{
	char text[KEY_ERROR_MAX];
	int r;

	if (!s->key_file[0])
		return 0;
	r = config_check_secret(s->key_file, error);
	if (r < 0)
		return r;
	r = keys_load(&s->keys, s->key_file, false, text);
	if (r < 0)
		snprintf(error, CONFIG_ERROR_MAX, "%s", text);
	else if (s->keys.count == 0 || s->keys.count > CLIENT_KEYS_MAX) {
		snprintf(error, CONFIG_ERROR_MAX, "%s: expected 1 to %d keys",
			 s->key_file, CLIENT_KEYS_MAX);
		r = -EINVAL;
	}
	return r;
}

static int
load_secrets(struct settings *s, char error[CONFIG_ERROR_MAX])
{
	int r;

	if (!s->tunnels)
		return 0;
	r = config_check_secret(s->secret_file, error);
	if (r < 0)
		return r;
	r = tunnel_secrets_load(s->secret_file, &s->secrets);
	if (r < 0)
		snprintf(error, CONFIG_ERROR_MAX, "%s is no tunnel secret; "
			 "expected a line with a number and 64 hex digits, as "
			 "`autotunnel init` makes it, or two such lines during "
			 "a change", s->secret_file);
	return r;
}

int
settings_load(struct settings *s, const char *path,
	      char error[CONFIG_ERROR_MAX])
{
	int r = settings_read(s, path, error);

	if (r == 0)
		r = load_keys(s, error);
	if (r == 0)
		r = load_secrets(s, error);
	if (r < 0)
		settings_wipe(s);
	return r;
}

void
settings_wipe(struct settings *s)
{
	keys_wipe(&s->keys);
	tunnel_secrets_wipe(&s->secrets);
}

/* From the kernel ------------------------------------------------------------ */

static bool
read_ethernet(const char *link, uint8_t mac[6])
{
	char path[64 + IF_NAMESIZE];
	unsigned type = 0, o[6], i, n = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/sys/class/net/%.15s/type", link);
	f = fopen(path, "re");
	if (f) {
		n = fscanf(f, "%u", &type) == 1;
		fclose(f);
	}
	snprintf(path, sizeof(path), "/sys/class/net/%.15s/address", link);
	f = n && type == ARPHRD_ETHER ? fopen(path, "re") : NULL;
	if (!f)
		return false;
	n = (unsigned)fscanf(f, "%2x:%2x:%2x:%2x:%2x:%2x", o, o + 1, o + 2,
			     o + 3, o + 4, o + 5);
	fclose(f);
	for (i = 0; i < 6 && n == 6; i++)
		mac[i] = (uint8_t)o[i];
	return n == 6;
}

static bool
mac_is_better(const uint8_t a[6], const uint8_t b[6])
{
	if ((a[0] ^ b[0]) & 2)
		return b[0] & 2;
	return memcmp(a, b, 6) > 0;
}

/* One hardware address, the same at every start: the greatest, where one that
 * its maker gave is greater than one made up here (the "local" bit). */
static int
read_interface_id(uint8_t out[8])
{
	uint8_t mac[6], best[6];
	bool found = false;
	struct dirent *d;
	DIR *dir = opendir("/sys/class/net");

	if (!dir)
		return -errno;
	while ((d = readdir(dir))) {
		if (d->d_name[0] == '.' || !read_ethernet(d->d_name, mac))
			continue;
		if (!found || mac_is_better(mac, best))
			memcpy(best, mac, 6);
		found = true;
	}
	closedir(dir);
	if (!found)
		return -ENODEV;
	memcpy(out, best, 3);
	out[3] = 0xff;		/* RFC 4291, appendix A */
	out[4] = 0xfe;
	memcpy(out + 5, best + 3, 3);
	return 0;
}

int
settings_config(const struct settings *s, struct agent_config *out,
		char error[CONFIG_ERROR_MAX])
{
	unsigned i;
	int r;

	memset(out, 0, sizeof(*out));
	out->domain = s->domain;
	out->host = s->host;
	strcpy(out->device, s->device);
	out->eui64 = s->eui64;
	/* the first signs and all verify, as many as a reload may bring */
	for (i = 0; s->keys.count && i < CLIENT_KEYS_MAX; i++)
		out->keys.list[out->keys.count++] = (uint16_t)i;
	out->tunnel_port = s->tunnel_port;
	out->mapping_lifetime_s = s->mapping_lifetime_s;
	out->lease_s = s->lease_s;
	out->tunnels = s->tunnels;
	r = clock_boot_id(out->boot_id);
	if (r < 0)
		snprintf(error, CONFIG_ERROR_MAX, "The kernel does not tell "
			 "its boot id: %s", strerror(-r));
	if (r == 0 && s->eui64) {
		r = read_interface_id(out->interface_id);
		if (r < 0)
			snprintf(error, CONFIG_ERROR_MAX, "`label = eui64` "
				 "needs an interface with a hardware address; "
				 "use `label = random`");
	}
	return r;
}
