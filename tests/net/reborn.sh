#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# reborn.sh - a peer that booted again has another ULA: its tunnel, route and
# connection are replaced, the old address stays unreachable, programs that
# talk to it hear an error soon, and by name it is reached as before. Ends with
# "N passed, N failed".
#
# without: peer:*:reborn -> the tunnel is up again
# without: call:sever_connections -> a connection to the old address fails soon
# without: call:tun_unreachable call:keeper_open -> the old address stays unreachable

. "$(dirname "$0")/topology.sh"
net_begin reborn "$@"
. "$NET_LIB/pair.sh"
. "$NET_LIB/ipv6.sh"
PAIR_RECORD=${PAIR_RECORD:-$NET_DIR/traces}
mkdir -p "$PAIR_RECORD"

new_address()
{
	local ula
	ula=$(peer desk laptop ula)
	[ -n "$ula" ] && [ "$ula" != "$OLD" ]
}

# The sender of the transfer has given up, with what errno says.
sender_ended()
{
	grep -q '"error":"' "$(log_of desk tcp-to-laptop)"
}

# Power fails: not a word of goodbye, nothing of the kernel's is left, and the
# next boot id is another one.
power_fails()
{
	local daemon
	daemon=$(charon_of laptop)
	host_unplug laptop
	host_reboot laptop
	kill -KILL "$daemon"
	in_host laptop ip link del autotunnel0
	in_host laptop ip -6 route flush type unreachable
	in_host laptop nft flush ruleset
	host_plug laptop
}

routes_to()
{
	in_host desk ip -6 route show table all | grep -c "^[a-z]* *$1 "
}

no_sa_with()
{
	! in_host desk swanctl --list-sas --raw --ike "laptop.$ZONE" \
		--uri unix:///run/autotunnel/charon.vici | grep -q "$1"
}

world
lan_ipv6 natA 2001:db8:a
host_ipv6 desk 2001:db8:a 2
rendezvous_start
agent_start desk
agent_start laptop
check "the tunnel is up" wait_for 20 tunnel_between desk laptop
OLD=$(status laptop ula)
LABEL=$(status laptop label)
capture desk eth0 "$NET_DIR/eth0.pcap"
transfer desk laptop 120
check "a transfer runs" wait_for 5 grep -q '"from"' \
	"$(log_of laptop tcp-from-desk)"

power_fails
BEGAN=$(now_ms)
agent_start laptop
check "laptop is at its new address" wait_for 20 new_address
NEW=$(status laptop ula)
note "desk knows it after $(($(now_ms) - BEGAN)) ms"
check_not "which differs from the old one" [ "$OLD" = "$NEW" ]
check "with the same identifier and label (P11)" \
	is "$(status laptop label) ${NEW#*:*:*:*:}" "$LABEL ${OLD#*:*:*:*:}"
check "a connection to the old address fails soon" wait_for 5 sender_ended
note "$(cat "$(log_of desk tcp-to-laptop)")"
check "the tunnel is up again" wait_for 20 tunnel_between desk laptop
check "by name it is reached as before" wait_for 5 reaches desk laptop
check "no association is left for the old address" wait_for 5 no_sa_with "$OLD"
check "the old address stays unreachable" eval \
	'in_host desk ip -6 route show type unreachable | grep -q "$OLD"'
check_number "and has no other route" "$(routes_to "$OLD")" -eq 1
check_not "a new connection to it fails" in_host desk timeout 5 \
	bash -c ": </dev/tcp/$OLD/7000"
transfer_stop
transfer desk laptop 60
window again
window_end again
check "a new transfer by name runs" survived again
check_number "not a packet was in clear" "$("$B/net/capture" count \
	"$NET_DIR/eth0.pcap" "ip6 and net fd00::/8")" -eq 0

# And again: only the last of the old ones is kept in mind.
transfer_stop
THIRD=$OLD OLD=$NEW
power_fails
agent_start laptop
check "a second time" wait_for 20 new_address
check "the tunnel is up once more" wait_for 20 tunnel_between desk laptop
check "and the second address stays unreachable" eval \
	'in_host desk ip -6 route show type unreachable | grep -q "$OLD"'
check_number "the first one has no route" "$(routes_to "$THIRD")" -eq 0

stop desk agent
stop laptop agent
stop server rendezvous
keep "$PAIR_RECORD/desk.trace"
check_replay "$PAIR_RECORD"/laptop*.trace "$PAIR_RECORD/rendezvous.trace"
net_end
