/* SPDX-License-Identifier: Apache-2.0 */
/* client.h - what the machines of a DNS client share: its keys, whom it
 * believes, why something failed, and how instances are named. */
#ifndef AUTOTUNNEL_CLIENT_H
#define AUTOTUNNEL_CLIENT_H

#include "autotunnel/dns.h"
#include "autotunnel/turn.h"

enum {
	CLIENT_KEYS_MAX = 16,
	/* A request leaves room for its TSIG within DNS_UDP_MAX. */
	CLIENT_TSIG_ROOM = 200,
	CLIENT_MESSAGE_MAX = DNS_UDP_MAX - CLIENT_TSIG_ROOM
};

/* Indices into the configuration's keys: the first signs, all verify. None:
 * the zone is public, nothing is signed and nothing verified. */
struct client_keys {
	unsigned count;
	uint16_t list[CLIENT_KEYS_MAX];
};

enum client_reason {
	CLIENT_REASON_NONE,
	CLIENT_REASON_SILENT,	/* no answer */
	CLIENT_REASON_REFUSED,	/* a verified answer with an RCODE */
	CLIENT_REASON_UNSIGNED,	/* only answers without TSIG came */
	CLIENT_REASON_BADKEY,	/* ... or such as the server or we rejected */
	CLIENT_REASON_BADSIG,
	CLIENT_REASON_BADTIME,	/* a clock is wrong, here or there */
	CLIENT_REASON_BADTRUNC,
	CLIENT_REASON_FORMERR,
	CLIENT_REASON_COUNT
};

/* "the server does not answer", for a sentence to the owner. */
const char *client_reason_text(enum client_reason r);
/* What an answer's verdict says if the answer is not believed. */
enum client_reason client_reason_of(enum verdict v);

/* KEY_NONE in a public zone. */
uint16_t client_signing_key(const struct client_keys *k);
/* IN is verified by one of our keys, or nothing is ever signed (TSIG-C-10). */
bool client_believes(const struct client_keys *k, const struct input *in);

/* "KIND/name/TYPE" or, with a NULL name, "KIND"; terminated, cut to SIZE. */
void client_describe(char *text, size_t size, const char *kind,
		     const struct dns_name *name, uint16_t type);

#endif
