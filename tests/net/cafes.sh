# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# cafes.sh - hosts that boot in cafes, whose routers map no ports, and what they
# are promised there. Sourced after pair.sh.
#
#   bagged HOST           its agent runs, and there is no network yet
#   connected HOST        it has tunnels that carry traffic with all of
#                         REACHABLE, both ways
#   arrives HOST SENTENCE   its network comes up: it is connected within 5 s
#   hears HOST COMMAND WORDS   what autotunnel COMMAND says has the words
#   target_is HOST NAME   of its SRV record

REACHABLE="desk tower"	# to whom everybody in a cafe is to be connected
CAFE_LIMIT=5000		# ms from the network on

bagged()
{
	host_unplug "$1"
	agent_start "$1"
	wait_for 5 tell "$1" status
	wait_for 5 is_status "$1" backend_on true
}

connected()
{
	local other
	for other in $REACHABLE; do
		tunnel_between "$1" "$other" && reaches "$1" "$other" &&
			reaches "$other" "$1" || return 1
	done
}

arrives()
{
	local began other ms most=0
	began=$(now_ms)
	host_plug "$1"
	check "$2" wait_for 30 connected "$1"
	# since when, the agent knows: to ask takes its time on a busy machine
	for other in $REACHABLE; do
		ms=$(peer "$1" "$other" up_ms)
		ms=$(($(now_ms) - began - ${ms:-0}))
		[ "$ms" -lt "$most" ] || most=$ms
	done
	check_number "within 5 s of its network, in ms" "$most" -lt "$CAFE_LIMIT"
}

target_is()
{
	is "$(dns_ask desk "_autotunnel._udp.$1.$ZONE" SRV | cut -d ' ' -f 4)" "$2"
}

hears()
{
	tell "$1" "$2" | grep -q -- "$3" || { tell "$1" "$2"; return 1; }
}
