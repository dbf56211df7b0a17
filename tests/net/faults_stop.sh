#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# faults_stop.sh - one or more of the agents, IKE daemons, rendezvous, primary and
# router's daemon stand still for up to eight seconds (SIGSTOP, SIGCONT) while
# networks change, 12 times: afterwards everything is as it should be. Ends with
# "N passed, N failed".
#
#   SEED=N ROUNDS=N tests/net/faults_stop.sh
#
# without: network:up:route network:up:lost -> all is well

. "$(dirname "$0")/topology.sh"
net_begin "faults-stop" "$@"
. "$NET_LIB/faults.sh"

VICTIMS=(desk laptop charon-desk charon-laptop rendezvous primary miniupnpd)

round()
{
	local began victims=() pids=() victim piece pid
	mapfile -t victims < <(printf '%s\n' "${VICTIMS[@]}" |
		shuf -n $((RANDOM % 3 + 1)) --random-source=<(yes "$RANDOM"))
	piece=${PIECES[RANDOM % 4]}
	for victim in "${victims[@]}"; do
		pid=$(pid_of "$victim" | head -n 1)
		[ -z "$pid" ] || pids+=("$pid")
	done
	kill -STOP "${pids[@]}"
	began=$(now_ms)
	nap $((RANDOM % 1000))
	piece "$piece"
	nap $((RANDOM % 7000))
	kill -CONT "${pids[@]}"
	all_is_well "$1: $piece, and ${victims[*]} stood still" "$began"
}

faults_start
for n in $(seq "${ROUNDS:-12}"); do
	round "$n"
done
faults_end
net_end
