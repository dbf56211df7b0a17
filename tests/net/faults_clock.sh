#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# faults_clock.sh - the wall clocks of hosts and rendezvous jump by up to a month,
# forth and back, processes are killed and started meanwhile, and a boot clock jumps as
# after sleep: once the clocks are right, all is well. Ends with "N passed, N
# failed".
#
#   SEED=N ROUNDS=N tests/net/faults_clock.sh
#
# without: network:up:route network:up:lost -> all is well

. "$(dirname "$0")/topology.sh"
net_begin "faults-clock" "$@"
. "$NET_LIB/faults.sh"

# shellcheck disable=SC2034 # faults.sh's
LIMIT_S=90		# who was refused for his clock asks again after a minute at most
MACHINES=(desk laptop server)
PROGRAMS=(desk laptop rendezvous)
# Not by less than the 5 minutes that signed messages may be apart: who was ahead by
# that, and is right again, is refused for as long (RFC 8945, 5.2.3).
OFF=(-2592000 -86400 -3600 -400 400 3600 86400 2592000)

# clocks WORD...: of every machine that has one of its own.
clocks_right()
{
	local name
	for name in "${MACHINES[@]}"; do
		clock "$name" realtime 0
	done
}

# The rendezvous killed while its clock is off writes and reads leases by it.
again()
{
	end_at_once "$(pid_of "$1")"
	start_again "$1"
}

round()
{
	local began n=$((RANDOM % 3)) off=${OFF[RANDOM % ${#OFF[@]}]} killed=''
	began=$(now_ms)
	clock "${MACHINES[n]}" realtime "$off"
	nap $((RANDOM % 2000))
	piece "${PIECES[RANDOM % 4]}"
	if [ $((RANDOM % 2)) = 0 ]; then
		again "${PROGRAMS[n]}"
		killed=", killed then"
	fi
	nap $((RANDOM % 4000))
	check "$1: ${PROGRAMS[n]} lives" kill -0 "$(pid_of "${PROGRAMS[n]}")"
	clocks_right
	all_is_well "$1: ${MACHINES[n]} was $off s off$killed" "$began"
}

world
for name in "${MACHINES[@]}"; do
	clock "$name"		# so that it can be set
done
faults_start
for n in $(seq "${ROUNDS:-6}"); do
	round "$n"
done
began=$(now_ms)
clock desk boottime 7200
all_is_well "desk slept for two hours, as its clock has it" "$began"
faults_end
net_end
