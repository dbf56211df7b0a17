#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# faults_calls.sh - each system call of an agent, and of the rendezvous, that
# concerns its state file or its lock fails once, or is the last one (faulty.c):
# the first, the second ... The daemon lives and says what failed in one sentence, or
# ends with one; and whoever is started next has the state. Ends with "N passed,
# N failed". SERVER_ONLY=1: the rendezvous alone.
#
# without: call:store_load -> it serves

. "$(dirname "$0")/topology.sh"
net_begin "faults-calls" "$@"
. "$NET_LIB/agents.sh"

ERRORS=(28 5 122)		# ENOSPC, EIO, EDQUOT, in turn
CALLS_MAX=${CALLS_MAX:-40}

# pid_of PROGRAM: agent of hostA, or rendezvous.
pid_of()
{
	case $1 in
	agent) echo "${NET_PIDS[hostA/agent]}" ;;
	rendezvous) echo "${NET_PIDS[server/rendezvous]}" ;;
	esac
}

dead()
{
	local state
	state=$(sed 's/.*) \(.\).*/\1/' "/proc/$1/stat" 2>/dev/null)
	[ -z "$state" ] || [ "$state" = Z ]
}

end_at_once()
{
	disown "$1" 2>/dev/null
	kill -KILL "$1" 2>/dev/null
	wait_for 5 dead "$1"
}

run()
{
	case $1 in
	agent) spawn hostA agent "${@:2}" "$AUTOTUNNEL" agent \
		--config "$NET_DIR/hostA/agent.conf" ;;
	rendezvous) spawn server rendezvous "${@:2}" "$AUTOTUNNEL_DNS" \
		--config "$NET_DIR/server/autotunnel-dns.conf" ;;
	esac
}

log_for()
{
	case $1 in
	agent) log_of hostA agent ;;
	rendezvous) log_of server rendezvous ;;
	esac
}

# What the program is there for, after a start.
serves()
{
	case $1 in
	agent) agent_registered hostA ;;
	# strangers are refused; who is away refuses nobody
	rendezvous) in_host server dig +time=1 +tries=1 -p 5352 \
		"@$(net_host_address server)" "$ZONE" SOA |
		grep -q 'status: REFUSED' ;;
	esac
}

struck()
{
	[ -s "$TOLD" ] && [ "$(tr -d '\0' <"$TOLD" | wc -c)" -gt 0 ]
}

ended_or_serves()
{
	dead "$(pid_of "$1")" || serves "$1"
}

ended_or_struck()
{
	dead "$(pid_of "$1")" || struck
}

folder_of()
{
	case $1 in
	agent) echo "$NET_DIR/hostA/agent.state" ;;
	rendezvous) echo "$NET_DIR/server/rendezvous.state" ;;
	esac
}

half_written()
{
	find "$NET_DIR/hostA" "$NET_DIR/server" -maxdepth 1 \
		\( -name '*.new' -o -name '*.damaged-*' \) | grep .
}

# One run with the Nth call failing; 1 if there are not so many.
try()
{
	local program=$1 error=$2 n=$3 said what how
	TOLD=$NET_DIR/told
	: >"$TOLD"
	chmod 666 "$TOLD"
	said=$(wc -l <"$(log_for "$program")")
	run "$program" env "LD_PRELOAD=$B/net/faulty.so" \
		"LAB_FAULT_FOLDER=$(folder_of "$program")" \
		"LAB_FAULT_AT=$n" "LAB_FAULT_ERROR=$error" \
		"LAB_FAULT_TOLD=$TOLD"
	wait_for 10 ended_or_serves "$program"
	[ "$program" = agent ] || wait_for 10 ended_or_struck "$program" ||
		tell hostA again >/dev/null 2>&1
	wait_for 3 ended_or_struck "$program"
	struck || { end_at_once "$(pid_of "$program")"; return 1; }
	what=$(tr -d '\0' <"$TOLD")
	how="error $error"
	[ "$error" != 0 ] || how="death"
	if dead "$(pid_of "$program")"; then
		[ "$error" = 0 ] || check "$program, call $n ($what), $how: it says why it ends" \
			tells "$program" "$said" '^error: '
	else
		check "$program, call $n ($what), $how: it serves" \
			wait_for 10 serves "$program"
		end_at_once "$(pid_of "$program")"
		[ "$error" = 0 ] || check_not "$program, call $n ($what), $how: nothing is half written" \
			half_written
	fi
	return 0
}

# tells PROGRAM SINCE PATTERN
tells()
{
	tail -n "+$(($2 + 1))" "$(log_for "$1")" | grep -q -- "$3"
}

# try_all PROGRAM: and what it was stays what it is.
try_all()
{
	local program=$1 how error n
	for how in error death; do
		n=1
		while [ "$n" -le "$CALLS_MAX" ]; do
			error=${ERRORS[n % ${#ERRORS[@]}]}
			[ "$how" = error ] || error=0
			try "$program" "$error" "$n" || break
			n=$((n + 1))
		done
		check_number "$program: calls, $how" $((n - 1)) -ge 8
		run "$program"
		check "$program: serves after all of these" \
			wait_for 20 serves "$program"
		check "$program: has the state of before" \
			is "$(status hostA label)" "$LABEL"
		check_not "$program: nothing is left half written" half_written
		end_at_once "$(pid_of "$program")"
	done
	run "$program"
	wait_for 20 serves "$program"
}

server 11.9.0.2
nat natA wan 11.1.0.2 lan 10.1.0.1/24
host hostA 10.1.0.2/24 via natA
nats_ready
zone_start
agent_start hostA ant
check "the host is registered" agent_ready hostA
LABEL=$(status hostA label)
end_at_once "$(pid_of agent)"
if [ -n "${SERVER_ONLY:-}" ]; then
	run agent
else
	try_all agent
fi
check "the agent is there again" wait_for 10 agent_registered hostA
end_at_once "$(pid_of rendezvous)"
try_all rendezvous
check "its records stand" has_records "$SERVICE.ant" SRV
net_end
