/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_gateway_talk.h - a conversation with a NAT-PMP gateway in which all is
 * well: every kind of request, and a reboot with its announcements. */
#ifndef NATPMP_GATEWAY_TALK_H
#define NATPMP_GATEWAY_TALK_H

#include "natpmp_talk.h"

#define UDP NATPMP_OPCODE_MAP_UDP
#define TCP NATPMP_OPCODE_MAP_TCP

enum { LIFE = 7200, REBOOT = 200000, END = 360000 };
/* Where things stand in an answer: their last octet. */
enum { VERSION, OPCODE, RESULT = 3, EPOCH = 7, INTERNAL = 9, EXTERNAL = 11,
       LASTS = 15 };

#define ONLY(...) \
	talk_only_fail(JUDGE_GATEWAY, __VA_ARGS__, REQUIREMENT_COUNT)

/* The conversation, judged and kept. */
void talk_good(void);
/* The address is asked for and told: LABEL, LABEL.yes. */
void talk_query(const char *label, uint64_t ms);
/* Sent twice more, and ANSWER never comes. */
void talk_unanswered(const char *label, const char *answer);
/* Two octets of what was said, the second at AT. */
void talk_put(const char *label, unsigned at, unsigned value);

#endif
