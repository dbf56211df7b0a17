/* SPDX-License-Identifier: Apache-2.0 */
#include "lab/judge/llq.h"
void llq_keep_answers(struct llq_monitor *m, const struct message *msg, struct query *q, uint64_t question) { (void)m;(void)msg;(void)q;(void)question; }
void llq_keep_changes(struct llq_monitor *m, const struct message *msg, struct query *q) { (void)m;(void)msg;(void)q; }
void llq_judge_owed(struct llq_monitor *m, struct query *q, uint64_t now_ns, bool end) { (void)m;(void)q;(void)now_ns;(void)end; }
int llq_zones_open(struct llq_monitor *m) { (void)m; return 0; }
void llq_zones_close(struct llq_monitor *m) { (void)m; }
void llq_zones_message(struct llq_monitor *m, const struct message *msg) { (void)m; (void)msg; }
int llq_polls_open(struct llq_monitor *m) { (void)m; return 0; }
void llq_polls_close(struct llq_monitor *m) { (void)m; }
void llq_polls_refused(struct llq_monitor *m, const struct message *msg, const struct pair *p, struct query *q) { (void)m;(void)msg;(void)p;(void)q; }
void llq_polls_message(struct llq_monitor *m, const struct message *msg) { (void)m; (void)msg; }
void llq_polls_setup(struct llq_monitor *m, const struct message *msg, const struct pair *p, uint64_t question) { (void)m; (void)msg; (void)p; (void)question; }
void llq_polls_third(struct llq_monitor *m, const struct packet *p, const struct pair *pair, uint64_t question) { (void)m; (void)p; (void)pair; (void)question; }
void llq_polls_end(struct llq_monitor *m, uint64_t now_ns) { (void)m; (void)now_ns; }
int llq_discovery_open(struct llq_monitor *m) { (void)m; return 0; }
void llq_discovery_close(struct llq_monitor *m) { (void)m; }
void llq_discovery_message(struct llq_monitor *m, const struct message *msg) { (void)m; (void)msg; }
void llq_discovery_request(struct llq_monitor *m, const struct message *msg, const struct pair *p) { (void)m; (void)msg; (void)p; }
bool llq_discovery_since(struct llq_monitor *m, const struct endpoint *client, uint64_t since_ns) { (void)m; (void)client; (void)since_ns; return false; }
void llq_discovery_end(struct llq_monitor *m, uint64_t now_ns) { (void)m; (void)now_ns; }
