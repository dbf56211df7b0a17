/* SPDX-License-Identifier: Apache-2.0 */
/* tun.h - autotunnel0, the interface that has this host's ULA, and the routes
 * to the peers' ULAs.
 *
 * tun_open; tun_address once the ULA is known and whenever it changes; then the
 * routes. tun_close takes the interface and every route that was made away,
 * or leaves them all, for an agent that comes back at once.
 *
 * No packet passes through the device itself: ESP is the kernel's or the IKE
 * daemon's. What is routed to it all the same is dropped there. All return 0 or
 * -errno. Source: RFC 6281 5.1; P19, P20. */
#ifndef SHELL_TUN_H
#define SHELL_TUN_H

#include <stdbool.h>
#include <stdint.h>

enum { TUN_MTU = 1280 };	/* IPv6's least; ESP in UDP fits any path */

struct tun;

int tun_open(const char *name, struct tun **out);
void tun_close(struct tun *t, bool keep);	/* NULL is fine */

/* There is a device of that name. */
bool tun_exists(const char *name);

/* The one address of the device, /128; NULL: none. Others go. */
int tun_address(struct tun *t, const uint8_t ula[16]);

/* The device anew and its address, if somebody else took them. 1: the device was
 * gone, and its routes with it. */
int tun_restore(struct tun *t);

/* While this stands no packet to ULA leaves in clear, whatever else fails:
 * an unreachable route at the worst metric. */
int tun_unreachable(struct tun *t, const uint8_t ula[16], bool add);
/* The peer's route through the device, with our ULA as source. */
int tun_route(struct tun *t, const uint8_t ula[16], bool add);
/* 1: it had been taken away, and is there again; 0: it is there. DEVICE is the
 * IKE daemon's, with its own TABLE; NULL and 0: ours, as tun_route has it. */
int tun_keep_unreachable(struct tun *t, const uint8_t ula[16]);
int tun_keep_route(struct tun *t, const uint8_t ula[16], const char *device,
		   uint32_t table);
void tun_drop_route(struct tun *t, const uint8_t ula[16], const char *device,
		    uint32_t table);
int tun_keep_rule(struct tun *t, uint32_t table, uint32_t priority);

#endif
