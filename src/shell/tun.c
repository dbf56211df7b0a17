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
	char name[IFNAMSIZ];
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
attach(struct tun *t)
{
	struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI };

	strcpy(request.ifr_name, t->name);
	t->fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
	/* It outlives the agent's process, so that a crash of the agent takes
	 * the ULA from no connection; tun_close undoes it. */
	if (t->fd < 0 || ioctl(t->fd, TUNSETIFF, &request) < 0 ||
	    ioctl(t->fd, TUNSETPERSIST, 1) < 0)
		return -errno;
	return 0;
}

static int
make_device(struct tun *t)
{
	int r = attach(t);

	if (r < 0)
		return r;
	set_interface_option(t->name, "addr_gen_mode", "1");
	set_interface_option(t->name, "accept_ra", "0");
	t->interface = netlink_link_index(t->name);
	return t->interface ?
		netlink_link_up(t->netlink, t->interface, TUN_MTU) : -ENODEV;
}

int
tun_open(const char *name, struct tun **out)
{
	struct tun *t = calloc(1, sizeof(*t));
	int r;

	if (!t)
		return -ENOMEM;
	t->fd = -1;
	r = -ENAMETOOLONG;
	if (strlen(name) >= sizeof(t->name))
		goto out;
	strcpy(t->name, name);
	r = netlink_open(&t->netlink);
	if (r == 0)
		r = make_device(t);
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

bool
tun_exists(const char *name)
{
	return !netlink_link_gone(name);
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

int
tun_restore(struct tun *t)
{
	const uint32_t index = netlink_link_index(t->name);
	int r;

	if (!index && !netlink_link_gone(t->name))
		return -EMFILE;		/* it is there, as far as we know */
	if (index == t->interface) {
		/* the address alone may be gone; setting it is harmless */
		r = t->has_ula ? tun_address(t, t->ula) : 0;
		return r < 0 ? r : 0;
	}
	close(t->fd);
	t->fd = -1;
	r = make_device(t);
	if (r == 0 && t->has_ula)
		r = tun_address(t, t->ula);
	return r < 0 ? r : 1;
}

/* The routes ------------------------------------------------------------------- */

static struct netlink_route
unreachable_route(const uint8_t ula[16])
{
	return (struct netlink_route){
		.to = v6(ula), .prefix_length = 128, .unreachable = true,
		.metric = WORST_METRIC,
	};
}

static struct netlink_route
peer_route(const struct tun *t, const uint8_t ula[16])
{
	struct netlink_route route = {
		.to = v6(ula), .prefix_length = 128, .interface = t->interface,
		.metric = ROUTE_METRIC, .mtu = TUN_MTU,
	};

	if (t->has_ula)
		route.source = v6(t->ula);
	return route;
}

int
tun_unreachable(struct tun *t, const uint8_t ula[16], bool add)
{
	struct netlink_route route = unreachable_route(ula);

	return add ? netlink_route_add(t->netlink, &route) :
		netlink_route_del(t->netlink, &route);
}

int
tun_route(struct tun *t, const uint8_t ula[16], bool add)
{
	struct netlink_route route = peer_route(t, ula);

	return add ? netlink_route_add(t->netlink, &route) :
		netlink_route_del(t->netlink, &route);
}

int
tun_keep_unreachable(struct tun *t, const uint8_t ula[16])
{
	struct netlink_route route = unreachable_route(ula);

	return netlink_route_keep(t->netlink, &route);
}

int
tun_keep_route(struct tun *t, const uint8_t ula[16], const char *device,
	       uint32_t table)
{
	struct netlink_route route = peer_route(t, ula);

	route.table = table;
	if (device)
		route.interface = netlink_link_index(device);
	return route.interface ? netlink_route_keep(t->netlink, &route) :
		-ENODEV;
}

void
tun_drop_route(struct tun *t, const uint8_t ula[16], const char *device,
	       uint32_t table)
{
	struct netlink_route route = peer_route(t, ula);

	route.table = table;
	route.interface = netlink_link_index(device);
	if (route.interface)
		netlink_route_del(t->netlink, &route);
}

int
tun_keep_rule(struct tun *t, uint32_t table, uint32_t priority)
{
	return netlink_rule_keep(t->netlink, table, priority);
}
