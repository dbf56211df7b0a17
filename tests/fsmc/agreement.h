/* SPDX-License-Identifier: Apache-2.0 */
/* agreement.h - both builds of each machine, for test_agreement.c. */
#ifndef TESTS_FSMC_AGREEMENT_H
#define TESTS_FSMC_AGREEMENT_H

#include "autotunnel/chart.h"

struct agreeing {
	const struct chart *chart;
	size_t size;
	void (*table_begin)(struct machine *m);
	void (*table_restore)(struct machine *m, unsigned state);
	void (*table_step)(struct machine *m, unsigned ev, struct turn *t);
	void (*ragel_begin)(struct machine *m);
	void (*ragel_restore)(struct machine *m, unsigned state);
	void (*ragel_step)(struct machine *m, unsigned ev, struct turn *t);
};

extern const struct agreeing agreeing[];
extern const unsigned agreeing_count;

void stub_call(struct machine *m, const char *action, struct turn *t);
void stub_describe(const struct machine *m, char *text, size_t size);

#endif
