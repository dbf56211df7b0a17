/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_request.h - one request to the gateway, sent until it is answered.
 *
 * natpmp_request_init once. To ask: natpmp_request_prepare, then step with
 * NATPMP_REQUEST_EV_ASKED, or _ASKED_BRIEFLY for a deletion. A datagram of
 * the gateway goes through natpmp_request_classify first; what is no answer to
 * the request is for gateway.h. nat.h does all this.
 *
 * Source: RFC 6886 3.1, RFC 6281 4.2. */
#ifndef AUTOTUNNEL_NATPMP_REQUEST_H
#define AUTOTUNNEL_NATPMP_REQUEST_H

#include "autotunnel/natpmp.h"
#include "autotunnel/turn.h"
#include "core/natpmp_request_chart.h"

enum natpmp_request_report {
	NATPMP_REQUEST_REPORT_ANSWER,		/* by any result code */
	NATPMP_REQUEST_REPORT_SILENCE,		/* there is no NAT-PMP */
	NATPMP_REQUEST_REPORT_UNANSWERED	/* a deletion, given up */
};

struct natpmp_request {
	struct natpmp_request_machine machine;
	/* identity: what is asked and whom; no length, nothing is asked */
	struct natpmp_message asked;
	uint8_t octets[NATPMP_REQUEST_MAX];
	uint8_t length;
	struct endpoint to;
	struct endpoint from;	/* ours: the gateway maps to who asks */
	/* statistics */
	uint64_t sends;
};

void natpmp_request_init(struct natpmp_request *m);
/* What the next _ASKED sends; TO is the gateway with its port, FROM our address
 * that is asked for. */
void natpmp_request_prepare(struct natpmp_request *m,
			    const struct natpmp_message *asked,
			    const struct endpoint *to,
			    const struct endpoint *from);
/* True if REPLY, from SOURCE, answers what is asked; *EV says how. A reply
 * identifies its request by opcode and internal port, there being no
 * transaction id; a late answer to a deletion is none to a mapping request
 * for the same port, nor the other way round. */
bool natpmp_request_classify(const struct natpmp_request *m,
			     const struct natpmp_message *reply,
			     const struct endpoint *source,
			     enum natpmp_request_event *ev);

#endif
