/* SPDX-License-Identifier: Apache-2.0 */
/* conform_report.c - verdicts as JUnit and TAP have them. */
#include "conform_private.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

int
conform_write_junit(const struct conform *c, const struct verdicts *v,
		    const char *path)
{
	size_t size = strlen(path) + 8;
	char *new = malloc(size);
	unsigned i;
	FILE *f;
	int r = 0;

	if (!new)
		return -ENOMEM;
	snprintf(new, size, "%s.new", path);
	f = fopen(new, "w");
	if (!f) {
		r = -errno;
		free(new);
		return r;
	}
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
	if (fflush(f) || ferror(f))
		r = -EIO;
	if (fclose(f) && r == 0)
		r = -errno;
	if (r == 0 && rename(new, path) < 0)
		r = -errno;
	if (r < 0)
		unlink(new);
	free(new);
	return r;
}
