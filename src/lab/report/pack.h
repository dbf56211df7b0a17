/* SPDX-License-Identifier: Apache-2.0 */
/* pack.h - octets that grow, numbers and texts in them, and how they are put
 * into a page so that nothing in them can end it. Memory that cannot be had
 * ends the program. */
#ifndef LAB_REPORT_PACK_H
#define LAB_REPORT_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct pack {
	uint8_t *octets;
	size_t length;
	size_t room;
};

void pack_free(struct pack *p);
void pack_octets(struct pack *p, const void *octets, size_t length);
/* Seven bits an octet, the least first; all but the last have bit 7. */
void pack_number(struct pack *p, uint64_t n);
/* The same of 2n, or of -2n - 1. */
void pack_signed(struct pack *p, int64_t n);
/* Its length as a number, then the text. */
void pack_text(struct pack *p, const char *text);
void pack_blob(struct pack *p, const void *octets, size_t length);

/* P compressed (zlib), in base64. P is emptied. */
void pack_print(struct pack *p, FILE *f);
/* P in base64 as it is. P is emptied. */
void pack_print_plain(struct pack *p, FILE *f);
/* TEXT as a JSON string that may stand in a <script>: what HTML or JavaScript
 * could take for an end is \uXXXX, and so is all that is not ASCII. What is no
 * UTF-8 is shown as the octet of that number. */
void print_json(FILE *f, const char *text);
/* TEXT as what stands between tags or in a quoted attribute. */
void print_html(FILE *f, const char *text);

#endif
