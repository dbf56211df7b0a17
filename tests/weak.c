/* SPDX-License-Identifier: Apache-2.0 */
/* weak.c - makes programs that lack something, so that scenarios can be seen to
 * fail without it: $(B)/weak/autotunnel and its like, by `make net`.
 *
 * They have the same objects as the programs, but the table step, and read at
 * their start the environment's AUTOTUNNEL_WITHOUT, switches apart by spaces:
 *
 *	MACHINE:STATE:EVENT	that row of the chart is gone: the event is
 *				ignored there. STATE may be `*`, for all.
 *	call:FUNCTION		that function is replaced by what the list at
 *				the end of this file has for it
 *	lab:NAME		is the scenario's own affair
 *
 * What is no row and no function of the list ends the program with 2, so no
 * switch can outlive what it switches. The linker's --wrap leads the calls
 * here: a call within one object is not led. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <unistd.h>

#include <openssl/crypto.h>

#include "autotunnel/address.h"
#include "../fsm/agent_parts.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/mapping.h"
#include "autotunnel/nat.h"
#include "autotunnel/client.h"
#include "autotunnel/dnsclient.h"
#include "autotunnel/gateway.h"
#include "autotunnel/lease_server.h"
#include "autotunnel/peer.h"
#include "autotunnel/rendezvous.h"
#include "shell/clock.h"
#include "../fsm/agent_parts.h"
#include "shell/edge.h"
#include "shell/charon.h"
#include "shell/esp.h"
#include "shell/guard.h"
#include "shell/keeper.h"
#include "shell/hardware.h"
#include "shell/lock.h"
#include "shell/outer.h"
#include "shell/tunnel.h"
#include "shell/sandbox.h"
#include "shell/sever.h"
#include "shell/steward.h"
#include "fsm/rendezvous_private.h"
#include "shell/charon_process.h"
#include "shell/edge.h"
#include "shell/guard.h"
#include "shell/lock.h"
#include "shell/psk.h"
#include "shell/spare.h"
#include "shell/store.h"
#include "shell/tsig.h"
#include "shell/tun.h"
#include "lab/simulate/sim_private.h"

enum { DROPPED_MAX = 256, SWITCH_MAX = 128 };

/* weak_charts.h names every machine: CHART(peer) and so on. */
#define CHART(name) extern const struct chart name##_chart;
#include "weak_charts.h"
#undef CHART

static const struct chart *const charts[] = {
#define CHART(name) &name##_chart,
#include "weak_charts.h"
};

/* A function that can be replaced. */
struct weak_call {
	const char *name;
	bool *off;
};

extern const struct weak_call __start_weak_calls[], __stop_weak_calls[];

static struct {
	const struct chart *chart;
	unsigned state, event;
	bool told;
} dropped[DROPPED_MAX];
static unsigned dropped_count;

static void
refuse(const char *text, const char *why)
{
	fprintf(stderr, "weak: there is no switch `%s`: %s\n", text, why);
	exit(2);
}

static void
drop(const struct chart *c, unsigned state, unsigned event, const char *text)
{
	if (dropped_count == DROPPED_MAX)
		refuse(text, "more rows than are kept");
	dropped[dropped_count].chart = c;
	dropped[dropped_count].state = state;
	dropped[dropped_count++].event = event;
}

static int
find(const char *const *names, unsigned count, const char *name)
{
	unsigned i;

	for (i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return (int)i;
	return -1;
}

/* MACHINE:STATE:EVENT, cut at its colons. */
static void
drop_rows(const char *machine, const char *state, const char *event,
	  const char *text)
{
	const struct chart *c = NULL;
	unsigned i, before = dropped_count;
	int s, e;

	for (i = 0; i < sizeof(charts) / sizeof(*charts); i++)
		if (!strcmp(charts[i]->name, machine))
			c = charts[i];
	if (!c)
		refuse(text, "no such machine");
	s = find(c->states, c->state_count, state);
	if (s < 0 && strcmp(state, "*"))
		refuse(text, "the machine has no such state");
	e = find(c->events, c->event_count, event);
	if (e < 0)
		refuse(text, "the machine has no such event");
	for (i = 0; i < c->row_count; i++)
		if (c->rows[i].event == e && !c->rows[i].ignored &&
		    (s < 0 || c->rows[i].from == s))
			drop(c, c->rows[i].from, (unsigned)e, text);
	if (dropped_count == before)
		refuse(text, "the event is ignored there anyhow");
}

static void
replace_call(const char *name, const char *text)
{
	const struct weak_call *w;

	for (w = __start_weak_calls; w < __stop_weak_calls; w++)
		if (!strcmp(w->name, name)) {
			*w->off = true;
			return;
		}
	refuse(text, "tests/weak.c has no such function");
}

static void
take(const char *text)
{
	char copy[SWITCH_MAX], *colon, *second;

	if (strlen(text) >= sizeof(copy))
		refuse(text, "too long");
	strcpy(copy, text);
	colon = strchr(copy, ':');
	if (!colon)
		refuse(text, "no colon");
	*colon++ = '\0';
	second = strchr(colon, ':');
	if (second) {
		*second++ = '\0';
		drop_rows(copy, colon, second, text);
	} else if (!strcmp(copy, "call")) {
		replace_call(colon, text);
	} else if (strcmp(copy, "lab")) {
		refuse(text, "neither a row nor a call");
	}
}

static void __attribute__((constructor))
begin(void)
{
	const char *wanted = getenv("AUTOTUNNEL_WITHOUT");
	char *copy, *rest, *text;

	if (!wanted)
		return;
	copy = rest = strdup(wanted);
	while ((text = strsep(&rest, " ")) != NULL)
		if (*text)
			take(text);
	free(copy);
}

/* The step ------------------------------------------------------------------- */

extern __typeof__(table_step) __real_table_step, __wrap_table_step;

void
__wrap_table_step(struct machine *m, const struct table_row *rows,
		  const struct table_action *actions, unsigned event,
		  struct turn *t)
{
	unsigned i;

	for (i = 0; i < dropped_count; i++)
		if (dropped[i].chart == m->chart &&
		    dropped[i].state == m->state && dropped[i].event == event) {
			if (!dropped[i].told)
				fprintf(stderr, "weak: without %s:%s:%s\n",
					m->chart->name, machine_state_name(m),
					m->chart->events[event]);
			dropped[i].told = true;
			return;
		}
	__real_table_step(m, rows, actions, event, t);
}

/* Functions ------------------------------------------------------------------ */

/* WEAK(result, function, (its parameters), (its arguments), what it does then).
 * `make net` makes --wrap of what stands first on a line. What the function does
 * then may call __real_FUNCTION. Parameters must be as in its header. */
#define WEAK(result, function, parameters, arguments, ...)                     \
	static bool without_##function;                                        \
	static const struct weak_call weak_##function                          \
		__attribute__((section("weak_calls"), used)) = {               \
			#function, &without_##function };                      \
	extern __typeof__(function) __real_##function, __wrap_##function;      \
	result __wrap_##function parameters                                    \
	{                                                                      \
		static bool told;                                              \
		if (!without_##function)                                       \
			return __real_##function arguments;                    \
		if (!told)                                                     \
			fprintf(stderr, "weak: without %s\n", #function);      \
		told = true;                                                   \
		__VA_ARGS__;                                                   \
	}

/* A copy does not know that it is one, who else wants a name is not heard, and
 * two agents may keep tunnels (P11). */
WEAK(bool, hardware_same, (const struct hardware *a, const struct hardware *b), (a, b),
     (void)a; (void)b; return true)
WEAK(void, agent_rival_changed, (struct agent *a, struct turn *t), (a, t),
     (void)a; (void)t)
WEAK(int, lock_network, (const char *name, int *fd, pid_t *holder), (name, fd, holder),
     (void)name; (void)fd; *holder = 0; return 0)

/* Keys and secrets of before go on being used (P17). */
WEAK(int, edge_rekey, (struct edge *e, const struct keys *keys), (e, keys),
     (void)e; (void)keys; return 0)
WEAK(void, rendezvous_rekey, (struct rendezvous *r, const struct rendezvous_config *config), (r, config),
     (void)r; (void)config)
WEAK(void, tunnel_rekey, (struct tunnel *t, const struct tunnel_secrets *secrets), (t, secrets),
     (void)t; (void)secrets)

/* Who is told that clocks differ is not told how. */
WEAK(void, clock_difference_text, (uint64_t theirs_s, uint64_t ours_s, char text[CLOCK_TEXT_MAX]), (theirs_s, ours_s, text),
     (void)theirs_s; (void)ours_s; strcpy(text, "clocks differ"))

/* The guard of P19 is said to stand, and no rule is there. */
WEAK(int, guard_set, (struct guard *g, const struct guard_rules *rules),
     (g, rules), (void)g; (void)rules; return 0)
WEAK(int, guard_add, (struct guard *g, const uint8_t peer[16]), (g, peer),
     (void)g; (void)peer; return 0)

/* What others take away stays away. */
WEAK(int, keeper_open, (struct loop *l, void (*lost)(void *owner), void *owner,
			struct keeper **out),
     (l, lost, owner, out), (void)l; (void)lost; (void)owner; *out = NULL; return 0)

/* A daemon keeps its user, or some of what it would give up. */
WEAK(int, sandbox_prepare, (struct sandbox *b, char error[SANDBOX_ERROR_MAX]),
     (b, error), (void)b; (void)error; return 0)
WEAK(int, sandbox_enter, (struct sandbox *b), (b), (void)b; return 0)
WEAK(int, sandbox_limit_calls, (enum sandbox_profile profile), (profile),
     (void)profile; return 1)
WEAK(int, sandbox_limit_files, (const struct sandbox *b), (b), (void)b; return 1)

/* Nobody does for the daemon what it may not. */
WEAK(int, steward_begin, (const struct steward_setup *s), (s), (void)s; return 0)

/* Connections to an address that a peer had are left to themselves (P13). */
WEAK(int, sever_connections, (const uint8_t with[16]), (with), (void)with; return 0)

/* What is announced in the gateway's name is not asked of it (P8). */
WEAK(void, gateway_report_doubt, (struct gateway *m, struct turn *t), (m, t),
     (void)m; (void)t)
WEAK(void, gateway_report_doubted, (struct gateway *m, struct turn *t), (m, t),
     (void)m; (void)t)

/* Any lan= is believed, and no network of ours is known (P12). */
WEAK(bool, endpoint_is_private_ipv4, (const struct endpoint *e), (e), (void)e; return true)
WEAK(bool, is_on_prefix, (const uint8_t address[16], const struct network_prefix *p),
     (address, p), (void)address; (void)p; return false)

/* No route keeps the peers' addresses from leaving by another (P19). */
WEAK(int, tun_unreachable, (struct tun *t, const uint8_t ula[16], bool add),
     (t, ula, add), (void)t; (void)ula; (void)add; return 0)

/* What the rendezvous sees is not believed: each gateway's word stands (P7). */
WEAK(enum agent_reach, agent_judge_reach, (const struct agent *a, struct endpoint *outer),
     (a, outer),
     static struct agent blind;
     blind = *a;
     blind.reflex_address = 0;
     return __real_agent_judge_reach(&blind, outer))

/* What a dead daemon left in the kernel stays there. */
WEAK(int, esp_sweep, (uint16_t port, const uint8_t ula[16]), (port, ula),
     (void)port; (void)ula; return 0)

/* What a peer's TXT says of its LAN address is not read: neighbours meet by their
 * public endpoints, or not at all (P10). */
WEAK(void, peer_locate, (struct peer *p, const struct peer_location *now, struct turn *t),
     (p, now, t),
     struct peer_location blind = *now;
     blind.lan.family = 0;
     __real_peer_locate(p, &blind, t))

/* Of two associations that both ends dialled none is ended (P9). */
WEAK(void, charon_peers_drop_older, (struct charon *c, uint16_t slot),
     (c, slot), (void)c; (void)slot; return)
WEAK(void, charon_peers_drop_spare, (struct charon *c, uint16_t slot),
     (c, slot), (void)c; (void)slot; return)

/* Who is refused does not ask whether the peer has another address now (P13). */
WEAK(void, dnsclient_poll, (struct dnsclient *c, unsigned slot), (c, slot),
     (void)c; (void)slot; return)

/* Outer packets keep the bit that Linux gives them: "don't fragment" (P20). */
WEAK(int, outer_allow_fragments, (uint16_t port), (port), (void)port; return 0)

/* A mapping that its address leaves behind is left to its end (P8). */
WEAK(void, mapping_send_goodbye, (struct mapping *m, struct turn *t), (m, t),
     (void)m; (void)t)

/* A change of the network soon after the last is told as soon as any other. */
WEAK(bool, nat_input, (struct nat *n, const struct input *in, struct turn *t),
     (n, in, t),
     if (n->network.machine.base.state == NETWORK_FRESH)
	     network_step(&n->network, NETWORK_EV_CALM_SPENT, t);
     return __real_nat_input(n, in, t))

/* Any IPv4 address is good enough to be published as public (P12). */
WEAK(bool, endpoint_is_public_unicast_ipv4, (const struct endpoint *e), (e),
     return e->family == 4)

/* Nothing of a former run is found. */
WEAK(int, store_load, (const char *path, uint8_t **octets, size_t *size,
		       char message[STORE_MESSAGE_MAX]),
     (path, octets, size, message),
     (void)path; (void)octets; (void)size; message[0] = '\0'; return -ENOENT)

/* The disk is full for good. */
WEAK(int, store_save, (const char *path, const uint8_t *octets, size_t size),
     (path, octets, size), (void)path; (void)octets; (void)size;
     return -ENOSPC)

/* Whoever calls while no descriptor is free waits. */
WEAK(void, spare_turn_away, (int *spare, int listener, int error),
     (spare, listener, error),
     (void)spare; (void)listener; (void)error; return)

/* Two processes may share a state. */
WEAK(int, lock_take, (const char *path, int *fd, pid_t *holder),
     (path, fd, holder),
     (void)path; (void)holder; *fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
     return 0)

/* Every signature of the right size is right (RFC 8945, 5.2.2). */
WEAK(int, CRYPTO_memcmp, (const void *a, const void *b, size_t size),
     (a, b, size), (void)a; (void)b; (void)size; return 0)

/* An agent believes who did not sign (P5). */
WEAK(bool, client_believes, (const struct client_keys *k, const struct input *in),
     (k, in), (void)k; (void)in; return true)

/* Who does not sign has signed with the second key (P3). */
WEAK(void, edge_judge, (struct edge *e, const struct edge_peer *from, uint8_t *octets,
			size_t length, uint64_t now_ms, uint64_t now_s,
			struct edge_judgement *out),
     (e, from, octets, length, now_ms, now_s, out),
     __real_edge_judge(e, from, octets, length, now_ms, now_s, out);
     if (out->verdict == VERDICT_UNSIGNED) {
	     out->verdict = VERDICT_VERIFIED;
	     out->key = 1;
     })

/* Every key of the rendezvous may change every name. */
WEAK(bool, rendezvous_may_change, (const struct rendezvous *r, const struct input *in,
				   const struct dns_record *rr),
     (r, in, rr), (void)r; (void)in; (void)rr; return true)

/* A rendezvous that was started again knows no leases (P15). */
WEAK(int, rendezvous_put_back, (struct rendezvous *r, uint64_t now_ms,
				const struct rendezvous_lease *lease),
     (r, now_ms, lease), (void)r; (void)now_ms; (void)lease; return 0)

/* The IKE daemon is started once on a host; what dies stays dead. */
WEAK(int, charon_process_start, (struct charon_process *p), (p),
     char log[CHARON_PATH_MAX + 16];
     snprintf(log, sizeof(log), "%s/charon.log", charon_process_folder(p));
     return access(log, F_OK) == 0 ? -EAGAIN : __real_charon_process_start(p))

/* A living daemon of a former run is not taken over, it is killed. */
WEAK(int, charon_process_adopt, (struct charon_process *p, pid_t pid), (p, pid),
     int pidfd = pidfd_open(pid, 0);
     (void)p; pidfd_send_signal(pidfd, SIGKILL, NULL, 0); close(pidfd);
     return -ESRCH)

/* Of several tunnel secrets only the first is known (P17). */
WEAK(int, tunnel_secrets_load, (const char *path, struct tunnel_secrets *out),
     (path, out),
     int r = __real_tunnel_secrets_load(path, out);
     out->count = r == 0;
     return r)

/* No mapping for the LLQ port is ever thought to hold: the binding is kept by
 * packets every 25 seconds (P8). */
WEAK(void, dnsclient_path_new, (struct dnsclient *c, bool mapped, struct turn *t),
     (c, mapped, t), (void)mapped; __real_dnsclient_path_new(c, false, t))

/* What a server of long-lived queries can do wrong, one rule each (RFC 8764). */

/* An acknowledged refresh says that no time was granted. */
WEAK(void, llq_server_acknowledge, (struct llq_server *m, struct turn *t), (m, t),
     turn_report(t, &m->machine.base, LLQ_SERVER_REPORT_REFRESHED, 0))

/* A query whose end was acknowledged goes on. */
WEAK(void, llq_server_step, (struct llq_server *m, enum llq_server_event ev, struct turn *t),
     (m, ev, t),
     if (ev == LLQ_SERVER_EV_ENDED)
	     llq_server_acknowledge_end(m, t);
     else
	     __real_llq_server_step(m, ev, t))

/* Any lease is good enough in a Challenge Response. */
WEAK(enum llq_server_event, llq_server_classify,
     (const struct llq_server *m, const struct dns_llq *option, bool *proves),
     (m, option, proves),
     enum llq_server_event ev = __real_llq_server_classify(m, option, proves);
     *proves = true;
     return ev)

/* A refresh of what there is not is not answered. */
WEAK(void, rendezvous_reply, (struct rendezvous *r, const uint8_t *octets, size_t length),
     (r, octets, length),
     struct dns_message msg;
     if (dns_open(&msg, octets, length) < 0 || !msg.options.llq_count ||
	 msg.options.llq[0].opcode != DNS_LLQ_REFRESH ||
	 msg.options.llq[0].error != DNS_LLQ_NO_SUCH_LLQ)
	     __real_rendezvous_reply(r, octets, length))

/* What its lease takes from the zone is told to nobody. */
WEAK(void, rendezvous_show, (struct rendezvous *r, const struct lease_server *m, bool shown),
     (r, m, shown),
     struct dns_name name;
     if (shown) {
	     __real_rendezvous_show(r, m, shown);
	     return;
     }
     lease_server_name(m, &name);
     zone_store_remove(live_zone(r), &name, m->type, lease_server_rdata(m),
		       m->rdata_length))

/* A removal is told with an ordinary TTL. */
WEAK(void, dns_add_record,
     (struct dns_writer *w, enum dns_section section, const struct dns_name *name,
      uint16_t type, uint16_t class, uint32_t ttl, const uint8_t *rdata, size_t length),
     (w, section, name, type, class, ttl, rdata, length),
     __real_dns_add_record(w, section, name, type, class,
			   ttl == DNS_TTL_REMOVED ? 0 : ttl, rdata, length))

/* What a server of leases can do wrong, or with TSIG (RFC 9664, 8945). */

/* 8 octets of lease are answered by 4. */
WEAK(void, dns_add_options, (struct dns_writer *w, const struct dns_options *o), (w, o),
     struct dns_options four = *o;
     four.has_key_lease = false;
     __real_dns_add_options(w, &four))

/* Half of what is granted is kept. */
WEAK(void, lease_server_keep_grant, (struct lease_server *m, struct turn *t), (m, t),
     (void)t;
     machine_set_span(&m->machine.base, LEASE_SERVER_SPAN_LEASE, (uint64_t)m->granted_s * 500))

/* Answers leave unsigned. */
WEAK(int, edge_answer,
     (struct edge *e, origin_id origin, uint8_t *octets, size_t length, size_t size,
      size_t limit, uint64_t now_ms, uint64_t now_s, struct edge_peer *to),
     (e, origin, octets, length, size, limit, now_ms, now_s, to),
     struct dns_message msg;
     int r = __real_edge_answer(e, origin, octets, length, size, limit, now_ms, now_s, to);
     if (r > 0 && dns_open(&msg, octets, (size_t)r) == 0 && msg.tsig_count)
	     r = (int)tsig_strip(octets, &msg);
     return r)

/* BADTIME is told without a MAC. */
WEAK(int, tsig_append, (uint8_t *message, size_t length, size_t size, const struct tsig *tsig),
     (message, length, size, tsig),
     struct tsig bare = *tsig;
     if (tsig->error == TSIG_BADTIME)
	     bare.mac.size = 0;
     return __real_tsig_append(message, length, size, &bare))

/* Any MAC is long enough. */
WEAK(bool, tsig_mac_size_legal, (size_t size, size_t output), (size, output),
     (void)output;
     return size > 0)

/* What the simulator is to find (tests/lab/simulate.sh). */

/* An event is applied and not acknowledged: the first thing sent in its turn. */
WEAK(struct effect *, turn_effect, (struct turn *t, enum effect_kind kind), (t, kind),
     static struct effect nowhere;
     static origin_id last;
     const struct input *in = t->input;
     struct dns_message msg;
     if (kind != EFFECT_SEND || !in || in->kind != INPUT_DATAGRAM ||
	 in->channel != CHANNEL_LLQ || in->origin == last ||
	 dns_open(&msg, in->octets, in->length) < 0 || !llq_session_is_event(&msg))
	     return __real_turn_effect(t, kind);
     last = in->origin;
     return &nowhere)

/* A request to the gateway is sent again after the first wait each time. */
WEAK(void, natpmp_request_send, (struct natpmp_request *m, struct turn *t), (m, t),
     __real_natpmp_request_send(m, t);
     if (m->machine.base.state == NATPMP_REQUEST_WAITING)
	     timer_start(&m->machine.base, NATPMP_REQUEST_TIMER_RETRY, t))

/* Nothing is made of an epoch that went back (RFC 6886, 3.6). */
WEAK(enum gateway_event, gateway_classify_answer, (const struct gateway *m, uint64_t now_ms), (m, now_ms),
     (void)m; (void)now_ms; return GATEWAY_EV_ANSWERED)
WEAK(enum gateway_event, gateway_classify_heard,
     (const struct gateway *m, bool announcement, uint64_t now_ms), (m, announcement, now_ms),
     (void)m; (void)now_ms;
     return announcement ? GATEWAY_EV_ANNOUNCED : GATEWAY_EV_HEARD)

/* Each of two peers takes its own name for the lower one (P9). */
WEAK(int, dns_name_compare, (const struct dns_name *a, const struct dns_name *b), (a, b),
     return dns_name_equal(a, b) ? 0 : -1)

/* An answer to any question is an answer to the present one. */
WEAK(bool, discovery_expects, (const struct discovery *d, const struct input *in), (d, in),
     (void)d; return in->kind == INPUT_LOOKUP)

/* What has run out is shown to nobody, and stands at the primary (P16). */
WEAK(bool, rendezvous_work_overdue, (struct rendezvous *r), (r), (void)r; return false)

/* What was granted is taken for four times as long. */
WEAK(void, llq_client_keep_lease, (struct llq_client *m, struct turn *t), (m, t),
     __real_llq_client_keep_lease(m, t);
     machine_set_span(&m->machine.base, LLQ_CLIENT_SPAN_LEASE,
		      4 * machine_span_ms(&m->machine.base, LLQ_CLIENT_SPAN_LEASE)))
WEAK(void, mapping_keep_grant, (struct mapping *m, struct turn *t), (m, t),
     __real_mapping_keep_grant(m, t);
     machine_set_span(&m->machine.base, MAPPING_SPAN_LIFETIME,
		      4 * machine_span_ms(&m->machine.base, MAPPING_SPAN_LIFETIME)))
WEAK(void, registration_keep_lease, (struct registration *m, struct turn *t), (m, t),
     __real_registration_keep_lease(m, t);
     machine_set_span(&m->machine.base, REGISTRATION_SPAN_LEASE,
		      4 * machine_span_ms(&m->machine.base, REGISTRATION_SPAN_LEASE)))

/* Whoever has an answer asks again. */
WEAK(void, llq_client_keep_answers, (struct llq_client *m, struct turn *t), (m, t),
     __real_llq_client_keep_answers(m, t);
     llq_client_send_query(m, t))

/* Nothing that the rendezvous took for work is given back; no update is. */
WEAK(void, arena_give, (struct arena *a, void *taken), (a, taken),
     (void)a; (void)taken)
WEAK(void, rendezvous_give_forward, (struct rendezvous *r, struct forward *m), (r, m),
     (void)r; (void)m)

/* A query that is over is not given back, nor is a lease. */
WEAK(void, llq_server_report_gone, (struct llq_server *m, struct turn *t), (m, t),
     (void)m; (void)t)
WEAK(void, lease_server_report_gone, (struct lease_server *m, struct turn *t), (m, t),
     (void)m; (void)t)

/* A query is kept four times as long as it was granted. */
WEAK(void, llq_server_keep_grant, (struct llq_server *m, struct turn *t), (m, t),
     __real_llq_server_keep_grant(m, t);
     machine_set_span(&m->machine.base, LLQ_SERVER_SPAN_LEASE,
		      4 * machine_span_ms(&m->machine.base, LLQ_SERVER_SPAN_LEASE)))

/* What a question was answered stays when nobody needs it any more. */
WEAK(void, query_forget, (struct query *q), (q), (void)q)

/* An answer that runs out ends the program. */
WEAK(void, llq_client_lapse, (struct llq_client *m, struct turn *t), (m, t),
     (void)m; (void)t; abort())

/* A silent server is waited for, and nothing else is done. */
WEAK(void, llq_client_report_silent, (struct llq_client *m, struct turn *t), (m, t),
     (void)m; (void)t; for (;;) {})

/* The state is written in place: who dies meanwhile leaves half of it. */
extern size_t __real_sim_disk_left(size_t size, bool torn) __attribute__((weak));
WEAK(size_t, sim_disk_left, (size_t size, bool torn), (size, torn),
     return torn ? size / 2 : size)
