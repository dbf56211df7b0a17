/* SPDX-License-Identifier: Apache-2.0 */
/* export_pcapng.c - packets as frames, each with the rows that it made fire, or
 * that sent it, as its comment. What was received waits for its rows. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/capture/pcapng.h"
#include "lab/export.h"

struct frames {
	struct pcapng_writer *writer;
	char comment[PCAPNG_COMMENT_MAX];	/* of the last rows */
	bool waiting;				/* packet has no comment yet */
	struct packet packet;
	uint8_t octets[65536];
};

static void
flush(struct frames *x)
{
	if (x->waiting)
		pcapng_add(x->writer, &x->packet, x->comment);
	x->waiting = false;
}

static void
frames_input(void *state, uint64_t time_ns, const struct input *in)
{
	struct frames *x = state;

	(void)time_ns;
	(void)in;
	flush(x);
	x->comment[0] = '\0';
}

static void
add_row(char *text, size_t size, const struct export_row *r)
{
	size_t used = strlen(text), i, n;

	n = (size_t)snprintf(text + used, size - used,
			     "%s%s: %s + %s -> %s%s%s%s", used ? "\n" : "",
			     r->machine, r->from, r->event, r->to,
			     r->cites ? " [" : "", r->cites ? r->cites : "",
			     r->cites ? "]" : "");
	if (n >= size - used)
		text[used] = '\0';	/* whole rows only */
	/* a machine's name is whatever the file says: a comment is UTF-8 */
	for (i = used; text[i]; i++)
		if ((text[i] < 0x20 && text[i] != '\n') || text[i] == 0x7f ||
		    (unsigned char)text[i] >= 0x80)
			text[i] = '?';
}

static void
frames_rows(void *state, uint64_t time_ns, const struct export_row *rows,
	    unsigned count)
{
	struct frames *x = state;
	unsigned i;

	(void)time_ns;
	for (i = 0; i < count; i++)
		add_row(x->comment, sizeof(x->comment), &rows[i]);
}

static void
frames_effect(void *state, uint64_t time_ns, const struct effect *e,
	      const uint8_t *octets)
{
	(void)state;
	(void)time_ns;
	(void)e;
	(void)octets;
}

static void
frames_packet(void *state, const struct packet *p,
	      enum export_direction direction)
{
	struct frames *x = state;

	if (direction == EXPORT_SENT) {
		flush(x);
		pcapng_add(x->writer, p, x->comment);
		return;
	}
	flush(x);
	x->comment[0] = '\0';
	x->packet = *p;
	if (x->packet.length > sizeof(x->octets))
		x->packet.length = sizeof(x->octets);
	if (x->packet.length)
		memcpy(x->octets, p->octets, x->packet.length);
	x->packet.octets = x->octets;
	x->waiting = true;
}

static int
frames_open(void **state, const char *path, const char *source,
	    const char *program)
{
	struct frames *x = calloc(1, sizeof(*x));
	int r;

	(void)source;
	(void)program;
	if (!x)
		return -ENOMEM;
	r = pcapng_create(path, &x->writer);
	if (r < 0) {
		free(x);
		return r;
	}
	*state = x;
	return 0;
}

static int
frames_close(void *state, bool keep)
{
	struct frames *x = state;
	int r = 0;

	flush(x);
	if (keep)
		r = pcapng_close(x->writer);
	else
		pcapng_drop(x->writer);
	free(x);
	return r;
}

const struct export_format export_pcapng = {
	"pcapng", frames_open, frames_input, frames_rows, frames_effect,
	frames_packet, frames_close,
};
