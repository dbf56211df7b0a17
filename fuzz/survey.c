/* SPDX-License-Identifier: Apache-2.0 */
#include "survey.h"

enum { HEADER = 12, NAME_MAX_OCTETS = 255, LABEL_MAX = 63, HOPS_MAX = 127 };
enum { IN = 1 };
enum { A = 1, NS = 2, CNAME = 5, SOA = 6, PTR = 12, TXT = 16, AAAA = 28,
	SRV = 33, OPT = 41, TSIG = 250 };

struct walk {
	const uint8_t *octets;
	size_t length;
	size_t at;
	uint32_t found;
	unsigned opts;
	bool last;		/* of the additional section */
};

static void
note(struct walk *w, enum feature f)
{
	w->found |= UINT32_C(1) << f;
}

static bool
has(const struct walk *w, enum feature f)
{
	return w->found >> f & 1;
}

static unsigned
two(const struct walk *w, size_t at)
{
	return (unsigned)w->octets[at] << 8 | w->octets[at + 1];
}

/* Reads the name at w->at, which has to end before END; its size when
 * uncompressed. Goes on behind it whatever it holds, unless it is cut. */
static unsigned
walk_name(struct walk *w, size_t end, bool question)
{
	size_t i = w->at, chase = w->at, next = 0, target;
	unsigned used = 0, hops = 0, label;

	for (;;) {
		if (i >= end) {
			note(w, CUT);
			break;
		}
		label = w->octets[i];
		if (label >= 0xc0) {
			if (i + 2 > end) {
				note(w, CUT);
				break;
			}
			target = two(w, i) & 0x3fff;
			if (!next)
				next = i + 2;
			if (question)
				note(w, POINTER_QUESTION);
			if (target < HEADER)
				note(w, POINTER_HEADER);
			if (target >= i)
				note(w, POINTER_FORWARD);
			else if (target >= chase)
				note(w, POINTER_WITHIN);
			if (hops++ == HOPS_MAX) {
				note(w, POINTER_MANY);
				break;
			}
			chase = i = target;
			continue;
		}
		if (label > LABEL_MAX) {
			note(w, LABEL_TYPE);
			break;
		}
		used += 1 + label;
		i += 1 + label;
		if (label == 0)
			break;
	}
	if (used > NAME_MAX_OCTETS)
		note(w, NAME_LONG);
	w->at = next ? next : i;
	return used;
}

static void
walk_options(struct walk *w, size_t at, size_t end)
{
	while (at < end) {
		if (at + 4 > end || at + 4 + two(w, at + 2) > end) {
			note(w, OPT_OPTIONS);
			return;
		}
		at += 4 + two(w, at + 2);
	}
}

/* Names and what stands around them, from w->at to END. */
static void
walk_rdata_names(struct walk *w, unsigned type, unsigned class, size_t end)
{
	unsigned names = type == SOA ? 2 : 1, after = type == SOA ? 20 : 0;
	unsigned before = type == SRV ? 6 : 0, whole = before + after;
	struct walk inside = *w;

	if (class != IN)
		note(w, RDATA_CLASS);
	if (w->at == end) {
		if (class == IN)
			note(w, RDATA_EMPTY);
		return;
	}
	inside.at += before;
	while (names-- && inside.at < end && !has(&inside, CUT))
		whole += walk_name(&inside, end, false);
	w->found |= inside.found & ~(UINT32_C(1) << CUT);
	if (whole < end - w->at)
		note(w, RDATA_SHRINKS);
	if (has(&inside, CUT) || inside.at + after > end || names + 1)
		note(w, RDATA_NAMES);
	else if (inside.at + after < end)
		note(w, RDATA_LEFT);
}

/* Algorithm, not compressed; time and fudge, MAC, original id and error, other
 * data. */
static void
walk_tsig(struct walk *w, size_t end)
{
	struct walk inside = { w->octets, w->length, w->at, 0, 0, false };
	unsigned size = walk_name(&inside, end, false);

	if (inside.found || inside.at != w->at + size)
		note(w, TSIG_RDATA);
	inside.at += 8;
	if (inside.at + 2 <= end)
		inside.at += two(w, inside.at);
	inside.at += 2 + 4;
	if (inside.at + 2 <= end)
		inside.at += two(w, inside.at);
	if (inside.at + 2 != end)
		note(w, TSIG_RDATA);
}

static void
walk_txt(struct walk *w, size_t end)
{
	size_t at = w->at;

	while (at < end)
		at += 1u + w->octets[at];
	if (at != end || w->at == end)
		note(w, RDATA_SIZE);
}

static void
walk_rdata(struct walk *w, unsigned type, unsigned class, size_t end,
	   bool additional, unsigned owner)
{
	size_t size = end - w->at;

	switch (type) {
	case NS: case CNAME: case PTR: case SOA: case SRV:
		walk_rdata_names(w, type, class, end);
		break;
	case A: case AAAA:
		if (size != (type == A ? 4u : 16u))
			note(w, RDATA_SIZE);
		break;
	case TXT:
		walk_txt(w, end);
		break;
	case OPT:
		if (!additional)
			note(w, OPT_PLACE);
		else if (w->opts++)
			note(w, OPT_TWICE);
		if (owner != 1)
			note(w, OPT_OWNER);
		walk_options(w, w->at, end);
		break;
	case TSIG:
		note(w, has(w, TSIG_HERE) ? TSIG_TWICE : TSIG_HERE);
		if (!w->last)
			note(w, TSIG_PLACE);
		walk_tsig(w, end);
		break;
	default:
		note(w, RDATA_OTHER);
	}
}

static void
walk_record(struct walk *w, bool additional)
{
	unsigned owner = walk_name(w, w->length, false), type, class;
	size_t end;

	if (has(w, CUT) || w->at + 10 > w->length) {
		note(w, CUT);
		return;
	}
	type = two(w, w->at);
	class = two(w, w->at + 2);
	end = w->at + 10 + two(w, w->at + 8);
	w->at += 10;
	if (end > w->length) {
		note(w, CUT);
		return;
	}
	walk_rdata(w, type, class, end, additional, owner);
	w->at = end;
}

uint32_t
survey(const uint8_t *octets, size_t length)
{
	struct walk w = { .octets = octets, .length = length, .at = HEADER };
	unsigned i, section;

	if (length < HEADER)
		return UINT32_C(1) << CUT;
	if (two(&w, 4) > 1)
		note(&w, QUESTIONS);
	for (i = 0; i < two(&w, 4) && !has(&w, CUT); i++) {
		walk_name(&w, length, true);
		w.at += 4;
		if (w.at > length)
			note(&w, CUT);
	}
	for (section = 1; section <= 3; section++)
		for (i = two(&w, 4 + 2 * section); i && !has(&w, CUT); i--) {
			w.last = section == 3 && i == 1;
			walk_record(&w, section == 3);
		}
	if (!has(&w, CUT) && w.at < length)
		note(&w, TRAILING);
	return w.found;
}
