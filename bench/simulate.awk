# SPDX-License-Identifier: Apache-2.0
# simulate.awk - the figures of simulate.sh from what `autotunnel-lab simulate`
# said: SMALL several times, WATCHED, MANY.

# "8 hosts, seed 1: 2400h, 0 faults, 123 events in 1.234 s (1.200 s of a
# processor), ..."
function seconds(span,	total, part) {
	total = 0
	while (match(span, /^[0-9.]+(h|min|s)/)) {
		part = substr(span, 1, RLENGTH)
		span = substr(span, RLENGTH + 1)
		total += part * (part ~ /h$/ ? 3600 : part ~ /min$/ ? 60 : 1)
	}
	return total
}

function goal(met) {
	return met ? "met" : "missed"
}

FNR == 1 { file++ }

/ events in / {
	sub(/,$/, "", $5)
	for (i = 1; i < NF; i++)
		if ($(i + 1) == "events")
			events = $i
	cpu = $0
	sub(/.*\(/, "", cpu)
	cpu += 0
	hosts = $1
	span = seconds($5)
	# of several, the quickest: others are what else the machine did
	if (!(file in least) || cpu < least[file])
		least[file] = cpu
	count[file] = events
	virtual[file] = span
	number[file] = hosts
}

$1 == "digest" {
	if ((file in digest) && digest[file] != $2)
		differs = 1
	digest[file] = $2
}

END {
	if (differs || digest[1] != digest[2]) {
		print "simulate: the same world has different digests"
		exit 1
	}
	for (i = 1; i <= 3; i++) {
		if (least[i] == 0)
			least[i] = 0.001
		ratio[i] = virtual[i] / least[i]
		rate[i] = count[i] / least[i]
	}
	printf "%d hosts, no faults: %d s of %.2f s  ratio %.0f  goal 1000000: %s\n",
		number[1], virtual[1], least[1], ratio[1],
		goal(ratio[1] >= 1000000)
	printf "the same: %d events  %.0f a second  goal 2000000: %s\n",
		count[1], rate[1], goal(rate[1] >= 2000000)
	printf "the same with all invariants looking on: ratio %.0f\n", ratio[2]
	printf "%d hosts, %d s: %d events in %.1f s  goal 60: %s\n", number[3],
		virtual[3], count[3], least[3], goal(least[3] < 60)
	printf "{\"small\":{\"ratio\":%.0f,\"events_per_s\":%.0f,\"digest\":\"%s\"}," \
		"\"watched\":{\"ratio\":%.0f},\"many\":{\"hosts\":%d,\"virtual_s\":%d," \
		"\"events\":%d,\"cpu_s\":%.3f,\"digest\":\"%s\"}}\n", ratio[1],
		rate[1], digest[1], ratio[2], number[3], virtual[3], count[3],
		least[3], digest[3] >json
}
