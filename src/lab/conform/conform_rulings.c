/* SPDX-License-Identifier: Apache-2.0 */
/* conform_rulings.c - what acts rule themselves, and the verdicts: the
 * monitors' on the recording, and the acts' beside them. */
#include "conform_private.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
conform_pass(struct conform *c, enum requirement_id r, uint32_t number)
{
	struct conform_ruling *g = &c->rulings[r];

	if (!g->passed)
		g->passed_by = number ? number : conform_last(c);
	g->passed = true;
}

void
conform_fail(struct conform *c, enum requirement_id r, uint32_t number,
	     const char *format, ...)
{
	struct conform_ruling *g = &c->rulings[r];
	va_list args;

	if (g->failed)
		return;
	g->failed = true;
	g->failed_by = number ? number : conform_last(c);
	va_start(args, format);
	vsnprintf(g->failure, sizeof(g->failure), format, args);
	va_end(args);
}

void
conform_unclear(struct conform *c, enum requirement_id r, const char *format,
		...)
{
	struct conform_ruling *g = &c->rulings[r];
	va_list args;

	if (g->unclear[0])
		return;
	va_start(args, format);
	vsnprintf(g->unclear, sizeof(g->unclear), format, args);
	va_end(args);
}

/* Verdicts --------------------------------------------------------------------- */

static void
point_at(const struct conform *c, struct judgement *g, uint32_t number)
{
	g->evidence_count = 0;
	if (!number || number > c->count)
		return;
	g->evidence[0].number = number;
	g->evidence[0].time_ns = c->records[number - 1].packet.time_ns;
	g->evidence_count = 1;
}

/* Why nothing is known of R; HEARD is what the monitor has to say. */
static void
explain(const struct conform *c, enum requirement_id r, const char *heard,
	struct judgement *g)
{
	const struct conform_ruling *own = &c->rulings[r];

	if (own->unclear[0])
		snprintf(g->why, sizeof(g->why), "%s", own->unclear);
	else if (heard[0])
		snprintf(g->why, sizeof(g->why), "%s", heard);
	else if (requirement_strength(r) == REQUIREMENT_MAY ||
		 requirement_strength(r) == REQUIREMENT_NOTE)
		snprintf(g->why, sizeof(g->why),
			 "nothing that could be violated");
	else if (!judge_knows(r))
		snprintf(g->why, sizeof(g->why),
			 "it cannot be seen from outside");
	else if (own->tested)
		snprintf(g->why, sizeof(g->why), "%s",
			 c->signalled ? "interrupted before it could be seen" :
			 "it was put to the test, and the peer's conduct "
			 "gave no occasion");
	else
		snprintf(g->why, sizeof(g->why),
			 "no act puts it to the test");
}

static void
rule(const struct conform *c, enum requirement_id r, const char *heard,
     struct judgement *g)
{
	const struct conform_ruling *own = &c->rulings[r];

	if (own->failed) {
		if (g->result != JUDGEMENT_FAIL) {
			g->result = JUDGEMENT_FAIL;
			snprintf(g->why, sizeof(g->why), "%s", own->failure);
			point_at(c, g, own->failed_by);
		}
		g->fails++;
		return;
	}
	if (own->passed) {
		if (g->result == JUDGEMENT_INCONCLUSIVE) {
			g->result = JUDGEMENT_PASS;
			g->why[0] = '\0';
			point_at(c, g, own->passed_by);
		}
		g->passes++;
	}
	if (g->result == JUDGEMENT_INCONCLUSIVE)
		explain(c, r, heard, g);
}

int
conform_judge(struct conform *c, struct verdicts *out)
{
	struct judge_setup setup = {
		.sides = c->role->peer,
		.keys = c->setup.keys.count ? &c->setup.keys : NULL,
		.live = true, .btmm = c->setup.btmm,
	};
	struct judge *j;
	size_t n;
	unsigned i;
	int r;

	setup.stall_count = heartbeat_stalls(c->heartbeat, &setup.stalls);
	r = judge_open(&setup, &j);
	if (r < 0)
		return r;
	for (n = 0; n < c->count; n++)
		judge_packet(j, &c->records[n].packet);
	judge_end(j, conform_wall_ns());
	memset(out, 0, sizeof(*out));
	verdicts_take(out, j, &setup);
	out->families = c->role->families;
	if (c->count)
		out->first_ns = c->records[0].packet.time_ns;
	for (i = 0; i < REQUIREMENT_COUNT; i++)
		if (verdicts_list(out, i))
			rule(c, i, judge_judgement(j, i)->why, &out->of[i]);
	judge_close(j);
	return 0;
}
