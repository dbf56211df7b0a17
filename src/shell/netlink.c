/* SPDX-License-Identifier: Apache-2.0 */
#include "netlink.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/fib_rules.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

enum {
	REQUEST_MAX = 1024,
	ANSWER_MAX = 32768,
	ANSWER_WAIT_S = 2	/* the kernel's answer is there at once */
};

struct netlink {
	struct mnl_socket *socket;
	uint32_t sequence;
	char request[REQUEST_MAX];
	char answer[ANSWER_MAX];
};

int
netlink_open(struct netlink **out)
{
	struct timeval wait = { .tv_sec = ANSWER_WAIT_S };
	struct netlink *n = calloc(1, sizeof(*n));
	int r;

	if (!n)
		return -ENOMEM;
	n->socket = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);
	if (!n->socket || mnl_socket_bind(n->socket, 0, MNL_SOCKET_AUTOPID) < 0 ||
	    setsockopt(mnl_socket_get_fd(n->socket), SOL_SOCKET, SO_RCVTIMEO,
		       &wait, sizeof(wait)) < 0) {
		r = -errno;
		netlink_close(n);
		return r;
	}
	*out = n;
	return 0;
}

void
netlink_close(struct netlink *n)
{
	if (!n)
		return;
	if (n->socket)
		mnl_socket_close(n->socket);
	free(n);
}

static struct nlmsghdr *
request(struct netlink *n, uint16_t type, uint16_t flags)
{
	struct nlmsghdr *h = mnl_nlmsg_put_header(n->request);

	h->nlmsg_type = type;
	h->nlmsg_flags = NLM_F_REQUEST | flags;
	h->nlmsg_seq = ++n->sequence;
	return h;
}

struct visitor {
	void (*each)(void *owner, const struct nlmsghdr *m);
	void *owner;
};

static int
visit(const struct nlmsghdr *m, void *data)
{
	struct visitor *v = data;

	if (v->each)
		v->each(v->owner, m);
	return MNL_CB_OK;
}

/* Sends H and takes its answer, to the acknowledgement or the dump's end. */
static int
talk(struct netlink *n, const struct nlmsghdr *h, struct visitor *v)
{
	unsigned port = mnl_socket_get_portid(n->socket);
	int r = 1;
	ssize_t got;

	if (mnl_socket_sendto(n->socket, h, h->nlmsg_len) < 0)
		return -errno;
	while (r > 0) {
		got = mnl_socket_recvfrom(n->socket, n->answer,
					  sizeof(n->answer));
		if (got < 0)
			return -errno;
		r = mnl_cb_run(n->answer, (size_t)got, h->nlmsg_seq, port,
			       visit, v);
	}
	return r < 0 ? -errno : 0;
}

static int
change(struct netlink *n, const struct nlmsghdr *h, int harmless)
{
	struct visitor none = { 0 };
	int r = talk(n, h, &none);

	return r == -harmless ? 0 : r;
}

int
netlink_dump(struct netlink *n, uint16_t type, uint8_t family,
	     void (*each)(void *owner, const struct nlmsghdr *m), void *owner)
{
	struct visitor v = { each, owner };
	struct nlmsghdr *h = request(n, type, NLM_F_DUMP);
	struct rtgenmsg *g = mnl_nlmsg_put_extra_header(h, sizeof(*g));

	g->rtgen_family = family;
	return talk(n, h, &v);
}

/* Addresses ----------------------------------------------------------------- */

static uint8_t
family_of(const struct endpoint *e)
{
	return e->family == 6 ? AF_INET6 : AF_INET;
}

static void
put_address(struct nlmsghdr *h, uint16_t attribute, const struct endpoint *e)
{
	mnl_attr_put(h, attribute, e->family == 6 ? 16 : 4, e->address);
}

static struct nlmsghdr *
address_request(struct netlink *n, uint16_t type, uint16_t flags,
		uint32_t interface, const struct endpoint *address,
		uint8_t prefix_length)
{
	struct nlmsghdr *h = request(n, type, NLM_F_ACK | flags);
	struct ifaddrmsg *a = mnl_nlmsg_put_extra_header(h, sizeof(*a));

	a->ifa_family = family_of(address);
	a->ifa_prefixlen = prefix_length;
	a->ifa_scope = RT_SCOPE_UNIVERSE;
	a->ifa_index = interface;
	if (address->family == 6)
		a->ifa_flags = IFA_F_NODAD;
	put_address(h, IFA_LOCAL, address);
	put_address(h, IFA_ADDRESS, address);
	return h;
}

int
netlink_address_add(struct netlink *n, uint32_t interface,
		    const struct endpoint *address, uint8_t prefix_length)
{
	return change(n, address_request(n, RTM_NEWADDR, NLM_F_CREATE |
					 NLM_F_EXCL, interface, address,
					 prefix_length), EEXIST);
}

int
netlink_address_del(struct netlink *n, uint32_t interface,
		    const struct endpoint *address, uint8_t prefix_length)
{
	return change(n, address_request(n, RTM_DELADDR, 0, interface, address,
					 prefix_length), EADDRNOTAVAIL);
}

/* Routes -------------------------------------------------------------------- */

static struct nlmsghdr *
route_request(struct netlink *n, uint16_t type, uint16_t flags,
	      const struct netlink_route *r)
{
	struct nlmsghdr *h = request(n, type, NLM_F_ACK | flags);
	struct rtmsg *m = mnl_nlmsg_put_extra_header(h, sizeof(*m));
	struct nlattr *nest;

	m->rtm_family = family_of(&r->to);
	m->rtm_dst_len = r->prefix_length;
	m->rtm_table = RT_TABLE_UNSPEC;
	m->rtm_protocol = RTPROT_STATIC;
	m->rtm_scope = r->to.family == 4 && !r->unreachable &&
		!r->gateway.family ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE;
	m->rtm_type = r->unreachable ? RTN_UNREACHABLE : RTN_UNICAST;
	put_address(h, RTA_DST, &r->to);
	mnl_attr_put_u32(h, RTA_TABLE, r->table ? r->table : RT_TABLE_MAIN);
	if (r->metric)
		mnl_attr_put_u32(h, RTA_PRIORITY, r->metric);
	if (r->interface)
		mnl_attr_put_u32(h, RTA_OIF, r->interface);
	if (r->gateway.family)
		put_address(h, RTA_GATEWAY, &r->gateway);
	if (r->source.family)
		put_address(h, RTA_PREFSRC, &r->source);
	if (r->mtu) {
		nest = mnl_attr_nest_start(h, RTA_METRICS);
		mnl_attr_put_u32(h, RTAX_MTU, r->mtu);
		mnl_attr_nest_end(h, nest);
	}
	return h;
}

int
netlink_route_add(struct netlink *n, const struct netlink_route *r)
{
	return change(n, route_request(n, RTM_NEWROUTE, NLM_F_CREATE |
				       NLM_F_REPLACE, r), EEXIST);
}

/* 1: it was missing; 0: there is one already. */
static int
keep(struct netlink *n, const struct nlmsghdr *h)
{
	struct visitor none = { 0 };
	int r = talk(n, h, &none);

	return r == -EEXIST ? 0 : r == 0 ? 1 : r;
}

int
netlink_route_keep(struct netlink *n, const struct netlink_route *r)
{
	return keep(n, route_request(n, RTM_NEWROUTE, NLM_F_CREATE |
				     NLM_F_EXCL, r));
}

int
netlink_route_del(struct netlink *n, const struct netlink_route *r)
{
	return change(n, route_request(n, RTM_DELROUTE, 0, r), ESRCH);
}

int
netlink_rule_keep(struct netlink *n, uint32_t table, uint32_t priority)
{
	struct nlmsghdr *h = request(n, RTM_NEWRULE, NLM_F_ACK | NLM_F_CREATE |
				     NLM_F_EXCL);
	struct fib_rule_hdr *f = mnl_nlmsg_put_extra_header(h, sizeof(*f));

	f->family = AF_INET6;
	f->action = FR_ACT_TO_TBL;
	mnl_attr_put_u32(h, FRA_TABLE, table);
	mnl_attr_put_u32(h, FRA_PRIORITY, priority);
	return keep(n, h);
}

/* Links --------------------------------------------------------------------- */

static struct nlmsghdr *
link_request(struct netlink *n, uint16_t type, uint16_t flags,
	     uint32_t interface, struct ifinfomsg **out)
{
	struct nlmsghdr *h = request(n, type, NLM_F_ACK | flags);

	*out = mnl_nlmsg_put_extra_header(h, sizeof(**out));
	(*out)->ifi_family = AF_UNSPEC;
	(*out)->ifi_index = (int)interface;
	return h;
}

int
netlink_link_add(struct netlink *n, const char *name, const char *kind,
		 uint32_t if_id)
{
	struct ifinfomsg *i;
	struct nlmsghdr *h = link_request(n, RTM_NEWLINK, NLM_F_CREATE |
					  NLM_F_EXCL, 0, &i);
	struct nlattr *nest, *data;

	mnl_attr_put_strz(h, IFLA_IFNAME, name);
	nest = mnl_attr_nest_start(h, IFLA_LINKINFO);
	mnl_attr_put_str(h, IFLA_INFO_KIND, kind);
	if (if_id) {
		data = mnl_attr_nest_start(h, IFLA_INFO_DATA);
		mnl_attr_put_u32(h, IFLA_XFRM_IF_ID, if_id);
		mnl_attr_nest_end(h, data);
	}
	mnl_attr_nest_end(h, nest);
	return change(n, h, EEXIST);
}

int
netlink_link_del(struct netlink *n, uint32_t interface)
{
	struct ifinfomsg *i;

	return change(n, link_request(n, RTM_DELLINK, 0, interface, &i),
		      ENODEV);
}

int
netlink_link_up(struct netlink *n, uint32_t interface, uint32_t mtu)
{
	struct ifinfomsg *i;
	struct nlmsghdr *h = link_request(n, RTM_NEWLINK, 0, interface, &i);

	i->ifi_flags = IFF_UP;
	i->ifi_change = IFF_UP;
	if (mtu)
		mnl_attr_put_u32(h, IFLA_MTU, mtu);
	return change(n, h, 0);
}

uint32_t
netlink_link_index(const char *name)
{
	return if_nametoindex(name);
}

bool
netlink_link_gone(const char *name)
{
	return !if_nametoindex(name) && errno == ENODEV;
}
