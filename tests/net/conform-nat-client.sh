#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# conform-nat-client.sh - `autotunnel-lab conform nat-client` is the gateway of
# our own agent, loses answers, lies, forgets and refuses: the agent fails no
# requirement of RFC 6886. The lifetime that it asks for is RFC 6281's.
#
# without: mapping:held:renew -> the agent fails nothing
# without: gateway:*:announced_lost gateway:*:answered_lost gateway:*:heard_lost -> the agent fails nothing
# without: lab:profile -> the agent fails nothing

. "$(dirname "$0")/topology.sh"
net_begin conform-nat-client "$@"
KEY_FILE=
. "$NET_LIB/agents.sh"
LAB=$B/autotunnel-lab

having()
{
	sed -n "s/.*\"requirement\":\"\([^\"]*\)\".*\"verdict\":\"$1\".*/\1/p" \
		"$(log_of natA conform)" | sort | tr '\n' ' '
}

ended()
{
	grep -q '^exit' "$(log_of natA conform)"
}

nat natA wan 11.1.0.2 lan 10.1.0.1/24 natpmp off
ip -n natA addr add 10.1.0.200/24 dev lan
host hostA 10.1.0.2/24 via natA
profile=(--profile btmm)
without profile && profile=()
spawn natA conform sh -c '"$0" conform nat-client "$@"; echo "exit $?"' "$LAB" \
	--listen 10.1.0.1 --second 10.1.0.200 --quick --json "${profile[@]}" \
	--pcap "$NET_DIR/natA/conform.pcapng"
wait_for 5 listening natA udp 5351
agent_start hostA mymac

wait_for 80 ended
check "the agent fails nothing" is "$(having fail)" ""
check "and so it says" grep -qx "exit 0" "$(log_of natA conform)"
passed=" $(having pass)"
for rule in BTMM-C-22 PMP-B-01 PMP-B-03 PMP-B-06 PMP-B-08 PMP-C-04 PMP-C-05 \
	PMP-C-06 PMP-C-07 PMP-C-08 PMP-C-09 PMP-C-10 PMP-C-20 PMP-C-21 \
	PMP-C-22 PMP-C-25 PMP-C-26 PMP-C-28 PMP-C-29 PMP-C-30 PMP-C-31 \
	PMP-C-32 PMP-C-34 PMP-C-37 PMP-C-38 PMP-C-39 PMP-C-40 PMP-C-41 \
	PMP-C-42 PMP-C-43 PMP-C-44 PMP-C-45; do
	check "$rule passes" grep -q " $rule " <<<"$passed" ||
		grep "\"$rule\"" "$(log_of natA conform)"
done
check "the agent lives" running hostA agent
check "what was left out is said" grep -q '"PMP-C-11".*--quick left out' \
	"$(log_of natA conform)"
net_end
