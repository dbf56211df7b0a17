/* SPDX-License-Identifier: Apache-2.0 */
/* tsig.h - one TSIG record: read, made, its MAC computed (RFC 8945).
 *
 * Only what concerns single messages; who answers whom, what was sent before
 * and when, is edge.h. Nothing here reads a clock. */
#ifndef SHELL_TSIG_H
#define SHELL_TSIG_H

#include "keys.h"

#include <openssl/evp.h>

enum {
	TSIG_MAC_MAX = 64,
	TSIG_FUDGE_S = 300,		/* RFC 8945 10 */
	TSIG_RECORD_MAX = 2 * DNS_NAME_MAX + 10 + 16 + TSIG_MAC_MAX + 6
};

enum tsig_error {			/* RFC 8945 3 */
	TSIG_NOERROR = 0, TSIG_BADSIG = 16, TSIG_BADKEY = 17,
	TSIG_BADTIME = 18, TSIG_BADTRUNC = 22
};

struct mac {
	uint16_t size;
	uint8_t octets[TSIG_MAC_MAX];
};

struct tsig {
	struct dns_name key;		/* lower case */
	struct dns_name algorithm;	/* lower case */
	uint64_t time_s;		/* 48 bits */
	uint16_t fudge_s;
	struct mac mac;
	uint16_t original_id;
	uint16_t error;
	uint16_t other_size;		/* 0 or 6 */
	uint8_t other[6];
};

/* Reads the TSIG of MSG, which has exactly one, as its last record. 0, or
 * -EBADMSG (RFC 8945 5.2: to be answered FORMERR). */
int tsig_read(const struct dns_message *msg, struct tsig *tsig);

/* A key ready to compute with. */
struct signer;
int signer_open(const struct key *key, struct signer **out);
void signer_close(struct signer *s);

/* The full MAC over, in this order: PRIOR with its length (NULL: none), the
 * UNSIGNED earlier messages collected since (NULL: none), MESSAGE of LENGTH
 * octets without TSIG with the header id ID, and the variables of TSIG or, if
 * TIMERS_ONLY, its timers (RFC 8945 4.3, 5.3.1). 0 or -EIO. */
struct tsig_input {
	const struct mac *prior;
	const uint8_t *earlier;
	size_t earlier_size;
	const uint8_t *message;
	size_t length;
	uint16_t id;
	bool timers_only;
};
int tsig_compute(struct signer *s, const struct tsig_input *in,
		 const struct tsig *tsig, struct mac *full);

/* Appends TSIG to the LENGTH octets of MESSAGE, which has room for SIZE, and
 * counts it in ARCOUNT. The new length, or -EMSGSIZE. */
int tsig_append(uint8_t *message, size_t length, size_t size,
		const struct tsig *tsig);
/* Takes TSIG off in place: ARCOUNT one less. The new length. */
size_t tsig_strip(uint8_t *message, const struct dns_message *msg);

/* 8945 5.2.2.1: may a MAC of SIZE octets be sent by an algorithm with an
 * OUTPUT of that many? */
bool tsig_mac_size_legal(size_t size, size_t output);

#endif
