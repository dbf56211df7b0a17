/* SPDX-License-Identifier: Apache-2.0 */
/* markup.h - the page as text: what stands in src/lab/report/page/, put into C
 * by src/lab/report/markup.awk. */
#ifndef LAB_REPORT_MARKUP_H
#define LAB_REPORT_MARKUP_H

extern const char page_markup_head[];	/* up to the title */
extern const char page_markup_body[];	/* from <body> to the data */
extern const char page_style[];
extern const char page_script[];

#endif
