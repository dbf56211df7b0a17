/* SPDX-License-Identifier: Apache-2.0 */
/* requirements.c - the numbered requirements of the RFCs.
 * Written by src/lab/requirements.awk from specs/NAME.req: change those and run
 * make gen. */
#include "lab/requirement.h"

const struct requirement requirements[REQUIREMENT_COUNT] = {
	[REQ_BTMM_B_01] = {
		"BTMM-B-01", "must (lc)", 6281, "§2",
		"The reachability of each host is encoded in DNS resource records and published in DNS.",
	},
	[REQ_BTMM_C_01] = {
		"BTMM-C-01", "must (lc)", 6281, "§2",
		"A host with a public IPv4 address publishes that address.",
	},
	[REQ_BTMM_C_02] = {
		"BTMM-C-02", "must (lc)", 6281, "§2",
		"A host behind a NAT publishes the NAT's public address and the port opened on it, the port by an SRV RR.",
	},
	[REQ_BTMM_C_03] = {
		"BTMM-C-03", "must (lc)", 6281, "§2",
		"When its user logs in (for us: when the agent starts), a host starts to update the DNS server about its reachability.",
	},
	[REQ_BTMM_C_04] = {
		"BTMM-C-04", "must (lc)", 6281, "§2",
		"It also sets up LLQs for the user's other hosts.",
	},
	[REQ_BTMM_S_01] = {
		"BTMM-S-01", "must (lc)", 6281, "§2",
		"Each user has a domain, and each of the user's hosts a name below it.",
	},
	[REQ_BTMM_S_02] = {
		"BTMM-S-02", "must (lc)", 6281, "§2",
		"The server pushes any change of those hosts' reachability to the LLQ holder at once.",
	},
	[REQ_BTMM_C_05] = {
		"BTMM-C-05", "must (lc)", 6281, "§2",
		"An IPv6 ULA is made automatically for each host at boot and is its unique identifier.",
	},
	[REQ_BTMM_C_06] = {
		"BTMM-C-06", "must (lc)", 6281, "§2",
		"IPsec protects the communication of two hosts.",
	},
	[REQ_BTMM_C_07] = {
		"BTMM-C-07", "must (lc)", 6281, "§2, 8",
		"Kerberos authenticates the two ends.",
	},
	[REQ_BTMM_C_08] = {
		"BTMM-C-08", "must (lc)", 6281, "§2",
		"Applications see plain IPv6 sockets.",
	},
	[REQ_BTMM_C_09] = {
		"BTMM-C-09", "must (lc)", 6281, "§2",
		"IPv6 packets are wrapped in ESP, and that in UDP over IPv4, also where both ends have public addresses.",
	},
	[REQ_BTMM_B_02] = {
		"BTMM-B-02", "must (lc)", 6281, "§3",
		"The host identifier (the ULA) is stored in an AAAA RR.",
	},
	[REQ_BTMM_B_03] = {
		"BTMM-B-03", "must (lc)", 6281, "§3",
		"The host's present location is stored in an SRV RR.",
	},
	[REQ_BTMM_B_04] = {
		"BTMM-B-04", "must (lc)", 6281, "§3",
		"The SRV's service is `_autotunnel`.",
	},
	[REQ_BTMM_B_05] = {
		"BTMM-B-05", "must (lc)", 6281, "§3",
		"The SRV's protocol is `_udp`.",
	},
	[REQ_BTMM_B_06] = {
		"BTMM-B-06", "must (lc)", 6281, "§3",
		"The SRV's name is the host's name below the user's domain: `_autotunnel._udp.<host>.<domain>`.",
	},
	[REQ_BTMM_B_07] = {
		"BTMM-B-07", "must (lc)", 6281, "§3",
		"Priority and weight of the SRV are 0.",
	},
	[REQ_BTMM_C_10] = {
		"BTMM-C-10", "must (lc)", 6281, "§3",
		"The SRV's port is the external port that the NAT opened for the host.",
	},
	[REQ_BTMM_C_11] = {
		"BTMM-C-11", "must (lc)", 6281, "§3",
		"Without a NAT, the SRV's port is the one that the host itself opened.",
	},
	[REQ_BTMM_B_08] = {
		"BTMM-B-08", "must (lc)", 6281, "§3",
		"The SRV's target is the host's autotunnel label below the user's domain.",
	},
	[REQ_BTMM_C_12] = {
		"BTMM-C-12", "must (lc)", 6281, "§3",
		"The label is \"AutoTunnel\" and the EUI-64 of the primary interface: `AutoTunnel-00-22-69-FF-FE-8E-34-2A`.",
	},
	[REQ_BTMM_C_13] = {
		"BTMM-C-13", "may (lc)", 6281, "§3",
		"With the SRV known, a peer can ask for the A RR of its target: the tunnel's outer address.",
	},
	[REQ_BTMM_G_01] = {
		"BTMM-G-01", "must (lc)", 6281, "§4",
		"The NAT supports NAT-PMP or UPnP IGD: it opens ports for inbound traffic and tells its public address.",
	},
	[REQ_BTMM_C_14] = {
		"BTMM-C-14", "must (lc)", 6281, "§4.1",
		"A host whose primary IPv4 address is private (RFC 1918) uses NAT-PMP to ask its gateway for inbound mappings on demand.",
	},
	[REQ_BTMM_C_15] = {
		"BTMM-C-15", "must (lc)", 6281, "§4.1",
		"With the mapping made, it publishes the NAT's public address and the external port in DNS.",
	},
	[REQ_BTMM_C_16] = {
		"BTMM-C-16", "must (lc)", 6281, "§4.1",
		"Requests go to the default gateway.",
	},
	[REQ_BTMM_C_17] = {
		"BTMM-C-17", "must (lc)", 6281, "§4.1",
		"If neither NAT-PMP nor IGD is there, go on as on a public network.",
	},
	[REQ_BTMM_C_18] = {
		"BTMM-C-18", "must (lc)", 6281, "§4.2",
		"A mapping request goes by UDP to port 5351 of the gateway; wait 250 ms for the answer.",
	},
	[REQ_BTMM_C_19] = {
		"BTMM-C-19", "must (lc)", 6281, "§4.2",
		"Without an answer in 250 ms, repeat with exponential back-off.",
	},
	[REQ_BTMM_C_20] = {
		"BTMM-C-20", "may (lc)", 6281, "§4.2",
		"Name the wanted external port, the internal one for instance.",
	},
	[REQ_BTMM_G_02] = {
		"BTMM-G-02", "must (lc)", 6281, "§4.2",
		"If that port is not to be had, the NAT answers with another one.",
	},
	[REQ_BTMM_C_21] = {
		"BTMM-C-21", "must (lc)", 6281, "§4.2",
		"After a crash of the NAT, ask for the port that was granted before: the host keeps the state, not the NAT.",
	},
	[REQ_BTMM_C_22] = {
		"BTMM-C-22", "must (lc)", 6281, "§4.2",
		"The default lifetime of a mapping is 3600 s.",
	},
	[REQ_BTMM_C_23] = {
		"BTMM-C-23", "must (lc)", 6281, "§4.2",
		"The host tries to renew a mapping every 1800 s.",
	},
	[REQ_BTMM_C_24] = {
		"BTMM-C-24", "must (lc)", 6281, "§4.2",
		"A renewal, be it for the lease or after a reboot of the NAT, is the same message as the request.",
	},
	[REQ_BTMM_G_03] = {
		"BTMM-G-03", "must (lc)", 6281, "§4.2",
		"A mapping that is not renewed is deleted when its lifetime expires.",
	},
	[REQ_BTMM_G_04] = {
		"BTMM-G-04", "must (lc)", 6281, "§4.2",
		"The NAT deletes a host's mappings when its DHCP lease expires.",
	},
	[REQ_BTMM_C_25] = {
		"BTMM-C-25", "may (lc)", 6281, "§4.2",
		"A host can ask for the deletion of a mapping that it no longer needs.",
	},
	[REQ_BTMM_C_26] = {
		"BTMM-C-26", "must (lc)", 6281, "§4.3",
		"To learn the NAT's public address, the host sends that query to port 5351 of the gateway too.",
	},
	[REQ_BTMM_G_05] = {
		"BTMM-G-05", "must (lc)", 6281, "§4.3",
		"The NAT answers with its public address.",
	},
	[REQ_BTMM_G_06] = {
		"BTMM-G-06", "must (lc)", 6281, "§4.3",
		"When its public address changes, the gateway sends a gratuitous response to 224.0.0.1 port 5350.",
	},
	[REQ_BTMM_C_27] = {
		"BTMM-C-27", "must (lc)", 6281, "§4.3",
		"On such an announcement the host updates its records in DNS to the new reachability.",
	},
	[REQ_BTMM_C_28] = {
		"BTMM-C-28", "NOTE", 6281, "§4.4.1",
		"NAT-PMP cannot traverse nested NATs.",
	},
	[REQ_BTMM_C_29] = {
		"BTMM-C-29", "NOTE", 6281, "§4.4.2",
		"NAT-PMP does not work where the default router is not the NAT.",
	},
	[REQ_BTMM_C_30] = {
		"BTMM-C-30", "must (lc)", 6281, "§5",
		"The user's hosts find each other, and running TCP connections go on, after changes at one end or at both.",
	},
	[REQ_BTMM_C_31] = {
		"BTMM-C-31", "must (lc)", 6281, "§5.1",
		"At a notification of a network change, first update the list of active interfaces.",
	},
	[REQ_BTMM_C_32] = {
		"BTMM-C-32", "must (lc)", 6281, "§5.1",
		"Then, behind a NAT, ask it for a port mapping and for the new public address.",
	},
	[REQ_BTMM_C_33] = {
		"BTMM-C-33", "must (lc)", 6281, "§5.1",
		"Next configure the tunnel interface with the inner IPv6 address.",
	},
	[REQ_BTMM_C_34] = {
		"BTMM-C-34", "must (lc)", 6281, "§5.1",
		"Of the established tunnels, find those whose local inner or outer address changed since their set-up, and give them the present addresses.",
	},
	[REQ_BTMM_C_35] = {
		"BTMM-C-35", "must (lc)", 6281, "§5.1",
		"When all that is done, publish the changes to DNS.",
	},
	[REQ_BTMM_C_36] = {
		"BTMM-C-36", "must (lc)", 6281, "§5.2",
		"Location is published by dynamic DNS updates.",
	},
	[REQ_BTMM_B_09] = {
		"BTMM-B-09", "must (lc)", 6281, "§5.2",
		"Update leases are used, so that stale records do not stay at the server.",
	},
	[REQ_BTMM_C_37] = {
		"BTMM-C-37", "must (lc)", 6281, "§5.2",
		"After a network change the records are updated as soon as the local interfaces are configured and mapping and public address are known.",
	},
	[REQ_BTMM_C_38] = {
		"BTMM-C-38", "must (lc)", 6281, "§5.2",
		"An update has an AAAA (identifier), an SRV (with the external port), an A (public address) and a TXT (device information).",
	},
	[REQ_BTMM_B_10] = {
		"BTMM-B-10", "must (lc)", 6281, "§5.2",
		"The names of A, AAAA and TXT are the target of the SRV.",
	},
	[REQ_BTMM_C_39] = {
		"BTMM-C-39", "must (lc)", 6281, "§5.2",
		"The update server is found by an SRV query for `_dns-update-tls._udp.<domain>`.",
	},
	[REQ_BTMM_C_40] = {
		"BTMM-C-40", "must (lc)", 6281, "§5.2",
		"Updates are sent to the target of the SRV answered.",
	},
	[REQ_BTMM_C_41] = {
		"BTMM-C-41", "must (lc)", 6281, "§5.2",
		"Records are refreshed periodically without any network change too.",
	},
	[REQ_BTMM_B_11] = {
		"BTMM-B-11", "must (lc)", 6281, "§5.2",
		"An update carries its lease as a signed 32-bit number of seconds.",
	},
	[REQ_BTMM_B_12] = {
		"BTMM-B-12", "must (lc)", 6281, "§5.2",
		"A record lease is at least 30 minutes.",
	},
	[REQ_BTMM_B_13] = {
		"BTMM-B-13", "must (lc)", 6281, "§5.2",
		"A record lease is at most 2 hours.",
	},
	[REQ_BTMM_C_42] = {
		"BTMM-C-42", "should (lc)", 6281, "§5.2",
		"The typical record lease is 90 minutes.",
	},
	[REQ_BTMM_C_43] = {
		"BTMM-C-43", "must (lc)", 6281, "§5.2",
		"The host refreshes its records before their lease expires.",
	},
	[REQ_BTMM_S_03] = {
		"BTMM-S-03", "must (lc)", 6281, "§5.2",
		"The server deletes records whose lease expired unrefreshed.",
	},
	[REQ_BTMM_B_14] = {
		"BTMM-B-14", "must (lc)", 6281, "§5.3",
		"Hosts learn of changes by LLQ, not by polling.",
	},
	[REQ_BTMM_C_44] = {
		"BTMM-C-44", "must (lc)", 6281, "§5.3",
		"The LLQ server is found by an SRV query for `_dns-llq-tls._udp.<domain>`.",
	},
	[REQ_BTMM_B_15] = {
		"BTMM-B-15", "must (lc)", 6281, "§5.3",
		"An LLQ is initiated by the client and completed by a four-way handshake: Initial Request, Challenge, Challenge Response, ACK + Answers.",
	},
	[REQ_BTMM_S_04] = {
		"BTMM-S-04", "must (lc)", 6281, "§5.3",
		"The challenge brings a unique identifier for the request.",
	},
	[REQ_BTMM_C_45] = {
		"BTMM-C-45", "must (lc)", 6281, "§5.3",
		"The client echoes that identifier in its challenge response.",
	},
	[REQ_BTMM_B_16] = {
		"BTMM-B-16", "must (lc)", 6281, "§5.3",
		"The LLQ's lease is negotiated in the handshake.",
	},
	[REQ_BTMM_B_17] = {
		"BTMM-B-17", "must (lc)", 6281, "§5.3",
		"An LLQ lease is at least 15 minutes.",
	},
	[REQ_BTMM_B_18] = {
		"BTMM-B-18", "must (lc)", 6281, "§5.3",
		"An LLQ lease is at most 2 hours.",
	},
	[REQ_BTMM_C_46] = {
		"BTMM-C-46", "must (lc)", 6281, "§5.3",
		"LLQ leases are refreshed before they expire.",
	},
	[REQ_BTMM_S_05] = {
		"BTMM-S-05", "must (lc)", 6281, "§5.3",
		"On a change in a zone the server checks whether new or deleted records answer an LLQ.",
	},
	[REQ_BTMM_S_06] = {
		"BTMM-S-06", "must (lc)", 6281, "§5.3",
		"Such records are sent to the LLQ's issuer as a gratuitous DNS response.",
	},
	[REQ_BTMM_C_47] = {
		"BTMM-C-47", "must (lc)", 6281, "§5.3",
		"The client acknowledges the notification.",
	},
	[REQ_BTMM_S_07] = {
		"BTMM-S-07", "must (lc)", 6281, "§5.3",
		"Unacknowledged, the notification is sent again, three times in all, with exponential back-off.",
	},
	[REQ_BTMM_S_08] = {
		"BTMM-S-08", "must (lc)", 6281, "§5.3",
		"After three failed transmissions the client is unreachable and its LLQ is deleted.",
	},
	[REQ_BTMM_C_48] = {
		"BTMM-C-48", "must (lc)", 6281, "§5.3",
		"The client updates its tunnels by what its queries answer.",
	},
	[REQ_BTMM_C_49] = {
		"BTMM-C-49", "must (lc)", 6281, "§5.3",
		"When an AAAA is pushed, ask for the host's autotunnel SRV, then for the address of its target (figure 3).",
	},
	[REQ_BTMM_C_50] = {
		"BTMM-C-50", "must (lc)", 6281, "§5.3",
		"The AAAA is the tunnel's inner address, the SRV's port its outer port, the A its outer address (figure 3).",
	},
	[REQ_BTMM_C_51] = {
		"BTMM-C-51", "must (lc)", 6281, "§6.1",
		"A host has an identifier that does not depend on topology, so that TCP connections survive network changes.",
	},
	[REQ_BTMM_C_52] = {
		"BTMM-C-52", "must (lc)", 6281, "§6.1",
		"The identifier lives no shorter than any TCP connection or security association on the host.",
	},
	[REQ_BTMM_C_53] = {
		"BTMM-C-53", "must (lc)", 6281, "§6.2",
		"The identifier is an IPv6 ULA, made at boot; it need not survive a shutdown or a crash.",
	},
	[REQ_BTMM_C_54] = {
		"BTMM-C-54", "must (lc)", 6281, "§6.2",
		"A host does not leak its ULA into the network.",
	},
	[REQ_BTMM_C_55] = {
		"BTMM-C-55", "must (lc)", 6281, "§6.3",
		"The ULA is configured before the service starts.",
	},
	[REQ_BTMM_C_56] = {
		"BTMM-C-56", "must (lc)", 6281, "§6.3",
		"At boot the address is all zeros and the tunnel interface inactive.",
	},
	[REQ_BTMM_C_57] = {
		"BTMM-C-57", "must (lc)", 6281, "§6.3",
		"When the list of interfaces is updated (at each network change) and the address is not yet set, a ULA is made at random by RFC 4193.",
	},
	[REQ_BTMM_C_58] = {
		"BTMM-C-58", "must (lc)", 6281, "§6.3",
		"The ULA's first octet is 0xfd and the next seven are random.",
	},
	[REQ_BTMM_C_59] = {
		"BTMM-C-59", "must (lc)", 6281, "§6.3",
		"The EUI-64 fills the last eight octets.",
	},
	[REQ_BTMM_C_60] = {
		"BTMM-C-60", "must (lc)", 6281, "§6.3",
		"The ULA stays the same while the machine is on, wherever it is.",
	},
	[REQ_BTMM_C_61] = {
		"BTMM-C-61", "must (lc)", 6281, "§6.3",
		"After the machine is turned off its ULA is not kept.",
	},
	[REQ_BTMM_C_62] = {
		"BTMM-C-62", "must (lc)", 6281, "§7",
		"Communication over networks that are not trusted is secured.",
	},
	[REQ_BTMM_C_63] = {
		"BTMM-C-63", "must (lc)", 6281, "§7.1",
		"Each host runs a local key distribution centre.",
	},
	[REQ_BTMM_C_64] = {
		"BTMM-C-64", "must (lc)", 6281, "§7.1",
		"At the first sign-in the host receives a certificate and its private key.",
	},
	[REQ_BTMM_C_65] = {
		"BTMM-C-65", "must (lc)", 6281, "§7.1",
		"Connecting to another host authenticates by PKINIT with that certificate.",
	},
	[REQ_BTMM_C_66] = {
		"BTMM-C-66", "must (lc)", 6281, "§7.1",
		"The ticket then lets the user go on without authenticating anew until it expires (usually 10 hours).",
	},
	[REQ_BTMM_B_19] = {
		"BTMM-B-19", "must (lc)", 6281, "§7.2",
		"Dynamic updates are authenticated by TSIG.",
	},
	[REQ_BTMM_B_20] = {
		"BTMM-B-20", "must (lc)", 6281, "§7.2",
		"LLQs carry TSIG.",
	},
	[REQ_BTMM_B_21] = {
		"BTMM-B-21", "must (lc)", 6281, "§7.2",
		"The shared secret is derived from the account's password.",
	},
	[REQ_BTMM_B_22] = {
		"BTMM-B-22", "must (lc)", 6281, "§7.2",
		"A TSIG RR is computed for every DNS request and response.",
	},
	[REQ_BTMM_B_23] = {
		"BTMM-B-23", "must (lc)", 6281, "§7.2",
		"The TSIG's algorithm is HMAC-MD5.",
	},
	[REQ_BTMM_B_24] = {
		"BTMM-B-24", "must (lc)", 6281, "§7.2",
		"The TSIG RR is discarded once it has been used.",
	},
	[REQ_BTMM_B_25] = {
		"BTMM-B-25", "must (lc)", 6281, "§7.2",
		"The TSIG RR names the shared key in domain name syntax, so that the receiver knows which one to use.",
	},
	[REQ_BTMM_B_26] = {
		"BTMM-B-26", "must (lc)", 6281, "§7.2",
		"The TSIG RR is appended to the additional section before the message is sent.",
	},
	[REQ_BTMM_B_27] = {
		"BTMM-B-27", "must (lc)", 6281, "§7.2",
		"The receiver verifies the TSIG RR and proceeds only if it is valid.",
	},
	[REQ_BTMM_B_28] = {
		"BTMM-B-28", "must (lc)", 6281, "§7.2",
		"DNS messages are also protected by TLS.",
	},
	[REQ_BTMM_C_67] = {
		"BTMM-C-67", "must (lc)", 6281, "§7.3.1",
		"IKE is completed before a security association of two hosts exists.",
	},
	[REQ_BTMM_C_68] = {
		"BTMM-C-68", "must (lc)", 6281, "§7.3.1",
		"An IKE daemon does the key exchange and puts the keys into the security association database.",
	},
	[REQ_BTMM_C_69] = {
		"BTMM-C-69", "must (lc)", 6281, "§7.3.1",
		"IKE runs in aggressive mode.",
	},
	[REQ_BTMM_C_70] = {
		"BTMM-C-70", "must (lc)", 6281, "§7.3.1",
		"IKE authenticates by a pre-shared key.",
	},
	[REQ_BTMM_C_71] = {
		"BTMM-C-71", "must (lc)", 6281, "§7.3.1",
		"The FQDN is the identifier in IKE.",
	},
	[REQ_BTMM_C_72] = {
		"BTMM-C-72", "must (lc)", 6281, "§7.3.1",
		"The FQDN is the pre-shared key.",
	},
	[REQ_BTMM_C_73] = {
		"BTMM-C-73", "must (lc)", 6281, "§7.3.2",
		"The ULA is the destination of the security associations.",
	},
	[REQ_BTMM_C_74] = {
		"BTMM-C-74", "must (lc)", 6281, "§7.3.2",
		"The whole path between the two hosts is protected, NATs included.",
	},
	[REQ_BTMM_C_75] = {
		"BTMM-C-75", "must (lc)", 6281, "§7.3.2",
		"Security associations survive a change of network, since the ULA stays.",
	},
	[REQ_BTMM_C_76] = {
		"BTMM-C-76", "must (lc)", 6281, "§7.3.2",
		"No NAT takes any part in IPsec.",
	},
	[REQ_PMP_B_01] = {
		"PMP-B-01", "DEF", 6886, "§3",
		"Runs over UDP/IPv4. Octet 0 is the version (0), octet 1 the opcode.",
	},
	[REQ_PMP_B_02] = {
		"PMP-B-02", "DEF", 6886, "§3",
		"Numbers wider than an octet (result code, epoch, ports, lifetime) are big-endian; the external IPv4 address is in its natural (network) order.",
	},
	[REQ_PMP_B_03] = {
		"PMP-B-03", "DEF", 6886, "§3",
		"Opcodes 0..127 are requests, 128..255 the matching responses (request opcode + 128).",
	},
	[REQ_PMP_B_04] = {
		"PMP-B-04", "DEF", 6886, "§3",
		"Every response has a 16-bit result code (0 = success) and the 32-bit unsigned 'Seconds Since Start of Epoch' (SSSoE).",
	},
	[REQ_PMP_B_05] = {
		"PMP-B-05", "DEF", 6886, "§3.1, 3.2.1, 6",
		"Ports: gateways listen on UDP 5351; clients listen for announcements on UDP 5350, group 224.0.0.1. (Very old implementations used 5351 for both.)",
	},
	[REQ_PMP_B_06] = {
		"PMP-B-06", "DEF", 6886, "§3.2",
		"External address request, opcode 0: 2 octets {0, 0}.",
	},
	[REQ_PMP_B_07] = {
		"PMP-B-07", "DEF", 6886, "§3.2",
		"External address response, opcode 128: 12 octets {0, 128, result u16, SSSoE u32, external IPv4 4 octets}.",
	},
	[REQ_PMP_B_08] = {
		"PMP-B-08", "DEF", 6886, "§3.3",
		"Mapping request: 12 octets {0, 1=UDP or 2=TCP, reserved u16, internal port u16, suggested external port u16, requested lifetime u32 s}.",
	},
	[REQ_PMP_B_09] = {
		"PMP-B-09", "DEF", 6886, "§3.3",
		"Mapping response: 16 octets {0, 128+x, result u16, SSSoE u32, internal port u16, mapped external port u16, lifetime u32 s}.",
	},
	[REQ_PMP_B_10] = {
		"PMP-B-10", "DEF", 6886, "§3.5",
		"Result codes: 0 success, 1 unsupported version, 2 not authorized/refused, 3 network failure (e.g. gateway has no address itself), 4 out of resources, 5 unsupported opcode.",
	},
	[REQ_PMP_B_11] = {
		"PMP-B-11", "MUST NOT", 6886, "§1.1",
		"PCP implementations never use version number 1 (taken by an incompatible vendor protocol).",
	},
	[REQ_PMP_B_12] = {
		"PMP-B-12", "MUST", 6886, "§3.5",
		"Any future opcode must define error responses that identify the failed request (there are no transaction IDs; every message is idempotent and self-describing).",
	},
	[REQ_PMP_C_01] = {
		"PMP-C-01", "should (lc)", 6886, "§1.1",
		"Add PCP support and send PCP (version 2) first; on result 1 (Unsupported Version) repeat the same request at once in NAT-PMP format.",
	},
	[REQ_PMP_C_02] = {
		"PMP-C-02", "recommended (lc)", 6886, "§1.1",
		"Try PCP first for every new request, retransmission and renewal; use NAT-PMP only in reaction to Unsupported Version.",
	},
	[REQ_PMP_C_03] = {
		"PMP-C-03", "SHOULD NOT", 6886, "§1.1",
		"Do not remember 'this gateway only speaks NAT-PMP'.",
	},
	[REQ_PMP_C_04] = {
		"PMP-C-04", "SHOULD", 6886, "§3",
		"Use NAT-PMP only when the host's primary IPv4 address is private (10/8, 172.16/12, 192.168/16).",
	},
	[REQ_PMP_C_05] = {
		"PMP-C-05", "must (lc)", 6886, "§3",
		"Send requests only to the default gateway (from DHCP or similar); not meant for networks where the NAT is another device.",
	},
	[REQ_PMP_C_06] = {
		"PMP-C-06", "SHOULD NOT", 6886, "§3.1",
		"No concurrent requests to a gateway.",
	},
	[REQ_PMP_C_07] = {
		"PMP-C-07", "SHOULD", 6886, "§3.1",
		"Queue several requests and send them one at a time, the next one after the answer to the previous.",
	},
	[REQ_PMP_C_08] = {
		"PMP-C-08", "SHOULD", 6886, "§3.1",
		"Let the gateway set the pace; do not send faster than it answers.",
	},
	[REQ_PMP_C_09] = {
		"PMP-C-09", "must (lc)", 6886, "§3.1",
		"Send to gateway port 5351 and wait 250 ms; if no answer, retransmit and wait 500 ms.",
	},
	[REQ_PMP_C_10] = {
		"PMP-C-10", "SHOULD", 6886, "§3.1",
		"Keep retransmitting, doubling the wait each time: waits 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64 s after attempts 1..9 (127.75 s in all).",
	},
	[REQ_PMP_C_11] = {
		"PMP-C-11", "SHOULD", 6886, "§3.1",
		"After the ninth attempt and 64 s of silence, conclude that the gateway has no NAT-PMP.",
	},
	[REQ_PMP_C_12] = {
		"PMP-C-12", "MAY", 6886, "§3.1",
		"...and log that.",
	},
	[REQ_PMP_C_13] = {
		"PMP-C-13", "may (lc)", 6886, "§3.1",
		"On ICMP Port Unreachable from the gateway for port 5351, skip the remaining attempts and conclude the same at once.",
	},
	[REQ_PMP_C_14] = {
		"PMP-C-14", "MAY", 6886, "§3.1",
		"Remember that a gateway lacks NAT-PMP and suppress further attempts.",
	},
	[REQ_PMP_C_15] = {
		"PMP-C-15", "should (lc)", 6886, "§3.1",
		"Do not keep that memory long: forget it on link change, change of gateway MAC address, new DHCP lease, a NAT-PMP announcement from the gateway, and the like, and then send the next request normally.",
	},
	[REQ_PMP_C_16] = {
		"PMP-C-16", "may (lc)", 6886, "§3.1",
		"Deletion requests use the same timing but may stop after one or two retries.",
	},
	[REQ_PMP_C_17] = {
		"PMP-C-17", "SHOULD", 6886, "§3.1",
		"Always send at least one deletion request when possible.",
	},
	[REQ_PMP_C_18] = {
		"PMP-C-18", "may (lc)", 6886, "§3.1",
		"Trying to delete can stop once the mapping would have expired by itself.",
	},
	[REQ_PMP_C_19] = {
		"PMP-C-19", "MUST", 6886, "§3.2",
		"In an address response with non-zero result code, ignore the address field.",
	},
	[REQ_PMP_C_20] = {
		"PMP-C-20", "MUST", 6886, "§3.2",
		"Check the source address of an address response and silently drop it if it is not the gateway asked.",
	},
	[REQ_PMP_C_21] = {
		"PMP-C-21", "MUST", 6886, "§3.2.1",
		"Check the source address of an announcement and silently drop it if it is not the current gateway.",
	},
	[REQ_PMP_C_22] = {
		"PMP-C-22", "must (lc)", 6886, "§3.2.1",
		"Check the SSSoE of a valid announcement (§3.6); outside the plausible range, promptly recreate all active mappings.",
	},
	[REQ_PMP_C_23] = {
		"PMP-C-23", "should (lc)", 6886, "§3.2.1",
		"Set SO_REUSEPORT (or equivalent) on the announcement socket, since several clients may run on one host.",
	},
	[REQ_PMP_C_24] = {
		"PMP-C-24", "should (lc)", 6886, "§3.2.1",
		"Bind that socket to 224.0.0.1:5350, not 0.0.0.0:5350.",
	},
	[REQ_PMP_C_25] = {
		"PMP-C-25", "MUST", 6886, "§3.3",
		"Reserved field of a mapping request is zero.",
	},
	[REQ_PMP_C_26] = {
		"PMP-C-26", "must (lc)", 6886, "§3.3",
		"Internal port = local listening port; suggested external port = wanted port, or 0 for 'any high port'.",
	},
	[REQ_PMP_C_27] = {
		"PMP-C-27", "RECOMMENDED", 6886, "§3.3",
		"Requested lifetime 7200 s (two hours).",
	},
	[REQ_PMP_C_28] = {
		"PMP-C-28", "SHOULD", 6886, "§3.3",
		"No response after 250 ms: reissue the mapping request with the §3.1 schedule.",
	},
	[REQ_PMP_C_29] = {
		"PMP-C-29", "MUST", 6886, "§3.3",
		"Check the source address of a mapping response and silently drop it if it is not the gateway asked.",
	},
	[REQ_PMP_C_30] = {
		"PMP-C-30", "SHOULD", 6886, "§3.3",
		"Begin renewing at half of the granted lifetime.",
	},
	[REQ_PMP_C_31] = {
		"PMP-C-31", "should (lc)", 6886, "§3.3",
		"A renewal is byte-for-byte a mapping request...",
	},
	[REQ_PMP_C_32] = {
		"PMP-C-32", "SHOULD", 6886, "§3.3",
		"...except that the suggested external port is the one the gateway mapped, not the one first asked for (lets a rebooted gateway restore it).",
	},
	[REQ_PMP_C_33] = {
		"PMP-C-33", "MAY", 6886, "§3.4",
		"Delete a mapping explicitly: same request with lifetime 0.",
	},
	[REQ_PMP_C_34] = {
		"PMP-C-34", "MUST", 6886, "§3.4",
		"Suggested external port is 0 in a deletion request.",
	},
	[REQ_PMP_C_35] = {
		"PMP-C-35", "MUST", 6886, "§3.4",
		"Ignore the lifetime field of an unsuccessful deletion response.",
	},
	[REQ_PMP_C_36] = {
		"PMP-C-36", "MAY", 6886, "§3.4",
		"Delete all own UDP (or TCP) mappings with internal port, external port and lifetime 0; useful when a new address is acquired, against mappings of its previous owner.",
	},
	[REQ_PMP_C_37] = {
		"PMP-C-37", "MUST", 6886, "§3.5",
		"Cope with result codes not defined in the RFC.",
	},
	[REQ_PMP_C_38] = {
		"PMP-C-38", "MUST", 6886, "§3.5",
		"Treat an undefined result code as a fatal error of that request.",
	},
	[REQ_PMP_C_39] = {
		"PMP-C-39", "must (lc)", 6886, "§3.6",
		"On every packet from the gateway: expected SSSoE = last SSSoE + 7/8 of the local time elapsed since it was received.",
	},
	[REQ_PMP_C_40] = {
		"PMP-C-40", "must (lc)", 6886, "§3.6",
		"If the new SSSoE is more than 2 s below that, conclude that the gateway lost its state.",
	},
	[REQ_PMP_C_41] = {
		"PMP-C-41", "MUST", 6886, "§3.6",
		"...and then renew all active mappings at once (subject to PMP-C-43).",
	},
	[REQ_PMP_C_42] = {
		"PMP-C-42", "SHOULD", 6886, "§3.7",
		"On an announcement whose time went backwards, send renewals at once rather than at their scheduled time.",
	},
	[REQ_PMP_C_43] = {
		"PMP-C-43", "MUST", 6886, "§3.7",
		"After a detected gateway state loss, first wait a random time, uniform in 0..5 s, before the first renewal.",
	},
	[REQ_PMP_C_44] = {
		"PMP-C-44", "SHOULD", 6886, "§3.7",
		"Send those renewals serially, the next one after the acknowledgement of the previous.",
	},
	[REQ_PMP_C_45] = {
		"PMP-C-45", "SHOULD NOT", 6886, "§3.7",
		"...not concurrently.",
	},
	[REQ_PMP_C_46] = {
		"PMP-C-46", "should (lc)", 6886, "§3.7",
		"A client that wants an outgoing TCP connection to survive a gateway reboot asks for a mapping of its source port after connecting and remembers the external port.",
	},
	[REQ_PMP_C_47] = {
		"PMP-C-47", "should (lc)", 6886, "§3.8",
		"A private address does not prove NAT: without NAT-PMP, carry on as on a routed network without translation.",
	},
	[REQ_PMP_C_48] = {
		"PMP-C-48", "SHOULD", 6886, "§4.2, 4.4",
		"Implement IPv6 too.",
	},
	[REQ_PMP_C_49] = {
		"PMP-C-49", "SHOULD", 6886, "§4.2",
		"With a global IPv6 address, prefer it to the mapped IPv4 address.",
	},
	[REQ_PMP_C_50] = {
		"PMP-C-50", "SHOULD", 6886, "§4.2",
		"Register both the IPv4 and the IPv6 address in the directory (DNS); prefer IPv6 when available.",
	},
	[REQ_PMP_C_51] = {
		"PMP-C-51", "SHOULD", 6886, "§4.4",
		"Use NAT-PMP only when IPv6 is not available to both peers.",
	},
	[REQ_PMP_G_01] = {
		"PMP-G-01", "DEF", 6886, "§1.1",
		"A gateway that also speaks PCP: version 2 is handled (and later updated) in PCP format, version 0 in NAT-PMP format, any other version gets result 1.",
	},
	[REQ_PMP_G_02] = {
		"PMP-G-02", "MUST", 6886, "§3, 3.5",
		"A request with version other than 0 gets result 1 (Unsupported Version), with the highest supported version (0) in the version field.",
	},
	[REQ_PMP_G_03] = {
		"PMP-G-03", "MUST", 6886, "§3.5",
		"That error response is 8 octets {0, opcode, result=1, SSSoE}. The RFC prints opcode 0; verified erratum 3618 corrects it to 128.",
	},
	[REQ_PMP_G_04] = {
		"PMP-G-04", "MUST", 6886, "§3.2",
		"Answer opcode 0 with the 12-octet address response.",
	},
	[REQ_PMP_G_05] = {
		"PMP-G-05", "MUST", 6886, "§3.2",
		"With a non-zero result code, the address field is zero.",
	},
	[REQ_PMP_G_06] = {
		"PMP-G-06", "MUST", 6886, "§3.2, 3.3",
		"SSSoE = time since the mapping table was initialised at start-up or reset for any other reason.",
	},
	[REQ_PMP_G_07] = {
		"PMP-G-07", "MUST", 6886, "§3.2.1",
		"On boot, acquisition or change of the external address, reboot, or any possible loss of mapping state, send an unsolicited address response to 224.0.0.1 port 5350.",
	},
	[REQ_PMP_G_08] = {
		"PMP-G-08", "SHOULD", 6886, "§3.2.1",
		"Send 10 such announcements.",
	},
	[REQ_PMP_G_09] = {
		"PMP-G-09", "SHOULD", 6886, "§3.2.1",
		"Interval 250 ms between the first two, doubling each time (0.25 .. 64 s, 127.75 s in all).",
	},
	[REQ_PMP_G_10] = {
		"PMP-G-10", "MUST", 6886, "§3.2.1",
		"SSSoE advances correctly from one announcement to the next.",
	},
	[REQ_PMP_G_11] = {
		"PMP-G-11", "MUST", 6886, "§3.3",
		"Ignore the reserved field of a mapping request.",
	},
	[REQ_PMP_G_12] = {
		"PMP-G-12", "MUST", 6886, "§3.3",
		"The opcode of a mapping response is 128 + the opcode requested.",
	},
	[REQ_PMP_G_13] = {
		"PMP-G-13", "MUST NOT", 6886, "§3.3",
		"A device that cannot create a UDP mapping without the TCP one (or vice versa) does not implement NAT-PMP at all.",
	},
	[REQ_PMP_G_14] = {
		"PMP-G-14", "MUST", 6886, "§3.3",
		"Be able to create TCP-only and UDP-only mappings.",
	},
	[REQ_PMP_G_15] = {
		"PMP-G-15", "MUST NOT", 6886, "§3.3",
		"Never create the companion (TCP/UDP) mapping unasked.",
	},
	[REQ_PMP_G_16] = {
		"PMP-G-16", "MUST", 6886, "§3.3",
		"Reserve the companion port for the same client while its mapping lasts.",
	},
	[REQ_PMP_G_17] = {
		"PMP-G-17", "MUST NOT", 6886, "§3.3",
		"Another client (other internal address) cannot get the companion port meanwhile.",
	},
	[REQ_PMP_G_18] = {
		"PMP-G-18", "may (lc)", 6886, "§3.3",
		"The suggested port need not be granted (policy, or in use).",
	},
	[REQ_PMP_G_19] = {
		"PMP-G-19", "MUST", 6886, "§3.3",
		"If the suggested port is not available, return another available one, or an error if none is left.",
	},
	[REQ_PMP_G_20] = {
		"PMP-G-20", "MUST", 6886, "§3.3",
		"The internal address of a mapping is the source address of the request (no mappings on behalf of others).",
	},
	[REQ_PMP_G_21] = {
		"PMP-G-21", "should (lc)", 6886, "§3.3",
		"If the same internal address and port already has a mapping (NAT-PMP, implicit or manual), succeed and return the external port already assigned, whatever port is suggested.",
	},
	[REQ_PMP_G_22] = {
		"PMP-G-22", "MUST NOT", 6886, "§3.3",
		"Do not accept requests addressed to the external address or received on the external interface; only internal interface and internal destination address.",
	},
	[REQ_PMP_G_23] = {
		"PMP-G-23", "MAY", 6886, "§3.3",
		"Shorten the requested lifetime.",
	},
	[REQ_PMP_G_24] = {
		"PMP-G-24", "SHOULD NOT", 6886, "§3.3",
		"Do not grant a longer lifetime than requested.",
	},
	[REQ_PMP_G_25] = {
		"PMP-G-25", "MUST", 6886, "§3.4",
		"Delete a mapping automatically when its lifetime expires.",
	},
	[REQ_PMP_G_26] = {
		"PMP-G-26", "MAY", 6886, "§3.4",
		"A combined DHCP server and gateway may delete a client's mappings when its DHCP lease expires.",
	},
	[REQ_PMP_G_27] = {
		"PMP-G-27", "MUST", 6886, "§3.4",
		"Ignore the suggested external port in a deletion request.",
	},
	[REQ_PMP_G_28] = {
		"PMP-G-28", "MUST", 6886, "§3.4",
		"Answer a successful deletion with a mapping response: result 0, internal port as asked, external port 0, lifetime 0.",
	},
	[REQ_PMP_G_29] = {
		"PMP-G-29", "MUST", 6886, "§3.4",
		"Deleting a mapping that does not exist gets the success answer.",
	},
	[REQ_PMP_G_30] = {
		"PMP-G-30", "MUST", 6886, "§3.4",
		"A repeated deletion request gets the same answer as the first.",
	},
	[REQ_PMP_G_31] = {
		"PMP-G-31", "MUST", 6886, "§3.4",
		"A failed deletion gets a non-zero result code and the mapping asked for, with lifetime 0.",
	},
	[REQ_PMP_G_32] = {
		"PMP-G-32", "MUST", 6886, "§3.4",
		"Deleting a manually configured mapping is refused with result 2.",
	},
	[REQ_PMP_G_33] = {
		"PMP-G-33", "SHOULD", 6886, "§3.4",
		"When a mapping goes away with TCP connections still active on it, send RST to both ends.",
	},
	[REQ_PMP_G_34] = {
		"PMP-G-34", "MUST", 6886, "§3.4",
		"Delete-all (internal port, external port, lifetime 0): delete all UDP or all TCP mappings of that client, by opcode; the response has internal port 0.",
	},
	[REQ_PMP_G_35] = {
		"PMP-G-35", "MUST", 6886, "§3.4",
		"If some cannot be deleted, delete the rest and answer a non-zero result code suited to the cause.",
	},
	[REQ_PMP_G_36] = {
		"PMP-G-36", "MUST", 6886, "§3.4",
		"If all were deleted, answer result 0.",
	},
	[REQ_PMP_G_37] = {
		"PMP-G-37", "MUST", 6886, "§3.5",
		"Silently ignore packets with opcode 128 or more.",
	},
	[REQ_PMP_G_38] = {
		"PMP-G-38", "MUST", 6886, "§3.5",
		"An unsupported opcode below 128: return the whole request with the top opcode bit set and result code 5.",
	},
	[REQ_PMP_G_39] = {
		"PMP-G-39", "MUST", 6886, "§3.5",
		"A supported request that fails still gets a valid response: top opcode bit set and the result code.",
	},
	[REQ_PMP_G_40] = {
		"PMP-G-40", "MUST", 6886, "§3.5",
		"In such a failure response SSSoE is correct.",
	},
	[REQ_PMP_G_41] = {
		"PMP-G-41", "should (lc)", 6886, "§3.5",
		"...the external address is correct or 0.0.0.0 as appropriate (but see PMP-G-05).",
	},
	[REQ_PMP_G_42] = {
		"PMP-G-42", "MUST", 6886, "§3.5",
		"...the internal port is the one requested.",
	},
	[REQ_PMP_G_43] = {
		"PMP-G-43", "MUST", 6886, "§3.5",
		"...external port and lifetime are 0 if no mapping was created.",
	},
	[REQ_PMP_G_44] = {
		"PMP-G-44", "MUST", 6886, "§3.6",
		"When the mapping table is reset or lost, restart SSSoE from zero.",
	},
	[REQ_PMP_G_45] = {
		"PMP-G-45", "MAY", 6886, "§3.7",
		"Keep mappings in persistent storage across reboots.",
	},
	[REQ_PMP_G_46] = {
		"PMP-G-46", "MUST", 6886, "§3.7",
		"On power-on or when mapping state is cleared, reset the epoch and announce the address again.",
	},
	[REQ_PMP_G_47] = {
		"PMP-G-47", "MUST NOT", 6886, "§3.8",
		"A device not currently doing NAT neither answers NAT-PMP requests (not even with result 2) nor sends announcements.",
	},
	[REQ_PMP_G_48] = {
		"PMP-G-48", "SHOULD", 6886, "§3.8",
		"...but answers UDP to port 5351 with ICMP Port Unreachable (not having the port open is enough).",
	},
	[REQ_PMP_G_49] = {
		"PMP-G-49", "MUST", 6886, "§3.9",
		"All mappings, however created, work in both directions: outbound replies leave with the mapped external address and port.",
	},
	[REQ_PMP_G_50] = {
		"PMP-G-50", "SHOULD", 6886, "§4.3.2",
		"With several external addresses, pick one for inbound mappings and act as if it were the only one.",
	},
	[REQ_PMP_G_51] = {
		"PMP-G-51", "should (lc)", 6886, "§4.3.4",
		"Support hairpin translation between two of its own clients.",
	},
	[REQ_PMP_G_52] = {
		"PMP-G-52", "SHOULD", 6886, "§5",
		"Have an administrative switch to turn NAT-PMP off.",
	},
	[REQ_LLQ_B_01] = {
		"LLQ-B-01", "RECOMMENDED", 8764, "§1.1",
		"Anyone already running LLQ (client or server) is advised to migrate to DNS Push (RFC 8765).",
	},
	[REQ_LLQ_B_02] = {
		"LLQ-B-02", "RECOMMENDED", 8764, "§1.1, App.A",
		"A brand-new implementation is advised to support only DNS Push. (Building LLQ today is therefore a deliberate deviation: record it.)",
	},
	[REQ_LLQ_B_03] = {
		"LLQ-B-03", "DEF", 8764, "§3",
		"LLQ travels in ordinary DNS messages (RFC 1035) plus one EDNS(0) OPT pseudo-RR (RFC 6891) in the Additional section carrying LLQ options.",
	},
	[REQ_LLQ_B_04] = {
		"LLQ-B-04", "DEF", 8764, "§3.1",
		"EDNS option code for LLQ is 1.",
	},
	[REQ_LLQ_B_05] = {
		"LLQ-B-05", "DEF", 8764, "§3.1, 9",
		"LLQ-PORT is 5352 (assigned for UDP and TCP); port 53 is equally possible, the SRV record decides (LLQ-C-08).",
	},
	[REQ_LLQ_B_06] = {
		"LLQ-B-06", "DEF", 8764, "§3.1",
		"LLQ-OPCODE values: 1 LLQ-SETUP, 2 LLQ-REFRESH, 3 LLQ-EVENT.",
	},
	[REQ_LLQ_B_07] = {
		"LLQ-B-07", "DEF", 8764, "§3.1",
		"LLQ-ERROR values: 0 NO-ERROR, 1 SERV-FULL, 2 STATIC, 3 FORMAT-ERR, 4 NO-SUCH-LLQ, 5 BAD-VERS, 6 UNKNOWN-ERR.",
	},
	[REQ_LLQ_B_08] = {
		"LLQ-B-08", "MUST", 8764, "§3.2",
		"The OPT pseudo-RR has owner name root (one zero octet), TYPE 41, TTL 0, RDLEN = total length of all options.",
	},
	[REQ_LLQ_B_09] = {
		"LLQ-B-09", "MAY", 8764, "§3.2",
		"The sender of an LLQ message is allowed to put 0 in the OPT CLASS field (normally the UDP payload size).",
	},
	[REQ_LLQ_B_10] = {
		"LLQ-B-10", "MUST", 8764, "§3.2",
		"A receiver ignores the OPT CLASS field when it is 0 (it does not read it as a 0-octet buffer).",
	},
	[REQ_LLQ_B_11] = {
		"LLQ-B-11", "DEF", 8764, "§3.2",
		"Option layout: OPTION-CODE u16=1, OPTION-LENGTH u16=18, VERSION u16, OPCODE u16, ERROR u16, ID u64, LEASE u32 (seconds). OPTION-LENGTH is always 18, so option = 22 octets on the wire.",
	},
	[REQ_LLQ_B_12] = {
		"LLQ-B-12", "DEF", 8764, "§3.2",
		"All multi-octet integers are big-endian.",
	},
	[REQ_LLQ_B_13] = {
		"LLQ-B-13", "DEF", 8764, "§3.2",
		"One OPT RR may hold several LLQ options as well as other EDNS options: parsers loop over options and skip unknown ones.",
	},
	[REQ_LLQ_B_14] = {
		"LLQ-B-14", "DEF", 8764, "§5.2.1, 5.2.2",
		"LLQ-VERSION is 1 in every message.",
	},
	[REQ_LLQ_B_15] = {
		"LLQ-B-15", "NOTE", 8764, "§3",
		"Designed scale: a few dozen records per answer set, changes no more than once per 10 s on average.",
	},
	[REQ_LLQ_C_01] = {
		"LLQ-C-01", "RECOMMENDED", 8764, "§1.1",
		"Look for the SRV `_dns-push-tls._tcp.<zone>` first; only if DNS Push fails, look for `_dns-llq._udp.<zone>`.",
	},
	[REQ_LLQ_C_02] = {
		"LLQ-C-02", "RECOMMENDED", 8764, "§1.1",
		"Try DNS Push first for every new request, not just the first one.",
	},
	[REQ_LLQ_C_03] = {
		"LLQ-C-03", "SHOULD NOT", 8764, "§1.1",
		"Do not remember 'this server only speaks LLQ' and default to LLQ later.",
	},
	[REQ_LLQ_C_04] = {
		"LLQ-C-04", "must (lc)", 8764, "§3",
		"A reply with no LLQ option means the server does not support LLQ (EDNS servers ignore unknown options); no long-lived state exists then. A non-EDNS server may ignore OPT or answer a non-zero RCODE.",
	},
	[REQ_LLQ_C_05] = {
		"LLQ-C-05", "must (lc)", 8764, "§4",
		"Start by sending a standard query of type SOA for the name of the LLQ.",
	},
	[REQ_LLQ_C_06] = {
		"LLQ-C-06", "must (lc)", 8764, "§4",
		"If no SOA is found in the Answer or Authority section, strip the leading label and repeat until one is (algorithm detailed in RFC 8765 §6.1).",
	},
	[REQ_LLQ_C_07] = {
		"LLQ-C-07", "must (lc)", 8764, "§4",
		"With the zone apex known, query type SRV for `_dns-llq._udp.<zone>`.",
	},
	[REQ_LLQ_C_08] = {
		"LLQ-C-08", "DEF", 8764, "§4",
		"SRV RDATA: priority and weight typically 0, port typically 53 or 5352, target = host offering LLQ for the zone.",
	},
	[REQ_LLQ_C_09] = {
		"LLQ-C-09", "SHOULD", 8764, "§4",
		"If the target's address records are not in the Additional section, query for them explicitly.",
	},
	[REQ_LLQ_C_10] = {
		"LLQ-C-10", "MUST", 8764, "§4",
		"Send every LLQ request, refresh and acknowledgement to the SRV target host at the address from its address record.",
	},
	[REQ_LLQ_C_11] = {
		"LLQ-C-11", "MAY", 8764, "§4",
		"The SOA and SRV look-ups may go through a recursive resolver (LLQ messages themselves go direct).",
	},
	[REQ_LLQ_C_12] = {
		"LLQ-C-12", "SHOULD", 8764, "§4",
		"A negative answer to the SRV query is taken as 'zone does not support LLQ'.",
	},
	[REQ_LLQ_C_13] = {
		"LLQ-C-13", "SHOULD NOT", 8764, "§4",
		"...and no LLQ request is sent for that name; fall back to polling (LLQ-C-34).",
	},
	[REQ_LLQ_C_14] = {
		"LLQ-C-14", "SHOULD", 8764, "§5.1",
		"Retransmit Setup Requests and Challenge Responses that get no reply.",
	},
	[REQ_LLQ_C_15] = {
		"LLQ-C-15", "SHOULD", 8764, "§5.1",
		"Retry up to two more times (3 transmissions in all) before declaring the server down.",
	},
	[REQ_LLQ_C_16] = {
		"LLQ-C-16", "MUST", 8764, "§5.1",
		"Wait at least 2 s before the first retransmission and 4 s between the first and second.",
	},
	[REQ_LLQ_C_17] = {
		"LLQ-C-17", "SHOULD", 8764, "§5.1",
		"Listen at least 8 s after the third transmission before declaring the server down (minimum 14 s in total).",
	},
	[REQ_LLQ_C_18] = {
		"LLQ-C-18", "MAY", 8764, "§5.1",
		"After declaring a server down, retry the setup periodically, at most once per hour.",
	},
	[REQ_LLQ_C_19] = {
		"LLQ-C-19", "DEF", 8764, "§5.2.1",
		"Setup Request = DNS query + OPT with LLQ option: VERSION 1, OPCODE LLQ-SETUP, ERROR 0, ID 0, LEASE = desired life.",
	},
	[REQ_LLQ_C_20] = {
		"LLQ-C-20", "MAY", 8764, "§5.2.1",
		"One Setup Request may carry several questions, to set up several LLQs.",
	},
	[REQ_LLQ_C_21] = {
		"LLQ-C-21", "MUST", 8764, "§5.2.1",
		"With several questions there is exactly one LLQ option per question, in question order, inside a single OPT RR.",
	},
	[REQ_LLQ_C_22] = {
		"LLQ-C-22", "SHOULD", 8764, "§5.2.1",
		"Ask the same LEASE for every LLQ of one request.",
	},
	[REQ_LLQ_C_23] = {
		"LLQ-C-23", "MUST NOT", 8764, "§5.2.1",
		"Over UDP, do not put several questions in a request that would then exceed a single IP packet.",
	},
	[REQ_LLQ_C_24] = {
		"LLQ-C-24", "MUST NOT", 8764, "§5.2.1",
		"Do not request the same qname/type/class twice from one source address and port.",
	},
	[REQ_LLQ_C_25] = {
		"LLQ-C-25", "MUST NOT", 8764, "§5.2.1",
		"Do not ask for type ANY (255), class ANY (255) or class NONE (written as 0 in the RFC; see gap 8764-G-05).",
	},
	[REQ_LLQ_C_26] = {
		"LLQ-C-26", "must (lc)", 8764, "§5.2.3",
		"After a Setup Request, listen for the Setup Challenge, retransmitting per §5.1.",
	},
	[REQ_LLQ_C_27] = {
		"LLQ-C-27", "SHOULD", 8764, "§5.2.3",
		"On a successful challenge, send a Challenge Response.",
	},
	[REQ_LLQ_C_28] = {
		"LLQ-C-28", "DEF", 8764, "§5.2.3",
		"Challenge Response = DNS request with the same questions and one OPT whose LLQ options echo, per LLQ, the ID and the granted LEASE (OPCODE LLQ-SETUP).",
	},
	[REQ_LLQ_C_29] = {
		"LLQ-C-29", "MUST", 8764, "§5.2.3",
		"With several questions, the n-th question matches the n-th LLQ option.",
	},
	[REQ_LLQ_C_30] = {
		"LLQ-C-30", "MUST", 8764, "§5.2.2",
		"On STATIC, honour the TTLs of the returned records.",
	},
	[REQ_LLQ_C_31] = {
		"LLQ-C-31", "MUST NOT", 8764, "§5.2.2",
		"On STATIC, do not poll sooner than those TTLs allow; nor (should, lower case) retry the setup for that name and type.",
	},
	[REQ_LLQ_C_32] = {
		"LLQ-C-32", "MUST NOT", 8764, "§5.2.3",
		"On STATIC, do not poll the server for that LLQ (stated twice); SHOULD honour the TTLs in the response.",
	},
	[REQ_LLQ_C_33] = {
		"LLQ-C-33", "MAY", 8764, "§5.2.3",
		"On SERV-FULL, retry the Setup Request after the number of seconds in LLQ-LEASE.",
	},
	[REQ_LLQ_C_34] = {
		"LLQ-C-34", "MAY", 8764, "§5.2.3",
		"On any other error, on a non-zero RCODE, or on a reply without LLQ option: poll with standard queries and infer Add/Remove events by comparing answers.",
	},
	[REQ_LLQ_C_35] = {
		"LLQ-C-35", "SHOULD NOT", 8764, "§5.2.3",
		"When polling, not more than once per 15 minutes per query.",
	},
	[REQ_LLQ_C_36] = {
		"LLQ-C-36", "SHOULD", 8764, "§5.3",
		"Ignore the TTLs of records that answer a successful LLQ.",
	},
	[REQ_LLQ_C_37] = {
		"LLQ-C-37", "MAY", 8764, "§5.3",
		"Cache LLQ answers until an event says they changed.",
	},
	[REQ_LLQ_C_38] = {
		"LLQ-C-38", "SHOULD NOT", 8764, "§5.3",
		"Do not keep answers cached past the LEASE if it was not refreshed.",
	},
	[REQ_LLQ_C_39] = {
		"LLQ-C-39", "SHOULD NOT", 8764, "§5.3",
		"If the LLQ request failed, do not cache answers longer than the polling interval.",
	},
	[REQ_LLQ_C_40] = {
		"LLQ-C-40", "SHOULD", 8764, "§5.3",
		"Honour the TTLs of Additional-section records (those that do not answer the LLQ).",
	},
	[REQ_LLQ_C_41] = {
		"LLQ-C-41", "MUST", 8764, "§6.3",
		"Acknowledge every event: a DNS response (QR=1) with the event's message ID and its OPT pseudo-RR echoed.",
	},
	[REQ_LLQ_C_42] = {
		"LLQ-C-42", "MUST", 8764, "§6.3",
		"Send that acknowledgement to the source address and port the event came from.",
	},
	[REQ_LLQ_C_43] = {
		"LLQ-C-43", "must (lc)", 8764, "§6.2",
		"Read an answer record with TTL -1 (0xFFFFFFFF) in an event as a removal of exactly that record; any other is an addition.",
	},
	[REQ_LLQ_C_44] = {
		"LLQ-C-44", "implied", 8764, "§6, 8.3",
		"Accept an event only if its LLQ-ID is that of an established LLQ (anti-spoofing purpose of the ID).",
	},
	[REQ_LLQ_C_45] = {
		"LLQ-C-45", "MUST", 8764, "§7.1",
		"To keep an LLQ beyond its LEASE, send a Refresh Request.",
	},
	[REQ_LLQ_C_46] = {
		"LLQ-C-46", "DEF", 8764, "§7.1",
		"Refresh Request = Challenge Response with OPCODE LLQ-REFRESH; it returns no answers.",
	},
	[REQ_LLQ_C_47] = {
		"LLQ-C-47", "SHOULD", 8764, "§7.1",
		"Refresh when 80% of the LEASE has elapsed.",
	},
	[REQ_LLQ_C_48] = {
		"LLQ-C-48", "SHOULD", 8764, "§7.1",
		"Put all LLQs held with that server into the refresh, also those not near expiry.",
	},
	[REQ_LLQ_C_49] = {
		"LLQ-C-49", "MUST", 8764, "§7.1",
		"At least one LLQ in the refresh has passed 80% of its original LEASE.",
	},
	[REQ_LLQ_C_50] = {
		"LLQ-C-50", "MUST NOT", 8764, "§7.1",
		"Do not add LLQs that would push the message beyond one IP packet; leave out those furthest from expiry.",
	},
	[REQ_LLQ_C_51] = {
		"LLQ-C-51", "SHOULD", 8764, "§7.1",
		"LLQs left out are refreshed in a separate message when one of them reaches 80%.",
	},
	[REQ_LLQ_C_52] = {
		"LLQ-C-52", "DEF", 8764, "§7.1",
		"Refresh of several LLQs: several questions, one OPT, one LLQ option per question, same order.",
	},
	[REQ_LLQ_C_53] = {
		"LLQ-C-53", "SHOULD", 8764, "§7.1",
		"Ask for the LEASE originally granted.",
	},
	[REQ_LLQ_C_54] = {
		"LLQ-C-54", "SHOULD", 8764, "§7.1",
		"Ask the same LEASE for all LLQs in one refresh (terminations excepted).",
	},
	[REQ_LLQ_C_55] = {
		"LLQ-C-55", "DEF", 8764, "§7.1",
		"To end an LLQ early (browse stopped, sleep, shutdown), send a refresh with LEASE 0.",
	},
	[REQ_LLQ_C_56] = {
		"LLQ-C-56", "MUST", 8764, "§7.1",
		"Listen for the server's acknowledgement of the refresh.",
	},
	[REQ_LLQ_C_57] = {
		"LLQ-C-57", "MAY", 8764, "§7.1",
		"Retry the refresh up to two more times (3 attempts) before declaring the server down.",
	},
	[REQ_LLQ_C_58] = {
		"LLQ-C-58", "MUST NOT", 8764, "§7.1",
		"First retry not before 90% of the LEASE, second not before 95%. (Refresh does NOT use the 2/4/8 s schedule.)",
	},
	[REQ_LLQ_C_59] = {
		"LLQ-C-59", "MAY", 8764, "§7.1",
		"If the server is down, try to re-establish the LLQ with a Setup Request from time to time.",
	},
	[REQ_LLQ_C_60] = {
		"LLQ-C-60", "MUST NOT", 8764, "§7.1",
		"...but never more than one such Setup Request per hour.",
	},
	[REQ_LLQ_S_01] = {
		"LLQ-S-01", "RECOMMENDED", 8764, "§1.1",
		"An LLQ server is advised to offer DNS Push as well, so clients can migrate.",
	},
	[REQ_LLQ_S_02] = {
		"LLQ-S-02", "MAY", 8764, "§4",
		"Listen for LLQ on another port than 53 (typically 5352).",
	},
	[REQ_LLQ_S_03] = {
		"LLQ-S-03", "MUST", 8764, "§4",
		"If an SOA record exists at the queried name, answer the SOA query with it in the Answer section.",
	},
	[REQ_LLQ_S_04] = {
		"LLQ-S-04", "SHOULD", 8764, "§4",
		"If not, put the SOA of the enclosing zone into the Authority section.",
	},
	[REQ_LLQ_S_05] = {
		"LLQ-S-05", "MUST", 8764, "§4",
		"The authoritative server of a zone that offers LLQ answers the SRV query `_dns-llq._udp.<zone>`.",
	},
	[REQ_LLQ_S_06] = {
		"LLQ-S-06", "SHOULD", 8764, "§4",
		"Put the SRV target's address records into the Additional section.",
	},
	[REQ_LLQ_S_07] = {
		"LLQ-S-07", "should (lc)", 8764, "§4",
		"Send every message of an LLQ to the source address and port of the client's setup message.",
	},
	[REQ_LLQ_S_08] = {
		"LLQ-S-08", "MUST NOT", 8764, "§5.1",
		"Never retransmit setup replies on a timer; setup retransmission is the client's job.",
	},
	[REQ_LLQ_S_09] = {
		"LLQ-S-09", "MUST", 8764, "§5.1",
		"On a duplicate client message, send the reply again (LEASE may have been reduced, LLQ-S-30).",
	},
	[REQ_LLQ_S_10] = {
		"LLQ-S-10", "MUST NOT", 8764, "§5.1",
		"Do not garbage-collect an LLQ whose handshake is incomplete before its granted LEASE has elapsed. (App. A calls this probably a mistake: DoS exposure; see 8764-G-01.)",
	},
	[REQ_LLQ_S_11] = {
		"LLQ-S-11", "must (lc)", 8764, "§5.2.1",
		"Identical questions from different source ports are separate clients and are allowed (several programs, or several hosts behind one NAT).",
	},
	[REQ_LLQ_S_12] = {
		"LLQ-S-12", "must (lc)", 8764, "§5.2.2",
		"Answer a Setup Request with a Setup Challenge: a DNS response with the request's message ID and all of its questions.",
	},
	[REQ_LLQ_S_13] = {
		"LLQ-S-13", "MUST", 8764, "§5.2.2",
		"One OPT RR, one LLQ option per question, in question order.",
	},
	[REQ_LLQ_S_14] = {
		"LLQ-S-14", "DEF", 8764, "§5.2.2",
		"Challenge option: VERSION 1, OPCODE LLQ-SETUP, ERROR/ID/LEASE per LLQ; some LLQs of one request may succeed while others fail.",
	},
	[REQ_LLQ_S_15] = {
		"LLQ-S-15", "MUST NOT", 8764, "§5.2.2",
		"A malformed LLQ option in an otherwise well-formed DNS message is reported as LLQ-ERROR FORMAT-ERR; the header RCODE is not FORMERR.",
	},
	[REQ_LLQ_S_16] = {
		"LLQ-S-16", "DEF", 8764, "§5.2.2",
		"SERV-FULL: overloaded, or the request exceeds the server's rate limit.",
	},
	[REQ_LLQ_S_17] = {
		"LLQ-S-17", "MUST", 8764, "§5.2.2",
		"With SERV-FULL, LLQ-LEASE holds the number of seconds after which the client may try again (stated twice).",
	},
	[REQ_LLQ_S_18] = {
		"LLQ-S-18", "DEF", 8764, "§5.2.2",
		"STATIC: data for the name and type is not expected to change often; LLQ not offered.",
	},
	[REQ_LLQ_S_19] = {
		"LLQ-S-19", "DEF", 8764, "§5.2.2",
		"BAD-VERS: the version in the Setup Request is not supported. UNKNOWN-ERR: any other reason.",
	},
	[REQ_LLQ_S_20] = {
		"LLQ-S-20", "must (lc)", 8764, "§5.2.2",
		"On success the LLQ-ID is a random number unique on the server for that name/type/class.",
	},
	[REQ_LLQ_S_21] = {
		"LLQ-S-21", "SHOULD", 8764, "§5.2.2",
		"The LLQ-ID is unpredictable (suggested: epoch seconds in the high 32 bits, 32 cryptographically random bits in the low).",
	},
	[REQ_LLQ_S_22] = {
		"LLQ-S-22", "must (lc)", 8764, "§5.2.2",
		"On error LLQ-ID is 0.",
	},
	[REQ_LLQ_S_23] = {
		"LLQ-S-23", "DEF", 8764, "§5.2.2",
		"On success LEASE is the life granted; it may be smaller, larger or equal to the one asked, by administrator policy.",
	},
	[REQ_LLQ_S_24] = {
		"LLQ-S-24", "MUST", 8764, "§5.2.2",
		"On errors other than SERV-FULL, LEASE is 0.",
	},
	[REQ_LLQ_S_25] = {
		"LLQ-S-25", "MAY", 8764, "§5.2.2",
		"Drop an LLQ once its LEASE has expired unrenewed.",
	},
	[REQ_LLQ_S_26] = {
		"LLQ-S-26", "MUST NOT", 8764, "§5.2.2",
		"Never generate events for an expired LLQ.",
	},
	[REQ_LLQ_S_27] = {
		"LLQ-S-27", "must (lc)", 8764, "§5.2.4",
		"A Challenge Response is correct only if both the echoed LLQ-ID and the echoed LEASE match what was issued.",
	},
	[REQ_LLQ_S_28] = {
		"LLQ-S-28", "MUST", 8764, "§5.2.4",
		"On a correct Challenge Response, send ACK + Answers: a DNS response with all current answers to the original questions and the usual additional records.",
	},
	[REQ_LLQ_S_29] = {
		"LLQ-S-29", "DEF", 8764, "§5.2.4",
		"Its LLQ options: VERSION 1, OPCODE LLQ-SETUP, ERROR 0, ID as granted, LEASE = remaining life.",
	},
	[REQ_LLQ_S_30] = {
		"LLQ-S-30", "MAY", 8764, "§5.2.4",
		"If the Challenge Response was late or repeated, reduce LEASE by the time elapsed since the challenge was first issued.",
	},
	[REQ_LLQ_S_31] = {
		"LLQ-S-31", "MUST", 8764, "§5.2.4",
		"Over UDP, if the reply exceeds one IP packet: drop additional records first (never the OPT), then answers until it fits.",
	},
	[REQ_LLQ_S_32] = {
		"LLQ-S-32", "MUST", 8764, "§5.2.4",
		"Answers dropped that way are delivered promptly as Add Events.",
	},
	[REQ_LLQ_S_33] = {
		"LLQ-S-33", "MUST", 8764, "§6",
		"On every change to a zone, check whether added or deleted records answer any LLQ.",
	},
	[REQ_LLQ_S_34] = {
		"LLQ-S-34", "MUST", 8764, "§6",
		"If so, send the requester a gratuitous DNS response: question(s) in Question, changed records in Answer, OPT with one LLQ option per LLQ answered.",
	},
	[REQ_LLQ_S_35] = {
		"LLQ-S-35", "must (lc)", 8764, "§6",
		"Each of those options carries the LLQ's ID.",
	},
	[REQ_LLQ_S_36] = {
		"LLQ-S-36", "DEF", 8764, "§6",
		"Event option: VERSION 1, OPCODE LLQ-EVENT, ERROR 0, ID, LEASE 0.",
	},
	[REQ_LLQ_S_37] = {
		"LLQ-S-37", "MAY", 8764, "§6",
		"Changes for one LLQ may be batched in one event, and an event deferred for that purpose.",
	},
	[REQ_LLQ_S_38] = {
		"LLQ-S-38", "MUST NOT", 8764, "§6",
		"Do not batch if that would truncate a message which would otherwise fit one IP packet.",
	},
	[REQ_LLQ_S_39] = {
		"LLQ-S-39", "SHOULD NOT", 8764, "§6",
		"Do not delay an event more than 30 s for batching.",
	},
	[REQ_LLQ_S_40] = {
		"LLQ-S-40", "MUST", 8764, "§6",
		"After an event, listen for the acknowledgement; if none comes, resend twice (3 transmissions in all).",
	},
	[REQ_LLQ_S_41] = {
		"LLQ-S-41", "MUST", 8764, "§6",
		"Wait 2 s before the first resend and 4 s more before the second.",
	},
	[REQ_LLQ_S_42] = {
		"LLQ-S-42", "MUST", 8764, "§6",
		"Wait 8 s more after the third transmission (must in lower case in the text), then treat the client as unreachable and delete its LLQ (14 s in all).",
	},
	[REQ_LLQ_S_43] = {
		"LLQ-S-43", "SHOULD", 8764, "§6",
		"Use an unpredictable random DNS message ID in events.",
	},
	[REQ_LLQ_S_44] = {
		"LLQ-S-44", "must (lc)", 8764, "§6.1",
		"Add Event: the new record goes in the Answer section.",
	},
	[REQ_LLQ_S_45] = {
		"LLQ-S-45", "MAY", 8764, "§6.1",
		"Records normally accompanying it may be added in the Additional section, within the size rules.",
	},
	[REQ_LLQ_S_46] = {
		"LLQ-S-46", "must (lc)", 8764, "§6.2",
		"Remove Event: the deleted record, previously sent to this client, goes in the Answer section with TTL -1 (0xFFFFFFFF).",
	},
	[REQ_LLQ_S_47] = {
		"LLQ-S-47", "MUST", 8764, "§7.2",
		"Acknowledge every Refresh: like ACK + Answers but with no answers, OPCODE LLQ-REFRESH and the ID of the request.",
	},
	[REQ_LLQ_S_48] = {
		"LLQ-S-48", "MUST", 8764, "§7.2",
		"A refresh of an expired or unknown LLQ-ID gets NO-SUCH-LLQ.",
	},
	[REQ_LLQ_S_49] = {
		"LLQ-S-49", "implied", 8764, "§7.1",
		"A refresh with LEASE 0 terminates the LLQ: no more events for it.",
	},
	[REQ_LLQ_S_50] = {
		"LLQ-S-50", "may (lc)", 8764, "§8.1",
		"Bound the number of LLQs in total, per client and per name/type with SERV-FULL; a token bucket is preferred to a hard limit.",
	},
	[REQ_TSIG_B_01] = {
		"TSIG-B-01", "DEF", 8945, "§3",
		"RR type TSIG = 250. TSIG error codes: 16 BADSIG, 17 BADKEY, 18 BADTIME, 22 BADTRUNC (in the TSIG Error field; header RCODE is then 9 NOTAUTH).",
	},
	[REQ_TSIG_B_02] = {
		"TSIG-B-02", "MUST NOT", 8945, "§4.1",
		"TSIG is a meta-RR: never cache it (nor store or retransmit; it is discarded after use).",
	},
	[REQ_TSIG_B_03] = {
		"TSIG-B-03", "MUST", 8945, "§4.2",
		"TYPE 250, CLASS ANY (255), TTL 0; owner name = key name.",
	},
	[REQ_TSIG_B_04] = {
		"TSIG-B-04", "DEF", 8945, "§4.2",
		"RDATA: algorithm name, time signed u48, fudge u16, MAC size u16, MAC, original ID u16, error u16, other len u16, other data; big-endian.",
	},
	[REQ_TSIG_B_05] = {
		"TSIG-B-05", "MUST NOT", 8945, "§4.2",
		"The algorithm name is not compressed.",
	},
	[REQ_TSIG_B_06] = {
		"TSIG-B-06", "DEF", 8945, "§4.2",
		"Time signed = seconds since 1970-01-01 00:00 UTC without leap seconds.",
	},
	[REQ_TSIG_B_07] = {
		"TSIG-B-07", "DEF", 8945, "§4.2",
		"Original ID = message ID of the original request (differs from the header ID only after forwarding).",
	},
	[REQ_TSIG_B_08] = {
		"TSIG-B-08", "MUST", 8945, "§4.2",
		"Error field is 0 in requests.",
	},
	[REQ_TSIG_B_09] = {
		"TSIG-B-09", "DEF", 8945, "§4.2",
		"Other data is empty in responses, except for BADTIME: server time as u48 (other len 6). In requests it has no meaning.",
	},
	[REQ_TSIG_B_10] = {
		"TSIG-B-10", "should (lc)", 8945, "§4.2",
		"Key names reflect the hosts and identify the key uniquely; several keys may be in use at once (rotation).",
	},
	[REQ_TSIG_B_11] = {
		"TSIG-B-11", "DEF", 8945, "§4.3",
		"MAC input is the plain concatenation, in the order given, in wire format, without separators or padding.",
	},
	[REQ_TSIG_B_12] = {
		"TSIG-B-12", "MUST", 8945, "§4.3.1",
		"For a response (or the first message of several), the validated request MAC goes first: MAC size u16, then MAC data as transmitted.",
	},
	[REQ_TSIG_B_13] = {
		"TSIG-B-13", "DEF", 8945, "§4.3.2",
		"Message part when signing: the whole message before the TSIG RR is added and before ARCOUNT counts it.",
	},
	[REQ_TSIG_B_14] = {
		"TSIG-B-14", "DEF", 8945, "§4.3.2",
		"Message part when verifying: the message with TSIG removed, ARCOUNT decremented, and header ID replaced by the Original ID if they differ.",
	},
	[REQ_TSIG_B_15] = {
		"TSIG-B-15", "DEF", 8945, "§4.3.3",
		"TSIG variables, in order: key name (canonical wire form), CLASS, TTL, algorithm name (canonical), time signed, fudge, error, other len, other data. Not included: RDLENGTH, MAC size, MAC, original ID. Canonical = RFC 4034 §6.2 (lower case, uncompressed).",
	},
	[REQ_TSIG_B_16] = {
		"TSIG-B-16", "DEF", 8945, "§4.3.3.1, 5.3.1",
		"TSIG timers = time signed, then fudge.",
	},
	[REQ_TSIG_B_17] = {
		"TSIG-B-17", "MUST", 8945, "§5.1",
		"TSIG is the only TSIG RR and the last record of the Additional section.",
	},
	[REQ_TSIG_B_18] = {
		"TSIG-B-18", "MUST NOT", 8945, "§5.2.2.1",
		"Never generate a MAC longer than the hash output.",
	},
	[REQ_TSIG_B_19] = {
		"TSIG-B-19", "MUST NOT", 8945, "§5.2.2.1",
		"Never generate a MAC shorter than max(10 octets, half the hash output); exception: MAC size 0 in error messages of §5.3.2.",
	},
	[REQ_TSIG_B_20] = {
		"TSIG-B-20", "DEF", 8945, "§5.2.2.1",
		"Permitted truncation keeps the leading octets, whole octets only; only the truncated values are compared; a truncated request MAC is used as such in the response's MAC.",
	},
	[REQ_TSIG_B_21] = {
		"TSIG-B-21", "MUST", 8945, "§6",
		"Implement HMAC-SHA1 and HMAC-SHA256.",
	},
	[REQ_TSIG_B_22] = {
		"TSIG-B-22", "SHOULD", 8945, "§6",
		"Implement SHA-1 truncated to 96 bits (12 octets).",
	},
	[REQ_TSIG_B_23] = {
		"TSIG-B-23", "MAY", 8945, "§6",
		"Implement gss-tsig, hmac-md5, hmac-sha224, -sha256-128, -sha384, -sha384-192, -sha512, -sha512-256.",
	},
	[REQ_TSIG_B_24] = {
		"TSIG-B-24", "MUST NOT", 8945, "§6 Table 3",
		"Do not USE HMAC-MD5.SIG-ALG.REG.INT (implementing it is optional). RFC 6281 §7.2 prescribes it: conflict.",
	},
	[REQ_TSIG_B_25] = {
		"TSIG-B-25", "NOT RECOMMENDED", 8945, "§6 Table 3",
		"Do not use hmac-sha1 (implementing it is mandatory); replace existing uses by SHA-2 (SHOULD).",
	},
	[REQ_TSIG_B_26] = {
		"TSIG-B-26", "RECOMMENDED", 8945, "§6 Table 3",
		"Use hmac-sha256.",
	},
	[REQ_TSIG_B_27] = {
		"TSIG-B-27", "MAY", 8945, "§7",
		"Local policy may reject even algorithms that are mandatory to implement.",
	},
	[REQ_TSIG_B_28] = {
		"TSIG-B-28", "SHOULD", 8945, "§7",
		"A policy that accepts some truncation of an algorithm also accepts less truncation, up to none.",
	},
	[REQ_TSIG_B_29] = {
		"TSIG-B-29", "SHOULD", 8945, "§7",
		"The MAC of a reply is at least as long as that of the request.",
	},
	[REQ_TSIG_B_30] = {
		"TSIG-B-30", "SHOULD", 8945, "§7",
		"If several algorithms/truncations are allowed: let the list be ordered by strength, treat truncations of one algorithm as separate entries, and accept what is stronger than the minimum.",
	},
	[REQ_TSIG_B_31] = {
		"TSIG-B-31", "SHOULD", 8945, "§8",
		"Secrets are random and at least as long as the hash output (see RFC 4086).",
	},
	[REQ_TSIG_B_32] = {
		"TSIG-B-32", "DEF", 8945, "§9",
		"Algorithm names compare as DNS names, case-insensitively.",
	},
	[REQ_TSIG_B_33] = {
		"TSIG-B-33", "SHOULD NOT", 8945, "§10",
		"A secret is not shared by more than two entities.",
	},
	[REQ_TSIG_B_34] = {
		"TSIG-B-34", "RECOMMENDED", 8945, "§10",
		"Fudge 300 s in most situations.",
	},
	[REQ_TSIG_B_35] = {
		"TSIG-B-35", "SHOULD", 8945, "§10",
		"One algorithm only per key name.",
	},
	[REQ_TSIG_C_01] = {
		"TSIG-C-01", "MUST", 8945, "§5.1",
		"Remember the MAC and the key name of the request until the answer arrives.",
	},
	[REQ_TSIG_C_02] = {
		"TSIG-C-02", "DEF", 8945, "§5.1",
		"Request MAC input: DNS message, TSIG variables.",
	},
	[REQ_TSIG_C_03] = {
		"TSIG-C-03", "SHOULD", 8945, "§5.3",
		"On a signed TC=1 response (question and TSIG only, RCODE 0), repeat over TCP.",
	},
	[REQ_TSIG_C_04] = {
		"TSIG-C-04", "MUST", 8945, "§5.3.1",
		"In a multi-message TCP answer, accept up to 99 messages in a row without TSIG...",
	},
	[REQ_TSIG_C_05] = {
		"TSIG-C-05", "MUST", 8945, "§5.3.1",
		"...but the first and the last message must have one.",
	},
	[REQ_TSIG_C_06] = {
		"TSIG-C-06", "MUST", 8945, "§5.3.1",
		"Close the connection if verification fails.",
	},
	[REQ_TSIG_C_07] = {
		"TSIG-C-07", "SHOULD", 8945, "§5.3.1",
		"Too few TSIGs: assume a hijack and close; treat like any interrupted transfer.",
	},
	[REQ_TSIG_C_08] = {
		"TSIG-C-08", "must (lc)", 8945, "§5.4",
		"Expected TSIG missing: format error, discard the response.",
	},
	[REQ_TSIG_C_09] = {
		"TSIG-C-09", "must (lc)", 8945, "§5.4",
		"TSIG present: make the same checks as a server (§5.2: key, MAC, time, truncation).",
	},
	[REQ_TSIG_C_10] = {
		"TSIG-C-10", "MUST", 8945, "§5.4",
		"Discard a response whose TSIG is unsigned or does not validate, unless RCODE is 9 (NOTAUTH).",
	},
	[REQ_TSIG_C_11] = {
		"TSIG-C-11", "SHOULD", 8945, "§5.4",
		"With RCODE 9, try to verify it as a TSIG error (§5.4.1-5.4.4).",
	},
	[REQ_TSIG_C_12] = {
		"TSIG-C-12", "SHOULD NOT", 8945, "§5.4, 10",
		"Whatever the RCODE, an unsigned or unverifiable TSIG response is not an acceptable answer.",
	},
	[REQ_TSIG_C_13] = {
		"TSIG-C-13", "SHOULD", 8945, "§5.4, 10",
		"Instead log it and go on waiting for a signed response until the request times out.",
	},
	[REQ_TSIG_C_14] = {
		"TSIG-C-14", "MAY", 8945, "§5.4.1",
		"NOTAUTH with a valid TSIG by another known key: may retry with that key (should never happen).",
	},
	[REQ_TSIG_C_15] = {
		"TSIG-C-15", "MAY", 8945, "§5.4.2",
		"NOTAUTH + BADSIG: may retry with a new ID; trying another shared key is better.",
	},
	[REQ_TSIG_C_16] = {
		"TSIG-C-16", "SHOULD", 8945, "§5.4.2",
		"Count MAC errors per key, and log them.",
	},
	[REQ_TSIG_C_17] = {
		"TSIG-C-17", "SHOULD", 8945, "§5.4.3",
		"NOTAUTH + BADTIME, or time outside the TSIG's range: log it, with the server's time from Other Data.",
	},
	[REQ_TSIG_C_18] = {
		"TSIG-C-18", "MUST NOT", 8945, "§5.4.3",
		"Resolvers do not set any clock because of BADTIME.",
	},
	[REQ_TSIG_C_19] = {
		"TSIG-C-19", "MAY", 8945, "§5.4.4",
		"NOTAUTH + BADTRUNC: may retry with less truncation, guided by the response's MAC length.",
	},
	[REQ_TSIG_C_20] = {
		"TSIG-C-20", "SHOULD", 8945, "§5.4.4",
		"Log that event.",
	},
	[REQ_TSIG_C_21] = {
		"TSIG-C-21", "SHOULD", 8945, "§5.2.3",
		"When retrying requests rejected for reordering (BADTIME), limit the number of retries.",
	},
	[REQ_TSIG_S_01] = {
		"TSIG-S-01", "MUST", 8945, "§5.2",
		"More than one TSIG, or a TSIG that is not the last Additional record: drop the message, answer RCODE 1 (FORMERR).",
	},
	[REQ_TSIG_S_02] = {
		"TSIG-S-02", "must (lc)", 8945, "§5.2",
		"One well-placed TSIG: save it, remove it from the message, decrement ARCOUNT.",
	},
	[REQ_TSIG_S_03] = {
		"TSIG-S-03", "MUST", 8945, "§5.2",
		"A TSIG RR that cannot be parsed: treat the message as corrupt, FORMERR.",
	},
	[REQ_TSIG_S_04] = {
		"TSIG-S-04", "REQUIRED", 8945, "§5.2",
		"Otherwise the response contains a TSIG RR.",
	},
	[REQ_TSIG_S_05] = {
		"TSIG-S-05", "MUST", 8945, "§5.2",
		"Check in this order: key, MAC, time, truncation policy.",
	},
	[REQ_TSIG_S_06] = {
		"TSIG-S-06", "MUST", 8945, "§5.2.1",
		"Unknown key or algorithm (or one not implemented): RCODE 9 NOTAUTH, TSIG error 17 BADKEY...",
	},
	[REQ_TSIG_S_07] = {
		"TSIG-S-07", "MUST", 8945, "§5.2.1",
		"...unsigned (MAC size 0).",
	},
	[REQ_TSIG_S_08] = {
		"TSIG-S-08", "SHOULD", 8945, "§5.2.1",
		"Log it.",
	},
	[REQ_TSIG_S_09] = {
		"TSIG-S-09", "MUST", 8945, "§5.2.2",
		"Compute the MAC and compare it with the one received.",
	},
	[REQ_TSIG_S_10] = {
		"TSIG-S-10", "MUST", 8945, "§5.2.2",
		"Mismatch: RCODE 9 NOTAUTH, TSIG error 16 BADSIG, unsigned.",
	},
	[REQ_TSIG_S_11] = {
		"TSIG-S-11", "SHOULD", 8945, "§5.2.2",
		"Log it.",
	},
	[REQ_TSIG_S_12] = {
		"TSIG-S-12", "MUST", 8945, "§5.2.2.1",
		"MAC size greater than the hash output: drop, FORMERR.",
	},
	[REQ_TSIG_S_13] = {
		"TSIG-S-13", "MUST", 8945, "§5.2.2.1",
		"MAC size smaller than max(10, half the hash output): drop, FORMERR.",
	},
	[REQ_TSIG_S_14] = {
		"TSIG-S-14", "MUST", 8945, "§5.2.3",
		"Server time outside time signed +/- fudge: RCODE 9 NOTAUTH, TSIG error 18 BADTIME.",
	},
	[REQ_TSIG_S_15] = {
		"TSIG-S-15", "MUST", 8945, "§5.2.3",
		"A BADTIME response is signed with the key of the request.",
	},
	[REQ_TSIG_S_16] = {
		"TSIG-S-16", "MUST", 8945, "§5.2.3",
		"...with the CLIENT's time in Time Signed, the server's time (u48) in Other Data, Other Len 6.",
	},
	[REQ_TSIG_S_17] = {
		"TSIG-S-17", "MUST", 8945, "§5.2.3",
		"...and the client's fudge value.",
	},
	[REQ_TSIG_S_18] = {
		"TSIG-S-18", "SHOULD", 8945, "§5.2.3",
		"Remember the latest Time Signed per key and answer BADTIME to anything older (replay protection).",
	},
	[REQ_TSIG_S_19] = {
		"TSIG-S-19", "should (lc)", 8945, "§5.2.3",
		"Be aware that this may reject UDP messages that merely overtook each other.",
	},
	[REQ_TSIG_S_20] = {
		"TSIG-S-20", "SHOULD", 8945, "§5.2.3",
		"Log time errors.",
	},
	[REQ_TSIG_S_21] = {
		"TSIG-S-21", "MUST", 8945, "§5.2.4",
		"MAC shorter than local policy wants (though of legal length): RCODE 9 NOTAUTH, TSIG error 22 BADTRUNC.",
	},
	[REQ_TSIG_S_22] = {
		"TSIG-S-22", "SHOULD", 8945, "§5.2.4",
		"Log it.",
	},
	[REQ_TSIG_S_23] = {
		"TSIG-S-23", "must (lc)", 8945, "§5.3",
		"Sign the response with the algorithm and key of the request.",
	},
	[REQ_TSIG_S_24] = {
		"TSIG-S-24", "DEF", 8945, "§5.3",
		"Response MAC input: request MAC (with its length), DNS message, TSIG variables.",
	},
	[REQ_TSIG_S_25] = {
		"TSIG-S-25", "MUST NOT", 8945, "§5.3, 4.3.1",
		"No signed response if the key is invalid or the request MAC failed; the error is unsigned.",
	},
	[REQ_TSIG_S_26] = {
		"TSIG-S-26", "MUST NOT", 8945, "§5.3",
		"No signed response to an unsigned request (sole exception: TKEY).",
	},
	[REQ_TSIG_S_27] = {
		"TSIG-S-27", "MUST", 8945, "§5.3",
		"That exception must be laid down in the specification of the key establishment method (RFC 3645, GSS-TSIG) that wants it.",
	},
	[REQ_TSIG_S_28] = {
		"TSIG-S-28", "MUST NOT", 8945, "§5.4.1",
		"Never sign a response with another key than the request's.",
	},
	[REQ_TSIG_S_29] = {
		"TSIG-S-29", "MUST", 8945, "§5.3",
		"If adding TSIG would overflow the message: send only question and TSIG, TC=1, RCODE 0.",
	},
	[REQ_TSIG_S_30] = {
		"TSIG-S-30", "MUST", 8945, "§5.3.1",
		"In a multi-message TCP answer, put TSIG on every message.",
	},
	[REQ_TSIG_S_31] = {
		"TSIG-S-31", "DEF", 8945, "§5.3.1",
		"From the second message on, MAC input: prior MAC (of the last message with TSIG), all messages since then including the current one, TSIG timers only.",
	},
	[REQ_TSIG_S_32] = {
		"TSIG-S-32", "SHOULD", 8945, "§5.3.2",
		"Key or MAC errors are answered by an unsigned error (MAC size 0).",
	},
	[REQ_TSIG_S_33] = {
		"TSIG-S-33", "MUST NOT", 8945, "§5.3.2",
		"...never by a signed one.",
	},
	[REQ_TSIG_S_34] = {
		"TSIG-S-34", "SHOULD", 8945, "§5.3.2",
		"Time or truncation-policy errors are answered by a signed error; MAC input: request MAC if it validated, DNS message, TSIG variables.",
	},
	[REQ_TSIG_S_35] = {
		"TSIG-S-35", "MUST", 8945, "§5.3.2",
		"Errors that are not TSIG errors are signed like any answer.",
	},
	[REQ_TSIG_S_36] = {
		"TSIG-S-36", "DEF", 8945, "§10.1",
		"Until validated, the request MAC counts as invalid and anything sent is unsigned (this is the change from RFC 2845, where time was checked before MAC).",
	},
	[REQ_TSIG_S_37] = {
		"TSIG-S-37", "should (lc)", 8945, "§10",
		"Client host compromised: suspend all secrets known to it. Store secrets encrypted if possible; never send them in clear.",
	},
	[REQ_TSIG_F_01] = {
		"TSIG-F-01", "SHOULD", 8945, "§5.5",
		"Look for a TSIG in messages to be forwarded.",
	},
	[REQ_TSIG_F_02] = {
		"TSIG-F-02", "MUST", 8945, "§5.5",
		"Key name not shared with the originator: forward unchanged, TSIG included.",
	},
	[REQ_TSIG_F_03] = {
		"TSIG-F-03", "MUST", 8945, "§5.5",
		"Key name shared: process the TSIG.",
	},
	[REQ_TSIG_F_04] = {
		"TSIG-F-04", "MUST", 8945, "§5.5",
		"If it passes, add a TSIG of its own towards the next hop if possible.",
	},
	[REQ_TSIG_F_05] = {
		"TSIG-F-05", "MUST", 8945, "§5.5",
		"If no transaction security is available onward, the message is a query and the response has AD set: clear AD before signing the reply.",
	},
	[REQ_UL_B_01] = {
		"UL-B-01", "MUST", 9664, "§3, 4",
		"Lease Update requests and responses are standard DNS UPDATE messages (RFC 2136) that contain an EDNS(0) OPT RR.",
	},
	[REQ_UL_B_02] = {
		"UL-B-02", "MUST", 9664, "§4",
		"That OPT RR contains the Update Lease option.",
	},
	[REQ_UL_B_03] = {
		"UL-B-03", "DEF", 9664, "§4, 9",
		"Option: OPTION-CODE u16=2, OPTION-LENGTH u16 = 4 (LEASE) or 8 (LEASE + KEY-LEASE), LEASE u32, optional KEY-LEASE u32.",
	},
	[REQ_UL_B_04] = {
		"UL-B-04", "DEF", 9664, "§4",
		"LEASE and KEY-LEASE are unsigned 32-bit seconds, big-endian: desired in a request, granted in a response.",
	},
	[REQ_UL_B_05] = {
		"UL-B-05", "DEF", 9664, "§4",
		"4-octet variant: LEASE applies to all RRs of the Update section, KEY included.",
	},
	[REQ_UL_B_06] = {
		"UL-B-06", "DEF", 9664, "§4",
		"8-octet variant: LEASE applies to all RRs except KEY RRs, KEY-LEASE to the KEY RRs.",
	},
	[REQ_UL_B_07] = {
		"UL-B-07", "DEF", 9664, "§4",
		"Records removed by an update are removed for good; leases concern additions only.",
	},
	[REQ_UL_B_08] = {
		"UL-B-08", "DEF", 9664, "§4.1",
		"Registration = Lease Update that adds something not already on the server; Refresh = renews without changing anything; both are Lease Updates.",
	},
	[REQ_UL_B_09] = {
		"UL-B-09", "DEF", 9664, "§4.1, 5.1",
		"A Lease Update that changes server state left by an earlier one is a Registration, even if it also renews unchanged records.",
	},
	[REQ_UL_B_10] = {
		"UL-B-10", "must (lc)", 9664, "§4.3",
		"Support both variants, and expect peers (pre-standard ones) that know only the 4-octet one.",
	},
	[REQ_UL_B_11] = {
		"UL-B-11", "must (lc)", 9664, "§6",
		"Over UDP, retransmit unacknowledged updates sensibly; guidance in RFC 1035 §4.2.1, RFC 1536 §1, RFC 8085 §3.1.3 (no numbers given here).",
	},
	[REQ_UL_C_01] = {
		"UL-C-01", "MUST", 9664, "§4.2",
		"Send an Update Lease option with any update of records not meant to stay for ever.",
	},
	[REQ_UL_C_02] = {
		"UL-C-02", "SHOULD", 9664, "§4.2",
		"Ask for at least 1800 s (30 minutes).",
	},
	[REQ_UL_C_03] = {
		"UL-C-03", "MAY", 9664, "§4.2",
		"Ask for less if the records are expected to change more often than every 30 minutes.",
	},
	[REQ_UL_C_04] = {
		"UL-C-04", "SHOULD", 9664, "§4.2",
		"Ask for suitably longer leases for fairly static records.",
	},
	[REQ_UL_C_05] = {
		"UL-C-05", "must (lc)", 9664, "§4.2",
		"A response without Update Lease option means the server does not support leases.",
	},
	[REQ_UL_C_06] = {
		"UL-C-06", "SHOULD", 9664, "§4.2",
		"...in which case keep refreshing as if the server had granted exactly what was asked.",
	},
	[REQ_UL_C_07] = {
		"UL-C-07", "MUST", 9664, "§4.2, 5.2",
		"Schedule refreshes by the durations the server returned, be they shorter or longer than asked (also after each refresh).",
	},
	[REQ_UL_C_08] = {
		"UL-C-08", "MUST", 9664, "§4.2",
		"Delay the first transmission of the initial Registration after start-up by a random 0..3000 ms, granularity 10 ms or finer.",
	},
	[REQ_UL_C_09] = {
		"UL-C-09", "MUST", 9664, "§4.3",
		"If a request with the 8-octet variant is answered with the 4-octet one, take its value for both LEASE and KEY-LEASE.",
	},
	[REQ_UL_C_10] = {
		"UL-C-10", "SHOULD NOT", 9664, "§5.1",
		"A Refresh has no prerequisites that fail while the earlier registration is still in effect.",
	},
	[REQ_UL_C_11] = {
		"UL-C-11", "SHOULD NOT", 9664, "§5.1",
		"...nor any that fail if the records are gone: it should also work as a Registration.",
	},
	[REQ_UL_C_12] = {
		"UL-C-12", "should (lc)", 9664, "§5.1",
		"Where that is impossible, decide from the server's response how to go on.",
	},
	[REQ_UL_C_13] = {
		"UL-C-13", "MUST", 9664, "§5.2",
		"Send a Refresh before the lease expires if the records are to stay.",
	},
	[REQ_UL_C_14] = {
		"UL-C-14", "MUST", 9664, "§5.2",
		"Refresh at 80% of the granted lease plus a random 0..5% of it.",
	},
	[REQ_UL_C_15] = {
		"UL-C-15", "MUST", 9664, "§5.2",
		"Include an Update Lease option in every Refresh.",
	},
	[REQ_UL_C_16] = {
		"UL-C-16", "MAY", 9664, "§5.2",
		"Put there either the durations first asked for or those the server last returned.",
	},
	[REQ_UL_C_17] = {
		"UL-C-17", "should (lc)", 9664, "§5.2",
		"No response to a Refresh: retry moderately before expiry, e.g. nine more times evenly spaced from the first failure to the expiry.",
	},
	[REQ_UL_C_18] = {
		"UL-C-18", "must (lc)", 9664, "§5.2, 6",
		"After expiry the Refresh has become a Registration; retransmit as one.",
	},
	[REQ_UL_C_19] = {
		"UL-C-19", "MAY", 9664, "§5.2.1",
		"Refresh the records of several Registrations with one server in one request (one common schedule).",
	},
	[REQ_UL_C_20] = {
		"UL-C-20", "must (lc)", 9664, "§5.2.1",
		"...provided that at least one of its RRs has used up 75% of its lease.",
	},
	[REQ_UL_C_21] = {
		"UL-C-21", "MUST NOT", 9664, "§5.2.1",
		"Over UDP, do not coalesce if that would truncate the request: send several, or use TCP.",
	},
	[REQ_UL_C_22] = {
		"UL-C-22", "SHOULD NOT", 9664, "§5.2.1",
		"Do not refresh when all RRs concerned have more than 50% of their lease left.",
	},
	[REQ_UL_C_23] = {
		"UL-C-23", "MAY", 9664, "§5.2.1",
		"An early refresh is allowed when needed (sleepy radio; wish for another lease duration).",
	},
	[REQ_UL_C_24] = {
		"UL-C-24", "MUST NOT", 9664, "§5.2.1",
		"If the server does not grant the different duration asked for in such an early refresh, do not retry the negotiation.",
	},
	[REQ_UL_S_01] = {
		"UL-S-01", "MUST", 9664, "§4.3",
		"Put an Update Lease option into the response to every successful update (RCODE 0) that had one.",
	},
	[REQ_UL_S_02] = {
		"UL-S-02", "MAY", 9664, "§4.3",
		"Grant other durations than asked, longer or shorter.",
	},
	[REQ_UL_S_03] = {
		"UL-S-03", "MUST", 9664, "§4.3",
		"8-octet request: answer with the 8-octet variant and the granted times.",
	},
	[REQ_UL_S_04] = {
		"UL-S-04", "MUST", 9664, "§4.3",
		"4-octet request: apply its value to KEY RRs too...",
	},
	[REQ_UL_S_05] = {
		"UL-S-05", "MUST", 9664, "§4.3",
		"...and answer with the 4-octet variant.",
	},
	[REQ_UL_S_06] = {
		"UL-S-06", "must (lc)", 9664, "§5.1",
		"Records garbage-collected or lost meanwhile are added again by a Refresh.",
	},
	[REQ_UL_S_07] = {
		"UL-S-07", "MUST", 9664, "§5.3",
		"Acknowledge a valid Refresh with a Lease Update response giving the new lease.",
	},
	[REQ_UL_S_08] = {
		"UL-S-08", "MUST NOT", 9664, "§5.3",
		"Do not increment the zone serial for a Refresh that changes nothing in the zone.",
	},
	[REQ_UL_S_09] = {
		"UL-S-09", "MUST", 9664, "§5.3",
		"If a 'Refresh' does change the zone, update the serial.",
	},
	[REQ_UL_S_10] = {
		"UL-S-10", "MUST NOT", 9664, "§7",
		"Never return in answers an RR whose lease has elapsed unrefreshed.",
	},
	[REQ_UL_S_11] = {
		"UL-S-11", "MAY", 9664, "§7",
		"Delete such an RR from the database.",
	},
	[REQ_UL_S_12] = {
		"UL-S-12", "must (lc)", 9664, "§7",
		"Expiry is computed from the durations returned to the requester; KEY RRs by KEY-LEASE if that was given, else by LEASE.",
	},
	[REQ_UL_S_13] = {
		"UL-S-13", "should (lc)", 9664, "§8",
		"Have a default upper bound for LEASE and KEY-LEASE.",
	},
	[REQ_UL_S_14] = {
		"UL-S-14", "RECOMMENDED", 9664, "§8",
		"Default upper bounds: 24 hours for LEASE, 7 days for KEY-LEASE.",
	},
	[REQ_UL_S_15] = {
		"UL-S-15", "MAY", 9664, "§8",
		"Let the operator change the upper bounds.",
	},
	[REQ_UL_S_16] = {
		"UL-S-16", "MUST", 9664, "§8",
		"Have a default minimum lease that avoids overload by rapid renewal.",
	},
	[REQ_UL_S_17] = {
		"UL-S-17", "RECOMMENDED", 9664, "§8",
		"Default minimum: 30 seconds for both.",
	},
	[REQ_UL_S_18] = {
		"UL-S-18", "SHOULD", 9664, "§8",
		"In most cases use much longer leases (e.g. one hour). (Capitalised in the pre-publication text; binds whoever picks the duration.)",
	},
	[REQ_UL_S_19] = {
		"UL-S-19", "MAY", 9664, "§8",
		"Let the operator change the minimum.",
	},
	[REQ_UL_S_20] = {
		"UL-S-20", "should (lc)", 9664, "§8",
		"Guard against flooding of updates, over UDP and over TCP, by established practice (RFC 4953).",
	},
	[REQ_UL_S_21] = {
		"UL-S-21", "should (lc)", 9664, "§8",
		"Require authentication of updates: TSIG (RFC 8945) or SIG(0) (RFC 2931).",
	},
	[REQ_UL_S_22] = {
		"UL-S-22", "should (lc)", 9664, "§8",
		"Keys have limited authority: the loss of one key must not open whole zones.",
	},
	[REQ_UL_S_23] = {
		"UL-S-23", "should (lc)", 9664, "§8",
		"Follow RFC 2136 §8.",
	},
};
