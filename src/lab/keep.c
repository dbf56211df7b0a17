/* SPDX-License-Identifier: Apache-2.0 */
/* keep.c - see keep.h. */
#include "lab/keep.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/charts.h"
#include "lab/judge/judge.h"
#include "lab/lab.h"

enum { NODES_MAX = 64, WORD_MAX = 400, DEPTH_MAX = 16 };

enum node_kind {
	NODE_AND, NODE_OR, NODE_NOT,
	NODE_STATE, NODE_ROW, NODE_REQUIREMENT, NODE_TELL, NODE_SEND_BY,
	NODE_SEND, NODE_FAIL
};

struct node {
	enum node_kind kind;
	unsigned left, right;		/* of nodes */
	char machine[WORD_MAX];		/* or text, or ID */
	char state[64], event[64];
	unsigned times, count;		/* wanted, and seen in this run */
};

struct keep {
	unsigned node_count, root;
	struct node nodes[NODES_MAX];
};

struct parser {
	struct keep *keep;
	const char *at;
	char word[WORD_MAX];
	bool quoted;
	bool end;		/* there is no word */
	unsigned depth;
	char *error;
};

/* Words ------------------------------------------------------------------------- */

__attribute__((format(printf, 2, 3)))
static int
fail(struct parser *p, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(p->error, KEEP_ERROR_MAX, format, args);
	va_end(args);
	return -EINVAL;
}

/* The next word, a bracket being one; p->end at the end. */
static int
next_word(struct parser *p)
{
	size_t n = 0;
	char quote;

	p->at += strspn(p->at, " \t\n");
	p->quoted = *p->at == '"' || *p->at == '\'';
	p->end = !*p->at;
	p->word[0] = '\0';
	if (p->quoted) {
		quote = *p->at++;
		n = strcspn(p->at, quote == '"' ? "\"" : "'");
		if (p->at[n] != quote)
			return fail(p, "a quote is not closed: %c%.40s", quote,
				    p->at);
	} else if (*p->at == '(' || *p->at == ')') {
		n = 1;
	} else {
		n = strcspn(p->at, " \t\n()\"'");
	}
	if (n >= WORD_MAX)
		return fail(p, "a word is too long: %.40s...", p->at);
	memcpy(p->word, p->at, n);
	p->word[n] = '\0';
	p->at += n + p->quoted;
	return 0;
}

static bool
is(const struct parser *p, const char *word)
{
	return !p->quoted && !p->end && !strcmp(p->word, word);
}

static int
new_node(struct parser *p, enum node_kind kind, struct node **out)
{
	if (p->keep->node_count == NODES_MAX)
		return fail(p, "the condition has more than %u parts",
			    NODES_MAX);
	*out = &p->keep->nodes[p->keep->node_count++];
	(*out)->kind = kind;
	(*out)->times = 1;
	return 0;
}

/* Single facts -------------------------------------------------------------------- */

/* Cuts what stands behind the last colon of TEXT off into TO. */
static bool
cut_last(char *text, char *to, size_t size)
{
	char *colon = strrchr(text, ':');

	if (!colon || colon == text || !colon[1] || strlen(colon + 1) >= size)
		return false;
	strcpy(to, colon + 1);
	*colon = '\0';
	return true;
}

static int
parse_place(struct parser *p, struct node *n)
{
	bool row = n->kind == NODE_ROW;
	const struct chart *c;
	char whole[60];

	snprintf(whole, sizeof(whole), "%.59s", p->word);
	strcpy(n->machine, p->word);
	if ((row && !cut_last(n->machine, n->event, sizeof(n->event))) ||
	    !cut_last(n->machine, n->state, sizeof(n->state)))
		return fail(p, "%s was expected, not %s", row ?
			    "row MACHINE:STATE:EVENT" : "MACHINE:STATE",
			    *whole ? whole : "the end");
	c = chart_find(n->machine);
	if (c && chart_state(c, n->state) < 0)
		return fail(p, "%s has no state %s", c->name, n->state);
	if (c && row && chart_event(c, n->event) < 0)
		return fail(p, "%s has no event %s", c->name, n->event);
	return 0;
}

static int
parse_id(struct parser *p, struct node *n)
{
	int r = requirement_find(p->word);

	if (r < 0 && (n->kind == NODE_FAIL || !decision_find(p->word)))
		return fail(p, "there is no requirement %.60s",
			    p->end ? "(its ID is missing)" : p->word);
	if (n->kind == NODE_FAIL && !judge_knows((enum requirement_id)r))
		return fail(p, "judge does not look for %s",
			    requirements[r].id);
	strcpy(n->machine, r < 0 ? p->word : requirements[r].id);
	return 0;
}

static int
parse_fact(struct parser *p, struct node **out)
{
	static const struct {
		const char *word;
		enum node_kind kind;
	} words[] = {
		{ "row", NODE_ROW }, { "requirement", NODE_REQUIREMENT },
		{ "tell", NODE_TELL }, { "send", NODE_SEND },
		{ "fail", NODE_FAIL },
	};
	enum node_kind kind = NODE_STATE;
	struct node *n = NULL;
	unsigned i;
	int r = 0;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (is(p, words[i].word)) {
			kind = words[i].kind;
			r = next_word(p);
			break;
		}
	if (r == 0)
		r = new_node(p, kind, &n);
	if (r < 0)
		return r;
	*out = n;
	if (kind == NODE_STATE || kind == NODE_ROW)
		r = parse_place(p, n);
	else if (kind == NODE_REQUIREMENT || kind == NODE_FAIL)
		r = parse_id(p, n);
	else if (p->end)
		r = fail(p, "%s what?", kind == NODE_TELL ? "tell" : "send");
	else
		strcpy(n->machine, p->word);
	if (kind == NODE_SEND && !p->quoted)
		n->kind = NODE_SEND_BY;
	return r < 0 ? r : next_word(p);
}

static int
parse_count(struct parser *p, struct node **out)
{
	unsigned long times;
	char *end;
	int r = next_word(p);

	if (r < 0)
		return r;
	errno = 0;
	times = strtoul(p->word, &end, 10);
	if (*end || end == p->word || errno || times < 1 || times > 1000000)
		return fail(p, "count: a number from 1 was expected, not %.40s",
			    p->end ? "the end" : p->word);
	r = next_word(p);
	if (r == 0)
		r = parse_fact(p, out);
	if (r == 0)
		(*out)->times = (unsigned)times;
	return r;
}

/* Their combination ----------------------------------------------------------------- */

static int parse_or(struct parser *p, struct node **out);

static int
parse_factor(struct parser *p, struct node **out)
{
	struct node *inner = NULL;
	int r;

	if (p->depth == DEPTH_MAX)
		return fail(p, "the condition is nested too deeply");
	if (is(p, "count"))
		return parse_count(p, out);
	if (!is(p, "not") && !is(p, "("))
		return parse_fact(p, out);
	p->depth++;
	if (is(p, "not")) {
		r = next_word(p);
		if (r == 0)
			r = parse_factor(p, &inner);
		if (r == 0)
			r = new_node(p, NODE_NOT, out);
		if (r == 0)
			(*out)->left = (unsigned)(inner - p->keep->nodes);
	} else {
		r = next_word(p);
		if (r == 0)
			r = parse_or(p, out);
		if (r == 0 && !is(p, ")"))
			r = fail(p, ") was expected, not %.40s",
				 p->end ? "the end" : p->word);
		if (r == 0)
			r = next_word(p);
	}
	p->depth--;
	return r;
}

/* What OPERATOR joins, from the left. */
static int
parse_chain(struct parser *p, const char *operator, enum node_kind kind,
	    int (*part)(struct parser *p, struct node **out), struct node **out)
{
	struct node *left, *right = NULL;
	int r = part(p, &left);

	while (r == 0 && is(p, operator)) {
		r = next_word(p);
		if (r == 0)
			r = part(p, &right);
		if (r == 0)
			r = new_node(p, kind, out);
		if (r < 0)
			return r;
		(*out)->left = (unsigned)(left - p->keep->nodes);
		(*out)->right = (unsigned)(right - p->keep->nodes);
		left = *out;
	}
	*out = left;
	return r;
}

static int
parse_and(struct parser *p, struct node **out)
{
	return parse_chain(p, "and", NODE_AND, parse_factor, out);
}

static int
parse_or(struct parser *p, struct node **out)
{
	return parse_chain(p, "or", NODE_OR, parse_and, out);
}

int
keep_parse(const char *text, struct keep **out, char error[KEEP_ERROR_MAX])
{
	struct parser p = { .at = text, .error = error };
	struct node *root = NULL;
	int r;

	p.keep = calloc(1, sizeof(*p.keep));
	if (!p.keep)
		return -ENOMEM;
	r = next_word(&p);
	if (r == 0 && p.end)
		r = fail(&p, "the condition is empty");
	if (r == 0)
		r = parse_or(&p, &root);
	if (r == 0 && !p.end)
		r = fail(&p, "and, or, or the end was expected, not %.60s",
			 p.word);
	if (r < 0) {
		free(p.keep);
		return r;
	}
	p.keep->root = (unsigned)(root - p.keep->nodes);
	*out = p.keep;
	return 0;
}

void
keep_free(struct keep *k)
{
	free(k);
}

/* A run ------------------------------------------------------------------------------- */

void
keep_begin(struct keep *k)
{
	unsigned i;

	for (i = 0; i < k->node_count; i++)
		k->nodes[i].count = 0;
}

static bool
is_machine(const struct node *n, const struct effects *e,
	   const struct row_fired *r)
{
	return !strcmp(n->machine, r->chart->name) ||
		!strcmp(n->machine, e->names + r->name_offset);
}

static bool
cites(const char *list, const char *id)
{
	char word[CITE_MAX];

	while (cite_next(&list, word))
		if (!strcmp(word, id))
			return true;
	return false;
}

static void
count_row(struct node *n, const struct effects *e, const struct row_fired *r)
{
	const struct chart *c = r->chart;
	const struct chart_row *row = &c->rows[r->row];

	switch (n->kind) {
	case NODE_STATE:
		n->count += is_machine(n, e, r) &&
			!strcmp(n->state, c->states[r->to]);
		break;
	case NODE_ROW:
		n->count += is_machine(n, e, r) &&
			!strcmp(n->state, c->states[r->from]) &&
			!strcmp(n->event, c->events[row->event]);
		break;
	case NODE_REQUIREMENT:
		n->count += cites(row->cites, n->machine);
		break;
	default:
		break;
	}
}

static bool
is_message(const struct effect *e)
{
	return e->kind == EFFECT_SEND || e->kind == EFFECT_STREAM_SEND;
}

static bool
has_text(const struct effects *all, const struct effect *e, const char *text)
{
	const uint8_t *octets = all->octets + e->offset;
	char *words = NULL;
	size_t size = 0;
	bool found;
	FILE *f;

	if (e->kind == EFFECT_TELL)
		return memmem(octets, e->length, text, strlen(text)) != NULL;
	f = open_memstream(&words, &size);
	if (!f)
		abort();
	if (e->kind == EFFECT_SEND && e->channel == CHANNEL_GATEWAY)
		lab_decoders.natpmp(f, "", octets, e->length);
	else
		lab_decoders.dns(f, "", octets, e->length);
	fclose(f);
	found = strstr(words, text) != NULL;
	free(words);
	return found;
}

static void
count_effects(struct node *n, const struct effects *e)
{
	bool by = n->kind == NODE_SEND_BY, fired = false;
	unsigned i;

	for (i = 0; by && i < e->row_count; i++)
		fired = fired || is_machine(n, e, &e->rows[i]);
	for (i = 0; i < e->count; i++) {
		const struct effect *x = &e->list[i];

		if (by ? fired && is_message(x) :
		    (n->kind == NODE_TELL ? x->kind == EFFECT_TELL :
		     is_message(x)) && has_text(e, x, n->machine))
			n->count++;
	}
}

void
keep_answer(struct keep *k, const struct effects *e)
{
	unsigned i, j;

	for (i = 0; i < k->node_count; i++) {
		struct node *n = &k->nodes[i];

		if (n->kind == NODE_TELL || n->kind == NODE_SEND ||
		    n->kind == NODE_SEND_BY)
			count_effects(n, e);
		else
			for (j = 0; j < e->row_count; j++)
				count_row(n, e, &e->rows[j]);
	}
}

bool
keep_needs_verdicts(const struct keep *k)
{
	unsigned i;

	for (i = 0; i < k->node_count; i++)
		if (k->nodes[i].kind == NODE_FAIL)
			return true;
	return false;
}

void
keep_judge(struct keep *k, const char *path)
{
	const struct judge_setup setup = { .sides = JUDGE_ALL };
	char error[PACKET_ERROR_MAX];
	struct packet_source *s;
	struct judge *j = NULL;
	struct packet p;
	unsigned i;
	int r;

	if (packets_open(path, &s, error) < 0)
		return;
	if (judge_open(&setup, &j) == 0) {
		while (packets_next(s, &p) > 0)
			judge_packet(j, &p);
		judge_end(j, 0);
	}
	for (i = 0; j && i < k->node_count; i++) {
		if (k->nodes[i].kind != NODE_FAIL)
			continue;
		r = requirement_find(k->nodes[i].machine);
		if (judge_judgement(j, (enum requirement_id)r)->result ==
		    JUDGEMENT_FAIL)
			k->nodes[i].count = k->nodes[i].times;
	}
	judge_close(j);
	packets_close(s);
}

static bool
holds(const struct keep *k, unsigned at)
{
	const struct node *n = &k->nodes[at];

	switch (n->kind) {
	case NODE_AND:
		return holds(k, n->left) && holds(k, n->right);
	case NODE_OR:
		return holds(k, n->left) || holds(k, n->right);
	case NODE_NOT:
		return !holds(k, n->left);
	default:
		return n->count >= n->times;
	}
}

bool
keep_holds(const struct keep *k)
{
	return holds(k, k->root);
}

bool
keep_only_grows(const struct keep *k)
{
	unsigned i;

	for (i = 0; i < k->node_count; i++)
		if (k->nodes[i].kind == NODE_NOT ||
		    k->nodes[i].kind == NODE_FAIL)
			return false;
	return true;
}
