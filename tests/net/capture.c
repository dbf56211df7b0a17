/* SPDX-License-Identifier: Apache-2.0 */
/* capture.c - writes an interface's packets to a file, each at once.
 *
 *   capture IFACE FILE
 *   capture count FILE FILTER	prints how many of its packets match
 *
 * tcpdump would do, but it insists on giving up root, which a user namespace
 * with only one user cannot. Prints "capturing" when no packet is missed any
 * more; SIGTERM ends it. */
#include <pcap/pcap.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SNAP_SIZE = 65535 };

static pcap_t *capture;

static void
on_signal(int number)
{
	(void)number;
	pcap_breakloop(capture);
}

static void
on_packet(u_char *file, const struct pcap_pkthdr *header, const u_char *octets)
{
	pcap_dump(file, header, octets);
	pcap_dump_flush((pcap_dumper_t *)file);
}

static int
count(const char *path, const char *filter)
{
	char why[PCAP_ERRBUF_SIZE] = "";
	pcap_t *file = pcap_open_offline(path, why);
	struct pcap_pkthdr *header;
	const u_char *octets;
	struct bpf_program program;
	unsigned int n = 0;

	if (!file) {
		fprintf(stderr, "capture: %s\n", why);
		return 1;
	}
	if (pcap_compile(file, &program, filter, 1, PCAP_NETMASK_UNKNOWN) ||
			pcap_setfilter(file, &program)) {
		fprintf(stderr, "capture: %s\n", pcap_geterr(file));
		return 1;
	}
	while (pcap_next_ex(file, &header, &octets) == 1)
		n++;
	printf("%u\n", n);
	pcap_freecode(&program);
	pcap_close(file);
	return 0;
}

int
main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = on_signal };
	char why[PCAP_ERRBUF_SIZE] = "";
	pcap_dumper_t *file;

	if (argc == 4 && !strcmp(argv[1], "count"))
		return count(argv[2], argv[3]);
	if (argc != 3) {
		fprintf(stderr, "usage: capture IFACE FILE\n"
			"       capture count FILE FILTER\n");
		return 2;
	}
	capture = pcap_create(argv[1], why);
	if (!capture) {
		fprintf(stderr, "capture: %s\n", why);
		return 1;
	}
	pcap_set_snaplen(capture, SNAP_SIZE);
	pcap_set_immediate_mode(capture, 1);
	if (pcap_activate(capture) < 0 ||
			!(file = pcap_dump_open(capture, argv[2]))) {
		fprintf(stderr, "capture: %s: %s\n", argv[1],
			pcap_geterr(capture));
		return 1;
	}
	pcap_dump_flush(file);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	puts("capturing");
	fflush(stdout);
	pcap_loop(capture, -1, on_packet, (u_char *)file);
	pcap_dump_close(file);
	pcap_close(capture);
	return 0;
}
