/* SPDX-License-Identifier: Apache-2.0 */
/* pages.h - what fsmc and Graphviz made of each spec, as committed in
 * docs/machines, and its Promela: text within the program, put there at build
 * time by src/lab/pages.awk. */
#ifndef LAB_PAGES_H
#define LAB_PAGES_H

struct page {
	const char *machine;	/* "llq_client" */
	const char *format;	/* "md", "dot", "svg", "pml" */
	const char *text;
};

extern const struct page pages[];	/* machine NULL behind the last */

const char *page_find(const char *machine, const char *format);

#endif
