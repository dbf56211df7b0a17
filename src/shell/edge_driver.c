/* SPDX-License-Identifier: Apache-2.0 */
/* edge_driver.c - the edge in a driver's words. */
#include "edge.h"

#include "clock.h"

#include <errno.h>
#include <string.h>

enum { OWN_STREAM = 0x80000000u };	/* ours, apart from accepted ones */

static uint32_t
own_stream(struct ticket ticket)
{
	return OWN_STREAM | (uint32_t)(ticket.generation & 0x7fff) << 16 |
		ticket.slot;
}

/* A connection is named by itself: no address tells more. */
static struct edge_peer
peer_of(enum channel channel, const struct endpoint *endpoint, bool stream,
	struct ticket ticket, uint32_t connection)
{
	struct edge_peer p = { .channel = channel };

	if (!stream)
		p.endpoint = *endpoint;
	else
		p.stream = connection ? connection : own_stream(ticket);
	if (stream)
		p.channel = CHANNEL_NONE;
	return p;
}

static size_t
driver_judge(void *edge, struct input *in, uint32_t connection,
	     uint8_t *scratch, uint8_t *reply)
{
	bool stream = in->stream || in->kind == INPUT_STREAM_MESSAGE;
	struct edge_peer from = peer_of(in->channel, &in->source, stream,
					in->ticket, connection);
	struct edge_judgement j;

	memcpy(scratch, in->octets, in->length);
	edge_judge(edge, &from, in->origin, scratch, in->length,
		   clock_boot_ms(), clock_wall_s(), &j);
	in->verdict = j.verdict;
	in->key = j.key;
	in->octets = scratch;
	in->length = j.length;
	memcpy(reply, j.answer, j.answer_length);
	return j.answer_length;
}

static ssize_t
driver_sign(void *edge, const struct effect *e, const uint8_t *octets,
	    uint8_t *out, size_t size)
{
	bool stream = e->kind == EFFECT_STREAM_SEND;
	struct edge_peer to = peer_of(e->channel, &e->to, stream, e->ticket, 0);

	if (e->length > size)
		return -EMSGSIZE;
	memcpy(out, octets, e->length);
	if (e->origin)
		return edge_answer(edge, e->origin, out, e->length, size,
				   clock_boot_ms(), clock_wall_s());
	return edge_request(edge, &to, e->key, out, e->length, size,
			    clock_boot_ms(), clock_wall_s());
}

static void
driver_stream_gone(void *edge, struct ticket ticket, uint32_t connection)
{
	edge_stream_closed(edge, connection ? connection : own_stream(ticket));
}

struct edge_ops
edge_driver_ops(void)
{
	return (struct edge_ops){
		.judge = driver_judge,
		.sign = driver_sign,
		.stream_gone = driver_stream_gone,
	};
}
