/* SPDX-License-Identifier: Apache-2.0 */
/* account.h - what the agent knows, as the messages of specs/control.proto.
 *
 * account_begin; account_status and account_peers as wanted; account_pack, whose
 * octets live until the next account_begin. The struct is large: keep it static.
 * Everything is borrowed for the call alone. */
#ifndef AGENT_ACCOUNT_H
#define AGENT_ACCOUNT_H

#include "autotunnel/agent.h"
#include "shell/control.h"
#include "shell/control.pb-c.h"
#include "shell/driver.h"
#include "shell/tunnel.h"

enum {
	ACCOUNT_TEXT_MAX = 128 * 1024,
	ACCOUNT_COUNTERS_MAX = 64,
	ACCOUNT_QUERIES_MAX = AGENT_LLQS_MAX
};

/* Whom the agent's process consists of. */
struct account_sources {
	const struct agent *agent;
	const struct tunnel *tunnel;	/* NULL: there is none */
	struct driver *driver;
	const struct edge *edge;
	uint64_t now_ms;
	uint64_t started_ms;
	const char *sandbox;		/* what holds, in words */
};

struct account {
	Control__Reply reply;
	Control__Status status;
	Control__Mapping mappings[NAT_SLOTS];
	Control__Mapping *mapping_list[NAT_SLOTS];
	Control__Query queries[ACCOUNT_QUERIES_MAX];
	Control__Query *query_list[ACCOUNT_QUERIES_MAX];
	Control__Counter counters[ACCOUNT_COUNTERS_MAX];
	Control__Counter *counter_list[ACCOUNT_COUNTERS_MAX];
	Control__Peer peers[AGENT_PEERS_MAX];
	Control__Peer *peer_list[AGENT_PEERS_MAX];
	size_t text_used;
	char text[ACCOUNT_TEXT_MAX];
	uint8_t octets[CONTROL_REPLY_MAX];
};

void account_begin(struct account *r, bool last);
/* ERROR or PROGRESS may be NULL. */
void account_say(struct account *r, const char *error, const char *progress);
void account_status(struct account *r, const struct account_sources *s);
void account_peers(struct account *r, const struct account_sources *s);
const uint8_t *account_pack(struct account *r, size_t *size);

#endif
