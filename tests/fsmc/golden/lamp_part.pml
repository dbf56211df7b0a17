/* SPDX-License-Identifier: Apache-2.0 */
/* lamp_part.pml - written by fsmc from tests/fsmc/lamp.fsm: the chart as a part
 * of a model for spin. M is which of lamp_COUNT machines (1, unless the
 * model says otherwise). A step is lamp_step(m, event); a timer that is
 * due is taken by lamp_fire_TIMER(m, event), which sets EVENT. With
 * lamp_without_STATE_EVENT defined, EVENT is ignored in STATE.
 * The model has defined before, as inlines or macros,
 *	TICKS(ms)
 *	lamp_do_light(m)
 *	lamp_do_flash(m)
 *	lamp_do_burn_in(m)
 *	lamp_do_fade_a_little(m)
 *	lamp_do_tick(m)
 *	lamp_do_bark(m)
 *	lamp_do_darken(m)
 * and an action sets, in ticks, lamp_glow[m]
 */
#ifndef lamp_COUNT
#define lamp_COUNT 1
#endif

#define lamp_off 0
#define lamp_on 1
#define lamp_dim 2

#define lamp_ev_press 0
#define lamp_ev_hold 1
#define lamp_ev_let_go 2
#define lamp_ev_forget 3
#define lamp_ev_dim_it 4
#define lamp_ev_noise 5
#define lamp_ev_hush 6
#define lamp_ev_blink 7
#define lamp_ev_blink_spent 8
#define lamp_ev_fade 9
#define lamp_ev_fade_spent 10
#define lamp_ev_pulse 11
#define lamp_ev_guard_spent 12
#define lamp_ev_jitter_spent 13
#define lamp_ev_none 255

byte lamp_state[lamp_COUNT];
byte lamp_glow[lamp_COUNT];
byte lamp_left_blink[lamp_COUNT];
byte lamp_next_blink[lamp_COUNT];
byte lamp_left_fade[lamp_COUNT];
byte lamp_next_fade[lamp_COUNT];
byte lamp_left_pulse[lamp_COUNT];
byte lamp_next_pulse[lamp_COUNT];
byte lamp_left_guard[lamp_COUNT];
byte lamp_left_jitter[lamp_COUNT];

#define lamp_rests(m) (lamp_state[m] == lamp_off)

/* A timer is due, so time may not pass. */
#define lamp_due(m) (lamp_left_blink[m] == 1 || lamp_left_fade[m] == 1 || lamp_left_pulse[m] == 1 || lamp_left_guard[m] == 1 || lamp_left_jitter[m] == 1)

/* Some timer runs. */
#define lamp_timed(m) (lamp_left_blink[m] != 0 || lamp_left_fade[m] != 0 || lamp_left_pulse[m] != 0 || lamp_left_guard[m] != 0 || lamp_left_jitter[m] != 0)

inline lamp_tick(m)
{
	lamp_left_blink[m] = lamp_left_blink[m] - (lamp_left_blink[m] > 1);
	lamp_left_fade[m] = lamp_left_fade[m] - (lamp_left_fade[m] > 1);
	lamp_left_pulse[m] = lamp_left_pulse[m] - (lamp_left_pulse[m] > 1);
	lamp_left_guard[m] = lamp_left_guard[m] - (lamp_left_guard[m] > 1);
	lamp_left_jitter[m] = lamp_left_jitter[m] - (lamp_left_jitter[m] > 1);
}

inline lamp_run_blink(m)
{
	lamp_left_blink[m] = 1 + (lamp_next_blink[m] == 0 -> TICKS(100) :
		(lamp_next_blink[m] == 1 -> TICKS(200) :
		(TICKS(400))));
}
inline lamp_fire_blink(m, e)
{
	if
	:: lamp_next_blink[m] < 2 ->
		lamp_next_blink[m]++;
		lamp_run_blink(m);
		e = lamp_ev_blink
	:: else ->
		lamp_left_blink[m] = 0;
		e = lamp_ev_blink_spent
	fi;
}

inline lamp_run_fade(m)
{
	lamp_left_fade[m] = 1 + (lamp_next_fade[m] == 0 -> lamp_glow[m] * 5000 / 10000 :
		(lamp_next_fade[m] == 1 -> lamp_glow[m] * 8000 / 10000 - lamp_glow[m] * 5000 / 10000 :
		(lamp_glow[m] * 10000 / 10000 - lamp_glow[m] * 8000 / 10000)));
}
inline lamp_fire_fade(m, e)
{
	if
	:: lamp_next_fade[m] < 2 ->
		lamp_next_fade[m]++;
		lamp_run_fade(m);
		e = lamp_ev_fade
	:: else ->
		lamp_left_fade[m] = 0; lamp_next_fade[m] = 0;
		e = lamp_ev_fade_spent
	fi;
}

inline lamp_run_pulse(m)
{
	lamp_left_pulse[m] = 1 + (lamp_next_pulse[m] == 0 -> TICKS(1000) :
		(TICKS(2000)));
}
inline lamp_fire_pulse(m, e)
{
	if
	:: lamp_next_pulse[m] < 1 ->
		lamp_next_pulse[m]++;
		lamp_run_pulse(m);
		e = lamp_ev_pulse
	:: else ->
		lamp_run_pulse(m);
		e = lamp_ev_pulse
	fi;
}

inline lamp_run_guard(m)
{
	lamp_left_guard[m] = 1 + (TICKS(5000));
}
inline lamp_fire_guard(m, e)
{
	lamp_left_guard[m] = 0;
	e = lamp_ev_guard_spent;
}

inline lamp_run_jitter(m)
{
	lamp_left_jitter[m] = 1 + (TICKS(0));
}
inline lamp_fire_jitter(m, e)
{
	lamp_left_jitter[m] = 0;
	e = lamp_ev_jitter_spent;
}

inline lamp_step(m, e)
{
	if
	:: lamp_state[m] == lamp_off ->
		if
		:: e == lamp_ev_press ->
#ifndef lamp_without_off_press
			printf("@ lamp %d off press on 29\n", m);
			lamp_do_light(m);
			lamp_next_blink[m] = 0; lamp_run_blink(m);
			lamp_next_fade[m] = 0; lamp_run_fade(m);
			lamp_next_pulse[m] = 0; lamp_run_pulse(m);
			lamp_run_guard(m);
			lamp_state[m] = lamp_on
#else
			skip
#endif
		:: e == lamp_ev_guard_spent ->
#ifndef lamp_without_off_guard_spent
			printf("@ lamp %d off +guard.spent off 36\n", m);
			lamp_do_bark(m);
			lamp_state[m] = lamp_off
#else
			skip
#endif
		:: e == lamp_ev_hold -> skip
		:: e == lamp_ev_let_go -> skip
		:: e == lamp_ev_forget -> skip
		:: e == lamp_ev_dim_it -> skip
		:: e == lamp_ev_noise -> skip
		:: e == lamp_ev_hush -> skip
		:: else -> assert(false)
		fi
	:: lamp_state[m] == lamp_on ->
		if
		:: e == lamp_ev_press ->
#ifndef lamp_without_on_press
			printf("@ lamp %d on press off 41\n", m);
			lamp_do_darken(m);
			lamp_left_guard[m] = 0;
			lamp_left_blink[m] = 0;
			lamp_left_fade[m] = 0; lamp_next_fade[m] = 0;
			lamp_left_pulse[m] = 0; lamp_next_pulse[m] = 0;
			lamp_state[m] = lamp_off
#else
			skip
#endif
		:: e == lamp_ev_hold ->
#ifndef lamp_without_on_hold
			printf("@ lamp %d on hold on 37\n", m);
			lamp_left_blink[m] = 0;
			lamp_state[m] = lamp_on
#else
			skip
#endif
		:: e == lamp_ev_let_go ->
#ifndef lamp_without_on_let_go
			printf("@ lamp %d on let_go on 38\n", m);
			lamp_run_blink(m);
			lamp_state[m] = lamp_on
#else
			skip
#endif
		:: e == lamp_ev_forget ->
#ifndef lamp_without_on_forget
			printf("@ lamp %d on forget on 39\n", m);
			lamp_left_blink[m] = 0; lamp_next_blink[m] = 0;
			lamp_state[m] = lamp_on
#else
			skip
#endif
		:: e == lamp_ev_dim_it ->
#ifndef lamp_without_on_dim_it
			printf("@ lamp %d on dim_it dim 40\n", m);
			lamp_run_jitter(m);
			lamp_left_fade[m] = 0; lamp_next_fade[m] = 0;
			lamp_left_pulse[m] = 0; lamp_next_pulse[m] = 0;
			lamp_state[m] = lamp_dim
#else
			skip
#endif
		:: e == lamp_ev_blink ->
#ifndef lamp_without_on_blink
			printf("@ lamp %d on +blink on 31\n", m);
			lamp_do_flash(m);
			lamp_state[m] = lamp_on
#else
			skip
#endif
		:: e == lamp_ev_blink_spent ->
#ifndef lamp_without_on_blink_spent
			printf("@ lamp %d on +blink.spent on 32\n", m);
			lamp_do_flash(m);
			lamp_do_burn_in(m);
			lamp_state[m] = lamp_on
#else
			skip
#endif
		:: e == lamp_ev_fade ->
#ifndef lamp_without_on_fade
			printf("@ lamp %d on +fade on 33\n", m);
			lamp_do_fade_a_little(m);
			lamp_state[m] = lamp_on
#else
			skip
#endif
		:: e == lamp_ev_fade_spent ->
#ifndef lamp_without_on_fade_spent
			printf("@ lamp %d on +fade.spent dim 34\n", m);
			lamp_run_jitter(m);
			lamp_left_fade[m] = 0; lamp_next_fade[m] = 0;
			lamp_left_pulse[m] = 0; lamp_next_pulse[m] = 0;
			lamp_state[m] = lamp_dim
#else
			skip
#endif
		:: e == lamp_ev_pulse ->
#ifndef lamp_without_on_pulse
			printf("@ lamp %d on +pulse on 35\n", m);
			lamp_do_tick(m);
			lamp_state[m] = lamp_on
#else
			skip
#endif
		:: e == lamp_ev_guard_spent ->
#ifndef lamp_without_on_guard_spent
			printf("@ lamp %d on +guard.spent on 36\n", m);
			lamp_do_bark(m);
			lamp_state[m] = lamp_on
#else
			skip
#endif
		:: e == lamp_ev_noise -> skip
		:: e == lamp_ev_hush -> skip
		:: else -> assert(false)
		fi
	:: lamp_state[m] == lamp_dim ->
		if
		:: e == lamp_ev_press ->
#ifndef lamp_without_dim_press
			printf("@ lamp %d dim press off 41\n", m);
			lamp_do_darken(m);
			lamp_left_guard[m] = 0;
			lamp_left_blink[m] = 0;
			lamp_left_jitter[m] = 0;
			lamp_state[m] = lamp_off
#else
			skip
#endif
		:: e == lamp_ev_hold ->
#ifndef lamp_without_dim_hold
			printf("@ lamp %d dim hold dim 42\n", m);
			lamp_do_flash(m);
			lamp_state[m] = lamp_dim
#else
			skip
#endif
		:: e == lamp_ev_let_go ->
#ifndef lamp_without_dim_let_go
			printf("@ lamp %d dim let_go dim 38\n", m);
			lamp_run_blink(m);
			lamp_state[m] = lamp_dim
#else
			skip
#endif
		:: e == lamp_ev_dim_it ->
#ifndef lamp_without_dim_dim_it
			printf("@ lamp %d dim dim_it on 44\n", m);
			lamp_do_light(m);
			lamp_next_pulse[m] = 0; lamp_run_pulse(m);
			lamp_left_jitter[m] = 0;
			lamp_state[m] = lamp_on
#else
			skip
#endif
		:: e == lamp_ev_noise ->
#ifndef lamp_without_dim_noise
			printf("@ lamp %d dim noise on 44\n", m);
			lamp_do_light(m);
			lamp_next_pulse[m] = 0; lamp_run_pulse(m);
			lamp_left_jitter[m] = 0;
			lamp_state[m] = lamp_on
#else
			skip
#endif
		:: e == lamp_ev_hush ->
#ifndef lamp_without_dim_hush
			printf("@ lamp %d dim hush on 44\n", m);
			lamp_do_light(m);
			lamp_next_pulse[m] = 0; lamp_run_pulse(m);
			lamp_left_jitter[m] = 0;
			lamp_state[m] = lamp_on
#else
			skip
#endif
		:: e == lamp_ev_blink ->
#ifndef lamp_without_dim_blink
			printf("@ lamp %d dim +blink dim 42\n", m);
			lamp_do_flash(m);
			lamp_state[m] = lamp_dim
#else
			skip
#endif
		:: e == lamp_ev_blink_spent ->
#ifndef lamp_without_dim_blink_spent
			printf("@ lamp %d dim +blink.spent dim 32\n", m);
			lamp_do_flash(m);
			lamp_do_burn_in(m);
			lamp_state[m] = lamp_dim
#else
			skip
#endif
		:: e == lamp_ev_guard_spent ->
#ifndef lamp_without_dim_guard_spent
			printf("@ lamp %d dim +guard.spent dim 36\n", m);
			lamp_do_bark(m);
			lamp_state[m] = lamp_dim
#else
			skip
#endif
		:: e == lamp_ev_jitter_spent ->
#ifndef lamp_without_dim_jitter_spent
			printf("@ lamp %d dim +jitter.spent off 43\n", m);
			lamp_do_darken(m);
			lamp_left_blink[m] = 0;
			lamp_left_jitter[m] = 0;
			lamp_state[m] = lamp_off
#else
			skip
#endif
		:: e == lamp_ev_forget -> skip
		:: else -> assert(false)
		fi
	fi;
}
