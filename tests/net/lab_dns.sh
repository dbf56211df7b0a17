# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# lab_dns.sh - what BIND and Knot do as primaries; part of lab.sh.

# notice SERIAL: the line that tells of its NOTIFY.
notice()
{
	grep "\"serial\":$1," "$(log_of server notified)"
}

# check_notified NAME WHICH SINCE-MS LIMIT-MS
check_notified()
{
	local serial at_ms
	serial=$(zone_serial server "$ZONE")
	wait_for 5 notice "$serial"
	at_ms=$(notice "$serial" | tail -n 1 | json at_ms)
	check_number "$1: NOTIFY of $2 comes within $4 ms" \
		$((${at_ms:-$(now_ms)} - $3)) -lt "$4"
}

transfer()
{
	in_host server dig @127.0.0.1 -p 5300 +noall +answer +time=1 +tries=1 \
		-k "$1" "$ZONE" "$2"
}

# check_primary NAME KEYFILE LIMIT-MS LIMIT-MS: both behave alike, but for when
# they send the first and the next NOTIFY. BIND puts a second one off by half a
# second, whatever its notify-delay; Knot's clock for updates and NOTIFY has
# whole seconds. So a rendezvous must not wait for NOTIFY.
check_primary()
{
	local name=$1 key=$2 before asked_ms
	local record="mymac.$ZONE"
	check "$name: hosts find the rendezvous by DNS" \
		is "$(dns_ask hostB "_dns-llq._udp.$ZONE" SRV)" \
		"0 0 5352 rendezvous.$ZONE."
	check "$name: and its address" \
		is "$(dns_ask hostB "rendezvous.$ZONE" A)" 11.9.0.2
	before=$(zone_serial server "$ZONE")
	check_not "$name: an update without a key is refused" \
		dns_update_unsigned "update add $record 30 AAAA fd00::1"
	check_not "$name: an update by another key is refused" \
		dns_update server "$NET_DIR/other.key" \
		"update add $record 30 AAAA fd00::1"
	asked_ms=$(now_ms)
	check "$name: a signed update is accepted" \
		dns_update server "$key" "update add $record 30 AAAA fd00::1"
	check_notified "$name" "a change" "$asked_ms" "$3"
	check_not "$name: the serial moves" \
		is "$(zone_serial server "$ZONE")" "$before"
	check "$name: hosts see the record" \
		is "$(dns_ask hostB "$record" AAAA)" fd00::1
	asked_ms=$(now_ms)
	dns_update server "$key" "update add $record 30 AAAA fd00::2"
	check_notified "$name" "the next change" "$asked_ms" "$4"
	check "$name: IXFR brings the difference, between two pairs of SOA" \
		is "$(transfer "$key" "IXFR=$before" | grep -c SOA)" 6
	check_number "$name: AXFR brings the zone, in records" \
		"$(transfer "$key" AXFR | wc -l)" -ge 8
	check "$name: without the right key there is no transfer" \
		is "$(transfer "$NET_DIR/other.key" AXFR | grep -c SRV)" 0
}

dns_update_unsigned()
{
	printf 'server 127.0.0.1 5300\n%s\nsend\n' "$1" |
		in_host server nsupdate
}

spawn server notified "$B/net/notified" 5352 60
wait_for 2 listening server udp 5352
primary_ready server "$ZONE"
check_primary BIND "$bind_key" 4500 4500
stop server primary
: >"$(log_of server notified)"
knot_start server "$ZONE" "$bind_key"
primary_ready server "$ZONE"
check_primary Knot "$bind_key" 4500 4500
