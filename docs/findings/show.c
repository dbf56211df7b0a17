/* SPDX-License-Identifier: Apache-2.0 */
/* show.c - shows what README.md says of ldns, libknot and libnatpmp: `make
 * findings`. Each line is a claim, and seen or not seen with the versions that
 * are installed here; the exit status is 1 if one was not. Nothing of ours is
 * linked: octets go straight to those libraries. */
#include <arpa/inet.h>
#include <ldns/ldns.h>
#include <libknot/libknot.h>
#include <malloc.h>
#include <natpmp.h>
#include <openssl/hmac.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { ROUNDS = 1000, ROOM = 512 };

static unsigned missed;

static void
claim(bool seen, const char *what)
{
	printf("%-8s %s\n", seen ? "seen" : "NOT SEEN", what);
	missed += !seen;
}

/* Messages ----------------------------------------------------------------------- */

struct message {
	size_t length;
	uint8_t octets[ROOM];
};

static void
put(struct message *m, const void *octets, size_t size)
{
	if (m->length + size > ROOM)
		abort();
	memcpy(m->octets + m->length, octets, size);
	m->length += size;
}

#define PUT(m, text) put(m, text, sizeof(text) - 1)

static void
put_u16(struct message *m, unsigned value)
{
	uint8_t two[2] = { (uint8_t)(value >> 8), (uint8_t)value };

	put(m, two, 2);
}

/* A header, and the question for A of "a.test". */
static struct message
begin(unsigned flags, unsigned answers, unsigned additional)
{
	struct message m = { 0 };

	put_u16(&m, 0x4242);
	put_u16(&m, flags);
	put_u16(&m, 1);
	put_u16(&m, answers);
	put_u16(&m, 0);
	put_u16(&m, additional);
	PUT(&m, "\1a\4test\0" "\0\1\0\1");
	return m;
}

/* The TSIG variables (RFC 8945 4.3.3), TIME since 1970, fudge 300. */
static void
put_variables(struct message *m, const char *key, size_t key_size,
	      const char *algorithm, size_t algorithm_size, uint64_t when)
{
	put(m, key, key_size);
	PUT(m, "\0\xff\0\0\0\0");
	put(m, algorithm, algorithm_size);
	put_u16(m, (unsigned)(when >> 32));
	put_u16(m, (unsigned)(when >> 16 & 0xffff));
	put_u16(m, (unsigned)(when & 0xffff));
	PUT(m, "\1\x2c\0\0\0\0");
}

struct signing {
	const EVP_MD *digest;
	const char *algorithm;	/* wire form */
	size_t algorithm_size;
	unsigned mac_size;
	uint64_t when;
};

static const char key_wire[] = "\1k\4test";	/* and its end, the zero */
static const char secret[] = "0123456789abcdef";
static const char secret_text[] = "MDEyMzQ1Njc4OWFiY2RlZg==";

/* Appends a TSIG by key k.test, after RFC 8945. */
static void
sign(struct message *m, const struct signing *s)
{
	struct message covered = *m;
	uint8_t mac[EVP_MAX_MD_SIZE];
	unsigned size;

	put_variables(&covered, key_wire, sizeof(key_wire), s->algorithm,
		      s->algorithm_size, s->when);
	HMAC(s->digest, secret, sizeof(secret) - 1, covered.octets,
	     covered.length, mac, &size);
	m->octets[11]++;
	put(m, key_wire, sizeof(key_wire));
	PUT(m, "\0\xfa\0\xff\0\0\0\0");
	put_u16(m, (unsigned)s->algorithm_size + 16 + s->mac_size);
	put(m, s->algorithm, s->algorithm_size);
	put_u16(m, (unsigned)(s->when >> 32));
	put_u16(m, (unsigned)(s->when >> 16 & 0xffff));
	put_u16(m, (unsigned)(s->when & 0xffff));
	PUT(m, "\1\x2c");
	put_u16(m, s->mac_size);
	put(m, mac, s->mac_size);
	PUT(m, "\x42\x42\0\0\0\0");
}

#define SIGNING(md, name, size) { md, name, sizeof(name), size, 0 }

static struct signing
sha256(void)
{
	struct signing s = SIGNING(EVP_sha256(), "\13hmac-sha256", 32);

	s.when = (uint64_t)time(NULL);
	return s;
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

/* An address, and within its RDATA what reads as a second record; the real
 * second one follows. */
static void
ldns_rdlength(void)
{
	struct message m = begin(0x8400, 2, 0);
	ldns_pkt *pkt;
	char *second;

	PUT(&m, "\xc0\x0c\0\1\0\1\0\0\0\x3c\0\x14\xc0\0\2\1");
	PUT(&m, "\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\6\6\6\6");
	PUT(&m, "\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\xc0\0\2\2");
	pkt = ldns_takes(&m);
	second = pkt ? ldns_rdf2str(ldns_rr_rdf(ldns_rr_list_rr(
		ldns_pkt_answer(pkt), 1), 0)) : NULL;
	claim(second && !strcmp(second, "6.6.6.6"), "ldns: a record is read "
	      "from within the RDATA of the one before it");
	free(second);
	ldns_pkt_free(pkt);
}

static void
ldns_place(void)
{
	struct message m = begin(0, 0, 0);
	struct signing s = sha256();
	ldns_pkt *pkt;

	sign(&m, &s);
	m.octets[11]++;
	PUT(&m, "\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\xc0\0\2\1");
	pkt = ldns_takes(&m);
	claim(pkt && ldns_rr_list_rr_count(ldns_pkt_additional(pkt)) == 0,
	      "ldns: behind a TSIG that is not last, a record is left out");
	ldns_pkt_free(pkt);
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

static void
ldns_leaks(void)
{
	struct message thrice = begin(0, 0, 0), unknown = thrice;
	struct signing s = sha256(), other = SIGNING(EVP_sha256(),
						     "\13hmac-sha999", 32);

	sign(&thrice, &s);
	sign(&thrice, &s);
	sign(&thrice, &s);
	claim(lost(take_and_free, &thrice) > ROUNDS * 100,
	      "ldns: of three TSIG records in a message one is never freed");
	sign(&unknown, &other);
	claim(lost(verify_and_free, &unknown) > ROUNDS * 100,
	      "ldns: a TSIG of an unknown algorithm is never freed");
}

static void
ldns_tsig(void)
{
	struct message m = begin(0, 0, 0), plain = m, other;
	struct signing s = sha256(), sha384 = SIGNING(EVP_sha384(),
						      "\13hmac-sha384", 48);
	uint64_t now = s.when;

	sign(&m, &s);
	claim(ldns_verifies(&m), "(ldns verifies what is signed by RFC 8945)");
	other = m;
	other.octets[plain.length + 1] = 'x';
	claim(ldns_verifies(&other),
	      "ldns: a TSIG in the name of another key is verified");
	other = m;
	other.octets[0] ^= 1;	/* as a forwarder does (RFC 8945 5.4) */
	claim(!ldns_verifies(&other), "ldns: with another id in the header, "
	      "a TSIG is not verified by its Original ID");
	other = plain;
	s.when = now - 365 * 86400;
	sign(&other, &s);
	claim(ldns_verifies(&other),
	      "ldns: a TSIG that was signed a year ago is verified");
	other = plain;
	sha384.when = now;
	sign(&other, &sha384);
	claim(!ldns_verifies(&other), "ldns: hmac-sha384 is not known");
	sha384.algorithm = "\14hmac-shac384";
	sha384.algorithm_size++;
	sign(&plain, &sha384);
	claim(ldns_verifies(&plain), "ldns: hmac-shac384 is");
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
knot_verifies(const struct message *m)
{
	struct message copy = *m;
	knot_pkt_t *pkt = knot_pkt_new(copy.octets, (uint16_t)m->length, NULL);
	knot_tsig_key_t key;
	bool yes;

	if (knot_tsig_key_init(&key, "hmac-sha256", "k.test", secret_text))
		abort();
	yes = knot_pkt_parse(pkt, 0) == KNOT_EOK && pkt->tsig_rr &&
		knot_tsig_server_check(pkt->tsig_rr, pkt->wire, pkt->size,
				       &key) == KNOT_EOK;
	knot_tsig_key_deinit(&key);
	knot_pkt_free(pkt);
	return yes;
}

static void
knot_rdata(void)
{
	struct message left = begin(0x8400, 1, 0), root = left;
	struct message owner = begin(0, 0, 1);

	PUT(&left, "\xc0\x0c\0\2\0\1\0\0\0\x3c\0\4\xc0\x0c??");
	claim(knot_takes(&left),
	      "libknot: octets behind a compressed name in RDATA are taken");
	PUT(&root, "\xc0\x0c\0\2\0\1\0\0\0\x3c\0\2\xc0\x13");
	claim(!knot_takes(&root),
	      "libknot: RDATA with a pointer to the root is refused");
	PUT(&owner, "\xc0\x0c\0\x29\4\xd0\0\0\0\0\0\0");
	claim(knot_takes(&owner),
	      "libknot: an OPT with an owner other than the root is taken");
}

static void
knot_label(void)
{
	struct message m = begin(0, 0, 0), plain = m;
	struct signing s = sha256(), md5 = SIGNING(EVP_sha256(),
		"\10hmac-md5\7sig-alg\3reg\3int", 16);

	sign(&m, &s);
	claim(knot_verifies(&m), "(libknot verifies what is signed by RFC 8945)");
	md5.when = s.when;
	sign(&plain, &md5);
	claim(knot_verifies(&plain), "libknot: half of a MAC by a key of "
	      "hmac-sha256 is verified if it is called hmac-md5");
}

/* libnatpmp ------------------------------------------------------------------------ */

static const struct message *datagram;
static uint8_t stack_held;

/* In place of libc's: DATAGRAM, in a buffer that held something before. */
ssize_t
recvfrom(int fd, void *restrict buffer, size_t size, int flags,
	 struct sockaddr *restrict from, socklen_t *restrict from_size)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons(5351),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };

	(void)fd;
	(void)flags;
	memset(buffer, stack_held, size);
	memcpy(buffer, datagram->octets, datagram->length);
	memcpy(from, &a, sizeof(a));
	*from_size = sizeof(a);
	return (ssize_t)datagram->length;
}

static void
natpmp_short(void)
{
	struct message two = { 2, { 0, 128 } }, four = { 4, { 0, 128, 0, 0 } };
	natpmp_t p = { .s = -1, .gateway = htonl(INADDR_LOOPBACK),
		.has_pending_request = 1, .try_number = 1,
		.retry_time = { .tv_sec = 0x7fffffff } }, q = p;
	natpmpresp_t r = { 0 };

	datagram = &four;
	stack_held = 66;
	claim(readnatpmpresponseorretry(&p, &r) == 0 && r.epoch == 0x42424242 &&
	      r.pnu.publicaddress.addr.s_addr == 0x42424242, "libnatpmp: a "
	      "response of 4 octets gives an address from its stack");
	datagram = &two;
	stack_held = 0;
	claim(readnatpmpresponseorretry(&q, &r) == 0,
	      "libnatpmp: one of 2 octets may be a success");
}

static void
natpmp_other(void)
{
	struct message m = { 12, { 0, 128, 0, 0, 0, 0, 0, 9, 192, 0, 2, 1 } };
	natpmp_t p = { .s = -1, .gateway = htonl(INADDR_LOOPBACK),
		.has_pending_request = 1, .try_number = 1,
		.pending_request_len = 12, .pending_request = { 0, 1 },
		.retry_time = { .tv_sec = 0x7fffffff } };
	natpmpresp_t r = { 0 };

	datagram = &m;
	claim(readnatpmpresponseorretry(&p, &r) == 0 && !p.has_pending_request,
	      "libnatpmp: an answer about the address ends a request for a "
	      "mapping");
}

int
main(void)
{
	ldns_rdlength();
	ldns_place();
	ldns_leaks();
	ldns_tsig();
	knot_rdata();
	knot_label();
	natpmp_short();
	natpmp_other();
	return missed ? EXIT_FAILURE : EXIT_SUCCESS;
}
