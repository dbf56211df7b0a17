/* SPDX-License-Identifier: Apache-2.0 */
/* primary.c - the primary of primary.h: each message that comes is taken for
 * the wish to have the zone. */
#include "fuzz/afl/primary.h"
#include "autotunnel/dns.h"

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

static struct dns_name
name_of(const char *text)
{
	struct dns_name name;

	assert(!dns_name_from_text(&name, text));
	return name;
}

static void
add_soa(struct dns_writer *w, const struct dns_name *zone)
{
	static const uint32_t values[] = { 100, 3600, 600, 604800, 30 };
	uint8_t rdata[22] = { 0 };
	unsigned i;

	for (i = 0; i < 20; i++)
		rdata[2 + i] = (uint8_t)(values[i / 4] >> (24 - i % 4 * 8));
	dns_add_record(w, DNS_ANSWER, zone, DNS_TYPE_SOA, DNS_CLASS_IN, 30,
		       rdata, sizeof(rdata));
}

static void
answer(int fd, uint16_t id)
{
	struct dns_name zone = name_of("home.example.net");
	struct dns_name host = name_of("mymac.home.example.net");
	struct dns_name label = name_of("label.home.example.net");
	struct dns_name service =
		name_of("_autotunnel._udp.mymac.home.example.net");
	struct dns_name all = name_of("_autotunnel._udp.home.example.net");
	uint8_t octets[2 + 1400], rdata[6 + DNS_NAME_MAX] = { 0xfd, 1, 2 };
	struct dns_writer w;
	int length;

	dns_begin(&w, octets + 2, sizeof(octets) - 2, id,
		  DNS_FLAG_QR | DNS_FLAG_AA);
	dns_add_question(&w, &zone, DNS_TYPE_AXFR, DNS_CLASS_IN);
	add_soa(&w, &zone);
	dns_add_record(&w, DNS_ANSWER, &host, DNS_TYPE_AAAA, DNS_CLASS_IN, 30,
		       rdata, 16);
	dns_add_record(&w, DNS_ANSWER, &label, DNS_TYPE_A, DNS_CLASS_IN, 30,
		       (uint8_t[]){ 11, 9, 0, 5 }, 4);
	dns_add_record(&w, DNS_ANSWER, &all, DNS_TYPE_PTR, DNS_CLASS_IN, 30,
		       service.wire, service.length);
	dns_add_record(&w, DNS_ANSWER, &service, DNS_TYPE_SRV, DNS_CLASS_IN,
		       30, rdata, dns_make_srv(rdata, 0, 0, 4500, &label));
	add_soa(&w, &zone);
	length = dns_end(&w);
	assert(length > 0);
	octets[0] = (uint8_t)(length >> 8);
	octets[1] = (uint8_t)length;
	if (write(fd, octets, (size_t)length + 2) < 0)
		perror("primary");
}

static void
serve(int listener)
{
	uint8_t octets[2048];
	int fd;

	for (;;) {
		fd = accept(listener, NULL, NULL);
		if (fd < 0)
			_exit(1);
		while (read(fd, octets, sizeof(octets)) >= 4)
			answer(fd, (uint16_t)(octets[2] << 8 | octets[3]));
		close(fd);
	}
}

unsigned
primary_begin_child(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t size = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	pid_t child;

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&a, size) < 0 ||
	    listen(fd, 4) < 0 ||
	    getsockname(fd, (struct sockaddr *)&a, &size) < 0) {
		perror("primary");
		exit(2);
	}
	child = fork();
	if (child < 0) {
		perror("primary");
		exit(2);
	}
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		/* whoever waits for the daemon's output waits not for us */
		close(1);
		close(2);
		serve(fd);
	}
	close(fd);
	return ntohs(a.sin_port);
}
