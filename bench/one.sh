#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# one.sh TOOL MODE DELAY_MS LIMIT_S RUN RUNS - one move in a world of its own.
#
#	           server
#	              |
#	desk - natA - internet - natB - laptop       natC: where laptop goes
#
# TOOL (bench/tools) connects desk and laptop; a TCP connection and a stream of
# datagrams run from desk to laptop's inner address. Then laptop leaves NAT B for
# NAT C. MODE is what laptop does then:
#
#   silent     its programs send nothing, and its packets to desk are dropped
#              until one from desk has come to the new place: laptop's own
#              packets cannot tell where it is
#   listening  its programs send nothing; whatever the tool sends may pass
#   talking    its programs send every 20 ms, as before
#
# or, with both hosts talking, another move:
#
#   nat        laptop stays, and NAT B is given another public address
#   both       laptop goes to NAT C, and NAT A is given another address
#
# Packets between laptop and the server always pass. Tools that wait for timers
# of their own are as old as those timers allow when laptop leaves: of RUNS runs
# each comes at another moment of TOOL_PERIOD_S. Every path between two of the
# places outside takes DELAY_MS, one way. Prints one line of JSON:
# silence_ms is the longest time without a datagram at laptop, from before the
# move until 2 s after they flow again; over means that they did not flow again
# within LIMIT_S. cut_ms is how long the change of networks itself took.

BENCH=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=../tests/net/topology.sh
. "$BENCH/../tests/net/topology.sh"
net_begin bench "$@"
# shellcheck source=../tests/net/pair.sh
. "$NET_LIB/pair.sh"

TOOL=$1 MODE=$2 DELAY=$3 LIMIT=$4 RUN=$5 RUNS=$6
# shellcheck source=tools/autotunnel.sh
. "$BENCH/tools/$TOOL.sh"
AGE=1
case $MODE in silent | listening)
	AGE=$((AGE + TOOL_PERIOD_S * (2 * RUN - 1) / (2 * RUNS))) ;;
esac

give_up()
{
	local log
	{
		echo "$TOOL, $MODE, run $RUN: $1"
		for log in "$NET_DIR"/{desk,laptop,server}/*.log; do
			echo "--- ${log#"$NET_DIR"/}"
			tail -n 8 "$log"
		done
	} >&2
	exit 1
}

reached()
{
	in_host desk ping -n -q -c 1 -W 1 "$TOOL_LAPTOP"
}

# Datagrams come 200 a second; a stray packet makes no stream.
flowing()
{
	local before after
	before=$(packets_in)
	sleep 0.5
	after=$(packets_in)
	[ $((after - before)) -ge 40 ]
}

packets_in()
{
	nsenter --net=/run/netns/laptop awk -v device="$TOOL_DEVICE:" \
		'$1 == device { print $3 }' /proc/net/dev
}

octets_in()
{
	in_host laptop ss -Htin state established "( sport = 7000 )" |
		sed -n 's/.*bytes_received:\([0-9]*\).*/\1/p'
}

# Of TCP alone: the same connection delivers what it has not delivered before.
delivering()
{
	local now
	now=$(octets_in)
	[ "${now:-0}" -gt "$OCTETS" ]
}

# Between laptop and the NATs stands a switch, as the air between a laptop and
# two access points: so a move keeps laptop's network device, as a real one
# does. (wireguard-go sends nothing for 15 s after it was replaced.)
air()
{
	local name
	net_machine air
	ip -n air link add lan type bridge mcast_snooping 0
	ip -n air link set lan up
	for name in natB natC; do
		ip -n "$name" link add to-air type veth \
			peer name "to-$name" netns air
		ip -n "$name" link set to-air master lan up
		ip -n air link set "to-$name" up
	done
	ip -n natB link set to-laptop netns air
	ip -n air link set to-laptop master lan up
	ip -n air link set to-natB master lan
	wait_for 5 in_host laptop ping -q -c 1 -W 1 "$SERVER" ||
		net_die "laptop does not reach the server"
}

go()
{
	local mac began
	mac=$(ip -n laptop -o link show eth0 |
		sed 's/.*link.ether \([^ ]*\).*/\1/')
	ip -n natC neigh replace 10.3.0.2 lladdr "$mac" dev lan nud reachable
	[ "$MODE" != silent ] || bar
	began=$(now_ms)
	[ "$MODE" = nat ] || carry_laptop
	case $MODE in
	nat) nat_renumber natB 11.2.0.77 ;;
	both) nat_renumber natA 11.1.0.77 ;;
	esac
	CUT=$(($(now_ms) - began))
}

# Out of one network and into another, with an address and a way out as DHCP
# would give, in two commands, so that the change itself takes little of what is
# measured. Its address was announced to its new router, as DHCP clients do by
# ARP (RFC 5227, 2.3).
carry_laptop()
{
	ip -n air -batch - <<-'EOT'
	link set to-natB nomaster
	link set to-natC master lan
	EOT
	ip -n laptop -batch - <<-'EOT'
	addr del 10.2.0.2/24 dev eth0
	addr add 10.3.0.2/24 brd + dev eth0
	route replace default via 10.3.0.1 dev eth0
	EOT
}

# What laptop sends to desk from its new place is dropped until a packet from
# desk has come there.
bar()
{
	nsenter --net=/run/netns/laptop nft -f - <<-NFT
	table ip silent {
		set heard {
			type ipv4_addr
			flags dynamic
			size 16
		}
		chain input {
			type filter hook input priority -300
			ip saddr ${NET_WAN[natA]} ip daddr 10.3.0.2 \
				add @heard { ip saddr }
		}
		chain output {
			type filter hook output priority -300
			ip saddr 10.3.0.2 ip daddr ${NET_WAN[natA]} \
				ip daddr != @heard counter drop
		}
	}
	NFT
}

report()
{
	printf '{"tool":"%s","mode":"%s","delay_ms":%d,"run":%d,' \
		"$TOOL" "$MODE" "$DELAY" "$RUN"
	printf '"silence_ms":%s,"over":%s,"tcp_stall_ms":%s,' "$1" "$2" "$3"
	printf '"tcp_survived":%s,"cut_ms":%d,"version":"%s"}\n' "$4" "$CUT" \
		"$(tool_version)"
}

# Every access line has half of a path's delay, so that a packet from any public
# place to any other takes DELAY.
lines_delayed()
{
	local name
	[ "$DELAY" != 0 ] || return 0
	for name in server natA natB natC; do
		# shellcheck disable=SC2034 # wire.sh reads it
		NET_WIRE[$name]="delay $((DELAY / 2))ms"
	done
}

# The names that the streams go to, for tools without names.
names()
{
	local host
	[ "$TOOL" != autotunnel ] || return 0
	printf '127.0.0.1 localhost\n%s %s\n%s %s\n' "$TOOL_DESK" "$DESK" \
		"$TOOL_LAPTOP" "$LAPTOP" >"$NET_DIR/hosts"
	for host in desk laptop; do
		in_host "$host" mount --bind "$NET_DIR/hosts" /etc/hosts
	done
}

# map_port PORT: both NATs let it in, from anywhere; NAT C, which nobody has told
# of it, does not.
map_port()
{
	local host
	for host in desk laptop; do
		in_host "$host" "$B/net/natpmp" map udp "$1" "$1" 7200 ||
			return 1
	done
}

lines_delayed
world
air
names
tool_start >"$NET_DIR/start" 2>&1 ||
	give_up "did not start: $(cat "$NET_DIR/start")"
wait_for 30 reached || give_up "desk does not reach laptop"
transfer desk laptop $((AGE + 3 * LIMIT + 60)) ||
	give_up "the streams do not start"
case $MODE in
talking | nat | both) spawn laptop ping \
	ping -n -q -i 0.02 "$TOOL_DESK" ;;
esac
wait_for 10 flowing || give_up "the streams do not flow"
sleep "$AGE"
[ "$TOOL" != autotunnel ] || wait_for 20 calm

window move
OCTETS=$(octets_in)
BEGAN=$(now_ms)
go
if ! wait_for "$LIMIT" flowing; then
	report $((LIMIT * 1000)) true null null
	exit 0
fi
# TCP sends again when it has waited twice as long as before.
OCTETS=$(octets_in)
wait_for $((2 + (1 + $(now_ms) - BEGAN) / 1000)) delivering
sleep 2
window_end move
SURVIVED=false
! survived move || SURVIVED=true
report "$(result udp move gap_ms)" false "$(result tcp move tcp_stall_ms)" \
	"$SURVIVED"
