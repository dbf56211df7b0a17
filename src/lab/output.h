/* SPDX-License-Identifier: Apache-2.0 */
/* output.h - a file that is there whole or not at all: it is written beside its
 * place under a name of its own, and takes its place when all is in it.
 *
 * output_open, write to output_file (or make a file of output_name anew), then
 * output_keep or output_drop. What is no regular file (/dev/null, a pipe), and
 * "-" for standard output, is written directly. */
#ifndef LAB_OUTPUT_H
#define LAB_OUTPUT_H

#include <stdio.h>

struct output;

/* 0 or -errno. The folder must be writable. */
int output_open(const char *path, struct output **out);
FILE *output_file(struct output *o);
/* Where it stands until it is kept. */
const char *output_name(const struct output *o);
/* Puts it in its place: 0, or -errno also of an earlier write; then it is
 * dropped. Frees O either way. */
int output_keep(struct output *o);
void output_drop(struct output *o);	/* NULL is fine */

#endif
