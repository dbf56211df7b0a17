#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# reach.sh - how a host is reached, in every kind of network at once: `status`
# names the case in a word and a sentence, what it means and what would help,
# and what is published is what the Internet sees (RFC 6281 4.4.2).
#
# without: gateway:direct:masked -> mapped: `status` says so in a word
# without: call:agent_judge_reach -> nested: `status` says so in a word
# without: gateway:asking:patience.spent -> routed: `status` says so in a word
# without: lab:second-router -> late: `status` says so in a word

. "$(dirname "$0")/topology.sh"
net_begin reach "$@"
. "$NET_LIB/agents.sh"

# leg NAT: the rendezvous stands on that LAN too, and its host goes there.
leg()
{
	local host=$1 nat=${NET_VIA[$1]} inside
	inside=${NET_LAN[$nat]%.*}.53
	ip -n "$nat" link add "leg-$host" type veth \
		peer name "leg-$host" netns server
	ip -n "$nat" link set "leg-$host" master lan up
	ip -n server -batch - <<-EOT
	link set leg-$host up
	addr add $inside/24 dev leg-$host
	EOT
	ip -n "$host" route add 11.9.0.2 via "$inside"
}

# speak NAT: NAT-PMP on a LAN of addresses that look public. miniupnpd listens on
# private ones only: here on one that nobody asks, and is led what came for ours.
speak()
{
	local lan=${NET_LAN[$1]}
	nat_daemon_config "$1"
	sed -i "s,^listening_ip=.*,listening_ip=10.98.0.1/5," \
		"$NET_DIR/$1/miniupnpd.conf"
	ip -n "$1" addr add 10.98.0.1/32 dev lan
	nsenter --net="/run/netns/$1" nft insert rule inet filter prerouting \
		iifname lan ip daddr "${lan%/*}" udp dport 5351 dnat ip to 10.98.0.1
	nat_daemon "$1"
}

said()
{
	local text
	text=$(status "$1" reach_text)
	[[ $text == *"$2"* ]] || { echo "it says: $text"; return 1; }
}

published_at()
{
	is "$(records "$SERVICE.$1" SRV | cut -d ' ' -f 4)" "$2"
}

reachable_at()
{
	is "$(status "$1" public_endpoint)" "$2:4500" &&
		is "$(records "$(status "$1" label | cut -d . -f 1)" A)" "$2"
}

# is_reached HOST WORD ADDRESS SENTENCE: by a place of its own.
is_reached()
{
	check "$1: \`status\` says so in a word" \
		wait_for 20 is_status "$1" reach "$2"
	check "$1: and in a sentence" said "$1" "$4"
	check_not "$1: with nothing to do about it" said "$1" "would help"
	check "$1: $3 port 4500 is published" \
		wait_for 5 reachable_at "$1" "$3"
	note "$1: $(status "$1" reach_text)"
}

# is_unreached HOST WORD SENTENCE REMEDY
is_unreached()
{
	check "$1: \`status\` says so in a word" \
		wait_for 20 is_status "$1" reach "$2"
	check "$1: and in a sentence" said "$1" "$3"
	check "$1: what it means" said "$1" "not reachable from outside"
	check "$1: what it does nevertheless" said "$1" "dials the others"
	check "$1: what would help" said "$1" "would help: $4"
	check "$1: the target \`.\` is published" \
		wait_for 5 published_at "$1" .
	note "$1: $(status "$1" reach_text)"
}

sees()
{
	check "$1: the rendezvous sees it as $2" is_status "$1" seen_address "$2"
}

server 11.9.0.2

# Addresses that are public, and addresses that only look so
host public 11.20.0.2/24 via internet
nat natB wan 11.1.0.2 lan 12.1.0.1/24 natpmp silent
host silent 12.1.0.2/24 via natB
nat natM wan 11.2.0.2 lan 12.2.0.1/24 natpmp off
speak natM
host mapped 12.2.0.2/24 via natM

# NAT in NAT: the inner one knows that its address is private, or does not
nat outer wan 11.3.0.2 lan 192.168.3.1/24
nat inner wan 192.168.3.2 lan 10.3.0.1/24 via outer
host nested 10.3.0.2/24 via inner
nat claimer wan 192.168.3.3 lan 10.4.0.1/24 via outer claims 11.77.0.2
host claimed 10.4.0.2/24 via claimer

# A carrier's NAT, before a router and before a telephone
nat carrier wan 11.4.0.2 lan 100.64.0.1/24 natpmp off
nat home wan 100.64.0.2 lan 10.5.0.1/24 via carrier
host carried 10.5.0.2/24 via home
host phone 100.64.0.3/24 via carrier

# Routed without NAT, as in a company; a NAT stands further out
nat hall wan 192.168.3.4 lan 10.6.0.1/24 via outer natpmp silent routed
host routed 10.6.0.2/24 via hall

# The rendezvous on the host's own LAN
nat office wan 11.5.0.2 lan 10.7.0.1/24
host inside 10.7.0.2/24 via office
nat campus wan 11.6.0.2 lan 10.8.0.1/24 natpmp off
host within 10.8.0.2/24 via campus

# One that gets another NAT later
nat plain wan 11.7.0.2 lan 10.9.0.1/24
host late 10.9.0.2/24 via plain

leg inside
leg within
nats_ready
zone_start
hosts="public silent mapped nested claimed carried phone routed inside within late"
for name in $hosts; do
	agent_start "$name" "$name" --record "$NET_DIR/$name/trace"
done

is_reached public direct 11.20.0.2 "own address is public"
sees public 11.20.0.2
is_unreached silent behind "address looks public, but a NAT stands before it" \
	"let the router in between"
sees silent 11.1.0.2
is_reached mapped mapped 11.2.0.2 "leads a port to this host"
sees mapped 11.2.0.2
is_unreached nested double-nat "two NATs stand one behind the other" \
	"if the outer NAT is a router of yours"
sees nested 11.3.0.2
is_unreached claimed double-nat "not the one that the Internet sees" \
	"if the outer NAT is a router of yours"
check "claimed: its router claims another address" \
	is_status claimed public_address 11.77.0.2
is_unreached carried double-nat "two NATs stand one behind the other" \
	"if the outer NAT is a router of yours, let one of the two bridge; \
if it is the provider's (carrier NAT)"
sees carried 11.4.0.2
is_unreached phone carrier-nat "shares one public address among many" \
	"ask the provider for a public address"
is_unreached routed no-protocol "the router does not answer NAT-PMP" \
	"switch on NAT-PMP in the router"
sees routed 11.3.0.2
is_reached inside mapped 11.5.0.2 "leads a port to this host"
sees inside 10.7.0.2
is_unreached within routed "routed without NAT, and the rendezvous stands in it" \
	"for hosts elsewhere, give this one a public address"
sees within 10.8.0.2

# The same link, the same gateway, and something changed behind it.
is_reached late mapped 11.7.0.2 "leads a port to this host"
check "public hears of a host that nobody reaches" \
	is_peer public nested reachable false
check "and of one that can be reached" is_peer public late reachable true
without second-router || host_move late claimer
is_unreached late double-nat "not the one that the Internet sees" \
	"if the outer NAT is a router of yours"
check "late: this is pushed" wait_for 5 is_peer public late reachable false
host_move late plain
is_reached late mapped 11.7.0.2 "leads a port to this host"
check "late: this is pushed too" wait_for 5 is_peer public late reachable true
for name in $hosts; do
	stop "$name" agent
	check_not "$name: no assertion failed" \
		grep -q Assertion "$(log_of "$name" agent)"
	check_replay "$NET_DIR/$name/trace"
done
keep "$NET_DIR/mapped/trace" "$NET_DIR/nested/trace"
net_end
