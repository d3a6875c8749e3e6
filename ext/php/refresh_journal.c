/* SPDX-License-Identifier: MIT */
#include "refresh_journal.h"

#include "php_coop.h"
#include "convert.h"
#include "exceptions.h"
#include "refresh.h"
#include "zend_interfaces.h"
#include <pwd.h>
#include <unistd.h>

static const char *user_name(uid_t uid, char *text, size_t size)
{
	struct passwd entry, *found = NULL;
	char strings[1024];
	if (getpwuid_r(uid, &entry, strings, sizeof(strings), &found) == 0 && found) {
		snprintf(text, size, "%s", found->pw_name);
	} else {
		snprintf(text, size, "%u", (unsigned) uid);
	}
	return text;
}

static zend_object *foreign_journal(const char *directory, const coop_journal_problem *problem)
{
	char owner[64], self[64];
	user_name(problem->owner, owner, sizeof(owner));
	user_name(problem->self, self, sizeof(self));
	return php_coop_store_exception(NULL, NULL,
		"The journal folder %s belongs to %s, but this script runs as %s: run the cron job as %s, or give each account "
		"a "
		"journal folder of its own",
		directory, owner, self, owner);
}

static zend_object *journal_problem_exception(
	const char *directory, coop_journal_status status, const coop_journal_problem *problem)
{
	switch (status) {
		case COOP_JOURNAL_CANNOT_MAKE:
			return php_coop_store_exception(
				NULL, NULL, "The journal folder %s cannot be made: %s", directory, strerror(problem->errnum));
		case COOP_JOURNAL_NOT_A_DIRECTORY:
			return php_coop_store_exception(
				NULL, NULL, "The journal folder %s must be a folder, not a file or a symbolic link", directory);
		case COOP_JOURNAL_FOREIGN_OWNER:
			return foreign_journal(directory, problem);
		case COOP_JOURNAL_OPEN_TO_OTHERS:
			return php_coop_store_exception(NULL, NULL,
				"The journal folder %s can be opened by others (mode %04o), and tokens are in it: chmod 0700 %s",
				directory, (unsigned) problem->mode, directory);
		case COOP_JOURNAL_CANNOT_WRITE:
		case COOP_JOURNAL_OK:
			break;
	}
	return php_coop_store_exception(
		NULL, NULL, "The journal folder %s cannot be written: %s", directory, strerror(problem->errnum));
}

/* TokenStore::id(). Owned; NULL: an exception is pending. */
static zend_string *ask_store_id(zend_object *store)
{
	zval id;
	zend_call_method_with_0_params(store, store->ce, NULL, "id", &id);
	if (EG(exception)) {
		return NULL;
	}
	zend_string *text = zval_get_string(&id);
	zval_ptr_dtor(&id);
	return text;
}

static bool add_start(php_coop_token_manager *manager)
{
	coop_journal_record record = {
		.type = COOP_JOURNAL_START,
		.store = php_coop_view(manager->store_id),
		.user_key = COOP_VIEW(""),
		.fingerprint = COOP_VIEW(""),
		.body = COOP_VIEW("coop journal 1"),
		.time = coop_instant_now(),
	};
	return coop_journal_add(manager->journal, &record);
}

bool php_coop_journal_add(php_coop_token_manager *manager, coop_journal_type type, const php_coop_row *row,
	const char *fingerprint, const coop_http_answer *answer)
{
	if (!manager->journal) {
		return true;
	}
	coop_journal_record record = {
		.type = type,
		.store = php_coop_view(manager->store_id),
		.user_key = php_coop_view(row->user_id),
		.fingerprint = coop_view_of(fingerprint),
		.body = answer ? coop_buffer_view(&answer->body) : COOP_VIEW(""),
		.time = coop_instant_now(),
		.status = answer ? answer->status : 0,
	};
	return coop_journal_add(manager->journal, &record);
}

/* write() is enough for an answer to outlive this process. To outlive the machine's power it takes fdatasync(), which
 * costs as much as the request, and a row that was saved has had one by its own COMMIT. So answers are synced in groups,
 * and at once where the save has not worked. */
#define GROUP_ANSWERS 64
#define GROUP_MILLISECONDS 1000

bool php_coop_journal_write(php_coop_token_manager *manager, bool sync)
{
	if (!manager->journal) {
		return true;
	}
	if (!coop_journal_write(manager->journal, sync)) {
		return false;
	}
	if (sync) {
		manager->unsynced_answers = 0;
		manager->synced_at = coop_boot_milliseconds();
	}
	return true;
}

bool php_coop_journal_write_answer(php_coop_token_manager *manager)
{
	return php_coop_journal_write(manager,
		++manager->unsynced_answers >= GROUP_ANSWERS ||
			coop_boot_milliseconds() - manager->synced_at >= GROUP_MILLISECONDS);
}

bool php_coop_refresh_begin(php_coop_token_manager *manager)
{
	coop_journal_problem problem;
	if (!manager->journal_directory) {
		return true;
	}
	if (!manager->store_id) {
		manager->store_id = ask_store_id(manager->store);
		if (!manager->store_id) {
			return false;
		}
	}
	const char *directory = ZSTR_VAL(manager->journal_directory);
	manager->answers_open = false;
	manager->unsynced_answers = 0;
	manager->synced_at = coop_boot_milliseconds();
	coop_journal_status status = coop_journal_open(directory, &manager->journal, &problem);
	if (status == COOP_JOURNAL_OK && !add_start(manager)) {
		coop_journal_close(manager->journal, true);
		manager->journal = NULL;
		problem.errnum = ENOMEM;
		status = COOP_JOURNAL_CANNOT_WRITE;
	}
	if (status != COOP_JOURNAL_OK) {
		php_coop_throw(journal_problem_exception(directory, status, &problem));
		return false;
	}
	return true;
}

void php_coop_refresh_end(php_coop_token_manager *manager)
{
	if (manager->journal) {
		bool written = php_coop_journal_write(manager, manager->answers_open);
		coop_journal_close(manager->journal, written && !manager->answers_open);
		manager->journal = NULL;
	}
}

zend_object *php_coop_journal_exception(int reason)
{
	return php_coop_store_exception(NULL, NULL, "The journal cannot be written: %s", strerror(reason));
}
