#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# push.sh - two agents behind two NATs, BIND behind the rendezvous: whatever
# changes in the zone is at the other host by push, and how long that takes.
#
# without: gateway:*:address_moved -> A's gateway is renumbered
# without: registration:registered:published -> A's gateway is renumbered
# without: llq_client:held:changed -> A's gateway is renumbered
# without: llq_events:settled:owed -> A's gateway is renumbered
# without: zone:current:notified -> only the A is changed
# without: call:endpoint_is_public_unicast_ipv4 -> a private address is not believed
# without: registration:registered:leave -> B knows it no more

. "$(dirname "$0")/topology.sh"
net_begin push "$@"
. "$NET_LIB/agents.sh"

# happens COMMAND...: what B is to hear of, and when it began.
happens()
{
	BEGAN=$(now_ms)
	"$@"
}

# from_b SENTENCE KEY VALUE: what B's agent says of A becomes that. How soon is
# told; nothing but a push is as soon as ten seconds.
from_b()
{
	wait_for 10 is_peer hostB ant "$2" "$3"
	MS=$(($(now_ms) - BEGAN))
	check "$1" is_peer hostB ant "$2" "$3" && note "$MS ms"
}

pushes()
{
	peer hostB ant pushes
}


two_sites
nats_ready
zone_start --record "$NET_DIR/server/trace"
agent_start hostA ant
agent_start hostB bee --record "$NET_DIR/hostB/trace"
check "A is registered and listens" agent_ready hostA
check "B too" agent_ready hostB
until_ms 5 is_peer hostB ant public_endpoint 11.1.0.2:4500
check "B knows where A is" is_peer hostB ant public_endpoint 11.1.0.2:4500
check "A knows where B is" \
	wait_for 5 is_peer hostA bee public_endpoint 11.2.0.2:4500
label=$(records $SERVICE.ant SRV | sed 's/.* //; s/\..*//')
check "B holds a long-lived query for A's address" \
	is "$(query hostB A "$label.$ZONE" known)" true

# A move of A: its gateway has another public address.
# covers: BTMM-C-27 BTMM-C-37 P14
before=$(pushes)
happens nat_renumber natA 11.1.0.9
from_b "A's gateway is renumbered: B knows" public_endpoint 11.1.0.9:4500
check_number "by push, messages" $(($(pushes) - before)) -ge 1

# Straight at BIND, past the rendezvous: each record alone.
# covers: P1 P14 LLQ-S-02 LLQ-S-33 LLQ-S-34 LLQ-C-43
before=$(pushes)
happens change_zone "update delete $label.$ZONE A" "update add $label.$ZONE 30 A 11.1.0.77"
from_b "only the A is changed, at BIND" public_endpoint 11.1.0.77:4500
happens change_zone "update delete $SERVICE.ant.$ZONE SRV" \
	"update add $SERVICE.ant.$ZONE 30 SRV 0 0 4777 $label.$ZONE."
from_b "only the SRV is changed, at BIND" public_endpoint 11.1.0.77:4777
happens change_zone "update delete ant.$ZONE AAAA" \
	"update add ant.$ZONE 30 AAAA fd12:3456:789a:bcde::1"
from_b "only the AAAA is changed, at BIND" ula fd12:3456:789a:bcde::1
check_number "by push, messages" $(($(pushes) - before)) -ge 3
happens change_zone "update delete $label.$ZONE TXT" \
	"update add $label.$ZONE 120 TXT \"v=1 lan=10.1.0.2:4500 dev=renamed\""
from_b "only the TXT is changed, at BIND" device renamed

# Another target for the SRV: A and TXT are asked anew, of it.
happens change_zone "update add other.$ZONE 30 A 11.1.0.55" \
	"update delete $SERVICE.ant.$ZONE SRV" \
	"update add $SERVICE.ant.$ZONE 30 SRV 0 0 4500 other.$ZONE."
from_b "the SRV has another target" public_endpoint 11.1.0.55:4500

# Records that must not be believed (P12).
# covers: P12
happens change_zone "update delete other.$ZONE A" "update add other.$ZONE 30 A 192.168.1.1"
from_b "a private address is not believed" disbelief \
	"its A is no public unicast address"
check "and not used" is_peer hostB ant reachable false
happens change_zone "update delete other.$ZONE A" "update add other.$ZONE 30 A 11.1.0.55"
from_b "a public one is" public_endpoint 11.1.0.55:4500

# Ten changes in a row arrive as the last one.
for i in 1 2 3 4 5 6 7 8 9 10; do
	change_zone "update delete other.$ZONE A" \
		"update add other.$ZONE 30 A 11.1.0.1$i"
done
BEGAN=$(now_ms)
from_b "after ten changes in a row B has the last" \
	public_endpoint 11.1.0.110:4500

# A leaves: its records go, and B is told.
check "A leaves" tell hostA leave
no_peer()
{
	! has_peer hostB ant
}
until_ms 40 no_peer
check "B knows it no more, after $MS ms" no_peer
check "its AAAA is gone from the zone" no_records ant AAAA
check "its PTR too" is "$(records $SERVICE PTR)" "$SERVICE.bee.$ZONE."
stop hostB agent
stop server rendezvous
keep "$NET_DIR/hostB/trace"
check_replay "$NET_DIR/server/trace"
net_end
