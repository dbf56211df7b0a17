#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# gateways.sh - the router's daemon is restarted unheard, its rules are flushed,
# its epoch lies: what finds it, with a transfer going on.
#
# A restart is found by the epoch of the next answer, at the latest at a renewal.
# Rules that are gone while the epoch goes on are found by a renewal, or by a
# doubt: a tunnel fell, or the zone moved and no event said so.
#
# without: mapping:*:gateway_lost -> restarted: it asked for its ports again
# without: mapping:*:renew mapping:*:renew.spent -> flushed: the mapping is back
# without: mapping:held:doubted -> doubted: the mapping is back

. "$(dirname "$0")/topology.sh"
net_begin gateways "$@"
. "$NET_LIB/pair.sh"
. "$NET_LIB/changes.sh"
AGENT_MORE="mapping-lifetime = 12s"

losses()
{
	counter laptop "gateway lost its state"
}

lost_since()
{
	[ "$(losses)" -gt "$1" ]
}

restarted()
{
	local before
	before=$(losses)
	since=$(mark laptop)
	nat_mute natB
	daemon_restart natB
	until_ms 15 lost_since "$before"
	net_verdict $? "restarted: found after $MS ms, by the epoch"
	check "restarted: it asked for its ports again" \
		wait_for 10 renewed "$since"
	check "restarted: the mapping stands" nat_maps natB 4500 10.2.0.2
	check_number "restarted: requests" "$(asked laptop "$since")" -le 20
}

renewed()
{
	[ "$(fired laptop "$1" 'mapping/tunnel: .*gateway_lost')" -gt 0 ] &&
		[ "$(fired laptop "$1" 'mapping/tunnel: lost . granted')" -gt 0 ]
}

flushed()
{
	local before
	before=$(losses)
	since=$(mark laptop)
	nat_forget natB
	check "flushed: nothing leads to the host" nat_leads_nowhere natB 10.2.0.2
	until_ms 10 nat_maps natB 4500 10.2.0.2
	net_verdict $? "flushed: the mapping is back after $MS ms, by a renewal"
	check "flushed: the epoch told nothing" is "$(losses)" "$before"
	check_number "flushed: requests" "$(asked laptop "$since")" -le 12
}

# liar.c keeps the rules that the daemon leaves, and its epoch goes forward and
# back with each answer.
lying()
{
	local before
	before=$(losses)
	since=$(mark laptop)
	echo epoch=jump >"$NET_DIR/lies"
	stop natB miniupnpd
	spawn natB liar "$B/net/liar" "${NET_LAN[natB]%/*}" "${NET_WAN[natB]}" \
		"$NET_DIR/lies"
	check "lying: its epoch is heard" wait_for 15 lost_since "$before"
	sleep 15
	check_number "lying: losses that were believed" \
		$(($(losses) - before)) -le 8
	check_number "lying: requests in 15 s and more" \
		"$(asked laptop "$since")" -le 80
	check_number "lying: UPDATEs" "$(updates laptop "$since")" -le 4
	check "lying: the host is reached as before" \
		is "$(status laptop public_endpoint)" "${NET_WAN[natB]}:4500"
	stop natB liar
	nat_daemon natB
	nats_ready
}

world
sed -i '/mapping-lifetime/d' "$NET_DIR/desk/autotunnel.conf"
changes_start
through restarted restarted
wait_for 10 calm
through flushed flushed
through lying lying
check "after the liar the good gateway is heard" wait_for 20 nat_maps natB \
	"$(mapping laptop tunnel external_port)" 10.2.0.2
check "a tunnel is up" wait_for 10 tunnel_between desk laptop

# desk's mapping lasts for an hour, so no renewal finds that it is gone, and nothing
# that is sent to desk arrives. Its peer leaves: the tunnel's silence or, once a
# minute, a look at the zone's serial makes it doubt.
transfer_stop
nat_forget natA
check "doubted: nothing leads to the host" nat_leads_nowhere natA 10.1.0.2
agent_say laptop leave >/dev/null
stop laptop agent
until_ms 80 nat_maps natA 4500 10.1.0.2
net_verdict $? "doubted: the mapping is back after $MS ms"
check_not "doubted: long before its renewal" \
	grep -q "mapping/tunnel: held + renew " <(shown desk)
agent_start laptop
check "doubted: and so is the tunnel" wait_for 20 tunnel_between desk laptop
changes_end
net_end
