/* SPDX-License-Identifier: Apache-2.0 */
/* flood.c - very many bad datagrams to open ports, from sources of its choice.
 *
 *	flood SECONDS RATE NETWORK TARGET...
 *
 * RATE: datagrams a second, 0: as many as it can. NETWORK: sources are drawn
 * from its /20 (11.200.0.0, say) and all ports. TARGET: KIND:ADDRESS:PORT, where
 * KIND says what to make up:
 *	server	what servers of DNS get: LLQ set-ups, UPDATE, NOTIFY, with and
 *		without TSIG records whose MAC is made up
 *	client	answers and LLQ events
 *	natpmp	answers and announcements of gateways
 *	ike	IKE_SA_INIT and ESP in UDP
 * A third of them is random octets, a third is right in form, a third has some
 * octets of that changed or is cut. Needs CAP_NET_RAW. Prints one line of JSON
 * after SECONDS or at SIGTERM. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	TARGETS_MAX = 16,
	BATCH = 64,
	PAYLOAD_MAX = 600,
	HEADERS = sizeof(struct iphdr) + sizeof(struct udphdr),
	SOURCES = 4096
};

enum kind { SERVER, CLIENT, NATPMP, IKE, KINDS };

static const char *const kind_names[KINDS] = {
	"server", "client", "natpmp", "ike"
};

struct target {
	enum kind kind;
	struct sockaddr_in to;
};

static struct target targets[TARGETS_MAX];
static unsigned target_count;
static uint64_t seed = 1;
static volatile sig_atomic_t ended;

static void
end(int number)
{
	(void)number;
	ended = 1;
}

/* xorshift64*: quick, and it need not be good */
static uint32_t
dice(uint32_t sides)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (uint32_t)((seed * UINT64_C(2685821657736338717)) >> 32) % sides;
}

static size_t
random_octets(uint8_t *at, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		at[i] = (uint8_t)dice(256);
	return size;
}

static size_t
put(uint8_t *at, const void *octets, size_t size)
{
	memcpy(at, octets, size);
	return size;
}

/* Messages ----------------------------------------------------------------- */

static const uint8_t zone[] = "\4home\7example\3net";	/* with its end */
static const uint8_t service[] = "\13_autotunnel\4_udp\4home\7example\3net";
static const uint8_t in_srv[] = { 0, 33, 0, 1 }, in_soa[] = { 0, 6, 0, 1 };
/* OPT with an LLQ option: version 1, SETUP; RFC 8764, 3.2 */
static const uint8_t opt_llq[] = {
	0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 22, 0, 1, 0, 18, 0, 1, 0, 1, 0, 0
};
/* UPDATE: deletes all of a name (RFC 2136, 2.5.3) */
static const uint8_t delete_all[] = { 0, 255, 0, 255, 0, 0, 0, 0, 0, 0 };
/* TSIG of the key "account": hmac-sha256, a MAC that is made up follows */
static const uint8_t tsig_head[] = {
	7, 'a', 'c', 'c', 'o', 'u', 'n', 't', 0, 0, 250, 0, 255, 0, 0, 0, 0,
	0, 61, 11, 'h', 'm', 'a', 'c', '-', 's', 'h', 'a', '2', '5', '6', 0,
	0, 0
};

static size_t
put_tsig(uint8_t *at)
{
	const uint32_t now = htonl((uint32_t)time(NULL));
	size_t n = put(at, tsig_head, sizeof(tsig_head));

	n += put(at + n, &now, 4);
	n += put(at + n, (uint8_t[]){ 1, 44, 0, 32 }, 4);
	n += random_octets(at + n, 32);
	n += put(at + n, at, 2);			/* some original id */
	return n + put(at + n, (uint8_t[]){ 0, 0, 0, 0 }, 4);
}

static size_t
dns(uint8_t *at, bool answer)
{
	static const uint8_t opcodes[] = { 0, 0, 5, 4 };
	const uint8_t opcode = opcodes[dice(4)];
	const bool update = opcode == 5, tsig = dice(2);
	size_t n = random_octets(at, 2);

	at[n++] = (uint8_t)((answer ? 0x80 : 0) | opcode << 3 | (answer ? 4 : 1));
	at[n++] = 0;
	n += put(at + n, (uint8_t[]){ 0, 1, 0, 0, 0, update, 0,
				      (uint8_t)(!update + tsig) }, 8);
	n += update ? put(at + n, zone, sizeof(zone)) :
		put(at + n, service, sizeof(service));
	n += update ? put(at + n, in_soa, 4) : put(at + n, in_srv, 4);
	if (update) {
		n += put(at + n, service, sizeof(service));
		n += put(at + n, delete_all, sizeof(delete_all));
	} else {
		n += put(at + n, opt_llq, sizeof(opt_llq));
		n += random_octets(at + n, 8);
		n += put(at + n, (uint8_t[]){ 0, 0, 14, 16 }, 4);
	}
	return tsig ? n + put_tsig(at + n) : n;
}

static size_t
natpmp(uint8_t *at)
{
	const uint8_t opcode = (uint8_t)(128 + dice(3));
	size_t n = put(at, (uint8_t[]){ 0, opcode, 0, (uint8_t)dice(2) }, 4);

	return n + random_octets(at + n, opcode == 128 ? 8 : 12);
}

static size_t
ike(uint8_t *at)
{
	size_t n = 0, length;

	if (dice(2))		/* ESP: a security parameter index that is made up */
		return random_octets(at, 60 + dice(300));
	n += put(at, (uint8_t[4]){ 0 }, 4);	/* RFC 3948, 2.2 */
	n += random_octets(at + n, 8);
	n += put(at + n, (uint8_t[8]){ 0 }, 8);
	/* next payload SA, version 2.0, IKE_SA_INIT, initiator, message 0 */
	n += put(at + n, (uint8_t[]){ 33, 0x20, 34, 8, 0, 0, 0, 0 }, 8);
	length = 28 + 100 + dice(200);
	n += put(at + n, (uint8_t[]){ 0, 0, (uint8_t)(length >> 8),
				      (uint8_t)length }, 4);
	return n + random_octets(at + n, length - 28);
}

static size_t
message(enum kind kind, uint8_t *at)
{
	const uint32_t how = dice(3);
	unsigned changes;
	size_t n;

	if (how == 0)
		return random_octets(at, dice(PAYLOAD_MAX));
	n = kind == NATPMP ? natpmp(at) : kind == IKE ? ike(at) :
		dns(at, kind == CLIENT);
	if (how == 1)
		return n;
	for (changes = dice(4); changes; changes--)
		at[dice((uint32_t)n)] = (uint8_t)dice(256);
	return dice(2) ? n : dice((uint32_t)n);
}

/* Packets -------------------------------------------------------------------- */

static size_t
packet(uint8_t *at, const struct target *t, uint32_t network)
{
	struct iphdr ip = { .version = 4, .ihl = 5, .ttl = 64,
		.protocol = IPPROTO_UDP, .daddr = t->to.sin_addr.s_addr };
	struct udphdr udp = { .dest = t->to.sin_port };
	size_t n = message(t->kind, at + HEADERS);

	ip.saddr = htonl(network + 1 + dice(SOURCES - 2));
	ip.tot_len = htons((uint16_t)(HEADERS + n));
	udp.source = htons((uint16_t)(1024 + dice(60000)));
	udp.len = htons((uint16_t)(sizeof(udp) + n));
	memcpy(at, &ip, sizeof(ip));
	memcpy(at + sizeof(ip), &udp, sizeof(udp));
	return HEADERS + n;
}

static uint64_t
now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* Sends a batch; how many went. */
static unsigned
batch(int fd, uint32_t network)
{
	static uint8_t octets[BATCH][HEADERS + PAYLOAD_MAX + 200];
	static struct mmsghdr m[BATCH];
	static struct iovec v[BATCH];
	const struct target *t;
	unsigned i;
	int n;

	for (i = 0; i < BATCH; i++) {
		t = &targets[dice(target_count)];
		v[i].iov_base = octets[i];
		v[i].iov_len = packet(octets[i], t, network);
		m[i].msg_hdr = (struct msghdr){
			.msg_name = (void *)(uintptr_t)&t->to,
			.msg_namelen = sizeof(t->to), .msg_iov = &v[i],
			.msg_iovlen = 1,
		};
	}
	n = sendmmsg(fd, m, BATCH, 0);
	return n < 0 ? 0 : (unsigned)n;
}

static void
flood(int fd, double seconds, double rate, uint32_t network)
{
	const uint64_t began = now_ns();
	uint64_t sent = 0, batches = 0, passed;

	while ((passed = now_ns() - began) < seconds * 1e9 && !ended) {
		if (rate > 0 && (double)sent > rate * (double)passed / 1e9) {
			usleep(200);
			continue;
		}
		sent += batch(fd, network);
		batches++;
	}
	printf("{\"sent\":%llu,\"batches\":%llu,\"per_second\":%.0f}\n",
	       (unsigned long long)sent, (unsigned long long)batches,
	       (double)sent * 1e9 / (double)passed);
}

static bool
read_target(char *text)
{
	struct target *t = &targets[target_count];
	char *address = strchr(text, ':'), *port;
	unsigned k;

	if (!address || target_count == TARGETS_MAX)
		return false;
	*address++ = '\0';
	port = strchr(address, ':');
	if (!port)
		return false;
	*port++ = '\0';
	for (k = 0; k < KINDS && strcmp(kind_names[k], text); k++)
		;
	t->kind = k;
	t->to.sin_family = AF_INET;
	t->to.sin_port = htons((uint16_t)atoi(port));
	target_count++;
	return k < KINDS && t->to.sin_port &&
		inet_pton(AF_INET, address, &t->to.sin_addr) == 1;
}

int
main(int argc, char **argv)
{
	struct in_addr network;
	int i, fd;

	if (argc < 5 || inet_pton(AF_INET, argv[3], &network) != 1) {
		fputs("usage: flood SECONDS RATE NETWORK KIND:ADDRESS:PORT...\n",
		      stderr);
		return 2;
	}
	for (i = 4; i < argc; i++)
		if (!read_target(argv[i])) {
			fprintf(stderr, "flood: target %d: wanted server, client, "
				"natpmp or ike, then :ADDRESS:PORT\n", i - 3);
			return 2;
		}
	seed = now_ns() | 1;
	signal(SIGTERM, end);
	fd = socket(AF_INET, SOCK_RAW, IPPROTO_RAW);
	if (fd < 0) {
		fprintf(stderr, "flood: %s\n", strerror(errno));
		return 1;
	}
	flood(fd, atof(argv[1]), atof(argv[2]), ntohl(network.s_addr));
	return 0;
}
