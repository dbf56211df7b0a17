#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# cafe.sh - a laptop in a cafe, whose router maps no ports, is connected to every
# reachable host within 5 s of its network coming up, and a transfer goes along
# from cafe to cafe, home and back.
#
# without: peer:adrift:we_dial -> a laptop that boots in a cafe is connected
# without: gateway:asking:patience.spent -> a laptop that boots in a cafe is connected
# without: peer:astray:we_dial -> a laptop that comes to a bar goes on
# without: gateway:asking:patience -> and went on before the router was given up

. "$(dirname "$0")/topology.sh"
net_begin cafe "$@"
. "$NET_LIB/pair.sh"
. "$NET_LIB/cafes.sh"

PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"

leads()
{
	[[ $(way desk laptop) == "${NET_WAN[$1]}:"* ]]
}

# in_order SINCE TEXT LATER: laptop said the one, then the other.
in_order()
{
	local said
	said=$(tail -n "+$(($1 + 1))" "$(log_of laptop agent)" |
		grep -o -m 1 -e "$2" -e "$3")
	is "$said" "$2"
}

stall()
{
	result tcp "$1" tcp_stall_ms | cut -d . -f 1
}

# move NAME NAT SENTENCE
move()
{
	wait_for 10 calm laptop desk
	window "$1"
	host_move laptop "$2"
	wait_for 10 leads "$2"
	window_end "$1"
	check "$3" survived "$1"
	check_number "$1: with a stall in ms" "$(stall "$1")" -lt "$CAFE_LIMIT"
}

world_begin
nat natA wan 11.1.0.2 lan 10.1.0.1/24
nat natB wan 11.2.0.2 lan 10.2.0.1/24
nat cafe wan 11.3.0.2 lan 10.3.0.1/24 natpmp silent
nat bar wan 11.4.0.2 lan 10.4.0.1/24 natpmp off symmetric
site desk 10.1.0.2/24 via natA
site laptop 10.3.0.2/24 via cafe
site tower 11.20.0.2/24 via internet
nats_ready
rendezvous_start
agent_start desk
agent_start tower
check "desk, at home, and tower, in public, are connected" \
	wait_for 15 tunnel_between desk tower

# Nobody answers the laptop's requests for ports.
# covers: P7 P9 UL-C-08
bagged laptop
arrives laptop "a laptop that boots in a cafe is connected"
check "it says that its router maps nothing" \
	wait_for 3 is_status laptop reach no-protocol
check "and what that means" hears laptop status "not reachable from outside"
check "and what would help" hears laptop status "would help: switch on NAT-PMP"
check "its target in DNS is \`.\`" wait_for 5 target_is laptop .
check "desk knows that laptop dials" is_peer desk laptop dials they
check "laptop too" is_peer laptop desk dials we
check "and says how desk sees it" hears desk peers "nowhere from outside"

# The bar's router says at once that it has nothing for us, and gives each flow a
# port at random; the cafe's says nothing.
# covers: P9 BTMM-C-30
transfer desk laptop 120 || net_die "no traffic flows"
move bar bar "a laptop that comes to a bar goes on"
check "behind its symmetric NAT, too" connected laptop
move home natB "a laptop that comes home goes on"
check "there it is reachable" wait_for 10 is_status laptop reach mapped
check "and published" wait_for 5 target_is laptop "$(status laptop label)."
since=$(lines laptop)
move cafe cafe "a laptop that comes to a cafe goes on"
check "it is unreachable there" wait_for 10 is_status laptop reach no-protocol
check "and went on before the router was given up" \
	in_order "$since" "$DESK: the tunnel has moved along" \
	"not reachable from outside"
check "desk hears of it" wait_for 5 is_peer desk laptop reachable false
note "$(tell laptop peers)"

for name in desk laptop tower; do
	stop "$name" agent
	check_not "$name: no assertion failed" \
		grep -q Assertion "$(log_of "$name" agent)"
done
stop server rendezvous
keep "$PAIR_RECORD/laptop.trace"
net_end
