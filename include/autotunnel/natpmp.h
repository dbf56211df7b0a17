/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp.h - NAT-PMP's messages: octets to struct and back.
 *
 * Version 0 only. natpmp_decode takes what a client or a gateway may send,
 * requests too, so that a recording of either side can be read. Nothing is
 * kept. Errors: -EBADMSG for what is no NAT-PMP message, -EPROTONOSUPPORT for
 * another version, -ENOSPC where the room is too small.
 *
 * Source: RFC 6886 3.1 to 3.5, erratum 3618. */
#ifndef AUTOTUNNEL_NATPMP_H
#define AUTOTUNNEL_NATPMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	NATPMP_VERSION = 0,		/* 3 */
	NATPMP_PORT = 5351,		/* gateways listen here, 3.1 */
	NATPMP_ANNOUNCE_PORT = 5350,	/* clients listen here, 3.2.1 */
	NATPMP_ANNOUNCE_GROUP = (int)0xe0000001,	/* 224.0.0.1, 3.2.1 */
	NATPMP_RESPONSE = 128,		/* added to a request's opcode, 3 */
	NATPMP_MESSAGE_MAX = 16,
	NATPMP_REQUEST_MAX = 12
};

enum natpmp_opcode {	/* 3.2, 3.3 */
	NATPMP_OPCODE_ADDRESS = 0,
	NATPMP_OPCODE_MAP_UDP = 1,
	NATPMP_OPCODE_MAP_TCP = 2
};

enum natpmp_result {	/* 3.5; others may come */
	NATPMP_SUCCESS = 0,
	NATPMP_UNSUPPORTED_VERSION = 1,
	NATPMP_REFUSED = 2,
	NATPMP_NETWORK_FAILURE = 3,
	NATPMP_OUT_OF_RESOURCES = 4,
	NATPMP_UNSUPPORTED_OPCODE = 5
};

enum natpmp_form {
	NATPMP_FORM_REQUEST,	/* 2 octets (address) or 12 (mapping) */
	NATPMP_FORM_REPLY,	/* 12 octets (address) or 16 (mapping) */
	NATPMP_FORM_BARE,	/* an error of 8 octets: no body, 3.5 */
	NATPMP_FORM_ECHO	/* an error without SSSoE: the request given
				 * back with a result code, 3.5 */
};

struct natpmp_message {
	enum natpmp_form form;
	uint8_t version;
	uint8_t opcode;		/* as it stands in octet 1 */
	uint16_t result;	/* replies */
	uint32_t epoch_s;	/* SSSoE; REPLY and BARE only */
	uint32_t address;	/* address replies; 192.0.2.1 is 0xc0000201 */
	uint16_t reserved;	/* mapping requests; MUST be 0, 3.3 */
	uint16_t internal_port;	/* mappings */
	uint16_t external_port;	/* suggested, or mapped */
	uint32_t lifetime_s;	/* mappings; 0 deletes, 3.4 */
};

/* The requests of 3.2, 3.3 and 3.4. */
struct natpmp_message natpmp_address_request(void);
struct natpmp_message natpmp_map_request(enum natpmp_opcode opcode,
					 uint16_t internal_port,
					 uint16_t suggested_port,
					 uint32_t lifetime_s);
/* Internal port 0: all of the protocol's mappings of this host. */
struct natpmp_message natpmp_delete_request(enum natpmp_opcode opcode,
					    uint16_t internal_port);

/* With -EPROTONOSUPPORT, version, opcode and result are filled in as far as
 * they can be told: PCP has them in the same places (RFC 6887, 7.2). */
int natpmp_decode(const uint8_t *octets, size_t length,
		  struct natpmp_message *out);
/* Returns the length written, or -errno. What natpmp_decode took is encoded
 * into the same octets. */
ssize_t natpmp_encode(const struct natpmp_message *m, uint8_t *octets,
		      size_t size);

/* The request's opcode that M answers or is; 0 for an Unsupported Version
 * reply with the opcode 0 that 3.5 prints. */
uint8_t natpmp_request_opcode(const struct natpmp_message *m);
/* M has an SSSoE field. */
bool natpmp_has_epoch(const struct natpmp_message *m);
/* "not authorized"; "an unknown result" for what the RFC does not define. */
const char *natpmp_result_text(uint16_t result);

#endif
