#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# demo.sh - two hosts behind two NATs find each other by DNS alone, and a
# transfer between them survives every move. `make demo` runs it.
#
#   DELAY=20ms   lays paths that take so long, each way
#   PUSH=no      takes the rendezvous' pushes away: the silent move must fail then
#
# Writes $B/demo.json, and recordings of all three programs to $B/demo. Where the
# machine itself stood still while a move was measured (net/stalls), it says so.
# Exit: 0 when every transfer survived (with PUSH=no: when it did not).

DEMO=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ "$(id -u)" != 0 ]; then
	echo "The demo needs root, for network namespaces, nftables and" \
		"/dev/net/tun: sudo make demo" >&2
	exit 1
fi
# shellcheck source=../tests/net/topology.sh
. "$DEMO/../tests/net/topology.sh"
net_begin demo "$@"
# shellcheck source=../tests/net/pair.sh
. "$NET_LIB/pair.sh"

PAIR_RECORD=$B/demo
BUDGET_MS=300
PUSH=${PUSH:-yes}
DELAY=${DELAY:-0}
EVENTS=$NET_DIR/events
MOVES=()		# one JSON object each
ROWS=()			# one line of the table each
NOTES=()		# what is to be said of some of them
UP_MS=0
FAILED=0
bold='' good='' bad='' plain=''
[ ! -t 1 ] || { bold=$'\e[1m' good=$'\e[32m' bad=$'\e[31m' plain=$'\e[0m'; }

title()
{
	printf '\n%s%s%s\n' "$bold" "$1" "$plain"
}

# say WHO TEXT, in the narrator's columns.
say()
{
	local at=$(($(now_ms) - START))
	printf '%4d.%03d s  %-8s %.58s\n' $((at / 1000)) $((at % 1000)) "$1" "$2"
}

give_up()
{
	local name
	printf '\n%s%s%s\n' "$bad" "$1" "$plain"
	for name in desk laptop; do
		echo "The last words of $name's agent:"
		tail -n 8 "$(log_of "$name" agent)"
	done
	exit 1
}

narrate()
{
	: >"$(log_of "$1" agent)"
	setsid setpriv --pdeathsig KILL bash "$DEMO/narrate.sh" "$1" \
		"$(log_of "$1" agent)" "$START" "$EVENTS" &
	NET_PIDS["demo/narrate-$1"]=$!
}

# When HOST's agent first said it, in ms since the start.
moment()
{
	grep -m 1 " $1 .*$2" "$EVENTS" | cut -d ' ' -f 1
}

both_moments()
{
	[ -n "$(moment desk "$1")" ] && [ -n "$(moment laptop "$1")" ]
}

# What the cables do: a path has two, and each takes half of it.
path()
{
	[ "$DELAY" = 0 ] || awk -v d="$DELAY" 'BEGIN {
		half = d / 2; sub(/^[0-9.]*/, "", d); print "delay", half d }'
}

begin()
{
	local up
	mkdir -p "$PAIR_RECORD"
	rm -f "$PAIR_RECORD"/*.trace "$B/demo.json"
	title "Two hosts, each behind a NAT, and a name server in between"
	# shellcheck disable=SC2046 # words on purpose
	world $(path)
	cat <<-EOT
	  desk   10.1.0.2 -- NAT A 11.1.0.2 --+-- 11.9.0.2 server: BIND, rendezvous
	  laptop 10.2.0.2 -- NAT B 11.2.0.2 --+-- 11.3.0.2 NAT C: another network
	  All that a host is told:
	EOT
	sed 's|^|    |; s|= /.*/|= .../|' "$NET_DIR/desk/autotunnel.conf"
	rendezvous_start
	START=$(now_ms)
	title "Both agents start"
	setsid setpriv --pdeathsig KILL "$B/net/stalls" >"$NET_DIR/stalls" &
	NET_PIDS["demo/stalls"]=$!
	narrate desk
	narrate laptop
	agent_start desk
	agent_start laptop
	wait_for 20 both_moments "the tunnel is up" ||
		give_up "There is no tunnel after 20 s."
	up=$(moment desk "the tunnel is up")
	UP_MS=$(moment laptop "the tunnel is up")
	[ "$up" -le "$UP_MS" ] || UP_MS=$up
	wait_for 10 both_moments "records published"
	transfer_start || give_up "The transfer does not start."
	say transfer "runs to $LAPTOP, TCP and UDP"
}

# stood_still SINCE: for how many ms the machine did since that second. A stall
# is told when it ends.
stood_still()
{
	awk -v since="$1" '$1 >= since { ms += $2 } END { print ms + 0 }' \
		"$NET_DIR/stalls"
}

# measured NAME SINCE: the result of a move, for all who want it.
measured()
{
	local gap stall word=no alive=false verdict=missed still
	gap=$(result udp "$1" gap_ms)
	stall=$(result tcp "$1" tcp_stall_ms)
	survived "$1" && alive=true word=yes
	[ "${gap%.*}" -ge "$BUDGET_MS" ] || verdict=met
	[ "$alive" = true ] || FAILED=$((FAILED + 1))
	say transfer "silent ${gap%.*} ms, TCP stalled ${stall%.*} ms, survived: $word"
	still=$(stood_still "$2")
	[ "$still" = 0 ] ||
		NOTES+=("In $1 the machine itself stood still for $still ms.")
	MOVES+=("{\"name\": \"$1\", \"gap_ms\": $gap, \"tcp_stall_ms\": $stall, \"tcp_survived\": $alive, \"machine_stood_still_ms\": $still}")
	ROWS+=("$(printf '%-8s%10s ms  %10s ms   %-8s  %s' "$1" "${gap%.*}" \
		"${stall%.*}" "$word" "$verdict")")
}

# move NAME WHAT COMMAND: under the running transfer.
move()
{
	local since began=$EPOCHSECONDS
	title "$1: $2"
	wait_for 10 calm
	since=$(lines desk)
	window "$1"
	"$3"
	# What comes soon after the move belongs to it too. Nothing looks whether
	# it is over: that would take the time of those who move.
	sleep 1
	wait_for 10 heard desk "$since" "the tunnel has moved along" && sleep 1
	window_end "$1"
	measured "$1" "$began"
}

silently()
{
	silent_begin
	say laptop "moves to NAT C; not a packet to desk until desk spoke"
	host_move laptop natC
}

at_nat()
{
	say "NAT C" "gets another public address"
	move_nat
}

at_both()
{
	both_begin
	say laptop "moves to NAT B, while NAT A gets another address"
	move_both
}

leave()
{
	local since
	title "laptop leaves"
	since=$(lines desk)
	agent_say laptop leave >/dev/null || give_up "laptop could not leave."
	wait_for 5 heard desk "$since" "its records are gone" ||
		give_up "desk has not heard that laptop left."
}

# Recordings hold no secret, and tell the same again in another process.
check_traces()
{
	local trace what
	stop desk agent
	stop server rendezvous
	title "Recordings in ${PAIR_RECORD#"$NET_ROOT"/}"
	for trace in "$PAIR_RECORD"/*.trace; do
		what="holds no secret"
		! secret_in "$trace" || what="HOLDS A SECRET"
		if [ ! -x "$B/autotunnel-lab" ]; then
			:
		elif "$B/autotunnel-lab" replay "$trace" >"$NET_DIR/replay" 2>&1
		then
			what="$what, replays the same"
		else
			what="$what, DOES NOT REPLAY"
		fi
		echo "  ${trace##*/}: $what"
		case $what in
		*[A-Z][A-Z]*) FAILED=$((FAILED + 1)) ;;
		esac
	done
}

json_file()
{
	local list push=true
	[ "$PUSH" != no ] || push=false
	list=$(printf '    %s,\n' "${MOVES[@]}")
	{
		echo "{"
		echo "  \"tunnel_up_ms\": $UP_MS,"
		echo "  \"push\": $push,"
		echo "  \"delay\": \"$DELAY\","
		echo "  \"moves\": ["
		echo "${list%,}"
		echo "  ]"
		echo "}"
	} >"$B/demo.json"
}

table()
{
	local row
	title "What each move cost the transfer that ran through it"
	echo "move    longest silence    TCP stall   survived  budget of $BUDGET_MS ms"
	for row in "${ROWS[@]}"; do
		case $row in
		*met) echo "${row%met}${good}met$plain" ;;
		*) echo "${row%missed}${bad}missed$plain" ;;
		esac
	done
	[ ${#NOTES[@]} = 0 ] || printf '%s\n' "${NOTES[@]}"
	echo "The tunnel was up $UP_MS ms after the agents' start."
	[ "$DELAY" = 0 ] || echo "Each path takes $DELAY, and as long back."
}

# The rendezvous' messages to desk are dropped on their way, so that nothing
# tells desk where laptop is. The window closes after 10 s without traffic.
without_push()
{
	local since desk=${NET_WAN[natA]} began=$EPOCHSECONDS
	title "silent, and no push reaches desk"
	wait_for 10 calm
	since=$(lines desk)
	block "$SERVER" "$desk" "udp sport 5352 udp dport $(llq_port desk)"
	window silent
	silently
	window_end silent
	measured silent "$began"
	json_file
	if heard desk "$since" "$LAPTOP" || survived silent; then
		give_up "desk found laptop all the same; that should not be."
	fi
	echo
	echo "desk has not found laptop, as was expected: without the" \
		"$(blocked "$SERVER" "$desk") pushes"
	echo "that were dropped nothing tells it. \`make demo\` lets them through."
}

begin
if [ "$PUSH" = no ]; then
	without_push
	exit 0
fi
move silent "laptop moves, and only a push can tell desk where to" silently
say laptop "had held back $(silent_drops) packets until desk's first arrived"
silent_end
move nat "the public address of laptop's NAT changes" at_nat
move both "both ends change at once" at_both
leave
check_traces
json_file
table
[ "$FAILED" = 0 ]
exit
