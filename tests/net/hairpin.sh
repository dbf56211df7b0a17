#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# hairpin.sh - neighbours that their LAN keeps apart, as guest networks do, meet
# through a gateway that turns packets back, or not before the LAN lets them; a
# stranger who has a neighbour's address in another LAN is harmless.
#
# without: peer:shifting:knock.spent peer:shifting:missed -> guest: desk reaches laptop by hairpin
# without: call:peer_locate -> let: desk reaches mini by its LAN
# without: peer:*:missed peer:*:knock.spent -> stranger: and a ping by name comes back
# without: lab:stranger -> stranger: who has laptop's LAN address was asked

. "$(dirname "$0")/topology.sh"
net_begin hairpin "$@"
. "$NET_LIB/ike.sh"
. "$NET_LIB/pair.sh"

PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"

says()
{
	agent_say "$1" peers | grep -q -- "$2"
}

world_begin
nat natA wan 11.1.0.2 lan 10.1.0.1/24
nat natB wan 11.2.0.2 lan 10.2.0.1/24 hairpin
# Two more routers in natB's house, the inner one with the same LAN again.
nat natD wan 10.2.0.9 lan 10.4.0.1/24 via natB natpmp off
nat natE wan 10.4.0.9 lan 10.2.0.1/24 via natD natpmp off
# desk's port is free behind each of them: its IKE daemon is not started anew.
AGENT_MORE='[tunnel]
port = 4700' site desk 10.1.0.2/24 via natA
# mini's is another than laptop's, too: nftables would give a host that has no
# mapping the number that another has mapped, and turn its packets back to it.
AGENT_MORE='[tunnel]
port = 4600' site mini 10.1.0.4/24 via natA
site laptop 10.2.0.3/24 via natB
host stranger 10.2.0.3/24 via natE
nats_ready
rendezvous_start
for host in desk mini laptop; do
	agent_start "$host"
done
check "all three have tunnels" wait_for 20 all_tunnels desk mini laptop ||
	complain desk mini laptop
transfer mini desk
net_verdict $? "a transfer runs from mini to desk"
transfer desk laptop
net_verdict $? "and one from desk to laptop"

wait_for 10 calm desk mini laptop
isolation natB on
window guest desk laptop
host_move desk natB 10.2.0.2/24
check "guest: desk reaches laptop by hairpin" \
	wait_for 20 path desk laptop 11.2.0.2 11.2.0.2 || complain desk laptop
check "guest: its owner is told so" wait_for 10 says desk "our own gateway turns back"
goes_on guest desk laptop
isolation natB off

wait_for 10 calm desk mini laptop
isolation natA on
window let mini desk
host_move desk natA 10.1.0.2/24
check "let: desk is known at its old place again" \
	wait_for 20 is_peer mini desk public_endpoint 11.1.0.2:4700
check_not "let: no gateway turns desk's packets back to mini" \
	wait_for 2 reaches desk mini
isolation natA off
check "let: desk reaches mini by its LAN address once that lets them" \
	wait_for 30 path desk mini 10.1.0.4 10.1.0.2 || complain desk mini
goes_on let mini desk

# An IKE daemon of somebody else's, who takes everybody for his own.
if ! without stranger; then
	ike_start stranger fd00:77::1
	ike_ready stranger
	ike_connection stranger fd00:77::1 mini fd00:77::2 10.2.0.4 4500 \
		>/dev/null
fi
wait_for 10 calm desk mini laptop
host_move mini natE 10.2.0.4/24
check "stranger: mini sees that it is behind laptop's public address" \
	wait_for 20 is_status mini seen_address 11.2.0.2 || complain mini
# From now on all its calls begin there, the first one perhaps did not yet.
kill -KILL "$(charon_of mini)"
check "stranger: mini reaches laptop by its public endpoint" \
	wait_for 40 path mini laptop 11.2.0.2 11.2.0.2 || complain mini laptop
check "stranger: and a ping by name comes back" wait_for 10 reaches mini laptop
check "stranger: who has laptop's LAN address was asked" \
	wait_for 10 grep -q "parsed IKE_SA_INIT request" "$(log_of stranger charon)"
check_not "stranger: and has no association with mini" \
	grep -q "state=ESTABLISHED" <<<"$(ike stranger --list-sas --raw)"
agents_end desk mini laptop
keep "$PAIR_RECORD/mini.trace"
net_end
