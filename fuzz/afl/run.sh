#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh - both daemons under AFL++, AFL_SECONDS (300) each, one after the
# other: see make afl. DAEMONS="dns" takes one. Exit: 0, 1 (AFL found what
# crashes or hangs; the files are named), 2 (AFL is not there).
set -eu
B=${B:-build}
seconds=${AFL_SECONDS:-300}
export AFL_SKIP_CPUFREQ=1 AFL_NO_UI=1 AFL_AUTORESUME=1 AFL_NO_AFFINITY=1
export AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_FORKSRV_INIT_TMOUT=20000
command -v afl-fuzz >/dev/null || {
	echo "afl-fuzz is missing: PACKAGES=packages-long dist/install-packages.sh" >&2
	exit 2
}

found=0
for daemon in ${DAEMONS:-dns agent}; do
	work=$B/afl/run-$daemon
	world=$(mktemp -d "${TMPDIR:-/tmp}/afl-$daemon.XXXXXX")
	echo "afl_$daemon, $seconds s"
	status=0
	afl-fuzz -i "fuzz/corpus/afl_$daemon" -o "$work" -V "$seconds" -t 2000 \
		-m none -- "$B/afl/fuzz/afl_$daemon" "$world" \
		>"$B/afl/$daemon.log" 2>&1 || status=$?
	rm -rf "$world"
	stats=$work/default/fuzzer_stats
	if [ "$status" != 0 ] || [ ! -e "$stats" ]; then
		tail -n 20 "$B/afl/$daemon.log" >&2
		exit 1
	fi
	awk -v name="$daemon" '
	{ value[$1] = $3 }
	END {
		printf "afl_%s: %s executions, %s a second, %s edges, %s in " \
			"the corpus, %s crashes, %s hangs\n", name,
			value["execs_done"], value["execs_per_sec"],
			value["edges_found"], value["corpus_count"],
			value["saved_crashes"], value["saved_hangs"]
	}' "$stats"
	for f in "$work"/default/crashes/id* "$work"/default/hangs/id*; do
		[ -e "$f" ] || continue
		echo "$f" >&2
		found=1
	done
done
exit $found
