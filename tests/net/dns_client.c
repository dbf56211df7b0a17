/* SPDX-License-Identifier: Apache-2.0 */
/* dns_client.c - what nsupdate and dig cannot: long-lived queries and leases.
 *
 *   dns_client KEYFILE ADDRESS PORT watch SECONDS NAME TYPE [NAME TYPE]...
 *   dns_client KEYFILE ADDRESS PORT silent SECONDS NAME TYPE [NAME TYPE]...
 *   dns_client KEYFILE ADDRESS PORT update ZONE LEASE CHANGE...
 *
 * TYPE is A, AAAA or PTR; a CHANGE is `add NAME TYPE VALUE` (TTL 30) or
 * `delete NAME TYPE`. Everything is signed by the first key of KEYFILE.
 *
 * watch sets up long-lived queries in one message (RFC 8764, 5), prints a line
 * for each answer and each change, and acknowledges events; silent never
 * acknowledges, and prints each message that comes. update sends an UPDATE
 * with a lease (RFC 9664) and prints what it is answered.
 *   {"what":"answer|add|remove","name":"...","type":N,"value":"...",
 *    "serial":N,"at_ms":WALL CLOCK}
 *   {"what":"event","id":N,"at_ms":...}      silent only
 *   {"what":"updated","rcode":N,"lease":SECONDS}   lease 0: no option came
 *   {"what":"error","text":"..."} */
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shell/address.h"
#include "shell/clock.h"
#include "shell/edge.h"
#include "shell/keys.h"

enum { ANSWER_WAIT_MS = 2000, TRIES = 3, QUESTIONS_MAX = 8, TTL_S = 30 };

struct client {
	int fd;
	struct edge *edge;
	struct keys keys;
	struct edge_peer peer;
	uint8_t octets[DNS_MESSAGE_MAX];
	struct dns_message msg;		/* the newest that was believed */
	origin_id origin;
	unsigned count;
	struct dns_question questions[QUESTIONS_MAX];
	struct dns_llq llq[QUESTIONS_MAX];
};

static int
fail(const char *text)
{
	printf("{\"what\":\"error\",\"text\":\"%s\"}\n", text);
	return EXIT_FAILURE;
}

static uint16_t
type_of(const char *text)
{
	return !strcmp(text, "A") ? DNS_TYPE_A :
		!strcmp(text, "AAAA") ? DNS_TYPE_AAAA : DNS_TYPE_PTR;
}

/* Messages ----------------------------------------------------------------------- */

static bool
send_request(struct client *c, size_t length)
{
	int signed_length = edge_request(c->edge, &c->peer, 0, c->octets,
					 length, sizeof(c->octets),
					 clock_boot_ms(), clock_wall_s());

	return signed_length > 0 &&
		send(c->fd, c->octets, (size_t)signed_length, 0) > 0;
}

/* The next message that is believed, within WAIT_MS. */
static bool
hear(struct client *c, int wait_ms)
{
	uint64_t end = clock_boot_ms() + (uint64_t)wait_ms;
	struct edge_judgement j;
	ssize_t length;

	for (;;) {
		struct pollfd p = { .fd = c->fd, .events = POLLIN };
		uint64_t now = clock_boot_ms();

		if (now >= end || poll(&p, 1, (int)(end - now)) <= 0)
			return false;
		length = recv(c->fd, c->octets, sizeof(c->octets), 0);
		if (length <= 0)
			continue;
		edge_judge(c->edge, &c->peer, c->octets, (size_t)length,
			   clock_boot_ms(), clock_wall_s(), &j);
		c->origin = j.origin;
		if (j.verdict == VERDICT_VERIFIED &&
		    dns_open(&c->msg, c->octets, j.length) == 0)
			return true;
	}
}

static bool
exchange(struct client *c, const uint8_t *request, size_t length, uint16_t id)
{
	unsigned tries;

	for (tries = 0; tries < TRIES; tries++) {
		memcpy(c->octets, request, length);
		if (!send_request(c, length))
			return false;
		while (hear(c, ANSWER_WAIT_MS))
			if (c->msg.id == id)
				return true;
	}
	return false;
}

/* Long-lived queries ------------------------------------------------------------------ */

static void
print_record(const char *what, const struct dns_record *rr, uint32_t serial)
{
	char name[DNS_NAME_TEXT_MAX], value[DNS_NAME_TEXT_MAX] = "";
	struct dns_name target;

	dns_name_to_text(&rr->name, name, sizeof(name));
	if (rr->type == DNS_TYPE_A)
		inet_ntop(AF_INET, rr->rdata, value, sizeof(value));
	else if (rr->type == DNS_TYPE_AAAA)
		inet_ntop(AF_INET6, rr->rdata, value, sizeof(value));
	else if (dns_read_name(rr, &target))
		dns_name_to_text(&target, value, sizeof(value));
	printf("{\"what\":\"%s\",\"name\":\"%s\",\"type\":%u,\"value\":\"%s\","
	       "\"serial\":%" PRIu32 ",\"at_ms\":%" PRIu64 "}\n", what, name,
	       rr->type, value, serial, clock_wall_ms());
}

static uint32_t
serial_of(const struct dns_message *msg)
{
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_soa soa;

	for (dns_records(msg, DNS_ADDITIONAL, &it); dns_next(&it, &rr);)
		if (rr.type == DNS_TYPE_SOA && dns_read_soa(&rr, &soa))
			return soa.serial;
	return 0;
}

static void
print_records(const struct client *c, bool event)
{
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(&c->msg, DNS_ANSWER, &it); dns_next(&it, &rr);)
		print_record(!event ? "answer" : rr.ttl == DNS_TTL_REMOVED ?
			     "remove" : "add", &rr, serial_of(&c->msg));
	fflush(stdout);
}

/* A set-up or challenge response of all questions; whether all were granted. */
static bool
set_up(struct client *c, uint16_t id)
{
	struct dns_options o = { .present = true, .llq_count = c->count };
	uint8_t request[DNS_UDP_MAX];
	struct dns_writer w;
	unsigned i;
	int length;

	dns_begin(&w, request, sizeof(request), id, 0);
	for (i = 0; i < c->count; i++) {
		dns_add_question(&w, &c->questions[i].name,
				 c->questions[i].type, DNS_CLASS_IN);
		o.llq[i] = c->llq[i];
	}
	dns_add_options(&w, &o);
	length = dns_end(&w);
	if (length < 0 || !exchange(c, request, (size_t)length, id) ||
	    c->msg.options.llq_count != c->count)
		return false;
	for (i = 0; i < c->count; i++) {
		c->llq[i] = c->msg.options.llq[i];
		if (c->llq[i].error)
			return false;
	}
	return true;
}

static void
acknowledge(struct client *c)
{
	uint8_t octets[DNS_UDP_MAX];
	struct dns_writer w;
	struct dns_iterator it;
	struct dns_question q;
	struct edge_peer to;
	int length;

	dns_begin(&w, octets, sizeof(octets) - 200, c->msg.id,
		  DNS_FLAG_QR | DNS_FLAG_AA);
	dns_questions(&c->msg, &it);
	while (dns_next_question(&it, &q))
		dns_add_question(&w, &q.name, q.type, q.class);
	dns_add_options(&w, &c->msg.options);
	length = dns_end(&w);
	if (length < 0)
		return;
	length = edge_answer(c->edge, c->origin, octets, (size_t)length,
			     sizeof(octets), sizeof(octets), clock_boot_ms(),
			     clock_wall_s(), &to);
	if (length > 0)
		send(c->fd, octets, (size_t)length, 0);
}

static bool
is_event(const struct dns_message *msg)
{
	return msg->flags & DNS_FLAG_QR && msg->options.llq_count &&
		msg->options.llq[0].opcode == DNS_LLQ_EVENT;
}

static int
watch(struct client *c, bool silent, int argc, char **argv)
{
	uint64_t end;
	int i;

	for (i = 1; i + 1 < argc && c->count < QUESTIONS_MAX; i += 2) {
		if (dns_name_from_text(&c->questions[c->count].name,
				       argv[i]) < 0)
			return fail("not a name");
		c->questions[c->count].type = type_of(argv[i + 1]);
		c->llq[c->count++] = (struct dns_llq){
			.version = DNS_LLQ_VERSION, .opcode = DNS_LLQ_SETUP,
			.lease_s = 3600,
		};
	}
	if (!set_up(c, 1) || !set_up(c, 2))
		return fail("no long-lived query");
	print_records(c, false);
	end = clock_boot_ms() + (uint64_t)atoi(argv[0]) * 1000;
	while (clock_boot_ms() < end) {
		if (!hear(c, 100) || !is_event(&c->msg))
			continue;
		if (silent) {
			printf("{\"what\":\"event\",\"id\":%u,\"at_ms\":%"
			       PRIu64 "}\n", c->msg.id, clock_wall_ms());
			fflush(stdout);
			continue;
		}
		acknowledge(c);
		print_records(c, true);
	}
	return EXIT_SUCCESS;
}

/* Updates ------------------------------------------------------------------------------- */

static bool
put_change(struct dns_writer *w, char **argv, int *used)
{
	uint8_t rdata[DNS_NAME_MAX];
	struct dns_name name, target;
	uint16_t type = type_of(argv[2]);
	size_t length = type == DNS_TYPE_A ? 4 : 16;

	if (dns_name_from_text(&name, argv[1]) < 0)
		return false;
	if (!strcmp(argv[0], "delete")) {
		dns_add_record(w, DNS_UPDATE, &name, type, DNS_CLASS_ANY, 0,
			       NULL, 0);
		*used = 3;
		return true;
	}
	*used = 4;
	if (type == DNS_TYPE_PTR) {
		if (dns_name_from_text(&target, argv[3]) < 0)
			return false;
		length = target.length;
		memcpy(rdata, target.wire, length);
	} else if (inet_pton(type == DNS_TYPE_A ? AF_INET : AF_INET6, argv[3],
			     rdata) != 1) {
		return false;
	}
	dns_add_record(w, DNS_UPDATE, &name, type, DNS_CLASS_IN, TTL_S, rdata,
		       length);
	return true;
}

static int
update(struct client *c, int argc, char **argv)
{
	struct dns_options o = { .present = true, .has_lease = true };
	uint8_t request[DNS_UDP_MAX];
	struct dns_writer w;
	struct dns_name zone;
	int at, used, length;

	if (dns_name_from_text(&zone, argv[0]) < 0)
		return fail("not a name");
	o.lease_s = (uint32_t)strtoul(argv[1], NULL, 10);
	dns_begin(&w, request, sizeof(request), 3,
		  DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
	dns_add_question(&w, &zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	for (at = 2; at + 2 < argc; at += used)
		if (!put_change(&w, argv + at, &used))
			return fail("not a change");
	dns_add_options(&w, &o);
	length = dns_end(&w);
	if (length < 0 || !exchange(c, request, (size_t)length, 3))
		return fail("no answer");
	printf("{\"what\":\"updated\",\"rcode\":%u,\"lease\":%" PRIu32 "}\n",
	       dns_rcode(&c->msg),
	       c->msg.options.has_lease ? c->msg.options.lease_s : 0);
	return dns_rcode(&c->msg) ? EXIT_FAILURE : EXIT_SUCCESS;
}

static bool
open_client(struct client *c, char **argv)
{
	char error[KEY_ERROR_MAX];
	struct sockaddr_storage a;
	socklen_t size;

	if (keys_load(&c->keys, argv[1], false, error) < 0) {
		fail(error);
		return false;
	}
	if (endpoint_parse(argv[2], (uint16_t)atoi(argv[3]),
			   &c->peer.endpoint) < 0 ||
	    edge_open(&c->keys, 64, &c->edge) < 0)
		return false;
	c->peer.channel = CHANNEL_LLQ;
	size = endpoint_to_sockaddr(&c->peer.endpoint, &a);
	c->fd = socket(a.ss_family, SOCK_DGRAM, 0);
	return c->fd >= 0 && connect(c->fd, (struct sockaddr *)&a, size) == 0;
}

int
main(int argc, char **argv)
{
	static struct client client;

	if (argc < 8)
		return fail("usage: see dns_client.c");
	if (!open_client(&client, argv))
		return fail("cannot begin");
	if (!strcmp(argv[4], "update"))
		return update(&client, argc - 5, argv + 5);
	return watch(&client, !strcmp(argv[4], "silent"), argc - 5, argv + 5);
}
