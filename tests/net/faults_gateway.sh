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
# without: mapping:*:renew mapping:*:renew.spent -> all is well

. "$(dirname "$0")/topology.sh"
net_begin "faults-gateway" "$@"
. "$NET_LIB/faults.sh"
# shellcheck disable=SC2034 # pair.sh's
AGENT_MORE="mapping-lifetime = 12s"

# Rules and flows are gone, and the daemon has noticed nothing.
flush_rules()
{
	nsenter --net="/run/netns/$1" nft -f - <<-'NFT'
	flush chain inet filter miniupnpd
	flush chain inet filter prerouting_miniupnpd
	flush chain inet filter postrouting_miniupnpd
	NFT
	nsenter --net="/run/netns/$1" conntrack -F 2>/dev/null
}

# What it announces, nobody hears.
mute()
{
	nsenter --net="/run/netns/$1" nft "add table inet mute; \
		add chain inet mute out { type filter hook output priority 0; }; \
		add rule inet mute out ip daddr 224.0.0.1 counter drop"
}

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

FAULTS=(kill_daemon flush_rules both_of_them nat_reboot renumbered)

both_of_them()
{
	flush_rules "$1"
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
mute natB
for n in $(seq "${ROUNDS:-10}"); do
	round "$n"
done
faults_end
net_end
