/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_natpmp.c - what decodes, encodes to the same octets again. */
#include "autotunnel/natpmp.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t octets[NATPMP_MESSAGE_MAX];
	struct natpmp_message m;

	if (natpmp_decode(data, size, &m) != 0)
		return 0;
	assert(natpmp_encode(&m, octets, sizeof(octets)) == (ssize_t)size);
	assert(!memcmp(octets, data, size));
	return 0;
}
