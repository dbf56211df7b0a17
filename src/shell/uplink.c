/* SPDX-License-Identifier: Apache-2.0 */
/* uplink.c - one socket hears that something changed, another asks what is.
 * Asking anew beats keeping a copy of the kernel's tables: a lost notification
 * (ENOBUFS) costs one more question, not the truth. */
#include "uplink.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "autotunnel/address.h"
#include "clock.h"
#include "netlink.h"

enum {
	NEWS_MAX = 32768,
	NEWS_A_TURN = 64,
	AGAIN_MS = 500,
	SLEEP_LEAST_MS = 1000,	/* below it, the two clocks' reading error */
	NUD_KNOWN = NUD_REACHABLE | NUD_STALE | NUD_DELAY | NUD_PROBE |
		NUD_PERMANENT | NUD_NOARP
};

struct uplink {
	struct loop *loop;
	struct netlink *netlink;
	struct mnl_socket *news;
	int news_source;
	int timer_fd;
	int timer_source;
	bool dirty;
	bool told;
	uint64_t again_ms;	/* after a look that failed */
	uint64_t slept_ms;
	void (*clock_set)(void *owner);
	void (*changed)(void *owner, const struct network_facts *f);
	void *owner;
	struct network_facts facts;
	char buffer[NEWS_MAX];
};

/* What is ------------------------------------------------------------------- */

struct search {
	struct network_facts facts;
	bool found;
	uint32_t metric;
	struct endpoint source;		/* the route's own */
	unsigned rank;			/* of the address found so far */
};

static void
attributes_of(const struct nlmsghdr *m, size_t header,
	      const struct nlattr **list, unsigned count)
{
	const struct nlattr *a;

	memset(list, 0, count * sizeof(*list));
	mnl_attr_for_each(a, m, header)
		if (mnl_attr_get_type(a) < count)
			list[mnl_attr_get_type(a)] = a;
}

static struct endpoint
ipv4_of(const struct nlattr *a)
{
	struct endpoint e = { 0 };

	if (a && mnl_attr_get_payload_len(a) == 4) {
		e.family = 4;
		memcpy(e.address, mnl_attr_get_payload(a), 4);
	}
	return e;
}

/* A default route over several links: the first of them. */
static void
first_hop(const struct nlattr *multipath, uint32_t *interface,
	  struct endpoint *gateway)
{
	const struct rtnexthop *hop = mnl_attr_get_payload(multipath);
	const struct nlattr *attr;

	if (mnl_attr_get_payload_len(multipath) < sizeof(*hop) ||
	    hop->rtnh_len > mnl_attr_get_payload_len(multipath) ||
	    hop->rtnh_len < sizeof(*hop))
		return;
	*interface = (uint32_t)hop->rtnh_ifindex;
	mnl_attr_for_each_payload((void *)RTNH_DATA(hop),
				  hop->rtnh_len - sizeof(*hop)) {
		if (mnl_attr_get_type(attr) == RTA_GATEWAY)
			*gateway = ipv4_of(attr);
	}
}

static void
look_at_route(void *owner, const struct nlmsghdr *m)
{
	struct search *s = owner;
	const struct rtmsg *r = mnl_nlmsg_get_payload(m);
	const struct nlattr *a[RTA_MAX + 1];
	uint32_t metric, table, interface;
	struct endpoint gateway;

	if (r->rtm_dst_len != 0 || r->rtm_type != RTN_UNICAST ||
	    (r->rtm_flags & (RTNH_F_DEAD | RTNH_F_LINKDOWN)))
		return;
	attributes_of(m, sizeof(*r), a, RTA_MAX + 1);
	table = a[RTA_TABLE] ? mnl_attr_get_u32(a[RTA_TABLE]) : r->rtm_table;
	metric = a[RTA_PRIORITY] ? mnl_attr_get_u32(a[RTA_PRIORITY]) : 0;
	interface = a[RTA_OIF] ? mnl_attr_get_u32(a[RTA_OIF]) : 0;
	gateway = ipv4_of(a[RTA_GATEWAY]);
	if (a[RTA_MULTIPATH])
		first_hop(a[RTA_MULTIPATH], &interface, &gateway);
	if (table != RT_TABLE_MAIN || interface == 0 ||
	    (s->found && metric >= s->metric))
		return;
	s->found = true;
	s->metric = metric;
	s->facts.up = true;
	s->facts.interface = interface;
	s->facts.gateway = gateway;
	s->source = ipv4_of(a[RTA_PREFSRC]);
}

static bool
in_prefix(const struct endpoint *a, const struct endpoint *b, unsigned length)
{
	unsigned i;

	for (i = 0; i < length && i < 32; i++)
		if ((a->address[i / 8] ^ b->address[i / 8]) & 0x80 >> i % 8)
			return false;
	return true;
}

static void
look_at_address(void *owner, const struct nlmsghdr *m)
{
	struct search *s = owner;
	const struct ifaddrmsg *i = mnl_nlmsg_get_payload(m);
	const struct nlattr *a[IFA_MAX + 1];
	struct endpoint local;
	unsigned rank = 1;

	if (i->ifa_index != s->facts.interface || i->ifa_family != AF_INET)
		return;
	attributes_of(m, sizeof(*i), a, IFA_MAX + 1);
	local = ipv4_of(a[IFA_LOCAL] ? a[IFA_LOCAL] : a[IFA_ADDRESS]);
	if (!local.family)
		return;
	if (!(i->ifa_flags & IFA_F_SECONDARY))
		rank = 2;
	if (s->facts.gateway.family &&
	    in_prefix(&local, &s->facts.gateway, i->ifa_prefixlen))
		rank += 2;
	if (s->source.family && endpoint_same_address(&local, &s->source))
		rank = 5;
	if (rank <= s->rank)
		return;
	s->rank = rank;
	s->facts.address = local;
	s->facts.prefix_length = i->ifa_prefixlen;
}

static bool
has_prefix(const struct network_facts *f, const struct network_prefix *p)
{
	unsigned i;

	for (i = 0; i < f->prefix_count; i++)
		if (f->prefixes[i].length == p->length &&
		    !memcmp(f->prefixes[i].network, p->network, 16))
			return true;
	return false;
}

/* The network of an address of ours. A /128 is a host's own and none. */
static void
look_at_prefix(void *owner, const struct nlmsghdr *m)
{
	struct search *s = owner;
	const struct ifaddrmsg *i = mnl_nlmsg_get_payload(m);
	const struct nlattr *a[IFA_MAX + 1];
	struct network_prefix p = { .length = i->ifa_prefixlen };
	unsigned bit;

	attributes_of(m, sizeof(*i), a, IFA_MAX + 1);
	if (i->ifa_family != AF_INET6 || p.length == 0 || p.length > 127 ||
	    !a[IFA_ADDRESS] || mnl_attr_get_payload_len(a[IFA_ADDRESS]) != 16)
		return;
	memcpy(p.network, mnl_attr_get_payload(a[IFA_ADDRESS]), 16);
	if (!is_ula(p.network))
		return;
	for (bit = p.length; bit < 128; bit++)
		p.network[bit / 8] &= (uint8_t)~(0x80 >> bit % 8);
	if (s->facts.prefix_count < NETWORK_PREFIXES_MAX &&
	    !has_prefix(&s->facts, &p))
		s->facts.prefixes[s->facts.prefix_count++] = p;
}

static void
look_at_neighbour(void *owner, const struct nlmsghdr *m)
{
	struct search *s = owner;
	const struct ndmsg *n = mnl_nlmsg_get_payload(m);
	const struct nlattr *a[NDA_MAX + 1];
	struct endpoint who;

	if ((uint32_t)n->ndm_ifindex != s->facts.interface ||
	    n->ndm_family != AF_INET || !(n->ndm_state & NUD_KNOWN))
		return;
	attributes_of(m, sizeof(*n), a, NDA_MAX + 1);
	who = ipv4_of(a[NDA_DST]);
	if (who.family && endpoint_same_address(&who, &s->facts.gateway) &&
	    a[NDA_LLADDR] && mnl_attr_get_payload_len(a[NDA_LLADDR]) == 6)
		memcpy(s->facts.gateway_mac,
		       mnl_attr_get_payload(a[NDA_LLADDR]), 6);
}

static void
forget_route(struct network_facts *f)
{
	f->up = false;
	f->interface = 0;
	f->gateway = (struct endpoint){ 0 };
}

/* The address that the default route leaves from, and the gateway's MAC. */
static int
look_behind(struct uplink *n, struct search *s)
{
	static const uint8_t unknown[6];
	int r;

	r = netlink_dump(n->netlink, RTM_GETADDR, AF_INET, look_at_address, s);
	if (r == 0 && s->facts.gateway.family)
		r = netlink_dump(n->netlink, RTM_GETNEIGH, AF_INET,
				 look_at_neighbour, s);
	/* a default route without an address of ours leads nowhere yet */
	if (!s->facts.address.family)
		forget_route(&s->facts);
	if (!memcmp(s->facts.gateway_mac, unknown, 6) &&
	    s->facts.interface == n->facts.interface &&
	    endpoint_equal(&s->facts.gateway, &n->facts.gateway))
		memcpy(s->facts.gateway_mac, n->facts.gateway_mac, 6);
	return r;
}

static int
look(struct uplink *n, struct search *s)
{
	int r;

	r = netlink_dump(n->netlink, RTM_GETADDR, AF_INET6, look_at_prefix, s);
	if (r == 0)
		r = netlink_dump(n->netlink, RTM_GETROUTE, AF_INET,
				 look_at_route, s);
	return r < 0 || !s->found ? r : look_behind(n, s);
}

static bool
same(const struct network_facts *a, const struct network_facts *b)
{
	return a->up == b->up && a->interface == b->interface &&
		endpoint_equal(&a->address, &b->address) &&
		a->prefix_length == b->prefix_length &&
		endpoint_equal(&a->gateway, &b->gateway) &&
		!memcmp(a->gateway_mac, b->gateway_mac, 6) &&
		a->prefix_count == b->prefix_count &&
		!memcmp(a->prefixes, b->prefixes, sizeof(a->prefixes));
}

/* That something changed ---------------------------------------------------- */

/* The neighbour table tells of every host; only the gateway concerns us. */
static bool
concerns_us(const struct uplink *n, const struct nlmsghdr *m)
{
	const struct nlattr *a[NDA_MAX + 1];
	const struct ndmsg *d = mnl_nlmsg_get_payload(m);
	struct endpoint who;

	if (m->nlmsg_type != RTM_NEWNEIGH && m->nlmsg_type != RTM_DELNEIGH)
		return true;
	if (d->ndm_family != AF_INET ||
	    (uint32_t)d->ndm_ifindex != n->facts.interface)
		return false;
	attributes_of(m, sizeof(*d), a, NDA_MAX + 1);
	who = ipv4_of(a[NDA_DST]);
	return endpoint_same_address(&who, &n->facts.gateway);
}

static int
note(const struct nlmsghdr *m, void *data)
{
	struct uplink *n = data;

	if (concerns_us(n, m))
		n->dirty = true;
	return MNL_CB_OK;
}

static void
news_ready(void *owner, short revents)
{
	struct uplink *n = owner;
	unsigned i;

	(void)revents;
	for (i = 0; i < NEWS_A_TURN; i++) {
		ssize_t got = recv(mnl_socket_get_fd(n->news), n->buffer,
				   sizeof(n->buffer), MSG_DONTWAIT);

		if (got < 0 && errno == ENOBUFS) {
			n->dirty = true;
			continue;
		}
		if (got <= 0)
			return;
		mnl_cb_run(n->buffer, (size_t)got, 0, 0, note, n);
	}
}

static uint64_t
deadline_ms(void *owner)
{
	struct uplink *n = owner;

	if (n->dirty || clock_slept_ms() > n->slept_ms + SLEEP_LEAST_MS)
		return n->again_ms;
	return TIME_NEVER;
}

static void
due(void *owner)
{
	struct uplink *n = owner;
	struct search s = { .rank = 0 };
	uint64_t slept = clock_slept_ms();
	bool resumed = slept > n->slept_ms + SLEEP_LEAST_MS;

	if (look(n, &s) < 0) {
		/* EINTR: the table changed under the dump */
		n->dirty = true;
		n->again_ms = loop_now_ms(n->loop) + AGAIN_MS;
		return;
	}
	n->slept_ms = slept;
	n->again_ms = 0;
	n->dirty = false;
	if (n->told && !resumed && same(&s.facts, &n->facts))
		return;
	n->told = true;
	n->facts = s.facts;
	n->facts.resumed = resumed;
	n->changed(n->owner, &n->facts);
	n->facts.resumed = false;
}

/* A clock that jumps cancels this timer, and waking up counts as a jump: the
 * loop turns at once, instead of when something else happens. */
static int
timer_arm(int fd)
{
	struct itimerspec t = { .it_value = { .tv_sec = INT64_MAX >> 8 } };

	return timerfd_settime(fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET,
			       &t, NULL) < 0 ? -errno : 0;
}

static void
timer_ready(void *owner, short revents)
{
	struct uplink *n = owner;
	uint64_t times;

	(void)revents;
	if (read(n->timer_fd, &times, sizeof(times)) < 0 && errno == EAGAIN)
		return;
	timer_arm(n->timer_fd);
	if (n->clock_set)
		n->clock_set(n->owner);
}

static int
timer_open(struct uplink *n)
{
	int r;

	n->timer_fd = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK |
				     TFD_CLOEXEC);
	if (n->timer_fd < 0)
		return -errno;
	r = timer_arm(n->timer_fd);
	if (r < 0)
		return r;
	n->timer_source = loop_add(n->loop, n->timer_fd, POLLIN, timer_ready,
				   n);
	return n->timer_source < 0 ? n->timer_source : 0;
}

static int
news_open(struct uplink *n)
{
	n->news = mnl_socket_open2(NETLINK_ROUTE, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (!n->news ||
	    mnl_socket_bind(n->news, RTMGRP_LINK | RTMGRP_IPV4_IFADDR |
			    RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_IFADDR |
			    RTMGRP_NEIGH,
			    MNL_SOCKET_AUTOPID) < 0)
		return -errno;
	n->news_source = loop_add(n->loop, mnl_socket_get_fd(n->news), POLLIN,
				  news_ready, n);
	return n->news_source < 0 ? n->news_source : 0;
}

int
uplink_open(struct loop *l,
	     void (*changed)(void *owner, const struct network_facts *f),
	     void (*clock_set)(void *owner), void *owner,
	     struct uplink **out)
{
	struct uplink *n = calloc(1, sizeof(*n));
	int r;

	if (!n)
		return -ENOMEM;
	n->loop = l;
	n->changed = changed;
	n->clock_set = clock_set;
	n->owner = owner;
	n->news_source = n->timer_source = n->timer_fd = -1;
	n->slept_ms = clock_slept_ms();
	n->dirty = true;
	r = netlink_open(&n->netlink);
	if (r == 0)
		r = news_open(n);
	if (r == 0)
		r = timer_open(n);
	if (r == 0)
		r = loop_watch(l, deadline_ms, due, n);
	if (r < 0) {
		uplink_close(n);
		return r;
	}
	*out = n;
	return 0;
}

void
uplink_close(struct uplink *n)
{
	if (!n)
		return;
	loop_unwatch(n->loop, n);
	if (n->timer_source >= 0)
		loop_remove(n->loop, n->timer_source);
	if (n->timer_fd >= 0)
		close(n->timer_fd);
	if (n->news_source >= 0)
		loop_remove(n->loop, n->news_source);
	if (n->news)
		mnl_socket_close(n->news);
	netlink_close(n->netlink);
	free(n);
}

const struct network_facts *
uplink_facts(const struct uplink *n)
{
	return &n->facts;
}
