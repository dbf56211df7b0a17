/* SPDX-License-Identifier: Apache-2.0 */
/* session.h - one person, or one script, at one machine: what the files of
 * `autotunnel-lab step` share.
 *
 *	step.c		arguments, which stage
 *	terminal.c	where lines come from: libedit, or a script
 *	complete.c	what TAB offers
 *	commands.c	the commands by name
 *	move.c		those that take steps or go back
 *	look.c		those that only tell
 *	save.c		`save`
 *	breaks.c	breakpoints
 *	tell.c		a step, a row, a time in words */
#ifndef LAB_STEP_SESSION_H
#define LAB_STEP_SESSION_H

#include <signal.h>
#include <stdio.h>

#include "lab/charts.h"
#include "lab/step/engine.h"

enum {
	BREAKS_MAX = 64,
	BREAK_WORD_MAX = 64,
	/* Steps that one command takes at most: +TIME, and `until` and
	 * `continue`, which may run in circles. A recording ends anyway. */
	RUN_MAX = 100000,
	CIRCLE_MAX = 500,
	SAID_MAX = 320
};

enum break_kind { BREAK_LINE, BREAK_REQUIREMENT, BREAK_STATE };

struct breakpoint {
	unsigned number;	/* as told; 0: not set */
	enum break_kind kind;
	unsigned line;
	char word[BREAK_WORD_MAX];	/* requirement or state */
};

struct session {
	struct stage stage;
	struct engine engine;
	FILE *out;
	bool terminal;		/* a person types */
	bool over;		/* after `quit` */
	bool noted;		/* the last command took a step */
	struct breakpoint breaks[BREAKS_MAX];
	unsigned break_number;	/* of the newest */
	/* pasting: lines are gathered until an empty one */
	bool pasting;
	char *pasted;
	size_t pasted_length;
	/* why a command could not be done */
	char wrong[SAID_MAX];
	void *typing;		/* the terminal's own (terminal.c) */
};

/* Writes s->wrong; returns false. */
bool session_wrong(struct session *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Does one line. False: it could not be done, see s->wrong. */
bool session_line(struct session *s, char *line);
/* Lines from standard input until it ends; exit status. */
int session_run(struct session *s);

/* An interrupt came: what runs for long stops. */
extern volatile sig_atomic_t session_interrupted;

/* commands.c -------------------------------------------------------------- */

struct command {
	const char *name;
	const char *arguments;	/* "FILE"; "" */
	const char *what;
	bool (*run)(struct session *s, char *arguments);
};

extern const struct command session_commands[];
extern const unsigned session_command_count;

/* The next word of *AT, ended in place; NULL: there is none. */
char *session_word(char **at);

/* move.c */
bool move_event(struct session *s, char *arguments);
bool move_time(struct session *s, const char *text);	/* behind the `+` */
bool move_next(struct session *s, char *arguments);
bool move_receive(struct session *s, char *arguments);
bool move_paste(struct session *s, char *arguments);
bool move_pasted(struct session *s);
bool move_reply(struct session *s, char *arguments);
bool move_span(struct session *s, char *arguments);
bool move_back(struct session *s, char *arguments);
bool move_goto(struct session *s, char *arguments);
bool move_until(struct session *s, char *arguments);
bool move_continue(struct session *s, char *arguments);
/* Of the chart in focus; what is said where there is none is in s->wrong. */
const struct chart *session_chart(struct session *s);

/* look.c */
bool look_why(struct session *s, char *arguments);
bool look_timers(struct session *s, char *arguments);
bool look_effects(struct session *s, char *arguments);
bool look_state(struct session *s, char *arguments);
bool look_events(struct session *s, char *arguments);
bool look_history(struct session *s, char *arguments);

bool save_session(struct session *s, char *arguments);

/* breaks.c */
bool break_set(struct session *s, char *arguments);
bool break_delete(struct session *s, char *arguments);
/* The first breakpoint that the last step met, or NULL. */
const struct breakpoint *break_met(const struct session *s);
void break_tell(FILE *f, const struct breakpoint *b);

/* tell.c */
/* The last step: what came, rows, effects. ALL: of all machines, messages
 * whole. */
void tell_step(struct session *s, bool all);
void tell_row(FILE *f, const struct chart *c, unsigned row);
/* Text from outside, what is not printable as \xNN. */
void tell_text(FILE *f, const char *text, size_t length);
/* "+2.5s", from the beginning. */
void tell_time(FILE *f, const struct session *s, uint64_t now_ms);
void tell_prompt(const struct session *s, char *text, size_t size);

#endif
