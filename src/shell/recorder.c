/* SPDX-License-Identifier: Apache-2.0 */
#include "recorder.h"

#include <string.h>

#include "log.h"

static void
ends(struct recorder *r, int error)
{
	if (error == 0 || r->failed)
		return;
	r->failed = true;
	log_line(TELL_WARNING, "The recording ends: %s", strerror(-error));
}

int
recorder_create(struct recorder *r, const char *path)
{
	int error = path ? trace_create(path, &r->trace) : 0;

	if (error < 0)
		log_line(TELL_ERROR, "%s cannot be recorded to: %s", path,
			 strerror(-error));
	return error;
}

int
recorder_begin(struct recorder *r, const struct trace_header *header)
{
	int error = r->trace ? trace_write_header(r->trace, header) : 0;

	if (error < 0)
		log_line(TELL_ERROR, "It cannot be recorded: %s",
			 strerror(-error));
	return error;
}

void
recorder_input(void *recorder, const struct input *in)
{
	struct recorder *r = recorder;

	if (r->trace)
		ends(r, trace_write_input(r->trace, in));
}

void
recorder_effects(void *recorder, const struct effects *out)
{
	struct recorder *r = recorder;

	if (r->trace)
		ends(r, trace_write_effects(r->trace, out));
}

void
recorder_close(struct recorder *r)
{
	ends(r, trace_close(r->trace));
	r->trace = NULL;
}
