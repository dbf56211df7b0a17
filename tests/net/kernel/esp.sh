#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# esp.sh - two agents behind two NATs whose tunnel is the kernel's own ESP: moves,
# a dead daemon, a forging neighbour. Needs such a kernel: kernel.sh has one, and
# says in its head what fails without what. Ends with "N passed, N failed".

. "$(dirname "$0")/../topology.sh"
net_begin esp "$@"
. "$NET_LIB/pair.sh"

# How many the kernel of HOST has: count HOST state|policy WORDS
count()
{
	in_host "$1" ip xfrm "$2" | grep -c -- "$3"
}

has_associations()
{
	[ "$(count "$1" state "encap type espinudp")" -ge 2 ]
}

route_to()
{
	in_host "$1" ip -6 route get "$(status "$2" ula)"
}

# Inner packets on the wires of desk's home and of its provider. On desk's own
# link the kernel shows what it has just decrypted.
in_clear()
{
	local file n sum=0
	for file in lan wan; do
		n=$("$B/net/capture" count "$NET_DIR/$file.pcap" \
			"ip6 and net fd00::/8 and not ether src $NEIGHBOUR")
		sum=$((sum + n))
	done
	echo "$sum"
}

# move NAME COMMAND: what must hold of every move.
move()
{
	local since_desk since_laptop
	wait_for 10 calm
	since_desk=$(lines desk)
	since_laptop=$(lines laptop)
	window "$1"
	"$2"
	check "$1: desk's tunnel moves along" \
		wait_for 20 heard desk "$since_desk" "the tunnel has moved along"
	check "$1: and laptop's" wait_for 20 heard laptop "$since_laptop" \
		"the tunnel has moved along"
	window_end "$1"
	check "$1: the transfer survives, whole" survived "$1"
	check_not "$1: the tunnel was never down" \
		heard desk "$since_desk" "the tunnel is down"
	note "$1: silent $(result udp "$1" gap_ms) ms," \
		"TCP stalled $(result tcp "$1" tcp_stall_ms) ms"
}

# The provider gives the router in front of desk, which dials, another address:
# laptop can learn it from desk alone.
move_own()
{
	nat_renumber natA 11.1.0.99
}

mac_of()
{
	in_host "$1" ip -o link show eth0 | sed 's/.*link.ether \([^ ]*\).*/\1/'
}

# Echo requests to desk's ULA past any tunnel, as from laptop's.
forge()
{
	in_host neighbour ping -6 -n -c 5 -i 0.1 -W 1 -I "$LAPTOP_ULA" "$DESK_ULA"
}

guarded()
{
	in_host desk nft list table ip6 autotunnel |
		sed -n 's/.*packets \([0-9]*\) bytes.*/\1/p' |
		awk '{ n += $1 } END { print n + 0 }'
}

world
host neighbour 10.1.0.9/24 via natA
NEIGHBOUR=$(mac_of neighbour)
capture natA lan "$NET_DIR/lan.pcap"
capture natA wan "$NET_DIR/wan.pcap"
rendezvous_start
agent_start desk
agent_start laptop
check "both have a tunnel" wait_for 30 tunnel_is_up
DESK_ULA=$(status desk ula)
LAPTOP_ULA=$(status laptop ula)
for name in desk laptop; do
	check "$name: the kernel has the tunnel's associations, in UDP" \
		has_associations "$name"
	check_not "$name: and charon no device" in_host "$name" \
		ip link show ipsec0
done
without policies && in_host desk ip xfrm policy flush
check "packets to laptop leave with our ULA, 1280 octets at most" \
	eval "route_to desk laptop | grep -q 'dev autotunnel0 .*src $DESK_ULA.*mtu 1280'"
check "laptop answers by name" wait_for 5 reaches desk laptop
transfer_start 300
net_verdict $? "a transfer runs to its name"

move silent move_silent
silent_end
move nat move_nat
move own move_own
move both move_both

# A neighbour sends to desk's tunnel address what comes by no tunnel.
in_host neighbour ip -6 addr add "$LAPTOP_ULA/128" dev eth0 nodad
in_host neighbour ip -6 route add "$DESK_ULA" dev eth0
in_host neighbour ip -6 neigh replace "$DESK_ULA" lladdr "$(mac_of desk)" \
	dev eth0
before=$(guarded)
check_not "a forged packet is not answered" forge
check_number "the guard drops what a neighbour sends to our address" \
	"$(guarded)" -gt "$before"

# The daemon dies in the middle of the transfer.
wait_for 10 calm
since=$(lines desk)
window death
kill -KILL "$(charon_of desk)"
check "the daemon's death is noticed" \
	wait_for 5 heard desk "$since" "charon died"
check_not "meanwhile its peer is unreachable" \
	in_host desk ping -6 -n -q -c 1 -W 1 "$LAPTOP_ULA"
check "nothing of the dead one is left in the kernel" \
	wait_for 2 eval '[ "$(count desk state "^src")" = 0 ]'
check "the daemon is started again, and the tunnel is back" \
	wait_for 40 heard desk "$since" "$LAPTOP: the tunnel is up"
window_end death
check "death: the transfer survives, whole" survived death
note "death: silent $(result udp death gap_ms) ms"

check_number "no inner packet was on a wire in clear" "$(in_clear)" -eq 0
check_number "though the transfer was, as UDP" \
	"$("$B/net/capture" count "$NET_DIR/wan.pcap" "udp port 4500")" -gt 1000
check "laptop leaves" agent_say laptop leave
check "and takes its associations with it" \
	wait_for 5 eval '[ "$(count laptop state "^src")" = 0 ]'
check "and its policies" is "$(count laptop policy "$LAPTOP_ULA")" 0
for name in desk laptop; do
	check_not "$name: no assertion failed" \
		grep -q Assertion "$(log_of "$name" agent)"
done
net_end
