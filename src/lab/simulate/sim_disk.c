/* SPDX-License-Identifier: Apache-2.0 */
/* sim_disk.c - what a crash leaves of a save; apart, so that a build that lacks
 * this can be linked. */
#include "lab/simulate/sim_private.h"

size_t
sim_disk_left(size_t size, bool torn)
{
	(void)torn;
	return size;
}
