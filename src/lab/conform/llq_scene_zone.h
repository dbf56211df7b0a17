/* SPDX-License-Identifier: Apache-2.0 */
/* llq_scene_zone.h - the records of the scene: see llq_scene.h. */
#ifndef LAB_LLQ_SCENE_ZONE_H
#define LAB_LLQ_SCENE_ZONE_H

#include "llq_scene.h"

/* Adds the records that answer Q; how many. */
unsigned scene_zone_answers(struct scene *s, struct dns_writer *w,
			    const struct dns_question *q);
/* Adds the PTR record of HOST, 1 or more, to the service. */
void scene_zone_host(struct scene *s, struct dns_writer *w, unsigned host);
/* Answers an ordinary query or an UPDATE. */
void scene_zone_reply(struct scene *s, struct conform_dns *d,
		      const struct conform_dns_message *m);

#endif
