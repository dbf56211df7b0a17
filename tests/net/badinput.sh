#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# badinput.sh - what must not be believed, or not be started with: forged,
# stale and strayed DNS messages at the agent and at the rendezvous, mistakes in
# configurations, keys that others can read, a damaged state.
#
# without: call:client_believes -> an unsigned event
# without: call:CRYPTO_memcmp -> one with a wrong bit in its signature
# without: call:edge_judge -> an unsigned question is refused
# without: call:edge_judge -> an unsigned update too
# without: call:store_load -> with its copy it is whom it was
# without: call:lock_take -> a second agent with the same state is refused

. "$(dirname "$0")/topology.sh"
net_begin badinput "$@"
. "$NET_LIB/agents.sh"
FORGE=$B/net/forge
[ -x "$FORGE" ] || net_die "run \"make net\" first"
BROWSE=$SERVICE.$ZONE

# forge HOST KEY SIGNATURE FROM TO KIND...
forge()
{
	local host=$1 key=$2
	shift 2
	in_host "$host" "$FORGE" "$KEYS/$key" "$@"
}

# rejects SENTENCE RCODE TSIG-ERROR LLQ-ERROR FORGE-ARGUMENTS...: the answer.
rejects()
{
	local sentence=$1 wanted
	wanted="{\"answer\":\"$2\",\"tsig\":$3,\"llq\":$4}"
	shift 4
	check "$sentence" is "$(forge outside "$@")" "$wanted"
}

# evil SIGNATURE FROM LLQ-ID SERIAL [KEY] [HOST]: an event that names a peer.
evil()
{
	forge "${6:-server}" "${5:-hosts}" "$1" "$2" "11.1.0.2:$PUSHES" \
		event $BROWSE $SERVICE.evil.$ZONE "$3" "$4"
}

# A counter of A's, whose name contains WORDS; and whether it rose.
rose()
{
	local n
	n=$(tell hostA status --json | object value name "$1")
	[ "${n:-0}" -gt "${COUNTED:-0}" ]
}

# unbelieved SENTENCE COUNTER EVIL-ARGUMENTS...
unbelieved()
{
	local sentence=$1 counter=$2
	shift 2
	COUNTED=$(counter hostA "$counter")
	evil "$@"
	check "$sentence: counted as \"$counter\"" wait_for 1 rose "$counter"
	check_not "and not believed" has_peer hostA evil
}

two_sites
host outside 11.8.0.2/24 via internet
nats_ready
zone_start
key_make "$KEYS/stranger" stranger
agent_start hostA ant --record "$NET_DIR/hostA/trace"
agent_start hostB bee
check "A is registered and listens" agent_ready hostA
check "A knows B" agent_ready hostB && wait_for 5 has_peer hostA bee
PUSHES=$(mapping hostA llq external_port)
ID=$("$B/autotunnel-lab" show "$NET_DIR/hostA/trace" |
	sed -n "/datagram on llq/,/^ *[0-9]* /{/question $BROWSE PTR/,/LLQ/s/.*id \([0-9a-f]*\),.*/\1/p}" |
	head -n 1)
SERIAL=$(zone_serial server $ZONE)

# At the agent ---------------------------------------------------------------
# covers: TSIG-C-10 TSIG-C-12 LLQ-C-44 P5
unbelieved "an unsigned event" "DNS messages dropped: not verified" \
	none 11.9.0.2:5352 "$ID" $((SERIAL + 5))
unbelieved "one with a wrong bit in its signature" \
	"messages with a wrong signature (BADSIG)" \
	badsig 11.9.0.2:5352 "$ID" $((SERIAL + 5))
unbelieved "one by a key of another" "messages with an unknown key (BADKEY)" \
	right 11.9.0.2:5352 "$ID" $((SERIAL + 5)) stranger
unbelieved "one of an hour ago" "messages from another time (BADTIME)" \
	stale 11.9.0.2:5352 "$ID" $((SERIAL + 5))
unbelieved "one with half a signature" \
	"messages with a cut signature (BADTRUNC)" \
	short 11.9.0.2:5352 "$ID" $((SERIAL + 5))
unbelieved "one for a query that is none" "DNS messages dropped: unknown LLQ-ID" \
	right 11.9.0.2:5352 0123456789abcdef $((SERIAL + 5))
unbelieved "one from elsewhere" "DNS messages dropped: wrong source" \
	right 11.8.0.2:5352 "$ID" $((SERIAL + 5)) hosts outside
unbelieved "one that is older than the last" "DNS messages dropped: old event" \
	right 11.9.0.2:5352 "$ID" 1
forge server hosts right 11.9.0.2:5352 "11.1.0.2:$PUSHES" noise 2000
forge outside hosts right - "11.1.0.2:$PUSHES" noise 2000
forge outside hosts right - 11.1.0.2:4500 noise 500
check "after 4,500 datagrams of noise A answers its owner" \
	wait_for 5 is_status hostA public_endpoint 11.1.0.2:4500
change_zone "update add $BROWSE 120 PTR $SERVICE.fox.$ZONE."
until_ms 3 has_peer hostA fox
check "and hears of true changes, in $MS ms" has_peer hostA fox
# The forger can do it: what was wrong above was what was to be wrong.
evil right 11.9.0.2:5352 "$ID" $((SERIAL + 50))
check "who has the key, the id and the address is believed" \
	wait_for 2 has_peer hostA evil

# At the rendezvous ------------------------------------------------------------
# covers: P3 TSIG-S-06 TSIG-S-10 TSIG-S-13 TSIG-S-14 TSIG-S-21 LLQ-S-48
T=11.9.0.2:5352
rejects "an unsigned question is refused" REFUSED -1 -1 \
	hosts none - $T query ant.$ZONE AAAA
rejects "an unsigned long-lived query too" REFUSED -1 -1 \
	hosts none - $T setup ant.$ZONE AAAA
rejects "an unsigned update too" REFUSED -1 -1 \
	hosts none - $T update evil.$ZONE 11.8.0.2
rejects "a wrong signature is BADSIG" NOTAUTH 16 -1 \
	hosts badsig - $T query ant.$ZONE AAAA
rejects "an unknown key is BADKEY" NOTAUTH 17 -1 \
	stranger right - $T update evil.$ZONE 11.8.0.2
rejects "an old message is BADTIME, signed" NOTAUTH 18 -1 \
	hosts stale - $T update evil.$ZONE 11.8.0.2
rejects "half a signature is BADTRUNC" NOTAUTH 22 -1 \
	hosts short - $T update evil.$ZONE 11.8.0.2
rejects "less than half is none at all: FORMERR" FORMERR -1 -1 \
	hosts shorter - $T update evil.$ZONE 11.8.0.2
rejects "a refresh of nothing is NO-SUCH-LLQ" NOERROR 0 4 \
	hosts right - $T refresh ant.$ZONE AAAA 0123456789abcdef
rejects "a refresh of another's query is NO-SUCH-LLQ" NOERROR 0 4 \
	hosts right - $T refresh $BROWSE PTR "$ID"
check "an answer to nothing is not answered" \
	is "$(forge outside hosts right - $T reply ant.$ZONE AAAA)" \
	'{"answer":"none"}'
forge outside hosts right - $T noise 3000
rejects "after 3,000 datagrams of noise a right question is answered" \
	NOERROR 0 -1 hosts right - $T query ant.$ZONE AAAA
# covers: TSIG-S-08 TSIG-S-11 TSIG-S-20 TSIG-S-22
for error in BADKEY BADSIG BADTIME BADTRUNC; do
	check "the log tells of the $error" \
		grep -q $error "$(log_of server rendezvous)"
done
check "nothing of all that came into the zone" no_records evil A
rejects "a right update does" NOERROR 0 -1 \
	hosts right - $T update good.$ZONE 11.8.0.2
check "and stands" wait_for 2 has_records good A
stop hostA agent
keep "$NET_DIR/hostA/trace"

# Files ------------------------------------------------------------------------
OUT=$NET_DIR/out

KEY_FILE=$KEYS/hosts agent_config hostA ant >"$NET_DIR/hostA/good.conf"

# says SENTENCE PATTERN COMMAND...: it ends, failing, and says PATTERN.
says()
{
	local sentence=$1 pattern=$2
	shift 2
	in_host hostA timeout 5 "$@" >"$OUT" 2>&1 </dev/null
	case $? in
	0|124) false ;;
	*) grep -Eq "$pattern" "$OUT" ;;
	esac
	net_verdict $? "$sentence" || note "$(cat "$OUT")"
}

# edited FILE SED-SCRIPT: the path of a copy of FILE with that change.
edited()
{
	sed "$2" "$1" >"$1.bad"
	echo "$1.bad"
}

agent="$AUTOTUNNEL agent --config"
good=$NET_DIR/hostA/good.conf
line=$(grep -n '^name' "$good" | cut -d: -f1)
# shellcheck disable=SC2086
{
says "an unknown key is named with file and line, and the right one" \
	"good.conf.bad, line $line: .*nmae.*\`name\`" \
	$agent "$(edited "$good" 's/^name/nmae/')"
says "a wrong value is named with file, line, key and what was expected" \
	"good.conf.bad, line [0-9]+: .*lease.*time" \
	$agent "$(edited "$good" 's/^\[agent\]/&\nlease = soon/')"
says "a missing key is named" "good.conf.bad.*domain" \
	$agent "$(edited "$good" '/^domain/d')"
says "a missing file is named, and how to make one" \
	"nowhere.conf.*autotunnel init" $agent "$NET_DIR/nowhere.conf"
chmod 644 "$KEYS/hosts"
says "a key that others can read is refused, with what helps" \
	"hosts .*chmod 600" $agent "$good"
chmod 600 "$KEYS/hosts"
}
server=$NET_DIR/server/autotunnel-dns.conf
for test in "an unknown key of the rendezvous:s/^primary/primray/:primray.*primary" \
	"a wrong address of the rendezvous:s/^address = .*/address = here/:address" \
	"a key of the rendezvous that is nowhere:s/^key = .*/key = nokey/:key"; do
	IFS=: read -r sentence script pattern <<<"$test"
	says "$sentence is named with the file" "autotunnel-dns.conf.bad.*$pattern" \
		"$AUTOTUNNEL_DNS" --check-config --config "$(edited "$server" "$script")"
done
chmod 640 "$KEYS/both"
says "the rendezvous refuses keys that others can read" "both.*read" \
	"$AUTOTUNNEL_DNS" --check-config --config "$server"
chmod 600 "$KEYS/both"

# damage FILE: one octet of it is another.
damage()
{
	printf 'x' | dd of="$1" bs=1 seek=60 conv=notrunc 2>/dev/null
}

# A damaged state is set aside, and the agent says so and goes on.
ula=$(records ant AAAA)
damage "$NET_DIR/hostA/agent.state"
agent_again hostA
check "with a damaged state the agent starts" wait_for 5 tell hostA status
check "says so" grep -q 'agent.state.*damaged' "$(log_of hostA agent)"
check "and keeps the file" ls "$NET_DIR/hostA/agent.state.damaged-1"
check "with its copy it is whom it was" is_status hostA ula "$ula"
stop hostA agent
damage "$NET_DIR/hostA/agent.state"
damage "$NET_DIR/hostA/agent.state.copy"
agent_again hostA
check "with both damaged it starts too" wait_for 5 tell hostA status
check "and keeps both" ls "$NET_DIR/hostA/agent.state.damaged-2" \
	"$NET_DIR/hostA/agent.state.copy.damaged-1"
check_not "with another address, since the old one is not known" \
	is_status hostA ula "$ula"
says "a second agent with the same state is refused, and told why" \
	"running already.*process" "$AUTOTUNNEL" agent \
	--config "$NET_DIR/hostA/agent.conf" --socket "$NET_DIR/hostA/agent/other"

# Another agent of the same machine, with files of its own.
sed "s/^name = .*/name = owl/; s/hostA\/agent/hostA\/owl/" \
	"$NET_DIR/hostA/agent.conf" >"$NET_DIR/hostA/owl.conf"
spawn hostA owl "$AUTOTUNNEL" agent --config "$NET_DIR/hostA/owl.conf"
check "a second agent with a state of its own runs beside it" \
	wait_for 10 has_records owl AAAA
check "B knows it, at a port of its own" wait_for 5 has_peer hostB owl
check_not "which is not the first one's" is_peer hostB owl public_endpoint \
	11.1.0.2:4500

# A NAT behind a NAT: with a private address, miniupnpd gives neither address
# nor ports.
# covers: P7
nat natE wan 10.1.0.9 lan 10.8.0.1/24 via natA
host hostE 10.8.0.2/24 via natE
nats_ready
agent_start hostE elk
check "behind a gateway without a public address the host knows it" \
	wait_for 10 is_status hostE reach double-nat
check "and names the double NAT, with what would help" \
	grep -q 'two NATs.*would help' <<<"$(status hostE reach_text)"
wait_for 10 agent_registered hostE
check "refused ports do not hide the reason" is_status hostE reach double-nat

# A NAT behind a NAT, whose "public" address only looks like one.
# covers: P7 BTMM-C-28
nat natG wan 11.5.0.2 lan 11.7.0.1/24 natpmp off
nat natF wan 11.7.0.9 lan 10.6.0.1/24 via natG
host hostF 10.6.0.2/24 via natF
nats_ready
agent_start hostF fly
check "behind two NATs the host knows it" \
	wait_for 20 is_status hostF reach double-nat
check "and says it in a sentence, with what would help" \
	grep -q 'would help' <<<"$(status hostF reach_text)"
note "$(status hostF reach_text)"
check "it is registered as unreachable" wait_for 10 has_records $SERVICE.fly SRV
check "with no target" is "$(records $SERVICE.fly SRV | cut -d' ' -f4)" .
net_end
