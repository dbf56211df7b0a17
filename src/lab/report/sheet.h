/* SPDX-License-Identifier: Apache-2.0 */
/* sheet.h - writes the page itself: markup, style and script as page/ has
 * them, and between these the data, in blocks of BLOCK_ITEMS.
 *
 * sheet_open; sheet_file for each recording; then, in the order in which the
 * page shows them, sheet_item, with sheet_rows anywhere between; sheet_verdict;
 * sheet_close, which puts the page in its place. All is held for one block
 * only, but for the names of machines, rows and lanes.
 *
 * The format of the data, which page/data.js reads (numbers as pack.h has
 * them, each block's three parts compressed by zlib, in base64):
 *   items	row after row, a number that says what:
 *		0 rows: file, turn (signed, from the file's one before, of rows
 *		  or places), time (signed, from the rows before), count, and
 *		  count times rule, machine
 *		1 item: time (signed, us from the item before), class, flags,
 *		  lane from, lane to, then count of places, each: role (0 sent,
 *		  1 received, 2 passing), file, number and turn (signed, from
 *		  the file's one before), time (signed, us from the item's)
 *	lines	count of texts, the texts, then for each item its text's number
 *	details	for each item: from, to, facts, decoded (texts), octets (blob)
 * What remains (names, rules, requirements, verdicts, and sums of the items) is
 * JSON. The order is JSON, the first block's items and lines, script, items,
 * lines, details: so the drawing begins with the first block, which is a small
 * one and not compressed, long before all is there. */
#ifndef LAB_REPORT_SHEET_H
#define LAB_REPORT_SHEET_H

#include "lab/judge/judge.h"
#include "shell/trace.h"

enum sheet_class {	/* page/data.js has the same */
	CLASS_OTHER, CLASS_LLQ, CLASS_UPDATE, CLASS_QUERY, CLASS_TRANSFER,
	CLASS_NOTIFY, CLASS_NATPMP, CLASS_PCP, CLASS_UNREACHABLE, CLASS_STREAM,
	CLASS_LOOKUP,
	CLASS_WORLD,		/* start, network, tunnel, owner's command */
	CLASS_TIMER,
	CLASS_TOLD,		/* what the owner was told */
	CLASS_OWN,		/* sockets, saving, addresses */
	CLASS_COUNT
};

enum sheet_flag {
	SHEET_LOST = 1,		/* sent, and not received where it should */
	SHEET_CUT = 2,		/* the capture has less than was sent */
	SHEET_TCP = 4,
	SHEET_REPLY = 8,
	SHEET_ERROR = 16	/* it says that something went wrong */
};

enum { SHEET_PLACES_MAX = 4 };

/* Where an item was recorded. */
struct sheet_place {
	unsigned role;		/* 0 sent, 1 received, 2 passing */
	unsigned file;
	uint32_t number;
	uint32_t turn;
	int64_t time_us;	/* by the common clock */
};

struct sheet_item {
	int64_t time_us;
	enum sheet_class class;
	unsigned flags;		/* enum sheet_flag */
	uint32_t from, to;	/* lanes; the same of a note */
	unsigned place_count;
	struct sheet_place places[SHEET_PLACES_MAX];
	const char *line;	/* what it is, in one line */
	const char *from_text, *to_text;	/* its ends */
	const char *facts;	/* lines: TSIG, transport, ... */
	const char *text;	/* decoded, in lines */
	const uint8_t *octets;
	size_t length;
};

struct sheet_file {
	const char *name;
	const char *kind;	/* "trace of agent", "capture" */
	const char *clock;	/* how its clock stands to the first one's */
	bool cut;
	uint32_t frames, skipped;	/* of a capture */
};

struct sheet_lane {
	const char *name;
	const char *what;
	int file;		/* whose recorder this is, or -1 */
};

struct sheet_setup {
	const char *path;
	const char *title;
	const char *note;	/* or NULL */
	/* Milliseconds since 1970 at time 0, or 0: not known */
	uint64_t epoch_ms;
};

struct sheet;

int sheet_open(const struct sheet_setup *setup, struct sheet **out);
/* Returns its number. */
unsigned sheet_file(struct sheet *s, const struct sheet_file *f);
/* The rows that fired in a turn of FILE. */
void sheet_rows(struct sheet *s, unsigned file, uint32_t turn, int64_t time_us,
		const struct trace_row *rows, unsigned count);
void sheet_item(struct sheet *s, const struct sheet_item *item);
/* TIMES_US of J's evidence are by the common clock. */
void sheet_verdict(struct sheet *s, unsigned file, enum requirement_id id,
		   const struct judgement *j,
		   const int64_t times_us[JUDGE_PACKETS_MAX]);
uint64_t sheet_items(const struct sheet *s);
/* How exactly times were judged. */
void sheet_tolerance(struct sheet *s, const char *sentence);
/* Time 0 is known now. */
void sheet_epoch(struct sheet *s, uint64_t epoch_ms);
/* 0, or -errno: then no page is left. S is gone in any case. */
int sheet_close(struct sheet *s, const struct sheet_lane *lanes,
		unsigned lane_count);
void sheet_abandon(struct sheet *s);	/* NULL is fine */

#endif
