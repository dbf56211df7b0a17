# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# wire.sh - cables with delay, rate and loss. Part of topology.sh. The kernel's
# netem is not everywhere, so a program of our own (wire.c; wire_settings.h lists
# what a wire can do) carries the frames of such a cable:
#
#	nat natA wan 11.1.0.2 lan 10.1.0.1/24 delay 20ms
#	host hostA 10.1.0.2/24 via natA delay 5ms jitter 2ms loss 1
#	nat natB wan 11.2.0.2 lan 10.2.0.1/24 rate 50mbit up rate 10mbit
#	wire natA delay 80ms loss 5     from now on; what is not named stays
#	wire natB down loss 100         nothing arrives at natB, all leaves it
#	wire_report natA                one line of JSON since the last report
#
# A delay is that of one way; a packet from hostA to the internet above is
# delayed by 25 ms, and its answer by another 25. "up" is from NAME into the
# network. The wire of a host moves along with it. A cable laid without a wire
# cannot get one later: "delay 0" lays one that does nothing yet.

declare -A NET_WIRE=()		# HOST or NAT -> what its cable does to packets
declare -A NET_CABLE=()		# HOST or NAT -> its wire's number
WIRE_CABLES=0

# wire_words WORD...: what stands first of a wire's words, in NET_WORDS, and how
# many words that are, in NET_WORD_COUNT.
# shellcheck disable=SC2034 # used by host and nat
wire_words()
{
	case $1 in
	up|down|both) NET_WORDS=$1 NET_WORD_COUNT=1 ;;
	*) NET_WORDS="$1 ${2:-}" NET_WORD_COUNT=2 ;;
	esac
	# shellcheck disable=SC2086 # words on purpose
	"$B/net/wire" check $NET_WORDS
}

# Both ends of the program's part of the cable have a name from the cable's
# number: a moving host has two cables for a while.
wire_lay()
{
	local name=$1 where=$2 dev=$3 n=$((WIRE_CABLES += 1)) end
	shift 3
	[ -e /run/netns/wires ] || {
		net_machine wires
		net_settings wires net.ipv6.conf.all.disable_ipv6=1 \
			net.ipv6.conf.default.disable_ipv6=1
	}
	ip -n wires link add "near$n" mtu "${NET_MTU[$name]:-1500}" type veth \
		peer name "$dev" "$@" netns "$name"
	ip -n wires link add "far$n" mtu "${NET_MTU[$name]:-1500}" type veth \
		peer name "to-$name" netns "$where"
	nsenter --net="/run/netns/$name" "$B/net/wire" plain "$dev"
	nsenter --net="/run/netns/$where" "$B/net/wire" plain "to-$name"
	for end in near far; do
		ip -n wires link set "$end$n" mtu "${NET_MTU[$name]:-1500}" up
	done
	NET_CABLE[$name]=$n
	mkfifo "$NET_DIR/wires/$n"
	# shellcheck disable=SC2086 # words on purpose
	spawn wires "$n" "$B/net/wire" run "near$n" "far$n" \
		"$NET_DIR/wires/$n" ${NET_WIRE[$name]}
	wait_for 5 grep -q ready "$(log_of wires "$n")" ||
		net_die "$name's wire: $(cat "$(log_of wires "$n")")"
}

# A cable that nobody is at any more.
wire_pull()
{
	stop wires "$1"
	ip -n wires link del "far$1"
	rm "$NET_DIR/wires/$1"
}

# Whoever loses the carrier at one end of a cable loses it at the other too.
wire_down()
{
	[ -z "${NET_CABLE[$1]:-}" ] ||
		ip -n wires link set "near${NET_CABLE[$1]}" down
}

wire_up()
{
	[ -z "${NET_CABLE[$1]:-}" ] ||
		ip -n wires link set "near${NET_CABLE[$1]}" up
}

wire_mtu()
{
	local n=${NET_CABLE[$1]:-} end
	[ -n "$n" ] || return 0
	for end in near far; do
		ip -n wires link set "$end$n" mtu "${NET_MTU[$1]}"
	done
}

# wire_tell NAME LINE: and waits for the answer, which is printed.
wire_tell()
{
	local n=${NET_CABLE[$1]:-} log before
	[ -n "$n" ] || net_die "$1 has no wire: lay it with \"delay 0\""
	log=$(log_of wires "$n")
	before=$(wc -l <"$log")
	echo "$2" >"$NET_DIR/wires/$n"
	wait_for 5 wire_answered "$log" "$before" ||
		net_die "$1's wire: $(cat "$log")"
	tail -n "+$((before + 1))" "$log"
}

wire_answered()
{
	[ "$(wc -l <"$1")" -gt "$2" ]
}

wire()
{
	local name=$1 answer
	shift
	answer=$(wire_tell "$name" "$*") || exit
	[ "$answer" = "set $*" ] || net_die "$name's wire: $answer"
	NET_WIRE[$name]="${NET_WIRE[$name]}both $* "
}

wire_report()
{
	wire_tell "$1" report
}

# wire_count NAME up|down KEY <REPORT: one number of a report.
wire_count()
{
	sed -n "s/.*\"$1\":{[^}]*\"$2\":\([0-9]*\).*/\1/p"
}
