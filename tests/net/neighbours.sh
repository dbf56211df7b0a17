#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# neighbours.sh - hosts behind one NAT meet by their LAN addresses, all others by
# public endpoints; who comes home to a LAN, or leaves it, in the middle of a
# transfer keeps the connection.
#
# without: call:peer_locate -> mini reaches desk by its LAN address
# without: peer:open:we_crossed peer:yielding:courtesy.spent -> away: desk reaches laptop
# without: registration:registered:published -> away: laptop is told

. "$(dirname "$0")/topology.sh"
net_begin neighbours "$@"
. "$NET_LIB/pair.sh"

PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"

# says HOST WORDS: `peers` has them.
says()
{
	agent_say "$1" peers | grep -q -- "$2"
}

# packets FILE FILTER: how many there are.
packets()
{
	"$B/net/capture" count "$1" "$2"
}

more_packets()
{
	[ "$(packets "$NET_DIR/mini.pcap" "src 10.1.0.3 and dst 10.1.0.2")" \
		-gt 100 ]
}

world_begin
nat natA wan 11.1.0.2 lan 10.1.0.1/24
nat natB wan 11.2.0.2 lan 10.2.0.1/24
nat natC wan 11.3.0.2 lan 10.3.0.1/24
site desk 10.1.0.2/24 via natA
site mini 10.1.0.3/24 via natA
site laptop 10.2.0.3/24 via natB
nats_ready
rendezvous_start
for host in desk mini laptop; do
	agent_start "$host"
done
check "all three have tunnels" wait_for 20 all_tunnels desk mini laptop ||
	complain desk mini laptop
check "mini reaches desk by its LAN address" \
	wait_for 10 path mini desk 10.1.0.2 10.1.0.3 || complain mini desk
check "and laptop by its public endpoint" \
	wait_for 10 path mini laptop 11.2.0.2 11.1.0.2 || complain mini laptop
check "mini's owner is told so" says mini "by its LAN address 10.1.0.2:"
check "and desk's of laptop" says desk "by its public endpoint 11.2.0.2:4500"
capture mini eth0 "$NET_DIR/mini.pcap"
transfer mini desk
net_verdict $? "a transfer runs from mini to desk"
transfer desk laptop
net_verdict $? "and one from desk to laptop"
check "mini pings laptop by name" reaches mini laptop
wait_for 5 more_packets
check_number "packets ran from LAN address to LAN address" "$(packets \
	"$NET_DIR/mini.pcap" "udp and src 10.1.0.3 and dst 10.1.0.2")" -gt 20
check "and none to or from the NAT's public address" is "$(packets \
	"$NET_DIR/mini.pcap" "host 11.1.0.2")" 0
stop mini capture-eth0

wait_for 10 calm desk mini laptop
window home desk laptop
window left mini desk
host_move desk natB 10.2.0.2/24
check "home: desk reaches laptop by its LAN address" \
	wait_for 10 path desk laptop 10.2.0.3 10.2.0.2 || complain desk laptop
check "home: and mini by its public endpoint" \
	wait_for 10 path desk mini 11.1.0.2 11.2.0.2 || complain desk mini
goes_on home desk laptop
goes_on left mini desk

wait_for 10 calm desk mini laptop
since=$(lines laptop)
window away desk laptop
host_move desk natC 10.3.0.2/24
check "away: laptop is told" \
	wait_for 10 heard laptop "$since" "$DESK: is at 11.3.0.2"
check "away: desk reaches laptop by its public endpoint" \
	wait_for 10 path desk laptop 11.2.0.2 11.3.0.2 || complain desk laptop
goes_on away desk laptop

wait_for 10 calm desk mini laptop
window back mini desk
host_move desk natA 10.1.0.2/24
check "back: mini reaches desk by its LAN address again" \
	wait_for 10 path mini desk 10.1.0.2 10.1.0.3 || complain mini desk
goes_on back mini desk
check "all three still have tunnels" all_tunnels desk mini laptop
agents_end desk mini laptop
keep "$PAIR_RECORD/desk.trace"
net_end
