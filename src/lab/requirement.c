/* SPDX-License-Identifier: Apache-2.0 */
/* requirement.c - looks requirements up; gen/lab/requirements.c has them. */
#include "lab/requirement.h"

#include <string.h>
#include <strings.h>

int
requirement_find(const char *id)
{
	int i;

	for (i = 0; i < REQUIREMENT_COUNT; i++)
		if (!strcasecmp(requirements[i].id, id))
			return i;
	return -1;
}

enum requirement_role
requirement_role(enum requirement_id r)
{
	switch (strchr(requirements[r].id, '-')[1]) {
	case 'C':
		return REQUIREMENT_CLIENT;
	case 'S':
	case 'F':
		return REQUIREMENT_SERVER;
	case 'G':
		return REQUIREMENT_GATEWAY;
	}
	return REQUIREMENT_BOTH;
}

enum requirement_strength
requirement_strength(enum requirement_id r)
{
	static const struct {
		const char *begins;
		enum requirement_strength strength;
	} levels[] = {
		{ "must", REQUIREMENT_MUST }, { "required", REQUIREMENT_MUST },
		{ "implied", REQUIREMENT_MUST }, { "def", REQUIREMENT_MUST },
		{ "should", REQUIREMENT_SHOULD },
		{ "recommended", REQUIREMENT_SHOULD },
		{ "not recommended", REQUIREMENT_SHOULD },
		{ "may", REQUIREMENT_MAY },
	};
	unsigned i;

	for (i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (!strncasecmp(requirements[r].level, levels[i].begins,
				 strlen(levels[i].begins)))
			return levels[i].strength;
	return REQUIREMENT_NOTE;
}
