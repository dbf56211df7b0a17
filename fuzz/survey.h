/* SPDX-License-Identifier: Apache-2.0 */
/* survey.h - what is unusual about a DNS message, found by a walk of its own
 * that shares nothing with dns_read.c: it goes on past whatever it can.
 * Implementations differ in what they refuse of this, and must not in any
 * other message. Sources: RFC 1035 4.1, 2136 2, 6891 6.1, 8945 5.1. */
#ifndef FUZZ_SURVEY_H
#define FUZZ_SURVEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum feature {
	CUT,			/* ends within a name or a record */
	TRAILING,		/* goes on behind the last record */
	LABEL_TYPE,		/* a label of type 01 or 10 */
	NAME_LONG,		/* more than 255 octets */
	POINTER_FORWARD,	/* to itself, or beyond where it stands */
	POINTER_WITHIN,		/* into what the chase has come through */
	POINTER_HEADER,		/* to within the first 12 octets */
	POINTER_MANY,		/* a name that takes more than 127 of them */
	POINTER_QUESTION,	/* in a question's name */
	QUESTIONS,		/* more than one */
	RDATA_NAMES,		/* of NS CNAME PTR SOA SRV: RDLENGTH is less than
				 * what is in it takes */
	RDATA_LEFT,		/* the same: it is more */
	RDATA_SHRINKS,		/* the same: a pointer is longer than the name that
				 * it stands for, the root */
	RDATA_EMPTY,		/* the same: no RDATA at all, class IN */
	RDATA_CLASS,		/* the same: another class than IN */
	RDATA_SIZE,		/* of A AAAA TXT: not of their form */
	RDATA_OTHER,		/* of a type that we do not look into */
	OPT_PLACE,		/* not in the additional section */
	OPT_TWICE,
	OPT_OWNER,		/* not the root */
	OPT_OPTIONS,		/* lengths lie */
	TSIG_HERE,
	TSIG_TWICE,
	TSIG_PLACE,		/* not the last of the additional section */
	TSIG_RDATA,		/* its lengths lie */
	FEATURES
};

/* Bits of enum feature. */
uint32_t survey(const uint8_t *octets, size_t length);

/* ldns goes on behind the last field that it has read, not where RDLENGTH says
 * that the next record begins, and leaves out the last record if a TSIG stands
 * before it. With these FOUND it may read something else. */
static inline bool
survey_astray(uint32_t found)
{
	return found & (UINT32_C(1) << RDATA_NAMES |
			UINT32_C(1) << RDATA_LEFT |
			UINT32_C(1) << RDATA_SIZE |
			UINT32_C(1) << RDATA_OTHER |
			UINT32_C(1) << TSIG_PLACE |
			UINT32_C(1) << TSIG_RDATA);
}

#endif
