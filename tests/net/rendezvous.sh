#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# rendezvous.sh - autotunnel-dns in front of a real primary, first BIND, then
# Knot: what signed strangers' tools (dig, nsupdate) get from it. Ends with
# "N passed, N failed".
#
# without: call:edge_judge -> an unsigned question is refused
# without: call:edge_judge -> an unsigned update is not forwarded
# without: zone:current:notified zone:current:updated -> and soon stands in the copy
# without: zone:current:notified -> a change at the primary comes by NOTIFY

. "$(dirname "$0")/topology.sh"
net_begin rendezvous "$@"

ZONE=home.example.net
NAME=mymac.$ZONE
[ -x "$AUTOTUNNEL_DNS" ] || net_die "run \"make\" first"

# What the rendezvous knows is one file; whoever else signs has his key alone.
KEYS=$NET_DIR/keys
key_make "$NET_DIR/own.key" rendezvous
key_make "$NET_DIR/alpha.key" alpha
key_make "$NET_DIR/stranger.key" stranger
cat "$NET_DIR/own.key" "$NET_DIR/alpha.key" >"$KEYS"
chmod 600 "$KEYS"

# rendezvous_start NAME: records to NAME.trace.
rendezvous_start()
{
	net_give autotunnel-dns "$NET_DIR/server"
	cat >"$NET_DIR/server/rendezvous.conf" <<-EOT
	[listen]
	address = 11.9.0.2
	port = 5352
	[zone]
	name = $ZONE
	primary = 127.0.0.1:5300
	key = rendezvous
	notify-from = 11.9.0.2
	[keys]
	file = $KEYS
	[key alpha]
	covers = $ZONE
	[server]
	state = $NET_DIR/server/state
	EOT
	spawn server rendezvous "$AUTOTUNNEL_DNS" \
		--config "$NET_DIR/server/rendezvous.conf" \
		--record "$NET_DIR/server/$1.trace"
}

# ask KEYFILE NAME TYPE [OPTION...]: from hostA, past both resolver and primary.
ask()
{
	local key=$1 name=$2 type=$3
	shift 3
	in_host hostA dig @11.9.0.2 -p 5352 -k "$key" +short +time=1 +tries=1 \
		"$@" "$name" "$type"
}

# update KEYFILE LINE: from hostA, to the rendezvous.
update()
{
	printf 'server 11.9.0.2 5352\nzone %s\n%s\nsend\n' "$ZONE" "$2" |
		in_host hostA nsupdate -k "$1"
}

answered()
{
	ask "$NET_DIR/alpha.key" "$1" "$2" | grep -qx "$3"
}

gone()
{
	[ -z "$(ask "$NET_DIR/alpha.key" "$1" "$2")" ]
}

# status OPTIONS...: the RCODE of a question.
status()
{
	in_host hostA dig @11.9.0.2 -p 5352 +time=1 +tries=1 "$@" |
		sed -n 's/.*status: \([A-Z]*\),.*/\1/p'
}

# check_rendezvous PRIMARY: all of it, in front of that one.
check_rendezvous()
{
	local name=$1 started
	check "$name: the copy of the zone answers a signed question" \
		wait_for 5 answered "rendezvous.$ZONE" A 11.9.0.2
	check "$name: also by TCP" \
		is "$(ask "$NET_DIR/alpha.key" "rendezvous.$ZONE" A +tcp)" \
		11.9.0.2
	check "$name: an unsigned question is refused" \
		is "$(status "rendezvous.$ZONE" A)" REFUSED
	check "$name: a stranger's key is not believed" \
		is "$(status -k "$NET_DIR/stranger.key" "rendezvous.$ZONE" A)" \
		NOTAUTH
	check "$name: a name that is not there is not there" \
		is "$(status -k "$NET_DIR/alpha.key" "nobody.$ZONE" A)" NXDOMAIN
	started=$(now_ms)
	check "$name: a signed update is forwarded" \
		update "$NET_DIR/alpha.key" "update add $NAME 30 AAAA fd00::1"
	check "$name: and soon stands in the copy" \
		wait_for 5 answered "$NAME" AAAA fd00::1
	note "$name: after $(($(now_ms) - started)) ms"
	check "$name: the public sees it at the primary" \
		is "$(dns_ask hostB "$NAME" AAAA)" fd00::1
	check_not "$name: an unsigned update is not forwarded" \
		update_unsigned "update add $NAME 30 AAAA fd00::bad"
	check "$name: nor does it stand at the primary" \
		is "$(dns_ask hostB "$NAME" AAAA)" fd00::1
	dns_update server "$NET_DIR/own.key" "update add $NAME 30 AAAA fd00::2"
	check "$name: a change at the primary comes by NOTIFY" \
		wait_for 5 answered "$NAME" AAAA fd00::2
	dns_update server "$NET_DIR/own.key" "update delete $NAME AAAA"
	check "$name: so does a removal" wait_for 5 gone "$NAME" AAAA
}

update_unsigned()
{
	printf 'server 11.9.0.2 5352\nzone %s\n%s\nsend\n' "$ZONE" "$1" |
		in_host hostA nsupdate
}

two_sites
bind_start server "$ZONE" "$NET_DIR/own.key" "$NET_DIR/alpha.key"
primary_ready server "$ZONE"
rendezvous_start bind
check_rendezvous BIND
rendezvous=${NET_PIDS[server/rendezvous]}
net_signal TERM "$rendezvous"
check "it ends when it is told to" wait_for 2 net_ended "$rendezvous"
rendezvous_start again
check "started again it answers as before" \
	wait_for 5 answered "rendezvous.$ZONE" A 11.9.0.2
stop server rendezvous
stop server primary
rm -rf "$NET_DIR/server/state"
knot_start server "$ZONE" "$NET_DIR/own.key" "$NET_DIR/alpha.key"
primary_ready server "$ZONE"
rendezvous_start knot
check_rendezvous Knot
stop server rendezvous
keep "$NET_DIR/server/knot.trace"
check_replay "$NET_DIR/server/bind.trace" "$NET_DIR/server/again.trace"
net_end
