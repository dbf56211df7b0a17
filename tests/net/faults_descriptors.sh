#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# faults_descriptors.sh - agents and the rendezvous have no descriptor left while
# hosts move and clients connect: they live, do not spin, turn callers away, and
# serve as before once there are some again. Ends with "N passed, N failed".
#
# without: call:spare_turn_away -> desk: who asks meanwhile is turned away

. "$(dirname "$0")/topology.sh"
net_begin "faults-descriptors" "$@"
. "$NET_LIB/faults.sh"

# Those that it has now, and no more: the first number that is free is over the limit.
exhaust()
{
	local pid free=0
	pid=$(pid_of "$1")
	while [ -e "/proc/$pid/fd/$free" ]; do
		free=$((free + 1))
	done
	limit "$pid" "$free"
}

# As its own user, who needs no further right for that.
limit()
{
	local uid gid
	uid=$(awk '$1 == "Uid:" { print $2 }' "/proc/$1/status")
	gid=$(awk '$1 == "Gid:" { print $2 }' "/proc/$1/status")
	setpriv --reuid "$uid" --regid "$gid" --clear-groups \
		prlimit --pid "$1" --nofile="$2": ||
		net_die "the limit of process $1 cannot be set"
}

restore()
{
	limit "$(pid_of "$1")" "$(ulimit -Sn)"
}

# Ticks of a hundredth of a second that it has run.
ran()
{
	local stat fields
	read -r stat <"/proc/$(pid_of "$1")/stat"
	read -ra fields <<<"${stat##*) }"
	echo $((fields[11] + fields[12]))	# utime and stime, proc(5)
}


# Clients that stay: so many connections to the rendezvous.
crowd()
{
	# shellcheck disable=SC2016 # for that bash
	spawn desk crowd bash -c 'for i in $(seq "$1"); do
		exec {fd}<>"/dev/tcp/'"$SERVER"'/5352" || break
	done; echo connected; sleep 60' bash "$1"
	wait_for 20 grep -q connected "$(log_of desk crowd)"
}

faults_start
for name in desk laptop rendezvous; do
	exhaust "$name"
done
began=$(now_ms)
in_host desk timeout 10 "$AUTOTUNNEL" status \
	--config "$NET_DIR/desk/autotunnel.conf" >"$NET_DIR/said" 2>&1
SAID=$?
check_not "desk: who asks meanwhile is turned away" grep "timed out" "$NET_DIR/said"
check_number "desk: and told that" "$SAID" -ne 0
crowd 20
before=$(ran rendezvous)
sleep 2
check_number "the rendezvous: does not spin, in hundredths of two seconds" \
	$(($(ran rendezvous) - before)) -lt 150
check "desk reaches laptop as before" wait_for 10 reaches desk laptop
piece both
sleep 3
piece nat
for name in desk laptop; do
	check "$name: lives" running "$name" agent
done
check "the rendezvous: lives" running server rendezvous
stop desk crowd
for name in desk laptop rendezvous; do
	restore "$name"
done
began=$(now_ms)
all_is_well "with descriptors again" "$began"
faults_end
net_end
