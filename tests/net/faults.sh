# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# faults.sh - what scenarios of faults share: pair.sh's world, what is well in it,
# and what must be left of it in the end. Sourced after topology.sh.
#
#   faults_start [WIRE...]      the world, unless it is there already, both agents,
#                               a tunnel; SEED is RANDOM's
#   all_is_well "sentence" SINCE    within LIMIT_S seconds, else what is missing
#   pid_of VICTIM               desk, laptop: their agents; charon-desk,
#                               charon-laptop; rendezvous; primary; miniupnpd: of
#                               the NAT where laptop is
#   end_at_once PID             kill -9, and it is gone
#   start_again VICTIM          as its supervisor does; charon is its agent's
#   piece NAME                  peace, nat, move or both: what laptop's network
#                               does meanwhile
#   nap MS                      sleeps; for moments that are drawn at random
#   faults_end                  nothing is lost: state files load and are those of
#                               the same hosts, the zone is right; and nothing
#                               is left where the agents were
#
# PRIMARY is bind or knot. SEED=N draws the same numbers again.

. "$NET_LIB/pair.sh"

PRIMARY=${PRIMARY:-bind}
LIMIT_S=${LIMIT_S:-40}
LEASES=${LEASES:-llq-lease-min = 5s
llq-lease-max = 10s}
declare -A FAULTS_LABEL=() FAULTS_ULA=() FAULTS_PRINT=()

# Processes ------------------------------------------------------------------

pid_of()
{
	case $1 in
	desk | laptop) echo "${NET_PIDS[$1/agent]}" ;;
	charon-*) charon_of "${1#charon-}" ;;
	rendezvous) echo "${NET_PIDS[server/rendezvous]}" ;;
	primary) echo "${NET_PIDS[server/primary]}" ;;
	miniupnpd) echo "${NET_PIDS[${NET_VIA[laptop]}/miniupnpd]}" ;;
	esac
}

dead()
{
	local state
	state=$(sed 's/.*) \(.\).*/\1/' "/proc/$1/stat" 2>/dev/null)
	[ -z "$state" ] || [ "$state" = Z ]
}

# Our shell is not to say that it ended: that is wanted.
end_at_once()
{
	disown "$1" 2>/dev/null
	kill -KILL "$1" 2>/dev/null || return 1
	wait_for 5 dead "$1"
}

primary_again()
{
	case $PRIMARY in
	bind) spawn server primary "$(lab_program named)" -g -n 1 \
		-c "$NET_DIR/server/bind/named.conf" ;;
	knot) spawn server primary "$(lab_program knotd)" \
		-c "$NET_DIR/server/knot/knot.conf" ;;
	esac
}

# pair.sh's, with the primary that is wanted.
primary_start()
{
	"${PRIMARY}_start" server "$ZONE" "$NET_DIR/all.key"
	primary_ready server "$ZONE"
}

# start_again VICTIM [NAT]
start_again()
{
	case $1 in
	desk | laptop) agent_start "$1" ;;
	rendezvous) rendezvous_run ;;
	primary) primary_again ;;
	miniupnpd) nat_daemon "${2:-${NET_VIA[laptop]}}" ;;
	esac
}

nap()
{
	sleep "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))"
}

# What a healthy world looks like ----------------------------------------------

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

all_is_well()
{
	NET_POLL=0.2 wait_for "$LIMIT_S" well
	net_verdict $? "$1: all is well after $(($(now_ms) - $2)) ms" || {
		note "missing: $MISSING"
		complain desk laptop
		note "$(tail -n 5 "$(log_of server rendezvous)")"
	}
}

# Changes meanwhile --------------------------------------------------------------

# Another address of that network.
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

# shellcheck disable=SC2034 # of scenarios
PIECES=(peace nat move both)

# Beginning and end ---------------------------------------------------------------

# What an agent leaves on its host: links, rules, routes, filters, processes.
print_of()
{
	local pid
	ip -n "$1" -br link | cut -d ' ' -f 1 | sed 's/@.*//; s/wlan0/eth0/'
	ip -n "$1" -6 rule
	ip -n "$1" -6 route show table all | grep -v 'dev eth0\|dev wlan0\|dev lo'
	nsenter --net="/run/netns/$1" nft list tables
	for pid in $(net_processes "$1"); do
		cat "/proc/$pid/comm" 2>/dev/null
	done
}

faults_start()
{
	local name since
	SEED=${SEED:-$RANDOM}
	RANDOM=$SEED
	note "seed $SEED"
	[ -e /run/netns/desk ] || world "$@"
	for name in desk laptop; do
		FAULTS_PRINT[$name]=$(print_of "$name")
	done
	rendezvous_start
	since=$(now_ms)
	agent_start desk
	agent_start laptop
	all_is_well "at first" "$since"
	for name in desk laptop; do
		FAULTS_LABEL[$name]=$(status "$name" label)
		FAULTS_ULA[$name]=$(status "$name" ula)
	done
}

# Beside its files, what only a damaged or interrupted one would leave.
litter()
{
	find "$NET_DIR/desk" "$NET_DIR/laptop" "$NET_DIR/server" \
		-maxdepth 1 \( -name '*.new' -o -name '*.damaged-*' \) | grep .
}

# in_zone NAME TYPE ANSWER, in whatever case: Knot writes names small.
in_zone()
{
	local got
	got=$(dns_ask server "$1" "$2" | sort | paste -sd ' ')
	is "${got,,}" "${3,,}"
}

faults_end()
{
	local name since label
	check_not "no state was damaged, and nothing half is left" litter
	# All that is on disk, and nothing else, is what they go on with.
	for name in desk laptop rendezvous; do
		end_at_once "$(pid_of "$name")"
	done
	rendezvous_run
	since=$(now_ms)
	agent_start desk
	agent_start laptop
	all_is_well "from the state files" "$since"
	check "both hosts are listed, and nobody else" in_zone \
		"_autotunnel._udp.$ZONE" PTR \
		"_autotunnel._udp.$DESK. _autotunnel._udp.$LAPTOP."
	for name in desk laptop; do
		label=$(status "$name" label)
		check "$name: its label is what it was" \
			is "$label" "${FAULTS_LABEL[$name]}"
		check "$name: so is its address" \
			is "$(status "$name" ula)" "${FAULTS_ULA[$name]}"
		check "$name: its name leads to it" in_zone "$name.$ZONE" AAAA \
			"${FAULTS_ULA[$name]}"
		check "$name: so does its service" in_zone \
			"_autotunnel._udp.$name.$ZONE" SRV "0 0 4500 $label."
	done
	for name in desk laptop; do
		stop "$name" agent
		check "$name: nothing is left of it" wait_for 5 left_as_found "$name" ||
			note "$(diff <(echo "${FAULTS_PRINT[$name]}") \
				<(print_of "$name"))"
	done
	stop server rendezvous
	check_not "no assertion failed, nothing crashed" \
		grep -h 'Assertion\|AddressSanitizer\|runtime error' \
		"$(log_of desk agent)" "$(log_of laptop agent)" \
		"$(log_of server rendezvous)"
}

left_as_found()
{
	[ "$(print_of "$1")" = "${FAULTS_PRINT[$1]}" ]
}
