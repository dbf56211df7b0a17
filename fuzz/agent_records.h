/* SPDX-License-Identifier: Apache-2.0 */
/* agent_records.h - the octets of fuzz_agent.c's records, by name; what knobs are
 * turned to has agent_world.h. What is not said is 0.
 *
 *	wait		a moment more, 16 bit of ms
 *	knobs		KNOB, its value; or KNOBS_ALL_WELL
 *	answer		to which message (0: the newest), MESSAGE, a place in it
 *	event		of which question's slot, MESSAGE, a place in it
 *	zone		ZONE, PLACE, birth, bits of slots that are not told
 *	reply		how, a place in it
 *	announcement	ANNOUNCE, the epoch or seconds ahead, address
 *	network		LINK, which host
 *	tunnel		TUNNEL, enum tunnel_reason, last octet of the address
 *	lookup		how
 *	stream		STREAM
 *	bound		BOUND, port
 *	unreachable	channel
 *	command		OWNER
 *	restart		RESTART
 *	sleep		a record's time (record_time_ms), SLEEP
 *	octets		channel, octets */
#ifndef FUZZ_AGENT_RECORDS_H
#define FUZZ_AGENT_RECORDS_H

enum {
	KNOB_ANSWERS, KNOB_RCODE, KNOB_UPDATE_RCODE, KNOB_LLQ_ERROR,
	KNOB_REFRESH_ERROR, KNOB_LEASE, KNOB_STRANGE, KNOB_ZONE, KNOB_RESULT,
	KNOB_EPOCH, KNOB_ADDRESS, KNOB_PORT, KNOB_LOOKUP, KNOB_ASKED_FOR,
	KNOB_SERIAL, KNOB_BIRTH, KNOB_OURS, KNOB_COUNT,
	KNOBS_ALL_WELL = 128
};
enum {
	MESSAGE_CUT = 16, MESSAGE_SPOILT = 32,
	MESSAGE_ELSEWHERE = 64,		/* an answer from another port */
	MESSAGE_REMOVED = 64,		/* an event: not added */
	MESSAGE_VERDICT = 128		/* not signed well */
};
enum {
	ANNOUNCE_EPOCH = 1, ANNOUNCE_PRIVATE = 2, ANNOUNCE_STRANGER = 4,
	ANNOUNCE_NONE = 8
};
enum {
	LINK_UP = 1,			/* there is a route ... */
	LINK_BARE = 7,			/* ... without a gateway */
	LINK_MASK = 7,
	LINK_RESUMED = 8, LINK_PUBLIC = 16, LINK_CARRIER = 32, LINK_MAC = 64,
	LINK_INTERFACE = 128,		/* another one */
	LINK_GATEWAY_ONE = 64,		/* of which host: 192.168.1.1 is it */
	LINK_PREFIX = 128
};
/* The news are the sum's remainder by TUNNEL_NEWS_COUNT: see agent_words.c. */
enum {
	TUNNEL_OURS = 8,		/* we have dialled */
	TUNNEL_ELSEWHERE = 16, TUNNEL_SECOND = 32, TUNNEL_STRANGER = 128
};
enum {
	STREAM_IS_UP = 1, STREAM_NEWEST = 2, STREAM_FAILED = 4, STREAM_STALE = 8
};
enum { BOUND_REFUSED = 1, BOUND_TUNNEL = 2 };
enum { OWNER_ASKS_AGAIN, OWNER_CLAIMS, OWNER_LEAVES, OWNER_STOPS };
enum { SLEEP_TOLD = 1 };

#endif
