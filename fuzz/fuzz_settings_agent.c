/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_settings_agent.c - any octets as /etc/autotunnel.conf: what is refused
 * says why in one printable line that names the file; what is taken can be
 * written as a file, and is then the same. */
#include "agent/settings.h"
#include "file.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_sentence(const char *error, const char *path)
{
	assert(strstr(error, path));
	assert(strlen(error) < CONFIG_ERROR_MAX);
	assert(!strchr(error, '\n'));
}

static void
put_text(FILE *f, const char *key, const char *value)
{
	if (value[0])
		fprintf(f, "%s = %s\n", key, value);
}

static void
put_seconds(FILE *f, const char *key, uint32_t value)
{
	if (value)
		fprintf(f, "%s = %u\n", key, value);
}

static void
write_settings(FILE *f, const struct settings *s)
{
	char domain[DNS_NAME_TEXT_MAX];

	dns_name_to_text(&s->domain, domain, sizeof(domain));
	fprintf(f, "[host]\ndomain = %s\nname = %s\nlabel = %s\n", domain,
		s->name, s->eui64 ? "eui64" : "random");
	put_text(f, "device", s->device);
	fputs("[keys]\n", f);
	put_text(f, "key-file", s->key_file);
	put_text(f, "tunnel-secret-file", s->secret_file);
	fputs("[agent]\n", f);
	put_text(f, "state", s->state);
	put_text(f, "socket", s->socket);
	put_seconds(f, "lease", s->lease_s);
	put_seconds(f, "mapping-lifetime", s->mapping_lifetime_s);
	put_text(f, "log", s->verbose ? "debug" : "info");
	fprintf(f, "[tunnel]\nenabled = %s\nport = %u\n",
		s->tunnels ? "yes" : "no", s->tunnel_port);
	put_text(f, "device", s->link);
	put_text(f, "esp", s->esp == ESP_USER_SPACE ? "user-space" : "auto");
}

static void
compare(const struct settings *a, const struct settings *b)
{
	assert(dns_name_equal(&a->domain, &b->domain));
	assert(dns_name_equal(&a->host, &b->host));
	assert(!strcmp(a->name, b->name) && !strcmp(a->device, b->device));
	assert(!strcmp(a->key_file, b->key_file));
	assert(!strcmp(a->secret_file, b->secret_file));
	assert(!strcmp(a->state, b->state) && !strcmp(a->socket, b->socket));
	assert(!strcmp(a->link, b->link));
	assert(a->eui64 == b->eui64 && a->tunnels == b->tunnels);
	assert(a->esp == b->esp && a->tunnel_port == b->tunnel_port);
	assert(a->mapping_lifetime_s == b->mapping_lifetime_s);
	assert(a->lease_s == b->lease_s && a->verbose == b->verbose);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct settings s, again;
	char error[CONFIG_ERROR_MAX] = "", *text = NULL;
	size_t length;
	FILE *f;

	if (size > FILE_TEXT_MAX)
		return 0;
	if (settings_read(&s, file_of(data, size), error) < 0) {
		check_sentence(error, file_path());
		return 0;
	}
	assert(s.domain.length > 1 && s.tunnel_port != 500);
	assert(!s.tunnels || s.secret_file[0]);
	f = open_memstream(&text, &length);
	assert(f);
	write_settings(f, &s);
	fclose(f);
	/* escaped, a name may not fit a line */
	if (file_lines_fit(text, CONFIG_LINE_MAX - 1)) {
		assert(settings_read(&again, file_of(text, length), error) ==
		       0);
		compare(&s, &again);
	}
	free(text);
	return 0;
}
