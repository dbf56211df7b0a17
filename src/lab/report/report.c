/* SPDX-License-Identifier: Apache-2.0 */
/* report.c - see report.h. */
#include "lab/report/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/report/describe.h"
#include "lab/report/lanes.h"
#include "lab/report/sheet.h"
#include "lab/report/watch.h"

struct report_page {
	struct sheet *sheet;
	struct lanes lanes;
	struct describer *describer;
	bool wall_clock;
	bool begun;		/* zero_ns is known */
	uint64_t zero_ns;
	struct watch *watch;
	uint32_t turns;
};

int
report_begin(const struct report_setup *setup, struct report_page **out)
{
	const struct sheet_setup sheet = {
		.path = setup->path, .title = setup->title,
		.note = setup->note,
	};
	const struct sheet_file file = {
		.name = "live", .kind = "what was sent and received",
		.clock = "",
	};
	struct report_page *r = calloc(1, sizeof(*r));
	int status;

	if (!r)
		return -ENOMEM;
	status = sheet_open(&sheet, &r->sheet);
	if (status < 0) {
		free(r);
		return status;
	}
	r->wall_clock = setup->wall_clock;
	r->describer = describe_open();
	lanes_open(&r->lanes, NULL);
	r->watch = watch_open();
	sheet_file(r->sheet, &file);
	*out = r;
	return 0;
}

void
report_side(struct report_page *r, const struct endpoint *address, const char *name)
{
	lanes_name(&r->lanes, address, name);
}

static int64_t
us_of(const struct report_page *r, uint64_t time_ns)
{
	return ((int64_t)time_ns - (int64_t)r->zero_ns) / 1000;
}

/* S as an item, and the rows that it brings. */
static void
put(struct report_page *r, const struct sight *s)
{
	struct sheet_item item = { .place_count = 1 };

	item.time_us = us_of(r, s->time_ns);
	item.places[0] = (struct sheet_place){
		.role = 2, .number = s->number, .turn = s->turn,
		.time_us = item.time_us,
	};
	describe(r->describer, s, &item);
	lanes_place(&r->lanes, NULL, 0, s, &item);
	sheet_item(r->sheet, &item);
	if (s->row_count)
		sheet_rows(r->sheet, 0, s->turn, item.time_us, s->rows,
			   s->row_count);
}

void
report_packet(struct report_page *r, const struct packet *p)
{
	struct sight s = {
		.kind = SIGHT_NOTE, .way = SIGHT_PASSING, .number = p->number,
	};

	if (!r->begun) {
		r->begun = true;
		r->zero_ns = p->time_ns;
		if (r->wall_clock)
			sheet_epoch(r->sheet, p->time_ns / 1000000);
	}
	while ((s.row_count = watch_time(r->watch, p->time_ns, &s.time_ns,
					 &s.packet.from, &s.rows))) {
		s.turn = ++r->turns;
		put(r, &s);
	}
	s.kind = SIGHT_MESSAGE;
	s.time_ns = p->time_ns;
	s.packet = *p;
	s.row_count = watch_packet(r->watch, p, &s.rows);
	s.turn = s.row_count ? ++r->turns : 0;
	put(r, &s);
}

void
report_verdict(struct report_page *r, enum requirement_id id,
	       const struct judgement *j)
{
	int64_t times_us[JUDGE_PACKETS_MAX];
	unsigned i;

	for (i = 0; i < j->evidence_count; i++)
		times_us[i] = us_of(r, j->evidence[i].time_ns);
	sheet_verdict(r->sheet, 0, id, j, times_us);
}

void
report_tolerance(struct report_page *r, const char *sentence)
{
	sheet_tolerance(r->sheet, sentence);
}

static void
close_all(struct report_page *r)
{
	lanes_close(&r->lanes);
	describe_close(r->describer);
	watch_close(r->watch);
	free(r);
}

int
report_end(struct report_page *r)
{
	int status = sheet_close(r->sheet, r->lanes.list,
				 lanes_count(&r->lanes));

	close_all(r);
	return status;
}

void
report_abandon(struct report_page *r)
{
	if (!r)
		return;
	sheet_abandon(r->sheet);
	close_all(r);
}
