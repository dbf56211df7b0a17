/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_settings_rendezvous.c - any octets as /etc/autotunnel-dns.conf, "@" being
 * the path of a key file: what is refused says why in one line that names a
 * file; what is taken can be written, and is then the same to the core. */
#include "file.h"
#include "rendezvous/settings.h"
#include "shell/address.h"
#include "shell/rendezvous_state.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
put_name(FILE *f, const char *key, const struct dns_name *name)
{
	char text[DNS_NAME_TEXT_MAX];

	dns_name_to_text(name, text, sizeof(text));
	fprintf(f, "%s%s", key, text);
}

static void
put_number(FILE *f, const char *key, uint32_t value)
{
	if (value)
		fprintf(f, "%s = %u\n", key, value);
}

static void
put_zone(FILE *f, const struct settings *s)
{
	const struct rendezvous_config *c = &s->config;
	char text[ENDPOINT_TEXT_MAX];

	put_name(f, "[zone]\nname = ", &c->zone);
	fprintf(f, "\nprimary = %s\npublic = %s\n",
		endpoint_text(&c->primary, text), c->public ? "yes" : "no");
	put_name(f, "key = ", &s->own_key);
	if (c->publish)
		put_name(f, "\npublish-srv = ", &c->publish_target);
	/* those behind it are ours, as those that we listen on */
	if (c->notifier_count && (c->primary.address[0] != 127 ||
				  c->notifier_count > s->listen_count))
		fprintf(f, "\nnotify-from = %s",
			endpoint_text(&c->notifiers[0], text));
	fputs("\n", f);
}

static void
put_names(FILE *f, const char *key, const struct dns_name *names,
	  unsigned count)
{
	unsigned i;

	if (count)
		fprintf(f, "%s =", key);
	for (i = 0; i < count; i++)
		put_name(f, " ", &names[i]);
	fputs("\n", f);
}

static void
put_limits(FILE *f, const struct settings *s)
{
	const struct rendezvous_config *c = &s->config;

	fputs("[leases]\n", f);
	put_number(f, "lease-min", c->lease_min_s);
	put_number(f, "lease-max", c->lease_max_s);
	put_number(f, "key-lease-max", c->key_lease_max_s);
	put_number(f, "llq-lease-min", c->llq_lease_min_s);
	put_number(f, "llq-lease-max", c->llq_lease_max_s);
	fputs("[limits]\n", f);
	put_number(f, "queries", c->limits.queries);
	put_number(f, "queries-each", c->limits.queries_each);
	put_number(f, "clients", c->limits.clients);
	put_number(f, "leases", c->limits.leases);
	put_number(f, "updates", c->limits.forwards);
	put_number(f, "records", c->limits.records);
	put_number(f, "connections", s->streams);
	put_number(f, "requests", s->origins);
	fprintf(f, "[server]\nstate = %s\nlog = %s\n", s->state,
		s->verbose ? "debug" : "info");
}

static void
write_settings(FILE *f, const struct settings *s)
{
	char text[ENDPOINT_TEXT_MAX];
	unsigned i;

	fprintf(f, "[listen]\nport = %u\n", s->port);
	if (s->listen_count && s->listen[0].family)
		fprintf(f, "address = %s\n",
			endpoint_text(&s->listen[0], text));
	put_zone(f, s);
	fprintf(f, "[keys]\nfile = %s\n", s->key_file);
	for (i = 0; i < s->key_rule_count; i++) {
		const struct settings_key *k = &s->key_rules[i];

		put_name(f, "[key ", &k->name);
		fputs("]\n", f);
		put_names(f, "covers", k->covers, k->cover_count);
		put_names(f, "asks", k->asks, k->ask_count);
	}
	put_limits(f, s);
}

static void
compare(const struct settings *a, const struct settings *b)
{
	size_t a_size, b_size;
	uint8_t *x = rendezvous_config_pack(&a->config, &a_size);
	uint8_t *y = rendezvous_config_pack(&b->config, &b_size);

	assert(x && y && a_size == b_size && !memcmp(x, y, a_size));
	assert(a->listen_count == b->listen_count && a->port == b->port);
	assert(endpoint_equal(&a->listen[0], &b->listen[0]));
	assert(a->origins == b->origins && a->streams == b->streams);
	assert(a->verbose == b->verbose && !strcmp(a->state, b->state));
	free(x);
	free(y);
}

/* DATA with the key file's path for each "@", or NULL. */
static char *
with_keys(const uint8_t *data, size_t size, size_t *length)
{
	char *text = NULL;
	FILE *f = open_memstream(&text, length);
	size_t i;

	assert(f);
	for (i = 0; i < size; i++)
		if (data[i] == '@')
			fputs(file_keys(), f);
		else
			fputc(data[i], f);
	fclose(f);
	return text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct settings s, again;
	char error[CONFIG_ERROR_MAX] = "", *text;
	size_t length;
	FILE *f;

	if (size > FILE_TEXT_MAX)
		return 0;
	text = with_keys(data, size, &length);
	if (settings_load(&s, file_of(text, length), NULL, error) < 0) {
		assert(strstr(error, file_path()) ||
		       (s.key_file[0] && strstr(error, s.key_file)));
		assert(!strchr(error, '\n'));
		goto out;
	}
	assert(s.config.zone.length > 1 && s.config.primary.port);
	assert(s.listen_count && s.config.own_key < s.keys.count);
	free(text);
	f = open_memstream(&text, &length);
	assert(f);
	write_settings(f, &s);
	fclose(f);
	/* escaped, a name may not fit a line */
	if (!file_lines_fit(text, CONFIG_LINE_MAX - 1))
		goto out;
	assert(settings_load(&again, file_of(text, length), NULL, error) == 0);
	compare(&s, &again);
out:
	free(text);
	settings_wipe(&s);
	settings_wipe(&again);
	return 0;
}
