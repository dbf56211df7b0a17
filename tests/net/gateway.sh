#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# gateway.sh - the agent and a real miniupnpd: a mapping is made, renewed, made
# again when the gateway lost its state, and deleted, and the recording of it
# replays without a difference.
#
# without: mapping:held:renew mapping:held:renew.spent -> after more than two lifetimes it still stands
# without: gateway:*:answered_lost gateway:*:heard_lost -> by the epoch, which went back
# without: mapping:held:unwanted mapping:renewing:unwanted -> no mapping is left

. "$(dirname "$0")/topology.sh"
net_begin gateway "$@"
LIFETIME=3s KEY_FILE=
. "$NET_LIB/agents.sh"
TRACE=$NET_DIR/hostA/trace

# mapped NAT PORT HOST-ADDRESS: the gateway has it.
mapped()
{
	nsenter --net="/run/netns/$1" nft list chain inet filter \
		prerouting_miniupnpd | grep -q "th dport $2 dnat ip to $3:$2"
}

no_mapping()
{
	! nsenter --net="/run/netns/$1" nft list chain inet filter \
		prerouting_miniupnpd | grep -q dnat
}

has_lost()
{
	[ "$(counter hostA "gateway lost its state")" -ge "$1" ]
}

ended()
{
	! running "$1" agent
}

nat natA wan 11.1.0.2 lan 10.1.0.1/24
host hostA 10.1.0.2/24 via natA
host outside 11.8.0.2/24 via internet
nats_ready

# covers: PMP-C-26 BTMM-C-20 BTMM-C-32
agent_start hostA mymac --record "$TRACE"
until_ms 5 mapped natA 4500 10.1.0.2
check "the tunnel's port is mapped to the same number, in $MS ms" \
	mapped natA 4500 10.1.0.2
check "the agent knows the public address" \
	wait_for 2 is_status hostA public_address 11.1.0.2
check "and where it is reached" \
	wait_for 2 is_status hostA public_endpoint 11.1.0.2:4500
llq=$(mapping hostA llq local_port)
check "the port for pushes is mapped too" mapped natA "$llq" 10.1.0.2

# Whoever sends to the public endpoint reaches the host.
in_host hostA sh -c 'nft add table inet seen; nft add chain inet seen in \
	"{ type filter hook input priority 0; }"
	nft add rule inet seen in udp dport 4500 counter'
arrived()
{
	in_host hostA nft list chain inet seen in | grep -q 'packets [1-9]'
}
spawn outside sender "$B/net/probe" udp-send 11.1.0.2 4500 5
check "a stranger's packet to it arrives" wait_for 5 arrived
stop outside sender

# covers: PMP-C-30 BTMM-C-24
sleep 7
check "after more than two lifetimes it still stands" \
	mapped natA 4500 10.1.0.2
check_number "and is renewed long before its end, in ms" \
	"$(mapping hostA tunnel renewed_in_ms)" -le 1500

# The gateway's announcement is lost: the epoch of the next answer tells.
# covers: PMP-C-40 PMP-C-41 BTMM-C-21
nat_mute natA
nat_reboot natA
check "a gateway that was off knows no mapping" no_mapping natA
until_ms 12 mapped natA 4500 10.1.0.2
check "it has it again after $MS ms" mapped natA 4500 10.1.0.2
check "by the epoch, which went back" has_lost 1
check "and is told so once" is "$(counter hostA 'gateway lost its state')" 1

# covers: PMP-C-33 BTMM-C-25
check "leaving is obeyed" tell hostA leave
check "the agent has ended" wait_for 5 ended hostA
check "no mapping is left" no_mapping natA

# An agent that is killed leaves its mapping to its end.
agent_again hostA
wait_for 5 mapped natA 4500 10.1.0.2
stop hostA agent KILL
check "killed, it leaves its mapping behind" mapped natA 4500 10.1.0.2
check "until its lifetime ends" wait_for 8 no_mapping natA

keep "$TRACE"
check_not "no host name of this machine is in it" grep -q "$(uname -n)" "$TRACE"
net_end
