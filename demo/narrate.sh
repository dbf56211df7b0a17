#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# narrate.sh HOST LOG START-MS EVENTS - tells what an agent says, as it says it:
# each line of LOG goes to EVENTS with its moment, and what belongs to the story
# to standard output, in fewer words.
set -u
host=$1 log=$2 start=$3 events=$4
colour='' plain=''
if [ -t 1 ]; then
	colour=$'\e[33m' plain=$'\e[0m'
	[ "$host" != desk ] || colour=$'\e[36m'
fi

say()
{
	printf '%4d.%03d s  %s%-8s%s %.58s\n' $((at / 1000)) $((at % 1000)) \
		"$colour" "$host" "$plain" "$1"
}

of_peer()
{
	local peer=${1%%.*} words=${1#*: }
	case $words in
	'is at '*)
		words=${words#is at }
		say "pushed: $peer is at ${words/ port /:}" ;;
	'the tunnel is up') say "tunnel up, to $peer" ;;
	'the tunnel has moved along') say "tunnel moved along, to $peer" ;;
	'its records are gone') say "pushed: $peer has left" ;;
	'the tunnel could not be set up'*)
		say "no tunnel to $peer yet; tried again by itself" ;;
	'the tunnel is down') say "tunnel down, to $peer" ;;
	*) say "$peer: $words" ;;
	esac
}

# One line of an agent, in the story's words.
tell()
{
	local port=${1% outside}
	case $1 in
	'peer '*) of_peer "${1#peer }" ;;
	'warning: peer '*) of_peer "${1#warning: peer }" ;;
	'charon is up'*) say "IKE daemon started" ;;
	'the gateway'*'public address is '*)
		say "NAT-PMP: the public address is ${1##* }" ;;
	'tunnel port'*)
		say "NAT-PMP: mapping held, UDP ${port##* }, for the tunnel" ;;
	'LLQ port'*)
		say "NAT-PMP: mapping held, UDP ${port##* }, for pushes" ;;
	*'long-lived query held')
		say "query established: what changes is pushed here" ;;
	*'records published'*) say "records published in DNS" ;;
	'warning: no network') say "no network" ;;
	'warning: '* | 'error: '*) say "$1" ;;
	esac
}

tail -n +1 -F "$log" 2>/dev/null | while IFS= read -r line; do
	at=${EPOCHREALTIME/[.,]/}
	at=$((${at%???} - start))
	echo "$at $host $line" >>"$events"
	tell "$line"
done
