/* SPDX-License-Identifier: Apache-2.0 */
/* show.c - shows what README.md says of ldns, libknot and libnatpmp: `make
 * findings`, or build/findings [FOLDER], where FOLDER has the captures and is
 * docs/findings by default. Each line is a claim, and seen or not seen with the
 * versions that are installed here, of the message in the capture that it
 * names. Nothing of ours is linked: octets go straight to those libraries.
 *
 * Exit: 0 all is seen, 1 something is not, 2 a capture cannot be used. */
#include <arpa/inet.h>
#include <errno.h>
#include <ldns/ldns.h>
#include <libknot/libknot.h>
#include <malloc.h>
#include <natpmp.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum {
	ROUNDS = 1000,
	ROOM = 512,
	FRAMES = 2,
	EXIT_UNUSABLE = 2,
	/* A capture as tcpdump writes it, of little-endian octets. */
	FILE_HEADER = 24,
	RECORD_HEADER = 16,
	LINK_RAW = 101,
	IP_HEADER = 20,
	UDP_HEADER = 8,
};

/* Of the key k.test. */
static const char secret_text[] = "MDEyMzQ1Njc4OWFiY2RlZg==";
static const char *folder = "docs/findings";
static unsigned missed;

static void
claim(bool seen, const char *file, const char *what)
{
	printf("%-8s %s (%s.pcap)\n", seen ? "seen" : "NOT SEEN", what, file);
	missed += !seen;
}

/* Captures ------------------------------------------------------------------------ */

/* What one datagram carried, when, and from whom. */
struct message {
	time_t when;
	struct sockaddr_in from;
	size_t length;
	uint8_t octets[ROOM];
};

struct capture {
	size_t length;
	uint8_t octets[FILE_HEADER + FRAMES * (RECORD_HEADER + ROOM)];
};

static time_t now;

/* In place of libc's: it is when the message was captured, so that its TSIG
 * does not age. */
time_t
time(time_t *where)
{
	if (where)
		*where = now;
	return now;
}

static _Noreturn void
unusable(const char *file, const char *why)
{
	fprintf(stderr, "findings: %s/%s.pcap: %s\n", folder, file, why);
	exit(EXIT_UNUSABLE);
}

static uint32_t
u32(const uint8_t *octets)
{
	return (uint32_t)octets[3] << 24 | (uint32_t)octets[2] << 16 |
		(uint32_t)octets[1] << 8 | octets[0];
}

static unsigned
be16(const uint8_t *octets)
{
	return (unsigned)octets[0] << 8 | octets[1];
}

static struct capture
read_capture(const char *file)
{
	struct capture c = { 0 };
	char path[4096];
	FILE *f;

	if ((size_t)snprintf(path, sizeof(path), "%s/%s.pcap", folder, file) >=
	    sizeof(path))
		unusable(file, "the name is too long");
	f = fopen(path, "rb");
	if (!f)
		unusable(file, strerror(errno));
	c.length = fread(c.octets, 1, sizeof(c.octets), f);
	if (ferror(f))
		unusable(file, "cannot be read");
	if (c.length == sizeof(c.octets))
		unusable(file, "longer than expected");
	fclose(f);
	if (c.length < FILE_HEADER || u32(c.octets) != 0xa1b2c3d4)
		unusable(file, "expected a little-endian pcap");
	if (u32(c.octets + 20) != LINK_RAW)
		unusable(file, "expected link type 101, raw IP");
	return c;
}

/* Takes the UDP payload of an IPv4 packet without options. */
static void
take_datagram(struct message *m, const uint8_t *packet, size_t length,
	      const char *file)
{
	const uint8_t *udp = packet + IP_HEADER;

	if (length < IP_HEADER + UDP_HEADER || packet[0] != 0x45 ||
	    packet[9] != IPPROTO_UDP || be16(packet + 2) != length ||
	    be16(udp + 4) != length - IP_HEADER)
		unusable(file, "expected a whole UDP datagram over IPv4");
	m->from.sin_family = AF_INET;
	memcpy(&m->from.sin_addr, packet + 12, 4);
	memcpy(&m->from.sin_port, udp, 2);
	m->length = length - IP_HEADER - UDP_HEADER;
	memcpy(m->octets, udp + UDP_HEADER, m->length);
}

/* Reads as many messages as the capture is to have; it is then their time. */
static void
read_messages(const char *file, struct message *messages, unsigned count)
{
	struct capture c = read_capture(file);
	size_t at = FILE_HEADER, length;
	unsigned i;

	for (i = 0; i < count; i++) {
		struct message *m = messages + i;

		if (c.length - at < RECORD_HEADER)
			unusable(file, "cut short, a packet is missing");
		length = u32(c.octets + at + 8);
		if (length > ROOM || length != u32(c.octets + at + 12))
			unusable(file, "expected whole packets of at most 512 "
				 "octets");
		*m = (struct message){ .when = (time_t)u32(c.octets + at) };
		at += RECORD_HEADER;
		if (c.length - at < length)
			unusable(file, "cut short within a packet");
		take_datagram(m, c.octets + at, length, file);
		at += length;
		now = m->when;
	}
	if (at != c.length)
		unusable(file, "there is more in it than expected");
}

static struct message
read_message(const char *file)
{
	struct message m;

	read_messages(file, &m, 1);
	return m;
}

/* ldns ----------------------------------------------------------------------------- */

static ldns_pkt *
ldns_takes(const struct message *m)
{
	ldns_pkt *pkt;

	return ldns_wire2pkt(&pkt, m->octets, m->length) == LDNS_STATUS_OK ?
		pkt : NULL;
}

static bool
ldns_verifies(const struct message *m)
{
	ldns_pkt *pkt = ldns_takes(m);
	bool yes = pkt && ldns_pkt_tsig_verify(pkt, m->octets, m->length,
					       "k.test", secret_text, NULL);

	ldns_pkt_free(pkt);
	return yes;
}

/* Octets in use after ROUNDS more of STEP. */
static size_t
lost(void (*step)(const struct message *m), const struct message *m)
{
	size_t before;
	int i;

	step(m);
	before = mallinfo2().uordblks;
	for (i = 0; i < ROUNDS; i++)
		step(m);
	return mallinfo2().uordblks - before;
}

static void
take_and_free(const struct message *m)
{
	ldns_pkt_free(ldns_takes(m));
}

static void
verify_and_free(const struct message *m)
{
	ldns_verifies(m);
}

/* libknot -------------------------------------------------------------------------- */

static bool
knot_takes(const struct message *m)
{
	struct message copy = *m;
	knot_pkt_t *pkt = knot_pkt_new(copy.octets, (uint16_t)m->length, NULL);
	bool yes = knot_pkt_parse(pkt, 0) == KNOT_EOK;

	knot_pkt_free(pkt);
	return yes;
}

static bool
knot_verifies(const struct message *m, const char *algorithm)
{
	struct message copy = *m;
	knot_pkt_t *pkt = knot_pkt_new(copy.octets, (uint16_t)m->length, NULL);
	knot_tsig_key_t key;
	bool yes;

	if (knot_tsig_key_init(&key, algorithm, "k.test", secret_text))
		abort();
	yes = knot_pkt_parse(pkt, 0) == KNOT_EOK && pkt->tsig_rr &&
		knot_tsig_server_check(pkt->tsig_rr, pkt->wire, pkt->size,
				       &key) == KNOT_EOK;
	knot_tsig_key_deinit(&key);
	knot_pkt_free(pkt);
	return yes;
}

/* libnatpmp ------------------------------------------------------------------------ */

static const struct message *datagram;
static uint8_t stack_held;

/* In place of libc's: DATAGRAM, in a buffer that held something before. */
ssize_t
recvfrom(int fd, void *restrict buffer, size_t size, int flags,
	 struct sockaddr *restrict from, socklen_t *restrict from_size)
{
	(void)fd;
	(void)flags;
	memset(buffer, stack_held, size);
	memcpy(buffer, datagram->octets, datagram->length);
	memcpy(from, &datagram->from, sizeof(datagram->from));
	*from_size = sizeof(datagram->from);
	return (ssize_t)datagram->length;
}

/* What they make of the captures --------------------------------------------------- */

/* Is the first field of that record in the answer section as wanted? */
static bool
ldns_reads(const struct message *m, size_t record, const char *wanted)
{
	ldns_pkt *pkt = ldns_takes(m);
	ldns_rr *rr = pkt ? ldns_rr_list_rr(ldns_pkt_answer(pkt), record) : NULL;
	char *text = rr ? ldns_rdf2str(ldns_rr_rdf(rr, 0)) : NULL;
	bool yes = text && !strcmp(text, wanted);

	free(text);
	ldns_pkt_free(pkt);
	return yes;
}

static void
ldns_records(void)
{
	struct message m = read_message("ldns-rdlength");
	ldns_pkt *pkt;

	claim(ldns_reads(&m, 0, "192.0.2.1") && ldns_reads(&m, 1, "6.6.6.6"),
	      "ldns-rdlength", "ldns: a record is read from within the RDATA "
	      "of the one before it");
	m = read_message("ldns-tsig-not-last");
	pkt = ldns_takes(&m);
	claim(pkt && m.octets[11] == 2 && ldns_pkt_tsig(pkt) &&
	      ldns_rr_list_rr_count(ldns_pkt_additional(pkt)) == 0,
	      "ldns-tsig-not-last",
	      "ldns: behind a TSIG that is not last, a record is left out");
	ldns_pkt_free(pkt);
}

static void
ldns_leaks(void)
{
	struct message m = read_message("ldns-tsig-three");

	claim(lost(take_and_free, &m) > ROUNDS * 100, "ldns-tsig-three",
	      "ldns: of three TSIG records in a message one is never freed");
	m = read_message("ldns-tsig-unknown");
	claim(lost(verify_and_free, &m) > ROUNDS * 100, "ldns-tsig-unknown",
	      "ldns: a TSIG of an unknown algorithm is never freed");
}

/* libknot is right where they differ, and shows that the message is what it is
 * said to be. */
static void
ldns_tsig(void)
{
	struct message m = read_message("tsig-right");

	claim(ldns_verifies(&m) && knot_verifies(&m, "hmac-sha256"),
	      "tsig-right", "both verify what is signed by RFC 8945");
	m = read_message("ldns-tsig-owner");
	claim(ldns_verifies(&m) && !knot_verifies(&m, "hmac-sha256"),
	      "ldns-tsig-owner",
	      "ldns: a TSIG in the name of another key is verified");
	m = read_message("ldns-tsig-original-id");
	claim(!ldns_verifies(&m) && knot_verifies(&m, "hmac-sha256"),
	      "ldns-tsig-original-id", "ldns: with another id in the header, "
	      "a TSIG is not verified by its Original ID");
	m = read_message("ldns-tsig-year");
	claim(ldns_verifies(&m) && !knot_verifies(&m, "hmac-sha256"),
	      "ldns-tsig-year",
	      "ldns: a TSIG that was signed a year ago is verified");
	m = read_message("ldns-tsig-sha384");
	claim(!ldns_verifies(&m) && knot_verifies(&m, "hmac-sha384"),
	      "ldns-tsig-sha384", "ldns: hmac-sha384 is not known");
	m = read_message("ldns-tsig-shac384");
	claim(ldns_verifies(&m) && !knot_verifies(&m, "hmac-sha384"),
	      "ldns-tsig-shac384", "ldns: hmac-shac384 is");
}

static bool
ends(const struct message *m, const char *octets, size_t size)
{
	return m->length >= size &&
		!memcmp(m->octets + m->length - size, octets, size);
}

#define ENDS(m, text) ends(m, text, sizeof(text) - 1)

static void
knot_records(void)
{
	struct message m = read_message("libknot-behind-name");

	claim(knot_takes(&m) && ENDS(&m, "\0\4\xc0\x0c??"),
	      "libknot-behind-name",
	      "libknot: octets behind a compressed name in RDATA are taken");
	m = read_message("libknot-root-pointer");
	claim(!knot_takes(&m) && ldns_reads(&m, 0, "."), "libknot-root-pointer",
	      "libknot: RDATA with a pointer to the root is refused");
	m = read_message("libknot-opt-owner");
	claim(knot_takes(&m) && ENDS(&m, "\xc0\x0c\0\x29\4\xd0\0\0\0\0\0\0"),
	      "libknot-opt-owner",
	      "libknot: an OPT with an owner other than the root is taken");
	m = read_message("libknot-half-mac");
	claim(knot_verifies(&m, "hmac-sha256") && !ldns_verifies(&m),
	      "libknot-half-mac", "libknot: half of a MAC by a key of "
	      "hmac-sha256 is verified if it is called hmac-md5");
}

/* A request of the capture's first packet, which waits for the answer in its
 * second one. */
static natpmp_t
natpmp_begin(const char *file, struct message messages[FRAMES])
{
	natpmp_t p = { .s = -1, .has_pending_request = 1, .try_number = 1,
		.retry_time = { .tv_sec = 0x7fffffff } };

	read_messages(file, messages, FRAMES);
	if (messages[0].length > sizeof(p.pending_request))
		unusable(file, "expected a request of NAT-PMP first");
	memcpy(p.pending_request, messages[0].octets, messages[0].length);
	p.pending_request_len = (int)messages[0].length;
	p.gateway = messages[1].from.sin_addr.s_addr;
	datagram = messages + 1;
	return p;
}

static void
natpmp_short(void)
{
	struct message m[FRAMES];
	natpmp_t p = natpmp_begin("libnatpmp-four-octets", m);
	natpmpresp_t r = { 0 };

	stack_held = 66;
	claim(m[1].length == 4 && readnatpmpresponseorretry(&p, &r) == 0 &&
	      r.epoch == 0x42424242 &&
	      r.pnu.publicaddress.addr.s_addr == 0x42424242,
	      "libnatpmp-four-octets", "libnatpmp: a response of 4 octets "
	      "gives an address from its stack");
	p = natpmp_begin("libnatpmp-two-octets", m);
	stack_held = 0;
	claim(m[1].length == 2 && readnatpmpresponseorretry(&p, &r) == 0,
	      "libnatpmp-two-octets",
	      "libnatpmp: one of 2 octets may be a success");
}

static void
natpmp_other(void)
{
	struct message m[FRAMES];
	natpmp_t p = natpmp_begin("libnatpmp-other-answer", m);
	natpmpresp_t r = { 0 };

	claim(m[0].octets[1] == NATPMP_RESPTYPE_UDPPORTMAPPING &&
	      readnatpmpresponseorretry(&p, &r) == 0 &&
	      r.type == NATPMP_RESPTYPE_PUBLICADDRESS && !p.has_pending_request,
	      "libnatpmp-other-answer", "libnatpmp: an answer about the "
	      "address ends a request for a mapping");
}

int
main(int argc, char **argv)
{
	if (argc > 2 || (argc == 2 && argv[1][0] == '-')) {
		fprintf(stderr, "usage: findings [FOLDER]\n");
		return EXIT_UNUSABLE;
	}
	if (argc == 2)
		folder = argv[1];
	ldns_records();
	ldns_leaks();
	ldns_tsig();
	knot_records();
	natpmp_short();
	natpmp_other();
	return missed ? EXIT_FAILURE : EXIT_SUCCESS;
}
