/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_MANAGER_H
#define PHP_COOP_MANAGER_H

#include "php/client/client_settings.h"
#include "php/store/store_ops.h"
#include "core/http/request.h"
#include "core/journal/journal.h"
#include "core/journal/reader.h"

/* What is open while the journals of other runs are read. php_coop_replay_end() closes all of it even after a fatal
 * error, so that no journal stays locked. */
typedef struct php_coop_reading {
	coop_journal_folder *folder; /* owned; NULL if closed */
	coop_journal_file *files; /* owned; NULL if not listed */
	coop_journal_reader *reader; /* owned; NULL if none is read */
	coop_http_answer answer; /* of the record that is judged; empty otherwise */
} php_coop_reading;

typedef struct php_coop_token_manager {
	zend_object *client; /* owned; NULL before the constructor has run */
	php_coop_store store; /* both objects are owned */
	zend_string *journal_directory; /* owned; NULL if there is none */
	zend_string *store_id; /* TokenStore::id(); owned; NULL before it is asked for */
	coop_journal *journal; /* owned; NULL if no operation has it open */
	php_coop_reading reading;
	struct php_coop_token_manager *next_writer; /* the next in COOP_G(writers); borrowed; NULL if last */
	bool answers_open; /* the journal has an answer that is not in its row, so it must not be closed in order */
	php_coop_holder holder; /* in whose name leases are taken; valid during an operation */
	/* Owned; NULL outside of refreshExpiring(); after a fatal error, freed with the manager. */
	struct php_coop_run *run;
	struct php_coop_performing *performing; /* the same for performForAll() */
	zval on_event; /* owned closure; undefined if there is none */
	zend_long healed; /* users whose tokens were saved from a journal since the last run began */
	HashTable *healed_users; /* a list of those whom on_event has still to be told of; owned; NULL if there are none */
	zend_long leeway; /* seconds; -1 if it depends on the lifetime */
	bool refreshing; /* one user is being refreshed; code of the site must not start another refresh */
	bool running; /* refreshExpiring() or performForAll() is at work; a callback must not start another one */
	zend_object std;
} php_coop_token_manager;

PHP_COOP_CONTAINER(php_coop_token_manager, php_coop_token_manager_of)

/* Returns how long a token request may take, in milliseconds. */
static inline int64_t php_coop_answer_deadline(const php_coop_token_manager *manager)
{
	return (int64_t) php_coop_client_of(manager->client)->timeout * 1000;
}

#endif
