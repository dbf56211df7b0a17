#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# lossy.sh - two agents over paths of 20 ms that lose, delay, reorder and
# duplicate packets: they register and find each other, a transfer survives
# every move, no change is missed, and none is applied twice. Milliseconds are
# printed and judged by nobody. Ends with "N passed, N failed".
#
# without: llq_events:telling:resend -> an event that was lost is told again
# without: registration:registering:resend -> an update that was lost is sent again

. "$(dirname "$0")/topology.sh"
net_begin lossy "$@"
. "$NET_LIB/pair.sh"

PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"
HALF="delay 10ms jitter 3ms loss 2.5 reorder 2 duplicate 2"
ADDRESS=30		# the last number of laptop's NAT, the next time

until_ms()
{
	local limit=$1 began status
	shift
	began=$(now_ms)
	wait_for "$limit" "$@"
	status=$?
	MS=$(($(now_ms) - began))
	return "$status"
}

said_by_both()
{
	heard desk 0 "$1" && heard laptop 0 "$1"
}

place()
{
	echo "${NET_WAN[${NET_VIA[laptop]}]}"
}

# told_once SINCE: where laptop is now, by the zone.
told_once()
{
	is "$(tail -n "+$(($1 + 1))" "$(log_of desk agent)" |
		grep -c -- "$LAPTOP: is at $(place) port")" 1
}

# renumber SINCE...: laptop's NAT has another address, one that it never had.
renumber()
{
	SINCE=$(lines desk)
	ADDRESS=$((ADDRESS + 1))
	nat_renumber "${NET_VIA[laptop]}" "11.2.0.$ADDRESS"
}

told()
{
	heard desk "$SINCE" "$LAPTOP: is at $(place) port"
}

# move NAME COMMAND: what must hold of every move.
move()
{
	wait_for 10 calm
	SINCE=$(lines desk)
	window "$1"
	"$2"
	until_ms 40 told
	check "$1: desk is told where laptop is, after $MS ms" told
	check "$1: the tunnel moves along" \
		wait_for 20 heard desk "$SINCE" "the tunnel has moved along"
	window_end "$1"
	check "$1: the transfer survives, whole" survived "$1"
	check "$1: desk was told once" told_once "$SINCE"
	note "$1: silent $(result udp "$1" gap_ms) ms," \
		"TCP stalled $(result tcp "$1" tcp_stall_ms) ms," \
		"$(result udp "$1" lost) datagrams lost"
}

# repeated HOST: how many events came to it again.
repeated()
{
	counter "$1" "DNS messages dropped: repeated event"
}

repeated_again()
{
	[ "$(repeated desk)" -gt "$1" ]
}

losing()
{
	[ "$(blocked "$1" "$2")" -ge "$3" ]
}

# shellcheck disable=SC2086 # words on purpose
world $HALF
rendezvous_start
agent_start desk
agent_start laptop
until_ms 60 tunnel_is_up
check "both have a tunnel, after $MS ms" tunnel_is_up
check "and have published their records" \
	wait_for 30 said_by_both "records published"
check "both hold their long-lived queries" \
	wait_for 30 said_by_both "long-lived query held"
wire_report server >"$NET_DIR/report"
for key in lost reordered duplicated; do
	note "the server's packets: $key" \
		"$(wire_count up "$key" <"$NET_DIR/report") up," \
		"$(wire_count down "$key" <"$NET_DIR/report") down"
done
transfer_start 180
net_verdict $? "a transfer runs to laptop's name"
window still
sleep 2
window_end still
check "while nothing moves the transfer is whole" survived still
check_number "though datagrams get lost" "$(result udp still lost)" -gt 0
note "still: $(result udp still lost) of $(($(result udp still lost) + \
	$(result udp still received))) datagrams lost," \
	"TCP stalled $(result tcp still tcp_stall_ms) ms"

move silent move_silent
silent_end
move nat move_nat
move both move_both

# From here on just that gets lost between desk and the server which is said to
# be: who loses three sends of an event in a row is given up (RFC 8764, 6).
wire natA loss 0
wire server loss 0
wait_for 10 calm
block "$SERVER" "${NET_WAN[natA]}" "udp sport 5352"
renumber
check "an event gets lost" \
	wait_for 20 losing "$SERVER" "${NET_WAN[natA]}" 1
check_not "and desk does not know" told
unblock "$SERVER" "${NET_WAN[natA]}"
until_ms 20 told
check "an event that was lost is told again, after $MS ms" told
check "once" told_once "$SINCE"

# The same with what desk answers.
wait_for 10 calm
before=$(repeated desk)
block "${NET_WAN[natA]}" "$SERVER" "udp dport 5352"
renumber
check "an event arrives whose acknowledgement is lost" wait_for 20 told
check "it comes again" wait_for 20 repeated_again "$before"
unblock "${NET_WAN[natA]}" "$SERVER"
check "and is told once" told_once "$SINCE"

# Everything of the server arrives twice, and so does all that it is told.
wait_for 10 calm
before=$(repeated desk)
wire server duplicate 100
renumber
check "duplicated, an event is told" wait_for 20 told
check "its double is known as such" wait_for 5 repeated_again "$before"
check "and told once" told_once "$SINCE"
wire server duplicate 2

# laptop's first word from its new place gets lost.
wait_for 10 calm
block "11.2.0.$((ADDRESS + 1))" "$SERVER" "udp dport 5352"
renumber
check "an update gets lost" wait_for 20 losing "$(place)" "$SERVER" 1
unblock "$(place)" "$SERVER"
until_ms 20 told
check "an update that was lost is sent again, after $MS ms" told
check "and told once" told_once "$SINCE"

window after
sleep 1
window_end after
check "the transfer is still the same, and whole" survived after
check "and laptop's name leads to it" wait_for 5 reaches desk laptop
for name in desk laptop; do
	stop "$name" agent
	check_not "$name: no assertion failed" \
		grep -q Assertion "$(log_of "$name" agent)"
done
stop server rendezvous
check_not "the rendezvous: no assertion failed" \
	grep -q Assertion "$(log_of server rendezvous)"
keep "$PAIR_RECORD/desk.trace"
check_replay "$PAIR_RECORD/laptop.trace" "$PAIR_RECORD/rendezvous.trace"
net_end
