/* SPDX-License-Identifier: MIT */
#include "pdo_save.h"
#include "pdo_columns.h"
#include "pdo_rows.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/db/pdo_connection.h"

/* Saves tokens in a row that has the old ones. If no row has changed, finds out why. */

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

static bool update(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s, zend_long *rows)
{
	zval values[7];
	uint32_t count = 0;
	php_coop_sql statement = s->is_login ? PHP_COOP_SQL_LOGIN : PHP_COOP_SQL_SAVE;
	set_or_null(&values[count++], s->access_token);
	set_or_null(&values[count++], s->expiry);
	set_or_null(&values[count++], s->refresh_token);
	php_coop_pdo_store_bind_id(self, &values[count++], s->user_id);
	if (!s->is_login) {
		set_or_empty(&values[count++], s->old_access_token);
		set_or_empty(&values[count++], s->old_refresh_token);
	}
	count = php_coop_pdo_store_add_provider(self, values, count);
	return php_coop_sql_execute(&self->pdo, &self->names, statement, count, values) &&
		php_coop_pdo_row_count(&self->pdo, statement, rows);
}

/* Notes a save in the companion table. The statement reads the user id from the row, so that it is written as there. */
static bool note_success(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	zval values[4];
	char fingerprint[COOP_FINGERPRINT_LENGTH + 1] = "";
	if (s->refresh_token && !coop_fingerprint(php_coop_view(s->refresh_token), fingerprint)) {
		php_coop_throw(
			php_coop_store_exception(NULL, NULL, "OpenSSL refuses SHA-256, so there is no fingerprint of a token"));
		return false;
	}
	ZVAL_STR(&values[0], self->leases.store);
	ZVAL_STRING(&values[1], fingerprint);
	php_coop_pdo_store_bind_id(self, &values[2], s->user_id);
	bool noted = php_coop_sql_execute(
		&self->pdo, &self->names, PHP_COOP_SQL_LEASE_LOGIN, php_coop_pdo_store_add_provider(self, values, 3), values);
	zval_ptr_dtor(&values[1]);
	return noted;
}

static bool same(const zend_string *a, const zend_string *b)
{
	coop_view view_a = a ? php_coop_view(a) : COOP_VIEW("");
	return coop_secret_equals(view_a, b ? php_coop_view(b) : COOP_VIEW(""));
}

static php_coop_save refused(const php_coop_pdo_token_store *self, const php_coop_pdo_saving *s, const char *why)
{
	zend_string *shown = php_coop_shown_user_id(s->user_id);
	php_coop_throw(
		php_coop_store_exception(NULL, NULL, "The tokens of the user \"%s\" could not be saved in the table \"%s\": %s",
			ZSTR_VAL(shown), ZSTR_VAL(self->names.table), why));
	zend_string_release(shown);
	return PHP_COOP_SAVE_REFUSED;
}

/* Finds out why no row was changed. If the row has our own tokens, they were saved after all, by a trigger in place of
 * the update, or by the first of two tries. */
static php_coop_save judge_unchanged(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	php_coop_row row;
	php_coop_read read = php_coop_pdo_find(self, s->user_id, &row);
	if (read == PHP_COOP_READ_FAILED) {
		return PHP_COOP_SAVE_FAILED;
	}
	if (read == PHP_COOP_READ_NONE) {
		return s->is_login ? refused(self, s, "there is no row to change: insert one first") : PHP_COOP_SAVE_SUPERSEDED;
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
		return refused(self, s, "the row did not change, perhaps because of a trigger");
	}
	return PHP_COOP_SAVE_SUPERSEDED;
}

php_coop_save php_coop_pdo_save_row(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	zend_long rows = 0;
	if (!update(self, s, &rows)) {
		return PHP_COOP_SAVE_FAILED;
	}
	return rows > 0 ? PHP_COOP_SAVE_SAVED : judge_unchanged(self, s);
}

/* PDO would cut the text at a zero byte, and say nothing. */
static bool has_zero_byte(const php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	return self->pdo.database->cuts_at_zero_byte &&
		((s->access_token && zend_str_has_nul_byte(s->access_token)) ||
			(s->refresh_token && zend_str_has_nul_byte(s->refresh_token)));
}

/* The transaction begins with a write. If a transaction of SQLite has read first, and wants to write while another
 * process does so, it fails at once, without waiting. */
php_coop_save php_coop_pdo_save(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	if (!php_coop_pdo_store_ready_to_write(self)) {
		return PHP_COOP_SAVE_FAILED;
	}
	if (has_zero_byte(self, s)) {
		char why[64];
		snprintf(why, sizeof(why), "they have a zero byte, which a text of %s cannot hold", self->pdo.database->name);
		return refused(self, s, why);
	}
	if (!php_coop_pdo_begin(&self->pdo)) {
		return PHP_COOP_SAVE_FAILED;
	}
	php_coop_save saved = php_coop_pdo_save_row(self, s);
	if (saved == PHP_COOP_SAVE_SAVED && (!note_success(self, s) || !php_coop_pdo_commit(&self->pdo))) {
		saved = PHP_COOP_SAVE_FAILED;
	}
	if (saved != PHP_COOP_SAVE_SAVED) {
		php_coop_pdo_roll_back(&self->pdo);
	}
	return saved;
}
