/* SPDX-License-Identifier: Apache-2.0 */
/* llq_client_switch.c - the chart of specs/llq_client.fsm as one would write it
 * without a generator: a switch of the state, in it a switch of the event. It is
 * there to be measured against; tests/test_bench.c holds it against the two
 * generated builds, pair by pair. Numbers are those of the chart's rows. */
#include "autotunnel/turn.h"
#include "bench/step.h"

#include <assert.h>

static void
fire(struct llq_client *m, unsigned row, struct turn *t)
{
	machine_row((struct machine *)m, row, t);
}

static void
start(struct llq_client *m, enum llq_client_timer timer, struct turn *t)
{
	timer_start((struct machine *)m, timer, t);
}

/* What is done, and which state is next -------------------------------------- */

static enum llq_client_state
ask(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_send_setup(m, t);
	start(m, LLQ_CLIENT_TIMER_RESEND, t);
	return LLQ_CLIENT_ASKING;
}

static enum llq_client_state
ask_anew(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_drop_grant(m, t);
	llq_client_send_setup(m, t);
	start(m, LLQ_CLIENT_TIMER_RESEND, t);
	return LLQ_CLIENT_ASKING;
}

static enum llq_client_state
ask_lapsed(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_drop_grant(m, t);
	llq_client_lapse(m, t);
	llq_client_send_setup(m, t);
	start(m, LLQ_CLIENT_TIMER_RESEND, t);
	return LLQ_CLIENT_ASKING;
}

static enum llq_client_state
send_again(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_send_again(m, t);
	return ((struct machine *)m)->state;
}

static enum llq_client_state
answer(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_keep_grant(m, t);
	llq_client_send_response(m, t);
	start(m, LLQ_CLIENT_TIMER_RESEND, t);
	return LLQ_CLIENT_ANSWERING;
}

static enum llq_client_state
hold(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_keep_lease(m, t);
	llq_client_keep_answers(m, t);
	start(m, LLQ_CLIENT_TIMER_RENEW, t);
	llq_client_report_held(m, t);
	return LLQ_CLIENT_HELD;
}

static enum llq_client_state
hold_and_query(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_keep_lease(m, t);
	llq_client_send_query(m, t);
	start(m, LLQ_CLIENT_TIMER_RENEW, t);
	llq_client_report_held(m, t);
	return LLQ_CLIENT_HELD;
}

static enum llq_client_state
hold_on(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_keep_lease(m, t);
	start(m, LLQ_CLIENT_TIMER_RENEW, t);
	llq_client_report_held(m, t);
	return LLQ_CLIENT_HELD;
}

static enum llq_client_state
give_up(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_drop_grant(m, t);
	llq_client_report_silent(m, t);
	start(m, LLQ_CLIENT_TIMER_HOUR, t);
	start(m, LLQ_CLIENT_TIMER_STALE, t);
	return LLQ_CLIENT_DOWN;
}

static enum llq_client_state
give_up_lapsed(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_drop_grant(m, t);
	llq_client_lapse(m, t);
	llq_client_report_silent(m, t);
	start(m, LLQ_CLIENT_TIMER_HOUR, t);
	start(m, LLQ_CLIENT_TIMER_STALE, t);
	return LLQ_CLIENT_DOWN;
}

static enum llq_client_state
wait_for_room(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_drop_grant(m, t);
	llq_client_keep_retry_after(m, t);
	start(m, LLQ_CLIENT_TIMER_COMEBACK, t);
	start(m, LLQ_CLIENT_TIMER_STALE, t);
	return LLQ_CLIENT_FULL;
}

static enum llq_client_state
shelve(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_drop_grant(m, t);
	llq_client_keep_ttl(m, t);
	llq_client_keep_answers(m, t);
	start(m, LLQ_CLIENT_TIMER_SHELF, t);
	return LLQ_CLIENT_STATIC;
}

static enum llq_client_state
poll(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_drop_grant(m, t);
	llq_client_report_refused(m, t);
	llq_client_send_query(m, t);
	start(m, LLQ_CLIENT_TIMER_HOUR, t);
	start(m, LLQ_CLIENT_TIMER_POLL, t);
	start(m, LLQ_CLIENT_TIMER_STALE, t);
	return LLQ_CLIENT_POLLING;
}

static enum llq_client_state
do_without(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_drop_grant(m, t);
	llq_client_send_query(m, t);
	start(m, LLQ_CLIENT_TIMER_POLL, t);
	start(m, LLQ_CLIENT_TIMER_STALE, t);
	return LLQ_CLIENT_UNSERVED;
}

static enum llq_client_state
forget(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_drop_grant(m, t);
	return LLQ_CLIENT_IDLE;
}

static enum llq_client_state
change(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_keep_change(m, t);
	return ((struct machine *)m)->state;
}

static enum llq_client_state
renew(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_send_refresh(m, t);
	return LLQ_CLIENT_RENEWING;
}

static enum llq_client_state
refresh(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_send_refresh(m, t);
	return ((struct machine *)m)->state;
}

static enum llq_client_state
resume(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_send_refresh(m, t);
	start(m, LLQ_CLIENT_TIMER_RESEND, t);
	return LLQ_CLIENT_RESUMING;
}

static enum llq_client_state
end(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_send_end(m, t);
	start(m, LLQ_CLIENT_TIMER_FAREWELL, t);
	return LLQ_CLIENT_ENDING;
}

static enum llq_client_state
keep(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_keep_answers(m, t);
	return ((struct machine *)m)->state;
}

static enum llq_client_state
query(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_send_query(m, t);
	return ((struct machine *)m)->state;
}

static enum llq_client_state
ended(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_drop_grant(m, t);
	llq_client_report_ended(m, t);
	return LLQ_CLIENT_IDLE;
}

static enum llq_client_state
lapse(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_lapse(m, t);
	return ((struct machine *)m)->state;
}

static enum llq_client_state
keep_polled(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	llq_client_keep_answers(m, t);
	start(m, LLQ_CLIENT_TIMER_STALE, t);
	return ((struct machine *)m)->state;
}

static enum llq_client_state
rest(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	return LLQ_CLIENT_IDLE;
}

static enum llq_client_state
restored(struct llq_client *m, unsigned row, struct turn *t)
{
	fire(m, row, t);
	return LLQ_CLIENT_RESTORED;
}

/* The states --------------------------------------------------------------- */

static enum llq_client_state
in_idle(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch (ev) {
	case LLQ_CLIENT_EV_WANTED:
		return ask(m, 0, t);
	case LLQ_CLIENT_EV_PATH_NEW:
		return ask(m, 13, t);
	case LLQ_CLIENT_EV_SERVER_NEW:
		return ask(m, 14, t);
	case LLQ_CLIENT_EV_NO_LLQ:
		return do_without(m, 15, t);
	case LLQ_CLIENT_EV_REMEMBERED:
		return restored(m, 16, t);
	case LLQ_CLIENT_EV_HEARD:
		return ask(m, 17, t);
	default:	/* ignored */
		return LLQ_CLIENT_IDLE;
	}
}

static enum llq_client_state
in_asking(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch (ev) {
	case LLQ_CLIENT_EV_UNWANTED:
		return forget(m, 19, t);
	case LLQ_CLIENT_EV_ACCEPTED:
		return answer(m, 20, t);
	case LLQ_CLIENT_EV_ACCEPTED_OLD:
		return answer(m, 21, t);
	case LLQ_CLIENT_EV_SERV_FULL:
		return wait_for_room(m, 23, t);
	case LLQ_CLIENT_EV_TOLD_STATIC:
		return shelve(m, 24, t);
	case LLQ_CLIENT_EV_NO_SUCH:
		return poll(m, 25, t);
	case LLQ_CLIENT_EV_REFUSED:
		return poll(m, 26, t);
	case LLQ_CLIENT_EV_CHANGED:
		return change(m, 27, t);
	case LLQ_CLIENT_EV_PATH_NEW:
		return ask(m, 31, t);
	case LLQ_CLIENT_EV_SERVER_NEW:
		return ask(m, 32, t);
	case LLQ_CLIENT_EV_NO_LLQ:
		return do_without(m, 33, t);
	case LLQ_CLIENT_EV_RESEND:
		return send_again(m, 36, t);
	case LLQ_CLIENT_EV_RESEND_SPENT:
		return give_up(m, 37, t);
	default:	/* ignored */
		return LLQ_CLIENT_ASKING;
	}
}

static enum llq_client_state
in_answering(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch (ev) {
	case LLQ_CLIENT_EV_UNWANTED:
		return forget(m, 39, t);
	case LLQ_CLIENT_EV_ACCEPTED:
		return hold(m, 40, t);
	case LLQ_CLIENT_EV_ACCEPTED_OLD:
		return hold_and_query(m, 41, t);
	case LLQ_CLIENT_EV_SERV_FULL:
		return wait_for_room(m, 43, t);
	case LLQ_CLIENT_EV_TOLD_STATIC:
		return shelve(m, 44, t);
	case LLQ_CLIENT_EV_NO_SUCH:
		return poll(m, 45, t);
	case LLQ_CLIENT_EV_REFUSED:
		return poll(m, 46, t);
	case LLQ_CLIENT_EV_CHANGED:
		return change(m, 47, t);
	case LLQ_CLIENT_EV_PATH_NEW:
		return ask(m, 51, t);
	case LLQ_CLIENT_EV_SERVER_NEW:
		return ask(m, 52, t);
	case LLQ_CLIENT_EV_NO_LLQ:
		return do_without(m, 53, t);
	case LLQ_CLIENT_EV_RESEND:
		return send_again(m, 56, t);
	case LLQ_CLIENT_EV_RESEND_SPENT:
		return give_up(m, 57, t);
	default:	/* ignored */
		return LLQ_CLIENT_ANSWERING;
	}
}

static enum llq_client_state
in_held(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch (ev) {
	case LLQ_CLIENT_EV_UNWANTED:
		return end(m, 59, t);
	case LLQ_CLIENT_EV_REFRESHED:
		return hold_on(m, 62, t);
	case LLQ_CLIENT_EV_SERV_FULL:
		return wait_for_room(m, 63, t);
	case LLQ_CLIENT_EV_TOLD_STATIC:
		return poll(m, 64, t);
	case LLQ_CLIENT_EV_NO_SUCH:
		return ask_anew(m, 65, t);
	case LLQ_CLIENT_EV_REFUSED:
		return poll(m, 66, t);
	case LLQ_CLIENT_EV_CHANGED:
		return change(m, 67, t);
	case LLQ_CLIENT_EV_POLLED:
		return keep(m, 68, t);
	case LLQ_CLIENT_EV_POLLED_EARLY:
		return query(m, 69, t);
	case LLQ_CLIENT_EV_SWEEP:
		return refresh(m, 70, t);
	case LLQ_CLIENT_EV_PATH_NEW:
		return ask(m, 71, t);
	case LLQ_CLIENT_EV_SERVER_NEW:
		return ask(m, 72, t);
	case LLQ_CLIENT_EV_RENEW:
		return renew(m, 76, t);
	case LLQ_CLIENT_EV_RENEW_SPENT:
		return ask_lapsed(m, 77, t);
	default:	/* ignored */
		return LLQ_CLIENT_HELD;
	}
}

static enum llq_client_state
in_renewing(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch (ev) {
	case LLQ_CLIENT_EV_UNWANTED:
		return end(m, 79, t);
	case LLQ_CLIENT_EV_REFRESHED:
		return hold_on(m, 82, t);
	case LLQ_CLIENT_EV_SERV_FULL:
		return wait_for_room(m, 83, t);
	case LLQ_CLIENT_EV_TOLD_STATIC:
		return poll(m, 84, t);
	case LLQ_CLIENT_EV_NO_SUCH:
		return ask_anew(m, 85, t);
	case LLQ_CLIENT_EV_REFUSED:
		return poll(m, 86, t);
	case LLQ_CLIENT_EV_CHANGED:
		return change(m, 87, t);
	case LLQ_CLIENT_EV_POLLED:
		return keep(m, 88, t);
	case LLQ_CLIENT_EV_POLLED_EARLY:
		return query(m, 89, t);
	case LLQ_CLIENT_EV_PATH_NEW:
		return ask(m, 91, t);
	case LLQ_CLIENT_EV_SERVER_NEW:
		return ask(m, 92, t);
	case LLQ_CLIENT_EV_RENEW:
		return renew(m, 96, t);
	case LLQ_CLIENT_EV_RENEW_SPENT:
		return give_up_lapsed(m, 97, t);
	default:	/* ignored */
		return LLQ_CLIENT_RENEWING;
	}
}

static enum llq_client_state
in_ending(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch (ev) {
	case LLQ_CLIENT_EV_WANTED:
		return ask(m, 98, t);
	case LLQ_CLIENT_EV_REFRESHED:
		return ended(m, 102, t);
	case LLQ_CLIENT_EV_SERV_FULL:
		return ended(m, 103, t);
	case LLQ_CLIENT_EV_TOLD_STATIC:
		return ended(m, 104, t);
	case LLQ_CLIENT_EV_NO_SUCH:
		return ended(m, 105, t);
	case LLQ_CLIENT_EV_REFUSED:
		return ended(m, 106, t);
	case LLQ_CLIENT_EV_PATH_NEW:
		return ended(m, 111, t);
	case LLQ_CLIENT_EV_SERVER_NEW:
		return ended(m, 112, t);
	case LLQ_CLIENT_EV_FAREWELL_SPENT:
		return ended(m, 116, t);
	default:	/* ignored */
		return LLQ_CLIENT_ENDING;
	}
}

static enum llq_client_state
in_full(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch (ev) {
	case LLQ_CLIENT_EV_UNWANTED:
		return rest(m, 118, t);
	case LLQ_CLIENT_EV_SERVER_NEW:
		return ask(m, 131, t);
	case LLQ_CLIENT_EV_NO_LLQ:
		return do_without(m, 132, t);
	case LLQ_CLIENT_EV_COMEBACK_SPENT:
		return ask(m, 135, t);
	case LLQ_CLIENT_EV_STALE_SPENT:
		return lapse(m, 136, t);
	default:	/* ignored */
		return LLQ_CLIENT_FULL;
	}
}

static enum llq_client_state
in_static(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch (ev) {
	case LLQ_CLIENT_EV_UNWANTED:
		return rest(m, 138, t);
	case LLQ_CLIENT_EV_SERVER_NEW:
		return ask(m, 151, t);
	case LLQ_CLIENT_EV_NO_LLQ:
		return do_without(m, 152, t);
	case LLQ_CLIENT_EV_SHELF_SPENT:
		return lapse(m, 155, t);
	default:	/* ignored */
		return LLQ_CLIENT_STATIC;
	}
}

static enum llq_client_state
in_polling(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch (ev) {
	case LLQ_CLIENT_EV_UNWANTED:
		return rest(m, 157, t);
	case LLQ_CLIENT_EV_POLLED:
		return keep_polled(m, 166, t);
	case LLQ_CLIENT_EV_POLLED_EARLY:
		return keep_polled(m, 167, t);
	case LLQ_CLIENT_EV_PATH_NEW:
		return ask(m, 169, t);
	case LLQ_CLIENT_EV_SERVER_NEW:
		return ask(m, 170, t);
	case LLQ_CLIENT_EV_NO_LLQ:
		return do_without(m, 171, t);
	case LLQ_CLIENT_EV_HOUR_SPENT:
		return ask(m, 174, t);
	case LLQ_CLIENT_EV_POLL:
		return query(m, 175, t);
	case LLQ_CLIENT_EV_STALE_SPENT:
		return lapse(m, 176, t);
	default:	/* ignored */
		return LLQ_CLIENT_POLLING;
	}
}

static enum llq_client_state
in_unserved(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch (ev) {
	case LLQ_CLIENT_EV_WANTED:
		return ask(m, 177, t);
	case LLQ_CLIENT_EV_UNWANTED:
		return rest(m, 178, t);
	case LLQ_CLIENT_EV_POLLED:
		return keep_polled(m, 187, t);
	case LLQ_CLIENT_EV_POLLED_EARLY:
		return keep_polled(m, 188, t);
	case LLQ_CLIENT_EV_SERVER_NEW:
		return ask(m, 191, t);
	case LLQ_CLIENT_EV_HEARD:
		return ask(m, 194, t);
	case LLQ_CLIENT_EV_POLL:
		return query(m, 195, t);
	case LLQ_CLIENT_EV_STALE_SPENT:
		return lapse(m, 196, t);
	default:	/* ignored */
		return LLQ_CLIENT_UNSERVED;
	}
}

static enum llq_client_state
in_down(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch (ev) {
	case LLQ_CLIENT_EV_UNWANTED:
		return rest(m, 198, t);
	case LLQ_CLIENT_EV_CHANGED:
		return change(m, 206, t);
	case LLQ_CLIENT_EV_PATH_NEW:
		return ask(m, 210, t);
	case LLQ_CLIENT_EV_SERVER_NEW:
		return ask(m, 211, t);
	case LLQ_CLIENT_EV_NO_LLQ:
		return do_without(m, 212, t);
	case LLQ_CLIENT_EV_HEARD:
		return ask(m, 214, t);
	case LLQ_CLIENT_EV_HOUR_SPENT:
		return ask(m, 215, t);
	case LLQ_CLIENT_EV_STALE_SPENT:
		return lapse(m, 216, t);
	default:	/* ignored */
		return LLQ_CLIENT_DOWN;
	}
}

static enum llq_client_state
in_restored(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch (ev) {
	case LLQ_CLIENT_EV_UNWANTED:
		return forget(m, 218, t);
	case LLQ_CLIENT_EV_PATH_NEW:
		return resume(m, 230, t);
	case LLQ_CLIENT_EV_SERVER_NEW:
		return resume(m, 231, t);
	case LLQ_CLIENT_EV_NO_LLQ:
		return do_without(m, 232, t);
	case LLQ_CLIENT_EV_HEARD:
		return resume(m, 234, t);
	default:	/* ignored */
		return LLQ_CLIENT_RESTORED;
	}
}

static enum llq_client_state
in_resuming(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch (ev) {
	case LLQ_CLIENT_EV_UNWANTED:
		return end(m, 236, t);
	case LLQ_CLIENT_EV_REFRESHED:
		return hold_and_query(m, 239, t);
	case LLQ_CLIENT_EV_SERV_FULL:
		return wait_for_room(m, 240, t);
	case LLQ_CLIENT_EV_TOLD_STATIC:
		return ask_anew(m, 241, t);
	case LLQ_CLIENT_EV_NO_SUCH:
		return ask_anew(m, 242, t);
	case LLQ_CLIENT_EV_REFUSED:
		return ask_anew(m, 243, t);
	case LLQ_CLIENT_EV_CHANGED:
		return change(m, 244, t);
	case LLQ_CLIENT_EV_PATH_NEW:
		return ask_anew(m, 248, t);
	case LLQ_CLIENT_EV_SERVER_NEW:
		return ask_anew(m, 249, t);
	case LLQ_CLIENT_EV_RESEND:
		return send_again(m, 253, t);
	case LLQ_CLIENT_EV_RESEND_SPENT:
		return give_up(m, 254, t);
	default:	/* ignored */
		return LLQ_CLIENT_RESUMING;
	}
}

static enum llq_client_state
in_state(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	switch ((enum llq_client_state)((struct machine *)m)->state) {
	case LLQ_CLIENT_IDLE:
		return in_idle(m, ev, t);
	case LLQ_CLIENT_ASKING:
		return in_asking(m, ev, t);
	case LLQ_CLIENT_ANSWERING:
		return in_answering(m, ev, t);
	case LLQ_CLIENT_HELD:
		return in_held(m, ev, t);
	case LLQ_CLIENT_RENEWING:
		return in_renewing(m, ev, t);
	case LLQ_CLIENT_ENDING:
		return in_ending(m, ev, t);
	case LLQ_CLIENT_FULL:
		return in_full(m, ev, t);
	case LLQ_CLIENT_STATIC:
		return in_static(m, ev, t);
	case LLQ_CLIENT_POLLING:
		return in_polling(m, ev, t);
	case LLQ_CLIENT_UNSERVED:
		return in_unserved(m, ev, t);
	case LLQ_CLIENT_DOWN:
		return in_down(m, ev, t);
	case LLQ_CLIENT_RESTORED:
		return in_restored(m, ev, t);
	case LLQ_CLIENT_RESUMING:
		return in_resuming(m, ev, t);
	case LLQ_CLIENT_STATE_COUNT:
		break;
	}
	assert(!"no state");
	return LLQ_CLIENT_IDLE;
}

void
switch_llq_client_step(struct llq_client *m, enum llq_client_event ev,
		       struct turn *t)
{
	assert((unsigned)ev < LLQ_CLIENT_EVENT_COUNT);
	machine_enter((struct machine *)m, in_state(m, ev, t), t);
}
