/* SPDX-License-Identifier: Apache-2.0 */
#include "settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shell/address.h"

enum {
	PRIMARY_PORT = 53,
	WEEK_S = 7 * 86400,
	COUNT_MAX = 10 * 1000 * 1000
};

/* One setter a key ------------------------------------------------------------- */

static bool
set_path(char *out, const char *value)
{
	return value[0] == '/' && config_text(value, out, SETTINGS_PATH_MAX);
}

static bool
set_address(void *owner, const char *value)
{
	struct settings *s = owner;

	return s->listen_count < SETTINGS_LISTEN_MAX &&
		endpoint_parse(value, 0, &s->listen[s->listen_count]) == 0 &&
		s->listen[s->listen_count++].port == 0;
}

static bool
set_port(void *owner, const char *value)
{
	uint64_t port;

	if (!config_number(value, 1, 65535, &port))
		return false;
	((struct settings *)owner)->port = (uint16_t)port;
	return true;
}

static bool
set_zone(void *owner, const char *value)
{
	struct settings *s = owner;

	return dns_name_from_text(&s->config.zone, value) == 0 &&
		s->config.zone.length > 1;
}

static bool
set_primary(void *owner, const char *value)
{
	struct settings *s = owner;

	return endpoint_parse(value, PRIMARY_PORT, &s->config.primary) == 0 &&
		s->config.primary.family == 4 && s->config.primary.port != 0;
}

static bool
set_notifier(void *owner, const char *value)
{
	struct rendezvous_config *c = &((struct settings *)owner)->config;

	return c->notifier_count < RENDEZVOUS_NOTIFIERS_MAX &&
		endpoint_parse(value, 0,
			       &c->notifiers[c->notifier_count++]) == 0;
}

static bool
set_own_key(void *owner, const char *value)
{
	return dns_name_from_text(&((struct settings *)owner)->own_key,
				  value) == 0;
}

static bool
set_public(void *owner, const char *value)
{
	return config_yes(value, &((struct settings *)owner)->config.public);
}

static bool
set_publish(void *owner, const char *value)
{
	struct rendezvous_config *c = &((struct settings *)owner)->config;

	c->publish = true;
	return dns_name_from_text(&c->publish_target, value) == 0;
}

static bool
set_key_file(void *owner, const char *value)
{
	return set_path(((struct settings *)owner)->key_file, value);
}

static bool
set_state(void *owner, const char *value)
{
	return set_path(((struct settings *)owner)->state, value);
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

static bool
begin_key(void *owner, const char *value)
{
	struct settings *s = owner;

	return s->key_rule_count < KEYS_MAX &&
		dns_name_from_text(&s->key_rules[s->key_rule_count++].name,
				   value) == 0;
}

/* Names apart by spaces. */
static bool
add_names(struct dns_name *names, unsigned *count, unsigned room,
	  const char *value)
{
	char text[CONFIG_LINE_MAX + 1], *at, *rest = NULL;

	if (!config_text(value, text, sizeof(text)))
		return false;
	for (at = strtok_r(text, " \t", &rest); at;
	     at = strtok_r(NULL, " \t", &rest))
		if (*count == room ||
		    dns_name_from_text(&names[(*count)++], at) < 0)
			return false;
	return true;
}

static bool
set_covers(void *owner, const char *value)
{
	struct settings *s = owner;
	struct settings_key *k = &s->key_rules[s->key_rule_count - 1];

	return add_names(k->covers, &k->cover_count, 8, value);
}

static bool
set_asks(void *owner, const char *value)
{
	struct settings *s = owner;
	struct settings_key *k = &s->key_rules[s->key_rule_count - 1];

	return add_names(k->asks, &k->ask_count, 8, value);
}

/* Numbers and times whose place in the settings is all that differs. */
#define COUNT_SETTER(name, member, least)				\
static bool								\
set_##name(void *owner, const char *value)				\
{									\
	uint64_t n;							\
									\
	if (!config_number(value, least, COUNT_MAX, &n))		\
		return false;						\
	((struct settings *)owner)->member = (uint32_t)n;		\
	return true;							\
}

#define TIME_SETTER(name, member)					\
static bool								\
set_##name(void *owner, const char *value)				\
{									\
	return config_seconds(value, 1, 4 * WEEK_S,			\
			      &((struct settings *)owner)->member);	\
}

COUNT_SETTER(queries, config.limits.queries, 1)
COUNT_SETTER(queries_each, config.limits.queries_each, 1)
COUNT_SETTER(clients, config.limits.clients, 1)
COUNT_SETTER(leases, config.limits.leases, 1)
COUNT_SETTER(records, config.limits.records, 8)
COUNT_SETTER(streams, streams, 1)
COUNT_SETTER(origins, origins, 16)
TIME_SETTER(lease_min, config.lease_min_s)
TIME_SETTER(lease_max, config.lease_max_s)
TIME_SETTER(key_lease_max, config.key_lease_max_s)
TIME_SETTER(llq_lease_min, config.llq_lease_min_s)
TIME_SETTER(llq_lease_max, config.llq_lease_max_s)

static bool
set_updates(void *owner, const char *value)
{
	uint64_t n;

	if (!config_number(value, 1, 4096, &n))
		return false;
	((struct settings *)owner)->config.limits.forwards = (uint32_t)n;
	return true;
}

static const struct config_entry entries[] = {
	{ "listen", "address", "an address of this machine, without a port",
		false, set_address, false },
	{ "listen", "port", "a port, 5352 usually", false, set_port, false },
	{ "zone", "name", "the zone's name, home.example.net say",
		true, set_zone, false },
	{ "zone", "primary", "an IPv4 address, with a port if it is not 53",
		true, set_primary, false },
	{ "zone", "key", "the name of our own key in the key file",
		true, set_own_key, false },
	{ "zone", "notify-from", "an address that NOTIFY may come from",
		false, set_notifier, false },
	{ "zone", "public", "yes or no", false, set_public, false },
	{ "zone", "publish-srv", "the name of this server for SRV records",
		false, set_publish, false },
	{ "keys", "file", "the full path of a TSIG key file",
		true, set_key_file, false },
	{ "key", NULL, "the name of a key in the key file", false, begin_key,
		true },
	{ "key", "covers", "names that its owner may change and ask, and below",
		false, set_covers, true },
	{ "key", "asks", "names that its owner may ask, and below",
		false, set_asks, true },
	{ "leases", "lease-min", "a time, 1s or more", false, set_lease_min,
		false },
	{ "leases", "lease-max", "a time, 2h usually", false, set_lease_max,
		false },
	{ "leases", "key-lease-max", "a time, 7d usually", false,
		set_key_lease_max, false },
	{ "leases", "llq-lease-min", "a time, 15m usually", false,
		set_llq_lease_min, false },
	{ "leases", "llq-lease-max", "a time, 2h usually", false,
		set_llq_lease_max, false },
	{ "limits", "queries", "a number", false, set_queries, false },
	{ "limits", "queries-each", "a number", false, set_queries_each,
		false },
	{ "limits", "clients", "a number", false, set_clients, false },
	{ "limits", "leases", "a number", false, set_leases, false },
	{ "limits", "updates", "a number, 1 to 4096", false, set_updates,
		false },
	{ "limits", "records", "a number, 8 or more", false, set_records,
		false },
	{ "limits", "connections", "a number", false, set_streams, false },
	{ "limits", "requests", "a number, 16 or more", false, set_origins,
		false },
	{ "server", "state", "a full path", false, set_state, false },
	{ "server", "log", "info or debug", false, set_log, false },
	{ "server", "user", "the name of a user", false, set_user, false },
	{ "server", "sandbox", "on or off", false, set_sandbox, false },
};

/* What holds together ------------------------------------------------------------- */

static int
refuse(char error[CONFIG_ERROR_MAX], const char *path, const char *sentence)
{
	snprintf(error, CONFIG_ERROR_MAX, "%s: %s", path, sentence);
	return -EINVAL;
}

static const struct settings_key *
rule_for(const struct settings *s, const struct dns_name *key)
{
	unsigned i;

	for (i = 0; i < s->key_rule_count; i++)
		if (dns_name_equal(&s->key_rules[i].name, key))
			return &s->key_rules[i];
	return NULL;
}

/* TYPE, CLASS, TTL and RDLENGTH, then RDATA (RFC 8945, 4.2). */
static uint16_t
tsig_octets(const struct key *k)
{
	struct dns_name algorithm;

	if (dns_name_from_text(&algorithm,
			       tsig_algorithm_text(k->algorithm)) < 0)
		return 0;
	return (uint16_t)(k->name.length + 10 + algorithm.length + 16 +
			  k->mac_size);
}

/* Without any [key] section each key of the file is the owner's own, and
 * covers the zone. */
static void
fill_keys(struct settings *s)
{
	unsigned i;

	for (i = 0; i < s->keys.count; i++) {
		const struct key *k = &s->keys.list[i];
		const struct settings_key *rule = rule_for(s, &k->name);
		struct rendezvous_key *out = &s->core_keys[i];

		if (k->name.length == 0)
			continue;
		out->name = k->name;
		out->tsig_octets = tsig_octets(k);
		if (rule) {
			out->covers = rule->covers;
			out->cover_count = rule->cover_count;
			out->asks = rule->asks;
			out->ask_count = rule->ask_count;
		} else if (!s->key_rule_count) {
			out->covers = &s->config.zone;
			out->cover_count = 1;
		}
	}
	s->config.keys = s->core_keys;
	s->config.key_count = s->keys.count;
}

static int
check_keys(struct settings *s, const char *path, char error[CONFIG_ERROR_MAX])
{
	char name[200];
	unsigned i;
	int own;

	own = keys_find(&s->keys, &s->own_key);
	if (own < 0)
		return refuse(error, path, "`key` in [zone] is not in the key "
			      "file");
	s->config.own_key = (uint16_t)own;
	for (i = 0; i < s->key_rule_count; i++) {
		if (keys_find(&s->keys, &s->key_rules[i].name) >= 0)
			continue;
		dns_name_to_text(&s->key_rules[i].name, name, sizeof(name));
		snprintf(error, CONFIG_ERROR_MAX, "%.500s: [key %s] is not in "
			 "%s", path, name, s->key_file);
		return -EINVAL;
	}
	return 0;
}

static int
check_leases(const struct rendezvous_config *c, const char *path,
	     char error[CONFIG_ERROR_MAX])
{
	uint32_t least = c->lease_min_s ? c->lease_min_s :
		RENDEZVOUS_LEASE_MIN_S;
	uint32_t most = c->lease_max_s ? c->lease_max_s :
		RENDEZVOUS_LEASE_MAX_S;

	if (least > most)
		return refuse(error, path, "`lease-min` is more than "
			      "`lease-max`");
	least = c->llq_lease_min_s ? c->llq_lease_min_s :
		RENDEZVOUS_LLQ_LEASE_MIN_S;
	most = c->llq_lease_max_s ? c->llq_lease_max_s :
		RENDEZVOUS_LLQ_LEASE_MAX_S;
	if (least > most)
		return refuse(error, path, "`llq-lease-min` is more than "
			      "`llq-lease-max`");
	return 0;
}

static bool
is_loopback(const struct endpoint *e)
{
	return e->family == 4 && e->address[0] == 127;
}

/* A primary on this machine sends its NOTIFY from the address that it sends it
 * to, which is one of those that we listen on. */
static void
fill_notifiers(struct settings *s)
{
	struct rendezvous_config *c = &s->config;
	unsigned i;

	if (!is_loopback(&c->primary))
		return;
	for (i = 0; i < s->listen_count; i++)
		if (c->notifier_count < RENDEZVOUS_NOTIFIERS_MAX)
			c->notifiers[c->notifier_count++] = s->listen[i];
}

static int
read_settings(struct settings *s, const char *path, char error[CONFIG_ERROR_MAX])
{
	memset(s, 0, sizeof(*s));
	strcpy(s->state, SETTINGS_STATE);
	s->port = DNS_LLQ_PORT;
	s->origins = 4096;
	s->streams = 256;
	return config_read(path, entries, sizeof(entries) / sizeof(*entries), s,
			   error);
}

bool
settings_names(const char *path, const char *file)
{
	static struct settings s;
	char error[CONFIG_ERROR_MAX];

	return read_settings(&s, path, error) == 0 && !strcmp(s.key_file, file);
}

int
settings_load(struct settings *s, const char *path, const struct keys *before,
	      char error[CONFIG_ERROR_MAX])
{
	int r = read_settings(s, path, error);

	if (r < 0)
		return r;
	if (s->listen_count == 0)
		s->listen[s->listen_count++] =
			(struct endpoint){ .family = 4 };
	r = keys_load(&s->keys, s->key_file, false, error);
	if (r < 0)
		return r;
	if (before)
		keys_keep_places(&s->keys, before);
	r = check_keys(s, path, error);
	if (r == 0)
		r = check_leases(&s->config, path, error);
	if (r < 0)
		return r;
	fill_keys(s);
	fill_notifiers(s);
	s->config.publish_port = s->port;
	return 0;
}

void
settings_wipe(struct settings *s)
{
	keys_wipe(&s->keys);
}
