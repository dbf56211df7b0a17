/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_text.h - puts the name of a machine together, piece by piece,
 * for its NAME_describe: "llq_server/mymac.home.example.net/SRV/192.0.2.1:5". */
#ifndef FSM_RENDEZVOUS_TEXT_H
#define FSM_RENDEZVOUS_TEXT_H

#include "autotunnel/dns.h"
#include "autotunnel/turn.h"

struct name_text {
	char *text;
	size_t size;
	size_t length;
};

void name_begin(struct name_text *n, char *text, size_t size, const char *kind);
void name_add(struct name_text *n, const char *part);
void name_add_number(struct name_text *n, unsigned long value, unsigned base);
/* Each of these puts a slash first. */
void name_add_domain(struct name_text *n, const uint8_t *wire, size_t length);
void name_add_type(struct name_text *n, uint16_t type);
void name_add_endpoint(struct name_text *n, const struct endpoint *e);

#endif
