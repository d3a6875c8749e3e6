/* SPDX-License-Identifier: MIT */
#include "pdo_call.h"

#include "exceptions.h"
#include "pdo_fault.h"
#include "zend_closures.h"
#include "zend_exceptions.h"

/* Values of PDO's public constants. */
enum { PDO_ATTRIBUTE_ERRMODE = 3, PDO_ATTRIBUTE_DRIVER_NAME = 16, PDO_MODE_EXCEPTION = 2, PDO_FETCH_NUMERIC = 3 };

bool php_coop_is_pdo(zval *value)
{
	zend_class_entry *pdo = zend_hash_str_find_ptr(EG(class_table), "pdo", strlen("pdo"));
	return pdo && Z_TYPE_P(value) == IS_OBJECT && instanceof_function(Z_OBJCE_P(value), pdo);
}

/* ---- Calls -------------------------------------------------------------------------------------------------------- */

/* The method is looked up on the object's own class: a subclass of the site's may override it. *result is owned by the
 * caller, undefined after false; then an exception is pending. */
static bool call(zval *object, const char *lower_case_name, uint32_t count, zval *arguments, zval *result)
{
	ZVAL_UNDEF(result);
	if (Z_ISUNDEF_P(object)) {
		zend_throw_error(NULL, "The token store's connection is closed");
		return false;
	}
	zend_object *target = Z_OBJ_P(object);
	zend_function *method =
		zend_hash_str_find_ptr(&target->ce->function_table, lower_case_name, strlen(lower_case_name));
	if (!method) {
		zend_throw_error(NULL, "Call to undefined method %s::%s()", ZSTR_VAL(target->ce->name), lower_case_name);
		return false;
	}
	GC_ADDREF(target); /* code of the site's may let go of it meanwhile */
	zend_call_known_function(method, target, target->ce, result, count, arguments, NULL);
	OBJ_RELEASE(target);
	if (EG(exception)) {
		zval_ptr_dtor(result);
		ZVAL_UNDEF(result);
		return false;
	}
	if (Z_ISREF_P(result)) {
		zend_unwrap_reference(result);
	}
	return true;
}

/* Calls a method that answers true when it worked. */
static bool succeeds(
	php_coop_pdo *pdo, zval *object, const char *name, uint32_t count, zval *arguments, const char *what)
{
	zval result;
	if (!call(object, name, count, arguments, &result)) {
		return php_coop_pdo_failed(pdo, what);
	}
	bool worked = Z_TYPE(result) != IS_FALSE;
	zval_ptr_dtor(&result);
	return worked || php_coop_pdo_failed(pdo, what);
}

/* ---- Connection --------------------------------------------------------------------------------------------------- */

void php_coop_pdo_init(php_coop_pdo *pdo, zval *source)
{
	memset(pdo, 0, sizeof(*pdo));
	ZVAL_COPY(&pdo->source, source);
}

static void release(zval *value)
{
	zval released;
	ZVAL_COPY_VALUE(&released, value);
	ZVAL_UNDEF(value);
	zval_ptr_dtor(&released);
}

void php_coop_pdo_forget(php_coop_pdo *pdo, int number)
{
	release(&pdo->statements[number]);
}

void php_coop_pdo_forget_all(php_coop_pdo *pdo)
{
	for (int number = 0; number < PHP_COOP_PDO_STATEMENTS; number++) {
		php_coop_pdo_forget(pdo, number);
	}
}

void php_coop_pdo_clear(php_coop_pdo *pdo)
{
	php_coop_pdo_forget_all(pdo);
	release(&pdo->connection);
	release(&pdo->source);
	php_coop_pdo_forget_session(pdo);
}

void php_coop_pdo_gc(php_coop_pdo *pdo, zend_get_gc_buffer *buffer)
{
	zend_get_gc_buffer_add_zval(buffer, &pdo->source);
	zend_get_gc_buffer_add_zval(buffer, &pdo->connection);
	for (int number = 0; number < PHP_COOP_PDO_STATEMENTS; number++) {
		zend_get_gc_buffer_add_zval(buffer, &pdo->statements[number]);
	}
}

static bool open_by_closure(php_coop_pdo *pdo)
{
	zval result;
	ZVAL_UNDEF(&result);
	pdo->driver = PHP_COOP_PDO_DRIVERS; /* not known: what is thrown may quote anything */
	call_user_function(NULL, NULL, &pdo->source, &result, 0, NULL);
	if (EG(exception)) {
		zval_ptr_dtor(&result);
		return php_coop_pdo_failed(pdo, "a connection: the function that opens it threw");
	}
	if (Z_ISREF(result)) {
		zend_unwrap_reference(&result);
	}
	if (!php_coop_is_pdo(&result)) {
		php_coop_throw(php_coop_store_exception(NULL, NULL,
			"The function that opens the token store's connection must return a PDO, not %s",
			zend_zval_type_name(&result)));
		zval_ptr_dtor(&result);
		return false;
	}
	ZVAL_COPY_VALUE(&pdo->connection, &result);
	return true;
}

static bool read_driver(php_coop_pdo *pdo)
{
	static const char *const names[PHP_COOP_PDO_DRIVERS] = {
		[PHP_COOP_PDO_SQLITE] = "sqlite", [PHP_COOP_PDO_PGSQL] = "pgsql", [PHP_COOP_PDO_MYSQL] = "mysql"};
	zval attribute, name;
	ZVAL_LONG(&attribute, PDO_ATTRIBUTE_DRIVER_NAME);
	pdo->driver = PHP_COOP_PDO_DRIVERS;
	if (!call(&pdo->connection, "getattribute", 1, &attribute, &name)) {
		return php_coop_pdo_failed(pdo, "to name its driver");
	}
	for (int i = 0; Z_TYPE(name) == IS_STRING && i < PHP_COOP_PDO_DRIVERS; i++) {
		if (zend_string_equals_cstr(Z_STR(name), names[i], strlen(names[i]))) {
			pdo->driver = (php_coop_pdo_driver) i;
		}
	}
	bool supported = pdo->driver != PHP_COOP_PDO_DRIVERS;
	if (!supported) {
		php_coop_throw(php_coop_store_exception(NULL, NULL,
			"The token store's connection uses PDO's driver \"%s\"; coop supports \"sqlite\", \"pgsql\" and \"mysql\"",
			Z_TYPE(name) == IS_STRING ? Z_STRVAL(name) : "?"));
	}
	zval_ptr_dtor(&name);
	return supported;
}

static bool open_connection(php_coop_pdo *pdo)
{
	if (php_coop_is_pdo(&pdo->source)) {
		ZVAL_COPY(&pdo->connection, &pdo->source);
	} else if (!open_by_closure(pdo)) {
		pdo->driver = PHP_COOP_PDO_SQLITE;
		return false;
	}
	if (read_driver(pdo)) {
		return true;
	}
	release(&pdo->connection);
	pdo->driver = PHP_COOP_PDO_SQLITE;
	return false;
}

static bool set_error_mode(php_coop_pdo *pdo, zend_long mode)
{
	zval arguments[2];
	ZVAL_LONG(&arguments[0], PDO_ATTRIBUTE_ERRMODE);
	ZVAL_LONG(&arguments[1], mode);
	return succeeds(pdo, &pdo->connection, "setattribute", 2, arguments, "to report errors as exceptions");
}

/* Reads the mode that the connection has, and sets it to exceptions. */
static bool take_error_mode(php_coop_pdo *pdo)
{
	zval attribute, mode;
	ZVAL_LONG(&attribute, PDO_ATTRIBUTE_ERRMODE);
	if (!call(&pdo->connection, "getattribute", 1, &attribute, &mode)) {
		return php_coop_pdo_failed(pdo, "to tell its error mode");
	}
	pdo->error_mode = zval_get_long(&mode);
	zval_ptr_dtor(&mode);
	return pdo->error_mode == PDO_MODE_EXCEPTION || set_error_mode(pdo, PDO_MODE_EXCEPTION);
}

bool php_coop_pdo_enter(php_coop_pdo *pdo)
{
	bool opened = Z_ISUNDEF(pdo->connection);
	if (opened && !open_connection(pdo)) {
		pdo->lost = false; /* there was none */
		return false;
	}
	if (pdo->entered == 0) {
		pdo->lost = false;
	}
	if ((opened || pdo->entered == 0) && !take_error_mode(pdo)) {
		return false;
	}
	pdo->entered++;
	return true;
}

static void close_connection(php_coop_pdo *pdo)
{
	php_coop_pdo_forget_all(pdo);
	php_coop_pdo_forget_session(pdo);
	release(&pdo->connection);
}

static void put_back_settings(php_coop_pdo *pdo)
{
	php_coop_pdo_restore_waits(pdo);
	php_coop_pdo_restore_strictness(pdo);
	if (pdo->error_mode != PDO_MODE_EXCEPTION) {
		set_error_mode(pdo, pdo->error_mode);
	}
}

void php_coop_pdo_leave(php_coop_pdo *pdo)
{
	if (--pdo->entered > 0) {
		return;
	}
	zend_object *parked = php_coop_pdo_park();
	if (pdo->lost && !php_coop_is_pdo(&pdo->source)) {
		close_connection(pdo);
	} else {
		put_back_settings(pdo);
		pdo->lost = false;
	}
	php_coop_pdo_unpark(parked);
}

bool php_coop_pdo_may_try_again(const php_coop_pdo *pdo)
{
	if (!Z_ISUNDEF(pdo->connection) || !pdo->lost || php_coop_is_exiting()) {
		return false;
	}
	zend_clear_exception();
	return true;
}

/* ---- Statements --------------------------------------------------------------------------------------------------- */

bool php_coop_pdo_exec(php_coop_pdo *pdo, const char *sql, size_t len)
{
	zval text;
	ZVAL_STRINGL(&text, sql, len);
	bool worked = succeeds(pdo, &pdo->connection, "exec", 1, &text, "a statement");
	zval_ptr_dtor(&text);
	return worked;
}

static bool exec_literal(php_coop_pdo *pdo, const char *sql)
{
	return php_coop_pdo_exec(pdo, sql, strlen(sql));
}

static bool prepare(php_coop_pdo *pdo, zend_string *sql, zval *statement)
{
	zval text;
	ZVAL_STR(&text, sql);
	if (!call(&pdo->connection, "prepare", 1, &text, statement)) {
		return php_coop_pdo_failed(pdo, "a statement");
	}
	if (Z_TYPE_P(statement) != IS_OBJECT) {
		zval_ptr_dtor(statement);
		ZVAL_UNDEF(statement);
		return php_coop_pdo_failed(pdo, "a statement");
	}
	return true;
}

static bool run(php_coop_pdo *pdo, zval *statement, uint32_t count, zval *values)
{
	if (count == 0) {
		return succeeds(pdo, statement, "execute", 0, NULL, "a statement");
	}
	zval list;
	array_init_size(&list, count);
	zend_hash_real_init_packed(Z_ARRVAL(list));
	for (uint32_t i = 0; i < count; i++) {
		Z_TRY_ADDREF(values[i]);
		zend_hash_next_index_insert_new(Z_ARRVAL(list), &values[i]);
	}
	bool worked = succeeds(pdo, statement, "execute", 1, &list, "a statement");
	zval_ptr_dtor(&list);
	return worked;
}

bool php_coop_pdo_execute(php_coop_pdo *pdo, int number, zend_string *sql, uint32_t count, zval *values)
{
	zval *statement = &pdo->statements[number];
	if (Z_ISUNDEF_P(statement)) {
		zval prepared;
		if (!prepare(pdo, sql, &prepared)) {
			return false;
		}
		release(statement); /* an overridden prepare() may have come here too */
		ZVAL_COPY_VALUE(statement, &prepared);
	}
	if (run(pdo, statement, count, values)) {
		return true;
	}
	zend_object *parked = php_coop_pdo_park();
	php_coop_pdo_forget(pdo, number);
	php_coop_pdo_unpark(parked);
	return false;
}

bool php_coop_pdo_query(php_coop_pdo *pdo, zend_string *sql, uint32_t count, zval *values, zval *rows)
{
	zval statement, mode;
	ZVAL_UNDEF(rows);
	ZVAL_LONG(&mode, PDO_FETCH_NUMERIC);
	if (!prepare(pdo, sql, &statement)) {
		return false;
	}
	bool worked = run(pdo, &statement, count, values);
	if (worked && (!call(&statement, "fetchall", 1, &mode, rows) || Z_TYPE_P(rows) != IS_ARRAY)) {
		zval_ptr_dtor(rows);
		ZVAL_UNDEF(rows);
		worked = php_coop_pdo_failed(pdo, "a result");
	}
	zend_object *parked = php_coop_pdo_park();
	zval_ptr_dtor(&statement);
	php_coop_pdo_unpark(parked);
	return worked;
}

bool php_coop_pdo_fetch(php_coop_pdo *pdo, int number, zval *row, bool *found)
{
	zval mode;
	ZVAL_LONG(&mode, PDO_FETCH_NUMERIC);
	*found = false;
	if (!call(&pdo->statements[number], "fetch", 1, &mode, row)) {
		return php_coop_pdo_failed(pdo, "a row");
	}
	*found = Z_TYPE_P(row) == IS_ARRAY;
	if (!*found) {
		zval_ptr_dtor(row);
		ZVAL_UNDEF(row);
	}
	return true;
}

bool php_coop_pdo_row_count(php_coop_pdo *pdo, int number, zend_long *rows)
{
	zval result;
	if (!call(&pdo->statements[number], "rowcount", 0, NULL, &result)) {
		return php_coop_pdo_failed(pdo, "to count rows");
	}
	*rows = zval_get_long(&result);
	zval_ptr_dtor(&result);
	return true;
}

bool php_coop_pdo_close_cursor(php_coop_pdo *pdo, int number)
{
	return succeeds(pdo, &pdo->statements[number], "closecursor", 0, NULL, "to close a cursor");
}

/* A node of a cluster that is outside of its group refuses statements and may come back; then the connection still
 * answers. */
bool php_coop_pdo_is_hopeless(php_coop_pdo *pdo)
{
	zval rows;
	if (!pdo->lost || !php_coop_is_pdo(&pdo->source)) {
		return false;
	}
	zend_object *parked = php_coop_pdo_park();
	zend_string *sql = zend_string_init("SELECT 1", strlen("SELECT 1"), 0);
	bool hopeless = !php_coop_pdo_query(pdo, sql, 0, NULL, &rows);
	zval_ptr_dtor(&rows);
	zend_string_release(sql);
	php_coop_pdo_unpark(parked);
	return hopeless;
}

/* ---- Transactions ------------------------------------------------------------------------------------------------- */

bool php_coop_pdo_in_transaction(php_coop_pdo *pdo, bool *open)
{
	zval result;
	if (!call(&pdo->connection, "intransaction", 0, NULL, &result)) {
		return php_coop_pdo_failed(pdo, "to tell whether a transaction is open");
	}
	*open = zend_is_true(&result);
	zval_ptr_dtor(&result);
	return true;
}

/* PDO knows the transactions that beginTransaction() opened, the databases those of exec('BEGIN') too. */
static bool open_already(zend_object *thrown)
{
	zval rv, *message = zend_read_property_ex(zend_ce_exception, thrown, ZSTR_KNOWN(ZEND_STR_MESSAGE), 1, &rv);
	return instanceof_function(thrown->ce, zend_ce_exception) && Z_TYPE_P(message) == IS_STRING &&
		(strstr(Z_STRVAL_P(message), "already an active transaction") ||
			strstr(Z_STRVAL_P(message), "within a transaction"));
}

void php_coop_pdo_throw_open_transaction(zend_object *previous)
{
	php_coop_throw(php_coop_store_exception(NULL, previous,
		"A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, "
		"or "
		"give the store a connection of its own"));
}

static bool begin(php_coop_pdo *pdo)
{
	zval result;
	if (call(&pdo->connection, "begintransaction", 0, NULL, &result)) {
		bool worked = Z_TYPE(result) != IS_FALSE;
		zval_ptr_dtor(&result);
		return worked || php_coop_pdo_failed(pdo, "a transaction");
	}
	if (!php_coop_is_exiting() && open_already(EG(exception))) {
		php_coop_pdo_throw_open_transaction(php_coop_take_exception());
		return false;
	}
	return php_coop_pdo_failed(pdo, "a transaction");
}

/* MariaDB wants to hear of the isolation before the transaction. */
static bool begin_mysql(php_coop_pdo *pdo)
{
	bool open;
	if (!php_coop_pdo_in_transaction(pdo, &open)) {
		return false;
	}
	if (open) {
		php_coop_pdo_throw_open_transaction(NULL);
		return false;
	}
	return exec_literal(pdo, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED") && begin(pdo);
}

/* In PostgreSQL a session may commit without waiting for the disk: not this transaction. */
static bool begin_pgsql(php_coop_pdo *pdo)
{
	if (!begin(pdo)) {
		return false;
	}
	if (exec_literal(pdo,
			"SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SELECT set_config('synchronous_commit', 'on', true) "
			"WHERE current_setting('synchronous_commit') = 'off'")) {
		return true;
	}
	php_coop_pdo_roll_back(pdo);
	return false;
}

bool php_coop_pdo_begin(php_coop_pdo *pdo)
{
	switch (pdo->driver) {
		case PHP_COOP_PDO_MYSQL:
			return begin_mysql(pdo);
		case PHP_COOP_PDO_PGSQL:
			return begin_pgsql(pdo);
		default:
			return begin(pdo);
	}
}

bool php_coop_pdo_commit(php_coop_pdo *pdo)
{
	return succeeds(pdo, &pdo->connection, "commit", 0, NULL, "to commit");
}

static bool call_roll_back(php_coop_pdo *pdo)
{
	zval result;
	bool worked = call(&pdo->connection, "rollback", 0, NULL, &result);
	zval_ptr_dtor(&result);
	return worked;
}

/* A deadlock ends MariaDB's transaction, and PDO does not notice; on Galera even the ROLLBACK may be told of it. A second
 * one does no harm and brings both to the same opinion. A full disk ends SQLite's, and PDO believes in it until a ROLLBACK
 * works: it gets one to end. */
void php_coop_pdo_roll_back(php_coop_pdo *pdo)
{
	zend_object *parked = php_coop_pdo_park();
	if (!call_roll_back(pdo) && !php_coop_is_exiting()) {
		bool open = false;
		zend_clear_exception();
		if (pdo->driver == PHP_COOP_PDO_MYSQL) {
			exec_literal(pdo, "ROLLBACK");
		} else if (pdo->driver == PHP_COOP_PDO_SQLITE && php_coop_pdo_in_transaction(pdo, &open) && open &&
			exec_literal(pdo, "BEGIN")) {
			call_roll_back(pdo);
		}
	}
	php_coop_pdo_unpark(parked);
}
