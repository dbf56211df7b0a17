# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# lab_events.sh - what happens to hosts and paths, and whether the probes
# measure it; part of lab.sh.

answers()
{
	in_host "$1" ping -n -q -c 1 -W 1 "$2"
}

ipv4_of()
{
	ip -n "$1" -4 -br addr show dev "${NET_DEV[$1]}" | awk '{ print $3 }'
}

check_not "a packet above the link's MTU does not leave" \
	in_host hostA2 ping -n -q -c 1 -W 1 -M 'do' -s 1400 11.9.0.2
check_not "hosts have boot ids of their own" \
	is "$(in_host hostA cat /proc/sys/kernel/random/boot_id)" \
	"$(in_host hostB cat /proc/sys/kernel/random/boot_id)"
before=$(in_host hostA cat /proc/sys/kernel/random/boot_id)
spawn hostA victim sleep 100
host_reboot hostA
check_not "a reboot ends what ran" running hostA victim
check_not "and brings another boot id" \
	is "$(in_host hostA cat /proc/sys/kernel/random/boot_id)" "$before"
check "a host has its own name" is "$(in_host hostA hostname)" hostA

# Clocks of its own, and a sleep of an hour that lasts no longer than the test.
wall_of()
{
	in_host "$1" date +%s
}

off_by()
{
	local off=$(($(wall_of "$1") - $(date +%s) - $2))
	[ $off -ge -2 ] && [ $off -le 2 ] || { echo "off by $off s"; return 1; }
}

processes_stopped()
{
	[ "$(net_processes "$1" | wc -l)" -gt 0 ] && net_all_stopped "$1"
}

clock hostF
spawn hostF clocks "$B/net/clocks"
check "a program hears its clocks" \
	wait_for 2 grep -q '"slept_s":0' "$(log_of hostF clocks)"
clock hostF realtime -3600
check "a host's wall clock can be an hour slow" off_by hostF -3600
check "a running program hears of it" \
	wait_for 2 grep -q '"wall_off_s":-3600' "$(log_of hostF clocks)"
check "no other host's is" off_by hostA 0
clock hostF realtime 0
check "and it is set right again" off_by hostF 0
host_suspend hostF
check "a host that sleeps does nothing" processes_stopped hostF
check_not "and answers nobody" in_host natF ping -n -q -c 1 -W 1 10.6.0.2
host_resume hostF 3600
check "it wakes after an hour of the boot clock" \
	wait_for 2 grep -q '"slept_s":36[0-9][0-9]' "$(log_of hostF clocks)"
check "its wall clock is right" off_by hostF 0
check "it is on its network" in_host natF ping -n -q -c 1 -W 1 10.6.0.2
stop hostF clocks

# window NAME COMMAND...: the commands' cost, bracketed by marks.
window()
{
	local name=$1
	shift
	echo "begin $name" >"$NET_DIR/udp"
	echo "begin $name" >"$NET_DIR/tcp"
	"$@"
	echo "end $name" >"$NET_DIR/udp"
	echo "end $name" >"$NET_DIR/tcp"
	wait_for 12 grep -q "\"$name\"" "$(log_of server udp)"
	wait_for 12 grep -q "\"$name\"" "$(log_of server tcp)"
}

result()
{
	grep "\"$2\"" "$(log_of server "$1")" | json "$3"
}

# CUT_MS: how long it was at most, on a machine that may be busy.
cut_for_300_ms()
{
	local began
	began=$(now_ms)
	without cut || block 11.3.0.2 11.9.0.2
	sleep 0.3
	unblock 11.3.0.2 11.9.0.2
	CUT_MS=$(($(now_ms) - began))
}

host_move hostA natC
check "a moved host has its new address only" is "$(ipv4_of hostA)" 10.3.0.2/24
check "and is on the internet" answers hostA 11.9.0.2
mkfifo "$NET_DIR/udp" "$NET_DIR/tcp"
spawn server udp "$PROBE" udp-receive 7000 "$NET_DIR/udp" 60
spawn server tcp "$PROBE" tcp-receive 7000 "$NET_DIR/tcp" 60
wait_for 2 listening server udp 7000
wait_for 2 listening server tcp 7000
spawn hostA udp "$PROBE" udp-send 11.9.0.2 7000 60
spawn hostA tcp "$PROBE" tcp-send 11.9.0.2 7000 60 100000
wait_for 2 grep -q from "$(log_of server udp)"
wait_for 2 grep -q from "$(log_of server tcp)"
window calm sleep 0.2
gap=$(result udp calm gap_ms)
check_number "without a cut the longest silence is short, in ms" \
	"${gap%.*}" -lt 280
check "and nothing is lost" is "$(result udp calm lost)" 0
window cut cut_for_300_ms
gap=$(result udp cut gap_ms)
check_number "a cut of 300 ms is measured, in ms" "${gap%.*}" -ge 290
check_number "and not exaggerated" "${gap%.*}" -lt $((CUT_MS + 500))
check_number "lost datagrams are counted" "$(result udp cut lost)" -ge 50
stall=$(result tcp cut tcp_stall_ms)
check_number "the TCP connection stalls, in ms" "${stall%.*}" -ge 290
check "survives" is "$(result tcp cut alive)" true
check "as one connection" is "$(result tcp cut connections)" 1
check "with every octet right" is "$(result tcp cut wrong)" 0
block 11.3.0.2 11.9.0.2 "udp dport 7000"
dropped()
{
	[ "$(blocked 11.3.0.2 11.9.0.2)" -gt 10 ]
}
check "a block by protocol counts what it drops" wait_for 2 dropped
check "and lets the rest pass" answers hostA 11.9.0.2
unblock 11.3.0.2 11.9.0.2
stop hostA udp
stop hostA tcp
stop server udp
stop server tcp

without strangers || block_until_spoken 11.8.0.2 11.9.0.2
check_not "a stranger is not heard" answers public 11.9.0.2
in_host server ping -n -q -c 1 -W 1 11.8.0.2 >/dev/null
check "until he was spoken to" answers public 11.9.0.2
# At 99 percent 20 pings come back whole once in 10^80 runs.
without loss || loss 99
check_not "packets get lost on the way" \
	in_host public ping -n -q -c 20 -i 0.002 -w 1 11.9.0.2
loss 0
check "and no longer" answers public 11.9.0.2
host_unplug hostA
check_not "an unplugged host is away" answers hostA 11.9.0.2
host_plug hostA
check "and back when it is plugged in" answers hostA 11.9.0.2
host_renumber hostA 10.3.0.77/24
check "a renumbered host has its new address" is "$(ipv4_of hostA)" 10.3.0.77/24
check "and its way out" answers hostA 11.9.0.2
