/* SPDX-License-Identifier: Apache-2.0 */
/* registration.h - the host's records at the update server, and their lease:
 * one signed UPDATE with the whole record set (RFC 2136; RFC 6281 5.2; names,
 * TTLs and the name check: P11) under an Update Lease (RFC 9664).
 *
 * registration_init; registration_server whenever zone or update server are
 * found; registration_publish with what the host is. Facts may come first.
 * registration_receive for each believed message that registration_expects,
 * registration_doubt for one that is not believed. All copies its arguments. */
#ifndef AUTOTUNNEL_REGISTRATION_H
#define AUTOTUNNEL_REGISTRATION_H

#include "autotunnel/client.h"
#include "core/registration_chart.h"

enum { REGISTRATION_DEVICE_MAX = 120, REGISTRATION_FORMER_MAX = 3 };

enum registration_report {
	REGISTRATION_REPORT_REGISTERED,	/* value: lease granted, seconds */
	REGISTRATION_REPORT_FAILED,	/* value: client_reason << 16 | RCODE */
	REGISTRATION_REPORT_CLASH,
	REGISTRATION_REPORT_LEFT,
	REGISTRATION_REPORT_UNLEFT	/* value: as for FAILED */
};

struct registration_facts {
	uint8_t ula[16];
	struct endpoint outer;		/* family 0: not reachable (P9) */
	struct endpoint lan;		/* family 0: none (P10) */
	char device[REGISTRATION_DEVICE_MAX + 1];	/* TXT dev=; "": none */
};

/* Which message was sent last. */
enum registration_message {
	REGISTRATION_CHECK,		/* SRV of our name */
	REGISTRATION_COMPARE,		/* AAAA of our label */
	REGISTRATION_UPDATE,
	REGISTRATION_REMOVAL,
	REGISTRATION_NOTE		/* TXT for the name's owner (P11) */
};

struct registration {
	struct registration_machine machine;
	/* identity */
	struct dns_name domain;		/* home.example.net */
	struct dns_name host;		/* mymac.home.example.net */
	struct dns_name label;		/* AutoTunnel-....home.example.net */
	struct dns_name service;	/* _autotunnel._udp.mymac.home... */
	struct dns_name browse;		/* _autotunnel._udp.home... */
	struct dns_name note;		/* _clash._autotunnel._udp.mymac... */
	uint32_t lease_asked_s;
	uint16_t key;
	struct dns_name zone;		/* of the server below */
	struct endpoint server;		/* family 0: none is known */
	bool before;			/* records of an earlier run may stand */
	/* ULAs that earlier runs published; all zeros: none. Another one at our
	 * label is that of a machine that this one was copied from, or that
	 * was copied from this one. */
	uint8_t former_ulas[REGISTRATION_FORMER_MAX][16];
	bool copied;			/* this machine is not the one that
					 * made the state: no ULA is ours but
					 * facts.ula */
	bool has_facts;
	struct registration_facts facts;
	/* data from the wire, and of the message sent */
	enum registration_message sent;
	bool alike;			/* the SRV has our label as its target */
	uint16_t id;
	uint16_t overtaken_id;		/* of the update before */
	uint32_t lease_s;		/* granted */
	uint16_t rcode;
	enum client_reason doubt;
	const struct dns_message *reading;	/* while a step reads it */
};

/* HOST and LABEL lie right below DOMAIN. LEASE_S 0: the chart's lease_asked.
 * 0; -EINVAL: no name fits below them; -EMSGSIZE: no UDP message holds them. */
int registration_init(struct registration *r, const struct dns_name *domain,
		      const struct dns_name *host,
		      const struct dns_name *label, uint16_t key,
		      uint32_t lease_s);
/* The server of ZONE; family 0: none any more. */
void registration_server(struct registration *r, const struct dns_name *zone,
			 const struct endpoint *server, struct turn *t);
/* The owner says that a name which another host has is this host's. */
void registration_claim(struct registration *r, struct turn *t);
/* The owner leaves: what may stand of us is deleted. */
void registration_leave(struct registration *r, struct turn *t);
void registration_publish(struct registration *r,
			  const struct registration_facts *facts,
			  struct turn *t);
/* MSG, which came as IN, answers the last message but one or the last. */
bool registration_expects(const struct registration *r,
			  const struct dns_message *msg,
			  const struct input *in);
enum registration_event registration_classify(const struct registration *r,
					      const struct dns_message *msg);
void registration_receive(struct registration *r, const struct dns_message *msg,
			  struct turn *t);
/* An answer to the last message came whose TSIG does not hold: why. */
void registration_doubt(struct registration *r, enum client_reason why,
			struct turn *t);

#endif
