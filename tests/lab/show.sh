#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# show.sh LAB - the machines and their charts, as `list` and `show` tell them.
set -eu
cd "$(dirname "$0")/../.."
lab=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
	echo "show.sh: $*" >&2
	head -n 20 "$work/out" >&2
	exit 1
}

# wants STATUS WORDS COMMAND...
wants() {
	status=$1
	words=$2
	shift 2
	got=0
	"$@" >"$work/out" 2>&1 || got=$?
	[ "$got" = "$status" ] || fail "status $got, not $status: $*"
	grep -qF -e "$words" "$work/out" || fail "no '$words': $*"
}

# Every spec is a machine, and every machine a line.
"$lab" list >"$work/out"
for spec in specs/*.fsm; do
	name=$(basename "$spec" .fsm)
	grep -q "^$name  *.* states .* rows .* timers" "$work/out" ||
		fail "list does not have $name"
done
[ "$(wc -l <"$work/out")" = "$(ls specs/*.fsm | wc -l)" ] ||
	fail "list has other machines than specs"
wants 0 "RFC 8764" "$lab" list
wants 0 '"name": "llq_client"' "$lab" list --json
wants 2 "there is no option --all" "$lab" list --all
wants 0 "usage: " "$lab" list --help

# Each row, with its requirement and that one's sentence.
for spec in specs/*.fsm; do
	name=$(basename "$spec" .fsm)
	"$lab" show "$name" >"$work/out"
	# The third file is what was shown: "[ID] level, RFC and section: sentence".
	awk -F '   *' '
		FILENAME ~ /[.]req$/ { if (/^[A-Z]/) text[$1] = $4; next }
		FILENAME ~ /[.]fsm$/ {
			sub(/#.*/, "")
			if (!/^(constant|span)/ && match($0, /[[][A-Z].*[]]/)) {
				n = split(substr($0, RSTART + 1, RLENGTH - 2), id, " ")
				for (i = 1; i <= n; i++)
					cited[id[i]] = 1
			}
			next
		}
		match($0, /[[][A-Z0-9-]+[]] /) {
			id1 = substr($0, RSTART + 1, RLENGTH - 3)
			if (id1 in text && index($0, text[id1]))
				told[id1] = 1
		}
		END {
			for (i in cited)
				if (!(i in told)) {
					print i
					bad = 1
				}
			exit bad
		}' specs/*.req "$spec" "$work/out" >"$work/missing" ||
		fail "$name: no sentence of $(head -n 1 "$work/missing")"
	# Nothing cited is without its sentence.
	if grep -E '^ *\[[^]]*\]$' "$work/out" >"$work/bare"; then
		fail "$name: $(head -n 1 "$work/bare") has no sentence"
	fi
	for format in md dot svg; do
		"$lab" show "$name" --format "$format" |
			cmp - "docs/machines/$name.$format" ||
			fail "$name as $format is not what is in docs/machines"
	done
	"$lab" show "$name" --format promela | grep -q "from specs/$name.fsm, for spin" ||
		fail "$name as promela"
	"$lab" show "$name" --format=json >"$work/$name.json"
done
wants 0 "[P8] our decision: The tunnel's port is mapped first" \
	"$lab" show llq_client
wants 0 "resend         waits 2s 4s 8s, in asking, answering, resuming" \
	"$lab" show llq_client
wants 0 "at 80% 90% 95% 100% of lease, in held, swept, renewing" "$lab" show llq_client
wants 0 '"first_state": "idle"' cat "$work/llq_client.json"

# Another reader of JSON than the writer, where there is one.
if command -v python3 >/dev/null; then
	python3 - "$work" <<'PYTHON' || fail "the JSON of a machine is not complete"
import json, sys
c = json.load(open(sys.argv[1] + "/llq_client.json"))
states = [s["name"] for s in c["states"]]
events = [e["name"] for e in c["events"]]
# The chart is total but for timers that cannot run in a state.
pairs = {(r["from"], r["event"]) for r in c["rows"] + c["ignored"]}
timed = {e["name"] for e in c["events"] if "timer" in e}
for s in states:
    for e in events:
        assert (s, e) in pairs or e in timed, (s, e)
for r in c["rows"]:
    assert r["to"] in states
    for cite in r["cites"]:
        assert cite == "local" or cite in c["cited"], cite
assert [w["from_ms"] for t in c["timers"] if t["name"] == "resend"
        for w in t["waits"]] == [2000, 4000, 8000]
PYTHON
fi

wants 2 "there is no format png" "$lab" show llq_client --format png
wants 2 "--format is for machines" "$lab" show tests/lab.sh --format md
wants 2 "--rows is for recordings" "$lab" show --rows llq_client
wants 2 "there is no option --colour" "$lab" show --colour llq_client
wants 2 "not also zone" "$lab" show llq_client zone
wants 2 "which machine, or which file" "$lab" show
wants 0 "usage: " "$lab" show --help
wants 0 "usage: " "$lab" show llq_client --help
wants 0 "trace of rendezvous" "$lab" show tests/traces/move-rendezvous.trace
echo "every machine shows its rows, each with the sentence that it cites"
