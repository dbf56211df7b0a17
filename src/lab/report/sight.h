/* SPDX-License-Identifier: Apache-2.0 */
/* sight.h - a recording as what was seen in it, in its order: messages that
 * were sent, received or (in a capture) passing by, rows that fired, and what
 * else its owner wants to see.
 *
 * sights_open; sights_next until it gives NULL; sights_close. What a sight
 * points at lives until the next call. The same file gives the same sights
 * each time. */
#ifndef LAB_REPORT_SIGHT_H
#define LAB_REPORT_SIGHT_H

#include "lab/capture/packet.h"
#include "shell/trace.h"

enum sight_kind {
	SIGHT_MESSAGE,		/* packet; way */
	SIGHT_NOTE,		/* something that is no message: input or effect */
	SIGHT_ROWS		/* rows, which fired in this turn */
};

enum sight_way {
	SIGHT_SENT, SIGHT_RECEIVED,	/* by who recorded */
	SIGHT_PASSING			/* a capture: between two ends */
};

struct sight {
	enum sight_kind kind;
	enum sight_way way;
	uint64_t time_ns;
	uint32_t number;	/* of the packet or record in its file */
	uint32_t turn;		/* of the rows: input's number, from 1; of a
				 * capture counted here; 0: none */
	struct packet packet;	/* of a capture's note: from is at whose end */
	bool lookup;		/* a question to the resolver, or its answer;
				 * its end in the packet has family 0 */
	const struct input *input;	/* what the turn is about; NULL: capture */
	const struct effect *effect;	/* NULL: the sight is the input itself */
	const uint8_t *effect_octets;	/* of the effect */
	const struct trace_row *rows;	/* of NOTE (of an input) and ROWS */
	unsigned row_count;
};

struct sights;

/* 0, or -errno with a sentence in ERROR. WATCHED: of a capture the machines at
 * both ends are inferred (watch.h), so that it has rows and notes too. */
int sights_open(const char *path, bool watched, struct sights **out,
		char error[PACKET_ERROR_MAX]);
/* NULL at the end, or where the rest cannot be read: sights_error then. */
const struct sight *sights_next(struct sights *s);
void sights_close(struct sights *s);	/* NULL is fine */

const char *sights_error(const struct sights *s);	/* NULL: none */
/* The file ends within a record. */
bool sights_were_cut(const struct sights *s);
/* "agent", "rendezvous", ...; NULL: a capture. */
const char *sights_program(const struct sights *s);
/* A capture's frames, and those of no interest. */
void sights_frames(const struct sights *s, uint32_t *frames, uint32_t *skipped);
/* Octets read and in all (0: not known), for progress. */
void sights_progress(const struct sights *s, uint64_t *read, uint64_t *size);

#endif
