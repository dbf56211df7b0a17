/* SPDX-License-Identifier: Apache-2.0 */
/* stream.c - one TCP connection to a server. */
#include "autotunnel/stream.h"

#include "autotunnel/client.h"

void
stream_describe(const struct machine *m, char *text, size_t size)
{
	(void)m;
	client_describe(text, size, "stream", NULL, 0);
}

bool
stream_expects(const struct stream *s, const struct input *in)
{
	return in->ticket.slot == s->ticket.slot &&
		in->ticket.generation == s->ticket.generation &&
		in->ticket.generation != 0;
}

enum stream_event
stream_classify(const struct stream *s, const struct input *in)
{
	(void)s;
	switch (in->kind) {
	case INPUT_STREAM_UP:
		return STREAM_EV_UP;
	case INPUT_STREAM_DOWN:
		return STREAM_EV_DOWN;
	default:
		return STREAM_EV_USED;
	}
}

void
stream_open(struct stream *s, struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_STREAM_OPEN);

	if (++s->ticket.generation == 0)
		s->ticket.generation = 1;
	e->ticket = s->ticket;
	e->to = s->server;
	e->channel = CHANNEL_QUERY;
}

void
stream_close(struct stream *s, struct turn *t)
{
	turn_effect(t, EFFECT_STREAM_CLOSE)->ticket = s->ticket;
}

void
stream_report_up(struct stream *s, struct turn *t)
{
	turn_report(t, &s->machine.base, STREAM_REPORT_UP, 0);
}

void
stream_report_down(struct stream *s, struct turn *t)
{
	turn_report(t, &s->machine.base, STREAM_REPORT_DOWN, 0);
}
