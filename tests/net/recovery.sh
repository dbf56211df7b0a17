#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# recovery.sh - the rendezvous is killed and comes back, in mid-update too, and
# the primary is restarted: agents and leases recover by themselves.
#
#   tests/net/recovery.sh [SECONDS]     how long the rendezvous is away (25)
#
# without: registration:resting:again registration:resting:again_now -> A is registered where it is now
# without: llq_client:down:heard -> A listens again
# without: contact:watched:watch -> B knows A's new place
# without: call:rendezvous_put_back -> deletes it when the lease is over

. "$(dirname "$0")/topology.sh"
net_begin recovery "$@"
AWAY=${1:-25}
LEASES="lease-min = 1s"
. "$NET_LIB/agents.sh"

b_knows_a_at()
{
	is_peer hostB ant public_endpoint "$1"
}

held()
{
	is "$(query "$1" PTR "$SERVICE.$ZONE" state)" "$2"
}

bind_again()
{
	spawn server primary "$(lab_program named)" -g -n 1 \
		-c "$NET_DIR/server/bind/named.conf"
	primary_ready server $ZONE
}

two_sites
host hostC 10.3.0.2/24 via natC
nats_ready
zone_start
agent_start hostA ant --record "$NET_DIR/hostA/trace"
agent_start hostB bee --record "$NET_DIR/hostB/trace"
check "A is registered and listens" agent_ready hostA
check "B too" agent_ready hostB
check "B knows A" wait_for 5 b_knows_a_at 11.1.0.2:4500

# The rendezvous is away for a while, and A moves meanwhile.
stop server rendezvous KILL
began=$(now_ms)
nat_renumber natA 11.1.0.9
check "A sees that it moved" wait_for 5 is_status hostA public_address 11.1.0.9
silent()
{
	grep -q 'the rendezvous does not answer' "$(log_of hostA agent)"
}
check "A notices that the rendezvous is silent" wait_for 20 silent
check "B knows what it knew" b_knows_a_at 11.1.0.2:4500
sleep $((AWAY - ($(now_ms) - began) / 1000))
rendezvous_start --record "$NET_DIR/server/second.trace"
began=$(now_ms)

# covers: P6 LLQ-C-59
moved()
{
	grep -q 11.1.0.9 <<<"$(records "$label" A)"
}
label=$(records $SERVICE.ant SRV | sed 's/.* //; s/\..*//')
check "the rendezvous is back: A is registered where it is now" wait_for 65 moved
note "$(($(now_ms) - began)) ms after its start"
check "A listens again" wait_for 65 held hostA established
note "$(($(now_ms) - began)) ms after its start"
check "B knows A's new place" wait_for 90 b_knows_a_at 11.1.0.9:4500
note "$(($(now_ms) - began)) ms after its start"
change_zone "update delete $label.$ZONE A" "update add $label.$ZONE 30 A 11.1.0.77"
until_ms 5 b_knows_a_at 11.1.0.77:4500
check "changes are pushed to B again, in $MS ms" b_knows_a_at 11.1.0.77:4500

# The primary is restarted.
stop server primary
sleep 1
bind_again
check "the primary, restarted, has the records" has_records ant AAAA
change_zone "update delete $label.$ZONE A" "update add $label.$ZONE 30 A 11.1.0.78"
until_ms 5 b_knows_a_at 11.1.0.78:4500
check "a change at it is pushed, in $MS ms" b_knows_a_at 11.1.0.78:4500
nat_renumber natA 11.1.0.10
until_ms 10 b_knows_a_at 11.1.0.10:4500
check "a move through it too, in $MS ms" b_knows_a_at 11.1.0.10:4500

# The rendezvous dies between asking the primary and its answer, and so does
# the host. The primary obeys; the lease stands on disk, so it ends in time.
# covers: P15 UL-S-10
size()
{
	stat -c %Y%s "$NET_DIR/server/rendezvous.state"
}
LEASE=5s agent_start hostC cat
wait_for 5 is_status hostC reach mapped
before=$(stat -c %i "$NET_DIR/server/rendezvous.state")
net_signal STOP "${NET_PIDS[server/primary]}"
saved()
{
	! is "$(stat -c %i "$NET_DIR/server/rendezvous.state")" "$before"
}
check "an update's lease is on disk before it is answered" wait_for 8 saved
stop server rendezvous KILL
stop hostC agent KILL
net_signal CONT "${NET_PIDS[server/primary]}"
check "the primary obeys it" wait_for 5 has_records cat AAAA
rendezvous_start
check "the rendezvous, back, deletes it when the lease is over" \
	wait_for 12 no_records cat AAAA
check "and all that belonged to it" no_records $SERVICE.cat SRV
check "the others' records stand" has_records ant AAAA
stop hostA agent
stop hostB agent
keep "$NET_DIR/hostA/trace"
check_replay "$NET_DIR/hostB/trace" "$NET_DIR/server/second.trace"
net_end
