/* SPDX-License-Identifier: MIT */
#include "pdo_connection.h"
#include "pdo_fault.h"
#include "pdo_session.h"

#include "php/values/exceptions.h"
#include "zend_exceptions.h"

/* Values of PDO's public constants. */
enum { PDO_ATTRIBUTE_ERRMODE = 3, PDO_ATTRIBUTE_DRIVER_NAME = 16, PDO_MODE_EXCEPTION = 2 };

static bool exec_literal(php_coop_pdo *pdo, const char *sql)
{
	return php_coop_pdo_exec(pdo, sql, strlen(sql));
}

/* ---- Opening and closing ---------------------------------------------------------------------------------------- */

void php_coop_pdo_init(php_coop_pdo *pdo, zval *source)
{
	memset(pdo, 0, sizeof(*pdo));
	ZVAL_COPY(&pdo->source, source);
}

void php_coop_pdo_clear(php_coop_pdo *pdo)
{
	php_coop_pdo_forget_all(pdo);
	php_coop_pdo_release(&pdo->connection);
	php_coop_pdo_release(&pdo->source);
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
	if (!php_coop_pdo_call(&pdo->connection, "getattribute", 1, &attribute, &name)) {
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
	php_coop_pdo_release(&pdo->connection);
	pdo->driver = PHP_COOP_PDO_SQLITE;
	return false;
}

static bool set_error_mode(php_coop_pdo *pdo, zend_long mode)
{
	zval arguments[2];
	ZVAL_LONG(&arguments[0], PDO_ATTRIBUTE_ERRMODE);
	ZVAL_LONG(&arguments[1], mode);
	return php_coop_pdo_succeeds(pdo, &pdo->connection, "setattribute", 2, arguments, "to report errors as exceptions");
}

/* Reads the mode that the connection has, and sets it to exceptions. */
static bool take_error_mode(php_coop_pdo *pdo)
{
	zval attribute, mode;
	ZVAL_LONG(&attribute, PDO_ATTRIBUTE_ERRMODE);
	if (!php_coop_pdo_call(&pdo->connection, "getattribute", 1, &attribute, &mode)) {
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
	php_coop_pdo_release(&pdo->connection);
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
	if (!php_coop_pdo_call(&pdo->connection, "intransaction", 0, NULL, &result)) {
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
	if (php_coop_pdo_call(&pdo->connection, "begintransaction", 0, NULL, &result)) {
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
	bool open = false;
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
	return php_coop_pdo_succeeds(pdo, &pdo->connection, "commit", 0, NULL, "to commit");
}

static bool call_roll_back(php_coop_pdo *pdo)
{
	zval result;
	bool worked = php_coop_pdo_call(&pdo->connection, "rollback", 0, NULL, &result);
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
