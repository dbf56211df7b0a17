# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034 # what one.sh reads
#
# autotunnel.sh - autotunnel as `autotunnel init` leaves it: BIND and the
# rendezvous on the server, a domain, a key file and the tunnel secret on the
# hosts. Ports are mapped by NAT-PMP, moves are told by DNS pushes.

TOOL_DEVICE=ipsec0
TOOL_DESK=$DESK
TOOL_PERIOD_S=0
TOOL_LAPTOP=$LAPTOP

tool_version()
{
	"$AUTOTUNNEL" --version | sed 's/.* //;q'
}

tool_start()
{
	rendezvous_start
	agent_start desk
	agent_start laptop
	wait_for 30 tunnel_is_up && wait_for 20 calm
}
