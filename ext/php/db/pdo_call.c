/* SPDX-License-Identifier: MIT */
#include "pdo_call.h"
#include "pdo_fault.h"

#include "php/values/exceptions.h"

#define PDO_FETCH_NUMERIC 3 /* PDO::FETCH_NUM */

bool php_coop_is_pdo(zval *value)
{
	zend_class_entry *pdo = zend_hash_str_find_ptr(EG(class_table), "pdo", strlen("pdo"));
	return pdo && Z_TYPE_P(value) == IS_OBJECT && instanceof_function(Z_OBJCE_P(value), pdo);
}

/* ---- Calls ------------------------------------------------------------------------------------------------------- */

bool php_coop_pdo_call(zval *object, const char *lower_case_name, uint32_t count, zval *arguments, zval *result)
{
	ZVAL_UNDEF(result);
	if (Z_ISUNDEF_P(object)) {
		zend_throw_error(NULL, "The token store's connection is closed: code of the site must not close it meanwhile");
		return false;
	}
	zend_object *target = Z_OBJ_P(object);
	zend_function *method =
		zend_hash_str_find_ptr(&target->ce->function_table, lower_case_name, strlen(lower_case_name));
	if (!method) {
		zend_throw_error(NULL, "Call to undefined method %s::%s()", ZSTR_VAL(target->ce->name), lower_case_name);
		return false;
	}
	GC_ADDREF(target); /* code of the site may release it during the call */
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

bool php_coop_pdo_succeeds(
	php_coop_pdo *pdo, zval *object, const char *name, uint32_t count, zval *arguments, const char *what)
{
	zval result;
	if (!php_coop_pdo_call(object, name, count, arguments, &result)) {
		return php_coop_pdo_failed(pdo, what);
	}
	bool worked = Z_TYPE(result) != IS_FALSE;
	zval_ptr_dtor(&result);
	return worked || php_coop_pdo_failed(pdo, what);
}

void php_coop_pdo_release(zval *value)
{
	zval released;
	ZVAL_COPY_VALUE(&released, value);
	ZVAL_UNDEF(value);
	zval_ptr_dtor(&released);
}

void php_coop_pdo_forget(php_coop_pdo *pdo, php_coop_sql number)
{
	php_coop_pdo_release(&pdo->statements[number]);
}

void php_coop_pdo_forget_all(php_coop_pdo *pdo)
{
	for (php_coop_sql number = 0; number < PHP_COOP_SQL_PREPARED; number++) {
		php_coop_pdo_forget(pdo, number);
	}
}

/* ---- Statements -------------------------------------------------------------------------------------------------- */

bool php_coop_pdo_exec(php_coop_pdo *pdo, const char *sql, size_t len)
{
	zval text;
	ZVAL_STRINGL(&text, sql, len);
	bool worked = php_coop_pdo_succeeds(pdo, &pdo->connection, "exec", 1, &text, "a statement");
	zval_ptr_dtor(&text);
	return worked;
}

static bool prepare(php_coop_pdo *pdo, zend_string *sql, zval *statement)
{
	zval text;
	ZVAL_STR(&text, sql);
	if (!php_coop_pdo_call(&pdo->connection, "prepare", 1, &text, statement)) {
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
		return php_coop_pdo_succeeds(pdo, statement, "execute", 0, NULL, "a statement");
	}
	zval list;
	array_init_size(&list, count);
	zend_hash_real_init_packed(Z_ARRVAL(list));
	for (uint32_t i = 0; i < count; i++) {
		Z_TRY_ADDREF(values[i]);
		zend_hash_next_index_insert_new(Z_ARRVAL(list), &values[i]);
	}
	bool worked = php_coop_pdo_succeeds(pdo, statement, "execute", 1, &list, "a statement");
	zval_ptr_dtor(&list);
	return worked;
}

bool php_coop_pdo_execute(php_coop_pdo *pdo, php_coop_sql number, zend_string *sql, uint32_t count, zval *values)
{
	zval *statement = &pdo->statements[number];
	if (Z_ISUNDEF_P(statement)) {
		zval prepared;
		if (!prepare(pdo, sql, &prepared)) {
			return false;
		}
		php_coop_pdo_release(statement); /* a prepare() that the site overrides may have prepared it in the meantime */
		ZVAL_COPY_VALUE(statement, &prepared);
	}
	if (run(pdo, statement, count, values)) {
		return true;
	}
	zend_object *aside = php_coop_pdo_set_aside();
	php_coop_pdo_forget(pdo, number);
	php_coop_pdo_put_back(aside);
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
	if (worked && (!php_coop_pdo_call(&statement, "fetchall", 1, &mode, rows) || Z_TYPE_P(rows) != IS_ARRAY)) {
		zval_ptr_dtor(rows);
		ZVAL_UNDEF(rows);
		worked = php_coop_pdo_failed(pdo, "a result");
	}
	zend_object *aside = php_coop_pdo_set_aside();
	zval_ptr_dtor(&statement);
	php_coop_pdo_put_back(aside);
	return worked;
}

bool php_coop_pdo_fetch(php_coop_pdo *pdo, php_coop_sql number, zval *row, bool *found)
{
	zval mode;
	ZVAL_LONG(&mode, PDO_FETCH_NUMERIC);
	*found = false;
	if (!php_coop_pdo_call(&pdo->statements[number], "fetch", 1, &mode, row)) {
		return php_coop_pdo_failed(pdo, "a row");
	}
	*found = Z_TYPE_P(row) == IS_ARRAY;
	if (!*found) {
		zval_ptr_dtor(row);
		ZVAL_UNDEF(row);
	}
	return true;
}

bool php_coop_pdo_row_count(php_coop_pdo *pdo, php_coop_sql number, zend_long *rows)
{
	zval result;
	if (!php_coop_pdo_call(&pdo->statements[number], "rowcount", 0, NULL, &result)) {
		return php_coop_pdo_failed(pdo, "to count rows");
	}
	*rows = zval_get_long(&result);
	zval_ptr_dtor(&result);
	return true;
}

bool php_coop_pdo_close_cursor(php_coop_pdo *pdo, php_coop_sql number)
{
	return php_coop_pdo_succeeds(pdo, &pdo->statements[number], "closecursor", 0, NULL, "to close a cursor");
}
