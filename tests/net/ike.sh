# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# ike.sh - charon in hosts, and IPsec between ULAs, by hand with swanctl.
# Source it after topology.sh.
#
#   ike_start HOST ULA                charon with its own socket; ULA on lo
#   ike_ready HOST                    waits until it answers
#   ike_connection HOST ULA PEER PEER-ULA ADDRESS PORT
#                                     what to load: names are the hosts' own
#   ike HOST COMMAND...               swanctl to HOST's charon
#
# Its control socket is in the run's folder, or IKE_VICI, a path in the host.
#
# kernel-libipsec is ESP in user space over a TUN device: it works where the
# kernel has no ESP, but needs /dev/net/tun, which may be root's only.
# A connection dials its address and is answered from any: identities decide.
# roam_events=no: else charon asks the peer on its own after a move, waits for
# an answer to the old address, and stalls traffic for 6 s.
# mobike=no: with MOBIKE charon would ignore a NAT's new outer address.

IKE_SECRET=${IKE_SECRET:-a secret of the laboratory}

ike_start()
{
	local host=$1 ula=$2 dir=$NET_DIR/$1/ike
	mkdir -p "$dir"
	cat >"$dir/strongswan.conf" <<-EOT
	charon-systemd {
		load = random nonce openssl kdf hmac sha2 aes gcm pem \
			kernel-libipsec kernel-netlink socket-default vici
		port = 0
		port_nat_t = 4500
		plugins {
			vici {
				socket = unix://${IKE_VICI:-$dir/vici}
			}
			kernel-netlink {
				roam_events = no
			}
		}
		filelog {
			stderr {
				default = 1
				flush_line = yes
			}
		}
	}
	swanctl {
		load = random nonce openssl pem
	}
	EOT
	ip -n "$host" addr add "$ula/128" dev lo nodad
	spawn "$host" charon env "STRONGSWAN_CONF=$dir/strongswan.conf" \
		"$(lab_program charon-systemd)"
}

ike_connection()
{
	local host=$1 ula=$2 peer=$3 peer_ula=$4 address=$5 port=$6
	cat >"$NET_DIR/$host/ike/swanctl.conf" <<-EOT
	connections {
		$peer {
			version = 2
			local_port = 4500
			remote_addrs = $address, 0.0.0.0/0
			remote_port = $port
			encap = yes
			mobike = no
			unique = replace
			proposals = aes128gcm16-prfsha256-x25519
			local {
				auth = psk
				id = $host
			}
			remote {
				auth = psk
				id = $peer
			}
			children {
				ula {
					local_ts = $ula/128
					remote_ts = $peer_ula/128
					esp_proposals = aes128gcm16
				}
			}
		}
	}
	secrets {
		ike-$peer {
			id-1 = $host
			id-2 = $peer
			secret = "$IKE_SECRET"
		}
	}
	EOT
	ike "$host" --load-all --clear --file "$NET_DIR/$host/ike/swanctl.conf"
}

ike()
{
	local host=$1
	shift
	in_host "$host" env \
		"STRONGSWAN_CONF=$NET_DIR/$host/ike/strongswan.conf" \
		swanctl "$@" --uri \
		"unix://${IKE_VICI:-$NET_DIR/$host/ike/vici}" \
		2> >(grep -v '^opening directory' >&2)
}

ike_ready()
{
	wait_for 5 ike "$1" --stats ||
		net_die "$1: $(tail -n 5 "$(log_of "$1" charon)")"
}
