/* SPDX-License-Identifier: Apache-2.0 */
/* sever.c - a list of sockets, and the end of some. */
#include "sever.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

enum {
	SEVERED_MAX = 256,		/* connections with one host */
	ANSWER_MAX = 32768,
	REQUEST_MAX = 256,
	ANSWER_WAIT_S = 2,		/* the kernel's answer is there at once */
	STATES = ~(1 << 10) & 0xfff	/* all but listening ones */
};

struct found {
	const uint8_t *with;
	unsigned count;
	struct inet_diag_sockid list[SEVERED_MAX];
};

static int
collect(const struct nlmsghdr *m, void *data)
{
	const struct inet_diag_msg *d = mnl_nlmsg_get_payload(m);
	struct found *f = data;

	if (m->nlmsg_type == SOCK_DIAG_BY_FAMILY &&
	    !memcmp(d->id.idiag_dst, f->with, 16) && f->count < SEVERED_MAX)
		f->list[f->count++] = d->id;
	return MNL_CB_OK;
}

static int
talk(struct mnl_socket *s, uint16_t type, uint16_t flags,
     const struct inet_diag_sockid *id, struct found *f)
{
	char request[REQUEST_MAX], answer[ANSWER_MAX];
	struct nlmsghdr *h = mnl_nlmsg_put_header(request);
	struct inet_diag_req_v2 *q;
	ssize_t n;
	int r;

	h->nlmsg_type = type;
	h->nlmsg_flags = NLM_F_REQUEST | flags;
	h->nlmsg_seq = 1;
	q = mnl_nlmsg_put_extra_header(h, sizeof(*q));
	q->sdiag_family = AF_INET6;
	q->sdiag_protocol = IPPROTO_TCP;
	q->idiag_states = STATES;
	if (id)
		q->id = *id;
	if (mnl_socket_sendto(s, h, h->nlmsg_len) < 0)
		return -errno;
	do {
		n = mnl_socket_recvfrom(s, answer, sizeof(answer));
		if (n < 0)
			return -errno;
		r = mnl_cb_run(answer, (size_t)n, 1, mnl_socket_get_portid(s),
			       f ? collect : NULL, f);
	} while (r > MNL_CB_STOP);
	return r < 0 ? -errno : 0;
}

int
sever_connections(const uint8_t with[16])
{
	struct timeval wait = { .tv_sec = ANSWER_WAIT_S };
	struct found f = { .with = with };
	struct mnl_socket *s = mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC);
	unsigned i;
	int r = s ? 0 : -errno;

	if (!s)
		return r;
	if (mnl_socket_bind(s, 0, MNL_SOCKET_AUTOPID) < 0 ||
	    setsockopt(mnl_socket_get_fd(s), SOL_SOCKET, SO_RCVTIMEO, &wait,
		       sizeof(wait)) < 0)
		r = -errno;
	if (r == 0)
		r = talk(s, SOCK_DIAG_BY_FAMILY, NLM_F_DUMP, NULL, &f);
	for (i = 0; r == 0 && i < f.count; i++) {
		r = talk(s, SOCK_DESTROY, NLM_F_ACK, &f.list[i], NULL);
		if (r == -ENOENT)	/* it ended meanwhile */
			r = 0;
	}
	mnl_socket_close(s);
	return r < 0 ? r : (int)f.count;
}
