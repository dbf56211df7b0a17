/* SPDX-License-Identifier: Apache-2.0 */
/* text.h - short texts in rooms of fixed size, for the names of machines.
 * Always terminated, cut to fit. */
#ifndef AUTOTUNNEL_TEXT_H
#define AUTOTUNNEL_TEXT_H

#include <stddef.h>

/* Puts FROM into TEXT, which has room for SIZE (at least 1) octets. */
void text_copy(char *text, size_t size, const char *from);
/* Puts FROM behind what stands in TEXT. */
void text_append(char *text, size_t size, const char *from);

#endif
