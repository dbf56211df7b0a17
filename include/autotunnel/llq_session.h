/* SPDX-License-Identifier: Apache-2.0 */
/* llq_session.h - the long-lived queries held at one server, and what RFC 8764
 * says of whole messages: several questions in one, the n-th option for the
 * n-th question, one IP packet, the acknowledgement of events, refreshing what
 * else is held there.
 *
 * llq_session_init; llq_session_server once the server is known. Questions:
 * llq_session_take, then step the client. llq_session_receive for each
 * believed message with an LLQ option or a message id of ours;
 * llq_session_flush once a turn, after everything else: it sends what the queries wish.
 *
 * Source: RFC 8764 5.2.1, 5.2.3, 6.3, 7.1; P4, P5. */
#ifndef AUTOTUNNEL_LLQ_SESSION_H
#define AUTOTUNNEL_LLQ_SESSION_H

#include "autotunnel/llq_client.h"

enum {
	/* P1: the domain's PTR, our name's note (P11), four a peer */
	LLQ_CLIENTS_BESIDE_PEERS = 2,
	LLQ_CLIENTS_A_PEER = 4,
	LLQ_CLIENTS_MAX = LLQ_CLIENTS_BESIDE_PEERS + LLQ_CLIENTS_A_PEER * 64,
	LLQ_MESSAGES_MAX = 64		/* sent and not answered */
};

/* Why a message was not acted on. */
enum llq_drop_reason {
	LLQ_DROP_MALFORMED,	/* no DNS message, or one that lies */
	LLQ_DROP_NOT_REPLY,	/* QR=0 */
	LLQ_DROP_UNVERIFIED,	/* no TSIG, or one that does not hold */
	LLQ_DROP_WRONG_KEY,	/* verified by a key that is not ours here */
	LLQ_DROP_WRONG_SOURCE,
	LLQ_DROP_UNKNOWN_ID,	/* an answer to nothing that we asked */
	LLQ_DROP_UNKNOWN_LLQ,	/* an event without an LLQ-ID of ours */
	LLQ_DROP_MISMATCH,	/* other questions than ours, other LLQ-ID */
	LLQ_DROP_REPEATED,	/* the same event again: acknowledged again */
	LLQ_DROP_OLD,		/* an event older than the last: acknowledged */
	LLQ_DROP_STALE_TICKET,
	LLQ_DROP_COUNT
};
const char *llq_drop_text(enum llq_drop_reason r);

/* A message sent and not answered. */
struct llq_message {
	bool used;
	enum llq_wish kind;		/* SETUP, RESPONSE or REFRESH */
	uint16_t id;
	uint16_t count;			/* questions in it */
	uint16_t waiting;		/* queries that still wait for it */
	uint16_t slots[DNS_LLQ_OPTIONS_MAX];
	uint64_t sent_ms;
	uint16_t length;
	uint8_t octets[CLIENT_MESSAGE_MAX];
};

/* The session's memory, which its container gives. Clients and messages are all
 * zeros at first. */
struct llq_pools {
	struct llq_client *clients;
	struct llq_message *messages;
	struct answer *answers;
	uint16_t client_max;		/* LLQ_CLIENTS_MAX at most */
	uint16_t message_max;		/* LLQ_MESSAGES_MAX at most, not 0 */
	uint16_t answer_max;		/* ANSWERS_POOL_SIZE at most */
};

/* Such memory at its largest. */
struct llq_room {
	struct llq_client clients[LLQ_CLIENTS_MAX];
	struct llq_message messages[LLQ_MESSAGES_MAX];
	struct answer answers[ANSWERS_POOL_SIZE];
};
struct llq_pools llq_pools_in(struct llq_room *room);

struct llq_session {
	/* identity */
	struct endpoint server;		/* family 0: none */
	uint16_t key;
	/* data from the wire */
	uint64_t last_event;		/* hash of its octets */
	bool has_last_event;
	/* the queries, and what they sent */
	struct llq_commons commons;
	struct llq_client *clients;
	struct llq_message *messages;
	uint16_t client_max, message_max;
	/* 1 + the highest ones ever used: there is no need to look beyond */
	unsigned client_reach, message_reach;
	/* statistics */
	uint32_t dropped[LLQ_DROP_COUNT];
	uint32_t events;
	uint32_t messages_sent;
};

/* S is all zeros. */
void llq_session_init(struct llq_session *s, uint16_t key,
		      const struct llq_pools *pools);
/* Another server: nothing sent before will be answered. */
void llq_session_server(struct llq_session *s, const struct endpoint *server);
/* A free slot for the question, begun; -EEXIST: it is kept already (one
 * question is never asked twice, LLQ-C-24); -EINVAL: type or class ANY
 * (LLQ-C-25); -ENOSPC. *SLOT is the present one with -EEXIST. */
int llq_session_take(struct llq_session *s, const struct dns_name *name,
		     uint16_t type, uint64_t user, unsigned *slot);
/* Gives SLOT back; its machine must be idle. */
void llq_session_free(struct llq_session *s, unsigned slot, struct turn *t);

enum llq_received {
	LLQ_RECEIVED_NOTHING,	/* not for this session, nothing counted */
	LLQ_RECEIVED_REPLY,	/* to a message of ours */
	LLQ_RECEIVED_EVENT,	/* new, applied */
	LLQ_RECEIVED_DROPPED	/* counted */
};
/* MSG came as t->input on CHANNEL_LLQ and is believed. Acknowledges an event
 * of ours at once, and steps the queries concerned. */
enum llq_received llq_session_receive(struct llq_session *s,
				      const struct dns_message *msg,
				      struct turn *t);
/* MSG is an LLQ event by its looks. */
bool llq_session_is_event(const struct dns_message *msg);
/* Sends while there is room; true: more is left. */
bool llq_session_flush(struct llq_session *s, struct turn *t);
void llq_session_drop(struct llq_session *s, enum llq_drop_reason r);

#endif
