# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# tunnels.sh - two hosts with tunnel_host each, ant on hostA and bee on hostB,
# whose DNS is played by the script that sources this after topology.sh and
# net_begin. One way: `tell`, then `seen`, after `mark`. TUNNEL_ESP=kernel takes the
# kernel's ESP where it has it.

PROBE=$B/net/probe
[ -x "$TUNNEL_HOST" ] || net_die "run \"make net\" first"
ANT=ant.home.example.net BEE=bee.home.example.net
ULA_A=fd01:203:405:607::a ULA_B=fd11:1213:1415:1617::b
declare -A MARK=()

# secret FILE GENERATION...: a file of fresh secrets.
secret()
{
	local file=$1 generation
	shift
	(umask 077
	for generation; do
		echo "$generation $(od -An -tx1 -N32 /dev/urandom | tr -d ' \n')"
	done >"$file")
}

# agent HOST NAME ULA SECRET-FILE: the agent's part, obeying its named pipe.
agent()
{
	local dir=$NET_DIR/$1
	[ -p "$dir/control" ] || mkfifo "$dir/control"
	rm -f "$(log_of "$1" agent)"
	MARK[$1]=0
	# shellcheck disable=SC2086
	spawn "$1" agent "$TUNNEL_HOST" "$dir/run" "$2" "$3" "$4" "$dir/control" \
		${TUNNEL_ESP:-}
	wait_for 2 has_line "$1" ready || net_die "$1: no agent"
}

tell()
{
	local host=$1
	shift
	echo "$*" >"$NET_DIR/$host/control"
}

mark()
{
	local host
	for host; do
		MARK[$host]=$(wc -l <"$(log_of "$host" agent)")
	done
}

new_lines()
{
	tail -n "+$((MARK[$1] + 1))" "$(log_of "$1" agent)"
}

has_line()
{
	new_lines "$1" | grep -Eq "$2"
}

# seen HOST SECONDS PATTERN: a line since the mark.
seen()
{
	wait_for "$2" has_line "$1" "$3"
}

# state HOST: of its peer's machine.
state()
{
	mark "$1"
	tell "$1" status
	wait_for 2 has_line "$1" 'status .*' || return
	sleep 0.05
	new_lines "$1" | sed -n '/ status /,$p' | sed -n '2s/^[0-9]* \([a-z]*\) .*/\1/p'
}

# daemon HOST: the process of its charon.
daemon()
{
	mark "$1"
	tell "$1" status
	wait_for 2 has_line "$1" 'process [1-9]' &&
		new_lines "$1" | sed -n 's/.* process \([0-9]*\) .*/\1/p'
}

both_on()
{
	seen hostA 5 ' on ' && seen hostB 5 ' on '
}

# map NAT HOST-ADDRESS [PORT]: the mapping that NAT-PMP would make.
map()
{
	local port=${3:-4500}
	nsenter --net="/run/netns/$1" nft -f - <<-NFT
	add rule inet filter prerouting iifname wan udp dport $port dnat ip to $2:$port
	add rule inet filter forward iifname wan ip daddr $2 udp dport $port accept
	NFT
}

pings()
{
	in_host "$1" ping -6 -c1 -W1 "$2"
}

# stream_start: an echo every 10 ms from A to B; stream_gap prints the longest
# pause of those that came back, in ms.
stream_start()
{
	rm -f "$(log_of hostA stream)"
	spawn hostA stream ping -6 -D -n -i 0.01 "$ULA_B"
	wait_for 2 grep -q icmp_seq=20 "$(log_of hostA stream)"
}

stream_gap()
{
	sleep 0.3
	stop hostA stream INT
	sed -n 's/^\[\([0-9.]*\)\].*icmp_seq.*time=.*/\1/p' \
		"$(log_of hostA stream)" | awk '
		NR > 1 && $1 - last > gap { gap = $1 - last } { last = $1 }
		END { printf "%d\n", NR < 30 ? 99999 : gap * 1000 }'
}
