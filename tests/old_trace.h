/* SPDX-License-Identifier: Apache-2.0 */
/* old_trace.h - a trace of echo (echo.h) in format 1, as recordings were once
 * written: they must stay readable, and no record of theirs needs another. */
#ifndef TESTS_OLD_TRACE_H
#define TESTS_OLD_TRACE_H

#include <stddef.h>
#include <stdint.h>

/* The trace in OCTETS as format 1 in OUT; returns its size. */
size_t old_trace(const uint8_t *octets, size_t size, uint8_t *out,
		 size_t capacity);

#endif
