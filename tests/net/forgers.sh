#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# forgers.sh - a neighbour on the LAN forges packets of the rendezvous, of the
# gateway and of the peer: they are dropped, counted and named, at worst a false
# address is published for a moment, and a transfer goes on undisturbed. Ends
# with "N passed, N failed".
#
# without: call:client_believes -> an event that is not signed is counted
# without: call:gateway_report_doubt call:gateway_report_doubted -> after a private one it is back, too
# without: gateway:idle:announced_lost -> what it lied of its age makes us ask the gateway again

. "$(dirname "$0")/topology.sh"
net_begin forgers "$@"
. "$NET_LIB/pair.sh"
PAIR_RECORD=${PAIR_RECORD:-$NET_DIR/traces}
mkdir -p "$PAIR_RECORD"
SERVICE=_autotunnel._udp
GATEWAY=10.1.0.1

# forge FROM TO KIND...: by the neighbour, with FROM's address.
forge()
{
	in_host neighbour "$B/net/forge" "$NET_DIR/stranger.key" \
		"${SIGNATURE:-none}" "$@"
}

# rises NAME COMMAND...: desk's counter NAME does so, and the owner reads it.
rises()
{
	local name=$1
	COUNTED=$(counter desk "$name")
	shift
	"$@"
	wait_for 3 rose "$name" && agent_say desk status | grep -qF "$name"
}

rose()
{
	[ "$(counter desk "$1")" -gt "$COUNTED" ]
}

# natpmp HEX [COUNT]: to desk's socket for the gateway, as the gateway sends it.
natpmp()
{
	forge $GATEWAY:5351 "10.1.0.2:$ASKS" octets "$1" "${2:-1}"
}

# announce SECONDS ADDRESS-IN-HEX [COUNT]: of the gateway, to all.
announce()
{
	forge $GATEWAY:5351 224.0.0.1:5350 octets \
		"00800000$(printf %08x "$1")$2" "${3:-1}"
}

endpoint()
{
	is_status desk public_endpoint "$1"
}

# The primary's record of where desk is.
published()
{
	[ "$(in_host server dig -p 5300 @127.0.0.1 +short +time=1 +tries=1 \
		"$(status desk label)" A)" = "$1" ]
}

undisturbed()
{
	window_end "$1"
	check "$1: the transfer goes on" survived "$1"
	check_number "$1: and has no pause, ms" \
		"$(result udp "$1" gap_ms | cut -d. -f1)" -lt 1000
}

AGENT_MORE="log = debug"	# the daemon's log, too
world
host neighbour 10.1.0.9/24 via natA
key_make "$NET_DIR/stranger.key" account	# the right name, another key
rendezvous_start
agent_start desk
agent_start laptop
check "the tunnel is up" wait_for 20 tunnel_between desk laptop
transfer desk laptop 120
PUSHES=$(mapping desk llq local_port)
ASKS=$(in_host desk ss -Hunp | awk -v to="$GATEWAY:5351" '
	$5 == to || $6 == to { sub(/.*:/, "", $4); print $4; exit }')
[ -n "$ASKS" ] || ASKS=$(in_host desk ss -Hunlp | awk '/autotunnel/ {
	sub(/.*:/, "", $4); print $4 }' | grep -v -e "^$PUSHES\$" -e 5350)
note "desk asks its gateway from port ${ASKS//$'\n'/ }, and hears pushes on $PUSHES"
TRUE=$(status desk public_endpoint)

# Of the rendezvous -----------------------------------------------------------------
window rendezvous
event()
{
	SIGNATURE=$1 forge 11.9.0.2:5352 "10.1.0.2:$PUSHES" event \
		$SERVICE.$ZONE $SERVICE.evil.$ZONE 0123456789abcdef 4000000000
}
check "an event that is not signed is counted" \
	rises "DNS messages dropped: not verified" event none
check "one with another key too" \
	rises "messages with a wrong signature (BADSIG)" event right
check "one with a key that nobody knows too" \
	rises "messages with an unknown key (BADKEY)" event badkey
check "no datagrams of noise end it" forge 11.9.0.2:5352 \
	"10.1.0.2:$PUSHES" noise 1000
check_not "no peer is believed of an event that is not signed" \
	has_peer desk evil
undisturbed rendezvous

# Of the gateway --------------------------------------------------------------------
window gateway
MAPPED=0081000000000100$(printf '%04x%04x' 4500 666)00000e10
for ASKS in $ASKS; do
	rises "stray gateway packets" natpmp "$MAPPED" && break
done
check "an answer that nobody asked for is counted" \
	rises "stray gateway packets" natpmp "$MAPPED"
check "half a packet too" rises "malformed gateway packets" natpmp 008100
check "a request too" rises "gateway packets that are requests" natpmp 0000
check "and one that is not the gateway's" \
	rises "gateway packets from a wrong source" \
	forge 10.1.0.9:5351 "10.1.0.2:$ASKS" octets "$MAPPED" 1
check "and where desk is stays as it was" endpoint "$TRUE"

# A lying age: each makes us ask again, and no more.
wait_for 15 is_status desk gateway_state "nothing in flight"
before=$(counter desk "gateway lost its state")
announce 1 0b010002 20
check "what it lied of its age makes us ask the gateway again" \
	wait_for 5 eval '[ "$(counter desk "gateway lost its state")" -gt '"$before"' ]'
check_number "but once, not for each of twenty" \
	$(($(counter desk "gateway lost its state") - before)) -le 3
check "and desk is where it was" wait_for 10 endpoint "$TRUE"
check "with its ports mapped" wait_for 10 eval \
	'[ "$(mapping desk tunnel external_port)" = 4500 ]'

# A false public address: NAT-PMP has no signature, so it is believed, until the
# gateway itself is asked, which is at once.
announce 100000 42424242
check "a false address is believed" wait_for 5 \
	heard desk 0 "reachable at 66.66.66.66"
BEGAN=$(now_ms)
check "the true address is published again" wait_for 30 published 11.1.0.2
note "after $(($(now_ms) - BEGAN)) ms"
check "and desk says so" wait_for 5 endpoint "$TRUE"
check "where laptop finds it" wait_for 5 is_peer laptop desk \
	public_endpoint "$TRUE"
announce 100000 0a000001
check "after a private one it is back, too" wait_for 30 endpoint "$TRUE"

undisturbed gateway

# Of the peer ----------------------------------------------------------------------
window peer
daemon=$(charon_of desk)
FROM=$(way desk laptop)
forge "$FROM" 10.1.0.2:4500 octets ff 200
forge "$FROM" 10.1.0.2:4500 octets 00000000 500 200
forge "$FROM" 10.1.0.2:4500 octets c0ffee01 500 200
forge "$FROM" 10.1.0.2:4500 noise 500
# an IKE_SA_INIT of nobody, and a delete that is not encrypted
forge "$FROM" 10.1.0.2:4500 octets \
	0000000011223344556677880000000000000000212022080000000000000020002a0004 50
check "the daemon lives" [ "$(charon_of desk)" = "$daemon" ]
check_number "and has no other association" \
	"$(sas desk laptop | wc -l)" -eq 1
check "the daemon's log names them" in_host desk grep -riq \
	'invalid\|no matching\|not parse\|discard' /run/autotunnel \
	--include=charon.log
undisturbed peer
check "the tunnel is the same" tunnel_between desk laptop

stop desk agent
stop laptop agent
stop server rendezvous
keep "$PAIR_RECORD/desk.trace"
check_replay "$PAIR_RECORD/laptop.trace" "$PAIR_RECORD/rendezvous.trace"
net_end
