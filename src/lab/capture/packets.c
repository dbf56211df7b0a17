/* SPDX-License-Identifier: Apache-2.0 */
/* packets.c - packet.h: which kind of file it is, and what all kinds share. */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lab/capture/source.h"

enum {
	FIRST_OCTETS = 4,
	BUFFER_SIZE = 256 * 1024
};

int
source_fail(struct packet_source *s, int result, const char *format, ...)
{
	va_list args;
	int n;

	n = snprintf(s->error, sizeof(s->error), "%s: ", s->name);
	if (n < 0 || (size_t)n >= sizeof(s->error))
		return result;
	va_start(args, format);
	vsnprintf(s->error + n, sizeof(s->error) - (size_t)n, format, args);
	va_end(args);
	return result;
}

enum file_kind { FILE_TRACE, FILE_CAPTURE, FILE_PACKED };

/* pcap in both orders of octets, with micro- and nanoseconds and as modified
 * by Kuznetzov; pcapng; what gzip, xz and zstd write. */
static enum file_kind
kind_of(const uint8_t first[FIRST_OCTETS])
{
	static const struct {
		uint8_t octets[FIRST_OCTETS];
		enum file_kind kind;
	} known[] = {
		{ { 0xa1, 0xb2, 0xc3, 0xd4 }, FILE_CAPTURE },
		{ { 0xd4, 0xc3, 0xb2, 0xa1 }, FILE_CAPTURE },
		{ { 0xa1, 0xb2, 0x3c, 0x4d }, FILE_CAPTURE },
		{ { 0x4d, 0x3c, 0xb2, 0xa1 }, FILE_CAPTURE },
		{ { 0xa1, 0xb2, 0xcd, 0x34 }, FILE_CAPTURE },
		{ { 0x34, 0xcd, 0xb2, 0xa1 }, FILE_CAPTURE },
		{ { 0x0a, 0x0d, 0x0d, 0x0a }, FILE_CAPTURE },
		{ { 0xfd, '7', 'z', 'X' }, FILE_PACKED },
		{ { 0x28, 0xb5, 0x2f, 0xfd }, FILE_PACKED },
	};
	unsigned i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!memcmp(first, known[i].octets, FIRST_OCTETS))
			return known[i].kind;
	return first[0] == 0x1f && first[1] == 0x8b ? FILE_PACKED : FILE_TRACE;
}

/* Looks at the first octets and puts them back. */
static int
open_kind(struct packet_source *s)
{
	uint8_t first[FIRST_OCTETS] = { 0 };
	size_t size = fread(first, 1, sizeof(first), s->file), i;

	if (ferror(s->file))
		return source_fail(s, -errno, "%s", strerror(errno));
	if (size == 0)
		return source_fail(s, -EBADMSG, "it is empty; a capture (pcap, "
				   "pcapng) or a trace was expected");
	/* pushing back what was just read is always possible in glibc */
	for (i = size; i-- > 0;)
		if (ungetc(first[i], s->file) == EOF)
			return source_fail(s, -EIO, "cannot be read twice");
	switch (kind_of(first)) {
	case FILE_CAPTURE:
		return capture_source_open(s);
	case FILE_PACKED:
		return source_fail(s, -EBADMSG, "it is compressed; unpack it "
				   "first");
	default:
		return trace_source_open(s);
	}
}

static int
open_file(struct packet_source *s, const char *path)
{
	struct stat st;

	if (!strcmp(path, "-")) {
		s->name = "standard input";
		s->file = stdin;
	} else {
		s->name = path;
		s->file = fopen(path, "rbe");
	}
	if (!s->file)
		return source_fail(s, -errno, "%s", strerror(errno));
	setvbuf(s->file, NULL, _IOFBF, BUFFER_SIZE);
	if (fstat(fileno(s->file), &st) == 0 && S_ISREG(st.st_mode))
		s->size = (uint64_t)st.st_size;
	if (fstat(fileno(s->file), &st) == 0 && S_ISDIR(st.st_mode))
		return source_fail(s, -EISDIR, "it is a folder; a capture "
				   "(pcap, pcapng) or a trace was expected");
	return open_kind(s);
}

int
packets_open(const char *path, struct packet_source **out,
	     char error[PACKET_ERROR_MAX])
{
	struct packet_source *s = calloc(1, sizeof(*s));
	int r;

	if (!s) {
		snprintf(error, PACKET_ERROR_MAX, "%s: %s", path,
			 strerror(ENOMEM));
		return -ENOMEM;
	}
	r = open_file(s, path);
	if (r < 0) {
		memcpy(error, s->error, PACKET_ERROR_MAX);
		packets_close(s);
		return r;
	}
	*out = s;
	return 0;
}

int
packets_next(struct packet_source *s, struct packet *out)
{
	return s->kind->next(s, out);
}

void
packets_close(struct packet_source *s)
{
	if (!s)
		return;
	if (s->kind)
		s->kind->close(s->state);
	if (s->file)
		fclose(s->file);
	free(s->program);
	free(s);
}

const char *
packets_error(const struct packet_source *s)
{
	return s->error;
}

bool
packets_were_cut(const struct packet_source *s)
{
	return s->cut;
}

uint64_t
packets_read(const struct packet_source *s)
{
	return s->size && s->read > s->size ? s->size : s->read;
}

uint64_t
packets_size(const struct packet_source *s)
{
	return s->size;
}

uint32_t
packets_frames(const struct packet_source *s)
{
	return s->frames;
}

uint64_t
packets_first_ns(const struct packet_source *s)
{
	return s->first_ns;
}

uint64_t
packets_last_ns(const struct packet_source *s)
{
	return s->last_ns;
}

uint32_t
packets_skipped(const struct packet_source *s)
{
	return s->skipped;
}

const char *
packets_program(const struct packet_source *s)
{
	return s->program;
}
