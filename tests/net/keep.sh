#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# keep.sh - makes recordings of scenarios for tests/traces: those that a
# scenario gives to `keep` (recordings.sh), named SCENARIO.NAME.trace.
#
#   tests/net/keep.sh [SCENARIO...]
#
# Without names: of the scenarios whose recordings do not replay any more.
set -u
here=$(cd "$(dirname "$0")" && pwd)
traces=$here/../traces
B=${B:-$here/../../build}
case $B in /*) ;; *) B=$here/../../$B ;; esac
export B
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
status=0

stale()
{
	local trace name
	for trace in "$traces"/*.*.trace; do
		name=${trace##*/}
		[ ! -e "$here/${name%%.*}.sh" ] ||
			"$B/autotunnel-lab" replay "$trace" >/dev/null 2>&1 ||
			echo "${name%%.*}"
	done | sort -u
}

fail()
{
	echo "keep.sh: $*" >&2
	status=1
}

# record NAME: nothing is replaced unless all of it is well.
record()
{
	local name=$1 trace
	rm -rf "$work/new"
	mkdir "$work/new"
	NET_KEEP_TRACES=$work/new bash "$here/$name.sh" >"$work/log" 2>&1 </dev/null || {
		fail "$name failed"
		grep -A 8 '^not ok' "$work/log" >&2 || tail -n 5 "$work/log" >&2
		return
	}
	for trace in "$work/new"/*.trace; do
		[ -e "$trace" ] || { fail "$name keeps nothing"; return; }
		"$B/autotunnel-lab" replay "$trace" >"$work/log" || {
			fail "${trace##*/}: $(cat "$work/log")"
			return
		}
	done
	rm -f "$traces/$name".*.trace
	install -m 644 "$work/new"/*.trace "$traces/"
	ls -s --block-size=1 "$work/new" | awk 'NR > 1 { print "kept " $2 }'
}

if [ $# = 0 ]; then
	mapfile -t names < <(stale)
	set -- "${names[@]}"
fi
for name; do
	if [ -e "$here/$name.sh" ]; then
		record "$name"
	else
		fail "there is no scenario $name"
	fi
done
exit "$status"
