/* SPDX-License-Identifier: MIT */
#include "leases.h"

#include "php_coop.h"
#include "convert.h"
#include "exceptions.h"
#include "zend_exceptions.h"
#include "pdo_sql.h"
#include "zend_closures.h"
#include "core/crypto.h"
#include "core/encoding.h"
#include "stubs/leases_arginfo.h"

zend_class_entry *php_coop_ce_PdoLeases;
static zend_object_handlers handlers;

#define NAME_MAXIMUM 180 /* of the 190 bytes of the column; a run's row adds "#run" */

/* ---- The table ----------------------------------------------------------------------------------------------------- */

static php_coop_sql_names names_of(const php_coop_leases *leases)
{
	return (php_coop_sql_names){.companion = leases->table};
}

bool php_coop_leases_exist(php_coop_leases *leases, bool *exist)
{
	zval table, columns;
	php_coop_sql_names names = names_of(leases);
	ZVAL_STR(&table, leases->table);
	if (!php_coop_sql_query(leases->pdo, &names, PHP_COOP_SQL_COLUMNS, 1, &table, &columns)) {
		return false;
	}
	*exist = zend_hash_num_elements(Z_ARRVAL(columns)) > 0;
	zval_ptr_dtor(&columns);
	return true;
}

/* After a statement that failed: whether the table is there, as asked for. Then the exception is gone. */
static bool failed_with_table(php_coop_leases *leases, bool is_there)
{
	if (!EG(exception) || EG(exception)->ce != php_coop_ce_StoreException) {
		return false;
	}
	zend_object *thrown = php_coop_take_exception();
	bool exist;
	if (php_coop_leases_exist(leases, &exist) && exist == is_there) {
		OBJ_RELEASE(thrown);
		return true;
	}
	if (EG(exception)) {
		zend_clear_exception();
	}
	php_coop_throw(thrown);
	return false;
}

bool php_coop_leases_make(php_coop_leases *leases)
{
	php_coop_sql_names names = names_of(leases);
	zend_string *sql = php_coop_sql_text(leases->pdo->driver, &names, PHP_COOP_SQL_COMPANION);
	bool made = php_coop_pdo_exec(leases->pdo, ZSTR_VAL(sql), ZSTR_LEN(sql));
	if (!made && failed_with_table(leases, true)) {
		made = true; /* PostgreSQL lets two makers of a table see each other */
	} else if (!made && EG(exception) && EG(exception)->ce == php_coop_ce_StoreException) {
		php_coop_throw(php_coop_store_exception(sql, php_coop_take_exception(),
			"The table \"%s\" is missing and cannot be made here: run the SQL of this exception with an account that "
			"may",
			ZSTR_VAL(leases->table)));
	}
	zend_string_release(sql);
	return made;
}

/* The table is made when a statement that writes says that it is missing, not by a DDL each time. */
static bool write_entry(php_coop_leases *leases, php_coop_sql statement, uint32_t count, zval *values)
{
	php_coop_sql_names names = names_of(leases);
	if (php_coop_sql_execute(leases->pdo, &names, statement, count, values)) {
		return true;
	}
	return failed_with_table(leases, false) && php_coop_leases_make(leases) &&
		php_coop_sql_execute(leases->pdo, &names, statement, count, values);
}

/* ---- A user's row -------------------------------------------------------------------------------------------------- */

bool php_coop_leases_find(php_coop_leases *leases, zend_string *user_key, php_coop_lease_entry *entry)
{
	php_coop_sql_names names = names_of(leases);
	zval values[2], row;
	bool found;
	memset(entry, 0, sizeof(*entry));
	ZVAL_STR(&values[0], leases->store);
	ZVAL_STR(&values[1], user_key);
	if (!php_coop_sql_execute(leases->pdo, &names, PHP_COOP_SQL_LEASE_FIND, 2, values)) {
		return failed_with_table(leases, false); /* nothing is known then */
	}
	if (!php_coop_pdo_fetch(leases->pdo, PHP_COOP_SQL_LEASE_FIND, &row, &found)) {
		return false;
	}
	if (found) {
		entry->done_at = php_coop_sql_long(&row, 0);
		entry->next_at = php_coop_sql_long(&row, 1);
		entry->strikes = (int) php_coop_sql_long(&row, 2);
		zend_string *fingerprint = php_coop_sql_string(&row, 3);
		if (fingerprint && ZSTR_LEN(fingerprint) < sizeof(entry->fingerprint)) {
			memcpy(entry->fingerprint, ZSTR_VAL(fingerprint), ZSTR_LEN(fingerprint));
		}
		php_coop_secret_release(fingerprint);
		zval_ptr_dtor(&row);
	}
	return php_coop_pdo_close_cursor(leases->pdo, PHP_COOP_SQL_LEASE_FIND);
}

bool php_coop_leases_done(php_coop_leases *leases, zend_string *user_key)
{
	zval values[2];
	ZVAL_STR(&values[0], leases->store);
	ZVAL_STR(&values[1], user_key);
	return write_entry(leases, PHP_COOP_SQL_LEASE_DONE, 2, values);
}

/* values[0] is the store, `count` keys follow. */
static bool note_keys(php_coop_leases *leases, zval *values, uint32_t count)
{
	if (count == PHP_COOP_LEASES_TOGETHER) {
		return write_entry(leases, PHP_COOP_SQL_LEASE_DONE_MANY, 1 + count, values);
	}
	for (uint32_t i = 1; i <= count; i++) {
		if (!php_coop_leases_done(leases, Z_STR(values[i]))) {
			return false;
		}
	}
	return true;
}

static bool note_all(php_coop_leases *leases, HashTable *user_keys)
{
	zval values[1 + PHP_COOP_LEASES_TOGETHER];
	uint32_t count = 0;
	zend_string *user_key;
	ZVAL_STR(&values[0], leases->store);
	ZEND_HASH_FOREACH_STR_KEY(user_keys, user_key) {
		ZVAL_STR(&values[++count], user_key);
		if (count == PHP_COOP_LEASES_TOGETHER) {
			if (!note_keys(leases, values, count)) {
				return false;
			}
			count = 0;
		}
	}
	ZEND_HASH_FOREACH_END();
	return note_keys(leases, values, count);
}

bool php_coop_leases_done_all(php_coop_leases *leases, HashTable *user_keys)
{
	if (!php_coop_pdo_begin(leases->pdo)) {
		return false;
	}
	if (note_all(leases, user_keys) && php_coop_pdo_commit(leases->pdo)) {
		return true;
	}
	php_coop_pdo_roll_back(leases->pdo);
	return false;
}

bool php_coop_leases_strike(php_coop_leases *leases, zend_string *user_key, const char *fingerprint, int *strikes)
{
	zval values[3];
	ZVAL_STR(&values[0], leases->store);
	ZVAL_STR(&values[1], user_key);
	ZVAL_STRING(&values[2], fingerprint);
	bool written = write_entry(leases, PHP_COOP_SQL_LEASE_STRIKE, 3, values);
	zval_ptr_dtor(&values[2]);
	php_coop_lease_entry entry;
	if (!written || !php_coop_leases_find(leases, user_key, &entry)) {
		return false;
	}
	*strikes = entry.strikes;
	return true;
}

/* ---- The store's own row ------------------------------------------------------------------------------------------- */

/* *id: a new string, or NULL when there is none yet. */
static bool read_store_id(php_coop_leases *leases, zend_string **id)
{
	php_coop_sql_names names = names_of(leases);
	zval store, rows;
	*id = NULL;
	ZVAL_STR(&store, leases->store);
	if (!php_coop_sql_query(leases->pdo, &names, PHP_COOP_SQL_STORE_ID, 1, &store, &rows)) {
		return false;
	}
	zval *row = zend_hash_index_find(Z_ARRVAL(rows), 0);
	if (row) {
		ZVAL_DEREF(row);
		*id = php_coop_sql_string(row, 0);
	}
	zval_ptr_dtor(&rows);
	return true;
}

static bool write_random_id(php_coop_leases *leases)
{
	php_coop_sql_names names = names_of(leases);
	unsigned char bytes[16];
	coop_buffer hex;
	if (!coop_random(bytes, sizeof(bytes))) {
		php_coop_throw(php_coop_store_exception(NULL, NULL, "OpenSSL gives no random bytes for the token store's id"));
		return false;
	}
	coop_buffer_init(&hex, 2 * sizeof(bytes));
	coop_encode_hex(&hex, (coop_view){(const char *) bytes, sizeof(bytes)});
	zval values[2], rows;
	ZVAL_STR(&values[0], leases->store);
	ZVAL_STR(&values[1], php_coop_string(coop_buffer_view(&hex)));
	coop_buffer_clear(&hex);
	bool written = php_coop_sql_query(leases->pdo, &names, PHP_COOP_SQL_STORE_ID_WRITE, 2, values, &rows);
	zval_ptr_dtor(&rows);
	zval_ptr_dtor(&values[1]);
	return written;
}

/* Gives the store an id unless it has one, in a transaction of its own; which also shows that the database can be
 * written, and that no transaction of the caller's is open. */
static bool ensure_store_id(php_coop_leases *leases)
{
	if (!php_coop_pdo_begin(leases->pdo)) {
		return false;
	}
	if (write_random_id(leases) && php_coop_pdo_commit(leases->pdo)) {
		return true;
	}
	php_coop_pdo_roll_back(leases->pdo);
	return false;
}

static bool ensure_table(php_coop_leases *leases)
{
	bool exist;
	return php_coop_leases_exist(leases, &exist) && (exist || php_coop_leases_make(leases));
}

bool php_coop_leases_store_id(php_coop_leases *leases, zend_string **id)
{
	*id = NULL;
	if (!ensure_table(leases) || !read_store_id(leases, id)) {
		return false;
	}
	return *id || (ensure_store_id(leases) && read_store_id(leases, id));
}

bool php_coop_leases_prepare(php_coop_leases *leases, coop_instant *now)
{
	php_coop_sql_names names = names_of(leases);
	zval rows;
	if (!ensure_table(leases) || !ensure_store_id(leases) ||
		!php_coop_sql_query(leases->pdo, &names, PHP_COOP_SQL_CLOCK, 0, NULL, &rows)) {
		return false;
	}
	zval *row = zend_hash_index_find(Z_ARRVAL(rows), 0);
	*now = coop_instant_now();
	if (row) {
		ZVAL_DEREF(row);
		*now = php_coop_sql_long(row, 0);
	}
	zval_ptr_dtor(&rows);
	return true;
}

/* ---- The class ----------------------------------------------------------------------------------------------------- */

bool php_coop_check_connection(zval *connection, uint32_t argument)
{
	if (php_coop_is_pdo(connection) ||
		(Z_TYPE_P(connection) == IS_OBJECT && Z_OBJCE_P(connection) == zend_ce_closure)) {
		return true;
	}
	zend_argument_type_error(argument, "must be of type PDO|Closure, %s given", zend_zval_type_name(connection));
	return false;
}

bool php_coop_check_name(const zend_string *name, size_t maximum, uint32_t argument)
{
	if (ZSTR_LEN(name) == 0) {
		zend_argument_value_error(argument, "cannot be empty");
	} else if (zend_str_has_nul_byte(name)) {
		zend_argument_value_error(argument, "must not contain any null bytes");
	} else if (maximum > 0 && ZSTR_LEN(name) > maximum) {
		zend_argument_value_error(argument, "must be at most %zu bytes long", maximum);
	} else {
		return true;
	}
	return false;
}

PHP_METHOD(Coop_PdoLeases, __construct)
{
	zval *connection;
	zend_string *name, *table = NULL;
	ZEND_PARSE_PARAMETERS_START(2, 3)
		Z_PARAM_ZVAL(connection)
		Z_PARAM_STR(name)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(table)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_pdo_leases *self = php_coop_pdo_leases_of(Z_OBJ_P(ZEND_THIS));
	if (!Z_ISUNDEF(self->pdo.source)) {
		zend_throw_error(NULL, "%s::__construct() cannot be called twice", ZSTR_VAL(self->std.ce->name));
		RETURN_THROWS();
	}
	if (!php_coop_check_connection(connection, 1) || !php_coop_check_name(name, NAME_MAXIMUM, 2) ||
		(table && !php_coop_check_name(table, 0, 3))) {
		RETURN_THROWS();
	}
	php_coop_pdo_init(&self->pdo, connection);
	self->leases.pdo = &self->pdo;
	self->leases.store = zend_string_copy(name);
	self->leases.table = table ? zend_string_copy(table) : zend_string_init("coop_refresh", strlen("coop_refresh"), 0);
}

static zend_object *create(zend_class_entry *class_entry)
{
	PHP_COOP_CREATE(php_coop_pdo_leases, handlers);
	return &self->std;
}

static void free_object(zend_object *object)
{
	php_coop_pdo_leases *self = php_coop_pdo_leases_of(object);
	php_coop_pdo_clear(&self->pdo);
	php_coop_leases_clear(&self->leases);
	zend_object_std_dtor(object);
}

void php_coop_leases_clear(php_coop_leases *leases)
{
	if (leases->table) {
		zend_string_release(leases->table);
	}
	if (leases->store) {
		zend_string_release(leases->store);
	}
}

static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	php_coop_pdo_gc(&php_coop_pdo_leases_of(object)->pdo, buffer);
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void php_coop_leases_minit(void)
{
	php_coop_ce_PdoLeases = register_class_Coop_PdoLeases();
	php_coop_ce_PdoLeases->create_object = create;
	php_coop_handlers_init(&handlers, XtOffsetOf(php_coop_pdo_leases, std), free_object);
	handlers.get_gc = get_gc;
}
