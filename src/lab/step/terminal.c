/* SPDX-License-Identifier: Apache-2.0 */
/* terminal.c - where lines come from: a person's terminal, with libedit, or a
 * script on standard input, whose lines are shown as if they had been typed. */
#include <errno.h>
#include <histedit.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/lab.h"
#include "lab/step/complete.h"
#include "lab/step/session.h"

enum { HISTORY_LINES = 1000, LINE_MAX_OCTETS = 1 << 20 };

/* Set by an interrupt: what runs for long stops (see move.c). */
volatile sig_atomic_t session_interrupted;

static void
on_interrupt(int number)
{
	(void)number;
	session_interrupted = 1;
}

/* Terminal ---------------------------------------------------------------- */

struct typing {
	EditLine *edit;
	History *history;
	char prompt[160];
};

static char *
prompt(EditLine *edit)
{
	struct session *s;

	el_get(edit, EL_CLIENTDATA, &s);
	tell_prompt(s, ((struct typing *)s->typing)->prompt,
		    sizeof(((struct typing *)s->typing)->prompt));
	return ((struct typing *)s->typing)->prompt;
}

static unsigned char
complete(EditLine *edit, int key)
{
	const LineInfo *line = el_line(edit);
	char insert[COMPLETE_MAX];
	struct session *s;

	(void)key;
	el_get(edit, EL_CLIENTDATA, &s);
	if (complete_line(s, line->buffer, (size_t)(line->cursor -
			  line->buffer), insert)) {
		if (*insert == '\0')
			return CC_ERROR;
		return el_insertstr(edit, insert) < 0 ? CC_ERROR : CC_REFRESH;
	}
	complete_list(s, line->buffer, (size_t)(line->cursor - line->buffer));
	return CC_REDISPLAY;
}

static int
open_typing(struct session *s, struct typing *t)
{
	struct sigaction interrupt = { .sa_handler = on_interrupt };
	HistEvent event;

	t->edit = el_init("autotunnel-lab", stdin, stdout, stderr);
	t->history = history_init();
	if (!t->edit || !t->history)
		return -ENOMEM;
	s->typing = t;
	history(t->history, &event, H_SETSIZE, HISTORY_LINES);
	history(t->history, &event, H_SETUNIQUE, 1);
	el_set(t->edit, EL_CLIENTDATA, s);
	el_set(t->edit, EL_PROMPT, prompt);
	el_set(t->edit, EL_EDITOR, "emacs");
	el_set(t->edit, EL_HIST, history, t->history);
	el_set(t->edit, EL_ADDFN, "complete", "completes a word", complete);
	el_source(t->edit, NULL);
	el_set(t->edit, EL_BIND, "^I", "complete", NULL);
	sigaction(SIGINT, &interrupt, NULL);
	return 0;
}

static void
close_typing(struct typing *t)
{
	if (t->history)
		history_end(t->history);
	if (t->edit)
		el_end(t->edit);
}

static void
do_typed(struct session *s, struct typing *t, const char *typed)
{
	HistEvent event;
	char *line;

	if (!s->pasting && typed[strspn(typed, " \t\r\n")])
		history(t->history, &event, H_ENTER, typed);
	line = strdup(typed);
	if (!line)
		abort();
	session_interrupted = 0;	/* one from before is over */
	if (!session_line(s, line))
		fprintf(s->out, "  %s\n", s->wrong);
	fflush(s->out);
	free(line);
}

static int
run_typed(struct session *s)
{
	struct typing t = { .edit = NULL };
	const char *typed;
	int count;

	if (open_typing(s, &t) < 0) {
		close_typing(&t);
		fprintf(stderr, "autotunnel-lab step: this terminal (TERM) is "
			"of no use\n");
		return LAB_UNUSABLE;
	}
	while (!s->over) {
		session_interrupted = 0;
		typed = el_gets(t.edit, &count);
		if (typed && count > 0) {
			do_typed(s, &t, typed);
			continue;
		}
		putc('\n', s->out);
		if (!session_interrupted)
			break;
		s->pasting = false;
		el_reset(t.edit);
	}
	close_typing(&t);
	return LAB_SAME;
}

/* Script ------------------------------------------------------------------ */

static int
stop_script(struct session *s, unsigned number)
{
	fflush(s->out);
	fprintf(stderr, "autotunnel-lab step: line %u: %s\n", number,
		s->wrong);
	return LAB_UNUSABLE;
}

static void
echo(struct session *s, const char *line, size_t length)
{
	char text[160];

	while (length && (line[length - 1] == '\n' ||
			  line[length - 1] == '\r'))
		length--;
	tell_prompt(s, text, sizeof(text));
	fputs(text, s->out);
	tell_text(s->out, line, length);
	putc('\n', s->out);
}

static int
run_script(struct session *s)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t length;
	unsigned number = 0;
	int status = LAB_SAME;

	while (!s->over && status == LAB_SAME &&
	       (length = getline(&line, &room, stdin)) >= 0) {
		number++;
		echo(s, line, (size_t)length);
		if (strlen(line) != (size_t)length ||
		    length > LINE_MAX_OCTETS) {
			session_wrong(s, "this is no text");
			status = stop_script(s, number);
		} else if (!session_line(s, line)) {
			status = stop_script(s, number);
		}
	}
	free(line);
	if (status == LAB_SAME && s->pasting && !move_pasted(s))
		return stop_script(s, number);
	return status;
}

int
session_run(struct session *s)
{
	return s->terminal ? run_typed(s) : run_script(s);
}
