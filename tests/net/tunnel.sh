#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# tunnel.sh - the tunnel back end and the peer machine between two sites behind
# two NATs, with real IKE daemons: what moves and deaths cost, and what must
# never leave. Ends with "N passed, N failed".
#
# covers: BTMM-C-06 BTMM-C-08 BTMM-C-30 BTMM-C-51 BTMM-C-54 BTMM-C-62 BTMM-C-68
# covers: BTMM-C-74 BTMM-C-76
#
# without: peer:open:located -> a peer whose outer address changed is dialled
# without: peer:open:we_moved peer:open:we_crossed -> a change of our own outer address is followed
# without: call:charon_process_start -> it is started again
# without: call:charon_process_adopt -> which is the same process

. "$(dirname "$0")/topology.sh"
net_begin tunnel "$@"
. "$NET_LIB/tunnels.sh"

# A watch on hostA's own link: what leaves with our ULA, and what leaves as ESP
# or IKE over UDP port 4500.
watch_link()
{
	in_host hostA nft -f - <<-'NFT'
	table inet watch {
		counter naked { }
		counter wrapped { }
		chain out {
			type filter hook postrouting priority 300
			oifname { "eth0", "wlan0" } ip6 saddr fd00::/8 rt ipsec missing counter name naked
			oifname { "eth0", "wlan0" } udp sport 4500 counter name wrapped
		}
	}
	NFT
}

# counted NAME: packets so far.
counted()
{
	in_host hostA nft list counter inet watch "$1" |
		sed -n 's/.*packets \([0-9]*\).*/\1/p'
}

# result WINDOW KEY: a number of the TCP receiver's report.
result()
{
	grep "\"window\":\"$1\"" "$(log_of hostB tcp)" |
		sed -n "s/.*\"$2\":\([^,}]*\).*/\1/p"
}

secret "$NET_DIR/secret" 1
two_sites
map natA 10.1.0.2
map natB 10.2.0.2
agent hostA $ANT $ULA_A "$NET_DIR/secret"
agent hostB $BEE $ULA_B "$NET_DIR/secret"
watch_link
tell hostA bind 4500
tell hostB bind 4500
check "both daemons are on" both_on

# Records of A are known at B first, so A's call finds the door open.
tell hostA self 11.1.0.2 4500 10.1.0.2
tell hostB self 11.2.0.2 4500 10.2.0.2
tell hostB peer $ANT $ULA_A 11.1.0.2 4500
check_not "before B is known its ULA is no destination" pings hostA $ULA_B
started=$(now_ms)
tell hostA peer $BEE $ULA_B 11.2.0.2 4500
check "a call through both NATs gets through" seen hostA 5 "up $BEE"
note "up after $(($(now_ms) - started)) ms"
check "and packets pass" pings hostA $ULA_B
check "both ways" pings hostB $ULA_A
# covers: P20
check "with the own ULA as source, and 1280 octets at most" \
	eval "in_host hostA ip -6 route get $ULA_B | grep -q \"src $ULA_A.*mtu 1280\""

# One TCP connection lives through all that follows.
mkfifo "$NET_DIR/hostB/tcp-control"
spawn hostB tcp "$PROBE" tcp-receive 7000 "$NET_DIR/hostB/tcp-control" 90
wait_for 2 listening hostB tcp 7000
spawn hostA tcp "$PROBE" tcp-send $ULA_B 7000 90 50000
check "a TCP connection begins" wait_for 3 grep -q from "$(log_of hostB tcp)"

stream_start
nat_renumber natB 11.2.0.3
mark hostA
tell hostB self 11.2.0.3 4500 10.2.0.2
tell hostA peer $BEE $ULA_B 11.2.0.3 4500
check "a peer whose outer address changed is dialled" seen hostA 5 "moved $BEE"
check_number "the pause is short, in ms" "$(stream_gap)" -lt 5000

stream_start
nat_renumber natA 11.1.0.3
mark hostA
tell hostA self 11.1.0.3 4500 10.1.0.2
tell hostB peer $ANT $ULA_A 11.1.0.3 4500
check "a change of our own outer address is followed" seen hostA 6 "moved $BEE"
check_number "the pause is short, in ms" "$(stream_gap)" -lt 5000

stream_start
map natC 10.3.0.2
host_move hostA natC 10.3.0.2/24
mark hostA
tell hostA self 11.3.0.2 4500 10.3.0.2
tell hostB peer $ANT $ULA_A 11.3.0.2 4500
check "a host in another network is heard again" seen hostA 8 "moved $BEE"
check_number "the pause is short, in ms" "$(stream_gap)" -lt 5000

# The daemon dies in the middle of traffic.
stream_start
pid=$(daemon hostA)
mark hostA
kill -KILL "$pid"
check "its death is noticed" seen hostA 1 " off "
check_not "meanwhile the peer is unreachable" pings hostA $ULA_B
check "it is started again" seen hostA 5 " on "
check "and the tunnel is back" seen hostA 10 "up $BEE"
check_number "nothing of the dead one is left in the kernel, associations" \
	"$(in_host hostA ip xfrm state | grep -c '^src')" -le 2
check_number "within seconds, in ms" "$(stream_gap)" -lt 8000

# The agent dies; the tunnel lives on; the next agent takes it over.
stream_start
pid=$(daemon hostA)
stop hostA agent KILL
check "the agent's death costs no tunnel" pings hostA $ULA_B
agent hostA $ANT $ULA_A "$NET_DIR/secret"
tell hostA bind 4500
check "a new agent takes the daemon over" seen hostA 2 " on "
tell hostA self 11.3.0.2 4500 10.3.0.2
tell hostA peer $BEE $ULA_B 11.2.0.3 4500
check "and the tunnel with it" seen hostA 2 "up $BEE"
check "which is the same process" [ "$pid" = "$(daemon hostA)" ]
check_number "no packet waits for that, in ms" "$(stream_gap)" -lt 2000

echo "begin end" >"$NET_DIR/hostB/tcp-control"
echo "end end" >"$NET_DIR/hostB/tcp-control"
sleep 0.2
echo quit >"$NET_DIR/hostB/tcp-control"
wait_for 12 grep -q '"all"' "$(log_of hostB tcp)"
check "the TCP connection is alive" [ "$(result end alive)" = true ]
check "it is the same one" [ "$(result all connections)" = 1 ]
check "and brought every octet in order" [ "$(result all wrong)" = 0 ]
stop hostA tcp

check_number "everything left as UDP from port 4500, packets" \
	"$(counted wrapped)" -gt 500
check_number "and nothing with the ULA outside of it" "$(counted naked)" -eq 0

tell hostA gone $BEE
tell hostA quit
wait_for 5 eval '! running hostA agent'
check_not "at the end no device is left" in_host hostA ip link show autotunnel0
check_not "and no route but the unreachable one" eval \
	'in_host hostA ip -6 route | grep fd11 | grep -qv ^unreachable'
check_not "and no rule" in_host hostA nft list table ip6 autotunnel
net_end
