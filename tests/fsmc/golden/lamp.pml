/* SPDX-License-Identifier: Apache-2.0 */
/* lamp.pml - written by fsmc from tests/fsmc/lamp.fsm, for spin. */

mtype = {
	ev_press,
	ev_hold,
	ev_let_go,
	ev_forget,
	ev_dim_it,
	ev_noise,
	ev_hush
}

chan world = [0] of { mtype };
bool runs_blink; byte next_blink;
bool runs_fade; byte next_fade;
bool runs_pulse; byte next_pulse;
bool runs_guard; byte next_guard;
bool runs_jitter; byte next_jitter;

active proctype lamp()
{
	goto end_off;
end_off:
	if
	:: atomic { world?ev_press -> /* light */ runs_blink = true; next_blink = 0; runs_fade = true; next_fade = 0; runs_pulse = true; next_pulse = 0; runs_guard = true; next_guard = 0; runs_jitter = false; goto at_on }
	:: atomic { world?ev_hold -> goto end_off }
	:: atomic { world?ev_let_go -> goto end_off }
	:: atomic { world?ev_forget -> goto end_off }
	:: atomic { world?ev_dim_it -> goto end_off }
	:: atomic { world?ev_noise -> goto end_off }
	:: atomic { world?ev_hush -> goto end_off }
	:: atomic { runs_blink && next_blink < 2 -> next_blink++; assert(false) }
	:: atomic { runs_blink && next_blink == 2 -> runs_blink = false; assert(false) }
	:: atomic { runs_fade && next_fade < 2 -> next_fade++; assert(false) }
	:: atomic { runs_fade && next_fade < 2 -> next_fade++; goto end_off }
	:: atomic { runs_fade && next_fade == 2 -> runs_fade = false; assert(false) }
	:: atomic { runs_pulse && next_pulse < 1 -> next_pulse++; assert(false) }
	:: atomic { runs_pulse && next_pulse == 1 -> assert(false) }
	:: atomic { runs_guard && next_guard == 0 -> runs_guard = false; /* bark */ goto end_off }
	:: atomic { runs_jitter && next_jitter == 0 -> runs_jitter = false; assert(false) }
	fi;
at_on:
	if
	:: atomic { world?ev_press -> /* darken */ runs_guard = false; runs_blink = false; runs_fade = false; runs_pulse = false; runs_jitter = false; goto end_off }
	:: atomic { world?ev_hold -> runs_blink = false; goto at_on }
	:: atomic { world?ev_let_go -> runs_blink = true; goto at_on }
	:: atomic { world?ev_forget -> runs_blink = false; next_blink = 0; goto at_on }
	:: atomic { world?ev_dim_it -> runs_jitter = true; next_jitter = 0; runs_fade = false; runs_pulse = false; goto at_dim }
	:: atomic { world?ev_noise -> goto at_on }
	:: atomic { world?ev_hush -> goto at_on }
	:: atomic { runs_blink && next_blink < 2 -> next_blink++; /* flash */ goto at_on }
	:: atomic { runs_blink && next_blink == 2 -> runs_blink = false; /* flash */ /* burn_in */ goto at_on }
	:: atomic { runs_fade && next_fade < 2 -> next_fade++; /* fade_a_little */ goto at_on }
	:: atomic { runs_fade && next_fade < 2 -> next_fade++; goto at_on }
	:: atomic { runs_fade && next_fade == 2 -> runs_fade = false; runs_jitter = true; next_jitter = 0; runs_fade = false; runs_pulse = false; goto at_dim }
	:: atomic { runs_pulse && next_pulse < 1 -> next_pulse++; /* tick */ goto at_on }
	:: atomic { runs_pulse && next_pulse == 1 -> /* tick */ goto at_on }
	:: atomic { runs_guard && next_guard == 0 -> runs_guard = false; /* bark */ goto at_on }
	:: atomic { runs_jitter && next_jitter == 0 -> runs_jitter = false; assert(false) }
	fi;
at_dim:
	if
	:: atomic { world?ev_press -> /* darken */ runs_guard = false; runs_blink = false; runs_fade = false; runs_pulse = false; runs_jitter = false; goto end_off }
	:: atomic { world?ev_hold -> /* flash */ goto at_dim }
	:: atomic { world?ev_let_go -> runs_blink = true; goto at_dim }
	:: atomic { world?ev_forget -> goto at_dim }
	:: atomic { world?ev_dim_it -> /* light */ runs_pulse = true; next_pulse = 0; runs_jitter = false; goto at_on }
	:: atomic { world?ev_noise -> /* light */ runs_pulse = true; next_pulse = 0; runs_jitter = false; goto at_on }
	:: atomic { world?ev_hush -> /* light */ runs_pulse = true; next_pulse = 0; runs_jitter = false; goto at_on }
	:: atomic { runs_blink && next_blink < 2 -> next_blink++; /* flash */ goto at_dim }
	:: atomic { runs_blink && next_blink == 2 -> runs_blink = false; /* flash */ /* burn_in */ goto at_dim }
	:: atomic { runs_fade && next_fade < 2 -> next_fade++; assert(false) }
	:: atomic { runs_fade && next_fade < 2 -> next_fade++; goto at_dim }
	:: atomic { runs_fade && next_fade == 2 -> runs_fade = false; assert(false) }
	:: atomic { runs_pulse && next_pulse < 1 -> next_pulse++; assert(false) }
	:: atomic { runs_pulse && next_pulse == 1 -> assert(false) }
	:: atomic { runs_guard && next_guard == 0 -> runs_guard = false; /* bark */ goto at_dim }
	:: atomic { runs_jitter && next_jitter == 0 -> runs_jitter = false; /* darken */ runs_blink = false; runs_fade = false; runs_pulse = false; runs_jitter = false; goto end_off }
	fi;
}

/* Anything may happen, and at any time no more. */
active proctype the_world()
{
	do
	:: world!ev_press
	:: world!ev_hold
	:: world!ev_let_go
	:: world!ev_forget
	:: world!ev_dim_it
	:: world!ev_noise
	:: world!ev_hush
	:: break
	od
}
