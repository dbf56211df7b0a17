#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
. "$(dirname "$0")/topology.sh"
net_begin conform-llq "$@"
LEASES="lease-min = 1s
	llq-lease-min = 1s"
. "$NET_LIB/agents.sh"
LAB=$B/autotunnel-lab
server 11.9.0.2
host hostA 11.8.0.2/24 via internet
zone_start
time in_host hostA "$LAB" conform llq-server 11.9.0.2 --zone $ZONE --key "$KEYS/hosts" --update 11.9.0.2:5352 --verbose --junit "$NET_DIR/j.xml"
echo status $?
tail -5 "$NET_DIR/j.xml"
net_end
