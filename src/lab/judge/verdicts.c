/* SPDX-License-Identifier: Apache-2.0 */
/* verdicts.c - see verdicts.h. */
#include "lab/judge/verdicts.h"

#include <inttypes.h>
#include <string.h>

const char *
verdict_text(enum judgement_result result)
{
	switch (result) {
	case JUDGEMENT_PASS:
		return "pass";
	case JUDGEMENT_FAIL:
		return "fail";
	case JUDGEMENT_INCONCLUSIVE:
		break;
	}
	return "inconclusive";
}

void
verdicts_take(struct verdicts *v, const struct judge *j,
	      const struct judge_setup *setup)
{
	unsigned i;

	v->sides = setup->sides;
	v->has_keys = setup->keys != NULL;
	v->btmm = setup->btmm;
	judge_tolerance_text(j, v->tolerance, sizeof(v->tolerance));
	for (i = 0; i < REQUIREMENT_COUNT; i++) {
		v->of[i] = *judge_judgement(j, i);
		if (v->of[i].result == JUDGEMENT_INCONCLUSIVE && !v->of[i].why[0])
			snprintf(v->of[i].why, sizeof(v->of[i].why), "%s",
				 judge_knows(i) ?
				 "nothing in the recording puts it to the test" :
				 "it cannot be seen on the wire");
	}
}

static bool
is_of_families(const struct verdicts *v, enum requirement_id r)
{
	const char *const *family = v->families;

	while (family && *family) {
		if (!strncmp(requirements[r].id, *family, strlen(*family)))
			return true;
		family++;
	}
	return !family;
}

bool
verdicts_list(const struct verdicts *v, enum requirement_id r)
{
	const enum requirement_strength strength = requirement_strength(r);
	const bool nat = requirements[r].rfc == 6886;

	switch (requirements[r].rfc) {
	case 6886: case 8764: case 8945: case 9664:
		break;
	case 6281:	/* the little of it that monitors know */
		if (v->btmm && judge_knows(r))
			break;
		return false;
	default:
		return false;
	}
	if (!is_of_families(v, r))
		return false;
	if (v->musts_only && strength == REQUIREMENT_SHOULD)
		return false;
	switch (requirement_role(r)) {
	case REQUIREMENT_CLIENT:
		return v->sides & JUDGE_CLIENT;
	case REQUIREMENT_SERVER:
		return v->sides & JUDGE_SERVER;
	case REQUIREMENT_GATEWAY:
		return v->sides & JUDGE_GATEWAY;
	case REQUIREMENT_BOTH:
		break;
	}
	return v->sides & (JUDGE_CLIENT | (nat ? JUDGE_GATEWAY : JUDGE_SERVER));
}

unsigned
verdicts_count(const struct verdicts *v, enum judgement_result result)
{
	unsigned i, n = 0;

	for (i = 0; i < REQUIREMENT_COUNT; i++)
		n += verdicts_list(v, i) && v->of[i].result == result;
	return n;
}

const char *
verdicts_reason(const struct verdicts *v, enum requirement_id r)
{
	return v->of[r].why;
}

/* JSON ------------------------------------------------------------------- */

static void
print_string(FILE *f, const char *s)
{
	putc('"', f);
	for (; *s; s++) {
		const unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			fprintf(f, "\\%c", c);
		else if (c < ' ' || c == 0x7f)
			fprintf(f, "\\u%04x", c);
		else
			putc(c, f);
	}
	putc('"', f);
}

static double
seconds(const struct verdicts *v, const struct evidence *e)
{
	return (double)(int64_t)(e->time_ns - v->first_ns) / 1e9;
}

static void
print_verdict(const struct verdicts *v, FILE *f, enum requirement_id r)
{
	const struct judgement *g = &v->of[r];
	unsigned i;

	fprintf(f, "{\"requirement\":\"%s\",\"level\":", requirements[r].id);
	print_string(f, requirements[r].level);
	fprintf(f, ",\"verdict\":\"%s\",\"packets\":[", verdict_text(g->result));
	for (i = 0; i < g->evidence_count; i++)
		fprintf(f, "%s%" PRIu32, i ? "," : "", g->evidence[i].number);
	fputs("],\"why\":", f);
	print_string(f, g->why);
	fputs(",\"times\":[", f);
	for (i = 0; i < g->evidence_count; i++)
		fprintf(f, "%s%.6f", i ? "," : "", seconds(v, &g->evidence[i]));
	fprintf(f, "],\"rfc\":%u,\"section\":", requirements[r].rfc);
	print_string(f, requirements[r].section);
	fputs(",\"text\":", f);
	print_string(f, requirements[r].text);
	fprintf(f, ",\"passes\":%" PRIu64 ",\"fails\":%" PRIu64 "}", g->passes,
		g->fails);
}

void
verdicts_print_json(const struct verdicts *v, FILE *f)
{
	const char *between = "";
	unsigned i;

	fputs("{\"verdicts\":[\n", f);
	for (i = 0; i < REQUIREMENT_COUNT; i++) {
		if (!verdicts_list(v, i))
			continue;
		fputs(between, f);
		print_verdict(v, f, i);
		between = ",\n";
	}
	fputs("],\n\"tolerance\":", f);
	print_string(f, v->tolerance);
	fprintf(f, ",\"passed\":%u,\"failed\":%u,\"inconclusive\":%u}\n",
		verdicts_count(v, JUDGEMENT_PASS),
		verdicts_count(v, JUDGEMENT_FAIL),
		verdicts_count(v, JUDGEMENT_INCONCLUSIVE));
}

/* Text ------------------------------------------------------------------- */

static void
print_packets(const struct verdicts *v, FILE *f, const struct judgement *g)
{
	unsigned i;

	for (i = 0; i < g->evidence_count; i++)
		fprintf(f, "%s%" PRIu32 " (%.3f s)", i ? ", " : "",
			g->evidence[i].number, seconds(v, &g->evidence[i]));
}

static void
print_failure(const struct verdicts *v, FILE *f, enum requirement_id r)
{
	const struct judgement *g = &v->of[r];

	fprintf(f, "FAIL %s, %s: RFC %u %s\n     %s\n", requirements[r].id,
		requirements[r].level, requirements[r].rfc,
		requirements[r].section, requirements[r].text);
	fprintf(f, "     seen: %s\n", g->why);
	if (g->evidence_count) {
		fputs("     packets ", f);
		print_packets(v, f, g);
		putc('\n', f);
	}
	if (g->fails > 1 || g->passes)
		fprintf(f, "     violated %" PRIu64 " times, kept %" PRIu64
			" times\n", g->fails, g->passes);
}

static void
print_pass(FILE *f, enum requirement_id r, const struct judgement *g)
{
	fprintf(f, "pass %-10s %-14s", requirements[r].id,
		requirements[r].level);
	if (g->evidence_count)
		fprintf(f, " packet %" PRIu32, g->evidence[0].number);
	if (g->passes > 1)
		fprintf(f, " and %" PRIu64 " times more", g->passes - 1);
	putc('\n', f);
}

void
verdicts_print_text(const struct verdicts *v, FILE *f, bool verbose)
{
	unsigned i;

	for (i = 0; i < REQUIREMENT_COUNT; i++)
		if (verdicts_list(v, i) && v->of[i].result == JUDGEMENT_FAIL)
			print_failure(v, f, i);
	for (i = 0; i < REQUIREMENT_COUNT; i++)
		if (verdicts_list(v, i) && v->of[i].result == JUDGEMENT_PASS)
			print_pass(f, i, &v->of[i]);
	for (i = 0; verbose && i < REQUIREMENT_COUNT; i++)
		if (verdicts_list(v, i) &&
		    v->of[i].result == JUDGEMENT_INCONCLUSIVE)
			fprintf(f, "---- %-10s %-14s %s\n", requirements[i].id,
				requirements[i].level, verdicts_reason(v, i));
	fprintf(f, "%u failed, %u passed, %u inconclusive%s\n",
		verdicts_count(v, JUDGEMENT_FAIL),
		verdicts_count(v, JUDGEMENT_PASS),
		verdicts_count(v, JUDGEMENT_INCONCLUSIVE),
		verbose ? "" : " (--verbose says why)");
	fprintf(f, "%s\n", v->tolerance);
}
