# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# agents.sh - agents and a rendezvous in the laboratory. Sourced after
# topology.sh by scenarios that run the programs.
#
#   zone_start [ARGS...]         keys, BIND and the rendezvous, on "server"
#   rendezvous_start [ARGS...]   autotunnel-dns alone, on "server"
#   agent_start HOST NAME [ARGS...]   an agent without tunnels
#   agent_ready HOST             waits until its records are published and its
#                                long-lived queries are answered
#   tell HOST COMMAND...         autotunnel COMMAND, asked of HOST's agent;
#                                what it says: see told.sh
#   records NAME TYPE            what the primary has
#
# Scenarios set before: LEASE, the records' lease that agents ask for;
# LIFETIME, their mappings'; LEASES, lines for the rendezvous' [leases]. Where a
# host needs more configuration, AGENT_MORE holds its lines for [agent].

ZONE=home.example.net
SERVICE=_autotunnel._udp
KEYS=$NET_DIR/keys

. "$NET_LIB/told.sh"

[ -x "$AUTOTUNNEL" ] || net_die "run \"make\" first"

# The rendezvous has both keys, BIND knows its key only, hosts share the other.
keys_start()
{
	mkdir -p "$KEYS"
	key_make "$KEYS/rendezvous" rendezvous
	key_make "$KEYS/hosts" hosts
	(umask 077; cat "$KEYS/rendezvous" "$KEYS/hosts" >"$KEYS/both")
}

zone_start()
{
	keys_start
	bind_start server $ZONE "$KEYS/rendezvous"
	primary_ready server $ZONE
	rendezvous_config
	rendezvous_start "$@"
}

rendezvous_config()
{
	net_give autotunnel-dns "$NET_DIR/server"
	cat >"$NET_DIR/server/autotunnel-dns.conf" <<-EOT
	[listen]
	address = $(net_host_address server)
	[zone]
	name = $ZONE
	primary = 127.0.0.1:5300
	key = rendezvous
	[keys]
	file = $KEYS/both
	[leases]
	${LEASES:-}
	[server]
	state = $NET_DIR/server/rendezvous.state
	log = debug
	EOT
}

rendezvous_start()
{
	spawn server rendezvous "$AUTOTUNNEL_DNS" \
		--config "$NET_DIR/server/autotunnel-dns.conf" "$@"
	wait_for 5 listening server udp 5352 ||
		net_die "$(cat "$(log_of server rendezvous)")"
}

# agent_config HOST NAME
agent_config()
{
	local dir=$NET_DIR/$1
	cat <<-EOT
	[host]
	domain = $ZONE
	name = $2
	device = $1 of the laboratory
	${KEY_FILE+[keys]
	key-file = $KEY_FILE}
	[agent]
	state = $dir/agent.state
	socket = $dir/agent/control
	log = debug
	${LEASE:+lease = $LEASE}
	${LIFETIME:+mapping-lifetime = $LIFETIME}
	${AGENT_MORE:-}
	[tunnel]
	enabled = no
	EOT
}

agent_start()
{
	local host=$1 name=$2 KEY_FILE=${KEY_FILE-$KEYS/hosts}
	shift 2
	[ -n "$KEY_FILE" ] || unset KEY_FILE
	net_give autotunnel "$NET_DIR/$host"
	agent_config "$host" "$name" >"$NET_DIR/$host/agent.conf"
	agent_again "$host" "$@"
}

# With the configuration that it has.
agent_again()
{
	local host=$1
	shift
	spawn "$host" agent "$AUTOTUNNEL" agent \
		--config "$NET_DIR/$host/agent.conf" "$@"
}

tell()
{
	local host=$1 command=$2
	shift 2
	in_host "$host" "$AUTOTUNNEL" "$command" \
		--socket "$NET_DIR/$host/agent/control" "$@"
}

agent_registered()
{
	[ "$(status "$1" registered_ms)" -gt 0 ]
}

agent_held()
{
	is "$(query "$1" PTR "$SERVICE.$ZONE" known)" true
}

agent_ready()
{
	wait_for 15 agent_registered "$1" && wait_for 15 agent_held "$1" ||
		{ note "$(tell "$1" status --all)"
		note "$(tail -n 30 "$(log_of "$1" agent)")"; return 1; }
}

records()
{
	in_host server dig -p 5300 @127.0.0.1 +short +time=1 +tries=1 \
		"$1.$ZONE" "$2"
}

has_records()
{
	[ -n "$(records "$1" "$2")" ]
}

no_records()
{
	[ -z "$(records "$1" "$2")" ]
}

# Directly at the primary, past the rendezvous.
change_zone()
{
	dns_update server "$KEYS/rendezvous" "$@"
}

