# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# recordings.sh - what the programs recorded in a scenario. Sourced by
# topology.sh.
#
#   check_replay FILE...   it replays without difference, also a killed one's
#   keep FILE...           the same, it holds no secret, and keep.sh takes it for
#                          tests/traces, as SCENARIO.NAME.trace; for the one or
#                          two files that show what the scenario is about
#   secret_in FILE         does one of the run's secrets stand in it?

NET_TRACE_MAX=61440	# octets of a kept recording; the rest is cut off

# "desk" of $NET_DIR/traces/desk.trace, "hostA" of $NET_DIR/hostA/trace.
net_trace_name()
{
	local name=${1#"$NET_DIR"/}
	name=${name#traces/}
	name=${name%.trace}
	name=${name%/trace}
	echo "${name//\//-}"
}

check_replay()
{
	local file
	for file; do
		check "what $(net_trace_name "$file") tells replays the same" \
			"$B/autotunnel-lab" replay "$file"
	done
}

# All that was made as a key or a tunnel secret, a line each.
net_secrets()
{
	grep -rhIoE --exclude='*.trace' --exclude='*.log' --exclude=trace \
		'secret "[^"]+"|^[0-9]+ [0-9a-f]{64}$' "$NET_DIR" 2>/dev/null |
		sed 's/^secret "\(.*\)"$/\1/; s/^[0-9]* //' | sort -u
}

# In any spelling: as written, in hexadecimal, as octets.
secret_in()
{
	local file=$1 text octets
	octets=$(od -An -v -tx1 "$file" | tr -d ' \n')
	for text in $(net_secrets); do
		grep -qaiF "$text" "$file" && return 0
		[[ $text =~ ^[0-9a-f]{64}$ ]] ||
			text=$(echo "$text" | base64 -d | od -An -v -tx1 |
				tr -d ' \n')
		[[ $octets == *"$text"* ]] && return 0
	done
	return 1
}

keep()
{
	local file name
	check_replay "$@"
	for file; do
		name=$(net_trace_name "$file")
		check_not "$name's holds no secret" secret_in "$file"
		check_not "and no path of this machine" \
			grep -qaF "$NET_DIR" "$file"
		[ -z "${NET_KEEP_TRACES:-}" ] || head -c "$NET_TRACE_MAX" \
			"$file" >"$NET_KEEP_TRACES/$NET_NAME.$name.trace"
	done
}
