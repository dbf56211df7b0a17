/* SPDX-License-Identifier: Apache-2.0 */
/* claims.c - `covers: ID` above a test says that the test fails where that
 * requirement is broken. A row or timer that cites ID, done wrongly, breaks it. */
#include "mutants.h"

#include <stdlib.h>
#include <string.h>

enum { CLAIM_MAX = 320 };

struct claim {
	char line[CLAIM_MAX];	/* as it was read */
	char id[32], level[32], suite[64], test[192];
};

/* Of a claim: the mutant that shows it, or that there is none. */
struct shown {
	bool is;
	unsigned mutant;
};

static struct claim *claims;
static unsigned claim_count;
static struct shown *shown;

static bool
cited(const char *cites, const char *id)
{
	size_t length = strlen(id);
	const char *p = cites;

	while ((p = strstr(p, id)) != NULL) {
		if ((p == cites || p[-1] == ' ') &&
		    (p[length] == ' ' || !p[length]))
			return true;
		p += length;
	}
	return false;
}

/* MUST NOT and must (lc) have their blank written as an underscore. */
static void
read_claims(FILE *in)
{
	struct claim c;
	void *more;

	while (fgets(c.line, sizeof(c.line), in)) {
		c.line[strcspn(c.line, "\n")] = '\0';
		if (sscanf(c.line, "%31s %31s %63s %191s", c.id, c.level,
			   c.suite, c.test) != 4) {
			fprintf(stderr, "mutants: `%s`: expected ID LEVEL "
				"SUITE TEST\n", c.line);
			exit(2);
		}
		more = realloc(claims, (claim_count + 1) * sizeof(c));
		if (!more)
			exit(2);
		claims = more;
		claims[claim_count++] = c;
	}
}

static bool
is_of(const struct claim *c, const struct test *t)
{
	return !strcmp(t->suite, c->suite) && !strcmp(t->name, c->test);
}

/* Any round of the test will do. */
static bool
fails_on(const struct claim *c, const struct mutant *m)
{
	unsigned i;

	for (i = 0; i < test_count; i++)
		if (is_of(c, &tests[i]) && mutant_reached(m, test_hits(i)) &&
		    run_one(m, i) != OUTCOME_SURVIVED)
			return true;
	return false;
}

static void
show(unsigned at)
{
	const struct claim *c = &claims[at];
	unsigned i;

	for (i = 0; i < mutant_count; i++)
		if (cited(point_cites(&points[mutants[i].point]), c->id) &&
		    fails_on(c, &mutants[i])) {
			shown[at].mutant = i;
			shown[at].is = true;
			return;
		}
}

static void
print_shown(const struct claim *c, const struct mutant *m)
{
	char place[MUTANT_TEXT_MAX], kind[MUTANT_TEXT_MAX];

	point_text(&points[m->point], place);
	mutant_kind_text(m, kind);
	printf("%-10s %s: %s fails on %s %s %s\n", c->id, c->suite, c->test,
	       points[m->point].chart->name, place, kind);
}

void
claims_run(FILE *in, FILE *out, unsigned workers)
{
	unsigned i, count = 0;

	read_claims(in);
	shown = shared_memory(claim_count * sizeof(*shown));
	run_parallel(claim_count, workers, "claims", show);
	for (i = 0; i < claim_count; i++) {
		if (shown[i].is) {
			print_shown(&claims[i], &mutants[shown[i].mutant]);
			count++;
		} else if (out) {
			fprintf(out, "%s\n", claims[i].line);
		}
	}
	printf("%u of %u claims of suites are shown by a mutant of a row\n",
	       count, claim_count);
	free(claims);
}
