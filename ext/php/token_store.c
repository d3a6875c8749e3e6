/* SPDX-License-Identifier: MIT */
#include "token_store.h"

#include "php_coop.h"
#include "convert.h"
#include "exceptions.h"
#include "leases.h"
#include "pdo_token_store.h"
#include "zend_exceptions.h"
#include "ext/date/php_date.h"
#include "stubs/token_store_arginfo.h"

zend_class_entry *php_coop_ce_TokenStore;
zend_class_entry *php_coop_ce_StoredTokens;

static zend_object_handlers handlers;

/* ---- StoredTokens -------------------------------------------------------------------------------------------------- */

typedef struct stored_tokens {
	php_coop_place place;
	zend_object std;
} stored_tokens;

PHP_COOP_CONTAINER(stored_tokens, stored_tokens_of)

PHP_METHOD(Coop_StoredTokens, __construct)
{
	zend_string *user_id, *reason = NULL, *resource_owner_id = NULL;
	zend_object *tokens;
	bool required = false;
	ZEND_PARSE_PARAMETERS_START(2, 5)
		Z_PARAM_STR(user_id)
		Z_PARAM_OBJ_OF_CLASS(tokens, php_coop_ce_TokenSet)
		Z_PARAM_OPTIONAL
		Z_PARAM_BOOL(required)
		Z_PARAM_STR_OR_NULL(reason)
		Z_PARAM_STR_OR_NULL(resource_owner_id)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	if (php_coop_refuse_second_construct(self)) {
		RETURN_THROWS();
	}
	php_coop_property_init_string(self, PHP_COOP_STORED_USER_ID, user_id);
	php_coop_property_init_object(self, PHP_COOP_STORED_TOKENS, tokens);
	ZVAL_BOOL(OBJ_PROP_NUM(self, PHP_COOP_STORED_REAUTHORIZATION_REQUIRED), required);
	php_coop_property_init_string(self, PHP_COOP_STORED_REASON, reason);
	php_coop_property_init_string(self, PHP_COOP_STORED_RESOURCE_OWNER_ID, resource_owner_id);
}

zend_object *php_coop_stored_tokens_new(
	zend_string *user_id, zend_object *tokens, const char *reason, zend_string *resource_owner_id)
{
	zval stored;
	object_init_ex(&stored, php_coop_ce_StoredTokens);
	zend_object *self = Z_OBJ(stored);
	php_coop_property_init_string(self, PHP_COOP_STORED_USER_ID, user_id);
	ZVAL_OBJ(OBJ_PROP_NUM(self, PHP_COOP_STORED_TOKENS), tokens);
	ZVAL_BOOL(OBJ_PROP_NUM(self, PHP_COOP_STORED_REAUTHORIZATION_REQUIRED), reason != NULL);
	if (reason) {
		ZVAL_STRING(OBJ_PROP_NUM(self, PHP_COOP_STORED_REASON), reason);
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(self, PHP_COOP_STORED_REASON));
	}
	php_coop_property_init_string(self, PHP_COOP_STORED_RESOURCE_OWNER_ID, resource_owner_id);
	return self;
}

php_coop_place *php_coop_stored_tokens_place(zend_object *stored)
{
	return &stored_tokens_of(stored)->place;
}

static zend_object *create(zend_class_entry *class_entry)
{
	PHP_COOP_CREATE(stored_tokens, handlers);
	return &self->std;
}

/* ---- What every store shares ---------------------------------------------------------------------------------------- */

bool php_coop_check_limit(bool is_null, zend_long *limit, uint32_t argument)
{
	if (is_null) {
		*limit = -1;
		return true;
	}
	if (*limit < 1) {
		zend_argument_value_error(argument, "must be at least 1");
		return false;
	}
	return true;
}

bool php_coop_store_failed(const char *what)
{
	if (EG(exception) && instanceof_function(EG(exception)->ce, zend_ce_exception) &&
		!instanceof_function(EG(exception)->ce, php_coop_ce_CoopException)) {
		zend_object *previous = php_coop_take_exception();
		php_coop_throw(php_coop_store_exception(NULL, previous, "%s failed: %s", what, ZSTR_VAL(previous->ce->name)));
	}
	return false;
}

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

const php_coop_store_ops *php_coop_store_ops_of(zend_object *store)
{
	return store->ce == php_coop_ce_PdoTokenStore ? &php_coop_pdo_store_ops : &php_coop_user_store_ops;
}

/* ---- A site's own store, through the interface's methods ------------------------------------------------------------ */

/* Calls a method of the store; false: an exception is pending. */
static bool call_store(zend_object *store, const char *method, uint32_t count, zval *arguments, zval *result)
{
	zend_function *function = zend_hash_str_find_ptr(&store->ce->function_table, method, strlen(method));
	ZVAL_UNDEF(result);
	zend_call_known_function(function, store, store->ce, result, count, arguments, NULL);
	if (EG(exception)) {
		zval_ptr_dtor(result);
		return php_coop_store_failed("The token store");
	}
	return true;
}

/* PdoLeases' connection for the length of an operation; NULL leases (a session) need none. */
static bool enter_leases(zend_object *leases)
{
	return !leases || php_coop_pdo_enter(&php_coop_pdo_leases_of(leases)->pdo);
}

static void leave_leases(zend_object *leases)
{
	if (leases) {
		php_coop_pdo_leave(&php_coop_pdo_leases_of(leases)->pdo);
	}
}

static bool user_end_of_today(zend_object *store, coop_instant *instant)
{
	coop_instant now = coop_instant_now();
	*instant = now - now % COOP_SECONDS_PER_DAY + COOP_SECONDS_PER_DAY - 1;
	return true;
}

static bool user_prepare(zend_object *store, zend_object *leases, coop_instant *now)
{
	*now = coop_instant_now();
	if (!enter_leases(leases)) {
		return false;
	}
	bool prepared = !leases || php_coop_leases_prepare(&php_coop_pdo_leases_of(leases)->leases, now);
	leave_leases(leases);
	return prepared;
}

static bool user_hold(zend_object *store)
{
	return true;
}

static void user_let_go(zend_object *store)
{
}

static int64_t user_count_due(zend_object *store, coop_instant before)
{
	return -1; /* the interface has no method that counts */
}

/* A StoredTokens that says no more than where to go on. */
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

/* -1: the list holds something else, an exception is pending. */
static int read_keys(zval *list, php_coop_due_key *keys, int limit)
{
	int count = 0;
	zval *stored;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(list), stored) {
		ZVAL_DEREF(stored);
		if (Z_TYPE_P(stored) != IS_OBJECT || Z_OBJCE_P(stored) != php_coop_ce_StoredTokens || count == limit) {
			while (count > 0) {
				zend_string_release(keys[--count].user_id);
			}
			php_coop_throw(php_coop_store_exception(
				NULL, NULL, "getExpiringTokens() must return a list of at most $limit Coop\\StoredTokens"));
			return -1;
		}
		key_of(Z_OBJ_P(stored), &keys[count++]);
	}
	ZEND_HASH_FOREACH_END();
	return count;
}

static int user_due_keys(zend_object *store, zend_object *leases, coop_instant before, const php_coop_due_key *after,
	php_coop_due_key *keys, int limit)
{
	zval arguments[3], list;
	php_coop_zval_instant(&arguments[0], before);
	ZVAL_LONG(&arguments[1], limit);
	after_argument(&arguments[2], after);
	bool called = call_store(store, "getexpiringtokens", 3, arguments, &list);
	zval_ptr_dtor(&arguments[0]);
	zval_ptr_dtor(&arguments[2]);
	if (!called) {
		return -1;
	}
	int count = read_keys(&list, keys, limit);
	zval_ptr_dtor(&list);
	return count;
}

/* Everybody is who expires in the next ten years. */
static int user_all_keys(
	zend_object *store, zend_object *leases, const php_coop_due_key *after, php_coop_due_key *keys, int limit)
{
	coop_instant far = coop_instant_add(coop_instant_now(), COOP_LIFETIME_MAXIMUM);
	return user_due_keys(store, leases, far, after, keys, limit);
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

/* What the companion table knows of the token that is in the row now. */
static bool read_lease_entry(zend_object *leases, php_coop_row *row)
{
	php_coop_lease_entry entry;
	char fingerprint[COOP_FINGERPRINT_LENGTH + 1];
	if (!leases) {
		return true;
	}
	if (!enter_leases(leases)) {
		return false;
	}
	bool found = php_coop_leases_find(&php_coop_pdo_leases_of(leases)->leases, row->user_id, &entry);
	leave_leases(leases);
	if (!found) {
		return false;
	}
	row->done_at = entry.done_at;
	bool same = row->refresh_token && coop_fingerprint(php_coop_view(row->refresh_token), fingerprint) &&
		strcmp(fingerprint, entry.fingerprint) == 0;
	if (same) { /* a new login voids what was said of an old token */
		row->next_at = entry.next_at;
		row->strikes = entry.strikes;
		memcpy(row->fingerprint, entry.fingerprint, sizeof(row->fingerprint));
	}
	return true;
}

static php_coop_read user_read(zend_object *store, zend_object *leases, zend_string *user_id, php_coop_row *row)
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
	if (!read_lease_entry(leases, row)) {
		php_coop_row_clear(row);
		return PHP_COOP_READ_FAILED;
	}
	return PHP_COOP_READ_ROW;
}

/* The set to save: what is new, and of the old one what the answer did not bring. */
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
	} else if (!merged.expiry_known) {
		merged.expiry_known = true;
		merged.expires_at = coop_instant_add(parts->received_at, parts->default_lifetime);
	}
	return php_coop_token_set_new(&merged);
}

static bool note_success(zend_object *leases, zend_string *user_id)
{
	if (!leases) {
		return true;
	}
	if (!enter_leases(leases)) {
		return false;
	}
	bool noted = php_coop_leases_done(&php_coop_pdo_leases_of(leases)->leases, user_id);
	leave_leases(leases);
	return noted;
}

/* The store answers no: someone else's tokens are there, unless they are our own, of a first try that went through. */
static bool holds_ours(zend_object *store, const php_coop_row *row, zend_object *saved)
{
	php_coop_row now;
	php_coop_token_set *set = php_coop_token_set_of(saved);
	bool ours = user_read(store, NULL, row->user_id, &now) == PHP_COOP_READ_ROW && now.access_token &&
		set->access_token && zend_string_equals(now.access_token, set->access_token);
	php_coop_row_clear(&now);
	return ours;
}

static php_coop_save user_save(zend_object *store, zend_object *leases, const php_coop_row *row,
	const php_coop_token_parts *parts, bool note_later)
{
	zval arguments[3], result;
	php_coop_save saved = PHP_COOP_SAVE_FAILED;
	ZVAL_STR(&arguments[0], row->user_id);
	ZVAL_OBJ(&arguments[1], merge(row, parts));
	ZVAL_OBJ(&arguments[2], row->tokens);
	if (call_store(store, "savenewtokens", 3, arguments, &result)) {
		bool done = zend_is_true(&result) || holds_ours(store, row, Z_OBJ(arguments[1]));
		zval_ptr_dtor(&result);
		if (!EG(exception)) {
			saved = !done ? PHP_COOP_SAVE_SUPERSEDED : PHP_COOP_SAVE_SAVED;
			if (done && !note_later && !note_success(leases, row->user_id)) {
				saved = PHP_COOP_SAVE_FAILED;
			}
		}
	}
	zval_ptr_dtor(&arguments[1]);
	return saved;
}

static bool user_note(zend_object *store, zend_object *leases, HashTable *user_ids)
{
	if (!leases) {
		return true;
	}
	if (!enter_leases(leases)) {
		return false;
	}
	bool noted = php_coop_leases_done_all(&php_coop_pdo_leases_of(leases)->leases, user_ids);
	leave_leases(leases);
	return noted;
}

static bool user_strike(
	zend_object *store, zend_object *leases, const php_coop_row *row, const char *fingerprint, int *strikes)
{
	*strikes = 1;
	if (!leases) {
		return true; /* the person is there and is told at once */
	}
	if (!enter_leases(leases)) {
		return false;
	}
	bool struck = php_coop_leases_strike(&php_coop_pdo_leases_of(leases)->leases, row->user_id, fingerprint, strikes);
	leave_leases(leases);
	return struck;
}

const php_coop_store_ops php_coop_user_store_ops = {
	.prepare = user_prepare,
	.hold = user_hold,
	.let_go = user_let_go,
	.count_due = user_count_due,
	.due_keys = user_due_keys,
	.all_keys = user_all_keys,
	.read = user_read,
	.save = user_save,
	.note = user_note,
	.strike = user_strike,
	.end_of_today = user_end_of_today,
};

void php_coop_token_store_minit(void)
{
	php_coop_ce_TokenStore = register_class_Coop_TokenStore();
	php_coop_ce_StoredTokens = register_class_Coop_StoredTokens();
	php_coop_ce_StoredTokens->create_object = create;
	php_coop_handlers_init(&handlers, XtOffsetOf(stored_tokens, std), zend_object_std_dtor);
}
