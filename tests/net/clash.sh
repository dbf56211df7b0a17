#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# clash.sh - two hosts with one name, a machine that is a copy of another, two
# agents on one machine: both owners are told, and nothing is overwritten.
#
# without: registration:checking:name_taken -> laptop, whose name is desk's, is told
# without: call:agent_rival_changed -> desk's owner is told too
# without: call:hardware_same -> the copy writes nothing of desk's
# without: call:lock_network -> and told which process keeps them

. "$(dirname "$0")/topology.sh"
net_begin clash "$@"
. "$NET_LIB/pair.sh"

PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"

asked()
{
	in_host server dig -p 5300 @127.0.0.1 +short +time=1 +tries=1 "$@"
}

# What DNS says of desk: name, label and all that stands at both.
records_of()
{
	local label
	asked "_autotunnel._udp.$1.$ZONE" SRV
	label=$(asked "_autotunnel._udp.$1.$ZONE" SRV | cut -d ' ' -f 4)
	asked "$1.$ZONE" AAAA
	asked "$label" A
	asked "$label" AAAA
	asked "$label" TXT
}

label_of()
{
	asked "_autotunnel._udp.$1.$ZONE" SRV | cut -d ' ' -f 4
}

unchanged()
{
	is "$(records_of desk)" "$BEFORE"
}

clashes()
{
	status "$1" clash | grep -q "$2"
}

is_rival()
{
	status desk rival | grep -q "$1"
}

call_it()
{
	sed -i "s/^name = .*/name = $2/" "$NET_DIR/$1/autotunnel.conf"
}

has_published()
{
	asked "$1.$ZONE" AAAA | grep -q '^fd'
}

world
nat natD wan 11.4.0.2 lan 10.4.0.1/24
site copy 10.4.0.2/24 via natD
nats_ready
rendezvous_start
agent_start desk
check "desk is published" wait_for 10 has_published desk
check "and registered" wait_for 5 heard desk 0 "records published"
BEFORE=$(records_of desk)

# One name, two hosts -------------------------------------------------------------
# covers: P11
call_it laptop desk
sed -i 's/^name = .*/&\ndevice = the laptop/' "$NET_DIR/laptop/autotunnel.conf"
agent_start laptop
check "laptop, whose name is desk's, is told" \
	wait_for 15 clashes laptop "another host has this name"
check "its log tells it too" grep -q "error: another host has this name" \
	"$(log_of laptop agent)"
check "nothing of desk is overwritten" unchanged
check "desk's owner is told too, by whom and where from" \
	wait_for 5 is_rival "the laptop at 11.2.0.2"
note "$(tell desk status | grep wants)"
check "its log tells it too" grep -q "warning: another host wants this host" \
	"$(log_of desk agent)"
stop laptop agent
call_it laptop laptop
agent_start laptop
check "with a name of its own laptop is published" \
	wait_for 15 has_published laptop
check "and the two have a tunnel" wait_for 10 tunnel_between desk laptop
check "nothing of desk has changed" unchanged

# A copy ---------------------------------------------------------------------------
# The machine is copied while it runs: disk, names, keys, state. Its network
# cards are others, or what the firmware says of it.
another_machine()
{
	local uuid=/sys/class/dmi/id/product_uuid
	[ -e "$uuid" ] || return 0
	cat /proc/sys/kernel/random/uuid >"$NET_DIR/$1/uuid"
	in_host "$1" mount --bind "$NET_DIR/$1/uuid" "$uuid"
}

another_machine copy
cp -p "$NET_DIR/desk/state" "$NET_DIR/copy/state"
call_it copy desk
agent_start copy
check "a copy of desk is told that it is one" \
	wait_for 15 clashes copy "is a copy of another"
check "the copy writes nothing of desk's" unchanged
check "desk's owner is told too, where it is" wait_for 5 is_rival "11.4.0.2"
check "the tunnel stays" tunnel_between desk laptop
stop copy agent
agent_start copy
check "started again, it is still a copy" \
	wait_for 15 clashes copy "is a copy of another"
check "and still writes nothing of desk's" unchanged
stop copy agent
call_it copy copy
agent_start copy
check "with a name of its own it is published" wait_for 15 has_published copy
check_not "under a label that is not desk's" \
	is "$(label_of copy)" "$(label_of desk)"
check "nothing of desk has changed" unchanged
check "and it has a tunnel with each" wait_for 15 all_tunnels desk laptop copy

# Two agents -----------------------------------------------------------------------
second()
{
	in_host desk timeout 5 "$AUTOTUNNEL" agent \
		--config "$NET_DIR/desk/autotunnel.conf" "$@" \
		>"$NET_DIR/out" 2>&1
}
check_not "a second agent with desk's state is refused" \
	second --state "$NET_DIR/desk/state"
check "and told which process has it" \
	grep -q "running already (process [0-9]*)" "$NET_DIR/out"
check_not "a second agent with tunnels is refused, whatever its state" \
	second --state "$NET_DIR/desk/other" --socket "$NET_DIR/desk/control"
check "and told which process keeps them, and what helps" \
	grep -q "tunnels.*(process [0-9]*).*enabled = no" "$NET_DIR/out"
check "the first one's tunnels stay" all_tunnels desk laptop

# A host that is gone ---------------------------------------------------------------
# Its records stand until their lease ends; who comes in its place may claim them.
check_not "there is nothing to claim where there is no clash" tell laptop claim
stop desk agent KILL
stop copy agent
call_it copy desk
rm -f "$NET_DIR/copy/state" "$NET_DIR/copy/state.copy"
agent_start copy
check "desk's successor is told that the name has a host" \
	wait_for 15 clashes copy "another host has this name"
check "its owner claims it" tell copy claim
gone()
{
	[ -z "$(status copy clash)" ]
}
check "it is desk now" wait_for 5 gone
check "and laptop reaches it by that name" wait_for 20 reaches laptop desk
keep "$PAIR_RECORD/copy.trace"
net_end
