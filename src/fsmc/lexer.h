/* SPDX-License-Identifier: Apache-2.0 */
/* lexer.h - a spec's text as tokens. lex_spec, then read tokens[0..count);
 * the last is TOKEN_FILE_END. Tokens point into the text, which must outlive
 * them; the array is the caller's to free. */
#ifndef FSMC_LEXER_H
#define FSMC_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum token_kind {
	TOKEN_NAME,	/* idle, P8 */
	TOKEN_SPENT,	/* retry.spent */
	TOKEN_ID,	/* PMP-C-09, G-01 */
	TOKEN_NUMBER,	/* 12 */
	TOKEN_TIME,	/* 250ms 2s 15min 1h; value in ms */
	TOKEN_PERCENT,	/* 80% 66.67%; value in 1/100 percent */
	TOKEN_STRING,	/* start and length without the quotes */
	TOKEN_ARROW,
	TOKEN_COMMA,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_RANGE,	/* .. */
	TOKEN_BAD,	/* no token begins here */
	TOKEN_END,	/* a line that is not continued ends here */
	TOKEN_FILE_END
};

struct token {
	enum token_kind kind;
	const char *start;
	size_t length;
	unsigned line;
	uint64_t value;		/* UINT64_MAX: too large to say */
};

struct tokens {
	struct token *list;
	size_t count;
	size_t size;
};

void lex_spec(const char *text, size_t size, struct tokens *out);

#endif
