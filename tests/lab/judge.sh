#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# judge.sh LAB - `judge` on the captures of other implementations: exactly the
# verdicts that tests/captures/*.verdicts have, frame by frame; and what its
# users call it with.
set -eu
cd "$(dirname "$0")/../.."
lab=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
	echo "judge.sh: $*" >&2
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

# A line of JSON a verdict: ID, verdict, packets; what is inconclusive not.
table() {
	sed -n 's/^{"requirement":"\([^"]*\)",.*"verdict":"\(pass\|fail\)","packets":\[\([0-9,]*\)\].*/\1 \2 \3/p' |
		LC_ALL=C sort
}

for verdicts in tests/captures/*.verdicts; do
	capture=${verdicts%.verdicts}.veth.pcap
	"$lab" judge --json "$capture" >"$work/json" 2>"$work/out" || [ $? = 1 ] ||
		fail "$capture cannot be judged"
	table <"$work/json" >"$work/got"
	awk '!/^#/ { print $1, $2, $3 }' "$verdicts" | LC_ALL=C sort >"$work/wanted"
	diff "$work/wanted" "$work/got" >"$work/out" ||
		fail "$capture: other verdicts than $verdicts has"
done

# What docs/findings says of miniupnpd is what its capture shows, no less, no more.
found=docs/findings/miniupnpd
"$lab" judge --role gateway --json $found.pcap >"$work/json" 2>"$work/out" ||
	[ $? = 1 ] || fail "$found.pcap cannot be judged"
table <"$work/json" | sed -n 's/ fail .*//p' >"$work/got"
grep '^| PMP' $found.md | grep -o 'PMP-G-[0-9]*' | LC_ALL=C sort >"$work/wanted"
diff "$work/wanted" "$work/got" >"$work/out" ||
	fail "$found.pcap: other failures than $found.md has"

session=tests/captures/llq-udp-session.veth.pcap
wants 1 "FAIL LLQ-S-36, DEF: RFC 8764" "$lab" judge "$session"
wants 1 "packets 7 (0.503 s), 45 (26.030 s)" "$lab" judge "$session"
wants 1 "Tolerance: 20 ms or 2%" "$lab" judge "$session"
wants 1 "nothing in the recording puts it to the test" \
	"$lab" judge --verbose "$session"
wants 1 '"requirement":"LLQ-S-36","level":"DEF","verdict":"fail","packets":[7,45],"why":"' \
	"$lab" judge --json "$session"
wants 1 "FAIL LLQ-C-49" "$lab" judge --role client "$session"
grep -q "LLQ-S-" "$work/out" && fail "--role client has the server's"
wants 0 "0 failed" "$lab" judge --role gateway "$session"
"$lab" judge --musts-only "$session" >"$work/out" || [ $? = 1 ] || fail "musts"
grep -q "SHOULD" "$work/out" && fail "--musts-only has SHOULDs"
wants 1 "FAIL" sh -c "\"$lab\" judge - <'$session'"
wants 1 "Tolerance: 1 ms or 0%" "$lab" judge --tolerance 1,0,5,0 "$session"

# Not usable.
wants 0 "usage: autotunnel-lab judge" "$lab" judge --help
wants 2 "one FILE is expected" "$lab" judge
wants 2 "--role is client, server, gateway or both" \
	"$lab" judge --role judge "$session"
wants 2 "--tolerance is four numbers" "$lab" judge --tolerance 5 "$session"
wants 2 "unrecognized option" "$lab" judge --fast "$session"
wants 2 "$work/none" "$lab" judge "$work/none"
wants 2 "tests/lab/judge.sh" "$lab" judge tests/lab/judge.sh
wants 2 "$work/nokey" "$lab" judge --key "$work/nokey" "$session"
echo "nonsense" >"$work/key"
chmod 600 "$work/key"
wants 2 "$work/key" "$lab" judge --key "$work/key" "$session"
head -c 24 "$session" >"$work/empty"
wants 2 "no packet of NAT-PMP" "$lab" judge "$work/empty"
head -c 1000 "$session" >"$work/cut"
wants 2 "cut short" "$lab" judge "$work/cut"
echo "judge.sh: the verdicts are right"
