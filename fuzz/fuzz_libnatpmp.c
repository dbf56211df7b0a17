/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_libnatpmp.c - property: libnatpmp, the reference client, and we make the
 * same of any datagram from a gateway, but where a line of `known` says why not.
 *
 * libnatpmp receives from recvfrom, which stands here in place of libc's: it
 * gives the datagram, in a buffer filled beforehand. With two fillings, what
 * libnatpmp says may not differ, unless it reads octets that nobody sent. */
#include "autotunnel/natpmp.h"
#include "classes.h"

#include <arpa/inet.h>
#include <assert.h>
#include <natpmp.h>
#include <string.h>
#include <sys/socket.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t *datagram;
static size_t datagram_size;
static uint8_t filling;

enum { CUT, LONG, ECHO, BARE, CLASSES };

static struct difference known[CLASSES] = {
	[CUT] = { "cut short", "libnatpmp does not ask how long a datagram "
		"is, and reads what its stack held", 0 },
	[LONG] = { "too long", "libnatpmp takes the first octets of whatever "
		"came", 0 },
	[ECHO] = { "an error with the request", "a form without an epoch (RFC "
		"6886, 3.5): libnatpmp takes what was asked for it", 0 },
	[BARE] = { "an error of another opcode", "of 8 octets: we hand on "
		"opcode and result, libnatpmp refuses the opcode", 0 },
};

ssize_t
recvfrom(int fd, void *restrict buffer, size_t size, int flags,
	 struct sockaddr *restrict from, socklen_t *restrict from_size)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons(5351),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	size_t n = datagram_size < size ? datagram_size : size;

	(void)fd;
	(void)flags;
	assert(from && *from_size >= sizeof(a));
	memset(buffer, filling, size);
	memcpy(buffer, datagram, n);
	memcpy(from, &a, sizeof(a));
	*from_size = sizeof(a);
	return (ssize_t)n;
}

/* What libnatpmp makes of the datagram, with FILL where nothing came. */
static int
theirs(uint8_t fill, natpmpresp_t *out)
{
	natpmp_t p = { .s = -1, .gateway = htonl(INADDR_LOOPBACK),
		.has_pending_request = 1, .try_number = 1,
		.retry_time = { .tv_sec = 0x7fffffff } };

	memset(out, 0, sizeof(*out));
	filling = fill;
	return readnatpmpresponseorretry(&p, out);
}

static bool
same(const natpmpresp_t *a, const natpmpresp_t *b)
{
	return a->type == b->type && a->resultcode == b->resultcode &&
		a->epoch == b->epoch && !memcmp(&a->pnu, &b->pnu,
						sizeof(a->pnu));
}

static int
error_of(uint16_t result)
{
	static const int errors[] = { 0, NATPMP_ERR_UNSUPPORTEDVERSION,
		NATPMP_ERR_NOTAUTHORIZED, NATPMP_ERR_NETWORKFAILURE,
		NATPMP_ERR_OUTOFRESOURCES, NATPMP_ERR_UNSUPPORTEDOPCODE };

	return result < sizeof(errors) / sizeof(*errors) ? errors[result] :
		NATPMP_ERR_UNDEFINEDERROR;
}

/* The same in both, and whoever reads it learns the same. */
static void
check_values(const struct natpmp_message *m, int r, const natpmpresp_t *t)
{
	assert(r == error_of(m->result));
	assert(t->resultcode == m->result);
	if (m->form == NATPMP_FORM_ECHO) {
		class_count(&known[ECHO]);
		return;
	}
	assert(t->epoch == m->epoch_s);
	if (r != 0)
		return;		/* the rest is filled in at success only */
	assert(t->type == natpmp_request_opcode(m));
	if (t->type == NATPMP_RESPTYPE_PUBLICADDRESS) {
		assert(ntohl(t->pnu.publicaddress.addr.s_addr) == m->address);
		return;
	}
	assert(t->pnu.newportmapping.privateport == m->internal_port);
	assert(t->pnu.newportmapping.mappedpublicport == m->external_port);
	assert(t->pnu.newportmapping.lifetime == m->lifetime_s);
}

/* Which line of `known` explains that we refuse what they take. */
static int
why_refused(const uint8_t *data, size_t size)
{
	size_t full = data[1] == NATPMP_RESPONSE ? 12 : 16;

	if (size < full)
		return CUT;
	return size > full ? LONG : CLASSES;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	class_tell("libnatpmp", known, CLASSES);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct natpmp_message m;
	natpmpresp_t one, two;
	bool we_take, they_take;
	int r, again;

	datagram = data;
	datagram_size = size;
	we_take = natpmp_decode(data, size, &m) == 0 &&
		m.form != NATPMP_FORM_REQUEST;
	r = theirs(0x00, &one);
	again = theirs(0xff, &two);
	if (r != again || !same(&one, &two)) {
		/* so the datagram lacks octets that they use, and is none of
		 * ours, or of a form that has no such field */
		assert(size < NATPMP_MESSAGE_MAX);
		assert(!we_take || m.form != NATPMP_FORM_REPLY);
		class_count(&known[CUT]);
		return 0;
	}
	they_take = size > 1 && data[0] == 0 && data[1] >= 128 &&
		data[1] <= 130;
	if (!they_take)
		assert(r == NATPMP_ERR_UNSUPPORTEDVERSION ||
		       r == NATPMP_ERR_UNSUPPORTEDOPCODE);
	if (we_take && they_take)
		check_values(&m, r, &one);
	else if (we_take)
		class_found(known, CLASSES, m.form == NATPMP_FORM_BARE &&
			    (m.opcode > 130 || m.opcode == 0) ?
			    BARE : CLASSES);
	else if (they_take)
		class_found(known, CLASSES, why_refused(data, size));
	return 0;
}
