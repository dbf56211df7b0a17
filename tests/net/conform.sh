# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# conform.sh - `autotunnel-lab conform` in the laboratory. Sourced after
# agents.sh by scenarios that hold a live program against the RFCs.
#
#   conform_start RUN HOST ROLE ARGS...  begins it on HOST; several at once
#   conform_ended RUN                    waits until it has ended
#   check_kept RUN "sentence"            it found no failure, and something
#   failing RUN                          the requirements that failed, sorted
#   verdict RUN ID                       pass, fail or inconclusive
#   faulty PORT SWITCH...                a rendezvous on "server" that lacks
#                                        what tests/weak.c has as SWITCH; of
#                                        the zone FAULT_ZONE, if that is set
#
# A run's verdicts are in $NET_DIR/RUN.json, its evidence in RUN.pcapng, its
# output in the log RUN of HOST.

LAB=$B/autotunnel-lab
declare -A CONFORM_HOST=()

conform_start()
{
	local run=$1 host=$2
	shift 2
	CONFORM_HOST[$run]=$host
	# shellcheck disable=SC2016
	spawn "$host" "$run" bash -c 'out=$1; shift
		"$@" --json >"$out.new"; status=$?
		mv "$out.new" "$out"; exit $status' \
		conform "$NET_DIR/$run.json" "$LAB" conform "$@" \
		--pcap "$NET_DIR/$run.pcapng"
}

# Its exit status in CONFORM_STATUS.
conform_ended()
{
	local pid=${NET_PIDS[${CONFORM_HOST[$1]}/$1]}
	wait_for 120 net_ended "$pid" || return 1
	wait "$pid"
	CONFORM_STATUS=$?
	[ -e "$NET_DIR/$1.json" ]
}

# verdicts RUN RESULT: their requirements, a line each.
verdicts()
{
	sed -n "s/.*\"requirement\":\"\([^\"]*\)\".*\"verdict\":\"$2\".*/\1/p" \
		"$NET_DIR/$1.json" | sort
}

failing()
{
	verdicts "$1" fail | paste -sd' '
}

verdict()
{
	sed -n "s/.*\"requirement\":\"$2\".*\"verdict\":\"\([^\"]*\)\".*/\1/p" \
		"$NET_DIR/$1.json"
}

# What failed and why, for whoever reads the log.
conform_says()
{
	grep '"verdict":"fail"' "$NET_DIR/$1.json"
	tail -n 20 "$(log_of "${CONFORM_HOST[$1]}" "$1")"
}

# check_kept RUN SENTENCE LEAST: no failure, and LEAST requirements kept.
check_kept()
{
	conform_ended "$1"
	check "$2: no failure" is "${CONFORM_STATUS:-}:$(failing "$1")" "0:" ||
		note "$(conform_says "$1")"
	check_number "$2: requirements kept" \
		"$(verdicts "$1" pass | wc -l)" -ge "$3"
}

# check_broken RUN SENTENCE ID...: these fail and no other.
check_broken()
{
	local run=$1 sentence=$2
	shift 2
	conform_ended "$run"
	check "$sentence: just that fails" \
		is "${CONFORM_STATUS:-}:$(failing "$run")" \
		"1:$(printf '%s\n' "$@" | sort | paste -sd' ')" ||
		note "$(conform_says "$run")"
}

# The same zone, the same primary, a port and a state of its own.
faulty()
{
	local port=$1 name=rendezvous-$1
	shift
	sed -e "s/^address = .*/&\nport = $port/" \
		-e "s/rendezvous.state/$name.state/" \
		-e "s/^name = .*/name = ${FAULT_ZONE:-$ZONE}/" \
		"$NET_DIR/server/autotunnel-dns.conf" \
		>"$NET_DIR/server/$name.conf"
	spawn server "$name" env AUTOTUNNEL_WITHOUT="$*" \
		"$B/weak/autotunnel-dns" --config "$NET_DIR/server/$name.conf"
	wait_for 5 listening server udp "$port" ||
		net_die "$(cat "$(log_of server "$name")")"
}
