# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034 # what one.sh reads
#
# nebula.sh - nebula: the server is lighthouse and relay. Both NATs have the hosts'
# port mapped, and the hosts have what the example configuration advises behind
# NATs: punchy with respond, and relays. All else is the default: hosts report to
# the lighthouse every 60 s.

TOOL_DEVICE=nebula1
TOOL_DESK=10.77.0.1
TOOL_PERIOD_S=60
TOOL_LAPTOP=10.77.0.2
NEBULA_SERVER=10.77.0.3

tool_version()
{
	dpkg-query -W -f '${Version}' nebula
}

tool_start()
{
	local dir=$NET_DIR/nebula
	map_port 4242 || return 1
	mkdir -p "$dir"
	nebula-cert ca -name lab -out-crt "$dir/ca.crt" -out-key "$dir/ca.key"
	nebula_node server "$NEBULA_SERVER"
	nebula_node desk "$TOOL_DESK"
	nebula_node laptop "$TOOL_LAPTOP"
}

# nebula_node HOST INNER-ADDRESS
nebula_node()
{
	local dir=$NET_DIR/nebula
	nebula-cert sign -ca-crt "$dir/ca.crt" -ca-key "$dir/ca.key" \
		-name "$1" -ip "$2/24" \
		-out-crt "$dir/$1.crt" -out-key "$dir/$1.key"
	nebula_config "$1" >"$dir/$1.yml"
	spawn "$1" nebula nebula -config "$dir/$1.yml"
}

nebula_config()
{
	local dir=$NET_DIR/nebula
	cat <<-EOT
	pki: { ca: $dir/ca.crt, cert: $dir/$1.crt, key: $dir/$1.key }
	tun: { dev: $TOOL_DEVICE }
	punchy: { punch: true, respond: true }
	firewall:
	  outbound: [ { port: any, proto: any, host: any } ]
	  inbound: [ { port: any, proto: any, host: any } ]
	EOT
	if [ "$1" = server ]; then
		cat <<-EOT
		lighthouse: { am_lighthouse: true }
		listen: { host: 0.0.0.0, port: 4242 }
		relay: { am_relay: true }
		EOT
	else
		cat <<-EOT
		static_host_map: { "$NEBULA_SERVER": ["$SERVER:4242"] }
		lighthouse: { interval: 60, hosts: ["$NEBULA_SERVER"] }
		listen: { host: 0.0.0.0, port: 4242 }
		relay: { relays: ["$NEBULA_SERVER"], use_relays: true }
		EOT
	fi
}
