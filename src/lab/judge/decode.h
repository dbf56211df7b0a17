/* SPDX-License-Identifier: Apache-2.0 */
/* decode.h - a packet as a message: which protocol, what for, who sent it, and
 * whether its TSIG holds. Knows who is client and who server of each pair of
 * ends that it has seen, bounded (the oldest is forgotten). */
#ifndef LAB_JUDGE_DECODE_H
#define LAB_JUDGE_DECODE_H

#include "lab/judge/monitor.h"

struct decoder;

/* KEYS may be NULL. 0 or -ENOMEM. */
int decoder_open(const struct keys *keys, struct decoder **out);
void decoder_close(struct decoder *d);	/* NULL is fine */
/* M borrows P and its octets. */
void decoder_read(struct decoder *d, const struct packet *p, struct message *m);

#endif
