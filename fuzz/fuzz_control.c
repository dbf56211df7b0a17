/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_control.c - any octets at the control socket, in pieces of any size: what
 * is a request is handed on in order and whole, nothing else is, a frame that is
 * too long ends the client; each gets its answer. And any octets as a Request or
 * a Reply that can be read are the same when written and read again.
 *
 * The input: the size of the pieces, then what the client sends. */
#include "autotunnel/octets.h"
#include "shell/control.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shell/control.pb-c.h"

extern const unsigned fuzz_prefixes;
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The client that has sent the whole has sent each of them. */
const unsigned fuzz_prefixes = 32;

enum { PREFIX = 4, SENT_MAX = 32 * 1024, TURNS_MAX = 20 };

static struct loop *loop;
static struct control *control;

static struct {
	const uint8_t *sent;	/* by the client, after DONE */
	size_t left;
	size_t answers;
	bool gone;
} client;

/* The next whole frame of what was sent is what arrived. */
static void
take_request(void *owner, unsigned number, const uint8_t *octets, size_t size)
{
	struct reader in;

	(void)owner;
	reader_init(&in, client.sent, client.left);
	assert(read_u32be(&in) == size && size <= CONTROL_REQUEST_MAX);
	assert(reader_left(&in) >= size);
	assert(!memcmp(client.sent + PREFIX, octets, size));
	client.sent += PREFIX + size;
	client.left -= PREFIX + size;
	if (control_reply(control, number, octets, size) == 0)
		client.answers += PREFIX + size;
}

static void
take_gone(void *owner, unsigned number)
{
	(void)owner;
	(void)number;
	client.gone = true;
}

static char path[64];

static void
leave(void)
{
	control_close(control);
	loop_close(loop);
}

static void
begin(void)
{
	static const struct control_hooks hooks = { take_request, take_gone };

	if (control)
		return;
	snprintf(path, sizeof(path), "/tmp/fuzz_control.%d", (int)getpid());
	assert(loop_open(16, &loop) == 0);
	assert(control_open(loop, path, &hooks, NULL, &control) == 0);
	atexit(leave);
}

/* Answers are read as they come, so that none is ever in the way. */
static size_t
drain(int fd)
{
	static uint8_t octets[65536];
	size_t all = 0;
	ssize_t n;

	while ((n = recv(fd, octets, sizeof(octets), MSG_DONTWAIT)) > 0)
		all += (size_t)n;
	return all;
}

static void
try_client(const uint8_t *data, size_t size, size_t piece)
{
	size_t at, n, answered = 0;
	int fd = control_connect(path), i;
	struct reader in;

	assert(fd >= 0);
	memset(&client, 0, sizeof(client));
	client.sent = data;
	client.left = size;
	loop_turn(loop, 0);
	for (at = 0; at < size && !client.gone; at += n) {
		n = piece < size - at ? piece : size - at;
		if (send(fd, data + at, n, MSG_NOSIGNAL) != (ssize_t)n)
			break;
		loop_turn(loop, 0);
		answered += drain(fd);
	}
	for (i = 0; i < TURNS_MAX && !client.gone; i++)
		loop_turn(loop, 0);
	answered += drain(fd);
	reader_init(&in, client.sent, client.left);
	n = read_u32be(&in);
	if (client.gone)	/* what came next is no frame */
		assert(reader_ok(&in) && n > CONTROL_REQUEST_MAX);
	else			/* it is waited for */
		assert(answered == client.answers && (!reader_ok(&in) ||
		       (n <= CONTROL_REQUEST_MAX && reader_left(&in) < n)));
	close(fd);
	for (i = 0; i < TURNS_MAX && !client.gone; i++)
		loop_turn(loop, 0);
	assert(client.gone);
}

static void
try_message(const ProtobufCMessageDescriptor *type, const uint8_t *data,
	    size_t size)
{
	ProtobufCMessage *m = protobuf_c_message_unpack(type, NULL, size, data);
	ProtobufCMessage *again;
	uint8_t *one, *two;
	size_t length;

	if (!m)
		return;
	length = protobuf_c_message_get_packed_size(m);
	one = malloc(length + 1);
	two = malloc(length + 1);
	assert(one && two && protobuf_c_message_pack(m, one) == length);
	again = protobuf_c_message_unpack(type, NULL, length, one);
	assert(again);
	assert(protobuf_c_message_get_packed_size(again) == length);
	assert(protobuf_c_message_pack(again, two) == length);
	assert(!memcmp(one, two, length));
	free(one);
	free(two);
	protobuf_c_message_free_unpacked(m, NULL);
	protobuf_c_message_free_unpacked(again, NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	begin();
	if (size < 1 || size > SENT_MAX)
		return 0;
	try_client(data + 1, size - 1, 1u + data[0] * 16u);
	try_message(&control__request__descriptor, data + 1, size - 1);
	try_message(&control__reply__descriptor, data + 1, size - 1);
	return 0;
}
