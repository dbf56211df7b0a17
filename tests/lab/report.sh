#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# report.sh LAB - the page of `autotunnel-lab report` in a real browser, headless
# Chromium: what tests/lab/report.js does there with real events. B: where
# report.json goes, and the program that makes the page of a million, if it is
# there; FULL=no leaves that out.
set -eu
cd "$(dirname "$0")/../.."
lab=$1
build=${B:-build}
traces=tests/traces
work=$(mktemp -d)
browser=
pages=
failed=0

clean_up() {
	[ -z "$browser" ] || kill "$browser" 2>/dev/null || :
	[ -z "$browser" ] || wait "$browser" 2>/dev/null || :
	rm -rf "$work"
}
trap clean_up EXIT

fail() {
	echo "not ok $*"
	failed=$((failed + 1))
}

ok() {
	echo "ok $*"
}

# refused WORDS ARGUMENT...: exit 2, these words, and no page.
refused() {
	words=$1
	shift
	status=0
	"$lab" report "$@" >"$work/out" 2>&1 || status=$?
	if [ "$status" = 2 ] && grep -qF -e "$words" "$work/out" &&
		! ls "$work"/refused* >/dev/null 2>&1; then
		ok "refused: $words"
	else
		fail "status $status, wanted 2 and '$words': $*"
		cat "$work/out"
	fi
}

# prepare NAME 'TEST...': $work/NAME.html gets the tests, before its data so that
# they can look while these are read.
prepare() {
	# shellcheck disable=SC2086 # words on purpose
	tests=$(printf "'%s'," $2)
	pages="$pages $1"
	awk -v tests="$tests" -v name="$1" '
		/^const loaded = / { begun = 1 }
		begun && !done && /^<script type="text\/plain"/ {
			print "<script>window.WANTED = [" tests "];"
			print "window.PAGE = \"" name "\";"
			while ((getline line <"tests/lab/report.js") > 0)
				print line
			print "</script>"
			done = 1
		}
		{ print }' "$work/$1.html" >"$work/tested-$1.html"
}

# Opens the pages one after another, each going on to the next, in one browser
# that is dark; what the tests say of a page goes to $work/told-NAME.
browse() {
	set --
	for page in $pages; do
		set -- "$page" "$@"
	done
	next=
	for page in "$@"; do
		sed "s|window.PAGE = .*|&window.NEXT = \"$next\";|" \
			"$work/tested-$page.html" >"$work/browsed-$page.html"
		rm "$work/tested-$page.html"
		next="browsed-$page.html"
	done
	HOME=$work chromium --headless --no-sandbox --disable-gpu --disable-quic \
		--no-first-run --disable-background-networking \
		--disable-component-update --disable-sync \
		--user-data-dir="$work/profile" --window-size=1400,900 \
		--blink-settings=preferredColorScheme=0 \
		--enable-logging=stderr "file://$work/$next" \
		>/dev/null 2>"$work/log" &
	browser=$!
	tries=0
	while ! grep -q '"TELL end"' "$work/log"; do
		tries=$((tries + 1))
		if [ "$tries" -gt 1800 ] || ! kill -0 "$browser" 2>/dev/null; then
			fail "the browser never came to the end of all pages"
			grep -v dbus "$work/log" | tail -n 5
			break
		fi
		sleep 0.1
	done
	kill "$browser" 2>/dev/null || :
	wait "$browser" 2>/dev/null || :
	browser=
	for page in $pages; do
		sed -n "s/.*CONSOLE[^\"]*\"TELL \(.*\)\", source: .*browsed-$page\.html.*/\1/p" \
			"$work/log" >"$work/told-$page"
		grep -E '^(not )?ok ' "$work/told-$page" || :
		failed=$((failed + $(grep -c '^not ok ' "$work/told-$page" || :)))
		grep -qx done "$work/told-$page" ||
			fail "the tests of $page came to no end"
	done
	if grep 'CONSOLE.*Uncaught' "$work/log"; then
		fail "an error in a page"
	fi
}

command -v chromium >/dev/null || {
	echo "chromium is missing: dist/install-packages.sh test installs it"
	exit 1
}

refused "which recording?" -o "$work/refused.html"
refused "-o PAGE is missing" "$traces/move-ant.trace"
refused "option '--loud'" --loud "$traces/move-ant.trace" -o "$work/refused.html"
refused "none.trace: No such file" "$work/none.trace" -o "$work/refused.html"
refused "neither a capture" tests/lab.sh -o "$work/refused.html"
refused "No such file or directory" "$traces/move-ant.trace" \
	-o "$work/refused/page.html"
refused "--role is client, server" "$traces/move-ant.trace" --role cook \
	-o "$work/refused.html"
refused "--tolerance is four numbers" "$traces/move-ant.trace" --tolerance 5 \
	-o "$work/refused.html"
refused "given twice" "$traces/move-ant.trace" "$traces/move-ant.trace" \
	-o "$work/refused.html"
cp "$traces/move-ant.trace" "$work/own.trace"
refused "take the place of" "$work/own.trace" -o "$work/own.trace"
cmp -s "$traces/move-ant.trace" "$work/own.trace" || fail "an input was changed"
"$lab" report --help | grep -q '^usage: autotunnel-lab report' || fail "no help"

# Three recordings of one story.
"$lab" report "$traces/move-ant.trace" "$traces/move-rendezvous.trace" \
	"$traces/move-bee.trace" -o "$work/move.html" >/dev/null
if grep -nE '<(link|img|iframe|object)|src=|@import|url\(' "$work/move.html"; then
	fail "the page wants something from outside"
else
	ok "the page wants nothing from outside"
fi
if "$lab" report - <"$traces/move-ant.trace" -o "$work/stdin.html" \
	>/dev/null; then
	ok "standard input is read"
else
	fail "standard input"
fi
prepare move "first ends arrow keys search states"

# An octet of what one sent is another: it was lost, and something else came.
LC_ALL=C sed 's/\(.*\)v=1 lan=10.1.0.2:4500/\1v=1 lan=10.9.0.2:4500/' \
	"$traces/move-ant.trace" >"$work/ant.trace"
"$lab" report "$work/ant.trace" "$traces/move-rendezvous.trace" \
	-o "$work/lost.html" >/dev/null
prepare lost "lost dark"

# A capture: its verdicts are judge's.
capture=tests/captures/llq-udp-session.veth.pcap
"$lab" report "$capture" -o "$work/capture.html" >/dev/null
prepare capture "verdicts"

# Hostile: labels, a machine's name, a file's name, the title.
perl tests/lab/hostile.pl >"$work/<img src=x onerror=hacked=1>.pcap"
LC_ALL=C sed 's/natpmp_request/<b onclick=1>x/g' "$traces/move-ant.trace" \
	>"$work/<b>&amp.trace"
"$lab" report "$work/<img src=x onerror=hacked=1>.pcap" "$work/<b>&amp.trace" \
	--title '</title></script><script>window.hacked = 1</script>' \
	-o "$work/hostile.html" >/dev/null
prepare hostile "hostile"

# A capture that ends within a frame: what is whole is shown.
size=$(wc -c <"$capture")
head -c $((size - 7)) "$capture" >"$work/cut.pcap"
status=0
"$lab" report "$work/cut.pcap" -o "$work/cut.html" >"$work/out" 2>&1 || status=$?
if [ "$status" = 2 ] && grep -q "cut.pcap: it ends within a frame" "$work/out" &&
	[ -s "$work/cut.html" ]; then
	ok "a capture that is cut short has a page, and the status says so"
else
	fail "a cut capture: status $status"
	cat "$work/out"
fi
prepare cut "cut"

# Only a gateway's conduct, of which there is none in it; and other tolerance.
"$lab" report "$capture" --role gateway --tolerance 1,0,5,0 \
	-o "$work/role.html" >"$work/out"
if grep -q " 0 requirements violated" "$work/out" &&
	grep -q "Tolerance: 1 ms or 0" "$work/role.html"; then
	ok "--role and --tolerance are those of judge"
else
	fail "--role or --tolerance"
	cat "$work/out"
fi

# A million. Times are told, not judged: other things run here too.
if [ "${FULL:-yes}" = yes ]; then
	perl tests/lab/million.pl 1000000 >"$work/million.pcap"
	quick=$build/autotunnel-lab
	[ -x "$quick" ] || quick=$lab
	"$quick" report "$work/million.pcap" -o "$work/million.html" >/dev/null
	rm "$work/million.pcap"
	octets=$(wc -c <"$work/million.html")
	prepare million "early million"
	rm "$work/million.html"
fi

browse

sentence=$(awk -F '  +' '$1 == "LLQ-C-26" { print $4 }' specs/rfc8764.req)
if [ -n "$sentence" ] && grep -qxF "clause $sentence" "$work/told-move"; then
	ok "the clause is the requirement's sentence"
else
	fail "wanted: clause $sentence; got: $(grep '^clause' "$work/told-move")"
fi

"$lab" judge --json "$capture" >"$work/judged" || :
sed -n 's/.*"requirement":"\([^"]*\)".*"verdict":"\([a-z]*\)".*/verdict \1 \2/p' \
	"$work/judged" | sort >"$work/wanted"
grep '^verdict ' "$work/told-capture" | sort >"$work/got"
if [ -s "$work/wanted" ] && cmp -s "$work/wanted" "$work/got"; then
	ok "the verdicts are those of judge"
else
	fail "the verdicts are not those of judge"
	diff "$work/wanted" "$work/got" | head -n 5
fi

if [ "${FULL:-yes}" = yes ]; then
	awk -v octets="$octets" '
		$1 ~ /^(parsed|ready|loaded|frame|elements)$/ { of[$1] = $2 }
		END {
			printf "{\"events\":1000000,\"octets\":%d,\"began_ms\":%d," \
				"\"ready_ms\":%d,\"loaded_ms\":%d,\"frame_ms\":%s," \
				"\"elements\":%d}\n", octets, of["parsed"],
				of["ready"], of["loaded"], of["frame"],
				of["elements"]
		}' "$work/told-million" >"$build/report.json"
	cat "$build/report.json"
fi

[ "$failed" = 0 ] || {
	echo "$failed failed"
	exit 1
}
echo "the report shows what it should"
