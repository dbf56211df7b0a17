/* SPDX-License-Identifier: Apache-2.0 */
/* esp.c - asks the kernel by doing: CONFIG names and /proc/crypto say neither
 * what a module would bring nor what this kernel refuses. */
#include "esp.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/udp.h>
#include <linux/xfrm.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <openssl/crypto.h>
#include <openssl/rand.h>

enum {
	PROBE_SPI = 0x61747031,		/* "atp1" */
	PROBE_KEY_SIZE = 20,		/* AES-128 and the salt of RFC 4106 */
	REQUEST_SIZE = 2048
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

int
esp_probe(void)
{
	struct timeval wait = { .tv_sec = 2 };
	char buffer[REQUEST_SIZE];
	struct mnl_socket *s = mnl_socket_open2(NETLINK_XFRM, SOCK_CLOEXEC);
	int r;

	if (!s)
		return -errno;
	if (mnl_socket_bind(s, 0, MNL_SOCKET_AUTOPID) < 0 ||
	    setsockopt(mnl_socket_get_fd(s), SOL_SOCKET, SO_RCVTIMEO, &wait,
		       sizeof(wait)) < 0) {
		r = -errno;
		goto out;
	}
	r = probe_add(s, buffer);
	if (r == 0 || r == -EEXIST)
		r = probe_del(s, buffer);
out:
	mnl_socket_close(s);
	return r;
}
