/* SPDX-License-Identifier: MIT */
#include "pdo_group.h"
#include "group.h"
#include "pdo_columns.h"
#include "pdo_rows.h"
#include "pdo_save.h"

#include "php/db/pdo_connection.h"
#include "php/db/pdo_expiry.h"
#include "php/db/pdo_fault.h"
#include "php/db/pdo_session.h"

/* A run's transaction on a PdoTokenStore. It saves answers, releases their leases, and reads the next rows under lock
 * to take them. */

/* ---- Saving ------------------------------------------------------------------------------------------------------ */

static php_coop_save save_parts(
	php_coop_pdo_token_store *self, const php_coop_row *row, const php_coop_token_parts *parts)
{
	zend_string *expiry = NULL;
	if (parts->access_token) {
		expiry = php_coop_expiry_write(&self->zone, self->names.expiry_kind, php_coop_parts_expiry(parts));
		if (!expiry) {
			return PHP_COOP_SAVE_FAILED;
		}
	}
	php_coop_save saved = php_coop_pdo_save_row(self,
		&(php_coop_pdo_saving){
			.user_id = row->user_id,
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

static bool save_all(php_coop_pdo_token_store *self, php_coop_group *group)
{
	for (int i = 0; i < group->settlings_count; i++) {
		php_coop_settling *settling = &group->settlings[i];
		settling->superseded = false;
		if (settling->parts) {
			php_coop_save saved = save_parts(self, settling->row, settling->parts);
			if (saved == PHP_COOP_SAVE_FAILED || saved == PHP_COOP_SAVE_REFUSED) {
				if (saved == PHP_COOP_SAVE_REFUSED ||
					(EG(exception) && php_coop_pdo_fault_of(EG(exception)) == PHP_COOP_PDO_FAULT_ROW)) {
					group->fault = PHP_COOP_STORE_FAULT_ROW;
				}
				return false;
			}
			settling->superseded = saved == PHP_COOP_SAVE_SUPERSEDED;
			php_coop_group_breathe(group);
		}
	}
	return true;
}

/* ---- Taking ------------------------------------------------------------------------------------------------------ */

static int place_of(zend_string **keys, int keys_count, const zend_string *user_id)
{
	for (int i = 0; user_id && i < keys_count; i++) {
		if (zend_string_equals(keys[i], user_id)) {
			return i;
		}
	}
	return -1;
}

/* Fetches the rows of a window and appends them in the order of their keys. If several rows have the same key, only the
 * first one is used, since a save by that key could not tell them apart. */
static bool fetch_window(
	php_coop_pdo_token_store *self, zend_string **keys, int keys_count, php_coop_row *rows, int *count)
{
	php_coop_row fetched[PHP_COOP_MANY] = {0};
	bool found = true, worked = true;
	while (worked && found) {
		zval values;
		php_coop_row row;
		worked = php_coop_pdo_fetch(&self->pdo, PHP_COOP_SQL_WINDOW, &values, &found);
		if (!worked || !found) {
			break;
		}
		worked = php_coop_pdo_row(self, &values, &row);
		zval_ptr_dtor(&values);
		int place = worked ? place_of(keys, keys_count, row.user_id) : -1;
		if (place >= 0 && !fetched[place].user_id) {
			fetched[place] = row;
		} else {
			php_coop_row_clear(&row);
		}
	}
	for (int i = 0; i < keys_count; i++) {
		if (fetched[i].user_id) {
			rows[(*count)++] = fetched[i];
		}
	}
	return worked && php_coop_pdo_close_cursor(&self->pdo, PHP_COOP_SQL_WINDOW);
}

/* Reads a window of rows under lock, without those that another transaction has locked, and appends them to `rows`. */
static bool read_window(
	php_coop_pdo_token_store *self, zend_string **keys, int keys_count, php_coop_row *rows, int *count)
{
	zval values[PHP_COOP_MANY + 1];
	for (int i = 0; i < PHP_COOP_MANY; i++) {
		php_coop_pdo_store_bind_id(self, &values[i], keys[MIN(i, keys_count - 1)]);
	}
	uint32_t values_count = php_coop_pdo_store_add_provider(self, values, PHP_COOP_MANY);
	if (!php_coop_sql_execute(&self->pdo, &self->names, PHP_COOP_SQL_WINDOW, values_count, values)) {
		return false;
	}
	return fetch_window(self, keys, keys_count, rows, count);
}

static bool is_ascii(const zend_string *text)
{
	for (size_t i = 0; i < ZSTR_LEN(text); i++) {
		if ((unsigned char) ZSTR_VAL(text)[i] > 0x7F) {
			return false;
		}
	}
	return true;
}

static bool ask_for_utf8(php_coop_pdo *pdo, bool *is_utf8)
{
	zval rows;
	zend_string *sql = zend_string_init(pdo->database->is_utf8, strlen(pdo->database->is_utf8), 0);
	bool worked = php_coop_pdo_query(pdo, sql, 0, NULL, &rows);
	zend_string_release(sql);
	if (worked) {
		zval *row = zend_hash_index_find(Z_ARRVAL(rows), 0);
		*is_utf8 = row && php_coop_sql_long(row, 0) != 0;
		zval_ptr_dtor(&rows);
	}
	return worked;
}

/* Leases and journals know a user by the bytes of the id, which have to be the same in every process. */
static bool judge_ids(php_coop_pdo_token_store *self, php_coop_row *rows, int count)
{
	bool asked = false, is_utf8 = true;
	if (!self->pdo.database->is_utf8 || self->names.id_is_binary) {
		return true;
	}
	for (int i = 0; i < count; i++) {
		if (is_ascii(rows[i].user_id)) {
			continue;
		}
		if (!asked && !ask_for_utf8(&self->pdo, &is_utf8)) {
			return false;
		}
		asked = true;
		rows[i].unfit = is_utf8 ? rows[i].unfit : PHP_COOP_UNFIT_LETTERS;
	}
	return true;
}

static bool take_rows(php_coop_pdo_token_store *self, php_coop_group *group)
{
	for (int i = 0; i < group->keys_count; i += PHP_COOP_MANY) {
		int part = MIN(PHP_COOP_MANY, group->keys_count - i);
		if (!read_window(self, group->keys + i, part, group->rows, &group->rows_count)) {
			return false;
		}
		php_coop_group_breathe(group);
	}
	if (!php_coop_leases_know(&self->leases, group->rows, group->rows_count) ||
		!judge_ids(self, group->rows, group->rows_count)) {
		return false;
	}
	php_coop_group_keep_wanted(group);
	php_coop_group_breathe(group);
	return php_coop_group_take_rows(&self->leases, group);
}

/* ---- The transaction --------------------------------------------------------------------------------------------- */

static bool write_all(php_coop_pdo_token_store *self, php_coop_group *group)
{
	return php_coop_leases_begin(&self->leases, group->holder) && save_all(self, group) &&
		php_coop_group_note_all(&self->leases, group) && take_rows(self, group);
}

static bool perform(php_coop_pdo_token_store *self, php_coop_group *group)
{
	if (!php_coop_pdo_store_ready_to_write(self) || !php_coop_pdo_bound_waits(&self->pdo) ||
		!php_coop_pdo_begin(&self->pdo)) {
		return false;
	}
	bool worked = write_all(self, group);
	if (worked && (group->settlings_count > 0 || group->rows_count > 0)) {
		group->committed = php_coop_pdo_commit(&self->pdo);
		if (group->committed) {
			return true;
		}
		worked = false;
	}
	php_coop_pdo_roll_back(&self->pdo);
	return worked;
}

bool php_coop_pdo_group(const php_coop_store *store, php_coop_group *group)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store->object);
	group->rows_count = 0;
	group->committed = false;
	group->fault = PHP_COOP_STORE_FAULT_OTHER;
	if (!php_coop_pdo_store_enter(self)) {
		php_coop_group_failed(group, NULL);
		return false;
	}
	bool worked = perform(self, group);
	if (!worked) {
		php_coop_group_failed(group, &self->pdo);
		php_coop_group_clear_rows(group);
	}
	php_coop_pdo_store_leave(self);
	return worked;
}
