# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# events.sh - what happens to hosts and paths. Part of topology.sh.

# host_move HOST NAT [ADDRESS/24]: from one network into another, as from a cable
# to Wi-Fi: the device is eth0, then wlan0, then eth0 again (NET_DEV). By default
# it keeps the last number of its address. All is prepared before (host_lay), and
# one program changes over: the time without a network is the host's own, and not
# this script's, which on a busy machine waits 40 ms for each program it starts.
host_move()
{
	local name=$1 where=$2 address
	address=${3:-$(net_address_at "$name" "$where")}
	if [ "$where" = "${NET_VIA[$name]}" ] || [ "$where" = internet ]; then
		host_unplug "$name"
		ip -n "${NET_VIA[$name]}" link set "to-$name" netns "$where"
		NET_VIA[$name]=$where
		net_plug_far_end "$name" "$where"
		net_configure "$name" "${NET_DEV[$name]}" "$address"
		NET_ADDRESS[$name]=$address
		return
	fi
	[ "${NET_LAID[$name]:-}" = "$where $address" ] ||
		host_lay "$name" "$where" "$address"
	net_change_over "$name" "$where" "$address"
}

net_address_at()
{
	local lan=${NET_LAN[$2]:-} address=${NET_ADDRESS[$1]%/*}
	echo "${lan%.*}.${address##*.}/${lan#*/}"
}

# The other one of a host's two names of devices.
net_next_dev()
{
	case ${NET_DEV[$1]} in
	eth0) echo wlan0 ;;
	*) echo eth0 ;;
	esac
}

net_forwards()
{
	ip -n "$1" -d link show dev "$2" | grep -q "state forwarding"
}

# host_lay HOST NAT [ADDRESS/24]: the link over which host_move will be there, up
# and forwarding as it is before a DHCP client has a lease, with the MAC address
# of the one before. The router knows who comes, as by such a client's ARP (RFC
# 5227, 2.3): if it had asked in vain a moment ago, it would ask again in a second.
host_lay()
{
	local name=$1 where=$2 address dev mac
	address=${3:-$(net_address_at "$name" "$where")}
	dev=$(net_next_dev "$name")
	mac=$(ip -n "$name" -o link show "${NET_DEV[$name]}" |
		sed 's/.*link.ether \([^ ]*\).*/\1/')
	NET_FORMER_CABLE[$name]=${NET_CABLE[$name]:-}
	[ -z "${NET_PULLED[$name]:-}" ] || wait "${NET_PULLED[$name]}"
	net_cable "$name" "$where" "$dev" address "$mac"
	net_plug_far_end "$name" "$where"
	ip -n "$name" link set "$dev" mtu "${NET_MTU[$name]:-1500}" up
	ip -n "$where" neigh replace "${address%/*}" lladdr "$mac" dev lan \
		nud reachable
	wait_for 2 net_forwards "$where" "to-$name"
	NET_LAID[$name]="$where $address"
}

net_change_over()
{
	local name=$1 where=$2 address=$3 old=${NET_DEV[$1]}
	NET_DEV[$name]=$(net_next_dev "$name")
	ip -n "$name" -batch - <<-EOT
	link set $old down
	addr flush dev $old
	addr add $address brd + dev ${NET_DEV[$name]}
	route replace default via ${NET_LAN[$where]%/*} dev ${NET_DEV[$name]}
	EOT
	# The kernel takes 100 ms for that, and host_lay waits for it.
	ip -n "$name" link del "$old" &
	NET_PULLED[$name]=$!
	NET_VIA[$name]=$where
	NET_ADDRESS[$name]=$address
	unset "NET_LAID[$name]"
	[ -z "${NET_FORMER_CABLE[$name]}" ] ||
		wire_pull "${NET_FORMER_CABLE[$name]}"
}

# Carrier is lost; what DHCP had set goes with it.
host_unplug()
{
	ip -n "${NET_VIA[$1]}" link set "to-$1" down
	wire_down "$1"
	ip -n "$1" -4 addr flush dev "${NET_DEV[$1]}"
}

host_plug()
{
	net_plug_far_end "$1" "${NET_VIA[$1]}"
	net_configure "$1" "${NET_DEV[$1]}" "${NET_ADDRESS[$1]}"
}

# DHCP gave another address in the same network.
host_renumber()
{
	ip -n "$1" -4 addr flush dev "${NET_DEV[$1]}"
	NET_ADDRESS[$1]=$2
	net_configure "$1" "${NET_DEV[$1]}" "$2"
}

# The same as DHCP clients do it that let both addresses overlap: the new one
# beside the old one, and the way out leads from the new one; then the old one
# goes (host_give_up).
host_take()
{
	local name=$1 address=$2
	net_settings "$name" net.ipv4.conf.all.promote_secondaries=1
	NET_FORMER[$name]=${NET_ADDRESS[$name]}
	NET_ADDRESS[$name]=$address
	ip -n "$name" -batch - <<-EOT
	addr add $address brd + dev ${NET_DEV[$name]}
	route replace default via ${NET_LAN[${NET_VIA[$name]}]%/*} dev ${NET_DEV[$name]} src ${address%/*}
	EOT
}

host_give_up()
{
	ip -n "$1" addr del "${NET_FORMER[$1]}" dev "${NET_DEV[$1]}"
}

# host_cable HOST NAT ADDRESS/24: a second link, eth1, which is preferred.
host_cable()
{
	local name=$1 where=$2 address=$3 router=${NET_LAN[${NET_VIA[$1]}]%/*}
	# Each link speaks for its own address: the router would look for the
	# other's at a cable that is gone for some seconds.
	net_settings "$name" net.ipv4.conf.all.arp_ignore=1 \
		net.ipv4.conf.all.arp_announce=2
	ip -n "$where" link add "to2-$name" type veth peer name eth1 netns "$name"
	ip -n "$where" link set "to2-$name" master lan up
	ip -n "$name" link set eth1 up
	wait_for 2 net_forwards "$where" "to2-$name"
	# What came by Wi-Fi keeps its way out, at a worse metric.
	ip -n "$name" -batch - <<-EOT
	addr add $address brd + dev eth1
	route add default via $router dev ${NET_DEV[$name]} metric 600
	route replace default via ${NET_LAN[$where]%/*} dev eth1 metric 100
	route del default via $router dev ${NET_DEV[$name]} metric 0
	EOT
	NET_CABLE[$name]=$where
}

# Only the Wi-Fi is left.
host_cable_out()
{
	local router=${NET_LAN[${NET_VIA[$1]}]%/*}
	ip -n "${NET_CABLE[$1]}" link del "to2-$1"
	ip -n "$1" -batch - <<-EOT
	route add default via $router dev ${NET_DEV[$1]}
	route del default via $router dev ${NET_DEV[$1]} metric 600
	EOT
}

# Ends every process of the host at once; its next boot id is another one.
host_reboot()
{
	local key
	for key in "${!NET_PIDS[@]}"; do
		[ "${key%%/*}" != "$1" ] || stop "$1" "${key#*/}" KILL
	done
	# and what they had started by themselves
	for key in $(ip netns pids "$1"); do
		[ "$key" = "${NET_HOLDER[$1]}" ] || kill -KILL "$key"
	done
	cat /proc/sys/kernel/random/uuid >"$NET_DIR/$1/boot_id"
}

# isolation NAT on|off: like a guest network, its hosts reach the router and what
# is beyond, and not one another.
isolation()
{
	nsenter --net="/run/netns/$1" nft delete table bridge isolation 2>/dev/null
	[ "$2" = on ] || return 0
	nsenter --net="/run/netns/$1" nft -f - <<-'NFT'
	table bridge isolation {
		chain forward {
			type filter hook forward priority 0; policy drop;
		}
	}
	NFT
}

# Clocks and sleep -----------------------------------------------------------

# clock HOST: programs started there from now on have clocks that can be set.
# clock HOST boottime|realtime|monotonic SECONDS: so much is the clock off from
# now on, -3600 or +3600, say; programs hear of it as of a sleep or a setting.
clock()
{
	local name=$1 which=${2:-} ms
	ms=$(awk -v s="${3:-0}" 'BEGIN { printf "%d", s * 1000 }')
	[ -e "$B/net/clock.so" ] || net_die "run \"make net\" first"
	: "${NET_CLOCK[$name]:=0 0 0}"
	# shellcheck disable=SC2086 # three words on purpose
	set -- ${NET_CLOCK[$name]}
	case $which in
	'') ;;
	boottime) set -- "$ms" "$2" "$3" ;;
	realtime) set -- "$1" "$ms" "$3" ;;
	monotonic) set -- "$1" "$2" "$ms" ;;
	*) net_die "clock $name: what is $which?" ;;
	esac
	NET_CLOCK[$name]="$1 $2 $3"
	# Opened so that it is not emptied first: it is read at any moment.
	printf '%+015d %+015d %+015d\n' "$1" "$2" "$3" \
		1<>"$NET_DIR/$name/clock"
}

# The words before a command in HOST, if it has a clock of its own: NET_WITH.
net_with()
{
	NET_WITH=()
	[ -z "${NET_CLOCK[$1]:-}" ] || NET_WITH=(env
		"LD_PRELOAD=$B/net/clock.so" "LAB_CLOCK=$NET_DIR/$1/clock")
}

# Every process of HOST but the one that holds its namespaces.
net_processes()
{
	ip netns pids "$1" | grep -vx "${NET_HOLDER[$1]}"
}

net_all_stopped()
{
	local pid
	for pid in $(net_processes "$1"); do
		grep -q '^State:.[Tt]' "/proc/$pid/status" || return 1
	done
}

# host_suspend HOST: its processes stop, and its kernel hears and says nothing.
host_suspend()
{
	local name=$1
	net_processes "$name" | xargs -r kill -STOP
	wait_for 2 net_all_stopped "$name" || net_die "$name does not sleep"
	nsenter --net="/run/netns/$name" nft -f - <<-'NFT'
	table inet asleep {
		chain in { type filter hook prerouting priority -400; policy drop; }
		chain out { type filter hook output priority -400; policy drop; }
	}
	NFT
	NET_ASLEEP[$name]=$(now_ms)
}

# host_resume HOST [SECONDS]: it wakes. While it slept its boot clock went on and
# its monotonic clock stood still, if it has clocks of its own (clock HOST); the
# boot clock went on for SECONDS more than it did for everybody else. What
# happened to its network meanwhile, it finds.
host_resume()
{
	local name=$1 more=${2:-0} slept clocks
	slept=$(($(now_ms) - NET_ASLEEP[$name]))
	nsenter --net="/run/netns/$name" nft delete table inet asleep
	if [ -n "${NET_CLOCK[$name]:-}" ]; then
		# shellcheck disable=SC2206 # three words on purpose
		clocks=(${NET_CLOCK[$name]})
		NET_CLOCK[$name]="$((clocks[0] + more * 1000)) ${clocks[1]} \
$((clocks[2] - slept))"
		clock "$name"
	fi
	net_processes "$name" | xargs -r kill -CONT
}

# cable_mtu HOST|NAT OCTETS: of both ends of its cable.
cable_mtu()
{
	local dev=${NET_DEV[$1]:-}
	[ -z "${NET_LAN[$1]:-}" ] || dev=wan
	NET_MTU[$1]=$2
	ip -n "$1" link set "$dev" mtu "$2"
	ip -n "${NET_VIA[$1]}" link set "to-$1" mtu "$2"
	wire_mtu "$1"
}

# icmp_off ROUTER...: it neither sends nor forwards any; so nobody hears that a
# packet was too long for the next link.
icmp_off()
{
	local name
	for name; do
		nsenter --net="/run/netns/$name" nft -f - <<-'NFT'
		table ip mute {
			chain output {
				type filter hook output priority 0
				ip protocol icmp counter drop
			}
			chain forward {
				type filter hook forward priority -10
				ip protocol icmp counter drop
			}
		}
		NFT
	done
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
