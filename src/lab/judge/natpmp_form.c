/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_form.c - the form of NAT-PMP requests (RFC 6886, 3 to 3.4). */
#include "lab/judge/natpmp_client.h"

#include "core/mapping_chart.h"
#include "lab/limits.h"

static bool
is_private(const struct endpoint *e)
{
	const uint8_t *a = e->address;

	return a[0] == 10 || (a[0] == 172 && a[1] >> 4 == 1) ||
		(a[0] == 192 && a[1] == 168);
}

/* Passed by each request to one address at port 5351, failed by one to all or
 * to another port. Whether the address is the default gateway's no packet says;
 * that it answers as a gateway does (answered) is what can be seen. */
static void
judge_target(struct judge *j, const struct nat_seen *s)
{
	char text[NAT_TEXT_MAX];

	if (s->gateway.address[0] >= 224)
		judge_fail_packet(j, REQ_PMP_C_05, JUDGE_CLIENT,
				  s->packet, "a request is sent to %s, which is "
				  "no gateway's own address",
				  nat_text(&s->gateway, text));
	if (s->gateway.port == NATPMP_PORT)
		judge_pass(j, REQ_PMP_B_05, JUDGE_CLIENT, s->packet);
	else
		judge_fail_packet(j, REQ_PMP_B_05, JUDGE_CLIENT,
				  s->packet, "a request is sent to port %u, "
				  "where clients listen; gateways do at %d",
				  s->gateway.port, NATPMP_PORT);
	/* A host whose address is public needs no gateway. */
	if (is_private(&s->client))
		judge_pass(j, REQ_PMP_C_04, JUDGE_CLIENT, s->packet);
	else
		judge_fail_packet(j, REQ_PMP_C_04, JUDGE_CLIENT,
				  s->packet, "%s asks, whose address is not "
				  "private", nat_text(&s->client, text));
}

static void
judge_mapping_form(struct judge *j, const struct nat_seen *s)
{
	const struct natpmp_message *m = &s->nat;

	judge_pass(j, REQ_PMP_B_08, JUDGE_CLIENT, s->packet);
	if (m->reserved)
		judge_fail_packet(j, REQ_PMP_C_25, JUDGE_CLIENT, s->packet,
				  "the reserved field is %u, not 0",
				  m->reserved);
	else
		judge_pass(j, REQ_PMP_C_25, JUDGE_CLIENT, s->packet);
	if (m->lifetime_s == 0) {
		/* Passed and failed by each deletion. */
		if (m->external_port)
			judge_fail_packet(j, REQ_PMP_C_34, JUDGE_CLIENT,
					  s->packet, "a deletion suggests port "
					  "%u, not 0", m->external_port);
		else
			judge_pass(j, REQ_PMP_C_34, JUDGE_CLIENT, s->packet);
		judge_pass(j, m->internal_port ? REQ_PMP_C_33 : REQ_PMP_C_36,
			   JUDGE_CLIENT, s->packet);
		judge_pass(j, REQ_PMP_C_17, JUDGE_CLIENT, s->packet);
		return;
	}
	/* Which port is listened at is the host's secret, but it is not 0. */
	if (m->internal_port)
		judge_pass(j, REQ_PMP_C_26, JUDGE_CLIENT, s->packet);
	else
		judge_fail_packet(j, REQ_PMP_C_26, JUDGE_CLIENT, s->packet,
				  "a mapping of internal port 0 is asked for");
	if (nat_looks_swapped(m->lifetime_s)) {
		judge_fail_packet(j, REQ_PMP_B_02, JUDGE_CLIENT, s->packet,
				  "a lifetime of %u s: its octets are swapped, "
				  "%u is meant", m->lifetime_s,
				  nat_swapped(m->lifetime_s));
		return;
	}
	judge_pass(j, REQ_PMP_B_02, JUDGE_CLIENT, s->packet);
}

/* RECOMMENDED, so failed by any other lifetime; RFC 6281 has its hosts ask for
 * an hour, and who judges by that too is told by BTMM-C-22 instead. */
void
nat_judge_lifetime(struct judge *j, const struct nat_seen *s)
{
	const uint32_t wanted = LIMIT_NATPMP_LIFETIME / 1000;
	const uint32_t hour = MAPPING_LIFETIME_ASKED / 1000;

	if (judge_is_btmm(j)) {
		if (s->nat.lifetime_s == hour)
			judge_pass(j, REQ_BTMM_C_22, JUDGE_CLIENT,
				   s->packet);
		else
			judge_fail_packet(j, REQ_BTMM_C_22,
					  JUDGE_CLIENT, s->packet,
					  "a lifetime of %u s is asked for, not "
					  "%u", s->nat.lifetime_s, hour);
		judge_unclear(j, REQ_PMP_C_27, "by the profile of RFC "
			      "6281 a host asks for 3600 s: BTMM-C-22");
		return;
	}
	if (s->nat.lifetime_s == wanted)
		judge_pass(j, REQ_PMP_C_27, JUDGE_CLIENT, s->packet);
	else
		judge_fail_packet(j, REQ_PMP_C_27, JUDGE_CLIENT,
				  s->packet, "a lifetime of %u s is asked for; "
				  "%u is recommended%s", s->nat.lifetime_s,
				  wanted, s->nat.lifetime_s == hour ?
				  " (3600 is what RFC 6281 has its hosts ask "
				  "for: --profile btmm)" : "");
}

bool
nat_judge_form(struct judge *j, const struct nat_seen *s)
{
	enum requirement_id form;

	if (s->version == 2)
		return false;	/* PCP: recognised, not judged */
	if (s->version != NATPMP_VERSION) {
		judge_fail_packet(j, REQ_PMP_B_01, JUDGE_CLIENT, s->packet,
				  "a request of version %u, not 0", s->version);
		return false;
	}
	judge_pass(j, REQ_PMP_B_01, JUDGE_CLIENT, s->packet);
	if (s->opcode & NATPMP_RESPONSE) {
		judge_fail_packet(j, REQ_PMP_B_03, JUDGE_CLIENT, s->packet,
				  "opcode %u, which is a response's, is sent to "
				  "a gateway", s->opcode);
		return false;
	}
	judge_pass(j, REQ_PMP_B_03, JUDGE_CLIENT, s->packet);
	judge_target(j, s);
	if (s->opcode > NATPMP_OPCODE_MAP_TCP)
		return false;
	form = nat_is_mapping(s->opcode) ? REQ_PMP_B_08 : REQ_PMP_B_06;
	if (!s->readable || s->nat.form != NATPMP_FORM_REQUEST) {
		judge_fail_packet(j, form, JUDGE_CLIENT, s->packet,
				  "a request of opcode %u has %zu octets, not %d",
				  s->opcode, s->packet->length,
				  nat_is_mapping(s->opcode) ? 12 : 2);
		return false;
	}
	if (form == REQ_PMP_B_06)
		judge_pass(j, form, JUDGE_CLIENT, s->packet);
	else
		judge_mapping_form(j, s);
	return true;
}
