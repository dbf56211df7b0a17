/* SPDX-License-Identifier: Apache-2.0 */
/* pending.c - commands that are not there yet; whoever builds one takes its
 * line out. */
#include <stdio.h>

#include "lab.h"

#define PENDING(name) \
	int lab_##name(int argc, char **argv) \
	{ \
		(void)argc; \
		fprintf(stderr, "autotunnel-lab %s: not there yet\n", argv[0]); \
		return LAB_UNUSABLE; \
	}

PENDING(minimise)
