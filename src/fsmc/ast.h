/* SPDX-License-Identifier: Apache-2.0 */
/* ast.h - a spec as it is written, what the checker makes of it, and the
 * refusals met on the way.
 *
 * spec_parse, then spec_check if there was no refusal, then the printers
 * (print.h) if there still is none, then spec_free. Names in a spec point into
 * memory that the spec owns. */
#ifndef FSMC_AST_H
#define FSMC_AST_H

#include "autotunnel/chart.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SPEC_CONSTANTS_MAX = 128,
	SPEC_GROUPS_MAX = 32,
	SPEC_WAITS_MAX = 32,
	SPEC_RULES_MAX = 1024,
	SPEC_LIST_MAX = 128,	/* names in one list */
	SPEC_NAME_MAX = 48,	/* octets in one name */
	SPEC_ROWS_MAX = CHART_STATES_MAX * CHART_EVENTS_MAX
};

/* A name as it stands in the spec. */
struct word {
	const char *text;
	unsigned line;
};

struct words {
	struct word *list;
	unsigned count;
};

struct spec_cites {
	const char *text;	/* "PMP-C-09 local P8"; "" if there are none */
	bool local;
	struct words ids;
	struct words decisions;
};

struct spec_state {
	struct word name;
	const char *title;	/* or "" */
	bool rests;
};

struct spec_event {
	struct word name;	/* "retry", "retry.spent" */
	const char *title;
	int timer;		/* whose event it is, or -1 */
	bool spent;
};

struct spec_wait {
	uint64_t from, to;	/* ms, or 1/100 percent */
};

struct spec_timer {
	struct word name;
	const char *title;
	bool bound;
	bool bound_any;		/* `in any except ...` */
	struct words in;
	bool of_span;
	struct word span;
	bool repeats;
	unsigned wait_count;
	struct spec_wait waits[SPEC_WAITS_MAX];
	struct spec_cites cites;
	/* found by the checker */
	uint64_t states;
	unsigned span_index;
	unsigned fired, spent;	/* indices into events */
};

struct spec_span {
	struct word name;
	const char *title;
	uint64_t least_ms, most_ms;
	struct spec_cites cites;
};

struct spec_constant {
	struct word name;
	const char *title;
	uint64_t value;
	bool is_time;
	struct spec_cites cites;
};

struct spec_group {
	struct word name;
	struct words events;
	bool used;
};

enum action_kind {
	ACTION_CALL, ACTION_START, ACTION_RESUME, ACTION_STOP, ACTION_RESET
};

struct spec_action {
	enum action_kind kind;
	struct word name;	/* of the function or of the timer */
	unsigned timer;
	bool matters;		/* the checker: this stop stops something */
};

/* A row or an ignore line as written: sources times events. */
struct spec_rule {
	unsigned line;
	bool any;		/* FROM names the exceptions */
	struct words from;
	struct words events;
	bool ignored;
	bool same;
	struct word to;
	unsigned action_count;
	struct spec_action actions[CHART_ACTIONS_MAX];
	const char *actions_text;	/* "send, start retry" */
	struct spec_cites cites;
};

/* One (state, event) with its rule. */
struct spec_row {
	unsigned from, event, to;
	unsigned line;		/* where the event stands */
	struct spec_rule *rule;
};

struct refusal {
	unsigned line;
	const char *text;	/* reason and mend */
};

struct arena;

struct spec {
	const char *path;
	struct word name;
	const char *title;
	bool persists;
	unsigned state_count, event_count, timer_count, span_count;
	unsigned constant_count, group_count, rule_count, row_count;
	struct spec_state states[CHART_STATES_MAX];
	struct spec_event events[CHART_EVENTS_MAX];
	struct spec_timer timers[CHART_TIMERS_MAX];
	struct spec_span spans[CHART_SPANS_MAX];
	struct spec_constant constants[SPEC_CONSTANTS_MAX];
	struct spec_group groups[SPEC_GROUPS_MAX];
	struct spec_rule *rules;
	struct spec_row *rows;	/* sorted by from, then event */
	/* 1 + index into rows, or 0 */
	uint16_t pairs[CHART_STATES_MAX][CHART_EVENTS_MAX];
	/* bit T of runs[S]: timer T may run in state S */
	uint8_t runs[CHART_STATES_MAX];
	unsigned refusal_count;
	struct refusal *refusals;
	unsigned refusal_size;
	struct arena *arena;
};

/* What citations may name; a NULL list is not checked against. */
struct known {
	char **ids;
	size_t id_count;
	char **decisions;
	size_t decision_count;
};

/* Reads SIZE octets of TEXT; PATH is only named in refusals. Never NULL. */
struct spec *spec_parse(const char *path, const char *text, size_t size);
/* Resolves names, expands rules to rows, and refuses what DESIGN forbids. */
void spec_check(struct spec *s, const struct known *known);
void spec_free(struct spec *s);

/* For parser and checker. */
void spec_refuse(struct spec *s, unsigned line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void *spec_alloc(struct spec *s, size_t size);
const char *spec_text(struct spec *s, const char *start, size_t length);
const char *spec_format(struct spec *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Index of NAME, or -1. */
int spec_find_state(const struct spec *s, const char *name);
int spec_find_event(const struct spec *s, const char *name);
int spec_find_timer(const struct spec *s, const char *name);
int spec_find_span(const struct spec *s, const char *name);
int spec_find_group(const struct spec *s, const char *name);

/* explore.c: fills s->runs and refuses what only running shows. */
void spec_explore(struct spec *s);

#endif
