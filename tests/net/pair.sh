# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# pair.sh - two agents, the rendezvous between them, and traffic by name: the
# ground of the demo (demo/demo.sh) and of the scenarios that assert what it
# tells. Source it after topology.sh and net_begin.
#
#	           server: BIND and the rendezvous
#	              |
#	desk - natA - internet - natB - laptop       natC: another network
#
# desk has the lower name, so desk dials and laptop does not (P9).
#
#   world                  namespaces, keys, configurations; nothing runs yet
#   rendezvous_start       BIND and the rendezvous
#   agent_start HOST       and agent_say HOST COMMAND... asks it
#   tunnel_is_up           both ends say so
#   heard HOST SINCE TEXT  a line of HOST's agent after line SINCE
#   lines HOST             how many lines there are: the next SINCE
#   field KEY              its value, from the JSON that the agent prints
#   llq_port HOST          where its pushes go, outside
#
#   transfer_start         a TCP connection and a stream of datagrams
#   window NAME            from now on silence is measured
#   window_end NAME        until now; then result udp|tcp NAME KEY
#   move_silent, move_nat, move_both
#
# PAIR_RECORD=DIR records all three programs there. LEASES has lines for the
# rendezvous' [leases].

ZONE=home.example.net
DESK=desk.$ZONE
LAPTOP=laptop.$ZONE
SERVER=11.9.0.2
KEYS='' SECRET=''

# The world ----------------------------------------------------------------

world()
{
	local name
	server "$SERVER"
	nat natA wan 11.1.0.2 lan 10.1.0.1/24
	nat natB wan 11.2.0.2 lan 10.2.0.1/24
	nat natC wan 11.3.0.2 lan 10.3.0.1/24
	host desk 10.1.0.2/24 via natA
	host laptop 10.2.0.2/24 via natB
	nats_ready
	KEYS=$NET_DIR/account.key
	SECRET=$NET_DIR/tunnel-secret
	key_make "$KEYS" account
	key_make "$NET_DIR/rendezvous.key" rendezvous
	(umask 077 && cat "$KEYS" "$NET_DIR/rendezvous.key" >"$NET_DIR/all.key"
	echo "1 $(od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n')" >"$SECRET")
	rendezvous_config >"$NET_DIR/rendezvous.conf"
	for name in desk laptop; do
		agent_config "$name" >"$NET_DIR/$name/autotunnel.conf"
	done
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
	spawn server rendezvous "$B/autotunnel-dns" \
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
	spawn "$1" agent "$B/autotunnel" agent --verbose \
		--config "$NET_DIR/$1/autotunnel.conf" \
		--state "$NET_DIR/$1/state" $(pair_record "$1")
}

agent_say()
{
	local host=$1
	shift
	in_host "$host" "$B/autotunnel" "$@" \
		--config "$NET_DIR/$host/autotunnel.conf"
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

# The outer port of the mapping that a push passes.
llq_port()
{
	agent_say "$1" status --json | awk '
		/"purpose"/ { llq = /llq/ }
		llq && /"external_port"/ { gsub(/[^0-9]/, ""); print; exit }'
}

# Traffic ------------------------------------------------------------------

# Both run to laptop's name, which only DNS knows; pings run the other way.
# Not for `check`, whose subshell would end what is started here.
transfer_start()
{
	local seconds=${1:-120}
	mkfifo "$NET_DIR/tcp" "$NET_DIR/udp"
	spawn laptop tcp "$B/net/probe" tcp-receive 7000 "$NET_DIR/tcp" \
		"$seconds"
	spawn laptop udp "$B/net/probe" udp-receive 7001 "$NET_DIR/udp" \
		"$seconds"
	wait_for 2 listening laptop tcp 7000
	wait_for 2 listening laptop udp 7001
	spawn desk tcp "$B/net/probe" tcp-send "$LAPTOP" 7000 "$seconds" 200000
	spawn desk udp "$B/net/probe" udp-send "$LAPTOP" 7001 "$seconds"
	spawn laptop ping ping -6 -n -q -i 0.02 "$DESK"
	wait_for 5 grep -q from "$(log_of laptop tcp)" &&
		wait_for 5 grep -q from "$(log_of laptop udp)"
}

window()
{
	echo "begin $1" >"$NET_DIR/udp"
	echo "begin $1" >"$NET_DIR/tcp"
}

# A probe closes its window at the first octets made after this, 10 s at most.
window_end()
{
	echo "end $1" >"$NET_DIR/udp"
	echo "end $1" >"$NET_DIR/tcp"
	wait_for 12 grep -q "\"$1\"" "$(log_of laptop udp)"
	wait_for 12 grep -q "\"$1\"" "$(log_of laptop tcp)"
}

result()
{
	grep "\"$2\"" "$(log_of laptop "$1")" | json "$3"
}

# The same connection, every octet right, and alive.
survived()
{
	grep "\"$1\"" "$(log_of laptop tcp)" |
		grep -q '"wrong":0,"connections":1,"alive":true'
}

# Moves --------------------------------------------------------------------

# laptop goes to another network and drops whatever it would send to desk, until
# a packet from desk arrives at its new place. So desk can know the place from
# the push alone.
move_silent()
{
	local desk=${NET_WAN[natA]} lan=${NET_LAN[natC]}
	host_unplug laptop
	nsenter --net=/run/netns/laptop nft -f - <<-NFT
	table ip silent {
		set heard {
			type ipv4_addr
			flags dynamic
			size 16
		}
		chain input {
			type filter hook input priority -300
			ip saddr $desk ip daddr ${lan%.*}.2 add @heard { ip saddr }
		}
		chain output {
			type filter hook output priority -300
			ip daddr $desk ip daddr != @heard counter drop
		}
	}
	NFT
	host_move laptop natC
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

# Both ends at once: laptop goes back to its first network, and before it can tell
# anybody the router in front of desk has another public address.
move_both()
{
	host_move laptop natB
	nat_renumber natA 11.1.0.77
}

# Nothing has changed on either host's network for a moment: an agent takes a
# change soon after the last one for a flapping link, and waits a second.
calm()
{
	local host
	for host in desk laptop; do
		[ "$(agent_say "$host" status --json | field network)" = \
			"there is a route" ] || return 1
	done
}

# secret_in FILE: does one of the secrets stand in it, in any spelling?
secret_in()
{
	local file=$1 key octets
	octets=$(od -An -v -tx1 "$file" | tr -d ' \n')
	for key in $(sed -n 's/.*secret "\(.*\)".*/\1/p' "$NET_DIR/all.key"); do
		grep -qaF "$key" "$file" && return 0
		key=$(echo "$key" | base64 -d | od -An -v -tx1 | tr -d ' \n')
		[[ $octets == *"$key"* ]] && return 0
	done
	key=$(sed -n 's/^[0-9]* //p' "$SECRET")
	grep -qaiF "$key" "$file" || [[ $octets == *"$key"* ]]
}
