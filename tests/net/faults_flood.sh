#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# faults_flood.sh - up to 100,000 bad datagrams a second at all open ports of the
# rendezvous, then of an agent and its IKE daemon: random octets, messages that are
# right in form, and mutilated ones, from 4,096 forged addresses (flood.c). The zone
# changes and hosts move meanwhile, and are heard; the tunnel carries; memory is
# bounded. Datagrams a second are printed and judged by nobody: the machine may be
# busy. Ends with "N passed, N failed".
#
#   SEED=N RATE=N SECONDS_EACH=N tests/net/faults_flood.sh
#
# without: lab:change -> the rendezvous: a push arrives

. "$(dirname "$0")/topology.sh"
net_begin "faults-flood" "$@"
. "$NET_LIB/faults.sh"

RATE=${RATE:-100000}
SECONDS_EACH=${SECONDS_EACH:-200}	# at most: it is ended before
GROWTH_KB=16384
FORGED=11.200.0.0
NUMBER=0			# of a host that is only in the zone

# ports HOST COMM: the UDP ports of that program there.
ports()
{
	nsenter --net="/run/netns/$1" ss -Hlunp | grep "\"$2\"" |
		awk '{ print $4 }' | sed 's/%[^:]*//' | grep -v '^\[' | sort -u
}

# targets HOST ADDRESS: whatever is open there, as flood.c wants it.
targets()
{
	local at port
	for at in $(ports "$1" autotunnel) $(ports "$1" charon-systemd) \
			$(ports "$1" autotunnel-dns); do
		port=${at##*:}
		case $at in
		127.*) ;;
		224.*) echo "natpmp:${at%:*}:$port" ;;
		*:5352) echo "server:$2:$port" ;;
		*:500 | *:4500) echo "ike:$2:$port" ;;
		*) echo "client:$2:$port"; echo "natpmp:$2:$port" ;;
		esac
	done
}

flood_start()
{
	local from=$1
	shift
	spawn "$from" flood "$B/net/flood" "$SECONDS_EACH" "$RATE" "$FORGED" "$@"
}

# How many datagrams programs there have read.
read_by()
{
	nsenter --net="/run/netns/$1" cat /proc/net/snmp |
		awk '$1 == "Udp:" && $2 ~ /^[0-9]/ { print $2 }'
}

kilobytes()
{
	awk '$1 == "VmRSS:" { print $2 }' "/proc/$(pid_of "$1" | head -n 1)/status"
}

# Another host stands in the zone: desk hears of it by a push.
push()
{
	local name=n$((NUMBER += 1))
	without change ||
		dns_update server "$NET_DIR/rendezvous.key" "zone $ZONE" \
			"update add _autotunnel._udp.$ZONE 30 PTR _autotunnel._udp.$name.$ZONE"
	wait_for 40 has_peer desk "$name"
	net_verdict $? "$1: a push arrives" || complain desk
	dns_update server "$NET_DIR/rendezvous.key" "zone $ZONE" \
		"update delete _autotunnel._udp.$ZONE PTR _autotunnel._udp.$name.$ZONE"
}

heard_of_move()
{
	is_peer desk laptop public_endpoint "$(public_of laptop):4500"
}

# flooded WHAT HOST FROM VICTIM... -- TARGET...
flooded()
{
	local what=$1 host=$2 from=$3 now name said before
	local -A size=()
	shift 3
	local victims=()
	while [ "$1" != -- ]; do
		victims+=("$1")
		size[$1]=$(kilobytes "$1")
		shift
	done
	shift
	note "$what: $*"
	check_number "$what: ports" $# -ge 1
	before=$(read_by "$host")
	flood_start "$from" "$@"
	push "$what"
	check "$what: the tunnel carries" wait_for 20 reaches desk laptop
	check "$what: and back" wait_for 20 reaches laptop desk
	piece nat
	check "$what: a move is heard" wait_for 40 heard_of_move
	push "$what, after it"
	check "$what: the tunnel carries still" wait_for 30 reaches desk laptop
	stop "$from" flood
	now=$(now_ms)
	said=$(tail -n 1 "$(log_of "$from" flood)")
	note "$what: $(json per_second <<<"$said") datagrams a second"
	check_number "$what: bad datagrams" "$(json sent <<<"$said")" -gt 10000
	check_number "$what: of these were read" \
		$(($(read_by "$host") - before)) -gt 1000
	for name in "${victims[@]}"; do
		check "$what: $name lives" kill -0 "$(pid_of "$name" | head -n 1)"
		check_number "$what: $name has grown by so many KB" \
			$(($(kilobytes "$name") - size[$name])) -lt "$GROWTH_KB"
	done
	all_is_well "$what: when it is over" "$now"
}

world
host flooder 11.8.0.2/24 via internet
host neighbour 10.1.0.66/24 via natA
faults_start
mapfile -t SERVER_PORTS < <(targets server "$SERVER")
mapfile -t DESK_PORTS < <(targets desk 10.1.0.2)
flooded "the rendezvous" server flooder rendezvous -- "${SERVER_PORTS[@]}"
flooded "the agent" desk neighbour desk charon-desk -- "${DESK_PORTS[@]}"
faults_end
net_end
