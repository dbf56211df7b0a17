/* SPDX-License-Identifier: Apache-2.0 */
/* save.c - the steps so far in a file: a trace where the container can be
 * replayed, else the commands that lead there. */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/step/session.h"
#include "shell/trace_text.h"

/* Script ------------------------------------------------------------------ */

static void
write_receive(FILE *f, const struct act *a)
{
	char from[TRACE_ENDPOINT_MAX];
	size_t i;

	fputs("recv ", f);
	if (a->source.family)
		fprintf(f, "from %s ", trace_endpoint_text(&a->source, from));
	for (i = 0; i < a->length; i++)
		fprintf(f, "%02x", a->octets[i]);
	putc('\n', f);
}

/* Each step is a line, so that its random octets are the same again. */
static void
write_act(FILE *f, const struct session *s, const struct act *a,
	  uint64_t before_ms)
{
	const struct chart *c = s->stage.chart;

	switch (a->kind) {
	case ACT_WAIT:
	case ACT_FIRE:
		fprintf(f, "+%" PRIu64 "ms\n", a->now_ms - before_ms);
		break;
	case ACT_EVENT:
		fprintf(f, "event %s\n", c->events[a->event]);
		break;
	case ACT_RECEIVE:
		write_receive(f, a);
		break;
	case ACT_REPLY:
		fputs("reply\n", f);
		break;
	case ACT_SPAN:
		fprintf(f, "span %s %" PRIu64 "ms\n", c->spans[a->event].name,
			a->value);
		break;
	}
}

static int
write_script(const struct session *s, const char *path)
{
	const struct engine *e = &s->engine;
	uint64_t before = s->stage.start_ms;
	FILE *f = fopen(path, "w");
	bool failed;
	uint32_t n;

	if (!f)
		return -errno;
	fprintf(f, "# autotunnel-lab step %s%s <FILE\n", s->stage.kind->real ?
		"" : "--chart ", s->stage.chart->name);
	for (n = 1; n <= e->at; n++) {
		write_act(f, s, &e->steps[n].act, before);
		before = e->steps[n].act.now_ms;
	}
	failed = ferror(f);
	return fclose(f) || failed ? -EIO : 0;
}

/* Trace ------------------------------------------------------------------- */

/* The steps again, from the very beginning, with a writer that listens. */
static int
write_trace(struct session *s, const char *path)
{
	uint32_t n = s->engine.at, i;
	struct trace_writer *w;
	int r = trace_create(path, &w), closed;

	if (r < 0)
		return r;
	engine_go(&s->engine, 0);
	s->stage.writer = w;
	r = s->stage.kind->record(&s->stage, w);
	for (i = 1; r == 0 && i <= n; i++)
		engine_go(&s->engine, i);
	s->stage.writer = NULL;
	engine_go(&s->engine, n);
	closed = trace_close(w);
	return r ? r : closed;
}

/* A file is there whole or not at all. */
bool
save_session(struct session *s, char *arguments)
{
	char *path = session_word(&arguments);
	char temporary[PATH_MAX];
	bool trace = s->stage.kind->record != NULL;
	int r;

	if (!path)
		return session_wrong(s, "in which file? `save FILE`");
	if (s->stage.kind->recorded)
		return session_wrong(s, "it is a recording already");
	if (snprintf(temporary, sizeof(temporary), "%s.%ld", path,
		     (long)getpid()) >= (int)sizeof(temporary))
		return session_wrong(s, "the file's name is too long");
	r = trace ? write_trace(s, temporary) : write_script(s, temporary);
	if (r == 0 && rename(temporary, path) < 0)
		r = -errno;
	if (r < 0) {
		unlink(temporary);
		return session_wrong(s, "%.150s: %s", path, strerror(-r));
	}
	fprintf(s->out, "  %u step%s in ", s->engine.at, s->engine.at == 1 ?
		"" : "s");
	tell_text(s->out, path, strlen(path));
	fprintf(s->out, trace ? ", a trace: `autotunnel-lab replay` takes it\n"
		: ", a script: `autotunnel-lab step %s%s <FILE`\n",
		s->stage.kind->real ? "" : "--chart ",
		s->stage.chart ? s->stage.chart->name : "");
	return true;
}
