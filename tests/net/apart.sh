#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# apart.sh - two hosts in cafes, which nobody can dial: both say why they do not
# meet and what would help, reachable hosts hear of them and keep tunnels with
# them through NATs that forget, and where a router answers after all they meet.
#
# without: peer:adrift:nobody -> nobody dials there
# without: peer:*:reborn -> phone is started anew, and connected again
# without: lab:bindings -> phone behind a NAT that forgets is still there
# without: lab:late -> the cafe's router maps ports after all
# without: peer:apart:vanished peer:apart:located -> and phone hears of it

. "$(dirname "$0")/topology.sh"
net_begin apart "$@"
. "$NET_LIB/pair.sh"
. "$NET_LIB/cafes.sh"

PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"

# Keepalives and signs of life stay in HOST: only larger packets leave.
mute_small()
{
	nsenter --net="/run/netns/$1" nft "add table ip mute; \
		add chain ip mute out { type filter hook output priority 0; }; \
		add rule ip mute out udp dport 4500 udp length < 200 drop"
}

ula_is_new()
{
	! is_peer desk phone ula "$1" && is_peer desk phone ula "$(status phone ula)"
}

world_begin
nat natA wan 11.1.0.2 lan 10.1.0.1/24
nat cafe wan 11.3.0.2 lan 10.3.0.1/24 natpmp silent
nat bar wan 11.4.0.2 lan 10.4.0.1/24 natpmp off symmetric udp_timeout 30
site desk 10.1.0.2/24 via natA
site laptop 10.3.0.2/24 via cafe
site phone 10.4.0.3/24 via bar
site tower 11.20.0.2/24 via internet
nats_ready
rendezvous_start
agent_start desk
agent_start tower
check "desk, at home, and tower, in public, are connected" \
	wait_for 15 tunnel_between desk tower
bagged laptop
arrives laptop "laptop in a cafe is connected"
bagged phone
arrives phone "phone behind a symmetric NAT is connected"
check "its target in DNS is \`.\`" wait_for 5 target_is phone .

# covers: P9
check "nobody dials there" wait_for 5 is_peer phone laptop state \
	"no tunnel; nobody can dial"
check "and the other end knows, too" is_peer laptop phone dials nobody
check "\`peers\` says why" hears phone peers "neither of us is reachable"
check "and what would help" hears phone peers "What would help: for either"
check "\`status\` says what would help here" \
	hears phone status "What would help: switch on NAT-PMP"
check_not "laptop has not tried to dial phone" \
	heard laptop 0 "phone.$ZONE: the tunnel could not be set up"

# What desk hears of a host that it cannot reach
# covers: P1 P13
ula=$(peer desk phone ula)
host_reboot phone
bagged phone
arrives phone "phone is started anew, and connected again"
check "desk hears that phone was started anew" wait_for 5 ula_is_new "$ula"

# Nothing is said between them, for longer than the NAT remembers a flow.
! without bindings || mute_small phone
before=$(way desk phone)
since=$(lines desk)
sleep 40
check "phone behind a NAT that forgets is still there" reaches desk phone
check "at the same place" is "$(way desk phone)" "$before"
check_not "and the tunnel was not set up anew" \
	heard desk "$since" "phone.$ZONE: the tunnel"

# The router answers after all
# covers: P7
without late || nat_speak cafe
check "the cafe's router maps ports after all: laptop is reachable" \
	wait_for 70 is_status laptop reach mapped
check "desk hears of it" wait_for 5 is_peer desk laptop reachable true
check "and phone hears of it, and dials" wait_for 10 tunnel_between laptop phone
check "phone still cannot be dialled" is_peer laptop phone dials they
check "laptop and desk are still connected" connected laptop

for name in desk laptop phone tower; do
	stop "$name" agent
	check_not "$name: no assertion failed" \
		grep -q Assertion "$(log_of "$name" agent)"
done
stop server rendezvous
keep "$PAIR_RECORD/phone.trace"
net_end
