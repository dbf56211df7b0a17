#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# faults_gateway.sh - the router in front of laptop has its daemon killed and
# started again unheard, its rules flushed, both, is off for a moment, or has another
# address, in any order, 10 times: laptop is reached again each time. Ends with
# "N passed, N failed".
#
#   SEED=N ROUNDS=N tests/net/faults_gateway.sh
#
# without: mapping:*:renew mapping:*:renew.spent -> the router leads to laptop

. "$(dirname "$0")/topology.sh"
net_begin "faults-gateway" "$@"
. "$NET_LIB/faults.sh"
# shellcheck disable=SC2034 # pair.sh's
AGENT_MORE="mapping-lifetime = 12s"

kill_daemon()
{
	stop "$1" miniupnpd KILL
	nap $((RANDOM % 1000))
	nat_daemon "$1"
}

mapped_in_rules()
{
	nat_maps "${NET_VIA[laptop]}" 4500 10.2.0.2
}

FAULTS=(kill_daemon nat_forget both_of_them nat_reboot renumbered)

both_of_them()
{
	nat_forget "$1"
	kill_daemon "$1"
}

renumbered()
{
	nat_renumber "$1" "$(address_of "$1")"
}

round()
{
	local began what=${FAULTS[RANDOM % ${#FAULTS[@]}]}
	began=$(now_ms)
	"$what" natB
	check "$1: $what: the router leads to laptop" \
		wait_for "$LIMIT_S" mapped_in_rules
	all_is_well "$1: $what" "$began"
}

faults_start
nat_mute natB
for n in $(seq "${ROUNDS:-10}"); do
	round "$n"
done
faults_end
net_end
