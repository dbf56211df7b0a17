#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# llq.sh - long-lived queries and leases at autotunnel-dns in front of a real
# BIND: what a change costs until a subscriber knows it, who is told, and what
# becomes of leases, also over a restart. Ends with "N passed, N failed".
#
# without: call:rendezvous_may_change -> a key changes no name that it does not cover
# without: llq_server:challenged:proved -> a long-lived query is answered at once
# without: llq_events:settled:owed -> a move through us is told
# without: zone:current:notified -> a change straight at the primary is told
# without: lease_server:held:expiry.spent -> and its end, when nobody refreshes it
# without: call:rendezvous_put_back -> a lease given before still ends
# without: llq_events:telling:resend -> that nobody acknowledges is sent again

. "$(dirname "$0")/topology.sh"
net_begin llq "$@"

ZONE=home.example.net
NAME=mymac.$ZONE
CLIENT=$B/net/dns_client
[ -x "$AUTOTUNNEL_DNS" ] && [ -x "$CLIENT" ] ||
	net_die "run \"make all net\" first"

KEYS=$NET_DIR/keys
key_make "$NET_DIR/own.key" rendezvous
key_make "$NET_DIR/alpha.key" alpha
key_make "$NET_DIR/beta.key" beta
key_make "$NET_DIR/stranger.key" stranger
cat "$NET_DIR/own.key" "$NET_DIR/alpha.key" "$NET_DIR/beta.key" >"$KEYS"
chmod 600 "$KEYS"

rendezvous_start()
{
	net_give autotunnel-dns "$NET_DIR/server"
	cat >"$NET_DIR/server/rendezvous.conf" <<-EOT
	[listen]
	address = 11.9.0.2
	[zone]
	name = $ZONE
	primary = 127.0.0.1:5300
	key = rendezvous
	[keys]
	file = $KEYS
	[key alpha]
	covers = $ZONE
	[key beta]
	covers = beta.$ZONE
	asks = $ZONE
	[leases]
	lease-min = 1s
	[server]
	state = $NET_DIR/server/state
	EOT
	spawn server rendezvous "$AUTOTUNNEL_DNS" \
		--config "$NET_DIR/server/rendezvous.conf" \
		--record "$NET_DIR/server/$1.trace"
}

answered()
{
	in_host hostA dig @11.9.0.2 -p 5352 -k "$NET_DIR/alpha.key" +short \
		+time=1 +tries=1 "$1" "$2" | grep -qx "$3"
}

# watch HOST KEY HOW NAME TYPE...: a long-lived query for a minute
watch()
{
	local host=$1 key=$2 how=$3
	shift 3
	spawn "$host" "$how" "$CLIENT" "$NET_DIR/$key.key" 11.9.0.2 5352 \
		"$how" 60 "$@"
}

# told HOST WHAT VALUE: its line
told()
{
	grep "\"what\":\"$2\".*\"value\":\"$3\"" "$(log_of "$1" watch)"
}

# lease_update HOST KEY SECONDS CHANGE...
lease_update()
{
	local host=$1 key=$2 lease=$3
	shift 3
	in_host "$host" "$CLIENT" "$NET_DIR/$key.key" 11.9.0.2 5352 update \
		"$ZONE" "$lease" "$@"
}

# check_told SENTENCE HOST WHAT VALUE SINCE-MS LIMIT-MS
check_told()
{
	local at
	wait_for 5 told "$2" "$3" "$4"
	at=$(told "$2" "$3" "$4" | tail -n 1 | json at_ms)
	check_number "$1, in ms" $((${at:-$(now_ms)} - $5)) -lt "$6"
}

two_sites
bind_start server "$ZONE" "$NET_DIR/own.key" "$NET_DIR/alpha.key"
primary_ready server "$ZONE"
rendezvous_start first
check "it answers" wait_for 5 answered "rendezvous.$ZONE" A 11.9.0.2

check "a lease is granted as it was asked" \
	is "$(lease_update hostA alpha 3600 add "$NAME" A 11.1.0.2)" \
	'{"what":"updated","rcode":0,"lease":3600}'
watch hostB beta watch "$NAME" A "$NAME" AAAA
check "a long-lived query is answered at once" \
	wait_for 5 told hostB answer 11.1.0.2
check_not "not with a key that is unknown" \
	in_host hostB "$CLIENT" "$NET_DIR/stranger.key" 11.9.0.2 5352 watch 1 \
	"$NAME" A

since=$(now_ms)
lease_update hostA alpha 3600 delete "$NAME" A add "$NAME" A 11.1.0.3 \
	>/dev/null
check_told "a move through us is told" hostB add 11.1.0.3 "$since" 4500
check "and what it took the place of, before it" \
	wait_for 1 told hostB remove 11.1.0.2
since=$(now_ms)
dns_update server "$NET_DIR/alpha.key" "update add $NAME 30 AAAA fd00::1"
check_told "a change straight at the primary is told" hostB add fd00::1 \
	"$since" 4500

check_not "a key changes no name that it does not cover" \
	lease_update hostB beta 3600 add "$NAME" A 11.2.0.2
check "but its own" lease_update hostB beta 3600 \
	add "beta.$ZONE" A 11.2.0.2

since=$(now_ms)
check "a lease of 3 s is granted" \
	is "$(lease_update hostA alpha 3 add "$NAME" A 11.1.0.9)" \
	'{"what":"updated","rcode":0,"lease":3}'
check_told "its record is told" hostB add 11.1.0.9 "$since" 4500
check_told "and its end, when nobody refreshes it" hostB remove 11.1.0.9 \
	"$since" 5000
check "the primary has it no more" \
	wait_for 1 is "$(dns_ask hostA "$NAME" A)" 11.1.0.3

lease_update hostA alpha 4 add "$NAME" A 11.1.0.10 >/dev/null
stop server rendezvous KILL
rendezvous_start second
check "killed and started again it answers" \
	wait_for 5 answered "rendezvous.$ZONE" A 11.9.0.2
watch hostB beta watch "$NAME" A
check "a lease given before still ends" \
	wait_for 8 told hostB remove 11.1.0.10
check_not "and another that was longer does not" \
	told hostB remove 11.1.0.3

watch hostA alpha silent "$NAME" A
sleep 0.3
dns_update server "$NET_DIR/alpha.key" "update add $NAME 30 A 11.1.0.11"
events()
{
	[ "$(grep -c '"what":"event"' "$(log_of hostA silent)")" = "$1" ]
}
check "an event that nobody acknowledges is sent again" \
	wait_for 4 events 2
check "and a third time" wait_for 6 events 3
ids=$(json id <"$(log_of hostA silent)" | sort -u | wc -l)
check "each time the same message" is "$ids" 1
stop server rendezvous
keep "$NET_DIR/server/second.trace"
check_replay "$NET_DIR/server/first.trace"
net_end
