/* SPDX-License-Identifier: Apache-2.0 */
/* conform_private.h - what the files of the frame share: conform.c (the command
 * and the acts), conform_sockets.c (sockets, recorder, waiting),
 * conform_rulings.c (what acts rule, and the verdicts), conform_report.c
 * (files in the formats of others). */
#ifndef LAB_CONFORM_PRIVATE_H
#define LAB_CONFORM_PRIVATE_H

#include "conform.h"
#include "heartbeat.h"
#include "lab/capture/pcapng.h"
#include "lab/judge/verdicts.h"
#include "lab/output.h"
#include "lab/report/report.h"

enum {
	CONFORM_SOCKETS_MAX = 64,
	CONFORM_TEXT_MAX = JUDGE_WHY_MAX,
	CONFORM_STREAM_MAX = 2 + DNS_MESSAGE_MAX
};

enum conform_socket_kind { CONFORM_SOCKET_UDP, CONFORM_SOCKET_STREAM, CONFORM_SOCKET_LISTENER };

struct conform_socket {
	enum conform_socket_kind kind;
	int fd;
	bool gone;			/* freed once nothing waits for delivery */
	bool accepted;			/* gone by itself when the peer ends it */
	struct endpoint local, peer;
	void (*heard)(void *owner, const struct conform_message *m);
	void *owner;
	size_t have;			/* of a stream's next message */
	uint8_t *buffer;
};

/* A message as it was on the wire. */
struct conform_record {
	struct packet packet;		/* octets: ours */
	struct conform_socket *socket;	/* where it came from; NULL: we sent it,
					 * or it was delivered */
};

struct conform_ruling {
	bool passed, failed;
	uint32_t passed_by, failed_by;	/* packets */
	char failure[CONFORM_TEXT_MAX];
	char unclear[CONFORM_TEXT_MAX];
	bool tested;			/* some act puts it to the test */
};

struct conform {
	struct conform_setup setup;
	const struct conform_role *role;
	void *state;
	const char *pcap, *junit, *html;	/* paths */
	struct pcapng_writer *pcap_file;
	struct output *junit_file;
	struct report_page *html_file;
	bool tap, json;

	const struct conform_act *act;	/* the one that plays */
	struct conform_ruling rulings[REQUIREMENT_COUNT];
	uint64_t hold_until_ms;
	bool hung, refused;
	char sentence[CONFORM_TEXT_MAX];	/* of conform_hangs or _refuse */

	struct conform_socket *sockets[CONFORM_SOCKETS_MAX];
	struct conform_record *records;
	size_t count, room, delivered;
	bool flooded;
	int signals;			/* signalfd, or -1 */
	unsigned signalled;
	bool closing;
	struct heartbeat *heartbeat;

	bool bar;			/* stderr is a terminal */
	bool bar_drawn;
	uint64_t bar_began_ms, bar_until_ms;
	const char *bar_what;
};

/* conform_sockets.c */
int conform_open_sockets(struct conform *c);
void conform_close_sockets(struct conform *c);
int conform_new_socket(struct conform *c, enum conform_socket_kind kind, int fd,
		       struct conform_socket **out);
uint64_t conform_wall_ns(void);
/* P is copied; FROM hears of it (NULL: it is ours). */
void conform_record(struct conform *c, struct conform_socket *from,
		    const struct packet *p);
void conform_stream_event(struct conform *c, struct conform_socket *s,
			  enum packet_kind kind, bool ours);

/* conform_wait.c: waits at most WAIT_MS for something to come; records it. */
void conform_collect(struct conform *c, int wait_ms);
/* A line of text on stderr must not be written into the bar. */
void conform_wipe_bar(struct conform *c);
/* The bar stands for WHAT, which takes MS, until conform_bar(c, NULL, 0). */
void conform_bar(struct conform *c, const char *what, uint64_t ms);

/* conform_rulings.c: the verdict on each requirement, by the monitors from the
 * recording and by the acts. 0 or -ENOMEM. */
int conform_judge(struct conform *c, struct verdicts *out);

/* conform_report.c. Files are begun before anything is sent, so that a path
 * that cannot be written is told at once; they stand under their names after
 * conform_write_files. 0, or an exit status with a sentence on stderr. */
int conform_begin_files(struct conform *c);
int conform_write_files(struct conform *c, const struct verdicts *v);
void conform_drop_files(struct conform *c);
void conform_print_tap(const struct verdicts *v);
/* On stderr, if it was long enough for anybody to notice. */
void conform_tell_stalls(struct conform *c);

#endif
