#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# suspend.sh - a host sleeps for more than two leases and wakes, on its network or
# on another: its records had gone, and seconds later all is back.
#
# The boot clock goes on in sleep, the monotonic clock stands still, and what
# wakes the agent's loop is a timer that this cancels (clock.c plays it all).
# Leases are of seconds here, where they are of hours elsewhere.
#
# without: lab:clocks -> same network: the agent knows that it slept
# without: registration:registered:renew.spent registration:registered:renew -> same network: it is registered again

. "$(dirname "$0")/topology.sh"
net_begin suspend "$@"
. "$NET_LIB/pair.sh"
. "$NET_LIB/changes.sh"
AGENT_MORE="lease = 4s
mapping-lifetime = 6s"
LEASES="lease-min = 1s
llq-lease-min = 1s
llq-lease-max = 6s"

BACK=10		# seconds in which all has to be back

no_records()
{
	[ -z "$(dns_ask server "laptop.$ZONE" AAAA)" ]
}

records_back()
{
	[ -n "$(dns_ask server "laptop.$ZONE" AAAA)" ]
}

# not_there HOST: desk shows the peer gone, or about to be.
peer_gone()
{
	local state
	state=$(peer desk laptop state)
	[ -z "$state" ] || [[ $state == "records gone"* ]]
}

query_held()
{
	is "$(query laptop PTR "_autotunnel._udp.$ZONE" known)" true
}

# asleep NAME: until its records and its mapping are gone everywhere.
asleep()
{
	host_suspend laptop
	check "$1: its records are gone with their lease" \
		wait_for 15 no_records
	check "$1: the peer shows it gone" wait_for 5 peer_gone
	check "$1: its mapping is gone too" wait_for 10 \
		nat_leads_nowhere "${NET_VIA[laptop]}" "${NET_ADDRESS[laptop]%/*}"
}

# awake NAME NAT COMMAND...: the command is what happened to its network.
awake()
{
	local name=$1 nat=$2 began said desk_said
	shift 2
	said=$(lines laptop)
	desk_said=$(lines desk)
	since=$(mark laptop)
	"$@"
	began=$(now_ms)
	host_resume laptop
	check "$name: the agent knows that it slept" \
		wait_for 5 resumed "$since"
	check "$name: it is registered again" wait_for $BACK records_back
	note "$name: registered $(($(now_ms) - began)) ms after waking"
	check "$name: its port is mapped again" wait_for $BACK maps_it "$nat"
	check "$name: its long-lived query is set up anew" \
		wait_for $BACK set_up "$since"
	check "$name: the peer knows where it is" wait_for $BACK \
		heard desk "$desk_said" "$LAPTOP: is at ${NET_WAN[$nat]} port"
	check "$name: traffic flows between them" \
		wait_for $BACK reaches desk laptop
	MS=$(($(now_ms) - began))
	check_number "$name: all is back within ${BACK} s, in ms" "$MS" \
		-le $((BACK * 1000))
}

maps_it()
{
	nat_maps "$1" "$(mapping laptop tunnel external_port)" \
		"${NET_ADDRESS[laptop]%/*}"
}

resumed()
{
	since laptop "$1" | grep -q ' network .*resumed'
}

set_up()
{
	[ "$(setups laptop "$1")" -gt 0 ] && query_held
}

world
without clocks || clock laptop
changes_start 300
window same
asleep "same network"
awake "same network" natB true
window_end same
check "same network: the transfer survived the sleep" survived same

wait_for 10 calm
window other
asleep "another network"
check "another network: and the peer strikes it off" \
	wait_for 45 heard desk 0 "$LAPTOP: its records are gone"
awake "another network" natC host_move laptop natC
window_end other
check "another network: the transfer survived the sleep" survived other
check_not "nothing is mapped where it was" \
	eval 'nat_mappings natB | grep -q 10.2.0.2'
changes_end
net_end
