#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# bad_gateways.sh - a gateway that answers late, twice, cut, from elsewhere, with
# another port or address each time, or with nonsense: counted and named, asked
# a bounded number of times, and nothing absurd is published.
#
# The gateway is liar.c; each lie finds an agent that starts, and is asked again
# meanwhile (`autotunnel again`), as an impatient owner would.
#
# without: mapping:*:refusal -> nothing: says why
# without: mapping:*:granted_other -> ports: what is published was mapped
# without: gateway:*:address_wavers -> public-walk: the agent says that it wavers

. "$(dirname "$0")/topology.sh"
net_begin bad_gateways "$@"
. "$NET_LIB/agents.sh"
LIES=$NET_DIR/lies

server 11.9.0.2
nat natA wan 11.1.0.2 lan 10.1.0.1/24 natpmp off
ip -n natA addr add 10.1.0.200/24 dev lan
host hostA 10.1.0.2/24 via natA
zone_start
echo good >"$LIES"
spawn natA liar "$B/net/liar" 10.1.0.1 11.1.0.2 "$LIES"
wait_for 5 listening natA udp 5351

requests()
{
	grep -c at_ms "$(log_of natA liar)"
}

# lie NAME WORDS: an agent starts, and is told to ask again three times.
lie()
{
	local n
	echo "$2" >"$LIES"
	stop hostA agent
	rm -f "$NET_DIR/hostA/agent.state"*
	rm -f "$(log_of hostA agent)"
	change_zone "update delete ant.$ZONE" \
		"update delete _autotunnel._udp.ant.$ZONE" 2>/dev/null
	before=$(requests)
	agent_start hostA ant --record "$NET_DIR/hostA/$1.trace"
	wait_for 5 is_told
	for n in 1 2 3; do
		sleep 0.6
		tell hostA again >/dev/null
	done
	sleep 0.6
	bounded "$1" 80
	check_not "$1: no assertion failed" \
		grep -q Assertion "$(log_of hostA agent)"
}

is_told()
{
	[ -n "$(status hostA host)" ]
}

# Four asks for an address and two ports; a port that is granted another number
# is deleted and asked for again, three times.
bounded()
{
	check_number "$1: requests in all that" \
		$(($(requests) - before)) -le "$2"
}

# The public endpoint that DNS has for ant: "ADDRESS PORT", or "unreachable".
published()
{
	local target port
	read -r _ _ port target < <(records "$SERVICE.ant" SRV)
	[ "${target:-.}" != . ] || { echo unreachable; return; }
	echo "$(in_host server dig -p 5300 @127.0.0.1 +short +time=1 +tries=1 \
		"$target" A) $port"
}

is_published()
{
	is "$(published)" "$1"
}

walks()
{
	[[ $(published) == "11.1.0.2 2"???? ]]
}

said()
{
	tell hostA status --all | grep -qi -- "$1"
}

counted()
{
	[ "$(counter hostA "$1")" -gt 0 ]
}

lie good good
check "good: its port is published" wait_for 5 is_published "11.1.0.2 4500"
check "good: nothing is counted" is "$(counter hostA \
	"gateway packets from a wrong source")$(counter hostA \
	"malformed gateway packets")" 00

lie late delay=700
check "late: in the end its port is published" \
	wait_for 10 is_published "11.1.0.2 4500"
lie twice copies=3
check "twice: its port is published" wait_for 5 is_published "11.1.0.2 4500"
lie ports ports=walk
check "ports: what is published was mapped" wait_for 10 walks
lie brief lifetime=1
check "brief: its port is published" wait_for 5 is_published "11.1.0.2 4500"
lie endless lifetime=4294967295
check "endless: its port is published" wait_for 5 is_published "11.1.0.2 4500"
check_number "endless: it is renewed within four days, in ms" \
	"$(mapping hostA tunnel renewed_in_ms)" -le $((4 * 86400 * 1000))

lie nothing lifetime=0
check "nothing: a grant of no time is none" \
	wait_for 5 is_published unreachable
check "nothing: says why" said "refuses"
for code in 1 2 3 4 5 6 65535; do
	lie "result-$code" "result=$code"
	check "result-$code: no port is published" \
		wait_for 5 is_published unreachable
	check "result-$code: says why" said "not reachable from outside"
done

lie elsewhere from=10.1.0.200
check "elsewhere: its answers are dropped and counted" \
	counted "gateway packets from a wrong source"
check "elsewhere: no port is published" wait_for 5 is_published unreachable
lie strange port=5352
check "strange: answers from another port are dropped and counted" \
	counted "gateway packets from a wrong source"
lie opcode opcode=7
check "opcode: unknown answers are dropped and counted" \
	counted "malformed gateway packets"
lie short cut=7
check "short: cut answers are dropped and counted" \
	counted "malformed gateway packets"
check "short: no port is published" wait_for 5 is_published unreachable

for address in 0.0.0.0 127.0.0.1 224.0.0.1 255.255.255.255 10.99.0.1; do
	lie "public-$address" "public=$address"
	check "public-$address: nobody is led there" \
		wait_for 5 is_published unreachable
done
lie public-walk public=walk
# Each new address is followed by a wait of up to 5 s (RFC 6886, 3.7).
check "public-walk: the agent says that it wavers" \
	wait_for 40 grep -q "another public address each time" \
	"$(log_of hostA agent)"
check "public-walk: and counts it" \
	counted "gateway told another address each time"

lie jump epoch=jump
check_number "jump: losses that are believed" \
	"$(counter hostA "gateway lost its state")" -le 8
check "jump: its port is published" wait_for 10 is_published "11.1.0.2 4500"

# It has come to its senses, and nobody starts anything anew.
echo result=3 >"$LIES"
tell hostA again >/dev/null
wait_for 10 is_published unreachable
stop natA liar
nat_daemon_config natA
nat_daemon natA
nats_ready
check "with a good gateway all is well again" \
	wait_for 40 is_published "11.1.0.2 4500"
stop hostA agent
keep "$NET_DIR/hostA/public-walk.trace"
check_replay "$NET_DIR"/hostA/{late,ports,jump,short,result-5}.trace
net_end
