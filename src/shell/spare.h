/* SPDX-License-Identifier: Apache-2.0 */
/* spare.h - one descriptor in reserve, for listeners. While no other is free,
 * whoever connects would be left waiting, and poll would find the listener ready
 * again and again. With the spare one given away for a moment he is taken, and
 * turned away. */
#ifndef SHELL_SPARE_H
#define SHELL_SPARE_H

/* Beside LISTENER; -1: none was free, which is tried again. Close it before the
 * port is to be free. */
int spare_open(int listener);
/* After accept failed with ERROR: turns away who waits, if it was for want of
 * descriptors. */
void spare_turn_away(int *spare, int listener, int error);

#endif
