/* SPDX-License-Identifier: MIT */
#include "pdo_session.h"
#include "pdo_fault.h"

/* Reads the first column of the only row; owned; undefined after false. */
static bool read_setting(php_coop_pdo *pdo, const char *sql, zval *setting)
{
	zval rows;
	ZVAL_UNDEF(setting);
	zend_string *text = zend_string_init(sql, strlen(sql), 0);
	bool worked = php_coop_pdo_query(pdo, text, 0, NULL, &rows);
	zend_string_release(text);
	if (!worked) {
		return false;
	}
	zval *row = zend_hash_index_find_deref(Z_ARRVAL(rows), 0);
	zval *value = row && Z_TYPE_P(row) == IS_ARRAY ? zend_hash_index_find_deref(Z_ARRVAL_P(row), 0) : NULL;
	ZVAL_NULL(setting);
	if (value) {
		ZVAL_COPY(setting, value);
	}
	zval_ptr_dtor(&rows);
	return true;
}

static bool set(php_coop_pdo *pdo, const char *format, zend_long value)
{
	zend_string *sql = zend_strpprintf(0, format, value);
	bool worked = php_coop_pdo_exec(pdo, ZSTR_VAL(sql), ZSTR_LEN(sql));
	zend_string_release(sql);
	return worked;
}

/* ---- Lock waits -------------------------------------------------------------------------------------------------- */

static bool bound_wait(php_coop_pdo *pdo, const php_coop_wait *wait, zend_long *before)
{
	zval value;
	*before = -1;
	if (!read_setting(pdo, wait->read, &value)) {
		return false;
	}
	zend_long found = zval_get_long(&value);
	zval_ptr_dtor(&value);
	if (found <= wait->bound && !(wait->zero_is_endless && found == 0)) {
		return true;
	}
	if (!set(pdo, wait->write, wait->bound)) {
		return false;
	}
	*before = found;
	return true;
}

bool php_coop_pdo_bound_waits(php_coop_pdo *pdo)
{
	if (pdo->waits_bounded) {
		return true;
	}
	for (int i = 0; i < PHP_COOP_PDO_WAITS; i++) {
		pdo->waits[i] = -1;
	}
	pdo->waits_bounded = true;
	for (int i = 0; i < PHP_COOP_PDO_WAITS && pdo->database->waits[i].read; i++) {
		if (!bound_wait(pdo, &pdo->database->waits[i], &pdo->waits[i])) {
			return false;
		}
	}
	return true;
}

void php_coop_pdo_restore_waits(php_coop_pdo *pdo)
{
	if (!pdo->waits_bounded) {
		return;
	}
	pdo->waits_bounded = false;
	zend_object *aside = php_coop_pdo_set_aside();
	for (int i = 0; i < PHP_COOP_PDO_WAITS; i++) {
		if (pdo->waits[i] >= 0) {
			set(pdo, pdo->database->waits[i].write, pdo->waits[i]);
			php_coop_pdo_put_back(NULL);
		}
	}
	php_coop_pdo_put_back(aside);
}

/* ---- Strictness -------------------------------------------------------------------------------------------------- */

bool php_coop_pdo_be_strict(php_coop_pdo *pdo)
{
	const php_coop_database *database = pdo->database;
	zval mode;
	if (!database->read_mode || pdo->is_strict) {
		return true;
	}
	if (!read_setting(pdo, database->read_mode, &mode)) {
		return false;
	}
	zend_string *text = zval_get_string(&mode);
	pdo->is_strict = strstr(ZSTR_VAL(text), database->strict_mark) != NULL;
	if (!pdo->is_strict) {
		pdo->is_strict = php_coop_pdo_exec(pdo, database->make_strict, strlen(database->make_strict));
		if (pdo->is_strict) {
			pdo->mode = zend_string_copy(text);
		}
	}
	zend_string_release(text);
	zval_ptr_dtor(&mode);
	return pdo->is_strict;
}

void php_coop_pdo_restore_strictness(php_coop_pdo *pdo)
{
	pdo->is_strict = false;
	if (!pdo->mode) {
		return;
	}
	zend_object *aside = php_coop_pdo_set_aside();
	/* The mode needs no quoting: it is the server's own list of letters, underscores and commas. */
	zend_string *sql = zend_strpprintf(0, pdo->database->write_mode, ZSTR_VAL(pdo->mode));
	zend_string_release(pdo->mode);
	pdo->mode = NULL;
	php_coop_pdo_exec(pdo, ZSTR_VAL(sql), ZSTR_LEN(sql));
	zend_string_release(sql);
	php_coop_pdo_put_back(aside);
}

void php_coop_pdo_forget_session(php_coop_pdo *pdo)
{
	pdo->waits_bounded = false;
	pdo->is_strict = false;
	if (pdo->mode) {
		zend_string_release(pdo->mode);
		pdo->mode = NULL;
	}
}
