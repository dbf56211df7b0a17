# SPDX-License-Identifier: Apache-2.0
# figures.awk - from one line of JSON a run to a table on standard output, and to
# the file `json`. Wants tools, modes, delays (lists in their order), limit
# (seconds), machine and date.

function member(name,    text)
{
	if (!match($0, "\"" name "\":[^,}]*"))
		return ""
	text = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3)
	gsub(/"/, "", text)
	return text
}

# In milliseconds or seconds, as a reader wants it.
function span(ms)
{
	if (ms == "over")
		return "over " limit " s"
	ms += 0
	if (ms < 1000)
		return sprintf("%.0f ms", ms)
	return sprintf("%.1f s", ms / 1000)
}

# A run that was cut is longer than all others.
function sort_runs(key, n,    i, j, t)
{
	for (i = 1; i <= n; i++) {
		sorted[i] = run[key, i]
		for (j = i; j > 1 && value(sorted[j]) < value(sorted[j - 1]); j--) {
			t = sorted[j]
			sorted[j] = sorted[j - 1]
			sorted[j - 1] = t
		}
	}
}

function value(ms)
{
	return ms == "over" ? limit * 1000 + 1 : ms + 0
}

function median(n,    low, high)
{
	low = sorted[int((n + 1) / 2)]
	high = sorted[int(n / 2) + 1]
	return low == "over" || high == "over" ? "over" : (low + high) / 2
}

# How many times autotunnel's median.
function ratio(ms, base)
{
	if (base == "" || base == "over")
		return ""
	if (ms == "over")
		return sprintf("over %.0f", limit * 1000 / base)
	return sprintf(ms / base < 9.95 ? "%.1f" : "%.0f", ms / base)
}

# A number, or null.
function number(ms)
{
	return ms == "over" ? "null" : sprintf("%.1f", ms)
}

{
	key = member("tool") SUBSEP member("mode") SUBSEP member("delay_ms")
	is_over = member("over") == "true"
	run[key, ++count[key]] = is_over ? "over" : member("silence_ms")
	cut[key] += is_over
	if (member("tcp_survived") == "true")
		survived[key]++
	version[member("tool")] = member("version")
}

function begin_json()
{
	printf "{\n  \"date\": \"%s\",\n  \"machine\": \"%s\",\n", date,
		machine >json
	printf "  \"limit_s\": %d,\n  \"figures\": [\n", limit >json
}

function write_json(tool, mode, delay, key, n,    i)
{
	printf "%s    {\"tool\": \"%s\", \"version\": \"%s\", \"mode\": \"%s\", ",
		separator, tool, version[tool], mode >json
	printf "\"delay_ms\": %d, \"median_ms\": %s, \"min_ms\": %s, ", delay,
		number(median(n)), number(sorted[1]) >json
	printf "\"max_ms\": %s, \"over\": %d, \"tcp_survived\": %d,\n",
		number(sorted[n]), cut[key], survived[key] >json
	printf "     \"runs_ms\": [" >json
	for (i = 1; i <= n; i++)
		printf "%s%s", (i > 1 ? ", " : ""), number(sorted[i]) >json
	printf "]}" >json
	separator = ",\n"
}

END {
	begin_json()
	tool_count = split(tools, tool, " ")
	mode_count = split(modes, mode, " ")
	delay_count = split(delays, delay, " ")
	for (m = 1; m <= mode_count; m++) for (d = 1; d <= delay_count; d++) {
		printf "\n%s, paths of %d ms\n", mode[m], delay[d]
		printf "  %-14s%14s%14s%14s%11s  %s\n", "", "median",
			"min", "max", "ratio", "TCP survived"
		base = ""
		for (t = 1; t <= tool_count; t++) {
			key = tool[t] SUBSEP mode[m] SUBSEP delay[d]
			n = count[key]
			if (!n)
				continue
			sort_runs(key, n)
			if (tool[t] == "autotunnel")
				base = median(n)
			printf "  %-14s%14s%14s%14s%11s  %d of %d\n", tool[t],
				span(median(n)), span(sorted[1]),
				span(sorted[n]), ratio(median(n), base),
				survived[key], n - cut[key]
			write_json(tool[t], mode[m], delay[d], key, n)
		}
	}
	printf "\n  ]\n}\n" >json
	printf "\nSilence of a stream of datagrams to the laptop, %s\n", date
	print "  " machine
	for (t = 1; t <= tool_count; t++)
		print "  " tool[t] " " version[tool[t]]
	print "A run is cut after " limit " s; TCP is judged in the others."
}
