/* SPDX-License-Identifier: Apache-2.0 */
/* capture_file.h - captures for tests, frame by frame: link, IP, transport.
 * The file is a temporary one; checksums are left out, as network cards do. */
#ifndef TESTS_CAPTURE_FILE_H
#define TESTS_CAPTURE_FILE_H

#include "lab/capture/packet.h"
#include "lab/capture/tcp.h"

enum { FRAME_MAX = 70000 };

struct frame_octets {
	size_t length;
	uint8_t octets[FRAME_MAX];
};

struct capture_file;

/* A pcap file with link type LINK (a DLT_), times in nanoseconds. */
struct capture_file *capture_begin(int link, unsigned snap_length);
/* A frame, NS nanoseconds after the last. */
void capture_frame(struct capture_file *c, const struct frame_octets *f,
		   uint64_t ns);
/* Octets that are no frame, at the end of what is written. */
void capture_octets(struct capture_file *c, const void *octets, size_t size);
/* Its name; capture_end removes the file. */
const char *capture_name(struct capture_file *c);
void capture_end(struct capture_file *c);

/* Each puts a header before what F holds. */
void wrap_udp(struct frame_octets *f, uint16_t from, uint16_t to);
void wrap_tcp(struct frame_octets *f, uint16_t from, uint16_t to,
	      uint32_t sequence, uint32_t acknowledged, uint8_t flags);
/* 10.0.0.FROM to 10.0.0.TO; FLAGS: the fragment field of the header. */
void wrap_ipv4(struct frame_octets *f, uint8_t from, uint8_t to,
	       uint8_t protocol, uint16_t id, uint16_t fragment);
/* fd00::FROM to fd00::TO */
void wrap_ipv6(struct frame_octets *f, uint8_t from, uint8_t to, uint8_t next);
void wrap_octets(struct frame_octets *f, const void *octets, size_t size);
void wrap_ethernet(struct frame_octets *f, uint16_t type);

/* A DNS query with an LLQ option, or without, for NAME; its length. */
size_t make_query(uint8_t *octets, size_t size, uint16_t id, const char *name,
		  bool llq);

#endif
