/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_MANAGER_H
#define PHP_COOP_MANAGER_H

#include "php/client/client_settings.h"
#include "php/store/store_ops.h"
#include "core/journal/journal.h"
#include "core/journal/reader.h"

/* Journals of others, while they are read: a fatal error must not leave one of them locked. */
typedef struct php_coop_reading {
	coop_journal_folder *folder; /* owned; NULL */
	coop_journal_file *files; /* owned; NULL */
	coop_journal_reader *reader; /* owned; NULL */
} php_coop_reading;

typedef struct php_coop_token_manager {
	zend_object *client; /* owned; NULL until constructed */
	php_coop_store store; /* its objects are owned */
	zend_string *journal_directory; /* owned; NULL */
	zend_string *store_id; /* owned; TokenStore::id(), asked for once; NULL */
	coop_journal *journal; /* owned; open during an operation that has one */
	php_coop_reading reading;
	struct php_coop_token_manager *next_writer; /* another one with an open journal: COOP_G(writers) */
	bool answers_open; /* the journal holds an answer that is not in its row */
	php_coop_holder holder; /* during an operation: who takes leases */
	struct php_coop_run *run; /* owned; during refreshExpiring(); left by a fatal error until the manager goes */
	struct php_coop_performing *performing; /* owned; during performForAll(), as `run` */
	zval on_event; /* owned closure; undefined */
	zend_long leeway; /* seconds; -1: by lifetime */
	bool refreshing; /* one user; code of the site's must not start another meanwhile */
	bool running; /* a callback must not start a second run */
	zend_object std;
} php_coop_token_manager;

PHP_COOP_CONTAINER(php_coop_token_manager, php_coop_token_manager_of)

/* How long a token request may take, in milliseconds. */
static inline int64_t php_coop_answer_deadline(const php_coop_token_manager *manager)
{
	return (int64_t) php_coop_client_of(manager->client)->timeout * 1000;
}

#endif
