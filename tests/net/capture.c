/* SPDX-License-Identifier: Apache-2.0 */
/* capture.c - writes an interface's packets to a file, each at once.
 *
 *   capture IFACE FILE
 *
 * tcpdump would do, but it insists on giving up root, which a user namespace
 * with only one user cannot. Prints "capturing" when no packet is missed any
 * more; SIGTERM ends it. */
#include <pcap/pcap.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

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

int
main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = on_signal };
	char why[PCAP_ERRBUF_SIZE] = "";
	pcap_dumper_t *file;

	if (argc != 3) {
		fprintf(stderr, "usage: capture IFACE FILE\n");
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
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	puts("capturing");
	fflush(stdout);
	pcap_loop(capture, -1, on_packet, (u_char *)file);
	pcap_dump_close(file);
	pcap_close(capture);
	return 0;
}
