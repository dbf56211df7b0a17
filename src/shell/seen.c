/* SPDX-License-Identifier: Apache-2.0 */
#include "seen.h"

#include <string.h>

/* MAC's place: where it is, or the one longest known of its set. A MAC's octets
 * are as good as random: they need no hash. */
static struct seen_update *
place(struct seen *s, const struct mac *mac, bool *found)
{
	unsigned i, at = (mac->octets[0] << 8 | mac->octets[1]) % SEEN_SETS;
	struct seen_update *set = s->updates[at], *oldest = set;

	*found = true;
	for (i = 0; i < SEEN_WAYS; i++) {
		if (set[i].used &&
		    !memcmp(set[i].mac, mac->octets, SEEN_OCTETS))
			return &set[i];
		if (oldest->used &&
		    (!set[i].used || set[i].at_ms < oldest->at_ms))
			oldest = &set[i];
	}
	*found = false;
	return oldest;
}

static void
remember(struct seen_update *u, const struct mac *mac, uint64_t now_ms)
{
	*u = (struct seen_update){ .used = true, .at_ms = now_ms };
	memcpy(u->mac, mac->octets, SEEN_OCTETS);
}

void
seen_ours(struct seen *s, const struct mac *mac, uint64_t now_ms)
{
	bool found;
	struct seen_update *u = place(s, mac, &found);

	remember(u, mac, now_ms);
	u->ours = true;
}

bool
seen_before(struct seen *s, const struct mac *mac,
	    const struct endpoint *source, uint64_t now_ms)
{
	bool found;
	struct seen_update *u = place(s, mac, &found);

	if (found)
		return u->ours || !endpoint_equal(&u->source, source) ||
			now_ms - u->at_ms > SEEN_REPEATS_MS;
	remember(u, mac, now_ms);
	u->source = *source;
	return false;
}
