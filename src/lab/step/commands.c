/* SPDX-License-Identifier: Apache-2.0 */
/* commands.c - the commands by name, and one line of them. */
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lab/step/session.h"

enum { PASTED_MAX = 1 << 20 };

bool
session_wrong(struct session *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(s->wrong, sizeof(s->wrong), format, args);
	va_end(args);
	return false;
}

char *
session_word(char **at)
{
	char *word;

	*at += strspn(*at, " \t\r\n");
	if (**at == '\0')
		return NULL;
	word = *at;
	*at += strcspn(*at, " \t\r\n");
	if (**at)
		*(*at)++ = '\0';
	return word;
}

static bool
quit(struct session *s, char *arguments)
{
	(void)arguments;
	s->over = true;
	return true;
}

static bool help(struct session *s, char *arguments);

const struct command session_commands[] = {
	{ "event", "NAME", "the machine gets an event; NAME alone does, where no "
	  "command is called so",
	  move_event },
	{ "reply", "", "whom the machine asked last answers as it should",
	  move_reply },
	{ "recv", "[from ADDRESS:PORT] HEX", "a message comes in",
	  move_receive },
	{ "paste", "", "the same on several lines, until an empty one",
	  move_paste },
	{ "+TIME", "", "time passes, and what is due until then happens: "
	  "+250ms, +2s, +15min", NULL },
	{ "next", "", "goes to what is due next", move_next },
	{ "until", "STATE", "goes on until the machine is there", move_until },
	{ "continue", "", "goes on until a breakpoint", move_continue },
	{ "run", "", "the same", move_continue },
	{ "back", "[N]", "goes N steps back, or one", move_back },
	{ "goto", "N", "to where it was after step N; 0 is the beginning",
	  move_goto },
	{ "break", "[LINE | REQUIREMENT | STATE]",
	  "stops at such a row, or on entering the state; alone: lists",
	  break_set },
	{ "delete", "N", "takes breakpoint N away", break_delete },
	{ "why", "", "the row that fired, and the sentence of all it cites",
	  look_why },
	{ "timers", "", "what each waits for", look_timers },
	{ "effects", "[hex]", "all that the last step did", look_effects },
	{ "state", "", "where it is, and what its spans are", look_state },
	{ "events", "", "what would lead where, and what is ignored",
	  look_events },
	{ "history", "[N]", "the last steps", look_history },
	{ "span", "NAME TIME", "of a bare chart: what an action would have set",
	  move_span },
	{ "save", "FILE", "the steps so far, to be done again", save_session },
	{ "help", "", "this", help },
	{ "quit", "", "ends", quit },
};

const unsigned session_command_count =
	sizeof(session_commands) / sizeof(session_commands[0]);

static bool
help(struct session *s, char *arguments)
{
	const struct command *c;
	char left[64];
	unsigned i;

	(void)arguments;
	for (i = 0; i < session_command_count; i++) {
		c = &session_commands[i];
		snprintf(left, sizeof(left), "%s %s", c->name, c->arguments);
		fprintf(s->out, "  %-36s %s\n", left, c->what);
	}
	if (s->stage.kind->around)
		fprintf(s->out, "%s\n", s->stage.kind->around);
	return true;
}

static const struct command *
find(const char *name)
{
	unsigned i;

	for (i = 0; i < session_command_count; i++)
		if (!strcmp(session_commands[i].name, name))
			return &session_commands[i];
	return NULL;
}

static bool
gather(struct session *s, const char *line)
{
	size_t length = strlen(line);
	char *more;

	if (line[strspn(line, " \t\r\n")] == '\0')
		return move_pasted(s);
	if (s->pasted_length + length > PASTED_MAX) {
		s->pasting = false;
		return session_wrong(s, "that is longer than any message");
	}
	more = realloc(s->pasted, s->pasted_length + length + 2);
	if (!more) {
		s->pasting = false;
		return session_wrong(s, "there is no memory for it");
	}
	s->pasted = more;
	more[s->pasted_length++] = ' ';
	memcpy(more + s->pasted_length, line, length + 1);
	s->pasted_length += length;
	return true;
}

bool
session_line(struct session *s, char *line)
{
	const struct command *c;
	char *at = line, *word;
	char event[BREAK_WORD_MAX];

	if (s->pasting)
		return gather(s, line);
	word = session_word(&at);
	if (!word || *word == '#')
		return true;
	if (*word == '+')
		return move_time(s, word + 1);
	c = find(word);
	if (c && c->run)
		return c->run(s, at);
	if (!s->stage.chart || chart_event(s->stage.chart, word) < 0)
		return session_wrong(s, "%.80s is no command%s%s: `help` lists "
				     "them", word, s->stage.chart ?
				     " and no event of " : "", s->stage.chart ?
				     s->stage.chart->name : "");
	snprintf(event, sizeof(event), "%s", word);
	return move_event(s, event);
}
