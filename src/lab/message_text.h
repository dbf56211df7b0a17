/* SPDX-License-Identifier: Apache-2.0 */
/* message_text.h - messages as a person wants them: one line each, or the
 * words of which decode.c makes several.
 *
 *	LLQ setup id=0 lease=7200 _ipp._tcp.example.net PTR
 *	LLQ setup reply id=00a1b2c3d4e5f607 lease=7200 no error
 *	LLQ event id=00a1b2c3d4e5f607 add _ipp._tcp.example.net PTR inst._ipp...
 *	update example.net: add host AAAA 2001:db8::1, delete old A; lease=7200
 *	NAT-PMP map UDP 4500 -> 4500 for 3600 s
 *
 * Names and text are escaped as in RFC 1035 5.1, so nothing that came from
 * outside reaches a terminal as it came. What does not fit ends in "...". */
#ifndef LAB_MESSAGE_TEXT_H
#define LAB_MESSAGE_TEXT_H

#include "autotunnel/dns.h"
#include "lab/capture/packet.h"

enum {
	MESSAGE_LINE_MAX = 512,		/* a good size for a line */
	MESSAGE_TYPE_MAX = 16,
	/* of the longest RDATA, each octet as \DDD */
	MESSAGE_RDATA_MAX = 4 * DNS_MESSAGE_MAX + 2 * 65536
};

/* Writes P into TEXT, terminated; returns the length. SIZE at least 8. */
size_t message_line(char *text, size_t size, const struct packet *p);

/* "PTR", or "TYPE65280" in TEXT. */
const char *message_type(uint16_t type, char text[MESSAGE_TYPE_MAX]);
const char *message_rcode(unsigned rcode);	/* "NOERROR"; "?" */
const char *message_llq_opcode(unsigned opcode);	/* "setup"; "?" */
const char *message_llq_error(unsigned error);	/* "no error"; "?" */
/* RDATA in presentation form, nothing where there is none; returns the length. */
size_t message_rdata(char *text, size_t size, const struct dns_record *rr);

#endif
