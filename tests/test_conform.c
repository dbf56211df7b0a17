/* SPDX-License-Identifier: Apache-2.0 */
/* `conform` against peers that this suite plays, over the loopback interface:
 * one that keeps to RFC 8764, and others that are silent, die, hang, or are no
 * LLQ servers. The command runs in a child; nothing sleeps: poll waits for the
 * child or its messages. */
#include <check.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "autotunnel/dns.h"
#include "lab/lab.h"
#include "shell/address.h"

enum {
	OUTPUT_MAX = 65536,
	ARGUMENTS_MAX = 16,
	HELD_MAX = 64,
	GRANTED_S = 3600,
	PATIENCE_MS = 60000
};

struct peer {
	int fd;
	struct endpoint at;
	/* Answers OCTETS in OUT; 0: not at all. */
	size_t (*answer)(struct peer *p, const uint8_t *octets, size_t length,
			 uint8_t *out);
	unsigned messages;
	unsigned held_count;
	uint64_t held[HELD_MAX];	/* LLQ-IDs */
	uint64_t last_id;
	unsigned mute_after;		/* messages; 0: never */
	bool dies_of_malformed;
	unsigned interrupts_at;		/* that message, the child; 0: never */
	unsigned ended;			/* queries, by lease 0 */
	pid_t child;
};

struct result {
	int status;
	char out[OUTPUT_MAX], err[OUTPUT_MAX];
};

static void
peer_open(struct peer *p, const char *address)
{
	struct sockaddr_storage a;
	socklen_t size;

	memset(p, 0, sizeof(*p));
	ck_assert_int_eq(endpoint_parse(address, 0, &p->at), 0);
	size = endpoint_to_sockaddr(&p->at, &a);
	p->fd = socket(a.ss_family, SOCK_DGRAM, 0);
	ck_assert_int_ge(p->fd, 0);
	ck_assert_int_eq(bind(p->fd, (struct sockaddr *)&a, size), 0);
	size = sizeof(a);
	ck_assert_int_eq(getsockname(p->fd, (struct sockaddr *)&a, &size), 0);
	p->at = endpoint_from_sockaddr(&a);
}

static void
peer_close(struct peer *p)
{
	if (p->fd >= 0)
		close(p->fd);
	p->fd = -1;
}

static void
serve(struct peer *p)
{
	uint8_t octets[2048], out[2048];
	struct sockaddr_storage a;
	socklen_t size = sizeof(a);
	ssize_t n = recvfrom(p->fd, octets, sizeof(octets), 0,
			     (struct sockaddr *)&a, &size);
	size_t length;

	ck_assert_int_gt(n, 0);
	p->messages++;
	if (p->messages == p->interrupts_at)
		kill(p->child, SIGINT);
	if (p->mute_after && p->messages > p->mute_after)
		return;
	length = p->answer ? p->answer(p, octets, (size_t)n, out) : 0;
	if (length)
		sendto(p->fd, out, length, 0, (struct sockaddr *)&a, size);
}

static void
read_all(FILE *f, char text[OUTPUT_MAX])
{
	size_t n;

	rewind(f);
	n = fread(text, 1, OUTPUT_MAX - 1, f);
	text[n] = '\0';
	fclose(f);
}

/* Runs `conform ARGUMENTS...` while P answers (NULL: nobody does). */
static void
run(struct peer *p, struct result *r, char *const *arguments)
{
	FILE *out = tmpfile(), *err = tmpfile();
	struct pollfd wait[2] = { { .events = POLLIN }, { .events = POLLIN } };
	char *argv[ARGUMENTS_MAX] = { (char *)"conform" };
	int argc = 1, status;
	pid_t child;

	while (*arguments)
		argv[argc++] = *arguments++;
	fflush(NULL);
	child = fork();
	if (child == 0) {
		if (p)
			peer_close(p);
		dup2(fileno(out), STDOUT_FILENO);
		dup2(fileno(err), STDERR_FILENO);
		status = lab_conform(argc, argv);
		fflush(NULL);
		_exit(status);
	}
	ck_assert_int_gt(child, 0);
	if (p)
		p->child = child;
	wait[0].fd = (int)syscall(SYS_pidfd_open, child, 0);
	ck_assert_int_ge(wait[0].fd, 0);
	do {
		wait[1].fd = p ? p->fd : -1;
		ck_assert_int_gt(poll(wait, 2, PATIENCE_MS), 0);
		if (p && p->fd >= 0 && wait[1].revents)
			serve(p);
	} while (!wait[0].revents);
	close(wait[0].fd);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status));
	r->status = WEXITSTATUS(status);
	read_all(out, r->out);
	read_all(err, r->err);
}

/* Octets that are no message. */
static size_t
answer_garbage(struct peer *p, const uint8_t *octets, size_t length,
	       uint8_t *out)
{
	(void)p;
	(void)octets;
	(void)length;
	memset(out, 0xa5, 40);
	return 40;
}

/* `conform llq-server` against P, with what else is said. */
static void
run_llq(struct peer *p, struct result *r, const char *const *more)
{
	char target[ENDPOINT_TEXT_MAX];
	char *arguments[ARGUMENTS_MAX] = {
		(char *)"llq-server", target, (char *)"--zone",
		(char *)"example.net", (char *)"--timeout", (char *)"200ms",
	};
	unsigned n = 6;

	while (more && *more)
		arguments[n++] = (char *)(uintptr_t)*more++;
	endpoint_text(&p->at, target);
	run(p, r, arguments);
}

/* The line of the text that begins with WORD and has ID. */
static bool
says(const char *text, const char *word, const char *id)
{
	char wanted[64];

	snprintf(wanted, sizeof(wanted), "%s %s", word, id);
	return strstr(text, wanted) != NULL;
}

static const char *
reason(const char *text, const char *id)
{
	static char line[512];
	const char *at = strstr(text, id);
	size_t n = at ? strcspn(at, "\n") : 0;

	snprintf(line, sizeof(line), "%.*s", (int)n, at ? at : "");
	return line;
}

/* A server ------------------------------------------------------------------------ */

static bool
is_held(const struct peer *p, uint64_t id)
{
	unsigned i;

	for (i = 0; i < p->held_count; i++)
		if (p->held[i] == id)
			return true;
	return false;
}

static void
answer_option(struct peer *p, struct dns_llq *o, bool malformed)
{
	bool setup = malformed || o->opcode == DNS_LLQ_SETUP;

	o->error = DNS_LLQ_NO_ERROR;
	if (malformed || o->version != DNS_LLQ_VERSION) {
		o->error = malformed ? DNS_LLQ_FORMAT_ERR : DNS_LLQ_BAD_VERS;
		o->id = o->lease_s = 0;
	} else if (setup && o->id == 0) {
		o->id = p->last_id += 0x123456789abcdef1;
		o->lease_s = GRANTED_S;
		ck_assert_uint_lt(p->held_count, HELD_MAX);
		p->held[p->held_count++] = o->id;
	} else if (!is_held(p, o->id) || (setup && o->lease_s != GRANTED_S)) {
		o->error = DNS_LLQ_NO_SUCH_LLQ;
		o->lease_s = 0;
		if (setup)
			o->id = 0;
	} else if (!setup && !o->lease_s) {
		p->ended++;
	}
	o->version = DNS_LLQ_VERSION;
	o->opcode = setup ? DNS_LLQ_SETUP : o->opcode;
}

/* A server of long-lived queries as RFC 8764 has it, of an empty zone. */
static size_t
answer_llq(struct peer *p, const uint8_t *octets, size_t length, uint8_t *out)
{
	struct dns_message msg;
	struct dns_options o;
	struct dns_iterator it;
	struct dns_question q;
	struct dns_writer w;
	unsigned i;
	int n;

	ck_assert_int_eq(dns_open(&msg, octets, length), 0);
	o = msg.options;
	if (o.llq_malformed && p->dies_of_malformed) {
		peer_close(p);
		return 0;
	}
	dns_begin(&w, out, DNS_UDP_MAX, msg.id, DNS_FLAG_QR | DNS_FLAG_AA);
	for (dns_questions(&msg, &it); dns_next_question(&it, &q);)
		dns_add_question(&w, &q.name, q.type, q.class);
	if (o.llq_malformed) {
		o.llq_malformed = false;
		o.llq_count = 1;
		answer_option(p, &o.llq[0], true);
	} else {
		for (i = 0; i < o.llq_count; i++)
			answer_option(p, &o.llq[i], false);
	}
	if (o.present)
		dns_add_options(&w, &o);
	n = dns_end(&w);
	ck_assert_int_gt(n, 0);
	return (size_t)n;
}

/* A server of before EDNS. */
static size_t
answer_plain(struct peer *p, const uint8_t *octets, size_t length,
	     uint8_t *out)
{
	struct dns_message msg;

	(void)p;
	ck_assert_int_eq(dns_open(&msg, octets, length), 0);
	memcpy(out, octets, msg.section[DNS_ANSWER]);
	out[2] |= 0x80;
	out[11] = 0;
	return msg.section[DNS_ANSWER];
}

static size_t
answer_refused(struct peer *p, const uint8_t *octets, size_t length,
	       uint8_t *out)
{
	size_t n = answer_plain(p, octets, length, out);

	out[3] = DNS_RCODE_REFUSED;
	return n;
}

/* Peers ------------------------------------------------------------------------------- */

START_TEST(a_server_without_edns_does_not_play_that_role)
{
	static struct result r;
	struct peer p;

	peer_open(&p, "127.0.0.1");
	p.answer = answer_plain;
	run_llq(&p, &r, NULL);
	ck_assert_int_eq(r.status, 127);
	ck_assert_ptr_nonnull(strstr(r.err, "no LLQ server"));
	peer_close(&p);
} END_TEST

START_TEST(a_closed_port_does_not_play_that_role)
{
	static struct result r;
	struct peer p;

	peer_open(&p, "127.0.0.1");
	peer_close(&p);
	run_llq(&p, &r, NULL);
	ck_assert_int_eq(r.status, 127);
	ck_assert_ptr_nonnull(strstr(r.err, "port unreachable"));
} END_TEST

START_TEST(a_server_that_refuses_us_may_want_a_key)
{
	static struct result r;
	struct peer p;

	peer_open(&p, "127.0.0.1");
	p.answer = answer_refused;
	run_llq(&p, &r, NULL);
	ck_assert_int_eq(r.status, 2);
	ck_assert_ptr_nonnull(strstr(r.err, "--key"));
	peer_close(&p);
} END_TEST

START_TEST(silence_is_a_verdict)
{
	static struct result r;
	struct peer p;

	peer_open(&p, "127.0.0.1");
	run_llq(&p, &r, NULL);
	ck_assert_int_eq(r.status, 1);
	ck_assert(says(r.out, "FAIL", "LLQ-S-12"));
	ck_assert_ptr_nonnull(strstr(r.err, "answers nothing any more"));
	peer_close(&p);
} END_TEST

START_TEST(death_is_a_verdict_on_what_it_died_of)
{
	static struct result r;
	struct peer p;

	peer_open(&p, "127.0.0.1");
	p.answer = answer_llq;
	p.dies_of_malformed = true;
	run_llq(&p, &r, (const char *const[]){ "--quick", NULL });
	ck_assert_int_eq(r.status, 1);
	ck_assert(says(r.out, "FAIL", "LLQ-S-15"));
	ck_assert(!says(r.out, "FAIL", "LLQ-S-12"));
	ck_assert_msg(strstr(r.err, "the server ended at message"), "%s",
		      r.err);
	/* what would have come after it */
	ck_assert_ptr_nonnull(strstr(reason(r.out, "LLQ-S-19"), "ended"));
} END_TEST

START_TEST(a_hang_ends_the_run)
{
	static struct result r;
	struct peer p;

	peer_open(&p, "127.0.0.1");
	p.answer = answer_llq;
	p.mute_after = 9;
	run_llq(&p, &r, NULL);
	ck_assert_int_eq(r.status, 1);
	ck_assert_ptr_nonnull(strstr(r.err, "answers nothing any more since"));
	/* a question or two, and the one that tells it from a lost message */
	ck_assert_uint_lt(p.messages, 24);
	peer_close(&p);
} END_TEST

START_TEST(a_server_of_garbage_has_not_passed)
{
	static struct result r;
	char target[ENDPOINT_TEXT_MAX];
	char *arguments[] = {
		(char *)"update-server", target, (char *)"--zone",
		(char *)"example.net", (char *)"--timeout", (char *)"200ms",
		NULL
	};
	struct peer p;

	peer_open(&p, "127.0.0.1");
	p.answer = answer_garbage;
	endpoint_text(&p.at, target);
	run(&p, &r, arguments);
	ck_assert_int_eq(r.status, 1);
	ck_assert_ptr_nonnull(strstr(r.err, "does not answer the zone's SOA"));
	ck_assert_ptr_null(strstr(r.out, "\npass"));
	peer_close(&p);
} END_TEST

START_TEST(ipv6_does_as_well)
{
	static struct result r;
	struct peer p;

	peer_open(&p, "::1");
	p.answer = answer_llq;
	run_llq(&p, &r, (const char *const[]){ "--quick", NULL });
	ck_assert_int_ne(r.status, 127);
	ck_assert_int_ne(r.status, 2);
	ck_assert_uint_gt(p.held_count, 10);
	ck_assert(!says(r.out, "FAIL", "LLQ-S-48"));
	peer_close(&p);
} END_TEST

START_TEST(quick_says_what_it_left_out)
{
	static struct result r;
	struct peer p;

	peer_open(&p, "127.0.0.1");
	p.answer = answer_llq;
	run_llq(&p, &r, (const char *const[]){ "--quick", NULL });
	ck_assert_ptr_nonnull(strstr(reason(r.out, "LLQ-S-26"),
				     "--quick left out expiry"));
	ck_assert_ptr_nonnull(strstr(reason(r.out, "LLQ-S-40"),
				     "there is no --update"));
	peer_close(&p);
} END_TEST

START_TEST(an_interrupt_prints_what_there_is)
{
	static struct result r;
	struct peer p;

	peer_open(&p, "127.0.0.1");
	p.answer = answer_llq;
	p.interrupts_at = 2;
	run_llq(&p, &r, NULL);
	ck_assert_ptr_nonnull(strstr(r.out, "inconclusive"));
	ck_assert_ptr_nonnull(strstr(reason(r.out, "LLQ-S-12"), "interrupted"));
	ck_assert_uint_lt(p.messages, 6);
	peer_close(&p);
} END_TEST

START_TEST(an_interrupt_ends_the_queries_that_were_made)
{
	static struct result r;
	struct peer p;

	peer_open(&p, "127.0.0.1");
	p.answer = answer_llq;
	p.interrupts_at = 16;
	run_llq(&p, &r, (const char *const[]){ "--quick", NULL });
	ck_assert_uint_ge(p.ended, 1);
	ck_assert_ptr_nonnull(strstr(reason(r.out, "LLQ-S-19"), "interrupted"));
	peer_close(&p);
} END_TEST

/* Arguments and formats ------------------------------------------------------------------ */

START_TEST(an_unknown_role_is_one_that_nobody_plays)
{
	static struct result r;

	run(NULL, &r, (char *[]){ (char *)"llq", NULL });
	ck_assert_int_eq(r.status, 127);
	ck_assert_ptr_nonnull(strstr(r.err, "there is no role llq"));
} END_TEST

START_TEST(unusable_arguments_are_named)
{
	static const struct {
		const char *arguments[8];
		const char *says;
	} cases[] = {
		{ { "llq-server" }, "llq-server wants ADDR" },
		{ { "llq-server", "127.0.0.1" }, "wants --zone" },
		{ { "llq-server", "nowhere", "--zone", "a" }, "an address" },
		{ { "llq-server", "127.0.0.1", "--zone", "a..b" },
		  "no domain name" },
		{ { "llq-server", "127.0.0.1", "--zone", "a", "--key",
		    "/nonexistent" }, "/nonexistent" },
		{ { "llq-server", "127.0.0.1", "--zone", "a", "--dance" },
		  "--dance" },
		{ { "llq-server", "127.0.0.1", "--zone", "a", "--timeout",
		    "soon" }, "--timeout soon" },
		{ { "llq-server", "127.0.0.1", "--zone", "a", "--junit",
		    "/nonexistent/x" }, "/nonexistent/x" },
		{ { "llq-client", "--zone", "a" }, "llq-client wants --listen" },
		{ { "llq-server", "127.0.0.1", "--zone", "a", "again" },
		  "what is again?" },
	};
	static struct result r;
	unsigned i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		run(NULL, &r, (char *const *)(uintptr_t)cases[i].arguments);
		ck_assert_int_eq(r.status, 2);
		ck_assert_msg(strstr(r.err, cases[i].says), "%s", r.err);
	}
} END_TEST

START_TEST(tap_has_as_many_lines_as_it_plans)
{
	static struct result r;
	unsigned planned, lines = 0;
	const char *at;
	struct peer p;

	peer_open(&p, "127.0.0.1");
	p.answer = answer_llq;
	run_llq(&p, &r, (const char *const[]){ "--quick", "--tap", NULL });
	ck_assert_int_eq(sscanf(r.out, "TAP version 13\n1..%u\n", &planned), 1);
	for (at = r.out; (at = strchr(at, '\n')) != NULL; ) {
		at++;
		lines += !strncmp(at, "ok ", 3) || !strncmp(at, "not ok ", 7);
	}
	ck_assert_uint_eq(lines, planned);
	peer_close(&p);
} END_TEST

START_TEST(the_files_are_there_whole)
{
	char folder[] = "/tmp/test_conform.XXXXXX", junit[64], pcap[64];
	static struct result r;
	struct peer p;
	char octets[16];
	FILE *f;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(junit, sizeof(junit), "%s/x.xml", folder);
	snprintf(pcap, sizeof(pcap), "%s/x.pcapng", folder);
	peer_open(&p, "127.0.0.1");
	p.answer = answer_llq;
	run_llq(&p, &r, (const char *const[]){ "--quick", "--junit", junit,
					       "--pcap", pcap, NULL });
	f = fopen(junit, "r");
	ck_assert_ptr_nonnull(f);
	read_all(f, r.out);
	ck_assert_int_eq(strncmp(r.out, "<?xml ", 6), 0);
	ck_assert_ptr_nonnull(strstr(r.out, "</testsuite>\n"));
	f = fopen(pcap, "r");
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fread(octets, 1, sizeof(octets), f), sizeof(octets));
	fclose(f);
	ck_assert_mem_eq(octets, "\x0a\x0d\x0d\x0a", 4);
	unlink(junit);
	unlink(pcap);
	ck_assert_int_eq(rmdir(folder), 0);	/* and nothing else */
	peer_close(&p);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("conform");
	TCase *peers = tcase_create("peers"), *form = tcase_create("form");
	SRunner *runner;
	int failed;

	tcase_set_timeout(peers, 60);
	tcase_set_timeout(form, 60);
	tcase_add_test(peers, a_server_without_edns_does_not_play_that_role);
	tcase_add_test(peers, a_closed_port_does_not_play_that_role);
	tcase_add_test(peers, a_server_that_refuses_us_may_want_a_key);
	tcase_add_test(peers, silence_is_a_verdict);
	tcase_add_test(peers, death_is_a_verdict_on_what_it_died_of);
	tcase_add_test(peers, a_hang_ends_the_run);
	tcase_add_test(peers, a_server_of_garbage_has_not_passed);
	tcase_add_test(peers, ipv6_does_as_well);
	tcase_add_test(peers, quick_says_what_it_left_out);
	tcase_add_test(peers, an_interrupt_prints_what_there_is);
	tcase_add_test(peers, an_interrupt_ends_the_queries_that_were_made);
	suite_add_tcase(s, peers);
	tcase_add_test(form, an_unknown_role_is_one_that_nobody_plays);
	tcase_add_test(form, unusable_arguments_are_named);
	tcase_add_test(form, tap_has_as_many_lines_as_it_plans);
	tcase_add_test(form, the_files_are_there_whole);
	suite_add_tcase(s, form);
	runner = srunner_create(s);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
