/* SPDX-License-Identifier: Apache-2.0 */
/* tcp.h - DNS messages out of TCP segments (RFC 1035 4.2.2): both directions,
 * out of order, sent twice, overlapping; several messages a segment, one over
 * several.
 *
 * tcp_segment for each, then tcp_next until it is false. Streams on DNS's
 * ports are followed, others from their SYN on and as long as they look like
 * DNS. A stream whose beginning was not captured is taken up where a segment
 * begins with a message. Where octets are missing for good, that direction is
 * given up and counted. So many streams, so much memory: the one that was
 * silent longest makes room. */
#ifndef LAB_CAPTURE_TCP_H
#define LAB_CAPTURE_TCP_H

#include "lab/capture/packet.h"

enum {
	TCP_STREAMS_MAX = 2048,
	TCP_MEMORY_MAX = 32 * 1024 * 1024	/* of all that is kept */
};

enum {	/* RFC 9293 3.1 */
	TCP_FIN = 1, TCP_SYN = 2, TCP_RST = 4, TCP_ACK = 16
};

struct tcp;
struct looks;

struct segment {
	uint32_t number;	/* of the frame */
	uint64_t time_ns;
	struct endpoint from;
	struct endpoint to;
	uint32_t sequence;
	uint32_t acknowledged;	/* with TCP_ACK */
	uint8_t flags;
	const uint8_t *octets;
	size_t captured;	/* how much of it the capture has */
	size_t length;		/* how much was sent */
};

/* 0 or -ENOMEM. What is learnt of ends goes to LOOKS, which is borrowed. */
int tcp_open(struct looks *looks, struct tcp **out);
void tcp_close(struct tcp *t);		/* NULL is fine */
/* False: the segment is of no stream that is followed. */
bool tcp_segment(struct tcp *t, const struct segment *s);
/* There is no segment: tcp_next gives nothing. */
void tcp_segment_none(struct tcp *t);
/* What the last segment completed; octets live until the next segment. */
bool tcp_next(struct tcp *t, struct packet *out);
/* Directions given up. */
uint32_t tcp_lost(const struct tcp *t);

#endif
