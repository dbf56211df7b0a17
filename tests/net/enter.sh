#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# enter.sh HOST [COMMAND...] - runs a command, or a shell, in HOST of the newest
# run of the laboratory that has such a host.
set -eu
[ $# -gt 0 ] || { echo "usage: enter.sh HOST [COMMAND...]" >&2; exit 2; }
host=$1
shift
[ $# -gt 0 ] || set -- "${SHELL:-/bin/bash}"
# Each machine's mounts are held by a process that bears its name as argument.
pid=$(pgrep -n -f "^autotunnel-lab $host infinity\$") ||
	{ echo "enter.sh: no run has a host $host" >&2; exit 1; }
user=()
[ "$(id -u)" = 0 ] || user=(--user --preserve-credentials)
exec nsenter --target "$pid" "${user[@]}" --net --mount --uts --wdns="$PWD" \
	-- "$@"
