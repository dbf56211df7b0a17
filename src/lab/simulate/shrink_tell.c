/* SPDX-License-Identifier: Apache-2.0 */
/* shrink_tell.c - what is left of a failure: its plan, the trace of who failed,
 * the least of that trace, and a page. Each of the lab's commands that help runs
 * in a child, quietly. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/charts.h"
#include "lab/duration.h"
#include "lab/judge/judge.h"
#include "lab/lab.h"
#include "lab/output.h"
#include "lab/simulate/shrink.h"

enum {
	PATH_OCTETS = 600,
	SAID_MAX = 300,
	CONDITIONS_MAX = 12,
	CONDITION_MAX = VIOLATION_KEEP_MAX + 10,
	COMMAND_MAX_S = 120
};

struct teller {
	const struct shrink *s;
	const char *base;
	FILE *f;
	char trace[PATH_OCTETS], least[PATH_OCTETS];
	bool has_least;
};

/* Runs COMMAND with ARGV in a child; what it printed is in SAID, to its first
 * newline. True: it gave 0. */
static bool
run(int (*command)(int argc, char **argv), char **argv, char said[SAID_MAX])
{
	int argc = 0, status = 0, ends[2], null;
	ssize_t n;
	pid_t child;

	while (argv[argc])
		argc++;
	if (pipe(ends) < 0)
		return false;
	fflush(NULL);
	child = fork();
	if (child == 0) {
		null = open("/dev/null", O_WRONLY);
		dup2(ends[1], STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		alarm(COMMAND_MAX_S);
		status = command(argc, argv);
		fflush(NULL);
		_exit(status);
	}
	close(ends[1]);
	n = child > 0 ? read(ends[0], said, SAID_MAX - 1) : 0;
	said[n > 0 ? n : 0] = '\0';
	said[strcspn(said, "\n")] = '\0';
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	close(ends[0]);
	return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The trace ---------------------------------------------------------------- */

/* Of FOLDER: NAME's last life. False: there is none. */
static bool
last_life(const char *folder, const char *name, char path[PATH_OCTETS])
{
	struct stat st;
	unsigned life;

	for (life = 1;; life++) {
		char next[PATH_OCTETS];

		if (life == 1)
			snprintf(next, sizeof(next), "%.500s/%.60s.trace",
				 folder, name);
		else
			snprintf(next, sizeof(next), "%.500s/%.60s-%u.trace",
				 folder, name, life);
		if (stat(next, &st) < 0)
			return life > 1;
		strcpy(path, next);
	}
}

static void
empty(const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *e;

	while (d && (e = readdir(d)))
		if (e->d_name[0] != '.')
			unlinkat(dirfd(d), e->d_name, 0);
	if (d)
		closedir(d);
	rmdir(folder);
}

static bool
record(struct teller *t)
{
	char folder[PATH_OCTETS], path[PATH_OCTETS];
	const struct shrink *s = t->s;
	struct trial_setup setup = { .plan = s->plan, .record = folder,
		.record_only = s->result.who };
	struct trial_result again;
	bool done = false;

	if (s->result.violation.who == SIM_NOBODY ||
	    s->result.violation.who == SIM_PRIMARY)
		return false;
	snprintf(folder, sizeof(folder), "%.560s.XXXXXX", t->base);
	if (!mkdtemp(folder))
		return false;
	if (trial_fork(&setup, 0, &again) == 0 && again.failed &&
	    last_life(folder, s->result.who, path)) {
		snprintf(t->trace, sizeof(t->trace), "%.500s-%s.trace", t->base,
			 s->result.who);
		done = rename(path, t->trace) == 0;
	}
	empty(folder);
	return done;
}

/* The least trace ---------------------------------------------------------- */

/* What the trace may show: that an RFC is violated, as judge sees it, and what
 * the invariant says of the machine. The latter is surer but for what was sent. */
static unsigned
conditions(const struct violation *v, char list[CONDITIONS_MAX][CONDITION_MAX])
{
	const char *at = invariant_about[v->what].ids;
	bool sent = v->what == INVARIANT_PACE || v->what == INVARIANT_ACK;
	char word[CITE_MAX];
	unsigned count = 0;
	int id;

	if (v->keep[0] && !sent)
		strcpy(list[count++], v->keep);
	while (cite_next(&at, word) && count < CONDITIONS_MAX - 1) {
		id = requirement_find(word);
		if (id >= 0 && judge_knows((enum requirement_id)id))
			snprintf(list[count++], CONDITION_MAX, "fail %s", word);
	}
	if (v->keep[0] && sent)
		strcpy(list[count++], v->keep);
	return count;
}

static void
minimise(struct teller *t)
{
	char list[CONDITIONS_MAX][CONDITION_MAX], said[SAID_MAX];
	unsigned n, count = conditions(&t->s->result.violation, list);
	char name[] = "minimise", keep[] = "--keep", out[] = "-o";
	unsigned from, to;

	snprintf(t->least, sizeof(t->least), "%.500s-%s-least.trace", t->base,
		 t->s->result.who);
	for (n = 0; n < count; n++) {
		char *argv[] = { name, t->trace, keep, list[n], out, t->least,
			NULL };

		if (!run(lab_minimise, argv, said))
			continue;
		t->has_least = true;
		if (sscanf(said, "from %u inputs to %u", &from, &to) == 2)
			fprintf(t->f, "  trace: %s, %u inputs; of these %u show "
				"`%s`: %s\n", t->trace, from, to, list[n],
				t->least);
		return;
	}
	fprintf(t->f, "  trace: %s; no part of it alone shows the failure\n",
		t->trace);
}

static void
draw(struct teller *t)
{
	char name[] = "report", out[] = "-o", title[] = "--title";
	char page[PATH_OCTETS], words[200], said[SAID_MAX];
	char *argv[] = { name, t->has_least ? t->least : t->trace, out, page,
		title, words, NULL };
	const struct violation *v = &t->s->result.violation;

	snprintf(page, sizeof(page), "%.560s.html", t->base);
	snprintf(words, sizeof(words), "seed %" PRIu64 ", %s: %s",
		 t->s->plan->seed, t->s->result.who,
		 invariant_about[v->what].sentence);
	if (run(lab_report, argv, said))
		fprintf(t->f, "  drawn: %s\n", page);
	else
		fprintf(t->f, "  it could not be drawn\n");
}

/* The plan ----------------------------------------------------------------- */

static int
save_plan(struct teller *t, const char *path)
{
	struct output *o;
	int r = output_open(path, &o);

	if (r < 0)
		return r;
	fprintf(output_file(o), "# %s: %s\n",
		invariant_about[t->s->result.violation.what].name,
		t->s->result.violation.text);
	fault_plan_write(t->s->plan, output_file(o));
	return output_keep(o);
}

static void
tell_plan(struct teller *t)
{
	const struct fault_plan *p = t->s->plan;
	char text[FAULT_TEXT_MAX], span[DURATION_MAX];
	uint32_t i;

	fprintf(t->f, "  of %" PRIu32 " faults %" PRIu32 " are left, of %u hosts "
		"and %s, in %u runs:\n", t->s->before, p->count, p->hosts,
		duration_long(p->span_ms, span), t->s->runs);
	for (i = 0; i < p->count && i < 12; i++)
		fprintf(t->f, "    %s\n", fault_text(&p->list[i], text));
	if (i < p->count)
		fprintf(t->f, "    and %" PRIu32 " more\n", p->count - i);
}

int
shrink_tell(const struct shrink *s, const char *base, FILE *f)
{
	const struct violation *v = &s->result.violation;
	const struct invariant_about *about = &invariant_about[v->what];
	struct teller t = { .s = s, .base = base, .f = f };
	char path[PATH_OCTETS], when[DURATION_MAX];
	int r;

	fprintf(f, "  %s: %s [%s]\n", about->name, about->sentence, about->ids);
	fprintf(f, "  %s, %s%s%s\n", duration_long(v->at_ms, when),
		s->result.who, *s->result.who ? ": " : "", v->text);
	tell_plan(&t);
	snprintf(path, sizeof(path), "%.560s.plan", base);
	r = save_plan(&t, path);
	if (r < 0)
		return r;
	if (record(&t)) {
		minimise(&t);
		draw(&t);
	}
	fprintf(f, "  again: autotunnel-lab simulate --plan %s\n", path);
	fflush(f);
	return 0;
}
