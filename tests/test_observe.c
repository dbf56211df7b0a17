/* SPDX-License-Identifier: Apache-2.0 */
/* test_observe.c - which rows are inferred from packets: of captures of others
 * packet by packet, of our own recordings against the rows that did fire. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/natpmp.h"
#include "lab/observe/observe.h"
#include "shell/trace.h"

static struct observed rows[OBSERVED_MAX];
static char text[65536];
static size_t used;
static unsigned row_count, off_chart;

static void
note(unsigned count, const char *when)
{
	unsigned i;

	for (i = 0; i < count; i++) {
		const struct observed *o = &rows[i];

		if (o->row < 0) {
			off_chart++;
			used += (size_t)snprintf(text + used,
						 sizeof(text) - used,
						 "%s %s: %s\n", when,
						 o->machine, o->remark);
			continue;
		}
		row_count++;
		used += (size_t)snprintf(text + used, sizeof(text) - used,
			 "%s %s: %s + %s -> %s\n", when, o->machine,
			 o->chart->states[o->from], o->chart->events[o->event],
			 o->chart->states[o->to]);
		ck_assert_uint_lt(used, sizeof(text));
	}
}

static struct observer *
begin(void)
{
	struct observer *o;

	ck_assert_int_eq(observer_open(&o), 0);
	used = 0;
	text[0] = '\0';
	row_count = off_chart = 0;
	return o;
}

static void
see(struct observer *o, const struct packet *p)
{
	char when[16];
	uint64_t at_ns;
	unsigned n;

	while ((n = observer_time(o, p->time_ns, &at_ns, rows)))
		note(n, "time");
	snprintf(when, sizeof(when), "%u", p->number);
	note(observer_packet(o, p, rows), when);
}

static void
see_file(const char *path, uint32_t first)
{
	char error[PACKET_ERROR_MAX];
	struct observer *o = begin();
	struct packet_source *s;
	struct packet p;

	ck_assert_msg(packets_open(path, &s, error) == 0, "%s", error);
	while (packets_next(s, &p) > 0)
		if (p.number >= first)
			see(o, &p);
	packets_close(s);
	observer_close(o);
}

static void
expect(const char *line)
{
	char whole[512];

	snprintf(whole, sizeof(whole), "%s\n", line);
	ck_assert_msg(strstr(text, whole) != NULL, "no row %s in\n%s", line,
		      text);
}

#define CAPTURE "tests/captures/llq-udp-session.veth.pcap"
#define CLIENT "llq_client/198.51.100.2:55023/_ssh._tcp.pub.test/PTR: "
#define SERVER "llq_server/198.51.100.1:5352/198.51.100.2:55023/" \
	"_ssh._tcp.pub.test/PTR: "
#define EVENTS "llq_events/198.51.100.1:5352/198.51.100.2:55023: "
#define RECORD "lease_server/198.51.100.1:5352/h1.pub.test/AAAA: "

START_TEST(the_four_way_set_up_is_seen_at_both_ends)
{
	see_file(CAPTURE, 1);
	expect("1 " CLIENT "idle + wanted -> asking");
	expect("2 " SERVER "free + asked -> challenged");
	expect("2 " CLIENT "asking + accepted -> answering");
	expect("4 " SERVER "challenged + proved -> held");
	expect("4 " CLIENT "answering + accepted -> held");
	ck_assert_uint_eq(off_chart, 0);
}
END_TEST

START_TEST(an_event_its_acknowledgement_a_refresh_and_the_end_are_rows)
{
	see_file(CAPTURE, 1);
	expect("7 " EVENTS "settled + owed -> telling");
	expect("7 " CLIENT "held + changed -> held");
	expect("8 " EVENTS "telling + acknowledged -> settled");
	expect("9 " CLIENT "held + sweep -> swept");
	expect("10 " SERVER "held + refreshed -> held");
	expect("47 " CLIENT "held + unwanted -> ending");
	expect("48 " SERVER "held + ended -> free");
	expect("48 " CLIENT "ending + refreshed -> idle");
}
END_TEST

START_TEST(a_lease_is_granted_renewed_and_runs_out_by_itself)
{
	see_file(CAPTURE, 1);
	expect("5 " RECORD "free + asked -> promised");
	expect("6 " RECORD "promised + confirmed -> held");
	expect("11 " RECORD "held + asked -> renewing");
	expect("12 " RECORD "renewing + confirmed -> held");
	expect("time " RECORD "held + expiry.spent -> expired");
}
END_TEST

START_TEST(what_begins_in_the_middle_has_no_row_for_its_first_message)
{
	see_file(CAPTURE, 7);
	ck_assert_ptr_null(strstr(text, "\n7 " CLIENT));
	ck_assert_ptr_null(strstr(text, "\n7 " SERVER));
	expect("9 " CLIENT "held + sweep -> swept");
	expect("48 " SERVER "held + ended -> free");
	ck_assert_uint_eq(off_chart, 0);
}
END_TEST

/* What really fired ------------------------------------------------------- */

enum { KINDS_MAX = 512 };

struct kind {
	char name[160];
	int balance;
};

static struct kind kinds[KINDS_MAX];
static unsigned kind_count;

static void
count(const char *chart, const char *from, const char *event, const char *to,
      int by)
{
	char name[160];
	unsigned i;

	snprintf(name, sizeof(name), "%s: %s + %s -> %s", chart, from, event,
		 to);
	for (i = 0; i < kind_count && strcmp(kinds[i].name, name); i++)
		;
	if (i == kind_count) {
		ck_assert_uint_lt(kind_count++, KINDS_MAX);
		strcpy(kinds[i].name, name);
		kinds[i].balance = 0;
	}
	kinds[i].balance += by;
}

static void
count_recorded(const char *path, const char *chart)
{
	const struct trace_record *record;
	struct trace_reader *r;
	unsigned i;

	ck_assert_int_eq(trace_open(path, &r), 0);
	while (trace_next(r, &record) > 0)
		for (i = 0; record->kind == TRACE_ANSWER &&
		     i < record->answer.row_count; i++) {
			const struct trace_row *w = &record->answer.rows[i];

			if (!strcmp(w->chart, chart))
				count(w->chart, w->from, w->event, w->to, 1);
		}
	trace_close_reader(r);
}

static void
tally(unsigned n, const char *begins)
{
	unsigned i;

	for (i = 0; i < n; i++) {
		const struct observed *o = &rows[i];

		if (o->row >= 0 && !strncmp(o->machine, begins, strlen(begins)))
			count(o->chart->name, o->chart->states[o->from],
			      o->chart->events[o->event],
			      o->chart->states[o->to], -1);
	}
}

static void
count_observed(const char *path, const char *chart, const char *end)
{
	char error[PACKET_ERROR_MAX], begins[80];
	struct observer *o = begin();
	struct packet_source *s;
	struct packet p;
	uint64_t at_ns;
	unsigned n;

	snprintf(begins, sizeof(begins), "%s/%s", chart, end);
	ck_assert_int_eq(packets_open(path, &s, error), 0);
	while (packets_next(s, &p) > 0) {
		while ((n = observer_time(o, p.time_ns, &at_ns, rows)))
			tally(n, begins);
		tally(observer_packet(o, &p, rows), begins);
	}
	packets_close(s);
	observer_close(o);
}

/* Where all that a chart reacts to can be seen from outside; elsewhere an
 * event's name is the likeliest one (`wanted`, where it was `path_new`). */
static const struct {
	const char *path, *chart, *end;
} recorded[] = {
	{ "tests/traces/story.rendezvous.trace", "llq_events", "0.0.0.0" },
	{ "tests/traces/reboot-rendezvous.trace", "llq_server", "0.0.0.0" },
	{ "tests/traces/story.desk.trace", "natpmp_request", "10." },
	{ "tests/traces/move-rendezvous.trace", "llq_server", "0.0.0.0" },
	{ "tests/traces/move-rendezvous.trace", "llq_events", "0.0.0.0" },
	{ "tests/traces/gateway.hostA.trace", "natpmp_request", "10." },
};

START_TEST(the_rows_that_are_inferred_are_those_that_fired)
{
	unsigned i, wrong = 0;

	kind_count = 0;
	count_recorded(recorded[_i].path, recorded[_i].chart);
	ck_assert_uint_gt(kind_count, 0);
	count_observed(recorded[_i].path, recorded[_i].chart,
		       recorded[_i].end);
	for (i = 0; i < kind_count; i++)
		if (kinds[i].balance) {
			wrong++;
			fprintf(stderr, "%s: %s: %+d\n", recorded[_i].path,
				kinds[i].name, kinds[i].balance);
		}
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

/* NAT-PMP and silence, by hand -------------------------------------------- */

static uint8_t octets[NATPMP_MESSAGE_MAX];

static struct packet
packet_at(uint64_t ms, bool from_gateway)
{
	struct endpoint client = { 4, { 10, 0, 0, 2 }, 40000 };
	struct endpoint gateway = { 4, { 10, 0, 0, 1 }, NATPMP_PORT };

	return (struct packet){ .time_ns = (1000 + ms) * 1000000,
		.kind = PACKET_UDP, .octets = octets, .key = KEY_NONE,
		.from = from_gateway ? gateway : client,
		.to = from_gateway ? client : gateway };
}

static void
nat(struct observer *o, uint32_t number, uint64_t ms, struct natpmp_message m)
{
	struct packet p = packet_at(ms, m.form != NATPMP_FORM_REQUEST);
	ssize_t length = natpmp_encode(&m, octets, sizeof(octets));

	ck_assert_int_gt(length, 0);
	p.number = number;
	p.length = (size_t)length;
	see(o, &p);
}

static struct natpmp_message
map(uint32_t lifetime_s)
{
	return natpmp_map_request(NATPMP_OPCODE_MAP_UDP, 4500, 4500,
				  lifetime_s);
}

static struct natpmp_message
mapped(uint32_t epoch_s, uint16_t port, uint32_t lifetime_s)
{
	return (struct natpmp_message){ .form = NATPMP_FORM_REPLY,
		.opcode = NATPMP_RESPONSE + NATPMP_OPCODE_MAP_UDP,
		.epoch_s = epoch_s, .internal_port = 4500,
		.external_port = port, .lifetime_s = lifetime_s };
}

#define REQUEST "natpmp_request/10.0.0.2:40000/10.0.0.1/UDP/4500: "
#define MAPPING "mapping/10.0.0.2/10.0.0.1/UDP/4500: "
#define GATEWAY "gateway/10.0.0.2/10.0.0.1: "

START_TEST(a_mapping_is_asked_retried_granted_renewed_and_deleted)
{
	struct observer *o = begin();

	nat(o, 1, 0, map(3600));
	nat(o, 2, 250, map(3600));
	nat(o, 3, 300, mapped(100, 4500, 3600));
	nat(o, 4, 1800000, map(3600));
	nat(o, 5, 1800010, mapped(1900, 4501, 3600));
	nat(o, 6, 1900000, map(0));
	nat(o, 7, 1900010, mapped(2000, 0, 0));
	expect("1 " REQUEST "idle + asked -> waiting");
	expect("1 " MAPPING "idle + wanted -> asking");
	expect("1 " GATEWAY "idle + pending -> asking");
	expect("2 " REQUEST "waiting + retry -> waiting");
	expect("3 " REQUEST "waiting + answered -> idle");
	expect("3 " MAPPING "asking + granted -> held");
	expect("4 " MAPPING "held + renew -> renewing");
	expect("5 " MAPPING "renewing + granted_other -> held");
	expect("6 " REQUEST "idle + asked_briefly -> parting");
	expect("6 " MAPPING "held + unwanted -> deleting");
	expect("7 " MAPPING "deleting + deleted -> idle");
	ck_assert_uint_eq(off_chart, 0);
	observer_close(o);
}
END_TEST

START_TEST(nine_sends_without_an_answer_are_silence)
{
	uint64_t ms = 0, wait = 250;
	struct observer *o = begin();
	unsigned i;

	for (i = 1; i <= 9; i++, ms += wait, wait *= 2)
		nat(o, i, ms, map(3600));
	ck_assert_uint_eq(off_chart, 0);
	nat(o, 10, 500000, map(3600));
	expect("time " REQUEST "waiting + retry.spent -> idle");
	expect("time " GATEWAY "asking + silence -> silent");
	expect("time " MAPPING "asking + gateway_silent -> unserved");
	expect("10 " MAPPING "unserved + gateway_back -> asking");
	observer_close(o);
}
END_TEST

START_TEST(a_tenth_send_is_off_chart)
{
	uint64_t ms = 0, wait = 250;
	struct observer *o = begin();
	unsigned i;

	for (i = 1; i <= 9; i++, ms += wait, wait *= 2)
		nat(o, i, ms, map(3600));
	nat(o, 10, ms - wait / 4, map(3600));
	ck_assert_uint_eq(off_chart, 1);
	observer_close(o);
}
END_TEST

START_TEST(an_epoch_that_goes_back_is_lost_state)
{
	struct observer *o = begin();

	nat(o, 1, 0, map(3600));
	nat(o, 2, 10, mapped(5000, 4500, 3600));
	nat(o, 3, 60000, natpmp_address_request());
	nat(o, 4, 60010, (struct natpmp_message){ .form = NATPMP_FORM_REPLY,
	    .opcode = NATPMP_RESPONSE, .epoch_s = 3, .address = 0xc0000201 });
	expect("4 " GATEWAY "asking + answered_lost -> holding");
	expect("4 " MAPPING "held + gateway_lost -> lost");
	observer_close(o);
}
END_TEST

START_TEST(port_unreachable_ends_the_request)
{
	struct observer *o = begin();
	struct packet p = packet_at(20, true);

	nat(o, 1, 0, map(3600));
	p.kind = PACKET_UNREACHABLE;
	p.about = p.from;
	p.from.port = 0;
	p.number = 2;
	see(o, &p);
	expect("2 " REQUEST "waiting + unreachable -> idle");
	expect("2 " GATEWAY "asking + silence -> silent");
	observer_close(o);
}
END_TEST

START_TEST(machines_are_bounded_and_the_oldest_goes)
{
	struct observer *o = begin();
	struct natpmp_message m = map(3600);
	struct packet p;
	unsigned i;

	for (i = 0; i < 40000; i++) {
		ck_assert_int_gt(natpmp_encode(&m, octets, sizeof(octets)), 0);
		p = packet_at(i, false);
		p.length = NATPMP_REQUEST_MAX;
		p.from.address[1] = (uint8_t)(i >> 16);
		p.from.address[2] = (uint8_t)(i >> 8);
		p.from.address[3] = (uint8_t)i;
		observer_packet(o, &p, rows);
	}
	ck_assert_uint_eq(observer_machines(o), 3 * 40000);
	ck_assert_uint_eq(observer_forgotten(o),
			  3 * 40000 - OBSERVER_MACHINES_MAX);
	observer_close(o);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("observe");
	TCase *c = tcase_create("rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_set_timeout(c, 60);
	tcase_add_test(c, the_four_way_set_up_is_seen_at_both_ends);
	tcase_add_test(c, an_event_its_acknowledgement_a_refresh_and_the_end_are_rows);
	tcase_add_test(c, a_lease_is_granted_renewed_and_runs_out_by_itself);
	tcase_add_test(c, what_begins_in_the_middle_has_no_row_for_its_first_message);
	tcase_add_loop_test(c, the_rows_that_are_inferred_are_those_that_fired,
			    0, sizeof(recorded) / sizeof(recorded[0]));
	tcase_add_test(c, a_mapping_is_asked_retried_granted_renewed_and_deleted);
	tcase_add_test(c, nine_sends_without_an_answer_are_silence);
	tcase_add_test(c, a_tenth_send_is_off_chart);
	tcase_add_test(c, an_epoch_that_goes_back_is_lost_state);
	tcase_add_test(c, port_unreachable_ends_the_request);
	tcase_add_test(c, machines_are_bounded_and_the_oldest_goes);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
