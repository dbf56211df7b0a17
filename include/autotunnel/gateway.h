/* SPDX-License-Identifier: Apache-2.0 */
/* gateway.h - the NAT gateway, asked one thing at a time.
 *
 * gateway_init once. Requests are put into its queue (gateway_put); the first
 * of them is in flight while natpmp_request works on it. A decoded packet of
 * the gateway is put into `heard`, then one of the _classify functions names
 * the event. nat.h does this and works off the reports.
 *
 * Source: RFC 6886 3.1, 3.2.1, 3.6, 3.7; RFC 6281 4. */
#ifndef AUTOTUNNEL_GATEWAY_H
#define AUTOTUNNEL_GATEWAY_H

#include "autotunnel/mapping.h"
#include "autotunnel/natpmp.h"
#include "autotunnel/turn.h"
#include "core/gateway_chart.h"

enum gateway_report {
	GATEWAY_REPORT_READY,	/* the queue may move */
	GATEWAY_REPORT_ASK,	/* value: the item to ask now */
	GATEWAY_REPORT_WITHDRAW,	/* the request in flight is to end */
	GATEWAY_REPORT_AGAIN,	/* the request in flight is to be sent now */
	GATEWAY_REPORT_FINISHED,	/* value: item; `heard` is its answer */
	GATEWAY_REPORT_GIVEN_UP,	/* value: item, a deletion */
	GATEWAY_REPORT_DOUBT,	/* the public address is to be asked for */
	GATEWAY_REPORT_SLOW,	/* no answer for half a second */
	GATEWAY_REPORT_PATIENCE,	/* no answer for 2 s (P7) */
	GATEWAY_REPORT_SILENT,	/* it has no NAT-PMP, or is not there */
	GATEWAY_REPORT_ADDRESS,	/* value: public IPv4 address, or our own */
	GATEWAY_REPORT_NO_ADDRESS,	/* value: result code */
	/* one for each mapping, value: slot */
	GATEWAY_REPORT_MAPPING_NEW,	/* another gateway */
	GATEWAY_REPORT_MAPPING_CHANGED,	/* another address of ours */
	GATEWAY_REPORT_MAPPING_BACK,	/* it may be asked again */
	GATEWAY_REPORT_MAPPING_LOST,	/* it lost its state */
	GATEWAY_REPORT_MAPPING_DOUBTED,	/* nobody knows whether it did */
	GATEWAY_REPORT_MAPPING_DIRECT,	/* no NAT */
	GATEWAY_REPORT_MAPPING_SILENT,	/* nobody to ask */
	GATEWAY_REPORT_MAPPING_ABSENT,	/* no network */
	GATEWAY_REPORT_MAPPING_UNWANTED	/* the owner wants all closed */
};

enum gateway_item {
	GATEWAY_ITEM_ADDRESS,
	GATEWAY_ITEM_MAP,	/* + slot */
	GATEWAY_ITEM_DELETE = GATEWAY_ITEM_MAP + MAPPINGS_MAX,	/* + slot */
	GATEWAY_ITEM_COUNT = GATEWAY_ITEM_DELETE + MAPPINGS_MAX
};

/* No item stands in the queue twice, so it cannot overflow. */
enum { GATEWAY_QUEUE_MAX = GATEWAY_ITEM_COUNT };

/* How often something was told lately. */
struct gateway_news {
	uint64_t since_ms;
	unsigned count;
};

struct gateway {
	struct gateway_machine machine;
	/* identity */
	struct network_facts link;	/* where it is */
	uint8_t queue[GATEWAY_QUEUE_MAX];	/* enum gateway_item */
	uint8_t queued;
	/* wire */
	struct network_facts offered;	/* being handled */
	struct natpmp_message heard;	/* being handled */
	bool epoch_known;
	uint32_t epoch_s;	/* SSSoE last heard */
	uint64_t epoch_ms;	/* when */
	bool address_known;
	uint32_t address;	/* the public one */
	uint32_t answered;	/* the last that it answered; 0: none */
	struct gateway_news moves;	/* of its address, as answered */
	struct gateway_news hearsay;	/* as announced, by whomever */
	struct gateway_news lapses;	/* of its state */
	bool masked;		/* a NAT is before our public-looking address */
	/* statistics */
	uint64_t losses, silences, wavers;
};

void gateway_init(struct gateway *m);
/* The gateway with its port, or family 0. */
struct endpoint gateway_endpoint(const struct gateway *m);

/* NETWORK_REPORT_UP with value OTHER, the facts being in `offered`. */
enum gateway_event gateway_classify_link(const struct gateway *m,
					 uint64_t other);
/* `heard` answers the request in flight. */
enum gateway_event gateway_classify_answer(const struct gateway *m,
					   uint64_t now_ms);
/* `heard` answers nothing; ANNOUNCEMENT: it came by multicast. */
enum gateway_event gateway_classify_heard(const struct gateway *m,
					  bool announcement, uint64_t now_ms);
/* `heard` is a reply with an address, or its refusal; false: nothing new. */
bool gateway_classify_address(const struct gateway *m, uint64_t now_ms,
			      enum gateway_event *ev);
/* `heard` answers our question for the address: before it is classified. */
void gateway_note_answer(struct gateway *m, uint64_t now_ms);
/* Another address that nobody asked for: may be the gateway's, or a neighbour's
 * in its name. True: few such were told lately. */
bool gateway_believes_hearsay(struct gateway *m, uint64_t now_ms);

/* Puts ITEM at the queue's end unless it stands there. */
void gateway_put(struct gateway *m, unsigned item);
/* True if ITEM is the first in the queue. */
bool gateway_is_first(const struct gateway *m, unsigned item);
/* Takes ITEM from the queue, wherever it stands behind the first. */
void gateway_take(struct gateway *m, unsigned item);

#endif
