#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# conform-nat.sh - `autotunnel-lab conform nat-gateway` against real miniupnpd's:
# its true deviations from RFC 6886 are found, all of them and nothing else
# (docs/findings/miniupnpd.md has the packets), a hang among them; what has no
# NAT-PMP is told as that.
#
# without: lab:second -> just these requirements fail
# without: lab:reboot -> just these requirements fail
# without: lab:refused-port -> a gateway that hangs is told as that

. "$(dirname "$0")/topology.sh"
net_begin conform-nat "$@"
LAB=$B/autotunnel-lab
[ -x "$LAB" ] || net_die "run \"make\" first"

# conform HOST [ARGS...]: in the background; report HOST has the verdicts.
conform()
{
	local host=$1
	shift
	spawn "$host" conform sh -c '"$0" conform nat-gateway "$@"; echo "exit $?"' \
		"$LAB" "$@" --quick --json --pcap "$NET_DIR/$host/conform.pcapng"
}

# The requirements that have that verdict, in order, on a line.
having()
{
	sed -n "s/.*\"requirement\":\"\([^\"]*\)\".*\"verdict\":\"$2\".*/\1/p" \
		"$(log_of "$1" conform)" | sort | tr '\n' ' '
}

ended()
{
	grep -q '^exit' "$(log_of "$1" conform)"
}

has_passed()
{
	[[ " $(having "$1" pass)" == *" $2 "* ]]
}

proven_by()
{
	grep "\"requirement\":\"$2\"" "$(log_of "$1" conform)" |
		grep -q '"verdict":"fail","packets":\[[0-9]'
}

# The gateway is rebooted when conform's command asks for it.
wanted=$NET_DIR/wanted
reboot_when_wanted()
{
	[ ! -e "$wanted" ] || { daemon_restart natA; rm "$wanted"; }
	ended hostA
}

nat natA wan 11.1.0.2 lan 10.1.0.1/24
nat inner wan 10.1.0.9 lan 10.6.0.1/24 via natA
nat bare wan 11.3.0.2 lan 10.3.0.1/24 natpmp off
host hostA 10.1.0.2/24 via natA
ip -n hostA addr add 10.1.0.3/24 dev eth0
host hostN 10.6.0.2/24 via inner
host hostB 10.3.0.2/24 via bare
nats_ready

# natA has no syslog and a slow console: it takes what is logged until the denied
# request, which alone makes 4.8 MB (seven minutes of a line of 115,200 baud).
console=$NET_DIR/natA/console
mkfifo "$console"
in_host natA mount --bind "$console" /dev/console
spawn natA console sh -c "{ head -c 400000 >/dev/null; sleep infinity; } <>$console"

# Its rules deny port 500, and it does not survive being asked for that.
more=()
without second || more+=(--second 10.1.0.3)
without reboot || more+=(--reboot \
	": >$wanted; while [ -e $wanted ]; do sleep 0.05; done")
without refused-port || more+=(--port 500)
conform hostA 10.1.0.1 "${more[@]}"
conform hostN 10.6.0.1
conform hostB 10.3.0.1

check "a router without NAT-PMP is told as that" wait_for 10 ended hostB
check "by its own status" grep -qx "exit 127" "$(log_of hostB conform)"
check "in a sentence" grep -q "there is no NAT-PMP" "$(log_of hostB conform)"

wait_for 55 reboot_when_wanted
check "a gateway that can be reached is judged" ended hostA
failed=$(having hostA fail)
# The answer that it owes when it hangs is not due yet for who had no time.
owed="PMP-G-39 "
if grep -q "had no time" "$(log_of hostA conform)"; then
	note "$(grep "had no time" "$(log_of hostA conform)")"
	[[ $failed == *$owed* ]] || owed=
fi
check "just these requirements fail" is "$failed" \
	"PMP-G-01 PMP-G-02 PMP-G-07 PMP-G-16 PMP-G-17 PMP-G-21 PMP-G-38 \
${owed}PMP-G-46 "
check "failures are the exit status" grep -qx "exit 1" "$(log_of hostA conform)"
for rule in PMP-G-16 PMP-G-21 PMP-G-38 $owed PMP-G-46; do
	check "$rule: packets prove it" proven_by hostA $rule
done
check "a gateway that hangs is told as that" \
	grep -q "it hangs" "$(log_of hostA conform)"
for rule in PMP-B-07 PMP-B-09 PMP-G-04 PMP-G-06 PMP-G-11 PMP-G-12 PMP-G-19 \
	PMP-G-24 PMP-G-25 PMP-G-27 PMP-G-28 PMP-G-29 PMP-G-30 PMP-G-34 \
	PMP-G-36 PMP-G-37 PMP-G-44; do
	check "$rule passes" has_passed hostA $rule
done
check "the evidence gives the same verdicts" is \
	"$("$LAB" judge --role gateway --json "$NET_DIR/hostA/conform.pcapng" |
	sed -n 's/.*"requirement":"\([^"]*\)".*"verdict":"fail".*/\1/p' |
	grep -vx PMP-G-39 | sort | tr '\n' ' ')" \
	"${failed/PMP-G-39 /}"

# Its own address is private: it maps nothing, and says so, but for the fields.
check "a gateway behind another one is judged" wait_for 10 ended hostN
check "just these fail there" is "$(having hostN fail)" \
	"PMP-G-01 PMP-G-02 PMP-G-38 PMP-G-43 "
for rule in PMP-G-05 PMP-G-39 PMP-G-40 PMP-G-42; do
	check "$rule passes there" has_passed hostN $rule
done
net_end
