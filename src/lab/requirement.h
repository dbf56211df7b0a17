/* SPDX-License-Identifier: Apache-2.0 */
/* requirement.h - the numbered requirements of the RFCs, as specs/NAME.req have
 * them. Constant data; requirements[REQ_LLQ_S_40].id is "LLQ-S-40". */
#ifndef LAB_REQUIREMENT_H
#define LAB_REQUIREMENT_H

#include "lab/requirements.h"

#include <stdbool.h>

struct requirement {
	const char *id;		/* "LLQ-S-40" */
	const char *level;	/* "MUST", "must (lc)", "SHOULD NOT", "DEF", ... */
	unsigned rfc;		/* 8764 */
	const char *section;	/* "§6", "§3.1, 9" */
	const char *text;	/* our wording of it */
};

/* Whom a requirement binds: the letter in its ID. */
enum requirement_role {
	REQUIREMENT_BOTH,	/* B */
	REQUIREMENT_CLIENT,	/* C */
	REQUIREMENT_SERVER,	/* S, and F: a forwarding server */
	REQUIREMENT_GATEWAY	/* G */
};

/* How much it binds. Only MUST and SHOULD can be violated. */
enum requirement_strength {
	REQUIREMENT_MUST,	/* MUST, MUST NOT, REQUIRED, must (lc), implied,
				 * and DEF: a wire format holds or does not */
	REQUIREMENT_SHOULD,	/* SHOULD, SHOULD NOT, RECOMMENDED, NOT
				 * RECOMMENDED, and these in lower case */
	REQUIREMENT_MAY,
	REQUIREMENT_NOTE
};

extern const struct requirement requirements[REQUIREMENT_COUNT];

/* The index of the requirement ID ("LLQ-S-40"), or -1. */
int requirement_find(const char *id);
enum requirement_role requirement_role(enum requirement_id r);
enum requirement_strength requirement_strength(enum requirement_id r);

#endif
