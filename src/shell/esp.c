/* SPDX-License-Identifier: Apache-2.0 */
/* esp.c - the kernel's ESP, over NETLINK_XFRM. Whether it is there is asked by
 * doing: CONFIG names and /proc/crypto say neither what a module would bring nor
 * what this kernel refuses. */
#include "esp.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/udp.h>
#include <linux/xfrm.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <openssl/crypto.h>
#include <openssl/rand.h>

enum {
	PROBE_SPI = 0x61747031,		/* "atp1" */
	PROBE_KEY_SIZE = 20,		/* AES-128 and the salt of RFC 4106 */
	REQUEST_SIZE = 2048,
	DUMP_SIZE = 32768,
	SWEEP_MAX = 256			/* at once; what is left does no harm */
};

/* The algorithm, and its key behind it. */
union probe {
	struct xfrm_algo_aead aead;
	uint8_t octets[sizeof(struct xfrm_algo_aead) + PROBE_KEY_SIZE];
};

static int
ask(struct mnl_socket *s, struct nlmsghdr *h)
{
	char answer[REQUEST_SIZE];
	unsigned port = mnl_socket_get_portid(s);
	ssize_t n;

	if (mnl_socket_sendto(s, h, h->nlmsg_len) < 0)
		return -errno;
	n = mnl_socket_recvfrom(s, answer, sizeof(answer));
	if (n < 0)
		return -errno;
	return mnl_cb_run(answer, (size_t)n, h->nlmsg_seq, port, NULL, NULL) < 0 ?
		-errno : 0;
}

static int
probe_add(struct mnl_socket *s, char *buffer)
{
	struct nlmsghdr *h = mnl_nlmsg_put_header(buffer);
	struct xfrm_encap_tmpl encap = {
		.encap_type = UDP_ENCAP_ESPINUDP,
		.encap_sport = htons(4500), .encap_dport = htons(4500),
	};
	struct xfrm_usersa_info *sa;
	union probe aead;

	h->nlmsg_type = XFRM_MSG_NEWSA;
	h->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
	h->nlmsg_seq = 1;
	sa = mnl_nlmsg_put_extra_header(h, sizeof(*sa));
	sa->id.daddr.a4 = htonl(0x7f000002);
	sa->saddr.a4 = htonl(0x7f000003);
	sa->id.spi = htonl(PROBE_SPI);
	sa->id.proto = IPPROTO_ESP;
	sa->family = AF_INET;
	sa->sel.family = AF_INET6;
	sa->mode = XFRM_MODE_TUNNEL;
	sa->lft.soft_byte_limit = sa->lft.hard_byte_limit = XFRM_INF;
	sa->lft.soft_packet_limit = sa->lft.hard_packet_limit = XFRM_INF;
	memset(&aead, 0, sizeof(aead));
	strcpy(aead.aead.alg_name, "rfc4106(gcm(aes))");
	aead.aead.alg_key_len = PROBE_KEY_SIZE * 8;
	aead.aead.alg_icv_len = 128;
	if (RAND_bytes(aead.octets + sizeof(aead.aead), PROBE_KEY_SIZE) != 1)
		return -EIO;
	mnl_attr_put(h, XFRMA_ALG_AEAD, sizeof(aead), &aead);
	mnl_attr_put(h, XFRMA_ENCAP, sizeof(encap), &encap);
	OPENSSL_cleanse(&aead, sizeof(aead));
	return ask(s, h);
}

static int
probe_del(struct mnl_socket *s, char *buffer)
{
	struct nlmsghdr *h = mnl_nlmsg_put_header(buffer);
	struct xfrm_usersa_id *id;

	h->nlmsg_type = XFRM_MSG_DELSA;
	h->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	h->nlmsg_seq = 2;
	id = mnl_nlmsg_put_extra_header(h, sizeof(*id));
	id->daddr.a4 = htonl(0x7f000002);
	id->spi = htonl(PROBE_SPI);
	id->family = AF_INET;
	id->proto = IPPROTO_ESP;
	return ask(s, h);
}

static int
open_socket(struct mnl_socket **out)
{
	struct timeval wait = { .tv_sec = 2 };	/* the answer is there at once */
	struct mnl_socket *s = mnl_socket_open2(NETLINK_XFRM, SOCK_CLOEXEC);
	int r;

	if (!s)
		return -errno;
	if (mnl_socket_bind(s, 0, MNL_SOCKET_AUTOPID) < 0 ||
	    setsockopt(mnl_socket_get_fd(s), SOL_SOCKET, SO_RCVTIMEO, &wait,
		       sizeof(wait)) < 0) {
		r = -errno;
		mnl_socket_close(s);
		return r;
	}
	*out = s;
	return 0;
}

int
esp_probe(void)
{
	char buffer[REQUEST_SIZE];
	struct mnl_socket *s;
	int r = open_socket(&s);

	if (r < 0)
		return r;
	r = probe_add(s, buffer);
	if (r == 0 || r == -EEXIST)
		r = probe_del(s, buffer);
	mnl_socket_close(s);
	return r;
}

/* Sweeping --------------------------------------------------------------------- */

struct sweep {
	uint16_t port;
	const uint8_t *ula;
	unsigned count;
	union sweep_id {
		struct xfrm_usersa_id association;
		struct xfrm_userpolicy_id policy;
	} found[SWEEP_MAX];
};

static int
collect_association(const struct nlmsghdr *h, void *data)
{
	const struct xfrm_usersa_info *sa = mnl_nlmsg_get_payload(h);
	const struct xfrm_encap_tmpl *encap;
	const struct nlattr *attr;
	struct sweep *w = data;
	bool ours = false;

	if (h->nlmsg_type != XFRM_MSG_NEWSA || sa->id.proto != IPPROTO_ESP)
		return MNL_CB_OK;
	mnl_attr_for_each(attr, h, sizeof(*sa)) {
		if (mnl_attr_get_type(attr) != XFRMA_ENCAP ||
		    mnl_attr_get_payload_len(attr) < sizeof(*encap))
			continue;
		encap = mnl_attr_get_payload(attr);
		ours = encap->encap_sport == htons(w->port) ||
			encap->encap_dport == htons(w->port);
	}
	if (ours && w->count < SWEEP_MAX)
		w->found[w->count++].association = (struct xfrm_usersa_id){
			.daddr = sa->id.daddr, .spi = sa->id.spi,
			.family = sa->family, .proto = sa->id.proto,
		};
	return MNL_CB_OK;
}

static int
collect_policy(const struct nlmsghdr *h, void *data)
{
	const struct xfrm_userpolicy_info *p = mnl_nlmsg_get_payload(h);
	struct sweep *w = data;

	if (h->nlmsg_type != XFRM_MSG_NEWPOLICY || p->sel.family != AF_INET6 ||
	    p->dir > XFRM_POLICY_FWD || w->count == SWEEP_MAX ||
	    (memcmp(&p->sel.saddr, w->ula, 16) &&
	     memcmp(&p->sel.daddr, w->ula, 16)))
		return MNL_CB_OK;
	w->found[w->count++].policy = (struct xfrm_userpolicy_id){
		.sel = p->sel, .index = p->index, .dir = p->dir,
	};
	return MNL_CB_OK;
}

static int
dump(struct mnl_socket *s, uint16_t type, mnl_cb_t collect, struct sweep *w)
{
	char buffer[DUMP_SIZE];
	struct nlmsghdr *h = mnl_nlmsg_put_header(buffer);
	unsigned port = mnl_socket_get_portid(s);
	ssize_t n;
	int r;

	h->nlmsg_type = type;
	h->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	h->nlmsg_seq = type;
	if (mnl_socket_sendto(s, h, h->nlmsg_len) < 0)
		return -errno;
	do {
		n = mnl_socket_recvfrom(s, buffer, sizeof(buffer));
		if (n < 0)
			return -errno;
		r = mnl_cb_run(buffer, (size_t)n, type, port, collect, w);
	} while (r > MNL_CB_STOP);
	return r < 0 ? -errno : 0;
}

static int
delete(struct mnl_socket *s, uint16_t type, const void *id, size_t size)
{
	char buffer[REQUEST_SIZE];
	struct nlmsghdr *h = mnl_nlmsg_put_header(buffer);

	h->nlmsg_type = type;
	h->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	h->nlmsg_seq = type;
	memcpy(mnl_nlmsg_put_extra_header(h, size), id, size);
	return ask(s, h);
}

int
esp_sweep(uint16_t port, const uint8_t ula[16])
{
	struct sweep w = { .port = port, .ula = ula };
	unsigned i, total;
	struct mnl_socket *s;
	int r = open_socket(&s);

	if (r < 0)
		return r;
	r = dump(s, XFRM_MSG_GETSA, collect_association, &w);
	for (i = 0; r == 0 && i < w.count; i++)
		delete(s, XFRM_MSG_DELSA, &w.found[i].association,
		       sizeof(w.found[i].association));
	total = w.count;
	w.count = 0;
	if (r == 0)
		r = dump(s, XFRM_MSG_GETPOLICY, collect_policy, &w);
	for (i = 0; r == 0 && i < w.count; i++)
		delete(s, XFRM_MSG_DELPOLICY, &w.found[i].policy,
		       sizeof(w.found[i].policy));
	total += w.count;
	mnl_socket_close(s);
	return r < 0 ? r : (int)total;
}
