#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# conform-update.sh - `conform update-server` finds nothing wrong with the
# rendezvous in front of BIND, and of a rendezvous with one fault just the
# requirements that it breaks. It leaves the zone as it was.
#
# without: call:dns_add_options -> the rendezvous: no failure
# without: call:tsig_append -> the rendezvous: no failure

. "$(dirname "$0")/topology.sh"
net_begin conform-update "$@"
LEASES="lease-min = 1s"
. "$NET_LIB/agents.sh"
. "$NET_LIB/conform.sh"

FIRST=5400

# Each has a zone of its own, or it would see the others count its serial up.
NET_ZONES="$(printf '%s.test ' four early late unsigned badtime any-mac short-mac)"

# against PORT RUN ZONE: the server at that port.
against()
{
	conform_start "$2" hostA update-server "11.9.0.2:$1" --zone "$3" \
		--key "$KEYS/hosts" --quick
}

# fault NAME "SWITCH..." ID...: remembered for the checks below.
FAULTS=()
fault()
{
	local port=$((FIRST + ${#FAULTS[@]})) name=$1
	FAULT_ZONE=$name.test faulty "$port" "$2"
	against "$port" "$name" "$name.test"
	shift 2
	FAULTS+=("$name $*")
}

# left ZONE: what the primary has at names of ours, of a zone that is there.
left()
{
	in_host server dig -p 5300 @127.0.0.1 -y "$(key_words "$KEYS/rendezvous")" \
		+time=2 +tries=1 AXFR "$1" >"$NET_DIR/zone"
	grep -q "^_dns-llq._udp.$1" "$NET_DIR/zone" &&
		grep -c conform- "$NET_DIR/zone"
}

# key_words FILE: its key as dig takes it
key_words()
{
	sed -n 's/.*key "\(.*\)".*/\1/p; s/.*algorithm \(.*\);.*/\1/p; s/.*secret "\(.*\)".*/\1/p' \
		"$1" | paste -sd: | sed 's/\([^:]*\):\([^:]*\):\(.*\)/\2:\1:\3/'
}

server 11.9.0.2
host hostA 11.8.0.2/24 via internet
zone_start

against 5352 good $ZONE
fault four call:dns_add_options UL-S-03
fault early call:lease_server_keep_grant UL-S-12 UL-B-06
fault late "lease_server:held:expiry.spent lease_server:renewing:expiry.spent" \
	UL-S-10 UL-S-04 UL-B-05
fault unsigned call:edge_answer TSIG-S-04 TSIG-S-23 TSIG-S-35
fault badtime call:tsig_append TSIG-S-15 TSIG-S-34
fault any-mac call:CRYPTO_memcmp TSIG-S-05 TSIG-S-09 TSIG-S-10 TSIG-S-25 \
	TSIG-S-36
fault short-mac call:tsig_mac_size_legal TSIG-S-12 TSIG-S-13

check_kept good "the rendezvous" 60
for words in "${FAULTS[@]}"; do
	# shellcheck disable=SC2086 # words on purpose
	set -- $words
	check_broken "$1" "a rendezvous with the fault $1" "${@:2}"
done
check "nothing is left of it in the zone" is "$(left $ZONE)" 0

# Ended by its owner in the middle of it; and a server that ends.
begun()
{
	[ "$(left "$1")" -gt 0 ]
}

against 5352 stopped $ZONE
check "a run begins" wait_for 10 begun $ZONE
pkill -INT -P "${NET_PIDS[hostA/stopped]}"
check "ended by its owner" conform_ended stopped
check "it takes away what it made" is "$(left $ZONE)" 0
against $FIRST widowed four.test
check "another begins" wait_for 10 begun four.test
stop server rendezvous-$FIRST KILL
check "its server is killed" conform_ended widowed
check "which is no error of ours" is "$CONFORM_STATUS" 1
check "but said" grep -q "the server ended at message\|answers nothing any more" \
	"$(log_of hostA widowed)" "$NET_DIR/widowed.json"

status_of()
{
	in_host hostA "$LAB" conform update-server "$@" --zone $ZONE \
		--timeout 2 >"$NET_DIR/said" 2>&1
	echo $?
}

# The kernel sends only so many ICMP messages a second, for all namespaces.
nobody_listens()
{
	local _
	for _ in 1 2 3; do
		is "$(status_of 11.9.0.2:9)" 127 && return
	done
	return 1
}

check "BIND alone grants no leases, which is said: exit 127" \
	is "$(status_of 11.9.0.2 --key "$KEYS/rendezvous")" 127
check "a key that it does not know is said: exit 2" \
	is "$(status_of 11.9.0.2 --key "$KEYS/hosts")" 2
check "so is a port where nobody listens: exit 127" nobody_listens
check "and nothing is left of that either" is "$(left $ZONE)" 0
net_end
