#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# faults_disk.sh - the disks of both hosts, then of the rendezvous, are full while
# networks change and processes are killed: what runs goes on, each says in one
# sentence what failed, and once there is room everything is saved. Ends with "N
# passed, N failed".
#
# without: lab:room -> desk: its state is saved again

. "$(dirname "$0")/topology.sh"
net_begin "faults-disk" "$@"
. "$NET_LIB/faults.sh"

# disk HOST USER: a disk of its own for the state of HOST, that can be filled.
disk()
{
	mkdir -p "$NET_DIR/$1/disk"
	in_host "$1" mount -t tmpfs -o size=256k,mode=755 disk "$NET_DIR/$1/disk"
	in_host "$1" chown "$2" "$NET_DIR/$1/disk" 2>/dev/null || :
}

fill()
{
	! in_host "$1" dd if=/dev/zero of="$NET_DIR/$1/disk/filler" bs=4096 \
		2>/dev/null
}

empty()
{
	without room && return
	in_host "$1" rm -f "$NET_DIR/$1/disk/filler"
}

on_disk()
{
	in_host "$1" ls "$NET_DIR/$1/disk"
}

half_written()
{
	on_disk "$1" | grep '\.new$\|damaged'
}

# said HOST PROGRAM TEXT: how often.
said()
{
	grep -c -- "$3" "$(log_of "$1" "$2")"
}

says()
{
	[ "$(said "$@")" -gt 0 ]
}

# pair.sh's, with the state on that disk.
agent_start()
{
	# shellcheck disable=SC2046 # two words on purpose
	spawn "$1" agent "$AUTOTUNNEL" agent --verbose \
		--config "$NET_DIR/$1/autotunnel.conf" \
		--state "$NET_DIR/$1/disk/state" $(pair_record "$1")
}

rendezvous_run()
{
	[ -d "$NET_DIR/server/disk" ] || disk server autotunnel-dns
	sed -i "s|^state = .*|state = $NET_DIR/server/disk/state|" \
		"$NET_DIR/rendezvous.conf"
	spawn server rendezvous "$AUTOTUNNEL_DNS" \
		--config "$NET_DIR/rendezvous.conf"
	wait_for 5 listening server udp 5352 ||
		net_die "the rendezvous: $(cat "$(log_of server rendezvous)")"
}

FULL="could not be saved to .*: No space left on device"
AGAIN="The state is saved to .* again"

hosts_full()
{
	local name began
	for name in desk laptop; do
		check "$name: its disk is full" fill "$name"
	done
	began=$(now_ms)
	piece both
	all_is_well "hosts that cannot save, and move" "$began"
	for name in desk laptop; do
		check "$name: says what failed" wait_for 10 says "$name" agent "$FULL"
	done
	piece both
	all_is_well "and once more" "$began"
	check_number "desk: says it once" "$(said desk agent "$FULL")" -eq 1
	check_not "desk: and leaves nothing half written" half_written desk
	# The state of before is there, so they are the same hosts.
	for name in desk laptop; do
		end_at_once "$(pid_of "$name")"
		agent_start "$name"
	done
	began=$(now_ms)
	all_is_well "killed and started on a full disk" "$began"
	for name in desk laptop; do
		check "$name: has its label still" \
			is "$(status "$name" label)" "${FAULTS_LABEL[$name]}"
		empty "$name"
		check "$name: its state is saved again" \
			wait_for 15 says "$name" agent "$AGAIN"
	done
}

# Leases go to disk before they are granted, so nothing new is granted.
server_full()
{
	local began
	check "the rendezvous: its disk is full" fill server
	piece nat
	check "the rendezvous: says what failed" \
		wait_for 20 says server rendezvous "$FULL"
	check "the rendezvous: answers as before" in_zone "$DESK" AAAA \
		"${FAULTS_ULA[desk]}"
	check_not "and leaves nothing half written" half_written server
	check "what changes at the primary is pushed" pushed
	empty server
	began=$(now_ms)
	all_is_well "once there is room" "$began"
	check "the rendezvous: its state is saved again" \
		wait_for 15 says server rendezvous "$AGAIN"
}

pushed()
{
	dns_update server "$NET_DIR/rendezvous.key" "zone $ZONE" \
		"update add _autotunnel._udp.$ZONE 30 PTR _autotunnel._udp.third.$ZONE" &&
	wait_for 10 has_peer desk third &&
	dns_update server "$NET_DIR/rendezvous.key" "zone $ZONE" \
		"update delete _autotunnel._udp.$ZONE PTR _autotunnel._udp.third.$ZONE"
}

world
for name in desk laptop; do
	disk "$name" autotunnel
done
faults_start
hosts_full
server_full
faults_end
check_not "desk: no damaged state" half_written desk
check_not "the rendezvous: no damaged state" half_written server
net_end
