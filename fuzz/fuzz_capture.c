/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_capture.c - any octets as a capture: reading them ends; every message
 * can be told in printable words of bounded length; observing them ends, each
 * row being one of its chart that leads on from the last; and datagrams that are
 * written as pcapng read the same. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/capture/looks.h"
#include "lab/capture/pcapng.h"
#include "lab/message_text.h"
#include "lab/observe/observe.h"

extern const unsigned fuzz_prefixes;
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each run takes some ms, for its tables. */
const unsigned fuzz_prefixes = 48;

enum { KEPT_MAX = 64 };

struct kept {
	struct packet packet;
	uint8_t octets[2048];
};

static struct kept kept[KEPT_MAX];
static unsigned kept_count;
static struct observed rows[OBSERVED_MAX];

static void
check_rows(unsigned count)
{
	unsigned i;

	assert(count <= OBSERVED_MAX);
	for (i = 0; i < count; i++) {
		const struct observed *o = &rows[i];

		assert(strlen(o->machine) < EFFECT_NAME_MAX);
		assert(o->from < o->chart->state_count);
		assert(o->to < o->chart->state_count);
		if (o->row < 0) {
			assert(o->remark);
			continue;
		}
		assert((unsigned)o->row < o->chart->row_count);
		assert(o->chart->rows[o->row].from == o->from);
		assert(o->chart->rows[o->row].to == o->to);
		assert(!o->chart->rows[o->row].ignored);
	}
}

static void
check_line(const struct packet *p)
{
	char line[MESSAGE_LINE_MAX];
	size_t i, length = message_line(line, sizeof(line), p);

	assert(length < sizeof(line) && line[length] == '\0');
	for (i = 0; i < length; i++)
		assert(line[i] >= 0x20 && line[i] < 0x7f);
}

/* Those that must come back: on DNS's own port, whole, not too long. */
static void
keep(const struct packet *p)
{
	struct kept *k = &kept[kept_count];

	if (kept_count == KEPT_MAX || p->kind != PACKET_UDP || p->cut ||
	    p->length > sizeof(k->octets) ||
	    !(p->to.port == DNS_LLQ_PORT && p->from.port > 10000))
		return;
	k->packet = *p;
	memcpy(k->octets, p->octets, p->length);
	kept_count++;
}

static void
read_capture(const char *path)
{
	struct packet_source *s;
	struct observer *o;
	struct packet p;
	char error[PACKET_ERROR_MAX];
	uint64_t at_ns;
	unsigned n;

	kept_count = 0;
	if (packets_open(path, &s, error) < 0) {
		assert(strstr(error, path) == error);
		return;
	}
	if (observer_open(&o) < 0)
		abort();
	while (packets_next(s, &p) > 0) {
		assert(p.kind > PACKET_TCP || p.octets || !p.length);
		assert(p.length <= DNS_MESSAGE_MAX);
		assert(packets_program(s) || p.number <= packets_frames(s));
		check_line(&p);
		while ((n = observer_time(o, p.time_ns, &at_ns, rows)))
			check_rows(n);
		check_rows(observer_packet(o, &p, rows));
		keep(&p);
	}
	while ((n = observer_time(o, TIME_NEVER, &at_ns, rows)))
		check_rows(n);
	observer_close(o);
	packets_close(s);
}

static void
write_again(const char *path)
{
	struct packet_source *s;
	struct pcapng_writer *w;
	struct packet p;
	char error[PACKET_ERROR_MAX];
	unsigned i;

	if (!kept_count)
		return;
	if (pcapng_create(path, &w) < 0)
		abort();
	for (i = 0; i < kept_count; i++) {
		kept[i].packet.octets = kept[i].octets;
		pcapng_add(w, &kept[i].packet, NULL);
	}
	if (pcapng_close(w) < 0 || packets_open(path, &s, error) < 0)
		abort();
	for (i = 0; i < kept_count; i++) {
		assert(packets_next(s, &p) == 1);
		assert(p.number == i + 1);
		assert(endpoint_equal(&p.from, &kept[i].packet.from));
		assert(endpoint_equal(&p.to, &kept[i].packet.to));
		assert(p.length == kept[i].packet.length);
		assert(!memcmp(p.octets, kept[i].octets, p.length));
	}
	assert(packets_next(s, &p) == 0);
	packets_close(s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[40];
	FILE *f;

	snprintf(path, sizeof(path), "/tmp/fuzz_capture.%d", (int)getpid());
	f = fopen(path, "wb");
	if (!f)
		abort();
	fwrite(data, 1, size, f);
	fclose(f);
	read_capture(path);
	write_again(path);
	unlink(path);
	return 0;
}
