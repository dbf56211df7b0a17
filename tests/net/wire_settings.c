/* SPDX-License-Identifier: Apache-2.0 */
/* wire_settings.c - words become settings, and packets' numbers their fate. */
#include "wire_settings.h"

#include <stdlib.h>
#include <string.h>

enum { MILLION = 1000000 };

struct unit {
	const char *name;
	double factor;
};

/* A number with a unit of the list, whose first is the one left out. */
static bool
quantity(const char *text, const struct unit *units, double most, double *out)
{
	char *end;

	*out = strtod(text, &end);
	if (end == text || !(*out >= 0))
		return false;
	for (const struct unit *u = units; u->name; u++) {
		if (strcmp(end, u->name) && (*end || u != units))
			continue;
		*out *= u->factor;
		return *out <= most;
	}
	return false;
}

static bool
span(const char *text, uint64_t *ns)
{
	static const struct unit units[] = {
		{ "ms", 1e6 }, { "us", 1e3 }, { "s", 1e9 }, { NULL, 0 },
	};
	double n;

	if (!quantity(text, units, 60e9, &n))
		return false;
	*ns = (uint64_t)n;
	return true;
}

static bool
rate(const char *text, uint64_t *bits)
{
	static const struct unit units[] = {
		{ "bit", 1 }, { "kbit", 1e3 }, { "mbit", 1e6 },
		{ "gbit", 1e9 }, { NULL, 0 },
	};
	double n;

	if (!quantity(text, units, 1e11, &n))
		return false;
	*bits = (uint64_t)n;
	return true;
}

bool
wire_percent(const char *text, uint32_t *of_a_million)
{
	static const struct unit units[] = { { "%", 1 }, { NULL, 0 } };
	double n;

	if (!quantity(text, units, 100, &n))
		return false;
	*of_a_million = (uint32_t)(n * MILLION / 100 + 0.5);
	return true;
}

bool
wire_number(const char *text, uint64_t *number)
{
	char *end;

	*number = strtoull(text, &end, 10);
	return end != text && !*end;
}

static bool
settings_word(struct wire_settings *s, const char *word, const char *value)
{
	if (!strcmp(word, "delay"))
		return span(value, &s->delay_ns);
	if (!strcmp(word, "jitter"))
		return span(value, &s->jitter_ns);
	if (!strcmp(word, "rate"))
		return rate(value, &s->rate);
	if (!strcmp(word, "queue"))
		return span(value, &s->queue_ns);
	if (!strcmp(word, "loss"))
		return wire_percent(value, &s->loss);
	if (!strcmp(word, "reorder"))
		return wire_percent(value, &s->reorder);
	if (!strcmp(word, "duplicate"))
		return wire_percent(value, &s->duplicate);
	if (!strcmp(word, "seed"))
		return wire_number(value, &s->seed);
	return false;
}

/* "up", "down" or "both": for which way the words that follow are. */
static bool
is_way(const char *word, bool on[2])
{
	if (strcmp(word, "up") && strcmp(word, "down") && strcmp(word, "both"))
		return false;
	on[0] = word[0] != 'd';
	on[1] = word[0] != 'u';
	return true;
}

bool
wire_words(struct wire_settings set[2], bool sown[2], char **words, int count)
{
	struct wire_settings now[2] = { set[0], set[1] };
	bool on[2] = { true, true };

	sown[0] = sown[1] = false;
	for (int i = 0; i < count; i++) {
		if (is_way(words[i], on))
			continue;
		if (i + 1 == count)
			return false;
		for (int w = 0; w < 2; w++) {
			if (!on[w])
				continue;
			if (!settings_word(&now[w], words[i], words[i + 1]))
				return false;
			sown[w] |= !strcmp(words[i], "seed");
		}
		i++;
	}
	set[0] = now[0];
	set[1] = now[1];
	return true;
}

/* SplitMix64's mixing: a number looks random, and follows from what goes in. */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

uint64_t
wire_dice(const struct wire_settings *s, bool down, uint64_t number,
		enum wire_chance what)
{
	return mix(mix(s->seed * 2 + down) +
		(number * WIRE_CHANCES + what) * 0x9e3779b97f4a7c15u);
}

bool
wire_happens(const struct wire_settings *s, bool down, uint64_t number,
		enum wire_chance what, uint32_t of_a_million)
{
	return of_a_million &&
		wire_dice(s, down, number, what) % MILLION < of_a_million;
}
