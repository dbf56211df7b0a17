/* SPDX-License-Identifier: Apache-2.0 */
/* notified.c - stands where a rendezvous would and hears the primary's NOTIFY.
 *
 *   notified PORT SECONDS
 *
 * Answers each NOTIFY (RFC 1996, 3.7), by UDP as BIND sends it or by TCP as Knot
 * does, and prints when it came, by the wall clock, and the serial that it
 * tells: {"serial":N,"at_ms":MS}. */
#include "autotunnel/dns.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { FLAGS_OCTET = 2, FLAG_QR = 0x80 };	/* RFC 1035, 4.1.1 */

static uint64_t
clock_ms(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void
print_serial(const struct dns_message *msg)
{
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_soa soa;

	dns_records(msg, DNS_ANSWER, &it);
	while (dns_next(&it, &rr))
		if (rr.type == DNS_TYPE_SOA && dns_read_soa(&rr, &soa))
			printf("{\"serial\":%" PRIu32 ",\"at_ms\":%" PRIu64
				"}\n", soa.serial, clock_ms(CLOCK_REALTIME));
	fflush(stdout);
}

/* Prints what the message tells and makes it the answer. False: no NOTIFY. */
static bool
understood(uint8_t *octets, size_t size)
{
	static struct dns_message msg;

	if (dns_open(&msg, octets, size) ||
			dns_opcode(&msg) != DNS_OPCODE_NOTIFY)
		return false;
	print_serial(&msg);
	octets[FLAGS_OCTET] |= FLAG_QR;
	return true;
}

static void
hear_datagram(int fd)
{
	static uint8_t octets[DNS_MESSAGE_MAX];
	struct sockaddr_in from;
	socklen_t size = sizeof(from);
	ssize_t n = recvfrom(fd, octets, sizeof(octets), 0,
		(struct sockaddr *)&from, &size);

	if (n >= 0 && understood(octets, (size_t)n))
		sendto(fd, octets, (size_t)n, 0, (struct sockaddr *)&from,
			size);
}

/* One message a connection, with its length in front (RFC 1035, 4.2.2). */
static void
hear_stream(int listener)
{
	static uint8_t octets[2 + DNS_MESSAGE_MAX];
	struct timeval limit = { .tv_sec = 1 };
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	size_t size;

	if (fd < 0)
		return;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	if (recv(fd, octets, 2, MSG_WAITALL) == 2) {
		size = (size_t)(octets[0] << 8 | octets[1]);
		if (recv(fd, octets + 2, size, MSG_WAITALL) == (ssize_t)size &&
				understood(octets + 2, size))
			send(fd, octets, 2 + size, MSG_NOSIGNAL);
	}
	close(fd);
}

static int
bound_socket(int type, int port)
{
	struct sockaddr_in any = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
	};
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);
	int on = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (fd < 0 || bind(fd, (struct sockaddr *)&any, sizeof(any)) ||
			(type == SOCK_STREAM && listen(fd, 4))) {
		perror("notified");
		exit(1);
	}
	return fd;
}

int
main(int argc, char **argv)
{
	struct pollfd fds[2] = { { .events = POLLIN }, { .events = POLLIN } };
	uint64_t until_ms;
	uint64_t at_ms;

	if (argc != 3) {
		fprintf(stderr, "usage: notified PORT SECONDS\n");
		return 2;
	}
	fds[0].fd = bound_socket(SOCK_DGRAM, atoi(argv[1]));
	fds[1].fd = bound_socket(SOCK_STREAM, atoi(argv[1]));
	until_ms = clock_ms(CLOCK_MONOTONIC) + (uint64_t)atoi(argv[2]) * 1000;
	while ((at_ms = clock_ms(CLOCK_MONOTONIC)) < until_ms) {
		if (poll(fds, 2, (int)(until_ms - at_ms)) <= 0)
			continue;
		if (fds[0].revents)
			hear_datagram(fds[0].fd);
		if (fds[1].revents)
			hear_stream(fds[1].fd);
	}
	return 0;
}
