# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034 # what one.sh reads
#
# tinc.sh - tinc 1.0: the server is a node with a public address, to which both
# hosts connect (ConnectTo). It tells each the other's address outside, and they
# talk by UDP directly; both NATs have their port mapped. PingInterval is 10 s
# instead of 60, so that a connection that a move has broken is noticed soon; all
# else is the default (PingTimeout 5 s).

TOOL_DEVICE=tinc0
TOOL_DESK=fd77::1
TOOL_PERIOD_S=10
TOOL_LAPTOP=fd77::2

tool_version()
{
	dpkg-query -W -f '${Version}' tinc
}

tool_start()
{
	local name
	map_port 1655 || return 1
	tinc_node server fd77::3
	tinc_node desk "$TOOL_DESK" "ConnectTo = server"
	tinc_node laptop "$TOOL_LAPTOP" "ConnectTo = server"
	printf 'Address = %s\nPort = 1655\n' "$SERVER" \
		>>"$NET_DIR/server/tinc/hosts/server"
	for name in desk laptop; do
		cp "$NET_DIR/server/tinc/hosts/server" \
			"$NET_DIR/$name/tinc/hosts/server"
		cp "$NET_DIR/$name/tinc/hosts/$name" \
			"$NET_DIR/server/tinc/hosts/"
	done
	for name in server desk laptop; do
		spawn "$name" tinc tincd -c "$NET_DIR/$name/tinc" -D \
			--pidfile=/run/tinc.pid
	done
}

# tinc_node HOST INNER-ADDRESS [LINE]: its folder and its keys.
tinc_node()
{
	local dir=$NET_DIR/$1/tinc
	mkdir -p "$dir/hosts"
	cat >"$dir/tinc.conf" <<-EOT
	Name = $1
	Interface = $TOOL_DEVICE
	Port = 1655
	PingInterval = 10
	${3:-}
	EOT
	echo "Subnet = $2/128" >"$dir/hosts/$1"
	cat >"$dir/tinc-up" <<-EOT
	#!/bin/sh
	ip link set \$INTERFACE up
	ip addr add $2/64 dev \$INTERFACE nodad
	EOT
	chmod 755 "$dir/tinc-up"
	tincd -c "$dir" -K </dev/null >/dev/null 2>&1
}
