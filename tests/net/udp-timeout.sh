#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# udp-timeout.sh - NATs that forget a UDP flow after 5 s: a change is pushed to a
# host that was silent for 30 s, and one whose NAT maps nothing hears of it soon.
#
# without: call:dnsclient_path_new -> for 30 s B sends
# without: llq_client:held:changed -> a change then is pushed to B
# without: contact:kept:moved -> D hears of it

. "$(dirname "$0")/topology.sh"
net_begin udp-timeout "$@"
. "$NET_LIB/agents.sh"

# Counts what passes between NAT address and rendezvous, from now on.
count_from()
{
	net_path "add counter ip path from_$2;
		add rule ip path spoke ip saddr $1 udp dport 5352 counter name from_$2"
}

packets_from()
{
	net_path list counter ip path "from_$1" | sed -n 's/.*packets \([0-9]*\).*/\1/p'
}

has_flow()
{
	nsenter --net="/run/netns/$1" conntrack -L -p udp 2>/dev/null |
		grep -q 'dport=5352'
}

no_flow()
{
	! has_flow "$1"
}

fox()
{
	change_zone "update $1 $SERVICE.$ZONE 120 PTR $SERVICE.fox.$ZONE."
}

two_sites udp_timeout 5
nat natD wan 11.4.0.2 lan 10.4.0.1/24 udp_timeout 5 natpmp off
host hostD 10.4.0.2/24 via natD
nats_ready
zone_start
count_from 11.2.0.2 bee
agent_start hostB bee
agent_start hostD dog --record "$NET_DIR/hostD/trace"
check "B, whose NAT maps ports, is registered and listens" agent_ready hostB
check "B's NAT has a flow to the rendezvous" has_flow natB
check "D, whose NAT does not, too" agent_ready hostD
check "D knows why it is not reachable" is_status hostD reach no-protocol
check "B is reachable" is_status hostB reach mapped
check "B knows D" wait_for 5 has_peer hostB dog
sleep 2
before=$(packets_from bee)
began=$(now_ms)
check "B's NAT forgets its flow" wait_for 10 no_flow natB
note "after $(($(now_ms) - began)) ms"
sleep $((30 - ($(now_ms) - began) / 1000))
check "for 30 s B sends the rendezvous nothing" is "$(packets_from bee)" "$before"
check "and the NAT has no flow" no_flow natB
# covers: LLQ-S-34
fox add
until_ms 5 has_peer hostB fox
check "a change then is pushed to B" has_peer hostB fox
check_number "in ms" "$MS" -lt 4500

# D's socket has no mapping: its own packet every 25 s shows that the zone moved
# and no event came, so it asks anew.
# covers: P8
until_ms 35 has_peer hostD fox
check "D hears of it with its next sign of life, after $MS ms" has_peer hostD fox
stop hostD agent
keep "$NET_DIR/hostD/trace"
net_end
