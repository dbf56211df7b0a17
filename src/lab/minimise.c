/* SPDX-License-Identifier: Apache-2.0 */
/* minimise.c - `autotunnel-lab minimise`: delta debugging (Zeller and
 * Hildebrandt, 2002) over the inputs of a recording, and over the time between
 * them. Each attempt runs in a child, since inputs that no shell would give may
 * end it. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab.h"
#include "lab/keep.h"
#include "lab/output.h"
#include "lab/progress.h"
#include "lab/rerun.h"

enum { ATTEMPT_MAX_S = 20 };

/* What a child tells. */
struct told {
	bool holds;
	uint32_t held_at;	/* the step after which it held first */
	uint8_t fed[];		/* of each step */
};

struct minimise {
	const char *path, *condition;
	struct rerun *run;
	struct keep *keep;
	struct told *told;	/* shared with the child */
	size_t told_size;
	char trace[64];		/* for the judge; empty: it is not needed */
	struct rerun_step *steps, *attempt;
	uint32_t count;		/* of steps */
	unsigned runs;
	struct progress progress;
};

/* One attempt --------------------------------------------------------------------- */

static bool
each(void *owner, uint32_t step, const struct effects *e)
{
	struct minimise *m = owner;

	keep_answer(m->keep, e);
	if (!m->told->holds && keep_only_grows(m->keep) &&
	    keep_holds(m->keep)) {
		m->told->holds = true;
		m->told->held_at = step;
	}
	return true;
}

/* In the child. */
static void
attempt(struct minimise *m, const struct rerun_step *steps, uint32_t count)
{
	struct trace_writer *w = NULL;
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	/* what an assertion says of a made-up list is of no interest */
	if (null >= 0)
		dup2(null, STDERR_FILENO);
	alarm(ATTEMPT_MAX_S);
	if (m->trace[0] && (trace_create(m->trace, &w) < 0 ||
			    trace_write_header(w, rerun_header(m->run)) < 0))
		_exit(1);
	keep_begin(m->keep);
	if (rerun_run(m->run, steps, count, m->told->fed, each, m, w) < 0 ||
	    trace_close(w) < 0)
		_exit(1);
	if (m->trace[0])
		keep_judge(m->keep, m->trace);
	m->told->holds = keep_holds(m->keep);
	_exit(0);
}

/* The condition is shown when COUNT STEPS are run. */
static bool
shows(struct minimise *m, const struct rerun_step *steps, uint32_t count)
{
	int status = 0;
	pid_t child;

	m->runs++;
	progress_at(&m->progress, m->runs, 0, "attempts");
	m->told->holds = false;
	fflush(NULL);
	child = fork();
	if (child == 0)
		attempt(m, steps, count);
	if (child < 0)
		return false;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 &&
		m->told->holds;
}

/* Reducing ------------------------------------------------------------------------- */

/* The attempt of COUNT steps succeeded: it is what we have now, without what was
 * left out because nothing asked for it. */
static void
take(struct minimise *m, uint32_t count)
{
	uint32_t i, n = 0;

	for (i = 0; i < count; i++)
		if (m->told->fed[i])
			m->steps[n++] = m->attempt[i];
	m->count = n;
}

/* Without SIZE steps from AT on. The first, the start, stays. */
static bool
try_without(struct minimise *m, uint32_t at, uint32_t size)
{
	uint32_t n = m->count - size;

	memcpy(m->attempt, m->steps, at * sizeof(*m->steps));
	memcpy(m->attempt + at, m->steps + at + size,
	       (m->count - at - size) * sizeof(*m->steps));
	if (!shows(m, m->attempt, n))
		return false;
	take(m, n);
	return true;
}

/* Pieces of SIZE, from the last to the first; true: something went. */
static bool
remove_pieces(struct minimise *m, uint32_t size)
{
	uint32_t at = m->count, piece;
	bool gone = false;

	while (at > 1) {
		if (at > m->count)	/* more went than was asked for */
			at = m->count;
		if (at <= 1)
			break;
		piece = at - 1 < size ? at - 1 : size;
		at -= piece;
		gone = try_without(m, at, piece) || gone;
	}
	return gone;
}

static void
remove_inputs(struct minimise *m)
{
	uint32_t size = m->count / 2;

	for (; size > 1; size /= 2)
		remove_pieces(m, size);
	while (remove_pieces(m, 1))
		;
}

/* All that comes from AT on comes EARLIER_MS before. */
static bool
try_earlier(struct minimise *m, uint32_t at, uint64_t earlier_ms)
{
	uint32_t i;

	memcpy(m->attempt, m->steps, m->count * sizeof(*m->steps));
	for (i = at; i < m->count; i++)
		m->attempt[i].now_ms -= earlier_ms;
	if (!shows(m, m->attempt, m->count))
		return false;
	take(m, m->count);
	return true;
}

/* Waits that do not matter. Returns whether one went. */
static bool
remove_waits(struct minimise *m)
{
	uint64_t gap;
	bool gone = false;
	uint32_t i;

	for (i = 1; i < m->count; i++) {
		gap = m->steps[i].now_ms - m->steps[i - 1].now_ms;
		if (gap && gap < UINT64_MAX / 2)
			gone = try_earlier(m, i, gap) || gone;
	}
	return gone;
}

/* False: not even the whole recording shows it. */
static bool
reduce(struct minimise *m)
{
	uint32_t i, all = rerun_count(m->run);

	for (i = 0; i < all; i++)
		m->attempt[i] = (struct rerun_step){
			i, rerun_input(m->run, i)->now_ms };
	if (!shows(m, m->attempt, all))
		return false;
	i = m->told->held_at;
	take(m, all);
	/* what comes after it was shown need not come */
	if (keep_only_grows(m->keep)) {
		memcpy(m->attempt, m->steps, m->count * sizeof(*m->steps));
		if (i + 1 < m->count && shows(m, m->attempt, i + 1))
			take(m, i + 1);
	}
	remove_inputs(m);
	if (remove_waits(m))
		remove_inputs(m);
	return true;
}

/* The result ------------------------------------------------------------------------- */

static bool
nothing(void *owner, uint32_t step, const struct effects *e)
{
	(void)owner;
	(void)step;
	(void)e;
	return true;
}

/* In a child too: 0 if it was written whole. */
static int
write_result(struct minimise *m, const char *path)
{
	struct trace_header h = *rerun_header(m->run);
	struct trace_writer *w;
	char note[300];
	int status = 0;
	pid_t child;

	snprintf(note, sizeof(note), "minimised: --keep '%.250s'",
		 m->condition);
	if (h.note_count < TRACE_NOTES_MAX)
		h.notes[h.note_count++] = note;
	fflush(NULL);
	child = fork();
	if (child == 0) {
		if (trace_create(path, &w) < 0 ||
		    trace_write_header(w, &h) < 0 ||
		    rerun_run(m->run, m->steps, m->count, m->told->fed,
			      nothing, NULL, w) < 0 || trace_close(w) < 0)
			_exit(1);
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return -errno;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -EIO;
}

/* What was written is a recording like any other. */
static bool
replays(const char *path, struct replay_result *out)
{
	struct trace_reader *r;
	int n = trace_open(path, &r);

	if (n < 0)
		return false;
	n = replay_run(r, lab_programs, lab_program_count, out);
	trace_close_reader(r);
	return n == 0 && !out->differs;
}

static int
keep_result(struct minimise *m, const char *path)
{
	struct replay_result out = { .text = "" };
	struct output *o;
	int n = output_open(path, &o);

	if (n == 0) {
		n = write_result(m, output_name(o));
		if (n == 0 && !replays(output_name(o), &out)) {
			fprintf(stderr, "autotunnel-lab minimise: the result does not replay: ");
			lab_print_text(stderr, out.text);
			fputc('\n', stderr);
			output_drop(o);
			return LAB_UNUSABLE;
		}
		if (n == 0)
			n = output_keep(o);
		else
			output_drop(o);
	}
	if (n < 0) {
		fprintf(stderr, "%s: %s\n", path, strerror(-n));
		return LAB_UNUSABLE;
	}
	printf("from %u inputs to %u, in %u attempts: %s\n",
	       rerun_count(m->run), m->count, m->runs, path);
	return LAB_SAME;
}

static int
minimise(struct minimise *m, const char *out)
{
	uint32_t all = rerun_count(m->run);
	bool shown;

	m->told_size = sizeof(*m->told) + all;
	m->told = mmap(NULL, m->told_size, PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	m->steps = malloc(all * sizeof(*m->steps));
	m->attempt = malloc(all * sizeof(*m->attempt));
	if (m->told == MAP_FAILED || !m->steps || !m->attempt) {
		fprintf(stderr, "autotunnel-lab minimise: out of memory\n");
		return LAB_UNUSABLE;
	}
	if (keep_needs_verdicts(m->keep)) {
		snprintf(m->trace, sizeof(m->trace), "/tmp/lab-minimise.XXXXXX");
		close(mkstemp(m->trace));
	}
	progress_begin(&m->progress, m->path);
	shown = reduce(m);
	progress_end(&m->progress);
	if (m->trace[0])
		unlink(m->trace);
	if (shown)
		return keep_result(m, out);
	fprintf(stderr, "%s does not show it: %s\n", m->path, m->condition);
	return LAB_UNUSABLE;
}

static int
usage(FILE *f, int status)
{
	fprintf(f, "usage: autotunnel-lab minimise FILE --keep 'CONDITION' -o OUT\n"
		"Leaves inputs out, and waits between them, as long as CONDITION is still shown\n"
		"when the rest is run, until no further one can go. OUT is a recording of that\n"
		"run, rows and effects being its own.\n"
		"  MACHINE:STATE           that machine, or one of that kind, comes there\n"
		"  row MACHINE:STATE:EVENT that row fires\n"
		"  requirement ID          a row fires that cites it\n"
		"  tell \"TEXT\"             the owner is told something with TEXT in it\n"
		"  send MACHINE            it fires in a turn that sends a message\n"
		"  send \"TEXT\"             a message is sent that has TEXT in its words (see show)\n"
		"  fail ID                 judge rules that it is violated\n"
		"  count N FACT            one of the above, N times at least\n"
		"  A and B, A or B, not A, (A)\n"
		"Exit: 0 done; 2 it cannot be done, or FILE itself does not show it.\n");
	return status;
}

static int
run_command(struct minimise *m, const char *out)
{
	char error[RERUN_ERROR_MAX], wrong[KEEP_ERROR_MAX] = "out of memory";
	int status = LAB_UNUSABLE;

	if (keep_parse(m->condition, &m->keep, wrong) < 0) {
		fprintf(stderr, "autotunnel-lab minimise: --keep: ");
		lab_print_text(stderr, wrong);
		fprintf(stderr, "\n");
		return LAB_UNUSABLE;
	}
	if (rerun_load(m->path, &m->run, error) < 0)
		fprintf(stderr, "%s\n", error);
	else
		status = minimise(m, out);
	if (m->told && m->told != MAP_FAILED)
		munmap(m->told, m->told_size);
	free(m->steps);
	free(m->attempt);
	rerun_free(m->run);
	keep_free(m->keep);
	return status;
}

int
lab_minimise(int argc, char **argv)
{
	struct minimise m = { .runs = 0 };
	const char *out = NULL;
	int i;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
			return usage(stdout, LAB_SAME);
		if (!strcmp(argv[i], "--keep") && i + 1 < argc) {
			m.condition = argv[++i];
		} else if (!strcmp(argv[i], "-o") && i + 1 < argc) {
			out = argv[++i];
		} else if (argv[i][0] == '-' && argv[i][1]) {
			fprintf(stderr, "autotunnel-lab minimise: unknown option %s\n",
				argv[i]);
			return usage(stderr, LAB_UNUSABLE);
		} else if (!m.path) {
			m.path = argv[i];
		} else {
			return usage(stderr, LAB_UNUSABLE);
		}
	}
	if (!m.path || !m.condition || !out)
		return usage(stderr, LAB_UNUSABLE);
	return run_command(&m, out);
}
