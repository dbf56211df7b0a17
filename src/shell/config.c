/* SPDX-License-Identifier: Apache-2.0 */
/* config.c - inih reads, a table decides. inih does not tell its handler the
 * line, so the lines are counted where they are handed to it. */
#include "config.h"

#include <assert.h>
#include <errno.h>
#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "steward.h"

enum {
	ENTRIES_MAX = 64,
	SECTION_MAX = CONFIG_LINE_MAX + 1,
	NEAR_ENOUGH = 3,	/* edits that a slip of the finger makes */
	WORD_MAX = 40
};

struct reading {
	const char *name;		/* of the file */
	FILE *file;			/* or text */
	const char *text;
	unsigned line;
	const struct config_entry *entries;
	size_t count;
	void *owner;
	char *error;
	bool failed;
	uint64_t seen;			/* entries; of a named section: this one */
	char section[SECTION_MAX];	/* as it stood in the file */
	char kind[SECTION_MAX];		/* its first word */
};

static void
fail(struct reading *r, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void
fail(struct reading *r, const char *format, ...)
{
	va_list args;
	int n;

	if (r->failed)
		return;
	r->failed = true;
	n = snprintf(r->error, CONFIG_ERROR_MAX, "%s, line %u: ", r->name,
		     r->line);
	if (n < 0 || n >= CONFIG_ERROR_MAX)
		return;
	va_start(args, format);
	vsnprintf(r->error + n, (size_t)(CONFIG_ERROR_MAX - n), format, args);
	va_end(args);
}

/* Did you mean --------------------------------------------------------------- */

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Levenshtein's distance, of words that are short. */
static unsigned
distance(const char *a, const char *b)
{
	unsigned row[WORD_MAX + 1], i, j, corner, above;
	size_t la = strlen(a), lb = strlen(b);

	if (la > WORD_MAX || lb > WORD_MAX)
		return UINT32_MAX;
	for (j = 0; j <= lb; j++)
		row[j] = j;
	for (i = 1; i <= la; i++) {
		corner = row[0];
		row[0] = i;
		for (j = 1; j <= lb; j++) {
			above = row[j];
			row[j] = least(least(above, row[j - 1]) + 1,
				       corner + (a[i - 1] != b[j - 1]));
			corner = above;
		}
	}
	return row[lb];
}

static const char *
nearest_key(const struct reading *r, const char *key)
{
	unsigned best = NEAR_ENOUGH + 1, d;
	const char *found = NULL;
	size_t i;

	for (i = 0; i < r->count; i++) {
		if (!r->entries[i].key || strcmp(r->entries[i].section, r->kind))
			continue;
		d = distance(key, r->entries[i].key);
		if (d < best) {
			best = d;
			found = r->entries[i].key;
		}
	}
	return found;
}

static const char *
nearest_section(const struct reading *r, const char *section)
{
	unsigned best = NEAR_ENOUGH + 1, d;
	const char *found = NULL;
	size_t i;

	for (i = 0; i < r->count; i++) {
		d = distance(section, r->entries[i].section);
		if (d < best) {
			best = d;
			found = r->entries[i].section;
		}
	}
	return found;
}

/* Another section may hold the very key. */
static const char *
section_of_key(const struct reading *r, const char *key)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (r->entries[i].key && !strcmp(r->entries[i].key, key))
			return r->entries[i].section;
	return NULL;
}

/* Sections and keys ---------------------------------------------------------- */

static const struct config_entry *
entry_of(const struct reading *r, const char *key, size_t *index)
{
	size_t i;

	for (i = 0; i < r->count; i++) {
		const struct config_entry *e = &r->entries[i];

		if (strcmp(e->section, r->kind) || !e->key != !key ||
		    (key && strcmp(e->key, key)))
			continue;
		*index = i;
		return e;
	}
	return NULL;
}

static bool
known_section(const struct reading *r, bool *named)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (!strcmp(r->entries[i].section, r->kind)) {
			*named = r->entries[i].named;
			return true;
		}
	return false;
}

/* A named section ends where the next begins, or the file. */
static void
check_required(struct reading *r, bool named)
{
	size_t i;

	for (i = 0; i < r->count && !r->failed; i++) {
		const struct config_entry *e = &r->entries[i];

		if (!e->required || e->named != named ||
		    (r->seen & UINT64_C(1) << i) ||
		    (named && strcmp(e->section, r->kind)))
			continue;
		fail(r, "`%s` is missing in [%s]; expected %s",
		     e->key, named ? r->section : e->section, e->expected);
	}
}

static void
forget_named(struct reading *r)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (r->entries[i].named)
			r->seen &= ~(UINT64_C(1) << i);
}

static void
leave_section(struct reading *r)
{
	bool named = false;

	if (r->kind[0] && known_section(r, &named) && named)
		check_required(r, true);
	forget_named(r);
}

static void
enter_section(struct reading *r, const char *section)
{
	const struct config_entry *e;
	bool named = false;
	char *space;
	size_t index;
	const char *near;

	leave_section(r);
	if (r->failed)
		return;
	snprintf(r->section, sizeof(r->section), "%s", section);
	snprintf(r->kind, sizeof(r->kind), "%s", section);
	space = strchr(r->kind, ' ');
	if (space)
		*space = '\0';
	if (!known_section(r, &named)) {
		near = nearest_section(r, r->kind);
		fail(r, "there is no section [%s]%s%s%s", section,
		     near ? "; did you mean [" : "", near ? near : "",
		     near ? "]?" : "");
		return;
	}
	if (!space == !named) {
		if (!named)
			return;
		e = entry_of(r, NULL, &index);
		if (e && !e->set(r->owner, space + 1 + strspn(space + 1, " ")))
			fail(r, "[%s]: expected %s", section, e->expected);
		return;
	}
	fail(r, named ? "[%s] needs a name: [%s NAME]" :
	     "[%s] takes no name: write [%s]", section, r->kind);
}

static void
set_key(struct reading *r, const char *key, const char *value)
{
	const struct config_entry *e;
	size_t index = 0;
	const char *near;

	e = entry_of(r, key, &index);
	if (!e && section_of_key(r, key)) {
		fail(r, "`%s` belongs into section [%s], not [%s]", key,
		     section_of_key(r, key), r->section);
		return;
	}
	if (!e) {
		near = nearest_key(r, key);
		fail(r, "there is no key `%s` in [%s]%s%s%s", key, r->section,
		     near ? "; did you mean `" : "", near ? near : "",
		     near ? "`?" : "");
		return;
	}
	if (r->seen & UINT64_C(1) << index) {
		fail(r, "`%s` stands twice in [%s]", key, r->section);
		return;
	}
	r->seen |= UINT64_C(1) << index;
	if (!e->set(r->owner, value))
		fail(r, "`%s = %s`: expected %s", key, value, e->expected);
}

/* Reading -------------------------------------------------------------------- */

static int
handle(void *user, const char *section, const char *key, const char *value)
{
	struct reading *r = user;

	if (r->failed)
		return 1;
	(void)section;		/* cut to 49 characters: read_line has it whole */
	if (!r->kind[0])
		fail(r, "`%s` stands before the first [section]", key);
	else
		set_key(r, key, value);
	return 1;
}

static char *
next_line(char *out, int size, struct reading *r)
{
	size_t length;

	if (r->file)
		return fgets(out, size, r->file);
	if (!*r->text)
		return NULL;
	length = strcspn(r->text, "\n");
	length += r->text[length] == '\n';
	if (length >= (size_t)size)
		length = (size_t)size - 1;
	memcpy(out, r->text, length);
	out[length] = '\0';
	r->text += length;
	return out;
}

/* An empty section is never handed on by inih, nor would a line that it cuts
 * in two be noticed: both are seen here. */
static char *
read_line(char *out, int size, void *stream)
{
	struct reading *r = stream;
	char *line = next_line(out, size, r), *end;
	size_t length;

	if (!line || r->failed)
		return NULL;
	r->line++;
	length = strlen(line);
	if (length > CONFIG_LINE_MAX - 1 && line[length - 1] != '\n') {
		fail(r, "the line is longer than %d characters",
		     CONFIG_LINE_MAX);
		return NULL;
	}
	if ((line[0] == ' ' || line[0] == '\t') &&
	    line[strspn(line, " \t\r\n")]) {
		/* inih would take it as more of the value before */
		memmove(line, line + strspn(line, " \t"),
			strlen(line + strspn(line, " \t")) + 1);
	}
	end = strchr(line, ']');
	if (line[0] == '[' && end) {
		char section[SECTION_MAX];

		*end = '\0';
		snprintf(section, sizeof(section), "%s", line + 1);
		*end = ']';
		enter_section(r, section);
	}
	return line;
}

static int
read_all(struct reading *r)
{
	int line;

	assert(r->count <= ENTRIES_MAX);
	r->error[0] = '\0';
	line = ini_parse_stream(read_line, r, handle, r);
	if (line > 0 && !r->failed) {
		r->line = (unsigned)line;
		fail(r, "expected [section], `key = value`, or a comment that "
		     "begins with #");
	}
	if (line < 0 && !r->failed) {
		snprintf(r->error, CONFIG_ERROR_MAX, "%s: out of memory",
			 r->name);
		return -ENOMEM;
	}
	leave_section(r);
	check_required(r, false);
	return r->failed ? -EINVAL : 0;
}

int
config_read_text(const char *name, const char *text,
		 const struct config_entry *entries, size_t count, void *owner,
		 char error[CONFIG_ERROR_MAX])
{
	struct reading r = { .name = name, .text = text, .entries = entries,
		.count = count, .owner = owner, .error = error };

	return read_all(&r);
}

int
config_read(const char *path, const struct config_entry *entries, size_t count,
	    void *owner, char error[CONFIG_ERROR_MAX])
{
	struct reading r = { .name = path, .entries = entries, .count = count,
		.owner = owner, .error = error };
	int result, fd;

	fd = steward_read(path);
	r.file = fd < 0 ? NULL : fdopen(fd, "r");
	if (!r.file) {
		result = fd < 0 ? fd : -errno;
		if (fd >= 0)
			close(fd);
		snprintf(error, CONFIG_ERROR_MAX, "%s cannot be read: %s", path,
			 strerror(-result));
		return result;
	}
	result = read_all(&r);
	fclose(r.file);
	return result;
}

/* Of a file that we may not open ourselves, by the steward. */
static int
look_at(const char *path, struct stat *out)
{
	int fd, r;

	if (steward_descriptor() < 0)
		return stat(path, out) < 0 ? -errno : 0;
	fd = steward_read(path);
	if (fd < 0)
		return fd;
	r = fstat(fd, out) < 0 ? -errno : 0;
	close(fd);
	return r;
}

int
config_check_secret(const char *path, char error[CONFIG_ERROR_MAX])
{
	struct stat st;
	int r = look_at(path, &st);

	if (r < 0) {
		snprintf(error, CONFIG_ERROR_MAX, "%s cannot be read: %s", path,
			 strerror(-r));
		return r;
	}
	if (!S_ISREG(st.st_mode)) {
		snprintf(error, CONFIG_ERROR_MAX, "%s is not a file", path);
		return -EINVAL;
	}
	if (st.st_mode & (S_IRWXG | S_IRWXO)) {
		snprintf(error, CONFIG_ERROR_MAX, "%s holds a secret and can "
			 "be read by others: chmod 600 %s", path, path);
		return -EPERM;
	}
	if (st.st_uid != 0 && st.st_uid != geteuid()) {
		snprintf(error, CONFIG_ERROR_MAX, "%s holds a secret and "
			 "belongs to another user: chown root %s", path, path);
		return -EPERM;
	}
	return 0;
}

/* Values --------------------------------------------------------------------- */

bool
config_number(const char *text, uint64_t from, uint64_t to, uint64_t *out)
{
	unsigned long long n;
	char *end;

	if (text[0] < '0' || text[0] > '9')
		return false;
	errno = 0;
	n = strtoull(text, &end, 10);
	if (errno || *end || n < from || n > to)
		return false;
	*out = n;
	return true;
}

bool
config_seconds(const char *text, uint64_t from, uint64_t to, uint32_t *out)
{
	static const char units[] = "smhd";
	static const uint32_t sizes[] = { 1, 60, 3600, 86400 };
	size_t length = strlen(text);
	uint64_t n, size = 1;
	char digits[16];
	const char *unit;

	if (length == 0 || length >= sizeof(digits))
		return false;
	memcpy(digits, text, length + 1);
	unit = strchr(units, digits[length - 1]);
	if (unit && *unit) {
		size = sizes[unit - units];
		digits[length - 1] = '\0';
	}
	if (!config_number(digits, 0, UINT32_MAX / size, &n) ||
	    n * size < from || n * size > to)
		return false;
	*out = (uint32_t)(n * size);
	return true;
}

bool
config_yes(const char *text, bool *out)
{
	if (strcmp(text, "yes") && strcmp(text, "no"))
		return false;
	*out = text[0] == 'y';
	return true;
}

bool
config_text(const char *text, char *out, size_t size)
{
	size_t length = strlen(text);

	if (length == 0 || length >= size)
		return false;
	memcpy(out, text, length + 1);
	return true;
}
