#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# flap.sh - a link that goes and comes ten times in ten seconds: the transfer
# lives, and what the agent sends meanwhile is bounded.
#
# The first change is told after 50 ms, a further one within 2 s of it waits for
# 1 s (specs/network.fsm); so ten flaps are two changes a second at most, each
# with a few requests. Counts come from the recording.
#
# without: call:nat_input -> changes that were told
# without: network:restless:rest.spent network:absent:rest.spent -> the host is on its network again

. "$(dirname "$0")/topology.sh"
net_begin flap "$@"
. "$NET_LIB/pair.sh"
. "$NET_LIB/changes.sh"

# The cable is pulled and plugged in again: carrier, address and route go and
# come, as DHCP would do it that knows its lease.
flap()
{
	local n until
	began=$(now_ms)
	for n in 1 2 3 4 5 6 7 8 9 10; do
		host_unplug laptop
		until=$((began + n * 1000 - 500))
		wait_for 1 past "$until"
		host_plug laptop
		wait_for 1 past $((until + 500))
	done
}

past()
{
	[ "$(now_ms)" -ge "$1" ]
}

# early HOST SINCE: NAT-PMP requests that were repeated sooner than RFC 6886, 3.1
# allows: equal ones less than 250 ms apart, with nothing new between them.
early()
{
	since "$1" "$2" | awk '
		/^ *[0-9]+  \+[0-9]+ ms/ { at = substr($2, 2) + 0 }
		/report|-> fresh|-> down|answered|withdrawn/ { delete last }
		/=> send on gateway/ { sending = 1; next }
		sending {
			if ($0 in last && at - last[$0] < 245) print at, $0
			last[$0] = at
			sending = 0
		}'
}

changes_start
since=$(mark laptop)
desk_since=$(mark desk)
window flap
flap
check "the host is on its network again" wait_for 10 calm
check "it is reached as before" wait_for 5 is_status laptop public_endpoint \
	"${NET_WAN[natB]}:$(mapping laptop tunnel external_port)"
window_end flap
check "the transfer survives, whole" survived flap
note "silent $(result udp flap gap_ms) ms," \
	"TCP stalled $(result tcp flap tcp_stall_ms) ms"
check "both say that the tunnel is up" wait_for 10 tunnel_between desk laptop
note "network changes told: $(fired laptop "$since" "network: .* -> \(fresh\|down\)")," \
	"NAT-PMP requests: $(asked laptop "$since")," \
	"set-ups: $(setups laptop "$since"), UPDATEs: $(updates laptop "$since")"
check_number "changes that were told" \
	"$(fired laptop "$since" 'network: .* -> \(fresh\|down\)')" -le 15
check_number "NAT-PMP requests" "$(asked laptop "$since")" -le 60
check_number "long-lived queries asked for" "$(setups laptop "$since")" -le 60
check_number "UPDATEs" "$(updates laptop "$since")" -le 6
check "no request was repeated early" is "$(early laptop "$since")" ""
check_number "UPDATEs of the peer, whose network stood" \
	"$(updates desk "$desk_since")" -le 0
check_number "its requests of its gateway" "$(asked desk "$desk_since")" -le 0
changes_end
net_end
