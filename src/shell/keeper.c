/* SPDX-License-Identifier: Apache-2.0 */
/* keeper.c - two netlink sockets that only listen. */
#include "keeper.h"
#include "autotunnel/turn.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>

enum {
	NEWS_MAX = 32768,
	NEWS_A_TURN = 64,
	MOMENT_MS = 50,		/* what one flush takes, and no busy loop */
	AGAIN_MS = 2000
};

/* As bits of mnl_socket_bind's mask. */
#define GROUP(number) (1u << ((number) - 1))
#define ROUTE_GROUPS (GROUP(RTNLGRP_LINK) | GROUP(RTNLGRP_IPV6_IFADDR) | \
		      GROUP(RTNLGRP_IPV6_ROUTE) | GROUP(RTNLGRP_IPV6_RULE))

struct keeper {
	struct loop *loop;
	struct mnl_socket *routes, *filters;
	int routes_source, filters_source;
	uint64_t due_ms;
	void (*lost)(void *owner);
	void *owner;
	char buffer[NEWS_MAX];
};

static void
soon(struct keeper *k)
{
	if (k->due_ms == TIME_NEVER)
		k->due_ms = loop_now_ms(k->loop) + MOMENT_MS;
}

static int
note_route(const struct nlmsghdr *m, void *data)
{
	if (m->nlmsg_type == RTM_DELLINK || m->nlmsg_type == RTM_DELADDR ||
	    m->nlmsg_type == RTM_DELROUTE || m->nlmsg_type == RTM_DELRULE)
		soon(data);
	return MNL_CB_OK;
}

static int
note_filter(const struct nlmsghdr *m, void *data)
{
	if (NFNL_SUBSYS_ID(m->nlmsg_type) != NFNL_SUBSYS_NFTABLES)
		return MNL_CB_OK;
	switch (NFNL_MSG_TYPE(m->nlmsg_type)) {
	case NFT_MSG_DELTABLE:
	case NFT_MSG_DELCHAIN:
	case NFT_MSG_DELRULE:
		soon(data);
		break;
	default:
		break;
	}
	return MNL_CB_OK;
}

/* Too many to be heard: some of them may have been ours. */
static void
hear(struct keeper *k, struct mnl_socket *s, mnl_cb_t note)
{
	unsigned i;

	for (i = 0; i < NEWS_A_TURN; i++) {
		ssize_t got = recv(mnl_socket_get_fd(s), k->buffer,
				   sizeof(k->buffer), MSG_DONTWAIT);

		if (got < 0 && errno == ENOBUFS)
			soon(k);
		else if (got <= 0)
			return;
		else
			mnl_cb_run(k->buffer, (size_t)got, 0, 0, note, k);
	}
}

static void
routes_ready(void *owner, short revents)
{
	struct keeper *k = owner;

	(void)revents;
	hear(k, k->routes, note_route);
}

static void
filters_ready(void *owner, short revents)
{
	struct keeper *k = owner;

	(void)revents;
	hear(k, k->filters, note_filter);
}

static uint64_t
deadline_ms(void *owner)
{
	return ((struct keeper *)owner)->due_ms;
}

static void
due(void *owner)
{
	struct keeper *k = owner;

	k->due_ms = TIME_NEVER;
	k->lost(k->owner);
}

static int
listen_to(struct keeper *k, int family, unsigned groups,
	  void (*ready)(void *owner, short revents), struct mnl_socket **out)
{
	*out = mnl_socket_open2(family, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (!*out || mnl_socket_bind(*out, groups, MNL_SOCKET_AUTOPID) < 0)
		return -errno;
	return loop_add(k->loop, mnl_socket_get_fd(*out), POLLIN, ready, k);
}

int
keeper_open(struct loop *l, void (*lost)(void *owner), void *owner,
	    struct keeper **out)
{
	struct keeper *k = calloc(1, sizeof(*k));
	int r;

	if (!k)
		return -ENOMEM;
	k->loop = l;
	k->lost = lost;
	k->owner = owner;
	k->due_ms = TIME_NEVER;
	k->filters_source = -1;
	r = k->routes_source = listen_to(k, NETLINK_ROUTE, ROUTE_GROUPS,
					 routes_ready, &k->routes);
	/* a kernel without nftables has no guard to lose */
	if (r >= 0)
		k->filters_source = listen_to(k, NETLINK_NETFILTER,
					      GROUP(NFNLGRP_NFTABLES),
					      filters_ready, &k->filters);
	if (r >= 0)
		r = loop_watch(l, deadline_ms, due, k);
	if (r < 0) {
		keeper_close(k);
		return r;
	}
	*out = k;
	return 0;
}

void
keeper_again(struct keeper *k)
{
	if (k->due_ms == TIME_NEVER)
		k->due_ms = loop_now_ms(k->loop) + AGAIN_MS;
}

void
keeper_close(struct keeper *k)
{
	if (!k)
		return;
	loop_unwatch(k->loop, k);
	if (k->routes_source >= 0)
		loop_remove(k->loop, k->routes_source);
	if (k->filters_source >= 0)
		loop_remove(k->loop, k->filters_source);
	if (k->routes)
		mnl_socket_close(k->routes);
	if (k->filters)
		mnl_socket_close(k->filters);
	free(k);
}
