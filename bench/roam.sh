#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# roam.sh - how long a laptop that changes networks is silent, by autotunnel,
# tinc, wireguard-go and nebula: the same move in the same namespaces (one.sh).
# `make bench-roam` runs it. It needs root, and dist/packages-bench.
#
#   RUNS=10 LIMIT=100     runs of each kind; seconds until one is cut
#   TOOLS MODES DELAYS    which; all tools, all modes, paths of 0 and of 20 ms
#   JOBS=6                how many runs of slow tools at once: they mostly wait.
#                         Meanwhile whoever is back within a second runs, one at
#                         a time and at real-time priority, so that nothing else
#                         on the machine counts.
#   RESUME=yes            keeps the runs of a bench that was interrupted
#   NAME=bench-roam       writes $B/NAME.json, .svg and .txt; what each run said
#                         goes to $B/NAME/
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/.." && pwd)
B=${B:-build}
case $B in /*) ;; *) B=$root/$B ;; esac
export B
RUNS=${RUNS:-10} LIMIT=${LIMIT:-100} JOBS=${JOBS:-6} NAME=${NAME:-bench-roam}
TOOLS=${TOOLS:-autotunnel tinc wireguard-go nebula}
MODES=${MODES:-silent listening talking}
DELAYS=${DELAYS:-0 20}
OUT=$B/$NAME

if [ "$(id -u)" != 0 ]; then
	echo "The bench needs root, for network namespaces, nftables and" \
		"/dev/net/tun: sudo make bench-roam" >&2
	exit 1
fi

# list alone|together: TOOL MODE DELAY RUN, tools in turn.
list()
{
	local run mode delay tool
	for ((run = 1; run <= RUNS; run++)); do
		for delay in $DELAYS; do
			for mode in $MODES; do
				for tool in $TOOLS; do
					[ "$(company "$tool" "$mode")" != "$1" ] ||
						echo "$tool $mode $delay $run"
				done
			done
		done
	done
}

company()
{
	case $1-$2 in
	autotunnel-* | nebula-talking | tinc-talking) echo alone ;;
	*) echo together ;;
	esac
}

# one TOOL MODE DELAY RUN: a second try is for a machine that was too busy.
one()
{
	local file=$OUT/$1-$2-$3-$4
	[ ! -s "$file.json" ] || return 0
	for _ in 1 2; do
		$PRIORITY "$here/one.sh" "$1" "$2" "$3" "$LIMIT" "$4" "$RUNS" \
			>"$file.part" 2>>"$file.err" || continue
		mv "$file.part" "$file.json"
		break
	done
	progress "$@"
}

progress()
{
	local file=$OUT/$1-$2-$3-$4.json said='FAILED'
	[ ! -s "$file" ] || said=$(sed 's/.*"silence_ms":\([0-9]*\).*/\1 ms/
		s/^\([0-9]\{1,\}\)... ms/\1 s/' "$file")
	! grep -qs '"over":true' "$file" || said="over $said"
	printf '%3d/%d  %-13s %-10s %2d ms paths  run %2d  %s\n' \
		"$(find "$OUT" -name '*.json' | wc -l)" "$TOTAL" "$1" "$2" "$3" \
		"$4" "$said"
}

run_alone()
{
	local job
	while read -r job; do
		# shellcheck disable=SC2086 # words on purpose
		one $job </dev/null
	done < <(list alone)
}

run_together()
{
	local job
	while read -r job; do
		while [ "$(jobs -pr | wc -l)" -ge "$JOBS" ]; do
			wait -n
		done
		# shellcheck disable=SC2086 # words on purpose
		one $job </dev/null &
	done < <(list together)
	wait
}

machine()
{
	local cpu memory
	cpu=$(sed -n 's/^model name.*: //p;T;q' /proc/cpuinfo)
	memory=$(awk '/^MemTotal/ { printf "%.1f", $2 / 1048576 }' /proc/meminfo)
	# shellcheck disable=SC1091
	echo "$(nproc) cores of ${cpu:-$(uname -m)}, $memory GB, Linux" \
		"$(uname -r), $(. /etc/os-release && echo "$PRETTY_NAME")"
}

[ "${RESUME:-}" = yes ] || rm -rf "$OUT"
mkdir -p "$OUT"
TOTAL=$({ list alone; list together; } | wc -l)
BEGAN=$(date +%s)
# What runs in the background is deaf to an interrupt of the keyboard.
trap 'trap - TERM; kill 0' INT TERM
REAL_TIME='chrt --rr 1'
$REAL_TIME true 2>/dev/null || REAL_TIME=
PRIORITY='' run_together &
PRIORITY=$REAL_TIME run_alone
wait
{ list alone; list together; } | tr ' ' - | while read -r job; do
	cat "$OUT/$job.json"
done >"$OUT/runs" 2>/dev/null
awk -v tools="$TOOLS" -v modes="$MODES" -v delays="$DELAYS" \
	-v limit="$LIMIT" -v machine="$(machine)" \
	-v date="$(date -u +%Y-%m-%d)" -v json="$OUT.json" \
	-f "$here/figures.awk" "$OUT/runs" >"$OUT.txt" || exit 1
awk -f "$here/plot.awk" "$OUT.json" >"$OUT.svg" || exit 1
cat "$OUT.txt"
echo "$(wc -l <"$OUT/runs") of $TOTAL runs in $(($(date +%s) - BEGAN)) s;" \
	"${OUT#"$root"/}.json, .svg, .txt"
[ "$(wc -l <"$OUT/runs")" = "$TOTAL" ]
