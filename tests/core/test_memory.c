/* SPDX-License-Identifier: MIT */
/* link: -Wl,--wrap=malloc -Wl,--wrap=calloc */
#include "../../ext/core/encoding.h"
#include "../../ext/core/journal/journal.h"
#include "../../ext/core/secret.h"
#include "../../ext/core/token_answer.h"
#include "../../ext/core/token_request.h"
#include "test.h"

/* Lets the n-th allocation fail, for every n until a task needs no more than n. Each time the task has to report the
 * failure, leave its data in order, and leak nothing (which the sanitizer sees). */

static unsigned left = UINT32_MAX; /* allocations until the one that fails */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);

void *__wrap_malloc(size_t size)
{
	return left-- == 0 ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return left-- == 0 ? NULL : __real_calloc(count, size);
}

static bool secret_task(void)
{
	coop_secret secret = {NULL, 0};
	bool worked = coop_secret_set(&secret, COOP_VIEW("a")) && coop_secret_set(&secret, COOP_VIEW("b"));

	if (!worked) {
		CHECK(secret.ptr == NULL && secret.len == 0);
	}
	coop_secret_clear(&secret);
	return worked;
}

static bool request_task(void)
{
	static const coop_view VALUES[COOP_GRANT_VALUES] = {COOP_VIEW("refresh token"), COOP_VIEW("eggs-count profile")};
	static const coop_client_credentials CREDENTIALS = {
		COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC, COOP_VIEW("TopCluck"), COOP_VIEW("2e2dfd645da38940b1ff694733cc6be6")};
	coop_buffer body, authorization;

	coop_buffer_init(&body, 1000);
	coop_buffer_init(&authorization, 1000);
	bool worked = coop_token_request_build(COOP_GRANT_REFRESH_TOKEN, VALUES, &CREDENTIALS, &body, &authorization);
	coop_buffer_clear(&body);
	coop_buffer_clear(&authorization);
	return worked;
}

static bool salvage_task(void)
{
	coop_buffer token;

	coop_buffer_init(&token, 100);
	bool worked = coop_salvage_refresh_token(COOP_VIEW("{\"refresh_token\":\"r\",}"), &token);
	CHECK(token.len == (worked ? 1 : 0));
	coop_buffer_clear(&token);
	return worked;
}

static bool journal_task(void)
{
	static const coop_journal_record RECORD = {.type = COOP_JOURNAL_INTENT, .store = COOP_VIEW("s")};
	char directory[TEST_PATH_SIZE], command[TEST_PATH_SIZE + 20];
	coop_journal *journal;
	coop_journal_problem problem;

	test_scratch(directory, "coop_memory");
	if (!CHECK(mkdtemp(directory) != NULL)) {
		return true;
	}
	bool opened = coop_journal_open(directory, &journal, &problem) == COOP_JOURNAL_OK;
	bool worked = opened && coop_journal_add(journal, &RECORD) && coop_journal_write(journal, false);
	CHECK(opened == (journal != NULL) && (opened || problem.errnum != 0));
	if (opened && !worked) { /* once there is memory again, the next try works */
		left = UINT32_MAX;
		CHECK(coop_journal_add(journal, &RECORD) && coop_journal_write(journal, false));
	}
	coop_journal_close(journal, true);
	left = UINT32_MAX;
	snprintf(command, sizeof(command), "rm -rf '%s'", directory);
	CHECK(system(command) == 0);
	return worked;
}

int main(void)
{
	static const struct {
		const char *name;
		bool (*run)(void);
	} TASKS[] = {
		{"secret", secret_task},
		{"request", request_task},
		{"salvage", salvage_task},
		{"journal", journal_task},
	};

	for (size_t i = 0; i < COUNT(TASKS); i++) {
		unsigned failing = 0;
		bool worked = false;
		while (!worked && failing < 100) {
			left = failing++;
			worked = TASKS[i].run();
			left = UINT32_MAX;
			CHECK_ROW(worked || failing < 100, TASKS[i].name);
		}
		CHECK_ROW(failing > 1, TASKS[i].name);
	}
	return test_result();
}
