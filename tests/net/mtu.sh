#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# mtu.sh - a tunnel over paths of 1280, 1400, 1492 and 1500 octets with all ICMP
# lost: it comes up, and bulk TCP and full datagrams pass both ways, whole or
# fragmented. Prints what passes a second next to plain TCP over the same path,
# writes it to $B/mtu.json, and judges none of it. Ends with "N passed, N
# failed".
#
# without: call:outer_allow_fragments -> 1280: desk's transfer arrives whole
# without: lab:route-mtu -> no inner packet is longer than 1280
# without: lab:icmp-off -> nobody hears that a packet is too long

. "$(dirname "$0")/topology.sh"
net_begin mtu "$@"
. "$NET_LIB/pair.sh"

PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"
OCTETS=3000000
TUNNEL=ipsec0
LINE="delay 5ms rate 50mbit"
PATHS=()		# one JSON object each

# What may not be: `check_none SENTENCE FILE FILTER`, and the contrary.
matching()
{
	"$B/net/capture" count "$1" "$2"
}

check_none()
{
	check "$1" is "$(matching "$2" "$3")" 0
}

check_some()
{
	check_number "$1" "$(matching "$2" "$3")" -gt 0
}

# watch NAME HOST IFACE: packets go to $NET_DIR/NAME.pcap, until watch_end.
watch()
{
	rm -f "$(log_of "$2" "capture-$3")"
	capture "$2" "$3" "$NET_DIR/$1.pcap"
}

# bulk NAME FROM TO ADDRESS [SEGMENT]: what both ends tell is in NAME.FROM and
# NAME.TO.
bulk()
{
	local name=$1 from=$2 to=$3 address=$4
	spawn "$to" "$name" "$B/net/bulk" receive 7100 20
	wait_for 2 listening "$to" tcp 7100
	in_host "$from" "$B/net/bulk" send "$address" 7100 "$OCTETS" \
		"${LIMIT:-10}" "${@:5}" >"$NET_DIR/$name.$from"
	wait_for 1 net_ended "${NET_PIDS[$to/$name]}"
	stop "$to" "$name"
	cp "$(log_of "$to" "$name")" "$NET_DIR/$name.$to"
}

arrived_whole()
{
	is "$(json octets <"$1") octets, $(json wrong <"$1") wrong" \
		"$OCTETS octets, 0 wrong" || { cat "$1"; return 1; }
}

# datagrams NAME FROM TO ADDRESS: of 1232 octets, which makes 1280 with headers.
datagrams()
{
	spawn "$3" "$1" "$B/net/bulk" udp-receive 7101 100 5
	wait_for 2 listening "$3" udp 7101
	in_host "$2" "$B/net/bulk" udp-send "$4" 7101 100 1232 2
	wait_for 5 net_ended "${NET_PIDS[$3/$1]}"
}

received_all()
{
	grep -q '"received":100,"wrong":0,"late":0,"twice":0' \
		"$(log_of "$1" "$2")" || { cat "$(log_of "$1" "$2")"; return 1; }
}

# all_ways MTU NAME WATCHED-HOST IFACE: both ways through the tunnel; then plain TCP, whose segments a friendly router
# would have made fit.
all_ways()
{
	local mtu=$1 name=$2 where=$3 link=$4 plain tunnel back
	watch "$name" "$where" "$link"
	watch "$name-in" desk "$TUNNEL"
	bulk "$name-up" desk laptop "$LAPTOP"
	check "$name: desk's transfer arrives whole" \
		arrived_whole "$NET_DIR/$name-up.laptop"
	bulk "$name-down" laptop desk "$DESK"
	check "$name: laptop's too" arrived_whole "$NET_DIR/$name-down.desk"
	datagrams "$name-u" desk laptop "$LAPTOP"
	check "$name: so do full datagrams to laptop" received_all laptop \
		"$name-u"
	datagrams "$name-v" laptop desk "$DESK"
	check "$name: and back" received_all desk "$name-v"
	stop "$where" "capture-$link"
	stop desk "capture-$TUNNEL"
	bulk "$name-plain" desk laptop "${NET_WAN[natB]}" $((mtu - 40))
	check "$name: plain TCP passes where its segments fit" \
		arrived_whole "$NET_DIR/$name-plain.laptop"
	plain=$(json mbit <"$NET_DIR/$name-plain.desk")
	tunnel=$(json mbit <"$NET_DIR/$name-up.desk")
	back=$(json mbit <"$NET_DIR/$name-down.laptop")
	PATHS+=("$(awk -v name="$name" -v mtu="$mtu" -v plain="$plain" \
		-v tunnel="$tunnel" -v back="$back" 'BEGIN { printf \
		"{\"path\": \"%s\", \"mtu\": %d, \"plain_mbit\": %.1f, " \
		"\"tunnel_mbit\": %.1f, \"tunnel_back_mbit\": %.1f, " \
		"\"ratio\": %.2f}", name, mtu, plain, tunnel, back,
		tunnel / (plain ? plain : 1) }')")
	note "${PATHS[-1]}"
}

# What a capture shows of outer packets.
outer_is()
{
	local file=$NET_DIR/$1.pcap
	check_none "$1: no outer packet forbids to fragment it" "$file" \
		"udp port 4500 and ip[6] & 0x40 != 0"
	if [ "$2" = whole ]; then
		check_none "$1: none is fragmented" "$file" \
			"ip[6:2] & 0x3fff != 0"
	else
		check_some "$1: some are fragmented" "$file" \
			"ip[6:2] & 0x3fff != 0"
	fi
	check_some "$1: and they are what they should be" "$file" \
		"udp port 4500 and ip[2:2] > 1200"
}

inner_is()
{
	local file=$NET_DIR/$1-in.pcap
	check_none "$1: no inner packet is longer than 1280" "$file" \
		"ip6[4:2] > 1240"
	check_some "$1: and some are as long" "$file" "ip6[4:2] == 1240"
	check_none "$1: no SYN allows longer segments" "$file" \
		"ip6[6] == 6 and ip6[53] & 2 != 0 and
		not (ip6[60:2] == 0x0204 and ip6[62:2] <= 1220)"
	check_some "$1: and there were SYNs" "$file" \
		"ip6[6] == 6 and ip6[53] & 2 != 0 and ip6[62:2] == 1220"
}

has_mtu()
{
	ip -n "$1" -6 route show table all "$2" | grep -q "dev .* mtu 1280"
}

ula_of()
{
	agent_say "$1" status --json | field ula
}

# shellcheck disable=SC2086 # words on purpose
world $LINE
rendezvous_start
cable_mtu natA 1280
without icmp-off || icmp_off natA natB internet
agent_start desk
agent_start laptop
check "over a path of 1280 octets the tunnel comes up" \
	wait_for 20 tunnel_is_up
# shellcheck disable=SC2016 # for eval
for host in desk laptop; do
	check "$host: its tunnel device has an MTU of 1280" eval \
		'ip -n "$host" link show autotunnel0 | grep -q "mtu 1280 "'
	check "$host: only outer packets may be fragmented" eval \
		'in_host "$host" nft list chain ip autotunnel outer |
		grep -q "udp sport 4500 .*frag-off set 0"'
done
desk_ula=$(ula_of desk)
laptop_ula=$(ula_of laptop)
if without route-mtu; then
	for host in desk laptop; do
		# shellcheck disable=SC2046 # words on purpose
		ip -n "$host" -6 route replace $(ip -n "$host" -6 route show \
			table 4500 | sed 's/ mtu 1280.*//') table 4500
	done
else
	check "desk's route to laptop has an MTU of 1280" \
		has_mtu desk "$laptop_ula"
	check "and laptop's to desk" has_mtu laptop "$desk_ula"
fi

in_host laptop "$B/net/natpmp" map tcp 7100 7100 600 >/dev/null
OCTETS=100000 LIMIT=2 bulk deaf desk laptop "${NET_WAN[natB]}"
check_not "nobody hears that a packet is too long" \
	grep -q '"octets":100000' "$NET_DIR/deaf.laptop"

all_ways 1280 1280 internet to-natB
outer_is 1280 fragmented
inner_is 1280
for mtu in 1400 1492 1500; do
	cable_mtu natA "$mtu"
	all_ways "$mtu" "$mtu" internet to-natB
	outer_is "$mtu" whole
done
inner_is 1500
cable_mtu desk 1280
all_ways 1280 own-link desk eth0
outer_is own-link fragmented

{
	echo "{\"wire\": \"$LINE, twice\", \"octets\": $OCTETS, \"paths\": ["
	printf '%s\n' "${PATHS[@]}" | sed '$!s/$/,/'
	echo "]}"
} >"$B/mtu.json"
for name in desk laptop; do
	stop "$name" agent
	check_not "$name: no assertion failed" \
		grep -q Assertion "$(log_of "$name" agent)"
done
check_not "an agent that has gone left no rule" \
	in_host desk nft list table ip autotunnel
stop server rendezvous
keep "$PAIR_RECORD/desk.trace"
check_replay "$PAIR_RECORD/laptop.trace" "$PAIR_RECORD/rendezvous.trace"
net_end
