/* SPDX-License-Identifier: Apache-2.0 */
/* build.c - the page of one or more recordings: reads them side by side in the
 * order of the common clock, one item for each message whoever saw it. */
#include "lab/report/build.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lab/judge/verdicts.h"
#include "lab/progress.h"
#include "lab/report/describe.h"
#include "lab/report/lanes.h"
#include "lab/report/match.h"

/* A file on its way. */
struct reader {
	struct sights *sights;
	const struct sight *sight;	/* at hand; NULL: at the end */
	uint32_t mark;			/* of the next message */
	bool *sent;			/* by mark: its item was written */
};

struct build {
	struct match match;
	struct lanes lanes;
	struct sheet *sheet;
	struct describer *describer;
	struct reader readers[MATCH_FILES_MAX];
	struct build_result result;
};

static struct mark *
mark_of(struct build *b, unsigned file)
{
	return &b->match.files[file].marks[b->readers[file].mark];
}

static void
step(struct build *b, unsigned file)
{
	struct reader *r = &b->readers[file];

	if (r->sight && r->sight->kind == SIGHT_MESSAGE)
		r->mark++;
	r->sight = sights_next(r->sights);
	/* a file that grew meanwhile is read as far as it was known */
	if (r->sight && r->sight->kind == SIGHT_MESSAGE &&
	    r->mark >= b->match.files[file].count)
		r->sight = NULL;
}

/* Which file goes on: the earliest; a message that was received never before
 * the one who sent it. */
static int
earliest(struct build *b)
{
	int found = -1, waiting = -1;
	int64_t least = 0, least_waiting = 0, us;
	unsigned i;

	for (i = 0; i < b->match.count; i++) {
		const struct reader *r = &b->readers[i];

		if (!r->sight)
			continue;
		us = match_us(&b->match, i, r->sight->time_ns);
		if (r->sight->kind == SIGHT_MESSAGE && mark_of(b, i)->joined &&
		    !r->sent[r->mark]) {
			if (waiting < 0 || us < least_waiting) {
				waiting = (int)i;
				least_waiting = us;
			}
		} else if (found < 0 || us < least) {
			found = (int)i;
			least = us;
		}
	}
	return found >= 0 ? found : waiting;
}

/* Items --------------------------------------------------------------------------- */

static unsigned
role_of(const struct mark *m)
{
	return m->way == SIGHT_SENT ? 0 : m->way == SIGHT_RECEIVED ? 1 : 2;
}

static void
add_place(struct build *b, struct sheet_item *item, unsigned file,
	  const struct mark *m)
{
	if (item->place_count == SHEET_PLACES_MAX)
		return;
	item->places[item->place_count++] = (struct sheet_place){
		.role = role_of(m), .file = file, .number = m->number,
		.turn = m->turn,
		.time_us = match_us(&b->match, file, (uint64_t)m->time_ns),
	};
}

/* The recorder at the other end was there, and did not get it. */
static bool
is_lost(struct build *b, unsigned file, const struct sight *s,
	const struct sheet_item *item)
{
	const struct match_file *f;
	int64_t us = item->time_us;
	int other;
	unsigned i;

	if (s->way != SIGHT_SENT || s->lookup || !s->packet.length)
		return false;
	for (i = 0; i < item->place_count; i++)
		if (item->places[i].role == 1)
			return false;
	other = match_end(&b->match, file, &s->packet.to);
	if (other < 0)
		return false;
	f = &b->match.files[other];
	return us >= match_us(&b->match, (unsigned)other,
			      (uint64_t)f->first_ns) &&
		us <= match_us(&b->match, (unsigned)other,
			       (uint64_t)f->last_ns);
}

static void
put_message(struct build *b, unsigned file, struct sheet_item *item)
{
	struct mark *m = mark_of(b, file);
	unsigned at = file;

	for (;;) {
		add_place(b, item, at, m);
		if (!m->next)
			break;
		b->readers[m->next_file].sent[m->next - 1] = true;
		at = m->next_file;
		m = &b->match.files[at].marks[m->next - 1];
	}
}

static void
put_sight(struct build *b, unsigned file, const struct sight *s)
{
	struct sheet_item item = {
		.time_us = match_us(&b->match, file, s->time_ns),
	};

	if (s->kind == SIGHT_ROWS) {
		sheet_rows(b->sheet, file, s->turn, item.time_us, s->rows,
			   s->row_count);
		return;
	}
	if (s->kind == SIGHT_MESSAGE && mark_of(b, file)->joined)
		return;		/* stands where it was sent */
	describe(b->describer, s, &item);
	lanes_place(&b->lanes, &b->match, file, s, &item);
	if (s->kind == SIGHT_MESSAGE) {
		put_message(b, file, &item);
		if (s->way == SIGHT_PASSING)
			item.places[0].turn = s->turn;
		if (is_lost(b, file, s, &item))
			item.flags |= SHEET_LOST;
	} else {
		item.place_count = 1;
		item.places[0] = (struct sheet_place){
			.role = s->way == SIGHT_PASSING ? 2 : 1, .file = file,
			.number = s->number, .turn = s->turn,
			.time_us = item.time_us,
		};
	}
	sheet_item(b->sheet, &item);
}

/* Files --------------------------------------------------------------------------- */

static void
name_file(struct build *b, unsigned i)
{
	const struct match_file *f = &b->match.files[i];
	char kind[100], clock[200];
	struct sheet_file file = {
		.name = f->name, .kind = kind, .clock = clock, .cut = f->cut,
		.frames = f->frames, .skipped = f->skipped,
	};

	if (f->program)
		snprintf(kind, sizeof(kind), "trace of %.80s", f->program);
	else
		snprintf(kind, sizeof(kind), "capture");
	if (b->match.count == 1)
		clock[0] = '\0';
	else if (f->aligned)
		snprintf(clock, sizeof(clock), "clock aligned by messages that "
			 "another file has too (%" PRIu32 ")%s", f->shared,
			 i ? "" : "; the others follow it");
	else if (i == 0)
		snprintf(clock, sizeof(clock),
			 "no message is in another file too");
	else if (f->offset_ns)
		snprintf(clock, sizeof(clock), "no message is in another file "
			 "too: taken to begin together");
	else
		snprintf(clock, sizeof(clock), "no message is in another file "
			 "too: taken to have the same clock");
	sheet_file(b->sheet, &file);
}

static int
open_readers(struct build *b, char error[PACKET_ERROR_MAX])
{
	unsigned i;
	int r;

	for (i = 0; i < b->match.count; i++) {
		r = sights_open(b->match.files[i].path, true,
				&b->readers[i].sights, error);
		if (r < 0)
			return r;
		b->readers[i].sent = calloc(b->match.files[i].count + 1,
					    sizeof(bool));
		if (!b->readers[i].sent)
			abort();
		step(b, i);
		name_file(b, i);
	}
	return 0;
}

/* Verdicts ------------------------------------------------------------------------ */

static void
put_verdicts(struct build *b, unsigned file, const struct verdicts *v)
{
	int64_t times_us[JUDGE_PACKETS_MAX];
	const struct judgement *j;
	unsigned i, n;

	sheet_tolerance(b->sheet, v->tolerance);
	for (i = 0; i < REQUIREMENT_COUNT; i++) {
		j = &v->of[i];
		if (!verdicts_list(v, i))
			continue;
		for (n = 0; n < j->evidence_count; n++)
			times_us[n] = match_us(&b->match, file,
					       j->evidence[n].time_ns);
		sheet_verdict(b->sheet, file, i, j, times_us);
		b->result.failed += j->result == JUDGEMENT_FAIL;
		b->result.passed += j->result == JUDGEMENT_PASS;
	}
}

/* What `judge` finds in FILE; nothing if it has none of what is judged. */
static int
judge_file(struct build *b, unsigned file, const struct build_setup *setup,
	   char error[PACKET_ERROR_MAX])
{
	static struct verdicts v;
	struct packet_source *s;
	struct judge *j = NULL;
	struct progress progress;
	struct packet p;
	int r = packets_open(b->match.files[file].path, &s, error);

	if (r < 0)
		return r;
	r = judge_open(setup->judge, &j);
	progress_begin(&progress, "judging");
	while (r == 0 && packets_next(s, &p) > 0) {
		progress_at(&progress, packets_read(s), packets_size(s),
			    "octets");
		judge_packet(j, &p);
	}
	progress_end(&progress);
	if (r == 0) {
		judge_end(j, packets_last_ns(s));
		memset(&v, 0, sizeof(v));
		v.musts_only = setup->musts_only;
		verdicts_take(&v, j, setup->judge);
		if (judge_concerned(j))
			put_verdicts(b, file, &v);
	} else {
		snprintf(error, PACKET_ERROR_MAX, "%.300s: %s",
			 b->match.files[file].path, strerror(-r));
	}
	judge_close(j);
	packets_close(s);
	return r;
}

/* Milliseconds since 1970 at time 0, if a capture tells. */
static uint64_t
epoch_of(const struct match *m)
{
	unsigned i;

	for (i = 0; i < m->count; i++)
		if (!m->files[i].program &&
		    m->zero_ns > m->files[i].offset_ns)
			return (uint64_t)(m->zero_ns - m->files[i].offset_ns) /
				1000000;
	return 0;
}

static int
write_page(struct build *b, const struct build_setup *setup,
	   char error[PACKET_ERROR_MAX])
{
	struct sheet_setup sheet = {
		.path = setup->path, .title = setup->title,
		.epoch_ms = epoch_of(&b->match),
	};
	int r = sheet_open(&sheet, &b->sheet), file;
	struct progress progress;
	unsigned i;

	if (r < 0) {
		snprintf(error, PACKET_ERROR_MAX, "%.300s: cannot be written: "
			 "%s", setup->path, strerror(-r));
		return r;
	}
	r = open_readers(b, error);
	if (r < 0)
		return r;
	progress_begin(&progress, "drawing");
	while ((file = earliest(b)) >= 0) {
		progress_at(&progress, sheet_items(b->sheet), 0, "messages");
		put_sight(b, (unsigned)file, b->readers[file].sight);
		step(b, (unsigned)file);
	}
	progress_end(&progress);
	for (i = 0; r == 0 && i < b->match.count; i++)
		r = judge_file(b, i, setup, error);
	return r;
}

/* A recording ends within a record where its program was killed; nobody knows
 * what a capture's end has lost. */
static int
cut_capture(const struct match *m)
{
	unsigned i;

	for (i = 0; i < m->count; i++)
		if (m->files[i].cut && !m->files[i].program)
			return (int)i;
	return -1;
}

int
build_page(const struct build_setup *setup, struct build_result *out,
	   char error[PACKET_ERROR_MAX])
{
	struct build *b = calloc(1, sizeof(*b));
	unsigned i;
	int r;

	if (!b)
		abort();
	b->describer = describe_open();
	r = match_open(&b->match, setup->count, setup->files, error);
	lanes_open(&b->lanes, r < 0 ? NULL : &b->match);
	if (r == 0)
		r = write_page(b, setup, error);
	if (r == 0) {
		b->result.items = sheet_items(b->sheet);
		b->result.cut = cut_capture(&b->match);
		*out = b->result;
		r = sheet_close(b->sheet, b->lanes.list,
				lanes_count(&b->lanes));
		if (r < 0)
			snprintf(error, PACKET_ERROR_MAX, "%.300s: cannot be "
				 "written: %s", setup->path, strerror(-r));
	} else {
		sheet_abandon(b->sheet);
	}
	for (i = 0; i < b->match.count; i++) {
		sights_close(b->readers[i].sights);
		free(b->readers[i].sent);
	}
	match_close(&b->match);
	lanes_close(&b->lanes);
	describe_close(b->describer);
	free(b);
	return r;
}
