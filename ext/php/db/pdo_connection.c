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

/* ---- Opening and closing ----------------------------------------------------------------------------------------- */

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
	for (php_coop_sql number = 0; number < PHP_COOP_SQL_PREPARED; number++) {
		zend_get_gc_buffer_add_zval(buffer, &pdo->statements[number]);
	}
}

static void throw_used_while_opened(void)
{
	zend_throw_error(NULL, "The token store's connection is used while it is being opened");
}

static bool open_by_closure(php_coop_pdo *pdo)
{
	zval result;
	ZVAL_UNDEF(&result);
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
	if (!Z_ISUNDEF(pdo->connection)) { /* the function, or code that ran while it waited in a fiber, has used the store */
		zval_ptr_dtor(&result);
		throw_used_while_opened();
		return false;
	}
	ZVAL_COPY_VALUE(&pdo->connection, &result);
	return true;
}

static bool open_connection(php_coop_pdo *pdo)
{
	pdo->database = NULL;
	if (!php_coop_is_pdo(&pdo->source)) {
		return open_by_closure(pdo);
	}
	ZVAL_COPY(&pdo->connection, &pdo->source);
	return true;
}

/* ---- Which database it is ---------------------------------------------------------------------------------------- */

/* Returns the first database of the connection's driver, or NULL if a StoreException is pending. */
static const php_coop_database *read_driver(php_coop_pdo *pdo)
{
	zval attribute, name;
	ZVAL_LONG(&attribute, PDO_ATTRIBUTE_DRIVER_NAME);
	if (!php_coop_pdo_call(&pdo->connection, "getattribute", 1, &attribute, &name)) {
		php_coop_pdo_failed(pdo, "to name its driver");
		return NULL;
	}
	const char *driver = Z_TYPE(name) == IS_STRING ? Z_STRVAL(name) : "?";
	const php_coop_database *database = php_coop_database_of_driver(driver);
	if (!database) {
		php_coop_throw(php_coop_store_exception(NULL, NULL,
			"The token store's connection uses PDO's driver \"%s\"; coop supports \"sqlite\", \"pgsql\" and \"mysql\"",
			driver));
	}
	zval_ptr_dtor(&name);
	return database;
}

/* Asks the database for its version. Returns the answer; owned; NULL if a StoreException is pending. */
static zend_string *ask_for_version(php_coop_pdo *pdo, const php_coop_database *database)
{
	zval rows;
	zend_string *sql = zend_string_init(database->version, strlen(database->version), 0), *answer = NULL;
	if (php_coop_pdo_query(pdo, sql, 0, NULL, &rows)) {
		zval *row = zend_hash_index_find_deref(Z_ARRVAL(rows), 0);
		zval *value = row && Z_TYPE_P(row) == IS_ARRAY ? zend_hash_index_find_deref(Z_ARRVAL_P(row), 0) : NULL;
		answer = value ? zval_get_string(value) : ZSTR_EMPTY_ALLOC();
		zval_ptr_dtor(&rows);
	}
	zend_string_release(sql);
	return answer;
}

#define ANSWER_LENGTH 60 /* bytes of the answer that a message shows */

/* Returns how much of the answer a message shows. The machine and the compiler, which stand in brackets, are left
 * out. */
static int shown_length(const char *answer)
{
	size_t len = MIN(strcspn(answer, "("), ANSWER_LENGTH);
	return (int) (len > 0 && answer[len - 1] == ' ' ? len - 1 : len);
}

/* Returns the database that the answer names, or NULL if it is not supported and a StoreException is pending. */
static const php_coop_database *recognize_by(const char *driver, const char *answer)
{
	const php_coop_database *database = php_coop_database_of_version(driver, answer);
	if (!database) {
		php_coop_throw(php_coop_store_exception(NULL, NULL,
			"The token store's database calls itself \"%.*s\"; of those that PDO's driver \"%s\" leads to, coop "
			"supports %s",
			shown_length(answer), answer, driver, php_coop_database_of_driver(driver)->name));
	} else if (php_coop_database_is_too_old(database, answer)) {
		php_coop_throw(php_coop_store_exception(NULL, NULL,
			"The token store's database is too old: its version is \"%.*s\", and coop needs %s %s or newer",
			shown_length(answer), answer, database->name, database->oldest));
		database = NULL;
	}
	return database;
}

static bool recognize(php_coop_pdo *pdo)
{
	const php_coop_database *first = read_driver(pdo);
	zend_string *answer = first ? ask_for_version(pdo, first) : NULL;
	if (!answer) {
		return false;
	}
	pdo->database = recognize_by(first->driver, ZSTR_VAL(answer));
	zend_string_release(answer);
	return pdo->database != NULL;
}

/* ---- Entering and leaving ---------------------------------------------------------------------------------------- */

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

static void put_back_error_mode(php_coop_pdo *pdo)
{
	zend_object *aside = php_coop_pdo_set_aside();
	if (pdo->error_mode != PDO_MODE_EXCEPTION) {
		set_error_mode(pdo, pdo->error_mode);
	}
	php_coop_pdo_put_back(aside);
}

static void close_connection(php_coop_pdo *pdo)
{
	php_coop_pdo_forget_all(pdo);
	php_coop_pdo_forget_session(pdo);
	php_coop_pdo_release(&pdo->connection);
}

/* Opens a connection, and finds out which database it leads to before anything else is done with it. */
static bool open_and_recognize(php_coop_pdo *pdo)
{
	if (!open_connection(pdo)) {
		pdo->lost = false; /* there was no connection that could be lost */
		return false;
	}
	if (take_error_mode(pdo)) {
		if (recognize(pdo)) {
			return true;
		}
		put_back_error_mode(pdo);
	}
	close_connection(pdo);
	pdo->lost = pdo->lost && !php_coop_is_pdo(&pdo->source);
	return false;
}

bool php_coop_pdo_enter(php_coop_pdo *pdo)
{
	if (!Z_ISUNDEF(pdo->connection) && !pdo->database) {
		throw_used_while_opened();
		return false;
	}
	if (pdo->entered == 0) {
		pdo->lost = false;
	}
	bool worked = true;
	if (Z_ISUNDEF(pdo->connection)) {
		worked = open_and_recognize(pdo);
	} else if (pdo->entered == 0) {
		worked = take_error_mode(pdo);
	}
	pdo->entered += worked;
	return worked;
}

static void put_back_settings(php_coop_pdo *pdo)
{
	php_coop_pdo_restore_waits(pdo);
	php_coop_pdo_restore_strictness(pdo);
	put_back_error_mode(pdo);
}

void php_coop_pdo_leave(php_coop_pdo *pdo)
{
	if (--pdo->entered > 0) {
		return;
	}
	zend_object *aside = php_coop_pdo_set_aside();
	if (pdo->lost && !php_coop_is_pdo(&pdo->source)) {
		close_connection(pdo);
	} else {
		put_back_settings(pdo);
		pdo->lost = false;
	}
	php_coop_pdo_put_back(aside);
}

bool php_coop_pdo_may_try_again(const php_coop_pdo *pdo)
{
	if (!Z_ISUNDEF(pdo->connection) || !pdo->lost || php_coop_is_exiting()) {
		return false;
	}
	zend_clear_exception();
	return true;
}

/* The connection is asked once more. A node of a cluster that has left its group refuses statements, but its connection
 * still answers, and the node may come back. */
bool php_coop_pdo_is_hopeless(php_coop_pdo *pdo)
{
	zval rows;
	if (!pdo->lost || !php_coop_is_pdo(&pdo->source)) {
		return false;
	}
	zend_object *aside = php_coop_pdo_set_aside();
	zend_string *sql = zend_string_init("SELECT 1", strlen("SELECT 1"), 0);
	bool hopeless = !php_coop_pdo_query(pdo, sql, 0, NULL, &rows);
	zval_ptr_dtor(&rows);
	zend_string_release(sql);
	php_coop_pdo_put_back(aside);
	return hopeless;
}

/* ---- Transactions ------------------------------------------------------------------------------------------------ */

bool php_coop_pdo_in_transaction(php_coop_pdo *pdo, bool *open)
{
	zval result;
	if (!php_coop_pdo_call(&pdo->connection, "intransaction", 0, NULL, &result)) {
		return php_coop_pdo_failed(pdo, "to say whether a transaction is open");
	}
	*open = zend_is_true(&result);
	zval_ptr_dtor(&result);
	return true;
}

/* Returns whether the exception says that a transaction is open already. PDO says so if beginTransaction() opened it,
 * and the database if exec('BEGIN') did. */
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
		"or give the store a connection of its own"));
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

/* Executes the database's before_begin, which needs that no transaction is open. */
static bool prepare_to_begin(php_coop_pdo *pdo)
{
	bool open = false;
	if (!pdo->database->before_begin) {
		return true;
	}
	if (!php_coop_pdo_in_transaction(pdo, &open)) {
		return false;
	}
	if (open) {
		php_coop_pdo_throw_open_transaction(NULL);
		return false;
	}
	return exec_literal(pdo, pdo->database->before_begin);
}

bool php_coop_pdo_begin(php_coop_pdo *pdo)
{
	if (!prepare_to_begin(pdo) || !begin(pdo)) {
		return false;
	}
	if (!pdo->database->after_begin || exec_literal(pdo, pdo->database->after_begin)) {
		return true;
	}
	php_coop_pdo_roll_back(pdo);
	return false;
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

void php_coop_pdo_roll_back(php_coop_pdo *pdo)
{
	const php_coop_database *database = pdo->database;
	zend_object *aside = php_coop_pdo_set_aside();
	if (!call_roll_back(pdo) && !php_coop_is_exiting()) {
		bool open = false;
		zend_clear_exception();
		if (database->roll_back_again) {
			exec_literal(pdo, database->roll_back_again);
		} else if (database->begin_to_roll_back && php_coop_pdo_in_transaction(pdo, &open) && open &&
			exec_literal(pdo, database->begin_to_roll_back)) {
			call_roll_back(pdo);
		}
	}
	php_coop_pdo_put_back(aside);
}
