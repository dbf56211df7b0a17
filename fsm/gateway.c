/* SPDX-License-Identifier: Apache-2.0 */
/* gateway.c - the NAT gateway (RFC 6886, 3.1, 3.6 and 3.7). */
#include "autotunnel/gateway.h"
#include "autotunnel/address.h"
#include "autotunnel/network.h"
#include "autotunnel/text.h"

#include <assert.h>
#include <string.h>

void
gateway_init(struct gateway *m)
{
	memset(m, 0, sizeof(*m));
	gateway_begin(m);
}

struct endpoint
gateway_endpoint(const struct gateway *m)
{
	struct endpoint e = m->link.gateway;

	e.port = e.family ? NATPMP_PORT : 0;
	return e;
}

void
gateway_describe(const struct machine *m, char *text, size_t size)
{
	(void)m;
	text_copy(text, size, "gateway");
}

/* What happened ---------------------------------------------------------------- */

enum gateway_event
gateway_classify_link(const struct gateway *m, uint64_t other)
{
	if (endpoint_is_public_unicast_ipv4(&m->offered.address) &&
	    (other || !m->masked))
		return GATEWAY_EV_LINK_DIRECT;
	if (m->offered.gateway.family != 4)
		return GATEWAY_EV_LINK_BARE;
	if (other & NETWORK_OTHER_GATEWAY)
		return GATEWAY_EV_LINK_NEW;
	if (other)
		return GATEWAY_EV_LINK_CHANGED;
	return GATEWAY_EV_LINK_SAME;
}

static bool
told_too_often(const struct gateway_news *n, uint64_t now_ms)
{
	return n->count >= GATEWAY_NEWS_BELIEVED &&
		now_ms - n->since_ms < GATEWAY_NEWS_WITHIN;
}

static void
count_news(struct gateway_news *n, uint64_t now_ms)
{
	if (n->count == 0 || now_ms - n->since_ms >= GATEWAY_NEWS_WITHIN)
		*n = (struct gateway_news){ .since_ms = now_ms };
	n->count++;
}

/* Less than expected by more than the slack: the gateway began anew. Its
 * seconds are counted as ours in milliseconds (3.6). */
static bool
lost_state(const struct gateway *m, uint64_t now_ms)
{
	uint64_t elapsed_ms = now_ms - m->epoch_ms;
	uint64_t expected_ms = (uint64_t)m->epoch_s * 1000 +
		elapsed_ms / GATEWAY_EPOCH_OF_PARTS * GATEWAY_EPOCH_PARTS +
		elapsed_ms % GATEWAY_EPOCH_OF_PARTS * GATEWAY_EPOCH_PARTS /
		GATEWAY_EPOCH_OF_PARTS;

	return m->epoch_known && natpmp_has_epoch(&m->heard) &&
		!told_too_often(&m->lapses, now_ms) &&
		(uint64_t)m->heard.epoch_s * 1000 + GATEWAY_EPOCH_SLACK <
		expected_ms;
}

enum gateway_event
gateway_classify_answer(const struct gateway *m, uint64_t now_ms)
{
	return lost_state(m, now_ms) ? GATEWAY_EV_ANSWERED_LOST :
		GATEWAY_EV_ANSWERED;
}

enum gateway_event
gateway_classify_heard(const struct gateway *m, bool announcement,
		       uint64_t now_ms)
{
	if (announcement)
		return lost_state(m, now_ms) ? GATEWAY_EV_ANNOUNCED_LOST :
			GATEWAY_EV_ANNOUNCED;
	return lost_state(m, now_ms) ? GATEWAY_EV_HEARD_LOST :
		GATEWAY_EV_HEARD;
}

bool
gateway_classify_address(const struct gateway *m, uint64_t now_ms,
			 enum gateway_event *ev)
{
	/* With any result code but 0 the field is ignored (3.2); an address
	 * of zeros is none (3.5). */
	if (m->heard.result != NATPMP_SUCCESS || m->heard.address == 0) {
		*ev = GATEWAY_EV_ADDRESS_GONE;
		return true;
	}
	*ev = GATEWAY_EV_ADDRESS_LEARNT;
	if (m->address_known)
		*ev = told_too_often(&m->moves, now_ms) ?
			GATEWAY_EV_ADDRESS_WAVERS : GATEWAY_EV_ADDRESS_MOVED;
	return !m->address_known || m->heard.address != m->address;
}

void
gateway_note_answer(struct gateway *m, uint64_t now_ms)
{
	if (m->heard.result != NATPMP_SUCCESS || !m->heard.address)
		return;
	if (m->answered && m->answered != m->heard.address)
		count_news(&m->moves, now_ms);
	m->answered = m->heard.address;
}

bool
gateway_believes_hearsay(struct gateway *m, uint64_t now_ms)
{
	if (told_too_often(&m->hearsay, now_ms))
		return false;
	count_news(&m->hearsay, now_ms);
	return true;
}

/* The queue ---------------------------------------------------------------------- */

static int
place_of(const struct gateway *m, unsigned item)
{
	unsigned i;

	for (i = 0; i < m->queued; i++)
		if (m->queue[i] == item)
			return (int)i;
	return -1;
}

static void
remove_at(struct gateway *m, unsigned at)
{
	assert(at < m->queued);
	memmove(m->queue + at, m->queue + at + 1, m->queued - at - 1u);
	m->queued--;
}

void
gateway_put(struct gateway *m, unsigned item)
{
	assert(item < GATEWAY_ITEM_COUNT);
	if (place_of(m, item) >= 0)
		return;
	assert(m->queued < GATEWAY_QUEUE_MAX);
	m->queue[m->queued++] = (uint8_t)item;
}

bool
gateway_is_first(const struct gateway *m, unsigned item)
{
	return m->queued && m->queue[0] == item;
}

void
gateway_take(struct gateway *m, unsigned item)
{
	int at = place_of(m, item);

	if (at > 0)
		remove_at(m, (unsigned)at);
}

/* Actions ------------------------------------------------------------------------ */

static void
report(struct gateway *m, struct turn *t, enum gateway_report what,
       uint64_t value)
{
	turn_report(t, &m->machine.base, what, value);
}

static void
report_each(struct gateway *m, struct turn *t, enum gateway_report what)
{
	unsigned slot;

	for (slot = 0; slot < MAPPINGS_MAX; slot++)
		report(m, t, what, slot);
}

void
gateway_keep_link(struct gateway *m, struct turn *t)
{
	(void)t;
	m->link = m->offered;
}

void
gateway_forget_gateway(struct gateway *m, struct turn *t)
{
	(void)t;
	m->epoch_known = false;
	m->address_known = false;
	m->answered = 0;
	m->moves.count = m->hearsay.count = m->lapses.count = 0;
	m->masked = false;
}

void
gateway_take_mask(struct gateway *m, struct turn *t)
{
	(void)t;
	m->masked = true;
}

void
gateway_keep_epoch(struct gateway *m, struct turn *t)
{
	if (!natpmp_has_epoch(&m->heard))
		return;
	m->epoch_known = true;
	m->epoch_s = m->heard.epoch_s;
	m->epoch_ms = t->now_ms;
}

void
gateway_keep_address(struct gateway *m, struct turn *t)
{
	(void)t;
	m->address_known = true;
	m->address = m->heard.address;
}

void
gateway_forget_address(struct gateway *m, struct turn *t)
{
	(void)t;
	m->address_known = false;
}

void
gateway_drop_queue(struct gateway *m, struct turn *t)
{
	(void)t;
	m->queued = 0;
}

void
gateway_drop_first(struct gateway *m, struct turn *t)
{
	(void)t;
	remove_at(m, 0);
}

void
gateway_finish(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_FINISHED, m->queue[0]);
	remove_at(m, 0);
}

void
gateway_give_up(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_GIVEN_UP, m->queue[0]);
	remove_at(m, 0);
}

void
gateway_report_ask(struct gateway *m, struct turn *t)
{
	assert(m->queued);
	report(m, t, GATEWAY_REPORT_ASK, m->queue[0]);
}

void
gateway_report_ready(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_READY, 0);
}

void
gateway_report_withdraw(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_WITHDRAW, 0);
}

void
gateway_report_again(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_AGAIN, 0);
}

void
gateway_report_slow(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_SLOW, 0);
}

void
gateway_report_patience(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_PATIENCE, 0);
}

void
gateway_report_doubt(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_DOUBT, 0);
}

void
gateway_report_new(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_DOUBT, 0);
	report_each(m, t, GATEWAY_REPORT_MAPPING_NEW);
}

void
gateway_report_changed(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_DOUBT, 0);
	report_each(m, t, GATEWAY_REPORT_MAPPING_CHANGED);
}

void
gateway_report_back(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_DOUBT, 0);
	report_each(m, t, GATEWAY_REPORT_MAPPING_BACK);
}

void
gateway_report_lost(struct gateway *m, struct turn *t)
{
	m->losses++;
	count_news(&m->lapses, t->now_ms);
	report_each(m, t, GATEWAY_REPORT_MAPPING_LOST);
}

void
gateway_report_doubted(struct gateway *m, struct turn *t)
{
	report_each(m, t, GATEWAY_REPORT_MAPPING_DOUBTED);
}

void
gateway_report_direct(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_ADDRESS, ipv4_number(&m->link.address));
	report_each(m, t, GATEWAY_REPORT_MAPPING_DIRECT);
}

void
gateway_report_silent(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_SILENT, 0);
	report_each(m, t, GATEWAY_REPORT_MAPPING_SILENT);
}

void
gateway_report_absent(struct gateway *m, struct turn *t)
{
	report_each(m, t, GATEWAY_REPORT_MAPPING_ABSENT);
}

void
gateway_report_address(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_ADDRESS, m->address);
}

void
gateway_report_no_address(struct gateway *m, struct turn *t)
{
	report(m, t, GATEWAY_REPORT_NO_ADDRESS, m->heard.result);
}

void
gateway_tell_wavers(struct gateway *m, struct turn *t)
{
	char text[ADDRESS_TEXT_MAX];

	m->wavers++;
	ipv4_text(ipv4_number(&m->link.gateway), text);
	turn_tell(t, TELL_WARNING, "the gateway %s tells another public "
		  "address each time: none of them is published", text);
}

void
gateway_tell_silent(struct gateway *m, struct turn *t)
{
	char text[ADDRESS_TEXT_MAX];

	m->silences++;
	ipv4_text(ipv4_number(&m->link.gateway), text);
	turn_tell(t, TELL_WARNING,
		  "the gateway %s does not answer NAT-PMP requests", text);
}
