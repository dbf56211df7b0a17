/* SPDX-License-Identifier: Apache-2.0 */
/* Sockets, streams and the driver over the loopback interface. Nothing sleeps:
 * the loop turns until what is expected has come, at most TURNS_MAX times. */
#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shell/address.h"
#include "shell/driver.h"
#include "shell/loop.h"
#include "shell/sockets.h"
#include "shell/streams.h"

enum { TURNS_MAX = 2000, TURN_MS = 20, HEARD_MAX = 64,
	LOOPBACK_LINK = 1 };

static struct endpoint
loopback(uint16_t port)
{
	struct endpoint e;

	ck_assert_int_eq(endpoint_parse("127.0.0.1", port, &e), 0);
	return e;
}

/* Streams ------------------------------------------------------------------- */

struct heard {
	struct streams *streams;
	unsigned up, down, gone, messages;
	int error;
	uint32_t connection;	/* of the last message */
	struct ticket ticket;
	size_t lengths[HEARD_MAX];
	uint8_t first[HEARD_MAX];
	bool echo;
};

static void
heard_up(void *owner, struct ticket ticket)
{
	struct heard *h = owner;

	h->up++;
	h->ticket = ticket;
}

static void
heard_down(void *owner, struct ticket ticket, int error)
{
	struct heard *h = owner;

	h->down++;
	h->ticket = ticket;
	h->error = error;
}

static void
heard_message(void *owner, struct ticket ticket, uint32_t connection,
	      const struct endpoint *source, const uint8_t *octets,
	      size_t length)
{
	struct heard *h = owner;

	(void)source;
	if (h->echo && !ticket.generation)
		streams_send(h->streams, connection, octets, length);
	if (h->messages < HEARD_MAX) {
		h->lengths[h->messages] = length;
		h->first[h->messages] = length ? octets[0] : 0;
	}
	h->messages++;
	h->connection = connection;
}

static void
heard_gone(void *owner, uint32_t connection)
{
	(void)connection;
	((struct heard *)owner)->gone++;
}

struct world {
	struct loop *loop;
	struct heard server, client;
	struct endpoint address;
};

static void
world_begin(struct world *w, const struct streams_limits *limits)
{
	static const struct streams_hooks hooks = {
		heard_up, heard_down, heard_message, heard_gone
	};
	struct endpoint any = loopback(0);
	uint16_t port;

	memset(w, 0, sizeof(*w));
	ck_assert_int_eq(loop_open(64, &w->loop), 0);
	ck_assert_int_eq(streams_open(w->loop, limits, &hooks, &w->server,
				      &w->server.streams), 0);
	ck_assert_int_eq(streams_open(w->loop, limits, &hooks, &w->client,
				      &w->client.streams), 0);
	ck_assert_int_eq(streams_listen(w->server.streams, &any, &port), 0);
	w->address = loopback(port);
}

static void
world_end(struct world *w)
{
	streams_free(w->client.streams);
	streams_free(w->server.streams);
	loop_close(w->loop);
}

/* Turns until *COUNT is at least WANTED. */
static void
turn_until(struct world *w, const unsigned *count, unsigned wanted)
{
	unsigned i;

	for (i = 0; i < TURNS_MAX && *count < wanted; i++)
		ck_assert_int_eq(loop_turn(w->loop, TURN_MS), 0);
	ck_assert_uint_ge(*count, wanted);
}

static const struct streams_limits usual = {
	.accepted = 8, .accepted_each = 0, .ours = 8, .idle_ms = 60000
};

static void
client_open(struct world *w, uint16_t slot)
{
	struct ticket t = { slot, 1 };
	unsigned wanted = w->client.up + 1;

	ck_assert_int_eq(streams_connect(w->client.streams, t, &w->address,
					 false), 0);
	turn_until(w, &w->client.up, wanted);
	ck_assert_uint_eq(w->client.ticket.slot, slot);
}

START_TEST(messages_come_whole_and_in_order)
{
	static uint8_t long_one[STREAMS_MESSAGE_MAX];
	struct world w;
	uint8_t short_one[] = "one";
	uint32_t c;

	world_begin(&w, &usual);
	w.server.echo = true;
	client_open(&w, 3);
	memset(long_one, 'L', sizeof(long_one));
	c = streams_find(w.client.streams, (struct ticket){ 3, 1 }, NULL);
	ck_assert_uint_ne(c, 0);
	ck_assert_int_eq(streams_send(w.client.streams, c, short_one, 3), 0);
	ck_assert_int_eq(streams_send(w.client.streams, c, long_one,
				      sizeof(long_one)), 0);
	ck_assert_int_eq(streams_send(w.client.streams, c, short_one, 1), 0);
	turn_until(&w, &w.client.messages, 3);
	ck_assert_uint_eq(w.server.messages, 3);
	ck_assert_uint_eq(w.client.lengths[0], 3);
	ck_assert_uint_eq(w.client.lengths[1], STREAMS_MESSAGE_MAX);
	ck_assert_uint_eq(w.client.lengths[2], 1);
	ck_assert_uint_eq(w.client.first[0], 'o');
	ck_assert_uint_eq(w.client.first[1], 'L');
	world_end(&w);
}
END_TEST

START_TEST(more_messages_than_a_batch_are_all_delivered)
{
	struct world w;
	uint8_t o[1];
	unsigned i, many = 3 * STREAMS_BATCH_MAX + 1;
	uint32_t c;

	world_begin(&w, &usual);
	client_open(&w, 0);
	c = streams_find(w.client.streams, (struct ticket){ 0, 1 }, NULL);
	for (i = 0; i < many; i++) {
		o[0] = (uint8_t)i;
		streams_send(w.client.streams, c, o, 1);
	}
	turn_until(&w, &w.server.messages, many);
	ck_assert_uint_eq(w.server.messages, many);
	ck_assert_uint_eq(w.server.first[33], 33);
	world_end(&w);
}
END_TEST

START_TEST(a_refused_connection_is_reported_with_its_ticket)
{
	struct world w;
	struct ticket t = { 5, 9 };
	int r;

	world_begin(&w, &usual);
	streams_free(w.server.streams);
	w.server.streams = NULL;
	r = streams_connect(w.client.streams, t, &w.address, false);
	if (r == 0) {
		turn_until(&w, &w.client.down, 1);
		r = w.client.error;
		ck_assert_uint_eq(w.client.ticket.slot, 5);
		ck_assert_uint_eq(w.client.ticket.generation, 9);
	}
	ck_assert_int_eq(r, -ECONNREFUSED);
	ck_assert_uint_eq(w.client.up, 0);
	world_end(&w);
}
END_TEST

/* What a foreign socket at the other end may send at once. */
static int
segment_of(int fd)
{
	int size = 0;
	socklen_t length = sizeof(size);

	ck_assert_int_eq(getsockopt(fd, IPPROTO_TCP, TCP_MAXSEG, &size,
				    &length), 0);
	return size;
}

START_TEST(segments_of_both_ends_fit_a_path_of_1280_octets)
{
	struct world w;
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t size = sizeof(a);
	struct endpoint to;
	int fd, accepted;

	world_begin(&w, &usual);
	a.sin_port = htons(w.address.port);
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(connect(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	ck_assert_int_le(segment_of(fd), 1220);
	close(fd);

	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	a.sin_port = 0;
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	ck_assert_int_eq(listen(fd, 1), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&a, &size), 0);
	to = loopback(ntohs(a.sin_port));
	ck_assert_int_eq(streams_connect(w.client.streams,
					 (struct ticket){ 0, 1 }, &to, false), 0);
	accepted = accept(fd, NULL, NULL);
	ck_assert_int_ge(accepted, 0);
	ck_assert_int_le(segment_of(accepted), 1220);
	close(accepted);
	close(fd);
	world_end(&w);
}
END_TEST

START_TEST(a_silent_client_is_closed_after_the_idle_time)
{
	struct streams_limits l = usual;
	struct world w;

	l.idle_ms = 30;
	world_begin(&w, &l);
	client_open(&w, 1);
	turn_until(&w, &w.client.down, 1);
	ck_assert_int_eq(w.client.error, 0);
	ck_assert_uint_eq(w.server.gone, 1);
	ck_assert_uint_eq(streams_counters(w.server.streams)->idle_closed, 1);
	world_end(&w);
}
END_TEST

START_TEST(at_the_limit_the_longest_silent_connection_makes_room)
{
	struct streams_limits l = usual;
	struct world w;
	uint32_t c;

	l.accepted = 2;
	world_begin(&w, &l);
	w.server.echo = true;
	client_open(&w, 1);
	client_open(&w, 2);
	client_open(&w, 3);
	turn_until(&w, &w.client.down, 1);
	c = streams_find(w.client.streams, (struct ticket){ 3, 1 }, NULL);
	streams_send(w.client.streams, c, (const uint8_t *)"x", 1);
	turn_until(&w, &w.client.messages, 1);
	ck_assert_uint_eq(w.client.down, 1);
	ck_assert_uint_ne(w.client.ticket.slot, 3);
	ck_assert_uint_eq(streams_count(w.server.streams), 2);
	world_end(&w);
}
END_TEST

START_TEST(one_address_cannot_take_more_than_its_share)
{
	struct streams_limits l = usual;
	struct world w;

	l.accepted_each = 1;
	world_begin(&w, &l);
	client_open(&w, 1);
	client_open(&w, 2);
	turn_until(&w, &w.client.down, 1);
	ck_assert_uint_eq(w.client.ticket.slot, 2);
	ck_assert_uint_eq(streams_counters(w.server.streams)->refused, 1);
	world_end(&w);
}
END_TEST

/* A connection from another address of this machine. */
static int
connect_from(const struct world *w, const char *address)
{
	struct sockaddr_in from = { .sin_family = AF_INET }, to = from;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	inet_pton(AF_INET, address, &from.sin_addr);
	memcpy(&to.sin_addr, w->address.address, 4);
	to.sin_port = htons(w->address.port);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&from, sizeof(from)), 0);
	ck_assert_int_eq(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

START_TEST(who_has_his_share_takes_nobodys_place)
{
	struct streams_limits l = usual;
	struct world w;
	unsigned i;
	int fd;

	l.accepted = 2;
	l.accepted_each = 1;
	world_begin(&w, &l);
	fd = connect_from(&w, "127.0.0.2");
	client_open(&w, 1);
	for (i = 2; i < 5; i++) {
		client_open(&w, (uint16_t)i);
		turn_until(&w, &w.client.down, i - 1);
		ck_assert_uint_eq(w.client.ticket.slot, i);
	}
	ck_assert_uint_eq(streams_counters(w.server.streams)->refused, 3);
	ck_assert_uint_eq(streams_counters(w.server.streams)->idle_closed, 0);
	ck_assert_uint_eq(streams_count(w.server.streams), 2);
	close(fd);
	world_end(&w);
}
END_TEST

START_TEST(who_does_not_read_is_closed_and_not_buffered_for_ever)
{
	static uint8_t o[STREAMS_MESSAGE_MAX];
	struct world w;
	unsigned i;
	int r = 0;

	world_begin(&w, &usual);
	client_open(&w, 1);
	streams_send(w.client.streams,
		     streams_find(w.client.streams, (struct ticket){ 1, 1 },
				  NULL), o, 1);
	turn_until(&w, &w.server.messages, 1);
	/* the client's side is not turned from here on: it reads nothing */
	for (i = 0; i < 10000 && r == 0; i++)
		r = streams_send(w.server.streams, w.server.connection, o,
				 sizeof(o));
	ck_assert_int_eq(r, -ENOBUFS);
	ck_assert_int_eq(streams_send(w.server.streams, w.server.connection, o,
				      1), -ENOTCONN);
	turn_until(&w, &w.server.gone, 1);
	world_end(&w);
}
END_TEST

START_TEST(what_was_queued_before_a_close_still_arrives)
{
	static uint8_t o[STREAMS_MESSAGE_MAX];
	struct world w;
	uint32_t c;

	world_begin(&w, &usual);
	client_open(&w, 1);
	c = streams_find(w.client.streams, (struct ticket){ 1, 1 }, NULL);
	streams_send(w.client.streams, c, o, sizeof(o));
	streams_send(w.client.streams, c, o, sizeof(o));
	streams_close(w.client.streams, c);
	ck_assert_int_eq(streams_send(w.client.streams, c, o, 1), -ENOTCONN);
	turn_until(&w, &w.server.messages, 2);
	turn_until(&w, &w.server.gone, 1);
	ck_assert_uint_eq(w.client.down, 0);
	world_end(&w);
}
END_TEST

START_TEST(tls_is_refused_rather_than_sent_in_clear)
{
	struct world w;

	world_begin(&w, &usual);
	ck_assert_int_eq(streams_connect(w.client.streams,
					 (struct ticket){ 1, 1 }, &w.address,
					 true), -EPROTONOSUPPORT);
	world_end(&w);
}
END_TEST

/* Sockets ------------------------------------------------------------------- */

struct post {
	unsigned datagrams, unreachable;
	enum channel channel;
	struct endpoint source, to;
	struct socket_path path;
	size_t length;
};

static void
post_datagram(void *owner, enum channel channel, const struct endpoint *source,
	      const struct socket_path *path, const uint8_t *octets,
	      size_t length)
{
	struct post *p = owner;

	(void)octets;
	p->datagrams++;
	p->channel = channel;
	p->source = *source;
	p->path = *path;
	p->length = length;
}

static void
post_unreachable(void *owner, enum channel channel, const struct endpoint *to)
{
	struct post *p = owner;

	p->unreachable++;
	p->channel = channel;
	p->to = *to;
}

static const struct sockets_hooks post_hooks = {
	post_datagram, post_unreachable
};

static void
turns(struct loop *l, const unsigned *count, unsigned wanted)
{
	unsigned i;

	for (i = 0; i < TURNS_MAX && *count < wanted; i++)
		ck_assert_int_eq(loop_turn(l, TURN_MS), 0);
	ck_assert_uint_ge(*count, wanted);
}

START_TEST(an_answer_leaves_from_the_address_that_was_asked)
{
	struct post server = { 0 }, client = { 0 };
	struct sockets *s, *c;
	struct endpoint any, asked;
	struct loop *l;
	uint16_t port;

	ck_assert_int_eq(loop_open(16, &l), 0);
	ck_assert_int_eq(sockets_open(l, &post_hooks, &server, &s), 0);
	ck_assert_int_eq(sockets_open(l, &post_hooks, &client, &c), 0);
	endpoint_parse("0.0.0.0", 0, &any);
	ck_assert_int_eq(sockets_listen(s, CHANNEL_SERVICE, &any, &port), 0);
	endpoint_parse("127.0.0.77", port, &asked);
	ck_assert_int_eq(sockets_send(c, CHANNEL_QUERY, NULL, &asked,
				      (const uint8_t *)"q", 1), 0);
	turns(l, &server.datagrams, 1);
	ck_assert_int_eq(sockets_send(s, CHANNEL_SERVICE, &server.path,
				      &server.source, (const uint8_t *)"an", 2),
			 0);
	turns(l, &client.datagrams, 1);
	ck_assert(endpoint_equal(&client.source, &asked));
	ck_assert_uint_eq(client.length, 2);
	sockets_close(s);
	sockets_close(c);
	loop_close(l);
}
END_TEST

/* covers: PMP-C-13 */
START_TEST(icmp_port_unreachable_from_the_gateway_is_reported)
{
	struct post p = { 0 };
	struct sockets *s;
	struct endpoint nobody;
	struct loop *l;
	uint16_t port;

	ck_assert_int_eq(loop_open(16, &l), 0);
	ck_assert_int_eq(sockets_open(l, &post_hooks, &p, &s), 0);
	/* a port that was ours a moment ago is nobody's */
	ck_assert_int_eq(sockets_bind(s, CHANNEL_QUERY, 0, &port), 0);
	sockets_unbind(s, CHANNEL_QUERY);
	nobody = loopback(port);
	sockets_send(s, CHANNEL_GATEWAY, NULL, &nobody, (const uint8_t *)"\0", 2);
	turns(l, &p.unreachable, 1);
	ck_assert_int_eq(p.channel, CHANNEL_GATEWAY);
	ck_assert(endpoint_equal(&p.to, &nobody));
	sockets_close(s);
	loop_close(l);
}
END_TEST

/* A datagram of 2 octets to ADDRESS and port 5350, by the loopback link. */
static void
send_to_5350(const char *address)
{
	struct ip_mreqn link = { .imr_ifindex = LOOPBACK_LINK };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons(5350) };

	ck_assert_int_eq(inet_pton(AF_INET, address, &to.sin_addr), 1);
	ck_assert_int_eq(setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &link,
				    sizeof(link)), 0);
	ck_assert_int_eq(sendto(fd, "\0", 2, 0, (struct sockaddr *)&to,
				sizeof(to)), 2);
	close(fd);
}

/* Several clients on one host hear the gateway, and nobody takes a unicast
 * packet for an announcement, or from another client.
 * covers: PMP-B-05 PMP-C-23 PMP-C-24 */
START_TEST(announcements_are_heard_by_all_clients_of_a_host)
{
	struct post p[2] = { { 0 }, { 0 } };
	struct sockets *s[2];
	struct sockaddr_in at;
	socklen_t size = sizeof(at);
	struct loop *l;
	uint16_t port;
	int i, fd;

	ck_assert_int_eq(loop_open(16, &l), 0);
	for (i = 0; i < 2; i++) {
		ck_assert_int_eq(sockets_open(l, &post_hooks, &p[i], &s[i]), 0);
		ck_assert_int_eq(sockets_bind(s[i], CHANNEL_ANNOUNCE, 5350,
					      &port), 0);
		ck_assert_uint_eq(port, 5350);
		ck_assert_int_eq(sockets_join(s[i], LOOPBACK_LINK), 0);
	}
	fd = sockets_descriptor(s[0], CHANNEL_ANNOUNCE);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&at, &size), 0);
	ck_assert_uint_eq(ntohl(at.sin_addr.s_addr), 0xe0000001);
	close(fd);
	send_to_5350("127.0.0.1");
	send_to_5350("224.0.0.1");
	turns(l, &p[0].datagrams, 1);
	turns(l, &p[1].datagrams, 1);
	for (i = 0; i < 2; i++) {
		ck_assert_uint_eq(p[i].datagrams, 1);
		ck_assert_int_eq(p[i].channel, CHANNEL_ANNOUNCE);
		sockets_close(s[i]);
	}
	loop_close(l);
}
END_TEST

START_TEST(a_fresh_socket_may_have_the_same_port_or_another)
{
	struct post p = { 0 };
	struct sockets *s, *other;
	struct loop *l;
	uint16_t first, second, third;

	ck_assert_int_eq(loop_open(16, &l), 0);
	ck_assert_int_eq(sockets_open(l, &post_hooks, &p, &s), 0);
	ck_assert_int_eq(sockets_open(l, &post_hooks, &p, &other), 0);
	ck_assert_int_eq(sockets_bind(s, CHANNEL_LLQ, 0, &first), 0);
	ck_assert_int_eq(sockets_bind(s, CHANNEL_LLQ, first, &second), 0);
	ck_assert_uint_eq(first, second);
	ck_assert_int_eq(sockets_bind(other, CHANNEL_LLQ, 0, &third), 0);
	ck_assert_uint_ne(first, third);
	/* one that is taken leaves us with what we had */
	ck_assert_int_eq(sockets_bind(s, CHANNEL_LLQ, third, &second),
			 -EADDRINUSE);
	ck_assert_uint_eq(sockets_port(s, CHANNEL_LLQ), first);
	sockets_close(s);
	sockets_close(other);
	loop_close(l);
}
END_TEST

/* The driver ---------------------------------------------------------------- */

enum { CORE_LOG_MAX = 64 };

/* A core that is nothing but a notebook, with one thing to do next. */
struct notebook {
	unsigned count;
	enum input_kind kinds[CORE_LOG_MAX];
	int errors[CORE_LOG_MAX];
	uint16_t ports[CORE_LOG_MAX];
	uint8_t random[2][16];
	uint64_t now_ms[CORE_LOG_MAX];
	uint64_t deadline_ms;
	struct effect next[4];
	unsigned next_count;
	unsigned more;
	unsigned mores;
	unsigned saves;
	int save_error;
};

static bool
notebook_turn(void *core, const struct input *in, struct effects *out)
{
	struct notebook *n = core;
	unsigned i;

	effects_clear(out);
	ck_assert_uint_lt(n->count, CORE_LOG_MAX);
	n->kinds[n->count] = in->kind;
	n->errors[n->count] = in->error;
	n->ports[n->count] = in->port;
	n->now_ms[n->count] = in->now_ms;
	if (n->count < 2)
		memcpy(n->random[n->count], in->random, 16);
	n->count++;
	n->deadline_ms = TIME_NEVER;
	for (i = 0; i < n->next_count; i++)
		out->list[out->count++] = n->next[i];
	n->next_count = 0;
	return n->more > 0;
}

static bool
notebook_more(void *core, struct effects *out)
{
	struct notebook *n = core;

	effects_clear(out);
	n->mores++;
	return --n->more > 0;
}

static uint64_t
notebook_deadline(const void *core)
{
	return ((const struct notebook *)core)->deadline_ms;
}

static int
notebook_save(void *owner)
{
	struct notebook *n = owner;

	n->saves++;
	return n->save_error;
}

static struct driver *
driver_for(struct notebook *n, struct loop *l)
{
	struct driver_setup setup = {
		.loop = l, .core = n, .owner = n, .streams = usual,
		.core_ops = { notebook_turn, notebook_more,
			notebook_deadline },
		.hooks.save = notebook_save, .origins = 16,
	};
	struct driver *d;

	n->deadline_ms = TIME_NEVER;
	ck_assert_int_eq(driver_open(&setup, &d), 0);
	return d;
}

START_TEST(each_input_has_fresh_random_octets_and_the_turns_time)
{
	struct notebook n = { 0 };
	struct loop *l;
	struct driver *d;

	ck_assert_int_eq(loop_open(16, &l), 0);
	d = driver_for(&n, l);
	driver_start(d);
	driver_command(d, COMMAND_ASK_AGAIN);
	ck_assert_uint_eq(n.count, 2);
	ck_assert_int_eq(n.kinds[0], INPUT_START);
	ck_assert_int_eq(n.kinds[1], INPUT_COMMAND);
	ck_assert_int_ne(memcmp(n.random[0], n.random[1], 16), 0);
	ck_assert_uint_eq(n.now_ms[0], loop_now_ms(l));
	driver_close(d);
	loop_close(l);
}
END_TEST

START_TEST(answers_of_the_shell_wait_until_all_effects_are_obeyed)
{
	struct notebook n = { .more = 2, .next_count = 2, .next = {
		{ .kind = EFFECT_BIND, .channel = CHANNEL_LLQ },
		{ .kind = EFFECT_STREAM_OPEN, .ticket = { 1, 1 }, .tls = true },
	} };
	struct loop *l;
	struct driver *d;

	ck_assert_int_eq(loop_open(16, &l), 0);
	d = driver_for(&n, l);
	driver_start(d);
	ck_assert_uint_eq(n.mores, 2);
	ck_assert_uint_eq(n.count, 3);
	ck_assert_int_eq(n.kinds[1], INPUT_BOUND);
	ck_assert_int_eq(n.errors[1], 0);
	ck_assert_uint_eq(n.ports[1],
			  sockets_port(driver_sockets(d), CHANNEL_LLQ));
	ck_assert_int_eq(n.kinds[2], INPUT_STREAM_DOWN);
	ck_assert_int_eq(n.errors[2], -EPROTONOSUPPORT);
	driver_close(d);
	loop_close(l);
}
END_TEST

START_TEST(many_wishes_to_save_are_one_write_and_an_answer_each)
{
	struct notebook n = { .save_error = -ENOSPC, .next_count = 3, .next = {
		{ .kind = EFFECT_SAVE, .ticket = { 1, 1 } },
		{ .kind = EFFECT_SAVE },
		{ .kind = EFFECT_SAVE, .ticket = { 2, 1 } },
	} };
	struct loop *l;
	struct driver *d;

	ck_assert_int_eq(loop_open(16, &l), 0);
	d = driver_for(&n, l);
	driver_start(d);
	ck_assert_uint_eq(n.saves, 0);
	turns(l, &n.count, 3);
	ck_assert_uint_eq(n.saves, 1);
	ck_assert_int_eq(n.kinds[1], INPUT_SAVED);
	ck_assert_int_eq(n.kinds[2], INPUT_SAVED);
	ck_assert_int_eq(n.errors[2], -ENOSPC);
	/* what could not be saved is tried once more, and not at once */
	loop_turn(l, 0);
	ck_assert_uint_eq(n.saves, 1);
	driver_close(d);
	ck_assert_uint_eq(n.saves, 2);
	ck_assert_uint_eq(n.count, 3);
	loop_close(l);
}
END_TEST

START_TEST(a_deadline_comes_as_an_input_once_its_time_is_there)
{
	struct notebook n = { 0 };
	struct loop *l;
	struct driver *d;

	ck_assert_int_eq(loop_open(16, &l), 0);
	d = driver_for(&n, l);
	driver_start(d);
	n.deadline_ms = loop_now_ms(l) + 15;
	uint64_t wanted = n.deadline_ms;

	turns(l, &n.count, 2);
	ck_assert_int_eq(n.kinds[1], INPUT_DEADLINE);
	ck_assert_uint_ge(n.now_ms[1], wanted);
	driver_close(d);
	loop_close(l);
}
END_TEST

START_TEST(an_endpoint_is_read_as_it_is_written)
{
	static const char *const good[] = { "192.0.2.1:53", "192.0.2.1",
		"[2001:db8::1]:5352", "2001:db8::1" };
	static const char *const bad[] = { "192.0.2.1:", "192.0.2.1:65536",
		"192.0.2", "[2001:db8::1", "host:53", "192.0.2.1:+5", "" };
	char text[ENDPOINT_TEXT_MAX];
	struct endpoint e;
	unsigned i;

	for (i = 0; i < sizeof(good) / sizeof(*good); i++) {
		ck_assert_int_eq(endpoint_parse(good[i], 0, &e), 0);
		ck_assert_str_eq(endpoint_text(&e, text), good[i]);
	}
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ck_assert_int_eq(endpoint_parse(bad[i], 7, &e), -EINVAL);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("streams");
	TCase *t = tcase_create("streams");
	TCase *u = tcase_create("sockets");
	TCase *d = tcase_create("driver");

	tcase_add_test(t, messages_come_whole_and_in_order);
	tcase_add_test(t, more_messages_than_a_batch_are_all_delivered);
	tcase_add_test(t, a_refused_connection_is_reported_with_its_ticket);
	tcase_add_test(t,
		       segments_of_both_ends_fit_a_path_of_1280_octets);
	tcase_add_test(t, a_silent_client_is_closed_after_the_idle_time);
	tcase_add_test(t, at_the_limit_the_longest_silent_connection_makes_room);
	tcase_add_test(t, one_address_cannot_take_more_than_its_share);
	tcase_add_test(t, who_has_his_share_takes_nobodys_place);
	tcase_add_test(t, who_does_not_read_is_closed_and_not_buffered_for_ever);
	tcase_add_test(t, what_was_queued_before_a_close_still_arrives);
	tcase_add_test(t, tls_is_refused_rather_than_sent_in_clear);
	tcase_add_test(u, an_answer_leaves_from_the_address_that_was_asked);
	tcase_add_test(u, icmp_port_unreachable_from_the_gateway_is_reported);
	tcase_add_test(u, announcements_are_heard_by_all_clients_of_a_host);
	tcase_add_test(u, a_fresh_socket_may_have_the_same_port_or_another);
	tcase_add_test(d, each_input_has_fresh_random_octets_and_the_turns_time);
	tcase_add_test(d, answers_of_the_shell_wait_until_all_effects_are_obeyed);
	tcase_add_test(d, many_wishes_to_save_are_one_write_and_an_answer_each);
	tcase_add_test(d, a_deadline_comes_as_an_input_once_its_time_is_there);
	tcase_add_test(d, an_endpoint_is_read_as_it_is_written);
	suite_add_tcase(s, t);
	suite_add_tcase(s, u);
	suite_add_tcase(s, d);
	return s;
}

int
main(void)
{
	SRunner *r = srunner_create(suite());
	int failed;

	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
