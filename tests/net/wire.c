/* SPDX-License-Identifier: Apache-2.0 */
/* wire.c - a cable that is long, slow, lossy or out of order: netem for kernels
 * that have none. It carries frames between two interfaces, each the far end
 * of a veth pair whose near end is a machine's own; so addresses, ARP, MTU and
 * carrier are what they are on any cable.
 *
 *   wire run IFACE IFACE CONTROL [WORDS...]	"up" is from the first to the second
 *   wire check WORDS...			are they understood? See wire_settings.h
 *   wire losses PERCENT SEED COUNT		numbers of the packets that get lost
 *   wire plain IFACE			no super-packets, checksums made here
 *
 * Only IP packets are treated so: ARP and what neighbours say to each other by
 * link-local IPv6 belong to the link, and pass at once. Frames that the line
 * does not carry for want of an MTU or of carrier are not seen here at all.
 *
 * Prints "ready". Lines of CONTROL, a named pipe: WORDS, answered "set WORDS"
 * or "refused WORDS", and "report", answered with a line of JSON that counts
 * since the last one. late_*_us is the jitter that this program adds itself:
 * a packet's leaving against the moment when it should have left. missed is
 * what came faster than it was read; it should be 0. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/ethtool.h>
#include <linux/if_packet.h>
#include <linux/sockios.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "wire_settings.h"

enum {
	FRAME_MAX_OCTETS = 2048,
	SLOTS = 16384,		/* 20 ms of 1500 octets at 9 Gbit/s */
	BATCH = 64,
	ROUNDS_MAX = 8,		/* batches read before what is due goes out */
	BUFFER_OCTETS = 16 << 20,
	LINE_MAX_OCTETS = 512,
	MILLION = 1000000,
};

struct counts {
	uint64_t in;
	uint64_t octets;
	uint64_t out;
	uint64_t lost;
	uint64_t reordered;
	uint64_t duplicated;
	uint64_t queue_full;
	uint64_t missed;
	uint64_t late_ns;
	uint64_t late_max_ns;
};

struct frame {
	uint64_t due_ns;
	uint64_t place;		/* equal moments leave as they came */
	uint32_t size;
	uint8_t octets[FRAME_MAX_OCTETS];
};

/* One way through the cable. The heap's root is the frame that is due first. */
struct way {
	bool down;
	int from;
	int to;
	struct wire_settings set;
	struct counts counts;
	uint64_t number;	/* of the next IP packet, for the dice */
	uint64_t place;
	uint64_t idle_at_ns;	/* when the rate has let through all it has */
	uint64_t last_due_ns;
	struct frame *frames;
	uint32_t unused[SLOTS];	/* the last one returned is taken first */
	uint32_t unused_count;
	uint32_t heap[SLOTS];
	uint32_t heap_count;
};

static volatile sig_atomic_t interrupted;

static void
on_signal(int number)
{
	(void)number;
	interrupted = 1;
}

static uint64_t
now_ns(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void
die(const char *what)
{
	fprintf(stderr, "wire: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* Frames -------------------------------------------------------------------- */

static bool
is_earlier(const struct way *w, uint32_t a, uint32_t b)
{
	const struct frame *x = &w->frames[a];
	const struct frame *y = &w->frames[b];

	return x->due_ns < y->due_ns ||
		(x->due_ns == y->due_ns && x->place < y->place);
}

static void
heap_put(struct way *w, uint32_t slot)
{
	uint32_t i = w->heap_count++;

	while (i && is_earlier(w, slot, w->heap[(i - 1) / 2])) {
		w->heap[i] = w->heap[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	w->heap[i] = slot;
}

static uint32_t
heap_take(struct way *w)
{
	uint32_t first = w->heap[0];
	uint32_t last = w->heap[--w->heap_count];
	uint32_t i = 0;

	for (;;) {
		uint32_t child = 2 * i + 1;

		if (child >= w->heap_count)
			break;
		if (child + 1 < w->heap_count &&
				is_earlier(w, w->heap[child + 1], w->heap[child]))
			child++;
		if (!is_earlier(w, w->heap[child], last))
			break;
		w->heap[i] = w->heap[child];
		i = child;
	}
	w->heap[i] = last;
	return first;
}

/* Is this the path's business, or the link's own? */
static bool
is_ip_packet(const struct frame *f)
{
	unsigned int type = f->octets[12] << 8 | f->octets[13];

	if (f->size <= ETH_HLEN + 20)
		return false;
	if (type == ETHERTYPE_IP)
		return true;
	/* fe80::/10 or ff02::/16 as destination */
	return type == ETHERTYPE_IPV6 && f->size >= ETH_HLEN + 40 &&
		!(f->octets[38] == 0xfe && (f->octets[39] & 0xc0) == 0x80) &&
		!(f->octets[38] == 0xff && (f->octets[39] & 0x0f) == 0x02);
}

static void
way_queue(struct way *w, uint32_t slot, uint64_t due_ns)
{
	w->frames[slot].due_ns = due_ns;
	w->frames[slot].place = w->place++;
	heap_put(w, slot);
}

/* When the line has sent this frame; 0 when the queue before it is full. */
static uint64_t
way_serialise(struct way *w, const struct frame *f, uint64_t at_ns)
{
	uint64_t from_ns = w->idle_at_ns > at_ns ? w->idle_at_ns : at_ns;

	if (!w->set.rate)
		return at_ns;
	if (from_ns - at_ns > w->set.queue_ns)
		return 0;
	w->idle_at_ns = from_ns + (uint64_t)((double)(f->size - ETH_HLEN) *
		8e9 / (double)w->set.rate);
	return w->idle_at_ns;
}

/* Decides what becomes of it; returns false where nothing does. */
static bool
way_frame(struct way *w, uint32_t slot, uint64_t at_ns)
{
	const struct wire_settings *s = &w->set;
	struct frame *f = &w->frames[slot];
	uint64_t number;
	uint64_t due_ns;
	uint32_t twin;

	if (!is_ip_packet(f)) {
		way_queue(w, slot, at_ns);
		return true;
	}
	number = w->number++;
	w->counts.in++;
	w->counts.octets += f->size - ETH_HLEN;
	if (wire_happens(s, w->down, number, WIRE_LOSE, s->loss)) {
		w->counts.lost++;
		return false;
	}
	due_ns = way_serialise(w, f, at_ns);
	if (!due_ns) {
		w->counts.queue_full++;
		return false;
	}
	due_ns += s->delay_ns;
	if (s->jitter_ns) {
		due_ns += wire_dice(s, w->down, number, WIRE_SHAKE) % (2 * s->jitter_ns);
		due_ns -= s->jitter_ns < due_ns - at_ns ? s->jitter_ns :
			due_ns - at_ns;
	}
	if (due_ns < w->last_due_ns)
		due_ns = w->last_due_ns;
	if (wire_happens(s, w->down, number, WIRE_HOLD, s->reorder)) {
		w->counts.reordered++;
		way_queue(w, slot, due_ns + s->delay_ns + s->jitter_ns + MILLION);
		return true;
	}
	w->last_due_ns = due_ns;
	way_queue(w, slot, due_ns);
	if (wire_happens(s, w->down, number, WIRE_TWICE, s->duplicate) &&
			w->unused_count > BATCH) {
		twin = w->unused[--w->unused_count];
		w->counts.duplicated++;
		memcpy(w->frames[twin].octets, f->octets, f->size);
		w->frames[twin].size = f->size;
		way_queue(w, twin, due_ns);
	}
	return true;
}

/* In and out ---------------------------------------------------------------- */

/* When it came, on the monotonic clock, whenever it is read. */
static uint64_t
arrival_ns(struct msghdr *m, uint64_t at_ns, uint64_t real_ns)
{
	struct cmsghdr *c = CMSG_FIRSTHDR(m);
	struct timespec t;
	uint64_t came_ns;

	if (!c || c->cmsg_level != SOL_SOCKET ||
			c->cmsg_type != SO_TIMESTAMPNS)
		return at_ns;
	memcpy(&t, CMSG_DATA(c), sizeof(t));
	came_ns = (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
	if (came_ns > real_ns || real_ns - came_ns > 100 * MILLION)
		return at_ns;	/* somebody has set the clock */
	return at_ns - (real_ns - came_ns);
}

/* One batch; returns whether there may be more. */
static bool
way_read(struct way *w)
{
	struct mmsghdr messages[BATCH] = { 0 };
	struct iovec octets[BATCH];
	uint8_t control[BATCH][CMSG_SPACE(sizeof(struct timespec))];
	uint32_t slots[BATCH];
	uint64_t at_ns;
	uint64_t real_ns;
	int n;

	if (w->unused_count < BATCH)
		return false;	/* they wait in the socket, or are missed */
	for (int i = 0; i < BATCH; i++) {
		struct msghdr *m = &messages[i].msg_hdr;

		slots[i] = w->unused[--w->unused_count];
		octets[i].iov_base = w->frames[slots[i]].octets;
		octets[i].iov_len = FRAME_MAX_OCTETS;
		m->msg_iov = &octets[i];
		m->msg_iovlen = 1;
		m->msg_control = control[i];
		m->msg_controllen = sizeof(control[i]);
	}
	n = recvmmsg(w->from, messages, BATCH, MSG_DONTWAIT, NULL);
	at_ns = now_ns(CLOCK_MONOTONIC);
	real_ns = now_ns(CLOCK_REALTIME);
	for (int i = 0; i < BATCH; i++) {
		struct frame *f = &w->frames[slots[i]];

		f->size = i < n ? messages[i].msg_len : 0;
		if (i < n && messages[i].msg_hdr.msg_flags & MSG_TRUNC)
			w->counts.missed++;
		else if (i < n && way_frame(w, slots[i], arrival_ns(
				&messages[i].msg_hdr, at_ns, real_ns)))
			continue;
		w->unused[w->unused_count++] = slots[i];
	}
	return n == BATCH;
}

/* Sends what is due, a batch at a time; a frame for a line without carrier is
 * gone. */
static void
way_write(struct way *w, uint64_t at_ns)
{
	struct mmsghdr messages[BATCH] = { 0 };
	struct iovec octets[BATCH];
	int n = 0;
	int sent = 0;

	while (n < BATCH && w->heap_count &&
			w->frames[w->heap[0]].due_ns <= at_ns) {
		uint32_t slot = heap_take(w);
		struct frame *f = &w->frames[slot];
		uint64_t late_ns = at_ns - f->due_ns;

		octets[n].iov_base = f->octets;
		octets[n].iov_len = f->size;
		messages[n].msg_hdr.msg_iov = &octets[n];
		messages[n].msg_hdr.msg_iovlen = 1;
		n++;
		/* Nothing is read before all are sent: the octets stay. */
		w->unused[w->unused_count++] = slot;
		w->counts.out++;
		w->counts.late_ns += late_ns;
		if (late_ns > w->counts.late_max_ns)
			w->counts.late_max_ns = late_ns;
	}
	while (sent < n) {
		int r = sendmmsg(w->to, messages + sent,
			(unsigned int)(n - sent), 0);

		sent += r > 0 ? r : 1;
	}
}

/* Reports ------------------------------------------------------------------- */

static void
way_missed(struct way *w)
{
	struct tpacket_stats stats;
	socklen_t size = sizeof(stats);

	if (!getsockopt(w->from, SOL_PACKET, PACKET_STATISTICS, &stats, &size))
		w->counts.missed += stats.tp_drops;
}

static void
report(struct way way[2])
{
	for (int i = 0; i < 2; i++) {
		struct counts *c = &way[i].counts;

		way_missed(&way[i]);
		printf("%s\"%s\":{\"in\":%" PRIu64 ",\"octets\":%" PRIu64
			",\"out\":%" PRIu64 ",\"lost\":%" PRIu64
			",\"reordered\":%" PRIu64 ",\"duplicated\":%" PRIu64
			",\"queue_full\":%" PRIu64 ",\"missed\":%" PRIu64
			",\"late_mean_us\":%.1f,\"late_max_us\":%.1f}%s",
			i ? "," : "{", i ? "down" : "up", c->in, c->octets, c->out,
			c->lost, c->reordered, c->duplicated, c->queue_full,
			c->missed, c->out ? (double)c->late_ns / 1e3 /
				(double)c->out : 0,
			(double)c->late_max_ns / 1e3, i ? "}\n" : "");
		memset(c, 0, sizeof(*c));
	}
	fflush(stdout);
}

static bool
set_ways(struct way way[2], char **words, int count)
{
	struct wire_settings set[2] = { way[0].set, way[1].set };
	bool sown[2];

	if (!wire_words(set, sown, words, count))
		return false;
	for (int i = 0; i < 2; i++) {
		way[i].set = set[i];
		if (sown[i])
			way[i].number = 0;
	}
	return true;
}

static void
command(struct way way[2], const char *line)
{
	char copy[LINE_MAX_OCTETS];
	char *words[LINE_MAX_OCTETS / 2];
	char *rest = copy;
	int count = 0;

	if (!strcmp(line, "report")) {
		report(way);
		return;
	}
	snprintf(copy, sizeof(copy), "%s", line);
	while ((words[count] = strsep(&rest, " ")))
		count += *words[count] != '\0';
	printf("%s %s\n", set_ways(way, words, count) ? "set" : "refused",
		line);
	fflush(stdout);
}

static void
control_read(struct way way[2], int control)
{
	static char line[LINE_MAX_OCTETS];
	static size_t size;
	char c;

	while (read(control, &c, 1) == 1) {
		if (c != '\n') {
			if (size < sizeof(line) - 1)
				line[size++] = c;
			continue;
		}
		line[size] = '\0';
		size = 0;
		command(way, line);
	}
}

/* The run ------------------------------------------------------------------- */

static void
option(int fd, int level, int name, int value, bool needed)
{
	if (setsockopt(fd, level, name, &value, sizeof(value)) && needed)
		die("a socket's option");
}

static int
interface_open(const char *name)
{
	struct sockaddr_ll at = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL),
		.sll_ifindex = (int)if_nametoindex(name),
	};
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);

	if (fd < 0 || !at.sll_ifindex)
		die(name);
	option(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1, true);
	option(fd, SOL_SOCKET, SO_TIMESTAMPNS, 1, true);
	/* Beyond the limit only as root; else the limit has to do. */
	option(fd, SOL_SOCKET, SO_RCVBUF, BUFFER_OCTETS, true);
	option(fd, SOL_SOCKET, SO_RCVBUFFORCE, BUFFER_OCTETS, false);
	if (bind(fd, (struct sockaddr *)&at, sizeof(at)))
		die(name);
	return fd;
}

/* An interface that was taken down comes back; one that is gone does not. */
static bool
is_there(int fd, const char *name)
{
	int error;
	socklen_t size = sizeof(error);

	getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
	return if_nametoindex(name) != 0;
}

static void
way_init(struct way *w, bool down, int from, int to)
{
	w->down = down;
	w->from = from;
	w->to = to;
	w->set.queue_ns = 100 * MILLION;
	w->set.seed = 1;
	w->frames = calloc(SLOTS, sizeof(*w->frames));
	if (!w->frames)
		die("frames");
	for (uint32_t i = 0; i < SLOTS; i++)
		w->unused[w->unused_count++] = SLOTS - 1 - i;
}

/* Sends what is due and returns how long nothing will be; NULL: for ever. */
static const struct timespec *
ways_write(struct way way[2], struct timespec *wait)
{
	uint64_t now = now_ns(CLOCK_MONOTONIC);
	uint64_t next = UINT64_MAX;

	for (int i = 0; i < 2; i++) {
		struct way *w = &way[i];

		while (w->heap_count && w->frames[w->heap[0]].due_ns <= now) {
			way_write(w, now);
			now = now_ns(CLOCK_MONOTONIC);
		}
		if (w->heap_count && w->frames[w->heap[0]].due_ns < next)
			next = w->frames[w->heap[0]].due_ns;
	}
	if (next == UINT64_MAX)
		return NULL;
	next = next > now ? next - now : 0;
	wait->tv_sec = (time_t)(next / 1000000000);
	wait->tv_nsec = (long)(next % 1000000000);
	return wait;
}

static int
run(char **argv, int argc)
{
	static struct way way[2];
	struct sched_param soon = { .sched_priority = 1 };
	int a = interface_open(argv[0]);
	int b = interface_open(argv[1]);
	int control = open(argv[2], O_RDWR | O_NONBLOCK | O_CLOEXEC);
	struct pollfd fds[3] = {
		{ .fd = a, .events = POLLIN },
		{ .fd = b, .events = POLLIN },
		{ .fd = control, .events = POLLIN },
	};

	if (control < 0)
		die(argv[2]);
	way_init(&way[0], false, a, b);
	way_init(&way[1], true, b, a);
	if (!set_ways(way, argv + 3, argc - 3)) {
		fprintf(stderr, "wire: these words are not understood\n");
		return 2;
	}
	prctl(PR_SET_TIMERSLACK, 1);
	/* Before whoever makes traffic; without root, among them. */
	(void)!sched_setscheduler(0, SCHED_RR, &soon);
	puts("ready");
	fflush(stdout);
	while (!interrupted) {
		struct timespec wait;

		if (ppoll(fds, 3, ways_write(way, &wait), NULL) < 0)
			continue;
		for (int i = 0; i < 2; i++) {
			if (fds[i].revents & POLLERR &&
					!is_there(fds[i].fd, argv[i]))
				return 0;
			for (int r = 0; fds[i].revents & POLLIN &&
					r < ROUNDS_MAX && way_read(&way[i]); r++)
				;
		}
		if (fds[2].revents)
			control_read(way, control);
	}
	report(way);
	return 0;
}

/* Without checksums by the device there is no segmentation by it either, so
 * each packet goes over the line as it would over a real one. */
static int
plain(const char *name)
{
	struct ethtool_value value = { .cmd = ETHTOOL_STXCSUM };
	struct ifreq request = { .ifr_data = (char *)&value };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", name);
	if (fd < 0 || ioctl(fd, SIOCETHTOOL, &request))
		die(name);
	close(fd);
	return 0;
}

static int
losses(char **argv)
{
	struct wire_settings set = { 0 };
	uint64_t count;

	if (!wire_percent(argv[0], &set.loss) ||
			!wire_number(argv[1], &set.seed) ||
			!wire_number(argv[2], &count))
		return 2;
	for (uint64_t i = 0; i < count; i++)
		if (wire_happens(&set, false, i, WIRE_LOSE, set.loss))
			printf("%" PRIu64 "\n", i);
	return 0;
}

int
main(int argc, char **argv)
{
	struct wire_settings nothing[2] = { 0 };
	bool sown[2];
	struct sigaction action = { .sa_handler = on_signal };

	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	if (argc >= 5 && !strcmp(argv[1], "run"))
		return run(argv + 2, argc - 2);
	if (argc >= 2 && !strcmp(argv[1], "check"))
		return wire_words(nothing, sown, argv + 2, argc - 2) ? 0 : 2;
	if (argc == 5 && !strcmp(argv[1], "losses"))
		return losses(argv + 2);
	if (argc == 3 && !strcmp(argv[1], "plain"))
		return plain(argv[2]);
	fprintf(stderr, "usage: wire run IFACE IFACE CONTROL [WORDS...]\n"
		"       wire check WORDS...\n"
		"       wire losses PERCENT SEED COUNT\n"
		"       wire plain IFACE\n");
	return 2;
}
