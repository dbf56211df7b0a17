/* SPDX-License-Identifier: Apache-2.0 */
/* print.h - text that grows, and the printers: each appends one view of a
 * checked spec to O. The same spec gives the same octets, always. */
#ifndef FSMC_PRINT_H
#define FSMC_PRINT_H

#include "ast.h"

struct out {
	char *text;		/* out_free frees it */
	size_t length;
	size_t size;
};

void out_put(struct out *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void out_octets(struct out *o, const char *octets, size_t size);
/* TEXT with each letter in upper case and each dot as '_'. */
void out_upper(struct out *o, const char *text);
/* TEXT as a C string with its quotes. */
void out_quoted(struct out *o, const char *text);
/* Text that fits a C comment. */
void out_comment(struct out *o, const char *text);
void out_free(struct out *o);

void print_chart_h(const struct spec *s, struct out *o);
void print_chart_c(const struct spec *s, struct out *o);
void print_table_c(const struct spec *s, struct out *o);
/* Ragel source; `ragel -L -G2` makes C of it. */
void print_ragel(const struct spec *s, struct out *o);
void print_dot(const struct spec *s, struct out *o);
void print_md(const struct spec *s, struct out *o);
/* For spin: `spin -a`, and no error in what pan says. */
void print_promela(const struct spec *s, struct out *o);
/* For models that compose several charts: see models/README.md. */
void print_part(const struct spec *s, struct out *o);

/* One action as C; BASE is a `struct machine *`, M the machine itself. */
void print_action(const struct spec *s, struct out *o,
		  const struct spec_action *a);
/* NATPMP_REQUEST_IDLE, NATPMP_REQUEST_EV_RETRY_SPENT, NATPMP_REQUEST_TIMER_X */
void print_state(const struct spec *s, struct out *o, unsigned state);
void print_event(const struct spec *s, struct out *o, unsigned event);
void print_timer(const struct spec *s, struct out *o, unsigned timer);
/* The first lines of a generated C file. */
void print_head(const struct spec *s, struct out *o, const char *suffix,
		const char *what);

#endif
