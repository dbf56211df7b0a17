/* SPDX-License-Identifier: Apache-2.0 */
/* test_judge_lease.c - the judge of leases: conversations in which all is well,
 * and one deviation at a time (RFC 9664). */
#include "dialogue.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
	ASKED = 3600, GRANTED = 1800, KEY_LEASE = 7200,
	SOON = 5,			/* ms from a request to its answer */
	END = 9000000
};

#define ZONE "example.net"
#define KEEP 0xffffffffu		/* the answer has what it should have */

/* How an answer's option looks. */
enum form { FORM_RIGHT, FORM_NONE, FORM_OTHER, FORM_SIX };

/* What is said otherwise. */
static struct plan {
	/* the client */
	uint64_t refresh_ms;		/* from the grant; 0: 82 % of it */
	uint64_t second_ms;		/* of the coalesced one */
	uint64_t resend_ms;		/* after the lost refresh; 0: 2 s */
	bool never_resends;
	bool refresh_bare;		/* without an option */
	uint16_t refresh_if_absent, refresh_if_there;	/* prerequisite class */
	uint32_t asked;			/* 0: ASKED */
	unsigned flood;			/* so many sends of the first */
	bool swapped, six, truncated, in_query;
	/* the server */
	enum form first, refresh, eight;
	uint32_t granted;		/* 0: GRANTED */
	bool grant_swapped, grant_rest;
	unsigned refresh_rcode, eight_rcode;
	bool refresh_silent;
	bool bumps, stays;		/* the serial, wrongly */
	bool late, late_key, early, early_key, lost, back;
} plan;

/* Building -------------------------------------------------------------- */

static struct endpoint client, server, other;
static uint16_t next_id;

struct words {
	struct dns_writer w;
	uint8_t octets[DIALOGUE_OCTETS];
	uint16_t id;
};

static struct dns_name
name(const char *text)
{
	struct dns_name n;

	ck_assert_int_eq(dns_name_from_text(&n, text), 0);
	return n;
}

static void
begin(struct words *m, uint16_t id, unsigned flags)
{
	const struct dns_name zone = name(ZONE);

	m->id = id ? id : ++next_id;
	dns_begin(&m->w, m->octets, sizeof(m->octets), m->id,
		  (uint16_t)flags);
	if (flags >> DNS_OPCODE_SHIFT == DNS_OPCODE_UPDATE)
		dns_add_question(&m->w, &zone, DNS_TYPE_SOA, DNS_CLASS_IN);
}

static void
add(struct words *m, enum dns_section section, const char *owner,
    uint16_t type, uint16_t class, uint8_t last)
{
	const struct dns_name n = name(owner), host = name("mac." ZONE);
	const uint8_t key[5] = { 2, 0, 3, 13, last };
	const uint8_t address[4] = { 10, 0, 0, last };
	const uint32_t ttl = class == DNS_CLASS_IN ? 120 : 0;
	uint8_t rdata[300];

	if (class != DNS_CLASS_IN && !last)
		dns_add_record(&m->w, section, &n, type, class, 0, rdata, 0);
	else if (type == DNS_TYPE_A)
		dns_add_record(&m->w, section, &n, type, class, ttl, address,
			       4);
	else if (type == DNS_TYPE_KEY)
		dns_add_record(&m->w, section, &n, type, class, ttl, key, 5);
	else
		dns_add_record(&m->w, section, &n, type, class, ttl, rdata,
			       dns_make_srv(rdata, 0, 0, last, &host));
}

static void
soa(struct words *m, uint32_t serial)
{
	const struct dns_name n = name(ZONE);
	uint8_t rdata[22] = { 0 };

	rdata[2] = (uint8_t)(serial >> 24);
	rdata[3] = (uint8_t)(serial >> 16);
	rdata[4] = (uint8_t)(serial >> 8);
	rdata[5] = (uint8_t)serial;
	dns_add_record(&m->w, DNS_ANSWER, &n, DNS_TYPE_SOA, DNS_CLASS_IN, 60,
		       rdata, sizeof(rdata));
}

static uint32_t
turned(uint32_t n)
{
	return n >> 24 | (n >> 8 & 0xff00) | (n << 8 & 0xff0000) | n << 24;
}

/* An OPT with an Update Lease option of SIZE octets. */
static void
lease(struct words *m, unsigned size, uint32_t seconds, uint32_t key_seconds)
{
	const uint32_t both[] = { turned(seconds), turned(key_seconds) };
	const struct dns_name root = name(".");
	uint8_t rdata[16] = { 0, DNS_OPTION_UPDATE_LEASE, 0, (uint8_t)size };

	memcpy(rdata + 4, both, sizeof(both));
	dns_add_record(&m->w, DNS_ADDITIONAL, &root, DNS_TYPE_OPT, 1232, 0,
		       rdata, 4u + size);
}

static struct dialogue *
say(const char *label, uint64_t ms, struct words *m)
{
	const int length = dns_end(&m->w);
	const bool response = m->octets[2] & 0x80;

	ck_assert_int_gt(length, 0);
	return dialogue_say(label, ms, PACKET_UDP, response ? server : client,
			    response ? client : server, m->octets,
			    (size_t)length);
}

/* What is registered: a host's A and SRV, another's KEY and A. */
static void
add_first(struct words *m)
{
	add(m, DNS_UPDATE, "mac." ZONE, DNS_TYPE_A, DNS_CLASS_ANY, 0);
	add(m, DNS_UPDATE, "mac." ZONE, DNS_TYPE_A, DNS_CLASS_IN, 2);
	add(m, DNS_UPDATE, "s._ssh._tcp." ZONE, DNS_TYPE_SRV, DNS_CLASS_ANY, 0);
	add(m, DNS_UPDATE, "s._ssh._tcp." ZONE, DNS_TYPE_SRV, DNS_CLASS_IN, 22);
}

static void
add_second(struct words *m)
{
	add(m, DNS_UPDATE, "key." ZONE, DNS_TYPE_KEY, DNS_CLASS_IN, 7);
	add(m, DNS_UPDATE, "key." ZONE, DNS_TYPE_A, DNS_CLASS_IN, 3);
}

static uint32_t
asked(void)
{
	return plan.swapped ? turned(ASKED) : plan.asked ? plan.asked : ASKED;
}

static uint32_t
granted(void)
{
	return plan.granted ? plan.granted : GRANTED;
}

/* When a refresh is right, after a grant. */
static uint64_t
right_ms(void)
{
	return granted() * UINT64_C(820);
}

/* The answer to an update with 4 or 8 octets. */
static void
answer(const char *label, uint64_t ms, uint16_t id, enum form form,
       unsigned size, unsigned rcode)
{
	struct words m;

	begin(&m, id, DNS_FLAG_QR | DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT |
	      rcode);
	if (form == FORM_OTHER)
		size = size == 4 ? 8 : 4;
	if (form == FORM_SIX)
		size = 6;
	if (plan.grant_rest && !strcmp(label, "refreshed"))
		lease(&m, size, GRANTED * 18 / 100 - 2, 0);
	else if (form != FORM_NONE && !rcode)
		lease(&m, size, plan.grant_swapped &&
		      !strcmp(label, "registered") ? turned(ASKED) : granted(),
		      KEY_LEASE);
	say(label, ms, &m);
}

static void
update(struct words *m)
{
	begin(m, 0, DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
}

/* OWNER's records of TYPE, and the answer: LAST is its rdata, 0: gone. */
static void
query(uint64_t ms, const char *owner, uint16_t type, uint8_t last)
{
	const struct dns_name n = name(owner);
	struct words m;
	uint16_t id;

	begin(&m, 0, 0);
	dns_add_question(&m.w, &n, type, DNS_CLASS_IN);
	id = m.id;
	say("query", ms, &m)->packet.from = other;
	begin(&m, id, DNS_FLAG_QR | DNS_FLAG_AA |
	      (last ? 0 : DNS_RCODE_NXDOMAIN));
	dns_add_question(&m.w, &n, type, DNS_CLASS_IN);
	if (last)
		add(&m, DNS_ANSWER, owner, type, DNS_CLASS_IN, last);
	say("queried", ms + SOON, &m)->packet.to = other;
}

static void
ask_serial(uint64_t ms, uint32_t serial)
{
	const struct dns_name n = name(ZONE);
	struct words m;
	uint16_t id;

	begin(&m, 0, 0);
	dns_add_question(&m.w, &n, DNS_TYPE_SOA, DNS_CLASS_IN);
	id = m.id;
	say("serial?", ms, &m)->packet.from = other;
	begin(&m, id, DNS_FLAG_QR | DNS_FLAG_AA);
	dns_add_question(&m.w, &n, DNS_TYPE_SOA, DNS_CLASS_IN);
	soa(&m, serial);
	say("serial", ms + SOON, &m)->packet.to = other;
}

/* The client ------------------------------------------------------------ */

static void
register_first(uint64_t ms)
{
	struct words m;
	unsigned i;

	update(&m);
	add_first(&m);
	lease(&m, plan.six ? 6 : 4, asked(), 0);
	say("register", ms, &m);
	for (i = 1; i < plan.flood; i++)
		say("register", ms + 40 * i, &m);
	answer("registered", ms + SOON + 40 * plan.flood, m.id, plan.first, 4,
	       0);
}

static void
register_second(uint64_t ms)
{
	struct words m;

	update(&m);
	add_second(&m);
	lease(&m, 8, ASKED, KEY_LEASE);
	say("register.key", ms, &m);
	answer("registered.key", ms + SOON, m.id, plan.eight, 8,
	       plan.eight_rcode);
}

static void
prerequisites(struct words *m)
{
	if (plan.refresh_if_absent)
		add(m, DNS_PREREQUISITE, "mac." ZONE, DNS_TYPE_A,
		    DNS_CLASS_NONE, 0);
	if (plan.refresh_if_there)
		add(m, DNS_PREREQUISITE, "mac." ZONE, DNS_TYPE_A,
		    plan.refresh_if_there, plan.refresh_if_there ==
		    DNS_CLASS_IN ? 2 : 0);
}

/* The first refresh gets lost, and is sent again. */
static uint64_t
refresh_first(uint64_t since)
{
	const uint64_t ms = since + (plan.refresh_ms ? plan.refresh_ms :
				     right_ms());
	uint64_t again = ms + (plan.resend_ms ? plan.resend_ms : 2000);
	struct words m;

	ask_serial(ms - 200, 100);
	update(&m);
	prerequisites(&m);
	add_first(&m);
	if (!plan.refresh_bare)
		lease(&m, 4, asked(), 0);
	say("refresh", ms, &m);
	if (plan.never_resends)
		return ms;
	say("refresh", again, &m);
	if (plan.refresh_silent) {
		say("refresh", again + 4000, &m);
		return again;
	}
	answer("refreshed", again + SOON, m.id, plan.refresh, 4,
	       plan.refresh_rcode);
	ask_serial(again + 800, plan.bumps ? 101 : 100);
	return again + SOON;
}

static uint64_t
refresh_second(uint64_t ms)
{
	struct words m;

	update(&m);
	add_second(&m);
	lease(&m, 8, ASKED, KEY_LEASE);
	say("refresh.key", ms, &m);
	answer("refreshed.key", ms + SOON, m.id, FORM_RIGHT, 8, 0);
	return ms + SOON;
}

/* Both in one. */
static uint64_t
refresh_both(uint64_t ms)
{
	struct words m;

	update(&m);
	add_first(&m);
	add_second(&m);
	lease(&m, 8, ASKED, KEY_LEASE);
	if (plan.truncated)
		m.octets[2] |= DNS_FLAG_TC >> 8;
	say("refresh.both", ms, &m);
	answer("refreshed.both", ms + SOON, m.id, FORM_RIGHT, 8, 0);
	return ms + SOON;
}

static void
begin_talk(void)
{
	dialogue_again();
	next_id = 0;
	client = dialogue_at(2, 40000);
	other = dialogue_at(3, 40000);
	server = dialogue_at(1, 53);
}

static void
client_talks(void)
{
	uint64_t first, second;

	begin_talk();
	register_first(1000);
	register_second(20000);
	first = refresh_first(1000 + SOON);
	if (plan.never_resends || plan.refresh_silent)
		return;
	second = refresh_second(20005 + right_ms());
	refresh_both(plan.second_ms ? second + plan.second_ms :
		     first + right_ms());
}

START_TEST(a_good_client_passes_what_can_be_seen_of_it)
{
	static const char *const seen[] = {
		"UL-B-01", "UL-B-02", "UL-B-03", "UL-B-04", "UL-B-11",
		"UL-C-01", "UL-C-02", "UL-C-07", "UL-C-10", "UL-C-11",
		"UL-C-13", "UL-C-14", "UL-C-15", "UL-C-16", "UL-C-17",
		"UL-C-19", "UL-C-20", "UL-C-21", "UL-C-22",
	};
	unsigned i;

	for (i = 0; i < sizeof(seen) / sizeof(seen[0]); i++)
		ck_assert_msg(dialogue_judgement(seen[i])->result ==
			      JUDGEMENT_PASS, "%s", seen[i]);
	ck_assert_int_eq(dialogue_judgement("UL-C-08")->result,
			 JUDGEMENT_INCONCLUSIVE);
	ck_assert_str_ne(dialogue_judgement("UL-C-08")->why, "");
}
END_TEST

/* What follows the first refresh is not said, so the coalesced one is not. */
#define NO_MORE "UL-C-19 UL-C-20 UL-C-21"

static const struct deviation {
	const char *what;
	struct plan plan;
	const char *fails, *open;
} of_client[] = {
	{ "asks for too little", { .asked = 600 }, "UL-C-02", "" },
	{ "refreshes at 60 %", { .refresh_ms = 1080000 }, "UL-C-14", "" },
	{ "refreshes at 77 %", { .refresh_ms = 1386000 }, "UL-C-14", "" },
	{ "refreshes at 30 %", { .refresh_ms = 540000 }, "UL-C-14 UL-C-22",
	  "" },
	{ "refreshes at 93 %", { .refresh_ms = 1674000 }, "UL-C-14", "" },
	{ "refreshes by what it asked for, which was less",
	  { .asked = 1800, .granted = 3600, .refresh_ms = 1476000 },
	  "UL-C-07 UL-C-14 UL-C-22", "" },
	{ "refreshes by what it asked for, which was more",
	  { .refresh_ms = 2952000 }, "UL-C-07 UL-C-13 UL-C-14", "UL-C-17" },
	{ "refreshes by what it asked for, which was much more",
	  { .asked = 7200, .granted = 1800, .refresh_ms = 5904000 },
	  "UL-C-07 UL-C-13 UL-C-14", "UL-C-17 UL-C-22 " NO_MORE },
	{ "refreshes after the lease", { .refresh_ms = 1900000 },
	  "UL-C-13 UL-C-14", "UL-C-17" },
	{ "refreshes without the option", { .refresh_bare = true },
	  "UL-C-01 UL-C-15", NO_MORE " UL-C-16" },
	{ "refreshes if its records are not there",
	  { .refresh_if_absent = DNS_CLASS_NONE }, "UL-C-10", "" },
	{ "refreshes if its records are there",
	  { .refresh_if_there = DNS_CLASS_ANY }, "UL-C-11", "" },
	{ "refreshes if its very records are there",
	  { .refresh_if_there = DNS_CLASS_IN }, "UL-C-11", "" },
	{ "does not send a lost refresh again", { .never_resends = true },
	  "UL-B-11 UL-C-17", NO_MORE },
	{ "sends an update twelve times at once", { .flood = 12 }, "UL-B-11",
	  "" },
	{ "coalesces at 70 %", { .second_ms = 1260000 - 17000 },
	  "UL-C-14 UL-C-20", "" },
	{ "coalesces what does not fit", { .truncated = true }, "UL-C-21",
	  "" },
	{ "writes the lease in the wrong order", { .swapped = true },
	  "UL-B-04", "UL-C-16" },
};

static void
before_client(void)
{
	memset(&plan, 0, sizeof(plan));
	dialogue_begin("UL-");
	client_talks();
	dialogue_keep(JUDGE_CLIENT, END);
}

START_TEST(a_client_that_deviates_fails_in_exactly_that)
{
	const struct deviation *d = &of_client[_i];

	plan = d->plan;
	client_talks();
	dialogue_about(d->what);
	dialogue_fails(JUDGE_CLIENT, END, d->fails, d->open);
}
END_TEST

START_TEST(an_option_of_six_octets_fails_its_length)
{
	plan.six = true;
	begin_talk();
	register_first(1000);
	register_second(20000);
	dialogue_begin("UL-");
	begin_talk();
	register_first(1000);
	dialogue_fails(JUDGE_CLIENT, END, "UL-B-03", "");
}
END_TEST

START_TEST(an_option_in_a_query_fails_the_message)
{
	const struct dns_name n = name("mac." ZONE);
	struct words m;

	dialogue_begin("UL-");
	begin_talk();
	begin(&m, 0, 0);
	dns_add_question(&m.w, &n, DNS_TYPE_A, DNS_CLASS_IN);
	lease(&m, 4, ASKED, 0);
	say("query", 1000, &m);
	dialogue_fails(JUDGE_CLIENT, END, "UL-B-01", "");
}
END_TEST

/* A client that wants another duration, and is not given it. */
static void
negotiate(bool twice)
{
	struct words m;
	unsigned i;

	dialogue_begin("UL-");
	begin_talk();
	register_first(1000);
	for (i = 0; i < 1u + twice; i++) {
		update(&m);
		add_first(&m);
		lease(&m, 4, 86400, 0);
		say("wish", 300000 + 100000 * i, &m);
		answer("wished", 300005 + 100000 * i, m.id, FORM_RIGHT, 4, 0);
	}
	update(&m);
	add_first(&m);
	lease(&m, 4, ASKED, 0);
	say("refresh", 300005 + 100000 * (i - 1) + right_ms(), &m);
}

START_TEST(a_wish_for_another_duration_may_come_early)
{
	negotiate(false);
	dialogue_fails(JUDGE_CLIENT, 1790000, "", "");
	ck_assert_int_eq(dialogue_judgement("UL-C-23")->result,
			 JUDGEMENT_PASS);
	ck_assert_int_eq(dialogue_judgement("UL-C-24")->result,
			 JUDGEMENT_PASS);
}
END_TEST

START_TEST(the_same_wish_again_fails_that_it_is_not_repeated)
{
	negotiate(true);
	dialogue_fails(JUDGE_CLIENT, 1900000, "UL-C-24", "");
}
END_TEST

/* A server without leases. */
static void
unsupported(uint64_t refresh_ms)
{
	struct words m;

	plan.first = FORM_NONE;
	dialogue_begin("UL-");
	begin_talk();
	register_first(1000);
	update(&m);
	add_first(&m);
	lease(&m, 4, ASKED, 0);
	say("refresh", 1005 + refresh_ms, &m);
	answer("refreshed", 1010 + refresh_ms, m.id, FORM_NONE, 4, 0);
}

START_TEST(without_an_option_the_lease_asked_for_counts)
{
	unsupported(ASKED * 820);
	dialogue_fails(JUDGE_CLIENT, END, "", "");
	ck_assert_int_eq(dialogue_judgement("UL-C-06")->result,
			 JUDGEMENT_PASS);
	unsupported(ASKED * 600);
	dialogue_fails(JUDGE_CLIENT, END, "UL-C-06", "");
}
END_TEST

/* The server ------------------------------------------------------------ */

static void
server_talks(void)
{
	uint64_t first, both;
	struct words m;

	begin_talk();
	register_first(1000);
	register_second(20000);
	query(30000, "mac." ZONE, DNS_TYPE_A, 2);
	first = refresh_first(1005);
	if (plan.refresh_silent)
		return;
	query(first + 2000, "mac." ZONE, DNS_TYPE_A, 2);
	refresh_second(20005 + right_ms());
	both = refresh_both(first + right_ms());
	query(both + 5000, "mac." ZONE, DNS_TYPE_A, 2);
	query(both + 5010, "key." ZONE, DNS_TYPE_KEY, 7);
	query(both + 1000000, "mac." ZONE, DNS_TYPE_A, plan.early ? 0 : 2);
	/* LEASE is over, KEY-LEASE is not */
	query(both + 1810000, "mac." ZONE, DNS_TYPE_A, plan.late ? 2 : 0);
	query(both + 1810010, "key." ZONE, DNS_TYPE_KEY,
	      plan.early_key ? 0 : 7);
	ask_serial(both + 1900000, 103);
	/* lost, and added again by a refresh */
	update(&m);
	add_first(&m);
	lease(&m, 4, ASKED, 0);
	say("renew", both + 1900100, &m);
	answer("renewed", both + 1900105, m.id, FORM_RIGHT, 4, 0);
	query(both + 1901000, "mac." ZONE, DNS_TYPE_A, plan.lost ? 0 : 2);
	ask_serial(both + 1902000, plan.stays ? 103 : 104);
	/* removed for good */
	update(&m);
	add(&m, DNS_UPDATE, "mac." ZONE, DNS_TYPE_A, DNS_CLASS_ANY, 0);
	lease(&m, 4, ASKED, 0);
	say("remove", both + 1910000, &m);
	answer("removed", both + 1910005, m.id, FORM_RIGHT, 4, 0);
	query(both + 1912000, "mac." ZONE, DNS_TYPE_A, plan.back ? 2 : 0);
}

static const struct deviation of_server[] = {
	{ "answers the first without an option", { .first = FORM_NONE },
	  "UL-S-01 UL-S-05", "" },
	{ "answers a refresh without an option", { .refresh = FORM_NONE },
	  "UL-S-01 UL-S-05 UL-S-07", "" },
	{ "answers 4 octets by 8", { .first = FORM_OTHER }, "UL-S-05", "" },
	{ "answers 8 octets by 4", { .eight = FORM_OTHER }, "UL-S-03", "" },
	{ "knows 4 octets only", { .eight_rcode = DNS_RCODE_FORMERR },
	  "UL-B-10", "UL-S-03" },
	{ "answers by 6 octets", { .first = FORM_SIX }, "UL-B-03 UL-S-05", "" },
	{ "writes the lease in the wrong order", { .grant_swapped = true },
	  "UL-B-04", "" },
	{ "tells what is left of the lease", { .grant_rest = true },
	  "UL-S-07", "" },
	{ "refuses a refresh", { .refresh_rcode = DNS_RCODE_REFUSED },
	  "UL-S-07", "" },
	{ "does not answer a refresh", { .refresh_silent = true }, "UL-S-07",
	  "UL-S-06 UL-S-08 UL-S-09 UL-S-10 UL-S-11 UL-S-12 UL-B-06 UL-B-07" },
	{ "counts the serial up for nothing", { .bumps = true }, "UL-S-08",
	  "" },
	{ "lets the serial stay", { .stays = true }, "UL-S-09", "" },
	{ "answers a record after its lease", { .late = true },
	  "UL-S-10 UL-S-12", "UL-S-06 UL-S-09 UL-S-11" },
	{ "lets a record go before its lease", { .early = true }, "UL-S-12",
	  "" },
	{ "lets a KEY go with the others", { .early_key = true },
	  "UL-B-06 UL-S-12", "" },
	{ "does not add again what was lost", { .lost = true }, "UL-S-06",
	  "" },
	{ "answers what was removed", { .back = true }, "UL-B-07", "" },
};

static void
before_server(void)
{
	memset(&plan, 0, sizeof(plan));
	dialogue_begin("UL-");
	server_talks();
	dialogue_keep(JUDGE_SERVER, END);
}

START_TEST(a_good_server_passes_what_can_be_seen_of_it)
{
	static const char *const seen[] = {
		"UL-B-01", "UL-B-02", "UL-B-03", "UL-B-04", "UL-B-06",
		"UL-B-07", "UL-B-10", "UL-S-01", "UL-S-02", "UL-S-03",
		"UL-S-05", "UL-S-06", "UL-S-07", "UL-S-08", "UL-S-09",
		"UL-S-10", "UL-S-11", "UL-S-12",
	};
	unsigned i;

	for (i = 0; i < sizeof(seen) / sizeof(seen[0]); i++)
		ck_assert_msg(dialogue_judgement(seen[i])->result ==
			      JUDGEMENT_PASS, "%s", seen[i]);
}
END_TEST

START_TEST(a_server_that_deviates_fails_in_exactly_that)
{
	const struct deviation *d = &of_server[_i];

	plan = d->plan;
	server_talks();
	dialogue_about(d->what);
	dialogue_fails(JUDGE_SERVER, END, d->fails, d->open);
}
END_TEST

START_TEST(a_key_outlives_no_lease_of_four_octets)
{
	struct words m;

	dialogue_begin("UL-");
	begin_talk();
	update(&m);
	add_second(&m);
	lease(&m, 4, ASKED, 0);
	say("register", 1000, &m);
	answer("registered", 1005, m.id, FORM_RIGHT, 4, 0);
	query(2000000, "key." ZONE, DNS_TYPE_A, 0);
	query(2000010, "key." ZONE, DNS_TYPE_KEY, 7);
	dialogue_fails(JUDGE_SERVER, END,
		       "UL-B-05 UL-S-04 UL-S-10 UL-S-12", "");
}
END_TEST

START_TEST(a_capture_without_the_updates_rules_on_nothing)
{
	unsigned i;

	dialogue_begin("UL-");
	begin_talk();
	query(30000, "mac." ZONE, DNS_TYPE_A, 2);
	answer("refreshed", 40000, 77, FORM_NONE, 4, 0);
	dialogue_fails(JUDGE_ALL, END, "", "");
	for (i = 0; i < REQUIREMENT_COUNT; i++)
		if (!strncmp(requirements[i].id, "UL-", 3))
			ck_assert_int_eq(dialogue_judgement(
				requirements[i].id)->result,
				JUDGEMENT_INCONCLUSIVE);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("judge_lease");
	TCase *of_clients = tcase_create("client");
	TCase *of_servers = tcase_create("server");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(of_clients, before_client, dialogue_end);
	tcase_add_checked_fixture(of_servers, before_server, dialogue_end);
	tcase_add_test(of_clients,
		       a_good_client_passes_what_can_be_seen_of_it);
	tcase_add_loop_test(of_clients,
			    a_client_that_deviates_fails_in_exactly_that, 0,
			    sizeof(of_client) / sizeof(of_client[0]));
	tcase_add_test(of_clients, an_option_of_six_octets_fails_its_length);
	tcase_add_test(of_clients, an_option_in_a_query_fails_the_message);
	tcase_add_test(of_clients, a_wish_for_another_duration_may_come_early);
	tcase_add_test(of_clients,
		       the_same_wish_again_fails_that_it_is_not_repeated);
	tcase_add_test(of_clients,
		       without_an_option_the_lease_asked_for_counts);
	tcase_add_test(of_servers,
		       a_good_server_passes_what_can_be_seen_of_it);
	tcase_add_loop_test(of_servers,
			    a_server_that_deviates_fails_in_exactly_that, 0,
			    sizeof(of_server) / sizeof(of_server[0]));
	tcase_add_test(of_servers, a_key_outlives_no_lease_of_four_octets);
	tcase_add_test(of_servers,
		       a_capture_without_the_updates_rules_on_nothing);
	suite_add_tcase(s, of_clients);
	suite_add_tcase(s, of_servers);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
