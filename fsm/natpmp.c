/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp.c - NAT-PMP's messages (RFC 6886, 3.1 to 3.5). */
#include "autotunnel/natpmp.h"
#include "autotunnel/octets.h"

#include <errno.h>
#include <string.h>

enum {	/* lengths in octets */
	ADDRESS_REQUEST = 2,	/* 3.2 */
	ADDRESS_REPLY = 12,
	ADDRESS_ECHO = 4,
	MAP_REQUEST = 12,	/* 3.3 */
	MAP_REPLY = 16,
	BARE_ERROR = 8		/* 3.5 */
};

struct natpmp_message
natpmp_address_request(void)
{
	return (struct natpmp_message){ .opcode = NATPMP_OPCODE_ADDRESS };
}

struct natpmp_message
natpmp_map_request(enum natpmp_opcode opcode, uint16_t internal_port,
		   uint16_t suggested_port, uint32_t lifetime_s)
{
	return (struct natpmp_message){
		.opcode = (uint8_t)opcode,
		.internal_port = internal_port,
		.external_port = suggested_port,
		.lifetime_s = lifetime_s,
	};
}

struct natpmp_message
natpmp_delete_request(enum natpmp_opcode opcode, uint16_t internal_port)
{
	/* the suggested external port MUST be zero here (3.4) */
	return natpmp_map_request(opcode, internal_port, 0, 0);
}

uint8_t
natpmp_request_opcode(const struct natpmp_message *m)
{
	return m->opcode % NATPMP_RESPONSE;
}

bool
natpmp_has_epoch(const struct natpmp_message *m)
{
	return m->form == NATPMP_FORM_REPLY || m->form == NATPMP_FORM_BARE;
}

static bool
is_mapping(const struct natpmp_message *m)
{
	uint8_t opcode = natpmp_request_opcode(m);

	return opcode == NATPMP_OPCODE_MAP_UDP ||
		opcode == NATPMP_OPCODE_MAP_TCP;
}

/* There are no transaction ids and no lengths in the header: opcode, result
 * and the datagram's length together say what it is. */
static int
form_of(const struct natpmp_message *m, size_t length)
{
	size_t request = is_mapping(m) ? MAP_REQUEST : ADDRESS_REQUEST;
	size_t reply = is_mapping(m) ? MAP_REPLY : ADDRESS_REPLY;
	size_t echo = is_mapping(m) ? MAP_REQUEST : ADDRESS_ECHO;

	/* 3.5 prints opcode 0 in this one; erratum 3618 makes it 128 */
	if (length == BARE_ERROR && (m->opcode >= NATPMP_RESPONSE ||
				     (m->opcode == 0 && m->result ==
				      NATPMP_UNSUPPORTED_VERSION)))
		return m->result ? NATPMP_FORM_BARE : -EBADMSG;
	if (natpmp_request_opcode(m) > NATPMP_OPCODE_MAP_TCP)
		return -EBADMSG;
	if (m->opcode < NATPMP_RESPONSE)
		return length == request ? NATPMP_FORM_REQUEST : -EBADMSG;
	if (length == reply)
		return NATPMP_FORM_REPLY;
	if (length == echo && m->result)
		return NATPMP_FORM_ECHO;
	return -EBADMSG;
}

static void
read_body(struct natpmp_message *m, struct reader *in)
{
	if (natpmp_has_epoch(m))
		m->epoch_s = read_u32be(in);
	if (m->form == NATPMP_FORM_BARE)
		return;
	if (is_mapping(m)) {
		m->internal_port = read_u16be(in);
		m->external_port = read_u16be(in);
		m->lifetime_s = read_u32be(in);
		return;
	}
	if (m->form == NATPMP_FORM_REPLY)
		m->address = read_u32be(in);
}

int
natpmp_decode(const uint8_t *octets, size_t length, struct natpmp_message *out)
{
	struct reader in;
	uint16_t third = 0;
	int form;

	memset(out, 0, sizeof(*out));
	reader_init(&in, octets, length);
	out->version = read_u8(&in);
	out->opcode = read_u8(&in);
	if (length > ADDRESS_REQUEST)
		third = read_u16be(&in);
	out->result = third;
	if (!reader_ok(&in))
		return -EBADMSG;
	if (out->version != NATPMP_VERSION)
		return -EPROTONOSUPPORT;
	form = form_of(out, length);
	if (form < 0)
		return form;
	out->form = (enum natpmp_form)form;
	if (out->form == NATPMP_FORM_REQUEST) {
		out->result = 0;
		out->reserved = third;
	}
	read_body(out, &in);
	return reader_ok(&in) && reader_left(&in) == 0 ? 0 : -EBADMSG;
}

ssize_t
natpmp_encode(const struct natpmp_message *m, uint8_t *octets, size_t size)
{
	struct writer out;

	writer_init(&out, octets, size);
	write_u8(&out, m->version);
	write_u8(&out, m->opcode);
	if (m->form != NATPMP_FORM_REQUEST)
		write_u16be(&out, m->result);
	else if (is_mapping(m))
		write_u16be(&out, m->reserved);
	if (natpmp_has_epoch(m))
		write_u32be(&out, m->epoch_s);
	if (m->form != NATPMP_FORM_BARE && is_mapping(m)) {
		write_u16be(&out, m->internal_port);
		write_u16be(&out, m->external_port);
		write_u32be(&out, m->lifetime_s);
	} else if (m->form == NATPMP_FORM_REPLY) {
		write_u32be(&out, m->address);
	}
	return writer_ok(&out) ? (ssize_t)out.at : -ENOSPC;
}

const char *
natpmp_result_text(uint16_t result)
{
	static const char *const texts[] = {
		"success", "unsupported version", "not authorized",
		"network failure", "out of resources", "unsupported opcode",
	};

	if (result >= sizeof(texts) / sizeof(texts[0]))
		return "an unknown result";
	return texts[result];
}
