# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# ipv6.sh - IPv6 on LANs and on the way out, as homes have it: what leaves a
# tunnel in clear has a way to go, and a neighbour can send to any address.
# Sourced after topology.sh.
#
#   lan_ipv6 NAT PREFIX      NAT routes PREFIX::/64 (documentation's, say), and
#                            whatever else it is given, out to its provider
#   host_ipv6 HOST PREFIX N  HOST is PREFIX::N there, with a default route
#   link_of MACHINE DEVICE   its link-layer address
#   pretend HOST ADDRESS     HOST has that address too, whosever it is
#   aim HOST ADDRESS LINK    HOST sends what is for ADDRESS to LINK itself

# The provider's end is a permanent neighbour: no packet waits for an answer, so
# all that goes out is seen on the wire.
lan_ipv6()
{
	net_settings "$1" net.ipv6.conf.all.forwarding=1
	ip -n "$1" -batch - <<-EOT
	addr add $2::1/64 dev lan nodad
	neigh replace fe80::1 lladdr 02:00:00:00:00:01 dev wan nud permanent
	route replace default via fe80::1 dev wan
	EOT
}

host_ipv6()
{
	ip -n "$1" -batch - <<-EOT
	addr add $2::$3/64 dev eth0 nodad
	route replace default via $2::1 dev eth0
	EOT
}

link_of()
{
	ip -n "$1" -br link show dev "$2" | awk '{ print $3 }'
}

pretend()
{
	ip -n "$1" addr replace "$2/128" dev eth0 nodad
}

aim()
{
	ip -n "$1" -batch - <<-EOT
	route replace $2/128 dev eth0
	neigh replace $2 lladdr $3 dev eth0 nud permanent
	EOT
}
