#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# rekey.sh - the account's key and the tunnel secret are changed while everything
# runs, two of each valid for a while, and nothing stops.
#
# without: call:edge_rekey -> who has the old key only is refused
# without: call:rendezvous_rekey -> desk signs with the new key
# without: call:tunnel_rekey -> now the two refuse one another

. "$(dirname "$0")/topology.sh"
net_begin rekey "$@"
. "$NET_LIB/pair.sh"

PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"

# Each host has files of its own, as hosts do.
files_of()
{
	KEYS=$NET_DIR/$1.key SECRET=$NET_DIR/$1.secret
	cp "$NET_DIR/account.key" "$KEYS"
	cp "$NET_DIR/tunnel-secret" "$SECRET"
}

# put FILE SOURCE...: what FILE holds from now on.
put()
{
	local file=$1
	shift
	(umask 077 && cat "$@" >"$file.new" && mv "$file.new" "$file")
}

# HOST's agent has registered again since line SINCE of its log.
registered_since()
{
	heard "$1" "$2" "records published"
}

# What HOST signs with is taken: it registers by it, and finds its peer moved.
signs()
{
	local host=$1 since
	since=$(lines "$host")
	tell "$host" reload >"$NET_DIR/out" 2>&1 || return
	wait_for 5 registered_since "$host" "$since"
}

leads_to()
{
	[[ $(way desk laptop) == "$1:"* ]] && tunnel_between desk laptop
}

# moves SENTENCE NAT: laptop goes there, and the tunnel is set up anew, by keys.
moves()
{
	wait_for 5 calm
	host_move laptop "$2"
	check "$1" wait_for 10 leads_to "${NET_WAN[$2]}"
}

world_begin
nat natA wan 11.1.0.2 lan 10.1.0.1/24
nat natB wan 11.2.0.2 lan 10.2.0.1/24
nat natC wan 11.3.0.2 lan 10.3.0.1/24
files_of desk
site desk 10.1.0.2/24 via natA
files_of laptop
site laptop 10.2.0.2/24 via natB
nats_ready
rendezvous_start
agent_start desk
agent_start laptop
check "the tunnel is up" wait_for 15 tunnel_between desk laptop
transfer_start 120 || net_die "no traffic flows"

# The account's key ------------------------------------------------------------
# covers: P17
ACCOUNT=$NET_DIR/account.key NEXT=$NET_DIR/next.key
RENDEZVOUS=$NET_DIR/rendezvous.key ALL=$NET_DIR/all.key
key_make "$NEXT" account-2
window key

put "$NET_DIR/desk.key" "$NEXT" "$ACCOUNT"
check "before the rendezvous knows the new key, desk's reload is taken" \
	tell desk reload
check "and desk is told that the server does not know its key" \
	wait_for 5 heard desk 0 "key"
put "$NET_DIR/desk.key" "$ACCOUNT"
check "back to the old one, desk is registered again" signs desk

put "$ALL" "$ACCOUNT" "$RENDEZVOUS" "$NEXT"
stop_hup()
{
	kill -HUP "${NET_PIDS[server/rendezvous]}"
}
stop_hup
check "the rendezvous reads its keys again" wait_for 2 \
	grep -q "keys are read again" "$(log_of server rendezvous)"
put "$NET_DIR/desk.key" "$NEXT" "$ACCOUNT"
check "desk signs with the new key" signs desk
check "its questions are asked by it too" wait_for 10 \
	is "$(query desk PTR _autotunnel._udp.$ZONE known)" true
moves "laptop, with the old one, moves and is found again" natC
put "$NET_DIR/laptop.key" "$NEXT"
check "laptop signs with the new key" signs laptop
put "$ALL" "$RENDEZVOUS" "$NEXT"
put "$NET_DIR/desk.key" "$NEXT"
stop_hup
check "desk forgets the old key" signs desk
moves "laptop moves, with the new key alone, and is found again" natB
check "who has the old key only is refused" \
	is "$(in_host desk dig -p 5352 @$SERVER -k "$ACCOUNT" +time=1 +tries=1 \
		"$LAPTOP" AAAA 2>&1 | sed -n 's/.*status: \([A-Z]*\),.*/\1/p')" \
	NOTAUTH
window_end key
check "the transfer went on" survived key

# Wrong files ----------------------------------------------------------------------
echo "key broken {" >"$NET_DIR/desk.key.bad"
cp "$NET_DIR/desk.key" "$NET_DIR/desk.key.good"
cp "$NET_DIR/desk.key.bad" "$NET_DIR/desk.key"
check_not "a broken key file is refused" tell desk reload
tell desk reload >"$NET_DIR/out" 2>&1
check "with its name and line" grep -q 'desk.key:[0-9]*: expected' "$NET_DIR/out"
put "$NET_DIR/desk.key" "$NET_DIR/desk.key.good"
cp "$ALL" "$ALL.good"
echo "key broken {" >"$ALL"
stop_hup
check "the rendezvous refuses one, and says so" wait_for 2 \
	grep -q "nothing is changed: .*all.key:[0-9]*: expected" \
	"$(log_of server rendezvous)"
put "$ALL" "$ALL.good"
check "nothing has changed: desk registers" signs desk

# The tunnel secret ------------------------------------------------------------------
OLD=$NET_DIR/tunnel-secret NEW=$NET_DIR/second
secret_make "$NEW"
sed -i 's/^1 /2 /' "$NEW"
window secret
put "$NET_DIR/desk.secret" "$OLD" "$NEW"
check "desk takes a second secret" tell desk reload
moves "laptop, with the first alone, moves and is found again" natC
put "$NET_DIR/laptop.secret" "$NEW" "$OLD"
check "laptop uses the second, and takes the first" tell laptop reload
moves "it moves, desk uses the first" natB
put "$NET_DIR/desk.secret" "$NEW"
check "desk forgets the first" tell desk reload
moves "laptop moves" natC
put "$NET_DIR/laptop.secret" "$NEW"
check "laptop forgets the first" tell laptop reload
moves "and moves" natB
window_end secret
check "the transfer went on all the time" survived secret
note "longest silence: $(result udp key gap_ms) ms while the key was" \
	"changed, $(result udp secret gap_ms) ms while the secret was"

# Who has only the first is refused, and both owners are told why.
put "$NET_DIR/laptop.secret" "$OLD"
since=$(lines desk)
check "laptop goes back to the first alone" tell laptop reload
host_move laptop natC
check "now the two refuse one another, and desk says why" \
	wait_for 20 heard desk "$since" "$LAPTOP.*secret"
put "$NET_DIR/laptop.secret" "$NEW"
check "with the second again" tell laptop reload
check "the tunnel comes back by itself" wait_for 20 tunnel_between desk laptop
stop laptop agent
keep "$PAIR_RECORD/laptop.trace"
check_replay "$PAIR_RECORD/rendezvous.trace"
net_end
