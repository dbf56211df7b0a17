# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# told.sh - what agents say of themselves, in JSON. Part of agents.sh and
# pair.sh, which define `tell HOST COMMAND...`: autotunnel COMMAND, asked of
# HOST's agent.
#
#   status HOST KEY              one member of `status --json`
#   mapping HOST PURPOSE KEY     of its mapping with that purpose
#   query HOST TYPE NAME KEY     of its long-lived query
#   counter HOST NAME            a counter's value, 0 where it is none
#   peer HOST PEER KEY           one member of a peer in `peers --json`
#   is_status HOST KEY VALUE, is_peer HOST PEER KEY VALUE    for check, wait_for

# Out of JSON with one member a line: members of the innermost object that has
# a member of each value asked for. object WANTED-KEY [KEY VALUE]...
object()
{
	awk -v wanted="$1" -v k1="${2:-}" -v v1="${3:-}" -v k2="${4:-}" \
		-v v2="${5:-}" '
	function shut() {
		if (depth in value && (k1 == "" || one[depth]) &&
		    (k2 == "" || two[depth]))
			print value[depth]
		delete value[depth]; delete one[depth]; delete two[depth]
	}
	{
		line = $0
		sub(/^ */, "", line)
		sub(/,$/, "", line)
		if (match(line, /^"[^"]*": /)) {
			key = substr(line, 2, RLENGTH - 4)
			text = substr(line, RLENGTH + 1)
			bare = text
			gsub(/^"|"$/, "", bare)
			if (text !~ /^[{[]$/) {
				if (key == wanted) value[depth] = bare
				if (key == k1 && bare == v1) one[depth] = 1
				if (key == k2 && bare == v2) two[depth] = 1
			}
			line = text
		}
		if (line == "{") depth++
		else if (line == "}") { shut(); depth-- }
	}'
}

status()
{
	tell "$1" status --json | object "$2" | tail -n 1
}

mapping()
{
	tell "$1" status --json | object "$3" purpose "$2"
}

query()
{
	tell "$1" status --json | object "$4" type "$2" name "$3"
}

counter()
{
	local n
	n=$(tell "$1" status --json | object value name "$2")
	echo "${n:-0}"
}

peer()
{
	tell "$1" peers --json | object "$3" host "$2.$ZONE"
}

is_peer()
{
	is "$(peer "$1" "$2" "$3")" "$4"
}

is_status()
{
	is "$(status "$1" "$2")" "$3"
}

has_peer()
{
	[ -n "$(peer "$1" "$2" host)" ]
}

# peer_answered HOST PEER: all that is asked of PEER is answered.
peer_located()
{
	[ -n "$(peer "$1" "$2" ula)" ]
}
