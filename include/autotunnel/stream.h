/* SPDX-License-Identifier: Apache-2.0 */
/* stream.h - one TCP connection to a server: opened when wanted, closed when
 * quiet, not tried again at once after a failure (RFC 7766 6.2).
 *
 * stream_begin; set server; step STREAM_EV_WANTED whenever there is something
 * to send, STREAM_EV_USED after sending or receiving. STREAM_REPORT_UP says
 * that EFFECT_STREAM_SEND with `ticket` may follow, STREAM_REPORT_DOWN that
 * nothing can be sent now. */
#ifndef AUTOTUNNEL_STREAM_H
#define AUTOTUNNEL_STREAM_H

#include "autotunnel/turn.h"
#include "core/stream_chart.h"

enum stream_report { STREAM_REPORT_UP, STREAM_REPORT_DOWN };

struct stream {
	struct stream_machine machine;
	/* identity */
	struct endpoint server;
	/* of the connection: generation is another for each one */
	struct ticket ticket;
};

/* IN, a STREAM_* input, is about the present connection. */
bool stream_expects(const struct stream *s, const struct input *in);
enum stream_event stream_classify(const struct stream *s,
				  const struct input *in);

#endif
