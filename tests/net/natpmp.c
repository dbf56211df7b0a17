/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp.c - asks this host's gateway by libnatpmp, a client that is not ours.
 *
 *   natpmp address                                   the public address
 *   natpmp map udp|tcp INNER OUTER SECONDS           a mapping; 0 s deletes
 *   natpmp listen SECONDS                            one announcement
 *
 * Prints one line of JSON and exits 0; exits 1 when the gateway said no or
 * nothing within 3 s. Announcements come to 224.0.0.1, port 5350
 * (RFC 6886, 3.2.1). */
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#define ENABLE_STRNATPMPERR	/* else its declaration is hidden */
#include <natpmp.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { ANSWER_LIMIT_MS = 3000 };

static uint64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static int
refused(const char *what, int r)
{
	fprintf(stderr, "natpmp: %s: %s (%d)\n", what, strnatpmperr(r), r);
	return 1;
}

static int
answer_wait(natpmp_t *n, natpmpresp_t *answer)
{
	uint64_t until_ms = now_ms() + ANSWER_LIMIT_MS;
	struct timeval next;
	int r;

	do {
		struct pollfd fd = { .fd = n->s, .events = POLLIN };

		getnatpmprequesttimeout(n, &next);
		poll(&fd, 1, (int)(next.tv_sec * 1000 + next.tv_usec / 1000));
		r = readnatpmpresponseorretry(n, answer);
	} while (r == NATPMP_TRYAGAIN && now_ms() < until_ms);
	return r;
}

static int
ask_address(natpmp_t *n)
{
	natpmpresp_t answer;
	int r = sendpublicaddressrequest(n);

	if (r < 0)
		return refused("address", r);
	r = answer_wait(n, &answer);
	if (r < 0)
		return refused("address", r);
	printf("{\"address\":\"%s\",\"epoch\":%u}\n",
		inet_ntoa(answer.pnu.publicaddress.addr), answer.epoch);
	return 0;
}

static int
ask_mapping(natpmp_t *n, char **argv)
{
	int protocol = strcmp(argv[0], "tcp") ? NATPMP_PROTOCOL_UDP :
		NATPMP_PROTOCOL_TCP;
	natpmpresp_t answer;
	int r = sendnewportmappingrequest(n, protocol, (uint16_t)atoi(argv[1]),
		(uint16_t)atoi(argv[2]), (uint32_t)atoi(argv[3]));

	if (r < 0)
		return refused("mapping", r);
	r = answer_wait(n, &answer);
	if (r < 0)
		return refused("mapping", r);
	printf("{\"inner\":%u,\"outer\":%u,\"lifetime\":%u,\"epoch\":%u}\n",
		answer.pnu.newportmapping.privateport,
		answer.pnu.newportmapping.mappedpublicport,
		answer.pnu.newportmapping.lifetime, answer.epoch);
	return 0;
}

/* Prints "listening" first, so that a script knows when it may provoke one. */
static int
listen_once(int seconds)
{
	struct sockaddr_in any = {
		.sin_family = AF_INET,
		.sin_port = htons(5350),
	};
	struct ip_mreq group = { .imr_interface.s_addr = INADDR_ANY };
	struct pollfd fd = { .events = POLLIN };
	uint64_t until_ms = now_ms() + (uint64_t)seconds * 1000;
	uint64_t at_ms;
	uint8_t buf[64];
	int on = 1;

	group.imr_multiaddr.s_addr = inet_addr("224.0.0.1");
	fd.fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	setsockopt(fd.fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (fd.fd < 0 || bind(fd.fd, (struct sockaddr *)&any, sizeof(any)) ||
			setsockopt(fd.fd, IPPROTO_IP, IP_ADD_MEMBERSHIP,
				&group, sizeof(group))) {
		perror("natpmp: port 5350");
		return 1;
	}
	puts("listening");
	fflush(stdout);
	for (at_ms = now_ms(); at_ms < until_ms; at_ms = now_ms()) {
		if (poll(&fd, 1, (int)(until_ms - at_ms)) <= 0)
			continue;
		/* Version 0, opcode 128 + 0, as the answer to "address". */
		if (recv(fd.fd, buf, sizeof(buf), 0) != 12 ||
				buf[0] != 0 || buf[1] != 128)
			continue;
		printf("{\"announced\":\"%u.%u.%u.%u\",\"epoch\":%u}\n",
			buf[8], buf[9], buf[10], buf[11],
			(unsigned int)buf[4] << 24 | buf[5] << 16 |
			buf[6] << 8 | buf[7]);
		return 0;
	}
	fprintf(stderr, "natpmp: no announcement in %d s\n", seconds);
	return 1;
}

int
main(int argc, char **argv)
{
	natpmp_t n;
	int r;

	if (argc == 3 && !strcmp(argv[1], "listen"))
		return listen_once(atoi(argv[2]));
	r = initnatpmp(&n, 0, 0);
	if (r < 0)
		return refused("gateway", r);
	if (argc == 2 && !strcmp(argv[1], "address"))
		return ask_address(&n);
	if (argc == 6 && !strcmp(argv[1], "map"))
		return ask_mapping(&n, argv + 2);
	fprintf(stderr, "usage: natpmp address\n"
		"       natpmp map udp|tcp INNER OUTER SECONDS\n"
		"       natpmp listen SECONDS\n");
	return 2;
}
