/* SPDX-License-Identifier: MIT */
#include "store_ops.h"
#include "leases.h"

#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/db/pdo_connection.h"

void php_coop_row_clear(php_coop_row *row)
{
	if (row->user_id) {
		zend_string_release(row->user_id);
	}
	php_coop_secret_release(row->access_token);
	php_coop_secret_release(row->refresh_token);
	if (row->resource_owner_id) {
		zend_string_release(row->resource_owner_id);
	}
	if (row->tokens) {
		OBJ_RELEASE(row->tokens);
	}
	memset(row, 0, sizeof(*row));
}

bool php_coop_rows_fingerprint(php_coop_row *rows, int count)
{
	coop_fingerprinting *list = safe_emalloc((size_t) count, sizeof(*list), 0);
	size_t missing = 0;
	for (int i = 0; i < count; i++) {
		if (!rows[i].token_fingerprint[0]) {
			list[missing++] = (coop_fingerprinting){php_coop_view(rows[i].refresh_token), rows[i].token_fingerprint};
		}
	}
	bool made = coop_fingerprint_each(list, missing);
	efree(list);
	return made;
}

bool php_coop_row_fingerprint(php_coop_row *row)
{
	return php_coop_rows_fingerprint(row, 1);
}

/* ---- The companion table ----------------------------------------------------------------------------------------- */

/* Leaves the connection after a statement, and returns whether that has worked. */
static bool leave(php_coop_leases *leases, bool worked)
{
	php_coop_pdo_leave(leases->pdo);
	return worked;
}

bool php_coop_store_read_runs(const php_coop_store *store, HashTable *runs)
{
	php_coop_leases *leases = store->ops->leases(store);
	if (!leases || !php_coop_pdo_enter(leases->pdo)) {
		zend_hash_init(runs, 0, NULL, NULL, 0);
		return !leases;
	}
	return leave(leases, php_coop_leases_runs(leases, runs));
}

bool php_coop_store_begin_run(const php_coop_store *store, php_coop_holder *holder)
{
	php_coop_leases *leases = store->ops->leases(store);
	if (!leases) {
		holder->started_at = holder->now = coop_instant_now();
		return true;
	}
	return php_coop_pdo_enter(leases->pdo) && leave(leases, php_coop_leases_begin_alone(leases, holder));
}

bool php_coop_store_end_run(const php_coop_store *store, const php_coop_holder *holder)
{
	php_coop_leases *leases = store->ops->leases(store);
	return !leases || (php_coop_pdo_enter(leases->pdo) && leave(leases, php_coop_leases_run_end(leases, holder->name)));
}

bool php_coop_store_count_run(const php_coop_store *store, const char *name, int transactions)
{
	php_coop_leases *leases = store->ops->leases(store);
	return !leases ||
		(php_coop_pdo_enter(leases->pdo) && leave(leases, php_coop_leases_count_run(leases, name, transactions)));
}

static bool strike(php_coop_leases *leases, zend_string *user_id, const char *fingerprint, int *strikes)
{
	*strikes = 0;
	return php_coop_pdo_enter(leases->pdo) &&
		leave(leases, php_coop_leases_strike(leases, user_id, fingerprint, strikes));
}

bool php_coop_store_strike(const php_coop_store *store, zend_string *user_id, const char *fingerprint, int *strikes)
{
	php_coop_leases *leases = store->ops->leases(store);
	if (!leases) {
		*strikes = 1; /* the user of a session is there, and is told at once to log in again */
		return true;
	}
	return strike(leases, user_id, fingerprint, strikes) ||
		(php_coop_pdo_may_try_again(leases->pdo) && strike(leases, user_id, fingerprint, strikes));
}

static bool forgive(php_coop_leases *leases, zend_string *user_id, const char *fingerprint)
{
	return php_coop_pdo_enter(leases->pdo) && leave(leases, php_coop_leases_forgive(leases, user_id, fingerprint));
}

bool php_coop_store_forgive(const php_coop_store *store, zend_string *user_id, const char *fingerprint)
{
	php_coop_leases *leases = store->ops->leases(store);
	return !leases || forgive(leases, user_id, fingerprint) ||
		(php_coop_pdo_may_try_again(leases->pdo) && forgive(leases, user_id, fingerprint));
}

zend_object *php_coop_store_unfit(const php_coop_store *store, php_coop_unfit unfit)
{
	if (unfit == PHP_COOP_UNFIT_LETTERS) {
		return php_coop_store_exception(NULL, NULL,
			"The user id has letters beside those of ASCII, and over a connection with another character set it would "
			"be "
			"another id, whose lease says nothing: put charset=utf8mb4 into the DSN of the token store's connection");
	}
	return php_coop_store_exception(NULL, NULL,
		"The user id does not fit into the companion table \"%s\" (%d characters): use a shorter column as "
		"$userIdColumn",
		ZSTR_VAL(store->ops->leases(store)->table), COOP_USER_KEY_MAXIMUM);
}
