/* SPDX-License-Identifier: Apache-2.0 */
/* query.h - one signed question to the rendezvous outside any long-lived
 * query: by UDP, asked again while no answer comes, by TCP when truncated (P2,
 * RFC 8945 5.3, 7766).
 *
 * query_begin; fill in the identity; query_step(q, QUERY_EV_ASKED, t). Then
 * query_receive for each believed message that query_expects. Its reports say
 * how it ended; after QUERY_REPORT_TRUNCATED the container opens a stream,
 * writes its ticket into `ticket` and steps QUERY_EV_STREAM_UP.
 *
 * The records of the answer stay in `answers` until query_forget. */
#ifndef AUTOTUNNEL_QUERY_H
#define AUTOTUNNEL_QUERY_H

#include "autotunnel/answers.h"
#include "autotunnel/client.h"
#include "core/query_chart.h"

enum query_report {
	QUERY_REPORT_ANSWER,		/* value: RCODE */
	QUERY_REPORT_SILENT,
	QUERY_REPORT_TRUNCATED		/* it wants a stream */
};

struct query {
	struct query_machine machine;
	/* identity */
	struct answer_pool *pool;
	struct dns_name name;
	uint16_t type;
	uint16_t key;
	enum channel channel;
	struct endpoint server;
	/* data from the wire, and of the message sent */
	uint16_t id;
	uint64_t asked_ms;
	struct ticket ticket;		/* of the stream */
	uint16_t rcode;
	bool has_serial;		/* the answer brought an SOA */
	uint32_t serial;
	struct answers answers;
	const struct dns_message *reading;	/* while a step reads it */
};

/* MSG, which came as IN, answers Q by id, source and question. */
bool query_expects(const struct query *q, const struct dns_message *msg,
		   const struct input *in);
enum query_event query_classify(const struct query *q,
				const struct dns_message *msg);
void query_receive(struct query *q, const struct dns_message *msg,
		   struct turn *t);
/* Gives back what its answers hold; the machine must be idle. */
void query_forget(struct query *q);

#endif
