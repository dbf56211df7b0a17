#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# faults_kill.sh - kill -9 of agents, IKE daemons, the rendezvous, the primary
# and the router's daemon, one to six of them within two seconds, at random moments
# of moves and of peace, 100 times in all; each is started again as its supervisor
# does. Ends with "N passed, N failed".
#
#   SEED=N KILLS=N PRIMARY=bind|knot tests/net/faults_kill.sh
#
# without: call:charon_process_start -> all is well

. "$(dirname "$0")/topology.sh"
net_begin "faults-kill" "$@"
. "$NET_LIB/faults.sh"

KILLS=${KILLS:-100}
PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"
VICTIMS=(desk laptop charon-desk charon-laptop rendezvous primary miniupnpd)
killed=0

# RestartSec of our units, and of Debian's others.
delay_of()
{
	case $1 in
	desk | laptop | rendezvous) echo 2000 ;;
	*) echo 100 ;;
	esac
}

# Lines of "ms what victim", in order.
plan()
{
	local victim at count=$1
	echo "$((RANDOM % 1500)) piece ${PIECES[RANDOM % 4]}"
	for victim in $(printf '%s\n' "${VICTIMS[@]}" |
			shuf -n "$count" --random-source=<(yes "$RANDOM")); do
		at=$((RANDOM % 2000))
		echo "$at kill $victim"
		echo "$((at + $(delay_of "$victim"))) start $victim"
	done
}

burst()
{
	local at what victim began nat said='' pid lines
	mapfile -t lines < <(plan "$1" | sort -n)
	began=$(now_ms)
	for line in "${lines[@]}"; do
		read -r at what victim <<<"$line"
		at=$((at - ($(now_ms) - began)))
		[ "$at" -le 0 ] || nap "$at"
		case $what in
		piece) piece "$victim"; said+=" $victim" ;;
		kill)
			[ "$victim" != miniupnpd ] || nat=${NET_VIA[laptop]}
			pid=$(pid_of "$victim" | head -n 1)
			# an IKE daemon may not have been started yet
			[ -n "$pid" ] || continue
			end_at_once "$pid" || continue
			killed=$((killed + 1))
			said+=" -$victim"
			;;
		start) start_again "$victim" "${nat:-}" ;;
		esac
	done
	all_is_well "$killed:$said" "$began"
}

faults_start
while [ "$killed" -lt "$KILLS" ]; do
	before=$NET_FAILED
	burst $((RANDOM % 6 + 1))
	[ "$NET_FAILED" -le $((before + 2)) ] || break
done
check_number "killed" "$killed" -ge "$KILLS"
faults_end
check_replay "$PAIR_RECORD"/*.trace
net_end
