#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# tunnel.sh - the tunnel back end and the peer machine between two sites behind
# two NATs, with real IKE daemons; DNS is played by this script. Prints what a
# move costs; ends with "N passed, N failed".

. "$(dirname "$0")/topology.sh"
net_begin tunnel "$@"

HOST=$B/net/tunnel_host
[ -x "$HOST" ] || net_die "run \"make net\" first"
ANT=ant.home.example.net BEE=bee.home.example.net
ULA_A=fd01:203:405:607::a ULA_B=fd11:1213:1415:1617::b
SECRET=$NET_DIR/tunnel-secret
(umask 077; echo "1 $(od -An -tx1 -N32 /dev/urandom | tr -d ' \n')" >"$SECRET")

# agent HOST NAME ULA: the agent's part, listening to its named pipe.
agent()
{
	local dir=$NET_DIR/$1
	[ -p "$dir/control" ] || mkfifo "$dir/control"
	spawn "$1" agent "$HOST" "$dir/run" "$2" "$3" "$SECRET" "$dir/control"
}

tell()
{
	local host=$1
	shift
	echo "$*" >"$NET_DIR/$host/control"
}

# mark HOST, then seen HOST SECONDS PATTERN: a line since the mark.
mark()
{
	MARK=$(wc -l <"$(log_of "$1" agent)")
	STARTED=$(now_ms)
}

new_lines()
{
	tail -n "+$((MARK + 1))" "$(log_of "$1" agent)"
}

has_line()
{
	new_lines "$1" | grep -Eq "$2"
}

seen()
{
	wait_for "$2" has_line "$1" "$3"
}

# map NAT HOST-ADDRESS: the mapping that NAT-PMP would make.
map()
{
	nsenter --net="/run/netns/$1" nft add rule inet filter prerouting \
		iifname wan udp dport 4500 dnat ip to "$2"
	nsenter --net="/run/netns/$1" nft add rule inet filter forward \
		iifname wan ip daddr "$2" udp dport 4500 accept
}

pings()
{
	in_host "$1" ping -6 -c1 -W1 "$2"
}

# stream_start: an echo every 10 ms from A to B; stream_gap: the longest pause.
stream_start()
{
	spawn hostA stream ping -6 -D -n -i 0.01 "$ULA_B"
	sleep 0.3
}

stream_gap()
{
	local gap
	stop hostA stream INT
	gap=$(sed -n 's/^\[\([0-9.]*\)\].*icmp_seq.*time=.*/\1/p' \
		"$(log_of hostA stream)" | awk '
		NR > 1 && $1 - last > gap { gap = $1 - last } { last = $1 }
		END { printf "%d", gap * 1000 }')
	rm -f "$(log_of hostA stream)"
	echo "${gap:-99999}"
}

two_sites
map natA 10.1.0.2
map natB 10.2.0.2
agent hostA $ANT $ULA_A
agent hostB $BEE $ULA_B
MARK=0
check "both agents are ready" eval 'seen hostA 2 ready && seen hostB 2 ready'
mark hostA
tell hostA bind 4500
tell hostB bind 4500
MARK=0
check "both daemons are on" eval 'seen hostA 5 " on " && seen hostB 5 " on "'
check_not "without a tunnel the peer's address is unreachable" \
	pings hostA $ULA_B

tell hostA self 11.1.0.2 4500 10.1.0.2
tell hostB self 11.2.0.2 4500 10.2.0.2
tell hostB peer $ANT $ULA_A 11.1.0.2 4500
sleep 0.2
mark hostA
tell hostA peer $BEE $ULA_B 11.2.0.2 4500
check "a call through both NATs gets through" seen hostA 5 "up $BEE"
note "up after $(($(now_ms) - STARTED)) ms"
check "and packets pass" pings hostA $ULA_B
check "both ways" pings hostB $ULA_A
note "$(in_host hostA ip -6 route get $ULA_B)"

# The NAT's outer address of B changes; B learns it and tells.
stream_start
nat_renumber natB 11.2.0.3
mark hostB
tell hostB self 11.2.0.3 4500 10.2.0.2
mark hostA
tell hostA peer $BEE $ULA_B 11.2.0.3 4500
check "a peer that moved is dialled" seen hostA 5 "moved $BEE"
sleep 0.5
note "longest pause $(stream_gap) ms (the peer's outer address)"
check "and packets pass" pings hostA $ULA_B

# Our own outer address changes.
stream_start
nat_renumber natA 11.1.0.3
mark hostA
tell hostA self 11.1.0.3 4500 10.1.0.2
tell hostB peer $ANT $ULA_A 11.1.0.3 4500
check "our own move is followed" seen hostA 6 "moved $BEE"
sleep 0.5
note "longest pause $(stream_gap) ms (our own outer address)"
check "and packets pass" pings hostA $ULA_B

# The daemon dies in the middle of traffic.
stream_start
mark hostA
pid=$(pgrep -f "$NET_DIR/nothing" || in_host hostA sh -c "for p in /proc/[0-9]*; do
	tr '\\0' '\\n' <\$p/environ 2>/dev/null | grep -q '$NET_DIR/hostA/run/strongswan' &&
	echo \${p#/proc/}; done" 2>/dev/null)
kill -KILL $pid
check "its death is noticed" seen hostA 1 " off "
check_not "meanwhile nothing leaves" pings hostA $ULA_B
check "it is started again" seen hostA 5 " on "
check "and the tunnel is back" seen hostA 10 "up $BEE"
sleep 0.5
note "longest pause $(stream_gap) ms (the daemon killed)"
check "and packets pass" pings hostA $ULA_B

# The agent dies; the tunnel lives on; the next agent takes it over.
stream_start
stop hostA agent KILL
check "the agent's death costs no tunnel" pings hostA $ULA_B
rm -f "$(log_of hostA agent)"
agent hostA $ANT $ULA_A
MARK=0
check "a new agent" seen hostA 2 ready
tell hostA bind 4500
check "takes the daemon over" seen hostA 2 " on "
tell hostA self 11.1.0.3 4500 10.1.0.2
tell hostA peer $BEE $ULA_B 11.2.0.3 4500
check "and the tunnel with it" seen hostA 2 "up $BEE"
tell hostA status
check "which status says" seen hostA 1 "status .* adopted"
sleep 0.3
note "longest pause $(stream_gap) ms (the agent killed)"

# A is moved to another network altogether.
stream_start
map natC 10.3.0.2
host_move hostA natC 10.3.0.2/24
mark hostA
tell hostA self 11.3.0.2 4500 10.3.0.2
tell hostB peer $ANT $ULA_A 11.3.0.2 4500
check "a host in another network is heard again" seen hostA 8 "moved $BEE"
sleep 0.5
note "longest pause $(stream_gap) ms (another network)"
check "and packets pass" pings hostA $ULA_B

mark hostA
tell hostA gone $BEE
sleep 0.1
tell hostA quit
wait_for 5 eval '! running hostA agent'
check_not "at the end nothing is left" in_host hostA ip link show autotunnel0
check_not "no route either" in_host hostA sh -c 'ip -6 route | grep fd11'
net_end
