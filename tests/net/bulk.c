/* SPDX-License-Identifier: Apache-2.0 */
/* bulk.c - carries many octets, or datagrams of one size, and checks each.
 *
 *   bulk receive PORT SECONDS			one TCP connection to its end
 *   bulk send ADDRESS PORT OCTETS SECONDS [SEGMENT]
 *   bulk udp-receive PORT COUNT SECONDS		until COUNT have come
 *   bulk udp-send ADDRESS PORT COUNT SIZE EVERY-MS
 *
 * ADDRESS may be a name. SEGMENT limits what both ends put into a segment, as
 * routers do that change the MSS in passing. SECONDS is a limit on all of it. Each prints one line
 * of JSON; what arrived too late, or never, makes the exit status 1.
 *   receive      octets, wrong (words of eight that are), ms, mbit
 *   send         octets, ms (until the other end has read all), mbit, mss,
 *                retransmits; octets are those acknowledged
 *   udp-receive  received (different ones), wrong, late (after a later one),
 *                twice, ms (from the first to the last) */
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <netdb.h>
#include <netinet/in.h>
#include <linux/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	BLOCK_WORDS = 8192,
	DATAGRAM_MAX_OCTETS = 9000,
	COUNT_MAX = 1000000,
};

static uint64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void
die(const char *what)
{
	fprintf(stderr, "bulk: %s: %s\n", what, strerror(errno));
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
		fprintf(stderr, "bulk: %s is not a number from %" PRIu64
			" to %" PRIu64 "\n", text, least, most);
		exit(2);
	}
	return n;
}

/* Multiplication by an odd constant spreads the number over all octets. */
static uint64_t
word_at(uint64_t number)
{
	return (number + 1) * 0x9e3779b97f4a7c15u;
}

/* Sockets ------------------------------------------------------------------- */

/* Both families on one socket. */
static int
bound_socket(int type, const char *port)
{
	struct sockaddr_in6 any = {
		.sin6_family = AF_INET6,
		.sin6_port = htons((uint16_t)number_of(port, 1, 65535)),
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
connected_socket(int type, const char *address, const char *port,
		const char *segment)
{
	struct addrinfo hints = { .ai_socktype = type };
	struct addrinfo *to;
	int fd;

	if (getaddrinfo(address, port, &hints, &to)) {
		fprintf(stderr, "bulk: %s: no address\n", address);
		exit(2);
	}
	fd = socket(to->ai_family, type | SOCK_CLOEXEC, 0);
	if (fd < 0)
		die("socket");
	if (segment) {
		int size = (int)number_of(segment, 88, 65535);

		setsockopt(fd, IPPROTO_TCP, TCP_MAXSEG, &size, sizeof(size));
	}
	if (connect(fd, to->ai_addr, to->ai_addrlen))
		die("connect");
	freeaddrinfo(to);
	return fd;
}

/* Until then; false when the time is over. */
static bool
wait_until(int fd, short events, uint64_t until_ms)
{
	struct pollfd one = { .fd = fd, .events = events };
	uint64_t now = now_ms();

	return now < until_ms && poll(&one, 1, (int)(until_ms - now)) > 0;
}

static double
mbit(uint64_t octets, uint64_t ms)
{
	return ms ? (double)octets * 8 / 1000 / (double)ms : 0;
}

/* TCP ----------------------------------------------------------------------- */

static int
receive(char **argv)
{
	static uint64_t block[BLOCK_WORDS + 1];
	uint64_t until_ms = now_ms() + number_of(argv[1], 1, 86400) * 1000;
	int listener = bound_socket(SOCK_STREAM, argv[0]);
	uint64_t octets = 0, words = 0, wrong = 0, from_ms;
	size_t partial = 0;
	ssize_t n = -1;
	int fd;

	if (listen(listener, 1))
		die("listen");
	if (!wait_until(listener, POLLIN, until_ms))
		return 1;
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0)
		die("accept");
	close(listener);
	from_ms = now_ms();
	while (wait_until(fd, POLLIN, until_ms)) {
		n = recv(fd, (uint8_t *)block + partial,
			BLOCK_WORDS * sizeof(*block), 0);
		if (n <= 0)
			break;
		octets += (uint64_t)n;
		partial += (size_t)n;
		for (size_t i = 0; i < partial / sizeof(*block); i++)
			wrong += block[i] != word_at(words++);
		memmove(block, block + partial / sizeof(*block),
			partial % sizeof(*block));
		partial %= sizeof(*block);
	}
	from_ms = now_ms() - from_ms;
	printf("{\"octets\":%" PRIu64 ",\"wrong\":%" PRIu64 ",\"ms\":%" PRIu64
		",\"mbit\":%.1f}\n", octets, wrong, from_ms,
		mbit(octets, from_ms));
	return n || wrong;
}

/* Sends all and waits for the other end's end; false: not in time. */
static bool
send_all(int fd, uint64_t words, uint64_t until_ms)
{
	static uint64_t block[BLOCK_WORDS];
	uint64_t done = 0;
	uint8_t c;

	while (done < words) {
		size_t count = words - done < BLOCK_WORDS ?
			(size_t)(words - done) : BLOCK_WORDS;
		size_t sent = 0;

		for (size_t i = 0; i < count; i++)
			block[i] = word_at(done + i);
		while (sent < count * sizeof(*block)) {
			ssize_t n;

			if (!wait_until(fd, POLLOUT, until_ms))
				return false;
			n = send(fd, (uint8_t *)block + sent,
				count * sizeof(*block) - sent,
				MSG_DONTWAIT | MSG_NOSIGNAL);
			if (n < 0 && errno != EAGAIN && errno != EINTR)
				return false;
			sent += n > 0 ? (size_t)n : 0;
		}
		done += count;
	}
	shutdown(fd, SHUT_WR);
	return wait_until(fd, POLLIN, until_ms) && recv(fd, &c, 1, 0) == 0;
}

static int
send_stream(char **argv)
{
	uint64_t words = number_of(argv[2], 8, 1ull << 40) / 8;
	uint64_t from_ms = now_ms();
	uint64_t until_ms = from_ms + number_of(argv[3], 1, 86400) * 1000;
	int fd = connected_socket(SOCK_STREAM, argv[0], argv[1], argv[4]);
	bool done = send_all(fd, words, until_ms);
	struct tcp_info info = { 0 };
	socklen_t size = sizeof(info);
	uint64_t octets;

	from_ms = now_ms() - from_ms;
	getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size);
	/* What is not data of those acknowledged: SYN and FIN. */
	octets = done ? words * 8 : info.tcpi_bytes_acked;
	printf("{\"octets\":%" PRIu64 ",\"ms\":%" PRIu64 ",\"mbit\":%.1f,"
		"\"mss\":%u,\"retransmits\":%u}\n", octets, from_ms,
		mbit(octets, from_ms), info.tcpi_snd_mss,
		info.tcpi_total_retrans);
	return !done;
}

/* Datagrams ------------------------------------------------------------------ */

static int
receive_datagrams(char **argv)
{
	int fd = bound_socket(SOCK_DGRAM, argv[0]);
	uint64_t count = number_of(argv[1], 1, COUNT_MAX);
	uint64_t until_ms = now_ms() + number_of(argv[2], 1, 86400) * 1000;
	uint64_t words[DATAGRAM_MAX_OCTETS / 8];
	uint64_t received = 0, wrong = 0, late = 0, twice = 0, next = 0;
	uint64_t first_ms = 0, last_ms = 0;
	bool *seen = calloc(count, sizeof(*seen));

	if (!seen)
		die("memory");
	while (received < count && wait_until(fd, POLLIN, until_ms)) {
		ssize_t n = recv(fd, words, sizeof(words), 0);
		bool right = n >= 16 && words[0] < count;

		for (ssize_t i = 1; right && i < n / 8; i++)
			right = words[i] == word_at(words[0] + (uint64_t)i);
		if (!right) {
			wrong++;
			continue;
		}
		last_ms = now_ms();
		first_ms = received ? first_ms : last_ms;
		twice += seen[words[0]];
		received += !seen[words[0]];
		late += !seen[words[0]] && words[0] < next;
		seen[words[0]] = true;
		if (words[0] >= next)
			next = words[0] + 1;
	}
	printf("{\"received\":%" PRIu64 ",\"wrong\":%" PRIu64 ",\"late\":%"
		PRIu64 ",\"twice\":%" PRIu64 ",\"ms\":%" PRIu64 "}\n", received,
		wrong, late, twice, last_ms - first_ms);
	free(seen);
	return received < count || wrong;
}

static int
send_datagrams(char **argv)
{
	int fd = connected_socket(SOCK_DGRAM, argv[0], argv[1], NULL);
	uint64_t count = number_of(argv[2], 1, COUNT_MAX);
	uint64_t size = number_of(argv[3], 16, DATAGRAM_MAX_OCTETS);
	uint64_t every_ms = number_of(argv[4], 0, 10000);
	struct timespec pause = {
		.tv_sec = (time_t)(every_ms / 1000),
		.tv_nsec = (long)(every_ms % 1000) * 1000000,
	};
	uint64_t words[DATAGRAM_MAX_OCTETS / 8] = { 0 };

	for (uint64_t number = 0; number < count; number++) {
		words[0] = number;
		for (uint64_t i = 1; i < size / 8; i++)
			words[i] = word_at(number + i);
		if (send(fd, words, size, 0) < 0)
			fprintf(stderr, "bulk: %s\n", strerror(errno));
		nanosleep(&pause, NULL);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 4 && !strcmp(argv[1], "receive"))
		return receive(argv + 2);
	if ((argc == 6 || argc == 7) && !strcmp(argv[1], "send"))
		return send_stream(argv + 2);
	if (argc == 5 && !strcmp(argv[1], "udp-receive"))
		return receive_datagrams(argv + 2);
	if (argc == 7 && !strcmp(argv[1], "udp-send"))
		return send_datagrams(argv + 2);
	fprintf(stderr, "usage: bulk receive PORT SECONDS\n"
		"       bulk send ADDRESS PORT OCTETS SECONDS [SEGMENT]\n"
		"       bulk udp-receive PORT COUNT SECONDS\n"
		"       bulk udp-send ADDRESS PORT COUNT SIZE EVERY-MS\n");
	return 2;
}
