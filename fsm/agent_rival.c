/* SPDX-License-Identifier: Apache-2.0 */
/* agent_rival.c - another host that wants this host's name. It wrote nothing of
 * ours; it left a note where we listen, so that both owners are told (P11). */
#include "agent_parts.h"

#include "autotunnel/address.h"

#include <string.h>

enum { OURS, FORMER };	/* whose note, of dnsclient's user value */

static bool
is_note(const struct dns_name *name)
{
	return name->length > 7 && !memcmp(name->wire, "\6_clash", 7);
}

/* The question of a name that we no longer have is taken up again to be ended:
 * nobody would acknowledge its events, and ours would wait behind them. */
static void
take_up_former(struct agent *a, struct turn *t)
{
	const struct dns_name *note = &a->dns.registration.note;
	const struct agent_llq *l;
	unsigned i;

	for (i = 0; i < a->memory->llq_count; i++) {
		l = &a->memory->llqs[i];
		if (l->type != DNS_TYPE_TXT || !is_note(&l->name) ||
		    dns_name_equal(&l->name, note) || l->ends_ms <= t->now_ms)
			continue;
		dnsclient_restore_llq(&a->dns, &l->name, l->type,
				      agent_user(QUESTION_NOTE, FORMER),
				      l->id, l->lease_s, l->ends_ms);
	}
}

void
agent_rival_held(struct agent *a, const struct dnsclient_news *news,
		 struct turn *t)
{
	if (news->user == agent_user(QUESTION_NOTE, FORMER))
		dnsclient_drop(&a->dns, news->slot, t);
}

void
agent_rival_start(struct agent *a, struct turn *t)
{
	int slot;

	take_up_former(a, t);
	slot = dnsclient_ask_llq(&a->dns, &a->dns.registration.note,
				     DNS_TYPE_TXT,
				     agent_user(QUESTION_NOTE, OURS), t);

	a->note_llq = (int16_t)(slot < 0 ? -1 : slot);
}

/* A note that is not our own, as text; false: there is none. */
static bool
read_note(const struct agent *a, char text[256])
{
	struct answer_iterator it;
	const struct answer *answer;
	struct dns_record rr;
	uint8_t ula[16];

	if (a->note_llq < 0 ||
	    !dnsclient_answers(&a->dns, (unsigned)a->note_llq, &it))
		return false;
	while ((answer = answers_next(&it))) {
		answer_record(answer, DNS_TYPE_TXT, &rr);
		if (rr.rdata_length < 1 ||
		    rr.rdata[0] + 1u > rr.rdata_length)
			continue;
		memcpy(text, rr.rdata + 1, rr.rdata[0]);
		text[rr.rdata[0]] = '\0';
		if (agent_read_ula(text, ula) && memcmp(ula, a->ula, 16) != 0)
			return true;
	}
	return false;
}

static void
describe(const char *note, char out[AGENT_RIVAL_MAX])
{
	char device[AGENT_RIVAL_MAX - 60], address[ADDRESS_TEXT_MAX] = "?";
	struct endpoint e;
	size_t n = 0;
	const char *p;

	agent_read_device(note, device, sizeof(device));
	if (agent_read_address(note, "at=", &e) ||
	    agent_read_address(note, "lan=", &e))
		ipv4_text(ipv4_number(&e), address);
	for (p = device[0] ? device : "a host"; *p; p++)
		out[n++] = *p;
	for (p = " at "; *p; p++)
		out[n++] = *p;
	for (p = address; *p; p++)
		out[n++] = *p;
	out[n] = '\0';
}

void
agent_rival_changed(struct agent *a, struct turn *t)
{
	char note[256], rival[AGENT_RIVAL_MAX] = "";
	unsigned i;

	/* who has a clash of his own is no owner of the name */
	if (!a->clashed && read_note(a, note))
		describe(note, rival);
	for (i = 0; rival[i] && rival[i] == a->rival[i]; i++)
		;
	if (rival[i] == a->rival[i])
		return;
	memcpy(a->rival, rival, sizeof(rival));
	if (rival[0])
		turn_tell(t, TELL_WARNING, "another host wants this host's "
			  "name: %s; it was told, and wrote nothing", rival);
	else
		turn_tell(t, TELL_INFO, "no other host wants this host's name "
			  "any more");
}
