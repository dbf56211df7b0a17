# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# nat.sh - home routers: a bridge for the LAN, masquerading, and miniupnpd with
# nftables for NAT-PMP, PCP and UPnP IGD. Part of topology.sh.
#
# miniupnpd hangs for good on a request for an internal port that its rules deny
# (below 1024): ask for allowed ports only.

# nat NAME wan ADDRESS lan ADDRESS/24 [OPTIONS]
nat()
{
	local name=$1 wan='' lan='' via=internet timeout='' masquerade=masquerade
	local hairpin='' daemon=on claims=''
	shift
	while [ $# -gt 0 ]; do
		case $1 in
		wan) wan=$2; shift 2 ;;
		lan) lan=$2; shift 2 ;;
		via) via=$2; shift 2 ;;
		mtu) NET_MTU[$name]=$2; shift 2 ;;
		udp_timeout) timeout=$2; shift 2 ;;
		natpmp) daemon=$2; shift 2 ;;
		claims) claims=$2; shift 2 ;;
		routed) masquerade=''; shift ;;
		symmetric) masquerade='masquerade fully-random'; shift ;;
		hairpin) hairpin=yes; shift ;;
		*)
			wire_words "$@" || net_die "nat $name: what is $1?"
			NET_WIRE[$name]+="$NET_WORDS "; shift "$NET_WORD_COUNT" ;;
		esac
	done
	[ -n "$wan" ] || net_die "nat $name: wan what?"
	[ -n "$lan" ] || net_die "nat $name: lan what?"
	NET_WAN[$name]=$wan
	NET_LAN[$name]=$lan
	net_machine "$name"
	net_plug "$name" wan "$via"
	ip -n "$name" -batch - <<-EOT
	link add lan address $(nat_mac "$lan") type bridge mcast_snooping 0
	link set lan up
	addr add $lan brd + dev lan
	EOT
	net_configure "$name" wan "$wan/24"
	net_settings "$name" net.ipv4.ip_forward=1 \
		net.ipv4.conf.all.send_redirects=0
	nat_rules "$masquerade" | nsenter --net="/run/netns/$name" nft -f - ||
		net_die "nat $name: no rules"
	[ -z "$timeout" ] || net_settings "$name" \
		"net.netfilter.nf_conntrack_udp_timeout=$timeout" \
		"net.netfilter.nf_conntrack_udp_timeout_stream=$timeout"
	[ -z "$hairpin" ] || nat_hairpin "$name"
	[ -n "$masquerade" ] || nat_routed "$name"
	[ "$daemon" != silent ] || nat_silent "$name"
	[ "$daemon" != on ] ||
		{ nat_daemon_config "$name" "$claims"; nat_daemon "$name"; }
}

# Without the daemon the kernel answers that there is none; this one does not.
nat_silent()
{
	nsenter --net="/run/netns/$1" nft insert rule inet filter input \
		iifname lan udp dport 5351 drop comment '"silent"'
}

# One that maps nothing does from now on, as if its owner had switched it on.
nat_speak()
{
	local handle
	handle=$(nsenter --net="/run/netns/$1" nft -a list chain inet filter \
		input | sed -n 's/.*"silent" # handle //p')
	[ -z "$handle" ] || nsenter --net="/run/netns/$1" \
		nft delete rule inet filter input handle "$handle"
	nat_daemon_config "$1"
	nat_daemon "$1"
}

# A router without NAT: who is before it needs a way back.
nat_routed()
{
	ip -n "${NET_VIA[$1]}" route add "${NET_LAN[$1]%.*}.0/24" \
		via "${NET_WAN[$1]}"
}

# Like most routers at home it answers strangers with silence; without that a
# stranger's packet would also leave a flow here, and a later flow of our own
# over the same ports would be given another port. The mappings' rules match any
# address, so a packet to another one than its own is not let near them.
nat_rules()
{
	cat <<-NFT
	table inet filter {
		chain miniupnpd { }
		chain prerouting_miniupnpd { }
		chain postrouting_miniupnpd { }
		chain elsewhere {
			type filter hook prerouting priority -300;
			${1:+iifname wan meta nfproto ipv4 fib daddr type unicast drop}
		}
		chain input {
			type filter hook input priority 0; policy accept;
			iifname "wan" ct state new meta l4proto { tcp, udp } drop
		}
		chain forward {
			type filter hook forward priority 0; policy drop;
			ct state established,related accept
			iifname "lan" accept
			jump miniupnpd
		}
		chain prerouting {
			type nat hook prerouting priority -100;
			jump prerouting_miniupnpd
		}
		chain postrouting {
			type nat hook postrouting priority 100;
			jump postrouting_miniupnpd
			${1:+oifname "wan" $1}
		}
	}
	NFT
}

# A bridge without one takes the least of its ports' addresses, another one with
# each host that comes or goes: a router that hosts take for another.
nat_mac()
{
	local IFS=./
	# shellcheck disable=SC2086 # its numbers
	printf '02:01:%02x:%02x:%02x:%02x' ${1%/*}
}

# A host's packet to our own public address goes out to the internet, which
# sends it back; so it is translated twice, as hairpinning wants (RFC 4787, 6).
nat_hairpin()
{
	local name=$1
	net_settings "$name" net.ipv4.conf.all.accept_local=1 \
		net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.wan.rp_filter=0
	ip -n "$name" -batch - <<-EOT
	rule add pref 20 lookup local
	rule del pref 0
	rule add pref 10 iif lan to ${NET_WAN[$name]} lookup 100
	route replace default via $(first_of "${NET_WAN[$name]}") dev wan table 100
	EOT
}

nat_daemon_config()
{
	local name=$1
	cat >"$NET_DIR/$name/miniupnpd.conf" <<-EOT
	${2:+ext_ip=$2}
	ext_ifname=wan
	listening_ip=lan
	enable_natpmp=yes
	enable_upnp=yes
	http_port=0
	secure_mode=yes
	system_uptime=no
	min_lifetime=1
	max_lifetime=86400
	clean_ruleset_interval=0
	notify_interval=900
	uuid=$(cat /proc/sys/kernel/random/uuid)
	upnp_table_name=filter
	upnp_nat_table_name=filter
	upnp_forward_chain=miniupnpd
	upnp_nat_chain=prerouting_miniupnpd
	upnp_nat_postrouting_chain=postrouting_miniupnpd
	allow 1024-65535 ${NET_LAN[$name]%.*}.0/24 1024-65535
	deny 0-65535 0.0.0.0/0 0-65535
	EOT
}

nat_daemon()
{
	spawn "$1" miniupnpd "$(lab_program miniupnpd)" -d \
		-f "$NET_DIR/$1/miniupnpd.conf" -P /run/miniupnpd.pid
}

nats_ready()
{
	local name
	for name in "${!NET_LAN[@]}"; do
		running "$name" miniupnpd || continue
		wait_for 5 listening "$name" udp 5351 ||
			net_die "$name: $(cat "$(log_of "$name" miniupnpd)")"
	done
}

# nat_maps NAT PORT ADDRESS: that public port leads to that address and port.
nat_maps()
{
	nat_mappings "$1" | grep -q "th dport $2 dnat ip to $3:$2\$"
}

nat_mappings()
{
	nsenter --net="/run/netns/$1" nft list chain inet filter \
		prerouting_miniupnpd | sed -n 's/ *$//; /dnat ip to/p'
}

# Nothing leads there.
nat_leads_nowhere()
{
	! nat_mappings "$1" | grep "dnat ip to $2:"
}

# Another daemon: its epoch starts again, the mappings' rules stay.
daemon_restart()
{
	stop "$1" miniupnpd
	nat_daemon "$1"
	wait_for 5 listening "$1" udp 5351
}

# Rules and flows are gone, and the daemon has noticed nothing.
nat_forget()
{
	nsenter --net="/run/netns/$1" nft -f - <<-'NFT'
	flush chain inet filter miniupnpd
	flush chain inet filter prerouting_miniupnpd
	flush chain inet filter postrouting_miniupnpd
	NFT
	nsenter --net="/run/netns/$1" conntrack -F 2>/dev/null
}

# What it announces, nobody hears.
nat_mute()
{
	nsenter --net="/run/netns/$1" nft "add table inet mute; \
		add chain inet mute out { type filter hook output priority 0; }; \
		add rule inet mute out ip daddr 224.0.0.1 counter drop"
}

# The router was off: mappings, flows and the epoch are gone. Who is off does not
# say that a port is closed, as the kernel would while the daemon is away.
nat_reboot()
{
	nsenter --net="/run/netns/$1" nft -f - <<-'NFT'
	table ip off {
		chain out {
			type filter hook output priority 0
			icmp type destination-unreachable drop
		}
	}
	NFT
	stop "$1" miniupnpd
	nat_forget "$1"
	nat_daemon "$1"
	wait_for 5 listening "$1" udp 5351
	nsenter --net="/run/netns/$1" nft delete table ip off
}

# The provider gave another public address; miniupnpd announces it at once, but
# not before there is a way out again: what hosts send then would be lost.
nat_renumber()
{
	nat_lose_address "$1" "$2"
	nat_have_address "$1"
}

# From now on what is sent to the old address finds nobody there (nat_rules), and
# nobody on the LAN has been told.
nat_lose_address()
{
	local name=$1 address=$2 router daemon=${NET_PIDS[$1/miniupnpd]:-}
	NET_FORMER[$name]=${NET_WAN[$name]}
	NET_WAN[$name]=$address
	router=$(net_router "$name" "$address/24")
	[ -z "$daemon" ] || kill -STOP "$daemon" 2>/dev/null
	ip -n "$name" -batch - <<-EOT
	addr del ${NET_FORMER[$name]}/24 dev wan
	addr add $address/24 brd + dev wan
	route replace default via $router dev wan
	EOT
}

# Flows of before would go on with the old address.
nat_have_address()
{
	local name=$1 address=${NET_WAN[$1]} daemon=${NET_PIDS[$1/miniupnpd]:-}
	# shellcheck disable=SC2016
	nsenter --net="/run/netns/$name" sh -c 'conntrack -D -d "$1" &
		conntrack -D -q "$1"; wait' sh "${NET_FORMER[$name]}" \
		>/dev/null 2>&1
	[ -z "$daemon" ] || kill -CONT "$daemon" 2>/dev/null
	if ip -n "$name" rule show pref 10 | grep -q lookup; then
		ip -n "$name" -batch - <<-EOT
		rule del pref 10
		rule add pref 10 iif lan to $address lookup 100
		route replace default via $(first_of "$address") dev wan table 100
		EOT
	fi
}

# Makes the daemon announce its address although nothing happened.
nat_announce()
{
	kill -USR1 "${NET_PIDS[$1/miniupnpd]}"
}
