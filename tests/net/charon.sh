#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# charon.sh - two charons behind two NATs: a tunnel between two ULAs, mapped
# ports, and what of a move works by hand. Ends with "N passed, N failed".
#
# without: lab:mapping -> the tunnel is set up
# without: lab:redial -> TCP survives that the responder has moved
# without: lab:redial -> TCP survives that the initiator has moved

. "$(dirname "$0")/topology.sh"
net_begin charon "$@"
. "$NET_LIB/ike.sh"

A=fd11:1111:1111:1111::a
C=fd22:2222:2222:2222::b

in_tunnel()
{
	in_host hostA ping -n -q -c 1 -W 1 -I "$A" "$C"
}

mapped()
{
	in_host "$1" "$B/net/natpmp" map udp 4500 4500 3600
}

# public_packets FILTER: how many were seen outside natA.
public_packets()
{
	"$B/net/capture" count "$NET_DIR/wan.pcap" "$1"
}

[ -w /dev/net/tun ] || net_die "/dev/net/tun is not ours: run this as root"
two_sites
ike_start hostA "$A"
ike_start hostB "$C"
nats_ready
check "A's port is mapped" mapped hostA
without mapping || check "B's port is mapped" mapped hostB
ike_ready hostA
ike_ready hostB
check "A takes its connection" \
	ike_connection hostA "$A" hostB "$C" 11.2.0.2 4500
check "B takes its connection" \
	ike_connection hostB "$C" hostA "$A" 11.1.0.2 4500
capture natA wan "$NET_DIR/wan.pcap"
started=$(now_ms)
check "the tunnel is set up" ike hostA --initiate --child ula --timeout 5
note "after $(($(now_ms) - started)) ms"
check "a ping passes it" in_tunnel
check "both know one IKE_SA, by name" \
	is "$(ike hostB --list-sas | grep -c '^hostA:')" 1
check_number "on the public path packets go by port 4500" \
	"$(public_packets 'udp port 4500')" -gt 4
check_number "and by no other way" \
	"$(public_packets 'ip and not udp port 4500')" -eq 0

# The newest IKE_SA stays; what the peer would answer is not waited for.
ike_end_older()
{
	local id
	for id in $(ike "$1" --list-sas | sed -n "s/^$2: #\([0-9]*\),.*/\1/p" |
			sort -n | head -n -1); do
		ike "$1" --terminate --ike-id "$id" --force >/dev/null
	done
}

mkfifo "$NET_DIR/marks"
spawn hostB probe "$B/net/probe" tcp-receive 7000 "$NET_DIR/marks" 60
wait_for 2 listening hostB tcp 7000
spawn hostA probe "$B/net/probe" tcp-send "$C" 7000 60 100000
wait_for 5 grep -q from "$(log_of hostB probe)"

# The responder's address changed, and the initiator was told.
responder_moved()
{
	nat_renumber natB 11.2.0.9
	! without redial || return 0
	ike_connection hostA "$A" hostB "$C" 11.2.0.9 4500 >/dev/null
	ike hostA --initiate --child ula --timeout 2 >/dev/null
	ike_end_older hostA hostB
}

# The initiator is elsewhere, and its IKE_SA sits at an address it has lost.
initiator_moved()
{
	host_move hostA natC
	! without redial || return 0
	ike hostA --terminate --ike hostB --force >/dev/null
	ike hostA --initiate --child ula --timeout 2 >/dev/null
}

# bracket NAME COMMAND: what it costs a TCP connection in the tunnel.
bracket()
{
	echo "begin $1" >"$NET_DIR/marks"
	"$2"
	echo "end $1" >"$NET_DIR/marks"
	wait_for 12 grep -q "\"$1\"" "$(log_of hostB probe)"
	result=$(grep "\"$1\"" "$(log_of hostB probe)")
	stall=$(echo "$result" | json tcp_stall_ms)
	check "TCP survives that the $1" grep -q \
		'"wrong":0,"connections":1,"alive":true' <<<"$result"
	check_number "and stalls, in ms" "${stall%.*}" -lt 8000
}

bracket "responder has moved" responder_moved
bracket "initiator has moved" initiator_moved
net_end
