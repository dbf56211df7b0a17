# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034 # what one.sh reads
#
# wireguard-go.sh - WireGuard has no rendezvous: each host has the other's public
# address and port in its configuration (Endpoint), both NATs have that port
# mapped, and PersistentKeepalive = 25 is set at both ends, as the manual advises
# behind NATs. After a move wireguard-go sends nothing until it wants a new
# handshake, 15 s after its last packet that was not answered: it goes on sending
# from the address that it had, since it takes only EINVAL as the sign of a lost
# one, and Linux since 5.2 says ENETUNREACH.

TOOL_DEVICE=wg0
TOOL_DESK=fd77::1
TOOL_PERIOD_S=25
TOOL_LAPTOP=fd77::2

tool_version()
{
	dpkg-query -W -f '${Version}' wireguard-go
}

tool_start()
{
	local name
	map_port 51820 || return 1
	for name in desk laptop; do
		(umask 077 && wg genkey >"$NET_DIR/$name/wg.key")
		wg pubkey <"$NET_DIR/$name/wg.key" >"$NET_DIR/$name/wg.pub"
	done
	wireguard_host desk laptop "$TOOL_DESK" "$TOOL_LAPTOP" natB
	wireguard_host laptop desk "$TOOL_LAPTOP" "$TOOL_DESK" natA
}

# wireguard_host HOST PEER ITS-ADDRESS PEER'S-ADDRESS PEER'S-NAT
wireguard_host()
{
	local host=$1 peer=$2
	cat >"$NET_DIR/$host/wg.conf" <<-EOT
	[Interface]
	PrivateKey = $(cat "$NET_DIR/$host/wg.key")
	ListenPort = 51820
	[Peer]
	PublicKey = $(cat "$NET_DIR/$peer/wg.pub")
	AllowedIPs = $4/128
	Endpoint = ${NET_WAN[$5]}:51820
	PersistentKeepalive = 25
	EOT
	spawn "$host" wireguard env WG_PROCESS_FOREGROUND=1 \
		wireguard-go -f "$TOOL_DEVICE"
	wait_for 5 in_host "$host" wg show "$TOOL_DEVICE" || return 1
	in_host "$host" wg setconf "$TOOL_DEVICE" "$NET_DIR/$host/wg.conf"
	ip -n "$host" -batch - <<-EOT
	link set $TOOL_DEVICE mtu 1420 up
	addr add $3/64 dev $TOOL_DEVICE nodad
	EOT
}
