#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# dials.sh - who of two hosts dials: each line of the table, moves of who dialled
# and of who was dialled, both at once, and who is refused because the other does
# not know it yet.
#
# without: peer:adrift:nobody -> neither: desk's owner is told what would help
# without: peer:adrift:we_dial -> one: desk is reachable now, and laptop dials
# without: peer:open:we_crossed -> initiator: laptop dials again
# without: peer:*:located -> responder: laptop dials desk's new place
# without: peer:deferring:courtesy.spent -> blocked: laptop dials after a while
# without: call:charon_peers_drop_older call:charon_peers_drop_spare -> twice: one association is left
# without: call:dnsclient_poll -> reborn: desk knows laptop's new address

. "$(dirname "$0")/topology.sh"
net_begin dials "$@"
. "$NET_LIB/pair.sh"

PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"

says()
{
	agent_say "$1" "$2" | tr -s ' \n' ' ' | grep -q -- "$3"
}

# dialled A B: how many associations of A's daemon with B were dialled by A.
dialled()
{
	sas "$1" "$2" | grep -c 'initiator=yes'
}

has_dialled()
{
	[ "$(dialled "$1" "$2")" -gt 0 ]
}

# only_by A B: between them stands one association, and A dialled it.
only_by()
{
	local one
	for one in "$1 $2" "$2 $1"; do
		# shellcheck disable=SC2086 # two words on purpose
		[ "$(sas $one | grep -c 'state=ESTABLISHED')" = 1 ] || return 1
	done
	is "$(sas "$1" "$2" | wc -l),$(sas "$2" "$1" | wc -l)" 1,1 &&
		is "$(dialled "$1" "$2"),$(dialled "$2" "$1")" 1,0
}

# IKE and ESP on their way through the internet, counted from now on.
count_outer()
{
	net_path "add rule ip path spoke udp dport 4500 counter comment \"ike\""
}

outer_packets()
{
	net_path list chain ip path spoke |
		sed -n 's/.*packets \([0-9]*\) .*"ike".*/\1/p'
}

block_both()
{
	block "$1" "$2" "udp dport 4500"
	block "$2" "$1" "udp dport 4500"
}

unblock_both()
{
	unblock "$1" "$2"
	unblock "$2" "$1"
}

to_agents()
{
	kill "-$1" "${NET_PIDS[desk/agent]}" "${NET_PIDS[laptop/agent]}"
}

two_everywhere()
{
	[ "$(sas desk laptop | grep -c 'state=ESTABLISHED')" = 2 ] &&
		[ "$(sas laptop desk | grep -c 'state=ESTABLISHED')" = 2 ]
}

stop_both()
{
	stop desk agent
	stop laptop agent
}

start_both()
{
	agent_start desk
	agent_start laptop
}

world_begin
nat natA wan 11.1.0.2 lan 10.1.0.1/24
nat natB wan 11.2.0.2 lan 10.2.0.1/24
nat natC wan 11.3.0.2 lan 10.3.0.1/24
nat natX wan 11.4.0.2 lan 10.4.0.1/24 natpmp off
nat natY wan 11.5.0.2 lan 10.5.0.1/24 natpmp off
nat natZ wan 11.6.0.2 lan 10.6.0.1/24 natpmp off
site desk 10.4.0.2/24 via natX
site laptop 10.5.0.3/24 via natY
nats_ready
rendezvous_start
count_outer

start_both
check "neither: desk's owner is told what would help" wait_for 20 \
	heard desk 0 "$LAPTOP: neither of us is reachable from outside" ||
	complain desk laptop
check "neither: laptop's too" wait_for 10 \
	heard laptop 0 "$DESK: neither of us is reachable from outside"
check "neither: \`peers\` says why" wait_for 10 says desk peers \
	"Because neither of us is reachable"
check "neither: and that nobody dials" \
	wait_for 10 says laptop peers "Dialled by nobody"
check "neither: \`status\` says why, and what would help" \
	wait_for 10 says desk status \
	"does not answer NAT-PMP.*What would help: switch on"
check "neither: an unreachable host's service leads to no host" \
	is "$(dns_ask server "_autotunnel._udp.$DESK" SRV)" "0 0 0 ."
check "neither: not one packet was sent in vain" is "$(outer_packets)" 0

wait_for 10 calm
host_move desk natA
check "one: desk is reachable now, and laptop dials, whose name is the higher" \
	wait_for 20 only_by laptop desk || complain desk laptop
check "one: desk dials nobody" wait_for 10 is_peer desk laptop dials they
check "one: its name leads there" wait_for 10 reaches laptop desk
transfer_start 120
net_verdict $? "a transfer runs"

wait_for 10 calm
since=$(lines laptop)
window initiator
host_move laptop natZ
check "initiator: laptop dials again" wait_for 20 \
	heard laptop "$since" "$DESK: the tunnel has moved along"
check "initiator: desk learns where it is" \
	wait_for 10 leads desk laptop 11.6.0.2
check "initiator: and dials nobody" wait_for 10 only_by laptop desk
goes_on initiator desk laptop

wait_for 10 calm
since=$(lines laptop)
window responder
host_move desk natB
check "responder: laptop is told" \
	wait_for 20 heard laptop "$since" "$DESK: is at 11.2.0.2"
check "responder: laptop dials desk's new place" \
	wait_for 20 leads laptop desk 11.2.0.2 || complain desk laptop
check "responder: and desk nobody" wait_for 10 only_by laptop desk
goes_on responder desk laptop

wait_for 10 calm
window both
host_move laptop natC
check "both: once both are reachable, the lower name dials" \
	wait_for 20 only_by desk laptop || complain desk laptop
goes_on both desk laptop
transfer_stop

# What desk sends to laptop is lost until laptop has sent to desk.
stop_both
block_until_spoken 11.2.0.2 11.3.0.2
net_path flush set ip path spoken
start_both
# Nothing of desk's gets through before: once it does, desk's call may, too.
check "blocked: laptop dials after a while, when desk did not get through" \
	wait_for 30 tunnel_between desk laptop || complain desk laptop
check_number "blocked: desk had tried" "$(blocked 11.2.0.2 11.3.0.2)" -gt 0
check "blocked: both know that desk should have" \
	wait_for 10 is_peer desk laptop dials we
unblock 11.2.0.2 11.3.0.2

# Neither gets through until both have dialled, and then both do, for no agent
# can give its call up in time.
stop_both
block_both 11.3.0.2 11.2.0.2
start_both
check "twice: desk dials" wait_for 20 has_dialled desk laptop
check "twice: and laptop" wait_for 20 has_dialled laptop desk
to_agents STOP
unblock_both 11.3.0.2 11.2.0.2
check "twice: both get through" wait_for 10 two_everywhere ||
	note "$(sas desk laptop) $(sas laptop desk)"
to_agents CONT
check "twice: one association is left, the one that the lower name dialled" \
	wait_for 15 only_by desk laptop || {
	note "$(sas desk laptop) $(sas laptop desk)"
	complain desk laptop
}
check "twice: and leads to the peer" wait_for 5 reaches laptop desk

# desk's daemon lost its associations while laptop was started anew, and nobody
# could tell desk that laptop has another address now.
wait_for 10 calm
host_reboot laptop
block "$SERVER" 11.2.0.2 "udp sport 5352 udp dport $(llq_port desk)"
agent_start laptop
check "reborn: laptop has published a new address" \
	wait_for 10 grep -q "records published" "$(log_of laptop agent)"
since=$(lines desk)
kill -KILL "$(charon_of desk)"
check "reborn: desk knows laptop's new address, by asking for it" \
	wait_for 20 is_peer desk laptop ula "$(status laptop ula)" ||
	complain desk laptop
check "reborn: and has a tunnel there" \
	wait_for 10 tunnel_between desk laptop || complain desk laptop
check "reborn: nobody was told of a wrong secret" \
	eval '! heard desk "$since" "refused us"'
check_number "reborn: no push had told it" \
	"$(blocked "$SERVER" 11.2.0.2)" -gt 0
unblock "$SERVER" 11.2.0.2

# Another secret at first.
stop laptop agent
secret_make "$NET_DIR/other-secret"
cp "$SECRET" "$NET_DIR/right-secret"
cp "$NET_DIR/other-secret" "$SECRET"
since=$(lines desk)
agent_start laptop
check "secret: desk is refused, and asks its owner about the secret" \
	wait_for 20 heard desk "$since" "is the tunnel secret the same" ||
	complain desk laptop
check "secret: so says \`peers\`" wait_for 5 says desk peers "same tunnel secret"
stop laptop agent
cp "$NET_DIR/right-secret" "$SECRET"
agent_start laptop
check "secret: put right, the tunnel is there" \
	wait_for 20 tunnel_between desk laptop || complain desk laptop
agents_end desk laptop
keep "$PAIR_RECORD/desk.trace"
net_end
