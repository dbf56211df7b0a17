/* SPDX-License-Identifier: Apache-2.0 */
/* sheet.c - see sheet.h. */
#include "lab/report/sheet.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/charts.h"
#include "lab/output.h"
#include "lab/report/intern.h"
#include "lab/report/markup.h"
#include "lab/report/pack.h"

/* The first block is small: with it the drawing begins. */
enum { FIRST_ITEMS = 1024, BLOCK_ITEMS = 8192, SPOOLS = 4 };

struct sheet {
	struct output *output;
	FILE *f;		/* of it */
	FILE *later[SPOOLS];	/* first block; items, lines, details */
	char *title;
	char *note;
	char *tolerance;
	uint64_t epoch_ms;
	/* JSON of what is known at once */
	FILE *files, *verdicts;
	char *files_text, *verdicts_text;
	size_t files_size, verdicts_size;
	unsigned file_count, verdict_count;
	/* names: rows as "chart\tfrom\tevent\tto\tline", machines as
	 * "file\tname\tchart" */
	struct intern rules, machines;
	/* what is told of all items at once */
	struct intern pairs;	/* "from,to": lanes */
	uint64_t *pair_counts;
	uint64_t classes[CLASS_COUNT], lost, problems;
	int64_t first_us, last_us;	/* of items and rows */
	bool any;
	bool cited[REQUIREMENT_COUNT];
	bool *decided;		/* by index into decisions */
	/* the block at hand */
	struct pack items, lines, texts, details;
	struct intern pool;
	unsigned block_items, block_count;
	uint64_t item_count, row_count;
	int64_t item_us, rows_us;	/* of the one before */
	uint32_t *numbers;	/* by file: of the place before */
	uint32_t *turns;
};

/* Opening and closing --------------------------------------------------------- */

static char *
copy_of(const char *text)
{
	char *copy = text ? strdup(text) : NULL;

	if (text && !copy)
		abort();
	return copy;
}

static void
print_head(struct sheet *s)
{
	fputs(page_markup_head, s->f);
	fputs("<title>", s->f);
	print_html(s->f, s->title);
	fputs("</title>\n<style>\n", s->f);
	fputs(page_style, s->f);
	fputs("</style>\n</head>\n", s->f);
	fputs(page_markup_body, s->f);
}

int
sheet_open(const struct sheet_setup *setup, struct sheet **out)
{
	struct sheet *s = calloc(1, sizeof(*s));
	unsigned i;
	int r;

	if (!s)
		abort();
	s->title = copy_of(setup->title);
	s->note = copy_of(setup->note);
	s->epoch_ms = setup->epoch_ms;
	s->decided = calloc(decision_count + 1, sizeof(*s->decided));
	s->files = open_memstream(&s->files_text, &s->files_size);
	s->verdicts = open_memstream(&s->verdicts_text, &s->verdicts_size);
	if (!s->decided || !s->files || !s->verdicts)
		abort();
	for (i = 0; i < SPOOLS; i++) {
		s->later[i] = tmpfile();
		if (s->later[i])
			continue;
		r = -errno;
		sheet_abandon(s);
		return r;
	}
	r = output_open(setup->path, &s->output);
	if (r < 0) {
		sheet_abandon(s);
		return r;
	}
	s->f = output_file(s->output);
	print_head(s);
	*out = s;
	return 0;
}

void
sheet_abandon(struct sheet *s)
{
	unsigned i;

	if (!s)
		return;
	output_drop(s->output);
	for (i = 0; i < SPOOLS; i++)
		if (s->later[i])
			fclose(s->later[i]);
	if (s->files)
		fclose(s->files);
	if (s->verdicts)
		fclose(s->verdicts);
	free(s->files_text);
	free(s->verdicts_text);
	intern_free(&s->rules);
	intern_free(&s->machines);
	intern_free(&s->pairs);
	free(s->pair_counts);
	intern_free(&s->pool);
	pack_free(&s->items);
	pack_free(&s->lines);
	pack_free(&s->texts);
	pack_free(&s->details);
	free(s->decided);
	free(s->numbers);
	free(s->turns);
	free(s->title);
	free(s->note);
	free(s->tolerance);
	free(s);
}

/* Blocks ------------------------------------------------------------------------- */

static void
print_part(FILE *f, const char *part, struct pack *p)
{
	fprintf(f, "<script type=\"text/plain\" class=\"%s\">", part);
	pack_print(p, f);
	fputs("</script>\n", f);
}

/* What the first drawing wants: it need not wait for anything. */
static void
print_plain(FILE *f, const char *part, struct pack *p)
{
	fprintf(f, "<script type=\"text/plain\" class=\"%s\" data-plain>",
		part);
	pack_print_plain(p, f);
	fputs("</script>\n", f);
}

static void
end_block(struct sheet *s)
{
	struct pack head = { NULL, 0, 0 };

	pack_number(&head, s->pool.count);
	pack_octets(&head, s->texts.octets, s->texts.length);
	pack_octets(&head, s->lines.octets, s->lines.length);
	if (s->block_count) {
		print_part(s->later[1], "items", &s->items);
		print_part(s->later[2], "lines", &head);
	} else {
		print_plain(s->later[0], "items", &s->items);
		print_plain(s->later[0], "lines", &head);
	}
	print_part(s->later[3], "details", &s->details);
	s->block_count++;
	pack_free(&head);
	s->texts.length = s->lines.length = 0;
	intern_free(&s->pool);
	s->block_items = 0;
}

static uint32_t
name_of(struct intern *in, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static uint32_t
name_of(struct intern *in, const char *format, ...)
{
	va_list args;
	uint32_t number;
	char *text;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		abort();
	va_end(args);
	number = intern(in, text);
	free(text);
	return number;
}

static void
put_place(struct sheet *s, const struct sheet_item *item,
	  const struct sheet_place *at)
{
	pack_number(&s->items, at->role);
	pack_number(&s->items, at->file);
	pack_signed(&s->items, (int64_t)at->number - s->numbers[at->file]);
	pack_signed(&s->items, (int64_t)at->turn - s->turns[at->file]);
	s->numbers[at->file] = at->number;
	s->turns[at->file] = at->turn;
	pack_signed(&s->items, at->time_us - item->time_us);
}

static void
note_time(struct sheet *s, int64_t us)
{
	if (!s->any || us < s->first_us)
		s->first_us = us;
	if (!s->any || us > s->last_us)
		s->last_us = us;
	s->any = true;
}

/* Counts what the page shows of all before it has read all. */
static void
note_item(struct sheet *s, const struct sheet_item *item)
{
	uint32_t before = s->pairs.count, pair;

	pair = name_of(&s->pairs, "%" PRIu32 ",%" PRIu32, item->from,
		       item->to);
	/* grown to each power of two */
	if (s->pairs.count > before && !(before & (before - 1))) {
		s->pair_counts = realloc(s->pair_counts, 2 * (before + 1) *
					 sizeof(*s->pair_counts));
		if (!s->pair_counts)
			abort();
	}
	if (s->pairs.count > before)
		s->pair_counts[pair] = 0;
	s->pair_counts[pair]++;
	s->classes[item->class]++;
	s->lost += item->flags & SHEET_LOST ? 1 : 0;
	s->problems += item->flags & (SHEET_LOST | SHEET_ERROR) ? 1 : 0;
	note_time(s, item->time_us);
}

void
sheet_item(struct sheet *s, const struct sheet_item *item)
{
	uint32_t before = s->pool.count, line = intern(&s->pool, item->line);
	unsigned i;

	note_item(s, item);
	if (s->pool.count > before)
		pack_text(&s->texts, item->line);
	pack_number(&s->lines, line);
	pack_number(&s->items, 1);
	pack_signed(&s->items, item->time_us - s->item_us);
	s->item_us = item->time_us;
	pack_number(&s->items, item->class);
	pack_number(&s->items, item->flags);
	pack_number(&s->items, item->from);
	pack_number(&s->items, item->to);
	pack_number(&s->items, item->place_count);
	for (i = 0; i < item->place_count; i++)
		put_place(s, item, &item->places[i]);
	pack_text(&s->details, item->from_text);
	pack_text(&s->details, item->to_text);
	pack_text(&s->details, item->facts);
	pack_text(&s->details, item->text);
	pack_blob(&s->details, item->octets, item->length);
	s->item_count++;
	if (++s->block_items == (s->block_count ? BLOCK_ITEMS : FIRST_ITEMS))
		end_block(s);
}

uint64_t
sheet_items(const struct sheet *s)
{
	return s->item_count;
}

void
sheet_tolerance(struct sheet *s, const char *sentence)
{
	free(s->tolerance);
	s->tolerance = copy_of(sentence);
}

void
sheet_epoch(struct sheet *s, uint64_t epoch_ms)
{
	s->epoch_ms = epoch_ms;
}

/* Rows --------------------------------------------------------------------------- */

void
sheet_rows(struct sheet *s, unsigned file, uint32_t turn, int64_t time_us,
	   const struct trace_row *rows, unsigned count)
{
	unsigned i;

	pack_number(&s->items, 0);
	pack_number(&s->items, file);
	pack_signed(&s->items, (int64_t)turn - s->turns[file]);
	s->turns[file] = turn;
	pack_signed(&s->items, time_us - s->rows_us);
	s->rows_us = time_us;
	note_time(s, time_us);
	pack_number(&s->items, count);
	for (i = 0; i < count; i++) {
		const struct trace_row *r = &rows[i];

		pack_number(&s->items, name_of(&s->rules, "%s\t%s\t%s\t%s\t%u",
					       r->chart, r->from, r->event,
					       r->to, r->line));
		pack_number(&s->items, name_of(&s->machines, "%u\t%s\t%s",
					       file, r->chart, r->machine));
	}
	s->row_count += count;
	/* the rows of a recording without messages must not pile up */
	if (s->items.length > 1024 * 1024)
		end_block(s);
}

/* What is said of it as JSON ----------------------------------------------------- */

static void
print_member(FILE *f, const char *name, const char *value)
{
	fprintf(f, "\"%s\":", name);
	print_json(f, value);
}

unsigned
sheet_file(struct sheet *s, const struct sheet_file *file)
{
	fprintf(s->files, "%s\n{", s->file_count ? "," : "");
	print_member(s->files, "name", file->name);
	putc(',', s->files);
	print_member(s->files, "kind", file->kind);
	putc(',', s->files);
	print_member(s->files, "clock", file->clock);
	fprintf(s->files, ",\"cut\":%s,\"frames\":%u,\"skipped\":%u}",
		file->cut ? "true" : "false", file->frames, file->skipped);
	s->numbers = realloc(s->numbers, (s->file_count + 1) *
			     sizeof(*s->numbers));
	s->turns = realloc(s->turns, (s->file_count + 1) * sizeof(*s->turns));
	if (!s->numbers || !s->turns)
		abort();
	s->numbers[s->file_count] = s->turns[s->file_count] = 0;
	return s->file_count++;
}

void
sheet_verdict(struct sheet *s, unsigned file, enum requirement_id id,
	      const struct judgement *j,
	      const int64_t times_us[JUDGE_PACKETS_MAX])
{
	static const char *const results[] = { "inconclusive", "pass", "fail" };
	unsigned i;

	s->cited[id] = true;
	fprintf(s->verdicts, "%s\n[%u,\"%s\",\"%s\",%" PRIu64 ",%" PRIu64 ",",
		s->verdict_count++ ? "," : "", file, requirements[id].id,
		results[j->result], j->passes, j->fails);
	print_json(s->verdicts, j->why);
	fputs(",[", s->verdicts);
	for (i = 0; i < j->evidence_count; i++)
		fprintf(s->verdicts, "%s[%u,%" PRId64 "]", i ? "," : "",
			j->evidence[i].number, times_us[i]);
	fputs("]]", s->verdicts);
}

/* Splits TEXT at tabs into COUNT parts; the last one may have some itself. */
static char *
split(const char *text, char *parts[], unsigned count)
{
	char *copy = copy_of(text);
	unsigned i;

	parts[0] = copy;
	for (i = 1; i < count; i++) {
		parts[i] = strchr(parts[i - 1], '\t');
		if (parts[i])
			*parts[i]++ = '\0';
		else
			parts[i] = parts[i - 1] + strlen(parts[i - 1]);
	}
	return copy;
}

/* The row of C from FROM by EVENT, or NULL: the spec has changed since. */
static const struct chart_row *
find_row(const struct chart *c, const char *from, const char *event,
	 const char *to)
{
	unsigned i;

	for (i = 0; i < c->row_count; i++)
		if (!strcmp(c->states[c->rows[i].from], from) &&
		    !strcmp(c->events[c->rows[i].event], event) &&
		    !strcmp(c->states[c->rows[i].to], to))
			return &c->rows[i];
	return NULL;
}

static void
note_cites(struct sheet *s, const char *cites)
{
	char word[CITE_MAX];
	unsigned i;
	int r;

	while (cite_next(&cites, word)) {
		r = requirement_find(word);
		if (r >= 0)
			s->cited[r] = true;
		for (i = 0; i < decision_count; i++)
			if (!strcmp(decisions[i].id, word))
				s->decided[i] = true;
	}
}

/* [chart, from, event, to, line, actions, cites, title of the event] */
static void
print_rule(struct sheet *s, const char *text)
{
	const struct chart_row *row;
	const struct chart *c;
	char *part[5], *copy = split(text, part, 5);
	unsigned i;

	c = chart_find(part[0]);
	row = c ? find_row(c, part[1], part[2], part[3]) : NULL;
	putc('[', s->f);
	for (i = 0; i < 4; i++) {
		print_json(s->f, part[i]);
		putc(',', s->f);
	}
	fprintf(s->f, "%lu,", strtoul(part[4], NULL, 10));
	print_json(s->f, row ? row->actions : "");
	putc(',', s->f);
	print_json(s->f, row ? row->cites : "");
	putc(',', s->f);
	print_json(s->f, row && c->event_titles[row->event] ?
		   c->event_titles[row->event] : "");
	putc(']', s->f);
	if (row)
		note_cites(s, row->cites);
	free(copy);
}

/* [name, chart, file] */
static void
print_machine(struct sheet *s, const char *text)
{
	char *part[3], *copy = split(text, part, 3);

	putc('[', s->f);
	print_json(s->f, part[2]);
	putc(',', s->f);
	print_json(s->f, part[1]);
	fprintf(s->f, ",%lu]", strtoul(part[0], NULL, 10));
	free(copy);
}

static void
print_cited(struct sheet *s)
{
	const char *comma = "";
	unsigned i;

	fputs(",\n\"requirements\":{", s->f);
	for (i = 0; i < REQUIREMENT_COUNT; i++) {
		if (!s->cited[i])
			continue;
		fprintf(s->f, "%s\n\"%s\":[", comma, requirements[i].id);
		print_json(s->f, requirements[i].level);
		fprintf(s->f, ",%u,", requirements[i].rfc);
		print_json(s->f, requirements[i].section);
		putc(',', s->f);
		print_json(s->f, requirements[i].text);
		putc(']', s->f);
		comma = ",";
	}
	fputs("},\n\"decisions\":{", s->f);
	comma = "";
	for (i = 0; i < decision_count; i++) {
		if (!s->decided[i])
			continue;
		fprintf(s->f, "%s\n", comma);
		print_member(s->f, decisions[i].id, decisions[i].text);
		comma = ",";
	}
	putc('}', s->f);
}

static void
print_names(struct sheet *s, const struct sheet_lane *lanes,
	    unsigned lane_count)
{
	unsigned i;

	fputs("],\n\"lanes\":[", s->f);
	for (i = 0; i < lane_count; i++) {
		fprintf(s->f, "%s\n[", i ? "," : "");
		print_json(s->f, lanes[i].name);
		putc(',', s->f);
		print_json(s->f, lanes[i].what);
		fprintf(s->f, ",%d]", lanes[i].file);
	}
	fputs("],\n\"rules\":[", s->f);
	for (i = 0; i < s->rules.count; i++) {
		fputs(i ? ",\n" : "\n", s->f);
		print_rule(s, s->rules.texts[i]);
	}
	fputs("],\n\"machines\":[", s->f);
	for (i = 0; i < s->machines.count; i++) {
		fputs(i ? ",\n" : "\n", s->f);
		print_machine(s, s->machines.texts[i]);
	}
	putc(']', s->f);
}

/* What the page tells of all items before it has read them. */
static void
print_counts(struct sheet *s)
{
	unsigned i;

	fprintf(s->f, "\"first\":%" PRId64 ",\"last\":%" PRId64
		",\"lost\":%" PRIu64 ",\"problems\":%" PRIu64
		",\n\"classes\":[", s->first_us, s->last_us, s->lost,
		s->problems);
	for (i = 0; i < CLASS_COUNT; i++)
		fprintf(s->f, "%s%" PRIu64, i ? "," : "", s->classes[i]);
	fputs("],\n\"pairs\":[", s->f);
	for (i = 0; i < s->pairs.count; i++)
		fprintf(s->f, "%s[%s,%" PRIu64 "]", i ? "," : "",
			s->pairs.texts[i], s->pair_counts[i]);
	fputs("],\n", s->f);
}

static void
print_facts(struct sheet *s, const struct sheet_lane *lanes, unsigned lane_count)
{
	fputs("<script type=\"application/json\" id=\"facts\">{", s->f);
	print_member(s->f, "title", s->title);
	putc(',', s->f);
	print_member(s->f, "note", s->note ? s->note : "");
	fprintf(s->f, ",\"epoch\":%" PRIu64 ",\"items\":%" PRIu64
		",\"rows\":%" PRIu64 ",\"blocks\":%u,\n", s->epoch_ms,
		s->item_count, s->row_count, s->block_count);
	print_counts(s);
	print_member(s->f, "tolerance", s->tolerance ? s->tolerance : "");
	fputs(",\n\"files\":[", s->f);
	fflush(s->files);
	fwrite(s->files_text, 1, s->files_size, s->f);
	print_names(s, lanes, lane_count);
	print_cited(s);
	fputs(",\n\"verdicts\":[", s->f);
	fflush(s->verdicts);
	fwrite(s->verdicts_text, 1, s->verdicts_size, s->f);
	fputs("]}</script>\n", s->f);
}

/* What need not be there for the script to begin. */
static int
print_later(struct sheet *s, FILE *later)
{
	char part[65536];
	size_t n;

	if (fflush(later) == EOF)
		return -errno;
	rewind(later);
	while ((n = fread(part, 1, sizeof(part), later)) > 0)
		fwrite(part, 1, n, s->f);
	return ferror(later) ? -EIO : 0;
}

int
sheet_close(struct sheet *s, const struct sheet_lane *lanes,
	    unsigned lane_count)
{
	unsigned i;
	int r;

	end_block(s);
	print_facts(s, lanes, lane_count);
	r = print_later(s, s->later[0]);
	fputs("<script>\n", s->f);
	fputs(page_script, s->f);
	fputs("</script>\n", s->f);
	for (i = 1; r == 0 && i < SPOOLS; i++)
		r = print_later(s, s->later[i]);
	fputs("</body>\n</html>\n", s->f);
	if (r == 0) {
		r = output_keep(s->output);
		s->output = NULL;
	}
	sheet_abandon(s);
	return r;
}
