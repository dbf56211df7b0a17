/* SPDX-License-Identifier: Apache-2.0 */
/* match.h - which sights of several recordings are one message, and how their
 * clocks stand to each other.
 *
 * A message is known by its octets, without its TSIG (a trace has none). What
 * was sent in one recording and received in another, or seen passing in a
 * capture, is joined to one chain: sent, received, passing. Of equal octets
 * sent again, each is joined to what came nearest behind it. The clocks: as
 * much as the quickest messages of both directions took equally long.
 *
 * match_open reads all files once; 48 octets are kept for each message. */
#ifndef LAB_REPORT_MATCH_H
#define LAB_REPORT_MATCH_H

#include "lab/report/intern.h"
#include "lab/report/sight.h"

enum { MATCH_FILES_MAX = 8 };

/* One message as one file has it. */
struct mark {
	uint64_t hash;		/* of its octets; 0: of nothing that is joined */
	int64_t time_ns;	/* by the file's own clock */
	uint32_t number;
	uint32_t turn;
	uint32_t remote;	/* of a trace: the other end, in `ends` */
	uint32_t next;		/* 1 + index in next_file of the same message
				 * as another file has it; 0: no more */
	uint8_t next_file;
	uint8_t way;		/* enum sight_way */
	bool joined;		/* stands in another's chain, not first */
};

struct match_file {
	const char *path;
	char *name;		/* for people */
	char *program;		/* NULL: a capture */
	bool cut;
	uint32_t frames, skipped;
	struct mark *marks;
	uint32_t count, room;
	int64_t first_ns, last_ns;
	int64_t offset_ns;	/* to be added to its clock */
	bool aligned;		/* by messages seen at both ends */
	uint32_t shared;	/* messages that are in another file too */
	/* a trace's other ends */
	struct intern end_names;
	struct endpoint *ends;
	int *end_files;		/* whose recorder this is; -1: not known */
	uint32_t end_count, end_room;
};

struct match {
	unsigned count;
	struct match_file files[MATCH_FILES_MAX];
	int64_t zero_ns;	/* the first sight by the common clock */
};

/* 0, or -errno with a sentence. MATCH is the caller's, to be closed always. */
int match_open(struct match *m, unsigned count, char *const paths[],
	       char error[PACKET_ERROR_MAX]);
void match_close(struct match *m);
/* The common clock's us since the first sight. */
int64_t match_us(const struct match *m, unsigned file, uint64_t time_ns);
/* Whose recorder END is, as the trace FILE names its other ends; -1: nobody's
 * that is known. */
int match_end(const struct match *m, unsigned file, const struct endpoint *end);

#endif
