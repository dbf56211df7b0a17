#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# renumber.sh - the host's own address changes, by DHCP or by a cable beside its
# Wi-Fi: mappings of an address that still stands are deleted, others end by
# themselves, and a transfer goes on.
#
# A mapping can be deleted from its own address only (RFC 6886, 3.4). The old
# address has the mapping of port 4500 until it is deleted or its life ends, so
# the new one gets another port.
#
# without: call:mapping_send_goodbye -> overlap: the port is the new address's
# without: network:up:route network:up:lost -> gone: the new address has a port
# without: network:up:route network:fresh:route -> elsewhere: the tunnel leads there
# without: peer:open:we_slid peer:yielding:courtesy.spent -> overlap: the transfer survives
# without: gateway:idle:link_new gateway:asking:link_new gateway:holding:link_new -> elsewhere: its address has a port there

. "$(dirname "$0")/topology.sh"
net_begin renumber "$@"
. "$NET_LIB/pair.sh"
. "$NET_LIB/changes.sh"
AGENT_MORE="mapping-lifetime = 8s"

# nothing_sent HOST SINCE: neither to its gateway nor to the rendezvous, but
# renewals, which repeat what is.
nothing_new()
{
	is "$(fired "$1" "$2" 'network: .* route') $(setups "$1" "$2")" "0 0" &&
		is "$(updates "$1" "$2")" 0 &&
		is "$(fired "$1" "$2" 'mapping/.* -> asking')" 0
}

held_outside()
{
	local port
	port=$(mapping laptop tunnel external_port)
	[ -n "$port" ] && nat_maps "$1" "$port" "$2" &&
		is_status laptop public_endpoint "${NET_WAN[$1]}:$port"
}

# The new address beside the old one, which goes when all is done.
overlap()
{
	host_take laptop 10.2.0.9/24
	until_ms 5 nat_maps natB 4500 10.2.0.9
	net_verdict $? "overlap: the port is the new address's, after $MS ms"
	check "overlap: the old one, which stands, has nothing mapped" \
		nat_leads_nowhere natB 10.2.0.2
	host_give_up laptop
}

# The old address is gone before anybody knows.
gone()
{
	since=$(mark laptop)
	host_renumber laptop 10.2.0.20/24
	until_ms 5 held_outside natB 10.2.0.20
	net_verdict $? "gone: the new address has a port, after $MS ms"
	check_not "gone: the old one has its own still, which nobody can delete" \
		nat_leads_nowhere natB 10.2.0.9
}

# Another address beside the first: nothing is other.
second()
{
	since=$(mark laptop)
	ip -n laptop addr add 10.2.0.30/24 dev eth0
	ip -n laptop addr add 192.168.77.2/24 dev eth0
	sleep 0.5
	ip -n laptop addr del 10.2.0.30/24 dev eth0
	ip -n laptop addr del 192.168.77.2/24 dev eth0
	sleep 0.5
	check "second: an address more, and gone again, is no change" \
		nothing_new laptop "$since"
}

# A router that announces one prefix after another, and itself, and takes all
# back: records, mappings and tunnels live on IPv4 (and on our own ULA).
noise()
{
	local n
	since=$(mark laptop)
	for n in 1 2 3 4 5 6 7 8; do
		ip -n laptop -6 -batch - <<-EOT
		addr add 2001:db8:$n::2/64 dev eth0 nodad
		route replace default via fe80::1 dev eth0 metric $((1024 - n))
		EOT
		sleep 0.1
		ip -n laptop -6 -batch - <<-EOT
		addr del 2001:db8:$n::2/64 dev eth0
		route del default via fe80::1 dev eth0
		EOT
	done
	check "noise: IPv6 prefixes that come and go disturb nothing" \
		nothing_new laptop "$since"
}

# At whatever port: what the old association sent by the cable, from the Wi-Fi's
# address still, has the published one at the new router for a while.
leads_to()
{
	local way
	way=$(way desk laptop)
	is "${way%:*}" "$1"
}

# A cable to the LAN that its Wi-Fi is in, and to another one.
cable()
{
	host_cable laptop natB 10.2.0.40/24
	until_ms 5 held_outside natB 10.2.0.40
	net_verdict $? "cable: its address has a port, after $MS ms"
	check "cable: the Wi-Fi's address, which stands, has nothing mapped" \
		nat_leads_nowhere natB "${NET_ADDRESS[laptop]%/*}"
}

uncabled()
{
	host_cable_out laptop
	until_ms 5 held_outside natB "${NET_ADDRESS[laptop]%/*}"
	net_verdict $? "uncabled: the Wi-Fi's address has a port, after $MS ms"
}

cable_elsewhere()
{
	host_cable laptop natC 10.3.0.2/24
	until_ms 5 held_outside natC 10.3.0.2
	net_verdict $? "elsewhere: its address has a port there, after $MS ms"
	check "elsewhere: the first router has nothing mapped any more" \
		nat_leads_nowhere natB 10.2.
	check "elsewhere: the tunnel leads there" \
		wait_for 10 leads_to 11.3.0.2
}

changes_start
through overlap overlap
wait_for 10 calm
through gone gone
check "gone: the old mapping ends with its life" \
	wait_for 12 nat_leads_nowhere natB 10.2.0.9
wait_for 10 calm
through second second
through noise noise
through cable cable
wait_for 10 calm
through uncabled uncabled
check "uncabled: the cable's mapping ends with its life" \
	wait_for 12 nat_leads_nowhere natB 10.2.0.40
wait_for 10 calm
through elsewhere cable_elsewhere
wait_for 10 calm
through home uncabled
changes_end
net_end
