/* SPDX-License-Identifier: MIT */
#include "group.h"
#include "pdo_leases.h"

#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/db/pdo_connection.h"
#include "php/db/pdo_fault.h"
#include "php/db/pdo_session.h"

/* The operations of a site's own TokenStore, by the interface's methods and PdoLeases, and those of a
 * SessionTokenStore, which needs no leases. */

/* ---- The interface's methods ------------------------------------------------------------------------------------- */

/* Calls a method of the store, which may return by reference. `result` is owned. Returns false if an exception is
 * pending. */
static bool call_store(zend_object *store, const char *method, uint32_t count, zval *arguments, zval *result)
{
	zend_function *function = zend_hash_str_find_ptr(&store->ce->function_table, method, strlen(method));
	ZVAL_UNDEF(result);
	zend_call_known_function(function, store, store->ce, result, count, arguments, NULL);
	if (EG(exception)) {
		zval_ptr_dtor(result);
		return php_coop_store_failed("The token store");
	}
	if (Z_ISREF_P(result)) {
		zend_unwrap_reference(result);
	}
	return true;
}

/* Returns NULL if the store is a session. */
static php_coop_leases *own_leases(const php_coop_store *store)
{
	return store->leases ? &php_coop_pdo_leases_of(store->leases)->leases : NULL;
}

static bool own_end_of_today(const php_coop_store *store, coop_instant *instant)
{
	coop_instant now = coop_instant_now();
	*instant = now - now % COOP_SECONDS_PER_DAY + COOP_SECONDS_PER_DAY - 1;
	return true;
}

static int64_t own_count_due(const php_coop_store *store, coop_instant before)
{
	return -1; /* the interface has no method that counts */
}

/* Makes `argument` a StoredTokens that has nothing but the place behind which a page begins. */
static void after_argument(zval *argument, const php_coop_due_key *after)
{
	if (!after) {
		ZVAL_NULL(argument);
		return;
	}
	php_coop_token_parts parts = {.expiry_known = after->expiry_known, .expires_at = after->expires_at};
	zend_object *stored = php_coop_stored_tokens_new(after->user_id, php_coop_token_set_new(&parts), NULL, NULL);
	*php_coop_stored_tokens_place(stored) = after->place;
	ZVAL_OBJ(argument, stored);
}

static void key_of(zend_object *stored, php_coop_due_key *key)
{
	php_coop_token_set *tokens = php_coop_token_set_of(Z_OBJ_P(OBJ_PROP_NUM(stored, PHP_COOP_STORED_TOKENS)));
	*key = (php_coop_due_key){
		.user_id = zend_string_copy(php_coop_property_string(stored, PHP_COOP_STORED_USER_ID)),
		.expiry_known = tokens->expiry_known,
		.expires_at = tokens->expires_at,
		.place = *php_coop_stored_tokens_place(stored),
	};
}

/* Returns how many keys the list has, or -1 if it has something else or too much, and an exception is pending. */
static int read_keys(zend_object *store, zval *list, php_coop_due_key *keys, int limit)
{
	int count = 0;
	zval *stored;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(list), stored) {
		ZVAL_DEREF(stored);
		if (Z_TYPE_P(stored) != IS_OBJECT || Z_OBJCE_P(stored) != php_coop_ce_StoredTokens || count == limit) {
			while (count > 0) {
				zend_string_release(keys[--count].user_id);
			}
			php_coop_throw(php_coop_store_exception(NULL, NULL,
				"%s::getExpiringTokens() must return a list of at most $limit objects of Coop\\StoredTokens",
				ZSTR_VAL(store->ce->name)));
			return -1;
		}
		key_of(Z_OBJ_P(stored), &keys[count++]);
	}
	ZEND_HASH_FOREACH_END();
	return count;
}

static int own_due_keys(
	const php_coop_store *store, coop_instant before, const php_coop_due_key *after, php_coop_due_key *keys, int limit)
{
	zval arguments[3], list;
	php_coop_zval_instant(&arguments[0], before);
	ZVAL_LONG(&arguments[1], limit);
	after_argument(&arguments[2], after);
	bool called = call_store(store->object, "getexpiringtokens", 3, arguments, &list);
	zval_ptr_dtor(&arguments[0]);
	zval_ptr_dtor(&arguments[2]);
	if (!called) {
		return -1;
	}
	int count = read_keys(store->object, &list, keys, limit);
	zval_ptr_dtor(&list);
	return count;
}

/* The interface has no method that lists everyone, so these are the users whose tokens expire in the longest lifetime
 * that an answer can have. */
static int own_all_keys(const php_coop_store *store, const php_coop_due_key *after, php_coop_due_key *keys, int limit)
{
	coop_instant far = coop_instant_add(coop_instant_now(), COOP_LIFETIME_MAXIMUM);
	return own_due_keys(store, far, after, keys, limit);
}

static zend_string *copy_or_null(zend_string *string)
{
	return string && ZSTR_LEN(string) > 0 ? zend_string_copy(string) : NULL;
}

static void read_stored(zend_object *stored, php_coop_row *row)
{
	zend_object *tokens = Z_OBJ_P(OBJ_PROP_NUM(stored, PHP_COOP_STORED_TOKENS));
	php_coop_token_set *set = php_coop_token_set_of(tokens);
	GC_ADDREF(tokens);
	row->tokens = tokens;
	row->user_id = copy_or_null(php_coop_property_string(stored, PHP_COOP_STORED_USER_ID));
	row->resource_owner_id = copy_or_null(php_coop_property_string(stored, PHP_COOP_STORED_RESOURCE_OWNER_ID));
	row->access_token = copy_or_null(set->access_token);
	row->refresh_token = copy_or_null(set->refresh_token);
	row->expiry_known = set->expiry_known;
	row->expires_at = set->expires_at;
}

/* Adds what the companion table knows to a row, in no transaction. */
static bool know_row(php_coop_leases *leases, php_coop_row *row)
{
	if (!php_coop_pdo_enter(leases->pdo)) {
		return false;
	}
	bool known = php_coop_leases_know(leases, row, 1);
	php_coop_pdo_leave(leases->pdo);
	return known;
}

/* Reads a user's tokens, without what the companion table knows. */
static php_coop_read find_tokens(zend_object *store, zend_string *user_id, php_coop_row *row)
{
	zval argument, stored;
	memset(row, 0, sizeof(*row));
	ZVAL_STR(&argument, user_id);
	if (!call_store(store, "findtokens", 1, &argument, &stored)) {
		return PHP_COOP_READ_FAILED;
	}
	if (Z_TYPE(stored) != IS_OBJECT) {
		return PHP_COOP_READ_NONE;
	}
	read_stored(Z_OBJ(stored), row);
	zval_ptr_dtor(&stored);
	if (!row->user_id) { /* an empty id is no user's: in the companion table it is the store's own row */
		php_coop_row_clear(row);
		return PHP_COOP_READ_NONE;
	}
	return PHP_COOP_READ_ROW;
}

static php_coop_read own_read(const php_coop_store *store, zend_string *user_id, php_coop_row *row)
{
	php_coop_leases *leases = own_leases(store);
	php_coop_read read = find_tokens(store->object, user_id, row);
	if (read == PHP_COOP_READ_ROW && leases && !know_row(leases, row) &&
		!(php_coop_pdo_may_try_again(leases->pdo) && know_row(leases, row))) {
		php_coop_row_clear(row);
		return PHP_COOP_READ_FAILED;
	}
	return read;
}

/* Returns the TokenSet to save: what is new, and what is old if the answer did not bring it; owned. */
static zend_object *merge(const php_coop_row *row, const php_coop_token_parts *parts)
{
	php_coop_token_parts merged = *parts;
	merged.extra = NULL;
	if (!merged.refresh_token) {
		merged.refresh_token = row->refresh_token;
	}
	if (!merged.access_token) {
		merged.access_token = row->access_token;
		merged.expiry_known = row->expiry_known;
		merged.expires_at = row->expires_at;
	} else {
		merged.expiry_known = true;
		merged.expires_at = php_coop_parts_expiry(parts);
	}
	return php_coop_token_set_new(&merged);
}

/* The store says that it has not saved. Returns true if the tokens that it has are ours, because an earlier try had
 * worked, so that it was not superseded. */
static bool holds_ours(zend_object *store, const php_coop_row *row, zend_object *saved)
{
	php_coop_row now;
	php_coop_token_set *set = php_coop_token_set_of(saved);
	bool ours = find_tokens(store, row->user_id, &now) == PHP_COOP_READ_ROW && now.access_token && set->access_token &&
		zend_string_equals(now.access_token, set->access_token);
	php_coop_row_clear(&now);
	return ours;
}

static bool save_tokens(zend_object *store, php_coop_settling *settling)
{
	zval arguments[3], result;
	bool worked = false;
	ZVAL_STR(&arguments[0], settling->row->user_id);
	ZVAL_OBJ(&arguments[1], merge(settling->row, settling->parts));
	ZVAL_OBJ(&arguments[2], settling->row->tokens);
	if (call_store(store, "savenewtokens", 3, arguments, &result)) {
		settling->superseded =
			!zend_is_true(&result) && !holds_ours(store, settling->row, Z_OBJ(arguments[1])) && !EG(exception);
		zval_ptr_dtor(&result);
		worked = !EG(exception);
	}
	zval_ptr_dtor(&arguments[1]);
	return worked;
}

/* A site's own store knows best how to make a row. */
static bool own_save_login(const php_coop_store *store, const php_coop_login *login)
{
	zval arguments[2], result;
	ZVAL_STR(&arguments[0], login->user_id);
	ZVAL_OBJ(&arguments[1], login->tokens);
	if (!call_store(store->object, "savenewtokens", 2, arguments, &result)) {
		return false;
	}
	bool saved = zend_is_true(&result);
	zval_ptr_dtor(&result);
	if (!saved) {
		zend_string *shown = php_coop_shown_user_id(login->user_id);
		php_coop_throw(php_coop_store_exception(NULL, NULL,
			"%s::saveNewTokens() has not saved the login of the user \"%s\", although a login always wins",
			ZSTR_VAL(store->object->ce->name), ZSTR_VAL(shown)));
		zend_string_release(shown);
	}
	return saved;
}

static bool save_all(zend_object *store, php_coop_group *group)
{
	for (int i = 0; i < group->settlings_count; i++) {
		if (group->settlings[i].parts) {
			if (!save_tokens(store, &group->settlings[i])) {
				if (EG(exception) && php_coop_pdo_fault_of(EG(exception)) == PHP_COOP_PDO_FAULT_ROW) {
					group->fault = PHP_COOP_STORE_FAULT_ROW;
				}
				return false;
			}
			php_coop_group_breathe(group);
		}
	}
	return true;
}

/* Reads the tokens of the users that are to be taken. */
static bool read_keys_rows(zend_object *store, php_coop_group *group)
{
	for (int i = 0; i < group->keys_count; i++) {
		php_coop_read read = find_tokens(store, group->keys[i], &group->rows[group->rows_count]);
		if (read == PHP_COOP_READ_FAILED) {
			return false;
		}
		group->rows_count += read == PHP_COOP_READ_ROW ? 1 : 0;
		php_coop_group_breathe(group);
	}
	return true;
}

/* Reads a row again, because the token that is sent must have been read after the lease was got. */
static bool read_again(zend_object *store, php_coop_row *row)
{
	php_coop_row now;
	php_coop_read read = find_tokens(store, row->user_id, &now);
	if (read == PHP_COOP_READ_FAILED) {
		return false;
	}
	if (read == PHP_COOP_READ_NONE || !now.refresh_token) {
		php_coop_row_clear(&now);
		now.user_id = zend_string_copy(row->user_id);
	}
	if (now.refresh_token && !php_coop_row_fingerprint(&now)) {
		php_coop_row_clear(&now);
		php_coop_throw(
			php_coop_store_exception(NULL, NULL, "OpenSSL refuses SHA-256, so there is no fingerprint of a token"));
		return false;
	}
	now.done_at = row->done_at;
	if (strcmp(now.token_fingerprint, row->token_fingerprint) == 0) {
		now.trouble = row->trouble;
	}
	php_coop_row_clear(row);
	*row = now;
	return true;
}

/* Releases the rows that are not due any more. */
static bool leave_unwanted(php_coop_leases *leases, php_coop_group *group)
{
	zend_string **keys = safe_emalloc((size_t) group->rows_count, sizeof(*keys), 0);
	int count = 0, kept = 0;
	for (int i = 0; i < group->rows_count; i++) {
		php_coop_row row = group->rows[i];
		if (group->wants(group->context, &row)) {
			group->rows[kept++] = row;
		} else {
			keys[count++] = zend_string_copy(row.user_id);
			php_coop_row_clear(&row);
		}
	}
	group->rows_count = kept;
	bool worked = count == 0 || php_coop_leases_release(leases, group->holder, keys, count);
	for (int i = 0; i < count; i++) {
		zend_string_release(keys[i]);
	}
	efree(keys);
	return worked;
}

static bool in_transaction(php_coop_leases *leases, php_coop_group *group)
{
	if (!php_coop_pdo_begin(leases->pdo)) {
		return false;
	}
	bool worked = php_coop_leases_begin(leases, group->holder) && php_coop_group_note_all(leases, group) &&
		php_coop_leases_know(leases, group->rows, group->rows_count);
	if (worked) {
		php_coop_group_keep_wanted(group);
		worked = php_coop_group_take_rows(leases, group);
	}
	if (worked && (group->settlings_count > 0 || group->rows_count > 0)) {
		group->committed = php_coop_pdo_commit(leases->pdo);
		if (group->committed) {
			return true;
		}
		worked = false;
	}
	php_coop_pdo_roll_back(leases->pdo);
	return worked;
}

static bool group_with_leases(zend_object *store, php_coop_leases *leases, php_coop_group *group)
{
	if (!php_coop_pdo_enter(leases->pdo)) {
		return false;
	}
	bool worked = php_coop_pdo_bound_waits(leases->pdo) && in_transaction(leases, group);
	for (int i = 0; worked && i < group->rows_count; i++) {
		worked = read_again(store, &group->rows[i]);
	}
	worked = worked && leave_unwanted(leases, group);
	if (!worked) {
		php_coop_group_failed(group, leases->pdo);
	}
	php_coop_pdo_leave(leases->pdo);
	return worked;
}

/* In a session, the lock that PHP holds on the session is the lease, and nothing can have changed since the read. */
static bool group_without_leases(php_coop_group *group)
{
	group->holder->now = coop_instant_now();
	group->holder->started_at = group->holder->started_at ? group->holder->started_at : group->holder->now;
	php_coop_group_keep_wanted(group);
	return !group->taking || group->rows_count == 0 || group->taking(group->context, group->rows, group->rows_count);
}

static bool own_group(const php_coop_store *store, php_coop_group *group)
{
	group->rows_count = 0;
	group->committed = false;
	group->fault = PHP_COOP_STORE_FAULT_OTHER;
	php_coop_leases *leases = own_leases(store);
	bool worked = save_all(store->object, group) && read_keys_rows(store->object, group) &&
		(leases ? group_with_leases(store->object, leases, group) : group_without_leases(group));
	if (!worked) {
		php_coop_group_failed(group, NULL);
		php_coop_group_clear_rows(group);
	}
	return worked;
}

static bool prepare(php_coop_leases *leases)
{
	bool exist = true;
	if (!php_coop_pdo_enter(leases->pdo)) {
		return false;
	}
	bool prepared = php_coop_leases_exist(leases, &exist) && (exist || php_coop_leases_make(leases));
	php_coop_pdo_leave(leases->pdo);
	return prepared;
}

static bool own_prepare(const php_coop_store *store)
{
	php_coop_leases *leases = own_leases(store);
	return !leases || prepare(leases) || (php_coop_pdo_may_try_again(leases->pdo) && prepare(leases));
}

#define OPERATIONS \
 .leases = own_leases, .prepare = own_prepare, .count_due = own_count_due, .due_keys = own_due_keys, \
 .all_keys = own_all_keys, .save_login = own_save_login, .read = own_read, .group = own_group, \
 .end_of_today = own_end_of_today

const php_coop_store_ops php_coop_own_store_ops = {.needs_leases = true, OPERATIONS};
const php_coop_store_ops php_coop_session_store_ops = {.needs_leases = false, OPERATIONS};
