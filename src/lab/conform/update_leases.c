/* SPDX-License-Identifier: Apache-2.0 */
/* update_leases.c - acts of `conform update-server` about leases (RFC 9664). */
#include "update_acts.h"

#include <errno.h>
#include <string.h>

enum {
	SHORT_S = 5,			/* asked; what is granted counts */
	SHORT_KEY_S = 10,
	/* a record may be answered so much after its lease, and no longer */
	AFTER_MS = JUDGE_LATE_MS + 500,
	HUNDRED_DAYS_S = 100 * 86400,
	SECOND_MS = 100,		/* longer than a doubled datagram */
	ODD_SIZES = 3
};

/* Updates of many kinds ------------------------------------------------- */

int
update_act_coalesced(struct conform *c, void *state)
{
	const struct update_lease lease = { 8, UPDATE_LEASE_S,
		UPDATE_KEY_LEASE_S };
	struct update_acts *a = state;
	struct update_set both[2];

	if (!a->has_first || !a->has_second)
		return 0;
	both[0] = a->first;
	both[1] = a->second;
	update_send(a, a->dns, both, 2, false, lease);
	(void)c;
	return 0;
}

int
update_act_doubled(struct conform *c, void *state)
{
	const struct update_lease lease = { 4, UPDATE_LEASE_S, 0 };
	struct update_acts *a = state;
	const struct update_set set = update_new_set(a, false);
	uint8_t octets[DNS_UDP_MAX];
	size_t length = update_write(&a->zone, &set, 1, false, lease, octets);

	if (!length || conform_dns_send(a->dns, octets, length) < 0)
		return 0;
	conform_wait(c, SECOND_MS, NULL, NULL);
	conform_dns_tell(a->dns, &a->server, octets, length);
	if (!conform_dns_await(a->dns, conform_setup_of(c)->timeout_ms)) {
		update_unanswered(a, a->dns, REQUIREMENT_COUNT);
		return 0;
	}
	conform_wait(c, SECOND_MS, NULL, NULL);
	return 0;
}

int
update_act_stream(struct conform *c, void *state)
{
	const struct update_lease lease = { 4, UPDATE_LEASE_S, 0 };
	struct update_acts *a = state;
	const struct update_set set = update_new_set(a, false);
	struct conform_dns *d;
	unsigned i;
	int r = conform_dns_open(c, &a->server, true, &d);

	if (r < 0) {
		conform_act_unclear(c, "no TCP connection: %s", strerror(-r));
		return 0;
	}
	for (i = 0; i < 2; i++)
		if (!update_send(a, d, &set, 1, false, lease))
			break;
	conform_dns_close(d);
	return 0;
}

int
update_act_removal(struct conform *c, void *state)
{
	const struct update_lease lease = { 4, UPDATE_LEASE_S, 0 };
	struct update_acts *a = state;
	const struct update_set set = update_new_set(a, false);

	if (!update_send(a, a->dns, &set, 1, false, lease) ||
	    !update_shown(a, &set.name, DNS_TYPE_A, true) ||
	    !update_send(a, a->dns, &set, 1, true, lease))
		return 0;
	conform_wait(c, AFTER_MS, NULL, NULL);
	update_query(a, &set.name, DNS_TYPE_A);
	return 0;
}

int
update_act_bounds(struct conform *c, void *state)
{
	const struct update_lease lease = { 8, HUNDRED_DAYS_S,
		HUNDRED_DAYS_S };
	struct update_acts *a = state;
	const struct update_set set = update_new_set(a, true);

	if (update_send(a, a->dns, &set, 1, false, lease))
		update_send(a, a->dns, &set, 1, true, lease);
	(void)c;
	return 0;
}

int
update_act_malformed(struct conform *c, void *state)
{
	static const unsigned sizes[ODD_SIZES] = { 1, 6, 12 };
	struct update_acts *a = state;
	const struct update_set set = update_new_set(a, false);
	uint8_t octets[DNS_UDP_MAX];
	size_t length;
	unsigned i;

	for (i = 0; i < ODD_SIZES && !conform_stopped(c); i++) {
		const struct update_lease lease = { sizes[i],
			UPDATE_LEASE_S, UPDATE_LEASE_S };

		length = update_write(&a->zone, &set, 1, false, lease, octets);
		if (length && !conform_dns_ask(a->dns, octets, length)) {
			update_unanswered(a, a->dns, REQUIREMENT_COUNT);
			return 0;
		}
	}
	return 0;
}

int
update_act_zone(struct conform *c, void *state)
{
	const struct update_lease lease = { 4, UPDATE_LEASE_S, 0 };
	struct update_acts *a = state;
	struct update_set set = { .address = 1 };
	struct dns_name zone;
	uint8_t octets[DNS_UDP_MAX];
	size_t length;

	if (dns_name_from_text(&zone, "conform.invalid") < 0 ||
	    dns_name_join(&set.name, "a", &zone) < 0)
		return 0;
	length = update_write(&zone, &set, 1, false, lease, octets);
	if (length && !conform_dns_ask(a->dns, octets, length))
		update_unanswered(a, a->dns, REQUIREMENT_COUNT);
	(void)c;
	return 0;
}

/* Leases that run out --------------------------------------------------- */

/* Until MS after SINCE_MS; false: --quick, or the owner, does not want it. */
static bool
wait_until(struct conform *c, uint64_t since_ms, uint64_t ms)
{
	const uint64_t now = conform_now_ms();
	const uint64_t until = since_ms + ms;

	if (until <= now)
		return !conform_stopped(c);
	if (!conform_may_wait(c, until - now))
		return false;
	conform_wait(c, until - now, NULL, NULL);
	return !conform_stopped(c);
}

int
update_act_expiry(struct conform *c, void *state)
{
	const struct update_lease lease = { 4, SHORT_S, 0 };
	const struct update_lease longer = { 4, UPDATE_LEASE_S, 0 };
	struct update_acts *a = state;
	const struct update_set set = update_new_set(a, false);
	uint64_t since;
	uint32_t granted;

	if (!update_send(a, a->dns, &set, 1, false, lease))
		return 0;
	since = conform_now_ms();
	granted = update_granted(a->dns);
	if (!granted) {
		conform_act_unclear(c, "no lease was granted");
		return 0;
	}
	conform_note(c, "asked for %u s, granted %u s", SHORT_S, granted);
	update_shown(a, &set.name, DNS_TYPE_A, true);
	if (!wait_until(c, since, granted * UINT64_C(700)))
		return 0;
	update_query(a, &set.name, DNS_TYPE_A);
	if (!wait_until(c, since, granted * UINT64_C(1000) + AFTER_MS))
		return 0;
	update_query(a, &set.name, DNS_TYPE_A);
	update_query(a, &set.name, DNS_TYPE_TXT);
	/* what has run out may still be taken from the zone */
	conform_wait(c, AFTER_MS, NULL, NULL);
	update_ask_serial(a);
	if (!update_send(a, a->dns, &set, 1, false, longer))
		return 0;
	update_shown(a, &set.name, DNS_TYPE_A, true);
	conform_wait(c, AFTER_MS, NULL, NULL);
	update_ask_serial(a);
	return 0;
}

/* One set under 8 octets, one under 4, both with a KEY RR. */
int
update_act_key_expiry(struct conform *c, void *state)
{
	const struct update_lease four = { 4, SHORT_S, 0 };
	const struct update_lease eight = { 8, SHORT_S, SHORT_KEY_S };
	struct update_acts *a = state;
	const struct update_set one = update_new_set(a, true);
	const struct update_set other = update_new_set(a, true);
	uint64_t since, lease_ms, key_ms;

	if (!update_send(a, a->dns, &one, 1, false, four) ||
	    !update_send(a, a->dns, &other, 1, false, eight))
		return 0;
	since = conform_now_ms();
	if (!a->dns->answer.msg.options.has_key_lease)
		return 0;
	lease_ms = a->dns->answer.msg.options.lease_s * UINT64_C(1000);
	key_ms = a->dns->answer.msg.options.key_lease_s * UINT64_C(1000);
	update_shown(a, &one.name, DNS_TYPE_KEY, true);
	update_shown(a, &other.name, DNS_TYPE_A, true);
	update_shown(a, &other.name, DNS_TYPE_KEY, true);
	if (!wait_until(c, since, lease_ms + AFTER_MS))
		return 0;
	update_query(a, &one.name, DNS_TYPE_KEY);
	update_query(a, &other.name, DNS_TYPE_A);
	update_query(a, &other.name, DNS_TYPE_KEY);
	if (!wait_until(c, since, key_ms + AFTER_MS))
		return 0;
	update_query(a, &other.name, DNS_TYPE_KEY);
	return 0;
}
