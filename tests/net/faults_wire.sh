#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# faults_wire.sh - the paths lose up to a fifth of all packets, delay, reorder and
# duplicate them, or carry nothing in one direction or in both for a while, as hosts
# move; once that is over, all is well, and a transfer that ran all the time is
# whole. Ends with "N passed, N failed".
#
#   SEED=N ROUNDS=N tests/net/faults_wire.sh
#
# without: network:up:route network:up:lost -> all is well

. "$(dirname "$0")/topology.sh"
net_begin "faults-wire" "$@"
. "$NET_LIB/faults.sh"
# shellcheck disable=SC2034 # faults.sh's
LIMIT_S=60

lossy()
{
	loss $((RANDOM % 20 + 1))
}

shaken()
{
	local name
	for name in natA natB natC server; do
		wire "$name" delay $((RANDOM % 60))ms jitter $((RANDOM % 40))ms \
			reorder $((RANDOM % 20)) duplicate $((RANDOM % 10)) \
			loss $((RANDOM % 8))
	done
}

one_way()
{
	local ways=(up down)
	wire natB "${ways[RANDOM % 2]}" loss 100
}

cut_off()
{
	loss 100
}

over()
{
	local name
	loss 0
	for name in natA natB natC server; do
		wire "$name" both delay 0 jitter 0 reorder 0 duplicate 0 loss 0
	done
}

FAULTS=(lossy shaken shaken one_way cut_off)

round()
{
	local began what=${FAULTS[RANDOM % ${#FAULTS[@]}]} piece
	piece=${PIECES[RANDOM % 4]}
	began=$(now_ms)
	"$what"
	nap $((RANDOM % 1500))
	piece "$piece"
	nap $((RANDOM % 6000))
	over
	all_is_well "$1: $what, $piece" "$began"
}

faults_start delay 0
transfer_start 400
net_verdict $? "a transfer runs"
window faults
for n in $(seq "${ROUNDS:-10}"); do
	round "$n"
done
goes_on faults desk laptop
transfer_stop
faults_end
net_end
