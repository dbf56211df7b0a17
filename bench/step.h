/* SPDX-License-Identifier: Apache-2.0 */
/* step.h - the chart of llq_client in three builds: by Ragel, from the data
 * table, and as a switch (switch.awk); and each once more with timers that
 * do nothing, which is the chart alone. */
#ifndef BENCH_STEP_H
#define BENCH_STEP_H

#include "core/llq_client_chart.h"

/* Every action of the chart, for stubs: X(NAME). */
#define LLQ_CLIENT_ACTIONS(X) \
	X(send_setup) X(send_again) X(keep_grant) X(send_response) \
	X(keep_lease) X(keep_answers) X(report_held) X(send_query) \
	X(drop_grant) X(report_silent) X(keep_retry_after) X(keep_ttl) \
	X(report_refused) X(keep_change) X(send_refresh) X(lapse) \
	X(send_end) X(report_ended)

typedef void bench_step(struct llq_client *m, enum llq_client_event ev,
			struct turn *t);

bench_step ragel_llq_client_step, table_llq_client_step,
	switch_llq_client_step;
bench_step plain_ragel_llq_client_step, plain_table_llq_client_step,
	plain_switch_llq_client_step;
void ragel_llq_client_begin(struct llq_client *m);
void ragel_llq_client_restore(struct llq_client *m,
			      enum llq_client_state state);

#endif
