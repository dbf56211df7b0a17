#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# leaks.sh - whatever dies, stops or is taken away under a transfer, no packet of
# it leaves in clear, programs hear an error at once, and what a neighbour forges
# is dropped and counted. Ends with "N passed, N failed".
#
# without: call:tun_unreachable call:keeper_open call:guard_set -> no packet in clear while charon is dead
# without: call:tun_unreachable call:keeper_open -> a new connection fails at once while charon is dead
# without: call:tun_unreachable call:keeper_open -> a new connection fails at once when it is stopped
# without: call:guard_set -> the guard drops what a neighbour sends to our address
# without: call:keeper_open -> the device is back
# without: call:keeper_open call:guard_set -> no packet in clear after routes were flushed

. "$(dirname "$0")/topology.sh"
net_begin leaks "$@"
. "$NET_LIB/pair.sh"
. "$NET_LIB/ipv6.sh"
PAIR_RECORD=${PAIR_RECORD:-$NET_DIR/traces}
mkdir -p "$PAIR_RECORD"
MARKER=in-the-tunnel-only

# What must not be seen ------------------------------------------------------

# In clear: a packet with a tunnel address, a record of the transfer or the
# pings' marker, on the host's link or on its router's outer side.
in_clear()
{
	local file n sum=0
	for file in "$NET_DIR/eth0.pcap" "$NET_DIR/wan.pcap"; do
		n=$("$B/net/capture" count "$file" \
			"ip6 and net fd00::/8 and not ether src $NEIGHBOUR")
		sum=$((sum + n + $(grep -caF "$MARKER" "$file")))
	done
	echo "$sum"
}

no_leak()
{
	check_number "no packet in clear $1" "$(in_clear)" -eq 0
}

# Programs hear of it ----------------------------------------------------------

# A new connection to laptop's address, by TCP: to a port where nobody listens, so
# that it is refused, and not counted as another transfer, where it gets through.
fails_at_once()
{
	local began
	began=$(now_ms)
	in_host desk timeout 5 bash -c ": </dev/tcp/$LAPTOP_ULA/7001" \
		2>"$NET_DIR/error" && return 1
	cat "$NET_DIR/error"
	grep -q 'unreachable\|No route' "$NET_DIR/error" &&
		[ $(($(now_ms) - began)) -lt 1000 ]
}

daemon_is_gone()
{
	[ -z "$(charon_of desk)" ] &&
		! in_host desk ip link show ipsec0 >/dev/null 2>&1
}

kill_charon()
{
	kill -KILL "$(charon_of desk)"
	wait_for 2 daemon_is_gone
}

# Charon is started again within a second: on a busy machine that may be before
# anybody has tried.
fails_without_charon()
{
	local _
	for _ in 1 2 3; do
		kill_charon
		fails_at_once && return
		flows
	done
	return 1
}

flows()
{
	wait_for "${1:-15}" reaches desk laptop &&
		wait_for 5 eval '[ "$(status desk backend_on)" = true ]'
}

# The neighbour ------------------------------------------------------------------

# How many the neighbour has sent so far.
forged()
{
	"$B/net/capture" count "$NET_DIR/neighbour.pcap" "ip6 dst $DESK_ULA"
}

# Datagrams to desk's tunnel address, port 9: from the neighbour's own, and from
# the peer's.
forge()
{
	local goal
	goal=$(($(forged) + 60))
	spawn neighbour forger "$B/net/probe" udp-send "$DESK_ULA" 9 5 $FORGED
	spawn neighbour faker "$B/net/probe" udp-send "$DESK_ULA" 9 5 \
		"$LAPTOP_ULA"
	wait_for 5 eval "[ \"\$(forged)\" -ge $goal ]"
	stop neighbour forger
	stop neighbour faker
}

dropped()
{
	counter desk "packets $1 that came by no tunnel: dropped" 2>/dev/null
}

# not_let_in WHEN [counted]: a listening socket of desk's hears nothing of what
# the neighbour sends, and the neighbour hears nothing.
not_let_in()
{
	local log before us
	log=$(log_of desk listener)
	rm -f "$log"
	spawn desk listener "$B/net/probe" udp-receive 9 - 20
	wait_for 2 listening desk udp 9
	us=$(dropped "to our tunnel address")
	before=$("$B/net/capture" count "$NET_DIR/neighbour.pcap" \
		"ip6 src $DESK_ULA")
	forge
	check_not "$1: no forged packet reaches a socket" grep -q from "$log"
	check "$1: and none is answered" is "$before" \
		"$("$B/net/capture" count "$NET_DIR/neighbour.pcap" \
			"ip6 src $DESK_ULA")"
	stop desk listener
	[ -n "${2:-}" ] || return 0
	check_number "$1: the guard drops what a neighbour sends to our address" \
		"$(dropped "to our tunnel address")" -gt "$us"
}

# In the owner's words, of status without --json.
in_words()
{
	agent_say desk status | grep -q "[1-9].* $1 that came by no tunnel: dropped"
}

world
host neighbour 10.1.0.9/24 via natA
lan_ipv6 natA 2001:db8:a
host_ipv6 desk 2001:db8:a 2
host_ipv6 neighbour 2001:db8:a 9
FORGED=fd99::9
rendezvous_start
agent_start desk
agent_start laptop
check "the tunnel is up" wait_for 20 tunnel_between desk laptop
DESK_ULA=$(status desk ula)
LAPTOP_ULA=$(status laptop ula)
NEIGHBOUR=$(link_of neighbour eth0)
pretend neighbour $FORGED
pretend neighbour "$LAPTOP_ULA"
aim neighbour "$DESK_ULA" "$(link_of desk eth0)"
capture desk eth0 "$NET_DIR/eth0.pcap"
capture natA wan "$NET_DIR/wan.pcap"
capture neighbour eth0 "$NET_DIR/neighbour.pcap"
transfer desk laptop 300
PATTERN=$(printf %s "$MARKER" | od -An -v -tx1 | tr -d ' \n' | cut -c 1-32)
spawn desk ping ping -6 -n -q -i 0.02 -s 64 -p "$PATTERN" "$LAPTOP_ULA"
MARKER=${MARKER:0:16}
check "it carries traffic" flows

# Nobody is let in ----------------------------------------------------------------
not_let_in "while the tunnel is up" counted
check "status names it" in_words "packets to our tunnel address"

# The daemon dies ------------------------------------------------------------------
window charon
check "a new connection fails at once while charon is dead" \
	fails_without_charon
not_let_in "while charon is dead" counted
check "charon comes back" flows
window_end charon
no_leak "while charon is dead"
check "the transfer goes on" survived charon
note "silent $(result udp charon gap_ms) ms"

# Routes, rules and tables are not ours alone -----------------------------------------
in_host desk ip -6 route flush type unreachable
in_host desk ip -6 route flush table 4500
in_host desk ip -6 rule del pref 4500
check "flushed routes are back" wait_for 5 eval \
	'in_host desk ip -6 route show type unreachable | grep -q "$LAPTOP_ULA"'
check "and the tunnel carries traffic again" flows 5
in_host desk ip -6 route flush type unreachable
kill_charon
check "charon comes back once more" flows
no_leak "after routes were flushed"
in_host desk nft flush ruleset
check "a flushed guard is back" wait_for 5 in_host desk \
	nft list table ip6 autotunnel
not_let_in "after the packet filter was flushed" counted

# Devices ---------------------------------------------------------------------------
in_host desk ip link del autotunnel0
check "the device is back" wait_for 5 eval \
	'in_host desk ip addr show dev autotunnel0 | grep -q "$DESK_ULA"'
check "and so is the traffic" flows
in_host desk ip link del ipsec0
check "charon is given a new device, and traffic flows" flows
for _ in 1 2 3 4 5; do
	host_unplug desk
	host_plug desk
done
check "after a link that flapped the tunnel is back" flows 30
no_leak "when devices go"

# The agent dies, then the daemon, and nobody is left -----------------------------------
window agent
stop desk agent KILL
check "the agent's death costs no tunnel" reaches desk laptop
kill_charon
check "with both dead a new connection fails at once" fails_at_once
not_let_in "with both dead"
agent_start desk
check "the next agent brings the tunnel back" flows 20
window_end agent
no_leak "when the agent dies"
check "and the transfer went on" survived agent
check_number "what was dropped in between is counted too" \
	"$(dropped "to our tunnel address")" -gt 0

# The peer is gone ------------------------------------------------------------------------
host_unplug laptop
check_not "the peer does not answer" reaches desk laptop
host_plug laptop
check "once it is back it does" flows 40
no_leak "while the peer is away"

# The owner stops it, and leaves ------------------------------------------------------------
check "the owner stops it" agent_say desk stop
check "a new connection fails at once when it is stopped" fails_at_once
check_not "and our address is no more" eval \
	'in_host desk ip -6 addr | grep -q "$DESK_ULA"'
not_let_in "when it is stopped"
agent_start desk
check "started again, the tunnel is back" flows 30
check "the owner leaves" agent_say desk leave
check "a new connection fails at once when it has left" fails_at_once
not_let_in "when it has left"
sleep 1			# the transfer's TCP sends again meanwhile
no_leak "when it is stopped, or has left"
check_number "the transfer was in the captures, as UDP" \
	"$("$B/net/capture" count "$NET_DIR/wan.pcap" "udp port 4500")" -gt 1000

stop laptop agent
stop server rendezvous
keep "$PAIR_RECORD/desk.trace"
check_replay "$PAIR_RECORD"/laptop*.trace "$PAIR_RECORD/rendezvous.trace"
net_end
