/* SPDX-License-Identifier: Apache-2.0 */
/* test_judge_tsig.c - the judge of TSIG: conversations in which all is well,
 * and one deviation at a time (RFC 8945). */
#include "dialogue.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { SOON = 5, END = 2000000, LATER_MS = 1000000 };

/* How a message is signed otherwise than it should be. */
struct fault {
	bool none;			/* no TSIG at all */
	bool empty;			/* no MAC */
	bool forged;			/* a MAC of anything */
	bool bare;			/* without the request's MAC */
	bool header_id, counted, upper, as_sent, tail;
	bool other_key, other_algorithm;
	bool all_variables;		/* of a later message */
	unsigned mac_size;		/* 0: all of it */
	unsigned fudge, error;
	int64_t time;			/* s from now */
	unsigned class, ttl;		/* plus what it is */
	bool twice, first, unreadable, compressed, original_id, other_data;
};

static struct plan {
	struct fault request, answer;	/* of an update that is good */
	unsigned rcode;			/* of its answer */
	struct fault badtime, badkey, badsig, refused;
	unsigned badtime_rcode, badkey_rcode, badsig_rcode;
	unsigned twice_rcode, first_rcode, unreadable_rcode, short_rcode,
		long_rcode;
	bool badtime_own_time, badtime_own_fudge, badtime_no_time;
	bool takes_badtime, takes_badkey, takes_badsig, takes_older;
	bool mute_badsig, time_first;
	struct fault plain, event, acknowledged, transfer, truncated, last;
	bool truncated_answers, gives_up;
} plan;

static struct keys keys;
static uint16_t next_id;
static struct endpoint client, server;

struct words {
	struct dns_writer w;
	uint8_t octets[DIALOGUE_OCTETS];
	uint16_t id;
	size_t length;
};

/* Building -------------------------------------------------------------- */

static void
begin(struct words *m, uint16_t id, unsigned flags)
{
	struct dns_name zone;

	ck_assert_int_eq(dns_name_from_text(&zone, "example.net"), 0);
	m->id = id ? id : ++next_id;
	dns_begin(&m->w, m->octets, sizeof(m->octets), m->id, (uint16_t)flags);
	dns_add_question(&m->w, &zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	m->length = 0;
}

static void
end(struct words *m)
{
	const int length = m->length ? (int)m->length : dns_end(&m->w);

	ck_assert_int_gt(length, 0);
	m->length = (size_t)length;
}

static void
count_more(struct words *m, int more)
{
	m->octets[11] = (uint8_t)(m->octets[11] + more);
}

/* The TSIG again, or only what follows it. */
static void
spoil(struct words *m, const struct fault *f, size_t begin_of)
{
	static const uint8_t other[] = { 0, 0, DNS_TYPE_A, 0, DNS_CLASS_IN, 0,
		0, 0, 0, 0, 4, 10, 0, 0, 1 };
	const size_t size = m->length - begin_of;
	uint8_t *name = m->octets + begin_of;
	size_t fixed = begin_of;

	while (m->octets[fixed])
		fixed += 1u + m->octets[fixed];
	m->octets[fixed + 4] = (uint8_t)(m->octets[fixed + 4] - f->class);
	m->octets[fixed + 8] = (uint8_t)(m->octets[fixed + 8] + f->ttl);
	if (f->unreadable)		/* MAC size beyond the end */
		m->octets[fixed + 11 + 13 + 8] = 0xff;
	if (f->twice) {
		memmove(name + size, name, size);
		m->length += size;
		count_more(m, 1);
	}
	if (f->first) {
		memcpy(m->octets + m->length, other, sizeof(other));
		m->length += sizeof(other);
		count_more(m, 1);
	}
}

/* The algorithm's name as a pointer to its like in the owner's name. */
static void
compress(struct words *m, size_t begin_of)
{
	const size_t rdata = begin_of + 1 + 4 + 1 + 10;
	const size_t rest = m->length - rdata - 13;
	const size_t root = begin_of + 5;

	/* "\x0bhmac-sha256\0" ends by a pointer to a root's octet */
	m->octets[rdata + 12] = (uint8_t)(0xc0 | root >> 8);
	memmove(m->octets + rdata + 14, m->octets + rdata + 13, rest);
	m->octets[rdata + 13] = (uint8_t)root;
	m->length++;
	m->octets[rdata - 1]++;
}

static void
capitals(struct dns_name *n)
{
	unsigned i;

	for (i = 1; i < n->length; i++)
		if (n->wire[i] >= 'a' && n->wire[i] <= 'z')
			n->wire[i] = (uint8_t)(n->wire[i] - 'a' + 'A');
}

static struct tsig
make_tsig(const struct words *m, const struct key *key, uint64_t ms,
	  const struct fault *f)
{
	struct tsig t = {
		.key = key->name, .fudge_s = (uint16_t)(f->fudge ? f->fudge :
							TSIG_FUDGE_S),
		.time_s = dialogue_clock_s(ms) + (uint64_t)f->time,
		.original_id = (uint16_t)(m->id + f->original_id),
		.error = (uint16_t)f->error,
	};
	const char *algorithm = tsig_algorithm_text(key->algorithm);

	ck_assert_int_eq(dns_name_from_text(&t.algorithm, algorithm), 0);
	if (f->other_data)
		t.other_size = 6;
	return t;
}

/* Signs M with KEY after PRIOR (NULL: a request); the MAC as it was sent. */
static struct mac
sign_with(struct words *m, const struct key *key, const struct mac *prior,
	  const struct fault *f, struct tsig *t, bool later)
{
	const size_t output = tsig_algorithm_output(key->algorithm);
	struct tsig_input in = { .prior = f->bare ? NULL : prior };
	struct tsig computed;
	struct signer *s;
	struct mac full;
	size_t begin_of;
	int length;

	end(m);
	if (f->none)
		return (struct mac){ .size = 0 };
	if (f->as_sent)
		capitals(&t->key);
	computed = *t;
	if (f->upper)
		capitals(&t->key);
	in.message = m->octets;
	in.length = m->length;
	in.id = f->header_id ? m->id : t->original_id;
	in.timers_only = later && !f->all_variables;
	count_more(m, f->counted);
	ck_assert_int_eq(signer_open(key, &s), 0);
	ck_assert_int_eq(tsig_compute(s, &in, &computed, &full), 0);
	signer_close(s);
	count_more(m, -(int)f->counted);
	t->mac = full;
	t->mac.size = (uint16_t)(f->empty ? 0 : f->mac_size ? f->mac_size :
				 output);
	if (f->tail)
		memmove(t->mac.octets, full.octets + full.size - t->mac.size,
			t->mac.size);
	if (f->forged)
		t->mac.octets[0] ^= 1;
	begin_of = m->length;
	length = tsig_append(m->octets, m->length, sizeof(m->octets), t);
	ck_assert_int_gt(length, 0);
	m->length = (size_t)length;
	spoil(m, f, begin_of);
	if (f->compressed)
		compress(m, begin_of);
	return t->mac;
}

static const struct key *
key_of(const struct fault *f)
{
	return &keys.list[f->other_key ? 1 : f->other_algorithm ? 2 : 0];
}

static struct mac
sign(struct words *m, uint64_t ms, const struct mac *prior,
     const struct fault *f)
{
	const struct key *key = key_of(f);
	struct key same = *key;
	struct tsig t;

	if (f->other_algorithm)		/* under the same name */
		same.name = keys.list[0].name;
	t = make_tsig(m, &same, ms, f);
	return sign_with(m, &same, prior, f, &t, false);
}

static void
say(const char *label, uint64_t ms, struct words *m, bool from_server,
    enum packet_kind kind)
{
	end(m);
	dialogue_say(label, ms, kind, from_server ? server : client,
		     from_server ? client : server, m->octets, m->length);
}

enum {
	UPDATE = DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT,
	ANSWER = UPDATE | DNS_FLAG_QR
};

/* The conversation ------------------------------------------------------ */

/* A signed request and its answer, each with what is wrong with it. */
static void
exchange(uint64_t ms, const struct fault *request, const struct fault *answer,
	 unsigned rcode)
{
	struct words m;
	struct mac mac;
	uint16_t id;

	begin(&m, 0, UPDATE);
	id = m.id;
	mac = sign(&m, ms, NULL, request);
	say("request", ms, &m, false, PACKET_UDP);
	begin(&m, id, ANSWER | rcode);
	sign(&m, ms, &mac, answer);
	say("answer", ms + SOON, &m, true, PACKET_UDP);
}

static void
broken(uint64_t ms, struct fault request, unsigned rcode)
{
	const struct fault none = { .none = true };

	exchange(ms, &request, &none, rcode ? rcode - 1 : DNS_RCODE_FORMERR);
}

/* A request with an error of TSIG in its answer. */
static void
tell_error(uint64_t ms, const struct fault *request, unsigned error,
	   unsigned rcode, const struct fault *otherwise, bool unsigned_one)
{
	struct fault answer = *otherwise;

	answer.error = error;
	answer.empty = unsigned_one != otherwise->empty;
	exchange(ms, request, &answer, rcode ? rcode - 1 : DNS_RCODE_NOTAUTH);
}

static void
badtime(uint64_t ms)
{
	const struct fault request = { .time = -1000 }, good = { .time = 0 };
	struct tsig t;
	struct words m;
	struct mac mac;
	uint64_t now = dialogue_clock_s(ms);
	uint16_t id;
	unsigned i;

	begin(&m, 0, UPDATE);
	id = m.id;
	mac = sign(&m, ms, NULL, &request);
	say("badtime?", ms, &m, false, PACKET_UDP);
	if (plan.takes_badtime) {
		begin(&m, id, ANSWER);
		sign(&m, ms, &mac, &good);
		say("taken", ms + SOON, &m, true, PACKET_UDP);
		return;
	}
	begin(&m, id, ANSWER | (plan.badtime_rcode ? plan.badtime_rcode - 1 :
				DNS_RCODE_NOTAUTH));
	t = make_tsig(&m, key_of(&plan.badtime), ms, &request);
	t.error = TSIG_BADTIME;
	t.other_size = plan.badtime_no_time ? 0 : 6;
	for (i = 0; i < 6; i++)
		t.other[i] = (uint8_t)(now >> 8 * (5 - i));
	if (plan.badtime_own_time)
		t.time_s = now;
	if (plan.badtime_own_fudge)
		t.fudge_s = 100;
	sign_with(&m, key_of(&plan.badtime), &mac, &plan.badtime, &t,
		  false);
	say("badtime", ms + SOON, &m, true, PACKET_UDP);
}

static void
badkey(uint64_t ms)
{
	struct key stranger = keys.list[0];
	const struct fault good = { .time = 0 };
	struct fault answer = plan.badkey;
	struct words m;
	struct tsig t;
	uint16_t id;

	ck_assert_int_eq(dns_name_from_text(&stranger.name,
					    "nobody.invalid"), 0);
	begin(&m, 0, UPDATE);
	id = m.id;
	t = make_tsig(&m, &stranger, ms, &good);
	sign_with(&m, &stranger, NULL, &good, &t, false);
	say("badkey?", ms, &m, false, PACKET_UDP);
	begin(&m, id, ANSWER | (plan.takes_badkey ? 0 : plan.badkey_rcode ?
				plan.badkey_rcode - 1 : DNS_RCODE_NOTAUTH));
	answer.error = plan.takes_badkey ? 0 : TSIG_BADKEY;
	answer.empty = !plan.takes_badkey && !plan.badkey.empty;
	t = make_tsig(&m, &stranger, ms, &answer);
	sign_with(&m, &stranger, NULL, &answer, &t, false);
	say("badkey", ms + SOON, &m, true, PACKET_UDP);
}

static void
badsig(uint64_t ms)
{
	const struct fault request = { .forged = true,
		.time = plan.time_first ? -1000 : 0 };
	const struct fault good = { .time = 0 };
	struct words m;

	if (plan.mute_badsig) {
		begin(&m, 0, UPDATE);
		sign(&m, ms, NULL, &request);
		say("badsig?", ms, &m, false, PACKET_UDP);
		say("badsig?", ms + 2000, &m, false, PACKET_UDP);
	} else if (plan.takes_badsig) {
		exchange(ms, &request, &good, 0);
	} else {
		tell_error(ms, &request, plan.time_first ? TSIG_BADTIME :
			   TSIG_BADSIG, plan.badsig_rcode, &plan.badsig, true);
	}
}

/* Signed long ago, while newer ones were taken. */
static void
older(uint64_t ms)
{
	const struct fault request = { .time = -100 }, good = { .time = 0 };
	struct words m;
	struct tsig t;
	struct mac mac;
	uint16_t id;

	if (plan.takes_older) {
		exchange(ms, &request, &good, 0);
		return;
	}
	begin(&m, 0, UPDATE);
	id = m.id;
	mac = sign(&m, ms, NULL, &request);
	say("older", ms, &m, false, PACKET_UDP);
	begin(&m, id, ANSWER | DNS_RCODE_NOTAUTH);
	t = make_tsig(&m, &keys.list[0], ms, &request);
	t.error = TSIG_BADTIME;
	t.other_size = 6;
	sign_with(&m, &keys.list[0], &mac, &good, &t, false);
	say("too old", ms + SOON, &m, true, PACKET_UDP);
}

static void
unsigned_query(uint64_t ms)
{
	struct fault f = plan.plain;
	struct words m;
	uint16_t id;

	begin(&m, 0, 0);
	id = m.id;
	say("plain?", ms, &m, false, PACKET_UDP);
	begin(&m, id, DNS_FLAG_QR);
	if (f.forged) {
		f.forged = false;
		sign(&m, ms, NULL, &f);
	}
	say("plain", ms + SOON, &m, true, PACKET_UDP);
}

/* An event is signed like a request, its echo like the answer to it. */
static void
event(uint64_t ms)
{
	struct dns_options o = { .present = true, .udp_size = 1232,
		.llq_count = 1, .llq = { { 1, DNS_LLQ_EVENT, 0, 77, 0 } } };
	struct words m;
	struct mac mac;
	uint16_t id;

	begin(&m, 0, DNS_FLAG_QR);
	id = m.id;
	dns_add_options(&m.w, &o);
	mac = sign(&m, ms, NULL, &plan.event);
	say("event", ms, &m, true, PACKET_UDP);
	begin(&m, id, DNS_FLAG_QR);
	dns_add_options(&m.w, &o);
	sign(&m, ms, &mac, &plan.acknowledged);
	say("acknowledged", ms + SOON, &m, false, PACKET_UDP);
}

/* Three messages over TCP, the second with or without a TSIG. */
static void
transfer(uint64_t ms)
{
	const struct fault good = { .time = 0 };
	struct dns_name zone;
	struct words m;
	struct tsig t;
	struct mac mac;
	uint16_t id;
	unsigned i;

	ck_assert_int_eq(dns_name_from_text(&zone, "example.net"), 0);
	m.id = id = ++next_id;
	m.length = 0;
	dns_begin(&m.w, m.octets, sizeof(m.octets), id, 0);
	dns_add_question(&m.w, &zone, DNS_TYPE_AXFR, DNS_CLASS_IN);
	mac = sign(&m, ms, NULL, &good);
	say("transfer?", ms, &m, false, PACKET_TCP);
	for (i = 0; i < 3; i++) {
		const struct fault *f = i == 1 ? &plan.transfer :
			i == 2 ? &plan.last : &good;

		begin(&m, id, DNS_FLAG_QR);
		if (i == 2 && plan.transfer.none)
			continue;	/* what covers it is another's test */
		t = make_tsig(&m, key_of(f), ms, f);
		mac = sign_with(&m, key_of(f), &mac, f, &t, i > 0);
		say("transfer", ms + 10 * (i + 1), &m, true, PACKET_TCP);
	}
}

static void
truncated(uint64_t ms)
{
	const struct fault good = { .time = 0 };
	static const uint8_t address[4] = { 10, 0, 0, 1 };
	struct dns_name zone;
	struct words m;
	struct mac mac;
	uint16_t id;

	ck_assert_int_eq(dns_name_from_text(&zone, "example.net"), 0);
	begin(&m, 0, 0);
	id = m.id;
	mac = sign(&m, ms, NULL, &good);
	say("long?", ms, &m, false, PACKET_UDP);
	begin(&m, id, DNS_FLAG_QR | DNS_FLAG_TC);
	if (plan.truncated_answers)
		dns_add_record(&m.w, DNS_ANSWER, &zone, DNS_TYPE_A,
			       DNS_CLASS_IN, 1, address, 4);
	sign(&m, ms, &mac, &plan.truncated);
	say("long", ms + SOON, &m, true, PACKET_UDP);
	if (plan.gives_up)
		return;
	begin(&m, 0, 0);
	id = m.id;
	mac = sign(&m, ms, NULL, &good);
	say("long again", ms + 20, &m, false, PACKET_TCP);
	begin(&m, id, DNS_FLAG_QR);
	sign(&m, ms, &mac, &good);
	say("all of it", ms + 30, &m, true, PACKET_TCP);
}

static void
play(void)
{
	const struct fault good = { .time = 0 };

	dialogue_again();
	next_id = 100;
	client = dialogue_at(2, 40000);
	server = dialogue_at(1, 53);
	unsigned_query(1000);
	exchange(2000, &plan.request, &plan.answer, plan.rcode);
	exchange(3000, &good, &plan.refused, DNS_RCODE_REFUSED);
	exchange(4000, &good, &good, 0);
	event(5000);
	transfer(6000);
	truncated(7000);
}

static void
play_broken(void)
{
	play();
	badkey(20000);
	badsig(30000);
	broken(40000, (struct fault){ .twice = true }, plan.twice_rcode);
	broken(50000, (struct fault){ .first = true }, plan.first_rcode);
	broken(60000, (struct fault){ .unreadable = true },
	       plan.unreadable_rcode);
	broken(70000, (struct fault){ .mac_size = 9 }, plan.short_rcode);
	broken(80000, (struct fault){ .mac_size = 40 }, plan.long_rcode);
	older(90000);
	badtime(LATER_MS);
}

/* Tests ----------------------------------------------------------------- */

static const char key_file[] =
	"key \"home\" { algorithm hmac-sha256; secret "
	"\"MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=\"; };\n"
	"key \"other\" { algorithm hmac-sha256; secret "
	"\"YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=\"; };\n"
	"key \"old\" { algorithm hmac-sha512; secret "
	"\"MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=\"; };\n"
	"key \"weak\" { algorithm hmac-sha1; secret "
	"\"MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=\"; };\n"
	"key \"weakest\" { algorithm hmac-md5; secret "
	"\"MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=\"; };\n";

static void
before_all(void)
{
	char error[KEY_ERROR_MAX];

	memset(&plan, 0, sizeof(plan));
	memset(&keys, 0, sizeof(keys));
	ck_assert_msg(keys_parse(&keys, "keys", key_file, true, error) == 0,
		      "%s", error);
	dialogue_begin("TSIG-");
	dialogue_keys(&keys);
}

static void
before_client(void)
{
	before_all();
	play();
	dialogue_keep(JUDGE_CLIENT, END);
}

static void
before_server(void)
{
	before_all();
	play_broken();
	dialogue_keep(JUDGE_SERVER, END);
}

static const struct deviation {
	const char *what;
	struct plan plan;
	const char *fails, *open;
} of_client[] = {
	{ "puts two TSIGs", { .request = { .twice = true } }, "TSIG-B-17",
	  "" },
	{ "puts something after the TSIG", { .request = { .first = true } },
	  "TSIG-B-17", "" },
	{ "gives the TSIG another class", { .request = { .class = 254 } },
	  "TSIG-B-03", "" },
	{ "gives the TSIG a TTL", { .request = { .ttl = 1 } }, "TSIG-B-03",
	  "" },
	{ "writes half a TSIG", { .request = { .unreadable = true } },
	  "TSIG-B-04", "" },
	{ "compresses the algorithm", { .request = { .compressed = true } },
	  "TSIG-B-05", "" },
	{ "has a clock that is late", { .request = { .time = -20 } }, "", "" },
	{ "counts from 1900", { .request = { .time = 2208988800 } },
	  "TSIG-B-06", "" },
	{ "sends another original id",
	  { .request = { .original_id = true } }, "TSIG-B-07", "" },
	{ "sends an error", { .request = { .error = 16 } }, "TSIG-B-08", "" },
	{ "sends a MAC of 9 octets", { .request = { .mac_size = 9 } },
	  "TSIG-B-19", "" },
	{ "sends no MAC", { .request = { .empty = true } }, "TSIG-B-19", "" },
	{ "sends a MAC of 40 octets", { .request = { .mac_size = 40 } },
	  "TSIG-B-18", "" },
	{ "has a fudge of 10 s", { .request = { .fudge = 10 } }, "TSIG-B-34",
	  "" },
	{ "signs with any MAC", { .request = { .forged = true } },
	  "TSIG-C-02", "" },
	{ "signs an ARCOUNT that counts the TSIG",
	  { .request = { .counted = true } }, "TSIG-B-13 TSIG-C-02", "" },
	{ "signs names as sent", { .request = { .as_sent = true } },
	  "TSIG-B-15 TSIG-C-02", "" },
	{ "signs canonical names and sends capitals",
	  { .request = { .upper = true } }, "", "" },
	{ "signs the header's id", { .request = { .header_id = true,
	  .original_id = true } }, "TSIG-B-07 TSIG-B-14 TSIG-C-02", "" },
	{ "keeps the end of the MAC", { .request = { .tail = true,
	  .mac_size = 16 } }, "TSIG-B-20 TSIG-C-02", "" },
	{ "truncates as it may", { .request = { .mac_size = 16 } }, "", "" },
	{ "uses two algorithms for a key",
	  { .request = { .other_algorithm = true } }, "TSIG-B-35", "" },
	{ "does not go on over TCP", { .gives_up = true }, "TSIG-C-03", "" },
	{ "signs an acknowledgement as a request",
	  { .acknowledged = { .bare = true } }, "TSIG-B-11", "" },
};

START_TEST(a_client_that_deviates_fails_in_exactly_that)
{
	const struct deviation *d = &of_client[_i];

	plan = d->plan;
	play();
	dialogue_about(d->what);
	dialogue_fails(JUDGE_CLIENT, END, d->fails, d->open);
}
END_TEST

static const struct deviation of_server[] = {
	{ "leaves the TSIG out", { .answer = { .none = true } },
	  "TSIG-S-04 TSIG-S-23", "" },
	{ "leaves it out of an error", { .refused = { .none = true } },
	  "TSIG-S-04 TSIG-S-23 TSIG-S-35", "" },
	{ "sends no MAC", { .answer = { .empty = true } },
	  "TSIG-B-19 TSIG-S-23", "" },
	{ "sends no MAC with an error", { .refused = { .empty = true } },
	  "TSIG-B-19 TSIG-S-23 TSIG-S-35", "" },
	{ "signs with any MAC", { .answer = { .forged = true } }, "TSIG-S-24",
	  "" },
	{ "signs without the request's MAC", { .answer = { .bare = true } },
	  "TSIG-B-12 TSIG-S-24", "" },
	{ "signs with another key", { .answer = { .other_key = true } },
	  "TSIG-S-23 TSIG-S-28", "" },
	{ "signs with another algorithm",
	  { .answer = { .other_algorithm = true } }, "TSIG-S-23", "" },
	{ "sends a shorter MAC", { .answer = { .mac_size = 16 } },
	  "TSIG-B-29", "" },
	{ "sends another original id", { .answer = { .original_id = true,
	  .header_id = true } }, "TSIG-B-07 TSIG-B-14 TSIG-S-24", "" },
	{ "sends other data", { .answer = { .other_data = true } },
	  "TSIG-B-09", "" },
	{ "has a fudge of 10 s", { .answer = { .fudge = 10 } }, "TSIG-B-34",
	  "" },
	{ "puts two TSIGs", { .answer = { .twice = true } }, "TSIG-B-17",
	  "" },
	{ "signs an answer to nobody", { .plain = { .forged = true } },
	  "TSIG-S-26", "" },
	{ "signs BADKEY", { .badkey = { .empty = true } },
	  "TSIG-S-07 TSIG-S-25 TSIG-S-32 TSIG-S-33 TSIG-S-36", "" },
	{ "says BADKEY with REFUSED", { .badkey_rcode = 1 + DNS_RCODE_REFUSED },
	  "TSIG-B-01 TSIG-S-06", "" },
	{ "takes an unknown key", { .takes_badkey = true },
	  "TSIG-S-06 TSIG-S-25 TSIG-S-36", "TSIG-S-07" },
	{ "signs BADSIG", { .badsig = { .empty = true } },
	  "TSIG-S-10 TSIG-S-25 TSIG-S-32 TSIG-S-33 TSIG-S-36", "" },
	{ "says BADSIG with REFUSED", { .badsig_rcode = 1 + DNS_RCODE_REFUSED },
	  "TSIG-B-01 TSIG-S-10", "" },
	{ "takes a wrong MAC", { .takes_badsig = true },
	  "TSIG-S-09 TSIG-S-10 TSIG-S-25 TSIG-S-36", "TSIG-S-05" },
	{ "does not answer a wrong MAC", { .mute_badsig = true },
	  "TSIG-S-10", "TSIG-S-05 TSIG-S-09" },
	{ "checks the time before the MAC", { .time_first = true },
	  "TSIG-S-05 TSIG-B-09 TSIG-S-16", "TSIG-S-09 TSIG-S-10" },
	{ "says BADTIME unsigned", { .badtime = { .empty = true } },
	  "TSIG-S-15 TSIG-S-34", "" },
	{ "says BADTIME with another key", { .badtime = { .other_key = true } },
	  "TSIG-S-15", "" },
	{ "says BADTIME with its own time", { .badtime_own_time = true },
	  "TSIG-S-16", "" },
	{ "says BADTIME without its time", { .badtime_no_time = true },
	  "TSIG-B-09 TSIG-S-16", "" },
	{ "says BADTIME with its own fudge", { .badtime_own_fudge = true },
	  "TSIG-S-17", "" },
	{ "says BADTIME with REFUSED",
	  { .badtime_rcode = 1 + DNS_RCODE_REFUSED }, "TSIG-B-01 TSIG-S-14",
	  "" },
	{ "takes any time", { .takes_badtime = true }, "TSIG-S-14 TSIG-S-18",
	  "" },
	{ "takes what is older", { .takes_older = true }, "TSIG-S-18", "" },
	{ "takes two TSIGs", { .twice_rcode = 1 }, "TSIG-S-01", "" },
	{ "takes one out of place", { .first_rcode = 1 }, "TSIG-S-01", "" },
	{ "takes what cannot be read", { .unreadable_rcode = 1 }, "TSIG-S-03",
	  "" },
	{ "takes a short MAC", { .short_rcode = 1 }, "TSIG-S-13", "" },
	{ "takes a long MAC", { .long_rcode = 1 }, "TSIG-S-12", "" },
	{ "leaves TSIG out of a transfer", { .transfer = { .none = true } },
	  "TSIG-S-30", "TSIG-S-31 TSIG-B-16" },
	{ "signs all variables in a transfer",
	  { .last = { .all_variables = true } }, "TSIG-B-15 TSIG-S-31", "" },
	{ "signs any MAC in a transfer", { .last = { .forged = true } },
	  "TSIG-S-31", "" },
	{ "truncates with answers", { .truncated_answers = true },
	  "TSIG-S-29", "" },
	{ "signs an event wrongly", { .event = { .forged = true } },
	  "TSIG-B-11", "" },
};

START_TEST(a_server_that_deviates_fails_in_exactly_that)
{
	const struct deviation *d = &of_server[_i];

	plan = d->plan;
	play_broken();
	dialogue_about(d->what);
	dialogue_fails(JUDGE_SERVER, END, d->fails, d->open);
}
END_TEST

START_TEST(a_good_server_passes_what_can_be_seen_of_it)
{
	static const char *const seen[] = {
		"TSIG-B-01", "TSIG-B-07", "TSIG-B-09", "TSIG-B-11",
		"TSIG-B-12", "TSIG-B-13", "TSIG-B-14", "TSIG-B-15",
		"TSIG-B-16", "TSIG-B-17", "TSIG-B-29", "TSIG-S-01",
		"TSIG-S-03", "TSIG-S-04", "TSIG-S-05", "TSIG-S-06",
		"TSIG-S-07", "TSIG-S-09", "TSIG-S-10", "TSIG-S-12",
		"TSIG-S-13", "TSIG-S-14", "TSIG-S-15", "TSIG-S-16",
		"TSIG-S-17", "TSIG-S-18", "TSIG-S-23", "TSIG-S-24",
		"TSIG-S-25", "TSIG-S-26", "TSIG-S-28", "TSIG-S-29",
		"TSIG-S-30", "TSIG-S-31", "TSIG-S-32", "TSIG-S-33",
		"TSIG-S-34", "TSIG-S-35", "TSIG-S-36",
	};
	unsigned i;

	for (i = 0; i < sizeof(seen) / sizeof(seen[0]); i++)
		ck_assert_msg(dialogue_judgement(seen[i])->result ==
			      JUDGEMENT_PASS, "%s: %s", seen[i],
			      dialogue_judgement(seen[i])->why);
}
END_TEST

/* The key N of the file, by an update of its own. */
static void
use_key(unsigned n)
{
	const struct fault good = { .time = 0 };
	struct words m;
	struct tsig t;

	dialogue_again();
	client = dialogue_at(2, 40000);
	server = dialogue_at(1, 53);
	begin(&m, 0, UPDATE);
	t = make_tsig(&m, &keys.list[n], 1000, &good);
	sign_with(&m, &keys.list[n], NULL, &good, &t, false);
	say("request", 1000, &m, false, PACKET_UDP);
}

START_TEST(weak_algorithms_fail_their_use)
{
	before_all();
	use_key(3);
	dialogue_fails(JUDGE_CLIENT, END, "TSIG-B-25 TSIG-B-26", "");
	use_key(4);
	dialogue_fails(JUDGE_CLIENT, END, "TSIG-B-24 TSIG-B-26", "");
	ck_assert_int_eq(dialogue_judgement("TSIG-C-02")->result,
			 JUDGEMENT_PASS);
}
END_TEST

START_TEST(without_the_key_no_mac_is_judged)
{
	static const char *const open[] = {
		"TSIG-C-02", "TSIG-S-24", "TSIG-B-12", "TSIG-S-31",
	};
	unsigned i;

	before_all();
	dialogue_keys(NULL);
	plan.request.forged = plan.answer.forged = true;
	play();
	dialogue_fails(JUDGE_ALL, END, "", "");
	for (i = 0; i < sizeof(open) / sizeof(open[0]); i++) {
		ck_assert_int_eq(dialogue_judgement(open[i])->result,
				 JUDGEMENT_INCONCLUSIVE);
		ck_assert_str_eq(dialogue_judgement(open[i])->why,
				 "TSIG without the key");
	}
	ck_assert_int_eq(dialogue_judgement("TSIG-S-04")->result,
			 JUDGEMENT_PASS);
}
END_TEST

START_TEST(a_truncated_mac_serves_for_the_next_one_too)
{
	plan.transfer.mac_size = 16;
	play_broken();
	dialogue_fails(JUDGE_SERVER, END, "", "");
}
END_TEST

/* What one end says wrongly is held against that end alone. */
START_TEST(the_other_end_of_a_deviation_does_not_fail)
{
	unsigned i;

	for (i = 0; i < sizeof(of_server) / sizeof(of_server[0]); i++) {
		plan = of_server[i].plan;
		play();
		dialogue_about(of_server[i].what);
		dialogue_fails(JUDGE_CLIENT, END, "", "");
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("judge_tsig");
	TCase *of_clients = tcase_create("client");
	TCase *of_servers = tcase_create("server");
	TCase *of_keys = tcase_create("keys");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(of_clients, before_client, dialogue_end);
	tcase_add_checked_fixture(of_servers, before_server, dialogue_end);
	tcase_add_loop_test(of_clients,
			    a_client_that_deviates_fails_in_exactly_that, 0,
			    sizeof(of_client) / sizeof(of_client[0]));
	tcase_add_test(of_servers,
		       a_good_server_passes_what_can_be_seen_of_it);
	tcase_add_loop_test(of_servers,
			    a_server_that_deviates_fails_in_exactly_that, 0,
			    sizeof(of_server) / sizeof(of_server[0]));
	tcase_add_test(of_servers, a_truncated_mac_serves_for_the_next_one_too);
	tcase_add_test(of_clients, the_other_end_of_a_deviation_does_not_fail);
	tcase_add_test(of_keys, weak_algorithms_fail_their_use);
	tcase_add_test(of_keys, without_the_key_no_mac_is_judged);
	tcase_set_timeout(of_clients, 60);
	suite_add_tcase(s, of_clients);
	suite_add_tcase(s, of_servers);
	suite_add_tcase(s, of_keys);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
