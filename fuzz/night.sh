#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# night.sh - HOURS (8) of all that looks for faults by chance: swarm simulation,
# every fuzz target, the daemons under AFL++, in turn, ROUND_SECONDS (300) a
# turn; TURNS="simulate fuzz_chart" takes some. See make night.
#
# It may be stopped at any time and goes on where it was: hours that have been
# used, the next turn, seeds that were simulated and what fuzzers found stand in
# $B/night; `rm -r` that to begin anew. At the end, and when it is stopped, it
# says what ran and what was found. Exit: 0 nothing, 1 a finding, 2 it cannot
# run.
set -eu
B=${B:-build}
hours=${HOURS:-8}
each=${ROUND_SECONDS:-300}
state=$B/night
log=$state/log
child=

say() {
	printf '%s\n' "$*"
}

case $hours in
'' | *[!0-9.]* | *.*.* | .)
	say "HOURS is a number of hours like 8 or 0.1, not '$hours'" >&2
	exit 2
	;;
esac
mkdir -p "$state/findings" "$state/corpus"
touch "$log"
limit=$(awk -v h="$hours" 'BEGIN { printf "%d", h * 3600 }')
used=$(cat "$state/used" 2>/dev/null || echo 0)
turn=$(cat "$state/turn" 2>/dev/null || echo 0)

targets() {
	for f in fuzz/fuzz_*.c; do
		f=${f##*/}
		say "${f%.c}"
	done
}

# One a line: what a turn can be.
turns() {
	if [ -n "${TURNS:-}" ]; then
		printf '%s\n' "$TURNS" | tr -s ' ' '\n'
		return
	fi
	say simulate
	targets
	! command -v afl-fuzz >/dev/null || say "afl_dns
afl_agent"
}

summary() {
	say "night: $used of $limit s used, state in $state"
	awk '
	{ turns[$1]++; seconds[$1] += $2; runs[$1] += $3; found[$1] += $4 }
	!($1 in order) { order[$1] = ++count; name[count] = $1 }
	{ last[$1] = $5 }
	END {
		if (!count)
			exit
		printf "%-16s %5s %7s %12s %9s %s\n", "", "turns", "s",
			"executions", "corpus", "findings"
		for (i = 1; i <= count; i++) {
			n = name[i]
			printf "%-16s %5d %7d %12d %9s %d\n", n, turns[n],
				seconds[n], runs[n], last[n], found[n]
		}
	}' "$log"
	find "$state/findings" -type f | sort | sed 's/^/finding: /'
}

# Ends what runs, then says what there is.
stopped() {
	trap '' INT TERM
	if [ -n "$child" ]; then
		kill -TERM "$child" 2>/dev/null || true
		wait "$child" 2>/dev/null || true
	fi
	note_time
	summary
	exit 130
}

note_time() {
	now=$(date +%s)
	used=$((used + now - began))
	began=$now
	echo "$used" >"$state/used"
}

# COMMAND..., so that a signal reaches the trap at once.
run() {
	"$@" >"$state/output" 2>&1 &
	child=$!
	status=0
	wait "$child" || status=$?
	child=
}

findings() {
	find "$state/findings" -type f | wc -l
}

simulate() {
	first=$(cat "$state/seed" 2>/dev/null || echo 1)
	last=$((first + 999))
	run "$B/autotunnel-lab" simulate --faults swarm --for 1d \
		--seed "$first..$last" --resume "$state/seeds-$first" \
		--stop-after "${seconds}s" --out "$state/findings" --shrink 60s
	runs=$(wc -l <"$state/seeds-$first" 2>/dev/null || echo 0)
	before=$(cat "$state/simulated-$first" 2>/dev/null || echo 0)
	echo "$runs" >"$state/simulated-$first"
	[ "$runs" -lt 1000 ] || echo $((last + 1)) >"$state/seed"
	runs=$((runs - before))
	corpus=-
}

fuzz() {
	corpus=$state/corpus/$1
	seeds=
	for folder in fuzz/corpus "$B/fuzz/written"; do
		[ ! -d "$folder/${1#fuzz_}" ] ||
			seeds="$seeds $folder/${1#fuzz_}"
	done
	mkdir -p "$corpus"
	# shellcheck disable=SC2086 # folders, maybe none
	run "$B/fuzzing/fuzz/run_$1" -max_total_time="$seconds" -timeout=60 \
		-rss_limit_mb=2048 -verbosity=0 -print_final_stats=1 \
		-artifact_prefix="$state/findings/$1-" "$corpus" $seeds
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$state/output")
	corpus=$(find "$corpus" -type f | wc -l)
}

# As AFL counted them so far.
afl_runs() {
	awk '$1 == "execs_done" { n = $3 } END { print n + 0 }' \
		"$B/afl/run-${1#afl_}/default/fuzzer_stats" 2>/dev/null || echo 0
}

afl() {
	before=$(afl_runs "$1")
	run env DAEMONS="${1#afl_}" AFL_SECONDS="$seconds" sh fuzz/afl/run.sh
	runs=$(afl_runs "$1")
	[ "$runs" -ge "$before" ] || before=0
	runs=$((runs - before))
	corpus=$(find "$B/afl/run-${1#afl_}/default/queue" -type f 2>/dev/null |
		wc -l)
	for f in "$B/afl/run-${1#afl_}"/default/crashes/id* \
		"$B/afl/run-${1#afl_}"/default/hangs/id*; do
		[ ! -e "$f" ] || cp -n "$f" "$state/findings/$1-${f##*/}"
	done
}

# A finding that left no file leaves its output.
take_turn() {
	name=$1
	had=$(findings)
	since=$(date +%s)
	case $name in
	simulate) simulate ;;
	afl_*) afl "$name" ;;
	*) fuzz "$name" ;;
	esac
	new=$(($(findings) - had))
	if [ "$status" != 0 ] && [ "$new" = 0 ]; then
		cp "$state/output" "$state/findings/$name-output-$since"
		new=1
	fi
	say "$name $(($(date +%s) - since)) ${runs:-0} $new $corpus" >>"$log"
	say "$name: ${runs:-0} executions, $new findings"
}

for name in $(turns); do
	case " simulate afl_dns afl_agent $(targets | tr '\n' ' ')" in
	*" $name "*) ;;
	*)
		say "TURNS: there is no turn \"$name\": simulate, fuzz_..., afl_dns, afl_agent" >&2
		exit 2
		;;
	esac
done

began=$(date +%s)
trap stopped INT TERM
count=$(turns | wc -l)
while [ "$used" -lt "$limit" ]; do
	seconds=$each
	# a short night has each at least once
	[ $((limit / count)) -ge "$seconds" ] || seconds=$((limit / count))
	[ $((limit - used)) -ge "$seconds" ] || seconds=$((limit - used))
	[ "$seconds" -gt 0 ] || seconds=1
	take_turn "$(turns | sed -n "$((turn % count + 1))p")"
	turn=$((turn + 1))
	echo "$turn" >"$state/turn"
	note_time
done
summary
[ "$(findings)" = 0 ]
