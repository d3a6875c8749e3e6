/* SPDX-License-Identifier: MIT */
#include "pdo_token_store.h"

#include "php_coop.h"
#include "convert.h"
#include "exceptions.h"
#include "pdo_expiry.h"
#include "ext/date/php_date.h"
#include "stubs/pdo_token_store_arginfo.h"

zend_class_entry *php_coop_ce_PdoTokenStore;
static zend_object_handlers handlers;

/* ---- The catalogue ------------------------------------------------------------------------------------------------- */

static bool contains(const char *type, const char *part)
{
	for (; *type; type++) {
		if (strncasecmp(type, part, strlen(part)) == 0) {
			return true;
		}
	}
	return false;
}

/* The row of a column's name, without regard to case as in SQL; NULL: there is none. */
static zval *find_column(zval *columns, const zend_string *name)
{
	zval *row;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(columns), row) {
		zend_string *column = php_coop_sql_string(row, 0);
		bool same = column && zend_string_equals_ci(column, name);
		if (column) {
			zend_string_release(column);
		}
		if (same) {
			return row;
		}
	}
	ZEND_HASH_FOREACH_END();
	return NULL;
}

/* *row: the column's; NULL where the store has none. False: it is missing, a StoreException is pending. */
static bool require_column(
	php_coop_pdo_token_store *self, zval *columns, const zend_string *name, const char *argument, zval **row)
{
	*row = name ? find_column(columns, name) : NULL;
	if (!name || *row) {
		return true;
	}
	bool optional = name == self->names.resource_owner_id;
	php_coop_throw(php_coop_store_exception(NULL, NULL,
		"The table \"%s\" has no column \"%s\": add it, or give PdoTokenStore the right name as $%s%s",
		ZSTR_VAL(self->names.table), ZSTR_VAL(name), argument, optional ? " (null if there is none)" : ""));
	return false;
}

static bool is_not_null(zval *row)
{
	return php_coop_sql_long(row, 2) != 0;
}

/* SQLite's rules of affinity, except that a type of numbers asks for numbers. */
static void read_expiry_type(php_coop_pdo_token_store *self, zval *row)
{
	zend_string *string = php_coop_sql_string(row, 1);
	const char *type = string ? ZSTR_VAL(string) : "";
	bool integer = contains(type, "INT");
	self->expiry_is_text = !integer && (contains(type, "CHAR") || contains(type, "CLOB") || contains(type, "TEXT"));
	self->expiry_as_number = integer || contains(type, "REAL") || contains(type, "FLOA") || contains(type, "DOUB") ||
		contains(type, "NUMERIC") || contains(type, "DECIMAL");
	self->expiry_not_null = is_not_null(row);
	if (string) {
		zend_string_release(string);
	}
}

static bool read_columns(php_coop_pdo_token_store *self, zval *columns)
{
	zval *id, *access, *expiry, *refresh, *other;
	const php_coop_sql_names *names = &self->names;
	if (zend_hash_num_elements(Z_ARRVAL_P(columns)) == 0) {
		php_coop_throw(php_coop_store_exception(NULL, NULL,
			"There is no table \"%s\" in the database: give PdoTokenStore the right name as $table",
			ZSTR_VAL(names->table)));
		return false;
	}
	if (!require_column(self, columns, names->user_id, "userIdColumn", &id) ||
		!require_column(self, columns, names->access_token, "accessTokenColumn", &access) ||
		!require_column(self, columns, names->expires_at, "expiresAtColumn", &expiry) ||
		!require_column(self, columns, names->refresh_token, "refreshTokenColumn", &refresh) ||
		!require_column(self, columns, names->resource_owner_id, "resourceOwnerIdColumn", &other) ||
		!require_column(self, columns, names->provider, "providerColumn", &other)) {
		return false;
	}
	zend_string *id_type = php_coop_sql_string(id, 1);
	self->names.id_as_text = !id_type || contains(ZSTR_VAL(id_type), "BLOB");
	if (id_type) {
		zend_string_release(id_type);
	}
	read_expiry_type(self, expiry);
	self->access_not_null = is_not_null(access);
	self->refresh_not_null = is_not_null(refresh);
	return true;
}

bool php_coop_pdo_store_ready(php_coop_pdo_token_store *self)
{
	if (self->known) {
		return true;
	}
	zval table, columns;
	bool exist;
	ZVAL_STR(&table, self->names.table);
	php_coop_pdo_forget_all(&self->pdo);
	if (!php_coop_sql_query(&self->pdo, &self->names, PHP_COOP_SQL_COLUMNS, 1, &table, &columns)) {
		return false;
	}
	bool read = read_columns(self, &columns);
	zval_ptr_dtor(&columns);
	if (!read || !php_coop_leases_exist(&self->leases, &exist)) {
		return false;
	}
	self->names.without_companion = !exist;
	self->known = true;
	return true;
}

/* A read does without the companion table, a write makes it. */
static bool ready_to_write(php_coop_pdo_token_store *self)
{
	if (!php_coop_pdo_store_ready(self)) {
		return false;
	}
	if (!self->names.without_companion) {
		return true;
	}
	bool open;
	if (!php_coop_pdo_in_transaction(&self->pdo, &open)) {
		return false;
	}
	if (open) {
		php_coop_pdo_throw_open_transaction(NULL);
		return false;
	}
	self->known = false;
	return php_coop_leases_make(&self->leases) && php_coop_pdo_store_ready(self);
}

static bool enter(php_coop_pdo_token_store *self)
{
	if (Z_ISUNDEF(self->pdo.source)) {
		zend_throw_error(NULL, "%s has not been constructed", ZSTR_VAL(self->std.ce->name));
		return false;
	}
	return php_coop_pdo_enter(&self->pdo);
}

/* After a failure the tables are looked at again: they may have changed. */
static void leave(php_coop_pdo_token_store *self)
{
	if (EG(exception)) {
		self->known = false;
	}
	php_coop_pdo_leave(&self->pdo);
}

/* ---- Saving -------------------------------------------------------------------------------------------------------- */

/* Strings are borrowed. A NULL among the new values keeps what is stored. */
typedef struct save {
	zend_string *user_id;
	bool is_key; /* the user id is as it stands in the row */
	bool is_login;
	bool note_later; /* of a run, which notes the successes of many rows at once */
	zend_string *old_access_token; /* NULL: null or '' */
	zend_string *old_refresh_token;
	zend_string *access_token;
	zend_string *expiry;
	zend_string *refresh_token;
} save;

static void set_or_null(zval *value, zend_string *string)
{
	if (string) {
		ZVAL_STR(value, string);
	} else {
		ZVAL_NULL(value);
	}
}

static void set_or_empty(zval *value, zend_string *string)
{
	ZVAL_STR(value, string ? string : ZSTR_EMPTY_ALLOC());
}

static uint32_t add_provider(const php_coop_pdo_token_store *self, zval *values, uint32_t count)
{
	if (self->provider) {
		ZVAL_STR(&values[count++], self->provider);
	}
	return count;
}

static bool update(php_coop_pdo_token_store *self, const save *s, zend_long *rows)
{
	zval values[7];
	uint32_t count = 0;
	php_coop_sql statement = s->is_login ? PHP_COOP_SQL_LOGIN : PHP_COOP_SQL_SAVE;
	set_or_null(&values[count++], s->access_token);
	set_or_null(&values[count++], s->expiry);
	set_or_null(&values[count++], s->refresh_token);
	ZVAL_STR(&values[count++], s->user_id);
	if (!s->is_login) {
		set_or_empty(&values[count++], s->old_access_token);
		set_or_empty(&values[count++], s->old_refresh_token);
	}
	count = add_provider(self, values, count);
	return php_coop_sql_execute(&self->pdo, &self->names, statement, count, values) &&
		php_coop_pdo_row_count(&self->pdo, statement, rows);
}

static bool note_success(php_coop_pdo_token_store *self, const save *s)
{
	if (s->is_key) {
		return php_coop_leases_done(&self->leases, s->user_id);
	}
	zval values[3];
	ZVAL_STR(&values[0], self->leases.store);
	ZVAL_STR(&values[1], s->user_id);
	return php_coop_sql_execute(
		&self->pdo, &self->names, PHP_COOP_SQL_LEASE_LOGIN, add_provider(self, values, 2), values);
}

static bool same(const zend_string *a, const zend_string *b)
{
	coop_view view_a = a ? php_coop_view(a) : COOP_VIEW("");
	return coop_secret_equals(view_a, b ? php_coop_view(b) : COOP_VIEW(""));
}

static php_coop_save refused(const php_coop_pdo_token_store *self, const char *why)
{
	php_coop_throw(php_coop_store_exception(
		NULL, NULL, "The tokens could not be saved in the table \"%s\": %s", ZSTR_VAL(self->names.table), why));
	return PHP_COOP_SAVE_FAILED;
}

/* No row was changed. Looks at what is there: our own tokens mean that they were saved after all (by a trigger in
 * place of the update, or by the first of two tries). */
static php_coop_save judge_unchanged(php_coop_pdo_token_store *self, const save *s)
{
	php_coop_row row;
	php_coop_read read = php_coop_pdo_find(self, s->user_id, &row);
	if (read == PHP_COOP_READ_FAILED) {
		return PHP_COOP_SAVE_FAILED;
	}
	if (read == PHP_COOP_READ_NONE) {
		return s->is_login ? refused(self, "it has no such user (or the user's row cannot be changed)")
						   : PHP_COOP_SAVE_SUPERSEDED;
	}
	bool ours = (!s->access_token || same(row.access_token, s->access_token)) &&
		(!s->refresh_token || same(row.refresh_token, s->refresh_token)) && (s->access_token || s->refresh_token);
	bool old =
		!s->is_login && same(row.access_token, s->old_access_token) && same(row.refresh_token, s->old_refresh_token);
	php_coop_row_clear(&row);
	if (ours) {
		return PHP_COOP_SAVE_SAVED;
	}
	if (s->is_login || old) {
		return refused(self, "the row did not change; is there a trigger on the table?");
	}
	return PHP_COOP_SAVE_SUPERSEDED;
}

/* One transaction that begins with a write: SQLite refuses at once, without waiting, where a transaction that has read
 * wants to write while somebody else does. */
static php_coop_save save_and_note(php_coop_pdo_token_store *self, const save *s)
{
	zend_long rows = 0;
	if (!php_coop_pdo_begin(&self->pdo)) {
		return PHP_COOP_SAVE_FAILED;
	}
	php_coop_save saved = PHP_COOP_SAVE_FAILED;
	if (update(self, s, &rows)) {
		saved = rows > 0 ? PHP_COOP_SAVE_SAVED : judge_unchanged(self, s);
	}
	if (saved == PHP_COOP_SAVE_SAVED && (!note_success(self, s) || !php_coop_pdo_commit(&self->pdo))) {
		saved = PHP_COOP_SAVE_FAILED;
	}
	if (saved != PHP_COOP_SAVE_SAVED) {
		php_coop_pdo_roll_back(&self->pdo);
	}
	return saved;
}

/* The row alone: a statement that commits itself, unless somebody's transaction is open. */
static php_coop_save save_alone(php_coop_pdo_token_store *self, const save *s)
{
	zend_long rows = 0;
	bool open;
	if (!php_coop_pdo_in_transaction(&self->pdo, &open)) {
		return PHP_COOP_SAVE_FAILED;
	}
	if (open) {
		php_coop_pdo_throw_open_transaction(NULL);
		return PHP_COOP_SAVE_FAILED;
	}
	if (!update(self, s, &rows)) {
		return PHP_COOP_SAVE_FAILED;
	}
	return rows > 0 ? PHP_COOP_SAVE_SAVED : judge_unchanged(self, s);
}

static php_coop_save run_save(php_coop_pdo_token_store *self, const save *s)
{
	if (!ready_to_write(self)) {
		return PHP_COOP_SAVE_FAILED;
	}
	return s->note_later ? save_alone(self, s) : save_and_note(self, s);
}

/* ---- Reading ------------------------------------------------------------------------------------------------------- */

static zend_object *stored_of_row(const php_coop_row *row)
{
	php_coop_token_parts parts = {
		.access_token = row->access_token,
		.refresh_token = row->refresh_token,
		.expiry_known = row->expiry_known,
		.expires_at = row->expires_at,
	};
	return php_coop_stored_tokens_new(row->user_id, php_coop_token_set_new(&parts),
		row->strikes >= 2 ? "invalid_grant" : NULL, row->resource_owner_id);
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
	return Z_EXTRA(a->val) < Z_EXTRA(b->val) ? -1 : 1; /* zend_hash_sort() keeps the order before it there */
}

static bool walk_after_stored(php_coop_walk *walk, zend_object *after)
{
	zval *tokens = OBJ_PROP_NUM(after, PHP_COOP_STORED_TOKENS);
	php_coop_token_set *set = php_coop_token_set_of(Z_OBJ_P(tokens));
	return php_coop_walk_after(walk, php_coop_property_string(after, PHP_COOP_STORED_USER_ID),
		php_coop_stored_tokens_place(after), set->expiry_known, set->expires_at);
}

/* ---- Methods ------------------------------------------------------------------------------------------------------- */

static php_coop_pdo_token_store *this_store(zval *this_value)
{
	return php_coop_pdo_token_store_of(Z_OBJ_P(this_value));
}

static zend_string *copy_or(zend_string *string, const char *fallback)
{
	return string ? zend_string_copy(string) : zend_string_init(fallback, strlen(fallback), 0);
}

/* The constructor's names in the order of its arguments, from the second one. */
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
		zend_argument_value_error(
			PROVIDER + 2, "must be given together with argument #%d ($providerColumn)", PROVIDER_COLUMN + 2);
		return false;
	}
	if (zend_string_equals_ci(names[TABLE], names[COMPANION])) {
		zend_argument_value_error(COMPANION + 2, "must not be the table of the users");
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
	self->leases.pdo = &self->pdo;
	self->leases.table = zend_string_copy(self->names.companion);
	self->leases.store = self->provider
		? zend_strpprintf(0, "%s:%s", ZSTR_VAL(self->names.table), ZSTR_VAL(self->provider))
		: zend_string_copy(self->names.table);
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
		zend_argument_value_error(TIME_ZONE + 2, "must be a time zone that PHP knows");
		return;
	}
	ZVAL_COPY_VALUE(&self->zone, &zone);
	php_coop_pdo_init(&self->pdo, connection);
	init_names(self, names);
}

PHP_METHOD(Coop_PdoTokenStore, __construct)
{
	static const char *const defaults[NAMES] = {"users", "email", "coopAccessToken", "coopAccessExpiresAt",
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
		/* An explicit null is "no such column"; a name that was not given at all is the default. */
		bool is_null = i == RESOURCE_OWNER_ID && !given[i] && ZEND_NUM_ARGS() > i + 1;
		names[i] = given[i] || (defaults[i] && !is_null) ? copy_or(given[i], defaults[i]) : NULL;
	}
	construct(this_store(ZEND_THIS), connection, names);
	for (uint32_t i = 0; i < NAMES; i++) {
		if (names[i]) {
			zend_string_release(names[i]);
		}
	}
}

static bool exec_text(php_coop_pdo_token_store *self, php_coop_sql statement)
{
	zend_string *sql = php_coop_sql_text(self->pdo.driver, &self->names, statement);
	bool worked = php_coop_pdo_exec(&self->pdo, ZSTR_VAL(sql), ZSTR_LEN(sql));
	if (!worked && EG(exception) && EG(exception)->ce == php_coop_ce_StoreException) {
		php_coop_throw(php_coop_store_exception(sql, php_coop_take_exception(),
			"The index on the table \"%s\" cannot be made here: run the SQL of this exception with an account that may",
			ZSTR_VAL(self->names.table)));
	}
	zend_string_release(sql);
	return worked;
}

PHP_METHOD(Coop_PdoTokenStore, installSchema)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_coop_pdo_token_store *self = this_store(ZEND_THIS);
	if (!enter(self)) {
		RETURN_THROWS();
	}
	self->known = false;
	if (php_coop_leases_make(&self->leases) && php_coop_pdo_store_ready(self)) {
		exec_text(self, PHP_COOP_SQL_INDEX);
	}
	leave(self);
}

PHP_METHOD(Coop_PdoTokenStore, schemaSql)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_coop_pdo_token_store *self = this_store(ZEND_THIS);
	if (!enter(self)) {
		RETURN_THROWS();
	}
	array_init_size(return_value, 2);
	add_next_index_str(return_value, php_coop_sql_text(self->pdo.driver, &self->names, PHP_COOP_SQL_COMPANION));
	add_next_index_str(return_value, php_coop_sql_text(self->pdo.driver, &self->names, PHP_COOP_SQL_INDEX));
	leave(self);
}

static bool add_to_reauthorize(php_coop_pdo_token_store *self, zval *rows, zend_long limit, zval *list)
{
	zval *values;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(rows), values) {
		php_coop_row row;
		ZVAL_DEREF(values);
		bool read = php_coop_pdo_row(self, values, &row);
		if (read && row.strikes >= 2 && row.user_id &&
			(limit < 0 || zend_hash_num_elements(Z_ARRVAL_P(list)) < limit)) {
			add_next_index_object(list, stored_of_row(&row));
		}
		php_coop_row_clear(&row);
		if (!read) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

static void get_tokens_to_reauthorize(php_coop_pdo_token_store *self, zend_long limit, zval *list)
{
	zval values[2], rows;
	if (!php_coop_pdo_store_ready(self) || self->names.without_companion) {
		return; /* nobody was ever refused */
	}
	ZVAL_STR(&values[0], self->leases.store);
	uint32_t count = add_provider(self, values, 1);
	if (php_coop_sql_query(&self->pdo, &self->names, PHP_COOP_SQL_REAUTHORIZE, count, values, &rows)) {
		add_to_reauthorize(self, &rows, limit, list);
		zval_ptr_dtor(&rows);
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
	if (!php_coop_check_limit(is_null, &limit, 1) || !enter(self)) {
		RETURN_THROWS();
	}
	array_init(return_value);
	get_tokens_to_reauthorize(self, limit, return_value);
	leave(self);
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
	if (!php_coop_check_limit(is_null, &limit, 2) || !enter(self)) {
		RETURN_THROWS();
	}
	array_init(return_value);
	get_expiring_tokens(self, before, limit, after, return_value);
	leave(self);
}

PHP_METHOD(Coop_PdoTokenStore, findTokens)
{
	zend_string *string = NULL;
	zend_long number = 0;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR_OR_LONG(string, number)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_pdo_token_store *self = this_store(ZEND_THIS);
	if (!enter(self)) {
		RETURN_THROWS();
	}
	php_coop_row row;
	zend_string *user_id = php_coop_user_id(string, number);
	if (php_coop_pdo_store_ready(self) && php_coop_pdo_find(self, user_id, &row) == PHP_COOP_READ_ROW) {
		RETVAL_OBJ(stored_of_row(&row));
		php_coop_row_clear(&row);
	}
	zend_string_release(user_id);
	leave(self);
}

/* Without an access token the row is due at once; the one of an earlier login must not stay. */
static coop_instant expiry_of(const php_coop_token_set *tokens)
{
	return tokens->access_token || tokens->expiry_known ? php_coop_token_set_stored_expiry(tokens) : coop_instant_now();
}

static php_coop_save save_new_tokens(
	php_coop_pdo_token_store *self, zend_string *user_id, php_coop_token_set *tokens, php_coop_token_set *replaces)
{
	/* The columns' types are needed for the expiry. */
	zend_string *expiry = php_coop_pdo_store_ready(self)
		? php_coop_expiry_write(&self->zone, self->expiry_as_number, expiry_of(tokens))
		: NULL;
	if (!expiry) {
		return PHP_COOP_SAVE_FAILED;
	}
	php_coop_save saved = run_save(self,
		&(save){
			.user_id = user_id,
			.is_login = !replaces,
			.old_access_token = replaces ? replaces->access_token : NULL,
			.old_refresh_token = replaces ? replaces->refresh_token : NULL,
			.access_token = tokens->access_token ? tokens->access_token : ZSTR_EMPTY_ALLOC(),
			.expiry = expiry,
			.refresh_token = tokens->refresh_token,
		});
	zend_string_release(expiry);
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
	if (!enter(self)) {
		RETURN_THROWS();
	}
	zend_string *user_id = php_coop_user_id(string, number);
	php_coop_save saved = save_new_tokens(
		self, user_id, php_coop_token_set_of(tokens), replaces ? php_coop_token_set_of(replaces) : NULL);
	zend_string_release(user_id);
	leave(self);
	RETURN_BOOL(saved == PHP_COOP_SAVE_SAVED);
}

/* Null where the column may be null, else ''. */
static void set_removed(zval *value, bool not_null)
{
	if (not_null) {
		ZVAL_EMPTY_STRING(value);
	} else {
		ZVAL_NULL(value);
	}
}

PHP_METHOD(Coop_PdoTokenStore, removeTokens)
{
	zend_string *string = NULL;
	zend_long number = 0;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR_OR_LONG(string, number)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_pdo_token_store *self = this_store(ZEND_THIS);
	if (!enter(self)) {
		RETURN_THROWS();
	}
	zend_string *user_id = php_coop_user_id(string, number);
	if (php_coop_pdo_store_ready(self)) {
		zval values[5];
		set_removed(&values[0], self->access_not_null);
		set_removed(&values[1], self->expiry_not_null);
		set_removed(&values[2], self->refresh_not_null);
		ZVAL_STR(&values[3], user_id);
		php_coop_sql_execute(&self->pdo, &self->names, PHP_COOP_SQL_REMOVE, add_provider(self, values, 4), values);
	}
	zend_string_release(user_id);
	leave(self);
}

static bool read_id(php_coop_pdo_token_store *self)
{
	zend_string *id;
	if (self->id) {
		return true;
	}
	if (!enter(self)) {
		return false;
	}
	bool read = php_coop_leases_store_id(&self->leases, &id);
	if (id) {
		self->id = zend_strpprintf(0, "pdo:%s", ZSTR_VAL(id));
		zend_string_release(id);
	}
	leave(self);
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

/* ---- As a refresh run sees it -------------------------------------------------------------------------------------- */

static bool op_prepare(zend_object *store, zend_object *leases, coop_instant *now)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store);
	if (!enter(self)) {
		return false;
	}
	bool prepared = ready_to_write(self) && php_coop_leases_prepare(&self->leases, now);
	leave(self);
	return prepared;
}

typedef struct key_list {
	php_coop_due_key *keys;
	int count;
} key_list;

static bool take_key(php_coop_walk *walk, zval *row, bool expiry_known, coop_instant expires_at)
{
	key_list *list = walk->context;
	list->keys[list->count++] = (php_coop_due_key){
		.user_id = zend_string_copy(walk->user_id),
		.expiry_known = expiry_known,
		.expires_at = expires_at,
		.place = walk->place,
	};
	return true;
}

static bool take_count(php_coop_walk *walk, zval *row, bool expiry_known, coop_instant expires_at)
{
	return true;
}

static bool run_walk(php_coop_walk *walk, const php_coop_due_key *after)
{
	if (!enter(walk->store)) {
		return false;
	}
	bool worked = php_coop_pdo_store_ready(walk->store) &&
		(!after || php_coop_walk_after(walk, after->user_id, &after->place, after->expiry_known, after->expires_at)) &&
		php_coop_walk_run(walk);
	php_coop_walk_end(walk);
	leave(walk->store);
	return worked;
}

static int walk_keys(php_coop_walk *walk, const php_coop_due_key *after, php_coop_due_key *keys, int limit)
{
	key_list list = {keys, 0};
	walk->limit = limit;
	walk->take = take_key;
	walk->context = &list;
	if (run_walk(walk, after)) {
		return list.count;
	}
	for (int i = 0; i < list.count; i++) {
		zend_string_release(keys[i].user_id);
	}
	return -1;
}

static int64_t op_count_due(zend_object *store, coop_instant before)
{
	php_coop_walk walk = {.store = php_coop_pdo_token_store_of(store),
		.second_chances = true,
		.before = before,
		.limit = -1,
		.take = take_count};
	return run_walk(&walk, NULL) ? walk.taken : -1;
}

static int op_due_keys(zend_object *store, zend_object *leases, coop_instant before, const php_coop_due_key *after,
	php_coop_due_key *keys, int limit)
{
	php_coop_walk walk = {.store = php_coop_pdo_token_store_of(store), .second_chances = true, .before = before};
	return walk_keys(&walk, after, keys, limit);
}

static int op_all_keys(
	zend_object *store, zend_object *leases, const php_coop_due_key *after, php_coop_due_key *keys, int limit)
{
	php_coop_walk walk = {.store = php_coop_pdo_token_store_of(store), .everyone = true};
	return walk_keys(&walk, after, keys, limit);
}

static php_coop_read op_read(zend_object *store, zend_object *leases, zend_string *user_id, php_coop_row *row)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store);
	memset(row, 0, sizeof(*row));
	if (!enter(self)) {
		return PHP_COOP_READ_FAILED;
	}
	php_coop_read read = php_coop_pdo_store_ready(self) ? php_coop_pdo_find(self, user_id, row) : PHP_COOP_READ_FAILED;
	leave(self);
	return read;
}

static coop_instant expiry_of_parts(const php_coop_token_parts *parts)
{
	if (parts->expiry_known) {
		return parts->expires_at;
	}
	return coop_instant_add(parts->received_known ? parts->received_at : coop_instant_now(),
		parts->default_lifetime ? parts->default_lifetime : PHP_COOP_DEFAULT_LIFETIME);
}

static php_coop_save save_parts(
	php_coop_pdo_token_store *self, const php_coop_row *row, const php_coop_token_parts *parts, bool note_later)
{
	zend_string *expiry = NULL;
	if (!php_coop_pdo_store_ready(self)) {
		return PHP_COOP_SAVE_FAILED;
	}
	if (parts->access_token) {
		expiry = php_coop_expiry_write(&self->zone, self->expiry_as_number, expiry_of_parts(parts));
		if (!expiry) {
			return PHP_COOP_SAVE_FAILED;
		}
	}
	php_coop_save saved = run_save(self,
		&(save){
			.user_id = row->user_id,
			.is_key = true,
			.note_later = note_later,
			.old_access_token = row->access_token,
			.old_refresh_token = row->refresh_token,
			.access_token = parts->access_token,
			.expiry = expiry,
			.refresh_token = parts->refresh_token,
		});
	if (expiry) {
		zend_string_release(expiry);
	}
	return saved;
}

static php_coop_save op_save(zend_object *store, zend_object *leases, const php_coop_row *row,
	const php_coop_token_parts *parts, bool note_later)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store);
	if (!enter(self)) {
		return PHP_COOP_SAVE_FAILED;
	}
	php_coop_save saved = save_parts(self, row, parts, note_later);
	leave(self);
	return saved;
}

static bool op_note(zend_object *store, zend_object *leases, HashTable *user_ids)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store);
	if (!enter(self)) {
		return false;
	}
	bool noted = ready_to_write(self) && php_coop_leases_done_all(&self->leases, user_ids);
	leave(self);
	return noted;
}

static bool op_strike(
	zend_object *store, zend_object *leases, const php_coop_row *row, const char *fingerprint, int *strikes)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store);
	if (!enter(self)) {
		return false;
	}
	bool struck = ready_to_write(self) && php_coop_leases_strike(&self->leases, row->user_id, fingerprint, strikes);
	leave(self);
	return struck;
}

static bool op_end_of_today(zend_object *store, coop_instant *instant)
{
	return php_coop_expiry_end_of_today(&php_coop_pdo_token_store_of(store)->zone, instant);
}

const php_coop_store_ops php_coop_pdo_store_ops = {
	.prepare = op_prepare,
	.count_due = op_count_due,
	.due_keys = op_due_keys,
	.all_keys = op_all_keys,
	.read = op_read,
	.save = op_save,
	.note = op_note,
	.strike = op_strike,
	.end_of_today = op_end_of_today,
};

/* ---- The object ---------------------------------------------------------------------------------------------------- */

static zend_object *create(zend_class_entry *class_entry)
{
	PHP_COOP_CREATE(php_coop_pdo_token_store, handlers);
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
	for (size_t i = 0; i < sizeof(owned) / sizeof(owned[0]); i++) {
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
	php_coop_handlers_init(&handlers, XtOffsetOf(php_coop_pdo_token_store, std), free_object);
	handlers.get_gc = get_gc;
}
