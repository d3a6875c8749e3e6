/* SPDX-License-Identifier: MIT */
#include "pdo_session.h"
#include "pdo_fault.h"

#define WAIT_MILLISECONDS 2000

/* The first column of the only row; undefined after false, else owned by the caller. */
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

/* ---- Lock waits ---------------------------------------------------------------------------------------------------- */

/* Each in a unit of its own; zero is "do not wait" in SQLite and MariaDB, "without end" in PostgreSQL. */
typedef struct wait_setting {
	const char *read;
	const char *write;
	zend_long bound;
} wait_setting;

/* MariaDB waits apart for rows and for whoever alters the table. */
static const wait_setting wait_settings[PHP_COOP_PDO_DRIVERS][PHP_COOP_PDO_WAITS] = {
	[PHP_COOP_PDO_SQLITE] = {{"PRAGMA busy_timeout", "PRAGMA busy_timeout = " ZEND_LONG_FMT, WAIT_MILLISECONDS}},
	[PHP_COOP_PDO_PGSQL] = {{"SELECT CAST(setting AS BIGINT) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout'",
		"SET lock_timeout = " ZEND_LONG_FMT, WAIT_MILLISECONDS}},
	[PHP_COOP_PDO_MYSQL] = {{"SELECT @@innodb_lock_wait_timeout", "SET innodb_lock_wait_timeout = " ZEND_LONG_FMT,
								WAIT_MILLISECONDS / 1000},
		{"SELECT @@lock_wait_timeout", "SET lock_wait_timeout = " ZEND_LONG_FMT, WAIT_MILLISECONDS / 1000}},
};

static bool bound_wait(php_coop_pdo *pdo, const wait_setting *setting, zend_long *before)
{
	zval value;
	*before = -1;
	if (!read_setting(pdo, setting->read, &value)) {
		return false;
	}
	zend_long found = zval_get_long(&value);
	zval_ptr_dtor(&value);
	bool endless = pdo->driver == PHP_COOP_PDO_PGSQL && found == 0;
	if (found <= setting->bound && !endless) {
		return true;
	}
	if (!set(pdo, setting->write, setting->bound)) {
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
	for (int i = 0; i < PHP_COOP_PDO_WAITS && wait_settings[pdo->driver][i].read; i++) {
		if (!bound_wait(pdo, &wait_settings[pdo->driver][i], &pdo->waits[i])) {
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
	zend_object *parked = php_coop_pdo_park();
	for (int i = 0; i < PHP_COOP_PDO_WAITS; i++) {
		if (pdo->waits[i] >= 0) {
			set(pdo, wait_settings[pdo->driver][i].write, pdo->waits[i]);
			php_coop_pdo_unpark(NULL);
		}
	}
	php_coop_pdo_unpark(parked);
}

/* ---- Strictness ---------------------------------------------------------------------------------------------------- */

bool php_coop_pdo_be_strict(php_coop_pdo *pdo)
{
	zval mode;
	if (pdo->driver != PHP_COOP_PDO_MYSQL || pdo->is_strict) {
		return true;
	}
	if (!read_setting(pdo, "SELECT @@sql_mode", &mode)) {
		return false;
	}
	const char *text = Z_TYPE(mode) == IS_STRING ? Z_STRVAL(mode) : "";
	pdo->is_strict = strstr(text, "STRICT_TRANS_TABLES") || strstr(text, "STRICT_ALL_TABLES");
	if (!pdo->is_strict) {
		static const char SQL[] = "SET sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')";
		pdo->is_strict = php_coop_pdo_exec(pdo, SQL, strlen(SQL));
		if (pdo->is_strict) {
			pdo->sql_mode = zend_string_init(text, strlen(text), 0);
		}
	}
	zval_ptr_dtor(&mode);
	return pdo->is_strict;
}

void php_coop_pdo_restore_strictness(php_coop_pdo *pdo)
{
	pdo->is_strict = false;
	if (!pdo->sql_mode) {
		return;
	}
	zend_object *parked = php_coop_pdo_park();
	/* The server's own list of its modes: letters, underscores and commas. */
	zend_string *sql = zend_strpprintf(0, "SET sql_mode = '%s'", ZSTR_VAL(pdo->sql_mode));
	zend_string_release(pdo->sql_mode);
	pdo->sql_mode = NULL;
	php_coop_pdo_exec(pdo, ZSTR_VAL(sql), ZSTR_LEN(sql));
	zend_string_release(sql);
	php_coop_pdo_unpark(parked);
}

void php_coop_pdo_forget_session(php_coop_pdo *pdo)
{
	pdo->waits_bounded = false;
	pdo->is_strict = false;
	if (pdo->sql_mode) {
		zend_string_release(pdo->sql_mode);
		pdo->sql_mode = NULL;
	}
}
