/* SPDX-License-Identifier: Apache-2.0 */
/* psk.h - the tunnel secret, and the pre-shared key of two hosts that comes
 * from it (P17): HKDF-SHA256 (RFC 5869), extract then expand, with
 *	salt	"autotunnel ike psk v1"
 *	info	generation (u32, network order), then both names in canonical
 *		wire form (RFC 4034, 6.2), the lesser octets first
 * so that both ends find the same key, no two pairs share one, and whoever
 * runs the DNS can compute none of them.
 *
 * The file holds one line a generation, "<generation> <64 hex digits>": the
 * first line's key is used for dialling, all are accepted; at most
 * TUNNEL_SECRETS_MAX. Empty lines and lines that begin with # are skipped. A
 * file that others than its owner may read is refused (-EPERM).
 *
 * Callers wipe what they no longer need with tunnel_secrets_wipe. Functions
 * return 0 or -errno; -EBADMSG for a file that does not read as above. */
#ifndef AUTOTUNNEL_SHELL_PSK_H
#define AUTOTUNNEL_SHELL_PSK_H

#include <stddef.h>
#include <stdint.h>

enum {
	TUNNEL_SECRET_SIZE = 32,
	TUNNEL_SECRETS_MAX = 2,
	PSK_SIZE = 32,
	PSK_NAME_MAX = 255	/* a DNS name in wire form */
};

struct tunnel_secret {
	uint32_t generation;
	uint8_t octets[TUNNEL_SECRET_SIZE];
};

struct tunnel_secrets {
	unsigned count;
	struct tunnel_secret list[TUNNEL_SECRETS_MAX];
};

int tunnel_secrets_load(const char *path, struct tunnel_secrets *out);
/* Makes PATH with one fresh secret of GENERATION, mode 0600; -EEXIST rather
 * than overwrite. */
int tunnel_secrets_create(const char *path, uint32_t generation);
void tunnel_secrets_wipe(struct tunnel_secrets *s);

struct psk_name {
	const uint8_t *octets;
	size_t length;
};

/* The order of A and B does not matter; equal names are refused (-EINVAL). */
int psk_derive(const struct tunnel_secret *secret, struct psk_name a,
	       struct psk_name b, uint8_t out[PSK_SIZE]);

#endif
