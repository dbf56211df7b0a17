/* SPDX-License-Identifier: Apache-2.0 */
/* probe.c - measures what a move costs the traffic that runs through it.
 *
 *   probe udp-receive PORT CONTROL SECONDS
 *   probe udp-send ADDRESS PORT SECONDS [FROM-ADDRESS [FROM-PORT]]
 *   probe tcp-receive PORT CONTROL SECONDS
 *   probe tcp-send ADDRESS PORT SECONDS OCTETS-PER-SECOND
 *
 * ADDRESS may be a name that the host's resolver knows.
 *
 * The sender sends a numbered record every 5 ms: one a datagram, or as many as
 * its rate wants into one TCP connection, never opening another. Each record
 * carries its number, the moment at which it was made (one machine, one clock)
 * and a pattern that follows from its number.
 *
 * The receiver reads lines from CONTROL, a named pipe, or "-" for none:
 *   begin NAME   opens a window
 *   end NAME     closes it when a record made after this line arrives, or after
 *                10 s; so a silence that lasts at the end is counted whole
 *   quit         prints the window "all" and ends
 * First it prints, once, who sends: {"from":"ADDRESS","port":PORT}.
 * For each window it prints one line of JSON:
 *   udp: window, gap_ms (longest silence), received, lost, alive
 *   tcp: window, tcp_stall_ms, octets, wrong, connections, alive
 * alive is false when nothing made after "end" came. wrong counts records out
 * of order or with another pattern; connections counts those ever accepted:
 * the connection survived when alive is true, wrong 0 and connections 1.
 *
 * Every program ends after SECONDS at the latest. The sender prints one line:
 * {"sent":records,"error":"..."}; error is null unless TCP broke. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum {
	EVERY_MS = 5,
	RECORD_SIZE = 64,
	CLOSE_LIMIT_MS = 10000,
	LINE_MAX_OCTETS = 256,
};

struct record {
	uint64_t number;
	uint64_t made_ns;
	uint64_t pattern[6];
};

_Static_assert(sizeof(struct record) == RECORD_SIZE, "records have no holes");

/* One span of time over which silence is measured. */
struct window {
	char name[64];
	bool open;
	bool closing;
	uint64_t end_ns;	/* when "end" was read */
	uint64_t last_ns;	/* the last arrival, or the begin */
	uint64_t gap_ns;
	uint64_t received;
	uint64_t lost;
	uint64_t next_number;	/* what should come now */
};

struct receiver {
	bool stream;
	int listener;		/* TCP: accepts; UDP: unused */
	int data;		/* -1 while there is none */
	int control;		/* -1: none */
	struct window window;	/* between "begin" and "end" */
	struct window all;	/* since the first record */
	uint64_t wrong;
	uint64_t connections;
	uint64_t octets;
	uint64_t next_number;	/* TCP: what must come now */
	uint8_t partial[RECORD_SIZE];
	size_t partial_size;
	char line[LINE_MAX_OCTETS];
	size_t line_size;
	bool quit;
};

static volatile sig_atomic_t interrupted;

static void
on_signal(int number)
{
	(void)number;
	interrupted = 1;
}

static uint64_t
now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void
die(const char *what)
{
	fprintf(stderr, "probe: %s: %s\n", what, strerror(errno));
	exit(1);
}

static uint64_t
number_of(const char *text, uint64_t least, uint64_t most)
{
	char *end;
	unsigned long long n;

	errno = 0;
	n = strtoull(text, &end, 10);
	if (errno || end == text || *end || n < least || n > most) {
		fprintf(stderr, "probe: %s is not a number from %" PRIu64
			" to %" PRIu64 "\n", text, least, most);
		exit(2);
	}
	return n;
}

/* Records ------------------------------------------------------------------- */

/* Multiplication by an odd constant spreads the number over all octets. */
static uint64_t
pattern_word(uint64_t number, size_t i)
{
	return (number + 1) * 0x9e3779b97f4a7c15u + i * 0xbf58476d1ce4e5b9u;
}

static void
record_make(struct record *r, uint64_t number)
{
	r->number = number;
	r->made_ns = now_ns();
	for (size_t i = 0; i < 6; i++)
		r->pattern[i] = pattern_word(number, i);
}

static bool
record_right(const struct record *r)
{
	for (size_t i = 0; i < 6; i++)
		if (r->pattern[i] != pattern_word(r->number, i))
			return false;
	return true;
}

/* Windows ------------------------------------------------------------------- */

static void
window_begin(struct window *w, const char *name, uint64_t at_ns,
		uint64_t next_number)
{
	memset(w, 0, sizeof(*w));
	snprintf(w->name, sizeof(w->name), "%s", name);
	w->open = true;
	w->last_ns = at_ns;
	w->next_number = next_number;
}

static void
window_silence_until(struct window *w, uint64_t at_ns)
{
	if (at_ns - w->last_ns > w->gap_ns)
		w->gap_ns = at_ns - w->last_ns;
	w->last_ns = at_ns;
}

static void
window_count(struct window *w, const struct record *r, uint64_t at_ns)
{
	if (!w->open)
		return;
	window_silence_until(w, at_ns);
	if (r->number < w->next_number)
		return;		/* late; it was missed before */
	w->lost += r->number - w->next_number;
	w->next_number = r->number + 1;
	w->received++;
}

static void
window_print(const struct receiver *rx, struct window *w, bool alive)
{
	w->open = false;
	printf("{\"window\":\"%s\",\"%s\":%.1f,", w->name,
		rx->stream ? "tcp_stall_ms" : "gap_ms",
		(double)w->gap_ns / 1e6);
	if (rx->stream)
		printf("\"octets\":%" PRIu64 ",\"wrong\":%" PRIu64
			",\"connections\":%" PRIu64 ",", rx->octets, rx->wrong,
			rx->connections);
	else
		printf("\"received\":%" PRIu64 ",\"lost\":%" PRIu64 ",",
			w->received, w->lost);
	printf("\"alive\":%s}\n", alive ? "true" : "false");
	fflush(stdout);
}

/* The receiver -------------------------------------------------------------- */

static void
receiver_record(struct receiver *rx, const struct record *r)
{
	uint64_t at_ns = now_ns();

	if (!rx->all.open)
		window_begin(&rx->all, "all", at_ns, r->number);
	if (!record_right(r) || (rx->stream && r->number != rx->next_number))
		rx->wrong++;
	rx->next_number = r->number + 1;
	window_count(&rx->all, r, at_ns);
	window_count(&rx->window, r, at_ns);
	if (rx->window.closing && rx->window.open &&
			r->made_ns > rx->window.end_ns)
		window_print(rx, &rx->window, true);
}

static void
print_sender(const struct sockaddr_in6 *from)
{
	char text[INET6_ADDRSTRLEN];
	const char *address = inet_ntop(AF_INET6, &from->sin6_addr, text,
		sizeof(text));

	if (IN6_IS_ADDR_V4MAPPED(&from->sin6_addr))
		address = strrchr(text, ':') + 1;
	printf("{\"from\":\"%s\",\"port\":%u}\n", address,
		ntohs(from->sin6_port));
	fflush(stdout);
}

static void
receiver_datagrams(struct receiver *rx)
{
	struct sockaddr_in6 from;
	socklen_t size = sizeof(from);
	struct record r;

	for (;;) {
		ssize_t n = recvfrom(rx->data, &r, sizeof(r), MSG_DONTWAIT,
			(struct sockaddr *)&from, &size);

		if (n < 0)
			return;
		if (n != sizeof(r))
			continue;
		if (!rx->all.open)
			print_sender(&from);
		receiver_record(rx, &r);
	}
}

static void
receiver_stream(struct receiver *rx)
{
	struct record r;
	ssize_t n;

	for (;;) {
		n = recv(rx->data, rx->partial + rx->partial_size,
			RECORD_SIZE - rx->partial_size, MSG_DONTWAIT);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n <= 0) {
			close(rx->data);
			rx->data = -1;
			return;
		}
		rx->octets += (uint64_t)n;
		rx->partial_size += (size_t)n;
		if (rx->partial_size < RECORD_SIZE)
			continue;
		rx->partial_size = 0;
		memcpy(&r, rx->partial, sizeof(r));
		receiver_record(rx, &r);
	}
}

static void
receiver_accept(struct receiver *rx)
{
	struct sockaddr_in6 from;
	socklen_t size = sizeof(from);
	int fd = accept4(rx->listener, (struct sockaddr *)&from, &size,
		SOCK_CLOEXEC);

	if (fd < 0)
		return;
	if (!rx->connections)
		print_sender(&from);
	rx->connections++;
	if (rx->data >= 0)
		close(rx->data);
	rx->data = fd;
	rx->partial_size = 0;
	rx->next_number = 0;
}

static void
receiver_command(struct receiver *rx, char *line)
{
	uint64_t at_ns = now_ns();
	char *name = strchr(line, ' ');

	if (name)
		*name++ = '\0';
	if (!strcmp(line, "begin") && name) {
		window_begin(&rx->window, name, at_ns, rx->all.next_number);
	} else if (!strcmp(line, "end") && rx->window.open) {
		rx->window.closing = true;
		rx->window.end_ns = at_ns;
	} else if (!strcmp(line, "quit")) {
		rx->quit = true;
	} else {
		fprintf(stderr, "probe: %s: not understood now\n", line);
	}
}

static void
receiver_control(struct receiver *rx)
{
	char c;

	while (read(rx->control, &c, 1) == 1) {
		if (c != '\n') {
			if (rx->line_size < LINE_MAX_OCTETS - 1)
				rx->line[rx->line_size++] = c;
			continue;
		}
		rx->line[rx->line_size] = '\0';
		rx->line_size = 0;
		receiver_command(rx, rx->line);
	}
}

static void
receiver_late(struct receiver *rx, uint64_t at_ns)
{
	struct window *w = &rx->window;

	if (!w->open || !w->closing ||
			at_ns < w->end_ns + CLOSE_LIMIT_MS * 1000000ull)
		return;
	window_silence_until(w, at_ns);
	window_print(rx, w, false);
}

static int
receiver_run(struct receiver *rx, uint64_t seconds)
{
	uint64_t until_ns = now_ns() + seconds * 1000000000;

	while (!rx->quit && !interrupted && now_ns() < until_ns) {
		struct pollfd fds[3] = {
			{ .fd = rx->data, .events = POLLIN },
			{ .fd = rx->listener, .events = POLLIN },
			{ .fd = rx->control, .events = POLLIN },
		};

		if (poll(fds, 3, 100) < 0 && errno != EINTR)
			die("poll");
		if (fds[1].revents)
			receiver_accept(rx);
		/* What came before a mark counts before it. */
		if (fds[0].revents && rx->data >= 0) {
			if (rx->stream)
				receiver_stream(rx);
			else
				receiver_datagrams(rx);
		}
		if (fds[2].revents)
			receiver_control(rx);
		receiver_late(rx, now_ns());
	}
	if (rx->window.open)
		window_print(rx, &rx->window, false);
	if (!rx->all.open)
		window_begin(&rx->all, "all", now_ns(), 0);
	window_print(rx, &rx->all, rx->all.received > 0);
	return rx->quit || interrupted ? 0 : 3;
}

/* Both families on one socket. */
static int
bound_socket(int type, uint64_t port)
{
	struct sockaddr_in6 any = {
		.sin6_family = AF_INET6,
		.sin6_port = htons((uint16_t)port),
	};
	int fd = socket(AF_INET6, type | SOCK_CLOEXEC, 0);
	int on = 1;
	int off = 0;

	if (fd < 0)
		die("socket");
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
	if (bind(fd, (struct sockaddr *)&any, sizeof(any)))
		die("bind");
	return fd;
}

static int
receive(bool stream, char **argv)
{
	struct receiver rx = { .stream = stream };
	uint64_t port = number_of(argv[0], 1, 65535);

	rx.control = -1;
	rx.listener = -1;
	rx.data = -1;
	if (strcmp(argv[1], "-")) {
		/* For writing too, so that it never ends. */
		rx.control = open(argv[1], O_RDWR | O_NONBLOCK | O_CLOEXEC);
		if (rx.control < 0)
			die(argv[1]);
	}
	if (stream) {
		rx.listener = bound_socket(SOCK_STREAM, port);
		if (listen(rx.listener, 4))
			die("listen");
	} else {
		rx.data = bound_socket(SOCK_DGRAM, port);
	}
	return receiver_run(&rx, number_of(argv[2], 1, 86400));
}

/* The senders --------------------------------------------------------------- */

static int
connected_socket(int type, char **argv, int argc)
{
	struct addrinfo hints = {
		.ai_socktype = type,
		.ai_flags = AI_NUMERICSERV,
	};
	struct addrinfo *to;
	struct addrinfo *from;
	int fd;
	int on = 1;

	if (getaddrinfo(argv[0], argv[1], &hints, &to)) {
		fprintf(stderr, "probe: %s: no address\n", argv[0]);
		exit(2);
	}
	fd = socket(to->ai_family, type | SOCK_CLOEXEC, 0);
	if (fd < 0)
		die("socket");
	if (type == SOCK_DGRAM && argc > 3) {
		if (getaddrinfo(argv[3], argc > 4 ? argv[4] : "0", &hints,
				&from)) {
			fprintf(stderr, "probe: %s: no address\n", argv[3]);
			exit(2);
		}
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
		if (bind(fd, from->ai_addr, from->ai_addrlen))
			die("bind");
		freeaddrinfo(from);
	}
	if (connect(fd, to->ai_addr, to->ai_addrlen))
		die("connect");
	freeaddrinfo(to);
	return fd;
}

static int
every_5_ms(void)
{
	struct itimerspec every = {
		.it_interval.tv_nsec = EVERY_MS * 1000000,
		.it_value.tv_nsec = EVERY_MS * 1000000,
	};
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);

	if (fd < 0 || timerfd_settime(fd, 0, &every, NULL))
		die("timer");
	return fd;
}

/* How many periods passed; 0 when a signal came. */
static uint64_t
ticks(int timer)
{
	uint64_t n;

	if (read(timer, &n, sizeof(n)) != sizeof(n))
		return 0;
	return n;
}

static int
sender_done(uint64_t sent, int error)
{
	printf("{\"sent\":%" PRIu64 ",\"error\":%s%s%s}\n", sent,
		error ? "\"" : "", error ? strerror(error) : "null",
		error ? "\"" : "");
	return error ? 1 : 0;
}

/* A datagram that the host cannot send now (no route, say) is lost like any
 * other; its number tells. */
static int
send_datagrams(int argc, char **argv)
{
	int fd = connected_socket(SOCK_DGRAM, argv, argc);
	int timer = every_5_ms();
	uint64_t until_ns = now_ns() +
		number_of(argv[2], 1, 86400) * 1000000000;
	struct record r;
	uint64_t number = 0;

	while (!interrupted && now_ns() < until_ns) {
		record_make(&r, number++);
		(void)!send(fd, &r, sizeof(r), MSG_DONTWAIT);
		ticks(timer);
	}
	return sender_done(number, 0);
}

static int
send_stream(int argc, char **argv)
{
	int fd = connected_socket(SOCK_STREAM, argv, argc);
	int timer = every_5_ms();
	uint64_t until_ns = now_ns() +
		number_of(argv[2], 1, 86400) * 1000000000;
	uint64_t rate = number_of(argv[3], 1, 1000000000);
	uint64_t due = 0;	/* thousandths of an octet */
	uint64_t number = 0;
	struct record r;
	size_t rest = 0;	/* of r, not sent yet */
	ssize_t n;

	while (!interrupted && now_ns() < until_ns) {
		due += ticks(timer) * EVERY_MS * rate;
		while (due >= RECORD_SIZE * 1000) {
			if (!rest) {
				record_make(&r, number++);
				rest = RECORD_SIZE;
			}
			n = send(fd, (uint8_t *)&r + RECORD_SIZE - rest, rest,
				MSG_DONTWAIT | MSG_NOSIGNAL);
			if (n < 0 && errno != EAGAIN && errno != EINTR)
				return sender_done(number, errno);
			if (n <= 0) {
				due = 0;	/* never catch up in a burst */
				break;
			}
			rest -= (size_t)n;
			if (!rest)
				due -= RECORD_SIZE * 1000;
		}
	}
	shutdown(fd, SHUT_WR);
	return sender_done(number, 0);
}

int
main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = on_signal };

	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	if (argc == 5 && !strcmp(argv[1], "udp-receive"))
		return receive(false, argv + 2);
	if (argc == 5 && !strcmp(argv[1], "tcp-receive"))
		return receive(true, argv + 2);
	if (argc >= 5 && argc <= 7 && !strcmp(argv[1], "udp-send"))
		return send_datagrams(argc - 2, argv + 2);
	if (argc == 6 && !strcmp(argv[1], "tcp-send"))
		return send_stream(argc - 2, argv + 2);
	fprintf(stderr, "usage: probe udp-receive PORT CONTROL SECONDS\n"
		"       probe udp-send ADDRESS PORT SECONDS [FROM [PORT]]\n"
		"       probe tcp-receive PORT CONTROL SECONDS\n"
		"       probe tcp-send ADDRESS PORT SECONDS OCTETS-PER-SECOND\n");
	return 2;
}
