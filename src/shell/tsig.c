/* SPDX-License-Identifier: Apache-2.0 */
/* tsig.c - one TSIG record (RFC 8945). */
#include "tsig.h"

#include <assert.h>
#include <errno.h>
#include <openssl/core_names.h>
#include <openssl/params.h>
#include <stdlib.h>
#include <string.h>

struct signer {
	EVP_MAC_CTX *context;
	enum tsig_algorithm algorithm;
};

static const char *const digests[TSIG_ALGORITHM_COUNT] = {
	[TSIG_HMAC_SHA256] = "SHA256", [TSIG_HMAC_SHA1] = "SHA1",
	[TSIG_HMAC_SHA224] = "SHA224", [TSIG_HMAC_SHA384] = "SHA384",
	[TSIG_HMAC_SHA512] = "SHA512", [TSIG_HMAC_MD5] = "MD5",
};

static uint16_t
u16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static uint8_t *
put_u16(uint8_t *p, unsigned value)
{
	*p++ = (uint8_t)(value >> 8);
	*p++ = (uint8_t)value;
	return p;
}

static uint8_t *
put_u48(uint8_t *p, uint64_t value)
{
	int shift;

	for (shift = 40; shift >= 0; shift -= 8)
		*p++ = (uint8_t)(value >> shift);
	return p;
}

static uint8_t *
put_name(uint8_t *p, const struct dns_name *name)
{
	memcpy(p, name->wire, name->length);
	return p + name->length;
}

/* Reading --------------------------------------------------------------------------- */

/* The algorithm's name is never compressed (RFC 8945 4.2). */
static size_t
read_algorithm(const struct dns_record *rr, struct dns_name *name)
{
	size_t at = 0;

	while (at < rr->rdata_length && rr->rdata[at] != 0) {
		if (rr->rdata[at] > DNS_LABEL_MAX)
			return 0;
		at += 1u + rr->rdata[at];
	}
	if (at >= rr->rdata_length ||
	    dns_name_from_wire(name, rr->rdata, at + 1) < 0)
		return 0;
	dns_name_lower(name);
	return at + 1;
}

static int
read_fields(const struct dns_record *rr, struct tsig *tsig)
{
	size_t at = read_algorithm(rr, &tsig->algorithm), left;
	const uint8_t *p = rr->rdata + at;

	left = rr->rdata_length - at;
	if (at == 0 || left < 16)
		return -EBADMSG;
	tsig->time_s = (uint64_t)u16(p) << 32 | (uint64_t)u16(p + 2) << 16 |
		u16(p + 4);
	tsig->fudge_s = u16(p + 6);
	tsig->mac.size = u16(p + 8);
	if (tsig->mac.size > TSIG_MAC_MAX || left < 16u + tsig->mac.size)
		return -EBADMSG;
	memcpy(tsig->mac.octets, p + 10, tsig->mac.size);
	p += 10 + tsig->mac.size;
	tsig->original_id = u16(p);
	tsig->error = u16(p + 2);
	tsig->other_size = u16(p + 4);
	if (left != 16u + tsig->mac.size + tsig->other_size ||
	    tsig->other_size > sizeof(tsig->other))
		return -EBADMSG;
	memcpy(tsig->other, p + 6, tsig->other_size);
	return 0;
}

int
tsig_read(const struct dns_message *msg, struct tsig *tsig)
{
	struct dns_iterator it;
	struct dns_record rr;

	memset(tsig, 0, sizeof(*tsig));
	if (msg->tsig_count != 1 || !msg->tsig_last)
		return -EBADMSG;
	dns_records(msg, DNS_ADDITIONAL, &it);
	while (dns_next(&it, &rr) && rr.type != DNS_TYPE_TSIG)
		;
	if (rr.class != DNS_CLASS_ANY || rr.ttl != 0)
		return -EBADMSG;
	tsig->key = rr.name;
	dns_name_lower(&tsig->key);
	return read_fields(&rr, tsig);
}

/* Computing -------------------------------------------------------------------------- */

int
signer_open(const struct key *key, struct signer **out)
{
	EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	struct signer *s = calloc(1, sizeof(*s));
	OSSL_PARAM params[2];
	char digest[16];

	if (!s || !mac)
		goto fail;
	s->algorithm = key->algorithm;
	s->context = EVP_MAC_CTX_new(mac);
	strcpy(digest, digests[key->algorithm]);
	params[0] = OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST,
						     digest, 0);
	params[1] = OSSL_PARAM_construct_end();
	if (!s->context || !EVP_MAC_init(s->context, key->secret,
					 key->secret_size, params))
		goto fail;
	EVP_MAC_free(mac);
	*out = s;
	return 0;
fail:
	EVP_MAC_free(mac);
	signer_close(s);
	return -EIO;
}

void
signer_close(struct signer *s)
{
	if (!s)
		return;
	EVP_MAC_CTX_free(s->context);
	free(s);
}

/* RFC 8945 4.3.3: not RDLENGTH, MAC size, MAC, original ID. */
static size_t
variables(const struct tsig *tsig, bool timers_only,
	  uint8_t out[TSIG_RECORD_MAX])
{
	uint8_t *p = out;

	if (!timers_only) {
		p = put_name(p, &tsig->key);
		p = put_u16(p, DNS_CLASS_ANY);
		p = put_u16(put_u16(p, 0), 0);
		p = put_name(p, &tsig->algorithm);
	}
	p = put_u48(p, tsig->time_s);
	p = put_u16(p, tsig->fudge_s);
	if (!timers_only) {
		p = put_u16(p, tsig->error);
		p = put_u16(p, tsig->other_size);
		memcpy(p, tsig->other, tsig->other_size);
		p += tsig->other_size;
	}
	return (size_t)(p - out);
}

int
tsig_compute(struct signer *s, const struct tsig_input *in,
	     const struct tsig *tsig, struct mac *full)
{
	uint8_t vars[TSIG_RECORD_MAX], two[2];
	size_t size = variables(tsig, in->timers_only, vars), made;
	EVP_MAC_CTX *c = s->context;
	bool ok = EVP_MAC_init(c, NULL, 0, NULL);

	assert(in->length >= DNS_HEADER_SIZE);
	if (in->prior) {
		put_u16(two, in->prior->size);
		ok = ok && EVP_MAC_update(c, two, 2) &&
			EVP_MAC_update(c, in->prior->octets, in->prior->size);
	}
	if (in->earlier_size)
		ok = ok && EVP_MAC_update(c, in->earlier, in->earlier_size);
	put_u16(two, in->id);
	ok = ok && EVP_MAC_update(c, two, 2) &&
		EVP_MAC_update(c, in->message + 2, in->length - 2) &&
		EVP_MAC_update(c, vars, size) &&
		EVP_MAC_final(c, full->octets, &made, TSIG_MAC_MAX);
	full->size = (uint16_t)(ok ? made : 0);
	return ok ? 0 : -EIO;
}

bool
tsig_mac_size_legal(size_t size, size_t output)
{
	return size <= output && size >= 10 && size >= output / 2;
}

/* On the message ----------------------------------------------------------------------- */

static void
count_additional(uint8_t *message, int more)
{
	put_u16(message + 10, (unsigned)(u16(message + 10) + more));
}

int
tsig_append(uint8_t *message, size_t length, size_t size,
	    const struct tsig *tsig)
{
	uint8_t record[TSIG_RECORD_MAX + 16], *p = record;
	size_t rdata = tsig->algorithm.length + 16u + tsig->mac.size +
		tsig->other_size;

	p = put_name(p, &tsig->key);
	p = put_u16(put_u16(p, DNS_TYPE_TSIG), DNS_CLASS_ANY);
	p = put_u16(put_u16(p, 0), 0);
	p = put_u16(p, (unsigned)rdata);
	p = put_name(p, &tsig->algorithm);
	p = put_u16(put_u48(p, tsig->time_s), tsig->fudge_s);
	p = put_u16(p, tsig->mac.size);
	memcpy(p, tsig->mac.octets, tsig->mac.size);
	p = put_u16(p + tsig->mac.size, tsig->original_id);
	p = put_u16(put_u16(p, tsig->error), tsig->other_size);
	memcpy(p, tsig->other, tsig->other_size);
	p += tsig->other_size;
	if (length + (size_t)(p - record) > size)
		return -EMSGSIZE;
	memcpy(message + length, record, (size_t)(p - record));
	count_additional(message, 1);
	return (int)(length + (size_t)(p - record));
}

size_t
tsig_strip(uint8_t *message, const struct dns_message *msg)
{
	assert(msg->tsig_count == 1 && msg->tsig_last);
	count_additional(message, -1);
	return msg->tsig;
}
