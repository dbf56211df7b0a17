/* SPDX-License-Identifier: Apache-2.0 */
/* align.c - see align.h. */
#include "lab/align.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	D_MAX = ALIGN_DIFFERENCES_MAX,
	MIDDLE = D_MAX + 2,
	WIDTH = 2 * MIDDLE + 1,	/* diagonals, and two beside each end */
	NOWHERE = -1
};

/* What is left to align. reached[d][k + MIDDLE] is how far into A one comes
 * with D differences on diagonal K (place in A minus place in B). */
struct piece {
	const uint32_t *a, *b;
	int32_t n, m;
	uint8_t *in_a, *in_b;
	int32_t (*reached)[WIDTH];
};

/* Where the D-th difference puts us on diagonal K, before what follows is in
 * common: one more of A is left out, or one more of B. */
static int32_t
after_difference(const struct piece *p, int d, int k, bool *of_a)
{
	const int32_t *before = p->reached[d - 1] + MIDDLE;
	int32_t right = before[k - 1], down = before[k + 1];

	right = right != NOWHERE && right < p->n ? right + 1 : NOWHERE;
	if (down != NOWHERE && down - (k + 1) >= p->m)
		down = NOWHERE;
	*of_a = right > down;
	return *of_a ? right : down;
}

static int32_t
along(const struct piece *p, int32_t x, int k)
{
	while (x < p->n && x - k < p->m && p->a[x] == p->b[x - k])
		x++;
	return x;
}

/* Marks the way that led to X on diagonal K with D differences. */
static void
mark_way(struct piece *p, int d, int k, int32_t x)
{
	int32_t begin;
	bool of_a = false;

	for (;; d--) {
		begin = d ? after_difference(p, d, k, &of_a) : 0;
		for (; x > begin; x--) {
			p->in_a[x - 1] = 1;
			p->in_b[x - k - 1] = 1;
		}
		if (d == 0)
			return;
		x = of_a ? begin - 1 : begin;
		k += of_a ? -1 : 1;
	}
}

/* One more difference on every diagonal; true: the end of both is reached. */
static bool
advance(struct piece *p, int d, int *end_k)
{
	int32_t *now = p->reached[d] + MIDDLE, x;
	bool of_a;
	int k;

	for (k = -d - 2; k <= d + 2; k++)
		now[k] = NOWHERE;
	for (k = -d; k <= d; k += 2) {
		x = d ? after_difference(p, d, k, &of_a) : 0;
		if (x == NOWHERE)
			continue;
		now[k] = along(p, x, k);
		if (now[k] == p->n && now[k] - k == p->m) {
			*end_k = k;
			return true;
		}
	}
	return false;
}

/* The diagonal on which most of both lies behind. */
static int
farthest(const struct piece *p, int d)
{
	const int32_t *now = p->reached[d] + MIDDLE;
	int k, best = 0;
	int32_t most = -1;

	for (k = -d; k <= d; k += 2)
		if (now[k] != NOWHERE && 2 * now[k] - k > most) {
			most = 2 * now[k] - k;
			best = k;
		}
	return best;
}

/* Aligns what D_MAX differences allow, and takes it off. */
static void
take_piece(struct piece *p)
{
	int d, k = 0;
	int32_t x;

	for (d = 0; d <= D_MAX; d++)
		if (advance(p, d, &k))
			break;
	if (d > D_MAX)
		k = farthest(p, d = D_MAX);
	x = p->reached[d][k + MIDDLE];
	mark_way(p, d, k, x);
	p->a += x;
	p->in_a += x;
	p->n -= x;
	p->b += x - k;
	p->in_b += x - k;
	p->m -= x - k;
}

int
align(const uint32_t *a, uint32_t a_count, const uint32_t *b,
      uint32_t b_count, uint8_t *in_a, uint8_t *in_b)
{
	struct piece p = { .a = a, .b = b, .n = (int32_t)a_count,
		.m = (int32_t)b_count, .in_a = in_a, .in_b = in_b };

	memset(in_a, 0, a_count);
	memset(in_b, 0, b_count);
	p.reached = malloc((D_MAX + 1) * sizeof(*p.reached));
	if (!p.reached)
		return -ENOMEM;
	while (p.n > 0 && p.m > 0)
		take_piece(&p);
	free(p.reached);
	return 0;
}
