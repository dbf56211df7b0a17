/* SPDX-License-Identifier: Apache-2.0 */
/* parse.h - parse.c's and parse_words.c's own. An accept_ or take_ moves on, an
 * at_ only looks. Once `expected` has refused, the line has failed: the others
 * then do nothing, so a caller reads to the end and asks p->failed there. */
#ifndef FSMC_PARSE_H
#define FSMC_PARSE_H

#include "ast.h"
#include "lexer.h"

struct parser {
	struct spec *s;
	const struct token *at;
	struct words states;	/* names of all states, read ahead */
	bool failed;		/* this line is given up */
};

bool token_is(const struct token *t, const char *word);
bool is_keyword(const struct token *t);
/* Words that no state may have, as they follow one or stand for one. */
bool is_state_keyword(const struct token *t);

bool at_kind(const struct parser *p, enum token_kind kind);
bool at_word(const struct parser *p, const char *word);
bool accept_kind(struct parser *p, enum token_kind kind);
bool accept_word(struct parser *p, const char *word);
/* Refuses the line, unless it has failed: WHAT was expected here. */
void expected(struct parser *p, const char *what);
void refuse_word(struct parser *p);
void end_of_line(struct parser *p);
/* False, and refused, if there are MOST of WHAT already. */
bool has_room(struct parser *p, unsigned count, unsigned most,
	      const char *what);
bool has_room_or(struct parser *p, unsigned count, unsigned most,
		 const char *what, const char *mend);

struct word take_word(struct parser *p);
/* A name being declared; lower_name: without capitals. */
struct word declared_name(struct parser *p, const char *what);
struct word lower_name(struct parser *p, const char *what);
const char *optional_title(struct parser *p);
/* `a, b`, `any`, `any except a b`. */
void take_sources(struct parser *p, bool *any, struct words *list);
void take_events(struct parser *p, struct words *list);
/* `[ID ID]` and `local P8 P9`, both or either, in this or the other order. */
void take_cites(struct parser *p, struct spec_cites *c);

#endif
