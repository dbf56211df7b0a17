/* SPDX-License-Identifier: Apache-2.0 */
/* guard.c - one nftables table, written and read as text. */
#include "guard.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <nftables/libnftables.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nft.h"

enum { RULES_MAX = 1536, ELEMENT_MAX = INET6_ADDRSTRLEN + 2 };

/* Also removes what stands: adding first makes deleting sure to succeed. */
#define FRESH "add table ip6 autotunnel\ndelete table ip6 autotunnel\n"

/* Peers come and go: the rules alone, without the set's elements and blanks. */
static char *
list_rules(void)
{
	char *text, *from, *to;

	if (nft_run("list table ip6 autotunnel", NFT_CTX_OUTPUT_STATELESS,
		&text) < 0)
		return NULL;
	from = strstr(text, "elements = {");
	to = from ? strchr(from, '}') : NULL;
	if (to)
		memset(from, ' ', (size_t)(to + 1 - from));
	for (from = to = text; *from; from++)
		if (*from > ' ')
			*to++ = *from;
	*to = '\0';
	return text;
}

/* A device's name goes into the script, so it may hold nothing that ends a
 * word there; the kernel itself allows nearly every octet. */
static bool
is_plain(const char *device)
{
	return *device && strspn(device, "abcdefghijklmnopqrstuvwxyz0123456789"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-.") ==
		strlen(device);
}

/* "{ fd01::1, fd02::1 }", or nothing where there are none. */
static char *
write_elements(const struct guard_rules *rules)
{
	char *text = malloc(ELEMENT_MAX * (size_t)rules->peer_count + 32), *p;
	unsigned i;

	if (!text)
		return NULL;
	p = text;
	*p = '\0';
	for (i = 0; i < rules->peer_count; i++) {
		p += sprintf(p, "%s", i ? ", " : "elements = { ");
		inet_ntop(AF_INET6, rules->peers[i], p, INET6_ADDRSTRLEN);
		p += strlen(p);
	}
	if (i)
		strcpy(p, " }");
	return text;
}

static char *
write_script(const struct guard_rules *rules)
{
	char ula[INET6_ADDRSTRLEN], in[64] = "meta secpath exists";
	char out[64] = "rt ipsec exists", *elements, *script;
	size_t size;

	if (rules->device) {
		snprintf(in, sizeof(in), "iifname \"%s\"", rules->device);
		snprintf(out, sizeof(out), "oifname \"%s\"", rules->device);
	}
	inet_ntop(AF_INET6, rules->ula, ula, sizeof(ula));
	elements = write_elements(rules);
	size = RULES_MAX + (elements ? strlen(elements) : 0);
	script = elements ? malloc(size) : NULL;
	if (script)
		snprintf(script, size, FRESH
			 "table ip6 autotunnel {\n"
			 "set peers { type ipv6_addr; %s; }\n"
			 "chain in {\n"
			 "type filter hook input priority -150; policy accept;\n"
			 "iif \"lo\" accept\n"
			 "%s accept\n"
			 "ip6 daddr %s counter drop comment \"to us\"\n"
			 "ip6 saddr @peers counter drop comment \"from a peer\"\n"
			 "}\n"
			 "chain out {\n"
			 "type filter hook output priority -150; policy accept;\n"
			 "oif \"lo\" accept\n"
			 "%s accept\n"
			 "ip6 saddr %s counter drop comment \"from us\"\n"
			 "ip6 daddr @peers counter drop comment \"to a peer\"\n"
			 "}\n"
			 "}\n", elements, in, ula, out, ula);
	free(elements);
	return script;
}

int
guard_set(struct guard *g, const struct guard_rules *rules)
{
	char *script;
	int r;

	if (rules->device && !is_plain(rules->device))
		return -EINVAL;
	script = write_script(rules);
	if (!script)
		return -ENOMEM;
	guard_count(g, &g->before);
	r = nft_run(script, 0, NULL);
	free(script);
	free(g->listing);
	g->listing = r == 0 ? list_rules() : NULL;
	return r;
}

int
guard_add(struct guard *g, const uint8_t peer[16])
{
	char address[INET6_ADDRSTRLEN], script[128];

	if (!g->listing)
		return 0;
	inet_ntop(AF_INET6, peer, address, sizeof(address));
	snprintf(script, sizeof(script),
		 "add element ip6 autotunnel peers { %s }\n", address);
	return nft_run(script, 0, NULL);
}

bool
guard_stands(const struct guard *g)
{
	char *now = list_rules();
	bool same = now && g->listing && !strcmp(now, g->listing);

	free(now);
	return same;
}

/* "... counter packets 3 bytes 312 drop comment "to us"" */
static uint64_t
packets_of(const char *listing, const char *comment)
{
	const char *end = strstr(listing, comment), *p = end;
	uint64_t n;

	while (p && p > listing && p[-1] != '\n')
		p--;
	p = p ? strstr(p, "counter packets ") : NULL;
	return p && p < end && sscanf(p, "counter packets %" SCNu64, &n) == 1 ?
		n : 0;
}

void
guard_count(const struct guard *g, struct guard_counts *out)
{
	struct guard_counts sum = g->before;
	char *text;

	if (nft_run("list table ip6 autotunnel", 0, &text) == 0) {
		sum.to_us += packets_of(text, "comment \"to us\"");
		sum.from_peer += packets_of(text, "comment \"from a peer\"");
		sum.in_clear += packets_of(text, "comment \"from us\"") +
			packets_of(text, "comment \"to a peer\"");
		free(text);
	}
	*out = sum;
}

int
guard_clear(struct guard *g)
{
	free(g->listing);
	g->listing = NULL;
	return nft_run(FRESH, 0, NULL);
}
