# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# lab_wire.sh - cables with delay, rate and loss do what they say, and nothing
# else; part of lab.sh. hostW has a wire at its link and one behind its router.

# pings HOST ADDRESS COUNT [ARGS...]: what each took, "NUMBER MICROSECONDS".
pings()
{
	local host=$1 address=$2 count=$3
	shift 3
	in_host "$host" ping -n -c "$count" -W 3 "$@" "$address" |
		sed -n 's/.*icmp_seq=\([0-9]*\) .*time=\([0-9.]*\) ms.*/\1 \2/p' |
		awk '{ print $1, int($2 * 1000) }'
}

# The answers' own times, sorted: the middle one is free of a busy moment.
median()
{
	awk '{ print $2 }' | sort -n | awk '{ v[NR] = $1 }
		END { print v[int((NR + 1) / 2)] + 0 }'
}

none_missed()
{
	wire_report "$1" >"$NET_DIR/report"
	is "$(wire_count up missed <"$NET_DIR/report") \
$(wire_count down missed <"$NET_DIR/report")" "0 0"
}

took=$(pings hostW 11.9.0.2 20 -i 0.01 | median)
check_number "a round trip over a wire of 10 ms takes 20, in us" "$took" \
	-ge 20000
check_number "and little more" "$took" -lt 25000
wire natW delay 2ms
wire hostW up delay 30ms
took=$(pings hostW 11.9.0.2 20 -i 0.01 | median)
check_number "changed on the way, and one way only, it takes 34, in us" \
	"$took" -ge 34000
check_number "and little more" "$took" -lt 39000
wire natW delay 10ms jitter 5ms
wire hostW delay 0
pings hostW 11.9.0.2 100 -i 0.01 >"$NET_DIR/pings"
check "with jitter nothing is lost" \
	is "$(wc -l <"$NET_DIR/pings")" 100
check "or overtaken" sort -cn "$NET_DIR/pings"
check_number "and round trips differ by milliseconds, in us" \
	$(($(awk '{ print $2 }' "$NET_DIR/pings" | sort -n | tail -n 1) - \
		$(awk '{ print $2 }' "$NET_DIR/pings" | sort -n | head -n 1))) \
	-gt 5000

wire natW delay 5ms jitter 0 up loss 10 seed 7
pings hostW 11.9.0.2 300 -i 0.005 | awk '{ print $1 - 1 }' >"$NET_DIR/pings"
"$B/net/wire" losses 10 7 300 >"$NET_DIR/losses"
check_number "of 300 packets 10 percent get lost" \
	"$(wc -l <"$NET_DIR/losses")" -gt 15
check "just those that the seed tells" is "$(sort -n "$NET_DIR/pings" \
	"$NET_DIR/losses")" "$(seq 0 299)"
check "and no answer overtakes another" sort -cn "$NET_DIR/pings"
wire_report natW >"$NET_DIR/report"
check "the wire counts them" is "$(wire_count up lost <"$NET_DIR/report")" \
	"$(wc -l <"$NET_DIR/losses")"

wire natW loss 0 delay 10ms reorder 10 duplicate 10 seed 3
in_host hostW ping -n -c 200 -i 0.005 -W 2 11.9.0.2 >"$NET_DIR/pings"
wire_report natW >"$NET_DIR/report"
check "reordered and duplicated, none is lost" is "$(sed -n \
	's/.*icmp_seq=\([0-9]*\) .*/\1/p' "$NET_DIR/pings" | sort -nu)" \
	"$(seq 200)"
check_not "some are overtaken" eval 'sed -n \
	"s/.*icmp_seq=\([0-9]*\) .*/\1/p" "$NET_DIR/pings" | sort -cn'
check_number "some come twice" "$(grep -c DUP "$NET_DIR/pings")" -gt 10
check "as many as the wire tells" is "$(grep -c DUP "$NET_DIR/pings")" \
	$(($(wire_count up duplicated <"$NET_DIR/report") + \
		$(wire_count down duplicated <"$NET_DIR/report")))

# slow: 60 datagrams, of 1000 octets with headers, at once.
slow()
{
	rm -f "$(log_of server slow)"
	spawn server slow "$B/net/bulk" udp-receive 7101 60 4
	wait_for 2 listening server udp 7101
	in_host hostW "$B/net/bulk" udp-send 11.9.0.2 7101 60 972 0
	wait_for 5 net_ended "${NET_PIDS[server/slow]}"
	wire_report natW >"$NET_DIR/report"
}

# From the first of 60 datagrams of 1000 octets to the last, at 250 kbit/s.
wire natW delay 0 reorder 0 duplicate 0 up rate 250kbit queue 10s
slow
check "a slow line loses nothing that its queue holds" \
	is "$(json received <"$(log_of server slow)")" 60
took=$(json ms <"$(log_of server slow)")
check_number "and is as slow as it should be, in ms" "$took" -ge 1699
check_number "little slower" "$took" -le 2900
wire natW up queue 100ms
slow
got=$(json received <"$(log_of server slow)")
check_number "what a full queue drops is lost" "$got" -lt 50
check_number "the rest is not" "$got" -ge 4
check "and it is counted" is "$(wire_count up queue_full <"$NET_DIR/report")" \
	$((60 - got))

wire natW rate 0 queue 100ms delay 5ms
check "a wire carries what its MTU lets pass" \
	in_host hostW ping -n -q -c 1 -W 1 -M 'do' -s 1372 11.9.0.2
check_not "and no more" \
	in_host hostW ping -n -q -c 1 -W 1 -M 'do' -s 1373 11.9.0.2
mkfifo "$NET_DIR/wired"
spawn server wired "$PROBE" tcp-receive 7003 "$NET_DIR/wired" 20
wait_for 2 listening server tcp 7003
echo "begin wired" >"$NET_DIR/wired"
spawn hostW wired "$PROBE" tcp-send 11.9.0.2 7003 1 20000000
wait_for 5 net_ended "${NET_PIDS[hostW/wired]}"
echo "quit" >"$NET_DIR/wired"
wait_for 5 grep -q wired "$(log_of server wired)"
check_number "megabytes pass through it, in octets" \
	"$(grep '"wired"' "$(log_of server wired)" | json octets)" -gt 2000000
check "with every octet right" \
	is "$(grep '"wired"' "$(log_of server wired)" | json wrong)" 0
check "nothing was missed, and no super-packet was too long" none_missed natW
check "at its link neither" none_missed hostW
wire_report hostW >/dev/null

host_unplug hostW
check "pulled out, a host has no carrier" \
	eval 'ip -n hostW -br link show eth0 | grep -q NO-CARRIER'
host_plug hostW
check "and again when it is plugged in" answers hostW 11.9.0.2
wire hostW delay 40ms
host_move hostW natC
took=$(pings hostW 11.9.0.2 10 -i 0.01 | median)
check_number "a host's wire moves along, round trip in us" "$took" -ge 80000
check_number "and is the only one" "$took" -lt 85000
