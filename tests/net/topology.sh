# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# topology.sh - hosts, NATs and name servers in Linux network namespaces.
#
# A scenario is a bash script that sources this file and then builds its world:
#
#	. "$(dirname "$0")/topology.sh"
#	net_begin moves "$@"                         # first, always
#	server 11.9.0.2                              # a public host, "server"
#	nat natA wan 11.1.0.2 lan 10.1.0.1/24
#	nat natB wan 11.2.0.2 lan 10.2.0.1/24 udp_timeout 5
#	host hostA 10.1.0.2/24 via natA
#	host hostB 10.2.0.2/24 via natB
#	nats_ready                                   # NAT-PMP is answered
#	check "A reaches the server" in_host hostA ping -c1 -W1 11.9.0.2
#	net_end                                      # counts, and exits
#
# net_begin starts the script anew in a mount and network namespace of its own,
# as root, or without root in a user namespace. So names never collide with
# another run or with the machine, nothing has an uplink, nothing is written
# to /etc or /run, and all of it vanishes with the last process, even after
# kill -9. The public side uses 11.0.0.0/8, since miniupnpd refuses to work
# with a reserved address on its WAN side; those addresses exist in here only.
#
# Each host has its own network, host name, /run, /etc/resolv.conf and boot id.
# Call these functions from the script itself, not from a subshell: processes
# that they start are killed with the shell that started them.
#
#   NET_KEEP=DIR   copy configurations, logs and captures there at the end
#   NET_TRACE=1    print every command (set -x)
#   NET_PATIENCE=N wait_for waits N times as long: for a busy machine
#   NET_DIR        (set by net_begin) the run's folder; HOST's part: $NET_DIR/HOST
#   B              the build folder, where probe, natpmp and capture are: $B/net
#   AUTOTUNNEL, AUTOTUNNEL_DNS, TUNNEL_HOST   the programs under test: start
#                  these, not what is in $B, so that without.sh can weaken them
#   AUTOTUNNEL_WITHOUT   what they lack then, see tests/weak.c
#
# Topology      net_begin NAME [ARGS...]; net_end
#               server ADDRESS [NAME [WIRE...]]; internet is made with the first link
#               nat NAME wan ADDRESS lan ADDRESS/24 [via NAT] [mtu N]
#                   [udp_timeout S] [symmetric] [hairpin] [natpmp off|silent]
#                   [routed] (no NAT at all) [claims ADDRESS] (by NAT-PMP)
#                   [WIRE...]        as in "delay 20ms rate 50mbit": see wire.sh
#               host NAME ADDRESS/24 via NAT|internet [mtu N] [WIRE...]
#               two_sites            the picture of every RFC, with natC idle
#               nats_ready           waits until each daemon answers
# Running       in_host HOST COMMAND...         spawn HOST NAME COMMAND...
#               stop HOST NAME [SIGNAL]         running HOST NAME
#               log_of HOST NAME                capture HOST IFACE FILE
#               wait_for SECONDS COMMAND...     until_ms SECONDS COMMAND...
#               now_ms
#               listening HOST udp|tcp PORT
# Things happen host_move HOST NAT [ADDRESS/24] host_renumber HOST ADDRESS/24
#               host_take HOST ADDRESS/24       host_give_up HOST
#               host_lay HOST NAT [ADDRESS/24]  what host_move would begin with
#               host_cable HOST NAT ADDRESS/24  host_cable_out HOST
#               host_unplug HOST; host_plug HOST; host_reboot HOST
#               nat_renumber NAT ADDRESS        nat_announce NAT
#               nat_lose_address NAT ADDRESS    nat_have_address NAT (both halves)
#               isolation NAT on|off            its hosts from one another
#               daemon_restart NAT              nat_reboot NAT
#               nat_forget NAT                  nat_mute NAT
#               nat_speak NAT                   (natpmp off or silent before)
#               clock HOST [boottime|realtime|monotonic SECONDS-OFF]
#               host_suspend HOST               host_resume HOST [SECONDS]
#               block FROM TO [MATCH]           unblock FROM TO
#               block_until_spoken FROM TO      blocked FROM TO
#               loss PERCENT                    wire NAME [WIRE...]
#               cable_mtu HOST|NAT OCTETS       icmp_off ROUTER...
# Assertions    check "sentence" COMMAND...     check_not "sentence" COMMAND...
#               check_number "sentence" VALUE -lt|-le|-gt|-ge|-eq LIMIT
#               is VALUE WANTED                 json KEY <LINES
#               note "text"                     without NAME
# DNS           see dns.sh; recordings: recordings.sh. This file sources both.

set -u
NET_LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
NET_ROOT=$(cd "$NET_LIB/../.." && pwd)
B=${B:-$NET_ROOT/build}
case $B in /*) ;; *) B=$NET_ROOT/$B ;; esac
AUTOTUNNEL=$B/autotunnel
AUTOTUNNEL_DNS=$B/autotunnel-dns
TUNNEL_HOST=$B/net/tunnel_host
[ -z "${AUTOTUNNEL_WITHOUT:-}" ] || {
	AUTOTUNNEL=$B/weak/autotunnel
	AUTOTUNNEL_DNS=$B/weak/autotunnel-dns
	TUNNEL_HOST=$B/weak/tunnel_host
}

declare -A NET_HOLDER=()	# machine -> process that holds its namespaces
declare -A NET_PIDS=()		# HOST/NAME -> process, leader of its session
declare -A NET_LAN=()		# NAT -> its LAN address with prefix length
declare -A NET_WAN=()		# NAT -> its WAN address
declare -A NET_VIA=()		# HOST or NAT -> where it is plugged in
declare -A NET_ADDRESS=()	# HOST -> its address with prefix length
declare -A NET_DEV=()		# HOST -> its device there
declare -A NET_MTU=()		# HOST -> its link's MTU
declare -A NET_FORMER=()	# HOST or NAT -> the address that it gives up
declare -A NET_CABLE=()		# HOST -> where its second link leads
declare -A NET_LAID=()		# HOST -> where it can be next, and its address there
declare -A NET_PULLED=()	# HOST -> process that takes the former cable away
declare -A NET_FORMER_CABLE=()	# HOST -> the wire of the cable before that one
declare -A NET_ASLEEP=()	# HOST -> when it fell asleep
declare -A NET_CLOCK=()		# HOST -> ms its clocks are off, if it has its own
NET_RESOLVER=
NET_PASSED=0
NET_FAILED=0

net_die()
{
	echo "net: $*" >&2
	exit 1
}

# The run ------------------------------------------------------------------

net_begin()
{
	local name=$1 target
	NET_NAME=$name
	shift
	if [ -z "${NET_INSIDE:-}" ]; then
		local map=()
		[ "$(id -u)" = 0 ] || map=(--map-root-user)
		export NET_INSIDE=1
		exec unshare --mount --net "${map[@]}" -- bash "$0" "$@"
	fi
	unset NET_INSIDE
	[ -z "${NET_TRACE:-}" ] || set -x
	trap net_cleanup EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP

	target=$(readlink -m /etc/resolv.conf)
	NET_DIR=$(mktemp -d "${TMPDIR:-/tmp}/autotunnel-$name.XXXXXX") ||
		net_die "no folder for the run"
	chmod 755 "$NET_DIR"
	# The folder outside stays empty: what is in it lives in memory.
	{ mount -t tmpfs -o mode=755 lab "$NET_DIR" &&
		mount -t tmpfs -o mode=755 run /run &&
		mkdir -p /run/netns "$NET_DIR/bin"
	} || net_die "no private mounts: root or user namespaces are needed"
	net_console
	net_users
	# Where resolv.conf is a link into /run, give the link its end again.
	[ -e "$target" ] ||
		{ mkdir -p "${target%/*}" && : >"$target"; } 2>/dev/null
	ip link set lo up
	net_watchdog "$NET_DIR"
}

# Where nobody hears syslog a daemon writes to the console. A virtual machine's is a
# serial line, and one flooded (miniupnpd logs in a loop when it hangs) makes the
# whole machine stand still.
net_console()
{
	[ ! -c /dev/console ] || mount --bind /dev/null /dev/console ||
		net_die "no private /dev/console"
}

# The daemons' users, where the machine has none. In a user namespace of one user
# nobody can become them, and the daemons say so.
net_users()
{
	local name id=64100
	cp /etc/passwd "$NET_DIR/passwd"
	for name in autotunnel autotunnel-dns; do
		id=$((id + 1))
		grep -q "^$name:" "$NET_DIR/passwd" ||
			echo "$name:x:$id:$id::/nonexistent:/usr/sbin/nologin" \
				>>"$NET_DIR/passwd"
	done
	mount --bind "$NET_DIR/passwd" /etc/passwd ||
		net_die "no private /etc/passwd"
}

# net_give USER FOLDER: it keeps its state there.
net_give()
{
	chown "$1" "$2" 2>/dev/null || :
}

# Prints the counts alone on the last line; the exit status tells failure.
net_end()
{
	echo "$NET_PASSED passed, $NET_FAILED failed"
	[ "$NET_FAILED" = 0 ]
	exit
}

net_cleanup()
{
	local status=$? key
	trap '' INT TERM HUP
	trap - EXIT
	set +eu
	for key in "${!NET_PIDS[@]}"; do
		net_signal TERM "${NET_PIDS[$key]}"
	done
	wait_for 1 net_all_ended || :
	if [ -n "${NET_KEEP:-}" ] && mkdir -p "$NET_KEEP"; then
		rm -rf "${NET_DIR:?}/bin"
		cp -r "$NET_DIR/." "$NET_KEEP/"
	fi
	net_sweep "$NET_DIR"
	kill -KILL -- "-$NET_WATCHDOG"
	wait 2>/dev/null
	exit "$status"
}

# Whoever is left in one of our namespaces, and the folder.
net_sweep()
{
	local name pid
	for name in /run/netns/*; do
		for pid in $(ip netns pids "${name##*/}" 2>/dev/null); do
			kill -KILL "$pid"
		done
	done
	umount -l "$1"
	rmdir "$1"
} 2>/dev/null

# Sweeps when the script was killed too hard to do it. What a daemon started by
# itself would live on otherwise.
net_watchdog()
{
	# shellcheck disable=SC2016
	setsid setpriv --pdeathsig TERM bash -c "$(declare -f net_sweep)"'
		trap "net_sweep $1; kill \$!; exit" TERM
		sleep infinity & wait' bash "$1" </dev/null >/dev/null 2>&1 &
	NET_WATCHDOG=$!
}

net_all_ended()
{
	local key
	for key in "${!NET_PIDS[@]}"; do
		net_ended "${NET_PIDS[$key]}" || return 1
	done
	return 0
}

# Namespaces and links -----------------------------------------------------

# One more machine: network, mounts, host name.
net_machine()
{
	local name=$1 dir=$NET_DIR/$1 holder pid
	[ ${#name} -le 12 ] || net_die "$name: names have 12 letters at most"
	[ ! -e "/run/netns/$name" ] || net_die "$name exists already"
	mkdir -p "$dir"
	[ -z "$NET_RESOLVER" ] || net_resolv_conf >"$dir/resolv.conf"
	cat /proc/sys/kernel/random/uuid >"$dir/boot_id"
	ip netns add "$name" || net_die "$name: no network namespace"
	exec {holder}< <(net_hold "$name" "$dir")
	read -r -u "$holder" pid || net_die "$name: no mount namespace"
	exec {holder}<&-
	NET_HOLDER[$name]=$pid
	ip -n "$name" link set lo up
}

# A process holds the mounts and the host name. (Bound to a file they would
# need no process, but Linux 6.18 refuses that at random.)
net_hold()
{
	# shellcheck disable=SC2016
	exec setpriv --pdeathsig KILL \
		nsenter --net="/run/netns/$1" unshare --mount --uts bash -c '
		hostname "$1"
		mount -t tmpfs -o mode=755 run /run
		mount --bind "$2/boot_id" /proc/sys/kernel/random/boot_id
		[ ! -e "$2/resolv.conf" ] || {
			end=$(readlink -m /etc/resolv.conf)
			[ -e "$end" ] || { mkdir -p "${end%/*}" && : >"$end"; }
			mount --bind "$2/resolv.conf" /etc/resolv.conf
		}
		echo $$
		exec -a "autotunnel-lab $1" sleep infinity >/dev/null' bash "$@"
}

net_resolv_conf()
{
	echo "nameserver $NET_RESOLVER"
	echo "options timeout:1 attempts:2"
}

net_settings()
{
	local name=$1
	shift
	nsenter --net="/run/netns/$name" sysctl -qw "$@"
}

# The router in the middle. It forwards, and it is where paths are cut.
net_internet()
{
	[ ! -e /run/netns/internet ] || return 0
	net_machine internet
	net_settings internet net.ipv4.ip_forward=1 \
		net.ipv4.conf.all.send_redirects=0 \
		net.ipv4.conf.default.send_redirects=0
	nsenter --net=/run/netns/internet nft -f - <<-'NFT'
	table ip path {
		set spoken {
			type ipv4_addr . ipv4_addr
			flags dynamic
			size 1024
		}
		chain spoke { }
		chain cut { }
		chain lossy { }
		chain forward {
			type filter hook forward priority 0
			jump spoke
			jump cut
			jump lossy
		}
	}
	NFT
}

# The router's address on a customer's link: the first of its /24.
first_of()
{
	echo "${1%.*}.1"
}

# plug NAME DEV WHERE: the cable; its far end is called to-NAME.
net_plug()
{
	local name=$1 dev=$2 where=$3
	[ "$where" = internet ] && net_internet
	[ -e "/run/netns/$where" ] || net_die "$name: there is no $where"
	NET_VIA[$name]=$where
	net_cable "$name" "$where" "$dev"
	net_plug_far_end "$name" "$where"
}

# net_cable NAME WHERE DEV [address MAC]: a veth pair, or one that is long.
net_cable()
{
	local name=$1 where=$2 dev=$3
	shift 3
	if [ -n "${NET_WIRE[$name]:-}" ]; then
		wire_lay "$name" "$where" "$dev" "$@"
	else
		ip -n "$where" link add "to-$name" type veth \
			peer name "$dev" "$@" netns "$name"
	fi
}

net_plug_far_end()
{
	local name=$1 where=$2 mtu=${NET_MTU[$1]:-1500}
	wire_up "$name"
	if [ "$where" = internet ]; then
		ip -n "$where" link set "to-$name" mtu "$mtu" up
	else
		ip -n "$where" link set "to-$name" mtu "$mtu" master lan up
	fi
}

# net_router NAME ADDRESS/24: who leads NAME out, where it is plugged in, and has
# an address in this network.
net_router()
{
	local where=${NET_VIA[$1]} router
	router=${NET_LAN[$where]:-}
	if [ "$where" = internet ]; then
		router=$(first_of "${2%/*}")
		ip -n internet addr replace "$router/${2#*/}" dev "to-$1"
	fi
	echo "${router%/*}"
}

# Its address and way out, as a DHCP client would set them.
net_configure()
{
	local name=$1 dev=$2 address=$3
	ip -n "$name" -batch - <<-EOT
	link set $dev mtu ${NET_MTU[$name]:-1500} up
	addr add $address brd + dev $dev
	route replace default via $(net_router "$name" "$address") dev $dev
	EOT
}

host()
{
	local name=$1 address=$2 where=
	shift 2
	while [ $# -gt 0 ]; do
		case $1 in
		via) where=$2; shift 2 ;;
		mtu) NET_MTU[$name]=$2; shift 2 ;;
		*)
			wire_words "$@" || net_die "host $name: what is $1?"
			NET_WIRE[$name]+="$NET_WORDS "; shift "$NET_WORD_COUNT" ;;
		esac
	done
	[ -n "$where" ] || net_die "host $name: via what?"
	NET_DEV[$name]=eth0
	net_machine "$name"
	net_plug "$name" eth0 "$where"
	net_configure "$name" eth0 "$address"
	NET_ADDRESS[$name]=$address
}

# A public host. The first one is the resolver of all hosts made after it.
server()
{
	local address=$1 name=${2:-server}
	NET_RESOLVER=${NET_RESOLVER:-$address}
	host "$name" "$address/24" via internet "${@:3}"
}

# hostA - natA - internet - natB - hostB, server on the internet, and natC,
# another network to go to.
two_sites()
{
	server 11.9.0.2
	nat natA wan 11.1.0.2 lan 10.1.0.1/24 "$@"
	nat natB wan 11.2.0.2 lan 10.2.0.1/24 "$@"
	nat natC wan 11.3.0.2 lan 10.3.0.1/24 "$@"
	host hostA 10.1.0.2/24 via natA
	host hostB 10.2.0.2/24 via natB
}

# Running things -----------------------------------------------------------

# in_host HOST COMMAND...: in the foreground, in the folder we are in.
in_host()
{
	local name=$1 NET_WITH
	shift
	net_with "$name"
	nsenter --target "${NET_HOLDER[$name]}" --net --mount --uts \
		--wdns="$PWD" -- "${NET_WITH[@]}" "$@"
}

# spawn HOST NAME COMMAND...: in the background; its output is the log.
spawn()
{
	local host=$1 name=$2 NET_WITH
	shift 2
	net_with "$host"
	setsid setpriv --pdeathsig KILL \
		nsenter --target "${NET_HOLDER[$host]}" --net --mount --uts \
		--wdns="$PWD" -- "${NET_WITH[@]}" "$@" \
		</dev/null >>"$NET_DIR/$host/$name.log" 2>&1 &
	NET_PIDS[$host/$name]=$!
}

running()
{
	[ -n "${NET_PIDS[$1/$2]:-}" ] && kill -0 "${NET_PIDS[$1/$2]}" 2>/dev/null
}

# stop HOST NAME [SIGNAL]: asks, waits a bounded time, then insists.
stop()
{
	local key=$1/$2 pid
	pid=${NET_PIDS[$key]:-}
	[ -n "$pid" ] || return 0
	net_signal "${3:-TERM}" "$pid"
	wait_for 5 net_ended "$pid" || net_signal KILL "$pid"
	wait "$pid" 2>/dev/null
	unset "NET_PIDS[$key]"
}

# To the session's processes; to the one, if it is too young to have a session.
# Numbers of processes come again: who is not our child is somebody else.
net_signal()
{
	local stat=
	{ read -r stat <"/proc/$2/stat"; } 2>/dev/null
	stat=${stat##*) }
	[ -z "$stat" ] || [[ $stat == ?" $$ "* ]] || return 1
	kill "-$1" -- "-$2" 2>/dev/null ||
		{ [ -n "$stat" ] && kill "-$1" "$2" 2>/dev/null; }
}

net_ended()
{
	! net_signal 0 "$1"
}

log_of()
{
	echo "$NET_DIR/$1/$2.log"
}

now_ms()
{
	local now=${EPOCHREALTIME/[.,]/}
	echo "${now%???}"
}

# wait_for SECONDS COMMAND...: until it succeeds; 1 if it never did.
wait_for()
{
	local limit=$(($(now_ms) + $1 * 1000 * ${NET_PATIENCE:-1}))
	shift
	until "$@" >/dev/null 2>&1; do
		[ "$(now_ms)" -lt "$limit" ] || return 1
		sleep "${NET_POLL:-0.02}"
	done
}

# until_ms SECONDS COMMAND...: the same; MS: how long it took.
until_ms()
{
	local limit=$1 began status
	shift
	began=$(now_ms)
	wait_for "$limit" "$@"
	status=$?
	MS=$(($(now_ms) - began))
	return "$status"
}

# listening HOST udp|tcp PORT
listening()
{
	nsenter --net="/run/netns/$1" ss -Hln "--$2" "sport = $3" | grep -q .
}

# capture HOST IFACE FILE: from the moment this returns until the end.
capture()
{
	spawn "$1" "capture-$2" "$B/net/capture" "$2" "$3"
	wait_for 5 grep -q capturing "$(log_of "$1" "capture-$2")" ||
		net_die "$1: no capture on $2"
}

# The path of a program's copy. AppArmor's profiles on Debian go by path and
# would forbid named and charon to read the run's folder.
lab_program()
{
	local copy=$NET_DIR/bin/$1 original
	[ -e "$copy" ] || {
		original=$(PATH=$PATH:/usr/sbin:/sbin:/usr/lib/ipsec \
			type -P "$1") || net_die "$1 is not installed"
		cp "$original" "$copy"
	}
	echo "$copy"
}

# Assertions ---------------------------------------------------------------

net_verdict()
{
	if [ "$1" = 0 ]; then
		NET_PASSED=$((NET_PASSED + 1))
		echo "ok $2"
		return 0
	fi
	NET_FAILED=$((NET_FAILED + 1))
	echo "not ok $2"
	# without.sh waits for this one, and for nothing after it.
	[[ -z ${NET_WANTED:-} || $2 != *"$NET_WANTED"* ]] || exit 1
	return 1
}

# without NAME: is the scenario to leave out what it calls NAME? For
# without.sh, by its switch lab:NAME.
without()
{
	[[ " ${AUTOTUNNEL_WITHOUT:-} " == *" lab:$1 "* ]]
}

check()
{
	local sentence=$1 status output
	shift
	output=$("$@" 2>&1)
	status=$?
	net_verdict "$status" "$sentence" || {
		note "$*"
		[ -z "$output" ] || note "$output"
		return 1
	}
}

check_not()
{
	local sentence=$1
	shift
	! "$@" >/dev/null 2>&1
	net_verdict $? "$sentence" || { note "$*"; return 1; }
}

# check_number SENTENCE VALUE -lt LIMIT, in integers.
check_number()
{
	# shellcheck disable=SC1072,SC1073,SC1009
	test "$2" "$3" "$4" 2>/dev/null
	net_verdict $? "$1 ($2)" || { note "wanted: $3 $4"; return 1; }
}

# is VALUE WANTED, for check.
is()
{
	[ "$1" = "$2" ] || { echo "\"$1\" is not \"$2\""; return 1; }
}

# json KEY: its value, from lines of flat JSON on standard input.
json()
{
	sed -n "s/.*\"$1\":\"\{0,1\}\([^,\"}]*\).*/\1/p"
}

note()
{
	printf '# %s\n' "${*//$'\n'/$'\n'# }"
}

. "$NET_LIB/wire.sh"
. "$NET_LIB/nat.sh"
. "$NET_LIB/events.sh"
. "$NET_LIB/dns.sh"
. "$NET_LIB/recordings.sh"
