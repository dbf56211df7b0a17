/* SPDX-License-Identifier: Apache-2.0 */
/* frame.h - link and network layers: a captured frame as messages.
 *
 * frame_take, then frame_next until it is false. Whatever a frame holds, no
 * octet outside it is read and memory stays bounded. */
#ifndef LAB_CAPTURE_FRAME_H
#define LAB_CAPTURE_FRAME_H

#include "lab/capture/packet.h"

struct frame {
	uint32_t number;
	uint64_t time_ns;
	const uint8_t *octets;
	size_t captured;
	size_t length;		/* how much was sent */
};

struct frame_reader;

/* LINK: a DLT_ of libpcap. 0, -ENOMEM, or -EPROTONOSUPPORT. */
int frame_open(int link, struct frame_reader **out);
void frame_close(struct frame_reader *r);	/* NULL is fine */
/* False: it holds nothing for us. F's octets must live until the next. */
bool frame_take(struct frame_reader *r, const struct frame *f);
bool frame_next(struct frame_reader *r, struct packet *out);
/* TCP directions that were given up: octets are missing. */
uint32_t frame_lost(const struct frame_reader *r);

#endif
