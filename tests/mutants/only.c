/* SPDX-License-Identifier: Apache-2.0 */
/* only.c - linked into a suite with -Wl,--wrap=_tcase_add_test: of its tests
 * those alone are run that TESTS_ONLY names, apart by blanks (see patches.sh). */
#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void __real__tcase_add_test(TCase *c, const TTest *t, int by_signal, int exits,
			    int start, int end);
void __wrap__tcase_add_test(TCase *c, const TTest *t, int by_signal, int exits,
			    int start, int end);

static bool
named(const char *name)
{
	const char *at = getenv("TESTS_ONLY");
	size_t length = strlen(name);

	for (; at && (at = strstr(at, name)) != NULL; at += length)
		if ((at == getenv("TESTS_ONLY") || at[-1] == ' ') &&
		    (at[length] == ' ' || !at[length]))
			return true;
	return false;
}

void
__wrap__tcase_add_test(TCase *c, const TTest *t, int by_signal, int exits,
		       int start, int end)
{
	if (named(t->name))
		__real__tcase_add_test(c, t, by_signal, exits, start, end);
}
