/* SPDX-License-Identifier: Apache-2.0 */
/* move.c - commands that take steps, and those that go back. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/chart_table.h"
#include "lab/duration.h"
#include "lab/progress.h"
#include "lab/step/hex.h"
#include "lab/step/session.h"

const struct chart *
session_chart(struct session *s)
{
	if (!s->stage.chart)
		session_wrong(s, "all machines are looked at: name one when "
			      "you begin, `autotunnel-lab step MACHINE --trace "
			      "FILE`");
	return s->stage.chart;
}

static bool
refused(struct session *s)
{
	return session_wrong(s, "%s", s->stage.refusal);
}

static bool
no_events_here(struct session *s)
{
	if (s->stage.kind->recorded)
		return session_wrong(s, "a recording stays as it is: go on "
				     "with `next`, `until` and `continue`");
	return true;
}

/* The last step is one of the machine in focus. */
static bool
concerns_focus(const struct session *s)
{
	const struct engine *e = &s->engine;

	return e->at && e->steps[e->at].row >= 0;
}

static bool
do_act(struct session *s, struct act *a)
{
	if (!engine_do(&s->engine, a))
		return refused(s);
	return true;
}

static bool
do_now(struct session *s, enum act_kind kind, unsigned event, uint64_t value)
{
	struct act a = {
		.kind = kind, .now_ms = engine_now_ms(&s->engine),
		.event = event, .value = value,
	};

	if (!do_act(s, &a))
		return false;
	tell_step(s, false);
	return true;
}

/* Events ------------------------------------------------------------------ */

/* Whether the last step has a row of EVENT of the machine in focus. */
static bool
came_about(const struct session *s, unsigned event)
{
	const struct outcome *o = &s->engine.outcome;
	const struct outcome_item *item;
	size_t i;

	for (i = 0; i < o->count; i++) {
		item = &o->items[i];
		if (item->kind == OUTCOME_ROW &&
		    item->chart->rows[item->row].event == event &&
		    stage_is_focus(&s->stage, item->chart,
				   (const char *)o->octets + item->at))
			return true;
	}
	return false;
}

/* An event was named; what the machine's own code makes of what the stage
 * did for it may be another one. */
static void
tell_event(struct session *s, unsigned event)
{
	const struct step *step = &s->engine.steps[s->engine.at];
	const struct chart *c = s->stage.chart;

	if (step->row < 0)
		fprintf(s->out, "  -- no row of %s fired: see `effects`\n",
			c->name);
	else if (!came_about(s, event))
		fprintf(s->out, "  -- here its classifier makes %s of it\n",
			c->events[step->chart->rows[step->row].event]);
}

bool
move_event(struct session *s, char *arguments)
{
	const struct chart *c = session_chart(s);
	char *name = session_word(&arguments);
	const struct chart_row *r;
	int event, row;

	if (!no_events_here(s) || !c)
		return false;
	if (!name)
		return session_wrong(s, "which event? `events` lists them");
	event = chart_event(c, name);
	if (event < 0)
		return session_wrong(s, "%s has no event %.80s: `events` lists "
				     "them", c->name, name);
	row = table_find(c, engine_state(&s->engine), (unsigned)event);
	if (chart_timer_of_event(c, (unsigned)event) >= 0)
		return session_wrong(s, "%s is the end of a timer's wait: "
				     "`next` or +TIME brings it", name);
	if (row < 0)
		return session_wrong(s, "%s cannot come in %s", name,
				     c->states[engine_state(&s->engine)]);
	r = &c->rows[row];
	if (r->ignored) {
		fprintf(s->out, "  ignored: in %s nothing follows from %s "
			"(%s:%u)  [%s]\n", c->states[r->from], name, c->spec,
			r->line, r->cites);
		return true;
	}
	if (!do_now(s, ACT_EVENT, (unsigned)event, 0))
		return false;
	tell_event(s, (unsigned)event);
	return true;
}

bool
move_reply(struct session *s, char *arguments)
{
	(void)arguments;
	return no_events_here(s) && do_now(s, ACT_REPLY, 0, 0);
}

bool
move_span(struct session *s, char *arguments)
{
	const struct chart *c = session_chart(s);
	char *name = session_word(&arguments), *time = session_word(&arguments);
	uint64_t ms;
	unsigned i;

	if (!c)
		return false;
	for (i = 0; name && i < c->span_count; i++)
		if (!strcmp(c->spans[i].name, name))
			break;
	if (!name || i == c->span_count)
		return session_wrong(s, "which span? `state` lists those of %s",
				     c->name);
	if (!time || !duration_parse(time, &ms))
		return session_wrong(s, "how long is %s? As 90s, 15min, 2h",
				     name);
	if (s->stage.kind->real)
		return session_wrong(s, "%s is the real machine: its spans "
				     "follow from what it is told", c->name);
	return do_now(s, ACT_SPAN, i, ms);
}

/* Time -------------------------------------------------------------------- */

/* Goes to what is due next, END_MS at the latest. False: nothing is due until
 * then, or it could not be done (then s->wrong is set). */
static bool
fire(struct session *s, uint64_t end_ms)
{
	uint64_t due = s->stage.kind->deadline_ms(&s->stage);
	uint64_t now = engine_now_ms(&s->engine);
	struct act a = { .kind = ACT_FIRE };

	if (due == TIME_NEVER || due > end_ms)
		return false;
	/* what was recorded is the same again */
	if (s->stage.kind->recorded && s->engine.at < s->engine.count) {
		engine_go(&s->engine, s->engine.at + 1);
		return true;
	}
	a.now_ms = due > now ? due : now;
	return do_act(s, &a);
}

static void
tell_moment(struct session *s)
{
	fprintf(s->out, "#%u ", s->engine.at);
	tell_time(s->out, s, engine_now_ms(&s->engine));
	putc('\n', s->out);
	tell_step(s, false);
}

/* What `next`, `until`, `continue` and +TIME do: goes on until END_MS, or a
 * breakpoint, or STATE (-1: any), or, with ONE, a row of the machine. */
struct run {
	uint64_t end_ms;
	unsigned most;		/* steps; 0: RUN_MAX */
	int state;
	bool one;
	bool quiet;		/* only where it stops */
	/* how it ended */
	bool reached;
	const struct breakpoint *met;
	unsigned steps;
};

static bool
goes_on(struct session *s, struct run *r)
{
	if (!concerns_focus(s))
		return true;
	r->met = break_met(s);
	r->reached = r->one || (r->state >= 0 &&
		engine_state(&s->engine) == (unsigned)r->state);
	if (!r->quiet || r->met || r->reached)
		tell_moment(s);
	return !r->met && !r->reached;
}

/* False: something went wrong. */
static bool
run(struct session *s, struct run *r)
{
	struct progress p;

	s->wrong[0] = '\0';
	if (s->stage.kind->recorded)
		r->most = ENGINE_STEPS_MAX;
	else if (!r->most)
		r->most = RUN_MAX;
	progress_begin(&p, "going on");
	while (r->steps < r->most && !session_interrupted &&
	       fire(s, r->end_ms)) {
		r->steps++;
		if (r->quiet)
			progress_at(&p, r->steps, 0, "steps");
		if (!goes_on(s, r))
			break;
	}
	progress_end(&p);
	if (s->wrong[0])
		return false;
	if (r->met) {
		fputs("  stopped at breakpoint ", s->out);
		break_tell(s->out, r->met);
	}
	return true;
}

bool
move_time(struct session *s, const char *text)
{
	struct run r = { .state = -1 };
	struct act a = { .kind = ACT_WAIT };
	uint64_t ms;

	if (!duration_parse(text, &ms))
		return session_wrong(s, "expected a time behind +, as in "
				     "+250ms, +2s, +15min, +1h");
	r.end_ms = engine_now_ms(&s->engine) + ms;
	if (!run(s, &r))
		return false;
	if (r.met || s->stage.kind->recorded)
		return true;
	if (r.steps == r.most || session_interrupted)
		return session_wrong(s, "%u steps were taken, and the time is "
				     "not over: give a shorter one", r.steps);
	a.now_ms = r.end_ms;
	return engine_now_ms(&s->engine) >= r.end_ms || do_act(s, &a);
}

/* Where the machine has no timer running, what is due at others is one step. */
static bool
is_waiting(const struct session *s)
{
	const struct machine *m = s->stage.kind->machine(&s->stage);

	return s->stage.kind->recorded || (m && m->due_ms != TIME_NEVER);
}

static bool
nothing_due(struct session *s)
{
	if (s->stage.kind->recorded)
		return session_wrong(s, "the recording ends here");
	return session_wrong(s, "no timer runs: time alone changes nothing");
}

bool
move_next(struct session *s, char *arguments)
{
	struct run r = { .end_ms = TIME_NEVER, .state = -1, .one = true };

	(void)arguments;
	if (is_waiting(s)) {
		if (!run(s, &r))
			return false;
		return r.reached || r.met || nothing_due(s);
	}
	s->wrong[0] = '\0';
	if (fire(s, TIME_NEVER)) {
		tell_moment(s);
		return true;
	}
	return s->wrong[0] ? false : nothing_due(s);
}

bool
move_until(struct session *s, char *arguments)
{
	const struct chart *c = session_chart(s);
	char *name = session_word(&arguments);
	struct run r = {
		.end_ms = TIME_NEVER, .most = CIRCLE_MAX,
		.quiet = s->stage.kind->recorded,
	};

	if (!c)
		return false;
	r.state = name ? chart_state(c, name) : -1;
	if (r.state < 0)
		return session_wrong(s, "%s has no state %.80s: `state` lists "
				     "them", c->name, name ? name : "(none)");
	if (!run(s, &r))
		return false;
	if (r.reached || r.met)
		return true;
	if (session_interrupted || r.steps == r.most)
		return session_wrong(s, "%s is not reached in %u steps", name,
				     r.steps);
	return session_wrong(s, "%s is not reached %s", name,
			     s->stage.kind->recorded ? "in this recording" :
			     "by time alone");
}

bool
move_continue(struct session *s, char *arguments)
{
	struct run r = {
		.end_ms = TIME_NEVER, .state = -1, .most = CIRCLE_MAX,
		.quiet = s->stage.kind->recorded,
	};

	(void)arguments;
	if (!run(s, &r))
		return false;
	if (r.met)
		return true;
	fprintf(s->out, "  %s after %u step%s\n", session_interrupted ||
		r.steps == r.most ? "stopped" : s->stage.kind->recorded ?
		"the recording ends" : "nothing is due any more",
		r.steps, r.steps == 1 ? "" : "s");
	return true;
}

/* Messages ---------------------------------------------------------------- */

static bool
receive(struct session *s, const struct endpoint *source, const char *text)
{
	struct act a = {
		.kind = ACT_RECEIVE, .now_ms = engine_now_ms(&s->engine),
		.source = *source,
	};
	uint8_t *octets = malloc(strlen(text) / 2 + 1);
	size_t bad;
	bool done;

	if (!octets)
		return session_wrong(s, "there is no memory for it");
	if (!hex_read(text, octets, &a.length, &bad)) {
		free(octets);
		return session_wrong(s, "%s at character %zu: a message is "
				     "pairs of hexadecimal digits",
				     strchr(" \t\r\n", text[bad]) ?
				     "half an octet" : "no digit",
				     bad + 1);
	}
	if (a.length == 0 || a.length > HEX_MESSAGE_MAX) {
		free(octets);
		return session_wrong(s, a.length ? "a message has at most "
				     "65535 octets" : "which octets? `recv "
				     "0a0b0c...`, or `paste` and lines of them");
	}
	a.octets = octets;
	done = do_act(s, &a);
	free(octets);
	if (done)
		tell_step(s, false);
	return done;
}

/* `recv [from ADDRESS:PORT] HEX` */
bool
move_receive(struct session *s, char *arguments)
{
	struct endpoint source = { .family = 0 };
	char *word;

	if (!no_events_here(s))
		return false;
	arguments += strspn(arguments, " \t");
	if (!strncmp(arguments, "from ", 5)) {
		arguments += 5;
		word = session_word(&arguments);
		if (!word || !hex_read_endpoint(word, &source))
			return session_wrong(s, "expected ADDRESS:PORT behind "
					     "from, as in 192.0.2.53:5352");
	}
	return receive(s, &source, arguments);
}

bool
move_paste(struct session *s, char *arguments)
{
	if (!no_events_here(s))
		return false;
	s->pasting = true;
	s->pasted_length = 0;
	free(s->pasted);
	s->pasted = strdup(arguments);
	if (!s->pasted)
		return session_wrong(s, "there is no memory for it");
	s->pasted_length = strlen(s->pasted);
	if (s->terminal)
		fprintf(s->out, "  hexadecimal digits, and an empty line at "
			"the end\n");
	return true;
}

bool
move_pasted(struct session *s)
{
	s->pasting = false;
	return move_receive(s, s->pasted);
}

/* Back -------------------------------------------------------------------- */

static bool
go(struct session *s, uint64_t n)
{
	s->wrong[0] = '\0';
	if (s->stage.kind->recorded && n > s->engine.count) {
		engine_go(&s->engine, s->engine.count);
		while (s->engine.count < n && !session_interrupted &&
		       fire(s, TIME_NEVER))
			;
	}
	if (s->wrong[0])
		return false;
	if (n > s->engine.count)
		return session_wrong(s, "there are %u steps", s->engine.count);
	engine_go(&s->engine, (uint32_t)n);
	fprintf(s->out, "  at #%u ", s->engine.at);
	tell_time(s->out, s, engine_now_ms(&s->engine));
	if (s->stage.chart)
		fprintf(s->out, ", %s",
			s->stage.chart->states[engine_state(&s->engine)]);
	putc('\n', s->out);
	return true;
}

static bool
read_number(char *arguments, uint64_t *out)
{
	char *word = session_word(&arguments), *end;

	if (!word)
		return true;
	if (*word == '#')
		word++;
	if (*word < '0' || *word > '9')
		return false;
	*out = strtoull(word, &end, 10);
	return *end == '\0';
}

/* In a recording, to the last row of the machine before. */
static bool
back_to_row(struct session *s)
{
	uint32_t n = s->engine.at;

	while (n > 1 && s->engine.steps[n - 1].row < 0)
		n--;
	return go(s, n ? n - 1 : 0);
}

bool
move_back(struct session *s, char *arguments)
{
	bool plain = arguments[strspn(arguments, " \t")] == '\0';
	uint64_t n = 1;

	if (!read_number(arguments, &n))
		return session_wrong(s, "how many steps back? `back 3`");
	if (n > s->engine.at)
		return session_wrong(s, "there are only %u steps to go back",
				     s->engine.at);
	if (plain && s->stage.kind->recorded)
		return back_to_row(s);
	return go(s, s->engine.at - n);
}

bool
move_goto(struct session *s, char *arguments)
{
	uint64_t n = UINT64_MAX;

	if (!read_number(arguments, &n) || n == UINT64_MAX)
		return session_wrong(s, "to which step? `goto 3`; `history` "
				     "lists them");
	return go(s, n);
}
