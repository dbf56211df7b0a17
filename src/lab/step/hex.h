/* SPDX-License-Identifier: Apache-2.0 */
/* hex.h - messages and endpoints as people paste them. */
#ifndef LAB_STEP_HEX_H
#define LAB_STEP_HEX_H

#include "autotunnel/turn.h"

enum { HEX_MESSAGE_MAX = 65535 };

/* Pairs of hexadecimal digits; between them may stand blanks, line breaks,
 * colons and commas, before one 0x. OCTETS has half of TEXT's length. False: *BAD
 * is where TEXT is wrong; its end: a digit is missing. */
bool hex_read(const char *text, uint8_t *octets, size_t *length, size_t *bad);
/* "192.0.2.53:5352", "[2001:db8::1]:53" */
bool hex_read_endpoint(const char *text, struct endpoint *out);

#endif
