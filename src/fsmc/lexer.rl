/* SPDX-License-Identifier: Apache-2.0 */
/* lexer.rl - a spec's text as tokens. A line that begins with a blank goes on
 * with the line above it, so TOKEN_END stands before each token in the first
 * column. Written to gen/shell/fsmc_lexer.c by `make gen`. */
#include "fsmc/lexer.h"

#include <stdlib.h>
#include <string.h>

%%{
	machine fsmc_lexer;

	letter = [A-Za-z_];
	name = letter (letter | digit)*;
	unit = "ms" | "s" | "min" | "h" | "d";

	main := |*
		'#' [^\n]*;
		[ \t\r]+;
		'\n'			{ line++; line_start = te; };
		'"' [^"\n]* '"'		{ take(out, TOKEN_STRING, ts + 1, te - 1, &here); };
		name			{ take(out, TOKEN_NAME, ts, te, &here); };
		name ".spent"		{ take(out, TOKEN_SPENT, ts, te, &here); };
		name ('-' (letter | digit)+)+
					{ take(out, TOKEN_ID, ts, te, &here); };
		digit+			{ take(out, TOKEN_NUMBER, ts, te, &here); };
		digit+ unit		{ take(out, TOKEN_TIME, ts, te, &here); };
		digit+ ('.' digit digit?)? '%'
					{ take(out, TOKEN_PERCENT, ts, te, &here); };
		"->"			{ take(out, TOKEN_ARROW, ts, te, &here); };
		','			{ take(out, TOKEN_COMMA, ts, te, &here); };
		'['			{ take(out, TOKEN_OPEN, ts, te, &here); };
		']'			{ take(out, TOKEN_CLOSE, ts, te, &here); };
		".."			{ take(out, TOKEN_RANGE, ts, te, &here); };
		any			{ take(out, TOKEN_BAD, ts, te, &here); };
	*|;

	write data nofinal noerror noentry;
}%%

/* Where the scanner is, for the tokens that it makes. */
struct place {
	const unsigned *line;
	const char *const *line_start;
};

static void
push(struct tokens *out, struct token token)
{
	if (out->count == out->size) {
		out->size = out->size ? 2 * out->size : 256;
		out->list = realloc(out->list,
				    out->size * sizeof(*out->list));
		if (!out->list)
			abort();
	}
	out->list[out->count++] = token;
}

static uint64_t
times(uint64_t value, uint64_t factor)
{
	return value > (UINT64_MAX - 1) / factor ? UINT64_MAX : value * factor;
}

static uint64_t
digits(const char **p, const char *end)
{
	uint64_t value = 0;

	for (; *p < end && **p >= '0' && **p <= '9'; (*p)++)
		if (value != UINT64_MAX) {
			value = times(value, 10);
			if (value < UINT64_MAX - 9)
				value += (uint64_t)(**p - '0');
		}
	return value;
}

static uint64_t
unit_ms(const char *unit, size_t length)
{
	if (length == 1)
		return unit[0] == 's' ? 1000 : unit[0] == 'h' ? 3600000 :
			86400000;
	return unit[1] == 's' ? 1 : 60000;
}

static uint64_t
token_value(enum token_kind kind, const char *start, const char *end)
{
	const char *p = start;
	uint64_t value = digits(&p, end), part = 0;

	if (kind == TOKEN_TIME)
		return times(value, unit_ms(p, (size_t)(end - p)));
	if (kind != TOKEN_PERCENT)
		return value;
	if (*p == '.') {
		p++;
		part = (uint64_t)(*p++ - '0') * 10;
		if (*p != '%')
			part += (uint64_t)(*p - '0');
	}
	value = times(value, 100);
	return value > UINT64_MAX - 100 ? UINT64_MAX : value + part;
}

static void
take(struct tokens *out, enum token_kind kind, const char *start,
     const char *end, const struct place *here)
{
	const char *first = kind == TOKEN_STRING ? start - 1 : start;
	struct token token = {
		.kind = kind, .start = start, .line = *here->line,
		.length = (size_t)(end - start),
	};

	if (kind == TOKEN_NUMBER || kind == TOKEN_TIME ||
	    kind == TOKEN_PERCENT)
		token.value = token_value(kind, start, end);
	if (first == *here->line_start && out->count)
		push(out, (struct token){ .kind = TOKEN_END, .start = start,
			.line = out->list[out->count - 1].line });
	push(out, token);
}

void
lex_spec(const char *text, size_t size, struct tokens *out)
{
	const char *p = text, *pe = text + size, *eof = pe;
	const char *ts, *te, *line_start = text;
	unsigned line = 1;
	const struct place here = { &line, &line_start };
	int cs, act;

	memset(out, 0, sizeof(*out));
	%% write init;
	%% write exec;
	if (out->count)
		push(out, (struct token){ .kind = TOKEN_END, .start = pe,
			.line = out->list[out->count - 1].line });
	push(out, (struct token){ .kind = TOKEN_FILE_END, .start = pe,
		.line = line });
}
