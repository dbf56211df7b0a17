/* SPDX-License-Identifier: Apache-2.0 */
/* mapping.h - one port opened at the gateway: wanted, held, renewed, lost.
 *
 * mapping_init once. The owner sets wanted_port and suggested_port and steps
 * what mapping_classify_want names; the gateway's answer is put into `answer`
 * and `server` before the step that mapping_classify names. nat.h does this.
 *
 * Source: RFC 6886 3.3 to 3.5, RFC 6281 4.2. */
#ifndef AUTOTUNNEL_MAPPING_H
#define AUTOTUNNEL_MAPPING_H

#include "autotunnel/natpmp.h"
#include "autotunnel/turn.h"
#include "core/mapping_chart.h"

enum { MAPPINGS_MAX = 4 };

/* The value is the slot. */
enum mapping_report {
	MAPPING_REPORT_ASK,	/* wants a mapping request sent */
	MAPPING_REPORT_RENEW,	/* the same, and all we know is in doubt */
	MAPPING_REPORT_DELETE,	/* wants a deletion sent, earlier ones dropped */
	MAPPING_REPORT_HELD,	/* mapped, or at another port than before */
	MAPPING_REPORT_LAPSED,	/* no longer held */
	MAPPING_REPORT_REFUSED,	/* will be asked for again */
	MAPPING_REPORT_DELETED	/* no longer wanted, and nothing is left to do */
};

struct mapping {
	struct mapping_machine machine;
	/* identity */
	const char *name;	/* "tunnel" */
	uint8_t slot;
	uint8_t opcode;		/* NATPMP_OPCODE_MAP_UDP or _TCP */
	uint32_t asked_s;	/* lifetime to ask for */
	uint16_t wanted_port;	/* the owner's local port */
	uint16_t suggested_port;	/* and what it would like outside; 0 any */
	/* wire */
	uint16_t internal_port;	/* asked for or held */
	uint16_t external_port;	/* held last, or to be asked for */
	struct natpmp_message answer;	/* being handled */
	struct endpoint server;	/* whose answer it is, with port */
	struct endpoint ours;	/* our address that asked for it */
	struct endpoint holder;	/* who granted last; family 0: told to delete */
	struct endpoint granted_to;	/* our address of then */
	/* statistics */
	uint64_t grants, refusals;
};

/* LIFETIME_S 0: as the spec has it. */
void mapping_init(struct mapping *m, unsigned slot, const char *name,
		  enum natpmp_opcode opcode, uint32_t lifetime_s);
/* What it means that the owner wants local port PORT. */
enum mapping_event mapping_classify_want(const struct mapping *m,
					 uint16_t port);
/* What the answer to our mapping request means. */
enum mapping_event mapping_classify(const struct mapping *m,
				    const struct natpmp_message *answer);
/* The request that makes or renews it. */
struct natpmp_message mapping_request(const struct mapping *m);
/* The one that deletes it, to be sent: who granted it is told no second time if
 * it is left then. */
struct natpmp_message mapping_deletion(struct mapping *m);

#endif
