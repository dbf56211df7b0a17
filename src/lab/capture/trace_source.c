/* SPDX-License-Identifier: Apache-2.0 */
/* trace_source.c - our own recordings. */
#include <errno.h>

#include "lab/capture/source.h"

int
trace_source_open(struct packet_source *s)
{
	return source_fail(s, -EBADMSG, "it is neither a capture (pcap, pcapng) "
			   "nor a trace");
}
