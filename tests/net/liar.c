/* SPDX-License-Identifier: Apache-2.0 */
/* liar.c - a NAT-PMP gateway that maps nothing and says what it is told to.
 *
 *   liar ADDRESS PUBLIC CONTROL
 *
 * ADDRESS is the one that it answers at, PUBLIC what it calls its public one.
 * The file CONTROL is read whenever it is written; it holds words, of which the
 * absent ones are as in a good gateway:
 *
 *   good           nothing but the truth
 *   mute           no answer at all
 *   delay=MS       so much later
 *   copies=N       each answer so often
 *   result=N       that result code
 *   lifetime=N     that many seconds granted
 *   ports=walk     another external port in each answer
 *   public=walk    another public address in each answer; or public=ADDRESS
 *   epoch=jump     forward and back in turn; epoch=reset: it begins now
 *   opcode=N       added to that of each answer
 *   version=N      that version
 *   cut=N          the first N octets only
 *   port=N         from that port
 *   from=ADDRESS   from that address of this machine
 *
 * Prints a line for each request: {"at_ms":N,"opcode":N,"internal":N,
 * "external":N,"lifetime":N}. PCP's requests are answered with version 0 and
 * result 1, as RFC 6886, 3.5 wants. */
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

enum { PORT = 5351, WAITING_MAX = 64, ANSWER_MAX = 16, TEXT_MAX = 512 };

struct answer {
	uint64_t at_ms;
	struct sockaddr_in to;
	uint8_t octets[ANSWER_MAX];
	size_t length;
};

static struct answer waiting[WAITING_MAX];
static unsigned waiting_count;
static char lie[TEXT_MAX];	/* the control file's words */
static struct in_addr own, public_address;
static uint64_t booted_ms;
static unsigned answers;

static uint64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* What stands behind NAME, "delay=" say; NULL: it is not told. */
static const char *
told(const char *name)
{
	const char *at = lie;

	while ((at = strstr(at, name)) != NULL) {
		if (at == lie || at[-1] == ' ')
			return at + strlen(name);
		at++;
	}
	return NULL;
}

static uint32_t
number(const char *name, uint32_t otherwise)
{
	const char *text = told(name);

	return text ? (uint32_t)strtoul(text, NULL, 10) : otherwise;
}

static bool
is_told(const char *name, const char *word)
{
	const char *text = told(name);

	return text && !strncmp(text, word, strlen(word));
}

static void
read_control(const char *path)
{
	FILE *f = fopen(path, "r");
	size_t n = f ? fread(lie, 1, sizeof(lie) - 1, f) : 0;

	lie[n] = '\0';
	while (n && lie[n - 1] == '\n')
		lie[--n] = '\0';
	if (f)
		fclose(f);
	if (is_told("epoch=", "reset"))
		booted_ms = now_ms();
}

static void
put16(uint8_t *at, uint32_t value)
{
	at[0] = (uint8_t)(value >> 8);
	at[1] = (uint8_t)value;
}

static void
put32(uint8_t *at, uint32_t value)
{
	put16(at, value >> 16);
	put16(at + 2, value);
}

static uint32_t
get16(const uint8_t *at)
{
	return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t
get32(const uint8_t *at)
{
	return get16(at) << 16 | get16(at + 2);
}

static uint32_t
epoch_s(void)
{
	if (is_told("epoch=", "jump"))
		return answers % 2 ? 4000000 : 3;
	return (uint32_t)((now_ms() - booted_ms) / 1000);
}

static uint32_t
public_number(void)
{
	uint32_t n = ntohl(public_address.s_addr);
	struct in_addr other;
	const char *text = told("public=");
	char word[32] = "";

	if (!text)
		return n;
	if (!strncmp(text, "walk", 4))
		return n + answers % 200;
	sscanf(text, "%31[0-9.]", word);
	return inet_pton(AF_INET, word, &other) == 1 ? ntohl(other.s_addr) : n;
}

/* RFC 6886, 3.2 and 3.3: the answer to REQUEST, into OUT; its length. */
static size_t
make_answer(const uint8_t *request, uint8_t *out)
{
	bool map = request[1] != 0;
	uint32_t lifetime;

	answers++;
	out[0] = (uint8_t)number("version=", 0);
	out[1] = (uint8_t)(request[1] + 128 + number("opcode=", 0));
	put16(out + 2, number("result=", 0));
	put32(out + 4, epoch_s());
	if (!map) {
		put32(out + 8, public_number());
		return 12;
	}
	lifetime = get32(request + 8);
	put16(out + 8, get16(request + 4));
	put16(out + 10, lifetime ? get16(request + 6) : 0);
	if (is_told("ports=", "walk") && lifetime)
		put16(out + 10, 20000 + answers);
	put32(out + 12, lifetime ? number("lifetime=", lifetime) : 0);
	return 16;
}

static void
take_request(int fd)
{
	struct sockaddr_in from = { 0 };
	socklen_t size = sizeof(from);
	uint8_t request[64] = { 0 };
	unsigned copies = number("copies=", 1);
	ssize_t n = recvfrom(fd, request, sizeof(request), 0,
			     (struct sockaddr *)&from, &size);
	struct answer *a;

	if (n < 2)
		return;
	printf("{\"at_ms\":%" PRIu64 ",\"opcode\":%u,\"internal\":%u,"
	       "\"external\":%u,\"lifetime\":%u}\n", now_ms(), request[1],
	       get16(request + 4), get16(request + 6), get32(request + 8));
	if (told("mute"))
		return;
	for (; copies && waiting_count < WAITING_MAX; copies--) {
		a = &waiting[waiting_count++];
		a->at_ms = now_ms() + number("delay=", 0);
		a->to = from;
		a->length = make_answer(request, a->octets);
		if (request[0] != 0) {	/* PCP */
			a->octets[0] = 0;
			put16(a->octets + 2, 1);
			a->length = 8;
		}
		if (number("cut=", ANSWER_MAX) < a->length)
			a->length = number("cut=", ANSWER_MAX);
	}
}

static int
bound_socket(struct in_addr address, uint16_t port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr = address,
		.sin_port = htons(port) };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), on = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (fd < 0 || bind(fd, (struct sockaddr *)&a, sizeof(a)) < 0) {
		perror("liar: bind");
		exit(1);
	}
	return fd;
}

/* From where the lie says; else by FD. */
static void
send_answer(int fd, const struct answer *a)
{
	const char *text = told("from=");
	struct in_addr address = own;
	char word[32] = "";
	int other;

	if (text && sscanf(text, "%31[0-9.]", word) == 1)
		inet_pton(AF_INET, word, &address);
	if (!text && !told("port=")) {
		sendto(fd, a->octets, a->length, 0,
		       (const struct sockaddr *)&a->to, sizeof(a->to));
		return;
	}
	other = bound_socket(address, (uint16_t)number("port=", PORT));
	sendto(other, a->octets, a->length, 0,
	       (const struct sockaddr *)&a->to, sizeof(a->to));
	close(other);
}

static void
send_due(int fd)
{
	unsigned i = 0;

	while (i < waiting_count) {
		if (waiting[i].at_ms > now_ms()) {
			i++;
			continue;
		}
		send_answer(fd, &waiting[i]);
		waiting_count--;
		memmove(&waiting[i], &waiting[i + 1],
			(waiting_count - i) * sizeof(waiting[0]));
	}
}

int
main(int argc, char **argv)
{
	struct pollfd polls[2] = { { .events = POLLIN }, { .events = POLLIN } };
	char news[4096];

	if (argc != 4 || inet_pton(AF_INET, argv[1], &own) != 1 ||
	    inet_pton(AF_INET, argv[2], &public_address) != 1) {
		fprintf(stderr, "usage: liar ADDRESS PUBLIC CONTROL\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	booted_ms = now_ms();
	polls[0].fd = bound_socket(own, PORT);
	polls[1].fd = inotify_init1(IN_CLOEXEC);
	if (inotify_add_watch(polls[1].fd, argv[3], IN_CLOSE_WRITE) < 0) {
		perror("liar: CONTROL");
		return 1;
	}
	read_control(argv[3]);
	for (;;) {
		if (poll(polls, 2, waiting_count ? 5 : -1) < 0 &&
		    errno != EINTR)
			return 1;
		if (polls[1].revents &&
		    read(polls[1].fd, news, sizeof(news)) > 0)
			read_control(argv[3]);
		if (polls[0].revents)
			take_request(polls[0].fd);
		send_due(polls[0].fd);
	}
}
