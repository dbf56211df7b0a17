/* SPDX-License-Identifier: Apache-2.0 */
/* pcapng.h - packets as a capture that others read: pcapng, raw IP, times in
 * nanoseconds.
 *
 * pcapng_create, pcapng_add for each packet, then pcapng_close. Every packet
 * becomes one frame, the first being frame 1, with right lengths and checksums:
 * a datagram by UDP; a DNS message by TCP as a segment of its stream; a
 * connection that opens as its SYN and ACK, one that closes as a FIN; port
 * unreachable as ICMP. (A message too long for one segment takes two frames.)
 * The file appears when it is closed. */
#ifndef LAB_CAPTURE_PCAPNG_H
#define LAB_CAPTURE_PCAPNG_H

#include "lab/capture/packet.h"

enum { PCAPNG_COMMENT_MAX = 4096 };

struct pcapng_writer;

/* 0 or -errno. */
int pcapng_create(const char *path, struct pcapng_writer **out);
/* COMMENT stands with the frame; NULL or "": none; longer ones are cut. Errors
 * are told by pcapng_close. */
void pcapng_add(struct pcapng_writer *w, const struct packet *p,
		const char *comment);
uint32_t pcapng_frames(const struct pcapng_writer *w);
/* Puts the file in its place: 0, or -errno and there is none. */
int pcapng_close(struct pcapng_writer *w);
void pcapng_drop(struct pcapng_writer *w);	/* no file; NULL is fine */

#endif
