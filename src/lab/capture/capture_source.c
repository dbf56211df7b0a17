/* SPDX-License-Identifier: Apache-2.0 */
/* capture_source.c - pcap and pcapng files, by libpcap. */
#include <errno.h>
#include <pcap/pcap.h>
#include <stdlib.h>
#include <string.h>

#include "lab/capture/frame.h"
#include "lab/capture/source.h"

enum {
	RECORD_HEADER = 16		/* of pcap; pcapng's is about twice it */
};

struct capture {
	pcap_t *pcap;
	struct frame_reader *reader;
	bool draining;		/* the last frame has more */
	bool gave;		/* and gave something */
};

static void
close_capture(void *state)
{
	struct capture *c = state;

	if (c->pcap)
		pcap_close(c->pcap);
	frame_close(c->reader);
	free(c);
}

/* libpcap says it in words only. */
static bool
is_truncation(const char *error)
{
	return strstr(error, "truncated") != NULL;
}

static int
next_frame(struct packet_source *s, struct capture *c, bool *ours)
{
	struct pcap_pkthdr *h;
	const u_char *octets;
	struct frame f;

	switch (pcap_next_ex(c->pcap, &h, &octets)) {
	case 1:
		break;
	case PCAP_ERROR_BREAK:
		return 0;
	default:
		if (is_truncation(pcap_geterr(c->pcap))) {
			s->cut = true;
			return 0;
		}
		return source_fail(s, -EBADMSG, "after frame %u: %s",
				   s->frames, pcap_geterr(c->pcap));
	}
	s->frames++;
	s->read += h->caplen + RECORD_HEADER;
	f.number = s->frames;
	/* nanoseconds: the file was opened so */
	f.time_ns = (uint64_t)h->ts.tv_sec * UINT64_C(1000000000) +
		(uint64_t)h->ts.tv_usec;
	if (s->frames == 1)
		s->first_ns = f.time_ns;
	if (f.time_ns > s->last_ns)
		s->last_ns = f.time_ns;
	f.octets = octets;
	f.captured = h->caplen;
	f.length = h->len;
	*ours = frame_take(c->reader, &f);
	return 1;
}

static int
capture_next(struct packet_source *s, struct packet *out)
{
	struct capture *c = s->state;
	int r;

	for (;;) {
		if (c->draining && frame_next(c->reader, out)) {
			c->gave = true;
			return 1;
		}
		s->skipped += s->frames && !c->gave;
		c->gave = false;
		r = next_frame(s, c, &c->draining);
		if (r <= 0) {
			/* what is at the end is not counted again */
			c->draining = false;
			c->gave = true;
			return r;
		}
	}
}

static const struct source_kind capture_kind = { capture_next, close_capture };

static int
open_link(struct packet_source *s, struct capture *c)
{
	int link = pcap_datalink(c->pcap);
	const char *name = pcap_datalink_val_to_name(link);
	const char *what = pcap_datalink_val_to_description(link);
	int r = frame_open(link, &c->reader);

	if (r == -EPROTONOSUPPORT)
		return source_fail(s, r, "its link type is %d, %s (%s); known "
				   "are Ethernet, Linux cooked (both), raw IP "
				   "and BSD loopback", link,
				   name ? name : "without a name",
				   what ? what : "not known to libpcap either");
	if (r < 0)
		return source_fail(s, r, "%s", strerror(-r));
	return 0;
}

int
capture_source_open(struct packet_source *s)
{
	struct capture *c = calloc(1, sizeof(*c));
	char error[PCAP_ERRBUF_SIZE] = "";

	if (!c)
		return source_fail(s, -ENOMEM, "%s", strerror(ENOMEM));
	s->kind = &capture_kind;
	s->state = c;
	c->pcap = pcap_fopen_offline_with_tstamp_precision(
		s->file, PCAP_TSTAMP_PRECISION_NANO, error);
	if (!c->pcap)
		return source_fail(s, -EBADMSG, "it begins as a capture does, "
				   "but %s", error);
	s->file = NULL;		/* libpcap closes it */
	return open_link(s, c);
}
