/* SPDX-License-Identifier: Apache-2.0 */
/* wire_settings.h - what a wire (wire.c) does to packets.
 *
 * WORDS, for both ways, or from the word "up", "down" or "both" on for these:
 *   delay T      what each packet takes; T is 20ms, 500us, 1s; bare: ms
 *   jitter T     that much more or less, evenly; packets stay in order
 *   rate N       bits a second, 50mbit, 500kbit; 0: no limit
 *   queue T      how long a packet may wait for the rate, else it is dropped
 *   loss P       percent, 0.5 say
 *   reorder P    percent that take twice as long, and are overtaken
 *   duplicate P  percent that arrive twice
 *   seed N       numbers packets from 0 again; what happens to a packet follows
 *                from seed, direction and number alone */
#ifndef TESTS_NET_WIRE_SETTINGS_H
#define TESTS_NET_WIRE_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

enum wire_chance { WIRE_LOSE, WIRE_HOLD, WIRE_TWICE, WIRE_SHAKE, WIRE_CHANCES };

struct wire_settings {
	uint64_t delay_ns;
	uint64_t jitter_ns;
	uint64_t rate;		/* bits a second; 0: endless */
	uint64_t queue_ns;
	uint32_t loss;		/* of a million, and so the next two */
	uint32_t reorder;
	uint32_t duplicate;
	uint64_t seed;
};

/* All of WORDS or none; set[0] is up, set[1] down. sown[i]: it has a seed. */
bool wire_words(struct wire_settings set[2], bool sown[2], char **words,
		int count);

/* What WORDS have as a percentage, as millionths. */
bool wire_percent(const char *text, uint32_t *of_a_million);
bool wire_number(const char *text, uint64_t *number);

/* A number of 64 bits that looks random, for that packet of that way. */
uint64_t wire_dice(const struct wire_settings *s, bool down, uint64_t number,
		enum wire_chance what);
bool wire_happens(const struct wire_settings *s, bool down, uint64_t number,
		enum wire_chance what, uint32_t of_a_million);

#endif
