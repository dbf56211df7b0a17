#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# lease.sh - leases of a few seconds: they are refreshed as long as the agent
# lives, a dead host disappears everywhere, and one that was only killed comes
# back as it was.
#
# without: registration:registered:renew registration:registered:renew.spent -> the records still stand
# without: llq_client:held:renew llq_client:held:sweep -> long-lived query was refreshed
# without: lease_server:held:expiry.spent lease_server:renewing:expiry.spent -> is gone from the zone
# without: call:store_load -> with the same address in the domain
# without: llq_client:restored:path_new llq_client:restored:server_new llq_client:restored:heard -> is taken up by a refresh

. "$(dirname "$0")/topology.sh"
net_begin lease "$@"
LEASE=3s
LEASES="lease-min = 1s
llq-lease-min = 1s
llq-lease-max = 8s"
. "$NET_LIB/agents.sh"

no_peer()
{
	! has_peer "$@"
}

count()
{
	records "$1" "$2" | wc -l
}

label_of()
{
	records "$SERVICE.$1" SRV | sed 's/.* //; s/\..*//'
}

# Every record of ant, once; the domain's PTR for each host.
once()
{
	local label
	label=$(label_of ant)
	is "$(count ant AAAA) $(count $SERVICE.ant SRV) $(count "$label" A) \
$(count "$label" TXT) $(count "$label" AAAA) $(count $SERVICE PTR)" \
		"1 1 1 1 1 2"
}

# rows HOST TRACE TEXT: how many rows of that recording have it.
rows()
{
	"$B/autotunnel-lab" show --rows "$NET_DIR/$1/$2" | grep -cF "$3"
}

leave()
{
	tell "$1" leave >"$NET_DIR/$1/left" 2>&1
	stop "$1" agent
}

two_sites
host hostA2 10.1.0.3/24 via natA
nats_ready
zone_start

# A neighbour has port 4500 of the gateway, so ant gets 4501; then it leaves.
agent_start hostA2 owl
check "a neighbour has the gateway's port 4500" \
	wait_for 10 is_status hostA2 public_endpoint 11.1.0.2:4500
agent_start hostA ant --record "$NET_DIR/hostA/first.trace"
check "so A has the next one" \
	wait_for 10 is_status hostA public_endpoint 11.1.0.2:4501
check "the neighbour leaves" leave hostA2
agent_start hostB bee --record "$NET_DIR/hostB/trace"
check "A is registered and listens" agent_ready hostA
check "B too" agent_ready hostB
check "B knows where A is" \
	wait_for 10 is_peer hostB ant public_endpoint 11.1.0.2:4501
ula=$(status hostA ula)
label=$(label_of ant)
llq_port=$(mapping hostA llq external_port)

# Many leases later everything still stands.
# covers: UL-C-07 UL-C-13 UL-S-07 LLQ-C-45
check_number "the lease granted is followed, in s" "$(status hostA lease_s)" -le 3
sleep 8
check "after several leases the records still stand, each once" once
check "and B still knows A" \
	is_peer hostB ant public_endpoint 11.1.0.2:4501
ptr="llq_client/$SERVICE.$ZONE/PTR"
check_number "B's long-lived query was refreshed, times" \
	"$(rows hostB trace "$ptr: renewing + refreshed -> held")" -ge 1
check "and set up once" \
	is "$(rows hostB trace "$ptr: answering + accepted -> held")" 1

# Killed and started again at once: as if nothing had been.
# covers: BTMM-C-21
stop hostA agent KILL
began=$(now_ms)
agent_again hostA --record "$NET_DIR/hostA/second.trace"
check "killed and started again A is registered again" agent_ready hostA
note "$(($(now_ms) - began)) ms"
check "at the same port outside, though 4500 is free" \
	is_status hostA public_endpoint 11.1.0.2:4501
check "with the same port for pushes" \
	is "$(mapping hostA llq external_port)" "$llq_port"
check "with the same address in the domain" is_status hostA ula "$ula"
check "under the same label" is "$(label_of ant)" "$label"
check "with every record once" once
check "A knows B again" \
	wait_for 5 is_peer hostA bee public_endpoint 11.2.0.2:4500
for question in "$SERVICE.$ZONE/PTR" "bee.$ZONE/AAAA" "$SERVICE.bee.$ZONE/SRV"; do
	check "its query for $question is taken up by a refresh" \
		is "$(rows hostA second.trace \
		"llq_client/$question: resuming + refreshed -> held")" 1
done
change_zone "update add $SERVICE.$ZONE 120 PTR $SERVICE.fox.$ZONE."
until_ms 3 has_peer hostA fox
check "and a push still comes, in $MS ms" has_peer hostA fox
change_zone "update delete $SERVICE.$ZONE 120 PTR $SERVICE.fox.$ZONE."

# Killed for good.
# covers: UL-S-10 UL-S-11 UL-S-12
stop hostA agent KILL
began=$(now_ms)
check "a host that died is gone from the zone" \
	wait_for 8 no_records $SERVICE.ant SRV
check_number "when its lease is over, in ms" $(($(now_ms) - began)) -lt 7000
check "B knows it no more" wait_for 3 no_peer hostB ant
note "$(($(now_ms) - began)) ms"
check "nothing else of it is left" eval \
	'no_records ant AAAA && no_records "$label" A && no_records "$label" TXT &&
	no_records "$label" AAAA'
check "B's own PTR is the last" is "$(records $SERVICE PTR)" "$SERVICE.bee.$ZONE."
check "B itself is as before" is_status hostB public_endpoint 11.2.0.2:4500

agent_again hostA
check "started again it is back, as another it was" agent_ready hostA
check "B knows it again" \
	wait_for 5 is_peer hostB ant public_endpoint 11.1.0.2:4501
check "with the same address: it is the same boot" is_peer hostB ant ula "$ula"
stop hostA agent
host_reboot hostA
wait_for 8 no_records $SERVICE.ant SRV
agent_again hostA
check "after a reboot it is back too" agent_ready hostA
check_not "with another address" is_status hostA ula "$ula"
check "under the same label" is "$(label_of ant)" "$label"
stop hostB agent
keep "$NET_DIR/hostA/second.trace"
check_replay "$NET_DIR/hostA/first.trace" "$NET_DIR/hostB/trace"
net_end
