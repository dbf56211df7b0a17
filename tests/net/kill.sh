#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# kill.sh [SEED] - kill -9 of each process that takes part, at random moments of
# moves, and in peace: everything comes back by itself. What a supervisor would
# start again is started again; nothing else is helped. Ends with
# "N passed, N failed".
#
#   KILLS=N     kills of each process, 10
#   VICTIMS=".."  which; all
#
# without: call:charon_process_start -> charon, killed

. "$(dirname "$0")/topology.sh"
net_begin kill "$@"
. "$NET_LIB/pair.sh"

SEED=${1:-$RANDOM}
RANDOM=$SEED
KILLS=${KILLS:-10}
VICTIMS=${VICTIMS:-desk laptop charon rendezvous bind miniupnpd}
LIMIT_S=40
NAT=natB			# laptop's, when the round began

# The processes and how they are started again --------------------------------

victim_pid()
{
	case $1 in
	desk | laptop) echo "${NET_PIDS[$1/agent]}" ;;
	charon) charon_of desk ;;
	rendezvous) echo "${NET_PIDS[server/rendezvous]}" ;;
	bind) echo "${NET_PIDS[server/primary]}" ;;
	miniupnpd) echo "${NET_PIDS[$NAT/miniupnpd]}" ;;
	esac
}

# As systemd does. charon is the agent's to start.
restart()
{
	case $1 in
	desk | laptop) agent_start "$1" ;;
	rendezvous) rendezvous_run ;;
	bind) spawn server primary "$(lab_program named)" -g -n 1 \
		-c "$NET_DIR/server/bind/named.conf" ;;
	miniupnpd) nat_daemon "$NAT" ;;
	esac
}

dead()
{
	local state
	state=$(sed 's/.*) \(.\).*/\1/' "/proc/$1/stat" 2>/dev/null)
	[ -z "$state" ] || [ "$state" = Z ]
}

# What a healthy world looks like ---------------------------------------------

public_of()
{
	echo "${NET_WAN[${NET_VIA[$1]}]}"
}

# knows HOST PEER: where PEER is, and has a tunnel to it.
knows()
{
	local said
	said=$(agent_say "$1" peers --json) || return 1
	[ "$(field public_endpoint <<<"$said")" = "$(public_of "$2"):4500" ] &&
		[ "$(field up <<<"$said")" = true ]
}

mapped()
{
	local said
	said=$(agent_say "$1" status --json) || return 1
	[ "$(field reach <<<"$said")" = mapped ] &&
		[ "$(field public_endpoint <<<"$said")" = "$(public_of "$1"):4500" ]
}

listening_live()
{
	agent_say "$1" status --json >"$NET_DIR/said" &&
		! grep -q '"known": false' "$NET_DIR/said"
}

published()
{
	[ "$(dns_ask server "$(agent_say "$1" status --json | field label)" A)" = \
		"$(public_of "$1")" ]
}

# The first thing that is not as it should be stays in MISSING.
well()
{
	local condition
	for condition in "mapped desk" "mapped laptop" "published desk" \
			"published laptop" "knows desk laptop" \
			"knows laptop desk" "listening_live desk" \
			"listening_live laptop" "reaches desk laptop" \
			"reaches laptop desk"; do
		MISSING=$condition
		$condition >/dev/null 2>&1 || return 1
	done
	MISSING=
}

# all_is_well SENTENCE SINCE: within LIMIT_S.
all_is_well()
{
	wait_for "$LIMIT_S" well
	net_verdict $? "$1 after $(($(now_ms) - $2)) ms" || {
		note "missing: $MISSING"
		complain_all
	}
}

# The story, in pieces, over and over ------------------------------------------

address_of()
{
	local net=${NET_WAN[$1]%.*} last=$((RANDOM % 200 + 10))
	[ "$net.$last" != "${NET_WAN[$1]}" ] || last=$((last + 1))
	echo "$net.$last"
}

piece()
{
	local here=${NET_VIA[laptop]} there=natB
	[ "$here" != natB ] || there=natC
	case $1 in
	peace) ;;
	nat) nat_renumber "$here" "$(address_of "$here")" ;;
	move) host_move laptop "$there" ;;
	both)
		host_unplug laptop
		nat_renumber natA "$(address_of natA)"
		host_move laptop "$there"
		;;
	esac
}

# round VICTIM PIECE MS: it dies that long after the piece began.
round()
{
	local pid since
	NAT=${NET_VIA[laptop]}
	pid=$(victim_pid "$1")
	[ -n "$pid" ] || net_die "$1: no process"
	(sleep "$(printf '%d.%03d' $(($3 / 1000)) $(($3 % 1000)))"
	kill -KILL "$pid") &
	since=$(now_ms)
	piece "$2"
	wait_for 5 dead "$pid"
	wait "$pid" 2>/dev/null
	restart "$1"
	all_is_well "$1, killed $3 ms into $2: all is well" "$since"
	since=$(now_ms)
	piece nat
	nat_renumber natA "$(address_of natA)"
	all_is_well "and both hear of the next move:" "$since"
	[ -z "$MISSING" ] || [ -z "${STOP:-}" ] || net_end
}

complain_all()
{
	complain desk laptop
	note "rendezvous: $(tail -n 5 "$(log_of server rendezvous)")"
}

LEASES='llq-lease-min = 5s
llq-lease-max = 10s'
PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"
world
rendezvous_start
started=$(now_ms)
agent_start desk
agent_start laptop
all_is_well "at first all is well" "$started"
note "seed $SEED"
pieces=(peace nat move both)
n=0
while [ "$n" -lt "$KILLS" ]; do
	for victim in $VICTIMS; do
		round "$victim" "${pieces[RANDOM % 4]}" $((RANDOM % 1500))
	done
	n=$((n + 1))
done
for name in desk laptop; do
	check_not "$name: no assertion failed" \
		grep -q Assertion "$(log_of "$name" agent)"
done
check_not "the rendezvous: no assertion failed" \
	grep -q Assertion "$(log_of server rendezvous)"
for name in desk laptop; do
	stop "$name" agent
done
stop server rendezvous
check_replay "$PAIR_RECORD"/*.trace
net_end
