/* SPDX-License-Identifier: Apache-2.0 */
/* dnsclient_inside.h - what the two halves of dnsclient share. */
#ifndef FSM_DNSCLIENT_INSIDE_H
#define FSM_DNSCLIENT_INSIDE_H

#include "autotunnel/dnsclient.h"

/* Where signed questions go: to the rendezvous, else to the update server. */
const struct endpoint *dnsclient_query_server(const struct dnsclient *c);
/* A query to it, begun; -ENOTCONN, -ENOSPC. */
int dnsclient_start_query(struct dnsclient *c, const struct dns_name *name,
			  uint16_t type, enum dnsclient_asker asker,
			  struct turn *t);
void dnsclient_free_query(struct dnsclient *c, unsigned slot, struct turn *t);
/* The query whose answer the container has seen. */
void dnsclient_free_done(struct dnsclient *c, struct turn *t);
/* A query of ASKER for LLQ slot SLOT is under way. */
bool dnsclient_is_asking(const struct dnsclient *c, enum dnsclient_asker asker,
			 unsigned slot);
void dnsclient_free_llq(struct dnsclient *c, unsigned slot, struct turn *t);
bool dnsclient_is_idle(const struct dnsclient *c, unsigned slot);
/* EV for every LLQ, at the flush. */
void dnsclient_fan_out(struct dnsclient *c, enum llq_client_event ev);
void dnsclient_begin_contact(struct dnsclient *c, struct turn *t);

#endif
