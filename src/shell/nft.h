/* SPDX-License-Identifier: Apache-2.0 */
/* nft.h - nftables by libnftables. */
#ifndef SHELL_NFT_H
#define SHELL_NFT_H

/* Runs SCRIPT, whole or not at all; FLAGS are libnftables' for output. What it
 * says goes to OUTPUT, where that is not NULL, and is the caller's to free.
 * Returns 0 or -errno; -EMFILE: not now; -ENOSYS where the kernel has not all that is asked. */
int nft_run(const char *script, unsigned flags, char **output);

#endif
