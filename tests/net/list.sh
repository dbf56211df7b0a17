#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# list.sh - lists the scenarios: name, where they run (check, check-long or
# check-faults), the seconds that they may take, and the sentence that each begins with. Fails if
# one of them runs nowhere, or if what is to run does not exist.
set -u
cd "${NET_FOLDER:-$(dirname "$0")}" || exit 1
status=0

# The first sentence of its head: "# NAME.sh [ARGUMENTS] - what it shows."
sentence()
{
	awk '
	/^#!/ || /SPDX/ { next }
	!/^#/ || (text && /^#[ \t]*$/) { exit }
	{ sub(/^#[ \t]*/, ""); text = text (text ? " " : "") $0 }
	END {
		sub(/^[^ ]* .*- /, "", text) || sub(/^.* - /, "", text)
		sub(/\. .*/, "", text); sub(/\.$/, "", text)
		print text
	}' "$1"
}

# list FILE WHERE: its scenarios in its order.
list()
{
	local name limit
	while read -r name limit; do
		case $name in '' | \#*) continue ;; esac
		if [ ! -e "$name.sh" ]; then
			echo "list.sh: $1 names $name, which is no scenario" >&2
			status=1
			continue
		fi
		printf '%-14s %-12s %4s s  %s\n' "$name" "$2" "${limit:-300}" \
			"$(sentence "$name.sh")"
	done <"$1"
}

list CHECK check
list LONG check-long
[ ! -e FAULTS ] || list FAULTS check-faults
while read -r file; do
	name=$(basename "$file" .sh)
	cat CHECK LONG FAULTS 2>/dev/null | grep -q "^$name\( \|$\)" && continue
	echo "list.sh: $name.sh stands neither in CHECK nor in LONG" >&2
	status=1
done < <(grep -l '^net_begin ' ./*.sh)
exit "$status"
