/* SPDX-License-Identifier: Apache-2.0 */
/* conform_report.c - verdicts as JUnit and TAP have them, captures and pages. */
#include "conform_private.h"

#include <stdio.h>
#include <string.h>

#include "lab/lab.h"
#include "shell/address.h"

enum { STALLED_MS = 1000 };	/* all in all, is worth a word */

static unsigned
count_all(const struct verdicts *v)
{
	return verdicts_count(v, JUDGEMENT_PASS) +
		verdicts_count(v, JUDGEMENT_FAIL) +
		verdicts_count(v, JUDGEMENT_INCONCLUSIVE);
}

/* TAP (testanything.org, version 13) -------------------------------------------- */

/* One line, without what TAP would read as a directive. */
static void
tap_text(const char *s)
{
	for (; *s; s++) {
		if (*s == '#' || *s == '\\')
			putchar('\\');
		putchar((unsigned char)*s < ' ' ? ' ' : *s);
	}
}

void
conform_print_tap(const struct verdicts *v)
{
	const struct judgement *g = v->of;
	unsigned i, e, n = 0;

	printf("TAP version 13\n1..%u\n", count_all(v));
	for (i = 0; i < REQUIREMENT_COUNT; i++) {
		if (!verdicts_list(v, i))
			continue;
		printf("%sok %u - %s ",
		       g[i].result == JUDGEMENT_FAIL ? "not " : "", ++n,
		       requirements[i].id);
		tap_text(requirements[i].text);
		if (g[i].result == JUDGEMENT_INCONCLUSIVE) {
			printf(" # SKIP inconclusive: ");
			tap_text(g[i].why);
		}
		putchar('\n');
		if (g[i].result != JUDGEMENT_FAIL)
			continue;
		printf("  ---\n  level: %s\n  why: \"", requirements[i].level);
		for (e = 0; g[i].why[e]; e++) {
			if (g[i].why[e] == '"' || g[i].why[e] == '\\')
				putchar('\\');
			putchar((unsigned char)g[i].why[e] < ' ' ? ' ' :
				g[i].why[e]);
		}
		printf("\"\n  packets: [");
		for (e = 0; e < g[i].evidence_count; e++)
			printf("%s%u", e ? ", " : "", g[i].evidence[e].number);
		printf("]\n  ...\n");
	}
}

/* JUnit --------------------------------------------------------------------------- */

/* XML 1.0 has no place for control characters. */
static void
xml_text(FILE *f, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '&': fputs("&amp;", f); break;
		case '<': fputs("&lt;", f); break;
		case '>': fputs("&gt;", f); break;
		case '"': fputs("&quot;", f); break;
		case '\'': fputs("&apos;", f); break;
		default:
			fputc((unsigned char)*s < ' ' ? ' ' : *s, f);
		}
}

static void
junit_case(FILE *f, const struct conform *c, unsigned r,
	   const struct judgement *g)
{
	unsigned e;

	fprintf(f, "  <testcase classname=\"%s\" name=\"", c->role->name);
	xml_text(f, requirements[r].id);
	fputs(" ", f);
	xml_text(f, requirements[r].text);
	fputs("\"", f);
	switch (g->result) {
	case JUDGEMENT_PASS:
		fputs("/>\n", f);
		return;
	case JUDGEMENT_INCONCLUSIVE:
		fputs("><skipped message=\"", f);
		xml_text(f, g->why);
		fputs("\"/></testcase>\n", f);
		return;
	case JUDGEMENT_FAIL:
		break;
	}
	fputs("><failure type=\"", f);
	xml_text(f, requirements[r].level);
	fputs("\" message=\"", f);
	xml_text(f, g->why);
	fputs("\">", f);
	for (e = 0; e < g->evidence_count; e++)
		fprintf(f, "%s%u", e ? ", " : "packets ",
			g->evidence[e].number);
	fputs("</failure></testcase>\n", f);
}

static void
write_junit(FILE *f, const struct conform *c, const struct verdicts *v)
{
	unsigned i;

	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", f);
	fprintf(f, "<testsuite name=\"autotunnel-lab conform %s\" tests=\"%u\" "
		"failures=\"%u\" skipped=\"%u\" errors=\"0\">\n",
		c->role->name, count_all(v),
		verdicts_count(v, JUDGEMENT_FAIL),
		verdicts_count(v, JUDGEMENT_INCONCLUSIVE));
	for (i = 0; i < REQUIREMENT_COUNT; i++)
		if (verdicts_list(v, i))
			junit_case(f, c, i, &v->of[i]);
	fputs("</testsuite>\n", f);
}

/* Captures ------------------------------------------------------------------------ */

/* What packet NUMBER proves: a line each. */
static void
comment_on(const struct verdicts *v, uint32_t number,
	   char text[PCAPNG_COMMENT_MAX])
{
	size_t at = 0;
	unsigned i, e;

	text[0] = '\0';
	for (i = 0; i < REQUIREMENT_COUNT; i++) {
		if (!verdicts_list(v, i) || v->of[i].result != JUDGEMENT_FAIL)
			continue;
		for (e = 0; e < v->of[i].evidence_count; e++)
			if (v->of[i].evidence[e].number == number)
				break;
		if (e == v->of[i].evidence_count)
			continue;
		at += (size_t)snprintf(text + at, PCAPNG_COMMENT_MAX - at,
				       "%s%s: %s", at ? "\n" : "",
				       requirements[i].id, v->of[i].why);
		if (at >= PCAPNG_COMMENT_MAX)
			return;
	}
}

/* Pages ------------------------------------------------------------------------------ */

static int
begin_page(struct conform *c)
{
	char title[ENDPOINT_TEXT_MAX + 64], at[ENDPOINT_TEXT_MAX];
	const struct report_setup setup = {
		.path = c->html, .title = title, .wall_clock = true,
	};
	int r;

	snprintf(title, sizeof(title), "conform %s %s", c->role->name,
		 endpoint_text(&c->setup.target, at));
	r = report_begin(&setup, &c->html_file);
	if (r == 0)
		report_side(c->html_file, &c->setup.target,
			    c->role->takes & CONFORM_TARGET ? "the peer" :
			    "autotunnel-lab");
	return r;
}

static int
write_page(struct conform *c, const struct verdicts *v)
{
	struct report_page *page = c->html_file;
	size_t n;
	unsigned i;

	for (n = 0; n < c->count; n++)
		report_packet(page, &c->records[n].packet);
	for (i = 0; i < REQUIREMENT_COUNT; i++)
		if (verdicts_list(v, i))
			report_verdict(page, i, &v->of[i]);
	report_tolerance(page, v->tolerance);
	c->html_file = NULL;
	return report_end(page);
}

/* Files ------------------------------------------------------------------------------- */

static int
complain(const char *path, int r)
{
	fprintf(stderr, "autotunnel-lab conform: %s: %s\n", path, strerror(-r));
	return LAB_UNUSABLE;
}

int
conform_begin_files(struct conform *c)
{
	int r;

	if (c->pcap && (r = pcapng_create(c->pcap, &c->pcap_file)) < 0)
		return complain(c->pcap, r);
	if (c->junit && (r = output_open(c->junit, &c->junit_file)) < 0)
		return complain(c->junit, r);
	if (c->html && (r = begin_page(c)) < 0)
		return complain(c->html, r);
	return 0;
}

int
conform_write_files(struct conform *c, const struct verdicts *v)
{
	char comment[PCAPNG_COMMENT_MAX];
	int r, status = 0;
	size_t n;

	if (c->pcap_file) {
		for (n = 0; n < c->count; n++) {
			comment_on(v, (uint32_t)n + 1, comment);
			pcapng_add(c->pcap_file, &c->records[n].packet,
				   comment);
		}
		r = pcapng_close(c->pcap_file);
		c->pcap_file = NULL;
		if (r < 0)
			status = complain(c->pcap, r);
	}
	if (c->junit_file) {
		write_junit(output_file(c->junit_file), c, v);
		r = output_keep(c->junit_file);
		c->junit_file = NULL;
		if (r < 0)
			status = complain(c->junit, r);
	}
	if (c->html_file && (r = write_page(c, v)) < 0)
		status = complain(c->html, r);
	return status;
}

void
conform_drop_files(struct conform *c)
{
	pcapng_drop(c->pcap_file);
	output_drop(c->junit_file);
	report_abandon(c->html_file);
}

/* What is added to tolerances, if anybody could notice. */
void
conform_tell_stalls(struct conform *c)
{
	const uint64_t lost_ms = heartbeat_lost_ms(c->heartbeat);

	if (lost_ms >= STALLED_MS)
		fprintf(stderr, "conform: this machine had no time for %llu.%llu s "
			"in all: what came late by that is not held against the "
			"peer\n", (unsigned long long)lost_ms / 1000,
			(unsigned long long)lost_ms % 1000 / 100);
}
