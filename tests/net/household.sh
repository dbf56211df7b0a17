#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# household.sh - three hosts behind one router that boot at once end with ports
# of their own, inside and outside the same, and with tunnels to one another and
# outside; another IKE daemon on 500 and 4500 of one of them lives on unharmed.
#
# without: port:first:other -> desk, lamp and mini have inner and outer ports alike
# without: port:binding:refused -> mini has found a port of its own
# without: lab:foreign-daemon -> the owner's own IKE daemon has 4500
# without: peer:*:we_crossed peer:*:courtesy.spent peer:*:located peer:*:again -> away: desk and lamp

. "$(dirname "$0")/topology.sh"
net_begin household "$@"
. "$NET_LIB/ike.sh"
. "$NET_LIB/pair.sh"

PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"
HOSTS="desk lamp mini"
IKE_VICI=/run/charon.vici	# where Debian's charon has it

# own_ports HOST: each of its mappings leads to its own number.
own_ports()
{
	local purpose inner
	for purpose in tunnel llq; do
		inner=$(mapping "$1" $purpose local_port)
		[ "${inner:-0}" -gt 0 ] || return 1
		is "$(mapping "$1" $purpose external_port)" "$inner" || return 1
	done
	# and what is published is that
	is "$(status "$1" public_endpoint)" "11.1.0.2:$(mapping "$1" tunnel \
		local_port)"
}

all_own_ports()
{
	local host
	for host in $HOSTS; do
		own_ports "$host" || return 1
	done
}

# The router's rules: OUTER ADDRESS:INNER, a line each.
rules()
{
	nsenter --net=/run/netns/natA nft list chain inet filter \
		prerouting_miniupnpd | sed -n \
		's/.*dport \([0-9]*\).*dnat ip to \([0-9.]*:[0-9]*\).*/\1 \2/p'
}

rules_are_even()
{
	[ "$(rules | wc -l)" -ge 6 ] &&
		rules | awk '{ split($2, to, ":"); if (to[2] != $1) exit 1 }'
}

# Of two hosts that hold the same number, one would hear the other's packets.
no_port_twice()
{
	is "$(rules | cut -d ' ' -f 1 | sort | uniq -d)" ""
}

# The owner's own tunnel, between mini and the server, by hand.
foreign_daemon()
{
	local host
	for host in mini server; do
		ike_start "$host" "fd00:77::$([ "$host" = mini ] && echo 1 || echo 2)"
		ike_ready "$host"
	done
	{
		ike_connection server fd00:77::2 mini fd00:77::1 11.1.0.2 4500
		ike_connection mini fd00:77::1 server fd00:77::2 "$SERVER" 4500
		ike mini --initiate --child ula --timeout 5
	} >/dev/null
	spawn mini foreign ping -6 -n -i 0.1 -I fd00:77::1 fd00:77::2
}

foreign_sa()
{
	ike mini --list-sas --raw | grep -o 'state=ESTABLISHED\|initiator-spi=[0-9a-f]*' |
		tr '\n' ' '
}

world_begin
nat natA wan 11.1.0.2 lan 10.1.0.1/24
nat natB wan 11.2.0.2 lan 10.2.0.1/24
nat natC wan 11.3.0.2 lan 10.3.0.1/24
site desk 10.1.0.2/24 via natA
site lamp 10.1.0.3/24 via natA
site mini 10.1.0.4/24 via natA
site zoo 10.2.0.2/24 via natB
nats_ready
rendezvous_start
without foreign-daemon || foreign_daemon
# What the daemon by hand does not bind: nobody shall touch that either.
spawn mini isakmp "$B/net/probe" udp-receive 500 - 300
check "the owner's own IKE daemon has 4500" listening mini udp 4500
before=$(foreign_sa)
check "and holds an association" grep -q ESTABLISHED <<<"$before"
for host in $HOSTS zoo; do
	agent_start "$host"
done
check "mini has found a port of its own" \
	wait_for 10 grep -q "charon is up" "$(log_of mini agent)"
# shellcheck disable=SC2086 # words on purpose
check "all four have tunnels with one another" \
	wait_for 30 all_tunnels $HOSTS zoo || complain $HOSTS zoo
check "desk, lamp and mini have inner and outer ports alike" \
	wait_for 10 all_own_ports || complain desk lamp mini
check "and so says the router" wait_for 5 rules_are_even || note "$(rules)"
check "no two of them share one" no_port_twice || note "$(rules)"
for host in $HOSTS; do
	check "$host published no other place meanwhile" \
		is "$(status "$host" moves)" 0
	check "zoo pings $host by name" wait_for 5 reaches zoo "$host"
done

transfer zoo mini
net_verdict $? "a transfer runs from outside"
transfer lamp desk
net_verdict $? "and one within"
wait_for 10 calm $HOSTS zoo
window away lamp desk
window stays zoo mini
host_move desk natC
check "away: desk and lamp find each other by public endpoints" \
	wait_for 20 path lamp desk 11.3.0.2 11.1.0.2 || complain desk lamp
goes_on away lamp desk
goes_on stays zoo mini
wait_for 10 calm $HOSTS zoo
window back lamp desk
host_move desk natA
check "back: by their LAN addresses again" \
	wait_for 20 path lamp desk 10.1.0.2 10.1.0.3 || complain desk lamp
goes_on back lamp desk
check "back: no two hosts share a port" no_port_twice || note "$(rules)"

check "the foreign daemon's association is the same" \
	is "$(foreign_sa)" "$before"
stop mini foreign INT
check "and no packet of its tunnel was lost" \
	grep -q " 0% packet loss" "$(log_of mini foreign)" ||
	note "$(tail -n 3 "$(log_of mini foreign)")"
check "nobody has sent to port 500" \
	is "$(grep -c from "$(log_of mini isakmp)")" 0
# shellcheck disable=SC2086 # words on purpose
agents_end $HOSTS zoo
keep "$PAIR_RECORD/lamp.trace"
net_end
