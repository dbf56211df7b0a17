# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# pair.sh - agents with tunnels, the rendezvous between them, and traffic by
# name: the ground of the demo (demo/demo.sh) and of the scenarios that assert
# what it tells. Source it after topology.sh and net_begin. The picture of most
# is `world`:
#
#	           server: BIND and the rendezvous
#	              |
#	desk - natA - internet - natB - laptop       natC: another network
#
# desk has the lower name, so desk dials and laptop does not (P9). Others are
# built from the same parts, for any number of hosts:
#
#	world_begin
#	nat natA wan 11.1.0.2 lan 10.1.0.1/24
#	site desk 10.1.0.2/24 via natA
#	nats_ready
#	rendezvous_start
#	agent_start desk
#
#   world_begin            the server, keys and its configuration; nothing runs
#   site HOST ADDRESS/24 via NAT|internet   a host with its agent's
#                          configuration; HOST is its name in DNS, too
#   world [WIRE...]        the picture above; nothing but the NATs runs, and all
#                          cables of the internet have such wires (wire.sh)
#   rendezvous_start       BIND and the rendezvous
#   agent_start HOST       and agent_say HOST COMMAND... asks it
#   agents_end HOST...     checks that they and the rendezvous stop in order, and
#                          that all recordings in PAIR_RECORD replay
#   tunnel_between A B     both say that it is up, and where the other is
#   all_tunnels HOST...    between each two of them
#   reaches A B            a ping by name comes back
#   way A B                where A's tunnel to B leads: ADDRESS:PORT
#   leads A B ADDRESS      that it leads to this address, over whatever port
#   path A B B-ADDRESS A-ADDRESS   both ends of it agree on these
#   goes_on NAME FROM TO   checks: the connection of window NAME survived
#   complain HOST...       what they say, as notes, where a check has failed
#   tunnel_is_up [SINCE SINCE]   desk and laptop have said so since that line
#   heard HOST SINCE TEXT  a line of HOST's agent after line SINCE
#   lines HOST             how many lines there are: the next SINCE
#   field KEY              its value, from the JSON that the agent prints; told.sh
#                          has more, for hosts with several peers
#   llq_port HOST          where its pushes go, outside
#   charon_of HOST         the process of its IKE daemon
#   sas HOST PEER          the IKE_SAs with PEER that HOST's daemon has, a line
#                          each
#
#   transfer FROM TO [S]   a TCP connection and a stream of datagrams, to TO's name
#   transfer_start [S]     the same from desk to laptop, and pings back
#   transfer_stop [FROM TO]
#   window NAME [FROM TO]  from now on silence is measured
#   window_end NAME [FROM TO]   until now
#   result udp|tcp NAME KEY [FROM TO]   what was measured
#   survived NAME [FROM TO]     the same TCP connection, whole
#   move_silent, move_nat, move_both    desk's and laptop's; silent_begin and
#                          both_begin do before what takes time
#   calm [HOST...]         nothing has just changed on their networks
#
# PAIR_RECORD=DIR records all programs there. LEASES has lines for the
# rendezvous' [leases]. Set before `site`: AGENT_MORE, lines for [agent] (or
# further sections), and SECRET, the tunnel secret's file, where one host is to
# differ.

. "$NET_LIB/told.sh"

ZONE=home.example.net
DESK=desk.$ZONE
LAPTOP=laptop.$ZONE
SERVER=11.9.0.2
KEYS='' SECRET=''

# The world ----------------------------------------------------------------

world_begin()
{
	server "$SERVER" server "$@"
	KEYS=$NET_DIR/account.key
	SECRET=$NET_DIR/tunnel-secret
	key_make "$KEYS" account
	key_make "$NET_DIR/rendezvous.key" rendezvous
	(umask 077 && cat "$KEYS" "$NET_DIR/rendezvous.key" >"$NET_DIR/all.key")
	secret_make "$SECRET"
	net_give autotunnel-dns "$NET_DIR/server"
	rendezvous_config >"$NET_DIR/rendezvous.conf"
}

# secret_make FILE: a tunnel secret, as `autotunnel init` writes it.
secret_make()
{
	(umask 077 &&
	echo "1 $(od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n')" >"$1")
}

# site HOST ADDRESS/24 via NAT|internet [mtu N]
site()
{
	host "$@"
	net_give autotunnel "$NET_DIR/$1"
	agent_config "$1" >"$NET_DIR/$1/autotunnel.conf"
}

world()
{
	world_begin "$@"
	nat natA wan 11.1.0.2 lan 10.1.0.1/24 "$@"
	nat natB wan 11.2.0.2 lan 10.2.0.1/24 "$@"
	nat natC wan 11.3.0.2 lan 10.3.0.1/24 "$@"
	site desk 10.1.0.2/24 via natA
	site laptop 10.2.0.2/24 via natB
	nats_ready
}

rendezvous_config()
{
	cat <<-EOT
	[listen]
	address = $SERVER
	[zone]
	name = $ZONE
	primary = 127.0.0.1:5300
	key = rendezvous
	[keys]
	file = $NET_DIR/all.key
	[leases]
	${LEASES:-}
	[server]
	state = $NET_DIR/server/rendezvous.state
	EOT
}

# A domain, a key file, the tunnel secret: nothing else is told to a host.
agent_config()
{
	cat <<-EOT
	[host]
	domain = $ZONE
	name = $1
	[keys]
	key-file = $KEYS
	tunnel-secret-file = $SECRET
	[agent]
	${AGENT_MORE:-}
	EOT
}

# Programs -----------------------------------------------------------------

# --record FILE, where recordings are wanted: NAME.trace, then NAME-2.trace ...
pair_record()
{
	local file=${PAIR_RECORD:-}/$1.trace n=1
	[ -n "${PAIR_RECORD:-}" ] || return 0
	while [ -e "$file" ]; do
		n=$((n + 1))
		file=$PAIR_RECORD/$1-$n.trace
	done
	echo "--record $file"
}

primary_start()
{
	bind_start server "$ZONE" "$NET_DIR/all.key"
	primary_ready server "$ZONE"
}

rendezvous_run()
{
	# shellcheck disable=SC2046 # two words on purpose
	spawn server rendezvous "$AUTOTUNNEL_DNS" \
		--config "$NET_DIR/rendezvous.conf" $(pair_record rendezvous)
	wait_for 5 listening server udp 5352 ||
		net_die "the rendezvous: $(cat "$(log_of server rendezvous)")"
}

rendezvous_start()
{
	primary_start
	rendezvous_run
}

agent_start()
{
	# shellcheck disable=SC2046 # two words on purpose
	spawn "$1" agent "$AUTOTUNNEL" agent --verbose \
		--config "$NET_DIR/$1/autotunnel.conf" \
		--state "$NET_DIR/$1/state" $(pair_record "$1")
}

agents_end()
{
	local host
	for host; do
		stop "$host" agent
		check_not "$host: no assertion failed" \
			grep -q Assertion "$(log_of "$host" agent)"
	done
	stop server rendezvous
	check_not "the rendezvous: no assertion failed" \
		grep -q Assertion "$(log_of server rendezvous)"
	[ -z "${PAIR_RECORD:-}" ] || check_replay "$PAIR_RECORD"/*.trace
}

agent_say()
{
	local host=$1
	shift
	in_host "$host" "$AUTOTUNNEL" "$@" \
		--config "$NET_DIR/$host/autotunnel.conf"
}

tell()
{
	agent_say "$@"
}

field()
{
	sed -n "s/^ *\"$1\": \"\{0,1\}\([^\"]*[^\",]\)\"\{0,1\},\{0,1\}\$/\1/p"
}

lines()
{
	wc -l <"$(log_of "$1" agent)"
}

heard()
{
	tail -n "+$(($2 + 1))" "$(log_of "$1" agent)" | grep -q -- "$3"
}

tunnel_is_up()
{
	heard desk "${1:-0}" "$LAPTOP: the tunnel is up" &&
		heard laptop "${2:-0}" "$DESK: the tunnel is up"
}

tunnel_between()
{
	is_peer "$1" "$2" up true && is_peer "$2" "$1" up true
}

all_tunnels()
{
	local one other
	for one; do
		for other; do
			[ "$one" = "$other" ] || is_peer "$one" "$other" up true ||
				return 1
		done
	done
}

reaches()
{
	in_host "$1" ping -6 -n -q -c 1 -W 1 "$2.$ZONE"
}

way()
{
	peer "$1" "$2" remote
}

leads()
{
	local remote
	remote=$(way "$1" "$2")
	is "${remote%:*}" "$3"
}

path()
{
	leads "$1" "$2" "$3" && leads "$2" "$1" "$4"
}

complain()
{
	local host
	for host; do
		note "$host: $(agent_say "$host" peers 2>&1)"
		note "$(tail -n 15 "$(log_of "$host" agent)")"
	done
}

# The IKE daemon that HOST's agent keeps.
charon_of()
{
	local pid
	for pid in $(ip netns pids "$1"); do
		[ "$(cat "/proc/$pid/comm" 2>/dev/null)" != charon-systemd ] ||
			echo "$pid"
	done
}

sas()
{
	in_host "$1" swanctl --list-sas --raw --ike "$2.$ZONE" \
		--uri unix:///run/autotunnel/charon.vici 2>/dev/null |
		grep '^list-sa event'
}

# The outer port of the mapping that a push passes.
llq_port()
{
	agent_say "$1" status --json | awk '
		/"purpose"/ { llq = /llq/ }
		llq && /"external_port"/ { gsub(/[^0-9]/, ""); print; exit }'
}

# Traffic ------------------------------------------------------------------

declare -A TRANSFER_PORT=()	# FROM/TO -> its TCP port at TO; UDP is the next

# To TO's name, which only DNS knows. Not for `check`, whose subshell would end
# what is started here.
transfer()
{
	local from=$1 to=$2 seconds=${3:-120} kind port
	TRANSFER_PORT[$from/$to]=${TRANSFER_PORT[$from/$to]:-$((7000 +
		2 * ${#TRANSFER_PORT[@]}))}
	port=${TRANSFER_PORT[$from/$to]}
	for kind in tcp udp; do
		mkfifo "$NET_DIR/$to/$kind-from-$from.pipe"
		spawn "$to" "$kind-from-$from" "$B/net/probe" $kind-receive \
			"$port" "$NET_DIR/$to/$kind-from-$from.pipe" "$seconds"
		wait_for 2 listening "$to" $kind "$port"
		port=$((port + 1))
	done
	port=${TRANSFER_PORT[$from/$to]}
	spawn "$from" "tcp-to-$to" "$B/net/probe" tcp-send "$to.$ZONE" \
		"$port" "$seconds" 200000
	spawn "$from" "udp-to-$to" "$B/net/probe" udp-send "$to.$ZONE" \
		$((port + 1)) "$seconds"
	wait_for 5 grep -q '"from"' "$(log_of "$to" "tcp-from-$from")" &&
		wait_for 5 grep -q '"from"' "$(log_of "$to" "udp-from-$from")"
}

transfer_start()
{
	spawn laptop ping ping -6 -n -q -i 0.02 "$DESK"
	transfer desk laptop "${1:-120}"
}

# The logs stay, under another name.
transfer_stop()
{
	local from=${1:-desk} to=${2:-laptop} kind log
	stop laptop ping
	for kind in tcp udp; do
		stop "$from" "$kind-to-$to"
		stop "$to" "$kind-from-$from"
		log=$(log_of "$to" "$kind-from-$from")
		rm -f "${log%.log}.pipe"
		[ ! -e "$log" ] || cat "$log" >>"$log.old"
		rm -f "$log"
	done
}

# To both probes of a transfer: what they are to begin or to end.
transfer_tell()
{
	echo "$1" >"$NET_DIR/$3/udp-from-$2.pipe"
	echo "$1" >"$NET_DIR/$3/tcp-from-$2.pipe"
}

window()
{
	transfer_tell "begin $1" "${2:-desk}" "${3:-laptop}"
}

# A probe closes its window at the first octets made after this, 10 s at most.
window_end()
{
	local from=${2:-desk} to=${3:-laptop}
	transfer_tell "end $1" "$from" "$to"
	wait_for 12 grep -q "\"$1\"" "$(log_of "$to" "udp-from-$from")"
	wait_for 12 grep -q "\"$1\"" "$(log_of "$to" "tcp-from-$from")"
}

result()
{
	grep "\"$2\"" "$(log_of "${5:-laptop}" "$1-from-${4:-desk}")" | json "$3"
}

# The same connection, every octet right, and alive.
survived()
{
	grep "\"$1\"" "$(log_of "${3:-laptop}" "tcp-from-${2:-desk}")" |
		grep -q '"wrong":0,"connections":1,"alive":true'
}

# goes_on NAME FROM TO: closes the window, judges and tells.
goes_on()
{
	window_end "$1" "$2" "$3"
	check "$1: TCP from $2 to $3 goes on" survived "$1" "$2" "$3"
	note "$1: silent $(result udp "$1" gap_ms "$2" "$3") ms," \
		"TCP stalled $(result tcp "$1" tcp_stall_ms "$2" "$3") ms"
}

# Moves --------------------------------------------------------------------

# laptop goes to another network and drops whatever it would send to desk, until
# a packet from desk arrives at its new place. So desk can know the place from
# the push alone.
move_silent()
{
	silent_begin
	host_move laptop natC
}

# The new place is whatever the new device leads to.
silent_begin()
{
	local desk=${NET_WAN[natA]} dev
	dev=$(net_next_dev laptop)
	host_lay laptop natC
	nsenter --net=/run/netns/laptop nft -f - <<-NFT
	table ip silent {
		set heard {
			type ipv4_addr
			flags dynamic
			size 16
		}
		chain input {
			type filter hook input priority -300
			iif $dev ip saddr $desk add @heard { ip saddr }
		}
		chain output {
			type filter hook output priority -300
			oif $dev ip daddr $desk ip daddr != @heard counter drop
		}
	}
	NFT
}

# How many packets laptop kept to itself.
silent_drops()
{
	nsenter --net=/run/netns/laptop nft list chain ip silent output |
		sed -n 's/.*packets \([0-9]*\).*/\1/p'
}

silent_end()
{
	nsenter --net=/run/netns/laptop nft delete table ip silent
}

# The provider gives the router in front of laptop another public address.
move_nat()
{
	local nat=${NET_VIA[laptop]}
	nat_renumber "$nat" "${NET_WAN[$nat]%.*}.77"
}

# Both ends at once: the router in front of desk has another public address, and
# before it can tell desk laptop goes back to its first network.
move_both()
{
	both_begin
	nat_lose_address natA 11.1.0.77
	host_move laptop natB
	nat_have_address natA
}

both_begin()
{
	[ -n "${NET_LAID[laptop]:-}" ] || host_lay laptop natB
}

# Nothing has changed on the hosts' networks for a moment: an agent takes a
# change soon after the last one for a flapping link, and waits a second.
calm()
{
	local host
	[ $# -gt 0 ] || set -- desk laptop
	for host; do
		[ "$(agent_say "$host" status --json | field network)" = \
			"there is a route" ] || return 1
	done
}
