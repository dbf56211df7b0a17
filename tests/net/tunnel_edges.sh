#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# tunnel_edges.sh - calls that are refused, calls that cross, hosts behind one
# NAT, keys that change, and packets that come where none should. Ends with
# "N passed, N failed".
#
# without: peer:dialing:refused peer:pressing:refused -> the records are asked again
# without: call:tunnel_secrets_load -> in a change of keys
# without: peer:deferring:courtesy.spent -> so B calls too
# without: peer:dialing:knock.spent peer:pressing:patience.spent -> silence is given up
# without: peer:open:fell -> a peer that says nothing any more is noticed
# without: call:guard_set -> packets to the ULA from outside
# without: call:peer_locate -> a neighbour is met at its LAN address

. "$(dirname "$0")/topology.sh"
net_begin edges "$@"
. "$NET_LIB/tunnels.sh"

# fresh [SECRET-A SECRET-B]: both agents and daemons anew, nobody knows anybody.
fresh()
{
	stop hostA agent
	stop hostB agent
	agent hostA $ANT $ULA_A "${1:-$NET_DIR/secret}"
	agent hostB $BEE $ULA_B "${2:-$NET_DIR/secret}"
	tell hostA bind 4500
	tell hostB bind 4500
	both_on || net_die "no daemons"
}

a_is_known()
{
	tell hostA self 11.1.0.2 4500 10.1.0.2
	tell hostB peer $ANT $ULA_A 11.1.0.2 4500
}

b_is_known()
{
	tell hostB self 11.2.0.2 4500 10.2.0.2
	tell hostA peer $BEE "${1:-$ULA_B}" 11.2.0.2 4500
}

sas()
{
	in_host "$1" swanctl --list-sas --raw \
		--uri "unix://$NET_DIR/$1/run/charon.vici" 2>/dev/null |
		grep -o 'state=ESTABLISHED' | grep -c .
}

sever()
{
	block 11.1.0.2 11.2.0.2
	block 11.2.0.2 11.1.0.2
}

mend()
{
	unblock 11.1.0.2 11.2.0.2
	unblock 11.2.0.2 11.1.0.2
}

b_dials()
{
	[[ $(state hostB) =~ ^(dialing|pressing)$ ]]
}

# link_of MACHINE DEVICE: its link-layer address.
link_of()
{
	ip -n "$1" -br link show dev "$2" | awk '{ print $3 }'
}

secret "$NET_DIR/secret" 1
secret "$NET_DIR/other" 1
two_sites
map natA 10.1.0.2
map natB 10.2.0.2

# Keys
fresh "$NET_DIR/secret" "$NET_DIR/other"
a_is_known
b_is_known
check "another secret is refused" seen hostA 5 "refused $BEE"
check "with the reason" seen hostA 5 "FAILED .* reason 1 "
check "and the records are asked again" seen hostA 5 "ask $BEE"
check_not "no packet passes" pings hostA $ULA_B

# The first line's key is used, all are accepted (P17).
{ tail -n 1 "$NET_DIR/other" | sed 's/^1/2/'; cat "$NET_DIR/secret"; } >"$NET_DIR/new_first"
tac "$NET_DIR/new_first" >"$NET_DIR/old_first"
head -n 1 "$NET_DIR/new_first" >"$NET_DIR/new"
chmod 600 "$NET_DIR"/{new_first,old_first,new}
fresh "$NET_DIR/new_first" "$NET_DIR/old_first"
a_is_known
b_is_known
check "in a change of keys, new first calls old first" seen hostA 5 "up $BEE"
fresh "$NET_DIR/old_first" "$NET_DIR/new_first"
a_is_known
b_is_known
check "and old first calls new first" seen hostA 5 "up $BEE"
fresh "$NET_DIR/new_first" "$NET_DIR/new"
a_is_known
b_is_known
check "new first calls with the new one" seen hostA 5 "up $BEE"
fresh "$NET_DIR/new_first" "$NET_DIR/secret"
a_is_known
b_is_known
check "and not with the old one" seen hostA 12 "refused $BEE"

# Selectors
fresh
b_is_known fd11:1213:1415:1617::bad
a_is_known
check "a ULA that the peer has no more is refused" seen hostA 5 "refused $BEE"
check "as a matter of selectors" seen hostA 5 "FAILED .* reason 2 "
b_is_known
check "and dialled again once the records say the new one" seen hostA 5 "up $BEE"
check "packets pass" pings hostA $ULA_B

# Crossing calls: A hides, so B must call; A is published a moment later.
fresh
tell hostA hidden 10.1.0.2
tell hostB self 11.2.0.2 4500 10.2.0.2
tell hostB silent $ANT $ULA_A
tell hostA peer $BEE $ULA_B 11.2.0.2 4500
check "a hidden host dials" seen hostA 5 "up $BEE"
check "which the other end sees" seen hostB 5 "up $ANT"

fresh
sever
a_is_known
b_is_known
check "A's call does not come, so B calls too" wait_for 8 b_dials
mark hostA hostB
mend
check "calls that cross get through at A" seen hostA 8 "fact UP"
check "and at B" seen hostB 8 "fact UP"
sleep 1
check "packets pass" pings hostA $ULA_B
sleep 3
check "and go on to pass" pings hostB $ULA_A
note "associations: $(sas hostA) at A, $(sas hostB) at B"

# Silence
fresh
sever
a_is_known
b_is_known
check "silence is given up after ten seconds" seen hostA 12 "failed $BEE"
mend
check "and dialled again" seen hostA 8 "up $BEE"

# The peer dies without a word, and is found dead.
pid=$(daemon hostB)
mark hostA
kill -STOP "$pid"
check "a peer that says nothing any more is noticed" seen hostA 60 "down $BEE"
kill -CONT "$pid"
check "and met again" seen hostA 15 "up $BEE"

# The guard: a packet for our ULA that comes over the LAN.
link=$(link_of hostB eth0)
nsenter --net=/run/netns/natB ip -6 addr add fd99::1/64 dev lan nodad
nsenter --net=/run/netns/natB ip -6 route add $ULA_B/128 dev lan
nsenter --net=/run/netns/natB ip -6 neigh replace $ULA_B lladdr "$link" dev lan
nsenter --net=/run/netns/natB ping -6 -c2 -i 0.2 -W1 $ULA_B >/dev/null 2>&1
# covers: P19
check "packets to the ULA from outside of the tunnel are dropped" eval \
	'in_host hostB nft list table ip6 autotunnel | grep -q "packets [1-9].* drop"'
stop hostB agent KILL		# which would bring the rule back
in_host hostB nft delete table ip6 autotunnel
in_host hostB ip -6 route add fd99::/64 dev eth0
in_host hostB ip -6 neigh replace fd99::1 dev eth0 lladdr \
	"$(link_of natB lan)"
check "which is the rule's doing: without it they are answered" \
	nsenter --net=/run/netns/natB ping -6 -c1 -W1 $ULA_B

# One NAT: hostA2 is bee's neighbour.
stop hostA agent
stop hostB agent
host hostA2 10.1.0.3/24 via natA
mkdir -p "$NET_DIR/hostA2"
map natA 10.1.0.3 4501
agent hostA $ANT $ULA_A "$NET_DIR/secret"
agent hostA2 $BEE $ULA_B "$NET_DIR/secret"
tell hostA bind 4500
tell hostA2 bind 4501
seen hostA 5 " on "; seen hostA2 5 " on "
tell hostA2 self 11.1.0.2 4501 10.1.0.3
tell hostA2 peer $ANT $ULA_A 11.1.0.2 4500 10.1.0.2 4500
tell hostA self 11.1.0.2 4500 10.1.0.2
mark hostA
started=$(now_ms)
tell hostA peer $BEE $ULA_B 11.1.0.2 4501 10.1.0.3 4501
check "a neighbour is met at its LAN address" seen hostA 5 "up $BEE"
note "up after $(($(now_ms) - started)) ms"
check "packets pass" pings hostA $ULA_B
net_end
