/* SPDX-License-Identifier: Apache-2.0 */
/* files.c - what every command does with files and with what stands in them. */
#include <string.h>

#include "lab.h"

int
lab_open(const char *path, struct trace_reader **out)
{
	return trace_open(strcmp(path, "-") ? path : "/dev/stdin", out);
}

int
lab_print_text(FILE *f, const char *s)
{
	int n = 0;

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c >= 0x20 && c < 0x7f) {
			putc(c, f);
			n++;
		} else {
			n += fprintf(f, "\\x%02x", c);
		}
	}
	return n;
}
