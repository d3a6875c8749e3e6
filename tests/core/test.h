/* SPDX-License-Identifier: MIT */
#ifndef COOP_TEST_H
#define COOP_TEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A test program calls CHECK for each thing that must hold, and ends with `return test_result();`. */

static unsigned test_checks, test_failures;

static inline bool test_check(bool holds, const char *what, const char *row, const char *file, int line)
{
	test_checks++;
	if (!holds) {
		test_failures++;
		printf("%s:%d: %s%s%s\n", file, line, what, *row ? " in row: " : "", row);
	}
	return holds;
}

#define CHECK(condition) test_check((condition), #condition, "", __FILE__, __LINE__)
#define CHECK_ROW(condition, row) \
 test_check((condition), #condition, (row), __FILE__, __LINE__) /* a failure names the row of the table */
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static inline int test_result(void)
{
	printf("%u checks\n", test_checks);
	return test_failures > 0;
}

#define TEST_PATH_SIZE 256

/* Writes a template for mkstemp() or mkdtemp(), in TMPDIR or else in /tmp. */
static inline void test_scratch(char path[TEST_PATH_SIZE], const char *name)
{
	const char *folder = getenv("TMPDIR");
	int len = snprintf(path, TEST_PATH_SIZE, "%s/%s_XXXXXX", folder && *folder ? folder : "/tmp", name);
	if (len < 0 || len >= TEST_PATH_SIZE) {
		puts("TMPDIR is too long");
		exit(1);
	}
}

/* Draws the same numbers in every run (xorshift64*), so that a failure of a mutation loop can be repeated. */
static inline uint32_t test_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (uint32_t) (*state * UINT64_C(2685821657736338717) >> 32);
}

/* Returns a copy of `len` bytes in which a few are replaced by letters of `alphabet`, and which is cut off now and
 * then. The block has the exact size of the copy, so that the sanitizer sees a read behind it. The caller frees it. */
static inline char *test_mutate(uint64_t *state, const char *bytes, size_t *len, const char *alphabet, size_t letters)
{
	*len = test_random(state) % 4 == 0 ? test_random(state) % (*len + 1) : *len;
	char *copy = malloc(*len > 0 ? *len : 1);
	memcpy(copy, bytes, *len);
	for (uint32_t changes = *len > 0 ? test_random(state) % 4 : 0; changes > 0; changes--) {
		copy[test_random(state) % *len] = alphabet[test_random(state) % letters];
	}
	return copy;
}

#endif
