#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# lies.sh - a zone writer lies: a bank's AAAA, our own, a peer's, a neighbour's; a
# third party's A, and ones that nobody has; ports, targets, LAN addresses, names
# and too many hosts: each is named and not used, a third party is called a
# bounded number of times, and the good peers hear nothing of it. Ends with
# "N passed, N failed".
#
# without: call:endpoint_is_public_unicast_ipv4 -> private: its A is no public unicast address
# without: call:is_on_prefix -> local: its AAAA is on a network of this host
# without: call:endpoint_is_private_ipv4 -> lanzero: its lan= is no private unicast address
# without: peer:resting:again -> it is called again only after a pause

. "$(dirname "$0")/topology.sh"
net_begin lies "$@"
. "$NET_LIB/pair.sh"
PAIR_RECORD=${PAIR_RECORD:-$NET_DIR/traces}
mkdir -p "$PAIR_RECORD"
SERVICE=_autotunnel._udp
FRESH=fd12:3456:789a:bcde
LIES=()

# lie NAME AAAA A [PORT] [TARGET] [TXT]: one more host for the next `publish`.
COUNT=0
lie()
{
	local name=$1 aaaa=$2 a=$3 port=${4:-4500} target=${5:-at-$1.$ZONE.}
	local txt=${6:-}
	COUNT=$((COUNT + 1))
	[ "$aaaa" != - ] || aaaa=$FRESH::$COUNT
	LIES+=("update add $name.$ZONE. 30 AAAA $aaaa"
		"update add $SERVICE.$name.$ZONE. 30 SRV 0 0 $port $target"
		"update add $SERVICE.$ZONE. 120 PTR $SERVICE.$name.$ZONE.")
	[ "$a" = - ] || LIES+=("update add at-$name.$ZONE. 30 A $a")
	[ -z "$txt" ] || LIES+=("update add at-$name.$ZONE. 120 TXT \"$txt\"")
}

# At BIND itself, past the rendezvous, with a valid key.
publish()
{
	dns_update server "$NET_DIR/rendezvous.key" "${LIES[@]}"
	LIES=()
}

# What desk says of all peers, asked once.
PEERS=$NET_DIR/peers
ask_peers()
{
	agent_say desk peers --json >"$PEERS"
}

said_of()
{
	object "$2" host "$1.$ZONE" <"$PEERS"
}

says_of()
{
	ask_peers
	[ "$(said_of "$1" "$2")" = "$3" ]
}

# refused NAME REASON, lan_refused NAME REASON
refused()
{
	wait_for 15 says_of "$1" disbelief "$2"
	check "$1: $2" is "$(said_of "$1" disbelief)" "$2"
	check "$1: and nothing of it is used" is \
		"$(said_of "$1" ula)$(said_of "$1" up)" false
}

lan_refused()
{
	wait_for 15 says_of "$1" lan_disbelief "$2"
	check "$1: $2" is "$(said_of "$1" lan_disbelief)" "$2"
	check "$1: and the LAN address is not used, the rest is" is \
		"$(said_of "$1" lan_endpoint)$(said_of "$1" disbelief)$(said_of \
		"$1" reachable)" true
}

# Calls to the third party so far: the first packet of each comes with a source
# of its own choice, its repetitions are the same octets.
packets()
{
	"$B/net/capture" count "$NET_DIR/third.pcap" "udp dst port 53"
}

world
host third 11.6.0.77/24 via internet
ip -n desk addr add fd77:1::2/64 dev eth0 nodad
rendezvous_start
agent_start desk
agent_start laptop
check "the tunnel is up" wait_for 20 tunnel_between desk laptop
transfer desk laptop 200
capture third eth0 "$NET_DIR/third.pcap"
window lies

lie bank 2001:db8::53 11.8.0.1
lie ours "$(status desk ula)" 11.8.0.2
lie taken "$(status laptop ula)" 11.8.0.3
lie local fd77:1::9 11.8.0.4
publish
refused bank "its AAAA is outside fd00::/8"
refused ours "its AAAA is our own"
refused taken "its AAAA is another peer's"
refused local "its AAAA is on a network of this host, whose packets it would take"
check "the owner reads it in peers" eval \
	'agent_say desk peers | grep -q "Caution *its records are not used: its AAAA is our own"'
check_number "and status counts it" \
	"$(counter desk "peers' records not believed: its AAAA is our own")" -ge 1

lie multicast - 224.0.0.5
lie broadcast - 255.255.255.255
lie zero - 0.1.2.3
lie loopback - 127.0.0.1
lie private - 192.168.1.1
lie reserved - 240.0.0.1
publish
for name in multicast broadcast zero loopback private reserved; do
	refused $name "its A is no public unicast address"
done

lie portless - 11.8.0.5 0
lie away - - 4500 www.example.com.
publish
refused portless "its SRV has port 0"
refused away "its SRV leads out of the domain"

lie lanzero - 11.8.0.6 4500 "" "v=1 lan=0.0.0.0:4500"
lie lanmulti - 11.8.0.7 4500 "" "v=1 lan=224.0.0.1:5350"
lie lanloop - 11.8.0.8 4500 "" "v=1 lan=127.0.0.1:22"
lie lanours - 11.1.0.2 4666 "" "v=1 lan=10.1.0.2:4500"
lie langate - 11.1.0.2 4667 "" "v=1 lan=10.1.0.1:5351"
publish
for name in lanzero lanmulti lanloop; do
	lan_refused $name "its lan= is no private unicast address"
done
lan_refused lanours "its lan= is this host's own address"
lan_refused langate "its lan= is our gateway's address"

# A third party, which cannot be known for one.
lie zebra - 11.6.0.77 53
publish
check "a third party is called" wait_for 20 eval '[ "$(packets)" -ge 1 ]'
BEGAN=$(now_ms)
check "until we give up" wait_for 30 eval \
	'[ "$(peer desk zebra state)" = "set-up failed; again later" ]'
FIRST=$(packets)
SPENT=$(($(now_ms) - BEGAN))
check_number "one call takes few packets" "$FIRST" -le 12
# a packet's octets in the file are 16 more than its own
LENGTH=$((($(stat -c %s "$NET_DIR/third.pcap") - 24) /
	$("$B/net/capture" count "$NET_DIR/third.pcap" "") - 16))
note "a call of each host: $FIRST packets in $SPENT ms, of $LENGTH octets"
check "it is called again only after a pause" wait_for 20 eval \
	"[ \"\$(packets)\" -gt $FIRST ]"
# 8 s a call; 1, 2, 4 ... 256 s between them
note "an hour: some 20 calls of each, $((20 * FIRST)) packets," \
	"$((20 * FIRST * LENGTH / 1000)) kB"

# Names, and as many as the primary takes.
for i in 1 2 3; do
	LIES+=("update add $SERVICE.$ZONE. 120 PTR $SERVICE.e\\027[3${i}mvil.$ZONE."
		"update add $SERVICE.$ZONE. 120 PTR $SERVICE.a\\\"b$i.$ZONE.")
done
LONG=$(printf 'x%.0s' {1..60})
LIES+=("update add $SERVICE.$ZONE. 120 PTR $SERVICE.$LONG.$LONG.$LONG.$ZONE.")
publish
check "names that no host can have are counted" wait_for 15 eval \
	'[ "$(counter desk "hosts whose names no host can have: not used")" -ge 6 ]'
ask_peers
check_not "and not shown" grep -q 'evil\|\\\\u001b\|a\\\\"b' "$PEERS"
# with these it is 99 names: BIND takes 100 records of a type at most
for i in {1..72}; do
	LIES+=("update add $SERVICE.$ZONE. 120 PTR $SERVICE.many$i.$ZONE.")
done
publish
check "names beyond the limit are left out, and counted" wait_for 20 eval \
	'[ "$(counter desk "records beyond a question'"'"'s limit: left out")" -ge 20 ]'
check_number "all that there is room for are peers" \
	"$(status desk peers)" -le 64

window_end lies
check "the good peers have heard nothing of it" survived lies
check_number "and their traffic had no pause, ms" \
	"$(result udp lies gap_ms | cut -d. -f1)" -lt 1000
check "their tunnel is up" tunnel_between desk laptop
stop desk agent
stop laptop agent
stop server rendezvous
keep "$PAIR_RECORD/desk.trace"
check_replay "$PAIR_RECORD/laptop.trace" "$PAIR_RECORD/rendezvous.trace"
net_end
