/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware.h"

#include <ctype.h>
#include <dirent.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <string.h>

/* The first word of PATH; "": there is none. */
static void
read_word(const char *path, char *out, size_t size)
{
	FILE *f = fopen(path, "re");
	size_t n = 0;
	int c;

	while (f && n + 1 < size && (c = fgetc(f)) != EOF && isgraph(c))
		out[n++] = (char)c;
	out[n] = '\0';
	if (f)
		fclose(f);
}

static long
read_number(const char *link, const char *what)
{
	char path[96], word[16];
	long value;

	snprintf(path, sizeof(path), "/sys/class/net/%.16s/%s", link, what);
	read_word(path, word, sizeof(word));
	return sscanf(word, "%ld", &value) == 1 ? value : -1;
}

static bool
read_mac(const char *link, uint8_t mac[6])
{
	char path[96], word[24];
	unsigned o[6], i;

	snprintf(path, sizeof(path), "/sys/class/net/%.16s/address", link);
	read_word(path, word, sizeof(word));
	if (sscanf(word, "%2x:%2x:%2x:%2x:%2x:%2x", o, o + 1, o + 2, o + 3,
		   o + 4, o + 5) != 6)
		return false;
	for (i = 0; i < 6; i++)
		mac[i] = (uint8_t)o[i];
	return true;
}

/* Those that their maker gave (addr_assign_type 0), or all. */
static void
read_macs(struct hardware *out, bool permanent)
{
	struct dirent *d;
	DIR *dir = opendir("/sys/class/net");

	while (dir && (d = readdir(dir))) {
		if (d->d_name[0] == '.' || out->mac_count == HARDWARE_MACS_MAX ||
		    read_number(d->d_name, "type") != ARPHRD_ETHER ||
		    (permanent && read_number(d->d_name, "addr_assign_type")))
			continue;
		if (read_mac(d->d_name, out->macs[out->mac_count]))
			out->mac_count++;
	}
	if (dir)
		closedir(dir);
}

void
hardware_read(struct hardware *out)
{
	memset(out, 0, sizeof(*out));
	read_word("/sys/class/dmi/id/product_uuid", out->id, sizeof(out->id));
	if (!out->id[0])
		read_word("/proc/device-tree/serial-number", out->id,
			  sizeof(out->id));
	read_macs(out, true);
	if (!out->mac_count)
		read_macs(out, false);
}

bool
hardware_same(const struct hardware *a, const struct hardware *b)
{
	unsigned i, k;

	if (a->id[0] && b->id[0])
		return !strcmp(a->id, b->id);
	for (i = 0; i < a->mac_count; i++)
		for (k = 0; k < b->mac_count; k++)
			if (!memcmp(a->macs[i], b->macs[k], 6))
				return true;
	return !a->mac_count || !b->mac_count;
}
