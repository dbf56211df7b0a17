/* SPDX-License-Identifier: Apache-2.0 */
#include "refusals.h"

#include <stdio.h>
#include <string.h>

#include "address.h"
#include "clock.h"

static const char *const reasons[VERDICT_COUNT] = {
	[VERDICT_BADKEY] = "its key or algorithm is not known here (BADKEY)",
	[VERDICT_BADSIG] = "its signature is wrong: another secret, or it was "
		"changed on its way (BADSIG)",
	[VERDICT_BADTIME] = "it is older than its sender's last one (BADTIME)",
	[VERDICT_BADTRUNC] = "its signature is cut shorter than its key allows "
		"(BADTRUNC)",
	[VERDICT_FORMERR] = "it or its signature cannot be read (FORMERR)",
};

/* No line about SOURCE's clock was written in the last minute, and there is
 * room to remember that one is now. */
static bool
is_new_clock(struct refusals *r, const struct endpoint *source,
	     uint64_t now_ms)
{
	unsigned i, place = REFUSALS_CLOCKS_MAX;

	for (i = 0; i < REFUSALS_CLOCKS_MAX; i++) {
		bool old = !r->clocks[i].source.family ||
			now_ms - r->clocks[i].told_ms >= REFUSALS_PAUSE_MS;

		if (old)
			place = i;
		else if (!memcmp(r->clocks[i].source.address, source->address,
				 sizeof(source->address)))
			return false;
	}
	if (place == REFUSALS_CLOCKS_MAX)
		return false;
	r->clocks[place].source = *source;
	r->clocks[place].told_ms = now_ms;
	return true;
}

bool
refusals_note(struct refusals *r, const struct edge_judgement *j,
	      const struct endpoint *source, uint64_t now_ms, uint64_t now_s,
	      char text[REFUSALS_TEXT_MAX])
{
	char from[ENDPOINT_TEXT_MAX], more[56] = "";
	char clocks[CLOCK_TEXT_MAX + 12];
	enum verdict verdict = j->verdict;
	const char *reason = reasons[verdict];

	if (!reason || (!j->answer_length && !j->their_time_s))
		return false;
	if (!(j->their_time_s && is_new_clock(r, source, now_ms)) &&
	    r->kinds[verdict].told &&
	    now_ms - r->kinds[verdict].told_ms < REFUSALS_PAUSE_MS) {
		r->kinds[verdict].since++;
		return false;
	}
	if (r->kinds[verdict].since)
		snprintf(more, sizeof(more), "; %llu more since the last line",
			 (unsigned long long)r->kinds[verdict].since);
	r->kinds[verdict].told = true;
	r->kinds[verdict].told_ms = now_ms;
	r->kinds[verdict].since = 0;
	if (j->their_time_s) {
		clock_difference_text(j->their_time_s, now_s, clocks);
		strcat(clocks, " (BADTIME)");
		reason = clocks;
	}
	snprintf(text, REFUSALS_TEXT_MAX, "%s %s is refused: %s%s",
		 j->answer_length ? "A request from" : "What came from",
		 endpoint_text(source, from), reason, more);
	return true;
}
