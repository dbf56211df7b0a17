/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_tsig.c - property: what we sign, libknot and ldns verify; what libknot
 * signs, we verify; and of a signed message with an octet changed, at another
 * time, with a shorter MAC or the name of another algorithm, we believe exactly
 * what RFC 8945 lets us, and they the same but where a line of `known` says so. An
 * answer of ours libknot verifies by its request's MAC, and by no other.
 *
 * The input: key, what is done (enum deed), how (three octets), the message. */
#include "../src/shell/edge.h"
#include "../src/shell/tsig.h"
#include "classes.h"
#include "survey.h"

#include <assert.h>
#include <ldns/ldns.h>
#include <libknot/libknot.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NOW_MS = 1000000, NOW_S = 1800000000, KEYS = 7, HEAD = 5 };
enum deed {
	SIGNED,		/* and as it was signed */
	CHANGED,	/* an octet is another */
	TIMED,		/* signed at another time, with another fudge */
	SHORTENED,	/* a MAC of another size */
	LABELLED,	/* the algorithm's name is another key's */
	DEEDS
};

/* Of NLnet Labs' ldns, and of CZ.NIC's libknot. */
enum {
	CZ_TRUNCATED, CZ_LABEL, CZ_ZERO,
	NL_TRUNCATED, NL_SHA384, NL_SHA224, NL_TIME, NL_HEAD,
	NL_ID, CLASSES
};

static struct difference known[CLASSES] = {
	[CZ_TRUNCATED] = { "libknot, a shorter MAC",
		"RFC 8945 5.2.2.1 allows it, libknot takes whole ones", 0 },
	[CZ_LABEL] = { "libknot, another algorithm's name", "it computes "
		"by its key, and compares as much as that name says", 0 },
	[CZ_ZERO] = { "libknot, fudge or time 0",
		"libknot refuses them, RFC 8945 does not", 0 },
	[NL_TRUNCATED] = { "ldns, a shorter MAC", "as libknot", 0 },
	[NL_SHA384] = { "ldns, hmac-sha384",
		"it is looked for by the name \"hmac-shac384.\"", 0 },
	[NL_SHA224] = { "ldns, hmac-sha224", "it has none", 0 },
	[NL_TIME] = { "ldns, another time", "it is not looked at", 0 },
	[NL_HEAD] = { "ldns, owner, CLASS and TTL of the TSIG",
		"the MAC is computed over the caller's", 0 },
	[NL_ID] = { "ldns, the header's id", "the Original ID does not "
		"stand for it in the MAC (RFC 8945 4.3.2)", 0 },
};

static const char key_text[] =
	"key a.key { algorithm hmac-md5; secret \"AAECAwQFBgcICQoLDA0ODw==\"; };\n"
	"key b.key { algorithm hmac-sha1; secret \"AAECAwQFBgcICQoLDA0ODw==\"; };\n"
	"key c.key { algorithm hmac-sha224; secret \"AAECAwQFBgcICQoLDA0ODw==\"; };\n"
	"key d.key { algorithm hmac-sha256; secret \"AAECAwQFBgcICQoLDA0ODw==\"; };\n"
	"key e.key { algorithm hmac-sha384; secret \"AAECAwQFBgcICQoLDA0ODw==\"; };\n"
	"key f.key { algorithm hmac-sha512; secret \"AAECAwQFBgcICQoLDA0ODw==\"; };\n"
	"key g.key { algorithm hmac-sha256-128; secret \"AAECAwQFBgcICQoLDA0ODw==\"; };\n";
static const char secret_text[] = "AAECAwQFBgcICQoLDA0ODw==";

static struct keys keys;
static struct signer *signers[KEYS];
static struct edge *edge;
static knot_tsig_key_t knot_keys[KEYS];

/* libknot asks what time it is. */
time_t
time(time_t *out)
{
	if (out)
		*out = NOW_S;
	return NOW_S;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	char error[KEY_ERROR_MAX], name[DNS_NAME_TEXT_MAX];
	const char *text;
	unsigned i;

	(void)argc;
	(void)argv;
	assert(keys_parse(&keys, "keys", key_text, true, error) == 0);
	assert(keys.count == KEYS && edge_open(&keys, 16, &edge) == 0);
	for (i = 0; i < KEYS; i++) {
		assert(signer_open(&keys.list[i], &signers[i]) == 0);
		dns_name_to_text(&keys.list[i].name, name, sizeof(name));
		text = tsig_algorithm_text(keys.list[i].algorithm);
		assert(knot_tsig_key_init(&knot_keys[i], i ? text : "hmac-md5",
					  name, secret_text) == KNOT_EOK);
	}
	class_tell("known", known, CLASSES);
	return 0;
}

/* A message, and what was done to it ------------------------------------------- */

struct attempt {
	unsigned key;
	enum deed deed;
	uint8_t how[3];
	bool by_knot;		/* libknot signs */
	size_t length, plain;	/* with and without its TSIG */
	uint8_t octets[DNS_UDP_MAX];
	uint8_t before[DNS_UDP_MAX];	/* as it was signed */
	size_t where;		/* the octet that was changed */
	struct tsig tsig;
	bool expected;		/* RFC 8945: it is to be believed */
};

/* Any message that can be read, as a question to us; no UPDATE, since the edge
 * takes each but once. */
static bool
take_message(struct attempt *a, const uint8_t *data, size_t size)
{
	struct dns_message msg;

	if (size > sizeof(a->octets) - TSIG_RECORD_MAX)
		return false;
	memcpy(a->octets, data, size);
	if (size >= DNS_HEADER_SIZE) {
		a->octets[2] &= 0x7f;
		if (a->octets[2] >> 3 == DNS_OPCODE_UPDATE)
			a->octets[2] = 0;
	}
	a->length = a->plain = size;
	return dns_open(&msg, a->octets, size) == 0 && !msg.tsig_count;
}

static void
sign_by_knot(struct attempt *a)
{
	uint8_t digest[TSIG_MAC_MAX];
	size_t digest_size = sizeof(digest);

	assert(knot_tsig_sign(a->octets, &a->length, sizeof(a->octets), NULL, 0,
			      digest, &digest_size, &knot_keys[a->key], 0, 0) ==
	       KNOT_EOK);
}

static int16_t
signed_16(const uint8_t *p)
{
	return (int16_t)(p[0] << 8 | p[1]);
}

static void
sign_by_us(struct attempt *a)
{
	const struct key *key = &keys.list[a->key];
	struct tsig_input in = { .message = a->octets, .length = a->length,
		.id = (uint16_t)(a->octets[0] << 8 | a->octets[1]) };
	struct tsig *t = &a->tsig;
	enum tsig_algorithm label = key->algorithm;
	int r;

	t->key = key->name;
	t->time_s = NOW_S;
	t->fudge_s = TSIG_FUDGE_S;
	if (a->deed == TIMED) {
		t->time_s += (uint64_t)(int64_t)signed_16(a->how);
		t->fudge_s = (uint16_t)(a->how[2] * 7);
	} else if (a->deed == LABELLED) {
		label = keys.list[a->how[0] % KEYS].algorithm;
	}
	assert(dns_name_from_text(&t->algorithm,
				  tsig_algorithm_text(label)) == 0);
	t->original_id = in.id;
	assert(tsig_compute(signers[a->key], &in, t, &t->mac) == 0);
	if (a->deed == SHORTENED)
		t->mac.size = a->how[0] % (TSIG_MAC_MAX + 1);
	else if (a->deed == LABELLED)
		t->mac.size = (uint16_t)tsig_algorithm_output(label);
	r = tsig_append(a->octets, a->length, sizeof(a->octets), t);
	assert(r > 0);
	a->length = (size_t)r;
}

/* In octet AT no more than the case of a letter of a name has changed: of the
 * TSIG's owner or algorithm, which are not compressed. */
static bool
is_case(const struct attempt *a, size_t at)
{
	uint8_t was = a->before[at] | 0x20, is = a->octets[at] | 0x20;
	size_t begin = a->plain, end;
	unsigned name;

	if (was != is || was < 'a' || was > 'z')
		return false;
	for (name = 0; name < 2; name++) {
		for (end = begin; a->before[end]; end += 1u + a->before[end])
			if (end == at)
				return false;	/* a length */
		if (at >= begin && at < end)
			return true;
		begin = end + 1 + 10;
	}
	return false;
}

static void
change(struct attempt *a)
{
	size_t at = (size_t)(a->how[0] << 8 | a->how[1]) % a->length;

	a->where = at;
	a->octets[at] ^= a->how[2] ? a->how[2] : 0x20;
	/* the header's id may be another; its place has the Original ID */
	a->expected = at < 2 || is_case(a, at);
}

static void
prepare(struct attempt *a)
{
	size_t output = tsig_algorithm_output(keys.list[a->key].algorithm);
	int64_t off = signed_16(a->how);

	a->expected = true;
	if (a->by_knot)
		sign_by_knot(a);
	else
		sign_by_us(a);
	memcpy(a->before, a->octets, a->length);
	switch (a->deed) {
	case CHANGED:
		change(a);
		break;
	case TIMED:
		a->expected = (off < 0 ? -off : off) <= a->tsig.fudge_s;
		break;
	case SHORTENED:
		/* RFC 8945 5.2.2.1, and 5.2.4 by the key's own */
		a->expected = a->tsig.mac.size >= 10 &&
			2 * a->tsig.mac.size >= output &&
			a->tsig.mac.size <= output &&
			a->tsig.mac.size >= keys.list[a->key].mac_size;
		break;
	case LABELLED:
		a->expected = keys.list[a->how[0] % KEYS].algorithm ==
			keys.list[a->key].algorithm;
		break;
	default:
		break;
	}
}

/* Verdicts --------------------------------------------------------------------- */

static bool
we_believe(const struct attempt *a)
{
	static uint32_t source;
	struct edge_peer from = { .channel = CHANNEL_SERVICE,
				  .endpoint = { .family = 4, .port = 53 } };
	static uint8_t octets[DNS_UDP_MAX];
	struct edge_judgement j;

	/* each comes from elsewhere: times of one source would have to go on */
	source++;
	memcpy(from.endpoint.address, &source, sizeof(source));
	memcpy(octets, a->octets, a->length);
	edge_judge(edge, &from, octets, a->length, NOW_MS, NOW_S, &j);
	if (j.verdict != VERDICT_VERIFIED)
		return false;
	assert(j.key == a->key && j.length == a->plain);
	assert(!memcmp(octets + 2, a->before + 2, 8));
	assert(!memcmp(octets + DNS_HEADER_SIZE, a->before + DNS_HEADER_SIZE,
		       a->plain - DNS_HEADER_SIZE));
	return true;
}

static void
explain(const struct attempt *a, int why)
{
	if (why == CLASSES)
		fprintf(stderr, "key %u, deed %d, octet %zu of %zu, TSIG at "
			"%zu, we %s\n", a->key, a->deed, a->where, a->length,
			a->plain, a->expected ? "believe" : "refuse");
	class_found(known, CLASSES, why);
}

static int
why_knot(const struct attempt *a, bool believes)
{
	if (a->deed == SHORTENED && !believes)
		return CZ_TRUNCATED;
	if (a->deed == LABELLED && believes)
		return CZ_LABEL;
	if (a->deed == TIMED && !believes && !a->tsig.fudge_s)
		return CZ_ZERO;
	return CLASSES;
}

static void
ask_knot(const struct attempt *a)
{
	static uint8_t octets[DNS_UDP_MAX];
	bool believes = false;
	knot_pkt_t *pkt;

	memcpy(octets, a->octets, a->length);
	pkt = knot_pkt_new(octets, (uint16_t)a->length, NULL);
	assert(pkt);
	if (knot_pkt_parse(pkt, 0) == KNOT_EOK && pkt->tsig_rr)
		believes = knot_tsig_server_check(pkt->tsig_rr, pkt->wire,
			pkt->size, &knot_keys[a->key]) == KNOT_EOK;
	else if (a->expected && (pkt->tsig_rr || survey(octets, a->length)))
		goto out;	/* it cannot read what was signed */
	if (believes == a->expected)
		goto out;
	explain(a, why_knot(a, believes));
out:
	knot_pkt_free(pkt);
}

static int
why_ldns(const struct attempt *a, bool believes)
{
	enum tsig_algorithm algorithm = keys.list[a->key].algorithm;

	if (!believes && algorithm == TSIG_HMAC_SHA384)
		return NL_SHA384;
	if (!believes && algorithm == TSIG_HMAC_SHA224)
		return NL_SHA224;
	if (a->deed == SHORTENED && !believes)
		return NL_TRUNCATED;
	if (a->deed == TIMED && believes)
		return NL_TIME;
	if (a->deed != CHANGED)
		return CLASSES;
	if (a->where < 2 ? !believes : believes &&
	    (a->where == a->length - 6 || a->where == a->length - 5))
		return NL_ID;	/* neither counts, but the one in the header */
	return believes && a->where >= a->plain &&
		a->where < a->plain + a->before[a->plain] + 16 ? NL_HEAD :
		CLASSES;
}

static void
ask_ldns(const struct attempt *a)
{
	char name[DNS_NAME_TEXT_MAX];
	ldns_rr *tsig;
	ldns_pkt *pkt;
	bool believes;

	/* what ldns reads astray, it cannot verify */
	if (survey_astray(survey(a->octets, a->length)) ||
	    ldns_wire2pkt(&pkt, a->octets, a->length) != LDNS_STATUS_OK)
		return;
	dns_name_to_text(&keys.list[a->key].name, name, sizeof(name));
	tsig = ldns_pkt_tsig(pkt);
	believes = ldns_pkt_tsig_verify(pkt, a->octets, a->length, name,
					secret_text, NULL);
	/* it is gone, and lost, where ldns does not know the algorithm */
	ldns_pkt_set_tsig(pkt, tsig);
	ldns_pkt_free(pkt);
	if (believes != a->expected)
		explain(a, why_ldns(a, believes));
}

/* Whether libknot believes the LENGTH octets of ANSWER to a request whose MAC
 * was PRIOR; -1: it cannot read them. */
static int
knot_takes_answer(const uint8_t *answer, size_t length, unsigned key,
		  const struct mac *prior)
{
	static uint8_t octets[DNS_UDP_MAX];
	knot_pkt_t *pkt;
	int r = -1;

	memcpy(octets, answer, length);
	pkt = knot_pkt_new(octets, (uint16_t)length, NULL);
	assert(pkt);
	if (knot_pkt_parse(pkt, 0) == KNOT_EOK && pkt->tsig_rr)
		r = knot_tsig_client_check(pkt->tsig_rr, pkt->wire, pkt->size,
			prior->octets, prior->size, &knot_keys[key], 0) ==
			KNOT_EOK;
	knot_pkt_free(pkt);
	return r;
}

/* The message as our answer to itself: its MAC covers the request's (RFC 8945
 * 5.3), and no other request's. */
static void
check_answer(const struct attempt *a)
{
	static uint8_t octets[DNS_UDP_MAX];
	struct tsig_input in = { .prior = &a->tsig.mac, .message = octets,
		.length = a->plain, .id = a->tsig.original_id };
	struct tsig t = a->tsig;
	struct mac other = a->tsig.mac;
	int length;

	memcpy(octets, a->before, a->plain);
	/* as it was before its TSIG was counted */
	octets[11]--;
	octets[10] = (uint8_t)(octets[10] - (octets[11] == 0xff));
	octets[2] |= 0x80;
	assert(tsig_compute(signers[a->key], &in, &t, &t.mac) == 0);
	length = tsig_append(octets, a->plain, sizeof(octets), &t);
	assert(length > 0);
	assert(knot_takes_answer(octets, (size_t)length, a->key,
				 &a->tsig.mac) != 0);
	other.octets[a->how[0] % other.size] ^= 1u << a->how[1] % 8;
	assert(knot_takes_answer(octets, (size_t)length, a->key, &other) != 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct attempt a;

	if (size < HEAD)
		return 0;
	memset(&a, 0, sizeof(a));
	a.key = data[0] % KEYS;
	a.deed = (enum deed)(data[1] % DEEDS);
	a.by_knot = data[1] & 0x80 && a.deed <= CHANGED;
	memcpy(a.how, data + 2, sizeof(a.how));
	if (!take_message(&a, data + HEAD, size - HEAD))
		return 0;
	prepare(&a);
	assert(we_believe(&a) == a.expected);
	ask_knot(&a);
	ask_ldns(&a);
	if (a.deed == SIGNED && !a.by_knot)
		check_answer(&a);
	return 0;
}
