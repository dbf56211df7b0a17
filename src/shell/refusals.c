/* SPDX-License-Identifier: Apache-2.0 */
#include "refusals.h"

#include <stdio.h>

#include "address.h"

static const char *const reasons[VERDICT_COUNT] = {
	[VERDICT_BADKEY] = "its key or algorithm is not known here (BADKEY)",
	[VERDICT_BADSIG] = "its signature is wrong: another secret, or it was "
		"changed on its way (BADSIG)",
	[VERDICT_BADTIME] = "its time is off or older than its last one: "
		"compare the clocks (BADTIME)",
	[VERDICT_BADTRUNC] = "its signature is cut shorter than its key allows "
		"(BADTRUNC)",
	[VERDICT_FORMERR] = "it or its signature cannot be read (FORMERR)",
};

bool
refusals_note(struct refusals *r, enum verdict verdict,
	      const struct endpoint *source, uint64_t now_ms,
	      char text[REFUSALS_TEXT_MAX])
{
	char from[ENDPOINT_TEXT_MAX], more[56] = "";

	if (!reasons[verdict])
		return false;
	if (r->kinds[verdict].told &&
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
	snprintf(text, REFUSALS_TEXT_MAX, "A request from %s is refused: %s%s",
		 endpoint_text(source, from), reasons[verdict], more);
	return true;
}
