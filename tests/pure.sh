#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# pure.sh OBJECT... - the core (fsm/ and gen/core/) uses nothing from outside itself
# but memcpy, memmove, memset, memcmp, and what assert, the stack guard and
# fortified builds make of them. A clock, a socket, the heap or a file that
# slips in is named here, with the objects that use it.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -eq 0 ]; then
	echo "usage: pure.sh OBJECT..." >&2
	exit 2
fi

nm -A --undefined-only "$@" |
	awk '{ file = $1; sub(/:.*/, "", file); print $NF, file }' |
	sort >"$work/used"
nm --defined-only "$@" |
	awk 'NF == 3 { print $3 }' >"$work/allowed"
cat >>"$work/allowed" <<END
memcpy
memmove
memset
memcmp
bcmp
__memcpy_chk
__memmove_chk
__memset_chk
__assert_fail
__stack_chk_fail
_GLOBAL_OFFSET_TABLE_
END
sort -u -o "$work/allowed" "$work/allowed"

join -v 1 "$work/used" "$work/allowed" >"$work/impure"
if [ -s "$work/impure" ]; then
	while read -r symbol file; do
		echo "$file uses $symbol: the core may not" >&2
	done <"$work/impure"
	exit 1
fi
echo "pure: $# objects use nothing from outside"
