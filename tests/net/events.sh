# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# events.sh - what happens to hosts and paths. Part of topology.sh.

# host_move HOST NAT [ADDRESS/24]: pulled out here, plugged in there. By default
# it keeps the last number of its address. The new cable is laid before the old
# one is pulled, with the same MAC address at the host's end, so that the time
# without a network is the host's own and not this script's.
host_move()
{
	local name=$1 where=$2 address=${3:-} lan
	if [ -z "$address" ]; then
		lan=${NET_LAN[$where]}
		address=${NET_ADDRESS[$name]%/*}
		address=${lan%.*}.${address##*.}/${lan#*/}
	fi
	if [ "$where" = "${NET_VIA[$name]}" ] || [ "$where" = internet ]; then
		host_unplug "$name"
		ip -n "${NET_VIA[$name]}" link set "to-$name" netns "$where"
		net_plug_far_end "$name" "$where"
		net_configure "$name" eth0 "$address"
	else
		net_swap_cable "$name" "$where" "$address"
	fi
	NET_ADDRESS[$name]=$address
}

net_forwards()
{
	ip -n "$1" -d link show dev "$2" | grep -q "state forwarding"
}

net_swap_cable()
{
	local name=$1 where=$2 address=$3 mac
	mac=$(ip -n "$name" -o link show eth0 | sed 's/.*link.ether \([^ ]*\).*/\1/')
	ip -n "$where" link add "to-$name" type veth \
		peer name eth1 address "$mac" netns "$name"
	net_plug_far_end "$name" "$where"
	ip -n "$name" -batch - <<-EOT
	link set eth0 down
	link set eth0 name pulled
	link set eth1 name eth0
	link set eth0 mtu ${NET_MTU[$name]:-1500} up
	EOT
	# A switch forwards before there is a lease; an ARP request that comes
	# too early would be repeated only in a second.
	wait_for 2 net_forwards "$where" "to-$name"
	ip -n "$name" -batch - <<-EOT
	addr add $address brd + dev eth0
	route replace default via ${NET_LAN[$where]%/*} dev eth0
	link del pulled
	EOT
	# What DHCP clients announce by ARP (RFC 5227, 2.3). A router that asked
	# for this address in vain a moment ago would ask again in a second.
	ip -n "$where" neigh replace "${address%/*}" lladdr "$mac" dev lan \
		nud reachable
}

# Carrier is lost; what DHCP had set goes with it.
host_unplug()
{
	ip -n "${NET_VIA[$1]}" link set "to-$1" down
	ip -n "$1" -4 addr flush dev eth0
}

host_plug()
{
	net_plug_far_end "$1" "${NET_VIA[$1]}"
	net_configure "$1" eth0 "${NET_ADDRESS[$1]}"
}

# DHCP gave another address in the same network.
host_renumber()
{
	ip -n "$1" -4 addr flush dev eth0
	NET_ADDRESS[$1]=$2
	net_configure "$1" eth0 "$2"
}

# Ends every process of the host at once; its next boot id is another one.
host_reboot()
{
	local key
	for key in "${!NET_PIDS[@]}"; do
		[ "${key%%/*}" != "$1" ] || stop "$1" "${key#*/}" KILL
	done
	cat /proc/sys/kernel/random/uuid >"$NET_DIR/$1/boot_id"
}

# Paths, cut where they cross the internet: addresses are the public ones ----

net_path()
{
	nsenter --net=/run/netns/internet nft "$@"
}

# block FROM TO [MATCH]: drops those packets, e.g. block A B "udp dport 4500".
block()
{
	net_path "add rule ip path cut ip saddr $1 ip daddr $2 ${3:-} \
		counter drop comment \"$1>$2\""
}

# Drops FROM's packets to TO until TO has sent one to FROM, like a NAT that
# filters by address (RFC 4787, 5).
block_until_spoken()
{
	net_path "add rule ip path spoke ip saddr $2 ip daddr $1 \
		add @spoken { ip saddr . ip daddr }"
	net_path "add rule ip path cut ip saddr $1 ip daddr $2 \
		ip daddr . ip saddr != @spoken counter drop comment \"$1>$2\""
}

unblock()
{
	local handle
	for handle in $(net_path -a list chain ip path cut |
			sed -n "s/.*\"$1>$2\" # handle //p"); do
		net_path delete rule ip path cut handle "$handle"
	done
}

# How many packets a block has dropped.
blocked()
{
	net_path list chain ip path cut |
		awk -v c="\"$1>$2\"" 'index($0, c) { for (i = 1; i < NF; i++)
			if ($i == "packets") n += $(i + 1) } END { print n + 0 }'
}

# Drops that many percent, 0 to 99, of all packets that cross the internet.
loss()
{
	net_path flush chain ip path lossy
	[ "$1" = 0 ] || net_path "add rule ip path lossy \
		numgen random mod 100 < $1 counter drop"
}
