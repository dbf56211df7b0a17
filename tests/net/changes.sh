# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# changes.sh - what scenarios of changing networks share: pair.sh's world with
# recordings, a transfer that must live through each change, and counts of what
# the agents sent, out of their recordings. Source it after pair.sh.
#
#   changes_start           the world, both agents, a tunnel, a transfer
#   through NAME COMMAND... the change, and what must hold of it
#   mark HOST               how long its recording is: the next SINCE
#   asked HOST SINCE        NAT-PMP requests that it has sent since then
#   updates HOST SINCE      UPDATEs
#   setups HOST SINCE       requests for long-lived queries
#   fired HOST SINCE ROW    how often a row like "network: .* -> fresh" fired
#   changes_end             stops everything, and judges the recordings

PAIR_RECORD=$NET_DIR/traces
mkdir -p "$PAIR_RECORD"

changes_start()
{
	local started
	[ -e /run/netns/desk ] || world
	rendezvous_start
	started=$(now_ms)
	agent_start desk
	agent_start laptop
	wait_for 20 tunnel_between desk laptop
	net_verdict $? "both have a tunnel" || note "$(tail -n 20 \
		"$(log_of desk agent)" "$(log_of laptop agent)")"
	note "after $(($(now_ms) - started)) ms"
	transfer_start "${1:-120}"
	net_verdict $? "a transfer runs"
	wait_for 10 calm
}

# The transfer lives, and its longest silences are printed.
through()
{
	local name=$1
	shift
	window "$name"
	"$@"
	window_end "$name"
	check "$name: the transfer survives, whole" survived "$name"
	note "$name: silent $(result udp "$name" gap_ms) ms," \
		"TCP stalled $(result tcp "$name" tcp_stall_ms) ms"
}

shown()
{
	"$B/autotunnel-lab" show "$PAIR_RECORD/$1.trace" 2>/dev/null
}

mark()
{
	shown "$1" | wc -l
}

since()
{
	shown "$1" | tail -n "+$(($2 + 1))"
}

asked()
{
	since "$1" "$2" | grep -c '^.*NAT-PMP .* request'
}

updates()
{
	since "$1" "$2" | grep -A 1 '=> send on query' | grep -c 'DNS update'
}

setups()
{
	since "$1" "$2" | grep -c 'LLQ setup, no error, id 0000000000000000'
}

fired()
{
	since "$1" "$2" | grep -c -- "^	$3"
}

changes_end()
{
	local name
	transfer_stop
	for name in desk laptop; do
		stop "$name" agent
		check_not "$name: no assertion failed" \
			grep -q Assertion "$(log_of "$name" agent)"
	done
	stop server rendezvous
	check_not "the rendezvous: no assertion failed" \
		grep -q Assertion "$(log_of server rendezvous)"
	keep "$PAIR_RECORD/laptop.trace"
	check_replay "$PAIR_RECORD/desk.trace" "$PAIR_RECORD/rendezvous.trace"
}
