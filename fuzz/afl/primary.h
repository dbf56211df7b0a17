/* SPDX-License-Identifier: Apache-2.0 */
/* primary.h - a primary in a child process that knows one zone and transfers
 * it whole (RFC 5936), to whoever asks, on a port of its own of 127.0.0.1. It
 * ends with its parent. */
#ifndef FUZZ_AFL_PRIMARY_H
#define FUZZ_AFL_PRIMARY_H

/* The port. Exits with a sentence where it cannot be had. */
unsigned primary_begin_child(void);

#endif
