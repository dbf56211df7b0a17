#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# badtime.sh - a host's clock, then the rendezvous' clock, is an hour off: both
# times are told and what to do, and once it is right everything comes back.
#
# without: call:clock_difference_text -> is told both times and what helps
# without: lab:setting-right -> its clock is set right: the tunnel comes up

. "$(dirname "$0")/topology.sh"
net_begin badtime "$@"
. "$NET_LIB/pair.sh"

PAIR_RECORD=$NET_DIR/traces
mkdir "$PAIR_RECORD"

APART="its clock says .*, ours .*timedatectl"

told()
{
	status "$1" clocks | grep -q "$APART"
}

# The difference of the two times in a line like the above is an hour.
an_hour()
{
	local times
	times=$(sed -n 's/.*its clock says \([^,]*\), ours \([^;]*\);.*/\1|\2/p' |
		tail -n 1)
	[ -n "$times" ] || return 1
	times=$(($(date -d "${times#*|}" +%s) - $(date -d "${times%|*}" +%s)))
	[ "${times#-}" -ge 3590 ] && [ "${times#-}" -le 3610 ]
}

not_told()
{
	[ -z "$(status "$1" clocks)" ]
}

is_published()
{
	[ -n "$(in_host server dig -p 5300 @127.0.0.1 +short +time=1 +tries=1 \
		"$1.$ZONE" AAAA)" ]
}

world
clock server
clock laptop realtime -3600
rendezvous_start
agent_start desk
agent_start laptop

# The host's ---------------------------------------------------------------------
# covers: TSIG-S-14 TSIG-S-16 TSIG-C-17
check "laptop, an hour behind, is told both times and what helps" \
	wait_for 10 told laptop
note "status: $(status laptop clocks)"
check "they are an hour apart" an_hour < <(status laptop clocks)
check "its log tells it too" grep -q "11.9.0.2:5352 .*$APART" \
	"$(log_of laptop agent)"
check "so does the rendezvous', with the address of whose clock it is" \
	grep -q "request from 11.2.0.2:.*its clock says" \
	"$(log_of server rendezvous)"
check "desk is not disturbed" wait_for 10 is_published desk
check_not "laptop is not published" is_published laptop
check "desk is told nothing of clocks" not_told desk
began=$(now_ms)
without setting-right || clock laptop realtime 0
check "its clock is set right: the tunnel comes up" \
	wait_for 5 tunnel_between desk laptop
note "$(($(now_ms) - began)) ms after it was set"
check "status tells nothing of clocks any more" wait_for 5 not_told laptop

# The rendezvous' ------------------------------------------------------------------
transfer_start 60 || net_die "no traffic flows"
window server
clock server realtime 3600
tell desk again >/dev/null
check "the rendezvous is an hour ahead: desk is told" wait_for 10 told desk
check "the rendezvous' log tells whose messages it refuses" \
	wait_for 5 grep -q "request from 11.1.0.2:.*its clock says" \
	"$(log_of server rendezvous)"
check "laptop is told once it asks" eval 'tell laptop again >/dev/null;
	wait_for 10 told laptop'
check "the tunnel stays" tunnel_between desk laptop
clock server realtime 0
check "it is set right: desk is told nothing more" wait_for 20 not_told desk
check "nor is laptop" wait_for 20 not_told laptop
host_move laptop natC
leads()
{
	[[ $(way desk laptop) == 11.3.0.2:* ]]
}
check "and laptop moves, and is found again by push" wait_for 10 leads
window_end server
check "the transfer went on all the time" survived server

# Both ends' clocks were ahead, and are set back: nobody is held to have sent
# replays.
clock server realtime 7200
clock laptop realtime 7200
tell laptop again >/dev/null
check "with both two hours ahead laptop registers" wait_for 20 not_told laptop
clock laptop realtime 0
clock server realtime 0
tell laptop again >/dev/null
check "set back, it does too" wait_for 20 not_told laptop
since=$(lines laptop)
tell laptop again >/dev/null
check "and its messages are taken" wait_for 10 heard laptop "$since" published
stop laptop agent
keep "$PAIR_RECORD/laptop.trace"

# Set back by less than may be between two clocks, while laptop's agent was away:
# who remembers the time that it signed last believes it all the same.
clock laptop realtime -60
since=$(lines laptop)
agent_start laptop
check "started anew a minute earlier, laptop is published" \
	wait_for 10 heard laptop "$since" published
check "and the tunnel comes up" wait_for 10 tunnel_between desk laptop
net_end
