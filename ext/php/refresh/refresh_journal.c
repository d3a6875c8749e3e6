/* SPDX-License-Identifier: MIT */
#include "refresh_journal.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "core/crypto.h"
#include "core/encoding.h"
#include "zend_interfaces.h"
#include <pthread.h>
#include <pwd.h>
#include <unistd.h>

_Static_assert(COOP_RUN_NAME_LENGTH == COOP_JOURNAL_NAME_LENGTH, "a run bears the name of its journal");

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
		"The journal folder %s belongs to %s, but this script runs as %s: run both the cron job and the web server as "
		"one account and give the folder to it (chown -R), or give each account a journal folder of its own",
		directory, owner, self);
}

zend_object *php_coop_journal_problem_exception(
	const char *directory, coop_journal_status status, const coop_journal_problem *problem)
{
	switch (status) {
		case COOP_JOURNAL_CANNOT_MAKE:
			return php_coop_store_exception(NULL, NULL,
				"The journal folder %s cannot be made or opened (%s): make it, and give it to the account that runs "
				"this script, with mode 0700",
				directory, strerror(problem->errnum));
		case COOP_JOURNAL_NOT_A_DIRECTORY:
			return php_coop_store_exception(
				NULL, NULL, "The journal folder %s is a file or a symbolic link: name a folder", directory);
		case COOP_JOURNAL_FOREIGN_OWNER:
			return foreign_journal(directory, problem);
		case COOP_JOURNAL_OPEN_TO_OTHERS:
			return php_coop_store_exception(NULL, NULL,
				"The journal folder %s can be opened by other accounts (mode %04o), and there are tokens in it: run "
				"chmod 0700 %s",
				directory, (unsigned) problem->mode, directory);
		case COOP_JOURNAL_CANNOT_WRITE:
		case COOP_JOURNAL_OK:
			break;
	}
	return php_coop_store_exception(NULL, NULL,
		"The journal folder %s cannot be written (%s): see that the account that runs this script owns it, and that "
		"the disk has room",
		directory, strerror(problem->errnum));
}

/* Calls TokenStore::id(). Returns the id; owned; NULL if an exception is pending. */
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
		.user_id = COOP_VIEW(""),
		.fingerprint = COOP_VIEW(""),
		.body = COOP_VIEW("coop journal 1"),
		.time = coop_instant_now(),
	};
	return coop_journal_add(manager->journal, &record);
}

bool php_coop_journal_add(
	php_coop_token_manager *manager, coop_journal_type type, const php_coop_row *row, const coop_http_answer *answer)
{
	if (!manager->journal) {
		return true;
	}
	coop_journal_record record = {
		.type = type,
		.store = php_coop_view(manager->store_id),
		.user_id = php_coop_view(row->user_id),
		.fingerprint = coop_view_of(row->token_fingerprint),
		.body = answer ? coop_buffer_view(&answer->body) : COOP_VIEW(""),
		.time = coop_instant_now(),
		.status = answer ? answer->status : 0,
	};
	/* The answers of one turn may be too large to wait together. Then those that wait are written first. */
	return coop_journal_add(manager->journal, &record) ||
		(coop_journal_write(manager->journal, false) && coop_journal_add(manager->journal, &record));
}

bool php_coop_journal_add_commit(php_coop_token_manager *manager)
{
	return !manager->journal || coop_journal_add_commit(manager->journal, php_coop_view(manager->store_id));
}

bool php_coop_journal_write(php_coop_token_manager *manager, bool sync)
{
	return !manager->journal || coop_journal_write(manager->journal, sync);
}

/* Draws the name of a holder that has no journal. */
static bool draw_name(char name[COOP_RUN_NAME_LENGTH + 1])
{
	unsigned char bytes[COOP_RUN_NAME_LENGTH / 2];
	coop_buffer hex;
	coop_buffer_init(&hex, COOP_RUN_NAME_LENGTH);
	bool drawn =
		coop_random(bytes, sizeof(bytes)) && coop_encode_hex(&hex, (coop_view){(const char *) bytes, sizeof(bytes)});
	if (drawn) {
		memcpy(name, hex.ptr, COOP_RUN_NAME_LENGTH);
		name[COOP_RUN_NAME_LENGTH] = '\0';
	} else {
		php_coop_throw(php_coop_store_exception(NULL, NULL, "OpenSSL gives no random bytes for the name of a run"));
	}
	coop_buffer_clear(&hex);
	return drawn;
}

/* ---- Forks ------------------------------------------------------------------------------------------------------- */

static void add_writer(php_coop_token_manager *manager)
{
	manager->next_writer = COOP_G(writers);
	COOP_G(writers) = manager;
}

static void remove_writer(php_coop_token_manager *manager)
{
	for (php_coop_token_manager **at = &COOP_G(writers); *at; at = &(*at)->next_writer) {
		if (*at == manager) {
			*at = manager->next_writer;
			return;
		}
	}
}

/* The locks of the parent's journals would live on in a child that stays in a callback, and nobody could replay them.
 * So a child lets go of them at once. */
static void leave_journals(void)
{
	for (php_coop_token_manager *writer = COOP_G(writers); writer; writer = writer->next_writer) {
		coop_journal_leave(writer->journal);
	}
}

bool php_coop_journals_startup(void)
{
	return pthread_atfork(NULL, NULL, leave_journals) == 0;
}

/* ---- Opening ----------------------------------------------------------------------------------------------------- */

static bool open_journal(php_coop_token_manager *manager)
{
	coop_journal_problem problem;
	const char *directory = ZSTR_VAL(manager->journal_directory);
	if (!manager->store_id) {
		manager->store_id = ask_store_id(manager->store.object);
		if (!manager->store_id) {
			return false;
		}
	}
	manager->answers_open = false;
	coop_journal_status status = coop_journal_open(directory, &manager->journal, &problem);
	if (status != COOP_JOURNAL_OK) {
		php_coop_throw(php_coop_journal_problem_exception(directory, status, &problem));
		return false;
	}
	add_writer(manager);
	if (!add_start(manager)) {
		php_coop_journal_end(manager);
		php_coop_throw(php_coop_journal_exception(manager, ENOMEM));
		return false;
	}
	memcpy(manager->holder.name, coop_journal_name(manager->journal), sizeof(manager->holder.name));
	return true;
}

bool php_coop_journal_begin(php_coop_token_manager *manager)
{
	manager->holder = (php_coop_holder){.lease = coop_lease_length(php_coop_answer_deadline(manager)) / 1000};
	return manager->journal_directory ? open_journal(manager) : draw_name(manager->holder.name);
}

void php_coop_journal_end(php_coop_token_manager *manager)
{
	if (manager->journal) {
		bool written = php_coop_journal_write(manager, manager->answers_open);
		remove_writer(manager);
		coop_journal_close(manager->journal, written && !manager->answers_open);
		manager->journal = NULL;
	}
}

zend_object *php_coop_journal_exception(const php_coop_token_manager *manager, int reason)
{
	if (!manager->journal_directory) { /* without a folder all writes succeed, so it was the fingerprint in an intent */
		return php_coop_store_exception(NULL, NULL, "OpenSSL refuses SHA-256, so there is no fingerprint of a token");
	}
	return php_coop_store_exception(NULL, NULL,
		"The journals in %s cannot be written or read (%s): see that the disk has room and works",
		ZSTR_VAL(manager->journal_directory), strerror(reason));
}
