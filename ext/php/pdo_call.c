/* SPDX-License-Identifier: MIT */
#include "pdo_call.h"

#include "exceptions.h"
#include "zend_closures.h"
#include "zend_exceptions.h"

/* Values of PDO's public constants. */
enum { PDO_ATTRIBUTE_ERRMODE = 3, PDO_ATTRIBUTE_DRIVER_NAME = 16, PDO_MODE_EXCEPTION = 2, PDO_FETCH_NUMERIC = 3 };

static zend_class_entry *class_of(const char *lower_case_name)
{
	return zend_hash_str_find_ptr(EG(class_table), lower_case_name, strlen(lower_case_name));
}

bool php_coop_is_pdo(zval *value)
{
	zend_class_entry *pdo = class_of("pdo");
	return pdo && Z_TYPE_P(value) == IS_OBJECT && instanceof_function(Z_OBJCE_P(value), pdo);
}

/* ---- What PDO throws ---------------------------------------------------------------------------------------------- */

static zend_class_entry *throwable_base(zend_object *thrown)
{
	return instanceof_function(thrown->ce, zend_ce_exception) ? zend_ce_exception : zend_ce_error;
}

static bool is_ours(zval *frame)
{
	zval *class_name = zend_hash_find(Z_ARRVAL_P(frame), ZSTR_KNOWN(ZEND_STR_CLASS));
	return class_name && Z_TYPE_P(class_name) == IS_STRING &&
		zend_string_starts_with_literal(Z_STR_P(class_name), "Coop\\");
}

/* What was bound to a statement is an argument of execute(), and PDO does not mark it as sensitive: a dump of the
 * exception would show the tokens. The frames of our own calls lose their arguments. */
static void forget_arguments(zend_object *thrown)
{
	zval rv, *trace = zend_read_property_ex(throwable_base(thrown), thrown, ZSTR_KNOWN(ZEND_STR_TRACE), 1, &rv);
	if (Z_TYPE_P(trace) != IS_ARRAY) {
		return;
	}
	zval copy, *frame;
	ZVAL_ARR(&copy, zend_array_dup(Z_ARRVAL_P(trace)));
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL(copy), frame) {
		if (Z_TYPE_P(frame) != IS_ARRAY || is_ours(frame)) {
			break;
		}
		SEPARATE_ARRAY(frame);
		zend_hash_del(Z_ARRVAL_P(frame), ZSTR_KNOWN(ZEND_STR_ARGS));
	}
	ZEND_HASH_FOREACH_END();
	zend_update_property_ex(throwable_base(thrown), thrown, ZSTR_KNOWN(ZEND_STR_TRACE), &copy);
	zval_ptr_dtor(&copy);
}

static void forget_arguments_of_all(zend_object *thrown)
{
	for (int depth = 0; thrown && depth < 100; depth++) {
		forget_arguments(thrown);
		zval rv,
			*previous = zend_read_property_ex(throwable_base(thrown), thrown, ZSTR_KNOWN(ZEND_STR_PREVIOUS), 1, &rv);
		thrown = Z_TYPE_P(previous) == IS_OBJECT ? Z_OBJ_P(previous) : NULL;
	}
}

/* SQLite's messages name tables and columns, never values. What a subclass of the site's throws may say anything, and
 * other databases quote values: their words are left to getPrevious(). */
static zend_string *message_of(const php_coop_pdo *pdo, zend_object *thrown)
{
	if (!thrown || pdo->driver != PHP_COOP_PDO_SQLITE || thrown->ce != class_of("pdoexception")) {
		return NULL;
	}
	zval rv, *message = zend_read_property_ex(zend_ce_exception, thrown, ZSTR_KNOWN(ZEND_STR_MESSAGE), 1, &rv);
	return Z_TYPE_P(message) == IS_STRING ? Z_STR_P(message) : NULL;
}

/* exit() in code of the site's: it goes on undisturbed, and no PHP code runs any more. */
static bool is_exiting(void)
{
	return EG(exception) && (zend_is_unwind_exit(EG(exception)) || zend_is_graceful_exit(EG(exception)));
}

/* Always false, so that a caller can return it. */
static bool failed(const php_coop_pdo *pdo, const char *what)
{
	if (is_exiting()) {
		return false;
	}
	zend_object *thrown = php_coop_take_exception();
	forget_arguments_of_all(thrown);
	zend_string *message = message_of(pdo, thrown);
	php_coop_throw(php_coop_store_exception(NULL, thrown, "The token store's database refused %s%s%s", what,
		message ? ": " : "", message ? ZSTR_VAL(message) : ""));
	return false;
}

/* ---- Calls -------------------------------------------------------------------------------------------------------- */

/* The method is looked up on the object's own class: a subclass of the site's may override it. *result is owned by the
 * caller, undefined after false; then an exception is pending. */
static bool call(zval *object, const char *lower_case_name, uint32_t count, zval *arguments, zval *result)
{
	ZVAL_UNDEF(result);
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
	const php_coop_pdo *pdo, zval *object, const char *name, uint32_t count, zval *arguments, const char *what)
{
	zval result;
	if (!call(object, name, count, arguments, &result)) {
		return failed(pdo, what);
	}
	bool worked = Z_TYPE(result) != IS_FALSE;
	zval_ptr_dtor(&result);
	return worked || failed(pdo, what);
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
		return failed(pdo, "a connection: the function that opens it threw");
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
		return failed(pdo, "to name its driver");
	}
	for (int i = 0; Z_TYPE(name) == IS_STRING && i < PHP_COOP_PDO_DRIVERS; i++) {
		if (zend_string_equals_cstr(Z_STR(name), names[i], strlen(names[i]))) {
			pdo->driver = (php_coop_pdo_driver) i;
		}
	}
	bool supported = pdo->driver == PHP_COOP_PDO_SQLITE;
	if (!supported) {
		php_coop_throw(php_coop_store_exception(NULL, NULL,
			"The token store's connection uses PDO's driver \"%s\"; this version of coop supports \"sqlite\" only",
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
		return false;
	}
	if (read_driver(pdo)) {
		return true;
	}
	release(&pdo->connection);
	return false;
}

static bool set_error_mode(php_coop_pdo *pdo, zend_long mode)
{
	zval arguments[2];
	ZVAL_LONG(&arguments[0], PDO_ATTRIBUTE_ERRMODE);
	ZVAL_LONG(&arguments[1], mode);
	return succeeds(pdo, &pdo->connection, "setattribute", 2, arguments, "to report errors as exceptions");
}

bool php_coop_pdo_enter(php_coop_pdo *pdo)
{
	if (Z_ISUNDEF(pdo->connection) && !open_connection(pdo)) {
		return false;
	}
	if (pdo->entered == 0) {
		zval attribute, mode;
		ZVAL_LONG(&attribute, PDO_ATTRIBUTE_ERRMODE);
		if (!call(&pdo->connection, "getattribute", 1, &attribute, &mode)) {
			return failed(pdo, "to tell its error mode");
		}
		pdo->error_mode = zval_get_long(&mode);
		zval_ptr_dtor(&mode);
		if (pdo->error_mode != PDO_MODE_EXCEPTION && !set_error_mode(pdo, PDO_MODE_EXCEPTION)) {
			return false;
		}
	}
	pdo->entered++;
	return true;
}

/* What is thrown while tidying up must not hide what went wrong before. */
static zend_object *park(void)
{
	return is_exiting() ? NULL : php_coop_take_exception();
}

static void unpark(zend_object *parked)
{
	if (is_exiting()) {
		if (parked) {
			OBJ_RELEASE(parked);
		}
		return;
	}
	if (EG(exception)) {
		zend_clear_exception();
	}
	if (parked) {
		php_coop_throw(parked);
	}
}

void php_coop_pdo_leave(php_coop_pdo *pdo)
{
	if (--pdo->entered == 0 && pdo->error_mode != PDO_MODE_EXCEPTION) {
		zend_object *parked = park();
		set_error_mode(pdo, pdo->error_mode);
		unpark(parked);
	}
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

static bool prepare(php_coop_pdo *pdo, zend_string *sql, zval *statement)
{
	zval text;
	ZVAL_STR(&text, sql);
	if (!call(&pdo->connection, "prepare", 1, &text, statement)) {
		return failed(pdo, "a statement");
	}
	if (Z_TYPE_P(statement) != IS_OBJECT) {
		zval_ptr_dtor(statement);
		ZVAL_UNDEF(statement);
		return failed(pdo, "a statement");
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
	zend_object *parked = park();
	php_coop_pdo_forget(pdo, number);
	unpark(parked);
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
		worked = failed(pdo, "a result");
	}
	zend_object *parked = park();
	zval_ptr_dtor(&statement);
	unpark(parked);
	return worked;
}

bool php_coop_pdo_fetch(php_coop_pdo *pdo, int number, zval *row, bool *found)
{
	zval mode;
	ZVAL_LONG(&mode, PDO_FETCH_NUMERIC);
	*found = false;
	if (!call(&pdo->statements[number], "fetch", 1, &mode, row)) {
		return failed(pdo, "a row");
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
		return failed(pdo, "to count rows");
	}
	*rows = zval_get_long(&result);
	zval_ptr_dtor(&result);
	return true;
}

bool php_coop_pdo_close_cursor(php_coop_pdo *pdo, int number)
{
	return succeeds(pdo, &pdo->statements[number], "closecursor", 0, NULL, "to close a cursor");
}

/* ---- Transactions ------------------------------------------------------------------------------------------------- */

bool php_coop_pdo_in_transaction(php_coop_pdo *pdo, bool *open)
{
	zval result;
	if (!call(&pdo->connection, "intransaction", 0, NULL, &result)) {
		return failed(pdo, "to tell whether a transaction is open");
	}
	*open = zend_is_true(&result);
	zval_ptr_dtor(&result);
	return true;
}

/* PDO knows the transactions that beginTransaction() opened, SQLite those of exec('BEGIN') too. */
static bool open_already(zend_object *thrown)
{
	zval rv, *message = zend_read_property_ex(throwable_base(thrown), thrown, ZSTR_KNOWN(ZEND_STR_MESSAGE), 1, &rv);
	return Z_TYPE_P(message) == IS_STRING &&
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

bool php_coop_pdo_begin(php_coop_pdo *pdo)
{
	zval result;
	if (call(&pdo->connection, "begintransaction", 0, NULL, &result)) {
		bool worked = Z_TYPE(result) != IS_FALSE;
		zval_ptr_dtor(&result);
		return worked || failed(pdo, "a transaction");
	}
	if (!is_exiting() && open_already(EG(exception))) {
		php_coop_pdo_throw_open_transaction(php_coop_take_exception());
		return false;
	}
	return failed(pdo, "a transaction");
}

bool php_coop_pdo_commit(php_coop_pdo *pdo)
{
	return succeeds(pdo, &pdo->connection, "commit", 0, NULL, "to commit");
}

void php_coop_pdo_roll_back(php_coop_pdo *pdo)
{
	zend_object *parked = park();
	zval result;
	call(&pdo->connection, "rollback", 0, NULL, &result);
	zval_ptr_dtor(&result);
	unpark(parked);
}

php_coop_pdo_fault php_coop_pdo_fault_of(zend_object *exception)
{
	zval unset;
	zval *previous = zend_read_property_ex(zend_ce_exception, exception, ZSTR_KNOWN(ZEND_STR_PREVIOUS), 1, &unset);
	if (Z_TYPE_P(previous) != IS_OBJECT) {
		return PHP_COOP_PDO_FAULT_OTHER;
	}
	zval *code = zend_read_property_ex(Z_OBJCE_P(previous), Z_OBJ_P(previous), ZSTR_KNOWN(ZEND_STR_CODE), 1, &unset);
	return Z_TYPE_P(code) == IS_STRING && Z_STRLEN_P(code) == 5 &&
		(memcmp(Z_STRVAL_P(code), "22", 2) == 0 || memcmp(Z_STRVAL_P(code), "23", 2) == 0) ? PHP_COOP_PDO_FAULT_ROW : PHP_COOP_PDO_FAULT_OTHER;
}
