/* SPDX-License-Identifier: MIT */
#include "store_ops.h"
#include "leases.h"
#include "core/run/evidence.h"

#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/db/pdo_connection.h"
#include "php/db/pdo_session.h"

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

static const char *const REASONS[] = {
	[PHP_COOP_REASON_NONE] = "",
	[PHP_COOP_REASON_FAILED] = "failed",
	[PHP_COOP_REASON_REJECTED] = "rejected",
	[PHP_COOP_REASON_DOUBTED] = "doubted",
	[PHP_COOP_REASON_STRUCK] = "struck",
	[PHP_COOP_REASON_INVALID_GRANT] = "invalid_grant",
	[PHP_COOP_REASON_REFUSED] = "refused",
	[PHP_COOP_REASON_UNSAVEABLE] = "unsaveable",
};
_Static_assert(COOP_COUNT(REASONS) == PHP_COOP_REASONS, "every reason has its name");

const char *php_coop_reason_name(php_coop_reason reason)
{
	return REASONS[reason];
}

php_coop_reason php_coop_reason_of(zval *column)
{
	php_coop_reason reason = PHP_COOP_REASON_NONE;
	for (int i = 1; column && Z_TYPE_P(column) == IS_STRING && i < PHP_COOP_REASONS; i++) {
		if (zend_string_equals_cstr(Z_STR_P(column), REASONS[i], strlen(REASONS[i]))) {
			reason = (php_coop_reason) i;
		}
	}
	return reason;
}

bool php_coop_has_ended(const php_coop_trouble *trouble)
{
	return trouble->strikes >= COOP_STRIKES_ENDED &&
		(trouble->reason == PHP_COOP_REASON_NONE || trouble->reason == PHP_COOP_REASON_INVALID_GRANT ||
			trouble->reason == PHP_COOP_REASON_REFUSED);
}

const char *php_coop_end_reason(const php_coop_trouble *trouble)
{
	return trouble->reason == PHP_COOP_REASON_REFUSED ? "refused" : "invalid_grant";
}

bool php_coop_rests(const php_coop_trouble *trouble, coop_instant now)
{
	switch (trouble->reason) {
		case PHP_COOP_REASON_FAILED:
			return false;
		case PHP_COOP_REASON_DOUBTED:
			/* The tries of pages make shorter waits, which must not keep a run from judging. */
			return trouble->next_at > now + COOP_HOLD_MAXIMUM;
		default:
			return trouble->next_at > now;
	}
}

zend_object *php_coop_unfit_exception(php_coop_unfit unfit)
{
	if (unfit == PHP_COOP_UNFIT_TOO_LONG) {
		return php_coop_store_exception(NULL, NULL,
			"The user id does not fit into the companion table (%d characters): use a shorter column as $userIdColumn",
			COOP_USER_KEY_MAXIMUM);
	}
	return php_coop_store_exception(NULL, NULL,
		"The user id has letters beside those of ASCII, and over a connection with another character set it would be "
		"another id, whose lease says nothing: put charset=utf8mb4 into the DSN of the token store's connection");
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

bool php_coop_store_memory(const php_coop_store *store, php_coop_memory *memory)
{
	php_coop_leases *leases = store->ops->leases(store);
	memset(memory, 0, sizeof(*memory));
	return !leases || (php_coop_pdo_enter(leases->pdo) && leave(leases, php_coop_leases_memory(leases, memory)));
}

bool php_coop_store_remember(const php_coop_store *store, const php_coop_memory *memory)
{
	php_coop_leases *leases = store->ops->leases(store);
	return !leases ||
		(php_coop_pdo_enter(leases->pdo) &&
			leave(leases, php_coop_pdo_bound_waits(leases->pdo) && php_coop_leases_remember(leases, memory)));
}

bool php_coop_store_revive(const php_coop_store *store)
{
	php_coop_leases *leases = store->ops->leases(store);
	return !leases ||
		(php_coop_pdo_enter(leases->pdo) &&
			leave(leases, php_coop_pdo_bound_waits(leases->pdo) && php_coop_leases_revive(leases)));
}

static bool judge(php_coop_leases *leases, const php_coop_judgement *judgements, int count)
{
	return php_coop_pdo_enter(leases->pdo) && leave(leases, php_coop_leases_judge(leases, judgements, count));
}

bool php_coop_store_judge(const php_coop_store *store, const php_coop_judgement *judgements, int count)
{
	php_coop_leases *leases = store->ops->leases(store);
	return !leases || count == 0 || judge(leases, judgements, count) ||
		(php_coop_pdo_may_try_again(leases->pdo) && judge(leases, judgements, count));
}
