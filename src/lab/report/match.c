/* SPDX-License-Identifier: Apache-2.0 */
/* match.c - see match.h. */
#include "lab/report/match.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/progress.h"
#include "lab/report/clocks.h"
#include "shell/trace_text.h"
#include "shell/tsig.h"

/* Reading ----------------------------------------------------------------------- */

/* The octets that both ends see alike. */
static uint64_t
hash_of(const struct sight *s)
{
	static uint8_t copy[64 * 1024];
	const struct packet *p = &s->packet;
	size_t length = p->length;
	struct dns_message dns;
	uint64_t hash;

	if (s->kind != SIGHT_MESSAGE || s->lookup || !length || p->cut)
		return 0;
	if (s->way == SIGHT_PASSING && length <= sizeof(copy) &&
	    dns_open(&dns, p->octets, length) == 0 && dns.tsig_count == 1 &&
	    dns.tsig_last) {
		memcpy(copy, p->octets, length);
		length = tsig_strip(copy, &dns);
		hash = intern_hash(copy, length);
	} else {
		hash = intern_hash(p->octets, length);
	}
	return hash ? hash : 1;
}

static uint32_t
end_number(struct match_file *f, const struct endpoint *end)
{
	char text[TRACE_ENDPOINT_MAX];
	uint32_t number = intern(&f->end_names, trace_endpoint_text(end, text));

	if (number < f->end_count)
		return number;
	if (f->end_count == f->end_room) {
		f->end_room = f->end_room ? 2 * f->end_room : 16;
		f->ends = realloc(f->ends, f->end_room * sizeof(*f->ends));
		f->end_files = realloc(f->end_files,
				       f->end_room * sizeof(*f->end_files));
		if (!f->ends || !f->end_files)
			abort();
	}
	f->ends[f->end_count] = *end;
	f->end_files[f->end_count] = -1;
	return f->end_count++;
}

static void
add_mark(struct match_file *f, const struct sight *s)
{
	struct mark *m;

	if (f->count == f->room) {
		f->room = f->room ? 2 * f->room : 1024;
		f->marks = realloc(f->marks, f->room * sizeof(*f->marks));
		if (!f->marks)
			abort();
	}
	m = &f->marks[f->count++];
	*m = (struct mark){
		.hash = hash_of(s), .time_ns = (int64_t)s->time_ns,
		.number = s->number, .turn = s->turn, .way = s->way,
	};
	if (f->program)
		m->remote = end_number(f, s->way == SIGHT_SENT ?
				       &s->packet.to : &s->packet.from);
}

static char *
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *name = strdup(slash ? slash + 1 : path), *dot;

	if (!name)
		abort();
	dot = strrchr(name, '.');
	if (dot && dot != name &&
	    (!strcmp(dot, ".trace") || !strncmp(dot, ".pcap", 5)))
		*dot = '\0';
	return name;
}

static int
read_file(struct match_file *f, char error[PACKET_ERROR_MAX])
{
	const struct sight *s;
	struct progress progress;
	struct sights *sights;
	bool any = false;
	int r = sights_open(f->path, false, &sights, error);

	if (r < 0)
		return r;
	f->name = name_of(f->path);
	if (sights_program(sights)) {
		f->program = strdup(sights_program(sights));
		if (!f->program)
			abort();
	}
	progress_begin(&progress, "reading");
	while ((s = sights_next(sights))) {
		progress_at(&progress, f->count, 0, "messages");
		if (!any || (int64_t)s->time_ns < f->first_ns)
			f->first_ns = (int64_t)s->time_ns;
		if (!any || (int64_t)s->time_ns > f->last_ns)
			f->last_ns = (int64_t)s->time_ns;
		any = true;
		if (s->kind == SIGHT_MESSAGE)
			add_mark(f, s);
	}
	progress_end(&progress);
	if (sights_error(sights)) {
		snprintf(error, PACKET_ERROR_MAX, "%s", sights_error(sights));
		r = -EBADMSG;
	}
	f->cut = sights_were_cut(sights);
	sights_frames(sights, &f->frames, &f->skipped);
	sights_close(sights);
	return r;
}

/* Joining ------------------------------------------------------------------------- */

/* A file's marks by hash, then by time. */
struct order {
	const struct match_file *file;
	uint32_t *list;
};

static const struct match_file *sorted;	/* qsort has no argument for it */

static int
by_hash(const void *a, const void *b)
{
	const struct mark *x = &sorted->marks[*(const uint32_t *)a];
	const struct mark *y = &sorted->marks[*(const uint32_t *)b];

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	if (x->time_ns != y->time_ns)
		return x->time_ns < y->time_ns ? -1 : 1;
	return *(const uint32_t *)a < *(const uint32_t *)b ? -1 : 1;
}

static struct order
order_of(const struct match_file *f)
{
	struct order o = { f, malloc((f->count + 1) * sizeof(uint32_t)) };
	uint32_t i;

	if (!o.list)
		abort();
	for (i = 0; i < f->count; i++)
		o.list[i] = i;
	sorted = f;
	qsort(o.list, f->count, sizeof(uint32_t), by_hash);
	return o;
}

/* The end of the run of equal hashes that begins at AT. */
static uint32_t
run_end(const struct order *o, uint32_t at)
{
	const struct mark *m = o->file->marks;
	uint32_t end = at;

	while (end < o->file->count &&
	       m[o->list[end]].hash == m[o->list[at]].hash)
		end++;
	return end;
}

/* Which comes first in a chain: 0: neither can follow the other. */
static int
goes_before(unsigned a, unsigned b)
{
	if (a == SIGHT_PASSING && b == SIGHT_PASSING)
		return 1;
	return a == b ? 0 : a < b ? 1 : -1;
}

/* Calls EACH with each run of a hash that both have. */
static void
for_common(const struct order *a, const struct order *b,
	   void (*each)(void *owner, const uint32_t *a, uint32_t a_count,
			const uint32_t *b, uint32_t b_count), void *owner)
{
	uint32_t i = 0, j = 0, i_end, j_end;
	uint64_t x, y;

	while (i < a->file->count && j < b->file->count) {
		x = a->file->marks[a->list[i]].hash;
		y = b->file->marks[b->list[j]].hash;
		i_end = run_end(a, i);
		j_end = run_end(b, j);
		if (x == y && x)
			each(owner, a->list + i, i_end - i, b->list + j,
			     j_end - j);
		if (x <= y)
			i = i_end;
		if (y <= x)
			j = j_end;
	}
}

struct pair {
	struct match *match;
	unsigned a, b;		/* files */
	struct clocks *clocks;
};

/* What each file has once tells how far their clocks are apart. */
static void
compare_clocks(void *owner, const uint32_t *a, uint32_t a_count,
	       const uint32_t *b, uint32_t b_count)
{
	const struct pair *p = owner;
	const struct mark *x = &p->match->files[p->a].marks[a[0]];
	const struct mark *y = &p->match->files[p->b].marks[b[0]];

	if (a_count != 1 || b_count != 1 ||
	    (x->way == y->way && x->way != SIGHT_PASSING))
		return;
	clocks_note(p->clocks, y->time_ns - x->time_ns,
		    x->way == y->way ? 0 : goes_before(x->way, y->way));
}

/* AFTER of file B is the same message as the one that begins with FIRST. */
static void
append(struct match *m, struct mark *first, unsigned b, uint32_t after)
{
	struct mark *at = first;

	while (at->next)
		at = &m->files[at->next_file].marks[at->next - 1];
	at->next = after + 1;
	at->next_file = (uint8_t)b;
	m->files[b].marks[after].joined = true;
}

/* FIRST's chain has a mark of file B. */
static bool
has_file(const struct match *m, const struct mark *first, unsigned b)
{
	const struct mark *at = first;

	while (at->next) {
		if (at->next_file == b)
			return true;
		at = &m->files[at->next_file].marks[at->next - 1];
	}
	return false;
}

/* Joins each of B's to the nearest of A's before it: A sent, or saw first. */
static void
join_run(struct match *m, unsigned a, const uint32_t *as, uint32_t a_count,
	 unsigned b, const uint32_t *bs, uint32_t b_count)
{
	const int64_t slack = 5 * 1000000;	/* clocks are told in ms */
	int64_t a_ns, b_ns;
	uint32_t i, j;

	for (j = 0; j < b_count; j++) {
		struct mark *y = &m->files[b].marks[bs[j]], *best = NULL;

		if (y->joined)
			continue;
		b_ns = y->time_ns + m->files[b].offset_ns;
		for (i = 0; i < a_count; i++) {
			struct mark *x = &m->files[a].marks[as[i]];

			a_ns = x->time_ns + m->files[a].offset_ns;
			if (x->joined || goes_before(x->way, y->way) <= 0 ||
			    a_ns > b_ns + slack || has_file(m, x, b))
				continue;
			best = x;
		}
		if (best) {
			append(m, best, b, bs[j]);
			m->files[a].shared++;
			m->files[b].shared++;
		}
	}
}

static void
join(void *owner, const uint32_t *a, uint32_t a_count, const uint32_t *b,
     uint32_t b_count)
{
	const struct pair *p = owner;

	join_run(p->match, p->a, a, a_count, p->b, b, b_count);
	join_run(p->match, p->b, b, b_count, p->a, a, a_count);
}

/* The other end of what was sent here and received there is that recorder. */
static void
name_ends(struct match *m)
{
	const struct mark *next;
	unsigned a;
	uint32_t i;

	for (a = 0; a < m->count; a++) {
		struct match_file *f = &m->files[a];

		for (i = 0; f->program && i < f->count; i++) {
			struct mark *x = &f->marks[i];

			if (!x->next)
				continue;
			next = &m->files[x->next_file].marks[x->next - 1];
			if (!m->files[x->next_file].program)
				continue;
			f->end_files[x->remote] = x->next_file;
			m->files[x->next_file].end_files[next->remote] =
				(int)a;
		}
	}
}

static void
join_files(struct match *m)
{
	struct order orders[MATCH_FILES_MAX];
	struct clocks clocks[MATCH_FILES_MAX][MATCH_FILES_MAX] = { 0 };
	unsigned a, b, pass;

	for (a = 0; a < m->count; a++)
		orders[a] = order_of(&m->files[a]);
	for (a = 0; a < m->count; a++)
		for (b = a + 1; b < m->count; b++) {
			struct pair p = { m, a, b, &clocks[a][b] };

			for_common(&orders[a], &orders[b], compare_clocks, &p);
		}
	clocks_align(m, clocks);
	/* traces among themselves first: captures attach to their chains */
	for (pass = 0; pass < 2; pass++)
		for (a = 0; a < m->count; a++)
			for (b = a + 1; b < m->count; b++) {
				struct pair p = { m, a, b, NULL };

				if (pass == (m->files[a].program &&
					     m->files[b].program ? 0 : 1))
					for_common(&orders[a], &orders[b],
						   join, &p);
			}
	for (a = 0; a < m->count; a++)
		free(orders[a].list);
	name_ends(m);
}

/* The whole --------------------------------------------------------------------- */

int
match_open(struct match *m, unsigned count, char *const paths[],
	   char error[PACKET_ERROR_MAX])
{
	int64_t first;
	unsigned i;
	int r;

	memset(m, 0, sizeof(*m));
	for (i = 0; i < count; i++) {
		m->count = i + 1;
		m->files[i].path = paths[i];
		r = read_file(&m->files[i], error);
		if (r < 0)
			return r;
	}
	join_files(m);
	for (i = 0; i < m->count; i++) {
		first = m->files[i].first_ns + m->files[i].offset_ns;
		if (i == 0 || first < m->zero_ns)
			m->zero_ns = first;
	}
	return 0;
}

void
match_close(struct match *m)
{
	unsigned i;

	for (i = 0; i < m->count; i++) {
		free(m->files[i].name);
		free(m->files[i].program);
		free(m->files[i].marks);
		free(m->files[i].ends);
		free(m->files[i].end_files);
		intern_free(&m->files[i].end_names);
	}
	m->count = 0;
}

int64_t
match_us(const struct match *m, unsigned file, uint64_t time_ns)
{
	return ((int64_t)time_ns + m->files[file].offset_ns - m->zero_ns) /
		1000;
}

int
match_end(const struct match *m, unsigned file, const struct endpoint *end)
{
	const struct match_file *f = &m->files[file];
	int found = -1;
	uint32_t i;

	for (i = 0; i < f->end_count; i++)
		if (endpoint_equal(&f->ends[i], end) && f->end_files[i] >= 0)
			return f->end_files[i];
	/* another port of an address that only one recorder has */
	for (i = 0; i < f->end_count; i++) {
		if (!endpoint_same_address(&f->ends[i], end) ||
		    f->end_files[i] < 0)
			continue;
		if (found >= 0 && found != f->end_files[i])
			return -1;
		found = f->end_files[i];
	}
	return found;
}
