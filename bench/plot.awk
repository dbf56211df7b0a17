# SPDX-License-Identifier: Apache-2.0
# plot.awk - an SVG of what figures.awk wrote: one dot a run on a logarithmic
# scale of time, a bar at the median, a panel for each mode and delay. A run that
# was cut stands as a triangle right of the limit.

function member(name,    text)
{
	if (!match($0, "\"" name "\": [^,}]*"))
		return ""
	text = substr($0, RSTART + length(name) + 4, RLENGTH - length(name) - 4)
	gsub(/"/, "", text)
	return text
}

function log10(x)
{
	return log(x) / log(10)
}

# Where that many milliseconds stand.
function x_of(ms)
{
	return left + (right - left) * log10(ms / least) / log10(limit * 1000 / least)
}

function label(ms)
{
	if (ms == "null")
		return "over " limit " s"
	ms += 0
	return ms < 1000 ? sprintf("%.0f ms", ms) : sprintf("%.1f s", ms / 1000)
}

function short(ms)
{
	return ms < 1000 ? ms " ms" : ms / 1000 " s"
}

function text(x, y, class, words)
{
	body = body sprintf("<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" " \
		"text-anchor=\"%s\">%s</text>\n", x, y, class,
		class == "t" ? "start" : class == "x" ? "middle" : "end", words)
}

function line(x, top, bottom, class)
{
	body = body sprintf("<path d=\"M%.1f %.1fV%.1f\" class=\"%s\"/>\n", x,
		top, bottom, class)
}

BEGIN {
	left = 130
	right = 640
	edge = 665
	width = 800
	row = 20
	y = 40
	least = 8
	words["silent"] = "laptop silent: only news of it can find it"
	words["listening"] = "laptop listening: its programs send nothing"
	words["talking"] = "laptop talking: it sends at once"
}

/"machine"/ {
	machine = $0
	gsub(/^.*"machine": "|",$/, "", machine)
}
/"date"/ { date = member("date") }
/"limit_s"/ { limit = member("limit_s") + 0 }

/"tool"/ {
	panel = member("mode") ", " member("delay_ms")
	if (panel != last) {
		y += last == "" ? 0 : 16
		title = words[member("mode")]
		title = title (member("delay_ms") + 0 ? ", paths of " : ", paths")
		title = title (member("delay_ms") + 0 ? member("delay_ms") " ms" : \
			" without delay")
		text(left, y, "t", title)
		y += 8
		top[++panels] = y
		last = panel
	}
	tool = member("tool")
	median = member("median_ms")
	y += row
	bottom[panels] = y - row / 2 + 10
}

/"runs_ms"/ {
	middle = y - row / 2 + 1
	text(left - 10, middle + 4, "l", tool)
	sub(/.*\[/, "")
	sub(/\].*/, "")
	n = split($0, runs, ", ")
	for (i = 1; i <= n; i++) {
		if (runs[i] == "null") {
			body = body sprintf("<path d=\"M%.1f %.1fl8 4l-8 4z\" " \
				"class=\"d %s\"/>\n", edge - 10 + i * 2,
				middle - 4, tool)
		} else {
			body = body sprintf("<circle cx=\"%.1f\" cy=\"%.1f\" " \
				"r=\"3.5\" class=\"d %s\"/>\n",
				x_of(runs[i]), middle, tool)
		}
	}
	if (median != "null")
		body = body sprintf("<path d=\"M%.1f %.1fv14\" class=\"m %s\"/>\n",
			x_of(median), middle - 7, tool)
	text(width - 10, middle + 4, "v", label(median))
}

END {
	ticks = split("10 30 100 300 1000 3000 10000 30000", tick, " ")
	for (p = 1; p <= panels; p++) for (i = 1; i <= ticks; i++) {
		if (tick[i] > limit * 1000)
			continue
		line(x_of(tick[i]), top[p], bottom[p], tick[i] == 300 ? "g" : "k")
	}
	for (p = 1; p <= panels; p++)
		line(x_of(limit * 1000), top[p], bottom[p], "k")
	for (i = 1; i <= ticks; i++)
		if (tick[i] < limit * 1000)
			text(x_of(tick[i]), y + 18, "x", short(tick[i]))
	text(x_of(limit * 1000), y + 18, "x", limit " s")
	text(width - 10, 18, "v", "median")
	text(left, 18, "t", "How long a laptop is silent that changes networks")
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" " \
		"height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n",
		width, y + 50, width, y + 50
	print "<title>Silence after a move, on a logarithmic scale</title>"
	print "<style>"
	print "text { font: 13px system-ui, sans-serif; fill: #3d444d }"
	print ".t { font-weight: 600 } .x { font-size: 12px } .f { font-size: 11px }"
	print ".k { stroke: #8c959f; stroke-opacity: .35 }"
	print ".g { stroke: #8c959f; stroke-dasharray: 4 3 }"
	print ".d { fill-opacity: .6 } .m { stroke-width: 2.5 }"
	print ".autotunnel { fill: #0969da; stroke: #0969da }"
	print ".tinc { fill: #bc6c00; stroke: #bc6c00 }"
	print ".wireguard-go { fill: #b0348c; stroke: #b0348c }"
	print ".nebula { fill: #1a7f52; stroke: #1a7f52 }"
	print "@media (prefers-color-scheme: dark) {"
	print "text { fill: #c9d1d9 }"
	print ".autotunnel { fill: #58a6ff; stroke: #58a6ff }"
	print ".tinc { fill: #e3a02b; stroke: #e3a02b }"
	print ".wireguard-go { fill: #e583c8; stroke: #e583c8 }"
	print ".nebula { fill: #3fb980; stroke: #3fb980 }"
	print "}"
	print "</style>"
	printf "%s", body
	printf "<text x=\"10\" y=\"%d\" class=\"f\">%s, %s</text>\n</svg>\n",
		y + 42, date, machine
}
