/* SPDX-License-Identifier: Apache-2.0 */
/* lexer.rl - a spec's text as tokens. A line that begins with a blank goes on
 * with the line above it, so TOKEN_END stands before each token in the first
 * column. Written to gen/shell/fsmc_lexer.c by `make gen`. */
#include "fsmc/lexer.h"

#include <stdlib.h>
#include <string.h>

static const int fsmc_lexer_start = 12;

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

	{
	cs = fsmc_lexer_start;
	ts = 0;
	te = 0;
	act = 0;
	}

	{
	if ( p == pe )
		goto _test_eof;
	switch ( cs )
	{
tr0:
	{{p = ((te))-1;}{ take(out, TOKEN_BAD, ts, te, &here); }}
	goto st12;
tr2:
	{te = p+1;{ take(out, TOKEN_STRING, ts + 1, te - 1, &here); }}
	goto st12;
tr3:
	{{p = ((te))-1;}{ take(out, TOKEN_NUMBER, ts, te, &here); }}
	goto st12;
tr5:
	{te = p+1;{ take(out, TOKEN_PERCENT, ts, te, &here); }}
	goto st12;
tr8:
	{te = p+1;{ take(out, TOKEN_TIME, ts, te, &here); }}
	goto st12;
tr9:
	{	switch( act ) {
	case 5:
	{{p = ((te))-1;} take(out, TOKEN_NAME, ts, te, &here); }
	break;
	case 7:
	{{p = ((te))-1;} take(out, TOKEN_ID, ts, te, &here); }
	break;
	}
	}
	goto st12;
tr11:
	{{p = ((te))-1;}{ take(out, TOKEN_NAME, ts, te, &here); }}
	goto st12;
tr16:
	{te = p+1;{ take(out, TOKEN_SPENT, ts, te, &here); }}
	goto st12;
tr17:
	{te = p+1;{ take(out, TOKEN_BAD, ts, te, &here); }}
	goto st12;
tr19:
	{te = p+1;{ line++; line_start = te; }}
	goto st12;
tr22:
	{te = p+1;{ take(out, TOKEN_COMMA, ts, te, &here); }}
	goto st12;
tr27:
	{te = p+1;{ take(out, TOKEN_OPEN, ts, te, &here); }}
	goto st12;
tr28:
	{te = p+1;{ take(out, TOKEN_CLOSE, ts, te, &here); }}
	goto st12;
tr29:
	{te = p;p--;}
	goto st12;
tr30:
	{te = p;p--;{ take(out, TOKEN_BAD, ts, te, &here); }}
	goto st12;
tr31:
	{te = p;p--;}
	goto st12;
tr32:
	{te = p+1;{ take(out, TOKEN_ARROW, ts, te, &here); }}
	goto st12;
tr33:
	{te = p+1;{ take(out, TOKEN_RANGE, ts, te, &here); }}
	goto st12;
tr34:
	{te = p;p--;{ take(out, TOKEN_NUMBER, ts, te, &here); }}
	goto st12;
tr37:
	{te = p;p--;{ take(out, TOKEN_NAME, ts, te, &here); }}
	goto st12;
tr40:
	{te = p;p--;{ take(out, TOKEN_ID, ts, te, &here); }}
	goto st12;
st12:
	{ts = 0;}
	if ( ++p == pe )
		goto _test_eof12;
case 12:
	{ts = p;}
	switch( (*p) ) {
		case 9: goto st13;
		case 10: goto tr19;
		case 13: goto st13;
		case 32: goto st13;
		case 34: goto tr20;
		case 35: goto st15;
		case 44: goto tr22;
		case 45: goto st16;
		case 46: goto st17;
		case 91: goto tr27;
		case 93: goto tr28;
		case 95: goto tr26;
	}
	if ( (*p) < 65 ) {
		if ( 48 <= (*p) && (*p) <= 57 )
			goto tr25;
	} else if ( (*p) > 90 ) {
		if ( 97 <= (*p) && (*p) <= 122 )
			goto tr26;
	} else
		goto tr26;
	goto tr17;
st13:
	if ( ++p == pe )
		goto _test_eof13;
case 13:
	switch( (*p) ) {
		case 9: goto st13;
		case 13: goto st13;
		case 32: goto st13;
	}
	goto tr29;
tr20:
	{te = p+1;}
	goto st14;
st14:
	if ( ++p == pe )
		goto _test_eof14;
case 14:
	switch( (*p) ) {
		case 10: goto tr30;
		case 34: goto tr2;
	}
	goto st0;
st0:
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 10: goto tr0;
		case 34: goto tr2;
	}
	goto st0;
st15:
	if ( ++p == pe )
		goto _test_eof15;
case 15:
	if ( (*p) == 10 )
		goto tr31;
	goto st15;
st16:
	if ( ++p == pe )
		goto _test_eof16;
case 16:
	if ( (*p) == 62 )
		goto tr32;
	goto tr30;
st17:
	if ( ++p == pe )
		goto _test_eof17;
case 17:
	if ( (*p) == 46 )
		goto tr33;
	goto tr30;
tr25:
	{te = p+1;}
	goto st18;
st18:
	if ( ++p == pe )
		goto _test_eof18;
case 18:
	switch( (*p) ) {
		case 37: goto tr5;
		case 46: goto st1;
		case 100: goto tr8;
		case 104: goto tr8;
		case 109: goto st4;
		case 115: goto tr8;
	}
	if ( 48 <= (*p) && (*p) <= 57 )
		goto tr25;
	goto tr34;
st1:
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	if ( 48 <= (*p) && (*p) <= 57 )
		goto st2;
	goto tr3;
st2:
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	if ( (*p) == 37 )
		goto tr5;
	if ( 48 <= (*p) && (*p) <= 57 )
		goto st3;
	goto tr3;
st3:
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	if ( (*p) == 37 )
		goto tr5;
	goto tr3;
st4:
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 105: goto st5;
		case 115: goto tr8;
	}
	goto tr3;
st5:
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	if ( (*p) == 110 )
		goto tr8;
	goto tr3;
tr26:
	{te = p+1;}
	{act = 5;}
	goto st19;
st19:
	if ( ++p == pe )
		goto _test_eof19;
case 19:
	switch( (*p) ) {
		case 45: goto st6;
		case 46: goto st7;
		case 95: goto tr26;
	}
	if ( (*p) < 65 ) {
		if ( 48 <= (*p) && (*p) <= 57 )
			goto tr26;
	} else if ( (*p) > 90 ) {
		if ( 97 <= (*p) && (*p) <= 122 )
			goto tr26;
	} else
		goto tr26;
	goto tr37;
st6:
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	if ( (*p) == 95 )
		goto tr10;
	if ( (*p) < 65 ) {
		if ( 48 <= (*p) && (*p) <= 57 )
			goto tr10;
	} else if ( (*p) > 90 ) {
		if ( 97 <= (*p) && (*p) <= 122 )
			goto tr10;
	} else
		goto tr10;
	goto tr9;
tr10:
	{te = p+1;}
	{act = 7;}
	goto st20;
st20:
	if ( ++p == pe )
		goto _test_eof20;
case 20:
	switch( (*p) ) {
		case 45: goto st6;
		case 95: goto tr10;
	}
	if ( (*p) < 65 ) {
		if ( 48 <= (*p) && (*p) <= 57 )
			goto tr10;
	} else if ( (*p) > 90 ) {
		if ( 97 <= (*p) && (*p) <= 122 )
			goto tr10;
	} else
		goto tr10;
	goto tr40;
st7:
	if ( ++p == pe )
		goto _test_eof7;
case 7:
	if ( (*p) == 115 )
		goto st8;
	goto tr11;
st8:
	if ( ++p == pe )
		goto _test_eof8;
case 8:
	if ( (*p) == 112 )
		goto st9;
	goto tr11;
st9:
	if ( ++p == pe )
		goto _test_eof9;
case 9:
	if ( (*p) == 101 )
		goto st10;
	goto tr11;
st10:
	if ( ++p == pe )
		goto _test_eof10;
case 10:
	if ( (*p) == 110 )
		goto st11;
	goto tr11;
st11:
	if ( ++p == pe )
		goto _test_eof11;
case 11:
	if ( (*p) == 116 )
		goto tr16;
	goto tr11;
	}
	_test_eof12: cs = 12; goto _test_eof;
	_test_eof13: cs = 13; goto _test_eof;
	_test_eof14: cs = 14; goto _test_eof;
	_test_eof0: cs = 0; goto _test_eof;
	_test_eof15: cs = 15; goto _test_eof;
	_test_eof16: cs = 16; goto _test_eof;
	_test_eof17: cs = 17; goto _test_eof;
	_test_eof18: cs = 18; goto _test_eof;
	_test_eof1: cs = 1; goto _test_eof;
	_test_eof2: cs = 2; goto _test_eof;
	_test_eof3: cs = 3; goto _test_eof;
	_test_eof4: cs = 4; goto _test_eof;
	_test_eof5: cs = 5; goto _test_eof;
	_test_eof19: cs = 19; goto _test_eof;
	_test_eof6: cs = 6; goto _test_eof;
	_test_eof20: cs = 20; goto _test_eof;
	_test_eof7: cs = 7; goto _test_eof;
	_test_eof8: cs = 8; goto _test_eof;
	_test_eof9: cs = 9; goto _test_eof;
	_test_eof10: cs = 10; goto _test_eof;
	_test_eof11: cs = 11; goto _test_eof;

	_test_eof: {}
	if ( p == eof )
	{
	switch ( cs ) {
	case 13: goto tr29;
	case 14: goto tr30;
	case 0: goto tr0;
	case 15: goto tr31;
	case 16: goto tr30;
	case 17: goto tr30;
	case 18: goto tr34;
	case 1: goto tr3;
	case 2: goto tr3;
	case 3: goto tr3;
	case 4: goto tr3;
	case 5: goto tr3;
	case 19: goto tr37;
	case 6: goto tr9;
	case 20: goto tr40;
	case 7: goto tr11;
	case 8: goto tr11;
	case 9: goto tr11;
	case 10: goto tr11;
	case 11: goto tr11;
	}
	}

	}

	if (out->count)
		push(out, (struct token){ .kind = TOKEN_END, .start = pe,
			.line = out->list[out->count - 1].line });
	push(out, (struct token){ .kind = TOKEN_FILE_END, .start = pe,
		.line = line });
}
