/* SPDX-License-Identifier: Apache-2.0 */
/* build.h - the page of one or more recordings. */
#ifndef LAB_REPORT_BUILD_H
#define LAB_REPORT_BUILD_H

#include "lab/judge/judge.h"

struct build_setup {
	const char *path;	/* of the page */
	const char *title;
	unsigned count;		/* at most MATCH_FILES_MAX */
	char **files;
	const struct judge_setup *judge;
	bool musts_only;
};

struct build_result {
	uint64_t items;
	unsigned failed, passed;	/* requirements, in all files */
	int cut;	/* the first capture that ends within a frame; or -1 */
};

/* 0, or -errno with a sentence; then no page is there. */
int build_page(const struct build_setup *setup, struct build_result *out,
	       char error[PACKET_ERROR_MAX]);

#endif
