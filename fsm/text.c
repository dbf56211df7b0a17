/* SPDX-License-Identifier: Apache-2.0 */
/* text.c - names of machines. */
#include "autotunnel/text.h"

void
text_append(char *text, size_t size, const char *from)
{
	size_t at = 0;

	while (at + 1 < size && text[at])
		at++;
	while (at + 1 < size && *from)
		text[at++] = *from++;
	text[at] = '\0';
}

void
text_copy(char *text, size_t size, const char *from)
{
	text[0] = '\0';
	text_append(text, size, from);
}
