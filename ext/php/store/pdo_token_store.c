/* SPDX-License-Identifier: MIT */
#include "pdo_columns.h"
#include "pdo_leases.h"
#include "pdo_rows.h"
#include "pdo_save.h"

#include "php_coop.h"
#include "core/run/evidence.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/db/pdo_connection.h"
#include "php/db/pdo_expiry.h"
#include "php/db/pdo_fault.h"
#include "zend_exceptions.h"
#include "ext/date/php_date.h"
#include "stubs/pdo_token_store_arginfo.h"

zend_class_entry *php_coop_ce_PdoTokenStore;
static zend_object_handlers handlers;

/* ---- Reading ----------------------------------------------------------------------------------------------------- */

static const char *why_to_log_in(const php_coop_row *row)
{
	if (!row->refresh_token) {
		return row->expiry_known && row->expires_at <= coop_instant_now() ? "no_refresh_token" : NULL;
	}
	return php_coop_has_ended(&row->trouble) ? php_coop_end_reason(&row->trouble) : NULL;
}

static zend_object *stored_of_row(const php_coop_row *row)
{
	php_coop_token_parts parts = {
		.access_token = row->access_token,
		.refresh_token = row->refresh_token,
		.expiry_known = row->expiry_known,
		.expires_at = row->expires_at,
	};
	return php_coop_stored_tokens_new(
		row->user_id, php_coop_token_set_new(&parts), why_to_log_in(row), row->resource_owner_id);
}

static bool take_stored(php_coop_walk *walk, zval *values, bool expiry_known, coop_instant expires_at)
{
	php_coop_row row;
	zval stored;
	if (!php_coop_pdo_row(walk->store, values, &row)) {
		php_coop_row_clear(&row);
		return false;
	}
	ZVAL_OBJ(&stored, stored_of_row(&row));
	php_coop_row_clear(&row);
	*php_coop_stored_tokens_place(Z_OBJ(stored)) = walk->place;
	add_next_index_zval(walk->context, &stored);
	return true;
}

static php_coop_token_set *set_of_stored(zval *stored)
{
	return php_coop_token_set_of(Z_OBJ_P(OBJ_PROP_NUM(Z_OBJ_P(stored), PHP_COOP_STORED_TOKENS)));
}

static int compare_expiries(Bucket *a, Bucket *b)
{
	php_coop_token_set *first = set_of_stored(&a->val), *second = set_of_stored(&b->val);
	if (first->expiry_known != second->expiry_known) {
		return first->expiry_known ? 1 : -1;
	}
	if (first->expires_at != second->expires_at) {
		return first->expires_at < second->expires_at ? -1 : 1;
	}
	return Z_EXTRA(a->val) < Z_EXTRA(b->val) ? -1 : 1; /* Z_EXTRA is the place before the sort */
}

static bool walk_after_stored(php_coop_walk *walk, zend_object *after)
{
	zval *tokens = OBJ_PROP_NUM(after, PHP_COOP_STORED_TOKENS);
	php_coop_token_set *set = php_coop_token_set_of(Z_OBJ_P(tokens));
	return php_coop_walk_after(walk, php_coop_property_string(after, PHP_COOP_STORED_USER_ID),
		php_coop_stored_tokens_place(after), set->expiry_known, set->expires_at);
}

/* ---- Methods ----------------------------------------------------------------------------------------------------- */

static php_coop_pdo_token_store *this_store(zval *this_value)
{
	return php_coop_pdo_token_store_of(Z_OBJ_P(this_value));
}

static zend_string *copy_or(zend_string *string, const char *fallback)
{
	return string ? zend_string_copy(string) : zend_string_init(fallback, strlen(fallback), 0);
}

/* The constructor's arguments from the second one on, in their order. */
enum {
	TABLE,
	USER_ID,
	ACCESS_TOKEN,
	EXPIRES_AT,
	REFRESH_TOKEN,
	RESOURCE_OWNER_ID,
	PROVIDER_COLUMN,
	PROVIDER,
	TIME_ZONE,
	COMPANION,
	NAMES
};

static bool check_names(zend_string *const names[NAMES])
{
	for (uint32_t i = 0; i < NAMES; i++) {
		if (names[i] && !php_coop_check_name(names[i], 0, i + 2)) {
			return false;
		}
	}
	if (!names[PROVIDER_COLUMN] != !names[PROVIDER]) {
		zend_argument_value_error(PROVIDER + 2,
			"must be given together with argument #%d ($providerColumn), or neither of them", PROVIDER_COLUMN + 2);
		return false;
	}
	if (zend_string_equals_ci(names[TABLE], names[COMPANION])) {
		zend_argument_value_error(COMPANION + 2, "must not be the same table as argument #2 ($table)");
		return false;
	}
	return true;
}

static void init_names(php_coop_pdo_token_store *self, zend_string *const names[NAMES])
{
	zend_string **targets[NAMES] = {
		[TABLE] = &self->names.table,
		[USER_ID] = &self->names.user_id,
		[ACCESS_TOKEN] = &self->names.access_token,
		[EXPIRES_AT] = &self->names.expires_at,
		[REFRESH_TOKEN] = &self->names.refresh_token,
		[RESOURCE_OWNER_ID] = &self->names.resource_owner_id,
		[PROVIDER_COLUMN] = &self->names.provider,
		[PROVIDER] = &self->provider,
		[COMPANION] = &self->names.companion,
	};
	for (int i = 0; i < NAMES; i++) {
		if (targets[i] && names[i]) {
			*targets[i] = zend_string_copy(names[i]);
		}
	}
	php_coop_leases_init(&self->leases, &self->pdo, zend_string_copy(self->names.companion),
		self->provider ? zend_strpprintf(0, "%s:%s", ZSTR_VAL(self->names.table), ZSTR_VAL(self->provider))
					   : zend_string_copy(self->names.table));
}

static void construct(php_coop_pdo_token_store *self, zval *connection, zend_string *const names[NAMES])
{
	zval zone;
	if (!Z_ISUNDEF(self->pdo.source)) {
		zend_throw_error(NULL, "%s::__construct() cannot be called twice", ZSTR_VAL(self->std.ce->name));
		return;
	}
	if (!php_coop_check_connection(connection, 1) || !check_names(names)) {
		return;
	}
	if (!php_coop_expiry_zone(names[TIME_ZONE], &zone)) {
		zend_argument_value_error(TIME_ZONE + 2,
			"must be a time zone that PHP knows, such as \"Europe/Berlin\" (DateTimeZone::listIdentifiers() has all)");
		return;
	}
	ZVAL_COPY_VALUE(&self->zone, &zone);
	php_coop_pdo_init(&self->pdo, connection);
	self->pdo.names = &self->names;
	init_names(self, names);
}

PHP_METHOD(Coop_PdoTokenStore, __construct)
{
	static const char *const DEFAULTS[NAMES] = {"users", "email", "coopAccessToken", "coopAccessExpiresAt",
		"coopRefreshToken", "coopUserId", NULL, NULL, "UTC", "coop_refresh"};
	zval *connection;
	zend_string *given[NAMES] = {0}, *names[NAMES];
	ZEND_PARSE_PARAMETERS_START(1, 11)
		Z_PARAM_ZVAL(connection)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(given[TABLE])
		Z_PARAM_STR(given[USER_ID])
		Z_PARAM_STR(given[ACCESS_TOKEN])
		Z_PARAM_STR(given[EXPIRES_AT])
		Z_PARAM_STR(given[REFRESH_TOKEN])
		Z_PARAM_STR_OR_NULL(given[RESOURCE_OWNER_ID])
		Z_PARAM_STR_OR_NULL(given[PROVIDER_COLUMN])
		Z_PARAM_STR_OR_NULL(given[PROVIDER])
		Z_PARAM_STR(given[TIME_ZONE])
		Z_PARAM_STR(given[COMPANION])
	ZEND_PARSE_PARAMETERS_END();
	for (uint32_t i = 0; i < NAMES; i++) {
		/* An explicit null means that there is no such column. An argument that was not given has its default. */
		bool is_null = i == RESOURCE_OWNER_ID && !given[i] && ZEND_NUM_ARGS() > i + 1;
		names[i] = given[i] || (DEFAULTS[i] && !is_null) ? copy_or(given[i], DEFAULTS[i]) : NULL;
	}
	construct(this_store(ZEND_THIS), connection, names);
	for (uint32_t i = 0; i < NAMES; i++) {
		if (names[i]) {
			zend_string_release(names[i]);
		}
	}
}

static bool make_index(php_coop_pdo_token_store *self)
{
	zend_string *sql = php_coop_sql_text(self->pdo.database, &self->names, PHP_COOP_SQL_INDEX);
	bool made = php_coop_pdo_exec(&self->pdo, ZSTR_VAL(sql), ZSTR_LEN(sql));
	php_coop_pdo_fault fault = made ? PHP_COOP_PDO_FAULT_OTHER : php_coop_pdo_fault_of(EG(exception));
	if (fault == PHP_COOP_PDO_FAULT_EXISTS) {
		zend_clear_exception();
		made = true;
	} else if (fault == PHP_COOP_PDO_FAULT_UNINDEXABLE) {
		php_coop_throw(php_coop_store_exception(NULL, php_coop_take_exception(),
			"The index on the table \"%s\" cannot be made: the columns \"%s\" and \"%s\" must be of types that fit "
			"into an "
			"index, such as VARCHAR(40)",
			ZSTR_VAL(self->names.table), ZSTR_VAL(self->names.expires_at), ZSTR_VAL(self->names.user_id)));
	} else if (!made && EG(exception) && EG(exception)->ce == php_coop_ce_StoreException) {
		php_coop_throw(php_coop_store_exception(sql, php_coop_take_exception(),
			"This database account may not make the index on the table \"%s\": run the SQL of this exception ($sql) "
			"with an account that may",
			ZSTR_VAL(self->names.table)));
	}
	zend_string_release(sql);
	return made;
}

PHP_METHOD(Coop_PdoTokenStore, installSchema)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_coop_pdo_token_store *self = this_store(ZEND_THIS);
	if (!php_coop_pdo_store_enter(self)) {
		RETURN_THROWS();
	}
	self->known = false;
	if (php_coop_leases_make(&self->leases) && php_coop_pdo_store_ready(self)) {
		make_index(self);
	}
	php_coop_pdo_store_leave(self);
}

PHP_METHOD(Coop_PdoTokenStore, schemaSql)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_coop_pdo_token_store *self = this_store(ZEND_THIS);
	if (!php_coop_pdo_store_enter(self)) {
		RETURN_THROWS();
	}
	array_init_size(return_value, 2);
	add_next_index_str(return_value, php_coop_sql_text(self->pdo.database, &self->names, PHP_COOP_SQL_COMPANION));
	add_next_index_str(return_value, php_coop_sql_text(self->pdo.database, &self->names, PHP_COOP_SQL_INDEX));
	php_coop_pdo_store_leave(self);
}

static bool add_to_reauthorize(php_coop_pdo_token_store *self, zval *key_row, zval *list)
{
	php_coop_row row;
	zend_string *user_id = php_coop_sql_string(key_row, 0);
	if (!user_id) {
		return true;
	}
	php_coop_read read = php_coop_pdo_find(self, user_id, &row);
	zend_string_release(user_id);
	if (read == PHP_COOP_READ_ROW) {
		if (row.refresh_token && php_coop_has_ended(&row.trouble)) {
			add_next_index_object(list, stored_of_row(&row));
		}
		php_coop_row_clear(&row);
	}
	return read != PHP_COOP_READ_FAILED;
}

static void add_rejected(php_coop_pdo_token_store *self, zend_long limit, zval *list)
{
	zval values[2], rows, *row;
	if (self->names.without_companion) {
		return; /* without a companion table there were no rejections */
	}
	ZVAL_STR(&values[0], self->leases.store);
	ZVAL_LONG(&values[1], COOP_STRIKES_ENDED);
	if (!php_coop_sql_query(&self->pdo, &self->names, PHP_COOP_SQL_REAUTHORIZE, 2, values, &rows)) {
		return;
	}
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL(rows), row) {
		bool full = limit >= 0 && (zend_long) zend_hash_num_elements(Z_ARRVAL_P(list)) >= limit;
		if (full || !add_to_reauthorize(self, row, list)) {
			break;
		}
	}
	ZEND_HASH_FOREACH_END();
	zval_ptr_dtor(&rows);
}

/* Adds the logins whose access token has expired, and that have no refresh token. */
static void add_expired(php_coop_pdo_token_store *self, zend_long limit, zval *list)
{
	zend_long count = (zend_long) zend_hash_num_elements(Z_ARRVAL_P(list));
	php_coop_walk walk = {
		.store = self,
		.expired_logins = true,
		.whole_rows = true,
		.before = coop_instant_now(),
		.limit = limit < 0 ? -1 : limit - count,
		.take = take_stored,
		.context = list,
	};
	(void) php_coop_walk_run(&walk);
	php_coop_walk_end(&walk);
}

static void get_tokens_to_reauthorize(php_coop_pdo_token_store *self, zend_long limit, zval *list)
{
	if (!php_coop_pdo_store_ready(self)) {
		return;
	}
	add_rejected(self, limit, list);
	if (!EG(exception)) {
		add_expired(self, limit, list);
	}
}

PHP_METHOD(Coop_PdoTokenStore, getTokensToReauthorize)
{
	zend_long limit = 0;
	bool is_null = true;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG_OR_NULL(limit, is_null)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_pdo_token_store *self = this_store(ZEND_THIS);
	if (!php_coop_check_limit(is_null, &limit, 1) || !php_coop_pdo_store_enter(self)) {
		RETURN_THROWS();
	}
	array_init(return_value);
	get_tokens_to_reauthorize(self, limit, return_value);
	php_coop_pdo_store_leave(self);
}

static void get_expiring_tokens(
	php_coop_pdo_token_store *self, zend_object *before, zend_long limit, zend_object *after, zval *list)
{
	php_coop_walk walk = {.store = self, .whole_rows = true, .limit = limit, .take = take_stored, .context = list};
	bool ready = php_coop_pdo_store_ready(self) &&
		(before ? php_coop_instant_of(before, &walk.before) : php_coop_expiry_end_of_today(&self->zone, &walk.before));
	if (ready && (!after || walk_after_stored(&walk, after)) && php_coop_walk_run(&walk) && limit < 0) {
		zend_hash_sort(Z_ARRVAL_P(list), compare_expiries, true);
	}
	php_coop_walk_end(&walk);
}

PHP_METHOD(Coop_PdoTokenStore, getExpiringTokens)
{
	zend_object *before = NULL, *after = NULL;
	zend_long limit = 0;
	bool is_null = true;
	ZEND_PARSE_PARAMETERS_START(0, 3)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(before, php_date_get_interface_ce())
		Z_PARAM_LONG_OR_NULL(limit, is_null)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(after, php_coop_ce_StoredTokens)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_pdo_token_store *self = this_store(ZEND_THIS);
	if (!php_coop_check_limit(is_null, &limit, 2) || !php_coop_pdo_store_enter(self)) {
		RETURN_THROWS();
	}
	array_init(return_value);
	get_expiring_tokens(self, before, limit, after, return_value);
	php_coop_pdo_store_leave(self);
}

PHP_METHOD(Coop_PdoTokenStore, findTokens)
{
	zend_string *string = NULL;
	zend_long number = 0;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR_OR_LONG(string, number)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_pdo_token_store *self = this_store(ZEND_THIS);
	if (!php_coop_pdo_store_enter(self)) {
		RETURN_THROWS();
	}
	php_coop_row row;
	zend_string *user_id = php_coop_user_id(string, number);
	if (php_coop_pdo_store_ready(self) && php_coop_pdo_find(self, user_id, &row) == PHP_COOP_READ_ROW) {
		RETVAL_OBJ(stored_of_row(&row));
		php_coop_row_clear(&row);
	}
	zend_string_release(user_id);
	php_coop_pdo_store_leave(self);
}

/* The expiry of a token that never expires, for a column that cannot be null: it is within the lifetimes that count, with a
 * day for clocks that differ. */
#define NEVER (COOP_LIFETIME_MAXIMUM - COOP_SECONDS_PER_DAY)

/* Returns the expiry to write. If there is no access token, the row is due at once, and the expiry of an earlier login
 * must not stay. */
static coop_instant expiry_of(const php_coop_token_set *tokens)
{
	if (php_coop_token_set_never_expires(tokens)) {
		return coop_instant_add(coop_instant_now(), NEVER);
	}
	return tokens->access_token || tokens->expiry_known ? php_coop_token_set_stored_expiry(tokens) : coop_instant_now();
}

/* Makes the expiry to write; owned; NULL if it is null. A save that replaces tokens would take null for "as before". */
static bool make_expiry(
	php_coop_pdo_token_store *self, const php_coop_token_set *tokens, bool is_login, zend_string **expiry)
{
	*expiry = NULL;
	if (!php_coop_pdo_store_ready(self)) { /* the columns' types are needed */
		return false;
	}
	if (is_login && !self->expiry_not_null && php_coop_token_set_never_expires(tokens)) {
		return true;
	}
	*expiry = php_coop_expiry_write(&self->zone, self->names.expiry_kind, expiry_of(tokens));
	return *expiry != NULL;
}

static php_coop_save save_new_tokens(php_coop_pdo_token_store *self, zend_string *user_id, php_coop_token_set *tokens,
	php_coop_token_set *replaces, const php_coop_login *login)
{
	zend_string *expiry;
	if (!make_expiry(self, tokens, !replaces, &expiry)) {
		return PHP_COOP_SAVE_FAILED;
	}
	php_coop_save saved = php_coop_pdo_save(self,
		&(php_coop_pdo_saving){
			.user_id = user_id,
			.is_login = !replaces,
			.makes_row = login != NULL,
			.resource_owner_id = login ? login->resource_owner_id : NULL,
			.old_access_token = replaces ? replaces->access_token : NULL,
			.old_refresh_token = replaces ? replaces->refresh_token : NULL,
			.access_token = tokens->access_token ? tokens->access_token : ZSTR_EMPTY_ALLOC(),
			.expiry = expiry,
			.refresh_token = tokens->refresh_token,
		});
	if (expiry) {
		zend_string_release(expiry);
	}
	return saved;
}

PHP_METHOD(Coop_PdoTokenStore, saveNewTokens)
{
	zend_string *string = NULL;
	zend_long number = 0;
	zend_object *tokens, *replaces = NULL;
	ZEND_PARSE_PARAMETERS_START(2, 3)
		Z_PARAM_STR_OR_LONG(string, number)
		Z_PARAM_OBJ_OF_CLASS(tokens, php_coop_ce_TokenSet)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(replaces, php_coop_ce_TokenSet)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_pdo_token_store *self = this_store(ZEND_THIS);
	if (!php_coop_pdo_store_enter(self)) {
		RETURN_THROWS();
	}
	zend_string *user_id = php_coop_user_id(string, number);
	php_coop_save saved = save_new_tokens(
		self, user_id, php_coop_token_set_of(tokens), replaces ? php_coop_token_set_of(replaces) : NULL, NULL);
	zend_string_release(user_id);
	php_coop_pdo_store_leave(self);
	RETURN_BOOL(saved == PHP_COOP_SAVE_SAVED);
}

bool php_coop_pdo_save_login(const php_coop_store *store, const php_coop_login *login)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store->object);
	if (!php_coop_pdo_store_enter(self)) {
		return false;
	}
	php_coop_save saved = save_new_tokens(self, login->user_id, php_coop_token_set_of(login->tokens), NULL, login);
	php_coop_pdo_store_leave(self);
	return saved == PHP_COOP_SAVE_SAVED;
}

/* Makes `value` what a column has without a token: null, or '' if the column cannot be null. */
static void set_removed(zval *value, bool not_null)
{
	if (not_null) {
		ZVAL_EMPTY_STRING(value);
	} else {
		ZVAL_NULL(value);
	}
}

#define LONG_AGO \
 COOP_SECONDS_PER_DAY /* the second day of 1970, which MariaDB's TIMESTAMP can hold in every time zone */

static bool remove_tokens(php_coop_pdo_token_store *self, zend_string *user_id)
{
	zval values[5];
	if (!php_coop_pdo_store_ready(self)) {
		return false;
	}
	set_removed(&values[0], self->access_not_null);
	set_removed(&values[1], self->expiry_not_null);
	set_removed(&values[2], self->refresh_not_null);
	/* A column of times or numbers that cannot be null gets a time long ago, because it cannot hold ''. */
	bool typed = !self->pdo.database->has_affinities && self->names.expiry_kind != PHP_COOP_EXPIRY_TEXT;
	if (typed && self->expiry_not_null) {
		zend_string *expiry = php_coop_expiry_write(&self->zone, self->names.expiry_kind, LONG_AGO);
		if (!expiry) {
			return false;
		}
		ZVAL_STR(&values[1], expiry);
	}
	php_coop_pdo_store_bind_id(self, &values[3], user_id);
	uint32_t count = php_coop_pdo_store_add_provider(self, values, 4);
	bool removed = php_coop_sql_execute(&self->pdo, &self->names, PHP_COOP_SQL_REMOVE, count, values);
	zval_ptr_dtor(&values[1]);
	return removed;
}

PHP_METHOD(Coop_PdoTokenStore, removeTokens)
{
	zend_string *string = NULL;
	zend_long number = 0;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR_OR_LONG(string, number)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_pdo_token_store *self = this_store(ZEND_THIS);
	if (!php_coop_pdo_store_enter(self)) {
		RETURN_THROWS();
	}
	zend_string *user_id = php_coop_user_id(string, number);
	remove_tokens(self, user_id);
	zend_string_release(user_id);
	php_coop_pdo_store_leave(self);
}

static bool read_id(php_coop_pdo_token_store *self)
{
	zend_string *id;
	if (self->id) {
		return true;
	}
	if (!php_coop_pdo_store_enter(self)) {
		return false;
	}
	bool read = php_coop_leases_store_id(&self->leases, &id);
	if (id) {
		self->id = zend_strpprintf(0, "pdo:%s", ZSTR_VAL(id));
		zend_string_release(id);
	}
	php_coop_pdo_store_leave(self);
	return read;
}

PHP_METHOD(Coop_PdoTokenStore, id)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_coop_pdo_token_store *self = this_store(ZEND_THIS);
	if (!read_id(self)) {
		RETURN_THROWS();
	}
	RETURN_STR_COPY(self->id);
}

/* ---- The object -------------------------------------------------------------------------------------------------- */

static zend_object *create(zend_class_entry *class_entry)
{
	php_coop_pdo_token_store *self = zend_object_alloc(sizeof(*self), class_entry);
	php_coop_object_init(&self->std, class_entry, &handlers);
	return &self->std;
}

static void free_object(zend_object *object)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(object);
	php_coop_sql_names *names = &self->names;
	zend_string *owned[] = {names->table, names->user_id, names->access_token, names->expires_at, names->refresh_token,
		names->resource_owner_id, names->provider, names->companion, self->provider, self->id};
	php_coop_pdo_clear(&self->pdo);
	php_coop_leases_clear(&self->leases);
	zval_ptr_dtor(&self->zone);
	for (size_t i = 0; i < COOP_COUNT(owned); i++) {
		if (owned[i]) {
			zend_string_release(owned[i]);
		}
	}
	zend_object_std_dtor(object);
}

static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	php_coop_pdo_gc(&php_coop_pdo_token_store_of(object)->pdo, buffer);
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void php_coop_pdo_token_store_minit(void)
{
	php_coop_ce_PdoTokenStore = register_class_Coop_PdoTokenStore(php_coop_ce_TokenStore);
	php_coop_ce_PdoTokenStore->create_object = create;
	php_coop_handlers_init(&handlers, offsetof(php_coop_pdo_token_store, std), free_object);
	handlers.get_gc = get_gc;
}
