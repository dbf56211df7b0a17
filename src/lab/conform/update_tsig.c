/* SPDX-License-Identifier: Apache-2.0 */
/* update_tsig.c - acts of `conform update-server` about signatures (RFC 8945):
 * updates that are signed otherwise than they should be. */
#include "update_acts.h"

#include <errno.h>
#include <string.h>

#include "shell/clock.h"
#include "shell/tsig.h"

enum {
	RESEND_MS = 2000,		/* RFC 1035 4.2.1 */
	HOUR_S = 3600,
	/* well beyond what a server lets overtake (5.2.3), within fudge */
	OLDER_S = 120,
	TOO_SHORT = 9			/* 5.2.2.1: 10 octets at least */
};

/* One update, and what is otherwise about its TSIG. */
struct signing {
	struct key key;			/* with its name */
	const char *algorithm;		/* another name; NULL: its own */
	int64_t time_s;			/* from now */
	bool forged;
	size_t mac_size;		/* 0: all; longer: padded */
	bool twice, not_last, unreadable, capitals;
};

static void
capitals(struct dns_name *n)
{
	unsigned i;

	for (i = 0; i < n->length; i++)
		if (n->wire[i] >= 'a' && n->wire[i] <= 'z')
			n->wire[i] = (uint8_t)(n->wire[i] - 'a' + 'A');
}

/* The MAC of MESSAGE, into T. */
static int
compute(const struct signing *s, const uint8_t *message, size_t length,
	struct tsig *t)
{
	struct tsig_input in = { .message = message, .length = length,
		.id = t->original_id };
	struct signer *signer;
	struct mac full;
	int r = signer_open(&s->key, &signer);

	if (r < 0)
		return r;
	memset(&full, 0, sizeof(full));
	r = tsig_compute(signer, &in, t, &full);
	signer_close(signer);
	if (r < 0)
		return r;
	t->mac = full;
	t->mac.size = (uint16_t)(s->mac_size ? s->mac_size : full.size);
	if (s->forged)
		t->mac.octets[0] ^= 1;
	return 0;
}

static void
count_more(uint8_t *octets)
{
	octets[11]++;
}

/* What is wrong besides the MAC: SIZE octets from AT are the TSIG. */
static size_t
spoil(const struct signing *s, uint8_t *octets, size_t at, size_t size)
{
	static const uint8_t address[] = { 0, 0, DNS_TYPE_A, 0, DNS_CLASS_IN,
		0, 0, 0, 0, 0, 4, 192, 0, 2, 1 };
	size_t length = at + size;

	if (s->twice) {
		memcpy(octets + length, octets + at, size);
		length += size;
		count_more(octets);
	}
	if (s->not_last) {
		memcpy(octets + length, address, sizeof(address));
		length += sizeof(address);
		count_more(octets);
	}
	if (s->unreadable)		/* other data beyond the end */
		octets[length - 1] = 1;
	return length;
}

/* Signs the LENGTH octets in OCTETS of SIZE as S says; the new length or
 * -errno. */
static int
sign(const struct signing *s, uint8_t *octets, size_t length, size_t size)
{
	struct tsig t = {
		.key = s->key.name, .fudge_s = TSIG_FUDGE_S,
		.time_s = clock_wall_s() + (uint64_t)s->time_s,
		.original_id = (uint16_t)(octets[0] << 8 | octets[1]),
	};
	const char *algorithm = s->algorithm ? s->algorithm :
		tsig_algorithm_text(s->key.algorithm);
	int r = dns_name_from_text(&t.algorithm, algorithm);

	if (r == 0)
		r = compute(s, octets, length, &t);
	if (r < 0)
		return r;
	if (s->capitals) {
		capitals(&t.key);
		capitals(&t.algorithm);
	}
	r = tsig_append(octets, length, size, &t);
	if (r < 0)
		return r;
	return (int)spoil(s, octets, length, (size_t)r - length);
}

static struct signing
signing_of(const struct update_acts *a)
{
	struct signing s = { .mac_size = 0 };

	s.key = conform_setup_of(a->c)->keys.list[0];
	if (s.key.mac_size < tsig_algorithm_output(s.key.algorithm))
		s.mac_size = s.key.mac_size;
	return s;
}

/* Sends what stands in OCTETS until it is answered. R: what silence breaks. */
static bool
ask_raw(struct update_acts *a, const uint8_t *octets, size_t length,
	enum requirement_id r)
{
	struct conform_dns *d = a->plain;
	uint64_t left = conform_setup_of(a->c)->timeout_ms;
	const uint64_t wait = left < RESEND_MS ? left : RESEND_MS;

	if (conform_dns_send(d, octets, length) < 0)
		return false;
	while (!conform_dns_await(d, left < wait ? left : wait)) {
		left -= left < wait ? left : wait;
		if (!left || d->unreachable || conform_stopped(a->c) ||
		    conform_dns_tell(d, &a->server, octets, length) < 0) {
			update_unanswered(a, d, r);
			return false;
		}
	}
	return true;
}

/* An update of a name of our own, signed as S says. */
static bool
ask_signed(struct update_acts *a, const struct signing *s,
	   enum requirement_id r)
{
	const struct update_lease lease = { 4, UPDATE_LEASE_S, 0 };
	const struct update_set set = update_new_set(a, false);
	uint8_t octets[DNS_UDP_MAX + 2 * TSIG_RECORD_MAX];
	size_t length = update_write(&a->zone, &set, 1, false, lease, octets);
	int n = length ? sign(s, octets, length, sizeof(octets)) : -EMSGSIZE;

	if (n < 0) {
		conform_act_unclear(a->c, "the update could not be signed: %s",
				    strerror(-n));
		return false;
	}
	return ask_raw(a, octets, (size_t)n, r);
}

/* Keys and MACs --------------------------------------------------------- */

int
update_act_unsigned(struct conform *c, void *state)
{
	const struct update_lease lease = { 4, UPDATE_LEASE_S, 0 };
	struct update_acts *a = state;
	const struct update_set set = update_new_set(a, false);
	uint8_t octets[DNS_UDP_MAX];
	size_t length = update_write(&a->zone, &set, 1, false, lease, octets);

	if (length)
		ask_raw(a, octets, length, REQUIREMENT_COUNT);
	(void)c;
	return 0;
}

int
update_act_badkey(struct conform *c, void *state)
{
	struct update_acts *a = state;
	struct signing s = signing_of(a);
	struct dns_name invalid;

	/* no name below that can be anybody's (RFC 6761, 6.4) */
	if (dns_name_from_text(&invalid, "invalid") == 0 &&
	    dns_name_join(&s.key.name, a->label, &invalid) == 0)
		ask_signed(a, &s, REQ_TSIG_S_06);
	(void)c;
	return 0;
}

int
update_act_algorithm(struct conform *c, void *state)
{
	struct update_acts *a = state;
	struct signing s = signing_of(a);

	s.algorithm = "hmac-conform.invalid";
	ask_signed(a, &s, REQ_TSIG_S_06);
	(void)c;
	return 0;
}

int
update_act_badsig(struct conform *c, void *state)
{
	struct update_acts *a = state;
	struct signing s = signing_of(a);

	s.forged = true;
	ask_signed(a, &s, REQ_TSIG_S_10);
	(void)c;
	return 0;
}

/* Time ------------------------------------------------------------------ */

int
update_act_badtime(struct conform *c, void *state)
{
	struct update_acts *a = state;
	struct signing s = signing_of(a);

	s.time_s = -HOUR_S;
	if (!ask_signed(a, &s, REQ_TSIG_S_14))
		return 0;
	s.time_s = HOUR_S;
	ask_signed(a, &s, REQ_TSIG_S_14);
	(void)c;
	return 0;
}

int
update_act_both(struct conform *c, void *state)
{
	struct update_acts *a = state;
	struct signing s = signing_of(a);

	s.forged = true;
	s.time_s = -HOUR_S;
	ask_signed(a, &s, REQ_TSIG_S_05);
	(void)c;
	return 0;
}

int
update_act_older(struct conform *c, void *state)
{
	struct update_acts *a = state;
	struct signing s = signing_of(a);

	if (!ask_signed(a, &s, REQUIREMENT_COUNT))
		return 0;
	s.time_s = -OLDER_S;
	ask_signed(a, &s, REQUIREMENT_COUNT);
	(void)c;
	return 0;
}

/* Sizes ----------------------------------------------------------------- */

int
update_act_sizes(struct conform *c, void *state)
{
	struct update_acts *a = state;
	struct signing s = signing_of(a);
	const size_t output = tsig_algorithm_output(s.key.algorithm);

	s.mac_size = TOO_SHORT;
	if (!ask_signed(a, &s, REQ_TSIG_S_13))
		return 0;
	s.mac_size = output + 4;
	if (s.mac_size > TSIG_MAC_MAX)
		conform_unclear(c, REQ_TSIG_S_12, "no longer MAC than that of "
				"%s can be sent",
				tsig_algorithm_text(s.key.algorithm));
	else
		ask_signed(a, &s, REQ_TSIG_S_12);
	return 0;
}

int
update_act_truncated(struct conform *c, void *state)
{
	struct update_acts *a = state;
	struct signing s = signing_of(a);

	s.mac_size = tsig_algorithm_output(s.key.algorithm) / 2;
	if (s.mac_size > TOO_SHORT)
		ask_signed(a, &s, REQUIREMENT_COUNT);
	(void)c;
	return 0;
}

/* Form ------------------------------------------------------------------ */

int
update_act_place(struct conform *c, void *state)
{
	struct update_acts *a = state;
	struct signing s = signing_of(a);

	s.twice = true;
	if (!ask_signed(a, &s, REQ_TSIG_S_01))
		return 0;
	s.twice = false;
	s.not_last = true;
	ask_signed(a, &s, REQ_TSIG_S_01);
	(void)c;
	return 0;
}

int
update_act_unreadable(struct conform *c, void *state)
{
	struct update_acts *a = state;
	struct signing s = signing_of(a);

	s.unreadable = true;
	ask_signed(a, &s, REQ_TSIG_S_03);
	(void)c;
	return 0;
}

int
update_act_capitals(struct conform *c, void *state)
{
	struct update_acts *a = state;
	struct signing s = signing_of(a);

	s.capitals = true;
	ask_signed(a, &s, REQUIREMENT_COUNT);
	(void)c;
	return 0;
}
