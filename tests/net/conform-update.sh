#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# conform-update.sh - `conform update-server` finds nothing wrong with the
# rendezvous in front of BIND.

. "$(dirname "$0")/topology.sh"
net_begin conform-update "$@"
LEASES="lease-min = 1s"
. "$NET_LIB/agents.sh"
. "$NET_LIB/conform.sh"

server 11.9.0.2
host hostA 11.8.0.2/24 via internet
zone_start

conform_start good hostA update-server 11.9.0.2:5352 --zone $ZONE \
	--key "$KEYS/hosts"
check_kept good "the rendezvous" 40
cp "$NET_DIR/good.json" "$NET_DIR/good.pcapng" /tmp/lease-good/ 2>/dev/null
cp -r "$KEYS" /tmp/lease-good/
net_end
