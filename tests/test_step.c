/* SPDX-License-Identifier: Apache-2.0 */
/* test_step.c - `autotunnel-lab step`: going back, every machine driven without
 * order, and a person at a terminal. */
#include <check.h>
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "autotunnel/chart_table.h"
#include "lab/duration.h"
#include "lab/lab.h"
#include "lab/step/complete.h"
#include "lab/step/hex.h"
#include "lab/step/session.h"

static struct stage stage;
static struct engine engine;

static void
open_on(const struct stage_kind *kind, const struct chart *c)
{
	memset(&stage, 0, sizeof(stage));
	stage.kind = kind;
	stage.chart = c;
	stage.instance = "";
	ck_assert_int_eq(engine_open(&engine, &stage), 0);
}

/* FNV-1a over what a person could see of the last step. */
static uint64_t
sum(uint64_t h, const void *octets, size_t length)
{
	const uint8_t *at = octets;

	while (length--)
		h = (h ^ *at++) * 0x100000001b3u;
	return h;
}

static uint64_t
seen(void)
{
	const struct machine *m = stage.kind->machine(&stage);
	const struct outcome *o = &engine.outcome;
	uint64_t h = 0xcbf29ce484222325u, due = stage.kind->deadline_ms(&stage);
	unsigned state = engine_state(&engine);
	size_t i;

	h = sum(h, &state, sizeof(state));
	h = sum(h, &due, sizeof(due));
	if (m)
		h = sum(h, &m->due_ms, sizeof(m->due_ms));
	for (i = 0; i < o->count; i++) {
		h = sum(h, &o->items[i].kind, sizeof(o->items[i].kind));
		h = sum(h, &o->items[i].row, sizeof(o->items[i].row));
		h = sum(h, o->octets + o->items[i].at, o->items[i].length);
	}
	return h;
}

/* Random walks ------------------------------------------------------------------------ */

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* Something that a person may do; false: it is nothing here. */
static bool
random_act(uint32_t *random, struct act *a, uint8_t octets[64])
{
	uint64_t due = stage.kind->deadline_ms(&stage);
	uint64_t now = engine_now_ms(&engine);
	unsigned i;
	int row;

	memset(a, 0, sizeof(*a));
	a->now_ms = now;
	switch (next_random(random) % 8) {
	case 0:
	case 1:
		a->kind = ACT_FIRE;
		a->now_ms = due > now ? due : now;
		return due != TIME_NEVER;
	case 2:
		a->kind = ACT_WAIT;
		a->now_ms += next_random(random) % 100;
		return due == TIME_NEVER || due > a->now_ms;
	case 3:
		a->kind = ACT_RECEIVE;
		a->octets = octets;
		a->length = next_random(random) % 64;
		for (i = 0; i < a->length; i++)
			octets[i] = (uint8_t)next_random(random);
		return true;
	case 4:
		a->kind = ACT_REPLY;
		return true;
	default:
		a->kind = ACT_EVENT;
		a->event = next_random(random) % stage.chart->event_count;
		row = table_find(stage.chart, engine_state(&engine), a->event);
		return row >= 0 && !stage.chart->rows[row].ignored &&
			chart_timer_of_event(stage.chart, a->event) < 0;
	}
}

enum { WALK = 600 };

static void
walk(const struct stage_kind *kind, const struct chart *c)
{
	static uint64_t sums[WALK + 1];
	uint32_t random = 1, i, to;
	uint8_t octets[64];
	struct act a;

	open_on(kind, c);
	for (i = 0; i < 20 * WALK && engine.at < WALK; i++) {
		uint64_t before = seen(), due = kind->deadline_ms(&stage);

		if (!random_act(&random, &a, octets))
			continue;
		if (engine_do(&engine, &a)) {
			sums[engine.at] = seen();
			continue;
		}
		/* what is refused is refused with a sentence, undone */
		ck_assert_str_ne(stage.refusal, "");
		ck_assert_uint_eq(kind->deadline_ms(&stage), due);
		(void)before;
	}
	for (i = 0; i < 100 && engine.count; i++) {
		to = 1 + next_random(&random) % engine.count;
		engine_go(&engine, to);
		ck_assert_uint_eq(engine.at, to);
		ck_assert_msg(seen() == sums[to], "%s: step %u is another",
			      c->name, to);
	}
	engine_close(&engine);
}

START_TEST(whatever_a_person_does_every_machine_survives_and_goes_back)
{
	const struct stage_kind *kind = stage_of(charts[_i]);

	ck_assert_ptr_nonnull(kind);	/* all have their own code here */
	walk(kind, charts[_i]);
} END_TEST

START_TEST(every_chart_by_itself_survives_and_goes_back)
{
	walk(&stage_chart, charts[_i]);
} END_TEST

/* Length ------------------------------------------------------------------------------ */

static uint64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

START_TEST(going_back_in_a_hundred_thousand_steps_repeats_few_of_them)
{
	enum { STEPS = 100000 };
	const struct chart *c = chart_find("llq_client");
	struct act wanted = { .kind = ACT_EVENT };
	uint32_t random = 7, to, i;
	uint64_t before, most, began, longest = 0;

	open_on(stage_of(c), c);
	wanted.now_ms = engine_now_ms(&engine);
	wanted.event = (unsigned)chart_event(c, "wanted");
	ck_assert(engine_do(&engine, &wanted));
	while (engine.count < STEPS) {
		struct act a = { .kind = ACT_FIRE };

		a.now_ms = stage.kind->deadline_ms(&stage);
		ck_assert(engine_do(&engine, &a));
	}
	ck_assert_uint_le(engine.snapshot_count, ENGINE_SNAPSHOTS_MAX);
	ck_assert_uint_ge(engine.snapshots_most, ENGINE_SNAPSHOTS_LEAST);
	most = 2 * STEPS / engine.snapshots_most + 1;
	for (i = 0; i < 10; i++) {
		to = next_random(&random) % STEPS;
		before = engine.repeated;
		began = now_us();
		engine_go(&engine, to);
		if (now_us() - began > longest)
			longest = now_us() - began;
		ck_assert_uint_eq(engine.at, to);
		ck_assert_uint_le(engine.repeated - before, most);
		before = engine.repeated;
		if (to)
			engine_go(&engine, to - 1);
		ck_assert_uint_le(engine.repeated - before, most);
	}
	printf("to any of %u steps of %zu octets: %.1f ms at most\n", STEPS,
	       stage.size, (double)longest / 1000);
	engine_close(&engine);
} END_TEST

START_TEST(a_new_step_in_the_past_forgets_what_came_after)
{
	const struct chart *c = chart_find("natpmp_request");
	struct act a = { .kind = ACT_EVENT };
	unsigned i;

	open_on(stage_of(c), c);
	a.now_ms = engine_now_ms(&engine);
	a.event = (unsigned)chart_event(c, "asked");
	ck_assert(engine_do(&engine, &a));
	for (i = 0; i < 5; i++) {
		struct act due = { .kind = ACT_FIRE };

		due.now_ms = stage.kind->deadline_ms(&stage);
		ck_assert(engine_do(&engine, &due));
	}
	engine_go(&engine, 2);
	ck_assert_uint_eq(engine.count, 6);	/* looking forgets nothing */
	a.kind = ACT_SPAN;
	ck_assert(!engine_do(&engine, &a));
	ck_assert_uint_eq(engine.count, 6);	/* nor does what is refused */
	a.kind = ACT_REPLY;
	a.now_ms = engine_now_ms(&engine);
	ck_assert(engine_do(&engine, &a));
	ck_assert_uint_eq(engine.count, 3);
	ck_assert_str_eq(c->states[engine_state(&engine)], "idle");
	engine_close(&engine);
} END_TEST

/* Words ------------------------------------------------------------------------------- */

START_TEST(times_are_read_as_they_are_written)
{
	static const struct { const char *text; uint64_t ms; } good[] = {
		{ "250ms", 250 }, { "2s", 2000 }, { "1.5s", 1500 },
		{ "15min", 900000 }, { "1h", 3600000 }, { "1d", 86400000 },
		{ "13min30s", 810000 }, { "7", 7000 },
	};
	static const char *const bad[] = {
		"", "s", "2x", "-1s", "1..5s", "2s x", "99999999999999999999s",
		"100000d", ".", "1.s", "7 7",
	};
	char text[DURATION_MAX];
	uint64_t ms;
	unsigned i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		ck_assert(duration_parse(good[i].text, &ms));
		ck_assert_uint_eq(ms, good[i].ms);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(!duration_parse(bad[i], &ms), "%s", bad[i]);
	for (ms = 0; ms < 200000000; ms = ms * 3 + 7) {
		uint64_t again;

		ck_assert(duration_parse(duration_long(ms, text), &again));
		ck_assert_uint_eq(again, ms);
		ck_assert(duration_parse(duration_text(ms, text), &again));
		ck_assert_uint_eq(again, ms);
	}
} END_TEST

START_TEST(messages_are_pasted_with_blanks_colons_and_line_breaks)
{
	static const char *const good[] = {
		"0a0B0c", "0a 0b 0c", "0a:0b:0c", " 0x0a 0x0b 0x0c ",
		"0a\n0b\r\n0c",
	};
	uint8_t octets[64];
	size_t length, at;
	unsigned i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		ck_assert(hex_read(good[i], octets, &length, &at));
		ck_assert_uint_eq(length, 3);
		ck_assert_mem_eq(octets, "\x0a\x0b\x0c", 3);
	}
	ck_assert(!hex_read("0a 0", octets, &length, &at));
	ck_assert_uint_eq(at, 4);
	ck_assert(!hex_read("0a zz", octets, &length, &at));
	ck_assert_uint_eq(at, 3);
} END_TEST

static void
completes(struct session *s, const char *line, const char *insert)
{
	char got[COMPLETE_MAX];

	ck_assert_msg(complete_line(s, line, strlen(line), got), "%s", line);
	ck_assert_str_eq(got, insert);
}

START_TEST(tab_offers_commands_events_states_and_requirements)
{
	static struct session s;
	char got[COMPLETE_MAX];

	s.stage.chart = chart_find("llq_client");
	s.out = stdout;
	completes(&s, "conti", "nue ");
	completes(&s, "acc", "epted");		/* and accepted_old */
	completes(&s, "event remem", "bered ");
	completes(&s, "until renew", "ing ");
	completes(&s, "break LLQ-C-55", " ");
	completes(&s, "nothing", "");
	completes(&s, "until nothing", "");
	/* several, and nothing more is common to them */
	ck_assert(!complete_line(&s, "break LLQ-C-5", 13, got));
} END_TEST

/* Terminal ---------------------------------------------------------------------------- */

enum { TERMINAL_WAIT_MS = 20000, SEEN_MAX = 65536 };

struct terminal {
	pid_t child;
	int fd;
	size_t length;
	char seen[SEEN_MAX];
};

static void
open_terminal(struct terminal *t)
{
	static char *argv[] = { "step", "llq_client", NULL };
	struct winsize size = { .ws_row = 50, .ws_col = 200 };

	t->length = 0;
	t->seen[0] = '\0';
	fflush(NULL);
	t->child = forkpty(&t->fd, NULL, NULL, &size);
	ck_assert_int_ge(t->child, 0);
	if (t->child)
		return;
	setenv("TERM", "vt100", 1);
	setenv("HOME", "/nonexistent", 1);	/* nobody's .editrc */
	_exit(lab_step(2, argv));
}

/* What was read, without the NULs that a slow terminal is given time by. */
static void
keep_text(struct terminal *t, size_t length)
{
	size_t from = t->length, i;

	for (i = from; i < from + length; i++)
		if (t->seen[i])
			t->seen[t->length++] = t->seen[i];
	t->seen[t->length] = '\0';
}

/* Reads until WORDS are there; what comes next is looked for behind them. False:
 * nothing was written for so long. */
static bool
sees(struct terminal *t, const char *words, int wait_ms)
{
	struct pollfd p = { .fd = t->fd, .events = POLLIN };
	ssize_t n;

	while (!strstr(t->seen, words)) {
		if (poll(&p, 1, wait_ms) != 1)
			return false;
		n = read(t->fd, t->seen + t->length, SEEN_MAX - 1 - t->length);
		ck_assert_msg(n > 0, "it ended before '%s':\n%s", words,
			      t->seen);
		keep_text(t, (size_t)n);
	}
	n = strstr(t->seen, words) - t->seen + (ssize_t)strlen(words);
	t->length -= (size_t)n;
	memmove(t->seen, t->seen + n, t->length + 1);
	return true;
}

static void
shows(struct terminal *t, const char *words)
{
	ck_assert_msg(sees(t, words, TERMINAL_WAIT_MS),
		      "the terminal does not show '%s' but:\n%s", words,
		      t->seen);
}

static void
types(struct terminal *t, const char *keys)
{
	ck_assert_int_eq(write(t->fd, keys, strlen(keys)),
			 (ssize_t)strlen(keys));
}

START_TEST(a_person_steps_the_llq_client_at_a_terminal)
{
	static struct terminal t;
	int status;

	open_terminal(&t);
	shows(&t, "#0 +0s idle> ");
	types(&t, "want\t\n");		/* completed: wanted */
	shows(&t, "idle: wanted -> asking");
	shows(&t, "LLQ setup id=0 lease=900");
	shows(&t, "#1 +0s asking> ");
	/* 2, 4 and 8 s: silent after 14 s */
	types(&t, "unti\tdow\t\n");
	shows(&t, "#4 +14s");
	shows(&t, "resend.spent -> down");
	shows(&t, "#4 +14s down> ");
	types(&t, "back 3\n");
	shows(&t, "#1 +0s asking> ");
	types(&t, "reply\n");
	shows(&t, "#2 +0s answering> ");
	types(&t, "\x1b[A\n");		/* the same line again */
	shows(&t, "#3 +0s held> ");
	types(&t, "why\n");
	shows(&t, "[LLQ-C-45] MUST, RFC 8764");
	shows(&t, "#3 +0s held> ");
	types(&t, "next\n");		/* 80, 90, 95% of 15 min */
	shows(&t, "#4 +12min renewing> ");
	types(&t, "next\n");
	shows(&t, "#5 +13min30s renewing> ");
	types(&t, "next\n");
	shows(&t, "#6 +14min15s renewing> ");
	types(&t, "break LLQ-C-5\t\t");	/* several, so they are listed */
	shows(&t, "LLQ-C-55");
	types(&t, "6\nreply\n");
	shows(&t, "renewing: refreshed -> held");
	shows(&t, "held> ");
	types(&t, "paste\n");
	shows(&t, "...> ");
	types(&t, "0001 8000\n");
	shows(&t, "...> ");
	types(&t, "0000 0000 0000 0000\n");
	shows(&t, "...> ");
	types(&t, "\n");
	shows(&t, "not acted on: unknown message id");
	shows(&t, "held> ");
	types(&t, "nonsense\n");
	shows(&t, "nonsense is no command and no event of llq_client");
	shows(&t, "held> ");
	types(&t, "quit\n");
	ck_assert_int_eq(waitpid(t.child, &status, 0), t.child);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), LAB_SAME);
	close(t.fd);
} END_TEST

START_TEST(an_interrupt_takes_the_line_and_not_the_session)
{
	static struct terminal t;
	int status, tries;
	pid_t ended = 0;

	open_terminal(&t);
	shows(&t, "#0 +0s idle> ");
	types(&t, "half a li");
	shows(&t, "half a li");
	/* one that comes before it reads again is not noticed: so another */
	for (tries = 0; tries < 100; tries++) {
		kill(t.child, SIGINT);
		if (sees(&t, "#0 +0s idle> ", 200))
			break;
	}
	ck_assert_int_lt(tries, 100);
	types(&t, "wanted\n");
	shows(&t, "#1 +0s asking> ");
	/* end of input, as above until it is noticed: one that came before it
	 * read again may stand in the line now, so that is emptied first */
	for (tries = 0; tries < 100; tries++) {
		ended = waitpid(t.child, &status, WNOHANG);
		if (ended)
			break;
		if (write(t.fd, "\x15\x04", 2) == 2)
			poll(NULL, 0, 200);
	}
	ck_assert_int_eq(ended, t.child);
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == LAB_SAME);
	close(t.fd);
} END_TEST

int
main(void)
{
	Suite *suite = suite_create("step");
	TCase *walks = tcase_create("walks");
	TCase *length = tcase_create("length");
	TCase *words = tcase_create("words");
	TCase *terminal = tcase_create("terminal");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(walks, 300);
	tcase_add_loop_test(walks,
		whatever_a_person_does_every_machine_survives_and_goes_back,
		0, (int)chart_count);
	tcase_add_loop_test(walks,
		every_chart_by_itself_survives_and_goes_back, 0,
		(int)chart_count);
	tcase_set_timeout(length, 300);
	tcase_add_test(length,
		going_back_in_a_hundred_thousand_steps_repeats_few_of_them);
	tcase_add_test(length, a_new_step_in_the_past_forgets_what_came_after);
	tcase_add_test(words, times_are_read_as_they_are_written);
	tcase_add_test(words,
		messages_are_pasted_with_blanks_colons_and_line_breaks);
	tcase_add_test(words,
		tab_offers_commands_events_states_and_requirements);
	tcase_set_timeout(terminal, 300);
	tcase_add_test(terminal, a_person_steps_the_llq_client_at_a_terminal);
	tcase_add_test(terminal,
		an_interrupt_takes_the_line_and_not_the_session);
	suite_add_tcase(suite, walks);
	suite_add_tcase(suite, length);
	suite_add_tcase(suite, words);
	suite_add_tcase(suite, terminal);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? 1 : 0;
}
