#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# sandbox.sh - what the two daemons have given up once they run, seen from
# outside, and from inside: an intruder in the process (trespass.c) tries what it
# may not. Each try is refused, and succeeds in the same daemon without its
# sandbox. Keys that only root may read are read again all the same, and the IKE
# daemon is started again. Ends with "N passed, N failed".
#
# without: call:sandbox_prepare -> the agent is the user autotunnel
# without: call:sandbox_limit_calls -> the agent in its sandbox may not run_code
# without: call:sandbox_limit_files -> the agent in its sandbox may not read_file
# without: call:sandbox_enter -> the agent gets no new privileges
# without: call:steward_begin -> with keys of root's

. "$(dirname "$0")/topology.sh"
net_begin sandbox "$@"
. "$NET_LIB/pair.sh"

# In the order of trespass.c. What ends the process comes last, one at a time.
REFUSED="read_file read_secret write_file raw_socket packet_socket serve_tcp
	begin_process run_code be_root dump_core signal_other"
FATAL="leave_namespace trace execute"

# A user namespace of one user has nobody to become.
USERS=yes
awk '$3 > 1 { many = 1 } END { exit !many }' /proc/self/uid_map || USERS=

number_of()
{
	local one n=0
	for one in $REFUSED $FATAL; do
		[ "$one" != "$1" ] || { echo "$n"; return; }
		n=$((n + 1))
	done
}

another_charon()
{
	[ "$(charon_of desk)" != "$former" ] && agent_answers
}

# intrude HOST NAME COMMAND...: spawn, with the intruder in it.
intrude()
{
	local host=$1 name=$2
	shift 2
	spawn "$host" "$name" env LD_PRELOAD="$B/net/trespass.so" \
		TRESPASS_VICTIM="$VICTIM" TRESPASS_FILE="$NET_DIR/everybodys" \
		TRESPASS_SECRET="$KEYS" TRESPASS_FOLDER="$NET_DIR/open" "$@"
}

agent_intrude()
{
	intrude desk agent "$AUTOTUNNEL" agent \
		--config "$NET_DIR/desk/autotunnel.conf" \
		--state "$NET_DIR/desk/state"
	wait_for 15 agent_answers
}

agent_answers()
{
	agent_say desk status --json | grep -q '"backend_on": true'
}

rendezvous_intrude()
{
	intrude server rendezvous "$AUTOTUNNEL_DNS" \
		--config "$NET_DIR/rendezvous.conf"
	wait_for 5 listening server udp 5352
}

# daemon_try HOST NAME TRY: its line of the log, "ended" where there is none.
daemon_try()
{
	local log since
	log=$(log_of "$1" "$2")
	since=$(($(wc -l <"$log") + 1))
	/bin/kill --signal USR1 --queue "$(number_of "$3")" "${NET_PIDS[$1/$2]}"
	wait_for 5 tried "$1" "$2" "$3" "$since"
	tail -n "+$since" "$log" | grep -m 1 "^trespass $3: " || echo ended
}

tried()
{
	tail -n "+$4" "$(log_of "$1" "$2")" | grep -q "^trespass $3: " ||
		has_ended "$1" "$2"
}

# Our child may be there for a while, dead.
has_ended()
{
	! grep -q '^State:.*[^Z] (' "/proc/${NET_PIDS[$1/$2]}/status" 2>/dev/null
}

# Its helper ends with it.
reap()
{
	wait "${NET_PIDS[$1/$2]}"
	unset "NET_PIDS[$1/$2]"
} 2>/dev/null

# refused ANSWER: by an error, and nothing was done.
refused()
{
	[[ $1 == trespass*:\ E* ]] || { echo "$1"; return 1; }
}

done_there()
{
	[[ $1 == trespass*:\ done ]] || { echo "$1"; return 1; }
}

# of HOST NAME KEY: a line of the process' status.
of()
{
	sed -n "s/^$3:[[:space:]]*//p" "/proc/${NET_PIDS[$1/$2]}/status"
}

is_user()
{
	local who=0
	[ -z "$USERS" ] || who=$(getent passwd "$1" | cut -d: -f3)
	shift
	is "$(awk '/^Uid:/ { print $2, $3, $4, $5 }' "/proc/$1/status")" \
		"$who $who $who $who"
}

no_groups()
{
	[ -z "$USERS" ] || is "$(of "$1" "$2" Groups)" ""
}

# from_outside HOST NAME WHO USER CAPABILITIES
from_outside()
{
	local pid=${NET_PIDS[$1/$2]}
	check "$3 is the user $4" is_user "$4" "$pid"
	check "in none of root's groups" no_groups "$1" "$2"
	check "$3 has these capabilities and no others" \
		is "$(of "$1" "$2" CapEff) $(of "$1" "$2" CapPrm)" "$5 $5"
	check "none is handed on" is "$(of "$1" "$2" CapInh)" 0000000000000000
	check "$3 gets no new privileges" is "$(of "$1" "$2" NoNewPrivs)" 1
	check "its system calls are filtered" is "$(of "$1" "$2" Seccomp)" 2
	check "it leaves no core" grep -q 'core file size *0 *0 ' \
		"/proc/$pid/limits"
}

steward_of()
{
	pgrep -P "${NET_PIDS[$1/$2]}" -x autotunnel-stew
}

# The world ----------------------------------------------------------------------

world_begin
nat natA wan 11.1.0.2 lan 10.1.0.1/24
site desk 10.1.0.2/24 via natA
nats_ready
primary_start
echo "for everybody" >"$NET_DIR/everybodys"
mkdir -m 1777 "$NET_DIR/open"
spawn desk victim sleep infinity
VICTIM=${NET_PIDS[desk/victim]}

# From outside ---------------------------------------------------------------------

rendezvous_intrude
agent_intrude
check "the agent and its IKE daemon run" agent_answers
from_outside desk agent "the agent" autotunnel 0000000000001000
from_outside server rendezvous "autotunnel-dns" autotunnel-dns \
	0000000000000000
check "the IKE daemon is the user autotunnel, too" \
	is_user autotunnel "$(charon_of desk)"
check "with the same capabilities" grep -q '^CapEff:.*0000000000001000' \
	"/proc/$(charon_of desk)/status"
check "and a configuration that is nobody's to change" \
	grep -qz '^STRONGSWAN_CONF=/proc/self/fd/' \
	"/proc/$(charon_of desk)/environ"
check "the log says what holds" grep -q \
	'^sandbox: user .*net_admin, no new privileges.*system calls' \
	"$(log_of desk agent)"
agent_say desk status --all >"$NET_DIR/said"
check "and so does the agent" grep -q '^Sandbox  *user ' "$NET_DIR/said"

# What works all the same -----------------------------------------------------------

check "with keys of root's" is "$(stat -c '%u %a' "$KEYS")" "0 600"
check "with keys of root's, they are read again" agent_say desk reload
kill -HUP "${NET_PIDS[server/rendezvous]}"
check "by the rendezvous, too" wait_for 5 grep -q 'keys are read again' \
	"$(log_of server rendezvous)"
former=$(charon_of desk)
kill -KILL "$former"
check "an IKE daemon that died is started again" wait_for 15 another_charon

# An intruder ------------------------------------------------------------------------

for try in $REFUSED; do
	check "the agent in its sandbox may not $try" \
		refused "$(daemon_try desk agent "$try")"
	check "nor may the rendezvous" \
		refused "$(daemon_try server rendezvous "$try")"
done
check "they go on as before" agent_answers
for try in $FATAL; do
	check "who would $try ends" is "$(daemon_try desk agent "$try")" ended
	reap desk agent
	agent_intrude
done
check "and the rendezvous with it" \
	is "$(daemon_try server rendezvous execute)" ended
check_not "nothing was executed" grep -q 'execute: done' \
	"$(log_of desk agent)" "$(log_of server rendezvous)"
reap server rendezvous

# Without its steward it cannot read keys again: it ends, for another to take over.
former=$(charon_of desk)
kill -KILL "$(steward_of desk agent)"
check "an agent whose helper died ends" wait_for 5 has_ended desk agent
check "but not its tunnels" is "$(charon_of desk)" "$former"
reap desk agent
agent_intrude
check "which the next agent takes over" grep -q 'charon is taken over' \
	"$(log_of desk agent)"
stop desk agent

# Without a sandbox ----------------------------------------------------------------------

sed -i 's/^\[agent\]/&\nsandbox = off/' "$NET_DIR/desk/autotunnel.conf"
sed -i 's/^\[server\]/&\nsandbox = off/' "$NET_DIR/rendezvous.conf"
rendezvous_intrude
agent_intrude
check "switched off, the log says so" grep -q 'sandbox = off.*all rights' \
	"$(log_of desk agent)"
for try in $REFUSED $FATAL; do
	check "without its sandbox the agent can $try" \
		done_there "$(daemon_try desk agent "$try")"
done
check "and the rendezvous can execute" \
	done_there "$(daemon_try server rendezvous execute)"
stop desk agent
stop server rendezvous
net_end
