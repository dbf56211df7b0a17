#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# lab.sh - the laboratory's check of itself: what scenarios take for granted of
# real NATs, name servers and paths. Ends with "N passed, N failed".
#
# without: lab:hairpin -> lets a neighbour in by the public address
# without: lab:symmetric -> has a port for each destination
# without: lab:announcements -> a new public address is announced
# without: lab:outage -> a router that was off has lost it
# without: lab:cut -> a cut of 300 ms is measured
# without: lab:strangers -> a stranger is not heard
# without: lab:loss -> packets get lost on the way
# without: lab:notify -> NOTIFY of a change comes
# without: lab:keys -> an update by another key is refused
# without: lab:delay -> a round trip over a wire of 10 ms

. "$(dirname "$0")/topology.sh"
net_begin lab "$@"

ZONE=home.example.net
NATPMP=$B/net/natpmp
PROBE=$B/net/probe
[ -x "$PROBE" ] || net_die "run \"make net\" first"

natpmp()
{
	local host=$1
	shift
	in_host "$host" "$NATPMP" "$@"
}

# hear HOST NAME: from now on a listener for announcements.
hear()
{
	spawn "$1" "$2" "$NATPMP" listen 10
	wait_for 2 grep -q listening "$(log_of "$1" "$2")"
}

# flows FROM ADDRESS PORT TO LOCAL-PORT [FROM-PORT]: does a datagram arrive?
# The line that tells from where is left in FLOW_FROM, for lab_nat.sh.
flows()
{
	local log got
	log=$(log_of "$4" receiver)
	rm -f "$log"
	spawn "$4" receiver "$PROBE" udp-receive "$5" - 10
	wait_for 2 listening "$4" udp "$5"
	spawn "$1" sender "$PROBE" udp-send "$2" "$3" 10 0.0.0.0 "${6:-0}"
	wait_for 1 grep from "$log"
	got=$?
	FLOW_FROM=$(head -n 1 "$log")
	stop "$1" sender
	stop "$4" receiver
	return "$got"
}

# check runs its command in a subshell; what spawns must not.
check_flows()
{
	local sentence=$1
	shift
	flows "$@"
	net_verdict $? "$sentence"
}

check_no_flow()
{
	local sentence=$1
	shift
	! flows "$@"
	net_verdict $? "$sentence"
}

started=$(now_ms)
two_sites
note "three sites stand after $(($(now_ms) - started)) ms"
bind_key=$NET_DIR/alpha.key
key_make "$bind_key" alpha
key_make "$NET_DIR/other.key" other
allowed=("$bind_key")
without keys && allowed+=("$NET_DIR/other.key")
without notify && NET_NOTIFY="127.0.0.1 port 9"
bind_start server "$ZONE" "${allowed[@]}"
nat natF wan 10.1.0.9 lan 10.6.0.1/24 via natA
# shellcheck disable=SC2046 # none or one word each
nat natH wan 11.4.0.2 lan 10.4.0.1/24 udp_timeout 1 \
	$(without symmetric || echo symmetric) $(without hairpin || echo hairpin)
host hostA2 10.1.0.3/24 via natA mtu 1400
host hostF 10.6.0.2/24 via natF
host hostH 10.4.0.2/24 via natH
host hostH2 10.4.0.3/24 via natH
host public 11.8.0.2/24 via internet
nat natW wan 11.7.0.2 lan 10.7.0.1/24 \
	delay "$(without delay && echo 0 || echo 10ms)"
host hostW 10.7.0.2/24 via natW mtu 1400 delay 0
nats_ready
. "$NET_LIB/lab_nat.sh"
. "$NET_LIB/lab_events.sh"
. "$NET_LIB/lab_wire.sh"
. "$NET_LIB/lab_dns.sh"
net_end
