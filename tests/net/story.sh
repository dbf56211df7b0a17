#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# story.sh - the demo's story as assertions: two hosts find each other by DNS
# alone, and a transfer by name survives each move, also a silent one, which
# fails without pushes. Milliseconds are printed and judged by nobody: the
# machine may be busy. Ends with "N passed, N failed".
#
# without: llq_client:held:changed -> silent: desk's tunnel moves along
# without: peer:open:located -> silent: desk's tunnel moves along
# without: registration:registered:published -> silent: desk was told
# without: registration:registered:leave -> laptop's address is gone from DNS

. "$(dirname "$0")/topology.sh"
net_begin story "$@"
. "$NET_LIB/pair.sh"

PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"

# first HOST TEXT: the number of the first line in which it says that.
first()
{
	grep -n -m 1 -- "$2" "$(log_of "$1" agent)" | cut -d : -f 1
}

# in_order HOST TEXT...: it said all of it, one after another.
in_order()
{
	local host=$1 last=0 line text
	shift
	for text; do
		line=$(first "$host" "$text")
		[ -n "$line" ] || { echo "not said: $text"; return 1; }
		[ "$line" -gt "$last" ] || { echo "too early: $text"; return 1; }
		last=$line
	done
}

said_by_both()
{
	heard desk 0 "$1" && heard laptop 0 "$1"
}

nothing_at()
{
	[ -z "$(dns_ask laptop "$1" "$2")" ]
}

status_of()
{
	agent_say "$1" status --json | field "$2"
}

peer_of()
{
	agent_say "$1" peers --json | field "$2"
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
		wait_for 10 heard desk "$since_desk" "the tunnel has moved along"
	check "$1: and laptop's" wait_for 10 heard laptop "$since_laptop" \
		"the tunnel has moved along"
	window_end "$1"
	check "$1: the transfer survives, whole" survived "$1"
	check "$1: desk was told where laptop is" heard desk "$since_desk" \
		"$LAPTOP: is at ${NET_WAN[${NET_VIA[laptop]}]} port"
	check "$1: the tunnel was never down" sh -c '! "$@"' sh \
		grep -q 'the tunnel is down' "$(log_of desk agent)"
	note "$1: silent $(result udp "$1" gap_ms) ms," \
		"TCP stalled $(result tcp "$1" tcp_stall_ms) ms"
}

world
rendezvous_start
started=$(now_ms)
agent_start desk
agent_start laptop
check "both have a tunnel" wait_for 20 tunnel_is_up
note "after $(($(now_ms) - started)) ms"
check "and have published their records" \
	wait_for 10 said_by_both "records published"
for name in desk laptop; do
	check "$name: mapping, query, in this order" in_order "$name" \
		"tunnel port 4500 is mapped to port 4500" \
		"long-lived query held" "the tunnel is up"
	check "$name: place of the peer before the tunnel" \
		in_order "$name" "is at 11" "the tunnel is up"
	check "$name: is reached by its mapping" \
		is "$(status_of "$name" reach)" mapped
	check "$name: knows one peer" is "$(status_of "$name" peers_up)" 1
done
check "desk dials, for its name is the lower" is "$(peer_of desk dials)" we
check "laptop does not" is "$(peer_of laptop dials)" they
check "laptop's name leads to its ULA" \
	is "$(dns_ask desk "$LAPTOP" AAAA)" "$(status_of laptop ula)"
transfer_start 120
net_verdict $? "a transfer runs to its name"

move silent move_silent
silent_end
move nat move_nat
move both move_both

wait_for 10 calm
since=$(lines desk)
laptop_label=$(status_of laptop label)
check "laptop leaves" agent_say laptop leave
check "and desk hears of it" \
	wait_for 5 heard desk "$since" "its records are gone"
check "laptop's address is gone from DNS" nothing_at "$LAPTOP" AAAA
check "its service too" nothing_at "_autotunnel._udp.$LAPTOP" SRV
check "and its label" nothing_at "${laptop_label:-none}" A
check "desk stands in the list of hosts alone" \
	is "$(dns_ask desk "_autotunnel._udp.$ZONE" PTR)" "_autotunnel._udp.$DESK."
check "laptop's process has ended" wait_for 5 net_ended \
	"${NET_PIDS[laptop/agent]}"
check_not "its tunnel device is gone" in_host laptop ip link show autotunnel0

# Once more, and no push arrives.
transfer_stop
since=$(lines desk)
rm -f "$(log_of laptop agent)"
agent_start laptop
check "laptop comes back, and the tunnel too" \
	wait_for 20 tunnel_is_up "$since" 0
transfer_start 60
net_verdict $? "a transfer runs again"
wait_for 10 calm
block "$SERVER" "${NET_WAN[natA]}" "udp sport 5352 udp dport $(llq_port desk)"
since=$(lines desk)
window unpushed
move_silent
window_end unpushed
check_not "without pushes desk does not find a silent laptop" survived unpushed
check_not "and does not know where it is" heard desk "$since" "is at"
check_number "though pushes were sent" \
	"$(blocked "$SERVER" "${NET_WAN[natA]}")" -gt 0
silent_end

for name in desk laptop; do
	stop "$name" agent
	check_not "$name: no assertion failed" \
		grep -q Assertion "$(log_of "$name" agent)"
done
stop server rendezvous
check_not "the rendezvous: no assertion failed" \
	grep -q Assertion "$(log_of server rendezvous)"
check "a secret would be found" secret_in "$SECRET"
check "also within octets" eval 'base64 -d <<<"$(sed -n \
	"s/.*secret \"\(.*\)\".*/\1/p" "$KEYS")" >"$NET_DIR/octets" &&
	secret_in "$NET_DIR/octets"'
keep "$PAIR_RECORD/desk.trace" "$PAIR_RECORD/rendezvous.trace"
check_replay "$PAIR_RECORD"/laptop*.trace
net_end
