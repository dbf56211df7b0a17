/* SPDX-License-Identifier: Apache-2.0 */
/* seen.h - the UPDATEs that came and went lately, by their MACs, so that one
 * that moved a host does not move it back when somebody who saw it sends it
 * again within TSIG's time (RFC 8945, 5.2.3 and 10).
 *
 * Its own sender repeats it too: from where it did before, and not after its
 * edge has forgotten the signature. Only who has a key takes places here, and
 * of four MACs that share a place the oldest goes. */
#ifndef SHELL_SEEN_H
#define SHELL_SEEN_H

#include "autotunnel/turn.h"
#include "tsig.h"

enum {
	SEEN_SETS = 1024,
	SEEN_WAYS = 4,
	SEEN_OCTETS = 10,	/* of a MAC: the least that is legal */
	SEEN_REPEATS_MS = 45000
};

/* Begins as zeros. */
struct seen {
	struct seen_update {
		bool used, ours;
		uint8_t mac[SEEN_OCTETS];
		struct endpoint source;
		uint64_t at_ms;
	} updates[SEEN_SETS][SEEN_WAYS];
};

/* An update of ours left with MAC: nobody may send us that. */
void seen_ours(struct seen *s, const struct mac *mac, uint64_t now_ms);
/* Whether the update with MAC from SOURCE is one that came already, and not
 * its sender's repetition. Remembers it if it is new. */
bool seen_before(struct seen *s, const struct mac *mac,
		 const struct endpoint *source, uint64_t now_ms);

#endif
