/* SPDX-License-Identifier: Apache-2.0 */
/* tun.c - the device, its address, and the peers' routes. */
#include "tun.h"

#include <errno.h>
#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "netlink.h"

enum {
	ROUTE_METRIC = 1024,		/* the kernel's own for IPv6 */
	FOREIGN_MAX = 16		/* addresses that others left behind */
};
#define WORST_METRIC UINT32_MAX

struct tun {
	int fd;
	uint32_t interface;
	struct netlink *netlink;
	bool has_ula;
	uint8_t ula[16];
};

static struct endpoint
v6(const uint8_t address[16])
{
	struct endpoint e = { .family = 6 };

	memcpy(e.address, address, 16);
	return e;
}

/* Optional: a kernel without the file has nothing to switch off. */
static void
set_interface_option(const char *device, const char *option, const char *value)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "/proc/sys/net/ipv6/conf/%s/%s", device,
		 option);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (write(fd, value, strlen(value)) < 0) {
		/* then the device has a link-local address as well */
	}
	close(fd);
}

static int
attach(struct tun *t, const char *name)
{
	struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI };

	if (strlen(name) >= sizeof(request.ifr_name))
		return -ENAMETOOLONG;
	strcpy(request.ifr_name, name);
	t->fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
	/* It outlives the agent's process, so that a crash of the agent takes
	 * the ULA from no connection; tun_close undoes it. */
	if (t->fd < 0 || ioctl(t->fd, TUNSETIFF, &request) < 0 ||
	    ioctl(t->fd, TUNSETPERSIST, 1) < 0)
		return -errno;
	return 0;
}

int
tun_open(const char *name, struct tun **out)
{
	struct tun *t = calloc(1, sizeof(*t));
	int r;

	if (!t)
		return -ENOMEM;
	t->fd = -1;
	r = netlink_open(&t->netlink);
	if (r < 0)
		goto out;
	r = attach(t, name);
	if (r < 0)
		goto out;
	set_interface_option(name, "addr_gen_mode", "1");
	set_interface_option(name, "accept_ra", "0");
	t->interface = netlink_link_index(name);
	r = t->interface ? netlink_link_up(t->netlink, t->interface, TUN_MTU) :
		-ENODEV;
	if (r < 0)
		goto out;
	*out = t;
	return 0;
out:
	tun_close(t, false);
	return r;
}

void
tun_close(struct tun *t, bool keep)
{
	if (!t)
		return;
	/* routes and address go with the device; unreachable ones do not, and
	 * are their owner's to take away */
	if (t->fd >= 0 && !keep)
		ioctl(t->fd, TUNSETPERSIST, 0);
	if (t->fd >= 0)
		close(t->fd);
	netlink_close(t->netlink);
	free(t);
}

/* The address -------------------------------------------------------------------- */

struct foreign {
	const struct tun *tun;
	const uint8_t *ours;		/* NULL: all are foreign */
	unsigned count;
	struct endpoint list[FOREIGN_MAX];
};

static void
collect_foreign(void *owner, const struct nlmsghdr *m)
{
	struct foreign *f = owner;
	const struct ifaddrmsg *a = mnl_nlmsg_get_payload(m);
	const struct nlattr *attr;
	const uint8_t *address = NULL;

	if (m->nlmsg_type != RTM_NEWADDR || a->ifa_index != f->tun->interface ||
	    a->ifa_scope == RT_SCOPE_LINK)
		return;
	mnl_attr_for_each(attr, m, sizeof(*a))
		if (mnl_attr_get_type(attr) == IFA_ADDRESS &&
		    mnl_attr_get_payload_len(attr) == 16)
			address = mnl_attr_get_payload(attr);
	if (!address || f->count == FOREIGN_MAX ||
	    (f->ours && !memcmp(address, f->ours, 16)))
		return;
	f->list[f->count++] = v6(address);
}

int
tun_address(struct tun *t, const uint8_t ula[16])
{
	struct foreign f = { .tun = t, .ours = ula };
	struct endpoint address;
	unsigned i;
	int r;

	r = netlink_dump(t->netlink, RTM_GETADDR, AF_INET6, collect_foreign, &f);
	if (r < 0)
		return r;
	for (i = 0; i < f.count; i++) {
		r = netlink_address_del(t->netlink, t->interface, &f.list[i],
					128);
		if (r < 0)
			return r;
	}
	t->has_ula = ula != NULL;
	if (!ula)
		return 0;
	memcpy(t->ula, ula, 16);
	address = v6(ula);
	return netlink_address_add(t->netlink, t->interface, &address, 128);
}

/* The routes ------------------------------------------------------------------- */

int
tun_unreachable(struct tun *t, const uint8_t ula[16], bool add)
{
	struct netlink_route route = {
		.to = v6(ula), .prefix_length = 128, .unreachable = true,
		.metric = WORST_METRIC,
	};

	return add ? netlink_route_add(t->netlink, &route) :
		netlink_route_del(t->netlink, &route);
}

int
tun_route(struct tun *t, const uint8_t ula[16], bool add)
{
	struct netlink_route route = {
		.to = v6(ula), .prefix_length = 128, .interface = t->interface,
		.metric = ROUTE_METRIC, .mtu = TUN_MTU,
	};

	if (t->has_ula)
		route.source = v6(t->ula);
	return add ? netlink_route_add(t->netlink, &route) :
		netlink_route_del(t->netlink, &route);
}
