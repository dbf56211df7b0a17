/* SPDX-License-Identifier: Apache-2.0 */
/* trace_reader.h - what trace_read.c and trace_short.c share, and nobody else. */
#ifndef SHELL_TRACE_READER_H
#define SHELL_TRACE_READER_H

#include <stdio.h>

#include "shell/trace.h"
#include "shell/trace.pb-c.h"
#include "shell/trace_table.h"

/* Memory of one unpacked record: taken by and by, given back at once. What goes
 * beyond its octets is in blocks of their own. */
struct trace_arena {
	ProtobufCAllocator allocator;
	size_t used;
	struct trace_block *blocks;
	_Alignas(16) uint8_t octets[16 * 1024];
};

struct trace_reader {
	FILE *file;
	bool cut;
	unsigned records;	/* read so far */
	unsigned inputs;
	Trace__Record *message;	/* what the present record points into */
	/* An input's random octets stand behind it, so what follows an input
	 * is read with it: the next record, or what reading it came to. */
	bool ahead;
	int ahead_result;
	Trace__Record *next;
	struct trace_arena arenas[2];	/* of message and next, by turns */
	unsigned arena;		/* the message's */
	uint64_t now_ms;	/* of the last input */
	origin_id origin;	/* of the last input that had one */
	struct trace_record record;
	struct trace_tables tables;
	uint8_t buffer[TRACE_RECORD_MAX];
};

/* Reading down with an error that sticks, as the codecs do. */
struct check {
	bool bad;
};

uint32_t trace_below(struct check *c, uint32_t value, uint32_t limit);
uint16_t trace_u16(struct check *c, uint32_t value);
uint16_t trace_key(struct check *c, uint32_t number);
void trace_get_endpoint(struct check *c, struct endpoint *e,
			const Trace__Endpoint *m);
void trace_get_network(struct check *c, struct network_facts *n,
		       const Trace__Network *m);
void trace_get_tunnel(struct check *c, struct tunnel_facts *t,
		      const Trace__TunnelNews *m);
/* OCTETS behind the *USED that A has, as those of E. */
void trace_add_octets(struct check *c, struct trace_answer *a,
		      struct effect *e, const ProtobufCBinaryData *octets,
		      uint32_t *used);
/* Format 2, into r->record. */
void trace_get_short_input(struct check *c, struct trace_reader *r,
			   const Trace__ShortInput *m);
void trace_get_short_answer(struct check *c, struct trace_reader *r,
			    const Trace__ShortAnswer *m);

#endif
