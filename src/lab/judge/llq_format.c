/* SPDX-License-Identifier: Apache-2.0 */
/* llq_format.c - what holds for each message with LLQ options (RFC 8764, 3). */
#include "lab/judge/llq.h"

enum { PORT_DNS = 53 };

static bool
is_swapped(uint16_t value)
{
	return value >= 0x100 && !(value & 0xff) && value >> 8 <= 3;
}

/* Passes and fails by each LLQ option of each message.
 * B-06: LLQ-OPCODE is 1, 2 or 3. B-07: LLQ-ERROR is 0 to 6. B-14: the version
 * is 1. B-12: a version or opcode that reads right only with its octets in the
 * other order fails; a right version passes. */
static void
judge_option(struct llq_monitor *m, const struct message *msg,
	     const struct dns_llq *o)
{
	const struct packet *p = msg->packet;
	const enum judge_side who = msg->sender;

	llq_check(m, o->opcode >= DNS_LLQ_SETUP && o->opcode <= DNS_LLQ_EVENT,
		  REQ_LLQ_B_06, who, p, "LLQ-OPCODE is %u, not 1, 2 or 3",
		  o->opcode);
	/* Of a Setup Request on a stream the field may hold the port for
	 * events: Apple's clients do so, the RFC knows nothing of it. */
	llq_check(m, o->error <= DNS_LLQ_UNKNOWN_ERR, REQ_LLQ_B_07, who, p,
		  "LLQ-ERROR is %u; values up to 6 are defined", o->error);
	llq_check(m, o->version == DNS_LLQ_VERSION, REQ_LLQ_B_14, who, p,
		  "LLQ-VERSION is %u, not 1", o->version);
	if (o->version == DNS_LLQ_VERSION)
		judge_pass(m->judge, REQ_LLQ_B_12, who, p);
	else if (is_swapped(o->version) && is_swapped(o->opcode))
		judge_fail_packet(m->judge, REQ_LLQ_B_12, who, p,
				  "LLQ-VERSION and LLQ-OPCODE stand with their "
				  "least octet first: %04x, %04x", o->version,
				  o->opcode);
}

/* B-03: passes with an OPT in the additional section of an ordinary message,
 * fails with one elsewhere. B-04: seen at all. B-05: passes where the server's
 * port is 53 or 5352; any other is up to the SRV record (C-10). B-08: fails
 * where the owner is not the root or the TTL is not 0. B-09: a CLASS of 0.
 * B-11: fails where an LLQ option has another length than 18. B-13: several
 * options in one OPT. */
void
llq_judge_format(struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	const enum judge_side who = msg->sender;
	const uint16_t port = who == JUDGE_CLIENT ? p->to.port : p->from.port;
	const struct dns_options *o = &msg->dns.options;
	unsigned i;

	llq_check(m, !msg->opt.misplaced && dns_opcode(&msg->dns) ==
		  DNS_OPCODE_QUERY, REQ_LLQ_B_03, who, p, "%s",
		  msg->opt.misplaced ?
		  "the OPT record is not in the additional section" :
		  "LLQ options in a message whose opcode is not QUERY");
	judge_pass(m->judge, REQ_LLQ_B_04, who, p);
	if (port == PORT_DNS || port == DNS_LLQ_PORT)
		judge_pass(m->judge, REQ_LLQ_B_05, who, p);
	if (msg->opt.named)
		judge_fail_packet(m->judge, REQ_LLQ_B_08, who, p,
				  "the OPT record's owner is not the root");
	else if (msg->opt.ttl)
		judge_fail_packet(m->judge, REQ_LLQ_B_08, who, p,
				  "the OPT record's TTL is 0x%08x, not 0",
				  msg->opt.ttl);
	else
		judge_pass(m->judge, REQ_LLQ_B_08, who, p);
	if (!msg->opt.class)
		judge_pass(m->judge, REQ_LLQ_B_09, who, p);
	llq_check(m, !o->llq_malformed, REQ_LLQ_B_11, who, p,
		  "an LLQ option whose OPTION-LENGTH is not 18");
	if (o->llq_count > 1 || msg->opt.other_options)
		judge_pass(m->judge, REQ_LLQ_B_13, who, p);
	for (i = 0; i < o->llq_count; i++)
		judge_option(m, msg, &o->llq[i]);
}
