#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check.sh [long|net|faults] - builds with both compilers, runs every suite under the
# sanitizers, and everything else that must hold; see the steps below. `net`:
# the scenarios alone; `faults`: those of faults. NET_JOBS (3) of them run at once. Each step's output is
# kept in $B/check/STEP.log and shown if it fails. The last line is `N passed,
# N failed`; the exit status says the same.
set -u
cd "$(dirname "$0")/.." || exit 1
B=${B:-build}
MAKE=${MAKE:-make}
mode=${1:-}
logs=$B/check
mkdir -p "$logs"
[ "$mode" = scenario ] || rm -f "$logs"/*.log
passed=0
failed=0
net_seconds=0
jobs=$(nproc 2>/dev/null || echo 2)
net_jobs=${NET_JOBS:-3}
net_budget=300	# seconds, for the scenarios of `make check` all together
sanitize="-fsanitize=address,undefined -fno-sanitize-recover=all"
export CK_DEFAULT_TIMEOUT=120
export UBSAN_OPTIONS=print_stacktrace=1

say() {
	printf '%s\n' "$*"
}

fail() {
	failed=$((failed + ${2:-1}))
	say "FAILED $1"
}

# step NAME COMMAND...: one check, whatever it prints. Returns its status.
step() {
	name=$1
	shift
	began=$(date +%s)
	if "$@" >"$logs/$name.log" 2>&1; then
		passed=$((passed + 1))
		say "ok $name ($(($(date +%s) - began)) s)"
		return 0
	fi
	fail "$name"
	tail -n "${LINES_SHOWN:-40}" "$logs/$name.log" | sed 's/^/    /'
	return 1
}

make_in() {
	folder=$1
	shift
	$MAKE -s --no-print-directory -j"$jobs" B="$folder" "$@"
}

# One suite, in the background; its exit status goes beside its log.
run_suite() {
	timeout 600 "$1" >"$logs/$(basename "$1").log" 2>&1
	echo $? >"$logs/$(basename "$1").status"
}

# Counts the checks of a suite by its closing line.
count_suite() {
	name=$(basename "$1")
	status=$(cat "$logs/$name.status" 2>/dev/null || echo none)
	line=$(grep -E '^[0-9]+%: Checks: [0-9]+, Failures: [0-9]+, Errors: [0-9]+$' \
		"$logs/$name.log" | tail -n 1)
	# shellcheck disable=SC2046 # the numbers are to be split
	set -- $(printf '%s\n' "$line" | tr -cs '0-9' ' ')
	bad=$((${3:-0} + ${4:-0}))
	good=$((${2:-0} - bad))
	passed=$((passed + good))
	if [ "$status" = 0 ] && [ "$bad" = 0 ] && [ "$good" -gt 0 ]; then
		say "ok $name: $line"
		return
	fi
	[ "$bad" = 0 ] && bad=1
	fail "$name: ${line:-no closing line} (status $status)" "$bad"
	grep -v "^  [0-9A-F]" "$logs/$name.log" | tail -n 40 | cut -c 1-300 | sed 's/^/    /'
}

suites() {
	for suite in "$@"; do
		run_suite "$suite" &
		running=$((${running:-0} + 1))
		# two at a time; the slowest of a pair is waited for
		if [ $((running % jobs)) = 0 ]; then
			wait
		fi
	done
	wait
	for suite in "$@"; do
		count_suite "$suite"
	done
}

# One scenario; its log, then its exit status and seconds, in $logs. Some run at
# once, maybe on few processors, so waits and the limit are stretched, and what is
# waited for is looked at less often.
run_scenario() {
	began=$(date +%s)
	B=$B NET_PATIENCE=${NET_PATIENCE:-3} NET_POLL=${NET_POLL:-0.05} \
		timeout -k 10 $(($2 * 3)) bash "tests/net/$1.sh" >"$logs/net-$1.log" 2>&1
	echo "$? $began $(date +%s)" >"$logs/net-$1.new"
	mv "$logs/net-$1.new" "$logs/net-$1.status"
}

# For how many milliseconds the machine stood still between two seconds, or a
# little later, since a stall is told when it ends.
stalled() {
	awk -v from="$1" -v until="$2" \
		'$1 >= from && $1 <= until + 1 { ms += $2 } END { print ms + 0 }' \
		"$logs/stalls"
}

# count_scenario NAME SECONDS TRIES: a scenario ends with a line of its own,
# `N passed, N failed`. One that failed while the machine stood still proves
# nothing: it comes again, alone, but TRIES times at most.
count_scenario() {
	name=net-$1
	again="$1 $2 $(($3 - 1))"
	tries=$3
	while [ ! -e "$logs/$name.status" ] && kill -0 "$runner" 2>/dev/null; do
		sleep 0.2
	done
	status=none began=0 ended=0
	[ ! -e "$logs/$name.status" ] ||
		read -r status began ended <"$logs/$name.status"
	took=$((ended - began))
	still=$(stalled "$began" "$ended")
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$logs/$name.log" |
		tail -n 1)
	# shellcheck disable=SC2046 # the numbers are to be split
	set -- $(printf '%s\n' "$line" | tr -cs '0-9' ' ')
	if [ "$status" = 0 ] && [ "${1:-0}" -gt 0 ] && [ "${2:-1}" = 0 ]; then
		passed=$((passed + $1))
		say "ok $name: $line ($took s)"
		return
	fi
	if [ "$still" -gt 0 ] && [ "$tries" -gt 0 ]; then
		say "again $name: ${line:-no closing line} (status $status), but the" \
			"machine stood still for $still ms"
		grep '^not ok' "$logs/$name.log" | head -n 5 | sed 's/^/    /'
		cp "$logs/$name.log" "$logs/$name.before-$tries.log"
		echo "$again" >>"$logs/again"
		return
	fi
	passed=$((passed + ${1:-0}))
	bad=${2:-1}
	[ "$bad" = 0 ] && bad=1
	fail "$name: ${line:-no closing line} (status $status)" "$bad"
	grep -A 8 '^not ok' "$logs/$name.log" | head -n 60 | sed 's/^/    /'
	tail -n 10 "$logs/$name.log" | sed 's/^/    /'
}

# Scenarios without what they are about: `N passed, N failed` too.
withouts() {
	[ "$(id -u)" = 0 ] && unshare -n -m true 2>/dev/null || return 0
	B=$B NET_JOBS=$net_jobs tests/net/without.sh >"$logs/without.log" 2>&1
	grep -E '^(ok|FAILED) ' "$logs/without.log"
	# shellcheck disable=SC2046 # the numbers are to be split
	set -- $(tail -n 1 "$logs/without.log" | tr -cs '0-9' ' ')
	passed=$((passed + ${1:-0}))
	[ "${1:-0}" -gt 0 ] && [ "${2:-1}" = 0 ] ||
		fail "without: see $logs/without.log" "${2:-1}"
}

# Lines of tests/net/CHECK (or LONG): a scenario's name, seconds it may take.
# Mostly they wait, so some run at once; each has namespaces of its own. What
# they tell is in the file's order.
scenarios() {
	[ -e "$1" ] || return 0
	if [ "$(id -u)" != 0 ] || ! unshare -n -m true 2>/dev/null; then
		say "skipped the scenarios of $1: they need root and namespaces"
		return 0
	fi
	all_began=$(date +%s)
	awk '!/^#/ && NF { print $1, ($2 ? $2 : 300) }' "$1" >"$logs/scenarios"
	rm -f "$logs"/net-*.status "$logs/again"
	"$B/net/stalls" >"$logs/stalls" &
	stalls=$!
	B=$B xargs -n 2 -P "$net_jobs" sh tests/check.sh scenario \
		<"$logs/scenarios" &
	runner=$!
	while read -r name seconds; do
		count_scenario "$name" "$seconds" 2
	done <"$logs/scenarios"
	wait "$runner"
	while [ -e "$logs/again" ]; do
		mv "$logs/again" "$logs/scenarios"
		while read -r name seconds tries; do
			rm -f "$logs/net-$name.status"
			run_scenario "$name" "$seconds"
			count_scenario "$name" "$seconds" "$tries"
		done <"$logs/scenarios"
	done
	kill "$stalls"
	wait "$stalls" 2>/dev/null
	net_seconds=$(($(date +%s) - all_began))
}

replay_traces() {
	for trace in tests/traces/*.trace; do
		[ -e "$trace" ] || continue
		"$B/san/autotunnel-lab" replay "$trace" && continue
		say "$trace: if the machines changed on purpose, make traces"
		return 1
	done
}

laboratory() {
	step net make_in "$B" all net || return
	scenarios "tests/net/${1:-CHECK}"
	say "scenarios: $net_seconds s of ${2:-$net_budget} s wall"
}

# "check.sh scenario NAME SECONDS" is for `scenarios` only.
if [ "$mode" = scenario ]; then
	run_scenario "$2" "$3"
	exit 0
fi
if [ "$mode" = net ] || [ "$mode" = faults ]; then
	case $mode in
	net) laboratory ;;
	faults) laboratory FAULTS 900 ;;
	esac
	say "$passed passed, $failed failed"
	[ "$failed" = 0 ]
	exit
fi

# What only the long one needs: missing is told before hours pass.
if [ "$mode" = long ]; then
	step packages env PACKAGES=packages-long dist/install-packages.sh || exit
fi

# The build that scenarios run, then the other compiler, then the sanitizers'.
step gcc make_in "$B" CC=gcc all suites
step clang make_in "$B/clang" CC=clang OPTIMISE=-O1 all suites
step sanitized make_in "$B/san" CC=gcc OPTIMISE=-O1 SANITIZE="$sanitize" all suites
step gen make_in "$B" check-gen
step fsmc make_in "$B" run-fsmc
step verify make_in "$B" verify
step models make_in "$B" model-check
step pure make_in "$B" pure
step mutants make_in "$B" mutants-check
step tools sh tests/tools.sh
step cli sh tests/cli.sh "$B/san/autotunnel"
# shellcheck disable=SC2086 # words on purpose
suites $(for t in tests/test_*.c; do echo "$B/san/tests/$(basename "$t" .c)"; done)
step lab sh tests/lab.sh "$B/san/autotunnel-lab"
for script in tests/lab/*.sh; do
	[ -e "$script" ] || continue
	step "lab-$(basename "$script" .sh)" sh "$script" "$B/san/autotunnel-lab"
done
step traces replay_traces
step bench make_in "$B" bench-check
step seeds make_in "$B/san" CC=gcc OPTIMISE=-O1 SANITIZE="$sanitize" fuzz-replay
step rows make_in "$B/san" CC=gcc OPTIMISE=-O1 SANITIZE="$sanitize" fuzz-coverage
laboratory
step coverage-rfc tests/coverage-rfc -q
tail -n 1 "$logs/coverage-rfc.log" | sed 's/^/    /'
if [ "$mode" = long ]; then
	scenarios tests/net/LONG
	withouts
	step fuzz make_in "$B" fuzz FUZZ_SECONDS="${FUZZ_SECONDS:-120}"
fi
say "$passed passed, $failed failed"
[ "$failed" = 0 ]
