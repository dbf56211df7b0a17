/* SPDX-License-Identifier: Apache-2.0 */
/* packet.h - the messages of a conversation in the order of the file, wherever
 * they come from: a pcap or pcapng file, a trace, or a live run (conform).
 *
 * packets_open; packets_next until it returns 0; packets_close. A packet's
 * octets live until the next call. Ethernet (with VLAN tags), Linux cooked
 * (both), raw and loopback links; IPv4 and IPv6, fragments put together; UDP,
 * and DNS over TCP (RFC 1035 4.2.2), whose messages are numbered as the frame
 * that completes them. What is of no interest (ARP, other ports' payloads that
 * are neither DNS nor NAT-PMP nor PCP by their looks) is counted, not given. */
#ifndef LAB_PACKET_H
#define LAB_PACKET_H

#include "autotunnel/turn.h"

enum {
	PACKET_ERROR_MAX = 400
};

enum packet_kind {
	PACKET_UDP,		/* one datagram */
	PACKET_TCP,		/* one DNS message, without its length */
	PACKET_UNREACHABLE,	/* ICMP(v6) port unreachable: `from` is who says
				 * so, `to` who is told; octets: none; `about`
				 * is the endpoint that could not be reached */
	PACKET_TCP_OPEN,	/* a connection is made: `from` opened it */
	PACKET_TCP_CLOSE	/* `from` ends it, by FIN or RST */
};

struct packet {
	uint32_t number;	/* the file's, from 1, as Wireshark has it; of a
				 * trace: the record's number, or the capture's
				 * that it was imported from */
	uint64_t time_ns;	/* since 1970; of a trace: CLOCK_BOOTTIME */
	enum packet_kind kind;
	struct endpoint from;
	struct endpoint to;
	struct endpoint about;
	const uint8_t *octets;
	size_t length;
	bool cut;		/* the capture has less of it than was sent */
	bool fragmented;	/* it took more than one IP packet */
	/* A trace has its DNS messages without TSIG, and says instead what
	 * the shell found: */
	bool judged;		/* verdict and key are set */
	enum verdict verdict;
	uint16_t key;		/* index, or KEY_NONE */
};

struct packet_source;

/* PATH, or "-": standard input. The kind of file is told by its first octets.
 * 0, or -errno with a sentence in ERROR that names the file, what it is and
 * what was expected (unknown link type, truncated header, foreign file). */
int packets_open(const char *path, struct packet_source **out,
		 char error[PACKET_ERROR_MAX]);
/* 1 and the next packet, 0 at the end, or -errno with packets_error. */
int packets_next(struct packet_source *s, struct packet *out);
void packets_close(struct packet_source *s);	/* NULL is fine */

/* Why packets_next failed. */
const char *packets_error(const struct packet_source *s);
/* The file ended within a record: what came before is good. */
bool packets_were_cut(const struct packet_source *s);
/* Octets of the file read so far, and in all (0: not known), for progress. */
uint64_t packets_read(const struct packet_source *s);
uint64_t packets_size(const struct packet_source *s);
/* Frames read, and of these how many hold nothing for us. */
uint32_t packets_frames(const struct packet_source *s);
uint32_t packets_skipped(const struct packet_source *s);
/* When the first frame was recorded, and the last that was read so far, be it
 * of interest or not; 0: none. */
uint64_t packets_first_ns(const struct packet_source *s);
uint64_t packets_last_ns(const struct packet_source *s);
/* A trace's own program ("agent", "rendezvous"), or NULL for a capture: a
 * trace shows one end only. */
const char *packets_program(const struct packet_source *s);

#endif
