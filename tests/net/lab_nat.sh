# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# lab_nat.sh - what the NATs do; part of lab.sh.

check "the gateway tells its public address" \
	is "$(natpmp hostA address | json address)" 11.1.0.2
check "a mapping is granted as asked" \
	is "$(natpmp hostA map udp 4500 4500 3600 | json outer)" 4500
natpmp hostB map udp 4500 4500 3600 >/dev/null
check "the neighbour who asks for the same port is given the next" \
	is "$(natpmp hostA2 map udp 4500 4500 3600 | json outer)" 4501
check_flows "datagrams pass both NATs where both are mapped" \
	hostA 11.2.0.2 4500 hostB 4500 4500
check "and come from the mapped address and port" \
	is "$FLOW_FROM" '{"from":"11.1.0.2","port":4500}'
check_flows "also the other way" hostB 11.1.0.2 4500 hostA 4500 4500
check_flows "a stranger reaches a mapped port" public 11.1.0.2 4501 hostA2 4500
check_no_flow "nobody reaches a port that is not mapped" \
	public 11.1.0.2 4444 hostA 4444
check_no_flow "a NAT does not hairpin by itself" hostA2 11.1.0.2 4500 hostA 4500
check_not "a NAT behind a NAT has no public address to tell" \
	natpmp hostF address

natpmp hostH map udp 4600 4600 3600 >/dev/null
check_flows "a hairpinning NAT lets a neighbour in by the public address" \
	hostH2 11.4.0.2 4600 hostH 4600
check "and shows him by the public address too" \
	is "$(echo "$FLOW_FROM" | json from)" 11.4.0.2

flows hostH2 11.8.0.2 4700 public 4700 4700
first=$FLOW_FROM
flows hostH2 11.9.0.2 4700 server 4700 4700
check_not "a symmetric NAT has a port for each destination" \
	is "$FLOW_FROM" "$first"
udp_flows()
{
	nsenter --net="/run/netns/$1" conntrack -L -p udp 2>/dev/null
}
no_udp_flow()
{
	! udp_flows "$1" | grep -q "$2"
}
check "a NAT with a limit of 1 s has forgotten a quiet flow soon after" \
	wait_for 4 no_udp_flow natH 11.8.0.2

without announcements && nsenter --net=/run/netns/natA nft "add table ip mute;
	add chain ip mute out { type filter hook output priority 0; };
	add rule ip mute out ip daddr 224.0.0.1 drop"
hear hostA heard
nat_renumber natA 11.1.0.9
check "a new public address is announced" \
	wait_for 2 grep -q '"announced":"11.1.0.9"' "$(log_of hostA heard)"
check_flows "the mapping holds at the new address" \
	public 11.1.0.9 4500 hostA 4500
stop hostA heard
nat_renumber natA 11.1.0.2
hear hostA again
nat_announce natA
check "an announcement can be provoked" \
	wait_for 2 grep -q '"announced":"11.1.0.2"' "$(log_of hostA again)"

old_enough()
{
	[ "$(natpmp hostB address | json epoch)" -ge 2 ]
}
wait_for 4 old_enough
daemon_restart natB
check_number "a daemon that starts again has a new epoch" \
	"$(natpmp hostB address | json epoch)" -lt 2
check_flows "and the mapping holds" public 11.2.0.2 4500 hostB 4500
if without outage; then daemon_restart natB; else nat_reboot natB; fi
check_no_flow "a router that was off has lost it" public 11.2.0.2 4500 hostB 4500
