/* SPDX-License-Identifier: Apache-2.0 */
/* rows.h - which rows of the charts fire while a fuzz target runs, and which
 * one after which. A row that is ignored does nothing, and is not counted.
 *
 *	rows_begin();			once
 *	rows_run();			with each input: machines are new
 *	rows_fired(&effects);		after each call of a container
 *	rows_led_here(data, size);	between the input's records
 *
 * or, for a target that knows the machine, rows_pair. A pair is a row and the
 * next one of the same machine. Each pair is a counter of libFuzzer's too
 * (section __libfuzzer_extra_counters), so an input that shows a new one is
 * kept. Where the environment has FUZZ_ROWS, that file gets, when the process
 * ends, a line for each that was seen: MACHINE FROM/EVENT [FROM/EVENT]. Where it
 * has FUZZ_TELL, rows are told on stdout as they fire, and where each record of
 * the input ends. */
#ifndef FUZZ_ROWS_H
#define FUZZ_ROWS_H

#include "autotunnel/turn.h"

enum {
	ROWS_CHARTS_MAX = 24,
	ROWS_CHART_MAX = 512,		/* rows of one chart */
	ROWS_PAIRS_MAX = 16 * 1024
};

/* A state that may wait for ever, as the specs have it. */
struct rows_rest {
	const char *machine;		/* NULL behind the last */
	const char *state;
};
extern const struct rows_rest rows_rests[];

/* A chart's rows, and where its pairs stand among all pairs. */
struct rows_chart {
	const struct chart *chart;
	uint64_t rests;			/* bit N: state N may wait for ever */
	uint16_t acting[CHART_STATES_MAX];	/* rows that are not ignored */
	uint16_t rank[ROWS_CHART_MAX];	/* of a row among those of its state */
	uint16_t base[ROWS_CHART_MAX];	/* its first pair */
	bool seen[ROWS_CHART_MAX];
	uint16_t unseen[CHART_STATES_MAX];	/* of acting */
};

/* Of what runs at each step and looks at static memory alone: the time that
 * AddressSanitizer takes is for the code that is looked at. */
#define ROWS_PLAIN __attribute__((no_sanitize("address")))

void rows_begin(void);
void rows_run(void);
/* The same run, but its machines are new: after a restart. */
void rows_run_on(void);
void rows_fired(const struct effects *out);
/* This beginning of the input led machines to the states that they are in. Where
 * such a state has rows that nothing reached yet, it is kept ... */
void rows_led_here(const uint8_t *data, size_t size);
/* ... and one of all states' is given, for a mutator to go on from; 0: there is
 * none that fits. */
size_t rows_lead(uint32_t dice, uint8_t *out, size_t max_size);
/* ROW of chart WHICH fires; BEFORE is the row before it, or -1. */
void rows_pair(unsigned which, int before, unsigned row);
/* M is in a state that may wait for ever, or has a timer. */
void rows_check_rest(const struct machine *m);

unsigned rows_chart_count(void);
const struct rows_chart *rows_chart(unsigned which);
bool rows_pair_seen(unsigned which, unsigned before, unsigned row);
/* That were seen since the process began, and all that there are. */
unsigned rows_seen(void);
unsigned rows_pairs_seen(void);
unsigned rows_total(void);
/* Pairs that were first seen since rows_run; and as if they had not been. */
unsigned rows_fresh(void);
void rows_undo(void);
/* As if nothing had been seen. */
void rows_forget(void);

#endif
