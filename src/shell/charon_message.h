/* SPDX-License-Identifier: Apache-2.0 */
/* charon_message.h - what we say to charon about one peer, and what charon says
 * about its security associations. Writing and reading only: no socket.
 *
 * Source: strongSwan 5.9, swanctl.conf(5) and the VICI README. */
#ifndef SHELL_CHARON_MESSAGE_H
#define SHELL_CHARON_MESSAGE_H

#include "autotunnel/dns.h"
#include "autotunnel/turn.h"
#include "psk.h"
#include "vici.h"

enum {
	/* a connection is named by its host, and VICI's names are short; a name
	 * whose text is longer than this needs escapes that nobody types */
	CHARON_NAME_MAX = 240
};

struct charon_connection {
	const char *name;		/* of the peer, in text: connection and id */
	const char *our_name;
	uint8_t our_ula[16];
	uint8_t ula[16];
	struct endpoint remote;		/* family 0: it calls us */
	uint16_t port;			/* our own */
	/* Another number is another configuration, so that `initiate` makes a
	 * new IKE_SA even to an endpoint that has one. */
	uint32_t call;
};

/* `load-conn`. The peer's own calls are taken from any address (P9). */
void charon_write_connection(struct vici_writer *w,
			     const struct charon_connection *c);
/* `load-shared`, `unload-shared`: one generation's key with one peer. */
void charon_write_shared(struct vici_writer *w, const char *name,
			 const char *our_name, uint32_t generation,
			 const uint8_t key[PSK_SIZE]);
void charon_write_unshared(struct vici_writer *w, const char *name,
			   uint32_t generation);

struct charon_sa {
	struct vici_text connection;	/* points into the packet */
	uint32_t id;			/* the IKE_SA's; they only grow */
	bool connecting;		/* being set up */
	bool established;
	bool ours;			/* we dialled */
	struct endpoint remote;
	uint32_t child;			/* the newest installed; 0: none */
};

/* The names in a `get-conns` response, one after the other: starts with *AT 0;
 * false at the end. */
bool charon_next_name(const struct vici_packet *packet, unsigned *at,
		      struct vici_text *out);

/* From `list-sa`, `ike-updown`, `child-updown`, `child-rekey`, `ike-update`.
 * 0, or -EBADMSG where it names no IKE_SA. */
int charon_read_sa(const struct vici_packet *packet, struct charon_sa *out);

/* What a line of charon's log, a `log` event, means to a call. */
struct charon_line {
	struct vici_text connection;	/* length 0: of none */
	uint32_t id;			/* the IKE_SA's, or 0 */
	bool failure;
	enum tunnel_reason reason;
};

void charon_read_line(const struct vici_packet *packet, struct charon_line *out);

/* A response's `success`; false with its `errmsg`, cut, in WHY. */
bool charon_read_success(const struct vici_packet *packet, char *why,
			 size_t size);

#endif
