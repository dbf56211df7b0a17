/* SPDX-License-Identifier: Apache-2.0 */
/* test_agent.c - the container of a host: what it does from its start on. */
#include "autotunnel/address.h"
#include "autotunnel/agent.h"
#include "../fsm/agent_parts.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct agent *agent;
static struct effects effects;
static struct agent_memory memory;
static struct agent_config config;
static uint64_t now_ms;

static struct dns_name
name_of(const char *text)
{
	struct dns_name name;

	ck_assert_int_eq(dns_name_from_text(&name, text), 0);
	return name;
}

static void
setup(void)
{
	memset(&config, 0, sizeof(config));
	memset(&memory, 0, sizeof(memory));
	config.domain = name_of("home.example.net");
	config.host = name_of("mymac.home.example.net");
	config.keys.count = 1;
	config.tunnel_port = 4500;
	memset(config.boot_id, 7, 16);
	now_ms = 1000;
}

static void
teardown(void)
{
	free(agent);
	agent = NULL;
}

/* What one input makes, all of it; counts of each kind. */
static unsigned kinds[EFFECT_KIND_COUNT];
static struct effect last[EFFECT_KIND_COUNT];

static void
collect(void)
{
	unsigned i;

	for (i = 0; i < effects.count; i++) {
		kinds[effects.list[i].kind]++;
		last[effects.list[i].kind] = effects.list[i];
	}
}

static void
give(struct input *in)
{
	bool more;

	memset(kinds, 0, sizeof(kinds));
	in->now_ms = now_ms;
	memset(in->random, 0x5a, sizeof(in->random));
	more = agent_turn(agent, in, &effects);
	collect();
	while (more) {
		more = agent_more(agent, &effects);
		collect();
	}
}

static void
begin(void)
{
	struct input in = { .kind = INPUT_START };

	free(agent);
	agent = aligned_alloc(AGENT_ALIGNMENT, agent_size(&config));
	ck_assert_ptr_nonnull(agent);
	agent_init(agent, &config, &memory);
	give(&in);
}

static void
give_bound(enum channel channel, uint16_t port)
{
	struct input in = { .kind = INPUT_BOUND, .channel = channel,
			    .port = port };

	give(&in);
}

static void
give_network(uint32_t address)
{
	struct input in = { .kind = INPUT_NETWORK };

	in.network.up = true;
	in.network.interface = 2;
	in.network.address = ipv4_endpoint(address);
	in.network.prefix_length = 24;
	in.network.gateway = ipv4_endpoint((address & 0xffffff00) | 1);
	in.network.gateway_mac[5] = 1;
	give(&in);
	while (agent_deadline_ms(agent) <= now_ms + 100) {
		struct input due = { .kind = INPUT_DEADLINE };

		now_ms = agent_deadline_ms(agent);
		give(&due);
	}
}

/* The hosts that the domain's PTR records are said to name. */
static void
hear_hosts(unsigned count, const char *format)
{
	struct dnsclient_news news = { .what = DNSCLIENT_ANSWERS,
				       .user = agent_user(QUESTION_PTR, 0) };
	struct llq_client *c =
		&agent->dns.session.clients[(unsigned)agent->ptr_llq];
	struct input in = { .kind = INPUT_DEADLINE };
	struct answer_pool *pool = &agent->dns.session.commons.pool;
	struct dns_name service;
	char text[100];
	unsigned i;

	answers_clear(pool, &c->answers);
	for (i = 0; i < count; i++) {
		snprintf(text, sizeof(text), format, i);
		service = name_of(text);
		answers_add(pool, &c->answers, DNS_TYPE_PTR, service.wire,
			    service.length);
	}
	c->answers.known = true;
	effects_clear(&effects);
	/* this call has no room for more */
	effects.row_count = EFFECT_ROWS_MAX;
	agent->turn.out = &effects;
	agent_answers_changed(agent, &news, &agent->turn);
	give(&in);
}

static unsigned
peers(void)
{
	unsigned i, n = 0;

	for (i = 0; i < agent->config.peers_max; i++)
		n += agent->peers[i].used;
	return n;
}

START_TEST(as_many_hosts_as_there_is_place_for_are_met_at_once)
{
	begin();
	give_network(0xc0a80107);
	hear_hosts(64, "_autotunnel._udp.h%u.home.example.net");
	ck_assert_uint_eq(peers(), 64);
} END_TEST

static bool
is_peer(const char *host)
{
	struct dns_name name = name_of(host);
	unsigned i;

	for (i = 0; i < agent->config.peers_max; i++)
		if (agent->peers[i].used &&
		    dns_name_equal(&agent->peers[i].host, &name))
			return true;
	return false;
}

/* Behind the memory of an agent that is to have two peers is somebody else's;
 * what it keeps of each is within its own. */
static void
begin_with_two(uint8_t **behind)
{
	struct input in = { .kind = INPUT_START };
	size_t size;

	config.peers_max = 2;
	size = agent_size(&config);
	ck_assert_uint_eq(size % AGENT_ALIGNMENT, 0);
	agent = aligned_alloc(AGENT_ALIGNMENT, size + AGENT_ALIGNMENT);
	ck_assert_ptr_nonnull(agent);
	memset(agent, 0xa5, size + AGENT_ALIGNMENT);
	*behind = (uint8_t *)agent + size;
	agent_init(agent, &config, &memory);
	give(&in);
}

START_TEST(of_three_hosts_two_are_met_where_there_is_place_for_two)
{
	const struct llq_session *s;
	uint8_t *behind;
	unsigned i;

	begin_with_two(&behind);
	give_network(0xc0a80107);
	hear_hosts(3, "_autotunnel._udp.h%u.home.example.net");
	ck_assert_uint_eq(peers(), 2);
	ck_assert_uint_eq(agent->left_out, 1);
	ck_assert(is_peer("h0.home.example.net"));
	ck_assert(is_peer("h1.home.example.net"));
	s = &agent->dns.session;
	ck_assert_uint_eq(s->client_max, 2 + 4 * 2);
	/* PTR, note, and of each peer AAAA and SRV */
	ck_assert_uint_eq(s->client_reach, 2 + 2 * 2);
	hear_hosts(0, "");
	ck_assert_uint_eq(peers(), 0);
	hear_hosts(1, "_autotunnel._udp.other%u.home.example.net");
	ck_assert_uint_eq(peers(), 1);
	ck_assert_uint_eq(agent->left_out, 0);
	ck_assert(is_peer("other0.home.example.net"));
	for (i = 0; i < AGENT_ALIGNMENT; i++)
		ck_assert_uint_eq(behind[i], 0xa5);
} END_TEST

/* It was in a larger domain before: what has no room is not taken up again. */
START_TEST(what_is_remembered_beyond_the_place_is_left)
{
	static struct agent_memory after;
	char text[100];
	uint8_t *behind;
	unsigned i;

	memory.known = true;
	memory.llq_count = AGENT_LLQS_MAX;
	for (i = 0; i < memory.llq_count; i++) {
		snprintf(text, sizeof(text),
			 "_autotunnel._udp.h%u.home.example.net", i);
		memory.llqs[i] = (struct agent_llq){ .name = name_of(text),
			.type = DNS_TYPE_SRV, .id = i + 1, .lease_s = 900,
			.ends_ms = 500000 };
	}
	begin_with_two(&behind);
	ck_assert_uint_eq(peers(), 2);
	ck_assert(is_peer("h0.home.example.net"));
	ck_assert(is_peer("h1.home.example.net"));
	agent_remember(agent, &after);
	ck_assert_uint_eq(after.llq_count, 2);
	ck_assert_uint_eq(after.llqs[0].id, 1);
	ck_assert_uint_eq(after.llqs[1].id, 2);
	for (i = 0; i < AGENT_ALIGNMENT; i++)
		ck_assert_uint_eq(behind[i], 0xa5);
} END_TEST

/* To the IKE daemon `*` is any name, to a terminal \\027 a command. */
START_TEST(what_is_no_host_name_is_no_peer)
{
	begin();
	give_network(0xc0a80107);
	hear_hosts(1, "_autotunnel._udp.*.home.example.net");
	ck_assert_uint_eq(peers(), 0);
	hear_hosts(1, "_autotunnel._udp.a\\027[2J.home.example.net");
	ck_assert_uint_eq(peers(), 0);
	hear_hosts(1, "_autotunnel._udp.Alice-2.home.example.net");
	ck_assert_uint_eq(peers(), 1);
} END_TEST

/* covers: BTMM-C-05 BTMM-C-52 BTMM-C-53 BTMM-C-56 BTMM-C-58 BTMM-C-61 P11 */
START_TEST(a_new_boot_has_a_new_ula_and_the_same_identifier)
{
	static const uint8_t none[16];
	struct agent_memory before;

	begin();
	ck_assert(is_ula(agent->ula));
	ck_assert_uint_eq(agent->ula[0], 0xfd);
	ck_assert_uint_eq(kinds[EFFECT_ADDRESS], 1);
	ck_assert_mem_eq(last[EFFECT_ADDRESS].address, agent->ula, 16);
	ck_assert_uint_ge(kinds[EFFECT_SAVE], 1);
	agent_remember(agent, &memory);
	before = memory;
	begin();
	ck_assert_mem_eq(agent->ula, before.ula, 16);
	memset(config.boot_id, 8, 16);
	memory.ula[1] ^= 0xff;
	before = memory;
	begin();
	ck_assert_mem_ne(agent->ula, before.ula, 8);
	ck_assert_mem_eq(agent->ula + 8, before.ula + 8, 8);
	agent_init(agent, &config, &before);
	ck_assert_mem_eq(agent->ula, none, 16);
} END_TEST

/* covers: BTMM-B-08 BTMM-C-12 BTMM-C-59 */
START_TEST(the_label_shows_the_identifier)
{
	static const uint8_t id[8] = { 0, 0x22, 0x69, 0xff, 0xfe, 0x8e, 0x34,
				       0x2a };
	struct dns_name want = name_of("AutoTunnel-00-22-69-FF-FE-8E-34-2A"
				       ".home.example.net");

	config.eui64 = true;
	memcpy(config.interface_id, id, 8);
	begin();
	ck_assert(dns_name_equal(&agent->label, &want));
	ck_assert_mem_eq(agent->ula + 8, id, 8);
} END_TEST

START_TEST(without_a_gateway_to_answer_the_host_is_unreachable_after_2_s)
{
	begin();
	give_bound(CHANNEL_TUNNEL, 4500);
	give_network(0x0a010002);
	give_bound(CHANNEL_LLQ, 40000);
	ck_assert_int_eq(agent->reach, REACH_UNKNOWN);
	ck_assert(!agent->published);
	while (agent_deadline_ms(agent) < 5000) {
		struct input due = { .kind = INPUT_DEADLINE };

		now_ms = agent_deadline_ms(agent);
		give(&due);
	}
	ck_assert_int_eq(agent->reach, REACH_NO_PROTOCOL);
	ck_assert(agent->published);
	ck_assert_uint_eq(agent->facts.outer.family, 0);
	ck_assert_uint_eq(agent->facts.lan.port, 4500);
	ck_assert(agent->llq_path);
} END_TEST

START_TEST(a_public_address_of_our_own_is_published_at_once)
{
	begin();
	give_bound(CHANNEL_TUNNEL, 4500);
	give_network(0x0b010002);
	give_bound(CHANNEL_LLQ, 40000);
	ck_assert_int_eq(agent->reach, REACH_DIRECT);
	ck_assert(agent->published);
	ck_assert_uint_eq(ipv4_number(&agent->facts.outer), 0x0b010002);
	ck_assert_uint_eq(agent->facts.outer.port, 4500);
} END_TEST

/* NATs may have forgotten us meanwhile, so questions leave by a fresh socket. */
START_TEST(sleep_is_seen_where_the_route_went_just_before_it)
{
	struct input in = { .kind = INPUT_NETWORK };
	struct network_facts there;
	unsigned networks;

	begin();
	give_bound(CHANNEL_TUNNEL, 4500);
	give_network(0x0b010002);
	give_bound(CHANNEL_LLQ, 40000);
	there = *nat_link(&agent->nat);
	networks = agent->networks;
	give(&in);
	ck_assert_uint_eq(agent->networks, networks);
	ck_assert_uint_eq(kinds[EFFECT_BIND], 0);
	in.network = there;
	in.network.resumed = true;
	now_ms += 8 * 3600 * 1000;
	give(&in);
	ck_assert_uint_eq(agent->networks, networks + 1);
	ck_assert_uint_ge(kinds[EFFECT_BIND], 1);
} END_TEST

START_TEST(the_txt_is_read_word_by_word)
{
	struct endpoint e;
	char device[40];

	agent_read_lan("v=1 lan=192.168.1.7:4501 dev=a b", &e);
	ck_assert_uint_eq(ipv4_number(&e), 0xc0a80107);
	ck_assert_uint_eq(e.port, 4501);
	agent_read_device("v=1 lan=192.168.1.7:4501 dev=a \x07", device, 40);
	ck_assert_str_eq(device, "a ?");
	agent_read_lan("v=1 vlan=192.168.1.7:4501", &e);
	ck_assert_uint_eq(e.family, 0);
	agent_read_lan("lan=192.168.1.256:1", &e);
	ck_assert_uint_eq(e.family, 0);
	agent_read_lan("lan=192.168.1.1:0", &e);
	ck_assert_uint_eq(e.family, 0);
	agent_read_lan("lan=192.168.1.1", &e);
	ck_assert_uint_eq(e.family, 0);
} END_TEST

START_TEST(leaving_ends_with_stopped)
{
	struct input in = { .kind = INPUT_COMMAND, .command = COMMAND_LEAVE };
	unsigned stopped = 0;

	begin();
	give_bound(CHANNEL_TUNNEL, 4500);
	give_network(0x0b010002);
	give_bound(CHANNEL_LLQ, 40000);
	give(&in);
	stopped += kinds[EFFECT_STOPPED];
	while (!stopped && agent_deadline_ms(agent) < 200000) {
		struct input due = { .kind = INPUT_DEADLINE };

		now_ms = agent_deadline_ms(agent);
		give(&due);
		stopped += kinds[EFFECT_STOPPED];
	}
	ck_assert_uint_eq(stopped, 1);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("agent");
	TCase *c = tcase_create("agent");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, a_new_boot_has_a_new_ula_and_the_same_identifier);
	tcase_add_test(c, the_label_shows_the_identifier);
	tcase_add_test(c,
		       without_a_gateway_to_answer_the_host_is_unreachable_after_2_s);
	tcase_add_test(c, a_public_address_of_our_own_is_published_at_once);
	tcase_add_test(c, sleep_is_seen_where_the_route_went_just_before_it);
	tcase_add_test(c, the_txt_is_read_word_by_word);
	tcase_add_test(c, leaving_ends_with_stopped);
	tcase_add_test(c, as_many_hosts_as_there_is_place_for_are_met_at_once);
	tcase_add_test(c,
		       of_three_hosts_two_are_met_where_there_is_place_for_two);
	tcase_add_test(c,
		       what_is_remembered_beyond_the_place_is_left);
	tcase_add_test(c, what_is_no_host_name_is_no_peer);
	suite_add_tcase(s, c);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
