/* SPDX-License-Identifier: Apache-2.0 */
/* forge.c - DNS messages, and other datagrams, that somebody should not believe.
 *
 *   forge KEYFILE SIGNATURE FROM TO KIND [ARGUMENTS]
 *
 * SIGNATURE  none, right, badsig (one bit is wrong), badkey (a name that nobody
 *            knows), stale (an hour old), short (half of its bits), shorter
 *            (80 bits)
 * FROM       ADDRESS:PORT, also another's (needs root); or -, our own: then the
 *            answer is awaited and printed
 * TO         ADDRESS:PORT
 * KIND       query NAME TYPE           update NAME ADDRESS
 *            setup NAME TYPE           refresh NAME TYPE LLQ-ID
 *            event NAME TARGET LLQ-ID SERIAL    a PTR, added
 *            reply NAME TYPE           an answer to nothing
 *            noise COUNT               datagrams of random octets
 *            octets HEX COUNT [NOISE]  these, and NOISE random ones behind
 *
 * Prints one line: {"answer":"none"}, or {"answer":"RCODE","tsig":ERROR,
 * "llq":ERROR} with -1 where there is no such option. LLQ-ID is hexadecimal. */
#include <arpa/inet.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>

#include "shell/address.h"
#include "shell/clock.h"
#include "shell/tsig.h"

enum { ANSWER_WAIT_MS = 400, AN_HOUR_S = 3600, SHORT_MAC = 16, SHORTER_MAC = 10, SERVICE = 53 };

struct forge {
	struct key key;
	struct endpoint from, to;	/* from.family 0: our own */
	uint16_t id;
	uint8_t octets[DNS_MESSAGE_MAX];
	size_t length;
};

static void
die(const char *why)
{
	fprintf(stderr, "forge: %s\n", why);
	exit(EXIT_FAILURE);
}

static void
name_from(struct dns_name *out, const char *text)
{
	if (dns_name_from_text(out, text) < 0)
		die("not a name");
}

static uint16_t
type_of(const char *text)
{
	return !strcmp(text, "A") ? DNS_TYPE_A :
		!strcmp(text, "AAAA") ? DNS_TYPE_AAAA :
		!strcmp(text, "SOA") ? DNS_TYPE_SOA : DNS_TYPE_PTR;
}

/* Messages ------------------------------------------------------------------- */

static void
put_llq(struct dns_writer *w, uint16_t opcode, const char *id)
{
	struct dns_options o = { .present = true, .llq_count = 1 };

	o.llq[0] = (struct dns_llq){
		.version = DNS_LLQ_VERSION, .opcode = opcode,
		.id = id ? strtoull(id, NULL, 16) : 0,
		.lease_s = opcode == DNS_LLQ_EVENT ? 0 : AN_HOUR_S,
	};
	dns_add_options(w, &o);
}

static void
put_serial(struct dns_writer *w, const struct dns_name *service,
	   const char *serial)
{
	uint8_t rdata[2 * DNS_NAME_MAX + 20] = { 0 };
	struct dns_name zone;
	uint32_t n = htonl((uint32_t)strtoul(serial, NULL, 10));

	/* _autotunnel._udp.ZONE; both names of the SOA are the root */
	if (!dns_name_parent(service, &zone) || !dns_name_parent(&zone, &zone))
		die("not a service's name");
	memcpy(rdata + 2, &n, sizeof(n));
	dns_add_record(w, DNS_ADDITIONAL, &zone, DNS_TYPE_SOA, DNS_CLASS_IN,
		       30, rdata, 2 + 20);
}

static void
put_update(struct dns_writer *w, const struct dns_name *name,
	   const char *address)
{
	struct dns_name zone;
	uint8_t rdata[4];

	if (inet_pton(AF_INET, address, rdata) != 1 ||
	    !dns_name_parent(name, &zone))
		die("not an address");
	dns_add_question(w, &zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	dns_add_record(w, DNS_UPDATE, name, DNS_TYPE_A, DNS_CLASS_IN, 30,
		       rdata, sizeof(rdata));
}

static void
write_message(struct forge *f, int argc, char **argv)
{
	const char *kind = argv[0];
	bool event = !strcmp(kind, "event"), reply = !strcmp(kind, "reply");
	bool update = !strcmp(kind, "update");
	struct dns_name name, target;
	struct dns_writer w;
	int length;

	if (argc < (event ? 5 : !strcmp(kind, "refresh") ? 4 : 3))
		die("too few arguments");
	name_from(&name, argv[1]);
	dns_begin(&w, f->octets, sizeof(f->octets), f->id, (uint16_t)
		  (event || reply ? DNS_FLAG_QR | DNS_FLAG_AA : update ?
		   DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT : 0));
	if (update)
		put_update(&w, &name, argv[2]);
	else
		dns_add_question(&w, &name, event ? DNS_TYPE_PTR :
				 type_of(argv[2]), DNS_CLASS_IN);
	if (event) {
		name_from(&target, argv[2]);
		dns_add_record(&w, DNS_ANSWER, &name, DNS_TYPE_PTR,
			       DNS_CLASS_IN, 120, target.wire, target.length);
		put_serial(&w, &name, argv[4]);
		put_llq(&w, DNS_LLQ_EVENT, argv[3]);
	} else if (!strcmp(kind, "setup")) {
		put_llq(&w, DNS_LLQ_SETUP, NULL);
	} else if (!strcmp(kind, "refresh")) {
		put_llq(&w, DNS_LLQ_REFRESH, argv[3]);
	}
	length = dns_end(&w);
	if (length < 0)
		die("it does not fit");
	f->length = (size_t)length;
}

/* Signatures -------------------------------------------------------------------- */

static void
sign(struct forge *f, const char *how)
{
	struct tsig t = { .fudge_s = TSIG_FUDGE_S, .original_id = f->id };
	struct tsig_input in = { .message = f->octets, .id = f->id };
	struct signer *s;
	int length;

	if (!strcmp(how, "none"))
		return;
	t.key = f->key.name;
	if (!strcmp(how, "badkey"))
		name_from(&t.key, "nobody");
	name_from(&t.algorithm, tsig_algorithm_text(f->key.algorithm));
	t.time_s = clock_wall_s() - (strcmp(how, "stale") ? 0 : AN_HOUR_S);
	in.length = f->length;
	if (signer_open(&f->key, &s) < 0 ||
	    tsig_compute(s, &in, &t, &t.mac) < 0)
		die("it cannot be signed");
	signer_close(s);
	if (!strcmp(how, "badsig"))
		t.mac.octets[0] ^= 1;
	if (!strcmp(how, "short"))
		t.mac.size = SHORT_MAC;
	if (!strcmp(how, "shorter"))
		t.mac.size = SHORTER_MAC;
	length = tsig_append(f->octets, f->length, sizeof(f->octets), &t);
	if (length < 0)
		die("the signature does not fit");
	f->length = (size_t)length;
}

/* Sending ------------------------------------------------------------------------ */

/* With the sender's address as we like it. */
static void
send_raw(int fd, const struct forge *f)
{
	static uint8_t packet[sizeof(struct iphdr) + sizeof(struct udphdr) +
			      DNS_MESSAGE_MAX];
	struct iphdr ip = { .version = 4, .ihl = 5, .ttl = 64,
		.protocol = IPPROTO_UDP };
	struct udphdr udp = { .source = htons(f->from.port),
		.dest = htons(f->to.port),
		.len = htons((uint16_t)(sizeof(udp) + f->length)) };
	size_t size = sizeof(ip) + sizeof(udp) + f->length;
	struct sockaddr_storage to;
	socklen_t to_size = endpoint_to_sockaddr(&f->to, &to);

	memcpy(&ip.saddr, f->from.address, 4);
	memcpy(&ip.daddr, f->to.address, 4);
	ip.tot_len = htons((uint16_t)size);
	memcpy(packet, &ip, sizeof(ip));
	memcpy(packet + sizeof(ip), &udp, sizeof(udp));	/* no checksum */
	memcpy(packet + sizeof(ip) + sizeof(udp), f->octets, f->length);
	if (sendto(fd, packet, size, 0, (struct sockaddr *)&to, to_size) < 0)
		perror("forge");
}

static void
print_answer(const uint8_t *octets, size_t length)
{
	static const char *const rcodes[16] = {
		"NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP",
		"REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH",
		"NOTZONE", "11", "12", "13", "14", "15"
	};
	struct dns_message msg;
	struct tsig t;

	if (dns_open(&msg, octets, length) < 0)
		die("an answer that is none");
	printf("{\"answer\":\"%s\",\"tsig\":%d,\"llq\":%d}\n",
	       rcodes[dns_rcode(&msg) & 15],
	       msg.tsig && tsig_read(&msg, &t) == 0 ? t.error : -1,
	       msg.options.llq_count ? msg.options.llq[0].error : -1);
}

static void
await(int fd, const struct forge *f)
{
	uint64_t end = clock_boot_ms() + ANSWER_WAIT_MS, now;
	static uint8_t octets[DNS_MESSAGE_MAX];
	struct pollfd p = { .fd = fd, .events = POLLIN };
	ssize_t n;

	while ((now = clock_boot_ms()) < end &&
	       poll(&p, 1, (int)(end - now)) > 0) {
		n = recv(fd, octets, sizeof(octets), 0);
		if (n < 2 || (octets[0] << 8 | octets[1]) != f->id)
			continue;
		print_answer(octets, (size_t)n);
		return;
	}
	puts("{\"answer\":\"none\"}");
}

static void
send_it(int fd, const struct forge *f)
{
	struct sockaddr_storage to;
	socklen_t size = endpoint_to_sockaddr(&f->to, &to);

	if (f->from.family)
		send_raw(fd, f);
	else if (sendto(fd, f->octets, f->length, 0, (struct sockaddr *)&to,
			size) < 0)
		perror("forge");
}

static void
make_noise(int fd, struct forge *f, const char *count)
{
	unsigned n = (unsigned)atoi(count), i;
	uint16_t length;

	for (i = 0; i < n; i++) {
		if (getrandom(&length, sizeof(length), 0) < 0 ||
		    getrandom(f->octets, DNS_UDP_MAX, 0) < 0)
			die("no random octets");
		f->length = length % DNS_UDP_MAX;
		/* every other one looks like DNS at first */
		if (i % 2 && f->length > 12)
			memset(f->octets + 4, 0, 8);
		send_it(fd, f);
	}
}

static void
send_octets(int fd, struct forge *f, int argc, char **argv)
{
	unsigned count = (unsigned)atoi(argv[2]), i;
	size_t fixed = strlen(argv[1]) / 2;
	size_t random = argc > 3 ? (size_t)atoi(argv[3]) : 0;

	if (fixed + random > sizeof(f->octets))
		die("too many octets");
	for (i = 0; i < fixed; i++)
		if (sscanf(argv[1] + 2 * i, "%2hhx", &f->octets[i]) != 1)
			die("not hexadecimal");
	f->length = fixed + random;
	for (i = 0; i < count; i++) {
		if (random && getrandom(f->octets + fixed, random, 0) < 0)
			die("no random octets");
		send_it(fd, f);
	}
}

int
main(int argc, char **argv)
{
	static struct forge f;
	static struct keys keys;
	char error[KEY_ERROR_MAX];
	int fd;

	if (argc < 7)
		die("see forge.c");
	if (keys_load(&keys, argv[1], false, error) < 0)
		die(error);
	f.key = keys.list[0];
	if (strcmp(argv[3], "-") &&
	    endpoint_parse(argv[3], SERVICE, &f.from) < 0)
		die("from where?");
	if (endpoint_parse(argv[4], SERVICE, &f.to) < 0 ||
	    getrandom(&f.id, sizeof(f.id), 0) < 0)
		die("to where?");
	fd = f.from.family ? socket(AF_INET, SOCK_RAW, IPPROTO_RAW) :
		socket(AF_INET, SOCK_DGRAM, 0);
	if (fd < 0)
		die("no socket");
	if (!strcmp(argv[5], "noise")) {
		make_noise(fd, &f, argv[6]);
		return EXIT_SUCCESS;
	}
	if (!strcmp(argv[5], "octets") && argc > 7) {
		send_octets(fd, &f, argc - 5, argv + 5);
		return EXIT_SUCCESS;
	}
	write_message(&f, argc - 5, argv + 5);
	sign(&f, argv[2]);
	send_it(fd, &f);
	if (!f.from.family)
		await(fd, &f);
	return EXIT_SUCCESS;
}
