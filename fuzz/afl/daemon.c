/* SPDX-License-Identifier: Apache-2.0 */
/* daemon.c - a whole daemon under AFL++ in persistent mode. The daemon's main
 * (daemon_main) runs as it is; the linker puts the functions here in the place
 * of some that it calls (make afl; -Wl,--wrap):
 *
 *	poll		gives out the fuzzer's packets and time, and asks AFL
 *			for the next input when one is used up
 *	recvmsg, sendmsg	of UDP sockets: the packets, and nothing leaves
 *	connect		nobody can be reached any more
 *	clock_gettime	stands still but for the input's time
 *	edge_judge	believes what the input says is signed
 *	ares_query	answers soon: a domain that is well set up
 *
 * AFL_DNS says which daemon: autotunnel-dns, else `autotunnel agent`.
 *
 * So a process goes from input to input and keeps its state, as a daemon does.
 * Until it first rests, the world is real: autotunnel-dns transfers its zone
 * from a child process.
 *
 * An input is packets: an octet that says how (HOW_ below), one of time, two
 * of length, then the octets. Usage: PROGRAM FOLDER; FOLDER gets configuration
 * and state. Without AFL it takes one input from standard input. */
#include "fuzz/afl/primary.h"
#include "autotunnel/dns.h"
#include "shell/edge.h"

#include <ares.h>
#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifndef __AFL_LOOP
/* Any other compiler: one input. */
#define __AFL_FUZZ_INIT() static uint8_t only[65536]; static ssize_t only_size
#define __AFL_INIT() (only_size = read(0, only, sizeof(only)))
#define __AFL_LOOP(n) (rounds++ == 0)
#define __AFL_FUZZ_TESTCASE_BUF only
#define __AFL_FUZZ_TESTCASE_LEN (only_size > 0 ? only_size : 0)
static unsigned rounds;
#endif

__AFL_FUZZ_INIT();

enum {
	HOW_SOCKET = 0x07, HOW_BELIEVED = 0x08, HOW_ID = 0x10, HOW_LLQ = 0x20,
	HOW_ASKED = 0x40,	/* from where the socket last sent to */
	HOW_OTHER = 0x80,	/* another client */
	HEAD = 4, INPUTS = 10000, SOCKETS = 64, REST_MS = 400,
	TIME_UNIT_MS = 20, LOOKUPS = 64, STALLED_MAX = 100000
};

#if AFL_DNS
int daemon_main(int argc, char **argv);
#else
#include "agent/commands.h"
#define daemon_main command_agent
#endif
int __real_poll(struct pollfd *fds, nfds_t count, int timeout);
int __wrap_poll(struct pollfd *fds, nfds_t count, int timeout);
ssize_t __real_recvmsg(int fd, struct msghdr *m, int flags);
ssize_t __wrap_recvmsg(int fd, struct msghdr *m, int flags);
ssize_t __real_sendmsg(int fd, const struct msghdr *m, int flags);
ssize_t __wrap_sendmsg(int fd, const struct msghdr *m, int flags);
int __real_connect(int fd, const struct sockaddr *to, socklen_t size);
int __wrap_connect(int fd, const struct sockaddr *to, socklen_t size);
int __real_clock_gettime(clockid_t id, struct timespec *t);
int __wrap_clock_gettime(clockid_t id, struct timespec *t);
int __wrap_fsync(int fd);
void __real_edge_judge(struct edge *e, const struct edge_peer *from,
		       uint8_t *octets, size_t length, uint64_t now_ms,
		       uint64_t now_s, struct edge_judgement *out);
void __wrap_edge_judge(struct edge *e, const struct edge_peer *from,
		       uint8_t *octets, size_t length, uint64_t now_ms,
		       uint64_t now_s, struct edge_judgement *out);
void __wrap_ares_query(ares_channel channel, const char *name, int class,
		       int type, ares_callback callback, void *arg);

/* Where a socket sent to last, and what. */
struct sent {
	struct sockaddr_storage to;
	socklen_t to_size;
	uint16_t id;
	uint8_t llq[8];
};

static bool fuzzing;			/* from the first rest on */
static uint64_t passed_ms;		/* since then */
static const uint8_t *input;		/* what is left of it */
static size_t input_left;
static bool in_input;
static uint64_t wait_ms;		/* until the next packet */
static int packet_fd = -1;		/* it has arrived there */
static uint8_t packet_how;
static struct sent sents[SOCKETS];

/* The resolver: every name has what is asked for. */
struct lookup {
	struct dns_name name;
	uint16_t type;
	ares_callback callback;
	void *arg;
};

static struct lookup lookups[LOOKUPS];
static unsigned lookup_count;

static void
answer_lookup(const struct lookup *l)
{
	uint8_t octets[1232], rdata[6 + DNS_NAME_MAX] = { 0 };
	const struct dns_name *owner = &l->name;
	uint16_t type = l->type;
	struct dns_name server;
	struct dns_writer w;
	size_t length = 22;
	int n;

	assert(!dns_name_from_text(&server, "ns.example.net"));
	dns_begin(&w, octets, sizeof(octets), 1, DNS_FLAG_QR);
	dns_add_question(&w, owner, type, DNS_CLASS_IN);
	if (type == DNS_TYPE_SRV)
		length = dns_make_srv(rdata, 0, 0, 5352, &server);
	if (type == DNS_TYPE_A) {
		memcpy(rdata, (uint8_t[]){ 11, 9, 0, 2 }, 4);
		length = 4;
	}
	if (type != DNS_TYPE_AAAA)
		dns_add_record(&w, DNS_ANSWER, owner, type, DNS_CLASS_IN, 30,
			       rdata, length);
	n = dns_end(&w);
	l->callback(l->arg, ARES_SUCCESS, 0, octets, n);
}

/* At the next poll: nobody is called back before his question is asked. */
static void
answer_lookups(void)
{
	unsigned i, count = lookup_count;
	struct lookup now[LOOKUPS];

	memcpy(now, lookups, sizeof(now));
	lookup_count = 0;
	for (i = 0; i < count; i++)
		answer_lookup(&now[i]);
}

void
__wrap_ares_query(ares_channel channel, const char *name, int class, int type,
		  ares_callback callback, void *arg)
{
	struct lookup *l = &lookups[lookup_count];

	(void)channel;
	(void)class;
	if (lookup_count == LOOKUPS) {
		callback(arg, ARES_ENOMEM, 0, NULL, 0);
		return;
	}
	assert(!dns_name_from_text(&l->name, name));
	l->type = (uint16_t)type;
	l->callback = callback;
	l->arg = arg;
	lookup_count++;
}


/* Time ---------------------------------------------------------------------------- */

int
__wrap_clock_gettime(clockid_t id, struct timespec *t)
{
	static struct timespec first[12];
	uint64_t ms;

	if (!fuzzing || (unsigned)id >= 12)
		return __real_clock_gettime(id, t);
	if (!first[id].tv_sec && __real_clock_gettime(id, &first[id]) < 0)
		return -1;
	*t = first[id];
	ms = (uint64_t)t->tv_nsec / 1000000 + passed_ms;
	t->tv_sec += (time_t)(ms / 1000);
	t->tv_nsec = (long)(ms % 1000) * 1000000;
	return 0;
}

int
__wrap_fsync(int fd)
{
	(void)fd;
	return 0;
}

/* Packets ------------------------------------------------------------------------- */

static bool
is_udp(int fd)
{
	struct sockaddr_storage a;
	socklen_t size = sizeof(int);
	int type = 0;

	if (fd < 0 || fd >= SOCKETS ||
	    getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) < 0 ||
	    type != SOCK_DGRAM)
		return false;
	size = sizeof(a);
	return getsockname(fd, (struct sockaddr *)&a, &size) == 0 &&
		(a.ss_family == AF_INET || a.ss_family == AF_INET6);
}

/* The next packet's wait, or the next input; exits when AFL has no more. */
static void
next_packet(void)
{
	while (!in_input || input_left < HEAD) {
		if (!__AFL_LOOP(INPUTS))
			_exit(0);
		input = __AFL_FUZZ_TESTCASE_BUF;
		input_left = (size_t)__AFL_FUZZ_TESTCASE_LEN;
		in_input = true;
	}
	wait_ms = (uint64_t)input[1] * input[1] * TIME_UNIT_MS;
}

/* To one of the sockets that are waited for; false: there is none. */
static bool
arrive(struct pollfd *fds, nfds_t count)
{
	unsigned udp[SOCKETS], n = 0, i;

	for (i = 0; i < count && n < SOCKETS; i++)
		if (is_udp(fds[i].fd))
			udp[n++] = i;
	if (n == 0)
		return false;
	packet_how = input[0];
	i = udp[packet_how % (HOW_SOCKET + 1) % n];
	packet_fd = fds[i].fd;
	fds[i].revents = POLLIN;
	return true;
}

static void
skip_packet(void)
{
	size_t length = (size_t)input[2] << 8 | input[3];

	if (length > input_left - HEAD)
		length = input_left - HEAD;
	input += HEAD + length;
	input_left -= HEAD + length;
	packet_fd = -1;
}

int
__wrap_poll(struct pollfd *fds, nfds_t count, int timeout)
{
	static unsigned stalled;
	static bool waiting;
	unsigned i;
	int n;

	if (lookup_count) {
		answer_lookups();
		return 0;
	}
	if (!fuzzing) {
		n = __real_poll(fds, count, timeout < 0 || timeout > REST_MS ?
				REST_MS : timeout);
		if (n != 0 || (timeout >= 0 && timeout < REST_MS))
			return n;
		fuzzing = true;
		__AFL_INIT();
	}
	for (i = 0; i < count; i++)
		fds[i].revents = 0;
	if (!waiting) {
		next_packet();
		waiting = true;
	}
	/* a deadline that does not move time on would be a loop for ever */
	stalled = timeout == 0 ? stalled + 1 : 0;
	assert(stalled < STALLED_MAX);
	if (timeout >= 0 && (uint64_t)timeout < wait_ms) {
		passed_ms += (uint64_t)timeout;
		wait_ms -= (uint64_t)timeout;
		return 0;
	}
	passed_ms += wait_ms;
	wait_ms = 0;
	waiting = false;
	if (arrive(fds, count))
		return 1;
	skip_packet();
	return 0;
}

/* As fuzz_dnsclient has it: the option's header is 0, 1, 0, 18. */
static void
put_ids(uint8_t *octets, size_t length, const struct sent *s)
{
	size_t at;

	if (packet_how & HOW_ID && length >= 2) {
		octets[0] = (uint8_t)(s->id >> 8);
		octets[1] = (uint8_t)s->id;
	}
	for (at = 0; packet_how & HOW_LLQ && at + 22 <= length; at++)
		if (!memcmp(octets + at, "\0\1\0\x12", 4))
			memcpy(octets + at + 10, s->llq, 8);
}

static void
put_source(struct msghdr *m, const struct sent *s)
{
	struct sockaddr_in client = { .sin_family = AF_INET };
	const void *from = &client;
	socklen_t size = sizeof(client);

	client.sin_port = htons(5353);
	client.sin_addr.s_addr =
		htonl(packet_how & HOW_OTHER ? 0xc6336402u : 0xc6336401u);
	if (packet_how & HOW_ASKED && s->to_size) {
		from = &s->to;
		size = s->to_size;
	}
	if (m->msg_name && size <= m->msg_namelen) {
		memcpy(m->msg_name, from, size);
		m->msg_namelen = size;
	}
}

ssize_t
__wrap_recvmsg(int fd, struct msghdr *m, int flags)
{
	size_t length;

	if (!fuzzing || !is_udp(fd))
		return __real_recvmsg(fd, m, flags);
	if (fd != packet_fd || flags & MSG_ERRQUEUE) {
		errno = EAGAIN;
		return -1;
	}
	length = (size_t)input[2] << 8 | input[3];
	if (length > input_left - HEAD)
		length = input_left - HEAD;
	assert(m->msg_iovlen == 1);
	m->msg_flags = length > m->msg_iov[0].iov_len ? MSG_TRUNC : 0;
	if (length > m->msg_iov[0].iov_len)
		length = m->msg_iov[0].iov_len;
	memcpy(m->msg_iov[0].iov_base, input + HEAD, length);
	put_ids(m->msg_iov[0].iov_base, length, &sents[fd]);
	put_source(m, &sents[fd]);
	m->msg_controllen = 0;
	skip_packet();
	return (ssize_t)length;
}

ssize_t
__wrap_sendmsg(int fd, const struct msghdr *m, int flags)
{
	const uint8_t *octets = m->msg_iov[0].iov_base;
	size_t length = m->msg_iov[0].iov_len, at;
	struct sent *s;

	if (!is_udp(fd))
		return __real_sendmsg(fd, m, flags);
	s = &sents[fd];
	if (m->msg_name && m->msg_namelen <= sizeof(s->to)) {
		memcpy(&s->to, m->msg_name, m->msg_namelen);
		s->to_size = m->msg_namelen;
	}
	if (length >= 2)
		s->id = (uint16_t)(octets[0] << 8 | octets[1]);
	for (at = 0; at + 22 <= length; at++)
		if (!memcmp(octets + at, "\0\1\0\x12", 4))
			memcpy(s->llq, octets + at + 10, 8);
	return (ssize_t)length;
}

int
__wrap_connect(int fd, const struct sockaddr *to, socklen_t size)
{
	if (!fuzzing)
		return __real_connect(fd, to, size);
	errno = ECONNREFUSED;
	return -1;
}

/* Who is believed ------------------------------------------------------------------- */

void
__wrap_edge_judge(struct edge *e, const struct edge_peer *from,
		  uint8_t *octets, size_t length, uint64_t now_ms,
		  uint64_t now_s, struct edge_judgement *out)
{
	__real_edge_judge(e, from, octets, length, now_ms, now_s, out);
	if (out->verdict != VERDICT_UNSIGNED && out->verdict != VERDICT_PENDING)
		return;
	if (fuzzing && !(packet_how & HOW_BELIEVED))
		return;
	out->verdict = VERDICT_VERIFIED;
	out->key = 0;
	out->close = false;
}

/* The configuration ------------------------------------------------------------------- */

static FILE *
create(const char *folder, const char *name)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "w");
	if (!f || fchmod(fileno(f), 0600) < 0) {
		perror(path);
		exit(2);
	}
	return f;
}

/* The sandbox would shut AFL out, and is not what packets are read by. */
static void
write_files(const char *folder, unsigned primary_port)
{
	static const char secret[] =
		"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
	FILE *f = create(folder, "keys");

	fprintf(f, "key \"key\" {\n\talgorithm hmac-sha256;\n"
		"\tsecret \"%s\";\n};\n", secret);
	fclose(f);
	f = create(folder, "agent.conf");
	fprintf(f, "[host]\ndomain = home.example.net\nname = mymac\n"
		"[keys]\nkey-file = %s/keys\n"
		"[agent]\nstate = %s/state\nsocket = %s/socket\nsandbox = off\n"
		"[tunnel]\nenabled = no\n", folder, folder, folder);
	fclose(f);
	f = create(folder, "dns.conf");
	fprintf(f, "[listen]\naddress = 127.0.0.1\nport = %u\n"
		"[zone]\nname = home.example.net\nprimary = 127.0.0.1:%u\n"
		"key = key\n[keys]\nfile = %s/keys\n"
		"[limits]\nqueries = 16\nclients = 8\nleases = 16\n"
		"updates = 8\nrecords = 256\n"
		"[server]\nstate = %s/state\nsandbox = off\n",
		primary_port + 1, primary_port, folder, folder);
	fclose(f);
}

int
main(int argc, char **argv)
{
	char config[4096];
	char *agent[] = { "agent", "--config", config, NULL };
	char *dns[] = { "autotunnel-dns", "--config", config, NULL };
	unsigned port;

	if (argc != 2) {
		fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
		return 2;
	}
	port = AFL_DNS ? primary_begin_child() : 0;
	write_files(argv[1], port);
	snprintf(config, sizeof(config), "%s/%s", argv[1],
		 AFL_DNS ? "dns.conf" : "agent.conf");
	return daemon_main(3, AFL_DNS ? dns : agent);
}
