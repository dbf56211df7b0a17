#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# conform-llq.sh - `conform llq-server` finds nothing wrong with the rendezvous,
# and of a rendezvous with one fault just the requirement that it breaks; `conform
# llq-client` finds nothing wrong with the agent.
#
# without: llq_events:telling:resend -> the rendezvous: no failure
# without: call:llq_server_acknowledge -> the rendezvous: no failure
# without: llq_client:asking:resend -> the agent: no failure

. "$(dirname "$0")/topology.sh"
net_begin conform-llq "$@"
. "$NET_LIB/agents.sh"
. "$NET_LIB/conform.sh"

LEASES="lease-min = 1s
	llq-lease-min = 1s"
FIRST=5400

# against PORT RUN: the server at that port.
against()
{
	conform_start "$2" hostA llq-server "11.9.0.2:$1" --zone $ZONE \
		--key "$KEYS/hosts" --update "11.9.0.2:$1"
}

# fault NAME SWITCH SENTENCE ID...: remembered for check_faults.
FAULTS=()
fault()
{
	local port=$((FIRST + ${#FAULTS[@]}))
	faulty "$port" "$2"
	against "$port" "$1"
	FAULTS+=("$*")
}

server 11.9.0.2
host hostA 11.8.0.2/24 via internet
zone_start
# Another zone's server, as this agent's resolver has it: the lab.
NET_RESOLVER=11.6.0.2
host lab 11.6.0.2/24 via internet
host hostB 11.7.0.2/24 via internet
agent_start hostB bee
conform_start client lab llq-client --listen 11.6.0.2 --zone $ZONE \
	--key "$KEYS/hosts" --profile btmm --quick

against 5352 good
fault resend llq_events:telling:resend LLQ-S-40
fault lease call:llq_server_acknowledge LLQ-S-47
# and a refresh it is, though of what there is not
fault unknown call:rendezvous_reply LLQ-S-47 LLQ-S-48
fault lapse call:rendezvous_show LLQ-S-34
fault end call:llq_server_step LLQ-S-49
fault removal call:dns_add_record LLQ-S-46
fault echo call:llq_server_classify LLQ-S-27

check_kept good "the rendezvous" 40
check_kept client "the agent" 38
for words in "${FAULTS[@]}"; do
	# shellcheck disable=SC2086 # words on purpose
	set -- $words
	# shellcheck disable=SC2068
	check_broken "$1" "a rendezvous with the fault $1" ${@:3}
done
net_end
