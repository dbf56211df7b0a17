/* SPDX-License-Identifier: Apache-2.0 */
/* fragments.h - IP datagrams put together (RFC 791 3.2, RFC 8200 4.5).
 *
 * So many datagrams at once, each at most 65,535 octets; the one that waited
 * longest makes room, and one whose fragments overlap is dropped whole (RFC
 * 5722). Their memory is taken once and kept. */
#ifndef LAB_CAPTURE_FRAGMENTS_H
#define LAB_CAPTURE_FRAGMENTS_H

#include "autotunnel/turn.h"

enum { FRAGMENTS_DATAGRAMS_MAX = 32 };

struct fragments;

struct fragment {
	struct endpoint from;	/* ports 0 */
	struct endpoint to;
	uint32_t id;
	uint8_t protocol;
	bool more;		/* others follow */
	size_t offset;		/* octets; a multiple of 8 */
	const uint8_t *octets;
	size_t captured;	/* how much of it the capture has */
	size_t length;		/* how much was sent */
};

/* What a datagram carries. */
struct assembled {
	const uint8_t *octets;	/* until the next fragments_add */
	size_t captured;	/* the good octets at its beginning */
	size_t length;
};

int fragments_open(struct fragments **out);	/* 0 or -ENOMEM */
void fragments_close(struct fragments *f);	/* NULL is fine */
/* True: F completes a datagram. Without memory a datagram is given up. */
bool fragments_add(struct fragments *f, const struct fragment *fragment,
		   struct assembled *out);

#endif
