# SPDX-License-Identifier: Apache-2.0
# capture.awk - medians and ratios of what capture.sh measured: lines of a name
# and microseconds.
{ time[$1, ++count[$1]] = $2 }

function median(name,	i, j, t, n, list) {
	n = count[name]
	for (i = 1; i <= n; i++)
		list[i] = time[name, i]
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && list[j] < list[j - 1]; j--) {
			t = list[j]; list[j] = list[j - 1]; list[j - 1] = t
		}
	return list[int((n + 1) / 2)] / 1e6
}

function line(name, seconds,	ratio) {
	ratio = seconds ? tshark / seconds : 0
	printf "%-7s %7.2f s  %6.1f MB/s  ratio %.1f  goal 10: %s\n", name,
		seconds, octets / seconds / 1e6, ratio,
		(ratio >= 10 ? "met" : "missed")
}

END {
	tshark = median("tshark"); own = median("import"); judge = median("judge")
	printf "%d octets, %d frames, %d messages of ours\n", octets, frames,
		messages
	printf "%-7s %7.2f s  %6.1f MB/s\n", "tshark", tshark,
		octets / tshark / 1e6
	line("import", own)
	line("judge", judge)
	printf "{\"octets\":%d,\"frames\":%d,\"messages\":%d,\"rounds\":%d," \
		"\"seconds\":{\"tshark\":%.3f,\"import\":%.3f,\"judge\":%.3f}}\n",
		octets, frames, messages, count["tshark"], tshark, own,
		judge >json
}
