/* SPDX-License-Identifier: Apache-2.0 */
/* judge_options.c - see judge_options.h. */
#include "lab/judge_options.h"

#include <stdio.h>
#include <string.h>

bool
judge_take_role(const char *command, const char *text, struct judge_setup *s)
{
	static const struct {
		const char *name;
		unsigned sides;
	} roles[] = {
		{ "client", JUDGE_CLIENT }, { "server", JUDGE_SERVER },
		{ "gateway", JUDGE_GATEWAY }, { "both", JUDGE_ALL },
	};
	unsigned i;

	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (!strcmp(text, roles[i].name)) {
			s->sides = roles[i].sides;
			return true;
		}
	fprintf(stderr, "autotunnel-lab %s: --role is client, server, "
		"gateway or both, not '%s'\n", command, text);
	return false;
}

bool
judge_take_profile(const char *command, const char *text,
		   struct judge_setup *s)
{
	s->btmm = !strcmp(text, "btmm");
	if (!s->btmm)
		fprintf(stderr, "autotunnel-lab %s: --profile is btmm, not "
			"'%s'\n", command, text);
	return s->btmm;
}

bool
judge_take_tolerance(const char *command, const char *text,
		     struct judge_setup *s)
{
	unsigned v[4];
	int end = 0;

	if (sscanf(text, "%5u,%3u,%5u,%3u%n", &v[0], &v[1], &v[2], &v[3],
		   &end) != 4 || text[end] || v[1] > 99 || v[3] > 400) {
		fprintf(stderr, "autotunnel-lab %s: --tolerance is four "
			"numbers like %u,%u,%u,%u, not '%s'\n",
			command, JUDGE_EARLY_MS,
			JUDGE_EARLY_PERCENT, JUDGE_LATE_MS, JUDGE_LATE_PERCENT,
			text);
		return false;
	}
	s->exact = true;
	s->early_ms = v[0];
	s->early_percent = v[1];
	s->late_ms = v[2];
	s->late_percent = v[3];
	return true;
}
