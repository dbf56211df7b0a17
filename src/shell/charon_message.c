/* SPDX-License-Identifier: Apache-2.0 */
/* charon_message.c - connections, keys and security associations in VICI. */
#include "charon_message.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Writing --------------------------------------------------------------------- */

static void
write_item(struct vici_writer *w, const char *name, const char *text)
{
	vici_list(w, name);
	vici_item(w, text);
	vici_end(w);
}

static void
write_selector(struct vici_writer *w, const char *name, const uint8_t ula[16])
{
	char text[INET6_ADDRSTRLEN + 4];

	inet_ntop(AF_INET6, ula, text, INET6_ADDRSTRLEN);
	strcat(text, "/128");
	write_item(w, name, text);
}

/* The prefix keeps charon from guessing what kind of identity it is. */
static void
write_identity(struct vici_writer *w, const char *side, const char *name)
{
	char text[CHARON_NAME_MAX + 8];

	snprintf(text, sizeof(text), "fqdn:%s", name);
	vici_section(w, side);
	vici_key(w, "auth", "psk");
	vici_key(w, "id", text);
	vici_end(w);
}

static void
write_remote(struct vici_writer *w, const struct endpoint *remote)
{
	char text[INET_ADDRSTRLEN];

	vici_list(w, "remote_addrs");
	if (remote->family == 4) {
		inet_ntop(AF_INET, remote->address, text, sizeof(text));
		vici_item(w, text);
	}
	vici_item(w, "%any");
	vici_end(w);
	if (remote->family == 4)
		vici_key_number(w, "remote_port", remote->port);
}

/* One association of each kind, made by one exchange: the child is rekeyed
 * without a new key exchange, so that a move costs one round trip. */
static void
write_child(struct vici_writer *w, const struct charon_connection *c)
{
	vici_section(w, "children");
	vici_section(w, "ula");
	vici_key(w, "mode", "tunnel");
	write_selector(w, "local_ts", c->our_ula);
	write_selector(w, "remote_ts", c->ula);
	write_item(w, "esp_proposals", "aes128gcm16");
	/* the kernel's own ESP: see outer.h */
	vici_key(w, "copy_df", "no");
	vici_key(w, "dpd_action", "clear");
	vici_key(w, "start_action", "none");
	vici_key(w, "close_action", "none");
	vici_end(w);
	vici_end(w);
}

void
charon_write_connection(struct vici_writer *w, const struct charon_connection *c)
{
	char rekey[16];

	/* four hours, and a second for each call, modulo an hour */
	snprintf(rekey, sizeof(rekey), "%us", 4 * 3600 + c->call % 3600);
	vici_section(w, c->name);
	vici_key(w, "version", "2");
	write_item(w, "local_addrs", "%any");
	write_remote(w, &c->remote);
	vici_key_number(w, "local_port", c->port);
	write_item(w, "proposals", "aes128gcm16-prfsha256-x25519");
	/* With MOBIKE charon leaves endpoints alone unless its own exchange
	 * says otherwise; ours come by DNS. */
	vici_key(w, "mobike", "no");
	vici_key(w, "encap", "yes");
	/* which of two stays is the agent's to say (P9) */
	vici_key(w, "unique", "never");
	vici_key(w, "keyingtries", "1");
	vici_key(w, "dpd_delay", "15s");
	vici_key(w, "rekey_time", rekey);
	vici_key(w, "send_certreq", "no");
	write_identity(w, "local", c->our_name);
	write_identity(w, "remote", c->name);
	write_child(w, c);
	vici_end(w);
}

static void
shared_id(char *out, size_t size, const char *name, uint32_t generation)
{
	snprintf(out, size, "%s/%u", name, generation);
}

void
charon_write_shared(struct vici_writer *w, const char *name,
		    const char *our_name, uint32_t generation,
		    const uint8_t key[PSK_SIZE])
{
	char id[CHARON_NAME_MAX + 16], owner[CHARON_NAME_MAX + 8];

	shared_id(id, sizeof(id), name, generation);
	vici_key(w, "id", id);
	vici_key(w, "type", "IKE");
	vici_key_octets(w, "data", key, PSK_SIZE);
	vici_list(w, "owners");
	snprintf(owner, sizeof(owner), "fqdn:%s", our_name);
	vici_item(w, owner);
	snprintf(owner, sizeof(owner), "fqdn:%s", name);
	vici_item(w, owner);
	vici_end(w);
}

void
charon_write_unshared(struct vici_writer *w, const char *name,
		      uint32_t generation)
{
	char id[CHARON_NAME_MAX + 16];

	shared_id(id, sizeof(id), name, generation);
	vici_key(w, "id", id);
}

/* Reading --------------------------------------------------------------------- */

static void
read_host(struct vici_text text, struct endpoint *out)
{
	char address[INET_ADDRSTRLEN];

	vici_copy(text, address, sizeof(address));
	if (text.length < sizeof(address) &&
	    inet_pton(AF_INET, address, out->address) == 1)
		out->family = 4;
}

static void
read_sa_key(const struct vici_part *part, struct charon_sa *out)
{
	struct vici_text v = part->value;

	if (vici_is(part->name, "uniqueid")) {
		out->id = vici_number(v, 0);
	} else if (vici_is(part->name, "state")) {
		out->connecting = vici_is(v, "CREATED") ||
			vici_is(v, "CONNECTING");
		out->established = vici_is(v, "ESTABLISHED") ||
			vici_is(v, "REKEYING");
	} else if (vici_is(part->name, "initiator")) {
		out->ours = vici_is(v, "yes");
	} else if (vici_is(part->name, "remote-host")) {
		read_host(v, &out->remote);
	} else if (vici_is(part->name, "remote-port")) {
		out->remote.port = (uint16_t)vici_number(v, 0);
	}
}

/* A child's section: which one it is, and whether traffic passes. */
struct child {
	uint32_t id;
	bool installed;
};

static void
read_child_key(const struct vici_part *part, struct child *out)
{
	if (vici_is(part->name, "uniqueid"))
		out->id = vici_number(part->value, 0);
	if (vici_is(part->name, "state"))
		out->installed = vici_is(part->value, "INSTALLED") ||
			vici_is(part->value, "UPDATING") ||
			vici_is(part->value, "REKEYING");
}

/* <connection> { keys child-sas { <child> { keys } ... } } */
int
charon_read_sa(const struct vici_packet *packet, struct charon_sa *out)
{
	struct vici_reader r;
	struct vici_part part;
	struct child child = { .id = 0 };
	bool in_children = false;

	memset(out, 0, sizeof(*out));
	vici_read(&r, packet);
	while (vici_next(&r, &part) > 0) {
		if (part.element == VICI_SECTION_START && part.depth == 0) {
			if (out->connection.length)
				break;		/* one is told at a time */
			out->connection = part.name;
		} else if (part.element == VICI_SECTION_START) {
			if (part.depth == 1)
				in_children = vici_is(part.name, "child-sas");
			child = (struct child){ .id = 0 };
		} else if (part.element == VICI_KEY && part.depth == 1) {
			read_sa_key(&part, out);
		} else if (part.element == VICI_KEY && part.depth == 3) {
			if (in_children)
				read_child_key(&part, &child);
		} else if (part.element == VICI_SECTION_END && part.depth == 2) {
			if (child.installed && child.id > out->child)
				out->child = child.id;
		}
	}
	if (out->remote.family == 0)
		out->remote.port = 0;
	return out->connection.length && out->id ? 0 : -EBADMSG;
}

bool
charon_next_name(const struct vici_packet *packet, unsigned *at,
		 struct vici_text *out)
{
	struct vici_reader r;
	struct vici_part part;
	unsigned n = 0;

	vici_read(&r, packet);
	while (vici_next(&r, &part) > 0)
		if (part.element == VICI_ITEM && n++ == *at) {
			*out = part.value;
			++*at;
			return true;
		}
	return false;
}

/* charon tells why a call failed in its log alone; these words stand in
 * ike_auth.c, child_create.c, psk_authenticator.c and task_manager_v2.c. */
static const struct {
	const char *words;
	enum tunnel_reason reason;
} failures[] = {
	{ "received AUTHENTICATION_FAILED", TUNNEL_REASON_AUTHENTICATION },
	{ "MAC mismatched", TUNNEL_REASON_AUTHENTICATION },
	{ "no shared key found", TUNNEL_REASON_AUTHENTICATION },
	{ "received TS_UNACCEPTABLE", TUNNEL_REASON_TRAFFIC_SELECTOR },
	{ "received NO_PROPOSAL_CHOSEN", TUNNEL_REASON_STRANGER },
	{ "giving up after", TUNNEL_REASON_SILENCE },
	{ "peer not responding", TUNNEL_REASON_SILENCE },
	{ "notify error", TUNNEL_REASON_OTHER },
	{ "notify, no CHILD_SA built", TUNNEL_REASON_OTHER },
	{ "failed to establish CHILD_SA", TUNNEL_REASON_OTHER },
	{ "unable to install", TUNNEL_REASON_OTHER },
};

void
charon_read_line(const struct vici_packet *packet, struct charon_line *out)
{
	struct vici_text text = { .length = 0 };
	struct vici_reader r;
	struct vici_part part;
	size_t i;

	memset(out, 0, sizeof(*out));
	vici_read(&r, packet);
	while (vici_next(&r, &part) > 0) {
		if (part.element != VICI_KEY || part.depth != 0)
			continue;
		if (vici_is(part.name, "ikesa-name"))
			out->connection = part.value;
		if (vici_is(part.name, "ikesa-uniqueid"))
			out->id = vici_number(part.value, 0);
		if (vici_is(part.name, "msg"))
			text = part.value;
	}
	for (i = 0; i < sizeof(failures) / sizeof(*failures); i++)
		if (text.length && memmem(text.octets, text.length,
					  failures[i].words,
					  strlen(failures[i].words))) {
			out->failure = true;
			out->reason = failures[i].reason;
			return;
		}
}

bool
charon_read_success(const struct vici_packet *packet, char *why, size_t size)
{
	struct vici_reader r;
	struct vici_part part;
	bool success = packet->type == VICI_RESPONSE;

	vici_copy((struct vici_text){ "no such command", 15 }, why, size);
	vici_read(&r, packet);
	while (vici_next(&r, &part) > 0) {
		if (part.element != VICI_KEY || part.depth != 0)
			continue;
		if (vici_is(part.name, "success"))
			success = vici_is(part.value, "yes");
		if (vici_is(part.name, "errmsg"))
			vici_copy(part.value, why, size);
	}
	return success;
}
